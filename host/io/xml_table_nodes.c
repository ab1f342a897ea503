/* Which node stands for a record's row, at a point of the walk: see plugin.h, pas_xmlouts.table. */
#include "io/lex.h"
#include "io/xml_table_walk.h"

#include <stdio.h>

#define place pas_walk_place

/* ---------------------------------------------------------------------- texts */

/* The link's end may be known by another identifier than the one by which it was linked. */
static pas_str link_text(pas_walk *x, const struct pas_place *p, pas_node node, uint32_t i)
{
    pas_node to = pas_graph_link(x->g, node, p->target, i);
    if (!p->ident)
        return pas_graph_link_text(x->g, node, p->target, i);
    if (to)
        return pas_node_kind(x->g, to) == pas_schema_field(p->ident)->kind
                   ? pas_graph_text(x->g, to, p->ident, 0)
                   : PAS_NONE;
    return pas_graph_link_ident(x->g, node, p->target, i) == p->ident
               ? pas_graph_link_text(x->g, node, p->target, i)
               : PAS_NONE;
}

pas_str pas_walk_text(pas_walk *x, const struct pas_place *p, pas_node node, uint32_t i)
{
    uint8_t type = pas_schema_field(p->target)->type;
    if (type == PAS_T_TEXT)
        return pas_graph_text(x->g, node, p->target, i);
    if (type == PAS_T_REF)
        return link_text(x, p, node, i);
    if (i >= pas_graph_values(x->g, node, p->target))
        return PAS_NONE;
    char *text = x->text[x->turn++ % 4];
    int n = snprintf(text, sizeof x->text[0], "%lld", (long long)pas_graph_int(x->g, node, p->target, i, 0));
    return (pas_str){text, (size_t)n};
}

/* --------------------------------------------------------------------- fitting */

static bool has_constants(pas_walk *x, uint32_t row, pas_node node)
{
    const struct pas_place *p = place(x, row);
    for (uint32_t k = 0; k < p->n_autos; k++) {
        const struct pas_place *q = place(x, x->t->autos[p->autos + k]);
        if (q->row.what != PAS_ROW_CONST)
            continue;
        pas_str value = pas_cstr(q->row.values);
        if (q->ident ? !pas_str_eq(link_text(x, q, node, 0), value)
                     : !pas_lex_is(x->g, node, q->target, value))
            return false;
    }
    return true;
}

/* A row without constants leaves to those beside it, of its kind, the nodes that have theirs. */
static bool is_rivals(pas_walk *x, uint32_t row, pas_node node)
{
    const struct pas_place *p = place(x, row);
    for (uint32_t i = x->plans[row].rival; i < x->t->n; i++) {
        const struct pas_place *q = place(x, i);
        if (i != row && q->row.what == PAS_ROW_RECORD && q->target == p->target && q->record == p->record &&
            x->plans[i].constants && has_constants(x, i, node))
            return true;
    }
    return false;
}

static bool has_key(const pas_walk *x, uint32_t row, pas_node node)
{
    uint32_t key = x->plans[row].key;
    return key == PAS_NO_ROW || pas_graph_presence(x->g, node, place(x, key)->target) == PAS_GIVEN;
}

static bool is_below(const pas_walk *x, uint32_t row, pas_node node)
{
    uint32_t up = x->plans[row].up;
    return up == PAS_NO_ROW ||
           pas_graph_link(x->g, node, place(x, up)->target, 0) == x->current[place(x, up)->up];
}

/* It has the values of the scopes around. One that has none is not in any run, and elsewhere fits. */
static bool is_in_scope(pas_walk *x, uint32_t row, pas_node node)
{
    const struct pas_place *p = place(x, row);
    for (uint32_t k = 0; k < p->n_autos; k++) {
        const struct pas_place *q = place(x, x->t->autos[p->autos + k]);
        if (q->row.what != PAS_ROW_FROM || !x->scope_set[q->scope])
            continue;
        const pas_buf *scope = &x->scopes[q->scope];
        pas_str value = pas_walk_text(x, q, node, 0);
        if (value.ptr ? !pas_str_eq(value, (pas_str){scope->ptr, scope->len}) : x->starts[row] != 0)
            return false;
    }
    return true;
}

static bool may_be(pas_walk *x, const struct pas_walk_nodes *n, pas_node node)
{
    if (x->own && !x->own_inputs[pas_node_input(x->g, node)])
        return false;
    if (pas_node_source(x->g, node) != x->from->source || !has_key(x, n->row, node))
        return false;
    if (n->constants && !has_constants(x, n->row, node))
        return false;
    if (x->plans[n->row].rival != PAS_NO_ROW && is_rivals(x, n->row, node))
        return false;
    return is_below(x, n->row, node);
}

/* ------------------------------------------------------------------- iterating */

struct pas_walk_nodes pas_walk_nodes_of(const pas_walk *x, uint32_t row)
{
    return (struct pas_walk_nodes){.row = row, .constants = x->plans[row].constants};
}

static pas_node advance(pas_walk *x, struct pas_walk_nodes *n)
{
    const struct pas_place *p = place(x, n->row);
    uint32_t up = x->plans[n->row].up;
    if (up != PAS_NO_ROW) {
        const struct pas_place *q = place(x, up);
        do
            n->at = pas_graph_incoming(x->g, x->current[q->up], q->target, &n->cursor);
        while (n->at && pas_node_kind(x->g, n->at) != p->target);
        return n->at;
    }
    if (n->at)
        n->at = pas_graph_next(x->g, n->at);
    else
        n->at = x->starts[n->row] ? x->starts[n->row] : pas_graph_first(x->g, p->target, x->from->source);
    return n->at;
}

/* A run ends at the first node that could stand there but for its value. */
pas_node pas_walk_next(pas_walk *x, struct pas_walk_nodes *n)
{
    while (advance(x, n)) {
        if (!may_be(x, n, n->at))
            continue;
        if (is_in_scope(x, n->row, n->at))
            return n->at;
        if (x->starts[n->row])
            break;
    }
    return 0;
}

pas_node pas_walk_first(pas_walk *x, uint32_t row, struct pas_walk_nodes *ret)
{
    *ret = pas_walk_nodes_of(x, row);
    pas_node node = pas_walk_next(x, ret);
    if (node || !ret->constants || !x->plans[row].alone || (place(x, row)->row.flags & PAS_MANY))
        return node;
    *ret = pas_walk_nodes_of(x, row);
    ret->constants = false;
    return pas_walk_next(x, ret);
}

/* -------------------------------------------------------------------- planning */

static void plan_autos(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    for (uint32_t k = 0; k < p->n_autos; k++) {
        uint32_t i = x->t->autos[p->autos + k];
        if (place(x, i)->row.what == PAS_ROW_CONST)
            x->plans[row].constants = true;
        if (place(x, i)->row.what == PAS_ROW_UP)
            x->plans[row].up = i;
    }
}

static bool has_const_row(const pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    for (uint32_t k = 0; k < p->n_autos; k++)
        if (place(x, x->t->autos[p->autos + k])->row.what == PAS_ROW_CONST)
            return true;
    return false;
}

static void plan_rivals(pas_walk *x, uint32_t row)
{
    struct pas_walk_plan *plan = &x->plans[row];
    const struct pas_place *p = place(x, row);
    plan->alone = true;
    for (uint32_t i = 0; i < x->t->n; i++) {
        const struct pas_place *q = place(x, i);
        if (i == row || q->row.what != PAS_ROW_RECORD || q->target != p->target)
            continue;
        plan->alone = false;
        if (q->record == p->record && !plan->constants && plan->rival == PAS_NO_ROW && has_const_row(x, i))
            plan->rival = i;
    }
}

static void plan_key(pas_walk *x, uint32_t row)
{
    for (uint32_t i = row + 1; i < place(x, row)->end && x->plans[row].key == PAS_NO_ROW; i++) {
        const struct pas_place *q = place(x, i);
        const unsigned key = PAS_REQUIRED | PAS_KEY;
        if (q->record == row && q->row.what == PAS_ROW_VALUE && (q->row.flags & key) == key &&
            !(q->row.flags & PAS_OLD))
            x->plans[row].key = i;
    }
}

/* By the first record below that fetches a scope of this very element. */
static void plan_runs(pas_walk *x, uint32_t row)
{
    if (!(place(x, row)->row.flags & PAS_MANY))
        return;
    for (uint32_t i = row + 1; i < place(x, row)->end && x->plans[row].by == PAS_NO_ROW; i++)
        for (uint32_t s = row + 1; place(x, i)->row.what == PAS_ROW_FROM && s < i; s++)
            if (place(x, s)->row.what == PAS_ROW_SCOPE && place(x, s)->scope == place(x, i)->scope &&
                place(x, s)->parent == row)
                x->plans[row].by = i;
}

void pas_walk_plan_nodes(pas_walk *x, uint32_t row)
{
    struct pas_walk_plan *plan = &x->plans[row];
    plan->key = plan->rival = plan->up = plan->by = PAS_NO_ROW;
    if (place(x, row)->row.what == PAS_ROW_NEST)
        plan_runs(x, row);
    if (place(x, row)->row.what != PAS_ROW_RECORD)
        return;
    plan_autos(x, row);
    plan_rivals(x, row);
    plan_key(x, row);
}
