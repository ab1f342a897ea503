/* The report of a run as JSON: docs/report.md describes it. Keys are in a fixed order; personal values are
 * in clear, for the file is private. */
#include "base/rows.h"
#include "base/text.h"
#include "report/group.h"
#include "report/words.h"

#include <jansson.h>
#include <string.h>

#define FORMAT 1

/* ------------------------------------------------------------------ values */

/* NULL (JSON null) for an absent text; bytes that are not UTF-8 become "?". */
static json_t *text(pas_str s)
{
    if (!s.ptr)
        return json_null();
    if (pas_utf8_valid(s.ptr, s.len) == s.len && !memchr(s.ptr, '\0', s.len))
        return json_stringn(s.ptr, s.len);
    pas_buf b = {0};
    for (size_t i = 0; i < s.len;) {
        size_t good = pas_utf8_valid(s.ptr + i, s.len - i);
        const char *nul = good ? memchr(s.ptr + i, '\0', good) : NULL;
        good = nul ? (size_t)(nul - (s.ptr + i)) : good;
        pas_buf_add(&b, s.ptr + i, good);
        i += good;
        if (i < s.len) {
            pas_buf_byte(&b, '?');
            i++;
        }
    }
    json_t *j = json_stringn(b.ptr, b.len);
    pas_buf_free(&b);
    return j;
}

static json_t *cstr(const char *s)
{
    return text(pas_cstr(s));
}

static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        pas_out_of_memory();
}

static void add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        pas_out_of_memory();
}

static void set_both(json_t *object, const char *key, const char *fr, const char *en)
{
    json_t *both = json_object();
    set(both, "fr", cstr(fr));
    set(both, "en", cstr(en));
    set(object, key, both);
}

static json_t *filled(const pas_finding *f, pas_lang lang)
{
    pas_buf b = {0};
    pas_finding_text(&b, f, lang, true);
    json_t *j = text((pas_str){b.ptr ? b.ptr : "", b.len});
    pas_buf_free(&b);
    return j;
}

/* ------------------------------------------------------------------ parts */

static json_t *pipeline_of(const pas_report *r)
{
    json_t *o = json_object(), *vars = json_object();
    set(o, "file", cstr(r->pipeline_path));
    set(o, "name", r->plan ? cstr(pas_plan_name(r->plan)) : json_null());
    set_both(o, "summary", r->plan ? pas_plan_summary(r->plan, PAS_FR) : NULL,
             r->plan ? pas_plan_summary(r->plan, PAS_EN) : NULL);
    for (size_t i = 0; r->plan && i < pas_plan_vars(r->plan); i++)
        set(vars, pas_plan_var_at(r->plan, i)->name, cstr(pas_plan_var_at(r->plan, i)->value));
    set(o, "variables", vars);
    return o;
}

static json_t *run_of(const pas_report *r)
{
    char stamp[32];
    json_t *o = json_object();
    snprintf(stamp, sizeof stamp, "%04d-%02u-%02uT%02u:%02u:%02u", r->now.date.year, r->now.date.month,
             r->now.date.day, r->now.hour, r->now.minute, r->now.second);
    int32_t year = pas_report_year(r);
    pas_str school = pas_report_school(r);
    set(o, "date", cstr(stamp));
    set(o, "school", school.len ? text(school) : json_null());
    set(o, "year", year ? json_integer(year) : json_null());
    set(o, "dry-run", json_boolean(r->dry_run));
    set(o, "in-process", json_boolean(r->in_process));
    set(o, "published", json_boolean(r->published));
    set(o, "exit-code", json_integer(r->exit_code));
    return o;
}

static json_t *counts_of(const pas_report *r, uint32_t source)
{
    json_t *counts = json_object();
    for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++) {
        uint32_t n = pas_graph_count_kind(r->graph, kind, source);
        if (n && kind != PAS_K_match)
            set(counts, pas_schema_kind(kind)->name, json_integer(n));
    }
    return counts;
}

static json_t *matches_of(const pas_report_step *s)
{
    json_t *rows = json_array();
    for (uint32_t i = 0; i < s->n_matches; i++) {
        const pas_match_count *c = &s->matches[i];
        json_t *o = json_object();
        set(o, "kind", cstr(c->kind));
        set(o, "one", cstr(c->source_one));
        set(o, "other", cstr(c->source_other));
        set(o, "count-one", json_integer(c->one));
        set(o, "count-other", json_integer(c->other));
        set(o, "matched", json_integer(c->matched));
        set(o, "ambiguous", json_integer(c->ambiguous));
        add(rows, o);
    }
    return rows;
}

static const char *const fates[] = {"complete", "partial", "rejected", "absent", "unknown"};

static json_t *outcome(const pas_outcome *o)
{
    json_t *j = json_object();
    set(j, "fate", cstr(fates[o->fate <= PAS_FATE_UNKNOWN ? o->fate : PAS_FATE_UNKNOWN]));
    set(j, "record", text(o->label));
    set(j, "answer", text(o->answer));
    set(j, "part", text(o->part));
    set(j, "file", text(o->origin.file));
    set(j, "line", o->origin.line ? json_integer(o->origin.line) : json_null());
    return j;
}

static json_t *foresight_of(const pas_foresight_log *log)
{
    json_t *o = json_object(), *counts = json_object(), *figures = json_array(), *records = json_array();
    uint32_t n[5];
    pas_log_count(log, n);
    for (size_t fate = 0; fate < 5; fate++)
        set(counts, fates[fate], json_integer(n[fate]));
    for (size_t i = 0; i < pas_log_figures(log); i++) {
        const pas_figure *f = pas_log_figure_at(log, i);
        json_t *figure = json_object();
        set(figure, "code", cstr(f->message->code));
        set_both(figure, "title", f->message->title_fr, f->message->title_en);
        set(figure, "value", json_integer(f->value));
        add(figures, figure);
    }
    for (size_t i = 0; i < pas_log_outcomes(log); i++)
        add(records, outcome(pas_log_outcome(log, i)));
    set(o, "counts", counts);
    set(o, "figures", figures);
    set(o, "records", records);
    return o;
}

static json_t *confinement_of(const pas_report_step *s)
{
    if (s->sandbox == PAS_SANDBOX_USUAL)
        return json_null();
    json_t *o = json_object();
    set(o, "asked", cstr(pas_sandbox_name(s->sandbox)));
    set(o, "landlock", s->level.landlock ? json_integer(s->level.landlock) : json_null());
    set(o, "seccomp", json_boolean(s->level.reached & PAS_LEVEL_CALLS));
    return o;
}

static json_t *step_of(const pas_report *r, const pas_report_step *s)
{
    json_t *o = json_object();
    uint32_t source;
    set(o, "name", cstr(s->name));
    set(o, "kind", cstr(s->kind));
    set(o, "plugin", cstr(s->plugin));
    set(o, "system", cstr(s->system));
    set(o, "document", s->document ? cstr(s->document->id) : json_null());
    set(o, "state", cstr(s->state));
    set(o, "seconds", json_real(s->seconds));
    set(o, "confinement", confinement_of(s));
    if (strcmp(s->kind, "read") == 0) {
        bool given = pas_report_source(r, s->name, &source);
        set(o, "files", json_integer(given ? pas_report_files(r, source) : 0));
        set(o, "counts", given ? counts_of(r, source) : json_object());
    }
    if (strcmp(s->kind, "match") == 0)
        set(o, "matches", matches_of(s));
    if (strcmp(s->kind, "check") == 0) {
        json_t *codes = json_array();
        for (uint32_t i = 0; i < s->n_unchecked; i++)
            add(codes, cstr(s->unchecked[i]));
        set(o, "unchecked", codes);
    }
    if (s->foresight)
        set(o, "foresight", foresight_of(s->foresight));
    return o;
}

/* ------------------------------------------------------------------ findings */

static json_t *rows_of(pas_str value, pas_lang lang, bool *personal)
{
    json_t *rows = json_array();
    pas_str row;
    pas_cell cell;
    while (pas_rows_next(&value, &row)) {
        json_t *cells = json_array();
        while (pas_cells_next(&row, lang, &cell)) {
            add(cells, text(cell.text));
            *personal = *personal || cell.personal;
        }
        add(rows, cells);
    }
    return rows;
}

static json_t *argument_of(const pas_argument *a)
{
    json_t *o = json_object();
    bool personal = a->flags & PAS_ARG_PERSONAL;
    if (a->flags & PAS_ARG_ROWS) {
        json_t *both = json_object();
        set(both, "fr", rows_of(a->value, PAS_FR, &personal));
        set(both, "en", rows_of(a->value, PAS_EN, &personal));
        set(o, "rows", both);
    } else {
        set(o, "value", text(a->value));
    }
    set(o, "personal", json_boolean(personal));
    return o;
}

static json_t *finding_of(const pas_finding *f)
{
    json_t *o = json_object(), *args = json_object();
    set(o, "step", text(f->origin.step));
    set(o, "file", text(f->origin.file));
    set(o, "line", f->origin.line ? json_integer(f->origin.line) : json_null());
    set(o, "record", text(f->origin.record));
    set(o, "field", text(f->field));
    json_t *both = json_object();
    set(both, "fr", filled(f, PAS_FR));
    set(both, "en", filled(f, PAS_EN));
    set(o, "text", both);
    for (uint32_t i = 0; i < f->n_args; i++)
        set(args, f->args[i].name.len ? f->args[i].name.ptr : "", argument_of(&f->args[i]));
    set(o, "arguments", args);
    return o;
}

static json_t *remedy_of(const pas_group *g)
{
    json_t *o = json_object();
    for (int lang = PAS_FR; lang <= PAS_EN; lang++) {
        const char *remedy = lang == PAS_EN ? g->message->remedy_en : g->message->remedy_fr;
        pas_buf b = {0};
        if (remedy)
            pas_fill(&b, remedy, g->findings[0]->args, g->findings[0]->n_args, true);
        set(o, lang == PAS_EN ? "en" : "fr", b.ptr ? text((pas_str){b.ptr, b.len}) : json_null());
        pas_buf_free(&b);
    }
    return o;
}

static json_t *group_of(const pas_group *g, pas_arena *arena)
{
    static const char *const severities[] = {"info", "warning", "error", "blocking"};
    static const char *const blames[] = {"data", "config", "system", "plugin", "host"};
    const pas_message *m = g->message;
    json_t *o = json_object(), *places = json_array();
    set(o, "code", cstr(m->code));
    set(o, "severity", cstr(severities[g->severity <= PAS_BLOCKING ? g->severity : PAS_BLOCKING]));
    set(o, "blame", cstr(blames[m->blame <= PAS_BLAME_HOST ? m->blame : PAS_BLAME_HOST]));
    set(o, "answer", cstr(m->answer));
    set(o, "fix-in", cstr(pas_group_fix_in(g, arena)));
    set_both(o, "title", m->title_fr, m->title_en);
    set(o, "remedy", remedy_of(g));
    set(o, "source", cstr(m->source));
    set(o, "count", json_integer(g->n));
    for (uint32_t i = 0; i < g->n; i++)
        add(places, finding_of(g->findings[i]));
    set(o, "findings", places);
    return o;
}

static json_t *groups_of(const pas_findings_list *list)
{
    pas_arena *arena = pas_arena_new();
    json_t *groups = json_array();
    uint32_t n;
    const pas_group *g = pas_group_findings(list, arena, &n);
    for (uint32_t i = 0; i < n; i++)
        add(groups, group_of(&g[i], arena));
    pas_arena_free(arena);
    return groups;
}

static json_t *outputs_of(const pas_report *r)
{
    json_t *rows = json_array();
    for (uint32_t i = 0; i < r->n_outputs; i++) {
        json_t *o = json_object();
        set(o, "file", cstr(r->outputs[i].name));
        set(o, "step", cstr(r->outputs[i].step));
        set(o, "bytes", json_integer((json_int_t)r->outputs[i].bytes));
        add(rows, o);
    }
    return rows;
}

/* ------------------------------------------------------------------ all */

static int take(const char *bytes, size_t n, void *data)
{
    pas_buf_add(data, bytes, n);
    return 0;
}

void pas_report_json(const pas_report *r, pas_buf *to)
{
    json_t *root = json_object(), *steps = json_array();
    set(root, "format", json_integer(FORMAT));
    set(root, "version", cstr(r->version));
    set(root, "pipeline", pipeline_of(r));
    set(root, "run", run_of(r));
    for (uint32_t i = 0; i < r->n_steps; i++)
        add(steps, step_of(r, &r->steps[i]));
    set(root, "steps", steps);
    set(root, "groups", groups_of(r->findings));
    set(root, "out", cstr(r->out_folder));
    set(root, "outputs", outputs_of(r));
    if (json_dump_callback(root, take, to, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) != 0)
        pas_out_of_memory();
    pas_buf_byte(to, '\n');
    json_decref(root);
}
