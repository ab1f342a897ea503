/* Starts a worker: this program again, with the job's files open and nothing else. */
#include "worker/child.h"

#include "worker/sanitized.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PROGRAM "/proc/self/exe"

/* ------------------------------------------------------------ in the child */

/* Nothing to read; what is printed goes to the host alone. */
static void place_standard_streams(int out, int err)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 ||
        dup2(err, STDERR_FILENO) < 0)
        _exit(PAS_EXIT_NOT_STARTED);
}

/* Moves the descriptors a worker gets to their places; none of them is below the last place. */
static void place_descriptors(const int *fds, int n)
{
    for (int i = 0; i < n; i++)
        if (dup2(fds[i], PAS_FD_JOB + i) < 0)
            _exit(PAS_EXIT_NOT_STARTED);
    (void)close_range((unsigned)(PAS_FD_JOB + n), ~0u, 0);
}

/* Signals as they are by nature: whoever started us may have blocked or ignored those that say what a worker
 * was refused or used up. */
static void set_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGXCPU, SIG_DFL);
    (void)signal(SIGPIPE, SIG_DFL);
}

_Noreturn static void become_worker(pid_t host, const int *fds, int n, char *const environment[])
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != host)
        _exit(PAS_EXIT_NOT_STARTED); /* it died before this was asked for */
    place_descriptors(fds, n);
    set_signals();
    char program[] = "passerelle", flag[] = PAS_WORKER_FLAG;
    char *argv[] = {program, flag, NULL};
    execve(PROGRAM, argv, environment);
    _exit(PAS_EXIT_NOT_STARTED);
}

/* ----------------------------------------------------------- in the parent */

/* The environment is the admin's: only what this program itself may need to start goes along. A sanitizer can
 * look for leaks only in a process without confinement. */
static char **environment_of(const pas_job *job, pas_arena *arena)
{
    static const char *const kept[] = {"LD_LIBRARY_PATH", "TZ", "ASAN_OPTIONS", "UBSAN_OPTIONS"};
    size_t n = sizeof kept / sizeof kept[0], at = 0;
    char **all = pas_arena_alloc(arena, (n + 1) * sizeof *all);
    for (size_t i = 0; i < (PAS_SANITIZED ? n : 2); i++) {
        const char *value = getenv(kept[i]);
        if (!value)
            continue;
        bool leaks = strcmp(kept[i], "ASAN_OPTIONS") == 0 && job->sandbox != PAS_SANDBOX_OFF;
        pas_str set = pas_arena_format(arena, "%s=%s%s", kept[i], value, leaks ? ":detect_leaks=0" : "");
        all[at++] = pas_arena_cstr(arena, set.ptr, set.len);
    }
    return all;
}

/* A descriptor above every place a worker uses, so that placing one never treads on another. */
static int lift(int fd, int above)
{
    int lifted = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, above);
    if (fd >= 0)
        close(fd);
    return lifted;
}

static bool write_all(int fd, const pas_buf *bytes)
{
    for (size_t at = 0; at < bytes->len;) {
        ssize_t n = write(fd, bytes->ptr + at, bytes->len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    return true;
}

static int job_file(const pas_job *job, size_t graph_size)
{
    int fd = memfd_create("job", MFD_CLOEXEC);
    if (fd < 0)
        return -1;
    pas_buf bytes = {0};
    pas_job_encode(job, graph_size, &bytes);
    bool good = write_all(fd, &bytes);
    pas_buf_free(&bytes);
    if (good)
        return fd;
    close(fd);
    return -1;
}

/* Sealed: a worker that cut it short would kill the host that reads it. */
static int page_file(pas_page **ret_page)
{
    int fd = memfd_create("page", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    bool good = fd >= 0 && ftruncate(fd, (off_t)sizeof(pas_page)) == 0 &&
                fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
    void *p = good ? mmap(NULL, sizeof(pas_page), PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (p != MAP_FAILED) {
        *ret_page = p;
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

uint64_t pas_child_resident(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    FILE *f = fopen(path, "re");
    unsigned long long size = 0, pages = 0;
    if (f) {
        if (fscanf(f, "%llu %llu", &size, &pages) != 2)
            pages = 0;
        fclose(f);
    }
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* A pipe of which we keep the reading end; the other is put above the worker's places. */
static int channel(int above, int *ret_ours)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    *ret_ours = ends[0];
    return lift(ends[1], above);
}

static bool launch(pas_child *c, const int *fds, int n, char *const environment[])
{
    for (int i = 0; i < n; i++)
        if (fds[i] < 0)
            return false;
    fflush(NULL);
    c->at_start = pas_child_resident(getpid());
    pid_t host = getpid();
    /* Nothing of our memory is copied for a child that keeps none of it: until it is another program it only
     * makes system calls. */
    c->pid = vfork();
    if (c->pid == 0) {
        place_standard_streams(fds[n - 2], fds[n - 1]);
        become_worker(host, fds, n - 2, environment);
    }
    return c->pid > 0;
}

/* What a worker gets, in the order of its places, and then what it prints to. Without a graph the job stands
 * in its place. */
bool pas_child_start(const pas_job *job, const pas_image *graph, pas_child *ret)
{
    int n = PAS_FD_INPUTS - PAS_FD_JOB + (int)job->n_inputs + 2, above = PAS_FD_JOB + n;
    int *fds = pas_xcalloc((size_t)n, sizeof *fds);
    pas_arena *arena = pas_arena_new();
    *ret = (pas_child){.wire = -1, .out.fd = -1, .err.fd = -1};
    fds[0] = lift(job_file(job, graph->size), above);
    fds[1] = channel(above, &ret->wire);
    fds[2] = lift(page_file(&ret->page), above);
    fds[3] = fcntl(graph->size ? graph->fd : fds[0], F_DUPFD_CLOEXEC, above);
    for (uint32_t i = 0; i < job->n_inputs; i++)
        fds[4 + i] = fcntl(job->inputs[i].fd, F_DUPFD_CLOEXEC, above);
    fds[n - 2] = channel(above, &ret->out.fd);
    fds[n - 1] = channel(above, &ret->err.fd);
    bool good = launch(ret, fds, n, environment_of(job, arena));
    int error = errno;
    for (int i = 0; i < n; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(fds);
    pas_arena_free(arena);
    if (!good)
        pas_child_done(ret);
    errno = error;
    return good;
}

void pas_child_done(pas_child *c)
{
    int *const ends[] = {&c->wire, &c->out.fd, &c->err.fd};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (*ends[i] >= 0)
            close(*ends[i]);
        *ends[i] = -1;
    }
    if (c->page)
        munmap(c->page, sizeof *c->page);
    c->page = NULL;
}
