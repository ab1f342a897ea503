/* The XML engine under all its views: events into a table and a graph, the pull view in small chunks, and
 * the recogniser. What the views say of one document must agree. */
#include "io/xml_table.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define ROW(d, w, ...)                                                                                       \
    {                                                                                                        \
        .depth = (d), .what = PAS_ROW_##w, .name = __VA_ARGS__                                               \
    }

static const pas_row rows[] = {
    ROW(0, NEST, "BASE"),
    ROW(1, SCOPE, "@ANNEE", .lex = PAS_LEX_UINT),
    ROW(1, NEST, "ELEVES", .flags = PAS_REQUIRED),
    ROW(2, RECORD, "ELEVE", .target = "student", .flags = PAS_MANY),
    ROW(3, VALUE, "@ELEVE_ID", .target = "siecle.eleve-id", .flags = PAS_REQUIRED | PAS_KEY),
    ROW(3, VALUE, "NOM", .target = "family-name", .flags = PAS_REQUIRED, .max = 5),
    ROW(3, VALUE, "NOM_ANCIEN", .target = "family-name", .flags = PAS_OLD),
    ROW(3, VALUE, "DATE_NAISS", .target = "birth-date", .lex = PAS_LEX_DATE_FR),
    ROW(3, VALUE, "SEXE", .target = "sex", .values = "1=M;2=F"),
    ROW(3, VALUE, "MEF", .target = "mef", .link = "mef:code", .lex = PAS_LEX_RAW),
    ROW(3, KEEP, "PAYS", .slot = 2, .flags = PAS_MANY),
    ROW(3, IGNORE, "RESERVE"),
    ROW(3, CONST, NULL, .target = "status", .values = "ST"),
    ROW(3, NEST, "STRUCTURES", .flags = PAS_MANY),
    ROW(4, RECORD, "STRUCTURE", .target = "membership", .flags = PAS_MANY),
    ROW(5, UP, NULL, .target = "student"),
    ROW(5, VALUE, "CODE", .target = "structure", .link = "division:code"),
    ROW(5, VALUE, "DEBUT", .target = "start", .lex = PAS_LEX_DATE_ISO),
    ROW(1, RECORD, "COURS", .target = "course", .flags = PAS_MANY),
    ROW(2, VALUE, "NUMERO", .target = "number"),
    ROW(2, VALUE, "HEURE", .target = "start", .lex = PAS_LEX_TIME_HMS),
    ROW(2, VALUE, "POIDS", .target = "weighting", .lex = PAS_LEX_DECIMAL),
    ROW(2, VALUE, "ANNULE", .target = "cancelled-weeks", .lex = PAS_LEX_WEEKS),
    ROW(1, RECORD, "ENVOI", .target = "export"),
    ROW(2, FROM, "@ANNEE", .target = "year"),
    ROW(2, VALUE, "HORODATAGE", .target = "stamp", .lex = PAS_LEX_STAMP_FR),
};

static const pas_limits limits = {.input_bytes = 1u << 24,
                                  .unzipped_bytes = 1u << 24,
                                  .xml_depth = 16,
                                  .xml_attributes = 8,
                                  .xml_names = 200,
                                  .text_bytes = 1000,
                                  .nodes = 500};

static void must(bool good)
{
    if (!good)
        abort();
}

/* Every finding is one of ours and its text can be made. */
static void say(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    unsigned *said = io->data;
    pas_finding f = {
        .message = pas_host_message(code), .origin = {.line = line}, .args = args, .n_args = n_args};
    must(f.message != NULL);
    pas_buf text = {0};
    pas_finding_text(&text, &f, PAS_FR, true);
    must(text.len > 0 && pas_utf8_valid(text.ptr, text.len) == text.len);
    pas_buf_free(&text);
    *said += f.message->severity == PAS_BLOCKING;
}

struct slow {
    pas_bytes base;
    const uint8_t *at;
    size_t left, step;
};

static int64_t slow_read(pas_bytes *b, void *buffer, size_t size)
{
    struct slow *s = (struct slow *)b;
    size_t n = s->left < s->step ? s->left : s->step;
    n = n < size ? n : size;
    memcpy(buffer, s->at, n);
    s->at += n;
    s->left -= n;
    return (int64_t)n;
}

static void slow_close(pas_bytes *b)
{
    (void)b;
}

static pas_status into_graph(pas_io *io, const uint8_t *data, size_t size, uint32_t flags)
{
    char why[160];
    pas_table *t = pas_table_new(rows, sizeof rows / sizeof rows[0], sizeof rows[0], why);
    pas_graph *g = pas_graph_new();
    pas_graph_add_source(g, &(pas_graph_source){.step = PAS_STR("s")});
    uint32_t input = pas_graph_add_input(g, &(pas_graph_input){.name = PAS_STR("f")});
    pas_table_run *run = pas_table_start(t, &(pas_table_sink){.io = io, .graph = g, .input = input});
    pas_bytes *in = pas_bytes_memory(data, size);
    pas_status st = pas_xml_parse(io, in, flags, &pas_table_events, run);
    pas_bytes_close(in);
    pas_table_finish(run);
    pas_graph_resolve(g, 0, NULL, NULL);
    pas_graph_free(g);
    pas_table_free(t);
    return st;
}

static pas_status pulled(pas_io *io, const uint8_t *data, size_t size, size_t step, uint32_t flags)
{
    struct slow in = {{slow_read, slow_close}, data, size, step};
    pas_xml_pull *x = pas_pull_open(io, &in.base, flags);
    uint32_t depth = 0, line = 1;
    int32_t what;
    while ((what = pas_pull_next(x)) > 0) {
        depth += what == PAS_XML_START;
        must(pas_pull_depth(x) == depth && pas_pull_line(x) >= line);
        depth -= what == PAS_XML_END;
        if (what == PAS_XML_TEXT)
            must(pas_utf8_valid(pas_pull_text(x).ptr, pas_pull_text(x).len) == pas_pull_text(x).len);
    }
    must(what < 0 || depth == 0);
    pas_pull_close(x);
    return what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned said = 0;
    pas_io io = {.limits = &limits, .say = say, .data = &said};
    uint32_t flags = size % 2 ? PAS_XML_ALLOW_DOCTYPE : 0;
    pas_status st = into_graph(&io, data, size, flags);
    must(said == (st != PAS_OK));
    said = 0;
    pas_status whole = pulled(&io, data, size, SIZE_MAX, flags);
    must(said == (whole != PAS_OK));
    said = 0;
    pas_status pieces = pulled(&io, data, size, 1 + size % 7, flags);
    must(said == (pieces != PAS_OK) && (whole == PAS_OK) == (pieces == PAS_OK));
    must(st != PAS_OK || whole == PAS_OK);
    pas_head_facts facts;
    pas_bytes *in = pas_bytes_memory(data, size);
    pas_head_read(in, &facts);
    pas_bytes_close(in);
    must(whole != PAS_OK || facts.root != NULL);
    pas_head_done(&facts);
    return 0;
}
