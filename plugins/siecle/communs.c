/*
 * BEE_COMMUN, « Exports communs »: the school, its school years and calendar (siecle.md §7 and the sample
 * of 2020). PARAMETRES/UAJ and DONNEES/UAJ have one name and are not the same thing; so have the years.
 * Items of the periods and of the closings were never seen filled: read if there.
 */
#include "rows.h"

static pas_status fix_uaj(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_fix_address(&s, node, "school.address");
}

/* The year is that of the pupils' first day (SFD-EXP §2.1); an empty ANNEE_SCOLAIRE_AD is no year. */
static pas_status fix_annee(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    const pas_view *v = s.view;
    pas_date start = v->date(run, node, v->field(run, "school-year.pupils-start"));
    pas_date end = v->date(run, node, v->field(run, "school-year.pupils-end"));
    if (!siecle_dated(start))
        return PAS_END;
    s.build->set_int(run, node, s.build->field(run, "school-year.year"), start.year);
    if (siecle_dated(end) && siecle_compare(start, end) >= 0)
        SIECLE_SAY(&s, "calendrier-siecle-incoherent", node, "pupils-start",
                   siecle_date_arg(&s, "debut", start), siecle_date_arg(&s, "fin", end));
    return s.core->status(run);
}

/* DATE_DEB_… is the spelling of the specification's table, DATE_DEBUT_… that of the files. */
#define YEAR_DATES                                                                                           \
    DATE(3, "DATE_DEBUT_ELEVE", 0, "pupils-start"), DATE(3, "DATE_DEB_ELEVE", PAS_OLD, "pupils-start"),      \
        DATE(3, "DATE_FIN_ELEVE", 0, "pupils-end"), DATE(3, "DATE_DEBUT_PROF", 0, "staff-start"),            \
        DATE(3, "DATE_DEB_PROF", PAS_OLD, "staff-start"), DATE(3, "DATE_FIN_PROF", 0, "staff-end")

#define PERIOD(item)                                                                                         \
    RECORD(3, item, PAS_MANY | PAS_GUESS, "period", NULL),                                                   \
        TEXT(4, "CODE_PERIODE", PAS_GUESS | PAS_KEY, 3, "code"), DATE(4, "DATE_DEBUT", PAS_GUESS, "start"),  \
        DATE(4, "DATE_FIN", PAS_GUESS, "end"), TEXT(4, "LL_PERIODE", PAS_GUESS, 20, "label"),                \
        TEXT(4, "LL_ORIENTATION", PAS_GUESS, 40, "guidance-label"), UINT(4, "INDICE", PAS_GUESS, 5, "rank"), \
        TEXT(4, "CODE_TYPE_PERIODE", PAS_GUESS, 1, "type")

#define CLOSING(item)                                                                                        \
    RECORD(3, item, PAS_MANY | PAS_GUESS, "closing", NULL), TEXT(4, "LC_MOTIF", PAS_GUESS, 10, "reason"),    \
        TEXT(4, "LL_MOTIF", PAS_GUESS, 40, "reason-label"), DATE(4, "DATE_DEBUT", PAS_GUESS, "start"),       \
        DATE(4, "DATE_FIN", PAS_GUESS, "end"), TEXT(4, "LL_FERMETURE", PAS_GUESS, 40, "label")

const pas_row siecle_communs[] = {
    NEST(0, "BEE_COMMUN", PAS_REQUIRED),
    ENVELOPE("communs", "1.7"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    RECORD(2, "UAJ", PAS_REQUIRED, "school", fix_uaj),
    FROM(3, "UAJ", "uai", NULL),
    TEXT(3, "ETAB_UAJ_ID", PAS_REQUIRED | PAS_KEY, 10, "siecle.uaj-id"),
    TEXT(3, "NUM_SIREN", 0, 9, "siren"),
    TEXT(3, "DENOM_PRINC", 0, 30, "name"),
    TEXT(3, "DENOM_COMPL", 0, 30, "name-complement"),
    TEXT(3, "NOM_RESP", 0, 25, "head-name"),
    TEXT(3, "QUAL_RESP", 0, 15, "head-title"),
    SCHOOL_LINES(3),
    KEEP(3, "BOITE_POST", PAS_LEX_TEXT, 0, 7, 4),
    KEEP(3, "COMMUNE_ETRANGERE", PAS_LEX_TEXT, 0, 32, 5),
    TEXT(3, "TELEPHONE", 0, 15, "phone"),
    TEXT(3, "TELECOPIE", 0, 15, "fax"),
    TEXT(3, "MEL_1", 0, 60, "mail"),
    TEXT(3, "MEL_2", 0, 60, "mail"),
    TEXT(3, "CODE_TYPE_ETAB", 0, 4, "type"),
    TEXT(3, "SECTEUR_CODE", 0, 2, "sector"),
    KEEP(3, "CODE_POSTAL", PAS_LEX_TEXT, 0, 5, 8),
    KEEP(3, "CODE_COMMUNE_INSEE", PAS_LEX_TEXT, 0, 5, 6),
    KEEP(3, "CODE_PAYS", PAS_LEX_TEXT, 0, 3, 9),
    KEEP(3, "LIBELLE_POSTAL", PAS_LEX_TEXT, 0, 32, 7),
    RECORD(2, "ANNEE_SCOLAIRE", 0, "school-year", fix_annee),
    YEAR_DATES,
    RECORD(2, "ANNEE_SCOLAIRE_AD", PAS_WRITTEN, "school-year", fix_annee),
    CONSTANT(3, PAS_LEX_BOOL, "previous", "1"),
    YEAR_DATES,
    NEST(2, "PERIODES_PEDAGOGIQUES", PAS_WRITTEN),
    PERIOD("PERIODE_PEDAGOGIQUE"),
    NEST(2, "CALENDRIERS_FERMETURES", PAS_WRITTEN),
    CLOSING("CALENDRIER_FERMETURE"),
};
SIECLE_COUNT(siecle_communs, SIECLE_N_COMMUNS);
