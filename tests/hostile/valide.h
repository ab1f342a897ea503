/* A plugin whose read is sound or the case's, and whose validate is the case's. */
#ifndef VALIDE_H
#define VALIDE_H

#include "petit.h"

#define VALIDE_PLUGIN(read_, validate_)                                                                      \
    static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS | PAS_CAN_VALIDATE),                       \
                                      PETIT_IDENTITY("petit"),                                               \
                                      PETIT_TABLES,                                                          \
                                      .read = (read_),                                                       \
                                      .write = petit_write,                                                  \
                                      .validate = (validate_)};                                              \
    PETIT_ENTRY(&plugin)

static inline pas_status nothing_to_say(pas_run *run, const pas_host *host)
{
    return PAS_SERVICE(pas_core, run, host, PAS_CORE)->status(run);
}

#endif
