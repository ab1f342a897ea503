/* See pure.h. */
#include "pure.h"

#include <string.h>

int siecle_same(pas_str a, pas_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

uint32_t siecle_characters(pas_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xc0u) != 0x80u;
    return n;
}

/* ------------------------------------------------------------------ dates */

int siecle_compare(pas_date a, pas_date b)
{
    if (a.year != b.year)
        return a.year - b.year;
    if (a.month != b.month)
        return a.month - b.month;
    return a.day - b.day;
}

static unsigned month_days(pas_date d)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.month < 1 || d.month > 12)
        return 31;
    int leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;
    return days[d.month - 1] + (d.month == 2 && leap ? 1u : 0u);
}

pas_date siecle_next_day(pas_date d)
{
    if (d.day < month_days(d)) {
        d.day++;
        return d;
    }
    d.day = 1;
    if (d.month < 12) {
        d.month++;
    } else {
        d.month = 1;
        d.year++;
    }
    return d;
}

/* ------------------------------------------------------------ identifiers */

static int digit(char c)
{
    return c >= '0' && c <= '9';
}

static int digits(pas_str s, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        if (!digit(s.ptr[i]))
            return 0;
    return 1;
}

static int capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static uint64_t number(pas_str s, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++)
        v = v * 10 + (uint64_t)(s.ptr[i] - '0');
    return v;
}

/* Of a UAI and of an INE-BEA: neither I, O nor Q. */
static const char letters23[] = "ABCDEFGHJKLMNPRSTUVWXYZ";

static siecle_ine same_key(pas_str ine, size_t at, const char *key, char ret_key[3])
{
    if (memcmp(ine.ptr + at, key, ine.len - at) == 0)
        return SIECLE_INE_GOOD;
    memcpy(ret_key, key, 3);
    return SIECLE_INE_KEY;
}

/* Nine digits and two letters: 97 - (number mod 97), each of its digits written A…K without I. */
static siecle_ine check_rnie(pas_str ine, char ret_key[3])
{
    static const char letters[] = "ABCDEFGHJK";
    unsigned k = 97u - (unsigned)(number(ine, 9) % 97u);
    char key[3] = {letters[k / 10], letters[k % 10], 0};
    return same_key(ine, 9, key, ret_key);
}

/* Ten digits and the letter of number mod 23, as for a UAI. */
static siecle_ine check_bea(pas_str ine, char ret_key[3])
{
    char key[3] = {letters23[number(ine, 10) % 23u], 0, 0};
    return same_key(ine, 10, key, ret_key);
}

static int rnie_letter(char c)
{
    return c >= 'A' && c <= 'K' && c != 'I';
}

siecle_ine siecle_check_ine(pas_str ine, char ret_key[3])
{
    ret_key[0] = 0;
    if (ine.len != 11)
        return SIECLE_INE_FORM;
    if (digits(ine, 0, 9) && rnie_letter(ine.ptr[9]) && rnie_letter(ine.ptr[10]))
        return check_rnie(ine, ret_key);
    if (digits(ine, 0, 10) && capital(ine.ptr[10]))
        return check_bea(ine, ret_key);
    if (digits(ine, 0, 4) && ine.ptr[4] == 'A' && digits(ine, 5, 5) && capital(ine.ptr[10]))
        return SIECLE_INE_GOOD;
    return SIECLE_INE_FORM;
}

int siecle_is_word11(pas_str s)
{
    if (s.len != 11)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!digit(c) && !capital(c) && !(c >= 'a' && c <= 'z') && c != '_')
            return 0;
    }
    return 1;
}

int siecle_is_uint32(pas_str s)
{
    return s.len >= 1 && s.len <= 10 && digits(s, 0, s.len) && number(s, s.len) <= UINT32_MAX;
}

int siecle_is_uai(pas_str s)
{
    return s.len == 8 && digits(s, 0, 7) && capital(s.ptr[7]);
}

char siecle_uai_key(pas_str s)
{
    if (s.len != 8 || !digits(s, 0, 7))
        return '\0';
    return letters23[number(s, 7) % 23u];
}

/* -------------------------------------------------------------- intervals */

/* A missing start is before all, a missing end after all. */
static int starts_before(pas_date a, pas_date b)
{
    if (!siecle_dated(a) || !siecle_dated(b))
        return !siecle_dated(a) && siecle_dated(b);
    return siecle_compare(a, b) < 0;
}

static int ends_before(pas_date a, pas_date b)
{
    if (!siecle_dated(a) || !siecle_dated(b))
        return siecle_dated(a) && !siecle_dated(b);
    return siecle_compare(a, b) < 0;
}

static int joins(siecle_span before, siecle_span after)
{
    if (!siecle_dated(before.end) || !siecle_dated(after.start))
        return 1;
    return siecle_compare(after.start, siecle_next_day(before.end)) <= 0;
}

uint32_t siecle_merge(siecle_span *spans, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        siecle_span moved = spans[i];
        uint32_t j = i;
        for (; j > 0 && starts_before(moved.start, spans[j - 1].start); j--)
            spans[j] = spans[j - 1];
        spans[j] = moved;
    }
    uint32_t kept = n ? 1 : 0;
    for (uint32_t i = 1; i < n; i++) {
        siecle_span *last = &spans[kept - 1];
        if (!joins(*last, spans[i]))
            spans[kept++] = spans[i];
        else if (ends_before(last->end, spans[i].end))
            last->end = spans[i].end;
    }
    return kept;
}

/* -------------------------------------------------------------- spellings */

static char lower(char c)
{
    if (!capital(c))
        return c;
    return (char)(c + ('a' - 'A'));
}

size_t siecle_letters(char *to, pas_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x80 || digit(s.ptr[i]) || (lower(s.ptr[i]) >= 'a' && lower(s.ptr[i]) <= 'z'))
            to[n++] = s.ptr[i];
    }
    return n;
}

int siecle_is_mail(pas_str s)
{
    size_t at = 0, dot = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ' || c >= 0x7f || (c == '@' && at))
            return 0;
        if (c == '@')
            at = i;
        if (c == '.' && at && i > at + 1)
            dot = i;
    }
    return at && dot && dot + 1 < s.len;
}

int siecle_near(pas_str a, pas_str b)
{
    if (a.len > b.len)
        return siecle_near(b, a);
    size_t i = 0, j = 0;
    if (a.len < 4 || b.len - a.len > 1)
        return siecle_same(a, b);
    while (i < a.len && a.ptr[i] == b.ptr[i])
        i++;
    while (j < a.len - i && a.ptr[a.len - 1 - j] == b.ptr[b.len - 1 - j])
        j++;
    return i + j + 1 >= b.len;
}

/* -------------------------------------------------------------- file name */

static char *put(char *to, unsigned value, unsigned n_digits)
{
    for (unsigned i = n_digits; i > 0; i--) {
        to[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return to + n_digits;
}

static const char mark[] = "ELEGROUPE";

void siecle_file_name(char to[SIECLE_NAME_SIZE], pas_str uai, int year, pas_stamp now)
{
    size_t n = uai.len < 8 ? uai.len : 8;
    if (n)
        memcpy(to, uai.ptr, n);
    char *p = to + n;
    memcpy(p, mark, sizeof mark - 1);
    p = put(p + sizeof mark - 1, (unsigned)year, 4);
    p = put(p, (unsigned)now.date.year % 100u, 2);
    p = put(p, now.date.month, 2);
    p = put(p, now.date.day, 2);
    p = put(p, now.hour, 2);
    p = put(p, now.minute, 2);
    p = put(p, now.second, 2);
    *p = 0;
}

int siecle_is_file_name(pas_str base)
{
    size_t n = sizeof mark - 1;
    if (base.len != 8 + n + 4 + 12)
        return 0;
    return siecle_is_uai((pas_str){base.ptr, 8}) && memcmp(base.ptr + 8, mark, n) == 0 &&
           digits(base, 8 + n, 16);
}

int siecle_names_pupils_schools(pas_str name)
{
    static const char word[] = "etablissementseleves";
    for (size_t at = 0; at + sizeof word - 1 <= name.len; at++) {
        size_t n = 0;
        while (word[n] && lower(name.ptr[at + n]) == word[n])
            n++;
        if (!word[n])
            return 1;
    }
    return 0;
}

/* ------------------------------------------------------------- identities */

static int agrees(pas_str file, pas_str base)
{
    return !siecle_given(file) || siecle_same(file, base);
}

int siecle_answers(const siecle_identity *file, const siecle_identity *base)
{
    if (!siecle_dated(file->birth) || !siecle_dated(base->birth) ||
        siecle_compare(file->birth, base->birth) != 0)
        return 0;
    if (!siecle_same(file->first, base->first))
        return 0;
    if (!siecle_same(file->family, base->family) &&
        !(siecle_given(base->usage) && siecle_same(file->family, base->usage)))
        return 0;
    return agrees(file->first2, base->first2) && agrees(file->first3, base->first3);
}
