/* Lies in petit.so and says that it is "grand". */
#include "petit.h"

static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS),
                                  PETIT_IDENTITY("grand"),
                                  PETIT_TABLES,
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
