/*
 * Inside the run folder: an execution under way, for the files that share it. execute.c goes through the
 * plan, reading.c runs the steps that fill the graph, looking.c those that only look at it.
 */
#ifndef PAS_RUN_EXECUTION_H
#define PAS_RUN_EXECUTION_H

#include "io/stage.h"
#include "run/execute.h"
#include "run/inputs.h"
#include "worker/job.h"

typedef struct pas_look pas_look;

typedef struct pas_execution {
    const pas_execute_wish *wish;
    pas_findings_list *findings;
    pas_arena *arena;
    pas_graph *graph;
    pas_stage *stage;
    pas_report *report;
    pas_report_step *steps;
    pas_report_output *outputs;
    uint32_t n_outputs;
    size_t outputs_cap;
    bool failed;
    pas_known_file *known; /* what files are, of those that a plugin was asked of */
    size_t n_known, known_cap;
    bool told_incomplete; /* that this machine does not confine wholly */
    pas_look *looks;      /* those that wait: looking.c's */
    size_t n_looks, looks_cap;
} pas_execution;

/* A job of one step, and where its answer goes. */
pas_job pas_execution_job(const pas_execution *x, const pas_step *step, pas_verb_id verb);
pas_answer pas_execution_answer(const pas_execution *x, const pas_step *step, pas_findings_list *findings);
/* Records how far the step's worker was confined. Less than the whole is never silent. */
void pas_execution_keep_level(pas_execution *x, const pas_step *step, const pas_job *job, pas_level level,
                              pas_report_step *record);

/* The `n` reading steps from number `first` on: none needs another's graph, so they run together. All are run
 * whatever becomes of the others: their faults are shown at once. What their plugins say of the whole then
 * waits with the looks. */
void pas_execution_read(pas_execution *x, size_t first, size_t n);

/* The step number `place` only looks at the graph: it is put off until as many as possible can be run at the
 * same time. */
void pas_execution_look(pas_execution *x, size_t place);
/* Runs those that wait and records what came of each in the plan's order: after one that fails, nothing is
 * kept but of the steps of its kind that stand beside it. */
void pas_execution_look_now(pas_execution *x);

#endif
