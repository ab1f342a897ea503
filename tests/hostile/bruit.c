/* Writes bytes of its own on the wire to the host (descriptor 4 of a worker). */
#include "petit.h"

#include <string.h>
#include <unistd.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    char noise[4096];
    memset(noise, 0xEE, sizeof noise);
    if (write(4, noise, sizeof noise) < 0)
        return PAS_E_IO;
    return petit_read(run, host);
}

PETIT_PLUGIN(bad_read, petit_write)
