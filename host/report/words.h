/* Inside the report folder: the words of the report in both languages. */
#ifndef PAS_REPORT_WORDS_H
#define PAS_REPORT_WORDS_H

#include "report/report.h"

/* "612 élèves", "1 élève". An unknown kind counts records: "3 fiches". */
void pas_words_count(pas_buf *to, const char *kind, uint64_t n, pas_lang lang);
/* "élèves" */
const char *pas_words_plural(const char *kind, pas_lang lang);
/* Kinds that tell what was read, the most telling first; NULL-terminated. */
const char *const *pas_words_kinds(void);
/* "12 ko", "3,4 Mo" */
void pas_words_size(pas_buf *to, uint64_t bytes, pas_lang lang);

/* What the report says of the school and the year: what was asked, else what the files say; "" and 0 if
 * neither does. */
pas_str pas_report_school(const pas_report *r);
int32_t pas_report_year(const pas_report *r);
/* Files of a source: the entries of one archive count for one. */
uint32_t pas_report_files(const pas_report *r, uint32_t source);
/* The source of a read step; false if it gave none. */
bool pas_report_source(const pas_report *r, const char *step, uint32_t *ret);
/* The kind of the records that a foresight tells of; NULL if of several. */
const char *pas_report_kind_told(const pas_report *r, const pas_foresight_log *log);

#endif
