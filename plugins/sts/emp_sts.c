/*
 * EDT_STS, « emp_sts », what the timetable software gives to STS-Web (sts.md §3): the « remontée ». A course
 * is repeated under each of its teachers; in the graph it is one course with what it uses, as in a timetable
 * of another system, and each repetition is an attached-course.
 */
#include "rows.h"

enum { KEPT_WEEKS };

/* ---------------------------------------------------------------- alternations */

/* Each start of a week as the Monday of the week meant (sts.md §3.2); the others are counted. */
static uint64_t set_week(const sts *s, pas_node node, pas_str text, pas_str *first_moved, int64_t *n_moved)
{
    pas_date date;
    if (!sts_read_date(text, &date)) {
        STS_SAY(s, "alternance-date-illisible", node, "week", sts_arg("valeur", text));
        return 0;
    }
    if (sts_weekday(date) != 1 && (*n_moved)++ == 0)
        *first_moved = text;
    s->build->set_date(s->run, node, s->build->field(s->run, "alternation.week"), sts_monday(date));
    return (uint64_t)1 << sts_week_bit(sts_monday(date));
}

static pas_status fix_alternation(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_str weeks = s.xml->kept(run, KEPT_WEEKS), moved = STS_NONE;
    int64_t n_moved = 0;
    uint64_t runs = 0;
    for (size_t at = 0; at < weeks.len;) {
        size_t end = at;
        while (end < weeks.len && weeks.ptr[end] != '\n')
            end++;
        runs |= set_week(&s, node, (pas_str){weeks.ptr + at, end - at}, &moved, &n_moved);
        at = end + 1;
    }
    if (runs)
        s.build->set_weeks(run, node, s.build->field(run, "alternation.runs"), runs);
    if (n_moved)
        STS_SAY(&s, "alternance-jour-non-lundi", node, "week",
                sts_arg("code", s.view->text(run, node, s.view->field(run, "alternation.code"))),
                sts_number_arg(&s, "n", n_moved), sts_arg("exemple", moved));
    return s.core->status(run);
}

/* -------------------------------------------------------------------- teachers */

/* A teacher has no record of its own here, unless an allowance is asked: the services name it. */
static pas_status fix_teacher(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    uint32_t ident = s.build->field(run, "person.sts.id");
    pas_str id = s.view->link_key(run, node, s.view->field(run, "teaching.person"), 0);
    if (!sts_given(id) || s.build->known(run, ident, id))
        return PAS_OK; /* a missing ID is told by the host */
    pas_str type = s.view->text(run, node, s.view->field(run, "teaching.person-type"));
    pas_node person = s.build->begin(run, s.build->kind(run, "person"));
    s.build->set_text(run, person, ident, id);
    if (sts_given(type))
        s.build->set_text(run, person, s.build->field(run, "person.type"), type);
    s.build->set_int(run, person, s.build->field(run, "person.cited"), 1);
    return s.build->end(run, person);
}

/* --------------------------------------------------------------------- courses */

static void say_unreadable(const sts *s, pas_node node, const char *element, pas_str value, const char *form)
{
    STS_SAY(s, "cours-valeur-illisible", node, "course", sts_arg("element", sts_str(element)),
            sts_arg("valeur", value), sts_arg("forme", sts_str(form)));
}

static void set_day(const sts *s, pas_node node, pas_node course)
{
    pas_str day = s->xml->kept(s->run, STS_KEPT_DAY);
    if (day.len == 1 && day.ptr[0] >= '1' && day.ptr[0] <= '7')
        s->build->set_int(s->run, course, s->build->field(s->run, "course.day"), day.ptr[0] - '0');
    else if (sts_given(day))
        say_unreadable(s, node, "JOUR", day, "1…7");
}

static void set_clock(const sts *s, pas_node node, pas_node course, uint32_t slot)
{
    pas_str text = s->xml->kept(s->run, slot);
    int32_t minutes = sts_read_clock(text);
    int length = slot == STS_KEPT_LENGTH;
    if (minutes > 0 || (minutes == 0 && !length))
        s->build->set_int(s->run, course, s->build->field(s->run, length ? "course.minutes" : "course.start"),
                          minutes);
    else if (sts_given(text))
        say_unreadable(s, node, length ? "DUREE" : "HEURE_DEBUT", text, "HHMM");
}

static pas_node begin_use(const sts *s, pas_node course)
{
    pas_node use = s->build->begin(s->run, s->build->kind(s->run, "course-resource"));
    s->build->link_node(s->run, use, s->build->field(s->run, "course-resource.course"), course);
    return use;
}

static void use_node(const sts *s, pas_node course, pas_node node)
{
    pas_node use = begin_use(s, course);
    s->build->link_node(s->run, use, s->build->field(s->run, "course-resource.uses"), node);
    s->build->end(s->run, use);
}

static void use_key(const sts *s, pas_node course, const char *ident, pas_str key)
{
    pas_node use = begin_use(s, course);
    s->build->link(s->run, use, s->build->field(s->run, "course-resource.uses"),
                   s->build->field(s->run, ident), key);
    s->build->end(s->run, use);
}

/* What makes a course one: under a co-teacher the same five values are the same course (sts.md §9.6). */
static pas_str key_of(const sts *s, pas_node service)
{
    pas_str kept[STS_KEPT_ROOM + 1], in = sts_service_key(s, service);
    for (uint32_t slot = 0; slot <= STS_KEPT_ROOM; slot++) {
        kept[slot] = s->xml->kept(s->run, slot);
        if (!kept[slot].ptr)
            kept[slot] = sts_str("");
    }
    return s->text->format(s->run, "%.*s:%.*s:%.*s:%.*s:%.*s:%.*s", (int)in.len, in.ptr, (int)kept[0].len,
                           kept[0].ptr, (int)kept[1].len, kept[1].ptr, (int)kept[2].len, kept[2].ptr,
                           (int)kept[3].len, kept[3].ptr, (int)kept[4].len, kept[4].ptr);
}

static void set_what_is_taught(const sts *s, pas_node course, pas_node service)
{
    const pas_view *v = s->view;
    const pas_build *b = s->build;
    pas_str subject = v->link_key(s->run, service, v->field(s->run, "service.subject"), 0);
    pas_str modality = v->text(s->run, service, v->field(s->run, "service.modality"));
    pas_str alternation = s->xml->kept(s->run, STS_KEPT_ALTERNATION);
    if (sts_given(subject))
        b->link(s->run, course, b->field(s->run, "course.subject"), b->field(s->run, "subject.code"),
                subject);
    b->link_node(s->run, course, b->field(s->run, "course.service"), service);
    if (sts_given(alternation))
        b->link(s->run, course, b->field(s->run, "course.alternation"), b->field(s->run, "alternation.code"),
                alternation);
    if (sts_given(modality))
        b->set_text(s->run, course, b->field(s->run, "course.modality"), modality);
}

static pas_node make_course(const sts *s, pas_node node, pas_node service, pas_str key)
{
    pas_node course = s->build->begin(s->run, s->build->kind(s->run, "course"));
    s->build->set_text(s->run, course, s->build->field(s->run, "course.key"), key);
    set_day(s, node, course);
    set_clock(s, node, course, STS_KEPT_START);
    set_clock(s, node, course, STS_KEPT_LENGTH);
    set_what_is_taught(s, course, service);
    s->build->end(s->run, course);
    use_node(s, course, sts_structure_around(s, node));
    pas_str room = s->xml->kept(s->run, STS_KEPT_ROOM);
    if (sts_given(room))
        use_key(s, course, "room.code", room);
    return course;
}

static pas_status fix_course(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_node service = s.build->around(run, node, s.build->kind(run, "service"));
    pas_node teaching = s.build->around(run, node, s.build->kind(run, "teaching"));
    pas_str key = key_of(&s, service);
    pas_node course = s.build->known(run, s.build->field(run, "course.key"), key);
    if (!course)
        course = make_course(&s, node, service, key);
    pas_str teacher = s.view->link_key(run, teaching, s.view->field(run, "teaching.person"), 0);
    if (sts_given(teacher))
        use_key(&s, course, "person.sts.id", teacher);
    return s.build->link_node(run, node, s.build->field(run, "attached-course.course"), course);
}

/* ----------------------------------------------------------------------- table */

#define SERVICES                                                                                             \
    SERVICE(0), RECORD(8, "ENSEIGNANT", MANY, "teaching", fix_teacher), TEACHER,                             \
        NEST(9, "COURS_RATTACHES", 0), RECORD(10, "COURS", MANY, "attached-course", fix_course),             \
        UP(11, "teaching"), KEPT(11, "CODE_ALTERNANCE", REQ, 20, STS_KEPT_ALTERNATION),                      \
        KEEP(11, "JOUR", PAS_LEX_UINT, REQ, 1, STS_KEPT_DAY),                                                \
        KEEP(11, "HEURE_DEBUT", PAS_LEX_TIME_HHMM, REQ, 4, STS_KEPT_START),                                  \
        KEEP(11, "DUREE", PAS_LEX_TIME_HHMM, REQ, 4, STS_KEPT_LENGTH),                                       \
        KEPT(11, "CODE_SALLE", 0, 60, STS_KEPT_ROOM)

const pas_row sts_emp_sts[] = {
    NEST(0, "EDT_STS", REQ),
    RECORD(1, "PARAMETRES", REQ, "export", NULL),
    CONSTANT(2, PAS_LEX_TEXT, "document", EMP_STS),
    TEXT(2, "UAJ", KEY, 8, "uai"),
    UINT(2, "ANNEE_SCOLAIRE", 0, 4, "year"),
    TEXT(2, "APPLICATION_SOURCE", 0, 100, "software"),

    NEST(1, "DONNEES", REQ),
    NEST(2, "HORAIRES", ALWAYS),
    RECORD(3, "HORAIRE", MANY, "opening-day", NULL),
    UINT(4, "@JOUR", KEY, 1, "day"),
    HHMM(4, "DEBUT_COURS", REQ, "start"),
    HHMM(4, "FIN_COURS", REQ, "end"),

    NEST(2, "ALTERNANCES", ALWAYS),
    RECORD(3, "ALTERNANCE", MANY, "alternation", fix_alternation),
    TEXT(4, "@CODE", KEY, 20, "code"),
    TEXT(4, "LIBELLE_COURT", REQ, 0, "short-label"),
    TEXT(4, "LIBELLE_LONG", REQ, 0, "label"),
    TEXT(4, "LIBELLE_EDITION", PAS_OLD, 0, "label"), /* read by another consumer: sts.md §3.2 */
    NEST(4, "SEMAINES", ALWAYS),
    KEEP(5, "DATE_DEBUT_SEMAINE", PAS_LEX_DATE_ISO, MANY, 10, KEPT_WEEKS),

    NEST(2, "SALLES_COURS", 0),
    RECORD(3, "SALLE_COURS", MANY, "room", NULL),
    TEXT(4, "@CODE", KEY, 60, "code"),
    TEXT(4, "GROUPE_SALLE", 0, 60, "room-group"),
    TEXT(4, "LOCALISATION", 0, 60, "place"),

    NEST(2, "INDIVIDUS", ALWAYS),
    RECORD(3, "INDIVIDU", MANY, "person", NULL),
    CONSTANT(4, PAS_LEX_BOOL, "cited", "0"),
    TEXT(4, "@ID", KEY, 20, "sts.id"),
    NEST(4, "INDEMNITES", ALWAYS),
    RECORD(5, "INDEMNITE", MANY, "allowance", NULL),
    UP(6, "person"),
    CONSTANT(6, PAS_LEX_TEXT, "type", "indemnite"),
    TO(6, "CODE_STRUCTURE", REQ, 8, "division", "division:code"),
    TEXT(6, "MEFSTAT4", REQ, 4, "mefstat4"),
    NEST(4, "ARES", ALWAYS),
    RECORD(5, "ARE", MANY, "allowance", NULL),
    UP(6, "person"),
    CONSTANT(6, PAS_LEX_TEXT, "type", "are"),
    TEXT(6, "CODE_ARE", KEY, 10, "code"),
    DEC(6, "HEURES", REQ, "hours"),

    NEST(2, "STRUCTURE", REQ),
    NEST(3, "DIVISIONS", ALWAYS),
    RECORD(4, "DIVISION", MANY, "division", NULL),
    TEXT(5, "@CODE", KEY, 8, "code"),
    SERVICES,
    NEST(3, "GROUPES", ALWAYS),
    RECORD(4, "GROUPE", MANY, "group", NULL),
    TEXT(5, "@CODE", KEY, 20, "code"),
    TEXT(5, "LIBELLE_LONG", 0, 0, "label"),
    UINT(5, "EFFECTIF_PREVU", 0, 5, "planned"),
    UINT(5, "EFFECTIF_MAX_EDT", 0, 5, "most"),
    NEST(5, "DIVISIONS_APPARTENANCE", 0),
    RECORD(6, "DIVISION_APPARTENANCE", MANY, "composition", NULL),
    UP(7, "group"),
    TO(7, "@CODE", KEY, 8, "from", "division:code"),
    UINT(7, "EFFECTIF_PREVU", REQ, 5, "planned"),
    SERVICES,
};
STS_COUNT(sts_emp_sts, STS_N_EMP_STS);
