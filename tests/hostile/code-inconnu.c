/* Says a code that its table of messages does not have. */
#include "petit.h"

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    const pas_findings *findings = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS);
    petit_read(run, host);
    findings->emit(run, "petit-jamais-declare", 0, NULL, NULL, 0);
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
