/* Charsets: names, decoding, encoding, and the bytes that a charset does not have. */
#include "io/charset.h"

#include <criterion/criterion.h>
#include <string.h>

static const pas_charset single_byte[] = {PAS_CS_LATIN1, PAS_CS_LATIN9, PAS_CS_CP1252};

Test(charset, names_in_any_case)
{
    cr_assert_eq(pas_charset_named(PAS_STR("UTF-8")), PAS_CS_UTF8);
    cr_assert_eq(pas_charset_named(PAS_STR("utf8")), PAS_CS_UTF8);
    cr_assert_eq(pas_charset_named(PAS_STR("Us-Ascii")), PAS_CS_UTF8);
    cr_assert_eq(pas_charset_named(PAS_STR("iso-8859-1")), PAS_CS_LATIN1);
    cr_assert_eq(pas_charset_named(PAS_STR("ISO-8859-15")), PAS_CS_LATIN9);
    cr_assert_eq(pas_charset_named(PAS_STR("Latin9")), PAS_CS_LATIN9);
    cr_assert_eq(pas_charset_named(PAS_STR("Windows-1252")), PAS_CS_CP1252);
    cr_assert_eq(pas_charset_named(PAS_STR("CP1252")), PAS_CS_CP1252);
    cr_assert_eq(pas_charset_named(PAS_STR("UTF-16")), PAS_CS_UNKNOWN);
    cr_assert_eq(pas_charset_named(PAS_STR("iso-8859-2")), PAS_CS_UNKNOWN);
    cr_assert_eq(pas_charset_named(PAS_STR("")), PAS_CS_UNKNOWN);
    cr_assert_eq(pas_charset_named(PAS_NONE), PAS_CS_UNKNOWN);
    cr_assert_str_eq(pas_charset_name(PAS_CS_LATIN9), "ISO-8859-15");
    cr_assert_eq(pas_charset_named(pas_cstr(pas_charset_name(PAS_CS_CP1252))), PAS_CS_CP1252);
}

static void expect(pas_charset cs, const char *bytes, const char *utf8)
{
    pas_buf b = {0};
    cr_assert_eq(pas_charset_decode(cs, bytes, strlen(bytes), &b), strlen(bytes));
    cr_assert_str_eq(b.ptr, utf8);
    cr_assert_eq(b.len, strlen(utf8));
    pas_buf_free(&b);
}

Test(charset, decodes_what_differs)
{
    expect(PAS_CS_LATIN1, "No\xEBl \xA4\xBD", "Noël ¤½");
    expect(PAS_CS_LATIN9, "No\xEBl \xA4\xBD", "Noël €œ");
    expect(PAS_CS_LATIN9, "\xA6\xA8\xB4\xB8\xBC\xBE\xFF", "ŠšŽžŒŸÿ");
    expect(PAS_CS_CP1252, "l\x92\xE9l\xE8ve \x80 \x8C\x9C\x9F", "l’élève € ŒœŸ");
    expect(PAS_CS_LATIN1, "seize octets tout juste ASCII", "seize octets tout juste ASCII");
}

Test(charset, stops_at_the_first_byte_it_does_not_have)
{
    for (size_t c = 0; c < 3; c++) {
        for (unsigned byte = 0x80; byte < 0xA0; byte++) {
            /* At every place, so that the wide steps are met too. */
            for (size_t at = 0; at < 20; at++) {
                char text[21];
                memset(text, 'a', sizeof text);
                text[at] = (char)byte;
                pas_buf b = {0};
                size_t n = pas_charset_decode(single_byte[c], text, 20, &b);
                bool hole = single_byte[c] != PAS_CS_CP1252 || memchr("\x81\x8D\x8F\x90\x9D", (int)byte, 5);
                cr_assert_eq(n, hole ? at : 20, "charset %zu, byte %02X at %zu: %zu", c, byte, at, n);
                if (hole)
                    cr_assert_eq(b.len, at);
                pas_buf_free(&b);
            }
        }
    }
}

Test(charset, every_byte_comes_back)
{
    for (size_t c = 0; c < 3; c++) {
        for (unsigned byte = 1; byte < 256; byte++) {
            char from = (char)byte;
            pas_buf b = {0};
            if (pas_charset_decode(single_byte[c], &from, 1, &b)) {
                const char *p = b.ptr;
                uint32_t code = pas_utf8_next(&p, b.ptr + b.len);
                cr_assert_eq(p, b.ptr + b.len);
                cr_assert_eq(pas_charset_encode(single_byte[c], code), (int)byte, "charset %zu, byte %02X", c,
                             byte);
            }
            pas_buf_free(&b);
        }
    }
}

Test(charset, lacks)
{
    cr_assert_eq(pas_charset_encode(PAS_CS_LATIN1, 0x20AC), -1);
    cr_assert_eq(pas_charset_encode(PAS_CS_LATIN9, 0x20AC), 0xA4);
    cr_assert_eq(pas_charset_encode(PAS_CS_LATIN9, 0xA4), -1);
    cr_assert_eq(pas_charset_encode(PAS_CS_LATIN9, 0x2019), -1);
    cr_assert_eq(pas_charset_encode(PAS_CS_CP1252, 0x2019), 0x92);
    cr_assert_eq(pas_charset_encode(PAS_CS_CP1252, 0x81), -1);
    cr_assert_eq(pas_charset_encode(PAS_CS_LATIN1, 0x85), -1);
    cr_assert_eq(pas_charset_encode(PAS_CS_LATIN1, 0x100), -1);
    cr_assert_eq(pas_charset_encode(PAS_CS_CP1252, 0x1F600), -1);
}

Test(charset, appends)
{
    pas_buf b = {0};
    pas_buf_puts(&b, "avant ");
    pas_charset_decode(PAS_CS_LATIN1, "\xE9t\xE9", 3, &b);
    cr_assert_str_eq(b.ptr, "avant été");
    pas_buf_free(&b);
}

Test(charset, utf8_is_only_checked)
{
    pas_buf b = {0};
    cr_assert_eq(pas_charset_decode(PAS_CS_UTF8, "été", 5, &b), 5);
    cr_assert_eq(pas_charset_decode(PAS_CS_UTF8,
                                    "ab\xE9"
                                    "cd",
                                    5, &b),
                 2);
    cr_assert_eq(b.len, 0);
    pas_buf_free(&b);
}
