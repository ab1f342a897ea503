/*
 * What the files of this plugin share. The only document for now is the export for the ENT
 * (ExportEmploiDuTemps), which EDT and PRONOTE write alike.
 */
#ifndef EDT_H
#define EDT_H

#include "passerelle/plugin.h"

enum { EDT_N_EXPORT = 195, EDT_N_MESSAGES = 20 };
extern const pas_row edt_export[];
extern const pas_message edt_messages[];
#define EDT_COUNT(table, n)                                                                                  \
    _Static_assert(sizeof(table) / sizeof((table)[0]) == (n), #table " has another size than " #n)

/* What reading the whole file lets one see; called once it is read. */
void edt_check_people(pas_run *run, const pas_host *host);
void edt_check_structures(pas_run *run, const pas_host *host);
void edt_check_courses(pas_run *run, const pas_host *host);

#endif
