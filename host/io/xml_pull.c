/*
 * The pull view: events of the engine in a queue, filled one chunk of input at a time. Used by plugins
 * whose document no table can hold. A text is given whole, however libxml2 cuts it.
 */
#include "io/xml_engine.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct event {
    int32_t what; /* PAS_XML_* */
    uint32_t depth;
    uint32_t line;
    uint32_t n_attrs;
    const char *name;
    const pas_xml_attr *attrs;
    pas_str text; /* PAS_XML_TEXT that is no longer the last event */
};

struct pas_xml_pull {
    pas_bytes *in;
    pas_engine *engine;
    struct event *events;
    size_t cap, n, next;
    const struct event *now; /* NULL before the first */
    pas_arena *arena;        /* attributes and texts of this chunk */
    pas_buf text;            /* of the text that is not yet known to be whole */
    uint32_t depth;
    uint32_t line;
    pas_status status;
};

static struct event *add(pas_xml_pull *x, int32_t what, uint32_t depth, uint32_t line)
{
    pas_grow(&x->events, &x->cap, x->n + 1, sizeof *x->events);
    struct event *ev = &x->events[x->n++];
    *ev = (struct event){.what = what, .depth = depth, .line = line};
    x->line = line;
    return ev;
}

static void end_text(pas_xml_pull *x)
{
    if (!x->text.len)
        return;
    struct event *ev = add(x, PAS_XML_TEXT, x->depth, x->line);
    ev->text = pas_arena_str(x->arena, (pas_str){x->text.ptr, x->text.len});
    pas_buf_clear(&x->text);
}

static pas_status on_start(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                           uint32_t n_attrs, uint32_t line)
{
    (void)ns;
    pas_xml_pull *x = data;
    end_text(x);
    struct event *ev = add(x, PAS_XML_START, ++x->depth, line);
    ev->name = name;
    ev->n_attrs = n_attrs;
    if (!n_attrs)
        return PAS_OK;
    pas_xml_attr *copy = pas_arena_alloc(x->arena, n_attrs * sizeof *copy);
    for (uint32_t i = 0; i < n_attrs; i++)
        copy[i] = (pas_xml_attr){attrs[i].name, pas_arena_str(x->arena, attrs[i].value)};
    ev->attrs = copy;
    return PAS_OK;
}

static pas_status on_end(void *data, const char *name, uint32_t line)
{
    pas_xml_pull *x = data;
    end_text(x);
    add(x, PAS_XML_END, x->depth--, line)->name = name;
    return PAS_OK;
}

static pas_status on_text(void *data, const char *text, size_t len)
{
    pas_xml_pull *x = data;
    pas_buf_add(&x->text, text, len);
    return PAS_OK;
}

static const pas_xml_events queue_events = {on_start, on_end, on_text, NULL};

pas_xml_pull *pas_pull_open(pas_io *io, pas_bytes *in, uint32_t flags)
{
    pas_xml_pull *x = pas_xcalloc(1, sizeof *x);
    x->in = in;
    x->arena = pas_arena_new();
    x->engine = pas_engine_open(io, in, flags, &queue_events, x);
    return x;
}

/* Feeds until there is an event, or none will come. */
static void refill(pas_xml_pull *x)
{
    x->n = x->next = 0;
    pas_arena_reset(x->arena);
    while (!x->n && x->status == PAS_OK)
        x->status = pas_engine_feed(x->engine);
}

int32_t pas_pull_next(pas_xml_pull *x)
{
    x->now = NULL;
    if (x->next == x->n)
        refill(x);
    if (x->next == x->n)
        return x->status == PAS_END ? 0 : x->status;
    x->now = &x->events[x->next++];
    return x->now->what;
}

pas_str pas_pull_name(const pas_xml_pull *x)
{
    return x->now ? pas_cstr(x->now->name) : PAS_NONE;
}

pas_str pas_pull_attribute(const pas_xml_pull *x, const char *name)
{
    for (uint32_t i = 0; x->now && i < x->now->n_attrs; i++)
        if (strcmp(x->now->attrs[i].name, name) == 0)
            return x->now->attrs[i].value;
    return PAS_NONE;
}

pas_str pas_pull_text(const pas_xml_pull *x)
{
    return x->now ? x->now->text : PAS_NONE;
}

uint32_t pas_pull_depth(const pas_xml_pull *x)
{
    return x->now ? x->now->depth : 0;
}

uint32_t pas_pull_line(const pas_xml_pull *x)
{
    return x->now ? x->now->line : x->line;
}

pas_status pas_pull_skip(pas_xml_pull *x)
{
    if (!x->now || x->now->what != PAS_XML_START)
        return PAS_OK;
    uint32_t depth = x->now->depth;
    for (;;) {
        int32_t what = pas_pull_next(x);
        if (what <= 0)
            return what < 0 ? what : PAS_E_INTERNAL;
        if (what == PAS_XML_END && x->now->depth == depth)
            return PAS_OK;
    }
}

void pas_pull_close(pas_xml_pull *x)
{
    if (!x)
        return;
    pas_engine_close(x->engine);
    pas_bytes_close(x->in);
    pas_arena_free(x->arena);
    pas_buf_free(&x->text);
    free(x->events);
    free(x);
}
