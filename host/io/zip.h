/*
 * Zip archives, read as hostile and written reproducibly. Reading: consistency checked, number of
 * entries, size and ratio bounded, names checked (no "..", no absolute path, no backslash, no NUL, no
 * duplicate), encrypted entries, links and nested archives refused, macOS litter left out.
 */
#ifndef PAS_IO_ZIP_H
#define PAS_IO_ZIP_H

#include "io/io.h"

bool pas_zip_is(const void *head, size_t size); /* "PK\3\4" or an empty archive */

typedef struct pas_zip_in pas_zip_in;
/* The descriptor is not closed. NULL with *ret_status set, and said. */
pas_zip_in *pas_zip_open(pas_io *io, int fd, pas_status *ret_status);
void pas_zip_close(pas_zip_in *zip);
uint32_t pas_zip_count(const pas_zip_in *zip);                  /* usable entries */
pas_str pas_zip_name(const pas_zip_in *zip, uint32_t i);        /* UTF-8 */
uint64_t pas_zip_entry_size(const pas_zip_in *zip, uint32_t i); /* as declared */
/* The entry's bytes. Delivered bytes are counted against the declared size and the limits; the CRC is
 * judged at the end: bytes are provisional until read returned 0. */
pas_bytes *pas_zip_entry(pas_zip_in *zip, uint32_t i, pas_status *ret_status);

/* One zip of one deflated entry, same bytes for the same input (`stamp` is the entry's date). */
pas_status pas_zip_one(pas_io *io, pas_str entry, pas_stamp stamp, const void *bytes, size_t size,
                       pas_buf *to);

#endif
