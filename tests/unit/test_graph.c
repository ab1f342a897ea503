/* graph/graph.c, build.c, index.c, label.c: the store. */
#include "graph_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(graph, sources_and_inputs)
{
    pas_graph *g = sample_empty("base");
    cr_assert_eq(pas_graph_sources(g), 1u);
    cr_assert_eq(pas_graph_inputs(g), 1u);
    cr_assert(pas_str_is(pas_graph_source_at(g, 0).system, "Essai"));
    cr_assert_eq(pas_graph_source_at(g, 0).roles, PAS_ROLE_PUPIL_BASE);
    cr_assert_null(pas_graph_source_at(g, 1).step.ptr);
    cr_assert(pas_str_is(pas_graph_input_at(g, 1).document, "tout"));
    cr_assert_null(pas_graph_input_at(g, 0).name.ptr);
    cr_assert_null(pas_graph_input_at(g, 2).name.ptr);
    cr_assert(pas_graph_defines(g, 0, PAS_K_division));
    cr_assert(!pas_graph_defines(g, 0, PAS_K_group));
    cr_assert(!pas_graph_defines(g, 1, PAS_K_division));
    cr_assert(!pas_graph_defines(g, 0, 0));
    pas_graph_free(g);
    pas_graph_free(NULL);
}

Test(graph, three_values)
{
    pas_graph *g = sample_graph("base", false);
    pas_node node = pas_graph_first(g, PAS_K_student, 0);
    cr_assert_eq(pas_graph_presence(g, node, PAS_F_student_left), PAS_EMPTY);
    cr_assert_eq(pas_graph_presence(g, node, PAS_F_student_ine), PAS_ABSENT);
    cr_assert_eq(pas_graph_presence(g, node, PAS_F_student_sex), PAS_ABSENT);
    cr_assert_eq(pas_graph_presence(g, node, PAS_F_student_repeating), PAS_GIVEN);
    cr_assert_eq(pas_graph_values(g, node, PAS_F_student_left), 0u);
    cr_assert_null(pas_graph_text(g, node, PAS_F_student_ine, 0).ptr);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_student_repeating, 0, 9), 0);
    cr_assert_eq(pas_graph_int(g, node, PAS_F_student_sms, 0, 9), 9);
    cr_assert_eq(pas_graph_date(g, node, PAS_F_student_birth_date, 0).day, 28);
    cr_assert_eq(pas_graph_date(g, node, PAS_F_student_entered, 0).year, 0);
    cr_assert_eq(pas_node_line(g, node), 20u);
    cr_assert_eq(pas_node_input(g, node), 1u);
    pas_node address = pas_graph_first(g, PAS_K_address, 0);
    cr_assert_eq(pas_graph_values(g, address, PAS_F_address_line), 2u);
    cr_assert(pas_str_is(pas_graph_text(g, address, PAS_F_address_line, 1), "Bâtiment B\n\x7f"));
    cr_assert_null(pas_graph_text(g, address, PAS_F_address_line, 2).ptr);
    pas_node course = pas_graph_first(g, PAS_K_course, 0);
    cr_assert_eq(pas_graph_weeks(g, course, PAS_F_course_cancelled), 0x4FEu);
    cr_assert_eq(pas_graph_int(g, course, PAS_F_course_weighting, 0, 0), -1250);
    pas_node export = pas_graph_first(g, PAS_K_export, 0);
    cr_assert_eq(pas_graph_stamp(g, export, PAS_F_export_stamp).minute, 15);
    cr_assert_eq(pas_graph_date(g, export, PAS_F_export_stamp, 0).month, 9);
    pas_graph_free(g);
}

Test(graph, reading_with_the_wrong_type_or_handle_is_harmless)
{
    pas_graph *g = sample_graph("base", false);
    pas_node student = pas_graph_first(g, PAS_K_student, 0);
    cr_assert_null(pas_graph_text(g, student, PAS_F_student_birth_date, 0).ptr);
    cr_assert_null(pas_graph_text(g, student, PAS_F_student_mef, 0).ptr);
    cr_assert_eq(pas_graph_int(g, student, PAS_F_student_family_name, 0, -7), -7);
    cr_assert_eq(pas_graph_link(g, student, PAS_F_student_family_name, 0), 0u);
    cr_assert_eq(pas_graph_weeks(g, student, PAS_F_student_family_name), 0u);
    cr_assert_eq(pas_graph_stamp(g, student, PAS_F_student_family_name).date.year, 0);
    cr_assert_eq(pas_graph_presence(g, student, PAS_F_COUNT), PAS_ABSENT);
    const pas_node bad[] = {0, pas_graph_nodes(g) + 1, UINT32_MAX};
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(pas_node_kind(g, bad[i]), 0u);
        cr_assert_eq(pas_graph_next(g, bad[i]), 0u);
        cr_assert_eq(pas_graph_values(g, bad[i], PAS_F_student_ine), 0u);
        cr_assert_eq(pas_graph_label(g, bad[i]).len, 0u);
        cr_assert_eq(pas_graph_origin(g, bad[i]).line, 0u);
        uint32_t cursor = 0;
        cr_assert_eq(pas_graph_incoming(g, bad[i], PAS_F_student_mef, &cursor), 0u);
        cr_assert_eq(pas_graph_match(g, bad[i], 0, NULL), 0u);
        pas_graph_add_match(g, student, bad[i], PAS_NONE, 0);
    }
    cr_assert_eq(pas_graph_first(g, PAS_K_match, 0), 0u);
    cr_assert_eq(pas_graph_first(g, PAS_K_COUNT, 0), 0u);
    cr_assert_eq(pas_graph_first(g, PAS_K_student, 1), 0u);
    cr_assert_eq(pas_graph_find(g, 1, PAS_F_student_siecle_id, PAS_STR("1500001"), NULL), 0u);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_COUNT, PAS_STR("1500001"), NULL), 0u);
    pas_graph_free(g);
}

Test(graph, what_may_not_be_set_is_refused)
{
    pas_graph *g = sample_empty("base");
    cr_assert_eq(pas_graph_begin(g, 0, 0, 1, 1), 0u);
    cr_assert_eq(pas_graph_begin(g, PAS_K_COUNT, 0, 1, 1), 0u);
    cr_assert_eq(pas_graph_begin(g, PAS_K_student, 1, 1, 1), 0u);
    cr_assert_eq(pas_graph_begin(g, PAS_K_student, 0, 2, 1), 0u);
    pas_node node = pas_graph_begin(g, PAS_K_student, 0, 1, 1);
    cr_assert(pas_graph_set_text(g, node, PAS_F_student_ine, PAS_STR("123456789AB")));
    cr_assert(!pas_graph_set_text(g, node, PAS_F_student_ine, PAS_STR("other")), "a second value");
    cr_assert(!pas_graph_set_empty(g, node, PAS_F_student_ine));
    cr_assert(pas_str_is(pas_graph_text(g, node, PAS_F_student_ine, 0), "123456789AB"),
              "also while it is open");
    cr_assert(!pas_graph_set_text(g, node, PAS_F_mef_code, PAS_STR("x")), "a field of another kind");
    cr_assert(!pas_graph_set_text(g, node, PAS_F_student_birth_date, PAS_STR("x")), "another type");
    cr_assert(!pas_graph_set_text(g, node, PAS_F_student_sex, PAS_STR("\xff")), "not UTF-8");
    cr_assert(!pas_graph_set_text(g, node, PAS_F_student_sex, PAS_STR("a\0b")), "a NUL");
    cr_assert(!pas_graph_set_text(g, node, PAS_F_student_sex, PAS_NONE), "absent");
    cr_assert(pas_graph_set_text(g, node, PAS_F_student_sex, PAS_STR("")), "empty");
    cr_assert_eq(pas_graph_presence(g, node, PAS_F_student_sex), PAS_EMPTY);
    cr_assert(!pas_graph_set_int(g, node, PAS_F_student_sms, 2), "no boolean");
    cr_assert(!pas_graph_set_date(g, node, PAS_F_student_entered, (pas_date){2026, 2, 30}));
    cr_assert(!pas_graph_link_key(g, node, PAS_F_student_mef, PAS_F_subject_code, PAS_STR("1"), 1),
              "a link to another kind");
    cr_assert(!pas_graph_link_key(g, node, PAS_F_student_family_name, PAS_F_mef_code, PAS_STR("1"), 1));
    cr_assert(!pas_graph_link_node(g, node, PAS_F_student_mef, node, 1));
    cr_assert(!pas_graph_link_node(g, node, PAS_F_student_mef, 99, 1));
    cr_assert(pas_graph_is_open(g, node));
    pas_graph_end(g, node);
    cr_assert(!pas_graph_is_open(g, node));
    cr_assert(!pas_graph_set_text(g, node, PAS_F_student_regime, PAS_STR("x")), "ended");
    pas_graph_end(g, node);
    pas_graph_drop(g, node);
    cr_assert_eq(pas_node_kind(g, node), PAS_K_student, "what is ended stays");
    cr_assert(!pas_graph_is_open(g, 0));
    pas_node year = pas_graph_begin(g, PAS_K_year, 0, 1, 1);
    cr_assert(!pas_graph_set_int(g, year, PAS_F_year_year, (int64_t)INT32_MAX + 1));
    cr_assert(pas_graph_set_int(g, year, PAS_F_year_year, INT32_MIN));
    cr_assert_eq(pas_graph_int(g, year, PAS_F_year_year, 0, 0), INT32_MIN);
    pas_graph_end(g, year);
    pas_graph_free(g);
}

Test(graph, nested_values_end_up_side_by_side)
{
    pas_graph *g = sample_empty("base");
    pas_node outer = pas_graph_begin(g, PAS_K_student, 0, 1, 1);
    pas_graph_set_text(g, outer, PAS_F_student_siecle_id, PAS_STR("1"));
    pas_node inner = pas_graph_begin(g, PAS_K_choice, 0, 1, 2);
    pas_graph_set_int(g, inner, PAS_F_choice_rank, 1);
    pas_graph_set_text(g, outer, PAS_F_student_family_name, PAS_STR("UN"));
    pas_graph_link_node(g, inner, PAS_F_choice_student, outer, 2);
    pas_graph_end(g, inner);
    pas_graph_set_text(g, outer, PAS_F_student_first_name, PAS_STR("Elle"));
    cr_assert_eq(pas_graph_first(g, PAS_K_choice, 0), 0u,
                 "not seen before the outer one ends: it may be dropped");
    pas_graph_end(g, outer);
    cr_assert_eq(pas_graph_first(g, PAS_K_choice, 0), inner);
    cr_assert(pas_str_is(pas_graph_text(g, outer, PAS_F_student_family_name, 0), "UN"));
    cr_assert(pas_str_is(pas_graph_text(g, outer, PAS_F_student_first_name, 0), "Elle"));
    cr_assert_eq(pas_graph_link(g, inner, PAS_F_choice_student, 0), outer);
    cr_assert(pas_str_is(pas_graph_link_text(g, inner, PAS_F_choice_student, 0), "1"));
    pas_graph_free(g);
}

Test(graph, dropped_nodes_vanish_with_what_is_below)
{
    pas_graph *g = sample_empty("base");
    pas_node before = sample_coded(g, PAS_K_division, PAS_F_division_code, "6A", 1);
    pas_node outer = pas_graph_begin(g, PAS_K_course, 0, 1, 2);
    pas_node gone = pas_graph_begin(g, PAS_K_division, 0, 1, 3);
    pas_graph_set_text(g, gone, PAS_F_division_code, PAS_STR("6B"));
    pas_node below = pas_graph_begin(g, PAS_K_part, 0, 1, 4);
    pas_graph_link_node(g, below, PAS_F_part_division, gone, 4);
    pas_graph_end(g, below);
    pas_graph_set_text(g, outer, PAS_F_course_number, PAS_STR("57"));
    pas_graph_drop(g, gone);
    cr_assert_eq(pas_node_kind(g, gone), 0u);
    cr_assert_eq(pas_node_kind(g, below), 0u);
    cr_assert(!pas_graph_is_open(g, gone));
    pas_node after = pas_graph_begin(g, PAS_K_division, 0, 1, 5);
    pas_graph_set_text(g, after, PAS_F_division_code, PAS_STR("6C"));
    pas_graph_end(g, outer);
    pas_graph_resolve(g, 0, NULL, NULL);
    cr_assert_eq(pas_graph_first(g, PAS_K_division, 0), before);
    cr_assert_eq(pas_graph_next(g, before), after);
    cr_assert_eq(pas_graph_next(g, after), 0u);
    cr_assert_eq(pas_graph_count_kind(g, PAS_K_division, 0), 2u);
    cr_assert_eq(pas_graph_count_kind(g, PAS_K_part, 0), 0u);
    cr_assert(pas_str_is(pas_graph_text(g, outer, PAS_F_course_number, 0), "57"));
    cr_assert(pas_str_is(pas_graph_text(g, after, PAS_F_division_code, 0), "6C"));
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_division_code, PAS_STR("6B"), NULL), 0u);
    pas_graph_free(g);
}

struct told {
    int n;
    uint32_t line, field, ident;
    char key[32];
};

static void tell(void *data, const pas_graph *g, pas_node node, uint32_t field, uint32_t ident, pas_str key,
                 uint32_t line)
{
    struct told *t = data;
    t->n++;
    t->line = line;
    t->field = field;
    t->ident = ident;
    snprintf(t->key, sizeof t->key, "%.*s", PAS_FMT(key));
    cr_assert_eq(pas_node_kind(g, node), PAS_K_membership);
}

Test(graph, links_resolve_both_ways_and_dangle_at_their_line)
{
    pas_graph *g = sample_graph("base", false);
    struct told t = {0};
    pas_graph_resolve(g, 0, tell, &t);
    cr_assert_eq(t.n, 1);
    cr_assert_eq(t.line, 12u);
    cr_assert_eq(t.field, PAS_F_membership_structure);
    cr_assert_eq(t.ident, PAS_F_division_code);
    cr_assert_str_eq(t.key, "6 Z");
    pas_node one = pas_graph_first(g, PAS_K_membership, 0), two = pas_graph_next(g, one);
    cr_assert_eq(pas_graph_link(g, one, PAS_F_membership_student, 0), pas_graph_first(g, PAS_K_student, 0),
                 "a link to a node read later");
    cr_assert_eq(pas_graph_link(g, one, PAS_F_membership_structure, 0),
                 pas_graph_first(g, PAS_K_division, 0));
    cr_assert_eq(pas_graph_link(g, two, PAS_F_membership_structure, 0), 0u);
    cr_assert(pas_str_is(pas_graph_link_text(g, two, PAS_F_membership_structure, 0), "6 Z"));
    cr_assert(pas_str_is(pas_graph_link_text(g, one, PAS_F_membership_structure, 0), "6 A"));
    pas_graph_free(g);
}

Test(graph, links_far_from_their_record_keep_their_line)
{
    static const uint32_t lines[] = {12, 266, 267, 5000000, 3, 0};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        pas_graph *g = sample_empty("base"), *h = pas_graph_new();
        pas_node node = pas_graph_begin(g, PAS_K_membership, 0, 1, 12);
        pas_graph_link_key(g, node, PAS_F_membership_student, PAS_F_student_siecle_id, PAS_STR("1"),
                           lines[i]);
        pas_graph_end(g, node);
        struct told t = {0};
        pas_graph_resolve(g, 0, tell, &t);
        cr_assert_eq(t.line, lines[i]);
        pas_buf bytes = {0};
        pas_graph_encode(g, &bytes);
        cr_assert(pas_graph_decode(h, bytes.ptr, bytes.len, NULL));
        pas_graph_resolve(h, 0, tell, &t);
        cr_assert_eq(t.n, 2);
        cr_assert_eq(t.line, lines[i], "after a trip over the wire");
        pas_buf_free(&bytes);
        pas_graph_free(g);
        pas_graph_free(h);
    }
}

Test(graph, each_source_resolves_its_own_keys)
{
    pas_graph *g = sample_graph("base", false);
    pas_graph_source s = {PAS_STR("edt"), PAS_STR("p"), PAS_STR("S"), PAS_ROLE_TIMETABLE};
    uint32_t other = pas_graph_add_source(g, &s);
    pas_node there = pas_graph_begin(g, PAS_K_mef, other, 0, 1);
    pas_graph_set_text(g, there, PAS_F_mef_code, PAS_STR("10010012110"));
    pas_graph_end(g, there);
    pas_node student = pas_graph_begin(g, PAS_K_student, other, 0, 2);
    pas_graph_link_key(g, student, PAS_F_student_mef, PAS_F_mef_code, PAS_STR("10010012110"), 3);
    pas_graph_end(g, student);
    pas_graph_resolve(g, 0, NULL, NULL);
    cr_assert_eq(pas_graph_link(g, student, PAS_F_student_mef, 0), 0u, "not its turn yet");
    pas_graph_resolve(g, other, NULL, NULL);
    cr_assert_eq(pas_graph_link(g, student, PAS_F_student_mef, 0), there);
    cr_assert_eq(pas_graph_link(g, pas_graph_first(g, PAS_K_student, 0), PAS_F_student_mef, 0),
                 pas_graph_first(g, PAS_K_mef, 0));
    pas_graph_free(g);
}

Test(graph, links_by_number)
{
    pas_graph *g = sample_empty("base");
    pas_node slot = pas_graph_begin(g, PAS_K_slot, 0, 1, 1);
    pas_graph_set_int(g, slot, PAS_F_slot_number, 3);
    pas_graph_end(g, slot);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_slot_number, PAS_STR("3"), NULL), slot);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_slot_number, PAS_STR("03"), NULL), slot);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_slot_number, PAS_STR("4"), NULL), 0u);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_slot_number, PAS_STR("x"), NULL), 0u);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_slot_number, PAS_STR("99999999999"), NULL), 0u);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_slot_start, PAS_STR("3"), NULL), 0u, "not an identifier's type");
    pas_graph_free(g);
}

Test(graph, codes_are_text)
{
    pas_graph *g = sample_empty("base");
    pas_node a = sample_coded(g, PAS_K_subject, PAS_F_subject_code, "030201", 1);
    sample_coded(g, PAS_K_subject, PAS_F_subject_code, "30201", 2);
    pas_node spaced = sample_coded(g, PAS_K_subject, PAS_F_subject_code, "6 A ", 3);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_subject_code, PAS_STR("030201"), NULL), a);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_subject_code, PAS_STR("6 A "), NULL), spaced);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_subject_code, PAS_STR("6 A"), NULL), 0u);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_subject_code, PAS_STR(""), NULL), 0u);
    pas_graph_free(g);
}

Test(graph, find_goes_through_those_that_share_a_key)
{
    pas_graph *g = sample_empty("base");
    enum { MANY = 5000 };
    pas_node nodes[MANY];
    for (int i = 0; i < MANY; i++)
        nodes[i] = sample_coded(g, PAS_K_division, PAS_F_division_code, "6A", 1);
    sample_coded(g, PAS_K_division, PAS_F_division_code, "6B", 1);
    uint32_t cursor = 0;
    for (int i = 0; i < MANY; i++)
        cr_assert_eq(pas_graph_find(g, 0, PAS_F_division_code, PAS_STR("6A"), &cursor), nodes[i]);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_division_code, PAS_STR("6A"), &cursor), 0u);
    pas_node late = sample_coded(g, PAS_K_division, PAS_F_division_code, "6A", 1);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_division_code, PAS_STR("6A"), NULL), nodes[0]);
    cr_assert_eq(pas_graph_find(g, 0, PAS_F_division_code, PAS_STR("6A"), &cursor), late,
                 "nodes added later are found");
    pas_graph_free(g);
}

Test(graph, incoming)
{
    pas_graph *g = sample_graph("base", false);
    pas_node division = pas_graph_first(g, PAS_K_division, 0);
    uint32_t cursor = 0;
    cr_assert_eq(pas_graph_incoming(g, division, PAS_F_membership_structure, &cursor), 0u,
                 "not resolved yet");
    pas_graph_resolve(g, 0, NULL, NULL);
    cursor = 0;
    cr_assert_eq(pas_graph_incoming(g, division, PAS_F_membership_structure, &cursor),
                 pas_graph_first(g, PAS_K_membership, 0));
    cr_assert_eq(pas_graph_incoming(g, division, PAS_F_membership_structure, &cursor), 0u);
    cr_assert_eq(pas_graph_incoming(g, division, PAS_F_membership_structure, &cursor), 0u,
                 "the end is the end");
    pas_node mef = pas_graph_first(g, PAS_K_mef, 0);
    cursor = 0;
    cr_assert_eq(pas_graph_incoming(g, mef, PAS_F_student_mef, &cursor),
                 pas_graph_first(g, PAS_K_student, 0));
    cr_assert_neq(pas_graph_incoming(g, mef, PAS_F_student_mef, &cursor), 0u);
    cr_assert_eq(pas_graph_incoming(g, mef, PAS_F_student_mef, &cursor), 0u);
    cursor = 0;
    cr_assert_eq(pas_graph_incoming(g, mef, PAS_F_student_ine, &cursor), 0u, "not a link");
    cursor = 12345;
    cr_assert_eq(pas_graph_incoming(g, mef, PAS_F_student_mef, &cursor), 0u, "a cursor out of range");
    pas_graph_free(g);
}

Test(graph, matches)
{
    pas_graph *g = sample_graph("base", false);
    pas_graph_source s = {PAS_STR("edt"), PAS_STR("p"), PAS_STR("S"), PAS_ROLE_TIMETABLE};
    uint32_t other = pas_graph_add_source(g, &s);
    pas_node there = pas_graph_begin(g, PAS_K_student, other, 0, 5);
    pas_graph_set_text(g, there, PAS_F_student_edt_ident, PAS_STR("12"));
    pas_graph_end(g, there);
    pas_node here = pas_graph_first(g, PAS_K_student, 0);
    pas_str how;
    cr_assert_eq(pas_graph_match(g, here, other, &how), 0u);
    pas_graph_add_match(g, here, there, PAS_STR("nom et naissance"), 90);
    cr_assert_eq(pas_graph_match(g, here, other, &how), there);
    cr_assert(pas_str_is(how, "nom et naissance"));
    cr_assert_eq(pas_graph_match(g, there, 0, NULL), here);
    cr_assert_eq(pas_graph_match(g, there, other, &how), 0u);
    cr_assert_null(how.ptr);
    pas_node match = pas_graph_first(g, PAS_K_match, 0);
    cr_assert_eq(pas_graph_int(g, match, PAS_F_match_score, 0, 0), 90);
    cr_assert(pas_str_is(pas_graph_label(g, match), "1500001 → 12"));
    cr_assert_null(pas_graph_origin(g, match).step.ptr);
    pas_graph_free(g);
}

Test(graph, labels_and_origins)
{
    pas_graph *g = sample_graph("base", false);
    pas_graph_resolve(g, 0, NULL, NULL);
    pas_node one = pas_graph_first(g, PAS_K_membership, 0);
    cr_assert(pas_str_is(pas_graph_label(g, one), "1500001 → 6 A"));
    cr_assert(pas_str_is(pas_graph_label(g, pas_graph_next(g, one)), "1500002 → 6 Z"),
              "by its key if it dangles");
    cr_assert(pas_str_is(pas_graph_label(g, pas_graph_first(g, PAS_K_address, 0)), ""));
    pas_origin origin = pas_graph_origin(g, pas_graph_first(g, PAS_K_division, 0));
    cr_assert(pas_str_is(origin.step, "base") && pas_str_is(origin.file, "essai.xml") && origin.line == 40);
    cr_assert(pas_str_is(origin.record, "division 6 A"));
    pas_node student = pas_graph_begin(g, PAS_K_student, 0, 1, 1);
    pas_graph_set_text(g, student, PAS_F_student_ine, PAS_STR("123456789AB"));
    cr_assert(pas_str_is(pas_graph_label(g, student), "123456789AB"));
    pas_graph_set_text(g, student, PAS_F_student_jointure, PAS_STR("J1"));
    cr_assert(pas_str_is(pas_graph_label(g, student), "J1"), "rather an identifier that is not personal");
    pas_graph_end(g, student);
    pas_node slot = pas_graph_begin(g, PAS_K_slot, 0, 1, 1);
    pas_graph_set_int(g, slot, PAS_F_slot_number, 3);
    pas_graph_end(g, slot);
    cr_assert(pas_str_is(pas_graph_label(g, slot), "3"));
    pas_node day = pas_graph_begin(g, PAS_K_closing, 0, 1, 1);
    pas_graph_set_text(g, day, PAS_F_closing_label, PAS_STR("Noël"));
    pas_graph_end(g, day);
    cr_assert(pas_str_is(pas_graph_label(g, day), "Noël"));
    pas_node code = pas_graph_begin(g, PAS_K_discipline, 0, 1, 1);
    pas_graph_set_text(g, code, PAS_F_discipline_code, PAS_STR("L0202"));
    pas_graph_end(g, code);
    cr_assert(pas_str_is(pas_graph_label(g, code), "L0202"));
    pas_graph_free(g);
}

Test(graph, values_of_one_node_are_bounded)
{
    pas_graph *g = sample_empty("base");
    pas_node node = pas_graph_begin(g, PAS_K_address, 0, 1, 1);
    for (uint32_t i = 0; i < 0xFFFF; i++)
        cr_assert(pas_graph_set_text(g, node, PAS_F_address_line, PAS_STR("x")));
    cr_assert(!pas_graph_set_text(g, node, PAS_F_address_line, PAS_STR("x")));
    pas_graph_end(g, node);
    cr_assert_eq(pas_graph_values(g, node, PAS_F_address_line), 0xFFFFu);
    pas_graph_free(g);
}
