/*
 * Frames of its own making on the wire to the host (descriptor 4 of a worker), which then ends as if all were
 * well. What the host has heard before is the worker's true greeting.
 */
#ifndef HOSTILE_TRAMES_H
#define HOSTILE_TRAMES_H

#include "petit.h"

#include <string.h>
#include <unistd.h>

enum { FINDING = 2, GRAPH = 3, OUT_OPEN = 4, OUT_DATA = 5, FATE = 7, DONE = 13 };

static inline void put32(unsigned char *to, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(v >> (8 * i));
}

/* A head that says `says` bytes follow, then `n` of them. */
static inline void send_frame(uint8_t type, uint32_t says, const void *bytes, size_t n)
{
    unsigned char frame[5 + 256];
    put32(frame, says);
    frame[4] = type;
    if (n)
        memcpy(frame + 5, bytes, n);
    for (size_t at = 0; at < 5 + n;) {
        ssize_t written = write(4, frame + at, 5 + n - at);
        if (written <= 0)
            _exit(1);
        at += (size_t)written;
    }
}

_Noreturn static inline void end_well(void)
{
    send_frame(DONE, 4, "\0\0\0\0", 4);
    _exit(0);
}

#define SENDS(statement)                                                                                     \
    static pas_status bad_read(pas_run *run, const pas_host *host)                                           \
    {                                                                                                        \
        petit_read(run, host);                                                                               \
        statement;                                                                                           \
        end_well();                                                                                          \
    }                                                                                                        \
    PETIT_PLUGIN(bad_read, petit_write)

#endif
