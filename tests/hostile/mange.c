/* Eats memory of its own, and does not look whether it is given. */
#include "petit.h"

#include <stdlib.h>
#include <string.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    for (volatile unsigned always = 1; always;) {
        char *block = malloc(1u << 20);
        memset(block, 1, 1u << 20);
    }
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
