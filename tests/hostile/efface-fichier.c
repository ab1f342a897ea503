/* Takes a file away, by a name that may well exist. */
#include "tente.h"

TRIES(unlink("petit-ecrit.xml") == 0)
