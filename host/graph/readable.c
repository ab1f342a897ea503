/*
 * The graph as golden text: one fact per line, sorted, the same whatever the order of reading.
 *
 *   student[base:1500001] family-name = "DUPONT"
 *   student[base:1500001] mef = mef[base:10310019110]
 *   membership[base:1500001 > base:6A] start = 2026-09-01
 *
 * A node's key is its source's step and its first identifier in the schema's order; that of a link is
 * the keys of its two ends. Nodes that share a key are told apart by #2, #3…, in the order of what is
 * said of them. `kind?[key]` is a link that finds nothing; `field.2` the second value of a field.
 */
#include "graph/store.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST 3 /* a link of links of links: beyond, a cycle */

/* What is being sorted and told. */
struct teller {
    const pas_graph *g;
    pas_arena *arena;
    uint32_t *numbers; /* by node: 2, 3… among those of one key, 0 or 1 for the first */
};

struct item {
    pas_node node;
    pas_str key, facts;
};

static void put_quoted(pas_buf *to, pas_str s)
{
    pas_buf_byte(to, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            pas_buf_printf(to, "\\%c", c);
        else if (c == '\n')
            pas_buf_puts(to, "\\n");
        else if (c < 0x20 || c == 0x7F)
            pas_buf_printf(to, "\\x%02x", c);
        else
            pas_buf_byte(to, (char)c);
    }
    pas_buf_byte(to, '"');
}

static void put_date(pas_buf *to, pas_date d)
{
    pas_buf_printf(to, "%04d-%02u-%02u", d.year, d.month, d.day);
}

static void put_weeks(pas_buf *to, uint64_t weeks)
{
    const char *comma = "";
    if (!weeks)
        pas_buf_puts(to, "none");
    for (int first = 0; first < 64; first++) {
        if (!(weeks >> first & 1))
            continue;
        int last = first;
        while (last < 63 && (weeks >> (last + 1) & 1))
            last++;
        pas_buf_printf(to, last > first ? "%s%d-%d" : "%s%d", comma, first, last);
        comma = ",";
        first = last;
    }
}

static void put_decimal(pas_buf *to, int32_t thousandths)
{
    int64_t v = thousandths;
    pas_buf_printf(to, "%s%d", v < 0 ? "-" : "", (int)((v < 0 ? -v : v) / 1000));
    int rest = (int)((v < 0 ? -v : v) % 1000);
    if (rest)
        pas_buf_printf(to, ".%03d", rest);
    while (rest && to->ptr[to->len - 1] == '0')
        to->ptr[--to->len] = '\0';
}

/* A value that is not a link. */
static void put_plain(const pas_graph *g, const struct pas__value *v, pas_buf *to)
{
    int32_t number = (int32_t)v->data;
    pas_stamp t;
    switch (pas_schema_field(v->field)->type) {
    case PAS_T_TEXT:
        put_quoted(to, pas_pool_get(g->pool, v->data));
        return;
    case PAS_T_DEC:
        put_decimal(to, number);
        return;
    case PAS_T_BOOL:
        pas_buf_puts(to, number ? "yes" : "no");
        return;
    case PAS_T_DATE:
        put_date(to, pas_date_unpack(v->data));
        return;
    case PAS_T_STAMP:
        t = pas__stamp_unpack(g->wide[v->data]);
        put_date(to, t.date);
        pas_buf_printf(to, "T%02u:%02u:%02u", t.hour, t.minute, t.second);
        return;
    case PAS_T_TIME:
        pas_buf_printf(to, "%02d:%02d", number / 60, number % 60);
        return;
    case PAS_T_WEEKS:
        put_weeks(to, g->wide[v->data]);
        return;
    default:
        pas_buf_printf(to, "%d", number);
    }
}

/* ---------------------------------------------------------------------- keys */

static void put_key(const struct teller *t, pas_node node, int depth, pas_buf *to);

static void put_step(const struct teller *t, pas_node node, pas_buf *to)
{
    pas_buf_str(to, pas_graph_source_at(t->g, pas_node_source(t->g, node)).step);
}

static void put_end(const struct teller *t, pas_node node, uint32_t field, int depth, pas_buf *to)
{
    const struct pas__value *v = pas__value(t->g, node, field, 0);
    if (!v) {
        pas_buf_byte(to, '-');
        return;
    }
    if (pas_schema_field(field)->type != PAS_T_REF) {
        put_plain(t->g, v, to);
        return;
    }
    pas_node end = pas_graph_link(t->g, node, field, 0);
    if (end) {
        put_key(t, end, depth + 1, to);
        return;
    }
    put_step(t, node, to);
    pas_buf_puts(to, ":?");
    pas_buf_str(to, pas_graph_link_text(t->g, node, field, 0));
}

static void put_key(const struct teller *t, pas_node node, int depth, pas_buf *to)
{
    const pas_kind_info *k = pas_schema_kind(pas_node_kind(t->g, node));
    if (depth > DEEPEST) {
        pas_buf_puts(to, "…");
        return;
    }
    if (k->flags & PAS_KF_LINK) {
        put_end(t, node, k->first_field, depth, to);
        pas_buf_puts(to, " > ");
        put_end(t, node, k->first_field + 1u, depth, to);
        return;
    }
    put_step(t, node, to);
    for (uint32_t field = k->first_field; field < (uint32_t)k->first_field + k->n_fields; field++) {
        const pas_field_info *f = pas_schema_field(field);
        const struct pas__value *v = f->flags & PAS_FF_ID ? pas__value(t->g, node, field, 0) : NULL;
        if (!v)
            continue;
        pas_buf_byte(to, ':');
        if (f->type == PAS_T_TEXT)
            pas_buf_str(to, pas_pool_get(t->g->pool, v->data));
        else
            put_plain(t->g, v, to);
        return;
    }
}

static void put_reference(const struct teller *t, pas_node node, pas_buf *to)
{
    pas_buf_printf(to, "%s[", pas_schema_kind(pas_node_kind(t->g, node))->name);
    put_key(t, node, 0, to);
    pas_buf_byte(to, ']');
    if (t->numbers[node] > 1)
        pas_buf_printf(to, "#%u", t->numbers[node]);
}

/* --------------------------------------------------------------------- facts */

static void put_value(const struct teller *t, pas_node node, const struct pas__value *v, pas_buf *to)
{
    if (v->state == PAS_EMPTY) {
        pas_buf_puts(to, "empty");
        return;
    }
    if (pas_schema_field(v->field)->type != PAS_T_REF) {
        put_plain(t->g, v, to);
        return;
    }
    const struct pas__link *link = &t->g->links[v->data];
    if (pas__node_at(t->g, link->node)) {
        put_reference(t, link->node, to);
        return;
    }
    const pas_field_info *ident = pas_schema_field(link->ident);
    pas_buf_printf(to, "%s?[", ident ? pas_schema_kind(ident->kind)->name : "");
    put_step(t, node, to);
    pas_buf_byte(to, ':');
    pas_buf_str(to, pas_pool_get(t->g->pool, link->key));
    pas_buf_byte(to, ']');
}

/* The facts of a node in the schema's order, each line opened by `opening`. */
static void put_facts(const struct teller *t, pas_node node, pas_str opening, pas_buf *to)
{
    const pas_kind_info *k = pas_schema_kind(pas_node_kind(t->g, node));
    uint32_t n, told = 0;
    const struct pas__value *values = pas__values(t->g, node, &n);
    for (uint32_t field = k->first_field; told < n && field < (uint32_t)k->first_field + k->n_fields;
         field++) {
        const pas_field_info *f = pas_schema_field(field);
        unsigned rank = 0;
        for (uint32_t i = 0; i < n; i++) {
            if (values[i].field != field)
                continue;
            told++;
            pas_buf_str(to, opening);
            pas_buf_printf(to, " %s", f->name);
            if (f->flags & PAS_FF_MANY)
                pas_buf_printf(to, ".%u", ++rank);
            pas_buf_puts(to, " = ");
            put_value(t, node, &values[i], to);
            pas_buf_byte(to, '\n');
        }
    }
    if (n == 0) {
        pas_buf_str(to, opening);
        pas_buf_byte(to, '\n');
    }
}

static int by_key_and_facts(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = pas_str_cmp(x->key, y->key);
    return order ? order : pas_str_cmp(x->facts, y->facts);
}

static pas_str kept(struct teller *t, pas_buf *buf)
{
    pas_str s = {pas_arena_cstr(t->arena, buf->ptr, buf->len), buf->len};
    pas_buf_clear(buf);
    return s;
}

static size_t gather(struct teller *t, struct item *items)
{
    pas_buf buf = {0};
    size_t n = 0;
    for (pas_node node = 1; node <= pas_graph_nodes(t->g); node++) {
        if (!pas_node_kind(t->g, node))
            continue;
        struct item *item = &items[n++];
        item->node = node;
        put_reference(t, node, &buf);
        item->key = kept(t, &buf);
        put_facts(t, node, PAS_NONE, &buf);
        item->facts = kept(t, &buf);
    }
    pas_buf_free(&buf);
    return n;
}

void pas_graph_readable(pas_graph *g, pas_buf *to)
{
    struct teller t = {g, pas_arena_new(), pas_xcalloc(g->n_nodes, sizeof(uint32_t))};
    struct item *items = pas_xcalloc(g->n_nodes, sizeof *items);
    size_t n = gather(&t, items);
    qsort(items, n, sizeof *items, by_key_and_facts);
    for (size_t i = 1; i < n; i++) {
        if (!pas_str_eq(items[i].key, items[i - 1].key))
            continue;
        uint32_t before = t.numbers[items[i - 1].node];
        t.numbers[items[i].node] = before ? before + 1 : 2;
    }
    pas_buf opening = {0};
    for (size_t i = 0; i < n; i++) {
        put_reference(&t, items[i].node, &opening);
        put_facts(&t, items[i].node, (pas_str){opening.ptr, opening.len}, to);
        pas_buf_clear(&opening);
    }
    pas_buf_free(&opening);
    free(items);
    free(t.numbers);
    pas_arena_free(t.arena);
}
