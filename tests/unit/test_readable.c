/* graph/readable.c: golden text that does not depend on the order of reading. */
#include "graph_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char expected[] = "address[base] line.1 = \"1 rue de l'Essai\"\n"
                               "address[base] line.2 = \"Bâtiment B\\n\\x7f\"\n"
                               "course-resource[base:57 > base:6 A] course = course[base:57]\n"
                               "course-resource[base:57 > base:6 A] uses = division[base:6 A]\n"
                               "course[base:57] number = \"57\"\n"
                               "course[base:57] start = 08:05\n"
                               "course[base:57] weighting = -1.25\n"
                               "course[base:57] cancelled-weeks = 1-7,10\n"
                               "division[base:6 A] code = \"6 A\"\n"
                               "export[base] year = 2026\n"
                               "export[base] stamp = 2026-09-15T18:15:09\n"
                               "mef[base:10010012110] code = \"10010012110\"\n"
                               "membership[base:1500001 > base:6 A] student = student[base:1500001]\n"
                               "membership[base:1500001 > base:6 A] structure = division[base:6 A]\n"
                               "membership[base:1500001 > base:6 A] start = 2026-09-01\n"
                               "membership[base:1500002 > base:?6 Z] student = student[base:1500002]\n"
                               "membership[base:1500002 > base:?6 Z] structure = division?[base:6 Z]\n"
                               "membership[base:1500002 > base:?6 Z] start = 2026-09-01\n"
                               "student[base:1500001] siecle.eleve-id = \"1500001\"\n"
                               "student[base:1500001] family-name = \"ÉLÈVE-UN \\\"dit\\\" \\\\ L'Aîné\"\n"
                               "student[base:1500001] birth-date = 2014-02-28\n"
                               "student[base:1500001] repeating = no\n"
                               "student[base:1500001] left = empty\n"
                               "student[base:1500001] mef = mef[base:10010012110]\n"
                               "student[base:1500002] siecle.eleve-id = \"1500002\"\n"
                               "student[base:1500002] family-name = \"DEUX\"\n"
                               "student[base:1500002] birth-date = 2014-02-28\n"
                               "student[base:1500002] repeating = no\n"
                               "student[base:1500002] left = empty\n"
                               "student[base:1500002] mef = mef[base:10010012110]\n";

static void check(pas_graph *g, const char *text)
{
    pas_buf buf = {0};
    pas_graph_readable(g, &buf);
    cr_assert_str_eq(buf.ptr, text);
    pas_buf_free(&buf);
    pas_graph_free(g);
}

Test(readable, everything)
{
    pas_graph *g = sample_graph("base", false);
    pas_graph_resolve(g, 0, NULL, NULL);
    check(g, expected);
}

Test(readable, whatever_the_order)
{
    pas_graph *g = sample_graph("base", true);
    pas_graph_resolve(g, 0, NULL, NULL);
    check(g, expected);
}

static pas_graph *twins(const char *first, const char *second)
{
    pas_graph *g = sample_empty("base");
    const char *const names[] = {first, second};
    for (int i = 0; i < 2; i++) {
        pas_node node = pas_graph_begin(g, PAS_K_closing, 0, 1, 1);
        pas_graph_set_text(g, node, PAS_F_closing_label, pas_cstr(names[i]));
        pas_graph_end(g, node);
    }
    pas_graph_end(g, pas_graph_begin(g, PAS_K_closing, 0, 1, 1));
    return g;
}

Test(readable, twins_are_numbered_by_what_is_said_of_them)
{
    static const char text[] = "closing[base]\n"
                               "closing[base]#2 label = \"Noël\"\n"
                               "closing[base]#3 label = \"Toussaint\"\n";
    check(twins("Toussaint", "Noël"), text);
    check(twins("Noël", "Toussaint"), text);
}

Test(readable, matches_that_go_round)
{
    pas_graph *g = sample_empty("base");
    pas_node division = sample_coded(g, PAS_K_division, PAS_F_division_code, "6A", 1);
    pas_graph_add_match(g, division, division, PAS_STR("nom"), 100);
    pas_node match = pas_graph_first(g, PAS_K_match, 0);
    pas_graph_add_match(g, match, match, PAS_NONE, 1);
    pas_buf buf = {0};
    pas_graph_readable(g, &buf);
    cr_assert_not_null(strstr(buf.ptr, "match[base:6A > base:6A] how = \"nom\"\n"));
    cr_assert_not_null(strstr(buf.ptr, "match[base:6A > base:6A > base:6A > base:6A] score = 1\n"));
    pas_buf_free(&buf);
    pas_graph_free(g);
}

Test(readable, weeks_at_the_ends)
{
    static const struct {
        uint64_t weeks;
        const char *text;
    } rows[] = {{0, "none"}, {1, "0"}, {UINT64_MAX, "0-63"}, {1ull << 63 | 1, "0,63"}, {0x1E, "1-4"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[100];
        pas_graph *g = sample_empty("base");
        pas_node course = pas_graph_begin(g, PAS_K_course, 0, 1, 1);
        pas_graph_set_weeks(g, course, PAS_F_course_cancelled, rows[i].weeks);
        pas_graph_end(g, course);
        snprintf(text, sizeof text, "course[base] cancelled-weeks = %s\n", rows[i].text);
        check(g, text);
    }
}

Test(readable, nothing)
{
    pas_buf buf = {0};
    pas_graph *g = pas_graph_new();
    pas_graph_readable(g, &buf);
    cr_assert_eq(buf.len, 0u);
    pas_buf_free(&buf);
    pas_graph_free(g);
}
