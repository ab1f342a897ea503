/*
 * SIECLE's own treatment of the deposit, on its exports: the search of each pupil, then the fate of each
 * of his links (siecle.md §9.3, after SFD-LEG §7 of 28/10/2016). See deposit.h.
 */
#include "deposit.h"

/* Pupils of SIECLE by first name and birth date, in the order of its export. */
typedef struct by_name {
    int made;
    siecle_map heads;
    siecle_identity *is;
    pas_node *nodes;
    uint32_t *next; /* index + 1 of the following pupil of the same key */
    uint32_t *last;
    uint32_t n;
} by_name;

static pas_str upper(const siecle_deposit *d, pas_str s)
{
    return siecle_given(s) ? d->s.text->fold(d->s.run, s, PAS_UPPER) : s;
}

static siecle_identity raised(const siecle_deposit *d, const siecle_identity *is)
{
    return (siecle_identity){upper(d, is->family), upper(d, is->usage),  upper(d, is->first),
                             upper(d, is->first2), upper(d, is->first3), is->birth};
}

static pas_str name_key(const siecle_deposit *d, const siecle_identity *is)
{
    return d->s.text->format(d->s.run, "%04d%02d%02d%.*s", is->birth.year, is->birth.month, is->birth.day,
                             (int)is->first.len, siecle_given(is->first) ? is->first.ptr : "");
}

static siecle_identity identity_of(const siecle_deposit *d, pas_node x)
{
    const pas_view *v = d->s.view;
    pas_run *run = d->s.run;
    siecle_identity is = {.family = v->text(run, x, d->n.student_family),
                          .usage = v->text(run, x, d->n.student_usage),
                          .first = v->text(run, x, d->n.student_first),
                          .first2 = v->text(run, x, d->n.student_first2),
                          .first3 = v->text(run, x, d->n.student_first3),
                          .birth = v->date(run, x, d->n.student_birth)};
    return raised(d, &is);
}

static uint32_t count_base_pupils(const siecle_deposit *d)
{
    uint32_t n = 0;
    for (pas_node x = d->s.view->first(d->s.run, d->n.student, (uint32_t)d->base); x;
         x = d->s.view->next(d->s.run, x))
        n++;
    return n;
}

static void add_name(const siecle_deposit *d, by_name *index, pas_node x)
{
    uint32_t i = index->n++;
    index->nodes[i] = x;
    index->is[i] = identity_of(d, x);
    pas_str key = name_key(d, &index->is[i]);
    siecle_cell *cell = siecle_map_at(&index->heads, key);
    if (!cell->used)
        siecle_map_take(cell, key, i);
    else
        index->next[index->last[cell->value]] = i + 1;
    index->last[cell->value] = i;
}

/* Most deposits never need it: identifiers answer. */
static void make_index(const siecle_deposit *d, by_name *index)
{
    const pas_core *core = d->s.core;
    uint32_t n = count_base_pupils(d) + 1;
    index->made = 1;
    siecle_map_make(&index->heads, &d->s, n);
    index->is = core->alloc(d->s.run, n * sizeof *index->is);
    index->nodes = core->alloc(d->s.run, n * sizeof *index->nodes);
    index->next = core->alloc(d->s.run, n * sizeof *index->next);
    index->last = core->alloc(d->s.run, n * sizeof *index->last);
    if (!index->heads.cells || !index->is || !index->nodes || !index->next || !index->last)
        return;
    for (pas_node x = d->s.view->first(d->s.run, d->n.student, (uint32_t)d->base); x;
         x = d->s.view->next(d->s.run, x))
        add_name(d, index, x);
}

static pas_node search_name(const siecle_deposit *d, by_name *index, const siecle_pupil *p)
{
    if (!index->made)
        make_index(d, index);
    siecle_identity wanted = raised(d, &p->is);
    siecle_cell *cell = siecle_map_at(&index->heads, name_key(d, &wanted));
    if (!cell || !cell->used)
        return 0;
    for (uint32_t i = cell->value + 1; i; i = index->next[i - 1])
        if (siecle_answers(&wanted, &index->is[i - 1]))
            return index->nodes[i - 1];
    return 0;
}

/* Steps 3a and 3b: the identifier within the school, else the names. */
static pas_node search(const siecle_deposit *d, by_name *index, const siecle_pupil *p)
{
    uint32_t field = p->by == SIECLE_BY_ELEVE_ID ? d->n.student_id : d->n.student_ine;
    uint32_t cursor = 0;
    pas_node found = 0;
    if (p->by != SIECLE_BY_NOTHING)
        found = d->s.view->find(d->s.run, (uint32_t)d->base, field, p->ident, &cursor);
    return found ? found : search_name(d, index, p);
}

/* ------------------------------------------------------------------ dates */

static pas_date earlier_end(pas_date end, pas_date limit)
{
    return !siecle_dated(end) || siecle_compare(end, limit) > 0 ? limit : end;
}

static void write_dates(const siecle_deposit *d, const siecle_pupil *p, siecle_link *l)
{
    siecle_span year = d->year_of_timetable;
    pas_date none = {0, 0, 0};
    pas_date end = l->span.end;
    if (p->left)
        end = earlier_end(end, d->s.view->date(d->s.run, p->found ? p->found : p->base, d->n.student_left));
    l->written = (siecle_span){l->span.start, end};
    if (d->dates == SIECLE_DATES_NONE)
        l->written = (siecle_span){none, none};
    if (d->dates != SIECLE_DATES_USEFUL)
        return;
    if (siecle_dated(year.start) && siecle_dated(l->written.start) &&
        siecle_compare(l->written.start, year.start) == 0)
        l->written.start = none;
    if (siecle_dated(year.end) && siecle_dated(end) && siecle_compare(end, year.end) == 0)
        l->written.end = none;
}

static int outside(pas_date date, siecle_span year)
{
    return siecle_dated(date) && (siecle_compare(date, year.start) < 0 || siecle_compare(date, year.end) > 0);
}

static uint32_t answer_dates(const siecle_deposit *d, const siecle_link *l)
{
    siecle_span w = l->written;
    uint32_t answers = 0;
    if (siecle_dated(w.start) && siecle_dated(w.end) && siecle_compare(w.start, w.end) >= 0)
        answers |= SIECLE_ELEGRP_A_01;
    if (!d->has_year)
        return answers;
    if (outside(w.start, d->year_of_pupils))
        answers |= SIECLE_ELEGRP_A_02;
    if (outside(w.end, d->year_of_pupils))
        answers |= SIECLE_ELEGRP_A_03;
    return answers;
}

/* ------------------------------------------------------------------ links */

static int has_mef(const siecle_deposit *d, pas_node group, pas_str mef)
{
    uint32_t cursor = 0;
    for (pas_node m; (m = d->s.view->incoming(d->s.run, group, d->n.structure_mef_structure, &cursor)) != 0;)
        if (siecle_same(d->s.view->link_key(d->s.run, m, d->n.structure_mef_mef, 0), mef))
            return 1;
    return 0;
}

static uint32_t answer_link(const siecle_deposit *d, const siecle_pupil *p, const siecle_link *l)
{
    const siecle_group *g = &d->groups[l->group];
    uint32_t dates = answer_dates(d, l);
    if (d->has_groups && !g->base)
        return SIECLE_GROUPE_A_01;
    if (p->fate != SIECLE_TAKEN)
        return dates;
    pas_str mef = d->s.view->link_key(d->s.run, p->found, d->n.student_mef, 0);
    if (!siecle_given(mef))
        return SIECLE_GROUPE_B_01;
    if (d->has_groups && !has_mef(d, g->base, mef))
        return SIECLE_GROUPE_B_02;
    return dates;
}

static void take(siecle_deposit *d, siecle_pupil *p, siecle_map *taken, by_name *index)
{
    if (!d->has_pupils)
        return;
    p->found = search(d, index, p);
    if (p->state != SIECLE_WRITTEN)
        return;
    if (!p->found)
        p->fate = SIECLE_REJECTED_01;
    else
        p->fate = siecle_map_add(taken, siecle_node_key(&p->found)) ? SIECLE_TAKEN : SIECLE_REJECTED_03;
}

void siecle_simulate(siecle_deposit *d)
{
    siecle_map taken = {0};
    by_name index = {0};
    siecle_map_make(&taken, &d->s, d->n_pupils);
    for (uint32_t i = 0; i < d->n_pupils; i++) {
        siecle_pupil *p = &d->pupils[i];
        if (p->state == SIECLE_NO_GROUP)
            continue;
        take(d, p, &taken, &index);
        pas_node whose = p->found ? p->found : p->base;
        pas_date left = whose ? d->s.view->date(d->s.run, whose, d->n.student_left) : (pas_date){0, 0, 0};
        p->left = whose && !siecle_is_present(left, d->now.date);
        for (uint32_t j = 0; j < p->n_links; j++) {
            write_dates(d, p, &p->links[j]);
            p->links[j].answers = answer_link(d, p, &p->links[j]);
        }
        d->s.core->tick(d->s.run, i, d->n_pupils);
    }
}
