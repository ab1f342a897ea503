/* Interned texts and a number map: open addressing, powers of two, at most 80 % full. */
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

/* Texts lie packed, each as {length, bytes, NUL}, in blocks that never move; a text longer than a block
 * takes the numbers of several. An address is a place in the row of all blocks. */
#define BLOCK_BITS 20u
#define BLOCK_SIZE (1u << BLOCK_BITS)
#define LONG 255u /* a first byte that says: the length follows on four */
#define LONG_HEAD 5u

struct entry {
    uint32_t at;
    uint32_t hash;
};

struct pas_pool {
    char **blocks; /* NULL: the rest of a longer one */
    size_t n_blocks, blocks_cap;
    size_t used;           /* of the last block; BLOCK_SIZE when it is full */
    size_t bytes;          /* of all blocks */
    struct entry *entries; /* entries[id]; 0 is the absent text */
    size_t n, cap;
    uint32_t *slots;
    size_t n_slots;
    bool borrowed; /* all but `blocks` itself lies in an image */
};

/* FNV-1a, folded by the multiplicative step of splitmix: short keys, no outside seed needed (a pool's
 * input is bounded by the limits on documents). */
static uint32_t hash_bytes(const char *p, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    while (n >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        h = (h ^ word) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
        p += 8;
        n -= 8;
    }
    for (; n; n--)
        h = (h ^ (unsigned char)*p++) * 0x100000001b3u;
    h ^= h >> 29;
    h *= 0xbf58476d1ce4e5b9u;
    return (uint32_t)(h >> 32);
}

pas_pool *pas_pool_new(void)
{
    pas_pool *pool = pas_xcalloc(1, sizeof *pool);
    pas_grow(&pool->entries, &pool->cap, 64, sizeof *pool->entries);
    pool->entries[0] = (struct entry){0, 0};
    pool->n = 1;
    pool->used = BLOCK_SIZE;
    pool->n_slots = 256;
    pool->slots = pas_xcalloc(pool->n_slots, sizeof *pool->slots);
    return pool;
}

void pas_pool_free(pas_pool *pool)
{
    if (!pool)
        return;
    for (size_t i = 0; i < pool->n_blocks && !pool->borrowed; i++)
        free(pool->blocks[i]);
    free(pool->blocks);
    if (pool->borrowed)
        pool->entries = NULL, pool->slots = NULL;
    free(pool->entries);
    free(pool->slots);
    free(pool);
}

static pas_str text_at(const pas_pool *pool, uint32_t at)
{
    const char *p = pool->blocks[at >> BLOCK_BITS] + (at & (BLOCK_SIZE - 1));
    unsigned char first = (unsigned char)*p;
    if (first < LONG)
        return (pas_str){p + 1, first};
    uint32_t len;
    memcpy(&len, p + 1, sizeof len);
    return (pas_str){p + LONG_HEAD, len};
}

/* Room for one text: in the last block, or in new ones. */
static uint32_t room_for(pas_pool *pool, size_t size)
{
    if (size > BLOCK_SIZE - pool->used) {
        size_t n = (size + BLOCK_SIZE - 1) / BLOCK_SIZE;
        if (pool->n_blocks + n > UINT32_MAX / BLOCK_SIZE)
            pas_out_of_memory();
        pas_grow(&pool->blocks, &pool->blocks_cap, pool->n_blocks + n, sizeof *pool->blocks);
        pool->blocks[pool->n_blocks] = pas_xmalloc(n * BLOCK_SIZE);
        for (size_t i = 1; i < n; i++)
            pool->blocks[pool->n_blocks + i] = NULL;
        pool->n_blocks += n;
        pool->bytes += n * BLOCK_SIZE;
        pool->used = n > 1 ? BLOCK_SIZE : size;
        return (uint32_t)((pool->n_blocks - n) << BLOCK_BITS);
    }
    uint32_t at = (uint32_t)(((pool->n_blocks - 1) << BLOCK_BITS) + pool->used);
    pool->used += size;
    return at;
}

static uint32_t keep_text(pas_pool *pool, pas_str s)
{
    uint32_t len = (uint32_t)s.len, head = len < LONG ? 1 : LONG_HEAD, at = room_for(pool, head + s.len + 1);
    char *p = pool->blocks[at >> BLOCK_BITS] + (at & (BLOCK_SIZE - 1));
    *p = (char)(unsigned char)(len < LONG ? len : LONG);
    if (head == LONG_HEAD)
        memcpy(p + 1, &len, sizeof len);
    if (s.len)
        memcpy(p + head, s.ptr, s.len);
    p[head + s.len] = '\0';
    return at;
}

static size_t pool_slot(const pas_pool *pool, pas_str s, uint32_t hash)
{
    size_t i = hash & (pool->n_slots - 1);
    while (pool->slots[i]) {
        const struct entry *e = &pool->entries[pool->slots[i]];
        if (e->hash == hash) {
            pas_str known = text_at(pool, e->at);
            if (known.len == s.len && memcmp(known.ptr, s.ptr, s.len) == 0)
                break;
        }
        i = (i + 1) & (pool->n_slots - 1);
    }
    return i;
}

static void pool_rehash(pas_pool *pool)
{
    free(pool->slots);
    pool->n_slots *= 2;
    pool->slots = pas_xcalloc(pool->n_slots, sizeof *pool->slots);
    for (size_t id = 1; id < pool->n; id++) {
        size_t i = pool->entries[id].hash & (pool->n_slots - 1);
        while (pool->slots[i])
            i = (i + 1) & (pool->n_slots - 1);
        pool->slots[i] = (uint32_t)id;
    }
}

uint32_t pas_pool_add(pas_pool *pool, pas_str s)
{
    if (!s.ptr)
        return 0;
    uint32_t hash = hash_bytes(s.ptr, s.len);
    size_t i = pool_slot(pool, s, hash);
    if (pool->slots[i])
        return pool->slots[i];
    if (s.len > UINT32_MAX / 2 || pool->n > UINT32_MAX - 1 || pool->borrowed)
        pas_out_of_memory();
    pas_grow(&pool->entries, &pool->cap, pool->n + 1, sizeof *pool->entries);
    uint32_t id = (uint32_t)pool->n++;
    pool->entries[id] = (struct entry){keep_text(pool, s), hash};
    pool->slots[i] = id;
    if (pool->n * 10 > pool->n_slots * 8)
        pool_rehash(pool);
    return id;
}

uint32_t pas_pool_find(const pas_pool *pool, pas_str s)
{
    return s.ptr ? pool->slots[pool_slot(pool, s, hash_bytes(s.ptr, s.len))] : 0;
}

pas_str pas_pool_get(const pas_pool *pool, uint32_t id)
{
    if (id == 0 || id >= pool->n)
        return (pas_str){NULL, 0};
    return text_at(pool, pool->entries[id].at);
}

uint32_t pas_pool_count(const pas_pool *pool)
{
    return (uint32_t)(pool->n - 1);
}

size_t pas_pool_size(const pas_pool *pool)
{
    return pool->bytes + pool->cap * sizeof *pool->entries + pool->n_slots * sizeof *pool->slots;
}

/* ------------------------------------------------------------ the pool's image */

/* Then come the entries, the slots and the blocks, one after the other. */
struct pool_image {
    uint64_t n, n_slots, n_blocks, text_bytes;
};

/* Of all blocks but the unused end of the last. */
static size_t text_bytes(const pas_pool *pool)
{
    return pool->n_blocks ? pool->n_blocks * (size_t)BLOCK_SIZE - (BLOCK_SIZE - pool->used) : 0;
}

size_t pas_pool_image_size(const pas_pool *pool)
{
    return sizeof(struct pool_image) + pool->n * sizeof *pool->entries + pool->n_slots * sizeof *pool->slots +
           text_bytes(pool);
}

void pas_pool_image(const pas_pool *pool, void *to)
{
    struct pool_image head = {pool->n, pool->n_slots, pool->n_blocks, text_bytes(pool)};
    char *p = to;
    p = pas_put_bytes(p, &head, sizeof head);
    p = pas_put_bytes(p, pool->entries, pool->n * sizeof *pool->entries);
    p = pas_put_bytes(p, pool->slots, pool->n_slots * sizeof *pool->slots);
    for (size_t i = 0, next; i < pool->n_blocks; i = next) {
        for (next = i + 1; next < pool->n_blocks && !pool->blocks[next];)
            next++; /* the rest of a longer one */
        size_t end = next < pool->n_blocks ? next * (size_t)BLOCK_SIZE : head.text_bytes;
        p = pas_put_bytes(p, pool->blocks[i], end - i * (size_t)BLOCK_SIZE);
    }
}

pas_pool *pas_pool_over(const void *image)
{
    struct pool_image head;
    memcpy(&head, image, sizeof head);
    char *p = (char *)(uintptr_t)image + sizeof head; /* never written: it is borrowed */
    pas_pool *pool = pas_xcalloc(1, sizeof *pool);
    pool->borrowed = true;
    pool->n = head.n;
    pool->n_slots = head.n_slots;
    pool->n_blocks = head.n_blocks;
    pool->entries = (struct entry *)(void *)p;
    p += head.n * sizeof *pool->entries;
    pool->slots = (uint32_t *)(void *)p;
    p += head.n_slots * sizeof *pool->slots;
    pool->blocks = pas_xcalloc(head.n_blocks, sizeof *pool->blocks);
    for (size_t i = 0; i < head.n_blocks; i++)
        pool->blocks[i] = p + i * (size_t)BLOCK_SIZE;
    return pool;
}

/* --------------------------------------------------------------------- map */

struct pair {
    uint64_t key;
    uint32_t value; /* 0: free */
};

struct pas_map {
    struct pair *pairs;
    size_t n_pairs;
    size_t used;
    bool borrowed;
};

pas_map *pas_map_new(void)
{
    pas_map *map = pas_xcalloc(1, sizeof *map);
    map->n_pairs = 64;
    map->pairs = pas_xcalloc(map->n_pairs, sizeof *map->pairs);
    return map;
}

void pas_map_free(pas_map *map)
{
    if (!map)
        return;
    if (!map->borrowed)
        free(map->pairs);
    free(map);
}

static struct pair *map_pair(const pas_map *map, uint64_t key)
{
    uint64_t h = key * 0x9e3779b97f4a7c15u;
    size_t i = (size_t)(h >> 20) & (map->n_pairs - 1);
    while (map->pairs[i].value && map->pairs[i].key != key)
        i = (i + 1) & (map->n_pairs - 1);
    return &map->pairs[i];
}

void pas_map_set(pas_map *map, uint64_t key, uint32_t value)
{
    if (map->borrowed)
        pas_out_of_memory();
    struct pair *p = map_pair(map, key);
    if (!p->value)
        map->used++;
    *p = (struct pair){key, value};
    if (map->used * 10 <= map->n_pairs * 7)
        return;
    struct pair *old = map->pairs;
    size_t n = map->n_pairs;
    map->n_pairs *= 2;
    map->pairs = pas_xcalloc(map->n_pairs, sizeof *map->pairs);
    for (size_t i = 0; i < n; i++)
        if (old[i].value)
            *map_pair(map, old[i].key) = old[i];
    free(old);
}

uint32_t pas_map_get(const pas_map *map, uint64_t key)
{
    return map_pair(map, key)->value;
}

size_t pas_map_count(const pas_map *map)
{
    return map->used;
}

size_t pas_map_image_size(const pas_map *map)
{
    return 2 * sizeof(uint64_t) + map->n_pairs * sizeof *map->pairs;
}

void pas_map_image(const pas_map *map, void *to)
{
    uint64_t head[] = {map->n_pairs, map->used};
    (void)pas_put_bytes(pas_put_bytes(to, head, sizeof head), map->pairs, map->n_pairs * sizeof *map->pairs);
}

pas_map *pas_map_over(const void *image)
{
    uint64_t head[2];
    memcpy(head, image, sizeof head);
    pas_map *map = pas_xcalloc(1, sizeof *map);
    map->borrowed = true;
    map->n_pairs = head[0];
    map->used = head[1];
    map->pairs = (struct pair *)((uintptr_t)image + sizeof head); /* never written: it is borrowed */
    return map;
}
