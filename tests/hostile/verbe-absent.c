/* Says that it can check and has no `check`. */
#include "petit.h"

static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS | PAS_CAN_CHECK),
                                  PETIT_IDENTITY("petit"),
                                  PETIT_TABLES,
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
