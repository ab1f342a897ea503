/* Closes the wire to the host (descriptor 4 of a worker), then waits for ever. */
#include "petit.h"

#include <unistd.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    close(4);
    for (volatile unsigned always = 1; always;)
        pause();
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
