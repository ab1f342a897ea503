/*
 * The deposit « liens élèves-groupes » before it is written: every pupil of the timetable with the links
 * the file would hold, and what SIECLE would answer to each (siecle.md §9.3, rules.md §2.2.1). Made once
 * by siecle_deposit_make and used by check, foresee and write alike, so that they cannot disagree.
 *
 * deposit.c settings and verdict; groups.c the links; pupils.c who is named and how; simulate.c SIECLE.
 */
#ifndef SIECLE_DEPOSIT_H
#define SIECLE_DEPOSIT_H

#include "map.h"
#include "siecle.h"

/* Kinds and fields of the graph, by number. */
typedef struct siecle_names {
    uint32_t export_, school_year, student, membership, group, division, part;
    uint32_t export_uai, export_year;
    uint32_t year_start, year_end, year_pupils_start, year_pupils_end, year_previous;
    uint32_t student_id, student_ine, student_family, student_usage, student_first, student_first2,
        student_first3;
    uint32_t student_birth, student_entered, student_left, student_mef;
    uint32_t member_student, member_structure, member_start, member_end;
    uint32_t group_code, division_code, part_division, composition_from, composition_group;
    uint32_t structure_mef_structure, structure_mef_mef;
} siecle_names;

/* SIECLE's answers to one link, as bits. */
#define SIECLE_GROUPE_A_01 0x01u /* group unknown: link lost */
#define SIECLE_GROUPE_B_01 0x02u /* pupil without MEF: link lost */
#define SIECLE_GROUPE_B_02 0x04u /* group not of the pupil's MEF: link lost */
#define SIECLE_ELEGRP_A_01 0x08u /* start not before end: both reset */
#define SIECLE_ELEGRP_A_02 0x10u /* start outside the school year: reset */
#define SIECLE_ELEGRP_A_03 0x20u /* end outside the school year: reset */
#define SIECLE_LINK_LOST (SIECLE_GROUPE_A_01 | SIECLE_GROUPE_B_01 | SIECLE_GROUPE_B_02)

typedef struct siecle_group {
    pas_str code;  /* CODE_GROUPE: SIECLE's own spelling where the group was matched */
    pas_node node; /* the timetable's group */
    pas_node base; /* the group SIECLE has under this code, 0 if none or not known */
    uint32_t links;
    uint32_t lost;
    uint8_t unwritable; /* no code, or one over code-max */
    uint8_t division;   /* SIECLE has a division of this code and no group */
} siecle_group;

typedef struct siecle_link {
    uint32_t group; /* index in the deposit's groups */
    siecle_span span;
    siecle_span written; /* the dates in the file */
    uint32_t answers;
    uint8_t repeated; /* other intervals of the same group were left out */
} siecle_link;

typedef enum siecle_state {
    SIECLE_WRITTEN,
    SIECLE_NO_GROUP,      /* nothing to say of him */
    SIECLE_NO_CODE,       /* only groups whose code cannot be written */
    SIECLE_NO_IDENTIFIER, /* neither ELEVE_ID nor INE */
    SIECLE_INCOMPLETE,    /* no name, first name or birth date */
    SIECLE_REPEATED       /* the same pupil is in the file already */
} siecle_state;

typedef enum siecle_fate {
    SIECLE_UNKNOWN, /* « Élèves » not given */
    SIECLE_TAKEN,
    SIECLE_REJECTED_01, /* not found */
    SIECLE_REJECTED_03  /* already linked */
} siecle_fate;

typedef enum siecle_ident { SIECLE_BY_NOTHING, SIECLE_BY_ELEVE_ID, SIECLE_BY_INE } siecle_ident;

typedef struct siecle_pupil {
    pas_node node;  /* the timetable's */
    pas_node base;  /* SIECLE's, by [match] */
    pas_node found; /* SIECLE's, by SIECLE's own search */
    siecle_state state;
    siecle_fate fate;
    siecle_ident by;
    pas_str ident;
    siecle_identity is;
    siecle_link *links;
    uint32_t n_links;
    uint8_t left; /* gone today */
} siecle_pupil;

typedef enum siecle_dates { SIECLE_DATES_USEFUL, SIECLE_DATES_ALL, SIECLE_DATES_NONE } siecle_dates;

/* What would be lost, counted. */
typedef struct siecle_losses {
    uint32_t pupils, links, groups; /* touched, lost, without a place in SIECLE */
    uint32_t rejected01, rejected03, group_a01, group_b01, group_b02;
    uint32_t no_identifier, incomplete, unwritable, forgotten;
    uint32_t absent; /* present pupils of SIECLE with links, whom the timetable does not have */
} siecle_losses;

typedef struct siecle_deposit {
    siecle s;
    siecle_names n;
    const char *problem; /* code of the message that says why no file can be made, or NULL */
    pas_str problem_detail;
    /* settings */
    int accept;
    int old; /* version 1.3 */
    uint32_t code_max;
    siecle_dates dates;
    int64_t sending;
    pas_str software, uai;
    int32_t year;
    pas_stamp now;
    /* sources: the base is -1 where none was read */
    uint32_t timetable;
    int32_t base;
    int has_pupils, has_groups, has_year;
    siecle_span year_of_timetable, year_of_pupils;
    /* content */
    siecle_pupil *pupils;
    uint32_t n_pupils;
    siecle_group *groups;
    uint32_t n_groups;
    siecle_map group_of_code;
    siecle_map matched; /* pupils of SIECLE that the timetable has */
    uint32_t written_pupils, written_links, written_groups;
    uint32_t links_today; /* links of SIECLE that the deposit erases */
    siecle_losses losses;
} siecle_deposit;

/* Fills `d`; below zero only when the run itself failed. */
pas_status siecle_deposit_make(siecle_deposit *d, pas_run *run, const pas_host *host);
/* The parts, in the order they are called. */
void siecle_gather_groups(siecle_deposit *d);
void siecle_name_pupils(siecle_deposit *d);
void siecle_simulate(siecle_deposit *d);
/* Documents of SIECLE without which losses cannot be known ("eleves, structures"); absent if none. */
pas_str siecle_missing(const siecle_deposit *d);
/* Says the verdict if the deposit is refused, and returns PAS_E_INPUT; PAS_OK if a file may be written. */
pas_status siecle_verdict(siecle_deposit *d);

/* A group of SIECLE that has present pupils today and no link in the file. Iterates: *at starts at 0;
 * 0 at the end. `ret_pupils` counts them. */
pas_node siecle_next_forgotten(const siecle_deposit *d, pas_node at, uint32_t *ret_pupils);
/* A present pupil of SIECLE whom the timetable does not have, and who has links today. Iterates likewise. */
pas_node siecle_next_absent(const siecle_deposit *d, pas_node at, uint32_t *ret_links);
/* Links to groups that SIECLE has for one of its pupils. */
uint32_t siecle_links_of(const siecle_deposit *d, pas_node base_student);
/* The link is in the file. */
static inline int siecle_link_written(const siecle_deposit *d, const siecle_pupil *p, const siecle_link *l)
{
    return p->state == SIECLE_WRITTEN && !d->groups[l->group].unwritable;
}

#endif
