/* Services: core, findings, text. Contracts in plugin.h. */
#include "worker/run.h"

#include <string.h>

static void *core_alloc(pas_run *run, size_t size)
{
    return pas_arena_alloc(run->arena, size);
}

static pas_status core_status(pas_run *run)
{
    return run->status;
}

static pas_str core_document(pas_run *run)
{
    return run->job->document;
}

static pas_str core_option(pas_run *run, const char *name)
{
    for (uint32_t i = 0; i < run->job->n_options; i++)
        if (pas_str_is(run->job->options[i].name, name))
            return run->job->options[i].value;
    const pas_option *option = pas_plugin_find_option(run->plugin, pas_cstr(name));
    return option ? pas_cstr(option->def) : PAS_NONE;
}

static int64_t core_option_int(pas_run *run, const char *name)
{
    static const char *const yes[] = {"yes", "oui", "true", "1"};
    pas_str s = core_option(run, name);
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        if (pas_str_is(s, yes[i]))
            return 1;
    int64_t v = 0;
    return pas_parse_i64(s, &v) ? v : 0;
}

/* In validate, the graph tells what the step was read from; `at` counts among those. */
static bool input_read(const pas_run *run, uint32_t at, pas_graph_input *ret)
{
    for (uint32_t i = 1; i <= pas_graph_inputs(run->graph); i++) {
        *ret = pas_graph_input_at(run->graph, i);
        if (ret->source == run->source && at-- == 0)
            return true;
    }
    return false;
}

static uint32_t core_input_count(pas_run *run)
{
    if (run->job->verb != PAS_VERB_VALIDATE)
        return run->n_inputs;
    uint32_t n = 0;
    for (uint32_t i = 1; i <= pas_graph_inputs(run->graph); i++)
        n += pas_graph_input_at(run->graph, i).source == run->source;
    return n;
}

static pas_status core_input(pas_run *run, uint32_t i, pas_input *ret)
{
    if (run->status < 0)
        return run->status;
    pas_graph_input was;
    if (run->job->verb == PAS_VERB_VALIDATE && input_read(run, i, &was)) {
        *ret = (pas_input){was.name, was.document, 0};
        return PAS_OK;
    }
    if (i >= run->n_inputs)
        return pas_run_fail(run, PAS_E_INTERNAL);
    const pas_job_input *in = run->inputs[i].given;
    *ret = (pas_input){in->name, in->document, in->size};
    return PAS_OK;
}

static pas_stamp core_now(pas_run *run)
{
    return run->job->now;
}

static pas_status core_tick(pas_run *run, uint64_t done, uint64_t total)
{
    (void)done;
    (void)total;
    if (run->page)
        run->page->beats++;
    return run->status;
}

const pas_core pas_service_core = {
    .struct_size = sizeof(pas_core),
    .alloc = core_alloc,
    .status = core_status,
    .fail = pas_run_fail,
    .document = core_document,
    .option = core_option,
    .option_int = core_option_int,
    .input_count = core_input_count,
    .input = core_input,
    .now = core_now,
    .tick = core_tick,
};

/* ---------------------------------------------------------------- findings */

#define MOST_ARGS 24u

static uint32_t message_index(const pas_run *run, const char *code)
{
    for (uint32_t i = 0; i < run->plugin->n_messages; i++)
        if (strcmp(pas_plugin_message(run->plugin, i)->code, code) == 0)
            return i;
    return run->plugin->n_messages;
}

static pas_status findings_emit(pas_run *run, const char *code, pas_node node, const char *field,
                                const pas_arg *args, uint32_t n_args)
{
    if (run->status < 0)
        return run->status;
    uint32_t i = message_index(run, code);
    if (i == run->plugin->n_messages) {
        pas_run_tell(run, "greffon-code-inconnu", "code", code, NULL);
        return pas_run_fail(run, PAS_E_INTERNAL);
    }
    if (run->counts[i]++ >= run->job->limits.findings)
        return PAS_OK;
    pas_argument copies[MOST_ARGS];
    uint32_t n = 0;
    for (; n < n_args && n < MOST_ARGS; n++) {
        pas_str value = args[n].value;
        value.len = pas_utf8_valid(value.ptr, value.len);
        copies[n] = (pas_argument){pas_cstr(args[n].name), value,
                                   (uint8_t)(args[n].flags & (PAS_ARG_PERSONAL | PAS_ARG_ROWS))};
    }
    pas_run_say(run, pas_plugin_message(run->plugin, i), node, node ? 0 : run->line, field, copies, n);
    return PAS_OK;
}

static uint64_t findings_count(pas_run *run, const char *code)
{
    uint32_t i = message_index(run, code);
    return i < run->plugin->n_messages ? run->counts[i] : 0;
}

const pas_findings pas_service_findings = {
    .struct_size = sizeof(pas_findings),
    .emit = findings_emit,
    .count = findings_count,
};

/* -------------------------------------------------------------------- text */

static pas_str text_fold(pas_run *run, pas_str text, uint32_t how)
{
    return pas_fold(run->arena, text, how);
}

__attribute__((format(printf, 2, 3))) static pas_str text_format(pas_run *run, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pas_str s = pas_arena_vformat(run->arena, format, args);
    va_end(args);
    return s;
}

const pas_text pas_service_text = {
    .struct_size = sizeof(pas_text),
    .fold = text_fold,
    .format = text_format,
};
