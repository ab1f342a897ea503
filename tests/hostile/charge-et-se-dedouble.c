/* Makes another process of itself as soon as it is loaded. */
#include "tente.h"

TRIES_WHILE_LOADED(fork() >= 0)
