/*
 * What comes before the XML parser: bytes to checked UTF-8. The charset is told by the byte order mark
 * and the XML declaration; libxml2 never decodes anything. Used by xml_in.c.
 */
#ifndef PAS_IO_XML_DECODE_H
#define PAS_IO_XML_DECODE_H

#include "io/charset.h"
#include "io/io.h"

typedef struct pas_decoder pas_decoder;
pas_decoder *pas_decoder_new(pas_io *io, pas_bytes *in); /* `in` stays the caller's */
void pas_decoder_free(pas_decoder *d);
/* The next piece of valid UTF-8, never empty, kept until the next call. PAS_END at the end. Below zero:
 * failed and said, unless pas_decoder_faulty: then the byte that follows what was given is wrong, and
 * pas_decoder_say says it once its line is known. */
pas_status pas_decoder_next(pas_decoder *d, pas_str *ret);
bool pas_decoder_faulty(const pas_decoder *d);
void pas_decoder_say(const pas_decoder *d, uint32_t line);

#endif
