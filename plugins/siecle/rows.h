/* What every BEE_* export begins with, for the tables of this plugin. */
#ifndef SIECLE_ROWS_H
#define SIECLE_ROWS_H

#include "passerelle/rows.h"

/* The root's VERSION, then PARAMETRES. */
#define ENVELOPE(document)                                                                                   \
    SCOPE(1, "@VERSION", PAS_LEX_TEXT, PAS_REQUIRED, 10),                                                    \
        RECORD(1, "PARAMETRES", PAS_REQUIRED, "export", NULL),                                               \
        CONSTANT(2, PAS_LEX_TEXT, "document", document), FROM(2, "@VERSION", "version", NULL),               \
        TEXT(2, "UAJ", PAS_REQUIRED | PAS_KEY, 8, "uai"),                                                    \
        UINT(2, "ANNEE_SCOLAIRE", PAS_REQUIRED, 4, "year"), DATE(2, "DATE_EXPORT", PAS_REQUIRED, "date"),    \
        VALUE(2, "HORODATAGE", PAS_LEX_STAMP_FR, PAS_REQUIRED, 0, "stamp")

#endif
