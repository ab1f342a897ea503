/* The exports of SIECLE, written: see exports.c. Called by the verbs of plugin.c. */
#ifndef SIECLE_EXPORTS_H
#define SIECLE_EXPORTS_H

#include "siecle.h"

/* The document asked for is one of them. */
int siecle_is_export(const siecle *s);
/* Refuses an export that would be empty, as SIECLE does. */
pas_status siecle_check_export(const siecle *s);
pas_status siecle_write_export(const siecle *s, const pas_document *d);

#endif
