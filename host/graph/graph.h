/*
 * The store: nodes, their fields and links, and where each came from. Filled by a worker while it
 * reads (build.h), joined in the host, looked at through view.h.
 *
 * Compact: a node is 20 bytes, a value 8; texts are interned; no pointer inside. Handles are 32-bit
 * numbers, 0 is none. Nothing is freed singly.
 */
#ifndef PAS_GRAPH_GRAPH_H
#define PAS_GRAPH_GRAPH_H

#include "base/finding.h"
#include "graph/schema.h"

typedef struct pas_graph pas_graph;
pas_graph *pas_graph_new(void);
void pas_graph_free(pas_graph *g);

/* ----- sources and inputs: a source is one read step, an input one file (or zip entry) of it */
typedef struct pas_graph_source {
    pas_str step, plugin, system;
    uint32_t roles;
} pas_graph_source;
typedef struct pas_graph_input {
    pas_str name;     /* for messages: "ExportXML_Structures.zip!Structures.xml" */
    pas_str document; /* "structures" */
    pas_str kinds;    /* kinds it defines whole: "division;group" */
    uint32_t source;
} pas_graph_input;
uint32_t pas_graph_add_source(pas_graph *g, const pas_graph_source *s); /* numbers from 0 */
uint32_t pas_graph_add_input(pas_graph *g, const pas_graph_input *in);  /* numbers from 1 */
uint32_t pas_graph_sources(const pas_graph *g);
uint32_t pas_graph_inputs(const pas_graph *g);
pas_graph_source pas_graph_source_at(const pas_graph *g, uint32_t source);
pas_graph_input pas_graph_input_at(const pas_graph *g, uint32_t input);
/* True if an input of the source defines this kind whole. */
bool pas_graph_defines(const pas_graph *g, uint32_t source, uint32_t kind);

/* ----- building. Nodes may nest; values are set on any node that is still open. */
pas_node pas_graph_begin(pas_graph *g, uint32_t kind, uint32_t source, uint32_t input, uint32_t line);
void pas_graph_end(pas_graph *g, pas_node node);
void pas_graph_drop(pas_graph *g, pas_node node); /* an open node and what was opened after it vanish */
bool pas_graph_is_open(const pas_graph *g, pas_node node);
pas_node pas_graph_around(const pas_graph *g, pas_node node,
                          uint32_t kind); /* the open one around it, or 0 */
/* Each sets (or adds to, for a MANY field) one value. A second value for a single field is not kept:
 * false. `pas_graph_set_empty` records "given but empty". */
bool pas_graph_set_text(pas_graph *g, pas_node node, uint32_t field, pas_str s);
bool pas_graph_set_int(pas_graph *g, pas_node node, uint32_t field,
                       int64_t v); /* INT DEC BOOL TIME; false if out of 32 bits */
bool pas_graph_set_date(pas_graph *g, pas_node node, uint32_t field, pas_date d);
bool pas_graph_set_stamp(pas_graph *g, pas_node node, uint32_t field, pas_stamp t);
bool pas_graph_set_weeks(pas_graph *g, pas_node node, uint32_t field, uint64_t w);
bool pas_graph_set_empty(pas_graph *g, pas_node node, uint32_t field);
/* A link by key: to the node of the kind of `ident` (an identifier field) in the same source. */
bool pas_graph_link_key(pas_graph *g, pas_node node, uint32_t field, uint32_t ident, pas_str key,
                        uint32_t line);
bool pas_graph_link_node(pas_graph *g, pas_node node, uint32_t field, pas_node to, uint32_t line);

/* Resolves the links of one source, once it is read whole. Each that finds nothing is told to
 * `dangling` (may be NULL) with the line of the link. Then links of all kinds answer. */
typedef void (*pas_dangling)(void *data, const pas_graph *g, pas_node node, uint32_t field, uint32_t ident,
                             pas_str key, uint32_t line);
void pas_graph_resolve(pas_graph *g, uint32_t source, pas_dangling dangling, void *data);

/* ----- reading */
uint32_t pas_graph_nodes(const pas_graph *g);              /* highest handle; handles are 1 … n */
uint32_t pas_node_kind(const pas_graph *g, pas_node node); /* 0 for a dropped node or a bad handle */
uint32_t pas_node_source(const pas_graph *g, pas_node node);
uint32_t pas_node_input(const pas_graph *g, pas_node node);
uint32_t pas_node_line(const pas_graph *g, pas_node node);
pas_node pas_graph_first(const pas_graph *g, uint32_t kind, uint32_t source);
pas_node pas_graph_next(const pas_graph *g, pas_node node); /* same kind and source, 0 at the end */
uint32_t pas_graph_count_kind(const pas_graph *g, uint32_t kind, uint32_t source);
uint32_t pas_graph_presence(const pas_graph *g, pas_node node, uint32_t field); /* PAS_ABSENT … */
uint32_t pas_graph_values(const pas_graph *g, pas_node node, uint32_t field);
pas_str pas_graph_text(const pas_graph *g, pas_node node, uint32_t field, uint32_t i);
int64_t pas_graph_int(const pas_graph *g, pas_node node, uint32_t field, uint32_t i, int64_t otherwise);
pas_date pas_graph_date(const pas_graph *g, pas_node node, uint32_t field, uint32_t i);
pas_stamp pas_graph_stamp(const pas_graph *g, pas_node node, uint32_t field);
uint64_t pas_graph_weeks(const pas_graph *g, pas_node node, uint32_t field);
pas_node pas_graph_link(const pas_graph *g, pas_node node, uint32_t field, uint32_t i);
/* The identifier field by which a link was made; 0: none, or by node. */
uint32_t pas_graph_link_ident(const pas_graph *g, pas_node node, uint32_t field, uint32_t i);
/* The field of its i-th value, from 0, and whether it is given or empty; 0 beyond the last. */
uint32_t pas_graph_field_at(const pas_graph *g, pas_node node, uint32_t i, uint32_t *ret_presence);
pas_str pas_graph_link_text(const pas_graph *g, pas_node node, uint32_t field, uint32_t i); /* its key */
/* What names the node in messages: the identifiers a person would look for ("1500001", "6A"), or "". */
pas_str pas_graph_label(pas_graph *g, pas_node node);
/* Where it was read, ready for a finding. */
pas_origin pas_graph_origin(pas_graph *g, pas_node node);
size_t pas_graph_memory(const pas_graph *g);

/* ----- indexes, made when first asked for (the graph must not change any more, but for matches) */
pas_node pas_graph_find(pas_graph *g, uint32_t source, uint32_t ident, pas_str key, uint32_t *cursor);
pas_node pas_graph_incoming(pas_graph *g, pas_node node, uint32_t field, uint32_t *cursor);
/* Nodes declared the same by a `match` node; `how` may be NULL. */
void pas_graph_add_match(pas_graph *g, pas_node one, pas_node other, pas_str how, int score);
pas_node pas_graph_match(pas_graph *g, pas_node node, uint32_t source, pas_str *how);

/* ----- one serialised form: wire, snapshot, fixtures (wire.c); and golden text (readable.c) */
void pas_graph_encode(const pas_graph *g, pas_buf *to);
/* Adds a serialised graph to g, as hostile input: bounds, types, order and UTF-8 are checked. False,
 * with a short English reason, leaves g in an unspecified but freeable state. */
bool pas_graph_decode(pas_graph *g, const void *bytes, size_t size, const char **reterr_why);
/* ----- the store as it lies in memory (image.c), to be shared with those who only look. Nothing is open. */
size_t pas_graph_image_size(const pas_graph *g);
void pas_graph_image(const pas_graph *g, void *to); /* aligned for any type */
/* A graph over a block that pas_graph_image made and that stays: nothing may be added to it. */
pas_graph *pas_graph_over(const void *image);

/* The same, of a graph of one source, which joins a source that g has. */
bool pas_graph_join(pas_graph *g, uint32_t source, const void *bytes, size_t size, const char **reterr_why);

/* One fact per line, sorted, independent of the order of reading. */
void pas_graph_readable(pas_graph *g, pas_buf *to);

#endif
