/* The findings of matching: who is told twice, who may be several, and identities that do not agree. */
#include "match/pair.h"

#include <string.h>

struct words {
    pas_argument args[12];
    uint32_t n;
};

static void word(struct words *w, const char *name, pas_str value, bool personal)
{
    w->args[w->n++] = (pas_argument){pas_cstr(name), value.ptr ? value : PAS_STR(""), personal};
}

static void say(pas_pair *p, const char *code, pas_node at, const struct words *w)
{
    const pas_message *message = pas_host_message(code);
    pas_finding f = {.message = message,
                     .origin = pas_graph_origin(p->g, at),
                     .args = w->args,
                     .n_args = w->n,
                     .severity = message->severity};
    pas_list_add(p->findings, &f);
}

/* The system of a source as users call it; with the step when both are of one system. */
static pas_str system_of(const pas_pair *p, uint32_t side)
{
    pas_graph_source s = pas_graph_source_at(p->g, p->side[side].source);
    pas_graph_source other = pas_graph_source_at(p->g, p->side[1 - side].source);
    if (!s.system.len)
        return s.step;
    if (pas_str_eq(s.system, other.system))
        return pas_arena_format(p->arena, "%.*s (%.*s)", PAS_FMT(s.system), PAS_FMT(s.step));
    return s.system;
}

/* "DUPONT Jean 03/02/2012", or what names the node otherwise. */
static pas_str who(const pas_pair *p, pas_node node)
{
    pas_field_names f = pas_pair_fields(p->kind);
    pas_str family = f.family ? pas_graph_text(p->g, node, f.family, 0) : PAS_NONE;
    if (!family.len)
        return pas_graph_label(p->g, node);
    pas_str first = pas_graph_text(p->g, node, f.first, 0);
    pas_date born = f.birth ? pas_graph_date(p->g, node, f.birth, 0) : (pas_date){0};
    if (!born.year)
        return pas_arena_format(p->arena, "%.*s %.*s", PAS_FMT(family), PAS_FMT(first));
    return pas_arena_format(p->arena, "%.*s %.*s %02u/%02u/%04d", PAS_FMT(family), PAS_FMT(first), born.day,
                            born.month, born.year);
}

static pas_str place(const pas_pair *p, pas_node node)
{
    pas_origin at = pas_graph_origin(p->g, node);
    return pas_arena_format(p->arena, "%.*s:%u", PAS_FMT(at.file), at.line);
}

static const char *code_for(const pas_pair *p, const char *of_student, const char *of_person)
{
    return p->kind == PAS_K_student ? of_student : of_person;
}

/* The side whose system is not the one that knows best. */
static uint32_t side_to_correct(const pas_pair *p)
{
    const pas_field_info *name = pas_schema_field(pas_pair_fields(p->kind).family);
    for (uint32_t side = 0; side < 2; side++) {
        uint32_t here = pas_graph_source_at(p->g, p->side[side].source).roles;
        uint32_t there = pas_graph_source_at(p->g, p->side[1 - side].source).roles;
        if ((there & name->authority) && !(here & name->authority))
            return side;
    }
    return 1;
}

void pas_pair_say_differs(pas_pair *p, uint32_t one, uint32_t other)
{
    uint64_t pair = (uint64_t)one << 32 | other;
    if (pas_map_get(p->told, pair))
        return;
    pas_map_set(p->told, pair, 1);
    uint32_t here = side_to_correct(p);
    pas_node nodes[2] = {p->side[0].nodes[one], p->side[1].nodes[other]};
    const pas_field_info *ident = pas_schema_field(pas_schema_find_field(p->kind, pas_cstr(p->way)));
    struct words w = {0};
    word(&w, "eleve", who(p, nodes[here]), true);
    word(&w, "systeme", system_of(p, here), false);
    word(&w, "autre", who(p, nodes[1 - here]), true);
    word(&w, "autre_systeme", system_of(p, 1 - here), false);
    word(&w, "identifiant", pas_cstr(ident->fr), false);
    say(p, code_for(p, "eleve-identite-differente", "personne-identite-differente"), nodes[here], &w);
}

/* A plugin's own rule may have told that this is one record too many, with what to do about it (rules.md §3:
 * one fault is said once). */
static bool was_told_double(const pas_pair *p, pas_node node)
{
    pas_origin at = pas_graph_origin(p->g, node);
    const char *code = code_for(p, "eleve-en-double", "enseignant-double-epp-et-local");
    for (size_t i = 0; i < pas_list_count(p->findings); i++) {
        const pas_finding *f = pas_list_get(p->findings, i);
        if (strcmp(f->message->code, code) == 0 && f->origin.line == at.line &&
            pas_str_eq(f->origin.file, at.file))
            return true;
    }
    return false;
}

void pas_pair_say_twice(pas_pair *p, uint32_t side, uint32_t twice, uint32_t first, uint32_t same)
{
    const pas_side *here = &p->side[side];
    struct words w = {0};
    if (was_told_double(p, here->nodes[twice]) || was_told_double(p, here->nodes[first]))
        return;
    word(&w, "eleve", who(p, here->nodes[twice]), true);
    word(&w, "systeme", system_of(p, side), false);
    word(&w, "premier", who(p, here->nodes[first]), true);
    word(&w, "lieu", place(p, here->nodes[first]), false);
    word(&w, "autre", pas_graph_label(p->g, p->side[1 - side].nodes[same]), true);
    word(&w, "autre_systeme", system_of(p, 1 - side), false);
    say(p, code_for(p, "eleve-deux-fois", "personne-deux-fois"), here->nodes[twice], &w);
}

void pas_pair_say_ambiguous(pas_pair *p, uint32_t side, uint32_t node, const pas_candidates *of)
{
    const pas_side *there = &p->side[1 - side];
    struct words w = {0};
    pas_buf names = {0};
    for (uint32_t i = 0; i < of->n && i < PAS_MOST_CANDIDATES; i++) {
        pas_buf_puts(&names, i ? ", " : "");
        pas_buf_str(&names, who(p, there->nodes[of->at[i]]));
    }
    if (of->n > PAS_MOST_CANDIDATES)
        pas_buf_puts(&names, ", …");
    word(&w, "fiche", who(p, p->side[side].nodes[node]), p->named);
    word(&w, "systeme", system_of(p, side), false);
    word(&w, "candidats", (pas_str){names.ptr, names.len}, p->named);
    word(&w, "autre_systeme", system_of(p, 1 - side), false);
    say(p, "correspondance-ambigue", p->side[side].nodes[node], &w);
    pas_buf_free(&names);
}
