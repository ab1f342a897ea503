/* Executes a plan, step by step, and publishes at the end. Called by cli's run. */
#include "run/execute.h"

#include "base/stop.h"
#include "io/stage.h"
#include "rules/rules.h"
#include "run/inputs.h"
#include "worker/job.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct execution {
    const pas_execute_wish *wish;
    pas_findings_list *findings;
    pas_arena *arena;
    pas_graph *graph;
    pas_stage *stage;
    pas_report *report;
    pas_report_step *steps;
    pas_report_output *outputs;
    uint32_t n_outputs;
    size_t outputs_cap;
    const char *step; /* being run */
    bool failed;
    pas_known_file *known; /* what files are, of those that a plugin was asked of */
    size_t n_known, known_cap;
    bool told_incomplete; /* that this machine does not confine wholly */
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* -------------------------------------------------------------------- jobs */

static pas_sandbox sandbox_asked(const struct execution *x, const pas_step *step)
{
    return x->wish->sandbox != PAS_SANDBOX_USUAL ? x->wish->sandbox : step->limits.sandbox;
}

static pas_job job_for(const struct execution *x, const pas_step *step, pas_verb_id verb)
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

static pas_answer answer_for(const struct execution *x, const pas_step *step)
{
    return (pas_answer){.plugin = step->entry->plugin,
                        .findings = x->findings,
                        .severity = severity_in_plan,
                        .severity_data = x->wish->plan};
}

/* Less than the whole confinement is never silent. */
static void keep_level(struct execution *x, const pas_step *step, const pas_job *job, pas_level level,
                       pas_report_step *record)
{
    if (job->in_process || !level.reached)
        return; /* said once for all, or the worker never came to life */
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

/* -------------------------------------------------------------------- read */

/* One of the reading steps that follow each other: none needs another's graph, so they run together. All are
 * run whatever becomes of the others: their faults are shown at once. */
struct reading {
    const pas_step *step;
    pas_report_step *record;
    pas_job job;
    pas_read_inputs inputs;
    bool good;
};

/* Runs what `wanted` asks of each reading at the same time. */
static void run_readings(struct execution *x, struct reading *all, size_t n,
                         bool (*wanted)(struct execution *x, struct reading *r, pas_job *job,
                                        pas_answer *answer))
{
    pas_job *jobs = pas_arena_alloc(x->arena, n * sizeof *jobs);
    pas_answer *answers = pas_arena_alloc(x->arena, n * sizeof *answers);
    pas_status *statuses = pas_arena_alloc(x->arena, n * sizeof *statuses);
    struct reading **whose = pas_arena_alloc(x->arena, n * sizeof *whose);
    uint32_t asked = 0;
    for (size_t i = 0; i < n; i++) {
        answers[asked] = answer_for(x, all[i].step);
        if (all[i].good && wanted(x, &all[i], &jobs[asked], &answers[asked]))
            whose[asked++] = &all[i];
    }
    pas_jobs_run(jobs, answers, statuses, asked);
    for (uint32_t i = 0; i < asked; i++) {
        struct reading *r = whose[i];
        r->good = statuses[i] == PAS_OK;
        r->record->seconds += answers[i].seconds;
        if (r->record->sandbox == PAS_SANDBOX_USUAL)
            keep_level(x, r->step, &jobs[i], answers[i].level, r->record);
    }
}

static bool ask_of_files(struct execution *x, struct reading *r, pas_job *job, pas_answer *answer)
{
    (void)x;
    *job = pas_inputs_question(&r->inputs, &r->job);
    answer->recognised = r->inputs.recognised;
    return r->inputs.ask;
}

static void keep_known(struct execution *x, const struct reading *r)
{
    for (uint32_t i = 0; i < r->inputs.n; i++) {
        const pas_document *d = pas_inputs_known(&r->inputs, r->step, i);
        if (!d)
            continue;
        pas_grow(&x->known, &x->known_cap, x->n_known + 1, sizeof *x->known);
        x->known[x->n_known++] = (pas_known_file){r->step->files[i].name, d, r->step->entry->plugin->system};
    }
}

static bool read_files(struct execution *x, struct reading *r, pas_job *job, pas_answer *answer)
{
    keep_known(x, r);
    r->good = pas_inputs_choose(&r->inputs, r->step, x->findings);
    *job = r->job;
    job->inputs = r->inputs.inputs;
    job->n_inputs = r->inputs.n;
    answer->graph = x->graph;
    return r->good && r->inputs.n;
}

static const char *end_reading(struct execution *x, struct reading *r, size_t before)
{
    bool unchanged = pas_inputs_unchanged(&r->inputs, r->step, x->findings);
    pas_inputs_close(&r->inputs);
    bool refused = pas_list_blocks(x->findings, before, r->step->name);
    x->failed = x->failed || !r->good || !unchanged || refused;
    if (!r->good || !unchanged)
        return "failed";
    return refused ? "refused" : r->inputs.n ? "done" : "skipped";
}

static void run_reads(struct execution *x, size_t first, size_t n)
{
    struct reading *all = pas_arena_alloc(x->arena, n * sizeof *all);
    size_t before = pas_list_count(x->findings);
    for (size_t i = 0; i < n; i++) {
        struct reading *r = &all[i];
        r->step = pas_plan_step(x->wish->plan, first + i);
        r->record = &x->steps[first + i];
        r->job = job_for(x, r->step, PAS_VERB_READ);
        r->good = pas_inputs_open(&r->inputs, r->step, r->job.limits.input_bytes, x->findings, x->arena);
    }
    run_readings(x, all, n, ask_of_files);
    run_readings(x, all, n, read_files);
    for (size_t i = 0; i < n; i++)
        all[i].record->state = end_reading(x, &all[i], before);
}

/* ----------------------------------------------------------- match and check */

static const char *run_match(struct execution *x, const pas_step *step, pas_report_step *record)
{
    pas_match_count *counts = NULL;
    uint32_t n = 0;
    pas_match_run(x->graph, step, x->findings, x->arena, &counts, &n);
    record->matches = counts;
    record->n_matches = n;
    return "done";
}

/* The campaign's year: told by the pipeline, else the one that begins this summer or that holds today
 * (rules.tsv fichier-annee-inattendue). */
static int32_t campaign_year(const struct execution *x)
{
    int64_t year = 0;
    const char *told = pas_plan_value(x->wish->plan, "annee");
    if (told && pas_parse_i64(pas_cstr(told), &year))
        return (int32_t)year;
    pas_date today = x->wish->now.date;
    return today.month >= 5 ? today.year : today.year - 1;
}

static const char *run_check(struct execution *x, const pas_step *step, pas_report_step *record)
{
    pas_rule_context context = {.graph = x->graph,
                                .findings = x->findings,
                                .now = x->wish->now,
                                .year = campaign_year(x),
                                .uai = pas_plan_value(x->wish->plan, "uai")};
    pas_rules_run(step, &context, x->arena, &record->unchecked, &record->n_unchecked);
    return "done";
}

/* ------------------------------------------------------------------- write */

static int out_begin(void *data, pas_str name)
{
    struct execution *x = data;
    int file = 0;
    if (x->stage) {
        file = pas_stage_file(x->stage, name);
        if (file < 0)
            return -1;
    }
    pas_grow(&x->outputs, &x->outputs_cap, x->n_outputs + 1u, sizeof *x->outputs);
    x->outputs[x->n_outputs++] =
        (pas_report_output){pas_arena_cstr(x->arena, name.ptr, name.len), x->step, 0};
    return file;
}

static bool out_write(void *data, int file, const void *bytes, size_t size)
{
    struct execution *x = data;
    x->outputs[x->n_outputs - 1].bytes += size;
    return !x->stage || pas_stage_write(x->stage, file, bytes, size);
}

static void keep_fate(void *data, const pas_told *told)
{
    pas_outcome o = {.node = told->node,
                     .fate = told->fate,
                     .label = told->label,
                     .answer = told->answer,
                     .part = told->part,
                     .origin = told->origin};
    pas_log_fate(data, &o);
}

static void keep_figure(void *data, const pas_message *message, int64_t value)
{
    pas_log_figure(data, message, value);
}

/* What the target would refuse, what it will do, then the file: the first two are said even if the
 * last is not made. */
static const char *run_write(struct execution *x, const pas_step *step, pas_report_step *record)
{
    pas_job job = job_for(x, step, PAS_VERB_WRITE);
    job.graph = x->graph;
    record->document = step->document;
    pas_foresight_log *log = pas_log_new();
    pas_answer answer = answer_for(x, step);
    answer.fate = keep_fate;
    answer.figure = keep_figure;
    answer.foresight_data = log;
    answer.out_begin = out_begin;
    answer.out_write = out_write;
    answer.out_data = x;
    pas_status status = pas_job_run(&job, &answer);
    keep_level(x, step, &job, answer.level, record);
    bool foretold = pas_log_outcomes(log) || pas_log_figures(log);
    record->foresight = foretold ? log : NULL;
    if (!foretold)
        pas_log_free(log);
    if (status == PAS_OK)
        return "done";
    x->failed = true;
    return answer.refused ? "refused" : "failed";
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

static const char *run_kind(struct execution *x, const pas_step *step, pas_report_step *record)
{
    switch (step->kind) {
    case PAS_STEP_READ:
        break; /* run_reads */
    case PAS_STEP_MATCH:
        return run_match(x, step, record);
    case PAS_STEP_CHECK:
        return run_check(x, step, record);
    case PAS_STEP_WRITE:
        return run_write(x, step, record);
    }
    return "failed";
}

/* A blocking finding closes the gate, whatever the step made of it. */
static const char *run_step(struct execution *x, const pas_step *step, pas_report_step *record)
{
    x->step = step->name;
    size_t before = pas_list_count(x->findings);
    double start = seconds();
    const char *state = run_kind(x, step, record);
    record->seconds = seconds() - start;
    if (x->failed || !pas_list_blocks(x->findings, before, NULL))
        return state;
    x->failed = true;
    return "refused";
}

static bool plan_writes(const pas_plan *plan)
{
    for (size_t i = 0; i < pas_plan_steps(plan); i++)
        if (pas_plan_step(plan, i)->kind == PAS_STEP_WRITE)
            return true;
    return false;
}

static void open_stage(struct execution *x)
{
    if (x->wish->dry_run || !plan_writes(x->wish->plan))
        return;
    x->stage = pas_stage_open(x->wish->out, x->findings);
    if (!x->stage)
        x->failed = true;
}

static void publish(struct execution *x)
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

static void save_graph(struct execution *x)
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

/* Who must act decides the code: ours first, then the plugin's author, the pipeline's, the machine's.
 * Findings below `least` do not count. */
static int code_of_failure(const pas_findings_list *findings, uint8_t least)
{
    static const int codes[] = {
        [PAS_BLAME_DATA] = PAS_EXIT_DATA,     [PAS_BLAME_CONFIG] = PAS_EXIT_CONFIG,
        [PAS_BLAME_SYSTEM] = PAS_EXIT_IO,     [PAS_BLAME_PLUGIN] = PAS_EXIT_PLUGIN,
        [PAS_BLAME_HOST] = PAS_EXIT_INTERNAL,
    };
    static const uint8_t order[] = {PAS_BLAME_HOST, PAS_BLAME_PLUGIN, PAS_BLAME_CONFIG, PAS_BLAME_SYSTEM,
                                    PAS_BLAME_DATA};
    bool blamed[5] = {false};
    for (size_t i = 0; i < pas_list_count(findings); i++) {
        const pas_finding *f = pas_list_get(findings, i);
        if (f->severity >= least)
            blamed[f->message->blame] = true;
    }
    for (size_t i = 0; i < sizeof order; i++)
        if (blamed[order[i]])
            return codes[order[i]];
    return PAS_EXIT_DONE;
}

int pas_exit_code(const pas_findings_list *findings, uint8_t level)
{
    int code = code_of_failure(findings, PAS_BLOCKING);
    if (code != PAS_EXIT_DONE)
        return code;
    return pas_list_worst(findings) >= (int)level ? PAS_EXIT_WARNINGS : PAS_EXIT_DONE;
}

static int final_code(const struct execution *x)
{
    if (!x->failed)
        return pas_list_worst(x->findings) >= (int)pas_plan_level(x->wish->plan) ? PAS_EXIT_WARNINGS
                                                                                 : PAS_EXIT_DONE;
    int code = code_of_failure(x->findings, PAS_BLOCKING);
    if (code == PAS_EXIT_DONE)
        code = code_of_failure(x->findings, PAS_ERROR);
    return code == PAS_EXIT_DONE ? PAS_EXIT_INTERNAL : code;
}

/* Every read step went through: what none of them took is not wanted, whatever became of the rest. */
static bool all_read(const struct execution *x, size_t n)
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
    struct execution x = {.wish = wish, .findings = findings, .arena = arena, .report = ret};
    x.graph = ret->graph = pas_graph_new();
    x.steps = pas_arena_alloc(arena, n * sizeof *x.steps);
    ret->steps = x.steps;
    ret->n_steps = (uint32_t)n;
    open_stage(&x);
    for (size_t i = 0; i < n; i++)
        describe_step(pas_plan_step(wish->plan, i), &x.steps[i]);
    for (size_t i = 0, reads; i < n && !x.failed; i += reads ? reads : 1) {
        reads = reads_from(wish->plan, i);
        if (reads)
            run_reads(&x, i, reads);
        else
            x.steps[i].state = run_step(&x, pas_plan_step(wish->plan, i), &x.steps[i]);
        x.failed = x.failed || pas_stop_asked();
    }
    if (all_read(&x, n))
        pas_inputs_say_unused(wish->plan, x.graph, x.known, x.n_known, findings);
    free(x.known);
    publish(&x);
    pas_stage_close(x.stage);
    save_graph(&x); /* perhaps in the same folder, which the stage keeps to itself */
    ret->outputs = x.outputs;
    ret->n_outputs = x.n_outputs;
    ret->exit_code = final_code(&x);
}

void pas_execute_done(pas_report *r)
{
    for (uint32_t i = 0; i < r->n_steps; i++)
        pas_log_free((pas_foresight_log *)(uintptr_t)r->steps[i].foresight);
    free((void *)(uintptr_t)r->outputs);
    pas_graph_free(r->graph);
}
