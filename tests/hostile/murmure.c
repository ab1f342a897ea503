/* Prints on the standard error. */
#include "petit.h"

#include <stdio.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    fprintf(stderr, "MURMURE de Gamma\n");
    return petit_read(run, host);
}

PETIT_PLUGIN(bad_read, petit_write)
