/* Ends the process, as if all were well. */
#include "petit.h"

#include <unistd.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    _exit(0);
}

PETIT_PLUGIN(bad_read, petit_write)
