/* Parsing in one call and the events as a text, for the tests of the XML engine. */
#ifndef PAS_TEST_XML_PARSED_H
#define PAS_TEST_XML_PARSED_H

#include "io/xml.h"
#include "said.h"

#include <criterion/criterion.h>
#include <string.h>

/* Gives its bytes a few at a time. */
struct slow {
    pas_bytes base;
    const char *at;
    size_t left, step;
};

static inline int64_t slow_read(pas_bytes *b, void *buffer, size_t size)
{
    struct slow *s = (struct slow *)b;
    size_t n = s->left < s->step ? s->left : s->step;
    if (n > size)
        n = size;
    memcpy(buffer, s->at, n);
    s->at += n;
    s->left -= n;
    return (int64_t)n;
}

static inline void slow_close(pas_bytes *b)
{
    (void)b;
}

static inline pas_status log_start(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                                   uint32_t n_attrs, uint32_t line)
{
    pas_buf *log = data;
    pas_buf_printf(log, "<%s", name);
    if (ns)
        pas_buf_printf(log, "{%s}", ns);
    for (uint32_t i = 0; i < n_attrs; i++)
        pas_buf_printf(log, " %s='%.*s'", attrs[i].name, PAS_FMT(attrs[i].value));
    pas_buf_printf(log, ">@%u ", line);
    return PAS_OK;
}

static inline pas_status log_end(void *data, const char *name, uint32_t line)
{
    pas_buf_printf(data, "</%s>@%u ", name, line);
    return PAS_OK;
}

/* Pieces of text are joined, so that the log does not tell how they were cut. */
static inline pas_status log_text(void *data, const char *text, size_t len)
{
    pas_buf_add(data, text, len);
    return PAS_OK;
}

static const pas_xml_events log_events = {log_start, log_end, log_text, NULL};

struct parsed {
    struct said said;
    pas_buf log;
    pas_status status;
};

static inline void parse_with(struct parsed *p, const char *xml, size_t len, size_t step, uint32_t flags)
{
    struct slow in = {{slow_read, slow_close}, xml, len, step};
    p->log = (pas_buf){0};
    pas_buf_puts(&p->log, "");
    p->status = pas_xml_parse(&p->said.io, &in.base, flags, &log_events, &p->log);
}

static inline struct parsed parse(const char *xml, size_t len)
{
    struct parsed p;
    said_open(&p.said);
    parse_with(&p, xml, len, 65536, 0);
    return p;
}

static inline void done(struct parsed *p)
{
    said_close(&p->said);
    pas_buf_free(&p->log);
}

#define PARSE(lit) parse((lit), sizeof(lit) - 1)

static inline void expect_fault(const char *xml, size_t len, pas_status status, const char *code,
                                uint32_t line)
{
    struct parsed p = parse(xml, len);
    cr_expect_eq(p.status, status, "%.60s: status %d", xml, p.status);
    cr_expect_eq(said_count(&p.said), 1, "%.60s: %zu findings", xml, said_count(&p.said));
    cr_expect_str_eq(said_code(&p.said, 0), code, "%.60s", xml);
    if (line)
        cr_expect_eq(said_line(&p.said, 0), line, "%.60s: line %u", xml, said_line(&p.said, 0));
    done(&p);
}
#define FAULT(lit, status, code, line) expect_fault((lit), sizeof(lit) - 1, status, code, line)

static inline void filled(pas_buf *xml, const char *before, size_t n, const char *after)
{
    pas_buf_puts(xml, before);
    memset(pas_buf_room(xml, n), 'x', n);
    xml->len += n;
    pas_buf_puts(xml, after);
}

#endif
