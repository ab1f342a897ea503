/* A pas_io that keeps what is said, for the tests of host/io. */
#ifndef PAS_TEST_SAID_H
#define PAS_TEST_SAID_H

#include "base/text.h"
#include "io/io.h"

struct said {
    pas_io io;
    pas_limits limits;
    pas_findings_list *list;
};

static inline void said_say(pas_io *io, const char *code, uint32_t line, const pas_argument *args,
                            uint32_t n_args)
{
    struct said *s = io->data;
    const pas_message *message = pas_host_message(code);
    if (!message)
        message = pas_host_message("greffon-code-inconnu");
    pas_finding f = {.message = message,
                     .origin = {.line = line},
                     .args = args,
                     .n_args = n_args,
                     .severity = message->severity};
    pas_list_add(s->list, &f);
}

static inline void said_open(struct said *s)
{
    *s = (struct said){.limits = PAS_LIMITS_DEFAULT, .list = pas_list_new()};
    s->io = (pas_io){.limits = &s->limits, .say = said_say, .data = s};
}

static inline void said_close(struct said *s)
{
    pas_list_free(s->list);
}

static inline size_t said_count(const struct said *s)
{
    return pas_list_count(s->list);
}

/* The code of the i-th finding, "" if there is none. */
static inline const char *said_code(const struct said *s, size_t i)
{
    return i < said_count(s) ? pas_list_get(s->list, i)->message->code : "";
}

static inline uint32_t said_line(const struct said *s, size_t i)
{
    return i < said_count(s) ? pas_list_get(s->list, i)->origin.line : 0;
}

static inline pas_str said_arg(const struct said *s, size_t i, const char *name)
{
    const pas_finding *f = i < said_count(s) ? pas_list_get(s->list, i) : NULL;
    for (uint32_t a = 0; f && a < f->n_args; a++)
        if (pas_str_is(f->args[a].name, name))
            return f->args[a].value;
    return PAS_NONE;
}

/* The first finding of a code, or -1. */
static inline int said_find(const struct said *s, const char *code)
{
    for (size_t i = 0; i < said_count(s); i++)
        if (pas_str_is(pas_cstr(said_code(s, i)), code))
            return (int)i;
    return -1;
}

#endif
