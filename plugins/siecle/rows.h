/*
 * What the tables of this plugin share: the heading of every BEE_* export, the blocks of code tables and
 * the block of addresses.
 */
#ifndef SIECLE_ROWS_H
#define SIECLE_ROWS_H

#include "passerelle/rows.h"
#include "siecle.h"

/* The root's VERSION (any is read; the newest known is written), then PARAMETRES. The school's UAI may be
 * fetched below with FROM. */
#define ENVELOPE(document, version)                                                                          \
    ROW(1, PAS_ROW_SCOPE, PAS_LEX_TEXT, PAS_REQUIRED, 10, 0, "@VERSION", NULL, NULL, version, NULL),         \
        RECORD(1, "PARAMETRES", PAS_REQUIRED, "export", NULL),                                               \
        CONSTANT(2, PAS_LEX_TEXT, "document", document), FROM(2, "@VERSION", "version", NULL),               \
        ROW(2, PAS_ROW_SCOPE, PAS_LEX_TEXT, PAS_REQUIRED | PAS_KEY, 8, 0, "UAJ", "uai", NULL, NULL, NULL),   \
        UINT(2, "ANNEE_SCOLAIRE", PAS_REQUIRED, 4, "year"), DATE(2, "DATE_EXPORT", PAS_REQUIRED, "date"),    \
        VALUE(2, "HORODATAGE", PAS_LEX_STAMP_FR, PAS_REQUIRED, 0, "stamp")

/* A code table: its block, its item and the item's key attribute. It becomes `entry` nodes whose list is
 * the block's name and whose key is "LIST:CODE". What follows the key differs. */
#define BLOCK(block, item, key, size)                                                                        \
    NEST(2, block, 0), RECORD(3, item, PAS_MANY, "entry", siecle_fix_entry),                                 \
        CONSTANT(4, PAS_LEX_TEXT, "list", block), TEXT(4, key, PAS_REQUIRED | PAS_KEY, size, "code")
#define LABELS TEXT(4, "LIBELLE_COURT", 0, 60, "short-label"), TEXT(4, "LIBELLE_LONG", 0, 150, "label")
#define EDITION TEXT(4, "LIBELLE_EDITION", 0, 150, "print-label")
#define VALIDITY DATE(4, "DATE_OUVERTURE", 0, "opened"), DATE(4, "DATE_FERMETURE", 0, "closed")

/* The addresses of pupils and of guardians: one form, and one space of ADRESSE_ID. */
#define ADDRESSES                                                                                            \
    NEST(2, "ADRESSES", PAS_WRITTEN), RECORD(3, "ADRESSE", PAS_MANY, "address", NULL),                       \
        TEXT(4, "@ADRESSE_ID", PAS_REQUIRED | PAS_KEY, 10, "siecle.adresse-id"),                             \
        TEXT(4, "LIGNE1_ADRESSE", 0, 38, "line"), TEXT(4, "LIGNE2_ADRESSE", 0, 38, "line"),                  \
        TEXT(4, "LIGNE3_ADRESSE", 0, 38, "line"), TEXT(4, "LIGNE4_ADRESSE", 0, 38, "line"),                  \
        TEXT(4, "BOITE_POSTALE", 0, 7, "box"), TEXT(4, "COMMUNE_ETRANGERE", 0, 32, "foreign-town"),          \
        TEXT(4, "CODE_POSTAL", 0, 5, "postcode"), TEXT(4, "CODE_PAYS", 0, 3, "country"),                     \
        TEXT(4, "CODE_COMMUNE_INSEE", 0, 5, "commune"), TEXT(4, "LL_PAYS", 0, 40, "country-name"),           \
        TEXT(4, "CODE_DEPARTEMENT", 0, 3, "department"), TEXT(4, "LIBELLE_POSTAL", 0, 32, "town")

/* The address of a school, inside its record: kept for siecle_fix_address. */
#define SCHOOL_LINES(depth)                                                                                  \
    KEEP(depth, "LIGNE1_ADRESSE", PAS_LEX_TEXT, 0, 38, 0),                                                   \
        KEEP(depth, "LIGNE2_ADRESSE", PAS_LEX_TEXT, 0, 38, 1),                                               \
        KEEP(depth, "LIGNE3_ADRESSE", PAS_LEX_TEXT, 0, 38, 2),                                               \
        KEEP(depth, "LIGNE4_ADRESSE", PAS_LEX_TEXT, 0, 38, 3)

#endif
