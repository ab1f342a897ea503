/* The host's side of a worker's life: starts it, feeds it, watches the clock and its memory, and says
 * how it ended. */
#include "base/stop.h"
#include "worker/job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* What a worker finds open. */
enum { FD_JOB = 3, FD_WIRE = 4, FD_PAGE = 5, FD_INPUTS = 6 };

static const char *worker_program = "/proc/self/exe";

void pas_worker_set_program(const char *path)
{
    worker_program = path;
}

struct child {
    pid_t pid;
    int wire;
    pas_page *page;
    bool late, fat, broken;
    int wait_status;
    uint64_t at_start; /* resident memory it was forked with */
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ------------------------------------------------------------ in the child */

static void set_limit(__rlimit_resource_t what, rlim_t most, rlim_t never)
{
    struct rlimit limit = {most, never};
    (void)setrlimit(what, &limit);
}

/* Moves the descriptors a worker gets to their places; none of them is below the last place. */
static void place_descriptors(const int *fds, int n)
{
    for (int i = 0; i < n; i++)
        if (dup2(fds[i], FD_JOB + i) < 0)
            _exit(127);
    (void)close_range((unsigned)(FD_JOB + n), ~0u, 0);
}

/* Nothing to read; what a plugin prints goes with the errors, never into what the program prints. */
static void set_standard_streams(void)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing >= 0 && dup2(nothing, STDIN_FILENO) < 0)
        _exit(127);
    if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0 && (nothing < 0 || dup2(nothing, STDOUT_FILENO) < 0))
        _exit(127);
}

_Noreturn static void become_worker(const pas_job *job, const int *fds, int n)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    set_standard_streams();
    place_descriptors(fds, n);
    set_limit(RLIMIT_CORE, 0, 0);
    /* The first limit says SIGXCPU, which is told apart from a crash; the second kills. */
    set_limit(RLIMIT_CPU, job->limits.cpu_seconds, job->limits.cpu_seconds + 2);
    if (!SANITIZED)
        set_limit(RLIMIT_AS, job->limits.memory_bytes + (64u << 20), job->limits.memory_bytes + (64u << 20));
    char program[] = "passerelle", flag[] = PAS_WORKER_FLAG;
    char *argv[] = {program, flag, NULL};
    execv(worker_program, argv);
    _exit(127);
}

/* ----------------------------------------------------------- in the parent */

/* A descriptor above every place a worker uses, so that placing one never treads on another. */
static int lift(int fd, int above)
{
    int lifted = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, above);
    if (fd >= 0)
        close(fd);
    return lifted;
}

static int job_file(const pas_job *job)
{
    int fd = memfd_create("job", MFD_CLOEXEC);
    if (fd < 0)
        return -1;
    pas_buf bytes = {0};
    pas_job_encode(job, &bytes);
    size_t at = 0;
    while (at < bytes.len) {
        ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            close(fd);
            fd = -1;
            break;
        }
        at += (size_t)n;
    }
    pas_buf_free(&bytes);
    return fd;
}

static int page_file(pas_page **ret_page)
{
    int fd = memfd_create("page", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, (off_t)sizeof(pas_page)) != 0) {
        if (fd >= 0)
            close(fd);
        return -1;
    }
    void *p = mmap(NULL, sizeof(pas_page), PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED) {
        close(fd);
        return -1;
    }
    *ret_page = p;
    return fd;
}

/* Resident memory of a process, 0 if it cannot be known. */
static uint64_t resident(pid_t pid)
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

static bool start(const pas_job *job, struct child *c)
{
    int n = 3 + (int)job->n_inputs, above = FD_JOB + n;
    int *fds = pas_xcalloc((size_t)n, sizeof *fds);
    int ends[2] = {-1, -1};
    bool piped = pipe2(ends, O_CLOEXEC) == 0;
    fds[0] = lift(job_file(job), above);
    fds[1] = lift(ends[1], above);
    fds[2] = lift(page_file(&c->page), above);
    for (uint32_t i = 0; i < job->n_inputs; i++)
        fds[3 + i] = fcntl(job->inputs[i].fd, F_DUPFD_CLOEXEC, above);
    bool good = piped;
    for (int i = 0; i < n; i++)
        good = good && fds[i] >= 0;
    if (good) {
        fflush(NULL);
        c->at_start = resident(getpid());
        c->pid = fork();
        if (c->pid == 0)
            become_worker(job, fds, n);
        good = c->pid > 0;
    }
    for (int i = 0; i < n; i++)
        if (fds[i] >= 0)
            close(fds[i]);
    free(fds);
    c->wire = ends[0];
    return good;
}

/* Waits for its end, which comes at once unless the plugin has closed the wire behind our back. A plugin
 * that is refused memory often crashes of it, between two looks at what it holds: its peak tells, unless
 * that is what it had of us when it was forked. */
static void reap(const pas_job *job, struct child *c, double deadline)
{
    struct rusage used = {0};
    pid_t ended;
    while ((ended = wait4(c->pid, &c->wait_status, WNOHANG, &used)) == 0 || (ended < 0 && errno == EINTR)) {
        if (!c->late && seconds() > deadline) {
            c->late = true;
            kill(c->pid, SIGKILL);
        }
        usleep(500);
    }
    uint64_t peak = (uint64_t)used.ru_maxrss << 10;
    bool failed = !WIFEXITED(c->wait_status) || WEXITSTATUS(c->wait_status) != 0;
    if (failed && peak > job->limits.memory_bytes && peak > c->at_start)
        c->fat = true;
}

static void listen_to(const pas_job *job, struct child *c, pas_intake *decoder)
{
    double deadline = seconds() + (double)job->limits.step_seconds;
    char *buffer = pas_xmalloc(1u << 18);
    for (;;) {
        struct pollfd p = {.fd = c->wire, .events = POLLIN};
        int ready = poll(&p, 1, 100);
        if (ready < 0 && errno != EINTR)
            break;
        if (ready > 0) {
            ssize_t n = read(c->wire, buffer, 1u << 18);
            if (n == 0 || (n < 0 && errno != EINTR))
                break;
            if (n > 0 && !pas_intake_feed(decoder, buffer, (size_t)n)) {
                c->broken = true;
                break;
            }
        }
        c->late = seconds() > deadline;
        c->fat = resident(c->pid) > job->limits.memory_bytes;
        if (c->late || c->fat || pas_stop_asked())
            break;
    }
    free(buffer);
    if (c->late || c->fat || c->broken || pas_stop_asked())
        kill(c->pid, SIGKILL);
    reap(job, c, deadline);
}

/* ------------------------------------------------------------ how it ended */

static pas_origin last_place(const pas_job *job, const pas_page *page, pas_arena *arena)
{
    pas_origin at = {.step = pas_cstr(job->step)};
    if (!page)
        return at;
    size_t input = page->input_len <= sizeof page->input ? page->input_len : 0;
    size_t record = page->record_len <= sizeof page->record ? page->record_len : 0;
    if (input)
        at.file = pas_arena_str(arena, (pas_str){page->input, pas_utf8_valid(page->input, input)});
    if (record)
        at.record = pas_arena_str(arena, (pas_str){page->record, pas_utf8_valid(page->record, record)});
    at.line = page->line;
    return at;
}

static pas_status say_end(const pas_job *job, const struct child *c, const char *why, pas_answer *answer)
{
    pas_arena *arena = pas_arena_new();
    pas_origin at = last_place(job, c->page, arena);
    const char *code = "greffon-arrete";
    pas_status status = PAS_E_INTERNAL;
    pas_str detail = PAS_STR("");
    if (pas_stop_asked()) {
        code = "execution-interrompue";
        status = PAS_E_CANCELLED;
    } else if (c->late) {
        code = "greffon-trop-long";
        status = PAS_E_CANCELLED;
        detail = pas_arena_format(arena, "%u", job->limits.step_seconds);
    } else if (c->fat || (WIFEXITED(c->wait_status) && WEXITSTATUS(c->wait_status) == PAS_EXIT_NOMEM)) {
        code = "greffon-memoire-epuisee";
        status = PAS_E_NOMEM;
        detail = pas_arena_format(arena, "%llu", (unsigned long long)(job->limits.memory_bytes >> 20));
    } else if (WIFSIGNALED(c->wait_status) && WTERMSIG(c->wait_status) == SIGXCPU) {
        code = "greffon-trop-long";
        status = PAS_E_CANCELLED;
        detail = pas_arena_format(arena, "%u", job->limits.cpu_seconds);
    } else if (why) {
        code = "greffon-fil-rompu";
        detail = pas_cstr(why);
    } else if (WIFSIGNALED(c->wait_status)) {
        const char *name = sigabbrev_np(WTERMSIG(c->wait_status));
        code = "greffon-plante";
        detail = pas_arena_format(arena, "SIG%s", name ? name : "?");
    } else if (WIFEXITED(c->wait_status)) {
        detail = pas_arena_format(arena, "%d", WEXITSTATUS(c->wait_status));
    }
    pas_list_say(answer->findings, at, code, "greffon", job->plugin_id, "detail", detail.ptr, NULL);
    pas_arena_free(arena);
    return status;
}

static pas_status run_apart(const pas_job *job, pas_answer *answer)
{
    struct child c = {.wire = -1};
    if (!start(job, &c)) {
        pas_list_say(answer->findings, (pas_origin){.step = pas_cstr(job->step)}, "greffon-non-lance",
                     "greffon", job->plugin_id, "detail", strerror(errno), NULL);
        if (c.wire >= 0)
            close(c.wire);
        if (c.page)
            munmap(c.page, sizeof *c.page);
        return PAS_E_IO;
    }
    pas_intake *decoder = pas_intake_new(job, answer);
    listen_to(job, &c, decoder);
    bool done = false;
    const char *why = NULL;
    pas_status status = pas_intake_end(decoder, &done, &why);
    /* Said all and then died on its way out: something in it is wrong all the same. */
    if (!done || c.late || c.fat || pas_stop_asked() || !WIFEXITED(c.wait_status) ||
        WEXITSTATUS(c.wait_status) != 0) {
        answer->lost = true;
        status = say_end(job, &c, c.late || c.fat ? NULL : why, answer);
    }
    pas_intake_free(decoder);
    close(c.wire);
    munmap(c.page, sizeof *c.page);
    return status;
}

static bool feed_decoder(void *data, const void *bytes, size_t size)
{
    return pas_intake_feed(data, bytes, size);
}

static pas_status run_here(const pas_job *job, pas_answer *answer)
{
    pas_intake *decoder = pas_intake_new(job, answer);
    pas_wire wire = {.write = feed_decoder, .data = decoder};
    pas_buf graph = {0};
    if (job->graph)
        pas_graph_encode(job->graph, &graph);
    (void)pas_job_serve(job, &graph, &wire, NULL);
    pas_buf_free(&graph);
    pas_buf_free(&wire.pending);
    bool done = false;
    const char *why = NULL;
    pas_status status = pas_intake_end(decoder, &done, &why);
    if (!done) {
        answer->lost = true;
        pas_list_say(answer->findings, (pas_origin){.step = pas_cstr(job->step)}, "greffon-fil-rompu",
                     "greffon", job->plugin_id, "detail", why ? why : "", NULL);
    }
    pas_intake_free(decoder);
    return status;
}

pas_status pas_job_run(const pas_job *job, pas_answer *answer)
{
    return job->in_process ? run_here(job, answer) : run_apart(job, answer);
}

/* ----------------------------------------------------------- a worker's main */

static bool write_wire(void *data, const void *bytes, size_t size)
{
    (void)data;
    const char *p = bytes;
    while (size) {
        ssize_t n = write(FD_WIRE, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(1); /* the host is gone */
        p += n;
        size -= (size_t)n;
    }
    return true;
}

static bool read_job(pas_buf *bytes)
{
    off_t size = lseek(FD_JOB, 0, SEEK_END);
    if (size <= 0)
        return false;
    char *to = pas_buf_room(bytes, (size_t)size);
    while (bytes->len < (size_t)size) {
        ssize_t n = pread(FD_JOB, to + bytes->len, (size_t)size - bytes->len, (off_t)bytes->len);
        if (n <= 0)
            return false;
        bytes->len += (size_t)n;
    }
    return true;
}

int pas_worker_main(void)
{
    pas_buf bytes = {0}, graph_bytes = {0};
    pas_arena *arena = pas_arena_new();
    pas_job job;
    void *page = mmap(NULL, sizeof(pas_page), PROT_READ | PROT_WRITE, MAP_SHARED, FD_PAGE, 0);
    if (!read_job(&bytes) || !pas_job_decode(bytes.ptr, bytes.len, arena, &job, &graph_bytes)) {
        fprintf(stderr, "passerelle: %s est réservé au programme lui-même / is for the program's own use\n",
                PAS_WORKER_FLAG);
        pas_buf_free(&bytes);
        pas_buf_free(&graph_bytes);
        pas_arena_free(arena);
        return 3;
    }
    pas_buf_free(&bytes);
    pas_job_input *inputs = pas_arena_alloc(arena, job.n_inputs * sizeof *inputs);
    for (uint32_t i = 0; i < job.n_inputs; i++) {
        inputs[i] = job.inputs[i];
        inputs[i].fd = FD_INPUTS + (int)i;
    }
    job.inputs = inputs;
    pas_wire wire = {.write = write_wire};
    (void)pas_job_serve(&job, &graph_bytes, &wire, page == MAP_FAILED ? NULL : page);
    pas_buf_free(&wire.pending);
    pas_buf_free(&graph_bytes);
    pas_arena_free(arena);
    return 0;
}
