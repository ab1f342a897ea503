/* Rules on services: subject, modality, hours, weighting, co-teaching; and on allowances. See rules.h. */
#include "rules.h"

/* ------------------------------------------------------------------ what is taught */

static int misspelled_subject(sts_rules *r, pas_node service)
{
    pas_str code = sts_key_of(r, service, STS_F_SERVICE_SUBJECT);
    sts_rule_text(r, "code", code);
    if (!sts_given(code))
        return 0; /* a missing code is told by the host */
    for (size_t i = 0; i < code.len; i++)
        if (!((code.ptr[i] >= '0' && code.ptr[i] <= '9') || (code.ptr[i] >= 'A' && code.ptr[i] <= 'Z')))
            return 1;
    return code.len != 6;
}

static int unknown_modality(sts_rules *r, pas_node service)
{
    pas_str modality = sts_text_of(r, service, STS_F_SERVICE_MODALITY);
    sts_rule_text(r, "modalite", modality);
    return sts_given(modality) && !sts_list_is_empty(r, "MODS_COURS") &&
           !sts_in_list(r, "MODS_COURS", modality);
}

static int no_modality(sts_rules *r, pas_node service)
{
    sts_rule_text(r, "modalite", STS_NONE);
    return !sts_has(r, service, STS_F_SERVICE_MODALITY);
}

static int in_programme_of(const sts_rules *r, pas_node mef, pas_node subject, int *has_one)
{
    uint32_t cursor = 0;
    for (pas_node p; (p = sts_from(r, mef, STS_F_PROGRAMME_MEF, &cursor)) != 0;) {
        *has_one = 1;
        if (sts_to(r, p, STS_F_PROGRAMME_SUBJECT) == subject)
            return 1;
    }
    return 0;
}

/* Of a structure of several MEFs, one that has the subject is enough; a MEF without any programme says
 * nothing. */
static int outside_the_programme(sts_rules *r, pas_node service)
{
    pas_node subject = sts_to(r, service, STS_F_SERVICE_SUBJECT);
    pas_node structure = sts_to(r, service, STS_F_SERVICE_STRUCTURE);
    uint32_t cursor = 0, known = 0;
    if (!subject || !structure)
        return 0;
    for (pas_node m; (m = sts_from(r, structure, STS_F_SMEF_STRUCTURE, &cursor)) != 0; known++) {
        pas_node mef = sts_to(r, m, STS_F_SMEF_MEF);
        int has_one = 0;
        if (!mef || in_programme_of(r, mef, subject, &has_one) || !has_one)
            return 0;
    }
    return known != 0;
}

/* Those of a structure that stands twice are the structure's fault. */
static int service_twice(sts_rules *r, pas_node service)
{
    pas_node other = sts_before(r, service, STS_F_SERVICE_KEY);
    sts_rule_text(r, "modalite", sts_text_of(r, service, STS_F_SERVICE_MODALITY));
    return other && sts_to(r, other, STS_F_SERVICE_STRUCTURE) == sts_to(r, service, STS_F_SERVICE_STRUCTURE);
}

/* -------------------------------------------------------------------- teachers */

static int without_teacher(sts_rules *r, pas_node service)
{
    return sts_count_from(r, service, STS_F_TEACHING_SERVICE) == 0;
}

static int together_and_alone(sts_rules *r, pas_node service)
{
    return sts_int_of(r, service, STS_F_SERVICE_TOGETHER, 0) &&
           sts_count_from(r, service, STS_F_TEACHING_SERVICE) == 1;
}

static int teacher_twice(sts_rules *r, pas_node teaching)
{
    pas_node service = sts_to(r, teaching, STS_F_TEACHING_SERVICE);
    pas_str person = sts_key_of(r, teaching, STS_F_TEACHING_PERSON);
    uint32_t cursor = 0;
    sts_rule_text(r, "id", person);
    for (pas_node t; service && (t = sts_from(r, service, STS_F_TEACHING_SERVICE, &cursor)) != 0;)
        if (t < teaching && sts_given(person) && sts_same(sts_key_of(r, t, STS_F_TEACHING_PERSON), person))
            return 1;
    return 0;
}

/* The same course stands under several teachers, and nobody says that they teach it together: hours that are
 * shared, at other times, are no fault. */
static int not_declared_together(sts_rules *r, pas_node service)
{
    uint32_t cursor = 0, most = 0;
    if (sts_int_of(r, service, STS_F_SERVICE_TOGETHER, 0))
        return 0;
    for (pas_node c; (c = sts_from(r, service, STS_F_COURSE_SERVICE, &cursor)) != 0;) {
        uint32_t at = 0, n = 0;
        pas_node before = 0;
        for (pas_node a; (a = sts_from(r, c, STS_F_ATTACHED_COURSE, &at)) != 0;) {
            pas_node teaching = sts_to(r, a, STS_F_ATTACHED_TEACHING);
            n += teaching && teaching != before;
            before = teaching;
        }
        most = n > most ? n : most;
    }
    sts_rule_number(r, "n", most);
    return most > 1;
}

/* ---------------------------------------------------------------- hours, weighting */

static int no_hours(sts_rules *r, pas_node teaching)
{
    return sts_int_of(r, teaching, STS_F_TEACHING_HOURS, 0) <= 0;
}

/* A teacher's hours are a part of the service's, unless it is taught together. */
static int more_than_the_service(sts_rules *r, pas_node teaching)
{
    pas_node service = sts_to(r, teaching, STS_F_TEACHING_SERVICE);
    int64_t total = service ? sts_int_of(r, service, STS_F_SERVICE_HOURS, 0) : 0;
    int64_t own = sts_int_of(r, teaching, STS_F_TEACHING_HOURS, 0);
    sts_rule_hours(r, "agent", own);
    sts_rule_hours(r, "total", total);
    return total > 0 && own > total && !sts_int_of(r, service, STS_F_SERVICE_TOGETHER, 0);
}

static int weighted_to_nothing(sts_rules *r, pas_node teaching)
{
    return sts_has(r, teaching, STS_F_TEACHING_WEIGHTING) &&
           sts_int_of(r, teaching, STS_F_TEACHING_WEIGHTING, 1000) == 0;
}

/* A rate of TAUX_PONDS in thousandths: "1.25" or "1,5". */
static int64_t thousandths(pas_str text)
{
    int64_t value = 0, unit = 0;
    for (size_t i = 0; i < text.len && unit != 1; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            unit /= 10;
        } else if (c == '.' || c == ',') {
            unit = 1000;
        }
    }
    return value * (unit ? unit : 1000);
}

static int unknown_weighting(sts_rules *r, pas_node teaching)
{
    int64_t rate = sts_int_of(r, teaching, STS_F_TEACHING_WEIGHTING, 1000);
    pas_str all = sts_str("");
    if (rate == 0 || rate == 1000 || sts_list_is_empty(r, "TAUX_PONDS"))
        return 0;
    for (pas_node e = sts_first(r, "entry"); e; e = sts_next(r, e)) {
        pas_str code = sts_text_of(r, e, STS_F_ENTRY_CODE);
        if (!sts_is(r, e, STS_F_ENTRY_LIST, "TAUX_PONDS") || !sts_given(code))
            continue;
        if (thousandths(code) == rate)
            return 0;
        all = r->s.text->format(r->s.run, "%.*s%s%.*s", (int)all.len, all.ptr, all.len ? ", " : "",
                                (int)code.len, code.ptr);
    }
    sts_rule_hours(r, "taux", rate);
    sts_rule_text(r, "liste", all);
    return 1;
}

static int several_weightings(sts_rules *r, pas_node service)
{
    uint32_t cursor = 0;
    int64_t first = -1;
    for (pas_node t; (t = sts_from(r, service, STS_F_TEACHING_SERVICE, &cursor)) != 0;) {
        int64_t rate = sts_int_of(r, t, STS_F_TEACHING_WEIGHTING, 1000);
        if (first >= 0 && rate != first) {
            sts_rule_hours(r, "un", first);
            sts_rule_hours(r, "autre", rate);
            return 1;
        }
        first = rate;
    }
    return 0;
}

/* ------------------------------------------------------------------ allowances */

static int activity_without_hours(sts_rules *r, pas_node allowance)
{
    sts_rule_text(r, "code", sts_text_of(r, allowance, STS_F_ALLOWANCE_CODE));
    return sts_is(r, allowance, STS_F_ALLOWANCE_TYPE, "are") &&
           sts_int_of(r, allowance, STS_F_ALLOWANCE_HOURS, 0) <= 0;
}

static const sts_each each[] = {
    {"matiere-code-mal-forme", "service", "subject", NULL, STS_ESSENTIAL, misspelled_subject},
    {"co-enseignement-non-declare", "service", "co-teaching", EMP_STS, STS_ESSENTIAL, not_declared_together},
    {"cours-pondere-a-zero", "teaching", "weighting", NULL, STS_ESSENTIAL, weighted_to_nothing},
    {"ponderation-non-conforme", "teaching", "weighting", STS_EMP, STS_ESSENTIAL, unknown_weighting},
    {"ponderation-heterogene", "service", NULL, NULL, STS_FULL, several_weightings},
    {"service-modalite-inconnue", "service", "modality", STS_EMP, STS_FULL, unknown_modality},
    {"service-modalite-inconnue", "service", "modality", EMP_STS, STS_FULL, no_modality},
    {"matiere-hors-programme-mef", "service", "subject", STS_EMP, STS_FULL, outside_the_programme},
    {"service-en-double", "service", NULL, NULL, STS_FULL, service_twice},
    {"service-sans-enseignant", "service", NULL, NULL, STS_FULL, without_teacher},
    {"co-enseignement-un-seul-enseignant", "service", "co-teaching", NULL, STS_FULL, together_and_alone},
    {"service-enseignant-en-double", "teaching", "person", NULL, STS_FULL, teacher_twice},
    {"service-heures-nulles", "teaching", "hours", NULL, STS_FULL, no_hours},
    {"service-agent-depasse-structure", "teaching", "hours", NULL, STS_FULL, more_than_the_service},
    {"are-sans-heures", "allowance", "hours", EMP_STS, STS_FULL, activity_without_hours},
};

void sts_rules_services(sts_rules *r)
{
    sts_run_each(r, STS_ROWS(each));
}
