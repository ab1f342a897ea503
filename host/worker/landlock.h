/*
 * Landlock, by its system calls: Debian 12's header knows half of what newer kernels offer, so the numbers
 * are here and what a kernel does not know is masked by its version.
 */
#ifndef PAS_WORKER_LANDLOCK_H
#define PAS_WORKER_LANDLOCK_H

#include <stdbool.h>

/* The kernel's version of Landlock; 0 none, *ret_errno says why (ENOSYS: not built in, EOPNOTSUPP: switched
 * off at start). */
int pas_landlock_version(int *ret_errno);

/* A set of rules that forbids all that this version can forbid; -1 if it cannot be made. The caller closes
 * it. */
int pas_landlock_new(int version);
/* Lets files be read and code be taken from a file, or from everything below a folder. What is not there is
 * left out. */
void pas_landlock_let_load(int rules, const char *path);
/* From now on, for this thread and what it starts; privileges must have been given up. */
bool pas_landlock_obey(int rules);

#endif
