/* What a worker may send, verb by verb, and what the host refuses of it: one row a case. */
#include "worker/job.h"

#include "graph_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const pas_message messages[] = {{.code = "essai",
                                        .title_fr = "Essai",
                                        .title_en = "Trial",
                                        .text_fr = "valeur {v}",
                                        .text_en = "value {v}",
                                        .severity = PAS_WARNING}};
static const pas_document documents[] = {{.id = "a"}, {.id = "b"}};
static const pas_plugin plugin = {.head = PAS_HEAD(0),
                                  .id = "essai",
                                  .system = "Essai",
                                  .documents = documents,
                                  .n_documents = 2,
                                  .document_stride = sizeof documents[0],
                                  .messages = messages,
                                  .n_messages = 1,
                                  .message_stride = sizeof messages[0]};

/* A frame's body in words: uN a number of 32 bits, lN one of 64, sTEXT a text, - an absent text, zN N zero
 * bytes. */
static void put_body(pas_buf *b, const char *words)
{
    char copy[256];
    snprintf(copy, sizeof copy, "%s", words);
    for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
        long long n = strtoll(word + 1, NULL, 0);
        if (*word == 'u')
            pas_put_u32(b, (uint32_t)n);
        else if (*word == 'b')
            pas_put_u8(b, (uint8_t)n);
        else if (*word == 'l')
            pas_put_u64(b, (uint64_t)n);
        else if (*word == 's')
            pas_put_cstr(b, word + 1);
        else if (*word == '-')
            pas_put_cstr(b, NULL);
        else
            for (long long i = 0; i < n; i++)
                pas_put_u8(b, 0);
    }
}

#define HELLO "u1 u7 u7"
#define A_FINDING "sessai - u0 - - u0"
#define FATE(node) "u" #node " u0 sA - - - - u0 -"

struct frame {
    pas_frame type;
    const char *body;
};
#define MOST_FRAMES 6
struct row {
    const char *what;
    pas_verb_id verb;
    const char *why; /* NULL: taken */
    struct frame frames[MOST_FRAMES];
    bool without_hello;
};

#define READ PAS_VERB_READ
#define WRITE PAS_VERB_WRITE
#define IDENTIFY PAS_VERB_IDENTIFY
#define DESCRIBE PAS_VERB_DESCRIBE
static const struct row rows[] = {
    {"a finding while reading", READ, NULL, {{PAS_FRAME_FINDING, A_FINDING}}, false},
    {"ticks", READ, NULL, {{PAS_FRAME_TICK, ""}, {PAS_FRAME_TICK, ""}}, false},
    {"inputs in their order",
     IDENTIFY,
     NULL,
     {{PAS_FRAME_IDENTIFY, "u0 u1 u80 u0"}, {PAS_FRAME_IDENTIFY, "u1 u0 u0 u0"}},
     false},
    {"one file",
     WRITE,
     NULL,
     {{PAS_FRAME_FATE, FATE(1)},
      {PAS_FRAME_FIGURE, "sessai l12"},
      {PAS_FRAME_OUT_OPEN, "sa.xml"},
      {PAS_FRAME_OUT_DATA, "z40"},
      {PAS_FRAME_OUT_CLOSE, ""}},
     false},
    {"no greeting", READ, "no greeting", {{PAS_FRAME_FINDING, A_FINDING}}, true},
    {"another wire's version", READ, "no greeting", {{PAS_FRAME_HELLO, "u2 u7 u7"}}, true},
    {"a level that does not exist", READ, "no greeting", {{PAS_FRAME_HELLO, "u1 u8 u7"}}, true},
    {"a short greeting", READ, "no greeting", {{PAS_FRAME_HELLO, "u1 u7"}}, true},
    {"two greetings", READ, "unknown frame", {{PAS_FRAME_HELLO, HELLO}}, false},
    {"a type that does not exist", READ, "unknown frame", {{(pas_frame)31, ""}}, false},
    {"a type past a word's bits", READ, "unknown frame", {{(pas_frame)(32 + PAS_FRAME_TICK), ""}}, false},
    {"an output while reading", READ, "unknown frame", {{PAS_FRAME_OUT_OPEN, "sa.xml"}}, false},
    {"a fate while reading", READ, "unknown frame", {{PAS_FRAME_FATE, FATE(0)}}, false},
    {"a refusal while reading", READ, "unknown frame", {{PAS_FRAME_REFUSED, ""}}, false},
    {"a graph while writing", WRITE, "unknown frame", {{PAS_FRAME_GRAPH, "z4"}}, false},
    {"a graph while identifying", IDENTIFY, "unknown frame", {{PAS_FRAME_GRAPH, "z4"}}, false},
    {"a recognition while reading", READ, "unknown frame", {{PAS_FRAME_IDENTIFY, "u0 u0 u0 u0"}}, false},
    {"a description while reading", READ, "unknown frame", {{PAS_FRAME_DESCRIBE, "z4"}}, false},
    {"a tick with something in it", READ, "tick", {{PAS_FRAME_TICK, "z1"}}, false},
    {"a code that nobody has", READ, "unknown code", {{PAS_FRAME_FINDING, "sjamais - u0 - - u0"}}, false},
    {"a finding without a code", READ, "unknown code", {{PAS_FRAME_FINDING, "- - u0 - - u0"}}, false},
    {"fewer arguments than said",
     READ,
     "finding",
     {{PAS_FRAME_FINDING, "sessai - u0 - - u9 sv sx b0"}},
     false},
    {"bytes after a finding", READ, "finding", {{PAS_FRAME_FINDING, A_FINDING " z1"}}, false},
    {"too many arguments",
     READ,
     "too many arguments",
     {{PAS_FRAME_FINDING, "sessai - u0 - - u65 z1000"}},
     false},
    {"inputs backwards",
     IDENTIFY,
     "identification",
     {{PAS_FRAME_IDENTIFY, "u1 u0 u50 u0"}, {PAS_FRAME_IDENTIFY, "u0 u0 u50 u0"}},
     false},
    {"an input twice",
     IDENTIFY,
     "identification",
     {{PAS_FRAME_IDENTIFY, "u0 u0 u50 u0"}, {PAS_FRAME_IDENTIFY, "u0 u0 u50 u0"}},
     false},
    {"an input that was not given",
     IDENTIFY,
     "identification",
     {{PAS_FRAME_IDENTIFY, "u2 u0 u50 u0"}},
     false},
    {"a document it does not have",
     IDENTIFY,
     "identification",
     {{PAS_FRAME_IDENTIFY, "u0 u2 u50 u0"}},
     false},
    {"a form that is none", IDENTIFY, "identification", {{PAS_FRAME_IDENTIFY, "u0 u0 u50 u3"}}, false},
    {"more than certain", IDENTIFY, "identification", {{PAS_FRAME_IDENTIFY, "u0 u0 u101 u0"}}, false},
    {"the fate of no node", WRITE, "fate", {{PAS_FRAME_FATE, FATE(1000000)}}, false},
    {"a fate that does not exist", WRITE, "fate", {{PAS_FRAME_FATE, "u1 u9 sA - - - - u0 -"}}, false},
    {"a figure that nobody has", WRITE, "figure", {{PAS_FRAME_FIGURE, "sjamais l1"}}, false},
    {"a refusal with something in it", WRITE, "refusal", {{PAS_FRAME_REFUSED, "z1"}}, false},
    {"bytes of no file", WRITE, "output", {{PAS_FRAME_OUT_DATA, "z4"}}, false},
    {"the end of no file", WRITE, "output", {{PAS_FRAME_OUT_CLOSE, ""}}, false},
    {"a file inside a file",
     WRITE,
     "output",
     {{PAS_FRAME_OUT_OPEN, "sa"}, {PAS_FRAME_OUT_OPEN, "sb"}},
     false},
    {"a file without a name", WRITE, "output", {{PAS_FRAME_OUT_OPEN, "-"}}, false},
    {"one file too many",
     WRITE,
     "too many outputs",
     {{PAS_FRAME_OUT_OPEN, "sa"},
      {PAS_FRAME_OUT_CLOSE, ""},
      {PAS_FRAME_OUT_OPEN, "sb"},
      {PAS_FRAME_OUT_CLOSE, ""},
      {PAS_FRAME_OUT_OPEN, "sc"}},
     false},
    {"small files that are too large together",
     WRITE,
     "output too large",
     {{PAS_FRAME_OUT_OPEN, "sa"},
      {PAS_FRAME_OUT_DATA, "z60"},
      {PAS_FRAME_OUT_CLOSE, ""},
      {PAS_FRAME_OUT_OPEN, "sb"},
      {PAS_FRAME_OUT_DATA, "z60"}},
     false},
    {"too much said",
     READ,
     "too much said",
     {{PAS_FRAME_FINDING, A_FINDING}, {PAS_FRAME_FINDING, A_FINDING}, {PAS_FRAME_FINDING, "sessai z2000"}},
     false},
    {"a larger graph than the worker could hold",
     READ,
     "too large",
     {{PAS_FRAME_GRAPH, "z250"}, {PAS_FRAME_GRAPH, "z250"}, {PAS_FRAME_GRAPH, "z250"}},
     false},
    {"an end above zero", READ, "status", {{PAS_FRAME_DONE, "u1"}}, false},
    {"something after the end",
     READ,
     "frame after the end",
     {{PAS_FRAME_DONE, "u0"}, {PAS_FRAME_TICK, ""}},
     false},
};

static bool into_buffer(void *data, const void *bytes, size_t size)
{
    pas_buf_add(data, bytes, size);
    return true;
}

static int out_begin(void *data, pas_str name)
{
    (void)data;
    (void)name;
    return 1;
}

static bool out_write(void *data, int file, const void *bytes, size_t size)
{
    (void)data;
    (void)bytes;
    return file == 1 && size > 0;
}

static void bytes_of(const struct row *row, pas_buf *to)
{
    pas_wire w = {into_buffer, to, {0}};
    pas_buf body = {0};
    if (!row->without_hello) {
        put_body(&body, HELLO);
        pas_wire_send(&w, PAS_FRAME_HELLO, &body);
    }
    for (size_t i = 0; i < MOST_FRAMES && row->frames[i].type; i++) {
        pas_buf_clear(&body);
        put_body(&body, row->frames[i].body);
        pas_wire_send(&w, row->frames[i].type, &body);
    }
    if (!row->why) {
        pas_buf_clear(&body);
        put_body(&body, "u0");
        pas_wire_send(&w, PAS_FRAME_DONE, &body);
    }
    pas_wire_flush(&w);
    pas_buf_free(&body);
    pas_buf_free(&w.pending);
}

/* In pieces of `piece` bytes: what came of it must not depend on where a pipe cuts. */
static void take(const struct row *row, size_t piece)
{
    pas_buf bytes = {0};
    bytes_of(row, &bytes);
    pas_job_input inputs[2] = {{.fd = -1}, {.fd = -1}};
    pas_recognised recognised[2];
    pas_buf description = {0};
    pas_graph *given = sample_graph("lire", false);
    pas_answer answer = {.plugin = &plugin,
                         .findings = pas_list_new(),
                         .graph = pas_graph_new(),
                         .recognised = recognised,
                         .description = &description,
                         .out_begin = out_begin,
                         .out_write = out_write};
    pas_job job = {.verb = row->verb,
                   .plugin_id = "essai",
                   .step = "pas",
                   .inputs = inputs,
                   .n_inputs = 2,
                   .graph = row->verb == PAS_VERB_WRITE ? given : NULL,
                   .limits = PAS_LIMITS_DEFAULT};
    job.limits.said_bytes = 2000;
    job.limits.outputs = 2;
    job.limits.output_bytes = 100;
    job.limits.memory_bytes = 600;
    (void)pas_graph_add_source(answer.graph,
                               &(pas_graph_source){PAS_STR("pas"), PAS_STR("essai"), PAS_STR("Essai"), 0});
    pas_intake *d = pas_intake_new(&job, &answer);
    for (size_t at = 0; at < bytes.len; at += piece)
        if (!pas_intake_feed(d, bytes.ptr + at, bytes.len - at < piece ? bytes.len - at : piece))
            break;
    bool done = false;
    const char *why = NULL;
    (void)pas_intake_end(d, &done, &why);
    cr_assert_eq(done, row->why == NULL, "%s: %s", row->what, why ? why : "taken");
    cr_assert_str_eq(why ? why : "", row->why ? row->why : "", "%s", row->what);
    pas_intake_free(d);
    pas_list_free(answer.findings);
    pas_graph_free(answer.graph);
    pas_graph_free(given);
    pas_buf_free(&description);
    pas_buf_free(&bytes);
}

Test(intake, row_by_row)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t piece = 1; piece <= 4096; piece *= 16)
            take(&rows[i], piece);
}
