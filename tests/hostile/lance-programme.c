/* Runs a program. */
#include "tente.h"

TRIES(execl("/bin/true", "true", (char *)NULL) == 0)
