/* Checked allocation, arenas, growable buffers. Used by the whole host. */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Noreturn void pas_out_of_memory(void)
{
    static const char text[] = "passerelle: mémoire épuisée / out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(PAS_EXIT_NOMEM);
}

void *pas_xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        pas_out_of_memory();
    return p;
}

void *pas_xcalloc(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p)
        pas_out_of_memory();
    return p;
}

char *pas_put_bytes(char *to, const void *bytes, size_t n)
{
    if (n)
        memcpy(to, bytes, n);
    return to + n;
}

void *pas_xrealloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);
    if (!p)
        pas_out_of_memory();
    return p;
}

char *pas_xstrndup(const char *s, size_t n)
{
    char *p = pas_xmalloc(n + 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *pas_xstrdup(const char *s)
{
    return pas_xstrndup(s, strlen(s));
}

void pas_grow(void *items_ptr, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap)
        return;
    size_t wanted = *cap ? *cap + *cap / 2 : 16;
    if (wanted < need)
        wanted = need;
    if (wanted > SIZE_MAX / size)
        pas_out_of_memory();
    void *items;
    memcpy(&items, items_ptr, sizeof items);
    items = pas_xrealloc(items, wanted * size);
    memcpy(items_ptr, &items, sizeof items);
    *cap = wanted;
}

/* ------------------------------------------------------------------ arenas */

#define FIRST_BLOCK 4096u
#define LARGEST_BLOCK (1u << 20)
#define ALIGN 16u

struct block {
    struct block *next;
    size_t size;
    size_t used;
    size_t pad; /* keeps bytes aligned to ALIGN */
    unsigned char bytes[];
};

struct pas_arena {
    struct block *blocks; /* the newest first */
    size_t total;
};

static struct block *block_new(size_t size, struct block *next)
{
    struct block *b = pas_xcalloc(1, sizeof *b + size);
    b->next = next;
    b->size = size;
    return b;
}

pas_arena *pas_arena_new(void)
{
    pas_arena *arena = pas_xcalloc(1, sizeof *arena);
    arena->blocks = block_new(FIRST_BLOCK, NULL);
    arena->total = FIRST_BLOCK;
    return arena;
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void pas_arena_free(pas_arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->blocks);
    free(arena);
}

void pas_arena_reset(pas_arena *arena)
{
    struct block *kept = arena->blocks;
    free_blocks(kept->next);
    kept->next = NULL;
    memset(kept->bytes, 0, kept->used);
    kept->used = 0;
    arena->total = kept->size;
}

void *pas_arena_alloc(pas_arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        pas_out_of_memory();
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    struct block *b = arena->blocks;
    if (size > b->size - b->used) {
        size_t wanted = b->size < LARGEST_BLOCK ? b->size * 2 : b->size;
        if (wanted > LARGEST_BLOCK)
            wanted = LARGEST_BLOCK;
        if (wanted < size)
            wanted = size;
        b = block_new(wanted, b);
        arena->blocks = b;
        arena->total += wanted;
    }
    void *p = b->bytes + b->used;
    b->used += size;
    return p;
}

char *pas_arena_cstr(pas_arena *arena, const char *s, size_t len)
{
    char *p = pas_arena_alloc(arena, len + 1);
    if (len)
        memcpy(p, s, len);
    return p;
}

pas_str pas_arena_str(pas_arena *arena, pas_str s)
{
    if (!s.ptr)
        return s;
    return (pas_str){pas_arena_cstr(arena, s.ptr, s.len), s.len};
}

pas_str pas_arena_vformat(pas_arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n < 0)
        return (pas_str){"", 0};
    char *p = pas_arena_alloc(arena, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, args);
    return (pas_str){p, (size_t)n};
}

pas_str pas_arena_format(pas_arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pas_str s = pas_arena_vformat(arena, format, args);
    va_end(args);
    return s;
}

size_t pas_arena_size(const pas_arena *arena)
{
    return arena->total;
}

/* ----------------------------------------------------------------- buffers */

char *pas_buf_room(pas_buf *b, size_t n)
{
    if (n > SIZE_MAX - b->len - 1)
        pas_out_of_memory();
    pas_grow(&b->ptr, &b->cap, b->len + n + 1, 1);
    return b->ptr + b->len;
}

void pas_buf_add(pas_buf *b, const void *bytes, size_t n)
{
    char *to = pas_buf_room(b, n);
    if (n)
        memcpy(to, bytes, n);
    b->len += n;
    b->ptr[b->len] = '\0';
}

void pas_buf_byte(pas_buf *b, char c)
{
    pas_buf_add(b, &c, 1);
}

void pas_buf_puts(pas_buf *b, const char *s)
{
    pas_buf_add(b, s, strlen(s));
}

void pas_buf_str(pas_buf *b, pas_str s)
{
    pas_buf_add(b, s.ptr, s.len);
}

void pas_buf_vprintf(pas_buf *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (n <= 0)
        return;
    char *to = pas_buf_room(b, (size_t)n);
    vsnprintf(to, (size_t)n + 1, format, args);
    b->len += (size_t)n;
}

void pas_buf_printf(pas_buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pas_buf_vprintf(b, format, args);
    va_end(args);
}

void pas_buf_clear(pas_buf *b)
{
    b->len = 0;
    if (b->ptr)
        b->ptr[0] = '\0';
}

void pas_buf_free(pas_buf *b)
{
    free(b->ptr);
    *b = (pas_buf){0};
}
