/* Opens again, for writing, the file that it was given for reading (descriptor 6 of a worker). */
#include "tente.h"

TRIES(open("/proc/self/fd/6", O_RDWR) >= 0)
