/* Inside the report folder: a finding's table (base/rows.h), aligned under it within the page's width. */
#ifndef PAS_REPORT_TABLE_H
#define PAS_REPORT_TABLE_H

#include "base/rows.h"
#include "report/page.h"

/* Columns that do not fit are narrowed, their cells going on to the next lines; what is left out beyond that
 * (columns, rows, lines of one cell) is marked. `table` is an argument flagged PAS_ARG_ROWS. */
void pas_page_table(pas_page *p, const pas_argument *table, size_t indent);

#endif
