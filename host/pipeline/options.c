/* The options of a step: each given one is known to the plugin, applies to the step and has a value of
 * its type; those not given have the plugin's default. */
#include "pipeline/planner.h"

#include <string.h>

static bool applies(const pas_step *step, const pas_option *o)
{
    if (!o->document || (step->kind == PAS_STEP_WRITE && !step->document))
        return true;
    if (step->kind == PAS_STEP_WRITE)
        return strcmp(o->document, step->document->id) == 0;
    const pas_document *d = pas_plugin_find_document(step->entry->plugin, pas_cstr(o->document));
    return d && (d->direction & PAS_IN);
}

static const char *hint_option(const pas_planner *p, const pas_step *step, const char *name)
{
    const char **names = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < step->entry->plugin->n_options; i++) {
        const pas_option *o = pas_plugin_option(step->entry->plugin, i);
        if (applies(step, o))
            *(const char **)pas_planner_push(p, &names, &n, sizeof *names) = o->name;
    }
    return pas_planner_hint(p, name, names, n);
}

static bool check(const pas_planner *p, const pas_option *o, const char *text, const char **ret_value,
                  const char **ret_expected)
{
    pas_value_type type = {o->type, o->choices ? o->choices : "", ';', o->min, o->max};
    *ret_value = text;
    if (!*text && o->def && !*o->def)
        return true;
    return pas_value_check(p, &type, text, ret_value, ret_expected);
}

static void take_option(pas_planner *p, pas_step *step, const pas_ini_setting *s)
{
    const char *name = s->key + strlen("option.");
    const pas_option *o = pas_plugin_find_option(step->entry->plugin, pas_cstr(name));
    if (!o) {
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-option-inconnue", "option", name,
                     "greffon", step->entry->id, "suggestion", hint_option(p, step, name), NULL);
        return;
    }
    if (!applies(step, o)) {
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-option-hors-sujet", "option",
                     name, "document", o->document, NULL);
        return;
    }
    const char *value = pas_planner_expand(p, s->value, s->line), *expected = "";
    if (!value)
        return;
    if (!check(p, o, value, &value, &expected)) {
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-option-invalide", "option", name,
                     "valeur", value, "attendu", expected, NULL);
        return;
    }
    pas_plan_option *given = pas_planner_push(p, &step->options, &step->n_options, sizeof *given);
    *given = (pas_plan_option){o->name, value, s->line};
}

void pas_plan_read_options(pas_planner *p, pas_step *step)
{
    for (size_t i = 0; i < p->section->n_settings; i++)
        if (pas_str_starts(pas_cstr(p->section->settings[i].key), "option.") &&
            p->section->settings[i].key[strlen("option.")])
            take_option(p, step, &p->section->settings[i]);
    uint32_t n_given = step->n_options;
    for (uint32_t i = 0; i < step->entry->plugin->n_options; i++) {
        const pas_option *o = pas_plugin_option(step->entry->plugin, i);
        const char *value = o->def, *expected = "";
        bool given = false;
        for (uint32_t k = 0; k < n_given; k++)
            given = given || strcmp(step->options[k].name, o->name) == 0;
        if (given || !o->def || !applies(step, o))
            continue;
        check(p, o, o->def, &value, &expected);
        pas_plan_option *d = pas_planner_push(p, &step->options, &step->n_options, sizeof *d);
        *d = (pas_plan_option){o->name, value, 0};
    }
}
