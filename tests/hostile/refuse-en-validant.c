/* Sound: says what is wrong in all that was read, and where: the second of its groups, by its own source. */
#include "valide.h"

static pas_status refuse(pas_run *run, const pas_host *host)
{
    const pas_view *view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    const pas_findings *findings = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS);
    pas_input in;
    pas_node first = view->first(run, view->kind(run, "group"), view->own(run));
    if (core->input_count(run) == 1 && core->input(run, 0, &in) == PAS_OK && in.document.len)
        findings->emit(run, "petit-refus", view->next(run, first), NULL, NULL, 0);
    return PAS_OK;
}

VALIDE_PLUGIN(petit_read, refuse)
