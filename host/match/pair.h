/*
 * Inside the match folder: the nodes of one kind in two sources, while they are being matched.
 * candidates.c finds who may be whom, pair.c decides, say.c words what is left.
 */
#ifndef PAS_MATCH_PAIR_H
#define PAS_MATCH_PAIR_H

#include "base/pool.h"
#include "graph/graph.h"

enum { PAS_MOST_CANDIDATES = 6 };

/* Candidates of one node on the other side; n above PAS_MOST_CANDIDATES means more than are kept. */
typedef struct pas_candidates {
    uint32_t n;
    uint32_t at[PAS_MOST_CANDIDATES];
} pas_candidates;

typedef struct pas_side {
    uint32_t source;
    uint32_t n;
    pas_node *nodes;
    uint32_t *matched;         /* place + 1 on the other side of the first match, 0: none */
    uint32_t *double_of;       /* place + 1 on the other side of a node that another one took */
    uint32_t (*keys)[2];       /* by node: its keys for the way being tried, 0: none */
    pas_candidates *found;     /* by node, for the way being tried */
    pas_candidates *ambiguous; /* by node, of the first way that was ambiguous */
} pas_side;

typedef struct pas_pair {
    pas_graph *g;
    pas_findings_list *findings;
    pas_arena *arena;
    uint32_t kind;
    bool named; /* the kind has names and a birth date: people */
    const char *way;
    pas_map *told; /* pairs of one identifier and two identities, by their two places */
    pas_side side[2];
} pas_pair;

typedef struct pas_field_names {
    uint32_t family, usage, first, birth, code;
} pas_field_names;
pas_field_names pas_pair_fields(uint32_t kind); /* 0 where the kind has no such field */

/* candidates.c: fills `found` of the nodes that are still alone, for pair->way. Who was found before under
 * the same key goes to double_of. Two people of one identifier who have neither the name nor the birth
 * date in common are not candidates: told to `differs`. */
void pas_pair_find(pas_pair *p, void (*differs)(pas_pair *p, uint32_t one, uint32_t other));

/* say.c */
void pas_pair_say_differs(pas_pair *p, uint32_t one, uint32_t other);
/* `twice` of the side is the same as another of its side, both being `same` of the other side. */
void pas_pair_say_twice(pas_pair *p, uint32_t side, uint32_t twice, uint32_t first, uint32_t same);
void pas_pair_say_ambiguous(pas_pair *p, uint32_t side, uint32_t node, const pas_candidates *of);

/* pair.c: matches; returns how many nodes of side 1 were matched, and how many stay ambiguous. */
uint32_t pas_pair_run(pas_pair *p, const char *const *ways, uint32_t n_ways, uint32_t *ret_ambiguous);

#endif
