/*
 * Building the graph: open records, their values, links by key, and the resolution of those links once
 * a source is read whole. Called by the reader's tables, by the plugins' build service and by match.
 */
#include "graph/store.h"

#include <string.h>

pas_node pas__add_node(pas_graph *g, uint32_t kind, uint32_t source, uint32_t input, uint32_t line)
{
    if (g->n_nodes >= UINT32_MAX || g->borrowed)
        pas_out_of_memory();
    pas_grow(&g->nodes, &g->cap_nodes, g->n_nodes + 1, sizeof *g->nodes);
    g->nodes[g->n_nodes] = (struct pas__node){.first_value = (uint32_t)g->n_values,
                                              .line = line,
                                              .kind = (uint16_t)kind,
                                              .source = (uint16_t)source,
                                              .input = (uint16_t)input};
    return (pas_node)g->n_nodes++;
}

static uint64_t link_place(const struct pas__link *link)
{
    if (!link->ident)
        return link->node;
    return (uint64_t)link->source << 48 | (uint64_t)link->ident << 32 | link->key;
}

static void number_links(pas_graph *g)
{
    g->link_numbers = pas_map_new();
    for (size_t i = 0; i < g->n_links; i++)
        pas_map_set(g->link_numbers, link_place(&g->links[i]), (uint32_t)i + 1);
}

uint32_t pas__add_link(pas_graph *g, struct pas__link link)
{
    if (!g->link_numbers)
        number_links(g);
    uint32_t number = pas_map_get(g->link_numbers, link_place(&link));
    if (number)
        return number - 1;
    if (g->n_links >= UINT32_MAX - 1)
        pas_out_of_memory();
    pas_grow(&g->links, &g->cap_links, g->n_links + 1, sizeof *g->links);
    g->links[g->n_links] = link;
    pas_map_set(g->link_numbers, link_place(&link), (uint32_t)g->n_links + 1);
    return (uint32_t)g->n_links++;
}

static uint64_t line_place(pas_node node, size_t place)
{
    return (uint64_t)node << 16 | place;
}

uint8_t pas__keep_line(pas_graph *g, pas_node node, size_t place, uint32_t line)
{
    uint32_t from = g->nodes[node].line;
    if (line >= from && line - from < PAS__FAR)
        return (uint8_t)(line - from);
    pas_map_set(g->far_lines, line_place(node, place), line);
    return PAS__FAR;
}

uint32_t pas__link_line(const pas_graph *g, pas_node node, uint32_t place, const struct pas__value *v)
{
    if (v->lines_below == PAS__FAR)
        return pas_map_get(g->far_lines, line_place(node, place));
    return g->nodes[node].line + v->lines_below;
}

uint32_t pas__add_wide(pas_graph *g, uint64_t v)
{
    if (g->n_wide >= UINT32_MAX)
        pas_out_of_memory();
    pas_grow(&g->wide, &g->cap_wide, g->n_wide + 1, sizeof *g->wide);
    g->wide[g->n_wide] = v;
    return (uint32_t)g->n_wide++;
}

/* ---------------------------------------------------------------- open nodes */

static struct pas__frame *frame_of(const pas_graph *g, pas_node node)
{
    for (size_t i = g->depth; i-- > 0;)
        if (g->frames[i].node == node)
            return &g->frames[i];
    return NULL;
}

bool pas_graph_is_open(const pas_graph *g, pas_node node)
{
    return node && frame_of(g, node);
}

pas_node pas_graph_around(const pas_graph *g, pas_node node, uint32_t kind)
{
    for (size_t i = g->depth; i-- > 0;)
        if (g->frames[i].node < node && g->nodes[g->frames[i].node].kind == kind)
            return g->frames[i].node;
    return 0;
}

pas_node pas_graph_begin(pas_graph *g, uint32_t kind, uint32_t source, uint32_t input, uint32_t line)
{
    if (!pas_schema_kind(kind) || source >= g->n_sources || input > g->n_inputs)
        return 0;
    pas_grow(&g->frames, &g->cap_frames, g->depth + 1, sizeof *g->frames);
    struct pas__frame *f = &g->frames[g->depth];
    if (g->depth == g->n_frames) {
        *f = (struct pas__frame){0};
        g->n_frames++;
    }
    f->node = pas__add_node(g, kind, source, input, line);
    f->values_mark = (uint32_t)g->n_values;
    f->seen[0] = f->seen[1] = 0;
    f->n = 0;
    g->depth++;
    return f->node;
}

static void commit_last(pas_graph *g)
{
    struct pas__frame *f = &g->frames[--g->depth];
    struct pas__node *n = &g->nodes[f->node];
    if (f->n > UINT32_MAX - g->n_values)
        pas_out_of_memory();
    pas_grow(&g->values, &g->cap_values, g->n_values + f->n, sizeof *g->values);
    n->first_value = (uint32_t)g->n_values;
    n->n_values = (uint16_t)f->n;
    for (size_t i = 0; i < f->n; i++)
        g->values[g->n_values++] = f->values[i];
}

/* Nodes opened after it and still open are ended too. */
void pas_graph_end(pas_graph *g, pas_node node)
{
    if (!pas_graph_is_open(g, node))
        return;
    for (bool last = false; !last;) {
        last = g->frames[g->depth - 1].node == node;
        commit_last(g);
    }
}

void pas_graph_drop(pas_graph *g, pas_node node)
{
    const struct pas__frame *f = frame_of(g, node);
    if (!node || !f)
        return;
    /* All nodes begun since are below it, so their values are the last ones. */
    g->n_values = f->values_mark;
    g->depth = (size_t)(f - g->frames);
    for (size_t i = node; i < g->n_nodes; i++)
        g->nodes[i] = (struct pas__node){0};
}

/* -------------------------------------------------------------------- values */

/* The frame in which a value of this field may be set now; NULL if it may not. */
static struct pas__frame *frame_for(const pas_graph *g, pas_node node, uint32_t field)
{
    const pas_field_info *info = pas_schema_field(field);
    struct pas__frame *f = node ? frame_of(g, node) : NULL;
    if (!info || !f || info->kind != g->nodes[node].kind || f->n >= PAS__MOST_VALUES)
        return NULL;
    uint32_t place = field - pas_schema_kind(info->kind)->first_field;
    if (!(info->flags & PAS_FF_MANY) && (f->seen[place / 64] >> (place % 64) & 1))
        return NULL;
    return f;
}

static bool put(struct pas__frame *f, uint32_t field, uint8_t state, uint32_t data)
{
    uint32_t place = field - pas_schema_kind(pas_schema_field(field)->kind)->first_field;
    f->seen[place / 64] |= (uint64_t)1 << (place % 64);
    pas_grow(&f->values, &f->cap, f->n + 1, sizeof *f->values);
    f->values[f->n++] = (struct pas__value){(uint16_t)field, state, 0, data};
    return true;
}

static bool is_type(uint32_t field, uint8_t type)
{
    const pas_field_info *f = pas_schema_field(field);
    return f && f->type == type;
}

bool pas_graph_set_empty(pas_graph *g, pas_node node, uint32_t field)
{
    struct pas__frame *f = frame_for(g, node, field);
    return f && put(f, field, PAS_EMPTY, 0);
}

static bool is_text(pas_str s)
{
    return pas_utf8_valid(s.ptr, s.len) == s.len && pas_str_find(s, '\0') < 0;
}

bool pas_graph_set_text(pas_graph *g, pas_node node, uint32_t field, pas_str s)
{
    if (s.len == 0)
        return s.ptr && is_type(field, PAS_T_TEXT) && pas_graph_set_empty(g, node, field);
    struct pas__frame *f = frame_for(g, node, field);
    return f && is_type(field, PAS_T_TEXT) && is_text(s) &&
           put(f, field, PAS_GIVEN, pas_pool_add(g->pool, s));
}

bool pas__int_fits(uint8_t type, int64_t v)
{
    switch (type) {
    case PAS_T_INT:
    case PAS_T_DEC:
        return v >= INT32_MIN && v <= INT32_MAX;
    case PAS_T_BOOL:
        return v == 0 || v == 1;
    case PAS_T_TIME:
        return v >= 0 && v <= 24 * 60;
    default:
        return false;
    }
}

bool pas_graph_set_int(pas_graph *g, pas_node node, uint32_t field, int64_t v)
{
    struct pas__frame *f = frame_for(g, node, field);
    return f && pas__int_fits(pas_schema_field(field)->type, v) &&
           put(f, field, PAS_GIVEN, (uint32_t)(int32_t)v);
}

bool pas_graph_set_date(pas_graph *g, pas_node node, uint32_t field, pas_date d)
{
    struct pas__frame *f = frame_for(g, node, field);
    return f && is_type(field, PAS_T_DATE) && pas_date_valid(d) && put(f, field, PAS_GIVEN, pas_date_pack(d));
}

uint64_t pas__stamp_pack(pas_stamp t)
{
    return (uint64_t)pas_date_pack(t.date) << 24 | (uint64_t)t.hour << 16 | (uint64_t)t.minute << 8 |
           t.second;
}

pas_stamp pas__stamp_unpack(uint64_t packed)
{
    return (pas_stamp){.date = pas_date_unpack((uint32_t)(packed >> 24)),
                       .hour = (uint8_t)(packed >> 16),
                       .minute = (uint8_t)(packed >> 8),
                       .second = (uint8_t)packed};
}

bool pas_graph_set_stamp(pas_graph *g, pas_node node, uint32_t field, pas_stamp t)
{
    struct pas__frame *f = frame_for(g, node, field);
    if (!f || !is_type(field, PAS_T_STAMP) || !pas_date_valid(t.date) || t.hour > 23 || t.minute > 59 ||
        t.second > 59)
        return false;
    return put(f, field, PAS_GIVEN, pas__add_wide(g, pas__stamp_pack(t)));
}

bool pas_graph_set_weeks(pas_graph *g, pas_node node, uint32_t field, uint64_t w)
{
    struct pas__frame *f = frame_for(g, node, field);
    return f && is_type(field, PAS_T_WEEKS) && put(f, field, PAS_GIVEN, pas__add_wide(g, w));
}

static bool put_link(pas_graph *g, struct pas__frame *f, uint32_t field, struct pas__link link, uint32_t line)
{
    put(f, field, PAS_GIVEN, pas__add_link(g, link));
    f->values[f->n - 1].lines_below = pas__keep_line(g, f->node, f->n - 1, line);
    return true;
}

bool pas_graph_link_key(pas_graph *g, pas_node node, uint32_t field, uint32_t ident, pas_str key,
                        uint32_t line)
{
    const pas_field_info *id = pas_schema_field(ident);
    if (!id || (id->type != PAS_T_TEXT && id->type != PAS_T_INT) || !pas_schema_links_to(field, id->kind))
        return false;
    if (key.len == 0)
        return key.ptr && pas_graph_set_empty(g, node, field);
    struct pas__frame *f = frame_for(g, node, field);
    if (!f || !is_text(key))
        return false;
    struct pas__link link = {
        .key = pas_pool_add(g->pool, key), .ident = (uint16_t)ident, .source = g->nodes[node].source};
    return put_link(g, f, field, link, line);
}

bool pas_graph_link_node(pas_graph *g, pas_node node, uint32_t field, pas_node to, uint32_t line)
{
    struct pas__frame *f = frame_for(g, node, field);
    if (!f || !pas_schema_links_to(field, pas_node_kind(g, to)))
        return false;
    return put_link(g, f, field, (struct pas__link){.node = to}, line);
}

/* ---------------------------------------------------------------- resolution */

static void resolve_link(pas_graph *g, struct pas__link *link)
{
    uint32_t wanted = link->key;
    if (is_type(link->ident, PAS_T_TEXT) ||
        pas__key_data(g, link->ident, pas_pool_get(g->pool, link->key), &wanted))
        link->node = pas__find_data(g, link->source, link->ident, wanted);
}

static void tell_dangling(const pas_graph *g, pas_node node, pas_dangling dangling, void *data)
{
    const struct pas__node *n = &g->nodes[node];
    for (uint32_t place = 0; place < n->n_values; place++) {
        const struct pas__value *v = &g->values[n->first_value + place];
        if (v->state != PAS_GIVEN || !is_type(v->field, PAS_T_REF))
            continue;
        const struct pas__link *link = &g->links[v->data];
        if (!link->node && link->key)
            dangling(data, g, node, v->field, link->ident, pas_pool_get(g->pool, link->key),
                     pas__link_line(g, node, place, v));
    }
}

/* Gives back the room that is not used. */
static void trim(void *items_ptr, size_t *cap, size_t n, size_t size)
{
    void *items;
    if (*cap == n || n == 0)
        return;
    memcpy(&items, items_ptr, sizeof items);
    items = pas_xrealloc(items, n * size);
    memcpy(items_ptr, &items, sizeof items);
    *cap = n;
}

void pas_graph_resolve(pas_graph *g, uint32_t source, pas_dangling dangling, void *data)
{
    while (g->depth)
        commit_last(g);
    trim(&g->nodes, &g->cap_nodes, g->n_nodes, sizeof *g->nodes);
    trim(&g->values, &g->cap_values, g->n_values, sizeof *g->values);
    trim(&g->links, &g->cap_links, g->n_links, sizeof *g->links);
    pas_map_free(g->link_numbers);
    g->link_numbers = NULL;
    for (size_t i = 0; i < g->n_links; i++)
        if (g->links[i].key && !g->links[i].node && g->links[i].source == source)
            resolve_link(g, &g->links[i]);
    for (pas_node node = 1; dangling && node < g->n_nodes; node++)
        if (g->nodes[node].kind && g->nodes[node].source == source)
            tell_dangling(g, node, dangling, data);
    pas__index_forget_links(g);
}
