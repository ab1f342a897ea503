/*
 * Findings by code: what the text and the JSON report share. A group is one problem, to be corrected in
 * one place and in one way, met in several places.
 */
#ifndef PAS_REPORT_GROUP_H
#define PAS_REPORT_GROUP_H

#include "base/finding.h"

typedef struct pas_group {
    const pas_message *message;
    uint8_t severity;
    uint32_t n;
    const pas_finding **findings; /* in the order said */
} pas_group;

/* The worst first, then the most frequent, then in the order said. In the arena. */
pas_group *pas_group_findings(const pas_findings_list *list, pas_arena *arena, uint32_t *ret_n);
/* The applications in which to correct, joined by commas; NULL if nowhere. In the arena. */
const char *pas_group_fix_in(const pas_group *g, pas_arena *arena);

#endif
