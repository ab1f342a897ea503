/* Who may be whom: nodes of both sides by their key, in one pass each. See pair.h. */
#include "match/pair.h"
#include "pipeline/ways.h"

#include <stdlib.h>
#include <string.h>

/* Nodes of one side by key: the places of a chain are node * 2 + slot + 1. */
struct chains {
    uint32_t *alone, *taken; /* by key: first place */
    uint32_t *next;          /* by place */
};

pas_field_names pas_pair_fields(uint32_t kind)
{
    return (pas_field_names){
        .family = pas_schema_find_field(kind, PAS_STR("family-name")),
        .usage = pas_schema_find_field(kind, PAS_STR("usage-name")),
        .first = pas_schema_find_field(kind, PAS_STR("first-name")),
        .birth = pas_schema_find_field(kind, PAS_STR("birth-date")),
        .code = pas_schema_find_field(kind, PAS_STR("code")),
    };
}

/* ------------------------------------------------------------------ keys */

static pas_str folded(const pas_pair *p, pas_arena *arena, pas_node node, uint32_t field, uint32_t how)
{
    pas_str text = field ? pas_graph_text(p->g, node, field, 0) : PAS_NONE;
    return text.len ? pas_fold(arena, text, how) : PAS_NONE;
}

static uint32_t name_key(pas_pool *pool, pas_arena *arena, pas_str name, pas_str first, pas_date birth)
{
    if (!name.len)
        return 0;
    return pas_pool_add(
        pool, pas_arena_format(arena, "%.*s|%.*s|%u", PAS_FMT(name), PAS_FMT(first), pas_date_pack(birth)));
}

static void name_keys(const pas_pair *p, pas_pool *pool, pas_arena *arena, pas_node node, uint32_t ret[2])
{
    pas_field_names f = pas_pair_fields(p->kind);
    pas_date birth = pas_graph_date(p->g, node, f.birth, 0);
    if (!birth.year)
        return;
    pas_str first = folded(p, arena, node, f.first, PAS_FOLD_NAME);
    if (!first.len)
        return;
    ret[0] = name_key(pool, arena, folded(p, arena, node, f.family, PAS_FOLD_NAME), first, birth);
    ret[1] = name_key(pool, arena, folded(p, arena, node, f.usage, PAS_FOLD_NAME), first, birth);
    if (ret[1] == ret[0])
        ret[1] = 0;
}

static void make_keys(pas_pair *p, pas_side *side, pas_pool *pool)
{
    bool by_name = strcmp(p->way, PAS_WAY_NAME) == 0, by_fold = strcmp(p->way, PAS_WAY_FOLDED) == 0;
    uint32_t field = pas_schema_find_field(p->kind, by_fold ? PAS_STR("code") : pas_cstr(p->way));
    pas_arena *arena = pas_arena_new();
    for (uint32_t i = 0; i < side->n; i++) {
        side->keys[i][0] = side->keys[i][1] = 0;
        if (by_name) {
            name_keys(p, pool, arena, side->nodes[i], side->keys[i]);
        } else {
            pas_str key = by_fold ? folded(p, arena, side->nodes[i], field, PAS_FOLD_CODE)
                                  : pas_graph_text(p->g, side->nodes[i], field, 0);
            side->keys[i][0] = key.len ? pas_pool_add(pool, key) : 0;
        }
        if (i % 256 == 255)
            pas_arena_reset(arena);
    }
    pas_arena_free(arena);
}

/* Made from the last node to the first, so that a chain is in the order of reading. */
static struct chains make_chains(const pas_side *side, uint32_t n_keys)
{
    struct chains c = {pas_xcalloc(n_keys + 1, sizeof(uint32_t)), pas_xcalloc(n_keys + 1, sizeof(uint32_t)),
                       pas_xcalloc(2 * (size_t)side->n + 1, sizeof(uint32_t))};
    for (uint32_t i = side->n; i-- > 0;) {
        uint32_t *heads = side->matched[i] ? c.taken : c.alone;
        for (uint32_t slot = 0; slot < 2; slot++) {
            uint32_t key = side->keys[i][slot];
            if (!key)
                continue;
            c.next[2 * i + slot] = heads[key];
            heads[key] = 2 * i + slot + 1;
        }
    }
    return c;
}

static void free_chains(struct chains *c)
{
    free(c->alone);
    free(c->taken);
    free(c->next);
}

/* ------------------------------------------------------------------ identity */

/* Both have the name, and it is not the same; a name is the family's or the one in use. */
static bool names_differ(const pas_pair *p, pas_arena *arena, pas_node one, pas_node other)
{
    pas_field_names f = pas_pair_fields(p->kind);
    pas_str a[2] = {folded(p, arena, one, f.family, PAS_FOLD_NAME),
                    folded(p, arena, one, f.usage, PAS_FOLD_NAME)};
    pas_str b[2] = {folded(p, arena, other, f.family, PAS_FOLD_NAME),
                    folded(p, arena, other, f.usage, PAS_FOLD_NAME)};
    pas_str first_a = folded(p, arena, one, f.first, PAS_FOLD_NAME);
    pas_str first_b = folded(p, arena, other, f.first, PAS_FOLD_NAME);
    if ((!a[0].len && !a[1].len) || (!b[0].len && !b[1].len))
        return false;
    if (first_a.len && first_b.len && !pas_str_eq(first_a, first_b))
        return true;
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 2; k++)
            if (a[i].len && pas_str_eq(a[i], b[k]))
                return false;
    return true;
}

/* An identifier can be given again to somebody else: then neither the name nor the birth date agree. */
static bool identity_differs(const pas_pair *p, pas_node one, pas_node other)
{
    pas_field_names f = pas_pair_fields(p->kind);
    if (!p->named || !f.birth || strcmp(p->way, PAS_WAY_NAME) == 0)
        return false;
    pas_date a = pas_graph_date(p->g, one, f.birth, 0), b = pas_graph_date(p->g, other, f.birth, 0);
    if (!a.year || !b.year || pas_date_cmp(a, b) == 0)
        return false;
    pas_arena *arena = pas_arena_new();
    bool differ = names_differ(p, arena, one, other);
    pas_arena_free(arena);
    return differ;
}

/* ------------------------------------------------------------------ candidates */

static void add_candidate(pas_candidates *c, uint32_t at)
{
    for (uint32_t i = 0; i < c->n && i < PAS_MOST_CANDIDATES; i++)
        if (c->at[i] == at)
            return;
    if (c->n < PAS_MOST_CANDIDATES)
        c->at[c->n] = at;
    c->n++;
}

struct search {
    pas_pair *p;
    uint32_t side, node;
    void (*differs)(pas_pair *p, uint32_t one, uint32_t other);
};

static void along(const struct search *s, const struct chains *there, const uint32_t *heads,
                  pas_candidates *ret)
{
    pas_pair *p = s->p;
    const pas_side *here = &p->side[s->side], *other = &p->side[1 - s->side];
    uint32_t looked_at = 0;
    for (uint32_t slot = 0; slot < 2; slot++) {
        uint32_t key = here->keys[s->node][slot];
        uint32_t place = key ? heads[key] : 0;
        for (; place && ret->n <= PAS_MOST_CANDIDATES && looked_at < 64;
             place = there->next[place - 1], looked_at++) {
            uint32_t at = (place - 1) / 2;
            if (!identity_differs(p, here->nodes[s->node], other->nodes[at]))
                add_candidate(ret, at);
            else if (s->side == 0 && s->differs)
                s->differs(p, s->node, at);
        }
    }
}

static void search_side(pas_pair *p, uint32_t side, const struct chains *there,
                        void (*differs)(pas_pair *p, uint32_t one, uint32_t other))
{
    pas_side *here = &p->side[side];
    for (uint32_t i = 0; i < here->n; i++) {
        here->found[i].n = 0;
        if (here->matched[i])
            continue;
        struct search s = {p, side, i, differs};
        along(&s, there, there->alone, &here->found[i]);
        pas_candidates taken = {0};
        s.differs = NULL;
        if (!here->found[i].n && p->named)
            along(&s, there, there->taken, &taken);
        if (taken.n == 1 && !here->double_of[i])
            here->double_of[i] = taken.at[0] + 1;
    }
}

void pas_pair_find(pas_pair *p, void (*differs)(pas_pair *p, uint32_t one, uint32_t other))
{
    pas_pool *pool = pas_pool_new();
    make_keys(p, &p->side[0], pool);
    make_keys(p, &p->side[1], pool);
    struct chains chains[2] = {make_chains(&p->side[0], pas_pool_count(pool)),
                               make_chains(&p->side[1], pas_pool_count(pool))};
    search_side(p, 0, &chains[1], differs);
    search_side(p, 1, &chains[0], NULL);
    free_chains(&chains[0]);
    free_chains(&chains[1]);
    pas_pool_free(pool);
}
