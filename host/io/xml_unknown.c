/* Unknown elements, attributes and texts, counted per path: see xml_unknown.h. */
#include "io/xml_unknown.h"

#include "base/pool.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>

#define MOST_PATHS 200u /* the others are counted together */

struct path {
    char *text;
    uint32_t line;
    uint64_t count;
};

struct pas_unknown {
    const pas_table *t;
    pas_map *known; /* (row, name, what) to path + 1 */
    struct path *paths;
    size_t cap;
    uint32_t n;
    struct path others;
};

pas_unknown *pas_unknown_new(const pas_table *t)
{
    pas_unknown *u = pas_xcalloc(1, sizeof *u);
    u->t = t;
    u->known = pas_map_new();
    return u;
}

void pas_unknown_free(pas_unknown *u)
{
    if (!u)
        return;
    for (uint32_t i = 0; i < u->n; i++)
        free(u->paths[i].text);
    free(u->paths);
    pas_map_free(u->known);
    free(u);
}

static void add_element(const pas_table *t, uint32_t place, pas_buf *to)
{
    if (place == PAS_NO_ROW)
        return;
    add_element(t, t->places[place].parent, to);
    pas_buf_puts(to, t->places[place].row.name);
    pas_buf_byte(to, '/');
}

static char *path_text(const pas_unknown *u, uint32_t parent, const char *name, uint32_t what)
{
    pas_buf text = {0};
    add_element(u->t, parent, &text);
    if (what == PAS_UNKNOWN_ATTRIBUTE)
        pas_buf_byte(&text, '@');
    pas_buf_puts(&text, what == PAS_UNKNOWN_TEXT ? "text()" : name);
    return text.ptr;
}

void pas_unknown_met(pas_unknown *u, uint32_t parent, const char *name, uint32_t what, uint32_t line)
{
    /* Rows are few and pointers have 48 bits: no two are mixed up. */
    uint64_t key = what == PAS_UNKNOWN_TEXT ? 1 : (uint64_t)(uintptr_t)name << 1 | what;
    key = (key & 0xFFFFFFFFFFFFFu) | (uint64_t)(parent + 1) << 52;
    uint32_t at = pas_map_get(u->known, key);
    if (!at && u->n < MOST_PATHS) {
        pas_grow(&u->paths, &u->cap, u->n + 1, sizeof *u->paths);
        u->paths[u->n++] = (struct path){path_text(u, parent, name, what), line, 0};
        at = u->n;
        pas_map_set(u->known, key, at);
    }
    struct path *p = at ? &u->paths[at - 1] : &u->others;
    if (!p->count++)
        p->line = line;
}

static void say_path(pas_io *io, const struct path *p, const char *text)
{
    char count[24];
    snprintf(count, sizeof count, "%llu", (unsigned long long)p->count);
    pas_io_say(io, "element-inconnu", p->line, "chemin", text, "n", count, NULL);
}

void pas_unknown_say(const pas_unknown *u, pas_io *io)
{
    for (uint32_t i = 0; i < u->n; i++)
        say_path(io, &u->paths[i], u->paths[i].text);
    if (u->others.count)
        say_path(io, &u->others, "…");
}
