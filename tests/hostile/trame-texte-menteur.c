/* A finding whose code is not UTF-8. */
#include "trames.h"

SENDS(send_frame(FINDING, 25, "\1\0\0\0\377\377\377\377\377\0\0\0\0\377\377\377\377\377\377\377\377\0\0\0\0",
                 25))
