/* Rules on the staff: records, identifiers, head teachers, substitutes, hours brought. See rules.h. */
#include "rules.h"

/* ---------------------------------------------------------------- identifiers */

static int is_number(pas_str id)
{
    for (size_t i = 0; i < id.len; i++)
        if (id.ptr[i] < '0' || id.ptr[i] > '9')
            return 0;
    return id.len && id.ptr[0] != '0';
}

static int wrong_identifier(sts_rules *r, pas_node person)
{
    pas_str id = sts_text_of(r, person, STS_F_PERSON_ID);
    sts_rule_text(r, "id", id);
    return sts_given(id) && !is_number(id);
}

static int identifier_twice(sts_rules *r, pas_node person)
{
    pas_node other = sts_before(r, person, STS_F_PERSON_ID);
    sts_rule_text(r, "id", sts_text_of(r, person, STS_F_PERSON_ID));
    if (other)
        sts_rule_arg(r, sts_name_arg(r, "autre", other));
    return other != 0;
}

static int is_one_of(const sts_rules *r, pas_node node, enum sts_field field, const char *const *values)
{
    for (; *values; values++)
        if (sts_is(r, node, field, *values))
            return 1;
    return 0;
}

static int unknown_type(sts_rules *r, pas_node person)
{
    static const char *const known[] = {"epp", "local", "dir", "eppsup", NULL};
    sts_rule_text(r, "type", sts_text_of(r, person, STS_F_PERSON_TYPE));
    return sts_has(r, person, STS_F_PERSON_TYPE) && !is_one_of(r, person, STS_F_PERSON_TYPE, known);
}

/* -------------------------------------------------------------------- doubles */

static pas_str name_of(const sts_rules *r, pas_node person)
{
    pas_str a = r->s.text->fold(r->s.run, sts_text_of(r, person, STS_F_PERSON_USAGE), PAS_FOLD_NAME);
    pas_str b = r->s.text->fold(r->s.run, sts_text_of(r, person, STS_F_PERSON_FIRST), PAS_FOLD_NAME);
    if (!sts_given(a) || !sts_given(b))
        return STS_NONE;
    return r->s.text->format(r->s.run, "%.*s|%.*s", (int)a.len, a.ptr, (int)b.len, b.ptr);
}

/* Two birth dates that differ tell two persons; one that lacks tells nothing. */
static int may_be_one(const sts_rules *r, pas_node a, pas_node b)
{
    pas_date x = sts_date_of(r, a, STS_F_PERSON_BIRTH), y = sts_date_of(r, b, STS_F_PERSON_BIRTH);
    return !x.year || !y.year || sts_date_order(x, y) == 0;
}

static int is_local_and_not(const sts_rules *r, pas_node a, pas_node b)
{
    return (sts_is(r, a, STS_F_PERSON_TYPE, "local") && sts_is(r, b, STS_F_PERSON_TYPE, "epp")) ||
           (sts_is(r, a, STS_F_PERSON_TYPE, "epp") && sts_is(r, b, STS_F_PERSON_TYPE, "local"));
}

/* The first record before this one that has this name under another identifier. */
static pas_node of_this_name(const sts_rules *r, pas_node person)
{
    pas_str name = name_of(r, person);
    for (pas_node x = sts_given(name) ? sts_first(r, "person") : 0; x && x != person; x = sts_next(r, x))
        if (sts_same(name_of(r, x), name) &&
            !sts_same(sts_text_of(r, x, STS_F_PERSON_ID), sts_text_of(r, person, STS_F_PERSON_ID)))
            return x;
    return 0;
}

static int local_and_epp(sts_rules *r, pas_node person)
{
    pas_node other = of_this_name(r, person);
    if (!other || !is_local_and_not(r, person, other) || !may_be_one(r, person, other))
        return 0;
    sts_rule_text(r, "id", sts_text_of(r, person, STS_F_PERSON_ID));
    sts_rule_text(r, "autre", sts_text_of(r, other, STS_F_PERSON_ID));
    return 1;
}

static int same_name(sts_rules *r, pas_node person)
{
    pas_node other = of_this_name(r, person);
    return other && !(is_local_and_not(r, person, other) && may_be_one(r, person, other));
}

/* --------------------------------------------------------------------- record */

/* Of two records of one identifier the first has what is linked to it: the other is said of itself. */
static int is_teacher(const sts_rules *r, pas_node person)
{
    return sts_is(r, person, STS_F_PERSON_FUNCTION, "ENS") &&
           !sts_int_of(r, person, STS_F_PERSON_SUBSTITUTE, 0) && !sts_before(r, person, STS_F_PERSON_ID);
}

static int without_discipline(sts_rules *r, pas_node person)
{
    return is_teacher(r, person) && sts_is(r, person, STS_F_PERSON_TYPE, "epp") &&
           sts_count_from(r, person, STS_F_DISCIPLINE_PERSON) == 0;
}

/* A local record has none, nor management (sts.md §9.7). */
static int without_birth_date(sts_rules *r, pas_node person)
{
    return sts_is(r, person, STS_F_PERSON_TYPE, "epp") && !sts_has(r, person, STS_F_PERSON_BIRTH);
}

static int without_function(sts_rules *r, pas_node person)
{
    return sts_is(r, person, STS_F_PERSON_TYPE, "epp") && !sts_has(r, person, STS_F_PERSON_FUNCTION);
}

static int title_of_the_other_sex(sts_rules *r, pas_node person)
{
    int man = sts_is(r, person, STS_F_PERSON_TITLE, "1");
    int woman = sts_is(r, person, STS_F_PERSON_TITLE, "2") || sts_is(r, person, STS_F_PERSON_TITLE, "3");
    return (man && sts_is(r, person, STS_F_PERSON_SEX, "F")) ||
           (woman && sts_is(r, person, STS_F_PERSON_SEX, "M"));
}

static int misspelled_discipline(sts_rules *r, pas_node discipline)
{
    pas_str code = sts_text_of(r, discipline, STS_F_DISCIPLINE_CODE);
    pas_node person = sts_to(r, discipline, STS_F_DISCIPLINE_PERSON);
    sts_rule_text(r, "code", code);
    if (person)
        sts_rule_arg(r, sts_name_arg(r, "nom", person));
    if (!sts_given(code))
        return 0;
    for (size_t i = 1; i < code.len; i++)
        if (code.ptr[i] < '0' || code.ptr[i] > '9')
            return 1;
    return code.len != 5 || code.ptr[0] < 'A' || code.ptr[0] > 'Z';
}

/* ------------------------------------------------------------ services, hours */

static int without_service(sts_rules *r, pas_node person)
{
    return r->services && is_teacher(r, person) && sts_count_from(r, person, STS_F_TEACHING_PERSON) == 0;
}

static int64_t weighted(const sts_rules *r, pas_node teaching)
{
    return sts_int_of(r, teaching, STS_F_TEACHING_HOURS, 0) *
           sts_int_of(r, teaching, STS_F_TEACHING_WEIGHTING, 1000) / 1000;
}

/* Said only of who has both; up to two hours more are usual (HSA). */
static int hours_unlike_duties(sts_rules *r, pas_node person)
{
    int64_t service = 0, duty = 0;
    uint32_t cursor = 0;
    for (pas_node t; (t = sts_from(r, person, STS_F_TEACHING_PERSON, &cursor)) != 0;)
        service += weighted(r, t);
    cursor = 0;
    for (pas_node d; (d = sts_from(r, person, STS_F_DISCIPLINE_PERSON, &cursor)) != 0;)
        duty += sts_int_of(r, d, STS_F_DISCIPLINE_HOURS, 0);
    sts_rule_hours(r, "service", service);
    sts_rule_hours(r, "apport", duty);
    sts_rule_hours(r, "ecart", service - duty);
    return service > 0 && duty > 0 && (service < duty || service > duty + 2000);
}

/* --------------------------------------------------------------- head teachers */

static int without_head(sts_rules *r, pas_node division)
{
    return r->services && sts_first(r, "head-teacher") &&
           sts_count_from(r, division, STS_F_HEAD_DIVISION) == 0;
}

static int draws_from(const sts_rules *r, pas_node group, pas_node division)
{
    uint32_t cursor = 0;
    for (pas_node c; (c = sts_from(r, group, STS_F_COMPOSITION_GROUP, &cursor)) != 0;)
        if (sts_to(r, c, STS_F_COMPOSITION_FROM) == division)
            return 1;
    return 0;
}

static int head_of_others_pupils(sts_rules *r, pas_node head)
{
    pas_node person = sts_to(r, head, STS_F_HEAD_PERSON), division = sts_to(r, head, STS_F_HEAD_DIVISION);
    uint32_t cursor = 0;
    if (!r->services || !person || !division)
        return 0;
    for (pas_node t; (t = sts_from(r, person, STS_F_TEACHING_PERSON, &cursor)) != 0;) {
        pas_node where = sts_to(r, sts_to(r, t, STS_F_TEACHING_SERVICE), STS_F_SERVICE_STRUCTURE);
        if (where == division || (where && draws_from(r, where, division)))
            return 0;
    }
    sts_rule_arg(r, sts_name_arg(r, "nom", person));
    sts_rule_text(r, "division", sts_structure_code(r, division));
    return cursor != 0; /* without any service it is said of the person */
}

/* ----------------------------------------------------------------- substitutes */

/* The absent person's service that is taken over. */
static int holds(const sts_rules *r, pas_node absent, pas_node replacement)
{
    uint32_t cursor = 0;
    for (pas_node t; (t = sts_from(r, absent, STS_F_TEACHING_PERSON, &cursor)) != 0;) {
        pas_node service = sts_to(r, t, STS_F_TEACHING_SERVICE);
        if (service &&
            sts_to(r, service, STS_F_SERVICE_STRUCTURE) ==
                sts_to(r, replacement, STS_F_REPLACEMENT_STRUCTURE) &&
            sts_same(sts_key_of(r, service, STS_F_SERVICE_SUBJECT),
                     sts_key_of(r, replacement, STS_F_REPLACEMENT_SUBJECT)) &&
            sts_same(sts_text_of(r, service, STS_F_SERVICE_MODALITY),
                     sts_text_of(r, replacement, STS_F_REPLACEMENT_MODALITY)))
            return 1;
    }
    return 0;
}

static int inconsistent_period(sts_rules *r, pas_node period)
{
    pas_node replacement = sts_to(r, period, STS_F_REPLACED_REPLACEMENT);
    pas_node absent = sts_to(r, period, STS_F_REPLACED_ABSENT);
    pas_node substitute = sts_to(r, replacement, STS_F_REPLACEMENT_PERSON);
    pas_date start = sts_date_of(r, period, STS_F_REPLACED_START),
             end = sts_date_of(r, period, STS_F_REPLACED_END);
    if (substitute)
        sts_rule_arg(r, sts_name_arg(r, "nom", substitute));
    if (start.year && end.year && sts_date_order(start, end) > 0) {
        sts_rule_text(r, "detail", sts_str("elle finit avant de commencer"));
        sts_rule_text(r, "detail_en", sts_str("it ends before it begins"));
        return 1;
    }
    sts_rule_text(r, "detail", sts_str("la personne remplacée n'a pas ce service"));
    sts_rule_text(r, "detail_en", sts_str("the replaced person has no such service"));
    return r->services && replacement && absent && !holds(r, absent, replacement);
}

static const sts_each each[] = {
    {"enseignant-identifiant-invalide", "person", "sts.id", NULL, STS_ESSENTIAL, wrong_identifier},
    {"enseignant-identifiant-en-double", "person", "sts.id", STS_EMP, STS_ESSENTIAL, identifier_twice},
    {"enseignant-double-epp-et-local", "person", NULL, STS_EMP, STS_FULL, local_and_epp},
    {"enseignants-homonymes", "person", NULL, STS_EMP, STS_FULL, same_name},
    {"personne-type-inconnu", "person", "type", NULL, STS_FULL, unknown_type},
    {"enseignant-sans-discipline", "person", NULL, STS_EMP, STS_FULL, without_discipline},
    {"enseignant-sans-date-de-naissance", "person", "birth-date", STS_EMP, STS_FULL, without_birth_date},
    {"enseignant-sans-fonction", "person", "function", STS_EMP, STS_FULL, without_function},
    {"civilite-et-sexe-differents", "person", "title", STS_EMP, STS_FULL, title_of_the_other_sex},
    {"discipline-code-mal-forme", "discipline", "code", STS_EMP, STS_FULL, misspelled_discipline},
    {"enseignant-sans-service", "person", NULL, STS_EMP, STS_FULL, without_service},
    {"apport-horaire-different-du-service", "person", NULL, STS_EMP, STS_FULL, hours_unlike_duties},
    {"professeur-principal-absent", "division", NULL, STS_EMP, STS_FULL, without_head},
    {"professeur-principal-sans-cours-dans-la-classe", "head-teacher", "division", STS_EMP, STS_FULL,
     head_of_others_pupils},
    {"suppleance-incoherente", "replacement-period", NULL, STS_EMP, STS_FULL, inconsistent_period},
};

void sts_rules_persons(sts_rules *r)
{
    sts_run_each(r, STS_ROWS(each));
}
