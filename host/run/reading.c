/*
 * The steps that fill the graph: their files are opened, recognised and read, by several workers where they
 * are big and the plugin lets them be read apart. See execution.h; called by execute.c.
 */
#include "run/execution.h"

#include <string.h>

/* One of the reading steps that follow each other. */
struct reading {
    size_t place;
    const pas_step *step;
    pas_report_step *record;
    pas_job job;
    pas_read_inputs inputs;
    uint32_t source;
    bool good;
};

/* Jobs to be run at the same time. */
struct batch {
    pas_job *jobs;
    pas_answer *answers;
    pas_status *statuses;
    struct reading **whose;
    uint32_t n;
};

enum { MOST_PIECES = 4 };         /* of one step */
#define LEAST_PIECE (64ull << 10) /* bytes of files, mostly zipped, that are worth a worker */

static struct batch new_batch(pas_execution *x, size_t n)
{
    return (struct batch){.jobs = pas_arena_alloc(x->arena, n * sizeof(pas_job)),
                          .answers = pas_arena_alloc(x->arena, n * sizeof(pas_answer)),
                          .statuses = pas_arena_alloc(x->arena, n * sizeof(pas_status)),
                          .whose = pas_arena_alloc(x->arena, n * sizeof(struct reading *))};
}

static pas_answer *add(pas_execution *x, struct batch *b, struct reading *r, const pas_job *job)
{
    b->jobs[b->n] = *job;
    b->answers[b->n] = pas_execution_answer(x, r->step, x->findings);
    b->whose[b->n] = r;
    return &b->answers[b->n++];
}

static void run(pas_execution *x, struct batch *b)
{
    pas_jobs_run(b->jobs, b->answers, b->statuses, b->n);
    for (uint32_t i = 0; i < b->n; i++) {
        struct reading *r = b->whose[i];
        r->good = r->good && b->statuses[i] == PAS_OK;
        r->record->seconds += b->answers[i].seconds;
        pas_execution_keep_level(x, r->step, &b->jobs[i], b->answers[i].level, r->record);
    }
}

/* ------------------------------------------------------------- recognising */

static void recognise(pas_execution *x, struct reading *all, size_t n)
{
    struct batch b = new_batch(x, n);
    for (size_t i = 0; i < n; i++) {
        struct reading *r = &all[i];
        pas_job job = pas_inputs_question(&r->inputs, &r->job);
        if (r->good && r->inputs.ask)
            add(x, &b, r, &job)->recognised = r->inputs.recognised;
    }
    run(x, &b);
}

static void keep_known(pas_execution *x, const struct reading *r)
{
    for (uint32_t i = 0; i < r->inputs.n; i++) {
        const pas_document *d = pas_inputs_known(&r->inputs, r->step, i);
        if (!d)
            continue;
        pas_grow(&x->known, &x->known_cap, x->n_known + 1, sizeof *x->known);
        x->known[x->n_known++] = (pas_known_file){r->step->files[i].name, d, r->step->entry->plugin->system};
    }
}

static void choose(pas_execution *x, struct reading *r)
{
    if (!r->good)
        return;
    keep_known(x, r);
    r->good = pas_inputs_choose(&r->inputs, r->step, x->findings);
    if (!r->good || !r->inputs.n)
        return;
    const pas_plugin *plugin = r->step->entry->plugin;
    r->source =
        pas_graph_add_source(x->graph, &(pas_graph_source){pas_cstr(r->step->name), pas_cstr(plugin->id),
                                                           pas_cstr(plugin->system), plugin->roles});
}

/* ----------------------------------------------------------------- reading */

/* Each file, the biggest first, to the piece that has least; `loads` gets the bytes of each. */
static void deal(const pas_read_inputs *in, uint32_t *piece_of, uint64_t loads[MOST_PIECES],
                 uint32_t n_pieces)
{
    memset(loads, 0, MOST_PIECES * sizeof *loads);
    for (uint32_t i = 0; i < in->n; i++)
        piece_of[i] = MOST_PIECES;
    for (uint32_t dealt = 0; dealt < in->n; dealt++) {
        uint32_t biggest = in->n, least = 0;
        for (uint32_t i = 0; i < in->n; i++)
            if (piece_of[i] == MOST_PIECES &&
                (biggest == in->n || in->inputs[i].size > in->inputs[biggest].size))
                biggest = i;
        for (uint32_t p = 1; p < n_pieces; p++)
            if (loads[p] < loads[least])
                least = p;
        piece_of[biggest] = least;
        loads[least] += in->inputs[biggest].size;
    }
}

static uint32_t smallest(const uint64_t loads[MOST_PIECES], uint32_t n_pieces)
{
    uint32_t at = 0;
    for (uint32_t p = 1; p < n_pieces; p++)
        if (loads[p] < loads[at])
            at = p;
    return at;
}

/* How the step's files are shared out: by their sizes alone, so that the graph has one order whatever the
 * machine. Gives the number of pieces. */
static uint32_t share_out(const struct reading *r, uint32_t *piece_of, uint64_t loads[MOST_PIECES])
{
    uint32_t n = r->step->entry->plugin->head.caps & PAS_CAN_VALIDATE ? r->inputs.n : 1;
    if (n > MOST_PIECES)
        n = MOST_PIECES;
    deal(&r->inputs, piece_of, loads, n);
    while (n > 1 && loads[smallest(loads, n)] < LEAST_PIECE)
        deal(&r->inputs, piece_of, loads, --n);
    return n;
}

/* The smallest first: it is joined while the others are still being read. */
static void add_pieces(pas_execution *x, struct batch *b, struct reading *r)
{
    uint64_t loads[MOST_PIECES];
    uint32_t *piece_of = pas_arena_alloc(x->arena, r->inputs.n * sizeof *piece_of);
    uint32_t n = share_out(r, piece_of, loads);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t p = smallest(loads, n);
        loads[p] = UINT64_MAX;
        pas_job_input *inputs = pas_arena_alloc(x->arena, r->inputs.n * sizeof *inputs);
        pas_job job = r->job;
        job.inputs = inputs;
        job.n_inputs = 0;
        for (uint32_t f = 0; f < r->inputs.n; f++)
            if (piece_of[f] == p)
                inputs[job.n_inputs++] = r->inputs.inputs[f];
        pas_answer *answer = add(x, b, r, &job);
        answer->graph = x->graph;
        answer->source = r->source;
    }
}

/* What the plugin has to say of a link of this field that leads nowhere, else what is ours. */
static const pas_message *dangling_message(const pas_plugin *plugin, uint32_t field)
{
    for (uint32_t i = 0; i < plugin->n_messages; i++) {
        const pas_message *m = pas_plugin_message(plugin, i);
        pas_str rest = pas_cstr(m->dangling), link;
        while (rest.ptr && pas_str_split(&rest, ';', &link))
            if (pas_schema_find_field(0, link) == field)
                return m;
    }
    return pas_host_message("lien-non-resolu");
}

/* Whose links are resolved. */
struct resolving {
    pas_execution *x;
    const pas_plugin *plugin;
};

/* A link to a kind that a file defines whole, and that finds nothing there. Without such a file nothing can
 * be said. */
static void dangling(void *data, const pas_graph *g, pas_node node, uint32_t field, uint32_t ident,
                     pas_str key, uint32_t line)
{
    const struct resolving *r = data;
    pas_execution *x = r->x;
    const pas_kind_info *kind = pas_schema_kind(pas_schema_field(ident)->kind);
    if (!pas_graph_defines(g, pas_node_source(g, node), pas_schema_field(ident)->kind))
        return;
    pas_argument args[] = {{PAS_STR("cle"), key, 0},
                           {PAS_STR("quoi"), pas_cstr(kind->fr), 0},
                           {PAS_STR("quoi_en"), pas_cstr(kind->en), 0}};
    pas_finding f = {.message = dangling_message(r->plugin, field),
                     .origin = pas_graph_origin(x->graph, node),
                     .field = pas_cstr(pas_schema_field(field)->name),
                     .args = args,
                     .n_args = 3};
    f.origin.line = line ? line : f.origin.line;
    f.severity = pas_plan_severity_of(x->wish->plan, f.message->code, f.message->severity);
    pas_list_add(x->findings, &f);
}

static void read_all(pas_execution *x, struct reading *all, size_t n)
{
    struct batch b = new_batch(x, n * MOST_PIECES);
    for (size_t i = 0; i < n; i++)
        if (all[i].good && all[i].inputs.n)
            add_pieces(x, &b, &all[i]);
    run(x, &b);
    for (size_t i = 0; i < n; i++)
        if (all[i].good && all[i].inputs.n)
            pas_graph_resolve(x->graph, all[i].source, dangling,
                              &(struct resolving){x, all[i].step->entry->plugin});
}

static const char *end_reading(pas_execution *x, struct reading *r, size_t before)
{
    bool unchanged = pas_inputs_unchanged(&r->inputs, r->step, x->findings);
    pas_inputs_close(&r->inputs);
    bool refused = pas_list_blocks(x->findings, before, r->step->name);
    x->failed = x->failed || !r->good || !unchanged || refused;
    if (!r->good || !unchanged)
        return "failed";
    if (r->inputs.n && r->step->entry->plugin->head.caps & PAS_CAN_VALIDATE)
        pas_execution_look(x, r->place);
    return refused ? "refused" : r->inputs.n ? "done" : "skipped";
}

void pas_execution_read(pas_execution *x, size_t first, size_t n)
{
    struct reading *all = pas_arena_alloc(x->arena, n * sizeof *all);
    size_t before = pas_list_count(x->findings);
    for (size_t i = 0; i < n; i++) {
        struct reading *r = &all[i];
        r->place = first + i;
        r->step = pas_plan_step(x->wish->plan, r->place);
        r->record = &x->steps[r->place];
        r->job = pas_execution_job(x, r->step, PAS_VERB_READ);
        r->good = pas_inputs_open(&r->inputs, r->step, r->job.limits.input_bytes, x->findings, x->arena);
    }
    recognise(x, all, n);
    for (size_t i = 0; i < n; i++)
        choose(x, &all[i]);
    read_all(x, all, n);
    for (size_t i = 0; i < n; i++)
        all[i].record->state = end_reading(x, &all[i], before);
}
