/* libzip's own source of a file asks the system for more than a confined worker has. This one only reads, by
 * position, and leaves the descriptor as it is. */
#include "io/zip_source.h"

#include "base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

struct source {
    int fd;
    uint64_t at, size;
    zip_error_t error;
};

static zip_int64_t failed(struct source *s, int code)
{
    zip_error_set(&s->error, code, errno);
    return -1;
}

static zip_int64_t read_some(struct source *s, void *to, zip_uint64_t size)
{
    ssize_t n;
    do
        n = pread(s->fd, to, size, (off_t)s->at);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return failed(s, ZIP_ER_READ);
    s->at += (uint64_t)n;
    return n;
}

static zip_int64_t seek(struct source *s, void *data, zip_uint64_t size)
{
    zip_int64_t to = zip_source_seek_compute_offset(s->at, s->size, data, size, &s->error);
    if (to < 0)
        return -1;
    s->at = (uint64_t)to;
    return 0;
}

static zip_int64_t tell_size(const struct source *s, zip_stat_t *st)
{
    zip_stat_init(st);
    st->size = s->size;
    st->valid = ZIP_STAT_SIZE;
    return sizeof *st;
}

static zip_int64_t done(struct source *s)
{
    zip_error_fini(&s->error);
    free(s);
    return 0;
}

static zip_int64_t serve(void *user, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
    struct source *s = user;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        s->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_some(s, data, size);
    case ZIP_SOURCE_SEEK:
        return seek(s, data, size);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)s->at;
    case ZIP_SOURCE_STAT:
        return tell_size(s, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&s->error, data, size);
    case ZIP_SOURCE_CLOSE:
        return 0;
    case ZIP_SOURCE_FREE:
        return done(s);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
    default:
        return failed(s, ZIP_ER_OPNOTSUPP);
    }
}

zip_t *pas_zip_source_open(int fd, uint64_t size, int *ret_code)
{
    *ret_code = ZIP_ER_NOZIP;
    if (!size)
        return NULL; /* libzip takes nothing for an empty archive */
    struct source *s = pas_xcalloc(1, sizeof *s);
    s->fd = fd;
    s->size = size;
    zip_error_init(&s->error);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(serve, s, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
    if (source && !zip)
        zip_source_free(source); /* and s with it */
    else if (!source)
        (void)done(s);
    *ret_code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    return zip;
}
