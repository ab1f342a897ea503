/* Writes one whole file, then fails: neither may be published. */
#include "petit.h"

static pas_status bad_write(pas_run *run, const pas_host *host)
{
    petit_write_to(run, host, petit_str("premier.xml"));
    const pas_outs *outs = PAS_SERVICE(pas_outs, run, host, PAS_OUTS);
    pas_out *out = outs->open(run, petit_str("second.xml"), (pas_str){NULL, 0});
    outs->write(run, out, "<petits>", 8);
    return petit_refuse(run, host);
}

PETIT_PLUGIN(petit_read, bad_write)
