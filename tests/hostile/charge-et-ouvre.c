/* Opens a file of the machine as soon as it is loaded, when libraries may still be. */
#include "tente.h"

TRIES_WHILE_LOADED(open("/etc/passwd", O_RDONLY) >= 0)
