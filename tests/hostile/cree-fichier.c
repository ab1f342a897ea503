/* Makes a file. */
#include "tente.h"

TRIES(open("/tmp/passerelle-hostile", O_WRONLY | O_CREAT, 0600) >= 0)
