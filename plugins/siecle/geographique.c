/*
 * BEE_GEOGRAPHIQUE: countries and nationalities, departments, towns (siecle.md §3, and the sample of 2020):
 * three code tables, of which the towns (38 923) make the largest file of the set.
 */
#include "rows.h"

const pas_row siecle_geographique[] = {
    NEST(0, "BEE_GEOGRAPHIQUE", PAS_REQUIRED),
    ENVELOPE("geographique", "1.7"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    BLOCK("PAYS_NATIONALITES", "PAYS_NATIONALITE", "@CODE_PAYS", 3),
    TEXT(4, "LIBELLE_COURT", 0, 10, "short-label"),
    TEXT(4, "LIBELLE_LONG", 0, 40, "label"),
    VALIDITY,
    BLOCK("DEPARTEMENTS", "DEPARTEMENT", "@CODE_DEPARTEMENT_INSEE", 3),
    TEXT(4, "CODE_DEPARTEMENT_MEN", 0, 3, "value"),
    TEXT(4, "CODE_ACADEMIE", 0, 2, "parent"),
    TEXT(4, "LIBELLE_LONG", 0, 40, "label"),
    BLOCK("COMMUNES", "COMMUNE", "@CODE_COMMUNE_INSEE", 5),
    TEXT(4, "CODE_DEPARTEMENT_INSEE", 0, 3, "parent"),
    TEXT(4, "LIBELLE_LONG", 0, 32, "label"),
};
SIECLE_COUNT(siecle_geographique, SIECLE_N_GEOGRAPHIQUE);
