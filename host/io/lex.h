/*
 * Lexical forms, for the table reader (xml_table.c) and for the writer: what a spelling in a file means
 * in the graph. The rest of lex.c is in xml_table.h.
 */
#ifndef PAS_IO_LEX_H
#define PAS_IO_LEX_H

#include "graph/graph.h"

/* The text as the form sees it: outer white space removed, except for PAS_LEX_RAW. */
pas_str pas_lex_trim(uint8_t lex, pas_str text);
/* "1=M;2=F": the graph's value of a spelling, and the spelling of a graph's value. False: not in the list. */
bool pas_lex_map_in(const char *values, pas_str spelling, pas_str *ret);
bool pas_lex_map_out(const char *values, pas_str value, pas_str *ret);
/* True if values of this form can be kept in a field of this type (pas_type). */
bool pas_lex_fits(uint8_t lex, uint8_t type);
/* Sets a field from the graph's own spelling: 12, 4.500, true, 2026-09-01, 08:30. False if it is none. */
bool pas_lex_set(pas_graph *g, pas_node node, uint32_t field, pas_str text);
/* True if the field has the value that pas_lex_set would give it from this text; a link has none. */
bool pas_lex_is(const pas_graph *g, pas_node node, uint32_t field, pas_str text);

#endif
