/* Bytes from files and memory, and findings said in one line. Used by every reader of this folder. */
#include "io/io.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_ARGUMENTS 12
#define CHUNK 65536u

void pas_io_say(pas_io *io, const char *code, uint32_t line, ...)
{
    pas_argument args[MOST_ARGUMENTS] = {0};
    uint32_t n = 0;
    va_list list;
    va_start(list, line);
    for (const char *name; n < MOST_ARGUMENTS && (name = va_arg(list, const char *)); n++) {
        args[n].name = pas_cstr(name);
        args[n].value = pas_cstr(va_arg(list, const char *));
    }
    va_end(list);
    io->say(io, code, line, args, n);
}

void pas_io_reason(int error, const char **fr, const char **en)
{
    static const struct {
        int error;
        const char *fr, *en;
    } reasons[] = {
        {ENOSPC, "le disque est plein", "the disk is full"},
        {EDQUOT, "le quota de disque est atteint", "the disk quota is reached"},
        {EFBIG, "la taille limite d'un fichier est atteinte", "the size limit of a file is reached"},
        {EACCES, "vous n'en avez pas le droit", "permission denied"},
        {EPERM, "vous n'en avez pas le droit", "permission denied"},
        {EROFS, "le disque est en lecture seule", "the disk is read-only"},
        {ENOTDIR, "ce n'est pas un dossier", "it is not a folder"},
        {ENOENT, "il n'existe pas", "it does not exist"},
        {EEXIST, "il existe déjà", "it exists already"},
        {EISDIR, "c'est un dossier", "it is a folder"},
        {ENAMETOOLONG, "le nom est trop long", "the name is too long"},
        {ELOOP, "trop de liens symboliques", "too many symbolic links"},
        {EMFILE, "trop de fichiers ouverts", "too many open files"},
        {EIO, "le disque ne répond pas correctement", "the disk does not answer properly"},
    };
    *fr = "erreur du système de fichiers";
    *en = strerror(error);
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].error != error)
            continue;
        *fr = reasons[i].fr;
        *en = reasons[i].en;
    }
}

pas_status pas_io_unreadable(pas_io *io, int error)
{
    const char *fr, *en;
    pas_io_reason(error, &fr, &en);
    pas_io_say(io, "fichier-illisible", 0, "detail", fr, "detail_en", en, NULL);
    return PAS_E_IO;
}

/* ------------------------------------------------------------------- files */

/* Read by position, so that several readers of one descriptor do not disturb each other. */
struct file_bytes {
    pas_bytes base;
    pas_io *io;
    int fd;
    bool failed;
    uint64_t at;
};

static pas_status file_failed(struct file_bytes *f, int error)
{
    f->failed = true;
    return pas_io_unreadable(f->io, error);
}

static pas_status file_too_large(struct file_bytes *f)
{
    char limit[32];
    f->failed = true;
    snprintf(limit, sizeof limit, "%llu", (unsigned long long)(f->io->limits->input_bytes >> 20));
    pas_io_say(f->io, "fichier-trop-gros", 0, "limite", limit, NULL);
    return PAS_E_LIMIT;
}

static int64_t file_read(pas_bytes *b, void *buffer, size_t size)
{
    struct file_bytes *f = (struct file_bytes *)b;
    if (f->failed)
        return PAS_E_IO;
    ssize_t n;
    do
        n = pread(f->fd, buffer, size, (off_t)f->at);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return file_failed(f, errno);
    f->at += (uint64_t)n;
    if (f->at > f->io->limits->input_bytes)
        return file_too_large(f);
    return n;
}

static void file_close(pas_bytes *b)
{
    free(b);
}

pas_bytes *pas_bytes_fd(pas_io *io, int fd)
{
    struct file_bytes *f = pas_xcalloc(1, sizeof *f);
    f->base = (pas_bytes){file_read, file_close};
    f->io = io;
    f->fd = fd;
    return &f->base;
}

/* ------------------------------------------------------------------ memory */

struct memory_bytes {
    pas_bytes base;
    const char *at;
    size_t left;
};

static int64_t memory_read(pas_bytes *b, void *buffer, size_t size)
{
    struct memory_bytes *m = (struct memory_bytes *)b;
    size_t n = m->left < size ? m->left : size;
    if (!n)
        return 0;
    memcpy(buffer, m->at, n);
    m->at += n;
    m->left -= n;
    return (int64_t)n;
}

static void memory_close(pas_bytes *b)
{
    free(b);
}

pas_bytes *pas_bytes_memory(const void *bytes, size_t size)
{
    struct memory_bytes *m = pas_xcalloc(1, sizeof *m);
    m->base = (pas_bytes){memory_read, memory_close};
    m->at = bytes;
    m->left = size;
    return &m->base;
}

pas_status pas_bytes_all(pas_io *io, pas_bytes *b, uint64_t limit, pas_buf *to)
{
    uint64_t total = 0;
    for (;;) {
        char *room = pas_buf_room(to, CHUNK);
        int64_t n = b->read(b, room, CHUNK);
        if (n < 0)
            return (pas_status)n;
        if (!n) {
            *room = '\0';
            return PAS_OK;
        }
        total += (uint64_t)n;
        if (total > limit) {
            char text[32];
            snprintf(text, sizeof text, "%llu", (unsigned long long)((limit + (1u << 20) - 1) >> 20));
            pas_io_say(io, "fichier-trop-gros", 0, "limite", text, NULL);
            return PAS_E_LIMIT;
        }
        to->len += (size_t)n;
    }
}
