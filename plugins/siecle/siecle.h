/*
 * What the files of this plugin share: its tables (one document a file, messages, verbs) and the
 * services a verb or a fix is given, got once by siecle_open.
 */
#ifndef SIECLE_H
#define SIECLE_H

#include "passerelle/plugin.h"
#include "pure.h"

/* ----- tables: their sizes are written here because a descriptor is a constant; SIECLE_COUNT, beside each
 * table, refuses another size. */
enum {
    SIECLE_N_ELEVES = 107,
    SIECLE_N_STRUCTURES = 38,
    SIECLE_N_COMMUNS = 65,
    SIECLE_N_NOMENCLATURE = 145,
    SIECLE_N_RESPONSABLES = 59,
    SIECLE_N_GEOGRAPHIQUE = 31,
    SIECLE_N_ETABLISSEMENTS = 34,
    SIECLE_N_DOSSIERS = 4,
    SIECLE_N_LINKS = 27,
    SIECLE_N_MESSAGES = 108
};
extern const pas_row siecle_eleves[];
extern const pas_row siecle_structures[];
extern const pas_row siecle_communs[];
extern const pas_row siecle_nomenclature[];
extern const pas_row siecle_responsables[];
extern const pas_row siecle_geographique[];
extern const pas_row siecle_etablissements[];
extern const pas_row siecle_dossiers[];
extern const pas_row siecle_links[];
extern const pas_row siecle_links_13[];
extern const pas_message siecle_messages[];
#define SIECLE_COUNT(table, n)                                                                               \
    _Static_assert(sizeof(table) / sizeof((table)[0]) == (n), #table " has another size than " #n)

/* ----- verbs */
pas_status siecle_check(pas_run *run, const pas_host *host);
pas_status siecle_foresee(pas_run *run, const pas_host *host);
pas_status siecle_write(pas_run *run, const pas_host *host);

/* ----- services */
typedef struct siecle {
    pas_run *run;
    const pas_core *core;
    const pas_findings *findings;
    const pas_text *text;
    const pas_build *build;
    const pas_view *view;
    const pas_xml *xml;
    const pas_foresight *foresight;
    const pas_outs *outs;
    const pas_xmlouts *xmlouts;
    uint32_t source; /* validate: the files of this step */
} siecle;
/* PAS_E_UNSUPPORTED if the host lacks one of them. */
pas_status siecle_open(siecle *s, pas_run *run, const pas_host *host);

static inline pas_str siecle_str(const char *text)
{
    pas_str s = {text, 0};
    while (text[s.len])
        s.len++;
    return s;
}
#define SIECLE_NONE ((pas_str){NULL, 0})

/* An argument of a finding, and one that is personal data. */
static inline pas_arg siecle_arg(const char *name, pas_str value)
{
    return (pas_arg){name, value, 0, 0};
}
static inline pas_arg siecle_person_arg(const char *name, pas_str value)
{
    return (pas_arg){name, value, PAS_ARG_PERSONAL, 0};
}
pas_arg siecle_number_arg(const siecle *s, const char *name, int64_t value);
pas_arg siecle_date_arg(const siecle *s, const char *name, pas_date value); /* JJ/MM/AAAA, "—" for none */
pas_status siecle_say(const siecle *s, const char *code, pas_node node, const char *field,
                      const pas_arg *args, uint32_t n_args);
#define SIECLE_SAY(s, code, node, field, ...)                                                                \
    siecle_say((s), (code), (node), (field), (const pas_arg[]){__VA_ARGS__},                                 \
               (uint32_t)(sizeof((const pas_arg[]){__VA_ARGS__}) / sizeof(pas_arg)))

/* "NOM Prénom" of a student node of any source. */
pas_str siecle_name_of(const siecle *s, pas_node student);
/* The pseudo-division of those who are not placed (siecle.md §5.5): no division, so it is linked to none. A
 * membership of type D without a structure is in it. */
#define SIECLE_INACTIVE "Inactifs"
/* Present today: no leaving date, or one to come. */
int siecle_is_present(pas_date left, pas_date today);

/* An address made of values kept by the record that ends, linked to its `field`; none if all are empty.
 * Slots: 0-3 the lines, 4 the post box, 5 the town abroad, 6 the INSEE code, 7 the town, 8 the postcode,
 * 9 the country. */
pas_status siecle_fix_address(const siecle *s, pas_node record, const char *field);
/* The other way: what a slot of the record's address holds; absent if nothing. */
pas_str siecle_kept_address(const siecle *s, pas_node record, uint32_t slot);
/* Slots beyond those of an address. */
enum { SIECLE_KEPT_STRUCTURE = 10, SIECLE_KEPT_ELENOET = 11 };
/* The key of a code table's entry, "LIST:CODE". */
pas_status siecle_fix_entry(pas_run *run, const pas_host *host, pas_node node);

#endif
