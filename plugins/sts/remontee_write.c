/*
 * emp_sts written along its table from what remontee.c gathered. A row is found by its name under the one
 * around it, so that the format stays said once, in emp_sts.c.
 */
#include "remontee.h"
#include "rows.h"

struct writer {
    const remontee *d;
    pas_xmlout *out;
    uint32_t around[16]; /* open rows */
    uint32_t depth;
};

/* The row of this name just below the open one. */
static uint32_t row(const struct writer *w, const char *name)
{
    uint32_t from = w->depth ? w->around[w->depth - 1] : 0,
             depth = w->depth ? sts_emp_sts[from].depth + 1u : 0;
    for (uint32_t i = w->depth ? from + 1 : 0; i < STS_N_EMP_STS && sts_emp_sts[i].depth >= depth; i++)
        if (sts_emp_sts[i].depth == depth && sts_emp_sts[i].name &&
            sts_same(sts_str(sts_emp_sts[i].name), sts_str(name)))
            return i;
    w->d->s.core->fail(w->d->s.run, PAS_E_INTERNAL);
    return 0;
}

static void begin(struct writer *w, const char *name)
{
    uint32_t r = row(w, name);
    w->d->s.xmlouts->begin(w->d->s.run, w->out, r);
    w->around[w->depth++] = r;
}

static void end(struct writer *w)
{
    w->d->s.xmlouts->end(w->d->s.run, w->out, w->around[--w->depth]);
}

static void text(const struct writer *w, const char *name, pas_str value)
{
    if (sts_given(value))
        w->d->s.xmlouts->text(w->d->s.run, w->out, row(w, name), value);
}

static void integer(const struct writer *w, const char *name, int64_t value)
{
    w->d->s.xmlouts->integer(w->d->s.run, w->out, row(w, name), value);
}

static void clock(const struct writer *w, const char *name, int64_t minutes)
{
    text(w, name,
         w->d->s.text->format(w->d->s.run, "%02lld%02lld", (long long)minutes / 60, (long long)minutes % 60));
}

/* ---------------------------------------------------------------------- school */

static void write_parameters(struct writer *w)
{
    begin(w, "PARAMETRES");
    text(w, "UAJ", w->d->uai);
    integer(w, "ANNEE_SCOLAIRE", w->d->year);
    text(w, "APPLICATION_SOURCE", sts_str("EDITEUR_PRIVE"));
    end(w);
}

static int has_course(const remontee *d, int32_t day)
{
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (d->lines[i].day == day)
            return 1;
    return 0;
}

/* The grid's worked days are several values of a number, which the view gives no more than the first of: the
 * days that have a course are written. */
static void write_hours(struct writer *w)
{
    const remontee *d = w->d;
    int64_t first = -1, last = -1;
    for (pas_node x = remontee_first(d, "slot", d->timetable); x; x = d->s.view->next(d->s.run, x)) {
        int64_t from = remontee_int(d, x, "slot.start", -1), to = remontee_int(d, x, "slot.end", -1);
        first = first < 0 || (from >= 0 && from < first) ? from : first;
        last = to > last ? to : last;
    }
    begin(w, "HORAIRES");
    for (int32_t day = 1; day <= 7 && first >= 0 && last >= 0; day++) {
        if (!has_course(d, day))
            continue;
        begin(w, "HORAIRE");
        text(w, "@JOUR", d->s.text->format(d->s.run, "%d", (int)day));
        clock(w, "DEBUT_COURS", first);
        clock(w, "FIN_COURS", last);
        end(w);
    }
    end(w);
}

static void write_alternation(struct writer *w, const remontee_alternation *a)
{
    static const char *const shorts[] = {"Cours Hebd", "Quinz. 1", "Quinz. 2", "Période"};
    static const char *const longs[] = {"Cours Hebdomadaire", "Quinzaine 1", "Quinzaine 2", "Période"};
    const remontee *d = w->d;
    begin(w, "ALTERNANCE");
    text(w, "@CODE", a->code);
    text(w, "LIBELLE_COURT", sts_str(shorts[a->kind]));
    text(w, "LIBELLE_LONG", d->s.text->format(d->s.run, "%s (%u semaines)", longs[a->kind], a->n));
    begin(w, "SEMAINES");
    for (uint32_t week = 1; week < 64; week++)
        if (a->weeks >> week & 1)
            d->s.xmlouts->date(d->s.run, w->out, row(w, "DATE_DEBUT_SEMAINE"), remontee_monday(d, week));
    end(w);
    end(w);
}

static void write_rooms(struct writer *w)
{
    const remontee *d = w->d;
    begin(w, "SALLES_COURS");
    for (pas_node x = remontee_first(d, "room", d->timetable); x; x = d->s.view->next(d->s.run, x)) {
        pas_str code = remontee_text(d, x, "room.code");
        int used = 0;
        for (uint32_t i = 0; !used && i < d->n_lines; i++)
            used = sts_given(code) && sts_same(d->lines[i].room, code);
        if (!used)
            continue;
        begin(w, "SALLE_COURS");
        text(w, "@CODE", code);
        end(w);
    }
    end(w);
}

/* ------------------------------------------------------------------ allowances */

/* The level at which a head teacher's allowance is paid: that of the first MEF of the division. */
static pas_str level_of(const remontee *d, pas_node division)
{
    uint32_t at = 0;
    for (pas_node m; (m = remontee_in(d, division, "structure-mef.structure", &at)) != 0;) {
        pas_str level = remontee_text(d, remontee_to(d, m, "structure-mef.mef"), "mef.mefstat4");
        if (sts_given(level))
            return level;
    }
    return STS_NONE;
}

/* What STS-Web has of a head teacher, said again: the file replaces it. */
static int write_allowances(struct writer *w, pas_node person, int only_count)
{
    const remontee *d = w->d;
    uint32_t at = 0;
    int n = 0;
    for (pas_node h; (h = remontee_in(d, person, "head-teacher.person", &at)) != 0;) {
        pas_node division = remontee_to(d, h, "head-teacher.division");
        pas_str level = division ? level_of(d, division) : STS_NONE;
        if (!sts_given(level))
            continue;
        n++;
        if (only_count)
            continue;
        begin(w, "INDEMNITE");
        text(w, "CODE_STRUCTURE", remontee_text(d, division, "division.code"));
        text(w, "MEFSTAT4", level);
        end(w);
    }
    return n;
}

static void write_persons(struct writer *w)
{
    const remontee *d = w->d;
    begin(w, "INDIVIDUS");
    for (pas_node x = remontee_first(d, "person", (uint32_t)d->base); x; x = d->s.view->next(d->s.run, x)) {
        if (!write_allowances(w, x, 1))
            continue;
        begin(w, "INDIVIDU");
        text(w, "@ID", remontee_text(d, x, "person.sts.id"));
        begin(w, "INDEMNITES");
        write_allowances(w, x, 0);
        end(w);
        begin(w, "ARES");
        end(w);
        end(w);
    }
    end(w);
}

/* -------------------------------------------------------------------- services */

static uint32_t person_end(const remontee *d, uint32_t from, uint32_t most)
{
    uint32_t to = from;
    while (to < most &&
           sts_same(d->persons[d->lines[to].person].code, d->persons[d->lines[from].person].code))
        to++;
    return to;
}

static uint32_t service_end(const remontee *d, uint32_t from, uint32_t most)
{
    const remontee_line *a = &d->lines[from];
    uint32_t to = from;
    while (to < most && sts_same(d->subjects[d->lines[to].subject].code, d->subjects[a->subject].code) &&
           sts_same(d->lines[to].modality, a->modality))
        to++;
    return to;
}

static uint32_t structure_end(const remontee *d, uint32_t from)
{
    const remontee_structure *a = &d->structures[d->lines[from].structure];
    uint32_t to = from;
    while (to < d->n_lines && d->structures[d->lines[to].structure].group == a->group &&
           sts_same(d->structures[d->lines[to].structure].code, a->code))
        to++;
    return to;
}

/* Thousandths of an hour a week. */
static int64_t hours(const remontee *d, uint32_t from, uint32_t to)
{
    int64_t sum = 0, unit = 120 * (int64_t)d->most_weeks;
    for (uint32_t i = from; i < to; i++)
        sum += remontee_share(d, &d->lines[i]);
    return (sum * 1000 + unit / 2) / unit;
}

static void write_course(struct writer *w, const remontee_line *line)
{
    const remontee *d = w->d;
    d->s.xmlouts->node(d->s.run, w->out, line->course);
    begin(w, "COURS");
    text(w, "CODE_ALTERNANCE", d->alternations[line->alternation].code);
    text(w, "JOUR", d->s.text->format(d->s.run, "%d", (int)line->day));
    clock(w, "HEURE_DEBUT", line->start);
    clock(w, "DUREE", line->minutes);
    text(w, "CODE_SALLE", line->room);
    end(w);
}

static void write_teacher(struct writer *w, uint32_t from, uint32_t to)
{
    const remontee *d = w->d;
    const remontee_named *p = &d->persons[d->lines[from].person];
    begin(w, "ENSEIGNANT");
    text(w, "@ID", p->code);
    text(w, "@TYPE", remontee_text(d, p->base, "person.type"));
    integer(w, "HEURES_AGENT", hours(d, from, to));
    if (d->lines[from].weighting >= 0 && d->lines[from].weighting != 1000)
        integer(w, "TAUX_PONDERATION", d->lines[from].weighting);
    begin(w, "COURS_RATTACHES");
    for (uint32_t i = from; i < to; i++)
        write_course(w, &d->lines[i]);
    end(w);
    end(w);
}

static void write_service(struct writer *w, uint32_t from, uint32_t to)
{
    const remontee *d = w->d;
    const remontee_line *a = &d->lines[from];
    int64_t whole = 0;
    int co_teaching = 0;
    for (uint32_t i = from, next; i < to; i = next) {
        next = person_end(d, i, to);
        whole += hours(d, i, next);
        for (uint32_t j = i; j < next; j++)
            co_teaching |= d->lines[j].co_teaching;
    }
    begin(w, "SERVICE");
    text(w, "@CODE_MATIERE", d->subjects[a->subject].code);
    text(w, "@CODE_MOD_COURS", a->modality);
    integer(w, "HEURES_STRUCTURE", whole);
    text(w, "CO_ENS", sts_str(co_teaching ? "true" : "false"));
    begin(w, "ENSEIGNANTS");
    for (uint32_t i = from, next; i < to; i = next) {
        next = person_end(d, i, to);
        write_teacher(w, i, next);
    }
    end(w);
    end(w);
}

static void write_group_head(struct writer *w, const remontee_structure *s)
{
    const remontee *d = w->d;
    text(w, "LIBELLE_LONG", remontee_text(d, s->base ? s->base : s->node, "group.label"));
    integer(w, "EFFECTIF_PREVU", remontee_pupils(d, s->node, 0));
    begin(w, "DIVISIONS_APPARTENANCE");
    uint32_t at = 0;
    for (pas_node division; (division = remontee_next_division(d, s->node, &at)) != 0;) {
        begin(w, "DIVISION_APPARTENANCE");
        text(w, "@CODE", remontee_division_code(d, division));
        integer(w, "EFFECTIF_PREVU", remontee_pupils(d, s->node, division));
        end(w);
    }
    end(w);
}

static void write_structures(struct writer *w, int groups)
{
    const remontee *d = w->d;
    begin(w, groups ? "GROUPES" : "DIVISIONS");
    for (uint32_t i = 0, next; i < d->n_lines; i = next) {
        const remontee_structure *s = &d->structures[d->lines[i].structure];
        next = structure_end(d, i);
        if (s->group != groups)
            continue;
        d->s.xmlouts->node(d->s.run, w->out, s->node);
        begin(w, groups ? "GROUPE" : "DIVISION");
        text(w, "@CODE", s->code);
        if (groups)
            write_group_head(w, s);
        begin(w, "SERVICES");
        for (uint32_t j = i, k; j < next; j = k) {
            k = service_end(d, j, next);
            write_service(w, j, k);
        }
        end(w);
        end(w);
        d->s.core->tick(d->s.run, next, d->n_lines);
    }
    end(w);
}

static void write_document(struct writer *w)
{
    begin(w, "EDT_STS");
    write_parameters(w);
    begin(w, "DONNEES");
    write_hours(w);
    begin(w, "ALTERNANCES");
    for (uint32_t i = 0; i < w->d->n_alternations; i++)
        write_alternation(w, &w->d->alternations[i]);
    end(w);
    write_rooms(w);
    write_persons(w);
    begin(w, "STRUCTURE");
    write_structures(w, 0);
    write_structures(w, 1);
    end(w);
    end(w);
    end(w);
}

pas_status remontee_write(pas_run *run, const pas_host *host)
{
    remontee *d = PAS_SERVICE(pas_core, run, host, PAS_CORE)->alloc(run, sizeof *d);
    if (!d || sts_remontee_make(d, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    if (d->problem || !d->accept)
        if (remontee_verdict(d) < 0)
            return PAS_E_INPUT;
    pas_str file = d->s.text->format(run, "emp_sts_%.*s_%d.xml", (int)d->uai.len,
                                     d->uai.ptr ? d->uai.ptr : "", (int)d->year);
    pas_out *out = d->s.outs->open(run, file, STS_NONE);
    struct writer w = {
        .d = d,
        .out = d->s.xmlouts->open(run, out, "ISO-8859-15", sts_emp_sts, STS_N_EMP_STS, sizeof(pas_row))};
    if (!w.out)
        return d->s.core->status(run);
    write_document(&w);
    d->s.xmlouts->close(run, w.out);
    d->s.outs->close(run, out);
    return d->s.core->status(run);
}
