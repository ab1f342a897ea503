/*
 * The system calls that a confined worker may make: one row a call (calls.def), two filters made from them.
 * The first holds while the plugin is loaded, the second from then on. Used by confine.c; the table is shown
 * by `passerelle doctor --markdown`.
 */
#ifndef PAS_WORKER_CALLS_H
#define PAS_WORKER_CALLS_H

#include "base/memory.h"

struct pas_page;

typedef enum pas_call_verdict {
    PAS_CALL_YES,
    PAS_CALL_HERE,  /* with the arguments that keep it within the process (calls.c) */
    PAS_CALL_NO,    /* fails (EACCES), and it is told that it was tried */
    PAS_CALL_QUIET, /* fails (EACCES) without a word: libraries try it and can do without */
    PAS_CALL_KILL
} pas_call_verdict;
/* What stands in no row fails with ENOSYS, as on a kernel that is too old to know it. */

typedef struct pas_call {
    const char *name;
    const char *fr, *en; /* what it is for, as the end of "the plugin wanted to …" */
    uint8_t loading, working;
} pas_call;

const pas_call *pas_calls(size_t *ret_count);
/* The row of a call by its number on this machine; *ret_name is its name even if it has no row. */
const pas_call *pas_call_numbered(long number, pas_arena *arena, const char **ret_name);

/* The two filters, made but not yet in force. NULL: the kernel has no seccomp filters. */
typedef struct pas_filters pas_filters;
pas_filters *pas_filters_new(void);
/* Notes tried calls on the page (may be NULL) from now on, and ends the process for those that kill. */
bool pas_filters_watch(struct pas_page *page);
bool pas_filters_load_first(const pas_filters *f);
bool pas_filters_load_second(const pas_filters *f);
void pas_filters_free(pas_filters *f);

#endif
