/* Services: streams, zip, xml in. Contracts in plugin.h; the work is the io folder's. */
#include "worker/run.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------- streams */

struct pas_stream {
    pas_bytes *bytes;
    struct pas_stream *next;
};

static pas_stream *stream_of(pas_run *run, pas_bytes *bytes)
{
    if (!bytes)
        return NULL;
    pas_stream *s = pas_xcalloc(1, sizeof *s);
    s->bytes = bytes;
    s->next = run->streams;
    run->streams = s;
    return s;
}

static pas_stream *stream_open(pas_run *run, uint32_t input)
{
    return stream_of(run, pas_run_open_input(run, input));
}

static int64_t stream_read(pas_run *run, pas_stream *s, void *buffer, size_t size)
{
    if (run->status < 0)
        return run->status;
    int64_t n = s->bytes->read(s->bytes, buffer, size);
    if (n < 0)
        pas_run_fail(run, (pas_status)n);
    if (run->page)
        run->page->beats++;
    return n;
}

static void stream_close(pas_run *run, pas_stream *s)
{
    for (pas_stream **at = &run->streams; *at; at = &(*at)->next)
        if (*at == s) {
            *at = s->next;
            pas_bytes_close(s->bytes);
            free(s);
            return;
        }
}

const pas_streams pas_service_streams = {
    .struct_size = sizeof(pas_streams),
    .open = stream_open,
    .read = stream_read,
    .close = stream_close,
};

/* --------------------------------------------------------------------- zip */

static pas_zip_in *zip_of(pas_run *run, uint32_t input)
{
    if (run->status < 0)
        return NULL;
    if (input >= run->n_inputs) {
        pas_run_fail(run, PAS_E_INTERNAL);
        return NULL;
    }
    pas_run_input *in = &run->inputs[input];
    if (!in->zip) {
        run->current = input + 1;
        pas_page_input(run->page, in->name);
        pas_status status = PAS_OK;
        in->zip = pas_zip_open(&run->io, in->given->fd, &status);
        if (!in->zip)
            pas_run_fail(run, status);
    }
    return in->zip;
}

static uint32_t zip_count(pas_run *run, uint32_t input)
{
    pas_zip_in *zip = zip_of(run, input);
    return zip ? pas_zip_count(zip) : 0;
}

static pas_str zip_name(pas_run *run, uint32_t input, uint32_t entry)
{
    pas_zip_in *zip = zip_of(run, input);
    return zip && entry < pas_zip_count(zip) ? pas_zip_name(zip, entry) : PAS_NONE;
}

static pas_stream *zip_open(pas_run *run, uint32_t input, uint32_t entry)
{
    pas_zip_in *zip = zip_of(run, input);
    if (!zip)
        return NULL;
    if (entry >= pas_zip_count(zip)) {
        pas_run_fail(run, PAS_E_INTERNAL);
        return NULL;
    }
    pas_run_input *in = &run->inputs[input];
    in->name = pas_arena_format(run->arena, "%.*s!%.*s", PAS_FMT(in->given->name),
                                PAS_FMT(pas_zip_name(zip, entry)));
    run->current = input + 1;
    pas_page_input(run->page, in->name);
    pas_status status = PAS_OK;
    pas_bytes *bytes = pas_zip_entry(zip, entry, &status);
    if (!bytes)
        pas_run_fail(run, status);
    return stream_of(run, bytes);
}

const pas_zip pas_service_zip = {
    .struct_size = sizeof(pas_zip),
    .count = zip_count,
    .name = zip_name,
    .open = zip_open,
};

/* --------------------------------------------------------------------- xml */

/* Where the table is, for findings and, should the worker die, for the host. */
static void at_table(pas_run *run)
{
    run->line = pas_table_line(run->table);
    if (run->page)
        run->page->line = run->line;
}

static pas_status call_fix(void *data, pas_fix fix, pas_node node)
{
    pas_run *run = data;
    at_table(run);
    pas_status status = fix(run, run->host, node);
    return run->status < 0 ? run->status : status;
}

static void at_record(void *data, pas_str label)
{
    pas_run *run = data;
    pas_page_record(run->page, label);
    at_table(run);
}

static uint32_t xml_flags(const pas_run_input *in)
{
    return in->document && (in->document->flags & PAS_DOC_DOCTYPE) ? PAS_XML_ALLOW_DOCTYPE : 0;
}

static void add_graph_input(pas_run *run, pas_run_input *in)
{
    in->graph_input = pas_graph_add_input(
        run->graph, &(pas_graph_input){.name = in->name,
                                       .document = in->given->document,
                                       .kinds = in->document ? pas_cstr(in->document->kinds) : PAS_NONE,
                                       .source = run->source});
}

static pas_status run_table(pas_run *run, pas_run_input *in, const pas_table *table, pas_bytes *bytes)
{
    pas_table_sink sink = {.io = &run->io,
                           .graph = run->graph,
                           .source = run->source,
                           .input = in->graph_input,
                           .fix = call_fix,
                           .record = at_record,
                           .data = run};
    run->table = pas_table_start(table, &sink);
    pas_status status = pas_xml_parse(&run->io, bytes, xml_flags(in), &pas_table_events, run->table);
    pas_table_finish(run->table);
    run->table = NULL;
    return status;
}

static pas_status xml_read(pas_run *run, uint32_t input, const pas_row *rows, uint32_t n_rows,
                           uint32_t row_stride)
{
    if (run->status < 0)
        return run->status;
    if (run->resolved || run->job->verb != PAS_VERB_READ)
        return pas_run_fail(run, PAS_E_INTERNAL);
    char why[160];
    pas_table *table = pas_table_new(rows, n_rows, row_stride, why);
    if (!table) {
        pas_run_tell(run, "greffon-table-fausse", "detail", why, NULL);
        return pas_run_fail(run, PAS_E_INTERNAL);
    }
    pas_bytes *bytes = pas_run_open_input(run, input);
    if (bytes) {
        add_graph_input(run, &run->inputs[input]);
        pas_run_fail(run, run_table(run, &run->inputs[input], table, bytes));
        pas_bytes_close(bytes);
    }
    pas_table_free(table);
    return run->status;
}

static pas_str xml_kept(pas_run *run, uint32_t slot)
{
    return run->table ? pas_table_kept(run->table, slot) : PAS_NONE;
}

static void xml_close(pas_run *run)
{
    if (run->pull)
        pas_pull_close(run->pull);
    run->pull = NULL;
}

/* The pull view owns the bytes it reads: a stream given by the plugin is lent to it. */
struct lent {
    pas_bytes base;
    pas_stream *stream;
};

static int64_t lent_read(pas_bytes *b, void *buffer, size_t size)
{
    struct lent *l = (struct lent *)(void *)b;
    return l->stream->bytes->read(l->stream->bytes, buffer, size);
}

static void lent_close(pas_bytes *b)
{
    free(b);
}

static pas_status xml_open(pas_run *run, uint32_t input, pas_stream *stream)
{
    if (run->status < 0)
        return run->status;
    xml_close(run);
    if (input >= run->n_inputs)
        return pas_run_fail(run, PAS_E_INTERNAL);
    pas_run_input *in = &run->inputs[input];
    pas_bytes *bytes;
    if (stream) {
        struct lent *l = pas_xcalloc(1, sizeof *l);
        l->base = (pas_bytes){lent_read, lent_close};
        l->stream = stream;
        bytes = &l->base;
    } else {
        bytes = pas_run_open_input(run, input);
    }
    if (!bytes)
        return run->status;
    add_graph_input(run, in);
    run->pull = pas_pull_open(&run->io, bytes, xml_flags(in));
    return PAS_OK;
}

static int32_t xml_next(pas_run *run)
{
    if (run->status < 0)
        return run->status;
    if (!run->pull)
        return pas_run_fail(run, PAS_E_INTERNAL);
    int32_t event = pas_pull_next(run->pull);
    if (event < 0)
        return pas_run_fail(run, event);
    run->line = pas_pull_line(run->pull);
    if (run->page) {
        run->page->line = run->line;
        run->page->beats++;
    }
    return event;
}

static pas_str xml_name(pas_run *run)
{
    return run->pull ? pas_pull_name(run->pull) : PAS_NONE;
}

static pas_str xml_attribute(pas_run *run, const char *name)
{
    return run->pull ? pas_pull_attribute(run->pull, name) : PAS_NONE;
}

static pas_str xml_text(pas_run *run)
{
    return run->pull ? pas_pull_text(run->pull) : PAS_NONE;
}

static uint32_t xml_depth(pas_run *run)
{
    return run->pull ? pas_pull_depth(run->pull) : 0;
}

static uint32_t xml_line(pas_run *run)
{
    return run->line;
}

static pas_status xml_skip(pas_run *run)
{
    if (run->status < 0)
        return run->status;
    return run->pull ? pas_run_fail(run, pas_pull_skip(run->pull)) : pas_run_fail(run, PAS_E_INTERNAL);
}

const pas_xml pas_service_xml = {
    .struct_size = sizeof(pas_xml),
    .read = xml_read,
    .kept = xml_kept,
    .open = xml_open,
    .next = xml_next,
    .name = xml_name,
    .attribute = xml_attribute,
    .text = xml_text,
    .depth = xml_depth,
    .line = xml_line,
    .skip = xml_skip,
    .close = xml_close,
};
