/*
 * Memory: checked allocation, arenas and growable buffers. Every other folder of the host uses them.
 *
 * Running out of memory is not an error that anyone handles: the process ends at once with
 * PAS_EXIT_NOMEM. In a worker that ends one step, and the host says so; in the host nothing has been
 * published yet (outputs are renamed last).
 */
#ifndef PAS_BASE_MEMORY_H
#define PAS_BASE_MEMORY_H

#include "passerelle/plugin.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAS_EXIT_NOMEM 86 /* a worker's exit status when memory ran out */

/* Never NULL. Owner: the caller frees with free(). */
void *pas_xmalloc(size_t size);
void *pas_xcalloc(size_t n, size_t size);
void *pas_xrealloc(void *old, size_t size);
char *pas_xstrdup(const char *s);
char *pas_xstrndup(const char *s, size_t n);
_Noreturn void pas_out_of_memory(void);

/* Grows *items (of `size` bytes each) so that it holds at least `need`. */
void pas_grow(void *items_ptr, size_t *cap, size_t need, size_t size);

/* Copies n bytes (n may be 0) and gives the place after them. */
char *pas_put_bytes(char *to, const void *bytes, size_t n);

/* Memory that is freed at once. Blocks are zeroed and aligned for any type. */
typedef struct pas_arena pas_arena;
pas_arena *pas_arena_new(void);
void pas_arena_free(pas_arena *arena);
/* Frees everything in it but keeps the arena and one block. */
void pas_arena_reset(pas_arena *arena);
void *pas_arena_alloc(pas_arena *arena, size_t size);
/* A NUL-terminated copy. An absent string stays absent. */
pas_str pas_arena_str(pas_arena *arena, pas_str s);
char *pas_arena_cstr(pas_arena *arena, const char *s, size_t len);
__attribute__((format(printf, 2, 0))) pas_str pas_arena_vformat(pas_arena *arena, const char *format,
                                                                va_list args);
__attribute__((format(printf, 2, 3))) pas_str pas_arena_format(pas_arena *arena, const char *format, ...);
size_t pas_arena_size(const pas_arena *arena);

/* An owned, growable text. `ptr` is NUL-terminated once something was added. */
typedef struct pas_buf {
    char *ptr;
    size_t len;
    size_t cap;
} pas_buf;
void pas_buf_add(pas_buf *b, const void *bytes, size_t n);
void pas_buf_byte(pas_buf *b, char c);
void pas_buf_puts(pas_buf *b, const char *s);
void pas_buf_str(pas_buf *b, pas_str s);
__attribute__((format(printf, 2, 3))) void pas_buf_printf(pas_buf *b, const char *format, ...);
__attribute__((format(printf, 2, 0))) void pas_buf_vprintf(pas_buf *b, const char *format, va_list args);
/* Room for n more bytes; returns where they go. The caller then adds n to len. */
char *pas_buf_room(pas_buf *b, size_t n);
void pas_buf_clear(pas_buf *b);
void pas_buf_free(pas_buf *b);

#endif
