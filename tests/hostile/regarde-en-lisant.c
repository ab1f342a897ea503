/* Has a validate, and looks at the graph while it reads: it may hold a part of the files. */
#include "valide.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    petit_read(run, host);
    const pas_view *view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    (void)view->first(run, view->kind(run, "group"), 0);
    return PAS_SERVICE(pas_core, run, host, PAS_CORE)->status(run);
}

VALIDE_PLUGIN(bad_read, nothing_to_say)
