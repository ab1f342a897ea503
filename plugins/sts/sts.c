/* See sts.h. Called by every file of this plugin. */
#include "sts.h"

pas_status sts_open(sts *s, pas_run *run, const pas_host *host)
{
    s->run = run;
    s->core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    s->findings = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS);
    s->text = PAS_SERVICE(pas_text, run, host, PAS_TEXT);
    s->build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    s->view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    s->xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    s->streams = PAS_SERVICE(pas_streams, run, host, PAS_STREAMS);
    s->outs = PAS_SERVICE(pas_outs, run, host, PAS_OUTS);
    s->xmlouts = PAS_SERVICE(pas_xmlouts, run, host, PAS_XMLOUTS);
    if (!s->core)
        return PAS_E_UNSUPPORTED;
    if (!s->findings || !s->text || !s->build || !s->view || !s->xml || !s->streams || !s->outs ||
        !s->xmlouts)
        return s->core->fail(run, PAS_E_UNSUPPORTED);
    s->own = s->view->own(run);
    return PAS_OK;
}

pas_arg sts_number_arg(const sts *s, const char *name, int64_t value)
{
    return sts_arg(name, s->text->format(s->run, "%lld", (long long)value));
}
