/*
 * One zip of one deflated entry, in memory. The same bytes for the same input: the entry's date is the
 * one given, written by us into both headers, because libzip goes through the local time zone.
 */
#include "io/zip.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define LOCAL_DATE 10 /* offsets of the DOS time and date in the headers (APPNOTE.TXT 4.3.7, 4.3.12) */
#define CENTRAL_DATE 12
#define END_SIZE 22   /* end of central directory without comment */
#define END_OFFSET 16 /* in it, where the central directory starts */

static void put_date(char *at, pas_stamp t)
{
    unsigned year = t.date.year < 1980 ? 0 : (unsigned)t.date.year - 1980;
    unsigned month = t.date.month ? t.date.month : 1;
    unsigned day = t.date.day ? t.date.day : 1;
    unsigned time = (unsigned)t.hour << 11 | (unsigned)t.minute << 5 | (unsigned)t.second / 2;
    unsigned date = (year & 0x7F) << 9 | month << 5 | day;
    const unsigned char bytes[4] = {time & 0xFF, time >> 8 & 0xFF, date & 0xFF, date >> 8 & 0xFF};
    memcpy(at, bytes, sizeof bytes);
}

static uint32_t get32(const char *at)
{
    unsigned char b[4];
    memcpy(b, at, sizeof b);
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static bool set_dates(char *zip, size_t size, pas_stamp stamp)
{
    if (size < END_SIZE || memcmp(zip, "PK\3\4", 4) != 0 || memcmp(zip + size - END_SIZE, "PK\5\6", 4) != 0)
        return false;
    size_t central = get32(zip + size - END_SIZE + END_OFFSET);
    if (central + CENTRAL_DATE + 4 > size || memcmp(zip + central, "PK\1\2", 4) != 0)
        return false;
    put_date(zip + LOCAL_DATE, stamp);
    put_date(zip + central + CENTRAL_DATE, stamp);
    return true;
}

#define LEVEL 3 /* twice as fast as 6 on these files, for two fifths more bytes of a zip that lives a day */

/* Adds the entry to an archive that is open; the archive then owns what it was given. */
static bool add_entry(zip_t *zip, const char *name, const void *bytes, size_t size)
{
    zip_source_t *content = zip_source_buffer(zip, bytes, size, 0);
    if (!content)
        return false;
    zip_int64_t i = zip_file_add(zip, name, content, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(content);
        return false;
    }
    return zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_DEFLATE, LEVEL) == 0 &&
           zip_file_set_mtime(zip, (zip_uint64_t)i, 0, 0) == 0 &&
           zip_file_set_external_attributes(zip, (zip_uint64_t)i, 0, ZIP_OPSYS_UNIX, 0100644u << 16) == 0;
}

static bool fetch(zip_source_t *archive, pas_buf *to)
{
    zip_stat_t stat;
    if (zip_source_stat(archive, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) ||
        zip_source_open(archive) != 0)
        return false;
    char *room = pas_buf_room(to, stat.size);
    bool good = zip_source_read(archive, room, stat.size) == (zip_int64_t)stat.size;
    zip_source_close(archive);
    return good;
}

static bool make(const char *name, pas_stamp stamp, const void *bytes, size_t size, zip_source_t *archive,
                 pas_buf *to)
{
    zip_t *zip = zip_open_from_source(archive, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!zip)
        return false;
    zip_source_keep(archive);
    if (!add_entry(zip, name, bytes, size) || zip_close(zip) != 0) {
        zip_discard(zip);
        return false;
    }
    zip_stat_t stat;
    if (!fetch(archive, to) || zip_source_stat(archive, &stat) != 0)
        return false;
    if (!set_dates(to->ptr + to->len, stat.size, stamp))
        return false;
    to->len += stat.size;
    to->ptr[to->len] = '\0';
    return true;
}

pas_status pas_zip_one(pas_io *io, pas_str entry, pas_stamp stamp, const void *bytes, size_t size,
                       pas_buf *to)
{
    zip_source_t *archive = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (!archive)
        pas_out_of_memory();
    char *name = pas_xstrndup(entry.ptr, entry.len);
    bool good = make(name, stamp, bytes, size, archive, to);
    zip_source_free(archive);
    if (!good)
        pas_io_say(io, "archive-non-ecrite", 0, "entree", name, NULL);
    free(name);
    return good ? PAS_OK : PAS_E_INTERNAL;
}
