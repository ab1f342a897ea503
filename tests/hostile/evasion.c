/* Tries to write beside the output folder: a file's name is only a name. */
#include "petit.h"

static pas_status bad_write(pas_run *run, const pas_host *host)
{
    return petit_write_to(run, host, petit_str("../evade.xml"));
}

PETIT_PLUGIN(petit_read, bad_write)
