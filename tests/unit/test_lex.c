/* Lexical forms: decoding into fields of a node, both ways of value maps, and what is refused. */
#include "io/lex.h"
#include "io/xml_table.h"

#include <criterion/criterion.h>

static pas_graph *g;
static pas_node node;

static void open_kind(uint32_t kind)
{
    g = pas_graph_new();
    pas_graph_add_source(g, &(pas_graph_source){PAS_STR("s"), PAS_STR("p"), PAS_STR("S"), 0});
    uint32_t in = pas_graph_add_input(g, &(pas_graph_input){.name = PAS_STR("f")});
    node = pas_graph_begin(g, kind, 0, in, 1);
}

static void done(void)
{
    pas_graph_free(g);
}

static pas_lexed decode(uint32_t field, uint8_t lex, const char *values, const char *text)
{
    return pas_lex_decode(g, node, field, lex, values, pas_cstr(text));
}

Test(lex, text_is_trimmed_and_raw_is_not)
{
    open_kind(PAS_K_student);
    cr_assert_eq(decode(PAS_F_student_family_name, PAS_LEX_TEXT, NULL, " \n NOËL  \t"), PAS_LEXED);
    cr_assert(pas_str_is(pas_graph_text(g, node, PAS_F_student_family_name, 0), "NOËL"));
    cr_assert_eq(decode(PAS_F_student_siecle_id, PAS_LEX_RAW, NULL, " 12 "), PAS_LEXED);
    cr_assert(pas_str_is(pas_graph_text(g, node, PAS_F_student_siecle_id, 0), " 12 "));
    cr_assert_eq(decode(PAS_F_student_first_name, PAS_LEX_TEXT, NULL, " \n"), PAS_LEXED_EMPTY);
    cr_assert_eq(decode(PAS_F_student_first_name, PAS_LEX_RAW, NULL, ""), PAS_LEXED_EMPTY);
    done();
}

Test(lex, codes_keep_their_zeros_whatever_their_form)
{
    open_kind(PAS_K_student);
    cr_assert_eq(decode(PAS_F_student_siecle_id, PAS_LEX_UINT, NULL, "000123"), PAS_LEXED);
    cr_assert(pas_str_is(pas_graph_text(g, node, PAS_F_student_siecle_id, 0), "000123"));
    cr_assert_eq(decode(PAS_F_student_ine, PAS_LEX_UINT, NULL, "12A"), PAS_LEXED_BAD);
    done();
}

Test(lex, whole_numbers)
{
    open_kind(PAS_K_division);
    cr_assert_eq(decode(PAS_F_division_planned, PAS_LEX_UINT, NULL, " 28 "), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_division_planned, 0, -1), 28);
    cr_assert_eq(decode(PAS_F_division_counted, PAS_LEX_UINT, NULL, "-1"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_division_counted, PAS_LEX_UINT, NULL, "2147483648"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_division_counted, PAS_LEX_UINT, NULL, "1 2"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_division_counted, PAS_LEX_UINT, NULL, ""), PAS_LEXED_EMPTY);
    cr_assert_eq(decode(PAS_F_division_counted, PAS_LEX_UINT, NULL, "2147483647"), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_division_counted, 0, -1), 2147483647);
    done();
}

Test(lex, decimals_are_thousandths)
{
    open_kind(PAS_K_service);
    cr_assert_eq(decode(PAS_F_service_hours, PAS_LEX_DECIMAL, NULL, "x"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_service_hours, PAS_LEX_DECIMAL, NULL, "99999999999"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_service_hours, PAS_LEX_DECIMAL, NULL, "4.50"), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_service_hours, 0, -1), 4500);
    done();
}

Test(lex, booleans)
{
    static const char *const spelled[] = {"0", "1", "false", "true", "N", "O"};
    for (int i = 0; i < 6; i++) {
        open_kind(PAS_K_student);
        cr_assert_eq(decode(PAS_F_student_repeating, PAS_LEX_BOOL, NULL, spelled[i]), PAS_LEXED);
        cr_assert_eq(pas_graph_int(g, node, PAS_F_student_repeating, 0, -1), i & 1, "%s", spelled[i]);
        done();
    }
    open_kind(PAS_K_student);
    cr_assert_eq(decode(PAS_F_student_repeating, PAS_LEX_BOOL, NULL, "2"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_student_repeating, PAS_LEX_BOOL, NULL, "oui"), PAS_LEXED_BAD);
    done();
}

Test(lex, dates)
{
    open_kind(PAS_K_student);
    cr_assert_eq(decode(PAS_F_student_birth_date, PAS_LEX_DATE_FR, NULL, "31/02/2012"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_student_birth_date, PAS_LEX_DATE_FR, NULL, "2012-03-01"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_student_birth_date, PAS_LEX_DATE_FR, NULL, "29/02/2012"), PAS_LEXED);
    pas_date d = pas_graph_date(g, node, PAS_F_student_birth_date, 0);
    cr_assert(d.year == 2012 && d.month == 2 && d.day == 29);
    cr_assert_eq(decode(PAS_F_student_entered, PAS_LEX_DATE_ISO, NULL, "2026-09-01"), PAS_LEXED);
    d = pas_graph_date(g, node, PAS_F_student_entered, 0);
    cr_assert(d.year == 2026 && d.month == 9 && d.day == 1);
    done();
}

Test(lex, stamps)
{
    open_kind(PAS_K_export);
    cr_assert_eq(decode(PAS_F_export_stamp, PAS_LEX_STAMP_FR, NULL, "15/09/2026 25:00:00"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_export_stamp, PAS_LEX_STAMP_FR, NULL, "15/09/2026 18:15:07"), PAS_LEXED);
    pas_stamp t = pas_graph_stamp(g, node, PAS_F_export_stamp);
    cr_assert(t.date.day == 15 && t.hour == 18 && t.minute == 15 && t.second == 7);
    cr_assert_eq(decode(PAS_F_export_date, PAS_LEX_STAMP_FR, NULL, "15/09/2026 18:15:07"), PAS_LEXED);
    cr_assert_eq(pas_graph_date(g, node, PAS_F_export_date, 0).month, 9);
    done();
}

Test(lex, times)
{
    static const char *const bad[] = {"24:00:00", "8:30:00", "08:60:00", "08:30", "08:30:60", "08-30-00", ""};
    open_kind(PAS_K_slot);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        cr_assert_neq(decode(PAS_F_slot_start, PAS_LEX_TIME_HMS, NULL, bad[i]), PAS_LEXED, "%s", bad[i]);
    cr_assert_eq(decode(PAS_F_slot_start, PAS_LEX_TIME_HMS, NULL, "08:30:00"), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_slot_start, 0, -1), 510);
    cr_assert_eq(decode(PAS_F_slot_end, PAS_LEX_TIME_HHMM, NULL, "930"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_slot_end, PAS_LEX_TIME_HHMM, NULL, "0930"), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_slot_end, 0, -1), 570);
    done();
}

Test(lex, weeks)
{
    open_kind(PAS_K_resource);
    cr_assert_eq(decode(PAS_F_resource_weeks, PAS_LEX_WEEKS, NULL, "18446744073709551616"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_resource_weeks, PAS_LEX_WEEKS, NULL, "18446744073709551615"), PAS_LEXED);
    cr_assert_eq(pas_graph_weeks(g, node, PAS_F_resource_weeks), UINT64_MAX);
    done();
}

Test(lex, value_maps_both_ways)
{
    static const char sexes[] = "1=M;2=F";
    pas_str got;
    open_kind(PAS_K_student);
    cr_assert_eq(decode(PAS_F_student_sex, PAS_LEX_TEXT, sexes, "3"), PAS_LEXED_BAD);
    cr_assert_eq(decode(PAS_F_student_sex, PAS_LEX_TEXT, sexes, " 2 "), PAS_LEXED);
    cr_assert(pas_str_is(pas_graph_text(g, node, PAS_F_student_sex, 0), "F"));
    cr_assert(pas_lex_map_out(sexes, PAS_STR("M"), &got) && pas_str_is(got, "1"));
    cr_assert_not(pas_lex_map_out(sexes, PAS_STR("1"), &got));
    cr_assert_not(pas_lex_map_in(sexes, PAS_STR("M"), &got));
    done();
}

Test(lex, maps_onto_numbers_and_booleans)
{
    open_kind(PAS_K_course);
    cr_assert_eq(decode(PAS_F_course_day, PAS_LEX_TEXT, "LUN=1;MAR=2", "MAR"), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_course_day, 0, -1), 2);
    cr_assert_eq(decode(PAS_F_course_annual, PAS_LEX_TEXT, "oui=1;non=0", "oui"), PAS_LEXED);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_course_annual, 0, -1), 1);
    done();
}

Test(lex, the_graphs_own_spelling)
{
    open_kind(PAS_K_slot);
    cr_assert_not(pas_lex_set(g, node, PAS_F_slot_start, PAS_STR("0830")));
    cr_assert(pas_lex_set(g, node, PAS_F_slot_start, PAS_STR("08:30")));
    cr_assert_eq(pas_graph_int(g, node, PAS_F_slot_start, 0, -1), 510);
    cr_assert_not(pas_lex_set(g, node, PAS_F_slot_number, PAS_STR("un")));
    cr_assert(pas_lex_set(g, node, PAS_F_slot_number, PAS_STR("3")));
    done();
}

Test(lex, a_form_fits_some_types_only)
{
    cr_assert(pas_lex_fits(PAS_LEX_UINT, PAS_T_TEXT));
    cr_assert(pas_lex_fits(PAS_LEX_DATE_FR, PAS_T_DATE));
    cr_assert_not(pas_lex_fits(PAS_LEX_TEXT, PAS_T_INT));
    cr_assert_not(pas_lex_fits(PAS_LEX_DATE_FR, PAS_T_STAMP));
    cr_assert_not(pas_lex_fits(PAS_LEX_TEXT, PAS_T_REF));
}

Test(lex, every_form_is_named_in_both_languages)
{
    for (uint8_t lex = 0; lex <= PAS_LEX_WEEKS; lex++) {
        cr_assert_gt(strlen(pas_lex_expected(lex, PAS_FR)), 2);
        cr_assert_gt(strlen(pas_lex_expected(lex, PAS_EN)), 2);
    }
    cr_assert_str_eq(pas_lex_expected(PAS_LEX_DATE_FR, PAS_FR), "JJ/MM/AAAA");
}
