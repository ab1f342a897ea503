/*
 * The other IMPORT_ELEVES, « Dossiers élèves depuis logiciel privé » (siecle.md §10), which a private
 * school's software makes for SIECLE. It has the root and the PARAMETRES of the group links and whole records
 * of pupils inside: it is recognised so as not to be taken for them, and nothing of it is read.
 */
#include "rows.h"

const pas_row siecle_dossiers[] = {
    NEST(0, "IMPORT_ELEVES", PAS_REQUIRED),
    IGNORE(1, "@VERSION", 0),
    IGNORE(1, "PARAMETRES", 0),
    IGNORE(1, "DONNEES", 0),
};
SIECLE_COUNT(siecle_dossiers, SIECLE_N_DOSSIERS);
