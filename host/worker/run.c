/* The life of a run, its findings and its inputs. Called by serve.c; the services stand beside it. */
#include "worker/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *id;
    const void *table;
    size_t size;
} services[] = {
    {PAS_CORE, &pas_service_core, sizeof(pas_core)},
    {PAS_FINDINGS, &pas_service_findings, sizeof(pas_findings)},
    {PAS_TEXT, &pas_service_text, sizeof(pas_text)},
    {PAS_STREAMS, &pas_service_streams, sizeof(pas_streams)},
    {PAS_ZIP, &pas_service_zip, sizeof(pas_zip)},
    {PAS_XML, &pas_service_xml, sizeof(pas_xml)},
    {PAS_BUILD, &pas_service_build, sizeof(pas_build)},
    {PAS_VIEW, &pas_service_view, sizeof(pas_view)},
    {PAS_FORESIGHT, &pas_service_foresight, sizeof(pas_foresight)},
    {PAS_OUTS, &pas_service_outs, sizeof(pas_outs)},
    {PAS_XMLOUTS, &pas_service_xmlouts, sizeof(pas_xmlouts)},
};

#define N_SERVICES (sizeof services / sizeof services[0])
_Static_assert(N_SERVICES <= PAS_MOST_SERVICES, "room to remember each service's name");

/* Plugins ask again for each record, with the same few literals: where a name lies is tried first. */
static const void *service(pas_run *run, const char *id, size_t min_size)
{
    size_t i = 0;
    while (i < N_SERVICES && (run->asked[i] != id || strcmp(services[i].id, id) != 0))
        i++;
    if (i == N_SERVICES)
        for (i = 0; i < N_SERVICES && strcmp(services[i].id, id) != 0;)
            i++;
    if (i == N_SERVICES)
        return NULL;
    run->asked[i] = id;
    return services[i].size >= min_size ? services[i].table : NULL;
}

static const pas_host host_services = {
    .struct_size = sizeof(pas_host),
    .abi_major = PAS_ABI_MAJOR,
    .abi_minor = PAS_ABI_MINOR,
    .version = PASSERELLE_VERSION,
    .service = service,
};

static void io_say(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    pas_run *run = io->data;
    pas_argument all[16];
    uint32_t n = 0;
    if (run->current)
        all[n++] = (pas_argument){PAS_STR("fichier"), run->inputs[run->current - 1].name, 0};
    for (uint32_t i = 0; i < n_args && n < 16; i++)
        all[n++] = args[i];
    const pas_message *message = pas_host_message(code);
    if (!message) {
        pas_run_tell(run, "greffon-code-inconnu", "code", code, NULL);
        return;
    }
    pas_run_say(run, message, 0, line, NULL, all, n);
}

static void io_at(pas_io *io, uint32_t line)
{
    pas_run *run = io->data;
    run->line = line;
    if (run->page) {
        run->page->line = line;
        run->page->beats++;
    }
}

pas_status pas_run_begin(pas_run *run, const pas_job *job, const pas_plugin *plugin, pas_wire *wire,
                         pas_page *page, const pas_buf *graph)
{
    *run = (pas_run){.job = job, .plugin = plugin, .host = &host_services, .wire = wire, .page = page};
    run->arena = pas_arena_new();
    run->counts = pas_xcalloc(plugin->n_messages + 1u, sizeof *run->counts);
    run->io = (pas_io){.limits = &job->limits, .say = io_say, .at = io_at, .data = run};
    run->graph = pas_graph_new();
    run->n_inputs = job->n_inputs;
    run->inputs = pas_xcalloc(job->n_inputs, sizeof *run->inputs);
    for (uint32_t i = 0; i < job->n_inputs; i++) {
        run->inputs[i].given = &job->inputs[i];
        run->inputs[i].name = job->inputs[i].name;
        run->inputs[i].document = pas_plugin_find_document(plugin, job->inputs[i].document);
    }
    if (graph && graph->len) {
        const char *why = NULL;
        if (!pas_graph_decode(run->graph, graph->ptr, graph->len, &why))
            return pas_run_fail(run, PAS_E_INTERNAL);
    } else if (job->verb == PAS_VERB_READ) {
        run->source =
            pas_graph_add_source(run->graph, &(pas_graph_source){pas_cstr(job->step), pas_cstr(plugin->id),
                                                                 pas_cstr(plugin->system), plugin->roles});
    }
    return PAS_OK;
}

void pas_run_end(pas_run *run)
{
    pas_run_close_outputs(run);
    pas_service_xml.close(run);
    while (run->streams)
        pas_service_streams.close(run, run->streams);
    for (uint32_t i = 0; i < run->n_inputs; i++)
        pas_zip_close(run->inputs[i].zip);
    pas_pool_free(run->known.keys);
    pas_map_free(run->known.nodes);
    pas_graph_free(run->graph);
    pas_buf_free(&run->body);
    free(run->inputs);
    free(run->counts);
    pas_arena_free(run->arena);
}

pas_status pas_run_fail(pas_run *run, pas_status status)
{
    if (status < 0 && run->status == PAS_OK)
        run->status = status;
    return run->status;
}

/* ---------------------------------------------------------------- findings */

#define LONGEST_ARGUMENT (64u << 10) /* what is shown of a value: nobody reads more */

/* Where a finding stands: at its node (at a line of its own within it, for a link), else at the reader. */
static pas_origin where(pas_run *run, pas_node node, uint32_t line)
{
    if (node) {
        pas_origin at = pas_graph_origin(run->graph, node);
        if (line)
            at.line = line;
        return at;
    }
    pas_origin at = {.step = pas_cstr(run->job->step)};
    if (!run->current)
        return at;
    at.file = run->inputs[run->current - 1].name;
    at.line = line;
    if (run->table)
        at.record = pas_table_label(run->table);
    return at;
}

void pas_run_say(pas_run *run, const pas_message *message, pas_node node, uint32_t line, const char *field,
                 const pas_argument *args, uint32_t n_args)
{
    if (message->severity >= PAS_ERROR)
        run->errors++;
    pas_origin at = where(run, node, line);
    pas_buf *body = &run->body;
    pas_buf_clear(body);
    pas_put_cstr(body, message->code);
    pas_put_str(body, at.file);
    pas_put_u32(body, at.line);
    pas_put_str(body, at.record);
    pas_put_cstr(body, field);
    pas_put_u32(body, n_args);
    for (uint32_t i = 0; i < n_args; i++) {
        pas_str value = args[i].value;
        if (value.len > LONGEST_ARGUMENT)
            value.len = pas_utf8_valid(value.ptr, LONGEST_ARGUMENT);
        pas_put_str(body, args[i].name);
        pas_put_str(body, value);
        pas_put_u8(body, args[i].flags);
    }
    pas_wire_send(run->wire, PAS_FRAME_FINDING, body);
}

void pas_run_tell(pas_run *run, const char *code, ...)
{
    pas_argument args[8];
    uint32_t n = 0;
    va_list list;
    va_start(list, code);
    for (const char *name = va_arg(list, const char *); name && n < 8; name = va_arg(list, const char *))
        args[n++] = (pas_argument){pas_cstr(name), pas_cstr(va_arg(list, const char *)), 0};
    va_end(list);
    const pas_message *message = pas_host_message(code);
    if (message)
        pas_run_say(run, message, 0, run->line, NULL, args, n);
}

/* ------------------------------------------------------------------ inputs */

static void enter(pas_run *run, uint32_t input)
{
    run->current = input + 1;
    run->line = 0;
    pas_page_input(run->page, run->inputs[input].name);
}

/* The single document of a zip: it must be alone. */
static pas_bytes *open_only_entry(pas_run *run, pas_run_input *in)
{
    pas_status status = PAS_OK;
    if (!in->zip)
        in->zip = pas_zip_open(&run->io, in->given->fd, &status);
    if (!in->zip) {
        pas_run_fail(run, status);
        return NULL;
    }
    uint32_t n = pas_zip_count(in->zip);
    if (n != 1) {
        pas_str count = pas_arena_format(run->arena, "%u", n);
        pas_io_say(&run->io, "archive-contenu-inattendu", 0, "n", count.ptr, NULL);
        pas_run_fail(run, PAS_E_INPUT);
        return NULL;
    }
    pas_str entry = pas_zip_name(in->zip, 0);
    in->name = pas_arena_format(run->arena, "%.*s!%.*s", PAS_FMT(in->given->name), PAS_FMT(entry));
    pas_page_input(run->page, in->name);
    pas_bytes *bytes = pas_zip_entry(in->zip, 0, &status);
    if (!bytes)
        pas_run_fail(run, status);
    return bytes;
}

static bool starts_as_zip(int fd)
{
    unsigned char head[8];
    ssize_t n = pread(fd, head, sizeof head, 0);
    return n > 0 && pas_zip_is(head, (size_t)n);
}

pas_bytes *pas_run_open_input(pas_run *run, uint32_t input)
{
    if (run->status < 0 || input >= run->n_inputs) {
        pas_run_fail(run, PAS_E_INTERNAL);
        return NULL;
    }
    pas_run_input *in = &run->inputs[input];
    enter(run, input);
    if (starts_as_zip(in->given->fd))
        return open_only_entry(run, in);
    return pas_bytes_fd(&run->io, in->given->fd);
}

/* -------------------------------------------------------------------- links */

/* What the plugin has to say of a link of this field that leads nowhere, else what is ours. */
static const pas_message *dangling_message(const pas_run *run, uint32_t field)
{
    for (uint32_t i = 0; i < run->plugin->n_messages; i++) {
        const pas_message *m = pas_plugin_message(run->plugin, i);
        pas_str rest = pas_cstr(m->dangling), link;
        while (rest.ptr && pas_str_split(&rest, ';', &link))
            if (pas_schema_find_field(0, link) == field)
                return m;
    }
    return pas_host_message("lien-non-resolu");
}

static void dangling(void *data, const pas_graph *g, pas_node node, uint32_t field, uint32_t ident,
                     pas_str key, uint32_t line)
{
    pas_run *run = data;
    uint32_t kind = pas_schema_field(ident)->kind;
    /* A file that would hold the other end was not given: nothing can be said. */
    if (!pas_graph_defines(g, pas_node_source(g, node), kind))
        return;
    pas_argument args[] = {{PAS_STR("cle"), key, 0},
                           {PAS_STR("quoi"), pas_cstr(pas_schema_kind(kind)->fr), 0},
                           {PAS_STR("quoi_en"), pas_cstr(pas_schema_kind(kind)->en), 0}};
    pas_run_say(run, dangling_message(run, field), node, line, pas_schema_field(field)->name, args, 3);
}

void pas_run_resolve(pas_run *run)
{
    if (run->resolved)
        return;
    run->resolved = true;
    if (run->job->verb == PAS_VERB_READ)
        pas_graph_resolve(run->graph, run->source, dangling, run);
}
