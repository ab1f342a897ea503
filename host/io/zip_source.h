/* An archive's bytes as libzip wants them, from a descriptor. Used by zip_in.c. */
#ifndef PAS_IO_ZIP_SOURCE_H
#define PAS_IO_ZIP_SOURCE_H

#include <stdint.h>
#include <zip.h>

/* Opens the archive that lies in the first `size` bytes, reading by position only. The descriptor stays the
 * caller's and must outlive the archive. NULL: *ret_code is libzip's. */
zip_t *pas_zip_source_open(int fd, uint64_t size, int *ret_code);

#endif
