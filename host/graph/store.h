/* Inside of the store, for the files of this folder only. */
#ifndef PAS_GRAPH_STORE_H
#define PAS_GRAPH_STORE_H

#include "base/pool.h"
#include "graph/graph.h"

#define PAS__MOST_SOURCES 0xFFF0u
#define PAS__MOST_INPUTS 0xFFF0u
#define PAS__MOST_VALUES 0xFFFFu /* of one node */

/* What `data` is depends on the field's type: TEXT a string, INT DEC BOOL TIME the number, DATE packed,
 * STAMP and WEEKS an index in `wide`, REF an index in `links`. */
struct pas__value {
    uint16_t field;
    uint8_t state;       /* PAS_EMPTY or PAS_GIVEN */
    uint8_t lines_below; /* REF: lines from the node's to the link's, PAS__FAR if kept apart */
    uint32_t data;
};

/* What links point to: one for all the links of a source by one key, so that a link costs its value. */
struct pas__link {
    uint32_t key;    /* string, 0: linked by node */
    uint32_t node;   /* 0: not resolved */
    uint16_t ident;  /* field, 0: linked by node */
    uint16_t source; /* of those who link by key */
};
#define PAS__FAR 0xFFu

struct pas__node {
    uint32_t first_value;
    uint32_t line;
    uint32_t next; /* same kind and source; set by pas__chain */
    uint16_t kind; /* 0: dropped */
    uint16_t source;
    uint16_t input;
    uint16_t n_values;
};
_Static_assert(sizeof(struct pas__value) == 8, "a value is 8 bytes");
_Static_assert(sizeof(struct pas__node) == 20, "a node is 20 bytes");

struct pas__source {
    uint32_t step, plugin, system, roles;
};

struct pas__input {
    uint32_t name, document, kinds, source;
};

/* An open node: its values wait here, so that nodes may nest and values still end up side by side. */
struct pas__frame {
    pas_node node;
    uint32_t values_mark; /* committed values when it was opened */
    uint64_t seen[2];     /* fields already set, by their place in the kind */
    struct pas__value *values;
    size_t n, cap;
};

typedef struct pas__index pas__index;

struct pas_graph {
    pas_pool *pool;
    pas_arena *labels;
    struct pas__source *sources;
    size_t n_sources, cap_sources;
    struct pas__input *inputs; /* number 1 is inputs[0] */
    size_t n_inputs, cap_inputs;
    struct pas__node *nodes; /* handle 1 is nodes[1]; nodes[0] is unused */
    size_t n_nodes, cap_nodes;
    struct pas__value *values;
    size_t n_values, cap_values;
    struct pas__link *links;
    size_t n_links, cap_links;
    pas_map *link_numbers; /* (source, ident, key) or node -> number + 1 in links; NULL: made when needed */
    pas_map *far_lines;    /* (node, place of the value) -> line of the link */
    uint64_t *wide;
    size_t n_wide, cap_wide;
    struct pas__frame *frames;
    size_t depth, n_frames, cap_frames; /* open; ever used; room */
    pas__index *index;
    bool borrowed; /* the arrays lie in an image: see image.c */
};

/* The node of a live handle, or NULL. */
static inline const struct pas__node *pas__node_at(const pas_graph *g, pas_node node)
{
    return node > 0 && node < g->n_nodes && g->nodes[node].kind ? &g->nodes[node] : NULL;
}
/* The values of a node, also of an open one. */
const struct pas__value *pas__values(const pas_graph *g, pas_node node, uint32_t *ret_n);
/* The i-th given value of a field, or NULL. */
const struct pas__value *pas__value(const pas_graph *g, pas_node node, uint32_t field, uint32_t i);

uint64_t pas__stamp_pack(pas_stamp t);
pas_stamp pas__stamp_unpack(uint64_t packed);
/* True if the number may be a value of this type (INT DEC BOOL TIME). */
bool pas__int_fits(uint8_t type, int64_t v);
/* Appends one node without values, outside of any open one. */
pas_node pas__add_node(pas_graph *g, uint32_t kind, uint32_t source, uint32_t input, uint32_t line);
/* The number of what is linked to: its own, or that of an equal one (whose `node` stays). */
uint32_t pas__add_link(pas_graph *g, struct pas__link link);
/* The line of a link, the place-th value of its node; and its way into a value. */
uint32_t pas__link_line(const pas_graph *g, pas_node node, uint32_t place, const struct pas__value *v);
uint8_t pas__keep_line(pas_graph *g, pas_node node, size_t place, uint32_t line);
uint32_t pas__add_wide(pas_graph *g, uint64_t v);

/* index.c */
pas__index *pas__index_new(void);
void pas__index_free(pas__index *index);
size_t pas__index_size(const pas__index *index);
/* Forgets who points to whom, after links were resolved. */
void pas__index_forget_links(pas_graph *g);
/* The nodes of each kind and source, as bytes; and the same taken from an image. */
const void *pas__chains(const pas_graph *g, size_t *ret_size);
void pas__set_chains(pas_graph *g, const void *chains, size_t size);
/* Nodes of (source, ident's kind) by the value's data; 0 if none. */
pas_node pas__find_data(const pas_graph *g, uint32_t source, uint32_t ident, uint32_t data);
/* What a key is as the data of an identifier field; false if no value can be equal to it. */
bool pas__key_data(const pas_graph *g, uint32_t ident, pas_str key, uint32_t *ret);

#endif
