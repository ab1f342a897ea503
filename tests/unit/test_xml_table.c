/* Tables over XML events: what each kind of row does, every finding, and every mistake of a table. */
#include "io/xml_table.h"
#include "said.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define COUNT(a) (uint32_t)(sizeof(a) / sizeof((a)[0]))
#define ROW(d, w, ...)                                                                                       \
    {                                                                                                        \
        .depth = (d), .what = PAS_ROW_##w, .name = __VA_ARGS__                                               \
    }

static struct said said;
static pas_graph *g;
static pas_table *table;
static pas_table_run *run;
static char seen_records[4096];
static char said_in[4096]; /* the record of each finding */
static pas_buf fixes;
static pas_status fix_answer;

static pas_status call_fix(void *data, pas_fix fix, pas_node node)
{
    (void)data;
    return fix(NULL, NULL, node);
}

static void note_record(void *data, pas_str label)
{
    (void)data;
    size_t n = strlen(seen_records);
    snprintf(seen_records + n, sizeof seen_records - n, "%.*s;", PAS_FMT(label));
}

static void say_in(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    size_t n = strlen(said_in);
    snprintf(said_in + n, sizeof said_in - n, "%.*s;", PAS_FMT(pas_table_label(run)));
    said_say(io, code, line, args, n_args);
}

/* Writes what it sees: the kept values, the label and the line. */
static pas_status see(pas_run *r, const pas_host *host, pas_node node)
{
    (void)r, (void)host, (void)node;
    for (uint32_t slot = 0; slot < 17; slot++) {
        pas_str s = pas_table_kept(run, slot);
        if (s.ptr)
            pas_buf_printf(&fixes, "%u=%.*s ", slot, PAS_FMT(s));
    }
    pas_buf_printf(&fixes, "%.*s@%u;", PAS_FMT(pas_table_label(run)), pas_table_line(run));
    return fix_answer;
}

static pas_status read_rows(const pas_row *rows, uint32_t n, const char *xml)
{
    char why[160] = "";
    said_open(&said);
    said.io.say = say_in;
    g = pas_graph_new();
    seen_records[0] = said_in[0] = '\0';
    pas_buf_clear(&fixes);
    pas_buf_puts(&fixes, "");
    pas_graph_add_source(g, &(pas_graph_source){PAS_STR("s"), PAS_STR("p"), PAS_STR("S"), 0});
    uint32_t input = pas_graph_add_input(g, &(pas_graph_input){.name = PAS_STR("f.xml")});
    table = pas_table_new(rows, n, sizeof *rows, why);
    cr_assert_not_null(table, "%s", why);
    pas_table_sink sink = {&said.io, g, 0, input, call_fix, note_record, NULL};
    run = pas_table_start(table, &sink);
    pas_bytes *in = pas_bytes_memory(xml, strlen(xml));
    pas_status st = pas_xml_parse(&said.io, in, 0, &pas_table_events, run);
    pas_bytes_close(in);
    pas_table_finish(run);
    return st;
}

static void done(void)
{
    pas_table_free(table);
    pas_graph_free(g);
    said_close(&said);
    pas_buf_free(&fixes);
    fix_answer = PAS_OK;
}

static void expect_text(pas_node node, uint32_t field, const char *text)
{
    pas_str got = pas_graph_text(g, node, field, 0);
    cr_expect(pas_str_is(got, text), "field %s: %.*s instead of %s", pas_schema_field(field)->name,
              PAS_FMT(got), text);
}

/* ------------------------------------------------------------------- reading */

static const pas_row pupils[] = {
    ROW(0, NEST, "BASE"),
    ROW(1, IGNORE, "@VERSION"),
    ROW(1, NEST, "ELEVES"),
    ROW(2, RECORD, "ELEVE", .target = "student", .flags = PAS_MANY, .fix = see),
    ROW(3, VALUE, "@ELEVE_ID", .target = "siecle.eleve-id", .flags = PAS_REQUIRED | PAS_KEY),
    ROW(3, VALUE, "NOM", .target = "family-name", .flags = PAS_REQUIRED, .max = 5),
    ROW(3, VALUE, "NOM_DE_FAMILLE", .target = "family-name", .flags = PAS_OLD),
    ROW(3, VALUE, "PRENOM", .target = "first-name"),
    ROW(3, VALUE, "DATE_NAISS", .target = "birth-date", .lex = PAS_LEX_DATE_FR),
    ROW(3, VALUE, "CODE_SEXE", .target = "sex", .values = "1=M;2=F"),
    ROW(3, VALUE, "CODE_MEF", .target = "mef", .link = "mef:code", .lex = PAS_LEX_RAW),
    ROW(3, KEEP, "PAYS", .slot = 2),
    ROW(3, KEEP, "@MEMO", .slot = 15),
    ROW(3, IGNORE, "RESERVE"),
    ROW(3, CONST, NULL, .target = "status", .values = "ST"),
    ROW(3, VALUE, "DEVINE", .target = "regime", .flags = PAS_REQUIRED | PAS_GUESS),
    ROW(3, NEST, "COORDONNEES"),
    ROW(4, VALUE, "TEL", .target = "phone"),
    ROW(4, VALUE, "MEL", .target = "mail", .flags = PAS_REQUIRED),
    ROW(3, NEST, "STRUCTURES"),
    ROW(4, RECORD, "STRUCTURE", .target = "membership", .flags = PAS_MANY),
    ROW(5, UP, NULL, .target = "student"),
    ROW(5, VALUE, "CODE", .target = "structure", .link = "division:code", .flags = PAS_KEY),
};
static const char one_pupil[] = "<BASE VERSION='1'>\n<ELEVES>\n"
                                "<ELEVE ELEVE_ID='12' MEMO='m'>\n"
                                "<NOM> Noël </NOM>\n<PRENOM>Zoé &amp; <![CDATA[<Léo>]]></PRENOM>"
                                "<DATE_NAISS>02/03/2012</DATE_NAISS>\n<CODE_SEXE>2</CODE_SEXE>\n"
                                "<CODE_MEF>1001 0110</CODE_MEF><PAYS>100</PAYS>"
                                "<RESERVE><NOM>autre</NOM></RESERVE>\n"
                                "<COORDONNEES><TEL>01</TEL><MEL>a@b.fr</MEL></COORDONNEES>"
                                "<STRUCTURES><STRUCTURE><CODE>6A</CODE></STRUCTURE>\n"
                                "<STRUCTURE><CODE>6B</CODE></STRUCTURE></STRUCTURES>"
                                "</ELEVE></ELEVES></BASE>";

Test(table, a_record_with_everything)
{
    cr_assert_eq(read_rows(pupils, COUNT(pupils), one_pupil), PAS_OK);
    cr_assert_eq(said_count(&said), 0, "%s %s", said_code(&said, 0), said_arg(&said, 0, "element").ptr);
    pas_node n = pas_graph_first(g, PAS_K_student, 0);
    cr_assert_eq(pas_node_line(g, n), 3);
    expect_text(n, PAS_F_student_siecle_id, "12");
    expect_text(n, PAS_F_student_family_name, "Noël");
    expect_text(n, PAS_F_student_first_name, "Zoé & <Léo>");
    expect_text(n, PAS_F_student_sex, "F");
    expect_text(n, PAS_F_student_status, "ST");
    expect_text(n, PAS_F_student_phone, "01");
    expect_text(n, PAS_F_student_mail, "a@b.fr");
    cr_assert_eq(pas_graph_date(g, n, PAS_F_student_birth_date, 0).month, 3);
    cr_assert(pas_str_is(pas_graph_link_text(g, n, PAS_F_student_mef, 0), "1001 0110"));
    pas_node m = pas_graph_first(g, PAS_K_membership, 0);
    cr_assert_eq(pas_graph_link(g, m, PAS_F_membership_student, 0), n);
    cr_assert(pas_str_is(pas_graph_link_text(g, m, PAS_F_membership_structure, 0), "6A"));
    m = pas_graph_next(g, m);
    cr_assert(pas_str_is(pas_graph_link_text(g, m, PAS_F_membership_structure, 0), "6B"));
    cr_assert_eq(pas_node_line(g, m), 9);
    cr_assert_eq(pas_graph_next(g, m), 0);
    cr_assert_str_eq(fixes.ptr, "2=100 15=m ELEVE 12@3;");
    cr_assert_str_eq(seen_records,
                     "ELEVE;ELEVE 12;STRUCTURE;STRUCTURE 6A;ELEVE 12;STRUCTURE;STRUCTURE 6B;ELEVE 12;");
    done();
}

static pas_status read_one(const char *inside)
{
    pas_buf xml = {0};
    pas_buf_printf(&xml, "<BASE><ELEVES>\n<ELEVE ELEVE_ID='1'>\n%s</ELEVE></ELEVES></BASE>", inside);
    pas_status st = read_rows(pupils, COUNT(pupils), xml.ptr);
    pas_buf_free(&xml);
    return st;
}

static pas_node first(void)
{
    return pas_graph_first(g, PAS_K_student, 0);
}

Test(table, absent_empty_given)
{
    cr_assert_eq(read_one("<NOM>A</NOM><PRENOM/><CODE_MEF></CODE_MEF><CODE_SEXE> \n </CODE_SEXE>"), PAS_OK);
    cr_assert_eq(said_count(&said), 0);
    cr_assert_eq(pas_graph_presence(g, first(), PAS_F_student_family_name), PAS_GIVEN);
    cr_assert_eq(pas_graph_presence(g, first(), PAS_F_student_first_name), PAS_EMPTY);
    cr_assert_eq(pas_graph_presence(g, first(), PAS_F_student_mef), PAS_EMPTY);
    cr_assert_eq(pas_graph_presence(g, first(), PAS_F_student_sex), PAS_EMPTY);
    cr_assert_eq(pas_graph_presence(g, first(), PAS_F_student_birth_date), PAS_ABSENT);
    done();
}

Test(table, required_is_absent_or_empty)
{
    cr_assert_eq(read_one("<PRENOM>A</PRENOM>"), PAS_OK);
    cr_assert_eq(said_count(&said), 1);
    cr_assert_str_eq(said_code(&said, 0), "champ-obligatoire-absent");
    cr_assert_eq(said_line(&said, 0), 2);
    cr_assert(pas_str_is(said_arg(&said, 0, "element"), "NOM"));
    cr_assert(pas_str_is(said_arg(&said, 0, "champ"), "nom de famille"));
    cr_assert(pas_str_is(said_arg(&said, 0, "field"), "family name"));
    done();
    read_one("<NOM>  </NOM>");
    cr_assert_eq(said_count(&said), 1);
    cr_assert_str_eq(said_code(&said, 0), "champ-obligatoire-absent");
    done();
}

Test(table, an_old_spelling_gives_what_is_required)
{
    cr_assert_eq(read_one("<NOM/><NOM_DE_FAMILLE>VIEUX</NOM_DE_FAMILLE>"), PAS_OK);
    cr_assert_eq(said_count(&said), 0);
    expect_text(first(), PAS_F_student_family_name, "VIEUX");
    done();
}

Test(table, required_inside_an_element_that_is_not_there)
{
    cr_assert_eq(read_one("<NOM>A</NOM>"), PAS_OK);
    cr_assert_eq(said_count(&said), 0);
    done();
    read_one("<NOM>A</NOM><COORDONNEES><TEL>1</TEL></COORDONNEES>");
    cr_assert_eq(said_count(&said), 1);
    cr_assert(pas_str_is(said_arg(&said, 0, "element"), "MEL"));
    done();
}

Test(table, malformed_values_are_said_and_left_out)
{
    cr_assert_eq(read_one("<NOM>A</NOM>\n<DATE_NAISS>2012-03-02</DATE_NAISS>\n<CODE_SEXE>3</CODE_SEXE>"),
                 PAS_OK);
    cr_assert_eq(said_count(&said), 2);
    cr_assert_str_eq(said_code(&said, 0), "valeur-mal-formee");
    cr_assert_eq(said_line(&said, 0), 4);
    cr_assert(pas_str_is(said_arg(&said, 0, "valeur"), "2012-03-02"));
    cr_assert(pas_str_is(said_arg(&said, 0, "attendu"), "JJ/MM/AAAA"));
    cr_assert(pas_str_is(said_arg(&said, 0, "expected"), "DD/MM/YYYY"));
    cr_assert(pas_str_is(said_arg(&said, 1, "attendu"), "1, 2"));
    const pas_finding *f = pas_list_get(said.list, 0);
    for (uint32_t i = 0; i < f->n_args; i++)
        cr_assert_eq(f->args[i].flags == PAS_ARG_PERSONAL, pas_str_is(f->args[i].name, "valeur"));
    cr_assert_eq(pas_graph_presence(g, first(), PAS_F_student_birth_date), PAS_ABSENT);
    done();
}

Test(table, too_long_is_kept)
{
    cr_assert_eq(read_one("<NOM>ÉÉÉÉÉ</NOM>"), PAS_OK);
    cr_assert_eq(said_count(&said), 0, "length is in characters");
    done();
    read_one("<NOM>ÉÉÉÉÉÉ</NOM>");
    cr_assert_eq(said_count(&said), 1);
    cr_assert_str_eq(said_code(&said, 0), "champ-trop-long");
    cr_assert(pas_str_is(said_arg(&said, 0, "attendu"), "5"));
    expect_text(first(), PAS_F_student_family_name, "ÉÉÉÉÉÉ");
    done();
}

Test(table, the_first_of_two_is_kept)
{
    cr_assert_eq(read_one("<NOM>A</NOM>\n<NOM>B</NOM><PAYS>1</PAYS><PAYS>2</PAYS>"), PAS_OK);
    cr_assert_eq(said_count(&said), 2);
    cr_assert_str_eq(said_code(&said, 0), "element-repete");
    cr_assert_eq(said_line(&said, 0), 4);
    cr_assert(pas_str_is(said_arg(&said, 0, "valeur"), "B"));
    expect_text(first(), PAS_F_student_family_name, "A");
    cr_assert_str_eq(fixes.ptr, "2=1 ELEVE 1@2;");
    done();
}

Test(table, unknown_things_are_said_once_per_path)
{
    static const char xml[] =
        "<BASE NEUF='x' VERSION='1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        "xsi:noNamespaceSchemaLocation='y'><ELEVES>\n"
        "<ELEVE ELEVE_ID='1'><NOM>A</NOM><X><NOM>Z</NOM><Y/></X>\n<X/></ELEVE>\n"
        "<ELEVE ELEVE_ID='2'><NOM q='1'>A<X>caché</X>B</NOM>texte<X/></ELEVE></ELEVES><Z/></BASE>";
    cr_assert_eq(read_rows(pupils, COUNT(pupils), xml), PAS_OK);
    static const char *const paths[] = {"BASE/@NEUF",
                                        "BASE/ELEVES/ELEVE/X",
                                        "BASE/ELEVES/ELEVE/NOM/@q",
                                        "BASE/ELEVES/ELEVE/NOM/X",
                                        "BASE/ELEVES/ELEVE/text()",
                                        "BASE/Z"};
    static const char *const counts[] = {"1", "3", "1", "1", "1", "1"};
    static const uint32_t lines[] = {1, 2, 4, 4, 4, 4};
    cr_assert_eq(said_count(&said), 6);
    for (size_t i = 0; i < 6; i++) {
        cr_expect_str_eq(said_code(&said, i), "element-inconnu");
        cr_expect(pas_str_is(said_arg(&said, i, "chemin"), paths[i]), "%s", said_arg(&said, i, "chemin").ptr);
        cr_expect(pas_str_is(said_arg(&said, i, "n"), counts[i]), "%s: %s", paths[i],
                  said_arg(&said, i, "n").ptr);
        cr_expect_eq(said_line(&said, i), lines[i], "%s", paths[i]);
    }
    expect_text(pas_graph_next(g, first()), PAS_F_student_family_name, "AB");
    done();
}

Test(table, unknown_paths_are_bounded)
{
    pas_buf inside = {0};
    pas_buf_puts(&inside, "<NOM>A</NOM>");
    for (int i = 0; i < 1000; i++)
        pas_buf_printf(&inside, "<i%d/>", i);
    cr_assert_eq(read_one(inside.ptr), PAS_OK);
    cr_assert_eq(said_count(&said), 201);
    cr_assert(pas_str_is(said_arg(&said, 200, "n"), "800"));
    pas_buf_free(&inside);
    done();
}

Test(table, wrong_root)
{
    cr_assert_eq(read_rows(pupils, COUNT(pupils), "\n<AUTRE><ELEVES/></AUTRE>"), PAS_E_INPUT);
    cr_assert_eq(said_count(&said), 1);
    cr_assert_str_eq(said_code(&said, 0), "fichier-racine-inattendue");
    cr_assert_eq(said_line(&said, 0), 2);
    cr_assert(pas_str_is(said_arg(&said, 0, "racine"), "AUTRE"));
    cr_assert(pas_str_is(said_arg(&said, 0, "attendue"), "BASE"));
    done();
}

Test(table, a_fix_may_drop_the_record)
{
    fix_answer = PAS_END;
    cr_assert_eq(read_rows(pupils, COUNT(pupils), one_pupil), PAS_OK);
    cr_assert_eq(first(), 0);
    cr_assert_eq(pas_graph_first(g, PAS_K_membership, 0), 0, "what stood in it goes too");
    done();
}

Test(table, a_fix_may_fail_the_step)
{
    fix_answer = PAS_E_CANCELLED;
    cr_assert_eq(read_rows(pupils, COUNT(pupils), one_pupil), PAS_E_CANCELLED);
    cr_assert_eq(first(), 0);
    done();
}

Test(table, a_cut_file_leaves_no_open_record)
{
    cr_assert_eq(read_rows(pupils, COUNT(pupils), "<BASE><ELEVES><ELEVE ELEVE_ID='1'><NOM>A</NOM>"),
                 PAS_E_INPUT);
    cr_assert_eq(said_count(&said), 1);
    cr_assert_eq(first(), 0);
    done();
    /* The parser gives the beginning of a name as if it were one. */
    cr_assert_eq(read_rows(pupils, COUNT(pupils), "<BASE><ELEVES><ELE"), PAS_E_INPUT);
    cr_assert_eq(said_count(&said), 1);
    done();
}

Test(table, findings_stand_in_their_record)
{
    static const char xml[] =
        "<BASE><ELEVES><ELEVE ELEVE_ID='1'><STRUCTURES><STRUCTURE><CODE>6A</CODE><CODE>6B</CODE>"
        "</STRUCTURE></STRUCTURES><SEXE/></ELEVE></ELEVES></BASE>";
    cr_assert_eq(read_rows(pupils, COUNT(pupils), xml), PAS_OK);
    cr_assert_eq(said_count(&said), 3);
    cr_assert_str_eq(said_code(&said, 0), "element-repete");
    cr_assert_str_eq(said_code(&said, 1), "champ-obligatoire-absent");
    cr_assert_str_eq(said_code(&said, 2), "element-inconnu");
    cr_assert_str_eq(said_in, "STRUCTURE 6A;ELEVE 1;;");
    done();
}

Test(table, too_many_records)
{
    static const char xml[] = "<BASE><ELEVES><ELEVE ELEVE_ID='1'><NOM>A</NOM></ELEVE>\n"
                              "<ELEVE ELEVE_ID='2'><NOM>A</NOM></ELEVE></ELEVES></BASE>";
    char why[160];
    said_open(&said);
    said.limits.nodes = 1;
    g = pas_graph_new();
    pas_graph_add_source(g, &(pas_graph_source){.step = PAS_STR("s")});
    uint32_t input = pas_graph_add_input(g, &(pas_graph_input){.name = PAS_STR("f.xml")});
    table = pas_table_new(pupils, COUNT(pupils), sizeof pupils[0], why);
    run = pas_table_start(table, &(pas_table_sink){.io = &said.io, .graph = g, .input = input});
    pas_bytes *in = pas_bytes_memory(xml, sizeof xml - 1);
    cr_assert_eq(pas_xml_parse(&said.io, in, 0, &pas_table_events, run), PAS_E_LIMIT);
    pas_bytes_close(in);
    cr_assert_str_eq(said_code(&said, 0), "fichier-limite-atteinte");
    cr_assert_eq(said_line(&said, 0), 2);
    pas_table_finish(run);
    done();
}

/* -------------------------------------------- scopes, recursion, repetitions */

static const pas_row services[] = {
    ROW(0, NEST, "STS"),
    ROW(1, SCOPE, "@ANNEE", .lex = PAS_LEX_UINT),
    ROW(1, NEST, "DIVISION", .flags = PAS_MANY),
    ROW(2, SCOPE, "@CODE", .flags = PAS_REQUIRED),
    ROW(2, SCOPE, "MOD"),
    ROW(2, NEST, "SERVICES", .flags = PAS_REQUIRED),
    ROW(3, RECORD, "SERVICE", .target = "service", .flags = PAS_MANY),
    ROW(4, FROM, "@CODE", .target = "structure", .link = "division:code"),
    ROW(4, FROM, "MOD", .target = "modality"),
    ROW(4, VALUE, "@MATIERE", .target = "subject", .link = "subject:code", .flags = PAS_KEY),
    ROW(1, RECORD, "ENVOI", .target = "export"),
    ROW(2, FROM, "@ANNEE", .target = "year"),
};

Test(table, scopes_reach_the_records_below)
{
    static const char xml[] =
        "<STS ANNEE='2026'><DIVISION CODE='6A'><MOD>CG</MOD><SERVICES>"
        "<SERVICE MATIERE='1'/><SERVICE MATIERE='2'/></SERVICES></DIVISION>\n"
        "<DIVISION CODE='6B'><SERVICES><SERVICE MATIERE='3'/></SERVICES></DIVISION><ENVOI/></STS>";
    cr_assert_eq(read_rows(services, COUNT(services), xml), PAS_OK);
    cr_assert_eq(said_count(&said), 0, "%s", said_code(&said, 0));
    pas_node n = pas_graph_first(g, PAS_K_service, 0);
    cr_assert(pas_str_is(pas_graph_link_text(g, n, PAS_F_service_structure, 0), "6A"));
    expect_text(n, PAS_F_service_modality, "CG");
    n = pas_graph_next(g, n);
    cr_assert(pas_str_is(pas_graph_link_text(g, n, PAS_F_service_structure, 0), "6A"));
    expect_text(n, PAS_F_service_modality, "CG");
    n = pas_graph_next(g, n);
    cr_assert(pas_str_is(pas_graph_link_text(g, n, PAS_F_service_structure, 0), "6B"));
    cr_assert_eq(pas_graph_presence(g, n, PAS_F_service_modality), PAS_ABSENT,
                 "the former division's is forgotten");
    n = pas_graph_first(g, PAS_K_export, 0);
    cr_assert_eq(pas_graph_int(g, n, PAS_F_export_year, 0, 0), 2026, "the form is the scope's");
    done();
}

Test(table, required_of_elements_that_hold_others)
{
    static const char xml[] = "<STS><DIVISION CODE='6A'><SERVICES/></DIVISION>\n<DIVISION/>\n"
                              "<DIVISION CODE='6C'><MOD>1</MOD><MOD>2</MOD><SERVICES/></DIVISION></STS>";
    cr_assert_eq(read_rows(services, COUNT(services), xml), PAS_OK);
    cr_assert_eq(said_count(&said), 3);
    cr_assert_str_eq(said_code(&said, 0), "champ-obligatoire-absent");
    cr_assert_eq(said_line(&said, 0), 2);
    cr_assert(pas_str_is(said_arg(&said, 0, "element"), "@CODE"));
    cr_assert(pas_str_is(said_arg(&said, 1, "element"), "SERVICES"));
    cr_assert_str_eq(said_code(&said, 2), "element-repete");
    cr_assert_eq(said_line(&said, 2), 3);
    done();
}

static const pas_row courses[] = {
    ROW(0, NEST, "EDT"),
    ROW(1, RECORD, "Cours", .target = "course", .flags = PAS_MANY),
    ROW(2, VALUE, "@Numero", .target = "number", .flags = PAS_KEY),
    ROW(2, VALUE, "Matiere", .target = "subject", .link = "subject:code", .flags = PAS_MANY),
    ROW(2, NEST, "Cours"),
    ROW(3, RECORD, "Cours", .target = "course-resource", .flags = PAS_MANY),
    ROW(4, UP, "Cours", .target = "course"),
    ROW(4, VALUE, "@Semaines", .target = "weeks", .lex = PAS_LEX_WEEKS),
    ROW(4, VALUE, "Salle", .target = "uses", .link = "room:code"),
};

Test(table, the_same_name_at_several_levels)
{
    static const char xml[] =
        "<EDT><Cours Numero='1'><Matiere>A</Matiere><Matiere>B</Matiere><Cours>"
        "<Cours Semaines='6'><Salle>S1</Salle></Cours><Cours Semaines='8'/></Cours></Cours>"
        "<Cours Numero='2'/></EDT>";
    cr_assert_eq(read_rows(courses, COUNT(courses), xml), PAS_OK);
    cr_assert_eq(said_count(&said), 0, "%s", said_code(&said, 0));
    pas_node n = pas_graph_first(g, PAS_K_course, 0);
    cr_assert_eq(pas_graph_values(g, n, PAS_F_course_subject), 2);
    pas_node m = pas_graph_first(g, PAS_K_resource, 0);
    cr_assert_eq(pas_graph_link(g, m, PAS_F_resource_course, 0), n);
    cr_assert_eq(pas_graph_weeks(g, m, PAS_F_resource_weeks), 6);
    m = pas_graph_next(g, m);
    cr_assert_eq(pas_graph_weeks(g, m, PAS_F_resource_weeks), 8);
    cr_assert_eq(pas_graph_presence(g, m, PAS_F_resource_uses), PAS_ABSENT);
    expect_text(pas_graph_next(g, n), PAS_F_course_number, "2");
    done();
}

static const pas_row addresses[] = {
    ROW(0, NEST, "R"),
    ROW(1, RECORD, "ADRESSE", .target = "address", .fix = see),
    ROW(2, VALUE, "LIGNE1", .target = "line"),
    ROW(2, VALUE, "LIGNE2", .target = "line"),
    ROW(2, NEST, "AUTRES", .flags = PAS_MANY),
    ROW(3, VALUE, "VILLE", .target = "town"),
    ROW(3, KEEP, "@RANG", .slot = 0),
    ROW(2, VALUE, "CP", .target = "postcode", .lex = PAS_LEX_RAW),
};

Test(table, several_rows_for_one_field)
{
    static const char xml[] =
        "<R><ADRESSE><LIGNE1>a</LIGNE1><LIGNE2/><AUTRES RANG='1'><VILLE>X</VILLE></AUTRES>"
        "<AUTRES RANG='2'><VILLE>Y</VILLE></AUTRES><CP> 0\n1 </CP></ADRESSE></R>";
    cr_assert_eq(read_rows(addresses, COUNT(addresses), xml), PAS_OK);
    pas_node n = pas_graph_first(g, PAS_K_address, 0);
    cr_assert_eq(pas_graph_values(g, n, PAS_F_address_line), 1);
    expect_text(n, PAS_F_address_line, "a");
    expect_text(n, PAS_F_address_postcode, " 0\n1 ");
    expect_text(n, PAS_F_address_town, "X");
    cr_assert_eq(said_count(&said), 1, "the field has room for one town");
    cr_assert_str_eq(said_code(&said, 0), "element-repete");
    cr_assert_str_eq(fixes.ptr, "0=1\n2 ADRESSE@1;");
    done();
}

/* --------------------------------------------------------- mistakes of a table */

static void expect_mistake(const pas_row *rows, uint32_t n, const char *what)
{
    char why[160] = "";
    pas_table *t = pas_table_new(rows, n, sizeof *rows, why);
    cr_expect_null(t, "%s", what);
    cr_expect(strstr(why, what), "“%s” is not in “%s”", what, why);
    pas_table_free(t);
}
#define MISTAKE(what, ...)                                                                                   \
    do {                                                                                                     \
        const pas_row rows_[] = {__VA_ARGS__};                                                               \
        expect_mistake(rows_, COUNT(rows_), what);                                                           \
    } while (0)

Test(table, mistakes)
{
    expect_mistake(pupils, 0, "a table of 0 rows");
    MISTAKE("depth", ROW(1, NEST, "A"));
    MISTAKE("second root", ROW(0, NEST, "A"), ROW(0, NEST, "B"));
    MISTAKE("depth jumps", ROW(0, NEST, "A"), ROW(2, NEST, "B"));
    MISTAKE("no name", ROW(0, NEST, NULL));
    MISTAKE("PAS_ROW_", {.depth = 0, .what = 12, .name = "A"});
    MISTAKE("PAS_LEX_", ROW(0, NEST, "A"), ROW(1, SCOPE, "B", .lex = 99));
    MISTAKE("below an ignored", ROW(0, NEST, "A"), ROW(1, IGNORE, "B"), ROW(2, NEST, "C"));
    MISTAKE("attribute cannot hold", ROW(0, NEST, "A"), ROW(1, NEST, "@B"));
    MISTAKE("cannot hold elements", ROW(0, RECORD, "A", .target = "mef"),
            ROW(1, VALUE, "B", .target = "code"), ROW(2, VALUE, "C", .target = "label"));
    MISTAKE("same name", ROW(0, NEST, "A"), ROW(1, NEST, "B"), ROW(1, IGNORE, "B"));
    MISTAKE("unknown kind", ROW(0, RECORD, "A", .target = "licorne"));
    MISTAKE("unknown kind", ROW(0, RECORD, "A"));
    MISTAKE("unknown field", ROW(0, RECORD, "A", .target = "mef"), ROW(1, VALUE, "B", .target = "licorne"));
    MISTAKE("outside any record", ROW(0, NEST, "A"), ROW(1, VALUE, "B", .target = "code"));
    MISTAKE("outside any record", ROW(0, NEST, "A"), ROW(1, KEEP, "B"));
    MISTAKE("slot 16", ROW(0, RECORD, "A", .target = "mef"), ROW(1, KEEP, "B", .slot = 16));
    MISTAKE("do not fit", ROW(0, RECORD, "A", .target = "division"), ROW(1, VALUE, "B", .target = "planned"));
    MISTAKE("is a link", ROW(0, RECORD, "A", .target = "student"), ROW(1, VALUE, "B", .target = "mef"));
    MISTAKE("is not a link", ROW(0, RECORD, "A", .target = "student"),
            ROW(1, VALUE, "B", .target = "sex", .link = "mef:code"));
    MISTAKE("not kind:identifier", ROW(0, RECORD, "A", .target = "student"),
            ROW(1, VALUE, "B", .target = "mef", .link = "mef:label"));
    MISTAKE("cannot link to", ROW(0, RECORD, "A", .target = "student"),
            ROW(1, VALUE, "B", .target = "mef", .link = "subject:code"));
    MISTAKE("no PAS_ROW_SCOPE", ROW(0, RECORD, "A", .target = "mef"), ROW(1, FROM, "B", .target = "code"));
    MISTAKE("no record encloses", ROW(0, RECORD, "A", .target = "membership"),
            ROW(1, UP, NULL, .target = "student"));
    MISTAKE("cannot link to the enclosing", ROW(0, RECORD, "A", .target = "mef"),
            ROW(1, RECORD, "B", .target = "membership"), ROW(2, UP, NULL, .target = "student"));
    MISTAKE("it has no value", ROW(0, RECORD, "A", .target = "mef"), ROW(1, CONST, NULL, .target = "code"));
    MISTAKE("must be an element", ROW(0, SCOPE, "@A"));
}

Test(table, rows_of_another_size)
{
    /* A plugin built with a longer pas_row. */
    struct longer {
        pas_row row;
        const char *later;
    };
    const struct longer rows[] = {{ROW(0, NEST, "A"), "x"}, {ROW(1, NEST, "B"), "y"}};
    char why[160];
    pas_table *t = pas_table_new(&rows[0].row, 2, sizeof rows[0], why);
    cr_assert_not_null(t);
    pas_table_free(t);
}
