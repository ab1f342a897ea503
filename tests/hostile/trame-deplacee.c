/* Opens an output while it reads. */
#include "trames.h"

SENDS(send_frame(OUT_OPEN, 9, "\5\0\0\0a.xml", 9))
