/* A job as bytes: what the host hands to a worker besides the open files. */
#include "worker/job.h"

#include "worker/frame.h"

#include <string.h>

#define JOB_MAGIC 0x4a534150u

static void put_stamp(pas_buf *to, pas_stamp t)
{
    pas_put_u32(to, pas_date_pack(t.date));
    pas_put_u8(to, t.hour);
    pas_put_u8(to, t.minute);
    pas_put_u8(to, t.second);
}

static pas_stamp get_stamp(pas_reader *r)
{
    pas_stamp t = {.date = pas_date_unpack(pas_get_u32(r))};
    t.hour = pas_get_u8(r);
    t.minute = pas_get_u8(r);
    t.second = pas_get_u8(r);
    return t;
}

void pas_job_encode(const pas_job *job, size_t graph_size, pas_buf *to)
{
    pas_put_u32(to, JOB_MAGIC);
    pas_put_u32(to, PAS_WIRE_VERSION);
    pas_put_u8(to, (uint8_t)job->verb);
    pas_put_cstr(to, job->plugin_path);
    pas_put_cstr(to, job->plugin_id);
    pas_put_cstr(to, job->step);
    pas_put_str(to, job->document);
    put_stamp(to, job->now);
    pas_put_u8(to, (uint8_t)job->sandbox);
    pas_put_u8(to, job->forms);
    /* Both ends are this program: the limits travel as they lie in memory. */
    pas_put_u32(to, (uint32_t)sizeof job->limits);
    pas_buf_add(to, &job->limits, sizeof job->limits);
    pas_put_u64(to, graph_size);
    pas_put_u32(to, job->source);
    pas_put_u32(to, job->n_inputs);
    for (uint32_t i = 0; i < job->n_inputs; i++) {
        pas_put_str(to, job->inputs[i].name);
        pas_put_str(to, job->inputs[i].document);
        pas_put_u64(to, job->inputs[i].size);
    }
    pas_put_u32(to, job->n_options);
    for (uint32_t i = 0; i < job->n_options; i++) {
        pas_put_str(to, job->options[i].name);
        pas_put_str(to, job->options[i].value);
    }
}

bool pas_job_decode(const void *bytes, size_t size, pas_arena *arena, pas_job *ret, size_t *ret_graph_size)
{
    pas_reader r = pas_reader_of(bytes, size);
    *ret = (pas_job){0};
    if (pas_get_u32(&r) != JOB_MAGIC || pas_get_u32(&r) != PAS_WIRE_VERSION)
        return false;
    ret->verb = (pas_verb_id)pas_get_u8(&r);
    ret->plugin_path = pas_get_cstr(&r, arena);
    ret->plugin_id = pas_get_cstr(&r, arena);
    ret->step = pas_get_cstr(&r, arena);
    ret->document = pas_arena_str(arena, pas_get_str(&r));
    ret->now = get_stamp(&r);
    ret->sandbox = (pas_sandbox)pas_get_u8(&r);
    ret->forms = pas_get_u8(&r) != 0;
    if (pas_get_u32(&r) != sizeof ret->limits || r.bad || (size_t)(r.end - r.at) < sizeof ret->limits)
        return false;
    memcpy(&ret->limits, r.at, sizeof ret->limits);
    r.at += sizeof ret->limits;
    *ret_graph_size = pas_get_u64(&r);
    ret->source = pas_get_u32(&r);
    ret->n_inputs = pas_get_count(&r, 16);
    pas_job_input *inputs = pas_arena_alloc(arena, ret->n_inputs * sizeof *inputs);
    for (uint32_t i = 0; i < ret->n_inputs; i++) {
        inputs[i].fd = -1;
        inputs[i].name = pas_arena_str(arena, pas_get_str(&r));
        inputs[i].document = pas_arena_str(arena, pas_get_str(&r));
        inputs[i].size = pas_get_u64(&r);
    }
    ret->inputs = inputs;
    ret->n_options = pas_get_count(&r, 8);
    pas_job_option *options = pas_arena_alloc(arena, ret->n_options * sizeof *options);
    for (uint32_t i = 0; i < ret->n_options; i++) {
        options[i].name = pas_arena_str(arena, pas_get_str(&r));
        options[i].value = pas_arena_str(arena, pas_get_str(&r));
    }
    ret->options = options;
    bool named = (ret->plugin_path && ret->plugin_id) || ret->verb == PAS_VERB_PROBE;
    if (!pas_reader_done(&r) || !named || ret->verb < PAS_VERB_DESCRIBE || ret->verb > PAS_VERB_LAST ||
        ret->sandbox > PAS_SANDBOX_REQUIRE)
        return false;
    return true;
}

void pas_wire_send(pas_wire *w, pas_frame type, const pas_buf *body)
{
    size_t n = body ? body->len : 0;
    if (n > PAS_FRAME_MAX)
        pas_out_of_memory();
    pas_put_u32(&w->pending, (uint32_t)n);
    pas_put_u8(&w->pending, (uint8_t)type);
    if (n)
        pas_buf_add(&w->pending, body->ptr, n);
    if (w->pending.len >= 65536)
        pas_wire_flush(w);
}

void pas_wire_flush(pas_wire *w)
{
    if (w->pending.len)
        w->write(w->data, w->pending.ptr, w->pending.len);
    pas_buf_clear(&w->pending);
}

static uint32_t page_text(char *to, size_t size, pas_str s)
{
    size_t n = s.len < size ? s.len : size;
    while (n && n < s.len && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
        n--; /* not in the middle of a character */
    if (n)
        memcpy(to, s.ptr, n);
    return (uint32_t)n;
}

void pas_page_input(pas_page *page, pas_str name)
{
    if (!page)
        return;
    page->input_len = page_text(page->input, sizeof page->input, name);
    page->record_len = 0;
    page->line = 0;
    page->beats++;
}

void pas_page_record(pas_page *page, pas_str label)
{
    if (!page)
        return;
    page->record_len = page_text(page->record, sizeof page->record, label);
    page->beats++;
}
