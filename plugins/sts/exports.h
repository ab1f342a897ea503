/* Both documents written again from what was read of them: see exports.c. Called by the verbs of plugin.c. */
#ifndef STS_EXPORTS_H
#define STS_EXPORTS_H

#include "sts.h"

/* Refuses a document of which nothing was read. */
pas_status sts_check_export(const sts *s, const pas_document *d);
pas_status sts_write_export(const sts *s, const pas_document *d);

#endif
