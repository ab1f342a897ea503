/*
 * The files of a read step: opened once, safely, and recognised by their content where the pipeline
 * does not say what they are. Used by execute.c and by cli's identify.
 */
#ifndef PAS_RUN_INPUTS_H
#define PAS_RUN_INPUTS_H

#include "pipeline/plan.h"
#include "worker/job.h"

#include <time.h>

/* A file as it was when it was opened. */
typedef struct pas_opened {
    int fd;
    uint64_t size;
    struct timespec changed;
} pas_opened;

typedef struct pas_read_inputs {
    pas_job_input *inputs; /* all; once chosen, those of this plugin, in the plan's order */
    uint32_t n;
    pas_opened *opened; /* all that were */
    uint32_t n_opened;
    pas_recognised *recognised; /* the answer to the question: as many as were opened */
    bool ask;                   /* the pipeline does not say what every file is */
} pas_read_inputs;

/* Opens a regular file read-only without waiting (no FIFO, no device). -1: said at `name`. */
int pas_input_open(const char *path, const char *name, const char *step, uint64_t most, uint64_t *ret_size,
                   pas_findings_list *findings);

/* Opens the step's files. False: said (one is missing or cannot be read). */
bool pas_inputs_open(pas_read_inputs *ret, const pas_step *step, uint64_t most, pas_findings_list *findings,
                     pas_arena *arena);
/* What the plugin of `job` is to be asked of them: which are its documents. */
pas_job pas_inputs_question(const pas_read_inputs *in, const pas_job *job);
/* Once answered (or if nothing had to be asked): keeps those that are the plugin's documents. Of a document
 * in two forms the fuller is kept, and that is said. False: said (a needed one is missing, or two files are
 * one document). */
bool pas_inputs_choose(pas_read_inputs *in, const pas_step *step, pas_findings_list *findings);
/* Whether the files are still what they were when they were opened. False: said; what was read of them may be
 * neither the old nor the new. */
bool pas_inputs_unchanged(const pas_read_inputs *in, const pas_step *step, pas_findings_list *findings);
void pas_inputs_close(pas_read_inputs *in);

/* What the plugin of a step takes its file number `i` for; NULL: it does not know it. */
const pas_document *pas_inputs_known(const pas_read_inputs *in, const pas_step *step, uint32_t i);

/* A file that is some plugin's document, read or not. */
typedef struct pas_known_file {
    const char *name;
    const pas_document *document;
    const char *system;
} pas_known_file;

/* Files that patterns brought in and that no read step took: information, so that nothing is left out
 * in silence, with what those are that somebody knows. */
void pas_inputs_say_unused(const pas_plan *plan, const pas_graph *g, const pas_known_file *known,
                           size_t n_known, pas_findings_list *findings);

/* What one file is, asked of every usable plugin: those within 5 points of the best, best first. More
 * than one is a tie that nobody should break by guessing; 0 is unknown. */
#define PAS_MOST_IDENTITIES 8
typedef struct pas_identity {
    const pas_plugin *plugin;
    const pas_document *document;
    uint32_t score;
    pas_form form;
} pas_identity;
/* `like` tells how: in_process, sandbox, now, limits. */
uint32_t pas_inputs_identify_any(const pas_catalogue *catalogue, const pas_job_input *file,
                                 const pas_job *like, pas_findings_list *findings,
                                 pas_identity ret[PAS_MOST_IDENTITIES]);

#endif
