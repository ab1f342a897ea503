/* A graph that is none. */
#include "trames.h"

SENDS(send_frame(GRAPH, 12, "PASG\377\377\0\0\0\0\0\0", 12))
