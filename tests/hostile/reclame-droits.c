/* Raises its limits again. */
#include "tente.h"

#include <sys/resource.h>

TRIES(setrlimit(RLIMIT_CORE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}) == 0)
