/*
 * What a document holds and its table does not know: counted per path while the document is read, said
 * once per path at its end (`element-inconnu`). Used by xml_table_run.c.
 */
#ifndef PAS_IO_XML_UNKNOWN_H
#define PAS_IO_XML_UNKNOWN_H

#include "io/xml_rows.h"

#define PAS_UNKNOWN_ELEMENT 0u
#define PAS_UNKNOWN_ATTRIBUTE 1u
#define PAS_UNKNOWN_TEXT 2u

typedef struct pas_unknown pas_unknown;
pas_unknown *pas_unknown_new(const pas_table *t);
void pas_unknown_free(pas_unknown *u);
/* `name` is interned; it stands in the element of row `parent`. */
void pas_unknown_met(pas_unknown *u, uint32_t parent, const char *name, uint32_t what, uint32_t line);
void pas_unknown_say(const pas_unknown *u, pas_io *io);

#endif
