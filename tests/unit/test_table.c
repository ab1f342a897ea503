/* A finding's table: aligned, wrapped, masked, in both languages, and as rows in JSON. */
#include "report/report.h"

#include "base/rows.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <jansson.h>

#define P PAS_CELL_PERSONAL
#define EN PAS_CELL_ENGLISH

static const pas_message message = {.code = "fiches-en-double",
                                    .title_fr = "Fiches en double",
                                    .title_en = "Double records",
                                    .text_fr = "Deux fiches. {tableau}",
                                    .text_en = "Two records. {tableau}",
                                    .severity = PAS_ERROR};

static pas_buf written;

/* What is written of one finding with this table, from the line of its text on. */
static const char *text_of(const char *rows, uint8_t flags, pas_report_style style)
{
    pas_findings_list *list = pas_list_new();
    pas_argument args[] = {{PAS_STR("tableau"), pas_cstr(rows), (uint8_t)(flags | PAS_ARG_ROWS)}};
    pas_finding f = {.message = &message, .args = args, .n_args = 1, .severity = PAS_ERROR};
    pas_list_add(list, &f);
    pas_buf_clear(&written);
    pas_report_findings(list, &style, &written);
    pas_list_free(list);
    const char *from = strstr(written.ptr, style.lang == PAS_EN ? "    Two rec" : "    Deux f");
    return from ? from : written.ptr;
}

static const char sample[] = "\tFiche" EN "Record 1\t2\tComparaison" EN "Comparison\n"
                             "Nom" EN "Name\t" P "DUPONT\t" P "DUPOND\tproche" EN "close\n"
                             "Téléphone" EN "Phone\t" P "0612345642\t" P "\t\n";

Test(table, aligned_and_masked)
{
    cr_assert_str_eq(text_of(sample, 0, (pas_report_style){.most = 5}),
                     "    Deux fiches. {tableau}\n"
                     "                   Fiche  2   Comparaison\n"
                     "        Nom        D…     D…  proche\n"
                     "        Téléphone  …42\n");
}

Test(table, shown_and_in_english)
{
    cr_assert_str_eq(text_of(sample, 0, (pas_report_style){.lang = PAS_EN, .show = true}),
                     "    Two records. {tableau}\n"
                     "               Record 1    2       Comparison\n"
                     "        Name   DUPONT      DUPOND  close\n"
                     "        Phone  0612345642\n");
}

Test(table, wholly_personal_but_for_header_and_labels)
{
    cr_assert_str_eq(text_of("Titre\tColonne\nNom\tDUPONT Jean\n", PAS_ARG_PERSONAL, (pas_report_style){0}),
                     "    Deux fiches. {tableau}\n"
                     "        Titre  Colonne\n"
                     "        Nom    D… J…\n");
}

Test(table, control_characters_are_harmless)
{
    const char *text =
        text_of("A\tB\n\x1b[31mX\x01Y\ta\rb" EN "c\n", 0, (pas_report_style){.show = true, .most = 5});
    cr_assert(strstr(text, "?[31mX?Y"), "%s", text);
    cr_assert(strstr(text, "a?b"), "%s", text);
    cr_assert_not(strpbrk(text, "\x1b\r\x01\x02"), "%s", text);
}

static void expect_no_long_line(const char *text)
{
    pas_str rest = pas_cstr(text), line;
    while (pas_str_split(&rest, '\n', &line))
        cr_assert_leq(pas_utf8_count(line), 100, "%.*s", PAS_FMT(line));
}

Test(table, wide_cells_go_on_below)
{
    pas_buf b = {0};
    pas_buf_puts(&b, "\tUn\tDeux\nAdresse\t");
    for (int i = 0; i < 12; i++)
        pas_buf_puts(&b, "RÉSIDENCE ");
    pas_buf_puts(&b, "\tCOURT\n");
    const char *text = text_of(b.ptr, 0, (pas_report_style){.show = true, .most = 5});
    expect_no_long_line(text);
    cr_assert(strstr(text, " COURT\n                 RÉSIDENCE RÉSIDENCE"), "%s", text);
    pas_buf_clear(&b);
    pas_buf_puts(&b, "\tUn\nMot\t");
    for (int i = 0; i < 600; i++)
        pas_buf_puts(&b, "é");
    text = text_of(b.ptr, 0, (pas_report_style){.show = true, .most = 5});
    expect_no_long_line(text);
    cr_assert(strstr(text, "\n             …\n"), "what does not fit in a cell is marked: %s", text);
    pas_buf_free(&b);
}

Test(table, too_many_rows_and_columns_are_told)
{
    pas_buf b = {0};
    for (int row = 0; row < 60; row++) {
        pas_buf_printf(&b, "ligne%02d", row);
        for (int column = 0; column < 11; column++)
            pas_buf_printf(&b, "\tcolonne %d", column);
        pas_buf_byte(&b, '\n');
    }
    const char *text = text_of(b.ptr, 0, (pas_report_style){.most = 5});
    expect_no_long_line(text);
    cr_assert(strstr(text, "ligne24") && !strstr(text, "ligne25"), "%s", text);
    cr_assert(strstr(text, "… la suite est dans --report"), "%s", text);
    cr_assert(strstr(text_of(b.ptr, 0, (pas_report_style){.most = 0}), "ligne59"), "all of it");
    pas_buf_free(&b);
}

Test(table, odd_tables)
{
    static const char *const odd[] = {"",     "\n",   "\n\n\n",        "\t", "a", "a\n\tb\tc\n\n",
                                      "\x01", "\x02", "\x01\x02\t\x02"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
        for (int show = 0; show < 2; show++)
            expect_no_long_line(text_of(odd[i], 0, (pas_report_style){.show = show, .most = 5}));
}

Test(table, rows_in_json)
{
    pas_findings_list *list = pas_list_new();
    pas_argument args[] = {{PAS_STR("tableau"), pas_cstr(sample), PAS_ARG_ROWS}};
    pas_finding f = {.message = &message, .args = args, .n_args = 1, .severity = PAS_ERROR};
    pas_list_add(list, &f);
    pas_report report = {.version = "0", .findings = list};
    pas_buf_clear(&written);
    pas_report_json(&report, &written);
    json_t *root = json_loadb(written.ptr, written.len, 0, NULL);
    json_t *group = json_array_get(json_object_get(root, "groups"), 0);
    json_t *args_json = json_object_get(json_array_get(json_object_get(group, "findings"), 0), "arguments");
    json_t *table = json_object_get(args_json, "tableau"), *rows = json_object_get(table, "rows");
    cr_assert(json_is_true(json_object_get(table, "personal")));
    cr_assert_null(json_object_get(table, "value"));
    json_t *wanted = json_pack("[[ssss][ssss][ssss]]", "", "Fiche", "2", "Comparaison", "Nom", "DUPONT",
                               "DUPOND", "proche", "Téléphone", "0612345642", "", "");
    cr_assert(json_equal(json_object_get(rows, "fr"), wanted), "%s", written.ptr);
    json_t *name = json_array_get(json_array_get(json_object_get(rows, "en"), 1), 0);
    cr_assert_str_eq(json_string_value(name), "Name");
    json_decref(wanted);
    json_decref(root);
    pas_list_free(list);
}
