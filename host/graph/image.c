/*
 * The store as it lies in memory, as one block without pointers: for the workers that only look at a graph,
 * which share it and decode nothing. Made by the host and never read from outside: unlike wire.c's form, it
 * is believed. A graph over an image can be looked at and indexed, not added to.
 */
#include "graph/store.h"

#include <string.h>

/* The store's arrays, in the order in which they follow the head. Each begins at a multiple of 8. */
static const struct part {
    size_t items, count; /* where they are in the store */
    size_t size;         /* of one */
} parts[] = {
#define PART(items, n)                                                                                       \
    {                                                                                                        \
        offsetof(pas_graph, items), offsetof(pas_graph, n), sizeof *((pas_graph *)NULL)->items               \
    }
    PART(sources, n_sources), PART(inputs, n_inputs), PART(nodes, n_nodes),
    PART(values, n_values),   PART(links, n_links),   PART(wide, n_wide),
#undef PART
};

enum { N_PARTS = sizeof parts / sizeof parts[0] };

struct head {
    uint64_t counts[N_PARTS];
    uint64_t chains; /* bytes of them */
};

static size_t even(size_t n)
{
    return (n + 7) & ~(size_t)7;
}

static size_t count_of(const pas_graph *g, const struct part *part)
{
    size_t n;
    memcpy(&n, (const char *)g + part->count, sizeof n);
    return n;
}

static const void *items_of(const pas_graph *g, const struct part *part)
{
    const void *items;
    memcpy(&items, (const char *)g + part->items, sizeof items);
    return items;
}

size_t pas_graph_image_size(const pas_graph *g)
{
    size_t size = sizeof(struct head), chains;
    (void)pas__chains(g, &chains);
    for (size_t i = 0; i < N_PARTS; i++)
        size += even(count_of(g, &parts[i]) * parts[i].size);
    return size + even(chains) + even(pas_map_image_size(g->far_lines)) + pas_pool_image_size(g->pool);
}

/* Bytes at a place of the image; gives the next one. */
static char *place(char *at, const void *bytes, size_t n)
{
    (void)pas_put_bytes(at, bytes, n);
    return at + even(n);
}

void pas_graph_image(const pas_graph *g, void *to)
{
    struct head head;
    size_t n_chains;
    const void *chains = pas__chains(g, &n_chains);
    head.chains = n_chains;
    for (size_t i = 0; i < N_PARTS; i++)
        head.counts[i] = count_of(g, &parts[i]);
    char *at = place(to, &head, sizeof head);
    for (size_t i = 0; i < N_PARTS; i++)
        at = place(at, items_of(g, &parts[i]), head.counts[i] * parts[i].size);
    at = place(at, chains, n_chains);
    pas_map_image(g->far_lines, at);
    at += even(pas_map_image_size(g->far_lines));
    pas_pool_image(g->pool, at);
}

pas_graph *pas_graph_over(const void *image)
{
    struct head head;
    memcpy(&head, image, sizeof head);
    pas_graph *g = pas_xcalloc(1, sizeof *g);
    g->borrowed = true;
    const char *at = (const char *)image + sizeof head;
    for (size_t i = 0; i < N_PARTS; i++) {
        size_t n = head.counts[i];
        memcpy((char *)g + parts[i].items, &at, sizeof at);
        memcpy((char *)g + parts[i].count, &n, sizeof n);
        at += even(n * parts[i].size);
    }
    g->index = pas__index_new();
    pas__set_chains(g, at, head.chains);
    at += even(head.chains);
    g->far_lines = pas_map_over(at);
    at += even(pas_map_image_size(g->far_lines));
    g->pool = pas_pool_over(at);
    g->labels = pas_arena_new();
    return g;
}
