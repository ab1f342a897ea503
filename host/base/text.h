/*
 * Text: pas_str helpers, UTF-8, folding of names and codes, numbers and dates without locale.
 * Used by the whole host. Nothing here keeps what it is given.
 */
#ifndef PAS_BASE_TEXT_H
#define PAS_BASE_TEXT_H

#include "base/memory.h"

#define PAS_STR(lit) ((pas_str){(lit), sizeof(lit) - 1})
#define PAS_NONE ((pas_str){NULL, 0})
#define PAS_FMT(s) (int)(s).len, (s).ptr ? (s).ptr : "" /* for %.*s */

pas_str pas_cstr(const char *s); /* NULL gives the absent string */
bool pas_str_eq(pas_str a, pas_str b);
bool pas_str_is(pas_str a, const char *b);
bool pas_str_ieq_ascii(pas_str a, pas_str b);
int pas_str_cmp(pas_str a, pas_str b); /* byte order */
bool pas_str_starts(pas_str s, const char *prefix);
bool pas_str_ends(pas_str s, const char *suffix);
/* Position of the byte, or -1. */
ptrdiff_t pas_str_find(pas_str s, char c);
/* Outer XML white space removed; no copy. */
pas_str pas_str_trim(pas_str s);
/* Takes the next part of *rest up to `separator`; false when nothing is left. */
bool pas_str_split(pas_str *rest, char separator, pas_str *part);

/* Length of the valid UTF-8 prefix (no surrogate, no overlong form, at most U+10FFFF). */
size_t pas_utf8_valid(const char *p, size_t n);
/* Code points of a valid text. */
size_t pas_utf8_count(pas_str s);
/* The code point at *p, moved past it. The text must be valid. */
uint32_t pas_utf8_next(const char **p, const char *end);
/* Writes one code point, returns its bytes (1 to 4). */
size_t pas_utf8_put(char *to, uint32_t c);

/* Folds as rules.md 3.0 says; `how` is PAS_FOLD_NAME, PAS_FOLD_CODE or PAS_UPPER. In the arena. */
pas_str pas_fold(pas_arena *arena, pas_str s, uint32_t how);

/* Whole text as an unsigned number; false if it is not one or does not fit. */
bool pas_parse_u64(pas_str s, uint64_t *ret);
bool pas_parse_i64(pas_str s, int64_t *ret);
bool pas_parse_decimal(pas_str s, int64_t *ret_thousandths);

/* Civil dates (proleptic Gregorian). */
bool pas_date_valid(pas_date d);
int32_t pas_date_days(pas_date d); /* since 1970-01-01 */
pas_date pas_date_from_days(int32_t days);
int pas_date_cmp(pas_date a, pas_date b);
int pas_date_weekday(pas_date d); /* 1 = Monday … 7 */
bool pas_parse_date_iso(pas_str s, pas_date *ret);
bool pas_parse_date_fr(pas_str s, pas_date *ret);
bool pas_parse_stamp_fr(pas_str s, pas_stamp *ret);
/* "2026-09-15T18:15:00" */
bool pas_parse_stamp_iso(pas_str s, pas_stamp *ret);
/* Packed in 32 bits so that order is kept; 0 is none. */
uint32_t pas_date_pack(pas_date d);
pas_date pas_date_unpack(uint32_t packed);

/* The check letter of a UAI: table[number mod 23] (rules.tsv fichier-uai-cle-fausse). 0 if `uai` is not 7
 * digits and a letter.
 */
char pas_uai_letter(pas_str uai);

/* The candidate nearest to `word` if there is a single best one, at an edit distance of at most 2
 * (1 under 4 letters) and a third of the length; else NULL. */
const char *pas_suggest(pas_str word, const char *const *candidates, size_t n);

#endif
