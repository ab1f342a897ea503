/* Tables the other way: a document read along a table and written along it, and what the graph holds beside.
 */
#include "io/xml_table_write.h"
#include "said.h"

#include <criterion/criterion.h>
#include <string.h>

#define COUNT(a) (uint32_t)(sizeof(a) / sizeof((a)[0]))
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* A repeating element by its scope, two records of one kind, a record in a record, a field of several rows.
 */
static const pas_row rows[] = {
    {.depth = 0, .what = PAS_ROW_NEST, .name = "D"},
    {.depth = 1, .what = PAS_ROW_SCOPE, .name = "@V", .values = "2"},
    {.depth = 1, .what = PAS_ROW_NEST, .name = "EMPTY", .flags = PAS_WRITTEN},
    {.depth = 1, .what = PAS_ROW_NEST, .name = "BARE"},
    {.depth = 1, .what = PAS_ROW_NEST, .name = "CODES", .flags = PAS_REQUIRED},
    {.depth = 2, .what = PAS_ROW_RECORD, .name = "A", .target = "entry", .flags = PAS_MANY},
    {.depth = 3, .what = PAS_ROW_CONST, .target = "list", .values = "a"},
    {.depth = 3, .what = PAS_ROW_VALUE, .name = "CODE", .target = "code"},
    {.depth = 2, .what = PAS_ROW_RECORD, .name = "B", .target = "entry", .flags = PAS_MANY},
    {.depth = 3, .what = PAS_ROW_VALUE, .name = "CODE", .target = "code"},
    {.depth = 1, .what = PAS_ROW_RECORD, .name = "P", .target = "student", .flags = PAS_MANY},
    {.depth = 2,
     .what = PAS_ROW_VALUE,
     .name = "@ID",
     .target = "siecle.eleve-id",
     .flags = PAS_KEY | PAS_REQUIRED},
    {.depth = 2, .what = PAS_ROW_VALUE, .name = "NAME", .target = "family-name"},
    {.depth = 3, .what = PAS_ROW_VALUE, .name = "@SEX", .target = "sex", .values = "1=M;2=F"},
    {.depth = 2, .what = PAS_ROW_VALUE, .name = "BORN", .lex = PAS_LEX_DATE_FR, .target = "birth-date"},
    {.depth = 2, .what = PAS_ROW_VALUE, .name = "OLD", .target = "first-name", .flags = PAS_OLD},
    {.depth = 2, .what = PAS_ROW_KEEP, .name = "KEPT", .slot = 3},
    {.depth = 2, .what = PAS_ROW_RECORD, .name = "LAST", .target = "past-schooling"},
    {.depth = 3, .what = PAS_ROW_UP, .target = "student"},
    {.depth = 3, .what = PAS_ROW_VALUE, .name = "UAI", .target = "uai"},
    {.depth = 1, .what = PAS_ROW_NEST, .name = "OF", .flags = PAS_MANY},
    {.depth = 2, .what = PAS_ROW_SCOPE, .name = "@ID", .flags = PAS_REQUIRED},
    {.depth = 2, .what = PAS_ROW_RECORD, .name = "IN", .target = "membership", .flags = PAS_MANY},
    {.depth = 3, .what = PAS_ROW_FROM, .name = "@ID", .target = "student", .link = "student:siecle.eleve-id"},
    {.depth = 3, .what = PAS_ROW_VALUE, .name = "TYPE", .target = "type"},
    {.depth = 1, .what = PAS_ROW_RECORD, .name = "L", .target = "address", .flags = PAS_MANY},
    {.depth = 2, .what = PAS_ROW_VALUE, .name = "L1", .target = "line"},
    {.depth = 2, .what = PAS_ROW_VALUE, .name = "L2", .target = "line"},
};

static struct said said;
static pas_graph *g;
static pas_buf out;

static pas_status put(void *data, const void *bytes, size_t size)
{
    pas_buf_add(data, bytes, size);
    return PAS_OK;
}

static pas_str fill(void *data, pas_node node, uint32_t slot)
{
    (void)data;
    pas_str id = pas_graph_text(g, node, PAS_F_student_siecle_id, 0);
    return slot == 3 && pas_str_is(id, "1") ? PAS_STR("k") : PAS_NONE;
}

static void at(void *data, pas_node node)
{
    (void)data, (void)node;
}

static void open_all(void)
{
    said_open(&said);
    g = pas_graph_new();
    pas_graph_add_source(g, &(pas_graph_source){PAS_STR("s"), PAS_STR("p"), PAS_STR("S"), 0});
    pas_graph_add_input(g, &(pas_graph_input){.name = PAS_STR("f.xml"), .document = PAS_STR("d")});
}

static void read_all(const char *xml)
{
    char why[160] = "";
    pas_table *table = pas_table_new(rows, COUNT(rows), sizeof *rows, why);
    cr_assert_not_null(table, "%s", why);
    pas_table_sink sink = {&said.io, g, 0, 1, NULL, NULL, NULL};
    pas_table_run *run = pas_table_start(table, &sink);
    pas_bytes *in = pas_bytes_memory(xml, strlen(xml));
    cr_assert_eq(pas_xml_parse(&said.io, in, 0, &pas_table_events, run), PAS_OK);
    pas_bytes_close(in);
    pas_table_finish(run);
    pas_table_free(table);
}

static void write_all(const char *expected)
{
    char why[160] = "";
    pas_graph_resolve(g, 0, NULL, NULL);
    pas_table *table = pas_table_new(rows, COUNT(rows), sizeof *rows, why);
    pas_xml_writer *w = pas_writer_open(&said.io, PAS_CS_UTF8, rows, COUNT(rows), sizeof *rows, put, &out);
    const pas_table_from from = {
        .io = &said.io, .graph = g, .document = PAS_STR("d"), .fill = fill, .at = at};
    cr_assert_eq(pas_table_write(table, w, &from), PAS_OK);
    cr_assert_eq(pas_writer_close(w), PAS_OK);
    pas_buf_byte(&out, '\0');
    cr_assert_str_eq(out.ptr, expected);
    pas_buf_free(&out);
    pas_table_free(table);
}

static void close_all(void)
{
    pas_graph_free(g);
    said_close(&said);
}

static const char whole[] = HEAD "<D V=\"2\">\n"
                                 "  <EMPTY/>\n"
                                 "  <CODES>\n"
                                 "    <A>\n      <CODE>1</CODE>\n    </A>\n"
                                 "    <A>\n      <CODE>3</CODE>\n    </A>\n"
                                 "    <B>\n      <CODE>2</CODE>\n    </B>\n"
                                 "  </CODES>\n"
                                 "  <P ID=\"1\">\n"
                                 "    <NAME SEX=\"2\">Zoé &amp; Cie</NAME>\n"
                                 "    <BORN>28/02/2014</BORN>\n"
                                 "    <KEPT>k</KEPT>\n"
                                 "    <LAST>\n      <UAI>0999990W</UAI>\n    </LAST>\n"
                                 "  </P>\n"
                                 "  <P ID=\"2\">\n    <NAME/>\n  </P>\n"
                                 "  <OF ID=\"2\">\n    <IN>\n      <TYPE>D</TYPE>\n    </IN>\n"
                                 "    <IN>\n      <TYPE>G</TYPE>\n    </IN>\n  </OF>\n"
                                 "  <OF ID=\"1\">\n    <IN>\n      <TYPE>D</TYPE>\n    </IN>\n  </OF>\n"
                                 "  <L>\n    <L1>a</L1>\n    <L2>b</L2>\n  </L>\n"
                                 "</D>\n";

Test(xml_table_write, what_was_read_is_written)
{
    open_all();
    read_all(whole);
    write_all(whole);
    cr_assert_eq(pas_list_count(said.list), 0u);
    close_all();
}

/* The other version, elements in another order, a former spelling: written in the table's form. */
Test(xml_table_write, another_spelling_is_written_in_the_form_of_the_table)
{
    open_all();
    read_all("<D V='1'><L><L2>b</L2></L><CODES><B><CODE>2</CODE></B></CODES>"
             "<P ID='9'><OLD>x</OLD><LAST><UAI/></LAST></P></D>");
    write_all(HEAD "<D V=\"2\">\n  <EMPTY/>\n  <CODES>\n    <B>\n      <CODE>2</CODE>\n    </B>\n  </CODES>\n"
                   "  <P ID=\"9\">\n    <LAST>\n      <UAI/>\n    </LAST>\n  </P>\n"
                   "  <L>\n    <L1/>\n    <L2>b</L2>\n  </L>\n</D>\n");
    cr_assert_eq(pas_list_count(said.list), 1u);
    cr_assert_str_eq(pas_list_get(said.list, 0)->message->code, "champ-sans-place");
    close_all();
}

/* A field, a third value of two rows, a pupil without a key, a membership of nobody: all told, none written.
 */
Test(xml_table_write, what_has_no_place_is_told)
{
    open_all();
    pas_node n = pas_graph_begin(g, PAS_K_student, 0, 1, 1);
    pas_graph_set_text(g, n, PAS_F_student_family_name, PAS_STR("X"));
    pas_graph_end(g, n);
    n = pas_graph_begin(g, PAS_K_membership, 0, 1, 2);
    pas_graph_set_text(g, n, PAS_F_membership_type, PAS_STR("D"));
    pas_graph_end(g, n);
    n = pas_graph_begin(g, PAS_K_address, 0, 1, 3);
    pas_graph_set_text(g, n, PAS_F_address_line, PAS_STR("a"));
    pas_graph_set_text(g, n, PAS_F_address_line, PAS_STR("b"));
    pas_graph_set_text(g, n, PAS_F_address_line, PAS_STR("c"));
    pas_graph_set_text(g, n, PAS_F_address_town, PAS_STR("t"));
    pas_graph_end(g, n);
    write_all(HEAD
              "<D V=\"2\">\n  <EMPTY/>\n  <CODES/>\n  <L>\n    <L1>a</L1>\n    <L2>b</L2>\n  </L>\n</D>\n");
    uint32_t fields = 0, nodes = 0;
    for (size_t i = 0; i < pas_list_count(said.list); i++) {
        const char *code = pas_list_get(said.list, i)->message->code;
        fields += strcmp(code, "champ-sans-place") == 0;
        nodes += strcmp(code, "enregistrement-sans-place") == 0;
    }
    cr_assert_eq(fields, 2u, "%u", fields);
    cr_assert_eq(nodes, 2u, "%u", nodes);
    close_all();
}

/* A source that was read from the document gives what was read from it; another, all it has. */
Test(xml_table_write, what_another_document_holds_is_left_to_it)
{
    open_all();
    pas_graph_add_input(g, &(pas_graph_input){.name = PAS_STR("o.xml"), .document = PAS_STR("other")});
    read_all("<D><CODES><B><CODE>1</CODE></B></CODES></D>");
    pas_node n = pas_graph_begin(g, PAS_K_entry, 0, 2, 1);
    pas_graph_set_text(g, n, PAS_F_entry_code, PAS_STR("2"));
    pas_graph_end(g, n);
    write_all(
        HEAD
        "<D V=\"2\">\n  <EMPTY/>\n  <CODES>\n    <B>\n      <CODE>1</CODE>\n    </B>\n  </CODES>\n</D>\n");
    cr_assert_eq(pas_list_count(said.list), 0u);
    close_all();
}
