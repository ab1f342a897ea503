/*
 * The ways two nodes of different sources can be told to be the same, by kind. They come from the
 * schema: each identifier of the kind is a way. Asked by the pipeline, which checks what a [match]
 * section names, and by match, which applies them.
 */
#ifndef PAS_PIPELINE_WAYS_H
#define PAS_PIPELINE_WAYS_H

#include "graph/schema.h"

#define PAS_WAY_NAME "name+birth-date"
#define PAS_WAY_FOLDED "folded-code"

/* Ways known for a kind, NULL-terminated, the strongest first; NULL if nodes of the kind are not matched.
 * The first *ret_default (may be NULL) are those used when a pipeline names none. */
const char *const *pas_ways_of(const char *kind, uint32_t *ret_default);
/* The kinds that can be matched, NULL-terminated. */
const char *const *pas_ways_kinds(void);

#endif
