/*
 * Zip archives read as hostile (craft.md §B.3): libzip's consistency checks, then our own on names,
 * number, sizes and ratio; delivered bytes are counted, because both headers of an entry may lie.
 * Nothing is ever written to disk under an entry's name.
 */
#include "io/zip.h"

#include "base/text.h"
#include "io/zip_source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h> /* S_IFMT: what an entry says it is */
#include <unistd.h>

#define LONGEST_NAME 1024u    /* bytes; a path of an export has a tenth of it */
#define RATIO_FROM (1u << 20) /* smaller entries may be as compressed as they like */

struct entry {
    uint64_t index;
    uint64_t size;
    pas_str name;
};

struct pas_zip_in {
    pas_io *io;
    zip_t *zip;
    pas_arena *arena;
    struct entry *entries;
    size_t cap;
    uint32_t n;
};

bool pas_zip_is(const void *head, size_t size)
{
    return size >= 4 && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0);
}

/* ------------------------------------------------------------------- faults */

#define TWO_DIRECTORIES (-1) /* ours, beside libzip's codes */

struct meaning {
    int code;
    const char *fr, *en;
};
static const struct meaning meanings[] = {
    {ZIP_ER_NOZIP, "ce n'est pas une archive zip, ou elle a été coupée",
     "it is not a zip archive, or it was cut"},
    {ZIP_ER_INCONS, "elle est incohérente (tailles ou places qui se contredisent, octets étrangers)",
     "it is inconsistent (sizes or places that disagree, foreign bytes)"},
    {ZIP_ER_EXISTS, "deux entrées portent le même nom", "two entries have the same name"},
    {TWO_DIRECTORIES, "elle a deux tables des matières", "it has two tables of contents"},
    {ZIP_ER_MULTIDISK, "elle est en plusieurs volumes", "it has several volumes"},
    {ZIP_ER_CRC, "une entrée est abîmée (somme de contrôle fausse)", "an entry is damaged (wrong checksum)"},
    {ZIP_ER_ZLIB, "une entrée est abîmée (données compressées illisibles)",
     "an entry is damaged (unreadable compressed data)"},
    {ZIP_ER_EOF, "elle a été coupée", "it was cut"},
    {ZIP_ER_SEEK, "elle a été coupée", "it was cut"},
    {ZIP_ER_COMPNOTSUPP, "sa méthode de compression n'est pas lue ici",
     "its compression method is not read here"},
};

static pas_status say_unreadable(pas_io *io, const char *entry, int code)
{
    char fr[160], en[160];
    snprintf(fr, sizeof fr, "erreur %d de libzip", code);
    snprintf(en, sizeof en, "libzip error %d", code);
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].code != code)
            continue;
        snprintf(fr, sizeof fr, "%s", meanings[i].fr);
        snprintf(en, sizeof en, "%s", meanings[i].en);
    }
    pas_io_say(io, "archive-illisible", 0, "entree", entry, "detail", fr, "detail_en", en, NULL);
    return PAS_E_INPUT;
}

static pas_status say_refused(pas_io *io, const char *entry, const char *fr, const char *en)
{
    pas_io_say(io, "archive-entree-refusee", 0, "entree", entry, "detail", fr, "detail_en", en, NULL);
    return PAS_E_INPUT;
}

static pas_status say_limit(pas_io *io, const char *fr, const char *en, uint64_t limit)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)limit);
    pas_io_say(io, "archive-trop-grosse", 0, "quoi", fr, "what", en, "limite", text, NULL);
    return PAS_E_LIMIT;
}

/* -------------------------------------------------------------------- names */

static bool is_litter(pas_str name)
{
    const char *slash = memrchr(name.ptr, '/', name.len);
    pas_str base = slash ? (pas_str){slash + 1, name.len - (size_t)(slash + 1 - name.ptr)} : name;
    return pas_str_starts(name, "__MACOSX/") || pas_str_starts(base, "._") || pas_str_is(base, ".DS_Store");
}

static bool climbs(pas_str name)
{
    pas_str part;
    while (pas_str_split(&name, '/', &part))
        if (pas_str_is(part, ".."))
            return true;
    return false;
}

static bool is_absolute(pas_str name)
{
    return name.ptr[0] == '/' || (name.len >= 2 && name.ptr[1] == ':');
}

static bool is_archive_name(pas_str name)
{
    return name.len >= 4 && pas_str_ieq_ascii((pas_str){name.ptr + name.len - 4, 4}, PAS_STR(".zip"));
}

static pas_status check_name(pas_io *io, pas_str name)
{
    if (!name.len)
        return say_refused(io, "", "son nom est vide", "its name is empty");
    if (name.len > LONGEST_NAME)
        return say_refused(io, "?", "son nom est démesuré", "its name is far too long");
    if (climbs(name) || is_absolute(name) || pas_str_find(name, '\\') >= 0)
        return say_refused(io, name.ptr, "son nom est un chemin qui sort de l'archive",
                           "its name is a path that leaves the archive");
    if (is_archive_name(name))
        return say_refused(io, name.ptr, "c'est une archive dans l'archive",
                           "it is an archive inside the archive");
    return PAS_OK;
}

/* ------------------------------------------------- names as the archive has them */

#define END_SIZE 22u /* end of central directory (APPNOTE.TXT 4.3.16), before its comment */
#define MOST_COMMENT 65535u
#define MOST_HEADER 4096u /* one of them with all that follows it, on average */
#define UTF8_NAME 0x800u  /* flag (4.4.4) */
#define CENTRAL_SIZE 46u  /* one central header (4.3.12), before its name */

static uint32_t get16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t get32(const unsigned char *p)
{
    return get16(p) | get16(p + 2) << 16;
}

/* What the ends of the archive say: the last one that reaches the end of the file, and how many do. */
struct directory {
    unsigned found;
    uint32_t entries, at, size;
};

static struct directory find_directory(int fd, uint64_t size)
{
    struct directory d = {0};
    size_t n = size < END_SIZE + MOST_COMMENT ? (size_t)size : END_SIZE + MOST_COMMENT;
    unsigned char *tail = pas_xmalloc(n);
    if (n >= END_SIZE && pread(fd, tail, n, (off_t)(size - n)) == (ssize_t)n) {
        for (size_t i = 0; i + END_SIZE <= n; i++) {
            const unsigned char *p = tail + i;
            if (memcmp(p, "PK\5\6", 4) == 0 && i + END_SIZE + get16(p + 20) == n)
                d = (struct directory){d.found + 1, get16(p + 10), get32(p + 16), get32(p + 12)};
        }
    }
    free(tail);
    return d;
}

/* A name that libzip would change before it gives it: cut at its first NUL ("A.xml" for "A.xml\0.exe"),
 * control characters turned into the symbols of an old code page. */
static bool is_spoilt(const unsigned char *name, size_t n, bool utf8)
{
    for (size_t i = 0; i < n; i++)
        if (name[i] < 0x20 || name[i] == 0x7F)
            return true;
    return utf8 && pas_utf8_valid((const char *)name, n) != n;
}

/* Not looked for in an archive whose directory is not where a small one has it (zip64). */
static bool has_spoilt_names(int fd, uint64_t size, struct directory d)
{
    if (!d.found || (uint64_t)d.at + d.size > size)
        return false;
    unsigned char *directory = pas_xmalloc(d.size);
    bool found = false;
    if (pread(fd, directory, d.size, (off_t)d.at) == (ssize_t)d.size) {
        for (size_t i = 0; !found && i + CENTRAL_SIZE <= d.size && memcmp(directory + i, "PK\1\2", 4) == 0;) {
            const unsigned char *h = directory + i;
            size_t name = get16(h + 28), rest = get16(h + 30) + get16(h + 32);
            if (name > d.size - i - CENTRAL_SIZE)
                break;
            found = is_spoilt(h + CENTRAL_SIZE, name, get16(h + 8) & UTF8_NAME);
            i += CENTRAL_SIZE + name + rest;
        }
    }
    free(directory);
    return found;
}

/* What libzip does not see, or sees only after a long time. */
static pas_status check_directory(pas_io *io, int fd, uint64_t size)
{
    struct directory d = find_directory(fd, size);
    if (d.found > 1) /* another reader may see another archive */
        return say_unreadable(io, "", TWO_DIRECTORIES);
    if (d.entries > io->limits->zip_entries)
        return say_limit(io, "entrées", "entries", io->limits->zip_entries);
    uint64_t most = (uint64_t)io->limits->zip_entries * MOST_HEADER;
    if (d.size > most)
        return say_limit(io, "octets dans sa table des matières", "bytes in its table of contents", most);
    if (has_spoilt_names(fd, size, d))
        return say_refused(io, "?", "son nom contient des caractères interdits ou mal codés",
                           "its name holds characters that are forbidden or badly encoded");
    return PAS_OK;
}

/* ------------------------------------------------------------------ entries */

static mode_t unix_mode(zip_t *zip, uint64_t i)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(zip, i, 0, &system, &attributes) != 0 || system != ZIP_OPSYS_UNIX)
        return 0;
    return (mode_t)(attributes >> 16) & S_IFMT;
}

static bool has_stat(const zip_stat_t *stat, zip_uint64_t what)
{
    return (stat->valid & what) == what;
}

static pas_status check_sizes(pas_io *io, const zip_stat_t *stat, uint64_t *total)
{
    const pas_limits *limits = io->limits;
    if (stat->size > limits->unzipped_bytes || *total + stat->size > limits->unzipped_bytes)
        return say_limit(io, "octets une fois décompressée", "bytes once unzipped", limits->unzipped_bytes);
    *total += stat->size;
    if (stat->size > RATIO_FROM && stat->size / limits->zip_ratio > stat->comp_size)
        return say_limit(io, "fois sa taille compressée", "times its compressed size", limits->zip_ratio);
    return PAS_OK;
}

static pas_status check_kind(pas_io *io, const char *name, const zip_stat_t *stat)
{
    if (has_stat(stat, ZIP_STAT_ENCRYPTION_METHOD) && stat->encryption_method != ZIP_EM_NONE) {
        pas_io_say(io, "archive-chiffree", 0, "entree", name, NULL);
        return PAS_E_INPUT;
    }
    if (!zip_compression_method_supported(stat->comp_method, 0))
        return say_unreadable(io, name, ZIP_ER_COMPNOTSUPP);
    return PAS_OK;
}

static pas_status take_entry(pas_zip_in *z, uint64_t i, uint64_t *total)
{
    zip_stat_t stat;
    const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if (zip_stat_index(z->zip, i, 0, &stat) != 0 || !has_stat(&stat, needed))
        return say_unreadable(z->io, "?", ZIP_ER_INCONS);
    pas_str name = pas_cstr(stat.name);
    mode_t mode = unix_mode(z->zip, i);
    if (mode == S_IFDIR || pas_str_ends(name, "/") || is_litter(name))
        return PAS_OK;
    pas_status st = check_name(z->io, name);
    if (st == PAS_OK && mode && mode != S_IFREG)
        st = say_refused(z->io, name.ptr, "ce n'est pas un fichier ordinaire", "it is not a plain file");
    if (st == PAS_OK)
        st = check_kind(z->io, name.ptr, &stat);
    if (st == PAS_OK)
        st = check_sizes(z->io, &stat, total);
    if (st != PAS_OK)
        return st;
    pas_grow(&z->entries, &z->cap, z->n + 1, sizeof *z->entries);
    z->entries[z->n++] = (struct entry){i, stat.size, pas_arena_str(z->arena, name)};
    return PAS_OK;
}

static pas_status take_entries(pas_zip_in *z)
{
    zip_int64_t n = zip_get_num_entries(z->zip, 0);
    if (n > (zip_int64_t)z->io->limits->zip_entries)
        return say_limit(z->io, "entrées", "entries", z->io->limits->zip_entries);
    uint64_t total = 0;
    for (zip_int64_t i = 0; i < n; i++) {
        pas_status st = take_entry(z, (uint64_t)i, &total);
        if (st != PAS_OK)
            return st;
    }
    return PAS_OK;
}

static pas_status open_archive(pas_zip_in *z, int fd)
{
    off_t size = lseek(fd, 0, SEEK_END);
    if (size < 0)
        return pas_io_unreadable(z->io, errno);
    if ((uint64_t)size > z->io->limits->input_bytes)
        return say_limit(z->io, "octets", "bytes", z->io->limits->input_bytes);
    pas_status sound = check_directory(z->io, fd, (uint64_t)size);
    if (sound != PAS_OK)
        return sound;
    int code = 0;
    z->zip = pas_zip_source_open(fd, (uint64_t)size, &code);
    if (!z->zip)
        return say_unreadable(z->io, "", code);
    return PAS_OK;
}

pas_zip_in *pas_zip_open(pas_io *io, int fd, pas_status *ret_status)
{
    pas_zip_in *z = pas_xcalloc(1, sizeof *z);
    z->io = io;
    z->arena = pas_arena_new();
    *ret_status = open_archive(z, fd);
    if (*ret_status == PAS_OK)
        *ret_status = take_entries(z);
    if (*ret_status == PAS_OK)
        return z;
    pas_zip_close(z);
    return NULL;
}

void pas_zip_close(pas_zip_in *z)
{
    if (!z)
        return;
    if (z->zip)
        zip_discard(z->zip);
    pas_arena_free(z->arena);
    free(z->entries);
    free(z);
}

uint32_t pas_zip_count(const pas_zip_in *z)
{
    return z->n;
}

pas_str pas_zip_name(const pas_zip_in *z, uint32_t i)
{
    return i < z->n ? z->entries[i].name : PAS_NONE;
}

uint64_t pas_zip_entry_size(const pas_zip_in *z, uint32_t i)
{
    return i < z->n ? z->entries[i].size : 0;
}

/* -------------------------------------------------------------- entry bytes */

struct entry_bytes {
    pas_bytes base;
    pas_io *io;
    const struct entry *entry;
    zip_file_t *file;
    uint64_t given;
    pas_status failed;
};

static int64_t entry_failed(struct entry_bytes *b, pas_status st)
{
    b->failed = st;
    return st;
}

static int64_t entry_read(pas_bytes *base, void *buffer, size_t size)
{
    struct entry_bytes *b = (struct entry_bytes *)base;
    const char *name = b->entry->name.ptr;
    if (b->failed)
        return b->failed;
    zip_int64_t n = zip_fread(b->file, buffer, size);
    if (n < 0)
        return entry_failed(b, say_unreadable(b->io, name, zip_error_code_zip(zip_file_get_error(b->file))));
    if (!b->given && pas_zip_is(buffer, (size_t)n))
        return entry_failed(b, say_refused(b->io, name, "c'est une archive dans l'archive",
                                           "it is an archive inside the archive"));
    b->given += (uint64_t)n;
    if (b->given > b->entry->size || (n == 0 && b->given != b->entry->size))
        return entry_failed(b, say_refused(b->io, name, "sa taille n'est pas celle que l'archive annonce",
                                           "its size is not what the archive says"));
    return n;
}

static void entry_close(pas_bytes *base)
{
    struct entry_bytes *b = (struct entry_bytes *)base;
    zip_fclose(b->file);
    free(b);
}

pas_bytes *pas_zip_entry(pas_zip_in *z, uint32_t i, pas_status *ret_status)
{
    if (i >= z->n) {
        *ret_status = PAS_E_INTERNAL;
        return NULL;
    }
    const struct entry *entry = &z->entries[i];
    zip_file_t *file = zip_fopen_index(z->zip, entry->index, 0);
    if (!file) {
        *ret_status = say_unreadable(z->io, entry->name.ptr, zip_error_code_zip(zip_get_error(z->zip)));
        return NULL;
    }
    struct entry_bytes *b = pas_xcalloc(1, sizeof *b);
    *b = (struct entry_bytes){.base = {entry_read, entry_close}, .io = z->io, .entry = entry, .file = file};
    *ret_status = PAS_OK;
    return &b->base;
}
