/* Makes another process of itself. */
#include "tente.h"

TRIES(fork() >= 0)
