/* Announces more bytes than it sends. */
#include "trames.h"

SENDS(send_frame(GRAPH, 100, "PASG", 4))
