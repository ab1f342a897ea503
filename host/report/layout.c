/* See layout.h. */
#include "report/layout.h"

#include <string.h>

size_t pas_columns(pas_str s)
{
    return pas_utf8_count(s);
}

void pas_spaces(pas_buf *to, size_t n)
{
    for (size_t i = 0; i < n; i++)
        pas_buf_byte(to, ' ');
}

/* Control characters, and those that turn the direction of the text over. */
static bool is_harmful(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

static void add_harmless(pas_buf *to, pas_str s)
{
    const char *p = s.ptr, *end = p + pas_utf8_valid(s.ptr, s.len);
    while (p < end) {
        const char *start = p;
        if (is_harmful(pas_utf8_next(&p, end)))
            pas_buf_byte(to, '?');
        else
            pas_buf_add(to, start, (size_t)(p - start));
    }
    if (end < s.ptr + s.len)
        pas_buf_byte(to, '?');
}

void pas_column(pas_buf *to, pas_str s, size_t width)
{
    size_t before = to->len;
    if (s.len)
        add_harmless(to, s);
    size_t taken = to->len > before ? pas_columns((pas_str){to->ptr + before, to->len - before}) : 0;
    if (taken < width)
        pas_spaces(to, width - taken);
}

static bool stays_with_the_former(pas_str word)
{
    static const char *const marks[] = {":", ";", "?", "!", "»", "%", "».", "»,", "?»"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (pas_str_is(word, marks[i]))
            return true;
    return pas_str_starts(word, "»");
}

/* The next piece that is not to be broken: a word, with the marks that go with it. */
static bool next_piece(pas_str *rest, pas_str *ret)
{
    while (rest->len && *rest->ptr == ' ')
        *rest = (pas_str){rest->ptr + 1, rest->len - 1};
    if (!rest->len)
        return false;
    *ret = (pas_str){rest->ptr, 0};
    bool open = false;
    while (rest->len) {
        ptrdiff_t space = pas_str_find(*rest, ' ');
        pas_str word = {rest->ptr, space < 0 ? rest->len : (size_t)space};
        if (ret->len && !open && !stays_with_the_former(word))
            break;
        open = pas_str_ends(word, "«");
        ret->len = (size_t)(word.ptr + word.len - ret->ptr);
        size_t taken = word.len + (space < 0 ? 0 : 1);
        *rest = (pas_str){rest->ptr + taken, rest->len - taken};
    }
    return true;
}

void pas_wrap(pas_buf *to, pas_str s, size_t at, size_t indent)
{
    pas_str rest = s, piece;
    bool started = false;
    while (next_piece(&rest, &piece)) {
        size_t width = pas_columns((pas_str){piece.ptr, pas_utf8_valid(piece.ptr, piece.len)});
        if (at + (started ? 1 : 0) + width > PAS_PAGE_WIDTH && at > indent) {
            pas_buf_byte(to, '\n');
            pas_spaces(to, indent);
            at = indent;
        } else if (started) {
            pas_buf_byte(to, ' ');
            at++;
        }
        add_harmless(to, piece);
        at += width;
        started = true;
    }
    pas_buf_byte(to, '\n');
}
