/*
 * The steps that look at the graph: a plugin's validate, the rules, the writes. They wait until something
 * must be done to the graph again, and are then run at the same time. What each says is kept apart and joined
 * in the plan's order. See execution.h; called by execute.c and reading.c.
 */
#include "base/clock.h"
#include "rules/rules.h"
#include "run/execution.h"

#include <stdlib.h>

struct pas_look {
    pas_execution *x;
    const pas_step *step; /* a read step: what its plugin says of the whole */
    pas_report_step *record;
    pas_findings_list *findings;
    pas_job job; /* of a validate or a write */
    pas_answer answer;
    pas_status status;
    pas_foresight_log *log;
    pas_report_output *outputs;
    uint32_t n_outputs;
    size_t outputs_cap;
    double seconds;
};

static bool has_job(const pas_look *l)
{
    return l->step->kind == PAS_STEP_READ || l->step->kind == PAS_STEP_WRITE;
}

/* ------------------------------------------------------------------- check */

/* The campaign's year: told by the pipeline, else the one that begins this summer or that holds today
 * (rules.tsv fichier-annee-inattendue). */
static int32_t campaign_year(const pas_execution *x)
{
    int64_t year = 0;
    const char *told = pas_plan_value(x->wish->plan, "annee");
    if (told && pas_parse_i64(pas_cstr(told), &year))
        return (int32_t)year;
    pas_date today = x->wish->now.date;
    return today.month >= 5 ? today.year : today.year - 1;
}

static void run_check(pas_execution *x, pas_look *l)
{
    double start = pas_seconds();
    pas_rule_context context = {.graph = x->graph,
                                .findings = l->findings,
                                .now = x->wish->now,
                                .year = campaign_year(x),
                                .uai = pas_plan_value(x->wish->plan, "uai")};
    pas_rules_run(l->step, &context, x->arena, &l->record->unchecked, &l->record->n_unchecked);
    l->seconds = pas_seconds() - start;
}

/* ------------------------------------------------------------------- write */

static int out_begin(void *data, pas_str name)
{
    pas_look *l = data;
    pas_execution *x = l->x;
    int file = x->stage ? pas_stage_file(x->stage, name) : 0;
    if (file < 0)
        return -1;
    pas_grow(&l->outputs, &l->outputs_cap, l->n_outputs + 1u, sizeof *l->outputs);
    l->outputs[l->n_outputs++] =
        (pas_report_output){pas_arena_cstr(x->arena, name.ptr, name.len), l->step->name, 0};
    return file;
}

static bool out_write(void *data, int file, const void *bytes, size_t size)
{
    pas_look *l = data;
    l->outputs[l->n_outputs - 1].bytes += size;
    return !l->x->stage || pas_stage_write(l->x->stage, file, bytes, size);
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
static void prepare_write(pas_execution *x, pas_look *l)
{
    l->job = pas_execution_job(x, l->step, PAS_VERB_WRITE);
    l->log = pas_log_new();
    l->answer.fate = keep_fate;
    l->answer.figure = keep_figure;
    l->answer.foresight_data = l->log;
    l->answer.out_begin = out_begin;
    l->answer.out_write = out_write;
}

/* The source that a read step has filled. */
static uint32_t source_of(const pas_graph *g, const pas_step *step)
{
    uint32_t i = 0;
    while (i < pas_graph_sources(g) && !pas_str_is(pas_graph_source_at(g, i).step, step->name))
        i++;
    return i;
}

static void prepare_validate(pas_execution *x, pas_look *l)
{
    l->job = pas_execution_job(x, l->step, PAS_VERB_VALIDATE);
    l->job.source = source_of(x->graph, l->step);
}

/* ----------------------------------------------------------------- waiting */

void pas_execution_look(pas_execution *x, size_t place)
{
    pas_grow(&x->looks, &x->looks_cap, x->n_looks + 1, sizeof *x->looks);
    x->looks[x->n_looks++] = (pas_look){.x = x,
                                        .step = pas_plan_step(x->wish->plan, place),
                                        .record = &x->steps[place],
                                        .findings = pas_list_new()};
}

/* ----------------------------------------------------------------- running */

static void prepare(pas_execution *x, pas_look *l)
{
    l->answer = pas_execution_answer(x, l->step, l->findings);
    l->answer.out_data = l;
    if (l->step->kind == PAS_STEP_WRITE)
        prepare_write(x, l);
    else
        prepare_validate(x, l);
    l->job.graph = x->graph;
}

/* The rules are run here while the workers are at work. */
static void run_all(pas_execution *x)
{
    pas_job *jobs = pas_arena_alloc(x->arena, x->n_looks * sizeof *jobs);
    pas_answer *answers = pas_arena_alloc(x->arena, x->n_looks * sizeof *answers);
    pas_status *statuses = pas_arena_alloc(x->arena, x->n_looks * sizeof *statuses);
    uint32_t n = 0;
    for (size_t i = 0; i < x->n_looks; i++) {
        if (!has_job(&x->looks[i]))
            continue;
        prepare(x, &x->looks[i]);
        jobs[n] = x->looks[i].job;
        answers[n++] = x->looks[i].answer;
    }
    pas_jobs *at_work = pas_jobs_start(jobs, answers, n);
    for (size_t i = 0; i < x->n_looks; i++)
        if (x->looks[i].step->kind == PAS_STEP_CHECK)
            run_check(x, &x->looks[i]);
    pas_jobs_end(at_work, statuses);
    for (size_t i = x->n_looks; i-- > 0;) {
        pas_look *l = &x->looks[i];
        if (!has_job(l))
            continue;
        l->answer = answers[--n];
        l->status = statuses[n];
        l->seconds = l->answer.seconds;
    }
}

/* ------------------------------------------------------------------ recording */

static void keep_outputs(pas_execution *x, const pas_look *l)
{
    pas_grow(&x->outputs, &x->outputs_cap, x->n_outputs + l->n_outputs, sizeof *x->outputs);
    for (uint32_t i = 0; i < l->n_outputs; i++)
        x->outputs[x->n_outputs++] = l->outputs[i];
}

static void keep_foresight(pas_look *l)
{
    if (!l->log || (!pas_log_outcomes(l->log) && !pas_log_figures(l->log)))
        return;
    l->record->foresight = l->log;
    l->log = NULL;
}

/* False: the plan must not go on after it. A blocking finding closes the gate, whatever the step made of it.
 */
static bool record(pas_execution *x, pas_look *l)
{
    size_t before = pas_list_count(x->findings);
    pas_list_add_all(x->findings, l->findings);
    l->record->seconds += l->seconds;
    if (l->step->kind == PAS_STEP_WRITE) {
        l->record->document = l->step->document;
        keep_outputs(x, l);
        keep_foresight(l);
    }
    if (has_job(l))
        pas_execution_keep_level(x, l->step, &l->job, l->answer.level, l->record);
    bool blocks = pas_list_blocks(x->findings, before, NULL);
    if (l->status == PAS_OK && !blocks) {
        if (l->step->kind != PAS_STEP_READ)
            l->record->state = "done";
        return true;
    }
    l->record->state = l->status == PAS_OK || l->answer.refused ? "refused" : "failed";
    return false;
}

static void record_all(pas_execution *x)
{
    const pas_look *failed = NULL; /* the first */
    for (size_t i = 0; i < x->n_looks; i++) {
        pas_look *l = &x->looks[i];
        if (failed && l->step->kind != failed->step->kind)
            break;
        if (!record(x, l) && !failed)
            failed = l;
    }
    x->failed = x->failed || failed;
}

void pas_execution_look_now(pas_execution *x)
{
    if (x->n_looks) {
        run_all(x);
        record_all(x);
    }
    for (size_t i = 0; i < x->n_looks; i++) {
        pas_list_free(x->looks[i].findings);
        pas_log_free(x->looks[i].log);
        free(x->looks[i].outputs);
    }
    x->n_looks = 0;
}
