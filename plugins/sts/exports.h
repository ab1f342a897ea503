/* Both documents written again from what was read of them: see exports.c. Called by the verbs of plugin.c. */
#ifndef STS_EXPORTS_H
#define STS_EXPORTS_H

#include "sts.h"

/* An emp_sts is asked, none was read, and there is a timetable to make it from. */
int sts_is_remontee(const sts *s, const pas_document *d);
/* Refuses a document of which nothing was read. */
pas_status sts_check_export(const sts *s, const pas_document *d);
pas_status sts_write_export(const sts *s, const pas_document *d);

#endif
