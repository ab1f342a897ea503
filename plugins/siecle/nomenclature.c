/*
 * BEE_NOMENCLATURES: MEFs, subjects, programmes and the small code tables (siecle.md §2 and addenda). A
 * small table becomes `entry` nodes whose list is the block's name and whose key is "LIST:CODE". The
 * blocks are optional: the export of 2009 and the short ones lack some.
 */
#include "rows.h"
#include "siecle.h"

static pas_status fix_entry(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_str list = s.view->text(run, node, s.view->field(run, "entry.list"));
    pas_str code = s.view->text(run, node, s.view->field(run, "entry.code"));
    if (!siecle_given(list) || !siecle_given(code))
        return PAS_END; /* the missing code is told by the host */
    pas_str key = s.text->format(run, "%.*s:%.*s", (int)list.len, list.ptr, (int)code.len, code.ptr);
    return s.build->set_text(run, node, s.build->field(run, "entry.key"), key);
}

/* A block, its item and the item's key attribute. What follows the labels differs. */
#define BLOCK(block, item, key, size)                                                                        \
    NEST(2, block, 0), RECORD(3, item, PAS_MANY, "entry", fix_entry),                                        \
        CONSTANT(4, PAS_LEX_TEXT, "list", block), TEXT(4, key, PAS_REQUIRED | PAS_KEY, size, "code")
#define LABELS TEXT(4, "LIBELLE_COURT", 0, 60, "short-label"), TEXT(4, "LIBELLE_LONG", 0, 150, "label")
#define EDITION TEXT(4, "LIBELLE_EDITION", 0, 150, "print-label")

const pas_row siecle_nomenclature[] = {
    NEST(0, "BEE_NOMENCLATURES", PAS_REQUIRED),
    ENVELOPE("nomenclature"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    NEST(2, "MEFS", PAS_REQUIRED),
    RECORD(3, "MEF", PAS_MANY, "mef", NULL),
    TEXT(4, "@CODE_MEF", PAS_REQUIRED | PAS_KEY, 11, "code"),
    TEXT(4, "FORMATION", PAS_REQUIRED, 6, "training"),
    TEXT(4, "SPECIALITE", 0, 5, "speciality"),
    TEXT(4, "LIBELLE_LONG", 0, 40, "label"),
    TEXT(4, "LIBELLE_EDITION", 0, 60, "print-label"),
    TEXT(4, "STATUT_MEF", 0, 1, "status"),
    TEXT(4, "MEF_RATTACHEMENT", 0, 11, "attached-to"),
    TEXT(4, "CODE_MEFSTAT", 0, 11, "mefstat11"),
    UINT(4, "NB_OPT_OBLIG", 0, 5, "required-options"),
    UINT(4, "NB_OPT_MINI", 0, 5, "minimum-options"),
    BOOL(4, "RENFORCEMENT_LANGUES", 0, "more-languages"),
    BOOL(4, "INSCRIPTION_ETAB", 0, "enrolment"),
    BOOL(4, "MEF_ORIGINE", 0, "as-origin"),
    BOOL(4, "MEF_SELECTIONNE", 0, "selected"),
    BOOL(4, "MEF_SELORIG", 0, "selected-as-origin"),
    DATE(4, "DATE_OUVERTURE", 0, "opened"),
    DATE(4, "DATE_FERMETURE", 0, "closed"),
    NEST(2, "MATIERES", PAS_REQUIRED),
    RECORD(3, "MATIERE", PAS_MANY, "subject", NULL),
    TEXT(4, "@CODE_MATIERE", PAS_REQUIRED | PAS_KEY, 6, "code"),
    TEXT(4, "CODE_GESTION", 0, 5, "management-code"),
    TEXT(4, "LIBELLE_COURT", 0, 20, "short-label"),
    TEXT(4, "LIBELLE_LONG", PAS_REQUIRED, 40, "label"),
    TEXT(4, "LIBELLE_EDITION", 0, 60, "print-label"),
    BOOL(4, "MATIERE_ETP", PAS_REQUIRED, "etp"),
    TEXT(4, "CODE_MATIERE_NATIONALE", 0, 6, "national-code"),
    NEST(2, "PROGRAMMES", PAS_REQUIRED),
    RECORD(3, "PROGRAMME", PAS_MANY, "programme", NULL),
    LINK(4, "CODE_MEF", PAS_LEX_TEXT, PAS_REQUIRED, 11, "mef", "mef:code"),
    LINK(4, "CODE_MATIERE", PAS_LEX_TEXT, PAS_REQUIRED, 6, "subject", "subject:code"),
    TEXT(4, "CODE_MODALITE_ELECT", 0, 1, "modality"),
    DEC(4, "HORAIRE", 0, "hours"),
    NEST(2, "OPTIONS_OBLIGATOIRES", 0),
    RECORD(3, "OPTION_OBLIGATOIRE", PAS_MANY, "mef-option", NULL),
    LINK(4, "CODE_MEF", PAS_LEX_TEXT, PAS_REQUIRED, 11, "mef", "mef:code"),
    LINK(4, "CODE_MATIERE", PAS_LEX_TEXT, PAS_REQUIRED, 6, "subject", "subject:code"),
    UINT(4, "RANG_OPTION", 0, 2, "rank"),
    BLOCK("MODALITES_ELECTION", "MODALITE_ELECTION", "@CODE_MODALITE_ELECT", 1),
    LABELS,
    BLOCK("REGIMES", "REGIME", "@CODE_REGIME", 2),
    LABELS,
    BLOCK("LIENS_PARENTE", "LIEN_PARENTE", "@CODE_PARENTE", 2),
    LABELS,
    EDITION,
    UINT(4, "TRI", 0, 5, "rank"),
    BLOCK("NIVEAUX_RESPONSABILITE", "N_NIVEAU_RESPONSABILITE", "@NIVEAU_RESPONSABILITE", 1),
    LABELS,
    EDITION,
    BLOCK("BOURSES", "BOURSE", "@CODE_BOURSE", 1),
    LABELS,
    TEXT(4, "BOURSE_NATIONALE", 0, 1, "flag"),
    BLOCK("PROFESSIONS", "PROFESSION", "@CODE_PROFESSION", 2),
    TEXT(4, "LIBELLE_COURT_PCS", 0, 40, "short-label"),
    TEXT(4, "LIBELLE_LONG_PCS", 0, 150, "label"),
    BLOCK("PROVENANCES", "PROVENANCE", "@CODE_PROVENANCE", 1),
    LABELS,
    BLOCK("MOTIFS_SORTIE", "MOTIF_SORTIE", "@CODE_MOTIF_SORTIE", 2),
    LABELS,
    BLOCK("STATUTS_ELEVE", "STATUT_ELEVE", "@CODE_STATUT", 2),
    LABELS,
    BLOCK("CONTRATS", "CONTRAT", "@CODE_CONTRAT", 1),
    LABELS,
    BLOCK("TYPES_ETABLISSEMENT", "TYPE_ETABLISSEMENT", "@CODE_TYPE_ETAB", 4),
    LABELS,
    BLOCK("CIVILITES", "CIVILITE", "@CODE_CIVILITE", 1),
    LABELS,
    BLOCK("MODALITES_COURS", "MODALITE_COURS", "@CODE_MODALITE_COURS", 2),
    LABELS,
    TEXT(4, "CO_ENSEIGNEMENT", 0, 1, "flag"),
    BLOCK("PERSONNALISATION_PARCOURS", "N_PERSONNALISATION_PARCOURS", "@PERSONNALISATION_PARCOURS_CODE", 2),
    LABELS,
    EDITION,
    TEXT(4, "USAGE", 0, 20, "value"),
    TEXT(4, "RECONDUCTIBLE", 0, 1, "flag"),
    DATE(4, "DATE_OUVERTURE", 0, "opened"),
    DATE(4, "DATE_FERMETURE", 0, "closed"),
    IGNORE(2, "SITUATIONS_EMPLOI", PAS_OLD), /* until 2017 */
    IGNORE(2, "PCS_SITUATIONS_EMPLOI", PAS_OLD),
};
SIECLE_COUNT(siecle_nomenclature, SIECLE_N_NOMENCLATURE);
