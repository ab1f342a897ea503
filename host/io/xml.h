/*
 * XML in: libxml2's SAX2 under one safe setting (craft.md §B.1), with our own charset tables, exact
 * lines, and bounds on everything. Three ways to use it: events (the base), a table bound to a sink
 * (xml_table.h) and a pull view.
 */
#ifndef PAS_IO_XML_H
#define PAS_IO_XML_H

#include "io/io.h"

typedef struct pas_xml_attr {
    const char *name; /* interned: equal names are equal pointers within one parse */
    pas_str value;
} pas_xml_attr;

/* What a consumer of events gives. `name` pointers are interned for the parse. Any may return a status
 * below zero to stop (PAS_END stops without a fault). Text comes in pieces. `line` is that of the start tag's
 * first character, or of the end tag's last. Namespace declarations and xsi: attributes are not given. */
typedef struct pas_xml_events {
    pas_status (*start)(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                        uint32_t n_attrs, uint32_t line);
    pas_status (*end)(void *data, const char *name, uint32_t line);
    pas_status (*text)(void *data, const char *text, size_t len);
    /* Gives every parse a chance to intern the names it knows; may be NULL. */
    void (*begin)(void *data, const char *(*intern)(void *parser, const char *name), void *parser);
} pas_xml_events;

#define PAS_XML_ALLOW_DOCTYPE 1u /* a DOCTYPE without internal subset; never fetched */

/* Parses all of `in`. 0, or a status below zero already said with its line: not well formed, DOCTYPE
 * (`fichier-doctype-interdit`), bytes wrong for the charset (`fichier-encodage-invalide`, with the byte's
 * position), limits. A document is good only if its root began and ended. */
pas_status pas_xml_parse(pas_io *io, pas_bytes *in, uint32_t flags, const pas_xml_events *events, void *data);

/* What libxml2 sets up when first used, done now; for a process that shuts itself in. */
void pas_xml_prepare(void);

/* The pull view: the same parse, event by event. */
typedef struct pas_xml_pull pas_xml_pull;
pas_xml_pull *pas_pull_open(pas_io *io, pas_bytes *in, uint32_t flags); /* takes `in` */
int32_t pas_pull_next(pas_xml_pull *x); /* PAS_XML_START, …, 0 at the end, below zero failed */
pas_str pas_pull_name(const pas_xml_pull *x);
pas_str pas_pull_attribute(const pas_xml_pull *x, const char *name);
pas_str pas_pull_text(const pas_xml_pull *x);
uint32_t pas_pull_depth(const pas_xml_pull *x);
uint32_t pas_pull_line(const pas_xml_pull *x);
pas_status pas_pull_skip(pas_xml_pull *x);
void pas_pull_close(pas_xml_pull *x);

/* What the first bytes and events of a file say, for identification: bounded to 64 KiB and 2 000
 * elements. Says nothing, fails never: an unreadable head has no root. `in` stays the caller's. */
typedef struct pas_head_facts {
    bool is_xml;
    char *root, *root_ns; /* NULL if none */
    char *version;        /* attribute VERSION or Version of the root */
    char **paths;         /* distinct element paths under the root, "DONNEES/ELEVES/ELEVE" */
    uint32_t n_paths;
    bool whole; /* all of the file was in it */
} pas_head_facts;
void pas_head_read(pas_bytes *in, pas_head_facts *ret);
void pas_head_done(pas_head_facts *facts);
/* Whether one of the paths ("DONNEES/ADRESSES/ADRESSE;…") is met anywhere in all of the file: 1 as soon as it
 * is, 0 if never; -1: the file cannot be read to its end. Says nothing. */
int pas_head_search(pas_io *io, pas_bytes *in, const char *paths);

#endif
