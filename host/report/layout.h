/*
 * Lines of the terminal: 100 columns, words wrapped, nothing that a file holds can move the cursor.
 */
#ifndef PAS_REPORT_LAYOUT_H
#define PAS_REPORT_LAYOUT_H

#include "base/text.h"

#define PAS_PAGE_WIDTH 100u

/* Columns a text takes. */
size_t pas_columns(pas_str s);
void pas_spaces(pas_buf *to, size_t n);
/* The text, control characters made harmless, then blanks up to `width` columns. */
void pas_column(pas_buf *to, pas_str s, size_t width);
/* The text from column `at` on, in lines of PAS_PAGE_WIDTH whose continuations start at column `indent`.
 * Ends the line. French marks (: ; ? ! » %) stay with the word before them, « with the word after. */
void pas_wrap(pas_buf *to, pas_str s, size_t at, size_t indent);

#endif
