/* A status that does not exist. */
#include "trames.h"

SENDS(send_frame(DONE, 4, "\1\0\0\0", 4))
