/*
 * A document's table (pas_row) compiled once and run over XML events: it makes nodes in a graph. One
 * look-up per element; the same table documents and writes the format.
 *
 * What is neither mapped nor ignored is counted per path and said once (`element-inconnu`). A required
 * value that is absent or empty is `champ-obligatoire-absent`; a value that is not of its form is
 * `valeur-mal-formee` and is not kept; one that is too long is `champ-trop-long` and is kept.
 */
#ifndef PAS_IO_XML_TABLE_H
#define PAS_IO_XML_TABLE_H

#include "graph/graph.h"
#include "io/xml.h"

typedef struct pas_table pas_table;
/* Checks and compiles rows. NULL with a reason (English, for the plugin's author) if the table is
 * wrong: unknown kind or field, a jump in depth, a link to nothing, two rows of one name at one place. */
pas_table *pas_table_new(const pas_row *rows, uint32_t n_rows, uint32_t row_stride, char reterr_why[160]);
void pas_table_free(pas_table *t);

/* Where the nodes go and who is asked at the end of a record. */
typedef struct pas_table_sink {
    pas_io *io;
    pas_graph *graph;
    uint32_t source, input;
    /* A record's fix is called through here, so that in-process and worker are alike. NULL: none. */
    pas_status (*fix)(void *data, pas_fix fix, pas_node node);
    /* Told when a record starts (its row's element name), when its key is known, and again when a record
     * inside it has ended; may be NULL. */
    void (*record)(void *data, pas_str label);
    void *data;
} pas_table_sink;

typedef struct pas_table_run pas_table_run;
pas_table_run *pas_table_start(const pas_table *t, const pas_table_sink *sink);
extern const pas_xml_events pas_table_events; /* data: the pas_table_run */
/* Inside a fix: the value of a PAS_ROW_KEEP row of the record that ends, absent if it was not met. Several
 * values of a PAS_MANY row are joined by line breaks. */
pas_str pas_table_kept(const pas_table_run *run, uint32_t slot);
/* The line and the record label of the record being read or just ended. */
uint32_t pas_table_line(const pas_table_run *run);
pas_str pas_table_label(const pas_table_run *run);
/* Frees, after saying the unknown elements. */
void pas_table_finish(pas_table_run *run);

/* Lexical forms, both ways (lex.c). Decoding sets a field of an open node. */
typedef enum pas_lexed { PAS_LEXED, PAS_LEXED_EMPTY, PAS_LEXED_BAD } pas_lexed;
pas_lexed pas_lex_decode(pas_graph *g, pas_node node, uint32_t field, uint8_t lex, const char *values,
                         pas_str text);
const char *pas_lex_expected(uint8_t lex, pas_lang lang); /* "JJ/MM/AAAA" */

#endif
