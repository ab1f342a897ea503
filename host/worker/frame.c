/* The forms of the wire. Used by both ends. */
#include "worker/frame.h"

#include <string.h>

#define ABSENT 0xffffffffu

void pas_put_u8(pas_buf *b, uint8_t v)
{
    pas_buf_add(b, &v, 1);
}

void pas_put_u32(pas_buf *b, uint32_t v)
{
    unsigned char bytes[4] = {(unsigned char)v, (unsigned char)(v >> 8), (unsigned char)(v >> 16),
                              (unsigned char)(v >> 24)};
    pas_buf_add(b, bytes, sizeof bytes);
}

void pas_put_u64(pas_buf *b, uint64_t v)
{
    pas_put_u32(b, (uint32_t)v);
    pas_put_u32(b, (uint32_t)(v >> 32));
}

void pas_put_str(pas_buf *b, pas_str s)
{
    if (!s.ptr) {
        pas_put_u32(b, ABSENT);
        return;
    }
    if (s.len >= ABSENT)
        pas_out_of_memory();
    pas_put_u32(b, (uint32_t)s.len);
    pas_buf_add(b, s.ptr, s.len);
}

void pas_put_cstr(pas_buf *b, const char *s)
{
    pas_put_str(b, pas_cstr(s));
}

pas_reader pas_reader_of(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    return (pas_reader){p, p ? p + n : p, false};
}

static const unsigned char *take(pas_reader *r, size_t n)
{
    if (r->bad || (size_t)(r->end - r->at) < n) {
        r->bad = true;
        return NULL;
    }
    const unsigned char *p = r->at;
    r->at += n;
    return p;
}

uint8_t pas_get_u8(pas_reader *r)
{
    const unsigned char *p = take(r, 1);
    return p ? *p : 0;
}

uint32_t pas_get_u32(pas_reader *r)
{
    const unsigned char *p = take(r, 4);
    if (!p)
        return 0;
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint64_t pas_get_u64(pas_reader *r)
{
    uint64_t low = pas_get_u32(r);
    return low | (uint64_t)pas_get_u32(r) << 32;
}

pas_str pas_get_str(pas_reader *r)
{
    uint32_t n = pas_get_u32(r);
    if (r->bad || n == ABSENT)
        return PAS_NONE;
    const unsigned char *p = take(r, n);
    if (!p)
        return PAS_NONE;
    pas_str s = {(const char *)p, n};
    if (pas_utf8_valid(s.ptr, s.len) != s.len || memchr(s.ptr, '\0', s.len)) {
        r->bad = true;
        return PAS_NONE;
    }
    return s;
}

const char *pas_get_cstr(pas_reader *r, pas_arena *arena)
{
    pas_str s = pas_get_str(r);
    return s.ptr ? pas_arena_cstr(arena, s.ptr, s.len) : NULL;
}

uint32_t pas_get_count(pas_reader *r, size_t least)
{
    uint32_t n = pas_get_u32(r);
    if (!r->bad && n > (size_t)(r->end - r->at) / (least ? least : 1))
        r->bad = true;
    return r->bad ? 0 : n;
}

bool pas_reader_done(const pas_reader *r)
{
    return !r->bad && r->at == r->end;
}
