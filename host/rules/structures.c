/*
 * Rules on divisions and groups that the staff base must have pushed to the pupil base (guide §3.2, §5.3):
 * the push leaves no file, so the two bases are compared. Between two sources that define divisions whole, by
 * their codes as they are written.
 */
#include "rules/topics.h"

#include "base/text.h"

#include <stdio.h>

struct bases {
    uint32_t staff, pupils;
};

/* The first source of a role that has the structure of a whole school. */
static bool base_of(const pas_rule_context *c, uint32_t role, uint32_t needed, uint32_t *ret)
{
    for (uint32_t s = 0; s < pas_graph_sources(c->graph); s++) {
        if (!(pas_graph_source_at(c->graph, s).roles & role) || !pas_graph_defines(c->graph, s, needed) ||
            !pas_graph_first(c->graph, PAS_K_division, s))
            continue;
        *ret = s;
        return true;
    }
    return false;
}

/* What goes up to the staff base has divisions too, and no persons. */
static bool find_bases(const pas_rule_context *c, struct bases *ret)
{
    return base_of(c, PAS_ROLE_STAFF_BASE, PAS_K_person, &ret->staff) &&
           base_of(c, PAS_ROLE_PUPIL_BASE, PAS_K_division, &ret->pupils);
}

static uint32_t code_field(uint32_t kind)
{
    return kind == PAS_K_division ? PAS_F_division_code : PAS_F_group_code;
}

static pas_str code_of(const pas_rule_context *c, pas_node node)
{
    return pas_graph_text(c->graph, node, code_field(pas_node_kind(c->graph, node)), 0);
}

static bool is_in(const pas_rule_context *c, pas_node node, uint32_t source)
{
    uint32_t cursor = 0;
    uint32_t ident = code_field(pas_node_kind(c->graph, node));
    return pas_graph_find(c->graph, source, ident, code_of(c, node), &cursor) != 0;
}

static bool extends(pas_str code, pas_str whole)
{
    return whole.len && code.len > whole.len && pas_str_eq((pas_str){code.ptr, whole.len}, whole);
}

/* A group is split where the other base has several whose codes begin with its own, that this one has not
 * (sts.md §4). `list` gets their codes; how many they are. */
static uint32_t parts_of(const pas_rule_context *c, pas_node group, const struct bases *b, pas_buf *list)
{
    pas_str whole = code_of(c, group);
    uint32_t n = 0;
    for (pas_node x = pas_graph_first(c->graph, PAS_K_group, b->pupils); x; x = pas_graph_next(c->graph, x)) {
        pas_str code = code_of(c, x);
        if (!extends(code, whole) || is_in(c, x, b->staff))
            continue;
        if (list)
            pas_buf_printf(list, "%s%.*s", n ? ", " : "", PAS_FMT(code));
        n++;
    }
    return n;
}

static bool is_split(const pas_rule_context *c, pas_node group, const struct bases *b)
{
    return pas_node_kind(c->graph, group) == PAS_K_group && !is_in(c, group, b->pupils) &&
           parts_of(c, group, b, NULL) > 1;
}

static bool is_part(const pas_rule_context *c, pas_node node, const struct bases *b)
{
    if (pas_node_kind(c->graph, node) != PAS_K_group)
        return false;
    for (pas_node g = pas_graph_first(c->graph, PAS_K_group, b->staff); g; g = pas_graph_next(c->graph, g))
        if (extends(code_of(c, node), code_of(c, g)) && is_split(c, g, b))
            return true;
    return false;
}

/* Says a finding with the names of both bases before its own arguments, three at most. */
static void say(const pas_rule_context *c, const struct bases *b, const char *code, pas_node at,
                const pas_argument *args, uint32_t n)
{
    pas_argument all[5] = {
        {PAS_STR("de"), pas_graph_source_at(c->graph, b->staff).system, 0},
        {PAS_STR("vers"), pas_graph_source_at(c->graph, b->pupils).system, 0},
    };
    for (uint32_t i = 0; i < n; i++)
        all[2 + i] = args[i];
    pas_rule_add(c, code, pas_host_message(code)->severity, at, all, 2 + n);
}

/* Those of one base that the other has not, and that are not told otherwise. */
static uint32_t missing(const pas_rule_context *c, const struct bases *b, uint32_t kind, bool from_staff,
                        const char *code)
{
    uint32_t n = 0;
    for (pas_node x = pas_graph_first(c->graph, kind, from_staff ? b->staff : b->pupils); x;
         x = pas_graph_next(c->graph, x)) {
        if (is_in(c, x, from_staff ? b->pupils : b->staff) ||
            (from_staff ? is_split(c, x, b) : is_part(c, x, b)))
            continue;
        n++;
        if (!code)
            continue;
        say(c, b, code, x, &(pas_argument){PAS_STR("qui"), code_of(c, x), 0}, 1);
    }
    return n;
}

static pas_rule_state say_missing(const pas_rule_context *c, uint32_t kind, bool from_staff, const char *code)
{
    struct bases b;
    if (!find_bases(c, &b))
        return PAS_RULE_UNCHECKED;
    (void)missing(c, &b, kind, from_staff, code);
    return PAS_RULE_CHECKED;
}

pas_rule_state pas_rule_division_not_pushed(const pas_rule_context *c)
{
    return say_missing(c, PAS_K_division, true, "division-absente-de-siecle");
}

pas_rule_state pas_rule_division_withdrawn(const pas_rule_context *c)
{
    return say_missing(c, PAS_K_division, false, "division-absente-de-sts");
}

pas_rule_state pas_rule_group_not_pushed(const pas_rule_context *c)
{
    return say_missing(c, PAS_K_group, true, "groupe-absent-de-siecle");
}

pas_rule_state pas_rule_group_withdrawn(const pas_rule_context *c)
{
    return say_missing(c, PAS_K_group, false, "groupe-absent-de-sts");
}

pas_rule_state pas_rule_group_split(const pas_rule_context *c)
{
    struct bases b;
    if (!find_bases(c, &b))
        return PAS_RULE_UNCHECKED;
    for (pas_node g = pas_graph_first(c->graph, PAS_K_group, b.staff); g; g = pas_graph_next(c->graph, g)) {
        if (!is_split(c, g, &b))
            continue;
        pas_buf list = {0};
        char count[16];
        snprintf(count, sizeof count, "%u", parts_of(c, g, &b, &list));
        pas_argument args[] = {{PAS_STR("qui"), code_of(c, g), 0},
                               {PAS_STR("n"), pas_cstr(count), 0},
                               {PAS_STR("liste"), pas_cstr(list.ptr), 0}};
        say(c, &b, "groupe-eclate-dans-siecle", g, args, 3);
        pas_buf_free(&list);
    }
    return PAS_RULE_CHECKED;
}

/* The verdict: whether the push is due. */
pas_rule_state pas_rule_push_due(const pas_rule_context *c)
{
    struct bases b;
    if (!find_bases(c, &b))
        return PAS_RULE_UNCHECKED;
    uint32_t lacking[] = {missing(c, &b, PAS_K_division, true, NULL),
                          missing(c, &b, PAS_K_group, true, NULL)};
    bool due = lacking[0] || lacking[1];
    uint32_t all[] = {pas_graph_count_kind(c->graph, PAS_K_division, b.staff),
                      pas_graph_count_kind(c->graph, PAS_K_group, b.staff)};
    char divisions[16], groups[16];
    snprintf(divisions, sizeof divisions, "%u", due ? lacking[0] : all[0]);
    snprintf(groups, sizeof groups, "%u", due ? lacking[1] : all[1]);
    pas_argument args[] = {{PAS_STR("divisions"), pas_cstr(divisions), 0},
                           {PAS_STR("groupes"), pas_cstr(groups), 0}};
    say(c, &b, due ? "structures-a-pousser" : "structures-deja-poussees",
        pas_graph_first(c->graph, PAS_K_export, b.staff), args, 2);
    return PAS_RULE_CHECKED;
}
