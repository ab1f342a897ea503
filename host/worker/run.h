/*
 * A run as a plugin meets it: the services of plugin.h over the graph, the readers and the writers.
 * Lives in the worker (or in this process with in_process). Split by service; this is what they share.
 */
#ifndef PAS_WORKER_RUN_H
#define PAS_WORKER_RUN_H

#include "base/pool.h"
#include "io/xml_out.h"
#include "io/xml_table.h"
#include "io/zip.h"
#include "worker/job.h"

typedef struct pas_run_input {
    const pas_job_input *given;
    const pas_document *document; /* in the plugin's table, NULL if not known */
    pas_zip_in *zip;
    uint32_t graph_input; /* in the graph, once reading began */
    pas_str name;         /* with the entry once a zip is open */
} pas_run_input;

#define PAS_MOST_SERVICES 16

struct pas_run {
    const pas_job *job;
    const pas_plugin *plugin; /* theirs, with its verbs */
    const pas_host *host;
    const char *asked[PAS_MOST_SERVICES]; /* where each service's name was last read from */
    pas_arena *arena;
    pas_wire *wire;
    pas_page *page; /* may be NULL */
    pas_status status;
    uint64_t errors;  /* findings of severity error or worse, the host's included */
    uint64_t *counts; /* findings per message of the plugin */
    pas_io io;        /* data: this run */
    struct {
        pas_pool *keys;   /* "field:key" */
        pas_map *nodes;   /* key's number -> node */
        pas_node scanned; /* nodes looked at so far */
        uint32_t ident;
    } known; /* of pas_build.known; one identifier at a time */
    pas_graph *graph;
    uint32_t source;
    pas_run_input *inputs;
    uint32_t n_inputs;
    uint32_t current; /* input being read + 1, 0 none */
    uint32_t line;    /* where the pull view or the parser is */
    bool resolved;    /* links are: nothing may be added any more */
    pas_table_run *table;
    pas_xml_pull *pull;
    pas_bytes *pull_bytes;
    pas_stream *streams; /* open ones */
    bool writing;        /* the write verb is running: outputs may be opened */
    pas_out *out;        /* the last opened */
    pas_xmlout *xmlout;  /* the last opened */
    pas_buf body;        /* of the frame being made */
};

/* Starts and ends a run, over `graph` for the verbs that take one, else NULL. */
void pas_run_begin(pas_run *run, const pas_job *job, const pas_plugin *plugin, pas_wire *wire, pas_page *page,
                   const pas_image *graph);
void pas_run_end(pas_run *run);

/* Makes `status` the run's status if it is a failure and the first. */
pas_status pas_run_fail(pas_run *run, pas_status status);

/* One finding on the wire. `message` gives code and severity; `node` 0: where the reader is. */
void pas_run_say(pas_run *run, const pas_message *message, pas_node node, uint32_t line, const char *field,
                 const pas_argument *args, uint32_t n_args);
/* A finding of the host about the run itself; pairs ended by NULL. */
__attribute__((sentinel)) void pas_run_tell(pas_run *run, const char *code, ...);

/* The input's bytes: the file itself, or the one document of its zip. NULL: said, status set. */
pas_bytes *pas_run_open_input(pas_run *run, uint32_t input);
/* Resolves the links of what was read, once: when `read` first looks at it. The host tells which dangle. */
void pas_run_resolve(pas_run *run);

/* Says of every input which of the plugin's documents it is (identify.c). */
void pas_run_identify(pas_run *run);

/* Frees what a verb that failed has left open. */
void pas_run_close_outputs(pas_run *run);

extern const pas_core pas_service_core;
extern const pas_findings pas_service_findings;
extern const pas_text pas_service_text;
extern const pas_streams pas_service_streams;
extern const pas_zip pas_service_zip;
extern const pas_xml pas_service_xml;
extern const pas_build pas_service_build;
extern const pas_view pas_service_view;
extern const pas_foresight pas_service_foresight;
extern const pas_outs pas_service_outs;
extern const pas_xmlouts pas_service_xmlouts;

#endif
