/*
 * BEE_ETABLISSEMENTS, « Établissements » and « Établissements des élèves » (siecle.md §8): one form for both,
 * which the content cannot tell apart (see siecle_identify). Root and item were read in other programs, the
 * children are the specification's, the container was never seen: nothing here is asked for but the UAI.
 */
#include "rows.h"

static pas_status fix_etablissement(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_fix_address(&s, node, "school.address");
}

const pas_row siecle_etablissements[] = {
    NEST(0, "BEE_ETABLISSEMENTS", PAS_REQUIRED),
    ENVELOPE("etablissements", "1.0"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    NEST(2, "ETABLISSEMENTS", PAS_GUESS),
    RECORD(3, "ETABLISSEMENT", PAS_MANY, "school", fix_etablissement),
    TEXT(4, "@CODE_RNE", PAS_REQUIRED | PAS_KEY, 8, "uai"),
    TEXT(4, "CODE_ACADEMIE", 0, 2, "academy-code"),
    TEXT(4, "CODE_NATURE", 0, 3, "nature"),
    TEXT(4, "CODE_TYPE_ETAB", 0, 4, "type"),
    TEXT(4, "CODE_SECTEUR", 0, 2, "sector"),
    TEXT(4, "SIGLE", 0, 14, "acronym"),
    KEEP(4, "CODE_PAYS", PAS_LEX_TEXT, 0, 3, 9),
    TEXT(4, "DENOM_PRINC", 0, 30, "name"),
    TEXT(4, "DENOM_COMPL", 0, 30, "name-complement"),
    TEXT(4, "MINISTERE", 0, 2, "ministry"),
    SCHOOL_LINES(4),
    KEEP(4, "BOITE_POSTALE", PAS_LEX_TEXT, 0, 7, 4),
    KEEP(4, "CODE_COMMUNE_INSEE", PAS_LEX_TEXT, 0, 5, 6),
    KEEP(4, "CODE_POSTAL", PAS_LEX_TEXT, 0, 5, 8),
    KEEP(4, "COMMUNE_ETRANGERE", PAS_LEX_TEXT, 0, 32, 5),
    VALIDITY,
    TEXT(4, "MEL", 0, 60, "mail"),
    TEXT(4, "TELEPHONE", 0, 15, "phone"),
};
SIECLE_COUNT(siecle_etablissements, SIECLE_N_ETABLISSEMENTS);
