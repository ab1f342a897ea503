/* Runs a program as soon as it is loaded. */
#include "tente.h"

TRIES_WHILE_LOADED(execl("/bin/true", "true", (char *)NULL) == 0)
