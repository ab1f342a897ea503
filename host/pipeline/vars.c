/* [vars]: names, types and values, and their use as ${NAME}. A variable may use those above it; nothing
 * else is looked up, neither the environment nor a later variable. */
#include "pipeline/planner.h"

#include <string.h>

#define LONGEST_VALUE 4096u /* after replacement: variables that double each other stop here */

static bool good_name(pas_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_')))
            return false;
    }
    return name.len > 0;
}

static pas_plan_var *find_var(const pas_plan *plan, pas_str name)
{
    for (uint32_t i = 0; i < plan->n_vars; i++)
        if (pas_str_is(name, plan->vars[i].name))
            return &plan->vars[i];
    return NULL;
}

static const char *hint_var(const pas_planner *p, const char *name)
{
    const char **names = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->plan->n_vars; i++)
        *(const char **)pas_planner_push(p, &names, &n, sizeof *names) = p->plan->vars[i].name;
    return pas_planner_hint(p, name, names, n);
}

/* ------------------------------------------------------------------ ${NAME} */

struct expansion {
    pas_planner *p;
    uint32_t line;
    uint32_t n_known; /* variables that may be used */
    pas_buf out;
    bool failed;
};

static void use(struct expansion *e, pas_str name)
{
    pas_planner *p = e->p;
    const pas_plan_var *v = find_var(p->plan, name);
    const char *shown = pas_arena_format(p->plan->arena, "${%.*s}", PAS_FMT(name)).ptr;
    if (!v) {
        const char *hint = hint_var(p, pas_arena_cstr(p->plan->arena, name.ptr, name.len));
        pas_list_say(p->findings, pas_planner_mistake(p, e->line), "pipeline-variable-inconnue", "variable",
                     shown, "suggestion", hint, NULL);
    } else if ((uint32_t)(v - p->plan->vars) >= e->n_known) {
        pas_list_say(p->findings, pas_planner_mistake(p, e->line), "pipeline-variable-plus-bas", "variable",
                     shown, "ligne", pas_arena_format(p->plan->arena, "%u", v->line).ptr, NULL);
    }
    if (!v || (uint32_t)(v - p->plan->vars) >= e->n_known || !v->value)
        e->failed = true;
    else
        pas_buf_puts(&e->out, v->value);
}

/* The text after a dollar; returns how much of it was taken. */
static size_t after_dollar(struct expansion *e, pas_str s)
{
    if (s.len && *s.ptr == '$') {
        pas_buf_byte(&e->out, '$');
        return 1;
    }
    ptrdiff_t end = s.len && *s.ptr == '{' ? pas_str_find(s, '}') : -1;
    if (end < 0) {
        pas_list_say(e->p->findings, pas_planner_mistake(e->p, e->line), "pipeline-dollar", "texte",
                     pas_arena_format(e->p->plan->arena, "$%.*s", PAS_FMT(s)).ptr, NULL);
        e->failed = true;
        return s.len;
    }
    use(e, (pas_str){s.ptr + 1, (size_t)end - 1});
    return (size_t)end + 1;
}

static const char *expand(pas_planner *p, const char *value, uint32_t line, uint32_t n_known)
{
    struct expansion e = {.p = p, .line = line, .n_known = n_known};
    pas_str rest = pas_cstr(value);
    while (rest.len && e.out.len <= LONGEST_VALUE) {
        ptrdiff_t at = pas_str_find(rest, '$');
        size_t plain = at < 0 ? rest.len : (size_t)at;
        pas_buf_add(&e.out, rest.ptr, plain);
        rest = (pas_str){rest.ptr + plain, rest.len - plain};
        if (at < 0)
            break;
        rest = (pas_str){rest.ptr + 1, rest.len - 1};
        size_t taken = after_dollar(&e, rest);
        rest = (pas_str){rest.ptr + taken, rest.len - taken};
    }
    if (e.out.len > LONGEST_VALUE) {
        pas_list_say(p->findings, pas_planner_mistake(p, line), "pipeline-valeur-trop-longue", "limite",
                     pas_arena_format(p->plan->arena, "%u", LONGEST_VALUE).ptr, NULL);
        e.failed = true;
    }
    const char *text =
        e.failed ? NULL : pas_arena_cstr(p->plan->arena, e.out.ptr ? e.out.ptr : "", e.out.len);
    pas_buf_free(&e.out);
    return text;
}

const char *pas_planner_expand(pas_planner *p, const char *value, uint32_t line)
{
    return expand(p, value, line, p->plan->n_vars);
}

/* ------------------------------------------------------------------ types */

static bool type_of(const char *name, pas_value_type *ret)
{
    static const struct {
        const char *name;
        uint32_t type;
    } types[] = {{"text", PAS_OPT_TEXT}, {"uai", PAS_OPT_UAI}, {"annee", PAS_OPT_YEAR},
                 {"date", PAS_OPT_DATE}, {"int", PAS_OPT_INT}, {"bool", PAS_OPT_BOOL}};
    *ret = (pas_value_type){.type = PAS_OPT_CHOICE, .choices = name, .separator = '/'};
    if (strchr(name, '/'))
        return true;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].name, name) != 0)
            continue;
        ret->type = types[i].type;
        return true;
    }
    return false;
}

static void check_type(pas_planner *p, pas_plan_var *v)
{
    pas_value_type type;
    const char *expected = "";
    if (!v->value || !type_of(v->type, &type))
        return;
    if (!pas_value_check(p, &type, v->value, &v->value, &expected))
        pas_list_say(p->findings, pas_planner_mistake(p, v->set ? 0 : v->line), "pipeline-variable-invalide",
                     "variable", v->name, "valeur", v->value, "attendu", expected, NULL);
}

/* ------------------------------------------------------------------ [vars] */

/* The part after the dot of NAME.type and NAME.help; NULL for a variable. */
static const char *facet(const char *key)
{
    const char *dot = strrchr(key, '.');
    return dot ? dot + 1 : NULL;
}

static void declare(pas_planner *p, const pas_ini_setting *s)
{
    if (!good_name(pas_cstr(s->key))) {
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-nom-de-variable", "nom", s->key,
                     NULL);
        return;
    }
    pas_plan_var *v = pas_planner_push(p, &p->plan->vars, &p->plan->n_vars, sizeof *v);
    *v = (pas_plan_var){.name = s->key, .type = "text", .value = s->value, .line = s->line};
}

static void describe(pas_planner *p, const pas_ini_setting *s)
{
    static const char *const types[] = {"text", "uai", "annee", "date", "int", "bool", "a/b/c"};
    static const char *const facets[] = {"type", "help"};
    const char *what = facet(s->key);
    pas_str name = {s->key, (size_t)(what - s->key) - 1};
    pas_plan_var *v = find_var(p->plan, name);
    pas_value_type type;
    if (!v) {
        const char *asked = pas_arena_cstr(p->plan->arena, name.ptr, name.len);
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-variable-inconnue", "variable",
                     asked, "suggestion", hint_var(p, asked), NULL);
    } else if (strcmp(what, "help") == 0) {
        v->help = s->value;
    } else if (strcmp(what, "type") != 0) {
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-cle-inconnue", "cle", s->key,
                     "suggestion", pas_planner_hint(p, what, facets, 2), NULL);
    } else if (!type_of(s->value, &type)) {
        pas_list_say(p->findings, pas_planner_mistake(p, s->line), "pipeline-type-inconnu", "type", s->value,
                     "suggestion", pas_planner_hint(p, s->value, types, sizeof types / sizeof types[0]),
                     NULL);
    } else {
        v->type = s->value;
    }
}

static void take_set(pas_planner *p, const char *set)
{
    pas_str rest = pas_cstr(set), name;
    bool has_value = pas_str_split(&rest, '=', &name) && rest.ptr;
    const char *asked = pas_arena_cstr(p->plan->arena, name.ptr, name.len);
    pas_plan_var *v = find_var(p->plan, name);
    if (!has_value) {
        pas_list_say(p->findings, pas_planner_mistake(p, 0), "pipeline-set-mal-forme", "texte", set, NULL);
    } else if (!v) {
        pas_list_say(p->findings, pas_planner_mistake(p, 0), "pipeline-set-inconnu", "variable", asked,
                     "suggestion", hint_var(p, asked), NULL);
    } else {
        v->value = pas_arena_cstr(p->plan->arena, rest.ptr, rest.len);
        v->set = true;
    }
}

/* A value given by --set is taken as it is; one of the file may use the variables above. */
static void settle(pas_planner *p, uint32_t i)
{
    pas_plan_var *v = &p->plan->vars[i];
    if (!v->set && *v->value)
        v->value = expand(p, v->value, v->line, i);
    if (v->value && !*v->value) {
        pas_list_say(p->findings, pas_planner_mistake(p, v->line), "pipeline-variable-a-donner", "variable",
                     v->name, "aide", v->help ? v->help : v->type, NULL);
        v->value = NULL;
    }
    check_type(p, v);
}

void pas_plan_read_vars(pas_planner *p, const pas_ini_section *section)
{
    p->section = section;
    for (size_t i = 0; section && i < section->n_settings; i++)
        if (!facet(section->settings[i].key))
            declare(p, &section->settings[i]);
    for (uint32_t i = 0; i < p->plan->n_vars; i++) {
        pas_plan_var *v = &p->plan->vars[i];
        v->name = pas_arena_cstr(p->plan->arena, v->name, strlen(v->name));
    }
    for (size_t i = 0; section && i < section->n_settings; i++)
        if (facet(section->settings[i].key))
            describe(p, &section->settings[i]);
    for (size_t i = 0; i < p->wish->n_sets; i++)
        take_set(p, p->wish->sets[i]);
    for (uint32_t i = 0; i < p->plan->n_vars; i++)
        settle(p, i);
    p->section = NULL;
}
