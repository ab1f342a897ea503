/*
 * Executes a plan, step by step, and publishes at the end. Reading is reading.c's, the rest looking.c's.
 * Called by cli's run.
 */
#include "run/execution.h"

#include "base/clock.h"
#include "base/stop.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------------- jobs */

static pas_sandbox sandbox_asked(const pas_execution *x, const pas_step *step)
{
    return x->wish->sandbox != PAS_SANDBOX_USUAL ? x->wish->sandbox : step->limits.sandbox;
}

pas_job pas_execution_job(const pas_execution *x, const pas_step *step, pas_verb_id verb)
{
    pas_job job = {.verb = verb,
                   .plugin_path = step->entry->path,
                   .plugin_id = step->entry->id,
                   .step = step->name,
                   .now = x->wish->now,
                   .limits = x->wish->limits,
                   .in_process = x->wish->in_process,
                   .n_options = step->n_options};
    pas_job_option *options = pas_arena_alloc(x->arena, step->n_options * sizeof *options);
    for (uint32_t i = 0; i < step->n_options; i++)
        options[i] = (pas_job_option){pas_cstr(step->options[i].name), pas_cstr(step->options[i].value)};
    job.options = options;
    if (step->document)
        job.document = pas_cstr(step->document->id);
    const pas_plan_limits *limits = &step->limits;
    if (limits->seconds) {
        job.limits.step_seconds = limits->seconds;
        if (job.limits.cpu_seconds < limits->seconds)
            job.limits.cpu_seconds = limits->seconds;
    }
    if (limits->idle)
        job.limits.idle_seconds = limits->idle;
    if (limits->memory)
        job.limits.memory_bytes = limits->memory;
    job.sandbox = pas_sandbox_for(sandbox_asked(x, step), step->entry->bundled);
    return job;
}

static uint8_t severity_in_plan(const void *plan, const char *code, uint8_t otherwise)
{
    return pas_plan_severity_of(plan, code, otherwise);
}

pas_answer pas_execution_answer(const pas_execution *x, const pas_step *step, pas_findings_list *findings)
{
    return (pas_answer){.plugin = step->entry->plugin,
                        .findings = findings,
                        .severity = severity_in_plan,
                        .severity_data = x->wish->plan};
}

void pas_execution_keep_level(pas_execution *x, const pas_step *step, const pas_job *job, pas_level level,
                              pas_report_step *record)
{
    if (job->in_process || !level.reached)
        return; /* said once for all, or the worker never came to life */
    if (record->sandbox != PAS_SANDBOX_USUAL)
        return; /* another worker of the same step was */
    record->sandbox = job->sandbox;
    record->level = level;
    pas_origin at = {.step = pas_cstr(step->name)};
    if (job->sandbox == PAS_SANDBOX_OFF) {
        bool by_line = x->wish->sandbox == PAS_SANDBOX_OFF;
        const char *line = pas_arena_format(x->arena, "%u", step->limits.sandbox_line).ptr;
        pas_list_say(x->findings, at, "confinement-desactive", "greffon", job->plugin_id, "par",
                     by_line ? "ligne de commande" : pas_arena_format(x->arena, "chaîne, ligne %s", line).ptr,
                     "par_en",
                     by_line ? "command line" : pas_arena_format(x->arena, "pipeline, line %s", line).ptr,
                     NULL);
    } else if (level.reached != PAS_LEVEL_WHOLE && !x->told_incomplete) {
        x->told_incomplete = true;
        pas_list_say(x->findings, at, "confinement-incomplet", "manque", pas_level_missing(level, x->arena),
                     NULL);
    }
}

/* --------------------------------------------------------------------- all */

static void describe_step(const pas_step *step, pas_report_step *record)
{
    static const char *const kinds[] = {"read", "match", "check", "write"};
    record->name = step->name;
    record->kind = kinds[step->kind];
    record->state = "skipped";
    if (step->entry) {
        record->plugin = step->entry->id;
        record->system = step->entry->plugin->system;
    }
}

static bool plan_writes(const pas_plan *plan)
{
    for (size_t i = 0; i < pas_plan_steps(plan); i++)
        if (pas_plan_step(plan, i)->kind == PAS_STEP_WRITE)
            return true;
    return false;
}

static void open_stage(pas_execution *x)
{
    if (x->wish->dry_run || !plan_writes(x->wish->plan))
        return;
    x->stage = pas_stage_open(x->wish->out, x->findings);
    if (!x->stage)
        x->failed = true;
}

static void publish(pas_execution *x)
{
    if (x->failed || pas_stop_asked() || !x->stage || x->n_outputs == 0)
        return;
    if (pas_stage_publish(x->stage))
        x->report->published = true;
    else
        x->failed = true;
}

bool pas_save_file(const char *path, const pas_buf *bytes, pas_findings_list *findings)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? pas_xstrndup(path, (size_t)(slash - path) + (slash == path)) : pas_xstrdup(".");
    pas_stage *stage = pas_stage_open(folder, findings);
    free(folder);
    bool good = false;
    if (stage) {
        int file = pas_stage_file(stage, pas_cstr(slash ? slash + 1 : path));
        good = file >= 0 && pas_stage_write(stage, file, bytes->ptr, bytes->len) && pas_stage_publish(stage);
        pas_stage_close(stage);
    }
    return good;
}

static void save_graph(pas_execution *x)
{
    const char *path = x->wish->save_graph;
    if (!path)
        return;
    pas_buf bytes = {0};
    if (pas_str_ends(pas_cstr(path), ".txt"))
        pas_graph_readable(x->graph, &bytes);
    else
        pas_graph_encode(x->graph, &bytes);
    if (!pas_save_file(path, &bytes, x->findings))
        x->failed = true;
    pas_buf_free(&bytes);
}

/* Every read step went through: what none of them took is not wanted, whatever became of the rest. */
static bool all_read(const pas_execution *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (pas_plan_step(x->wish->plan, i)->kind == PAS_STEP_READ &&
            strcmp(x->steps[i].state, "done") != 0 && x->failed)
            return false;
    return true;
}

/* How many reading steps follow each other from here. */
static size_t reads_from(const pas_plan *plan, size_t from)
{
    size_t n = 0;
    while (from + n < pas_plan_steps(plan) && pas_plan_step(plan, from + n)->kind == PAS_STEP_READ)
        n++;
    return n;
}

static void run_match(pas_execution *x, size_t place)
{
    pas_report_step *record = &x->steps[place];
    size_t before = pas_list_count(x->findings);
    double start = pas_seconds();
    pas_match_count *counts = NULL;
    pas_match_run(x->graph, pas_plan_step(x->wish->plan, place), x->findings, x->arena, &counts,
                  &record->n_matches);
    record->matches = counts;
    record->seconds = pas_seconds() - start;
    bool blocks = pas_list_blocks(x->findings, before, NULL);
    record->state = blocks ? "refused" : "done";
    x->failed = blocks;
}

/* The step number `i`, or all the reading steps from there on; how many they were. What looks at the graph
 * does so before anything is added to it. */
static size_t run_from(pas_execution *x, size_t i)
{
    size_t reads = reads_from(x->wish->plan, i);
    bool matches = pas_plan_step(x->wish->plan, i)->kind == PAS_STEP_MATCH;
    if (reads || matches)
        pas_execution_look_now(x);
    if (reads && !x->failed)
        pas_execution_read(x, i, reads);
    else if (matches && !x->failed)
        run_match(x, i);
    else if (!x->failed)
        pas_execution_look(x, i);
    x->failed = x->failed || pas_stop_asked();
    return reads ? reads : 1;
}

void pas_execute(const pas_execute_wish *wish, pas_findings_list *findings, pas_arena *arena, pas_report *ret)
{
    size_t n = pas_plan_steps(wish->plan);
    *ret = (pas_report){.version = PASSERELLE_VERSION,
                        .plan = wish->plan,
                        .findings = findings,
                        .out_folder = wish->out,
                        .dry_run = wish->dry_run,
                        .in_process = wish->in_process,
                        .now = wish->now};
    pas_execution x = {.wish = wish, .findings = findings, .arena = arena, .report = ret};
    x.graph = ret->graph = pas_graph_new();
    x.steps = pas_arena_alloc(arena, n * sizeof *x.steps);
    ret->steps = x.steps;
    ret->n_steps = (uint32_t)n;
    open_stage(&x);
    for (size_t i = 0; i < n; i++)
        describe_step(pas_plan_step(wish->plan, i), &x.steps[i]);
    for (size_t i = 0; i < n && !x.failed;)
        i += run_from(&x, i);
    pas_execution_look_now(&x);
    x.failed = x.failed || pas_stop_asked();
    if (all_read(&x, n))
        pas_inputs_say_unused(wish->plan, x.graph, x.known, x.n_known, findings);
    free(x.known);
    free(x.looks);
    publish(&x);
    pas_stage_close(x.stage);
    save_graph(&x); /* perhaps in the same folder, which the stage keeps to itself */
    ret->outputs = x.outputs;
    ret->n_outputs = x.n_outputs;
    ret->exit_code = pas_exit_code_of_run(findings, pas_plan_level(wish->plan), x.failed);
}

void pas_execute_done(pas_report *r)
{
    for (uint32_t i = 0; i < r->n_steps; i++)
        pas_log_free((pas_foresight_log *)(uintptr_t)r->steps[i].foresight);
    free((void *)(uintptr_t)r->outputs);
    pas_graph_free(r->graph);
}
