/*
 * Single-byte charsets as tables of UTF-8 sequences, eight ASCII bytes at a time when there is nothing
 * to change. Used by the XML reader and writer.
 *
 * Sources: ISO/IEC 8859-1 and 8859-15; Windows-1252 as in the WHATWG Encoding standard, but with its five
 * holes left open (a byte that means nothing is a fault of the file).
 */
#include "io/charset.h"

#include <string.h>

/* What differs from "byte = code point" in 0x80 … 0xFF; 0 is a byte that the charset does not have. */
static const uint16_t cp1252_high[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

struct swap {
    uint8_t byte;
    uint16_t c;
};
static const struct swap latin9_swaps[] = {
    {0xA4, 0x20AC}, {0xA6, 0x0160}, {0xA8, 0x0161}, {0xB4, 0x017D},
    {0xB8, 0x017E}, {0xBC, 0x0152}, {0xBD, 0x0153}, {0xBE, 0x0178},
};
#define N_SWAPS (sizeof latin9_swaps / sizeof latin9_swaps[0])

struct name {
    const char *text;
    pas_charset cs;
};
static const struct name names[] = {
    {"utf-8", PAS_CS_UTF8},         {"utf8", PAS_CS_UTF8},           {"us-ascii", PAS_CS_UTF8},
    {"ascii", PAS_CS_UTF8},         {"iso-8859-1", PAS_CS_LATIN1},   {"iso8859-1", PAS_CS_LATIN1},
    {"iso_8859-1", PAS_CS_LATIN1},  {"iso88591", PAS_CS_LATIN1},     {"latin1", PAS_CS_LATIN1},
    {"latin-1", PAS_CS_LATIN1},     {"iso-8859-15", PAS_CS_LATIN9},  {"iso8859-15", PAS_CS_LATIN9},
    {"iso_8859-15", PAS_CS_LATIN9}, {"iso885915", PAS_CS_LATIN9},    {"latin9", PAS_CS_LATIN9},
    {"latin-9", PAS_CS_LATIN9},     {"windows-1252", PAS_CS_CP1252}, {"windows1252", PAS_CS_CP1252},
    {"cp1252", PAS_CS_CP1252},      {"cp-1252", PAS_CS_CP1252},      {"x-cp1252", PAS_CS_CP1252},
};

pas_charset pas_charset_named(pas_str name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (pas_str_ieq_ascii(name, pas_cstr(names[i].text)))
            return names[i].cs;
    return PAS_CS_UNKNOWN;
}

const char *pas_charset_name(pas_charset cs)
{
    static const char *const spelled[] = {"UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252"};
    return cs < PAS_CS_UNKNOWN ? spelled[cs] : "?";
}

/* The code point of a byte from 0x80, or 0 if the charset does not have it. */
static uint32_t code_point(pas_charset cs, uint8_t byte)
{
    if (byte < 0xA0)
        return cs == PAS_CS_CP1252 ? cp1252_high[byte - 0x80] : 0;
    if (cs == PAS_CS_LATIN9)
        for (size_t i = 0; i < N_SWAPS; i++)
            if (latin9_swaps[i].byte == byte)
                return latin9_swaps[i].c;
    return byte;
}

struct sequence {
    uint8_t len; /* 0: not in the charset */
    char bytes[3];
};

static void fill(pas_charset cs, struct sequence to[128])
{
    for (unsigned i = 0; i < 128; i++) {
        char bytes[4];
        uint32_t c = code_point(cs, (uint8_t)(0x80 + i));
        to[i].len = c ? (uint8_t)pas_utf8_put(bytes, c) : 0;
        memcpy(to[i].bytes, bytes, to[i].len);
    }
}

size_t pas_charset_decode(pas_charset cs, const void *bytes, size_t n, pas_buf *to)
{
    if (cs == PAS_CS_UTF8)
        return pas_utf8_valid(bytes, n);
    if (cs >= PAS_CS_UNKNOWN)
        return 0;
    struct sequence table[128];
    fill(cs, table);
    const uint8_t *from = bytes;
    char *const start = pas_buf_room(to, 3 * n + 8);
    char *out = start;
    size_t i = 0;
    while (i < n) {
        uint64_t eight;
        while (i + 8 <= n && (memcpy(&eight, from + i, 8), !(eight & 0x8080808080808080u))) {
            memcpy(out, &eight, 8);
            out += 8;
            i += 8;
        }
        for (size_t end = i + 8 < n ? i + 8 : n; i < end; i++) {
            if (from[i] < 0x80) {
                *out++ = (char)from[i];
                continue;
            }
            const struct sequence *s = &table[from[i] - 0x80];
            if (!s->len)
                goto done;
            memcpy(out, s->bytes, 3);
            out += s->len;
        }
    }
done:
    to->len += (size_t)(out - start);
    *out = '\0';
    return i;
}

int pas_charset_encode(pas_charset cs, uint32_t c)
{
    if (c < 0x80)
        return (int)c;
    if (c >= 0xA0 && c <= 0xFF && code_point(cs, (uint8_t)c) == c)
        return (int)c;
    if (cs == PAS_CS_LATIN9)
        for (size_t i = 0; i < N_SWAPS; i++)
            if (latin9_swaps[i].c == c)
                return latin9_swaps[i].byte;
    if (cs == PAS_CS_CP1252)
        for (int i = 0; i < 32; i++)
            if (cp1252_high[i] == c)
                return 0x80 + i;
    return -1;
}
