/*
 * What a remontée is made from: the sources, and each course under each of its teachers. A course that
 * cannot go up is noted with its reason, never dropped silently. See remontee.h.
 */
#include "remontee.h"

enum { MOST_USES = 64 };

/* What a course uses. */
struct uses {
    pas_node persons[MOST_USES], rooms[MOST_USES];
    uint64_t person_weeks[MOST_USES], room_weeks[MOST_USES];
    uint32_t n_persons, n_rooms;
    uint32_t structures[MOST_USES];
    uint32_t n_structures, n_publics;
    uint64_t public_weeks; /* all of them, joined */
    int lone_part;
};

int remontee_note(remontee *d, remontee_fault fault, pas_node node, uint32_t detail)
{
    for (uint32_t i = 0; i < d->n_issues; i++)
        if (d->issues[i].fault == fault && d->issues[i].node == node) {
            d->issues[i].n++;
            return 0;
        }
    if (d->n_issues < d->most_issues)
        d->issues[d->n_issues++] = (remontee_issue){fault, node, 1, detail};
    return 1;
}

/* ------------------------------------------------------------------ what is used */

static void use_structure(remontee *d, struct uses *u, pas_node node)
{
    uint32_t structure = remontee_structure_of(d, node);
    for (uint32_t i = 0; i < u->n_structures; i++)
        if (u->structures[i] == structure)
            return;
    if (u->n_structures < MOST_USES)
        u->structures[u->n_structures++] = structure;
}

/* STS-Web knows no class part: the group that it feeds, if it feeds one alone. */
static void use_part(remontee *d, struct uses *u, pas_node part)
{
    pas_node group = 0;
    uint32_t at = 0;
    for (pas_node c; (c = remontee_in(d, part, "composition.from", &at)) != 0;) {
        pas_node g = remontee_to(d, c, "composition.group");
        if (g && group && g != group) {
            u->lone_part = 1;
            return;
        }
        group = g ? g : group;
    }
    if (group)
        use_structure(d, u, group);
    else
        u->lone_part = 1;
}

static void use_public(remontee *d, struct uses *u, pas_node node, uint64_t weeks)
{
    u->n_publics++;
    u->public_weeks |= weeks;
    if (remontee_is(d, node, "class-part"))
        use_part(d, u, node);
    else
        use_structure(d, u, node);
}

static void use(remontee *d, struct uses *u, pas_node resource)
{
    pas_node node = remontee_to(d, resource, "course-resource.uses");
    uint64_t weeks =
        d->s.view->weeks(d->s.run, resource, d->s.view->field(d->s.run, "course-resource.weeks"));
    if (!node)
        return;
    if (remontee_is(d, node, "person") && u->n_persons < MOST_USES) {
        u->person_weeks[u->n_persons] = weeks;
        u->persons[u->n_persons++] = node;
    } else if (remontee_is(d, node, "room") && u->n_rooms < MOST_USES) {
        u->room_weeks[u->n_rooms] = weeks;
        u->rooms[u->n_rooms++] = node;
    } else if (remontee_is(d, node, "division") || remontee_is(d, node, "group") ||
               remontee_is(d, node, "class-part")) {
        use_public(d, u, node, weeks);
    }
}

/* ---------------------------------------------------------------------- the course */

/* Start and length, of the course itself or of the grid's slots. 0: it is not placed. */
static int set_time(const remontee *d, pas_node course, remontee_line *line)
{
    const pas_view *v = d->s.view;
    line->day = (int32_t)remontee_int(d, course, "course.day", 0);
    line->start = (int32_t)remontee_int(d, course, "course.start", -1);
    line->minutes = (int32_t)remontee_int(d, course, "course.minutes", 0);
    int64_t first = remontee_int(d, course, "course.first-slot", -1);
    int64_t last = first + remontee_int(d, course, "course.slots", 0) - 1;
    for (pas_node x = remontee_first(d, "slot", d->timetable); x && first >= 0 && line->minutes <= 0;
         x = v->next(d->s.run, x))
        if (remontee_int(d, x, "slot.number", -1) == first)
            line->start = (int32_t)remontee_int(d, x, "slot.start", -1);
    for (pas_node x = remontee_first(d, "slot", d->timetable); x && first >= 0 && line->minutes <= 0;
         x = v->next(d->s.run, x))
        if (remontee_int(d, x, "slot.number", -1) == last)
            line->minutes = (int32_t)remontee_int(d, x, "slot.end", -1) - line->start;
    return line->day >= 1 && line->day <= 7 && line->start >= 0 && line->minutes > 0;
}

static remontee_named *subject_of(remontee *d, pas_node course)
{
    uint32_t field = d->s.view->field(d->s.run, "course.subject");
    pas_node subject = d->s.view->link(d->s.run, course, field, 0);
    remontee_named *m = subject ? remontee_named_of(d->subjects, d->n_subjects, subject) : NULL;
    if (!m)
        remontee_note(d, R_NO_SUBJECT, course, 0);
    else if (m->excluded)
        remontee_note(d, R_EXCLUDED, m->node, 0);
    else if (!sts_given(m->code))
        remontee_note(d, R_SUBJECT_UNKNOWN, m->node, 0);
    else
        return m;
    return NULL;
}

/* The one structure of the course; NULL, and why, if there is none or if who takes which is not said. */
static remontee_structure *structure_of(remontee *d, pas_node course, const struct uses *u)
{
    remontee_structure *s = u->n_structures ? &d->structures[u->structures[0]] : NULL;
    uint32_t n_subjects = d->s.view->count(d->s.run, course, d->s.view->field(d->s.run, "course.subject"));
    if (!u->n_publics)
        remontee_note(d, R_NO_PUBLIC, course, 0);
    else if (u->n_structures > 1 || n_subjects > 1)
        remontee_note(d, R_COMPLEX, course, 0);
    else if (u->lone_part || !s)
        remontee_note(d, R_PART_ALONE, course, 0);
    else if (s->refused)
        remontee_note(d, (remontee_fault)(s->refused - 1), s->node, 0);
    else
        return s;
    return NULL;
}

static int is_number(pas_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return 0;
    return s.len != 0;
}

static int is_writable(remontee *d, const remontee_named *p)
{
    if (p->staff)
        remontee_note(d, R_STAFF, p->node, 0);
    else if (d->base >= 0 && !p->base)
        remontee_note(d, R_TEACHER_UNKNOWN, p->node, 0);
    else if (!is_number(p->code))
        remontee_note(d, R_TEACHER_ID, p->node, 0);
    else
        return 1;
    return 0;
}

static pas_str room_of(remontee *d, const struct uses *u, uint64_t weeks)
{
    pas_str room = STS_NONE;
    for (uint32_t i = 0; i < u->n_rooms; i++) {
        if (u->room_weeks[i] && !(u->room_weeks[i] & weeks))
            continue;
        if (room.ptr)
            d->rooms_left++;
        else
            room = remontee_text(d, u->rooms[i], "room.code");
    }
    return room;
}

/* ------------------------------------------------------- what STS-Web says of the service */

/* STS-Web's own service of this structure and subject, if it has one alone. */
static pas_node service_in_base(const remontee *d, const remontee_structure *s, pas_node subject)
{
    pas_node found = 0;
    uint32_t at = 0;
    for (pas_node x; s->base && subject && (x = remontee_in(d, s->base, "service.structure", &at)) != 0;) {
        if (remontee_to(d, x, "service.subject") != subject)
            continue;
        if (found)
            return 0;
        found = x;
    }
    return found;
}

static int64_t weighting_of(remontee *d, pas_node service, const remontee_named *p, pas_node course)
{
    int64_t weighting = remontee_int(d, course, "course.weighting", -1);
    uint32_t at = 0;
    for (pas_node t; weighting < 0 && service && (t = remontee_in(d, service, "teaching.service", &at)) != 0;)
        if (remontee_to(d, t, "teaching.person") == p->base)
            weighting = remontee_int(d, t, "teaching.weighting", -1);
    if (weighting == 0)
        remontee_note(d, R_WEIGHT_ZERO, course, 0);
    else if (weighting > 0 && !remontee_is_rate(d, weighting))
        remontee_note(d, R_WEIGHT_UNKNOWN, course, 0);
    return weighting;
}

static void complete(remontee *d, remontee_line *line, const remontee_structure *s, const remontee_named *p)
{
    const remontee_named *subject = &d->subjects[line->subject];
    pas_node service = service_in_base(d, s, subject->base);
    pas_str own = remontee_text(d, line->course, "course.modality"),
            known = remontee_text(d, service, "service.modality");
    line->modality = sts_given(own) ? own : sts_given(known) ? known : sts_str("CG");
    line->weighting = weighting_of(d, service, p, line->course);
    if (line->co_teaching && !remontee_int(d, service, "service.co-teaching", 0) &&
        !remontee_int(d, line->course, "course.co-teaching", 0))
        remontee_note(d, R_CO_TEACHING, line->course, 0);
}

/* A line for each teacher who can be written. Returns how many. */
static uint32_t add_lines(remontee *d, remontee_line line, const struct uses *u, const remontee_structure *s)
{
    uint64_t cancelled =
        d->s.view->weeks(d->s.run, line.course, d->s.view->field(d->s.run, "course.cancelled-weeks"));
    uint32_t n = 0, before = d->n_lines;
    for (uint32_t i = 0; i < u->n_persons; i++) {
        remontee_named *p = remontee_named_of(d->persons, d->n_persons, u->persons[i]);
        if (!p || !is_writable(d, p))
            continue;
        uint64_t mine = u->person_weeks[i], theirs = u->public_weeks;
        line.weeks = (mine && theirs ? mine & theirs : mine | theirs) & ~cancelled;
        if (!line.weeks) {
            remontee_note(d, R_NO_WEEK, line.course, 0);
            continue;
        }
        if (d->n_lines == d->most_lines)
            return n;
        line.person = (uint32_t)(p - d->persons);
        line.room = room_of(d, u, line.weeks);
        d->lines[d->n_lines++] = line;
        n++;
    }
    for (uint32_t i = before; i < d->n_lines; i++) {
        d->lines[i].co_teaching = n > 1;
        complete(d, &d->lines[i], s, &d->persons[d->lines[i].person]);
    }
    return n;
}

static uint32_t take(remontee *d, pas_node course)
{
    struct uses u = {.n_persons = 0};
    remontee_line line = {.course = course};
    uint32_t at = 0;
    for (pas_node r; (r = remontee_in(d, course, "course-resource.course", &at)) != 0;)
        use(d, &u, r);
    if (!u.n_persons && !u.n_publics) {
        d->not_exportable++;
        return 0;
    }
    d->all_courses++;
    const remontee_structure *s = structure_of(d, course, &u);
    const remontee_named *subject = subject_of(d, course);
    if (!u.n_persons)
        remontee_note(d, R_NO_TEACHER, course, 0);
    int placed = set_time(d, course, &line);
    if (!placed)
        remontee_note(d, R_NOT_PLACED, course, 0);
    uint32_t n = 0;
    if (s && subject && placed) {
        line.structure = (uint32_t)(s - d->structures);
        line.subject = (uint32_t)(subject - d->subjects);
        n = add_lines(d, line, &u, s);
    } else {
        for (uint32_t i = 0; i < u.n_persons; i++) {
            remontee_named *p = remontee_named_of(d->persons, d->n_persons, u.persons[i]);
            if (p && subject)
                is_writable(d, p);
        }
    }
    d->lost_courses += n == 0;
    return n;
}

/* --------------------------------------------------------------------- sources */

static void take_envelope(remontee *d, uint32_t source)
{
    for (pas_node e = remontee_first(d, "export", source); e; e = d->s.view->next(d->s.run, e)) {
        if (!sts_given(d->uai))
            d->uai = remontee_text(d, e, "export.uai");
        if (!d->year)
            d->year = (int32_t)remontee_int(d, e, "export.year", 0);
    }
}

static void take_sources(remontee *d)
{
    const pas_view *v = d->s.view;
    int32_t timetable = v->source_of_role(d->s.run, PAS_ROLE_TIMETABLE);
    d->base = v->source_of_role(d->s.run, PAS_ROLE_STAFF_BASE);
    if (timetable < 0) {
        d->problem = "remontee-sans-emploi-du-temps";
        return;
    }
    d->timetable = (uint32_t)timetable;
    if (d->base < 0 || !v->source_defines(d->s.run, (uint32_t)d->base, "person"))
        d->problem = "remontee-sans-sts";
    if (d->base >= 0)
        take_envelope(d, (uint32_t)d->base);
    take_envelope(d, d->timetable);
    pas_node year = remontee_first(d, "school-year", d->timetable);
    if (year)
        d->week1 = v->date(d->s.run, year, v->field(d->s.run, "school-year.week1"));
    if (!d->week1.year)
        d->problem = "remontee-sans-calendrier";
}

/* Divisions without head teacher have no allowance to send up. */
static void check_heads(remontee *d)
{
    for (uint32_t i = 0; i < d->n_structures; i++) {
        const remontee_structure *s = &d->structures[i];
        uint32_t at = 0;
        if (s->group || !s->base || remontee_in(d, s->base, "head-teacher.division", &at))
            continue;
        remontee_note(d, R_NO_HEAD, s->node, 0);
    }
}

static int is_used(const remontee *d, uint32_t structure)
{
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (d->lines[i].structure == structure)
            return 1;
    return 0;
}

static void make_lines(remontee *d)
{
    uint32_t n = 0, uses = 0, n_courses = 0;
    for (pas_node r = remontee_first(d, "course-resource", d->timetable); r; r = d->s.view->next(d->s.run, r))
        uses++;
    for (pas_node c = remontee_first(d, "course", d->timetable); c; c = d->s.view->next(d->s.run, c))
        n_courses++;
    d->most_lines = uses + 1;
    d->most_issues = 4 * n_courses + 2 * uses + 1024;
    d->lines = d->s.core->alloc(d->s.run, d->most_lines * sizeof *d->lines);
    d->issues = d->s.core->alloc(d->s.run, d->most_issues * sizeof *d->issues);
    if (!d->lines || !d->issues)
        return;
    for (pas_node c = remontee_first(d, "course", d->timetable); c; c = d->s.view->next(d->s.run, c)) {
        take(d, c);
        d->s.core->tick(d->s.run, ++n, n_courses);
    }
}

pas_status sts_remontee_make(remontee *d, pas_run *run, const pas_host *host)
{
    *d = (remontee){.base = -1};
    if (sts_open(&d->s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    d->accept = sts_same(d->s.core->option(run, "incomplete"), sts_str("accept"));
    d->today = d->s.core->now(run).date;
    take_sources(d);
    if (d->problem)
        return d->s.core->status(run);
    remontee_find_all(d);
    if (d->s.core->status(run) < 0)
        return d->s.core->status(run);
    make_lines(d);
    remontee_sort(d);
    for (uint32_t i = 0; i < d->n_structures; i++)
        if (d->structures[i].group && !d->structures[i].refused && is_used(d, i))
            remontee_check_group(d, d->structures[i].node);
    check_heads(d);
    if (!remontee_weeks_all(d))
        d->problem = "remontee-trop-d-alternances";
    else if (!d->n_lines)
        d->problem = "remontee-vide";
    return d->s.core->status(run);
}
