/* Opens a connection. */
#include "tente.h"

TRIES(socket(AF_INET, SOCK_STREAM, 0) >= 0)
