/* The host's side of the wire: takes a worker's bytes as hostile input and makes an answer of them. */
#include "worker/job.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST_NAME 255u
#define LONGEST_VALUE (1u << 20) /* one argument of a finding */

/* What each verb may send besides the greeting, findings, ticks and its end. */
#define MAY(frame) (1u << (frame))
static const uint32_t may_send[PAS_VERB_LAST + 1] = {
    [PAS_VERB_DESCRIBE] = MAY(PAS_FRAME_DESCRIBE),
    [PAS_VERB_IDENTIFY] = MAY(PAS_FRAME_IDENTIFY),
    [PAS_VERB_READ] = MAY(PAS_FRAME_GRAPH),
    [PAS_VERB_VALIDATE] = 0,
    [PAS_VERB_WRITE] = MAY(PAS_FRAME_OUT_OPEN) | MAY(PAS_FRAME_OUT_DATA) | MAY(PAS_FRAME_OUT_CLOSE) |
                       MAY(PAS_FRAME_FATE) | MAY(PAS_FRAME_FIGURE) | MAY(PAS_FRAME_REFUSED),
};
static const uint32_t any_may = MAY(PAS_FRAME_FINDING) | MAY(PAS_FRAME_TICK) | MAY(PAS_FRAME_DONE);

struct pas_intake {
    const pas_job *job;
    pas_answer *answer;
    pas_arena *arena;
    pas_buf pending;
    pas_buf graph;
    const char *why; /* what was wrong with the wire */
    int out;         /* the file being written, -1 none */
    uint32_t n_outs;
    uint32_t next_input; /* identify: inputs come in their order */
    uint64_t written, said;
    pas_status status;
    bool hello, done, stopped;
};

pas_intake *pas_intake_new(const pas_job *job, pas_answer *answer)
{
    pas_intake *d = pas_xcalloc(1, sizeof *d);
    d->job = job;
    d->answer = answer;
    d->arena = pas_arena_new();
    d->out = -1;
    d->status = PAS_E_INTERNAL;
    return d;
}

void pas_intake_free(pas_intake *d)
{
    if (!d)
        return;
    pas_arena_free(d->arena);
    pas_buf_free(&d->pending);
    pas_buf_free(&d->graph);
    free(d);
}

static bool broken(pas_intake *d, const char *why)
{
    if (!d->why)
        d->why = why;
    return false;
}

static const pas_message *message_of(const pas_intake *d, pas_str code)
{
    const pas_message *m = d->answer->plugin ? pas_plugin_find_message(d->answer->plugin, code) : NULL;
    if (m || !code.ptr)
        return m;
    return pas_host_message(pas_arena_cstr(d->arena, code.ptr, code.len));
}

static bool take_finding(pas_intake *d, pas_reader *r)
{
    pas_finding f = {0};
    pas_str code = pas_get_str(r);
    f.origin.step = pas_cstr(d->job->step);
    f.origin.file = pas_get_str(r);
    f.origin.line = pas_get_u32(r);
    f.origin.record = pas_get_str(r);
    f.field = pas_get_str(r);
    f.n_args = pas_get_count(r, 9);
    if (f.n_args > 64)
        return broken(d, "too many arguments");
    pas_argument args[64];
    for (uint32_t i = 0; i < f.n_args; i++) {
        args[i].name = pas_get_str(r);
        args[i].value = pas_get_str(r);
        args[i].flags = pas_get_u8(r);
        if (args[i].flags & ~(PAS_ARG_PERSONAL | PAS_ARG_ROWS))
            return broken(d, "argument");
        if (args[i].value.len > LONGEST_VALUE)
            return broken(d, "argument too long");
    }
    f.args = args;
    f.message = message_of(d, code);
    if (!pas_reader_done(r))
        return broken(d, "finding");
    if (!f.message)
        return broken(d, "unknown code");
    f.severity = f.message->severity;
    if (d->answer->severity)
        f.severity = d->answer->severity(d->answer->severity_data, f.message->code, f.severity);
    pas_list_add(d->answer->findings, &f);
    return true;
}

static bool take_fate(pas_intake *d, pas_reader *r)
{
    pas_told t = {0};
    t.node = pas_get_u32(r);
    t.fate = pas_get_u32(r);
    t.label = pas_get_str(r);
    t.answer = pas_get_str(r);
    t.part = pas_get_str(r);
    t.origin.step = pas_get_str(r);
    t.origin.file = pas_get_str(r);
    t.origin.line = pas_get_u32(r);
    t.origin.record = pas_get_str(r);
    if (!pas_reader_done(r) || t.fate > PAS_FATE_UNKNOWN ||
        t.node > (d->job->graph ? pas_graph_nodes(d->job->graph) : 0))
        return broken(d, "fate");
    if (d->answer->fate)
        d->answer->fate(d->answer->foresight_data, &t);
    return true;
}

static bool take_figure(pas_intake *d, pas_reader *r)
{
    const pas_message *m = message_of(d, pas_get_str(r));
    int64_t value = (int64_t)pas_get_u64(r);
    if (!pas_reader_done(r) || !m)
        return broken(d, "figure");
    if (d->answer->figure)
        d->answer->figure(d->answer->foresight_data, m, value);
    return true;
}

static bool take_identify(pas_intake *d, pas_reader *r)
{
    uint32_t input = pas_get_u32(r);
    pas_recognised what = {.document = pas_get_u32(r)};
    what.score = pas_get_u32(r);
    uint32_t form = pas_get_u32(r);
    what.form = (pas_form)form;
    if (!pas_reader_done(r) || input >= d->job->n_inputs || input < d->next_input || what.score > 100 ||
        form > PAS_FORM_FULLER || !d->answer->recognised ||
        (d->answer->plugin && what.document >= d->answer->plugin->n_documents))
        return broken(d, "identification");
    d->next_input = input + 1;
    d->answer->recognised[input] = what;
    return true;
}

static bool take_out_open(pas_intake *d, pas_reader *r)
{
    pas_str name = pas_get_str(r);
    if (!pas_reader_done(r) || !name.ptr || name.len > LONGEST_NAME || d->out >= 0 || !d->answer->out_begin)
        return broken(d, "output");
    if (d->n_outs++ >= d->job->limits.outputs)
        return broken(d, "too many outputs");
    d->out = d->answer->out_begin(d->answer->out_data, name);
    if (d->out < 0)
        d->stopped = true;
    return true;
}

static bool take_out_data(pas_intake *d, pas_reader *r)
{
    size_t n = (size_t)(r->end - r->at);
    if (d->out < 0)
        return broken(d, "output");
    d->written += n;
    if (d->written > d->job->limits.output_bytes)
        return broken(d, "output too large");
    if (!d->answer->out_write(d->answer->out_data, d->out, r->at, n))
        d->stopped = true;
    return true;
}

static bool take_bytes(pas_intake *d, pas_reader *r, pas_buf *to, uint64_t most)
{
    size_t n = (size_t)(r->end - r->at);
    if (!to || to->len + n > most)
        return broken(d, "too large");
    pas_buf_add(to, r->at, n);
    return true;
}

static bool take_hello(pas_intake *d, uint8_t type, pas_reader *r)
{
    bool good = type == PAS_FRAME_HELLO && pas_get_u32(r) == PAS_WIRE_VERSION;
    pas_level level = {.reached = pas_get_u32(r)};
    level.landlock = pas_get_u32(r);
    if (!good || !pas_reader_done(r) || level.reached & ~(uint32_t)PAS_LEVEL_WHOLE)
        return broken(d, "no greeting");
    d->hello = true;
    d->answer->level = level;
    return true;
}

static bool take_done(pas_intake *d, pas_reader *r)
{
    d->status = (pas_status)pas_get_u32(r);
    d->done = true;
    return (pas_reader_done(r) && d->status <= PAS_OK && d->status >= PAS_E_INTERNAL) || broken(d, "status");
}

static bool is_said(uint8_t type)
{
    return type == PAS_FRAME_FINDING || type == PAS_FRAME_FATE || type == PAS_FRAME_FIGURE;
}

static bool take_frame(pas_intake *d, uint8_t type, const char *body, size_t n)
{
    pas_reader r = pas_reader_of(body, n);
    if (d->done)
        return broken(d, "frame after the end");
    if (!d->hello)
        return take_hello(d, type, &r);
    if (type > PAS_FRAME_LAST || !((any_may | may_send[d->job->verb]) & MAY(type)))
        return broken(d, "unknown frame");
    if (is_said(type) && (d->said += n) > d->job->limits.said_bytes)
        return broken(d, "too much said");
    if (d->stopped && type != PAS_FRAME_DONE)
        return true;
    switch (type) {
    case PAS_FRAME_FINDING:
        return take_finding(d, &r);
    case PAS_FRAME_GRAPH:
        return take_bytes(d, &r, d->answer->graph ? &d->graph : NULL, d->job->limits.memory_bytes);
    case PAS_FRAME_DESCRIBE:
        return take_bytes(d, &r, d->answer->description, PAS_FRAME_MAX);
    case PAS_FRAME_OUT_OPEN:
        return take_out_open(d, &r);
    case PAS_FRAME_OUT_DATA:
        return take_out_data(d, &r);
    case PAS_FRAME_OUT_CLOSE:
        if (d->out < 0 || n)
            return broken(d, "output");
        d->out = -1;
        return true;
    case PAS_FRAME_FATE:
        return take_fate(d, &r);
    case PAS_FRAME_FIGURE:
        return take_figure(d, &r);
    case PAS_FRAME_IDENTIFY:
        return take_identify(d, &r);
    case PAS_FRAME_REFUSED:
        d->answer->refused = true;
        return n == 0 || broken(d, "refusal");
    case PAS_FRAME_DONE:
        return take_done(d, &r);
    default: /* PAS_FRAME_TICK: that it came is what it says */
        return n == 0 || broken(d, "tick");
    }
}

bool pas_intake_feed(pas_intake *d, const void *bytes, size_t size)
{
    if (d->why)
        return false;
    pas_buf_add(&d->pending, bytes, size);
    size_t at = 0;
    while (d->pending.len - at >= PAS_FRAME_HEAD) {
        pas_reader head = pas_reader_of(d->pending.ptr + at, PAS_FRAME_HEAD);
        uint32_t n = pas_get_u32(&head);
        uint8_t type = pas_get_u8(&head);
        if (n > PAS_FRAME_MAX)
            return broken(d, "frame too long");
        if (d->pending.len - at - PAS_FRAME_HEAD < n)
            break;
        if (!take_frame(d, type, d->pending.ptr + at + PAS_FRAME_HEAD, n))
            return false;
        at += PAS_FRAME_HEAD + n;
    }
    d->pending.len -= at;
    if (at && d->pending.len)
        memmove(d->pending.ptr, d->pending.ptr + at, d->pending.len);
    return true;
}

pas_status pas_intake_end(pas_intake *d, bool *ret_done, const char **ret_why)
{
    if (!d->done && !d->why && d->pending.len)
        d->why = "cut";
    *ret_done = d->done && !d->why;
    *ret_why = d->why;
    if (!*ret_done)
        return PAS_E_INTERNAL;
    if (d->pending.len || (d->out >= 0 && !d->stopped && d->status == PAS_OK)) {
        *ret_why = "cut";
        *ret_done = false;
        return PAS_E_INTERNAL;
    }
    if (d->stopped)
        return PAS_E_IO;
    if (d->status == PAS_OK && d->answer->graph && d->graph.len &&
        !pas_graph_join(d->answer->graph, d->answer->source, d->graph.ptr, d->graph.len, ret_why)) {
        *ret_done = false;
        return PAS_E_INTERNAL;
    }
    return d->status;
}
