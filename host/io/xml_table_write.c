/*
 * Writing along a table: what is written of the nodes that stand where the walk is, and what of them was not.
 * See xml_table_write.h; the choice of the nodes is in xml_table_nodes.c.
 */
#include "io/xml_table_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define place pas_walk_place

/* ---------------------------------------------------------------------- values */

static pas_status write_stamp(pas_walk *x, uint32_t row, pas_stamp t)
{
    char text[32];
    snprintf(text, sizeof text, "%02u/%02u/%04d %02u:%02u:%02u", t.date.day, t.date.month, t.date.year,
             t.hour, t.minute, t.second);
    return pas_writer_text(x->w, row, pas_cstr(text));
}

static pas_status write_date(pas_walk *x, uint32_t row, pas_date date)
{
    if (place(x, row)->row.lex == PAS_LEX_STAMP_FR)
        return write_stamp(x, row, (pas_stamp){.date = date});
    return pas_writer_date(x->w, row, date);
}

static pas_status write_one(pas_walk *x, uint32_t row, pas_node node, uint32_t i)
{
    const struct pas_place *p = place(x, row);
    pas_str text;
    switch (pas_schema_field(p->target)->type) {
    case PAS_T_TEXT:
    case PAS_T_REF:
        text = pas_walk_text(x, p, node, i);
        x->lost[p->target] += !text.ptr;
        return pas_writer_text(x->w, row, text);
    case PAS_T_DATE:
        return write_date(x, row, pas_graph_date(x->g, node, p->target, i));
    case PAS_T_STAMP:
        return write_stamp(x, row, pas_graph_stamp(x->g, node, p->target));
    case PAS_T_WEEKS:
        return pas_writer_weeks(x->w, row, pas_graph_weeks(x->g, node, p->target));
    default:
        return pas_writer_int(x->w, row, pas_graph_int(x->g, node, p->target, i, 0));
    }
}

/* The record's node around a row, 0 outside any. */
static pas_node node_of(const pas_walk *x, uint32_t row)
{
    uint32_t record = place(x, row)->record;
    return record == PAS_NO_ROW ? 0 : x->current[record];
}

/* Most rows have no value in most nodes: one pass over the node's values tells which have. */
static struct pas_walk_count count_of(const pas_walk *x, pas_node node, uint32_t field)
{
    uint32_t kind = pas_schema_field(field)->kind, presence, at;
    if (x->looked[kind] == node)
        return x->counts[field];
    x->looked[kind] = node;
    memset(&x->counts[pas_schema_kind(kind)->first_field], 0,
           pas_schema_kind(kind)->n_fields * sizeof *x->counts);
    for (uint32_t i = 0; (at = pas_graph_field_at(x->g, node, i, &presence)) != 0; i++) {
        x->counts[at].all++;
        if (presence == PAS_GIVEN)
            x->counts[at].given++;
    }
    return x->counts[field];
}

/* What the field's value of this rank is, the empty ones counted; `ret_given`: how many before it are not. */
static uint32_t value_at(const pas_walk *x, pas_node node, uint32_t field, uint32_t rank, uint32_t *ret_given)
{
    uint32_t presence, at;
    struct pas_walk_count count = count_of(x, node, field);
    *ret_given = rank;
    if (rank >= count.all || count.given == count.all)
        return rank < count.all ? PAS_GIVEN : PAS_ABSENT;
    *ret_given = 0;
    for (uint32_t i = 0; (at = pas_graph_field_at(x->g, node, i, &presence)) != 0; i++) {
        if (at != field)
            continue;
        if (rank-- == 0)
            return presence;
        *ret_given += presence == PAS_GIVEN;
    }
    return PAS_ABSENT;
}

static bool is_value_given(const pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    pas_node node = node_of(x, row);
    uint32_t before;
    return node && !(p->row.flags & PAS_OLD) &&
           value_at(x, node, p->target, x->plans[row].rank, &before) != PAS_ABSENT;
}

static pas_status write_value(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    if (!is_value_given(x, row))
        return PAS_OK;
    pas_node node = node_of(x, row);
    uint32_t first, n = count_of(x, node, p->target).given;
    bool empty = value_at(x, node, p->target, x->plans[row].rank, &first) == PAS_EMPTY;
    bool last = x->plans[row].last;
    uint32_t end = last && (p->row.flags & PAS_MANY) ? n : first + !empty;
    pas_status status = empty ? pas_writer_text(x->w, row, PAS_STR("")) : PAS_OK;
    for (uint32_t i = first; i < end && status == PAS_OK; i++)
        status = write_one(x, row, node, i);
    if (last)
        x->lost[p->target] += n - end;
    return status;
}

static pas_str kept_value(const pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    if (!x->from->fill || !node_of(x, row) || (p->row.flags & PAS_OLD))
        return PAS_NONE;
    return x->from->fill(x->from->data, node_of(x, row), p->row.slot);
}

/* ---------------------------------------------------------------------- scopes */

static void set_scope(pas_walk *x, uint32_t scope, pas_str value)
{
    x->scope_set[scope] = value.ptr != NULL;
    pas_buf_clear(&x->scopes[scope]);
    pas_buf_str(&x->scopes[scope], value);
}

static pas_str fetched_first(pas_walk *x, uint32_t scope)
{
    for (uint32_t i = 0; i < x->t->n; i++) {
        const struct pas_place *q = place(x, i);
        struct pas_walk_nodes nodes;
        if (q->row.what != PAS_ROW_FROM || q->scope != scope)
            continue;
        pas_node node = pas_walk_first(x, q->record, &nodes);
        return node ? pas_walk_text(x, q, node, 0) : PAS_NONE;
    }
    return PAS_NONE;
}

static pas_status write_scope(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    if (p->row.flags & PAS_OLD)
        return PAS_OK;
    if (!p->target && p->row.values)
        return pas_writer_text(x->w, row, pas_cstr(p->row.values));
    if (p->target) {
        set_scope(x, p->scope, node_of(x, row) ? pas_walk_text(x, p, node_of(x, row), 0) : PAS_NONE);
        return write_value(x, row);
    }
    if (!x->scope_set[p->scope])
        set_scope(x, p->scope, fetched_first(x, p->scope));
    const pas_buf *value = &x->scopes[p->scope];
    return x->scope_set[p->scope]
               ? pas_writer_text(x->w, row, (pas_str){value->ptr ? value->ptr : "", value->len})
               : PAS_OK;
}

static void forget_scopes(pas_walk *x, uint32_t row)
{
    for (uint32_t i = row + 1; place(x, row)->resets && i < place(x, row)->end; i++)
        if (place(x, i)->row.what == PAS_ROW_SCOPE && place(x, i)->parent == row)
            x->scope_set[place(x, i)->scope] = false;
}

/* -------------------------------------------------------------------- elements */

static pas_status write_row(pas_walk *x, uint32_t row);

static pas_status write_children(pas_walk *x, uint32_t row)
{
    pas_status status = PAS_OK;
    for (uint32_t i = row + 1; i < place(x, row)->end && status == PAS_OK; i = place(x, i)->end)
        status = write_row(x, i);
    return status;
}

static pas_status write_element(pas_walk *x, uint32_t row)
{
    pas_status status = pas_writer_begin(x->w, row);
    if (status == PAS_OK)
        status = write_children(x, row);
    return status == PAS_OK ? pas_writer_end(x->w, row) : status;
}

static bool is_given(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    struct pas_walk_nodes nodes;
    switch (p->row.what) {
    case PAS_ROW_RECORD:
        return !(p->row.flags & PAS_OLD) && pas_walk_first(x, row, &nodes) != 0;
    case PAS_ROW_KEEP:
        return kept_value(x, row).ptr != NULL;
    case PAS_ROW_VALUE:
        return is_value_given(x, row);
    default:
        return false;
    }
}

/* A record below is looked at, not what it holds. */
static bool has_content(pas_walk *x, uint32_t row)
{
    for (uint32_t i = row + 1; i < place(x, row)->end;
         i = place(x, i)->row.what == PAS_ROW_RECORD ? place(x, i)->end : i + 1)
        if (is_given(x, i))
            return true;
    return false;
}

/* An element with attributes and a text. */
static pas_status write_described(pas_walk *x, uint32_t row, pas_status (*content)(pas_walk *, uint32_t))
{
    if (!is_given(x, row) && !has_content(x, row))
        return PAS_OK;
    pas_status status = pas_writer_begin(x->w, row);
    if (status == PAS_OK)
        status = write_children(x, row);
    if (status == PAS_OK)
        status = content(x, row);
    return status == PAS_OK ? pas_writer_end(x->w, row) : status;
}

static pas_status write_kept(pas_walk *x, uint32_t row)
{
    return pas_writer_text(x->w, row, kept_value(x, row));
}

/* --------------------------------------------------------------------- records */

/* What is of the node alone and held by the plugin's fill goes with it: the address of a school. */
static void note_held(pas_walk *x, pas_node node, uint32_t field)
{
    if (pas_schema_field(field)->type != PAS_T_REF || !x->from->held || !x->from->held[field])
        return;
    for (uint32_t i = 0; i < pas_graph_values(x->g, node, field); i++)
        x->written[pas_graph_link(x->g, node, field, i)] = true;
}

static void note_written(pas_walk *x, pas_node node)
{
    x->written[node] = true;
    uint32_t field, presence = PAS_ABSENT;
    for (uint32_t i = 0; (field = pas_graph_field_at(x->g, node, i, &presence)) != 0; i++) {
        x->lost[field] += presence == PAS_GIVEN && !x->placed[field];
        note_held(x, node, field);
    }
}

static pas_status write_record(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    struct pas_walk_nodes nodes;
    pas_node around = node_of(x, row), before = x->current[row], n = pas_walk_first(x, row, &nodes);
    pas_status status = PAS_OK;
    if (!n && (p->row.flags & PAS_WRITTEN)) {
        status = pas_writer_begin(x->w, row);
        return status == PAS_OK ? pas_writer_end(x->w, row) : status;
    }
    while (n && status == PAS_OK) {
        x->current[row] = n;
        x->from->at(x->from->data, n);
        note_written(x, n);
        forget_scopes(x, row);
        status = write_element(x, row);
        n = p->row.flags & PAS_MANY ? pas_walk_next(x, &nodes) : 0;
    }
    x->current[row] = before;
    x->from->at(x->from->data, around);
    return status;
}

/* One element for each run of equal values among the nodes below. */
static pas_status write_runs(pas_walk *x, uint32_t row)
{
    const struct pas_place *by = place(x, x->plans[row].by);
    struct pas_walk_nodes nodes = pas_walk_nodes_of(x, by->record);
    pas_buf last = {0};
    bool begun = false;
    pas_status status = PAS_OK;
    for (pas_node n; status == PAS_OK && (n = pas_walk_next(x, &nodes)) != 0;) {
        pas_str value = pas_walk_text(x, by, n, 0);
        if (!value.ptr || (begun && pas_str_eq(value, (pas_str){last.ptr, last.len})))
            continue;
        begun = true;
        pas_buf_clear(&last);
        pas_buf_str(&last, value);
        forget_scopes(x, row);
        set_scope(x, by->scope, value);
        x->starts[by->record] = n;
        status = write_element(x, row);
        x->starts[by->record] = 0;
        x->scope_set[by->scope] = false;
    }
    pas_buf_free(&last);
    return status;
}

static pas_status write_nest(pas_walk *x, uint32_t row)
{
    const pas_row *r = &place(x, row)->row;
    if (x->plans[row].by != PAS_NO_ROW)
        return write_runs(x, row);
    forget_scopes(x, row);
    bool asked =
        row == 0 || (r->flags & PAS_WRITTEN) || (r->flags & (PAS_REQUIRED | PAS_GUESS)) == PAS_REQUIRED;
    return asked || has_content(x, row) ? write_element(x, row) : PAS_OK;
}

static pas_status write_row(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    bool described = p->has_children;
    if ((p->row.flags & PAS_OLD))
        return PAS_OK;
    switch (p->row.what) {
    case PAS_ROW_NEST:
        return write_nest(x, row);
    case PAS_ROW_RECORD:
        return write_record(x, row);
    case PAS_ROW_VALUE:
        return described ? write_described(x, row, write_value) : write_value(x, row);
    case PAS_ROW_KEEP:
        return described ? write_described(x, row, write_kept) : write_kept(x, row);
    case PAS_ROW_SCOPE:
        return write_scope(x, row);
    case PAS_ROW_IGNORE:
        return p->row.flags & PAS_WRITTEN ? write_element(x, row) : PAS_OK;
    default: /* fetched, constant, or linked: nothing of it is in the file */
        return PAS_OK;
    }
}

/* -------------------------------------------------------------------- fidelity */

static void say_fields(const pas_walk *x)
{
    for (uint32_t f = 1; f < PAS_F_COUNT; f++) {
        const pas_field_info *field = pas_schema_field(f);
        const pas_kind_info *kind = pas_schema_kind(field->kind);
        char n[24];
        snprintf(n, sizeof n, "%u", x->lost[f]);
        if (x->lost[f])
            pas_io_say(x->from->io, "champ-sans-place", 0, "n", n, "champ", field->fr, "field", field->en,
                       "sorte", kind->fr, "kind", kind->en, NULL);
    }
}

static uint32_t count_unwritten(const pas_walk *x, uint32_t kind)
{
    uint32_t count = 0;
    for (pas_node n = pas_graph_first(x->g, kind, x->from->source); n; n = pas_graph_next(x->g, n))
        count += !x->written[n] && (!x->own || x->own_inputs[pas_node_input(x->g, n)]);
    return count;
}

/* Of what stands once, others may be another document's. */
static void say_nodes(const pas_walk *x)
{
    bool asked[PAS_K_COUNT] = {false};
    for (uint32_t i = 0; i < x->t->n; i++)
        if (place(x, i)->row.what == PAS_ROW_RECORD && (x->own || (place(x, i)->row.flags & PAS_MANY)))
            asked[place(x, i)->target] = true;
    for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++) {
        uint32_t count = asked[kind] ? count_unwritten(x, kind) : 0;
        const pas_kind_info *info = pas_schema_kind(kind);
        char n[24];
        snprintf(n, sizeof n, "%u", count);
        if (count)
            pas_io_say(x->from->io, "enregistrement-sans-place", 0, "n", n, "sorte", info->fr, "kind",
                       info->en, NULL);
    }
}

/* -------------------------------------------------------------------- planning */

static bool takes_values(const struct pas_place *p)
{
    return (p->row.what == PAS_ROW_VALUE || p->row.what == PAS_ROW_SCOPE) && p->target &&
           p->record != PAS_NO_ROW && !(p->row.flags & PAS_OLD);
}

static void plan_value(pas_walk *x, uint32_t row)
{
    const struct pas_place *p = place(x, row);
    x->plans[row].last = true;
    for (uint32_t i = p->record + 1; takes_values(p) && i < place(x, p->record)->end; i++) {
        const struct pas_place *q = place(x, i);
        if (i == row || !takes_values(q) || q->record != p->record || q->target != p->target)
            continue;
        x->plans[row].rank += i < row;
        x->plans[row].last = x->plans[row].last && i < row;
    }
    if (p->target && p->row.what != PAS_ROW_RECORD && !(p->row.flags & PAS_OLD))
        x->placed[p->target] = true;
}

static void plan(pas_walk *x)
{
    x->own_inputs = pas_xcalloc(pas_graph_inputs(x->g) + 1u, sizeof *x->own_inputs);
    for (uint32_t i = 1; i <= pas_graph_inputs(x->g); i++) {
        pas_graph_input in = pas_graph_input_at(x->g, i);
        x->own_inputs[i] = in.source == x->from->source && pas_str_eq(in.document, x->from->document);
        x->own = x->own || x->own_inputs[i];
    }
    for (uint32_t f = 1; x->from->held && f < PAS_F_COUNT; f++)
        x->placed[f] = x->from->held[f];
    for (uint32_t i = 0; i < x->t->n; i++) {
        pas_walk_plan_nodes(x, i);
        plan_value(x, i);
    }
}

pas_status pas_table_write(const pas_table *t, pas_xml_writer *w, const pas_table_from *from)
{
    pas_walk x = {.t = t, .w = w, .from = from, .g = from->graph};
    x.plans = pas_xcalloc(t->n, sizeof *x.plans);
    x.current = pas_xcalloc(t->n, sizeof *x.current);
    x.starts = pas_xcalloc(t->n, sizeof *x.starts);
    x.scopes = pas_xcalloc(t->n_scopes, sizeof *x.scopes);
    x.scope_set = pas_xcalloc(t->n_scopes, sizeof *x.scope_set);
    x.written = pas_xcalloc(pas_graph_nodes(x.g) + 1u, sizeof *x.written);
    x.placed = pas_xcalloc(PAS_F_COUNT, sizeof *x.placed);
    x.lost = pas_xcalloc(PAS_F_COUNT, sizeof *x.lost);
    x.looked = pas_xcalloc(PAS_K_COUNT, sizeof *x.looked);
    x.counts = pas_xcalloc(PAS_F_COUNT, sizeof *x.counts);
    plan(&x);
    pas_status status = write_row(&x, 0);
    from->at(from->data, 0);
    if (status == PAS_OK) {
        say_fields(&x);
        say_nodes(&x);
    }
    for (uint32_t i = 0; i < t->n_scopes; i++)
        pas_buf_free(&x.scopes[i]);
    free(x.plans);
    free(x.current);
    free(x.starts);
    free(x.scopes);
    free(x.scope_set);
    free(x.own_inputs);
    free(x.written);
    free(x.placed);
    free(x.lost);
    free(x.looked);
    free(x.counts);
    return status;
}
