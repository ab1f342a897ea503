/*
 * BEE_STRUCTURES: divisions, groups, their MEFs and what groups draw from (siecle.md §4 and addenda).
 * Codes are read byte for byte: inner blanks, `_` and `.` are part of them. The spelling of the
 * attributes CODE and CODE_STRUCTURE inside a group comes from files that mix the STS form.
 */
#include "rows.h"

#define MEFS                                                                                                 \
    NEST(4, "MEFS_APPARTENANCE", 0), RECORD(5, "MEF_APPARTENANCE", PAS_MANY, "structure-mef", NULL),         \
        UP(6, "structure"), LINK(6, "CODE_MEF", PAS_LEX_TEXT, PAS_REQUIRED, 11, "mef", "mef:code"),          \
        LINK(6, "@CODE", PAS_LEX_TEXT, PAS_OLD, 11, "mef", "mef:code")

const pas_row siecle_structures[] = {
    NEST(0, "BEE_STRUCTURES", PAS_REQUIRED),
    ENVELOPE("structures", "2.0"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    NEST(2, "DIVISIONS", PAS_REQUIRED),
    RECORD(3, "DIVISION", PAS_MANY, "division", NULL),
    RAW(4, "@CODE_STRUCTURE", PAS_REQUIRED | PAS_KEY, 8, "code"),
    TEXT(4, "LIBELLE_LONG", 0, 20, "label"),
    TEXT(4, "CODE_CONTRAT", 0, 1, "contract"),
    TEXT(4, "CODE_RNE", 0, 8, "uai"),
    MEFS,
    NEST(2, "GROUPES", PAS_WRITTEN),
    RECORD(3, "GROUPE", PAS_MANY, "group", NULL),
    RAW(4, "@CODE_STRUCTURE", PAS_REQUIRED | PAS_KEY, 20, "code"),
    TEXT(4, "LIBELLE_LONG", 0, 20, "label"),
    TEXT(4, "CODE_CONTRAT", 0, 1, "contract"),
    TEXT(4, "CODE_RNE", 0, 8, "uai"),
    MEFS,
    NEST(4, "DIVISIONS_APPARTENANCE", 0),
    RECORD(5, "DIVISION_APPARTENANCE", PAS_MANY, "composition", NULL),
    UP(6, "group"),
    LINK(6, "CODE_STRUCTURE", PAS_LEX_RAW, PAS_REQUIRED, 8, "from", "division:code"),
    LINK(6, "@CODE", PAS_LEX_RAW, PAS_OLD, 8, "from", "division:code"),
    LINK(6, "@CODE_STRUCTURE", PAS_LEX_RAW, PAS_OLD, 8, "from", "division:code"),
};
SIECLE_COUNT(siecle_structures, SIECLE_N_STRUCTURES);
