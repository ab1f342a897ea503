/* What [match] and [check] name: read steps above, ways of a kind, rules, codes and severities. */
#include "pipeline/planner.h"
#include "pipeline/ways.h"

#include <string.h>

/* ------------------------------------------------------------------ [match] */

static bool is_read_above(const pas_plan *plan, const char *name)
{
    for (uint32_t i = 0; i < plan->n_steps; i++)
        if (plan->steps[i].kind == PAS_STEP_READ && strcmp(plan->steps[i].name, name) == 0)
            return true;
    return false;
}

static const char **reads_above(const pas_planner *p, uint32_t *ret_n)
{
    const char **names = NULL;
    *ret_n = 0;
    for (uint32_t i = 0; i < p->plan->n_steps; i++)
        if (p->plan->steps[i].kind == PAS_STEP_READ)
            *(const char **)pas_planner_push(p, &names, ret_n, sizeof *names) = p->plan->steps[i].name;
    return names;
}

static bool among(const char *const *items, uint32_t n, const char *word)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(items[i], word) == 0)
            return true;
    return false;
}

static void take_between(pas_planner *p, pas_step *step, const pas_ini_setting *s, const char *value)
{
    pas_str rest = pas_cstr(value);
    const char *word;
    while ((word = pas_planner_word(p, &rest)) != NULL) {
        if (!is_read_above(p->plan, word)) {
            uint32_t n;
            const char **names = reads_above(p, &n);
            pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-lecture-inconnue", "etape",
                         word, "suggestion", pas_planner_hint(p, word, names, n), NULL);
        } else if (among(step->between, step->n_between, word)) {
            pas_planner_bad_value(p, s, word,
                                  pas_planner_says(p, "chaque lecture une seule fois", "each read once"));
        } else {
            *(const char **)pas_planner_push(p, &step->between, &step->n_between, sizeof *step->between) =
                word;
        }
    }
}

static void take_ways(pas_planner *p, pas_step *step, const pas_ini_setting *s, const char *value)
{
    const char *const *known = pas_ways_of(s->key, NULL);
    pas_plan_ways ways = {.kind = s->key};
    pas_str rest = pas_cstr(value);
    const char *word;
    uint32_t n = 0;
    while (known[n])
        n++;
    while ((word = pas_planner_word(p, &rest)) != NULL) {
        if (!among(known, n, word))
            pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-maniere-inconnue", "maniere",
                         word, "sorte", s->key, "suggestion", pas_planner_hint(p, word, known, n), NULL);
        else if (!among(ways.ways, ways.n, word))
            *(const char **)pas_planner_push(p, &ways.ways, &ways.n, sizeof *ways.ways) = word;
    }
    if (!ways.n)
        return;
    pas_plan_ways *kept = pas_planner_push(p, &step->ways, &step->n_ways, sizeof *kept);
    *kept = ways;
}

void pas_plan_read_match(pas_planner *p, pas_step *step)
{
    for (size_t i = 0; i < p->section->n_settings; i++) {
        const pas_ini_setting *s = &p->section->settings[i];
        bool between = strcmp(s->key, "between") == 0;
        if (!between && !pas_ways_of(s->key, NULL))
            continue;
        const char *value = pas_planner_expand(p, s->value, s->line);
        if (value && !*value)
            pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-cle-manquante", "cle",
                         s->key, NULL);
        else if (value && between)
            take_between(p, step, s, value);
        else if (value)
            take_ways(p, step, s, value);
    }
    uint32_t n;
    const char **all = reads_above(p, &n);
    const pas_ini_setting *named = pas_ini_find(p->section, "between");
    if (!named) {
        step->between = all;
        step->n_between = n;
    }
    if (named ? step->n_between == 1 : n < 2)
        pas_list_say(p->findings, pas_planner_mistake(p, named ? named->line : p->section->line),
                     "pipeline-correspondance-seule", NULL);
}

/* ------------------------------------------------------------------ [check] */

static void take_rules(pas_planner *p, pas_step *step, const pas_ini_setting *s, const char *value)
{
    pas_str rest = pas_cstr(value);
    const char *word;
    if (strcmp(value, "*") == 0)
        return;
    while ((word = pas_planner_word(p, &rest)) != NULL) {
        if (!among(p->wish->rules, (uint32_t)p->wish->n_rules, word))
            pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-regle-inconnue", "regle",
                         word, "suggestion", pas_planner_hint(p, word, p->wish->rules, p->wish->n_rules),
                         NULL);
        else if (!among(step->rules, step->n_rules, word))
            *(const char **)pas_planner_push(p, &step->rules, &step->n_rules, sizeof *step->rules) = word;
    }
    if (!*value)
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-cle-manquante", "cle", s->key,
                     NULL);
}

/* Every code that the host or a plugin can say. */
static void know_codes(pas_planner *p)
{
    size_t n_host;
    const pas_message *host = pas_host_messages(&n_host);
    if (p->n_codes)
        return;
    for (size_t i = 0; i < n_host; i++)
        *(const char **)pas_planner_push(p, &p->codes, &p->n_codes, sizeof *p->codes) = host[i].code;
    for (size_t e = 0; e < pas_catalogue_count(p->catalogue); e++) {
        const pas_plugin *plugin = pas_catalogue_at(p->catalogue, e)->plugin;
        for (uint32_t i = 0; plugin && i < plugin->n_messages; i++)
            *(const char **)pas_planner_push(p, &p->codes, &p->n_codes, sizeof *p->codes) =
                pas_plugin_message(plugin, i)->code;
    }
}

static void keep_severity(pas_planner *p, pas_step *step, uint32_t line, const char *code, uint8_t severity)
{
    know_codes(p);
    if (among(p->codes, p->n_codes, code)) {
        pas_plan_severity *kept = pas_planner_push(p, &step->severities, &step->n_severities, sizeof *kept);
        *kept = (pas_plan_severity){.code = code, .severity = severity};
        return;
    }
    pas_list_say(p->findings, pas_planner_mistake(p, line), "pipeline-code-inconnu", "code", code,
                 "suggestion", pas_planner_hint(p, code, p->codes, p->n_codes), NULL);
}

/* severity.CODE = SEVERITY, or severity.SEVERITY = CODE CODE…: a code may be longer than a key. */
static void take_severity(pas_planner *p, pas_step *step, const pas_ini_setting *s, const char *value)
{
    const char *named = s->key + strlen("severity."), *code;
    uint8_t severity;
    if (pas_value_severity(named, &severity)) {
        pas_str rest = pas_cstr(value);
        while ((code = pas_planner_word(p, &rest)) != NULL)
            keep_severity(p, step, s->line, code, severity);
    } else if (pas_value_severity(value, &severity)) {
        keep_severity(p, step, s->line, named, severity);
    } else {
        pas_planner_bad_value(p, s, value, "information, avertissement, erreur, bloquant");
    }
}

void pas_plan_read_check(pas_planner *p, pas_step *step)
{
    for (size_t i = 0; i < p->section->n_settings; i++) {
        const pas_ini_setting *s = &p->section->settings[i];
        bool rules = strcmp(s->key, "rules") == 0,
             severity = strncmp(s->key, "severity.", 9) == 0 && s->key[9];
        const char *value = rules || severity ? pas_planner_expand(p, s->value, s->line) : NULL;
        if (value && rules)
            take_rules(p, step, s, value);
        else if (value)
            take_severity(p, step, s, value);
    }
}
