/* Its head does not begin as a plugin's does. */
#include "petit.h"

static const pas_plugin plugin = {.head = {0x21212121u, PAS_ABI_MAJOR, PAS_ABI_MINOR,
                                           (uint32_t)sizeof(pas_plugin), 0, (uint16_t)(sizeof(void *) * 8u),
                                           PETIT_CAPS, 0},
                                  PETIT_IDENTITY("petit"),
                                  PETIT_TABLES,
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
