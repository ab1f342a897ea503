/*
 * What the whole file lets one see (edt.md (b), with the noise control of rules.md §3): pupils, class
 * parts and groups, courses, year and grid. Called by read, once everything is there.
 */
#include "edt.h"

#include <stdlib.h>
#include <string.h>

/* The fields looked at, resolved once a check. */
enum {
    F_STUDENT_BIRTH_DATE,
    F_STUDENT_INE,
    F_MEMBERSHIP_START,
    F_MEMBERSHIP_END,
    F_MEMBERSHIP_STRUCTURE,
    F_COMPOSITION_GROUP,
    F_COMPOSITION_FROM,
    F_GROUP_CODE,
    F_CLASS_PART_DIVISION,
    F_DIVISION_CODE,
    F_SCHOOL_YEAR_START,
    F_SCHOOL_YEAR_END,
    F_SCHOOL_YEAR_WEEK1,
    F_GRID_SLOTS_PER_DAY,
    F_COURSE_RESOURCE_USES,
    F_COURSE_RESOURCE_WEEKS,
    F_COURSE_RESOURCE_COURSE,
    F_COURSE_DAY,
    F_COURSE_FIRST_SLOT,
    F_COURSE_SLOTS,
    F_COURSE_SUBJECT,
    N_FIELDS
};
static const char *const field_names[N_FIELDS] = {
    [F_STUDENT_BIRTH_DATE] = "student.birth-date",
    [F_STUDENT_INE] = "student.ine",
    [F_MEMBERSHIP_START] = "membership.start",
    [F_MEMBERSHIP_END] = "membership.end",
    [F_MEMBERSHIP_STRUCTURE] = "membership.structure",
    [F_COMPOSITION_GROUP] = "composition.group",
    [F_COMPOSITION_FROM] = "composition.from",
    [F_GROUP_CODE] = "group.code",
    [F_CLASS_PART_DIVISION] = "class-part.division",
    [F_DIVISION_CODE] = "division.code",
    [F_SCHOOL_YEAR_START] = "school-year.start",
    [F_SCHOOL_YEAR_END] = "school-year.end",
    [F_SCHOOL_YEAR_WEEK1] = "school-year.week1",
    [F_GRID_SLOTS_PER_DAY] = "grid.slots-per-day",
    [F_COURSE_RESOURCE_USES] = "course-resource.uses",
    [F_COURSE_RESOURCE_WEEKS] = "course-resource.weeks",
    [F_COURSE_RESOURCE_COURSE] = "course-resource.course",
    [F_COURSE_DAY] = "course.day",
    [F_COURSE_FIRST_SLOT] = "course.first-slot",
    [F_COURSE_SLOTS] = "course.slots",
    [F_COURSE_SUBJECT] = "course.subject",
};

struct view {
    pas_run *run;
    const pas_view *v;
    const pas_findings *f;
    const pas_text *text;
    const pas_core *core;
    uint32_t person, division, group, part; /* kinds */
    uint32_t fields[N_FIELDS];
};

static struct view open_view(pas_run *run, const pas_host *host)
{
    struct view x = {.run = run,
                     .v = PAS_SERVICE(pas_view, run, host, PAS_VIEW),
                     .f = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS),
                     .text = PAS_SERVICE(pas_text, run, host, PAS_TEXT),
                     .core = PAS_SERVICE(pas_core, run, host, PAS_CORE)};
    x.person = x.v->kind(run, "person");
    x.division = x.v->kind(run, "division");
    x.group = x.v->kind(run, "group");
    x.part = x.v->kind(run, "class-part");
    for (uint32_t i = 0; i < N_FIELDS; i++)
        x.fields[i] = x.v->field(run, field_names[i]);
    return x;
}

static pas_node first(const struct view *x, const char *kind)
{
    return x->v->first(x->run, x->v->kind(x->run, kind), x->v->own(x->run));
}

static pas_node next(const struct view *x, pas_node node)
{
    return x->v->next(x->run, node);
}

static void say(const struct view *x, const char *code, pas_node node, const char *arg, pas_str value)
{
    pas_arg args[] = {{arg, value, 0, 0}};
    x->f->emit(x->run, code, node, NULL, args, arg ? 1 : 0);
}

static void say_alone(const struct view *x, const char *code, pas_node node)
{
    say(x, code, node, NULL, (pas_str){NULL, 0});
}

static int has_incoming(const struct view *x, pas_node node, uint32_t link)
{
    uint32_t cursor = 0;
    return x->v->incoming(x->run, node, link, &cursor) != 0;
}

static int date_cmp(pas_date a, pas_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return (a.day > b.day) - (a.day < b.day);
}

/* Days since a fixed day (Hinnant's civil calendar), to count weeks. */
static int32_t day_number(pas_date d)
{
    int32_t y = d.year - (d.month <= 2), era = y / 400, yoe = y - era * 400;
    int32_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

/* ------------------------------------------------------------------- people */

void edt_check_people(pas_run *run, const pas_host *host)
{
    struct view x = open_view(run, host);
    uint32_t birth = x.fields[F_STUDENT_BIRTH_DATE], ine = x.fields[F_STUDENT_INE];
    for (pas_node n = first(&x, "student"); n; n = next(&x, n)) {
        if (x.v->presence(run, n, birth) != PAS_GIVEN)
            say_alone(&x, "eleve-sans-date-naissance", n);
        if (x.v->presence(run, n, ine) != PAS_GIVEN)
            say_alone(&x, "eleve-sans-ine", n);
    }
    uint32_t start = x.fields[F_MEMBERSHIP_START], end = x.fields[F_MEMBERSHIP_END];
    for (pas_node n = first(&x, "membership"); n; n = next(&x, n)) {
        pas_date from = x.v->date(run, n, start), to = x.v->date(run, n, end);
        if (from.year && to.year && date_cmp(from, to) > 0)
            say_alone(&x, "appartenance-dates-incoherentes", n);
    }
}

/* --------------------------------------------------------------- structures */

struct named {
    pas_str folded;
    pas_node node;
    int is_group;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    size_t n = x->folded.len < y->folded.len ? x->folded.len : y->folded.len;
    int c = n ? memcmp(x->folded.ptr, y->folded.ptr, n) : 0;
    if (c)
        return c;
    if (x->folded.len != y->folded.len)
        return x->folded.len < y->folded.len ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static uint32_t count(const struct view *x, const char *kind)
{
    uint32_t n = 0;
    for (pas_node node = first(x, kind); node; node = next(x, node))
        n++;
    return n;
}

static uint32_t gather(const struct view *x, const char *kind, int code, int is_group, struct named *to)
{
    uint32_t n = 0;
    for (pas_node node = first(x, kind); node; node = next(x, node)) {
        pas_str name = x->v->text(x->run, node, x->fields[code]);
        to[n++] = (struct named){x->text->fold(x->run, name, PAS_FOLD_CODE), node, is_group};
    }
    return n;
}

/* Names are the identity of classes and groups for whoever reads the file next. */
static void check_names(const struct view *x)
{
    uint32_t most = count(x, "division") + count(x, "group");
    struct named *all = x->core->alloc(x->run, (most + 1u) * sizeof *all);
    uint32_t n = gather(x, "division", F_DIVISION_CODE, 0, all);
    n += gather(x, "group", F_GROUP_CODE, 1, all + n);
    qsort(all, n, sizeof *all, by_name);
    for (uint32_t i = 1; i < n; i++) {
        if (all[i].folded.len == 0 || all[i].folded.len != all[i - 1].folded.len ||
            memcmp(all[i].folded.ptr, all[i - 1].folded.ptr, all[i].folded.len) != 0)
            continue;
        const char *code = all[i].is_group != all[i - 1].is_group ? "division-et-groupe-meme-code"
                           : all[i].is_group                      ? "groupe-code-en-double"
                                                                  : "division-code-en-double";
        say(x, code, all[i].node, "nom",
            x->v->text(x->run, all[i].node, x->fields[all[i].is_group ? F_GROUP_CODE : F_DIVISION_CODE]));
    }
}

static int has_members(const struct view *x, pas_node structure)
{
    return has_incoming(x, structure, x->fields[F_MEMBERSHIP_STRUCTURE]);
}

static int group_has_members(const struct view *x, pas_node group)
{
    if (has_members(x, group))
        return 1;
    uint32_t link = x->fields[F_COMPOSITION_GROUP], from = x->fields[F_COMPOSITION_FROM], cursor = 0;
    for (pas_node c; (c = x->v->incoming(x->run, group, link, &cursor)) != 0;) {
        pas_node part = x->v->link(x->run, c, from, 0);
        if (part && has_members(x, part))
            return 1;
    }
    return 0;
}

/* An empty group says enough of its empty parts (rules.md §3, noise control). */
static int part_is_of_an_empty_group(const struct view *x, pas_node part)
{
    uint32_t cursor = 0;
    pas_node c = x->v->incoming(x->run, part, x->fields[F_COMPOSITION_FROM], &cursor);
    pas_node group = c ? x->v->link(x->run, c, x->fields[F_COMPOSITION_GROUP], 0) : 0;
    return group && !group_has_members(x, group);
}

void edt_check_structures(pas_run *run, const pas_host *host)
{
    struct view x = open_view(run, host);
    check_names(&x);
    if (!first(&x, "student"))
        return; /* a file without pupils fills no group */
    uint32_t code = x.fields[F_GROUP_CODE];
    for (pas_node g = first(&x, "group"); g; g = next(&x, g)) {
        pas_str name = x.v->text(run, g, code);
        if (!has_incoming(&x, g, x.fields[F_COMPOSITION_GROUP]) && !has_members(&x, g))
            say(&x, "groupe-sans-composition", g, "groupe", name);
        else if (!group_has_members(&x, g))
            say(&x, "groupe-effectif-nul", g, "groupe", name);
    }
    for (pas_node p = first(&x, "class-part"); p; p = next(&x, p)) {
        pas_node division = x.v->link(run, p, x.fields[F_CLASS_PART_DIVISION], 0);
        if (!has_members(&x, p) && !part_is_of_an_empty_group(&x, p))
            say(&x, "partie-de-classe-sans-eleve", p, "classe",
                x.v->text(run, division, x.fields[F_DIVISION_CODE]));
    }
}

/* ------------------------------------------------------------------ courses */

struct calendar {
    int32_t weeks;   /* numbered 1 … weeks; 0: not known */
    int64_t slots;   /* places of a day; 0: not known */
    uint32_t worked; /* bit d: day d is worked; 0: not known */
};

struct course {
    uint64_t sum; /* of what it is made of: equal courses have equal sums */
    pas_node node;
};

struct audience {
    int teachers, divisions, groups, parts, others;
    uint64_t weeks; /* of all its resources together */
    uint64_t sum;
    uint32_t n_masks, n_empty_masks;
};

static void check_year(const struct view *x, struct calendar *ret)
{
    pas_node year = first(x, "school-year");
    pas_date start = x->v->date(x->run, year, x->fields[F_SCHOOL_YEAR_START]);
    pas_date end = x->v->date(x->run, year, x->fields[F_SCHOOL_YEAR_END]);
    pas_date week1 = x->v->date(x->run, year, x->fields[F_SCHOOL_YEAR_WEEK1]);
    if (!year || !start.year || !end.year || !week1.year)
        return;
    int32_t first_day = day_number(week1), lead = day_number(start) - first_day;
    /* 1 March of year 0 was a Wednesday. */
    if (date_cmp(start, end) >= 0 || (first_day + 2) % 7 != 0 || lead < 0 || lead > 6) {
        say_alone(x, "annee-debut-incoherente", year);
        return;
    }
    ret->weeks = (day_number(end) - first_day) / 7 + 1;
}

static void check_grid(const struct view *x, struct calendar *ret)
{
    pas_node grid = first(x, "grid");
    ret->slots = x->v->integer(x->run, grid, x->fields[F_GRID_SLOTS_PER_DAY], 0);
}

static uint64_t mixed(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static void add_resource(const struct view *x, pas_node resource, struct audience *a)
{
    pas_node used = x->v->link(x->run, resource, x->fields[F_COURSE_RESOURCE_USES], 0);
    uint32_t kind = x->v->kind_of(x->run, used), weeks_field = x->fields[F_COURSE_RESOURCE_WEEKS];
    uint64_t weeks = x->v->weeks(x->run, resource, weeks_field);
    if (kind && kind == x->person)
        a->teachers++;
    else if (kind && kind == x->division)
        a->divisions++;
    else if (kind && kind == x->group)
        a->groups++;
    else if (kind && kind == x->part)
        a->parts++;
    else
        a->others++;
    if (x->v->presence(x->run, resource, weeks_field) == PAS_GIVEN) {
        a->n_masks++;
        a->n_empty_masks += weeks == 0;
    }
    a->weeks |= weeks;
    a->sum += mixed(mixed(1, used), weeks); /* a sum: the order of resources does not count */
}

static struct audience audience_of(const struct view *x, pas_node course)
{
    struct audience a = {0};
    uint32_t link = x->fields[F_COURSE_RESOURCE_COURSE], cursor = 0;
    for (pas_node r; (r = x->v->incoming(x->run, course, link, &cursor)) != 0;)
        add_resource(x, r, &a);
    return a;
}

static void check_audience(const struct view *x, pas_node course, const struct audience *a)
{
    int public_ = a->divisions + a->groups + a->parts;
    if (!a->teachers && !public_) {
        say_alone(x, "cours-ni-enseignant-ni-public", course);
        return;
    }
    if (!a->teachers)
        say_alone(x, "cours-sans-enseignant", course);
    if (!public_)
        say_alone(x, "cours-sans-public", course);
    if (a->parts && !a->groups && !a->divisions)
        say_alone(x, "cours-partie-de-classe-seule", course);
    if (a->groups && a->divisions)
        say_alone(x, "cours-classe-et-groupe", course);
}

static void check_weeks(const struct view *x, pas_node course, const struct audience *a,
                        const struct calendar *c)
{
    if (a->n_empty_masks)
        say_alone(x, "semaines-masque-nul", course);
    if (!a->n_masks || !c->weeks)
        return;
    uint64_t known = c->weeks >= 63 ? ~(uint64_t)1 : (((uint64_t)1 << (c->weeks + 1)) - 1) & ~(uint64_t)1;
    if (a->weeks & ~known)
        say_alone(x, "semaines-masque-hors-annee", course);
}

static void check_place(const struct view *x, pas_node course, const struct calendar *c)
{
    int64_t day = x->v->integer(x->run, course, x->fields[F_COURSE_DAY], 1);
    int64_t slot = x->v->integer(x->run, course, x->fields[F_COURSE_FIRST_SLOT], 0);
    int64_t slots = x->v->integer(x->run, course, x->fields[F_COURSE_SLOTS], 1);
    if (day < 1 || day > 7 || slots < 1 || (c->slots && slot + slots > c->slots))
        say_alone(x, "cours-hors-grille", course);
}

static int by_sum(const void *a, const void *b)
{
    const struct course *x = a, *y = b;
    if (x->sum != y->sum)
        return x->sum < y->sum ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* Exactly the same course twice: place, subject, and every resource with its weeks. */
static void check_twins(const struct view *x, struct course *courses, uint32_t n)
{
    qsort(courses, n, sizeof *courses, by_sum);
    for (uint32_t i = 1; i < n; i++)
        if (courses[i].sum == courses[i - 1].sum)
            say_alone(x, "cours-en-double", courses[i].node);
}

void edt_check_courses(pas_run *run, const pas_host *host)
{
    struct view x = open_view(run, host);
    struct calendar calendar = {0};
    check_year(&x, &calendar);
    check_grid(&x, &calendar);
    struct course *courses = x.core->alloc(run, (count(&x, "course") + 1u) * sizeof *courses);
    uint32_t n = 0;
    for (pas_node c = first(&x, "course"); c; c = next(&x, c)) {
        struct audience a = audience_of(&x, c);
        check_audience(&x, c, &a);
        check_weeks(&x, c, &a, &calendar);
        check_place(&x, c, &calendar);
        if (!a.teachers && !a.divisions && !a.groups && !a.parts)
            continue; /* said already, and often many alike */
        uint64_t sum = mixed(a.sum, (uint64_t)x.v->integer(run, c, x.fields[F_COURSE_DAY], 0));
        sum = mixed(sum, (uint64_t)x.v->integer(run, c, x.fields[F_COURSE_FIRST_SLOT], 0));
        sum = mixed(sum, (uint64_t)x.v->integer(run, c, x.fields[F_COURSE_SLOTS], 0));
        sum = mixed(sum, x.v->link(run, c, x.fields[F_COURSE_SUBJECT], 0));
        courses[n++] = (struct course){sum, c};
    }
    check_twins(&x, courses, n);
}
