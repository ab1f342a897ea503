/* Fuzzes the wire form of the graph: decoding twice into one graph, then all that the host does with it. */
#include "graph/graph.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at_values(pas_graph *g, pas_node node)
{
    const pas_kind_info *k = pas_schema_kind(pas_node_kind(g, node));
    for (uint32_t i = 0; k && i < k->n_fields; i++) {
        uint32_t field = k->first_field + i;
        uint32_t cursor = 0, n = pas_graph_values(g, node, field);
        for (uint32_t v = 0; v < n && v < 4; v++) {
            pas_str s = pas_graph_text(g, node, field, v);
            pas_graph_int(g, node, field, v, 0);
            pas_graph_date(g, node, field, v);
            pas_graph_link(g, node, field, v);
            pas_graph_link_text(g, node, field, v);
            pas_graph_find(g, pas_node_source(g, node), field, s, &cursor);
        }
        pas_graph_stamp(g, node, field);
        pas_graph_weeks(g, node, field);
        cursor = 0;
        for (int steps = 0; steps < 4 && pas_graph_incoming(g, node, field, &cursor); steps++)
            continue;
    }
}

static void look_at_all(pas_graph *g)
{
    pas_buf text = {0};
    for (uint32_t source = 0; source < pas_graph_sources(g) && source < 8; source++) {
        for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++) {
            pas_graph_defines(g, source, kind);
            for (pas_node node = pas_graph_first(g, kind, source); node; node = pas_graph_next(g, node)) {
                look_at_values(g, node);
                pas_graph_origin(g, node);
                pas_graph_match(g, node, source, NULL);
            }
        }
        pas_graph_resolve(g, source, NULL, NULL);
    }
    pas_graph_readable(g, &text);
    pas_buf_free(&text);
}

/* What was taken must come back byte for byte after a second trip. */
static void check_round_trip(const pas_graph *g)
{
    pas_buf first = {0}, second = {0};
    pas_graph *again = pas_graph_new();
    pas_graph_encode(g, &first);
    if (!pas_graph_decode(again, first.ptr, first.len, NULL))
        abort();
    pas_graph_encode(again, &second);
    if (first.len != second.len || memcmp(first.ptr, second.ptr, first.len) != 0)
        abort();
    pas_graph_free(again);
    pas_buf_free(&first);
    pas_buf_free(&second);
}

/* The schema's number stands at byte 8: it is put right, so that seeds outlive a change of the schema. */
static uint8_t *with_our_schema(const uint8_t *data, size_t size)
{
    uint8_t *copy = pas_xmalloc(size);
    uint32_t hash = pas_schema_hash();
    if (size)
        memcpy(copy, data, size);
    for (size_t i = 0; i < 4 && 8 + i < size; i++)
        copy[8 + i] = (uint8_t)(hash >> (8 * i));
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *why = NULL;
    uint8_t *copy = with_our_schema(data, size);
    pas_graph *g = pas_graph_new();
    if (pas_graph_decode(g, copy, size, &why)) {
        check_round_trip(g);
        look_at_all(g);
        if (pas_graph_decode(g, copy, size, &why))
            look_at_all(g);
    } else if (!why) {
        abort();
    }
    pas_graph_free(g);
    free(copy);
    return 0;
}
