/*
 * Settings, sources and verdict of a deposit: what it is made from, what would be lost, and whether a
 * file may be written. See deposit.h.
 */
#include "deposit.h"

enum { MOST_CODE_13 = 8 }; /* characters of a CODE_GROUPE in version 1.3 */

/* ----------------------------------------------------------------- settings */

static void name_fields(siecle_deposit *d)
{
    const pas_view *v = d->s.view;
    pas_run *run = d->s.run;
    siecle_names *n = &d->n;
    const struct {
        uint32_t *to;
        const char *name;
    } kinds[] = {{&n->export_, "export"},  {&n->school_year, "school-year"},
                 {&n->student, "student"}, {&n->membership, "membership"},
                 {&n->group, "group"},     {&n->division, "division"},
                 {&n->part, "class-part"}},
      fields[] = {{&n->export_uai, "export.uai"},
                  {&n->export_year, "export.year"},
                  {&n->year_start, "school-year.start"},
                  {&n->year_end, "school-year.end"},
                  {&n->year_pupils_start, "school-year.pupils-start"},
                  {&n->year_pupils_end, "school-year.pupils-end"},
                  {&n->year_previous, "school-year.previous"},
                  {&n->student_id, "student.siecle.eleve-id"},
                  {&n->student_ine, "student.ine"},
                  {&n->student_family, "student.family-name"},
                  {&n->student_usage, "student.usage-name"},
                  {&n->student_first, "student.first-name"},
                  {&n->student_first2, "student.first-name2"},
                  {&n->student_first3, "student.first-name3"},
                  {&n->student_birth, "student.birth-date"},
                  {&n->student_entered, "student.entered"},
                  {&n->student_left, "student.left"},
                  {&n->student_mef, "student.mef"},
                  {&n->member_student, "membership.student"},
                  {&n->member_structure, "membership.structure"},
                  {&n->member_start, "membership.start"},
                  {&n->member_end, "membership.end"},
                  {&n->group_code, "group.code"},
                  {&n->division_code, "division.code"},
                  {&n->part_division, "class-part.division"},
                  {&n->composition_from, "composition.from"},
                  {&n->composition_group, "composition.group"},
                  {&n->structure_mef_structure, "structure-mef.structure"},
                  {&n->structure_mef_mef, "structure-mef.mef"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        *kinds[i].to = v->kind(run, kinds[i].name);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        *fields[i].to = v->field(run, fields[i].name);
}

static void take_options(siecle_deposit *d)
{
    const pas_core *core = d->s.core;
    pas_run *run = d->s.run;
    pas_str dates = core->option(run, "dates");
    d->accept = siecle_same(core->option(run, "incomplete"), siecle_str("accept"));
    d->old = siecle_same(core->option(run, "version"), siecle_str("1.3"));
    d->code_max = (uint32_t)core->option_int(run, "code-max");
    if (d->old && d->code_max > MOST_CODE_13)
        d->code_max = MOST_CODE_13;
    d->dates = siecle_same(dates, siecle_str("toutes"))   ? SIECLE_DATES_ALL
               : siecle_same(dates, siecle_str("aucune")) ? SIECLE_DATES_NONE
                                                          : SIECLE_DATES_USEFUL;
    d->sending = core->option_int(run, "num-envoi");
    d->software = core->option(run, "logiciel");
    d->uai = core->option(run, "uai");
    d->now = core->now(run);
}

/* ------------------------------------------------------------------ sources */

static void take_envelope(siecle_deposit *d, uint32_t source)
{
    const pas_view *v = d->s.view;
    for (pas_node e = v->first(d->s.run, d->n.export_, source); e; e = v->next(d->s.run, e)) {
        if (!siecle_given(d->uai))
            d->uai = v->text(d->s.run, e, d->n.export_uai);
        if (!d->year)
            d->year = (int32_t)v->integer(d->s.run, e, d->n.export_year, 0);
    }
}

static siecle_span year_of(const siecle_deposit *d, uint32_t source, uint32_t start, uint32_t end)
{
    const pas_view *v = d->s.view;
    siecle_span span = {{0, 0, 0}, {0, 0, 0}};
    for (pas_node y = v->first(d->s.run, d->n.school_year, source); y; y = v->next(d->s.run, y)) {
        if (v->integer(d->s.run, y, d->n.year_previous, 0))
            continue;
        span.start = v->date(d->s.run, y, start);
        span.end = v->date(d->s.run, y, end);
    }
    return span;
}

static void take_sources(siecle_deposit *d)
{
    const pas_view *v = d->s.view;
    pas_run *run = d->s.run;
    int32_t timetable = v->source_of_role(run, PAS_ROLE_TIMETABLE);
    d->base = v->source_of_role(run, PAS_ROLE_PUPIL_BASE);
    if (timetable < 0) {
        d->problem = "elevesgroupes-sans-emploi-du-temps";
        return;
    }
    d->timetable = (uint32_t)timetable;
    if (d->base >= 0) {
        uint32_t base = (uint32_t)d->base;
        d->has_pupils = v->source_defines(run, base, "student");
        d->has_groups = v->source_defines(run, base, "group");
        d->year_of_pupils = year_of(d, base, d->n.year_pupils_start, d->n.year_pupils_end);
        take_envelope(d, base);
    }
    d->has_year = siecle_dated(d->year_of_pupils.start) && siecle_dated(d->year_of_pupils.end);
    take_envelope(d, d->timetable);
    d->year_of_timetable = year_of(d, d->timetable, d->n.year_start, d->n.year_end);
}

pas_str siecle_missing(const siecle_deposit *d)
{
    if (d->has_pupils && d->has_groups)
        return SIECLE_NONE;
    return siecle_str(d->has_pupils ? "Structures" : d->has_groups ? "Élèves" : "Élèves, Structures");
}

/* ------------------------------------------------------------------- counts */

static void count_written(siecle_deposit *d)
{
    for (uint32_t i = 0; i < d->n_pupils; i++) {
        const siecle_pupil *p = &d->pupils[i];
        d->written_pupils += p->state == SIECLE_WRITTEN;
        for (uint32_t j = 0; j < p->n_links; j++)
            if (siecle_link_written(d, p, &p->links[j])) {
                d->written_links++;
                d->groups[p->links[j].group].links++;
            }
    }
    for (uint32_t i = 0; i < d->n_groups; i++)
        d->written_groups += d->groups[i].links > 0;
}

/* A whole pupil who would not be linked. */
static uint32_t *whole_loss(siecle_deposit *d, const siecle_pupil *p)
{
    switch (p->state) {
    case SIECLE_NO_GROUP:
        return NULL;
    case SIECLE_NO_IDENTIFIER:
        return &d->losses.no_identifier;
    case SIECLE_INCOMPLETE:
        return &d->losses.incomplete;
    case SIECLE_REPEATED:
        return &d->losses.rejected03;
    case SIECLE_NO_CODE:
    case SIECLE_WRITTEN:
        break;
    }
    if (p->fate == SIECLE_REJECTED_01)
        return &d->losses.rejected01;
    return p->fate == SIECLE_REJECTED_03 ? &d->losses.rejected03 : NULL;
}

static uint32_t *link_loss(siecle_deposit *d, const siecle_link *l)
{
    if (d->groups[l->group].unwritable)
        return &d->losses.unwritable;
    if (l->answers & SIECLE_GROUPE_A_01)
        return &d->losses.group_a01;
    if (l->answers & SIECLE_GROUPE_B_01)
        return &d->losses.group_b01;
    return l->answers & SIECLE_GROUPE_B_02 ? &d->losses.group_b02 : NULL;
}

static void count_losses_of(siecle_deposit *d, siecle_pupil *p)
{
    uint32_t *whole = whole_loss(d, p), lost = 0;
    if (whole) {
        ++*whole;
        lost = p->n_links;
    } else {
        for (uint32_t j = 0; j < p->n_links; j++) {
            uint32_t *counter = link_loss(d, &p->links[j]);
            if (!counter)
                continue;
            ++*counter;
            d->groups[p->links[j].group].lost++;
            lost++;
        }
    }
    d->losses.links += lost;
    d->losses.pupils += lost > 0;
}

static void count_losses(siecle_deposit *d)
{
    for (uint32_t i = 0; i < d->n_pupils; i++)
        count_losses_of(d, &d->pupils[i]);
    for (uint32_t i = 0; i < d->n_groups; i++)
        d->losses.groups += d->groups[i].unwritable || (d->has_groups && !d->groups[i].base);
    uint32_t n = 0;
    for (pas_node g = siecle_next_forgotten(d, 0, &n); g; g = siecle_next_forgotten(d, g, &n)) {
        d->losses.forgotten++;
        d->losses.links += n;
    }
    for (pas_node x = siecle_next_absent(d, 0, &n); x; x = siecle_next_absent(d, x, &n)) {
        d->losses.absent++;
        d->losses.pupils++;
        d->losses.links += n;
    }
}

static int is_present(const siecle_deposit *d, pas_node student)
{
    return siecle_is_present(d->s.view->date(d->s.run, student, d->n.student_left), d->now.date);
}

uint32_t siecle_links_of(const siecle_deposit *d, pas_node base_student)
{
    const pas_view *v = d->s.view;
    uint32_t n = 0, cursor = 0;
    for (pas_node m; (m = v->incoming(d->s.run, base_student, d->n.member_student, &cursor)) != 0;) {
        pas_node structure = v->link(d->s.run, m, d->n.member_structure, 0);
        n += structure && v->kind_of(d->s.run, structure) == d->n.group;
    }
    return n;
}

static void count_today(siecle_deposit *d)
{
    if (!d->has_pupils)
        return;
    const pas_view *v = d->s.view;
    for (pas_node x = v->first(d->s.run, d->n.student, (uint32_t)d->base); x; x = v->next(d->s.run, x))
        d->links_today += siecle_links_of(d, x);
}

pas_node siecle_next_forgotten(const siecle_deposit *d, pas_node at, uint32_t *ret_pupils)
{
    const pas_view *v = d->s.view;
    if (!d->has_groups || !d->has_pupils)
        return 0;
    for (pas_node g = at ? v->next(d->s.run, at) : v->first(d->s.run, d->n.group, (uint32_t)d->base); g;
         g = v->next(d->s.run, g)) {
        siecle_cell *cell = siecle_map_at(&d->group_of_code, v->text(d->s.run, g, d->n.group_code));
        if (cell && cell->used && d->groups[cell->value].links)
            continue;
        uint32_t n = 0, cursor = 0;
        for (pas_node m; (m = v->incoming(d->s.run, g, d->n.member_structure, &cursor)) != 0;) {
            pas_node student = v->link(d->s.run, m, d->n.member_student, 0);
            n += student && is_present(d, student);
        }
        *ret_pupils = n;
        if (n)
            return g;
    }
    return 0;
}

pas_node siecle_next_absent(const siecle_deposit *d, pas_node at, uint32_t *ret_links)
{
    const pas_view *v = d->s.view;
    if (!d->has_pupils)
        return 0;
    for (pas_node x = at ? v->next(d->s.run, at) : v->first(d->s.run, d->n.student, (uint32_t)d->base); x;
         x = v->next(d->s.run, x)) {
        const siecle_cell *cell = siecle_map_at(&d->matched, siecle_node_key(&x));
        if ((cell && cell->used) || !is_present(d, x))
            continue;
        *ret_links = siecle_links_of(d, x);
        if (*ret_links)
            return x;
    }
    return 0;
}

/* ------------------------------------------------------------------ deposit */

static void find_problem(siecle_deposit *d)
{
    if (d->problem)
        return;
    d->problem_detail = d->uai;
    if (!siecle_is_uai(d->uai))
        d->problem = "elevesgroupes-nom-invalide";
    else if (d->year < 1000 || d->year > 9999)
        d->problem = "elevesgroupes-annee-inconnue";
    else if (d->has_year && d->year_of_pupils.start.year != d->year) {
        d->problem = "elevesgroupes-nom-incoherent";
        d->problem_detail = d->s.text->format(d->s.run, "%d", d->year_of_pupils.start.year);
    } else if (!d->written_links)
        d->problem = d->losses.no_identifier ? "elevesgroupes-aucun-identifiant" : "elevesgroupes-vide";
}

pas_status siecle_deposit_make(siecle_deposit *d, pas_run *run, const pas_host *host)
{
    *d = (siecle_deposit){0};
    if (siecle_open(&d->s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    name_fields(d);
    take_options(d);
    take_sources(d);
    if (!d->problem) {
        siecle_gather_groups(d);
        siecle_name_pupils(d);
        siecle_simulate(d);
        count_written(d);
        count_losses(d);
        count_today(d);
    }
    find_problem(d);
    return d->s.core->status(run);
}

/* ------------------------------------------------------------------ verdict */

static int loses(const siecle_deposit *d)
{
    return d->losses.links || siecle_given(siecle_missing(d));
}

static void say_losses(const siecle_deposit *d, const char *code)
{
    const siecle_losses *l = &d->losses;
    const siecle *s = &d->s;
    SIECLE_SAY(s, code, 0, NULL, siecle_number_arg(s, "eleves", l->pupils),
               siecle_number_arg(s, "liens", l->links), siecle_number_arg(s, "groupes", l->groups),
               siecle_number_arg(s, "vides", l->forgotten), siecle_number_arg(s, "total", d->written_links));
}

static void say_refusal(const siecle_deposit *d)
{
    if (d->losses.links)
        say_losses(d, "elevesgroupes-perte");
    else
        SIECLE_SAY(&d->s, "elevesgroupes-perte-inconnue", 0, NULL,
                   siecle_arg("documents", siecle_missing(d)));
}

pas_status siecle_verdict(siecle_deposit *d)
{
    if (d->s.core->status(d->s.run) < 0)
        return d->s.core->status(d->s.run);
    if (d->problem) {
        SIECLE_SAY(&d->s, d->problem, 0, NULL, siecle_arg("valeur", d->problem_detail));
        return d->s.core->fail(d->s.run, PAS_E_INPUT);
    }
    if (!loses(d))
        return PAS_OK;
    if (d->accept) {
        if (d->losses.links)
            say_losses(d, "elevesgroupes-perte-acceptee");
        return PAS_OK;
    }
    say_refusal(d);
    return d->s.core->fail(d->s.run, PAS_E_INPUT);
}
