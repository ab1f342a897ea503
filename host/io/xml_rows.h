/*
 * A compiled table, between the compiler (xml_table.c) and the runner (xml_table_run.c): each row with its
 * place in the tree and its names resolved against the schema.
 */
#ifndef PAS_IO_XML_ROWS_H
#define PAS_IO_XML_ROWS_H

#include "io/xml_table.h"

#define PAS_NO_ROW UINT32_MAX
#define PAS_KEPT_SLOTS 16

struct pas_place {
    pas_row row;
    pas_str name;     /* without '@' */
    uint32_t parent;  /* the element it stands in; PAS_NO_ROW for the root */
    uint32_t end;     /* one past the last row below it */
    uint32_t record;  /* the record that its value belongs to (for a record: the enclosing one) */
    uint32_t goal;    /* first row of its record with the same target; else itself */
    uint32_t target;  /* kind of a record, field of a value; 0: none */
    uint32_t ident;   /* of a link by key */
    uint32_t scope;   /* SCOPE and FROM: number of the kept value */
    uint32_t up;      /* UP: the enclosing record meant */
    uint32_t name_id; /* in the table's names; PAS_NO_ROW if nothing is read under this name */
    uint32_t hash_at; /* its children in the run's table of names, hash_mask + 1 entries */
    uint32_t hash_mask;
    uint32_t needs, n_needs; /* rows checked when this element ends, in the table's `needs` */
    uint32_t autos, n_autos; /* CONST, UP and FROM rows of a record, in the table's `autos` */
    uint8_t lex;             /* the row's, or for FROM the one that fits */
    bool is_attr;
    bool wants_text;
    bool many;   /* its value may come several times for one record */
    bool resets; /* an element that starts anew what is known of its direct children */
    bool has_children;
};

struct pas_table {
    struct pas_place *places;
    uint32_t n;
    const char **names;
    size_t cap_names;
    uint32_t n_names;
    uint32_t *needs, *autos;
    size_t cap_needs, cap_autos;
    uint32_t n_needs, n_autos;
    uint32_t n_scopes;
    uint32_t hash_size;
};

#endif
