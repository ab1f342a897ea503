/* Says that it was built with the next major of the contract. */
#include "petit.h"

static const pas_plugin plugin = {.head = {PAS_MAGIC, PAS_ABI_MAJOR + 1, 4, (uint32_t)sizeof(pas_plugin), 0,
                                           (uint16_t)(sizeof(void *) * 8u), PETIT_CAPS, 0},
                                  PETIT_IDENTITY("petit"),
                                  PETIT_TABLES,
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
