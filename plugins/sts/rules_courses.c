/*
 * Rules on alternations and courses of emp_sts: weeks, opening hours, what is used twice at a time, hours
 * placed. Weeks are compared as bits (alternation.runs, see emp_sts.c). See rules.h.
 */
#include "rules.h"

/* ----------------------------------------------------------------------- weeks */

static uint64_t weeks_of(const sts_rules *r, pas_node alternation)
{
    return alternation ? r->s.view->weeks(r->s.run, alternation, r->fields[STS_F_ALTERNATION_RUNS]) : 0;
}

static int64_t how_many(uint64_t weeks)
{
    int64_t n = 0;
    for (; weeks; weeks &= weeks - 1)
        n++;
    return n;
}

static uint64_t all_weeks(const sts_rules *r)
{
    uint64_t all = 0;
    for (pas_node a = sts_first(r, "alternation"); a; a = sts_next(r, a))
        all |= weeks_of(r, a);
    return all;
}

static int without_week(sts_rules *r, pas_node alternation)
{
    uint32_t n = sts_count_from(r, alternation, STS_F_COURSE_ALTERNATION);
    sts_rule_number(r, "n", n);
    return n && !sts_has(r, alternation, STS_F_ALTERNATION_WEEK);
}

/* Its first week tells the calendar of another year; a school year goes from August to August. */
static int of_another_year(sts_rules *r, pas_node alternation)
{
    pas_date first = sts_date_of(r, alternation, STS_F_ALTERNATION_WEEK);
    int64_t year = sts_int_of(r, sts_first(r, "export"), STS_F_EXPORT_YEAR, 0);
    if (!first.year || !year)
        return 0;
    pas_date from = {(int16_t)year, 8, 1}, to = {(int16_t)(year + 1), 8, 31};
    sts_rule_number(r, "annee", year);
    sts_rule_text(r, "exemple",
                  r->s.text->format(r->s.run, "%04d-%02d-%02d", first.year, first.month, first.day));
    return sts_date_order(first, from) < 0 || sts_date_order(first, to) > 0;
}

static int same_week_twice(sts_rules *r, pas_node alternation)
{
    int64_t said = r->s.view->count(r->s.run, alternation, r->fields[STS_F_ALTERNATION_WEEK]);
    int64_t different = how_many(weeks_of(r, alternation));
    sts_rule_number(r, "n", said - different);
    return said > different;
}

/* Two that have no week in common and together all weeks: A and B. */
static int unbalanced(sts_rules *r, pas_node alternation)
{
    uint64_t own = weeks_of(r, alternation), all = all_weeks(r);
    for (pas_node x = sts_first(r, "alternation"); own && x && x != alternation; x = sts_next(r, x)) {
        uint64_t other = weeks_of(r, x);
        int64_t gap = how_many(own) - how_many(other);
        if (!other || (own & other) || (own | other) != all || (gap <= 2 && gap >= -2))
            continue;
        sts_rule_number(r, "n", how_many(own));
        sts_rule_text(r, "autre", sts_text_of(r, x, STS_F_ALTERNATION_CODE));
        sts_rule_number(r, "m", how_many(other));
        return 1;
    }
    return 0;
}

/* ---------------------------------------------------------------------- courses */

static int64_t start_of(const sts_rules *r, pas_node course)
{
    return sts_int_of(r, course, STS_F_COURSE_START, -1);
}

static int64_t end_of(const sts_rules *r, pas_node course)
{
    return start_of(r, course) + sts_int_of(r, course, STS_F_COURSE_MINUTES, 0);
}

static void when(sts_rules *r, pas_node course)
{
    static const char *const fr[] = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
    static const char *const en[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                     "Friday", "Saturday", "Sunday"};
    int64_t day = sts_int_of(r, course, STS_F_COURSE_DAY, 0), start = start_of(r, course);
    sts_rule_text(r, "jour", sts_str(day >= 1 && day <= 7 ? fr[day - 1] : "?"));
    sts_rule_text(r, "jour_en", sts_str(day >= 1 && day <= 7 ? en[day - 1] : "?"));
    sts_rule_text(
        r, "heure",
        r->s.text->format(r->s.run, "%02lldh%02lld", (long long)(start / 60), (long long)(start % 60)));
}

static int is_placed(const sts_rules *r, pas_node course)
{
    return sts_has(r, course, STS_F_COURSE_DAY) && start_of(r, course) >= 0 &&
           end_of(r, course) > start_of(r, course);
}

static int when_closed(sts_rules *r, pas_node course)
{
    pas_node day = sts_first(r, "opening-day");
    if (!is_placed(r, course) || !day)
        return 0;
    while (day && sts_int_of(r, day, STS_F_DAY_DAY, 0) != sts_int_of(r, course, STS_F_COURSE_DAY, 0))
        day = sts_next(r, day);
    when(r, course);
    return !day || start_of(r, course) < sts_int_of(r, day, STS_F_DAY_START, 0) ||
           end_of(r, course) > sts_int_of(r, day, STS_F_DAY_END, 24L * 60);
}

static int very_long(sts_rules *r, pas_node course)
{
    int64_t minutes = sts_int_of(r, course, STS_F_COURSE_MINUTES, 0);
    sts_rule_number(r, "minutes", minutes);
    when(r, course);
    return is_placed(r, course) && minutes > 300;
}

static int unknown_room(sts_rules *r, pas_node use)
{
    pas_str room = sts_key_of(r, use, STS_F_RESOURCE_USES);
    sts_rule_text(r, "salle", room);
    return sts_given(room) && !sts_to(r, use, STS_F_RESOURCE_USES);
}

/* --------------------------------------------------------------------- overlaps */

static int at_one_time(const sts_rules *r, pas_node a, pas_node b)
{
    return a != b && is_placed(r, a) && is_placed(r, b) &&
           sts_int_of(r, a, STS_F_COURSE_DAY, 0) == sts_int_of(r, b, STS_F_COURSE_DAY, 0) &&
           start_of(r, a) < end_of(r, b) && start_of(r, b) < end_of(r, a) &&
           (weeks_of(r, sts_to(r, a, STS_F_COURSE_ALTERNATION)) &
            weeks_of(r, sts_to(r, b, STS_F_COURSE_ALTERNATION)));
}

static pas_str course_name(const sts_rules *r, pas_node course)
{
    pas_node service = sts_to(r, course, STS_F_COURSE_SERVICE);
    pas_str subject = sts_key_of(r, service, STS_F_SERVICE_SUBJECT);
    pas_str code = sts_structure_code(r, sts_to(r, service, STS_F_SERVICE_STRUCTURE));
    return r->s.text->format(r->s.run, "%.*s / %.*s", (int)subject.len, sts_given(subject) ? subject.ptr : "",
                             (int)code.len, sts_given(code) ? code.ptr : "");
}

static int say_overlap(sts_rules *r, pas_node a, pas_node b)
{
    when(r, b);
    sts_rule_text(r, "a", course_name(r, a));
    sts_rule_text(r, "b", course_name(r, b));
    return 1;
}

/* One lesson given to several structures at once by the same teacher has the same subject, time and room. */
static int is_one_lesson(const sts_rules *r, pas_node a, pas_node b)
{
    return start_of(r, a) == start_of(r, b) && end_of(r, a) == end_of(r, b) &&
           sts_same(sts_key_of(r, sts_to(r, a, STS_F_COURSE_SERVICE), STS_F_SERVICE_SUBJECT),
                    sts_key_of(r, sts_to(r, b, STS_F_COURSE_SERVICE), STS_F_SERVICE_SUBJECT));
}

/* Two courses that use this node at one time; the first pair is told. */
static int used_twice(sts_rules *r, pas_node used)
{
    uint32_t i = 0;
    for (pas_node u; (u = sts_from(r, used, STS_F_RESOURCE_USES, &i)) != 0;) {
        uint32_t j = i;
        pas_node a = sts_to(r, u, STS_F_RESOURCE_COURSE);
        for (pas_node w; (w = sts_from(r, used, STS_F_RESOURCE_USES, &j)) != 0;) {
            pas_node b = sts_to(r, w, STS_F_RESOURCE_COURSE);
            if (a && b && at_one_time(r, a, b) && !is_one_lesson(r, a, b))
                return say_overlap(r, a, b);
        }
    }
    return 0;
}

/* A course of the division against one of a group that draws from it. */
static pas_node course_of_a_group(const sts_rules *r, pas_node division, pas_node course)
{
    uint32_t cursor = 0;
    for (pas_node c; (c = sts_from(r, division, STS_F_COMPOSITION_FROM, &cursor)) != 0;) {
        pas_node group = sts_to(r, c, STS_F_COMPOSITION_GROUP);
        uint32_t at = 0;
        for (pas_node u; group && (u = sts_from(r, group, STS_F_RESOURCE_USES, &at)) != 0;) {
            pas_node other = sts_to(r, u, STS_F_RESOURCE_COURSE);
            if (other && at_one_time(r, course, other))
                return other;
        }
    }
    return 0;
}

static int used_twice_or_by_a_group(sts_rules *r, pas_node division)
{
    uint32_t cursor = 0;
    if (used_twice(r, division))
        return 1;
    for (pas_node u; (u = sts_from(r, division, STS_F_RESOURCE_USES, &cursor)) != 0;) {
        pas_node course = sts_to(r, u, STS_F_RESOURCE_COURSE);
        pas_node other = course ? course_of_a_group(r, division, course) : 0;
        if (other)
            return say_overlap(r, course, other);
    }
    return 0;
}

/* ------------------------------------------------------------------ hours placed */

/* Minutes of a course in an average week of the year, in thousandths of an hour. */
static int64_t average(const sts_rules *r, pas_node course, int64_t year)
{
    int64_t runs = how_many(weeks_of(r, sts_to(r, course, STS_F_COURSE_ALTERNATION)));
    return sts_int_of(r, course, STS_F_COURSE_MINUTES, 0) * 1000 * runs / (60 * year);
}

/* The weighting may be in the hours or not (no file seen has one): either is right. */
static int hours_unlike_courses(sts_rules *r, pas_node teaching)
{
    int64_t year = how_many(all_weeks(r)), placed = 0,
            said = sts_int_of(r, teaching, STS_F_TEACHING_HOURS, 0);
    uint32_t cursor = 0;
    if (!year || said <= 0)
        return 0;
    for (pas_node a; (a = sts_from(r, teaching, STS_F_ATTACHED_TEACHING, &cursor)) != 0;)
        if (sts_to(r, a, STS_F_ATTACHED_COURSE))
            placed += average(r, sts_to(r, a, STS_F_ATTACHED_COURSE), year);
    int64_t other = placed * sts_int_of(r, teaching, STS_F_TEACHING_WEIGHTING, 1000) / 1000;
    int64_t gap = said > placed ? said - placed : placed - said;
    int64_t other_gap = said > other ? said - other : other - said;
    sts_rule_hours(r, "heures", said);
    sts_rule_hours(r, "calcul", placed);
    return cursor && gap > 250 && other_gap > 250;
}

static const sts_each each[] = {
    {"alternance-sans-semaine", "alternation", "week", EMP_STS, STS_ESSENTIAL, without_week},
    {"alternance-semaine-hors-annee", "alternation", "week", EMP_STS, STS_FULL, of_another_year},
    {"alternance-semaine-en-double", "alternation", "week", EMP_STS, STS_FULL, same_week_twice},
    {"alternances-ab-desequilibrees", "alternation", "week", EMP_STS, STS_FULL, unbalanced},
    {"cours-hors-horaires-etablissement", "course", "start", EMP_STS, STS_FULL, when_closed},
    {"cours-duree-anormale", "course", "minutes", EMP_STS, STS_FULL, very_long},
    {"cours-salle-inconnue", "course-resource", NULL, EMP_STS, STS_FULL, unknown_room},
    {"chevauchement-enseignant", "person", NULL, EMP_STS, STS_FULL, used_twice},
    {"chevauchement-classe", "division", NULL, EMP_STS, STS_FULL, used_twice_or_by_a_group},
    {"chevauchement-groupe", "group", NULL, EMP_STS, STS_FULL, used_twice},
    {"chevauchement-salle", "room", NULL, EMP_STS, STS_FULL, used_twice},
    {"service-heures-incoherentes", "teaching", "hours", EMP_STS, STS_FULL, hours_unlike_courses},
};

void sts_rules_courses(sts_rules *r)
{
    sts_run_each(r, STS_ROWS(each));
}
