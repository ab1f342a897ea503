/*
 * What this machine and this installation can do: the facts behind `passerelle doctor`. What is wanting is a
 * finding with how to get it.
 */
#ifndef PAS_RUN_DOCTOR_H
#define PAS_RUN_DOCTOR_H

#include "base/sandbox.h"
#include "plugins/catalogue.h"

typedef struct pas_diagnosis {
    const char *kernel;    /* "6.1.0-32-amd64" */
    pas_level level;       /* what a worker reached, tried for real */
    bool shut;             /* and nothing it was denied was possible */
    const char *pipelines; /* the folder of the installed ones */
    uint32_t n_pipelines;
} pas_diagnosis;

/* Texts live in the arena. `pipelines`: where installed pipelines are. */
pas_diagnosis pas_doctor(const pas_catalogue *catalogue, const char *pipelines, pas_findings_list *findings,
                         pas_arena *arena);

#endif
