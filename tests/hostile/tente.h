/*
 * What a plugin has no business to try, each as a function; a case tries one, in a verb or in a constructor.
 * A case whose attempt is denied then fails as it would in the field: it could not do what it wanted.
 */
#ifndef HOSTILE_TENTE_H
#define HOSTILE_TENTE_H

#include "petit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Success is what must not be: the plugin then says so and goes on, and the test sees a run that succeeded.
 */
static inline pas_status tried(pas_run *run, const pas_host *host, bool done)
{
    return done ? petit_read(run, host) : PAS_E_INPUT;
}

/* Without using the processor: only the clock on the wall can tell. */
static inline void wait_for_ever(void)
{
    static int never;
    for (volatile unsigned always = 1; always;)
        (void)syscall(SYS_futex, &never, FUTEX_WAIT, 0, NULL, NULL, 0);
}

#define TRIES(attempt)                                                                                       \
    static pas_status bad_read(pas_run *run, const pas_host *host)                                           \
    {                                                                                                        \
        return tried(run, host, (attempt));                                                                  \
    }                                                                                                        \
    PETIT_PLUGIN(bad_read, petit_write)

#define TRIES_WHILE_LOADED(attempt)                                                                          \
    static bool succeeded;                                                                                   \
    __attribute__((constructor)) static void try_at_once(void)                                               \
    {                                                                                                        \
        succeeded = (attempt);                                                                               \
    }                                                                                                        \
    TRIES(succeeded)

#endif
