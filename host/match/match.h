/*
 * Mise en correspondance: finds the nodes of different sources that are the same pupil, division or
 * group. Adds `match` nodes to the graph; what stays alone or ambiguous is a finding. Never decided
 * by order: two candidates are a question, not a match.
 */
#ifndef PAS_MATCH_MATCH_H
#define PAS_MATCH_MATCH_H

#include "graph/graph.h"
#include "pipeline/plan.h"

typedef struct pas_match_count {
    const char *kind;    /* "student" */
    uint32_t one, other; /* nodes in the two sources */
    uint32_t matched, ambiguous;
    const char *source_one, *source_other; /* step names */
} pas_match_count;

/* Ways known for a kind, for the pipeline's checks: NULL-terminated; the default order is this one. */
const char *const *pas_match_ways(const char *kind);

/* Runs one [match] step: the kinds it names, or all if it names none. Counts (one row per kind and pair of
 * sources) go in `ret_counts`, arena owned. */
void pas_match_run(pas_graph *g, const pas_step *step, pas_findings_list *findings, pas_arena *arena,
                   pas_match_count **ret_counts, uint32_t *ret_n);

#endif
