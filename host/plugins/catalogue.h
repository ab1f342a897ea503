/*
 * What plugins there are and what they say of themselves. The host never loads a plugin into its own
 * process to know it: a worker does, and sends the description, which is kept here as the host's own
 * copy (with --in-process the copy is made directly). Used by pipeline, worker, report and cli.
 */
#ifndef PAS_PLUGINS_CATALOGUE_H
#define PAS_PLUGINS_CATALOGUE_H

#include "base/finding.h"

typedef struct pas_catalogue pas_catalogue;

typedef struct pas_entry {
    const char *id;           /* from the file's name */
    const char *path;         /* of the shared object */
    bool bundled;             /* found in the installed directory */
    bool usable;              /* false: refused, `refusal` says why */
    pas_finding refusal;      /* when not usable */
    const pas_plugin *plugin; /* the host's copy: tables, no verbs (they are NULL); rows without fix */
} pas_entry;

/* A plugin to be described, and its description. */
typedef struct pas_described {
    const char *path;
    bool bundled;
    pas_findings_list *findings; /* what was said of it */
    const pas_plugin *plugin;    /* the answer, in the arena; NULL: said */
} pas_described;

/* Makes the host's copies of plugins, all at once; implemented by the worker folder (describe.c), given to
 * the catalogue so that this folder knows nothing above it. */
typedef void (*pas_describe)(void *data, pas_described *all, size_t n, pas_arena *arena);

/* Looks in `paths` (colon separated, may be NULL), then in PASSERELLE_PLUGIN_PATH unless the process is
 * privileged, then in the installed directory. The first plugin of an id wins. A file that is group- or
 * world-writable, or that neither root nor the user owns (nor its folder), is refused. */
pas_catalogue *pas_catalogue_open(const char *paths, pas_describe describe, void *data);
/* The same, but only plugins of these ids are described: of the others nothing is known but that they are
 * there (`plugin` is NULL). `only` NULL: all. */
pas_catalogue *pas_catalogue_open_only(const char *paths, const char *const *only, size_t n_only,
                                       pas_describe describe, void *data);
void pas_catalogue_free(pas_catalogue *c);
size_t pas_catalogue_count(const pas_catalogue *c);
const pas_entry *pas_catalogue_at(const pas_catalogue *c, size_t i); /* sorted by id */
const pas_entry *pas_catalogue_find(const pas_catalogue *c, pas_str id);
/* The folders looked in, for messages; separated by ", ". */
const char *pas_catalogue_folders(const pas_catalogue *c);

/* Rows of a descriptor's table by index, whatever its stride. */
const pas_document *pas_plugin_document(const pas_plugin *p, uint32_t i);
const pas_document *pas_plugin_find_document(const pas_plugin *p, pas_str id); /* NULL if none */
const pas_option *pas_plugin_option(const pas_plugin *p, uint32_t i);
const pas_option *pas_plugin_find_option(const pas_plugin *p, pas_str name);
const pas_field_use *pas_plugin_field(const pas_plugin *p, uint32_t i);
const pas_message *pas_plugin_message(const pas_plugin *p, uint32_t i);
const pas_message *pas_plugin_find_message(const pas_plugin *p, pas_str code);
const pas_row *pas_document_row(const pas_document *d, uint32_t i);

/* Checks a loaded descriptor (magic, versions, sizes, capability against verb, ids, tables, texts in two
 * languages, defaults of options) and copies it into `arena`. False: *ret_code is the message's code and
 * the arguments say both versions and the remedy. */
bool pas_plugin_check(const pas_plugin *theirs, const char *id, pas_arena *arena, pas_plugin **ret_copy,
                      pas_findings_list *findings);

#endif
