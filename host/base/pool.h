/*
 * A pool of interned texts and a map from texts to numbers. The graph's strings live in a pool.
 */
#ifndef PAS_BASE_POOL_H
#define PAS_BASE_POOL_H

#include "base/memory.h"

/* Texts by number; 0 is the absent text, equal texts get one number. */
typedef struct pas_pool pas_pool;
pas_pool *pas_pool_new(void);
void pas_pool_free(pas_pool *pool);
uint32_t pas_pool_add(pas_pool *pool, pas_str s);
uint32_t pas_pool_find(const pas_pool *pool, pas_str s); /* 0 if not there (or absent) */
pas_str pas_pool_get(const pas_pool *pool, uint32_t id); /* NUL-terminated; lives as long as the pool */
uint32_t pas_pool_count(const pas_pool *pool);           /* highest number given */
size_t pas_pool_size(const pas_pool *pool);              /* bytes of memory */

/* The pool as one block of memory without pointers, for another process: its size and its bytes (`to` is
 * aligned for a uint32_t). pas_pool_over looks at such a block, which must stay; nothing may be added to it.
 */
size_t pas_pool_image_size(const pas_pool *pool);
void pas_pool_image(const pas_pool *pool, void *to);
pas_pool *pas_pool_over(const void *image);

/* A map from a 64-bit key to a 32-bit value (0 = not there). */
typedef struct pas_map pas_map;
pas_map *pas_map_new(void);
void pas_map_free(pas_map *map);
void pas_map_set(pas_map *map, uint64_t key, uint32_t value);
uint32_t pas_map_get(const pas_map *map, uint64_t key);
size_t pas_map_count(const pas_map *map);
/* As for a pool; `to` is aligned for a uint64_t. */
size_t pas_map_image_size(const pas_map *map);
void pas_map_image(const pas_map *map, void *to);
pas_map *pas_map_over(const void *image);

#endif
