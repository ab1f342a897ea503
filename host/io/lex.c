/*
 * Lexical forms: how values are spelled in files, decoded into fields of the graph. Used by the table
 * reader; the writer uses the same maps the other way round. No locale anywhere.
 */
#include "io/lex.h"

#include "base/text.h"
#include "io/xml_table.h"

pas_str pas_lex_trim(uint8_t lex, pas_str text)
{
    return lex == PAS_LEX_RAW ? text : pas_str_trim(text);
}

/* --------------------------------------------------------------- value maps */

static bool map(const char *values, pas_str wanted, bool in, pas_str *ret)
{
    pas_str rest = pas_cstr(values), pair;
    while (pas_str_split(&rest, ';', &pair)) {
        ptrdiff_t at = pas_str_find(pair, '=');
        if (at < 0)
            continue;
        pas_str left = {pair.ptr, (size_t)at};
        pas_str right = {pair.ptr + at + 1, pair.len - (size_t)at - 1};
        if (!pas_str_eq(in ? left : right, wanted))
            continue;
        *ret = in ? right : left;
        return true;
    }
    return false;
}

bool pas_lex_map_in(const char *values, pas_str spelling, pas_str *ret)
{
    return map(values, spelling, true, ret);
}

bool pas_lex_map_out(const char *values, pas_str value, pas_str *ret)
{
    return map(values, value, false, ret);
}

/* -------------------------------------------------------------------- forms */

/* HH:MM:SS and HHMM as minutes; seconds are not kept. */
static bool parse_time(pas_str s, bool colons, int64_t *ret)
{
    static const char *const shapes[] = {"9999", "99:99:99"};
    pas_str shape = pas_cstr(shapes[colons]);
    unsigned digits[6] = {0};
    unsigned n = 0;
    if (s.len != shape.len)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (shape.ptr[i] == ':' ? s.ptr[i] != ':' : s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        if (shape.ptr[i] != ':')
            digits[n++] = (unsigned)(s.ptr[i] - '0');
    }
    unsigned hours = digits[0] * 10 + digits[1], minutes = digits[2] * 10 + digits[3];
    if (hours > 23 || minutes > 59 || digits[4] > 5)
        return false;
    *ret = (int64_t)hours * 60 + minutes;
    return true;
}

static bool parse_bool(pas_str s, int64_t *ret)
{
    static const char *const spelled[] = {"0", "1", "false", "true", "N", "O"};
    for (size_t i = 0; i < sizeof spelled / sizeof spelled[0]; i++) {
        if (!pas_str_is(s, spelled[i]))
            continue;
        *ret = (int64_t)(i & 1);
        return true;
    }
    return false;
}

static bool parse_uint(pas_str s, int64_t *ret)
{
    uint64_t v;
    if (!pas_parse_u64(s, &v) || v > INT32_MAX)
        return false;
    *ret = (int64_t)v;
    return true;
}

/* Thousandths that fit in the graph's 32 bits. */
static bool parse_decimal(pas_str s, int64_t *ret)
{
    return pas_parse_decimal(s, ret) && *ret >= INT32_MIN && *ret <= INT32_MAX;
}

/* Of any form, what it says; only the members of that form are set. */
struct said {
    int64_t number;
    uint64_t weeks;
    pas_stamp stamp;
};

static bool parse(uint8_t lex, pas_str s, struct said *ret)
{
    switch (lex) {
    case PAS_LEX_TEXT:
    case PAS_LEX_RAW:
        return true;
    case PAS_LEX_UINT:
        return parse_uint(s, &ret->number);
    case PAS_LEX_DECIMAL:
        return parse_decimal(s, &ret->number);
    case PAS_LEX_BOOL:
        return parse_bool(s, &ret->number);
    case PAS_LEX_DATE_FR:
        return pas_parse_date_fr(s, &ret->stamp.date);
    case PAS_LEX_DATE_ISO:
        return pas_parse_date_iso(s, &ret->stamp.date);
    case PAS_LEX_STAMP_FR:
        return pas_parse_stamp_fr(s, &ret->stamp);
    case PAS_LEX_TIME_HMS:
        return parse_time(s, true, &ret->number);
    case PAS_LEX_TIME_HHMM:
        return parse_time(s, false, &ret->number);
    case PAS_LEX_WEEKS:
        return pas_parse_u64(s, &ret->weeks);
    default:
        return false;
    }
}

/* A value that is already there (a field that does not repeat) stays: the first counts. */
static void store(pas_graph *g, pas_node node, uint32_t field, const struct said *v, pas_str text)
{
    switch (pas_schema_field(field)->type) {
    case PAS_T_TEXT:
        pas_graph_set_text(g, node, field, text);
        break;
    case PAS_T_DATE:
        pas_graph_set_date(g, node, field, v->stamp.date);
        break;
    case PAS_T_STAMP:
        pas_graph_set_stamp(g, node, field, v->stamp);
        break;
    case PAS_T_WEEKS:
        pas_graph_set_weeks(g, node, field, v->weeks);
        break;
    case PAS_T_REF:
        break;
    default:
        pas_graph_set_int(g, node, field, v->number);
    }
}

bool pas_lex_fits(uint8_t lex, uint8_t type)
{
    switch (type) {
    case PAS_T_TEXT:
        return lex <= PAS_LEX_WEEKS;
    case PAS_T_INT:
        return lex == PAS_LEX_UINT;
    case PAS_T_DEC:
        return lex == PAS_LEX_DECIMAL;
    case PAS_T_BOOL:
        return lex == PAS_LEX_BOOL;
    case PAS_T_DATE:
        return lex == PAS_LEX_DATE_FR || lex == PAS_LEX_DATE_ISO || lex == PAS_LEX_STAMP_FR;
    case PAS_T_STAMP:
        return lex == PAS_LEX_STAMP_FR;
    case PAS_T_TIME:
        return lex == PAS_LEX_TIME_HMS || lex == PAS_LEX_TIME_HHMM;
    case PAS_T_WEEKS:
        return lex == PAS_LEX_WEEKS;
    default:
        return false;
    }
}

/* ---------------------------------------------------- the graph's own spelling */

static bool parse_clock(pas_str s, int64_t *ret)
{
    if (s.len != 5 || s.ptr[2] != ':')
        return false;
    const char digits[4] = {s.ptr[0], s.ptr[1], s.ptr[3], s.ptr[4]};
    return parse_time((pas_str){digits, sizeof digits}, false, ret);
}

static bool parse_number(uint8_t type, pas_str s, int64_t *ret)
{
    switch (type) {
    case PAS_T_DEC:
        return parse_decimal(s, ret);
    case PAS_T_BOOL:
        return parse_bool(s, ret);
    case PAS_T_TIME:
        return parse_clock(s, ret);
    default:
        return pas_parse_i64(s, ret) && *ret >= INT32_MIN && *ret <= INT32_MAX;
    }
}

/* False if the text is no value of the field's type; a link's never is. */
static bool parse_own(uint32_t field, pas_str s, struct said *ret)
{
    uint8_t type = pas_schema_field(field)->type;
    switch (type) {
    case PAS_T_TEXT:
        return true;
    case PAS_T_DATE:
        return pas_parse_date_iso(s, &ret->stamp.date);
    case PAS_T_STAMP:
        return pas_parse_stamp_iso(s, &ret->stamp);
    case PAS_T_WEEKS:
        return pas_parse_u64(s, &ret->weeks);
    case PAS_T_REF:
        return false;
    default:
        return parse_number(type, s, &ret->number);
    }
}

bool pas_lex_set(pas_graph *g, pas_node node, uint32_t field, pas_str text)
{
    struct said v = {0};
    if (!parse_own(field, text, &v))
        return false;
    store(g, node, field, &v, text);
    return true;
}

static bool same_day(pas_date a, pas_date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

bool pas_lex_is(const pas_graph *g, pas_node node, uint32_t field, pas_str text)
{
    struct said v = {0};
    if (pas_graph_presence(g, node, field) != PAS_GIVEN || !parse_own(field, text, &v))
        return false;
    pas_stamp stamp = pas_graph_stamp(g, node, field);
    switch (pas_schema_field(field)->type) {
    case PAS_T_TEXT:
        return pas_str_eq(pas_graph_text(g, node, field, 0), text);
    case PAS_T_DATE:
        return same_day(pas_graph_date(g, node, field, 0), v.stamp.date);
    case PAS_T_STAMP:
        return same_day(stamp.date, v.stamp.date) && stamp.hour == v.stamp.hour &&
               stamp.minute == v.stamp.minute && stamp.second == v.stamp.second;
    case PAS_T_WEEKS:
        return pas_graph_weeks(g, node, field) == v.weeks;
    default:
        return pas_graph_int(g, node, field, 0, INT64_MIN) == v.number;
    }
}

pas_lexed pas_lex_decode(pas_graph *g, pas_node node, uint32_t field, uint8_t lex, const char *values,
                         pas_str text)
{
    text = pas_lex_trim(lex, text);
    if (!text.len)
        return PAS_LEXED_EMPTY;
    if (values) {
        pas_str meant;
        if (!pas_lex_map_in(values, text, &meant))
            return PAS_LEXED_BAD;
        return pas_lex_set(g, node, field, meant) ? PAS_LEXED : PAS_LEXED_BAD;
    }
    struct said v = {0};
    if (!parse(lex, text, &v))
        return PAS_LEXED_BAD;
    store(g, node, field, &v, text);
    return PAS_LEXED;
}

/* -------------------------------------------------------------------- words */

struct form {
    const char *fr, *en;
};
static const struct form forms[] = {
    [PAS_LEX_TEXT] = {"un texte", "a text"},
    [PAS_LEX_RAW] = {"un texte", "a text"},
    [PAS_LEX_UINT] = {"un nombre entier", "a whole number"},
    [PAS_LEX_DECIMAL] = {"un nombre (4.50)", "a number (4.50)"},
    [PAS_LEX_BOOL] = {"0 ou 1", "0 or 1"},
    [PAS_LEX_DATE_FR] = {"JJ/MM/AAAA", "DD/MM/YYYY"},
    [PAS_LEX_DATE_ISO] = {"AAAA-MM-JJ", "YYYY-MM-DD"},
    [PAS_LEX_STAMP_FR] = {"JJ/MM/AAAA HH:MM:SS", "DD/MM/YYYY HH:MM:SS"},
    [PAS_LEX_TIME_HMS] = {"HH:MM:SS", "HH:MM:SS"},
    [PAS_LEX_TIME_HHMM] = {"HHMM", "HHMM"},
    [PAS_LEX_WEEKS] = {"un masque de semaines en décimal", "a mask of weeks in decimal"},
};

const char *pas_lex_expected(uint8_t lex, pas_lang lang)
{
    if (lex >= sizeof forms / sizeof forms[0])
        return "?";
    return lang == PAS_EN ? forms[lex].en : forms[lex].fr;
}
