/* base/text.c: spans, UTF-8, numbers, the UAI's letter, suggestions. */
#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

Test(text, compares)
{
    cr_assert(pas_str_eq(PAS_STR("abc"), PAS_STR("abc")));
    cr_assert(!pas_str_eq(PAS_STR("abc"), PAS_STR("ab")));
    cr_assert(pas_str_eq(PAS_NONE, PAS_STR("")));
    cr_assert(pas_str_is(PAS_STR("abc"), "abc"));
    cr_assert(!pas_str_is(PAS_STR("ab\0c"), "ab"));
    cr_assert(pas_str_ieq_ascii(PAS_STR("ISO-8859-15"), PAS_STR("iso-8859-15")));
    cr_assert(!pas_str_ieq_ascii(PAS_STR("É"), PAS_STR("é")));
    cr_assert_lt(pas_str_cmp(PAS_STR("ab"), PAS_STR("abc")), 0);
    cr_assert_gt(pas_str_cmp(PAS_STR("b"), PAS_STR("abc")), 0);
    cr_assert_eq(pas_str_cmp(PAS_NONE, PAS_STR("")), 0);
    cr_assert(pas_str_starts(PAS_STR("abc"), "ab") && !pas_str_starts(PAS_STR("a"), "ab"));
    cr_assert(pas_str_ends(PAS_STR("a.xml"), ".xml") && !pas_str_ends(PAS_STR("xml"), ".xml"));
    cr_assert_eq(pas_str_find(PAS_STR("a!b"), '!'), 1);
    cr_assert_eq(pas_str_find(PAS_NONE, '!'), -1);
    cr_assert_null(pas_cstr(NULL).ptr);
}

Test(text, trims_xml_blanks_only)
{
    cr_assert(pas_str_is(pas_str_trim(PAS_STR(" \t\r\n a b \n")), "a b"));
    cr_assert_eq(pas_str_trim(PAS_STR("  ")).len, 0);
    cr_assert_eq(pas_str_trim(PAS_STR("\xc2\xa0")).len, 2);
}

Test(text, splits)
{
    pas_str rest = PAS_STR("a;;b"), part;
    cr_assert(pas_str_split(&rest, ';', &part) && pas_str_is(part, "a"));
    cr_assert(pas_str_split(&rest, ';', &part) && part.len == 0);
    cr_assert(pas_str_split(&rest, ';', &part) && pas_str_is(part, "b"));
    cr_assert(!pas_str_split(&rest, ';', &part));
    rest = PAS_STR("a;");
    cr_assert(pas_str_split(&rest, ';', &part) && pas_str_split(&rest, ';', &part) && part.len == 0);
    cr_assert(!pas_str_split(&rest, ';', &part));
    rest = PAS_NONE;
    cr_assert(!pas_str_split(&rest, ';', &part));
}

Test(text, utf8_valid_prefix)
{
    static const struct {
        const char *bytes;
        size_t n, valid;
    } rows[] = {
        {"", 0, 0},
        {"abcdefghijkl", 12, 12},
        {"abcdefgh\xc3\xa9", 10, 10},
        {"\xf0\x9f\x8e\x93", 4, 4},
        {"a\xc3", 2, 1},            /* cut short */
        {"a\xff", 2, 1},            /* never a byte of UTF-8 */
        {"\xc0\x80", 2, 0},         /* overlong */
        {"\xc1\xbf", 2, 0},         /* overlong */
        {"\xe0\x9f\xbf", 3, 0},     /* overlong */
        {"\xf0\x8f\xbf\xbf", 4, 0}, /* overlong */
        {"\xed\xa0\x80", 3, 0},     /* surrogate */
        {"\xee\x80\x80", 3, 3},
        {"\xf4\x8f\xbf\xbf", 4, 4}, /* U+10FFFF */
        {"\xf4\x90\x80\x80", 4, 0}, /* beyond */
        {"\xe2\x82", 2, 0},
        {"\xe2\x82\x41", 3, 0},
        {"\x80", 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_assert_eq(pas_utf8_valid(rows[i].bytes, rows[i].n), rows[i].valid, "row %zu", i);
}

Test(text, every_code_point_comes_back)
{
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c == 0xD800)
            c = 0xE000;
        char bytes[4];
        size_t n = pas_utf8_put(bytes, c);
        const char *p = bytes;
        cr_assert_eq(pas_utf8_valid(bytes, n), n, "U+%04X", c);
        cr_assert_eq(pas_utf8_next(&p, bytes + n), c, "U+%04X", c);
        cr_assert_eq(p, bytes + n);
        cr_assert_eq(pas_utf8_count((pas_str){bytes, n}), 1u);
    }
}

Test(text, bad_utf8_still_moves_on)
{
    const char bytes[] = "\xff\xc3";
    const char *p = bytes;
    cr_assert_eq(pas_utf8_next(&p, bytes + 2), 0xFFFDu);
    cr_assert_eq(pas_utf8_next(&p, bytes + 2), 0xFFFDu);
    cr_assert_eq(p, bytes + 2);
}

Test(text, numbers)
{
    uint64_t u;
    int64_t i;
    cr_assert(pas_parse_u64(PAS_STR("18446744073709551615"), &u) && u == UINT64_MAX);
    cr_assert(!pas_parse_u64(PAS_STR("18446744073709551616"), &u));
    cr_assert(!pas_parse_u64(PAS_STR("99999999999999999999"), &u));
    cr_assert(pas_parse_u64(PAS_STR("007"), &u) && u == 7);
    static const char *const no[] = {"", " 1", "1 ", "-1", "+1", "1a", "0x1", "1.0"};
    for (size_t n = 0; n < sizeof no / sizeof no[0]; n++)
        cr_assert(!pas_parse_u64(pas_cstr(no[n]), &u), "%s", no[n]);
    cr_assert(pas_parse_i64(PAS_STR("-12"), &i) && i == -12);
    cr_assert(pas_parse_i64(PAS_STR("9223372036854775807"), &i) && i == INT64_MAX);
    cr_assert(!pas_parse_i64(PAS_STR("9223372036854775808"), &i));
    cr_assert(!pas_parse_i64(PAS_STR("-"), &i));
    cr_assert(!pas_parse_i64(PAS_STR("--1"), &i));
}

Test(text, decimals)
{
    static const struct {
        const char *text;
        int64_t thousandths;
    } yes[] = {{"4.50", 4500}, {"4,5", 4500}, {"4", 4000},    {".5", 500},      {"-2.125", -2125},
               {"0", 0},       {"+1", 1000},  {"0.333", 333}, {"1.50000", 1500}};
    static const char *const no[] = {"",      ".", "4.",  "4.5555", "a",
                                     "4.5.6", "-", "1e3", "4. 5",   "99999999999999999999"};
    int64_t v;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        cr_assert(pas_parse_decimal(pas_cstr(yes[i].text), &v) && v == yes[i].thousandths, "%s", yes[i].text);
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        cr_assert(!pas_parse_decimal(pas_cstr(no[i]), &v), "%s", no[i]);
}

Test(text, uai_letter)
{
    cr_assert_eq(pas_uai_letter(PAS_STR("0134567A")), 'U');
    cr_assert_eq(pas_uai_letter(PAS_STR("9999999Z")), "ABCDEFGHJKLMNPRSTUVWXYZ"[9999999 % 23]);
    cr_assert_eq(pas_uai_letter(PAS_STR("0000000a")), 'A');
    static const char *const no[] = {"",          "0134567",  "013456U",    "01345678",
                                     "0134567UU", "O134567U", "0134567\xc3"};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        cr_assert_eq(pas_uai_letter(pas_cstr(no[i])), 0, "%s", no[i]);
}

Test(text, suggests_the_nearest)
{
    static const char *const words[] = {"plugin", "document", "output", "input", "year"};
    const size_t n = sizeof words / sizeof words[0];
    cr_assert_str_eq(pas_suggest(PAS_STR("pulgin"), words, n), "plugin"); /* a swap is one */
    cr_assert_str_eq(pas_suggest(PAS_STR("documnet"), words, n), "document");
    cr_assert_str_eq(pas_suggest(PAS_STR("yaer"), words, n), "year");
    cr_assert_null(pas_suggest(PAS_STR("ouput!!x"), words, n));
    cr_assert_null(pas_suggest(PAS_STR("xyz"), words, n));
    cr_assert_null(pas_suggest(PAS_STR("ye"), words, n), "too short to guess");
    cr_assert_null(pas_suggest(PAS_STR(""), words, n));
    static const char *const twins[] = {"cata", "catb"};
    cr_assert_null(pas_suggest(PAS_STR("catc"), twins, 2), "two are as near");
    char lengthy[200];
    memset(lengthy, 'a', sizeof lengthy);
    cr_assert_null(pas_suggest((pas_str){lengthy, sizeof lengthy}, words, n));
}
