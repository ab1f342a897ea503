/* The store: sources, inputs, nodes and their values, and how they are looked at. See graph.h. */
#include "graph/store.h"

#include <stdlib.h>

pas_graph *pas_graph_new(void)
{
    pas_graph *g = pas_xcalloc(1, sizeof *g);
    g->pool = pas_pool_new();
    g->labels = pas_arena_new();
    g->index = pas__index_new();
    g->far_lines = pas_map_new();
    pas_grow(&g->nodes, &g->cap_nodes, 1, sizeof *g->nodes);
    g->nodes[0] = (struct pas__node){0};
    g->n_nodes = 1;
    return g;
}

void pas_graph_free(pas_graph *g)
{
    if (!g)
        return;
    for (size_t i = 0; i < g->n_frames; i++)
        free(g->frames[i].values);
    free(g->frames);
    if (!g->borrowed) {
        free(g->sources);
        free(g->inputs);
        free(g->nodes);
        free(g->values);
        free(g->links);
        free(g->wide);
    }
    pas_map_free(g->link_numbers);
    pas_map_free(g->far_lines);
    pas__index_free(g->index);
    pas_arena_free(g->labels);
    pas_pool_free(g->pool);
    free(g);
}

size_t pas_graph_memory(const pas_graph *g)
{
    return pas_pool_size(g->pool) + pas_arena_size(g->labels) + g->cap_nodes * sizeof *g->nodes +
           g->cap_values * sizeof *g->values + g->cap_links * sizeof *g->links +
           g->cap_wide * sizeof *g->wide + pas__index_size(g->index) +
           (g->link_numbers ? pas_map_count(g->link_numbers) * 32 : 0);
}

/* ------------------------------------------------------- sources and inputs */

uint32_t pas_graph_add_source(pas_graph *g, const pas_graph_source *s)
{
    if (g->n_sources >= PAS__MOST_SOURCES)
        pas_out_of_memory();
    pas_grow(&g->sources, &g->cap_sources, g->n_sources + 1, sizeof *g->sources);
    g->sources[g->n_sources] =
        (struct pas__source){pas_pool_add(g->pool, s->step), pas_pool_add(g->pool, s->plugin),
                             pas_pool_add(g->pool, s->system), s->roles};
    return (uint32_t)g->n_sources++;
}

uint32_t pas_graph_add_input(pas_graph *g, const pas_graph_input *in)
{
    if (g->n_inputs >= PAS__MOST_INPUTS)
        pas_out_of_memory();
    pas_grow(&g->inputs, &g->cap_inputs, g->n_inputs + 1, sizeof *g->inputs);
    g->inputs[g->n_inputs++] =
        (struct pas__input){pas_pool_add(g->pool, in->name), pas_pool_add(g->pool, in->document),
                            pas_pool_add(g->pool, in->kinds), in->source};
    return (uint32_t)g->n_inputs;
}

uint32_t pas_graph_sources(const pas_graph *g)
{
    return (uint32_t)g->n_sources;
}

uint32_t pas_graph_inputs(const pas_graph *g)
{
    return (uint32_t)g->n_inputs;
}

pas_graph_source pas_graph_source_at(const pas_graph *g, uint32_t source)
{
    if (source >= g->n_sources)
        return (pas_graph_source){0};
    const struct pas__source *s = &g->sources[source];
    return (pas_graph_source){pas_pool_get(g->pool, s->step), pas_pool_get(g->pool, s->plugin),
                              pas_pool_get(g->pool, s->system), s->roles};
}

pas_graph_input pas_graph_input_at(const pas_graph *g, uint32_t input)
{
    if (input == 0 || input > g->n_inputs)
        return (pas_graph_input){0};
    const struct pas__input *in = &g->inputs[input - 1];
    return (pas_graph_input){pas_pool_get(g->pool, in->name), pas_pool_get(g->pool, in->document),
                             pas_pool_get(g->pool, in->kinds), in->source};
}

bool pas_graph_defines(const pas_graph *g, uint32_t source, uint32_t kind)
{
    const pas_kind_info *k = pas_schema_kind(kind);
    for (size_t i = 0; k && i < g->n_inputs; i++) {
        pas_str rest = pas_pool_get(g->pool, g->inputs[i].kinds), part;
        while (g->inputs[i].source == source && pas_str_split(&rest, ';', &part))
            if (pas_str_is(pas_str_trim(part), k->name))
                return true;
    }
    return false;
}

/* -------------------------------------------------------------------- nodes */

uint32_t pas_graph_nodes(const pas_graph *g)
{
    return (uint32_t)(g->n_nodes - 1);
}

uint32_t pas_node_kind(const pas_graph *g, pas_node node)
{
    const struct pas__node *n = pas__node_at(g, node);
    return n ? n->kind : 0;
}

uint32_t pas_node_source(const pas_graph *g, pas_node node)
{
    const struct pas__node *n = pas__node_at(g, node);
    return n ? n->source : 0;
}

uint32_t pas_node_input(const pas_graph *g, pas_node node)
{
    const struct pas__node *n = pas__node_at(g, node);
    return n ? n->input : 0;
}

uint32_t pas_node_line(const pas_graph *g, pas_node node)
{
    const struct pas__node *n = pas__node_at(g, node);
    return n ? n->line : 0;
}

/* ------------------------------------------------------------------- values */

const struct pas__value *pas__values(const pas_graph *g, pas_node node, uint32_t *ret_n)
{
    *ret_n = 0;
    const struct pas__node *n = pas__node_at(g, node);
    if (!n)
        return NULL;
    for (size_t i = g->depth; i-- > 0;) {
        if (g->frames[i].node == node) {
            *ret_n = (uint32_t)g->frames[i].n;
            return g->frames[i].values;
        }
    }
    *ret_n = n->n_values;
    return n->n_values ? &g->values[n->first_value] : NULL;
}

const struct pas__value *pas__value(const pas_graph *g, pas_node node, uint32_t field, uint32_t i)
{
    uint32_t n;
    const struct pas__value *values = pas__values(g, node, &n);
    for (uint32_t v = 0; v < n; v++)
        if (values[v].field == field && values[v].state == PAS_GIVEN && i-- == 0)
            return &values[v];
    return NULL;
}

uint32_t pas_graph_presence(const pas_graph *g, pas_node node, uint32_t field)
{
    uint32_t n, presence = PAS_ABSENT;
    const struct pas__value *values = pas__values(g, node, &n);
    for (uint32_t v = 0; v < n; v++)
        if (values[v].field == field && values[v].state > presence)
            presence = values[v].state;
    return presence;
}

uint32_t pas_graph_values(const pas_graph *g, pas_node node, uint32_t field)
{
    uint32_t n, count = 0;
    const struct pas__value *values = pas__values(g, node, &n);
    for (uint32_t v = 0; v < n; v++)
        count += values[v].field == field && values[v].state == PAS_GIVEN;
    return count;
}

/* The value if the field is of this type. */
static const struct pas__value *typed(const pas_graph *g, pas_node node, uint32_t field, uint32_t i,
                                      uint8_t type)
{
    const pas_field_info *f = pas_schema_field(field);
    return f && f->type == type ? pas__value(g, node, field, i) : NULL;
}

pas_str pas_graph_text(const pas_graph *g, pas_node node, uint32_t field, uint32_t i)
{
    const struct pas__value *v = typed(g, node, field, i, PAS_T_TEXT);
    return v ? pas_pool_get(g->pool, v->data) : PAS_NONE;
}

int64_t pas_graph_int(const pas_graph *g, pas_node node, uint32_t field, uint32_t i, int64_t otherwise)
{
    const pas_field_info *f = pas_schema_field(field);
    if (!f ||
        (f->type != PAS_T_INT && f->type != PAS_T_DEC && f->type != PAS_T_BOOL && f->type != PAS_T_TIME))
        return otherwise;
    const struct pas__value *v = pas__value(g, node, field, i);
    return v ? (int32_t)v->data : otherwise;
}

pas_date pas_graph_date(const pas_graph *g, pas_node node, uint32_t field, uint32_t i)
{
    const struct pas__value *v = typed(g, node, field, i, PAS_T_DATE);
    if (v)
        return pas_date_unpack(v->data);
    v = typed(g, node, field, i, PAS_T_STAMP);
    return v ? pas__stamp_unpack(g->wide[v->data]).date : (pas_date){0};
}

pas_stamp pas_graph_stamp(const pas_graph *g, pas_node node, uint32_t field)
{
    const struct pas__value *v = typed(g, node, field, 0, PAS_T_STAMP);
    return v ? pas__stamp_unpack(g->wide[v->data]) : (pas_stamp){0};
}

uint64_t pas_graph_weeks(const pas_graph *g, pas_node node, uint32_t field)
{
    const struct pas__value *v = typed(g, node, field, 0, PAS_T_WEEKS);
    return v ? g->wide[v->data] : 0;
}

pas_node pas_graph_link(const pas_graph *g, pas_node node, uint32_t field, uint32_t i)
{
    const struct pas__value *v = typed(g, node, field, i, PAS_T_REF);
    if (!v)
        return 0;
    pas_node to = g->links[v->data].node;
    return pas__node_at(g, to) ? to : 0;
}

/* The first textual identifier of a node. */
static pas_str first_text_ident(const pas_graph *g, pas_node node)
{
    uint32_t n;
    const struct pas__value *values = pas__values(g, node, &n);
    for (uint32_t v = 0; v < n; v++) {
        const pas_field_info *f = pas_schema_field(values[v].field);
        if ((f->flags & PAS_FF_ID) && f->type == PAS_T_TEXT && values[v].state == PAS_GIVEN)
            return pas_pool_get(g->pool, values[v].data);
    }
    return PAS_NONE;
}

pas_str pas_graph_link_text(const pas_graph *g, pas_node node, uint32_t field, uint32_t i)
{
    const struct pas__value *v = typed(g, node, field, i, PAS_T_REF);
    if (!v)
        return PAS_NONE;
    const struct pas__link *link = &g->links[v->data];
    return link->key ? pas_pool_get(g->pool, link->key) : first_text_ident(g, link->node);
}

uint32_t pas_graph_link_ident(const pas_graph *g, pas_node node, uint32_t field, uint32_t i)
{
    const struct pas__value *v = typed(g, node, field, i, PAS_T_REF);
    return v ? g->links[v->data].ident : 0;
}

uint32_t pas_graph_field_at(const pas_graph *g, pas_node node, uint32_t i, uint32_t *ret_presence)
{
    uint32_t n;
    const struct pas__value *values = pas__values(g, node, &n);
    if (i >= n)
        return 0;
    *ret_presence = values[i].state;
    return values[i].field;
}
