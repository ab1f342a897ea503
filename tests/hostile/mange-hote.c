/* Eats the memory the host lends. */
#include "petit.h"

#include <string.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    petit_read(run, host);
    for (volatile unsigned always = 1; always;)
        memset(core->alloc(run, 1u << 20), 1, 1u << 20);
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
