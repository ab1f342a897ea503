/* One [match] step: every kind, every pair of sources. See match.h. */
#include "match/match.h"

#include "match/pair.h"
#include "pipeline/ways.h"

#include <string.h>

const char *const *pas_match_ways(const char *kind)
{
    return pas_ways_of(kind, NULL);
}

static bool find_source(const pas_graph *g, const char *step, uint32_t *ret)
{
    for (uint32_t s = 0; s < pas_graph_sources(g); s++) {
        if (!pas_str_is(pas_graph_source_at(g, s).step, step))
            continue;
        *ret = s;
        return true;
    }
    return false;
}

static const pas_plan_ways *named_ways(const pas_step *step, const char *kind)
{
    for (uint32_t i = 0; i < step->n_ways; i++)
        if (strcmp(step->ways[i].kind, kind) == 0)
            return &step->ways[i];
    return NULL;
}

struct counts {
    pas_match_count *rows;
    uint32_t n, cap;
};

static void add_count(pas_arena *arena, struct counts *c, const pas_match_count *row)
{
    if (c->n == c->cap) {
        c->cap = c->cap ? 2 * c->cap : 16;
        pas_match_count *wider = pas_arena_alloc(arena, c->cap * sizeof *wider);
        if (c->n)
            memcpy(wider, c->rows, c->n * sizeof *wider);
        c->rows = wider;
    }
    c->rows[c->n++] = *row;
}

static void match_kind(pas_pair *p, const pas_step *step, pas_match_count *row)
{
    uint32_t n = 0;
    const char *const *ways = pas_ways_of(row->kind, &n);
    const pas_plan_ways *named = named_ways(step, row->kind);
    if (named) {
        ways = named->ways;
        n = named->n;
    }
    p->kind = pas_schema_find_kind(pas_cstr(row->kind));
    pas_field_names f = pas_pair_fields(p->kind);
    p->named = f.family && f.first;
    row->one = pas_graph_count_kind(p->g, p->kind, p->side[0].source);
    row->other = pas_graph_count_kind(p->g, p->kind, p->side[1].source);
    if (row->one && row->other)
        row->matched = pas_pair_run(p, ways, n, &row->ambiguous);
}

void pas_match_run(pas_graph *g, const pas_step *step, pas_findings_list *findings, pas_arena *arena,
                   pas_match_count **ret_counts, uint32_t *ret_n)
{
    struct counts counts = {0};
    for (uint32_t i = 0; i < step->n_between; i++) {
        for (uint32_t k = i + 1; k < step->n_between; k++) {
            uint32_t one, other;
            if (!find_source(g, step->between[i], &one) || !find_source(g, step->between[k], &other))
                continue;
            for (const char *const *kind = pas_ways_kinds(); *kind; kind++) {
                if (step->n_ways && !named_ways(step, *kind))
                    continue; /* a step that names kinds matches these and no others */
                pas_pair p = {.g = g, .findings = findings, .arena = arena};
                p.side[0].source = one;
                p.side[1].source = other;
                pas_match_count row = {
                    .kind = *kind, .source_one = step->between[i], .source_other = step->between[k]};
                match_kind(&p, step, &row);
                if ((row.one && row.other) || named_ways(step, *kind))
                    add_count(arena, &counts, &row);
            }
        }
    }
    *ret_counts = counts.rows;
    *ret_n = counts.n;
}
