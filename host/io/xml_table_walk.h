/*
 * A walk over the rows of a table beside the nodes they stand for, between xml_table_nodes.c (which node
 * stands where) and xml_table_write.c (what is written of it).
 */
#ifndef PAS_IO_XML_TABLE_WALK_H
#define PAS_IO_XML_TABLE_WALK_H

#include "io/xml_rows.h"
#include "io/xml_table_write.h"

/* What is known of a row before anything is written. */
struct pas_walk_plan {
    uint32_t rank;  /* of a value among the rows of its field: which value it takes */
    bool last;      /* the last of these rows */
    bool constants; /* of a record: it has PAS_ROW_CONST rows */
    bool alone;     /* no other record's row is of its kind */
    uint32_t key;   /* of a record: the row without which a node is not one; PAS_NO_ROW: any is */
    uint32_t
        rival;   /* of a record without constants: one of its kind beside it that has some; or PAS_NO_ROW */
    uint32_t up; /* of a record: its UP row; or PAS_NO_ROW */
    uint32_t by; /* of an element that repeats: the FROM row below by whose values it does; or PAS_NO_ROW */
};

/* How many values a field has in the node of its kind that was last looked at. */
struct pas_walk_count {
    uint16_t all, given;
};

typedef struct pas_walk {
    const pas_table *t;
    pas_xml_writer *w;
    const pas_table_from *from;
    pas_graph *g;
    struct pas_walk_plan *plans;
    bool own;          /* the source was read from this document */
    bool *own_inputs;  /* by input: it is this document */
    pas_node *current; /* by record row: the node being written */
    pas_node *starts;  /* by record row: where the run of the element around begins; 0: no run */
    pas_buf *scopes;   /* by scope: its value in the element that is open */
    bool *scope_set;
    bool *written;                 /* by node */
    bool *placed;                  /* by field: a row, or the plugin's fill, holds it */
    uint32_t *lost;                /* by field: values without a place */
    pas_node *looked;              /* by kind: the node whose values are counted */
    struct pas_walk_count *counts; /* by field */
    char text[4][32];              /* numbers as texts, in turn */
    uint32_t turn;
} pas_walk;

/* The nodes of a record's row, at this point of the walk. */
struct pas_walk_nodes {
    uint32_t row, cursor;
    pas_node at;
    bool constants;
};
void pas_walk_plan_nodes(pas_walk *x, uint32_t row);
struct pas_walk_nodes pas_walk_nodes_of(const pas_walk *x, uint32_t row);
pas_node pas_walk_next(pas_walk *x, struct pas_walk_nodes *n);
/* The first; of a record that stands once and whose constants no node has, the first of its kind. */
pas_node pas_walk_first(pas_walk *x, uint32_t row, struct pas_walk_nodes *ret);
/* The node's value of a row, as text: of a link, the identifier that the row asks for. Absent if there is
 * none. The text of a number is overwritten four calls later. */
pas_str pas_walk_text(pas_walk *x, const struct pas_place *p, pas_node node, uint32_t i);

static inline const struct pas_place *pas_walk_place(const pas_walk *x, uint32_t row)
{
    return &x->t->places[row];
}

#endif
