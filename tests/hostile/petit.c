/* The control: nothing is wrong with it. */
#include "petit.h"

PETIT_PLUGIN(petit_read, petit_write)
