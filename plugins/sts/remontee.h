/*
 * The « remontée »: emp_sts made from a timetable's courses, with the ids, codes and services of the STS-Web
 * file that was read beside it (sts.md §3, guide §3.1). Made once by sts_remontee_make and used by check and
 * write alike, so that they cannot disagree.
 *
 * remontee.c sources and courses; remontee_find.c what each thing is called in STS-Web; remontee_groups.c
 * head counts; remontee_order.c their order; remontee_weeks.c
 * alternations; remontee_say.c the control points; remontee_write.c the file.
 */
#ifndef STS_REMONTEE_H
#define STS_REMONTEE_H

#include "sts.h"

/* What is wrong with a thing of the timetable; remontee_say.c has one row for each. */
typedef enum remontee_fault {
    R_CLASS_UNKNOWN,
    R_NO_DIVISION,
    R_GROUP_EMPTY,
    R_PART_EMPTY,
    R_PART_ALONE,
    R_CODE_LONG,
    R_TEACHER_UNKNOWN,
    R_TEACHER_ID,
    R_STAFF,
    R_SUBJECT_UNKNOWN,
    R_EXCLUDED,
    R_NO_SUBJECT,
    R_NO_PUBLIC,
    R_NO_TEACHER,
    R_COMPLEX,
    R_NOT_PLACED,
    R_NO_WEEK,
    R_CO_TEACHING,
    R_WEIGHT_ZERO,
    R_WEIGHT_UNKNOWN,
    R_NO_HEAD,
    R_N_FAULTS
} remontee_fault;

typedef struct remontee_issue {
    remontee_fault fault;
    pas_node node;   /* what it is said of */
    uint32_t n;      /* courses touched */
    uint32_t detail; /* thousandths of a weighting */
} remontee_issue;

typedef struct remontee_named {
    pas_node node, base; /* the timetable's, STS-Web's (0: none) */
    pas_str code;        /* CODE_MATIERE or ID; absent: it cannot be written */
    uint8_t excluded;    /* a subject that is no teaching */
    uint8_t by_name;     /* a person found by the name alone */
    uint8_t staff;       /* a person who does not teach */
} remontee_named;

typedef struct remontee_structure {
    pas_node node, base;
    pas_str code;
    uint8_t group;
    uint8_t refused; /* nothing of it can be written */
} remontee_structure;

typedef struct remontee_alternation {
    uint64_t weeks;
    uint32_t n;    /* weeks */
    uint32_t kind; /* 0 weekly, 1 and 2 fortnights, 3 other */
    pas_str code;
} remontee_alternation;

/* One course under one teacher of one structure. */
typedef struct remontee_line {
    pas_node course;
    uint32_t structure, person, subject; /* indices */
    pas_str modality, room;
    uint64_t weeks;
    uint32_t alternation;
    int32_t day, start, minutes;
    int64_t weighting; /* thousandths, -1: none */
    uint8_t co_teaching;
} remontee_line;

typedef struct remontee {
    sts s;
    const char *problem; /* code of the message that says why no file can be made, or NULL */
    int accept;
    uint32_t timetable;
    int32_t base; /* -1: no STS-Web file */
    pas_str uai, software;
    int32_t year;
    pas_date week1, today;
    remontee_named *subjects, *persons;
    uint32_t n_subjects, n_persons;
    remontee_structure *structures;
    uint32_t n_structures, most_structures;
    remontee_line *lines;
    uint32_t n_lines, most_lines;
    remontee_alternation alternations[64 * 4];
    uint32_t n_alternations, most_weeks;
    remontee_issue *issues;
    uint32_t n_issues, most_issues;
    uint32_t not_exportable, rooms_left, lost_courses, all_courses;
} remontee;

pas_status sts_remontee_make(remontee *d, pas_run *run, const pas_host *host);
/* Counts one more course for this fault of this thing; 1 if it is new. */
int remontee_note(remontee *d, remontee_fault fault, pas_node node, uint32_t detail);
/* Names in STS-Web; each list once, in the order of the timetable. */
void remontee_find_all(remontee *d);
remontee_named *remontee_named_of(remontee_named *list, uint32_t n, pas_node node);
/* The division or the group, found or added; refusals are noted. */
uint32_t remontee_structure_of(remontee *d, pas_node node);
/* STS-Web knows this weighting, in thousandths. */
int remontee_is_rate(const remontee *d, int64_t weighting);
/* Pupils of a structure whose membership is not over; with `division`, those who come from it alone. */
uint32_t remontee_pupils(const remontee *d, pas_node group, pas_node division);
/* Divisions of STS-Web or of the timetable that a group draws from: iterates, `*at` starts at 0. */
pas_node remontee_next_division(const remontee *d, pas_node group, uint32_t *at);
pas_str remontee_division_code(const remontee *d, pas_node division);
void remontee_check_group(remontee *d, pas_node group);
/* By structure, subject, modality, teacher and time. */
void remontee_sort(remontee *d);
/* The alternations of the lines, named. 0: too many. */
int remontee_weeks_all(remontee *d);
pas_date remontee_monday(const remontee *d, uint32_t week);
/* Thousandths of an hour a week that a line stands for, times 2 × 60 × most_weeks. */
int64_t remontee_share(const remontee *d, const remontee_line *line);
pas_status remontee_check(pas_run *run, const pas_host *host);
pas_status remontee_write(pas_run *run, const pas_host *host);
/* Says the verdict; PAS_E_INPUT if nothing may be written. */
pas_status remontee_verdict(remontee *d);

/* ----- short readings of the graph */
static inline pas_node remontee_to(const remontee *d, pas_node node, const char *field)
{
    return node ? d->s.view->link(d->s.run, node, d->s.view->field(d->s.run, field), 0) : 0;
}
static inline pas_str remontee_text(const remontee *d, pas_node node, const char *field)
{
    return node ? d->s.view->text(d->s.run, node, d->s.view->field(d->s.run, field)) : STS_NONE;
}
static inline int64_t remontee_int(const remontee *d, pas_node node, const char *field, int64_t otherwise)
{
    return node ? d->s.view->integer(d->s.run, node, d->s.view->field(d->s.run, field), otherwise)
                : otherwise;
}
static inline int remontee_is(const remontee *d, pas_node node, const char *kind)
{
    return d->s.view->kind_of(d->s.run, node) == d->s.view->kind(d->s.run, kind);
}
static inline pas_node remontee_first(const remontee *d, const char *kind, uint32_t source)
{
    return d->s.view->first(d->s.run, d->s.view->kind(d->s.run, kind), source);
}
static inline pas_node remontee_in(const remontee *d, pas_node node, const char *field, uint32_t *cursor)
{
    return d->s.view->incoming(d->s.run, node, d->s.view->field(d->s.run, field), cursor);
}

#endif
