/*
 * The smallest honest plugin, "petit": reads and writes <petits><petit
 * code="A"><nom>…</nom></petit></petits>, groups with a label. petit.c is it; every other file of this folder
 * includes this header and spoils one thing, so that what the host says is due to that thing alone. All have
 * the same id: tests choose one by
 * --plugin-path, and one pipeline serves all.
 */
#ifndef HOSTILE_PETIT_H
#define HOSTILE_PETIT_H

#include "passerelle/plugin.h"

enum { PETIT_ROOT, PETIT_RECORD, PETIT_CODE, PETIT_NAME };
static const pas_row petit_rows[] = {
    {.depth = 0, .what = PAS_ROW_NEST, .name = "petits", .flags = PAS_REQUIRED},
    {.depth = 1, .what = PAS_ROW_RECORD, .name = "petit", .flags = PAS_MANY, .target = "group"},
    {.depth = 2,
     .what = PAS_ROW_VALUE,
     .lex = PAS_LEX_RAW,
     .flags = PAS_REQUIRED | PAS_KEY,
     .max = 20,
     .name = "@code",
     .target = "code"},
    {.depth = 2,
     .what = PAS_ROW_VALUE,
     .lex = PAS_LEX_TEXT,
     .flags = PAS_REQUIRED,
     .max = 40,
     .name = "nom",
     .target = "label"},
};

#define PETIT_DOCUMENT                                                                                       \
    .id = "liste", .title_fr = "Petite liste", .title_en = "Small list", .patterns = "petit*.xml",           \
    .root = "petits", .kinds = "group", .where_fr = "menu Petit > Exporter",                                 \
    .where_en = "menu Petit > Export", .direction = PAS_IN | PAS_OUT
static const pas_document petit_documents[] = {{PETIT_DOCUMENT, .rows = petit_rows,
                                                .n_rows = sizeof petit_rows / sizeof petit_rows[0],
                                                .row_stride = sizeof petit_rows[0]}};

/* `fichier` is used by `write`; the others are there for the tests of pipelines. */
static const pas_option petit_options[] = {
    {.name = "fichier", .def = "petit-ecrit.xml", .help_fr = "nom du fichier", .help_en = "name of the file"},
    {.name = "taille",
     .def = "4",
     .help_fr = "taille",
     .help_en = "size",
     .type = PAS_OPT_INT,
     .min = 1,
     .max = 9},
    {.name = "forme",
     .def = "simple",
     .choices = "simple;riche",
     .help_fr = "forme",
     .help_en = "form",
     .type = PAS_OPT_CHOICE}};

static const pas_message petit_messages[] = {{.code = "petit-refus",
                                              .title_fr = "Petit refus",
                                              .title_en = "Small refusal",
                                              .text_fr = "Le petit greffon refuse.",
                                              .text_en = "The small plugin refuses.",
                                              .severity = PAS_BLOCKING,
                                              .blame = PAS_BLAME_DATA}};

static inline pas_status petit_read_with(pas_run *run, const pas_host *host, const pas_row *rows, uint32_t n)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    const pas_xml *xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    if (!core || !xml)
        return PAS_E_UNSUPPORTED;
    for (uint32_t i = 0; i < core->input_count(run); i++)
        xml->read(run, i, rows, n, sizeof *rows);
    return core->status(run);
}

static inline pas_status petit_read(pas_run *run, const pas_host *host)
{
    return petit_read_with(run, host, petit_rows, sizeof petit_rows / sizeof petit_rows[0]);
}

static inline pas_str petit_str(const char *text)
{
    size_t n = 0;
    while (text[n])
        n++;
    return (pas_str){text, n};
}

/* Fails after saying so, as the contract asks. */
static inline pas_status petit_refuse(pas_run *run, const pas_host *host)
{
    const pas_findings *findings = PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS);
    if (findings)
        findings->emit(run, "petit-refus", 0, NULL, NULL, 0);
    return PAS_E_INPUT;
}

static inline pas_status petit_write_to(pas_run *run, const pas_host *host, pas_str file)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    const pas_outs *outs = PAS_SERVICE(pas_outs, run, host, PAS_OUTS);
    const pas_xmlouts *xml = PAS_SERVICE(pas_xmlouts, run, host, PAS_XMLOUTS);
    const pas_view *view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    if (!core || !outs || !xml || !view)
        return PAS_E_UNSUPPORTED;
    const pas_document *d = &petit_documents[0];
    uint32_t group = view->kind(run, "group");
    uint32_t code = view->field(run, "group.code"), label = view->field(run, "group.label");
    pas_out *out = outs->open(run, file, (pas_str){NULL, 0});
    pas_xmlout *x = xml->open(run, out, NULL, d->rows, d->n_rows, d->row_stride);
    xml->begin(run, x, PETIT_ROOT);
    for (uint32_t source = 0; source < view->source_count(run); source++)
        for (pas_node n = view->first(run, group, source); n; n = view->next(run, n)) {
            xml->node(run, x, n);
            xml->begin(run, x, PETIT_RECORD);
            xml->text(run, x, PETIT_CODE, view->text(run, n, code));
            xml->text(run, x, PETIT_NAME, view->text(run, n, label));
            xml->end(run, x, PETIT_RECORD);
        }
    xml->end(run, x, PETIT_ROOT);
    xml->close(run, x);
    outs->close(run, out);
    return core->status(run);
}

static inline pas_status petit_write(pas_run *run, const pas_host *host)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    return core ? petit_write_to(run, host, core->option(run, "fichier")) : PAS_E_UNSUPPORTED;
}

/* ----- the descriptor, in pieces that a case may replace */

#define PETIT_CAPS (PAS_CAN_READ | PAS_CAN_WRITE)
#define PETIT_IDENTITY(id_)                                                                                  \
    .id = (id_), .system = "Petit", .version = "1.0", .vendor = "essais", .license = "EUPL-1.2",             \
    .summary_fr = "Greffon d'essai", .summary_en = "Test plugin", .roles = PAS_ROLE_TIMETABLE
#define PETIT_DOCUMENTS                                                                                      \
    .documents = petit_documents, .n_documents = 1, .document_stride = sizeof(pas_document)
#define PETIT_OPTIONS .options = petit_options, .n_options = 3, .option_stride = sizeof(pas_option)
#define PETIT_MESSAGES .messages = petit_messages, .n_messages = 1, .message_stride = sizeof(pas_message)
#define PETIT_TABLES PETIT_DOCUMENTS, PETIT_OPTIONS, PETIT_MESSAGES

PAS_EXPORT const pas_plugin *pas_plugin_v1(void);
#define PETIT_ENTRY(descriptor)                                                                              \
    const pas_plugin *pas_plugin_v1(void)                                                                    \
    {                                                                                                        \
        return (descriptor);                                                                                 \
    }

/* A sound descriptor around two verbs. */
#define PETIT_PLUGIN(read_, write_)                                                                          \
    static const pas_plugin plugin = {.head = PAS_HEAD(PETIT_CAPS),                                          \
                                      PETIT_IDENTITY("petit"),                                               \
                                      PETIT_TABLES,                                                          \
                                      .read = (read_),                                                       \
                                      .write = (write_)};                                                    \
    PETIT_ENTRY(&plugin)

#endif
