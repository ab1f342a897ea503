/*
 * What can be decided without any service: dates, identifiers, intervals, the deposit's file name and
 * SIECLE's comparison of two identities. Called by the readers and by the links; tested alone.
 */
#ifndef SIECLE_PURE_H
#define SIECLE_PURE_H

#include "passerelle/plugin.h"

static inline int siecle_given(pas_str s)
{
    return s.len > 0;
}
int siecle_same(pas_str a, pas_str b);
uint32_t siecle_characters(pas_str s); /* of valid UTF-8 */

/* ----- dates: year 0 is none */
static inline int siecle_dated(pas_date d)
{
    return d.year != 0;
}
int siecle_compare(pas_date a, pas_date b); /* below zero, zero, above; both given */
pas_date siecle_next_day(pas_date d);

/* ----- identifiers */
typedef enum siecle_ine {
    SIECLE_INE_GOOD,
    SIECLE_INE_FORM, /* none of the known forms */
    SIECLE_INE_KEY   /* the key is not the one computed */
} siecle_ine;
/* `ret_key` gets the expected key (one or two letters and a NUL) when the answer is SIECLE_INE_KEY. */
siecle_ine siecle_check_ine(pas_str ine, char ret_key[3]);
int siecle_is_word11(pas_str s); /* ID_NATIONAL of the import's schema: \w{11} */
int siecle_is_uint32(pas_str s); /* ELEVE_ID of the import's schema: xs:unsignedInt */
int siecle_is_uai(pas_str s);    /* seven digits and a capital letter */
char siecle_uai_key(pas_str s);  /* the letter of a UAI's number, 0 if it has none */

/* ----- what makes two spellings equal; `to` has room for s.len, the length left is returned */
size_t siecle_letters(char *to, pas_str s); /* neither blanks nor ASCII punctuation */
int siecle_is_mail(pas_str s);              /* a@b.c, without blanks nor accents */
/* Of two folded names of four letters or more: one letter added, left out or changed, at most. */
int siecle_near(pas_str a, pas_str b);

/* ----- intervals of one pupil in one group; both ends inclusive, a missing end is open */
typedef struct siecle_span {
    pas_date start, end;
} siecle_span;
/* Joins spans that overlap or touch (the day after), in place; returns how many are left, in order of start.
 */
uint32_t siecle_merge(siecle_span *spans, uint32_t n);

/* ----- the deposit's name: UAI ELEGROUPE AAAA AAMMJJhhmmss, without separator (siecle.md 9.1) */
#define SIECLE_NAME_SIZE 40
/* Base name without extension; NUL-terminated. */
void siecle_file_name(char to[SIECLE_NAME_SIZE], pas_str uai, int year, pas_stamp now);
int siecle_is_file_name(pas_str base);
/* The name is that of an export of the pupils' schools, in any case and with anything around. */
int siecle_names_pupils_schools(pas_str name);

/* ----- identities, already upper-cased by the caller (SIECLE compares without case, accents kept) */
typedef struct siecle_identity {
    pas_str family, usage, first, first2, first3;
    pas_date birth;
} siecle_identity;
/* SIECLE's search by name (siecle.md 9.3 step 3b): the file's family name is the base's family or usage name,
 * same first name and birth date; second and third first names count only if the file gives them. */
int siecle_answers(const siecle_identity *file, const siecle_identity *base);

#endif
