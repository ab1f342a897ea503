/*
 * Doubles in « Responsables » and « Élèves » (siecle.md §12): one person, one pupil or one address recorded
 * several times. Nothing is merged: what is found is shown, record beside record, for somebody to decide.
 *
 *  doublons_read.c   the graph made into persons that can be compared (doublons_pure.h)
 *  doublons_find.c   which of them are one: candidates by key, groups, families
 *  doublons_say.c    guardians;  doublons_pupils.c  pupils;  doublons_addresses.c  addresses
 *  doublons_table.c  records side by side
 */
#ifndef SIECLE_DOUBLONS_H
#define SIECLE_DOUBLONS_H

#include "doublons_pure.h"
#include "map.h"

#define SIECLE_DOUBLE_FIELDS(X)                                                                              \
    X(GUARDIAN_ID, "guardian.siecle.personne-id")                                                            \
    X(GUARDIAN_FAMILY, "guardian.family-name")                                                               \
    X(GUARDIAN_USAGE, "guardian.usage-name")                                                                 \
    X(GUARDIAN_FIRST, "guardian.first-name")                                                                 \
    X(GUARDIAN_TITLE, "guardian.title")                                                                      \
    X(GUARDIAN_MOBILE, "guardian.mobile")                                                                    \
    X(GUARDIAN_PHONE, "guardian.phone")                                                                      \
    X(GUARDIAN_MAIL, "guardian.mail")                                                                        \
    X(GUARDIAN_ADDRESS, "guardian.address")                                                                  \
    X(LINK_STUDENT, "guardianship.student")                                                                  \
    X(LINK_GUARDIAN, "guardianship.guardian")                                                                \
    X(LINK_RELATION, "guardianship.relation")                                                                \
    X(STUDENT_ID, "student.siecle.eleve-id")                                                                 \
    X(STUDENT_INE, "student.ine")                                                                            \
    X(STUDENT_FAMILY, "student.family-name")                                                                 \
    X(STUDENT_USAGE, "student.usage-name")                                                                   \
    X(STUDENT_FIRST, "student.first-name")                                                                   \
    X(STUDENT_BIRTH, "student.birth-date")                                                                   \
    X(STUDENT_ENTERED, "student.entered")                                                                    \
    X(STUDENT_LEFT, "student.left")                                                                          \
    X(MEMBER_STUDENT, "membership.student")                                                                  \
    X(MEMBER_STRUCTURE, "membership.structure")                                                              \
    X(MEMBER_TYPE, "membership.type")                                                                        \
    X(ADDRESS_ID, "address.siecle.adresse-id")                                                               \
    X(ADDRESS_LINE, "address.line")                                                                          \
    X(ADDRESS_BOX, "address.box")                                                                            \
    X(ADDRESS_POSTCODE, "address.postcode")                                                                  \
    X(ADDRESS_TOWN, "address.town")                                                                          \
    X(ADDRESS_ABROAD, "address.foreign-town")                                                                \
    X(EXPORT_DOCUMENT, "export.document")

#define SIECLE_DOUBLE_NAME(name, text) SIECLE_D_##name,
enum siecle_double_field { SIECLE_DOUBLE_FIELDS(SIECLE_DOUBLE_NAME) SIECLE_N_DOUBLE_FIELDS };
#undef SIECLE_DOUBLE_NAME

/* Sets that are joined two by two; the members of a set have one root. */
typedef struct siecle_sets {
    uint32_t *up;
} siecle_sets;
uint32_t siecle_root(const siecle_sets *sets, uint32_t i);
void siecle_join_sets(const siecle_sets *sets, uint32_t a, uint32_t b);

typedef struct siecle_doubles {
    siecle s;
    uint32_t fields[SIECLE_N_DOUBLE_FIELDS];
    pas_date today;
    /* guardians, in the order read */
    uint32_t n;
    siecle_person *persons;
    pas_node *nodes;
    siecle_sets same;     /* those that are one person, probably at least */
    siecle_sets names;    /* those that have one name and nothing else in common */
    siecle_sets families; /* those who share a pupil, or are one person */
    uint8_t *grades;      /* of each, the best with which it is joined to another */
    uint32_t *signals;    /* of each, all those with which it is */
    /* pupils, numbered as the links name them */
    uint32_t n_pupils;
    pas_node *pupils; /* 0: « Élèves » was not given */
    pas_str *pupil_ids;
    uint32_t n_cut; /* records that were not compared with all that have a key in common */
} siecle_doubles;

/* What is found in all that was read; family by family, or only how many (`detailed` 0). */
void siecle_find_doubles(const siecle *s, int detailed);

int siecle_read_persons(siecle_doubles *d); /* 0: there is none, or no memory */
void siecle_compare_persons(siecle_doubles *d);
void siecle_say_doubles(siecle_doubles *d, int detailed);
void siecle_say_namesakes(siecle_doubles *d);
void siecle_say_pupils(siecle_doubles *d);
void siecle_say_addresses(siecle_doubles *d);

/* ----- the graph, and texts in the run's memory */
pas_node siecle_d_first(const siecle_doubles *d, const char *kind);
pas_str siecle_d_text(const siecle_doubles *d, pas_node node, enum siecle_double_field field);
pas_node siecle_d_to(const siecle_doubles *d, pas_node node, enum siecle_double_field link);
pas_node siecle_d_file(const siecle_doubles *d); /* « Responsables », else any export read */
pas_str siecle_d_fold(const siecle_doubles *d, pas_str s);
pas_str siecle_d_squeeze(const siecle_doubles *d, pas_str s); /* folded, and without punctuation */
uint32_t siecle_person_at(const siecle_doubles *d, pas_node guardian);
pas_str siecle_d_name(const siecle_doubles *d, pas_node node); /* "NOM Prénom" of a guardian or a pupil */
pas_str siecle_d_address(const siecle_doubles *d, pas_node address, int folded); /* on one line */
pas_str siecle_d_division(const siecle_doubles *d, pas_node pupil);              /* absent if not known */
pas_str siecle_d_phone(const siecle_doubles *d, pas_str s);
pas_str siecle_d_mail(const siecle_doubles *d, pas_str s);
/* Below zero if `a` was given first: shorter, then smaller. */
int siecle_d_older(pas_str a, pas_str b);

/* ----- a text made piece by piece */
typedef struct siecle_writing {
    char *text;
    size_t len, room;
} siecle_writing;
void siecle_put(const siecle_doubles *d, siecle_writing *w, pas_str s);
void siecle_put_list(const siecle_doubles *d, siecle_writing *w, pas_str s); /* ", " before the others */
/* The i-th of many: beyond the first 20, only that there are more. */
void siecle_put_nth(const siecle_doubles *d, siecle_writing *w, uint32_t i, pas_str s);
static inline pas_str siecle_written(const siecle_writing *w)
{
    return (pas_str){w->text ? w->text : "", w->len};
}

/* ----- records side by side: a column a record, a row a thing that they have */
typedef struct siecle_compared {
    const char *fr, *en;
    pas_str (*value)(const siecle_doubles *d, pas_node node);
    pas_str (*comparable)(const siecle_doubles *d, pas_str value); /* what makes two spellings equal */
} siecle_compared;
typedef struct siecle_column {
    pas_node node;
    pas_str id;          /* heads the column */
    const char *fr, *en; /* said after it, or NULL */
} siecle_column;
enum { SIECLE_MOST_COLUMNS = 4 };
pas_arg siecle_side_by_side(const siecle_doubles *d, const siecle_compared *rows, uint32_t n_rows,
                            const siecle_column *columns, uint32_t n_columns);

#endif
