/* A worker's main: takes its job, shuts itself in, serves it, ends. */
#include "worker/confine.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static bool write_wire(void *data, const void *bytes, size_t size)
{
    (void)data;
    const char *p = bytes;
    while (size) {
        ssize_t n = write(PAS_FD_WIRE, p, size);
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
    off_t size = lseek(PAS_FD_JOB, 0, SEEK_END);
    if (size <= 0)
        return false;
    char *to = pas_buf_room(bytes, (size_t)size);
    while (bytes->len < (size_t)size) {
        ssize_t n = pread(PAS_FD_JOB, to + bytes->len, (size_t)size - bytes->len, (off_t)bytes->len);
        if (n <= 0)
            return false;
        bytes->len += (size_t)n;
    }
    return true;
}

static bool close_confinement(void *c)
{
    return pas_confine_close(c);
}

static void serve(pas_job *job, const pas_image *graph, pas_page *page, pas_arena *arena)
{
    pas_job_input *inputs = pas_arena_alloc(arena, job->n_inputs * sizeof *inputs);
    for (uint32_t i = 0; i < job->n_inputs; i++) {
        inputs[i] = job->inputs[i];
        inputs[i].fd = PAS_FD_INPUTS + (int)i;
    }
    job->inputs = inputs;
    pas_wire wire = {.write = write_wire};
    pas_serving serving = {.graph = graph, .page = page, .close = close_confinement};
    serving.confinement = pas_confine_enter(job, page, &serving.level);
    (void)pas_job_serve(job, &serving, &wire);
    pas_confine_free(serving.confinement);
    pas_buf_free(&wire.pending);
}

int pas_worker_main(void)
{
    pas_buf bytes = {0};
    pas_image graph = {.fd = -1};
    size_t graph_size = 0;
    pas_arena *arena = pas_arena_new();
    pas_job job;
    void *page = mmap(NULL, sizeof(pas_page), PROT_READ | PROT_WRITE, MAP_SHARED, PAS_FD_PAGE, 0);
    bool good = page != MAP_FAILED && read_job(&bytes) &&
                pas_job_decode(bytes.ptr, bytes.len, arena, &job, &graph_size) &&
                (!graph_size || pas_image_map(PAS_FD_GRAPH, graph_size, &graph));
    pas_buf_free(&bytes);
    if (good) {
        close(PAS_FD_JOB);
        close(PAS_FD_PAGE);
        close(PAS_FD_GRAPH);
        graph.fd = -1;
        serve(&job, &graph, page, arena);
    } else {
        fprintf(stderr, "passerelle: %s est réservé au programme lui-même / is for the program's own use\n",
                PAS_WORKER_FLAG);
    }
    pas_image_done(&graph);
    pas_arena_free(arena);
    return good ? 0 : 3;
}
