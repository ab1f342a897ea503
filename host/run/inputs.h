/*
 * The files of a read step: opened once, safely, and recognised by their content where the pipeline
 * does not say what they are. Used by execute.c and by cli's identify.
 */
#ifndef PAS_RUN_INPUTS_H
#define PAS_RUN_INPUTS_H

#include "pipeline/plan.h"
#include "worker/job.h"

typedef struct pas_read_inputs {
    pas_job_input *inputs; /* those of this plugin, in the plan's order */
    uint32_t n;
    int *fds; /* all that were opened */
    uint32_t n_fds;
} pas_read_inputs;

/* Opens a regular file read-only without waiting (no FIFO, no device). -1: said at `name`. */
int pas_input_open(const char *path, const char *name, const char *step, uint64_t most, uint64_t *ret_size,
                   pas_findings_list *findings);

/* Opens the step's files and keeps those that are the plugin's documents. False: said (a file missing,
 * unreadable, or two files for one document). `job` tells which plugin and under which limits. */
bool pas_inputs_open(pas_read_inputs *ret, const pas_step *step, const pas_job *job,
                     pas_findings_list *findings, pas_arena *arena);
void pas_inputs_close(pas_read_inputs *in);

/* Files that patterns brought in and that no read step took: information, so that nothing is left out
 * in silence. */
void pas_inputs_say_unknown(const pas_plan *plan, const pas_graph *g, pas_findings_list *findings);

/* Asks one plugin which of the files are its documents; `ret` has job->n_inputs rows. */
pas_status pas_inputs_identify(const pas_job *job, const pas_plugin *plugin, pas_findings_list *findings,
                               pas_recognised *ret);

/* What one file is, asked of every usable plugin: those within 5 points of the best, best first. More
 * than one is a tie that nobody should break by guessing; 0 is unknown. */
#define PAS_MOST_IDENTITIES 8
typedef struct pas_identity {
    const pas_plugin *plugin;
    const pas_document *document;
    uint32_t score;
} pas_identity;
uint32_t pas_inputs_identify_any(const pas_catalogue *catalogue, int fd, pas_str name, uint64_t size,
                                 bool in_process, pas_stamp now, pas_findings_list *findings,
                                 pas_identity ret[PAS_MOST_IDENTITIES]);

#endif
