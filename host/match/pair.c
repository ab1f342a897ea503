/* Decides, way after way, which nodes of two sources are the same. See pair.h. */
#include "match/pair.h"
#include "pipeline/ways.h"

#include <stdlib.h>
#include <string.h>

static int score_of(const char *way)
{
    if (strcmp(way, PAS_WAY_NAME) == 0)
        return 80;
    return strcmp(way, PAS_WAY_FOLDED) == 0 ? 70 : 100;
}

/* ------------------------------------------------------------------ one way */

static void match(pas_pair *p, uint32_t one, uint32_t other)
{
    pas_side *a = &p->side[0], *b = &p->side[1];
    pas_graph_add_match(p->g, a->nodes[one], b->nodes[other], pas_cstr(p->way), score_of(p->way));
    if (!a->matched[one])
        a->matched[one] = other + 1;
    if (!b->matched[other])
        b->matched[other] = one + 1;
}

/* All that `node` may be, may be nothing but `node`: it is written several times over there. */
static bool only_candidate_of_all(const pas_pair *p, uint32_t side, const pas_candidates *of)
{
    for (uint32_t i = 0; i < of->n; i++)
        if (p->side[1 - side].found[of->at[i]].n != 1)
            return false;
    return true;
}

/* The people of the other side that are all the same as `node` of this one. */
static void match_repeated(pas_pair *p, uint32_t side, uint32_t node, const pas_candidates *all)
{
    for (uint32_t i = 0; i < all->n; i++) {
        if (side == 0)
            match(p, node, all->at[i]);
        else
            match(p, all->at[i], node);
        if (i)
            pas_pair_say_twice(p, 1 - side, all->at[i], all->at[0], node);
    }
}

static void decide(pas_pair *p, uint32_t side, uint32_t node)
{
    pas_side *here = &p->side[side];
    const pas_candidates *found = &here->found[node];
    if (here->matched[node] || !found->n)
        return;
    const pas_candidates *back = &p->side[1 - side].found[found->at[0]];
    if (found->n == 1 && back->n == 1) {
        match(p, side == 0 ? node : found->at[0], side == 0 ? found->at[0] : node);
        return;
    }
    if (p->named && found->n <= PAS_MOST_CANDIDATES && only_candidate_of_all(p, side, found)) {
        match_repeated(p, side, node, found);
        return;
    }
    bool repeated = p->named && found->n == 1 && back->n <= PAS_MOST_CANDIDATES &&
                    only_candidate_of_all(p, 1 - side, back);
    if (!repeated && !here->ambiguous[node].n)
        here->ambiguous[node] = *found;
}

/* ------------------------------------------------------------------ what is left */

/* A knot is told by those who may be several; by the others only where nobody else tells it. */
static void say_ambiguities(pas_pair *p, uint32_t side, bool several, bool *told[2])
{
    pas_side *here = &p->side[side];
    for (uint32_t i = 0; i < here->n; i++) {
        const pas_candidates *of = &here->ambiguous[i];
        if (here->matched[i] || here->double_of[i] || !of->n || (of->n > 1) != several)
            continue;
        if (told[side][i] || (!several && told[1 - side][of->at[0]]))
            continue;
        pas_pair_say_ambiguous(p, side, i, of);
        told[side][i] = true;
        for (uint32_t k = 0; k < of->n && k < PAS_MOST_CANDIDATES; k++)
            told[1 - side][of->at[k]] = true;
    }
}

/* A second record of someone already matched by a surer way: it is the same person, and said. The surer
 * match was added first, so it is the one found from the other end. */
static void match_doubles(pas_pair *p, uint32_t side)
{
    const pas_side *here = &p->side[side], *there = &p->side[1 - side];
    for (uint32_t i = 0; i < here->n; i++) {
        if (!here->double_of[i] || here->matched[i])
            continue;
        uint32_t other = here->double_of[i] - 1;
        pas_node mine = here->nodes[i], theirs = there->nodes[other];
        pas_graph_add_match(p->g, side == 0 ? mine : theirs, side == 0 ? theirs : mine, pas_cstr(p->way),
                            score_of(p->way));
        pas_pair_say_twice(p, side, i, there->matched[other] - 1, other);
    }
}

static void say_left(pas_pair *p)
{
    bool *told[2] = {pas_xcalloc(p->side[0].n + 1, sizeof(bool)),
                     pas_xcalloc(p->side[1].n + 1, sizeof(bool))};
    for (uint32_t side = 0; side < 2; side++) {
        match_doubles(p, side);
        say_ambiguities(p, side, true, told);
    }
    say_ambiguities(p, 0, false, told);
    say_ambiguities(p, 1, false, told);
    free(told[0]);
    free(told[1]);
}

/* ------------------------------------------------------------------ all ways */

static void gather(pas_pair *p, pas_side *side)
{
    uint32_t most = pas_graph_count_kind(p->g, p->kind, side->source);
    side->nodes = pas_xcalloc(most + 1, sizeof *side->nodes);
    for (pas_node n = pas_graph_first(p->g, p->kind, side->source); n && side->n < most;
         n = pas_graph_next(p->g, n))
        side->nodes[side->n++] = n;
    side->matched = pas_xcalloc(most + 1, sizeof *side->matched);
    side->double_of = pas_xcalloc(most + 1, sizeof *side->double_of);
    side->keys = pas_xcalloc(most + 1, sizeof *side->keys);
    side->found = pas_xcalloc(most + 1, sizeof *side->found);
    side->ambiguous = pas_xcalloc(most + 1, sizeof *side->ambiguous);
}

static void release(pas_side *side)
{
    free(side->nodes);
    free(side->matched);
    free(side->double_of);
    free(side->keys);
    free(side->found);
    free(side->ambiguous);
}

static uint32_t n_matched(const pas_side *side)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < side->n; i++)
        n += side->matched[i] != 0;
    return n;
}

static uint32_t n_ambiguous(const pas_side *side)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < side->n; i++)
        n += !side->matched[i] && !side->double_of[i] && side->ambiguous[i].n;
    return n;
}

uint32_t pas_pair_run(pas_pair *p, const char *const *ways, uint32_t n_ways, uint32_t *ret_ambiguous)
{
    gather(p, &p->side[0]);
    gather(p, &p->side[1]);
    p->told = pas_map_new();
    for (uint32_t w = 0; w < n_ways; w++) {
        if (n_matched(&p->side[0]) == p->side[0].n && n_matched(&p->side[1]) == p->side[1].n)
            break;
        p->way = ways[w];
        pas_pair_find(p, pas_pair_say_differs);
        for (uint32_t side = 0; side < 2; side++)
            for (uint32_t i = 0; i < p->side[side].n; i++)
                decide(p, side, i);
    }
    say_left(p);
    uint32_t matched = n_matched(&p->side[1]);
    *ret_ambiguous = n_ambiguous(&p->side[1]);
    release(&p->side[0]);
    release(&p->side[1]);
    pas_map_free(p->told);
    return matched;
}
