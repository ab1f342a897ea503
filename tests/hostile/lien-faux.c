/* A message claims links of a field that is none. */
#include "petit.h"

static const pas_message messages[] = {{.code = "petit-refus",
                                        .title_fr = "Petit refus",
                                        .title_en = "Small refusal",
                                        .text_fr = "Le petit greffon refuse.",
                                        .text_en = "The small plugin refuses.",
                                        .severity = PAS_BLOCKING,
                                        .dangling = "structure-mef.mef;group.label"}};
static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS),
                                  PETIT_IDENTITY("petit"),
                                  PETIT_DOCUMENTS,
                                  PETIT_OPTIONS,
                                  .messages = messages,
                                  .n_messages = 1,
                                  .message_stride = sizeof messages[0],
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
