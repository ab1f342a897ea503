/* What several records of both documents do when they end. See sts.h. */
#include "sts.h"

pas_status sts_fix_entry(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_str list = s.view->text(run, node, s.view->field(run, "entry.list"));
    pas_str code = s.view->text(run, node, s.view->field(run, "entry.code"));
    if (!sts_given(code))
        return PAS_END; /* the missing code is told by the host */
    return s.build->set_text(
        run, node, s.build->field(run, "entry.key"),
        s.text->format(run, "%.*s:%.*s", (int)list.len, list.ptr, (int)code.len, code.ptr));
}

/* ---------------------------------------------------------------------- school */

static const char *const address_fields[STS_N_ADDRESS] = {
    [STS_KEPT_MENTION] = "address.postal-mention",
    [STS_KEPT_LINE] = "address.line",
    [STS_KEPT_TOWN] = "address.town",
    [STS_KEPT_POSTCODE] = "address.postcode",
    [STS_KEPT_BOX] = "address.box",
    [STS_KEPT_CEDEX] = "address.cedex",
};

const char *sts_address_field(uint32_t slot)
{
    return address_fields[slot < STS_N_ADDRESS ? slot : 0];
}

/* An empty value stays one: it is written back empty. */
pas_status sts_fix_school(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_node address = 0;
    for (uint32_t slot = 0; slot < STS_N_ADDRESS; slot++) {
        pas_str value = s.xml->kept(run, slot);
        if (!value.ptr)
            continue;
        if (!address)
            address = s.build->begin(run, s.build->kind(run, "address"));
        s.build->set_text(run, address, s.build->field(run, address_fields[slot]), value);
    }
    if (!address)
        return s.core->status(run);
    s.build->end(run, address);
    return s.build->link_node(run, node, s.build->field(run, "school.address"), address);
}

/* -------------------------------------------------------------------- services */

pas_node sts_structure_around(const sts *s, pas_node node)
{
    pas_node division = s->build->around(s->run, node, s->build->kind(s->run, "division"));
    return division ? division : s->build->around(s->run, node, s->build->kind(s->run, "group"));
}

pas_str sts_service_key(const sts *s, pas_node service)
{
    const pas_view *v = s->view;
    pas_node structure = sts_structure_around(s, service);
    int division = v->kind_of(s->run, structure) == v->kind(s->run, "division");
    pas_str code = v->text(s->run, structure, v->field(s->run, division ? "division.code" : "group.code"));
    pas_str subject = v->link_key(s->run, service, v->field(s->run, "service.subject"), 0);
    pas_str modality = v->text(s->run, service, v->field(s->run, "service.modality"));
    return s->text->format(s->run, "%s:%.*s:%.*s:%.*s", division ? "D" : "G", (int)code.len,
                           code.ptr ? code.ptr : "", (int)subject.len, subject.ptr ? subject.ptr : "",
                           (int)modality.len, modality.ptr ? modality.ptr : "");
}

pas_status sts_fix_service(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return s.build->set_text(run, node, s.build->field(run, "service.key"), sts_service_key(&s, node));
}

pas_status sts_link_structure(const sts *s, pas_node node, const char *field, pas_str code)
{
    uint32_t division = s->build->field(s->run, "division.code"),
             group = s->build->field(s->run, "group.code");
    int is_group = !s->build->known(s->run, division, code) && s->build->known(s->run, group, code);
    return s->build->link(s->run, node, s->build->field(s->run, field), is_group ? group : division, code);
}
