/* A pipeline file from its first line to a checked plan: see plan.h. */
#include "pipeline/planner.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ what every part uses */

pas_origin pas_planner_at(const pas_planner *p, uint32_t line)
{
    pas_origin at = {.file = pas_cstr(p->plan->path), .line = line};
    if (p->section)
        at.record = pas_arena_format(p->plan->arena, "[%s]", p->section->title);
    return at;
}

pas_origin pas_planner_mistake(pas_planner *p, uint32_t line)
{
    p->plan->good = false;
    return pas_planner_at(p, line);
}

const char *pas_planner_says(const pas_planner *p, const char *fr, const char *en)
{
    return p->wish->lang == PAS_EN ? en : fr;
}

const char *pas_planner_hint(const pas_planner *p, const char *word, const char *const *candidates, size_t n)
{
    const char *near = pas_suggest(pas_cstr(word), candidates, n);
    if (near)
        return pas_arena_format(
                   p->plan->arena,
                   p->wish->lang == PAS_EN ? " Did you mean “%s”?" : " Vouliez-vous dire « %s » ?", near)
            .ptr;
    if (n == 0 || n > 12)
        return "";
    pas_buf b = {0};
    pas_buf_puts(&b, pas_planner_says(p, " Possibles : ", " Possible: "));
    for (size_t i = 0; i < n; i++)
        pas_buf_printf(&b, "%s%s", i ? ", " : "", candidates[i]);
    pas_buf_byte(&b, '.');
    const char *hint = pas_arena_cstr(p->plan->arena, b.ptr, b.len);
    pas_buf_free(&b);
    return hint;
}

void *pas_planner_push(const pas_planner *p, void *items_ptr, uint32_t *n, size_t size)
{
    char *items;
    memcpy(&items, items_ptr, sizeof items);
    if ((*n & (*n - 1)) == 0) {
        char *wider = pas_arena_alloc(p->plan->arena, size * (*n ? 2 * (size_t)*n : 1));
        if (*n)
            memcpy(wider, items, size * *n);
        items = wider;
        memcpy(items_ptr, &items, sizeof items);
    }
    return items + size * (*n)++;
}

const char *pas_planner_word(const pas_planner *p, pas_str *rest)
{
    const char *separators = " \t,";
    while (rest->len && strchr(separators, *rest->ptr))
        *rest = (pas_str){rest->ptr + 1, rest->len - 1};
    size_t n = 0;
    while (n < rest->len && !strchr(separators, rest->ptr[n]))
        n++;
    if (!n)
        return NULL;
    const char *word = pas_arena_cstr(p->plan->arena, rest->ptr, n);
    *rest = (pas_str){rest->ptr + n, rest->len - n};
    return word;
}

/* ------------------------------------------------------------------ [pipeline] */

static void take_pipeline_key(pas_planner *p, const pas_ini_setting *s)
{
    static const char *const keys[] = {"format", "name",    "summary", "summary.en", "phase",
                                       "level",  "timeout", "idle",    "memory",     "sandbox"};
    pas_plan *plan = p->plan;
    const char *value = pas_planner_expand(p, s->value, s->line);
    if (!value)
        return;
    if (strcmp(s->key, "format") == 0) {
        if (strcmp(value, "1") != 0)
            pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-format-inconnu", "format",
                         value, NULL);
    } else if (strcmp(s->key, "name") == 0) {
        plan->name = value;
    } else if (strcmp(s->key, "summary") == 0) {
        plan->summary = value;
    } else if (strcmp(s->key, "summary.en") == 0) {
        plan->summary_en = value;
    } else if (strcmp(s->key, "level") == 0) {
        if (!pas_value_severity(value, &plan->level))
            pas_planner_bad_value(p, s, value, "information, avertissement, erreur, bloquant");
    } else if (strcmp(s->key, "phase") != 0 && !pas_planner_take_limit(p, s, &plan->limits)) {
        pas_planner_unknown_key(p, s, keys, sizeof keys / sizeof keys[0]);
    }
}

static void read_pipeline(pas_planner *p, const pas_ini_section *section)
{
    p->section = section;
    if (!section || !pas_ini_find(section, "format"))
        pas_list_say(p->findings, pas_planner_mistake(p, section ? section->line : 0), "pipeline-sans-format",
                     NULL);
    for (size_t i = 0; section && i < section->n_settings; i++)
        take_pipeline_key(p, &section->settings[i]);
    p->section = NULL;
}

/* ------------------------------------------------------------------ sections */

static const char *const step_kinds[] = {"read", "match", "check", "write"};
static const char *const section_kinds[] = {"pipeline",   "vars",       "read NAME",
                                            "match NAME", "check NAME", "write NAME"};
static const char *const section_words[] = {"pipeline", "vars", "read", "match", "check", "write"};

static bool good_step_name(const char *name)
{
    if (!((*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z')))
        return false;
    return name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")] == '\0';
}

static void unknown_section(pas_planner *p, const char *word)
{
    size_t n = sizeof section_words / sizeof section_words[0];
    const char *near = pas_suggest(pas_cstr(word), section_words, n);
    pas_list_say(
        p->findings, pas_planner_mistake(p, p->section->line), "pipeline-section-inconnue", "section",
        p->section->title, "suggestion",
        near ? pas_planner_hint(p, word, section_words, n) : pas_planner_hint(p, "", section_kinds, n), NULL);
}

static void read_section(pas_planner *p, const pas_ini_section *section)
{
    p->section = section;
    pas_str rest = pas_cstr(section->title), word;
    pas_str_split(&rest, ' ', &word);
    const char *kind = pas_arena_cstr(p->plan->arena, word.ptr, word.len);
    const char *name = pas_arena_cstr(p->plan->arena, rest.ptr ? rest.ptr : "", rest.ptr ? rest.len : 0);
    bool whole = strcmp(kind, "pipeline") == 0 || strcmp(kind, "vars") == 0;
    for (uint32_t k = 0; k < sizeof step_kinds / sizeof step_kinds[0]; k++) {
        if (strcmp(kind, step_kinds[k]) != 0)
            continue;
        if (!good_step_name(name))
            pas_list_say(p->findings, pas_planner_mistake(p, section->line), "pipeline-nom-d-etape",
                         "section", section->title, "sorte", kind, NULL);
        else
            pas_plan_read_step(p, (pas_step_kind)k, name);
        return;
    }
    if (!whole || *name)
        unknown_section(p, kind);
}

static const pas_ini_section *section_named(const pas_ini *ini, const char *title)
{
    for (size_t i = 0; i < ini->n_sections; i++)
        if (!ini->sections[i].refused && strcmp(ini->sections[i].title, title) == 0)
            return &ini->sections[i];
    return NULL;
}

/* ------------------------------------------------------------------ the plan */

static const char *folder_of(pas_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : pas_arena_cstr(arena, path, (size_t)(slash - path));
}

static const char *name_of(pas_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    pas_str base = pas_cstr(slash ? slash + 1 : path);
    if (pas_str_ends(base, ".ini") && base.len > 4)
        base.len -= 4;
    return pas_arena_cstr(arena, base.ptr, base.len);
}

pas_plan *pas_plan_load(const pas_plan_wish *wish, const pas_catalogue *catalogue,
                        pas_findings_list *findings)
{
    pas_arena *arena = pas_arena_new();
    pas_ini *ini = pas_ini_load(arena, wish->path, wish->lang, findings);
    if (!ini) {
        pas_arena_free(arena);
        return NULL;
    }
    pas_plan *plan = pas_xcalloc(1, sizeof *plan);
    plan->arena = arena;
    plan->path = pas_arena_cstr(arena, wish->path, strlen(wish->path));
    plan->folder =
        wish->in ? pas_arena_cstr(arena, wish->in, strlen(wish->in)) : folder_of(arena, wish->path);
    plan->name = name_of(arena, wish->path);
    plan->level = PAS_ERROR;
    plan->good = ini->sound;
    plan->complete = true;
    pas_planner p = {.plan = plan, .wish = wish, .catalogue = catalogue, .findings = findings};
    pas_plan_read_vars(&p, section_named(ini, "vars"));
    read_pipeline(&p, section_named(ini, "pipeline"));
    for (size_t i = 0; i < ini->n_sections; i++)
        if (!ini->sections[i].refused)
            read_section(&p, &ini->sections[i]);
    p.section = NULL;
    if (plan->good && !plan->n_steps)
        pas_list_say(findings, pas_planner_mistake(&p, 0), "pipeline-sans-etape", NULL);
    pas_ini_free(ini);
    return plan;
}

static bool may_name_any(const pas_ini_setting *s)
{
    return pas_str_starts(pas_cstr(s->key), "severity.") ||
           (strcmp(s->key, "plugin") == 0 && strchr(s->value, '$'));
}

static const char *const *named_in(const pas_ini *ini, pas_arena *arena, size_t *ret_n)
{
    const char **ids = pas_arena_alloc(arena, PAS_INI_MOST * sizeof *ids);
    *ret_n = 0;
    for (size_t i = 0; i < ini->n_sections; i++)
        for (size_t j = 0; j < ini->sections[i].n_settings; j++) {
            const pas_ini_setting *s = &ini->sections[i].settings[j];
            if (may_name_any(s) || *ret_n == PAS_INI_MOST)
                return NULL;
            if (strcmp(s->key, "plugin") == 0)
                ids[(*ret_n)++] = s->value;
        }
    return ids;
}

const char *const *pas_plan_plugins(const char *path, pas_arena *arena, size_t *ret_n)
{
    pas_findings_list *unsaid = pas_list_new();
    pas_ini *ini = pas_ini_load(arena, path, PAS_FR, unsaid);
    const char *const *ids = ini ? named_in(ini, arena, ret_n) : NULL;
    if (ini)
        pas_ini_free(ini);
    pas_list_free(unsaid);
    return ids;
}

void pas_plan_free(pas_plan *plan)
{
    if (!plan)
        return;
    pas_arena_free(plan->arena);
    free(plan);
}

bool pas_plan_good(const pas_plan *plan)
{
    return plan->good;
}

bool pas_plan_complete(const pas_plan *plan)
{
    return plan->good && plan->complete;
}

size_t pas_plan_steps(const pas_plan *plan)
{
    return plan->n_steps;
}

const pas_step *pas_plan_step(const pas_plan *plan, size_t i)
{
    return i < plan->n_steps ? &plan->steps[i] : NULL;
}

static bool is_among(const char *const *items, uint32_t n, const char *id)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(items[i], id) == 0)
            return true;
    return false;
}

bool pas_step_wants(const pas_step *step, const pas_document *document)
{
    return (document->direction & PAS_IN) &&
           (!step->n_documents || is_among(step->documents, step->n_documents, document->id));
}

bool pas_step_can_miss(const pas_step *step, const pas_document *document)
{
    return step->optional_all || is_among(step->optional, step->n_optional, document->id);
}

size_t pas_plan_vars(const pas_plan *plan)
{
    return plan->n_vars;
}

const pas_plan_var *pas_plan_var_at(const pas_plan *plan, size_t i)
{
    return i < plan->n_vars ? &plan->vars[i] : NULL;
}

const char *pas_plan_name(const pas_plan *plan)
{
    return plan->name;
}

const char *pas_plan_summary(const pas_plan *plan, pas_lang lang)
{
    const char *text = lang == PAS_EN && plan->summary_en ? plan->summary_en : plan->summary;
    return text ? text : plan->name;
}

uint8_t pas_plan_level(const pas_plan *plan)
{
    return plan->level;
}

uint8_t pas_plan_severity_of(const pas_plan *plan, const char *code, uint8_t otherwise)
{
    for (uint32_t i = 0; i < plan->n_steps; i++)
        for (uint32_t k = 0; k < plan->steps[i].n_severities; k++)
            if (strcmp(plan->steps[i].severities[k].code, code) == 0)
                return plan->steps[i].severities[k].severity;
    return otherwise;
}

const char *pas_plan_value(const pas_plan *plan, const char *var)
{
    for (uint32_t i = 0; i < plan->n_vars; i++)
        if (strcmp(plan->vars[i].name, var) == 0)
            return plan->vars[i].value;
    return NULL;
}
