/* What the tables of the two documents share: a service, and how each spells what it holds. */
#ifndef STS_ROWS_H
#define STS_ROWS_H

#include "passerelle/rows.h"
#include "sts.h"

#define REQ PAS_REQUIRED
#define KEY (PAS_REQUIRED | PAS_KEY)
#define MANY PAS_MANY
#define ALWAYS PAS_WRITTEN
#define HHMM(depth, name, flags, field) VALUE(depth, name, PAS_LEX_TIME_HHMM, flags, 0, field)
/* true and false in lower case, as STS-Web and EDT write them. */
#define TRUE_FALSE(depth, name, flags, field) CODED(depth, name, flags, 0, field, "true=1;false=0")
#define KEPT(depth, name, flags, max, slot) KEEP(depth, name, PAS_LEX_TEXT, flags, max, slot)
#define TO(depth, name, flags, max, field, to) LINK(depth, name, PAS_LEX_TEXT, flags, max, field, to)

/* The service itself, below a division or a group: the same places in both documents. In emp_sts
 * CODE_MOD_COURS may lack. */
#define SERVICE(modality)                                                                                    \
    NEST(5, "SERVICES", ALWAYS), RECORD(6, "SERVICE", MANY, "service", sts_fix_service), UP(7, "structure"), \
        TO(7, "@CODE_MATIERE", KEY, 6, "subject", "subject:code"),                                           \
        TEXT(7, "@CODE_MOD_COURS", (modality) | PAS_KEY, 2, "modality"),                                     \
        DEC(7, "HEURES_STRUCTURE", 0, "hours"), TRUE_FALSE(7, "CO_ENS", 0, "co-teaching"),                   \
        NEST(7, "ENSEIGNANTS", ALWAYS)
#define TEACHER                                                                                              \
    UP(9, "service"), TO(9, "@ID", KEY, 20, "person", "person:sts.id"),                                      \
        TEXT(9, "@TYPE", 0, 10, "person-type"), DEC(9, "HEURES_AGENT", 0, "hours"),                          \
        DEC(9, "TAUX_PONDERATION", 0, "weighting")

#endif
