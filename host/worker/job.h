/*
 * One call of one verb of one plugin: what it is given (the job) and what comes back (the answer).
 * pas_job_run does it in a worker process, or in this one with `in_process`: the bytes and findings
 * are the same, because both go through the same frames.
 */
#ifndef PAS_WORKER_JOB_H
#define PAS_WORKER_JOB_H

#include "base/limits.h"
#include "base/sandbox.h"
#include "graph/graph.h"
#include "plugins/catalogue.h"
#include "worker/frame.h"
#include "worker/image.h"

typedef enum pas_verb_id {
    PAS_VERB_DESCRIBE = 1,
    PAS_VERB_IDENTIFY,
    PAS_VERB_READ,
    PAS_VERB_VALIDATE,
    PAS_VERB_WRITE, /* check, foresee, then write: one worker, so that the graph travels once. The first two
                       are called even if one refuses; write only if neither does */
    PAS_VERB_PROBE, /* without a plugin: how far a worker can be confined here; tries the doors it has shut */
    PAS_VERB_LAST = PAS_VERB_PROBE
} pas_verb_id;

typedef struct pas_job_input {
    int fd;           /* opened, regular, read-only; stays the caller's */
    pas_str name;     /* for messages */
    pas_str document; /* asked for or recognised; absent for PAS_VERB_IDENTIFY */
    uint64_t size;
} pas_job_input;

typedef struct pas_job_option {
    pas_str name, value;
} pas_job_option;

typedef struct pas_job {
    pas_verb_id verb;
    const char *plugin_path;
    const char *plugin_id;
    const char *step;
    pas_str document; /* write */
    const pas_job_input *inputs;
    uint32_t n_inputs;
    const pas_job_option *options;
    uint32_t n_options;
    const pas_graph *graph; /* validate, write: as it stands; else NULL. One for all the jobs of a call */
    uint32_t source;        /* validate: the step's own */
    pas_stamp now;
    pas_limits limits;
    pas_sandbox sandbox; /* never PAS_SANDBOX_USUAL once it is run */
    bool in_process;
    bool forms; /* identify: every document's form is wanted, even if all of the file must be gone through */
} pas_job;

/* Which of the two forms of a document that has two (pas_document.fuller). */
typedef enum pas_form { PAS_FORM_UNKNOWN, PAS_FORM_PLAINER, PAS_FORM_FULLER } pas_form;

typedef struct pas_recognised {
    uint32_t document; /* index in the plugin's table */
    uint32_t score;    /* 0: not one of this plugin's */
    pas_form form;     /* told by the head, or, where two files are one document, by all of the file */
} pas_recognised;

/* What a plugin foretold of one record. */
typedef struct pas_told {
    pas_node node;
    uint32_t fate; /* PAS_FATE_* */
    pas_str label, answer, part;
    pas_origin origin;
} pas_told;

/* Where the parts of the answer go; any may be NULL if the verb gives none. Texts of findings come
 * from `messages` (the plugin's table in the catalogue) or the host's own. */
typedef struct pas_answer {
    const pas_plugin *plugin; /* the catalogue's copy, for its messages; NULL for describe */
    pas_findings_list *findings;
    /* what the pipeline makes of a code's severity; NULL: as it is */
    uint8_t (*severity)(const void *data, const char *code, uint8_t otherwise);
    const void *severity_data;
    pas_graph *graph; /* read: what was read is added to it, to this source of it */
    uint32_t source;
    /* write: the fate of one record, a figure of the deposit */
    void (*fate)(void *data, const pas_told *told);
    void (*figure)(void *data, const pas_message *message, int64_t value);
    void *foresight_data;
    /* write: bytes of a file; begin returns a number or -1 (said) */
    int (*out_begin)(void *data, pas_str name);
    bool (*out_write)(void *data, int file, const void *bytes, size_t size);
    void *out_data;
    pas_recognised *recognised; /* identify: n_inputs of them */
    pas_buf *description;       /* describe */
    bool refused;               /* write: check or foresee said no, nothing was written */
    bool lost;                  /* set if the worker ended without its last frame */
    pas_level level;            /* how far the worker was confined */
    double seconds;             /* how long it took */
} pas_answer;

/* The verb's status. A worker that crashes, loops, eats memory or sends a broken wire gives
 * PAS_E_INTERNAL (or PAS_E_CANCELLED, PAS_E_NOMEM) and a finding that names plugin, file, line and
 * record; what it had sent of a graph or an output is not to be used. */
pas_status pas_job_run(const pas_job *job, pas_answer *answer);
/* Several, that know nothing of each other: at the same time, as many as there are processors. What they
 * said and read is given in the order of the jobs, so that the result does not depend on who was first; only
 * the bytes they write (`out_write`) come as they are made. */
void pas_jobs_run(const pas_job *jobs, pas_answer *answers, pas_status *ret_statuses, uint32_t n);
/* The same in two halves, between which the caller does something else. The graph they are given is what it
 * was at the start. `jobs` and `answers` stay the caller's until the end. */
typedef struct pas_jobs pas_jobs;
pas_jobs *pas_jobs_start(const pas_job *jobs, pas_answer *answers, uint32_t n);
void pas_jobs_end(pas_jobs *all, pas_status *ret_statuses);

/* What a worker finds open. */
enum { PAS_FD_JOB = 3, PAS_FD_WIRE, PAS_FD_PAGE, PAS_FD_GRAPH, PAS_FD_INPUTS };
#define PAS_EXIT_REFUSED 87 /* its exit status after a forbidden call, where no signal ends it */
/* This program becomes a worker when started with it. */
#define PAS_WORKER_FLAG "--worker"
/* What `main` calls for PAS_WORKER_FLAG: serves one job and returns the exit status. */
int pas_worker_main(void);

/* ----- the two ends, for pas_job_run, tests and fuzzing */

/* Encodes all of a job but its descriptors. `graph_size`: of the image that goes with it, 0 for none. */
void pas_job_encode(const pas_job *job, size_t graph_size, pas_buf *to);
/* From bytes the host made. The arena keeps the texts; inputs have fd -1 … set by the caller. */
bool pas_job_decode(const void *bytes, size_t size, pas_arena *arena, pas_job *ret, size_t *ret_graph_size);

/* Where frames go. */
typedef struct pas_wire {
    bool (*write)(void *data, const void *bytes, size_t size);
    void *data;
    pas_buf pending;
} pas_wire;
void pas_wire_send(pas_wire *w, pas_frame type, const pas_buf *body);
void pas_wire_flush(pas_wire *w);

/* Where a job is served: in a worker, or in this process. */
struct pas_page;
typedef struct pas_serving {
    const pas_image *graph; /* for the verbs that take one; else NULL */
    struct pas_page *page;  /* may be NULL */
    pas_level level;        /* reached before the plugin is loaded */
    bool (*close)(void *c); /* called once it is: the last doors; false: it must not run. May be NULL */
    void *confinement;
} pas_serving;
/* Loads the plugin and runs the verb, saying everything on the wire; the last frame is DONE. */
pas_status pas_job_serve(const pas_job *job, const pas_serving *serving, pas_wire *wire);

/* Takes the worker's bytes in any pieces. */
typedef struct pas_intake pas_intake;
pas_intake *pas_intake_new(const pas_job *job, pas_answer *answer);
bool pas_intake_feed(pas_intake *d, const void *bytes, size_t size); /* false: broken wire */
/* After the last byte: joins the graph and tells how it ended; PAS_E_INTERNAL if DONE never came. */
pas_status pas_intake_end(pas_intake *d, bool *ret_done, const char **ret_why);
void pas_intake_free(pas_intake *d);

/* The page a worker shares with the host: where it is, should it die, and what it was refused. Written
 * without locks; the host reads it after the worker's end, but for the beats, and believes none of it. */
typedef struct pas_page {
    uint32_t input_len, record_len, tried_path_len;
    uint32_t line;
    uint32_t beats;      /* grows while work goes on */
    int32_t killed_call; /* the number of the call that ended it, plus one */
    uint32_t tried;      /* calls that were refused, and the first of them */
    int32_t tried_call;
    char input[256]; /* "archive.zip!entry.xml" */
    char record[128];
    char tried_path[128];
} pas_page;
void pas_page_input(pas_page *page, pas_str name);
void pas_page_record(pas_page *page, pas_str label);

/* A plugin's description on the wire, made of its checked copy. */
void pas_description_encode(const pas_plugin *p, pas_buf *to);
const pas_plugin *pas_description_decode(const void *bytes, size_t size, pas_arena *arena);

/* The catalogue's pas_describe: through workers (data: a pas_describe_how), with its limits. */
typedef struct pas_describe_how {
    bool in_process;
    pas_sandbox sandbox; /* asked for on the command line */
    pas_limits limits;
} pas_describe_how;
void pas_describe_plugins(void *data, pas_described *all, size_t n, pas_arena *arena);

#endif
