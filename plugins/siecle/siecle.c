/* See siecle.h. Called by every file of this plugin. */
#include "siecle.h"

pas_status siecle_open(siecle *s, pas_run *run, const pas_host *host)
{
    s->run = run;
    s->core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    s->findings = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS);
    s->text = PAS_SERVICE(pas_text, run, host, PAS_TEXT);
    s->build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    s->view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    s->xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    s->foresight = PAS_SERVICE(pas_foresight, run, host, PAS_FORESIGHT);
    s->outs = PAS_SERVICE(pas_outs, run, host, PAS_OUTS);
    s->xmlouts = PAS_SERVICE(pas_xmlouts, run, host, PAS_XMLOUTS);
    if (!s->core)
        return PAS_E_UNSUPPORTED;
    if (!s->findings || !s->text || !s->build || !s->view || !s->xml || !s->foresight || !s->outs ||
        !s->xmlouts)
        return s->core->fail(run, PAS_E_UNSUPPORTED);
    s->source = s->view->own(run);
    return PAS_OK;
}

pas_arg siecle_number_arg(const siecle *s, const char *name, int64_t value)
{
    return siecle_arg(name, s->text->format(s->run, "%lld", (long long)value));
}

pas_arg siecle_date_arg(const siecle *s, const char *name, pas_date value)
{
    if (!siecle_dated(value))
        return siecle_arg(name, siecle_str("—"));
    return siecle_arg(name, s->text->format(s->run, "%02d/%02d/%04d", value.day, value.month, value.year));
}

pas_status siecle_say(const siecle *s, const char *code, pas_node node, const char *field,
                      const pas_arg *args, uint32_t n_args)
{
    return s->findings->emit(s->run, code, node, field, args, n_args);
}

pas_str siecle_name_of(const siecle *s, pas_node student)
{
    pas_str family = s->view->text(s->run, student, s->view->field(s->run, "student.family-name"));
    pas_str first = s->view->text(s->run, student, s->view->field(s->run, "student.first-name"));
    return s->text->format(s->run, "%.*s %.*s", (int)family.len, siecle_given(family) ? family.ptr : "",
                           (int)first.len, siecle_given(first) ? first.ptr : "");
}

int siecle_is_present(pas_date left, pas_date today)
{
    return !siecle_dated(left) || siecle_compare(left, today) > 0;
}
