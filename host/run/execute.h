/*
 * Executes a plan: reads, matches, checks, foresees and writes, in the plan's order; publishes at the
 * end, all or nothing. A dry run is the same code without the publishing.
 */
#ifndef PAS_RUN_EXECUTE_H
#define PAS_RUN_EXECUTE_H

#include "base/limits.h"
#include "run/record.h"

/* Exit codes of the design. */
#define PAS_EXIT_DONE 0
#define PAS_EXIT_WARNINGS 1
#define PAS_EXIT_DATA 2
#define PAS_EXIT_CONFIG 3
#define PAS_EXIT_PLUGIN 4
#define PAS_EXIT_IO 5
#define PAS_EXIT_INTERNAL 6

typedef struct pas_execute_wish {
    const pas_plan *plan;
    const pas_catalogue *catalogue;
    const char *out;        /* output folder */
    const char *save_graph; /* file for the graph, as text if it ends in .txt; or NULL */
    bool dry_run;
    bool in_process;
    pas_sandbox sandbox; /* of the command line: before the pipeline's */
    pas_stamp now;
    pas_limits limits;
} pas_execute_wish;

/* Runs. The record and everything in it live in `arena`, but for the graph, the findings and the
 * foresight logs, which pas_execute_done frees. Findings are added to `findings`. */
void pas_execute(const pas_execute_wish *wish, pas_findings_list *findings, pas_arena *arena,
                 pas_report *ret);
void pas_execute_done(pas_report *r);

/* Writes one private file (0600) atomically, outside a run's outputs: a report, a snapshot. */
bool pas_save_file(const char *path, const pas_buf *bytes, pas_findings_list *findings);

/* The exit code that findings alone ask for (before or without a run). */
int pas_exit_code(const pas_findings_list *findings, uint8_t level);
/* That of a run, which failed or not. */
int pas_exit_code_of_run(const pas_findings_list *findings, uint8_t level, bool failed);

#endif
