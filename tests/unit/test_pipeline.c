/* Pipeline files: each refusal with its line and its advice, what inih alone would let through, variables,
 * options, and the plan that comes out. */
#include "plan_sample.h"

#include "pipeline/lines.h"

#include <criterion/criterion.h>
#include <sys/stat.h>

#define HEAD "[pipeline]\nformat = 1\n"                     /* lines 1 and 2 */
#define READ HEAD "[read a]\nplugin = base\nfile = *.xml\n" /* lines 1 to 5 */

static plan_sample s;

static void open_sample(void)
{
    s = sample_open();
    sample_put(&s, "un.xml", "<a/>", 4);
    sample_put(&s, "deux.xml", "<a/>", 4);
}

static void close_sample(void)
{
    sample_close(&s);
}

TestSuite(pipeline, .init = open_sample, .fini = close_sample);

static void expect(const char *text, uint32_t line, const char *code, const char *words)
{
    sample_load(&s, text);
    const char *said = sample_said(s.findings);
    cr_assert(s.plan && !pas_plan_good(s.plan), "accepted: %s", text);
    cr_assert_eq(pas_list_count(s.findings), 1, "one mistake in:\n%s\nsaid:\n%s", text, said);
    const pas_finding *f = pas_list_get(s.findings, 0);
    cr_assert_str_eq(f->message->code, code, "%s\nsaid:\n%s", text, said);
    cr_assert_eq(f->origin.line, line, "%s\nsaid:\n%s", text, said);
    cr_assert(strstr(said, words), "« %s » in:\n%s", words, said);
    cr_assert(pas_str_ends(f->origin.file, "/essai.ini"));
}

struct refusal {
    const char *text;
    uint32_t line;
    const char *code, *words;
};

static void expect_all(const struct refusal *refusals, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect(refusals[i].text, refusals[i].line, refusals[i].code, refusals[i].words);
}
#define EXPECT_ALL(t) expect_all((t), sizeof(t) / sizeof((t)[0]))

/* ------------------------------------------------------------------ lines */

Test(pipeline, lines_that_are_refused)
{
    static const struct refusal refusals[] = {
        {READ " option.titre = x\n", 6, "pipeline-ligne-indentee", "option.titre"},
        {READ "\toption.titre = x\n", 6, "pipeline-ligne-indentee", "option.titre"},
        {READ "option.titre: x\n", 6, "pipeline-deux-points", "option.titre: x"},
        {READ "C:\\x = 1\n", 6, "pipeline-deux-points", "C:"},
        {READ "option.titre = a ;b\n", 6, "pipeline-commentaire-en-fin-de-ligne", "point-virgule"},
        {READ "option.titre = a\t;b\n", 6, "pipeline-commentaire-en-fin-de-ligne", "point-virgule"},
        {READ "option.titre\n", 6, "pipeline-ligne-sans-egal", "option.titre"},
        {READ "= x\n", 6, "pipeline-ligne-sans-egal", "= x"},
        {READ "option.titre = \x01\n", 6, "pipeline-caractere-interdit", "octet 16"},
        {READ "option.titre = \xe9t\xe9\n", 6, "pipeline-encodage-invalide", "octet 16"},
        {READ "[check\n", 6, "pipeline-section-mal-formee", "[check"},
        {READ "[]\n", 6, "pipeline-section-mal-formee", "[]"},
        {READ "[check c] x\n", 6, "pipeline-section-mal-formee", "[check c] x"},
        {READ "[check c]]\n", 6, "pipeline-section-mal-formee", "[check c]]"},
        {READ "[check abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst]\n", 6, "pipeline-section-trop-longue",
         "45"},
        {READ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = 1\n", 6, "pipeline-cle-trop-longue",
         "45"},
        {"format = 1\n" READ, 1, "pipeline-cle-hors-section", "format"},
        {READ "plugin = emploi\n", 6, "pipeline-cle-repetee", "ligne 4"},
        {READ "[check c]\n[read  a ]\nplugin = emploi\n", 7, "pipeline-section-repetee", "ligne 3"},
    };
    EXPECT_ALL(refusals);
}

Test(pipeline, a_nul_is_refused)
{
    static const char text[] = READ "option.titre = a\0b\n";
    sample_load_bytes(&s, text, sizeof text - 1, NULL, 0);
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-caractere-interdit"), 1, "%s",
                 sample_said(s.findings));
    cr_assert_eq(pas_list_get(s.findings, 0)->origin.line, 6);
    cr_assert(!pas_plan_good(s.plan));
}

static char *long_line(const char *before, const char *head, size_t n, const char *tail)
{
    pas_buf b = {0};
    pas_buf_puts(&b, before);
    pas_buf_puts(&b, head);
    for (size_t i = strlen(head); i < n; i++)
        pas_buf_byte(&b, 'a');
    pas_buf_puts(&b, tail);
    return b.ptr;
}

/* inih 55 cuts a line at 199 bytes and reads its tail as another: here that would be a setting. */
Test(pipeline, the_tail_of_a_long_comment_is_no_setting)
{
    char *text = long_line(READ, "; ", 199, "plugin=emploi\n[check c]\nrules = *\n");
    expect(text, 6, "pipeline-ligne-trop-longue", "190");
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->entry->id, "base");
    cr_assert_eq(pas_plan_step(s.plan, 1)->line, 7, "the lines that follow keep their number");
    free(text);
}

Test(pipeline, a_long_value_is_refused_and_not_cut)
{
    char *text = long_line(READ, "option.titre = ", 300, "\n");
    expect(text, 6, "pipeline-ligne-trop-longue", "300");
    for (uint32_t i = 0; i < pas_plan_step(s.plan, 0)->n_options; i++)
        cr_assert_str_neq(pas_plan_step(s.plan, 0)->options[i].name, "titre");
    free(text);
}

Test(pipeline, a_value_of_190_bytes_comes_whole)
{
    char *text = long_line(READ, "option.titre = ", 190, "\n");
    sample_load(&s, text);
    cr_assert(pas_plan_good(s.plan), "%s", sample_said(s.findings));
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->options[0].name, "titre");
    cr_assert_eq(strlen(pas_plan_step(s.plan, 0)->options[0].value), 175);
    free(text);
}

/* inih 55 cuts the names of sections at 49 bytes: these two would be one. */
Test(pipeline, sections_that_differ_after_49_bytes)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx";
    pas_buf b = {0};
    pas_buf_printf(&b, "%s[check %s1]\nrules = *\n[check %s2]\nrules = *\n", READ, name, name);
    sample_load(&s, b.ptr);
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-section-trop-longue"), 2, "%s",
                 sample_said(s.findings));
    cr_assert_eq(pas_list_count(s.findings), 2);
    pas_buf_free(&b);
}

Test(pipeline, what_is_allowed)
{
    sample_load(&s,
                "\xef\xbb\xbf; un commentaire\r\n# un autre : = [ ;\r\n\r\n[pipeline]\r\nformat=1\r\n"
                "[read a]   \r\nplugin = base\r\nfile = *.xml\r\noption.titre = a;b : = c # d\r\n[check c]");
    cr_assert(pas_plan_good(s.plan), "%s", sample_said(s.findings));
    cr_assert_eq(pas_list_count(s.findings), 0);
    cr_assert_eq(pas_plan_steps(s.plan), 2, "an empty section is a step");
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->options[0].value, "a;b : = c # d");
    cr_assert_eq(pas_plan_step(s.plan, 0)->options[0].line, 9);
}

Test(pipeline, all_mistakes_at_once)
{
    sample_load(&s, "[pipeline]\nformt = 1\n[vars]\nx = ${y}\n[read a]\nplugin = bse\n[raed b]\n[write w]\n");
    static const char *const codes[] = {"pipeline-sans-format",       "pipeline-cle-inconnue",
                                        "pipeline-variable-inconnue", "pipeline-greffon-inconnu",
                                        "pipeline-section-inconnue",  "pipeline-cle-manquante"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        cr_assert_eq(pas_list_count_code(s.findings, codes[i]), 1, "%s in:\n%s", codes[i],
                     sample_said(s.findings));
    cr_assert_eq(pas_list_count(s.findings), 6);
}

/* ------------------------------------------------------------------ the file */

static void expect_unreadable(const char *path, const char *code)
{
    pas_plan_wish wish = {.path = path};
    pas_findings_list *said = pas_list_new();
    cr_assert_null(pas_plan_load(&wish, s.catalogue, said));
    cr_assert_eq(pas_list_count_code(said, code), 1, "%s: %s", path, sample_said(said));
    pas_list_free(said);
}

Test(pipeline, files_that_cannot_be_read)
{
    char path[128];
    expect_unreadable("/nulle/part.ini", "pipeline-illisible");
    expect_unreadable(s.folder, "pipeline-pas-un-fichier");
    snprintf(path, sizeof path, "%s/tube", s.folder);
    cr_assert_eq(mkfifo(path, 0600), 0);
    expect_unreadable(path, "pipeline-pas-un-fichier");
    char *big = pas_xmalloc(PAS_INI_FILE + 1);
    memset(big, '\n', PAS_INI_FILE + 1);
    sample_put(&s, "gros.ini", big, PAS_INI_FILE + 1);
    snprintf(path, sizeof path, "%s/gros.ini", s.folder);
    expect_unreadable(path, "pipeline-trop-gros");
    free(big);
}

Test(pipeline, too_many_lines)
{
    pas_buf b = {0};
    pas_buf_puts(&b, HEAD "[vars]\n");
    for (int i = 0; i < 1200; i++)
        pas_buf_printf(&b, "v%d = x\n", i);
    expect(b.ptr, 1001, "pipeline-trop-de-lignes", "1000");
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------ sections and keys */

Test(pipeline, sections_and_keys_that_are_refused)
{
    static const struct refusal refusals[] = {
        {"[read a]\nplugin = base\nfile = *\n", 0, "pipeline-sans-format", "format = 1"},
        {"[pipeline]\nname = x\n[read a]\nplugin = base\nfile = *\n", 1, "pipeline-sans-format",
         "format = 1"},
        {"[pipeline]\nformat = 2\n[read a]\nplugin = base\nfile = *\n", 2, "pipeline-format-inconnu", "2"},
        {HEAD, 0, "pipeline-sans-etape", "aucune étape"},
        {HEAD "levle = erreur\n[read a]\nplugin = base\nfile = *\n", 3, "pipeline-cle-inconnue", "« level »"},
        {HEAD "level = grave\n[read a]\nplugin = base\nfile = *\n", 3, "pipeline-valeur-invalide",
         "bloquant"},
        {READ "[raed b]\n", 6, "pipeline-section-inconnue", "« read »"},
        {READ "[pipeline x]\n", 6, "pipeline-section-inconnue", "[pipeline x]"},
        {READ "[read]\n", 6, "pipeline-nom-d-etape", "[read NOM]"},
        {READ "[read 9]\n", 6, "pipeline-nom-d-etape", "[read NOM]"},
        {READ "[read a b]\n", 6, "pipeline-nom-d-etape", "[read NOM]"},
        {READ "optoin.titre = x\n", 6, "pipeline-cle-inconnue", "« option.titre »"},
        {READ "document = liens\n", 6, "pipeline-cle-inconnue", "Vouliez-vous dire « documents »"},
        {READ "zzz = liens\n", 6, "pipeline-cle-inconnue", "Possibles : plugin, file"},
        {READ "option. = x\n", 6, "pipeline-cle-inconnue", "« option. »"},
        {READ "timeout = vite\n", 6, "pipeline-valeur-invalide", "120s"},
        {READ "timeout = 0\n", 6, "pipeline-valeur-invalide", "120s"},
        {READ "timeout = 99999999999999999999\n", 6, "pipeline-valeur-invalide", "120s"},
        {READ "memory = 12\n", 6, "pipeline-valeur-invalide", "512M"},
        {READ "memory = 1M\n", 6, "pipeline-valeur-invalide", "512M"},
        {HEAD "[read a]\nfile = *\n", 3, "pipeline-cle-manquante", "plugin"},
        {HEAD "[read a]\nplugin = base\n", 3, "pipeline-cle-manquante", "file"},
        {HEAD "[read a]\nplugin =\nfile = *\n", 4, "pipeline-cle-manquante", "plugin"},
    };
    EXPECT_ALL(refusals);
}

Test(pipeline, plugins_and_documents_that_are_refused)
{
    static const struct refusal refusals[] = {
        {HEAD "[read a]\nplugin = bas\nfile = *\n", 4, "pipeline-greffon-inconnu", "« base »"},
        {HEAD "[read a]\nplugin = bas\nfile = *\n", 4, "pipeline-greffon-inconnu", "/greffons"},
        {HEAD "[read a]\nplugin = casse\nfile = *\n", 4, "pipeline-greffon-refuse", "/casse.so"},
        {READ "[write w]\nplugin = emploi\ndocument = export\n", 7, "pipeline-greffon-n-ecrit-pas", "emploi"},
        {READ "[write w]\nplugin = base\n", 6, "pipeline-cle-manquante", "document"},
        {READ "[write w]\nplugin = base\ndocument = lien\n", 8, "pipeline-document-inconnu", "« liens »"},
        {READ "[write w]\nplugin = base\ndocument = eleves\n", 8, "pipeline-document-non-ecrit", "liens"},
        {HEAD "[read a]\nplugin = base\nfile.elevs = *\n", 5, "pipeline-document-inconnu", "« eleves »"},
        {HEAD "[read a]\nplugin = base\nfile.liens = *\n", 5, "pipeline-document-non-lu", "eleves"},
        {READ "optional = elves\n", 6, "pipeline-document-inconnu", "« eleves »"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        sample_load(&s, refusals[i].text);
        const char *said = sample_said(s.findings);
        char line[96];
        snprintf(line, sizeof line, "%u %s: ", refusals[i].line, refusals[i].code);
        cr_assert(strstr(said, line) && strstr(said, refusals[i].words), "%s\nsaid:\n%s", refusals[i].text,
                  said);
        cr_assert(!pas_plan_good(s.plan));
    }
}

Test(pipeline, options_that_are_refused)
{
    static const struct refusal refusals[] = {
        {READ "option.adresse = oui\n", 6, "pipeline-option-inconnue", "« adresses »"},
        {READ "option.adresses = peut-être\n", 6, "pipeline-option-invalide", "oui ou non"},
        {READ "option.seuil = 21\n", 6, "pipeline-option-invalide", "de 1 à 20"},
        {READ "option.seuil = 5x\n", 6, "pipeline-option-invalide", "de 1 à 20"},
        {READ "option.homonymes = ignorer\n", 6, "pipeline-option-invalide", "refuser, accepter"},
        {READ "option.jour = 31/02/2026\n", 6, "pipeline-option-invalide", "JJ/MM/AAAA"},
        {READ "option.uai = 0999990\n", 6, "pipeline-option-invalide", "sept chiffres"},
        {READ "option.uai = 0999990A\n", 6, "pipeline-option-invalide", "lettre de contrôle W"},
        {READ "option.annee = 26\n", 6, "pipeline-option-invalide", "quatre chiffres"},
        {READ "option.annee =\n", 6, "pipeline-option-invalide", "quatre chiffres"},
        {READ "option.version = 1\n", 6, "pipeline-option-hors-sujet", "liens"},
        {READ "[write w]\nplugin = base\ndocument = liens\noption.tri = nom\n", 9,
         "pipeline-option-hors-sujet", "eleves"},
    };
    EXPECT_ALL(refusals);
}

/* ------------------------------------------------------------------ variables */

#define AFTER "[read a]\nplugin = base\nfile = *.xml\n"

Test(pipeline, variables_that_are_refused)
{
    static const struct refusal refusals[] = {
        {HEAD "[vars]\nannee = 2026\n[read a]\nplugin = base\nfile = ${anee}*\n", 7,
         "pipeline-variable-inconnue", "« annee »"},
        {HEAD "[vars]\nun = ${deux}\ndeux = 2\n" AFTER, 4, "pipeline-variable-plus-bas", "ligne 5"},
        {HEAD "[vars]\nun = ${un}\n" AFTER, 4, "pipeline-variable-plus-bas", "ligne 4"},
        {HEAD "[vars]\nun =\nun.help = numéro\n" AFTER, 4, "pipeline-variable-a-donner", "numéro"},
        {HEAD "[vars]\nun = $x\n" AFTER, 4, "pipeline-dollar", "$x"},
        {HEAD "[vars]\nun = ${x\n" AFTER, 4, "pipeline-dollar", "${x"},
        {HEAD "[vars]\nun = a$\n" AFTER, 4, "pipeline-dollar", "« $ »"},
        {HEAD "[vars]\nUN = 1\n" AFTER, 4, "pipeline-nom-de-variable", "UN"},
        {HEAD "[vars]\nun = 1\num.type = int\n" AFTER, 5, "pipeline-variable-inconnue", "um"},
        {HEAD "[vars]\nannee = 1\nanne.type = int\n" AFTER, 5, "pipeline-variable-inconnue", "« annee »"},
        {HEAD "[vars]\nun = 1\nun.type = entier\n" AFTER, 5, "pipeline-type-inconnu", "a/b/c"},
        {HEAD "[vars]\nun = 1\nun.typ = int\n" AFTER, 5, "pipeline-cle-inconnue", "« type »"},
        {HEAD "[vars]\nun = x\nun.type = int\n" AFTER, 4, "pipeline-variable-invalide", "nombre entier"},
        {HEAD "[vars]\nun = c\nun.type = a/b\n" AFTER, 4, "pipeline-variable-invalide", "a, b"},
        {HEAD "[vars]\nun = 0999990X\nun.type = uai\n" AFTER, 4, "pipeline-variable-invalide", "contrôle W"},
    };
    EXPECT_ALL(refusals);
}

Test(pipeline, variables_that_double_each_other_stop)
{
    pas_buf b = {0};
    pas_buf_puts(&b, HEAD "[vars]\na0 = 0123456789\n");
    for (int i = 1; i < 60; i++)
        pas_buf_printf(&b, "a%d = ${a%d}${a%d}${a%d}${a%d}\n", i, i - 1, i - 1, i - 1, i - 1);
    pas_buf_puts(&b, AFTER);
    sample_load(&s, b.ptr);
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-valeur-trop-longue"), 1, "%s",
                 sample_said(s.findings));
    pas_buf_free(&b);
}

Test(pipeline, variables_are_used)
{
    static const char text[] =
        HEAD "[vars]\nuai =\nuai.type = uai\nuai.help = l'établissement\nnom = un\n"
             "motif = ${nom}.xml\noui = non\noui.type = bool\n"
             "[read a]\nplugin = base\nfile = ${motif}\noption.titre = $$ ${nom}/${uai}\n"
             "option.adresses = ${oui}\n";
    static const char *const sets[] = {"uai=0999990w", "oui=oui"};
    sample_load_bytes(&s, text, sizeof text - 1, sets, 2);
    cr_assert(pas_plan_complete(s.plan), "%s", sample_said(s.findings));
    cr_assert_str_eq(pas_plan_value(s.plan, "uai"), "0999990W");
    cr_assert_null(pas_plan_value(s.plan, "rien"));
    cr_assert_eq(pas_plan_vars(s.plan), 4);
    cr_assert(pas_plan_var_at(s.plan, 0)->set);
    cr_assert_not(pas_plan_var_at(s.plan, 1)->set);
    const pas_step *step = pas_plan_step(s.plan, 0);
    cr_assert_eq(step->n_files, 1);
    cr_assert_str_eq(step->files[0].name, "un.xml");
    cr_assert_str_eq(step->options[0].value, "$ un/0999990W");
    cr_assert_str_eq(step->options[1].value, "1");
}

Test(pipeline, what_set_gives_is_not_expanded)
{
    static const char text[] = HEAD "[vars]\nnom =\n" AFTER "option.titre = ${nom}\n";
    static const char *const sets[] = {"nom=${nom}$"};
    sample_load_bytes(&s, text, sizeof text - 1, sets, 1);
    cr_assert(pas_plan_good(s.plan), "%s", sample_said(s.findings));
    cr_assert_str_eq(pas_plan_step(s.plan, 0)->options[0].value, "${nom}$");
}

Test(pipeline, sets_that_are_refused)
{
    static const char text[] = HEAD "[vars]\nannee = 2026\nannee.type = annee\n" AFTER;
    static const char *const sets[] = {"anee=2026", "annee", "annee=26"};
    sample_load_bytes(&s, text, sizeof text - 1, sets, 3);
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-set-inconnu"), 1);
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-set-mal-forme"), 1);
    cr_assert_eq(pas_list_count_code(s.findings, "pipeline-variable-invalide"), 1);
    cr_assert(strstr(sample_said(s.findings), "« annee »"));
    cr_assert_eq(pas_list_count(s.findings), 3);
}

/* ------------------------------------------------------------------ match and check */

#define TWO READ "[read b]\nplugin = emploi\nfile = un.xml\n" /* lines 1 to 8 */

Test(pipeline, matches_and_checks_that_are_refused)
{
    static const struct refusal refusals[] = {
        {READ "[match m]\n", 6, "pipeline-correspondance-seule", "deux lectures"},
        {TWO "[match m]\nbetween = a\n", 10, "pipeline-correspondance-seule", "deux lectures"},
        {TWO "[match m]\nbetween = a b c\n", 10, "pipeline-lecture-inconnue", "a, b"},
        {TWO "[match m]\nbetween = a b a\n", 10, "pipeline-valeur-invalide", "une seule fois"},
        {TWO "[match m]\nbetween =\n", 10, "pipeline-cle-manquante", "between"},
        {READ
         "[read b]\nplugin = emploi\nfile = *\n[match m]\nbetween = a z\n[read z]\nplugin = base\nfile = *\n",
         10, "pipeline-lecture-inconnue", "z"},
        {TWO "[match m]\nstudent = ime\n", 10, "pipeline-maniere-inconnue", "« ine »"},
        {TWO "[match m]\ngroup = name+birth-date\n", 10, "pipeline-maniere-inconnue", "folded-code"},
        {TWO "[match m]\nstudnet = ine\n", 10, "pipeline-cle-inconnue", "« student »"},
        {TWO "[match m]\nexport = uai\n", 10, "pipeline-cle-inconnue", "export"},
        {TWO "[check c]\nrules = export-perim\n", 10, "pipeline-regle-inconnue", "« export-perime »"},
        {TWO "[check c]\nrules =\n", 10, "pipeline-cle-manquante", "rules"},
        {TWO "[check c]\nseverity.erreur = export-perim\n", 10, "pipeline-code-inconnu", "« export-perime »"},
        {TWO "[check c]\nseverity.export-perim = erreur\n", 10, "pipeline-code-inconnu", "« export-perime »"},
        {TWO "[check c]\nseverity.export-perime = grave\n", 10, "pipeline-valeur-invalide", "bloquant"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        sample_load(&s, refusals[i].text);
        const char *said = sample_said(s.findings);
        char line[96];
        snprintf(line, sizeof line, "%u %s: ", refusals[i].line, refusals[i].code);
        cr_assert(strstr(said, line) && strstr(said, refusals[i].words), "%s\nsaid:\n%s", refusals[i].text,
                  said);
        cr_assert(!pas_plan_good(s.plan));
    }
}

Test(pipeline, a_whole_plan)
{
    sample_load(
        &s, "[pipeline]\nformat = 1\nname = essai\nsummary = Un essai\nsummary.en = A trial\nphase = 3.3\n"
            "level = avertissement\ntimeout = 2m\nmemory = 512M\n"
            "[read a]\nplugin = base\nfile = *.xml\noptional = structures\ntimeout = 10s\n"
            "[read b]\nplugin = emploi\nfile.export = un.xml\n"
            "[match m]\nstudent = ine name+birth-date\ngroup = code\n"
            "[check c]\nrules = export-perime\nseverity.export-perime = bloquant\n"
            "severity.erreur = liens-eleve-inconnu\n"
            "[write w]\nplugin = base\ndocument = liens\n");
    cr_assert(pas_plan_complete(s.plan), "%s", sample_said(s.findings));
    cr_assert_str_eq(pas_plan_name(s.plan), "essai");
    cr_assert_str_eq(pas_plan_summary(s.plan, PAS_FR), "Un essai");
    cr_assert_str_eq(pas_plan_summary(s.plan, PAS_EN), "A trial");
    cr_assert_eq(pas_plan_level(s.plan), PAS_WARNING);
    cr_assert_eq(pas_plan_steps(s.plan), 5);
    const pas_step *a = pas_plan_step(s.plan, 0), *m = pas_plan_step(s.plan, 2),
                   *c = pas_plan_step(s.plan, 3), *w = pas_plan_step(s.plan, 4);
    cr_assert_eq(a->limits.seconds, 10);
    cr_assert_eq(a->limits.memory, 512u << 20);
    cr_assert_eq(w->limits.seconds, 120);
    cr_assert_eq(m->n_between, 2);
    cr_assert_str_eq(m->between[1], "b");
    cr_assert_eq(m->n_ways, 2);
    cr_assert_str_eq(m->ways[0].ways[1], "name+birth-date");
    cr_assert_eq(c->n_rules, 1);
    cr_assert_eq(c->severities[0].severity, PAS_BLOCKING);
    cr_assert_str_eq(w->document->id, "liens");
    cr_assert_eq(pas_plan_severity_of(s.plan, "liens-eleve-inconnu", PAS_BLOCKING), PAS_ERROR);
    cr_assert_eq(pas_plan_severity_of(s.plan, "autre", PAS_INFO), PAS_INFO);
    cr_assert_null(pas_plan_step(s.plan, 5));
}

Test(pipeline, options_not_given_have_the_default)
{
    sample_load(&s, READ
                "option.seuil = 07\noption.jour = 01/09/2026\n[write w]\nplugin = base\ndocument = liens\n");
    cr_assert(pas_plan_good(s.plan), "%s", sample_said(s.findings));
    static const char *const of_read[][2] = {{"seuil", "7"},    {"jour", "2026-09-01"},
                                             {"adresses", "0"}, {"homonymes", "refuser"},
                                             {"uai", ""},       {"tri", "nom"}};
    const pas_step *a = pas_plan_step(s.plan, 0), *w = pas_plan_step(s.plan, 1);
    cr_assert_eq(a->n_options, 6);
    for (size_t i = 0; i < 6; i++) {
        cr_assert_str_eq(a->options[i].name, of_read[i][0]);
        cr_assert_str_eq(a->options[i].value, of_read[i][1]);
        cr_assert_eq(a->options[i].line, i < 2 ? 6 + i : 0);
    }
    cr_assert_eq(w->n_options, 5, "what is of another document is not there");
    cr_assert_str_eq(w->options[4].name, "version");
}
