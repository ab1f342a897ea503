/* Opens a connection as soon as it is loaded. */
#include "tente.h"

TRIES_WHILE_LOADED(socket(AF_INET, SOCK_STREAM, 0) >= 0)
