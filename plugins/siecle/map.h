/*
 * A table from text to a number, in the run's memory: SIECLE's codes and identifiers are looked up by
 * the thousand. Room is asked once; keys are borrowed and must outlive the table. A node's handle is a
 * key through siecle_node_key.
 */
#ifndef SIECLE_MAP_H
#define SIECLE_MAP_H

#include "siecle.h"

typedef struct siecle_cell {
    pas_str key;
    uint32_t value;
    uint32_t used;
} siecle_cell;

typedef struct siecle_map {
    siecle_cell *cells;
    uint32_t mask;
} siecle_map;

static inline void siecle_map_make(siecle_map *map, const siecle *s, uint32_t most)
{
    uint32_t size = 16;
    while (size / 2 < most)
        size *= 2;
    map->cells = s->core->alloc(s->run, size * sizeof *map->cells);
    map->mask = size - 1;
}

/* The cell of a key: its own, or the free one where it would go. NULL: the table was never made. */
static inline siecle_cell *siecle_map_at(const siecle_map *map, pas_str key)
{
    if (!map->cells)
        return NULL;
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.ptr[i]) * 1099511628211u;
    for (uint32_t at = (uint32_t)(hash ^ hash >> 32) & map->mask;; at = (at + 1) & map->mask)
        if (!map->cells[at].used || siecle_same(map->cells[at].key, key))
            return &map->cells[at];
}

static inline void siecle_map_take(siecle_cell *cell, pas_str key, uint32_t value)
{
    *cell = (siecle_cell){key, value, 1};
}

/* 1 the first time a key is met, 0 afterwards. */
static inline int siecle_map_add(const siecle_map *map, pas_str key)
{
    siecle_cell *cell = siecle_map_at(map, key);
    if (!cell || cell->used)
        return 0;
    siecle_map_take(cell, key, 0);
    return 1;
}

static inline pas_str siecle_node_key(const pas_node *node)
{
    return (pas_str){(const char *)node, sizeof *node};
}

#endif
