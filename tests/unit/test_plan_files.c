/* Patterns and files of a read step: what answers, what is missing, what is too many, what is not followed.
 */
#include "plan_sample.h"

#include <criterion/criterion.h>

static plan_sample s;

static void open_sample(void)
{
    s = sample_open();
    static const char *const names[] = {"b.xml", "a.xml", "c.zip", "d[1].xml", ".cache.xml"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        sample_put(&s, names[i], "x", 1);
    char path[96];
    snprintf(path, sizeof path, "%s/sous", s.folder);
    mkdir(path, 0700);
    sample_put(&s, "sous/e.xml", "x", 1);
    snprintf(path, sizeof path, "%s/dossier.xml", s.folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/tube.xml", s.folder);
    mkfifo(path, 0600);
}

static void close_sample(void)
{
    sample_close(&s);
}

TestSuite(plan_files, .init = open_sample, .fini = close_sample);

#define HEAD "[pipeline]\nformat = 1\n[read a]\nplugin = base\n"

static void expect_files(const char *keys, const char *expected)
{
    pas_buf text = {0}, names = {0};
    pas_buf_printf(&text, "%s%s\n", HEAD, keys);
    sample_load(&s, text.ptr);
    cr_assert(pas_plan_complete(s.plan), "%s\n%s", keys, sample_said(s.findings));
    const pas_step *step = pas_plan_step(s.plan, 0);
    for (uint32_t i = 0; i < step->n_files; i++)
        pas_buf_printf(&names, "%s%s%s%s", i ? " " : "",
                       step->files[i].document ? step->files[i].document : "",
                       step->files[i].document ? "=" : "", step->files[i].name);
    cr_assert_str_eq(names.ptr ? names.ptr : "", expected, "%s", keys);
    pas_buf_free(&text);
    pas_buf_free(&names);
}

Test(plan_files, patterns)
{
    expect_files("file = *.xml", "a.xml b.xml d[1].xml");
    expect_files("file = c.zip | a.xml | *.zip", "a.xml c.zip");
    expect_files("file = [ab].xml", "a.xml b.xml");
    expect_files("file = ?.xml", "a.xml b.xml");
    expect_files("file = sous/*.xml", "sous/e.xml");
    expect_files("file = d\\[1\\].xml", "d[1].xml");
    expect_files("file.eleves = a.xml\nfile = *.xml", "eleves=a.xml b.xml d[1].xml");
    expect_files("file = *.xml\nfile.eleves = a.xml", "eleves=a.xml b.xml d[1].xml");
    expect_files("file = rien*\noptional = all", "");
    expect_files("file.structures = rien*\nfile.eleves = a.xml\noptional = structures", "eleves=a.xml");
}

Test(plan_files, the_path_is_under_the_input_folder)
{
    sample_load(&s, HEAD "file = a.xml\n");
    char path[96];
    snprintf(path, sizeof path, "%s/a.xml", s.folder);
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->files[0].path, path);
    cr_assert_eq(pas_plan_step(s.plan, 0)->files[0].line, 5);
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->patterns[0], "a.xml");
}

/* A folder whose own name looks like a pattern. */
Test(plan_files, the_folder_is_no_pattern)
{
    char folder[96], path[128];
    snprintf(folder, sizeof folder, "%s/[ab]*", s.folder);
    mkdir(folder, 0700);
    sample_put(&s, "[ab]*/x.xml", "x", 1);
    sample_put(&s, "essai.ini", HEAD "file = *.xml\n", strlen(HEAD "file = *.xml\n"));
    snprintf(path, sizeof path, "%s/essai.ini", s.folder);
    pas_plan_wish wish = {.path = path, .in = folder};
    pas_plan *plan = pas_plan_load(&wish, s.catalogue, s.findings);
    cr_assert(pas_plan_complete(plan), "%s", sample_said(s.findings));
    cr_assert_eq(pas_plan_step(plan, 0)->n_files, 1);
    cr_assert_str_eq(pas_plan_step(plan, 0)->files[0].name, "x.xml");
    pas_plan_free(plan);
}

struct lack {
    const char *keys, *code, *words;
    bool good; /* the plan is: only the data lack */
};

Test(plan_files, what_is_refused_or_missing)
{
    static const struct lack lacks[] = {
        {"file = ../*.xml", "pipeline-motif-interdit", "../*.xml", false},
        {"file = sous/../../x", "pipeline-motif-interdit", "sous/../../x", false},
        {"file = /etc/passwd", "pipeline-motif-interdit", "/etc/passwd", false},
        {"file = ~/x", "pipeline-motif-interdit", "~/x", false},
        {"file = a.xml | ", "pipeline-motif-interdit", "est vide", false},
        {"file = rien*\noptional = structures", "fichier-manquant", "rien*", true},
        {"file = rien*\ndocuments = eleves", "fichier-manquant", "rien*", true},
        {"documents = elevs\nfile = a.xml", "pipeline-document-inconnu", "eleves", false},
        {"file.eleves = rien*.xml", "fichier-manquant", "Base > Exports > Élèves", true},
        {"file.eleves = [ab].xml", "fichier-en-trop", "a.xml, b.xml", true},
        {"file.eleves = *.xml\noptional = eleves", "fichier-en-trop", "3 fichiers", true},
    };
    for (size_t i = 0; i < sizeof lacks / sizeof lacks[0]; i++) {
        pas_buf text = {0};
        pas_buf_printf(&text, "%s%s\n", HEAD, lacks[i].keys);
        sample_load(&s, text.ptr);
        const char *said = sample_said(s.findings);
        cr_assert_eq(pas_list_count_code(s.findings, lacks[i].code), 1, "%s\n%s", lacks[i].keys, said);
        cr_assert(strstr(said, lacks[i].words), "%s\n%s", lacks[i].keys, said);
        cr_assert_eq(pas_list_get(s.findings, 0)->origin.line, 5, "%s", said);
        cr_assert_eq(pas_plan_good(s.plan), lacks[i].good, "%s", lacks[i].keys);
        cr_assert(!pas_plan_complete(s.plan));
        pas_buf_free(&text);
    }
}

/* Opening it says what it is; beside an ordinary file it counts for nothing. */
Test(plan_files, what_is_no_file_answers_where_nothing_else_does)
{
    static const char *const alone[] = {"dossier.xml", "tube.xml"};
    for (size_t i = 0; i < sizeof alone / sizeof alone[0]; i++) {
        pas_buf text = {0};
        pas_buf_printf(&text, "%sfile.eleves = %s\noptional = structures\n", HEAD, alone[i]);
        sample_load(&s, text.ptr);
        cr_assert(pas_plan_complete(s.plan), "%s", sample_said(s.findings));
        const pas_step *step = pas_plan_step(s.plan, 0);
        cr_assert_eq(step->n_files, 1);
        cr_assert_str_eq(step->files[0].name, alone[i]);
        pas_buf_free(&text);
    }
    sample_load(&s, HEAD "file.eleves = dossier.xml | tube.xml | a.xml\noptional = structures\n");
    cr_assert_eq(pas_plan_step(s.plan, 0)->n_files, 1);
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->files[0].name, "a.xml");
}

Test(plan_files, who_must_act_on_a_missing_file)
{
    sample_load(&s, HEAD "file.eleves = rien\n");
    const pas_finding *f = pas_list_get(s.findings, 0);
    cr_assert_eq(f->severity, PAS_BLOCKING);
    cr_assert_eq(f->message->blame, PAS_BLAME_DATA);
    cr_assert(pas_str_is(f->origin.step, "a"));
}

Test(plan_files, no_input_folder)
{
    char path[128];
    sample_put(&s, "essai.ini", HEAD "file = *\n", strlen(HEAD "file = *\n"));
    snprintf(path, sizeof path, "%s/essai.ini", s.folder);
    pas_plan_wish wish = {.path = path, .in = "/nulle/part"};
    pas_plan *plan = pas_plan_load(&wish, s.catalogue, s.findings);
    cr_assert(!pas_plan_good(plan));
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-dossier-absent"), 1, "%s",
                 sample_said(s.findings));
    pas_plan_free(plan);
}

/* A plugin that a flow does not use is not started to be known. */
Test(plan_files, plugins_that_a_flow_needs)
{
    static const struct {
        const char *text, *ids;
    } rows[] = {
        {"[pipeline]\nformat = 1\n[read a]\nplugin = base\n[write b]\nplugin = emploi\n", "base emploi "},
        {"[pipeline]\nformat = 1\n[read a]\nplugin = inconnu\n", "inconnu "},
        {"[pipeline]\nformat = 1\n[read a]\nplugin = ${quoi}\n", NULL},
        {"[pipeline]\nformat = 1\n[check c]\nseverity.petit-code = erreur\n", NULL}};
    char path[128], plugins[128];
    snprintf(path, sizeof path, "%s/besoins.ini", s.folder);
    snprintf(plugins, sizeof plugins, "%s/greffons", s.folder);
    pas_arena *arena = pas_arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample_put(&s, "besoins.ini", rows[i].text, strlen(rows[i].text));
        size_t n = 0;
        const char *const *ids = pas_plan_plugins(path, arena, &n);
        pas_buf all = {0};
        for (size_t j = 0; ids && j < n; j++)
            pas_buf_printf(&all, "%s ", ids[j]);
        cr_assert_eq(ids == NULL, rows[i].ids == NULL, "row %zu", i);
        if (ids)
            cr_assert_str_eq(all.ptr, rows[i].ids);
        pas_buf_free(&all);
    }
    size_t n = 0;
    cr_assert_null(pas_plan_plugins("/nulle/part.ini", arena, &n));
    const char *const only[] = {"base"};
    pas_catalogue *some = pas_catalogue_open_only(plugins, only, 1, sample_describe, NULL);
    cr_assert_eq(pas_catalogue_count(some), pas_catalogue_count(s.catalogue));
    cr_assert_not_null(pas_catalogue_find(some, PAS_STR("base"))->plugin);
    cr_assert_null(pas_catalogue_find(some, PAS_STR("emploi"))->plugin);
    pas_catalogue_free(some);
    pas_arena_free(arena);
}
