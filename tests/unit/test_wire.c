/* graph/wire.c: what is written comes back, and what comes is not believed. */
#include "graph_sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Looks at everything a graph has, as the rest of the host would. */
static void walk(pas_graph *g)
{
    pas_buf text = {0};
    pas_graph_readable(g, &text);
    for (uint32_t source = 0; source < pas_graph_sources(g); source++)
        for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++)
            for (pas_node n = pas_graph_first(g, kind, source); n; n = pas_graph_next(g, n)) {
                uint32_t cursor = 0;
                pas_graph_origin(g, n);
                while (pas_graph_incoming(g, n, PAS_F_membership_structure, &cursor))
                    continue;
            }
    pas_graph_resolve(g, 0, NULL, NULL);
    pas_buf_free(&text);
}

/* Decodes a copy of exactly this size, so that a read beyond it is seen by AddressSanitizer. */
static bool decode(const char *bytes, size_t size, const char **why)
{
    char *copy = pas_xmalloc(size);
    memcpy(copy, bytes, size);
    pas_graph *g = pas_graph_new();
    bool ok = pas_graph_decode(g, copy, size, why);
    if (ok)
        walk(g);
    pas_graph_free(g);
    free(copy);
    return ok;
}

static pas_buf encoded(const char *step)
{
    pas_graph *g = sample_graph(step, false);
    pas_buf buf = {0};
    pas_graph_resolve(g, 0, NULL, NULL);
    pas_graph_add_match(g, pas_graph_first(g, PAS_K_student, 0), pas_graph_first(g, PAS_K_mef, 0),
                        PAS_STR("essai"), 1);
    pas_graph_encode(g, &buf);
    pas_graph_free(g);
    return buf;
}

Test(wire, comes_back)
{
    pas_graph *g = sample_graph("base", false);
    pas_graph_resolve(g, 0, NULL, NULL);
    pas_buf bytes = {0}, again = {0}, before = {0}, after = {0};
    pas_graph_encode(g, &bytes);
    pas_graph *h = pas_graph_new();
    const char *why = NULL;
    cr_assert(pas_graph_decode(h, bytes.ptr, bytes.len, &why), "%s", why);
    pas_graph_encode(h, &again);
    cr_assert(again.len == bytes.len && memcmp(again.ptr, bytes.ptr, bytes.len) == 0);
    pas_graph_readable(g, &before);
    pas_graph_readable(h, &after);
    cr_assert_str_eq(before.ptr, after.ptr);
    cr_assert_eq(pas_graph_source_at(h, 0).roles, PAS_ROLE_PUPIL_BASE);
    cr_assert(pas_str_is(pas_graph_input_at(h, 1).kinds, "division;student"));
    cr_assert_eq(pas_node_line(h, pas_graph_first(h, PAS_K_division, 0)), 40u);
    pas_buf_free(&bytes);
    pas_buf_free(&again);
    pas_buf_free(&before);
    pas_buf_free(&after);
    pas_graph_free(g);
    pas_graph_free(h);
}

Test(wire, links_that_were_not_resolved_can_be_later)
{
    pas_graph *g = sample_graph("base", false);
    pas_buf bytes = {0};
    pas_graph_encode(g, &bytes);
    pas_graph *h = pas_graph_new();
    cr_assert(pas_graph_decode(h, bytes.ptr, bytes.len, NULL));
    pas_node student = pas_graph_first(h, PAS_K_student, 0);
    cr_assert_eq(pas_graph_link(h, student, PAS_F_student_mef, 0), 0u);
    pas_graph_resolve(h, 0, NULL, NULL);
    cr_assert_eq(pas_graph_link(h, student, PAS_F_student_mef, 0), pas_graph_first(h, PAS_K_mef, 0));
    pas_buf_free(&bytes);
    pas_graph_free(g);
    pas_graph_free(h);
}

Test(wire, graphs_are_joined)
{
    pas_buf one = encoded("base"), two = encoded("edt");
    pas_graph *g = pas_graph_new();
    cr_assert(pas_graph_decode(g, one.ptr, one.len, NULL));
    pas_node first = pas_graph_first(g, PAS_K_student, 0);
    uint32_t cursor = 0;
    pas_node division = pas_graph_first(g, PAS_K_division, 0);
    cr_assert_neq(pas_graph_incoming(g, division, PAS_F_membership_structure, &cursor), 0u,
                  "an index made early");
    cr_assert(pas_graph_decode(g, two.ptr, two.len, NULL));
    cr_assert_eq(pas_graph_sources(g), 2u);
    cr_assert_eq(pas_graph_inputs(g), 2u);
    cr_assert_eq(pas_graph_input_at(g, 2).source, 1u);
    pas_node second = pas_graph_first(g, PAS_K_student, 1);
    cr_assert(second > first);
    cr_assert_eq(pas_node_input(g, second), 2u);
    cr_assert(pas_str_is(pas_graph_source_at(g, pas_node_source(g, second)).step, "edt"));
    cr_assert_eq(pas_graph_link(g, second, PAS_F_student_mef, 0), pas_graph_first(g, PAS_K_mef, 1));
    cr_assert_eq(pas_graph_link(g, first, PAS_F_student_mef, 0), pas_graph_first(g, PAS_K_mef, 0));
    cr_assert_eq(pas_graph_count_kind(g, PAS_K_student, 0), 2u);
    cr_assert_eq(pas_graph_count_kind(g, PAS_K_match, 0), 2u, "matches are of no source");
    cr_assert_eq(pas_graph_match(g, second, 1, NULL), pas_graph_first(g, PAS_K_mef, 1));
    cursor = 0;
    cr_assert_neq(
        pas_graph_incoming(g, pas_graph_first(g, PAS_K_division, 1), PAS_F_membership_structure, &cursor),
        0u);
    pas_buf_free(&one);
    pas_buf_free(&two);
    pas_graph_free(g);
}

/* What a worker reads of one step may come in several pieces: they join the source that the host has made. */
Test(wire, pieces_join_one_source)
{
    pas_graph *base = sample_graph("base", false);
    pas_buf piece = {0};
    pas_graph_encode(base, &piece); /* its links are not resolved */
    pas_graph *g = pas_graph_new();
    uint32_t first =
        pas_graph_add_source(g, &(pas_graph_source){PAS_STR("autre"), PAS_STR("p"), PAS_STR("S"), 1});
    uint32_t source =
        pas_graph_add_source(g, &(pas_graph_source){PAS_STR("un"), PAS_STR("p"), PAS_STR("S"), 2});
    const char *why = NULL;
    cr_assert(pas_graph_join(g, source, piece.ptr, piece.len, &why), "%s", why);
    cr_assert(pas_graph_join(g, source, piece.ptr, piece.len, &why), "%s", why);
    cr_assert_eq(pas_graph_sources(g), 2u);
    cr_assert_eq(pas_graph_source_at(g, source).roles, 2u,
                 "what a worker says of its source is not believed");
    cr_assert_eq(pas_graph_count_kind(g, PAS_K_student, first), 0u);
    cr_assert_eq(pas_graph_count_kind(g, PAS_K_student, source),
                 2 * pas_graph_count_kind(base, PAS_K_student, 0));
    pas_graph_resolve(g, source, NULL, NULL);
    pas_node last = pas_graph_first(g, PAS_K_student, source);
    for (pas_node next; (next = pas_graph_next(g, last)) != 0;)
        last = next;
    cr_assert_eq(pas_graph_link(g, last, PAS_F_student_mef, 0), pas_graph_first(g, PAS_K_mef, source));
    pas_buf two = {0};
    pas_graph_encode(g, &two);
    cr_assert_not(pas_graph_join(g, source, two.ptr, two.len, &why));
    cr_assert_str_eq(why, "not one source");
    cr_assert_not(pas_graph_join(g, 2, piece.ptr, piece.len, &why), "a source that is not there");
    pas_buf_free(&piece);
    pas_buf_free(&two);
    pas_graph_free(base);
    pas_graph_free(g);
}

Test(image, is_the_same_graph)
{
    pas_buf one = encoded("base"), two = encoded("edt"), before = {0}, after = {0};
    pas_graph *g = pas_graph_new();
    cr_assert(pas_graph_decode(g, one.ptr, one.len, NULL) && pas_graph_decode(g, two.ptr, two.len, NULL));
    size_t size = pas_graph_image_size(g);
    char *image = pas_xmalloc(size), *kept = pas_xmalloc(size);
    pas_graph_image(g, image);
    memcpy(kept, image, size);
    pas_graph *h = pas_graph_over(image);
    pas_graph_readable(g, &before);
    pas_graph_readable(h, &after);
    cr_assert_str_eq(before.ptr, after.ptr);
    pas_node student = pas_graph_first(h, PAS_K_student, 1), mef = pas_graph_first(h, PAS_K_mef, 1);
    cr_assert(student && mef && pas_graph_link(h, student, PAS_F_student_mef, 0) == mef);
    cr_assert_eq(pas_graph_match(h, student, 1, NULL), mef);
    uint32_t cursor = 0;
    cr_assert_neq(
        pas_graph_incoming(h, pas_graph_first(h, PAS_K_division, 1), PAS_F_membership_structure, &cursor),
        0u);
    cursor = 0;
    pas_str code = pas_graph_text(g, mef, PAS_F_mef_code, 0);
    cr_assert_eq(pas_graph_find(h, 1, PAS_F_mef_code, code, &cursor), mef);
    pas_graph_free(h);
    cr_assert_eq(memcmp(image, kept, size), 0, "looking at it does not write in it");
    free(image);
    free(kept);
    pas_graph_free(g);
    pas_buf_free(&one);
    pas_buf_free(&two);
    pas_buf_free(&before);
    pas_buf_free(&after);
}

Test(wire, an_open_graph_takes_no_other)
{
    pas_buf one = encoded("base");
    pas_graph *g = sample_empty("edt");
    const char *why = NULL;
    pas_graph_begin(g, PAS_K_student, 0, 1, 1);
    cr_assert(!pas_graph_decode(g, one.ptr, one.len, &why));
    cr_assert_not_null(why);
    pas_buf_free(&one);
    pas_graph_free(g);
}

Test(wire, dropped_ends_are_not_sent)
{
    pas_graph *g = sample_empty("base");
    pas_node outer = pas_graph_begin(g, PAS_K_part, 0, 1, 1);
    pas_node gone = pas_graph_begin(g, PAS_K_division, 0, 1, 2);
    pas_graph_link_node(g, outer, PAS_F_part_division, gone, 1);
    pas_graph_drop(g, gone);
    pas_graph_end(g, outer);
    pas_buf bytes = {0};
    pas_graph_encode(g, &bytes);
    pas_graph *h = pas_graph_new();
    const char *why = NULL;
    cr_assert(pas_graph_decode(h, bytes.ptr, bytes.len, &why), "%s", why);
    cr_assert_eq(pas_graph_presence(h, outer, PAS_F_part_division), PAS_ABSENT);
    cr_assert_eq(pas_node_kind(h, gone), 0u, "its number stays taken");
    pas_buf_free(&bytes);
    pas_graph_free(g);
    pas_graph_free(h);
}

Test(wire, every_truncation_is_refused)
{
    pas_buf bytes = encoded("base");
    for (size_t size = 0; size < bytes.len; size++) {
        const char *why = NULL;
        cr_assert(!decode(bytes.ptr, size, &why), "%zu bytes", size);
        cr_assert_not_null(why);
    }
    const char *why = NULL;
    pas_buf_byte(&bytes, 0);
    cr_assert(!decode(bytes.ptr, bytes.len, &why));
    cr_assert_str_eq(why, "bytes after the end");
    pas_buf_free(&bytes);
}

Test(wire, every_corrupted_byte_is_survived, .timeout = 120)
{
    static const unsigned char flips[] = {0x01, 0x02, 0x80, 0xFF, 0x7F};
    pas_buf bytes = encoded("base");
    size_t refused = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        char kept = bytes.ptr[i];
        for (size_t f = 0; f < sizeof flips; f++) {
            bytes.ptr[i] = (char)(kept ^ flips[f]);
            refused += !decode(bytes.ptr, bytes.len, NULL);
        }
        bytes.ptr[i] = kept;
    }
    cr_assert_gt(refused, bytes.len, "most corruptions are seen");
    pas_buf_free(&bytes);
}

static void check_head(size_t at, const char *value, size_t n, const char *expected)
{
    pas_buf bytes = encoded("base");
    const char *why = NULL;
    memcpy(bytes.ptr + at, value, n);
    cr_assert(!decode(bytes.ptr, bytes.len, &why), "%s", expected);
    cr_assert_str_eq(why, expected);
    pas_buf_free(&bytes);
}

Test(wire, heads_are_checked)
{
    check_head(0, "PASX", 4, "not a graph");
    check_head(4, "\x02", 1, "another version of the form");
    check_head(8, "\0\0\0\0", 4, "another schema");
    check_head(12, "\xff\xff\xff\xff", 4, "cut short"); /* strings: refused before anything is allocated */
    check_head(16, "\xff\xff\xff\x7f", 4, "cut short");
    check_head(20, "\xff\xff\xff\x7f", 4, "cut short");
    check_head(24, "\xff\xff\xff\xff", 4, "cut short");
    check_head(28, "\xff\xff\xff\xff", 4, "cut short"); /* the first string's length */
    check_head(32, "\xff", 1, "a string is not UTF-8");
    check_head(32, "\0", 1, "a string is not UTF-8");
}

/* A hand-made graph of one source and one input, to place one wrong thing in it. */
struct forged {
    uint16_t kind, source, input, n_values;
    uint16_t field, state;
    uint32_t words[10];
    size_t n_words;
};

static void add16(pas_buf *to, uint32_t v)
{
    const char bytes[] = {(char)v, (char)(v >> 8)};
    pas_buf_add(to, bytes, 2);
}

static void add32(pas_buf *to, uint32_t v)
{
    add16(to, v & 0xFFFF);
    add16(to, v >> 16);
}

static const char *forge(struct forged f)
{
    pas_buf b = {0};
    const char *why = "taken";
    const uint32_t head[] = {0x47534150u, 1, pas_schema_hash(), 2, 1, 1, 1};
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        add32(&b, head[i]);
    add32(&b, 2);
    pas_buf_puts(&b, "6A");
    add32(&b, 0); /* the empty string */
    const uint32_t source_and_input[] = {1, 1, 1, 0, 1, 1, 1, 0};
    for (size_t i = 0; i < sizeof source_and_input / sizeof source_and_input[0]; i++)
        add32(&b, source_and_input[i]);
    add16(&b, f.kind);
    add16(&b, f.source);
    add16(&b, f.input);
    add16(&b, f.n_values);
    add32(&b, 7);
    if (f.n_values) {
        add16(&b, f.field);
        add16(&b, f.state);
        for (size_t i = 0; i < f.n_words; i++)
            add32(&b, f.words[i]);
    }
    decode(b.ptr, b.len, &why);
    pas_buf_free(&b);
    return why;
}

#define FORGED(kind_, field_, ...)                                                                           \
    forge((struct forged){.kind = PAS_K_##kind_,                                                             \
                          .input = 1,                                                                        \
                          .n_values = 1,                                                                     \
                          .field = PAS_F_##kind_##_##field_,                                                 \
                          .state = PAS_GIVEN,                                                                \
                          .words = {__VA_ARGS__},                                                            \
                          .n_words = sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)})

Test(wire, values_are_checked)
{
    cr_assert_str_eq(FORGED(division, code, 1), "taken");
    cr_assert_str_eq(FORGED(division, code, 0), "a given text without text");
    cr_assert_str_eq(FORGED(division, code, 2), "a given text without text");
    cr_assert_str_eq(FORGED(division, code, 3), "a string number out of range");
    cr_assert_str_eq(FORGED(student, sms, 1), "taken");
    cr_assert_str_eq(FORGED(student, sms, 2), "a number out of range");
    cr_assert_str_eq(FORGED(slot, start, 1441), "a number out of range");
    cr_assert_str_eq(FORGED(slot, start, UINT32_MAX), "a number out of range");
    cr_assert_str_eq(FORGED(student, birth_date, 2014u << 9 | 2 << 5 | 28), "taken");
    cr_assert_str_eq(FORGED(student, birth_date, 2014u << 9 | 2 << 5 | 30), "a date that does not exist");
    cr_assert_str_eq(FORGED(student, birth_date, 0x80000000u | 2014u << 9 | 2 << 5 | 1),
                     "a date that does not exist");
    cr_assert_str_eq(FORGED(export, stamp, UINT32_MAX, UINT32_MAX), "a time stamp that does not exist");
    cr_assert_str_eq(FORGED(course, cancelled, UINT32_MAX, UINT32_MAX), "taken");
}

Test(wire, links_are_checked)
{
    const uint32_t by_division = PAS_F_division_code;
    cr_assert_str_eq(FORGED(part, division, by_division, 1, 0, 9), "taken");
    cr_assert_str_eq(FORGED(part, division, by_division | 1u << 16, 1, 0, 9), "a byte that should be zero");
    cr_assert_str_eq(FORGED(part, division, by_division, 9, 0, 9), "a string number out of range");
    cr_assert_str_eq(FORGED(part, division, by_division, 2, 0, 9), "a link by an empty key");
    cr_assert_str_eq(FORGED(part, division, by_division, 1, 2, 9), "a link to a node out of range");
    cr_assert_str_eq(FORGED(part, division, 0, 0, 0, 9), "a link to nothing");
    cr_assert_str_eq(FORGED(part, division, by_division, 0, 1, 9), "a link to nothing");
    cr_assert_str_eq(FORGED(part, division, 0, 1, 1, 9), "a link to nothing");
    cr_assert_str_eq(FORGED(part, division, PAS_F_group_code, 1, 0, 9),
                     "a link by a field that is no identifier for it");
    cr_assert_str_eq(FORGED(part, division, 0xFFFF, 1, 0, 9),
                     "a link by a field that is no identifier for it");
    cr_assert_str_eq(FORGED(part, division, 0, 0, 1, 9), "a link to a node of the wrong kind");
    cr_assert_str_eq(FORGED(school, attached, 0, 0, 1, 9), "taken", "a node may point to itself");
}

Test(wire, one_key_has_one_answer)
{
    const uint32_t ident = PAS_F_school_uai, next = PAS_F_person_school | (uint32_t)PAS_GIVEN << 16;
    struct forged f = {.kind = PAS_K_person,
                       .input = 1,
                       .n_values = 2,
                       .field = PAS_F_person_school,
                       .state = PAS_GIVEN,
                       .words = {ident, 1, 0, 9, next, ident, 1, 0, 9},
                       .n_words = 9};
    cr_assert_str_eq(forge(f), "taken");
    f.words[7] = 1;
    cr_assert_str_eq(forge(f), "two answers to one link");
}

Test(wire, nodes_are_checked)
{
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_room, .input = 1}), "taken");
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_room}), "taken");
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_COUNT}), "a kind out of range");
    cr_assert_str_eq(forge((struct forged){.kind = 0}), "a dropped node with something in it"); /* its line */
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_room, .source = 1}), "a node of no source or input");
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_room, .input = 2}), "a node of no source or input");
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_match}), "taken");
    cr_assert_str_eq(
        forge((struct forged){.kind = PAS_K_room, .n_values = 1, .field = PAS_F_part_name, .state = 2}),
        "a field of another kind");
    cr_assert_str_eq(
        forge((struct forged){.kind = PAS_K_room, .n_values = 1, .field = PAS_F_room_code, .state = 3}),
        "a value that is neither given nor empty");
    cr_assert_str_eq(
        forge((struct forged){.kind = PAS_K_room, .n_values = 1, .field = PAS_F_room_code, .state = 0}),
        "a value that is neither given nor empty");
    /* A second, empty value of the same field, in the words of the first one's frame. */
    cr_assert_str_eq(forge((struct forged){.kind = PAS_K_room,
                                           .n_values = 2,
                                           .field = PAS_F_room_code,
                                           .state = PAS_EMPTY,
                                           .words = {PAS_F_room_code | (uint32_t)PAS_EMPTY << 16},
                                           .n_words = 1}),
                     "two values of a single field");
}

Test(wire, empty_graph)
{
    pas_graph *g = pas_graph_new();
    pas_buf bytes = {0};
    pas_graph_encode(g, &bytes);
    cr_assert(decode(bytes.ptr, bytes.len, NULL));
    pas_buf_free(&bytes);
    pas_graph_free(g);
}
