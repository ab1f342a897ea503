/* The default of one of its options is not among the values it takes. */
#include "petit.h"

static const pas_option options[] = {{.name = "taille",
                                      .def = "12",
                                      .help_fr = "taille",
                                      .help_en = "size",
                                      .type = PAS_OPT_INT,
                                      .min = 1,
                                      .max = 9}};
static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS),
                                  PETIT_IDENTITY("petit"),
                                  PETIT_DOCUMENTS,
                                  .options = options,
                                  .n_options = 1,
                                  .option_stride = sizeof options[0],
                                  PETIT_MESSAGES,
                                  .read = petit_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
