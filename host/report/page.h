/* Inside the report folder: a page of the terminal being written. */
#ifndef PAS_REPORT_PAGE_H
#define PAS_REPORT_PAGE_H

#include "report/layout.h"
#include "report/report.h"

typedef struct pas_page {
    const pas_report_style *style;
    pas_buf *to;
    pas_arena *arena;
} pas_page;

const char *pas_page_says(const pas_page *p, const char *fr, const char *en);
void pas_page_heading(pas_page *p, const char *text); /* a blank line above, bold in colour */

/* findings.c: the groups of a severity from `least` to `most`. Returns how many findings there were. */
size_t pas_page_findings(pas_page *p, const pas_findings_list *list, const char *heading, uint8_t least,
                         uint8_t most);

#endif
