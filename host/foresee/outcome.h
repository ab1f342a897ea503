/*
 * Foresight: what a plugin's `foresee` verb told of a deposit, record by record, kept for the report.
 */
#ifndef PAS_FORESEE_OUTCOME_H
#define PAS_FORESEE_OUTCOME_H

#include "base/finding.h"

typedef struct pas_outcome {
    pas_node node;
    uint32_t fate;  /* PAS_FATE_* */
    pas_str label;  /* what names the record */
    pas_str answer; /* the target's own code, or absent */
    pas_str part;   /* what part of the record, or absent */
    pas_origin origin;
} pas_outcome;

typedef struct pas_figure {
    const pas_message *message; /* its title names the figure */
    int64_t value;
} pas_figure;

typedef struct pas_foresight_log pas_foresight_log;
pas_foresight_log *pas_log_new(void);
void pas_log_free(pas_foresight_log *log);
void pas_log_fate(pas_foresight_log *log, const pas_outcome *outcome); /* copied */
void pas_log_figure(pas_foresight_log *log, const pas_message *message, int64_t value);
size_t pas_log_outcomes(const pas_foresight_log *log);
const pas_outcome *pas_log_outcome(const pas_foresight_log *log, size_t i);
size_t pas_log_figures(const pas_foresight_log *log);
const pas_figure *pas_log_figure_at(const pas_foresight_log *log, size_t i);
/* Records by their worst fate: counts[PAS_FATE_COMPLETE … PAS_FATE_UNKNOWN]. */
void pas_log_count(const pas_foresight_log *log, uint32_t ret_counts[5]);
const char *pas_fate_name(uint32_t fate, pas_lang lang); /* "pris entièrement" … */

#endif
