/*
 * Rules on the graph, one row each, written against roles and kinds, never against systems. A rule
 * whose facts were not given is « non contrôlé », never « correct ».
 */
#ifndef PAS_RULES_RULES_H
#define PAS_RULES_RULES_H

#include "graph/graph.h"
#include "pipeline/plan.h"

typedef struct pas_rule_context {
    pas_graph *graph;
    pas_findings_list *findings;
    pas_stamp now;
    int32_t year;    /* the campaign's school year, 0 if not told */
    const char *uai; /* the school asked for, or NULL */
} pas_rule_context;

typedef enum pas_rule_state { PAS_RULE_CHECKED, PAS_RULE_UNCHECKED } pas_rule_state;

typedef struct pas_rule {
    const char *code;
    pas_rule_state (*run)(const pas_rule_context *context);
} pas_rule;

/* All rules; NULL-terminated list of their codes for the pipeline. */
const char *const *pas_rule_codes(size_t *ret_n);
/* Runs the rules a [check] step names, their findings with the severities it gives; `unchecked` gets the
 * codes that could not be checked. */
void pas_rules_run(const pas_step *step, const pas_rule_context *context, pas_arena *arena,
                   const char ***ret_unchecked, uint32_t *ret_n_unchecked);

#endif
