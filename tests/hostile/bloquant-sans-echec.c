/* Says something blocking and goes on as if it were done. */
#include "petit.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    (void)petit_refuse(run, host);
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
