/*
 * The links of each pupil of the timetable: his memberships in parts, divisions and groups, carried to
 * the groups that draw from them; one link a group, as CODE_GROUPE is unique in a pupil. See deposit.h.
 */
#include "deposit.h"

/* One way from a pupil to a group, before joining. */
typedef struct path {
    uint32_t group;
    siecle_span span;
} path;

static pas_node timetable_group(const siecle_deposit *d, pas_node composition)
{
    pas_node group = d->s.view->link(d->s.run, composition, d->n.composition_group, 0);
    return group && d->s.view->kind_of(d->s.run, group) == d->n.group ? group : 0;
}

/* Calls with each group that a structure feeds; the structure itself if it is a group. */
static pas_node next_group(const siecle_deposit *d, pas_node structure, uint32_t *cursor, int *ret_first)
{
    const pas_view *v = d->s.view;
    if (v->kind_of(d->s.run, structure) == d->n.group) {
        int first = *ret_first;
        *ret_first = 0;
        return first ? structure : 0;
    }
    *ret_first = 0;
    for (pas_node c; (c = v->incoming(d->s.run, structure, d->n.composition_from, cursor)) != 0;) {
        pas_node group = timetable_group(d, c);
        if (group)
            return group;
    }
    return 0;
}

static pas_str code_of(const siecle_deposit *d, pas_node group)
{
    const pas_view *v = d->s.view;
    pas_node base = d->has_groups ? v->match(d->s.run, group, (uint32_t)d->base, NULL) : 0;
    return v->text(d->s.run, base ? base : group, d->n.group_code);
}

static void place_in_base(const siecle_deposit *d, siecle_group *g)
{
    const pas_view *v = d->s.view;
    uint32_t cursor = 0;
    g->unwritable = !siecle_given(g->code) || siecle_characters(g->code) > d->code_max;
    if (!d->has_groups || !siecle_given(g->code))
        return;
    g->base = v->find(d->s.run, (uint32_t)d->base, d->n.group_code, g->code, &cursor);
    cursor = 0;
    g->division = !g->base && v->find(d->s.run, (uint32_t)d->base, d->n.division_code, g->code, &cursor) != 0;
}

static uint32_t group_index(siecle_deposit *d, pas_node group)
{
    pas_str code = code_of(d, group);
    siecle_cell *cell = siecle_map_at(&d->group_of_code, code);
    if (cell->used)
        return cell->value;
    siecle_group *g = &d->groups[d->n_groups];
    g->code = code;
    g->node = group;
    place_in_base(d, g);
    siecle_map_take(cell, code, d->n_groups);
    return d->n_groups++;
}

static uint32_t count_paths(const siecle_deposit *d, pas_node student)
{
    const pas_view *v = d->s.view;
    uint32_t n = 0, at = 0;
    for (pas_node m; (m = v->incoming(d->s.run, student, d->n.member_student, &at)) != 0;) {
        pas_node structure = v->link(d->s.run, m, d->n.member_structure, 0);
        uint32_t cursor = 0;
        int first = 1;
        while (structure && next_group(d, structure, &cursor, &first))
            n++;
    }
    return n;
}

/* Without dates in the file a membership that is over would come back for the whole year. */
static int is_over(const siecle_deposit *d, siecle_span span)
{
    pas_date today = d->now.date;
    siecle_span year = d->year_of_timetable;
    if (d->dates != SIECLE_DATES_NONE || !siecle_dated(span.end) || !siecle_dated(year.end))
        return 0;
    return siecle_compare(span.end, today) < 0 && siecle_compare(today, year.end) <= 0;
}

static uint32_t collect_paths(siecle_deposit *d, pas_node student, path *paths)
{
    const pas_view *v = d->s.view;
    uint32_t n = 0, at = 0;
    for (pas_node m; (m = v->incoming(d->s.run, student, d->n.member_student, &at)) != 0;) {
        pas_node structure = v->link(d->s.run, m, d->n.member_structure, 0);
        siecle_span span = {v->date(d->s.run, m, d->n.member_start), v->date(d->s.run, m, d->n.member_end)};
        uint32_t cursor = 0;
        int first = 1;
        if (!structure || is_over(d, span))
            continue;
        for (pas_node group; (group = next_group(d, structure, &cursor, &first)) != 0;)
            paths[n++] = (path){group_index(d, group), span};
    }
    return n;
}

/* Takes the paths to the same group as paths[i] out of the list; the last interval is kept. */
static siecle_link join_group(path *paths, uint32_t i, uint32_t n, siecle_span *spans)
{
    uint32_t group = paths[i].group, n_spans = 0;
    for (uint32_t j = i; j < n; j++)
        if (paths[j].group == group) {
            spans[n_spans++] = paths[j].span;
            paths[j].group = UINT32_MAX;
        }
    uint32_t kept = siecle_merge(spans, n_spans);
    return (siecle_link){.group = group, .span = spans[kept - 1], .repeated = kept > 1};
}

static void link_pupil(siecle_deposit *d, siecle_pupil *p)
{
    const pas_core *core = d->s.core;
    uint32_t most = count_paths(d, p->node);
    p->state = SIECLE_NO_GROUP;
    if (!most)
        return;
    path *paths = core->alloc(d->s.run, most * sizeof *paths);
    siecle_span *spans = core->alloc(d->s.run, most * sizeof *spans);
    p->links = core->alloc(d->s.run, most * sizeof *p->links);
    if (!paths || !spans || !p->links)
        return;
    uint32_t n = collect_paths(d, p->node, paths);
    uint32_t writable = 0;
    for (uint32_t i = 0; i < n; i++)
        if (paths[i].group != UINT32_MAX) {
            siecle_link link = join_group(paths, i, n, spans);
            writable += !d->groups[link.group].unwritable;
            p->links[p->n_links++] = link;
        }
    if (p->n_links)
        p->state = writable ? SIECLE_WRITTEN : SIECLE_NO_CODE;
}

static uint32_t count_nodes(const siecle_deposit *d, uint32_t kind)
{
    uint32_t n = 0;
    for (pas_node x = d->s.view->first(d->s.run, kind, d->timetable); x; x = d->s.view->next(d->s.run, x))
        n++;
    return n;
}

void siecle_gather_groups(siecle_deposit *d)
{
    const pas_view *v = d->s.view;
    uint32_t n_groups = count_nodes(d, d->n.group);
    uint32_t n_pupils = count_nodes(d, d->n.student);
    d->groups = d->s.core->alloc(d->s.run, (n_groups + 1) * sizeof *d->groups);
    d->pupils = d->s.core->alloc(d->s.run, (n_pupils + 1) * sizeof *d->pupils);
    siecle_map_make(&d->group_of_code, &d->s, n_groups + 1);
    if (!d->groups || !d->pupils || !d->group_of_code.cells)
        return;
    for (pas_node x = v->first(d->s.run, d->n.student, d->timetable); x; x = v->next(d->s.run, x)) {
        siecle_pupil *p = &d->pupils[d->n_pupils++];
        p->node = x;
        link_pupil(d, p);
        d->s.core->tick(d->s.run, d->n_pupils, n_pupils);
    }
}
