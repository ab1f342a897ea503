/*
 * XML out, along a document's table: order, obligation, length and form are checked against the rows;
 * our own serialiser (craft.md §C.3). A character that the charset lacks is `caractere-non-representable`
 * with the field's name and the record, and the document fails: never a silent "?".
 */
#ifndef PAS_IO_XML_OUT_H
#define PAS_IO_XML_OUT_H

#include "io/charset.h"
#include "io/io.h"

/* Where the bytes go; below zero stops. */
typedef pas_status (*pas_sink_write)(void *data, const void *bytes, size_t size);

typedef struct pas_xml_writer pas_xml_writer;
pas_xml_writer *pas_writer_open(pas_io *io, pas_charset cs, const pas_row *rows, uint32_t n_rows,
                                uint32_t row_stride, pas_sink_write write, void *data);
pas_status pas_writer_begin(pas_xml_writer *w, uint32_t row);
pas_status pas_writer_end(pas_xml_writer *w, uint32_t row);
pas_status pas_writer_text(pas_xml_writer *w, uint32_t row, pas_str value);
pas_status pas_writer_int(pas_xml_writer *w, uint32_t row, int64_t value);
pas_status pas_writer_date(pas_xml_writer *w, uint32_t row, pas_date value);
pas_status pas_writer_weeks(pas_xml_writer *w, uint32_t row, uint64_t value);
/* Flushes; every element must be closed. Frees w. */
pas_status pas_writer_close(pas_xml_writer *w);

#endif
