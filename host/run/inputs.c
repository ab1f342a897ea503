/* Opening and recognising the files of a read step. */
#include "run/inputs.h"

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
    if (fd < 0 || fstat(fd, &st) != 0) {
        pas_list_say(findings, at, "fichier-illisible", "fichier", name, "detail", strerror(errno), NULL);
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

pas_status pas_inputs_identify(const pas_job *job, const pas_plugin *plugin, pas_findings_list *findings,
                               pas_recognised *ret)
{
    pas_job ask = *job;
    ask.verb = PAS_VERB_IDENTIFY;
    pas_answer answer = {.plugin = plugin, .findings = findings, .recognised = ret};
    return pas_job_run(&ask, &answer);
}

static bool all_opened(pas_read_inputs *in, const pas_step *step, const pas_job *job, pas_job_input *all,
                       pas_findings_list *findings)
{
    bool good = true;
    in->fds = pas_xcalloc(step->n_files + 1u, sizeof *in->fds);
    in->n_fds = step->n_files;
    for (uint32_t i = 0; i < step->n_files; i++) {
        const pas_plan_file *f = &step->files[i];
        in->fds[i] =
            pas_input_open(f->path, f->name, step->name, job->limits.input_bytes, &all[i].size, findings);
        all[i].fd = in->fds[i];
        all[i].name = pas_cstr(f->name);
        all[i].document = pas_cstr(f->document);
        good = good && in->fds[i] >= 0;
    }
    return good;
}

/* The document of each file that the pipeline does not name. */
static bool recognise(const pas_step *step, const pas_job *job, pas_job_input *all, uint32_t n,
                      pas_findings_list *findings)
{
    pas_recognised *what = pas_xcalloc(n + 1u, sizeof *what);
    pas_job ask = *job;
    ask.inputs = all;
    ask.n_inputs = n;
    bool good = pas_inputs_identify(&ask, step->entry->plugin, findings, what) == PAS_OK;
    for (uint32_t i = 0; good && i < n; i++)
        if (!all[i].document.ptr && what[i].score >= LEAST_SCORE)
            all[i].document = pas_cstr(pas_plugin_document(step->entry->plugin, what[i].document)->id);
    free(what);
    return good;
}

static bool is_optional(const pas_step *step, const char *document)
{
    for (uint32_t i = 0; i < step->n_optional; i++)
        if (strcmp(step->optional[i], document) == 0)
            return true;
    return step->optional_all;
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
        bool found = !(d->direction & PAS_IN) || is_optional(step, d->id);
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

bool pas_inputs_open(pas_read_inputs *ret, const pas_step *step, const pas_job *job,
                     pas_findings_list *findings, pas_arena *arena)
{
    *ret = (pas_read_inputs){0};
    pas_job_input *all = pas_arena_alloc(arena, (step->n_files + 1u) * sizeof *all);
    if (!all_opened(ret, step, job, all, findings))
        return false;
    bool ask = false;
    for (uint32_t i = 0; i < step->n_files; i++)
        ask = ask || !all[i].document.ptr;
    if (ask && !recognise(step, job, all, step->n_files, findings))
        return false;
    for (uint32_t i = 0; i < step->n_files; i++)
        if (all[i].document.ptr)
            all[ret->n++] = all[i];
    ret->inputs = all;
    return no_document_twice(step, all, ret->n, findings) &&
           (!ask || none_missing(step, all, ret->n, findings));
}

void pas_inputs_close(pas_read_inputs *in)
{
    for (uint32_t i = 0; i < in->n_fds; i++)
        if (in->fds[i] >= 0)
            close(in->fds[i]);
    free(in->fds);
    in->fds = NULL;
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

void pas_inputs_say_unknown(const pas_plan *plan, const pas_graph *g, pas_findings_list *findings)
{
    for (size_t s = 0; s < pas_plan_steps(plan); s++) {
        const pas_step *step = pas_plan_step(plan, s);
        for (uint32_t i = 0; i < step->n_files; i++)
            if (!step->files[i].document && !was_read(g, step->files[i].name) && !told_before(plan, s, i))
                pas_list_say(
                    findings,
                    (pas_origin){.step = pas_cstr(step->name), .file = pas_cstr(step->files[i].name)},
                    "fichier-non-utilise", "fichier", step->files[i].name, NULL);
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

uint32_t pas_inputs_identify_any(const pas_catalogue *catalogue, int fd, pas_str name, uint64_t size,
                                 bool in_process, pas_stamp now, pas_findings_list *findings,
                                 pas_identity ret[PAS_MOST_IDENTITIES])
{
    pas_job_input input = {.fd = fd, .name = name, .size = size};
    uint32_t n = 0;
    for (size_t i = 0; i < pas_catalogue_count(catalogue); i++) {
        const pas_entry *e = pas_catalogue_at(catalogue, i);
        if (!e->usable)
            continue;
        pas_job job = {.plugin_path = e->path,
                       .plugin_id = e->id,
                       .inputs = &input,
                       .n_inputs = 1,
                       .now = now,
                       .limits = PAS_LIMITS_DEFAULT,
                       .in_process = in_process};
        pas_recognised what = {0};
        if (pas_inputs_identify(&job, e->plugin, findings, &what) == PAS_OK && what.score)
            n = keep_best(
                ret, n, (pas_identity){e->plugin, pas_plugin_document(e->plugin, what.document), what.score});
    }
    uint32_t kept = 0;
    while (kept < n && ret[0].score - ret[kept].score <= 5)
        kept++;
    return kept;
}
