/*
 * Who each pupil is in the file: ELEVE_ID rather than INE, names as SIECLE's export spells them, one
 * ELEVE a pupil. ID_PRV_ELE is never used: SIECLE would take it for another software's. See deposit.h.
 */
#include "deposit.h"

static pas_str text(const siecle_deposit *d, pas_node node, uint32_t field)
{
    return node ? d->s.view->text(d->s.run, node, field) : SIECLE_NONE;
}

/* The matched pupil's value if SIECLE has one, else the timetable's. */
static pas_str text_of(const siecle_deposit *d, const siecle_pupil *p, uint32_t field)
{
    pas_str s = text(d, p->base, field);
    return siecle_given(s) ? s : text(d, p->node, field);
}

static void take_names(const siecle_deposit *d, siecle_pupil *p)
{
    const siecle_names *n = &d->n;
    pas_node whose = p->base ? p->base : p->node;
    p->is.family = text_of(d, p, n->student_family);
    p->is.first = text_of(d, p, n->student_first);
    p->is.usage = text(d, whose, n->student_usage);
    p->is.first2 = text(d, whose, n->student_first2);
    p->is.first3 = text(d, whose, n->student_first3);
    p->is.birth = d->s.view->date(d->s.run, whose, n->student_birth);
    if (!siecle_dated(p->is.birth))
        p->is.birth = d->s.view->date(d->s.run, p->node, n->student_birth);
}

static int try_ident(siecle_pupil *p, siecle_ident by, pas_str value)
{
    int good = by == SIECLE_BY_ELEVE_ID ? siecle_is_uint32(value) : siecle_is_word11(value);
    if (!good)
        return 0;
    p->by = by;
    p->ident = value;
    return 1;
}

static void take_ident(const siecle_deposit *d, siecle_pupil *p)
{
    if (try_ident(p, SIECLE_BY_ELEVE_ID, text(d, p->base, d->n.student_id)) ||
        try_ident(p, SIECLE_BY_ELEVE_ID, text(d, p->node, d->n.student_id)) ||
        try_ident(p, SIECLE_BY_INE, text(d, p->base, d->n.student_ine)))
        return;
    try_ident(p, SIECLE_BY_INE, text(d, p->node, d->n.student_ine));
}

static int is_complete(const siecle_pupil *p)
{
    return siecle_given(p->is.family) && siecle_given(p->is.first) && siecle_dated(p->is.birth);
}

void siecle_name_pupils(siecle_deposit *d)
{
    siecle_map seen = {0}, idents[2] = {{0}, {0}};
    siecle_map_make(&seen, &d->s, d->n_pupils);
    siecle_map_make(&idents[0], &d->s, d->n_pupils);
    siecle_map_make(&idents[1], &d->s, d->n_pupils);
    siecle_map_make(&d->matched, &d->s, d->n_pupils);
    for (uint32_t i = 0; i < d->n_pupils; i++) {
        siecle_pupil *p = &d->pupils[i];
        p->base = d->has_pupils ? d->s.view->match(d->s.run, p->node, (uint32_t)d->base, NULL) : 0;
        if (p->base)
            siecle_map_add(&d->matched, siecle_node_key(&p->base));
        take_names(d, p);
        take_ident(d, p);
        if (p->state != SIECLE_WRITTEN)
            continue;
        if (p->by == SIECLE_BY_NOTHING)
            p->state = SIECLE_NO_IDENTIFIER;
        else if (!is_complete(p))
            p->state = SIECLE_INCOMPLETE;
        else if ((p->base && !siecle_map_add(&seen, siecle_node_key(&p->base))) ||
                 !siecle_map_add(&idents[p->by == SIECLE_BY_INE], p->ident))
            p->state = SIECLE_REPEATED;
    }
}
