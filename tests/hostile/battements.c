/* Never ends and says all the while that it is at work: the step's time must be enough to stop it. */
#include "petit.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    petit_read(run, host);
    for (volatile unsigned always = 1; always;)
        core->tick(run, 1, 2);
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
