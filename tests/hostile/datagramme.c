/* Opens what Landlock does not cover: a datagram socket. */
#include "tente.h"

TRIES(socket(AF_INET, SOCK_DGRAM, 0) >= 0)
