/* A plugin of contract 1.1, whose documents and messages ended before what 1.2 has added. What lies behind is
 * not ours to look at. */
#include "petit.h"

#define BEHIND ((const char *)(uintptr_t)0x5A5A5A5Au)
static const pas_document documents[] = {
    {PETIT_DOCUMENT, .rows = petit_rows, .n_rows = sizeof petit_rows / sizeof petit_rows[0],
     .row_stride = sizeof petit_rows[0], .fuller = BEHIND, .fuller_fr = BEHIND, .fuller_en = BEHIND,
     .plainer_fr = BEHIND, .plainer_en = BEHIND}};
static const pas_message messages[] = {{.code = "petit-refus",
                                        .title_fr = "Petit refus",
                                        .title_en = "Small refusal",
                                        .text_fr = "Le petit greffon refuse.",
                                        .text_en = "The small plugin refuses.",
                                        .severity = PAS_BLOCKING,
                                        .dangling = BEHIND}};
static const pas_plugin plugin = {.head = {PAS_MAGIC, PAS_ABI_MAJOR, 1, (uint32_t)sizeof(pas_plugin), 1,
                                           (uint16_t)(sizeof(void *) * 8u), PETIT_CAPS, 0},
                                  PETIT_IDENTITY("petit"),
                                  .documents = documents,
                                  .n_documents = 1,
                                  .document_stride = (uint32_t)offsetof(pas_document, fuller),
                                  PETIT_OPTIONS,
                                  .messages = messages,
                                  .n_messages = 1,
                                  .message_stride = (uint32_t)offsetof(pas_message, dangling),
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
