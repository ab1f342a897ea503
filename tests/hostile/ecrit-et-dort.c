/* Opens an output, writes some of it, and waits for ever: for runs that are killed meanwhile. */
#include "tente.h"

#include <string.h>

static pas_status bad_write(pas_run *run, const pas_host *host)
{
    const pas_outs *outs = PAS_SERVICE(pas_outs, run, host, PAS_OUTS);
    pas_out *out = outs->open(run, petit_str("petit-ecrit.xml"), (pas_str){NULL, 0});
    char bytes[65536];
    memset(bytes, ' ', sizeof bytes);
    for (int i = 0; i < 64; i++)
        outs->write(run, out, bytes, sizeof bytes);
    wait_for_ever();
    return PAS_OK;
}

PETIT_PLUGIN(petit_read, bad_write)
