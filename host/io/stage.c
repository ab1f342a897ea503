/*
 * Staged outputs: written beside their target under a temporary name, published together. Called by
 * the runner of write steps.
 *
 * The folder's lock is flock on the folder itself, so that no lock file is left. Names used in it:
 *   .passerelle-PID-N.tmp        a staged file
 *   .passerelle-PID-old-NAME     what NAME was before (a hard link; a rename where links are refused)
 *   .passerelle-PID-new-NAME     NAME was not there before (empty)
 *   .passerelle-PID-publishing   publishing has begun; removing it is the moment all is published
 * A run that fails while publishing undoes by these names; a run killed while publishing is undone by
 * the next one that opens the folder. What no publishing needs any more is removed.
 */
#include "io/stage.h"

#include "base/text.h"
#include "io/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX ".passerelle-"
#define LONGEST_NAME 200u /* room for the prefix within NAME_MAX */

struct file {
    char *name;
    char temp[64];
    int fd;         /* -1 once closed */
    bool is_staged; /* the temporary exists */
};

struct pas_stage {
    char *folder;
    int dir;
    pas_findings_list *findings;
    struct file *files;
    size_t n, cap;
    bool failed; /* said */
};

/* ------------------------------------------------------------------- faults */

static void say_folder(pas_findings_list *findings, const char *folder, int error)
{
    const char *fr, *en;
    pas_io_reason(error, &fr, &en);
    pas_list_say(findings, (pas_origin){0}, "sortie-dossier", "dossier", folder, "detail", fr, "detail_en",
                 en, NULL);
}

static bool failed_at(pas_stage *s, const char *name, int error)
{
    const char *fr, *en;
    pas_io_reason(error, &fr, &en);
    if (!s->failed)
        pas_list_say(s->findings, (pas_origin){0}, "sortie-ecriture", "fichier", name, "detail", fr,
                     "detail_en", en, NULL);
    s->failed = true;
    return false;
}

static bool bad_name(pas_stage *s, const char *name, const char *fr, const char *en)
{
    pas_list_say(s->findings, (pas_origin){0}, "sortie-nom-interdit", "fichier", name, "detail", fr,
                 "detail_en", en, NULL);
    s->failed = true;
    return false;
}

/* ------------------------------------------------------------ leftover files */

/* "PREFIX pid - rest": the pid and the rest, or 0. */
static pid_t leftover_of(const char *entry, const char **rest)
{
    if (strncmp(entry, PREFIX, strlen(PREFIX)) != 0)
        return 0;
    pas_str name = pas_cstr(entry + strlen(PREFIX)), pid;
    uint64_t number;
    if (!pas_str_split(&name, '-', &pid) || !name.ptr || !pas_parse_u64(pid, &number) || number == 0 ||
        number > INT32_MAX)
        return 0;
    *rest = name.ptr;
    return (pid_t)number;
}

static void leftover_name(char *to, size_t size, pid_t pid, const char *what, const char *name)
{
    snprintf(to, size, PREFIX "%ld-%s%s", (long)pid, what, name);
}

/* The names left by a process, each ended by a NUL; pid 0: by any. */
static void leftovers(int dir, pid_t pid, pas_buf *names)
{
    int again = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = again < 0 ? NULL : fdopendir(again);
    if (!d) {
        if (again >= 0)
            close(again);
        return;
    }
    const char *rest;
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        pid_t of = leftover_of(e->d_name, &rest);
        if (of && (pid == 0 || of == pid))
            pas_buf_add(names, e->d_name, strlen(e->d_name) + 1);
    }
    closedir(d);
}

static bool is_publishing(int dir, pid_t pid)
{
    char marker[64];
    struct stat st;
    leftover_name(marker, sizeof marker, pid, "publishing", "");
    return fstatat(dir, marker, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Puts one name back as it was before publishing. */
static void put_back(int dir, pid_t pid, const char *entry, const char *rest)
{
    if (!is_publishing(dir, pid))
        return;
    if (strncmp(rest, "old-", 4) == 0 && renameat(dir, entry, dir, rest + 4) != 0)
        return;
    if (strncmp(rest, "new-", 4) == 0)
        unlinkat(dir, rest + 4, 0);
}

static void end_publishing(int dir, pid_t pid, const char *entry, const char *rest)
{
    (void)pid;
    if (strcmp(rest, "publishing") == 0)
        unlinkat(dir, entry, 0);
}

static void remove_leftover(int dir, pid_t pid, const char *entry, const char *rest)
{
    (void)rest;
    if (!is_publishing(dir, pid))
        unlinkat(dir, entry, 0);
}

typedef void leftover_action(int dir, pid_t pid, const char *entry, const char *rest);

static void each_name(int dir, const pas_buf *names, leftover_action *action)
{
    for (size_t i = 0; i < names->len; i += strlen(names->ptr + i) + 1) {
        const char *rest = NULL;
        pid_t pid = leftover_of(names->ptr + i, &rest);
        if (pid)
            action(dir, pid, names->ptr + i, rest);
    }
}

/* Undoes an unfinished publishing, then removes what it left. The order matters if we are killed too. */
static void clean_up(int dir, pid_t pid)
{
    pas_buf names = {0};
    leftovers(dir, pid, &names);
    each_name(dir, &names, put_back);
    if (names.len)
        fsync(dir);
    each_name(dir, &names, end_publishing);
    each_name(dir, &names, remove_leftover);
    pas_buf_free(&names);
}

/* --------------------------------------------------------------- the folder */

/* Opens a folder below `at`, made first if it is missing. -1 with errno. */
static int enter(int at, const char *part, int flags)
{
    bool made = mkdirat(at, part, 0700) == 0;
    if (!made && errno != EEXIST)
        return -1;
    if (made && fchmodat(at, part, 0700, 0) != 0) /* whatever the umask was */
        return -1;
    return openat(at, part, flags | O_DIRECTORY | O_CLOEXEC);
}

/* -1 with errno. */
static int open_folder(const char *folder)
{
    int at = open(folder[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    pas_str rest = pas_cstr(folder), part;
    while (at >= 0 && pas_str_split(&rest, '/', &part)) {
        if (part.len == 0)
            continue;
        char *name = pas_xstrndup(part.ptr, part.len);
        int below = enter(at, name, O_PATH);
        int error = errno;
        free(name);
        close(at);
        errno = error;
        at = below;
    }
    if (at < 0)
        return -1;
    int dir = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = errno;
    close(at);
    errno = error;
    return dir;
}

pas_stage *pas_stage_open(const char *folder, pas_findings_list *findings)
{
    int dir = folder[0] ? open_folder(folder) : -1;
    if (dir < 0 || faccessat(dir, ".", W_OK | X_OK, AT_EACCESS) != 0) {
        say_folder(findings, folder, folder[0] ? errno : ENOENT);
        if (dir >= 0)
            close(dir);
        return NULL;
    }
    bool locked = flock(dir, LOCK_EX | LOCK_NB) == 0; /* some network file systems have no locks */
    if (!locked && errno == EWOULDBLOCK) {
        pas_list_say(findings, (pas_origin){0}, "sortie-dossier-occupe", "dossier", folder, NULL);
        close(dir);
        return NULL;
    }
    if (locked)
        clean_up(dir, 0); /* no other run is here, so what is left is of runs that died */
    pas_stage *s = pas_xcalloc(1, sizeof *s);
    s->folder = pas_xstrdup(folder);
    s->dir = dir;
    s->findings = findings;
    return s;
}

/* ---------------------------------------------------------------- the files */

/* True if the target may be replaced: it is not there, or an ordinary file. */
static bool is_replaceable(pas_stage *s, const char *name, bool *ret_exists)
{
    struct stat st;
    *ret_exists = fstatat(s->dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0;
    if (!*ret_exists)
        return errno == ENOENT || failed_at(s, name, errno);
    if (S_ISREG(st.st_mode))
        return true;
    if (S_ISLNK(st.st_mode))
        return bad_name(s, name, "un lien symbolique porte ce nom", "a symbolic link has that name");
    return bad_name(s, name, "un dossier ou un fichier spécial porte ce nom",
                    "a folder or a special file has that name");
}

static bool is_plain_name(pas_str name)
{
    if (name.len == 0 || name.len > LONGEST_NAME || pas_str_is(name, ".") || pas_str_is(name, "..") ||
        pas_str_starts(name, PREFIX) || pas_utf8_valid(name.ptr, name.len) != name.len)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == '/' || (unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F)
            return false;
    return true;
}

static bool check_name(pas_stage *s, const char *name, pas_str given)
{
    bool exists;
    if (!is_plain_name(given))
        return bad_name(s, name, "ce n'est pas un nom de fichier simple", "it is not a plain file name");
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->files[i].name, name) == 0)
            return bad_name(s, name, "deux étapes écrivent ce fichier", "two steps write this file");
    return is_replaceable(s, name, &exists);
}

int pas_stage_file(pas_stage *s, pas_str name)
{
    struct file f = {.name = pas_xstrndup(name.ptr, name.len), .fd = -1};
    if (!check_name(s, f.name, name)) {
        free(f.name);
        return -1;
    }
    snprintf(f.temp, sizeof f.temp, PREFIX "%ld-%zu.tmp", (long)getpid(), s->n);
    f.fd = openat(s->dir, f.temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (f.fd < 0 || fchmod(f.fd, 0600) != 0) {
        failed_at(s, f.name, errno);
        if (f.fd >= 0) {
            close(f.fd);
            unlinkat(s->dir, f.temp, 0);
        }
        free(f.name);
        return -1;
    }
    f.is_staged = true;
    pas_grow(&s->files, &s->cap, s->n + 1, sizeof *s->files);
    s->files[s->n] = f;
    return (int)s->n++;
}

bool pas_stage_write(pas_stage *s, int file, const void *bytes, size_t size)
{
    if (s->failed || file < 0 || (size_t)file >= s->n || s->files[file].fd < 0)
        return false;
    const char *p = bytes;
    while (size) {
        ssize_t n = write(s->files[file].fd, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return failed_at(s, s->files[file].name, n < 0 ? errno : EIO);
        p += n;
        size -= (size_t)n;
    }
    return true;
}

/* --------------------------------------------------------------- publishing */

static bool sync_files(pas_stage *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct file *f = &s->files[i];
        if (f->fd < 0)
            continue;
        int fd = f->fd;
        f->fd = -1;
        if (fsync(fd) != 0) {
            int error = errno;
            close(fd);
            return failed_at(s, f->name, error);
        }
        if (close(fd) != 0)
            return failed_at(s, f->name, errno);
    }
    return true;
}

static bool touch(pas_stage *s, const char *entry)
{
    int fd = openat(s->dir, entry, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return fd >= 0 && close(fd) == 0;
}

/* Keeps what the name was before, so that publishing can be undone. */
static bool keep_former(pas_stage *s, const struct file *f)
{
    char entry[300];
    bool exists;
    if (!is_replaceable(s, f->name, &exists))
        return false;
    leftover_name(entry, sizeof entry, getpid(), exists ? "old-" : "new-", f->name);
    if (!exists)
        return touch(s, entry) || failed_at(s, f->name, errno);
    if (linkat(s->dir, f->name, s->dir, entry, 0) == 0)
        return true;
    return renameat(s->dir, f->name, s->dir, entry) == 0 || failed_at(s, f->name, errno);
}

static bool begin_publishing(pas_stage *s)
{
    char marker[64];
    leftover_name(marker, sizeof marker, getpid(), "publishing", "");
    if (!touch(s, marker))
        return failed_at(s, s->folder, errno);
    for (size_t i = 0; i < s->n; i++)
        if (!keep_former(s, &s->files[i]))
            return false;
    return fsync(s->dir) == 0 || failed_at(s, s->folder, errno);
}

static bool rename_all(pas_stage *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct file *f = &s->files[i];
        if (renameat(s->dir, f->temp, s->dir, f->name) != 0)
            return failed_at(s, f->name, errno);
        f->is_staged = false;
    }
    return fsync(s->dir) == 0 || failed_at(s, s->folder, errno);
}

bool pas_stage_publish(pas_stage *s)
{
    if (s->failed || !sync_files(s))
        return false;
    if (s->n == 0)
        return true;
    bool ok = begin_publishing(s) && rename_all(s);
    char marker[64];
    leftover_name(marker, sizeof marker, getpid(), "publishing", "");
    if (ok && unlinkat(s->dir, marker, 0) != 0)
        ok = failed_at(s, s->folder, errno);
    clean_up(s->dir, getpid());
    for (size_t i = 0; i < s->n; i++)
        s->files[i].is_staged = false;
    return ok;
}

void pas_stage_close(pas_stage *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        if (s->files[i].fd >= 0)
            close(s->files[i].fd);
        if (s->files[i].is_staged)
            unlinkat(s->dir, s->files[i].temp, 0);
        free(s->files[i].name);
    }
    close(s->dir);
    free(s->files);
    free(s->folder);
    free(s);
}

uint32_t pas_stage_count(const pas_stage *s)
{
    return (uint32_t)s->n;
}

const char *pas_stage_name(const pas_stage *s, uint32_t i)
{
    return i < s->n ? s->files[i].name : NULL;
}

const char *pas_stage_folder(const pas_stage *s)
{
    return s->folder;
}
