/* The report of a run on the terminal, part by part: read, matched, foreseen, to be corrected, not
 * checked, written. Short enough to be read on the day of the rentrée. */
#include "base/pool.h"
#include "report/page.h"
#include "report/words.h"

#include <inttypes.h>
#include <string.h>

enum { MOST_ANSWERS = 6 };

/* ------------------------------------------------------------------ head */

static void add_head(pas_page *p, const pas_report *r)
{
    pas_buf b = {0};
    pas_str school = pas_report_school(r);
    int32_t year = pas_report_year(r);
    const char *what = r->plan ? pas_plan_summary(r->plan, p->style->lang) : NULL;
    pas_buf_printf(&b, "Passerelle %s%s%s", r->version ? r->version : "", what ? " · " : "",
                   what ? what : "");
    pas_wrap(p->to, (pas_str){b.ptr, b.len}, 0, 4);
    pas_buf_clear(&b);
    if (school.len)
        pas_buf_printf(&b, "%s %.*s · ", pas_page_says(p, "Établissement", "School"), PAS_FMT(school));
    if (year)
        pas_buf_printf(&b, "%s %d · ", pas_page_says(p, "année", "year"), (int)year);
    pas_buf_printf(&b, "%02u/%02u/%04d %02u:%02u", r->now.date.day, r->now.date.month, r->now.date.year,
                   r->now.hour, r->now.minute);
    if (r->dry_run)
        pas_buf_puts(&b, pas_page_says(p, " · essai à blanc", " · dry run"));
    pas_wrap(p->to, (pas_str){b.ptr, b.len}, 0, 4);
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------ read */

static void count_read(pas_page *p, const pas_report *r, uint32_t source, pas_buf *to)
{
    uint32_t files = pas_report_files(r, source);
    pas_buf_printf(to, "%u %s%s", files, pas_page_says(p, "fichier", "file"), files > 1 ? "s" : "");
    for (const char *const *kind = pas_words_kinds(); *kind; kind++) {
        uint32_t n = pas_graph_count_kind(r->graph, pas_schema_find_kind(pas_cstr(*kind)), source);
        if (!n)
            continue;
        pas_buf_puts(to, ", ");
        pas_words_count(to, *kind, n, p->style->lang);
    }
}

static bool is_kind(const pas_report_step *s, const char *kind)
{
    return s->kind && strcmp(s->kind, kind) == 0;
}

static const char *state_words(const pas_page *p, const char *state)
{
    if (strcmp(state, "skipped") == 0)
        return pas_page_says(p, "non fourni", "not given");
    return strcmp(state, "refused") == 0 ? pas_page_says(p, "refusé", "refused")
                                         : pas_page_says(p, "lecture non aboutie", "reading failed");
}

static void widths(const pas_report *r, size_t *ret_name, size_t *ret_system)
{
    *ret_name = *ret_system = 0;
    for (uint32_t i = 0; i < r->n_steps; i++) {
        size_t name = pas_columns(pas_cstr(r->steps[i].name)),
               system = pas_columns(pas_cstr(r->steps[i].system));
        *ret_name = name > *ret_name ? name : *ret_name;
        *ret_system = system > *ret_system ? system : *ret_system;
    }
}

static void add_read(pas_page *p, const pas_report *r)
{
    bool said = false;
    size_t name, system;
    widths(r, &name, &system);
    for (uint32_t i = 0; i < r->n_steps; i++) {
        const pas_report_step *s = &r->steps[i];
        uint32_t source;
        pas_buf b = {0};
        if (!is_kind(s, "read"))
            continue;
        if (!said)
            pas_page_heading(p, pas_page_says(p, "Lu", "Read"));
        said = true;
        bool done = strcmp(s->state, "done") == 0;
        if (done && pas_report_source(r, s->name, &source))
            count_read(p, r, source, &b);
        else
            pas_buf_puts(&b, done ? "0" : state_words(p, s->state));
        pas_spaces(p->to, 2);
        pas_column(p->to, pas_cstr(s->name), name + 2);
        pas_column(p->to, pas_cstr(s->system), system + 2);
        pas_wrap(p->to, (pas_str){b.ptr, b.len}, name + system + 6, name + system + 6);
        pas_buf_free(&b);
    }
}

/* ------------------------------------------------------------------ matched */

static void add_count(pas_page *p, const pas_match_count *c)
{
    pas_buf b = {0};
    bool en = p->style->lang == PAS_EN;
    pas_buf_printf(&b, en ? "%u of %u (%s) with %s (%u)" : "%u sur %u (%s) avec %s (%u)", c->matched,
                   c->other, c->source_other, c->source_one, c->one);
    if (c->ambiguous)
        pas_buf_printf(&b, en ? ", %u ambiguous" : ", %u à lever", c->ambiguous);
    pas_spaces(p->to, 2);
    pas_column(p->to, pas_cstr(pas_words_plural(c->kind, p->style->lang)), 14);
    pas_wrap(p->to, (pas_str){b.ptr, b.len}, 16, 16);
    pas_buf_free(&b);
}

static void add_matches(pas_page *p, const pas_report *r)
{
    bool said = false;
    for (uint32_t i = 0; i < r->n_steps; i++) {
        for (uint32_t k = 0; k < r->steps[i].n_matches; k++) {
            if (!said)
                pas_page_heading(p, pas_page_says(p, "Mis en correspondance", "Matched"));
            said = true;
            add_count(p, &r->steps[i].matches[k]);
        }
    }
}

/* ------------------------------------------------------------------ foreseen */

/* "GROUPE_B_02 (2), GROUPE_A_01 (1)": the target's answers for one fate, in the order first told. */
static void count_answers(const pas_foresight_log *log, uint32_t fate, pas_buf *to)
{
    pas_pool *answers = pas_pool_new();
    pas_map *counts = pas_map_new();
    for (size_t i = 0; i < pas_log_outcomes(log); i++) {
        const pas_outcome *o = pas_log_outcome(log, i);
        uint32_t id = o->fate == fate && o->answer.len ? pas_pool_add(answers, o->answer) : 0;
        if (id)
            pas_map_set(counts, id, pas_map_get(counts, id) + 1);
    }
    for (uint32_t id = 1; id <= pas_pool_count(answers) && id <= MOST_ANSWERS; id++)
        pas_buf_printf(to, "%s%s (%u)", id > 1 ? ", " : "", pas_pool_get(answers, id).ptr,
                       pas_map_get(counts, id));
    if (pas_pool_count(answers) > MOST_ANSWERS)
        pas_buf_puts(to, ", …");
    pas_map_free(counts);
    pas_pool_free(answers);
}

static void add_fate(pas_page *p, const pas_report *r, const pas_foresight_log *log, uint32_t fate,
                     uint32_t n)
{
    pas_buf count = {0}, answers = {0};
    pas_words_count(&count, pas_report_kind_told(r, log), n, p->style->lang);
    count_answers(log, fate, &answers);
    pas_spaces(p->to, 2);
    pas_column(p->to, pas_cstr(pas_fate_name(fate, p->style->lang)), 20);
    pas_str s = {count.ptr, count.len};
    size_t digits = strspn(count.ptr, "0123456789");
    pas_spaces(p->to, digits < 6 ? 6 - digits : 0);
    size_t at = 22 + (digits < 6 ? 6 - digits : 0);
    if (answers.len) {
        pas_column(p->to, s, 18);
        pas_wrap(p->to, (pas_str){answers.ptr, answers.len}, at + 18, at + 18);
    } else {
        pas_wrap(p->to, s, at, at);
    }
    pas_buf_free(&count);
    pas_buf_free(&answers);
}

static void add_figures(pas_page *p, const pas_foresight_log *log)
{
    for (size_t i = 0; i < pas_log_figures(log); i++) {
        const pas_figure *f = pas_log_figure_at(log, i);
        pas_buf b = {0};
        pas_buf_printf(&b, "%s %s %" PRId64, pas_page_says(p, f->message->title_fr, f->message->title_en),
                       pas_page_says(p, ":", "="), f->value);
        pas_spaces(p->to, 2);
        pas_wrap(p->to, (pas_str){b.ptr, b.len}, 2, 4);
        pas_buf_free(&b);
    }
}

static void add_foresight(pas_page *p, const pas_report *r)
{
    static const uint32_t order[] = {PAS_FATE_COMPLETE, PAS_FATE_PARTIAL, PAS_FATE_REJECTED, PAS_FATE_ABSENT,
                                     PAS_FATE_UNKNOWN};
    for (uint32_t i = 0; i < r->n_steps; i++) {
        const pas_report_step *s = &r->steps[i];
        if (!s->foresight || !(pas_log_outcomes(s->foresight) + pas_log_figures(s->foresight)))
            continue;
        uint32_t counts[5];
        pas_log_count(s->foresight, counts);
        const char *system = s->system ? s->system : s->name;
        pas_page_heading(p, pas_arena_format(p->arena,
                                             p->style->lang == PAS_EN ? "What %s will do with the file"
                                                                      : "Ce que %s fera du fichier",
                                             system)
                                .ptr);
        for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
            if (counts[order[k]])
                add_fate(p, r, s->foresight, order[k], counts[order[k]]);
        add_figures(p, s->foresight);
    }
}

/* ------------------------------------------------------------------ not checked */

static void add_unchecked(pas_page *p, const pas_report *r)
{
    bool said = false;
    for (uint32_t i = 0; i < r->n_steps; i++) {
        for (uint32_t k = 0; k < r->steps[i].n_unchecked; k++) {
            const char *code = r->steps[i].unchecked[k];
            const pas_message *m = pas_host_message(code);
            pas_buf b = {0};
            if (!said)
                pas_page_heading(p, pas_page_says(p, "Non contrôlé (un fichier manque pour le dire)",
                                                  "Not checked (a file is missing to tell)"));
            said = true;
            pas_buf_printf(&b, "%s (%s)", m ? pas_page_says(p, m->title_fr, m->title_en) : code, code);
            pas_spaces(p->to, 2);
            pas_wrap(p->to, (pas_str){b.ptr, b.len}, 2, 4);
            pas_buf_free(&b);
        }
    }
}

/* ------------------------------------------------------------------ written */

static bool writes(const pas_report *r)
{
    for (uint32_t i = 0; i < r->n_steps; i++)
        if (is_kind(&r->steps[i], "write"))
            return true;
    return false;
}

static void add_outputs(pas_page *p, const pas_report *r)
{
    for (uint32_t i = 0; i < r->n_outputs; i++) {
        pas_buf b = {0};
        if (r->out_folder && *r->out_folder && strcmp(r->out_folder, ".") != 0)
            pas_buf_printf(&b, "%s/", r->out_folder);
        pas_buf_printf(&b, "%s (", r->outputs[i].name);
        pas_words_size(&b, r->outputs[i].bytes, p->style->lang);
        pas_buf_puts(&b, ")");
        pas_spaces(p->to, 2);
        pas_wrap(p->to, (pas_str){b.ptr, b.len}, 2, 4);
        pas_buf_free(&b);
    }
}

/* Why nothing was published: the blocking findings, else the step that stopped. */
static void add_reason(const pas_page *p, const pas_report *r, pas_buf *to)
{
    size_t blocking = 0;
    bool en = p->style->lang == PAS_EN;
    for (size_t i = 0; i < pas_list_count(r->findings); i++)
        blocking += pas_list_get(r->findings, i)->severity >= PAS_BLOCKING;
    if (blocking) {
        pas_buf_printf(to, en ? ": %zu blocking" : " : %zu point%s bloquant%s", blocking,
                       blocking > 1 ? "s" : "", blocking > 1 ? "s" : "");
        return;
    }
    for (uint32_t i = 0; i < r->n_steps; i++) {
        const pas_report_step *s = &r->steps[i];
        if (strcmp(s->state, "failed") != 0 && strcmp(s->state, "refused") != 0)
            continue;
        pas_buf_printf(to, en ? ": step “%s” did not succeed" : " : l'étape « %s » n'a pas abouti", s->name);
        return;
    }
}

static void add_written(pas_page *p, const pas_report *r)
{
    if (!writes(r))
        return;
    pas_page_heading(p, pas_page_says(p, "Écrit", "Written"));
    if (r->published) {
        add_outputs(p, r);
        return;
    }
    bool good = r->dry_run && r->exit_code <= 1;
    pas_buf b = {0};
    if (good) {
        pas_buf_puts(&b, pas_page_says(p, "Essai à blanc : rien n'est écrit. Le serait :",
                                       "Dry run: nothing is written. Would be:"));
    } else {
        pas_buf_puts(&b, pas_page_says(p, "Rien n'a été publié", "Nothing was published"));
        add_reason(p, r, &b);
        pas_buf_puts(&b, pas_page_says(p, ". Les fichiers précédents sont intacts.",
                                       ". The former files are untouched."));
    }
    pas_spaces(p->to, 2);
    pas_wrap(p->to, (pas_str){b.ptr, b.len}, 2, 4);
    if (good)
        add_outputs(p, r);
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------ confinement */

/* The least that any worker of the run reached; false if there was none. */
static bool least_level(const pas_report *r, pas_level *ret)
{
    bool any = false;
    *ret = (pas_level){.reached = PAS_LEVEL_WHOLE};
    for (uint32_t i = 0; i < r->n_steps; i++) {
        const pas_report_step *s = &r->steps[i];
        if (s->sandbox == PAS_SANDBOX_USUAL)
            continue;
        any = true;
        ret->reached &= s->level.reached;
        if (s->level.landlock)
            ret->landlock = s->level.landlock;
    }
    return any;
}

static void add_confinement(pas_page *p, const pas_report *r)
{
    pas_level level;
    bool any = least_level(r, &level);
    pas_buf b = {0};
    if (r->in_process) {
        pas_buf_puts(&b, pas_page_says(p, "Greffons exécutés sans confinement (--in-process).",
                                       "Plugins run without confinement (--in-process)."));
    } else if (any && level.reached == PAS_LEVEL_WHOLE) {
        pas_buf_printf(&b, "%s (Landlock %u, seccomp).",
                       pas_page_says(p, "Greffons confinés", "Plugins confined"), level.landlock);
    } else if (any && !(level.reached & (PAS_LEVEL_FILES | PAS_LEVEL_CALLS))) {
        pas_buf_puts(&b, pas_page_says(p, "Greffons non confinés.", "Plugins not confined."));
    } else if (any) {
        pas_buf_printf(&b, "%s %s).",
                       pas_page_says(p, "Greffons confinés en partie seulement (il manque :",
                                     "Plugins confined in part only (missing:"),
                       pas_level_missing(level, p->arena));
    }
    if (b.len) {
        pas_buf_byte(p->to, '\n');
        pas_wrap(p->to, (pas_str){b.ptr, b.len}, 0, 0);
    }
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------ all */

void pas_report_text(const pas_report *r, const pas_report_style *style, pas_buf *to)
{
    pas_page p = {style, to, pas_arena_new()};
    add_head(&p, r);
    add_read(&p, r);
    add_matches(&p, r);
    add_foresight(&p, r);
    const char *correct = pas_page_says(&p, "À corriger", "To be corrected");
    if (!pas_page_findings(&p, r->findings, correct, PAS_WARNING, PAS_BLOCKING)) {
        pas_page_heading(&p, correct);
        pas_buf_puts(to, pas_page_says(&p, "  Rien.\n", "  Nothing.\n"));
    }
    pas_page_findings(&p, r->findings, pas_page_says(&p, "À savoir", "Worth knowing"), PAS_INFO, PAS_INFO);
    add_unchecked(&p, r);
    add_written(&p, r);
    add_confinement(&p, r);
    pas_arena_free(p.arena);
}
