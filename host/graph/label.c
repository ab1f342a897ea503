/* What names a node in messages, and where it was read. */
#include "graph/store.h"

#define DEEPEST 3 /* a link of links of links: beyond, a cycle */

static pas_str short_text(pas_graph *g, pas_node node, uint32_t field)
{
    const pas_field_info *f = pas_schema_field(field);
    if (f->type == PAS_T_TEXT)
        return pas_graph_text(g, node, field, 0);
    if (f->type == PAS_T_INT && pas_graph_values(g, node, field))
        return pas_arena_format(g->labels, "%d", (int)pas_graph_int(g, node, field, 0, 0));
    return PAS_NONE;
}

/* The first identifier that is given; those that are personal data only if there is no other. */
static pas_str ident_label(pas_graph *g, pas_node node, const pas_kind_info *k)
{
    pas_str personal = PAS_NONE;
    for (uint32_t field = k->first_field; field < (uint32_t)k->first_field + k->n_fields; field++) {
        const pas_field_info *f = pas_schema_field(field);
        if (!(f->flags & PAS_FF_ID))
            continue;
        pas_str s = short_text(g, node, field);
        if (s.len && !(f->flags & PAS_FF_PERSON))
            return s;
        if (s.len && !personal.ptr)
            personal = s;
    }
    return personal;
}

static pas_str label(pas_graph *g, pas_node node, int depth);

static pas_str end_label(pas_graph *g, pas_node node, uint32_t field, int depth)
{
    if (pas_schema_field(field)->type != PAS_T_REF)
        return short_text(g, node, field);
    pas_node to = pas_graph_link(g, node, field, 0);
    return to ? label(g, to, depth + 1) : pas_graph_link_text(g, node, field, 0);
}

static pas_str ends_label(pas_graph *g, pas_node node, const pas_kind_info *k, int depth)
{
    pas_str one = end_label(g, node, k->first_field, depth);
    pas_str other = k->n_fields > 1 ? end_label(g, node, k->first_field + 1u, depth) : PAS_NONE;
    if (!one.len || !other.len)
        return one.len ? one : other;
    return pas_arena_format(g->labels, "%.*s → %.*s", PAS_FMT(one), PAS_FMT(other));
}

static pas_str name_label(pas_graph *g, pas_node node, uint32_t kind)
{
    static const char *const names[] = {"name", "label", "code"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uint32_t field = pas_schema_find_field(kind, pas_cstr(names[i]));
        pas_str s = field ? short_text(g, node, field) : PAS_NONE;
        if (s.len)
            return s;
    }
    return PAS_STR("");
}

static pas_str label(pas_graph *g, pas_node node, int depth)
{
    uint32_t kind = pas_node_kind(g, node);
    const pas_kind_info *k = pas_schema_kind(kind);
    if (!k || depth > DEEPEST)
        return PAS_STR("");
    pas_str s = ident_label(g, node, k);
    if (s.len)
        return s;
    return k->flags & PAS_KF_LINK ? ends_label(g, node, k, depth) : name_label(g, node, kind);
}

pas_str pas_graph_label(pas_graph *g, pas_node node)
{
    pas_str s = label(g, node, 0);
    return s.ptr ? s : PAS_STR("");
}

pas_origin pas_graph_origin(pas_graph *g, pas_node node)
{
    const struct pas__node *n = pas__node_at(g, node);
    if (!n)
        return (pas_origin){0};
    pas_origin origin = {.file = pas_graph_input_at(g, n->input).name, .line = n->line};
    if (n->kind != PAS_K_match)
        origin.step = pas_graph_source_at(g, n->source).step;
    pas_str name = pas_graph_label(g, node);
    origin.record = pas_arena_format(g->labels, "%s%s%.*s", pas_schema_kind(n->kind)->fr, name.len ? " " : "",
                                     PAS_FMT(name));
    return origin;
}
