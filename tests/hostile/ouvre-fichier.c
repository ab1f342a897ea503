/* Opens a file of the machine. */
#include "tente.h"

TRIES(open("/etc/passwd", O_RDONLY) >= 0)
