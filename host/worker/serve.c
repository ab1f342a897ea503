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

/* ----------------------------------------------------------- identification */

#define SCORE_NAME 30u /* the name alone, when the head cannot be read */
#define SCORE_ROOT 60u

static bool path_seen(const pas_head_facts *facts, pas_str path)
{
    for (uint32_t i = 0; i < facts->n_paths; i++)
        if (pas_str_is(path, facts->paths[i]))
            return true;
    return false;
}

/* 1: a mark is met; 0: none of those asked for; -1: a forbidden one is. */
static int marks_met(const pas_head_facts *facts, const char *marks)
{
    pas_str rest = pas_cstr(marks), mark;
    bool asked = false, met = false;
    while (rest.ptr && pas_str_split(&rest, ';', &mark)) {
        if (mark.len && mark.ptr[0] == '!') {
            if (path_seen(facts, (pas_str){mark.ptr + 1, mark.len - 1}))
                return -1;
            continue;
        }
        asked = true;
        met = met || path_seen(facts, mark);
    }
    return !asked || met ? 1 : 0;
}

/* A shell pattern of '*' alone, without case: what plugins' tables use. */
static bool name_fits(const char *p, const char *p_end, const char *s, const char *s_end)
{
    for (; p < p_end; p++, s++) {
        if (*p == '*') {
            for (const char *from = s; from <= s_end; from++)
                if (name_fits(p + 1, p_end, from, s_end))
                    return true;
            return false;
        }
        if (s == s_end || (*p | 0x20) != (*s | 0x20))
            return false;
    }
    return s == s_end;
}

/* `name` may have a folder before it, relative to the input folder. */
static bool any_name_fits(const char *patterns, pas_str name)
{
    pas_str rest = pas_cstr(patterns), pattern, part;
    for (pas_str parts = name; pas_str_split(&parts, '/', &part);)
        name = part;
    while (rest.ptr && pas_str_split(&rest, ';', &pattern)) {
        pattern = pas_str_trim(pattern);
        if (pattern.len <= 64 &&
            name_fits(pattern.ptr, pattern.ptr + pattern.len, name.ptr, name.ptr + name.len))
            return true;
    }
    return false;
}

static uint32_t score_document(const pas_document *d, const pas_head_facts *facts, pas_str name)
{
    bool named = any_name_fits(d->patterns, name);
    if (!facts->root)
        return named ? SCORE_NAME : 0;
    if (!d->root || strcmp(d->root, facts->root) != 0)
        return 0;
    if (d->root_ns && (!facts->root_ns || strcmp(d->root_ns, facts->root_ns) != 0))
        return 0;
    if (marks_met(facts, d->marks) < 1)
        return 0;
    return SCORE_ROOT + (d->root_ns ? 15u : 5u) + (d->marks ? 15u : 5u) + (named ? 5u : 0u);
}

/* Silent reading of a head: what is wrong is said when the file is read. */
static void quiet(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    (void)io;
    (void)code;
    (void)line;
    (void)args;
    (void)n_args;
}

static void head_of(const pas_job *job, int fd, pas_head_facts *facts)
{
    pas_io io = {.limits = &job->limits, .say = quiet};
    unsigned char head[8];
    pas_zip_in *zip = NULL;
    pas_bytes *bytes = NULL;
    pas_status status = PAS_OK;
    ssize_t n = pread(fd, head, sizeof head, 0);
    if (n > 0 && pas_zip_is(head, (size_t)n)) {
        zip = pas_zip_open(&io, fd, &status);
        if (zip && pas_zip_count(zip))
            bytes = pas_zip_entry(zip, 0, &status);
    } else {
        bytes = pas_bytes_fd(&io, fd);
    }
    if (bytes)
        pas_head_read(bytes, facts);
    pas_bytes_close(bytes);
    pas_zip_close(zip);
}

static void identify_one(pas_run *run, uint32_t input)
{
    pas_head_facts facts = {0};
    head_of(run->job, run->inputs[input].given->fd, &facts);
    uint32_t best = 0, second = 0, document = 0;
    for (uint32_t i = 0; i < run->plugin->n_documents; i++) {
        uint32_t score = score_document(pas_plugin_document(run->plugin, i), &facts, run->inputs[input].name);
        if (score > best) {
            second = best;
            best = score;
            document = i;
        } else if (score > second) {
            second = score;
        }
    }
    pas_head_done(&facts);
    if (run->plugin->identify && run->plugin->identify(run, run->host, input, &document, &best) == PAS_OK)
        second = 0;
    /* Two documents that cannot be told apart: no answer is better than a guess. */
    if (best && best - second <= 5 && second)
        best = 0;
    if (best > 100 || document >= run->plugin->n_documents)
        best = 0;
    pas_buf_clear(&run->body);
    pas_put_u32(&run->body, input);
    pas_put_u32(&run->body, document);
    pas_put_u32(&run->body, best);
    pas_wire_send(run->wire, PAS_FRAME_IDENTIFY, &run->body);
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
        for (uint32_t i = 0; i < run->n_inputs; i++)
            identify_one(run, i);
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
