/*
 * The wire between the host and a worker: frames of {u32 length, u8 type, body}, little endian, and the
 * few forms a body is made of. Reading is of hostile input: a reader that runs past its end or meets a
 * wrong form turns bad and gives neutral values from then on.
 */
#ifndef PAS_WORKER_FRAME_H
#define PAS_WORKER_FRAME_H

#include "base/text.h"

#define PAS_WIRE_VERSION 1u
#define PAS_FRAME_MAX (16u << 20) /* longest body */
#define PAS_FRAME_HEAD 5u

typedef enum pas_frame {
    PAS_FRAME_HELLO = 1, /* u32 wire version, u32 level reached, u32 Landlock's version */
    PAS_FRAME_FINDING,
    PAS_FRAME_GRAPH,    /* bytes: the next piece of the serialised graph */
    PAS_FRAME_OUT_OPEN, /* str: the file's name */
    PAS_FRAME_OUT_DATA, /* bytes of the file opened last */
    PAS_FRAME_OUT_CLOSE,
    PAS_FRAME_FATE,
    PAS_FRAME_FIGURE,
    PAS_FRAME_DESCRIBE, /* bytes: the next piece of a plugin's description */
    PAS_FRAME_IDENTIFY, /* u32 input, u32 document, u32 score, u32 form */
    PAS_FRAME_TICK,
    PAS_FRAME_REFUSED, /* check or foresee said no */
    PAS_FRAME_DONE,    /* i32 status */
    PAS_FRAME_LAST = PAS_FRAME_DONE
} pas_frame;

/* ----- writing: into a buffer */
void pas_put_u8(pas_buf *b, uint8_t v);
void pas_put_u32(pas_buf *b, uint32_t v);
void pas_put_u64(pas_buf *b, uint64_t v);
void pas_put_str(pas_buf *b, pas_str s); /* keeps absent apart from empty */
void pas_put_cstr(pas_buf *b, const char *s);

/* ----- reading: from memory that stays */
typedef struct pas_reader {
    const unsigned char *at;
    const unsigned char *end;
    bool bad;
} pas_reader;
pas_reader pas_reader_of(const void *bytes, size_t n);
uint8_t pas_get_u8(pas_reader *r);
uint32_t pas_get_u32(pas_reader *r);
uint64_t pas_get_u64(pas_reader *r);
pas_str pas_get_str(pas_reader *r); /* checked UTF-8, without NUL; points into the memory */
/* A NUL-terminated copy in the arena; NULL for the absent text. */
const char *pas_get_cstr(pas_reader *r, pas_arena *arena);
/* A count of items that take at least `least` bytes each: bad if the rest cannot hold them. */
uint32_t pas_get_count(pas_reader *r, size_t least);
bool pas_reader_done(const pas_reader *r); /* not bad and nothing left */

#endif
