/* The host's side of workers at work: feeds what they send to the intakes, watches the clock, their silence
 * and their memory, and gives the answers in the order of the jobs. */
#include "worker/child.h"

#include "base/clock.h"
#include "base/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum state { WAITING, AT_WORK, ENDING, ENDED, TOLD };

/* One job among those that run. */
struct running {
    const pas_job *job;
    pas_answer answer; /* what the caller gave, but with findings of its own: they are added in order */
    pas_child child;
    pas_intake *intake;
    enum state state;
    bool started;
    double began, deadline, heard, weighed; /* when it was last heard of, when its memory was looked at */
    uint32_t beats;
};

#define CHUNK (1u << 18)
#define TURN_MS 100
#define PIPE_SIZE (1 << 20) /* fewer turns while a graph comes through */
#define MEMORY_EVERY 0.02   /* seconds between two looks at what it holds */
#define MOST_PIECES 64      /* of what it prints, in one turn: more than a pipe holds */

static uint32_t processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (uint32_t)n : 1;
}

/* -------------------------------------------------------------- start and end */

static void start(struct running *r, const pas_image *graph)
{
    r->started = graph && pas_child_start(r->job, graph, &r->child);
    if (!r->started) {
        pas_list_say(r->answer.findings, (pas_origin){.step = pas_cstr(r->job->step)}, "greffon-non-lance",
                     "greffon", r->job->plugin_id, "detail", strerror(errno), NULL);
        r->state = ENDED;
        return;
    }
    int *const noises[] = {&r->child.out.fd, &r->child.err.fd};
    for (size_t i = 0; i < 2; i++)
        (void)fcntl(*noises[i], F_SETFL, O_NONBLOCK);
    (void)fcntl(r->child.wire, F_SETPIPE_SZ, PIPE_SIZE);
    r->intake = pas_intake_new(r->job, &r->answer);
    r->began = r->heard = pas_seconds();
    r->deadline = r->began + (double)r->job->limits.step_seconds;
    r->state = AT_WORK;
}

/* Kills what must not go on; the rest is waiting for its end. */
static void stop(struct running *r)
{
    (void)kill(r->child.pid, SIGKILL);
    r->state = ENDING;
}

/* ------------------------------------------------------------------- listening */

static void hear_noise(pas_noise *noise)
{
    char bytes[4096];
    ssize_t n = 1;
    for (int i = 0; i < MOST_PIECES && (n = read(noise->fd, bytes, sizeof bytes)) > 0; i++) {
        uint64_t kept = noise->bytes < PAS_NOISE_KEPT ? PAS_NOISE_KEPT - noise->bytes : 0;
        if (kept)
            memcpy(noise->kept + noise->bytes, bytes, (uint64_t)n < kept ? (size_t)n : (size_t)kept);
        noise->bytes += (uint64_t)n;
    }
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        close(noise->fd);
        noise->fd = -1;
    }
}

static void hear_noises(struct running *r)
{
    pas_noise *const noises[] = {&r->child.out, &r->child.err};
    for (size_t i = 0; i < 2; i++)
        if (noises[i]->fd >= 0)
            hear_noise(noises[i]);
}

/* Its end comes at once unless the plugin has closed the wire behind our back. A plugin that is refused
 * memory often crashes of it, between two looks at what it holds: its peak tells, unless that is what it had
 * of us when it was forked. */
static void try_reap(struct running *r)
{
    struct rusage used = {0};
    pid_t ended = wait4(r->child.pid, &r->child.wait_status, WNOHANG, &used);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return;
    uint64_t peak = (uint64_t)used.ru_maxrss << 10;
    bool failed = !WIFEXITED(r->child.wait_status) || WEXITSTATUS(r->child.wait_status) != 0;
    if (failed && peak > r->job->limits.memory_bytes && peak > r->child.at_start)
        r->child.fat = true;
    hear_noises(r);
    r->answer.seconds = pas_seconds() - r->began;
    r->state = ENDED;
}

static void hear_wire(struct running *r, char *buffer)
{
    ssize_t n = read(r->child.wire, buffer, CHUNK);
    if (n < 0 && errno == EINTR)
        return;
    if (n <= 0) {
        r->state = ENDING;
        return;
    }
    r->heard = pas_seconds();
    if (!pas_intake_feed(r->intake, buffer, (size_t)n)) {
        r->child.broken = true;
        stop(r);
    }
}

static void look_at_limits(struct running *r)
{
    pas_child *c = &r->child;
    double now = pas_seconds();
    if (c->page->beats != r->beats) {
        r->beats = c->page->beats;
        r->heard = now;
    }
    c->late = c->late || now > r->deadline;
    c->mute = c->mute || now - r->heard > (double)r->job->limits.idle_seconds;
    if (now - r->weighed > MEMORY_EVERY) {
        r->weighed = now;
        c->fat = c->fat || pas_child_resident(c->pid) > r->job->limits.memory_bytes;
    }
    if (c->late || c->mute || c->fat || pas_stop_asked())
        stop(r);
}

/* The descriptors to be listened to: three a job, in its order; -1 is ignored by poll. */
static bool poll_all(struct running *all, uint32_t n, struct pollfd *fds)
{
    bool ending = false;
    for (uint32_t i = 0; i < n; i++) {
        struct running *r = &all[i];
        bool listen = r->state == AT_WORK || r->state == ENDING;
        ending = ending || r->state == ENDING;
        fds[3 * i] = (struct pollfd){.fd = r->state == AT_WORK ? r->child.wire : -1, .events = POLLIN};
        fds[3 * i + 1] = (struct pollfd){.fd = listen ? r->child.out.fd : -1, .events = POLLIN};
        fds[3 * i + 2] = (struct pollfd){.fd = listen ? r->child.err.fd : -1, .events = POLLIN};
    }
    return poll(fds, 3 * n, ending ? 1 : TURN_MS) > 0;
}

static void turn(struct running *all, uint32_t n, struct pollfd *fds, char *buffer)
{
    bool heard = poll_all(all, n, fds);
    for (uint32_t i = 0; i < n; i++) {
        struct running *r = &all[i];
        if (r->state != AT_WORK && r->state != ENDING)
            continue;
        if (heard && (fds[3 * i + 1].revents || fds[3 * i + 2].revents))
            hear_noises(r);
        if (heard && fds[3 * i].revents)
            hear_wire(r, buffer);
        if (r->state == ENDING)
            try_reap(r);
        if (r->state == AT_WORK || r->state == ENDING)
            look_at_limits(r);
    }
}

/* ---------------------------------------------------------------------- answers */

/* Joins what was read to the caller's graph and its findings to the caller's: only when those before it have.
 */
static pas_status tell(struct running *r, pas_answer *to)
{
    pas_status status = PAS_E_IO;
    if (r->started) {
        bool done = false;
        const char *why = NULL;
        status = pas_intake_end(r->intake, &done, &why);
        r->child.greeted = r->answer.level.reached != 0;
        status = pas_child_say_end(r->job, &r->child, done, why, status, r->answer.findings);
        r->answer.lost = r->answer.lost || !done;
        pas_intake_free(r->intake);
        pas_child_done(&r->child);
    }
    pas_list_add_all(to->findings, r->answer.findings);
    pas_list_free(r->answer.findings);
    to->refused = r->answer.refused;
    to->lost = r->answer.lost;
    to->level = r->answer.level;
    to->seconds = r->answer.seconds;
    r->state = TOLD;
    return status;
}

/* ------------------------------------------------------------------------- all */

struct pas_jobs {
    const pas_job *jobs;
    pas_answer *answers;
    uint32_t n;
    pas_image image;
    const pas_image *graph; /* NULL: it could not be made */
    bool here;
    struct running *all;
    uint32_t at_work, next, told;
};

static void start_some(pas_jobs *j)
{
    for (uint32_t most = processors(); j->next < j->n && j->at_work < most; j->next++) {
        start(&j->all[j->next], j->graph);
        j->at_work += j->all[j->next].state == AT_WORK;
    }
}

static void run_apart(pas_jobs *j, pas_status *statuses)
{
    struct pollfd *fds = pas_xcalloc((size_t)j->n * 3, sizeof *fds);
    char *buffer = pas_xmalloc(CHUNK);
    while (j->told < j->n) {
        start_some(j);
        if (j->at_work)
            turn(j->all, j->next, fds, buffer);
        j->at_work = 0;
        for (uint32_t i = 0; i < j->next; i++)
            j->at_work += j->all[i].state == AT_WORK || j->all[i].state == ENDING;
        for (; j->told < j->next && j->all[j->told].state == ENDED; j->told++)
            statuses[j->told] = tell(&j->all[j->told], &j->answers[j->told]);
    }
    free(buffer);
    free(fds);
}

/* ------------------------------------------------------------------- in process */

static bool feed_intake(void *data, const void *bytes, size_t size)
{
    return pas_intake_feed(data, bytes, size);
}

static pas_status run_here(const pas_job *job, pas_answer *answer, const pas_image *graph)
{
    pas_intake *intake = pas_intake_new(job, answer);
    pas_wire wire = {.write = feed_intake, .data = intake};
    pas_serving serving = {.graph = graph};
    double began = pas_seconds();
    (void)pas_job_serve(job, &serving, &wire);
    pas_buf_free(&wire.pending);
    answer->seconds = pas_seconds() - began;
    bool done = false;
    const char *why = NULL;
    pas_status status = pas_intake_end(intake, &done, &why);
    if (!done) {
        answer->lost = true;
        pas_list_say(answer->findings, (pas_origin){.step = pas_cstr(job->step)}, "greffon-fil-rompu",
                     "greffon", job->plugin_id, "detail", why ? why : "", NULL);
    }
    pas_intake_free(intake);
    return status;
}

/* ------------------------------------------------------------------ start and end */

pas_jobs *pas_jobs_start(const pas_job *jobs, pas_answer *answers, uint32_t n)
{
    pas_jobs *j = pas_xcalloc(1, sizeof *j);
    *j = (pas_jobs){.jobs = jobs, .answers = answers, .n = n, .image.fd = -1};
    j->graph = n && jobs[0].graph && !pas_image_make(jobs[0].graph, &j->image) ? NULL : &j->image;
    j->here = n && jobs[0].in_process && j->graph;
    if (j->here)
        return j;
    j->all = pas_xcalloc(n, sizeof *j->all);
    for (uint32_t i = 0; i < n; i++) {
        j->all[i] = (struct running){.job = &jobs[i], .answer = answers[i], .state = WAITING};
        j->all[i].answer.findings = pas_list_new();
    }
    start_some(j);
    return j;
}

void pas_jobs_end(pas_jobs *j, pas_status *ret_statuses)
{
    if (j->here)
        for (uint32_t i = 0; i < j->n; i++)
            ret_statuses[i] = run_here(&j->jobs[i], &j->answers[i], j->graph);
    else
        run_apart(j, ret_statuses);
    pas_image_done(&j->image);
    free(j->all);
    free(j);
}

void pas_jobs_run(const pas_job *jobs, pas_answer *answers, pas_status *ret_statuses, uint32_t n)
{
    pas_jobs_end(pas_jobs_start(jobs, answers, n), ret_statuses);
}

pas_status pas_job_run(const pas_job *job, pas_answer *answer)
{
    pas_status status = PAS_E_INTERNAL;
    pas_jobs_run(job, answer, &status, 1);
    return status;
}
