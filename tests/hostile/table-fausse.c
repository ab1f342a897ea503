/* A row of the document's table names a field that the graph does not have. */
#include "petit.h"

static const pas_row rows[] = {
    {.depth = 0, .what = PAS_ROW_NEST, .name = "petits", .flags = PAS_REQUIRED},
    {.depth = 1, .what = PAS_ROW_RECORD, .name = "petit", .flags = PAS_MANY, .target = "group"},
    {.depth = 2, .what = PAS_ROW_VALUE, .flags = PAS_REQUIRED | PAS_KEY, .name = "@code", .target = "code"},
    {.depth = 2, .what = PAS_ROW_VALUE, .name = "nom", .target = "couleur"},
};
static const pas_document documents[] = {
    {PETIT_DOCUMENT, .rows = rows, .n_rows = sizeof rows / sizeof rows[0], .row_stride = sizeof rows[0]}};

static pas_status bad_read(pas_run *run, const pas_host *host)
{
    return petit_read_with(run, host, rows, sizeof rows / sizeof rows[0]);
}

static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS),
                                  PETIT_IDENTITY("petit"),
                                  .documents = documents,
                                  .n_documents = 1,
                                  .document_stride = sizeof documents[0],
                                  PETIT_OPTIONS,
                                  PETIT_MESSAGES,
                                  .read = bad_read,
                                  .write = petit_write};
PETIT_ENTRY(&plugin)
