/* base/pool.c: interned texts and the number map. */
#include "base/pool.h"
#include "base/text.h"

#include <criterion/criterion.h>
#include <stdio.h>

Test(pool, equal_texts_have_one_number)
{
    pas_pool *pool = pas_pool_new();
    uint32_t a = pas_pool_add(pool, PAS_STR("6A")), b = pas_pool_add(pool, PAS_STR("6B"));
    cr_assert(a && b && a != b);
    char again[] = "6A";
    cr_assert_eq(pas_pool_add(pool, pas_cstr(again)), a);
    cr_assert_eq(pas_pool_find(pool, PAS_STR("6B")), b);
    cr_assert_eq(pas_pool_find(pool, PAS_STR("6C")), 0u);
    cr_assert_eq(pas_pool_count(pool), 2u);
    again[0] = 'x';
    cr_assert(pas_str_is(pas_pool_get(pool, a), "6A"));
    cr_assert_eq(pas_pool_get(pool, a).ptr[2], '\0');
    pas_pool_free(pool);
    pas_pool_free(NULL);
}

Test(pool, absent_and_empty_differ)
{
    pas_pool *pool = pas_pool_new();
    cr_assert_eq(pas_pool_add(pool, PAS_NONE), 0u);
    uint32_t empty = pas_pool_add(pool, PAS_STR(""));
    cr_assert_neq(empty, 0u);
    cr_assert_null(pas_pool_get(pool, 0).ptr);
    cr_assert(pas_pool_get(pool, empty).ptr && pas_pool_get(pool, empty).len == 0);
    cr_assert_null(pas_pool_get(pool, 99).ptr);
    pas_pool_free(pool);
}

Test(pool, many_texts)
{
    enum { MANY = 50000 };
    pas_pool *pool = pas_pool_new();
    char text[32];
    for (unsigned i = 0; i < MANY; i++) {
        int n = snprintf(text, sizeof text, "%0*u", (int)(i % 20), i);
        uint32_t id = pas_pool_add(pool, (pas_str){text, (size_t)n});
        cr_assert_leq(id, i + 1);
    }
    for (unsigned i = 0; i < MANY; i++) {
        int n = snprintf(text, sizeof text, "%0*u", (int)(i % 20), i);
        uint32_t id = pas_pool_find(pool, (pas_str){text, (size_t)n});
        cr_assert(pas_str_is(pas_pool_get(pool, id), text));
    }
    cr_assert_gt(pas_pool_size(pool), (size_t)MANY);
    pas_pool_free(pool);
}

Test(pool, map)
{
    pas_map *map = pas_map_new();
    cr_assert_eq(pas_map_get(map, 0), 0u);
    for (uint64_t key = 0; key < 20000; key++)
        pas_map_set(map, key << 32 | (key & 1), (uint32_t)key + 1);
    cr_assert_eq(pas_map_count(map), 20000u);
    for (uint64_t key = 0; key < 20000; key++)
        cr_assert_eq(pas_map_get(map, key << 32 | (key & 1)), (uint32_t)key + 1);
    cr_assert_eq(pas_map_get(map, 12345), 0u);
    pas_map_set(map, 0, 77);
    cr_assert_eq(pas_map_get(map, 0), 77u);
    cr_assert_eq(pas_map_count(map), 20000u);
    pas_map_free(map);
}
