/*
 * The control points before the file is made (guide §3.1.1): one row a fault, and the verdict. What STS-Web
 * would refuse keeps the file from being made, unless option.incomplete = accept.
 */
#include "remontee.h"

enum { MOST_LISTED = 12 };

/* `refuses`: rules.tsv calls it blocking. Here each is an error, and the verdict blocks once for all. */
static const struct {
    const char *code;
    int refuses;
} faults[R_N_FAULTS] = {
    [R_CLASS_UNKNOWN] = {"classe-edt-inconnue-de-sts", 1},
    [R_NO_DIVISION] = {"groupe-sans-division", 1},
    [R_GROUP_EMPTY] = {"groupe-effectif-nul", 1},
    [R_PART_EMPTY] = {"partie-de-classe-sans-eleve", 1},
    [R_PART_ALONE] = {"cours-partie-sans-groupe", 1},
    [R_CODE_LONG] = {"structure-code-trop-long", 1},
    [R_TEACHER_UNKNOWN] = {"enseignant-absent-de-sts", 1},
    [R_TEACHER_ID] = {"enseignant-identifiant-invalide", 1},
    [R_STAFF] = {"personnel-non-enseignant-exportable", 0},
    [R_SUBJECT_UNKNOWN] = {"matiere-sans-correspondance", 0},
    [R_EXCLUDED] = {"cours-a-rendre-non-exportable", 0},
    [R_NO_SUBJECT] = {"cours-sans-matiere", 0},
    [R_NO_PUBLIC] = {"cours-sans-public", 1},
    [R_NO_TEACHER] = {"cours-sans-enseignant", 0},
    [R_COMPLEX] = {"cours-complexe-non-precise", 1},
    [R_NOT_PLACED] = {"cours-non-place", 1},
    [R_NO_WEEK] = {"cours-sans-semaine", 1},
    [R_CO_TEACHING] = {"remontee-co-enseignement", 0},
    [R_WEIGHT_ZERO] = {"cours-pondere-a-zero", 0},
    [R_WEIGHT_UNKNOWN] = {"remontee-ponderation-inconnue", 0},
    [R_NO_HEAD] = {"professeur-principal-absent", 0},
};

/* ------------------------------------------------------------------ who it is said of */

static pas_str public_of(const remontee *d, pas_node course)
{
    uint32_t at = 0;
    for (pas_node r; (r = remontee_in(d, course, "course-resource.course", &at)) != 0;) {
        pas_node to = remontee_to(d, r, "course-resource.uses");
        if (!to)
            continue;
        if (remontee_is(d, to, "division"))
            return remontee_text(d, to, "division.code");
        if (remontee_is(d, to, "group"))
            return remontee_text(d, to, "group.code");
        if (remontee_is(d, to, "class-part"))
            return remontee_text(d, remontee_to(d, to, "class-part.division"), "division.code");
    }
    return sts_str("");
}

static pas_str name_of_course(const remontee *d, pas_node course)
{
    static const char *const days[] = {"?",     "lundi",    "mardi",  "mercredi",
                                       "jeudi", "vendredi", "samedi", "dimanche"};
    pas_str subject = remontee_text(d, remontee_to(d, course, "course.subject"), "subject.label");
    pas_str who = public_of(d, course);
    int64_t day = remontee_int(d, course, "course.day", 0),
            start = remontee_int(d, course, "course.start", -1);
    int64_t first = remontee_int(d, course, "course.first-slot", -1);
    for (pas_node x = remontee_first(d, "slot", d->timetable); x && start < 0;
         x = d->s.view->next(d->s.run, x))
        if (remontee_int(d, x, "slot.number", -2) == first)
            start = remontee_int(d, x, "slot.start", -1);
    pas_str hour = start < 0 ? sts_str("?")
                             : d->s.text->format(d->s.run, "%02lldh%02lld", (long long)start / 60,
                                                 (long long)start % 60);
    return d->s.text->format(d->s.run, "%.*s %.*s (%s %.*s)", (int)subject.len,
                             subject.ptr ? subject.ptr : "", (int)who.len, who.ptr ? who.ptr : "",
                             days[day < 1 || day > 7 ? 0 : day], (int)hour.len, hour.ptr);
}

static pas_str join(const remontee *d, pas_str a, pas_str b)
{
    return d->s.text->format(d->s.run, "%.*s %.*s", (int)a.len, a.ptr ? a.ptr : "", (int)b.len,
                             b.ptr ? b.ptr : "");
}

static pas_str name_of(const remontee *d, pas_node node)
{
    if (remontee_is(d, node, "course"))
        return name_of_course(d, node);
    if (remontee_is(d, node, "person"))
        return join(d, remontee_text(d, node, "person.family-name"),
                    remontee_text(d, node, "person.first-name"));
    if (remontee_is(d, node, "subject"))
        return remontee_text(d, node, "subject.label");
    if (remontee_is(d, node, "class-part"))
        return join(d, remontee_text(d, remontee_to(d, node, "class-part.division"), "division.code"),
                    remontee_text(d, node, "class-part.name"));
    return remontee_text(d, node, remontee_is(d, node, "group") ? "group.code" : "division.code");
}

static void say(const remontee *d, const remontee_issue *issue)
{
    pas_arg args[] = {
        {"qui", name_of(d, issue->node), remontee_is(d, issue->node, "person") ? PAS_ARG_PERSONAL : 0u, 0},
        sts_number_arg(&d->s, "n", issue->n)};
    d->s.findings->emit(d->s.run, faults[issue->fault].code, issue->node, NULL, args, 2);
}

/* ----------------------------------------------------------------- said as a whole */

static void say_new_groups(const remontee *d)
{
    pas_str list = sts_str("");
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_structures; i++) {
        const remontee_structure *s = &d->structures[i];
        if (!s->group || s->base || s->refused)
            continue;
        if (n++ < MOST_LISTED)
            list = d->s.text->format(d->s.run, "%.*s%s%.*s", (int)list.len, list.ptr, list.len ? ", " : "",
                                     (int)s->code.len, s->code.ptr);
    }
    if (n > MOST_LISTED)
        list = d->s.text->format(d->s.run, "%.*s…", (int)list.len, list.ptr);
    if (n)
        STS_SAY(&d->s, "groupes-crees-par-la-remontee", 0, NULL, sts_number_arg(&d->s, "n", n),
                sts_arg("liste", list));
}

static void say_counts(const remontee *d)
{
    uint32_t by_name = 0;
    for (uint32_t i = 0; i < d->n_persons; i++)
        by_name += d->persons[i].by_name;
    if (by_name)
        STS_SAY(&d->s, "enseignants-rapproches-par-le-nom", 0, NULL, sts_number_arg(&d->s, "n", by_name));
    if (d->not_exportable)
        STS_SAY(&d->s, "cours-non-exportables-liste", 0, NULL, sts_number_arg(&d->s, "n", d->not_exportable));
    if (d->rooms_left)
        STS_SAY(&d->s, "remontee-salles-en-plus", 0, NULL, sts_number_arg(&d->s, "n", d->rooms_left));
    STS_SAY(&d->s, "remontee-non-dit", 0, NULL, sts_number_arg(&d->s, "n", d->n_alternations));
}

/* ----------------------------------------------------------------------- verdict */

static uint32_t refused(const remontee *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->n_issues; i++)
        n += faults[d->issues[i].fault].refuses != 0;
    return n;
}

pas_status remontee_verdict(remontee *d)
{
    const sts *s = &d->s;
    if (s->core->status(s->run) < 0)
        return s->core->status(s->run);
    if (d->problem) {
        s->findings->emit(s->run, d->problem, 0, NULL, NULL, 0);
        return s->core->fail(s->run, PAS_E_INPUT);
    }
    uint32_t n = refused(d);
    if (!n)
        return PAS_OK;
    STS_SAY(s, d->accept ? "remontee-perte-acceptee" : "remontee-refusee", 0, NULL, sts_number_arg(s, "n", n),
            sts_number_arg(s, "perdus", d->lost_courses), sts_number_arg(s, "cours", d->all_courses));
    return d->accept ? PAS_OK : s->core->fail(s->run, PAS_E_INPUT);
}

pas_status remontee_check(pas_run *run, const pas_host *host)
{
    remontee *d = PAS_SERVICE(pas_core, run, host, PAS_CORE)->alloc(run, sizeof *d);
    if (!d || sts_remontee_make(d, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    for (uint32_t i = 0; i < d->n_issues; i++)
        say(d, &d->issues[i]);
    if (!d->problem) {
        say_new_groups(d);
        say_counts(d);
    }
    return remontee_verdict(d);
}
