/*
 * What a run has to say, as text for the terminal and as JSON for other programs. Reads everything,
 * changes nothing. Called by cli.
 */
#ifndef PAS_REPORT_REPORT_H
#define PAS_REPORT_REPORT_H

#include "run/record.h"

typedef struct pas_report_style {
    pas_lang lang;
    bool show; /* personal values in clear */
    bool colour;
    uint32_t most; /* places shown per code; 0: all */
} pas_report_style;

void pas_report_text(const pas_report *r, const pas_report_style *style, pas_buf *to);
/* UTF-8 JSON, stable order; personal values in clear (the file is 0600). */
void pas_report_json(const pas_report *r, pas_buf *to);
/* Findings alone, grouped by code as in the report; for check, identify and errors before a run. */
void pas_report_findings(const pas_findings_list *list, const pas_report_style *style, pas_buf *to);

/* ----- what is known without a run (known.c) */
struct pas_identity;
/* A checked plan: steps, files found, options with where each value comes from. */
void pas_report_plan(const pas_plan *plan, pas_lang lang, pas_buf *to);
void pas_report_identity(const char *file, const struct pas_identity *found, uint32_t n, pas_lang lang,
                         pas_buf *to);
void pas_report_catalogue(const pas_catalogue *c, pas_lang lang, pas_buf *to);
/* One plugin: documents, where they come from, options; as Markdown also the tables, element by element. */
void pas_report_plugin(const pas_entry *e, pas_lang lang, bool markdown, pas_buf *to);
/* What a machine and an installation can do, point by point; the system calls of a worker, as Markdown. */
struct pas_diagnosis;
void pas_report_doctor(const struct pas_diagnosis *d, const pas_catalogue *c, pas_lang lang, pas_buf *to);
void pas_report_calls(pas_lang lang, pas_buf *to);
/* A message of the host or of a plugin. False if nobody knows the code. */
bool pas_report_explain(const pas_catalogue *c, pas_str code, pas_lang lang, pas_buf *to);

#endif
