/* See group.h. */
#include "report/group.h"

#include "base/pool.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_APPLICATIONS = 4 };

static int worst_first(const void *a, const void *b)
{
    const pas_group *one = a, *other = b;
    if (one->severity != other->severity)
        return one->severity > other->severity ? -1 : 1;
    if (one->n != other->n)
        return one->n > other->n ? -1 : 1;
    return strcmp(one->message->code, other->message->code);
}

/* The number of the group of each finding, from 1, in the order first said. */
static uint32_t *number_findings(const pas_findings_list *list, pas_arena *arena, uint32_t *ret_groups)
{
    size_t n = pas_list_count(list);
    uint32_t *numbers = pas_arena_alloc(arena, (n + 1) * sizeof *numbers);
    pas_pool *keys = pas_pool_new();
    for (size_t i = 0; i < n; i++) {
        const pas_finding *f = pas_list_get(list, i);
        pas_buf key = {0};
        pas_buf_printf(&key, "%u %s %s", f->severity, f->message->code, f->message->title_fr);
        numbers[i] = pas_pool_add(keys, (pas_str){key.ptr, key.len});
        pas_buf_free(&key);
    }
    *ret_groups = pas_pool_count(keys);
    pas_pool_free(keys);
    return numbers;
}

pas_group *pas_group_findings(const pas_findings_list *list, pas_arena *arena, uint32_t *ret_n)
{
    size_t n = pas_list_count(list);
    uint32_t *numbers = number_findings(list, arena, ret_n);
    pas_group *groups = pas_arena_alloc(arena, (*ret_n + 1u) * sizeof *groups);
    for (size_t i = 0; i < n; i++)
        groups[numbers[i] - 1].n++;
    for (size_t i = 0; i < n; i++) {
        const pas_finding *f = pas_list_get(list, i);
        pas_group *g = &groups[numbers[i] - 1];
        if (!g->message) {
            g->message = f->message;
            g->severity = f->severity;
            g->findings = pas_arena_alloc(arena, g->n * sizeof(pas_finding *));
            g->n = 0;
        }
        g->findings[g->n++] = f;
    }
    if (*ret_n > 1)
        qsort(groups, *ret_n, sizeof *groups, worst_first);
    return groups;
}

const char *pas_group_fix_in(const pas_group *g, pas_arena *arena)
{
    const char *names[MOST_APPLICATIONS];
    uint32_t n = 0;
    if (!g->message->fix_in)
        return NULL;
    pas_buf joined = {0};
    for (uint32_t i = 0; i < g->n && n < MOST_APPLICATIONS; i++) {
        pas_buf name = {0};
        pas_fill(&name, g->message->fix_in, g->findings[i]->args, g->findings[i]->n_args, true);
        bool seen = !name.len;
        for (uint32_t k = 0; k < n; k++)
            seen = seen || strcmp(names[k], name.ptr) == 0;
        if (!seen) {
            names[n++] = pas_arena_cstr(arena, name.ptr, name.len);
            pas_buf_printf(&joined, "%s%s", joined.len ? ", " : "", name.ptr);
        }
        pas_buf_free(&name);
    }
    const char *all = joined.len ? pas_arena_cstr(arena, joined.ptr, joined.len) : NULL;
    pas_buf_free(&joined);
    return all;
}
