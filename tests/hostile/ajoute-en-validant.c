/* Adds to the graph when it may only look at it. */
#include "valide.h"

static pas_status bad_validate(pas_run *run, const pas_host *host)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    build->end(run, build->begin(run, build->kind(run, "group")));
    return PAS_OK;
}

VALIDE_PLUGIN(petit_read, bad_validate)
