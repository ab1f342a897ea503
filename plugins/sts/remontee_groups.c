/* Who is in a group, and whence: called by the control points and by the writing of the remontée. */
#include "remontee.h"

/* A membership that is over on the day of the run does not count; before the year begins all do. */
static int is_over(const remontee *d, pas_node membership)
{
    pas_date end = d->s.view->date(d->s.run, membership, d->s.view->field(d->s.run, "membership.end"));
    pas_node year = remontee_first(d, "school-year", d->timetable);
    pas_date last =
        year ? d->s.view->date(d->s.run, year, d->s.view->field(d->s.run, "school-year.end")) : end;
    pas_date day = sts_days(d->today) > sts_days(last) ? last : d->today;
    return end.year && sts_days(end) < sts_days(day);
}

static uint32_t members(const remontee *d, pas_node structure)
{
    uint32_t n = 0, at = 0;
    for (pas_node m; (m = remontee_in(d, structure, "membership.structure", &at)) != 0;)
        n += !is_over(d, m);
    return n;
}

static pas_node division_of(const remontee *d, pas_node from)
{
    return from && remontee_is(d, from, "class-part") ? remontee_to(d, from, "class-part.division") : from;
}

uint32_t remontee_pupils(const remontee *d, pas_node group, pas_node division)
{
    uint32_t n = division ? 0 : members(d, group), at = 0;
    for (pas_node c; (c = remontee_in(d, group, "composition.group", &at)) != 0;) {
        pas_node from = remontee_to(d, c, "composition.from");
        if (from && (!division || division_of(d, from) == division))
            n += members(d, from);
    }
    return n;
}

/* Each once: a group may draw on two parts of a class. */
pas_node remontee_next_division(const remontee *d, pas_node group, uint32_t *at)
{
    for (pas_node c; (c = remontee_in(d, group, "composition.group", at)) != 0;) {
        pas_node division = division_of(d, remontee_to(d, c, "composition.from"));
        uint32_t before = 0;
        int met = !division;
        for (pas_node e; !met && (e = remontee_in(d, group, "composition.group", &before)) != 0 && e != c;)
            met = division_of(d, remontee_to(d, e, "composition.from")) == division;
        if (!met)
            return division;
    }
    return 0;
}

void remontee_check_group(remontee *d, pas_node group)
{
    uint32_t at = 0;
    if (!remontee_pupils(d, group, 0))
        remontee_note(d, R_GROUP_EMPTY, group, 0);
    for (pas_node c; (c = remontee_in(d, group, "composition.group", &at)) != 0;) {
        pas_node from = remontee_to(d, c, "composition.from");
        if (from && remontee_is(d, from, "class-part") && !members(d, from))
            remontee_note(d, R_PART_EMPTY, from, 0);
    }
}
