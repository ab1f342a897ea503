/* The forms of the wire and the decoding of a worker's frames, honest and broken. */
#include "worker/job.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static pas_message messages[] = {{.code = "essai",
                                  .title_fr = "Essai",
                                  .title_en = "Trial",
                                  .text_fr = "valeur {v}",
                                  .text_en = "value {v}",
                                  .severity = PAS_WARNING}};
static const pas_plugin plugin = {.head = PAS_HEAD(0),
                                  .id = "essai",
                                  .system = "Essai",
                                  .messages = messages,
                                  .n_messages = 1,
                                  .message_stride = sizeof messages[0]};

static bool into_buffer(void *data, const void *bytes, size_t size)
{
    pas_buf_add(data, bytes, size);
    return true;
}

static void hello(pas_wire *w)
{
    pas_buf b = {0};
    pas_put_u32(&b, PAS_WIRE_VERSION);
    pas_put_u32(&b, PAS_LEVEL_APART);
    pas_put_u32(&b, 0);
    pas_wire_send(w, PAS_FRAME_HELLO, &b);
    pas_buf_free(&b);
}

static void done(pas_wire *w, pas_status status)
{
    pas_buf b = {0};
    pas_put_u32(&b, (uint32_t)status);
    pas_wire_send(w, PAS_FRAME_DONE, &b);
    pas_wire_flush(w);
    pas_buf_free(&b);
}

static void flagged(pas_wire *w, const char *code, uint8_t flags)
{
    pas_buf b = {0};
    pas_put_cstr(&b, code);
    pas_put_cstr(&b, "a.xml");
    pas_put_u32(&b, 42);
    pas_put_cstr(&b, "ELEVE 1");
    pas_put_cstr(&b, NULL);
    pas_put_u32(&b, 1);
    pas_put_cstr(&b, "v");
    pas_put_cstr(&b, "x");
    pas_put_u8(&b, flags);
    pas_wire_send(w, PAS_FRAME_FINDING, &b);
    pas_buf_free(&b);
}

static void finding(pas_wire *w, const char *code)
{
    flagged(w, code, PAS_ARG_PERSONAL);
}

/* Feeds bytes in pieces of `piece` and gives the end. */
static pas_status decode(const pas_buf *bytes, size_t piece, pas_answer *answer, bool *ret_done)
{
    pas_job job = {.verb = PAS_VERB_READ, .plugin_id = "essai", .step = "lire", .limits = PAS_LIMITS_DEFAULT};
    pas_intake *d = pas_intake_new(&job, answer);
    for (size_t at = 0; at < bytes->len; at += piece) {
        size_t n = bytes->len - at < piece ? bytes->len - at : piece;
        if (!pas_intake_feed(d, bytes->ptr + at, n))
            break;
    }
    const char *why = NULL;
    pas_status status = pas_intake_end(d, ret_done, &why);
    pas_intake_free(d);
    return status;
}

Test(frame, texts_and_numbers_come_back)
{
    pas_buf b = {0};
    pas_put_u8(&b, 7);
    pas_put_u64(&b, 0x0123456789abcdefu);
    pas_put_cstr(&b, "é");
    pas_put_cstr(&b, "");
    pas_put_cstr(&b, NULL);
    pas_reader r = pas_reader_of(b.ptr, b.len);
    cr_assert_eq(pas_get_u8(&r), 7);
    cr_assert_eq(pas_get_u64(&r), 0x0123456789abcdefu);
    cr_assert(pas_str_is(pas_get_str(&r), "é"));
    pas_str empty = pas_get_str(&r);
    cr_assert(empty.ptr && empty.len == 0);
    cr_assert_null(pas_get_str(&r).ptr);
    cr_assert(pas_reader_done(&r));
    pas_buf_free(&b);
}

Test(frame, a_reader_stays_bad)
{
    unsigned char bytes[] = {0xff, 0, 0, 0, 'a'};
    pas_reader r = pas_reader_of(bytes, sizeof bytes);
    cr_assert_null(pas_get_str(&r).ptr);
    cr_assert(r.bad);
    cr_assert_eq(pas_get_u32(&r), 0);
    cr_assert_not(pas_reader_done(&r));
}

Test(frame, text_must_be_utf8_without_nul)
{
    unsigned char wrong[] = {1, 0, 0, 0, 0xe9};
    unsigned char nul[] = {1, 0, 0, 0, 0};
    pas_reader r = pas_reader_of(wrong, sizeof wrong);
    (void)pas_get_str(&r);
    cr_assert(r.bad);
    r = pas_reader_of(nul, sizeof nul);
    (void)pas_get_str(&r);
    cr_assert(r.bad);
}

Test(frame, a_count_larger_than_the_rest_is_bad)
{
    unsigned char bytes[] = {0xff, 0xff, 0xff, 0x7f, 1, 2, 3};
    pas_reader r = pas_reader_of(bytes, sizeof bytes);
    cr_assert_eq(pas_get_count(&r, 4), 0);
    cr_assert(r.bad);
}

Test(decode, honest_frames_in_any_pieces)
{
    pas_buf bytes = {0};
    pas_wire w = {into_buffer, &bytes, {0}};
    hello(&w);
    finding(&w, "essai");
    done(&w, PAS_OK);
    for (size_t piece = 1; piece < 40; piece += 3) {
        pas_findings_list *list = pas_list_new();
        pas_answer answer = {.plugin = &plugin, .findings = list};
        bool ended = false;
        cr_assert_eq(decode(&bytes, piece, &answer, &ended), PAS_OK);
        cr_assert(ended);
        cr_assert_eq(pas_list_count(list), 1);
        const pas_finding *f = pas_list_get(list, 0);
        cr_assert_eq(f->origin.line, 42);
        cr_assert(pas_str_is(f->origin.step, "lire"));
        cr_assert(f->args[0].flags & PAS_ARG_PERSONAL);
        pas_list_free(list);
    }
    pas_buf_free(&bytes);
    pas_buf_free(&w.pending);
}

Test(decode, arguments_keep_their_flags_and_have_no_other)
{
    for (unsigned flags = 0; flags < 256; flags++) {
        pas_buf bytes = {0};
        pas_wire w = {into_buffer, &bytes, {0}};
        hello(&w);
        flagged(&w, "essai", (uint8_t)flags);
        done(&w, PAS_OK);
        pas_findings_list *list = pas_list_new();
        pas_answer answer = {.plugin = &plugin, .findings = list};
        bool ended = false, known = flags <= (PAS_ARG_PERSONAL | PAS_ARG_ROWS);
        cr_assert_eq(decode(&bytes, bytes.len, &answer, &ended), known ? PAS_OK : PAS_E_INTERNAL);
        cr_assert_eq(pas_list_count(list), known);
        if (known)
            cr_assert_eq(pas_list_get(list, 0)->args[0].flags, flags);
        pas_list_free(list);
        pas_buf_free(&bytes);
        pas_buf_free(&w.pending);
    }
}

Test(decode, what_a_worker_may_not_do)
{
    static const struct {
        const char *what;
        int how;
    } cases[] = {{"no greeting", 0},         {"unknown code", 1},  {"frame after the end", 2}, {"no end", 3},
                 {"output never opened", 4}, {"unknown frame", 5}, {"status above zero", 6}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pas_buf bytes = {0};
        pas_wire w = {into_buffer, &bytes, {0}};
        pas_buf body = {0};
        pas_put_u32(&body, 1);
        if (cases[i].how != 0)
            hello(&w);
        if (cases[i].how == 1)
            finding(&w, "jamais-vu");
        if (cases[i].how == 4)
            pas_wire_send(&w, PAS_FRAME_OUT_DATA, &body);
        if (cases[i].how == 5)
            pas_wire_send(&w, (pas_frame)99, &body);
        if (cases[i].how == 6)
            done(&w, 1);
        else if (cases[i].how != 3)
            done(&w, PAS_OK);
        if (cases[i].how == 2)
            finding(&w, "essai");
        pas_wire_flush(&w);
        pas_findings_list *list = pas_list_new();
        pas_answer answer = {.plugin = &plugin, .findings = list};
        bool ended = true;
        cr_assert_lt(decode(&bytes, 64, &answer, &ended), 0, "%s", cases[i].what);
        cr_assert_not(ended, "%s", cases[i].what);
        pas_list_free(list);
        pas_buf_free(&bytes);
        pas_buf_free(&body);
        pas_buf_free(&w.pending);
    }
}

Test(decode, a_lie_about_a_length_is_refused_at_once)
{
    unsigned char head[] = {0xff, 0xff, 0xff, 0xff, PAS_FRAME_HELLO};
    pas_findings_list *list = pas_list_new();
    pas_answer answer = {.plugin = &plugin, .findings = list};
    pas_job job = {.limits = PAS_LIMITS_DEFAULT};
    pas_intake *d = pas_intake_new(&job, &answer);
    cr_assert_not(pas_intake_feed(d, head, sizeof head));
    pas_intake_free(d);
    pas_list_free(list);
}

Test(job, comes_back_as_it_went)
{
    pas_job_input inputs[] = {{.fd = 9, .name = PAS_STR("a.xml"), .document = PAS_NONE, .size = 12}};
    pas_job_option options[] = {{PAS_STR("incomplete"), PAS_STR("accept")}};
    pas_job job = {.verb = PAS_VERB_WRITE,
                   .plugin_path = "/p/essai.so",
                   .plugin_id = "essai",
                   .step = "écrire",
                   .document = PAS_STR("liens"),
                   .inputs = inputs,
                   .n_inputs = 1,
                   .options = options,
                   .n_options = 1,
                   .now = {.date = {2026, 9, 15}, .hour = 18, .minute = 15},
                   .limits = PAS_LIMITS_DEFAULT};
    pas_buf bytes = {0};
    size_t graph = 0;
    pas_job_encode(&job, 4096, &bytes);
    pas_arena *arena = pas_arena_new();
    pas_job back;
    cr_assert(pas_job_decode(bytes.ptr, bytes.len, arena, &back, &graph));
    cr_assert_eq(graph, 4096);
    cr_assert_str_eq(back.step, "écrire");
    cr_assert_eq(back.verb, PAS_VERB_WRITE);
    cr_assert(pas_str_is(back.options[0].value, "accept"));
    cr_assert_null(back.inputs[0].document.ptr);
    cr_assert_eq(back.inputs[0].size, 12);
    cr_assert_eq(back.now.date.day, 15);
    cr_assert_eq(back.limits.zip_ratio, job.limits.zip_ratio);
    for (size_t n = 0; n < bytes.len; n++)
        cr_assert_not(pas_job_decode(bytes.ptr, n, arena, &back, &graph), "cut at %zu", n);
    pas_arena_free(arena);
    pas_buf_free(&bytes);
}
