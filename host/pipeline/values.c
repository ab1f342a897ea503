/* The forms of a value: what a variable's type and a plugin's option accept, and the one form in which a
 * step is given it (1 and 0 for a bool, AAAA-MM-JJ for a date, capitals for a UAI). */
#include "pipeline/planner.h"

#include <inttypes.h>
#include <string.h>

const char *const pas_value_severities[4] = {"information", "avertissement", "erreur", "bloquant"};

bool pas_value_severity(const char *text, uint8_t *ret)
{
    static const char *const english[] = {"info", "warning", "error", "blocking"};
    for (uint8_t i = 0; i < 4; i++) {
        if (strcmp(text, pas_value_severities[i]) != 0 && strcmp(text, english[i]) != 0)
            continue;
        *ret = i;
        return true;
    }
    return false;
}

bool pas_value_seconds(const char *text, uint32_t *ret)
{
    pas_str s = pas_cstr(text);
    uint64_t unit = 1, n;
    if (pas_str_ends(s, "m"))
        unit = 60;
    if (pas_str_ends(s, "m") || pas_str_ends(s, "s"))
        s.len--;
    if (!pas_parse_u64(s, &n) || n == 0 || n > 86400 || n * unit > 86400)
        return false;
    *ret = (uint32_t)(n * unit);
    return true;
}

bool pas_value_memory(const char *text, uint64_t *ret)
{
    pas_str s = pas_cstr(text);
    unsigned shift = pas_str_ends(s, "G") ? 30 : pas_str_ends(s, "M") ? 20 : 0;
    uint64_t n;
    if (!shift)
        return false;
    s.len--;
    if (!pas_parse_u64(s, &n) || n > 1u << 20 || n << shift < 64u << 20)
        return false;
    *ret = n << shift;
    return true;
}

static bool check_bool(const char *text, const char **ret)
{
    static const char *const words[][2] = {{"1", "1"},   {"0", "0"},  {"oui", "1"},  {"non", "0"},
                                           {"yes", "1"}, {"no", "0"}, {"true", "1"}, {"false", "0"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!pas_str_ieq_ascii(pas_cstr(text), pas_cstr(words[i][0])))
            continue;
        *ret = words[i][1];
        return true;
    }
    return false;
}

static bool check_int(const pas_planner *p, const pas_value_type *type, const char *text, const char **ret,
                      const char **expected)
{
    int64_t v;
    bool bounded = type->min || type->max;
    if (bounded)
        *expected = pas_arena_format(p->plan->arena,
                                     p->wish->lang == PAS_EN ? "a whole number from %" PRId64 " to %" PRId64
                                                             : "un nombre entier de %" PRId64 " à %" PRId64,
                                     type->min, type->max)
                        .ptr;
    else
        *expected = pas_planner_says(p, "un nombre entier", "a whole number");
    if (!pas_parse_i64(pas_cstr(text), &v) || (bounded && (v < type->min || v > type->max)))
        return false;
    *ret = pas_arena_format(p->plan->arena, "%" PRId64, v).ptr;
    return true;
}

static bool check_choice(const pas_planner *p, const pas_value_type *type, const char *text,
                         const char **expected)
{
    pas_str rest = pas_cstr(type->choices), choice;
    pas_buf b = {0};
    bool found = false;
    while (pas_str_split(&rest, type->separator, &choice)) {
        found = found || pas_str_is(choice, text);
        pas_buf_puts(&b, b.len ? ", " : "");
        pas_buf_str(&b, choice);
    }
    *expected = pas_arena_format(p->plan->arena, p->wish->lang == PAS_EN ? "one of: %.*s" : "l'un de : %.*s",
                                 (int)b.len, b.ptr ? b.ptr : "")
                    .ptr;
    pas_buf_free(&b);
    return found;
}

static bool check_date(const pas_planner *p, const char *text, const char **ret)
{
    pas_date d;
    if (!pas_parse_date_iso(pas_cstr(text), &d) && !pas_parse_date_fr(pas_cstr(text), &d))
        return false;
    *ret = pas_arena_format(p->plan->arena, "%04d-%02u-%02u", d.year, d.month, d.day).ptr;
    return true;
}

static bool check_uai(const pas_planner *p, const char *text, const char **ret, const char **expected)
{
    pas_str upper = pas_fold(p->plan->arena, pas_str_trim(pas_cstr(text)), PAS_UPPER);
    char letter = pas_uai_letter(upper);
    *ret = upper.ptr;
    *expected = pas_planner_says(p, "un numéro d'établissement : sept chiffres et une lettre",
                                 "a school's number: seven digits and a letter");
    if (!letter)
        return false;
    *expected = pas_arena_format(p->plan->arena,
                                 p->wish->lang == PAS_EN ? "the check letter %c after these seven digits"
                                                         : "la lettre de contrôle %c après ces sept chiffres",
                                 letter)
                    .ptr;
    return upper.len == 8 && upper.ptr[7] == letter;
}

static bool check_year(const char *text)
{
    uint64_t v;
    return strlen(text) == 4 && pas_parse_u64(pas_cstr(text), &v) && v >= 2000 && v <= 2100;
}

bool pas_value_check(const pas_planner *p, const pas_value_type *type, const char *text,
                     const char **ret_value, const char **ret_expected)
{
    *ret_value = text;
    switch (type->type) {
    case PAS_OPT_TEXT:
        return true;
    case PAS_OPT_BOOL:
        *ret_expected = pas_planner_says(p, "oui ou non", "yes or no");
        return check_bool(text, ret_value);
    case PAS_OPT_INT:
        return check_int(p, type, text, ret_value, ret_expected);
    case PAS_OPT_CHOICE:
        return check_choice(p, type, text, ret_expected);
    case PAS_OPT_DATE:
        *ret_expected =
            pas_planner_says(p, "une date : AAAA-MM-JJ ou JJ/MM/AAAA", "a date: YYYY-MM-DD or DD/MM/YYYY");
        return check_date(p, text, ret_value);
    case PAS_OPT_UAI:
        return check_uai(p, text, ret_value, ret_expected);
    case PAS_OPT_YEAR:
        *ret_expected = pas_planner_says(p, "l'année de la rentrée, en quatre chiffres",
                                         "the year in which the school year begins, in four digits");
        return check_year(text);
    default:
        *ret_expected = pas_planner_says(p, "un type d'option que ce programme connaît",
                                         "a type of option that this program knows");
        return false;
    }
}
