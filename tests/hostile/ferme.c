/* Closes the wire to the host (descriptor 4 of a worker), then waits for ever. */
#include "tente.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    close(4);
    wait_for_ever();
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
