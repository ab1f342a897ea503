/* A type of frame that does not exist. */
#include "trames.h"

SENDS(send_frame(200, 0, NULL, 0))
