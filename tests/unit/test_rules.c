/* Rules on files: each said where it must be and only there, and « non contrôlé » when nothing tells. */
#include "base/text.h"
#include "rules/rules.h"

#include <criterion/criterion.h>
#include <string.h>

static pas_graph *g;
static pas_findings_list *said;
static pas_arena *arena;
static pas_rule_context context;
static pas_step step;
static const char **unchecked;
static uint32_t n_unchecked;

static void open_graph(void)
{
    g = pas_graph_new();
    said = pas_list_new();
    arena = pas_arena_new();
    pas_graph_source base = {PAS_STR("base"), PAS_STR("base"), PAS_STR("Base"), PAS_ROLE_PUPIL_BASE};
    pas_graph_source emploi = {PAS_STR("emploi"), PAS_STR("emploi"), PAS_STR("Emploi"), PAS_ROLE_TIMETABLE};
    pas_graph_add_source(g, &base);
    pas_graph_add_source(g, &emploi);
    context = (pas_rule_context){.graph = g, .findings = said, .now = {.date = {2026, 8, 31}, .hour = 18}};
    step = (pas_step){.kind = PAS_STEP_CHECK};
}

static void close_graph(void)
{
    pas_graph_free(g);
    pas_list_free(said);
    pas_arena_free(arena);
}

TestSuite(rules, .init = open_graph, .fini = close_graph);

static pas_node file(uint32_t source, const char *name, const char *document, const char *uai, int year,
                     const char *stamp)
{
    pas_graph_input in = {pas_cstr(name), pas_cstr(document), PAS_STR(""), source};
    uint32_t input = pas_graph_add_input(g, &in);
    pas_node node = pas_graph_begin(g, PAS_K_export, source, input, 2);
    pas_stamp t;
    pas_date d;
    if (uai)
        pas_graph_set_text(g, node, PAS_F_export_uai, pas_cstr(uai));
    if (year)
        pas_graph_set_int(g, node, PAS_F_export_year, year);
    if (stamp && pas_parse_stamp_iso(pas_cstr(stamp), &t))
        pas_graph_set_stamp(g, node, PAS_F_export_stamp, t);
    else if (stamp && pas_parse_date_iso(pas_cstr(stamp), &d))
        pas_graph_set_date(g, node, PAS_F_export_date, d);
    pas_graph_end(g, node);
    return node;
}

static pas_node good_file(void)
{
    return file(0, "eleves.xml", "eleves", "0999990W", 2026, "2026-08-31T10:00:00");
}

static void run_rule(const char *code)
{
    static const char *rules[1];
    rules[0] = code;
    step.rules = rules;
    step.n_rules = code ? 1 : 0;
    pas_rules_run(&step, &context, arena, &unchecked, &n_unchecked);
}

/* How often the rule said its finding; it must have been checked. */
static size_t says(const char *code)
{
    size_t before = pas_list_count_code(said, code);
    run_rule(code);
    cr_assert_eq(n_unchecked, 0, "%s was not checked", code);
    return pas_list_count_code(said, code) - before;
}

static const pas_finding *last(void)
{
    return pas_list_get(said, pas_list_count(said) - 1);
}

static void expect_words(const char *words)
{
    pas_buf b = {0};
    pas_finding_text(&b, last(), PAS_FR, true);
    cr_assert(strstr(b.ptr, words), "« %s » in: %s", words, b.ptr);
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------ all */

enum { ALL = 16, ON_TWO_BASES = 6 }; /* rules; those that compare the structures of two bases */

Test(rules, codes_have_a_message)
{
    size_t n;
    const char *const *codes = pas_rule_codes(&n);
    cr_assert_eq(n, ALL);
    cr_assert_null(codes[n]);
    for (size_t i = 0; i < n; i++)
        cr_assert_not_null(pas_host_message(codes[i]), "%s", codes[i]);
}

Test(rules, nothing_to_look_at_is_not_correct)
{
    run_rule(NULL);
    cr_assert_eq(n_unchecked, ALL);
    cr_assert_eq(pas_list_count(said), 0);
}

Test(rules, a_good_run_says_nothing)
{
    good_file();
    file(0, "structures.xml", "structures", "0999990W", 2026, "2026-08-31T10:01:00");
    context.year = 2026;
    context.uai = "0999990W";
    pas_node pupil = pas_graph_begin(g, PAS_K_student, 0, 1, 9);
    pas_graph_set_text(g, pupil, PAS_F_student_family_name, PAS_STR("LÉÂAD D'ÇA-Œ"));
    pas_graph_end(g, pupil);
    run_rule(NULL);
    cr_assert_eq(n_unchecked, ON_TWO_BASES, "%s", n_unchecked ? unchecked[0] : "");
    cr_assert_str_eq(unchecked[0], "structures-a-pousser");
    cr_assert_eq(pas_list_count(said), 0, "%s", pas_list_count(said) ? last()->message->code : "");
}

Test(rules, only_the_rules_asked_for_and_their_severities)
{
    file(0, "eleves.xml", "eleves", "0999990W", 2025, "2026-01-01");
    context.year = 2026;
    pas_plan_severity severity = {"export-perime", PAS_BLOCKING};
    step.severities = &severity;
    step.n_severities = 1;
    cr_assert_eq(says("export-perime"), 1);
    cr_assert_eq(pas_list_count(said), 1);
    cr_assert_eq(last()->severity, PAS_BLOCKING);
    cr_assert_eq(says("fichier-annee-inattendue"), 1);
    cr_assert_eq(last()->severity, PAS_WARNING);
}

/* ------------------------------------------------------------------ school */

Test(rules, files_of_two_schools)
{
    good_file();
    cr_assert_eq(says("fichiers-uai-differents"), 0);
    file(1, "emploi.xml", "export", "0999991X", 2026, NULL);
    cr_assert_eq(says("fichiers-uai-differents"), 1, "one finding for all files");
    cr_assert_eq(last()->severity, PAS_BLOCKING);
    expect_words("eleves.xml (0999990W), emploi.xml (0999991X)");
    cr_assert(pas_str_is(last()->origin.file, "emploi.xml"));
}

Test(rules, a_file_of_another_school_than_asked)
{
    good_file();
    context.uai = "0999991X";
    cr_assert_eq(says("fichiers-uai-differents"), 1);
    expect_words("≠ 0999991X");
}

Test(rules, school_absent)
{
    file(0, "eleves.xml", "eleves", NULL, 2026, NULL);
    file(1, "emploi.xml", "export", " ", 2026, NULL);
    cr_assert_eq(says("fichier-uai-absent"), 2);
    cr_assert_eq(pas_list_get(said, 0)->severity, PAS_BLOCKING, "a base has to tell");
    cr_assert_eq(pas_list_get(said, 1)->severity, PAS_WARNING);
}

Test(rules, school_miswritten)
{
    good_file();
    cr_assert_eq(says("fichier-uai-cle-fausse"), 0);
    file(1, "emploi.xml", "export", "0999990A", 2026, NULL);
    cr_assert_eq(says("fichier-uai-cle-fausse"), 1);
    expect_words("attendu : 0999990W");
    file(1, "autre.xml", "export", "99", 2026, NULL);
    cr_assert_eq(says("fichier-uai-cle-fausse"), 2);
    expect_words("attendu : 0000000A");
}

/* ------------------------------------------------------------------ year */

Test(rules, files_of_two_years)
{
    good_file();
    cr_assert_eq(says("fichiers-annees-differentes"), 0);
    file(1, "emploi.xml", "export", "0999990W", 2025, NULL);
    cr_assert_eq(says("fichiers-annees-differentes"), 1);
    cr_assert_eq(last()->severity, PAS_BLOCKING);
    expect_words("emploi.xml (2025)");
}

Test(rules, year_absent_or_unexpected)
{
    file(0, "eleves.xml", "eleves", "0999990W", 0, NULL);
    cr_assert_eq(says("fichier-annee-absente"), 1);
    run_rule("fichier-annee-inattendue");
    cr_assert_eq(n_unchecked, 1, "no year was asked for");
    file(0, "eleves.xml", "eleves", "0999990W", 2025, NULL);
    context.year = 2026;
    cr_assert_eq(says("fichier-annee-inattendue"), 1);
    expect_words("2025 alors que vous préparez 2026");
}

/* ------------------------------------------------------------------ day */

Test(rules, old_exports)
{
    file(0, "a.xml", "eleves", "0999990W", 2026, "2026-08-16T23:59:59");
    cr_assert_eq(says("export-perime"), 0, "fifteen days");
    file(0, "b.xml", "structures", "0999990W", 2026, "2026-08-15");
    cr_assert_eq(says("export-perime"), 1);
    expect_words("15/08/2026 (16 jours)");
}

Test(rules, a_set_of_many_days)
{
    file(0, "a.xml", "eleves", "0999990W", 2026, "2026-08-30T10:00:00");
    run_rule("jeu-dates-heterogenes");
    cr_assert_eq(n_unchecked, 1, "one file is no set");
    file(1, "e.xml", "export", "0999990W", 2026, "2026-08-01T10:00:00");
    run_rule("jeu-dates-heterogenes");
    cr_assert_eq(n_unchecked, 1, "two systems are two sets");
    file(0, "b.xml", "structures", "0999990W", 2026, "2026-08-31T10:00:00");
    cr_assert_eq(says("jeu-dates-heterogenes"), 0, "a day to the second");
    file(0, "c.xml", "commun", "0999990W", 2026, "2026-08-31T10:00:01");
    cr_assert_eq(says("jeu-dates-heterogenes"), 1);
    expect_words("30/08/2026 → 31/08/2026");
}

Test(rules, a_set_of_dates_without_hours)
{
    file(0, "a.xml", "eleves", "0999990W", 2026, "2026-08-30");
    file(0, "b.xml", "structures", "0999990W", 2026, "2026-08-31T23:00:00");
    cr_assert_eq(says("jeu-dates-heterogenes"), 0, "neighbouring days may be a day apart");
    file(0, "c.xml", "commun", "0999990W", 2026, "2026-08-29");
    cr_assert_eq(says("jeu-dates-heterogenes"), 1);
}

/* ------------------------------------------------------------------ twice, characters */

Test(rules, the_same_document_twice)
{
    good_file();
    file(0, "structures.xml", "structures", "0999990W", 2026, NULL);
    file(1, "eleves2.xml", "eleves", "0999990W", 2026, NULL);
    file(0, "eleves-2025.xml", "eleves", "0999990W", 2025, NULL);
    file(0, "eleves-autre.xml", "eleves", "0999991X", 2026, NULL);
    cr_assert_eq(says("fichier-fourni-deux-fois"), 0);
    file(0, "eleves (1).xml", "eleves", "0999990w", 2026, NULL);
    cr_assert_eq(says("fichier-fourni-deux-fois"), 1);
    expect_words("« eleves.xml » et « eleves (1).xml »");
}

static pas_node pupil_named(uint32_t source, pas_str name)
{
    pas_node node = pas_graph_begin(g, PAS_K_student, source, 1, 30);
    pas_graph_set_text(g, node, PAS_F_student_family_name, name);
    pas_graph_end(g, node);
    return node;
}

Test(rules, damaged_characters)
{
    good_file();
    static const char *const good[] = {"DUPONT", "LÉA", "ÂGÉ", "ÃO", "L'ÎLE", "QUI ?", "?", "A? B", "Ã"};
    static const char *const bad[] = {"L\xef\xbf\xbdX", "LÃ©A", "Ã‰TÉ", "NÂ°1", "L?A", "É?E"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        pupil_named(0, pas_cstr(good[i]));
    cr_assert_eq(says("fichier-caracteres-alteres"), 0);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        pupil_named(0, pas_cstr(bad[i]));
    cr_assert_eq(says("fichier-caracteres-alteres"), 1, "one finding a source");
    expect_words("6 valeurs de Base");
    pupil_named(1, PAS_STR("A?B"));
    cr_assert_eq(says("fichier-caracteres-alteres"), 2);
}

Test(rules, the_example_of_damage_is_masked)
{
    pas_graph_input in = {PAS_STR("eleves.xml"), PAS_STR("eleves"), PAS_STR(""), 0};
    pas_graph_add_input(g, &in);
    pupil_named(0, PAS_STR("DUPONT L?A"));
    cr_assert_eq(says("fichier-caracteres-alteres"), 1);
    pas_buf b = {0};
    pas_finding_text(&b, last(), PAS_FR, false);
    cr_assert(!strstr(b.ptr, "DUPONT"), "%s", b.ptr);
    pas_buf_free(&b);
}
