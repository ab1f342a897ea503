/* Reads the memory of the process that started it. */
#include "tente.h"

static bool read_parent(void)
{
    char here[8];
    struct iovec to = {here, sizeof here}, from = {here, sizeof here};
    return process_vm_readv(getppid(), &to, 1, &from, 1, 0) > 0;
}

TRIES(read_parent())
