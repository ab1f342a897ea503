/* Announces four billion bytes. */
#include "trames.h"

SENDS(send_frame(GRAPH, 0xffffffffu, NULL, 0))
