/*
 * Rules that STS-Web's own files decide, once they are read (rules.tsv, sts.md §8): a rule is a row and one
 * small function. rules.c runs them; rules_structures.c, rules_persons.c, rules_services.c and
 * rules_courses.c hold the rows. A link that leads nowhere needs no row: its message says of which links it
 * speaks (.dangling).
 */
#ifndef STS_RULES_H
#define STS_RULES_H

#include "sts.h"

/* The fields that rules look at, resolved once. */
#define STS_FIELDS(X)                                                                                        \
    X(EXPORT_DOCUMENT, "export.document")                                                                    \
    X(EXPORT_YEAR, "export.year")                                                                            \
    X(YEAR, "school-year.year")                                                                              \
    X(YEAR_START, "school-year.start")                                                                       \
    X(YEAR_END, "school-year.end")                                                                           \
    X(ENTRY_KEY, "entry.key")                                                                                \
    X(ENTRY_LIST, "entry.list")                                                                              \
    X(ENTRY_CODE, "entry.code")                                                                              \
    X(PROGRAMME_MEF, "programme.mef")                                                                        \
    X(PROGRAMME_SUBJECT, "programme.subject")                                                                \
    X(SUBJECT_CODE, "subject.code")                                                                          \
    X(MEF_CODE, "mef.code")                                                                                  \
    X(DIVISION_CODE, "division.code")                                                                        \
    X(DIVISION_PLANNED, "division.planned")                                                                  \
    X(DIVISION_COUNTED, "division.counted")                                                                  \
    X(GROUP_CODE, "group.code")                                                                              \
    X(GROUP_PLANNED, "group.planned")                                                                        \
    X(GROUP_COUNTED, "group.counted")                                                                        \
    X(SMEF_STRUCTURE, "structure-mef.structure")                                                             \
    X(SMEF_MEF, "structure-mef.mef")                                                                         \
    X(SMEF_PLANNED, "structure-mef.planned")                                                                 \
    X(COMPOSITION_GROUP, "composition.group")                                                                \
    X(COMPOSITION_FROM, "composition.from")                                                                  \
    X(PERSON_ID, "person.sts.id")                                                                            \
    X(PERSON_TYPE, "person.type")                                                                            \
    X(PERSON_TITLE, "person.title")                                                                          \
    X(PERSON_SEX, "person.sex")                                                                              \
    X(PERSON_USAGE, "person.usage-name")                                                                     \
    X(PERSON_FIRST, "person.first-name")                                                                     \
    X(PERSON_BIRTH, "person.birth-date")                                                                     \
    X(PERSON_FUNCTION, "person.function")                                                                    \
    X(PERSON_SUBSTITUTE, "person.substitute")                                                                \
    X(DISCIPLINE_PERSON, "discipline.person")                                                                \
    X(DISCIPLINE_CODE, "discipline.code")                                                                    \
    X(DISCIPLINE_HOURS, "discipline.hours")                                                                  \
    X(HEAD_PERSON, "head-teacher.person")                                                                    \
    X(HEAD_DIVISION, "head-teacher.division")                                                                \
    X(ALLOWANCE_TYPE, "allowance.type")                                                                      \
    X(ALLOWANCE_CODE, "allowance.code")                                                                      \
    X(ALLOWANCE_HOURS, "allowance.hours")                                                                    \
    X(SERVICE_KEY, "service.key")                                                                            \
    X(SERVICE_STRUCTURE, "service.structure")                                                                \
    X(SERVICE_SUBJECT, "service.subject")                                                                    \
    X(SERVICE_MODALITY, "service.modality")                                                                  \
    X(SERVICE_HOURS, "service.hours")                                                                        \
    X(SERVICE_TOGETHER, "service.co-teaching")                                                               \
    X(TEACHING_SERVICE, "teaching.service")                                                                  \
    X(TEACHING_PERSON, "teaching.person")                                                                    \
    X(TEACHING_TYPE, "teaching.person-type")                                                                 \
    X(TEACHING_HOURS, "teaching.hours")                                                                      \
    X(TEACHING_WEIGHTING, "teaching.weighting")                                                              \
    X(REPLACEMENT_PERSON, "replacement.person")                                                              \
    X(REPLACEMENT_STRUCTURE, "replacement.structure")                                                        \
    X(REPLACEMENT_SUBJECT, "replacement.subject")                                                            \
    X(REPLACEMENT_MODALITY, "replacement.modality")                                                          \
    X(REPLACED_REPLACEMENT, "replacement-period.replacement")                                                \
    X(REPLACED_ABSENT, "replacement-period.absent")                                                          \
    X(REPLACED_START, "replacement-period.start")                                                            \
    X(REPLACED_END, "replacement-period.end")                                                                \
    X(ROOM_CODE, "room.code")                                                                                \
    X(DAY_DAY, "opening-day.day")                                                                            \
    X(DAY_START, "opening-day.start")                                                                        \
    X(DAY_END, "opening-day.end")                                                                            \
    X(ALTERNATION_CODE, "alternation.code")                                                                  \
    X(ALTERNATION_WEEK, "alternation.week")                                                                  \
    X(ALTERNATION_RUNS, "alternation.runs")                                                                  \
    X(COURSE_DAY, "course.day")                                                                              \
    X(COURSE_START, "course.start")                                                                          \
    X(COURSE_MINUTES, "course.minutes")                                                                      \
    X(COURSE_SERVICE, "course.service")                                                                      \
    X(COURSE_ALTERNATION, "course.alternation")                                                              \
    X(RESOURCE_COURSE, "course-resource.course")                                                             \
    X(RESOURCE_USES, "course-resource.uses")                                                                 \
    X(ATTACHED_TEACHING, "attached-course.teaching")                                                         \
    X(ATTACHED_COURSE, "attached-course.course")

#define STS_FIELD_NAME(name, text) STS_F_##name,
enum sts_field { STS_FIELDS(STS_FIELD_NAME) STS_N_FIELDS };
#undef STS_FIELD_NAME

typedef struct sts_rules {
    sts s;
    uint32_t fields[STS_N_FIELDS];
    int all;      /* not the essential ones only */
    int services; /* the file has services: before the first remontée none are missing */
    pas_arg args[8];
    uint32_t n_args;
} sts_rules;

/* Whether a rule is looked at unless all are asked for. */
#define STS_ESSENTIAL 1
#define STS_FULL 0

/* A record that breaks a rule by itself; {qui} is what names it. */
typedef struct sts_each {
    const char *code;
    const char *kind;
    const char *field;    /* of the kind, for the report; NULL: the whole record */
    const char *document; /* in which it is looked for; NULL: both */
    int essential;
    int (*broken)(sts_rules *r, pas_node node);
} sts_each;

/* All of them, over what this run has read. */
void sts_run_rules(const sts *s, int all);
void sts_rules_structures(sts_rules *r);
void sts_rules_persons(sts_rules *r);
void sts_rules_services(sts_rules *r);
void sts_rules_courses(sts_rules *r);

#define STS_ROWS(table) (table), sizeof(table) / sizeof((table)[0])
void sts_run_each(sts_rules *r, const sts_each *rules, size_t n);
/* An argument of the finding to come, besides {qui}. */
void sts_rule_arg(sts_rules *r, pas_arg arg);
void sts_rule_text(sts_rules *r, const char *name, pas_str value);
void sts_rule_number(sts_rules *r, const char *name, int64_t value);
void sts_rule_hours(sts_rules *r, const char *name, int64_t thousandths);
void sts_rule_say(sts_rules *r, const char *code, const char *field, pas_node node);

/* ----- reading the graph; `field` is an STS_F_* */
pas_node sts_first(const sts_rules *r, const char *kind);
pas_node sts_next(const sts_rules *r, pas_node node);
pas_str sts_text_of(const sts_rules *r, pas_node node, enum sts_field field);
int64_t sts_int_of(const sts_rules *r, pas_node node, enum sts_field field, int64_t otherwise);
pas_date sts_date_of(const sts_rules *r, pas_node node, enum sts_field field);
int sts_has(const sts_rules *r, pas_node node, enum sts_field field);
int sts_is(const sts_rules *r, pas_node node, enum sts_field field, const char *text);
pas_node sts_to(const sts_rules *r, pas_node node, enum sts_field link);
pas_str sts_key_of(const sts_rules *r, pas_node node, enum sts_field link);
pas_node sts_from(const sts_rules *r, pas_node node, enum sts_field link, uint32_t *cursor);
uint32_t sts_count_from(const sts_rules *r, pas_node node, enum sts_field link);
/* The record of this identifier that stands before `node`, 0 if there is none. */
pas_node sts_before(const sts_rules *r, pas_node node, enum sts_field ident);
int sts_kind_is(const sts_rules *r, pas_node node, const char *kind);
int sts_was_read(const sts_rules *r, const char *document);
/* The code of a division or a group, and whether a code table of the file has this code. */
pas_str sts_structure_code(const sts_rules *r, pas_node structure);
int sts_in_list(const sts_rules *r, const char *list, pas_str code);
int sts_list_is_empty(const sts_rules *r, const char *list);
/* A person's name, else the identifier; as a masked argument. */
pas_arg sts_name_arg(const sts_rules *r, const char *name, pas_node person);
int sts_date_order(pas_date a, pas_date b);

#endif
