/* The report of a small invented run: text in both languages, masked and shown, and JSON. */
#include "plan_sample.h"

#include "report/report.h"

#include <criterion/criterion.h>
#include <jansson.h>

static plan_sample s;
static pas_graph *g;
static pas_foresight_log *outcomes;
static pas_report report;
static pas_report_step steps[4];
static pas_match_count match_count;
static pas_report_output output;
static const char *unchecked[] = {"export-perime"};
static pas_node pupil;

static pas_node node_of(uint32_t kind, uint32_t source, uint32_t line)
{
    pas_node n = pas_graph_begin(g, kind, source, source + 1, line);
    if (kind == PAS_K_student)
        pas_graph_set_text(g, n, PAS_F_student_siecle_id, PAS_STR("1500001"));
    pas_graph_end(g, n);
    return n;
}

static void say_unknown(const char *name, uint32_t line)
{
    pas_argument args[] = {{PAS_STR("eleve"), pas_cstr(name), true}};
    pas_finding f = {.message = &sample_base_messages[0],
                     .origin = {.step = PAS_STR("e"),
                                .file = PAS_STR("emploi.xml"),
                                .line = line,
                                .record = PAS_STR("Eleve 102")},
                     .args = args,
                     .n_args = 1,
                     .severity = PAS_BLOCKING};
    pas_list_add(s.findings, &f);
}

static void fate(pas_node node, uint32_t what, const char *answer)
{
    pas_outcome o = {.node = node,
                     .fate = what,
                     .label = PAS_STR("1500001"),
                     .answer = pas_cstr(answer),
                     .origin = {.file = PAS_STR("emploi.xml"), .line = 12}};
    pas_log_fate(outcomes, &o);
}

static void fill_graph(void)
{
    g = pas_graph_new();
    pas_graph_source base = {PAS_STR("b"), PAS_STR("base"), PAS_STR("Base"), PAS_ROLE_PUPIL_BASE};
    pas_graph_source emploi = {PAS_STR("e"), PAS_STR("emploi"), PAS_STR("Emploi"), PAS_ROLE_TIMETABLE};
    pas_graph_add_source(g, &base);
    pas_graph_add_source(g, &emploi);
    pas_graph_input in = {PAS_STR("b.zip!eleves.xml"), PAS_STR("eleves"), PAS_STR(""), 0};
    pas_graph_add_input(g, &in);
    in = (pas_graph_input){PAS_STR("emploi.xml"), PAS_STR("export"), PAS_STR(""), 1};
    pas_graph_add_input(g, &in);
    in = (pas_graph_input){PAS_STR("b.zip!structures.xml"), PAS_STR("structures"), PAS_STR(""), 0};
    pas_graph_add_input(g, &in);
    pupil = node_of(PAS_K_student, 0, 3);
    node_of(PAS_K_student, 0, 4);
    node_of(PAS_K_division, 0, 5);
    node_of(PAS_K_student, 1, 6);
    node_of(PAS_K_course, 1, 7);
}

static void open_report(void)
{
    s = sample_open();
    sample_put(&s, "b.zip", "x", 1);
    sample_load(&s, "[pipeline]\nformat = 1\nname = essai\nsummary = Liens d'Emploi vers Base\n"
                    "summary.en = Links of Emploi to Base\n[vars]\nuai = 0999990W\nannee = 2026\n"
                    "[read b]\nplugin = base\nfile = *.zip\n");
    fill_graph();
    outcomes = pas_log_new();
    match_count = (pas_match_count){"student", 2, 1, 1, 0, "b", "e"};
    output = (pas_report_output){"liens.zip", "w", 12345};
    steps[0] =
        (pas_report_step){.name = "b", .kind = "read", .plugin = "base", .system = "Base", .state = "done"};
    steps[1] = (pas_report_step){
        .name = "e", .kind = "read", .plugin = "emploi", .system = "Emploi", .state = "done"};
    steps[2] = (pas_report_step){.name = "c",
                                 .kind = "check",
                                 .state = "done",
                                 .unchecked = unchecked,
                                 .n_unchecked = 1,
                                 .matches = &match_count,
                                 .n_matches = 1};
    steps[3] = (pas_report_step){.name = "w",
                                 .kind = "write",
                                 .plugin = "base",
                                 .system = "Base",
                                 .state = "done",
                                 .foresight = outcomes,
                                 .document = &sample_base_documents[2]};
    report = (pas_report){.version = "0.1.0",
                          .plan = s.plan,
                          .pipeline_path = "essai.ini",
                          .graph = g,
                          .findings = s.findings,
                          .steps = steps,
                          .n_steps = 4,
                          .outputs = &output,
                          .n_outputs = 1,
                          .out_folder = "sortie",
                          .published = true,
                          .now = {.date = {2026, 8, 31}, .hour = 18, .minute = 15}};
}

static void close_report(void)
{
    pas_log_free(outcomes);
    pas_graph_free(g);
    sample_close(&s);
}

TestSuite(report, .init = open_report, .fini = close_report);

static pas_buf written;

static const char *text_of(pas_lang lang, bool show, uint32_t most)
{
    pas_report_style style = {.lang = lang, .show = show, .most = most};
    pas_buf_clear(&written);
    pas_report_text(&report, &style, &written);
    return written.ptr;
}

static void expect_no_long_line(const char *text)
{
    pas_str rest = pas_cstr(text), line;
    while (pas_str_split(&rest, '\n', &line))
        cr_assert_leq(pas_utf8_count(line), 100, "%.*s", PAS_FMT(line));
}

/* ------------------------------------------------------------------ text */

Test(report, a_good_run_word_for_word)
{
    fate(pupil, PAS_FATE_COMPLETE, NULL);
    pas_log_figure(outcomes, &sample_base_messages[1], 1204);
    steps[2].n_unchecked = 0;
    cr_assert_str_eq(text_of(PAS_FR, false, 5), "Passerelle 0.1.0 · Liens d'Emploi vers Base\n"
                                                "Établissement 0999990W · année 2026 · 31/08/2026 18:15\n"
                                                "\n"
                                                "Lu\n"
                                                "  b  Base    1 fichier, 2 élèves, 1 division\n"
                                                "  e  Emploi  1 fichier, 1 élève, 1 cours\n"
                                                "\n"
                                                "Mis en correspondance\n"
                                                "  élèves        1 sur 1 (e) avec b (2)\n"
                                                "\n"
                                                "Ce que Base fera du fichier\n"
                                                "  pris entièrement         1 élève\n"
                                                "  Liens écrits : 1204\n"
                                                "\n"
                                                "À corriger\n"
                                                "  Rien.\n"
                                                "\n"
                                                "Écrit\n"
                                                "  sortie/liens.zip (12 ko)\n");
    cr_assert(strstr(text_of(PAS_EN, false, 5), "What Base will do with the file\n  taken whole"));
    cr_assert(strstr(written.ptr, "Links of Emploi to Base"));
    cr_assert(strstr(written.ptr, "1 of 1 (e) with b (2)"));
}

Test(report, what_is_to_be_corrected)
{
    say_unknown("DUPONT Jean", 4821);
    say_unknown("MARTIN Lou", 4830);
    say_unknown("PETIT Zoé", 4840);
    report.published = false;
    report.exit_code = 2;
    const char *text = text_of(PAS_FR, false, 2);
    cr_assert(strstr(text, "À corriger\n  BLOQUANT  Élèves inconnus de Base (3)"), "%s", text);
    cr_assert(strstr(text, " liens-eleve-inconnu\n"), "%s", text);
    cr_assert(strstr(text, "    Où : Emploi. Que faire : Mettez à jour les élèves"), "%s", text);
    cr_assert(strstr(text, "REJET_01"), "%s", text);
    cr_assert(strstr(text, "    emploi.xml:4821 · Eleve 102 · "), "%s", text);
    cr_assert(strstr(text, "emploi.xml:4830"), "%s", text);
    cr_assert_not(strstr(text, "emploi.xml:4840"), "%s", text);
    cr_assert(strstr(text, "… et 1 de plus"), "%s", text);
    cr_assert(strstr(text, "Rien n'a été publié : 3 points bloquants. Les fichiers précédents sont intacts."),
              "%s", text);
    cr_assert(strstr(text, "Non contrôlé"), "%s", text);
    cr_assert(strstr(text, "Exports anciens (export-perime)"), "%s", text);
    expect_no_long_line(text);
}

Test(report, personal_values_are_masked_unless_shown)
{
    say_unknown("DUPONT Jean", 4821);
    cr_assert_not(strstr(text_of(PAS_FR, false, 0), "DUPONT"), "%s", written.ptr);
    cr_assert(strstr(text_of(PAS_FR, true, 0), "DUPONT Jean n'existe pas dans Base."), "%s", written.ptr);
}

Test(report, the_worst_first)
{
    pas_origin at = {.file = PAS_STR("a.xml")};
    pas_list_say(s.findings, at, "export-perime", "fichier", "a.xml", "date", "x", "age", "20", "systeme",
                 "Base", NULL);
    pas_list_say(s.findings, at, "export-perime", "fichier", "b.xml", "date", "x", "age", "20", "systeme",
                 "Emploi", NULL);
    pas_list_say(s.findings, at, "fichier-annee-inattendue", "fichier", "a.xml", NULL);
    say_unknown("X", 1);
    const char *text = text_of(PAS_FR, false, 0);
    const char *first = strstr(text, "liens-eleve-inconnu"), *second = strstr(text, "export-perime"),
               *third = strstr(text, "fichier-annee-inattendue");
    cr_assert(first && second && third && first < second && second < third, "%s", text);
    cr_assert(strstr(text, "Où : Base, Emploi."), "the systems of all its findings: %s", text);
}

Test(report, fates_count_a_record_once_by_its_worst)
{
    fate(pupil, PAS_FATE_COMPLETE, NULL);
    fate(pupil, PAS_FATE_PARTIAL, "GROUPE_1");
    fate(pupil, PAS_FATE_PARTIAL, "GROUPE_1");
    fate(pupil, PAS_FATE_UNKNOWN, NULL);
    fate(pupil + 1, PAS_FATE_REJECTED, "REJET_01");
    fate(pupil + 1, PAS_FATE_PARTIAL, "GROUPE_2");
    fate(0, PAS_FATE_ABSENT, NULL);
    uint32_t n[5];
    pas_log_count(outcomes, n);
    cr_assert_eq(n[PAS_FATE_COMPLETE], 0);
    cr_assert_eq(n[PAS_FATE_PARTIAL], 1);
    cr_assert_eq(n[PAS_FATE_REJECTED], 1);
    cr_assert_eq(n[PAS_FATE_ABSENT], 1);
    cr_assert_eq(n[PAS_FATE_UNKNOWN], 0);
    const char *text = text_of(PAS_FR, false, 0);
    cr_assert(strstr(text, "1 élève           GROUPE_1 (2), GROUPE_2 (1)\n"), "%s", text);
    cr_assert(strstr(text, "REJET_01 (1)"), "%s", text);
}

Test(report, dry_runs_and_steps_that_failed)
{
    report.published = false;
    report.dry_run = true;
    cr_assert(strstr(text_of(PAS_FR, false, 0),
                     "Essai à blanc : rien n'est écrit. Le serait :\n  sortie/liens.zip"),
              "%s", written.ptr);
    report.dry_run = false;
    report.exit_code = 4;
    steps[1].state = "failed";
    steps[3].state = "skipped";
    const char *text = text_of(PAS_FR, false, 0);
    cr_assert(strstr(text, "e  Emploi  lecture non aboutie"), "%s", text);
    cr_assert(strstr(text, "Rien n'a été publié : l'étape « e » n'a pas abouti."), "%s", text);
    steps[1].state = "skipped";
    report.in_process = true;
    text = text_of(PAS_FR, false, 0);
    cr_assert(strstr(text, "e  Emploi  non fourni"), "%s", text);
    cr_assert(strstr(text, "sans confinement"), "%s", text);
}

/* What a file holds can neither move the cursor nor turn the line over. */
Test(report, the_terminal_is_safe)
{
    say_unknown("A\033[2J\x07\xc2\x9b"
                "B\xe2\x80\xae"
                "C\n\xff",
                1);
    const char *text = text_of(PAS_FR, true, 0);
    cr_assert(strstr(text, "A?[2J??B?C??"), "%s", text);
    cr_assert_eq(pas_utf8_valid(text, strlen(text)), strlen(text));
}

Test(report, long_texts_are_wrapped)
{
    pas_buf name = {0};
    for (int i = 0; i < 40; i++)
        pas_buf_printf(&name, "mot%d « cité » : ", i);
    say_unknown(name.ptr, 1);
    const char *text = text_of(PAS_FR, true, 0);
    expect_no_long_line(text);
    pas_str rest = pas_cstr(text), line;
    while (pas_str_split(&rest, '\n', &line)) {
        cr_assert_not(pas_str_starts(pas_str_trim(line), ":"), "%.*s", PAS_FMT(line));
        cr_assert_not(pas_str_starts(pas_str_trim(line), "»"), "%.*s", PAS_FMT(line));
        cr_assert_not(pas_str_ends(line, "«"), "%.*s", PAS_FMT(line));
    }
    pas_buf_free(&name);
}

Test(report, colour_only_when_asked)
{
    say_unknown("X", 1);
    cr_assert_not(strchr(text_of(PAS_FR, true, 0), '\033'));
    pas_report_style style = {.colour = true};
    pas_buf_clear(&written);
    pas_report_text(&report, &style, &written);
    cr_assert(strstr(written.ptr, "\033[1;31mBLOQUANT"));
}

Test(report, findings_alone)
{
    pas_buf b = {0};
    pas_report_style style = {0};
    pas_report_findings(s.findings, &style, &b);
    cr_assert_eq(b.len, 0, "nothing to say");
    pas_list_say(s.findings, (pas_origin){.file = PAS_STR("essai.ini"), .line = 4}, "pipeline-cle-inconnue",
                 "cle", "plugn", "suggestion", " Vouliez-vous dire « plugin » ?", NULL);
    pas_report_findings(s.findings, &style, &b);
    cr_assert(strstr(b.ptr, "essai.ini:4 · « plugn » n'a pas sa place ici. Vouliez-vous dire « plugin » ?"),
              "%s", b.ptr);
    pas_buf_free(&b);
}

/* A run that stopped before anything was read. */
Test(report, an_empty_run)
{
    pas_report empty = {.findings = s.findings, .now = {.date = {2026, 8, 31}}};
    pas_report_style style = {0};
    pas_buf b = {0};
    pas_report_text(&empty, &style, &b);
    pas_report_json(&empty, &b);
    cr_assert(b.len > 0);
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------ JSON */

static json_t *json_of(void)
{
    json_error_t error;
    pas_buf_clear(&written);
    pas_report_json(&report, &written);
    json_t *root = json_loadb(written.ptr, written.len, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(root, "%s", error.text);
    return root;
}

Test(report, json)
{
    say_unknown("DUPONT Jean", 4821);
    fate(pupil, PAS_FATE_PARTIAL, "GROUPE_1");
    pas_log_figure(outcomes, &sample_base_messages[1], 1204);
    json_t *root = json_of();
    int format, code, line, count, partial, value, files, students, matched;
    const char *uai, *name, *severity, *text, *record, *rule, *file;
    json_error_t error;
    int bad = json_unpack_ex(
        root, &error, 0,
        "{s:i, s:{s:s, s:i}, s:{s:s}, s:[{s:i, s:{s:i}}, {}, {s:[s]}, {s:{s:{s:i}, s:[{s:i}], s:[{s:s}]}}],"
        " s:[{s:s, s:i, s:[{s:i, s:{s:s}}]}], s:[{s:s}]}",
        "format", &format, "run", "school", &uai, "exit-code", &code, "pipeline", "name", &name, "steps",
        "files", &files, "counts", "student", &students, "unchecked", &rule, "foresight", "counts", "partial",
        &partial, "figures", "value", &value, "records", "record", &record, "groups", "severity", &severity,
        "count", &count, "findings", "line", &line, "text", "fr", &text, "outputs", "file", &file);
    cr_assert_eq(bad, 0, "%s", error.text);
    cr_assert_eq(format, 1);
    cr_assert_str_eq(uai, "0999990W");
    cr_assert_eq(code, 0);
    cr_assert_str_eq(name, "essai");
    cr_assert_eq(files, 1);
    cr_assert_eq(students, 2);
    cr_assert_str_eq(rule, "export-perime");
    cr_assert_eq(partial, 1);
    cr_assert_eq(value, 1204);
    cr_assert_str_eq(record, "1500001");
    cr_assert_str_eq(severity, "blocking");
    cr_assert_eq(count, 1);
    cr_assert_eq(line, 4821);
    cr_assert_str_eq(text, "DUPONT Jean n'existe pas dans Base.", "in clear");
    cr_assert_str_eq(file, "liens.zip");
    steps[2].kind = "match";
    json_t *again = json_of();
    cr_assert_eq(json_unpack_ex(again, &error, 0, "{s:[{}, {}, {s:[{s:i}]}, {}]}", "steps", "matches",
                                "matched", &matched),
                 0, "%s", error.text);
    cr_assert_eq(matched, 1);
    json_decref(root);
    json_decref(again);
}

Test(report, json_is_stable_and_keeps_to_utf8)
{
    say_unknown("A\xff"
                "B",
                1);
    json_decref(json_of());
    char *first = pas_xstrdup(written.ptr);
    json_decref(json_of());
    cr_assert_str_eq(first, written.ptr);
    cr_assert(strstr(first, "A?B"));
    const char *keys[] = {"\"format\"", "\"version\"", "\"pipeline\"", "\"run\"",
                          "\"steps\"",  "\"groups\"",  "\"outputs\""};
    const char *at = first;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        at = strstr(at, keys[i]);
        cr_assert_not_null(at, "%s", keys[i]);
    }
    free(first);
}
