/* Crashes as soon as it is loaded, before anything is asked of it. */
#include "petit.h"

#include <stdlib.h>

__attribute__((constructor)) static void crash(void)
{
    abort();
}

PETIT_PLUGIN(petit_read, petit_write)
