/* Opening and recognising the files of a read step. */
#include "run/inputs.h"

#include "io/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LEAST_SCORE 30u

int pas_input_open(const char *path, const char *name, const char *step, uint64_t most, uint64_t *ret_size,
                   pas_findings_list *findings)
{
    pas_origin at = {.step = pas_cstr(step), .file = pas_cstr(name)};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat st;
    if (fd < 0 && errno == ENXIO) { /* a socket, a device that is not there */
        pas_list_say(findings, at, "fichier-pas-ordinaire", "fichier", name, NULL);
        return -1;
    }
    if (fd < 0 || fstat(fd, &st) != 0) {
        const char *fr, *en;
        pas_io_reason(errno, &fr, &en);
        pas_list_say(findings, at, "fichier-illisible", "fichier", name, "detail", fr, "detail_en", en, NULL);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    const char *code = !S_ISREG(st.st_mode)          ? "fichier-pas-ordinaire"
                       : (uint64_t)st.st_size > most ? "fichier-trop-gros"
                                                     : NULL;
    if (code) {
        pas_buf size = {0};
        pas_buf_printf(&size, "%llu", (unsigned long long)(most >> 20));
        pas_list_say(findings, at, code, "fichier", name, "limite", size.ptr, NULL);
        pas_buf_free(&size);
        close(fd);
        return -1;
    }
    *ret_size = (uint64_t)st.st_size;
    return fd;
}

bool pas_inputs_open(pas_read_inputs *ret, const pas_step *step, uint64_t most, pas_findings_list *findings,
                     pas_arena *arena)
{
    *ret = (pas_read_inputs){.n = step->n_files, .n_opened = step->n_files};
    ret->inputs = pas_arena_alloc(arena, step->n_files * sizeof *ret->inputs);
    ret->opened = pas_arena_alloc(arena, step->n_files * sizeof *ret->opened);
    ret->recognised = pas_arena_alloc(arena, step->n_files * sizeof *ret->recognised);
    bool good = true;
    for (uint32_t i = 0; i < step->n_files; i++) {
        const pas_plan_file *f = &step->files[i];
        pas_opened *o = &ret->opened[i];
        o->fd = pas_input_open(f->path, f->name, step->name, most, &o->size, findings);
        struct stat st;
        if (o->fd >= 0 && fstat(o->fd, &st) == 0)
            o->changed = st.st_mtim;
        ret->inputs[i] = (pas_job_input){
            .fd = o->fd, .name = pas_cstr(f->name), .document = pas_cstr(f->document), .size = o->size};
        ret->ask = ret->ask || !f->document;
        good = good && o->fd >= 0;
    }
    return good;
}

pas_job pas_inputs_question(const pas_read_inputs *in, const pas_job *job)
{
    pas_job ask = *job;
    ask.verb = PAS_VERB_IDENTIFY;
    ask.inputs = in->inputs;
    ask.n_inputs = in->n;
    return ask;
}

static bool said_once(const pas_step *step, pas_str document, const pas_job_input *a, const pas_job_input *b,
                      pas_findings_list *findings)
{
    const pas_document *d = pas_plugin_find_document(step->entry->plugin, document);
    char *first = pas_xstrndup(a->name.ptr, a->name.len), *second = pas_xstrndup(b->name.ptr, b->name.len);
    pas_list_say(findings, (pas_origin){.step = pas_cstr(step->name), .file = b->name}, "fichiers-en-trop",
                 "a", first, "b", second, "document", d ? d->title_fr : "", "document_en",
                 d ? d->title_en : "", NULL);
    free(first);
    free(second);
    return false;
}

/* ------------------------------------------------------------------ one document in two forms */

static void say_aside(const pas_step *step, const pas_job_input *plainer, const pas_job_input *fuller,
                      pas_findings_list *findings, pas_arena *arena)
{
    const pas_document *d = pas_plugin_find_document(step->entry->plugin, plainer->document);
    pas_list_say(findings, (pas_origin){.step = pas_cstr(step->name), .file = plainer->name},
                 "fichier-forme-ecartee", "fichier",
                 pas_arena_cstr(arena, plainer->name.ptr, plainer->name.len), "lu",
                 pas_arena_cstr(arena, fuller->name.ptr, fuller->name.len), "forme", d->plainer_fr,
                 "forme_en", d->plainer_en, "forme_lue", d->fuller_fr, "forme_lue_en", d->fuller_en, NULL);
}

/* The file that is the same document as number `i` in its fuller form; `n` if none. */
static uint32_t fuller_of(const pas_job_input *inputs, const pas_form *forms, uint32_t n, uint32_t i)
{
    uint32_t at = 0;
    if (forms[i] != PAS_FORM_PLAINER)
        return n;
    while (at < n && !(forms[at] == PAS_FORM_FULLER && pas_str_eq(inputs[at].document, inputs[i].document)))
        at++;
    return at;
}

/* Takes out the files whose fuller form was given too; how many are left. */
static uint32_t leave_plainer_aside(const pas_step *step, pas_job_input *inputs, const pas_form *forms,
                                    uint32_t n, pas_findings_list *findings)
{
    pas_arena *arena = pas_arena_new();
    bool *aside = pas_arena_alloc(arena, n * sizeof *aside);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t by = fuller_of(inputs, forms, n, i);
        aside[i] = by < n;
        if (aside[i])
            say_aside(step, &inputs[i], &inputs[by], findings, arena);
    }
    for (uint32_t i = 0; i < n; i++)
        if (!aside[i])
            inputs[kept++] = inputs[i];
    pas_arena_free(arena);
    return kept;
}

/* Two files for one document: which one is meant is not ours to guess. */
static bool no_document_twice(const pas_step *step, const pas_job_input *inputs, uint32_t n,
                              pas_findings_list *findings)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (pas_str_eq(inputs[i].document, inputs[j].document))
                return said_once(step, inputs[i].document, &inputs[j], &inputs[i], findings);
    return true;
}

/* A document that was recognised nowhere, and is needed. Files named by the pipeline were checked with it. */
static bool none_missing(const pas_step *step, const pas_job_input *inputs, uint32_t n,
                         pas_findings_list *findings)
{
    const pas_plugin *p = step->entry->plugin;
    bool good = true;
    for (uint32_t i = 0; i < p->n_documents; i++) {
        const pas_document *d = pas_plugin_document(p, i);
        bool found = !pas_step_wants(step, d) || pas_step_can_miss(step, d);
        for (uint32_t j = 0; j < n && !found; j++)
            found = pas_str_is(inputs[j].document, d->id);
        if (found)
            continue;
        pas_list_say(findings, (pas_origin){.step = pas_cstr(step->name)}, "document-manquant", "document",
                     d->title_fr, "document_en", d->title_en, "menu", d->where_fr, "menu_en", d->where_en,
                     NULL);
        good = false;
    }
    return good;
}

const pas_document *pas_inputs_known(const pas_read_inputs *in, const pas_step *step, uint32_t i)
{
    const pas_recognised *what = &in->recognised[i];
    return what->score >= LEAST_SCORE ? pas_plugin_document(step->entry->plugin, what->document) : NULL;
}

bool pas_inputs_choose(pas_read_inputs *in, const pas_step *step, pas_findings_list *findings)
{
    uint32_t n = 0;
    pas_form *forms = pas_xcalloc(in->n, sizeof *forms); /* of those that the pipeline does not name itself */
    for (uint32_t i = 0; i < in->n; i++) {
        pas_job_input input = in->inputs[i];
        const pas_document *d = pas_inputs_known(in, step, i);
        bool recognised = !input.document.ptr && d && pas_step_wants(step, d);
        if (recognised)
            input.document = pas_cstr(d->id);
        forms[n] = recognised ? in->recognised[i].form : PAS_FORM_UNKNOWN;
        if (input.document.ptr)
            in->inputs[n++] = input;
    }
    n = in->n = leave_plainer_aside(step, in->inputs, forms, n, findings);
    free(forms);
    return no_document_twice(step, in->inputs, n, findings) &&
           (!in->ask || none_missing(step, in->inputs, n, findings));
}

bool pas_inputs_unchanged(const pas_read_inputs *in, const pas_step *step, pas_findings_list *findings)
{
    bool good = true;
    for (uint32_t i = 0; i < in->n_opened; i++) {
        const pas_opened *o = &in->opened[i];
        struct stat st;
        if (o->fd < 0 || fstat(o->fd, &st) != 0)
            continue;
        if ((uint64_t)st.st_size == o->size && st.st_mtim.tv_sec == o->changed.tv_sec &&
            st.st_mtim.tv_nsec == o->changed.tv_nsec)
            continue;
        const char *name = step->files[i].name;
        pas_list_say(findings, (pas_origin){.step = pas_cstr(step->name), .file = pas_cstr(name)},
                     "fichier-modifie", "fichier", name, NULL);
        good = false;
    }
    return good;
}

void pas_inputs_close(pas_read_inputs *in)
{
    for (uint32_t i = 0; i < in->n_opened; i++)
        if (in->opened[i].fd >= 0)
            close(in->opened[i].fd);
    in->n_opened = 0;
}

static bool was_read(const pas_graph *g, const char *name)
{
    size_t n = strlen(name);
    for (uint32_t i = 1; i <= pas_graph_inputs(g); i++) {
        pas_str read = pas_graph_input_at(g, i).name;
        if (read.len >= n && memcmp(read.ptr, name, n) == 0 && (read.len == n || read.ptr[n] == '!'))
            return true;
    }
    return false;
}

static bool told_before(const pas_plan *plan, size_t step, uint32_t file)
{
    const char *name = pas_plan_step(plan, step)->files[file].name;
    for (size_t s = 0; s < step; s++)
        for (uint32_t i = 0; i < pas_plan_step(plan, s)->n_files; i++)
            if (strcmp(pas_plan_step(plan, s)->files[i].name, name) == 0)
                return true;
    return false;
}

/* It was said already why it is not read. */
static bool was_left_aside(const pas_findings_list *findings, const char *name)
{
    for (size_t i = 0; i < pas_list_count(findings); i++) {
        const pas_finding *f = pas_list_get(findings, i);
        if (strcmp(f->message->code, "fichier-forme-ecartee") == 0 && pas_str_is(f->origin.file, name))
            return true;
    }
    return false;
}

static const pas_known_file *find_known(const pas_known_file *known, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(known[i].name, name) == 0)
            return &known[i];
    return NULL;
}

static void say_unused(const pas_step *step, const char *name, const pas_known_file *known,
                       pas_findings_list *findings)
{
    pas_origin at = {.step = pas_cstr(step->name), .file = pas_cstr(name)};
    if (known)
        pas_list_say(findings, at, "fichier-reconnu-non-lu", "fichier", name, "systeme", known->system,
                     "document", known->document->title_fr, "document_en", known->document->title_en, NULL);
    else
        pas_list_say(findings, at, "fichier-non-utilise", "fichier", name, NULL);
}

void pas_inputs_say_unused(const pas_plan *plan, const pas_graph *g, const pas_known_file *known,
                           size_t n_known, pas_findings_list *findings)
{
    for (size_t s = 0; s < pas_plan_steps(plan); s++) {
        const pas_step *step = pas_plan_step(plan, s);
        for (uint32_t i = 0; i < step->n_files; i++) {
            const char *name = step->files[i].name;
            if (!step->files[i].document && !was_read(g, name) && !told_before(plan, s, i) &&
                !was_left_aside(findings, name))
                say_unused(step, name, find_known(known, n_known, name), findings);
        }
    }
}

static uint32_t keep_best(pas_identity *found, uint32_t n, pas_identity one)
{
    uint32_t at = n;
    while (at && found[at - 1].score < one.score)
        at--;
    if (n < PAS_MOST_IDENTITIES)
        n++;
    if (at >= n)
        return n;
    memmove(&found[at + 1], &found[at], (n - 1 - at) * sizeof *found);
    found[at] = one;
    return n;
}

uint32_t pas_inputs_identify_any(const pas_catalogue *catalogue, const pas_job_input *file,
                                 const pas_job *like, pas_findings_list *findings,
                                 pas_identity ret[PAS_MOST_IDENTITIES])
{
    size_t most = pas_catalogue_count(catalogue);
    pas_job *jobs = pas_xcalloc(most, sizeof *jobs);
    pas_answer *answers = pas_xcalloc(most, sizeof *answers);
    pas_recognised *what = pas_xcalloc(most, sizeof *what);
    pas_status *statuses = pas_xcalloc(most, sizeof *statuses);
    uint32_t asked = 0, n = 0, kept = 0;
    for (size_t i = 0; i < most; i++) {
        const pas_entry *e = pas_catalogue_at(catalogue, i);
        if (!e->usable)
            continue;
        jobs[asked] = *like;
        jobs[asked].verb = PAS_VERB_IDENTIFY;
        jobs[asked].plugin_path = e->path;
        jobs[asked].plugin_id = e->id;
        jobs[asked].sandbox = pas_sandbox_for(like->sandbox, e->bundled);
        jobs[asked].inputs = file;
        jobs[asked].n_inputs = 1;
        answers[asked] = (pas_answer){.plugin = e->plugin, .findings = findings, .recognised = &what[asked]};
        asked++;
    }
    pas_jobs_run(jobs, answers, statuses, asked);
    for (uint32_t i = 0; i < asked; i++)
        if (statuses[i] == PAS_OK && what[i].score)
            n = keep_best(ret, n,
                          (pas_identity){answers[i].plugin,
                                         pas_plugin_document(answers[i].plugin, what[i].document),
                                         what[i].score, what[i].form});
    while (kept < n && ret[0].score - ret[kept].score <= 5)
        kept++;
    free(jobs);
    free(answers);
    free(what);
    free(statuses);
    return kept;
}
