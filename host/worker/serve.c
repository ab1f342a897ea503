/* The worker's side: loads one plugin, runs one verb, says everything on the wire. */
#include "worker/run.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void send_status(pas_wire *wire, pas_status status)
{
    pas_buf body = {0};
    pas_put_u32(&body, (uint32_t)status);
    pas_wire_send(wire, PAS_FRAME_DONE, &body);
    pas_wire_flush(wire);
    pas_buf_free(&body);
}

/* A finding made before there is a run. */
static void send_finding(pas_wire *wire, const pas_finding *f)
{
    pas_buf body = {0};
    pas_put_cstr(&body, f->message->code);
    pas_put_str(&body, f->origin.file);
    pas_put_u32(&body, f->origin.line);
    pas_put_str(&body, f->origin.record);
    pas_put_str(&body, f->field);
    pas_put_u32(&body, f->n_args);
    for (uint32_t i = 0; i < f->n_args; i++) {
        pas_put_str(&body, f->args[i].name);
        pas_put_str(&body, f->args[i].value);
        pas_put_u8(&body, f->args[i].flags);
    }
    pas_wire_send(wire, PAS_FRAME_FINDING, &body);
    pas_buf_free(&body);
}

/* ----------------------------------------------------------------- loading */

/* Symbols of other majors that a plugin may have instead of ours. */
static bool has_other_major(void *handle)
{
    static const char *const others[] = {"pas_plugin_v2", "pas_plugin_v3", "pas_plugin_v4"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (dlsym(handle, others[i]))
            return true;
    return false;
}

static const pas_plugin *entry_of(void *handle, const char *id, pas_findings_list *findings)
{
    void *symbol = dlsym(handle, PAS_PLUGIN_SYMBOL);
    if (!symbol) {
        pas_list_say(findings, (pas_origin){0},
                     has_other_major(handle) ? "greffon-autre-version-majeure" : "greffon-sans-entree",
                     "greffon", id, "symbole", PAS_PLUGIN_SYMBOL, NULL);
        return NULL;
    }
    pas_plugin_entry entry;
    memcpy(&entry, &symbol, sizeof entry); /* ISO C has no cast from data to function */
    const pas_plugin *plugin = entry();
    if (!plugin)
        pas_list_say(findings, (pas_origin){0}, "greffon-sans-entree", "greffon", id, "symbole",
                     PAS_PLUGIN_SYMBOL, NULL);
    return plugin;
}

/* Never unloaded: the process ends soon, or is a debugger's. Its constructors run here. NULL: said. */
static void *load(const pas_job *job, pas_findings_list *findings)
{
    void *handle = dlopen(job->plugin_path, RTLD_NOW | RTLD_LOCAL);
    const char *why = handle ? NULL : dlerror();
    if (!handle)
        pas_list_say(findings, (pas_origin){0}, "greffon-non-chargeable", "greffon", job->plugin_id, "detail",
                     why ? why : "", NULL);
    return handle;
}

/* A checked copy of its descriptor, in the arena. NULL: said. */
static const pas_plugin *checked(const pas_job *job, void *handle, pas_arena *arena,
                                 pas_findings_list *findings)
{
    const pas_plugin *theirs = entry_of(handle, job->plugin_id, findings);
    pas_plugin *copy = NULL;
    if (theirs && pas_plugin_check(theirs, job->plugin_id, arena, &copy, findings))
        return copy;
    return NULL;
}

/* -------------------------------------------------------------------- verbs */

static void send_pieces(pas_wire *wire, pas_frame type, const pas_buf *bytes)
{
    for (size_t at = 0; at < bytes->len;) {
        size_t n = bytes->len - at < (1u << 20) ? bytes->len - at : (1u << 20);
        pas_buf piece = {bytes->ptr + at, n, n};
        pas_wire_send(wire, type, &piece);
        at += n;
    }
}

static void send_graph(pas_run *run)
{
    pas_buf bytes = {0};
    pas_graph_encode(run->graph, &bytes);
    send_pieces(run->wire, PAS_FRAME_GRAPH, &bytes);
    pas_buf_free(&bytes);
}

static void send_description(pas_run *run)
{
    pas_buf bytes = {0};
    pas_description_encode(run->plugin, &bytes);
    send_pieces(run->wire, PAS_FRAME_DESCRIBE, &bytes);
    pas_buf_free(&bytes);
}

/* A verb that fails must have said why. */
static void call(pas_run *run, pas_verb verb)
{
    if (!verb) {
        pas_run_tell(run, "greffon-verbe-absent", "greffon", run->plugin->id, NULL);
        pas_run_fail(run, PAS_E_UNSUPPORTED);
        return;
    }
    uint64_t said = run->errors;
    pas_run_fail(run, verb(run, run->host));
    if (run->status < 0 && run->errors == said)
        pas_run_tell(run, "greffon-echec-sans-message", "greffon", run->plugin->id, NULL);
}

/* A verb whose failure does not keep the next from speaking; its status. */
static pas_status call_alone(pas_run *run, pas_verb verb)
{
    if (!verb)
        return PAS_OK;
    call(run, verb);
    pas_status status = run->status;
    run->status = PAS_OK;
    return status;
}

static void deposit(pas_run *run)
{
    pas_status verdict = call_alone(run, run->plugin->check);
    pas_status foreseen = call_alone(run, run->plugin->foresee);
    if (verdict == PAS_OK)
        verdict = foreseen;
    if (verdict != PAS_OK) {
        pas_wire_send(run->wire, PAS_FRAME_REFUSED, NULL);
        pas_run_fail(run, verdict);
        return;
    }
    run->writing = true;
    call(run, run->plugin->write);
}

static void serve_verb(pas_run *run)
{
    switch (run->job->verb) {
    case PAS_VERB_DESCRIBE:
        send_description(run);
        break;
    case PAS_VERB_IDENTIFY:
        pas_run_identify(run);
        break;
    case PAS_VERB_READ:
        call(run, run->plugin->read);
        if (run->status == PAS_OK)
            send_graph(run);
        break;
    case PAS_VERB_VALIDATE:
        call(run, run->plugin->validate);
        break;
    case PAS_VERB_WRITE:
        deposit(run);
        break;
    case PAS_VERB_PROBE:
        break; /* without a plugin there is no run */
    }
}

/* ----------------------------------------------------------------------- all */

static void send_hello(pas_wire *wire, pas_level level)
{
    pas_buf hello = {0};
    pas_put_u32(&hello, PAS_WIRE_VERSION);
    pas_put_u32(&hello, level.reached);
    pas_put_u32(&hello, level.landlock);
    pas_wire_send(wire, PAS_FRAME_HELLO, &hello);
    pas_wire_flush(wire); /* before any of the plugin's code can say otherwise */
    pas_buf_free(&hello);
}

/* Whether the policy lets the plugin be loaded here. */
static bool may_load(const pas_job *job, pas_level level, pas_arena *arena, pas_findings_list *findings)
{
    if (job->in_process || job->sandbox != PAS_SANDBOX_REQUIRE || level.reached == PAS_LEVEL_WHOLE)
        return true;
    pas_list_say(findings, (pas_origin){0}, "confinement-impossible", "greffon", job->plugin_id, "manque",
                 pas_level_missing(level, arena), NULL);
    return false;
}

static bool shut(const pas_job *job, const pas_serving *serving, pas_findings_list *findings)
{
    if (!serving->close || serving->close(serving->confinement))
        return true;
    pas_list_say(findings, (pas_origin){0}, "confinement-rompu", "greffon", job->plugin_id, NULL);
    return false;
}

static pas_status run_verb(const pas_job *job, const pas_serving *serving, const pas_plugin *plugin,
                           pas_wire *wire)
{
    pas_run run;
    pas_run_begin(&run, job, plugin, wire, serving->page, serving->graph);
    serve_verb(&run);
    pas_status status = run.status;
    pas_run_end(&run);
    return status;
}

/* Everything is shut: a file that anyone may read must not open. */
static pas_status probe(pas_level level)
{
    int fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        close(fd);
    return fd >= 0 && (level.reached & (PAS_LEVEL_FILES | PAS_LEVEL_CALLS)) ? PAS_E_INTERNAL : PAS_OK;
}

pas_status pas_job_serve(const pas_job *job, const pas_serving *serving, pas_wire *wire)
{
    pas_arena *arena = pas_arena_new();
    pas_findings_list *findings = pas_list_new();
    pas_status status = PAS_E_UNSUPPORTED;
    send_hello(wire, serving->level);
    const pas_plugin *plugin = NULL;
    if (job->verb == PAS_VERB_PROBE) {
        if (shut(job, serving, findings))
            status = probe(serving->level);
    } else if (may_load(job, serving->level, arena, findings)) {
        void *handle = load(job, findings);
        if (handle && shut(job, serving, findings))
            plugin = checked(job, handle, arena, findings);
    }
    for (size_t i = 0; i < pas_list_count(findings); i++)
        send_finding(wire, pas_list_get(findings, i));
    if (plugin)
        status = run_verb(job, serving, plugin, wire);
    send_status(wire, status);
    pas_list_free(findings);
    pas_arena_free(arena);
    return status;
}
