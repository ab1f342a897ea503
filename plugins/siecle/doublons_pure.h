/*
 * Whether two records are one person (siecle.md §12.3): how spellings are made comparable, the signals that
 * speak for it, the vetoes against it, and the grade that they give. No service is needed; tested alone.
 */
#ifndef SIECLE_DOUBLONS_PURE_H
#define SIECLE_DOUBLONS_PURE_H

#include "pure.h"

/* ----- spellings; `to` has room for s.len + 1 bytes, the length left is returned, 0: nothing to compare */
size_t siecle_contact_phone(char *to, pas_str s); /* 0612345678; 0600000000 is nobody's */
size_t siecle_contact_mail(char *to, pas_str s);  /* lower case; without "@" it is no address */
pas_str siecle_first_part(pas_str first_name);    /* "Marie" of "Marie-Lou" and of "Marie Lou" */

/* ----- persons */
/* A link to a pupil: the pupil's number and what CODE_PARENTE says, 0 if nothing that is known today. */
typedef struct siecle_tie {
    uint32_t pupil;
    uint32_t relation;
} siecle_tie;

enum { SIECLE_MOTHER = 10, SIECLE_FATHER = 20, SIECLE_SIBLING = 37, SIECLE_ASCENDANT = 38 };

typedef struct siecle_person {
    pas_str family, usage, first; /* folded; absent if not given */
    pas_str part;                 /* folded siecle_first_part */
    pas_str phones[2], mail;
    pas_str address;        /* all its lines, postcode and town, folded */
    pas_str address_id;     /* ADRESSE_ID */
    char title;             /* 'M' monsieur, 'F' madame, 0 not known */
    const siecle_tie *ties; /* in order of pupil */
    uint32_t *beside;       /* numbers of the persons who share a pupil with this one, in order */
    uint32_t n_ties, n_beside;
} siecle_person;

/* ----- signals: their order is that of the words in a finding */
enum siecle_signal_bit {
    SIECLE_SAME_NAME = 1u << 0,  /* family name and first name */
    SIECLE_CROSS_NAME = 1u << 1, /* the family name of one is the name in use of the other, same first name */
    SIECLE_NEAR_NAME = 1u << 2,  /* one letter apart, or a compound first name cut */
    SIECLE_SAME_PUPIL = 1u << 3,
    SIECLE_SAME_FAMILY = 1u << 4, /* their pupils have another guardian in common */
    SIECLE_SAME_PHONE = 1u << 5,
    SIECLE_SAME_MAIL = 1u << 6,
    SIECLE_SAME_ADDRESS = 1u << 7,
    SIECLE_OTHER_TITLE = 1u << 8, /* vetoes from here on */
    SIECLE_MOTHER_AND_FATHER = 1u << 9,
    SIECLE_OTHER_GENERATION = 1u << 10,
};
#define SIECLE_NAMES (SIECLE_SAME_NAME | SIECLE_CROSS_NAME | SIECLE_NEAR_NAME)
#define SIECLE_CONTACTS (SIECLE_SAME_PHONE | SIECLE_SAME_MAIL | SIECLE_SAME_ADDRESS)
#define SIECLE_VETOES (SIECLE_OTHER_TITLE | SIECLE_MOTHER_AND_FATHER | SIECLE_OTHER_GENERATION)

typedef struct siecle_signal {
    uint32_t bit;
    const char *fr, *en; /* as it is told in a finding */
    int (*fires)(const siecle_person *a, const siecle_person *b);
    const char *source;
} siecle_signal;
extern const siecle_signal siecle_signals[];
extern const uint32_t siecle_n_signals;
uint32_t siecle_signals_of(const siecle_person *a, const siecle_person *b);

/* ----- grades */
typedef enum siecle_grade {
    SIECLE_STRANGERS, /* nothing to say */
    SIECLE_HOMONYMS,  /* one name, and something says that they are two persons */
    SIECLE_POSSIBLE,  /* one name, and nothing else in common */
    SIECLE_PROBABLE,
    SIECLE_CERTAIN
} siecle_grade;
/* The first row whose conditions are met, of a table in the same file. */
siecle_grade siecle_grade_of(uint32_t signals);

#endif
