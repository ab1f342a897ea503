/* A finding that says it has four billion arguments. */
#include "trames.h"

SENDS(send_frame(
    FINDING, 4 + 11 + 4 + 4 + 4 + 4 + 4,
    "\13\0\0\0petit-refus\377\377\377\377\0\0\0\0\377\377\377\377\377\377\377\377\377\377\377\377", 35))
