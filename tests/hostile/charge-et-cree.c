/* Makes a file as soon as it is loaded. */
#include "tente.h"

TRIES_WHILE_LOADED(open("/tmp/passerelle-hostile", O_WRONLY | O_CREAT, 0600) >= 0)
