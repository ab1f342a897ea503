/*
 * STS_EDT, « sts_emp », the export of STS-Web for the timetable (sts.md §2): parameters, nomenclatures,
 * staff, structure with its services, substitutes. From the layout of 2009 to that of 2021, in June without
 * services and in October with them. Text is trimmed and codes are text; inner blanks are part of a code.
 */
#include "rows.h"

#define BLOCK(block, item, key, size)                                                                        \
    NEST(2, block, 0), RECORD(3, item, MANY, "entry", sts_fix_entry),                                        \
        CONSTANT(4, PAS_LEX_TEXT, "list", block), TEXT(4, key, KEY, size, "code")
#define LABELS TEXT(4, "LIBELLE_COURT", 0, 0, "short-label"), TEXT(4, "LIBELLE_LONG", 0, 0, "label")

#define HEAD_COUNTS(depth)                                                                                   \
    UINT(depth, "EFFECTIF_PREVU", 0, 5, "planned"), UINT(depth, "EFFECTIF_CALCULE", 0, 5, "counted")
#define MEFS                                                                                                 \
    NEST(5, "MEFS_APPARTENANCE", 0), RECORD(6, "MEF_APPARTENANCE", MANY, "structure-mef", NULL),             \
        UP(7, "structure"), TO(7, "@CODE", KEY, 11, "mef", "mef:code"), HEAD_COUNTS(7)
#define SERVICES SERVICE(REQ), RECORD(8, "ENSEIGNANT", MANY, "teaching", NULL), TEACHER

#define WHO                                                                                                  \
    TEXT(4, "@ID", KEY, 20, "sts.id"), TEXT(4, "@TYPE", REQ, 10, "type"),                                    \
        CODED(4, "SEXE", 0, 1, "sex", "1=M;2=F"), TEXT(4, "CIVILITE", 0, 5, "title"),                        \
        TEXT(4, "NOM_USAGE", 0, 0, "usage-name"), TEXT(4, "NOM_PATRONYMIQUE", 0, 0, "family-name"),          \
        TEXT(4, "PRENOM", 0, 0, "first-name")
#define STATE TEXT(4, "GRADE", 0, 0, "grade"), TEXT(4, "FONCTION", 0, 0, "function")

/* A file that STS-Web did not make says so (sts.md V11). */
static pas_status fix_parameters(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_str from = s.view->text(run, node, s.view->field(run, "export.software"));
    return sts_given(from)
               ? STS_SAY(&s, "fichier-sts-source-privee", node, "software", sts_arg("source", from))
               : PAS_OK;
}

/* The code alone does not tell whether the structure is a division or a group. */
enum { KEPT_STRUCTURE };
static pas_status fix_replacement(pas_run *run, const pas_host *host, pas_node node)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_str code = s.xml->kept(run, KEPT_STRUCTURE);
    return sts_given(code) ? sts_link_structure(&s, node, "replacement.structure", code) : PAS_OK;
}

const pas_row sts_sts_emp[] = {
    NEST(0, "STS_EDT", REQ),
    RECORD(1, "PARAMETRES", REQ, "export", fix_parameters),
    CONSTANT(2, PAS_LEX_TEXT, "document", STS_EMP),
    RECORD(2, "UAJ", REQ, "school", sts_fix_school),
    ROW(3, PAS_ROW_SCOPE, PAS_LEX_TEXT, KEY, 8, 0, "@CODE", "uai", NULL, NULL, NULL),
    NEST(3, "ACADEMIE", 0),
    TEXT(4, "CODE", 0, 3, "academy-code"),
    TEXT(4, "LIBELLE", 0, 0, "academy-name"),
    TEXT(3, "SIGLE", 0, 0, "acronym"),
    TEXT(3, "DENOM_PRINC", 0, 0, "name"),
    TEXT(3, "DENOM_COMPL", 0, 0, "name-complement"),
    TEXT(3, "CODE_NATURE", 0, 3, "nature"),
    TEXT(3, "CODE_CATEGORIE", 0, 10, "category"),
    KEPT(3, "MENTION_DISTRIBUTION", 0, 0, STS_KEPT_MENTION),
    KEPT(3, "ADRESSE", 0, 0, STS_KEPT_LINE),
    KEPT(3, "COMMUNE", 0, 0, STS_KEPT_TOWN),
    KEPT(3, "CODE_POSTAL", 0, 5, STS_KEPT_POSTCODE),
    KEPT(3, "BOITE_POSTALE", 0, 0, STS_KEPT_BOX),
    KEPT(3, "CEDEX", 0, 0, STS_KEPT_CEDEX), /* N in 2009 and 2018, 0 in 2021 */
    TEXT(3, "TELEPHONE", 0, 20, "phone"),
    TEXT(3, "STATUT", 0, 20, "status"),
    TRUE_FALSE(3, "ETABLISSEMENT_SENSIBLE", 0, "sensitive"),
    RECORD(2, "ANNEE_SCOLAIRE", REQ, "school-year", NULL),
    ROW(3, PAS_ROW_SCOPE, PAS_LEX_UINT, KEY, 4, 0, "@ANNEE", "year", NULL, NULL, NULL),
    DATE_ISO(3, "DATE_DEBUT", 0, "start"),
    DATE_ISO(3, "DATE_FIN", 0, "end"),
    TEXT(2, "APPLICATION_SOURCE", PAS_OLD, 100, "software"),
    FROM(2, "@CODE", "uai", NULL),
    FROM(2, "@ANNEE", "year", NULL),

    NEST(1, "NOMENCLATURES", REQ),
    BLOCK("TYPES_AHE", "TYPE_AHE", "@CODE", 20),
    LABELS,
    BLOCK("CIVILITES", "CIVILITE", "@CODE", 5),
    LABELS,
    BLOCK("MEFSTATS4", "MEFSTAT4", "@CODE", 4),
    LABELS,
    TEXT(4, "INDEMNITE_PP_AUTORISEE", 0, 20, "flag"),
    BLOCK("TAUX_PONDS", "TAUX_POND", "@TAUX", 10),
    TEXT(4, "CPGE_BTS", 0, 20, "flag"),
    BLOCK("MODS_COURS", "MOD_COURS", "@CODE", 2),
    LABELS,
    TEXT(4, "CO_ENS", 0, 20, "flag"),
    NEST(2, "MATIERES", ALWAYS),
    RECORD(3, "MATIERE", MANY, "subject", NULL),
    TEXT(4, "@CODE", KEY, 6, "code"),
    TEXT(4, "CODE_GESTION", 0, 0, "management-code"),
    TEXT(4, "LIBELLE_COURT", 0, 0, "short-label"),
    TEXT(4, "LIBELLE_LONG", REQ, 0, "label"),
    TEXT(4, "LIBELLE_EDITION", 0, 0, "print-label"),
    NEST(2, "MEFS", 0),
    RECORD(3, "MEF", MANY, "mef", NULL),
    TEXT(4, "@CODE", KEY, 11, "code"),
    TEXT(4, "FORMATION", 0, 0, "training"),
    TEXT(4, "SPECIALITE", 0, 0, "speciality"),
    TEXT(4, "LIBELLE_LONG", 0, 0, "label"),
    TEXT(4, "LIBELLE_EDITION", 0, 0, "print-label"),
    TEXT(4, "MEFSTAT11", 0, 11, "mefstat11"),
    TEXT(4, "MEFSTAT4", 0, 4, "mefstat4"),
    NEST(2, "PROGRAMMES", 0),
    RECORD(3, "PROGRAMME", MANY, "programme", NULL),
    TO(4, "CODE_MEF", REQ, 11, "mef", "mef:code"),
    TO(4, "CODE_MATIERE", REQ, 6, "subject", "subject:code"),
    DEC(4, "HORAIRE", 0, "hours"),
    BLOCK("CONTRATS", "CONTRAT", "CODE", 20), /* private schools: in the grammar of 2013, in no file seen */
    TEXT(4, "CODE_GESTION", PAS_GUESS, 0, "management-code"),
    LABELS,

    NEST(1, "DONNEES", REQ),
    NEST(2, "INDIVIDUS", REQ),
    RECORD(3, "INDIVIDU", MANY, "person", NULL),
    WHO,
    DATE_ISO(4, "DATE_NAISSANCE", 0, "birth-date"),
    STATE,
    NEST(4, "PROFS_PRINC", 0),
    RECORD(5, "PROF_PRINC", MANY, "head-teacher", NULL),
    UP(6, "person"),
    TO(6, "CODE_STRUCTURE", REQ, 8, "division", "division:code"),
    DATE_ISO(6, "DATE_DEBUT", 0, "start"),
    DATE_ISO(6, "DATE_FIN", 0, "end"),
    NEST(4, "DISCIPLINES", 0),
    RECORD(5, "DISCIPLINE", MANY, "discipline", NULL),
    UP(6, "person"),
    TEXT(6, "@CODE", KEY, 10, "code"),
    TEXT(6, "LIBELLE_COURT", 0, 0, "label"),
    DEC(6, "NB_HEURES", 0, "hours"),

    NEST(2, "STRUCTURE", REQ),
    NEST(3, "DIVISIONS", ALWAYS),
    RECORD(4, "DIVISION", MANY, "division", NULL),
    TEXT(5, "@CODE", KEY, 8, "code"),
    TEXT(5, "LIBELLE_LONG", 0, 0, "label"),
    HEAD_COUNTS(5),
    MEFS,
    SERVICES,
    NEST(3, "GROUPES", ALWAYS),
    RECORD(4, "GROUPE", MANY, "group", NULL),
    TEXT(5, "@CODE", KEY, 20, "code"),
    TEXT(5, "LIBELLE_LONG", 0, 0, "label"),
    HEAD_COUNTS(5),
    UINT(5, "EFFECTIF_MAX_EDT", 0, 5, "most"),
    NEST(5, "DIVISIONS_APPARTENANCE", 0),
    RECORD(6, "DIVISION_APPARTENANCE", MANY, "composition", NULL),
    UP(7, "group"),
    TO(7, "@CODE", KEY, 8, "from", "division:code"),
    HEAD_COUNTS(7),
    MEFS,
    SERVICES,

    NEST(2, "SUPPLEANTS", 0), /* since 2018 */
    RECORD(3, "SUPPLEANT", MANY, "person", NULL),
    CONSTANT(4, PAS_LEX_BOOL, "substitute", "1"),
    WHO,
    STATE,
    NEST(4, "SERVICES_SUPPLEANTS", 0),
    RECORD(5, "SERVICE_SUPPLEANT", MANY, "replacement", fix_replacement),
    UP(6, "person"),
    TO(6, "CODE_MATIERE", REQ, 6, "subject", "subject:code"),
    KEPT(6, "CODE_STRUCTURE", REQ, 20, KEPT_STRUCTURE),
    TEXT(6, "CODE_MOD_COURS", REQ, 2, "modality"),
    NEST(6, "PERIODES", 0),
    RECORD(7, "PERIODE", MANY, "replacement-period", NULL),
    UP(8, "replacement"),
    TEXT(8, "TYPE", 0, 10, "type"),
    DATE_ISO(8, "DATE_DEBUT", 0, "start"),
    DATE_ISO(8, "DATE_FIN", 0, "end"),
    DEC(8, "HEURES", 0, "hours"),
    TEXT(8, "TYPE_ABSENT", 0, 10, "absent-type"),
    TO(8, "ID_ABSENT", 0, 20, "absent", "person:sts.id"),
};
STS_COUNT(sts_sts_emp, STS_N_STS_EMP);
