/* A small graph for the graph's tests: two steps, invented people, links of all sorts. */
#ifndef GRAPH_SAMPLE_H
#define GRAPH_SAMPLE_H

#include "graph/graph.h"

/* What a test of the graph begins with: one step, one input. */
static inline pas_graph *sample_empty(const char *step)
{
    pas_graph *g = pas_graph_new();
    pas_graph_source s = {pas_cstr(step), PAS_STR("essai"), PAS_STR("Essai"), PAS_ROLE_PUPIL_BASE};
    uint32_t source = pas_graph_add_source(g, &s);
    pas_graph_input in = {PAS_STR("essai.xml"), PAS_STR("tout"), PAS_STR("division;student"), source};
    pas_graph_add_input(g, &in);
    return g;
}

static inline pas_node sample_coded(pas_graph *g, uint32_t kind, uint32_t field, const char *code,
                                    uint32_t line)
{
    pas_node node = pas_graph_begin(g, kind, 0, 1, line);
    pas_graph_set_text(g, node, field, pas_cstr(code));
    pas_graph_end(g, node);
    return node;
}

static inline pas_node sample_student(pas_graph *g, const char *id, const char *name, uint32_t line)
{
    pas_node node = pas_graph_begin(g, PAS_K_student, 0, 1, line);
    pas_graph_set_text(g, node, PAS_F_student_siecle_id, pas_cstr(id));
    pas_graph_set_text(g, node, PAS_F_student_family_name, pas_cstr(name));
    pas_graph_set_date(g, node, PAS_F_student_birth_date, (pas_date){2014, 2, 28});
    pas_graph_set_int(g, node, PAS_F_student_repeating, 0);
    pas_graph_set_empty(g, node, PAS_F_student_left);
    pas_graph_link_key(g, node, PAS_F_student_mef, PAS_F_mef_code, PAS_STR("10010012110"), line + 1);
    pas_graph_end(g, node);
    return node;
}

static inline pas_node sample_membership(pas_graph *g, const char *student, const char *division,
                                         uint32_t line)
{
    pas_node node = pas_graph_begin(g, PAS_K_membership, 0, 1, line);
    pas_graph_link_key(g, node, PAS_F_membership_student, PAS_F_student_siecle_id, pas_cstr(student), line);
    pas_graph_link_key(g, node, PAS_F_membership_structure, PAS_F_division_code, pas_cstr(division), line);
    pas_graph_set_date(g, node, PAS_F_membership_start, (pas_date){2026, 9, 1});
    pas_graph_end(g, node);
    return node;
}

/* Everything once: all types, several values, an unresolved link, a link by node, a dropped node. With
 * `backwards` the records come in the other order. */
static inline pas_graph *sample_graph(const char *step, bool backwards)
{
    pas_graph *g = sample_empty(step);
    for (int i = 0; i < 6; i++) {
        switch (backwards ? 5 - i : i) {
        case 0:
            sample_membership(g, "1500001", "6 A", 10);
            sample_membership(g, "1500002", "6 Z", 12);
            break;
        case 1:
            sample_student(g, "1500001", "ÉLÈVE-UN \"dit\" \\ L'Aîné", 20);
            break;
        case 2:
            sample_student(g, "1500002", "DEUX", 30);
            break;
        case 3:
            sample_coded(g, PAS_K_division, PAS_F_division_code, "6 A", 40);
            sample_coded(g, PAS_K_mef, PAS_F_mef_code, "10010012110", 41);
            break;
        case 4: {
            pas_node course = pas_graph_begin(g, PAS_K_course, 0, 1, 50);
            pas_graph_set_text(g, course, PAS_F_course_number, PAS_STR("57"));
            pas_graph_set_int(g, course, PAS_F_course_start, 8 * 60 + 5);
            pas_graph_set_int(g, course, PAS_F_course_weighting, -1250);
            pas_graph_set_int(g, course, PAS_F_course_cancelled, 0); /* the wrong type: not kept */
            pas_graph_set_weeks(g, course, PAS_F_course_cancelled, 0x4FE);
            pas_node dropped = pas_graph_begin(g, PAS_K_resource, 0, 1, 51);
            pas_graph_link_node(g, dropped, PAS_F_resource_course, course, 51);
            pas_graph_drop(g, dropped);
            pas_node resource = pas_graph_begin(g, PAS_K_resource, 0, 1, 52);
            pas_graph_link_node(g, resource, PAS_F_resource_course, course, 52);
            pas_graph_link_key(g, resource, PAS_F_resource_uses, PAS_F_division_code, PAS_STR("6 A"), 53);
            pas_graph_end(g, course); /* ends the resource too */
            break;
        }
        default: {
            pas_node address = pas_graph_begin(g, PAS_K_address, 0, 1, 60);
            pas_graph_set_text(g, address, PAS_F_address_line, PAS_STR("1 rue de l'Essai"));
            pas_graph_set_text(g, address, PAS_F_address_line, PAS_STR("Bâtiment B\n\x7f"));
            pas_graph_end(g, address);
            pas_node export = pas_graph_begin(g, PAS_K_export, 0, 1, 1);
            pas_graph_set_stamp(g, export, PAS_F_export_stamp, (pas_stamp){{2026, 9, 15}, 18, 15, 9, 0});
            pas_graph_set_int(g, export, PAS_F_export_year, 2026);
            pas_graph_end(g, export);
        }
        }
    }
    return g;
}

#endif
