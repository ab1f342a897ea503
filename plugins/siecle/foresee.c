/*
 * What SIECLE will do with the deposit, told pupil by pupil with its own codes, and what to correct
 * before. check says only whether a file may be written; the findings are foresee's. See deposit.h.
 */
#include "deposit.h"

pas_status siecle_check(pas_run *run, const pas_host *host)
{
    siecle_deposit d;
    if (siecle_deposit_make(&d, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_verdict(&d);
}

/* ------------------------------------------------------------------- pupils */

static pas_arg who(const siecle_deposit *d, const siecle_pupil *p)
{
    return siecle_person_arg("eleve", siecle_name_of(&d->s, p->node));
}

static void fate(const siecle_deposit *d, const siecle_pupil *p, uint32_t what, const char *answer,
                 pas_str part)
{
    d->s.foresight->fate(d->s.run, p->node, what, answer, part);
}

static const struct {
    uint32_t bit;
    const char *answer;
    const char *code; /* said per link; NULL: said per group or per pupil */
} answers[] = {
    {SIECLE_GROUPE_A_01, "GROUPE_A_01", NULL},
    {SIECLE_GROUPE_B_01, "GROUPE_B_01", NULL},
    {SIECLE_GROUPE_B_02, "GROUPE_B_02", "elevesgroupes-groupe-hors-mef"},
    {SIECLE_ELEGRP_A_01, "ELEGRP_A_01", "elevesgroupes-dates-invalides"},
    {SIECLE_ELEGRP_A_02, "ELEGRP_A_02", "elevesgroupes-debut-hors-annee"},
    {SIECLE_ELEGRP_A_03, "ELEGRP_A_03", "elevesgroupes-fin-hors-annee"},
};

static void say_link(const siecle_deposit *d, const siecle_pupil *p, const siecle_link *l, const char *code)
{
    pas_str mef = d->s.view->link_key(d->s.run, p->found, d->n.student_mef, 0);
    SIECLE_SAY(&d->s, code, p->node, NULL, who(d, p), siecle_arg("groupe", d->groups[l->group].code),
               siecle_arg("mef", siecle_given(mef) ? mef : siecle_str("—")),
               siecle_date_arg(&d->s, "debut", l->written.start),
               siecle_date_arg(&d->s, "fin", l->written.end));
}

/* One answer a link; 1 if SIECLE has something to say of it. */
static int tell_link(const siecle_deposit *d, const siecle_pupil *p, const siecle_link *l)
{
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (l->answers & answers[i].bit) {
            fate(d, p, PAS_FATE_PARTIAL, answers[i].answer, d->groups[l->group].code);
            if (answers[i].code)
                say_link(d, p, l, answers[i].code);
        }
    if (l->repeated)
        say_link(d, p, l, "elevesgroupes-lien-repete");
    return l->answers != 0;
}

static int tell_links(const siecle_deposit *d, const siecle_pupil *p)
{
    uint32_t all = 0;
    int told = 0;
    for (uint32_t j = 0; j < p->n_links; j++) {
        told |= tell_link(d, p, &p->links[j]);
        all |= p->links[j].answers;
    }
    if (all & SIECLE_GROUPE_B_01)
        SIECLE_SAY(&d->s, "elevesgroupes-eleve-sans-mef", p->node, NULL, who(d, p));
    return told;
}

static void reject(const siecle_deposit *d, const siecle_pupil *p, const char *answer, const char *code)
{
    fate(d, p, PAS_FATE_REJECTED, answer, SIECLE_NONE);
    SIECLE_SAY(&d->s, code, p->node, NULL, who(d, p), siecle_number_arg(&d->s, "liens", p->n_links));
}

/* A pupil who cannot be named in the file: SIECLE would not find him, or he only goes missing. */
static void tell_unnamed(const siecle_deposit *d, const siecle_pupil *p, const char *code)
{
    if (d->has_pupils && !p->found) {
        reject(d, p, "REJELEGROUPE_01", "elevesgroupes-eleve-inconnu");
        return;
    }
    fate(d, p, d->has_pupils ? PAS_FATE_ABSENT : PAS_FATE_UNKNOWN, NULL, SIECLE_NONE);
    SIECLE_SAY(&d->s, code, p->node, NULL, who(d, p), siecle_number_arg(&d->s, "liens", p->n_links));
}

static void tell_written(const siecle_deposit *d, const siecle_pupil *p)
{
    if (p->fate == SIECLE_REJECTED_01) {
        reject(d, p, "REJELEGROUPE_01", "elevesgroupes-eleve-inconnu");
        return;
    }
    if (p->fate == SIECLE_REJECTED_03) {
        reject(d, p, "REJELEGROUPE_03", "elevesgroupes-identifiant-repete");
        return;
    }
    if (p->left)
        SIECLE_SAY(&d->s, "elevesgroupes-eleve-sorti", p->node, NULL, who(d, p),
                   siecle_date_arg(&d->s, "sortie", d->s.view->date(d->s.run, p->found, d->n.student_left)));
    if (tell_links(d, p))
        return;
    int known = p->fate == SIECLE_TAKEN && d->has_groups;
    fate(d, p, known ? PAS_FATE_COMPLETE : PAS_FATE_UNKNOWN, NULL, SIECLE_NONE);
}

static int is_here(const siecle_deposit *d, const siecle_pupil *p)
{
    return !p->base || siecle_is_present(d->s.view->date(d->s.run, p->base, d->n.student_left), d->now.date);
}

static void tell_pupil(const siecle_deposit *d, const siecle_pupil *p)
{
    switch (p->state) {
    case SIECLE_NO_GROUP:
        if (is_here(d, p))
            SIECLE_SAY(&d->s, "elevesgroupes-eleve-sans-groupe", p->node, NULL, who(d, p));
        return;
    case SIECLE_NO_CODE:
        if (!tell_links(d, p))
            fate(d, p, PAS_FATE_UNKNOWN, NULL, SIECLE_NONE);
        return;
    case SIECLE_NO_IDENTIFIER:
        tell_unnamed(d, p, "elevesgroupes-eleve-sans-identifiant");
        return;
    case SIECLE_INCOMPLETE:
        tell_unnamed(d, p, "elevesgroupes-eleve-incomplet");
        return;
    case SIECLE_REPEATED:
        reject(d, p, "REJELEGROUPE_03", "elevesgroupes-identifiant-repete");
        return;
    case SIECLE_WRITTEN:
        tell_written(d, p);
        return;
    }
}

/* ------------------------------------------------------------------- groups */

static void tell_group(const siecle_deposit *d, const siecle_group *g)
{
    const siecle *s = &d->s;
    pas_arg name = siecle_arg("groupe", g->code), lost = siecle_number_arg(s, "liens", g->lost);
    if (g->unwritable)
        SIECLE_SAY(s, siecle_given(g->code) ? "structure-code-trop-long" : "elevesgroupes-groupe-sans-code",
                   g->node, NULL, name, lost, siecle_number_arg(s, "longueur", siecle_characters(g->code)),
                   siecle_number_arg(s, "limite", d->code_max));
    else if (siecle_characters(g->code) > 8)
        SIECLE_SAY(s, "groupe-code-de-plus-de-8", g->node, NULL, name,
                   siecle_number_arg(s, "longueur", siecle_characters(g->code)));
    if (!d->has_groups || g->base)
        return;
    SIECLE_SAY(s, g->division ? "elevesgroupes-division-prise-pour-groupe" : "elevesgroupes-groupe-inconnu",
               g->node, NULL, name, lost);
}

static void tell_forgotten(const siecle_deposit *d)
{
    uint32_t pupils = 0;
    for (pas_node g = siecle_next_forgotten(d, 0, &pupils); g; g = siecle_next_forgotten(d, g, &pupils))
        SIECLE_SAY(&d->s, "elevesgroupes-groupe-oublie", g, NULL,
                   siecle_arg("groupe", d->s.view->text(d->s.run, g, d->n.group_code)),
                   siecle_number_arg(&d->s, "eleves", pupils));
}

/* ------------------------------------------------------------------- absent */

/* Present pupils of SIECLE whom the file does not name: their links of today go. */
static void tell_absent(const siecle_deposit *d)
{
    const pas_view *v = d->s.view;
    siecle_map named = {0};
    siecle_map_make(&named, &d->s, d->n_pupils);
    for (uint32_t i = 0; i < d->n_pupils; i++)
        if (d->pupils[i].found && d->pupils[i].fate == SIECLE_TAKEN)
            siecle_map_add(&named, siecle_node_key(&d->pupils[i].found));
    for (pas_node x = v->first(d->s.run, d->n.student, (uint32_t)d->base); x; x = v->next(d->s.run, x)) {
        const siecle_cell *cell = siecle_map_at(&named, siecle_node_key(&x));
        if (!(cell && cell->used) && siecle_is_present(v->date(d->s.run, x, d->n.student_left), d->now.date))
            d->s.foresight->fate(d->s.run, x, PAS_FATE_ABSENT, NULL, SIECLE_NONE);
    }
    uint32_t links = 0;
    for (pas_node x = siecle_next_absent(d, 0, &links); x; x = siecle_next_absent(d, x, &links))
        SIECLE_SAY(&d->s, "eleve-absent-de-edt", x, NULL,
                   siecle_person_arg("eleve", siecle_name_of(&d->s, x)),
                   siecle_number_arg(&d->s, "liens", links));
}

/* ---------------------------------------------------------------------- all */

static void tell_unchecked(const siecle_deposit *d)
{
    const struct {
        int there;
        const char *code;
    } documents[] = {{d->has_pupils, "elevesgroupes-non-controle-eleves"},
                     {d->has_groups, "elevesgroupes-non-controle-structures"},
                     {d->has_year, "elevesgroupes-non-controle-annee"}};
    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++)
        if (!documents[i].there)
            siecle_say(&d->s, documents[i].code, 0, NULL, NULL, 0);
}

static void tell_figures(const siecle_deposit *d)
{
    const pas_foresight *f = d->s.foresight;
    f->figure(d->s.run, "elevesgroupes-chiffre-eleves", d->written_pupils);
    f->figure(d->s.run, "elevesgroupes-chiffre-liens", d->written_links);
    f->figure(d->s.run, "elevesgroupes-chiffre-groupes", d->written_groups);
    if (d->has_pupils)
        f->figure(d->s.run, "elevesgroupes-chiffre-effaces", d->links_today);
    SIECLE_SAY(
        &d->s, "elevesgroupes-remplacement-total", 0, NULL, siecle_number_arg(&d->s, "n", d->written_pupils),
        siecle_number_arg(&d->s, "m", d->written_links), siecle_number_arg(&d->s, "g", d->written_groups));
}

pas_status siecle_foresee(pas_run *run, const pas_host *host)
{
    siecle_deposit d;
    if (siecle_deposit_make(&d, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    if (d.problem && !d.n_pupils)
        return PAS_OK; /* check has said why there is nothing to foresee */
    for (uint32_t i = 0; i < d.n_pupils; i++) {
        tell_pupil(&d, &d.pupils[i]);
        d.s.core->tick(run, i, d.n_pupils);
    }
    for (uint32_t i = 0; i < d.n_groups; i++)
        tell_group(&d, &d.groups[i]);
    if (d.has_pupils)
        tell_absent(&d);
    tell_forgotten(&d);
    tell_unchecked(&d);
    tell_figures(&d);
    return d.s.core->status(run);
}
