/*
 * IMPORT_ELEVES, « Liens élève-groupe depuis logiciel privé », versions 1.4 and 1.3 (siecle.md §9.2): the
 * tables and the writing along them. Two date forms in one file: French in DATE_IMPORT, ISO in the rest.
 */
#include "deposit.h"
#include "rows.h"

enum {
    L_ROOT,
    L_VERSION,
    L_PARAMETRES,
    L_UAJ,
    L_ANNEE,
    L_DATE_IMPORT,
    L_NUM_ENVOI,
    L_LOGICIEL,
    L_DONNEES,
    L_ELEVES,
    L_ELEVE,
    L_ELEVE_ID,
    L_ID_NATIONAL,
    L_ID_PRV_ELE,
    L_NOM_DE_FAMILLE,
    L_NOM,
    L_NOM_USAGE,
    L_PRENOM,
    L_PRENOM2,
    L_PRENOM3,
    L_DATE_NAISS,
    L_GROUPES,
    L_GROUPE,
    L_GROUPE_ELEVE,
    L_CODE_GROUPE,
    L_DEBUT,
    L_FIN,
    L_COUNT
};

/* 1.3 has NOM and no NOM_USAGE; what a version has not is PAS_OLD in its table. */
#define ROWS(since14, until13, usage, first)                                                                 \
    [L_ROOT] = NEST(0, "IMPORT_ELEVES", PAS_REQUIRED),                                                       \
    [L_VERSION] = SCOPE(1, "@VERSION", PAS_LEX_TEXT, PAS_REQUIRED, 10),                                      \
    [L_PARAMETRES] = RECORD(1, "PARAMETRES", PAS_REQUIRED, "export", NULL),                                  \
    [L_UAJ] = TEXT(2, "UAJ", PAS_REQUIRED | PAS_KEY, 8, "uai"),                                              \
    [L_ANNEE] = UINT(2, "ANNEE_SCOLAIRE", PAS_REQUIRED, 4, "year"),                                          \
    [L_DATE_IMPORT] = DATE(2, "DATE_IMPORT", PAS_REQUIRED, "date"),                                          \
    [L_NUM_ENVOI] = UINT(2, "NUM_ENVOI", PAS_REQUIRED, 5, "sending-number"),                                 \
    [L_LOGICIEL] = TEXT(2, "LOGICIEL", PAS_REQUIRED, 10, "software"),                                        \
    [L_DONNEES] = NEST(1, "DONNEES", PAS_REQUIRED), [L_ELEVES] = NEST(2, "ELEVES", PAS_REQUIRED),            \
    [L_ELEVE] = RECORD(3, "ELEVE", PAS_MANY, "student", NULL),                                               \
    [L_ELEVE_ID] = TEXT(4, "ELEVE_ID", PAS_KEY, 10, "siecle.eleve-id"),                                      \
    [L_ID_NATIONAL] = TEXT(4, "ID_NATIONAL", 0, 11, "ine"),                                                  \
    [L_ID_PRV_ELE] = TEXT(4, "ID_PRV_ELE", 0, 5, "siecle.id-prv-ele"),                                       \
    [L_NOM_DE_FAMILLE] = TEXT(4, "NOM_DE_FAMILLE", since14, 100, "family-name"),                             \
    [L_NOM] = TEXT(4, "NOM", until13, 25, "family-name"),                                                    \
    [L_NOM_USAGE] = TEXT(4, "NOM_USAGE", usage, 100, "usage-name"),                                          \
    [L_PRENOM] = TEXT(4, "PRENOM", PAS_REQUIRED, first, "first-name"),                                       \
    [L_PRENOM2] = TEXT(4, "PRENOM2", 0, first, "first-name2"),                                               \
    [L_PRENOM3] = TEXT(4, "PRENOM3", 0, first, "first-name3"),                                               \
    [L_DATE_NAISS] = DATE_ISO(4, "DATE_NAISS", PAS_REQUIRED, "birth-date"),                                  \
    [L_GROUPES] = NEST(4, "GROUPES", PAS_REQUIRED),                                                          \
    [L_GROUPE] = RECORD(5, "GROUPE", PAS_MANY, "membership", NULL), [L_GROUPE_ELEVE] = UP(6, "student"),     \
    [L_CODE_GROUPE] = LINK(6, "CODE_GROUPE", PAS_LEX_RAW, PAS_REQUIRED, 20, "structure", "group:code"),      \
    [L_DEBUT] = DATE_ISO(6, "DATE_DEBUT_GROUPE", 0, "start"),                                                \
    [L_FIN] = DATE_ISO(6, "DATE_FIN_GROUPE", 0, "end")

const pas_row siecle_links[] = {ROWS(PAS_REQUIRED, PAS_OLD, 0, 100)};
const pas_row siecle_links_13[] = {ROWS(PAS_OLD, PAS_REQUIRED, PAS_OLD, 25)};
_Static_assert((int)L_COUNT == (int)SIECLE_N_LINKS, "rows of the links table");
SIECLE_COUNT(siecle_links, SIECLE_N_LINKS);
SIECLE_COUNT(siecle_links_13, SIECLE_N_LINKS);

struct writer {
    const siecle_deposit *d;
    const pas_xmlouts *x;
    pas_xmlout *out;
};

static void text(const struct writer *w, uint32_t row, pas_str value)
{
    if (siecle_given(value))
        w->x->text(w->d->s.run, w->out, row, value);
}

static void date(const struct writer *w, uint32_t row, pas_date value)
{
    if (siecle_dated(value))
        w->x->date(w->d->s.run, w->out, row, value);
}

static void begin(const struct writer *w, uint32_t row)
{
    w->x->begin(w->d->s.run, w->out, row);
}

static void end(const struct writer *w, uint32_t row)
{
    w->x->end(w->d->s.run, w->out, row);
}

static void write_parameters(const struct writer *w)
{
    const siecle_deposit *d = w->d;
    begin(w, L_PARAMETRES);
    text(w, L_UAJ, d->uai);
    w->x->integer(d->s.run, w->out, L_ANNEE, d->year);
    date(w, L_DATE_IMPORT, d->now.date);
    w->x->integer(d->s.run, w->out, L_NUM_ENVOI, d->sending);
    text(w, L_LOGICIEL, d->software);
    end(w, L_PARAMETRES);
}

static void write_link(const struct writer *w, const siecle_link *l)
{
    begin(w, L_GROUPE);
    text(w, L_CODE_GROUPE, w->d->groups[l->group].code);
    date(w, L_DEBUT, l->written.start);
    date(w, L_FIN, l->written.end);
    end(w, L_GROUPE);
}

static void write_pupil(const struct writer *w, const siecle_pupil *p)
{
    w->x->node(w->d->s.run, w->out, p->node);
    begin(w, L_ELEVE);
    text(w, p->by == SIECLE_BY_ELEVE_ID ? L_ELEVE_ID : L_ID_NATIONAL, p->ident);
    if (w->d->old) {
        text(w, L_NOM, p->is.family);
    } else {
        text(w, L_NOM_DE_FAMILLE, p->is.family);
        text(w, L_NOM_USAGE, p->is.usage);
    }
    text(w, L_PRENOM, p->is.first);
    text(w, L_PRENOM2, p->is.first2);
    text(w, L_PRENOM3, p->is.first3);
    date(w, L_DATE_NAISS, p->is.birth);
    begin(w, L_GROUPES);
    for (uint32_t j = 0; j < p->n_links; j++)
        if (siecle_link_written(w->d, p, &p->links[j]))
            write_link(w, &p->links[j]);
    end(w, L_GROUPES);
    end(w, L_ELEVE);
}

static void write_document(const struct writer *w)
{
    const siecle_deposit *d = w->d;
    begin(w, L_ROOT);
    text(w, L_VERSION, siecle_str(d->old ? "1.3" : "1.4"));
    write_parameters(w);
    begin(w, L_DONNEES);
    begin(w, L_ELEVES);
    for (uint32_t i = 0; i < d->n_pupils; i++)
        if (d->pupils[i].state == SIECLE_WRITTEN) {
            write_pupil(w, &d->pupils[i]);
            d->s.core->tick(d->s.run, i, d->n_pupils);
        }
    end(w, L_ELEVES);
    end(w, L_DONNEES);
    end(w, L_ROOT);
}

/* Writes what check let through: the same deposit, made again from the same graph. */
pas_status siecle_write(pas_run *run, const pas_host *host)
{
    siecle_deposit d;
    if (siecle_deposit_make(&d, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    if (d.problem || (!d.accept && siecle_verdict(&d) < 0))
        return d.problem ? siecle_verdict(&d) : PAS_E_INPUT;
    char base[SIECLE_NAME_SIZE];
    siecle_file_name(base, d.uai, d.year, d.now);
    pas_str file = d.s.text->format(run, "%s.zip", base), entry = d.s.text->format(run, "%s.xml", base);
    pas_out *out = d.s.outs->open(run, file, entry);
    struct writer w = {&d, d.s.xmlouts,
                       d.s.xmlouts->open(run, out, "ISO-8859-15", d.old ? siecle_links_13 : siecle_links,
                                         SIECLE_N_LINKS, sizeof(pas_row))};
    if (!w.out)
        return d.s.core->status(run);
    write_document(&w);
    d.s.xmlouts->close(run, w.out);
    d.s.outs->close(run, out);
    return d.s.core->status(run);
}
