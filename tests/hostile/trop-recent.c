/* Cannot live with a host as old as this one. */
#include "petit.h"

static const pas_plugin plugin = {.head = {PAS_MAGIC, PAS_ABI_MAJOR, PAS_ABI_MINOR + 8,
                                           (uint32_t)sizeof(pas_plugin), PAS_ABI_MINOR + 7,
                                           (uint16_t)(sizeof(void *) * 8u), PETIT_CAPS, 0},
                                  PETIT_IDENTITY("petit"),
                                  PETIT_TABLES,
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
