/* A plugin of a newer contract: more members, longer rows. It says that it can live with this host. */
#include "petit.h"

typedef struct longer_message {
    pas_message known;
    const char *more;
} longer_message;
static const longer_message messages[] = {
    {.known = {.code = "petit-avant", .title_fr = "a", .title_en = "b", .text_fr = "c", .text_en = "d"},
     .more = "e"},
    {.known = {.code = "petit-lu",
               .title_fr = "Petite lecture",
               .title_en = "Small reading",
               .text_fr = "Lu par un greffon plus récent.",
               .text_en = "Read by a newer plugin.",
               .severity = PAS_INFO},
     .more = "f"}};

static pas_status newer_read(pas_run *run, const pas_host *host)
{
    const pas_findings *findings = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS);
    petit_read(run, host);
    return findings->emit(run, "petit-lu", 0, NULL, NULL, 0);
}

static const struct {
    pas_plugin known;
    const char *more[6];
} newer = {.known = {.head = {PAS_MAGIC, PAS_ABI_MAJOR, PAS_ABI_MINOR + 3, (uint32_t)sizeof newer,
                              PAS_ABI_MINOR, (uint16_t)(sizeof(void *) * 8u), PETIT_CAPS, 0},
                     PETIT_IDENTITY("petit"),
                     PETIT_DOCUMENTS,
                     PETIT_OPTIONS,
                     .messages = &messages[0].known,
                     .n_messages = 2,
                     .message_stride = sizeof messages[0],
                     .read = newer_read,
                     .write = petit_write},
           .more = {"inconnu"}};
PETIT_ENTRY(&newer.known)
