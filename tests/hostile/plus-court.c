/* A plugin of an older contract, whose structure ended after `read`. What lies behind is not ours to look at.
 */
#include "petit.h"

static const struct {
    pas_plugin known;
    uintptr_t behind[4];
} older = {.known = {.head = {PAS_MAGIC, PAS_ABI_MAJOR, 0, (uint32_t)offsetof(pas_plugin, check), 0,
                              (uint16_t)(sizeof(void *) * 8u), PAS_CAN_READ, 0},
                     PETIT_IDENTITY("petit"),
                     PETIT_TABLES,
                     .read = petit_read,
                     .check = (pas_verb)(uintptr_t)0x5A5A5A5Au,
                     .foresee = (pas_verb)(uintptr_t)0x5A5A5A5Au,
                     .write = (pas_verb)(uintptr_t)0x5A5A5A5Au},
           .behind = {0x5A5A5A5Au, 0x5A5A5A5Au, 0x5A5A5A5Au, 0x5A5A5A5Au}};
PETIT_ENTRY(&older.known)
