/* Waits for ever without using the processor: only the clock on the wall can tell. */
#include "petit.h"

#include <unistd.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    for (volatile unsigned always = 1; always;)
        pause();
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
