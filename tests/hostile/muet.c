/* Refuses its input without saying why. */
#include "petit.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    return PAS_E_INPUT;
}

PETIT_PLUGIN(bad_read, petit_write)
