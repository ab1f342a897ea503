/*
 * The XML engine inside: the parse of xml.h chunk by chunk, so that the same code gives events to a
 * consumer (xml_in.c), to the pull view (xml_pull.c) and to the recogniser (xml_head.c).
 */
#ifndef PAS_IO_XML_ENGINE_H
#define PAS_IO_XML_ENGINE_H

#include "io/xml.h"

struct _xmlError;

typedef struct pas_engine pas_engine;
pas_engine *pas_engine_open(pas_io *io, pas_bytes *in, uint32_t flags, const pas_xml_events *events,
                            void *data);
/* Reads one chunk and gives its events. PAS_OK: there is more; PAS_END: the document was good (or a
 * consumer stopped it with PAS_END); below zero: failed, said. Sticky. */
pas_status pas_engine_feed(pas_engine *e);
void pas_engine_close(pas_engine *e); /* `in` stays the caller's */

#define PAS_DETAIL 160
/* The first error in words, in both languages. */
void pas_xml_explain(const struct _xmlError *error, bool root_begun, bool root_ended, char fr[PAS_DETAIL],
                     char en[PAS_DETAIL]);
void pas_xml_explain_cut(bool root_begun, char fr[PAS_DETAIL], char en[PAS_DETAIL]);

#endif
