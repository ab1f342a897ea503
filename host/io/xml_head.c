/*
 * The head of a file, for identification: its root, its version and the element paths met in the first
 * 64 KiB. Says nothing and never fails: a file that cannot be read has no root. And, where the head does not
 * tell two forms of a document apart, whether a path is met anywhere in it.
 */
#include "io/xml_engine.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 65536u
#define HEAD_ELEMENTS 2000u

/* At most HEAD_BYTES of another source, which stays the caller's; tells whether they start like XML. */
struct head_bytes {
    pas_bytes base;
    pas_bytes *in;
    size_t left;
    pas_buf first;
};

static int64_t head_read(pas_bytes *b, void *buffer, size_t size)
{
    struct head_bytes *h = (struct head_bytes *)b;
    int64_t n = h->left ? h->in->read(h->in, buffer, size < h->left ? size : h->left) : 0;
    if (n <= 0)
        return n;
    h->left -= (size_t)n;
    if (h->first.len < 256)
        pas_buf_add(&h->first, buffer, (size_t)n < 256 ? (size_t)n : 256);
    return n;
}

static bool starts_like_xml(pas_str s)
{
    if (s.len >= 3 && memcmp(s.ptr, "\xEF\xBB\xBF", 3) == 0)
        s = (pas_str){s.ptr + 3, s.len - 3};
    s = pas_str_trim(s);
    return s.len >= 2 && s.ptr[0] == '<' && s.ptr[1] != '\0';
}

struct head {
    pas_head_facts *facts; /* of a head */
    const char *sought;    /* of a search */
    bool met;
    size_t cap;
    uint32_t elements;
    uint32_t depth;
    pas_buf path;      /* "DONNEES/ELEVES", without the root */
    size_t starts[65]; /* length of the path before each level */
};

static void add_path(struct head *h)
{
    pas_head_facts *f = h->facts;
    for (uint32_t i = 0; i < f->n_paths; i++)
        if (strcmp(f->paths[i], h->path.ptr) == 0)
            return;
    pas_grow(&f->paths, &h->cap, f->n_paths + 1, sizeof *f->paths);
    f->paths[f->n_paths++] = pas_xstrdup(h->path.ptr);
}

static void take_root(struct head *h, const char *name, const char *ns, const pas_xml_attr *attrs,
                      uint32_t n_attrs)
{
    h->facts->root = pas_xstrdup(name);
    h->facts->root_ns = ns ? pas_xstrdup(ns) : NULL;
    for (uint32_t i = 0; i < n_attrs; i++) {
        bool version = strcmp(attrs[i].name, "VERSION") == 0 || strcmp(attrs[i].name, "Version") == 0;
        if (version && !h->facts->version)
            h->facts->version = pas_xstrndup(attrs[i].value.ptr, attrs[i].value.len);
    }
}

/* Goes into an element; true but for the root. */
static bool enter(struct head *h, const char *name)
{
    h->starts[h->depth++] = h->path.len;
    if (h->depth == 1)
        return false;
    if (h->path.len)
        pas_buf_byte(&h->path, '/');
    pas_buf_puts(&h->path, name);
    return true;
}

static pas_status on_start(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                           uint32_t n_attrs, uint32_t line)
{
    (void)line;
    struct head *h = data;
    if (++h->elements > HEAD_ELEMENTS)
        return PAS_END;
    if (enter(h, name))
        add_path(h);
    else
        take_root(h, name, ns, attrs, n_attrs);
    return PAS_OK;
}

static pas_status on_searched(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                              uint32_t n_attrs, uint32_t line)
{
    (void)ns, (void)attrs, (void)n_attrs, (void)line;
    struct head *h = data;
    pas_str rest = pas_cstr(h->sought), path;
    if (!enter(h, name))
        return PAS_OK;
    while (pas_str_split(&rest, ';', &path))
        if (pas_str_eq(path, (pas_str){h->path.ptr, h->path.len}))
            h->met = true;
    return h->met ? PAS_END : PAS_OK;
}

static pas_status on_end(void *data, const char *name, uint32_t line)
{
    (void)name, (void)line;
    struct head *h = data;
    h->path.len = h->starts[--h->depth];
    if (h->path.ptr)
        h->path.ptr[h->path.len] = '\0';
    return PAS_OK;
}

static pas_status on_text(void *data, const char *text, size_t len)
{
    (void)data, (void)text, (void)len;
    return PAS_OK;
}

static void say_nothing(pas_io *io, const char *code, uint32_t line, const pas_argument *args,
                        uint32_t n_args)
{
    (void)io, (void)code, (void)line, (void)args, (void)n_args;
}

void pas_head_read(pas_bytes *in, pas_head_facts *ret)
{
    static const pas_xml_events head_events = {on_start, on_end, on_text, NULL};
    const pas_limits limits = PAS_LIMITS_DEFAULT;
    pas_io io = {.limits = &limits, .say = say_nothing};
    struct head_bytes bytes = {.base = {head_read, NULL}, .in = in, .left = HEAD_BYTES};
    struct head h = {.facts = ret};
    *ret = (pas_head_facts){0};
    _Static_assert(sizeof h.starts / sizeof h.starts[0] > 64, "as deep as the default limit");
    pas_status status = pas_xml_parse(&io, &bytes.base, PAS_XML_ALLOW_DOCTYPE, &head_events, &h);
    ret->whole = status == PAS_OK && h.elements <= HEAD_ELEMENTS;
    ret->is_xml = starts_like_xml((pas_str){bytes.first.ptr, bytes.first.len});
    pas_buf_free(&bytes.first);
    pas_buf_free(&h.path);
}

int pas_head_search(pas_io *io, pas_bytes *in, const char *paths)
{
    static const pas_xml_events search_events = {on_searched, on_end, on_text, NULL};
    struct head h = {.sought = paths};
    if (io->limits->xml_depth >= sizeof h.starts / sizeof h.starts[0])
        return -1;
    pas_status status = pas_xml_parse(io, in, PAS_XML_ALLOW_DOCTYPE, &search_events, &h);
    pas_buf_free(&h.path);
    return h.met ? 1 : status == PAS_OK ? 0 : -1;
}

void pas_head_done(pas_head_facts *facts)
{
    for (uint32_t i = 0; i < facts->n_paths; i++)
        free(facts->paths[i]);
    free(facts->paths);
    free(facts->root);
    free(facts->root_ns);
    free(facts->version);
    *facts = (pas_head_facts){0};
}
