/*
 * What a worker does to itself before it meets a plugin, and once it is loaded (anchors.md §6): after
 * pas_confine_enter the plugin may be loaded, constructors and all; after pas_confine_close it may be run.
 * Called by main.c of this folder, in a process of one thread.
 */
#ifndef PAS_WORKER_CONFINE_H
#define PAS_WORKER_CONFINE_H

#include "worker/job.h"

typedef struct pas_confinement pas_confinement;

/* Limits, no core dump, no new privileges, Landlock with the plugin's file and the library folders only, the
 * first filter; as much of it as the job's policy asks and the kernel has. *ret_level tells. Never NULL. */
pas_confinement *pas_confine_enter(const pas_job *job, pas_page *page, pas_level *ret_level);
/* Landlock with nothing, the tight filter. False: what was there for the first step is refused now, and the
 * plugin must not be run. */
bool pas_confine_close(pas_confinement *c);
void pas_confine_free(pas_confinement *c);

#endif
