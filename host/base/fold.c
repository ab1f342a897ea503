/*
 * Folding of names and codes, so that what people spell differently compares equal. The rule is the
 * catalogue's "normalisation": NFD, accents removed, upper case, œ and æ spelled out, apostrophes,
 * hyphens, dots and blanks removed; for structure codes '_', '/' and '°' too.
 */
#include "base/text.h"

#include <utf8proc.h>

static bool is_ascii(pas_str s)
{
    unsigned char any = 0;
    for (size_t i = 0; i < s.len; i++)
        any |= (unsigned char)s.ptr[i];
    return any < 0x80;
}

/* What folding removes, beyond Unicode's own blanks (Zs) and dashes (Pd). */
static bool is_dropped(uint32_t c, uint32_t how)
{
    switch (c) {
    case '\t':
    case '\n':
    case '\r':
    case ' ':
    case '.':
    case '-':
    case '\'':
    case '`':
    case 0x00AD: /* soft hyphen */
    case 0x00B4: /* acute accent typed for an apostrophe */
    case 0x02B9:
    case 0x02BB:
    case 0x02BC: /* modifier letters that look like apostrophes */
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032: /* prime */
    case 0x2043: /* hyphen bullet */
    case 0x2212: /* minus */
    case 0x200B: /* zero width space … */
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
    case 0xFF07:
        return true;
    case '_':
    case '/':
    case 0x00B0: /* ° */
    case 0x00BA: /* º, often typed for ° */
        return how == PAS_FOLD_CODE;
    default:
        break;
    }
    if (c < 0x80)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_PD;
}

static pas_str fold_ascii(pas_arena *arena, pas_str s, uint32_t how)
{
    char *to = pas_arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (how != PAS_UPPER && is_dropped((unsigned char)c, how))
            continue;
        to[n++] = (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
    }
    return (pas_str){to, n};
}

/* Letters that are spelled out: they have no canonical decomposition. */
static const char *spelled_out(uint32_t c)
{
    switch (c) {
    case 0x0152:
    case 0x0153:
        return "OE";
    case 0x00C6:
    case 0x00E6:
        return "AE";
    case 0x00DF:
    case 0x1E9E:
        return "SS";
    default:
        return NULL;
    }
}

static void put_upper(pas_buf *to, uint32_t c)
{
    char bytes[4];
    pas_buf_add(to, bytes, pas_utf8_put(bytes, (uint32_t)utf8proc_toupper((utf8proc_int32_t)c)));
}

static void fold_one(pas_buf *to, uint32_t c, uint32_t how)
{
    utf8proc_int32_t parts[32];
    int boundary = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)c, parts, sizeof parts / sizeof parts[0],
                                (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK), &boundary);
    if (n < 0 || n > (utf8proc_ssize_t)(sizeof parts / sizeof parts[0]))
        return;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        uint32_t part = (uint32_t)parts[i];
        const char *letters = spelled_out(part);
        if (letters)
            pas_buf_puts(to, letters);
        else if (!is_dropped(part, how))
            put_upper(to, part);
    }
}

pas_str pas_fold(pas_arena *arena, pas_str s, uint32_t how)
{
    if (!s.ptr)
        return s;
    if (is_ascii(s))
        return fold_ascii(arena, s, how);
    pas_buf folded = {0};
    const char *end = s.ptr + s.len;
    for (const char *p = s.ptr; p < end;) {
        uint32_t c = pas_utf8_next(&p, end);
        if (how != PAS_UPPER)
            fold_one(&folded, c, how);
        else if (c == 0x00DF)
            pas_buf_puts(&folded, "SS");
        else
            put_upper(&folded, c);
    }
    pas_str kept = {pas_arena_cstr(arena, folded.ptr, folded.len), folded.len};
    pas_buf_free(&folded);
    return kept;
}
