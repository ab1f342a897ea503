/* What several tables of this plugin do when a record ends. See siecle.h and rows.h. */
#include "siecle.h"

#include <string.h>

/* Called for each of forty thousand towns: asks for no more than it uses. */
pas_status siecle_fix_entry(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    const pas_view *view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    if (!core || !view || !build)
        return PAS_E_UNSUPPORTED;
    pas_str list = view->text(run, node, view->field(run, "entry.list"));
    pas_str code = view->text(run, node, view->field(run, "entry.code"));
    if (!siecle_given(list) || !siecle_given(code))
        return PAS_END; /* the missing code is told by the host */
    size_t n = list.len + 1 + code.len;
    char *key = core->alloc(run, n);
    if (!key)
        return PAS_E_NOMEM;
    memcpy(key, list.ptr, list.len);
    key[list.len] = ':';
    memcpy(key + list.len + 1, code.ptr, code.len);
    return build->set_text(run, node, build->field(run, "entry.key"), (pas_str){key, n});
}

/* By slot. */
static const char *const fields[] = {
    "address.line",         "address.line",    "address.line", "address.line",     "address.box",
    "address.foreign-town", "address.commune", "address.town", "address.postcode", "address.country"};
enum { N_SLOTS = sizeof fields / sizeof fields[0], N_LINES = 4 };

/* The lines up to the last that says something: those between are empty, so that each keeps its place. */
static uint32_t lines_kept(const siecle *s)
{
    uint32_t n = N_LINES;
    while (n && !siecle_given(s->xml->kept(s->run, n - 1)))
        n--;
    return n;
}

pas_status siecle_fix_address(const siecle *s, pas_node record, const char *field)
{
    pas_node address = 0;
    uint32_t lines = lines_kept(s);
    for (uint32_t slot = 0; slot < N_SLOTS; slot++) {
        pas_str value = s->xml->kept(s->run, slot);
        if (!siecle_given(value) && slot >= lines)
            continue;
        if (!siecle_given(value))
            value = siecle_str("");
        if (!address)
            address = s->build->begin(s->run, s->build->kind(s->run, "address"));
        s->build->set_text(s->run, address, s->build->field(s->run, fields[slot]), value);
    }
    if (!address)
        return s->core->status(s->run);
    s->build->end(s->run, address);
    return s->build->link_node(s->run, record, s->build->field(s->run, field), address);
}

pas_str siecle_kept_address(const siecle *s, pas_node record, uint32_t slot)
{
    static const char *const links[] = {"school.address", "past-schooling.address"};
    pas_node address = 0;
    for (size_t i = 0; i < sizeof links / sizeof links[0] && !address; i++)
        address = s->view->link(s->run, record, s->view->field(s->run, links[i]), 0);
    if (!address || slot >= N_SLOTS)
        return SIECLE_NONE;
    return s->view->text_at(s->run, address, s->view->field(s->run, fields[slot]), slot < N_LINES ? slot : 0);
}
