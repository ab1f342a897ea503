/*
 * The plugin contract of Passerelle, whole: what a plugin says of itself (static tables) and what
 * the host gives it (named services). A plugin includes this header and nothing else of ours, and
 * links to none of our libraries.
 *
 * Usable from C11 and C++17. No library type, enum, bool or bit-field crosses the border.
 *
 * Four rules hold everywhere:
 *  - data describes, functions act: all the host needs for help, checks, documentation and dry runs
 *    is in the tables, readable without running a verb;
 *  - only the host touches the world: a plugin sees bytes, options and the graph, never a path, a
 *    descriptor, the clock, the environment or the locale;
 *  - errors are sticky: once a host call has failed, the others of that run do nothing and return
 *    the same status, so a verb may check once, at its end;
 *  - a verb that fails has emitted a finding. A bad record is a finding and the run goes on.
 *
 * Ownership: everything the host returns belongs to the host and lives until the verb returns
 * (a pas_str got from a streaming call lives until the next call of the same service). Everything a
 * plugin passes is copied before the call returns. Structures grow at their end only; arrays carry
 * a stride. A plugin must have no mutable global, start no thread and call no process function.
 */
#ifndef PASSERELLE_PLUGIN_H
#define PASSERELLE_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PAS_ABI_MAJOR 1
/* 1: PAS_ARG_ROWS; pas_view.text_at; pas_xmlouts.table, PAS_WRITTEN
 * 2: pas_plugin.validate, pas_view.own; pas_message.dangling; pas_document.fuller */
#define PAS_ABI_MINOR 2
#define PAS_MAGIC 0x4c534150u /* "PASL" in memory, little endian */

#if defined(__GNUC__)
#define PAS_EXPORT __attribute__((visibility("default")))
#else
#define PAS_EXPORT
#endif

/* ------------------------------------------------------------------ values */

/* UTF-8, not NUL-terminated. {NULL, 0} is "absent", {non-NULL, 0} is "empty". */
typedef struct pas_str {
    const char *ptr;
    size_t len;
} pas_str;

/* A civil date; year 0 means none. */
typedef struct pas_date {
    int16_t year;
    uint8_t month;
    uint8_t day;
} pas_date;

/* Local civil time of the run, fixed once when the run starts. */
typedef struct pas_stamp {
    pas_date date;
    uint8_t hour;
    uint8_t minute;
    uint8_t second;
    uint8_t reserved;
} pas_stamp;

/* Handle of a node of the graph; 0 is none. Handles of one run never change. */
typedef uint32_t pas_node;

/* 0 is done, 1 is "no more", below zero is a failed step. */
typedef int32_t pas_status;
#define PAS_OK 0
#define PAS_END 1
#define PAS_E_INPUT (-1)       /* the data are refused */
#define PAS_E_CONFIG (-2)      /* an option or the pipeline is wrong */
#define PAS_E_IO (-3)          /* reading or writing failed */
#define PAS_E_LIMIT (-4)       /* a limit set by the host was reached */
#define PAS_E_NOMEM (-5)       /* memory ran out */
#define PAS_E_UNSUPPORTED (-6) /* the service or the form is not known here */
#define PAS_E_CANCELLED (-7)   /* the host stops the step */
#define PAS_E_INTERNAL (-8)    /* a fault of the plugin or of the host */

/* A run: one call of one verb. Opaque, given to every service. */
typedef struct pas_run pas_run;
typedef struct pas_host pas_host;

/* ------------------------------------------------------- severity and blame */

#define PAS_INFO 0     /* information */
#define PAS_WARNING 1  /* avertissement: must be looked at */
#define PAS_ERROR 2    /* erreur: goes through but is wrong for identified people */
#define PAS_BLOCKING 3 /* bloquant: do not go to the next step; nothing is published */

#define PAS_BLAME_DATA 0   /* somebody corrects data in an application */
#define PAS_BLAME_CONFIG 1 /* the pipeline or the command line */
#define PAS_BLAME_SYSTEM 2 /* the machine: disk, memory, permissions */
#define PAS_BLAME_PLUGIN 3 /* the plugin's author */
#define PAS_BLAME_HOST 4   /* ours */

/* One finding that can be emitted. Texts hold {name} where an argument goes. `title` heads the group
 * of all findings of this code, `text` is one of them, `remedy` says what to do and where to click. */
typedef struct pas_message {
    const char *code;   /* stable, lower case, words joined by '-': the rule's id in the catalogue */
    const char *answer; /* the target system's own code for it (REJELEGROUPE_01), or NULL */
    const char *fix_in; /* the application in which to correct, as users call it; NULL: nowhere */
    const char *title_fr, *title_en;
    const char *text_fr, *text_en;
    const char *remedy_fr, *remedy_en;
    const char *source; /* where the rule comes from */
    uint8_t severity;   /* PAS_INFO … PAS_BLOCKING */
    uint8_t blame;      /* PAS_BLAME_* */
    uint16_t reserved;
    /* Since minor 2. Links ("structure-mef.mef", several joined by ';') for which the host says this message
     * in place of its own `lien-non-resolu`, where it would say that one: {cle} is what the link asked for,
     * {quoi} its kind ({quoi_en} in English). NULL: the plugin emits it itself. */
    const char *dangling;
} pas_message;

/* ------------------------------------------------------- documents and rows */

/* How a row of a document's table is to be understood. */
#define PAS_ROW_NEST 1   /* an element that only holds others */
#define PAS_ROW_RECORD 2 /* an element that is a node; target = kind */
#define PAS_ROW_VALUE 3  /* an element's text, or an attribute, that is a field; target = field */
#define PAS_ROW_KEEP 4   /* a value kept for the record's `fix` and given to no field */
#define PAS_ROW_SCOPE 5  /* a value kept for the records below: they fetch it with PAS_ROW_FROM */
#define PAS_ROW_FROM 6   /* the value of the nearest PAS_ROW_SCOPE row of this name, as a field */
#define PAS_ROW_UP 7     /* a link to the node of the enclosing record; target = field */
#define PAS_ROW_IGNORE 8 /* known and left out on purpose, with all below it */
#define PAS_ROW_CONST 9  /* a field that always has the value `values`; nothing is read or written */

/* How a value is spelled in the file (its type in the graph is the schema's). */
#define PAS_LEX_TEXT 0      /* as it is, outer white space removed */
#define PAS_LEX_RAW 1       /* as it is, byte for byte: codes in which blanks count */
#define PAS_LEX_UINT 2      /* digits, at most 2^31 - 1 */
#define PAS_LEX_DECIMAL 3   /* 4.50: kept in thousandths */
#define PAS_LEX_BOOL 4      /* 0/1, true/false, O/N */
#define PAS_LEX_DATE_FR 5   /* JJ/MM/AAAA */
#define PAS_LEX_DATE_ISO 6  /* AAAA-MM-JJ */
#define PAS_LEX_STAMP_FR 7  /* JJ/MM/AAAA HH:MM:SS */
#define PAS_LEX_TIME_HMS 8  /* 08:30:00: minutes since midnight */
#define PAS_LEX_TIME_HHMM 9 /* 0830 */
#define PAS_LEX_WEEKS 10    /* decimal unsigned 64-bit mask of weeks, bit i = week i */

#define PAS_REQUIRED 0x01u /* absent or empty is a finding (champ-obligatoire-absent) */
#define PAS_MANY 0x02u     /* may stand several times */
#define PAS_OLD 0x04u      /* a former spelling: read, never written */
#define PAS_KEY 0x08u      /* names the record in messages ("ELEVE 1500001") */
#define PAS_GUESS 0x10u    /* not proved by a real file: read if there, never asked for */
#define PAS_WRITTEN 0x20u  /* an element that is written, empty, even if nothing stands in it */

/* Called when a record of the table ends, with its fields set and not yet committed; for what a row
 * cannot say. PAS_END drops the record (the plugin has said why), below zero fails the step. */
typedef pas_status (*pas_fix)(pas_run *run, const pas_host *host, pas_node node);

/* One line of a document: one element or one attribute. A table lists them in the document's own
 * order, `depth` saying how they nest; it serves reading, writing, documentation and coverage. */
typedef struct pas_row {
    uint8_t depth;      /* 0 for the root element; an attribute is one deeper than its element */
    uint8_t what;       /* PAS_ROW_* */
    uint8_t lex;        /* PAS_LEX_* */
    uint8_t flags;      /* PAS_REQUIRED | … */
    uint16_t max;       /* longest value in characters, 0 = no limit known */
    uint16_t slot;      /* PAS_ROW_KEEP: index for pas_xml.kept, 0 … 15 */
    const char *name;   /* "ELEVE", or "@ELEVE_ID" for an attribute */
    const char *target; /* kind ("student") for a record; else a field of that kind ("family-name") */
    const char *link;   /* for a field that is a link: "kind:identifier", e.g. "mef:code" */
    const char *values; /* "1=M;2=F": file spelling = graph value, in both directions; NULL: as is.
                           For PAS_ROW_CONST: the value itself. For a PAS_ROW_SCOPE that is no field: what is
                           written, whatever was read. Several spellings of one value: the first is written */
    pas_fix fix;        /* PAS_ROW_RECORD only; may be NULL */
} pas_row;

#define PAS_IN 1u  /* direction: the plugin reads it */
#define PAS_OUT 2u /* … writes it */
#define PAS_CONTAINER_NONE 0
#define PAS_CONTAINER_ZIP1 1 /* a zip of exactly one document (or the bare document) */
#define PAS_CONTAINER_ZIP 2  /* a zip of many entries that the plugin opens itself */

/* One kind of file a system gives or takes. */
typedef struct pas_document {
    const char *id; /* "eleves": the document is PLUGIN:eleves */
    const char *title_fr, *title_en;
    const char *patterns; /* names users meet, separated by ';': a hint, content decides */
    const char *root;     /* XML root element, or NULL */
    const char *root_ns;  /* its namespace, or NULL */
    const char *marks;    /* paths under the root that tell it apart ("DONNEES/ELEVES/ELEVE/GROUPES;…"),
                             any one suffices; "!path" must not be met; NULL: none */
    const char *kinds;    /* the kinds this document defines whole ("division;group"): a link to such
                             a node that is not in it is dangling */
    const char *encoding; /* declared when written; NULL for UTF-8 */
    const char *where_fr, *where_en; /* where the admin finds or deposits the file, click by click */
    const pas_row *rows;
    uint32_t n_rows;
    uint32_t row_stride;
    uint32_t direction; /* PAS_IN | PAS_OUT */
    uint32_t container; /* PAS_CONTAINER_* */
    uint32_t flags;
    uint32_t reserved;
    /* Since minor 2. A document that an application gives in two forms, of which one holds all that the other
     * does: the paths under the root that only the fuller has (like `marks`, any one suffices), and what
     * users call each. If both are given, the fuller is read and the other is left aside: that is said.
     * `fuller` NULL: there is one form. */
    const char *fuller;
    const char *fuller_fr, *fuller_en, *plainer_fr, *plainer_en;
} pas_document;

#define PAS_DOC_PERSONAL 1u /* holds personal data */
#define PAS_DOC_DOCTYPE 2u  /* a DOCTYPE without a subset is usual in it; never fetched */

/* ------------------------------------------------------ options and fields */

#define PAS_OPT_TEXT 0
#define PAS_OPT_BOOL 1
#define PAS_OPT_INT 2
#define PAS_OPT_CHOICE 3
#define PAS_OPT_DATE 4
#define PAS_OPT_UAI 5
#define PAS_OPT_YEAR 6

typedef struct pas_option {
    const char *name;
    const char *def;     /* default as text; NULL: none, "" : empty */
    const char *choices; /* PAS_OPT_CHOICE: "refuse;accept" */
    const char *help_fr, *help_en;
    const char *document; /* the document it applies to, or NULL: all */
    int64_t min, max;     /* PAS_OPT_INT */
    uint32_t type;        /* PAS_OPT_* */
    uint32_t flags;
} pas_option;

#define PAS_FIDELITY_EXACT 0
#define PAS_FIDELITY_CUT 1     /* shortened by the format */
#define PAS_FIDELITY_RECODED 2 /* other words for the same thing */
#define PAS_FIDELITY_DERIVED 3 /* computed from other fields */

/* A field of the graph that a document needs when it is written, beyond its own rows (those are
 * known from the table). */
typedef struct pas_field_use {
    const char *document;
    const char *field;  /* "student.ine" */
    uint32_t fidelity;  /* PAS_FIDELITY_* */
    uint32_t direction; /* PAS_IN: given, PAS_OUT: taken */
} pas_field_use;

/* ------------------------------------------------------------------ plugin */

/* What a system is in the chain. Rules across systems speak of roles, never of systems. */
#define PAS_ROLE_PUPIL_BASE 0x01u /* pupils, guardians and their structure */
#define PAS_ROLE_STAFF_BASE 0x02u /* teachers, structure, services */
#define PAS_ROLE_TIMETABLE 0x04u  /* courses, groups and their members */
#define PAS_ROLE_ENT 0x08u        /* what the ENT takes */
#define PAS_ROLE_DIRECTORY 0x10u  /* accounts */

#define PAS_CAN_READ 0x01u
#define PAS_CAN_WRITE 0x02u
#define PAS_CAN_CHECK 0x04u
#define PAS_CAN_FORESEE 0x08u
#define PAS_CAN_IDENTIFY 0x10u
#define PAS_CAN_VALIDATE 0x20u

/* Frozen for all majors: what lets any host and any plugin tell each other what they are. */
typedef struct pas_head {
    uint32_t magic;
    uint16_t abi_major; /* built with */
    uint16_t abi_minor;
    uint32_t struct_size; /* sizeof(pas_plugin) in the plugin's build */
    uint16_t need_minor;  /* the oldest host minor it can live with */
    uint16_t ptr_bits;
    uint32_t caps; /* PAS_CAN_* */
    uint32_t reserved;
} pas_head;

/* `score` is 0 … 100 for the input, `document` an index in the plugin's table. Only for what the
 * tables (root, namespace, marks, patterns) cannot tell. */
typedef pas_status (*pas_verb_identify)(pas_run *run, const pas_host *host, uint32_t input,
                                        uint32_t *document, uint32_t *score);
typedef pas_status (*pas_verb)(pas_run *run, const pas_host *host);

typedef struct pas_plugin {
    pas_head head;
    const char *id;      /* [a-z][a-z0-9-]{1,30}; the file is id.so */
    const char *system;  /* the system's name as users write it: "SIECLE" */
    const char *version; /* of the plugin */
    const char *vendor, *license, *url;
    const char *summary_fr, *summary_en;
    const pas_document *documents;
    uint32_t n_documents, document_stride;
    const pas_option *options;
    uint32_t n_options, option_stride;
    const pas_field_use *fields;
    uint32_t n_fields, field_stride;
    const pas_message *messages;
    uint32_t n_messages, message_stride;
    uint32_t roles; /* PAS_ROLE_* */
    uint32_t reserved;
    pas_verb_identify identify;
    pas_verb read;    /* inputs -> graph */
    pas_verb check;   /* graph -> findings: what would the target refuse? Writes nothing */
    pas_verb foresee; /* graph -> outcomes: what will the target do with the file? */
    pas_verb write;   /* graph -> bytes */
    /* Since minor 2. graph -> findings: what is wrong in all that the step has read, its links resolved. With
     * this verb `read` only fills the graph: it may be called several times, each with some of the step's
     * files, by runs that know nothing of each other, and may not look at the graph as a whole. */
    pas_verb validate;
} pas_plugin;

/* The one exported function. */
typedef const pas_plugin *(*pas_plugin_entry)(void);
#define PAS_PLUGIN_SYMBOL "pas_plugin_v1"

/* The start of a plugin's descriptor. It needs a host of this header: PAS_SERVICE asks for whole tables. */
#define PAS_HEAD(caps_)                                                                                      \
    {                                                                                                        \
        PAS_MAGIC, PAS_ABI_MAJOR, PAS_ABI_MINOR, (uint32_t)sizeof(pas_plugin), PAS_ABI_MINOR,                \
            (uint16_t)(sizeof(void *) * 8u), (caps_), 0                                                      \
    }
/* A table and its two numbers, for the members that come by three. */
#define PAS_TABLE(t) (t), (uint32_t)(sizeof(t) / sizeof((t)[0])), (uint32_t)sizeof((t)[0])
#define PAS_NO_TABLE NULL, 0, 0

/* ---------------------------------------------------------------- services */

/* The only way to the services: NULL if the id is unknown or its table shorter than min_size. */
struct pas_host {
    uint32_t struct_size;
    uint16_t abi_major, abi_minor;
    const char *version;
    const void *(*service)(pas_run *run, const char *id, size_t min_size);
};
#define PAS_SERVICE(type, run, host, id) ((const type *)(host)->service((run), (id), sizeof(type)))

/* "pas.core/1" */
typedef struct pas_input {
    pas_str name;     /* the file's name, for messages; not a path */
    pas_str document; /* the document id the host recognised */
    uint64_t size;    /* bytes of the file as given */
} pas_input;
typedef struct pas_core {
    uint32_t struct_size;
    uint32_t reserved;
    void *(*alloc)(pas_run *run, size_t size); /* zeroed; lives until the verb returns */
    pas_status (*status)(pas_run *run);        /* the sticky status */
    pas_status (*fail)(pas_run *run, pas_status status);
    pas_str (*document)(pas_run *run); /* write, check, foresee: the document asked for */
    pas_str (*option)(pas_run *run, const char *name);
    int64_t (*option_int)(pas_run *run, const char *name); /* bool: 0 or 1 */
    uint32_t (*input_count)(pas_run *run); /* validate: of those that were read, without their sizes */
    pas_status (*input)(pas_run *run, uint32_t i, pas_input *ret);
    pas_stamp (*now)(pas_run *run);
    pas_status (*tick)(pas_run *run, uint64_t done, uint64_t total); /* progress; feeds the watchdog */
} pas_core;
#define PAS_CORE "pas.core/1"

/* "pas.finding/1" */
#define PAS_ARG_PERSONAL 1u /* masked on the terminal unless asked */
/* A small table, printed under the finding and kept as rows in JSON; never put inside a {placeholder}. Rows
 * are separated by '\n' and their cells by '\t'; the first row is a header, the first cell of a row its
 * label. A cell that begins with PAS_CELL_PERSONAL is masked like a personal argument; with PAS_ARG_PERSONAL
 * all are but the header and the labels. What follows PAS_CELL_ENGLISH in a cell is its English form. A value
 * that comes from a file must have its control characters replaced. (Since minor 1; an older host shows no
 * table.) */
#define PAS_ARG_ROWS 2u
#define PAS_CELL_PERSONAL "\x01"
#define PAS_CELL_ENGLISH "\x02"
typedef struct pas_arg {
    const char *name;
    pas_str value;
    uint32_t flags;
    uint32_t reserved;
} pas_arg;
typedef struct pas_findings {
    uint32_t struct_size;
    uint32_t reserved;
    /* `code` is one of the plugin's messages. With a node the finding stands where the node was read,
     * else where the reader is now. `field` may be NULL. */
    pas_status (*emit)(pas_run *run, const char *code, pas_node node, const char *field, const pas_arg *args,
                       uint32_t n_args);
    uint64_t (*count)(pas_run *run, const char *code); /* emitted so far in this run */
} pas_findings;
#define PAS_FINDINGS "pas.finding/1"

/* "pas.text/1": results live until the verb returns */
#define PAS_FOLD_NAME 0 /* rules.md 3.0: no accents, upper case, no blank, hyphen, apostrophe, dot */
#define PAS_FOLD_CODE 1 /* the same, and '_', '/', '°' go too */
#define PAS_UPPER 2     /* upper case, accents kept */
typedef struct pas_text {
    uint32_t struct_size;
    uint32_t reserved;
    pas_str (*fold)(pas_run *run, pas_str text, uint32_t how);
    pas_str (*format)(pas_run *run, const char *printf_format, ...);
} pas_text;
#define PAS_TEXT "pas.text/1"

/* "pas.stream/1" and "pas.zip/1": bytes */
typedef struct pas_stream pas_stream;
typedef struct pas_streams {
    uint32_t struct_size;
    uint32_t reserved;
    pas_stream *(*open)(pas_run *run, uint32_t input);
    int64_t (*read)(pas_run *run, pas_stream *s, void *buffer,
                    size_t size); /* 0 at the end, below 0 failed */
    void (*close)(pas_run *run, pas_stream *s);
} pas_streams;
#define PAS_STREAMS "pas.stream/1"
typedef struct pas_zip {
    uint32_t struct_size;
    uint32_t reserved;
    /* Entries that could be used, macOS litter left out. Names are checked: no "..", no absolute path. */
    uint32_t (*count)(pas_run *run, uint32_t input);
    pas_str (*name)(pas_run *run, uint32_t input, uint32_t entry);
    pas_stream *(*open)(pas_run *run, uint32_t input, uint32_t entry);
} pas_zip;
#define PAS_ZIP "pas.zip/1"

/* "pas.xml/1": no DOCTYPE, no entity, no network; bounded; exact line */
#define PAS_XML_START 1
#define PAS_XML_END 2
#define PAS_XML_TEXT 3
typedef struct pas_xml {
    uint32_t struct_size;
    uint32_t reserved;
    /* Reads a whole input through a table into the graph. An input that is a zip of one document is
     * opened first. Unknown elements are counted and reported once each. */
    pas_status (*read)(pas_run *run, uint32_t input, const pas_row *rows, uint32_t n_rows,
                       uint32_t row_stride);
    /* Inside a fix: the value of the PAS_ROW_KEEP row of this slot, absent if not met. */
    pas_str (*kept)(pas_run *run, uint32_t slot);
    /* The pull view, for a document no table can hold. NULL stream: the input itself. */
    pas_status (*open)(pas_run *run, uint32_t input, pas_stream *stream);
    int32_t (*next)(pas_run *run); /* PAS_XML_*, 0 at the end, below zero failed */
    pas_str (*name)(pas_run *run); /* local name */
    pas_str (*attribute)(pas_run *run, const char *name);
    pas_str (*text)(pas_run *run);
    uint32_t (*depth)(pas_run *run); /* 1 for the root */
    uint32_t (*line)(pas_run *run);
    pas_status (*skip)(pas_run *run); /* to the end tag of the element just started */
    void (*close)(pas_run *run);
} pas_xml;
#define PAS_XML "pas.xml/1"

/* "pas.build/1": the graph being read. Kinds and fields are resolved by name once; 0 is unknown. */
typedef struct pas_build {
    uint32_t struct_size;
    uint32_t reserved;
    uint32_t (*kind)(pas_run *run, const char *name);
    uint32_t (*field)(pas_run *run, const char *kind_dot_field);
    /* Starts a node whose origin is where the reader is now. Nodes may nest; end commits the last. */
    pas_node (*begin)(pas_run *run, uint32_t kind);
    pas_status (*end)(pas_run *run, pas_node node);
    pas_status (*abort)(pas_run *run, pas_node node);
    /* Valid between begin and end (and inside a fix). Repeated calls add values to a repeatable field. */
    pas_status (*set_text)(pas_run *run, pas_node node, uint32_t field, pas_str text);
    pas_status (*set_int)(pas_run *run, pas_node node, uint32_t field,
                          int64_t value); /* bool, minutes, thousandths */
    pas_status (*set_date)(pas_run *run, pas_node node, uint32_t field, pas_date date);
    pas_status (*set_weeks)(pas_run *run, pas_node node, uint32_t field, uint64_t weeks);
    /* A link to the node of `kind` whose identifier field `ident` ("mef.code") is `key`: read already or not
     * yet. */
    pas_status (*link)(pas_run *run, pas_node node, uint32_t field, uint32_t ident, pas_str key);
    pas_status (*link_node)(pas_run *run, pas_node node, uint32_t field, pas_node to);
    /* The open node of this kind around `node`; 0 if there is none. */
    pas_node (*around)(pas_run *run, pas_node node, uint32_t kind);
    /* The node already read from this source whose identifier field `ident` is `key`; 0 if none yet: for a
     * format that repeats a whole record under each of its users. */
    pas_node (*known)(pas_run *run, uint32_t ident, pas_str key);
} pas_build;
#define PAS_BUILD "pas.build/1"

/* "pas.view/1": the graph as it stands, read-only and in a fixed order. In `read` it may be used once
 * everything has been read, by a plugin without `validate`: its first call resolves the links, and nothing
 * can be added after it. */
#define PAS_ABSENT 0
#define PAS_EMPTY 1
#define PAS_GIVEN 2
typedef struct pas_source {
    pas_str step;   /* name of the read step */
    pas_str plugin; /* its plugin */
    pas_str system; /* the plugin's `system` */
    uint32_t roles; /* PAS_ROLE_* */
    uint32_t reserved;
} pas_source;
typedef struct pas_view {
    uint32_t struct_size;
    uint32_t reserved;
    uint32_t (*kind)(pas_run *run, const char *name);
    uint32_t (*field)(pas_run *run, const char *kind_dot_field);
    uint32_t (*source_count)(pas_run *run);
    pas_status (*source)(pas_run *run, uint32_t source, pas_source *ret);
    int32_t (*source_of_role)(pas_run *run, uint32_t role); /* first, or -1 */
    int32_t (*source_defines)(pas_run *run, uint32_t source,
                              const char *kind);                     /* 1: a document that defines the
                                                                        kind was read from it */
    pas_node (*first)(pas_run *run, uint32_t kind, uint32_t source); /* in the order they were read */
    pas_node (*next)(pas_run *run, pas_node node);                   /* same kind, same source */
    uint32_t (*kind_of)(pas_run *run, pas_node node);
    uint32_t (*source_of)(pas_run *run, pas_node node);
    uint32_t (*presence)(pas_run *run, pas_node node, uint32_t field); /* PAS_ABSENT, PAS_EMPTY, PAS_GIVEN */
    uint32_t (*count)(pas_run *run, pas_node node, uint32_t field);
    pas_str (*text)(pas_run *run, pas_node node, uint32_t field); /* first value; absent if none */
    int64_t (*integer)(pas_run *run, pas_node node, uint32_t field, int64_t otherwise);
    pas_date (*date)(pas_run *run, pas_node node, uint32_t field);
    uint64_t (*weeks)(pas_run *run, pas_node node, uint32_t field);
    pas_node (*link)(pas_run *run, pas_node node, uint32_t field, uint32_t i); /* 0 if it does not resolve */
    pas_str (*link_key)(pas_run *run, pas_node node, uint32_t field, uint32_t i);
    /* Nodes whose link `field` points to `node`: *cursor starts at 0. */
    pas_node (*incoming)(pas_run *run, pas_node node, uint32_t field, uint32_t *cursor);
    /* The node of `kind` in `source` whose identifier field `ident` is `key`; *cursor goes through several.
     */
    pas_node (*find)(pas_run *run, uint32_t source, uint32_t ident, pas_str key, uint32_t *cursor);
    /* The node that [match] found to be the same in `source`, 0 if none; `how` (may be NULL): the reason. */
    pas_node (*match)(pas_run *run, pas_node node, uint32_t source, pas_str *how);
    pas_str (*label)(pas_run *run, pas_node node); /* what names the record in messages */
    /* Since minor 1. The i-th value of a repeated text, from 0; absent beyond the last. (Since minor 2 those
     * that are empty count, and hold the place of the others.) */
    pas_str (*text_at)(pas_run *run, pas_node node, uint32_t field, uint32_t i);
    /* Since minor 2. In read and validate, the source that this step is. */
    uint32_t (*own)(pas_run *run);
} pas_view;
#define PAS_VIEW "pas.view/1"

/* "pas.foresee/1": what the target will do with one record */
#define PAS_FATE_COMPLETE 0 /* taken whole */
#define PAS_FATE_PARTIAL 1  /* taken in part */
#define PAS_FATE_REJECTED 2 /* refused */
#define PAS_FATE_ABSENT 3   /* not in the file: what the target has of it goes */
#define PAS_FATE_UNKNOWN 4  /* non contrôlé: a file is missing to tell */
typedef struct pas_foresight {
    uint32_t struct_size;
    uint32_t reserved;
    /* One record's fate, with the target's own code for it (NULL if taken whole) and the part it
     * concerns (a group's code; may be absent). A record may be told several times: its worst fate counts. */
    pas_status (*fate)(pas_run *run, pas_node node, uint32_t fate, const char *answer, pas_str part);
    /* A figure of the deposit, in the order told: "links" = 1204. `name` is one of the plugin's messages. */
    pas_status (*figure)(pas_run *run, const char *code, int64_t value);
} pas_foresight;
#define PAS_FORESIGHT "pas.foresee/1"

/* "pas.out/1": bytes to the host's staging area; published together at the end, or never */
typedef struct pas_out pas_out;
typedef struct pas_outs {
    uint32_t struct_size;
    uint32_t reserved;
    /* `file` is a plain name; with `entry` the file is a zip that holds this one entry. */
    pas_out *(*open)(pas_run *run, pas_str file, pas_str entry);
    pas_status (*write)(pas_run *run, pas_out *out, const void *bytes, size_t size);
    pas_status (*close)(pas_run *run, pas_out *out);
} pas_outs;
#define PAS_OUTS "pas.out/1"

/* "pas.xmlout/1": a document written along its table. `row` is an index in it; the service checks
 * order, obligation, length and form, and writes names, escapes and charset. A character that the
 * charset lacks is a finding that names the field. */
typedef struct pas_xmlout pas_xmlout;
/* The value of a PAS_ROW_KEEP row of this slot, for the record written of `node`; absent: it is not written.
 */
typedef pas_str (*pas_supply)(pas_run *run, const pas_host *host, pas_node node, uint32_t slot);
typedef struct pas_xmlouts {
    uint32_t struct_size;
    uint32_t reserved;
    pas_xmlout *(*open)(pas_run *run, pas_out *out, const char *encoding, const pas_row *rows,
                        uint32_t n_rows, uint32_t row_stride);
    pas_status (*begin)(pas_run *run, pas_xmlout *x, uint32_t row); /* an element that holds others */
    pas_status (*end)(pas_run *run, pas_xmlout *x, uint32_t row);
    pas_status (*text)(pas_run *run, pas_xmlout *x, uint32_t row, pas_str value); /* element or attribute */
    pas_status (*integer)(pas_run *run, pas_xmlout *x, uint32_t row, int64_t value);
    pas_status (*date)(pas_run *run, pas_xmlout *x, uint32_t row, pas_date value);
    pas_status (*weeks)(pas_run *run, pas_xmlout *x, uint32_t row, uint64_t value);
    pas_status (*node)(pas_run *run, pas_xmlout *x,
                       pas_node node); /* whose record the values come from, for findings */
    pas_status (*close)(pas_run *run, pas_xmlout *x);
    /*
     * Since minor 1. The whole document, from the nodes of one source, in the order they were read. A
     * record's row stands for the nodes of its kind
     *   - that were read from this document, if the source was read from it at all, else from any;
     *   - that have the key of the row (PAS_KEY | PAS_REQUIRED) and the values of its PAS_ROW_CONST rows (one
     *     without PAS_ROW_CONST: that have not those of a row of its kind beside it; one that stands once,
     * alone of its kind, whose constants no node has: the first);
     *   - whose PAS_ROW_UP link leads to the node written around them;
     *   - whose PAS_ROW_FROM fields have the values that the scopes around have in the element that is open.
     * An element that repeats (PAS_MANY) and holds the scope is written once for each run of equal values.
     * Without PAS_MANY, one node. A PAS_ROW_SCOPE that is no field has its `values`, else the value of the
     * first record that fetches it. An element that only holds others is written if it is PAS_REQUIRED or
     * PAS_WRITTEN, or if something is in it. The values of a field that has several rows go to them in turn.
     * Absent is not written, empty is written empty; PAS_OLD and ignored rows are not written, with all
     * below. What no row can hold is told once a field, nodes that stand nowhere once a kind; a field that
     * `fill` writes is not lost if the plugin's `fields` take it (PAS_OUT) for this document.
     */
    pas_status (*table)(pas_run *run, pas_xmlout *x, uint32_t source, pas_supply fill);
} pas_xmlouts;
#define PAS_XMLOUTS "pas.xmlout/1"

#ifdef __cplusplus
}
#endif
#endif
