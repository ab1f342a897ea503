/* Text helpers: spans, UTF-8, numbers, suggestions. Used by the whole host; nothing depends on the locale. */
#include "base/text.h"

#include <string.h>

pas_str pas_cstr(const char *s)
{
    return s ? (pas_str){s, strlen(s)} : PAS_NONE;
}

bool pas_str_eq(pas_str a, pas_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool pas_str_is(pas_str a, const char *b)
{
    return pas_str_eq(a, pas_cstr(b));
}

static unsigned char ascii_lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool pas_str_ieq_ascii(pas_str a, pas_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

int pas_str_cmp(pas_str a, pas_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool pas_str_starts(pas_str s, const char *prefix)
{
    size_t n = strlen(prefix);
    return s.len >= n && (n == 0 || memcmp(s.ptr, prefix, n) == 0);
}

bool pas_str_ends(pas_str s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.len >= n && (n == 0 || memcmp(s.ptr + s.len - n, suffix, n) == 0);
}

ptrdiff_t pas_str_find(pas_str s, char c)
{
    const char *p = s.len ? memchr(s.ptr, c, s.len) : NULL;
    return p ? p - s.ptr : -1;
}

static bool xml_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

pas_str pas_str_trim(pas_str s)
{
    while (s.len && xml_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && xml_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool pas_str_split(pas_str *rest, char separator, pas_str *part)
{
    if (!rest->ptr)
        return false;
    ptrdiff_t at = pas_str_find(*rest, separator);
    if (at < 0) {
        *part = *rest;
        *rest = PAS_NONE;
        return true;
    }
    *part = (pas_str){rest->ptr, (size_t)at};
    rest->ptr += at + 1;
    rest->len -= (size_t)at + 1;
    return true;
}

/* ------------------------------------------------------------------- UTF-8 */

/* Bytes of the sequence at p if it is well formed (Unicode 15, table 3-7), else 0. */
static size_t sequence(const unsigned char *p, size_t n)
{
    unsigned char lead = p[0];
    unsigned char low = 0x80, high = 0xBF;
    size_t len;
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        len = 2;
    else if (lead >= 0xE0 && lead <= 0xEF)
        len = 3;
    else if (lead >= 0xF0 && lead <= 0xF4)
        len = 4;
    else
        return 0;
    if (len > n)
        return 0;
    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

size_t pas_utf8_valid(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t i = 0;
    while (i < n) {
        uint64_t word;
        while (n - i >= sizeof word) {
            memcpy(&word, u + i, sizeof word);
            if (word & 0x8080808080808080u)
                break;
            i += sizeof word;
        }
        if (i == n)
            break;
        size_t len = sequence(u + i, n - i);
        if (!len)
            break;
        i += len;
    }
    return i;
}

size_t pas_utf8_count(pas_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return n;
}

uint32_t pas_utf8_next(const char **p, const char *end)
{
    const unsigned char *u = (const unsigned char *)*p;
    size_t len = sequence(u, (size_t)(end - *p));
    if (len <= 1) {
        (*p)++;
        return len ? u[0] : 0xFFFD;
    }
    static const unsigned char lead_bits[] = {0, 0, 0x1F, 0x0F, 0x07};
    uint32_t c = u[0] & lead_bits[len];
    for (size_t i = 1; i < len; i++)
        c = c << 6 | (u[i] & 0x3Fu);
    *p += len;
    return c;
}

size_t pas_utf8_put(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* ----------------------------------------------------------------- numbers */

bool pas_parse_u64(pas_str s, uint64_t *ret)
{
    uint64_t v = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        if (v > (UINT64_MAX - digit) / 10)
            return false;
        v = v * 10 + digit;
    }
    *ret = v;
    return true;
}

static bool take_sign(pas_str *s)
{
    if (s->len == 0 || (s->ptr[0] != '-' && s->ptr[0] != '+'))
        return false;
    bool minus = s->ptr[0] == '-';
    s->ptr++;
    s->len--;
    return minus;
}

bool pas_parse_i64(pas_str s, int64_t *ret)
{
    bool minus = take_sign(&s);
    uint64_t v;
    if (!pas_parse_u64(s, &v) || v > INT64_MAX)
        return false;
    *ret = minus ? -(int64_t)v : (int64_t)v;
    return true;
}

/* "4.50", "4,5", ".5", "-2": at most three decimals that count; a point or a comma. */
bool pas_parse_decimal(pas_str s, int64_t *ret_thousandths)
{
    bool minus = take_sign(&s);
    ptrdiff_t at = pas_str_find(s, '.');
    if (at < 0)
        at = pas_str_find(s, ',');
    pas_str whole = at < 0 ? s : (pas_str){s.ptr, (size_t)at};
    pas_str part = at < 0 ? PAS_NONE : (pas_str){s.ptr + at + 1, s.len - (size_t)at - 1};
    uint64_t units = 0, thousandths = 0;
    if ((whole.len == 0 && part.len == 0) || (at >= 0 && part.len == 0))
        return false;
    if (whole.len && !pas_parse_u64(whole, &units))
        return false;
    while (part.len > 3 && part.ptr[part.len - 1] == '0')
        part.len--;
    if (part.len > 3 || (part.len && !pas_parse_u64(part, &thousandths)))
        return false;
    for (size_t i = part.len; i < 3; i++)
        thousandths *= 10;
    if (units > (uint64_t)INT64_MAX / 1000 - 1)
        return false;
    int64_t v = (int64_t)(units * 1000 + thousandths);
    *ret_thousandths = minus ? -v : v;
    return true;
}

/* ------------------------------------------------------ identifiers, words */

char pas_uai_letter(pas_str uai)
{
    static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
    uint64_t number;
    if (uai.len != 8 || ascii_lower(uai.ptr[7]) < 'a' || ascii_lower(uai.ptr[7]) > 'z')
        return 0;
    if (!pas_parse_u64((pas_str){uai.ptr, 7}, &number))
        return 0;
    return letters[number % 23];
}

#define LONGEST_WORD 63u

/* Damerau-Levenshtein, each pair swapped at most once: a swap of neighbours counts as one. */
static size_t edit_distance(pas_str a, pas_str b)
{
    size_t rows[3][LONGEST_WORD + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = last[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b.len];
}

const char *pas_suggest(pas_str word, const char *const *candidates, size_t n)
{
    const char *best = NULL;
    size_t limit = word.len < 4 ? 1 : 2;
    if (word.len / 3 < limit)
        limit = word.len / 3;
    if (word.len == 0 || word.len > LONGEST_WORD)
        return NULL;
    size_t nearest = limit + 1;
    for (size_t i = 0; i < n; i++) {
        pas_str candidate = pas_cstr(candidates[i]);
        if (candidate.len > LONGEST_WORD)
            continue;
        size_t distance = edit_distance(word, candidate);
        if (distance < nearest) {
            nearest = distance;
            best = candidates[i];
        } else if (distance == nearest && best && strcmp(best, candidates[i]) != 0) {
            best = NULL;
        }
    }
    return nearest <= limit ? best : NULL;
}
