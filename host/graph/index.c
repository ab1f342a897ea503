/*
 * Indexes of the graph, made when first asked for: the nodes of a kind, a node by an identifier, the
 * nodes that point to a node. They follow nodes added later (matches, another source decoded).
 */
#include "graph/store.h"

#include <stdlib.h>
#include <string.h>

struct chain {
    pas_node first, last;
    uint32_t count;
};

/* One node of the list of those that point to a target. */
struct pointer {
    pas_node node;
    uint32_t next; /* place + 1, 0: the end */
    uint32_t last; /* in the first of a list: place + 1 of the last */
};

struct pas__index {
    struct chain *chains; /* by source, then kind */
    size_t n_chains, cap_chains;
    size_t chained;   /* handles below this are in chains */
    pas_map *found;   /* (source, ident, data) -> first node */
    pas_map *same;    /* (ident, node) -> next node of equal data */
    pas_map *tails;   /* (source, ident, data) -> last node, where there are several */
    pas_map *indexed; /* (source, ident) -> last node looked at */
    struct pointer *pointers;
    size_t n_pointers, cap_pointers;
    pas_map *pointing;            /* (field, target) -> place + 1 in pointers */
    pas_map *pointed;             /* (source, field) -> last node looked at */
    size_t complete[PAS_F_COUNT]; /* by field: handles below this were looked at */
};

pas__index *pas__index_new(void)
{
    pas__index *index = pas_xcalloc(1, sizeof *index);
    index->chained = 1;
    index->found = pas_map_new();
    index->same = pas_map_new();
    index->tails = pas_map_new();
    index->indexed = pas_map_new();
    index->pointing = pas_map_new();
    index->pointed = pas_map_new();
    return index;
}

void pas__index_free(pas__index *index)
{
    free(index->chains);
    free(index->pointers);
    pas_map_free(index->found);
    pas_map_free(index->same);
    pas_map_free(index->tails);
    pas_map_free(index->indexed);
    pas_map_free(index->pointing);
    pas_map_free(index->pointed);
    free(index);
}

size_t pas__index_size(const pas__index *index)
{
    size_t pairs = pas_map_count(index->found) + pas_map_count(index->same) + pas_map_count(index->tails) +
                   pas_map_count(index->pointing);
    return index->cap_chains * sizeof *index->chains + index->cap_pointers * sizeof *index->pointers +
           pairs * 2 * 16;
}

void pas__index_forget_links(pas_graph *g)
{
    pas__index *index = g->index;
    pas_map_free(index->pointing);
    pas_map_free(index->pointed);
    index->pointing = pas_map_new();
    index->pointed = pas_map_new();
    index->n_pointers = 0;
    memset(index->complete, 0, sizeof index->complete);
}

/* -------------------------------------------------------------------- chains */

static struct chain *chain_at(const pas_graph *g, uint32_t kind, uint32_t source)
{
    size_t at = (size_t)source * PAS_K_COUNT + kind;
    return kind < PAS_K_COUNT && at < g->index->n_chains ? &g->index->chains[at] : NULL;
}

static void room_for_chains(const pas_graph *g)
{
    pas__index *index = g->index;
    size_t need = (g->n_sources ? g->n_sources : 1) * PAS_K_COUNT;
    if (need <= index->n_chains)
        return;
    pas_grow(&index->chains, &index->cap_chains, need, sizeof *index->chains);
    memset(index->chains + index->n_chains, 0, (need - index->n_chains) * sizeof *index->chains);
    index->n_chains = need;
}

/* Nodes from the outermost open one on are not chained yet: they may still be dropped. */
static void chain_up(const pas_graph *g)
{
    pas__index *index = g->index;
    size_t end = g->depth ? g->frames[0].node : g->n_nodes;
    if (index->chained >= end)
        return;
    room_for_chains(g);
    for (; index->chained < end; index->chained++) {
        struct pas__node *n = &g->nodes[index->chained];
        struct chain *c = n->kind ? chain_at(g, n->kind, n->source) : NULL;
        if (!c)
            continue;
        if (c->last)
            g->nodes[c->last].next = (pas_node)index->chained;
        else
            c->first = (pas_node)index->chained;
        c->last = (pas_node)index->chained;
        c->count++;
    }
}

const void *pas__chains(const pas_graph *g, size_t *ret_size)
{
    chain_up(g);
    *ret_size = g->index->n_chains * sizeof *g->index->chains;
    return g->index->chains;
}

void pas__set_chains(pas_graph *g, const void *chains, size_t size)
{
    pas__index *index = g->index;
    pas_grow(&index->chains, &index->cap_chains, size / sizeof *index->chains, sizeof *index->chains);
    if (size)
        memcpy(index->chains, chains, size);
    index->n_chains = size / sizeof *index->chains;
    index->chained = g->n_nodes;
}

pas_node pas_graph_first(const pas_graph *g, uint32_t kind, uint32_t source)
{
    chain_up(g);
    const struct chain *c = chain_at(g, kind, source);
    return c ? c->first : 0;
}

pas_node pas_graph_next(const pas_graph *g, pas_node node)
{
    chain_up(g);
    const struct pas__node *n = pas__node_at(g, node);
    return n ? n->next : 0;
}

uint32_t pas_graph_count_kind(const pas_graph *g, uint32_t kind, uint32_t source)
{
    chain_up(g);
    const struct chain *c = chain_at(g, kind, source);
    return c ? c->count : 0;
}

/* --------------------------------------------------------------- identifiers */

static uint64_t place_of(uint32_t source, uint32_t ident, uint32_t data)
{
    return (uint64_t)source << 48 | (uint64_t)ident << 32 | data;
}

static uint64_t pair_of(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}

static void index_value(pas__index *index, uint32_t source, uint32_t ident, uint32_t data, pas_node node)
{
    uint64_t place = place_of(source, ident, data);
    pas_node first = pas_map_get(index->found, place);
    if (!first) {
        pas_map_set(index->found, place, node);
        return;
    }
    pas_node last = pas_map_get(index->tails, place);
    if (!last)
        last = first;
    if (last == node)
        return;
    pas_map_set(index->same, pair_of(ident, last), node);
    pas_map_set(index->tails, place, node);
}

/* The first node of a chain not looked at yet, given the last one that was. */
static pas_node resume(const pas_graph *g, pas_node last, uint32_t kind, uint32_t source)
{
    return last ? pas_graph_next(g, last) : pas_graph_first(g, kind, source);
}

static void index_ident(const pas_graph *g, uint32_t source, uint32_t ident)
{
    pas__index *index = g->index;
    uint64_t done = pair_of(source, ident);
    pas_node last = pas_map_get(index->indexed, done);
    pas_node node = resume(g, last, pas_schema_field(ident)->kind, source);
    if (!node)
        return;
    for (; node; node = pas_graph_next(g, node)) {
        const struct pas__node *n = &g->nodes[node];
        for (uint32_t i = n->first_value; i < n->first_value + n->n_values; i++)
            if (g->values[i].field == ident && g->values[i].state == PAS_GIVEN)
                index_value(index, source, ident, g->values[i].data, node);
        last = node;
    }
    pas_map_set(index->indexed, done, last);
}

pas_node pas__find_data(const pas_graph *g, uint32_t source, uint32_t ident, uint32_t data)
{
    if (source >= g->n_sources)
        return 0;
    index_ident(g, source, ident);
    return pas_map_get(g->index->found, place_of(source, ident, data));
}

bool pas__key_data(const pas_graph *g, uint32_t ident, pas_str key, uint32_t *ret)
{
    int64_t number;
    switch (pas_schema_field(ident)->type) {
    case PAS_T_TEXT:
        *ret = pas_pool_find(g->pool, key);
        return *ret != 0;
    case PAS_T_INT:
        if (!pas_parse_i64(key, &number) || !pas__int_fits(PAS_T_INT, number))
            return false;
        *ret = (uint32_t)(int32_t)number;
        return true;
    default:
        return false;
    }
}

pas_node pas_graph_find(pas_graph *g, uint32_t source, uint32_t ident, pas_str key, uint32_t *cursor)
{
    uint32_t data;
    if (!pas_schema_field(ident) || !pas__key_data(g, ident, key, &data))
        return 0;
    pas_node node = cursor && *cursor ? pas_map_get(g->index->same, pair_of(ident, *cursor))
                                      : pas__find_data(g, source, ident, data);
    if (cursor && node)
        *cursor = node;
    return node;
}

/* ------------------------------------------------------------ incoming links */

static void index_pointer(pas__index *index, uint32_t field, pas_node target, pas_node node)
{
    uint32_t first = pas_map_get(index->pointing, pair_of(field, target));
    if (first && index->pointers[index->pointers[first - 1].last - 1].node == node)
        return;
    pas_grow(&index->pointers, &index->cap_pointers, index->n_pointers + 1, sizeof *index->pointers);
    uint32_t place = (uint32_t)++index->n_pointers;
    index->pointers[place - 1] = (struct pointer){node, 0, place};
    if (!first) {
        pas_map_set(index->pointing, pair_of(field, target), place);
        return;
    }
    index->pointers[index->pointers[first - 1].last - 1].next = place;
    index->pointers[first - 1].last = place;
}

static void index_links_of(const pas_graph *g, uint32_t source, uint32_t field)
{
    pas__index *index = g->index;
    uint64_t done = pair_of(source, field);
    pas_node last = pas_map_get(index->pointed, done);
    pas_node node = resume(g, last, pas_schema_field(field)->kind, source);
    if (!node)
        return;
    for (; node; node = pas_graph_next(g, node)) {
        const struct pas__node *n = &g->nodes[node];
        for (uint32_t i = n->first_value; i < n->first_value + n->n_values; i++) {
            const struct pas__value *v = &g->values[i];
            if (v->field == field && v->state == PAS_GIVEN && g->links[v->data].node)
                index_pointer(index, field, g->links[v->data].node, node);
        }
        last = node;
    }
    pas_map_set(index->pointed, done, last);
}

#define CURSOR_END UINT32_MAX

pas_node pas_graph_incoming(pas_graph *g, pas_node node, uint32_t field, uint32_t *cursor)
{
    pas__index *index = g->index;
    const pas_field_info *f = pas_schema_field(field);
    if (!f || f->type != PAS_T_REF || !pas__node_at(g, node) || *cursor == CURSOR_END)
        return 0;
    chain_up(g);
    if (index->complete[field] < index->chained) {
        for (uint32_t source = 0; source == 0 || source < g->n_sources; source++)
            index_links_of(g, source, field);
        index->complete[field] = index->chained;
    }
    uint32_t place = *cursor ? *cursor : pas_map_get(index->pointing, pair_of(field, node));
    if (!place || place > index->n_pointers) {
        *cursor = CURSOR_END;
        return 0;
    }
    const struct pointer *p = &index->pointers[place - 1];
    *cursor = p->next ? p->next : CURSOR_END;
    return p->node;
}

/* ------------------------------------------------------------------- matches */

void pas_graph_add_match(pas_graph *g, pas_node one, pas_node other, pas_str how, int score)
{
    if (!pas__node_at(g, one) || !pas__node_at(g, other))
        return;
    pas_node node = pas_graph_begin(g, PAS_K_match, 0, 0, 0);
    pas_graph_link_node(g, node, PAS_F_match_one, one, 0);
    pas_graph_link_node(g, node, PAS_F_match_other, other, 0);
    pas_graph_set_text(g, node, PAS_F_match_how, how);
    pas_graph_set_int(g, node, PAS_F_match_score, score);
    pas_graph_end(g, node);
}

static pas_node matched(pas_graph *g, pas_node node, uint32_t near_end, uint32_t far_end, uint32_t source,
                        pas_str *how)
{
    uint32_t cursor = 0;
    for (pas_node match; (match = pas_graph_incoming(g, node, near_end, &cursor)) != 0;) {
        pas_node to = pas_graph_link(g, match, far_end, 0);
        if (!to || pas_node_source(g, to) != source)
            continue;
        if (how)
            *how = pas_graph_text(g, match, PAS_F_match_how, 0);
        return to;
    }
    return 0;
}

pas_node pas_graph_match(pas_graph *g, pas_node node, uint32_t source, pas_str *how)
{
    if (how)
        *how = PAS_NONE;
    pas_node to = matched(g, node, PAS_F_match_one, PAS_F_match_other, source, how);
    return to ? to : matched(g, node, PAS_F_match_other, PAS_F_match_one, source, how);
}
