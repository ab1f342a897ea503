/* Services: outputs, xml out. Contracts in plugin.h; the work is the io folder's. */
#include "io/xml_table_write.h"
#include "worker/run.h"

#include <stdlib.h>

/* ----------------------------------------------------------------- outputs */

/* A file goes out as it is written; a zip is kept until it is whole. */
struct pas_out {
    pas_str entry;
    pas_buf bytes;
    uint64_t written;
    bool open;
};

static pas_status out_send(pas_run *run, const void *bytes, size_t size)
{
    const char *p = bytes;
    while (size) {
        size_t n = size < 65536 ? size : 65536;
        pas_buf_clear(&run->body);
        pas_buf_add(&run->body, p, n);
        pas_wire_send(run->wire, PAS_FRAME_OUT_DATA, &run->body);
        p += n;
        size -= n;
    }
    return run->status;
}

static pas_out *out_open(pas_run *run, pas_str file, pas_str entry)
{
    if (run->status < 0)
        return NULL;
    if (!run->writing || (run->out && run->out->open)) {
        pas_run_fail(run, PAS_E_INTERNAL);
        return NULL;
    }
    pas_out *out = pas_arena_alloc(run->arena, sizeof *out);
    out->entry = pas_arena_str(run->arena, entry);
    out->open = true;
    run->out = out;
    pas_buf_clear(&run->body);
    pas_put_str(&run->body, file);
    pas_wire_send(run->wire, PAS_FRAME_OUT_OPEN, &run->body);
    return out;
}

static pas_status out_write(pas_run *run, pas_out *out, const void *bytes, size_t size)
{
    if (run->status < 0)
        return run->status;
    if (!out || !out->open)
        return pas_run_fail(run, PAS_E_INTERNAL);
    out->written += size;
    if (out->written > run->job->limits.output_bytes)
        return pas_run_fail(run, PAS_E_LIMIT);
    if (!out->entry.ptr)
        return out_send(run, bytes, size);
    pas_buf_add(&out->bytes, bytes, size);
    return PAS_OK;
}

static pas_status out_close(pas_run *run, pas_out *out)
{
    if (!out || !out->open)
        return pas_run_fail(run, run->status < 0 ? run->status : PAS_E_INTERNAL);
    out->open = false;
    if (run->status == PAS_OK && out->entry.ptr) {
        pas_buf zip = {0};
        pas_run_fail(run,
                     pas_zip_one(&run->io, out->entry, run->job->now, out->bytes.ptr, out->bytes.len, &zip));
        if (run->status == PAS_OK)
            out_send(run, zip.ptr, zip.len);
        pas_buf_free(&zip);
    }
    pas_buf_free(&out->bytes);
    if (run->status == PAS_OK)
        pas_wire_send(run->wire, PAS_FRAME_OUT_CLOSE, NULL);
    return run->status;
}

const pas_outs pas_service_outs = {
    .struct_size = sizeof(pas_outs),
    .open = out_open,
    .write = out_write,
    .close = out_close,
};

/* ----------------------------------------------------------------- xml out */

struct pas_xmlout {
    pas_run *run;
    pas_out *out;
    pas_xml_writer *writer;
    const pas_row *rows;
    uint32_t n_rows, row_stride;
    pas_supply fill;
    pas_node node;
    pas_io io; /* says findings at the node the values come from */
};

static void xmlout_say(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    (void)line;
    pas_xmlout *x = io->data;
    const pas_message *message = pas_host_message(code);
    if (message)
        pas_run_say(x->run, message, x->node, 0, NULL, args, n_args);
    else
        pas_run_tell(x->run, "greffon-code-inconnu", "code", code, NULL);
}

static pas_status xmlout_sink(void *data, const void *bytes, size_t size)
{
    pas_xmlout *x = data;
    return out_write(x->run, x->out, bytes, size);
}

static pas_xmlout *xmlout_open(pas_run *run, pas_out *out, const char *encoding, const pas_row *rows,
                               uint32_t n_rows, uint32_t row_stride)
{
    if (run->status < 0)
        return NULL;
    pas_charset cs = encoding ? pas_charset_named(pas_cstr(encoding)) : PAS_CS_UTF8;
    if (cs == PAS_CS_UNKNOWN || !out) {
        pas_run_fail(run, PAS_E_INTERNAL);
        return NULL;
    }
    pas_xmlout *x = pas_arena_alloc(run->arena, sizeof *x);
    x->run = run;
    x->out = out;
    x->rows = rows;
    x->n_rows = n_rows;
    x->row_stride = row_stride;
    x->io = (pas_io){.limits = &run->job->limits, .say = xmlout_say, .data = x};
    run->xmlout = x;
    x->writer = pas_writer_open(&x->io, cs, rows, n_rows, row_stride, xmlout_sink, x);
    return x;
}

static pas_status xmlout_begin(pas_run *run, pas_xmlout *x, uint32_t row)
{
    return run->status < 0 ? run->status : pas_run_fail(run, pas_writer_begin(x->writer, row));
}

static pas_status xmlout_end(pas_run *run, pas_xmlout *x, uint32_t row)
{
    return run->status < 0 ? run->status : pas_run_fail(run, pas_writer_end(x->writer, row));
}

static pas_status xmlout_text(pas_run *run, pas_xmlout *x, uint32_t row, pas_str value)
{
    if (run->status < 0)
        return run->status;
    if (pas_utf8_valid(value.ptr, value.len) != value.len)
        return pas_run_fail(run, PAS_E_INTERNAL);
    return pas_run_fail(run, pas_writer_text(x->writer, row, value));
}

static pas_status xmlout_integer(pas_run *run, pas_xmlout *x, uint32_t row, int64_t value)
{
    return run->status < 0 ? run->status : pas_run_fail(run, pas_writer_int(x->writer, row, value));
}

static pas_status xmlout_date(pas_run *run, pas_xmlout *x, uint32_t row, pas_date value)
{
    return run->status < 0 ? run->status : pas_run_fail(run, pas_writer_date(x->writer, row, value));
}

static pas_status xmlout_weeks(pas_run *run, pas_xmlout *x, uint32_t row, uint64_t value)
{
    return run->status < 0 ? run->status : pas_run_fail(run, pas_writer_weeks(x->writer, row, value));
}

static pas_status xmlout_node(pas_run *run, pas_xmlout *x, pas_node node)
{
    if (run->status < 0)
        return run->status;
    x->node = node;
    return PAS_OK;
}

static pas_status xmlout_close(pas_run *run, pas_xmlout *x)
{
    if (!x || !x->writer)
        return run->status;
    pas_status status = pas_writer_close(x->writer);
    x->writer = NULL;
    return pas_run_fail(run, status);
}

static pas_str table_fill(void *data, pas_node node, uint32_t slot)
{
    const pas_xmlout *x = data;
    return x->fill(x->run, x->run->host, node, slot);
}

static void table_at(void *data, pas_node node)
{
    pas_xmlout *x = data;
    x->node = node;
    if (x->run->page)
        x->run->page->beats++;
}

/* Fields that the plugin says this document takes beyond its own rows. */
static bool *fields_held(const pas_run *run)
{
    bool *held = pas_xcalloc(PAS_F_COUNT, sizeof *held);
    for (uint32_t i = 0; i < run->plugin->n_fields; i++) {
        const pas_field_use *f = pas_plugin_field(run->plugin, i);
        if ((f->direction & PAS_OUT) && pas_str_is(run->job->document, f->document))
            held[pas_schema_find_field(0, pas_cstr(f->field))] = true;
    }
    return held;
}

static pas_status xmlout_table(pas_run *run, pas_xmlout *x, uint32_t source, pas_supply fill)
{
    if (run->status < 0)
        return run->status;
    if (!x || !x->writer || source >= pas_graph_sources(run->graph))
        return pas_run_fail(run, PAS_E_INTERNAL);
    char why[160];
    pas_table *table = pas_table_new(x->rows, x->n_rows, x->row_stride, why);
    if (!table) {
        pas_run_tell(run, "greffon-table-fausse", "detail", why, NULL);
        return pas_run_fail(run, PAS_E_INTERNAL);
    }
    bool *held = fields_held(run);
    x->fill = fill;
    pas_table_from from = {.io = &x->io,
                           .graph = run->graph,
                           .source = source,
                           .document = run->job->document,
                           .held = held,
                           .fill = fill ? table_fill : NULL,
                           .at = table_at,
                           .data = x};
    pas_run_fail(run, pas_table_write(table, x->writer, &from));
    free(held);
    pas_table_free(table);
    return run->status;
}

const pas_xmlouts pas_service_xmlouts = {
    .struct_size = sizeof(pas_xmlouts),
    .open = xmlout_open,
    .begin = xmlout_begin,
    .end = xmlout_end,
    .text = xmlout_text,
    .integer = xmlout_integer,
    .date = xmlout_date,
    .weeks = xmlout_weeks,
    .node = xmlout_node,
    .close = xmlout_close,
    .table = xmlout_table,
};

void pas_run_close_outputs(pas_run *run)
{
    if (run->xmlout && run->xmlout->writer)
        (void)pas_writer_close(run->xmlout->writer);
    if (run->out)
        pas_buf_free(&run->out->bytes);
}
