/* What a descriptor must be, and the host's own copy of it. Runs in the worker, right after dlopen. */
#include "plugins/catalogue.h"

#include "base/text.h"
#include "graph/schema.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const void *at(const void *table, uint32_t stride, uint32_t i)
{
    return (const char *)table + (size_t)stride * i;
}

const pas_document *pas_plugin_document(const pas_plugin *p, uint32_t i)
{
    return at(p->documents, p->document_stride, i);
}

const pas_option *pas_plugin_option(const pas_plugin *p, uint32_t i)
{
    return at(p->options, p->option_stride, i);
}

const pas_field_use *pas_plugin_field(const pas_plugin *p, uint32_t i)
{
    return at(p->fields, p->field_stride, i);
}

const pas_message *pas_plugin_message(const pas_plugin *p, uint32_t i)
{
    return at(p->messages, p->message_stride, i);
}

const pas_row *pas_document_row(const pas_document *d, uint32_t i)
{
    return at(d->rows, d->row_stride, i);
}

const pas_document *pas_plugin_find_document(const pas_plugin *p, pas_str id)
{
    for (uint32_t i = 0; i < p->n_documents; i++)
        if (pas_str_is(id, pas_plugin_document(p, i)->id))
            return pas_plugin_document(p, i);
    return NULL;
}

const pas_option *pas_plugin_find_option(const pas_plugin *p, pas_str name)
{
    for (uint32_t i = 0; i < p->n_options; i++)
        if (pas_str_is(name, pas_plugin_option(p, i)->name))
            return pas_plugin_option(p, i);
    return NULL;
}

const pas_message *pas_plugin_find_message(const pas_plugin *p, pas_str code)
{
    for (uint32_t i = 0; i < p->n_messages; i++)
        if (pas_str_is(code, pas_plugin_message(p, i)->code))
            return pas_plugin_message(p, i);
    return NULL;
}

/* ------------------------------------------------------------------- checks */

struct check {
    const char *id;
    pas_arena *arena;
    pas_findings_list *findings;
};

static bool refuse(const struct check *c, const char *code, const char *detail, const char *theirs,
                   const char *ours)
{
    pas_list_say(c->findings, (pas_origin){0}, code, "greffon", c->id, "detail", detail, "leur", theirs,
                 "notre", ours, NULL);
    return false;
}

static bool wrong(const struct check *c, const char *detail)
{
    return refuse(c, "greffon-description-fausse", detail, "", "");
}

static bool check_head(const struct check *c, const pas_head *h)
{
    if (h->magic != PAS_MAGIC)
        return wrong(c, "magic number");
    pas_str theirs = pas_arena_format(c->arena, "%u.%u", h->abi_major, h->abi_minor);
    pas_str ours = pas_arena_format(c->arena, "%u.%u", PAS_ABI_MAJOR, PAS_ABI_MINOR);
    if (h->abi_major != PAS_ABI_MAJOR)
        return refuse(c, "greffon-autre-version", "", theirs.ptr, ours.ptr);
    if (h->need_minor > PAS_ABI_MINOR) {
        theirs = pas_arena_format(c->arena, "%u.%u", h->abi_major, h->need_minor);
        return refuse(c, "greffon-trop-recent", "", theirs.ptr, ours.ptr);
    }
    if (h->ptr_bits != sizeof(void *) * 8)
        return wrong(c, "pointer size");
    if (h->struct_size < sizeof(pas_head))
        return wrong(c, "structure size");
    return true;
}

static bool id_is_good(const char *id)
{
    size_t n = strlen(id);
    if (n < 2 || n > 31 || !islower((unsigned char)id[0]))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!islower((unsigned char)id[i]) && !isdigit((unsigned char)id[i]) && id[i] != '-')
            return false;
    return true;
}

static bool check_identity(const struct check *c, const pas_plugin *p)
{
    if (!p->id || !id_is_good(p->id))
        return wrong(c, "id");
    if (strcmp(p->id, c->id) != 0)
        return refuse(c, "greffon-nom-de-fichier", "", p->id, c->id);
    if (!p->system || !p->version || !p->summary_fr || !p->summary_en)
        return wrong(c, "system, version, summary");
    return true;
}

static bool check_verbs(const struct check *c, const pas_plugin *p)
{
    const struct {
        uint32_t cap;
        bool there;
        const char *name;
    } verbs[] = {{PAS_CAN_READ, p->read != NULL, "read"},
                 {PAS_CAN_WRITE, p->write != NULL, "write"},
                 {PAS_CAN_CHECK, p->check != NULL, "check"},
                 {PAS_CAN_FORESEE, p->foresee != NULL, "foresee"},
                 {PAS_CAN_IDENTIFY, p->identify != NULL, "identify"},
                 {PAS_CAN_VALIDATE, p->validate != NULL, "validate"}};
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (((p->head.caps & verbs[i].cap) != 0) != verbs[i].there)
            return wrong(c, verbs[i].name);
    return true;
}

static bool check_document(const struct check *c, const pas_document *d)
{
    if (!d->id || !d->title_fr || !d->title_en || !d->where_fr || !d->where_en || !d->patterns)
        return wrong(c, d->id ? d->id : "document");
    if (!(d->direction & (PAS_IN | PAS_OUT)) || (d->n_rows && (!d->rows || d->row_stride < sizeof(pas_row))))
        return wrong(c, d->id);
    if (d->fuller && (!d->fuller_fr || !d->fuller_en || !d->plainer_fr || !d->plainer_en))
        return wrong(c, d->id);
    return true;
}

static bool check_option(const struct check *c, const pas_option *o)
{
    if (!o->name || !o->help_fr || !o->help_en || o->type > PAS_OPT_YEAR)
        return wrong(c, o->name ? o->name : "option");
    if (o->type == PAS_OPT_CHOICE && !o->choices)
        return wrong(c, o->name);
    if (o->type == PAS_OPT_INT && o->def) {
        int64_t v = 0;
        if (o->min > o->max || !pas_parse_i64(pas_cstr(o->def), &v) || v < o->min || v > o->max)
            return wrong(c, o->name);
    }
    return true;
}

static bool check_message(const struct check *c, const pas_message *m)
{
    if (!m->code || !m->title_fr || !m->title_en || !m->text_fr || !m->text_en ||
        m->severity > PAS_BLOCKING || m->blame > PAS_BLAME_HOST)
        return wrong(c, m->code ? m->code : "message");
    pas_str rest = pas_cstr(m->dangling), link;
    while (rest.ptr && pas_str_split(&rest, ';', &link)) {
        const pas_field_info *field = pas_schema_field(pas_schema_find_field(0, link));
        if (!field || field->type != PAS_T_REF)
            return wrong(c, m->code);
    }
    return true;
}

/* Two rows of one code: the second would never be said. */
static bool check_codes(const struct check *c, const pas_plugin *p)
{
    for (uint32_t i = 0; i < p->n_messages; i++)
        if (pas_plugin_find_message(p, pas_cstr(pas_plugin_message(p, i)->code)) != pas_plugin_message(p, i))
            return wrong(c, pas_plugin_message(p, i)->code);
    return true;
}

static bool check_field(const struct check *c, const pas_field_use *f)
{
    if (!f->document || !f->field || f->fidelity > PAS_FIDELITY_DERIVED ||
        !pas_schema_find_field(0, pas_cstr(f->field)))
        return wrong(c, f->field ? f->field : "field");
    return true;
}

static bool table_is_good(const void *table, uint32_t n, uint32_t stride, size_t least)
{
    return n == 0 || (table && stride >= least && n < 65536);
}

/* A table of an older contract, whose structures were shorter: copied, with zeros for what they had not. */
static bool widen(const struct check *c, const void **table, uint32_t n, uint32_t *stride, size_t oldest,
                  size_t size)
{
    if (!n || !*table || *stride >= size)
        return true;
    if (n >= 65536 || *stride < oldest)
        return wrong(c, "tables");
    char *wide = pas_arena_alloc(c->arena, n * size);
    for (uint32_t i = 0; i < n; i++)
        memcpy(wide + i * size, at(*table, *stride, i), *stride);
    *table = wide;
    *stride = (uint32_t)size;
    return true;
}

/* Those of minor 0 and 1 ended before the members named here. */
static bool widen_tables(const struct check *c, pas_plugin *p)
{
    const void *documents = p->documents, *messages = p->messages;
    if (!widen(c, &documents, p->n_documents, &p->document_stride, offsetof(pas_document, fuller),
               sizeof(pas_document)) ||
        !widen(c, &messages, p->n_messages, &p->message_stride, offsetof(pas_message, dangling),
               sizeof(pas_message)))
        return false;
    p->documents = documents;
    p->messages = messages;
    return true;
}

static bool check_tables(const struct check *c, const pas_plugin *p)
{
    if (!table_is_good(p->documents, p->n_documents, p->document_stride, sizeof(pas_document)) ||
        !table_is_good(p->options, p->n_options, p->option_stride, sizeof(pas_option)) ||
        !table_is_good(p->fields, p->n_fields, p->field_stride, sizeof(pas_field_use)) ||
        !table_is_good(p->messages, p->n_messages, p->message_stride, sizeof(pas_message)))
        return wrong(c, "tables");
    for (uint32_t i = 0; i < p->n_documents; i++)
        if (!check_document(c, pas_plugin_document(p, i)))
            return false;
    for (uint32_t i = 0; i < p->n_options; i++)
        if (!check_option(c, pas_plugin_option(p, i)))
            return false;
    for (uint32_t i = 0; i < p->n_fields; i++)
        if (!check_field(c, pas_plugin_field(p, i)))
            return false;
    for (uint32_t i = 0; i < p->n_messages; i++)
        if (!check_message(c, pas_plugin_message(p, i)))
            return false;
    return check_codes(c, p);
}

bool pas_plugin_check(const pas_plugin *theirs, const char *id, pas_arena *arena, pas_plugin **ret_copy,
                      pas_findings_list *findings)
{
    struct check c = {.id = id, .arena = arena, .findings = findings};
    if (!check_head(&c, &theirs->head))
        return false;
    /* A plugin built with an older, shorter structure has zeros for the rest; of a newer one only what is
     * known here is taken. */
    pas_plugin *copy = pas_arena_alloc(arena, sizeof *copy);
    size_t n = theirs->head.struct_size < sizeof *copy ? theirs->head.struct_size : sizeof *copy;
    memcpy(copy, theirs, n);
    if (!check_identity(&c, copy) || !check_verbs(&c, copy) || !widen_tables(&c, copy) ||
        !check_tables(&c, copy))
        return false;
    *ret_copy = copy;
    return true;
}
