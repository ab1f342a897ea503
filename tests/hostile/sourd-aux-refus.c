/* While it is loaded, asks not to hear of what it will be refused; then opens a connection. */
#include "tente.h"

__attribute__((constructor)) static void be_deaf(void)
{
    (void)signal(SIGSYS, SIG_IGN);
}

TRIES(socket(AF_INET, SOCK_STREAM, 0) >= 0)
