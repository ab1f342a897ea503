/*
 * The XML engine: libxml2's SAX2 push parser fed with UTF-8 that xml_decode.c has checked, under one safe
 * setting (no network, no entity, no DTD, no recovery), with bounds on depth, attributes, names and
 * values, and the first fault said with its line. The push form costs a tenth more than the pull form
 * and serves both the events and the pull view.
 */
#include "io/xml_engine.h"

#include "base/text.h"
#include "io/xml_decode.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONG_TAG 65536 /* a start tag that is not whole after so many bytes is looked at (count_quotes) */

static const char xsi[] = "http://www.w3.org/2001/XMLSchema-instance";

struct pas_engine {
    pas_io *io;
    pas_decoder *decoder;
    const pas_xml_events *events;
    void *data;
    xmlParserCtxtPtr parser;
    pas_status status; /* PAS_OK while running */
    uint32_t flags;
    bool root_begun, root_ended;
    uint32_t depth;
    int names_before;  /* in the dictionary when the document began */
    size_t text_bytes; /* since the last tag */
    pas_xml_attr *attrs;
    pas_buf unescaped;
};

static uint32_t line_now(const pas_engine *e)
{
    const xmlParserInput *in = e->parser->input;
    return in && in->line > 0 ? (uint32_t)in->line : 1;
}

/* The rest of the chunk is still parsed, without effect: xmlStopParser would pull the input from under it. */
static void stop(pas_engine *e, pas_status status)
{
    if (e->status != PAS_OK)
        return;
    e->status = status;
    e->parser->disableSAX = 1;
}

static void limit_reached(pas_engine *e, const char *fr, const char *en, uint64_t limit)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)limit);
    pas_io_say(e->io, "fichier-limite-atteinte", line_now(e), "quoi", fr, "what", en, "limite", text, NULL);
    stop(e, PAS_E_LIMIT);
}

/* ------------------------------------------------------------- SAX callbacks */

/* libxml2 leaves "&#38;" for "&" in attributes, since it expects a tree builder behind. */
static pas_str unescape(pas_engine *e, pas_str value)
{
    char *to = e->unescaped.ptr + e->unescaped.len;
    char *out = to;
    for (size_t i = 0; i < value.len; i++) {
        *out++ = value.ptr[i];
        if (value.ptr[i] == '&' && value.len - i >= 5 && memcmp(value.ptr + i, "&#38;", 5) == 0)
            i += 4;
    }
    e->unescaped.len += (size_t)(out - to);
    return (pas_str){to, (size_t)(out - to)};
}

static bool is_schema_hint(const xmlChar *prefix, const xmlChar *ns)
{
    return ns ? strcmp((const char *)ns, xsi) == 0 : prefix && strcmp((const char *)prefix, "xsi") == 0;
}

static uint32_t take_attributes(pas_engine *e, int n, const xmlChar **from)
{
    uint32_t kept = 0;
    size_t escaped = 0;
    for (int i = 0; i < n; i++, from += 5) {
        if (is_schema_hint(from[1], from[2]))
            continue;
        pas_str value = {(const char *)from[3], (size_t)(from[4] - from[3])};
        if (value.len > e->io->limits->text_bytes) {
            limit_reached(e, "octets dans un attribut", "bytes in an attribute", e->io->limits->text_bytes);
            return 0;
        }
        if (memchr(value.ptr, '&', value.len))
            escaped += value.len;
        e->attrs[kept++] = (pas_xml_attr){(const char *)from[0], value};
    }
    if (!escaped)
        return kept;
    pas_buf_clear(&e->unescaped);
    pas_buf_room(&e->unescaped, escaped);
    for (uint32_t i = 0; i < kept; i++)
        if (memchr(e->attrs[i].value.ptr, '&', e->attrs[i].value.len))
            e->attrs[i].value = unescape(e, e->attrs[i].value);
    return kept;
}

/* The line on which the start tag begins: the parser stands at its end. */
static uint32_t start_line(const pas_engine *e)
{
    const xmlParserInput *in = e->parser->input;
    uint32_t line = line_now(e);
    for (const xmlChar *p = in->cur; p > in->base && *p != '<'; p--)
        if (p < in->cur && *p == '\n' && line > 1)
            line--;
    return line;
}

static bool within_bounds(pas_engine *e, int n_attrs, int n_ns)
{
    const pas_limits *limits = e->io->limits;
    if (e->depth > limits->xml_depth) {
        limit_reached(e, "niveaux d'éléments", "levels of elements", limits->xml_depth);
        return false;
    }
    if ((uint32_t)n_attrs + (uint32_t)n_ns > limits->xml_attributes) {
        limit_reached(e, "attributs sur un élément", "attributes on an element", limits->xml_attributes);
        return false;
    }
    return true;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int n_ns,
                     const xmlChar **namespaces, int n_attrs, int n_defaulted, const xmlChar **attrs)
{
    (void)prefix, (void)namespaces, (void)n_defaulted;
    pas_engine *e = data;
    if (e->status != PAS_OK)
        return;
    e->depth++;
    e->root_begun = true;
    e->text_bytes = 0;
    if (!within_bounds(e, n_attrs, n_ns))
        return;
    uint32_t n = n_attrs ? take_attributes(e, n_attrs, attrs) : 0;
    if (e->status != PAS_OK)
        return;
    uint32_t line = n_attrs ? start_line(e) : line_now(e);
    pas_status st = e->events->start(e->data, (const char *)name, (const char *)ns, e->attrs, n, line);
    if (st != PAS_OK)
        stop(e, st);
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
    (void)prefix, (void)ns;
    pas_engine *e = data;
    if (e->status != PAS_OK)
        return;
    e->depth--;
    e->text_bytes = 0;
    if (!e->depth)
        e->root_ended = true;
    pas_status st = e->events->end(e->data, (const char *)name, line_now(e));
    if (st != PAS_OK)
        stop(e, st);
}

static void on_text(void *data, const xmlChar *text, int len)
{
    pas_engine *e = data;
    if (e->status != PAS_OK)
        return;
    e->text_bytes += (size_t)len;
    if (e->text_bytes > e->io->limits->text_bytes) {
        limit_reached(e, "octets dans un texte", "bytes in a text", e->io->limits->text_bytes);
        return;
    }
    pas_status st = e->events->text(e->data, (const char *)text, (size_t)len);
    if (st != PAS_OK)
        stop(e, st);
}

static void refuse_doctype(pas_engine *e)
{
    if (e->status != PAS_OK)
        return;
    pas_io_say(e->io, "fichier-doctype-interdit", line_now(e), NULL);
    stop(e, PAS_E_INPUT);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    pas_engine *e = data;
    const xmlParserInput *in = e->parser->input;
    bool subset = in->cur < in->end && *in->cur == '[';
    if (!subset && (e->flags & PAS_XML_ALLOW_DOCTYPE))
        return;
    refuse_doctype(e);
    xmlStopParser(e->parser); /* here libxml2 is ready for it, and no declaration is read */
}

/* No declaration can have been read, so this is an entity of a DTD that nobody fetched. */
static xmlEntityPtr on_entity(void *data, const xmlChar *name)
{
    (void)name;
    refuse_doctype(data);
    return NULL;
}

static void on_error(void *data, xmlErrorPtr error)
{
    pas_engine *e = data;
    if (e->status != PAS_OK || error->level < XML_ERR_ERROR)
        return;
    if (error->level == XML_ERR_ERROR && error->domain == XML_FROM_NAMESPACE)
        return; /* a prefix without declaration: names are read without prefix */
    char fr[PAS_DETAIL], en[PAS_DETAIL];
    pas_xml_explain(error, e->root_begun, e->root_ended, fr, en);
    uint32_t line = error->line > 0 ? (uint32_t)error->line : line_now(e);
    pas_io_say(e->io, "fichier-xml-illisible", line, "detail", fr, "detail_en", en, NULL);
    stop(e, PAS_E_INPUT);
}

/* ------------------------------------------------------------------ set-up */

static xmlParserInputPtr refuse_external(const char *url, const char *id, xmlParserCtxtPtr parser)
{
    (void)url, (void)id, (void)parser;
    return NULL;
}

__attribute__((format(printf, 2, 3))) static void say_nothing(void *data, const char *format, ...)
{
    (void)data, (void)format;
}

/* Memory that runs out ends the process as everywhere else: libxml2 can take it for an empty document. */
static void set_up(void)
{
    xmlMemSetup(free, pas_xmalloc, pas_xrealloc, pas_xstrdup);
    xmlInitParser();
    xmlSetExternalEntityLoader(refuse_external);
}

void pas_xml_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, set_up);
}

static const char *intern(void *parser, const char *name)
{
    xmlParserCtxtPtr p = parser;
    return (const char *)xmlDictLookup(p->dict, (const xmlChar *)name, -1);
}

pas_engine *pas_engine_open(pas_io *io, pas_bytes *in, uint32_t flags, const pas_xml_events *events,
                            void *data)
{
    pas_xml_prepare();
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .internalSubset = on_doctype,
        .getEntity = on_entity,
        .serror = on_error,
    };
    pas_engine *e = pas_xcalloc(1, sizeof *e);
    e->io = io;
    e->flags = flags;
    e->events = events;
    e->data = data;
    e->decoder = pas_decoder_new(io, in);
    e->attrs = pas_xcalloc(io->limits->xml_attributes, sizeof *e->attrs);
    e->parser = xmlCreatePushParserCtxt(&sax, e, NULL, 0, NULL);
    if (!e->parser)
        pas_out_of_memory();
    xmlCtxtUseOptions(e->parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    if (events->begin)
        events->begin(data, intern, e->parser);
    e->names_before = xmlDictSize(e->parser->dict);
    return e;
}

void pas_engine_close(pas_engine *e)
{
    if (!e)
        return;
    xmlFreeDoc(e->parser->myDoc); /* only ever made for declarations */
    e->parser->myDoc = NULL;
    xmlFreeParserCtxt(e->parser);
    pas_decoder_free(e->decoder);
    pas_buf_free(&e->unescaped);
    free(e->attrs);
    free(e);
}

/* ----------------------------------------------------------------- feeding */

/* Quotes in a start tag that is not whole yet: two an attribute. libxml2 compares each attribute with all
 * the others before it tells anybody, which takes minutes on a tag of 10 MB. */
static uint32_t count_quotes(const xmlChar *from, const xmlChar *end)
{
    uint32_t n = 0;
    xmlChar open = 0;
    for (; from < end; from++) {
        if (open ? *from != open : *from != '"' && *from != '\'')
            continue;
        open = open ? 0 : *from;
        n++;
    }
    return n;
}

static void check_pending(pas_engine *e)
{
    const pas_limits *limits = e->io->limits;
    const xmlParserInput *in = e->parser->input;
    if (e->status != PAS_OK || !in)
        return;
    int names = xmlDictSize(e->parser->dict) - e->names_before;
    if (names > 0 && (uint32_t)names > limits->xml_names) {
        limit_reached(e, "noms différents", "distinct names", limits->xml_names);
        return;
    }
    ptrdiff_t pending = in->end - in->cur;
    if (pending <= LONG_TAG)
        return;
    bool tag = in->cur[0] == '<' && in->cur[1] != '!' && in->cur[1] != '?';
    if (tag && count_quotes(in->cur, in->end) / 2 > limits->xml_attributes)
        limit_reached(e, "attributs sur un élément", "attributes on an element", limits->xml_attributes);
    else if ((uint64_t)pending > (uint64_t)limits->text_bytes + LONG_TAG)
        limit_reached(e, "octets dans une balise, un commentaire ou une section CDATA",
                      "bytes in a tag, a comment or a CDATA section", limits->text_bytes);
}

/* The bytes stop being text here: said at the line where that is, unless the XML was wrong before. */
static void charset_fault(pas_engine *e)
{
    const xmlParserInput *in = e->parser->input;
    uint32_t line = line_now(e);
    for (const xmlChar *p = in->cur; p < in->end; p++)
        line += *p == '\n';
    pas_decoder_say(e->decoder, line);
    stop(e, PAS_E_INPUT);
}

static void finish(pas_engine *e)
{
    xmlParseChunk(e->parser, "", 0, 1);
    if (e->status != PAS_OK)
        return;
    if (e->root_begun && e->root_ended && e->depth == 0 && e->parser->wellFormed) {
        e->status = PAS_END;
        return;
    }
    char fr[PAS_DETAIL], en[PAS_DETAIL];
    pas_xml_explain_cut(e->root_begun, fr, en);
    pas_io_say(e->io, "fichier-xml-illisible", line_now(e), "detail", fr, "detail_en", en, NULL);
    e->status = PAS_E_INPUT;
}

pas_status pas_engine_feed(pas_engine *e)
{
    if (e->status != PAS_OK)
        return e->status;
    pas_str text;
    pas_status st = pas_decoder_next(e->decoder, &text);
    if (st == PAS_END) {
        finish(e);
    } else if (st < 0 && pas_decoder_faulty(e->decoder)) {
        charset_fault(e);
    } else if (st < 0) {
        stop(e, st);
    } else {
        xmlParseChunk(e->parser, text.ptr, (int)text.len, 0);
        check_pending(e);
        if (e->io->at && e->status == PAS_OK)
            e->io->at(e->io, line_now(e));
    }
    return e->status;
}

pas_status pas_xml_parse(pas_io *io, pas_bytes *in, uint32_t flags, const pas_xml_events *events, void *data)
{
    pas_engine *e = pas_engine_open(io, in, flags, events, data);
    pas_status st;
    do
        st = pas_engine_feed(e);
    while (st == PAS_OK);
    pas_engine_close(e);
    return st == PAS_END ? PAS_OK : st;
}
