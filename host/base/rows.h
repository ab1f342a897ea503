/*
 * The table that an argument of a finding may be (PAS_ARG_ROWS in plugin.h): its rows and cells, read one
 * after the other. Used by the report, in text and in JSON.
 */
#ifndef PAS_BASE_ROWS_H
#define PAS_BASE_ROWS_H

#include "base/finding.h"

/* Takes the next row; false when there is none left. The last row may end with a newline. */
bool pas_rows_next(pas_str *rest, pas_str *ret_row);

typedef struct pas_cell {
    pas_str text; /* in the language asked */
    bool personal;
} pas_cell;
/* Takes the next cell of a row; false when there is none left. *row is absent after the last. */
bool pas_cells_next(pas_str *row, pas_lang lang, pas_cell *ret);

#endif
