/* Waits for ever without using the processor: only the clock on the wall can tell. */
#include "tente.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    wait_for_ever();
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
