/* Reads its file, then never ends. */
#include "petit.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    for (volatile unsigned always = 1; always;)
        ;
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
