/*
 * Findings: what the tool says. A finding is a code, where it stands and its arguments; its texts are
 * in the message tables (the host's own in messages/, a plugin's in its descriptor). Lists of
 * findings travel from the worker to the host, then to the report.
 */
#ifndef PAS_BASE_FINDING_H
#define PAS_BASE_FINDING_H

#include "base/memory.h"

/* French first. */
typedef enum pas_lang { PAS_FR, PAS_EN } pas_lang;

/* Where a finding or a node stands. */
typedef struct pas_origin {
    pas_str step;   /* name of the pipeline's step, or absent */
    pas_str file;   /* "ExportXML_Structures.zip!Structures.xml", or absent */
    uint32_t line;  /* 0: none */
    pas_str record; /* "ELEVE 1500001", or absent */
} pas_origin;

typedef struct pas_argument {
    pas_str name;
    pas_str value;
    uint8_t flags; /* PAS_ARG_* */
} pas_argument;

typedef struct pas_finding {
    const pas_message *message; /* never NULL: an unknown code becomes `greffon-code-inconnu` */
    pas_origin origin;
    pas_str field; /* absent, or the field it is about */
    const pas_argument *args;
    uint32_t n_args;
    uint8_t severity; /* the message's, or what a pipeline made of it */
} pas_finding;

/* A list, in the order emitted. Everything in it is copied. */
typedef struct pas_findings_list pas_findings_list;
pas_findings_list *pas_list_new(void);
void pas_list_free(pas_findings_list *list);
/* Copies the finding (texts and arguments); `message` must outlive the list. */
void pas_list_add(pas_findings_list *list, const pas_finding *finding);
void pas_list_add_all(pas_findings_list *list, const pas_findings_list *from);
size_t pas_list_count(const pas_findings_list *list);
const pas_finding *pas_list_get(const pas_findings_list *list, size_t i);
/* Highest severity in it, -1 if empty. */
int pas_list_worst(const pas_findings_list *list);
/* Whether something blocking was said from number `from` on, by `step` or (NULL) by any. */
bool pas_list_blocks(const pas_findings_list *list, size_t from, const char *step);
size_t pas_list_count_code(const pas_findings_list *list, const char *code);

/* Adds a finding of the host's own table. Arguments are pairs (name, text) of C strings ended by NULL. */
void pas_list_say(pas_findings_list *list, pas_origin origin, const char *code, ...)
    __attribute__((sentinel));

/* The host's own messages (rows in host/base/messages/). */
const pas_message *pas_host_messages(size_t *ret_count);
const pas_message *pas_host_message(const char *code); /* NULL if unknown */

/* The text of one finding in a language, with its arguments put in. Personal ones are masked unless
 * `show`: each word keeps its first letter. Owner: the caller frees the buffer. */
void pas_finding_text(pas_buf *to, const pas_finding *f, pas_lang lang, bool show);
/* Fills {name} in any template (title, text, remedy). A table (PAS_ARG_ROWS) is put in none. */
void pas_fill(pas_buf *to, const char *template_, const pas_argument *args, uint32_t n_args, bool show);

/* A personal value as it is shown: the first letter of each word, the last two digits of a number. */
void pas_mask(pas_buf *to, pas_str s);

const char *pas_severity_name(uint8_t severity, pas_lang lang); /* "bloquant", "erreur"… */

#endif
