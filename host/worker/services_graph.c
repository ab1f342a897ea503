/* Services: build, view, foresight. Contracts in plugin.h; the work is the graph folder's. */
#include "worker/run.h"

#include <string.h>

static uint32_t any_kind(pas_run *run, const char *name)
{
    (void)run;
    return pas_schema_find_kind(pas_cstr(name));
}

static uint32_t any_field(pas_run *run, const char *name)
{
    (void)run;
    return pas_schema_find_field(0, pas_cstr(name));
}

/* ------------------------------------------------------------------- build */

static pas_node build_begin(pas_run *run, uint32_t kind)
{
    if (run->status < 0)
        return 0;
    if (run->resolved)
        pas_run_fail(run, PAS_E_INTERNAL);
    else if (!pas_schema_kind(kind) || !run->current || pas_graph_nodes(run->graph) >= run->job->limits.nodes)
        pas_run_fail(run, pas_schema_kind(kind) && run->current ? PAS_E_LIMIT : PAS_E_INTERNAL);
    else
        return pas_graph_begin(run->graph, kind, run->source, run->inputs[run->current - 1].graph_input,
                               run->line);
    return 0;
}

static bool settable(pas_run *run, pas_node node, uint32_t field, pas_type type)
{
    if (run->status < 0)
        return false;
    const pas_field_info *info = pas_schema_field(field);
    bool narrow = type == PAS_T_INT && info &&
                  (info->type == PAS_T_DEC || info->type == PAS_T_BOOL || info->type == PAS_T_TIME);
    if (!info || !pas_graph_is_open(run->graph, node) || pas_node_kind(run->graph, node) != info->kind ||
        (info->type != type && !narrow)) {
        pas_run_fail(run, PAS_E_INTERNAL);
        return false;
    }
    return true;
}

static pas_status build_end(pas_run *run, pas_node node)
{
    if (run->status < 0)
        return run->status;
    if (!pas_graph_is_open(run->graph, node))
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_graph_end(run->graph, node);
    return PAS_OK;
}

static pas_status build_abort(pas_run *run, pas_node node)
{
    if (run->status < 0)
        return run->status;
    if (!pas_graph_is_open(run->graph, node))
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_graph_drop(run->graph, node);
    return PAS_OK;
}

static pas_status build_text(pas_run *run, pas_node node, uint32_t field, pas_str text)
{
    if (!settable(run, node, field, PAS_T_TEXT))
        return run->status;
    if (pas_utf8_valid(text.ptr, text.len) != text.len || text.len > run->job->limits.text_bytes)
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_graph_set_text(run->graph, node, field, text);
    return PAS_OK;
}

static pas_status build_int(pas_run *run, pas_node node, uint32_t field, int64_t value)
{
    if (settable(run, node, field, PAS_T_INT))
        pas_graph_set_int(run->graph, node, field, value);
    return run->status;
}

static pas_status build_date(pas_run *run, pas_node node, uint32_t field, pas_date date)
{
    if (!settable(run, node, field, PAS_T_DATE))
        return run->status;
    if (!pas_date_valid(date))
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_graph_set_date(run->graph, node, field, date);
    return PAS_OK;
}

static pas_status build_weeks(pas_run *run, pas_node node, uint32_t field, uint64_t weeks)
{
    if (settable(run, node, field, PAS_T_WEEKS))
        pas_graph_set_weeks(run->graph, node, field, weeks);
    return run->status;
}

static pas_status build_link(pas_run *run, pas_node node, uint32_t field, uint32_t ident, pas_str key)
{
    if (!settable(run, node, field, PAS_T_REF))
        return run->status;
    const pas_field_info *to = pas_schema_field(ident);
    if (!to || !(to->flags & PAS_FF_ID) || !pas_schema_links_to(field, to->kind) ||
        pas_utf8_valid(key.ptr, key.len) != key.len)
        return pas_run_fail(run, PAS_E_INTERNAL);
    uint32_t line = run->table ? pas_table_line(run->table) : run->line;
    pas_graph_link_key(run->graph, node, field, ident, key, line);
    return PAS_OK;
}

static pas_status build_link_node(pas_run *run, pas_node node, uint32_t field, pas_node to)
{
    if (!settable(run, node, field, PAS_T_REF))
        return run->status;
    if (!pas_schema_links_to(field, pas_node_kind(run->graph, to)))
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_graph_link_node(run->graph, node, field, to, run->line);
    return PAS_OK;
}

static pas_node build_around(pas_run *run, pas_node node, uint32_t kind)
{
    return run->status < 0 ? 0 : pas_graph_around(run->graph, node, kind);
}

static void forget_known(pas_run *run, uint32_t ident)
{
    pas_pool_free(run->known.keys);
    pas_map_free(run->known.nodes);
    run->known.keys = pas_pool_new();
    run->known.nodes = pas_map_new();
    run->known.scanned = 0;
    run->known.ident = ident;
}

/* Each node is looked at once, however often this is asked. */
static pas_node build_known(pas_run *run, uint32_t ident, pas_str key)
{
    const pas_field_info *info = pas_schema_field(ident);
    if (run->status < 0 || !info || !(info->flags & PAS_FF_ID) || info->type != PAS_T_TEXT)
        return 0;
    if (run->known.ident != ident)
        forget_known(run, ident);
    while (run->known.scanned < pas_graph_nodes(run->graph)) {
        pas_node node = ++run->known.scanned;
        if (pas_node_kind(run->graph, node) != info->kind)
            continue;
        uint32_t number = pas_pool_add(run->known.keys, pas_graph_text(run->graph, node, ident, 0));
        if (number && !pas_map_get(run->known.nodes, number))
            pas_map_set(run->known.nodes, number, node);
    }
    uint32_t number = pas_pool_find(run->known.keys, key);
    return number ? pas_map_get(run->known.nodes, number) : 0;
}

const pas_build pas_service_build = {
    .struct_size = sizeof(pas_build),
    .kind = any_kind,
    .field = any_field,
    .begin = build_begin,
    .end = build_end,
    .abort = build_abort,
    .set_text = build_text,
    .set_int = build_int,
    .set_date = build_date,
    .set_weeks = build_weeks,
    .link = build_link,
    .link_node = build_link_node,
    .around = build_around,
    .known = build_known,
};

/* -------------------------------------------------------------------- view */

static uint32_t view_source_count(pas_run *run)
{
    return pas_graph_sources(run->graph);
}

static pas_status view_source(pas_run *run, uint32_t source, pas_source *ret)
{
    if (source >= pas_graph_sources(run->graph))
        return PAS_END;
    pas_graph_source s = pas_graph_source_at(run->graph, source);
    *ret = (pas_source){.step = s.step, .plugin = s.plugin, .system = s.system, .roles = s.roles};
    return PAS_OK;
}

static int32_t view_source_of_role(pas_run *run, uint32_t role)
{
    for (uint32_t i = 0; i < pas_graph_sources(run->graph); i++)
        if (pas_graph_source_at(run->graph, i).roles & role)
            return (int32_t)i;
    return -1;
}

static int32_t view_source_defines(pas_run *run, uint32_t source, const char *kind)
{
    return source < pas_graph_sources(run->graph) &&
                   pas_graph_defines(run->graph, source, pas_schema_find_kind(pas_cstr(kind)))
               ? 1
               : 0;
}

static pas_node view_first(pas_run *run, uint32_t kind, uint32_t source)
{
    pas_run_resolve(run);
    return pas_graph_first(run->graph, kind, source);
}

static pas_node view_next(pas_run *run, pas_node node)
{
    if (run->page)
        run->page->beats++;
    return pas_graph_next(run->graph, node);
}

static uint32_t view_kind_of(pas_run *run, pas_node node)
{
    return pas_node_kind(run->graph, node);
}

static uint32_t view_source_of(pas_run *run, pas_node node)
{
    return pas_node_source(run->graph, node);
}

/* A node's field of its own kind; everything else reads as absent. */
static bool has(pas_run *run, pas_node node, uint32_t field)
{
    const pas_field_info *info = pas_schema_field(field);
    return info && info->kind == pas_node_kind(run->graph, node);
}

static bool has_type(pas_run *run, pas_node node, uint32_t field, pas_type type)
{
    return has(run, node, field) && pas_schema_field(field)->type == type;
}

static uint32_t view_presence(pas_run *run, pas_node node, uint32_t field)
{
    return has(run, node, field) ? pas_graph_presence(run->graph, node, field) : PAS_ABSENT;
}

static uint32_t view_count(pas_run *run, pas_node node, uint32_t field)
{
    return has(run, node, field) ? pas_graph_values(run->graph, node, field) : 0;
}

static pas_str view_text(pas_run *run, pas_node node, uint32_t field)
{
    return has_type(run, node, field, PAS_T_TEXT) ? pas_graph_text(run->graph, node, field, 0) : PAS_NONE;
}

static int64_t view_integer(pas_run *run, pas_node node, uint32_t field, int64_t otherwise)
{
    if (!has(run, node, field))
        return otherwise;
    uint8_t type = pas_schema_field(field)->type;
    if (type != PAS_T_INT && type != PAS_T_DEC && type != PAS_T_BOOL && type != PAS_T_TIME)
        return otherwise;
    return pas_graph_int(run->graph, node, field, 0, otherwise);
}

static pas_date view_date(pas_run *run, pas_node node, uint32_t field)
{
    if (has_type(run, node, field, PAS_T_DATE))
        return pas_graph_date(run->graph, node, field, 0);
    if (has_type(run, node, field, PAS_T_STAMP))
        return pas_graph_stamp(run->graph, node, field).date;
    return (pas_date){0, 0, 0};
}

static uint64_t view_weeks(pas_run *run, pas_node node, uint32_t field)
{
    return has_type(run, node, field, PAS_T_WEEKS) ? pas_graph_weeks(run->graph, node, field) : 0;
}

static pas_node view_link(pas_run *run, pas_node node, uint32_t field, uint32_t i)
{
    return has_type(run, node, field, PAS_T_REF) ? pas_graph_link(run->graph, node, field, i) : 0;
}

static pas_str view_link_key(pas_run *run, pas_node node, uint32_t field, uint32_t i)
{
    return has_type(run, node, field, PAS_T_REF) ? pas_graph_link_text(run->graph, node, field, i) : PAS_NONE;
}

static pas_node view_incoming(pas_run *run, pas_node node, uint32_t field, uint32_t *cursor)
{
    pas_run_resolve(run);
    const pas_field_info *info = pas_schema_field(field);
    return info && info->type == PAS_T_REF ? pas_graph_incoming(run->graph, node, field, cursor) : 0;
}

static pas_node view_find(pas_run *run, uint32_t source, uint32_t ident, pas_str key, uint32_t *cursor)
{
    pas_run_resolve(run);
    const pas_field_info *info = pas_schema_field(ident);
    return info && (info->flags & PAS_FF_ID) ? pas_graph_find(run->graph, source, ident, key, cursor) : 0;
}

static pas_node view_match(pas_run *run, pas_node node, uint32_t source, pas_str *how)
{
    return pas_graph_match(run->graph, node, source, how);
}

static pas_str view_label(pas_run *run, pas_node node)
{
    return pas_graph_label(run->graph, node);
}

static pas_str view_text_at(pas_run *run, pas_node node, uint32_t field, uint32_t i)
{
    uint32_t presence, at, given = 0;
    if (!has_type(run, node, field, PAS_T_TEXT))
        return PAS_NONE;
    for (uint32_t k = 0; (at = pas_graph_field_at(run->graph, node, k, &presence)) != 0; k++) {
        if (at != field)
            continue;
        if (i-- == 0)
            return presence == PAS_GIVEN ? pas_graph_text(run->graph, node, field, given) : PAS_STR("");
        given += presence == PAS_GIVEN;
    }
    return PAS_NONE;
}

static uint32_t view_own(pas_run *run)
{
    return run->source;
}

const pas_view pas_service_view = {
    .struct_size = sizeof(pas_view),
    .kind = any_kind,
    .field = any_field,
    .source_count = view_source_count,
    .source = view_source,
    .source_of_role = view_source_of_role,
    .source_defines = view_source_defines,
    .first = view_first,
    .next = view_next,
    .kind_of = view_kind_of,
    .source_of = view_source_of,
    .presence = view_presence,
    .count = view_count,
    .text = view_text,
    .integer = view_integer,
    .date = view_date,
    .weeks = view_weeks,
    .link = view_link,
    .link_key = view_link_key,
    .incoming = view_incoming,
    .find = view_find,
    .match = view_match,
    .label = view_label,
    .text_at = view_text_at,
    .own = view_own,
};

/* --------------------------------------------------------------- foresight */

static pas_status foresight_fate(pas_run *run, pas_node node, uint32_t fate, const char *answer, pas_str part)
{
    if (run->status < 0)
        return run->status;
    if (fate > PAS_FATE_UNKNOWN || !pas_node_kind(run->graph, node))
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_origin at = pas_graph_origin(run->graph, node);
    pas_buf *body = &run->body;
    pas_buf_clear(body);
    pas_put_u32(body, node);
    pas_put_u32(body, fate);
    pas_put_str(body, pas_graph_label(run->graph, node));
    pas_put_cstr(body, answer);
    pas_put_str(body, part);
    pas_put_str(body, at.step);
    pas_put_str(body, at.file);
    pas_put_u32(body, at.line);
    pas_put_str(body, at.record);
    pas_wire_send(run->wire, PAS_FRAME_FATE, body);
    return PAS_OK;
}

static pas_status foresight_figure(pas_run *run, const char *code, int64_t value)
{
    if (run->status < 0)
        return run->status;
    if (!pas_plugin_find_message(run->plugin, pas_cstr(code)))
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_buf *body = &run->body;
    pas_buf_clear(body);
    pas_put_cstr(body, code);
    pas_put_u64(body, (uint64_t)value);
    pas_wire_send(run->wire, PAS_FRAME_FIGURE, body);
    return PAS_OK;
}

const pas_foresight pas_service_foresight = {
    .struct_size = sizeof(pas_foresight),
    .fate = foresight_fate,
    .figure = foresight_figure,
};
