/*
 * A document written from its table and the graph: the other direction of xml_table.h, row for row. The rule
 * of which node stands where is the contract's (plugin.h, pas_xmlouts.table). Called by the worker's service.
 */
#ifndef PAS_IO_XML_TABLE_WRITE_H
#define PAS_IO_XML_TABLE_WRITE_H

#include "io/xml_out.h"
#include "io/xml_table.h"

typedef struct pas_table_from {
    pas_io *io;
    pas_graph *graph;
    uint32_t source;
    pas_str document; /* its id: if the source was read from it, only what was */
    const bool *held; /* by field: a PAS_ROW_KEEP row holds it, so it is not lost; or NULL */
    /* The value of a PAS_ROW_KEEP row of the record being written; absent: not written. NULL: there is none.
     */
    pas_str (*fill)(void *data, pas_node node, uint32_t slot);
    void (*at)(void *data, pas_node node); /* told whose record is being written; 0: nobody's */
    void *data;
} pas_table_from;

/* Writes the whole document, but for opening and closing the writer. What the nodes have and no row can hold
 * is said once a field (`champ-sans-place`), nodes that stand nowhere once a kind
 * (`enregistrement-sans-place`). PAS_OK, or the writer's status. */
pas_status pas_table_write(const pas_table *t, pas_xml_writer *w, const pas_table_from *from);

#endif
