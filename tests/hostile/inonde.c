/* Prints without end: it must neither block nor be kept. */
#include "petit.h"

#include <string.h>
#include <unistd.h>

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    char line[4096];
    memset(line, 'x', sizeof line);
    petit_read(run, host);
    for (int i = 0; i < 20000; i++)
        if (write(STDOUT_FILENO, line, sizeof line) < 0)
            return PAS_E_IO;
    return PAS_OK;
}

PETIT_PLUGIN(bad_read, petit_write)
