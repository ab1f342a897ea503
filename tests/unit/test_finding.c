/* base/finding.c: the list, the texts, the masks. */
#include "base/finding.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <string.h>

static const pas_message sample = {.code = "essai",
                                   .text_fr = "« {nom} » en {classe} : {inconnu} {",
                                   .text_en = "“{nom}” in {classe}",
                                   .severity = PAS_ERROR};

static void check_fill(const char *template_, const char *value, bool personal, bool show,
                       const char *expected)
{
    pas_buf buf = {0};
    const pas_argument args[] = {{PAS_STR("v"), pas_cstr(value), personal}};
    pas_buf_puts(&buf, "");
    pas_fill(&buf, template_, args, 1, show);
    cr_assert_str_eq(buf.ptr, expected);
    pas_buf_free(&buf);
}

Test(finding, fills)
{
    check_fill("a {v} b {v}", "x", false, false, "a x b x");
    check_fill("{v}", "", false, false, "");
    check_fill("{w} {v", "x", false, false, "{w} {v");
    check_fill("{}{{v}", "x", false, false, "{}{{v}");
    check_fill("}{v}{", "x", false, false, "}x{");
    check_fill("", "x", false, false, "");
}

Test(finding, masks_personal_values)
{
    check_fill("{v}", "DUPONT Jean", true, false, "D… J…");
    check_fill("{v}", "DUPONT Jean", true, true, "DUPONT Jean");
    check_fill("{v}", "d'Arc-Martin", true, false, "d…'A…-M…");
    check_fill("{v}", "Élodie", true, false, "É…");
    check_fill("{v}", "0612345642", true, false, "…42");
    check_fill("{v}", "06 12 34 56 42", true, false, "…42");
    check_fill("{v}", "42", true, false, "…");
    check_fill("{v}", "123456789AB", true, false, "1…");
    check_fill("{v}", "jean.dupont@exemple.invalid", true, false, "j…");
    check_fill("{v}", "", true, false, "");
}

Test(finding, text_in_both_languages)
{
    const pas_argument args[] = {{PAS_STR("nom"), PAS_STR("DUPONT"), true},
                                 {PAS_STR("classe"), PAS_STR("6A"), false}};
    const pas_finding f = {.message = &sample, .args = args, .n_args = 2, .severity = PAS_ERROR};
    pas_buf buf = {0};
    pas_finding_text(&buf, &f, PAS_FR, false);
    cr_assert_str_eq(buf.ptr, "« D… » en 6A : {inconnu} {");
    pas_buf_clear(&buf);
    pas_finding_text(&buf, &f, PAS_EN, true);
    cr_assert_str_eq(buf.ptr, "“DUPONT” in 6A");
    pas_buf_free(&buf);
}

Test(finding, list_copies_and_counts)
{
    char name[] = "nom", value[] = "valeur", file[] = "f.xml";
    pas_argument args[] = {{pas_cstr(name), pas_cstr(value), true}};
    pas_finding f = {.message = &sample,
                     .origin = {.file = pas_cstr(file), .line = 7},
                     .args = args,
                     .n_args = 1,
                     .severity = PAS_WARNING};
    pas_findings_list *list = pas_list_new();
    cr_assert_eq(pas_list_worst(list), -1);
    cr_assert_null(pas_list_get(list, 0));
    pas_list_add(list, &f);
    memset(name, 'x', 3);
    memset(value, 'x', 6);
    memset(file, 'x', 5);
    args[0] = (pas_argument){0};
    const pas_finding *kept = pas_list_get(list, 0);
    cr_assert(pas_str_is(kept->args[0].name, "nom") && pas_str_is(kept->args[0].value, "valeur"));
    cr_assert(kept->args[0].flags & PAS_ARG_PERSONAL);
    cr_assert(pas_str_is(kept->origin.file, "f.xml") && kept->origin.line == 7);
    cr_assert_null(kept->origin.step.ptr);
    for (int i = 0; i < 1000; i++)
        pas_list_say(list, (pas_origin){0}, "fichier-xml-illisible", "fichier", "a.xml", "detail", "x", NULL);
    cr_assert_eq(pas_list_get(list, 0), kept, "a finding does not move");
    cr_assert_eq(pas_list_count(list), 1001u);
    cr_assert_eq(pas_list_worst(list), PAS_BLOCKING);
    cr_assert_eq(pas_list_count_code(list, "fichier-xml-illisible"), 1000u);
    cr_assert_eq(pas_list_count_code(list, "essai"), 1u);
    cr_assert_eq(pas_list_count_code(list, "rien"), 0u);
    pas_list_free(list);
    pas_list_free(NULL);
}

Test(finding, unknown_code_is_said)
{
    pas_findings_list *list = pas_list_new();
    pas_list_say(list, (pas_origin){.line = 3}, "nulle-part", "a", "b", NULL);
    const pas_finding *f = pas_list_get(list, 0);
    cr_assert_str_eq(f->message->code, "greffon-code-inconnu");
    cr_assert(f->n_args == 1 && pas_str_is(f->args[0].value, "nulle-part"));
    cr_assert_eq(f->origin.line, 3u);
    pas_list_free(list);
}

Test(finding, severity_names)
{
    cr_assert_str_eq(pas_severity_name(PAS_BLOCKING, PAS_FR), "bloquant");
    cr_assert_str_eq(pas_severity_name(PAS_ERROR, PAS_FR), "erreur");
    cr_assert_str_eq(pas_severity_name(PAS_WARNING, PAS_EN), "warning");
    cr_assert_str_eq(pas_severity_name(PAS_INFO, PAS_EN), "information");
    cr_assert_str_eq(pas_severity_name(200, PAS_EN), "blocking");
}

static size_t placeholders(const char *text)
{
    size_t n = 0;
    for (const char *p = text; (p = strchr(p, '{')) != NULL; p++)
        n++;
    return n;
}

Test(finding, host_messages_are_whole)
{
    size_t n;
    const pas_message *all = pas_host_messages(&n);
    for (size_t i = 0; i < n; i++) {
        const pas_message *m = &all[i];
        cr_assert(m->title_fr && m->title_en && m->text_fr && m->text_en, "%s", m->code);
        cr_assert_eq(!m->remedy_fr, !m->remedy_en, "%s", m->code);
        cr_assert_eq(pas_host_message(m->code), m, "%s is there twice", m->code);
        cr_assert(m->severity <= PAS_BLOCKING && m->blame <= PAS_BLAME_HOST, "%s", m->code);
        cr_assert_eq(placeholders(m->text_fr), placeholders(m->text_en), "%s", m->code);
    }
    cr_assert_null(pas_host_message("nulle-part"));
}
