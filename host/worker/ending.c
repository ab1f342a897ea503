/* What is said of a worker's end: why it did not come to its own, what it was refused, what it printed. */
#include "worker/child.h"

#include "base/stop.h"
#include "worker/calls.h"
#include "worker/sanitized.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define NOISE_SHOWN 200u

/* Text of the page or of a pipe: nothing of it is believed. */
static pas_str kept_text(const char *bytes, uint64_t len, size_t most, pas_arena *arena)
{
    size_t n = len < most ? (size_t)len : most;
    const char *nul = n ? memchr(bytes, '\0', n) : NULL;
    n = nul ? (size_t)(nul - bytes) : n;
    return pas_arena_str(arena, (pas_str){bytes, pas_utf8_valid(bytes, n)});
}

static pas_origin last_place(const pas_job *job, const pas_page *page, pas_arena *arena)
{
    pas_origin at = {.step = pas_cstr(job->step)};
    if (page->input_len)
        at.file = kept_text(page->input, page->input_len, sizeof page->input, arena);
    if (page->record_len)
        at.record = kept_text(page->record, page->record_len, sizeof page->record, arena);
    at.line = page->line;
    return at;
}

/* One way to end: its code, the status it gives and what the message shows. */
struct ending {
    const char *code;
    pas_status status;
    pas_str detail;
};

static struct ending number(const char *code, pas_status status, uint64_t n, pas_arena *arena)
{
    return (struct ending){code, status, pas_arena_format(arena, "%llu", (unsigned long long)n)};
}

static bool forbidden(const pas_child *c)
{
    if (WIFSIGNALED(c->wait_status))
        return WTERMSIG(c->wait_status) == SIGSYS;
    return c->page->killed_call && WIFEXITED(c->wait_status) &&
           WEXITSTATUS(c->wait_status) == PAS_EXIT_REFUSED;
}

/* Why we killed it comes before how it died, and that before what was wrong on the wire: a worker that
 * crashes cuts its last frame. */
static struct ending how(const pas_job *job, const pas_child *c, const char *why, pas_arena *arena)
{
    const pas_limits *limits = &job->limits;
    int status = c->wait_status, signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    if (pas_stop_asked())
        return (struct ending){"execution-interrompue", PAS_E_CANCELLED, PAS_STR("")};
    if (c->late)
        return number("greffon-trop-long", PAS_E_CANCELLED, limits->step_seconds, arena);
    if (c->mute)
        return number("greffon-sans-nouvelles", PAS_E_CANCELLED, limits->idle_seconds, arena);
    if (c->fat || (WIFEXITED(status) && WEXITSTATUS(status) == PAS_EXIT_NOMEM))
        return number("greffon-memoire-epuisee", PAS_E_NOMEM, limits->memory_bytes >> 20, arena);
    if (signal_number == SIGXCPU)
        return number("greffon-trop-long", PAS_E_CANCELLED, limits->cpu_seconds, arena);
    if (forbidden(c))
        return (struct ending){"greffon-appel-interdit", PAS_E_INTERNAL, PAS_STR("")};
    if (why && (c->broken || (!signal_number && WEXITSTATUS(status) == 0)))
        return (struct ending){"greffon-fil-rompu", PAS_E_INTERNAL, pas_cstr(why)};
    if (signal_number) {
        const char *name = sigabbrev_np(signal_number);
        return (struct ending){"greffon-plante", PAS_E_INTERNAL,
                               pas_arena_format(arena, "SIG%s", name ? name : "?")};
    }
    if (!c->greeted && WEXITSTATUS(status) == PAS_EXIT_NOT_STARTED)
        return (struct ending){"greffon-non-lance", PAS_E_IO, PAS_STR("/proc/self/exe")};
    return number("greffon-arrete", PAS_E_INTERNAL, (uint64_t)WEXITSTATUS(status), arena);
}

/* A call's name and what it is for. Below zero: killed by the kernel alone, for a call of another
 * architecture. */
static const char *call_name(long number, const pas_call **ret_row, pas_arena *arena)
{
    static const pas_call unknown = {.fr = "faire un appel au système", .en = "make a system call"};
    const char *name = "?";
    *ret_row = number >= 0 ? pas_call_numbered(number, arena, &name) : NULL;
    if (!*ret_row)
        *ret_row = &unknown;
    return name;
}

static void say_ending(const pas_job *job, const pas_child *c, const struct ending *e, pas_arena *arena,
                       pas_findings_list *findings)
{
    const pas_call *row = NULL;
    const char *call = call_name((long)c->page->killed_call - 1, &row, arena);
    pas_list_say(findings, last_place(job, c->page, arena), e->code, "greffon", job->plugin_id, "detail",
                 e->detail.ptr, "appel", call, "quoi", row->fr, "quoi_en", row->en, NULL);
}

static void say_tried(const pas_job *job, const pas_page *page, pas_arena *arena, pas_findings_list *findings)
{
    if (!page->tried)
        return;
    const pas_call *row;
    const char *call = call_name(page->tried_call, &row, arena);
    pas_str path = kept_text(page->tried_path, page->tried_path_len, sizeof page->tried_path, arena);
    pas_list_say(findings, last_place(job, page, arena), "greffon-appel-refuse", "greffon", job->plugin_id,
                 "appel", call, "quoi", row->fr, "quoi_en", row->en, "chemin",
                 path.len ? pas_arena_format(arena, " « %.*s »", PAS_FMT(path)).ptr : "", "chemin_en",
                 path.len ? pas_arena_format(arena, " “%.*s”", PAS_FMT(path)).ptr : "", "n",
                 pas_arena_format(arena, "%u", page->tried).ptr, NULL);
}

/* A sanitizer's own report, in a build that has one, is for whoever tests it. */
static void pass_on_report(pas_str text)
{
    bool report = text.ptr && (strstr(text.ptr, "Sanitizer") || strstr(text.ptr, "runtime error:"));
    if (PAS_SANITIZED && report)
        fprintf(stderr, "%.*s\n", PAS_FMT(text));
}

/* What it printed may hold anything of the files it was given. */
static void say_noise(const pas_job *job, const char *code, const pas_noise *noise, pas_arena *arena,
                      pas_findings_list *findings)
{
    if (!noise->bytes)
        return;
    pas_str text = pas_str_trim(kept_text(noise->kept, noise->bytes, sizeof noise->kept, arena));
    pass_on_report(text);
    if (text.len > NOISE_SHOWN)
        text.len = pas_utf8_valid(text.ptr, NOISE_SHOWN);
    pas_argument args[] = {
        {PAS_STR("greffon"), pas_cstr(job->plugin_id), 0},
        {PAS_STR("n"), pas_arena_format(arena, "%llu", (unsigned long long)noise->bytes), 0},
        {PAS_STR("texte"), text, PAS_ARG_PERSONAL}};
    const pas_message *message = pas_host_message(code);
    pas_finding f = {.message = message,
                     .origin = {.step = pas_cstr(job->step)},
                     .args = args,
                     .n_args = sizeof args / sizeof args[0],
                     .severity = message->severity};
    pas_list_add(findings, &f);
}

pas_status pas_child_say_end(const pas_job *job, const pas_child *c, bool done, const char *why,
                             pas_status status, pas_findings_list *findings)
{
    pas_arena *arena = pas_arena_new();
    bool killed = c->late || c->mute || c->fat || c->broken || pas_stop_asked();
    /* Said all and then died on its way out: something in it is wrong all the same. */
    bool ended = done && !killed && WIFEXITED(c->wait_status) && WEXITSTATUS(c->wait_status) == 0;
    say_tried(job, c->page, arena, findings);
    say_noise(job, "greffon-parle", &c->out, arena, findings);
    if (!ended) {
        struct ending e = how(job, c, why, arena);
        say_ending(job, c, &e, arena, findings);
        status = e.status;
        if (e.status == PAS_E_NOMEM) { /* it has said so on its standard error */
            pas_arena_free(arena);
            return status;
        }
    }
    say_noise(job, "greffon-murmure", &c->err, arena, findings);
    pas_arena_free(arena);
    return status;
}
