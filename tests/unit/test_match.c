/* Matching on graphs made by hand: each way, what is ambiguous, people told twice, identifiers that were
 * given again, and a large school in linear time. */
#include "base/text.h"
#include "match/match.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pas_graph *g;
static pas_findings_list *said;
static pas_arena *arena;
static pas_match_count *counts;
static uint32_t n_counts;

static void open_graph(void)
{
    static const char *const steps[] = {"base", "emploi", "ent"};
    static const uint32_t roles[] = {PAS_ROLE_PUPIL_BASE, PAS_ROLE_TIMETABLE, PAS_ROLE_ENT};
    g = pas_graph_new();
    said = pas_list_new();
    arena = pas_arena_new();
    for (uint32_t i = 0; i < 3; i++) {
        pas_graph_source source = {pas_cstr(steps[i]), pas_cstr(steps[i]), pas_cstr(steps[i]), roles[i]};
        pas_graph_add_source(g, &source);
        pas_graph_input in = {pas_arena_format(arena, "%s.xml", steps[i]), PAS_STR("tout"), PAS_STR(""), i};
        pas_graph_add_input(g, &in);
    }
}

static void close_graph(void)
{
    pas_graph_free(g);
    pas_list_free(said);
    pas_arena_free(arena);
}

TestSuite(match, .init = open_graph, .fini = close_graph);

/* "id|ine|family|usage|first|JJ/MM/AAAA": what is empty is not given. */
static pas_node pupil(uint32_t source, const char *facts)
{
    static const uint32_t fields[] = {PAS_F_student_siecle_id,   PAS_F_student_ine,
                                      PAS_F_student_family_name, PAS_F_student_usage_name,
                                      PAS_F_student_first_name,  PAS_F_student_birth_date};
    static uint32_t line;
    pas_node node = pas_graph_begin(g, PAS_K_student, source, source + 1, ++line);
    pas_str rest = pas_cstr(facts), part;
    for (size_t i = 0; pas_str_split(&rest, '|', &part) && i < 6; i++) {
        pas_date d;
        if (i == 5 && pas_parse_date_fr(part, &d))
            pas_graph_set_date(g, node, fields[i], d);
        else if (i < 5 && part.len)
            pas_graph_set_text(g, node, fields[i], part);
    }
    pas_graph_end(g, node);
    return node;
}

static pas_node coded(uint32_t kind, uint32_t field, uint32_t source, const char *code)
{
    pas_node node = pas_graph_begin(g, kind, source, source + 1, 7);
    pas_graph_set_text(g, node, field, pas_cstr(code));
    pas_graph_end(g, node);
    return node;
}

static pas_node division(uint32_t source, const char *code)
{
    return coded(PAS_K_division, PAS_F_division_code, source, code);
}

static void run_with(const pas_plan_ways *ways, uint32_t n_ways, uint32_t n_between)
{
    static const char *between[] = {"base", "emploi", "ent"};
    pas_plan_ways copy[4];
    memcpy(copy, ways, n_ways * sizeof *ways);
    pas_step step = {
        .kind = PAS_STEP_MATCH, .between = between, .n_between = n_between, .ways = copy, .n_ways = n_ways};
    pas_match_run(g, &step, said, arena, &counts, &n_counts);
}

static void run(void)
{
    pas_plan_ways none = {0};
    run_with(&none, 0, 2);
}

static const pas_match_count *count_of(const char *kind)
{
    for (uint32_t i = 0; i < n_counts; i++)
        if (strcmp(counts[i].kind, kind) == 0)
            return &counts[i];
    cr_assert_fail("no count of %s", kind);
    return NULL;
}

static void expect_same(pas_node one, pas_node other, const char *how)
{
    pas_str why;
    cr_assert_eq(pas_graph_match(g, one, pas_node_source(g, other), &why), other);
    cr_assert(pas_str_is(why, how), "%.*s, not %s", PAS_FMT(why), how);
    cr_assert_eq(pas_graph_match(g, other, pas_node_source(g, one), NULL), one);
}

static void expect_alone(pas_node node, uint32_t source)
{
    cr_assert_eq(pas_graph_match(g, node, source, NULL), 0);
}

static size_t said_of(const char *code)
{
    return pas_list_count_code(said, code);
}

/* ------------------------------------------------------------------ ways */

Test(match, by_identifier)
{
    pas_node a = pupil(0, "1500001||DUPONT||Jean|01/02/2014"),
             b = pupil(1, "1500001||DUPOND||Jean|01/02/2014");
    pas_node c = pupil(0, "|0123456789A|MARTIN||Lou|"), d = pupil(1, "|0123456789A|||Lou|");
    run();
    expect_same(a, b, "siecle.eleve-id");
    expect_same(c, d, "ine");
    cr_assert_eq(pas_list_count(said), 0);
    const pas_match_count *n = count_of("student");
    cr_assert_eq(n->one, 2);
    cr_assert_eq(n->other, 2);
    cr_assert_eq(n->matched, 2);
    cr_assert_str_eq(n->source_one, "base");
    cr_assert_str_eq(n->source_other, "emploi");
    cr_assert_eq(n_counts, 1, "kinds that neither has are not counted");
}

Test(match, by_name_and_birth_date)
{
    pas_node a = pupil(0, "1||Le Gall-Évrard||Maël|03/04/2013"),
             b = pupil(1, "||LE GALL EVRARD||MAEL|03/04/2013");
    pas_node c = pupil(0, "2||MARTIN|NOUR|Inès|05/06/2013"), d = pupil(1, "||NOUR||Ines|05/06/2013");
    pas_node e = pupil(0, "3||PETIT||Zoé|07/08/2013"), f = pupil(1, "||PETIT||Zoé|08/08/2013");
    pas_node h = pupil(0, "4||ROUX||Léa|"), i = pupil(1, "||ROUX||Léa|");
    run();
    expect_same(a, b, "name+birth-date");
    expect_same(c, d, "name+birth-date");
    expect_alone(e, 1);
    expect_alone(f, 0);
    expect_alone(h, 1);
    expect_alone(i, 0);
    cr_assert_eq(pas_list_count(said), 0, "who is alone is no finding");
    cr_assert_eq(count_of("student")->matched, 2);
}

Test(match, structures)
{
    pas_node a = division(0, "6A"), b = division(1, "6A");
    pas_node c = division(0, "6 ÈME_B"), d = division(1, "6eme B");
    pas_node e = division(0, "6C"), f = division(1, "6D");
    pas_node group = coded(PAS_K_group, PAS_F_group_code, 1, "6C");
    run();
    expect_same(a, b, "code");
    expect_same(c, d, "folded-code");
    expect_alone(e, 1);
    expect_alone(f, 0);
    expect_alone(group, 0);
    cr_assert_eq(count_of("division")->matched, 2);
}

Test(match, the_ways_a_pipeline_names)
{
    static const char *ine[] = {"ine"}, *idents[] = {"edt.ident"};
    pas_plan_ways ways[] = {{"student", ine, 1}, {"room", idents, 1}};
    pas_node a = pupil(0, "1|0123456789A|DUPONT||Jean|01/02/2014"),
             b = pupil(1, "1||DUPONT||Jean|01/02/2014");
    pas_node c = division(0, "6A"), d = division(1, "6A");
    run_with(ways, 2, 2);
    expect_alone(a, 1);
    expect_alone(b, 0);
    expect_alone(c, 1);
    expect_alone(d, 0);
    cr_assert_eq(n_counts, 2, "the kinds that are named, be there none, and no others");
    cr_assert_eq(count_of("room")->one, 0);
}

Test(match, three_sources)
{
    pas_node a = division(0, "6A"), b = division(1, "6A"), c = division(2, "6A");
    pas_plan_ways none = {0};
    run_with(&none, 0, 3);
    expect_same(a, b, "code");
    expect_same(a, c, "code");
    expect_same(b, c, "code");
    cr_assert_eq(n_counts, 3);
}

Test(match, a_step_that_gave_nothing)
{
    static const char *between[] = {"base", "absent"};
    pas_step step = {.kind = PAS_STEP_MATCH, .between = between, .n_between = 2};
    division(0, "6A");
    pas_match_run(g, &step, said, arena, &counts, &n_counts);
    cr_assert_eq(n_counts, 0);
}

/* ------------------------------------------------------------------ ambiguous */

Test(match, two_codes_that_fold_alike)
{
    pas_node a = division(0, "6_A"), b = division(0, "6-A"), c = division(1, "6A");
    run();
    expect_alone(a, 1);
    expect_alone(b, 1);
    expect_alone(c, 0);
    cr_assert_eq(said_of("correspondance-ambigue"), 1, "one finding for one knot");
    cr_assert_eq(count_of("division")->ambiguous, 1);
}

Test(match, homonyms_of_both_sides)
{
    pas_node a = pupil(0, "1||DUPONT||Jean|01/02/2014"), b = pupil(0, "2||DUPONT||Jean|01/02/2014");
    pas_node c = pupil(1, "||DUPONT||Jean|01/02/2014"), d = pupil(1, "||DUPONT||Jean|01/02/2014");
    run();
    expect_alone(a, 1);
    expect_alone(b, 1);
    expect_alone(c, 0);
    expect_alone(d, 0);
    cr_assert_eq(said_of("correspondance-ambigue"), 2);
    cr_assert_eq(pas_list_count(said), 2);
    cr_assert_eq(count_of("student")->ambiguous, 2);
}

Test(match, a_weaker_way_unties_a_knot)
{
    pas_node a = pupil(0, "|0123456789A|DUPONT||Jean|01/02/2014"),
             b = pupil(0, "|0123456789A|PETIT||Zoé|02/02/2014");
    pas_node c = pupil(1, "|0123456789A|DUPONT||Jean|01/02/2014"),
             d = pupil(1, "|0123456789A|PETIT||Zoé|01/02/2014");
    pas_node e = pupil(0, "||ROUX||Léa|03/02/2014"), f = pupil(1, "||ROUX||Léa|03/02/2014");
    run();
    expect_same(a, c, "name+birth-date");
    expect_alone(b, 1);
    expect_alone(d, 0);
    expect_same(e, f, "name+birth-date");
    cr_assert_eq(said_of("correspondance-ambigue"), 1, "only for those who stay alone");
}

/* ------------------------------------------------------------------ told twice */

Test(match, twice_by_the_same_identifier)
{
    pas_node a = pupil(0, "1||DUPONT||Jean|01/02/2014");
    pas_node b = pupil(1, "1||DUPONT||Jean|01/02/2014"), c = pupil(1, "1||DUPOND||Jean|01/02/2014");
    run();
    cr_assert_eq(pas_graph_match(g, b, 0, NULL), a, "both are matched: the writer needs it");
    cr_assert_eq(pas_graph_match(g, c, 0, NULL), a);
    cr_assert_eq(pas_graph_match(g, a, 1, NULL), b);
    cr_assert_eq(said_of("eleve-deux-fois"), 1);
    cr_assert_eq(pas_list_count(said), 1);
    const pas_finding *f = pas_list_get(said, 0);
    cr_assert_eq(f->severity, PAS_ERROR);
    cr_assert_eq(f->origin.line, pas_node_line(g, c));
    cr_assert_eq(count_of("student")->matched, 2);
}

Test(match, twice_in_the_first_source)
{
    pas_node a = pupil(0, "||DUPONT||Jean|01/02/2014"), b = pupil(0, "||DUPONT||Jean|01/02/2014");
    pas_node c = pupil(1, "||DUPONT||Jean|01/02/2014");
    run();
    cr_assert_eq(pas_graph_match(g, a, 1, NULL), c);
    cr_assert_eq(pas_graph_match(g, b, 1, NULL), c);
    cr_assert_eq(pas_graph_match(g, c, 0, NULL), a);
    cr_assert_eq(said_of("eleve-deux-fois"), 1);
    cr_assert(pas_str_is(pas_list_get(said, 0)->origin.file, "base.xml"));
}

Test(match, the_strongest_way_wins_and_the_other_is_told)
{
    pas_node a = pupil(0, "1||DUPONT||Jean|01/02/2014");
    pas_node b = pupil(1, "||DUPONT||Jean|01/02/2014"), c = pupil(1, "1||DUPONT||Jean|01/02/2014");
    run();
    expect_same(a, c, "siecle.eleve-id");
    cr_assert_eq(pas_graph_match(g, b, 0, NULL), a, "a second record is the same person");
    cr_assert_eq(said_of("eleve-deux-fois"), 1);
    cr_assert_eq(pas_list_get(said, 0)->origin.line, pas_node_line(g, b));
    pas_buf text = {0};
    pas_finding_text(&text, pas_list_get(said, 0), PAS_FR, true);
    cr_assert(strstr(text.ptr, "emploi.xml:"), "%s", text.ptr);
    pas_buf_free(&text);
}

/* ------------------------------------------------------------------ identity */

Test(match, an_identifier_given_again)
{
    pas_node a = pupil(0, "1|0123456789A|DUPONT||Jean|01/02/2014"),
             b = pupil(1, "|0123456789A|MARTIN||Lou|05/05/2012");
    pas_node c = pupil(0, "2|0123456789B|MARTIN||Lou|05/05/2012");
    run();
    expect_alone(a, 1);
    expect_same(c, b, "name+birth-date");
    cr_assert_eq(said_of("eleve-identite-differente"), 1);
    cr_assert_eq(pas_list_count(said), 1);
    const pas_finding *f = pas_list_get(said, 0);
    cr_assert(pas_str_is(f->origin.file, "emploi.xml"), "told where it is to be corrected");
    pas_buf text = {0};
    pas_finding_text(&text, f, PAS_FR, false);
    cr_assert(!strstr(text.ptr, "MARTIN") && !strstr(text.ptr, "DUPONT"), "masked: %s", text.ptr);
    pas_buf_free(&text);
}

Test(match, a_name_or_a_date_that_changed_is_the_same_pupil)
{
    pas_node a = pupil(0, "1||DUPONT||Jean|01/02/2014"), b = pupil(1, "1||MARTIN||Jean|01/02/2014");
    pas_node c = pupil(0, "2||PETIT||Zoé|01/02/2014"), d = pupil(1, "2||PETIT||Zoé|02/01/2014");
    pas_node e = pupil(0, "3||ROUX||Léa|01/03/2014"), f = pupil(1, "3|||||");
    run();
    expect_same(a, b, "siecle.eleve-id");
    expect_same(c, d, "siecle.eleve-id");
    expect_same(e, f, "siecle.eleve-id");
    cr_assert_eq(pas_list_count(said), 0);
}

Test(match, a_pair_is_told_once_whatever_the_identifiers)
{
    pupil(0, "1|0123456789A|DUPONT||Jean|01/02/2014");
    pupil(1, "1|0123456789A|MARTIN||Lou|05/05/2012");
    run();
    cr_assert_eq(said_of("eleve-identite-differente"), 1);
    cr_assert_eq(count_of("student")->matched, 0);
}

/* ------------------------------------------------------------------ the rest */

Test(match, ways_come_from_the_schema)
{
    const char *const *ways = pas_match_ways("student");
    cr_assert_str_eq(ways[0], "siecle.eleve-id");
    size_t n = 0;
    while (ways[n])
        n++;
    cr_assert_str_eq(ways[n - 1], "name+birth-date");
    cr_assert_str_eq(pas_match_ways("division")[0], "code");
    cr_assert_str_eq(pas_match_ways("division")[1], "folded-code");
    cr_assert_null(pas_match_ways("export"));
    cr_assert_null(pas_match_ways("rien"));
}

static double seconds(clock_t since)
{
    return (double)(clock() - since) / CLOCKS_PER_SEC;
}

/* 20 000 pupils on each side, and as many that have one key in common: no square of anything. */
Test(match, a_large_school)
{
    char facts[80];
    for (int i = 0; i < 20000; i++) {
        snprintf(facts, sizeof facts, "%d||NOM%d||Jean|01/02/2014", i, i);
        pupil(0, facts);
        snprintf(facts, sizeof facts, "||NOM%d||JEAN|01/02/2014", i);
        pupil(1, facts);
        pupil(0, "|SAME|SAME||Jean|01/03/2014");
        pupil(1, "|SAME|SAME||Jean|01/03/2014");
    }
    clock_t start = clock();
    run();
    cr_assert_lt(seconds(start), 10.0, "%.1f s", seconds(start));
    cr_assert_eq(count_of("student")->matched, 20000);
    cr_assert_eq(count_of("student")->ambiguous, 20000);
}
