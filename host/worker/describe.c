/* A plugin's description on the wire: its tables as data, so that the host can know a plugin without
 * ever loading it. */
#include "worker/job.h"

#include <string.h>

/* ---------------------------------------------------------------- encoding */

static void put_row(pas_buf *to, const pas_row *row)
{
    pas_put_u8(to, row->depth);
    pas_put_u8(to, row->what);
    pas_put_u8(to, row->lex);
    pas_put_u8(to, row->flags);
    pas_put_u32(to, row->max);
    pas_put_u32(to, row->slot);
    pas_put_cstr(to, row->name);
    pas_put_cstr(to, row->target);
    pas_put_cstr(to, row->link);
    pas_put_cstr(to, row->values);
}

static void put_document(pas_buf *to, const pas_document *d)
{
    const char *texts[] = {d->id,        d->title_fr,  d->title_en,   d->patterns,  d->root,     d->root_ns,
                           d->marks,     d->kinds,     d->encoding,   d->where_fr,  d->where_en, d->fuller,
                           d->fuller_fr, d->fuller_en, d->plainer_fr, d->plainer_en};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        pas_put_cstr(to, texts[i]);
    pas_put_u32(to, d->direction);
    pas_put_u32(to, d->container);
    pas_put_u32(to, d->flags);
    pas_put_u32(to, d->n_rows);
    for (uint32_t i = 0; i < d->n_rows; i++)
        put_row(to, pas_document_row(d, i));
}

static void put_option(pas_buf *to, const pas_option *o)
{
    const char *texts[] = {o->name, o->def, o->choices, o->help_fr, o->help_en, o->document};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        pas_put_cstr(to, texts[i]);
    pas_put_u64(to, (uint64_t)o->min);
    pas_put_u64(to, (uint64_t)o->max);
    pas_put_u32(to, o->type);
    pas_put_u32(to, o->flags);
}

static void put_message(pas_buf *to, const pas_message *m)
{
    const char *texts[] = {m->code,    m->answer,    m->fix_in,    m->title_fr, m->title_en, m->text_fr,
                           m->text_en, m->remedy_fr, m->remedy_en, m->source,   m->dangling};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        pas_put_cstr(to, texts[i]);
    pas_put_u8(to, m->severity);
    pas_put_u8(to, m->blame);
}

void pas_description_encode(const pas_plugin *p, pas_buf *to)
{
    pas_put_u32(to, p->head.caps);
    pas_put_u32(to, (uint32_t)p->head.abi_major << 16 | p->head.abi_minor);
    pas_put_u32(to, p->head.need_minor);
    pas_put_u32(to, p->roles);
    const char *texts[] = {p->id,      p->system, p->version,    p->vendor,
                           p->license, p->url,    p->summary_fr, p->summary_en};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        pas_put_cstr(to, texts[i]);
    pas_put_u32(to, p->n_documents);
    for (uint32_t i = 0; i < p->n_documents; i++)
        put_document(to, pas_plugin_document(p, i));
    pas_put_u32(to, p->n_options);
    for (uint32_t i = 0; i < p->n_options; i++)
        put_option(to, pas_plugin_option(p, i));
    pas_put_u32(to, p->n_fields);
    for (uint32_t i = 0; i < p->n_fields; i++) {
        const pas_field_use *f = pas_plugin_field(p, i);
        pas_put_cstr(to, f->document);
        pas_put_cstr(to, f->field);
        pas_put_u32(to, f->fidelity);
        pas_put_u32(to, f->direction);
    }
    pas_put_u32(to, p->n_messages);
    for (uint32_t i = 0; i < p->n_messages; i++)
        put_message(to, pas_plugin_message(p, i));
}

/* ---------------------------------------------------------------- decoding */

static void get_texts(pas_reader *r, pas_arena *arena, const char **to[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        *to[i] = pas_get_cstr(r, arena);
}

static void get_row(pas_reader *r, pas_arena *arena, pas_row *row)
{
    row->depth = pas_get_u8(r);
    row->what = pas_get_u8(r);
    row->lex = pas_get_u8(r);
    row->flags = pas_get_u8(r);
    row->max = (uint16_t)pas_get_u32(r);
    row->slot = (uint16_t)pas_get_u32(r);
    const char **texts[] = {&row->name, &row->target, &row->link, &row->values};
    get_texts(r, arena, texts, 4);
}

static void get_document(pas_reader *r, pas_arena *arena, pas_document *d)
{
    const char **texts[] = {&d->id,        &d->title_fr,  &d->title_en,   &d->patterns,
                            &d->root,      &d->root_ns,   &d->marks,      &d->kinds,
                            &d->encoding,  &d->where_fr,  &d->where_en,   &d->fuller,
                            &d->fuller_fr, &d->fuller_en, &d->plainer_fr, &d->plainer_en};
    get_texts(r, arena, texts, sizeof texts / sizeof texts[0]);
    d->direction = pas_get_u32(r);
    d->container = pas_get_u32(r);
    d->flags = pas_get_u32(r);
    d->n_rows = pas_get_count(r, 28);
    pas_row *rows = pas_arena_alloc(arena, d->n_rows * sizeof *rows);
    for (uint32_t i = 0; i < d->n_rows && !r->bad; i++)
        get_row(r, arena, &rows[i]);
    d->rows = rows;
    d->row_stride = sizeof *rows;
}

static void get_option(pas_reader *r, pas_arena *arena, pas_option *o)
{
    const char **texts[] = {&o->name, &o->def, &o->choices, &o->help_fr, &o->help_en, &o->document};
    get_texts(r, arena, texts, sizeof texts / sizeof texts[0]);
    o->min = (int64_t)pas_get_u64(r);
    o->max = (int64_t)pas_get_u64(r);
    o->type = pas_get_u32(r);
    o->flags = pas_get_u32(r);
}

static void get_message(pas_reader *r, pas_arena *arena, pas_message *m)
{
    const char **texts[] = {&m->code,      &m->answer,  &m->fix_in,  &m->title_fr,
                            &m->title_en,  &m->text_fr, &m->text_en, &m->remedy_fr,
                            &m->remedy_en, &m->source,  &m->dangling};
    get_texts(r, arena, texts, sizeof texts / sizeof texts[0]);
    m->severity = pas_get_u8(r);
    m->blame = pas_get_u8(r);
    if (m->severity > PAS_BLOCKING || !m->code || !m->title_fr || !m->title_en || !m->text_fr || !m->text_en)
        r->bad = true;
}

const pas_plugin *pas_description_decode(const void *bytes, size_t size, pas_arena *arena)
{
    pas_reader r = pas_reader_of(bytes, size);
    pas_plugin *p = pas_arena_alloc(arena, sizeof *p);
    p->head = (pas_head)PAS_HEAD(0);
    p->head.caps = pas_get_u32(&r);
    uint32_t abi = pas_get_u32(&r);
    p->head.abi_major = (uint16_t)(abi >> 16);
    p->head.abi_minor = (uint16_t)abi;
    p->head.need_minor = (uint16_t)pas_get_u32(&r);
    p->roles = pas_get_u32(&r);
    const char **texts[] = {&p->id,      &p->system, &p->version,    &p->vendor,
                            &p->license, &p->url,    &p->summary_fr, &p->summary_en};
    get_texts(&r, arena, texts, sizeof texts / sizeof texts[0]);

    p->n_documents = pas_get_count(&r, 60);
    pas_document *documents = pas_arena_alloc(arena, p->n_documents * sizeof *documents);
    for (uint32_t i = 0; i < p->n_documents && !r.bad; i++)
        get_document(&r, arena, &documents[i]);
    p->n_options = pas_get_count(&r, 48);
    pas_option *options = pas_arena_alloc(arena, p->n_options * sizeof *options);
    for (uint32_t i = 0; i < p->n_options && !r.bad; i++)
        get_option(&r, arena, &options[i]);
    p->n_fields = pas_get_count(&r, 16);
    pas_field_use *fields = pas_arena_alloc(arena, p->n_fields * sizeof *fields);
    for (uint32_t i = 0; i < p->n_fields && !r.bad; i++) {
        fields[i].document = pas_get_cstr(&r, arena);
        fields[i].field = pas_get_cstr(&r, arena);
        fields[i].fidelity = pas_get_u32(&r);
        fields[i].direction = pas_get_u32(&r);
        r.bad = r.bad || !fields[i].document || !fields[i].field || fields[i].fidelity > PAS_FIDELITY_DERIVED;
    }
    p->n_messages = pas_get_count(&r, 42);
    pas_message *messages = pas_arena_alloc(arena, p->n_messages * sizeof *messages);
    for (uint32_t i = 0; i < p->n_messages && !r.bad; i++)
        get_message(&r, arena, &messages[i]);
    if (!pas_reader_done(&r) || !p->id || !p->system)
        return NULL;
    p->documents = documents;
    p->document_stride = sizeof *documents;
    p->options = options;
    p->option_stride = sizeof *options;
    p->fields = fields;
    p->field_stride = sizeof *fields;
    p->messages = messages;
    p->message_stride = sizeof *messages;
    return p;
}

/* The file's name without ".so". */
static const char *id_of(const char *path, pas_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    size_t n = strlen(name);
    return pas_arena_cstr(arena, name, n > 3 ? n - 3 : n);
}

static void take_description(pas_described *d, const char *id, const pas_buf *bytes, bool done,
                             pas_arena *arena)
{
    /* What it does on being loaded counts before what it says of itself. */
    if (!done || pas_list_blocks(d->findings, 0, NULL))
        return;
    d->plugin = pas_description_decode(bytes->ptr, bytes->len, arena);
    if (!d->plugin)
        pas_list_say(d->findings, (pas_origin){0}, "greffon-fil-rompu", "greffon", id, "detail",
                     "description", NULL);
}

void pas_describe_plugins(void *data, pas_described *all, size_t n, pas_arena *arena)
{
    const pas_describe_how *how = data;
    pas_job *jobs = pas_arena_alloc(arena, n * sizeof *jobs);
    pas_answer *answers = pas_arena_alloc(arena, n * sizeof *answers);
    pas_status *statuses = pas_arena_alloc(arena, n * sizeof *statuses);
    pas_buf *descriptions = pas_arena_alloc(arena, n * sizeof *descriptions);
    for (size_t i = 0; i < n; i++) {
        jobs[i] = (pas_job){.verb = PAS_VERB_DESCRIBE,
                            .plugin_path = all[i].path,
                            .plugin_id = id_of(all[i].path, arena),
                            .limits = how->limits,
                            .sandbox = pas_sandbox_for(how->sandbox, all[i].bundled),
                            .in_process = how->in_process};
        answers[i] = (pas_answer){.findings = all[i].findings, .description = &descriptions[i]};
    }
    pas_jobs_run(jobs, answers, statuses, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        take_description(&all[i], jobs[i].plugin_id, &descriptions[i],
                         statuses[i] == PAS_OK && !answers[i].lost, arena);
        pas_buf_free(&descriptions[i]);
    }
}
