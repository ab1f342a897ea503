/* Crashes while it looks at the whole. */
#include "valide.h"

#include <stdlib.h>

static pas_status bad_validate(pas_run *run, const pas_host *host)
{
    (void)run;
    (void)host;
    abort();
}

VALIDE_PLUGIN(petit_read, bad_validate)
