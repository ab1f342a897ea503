/* A section that is a step: which keys it may have, its plugin, its document and its limits. */
#include "pipeline/planner.h"

#include <string.h>

static const char *const read_keys[] = {"plugin",  "file",    "file.", "documents", "optional",
                                        "option.", "timeout", "idle",  "memory",    "sandbox"};
static const char *const match_keys[] = {"between", "student", "person", "guardian", "division", "group",
                                         "subject", "mef",     "room",   "timeout",  "memory"};
static const char *const check_keys[] = {"rules", "severity.", "timeout", "memory"};
static const char *const write_keys[] = {"plugin", "document", "option.", "timeout",
                                         "idle",   "memory",   "sandbox"};

static const struct {
    const char *const *keys;
    size_t n;
} keys_of[] = {
    [PAS_STEP_READ] = {read_keys, sizeof read_keys / sizeof read_keys[0]},
    [PAS_STEP_MATCH] = {match_keys, sizeof match_keys / sizeof match_keys[0]},
    [PAS_STEP_CHECK] = {check_keys, sizeof check_keys / sizeof check_keys[0]},
    [PAS_STEP_WRITE] = {write_keys, sizeof write_keys / sizeof write_keys[0]},
};

/* ------------------------------------------------------------------ keys */

void pas_planner_unknown_key(pas_planner *p, const pas_ini_setting *s, const char *const *keys, size_t n)
{
    pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-cle-inconnue", "cle", s->key,
                 "suggestion", pas_planner_hint(p, s->key, keys, n), NULL);
}

void pas_planner_bad_value(pas_planner *p, const pas_ini_setting *s, const char *value, const char *expected)
{
    pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-valeur-invalide", "cle", s->key,
                 "valeur", value, "attendu", expected, NULL);
}

static void take_time(pas_planner *p, const pas_ini_setting *s, const char *value, uint32_t *ret)
{
    if (!pas_value_seconds(value, ret))
        pas_planner_bad_value(p, s, value,
                              pas_planner_says(p, "une durée de 1s à 86400s, par exemple 120s ou 5m",
                                               "a time from 1s to 86400s, such as 120s or 5m"));
}

static void take_memory(pas_planner *p, const pas_ini_setting *s, const char *value, uint64_t *ret)
{
    if (!pas_value_memory(value, ret))
        pas_planner_bad_value(p, s, value,
                              pas_planner_says(p, "une taille d'au moins 64M, par exemple 512M ou 2G",
                                               "a size of at least 64M, such as 512M or 2G"));
}

static void take_sandbox(pas_planner *p, const pas_ini_setting *s, const char *value, pas_plan_limits *limits)
{
    limits->sandbox_line = s->line;
    if (!pas_sandbox_named(value, &limits->sandbox))
        pas_planner_bad_value(p, s, value, "require, prefer, off");
}

bool pas_planner_take_limit(pas_planner *p, const pas_ini_setting *s, pas_plan_limits *limits)
{
    static const char *const keys[] = {"timeout", "idle", "memory", "sandbox"};
    size_t key = 0;
    while (key < sizeof keys / sizeof keys[0] && strcmp(s->key, keys[key]) != 0)
        key++;
    if (key == sizeof keys / sizeof keys[0])
        return false;
    const char *value = pas_planner_expand(p, s->value, s->line);
    if (!value)
        return true;
    if (key == 0)
        take_time(p, s, value, &limits->seconds);
    else if (key == 1)
        take_time(p, s, value, &limits->idle);
    else if (key == 2)
        take_memory(p, s, value, &limits->memory);
    else
        take_sandbox(p, s, value, limits);
    return true;
}

static bool is_key(const char *key, const char *known)
{
    size_t n = strlen(known);
    if (known[n - 1] == '.')
        return strncmp(key, known, n) == 0 && key[n];
    return strcmp(key, known) == 0;
}

/* "optoin.x" is near "option.x" if the part before the dot is near "option". */
static const char *hint_key(pas_planner *p, const char *key, pas_step_kind kind)
{
    const char *dot = strchr(key, '.');
    const char **shown = NULL;
    uint32_t n = 0;
    for (size_t i = 0; i < keys_of[kind].n; i++) {
        const char *known = keys_of[kind].keys[i];
        bool prefix = known[strlen(known) - 1] == '.';
        if (prefix)
            known = pas_arena_format(p->plan->arena, "%s%s", known, dot && dot[1] ? dot + 1 : "…").ptr;
        *(const char **)pas_planner_push(p, &shown, &n, sizeof *shown) = known;
    }
    return pas_planner_hint(p, key, shown, n);
}

static void check_keys_of(pas_planner *p, pas_step *step)
{
    for (size_t i = 0; i < p->section->n_settings; i++) {
        const pas_ini_setting *s = &p->section->settings[i];
        bool known = false;
        for (size_t k = 0; k < keys_of[step->kind].n; k++)
            known = known || is_key(s->key, keys_of[step->kind].keys[k]);
        if (!known)
            pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-cle-inconnue", "cle", s->key,
                         "suggestion", hint_key(p, s->key, step->kind), NULL);
        pas_planner_take_limit(p, s, &step->limits);
    }
}

/* ------------------------------------------------------------------ plugin and document */

/* The value of a key that must be there; NULL if it is not (said), or cannot be known. */
static const char *needed(pas_planner *p, const char *key, uint32_t *ret_line)
{
    const pas_ini_setting *s = pas_ini_find(p->section, key);
    if (!s || !*s->value) {
        pas_list_say(p->findings, pas_planner_mistake(p, s ? s->line : p->section->line),
                     "pipeline-cle-manquante", "cle", key, NULL);
        return NULL;
    }
    *ret_line = s->line;
    return pas_planner_expand(p, s->value, s->line);
}

static void unknown_plugin(pas_planner *p, const char *id, uint32_t line)
{
    const char **ids = NULL;
    uint32_t n = 0;
    for (size_t i = 0; i < pas_catalogue_count(p->catalogue); i++)
        *(const char **)pas_planner_push(p, &ids, &n, sizeof *ids) = pas_catalogue_at(p->catalogue, i)->id;
    pas_list_say(p->findings, pas_planner_mistake(p, line), "pipeline-greffon-inconnu", "greffon", id,
                 "dossiers", pas_catalogue_folders(p->catalogue), "suggestion",
                 pas_planner_hint(p, id, ids, n), NULL);
}

static void refused_plugin(pas_planner *p, const pas_entry *entry, uint32_t line)
{
    pas_buf why = {0};
    if (entry->refusal.message)
        pas_finding_text(&why, &entry->refusal, p->wish->lang, true);
    pas_list_say(p->findings, pas_planner_mistake(p, line), "pipeline-greffon-refuse", "greffon", entry->id,
                 "chemin", entry->path, "raison", why.ptr ? why.ptr : "", "dossiers",
                 pas_catalogue_folders(p->catalogue), NULL);
    pas_buf_free(&why);
}

static const pas_entry *find_plugin(pas_planner *p, pas_step_kind kind)
{
    uint32_t line = 0;
    const char *id = needed(p, "plugin", &line);
    if (!id)
        return NULL;
    const pas_entry *entry = pas_catalogue_find(p->catalogue, pas_cstr(id));
    if (!entry) {
        unknown_plugin(p, id, line);
        return NULL;
    }
    if (!entry->usable || !entry->plugin) {
        refused_plugin(p, entry, line);
        return NULL;
    }
    bool able = entry->plugin->head.caps & (kind == PAS_STEP_READ ? PAS_CAN_READ : PAS_CAN_WRITE);
    if (!able)
        pas_list_say(p->findings, pas_planner_mistake(p, line),
                     kind == PAS_STEP_READ ? "pipeline-greffon-ne-lit-pas" : "pipeline-greffon-n-ecrit-pas",
                     "greffon", id, NULL);
    return entry;
}

static const pas_document *find_written(pas_planner *p, const pas_entry *entry)
{
    uint32_t line = 0;
    const char *id = needed(p, "document", &line);
    if (!id)
        return NULL;
    const pas_document *d = pas_plugin_find_document(entry->plugin, pas_cstr(id));
    if (d && (d->direction & PAS_OUT))
        return d;
    const char **ids = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < entry->plugin->n_documents; i++) {
        const pas_document *other = pas_plugin_document(entry->plugin, i);
        if (other->direction & PAS_OUT)
            *(const char **)pas_planner_push(p, &ids, &n, sizeof *ids) = other->id;
    }
    pas_list_say(p->findings, pas_planner_mistake(p, line),
                 d ? "pipeline-document-non-ecrit" : "pipeline-document-inconnu", "document", id, "greffon",
                 entry->id, "suggestion", pas_planner_hint(p, id, ids, n), NULL);
    return NULL;
}

/* ------------------------------------------------------------------ steps */

void pas_plan_read_step(pas_planner *p, pas_step_kind kind, const char *name)
{
    pas_step step = {.kind = kind, .name = name, .line = p->section->line, .limits = p->plan->limits};
    check_keys_of(p, &step);
    if (kind == PAS_STEP_READ || kind == PAS_STEP_WRITE)
        step.entry = find_plugin(p, kind);
    if (step.entry && kind == PAS_STEP_WRITE)
        step.document = find_written(p, step.entry);
    if (step.entry)
        pas_plan_read_options(p, &step);
    if (step.entry && kind == PAS_STEP_READ)
        pas_plan_read_files(p, &step);
    if (kind == PAS_STEP_MATCH)
        pas_plan_read_match(p, &step);
    if (kind == PAS_STEP_CHECK)
        pas_plan_read_check(p, &step);
    pas_step *kept = pas_planner_push(p, &p->plan->steps, &p->plan->n_steps, sizeof *kept);
    *kept = step;
}
