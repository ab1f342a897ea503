/*
 * A pipeline file, checked: what will be run, with which plugins, options and files. Made from INI
 * text by inih behind a strict line reader (lines.c). All mistakes of a file are found at once, each
 * with file:line and, where one is near, a suggestion; a plan with mistakes is never run.
 *
 *     [pipeline]  format = 1 (required), name, summary, summary.en, phase, level, and for every step LIMITS:
 *                 timeout, idle, memory, sandbox = require|prefer|off
 *     [vars]      NAME = default (empty: must be given);  NAME.type = text|uai|annee|date|int|bool|a/b/c;
 *                 NAME.help = …  Used as ${NAME}; $$ is a dollar; --set NAME=VALUE overrides.
 *     [read N]    plugin, file.DOCUMENT = PATTERN (exactly one file must answer), or
 *                 file = PATTERN (every file that answers is recognised by its content),
 *                 documents = DOCUMENT… (the only ones read; default: all),
 *                 optional = all | DOCUMENT…, option.NAME = …, LIMITS
 *     [match N]   between = READ READ… (default: all), student = WAY WAY…, group = WAY…, division = WAY…
 *     [check N]   rules = * | RULE…, severity.CODE = information|avertissement|erreur|bloquant
 *                 or severity.bloquant = CODE CODE…
 *     [write N]   plugin, document, option.NAME = …, LIMITS
 *
 * PATTERN: shell patterns relative to the input folder, several joined by " | ".
 */
#ifndef PAS_PIPELINE_PLAN_H
#define PAS_PIPELINE_PLAN_H

#include "base/sandbox.h"
#include "plugins/catalogue.h"

typedef enum pas_step_kind { PAS_STEP_READ, PAS_STEP_MATCH, PAS_STEP_CHECK, PAS_STEP_WRITE } pas_step_kind;

typedef struct pas_plan_option {
    const char *name;
    const char *value; /* after variables, checked against the plugin's table; defaults are in too */
    uint32_t line;     /* 0: the plugin's default */
} pas_plan_option;

typedef struct pas_plan_file {
    const char *path;     /* as opened */
    const char *name;     /* for messages: relative to the input folder */
    const char *document; /* asked for by file.DOCUMENT, or NULL: to be recognised */
    uint32_t line;
} pas_plan_file;

typedef struct pas_plan_ways {
    const char *kind;  /* "student" */
    const char **ways; /* "ine", "name+birth-date", "code", "folded-code" */
    uint32_t n;
} pas_plan_ways;

typedef struct pas_plan_severity {
    const char *code;
    uint8_t severity;
} pas_plan_severity;

/* What a section says of the worker that runs it. */
typedef struct pas_plan_limits {
    uint32_t seconds; /* 0: the default limit */
    uint32_t idle;    /* likewise */
    uint64_t memory;  /* likewise */
    pas_sandbox sandbox;
    uint32_t sandbox_line; /* where it was chosen, 0 nowhere */
} pas_plan_limits;

typedef struct pas_step {
    pas_step_kind kind;
    const char *name;
    uint32_t line;
    const pas_entry *entry;       /* read, write */
    const pas_document *document; /* write */
    pas_plan_option *options;     /* every option that applies to the step */
    uint32_t n_options;
    pas_plan_file *files; /* read: patterns resolved, sorted */
    uint32_t n_files;
    const char **documents; /* read: those it wants; n_documents 0: all that the plugin reads */
    uint32_t n_documents;
    bool optional_all; /* read */
    const char **optional;
    uint32_t n_optional;
    const char **patterns; /* read: as written, for "no file answers" */
    uint32_t n_patterns;
    const char **between; /* match: names of read steps */
    uint32_t n_between;
    pas_plan_ways *ways; /* match */
    uint32_t n_ways;
    const char **rules; /* check; n_rules 0: all */
    uint32_t n_rules;
    pas_plan_severity *severities; /* check */
    uint32_t n_severities;
    pas_plan_limits limits;
} pas_step;

/* Whether a reading step takes files of this document, and whether it can do without. */
bool pas_step_wants(const pas_step *step, const pas_document *document);
bool pas_step_can_miss(const pas_step *step, const pas_document *document);

typedef struct pas_plan_var {
    const char *name, *type, *value, *help;
    uint32_t line;
    bool set; /* by --set */
} pas_plan_var;

typedef struct pas_plan pas_plan;

typedef struct pas_plan_wish {
    const char *path;        /* of the pipeline file */
    const char *in;          /* input folder; NULL: the pipeline's own folder */
    const char *const *sets; /* "name=value" */
    size_t n_sets;
    const char *const *rules; /* every rule id a [check] may name */
    size_t n_rules;
    pas_lang lang; /* of system error texts in findings */
} pas_plan_wish;

/* Reads, checks and resolves. Never NULL unless the file cannot be read at all. Mistakes are in
 * `findings` (PAS_BLAME_CONFIG, origin file and line); then pas_plan_good is false. Missing input
 * files are findings of the data (`fichier-manquant`), told with where the admin finds them. */
pas_plan *pas_plan_load(const pas_plan_wish *wish, const pas_catalogue *catalogue,
                        pas_findings_list *findings);
/* The plugins that the file names, silently and before anything is known of them: what is wrong is said by
 * pas_plan_load. NULL: any may be named (the file cannot be read, a name is a variable, severities are given
 * to codes that may be any plugin's). The array and its texts are the arena's. */
const char *const *pas_plan_plugins(const char *path, pas_arena *arena, size_t *ret_n);
void pas_plan_free(pas_plan *plan);
bool pas_plan_good(const pas_plan *plan);     /* no mistake of the pipeline or the command line */
bool pas_plan_complete(const pas_plan *plan); /* and every needed file is there */
size_t pas_plan_steps(const pas_plan *plan);
const pas_step *pas_plan_step(const pas_plan *plan, size_t i); /* in the order of the file */
size_t pas_plan_vars(const pas_plan *plan);
const pas_plan_var *pas_plan_var_at(const pas_plan *plan, size_t i);
const char *pas_plan_name(const pas_plan *plan);
const char *pas_plan_summary(const pas_plan *plan, pas_lang lang);
uint8_t pas_plan_level(const pas_plan *plan); /* findings at or above it make exit code 1 */
/* The severity that a [check] of the plan gives to a code, whoever says it; `otherwise` if none does. */
uint8_t pas_plan_severity_of(const pas_plan *plan, const char *code, uint8_t otherwise);
const char *pas_plan_value(const pas_plan *plan, const char *var); /* NULL if there is none */

#endif
