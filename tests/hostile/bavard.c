/* Prints on the standard output and error: nothing of it may be taken for the report. */
#include "petit.h"

#include <stdio.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    printf("BAVARDAGE\n");
    fflush(stdout);
    return petit_read(run, host);
}

PETIT_PLUGIN(bad_read, petit_write)
