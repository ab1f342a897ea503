/*
 * How far a worker is confined: what is asked for (a policy) and what was reached (a level). Policies are
 * read by pipeline and cli and obeyed by worker; levels are told by worker and shown by report.
 */
#ifndef PAS_BASE_SANDBOX_H
#define PAS_BASE_SANDBOX_H

#include "base/memory.h"

typedef enum pas_sandbox {
    PAS_SANDBOX_USUAL,  /* nobody chose: PREFER for a bundled plugin, REQUIRE for any other */
    PAS_SANDBOX_OFF,    /* a process of its own with its limits, nothing more */
    PAS_SANDBOX_PREFER, /* as far as this machine goes, and what is missing is said */
    PAS_SANDBOX_REQUIRE /* wholly, or the plugin is not loaded */
} pas_sandbox;

/* "require", "prefer", "off". */
bool pas_sandbox_named(const char *text, pas_sandbox *ret);
const char *pas_sandbox_name(pas_sandbox s);
/* What is done when `asked` is what was chosen (the first of: command line, step, pipeline). */
pas_sandbox pas_sandbox_for(pas_sandbox asked, bool bundled);

/* What the kernel gave, told before any of the plugin's code ran. */
enum {
    PAS_LEVEL_APART = 1, /* its own process, limited, undumpable, without new privileges */
    PAS_LEVEL_FILES = 2, /* Landlock: no file, no TCP, nothing of other processes where the kernel can */
    PAS_LEVEL_CALLS = 4, /* seccomp: computing is all that is left */
    PAS_LEVEL_WHOLE = PAS_LEVEL_APART | PAS_LEVEL_FILES | PAS_LEVEL_CALLS
};
typedef struct pas_level {
    uint32_t reached;  /* PAS_LEVEL_*; 0: in this process */
    uint32_t landlock; /* the kernel's version of Landlock, 0 none */
} pas_level;

/* What is missing, for a message: "Landlock, seccomp"; "" if nothing is. In the arena. */
const char *pas_level_missing(pas_level level, pas_arena *arena);

#endif
