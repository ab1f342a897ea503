/*
 * Rules that SIECLE's own files decide, once they are read (rules.tsv): a rule is a row. Those on one record
 * are rows of siecle_each; those on two records that have something in common are rows of siecle_twins.
 * rules.c runs them; rules_files.c, rules_structures.c, rules_pupils.c and rules_guardians.c hold the rows.
 * A link that leads nowhere needs no row: its message says of which links it speaks (.dangling).
 */
#ifndef SIECLE_RULES_H
#define SIECLE_RULES_H

#include "map.h"

/* The fields that rules look at, resolved once. */
#define SIECLE_FIELDS(X)                                                                                     \
    X(EXPORT_DOCUMENT, "export.document")                                                                    \
    X(EXPORT_VERSION, "export.version")                                                                      \
    X(EXPORT_YEAR, "export.year")                                                                            \
    X(YEAR_PREVIOUS, "school-year.previous")                                                                 \
    X(YEAR_START, "school-year.pupils-start")                                                                \
    X(YEAR_END, "school-year.pupils-end")                                                                    \
    X(PERIOD_START, "period.start")                                                                          \
    X(PERIOD_END, "period.end")                                                                              \
    X(STUDENT_INE, "student.ine")                                                                            \
    X(STUDENT_INE_BEA, "student.ine-bea")                                                                    \
    X(STUDENT_INE_RNIE, "student.ine-rnie")                                                                  \
    X(STUDENT_FAMILY, "student.family-name")                                                                 \
    X(STUDENT_FIRST, "student.first-name")                                                                   \
    X(STUDENT_BIRTH, "student.birth-date")                                                                   \
    X(STUDENT_SEX, "student.sex")                                                                            \
    X(STUDENT_LEFT, "student.left")                                                                          \
    X(STUDENT_REASON, "student.left-reason")                                                                 \
    X(STUDENT_STATUS, "student.status")                                                                      \
    X(STUDENT_COUNTRY, "student.birth-country")                                                              \
    X(STUDENT_COMMUNE, "student.birth-commune")                                                              \
    X(STUDENT_ADDRESS, "student.address")                                                                    \
    X(STUDENT_MEF, "student.mef")                                                                            \
    X(MEF_CLOSED, "mef.closed")                                                                              \
    X(MEF_ATTACHED, "mef.attached-to")                                                                       \
    X(SMEF_STRUCTURE, "structure-mef.structure")                                                             \
    X(SMEF_MEF, "structure-mef.mef")                                                                         \
    X(COMPOSITION_GROUP, "composition.group")                                                                \
    X(COMPOSITION_FROM, "composition.from")                                                                  \
    X(GROUP_LABEL, "group.label")                                                                            \
    X(ENTRY_KEY, "entry.key")                                                                                \
    X(MEMBER_STUDENT, "membership.student")                                                                  \
    X(MEMBER_STRUCTURE, "membership.structure")                                                              \
    X(MEMBER_TYPE, "membership.type")                                                                        \
    X(DIVISION_CODE, "division.code")                                                                        \
    X(GROUP_CODE, "group.code")                                                                              \
    X(DIVISION_UAI, "division.uai")                                                                          \
    X(SCHOOLING_UAI, "past-schooling.uai")                                                                   \
    X(SCHOOL_UAI, "school.uai")                                                                              \
    X(GUARDIAN_FAMILY, "guardian.family-name")                                                               \
    X(GUARDIAN_USAGE, "guardian.usage-name")                                                                 \
    X(GUARDIAN_FIRST, "guardian.first-name")                                                                 \
    X(GUARDIAN_TITLE, "guardian.title")                                                                      \
    X(GUARDIAN_MAIL, "guardian.mail")                                                                        \
    X(GUARDIAN_MOBILE, "guardian.mobile")                                                                    \
    X(GUARDIAN_PHONE, "guardian.phone")                                                                      \
    X(GUARDIAN_ADDRESS, "guardian.address")                                                                  \
    X(LINK_STUDENT, "guardianship.student")                                                                  \
    X(LINK_GUARDIAN, "guardianship.guardian")                                                                \
    X(LINK_LEVEL, "guardianship.level")                                                                      \
    X(LINK_LEGAL, "guardianship.legal-rank")                                                                 \
    X(LINK_RELATION, "guardianship.relation")                                                                \
    X(ADDRESS_ID, "address.siecle.adresse-id")                                                               \
    X(ADDRESS_COMMUNE, "address.commune")                                                                    \
    X(ADDRESS_LINE, "address.line")                                                                          \
    X(ADDRESS_POSTCODE, "address.postcode")                                                                  \
    X(ADDRESS_TOWN, "address.town")

#define SIECLE_FIELD_NAME(name, text) SIECLE_F_##name,
enum siecle_field { SIECLE_FIELDS(SIECLE_FIELD_NAME) SIECLE_N_FIELDS };
#undef SIECLE_FIELD_NAME

typedef struct siecle_rules {
    siecle s;
    pas_date today;
    uint32_t fields[SIECLE_N_FIELDS];
    int addresses;    /* are_guardians_addresses: 0 not known yet, else 1 or -1 */
    int one_division; /* is_of_one_division: likewise */
    int whole_set;    /* the six exports of the guide are expected */
    pas_arg args[6];  /* of the finding to come, besides {qui} and {autre} */
    uint32_t n_args;
} siecle_rules;

/* A record that breaks a rule by itself. {qui} is its person's name, or what names the record. */
typedef struct siecle_each {
    const char *code;
    const char *kind;
    const char *field; /* of the kind, for the report; NULL: the whole record */
    const char *needs; /* documents ("eleves;structures") without which nothing can be said; NULL: its own */
    int (*broken)(siecle_rules *r, pas_node node);
} siecle_each;

/* Two records with one key; {autre} names the one met before. A record is said once for a code, whatever the
 * rows. */
typedef struct siecle_twins {
    const char *code;
    const char *kind;
    const char *field;
    pas_str (*key)(const siecle_rules *r, pas_node node);         /* absent: not looked at */
    int (*wrong)(siecle_rules *r, pas_node first, pas_node node); /* NULL: always */
} siecle_twins;

/* All of them, over what this run has read. */
void siecle_run_rules(const siecle *s);
void siecle_rules_pupils(siecle_rules *r);
void siecle_rules_guardians(siecle_rules *r);
void siecle_rules_files(siecle_rules *r);
void siecle_rules_structures(siecle_rules *r);

#define SIECLE_ROWS(table) (table), sizeof(table) / sizeof((table)[0])
void siecle_run_each(siecle_rules *r, const siecle_each *rules, size_t n);
void siecle_run_twins(siecle_rules *r, const siecle_twins *rules, size_t n);
/* Says one finding with the arguments gathered, which are forgotten. */
void siecle_rule_say(siecle_rules *r, const char *code, const char *field, pas_node node, pas_node other);
void siecle_rule_arg(siecle_rules *r, pas_arg arg);

/* ----- reading the graph; `field` is a SIECLE_F_* */
pas_node siecle_first(const siecle_rules *r, const char *kind);
pas_node siecle_next(const siecle_rules *r, pas_node node);
/* Those of one identifier, as pas_view.find gives them. */
pas_node siecle_find(const siecle_rules *r, enum siecle_field ident, pas_str key, uint32_t *cursor);
pas_str siecle_text_of(const siecle_rules *r, pas_node node, enum siecle_field field);
pas_date siecle_date_of(const siecle_rules *r, pas_node node, enum siecle_field field);
int siecle_has(const siecle_rules *r, pas_node node, enum siecle_field field);
int siecle_is(const siecle_rules *r, pas_node node, enum siecle_field field, const char *text);
/* The node a link leads to, 0 if it was not read; and those whose link leads here. */
pas_node siecle_to(const siecle_rules *r, pas_node node, enum siecle_field link);
pas_node siecle_from(const siecle_rules *r, pas_node node, enum siecle_field link, uint32_t *cursor);
/* A file of every one of these documents ("eleves;structures") was given. */
int siecle_were_given(const siecle_rules *r, const char *documents);
/* A pupil present today, and the node of his only division (0: none, several, or not in « Structures »). */
int siecle_is_here(const siecle_rules *r, pas_node pupil);
pas_node siecle_division_of(const siecle_rules *r, pas_node pupil);
/* Three texts made one, to be compared. */
pas_str siecle_join(const siecle_rules *r, pas_str a, pas_str b, pas_str c);
pas_str siecle_folded(const siecle_rules *r, pas_node node, enum siecle_field field);

#endif
