/* Crashes while it writes: an output is open and has bytes. */
#include "petit.h"

#include <stdlib.h>

static pas_status bad_write(pas_run *run, const pas_host *host)
{
    const pas_outs *outs = PAS_SERVICE(pas_outs, run, host, PAS_OUTS);
    pas_out *out = outs->open(run, petit_str("petit-ecrit.xml"), (pas_str){NULL, 0});
    outs->write(run, out, "<petits>", 8);
    abort();
}

PETIT_PLUGIN(petit_read, bad_write)
