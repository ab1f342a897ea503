/*
 * What the io folder tells its callers: where a fault stands and how it is said. Every reader and
 * writer here is given a pas_io, says its findings through it, and fails with a status.
 */
#ifndef PAS_IO_IO_H
#define PAS_IO_IO_H

#include "base/finding.h"
#include "base/limits.h"

typedef struct pas_io pas_io;
struct pas_io {
    const pas_limits *limits;
    /* Adds a host finding at the place given (line 0: the file). Arguments are pairs ended by NULL. */
    void (*say)(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args);
    /* Told now and then where the reader is; may be NULL. The status page and the watchdog use it. */
    void (*at)(pas_io *io, uint32_t line);
    void *data;
};

/* say with C string pairs: pas_io_say(io, code, line, "octet", text, NULL). */
__attribute__((sentinel)) void pas_io_say(pas_io *io, const char *code, uint32_t line, ...);

/* What an errno means to an admin; the texts are static, but for an errno that has none here. */
void pas_io_reason(int error, const char **ret_fr, const char **ret_en);
/* Says fichier-illisible with that reason; PAS_E_IO. */
pas_status pas_io_unreadable(pas_io *io, int error);

/* Bytes from somewhere: a file, memory, a zip entry. */
typedef struct pas_bytes pas_bytes;
struct pas_bytes {
    /* Up to size bytes into buffer; 0 at the end; below zero: a pas_status, already said. */
    int64_t (*read)(pas_bytes *b, void *buffer, size_t size);
    void (*close)(pas_bytes *b); /* frees b */
};
static inline void pas_bytes_close(pas_bytes *b)
{
    if (b)
        b->close(b);
}

/* A file already opened (regular, read-only), within limits->input_bytes. The descriptor is not closed. */
pas_bytes *pas_bytes_fd(pas_io *io, int fd);
/* Memory that the caller keeps alive. */
pas_bytes *pas_bytes_memory(const void *bytes, size_t size);
/* Everything into `to`, at most `limit` bytes (else PAS_E_LIMIT). */
pas_status pas_bytes_all(pas_io *io, pas_bytes *b, uint64_t limit, pas_buf *to);

#endif
