/*
 * The strict reading of an INI file. The system's inih cuts long lines and turns their tail into
 * settings, takes an indented line for the end of the one above, and says nothing of a repeated or an
 * empty section; so it is fed line by line by a reader that refuses, with the line, whatever it would
 * read otherwise than it is written. Called by plan.c.
 */
#ifndef PAS_PIPELINE_LINES_H
#define PAS_PIPELINE_LINES_H

#include "base/finding.h"

#define PAS_INI_LINE 190          /* longest line, in bytes (inih is usually built for 199) */
#define PAS_INI_NAME 45           /* longest section title or key, in bytes (inih: 49) */
#define PAS_INI_FILE (256u << 10) /* longest file, in bytes */
#define PAS_INI_MOST 1000         /* sections and settings of a file */

typedef struct pas_ini_setting {
    const char *key, *value;
    uint32_t line;
} pas_ini_setting;

typedef struct pas_ini_section {
    const char *title; /* between the brackets: "read base" */
    uint32_t line;
    bool refused; /* its title was refused or seen before: what it holds is not to be looked at */
    pas_ini_setting *settings;
    size_t n_settings, cap;
} pas_ini_section;

/* Sections in the order of the file, the empty ones too. */
typedef struct pas_ini {
    pas_ini_section *sections;
    size_t n_sections, cap;
    bool sound; /* no line was refused */
} pas_ini;

/* Parses a text that is in memory; `name` is what the findings call it. Texts go to the arena. Never
 * NULL; every refusal is a finding with its line. Owner: the caller, pas_ini_free. */
pas_ini *pas_ini_parse(pas_arena *arena, const char *name, pas_str text, pas_findings_list *findings);
/* Reads a regular file of at most PAS_INI_FILE bytes and parses it. NULL if it cannot be read: said.
 * `lang` is the language of the system's reason. */
pas_ini *pas_ini_load(pas_arena *arena, const char *path, pas_lang lang, pas_findings_list *findings);
void pas_ini_free(pas_ini *ini);
const pas_ini_setting *pas_ini_find(const pas_ini_section *section, const char *key); /* NULL if none */

#endif
