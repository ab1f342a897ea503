/*
 * The graph as bytes: the wire between worker and host, snapshots, fixtures. Little endian. What is read
 * is hostile: nothing of it is believed before it was checked.
 *
 *   "PASG" version:16 zero:16 schema:32 strings:32 sources:32 inputs:32 nodes:32
 *   strings, each length:32 bytes        (number 1, 2, …; no NUL, valid UTF-8)
 *   sources, each step:32 plugin:32 system:32 roles:32
 *   inputs,  each name:32 document:32 kinds:32 source:32
 *   nodes,   each kind:16 source:16 input:16 values:16 line:32, then its values
 *   value:   field:16 state:8 zero:8, then unless empty
 *            TEXT string:32 | INT DEC BOOL TIME DATE number:32 | STAMP WEEKS number:64
 *            REF ident:16 zero:16 key:32 node:32 line:32
 *
 * A dropped node keeps its number, with kind 0. Nodes number from 1 in the order read.
 */
#include "graph/store.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC 0x47534150u /* "PASG" */
#define VERSION 1u

/* ------------------------------------------------------------------- writing */

static void put16(pas_buf *to, uint32_t v)
{
    char *p = pas_buf_room(to, 2);
    p[0] = (char)(v & 0xFF);
    p[1] = (char)(v >> 8 & 0xFF);
    to->len += 2;
}

static void put32(pas_buf *to, uint32_t v)
{
    char *p = pas_buf_room(to, 4);
    for (int i = 0; i < 4; i++)
        p[i] = (char)(v >> (8 * i) & 0xFF);
    to->len += 4;
}

static void put64(pas_buf *to, uint64_t v)
{
    put32(to, (uint32_t)v);
    put32(to, (uint32_t)(v >> 32));
}

static void put_value(const pas_graph *g, pas_node node, uint32_t place, const struct pas__value *v,
                      pas_buf *to)
{
    put16(to, v->field);
    put16(to, v->state);
    if (v->state == PAS_EMPTY)
        return;
    switch (pas_schema_field(v->field)->type) {
    case PAS_T_STAMP:
    case PAS_T_WEEKS:
        put64(to, g->wide[v->data]);
        return;
    case PAS_T_REF: {
        const struct pas__link *link = &g->links[v->data];
        put16(to, link->ident);
        put16(to, 0);
        put32(to, link->key);
        put32(to, pas__node_at(g, link->node) ? link->node : 0);
        put32(to, pas__link_line(g, node, place, v));
        return;
    }
    default:
        put32(to, v->data);
    }
}

/* A link whose target was dropped and that has no key says nothing. */
static bool is_told(const pas_graph *g, const struct pas__value *v)
{
    if (v->state != PAS_GIVEN || pas_schema_field(v->field)->type != PAS_T_REF)
        return true;
    const struct pas__link *link = &g->links[v->data];
    return link->key || pas__node_at(g, link->node);
}

static void put_node(const pas_graph *g, pas_node node, pas_buf *to)
{
    const struct pas__node *n = &g->nodes[node];
    uint32_t n_values, told = 0;
    const struct pas__value *values = pas__values(g, node, &n_values);
    for (uint32_t i = 0; i < n_values; i++)
        told += is_told(g, &values[i]);
    put16(to, n->kind);
    put16(to, n->source);
    put16(to, n->input);
    put16(to, told);
    put32(to, n->line);
    for (uint32_t i = 0; i < n_values; i++)
        if (is_told(g, &values[i]))
            put_value(g, node, i, &values[i], to);
}

void pas_graph_encode(const pas_graph *g, pas_buf *to)
{
    uint32_t n_strings = pas_pool_count(g->pool);
    put32(to, MAGIC);
    put16(to, VERSION);
    put16(to, 0);
    put32(to, pas_schema_hash());
    put32(to, n_strings);
    put32(to, (uint32_t)g->n_sources);
    put32(to, (uint32_t)g->n_inputs);
    put32(to, pas_graph_nodes(g));
    for (uint32_t id = 1; id <= n_strings; id++) {
        pas_str s = pas_pool_get(g->pool, id);
        put32(to, (uint32_t)s.len);
        pas_buf_str(to, s);
    }
    for (size_t i = 0; i < g->n_sources; i++) {
        put32(to, g->sources[i].step);
        put32(to, g->sources[i].plugin);
        put32(to, g->sources[i].system);
        put32(to, g->sources[i].roles);
    }
    for (size_t i = 0; i < g->n_inputs; i++) {
        put32(to, g->inputs[i].name);
        put32(to, g->inputs[i].document);
        put32(to, g->inputs[i].kinds);
        put32(to, g->inputs[i].source);
    }
    for (pas_node node = 1; node < g->n_nodes; node++)
        put_node(g, node, to);
}

/* ------------------------------------------------------------------- reading */

struct reader {
    pas_graph *g;
    const unsigned char *p, *end;
    const char *why; /* the first reason, then everything is refused */
    uint32_t *strings;
    uint32_t n_strings, n_sources, n_inputs, n_nodes;
    /* What the graph had before: numbers are shifted by these. */
    uint32_t source_base, input_base, node_base;
    bool join; /* the one source is there: it is the source_base-th */
};

static bool refuse(struct reader *r, const char *why)
{
    if (!r->why)
        r->why = why;
    r->p = r->end;
    return false;
}

static bool has(struct reader *r, uint64_t n)
{
    return (uint64_t)(r->end - r->p) >= n || refuse(r, "cut short");
}

static uint32_t get16(struct reader *r)
{
    if (!has(r, 2))
        return 0;
    uint32_t v = (uint32_t)(r->p[0] | r->p[1] << 8);
    r->p += 2;
    return v;
}

static uint32_t get32(struct reader *r)
{
    if (!has(r, 4))
        return 0;
    uint32_t v =
        (uint32_t)r->p[0] | (uint32_t)r->p[1] << 8 | (uint32_t)r->p[2] << 16 | (uint32_t)r->p[3] << 24;
    r->p += 4;
    return v;
}

static uint64_t get64(struct reader *r)
{
    uint64_t low = get32(r);
    return low | (uint64_t)get32(r) << 32;
}

/* A string's number in this graph; 0 stays 0. */
static uint32_t get_string(struct reader *r)
{
    uint32_t id = get32(r);
    if (id <= r->n_strings)
        return id ? r->strings[id - 1] : 0;
    refuse(r, "a string number out of range");
    return 0;
}

static bool read_head(struct reader *r)
{
    if (get32(r) != MAGIC)
        return refuse(r, "not a graph");
    if (get16(r) != VERSION || get16(r) != 0)
        return refuse(r, "another version of the form");
    if (get32(r) != pas_schema_hash())
        return refuse(r, "another schema");
    r->n_strings = get32(r);
    r->n_sources = get32(r);
    r->n_inputs = get32(r);
    r->n_nodes = get32(r);
    /* Each of these takes at least so many bytes: larger counts are lies, refused before any allocation. */
    uint64_t least = 4ull * r->n_strings + 16ull * r->n_sources + 16ull * r->n_inputs + 12ull * r->n_nodes;
    if (r->why || !has(r, least))
        return false;
    if (r->join && r->n_sources != 1)
        return refuse(r, "not one source");
    if (r->source_base + (uint64_t)r->n_sources > PAS__MOST_SOURCES ||
        r->input_base + (uint64_t)r->n_inputs > PAS__MOST_INPUTS)
        return refuse(r, "too many sources or inputs");
    if (r->node_base + (uint64_t)r->n_nodes >= UINT32_MAX)
        return refuse(r, "too many nodes");
    return true;
}

static bool read_strings(struct reader *r)
{
    r->strings = pas_xcalloc(r->n_strings, sizeof *r->strings);
    for (uint32_t i = 0; i < r->n_strings; i++) {
        uint32_t len = get32(r);
        if (r->why || !has(r, len))
            return false;
        pas_str s = {(const char *)r->p, len};
        if (pas_utf8_valid(s.ptr, s.len) != s.len || pas_str_find(s, '\0') >= 0)
            return refuse(r, "a string is not UTF-8");
        r->strings[i] = pas_pool_add(r->g->pool, s);
        r->p += len;
    }
    return true;
}

static bool read_sources(struct reader *r)
{
    for (uint32_t i = 0; i < r->n_sources && !r->why; i++) {
        pas_graph *g = r->g;
        struct pas__source s;
        s.step = get_string(r);
        s.plugin = get_string(r);
        s.system = get_string(r);
        s.roles = get32(r);
        if (r->join)
            continue;
        pas_grow(&g->sources, &g->cap_sources, g->n_sources + 1, sizeof *g->sources);
        g->sources[g->n_sources++] = s;
    }
    return !r->why;
}

static bool read_inputs(struct reader *r)
{
    for (uint32_t i = 0; i < r->n_inputs && !r->why; i++) {
        pas_graph *g = r->g;
        struct pas__input in;
        in.name = get_string(r);
        in.document = get_string(r);
        in.kinds = get_string(r);
        in.source = get32(r);
        if (in.source >= r->n_sources)
            return refuse(r, "an input of no source");
        in.source += r->source_base;
        pas_grow(&g->inputs, &g->cap_inputs, g->n_inputs + 1, sizeof *g->inputs);
        g->inputs[g->n_inputs++] = in;
    }
    return !r->why;
}

/* `node` and `place` are those of the value that is read. */
static bool read_link(struct reader *r, struct pas__value *v, pas_node node, uint32_t place)
{
    struct pas__link link = {.ident = (uint16_t)get16(r), .source = r->g->nodes[node].source};
    if (get16(r) != 0)
        return refuse(r, "a byte that should be zero");
    link.key = get_string(r);
    uint32_t to = get32(r);
    v->lines_below = pas__keep_line(r->g, node, place, get32(r));
    if (to > r->n_nodes)
        return refuse(r, "a link to a node out of range");
    if (!link.key != !link.ident || (!link.key && !to))
        return refuse(r, "a link to nothing");
    const pas_field_info *ident = pas_schema_field(link.ident);
    if (link.ident && (!ident || (ident->type != PAS_T_TEXT && ident->type != PAS_T_INT) ||
                       !pas_schema_links_to(v->field, ident->kind)))
        return refuse(r, "a link by a field that is no identifier for it");
    if (link.key && pas_pool_get(r->g->pool, link.key).len == 0)
        return refuse(r, "a link by an empty key");
    link.node = to ? to + r->node_base : 0;
    v->data = pas__add_link(r->g, link);
    return r->g->links[v->data].node == link.node || refuse(r, "two answers to one link");
}

static bool read_stamp(struct reader *r, uint64_t packed)
{
    pas_stamp t = pas__stamp_unpack(packed);
    if (pas__stamp_pack(t) != packed || !pas_date_valid(t.date) || t.hour > 23 || t.minute > 59 ||
        t.second > 59)
        return refuse(r, "a time stamp that does not exist");
    return true;
}

static bool read_data(struct reader *r, uint8_t type, uint32_t *ret)
{
    uint64_t wide;
    switch (type) {
    case PAS_T_TEXT:
        *ret = get_string(r);
        return pas_pool_get(r->g->pool, *ret).len > 0 || refuse(r, "a given text without text");
    case PAS_T_DATE:
        *ret = get32(r);
        pas_date d = pas_date_unpack(*ret);
        return (pas_date_pack(d) == *ret && pas_date_valid(d)) || refuse(r, "a date that does not exist");
    case PAS_T_STAMP:
    case PAS_T_WEEKS:
        wide = get64(r);
        if (type == PAS_T_STAMP && !read_stamp(r, wide))
            return false;
        *ret = pas__add_wide(r->g, wide);
        return true;
    default:
        *ret = get32(r);
        return pas__int_fits(type, (int32_t)*ret) || refuse(r, "a number out of range");
    }
}

/* `seen` tells which single fields were met, by their place in the kind. */
static bool read_value(struct reader *r, pas_node node, uint32_t place, uint64_t seen[2])
{
    pas_graph *g = r->g;
    uint32_t kind = g->nodes[node].kind;
    struct pas__value v = {.field = (uint16_t)get16(r)};
    uint32_t state = get16(r);
    const pas_field_info *f = pas_schema_field(v.field);
    if (!f || f->kind != kind)
        return refuse(r, "a field of another kind");
    if (state != PAS_EMPTY && state != PAS_GIVEN)
        return refuse(r, "a value that is neither given nor empty");
    uint32_t rank = v.field - pas_schema_kind(kind)->first_field;
    uint64_t bit = (uint64_t)1 << (rank % 64);
    if ((seen[rank / 64] & bit) && !(f->flags & PAS_FF_MANY))
        return refuse(r, "two values of a single field");
    seen[rank / 64] |= bit;
    v.state = (uint8_t)state;
    bool is_link = f->type == PAS_T_REF;
    if (v.state == PAS_GIVEN && !(is_link ? read_link(r, &v, node, place) : read_data(r, f->type, &v.data)))
        return false;
    if (g->n_values >= UINT32_MAX)
        return refuse(r, "too many values");
    pas_grow(&g->values, &g->cap_values, g->n_values + 1, sizeof *g->values);
    g->values[g->n_values++] = v;
    return !r->why;
}

static bool read_node(struct reader *r)
{
    uint32_t kind = get16(r), source = get16(r), input = get16(r), n_values = get16(r), line = get32(r);
    uint64_t seen[2] = {0};
    if (kind >= PAS_K_COUNT)
        return refuse(r, "a kind out of range");
    if (kind == 0 && (source || input || n_values || line))
        return refuse(r, "a dropped node with something in it");
    bool is_match = kind == PAS_K_match && source == 0 && input == 0;
    if (kind != 0 && !is_match && (source >= r->n_sources || input > r->n_inputs))
        return refuse(r, "a node of no source or input");
    if (input && r->g->inputs[r->input_base + input - 1].source != source + r->source_base)
        return refuse(r, "a node of another source than its input");
    if (kind != 0 && !is_match)
        source += r->source_base;
    pas_node node = pas__add_node(r->g, kind, source, input ? input + r->input_base : 0, line);
    for (uint32_t i = 0; i < n_values; i++)
        if (!read_value(r, node, i, seen))
            return false;
    r->g->nodes[node].n_values = (uint16_t)n_values;
    return !r->why;
}

/* Links may point forward, so their targets are checked once all nodes are there. */
static bool check_links(struct reader *r)
{
    const pas_graph *g = r->g;
    for (size_t node = r->node_base + 1; node < g->n_nodes; node++) {
        const struct pas__node *n = &g->nodes[node];
        for (uint32_t i = n->first_value; i < n->first_value + n->n_values; i++) {
            const struct pas__value *v = &g->values[i];
            if (v->state != PAS_GIVEN || pas_schema_field(v->field)->type != PAS_T_REF)
                continue;
            const struct pas__link *link = &g->links[v->data];
            if (link->node && !pas_schema_links_to(v->field, pas_node_kind(g, link->node)))
                return refuse(r, "a link to a node of the wrong kind");
        }
    }
    return true;
}

static bool decode(pas_graph *g, uint32_t source, bool join, const void *bytes, size_t size,
                   const char **reterr_why)
{
    struct reader r = {.g = g,
                       .p = bytes,
                       .end = (const unsigned char *)bytes + size,
                       .source_base = source,
                       .input_base = (uint32_t)g->n_inputs,
                       .node_base = pas_graph_nodes(g),
                       .join = join};
    bool ok = !g->depth || refuse(&r, "the graph is still being built");
    ok = ok && read_head(&r) && read_strings(&r) && read_sources(&r) && read_inputs(&r);
    for (uint32_t i = 0; ok && i < r.n_nodes; i++)
        ok = read_node(&r);
    if (ok && r.p != r.end)
        ok = refuse(&r, "bytes after the end");
    ok = ok && check_links(&r);
    free(r.strings);
    if (!ok && reterr_why)
        *reterr_why = r.why;
    return ok;
}

bool pas_graph_decode(pas_graph *g, const void *bytes, size_t size, const char **reterr_why)
{
    return decode(g, (uint32_t)g->n_sources, false, bytes, size, reterr_why);
}

bool pas_graph_join(pas_graph *g, uint32_t source, const void *bytes, size_t size, const char **reterr_why)
{
    if (source < g->n_sources)
        return decode(g, source, true, bytes, size, reterr_why);
    if (reterr_why)
        *reterr_why = "no such source";
    return false;
}
