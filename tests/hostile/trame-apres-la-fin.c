/* Goes on after its last frame. */
#include "trames.h"

SENDS(send_frame(DONE, 4, "\0\0\0\0", 4))
