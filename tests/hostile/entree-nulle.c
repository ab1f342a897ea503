/* Its entry gives nothing. */
#include "petit.h"

PETIT_ENTRY(NULL)
