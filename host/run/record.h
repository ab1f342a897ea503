/*
 * The record of a run: what each step did and said, what was written. Made by execute.c, read by the
 * reports.
 */
#ifndef PAS_RUN_RECORD_H
#define PAS_RUN_RECORD_H

#include "foresee/outcome.h"
#include "graph/graph.h"
#include "match/match.h"
#include "pipeline/plan.h"

typedef struct pas_report_step {
    const char *name;
    const char *kind;   /* "read", "match", "check", "foresee", "write" */
    const char *plugin; /* or NULL */
    const char *system; /* or NULL */
    const char *state;  /* "done", "failed", "skipped", "refused" */
    double seconds;
    const pas_match_count *matches;
    uint32_t n_matches;
    const char **unchecked; /* codes of rules that could not be checked */
    uint32_t n_unchecked;
    const pas_foresight_log *foresight; /* of a write step, or NULL */
    const pas_document *document;       /* of a write step */
    pas_sandbox sandbox;                /* what was asked of its worker; PAS_SANDBOX_USUAL: it had none */
    pas_level level;                    /* and reached */
} pas_report_step;

typedef struct pas_report_output {
    const char *name;
    const char *step;
    uint64_t bytes;
} pas_report_output;

typedef struct pas_report {
    const char *version;
    const pas_plan *plan;
    const char *pipeline_path;
    pas_graph *graph;
    const pas_findings_list *findings;
    const pas_report_step *steps;
    uint32_t n_steps;
    const pas_report_output *outputs;
    uint32_t n_outputs;
    const char *out_folder;
    bool dry_run;
    bool published;
    bool in_process;
    int exit_code;
    pas_stamp now;
} pas_report;

#endif
