/*
 * Inside the worker folder: one worker process, from its start to what is said of its end. child.c starts
 * it, watch.c listens to several, ending.c says how each ended.
 */
#ifndef PAS_WORKER_CHILD_H
#define PAS_WORKER_CHILD_H

#include "worker/job.h"

#include <sys/types.h>

#define PAS_NOISE_KEPT 4096u /* of what it prints: a sanitizer's report, and more than is shown */

#define PAS_EXIT_NOT_STARTED 127 /* of a child that could not become a worker */

/* What a worker prints on its standard output or error: counted, the beginning kept. */
typedef struct pas_noise {
    int fd; /* our end, -1 once it is closed */
    uint64_t bytes;
    char kept[PAS_NOISE_KEPT];
} pas_noise;

typedef struct pas_child {
    pid_t pid;
    int wire; /* our end, -1 once it is closed */
    pas_noise out, err;
    pas_page *page;
    bool late, mute, fat, broken; /* why it was killed */
    bool greeted;                 /* its first frame came */
    int wait_status;
    uint64_t at_start; /* resident memory it was forked with */
} pas_child;

/* False: nothing was started, errno says why. */
bool pas_child_start(const pas_job *job, const pas_image *graph, pas_child *ret);
/* Frees what is left; the process has ended. */
void pas_child_done(pas_child *c);
/* Resident memory of a process, 0 if it cannot be known. */
uint64_t pas_child_resident(pid_t pid);

/* After its end: the finding that says how it ended, if it did not end well, and what it was refused or
 * printed. `why` is what was wrong with the wire, or NULL. Gives the status that the job ends with. */
pas_status pas_child_say_end(const pas_job *job, const pas_child *c, bool done, const char *why,
                             pas_status status, pas_findings_list *findings);

#endif
