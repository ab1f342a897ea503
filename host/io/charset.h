/*
 * Single-byte charsets and UTF-8: our own tables, faster than iconv and without files (craft.md §C.2).
 * ISO-8859-1, ISO-8859-15, Windows-1252, UTF-8 (and US-ASCII), and nothing else.
 */
#ifndef PAS_IO_CHARSET_H
#define PAS_IO_CHARSET_H

#include "base/text.h"

typedef enum pas_charset {
    PAS_CS_UTF8,
    PAS_CS_LATIN1,
    PAS_CS_LATIN9,
    PAS_CS_CP1252,
    PAS_CS_UNKNOWN
} pas_charset;

/* By any usual name, in any case ("iso-8859-15", "latin9", "utf8", "windows-1252", "cp1252"…). */
pas_charset pas_charset_named(pas_str name);
const char *pas_charset_name(pas_charset cs); /* as an XML declaration spells it */
/* To UTF-8. Appends; stops at the first byte the charset does not have (0x80-0x9F in the ISO ones,
 * the five holes of Windows-1252) and returns its index, or n. For UTF-8: checks only. */
size_t pas_charset_decode(pas_charset cs, const void *bytes, size_t n, pas_buf *to);
/* From valid UTF-8. The byte for a code point, or -1 if the charset lacks it. Not for UTF-8. */
int pas_charset_encode(pas_charset cs, uint32_t c);

#endif
