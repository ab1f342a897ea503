/*
 * Recognition of files by their content, along the tables of a plugin's documents. Called by serve.c; what
 * two files that claim one document are is looked into further than what one file is.
 */
#include "worker/run.h"

#include <string.h>
#include <unistd.h>

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

/* `entry`: the name it has in its archive, which it keeps if it is put in another. */
static uint32_t score_document(const pas_document *d, const pas_head_facts *facts, pas_str name,
                               pas_str entry)
{
    bool named = any_name_fits(d->patterns, name) || (entry.len && any_name_fits(d->patterns, entry));
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

/* A file's only document, or the first of its archive; `ret_zip` is to be closed after it. */
static pas_bytes *open_quietly(pas_io *io, int fd, pas_zip_in **ret_zip)
{
    unsigned char first[8];
    pas_status status = PAS_OK;
    ssize_t n = pread(fd, first, sizeof first, 0);
    if (n <= 0 || !pas_zip_is(first, (size_t)n))
        return pas_bytes_fd(io, fd);
    *ret_zip = pas_zip_open(io, fd, &status);
    return *ret_zip && pas_zip_count(*ret_zip) ? pas_zip_entry(*ret_zip, 0, &status) : NULL;
}

static void head_of(const pas_run *run, int fd, pas_head_facts *facts, pas_str *ret_entry)
{
    pas_io io = {.limits = &run->job->limits, .say = quiet};
    pas_zip_in *zip = NULL;
    pas_bytes *bytes = open_quietly(&io, fd, &zip);
    if (bytes)
        pas_head_read(bytes, facts);
    if (bytes && zip)
        *ret_entry = pas_arena_str(run->arena, pas_zip_name(zip, 0));
    pas_bytes_close(bytes);
    pas_zip_close(zip);
}

/* ------------------------------------------------------------------ forms */

static pas_form form_in_head(const pas_document *d, const pas_head_facts *facts)
{
    pas_str rest = pas_cstr(d->fuller), path;
    if (!d->fuller)
        return PAS_FORM_UNKNOWN;
    while (pas_str_split(&rest, ';', &path))
        if (path_seen(facts, path))
            return PAS_FORM_FULLER;
    return facts->whole ? PAS_FORM_PLAINER : PAS_FORM_UNKNOWN;
}

static void beat(pas_io *io, uint32_t line)
{
    pas_page *page = io->data;
    (void)line;
    if (page)
        page->beats++;
}

/* Goes through all of the file, unless what the fuller has is met before. */
static pas_form form_in_all(const pas_run *run, const pas_document *d, uint32_t input)
{
    pas_io io = {.limits = &run->job->limits, .say = quiet, .at = beat, .data = run->page};
    pas_zip_in *zip = NULL;
    pas_bytes *bytes = open_quietly(&io, run->inputs[input].given->fd, &zip);
    int met = bytes ? pas_head_search(&io, bytes, d->fuller) : -1;
    pas_bytes_close(bytes);
    pas_zip_close(zip);
    return met > 0 ? PAS_FORM_FULLER : met == 0 ? PAS_FORM_PLAINER : PAS_FORM_UNKNOWN;
}

/* That is slow: only if it is asked for, or if another file is the same document. */
static void tell_forms(const pas_run *run, pas_recognised *all)
{
    for (uint32_t i = 0; i < run->n_inputs; i++) {
        const pas_document *d = all[i].score ? pas_plugin_document(run->plugin, all[i].document) : NULL;
        bool wanted = run->job->forms;
        if (!d || !d->fuller || all[i].form != PAS_FORM_UNKNOWN)
            continue;
        for (uint32_t j = 0; j < run->n_inputs; j++)
            wanted = wanted || (j != i && all[j].score && all[j].document == all[i].document);
        if (wanted)
            all[i].form = form_in_all(run, d, i);
    }
}

/* ------------------------------------------------------------------ recognition */

static pas_recognised recognise(pas_run *run, uint32_t input)
{
    pas_head_facts facts = {0};
    pas_str name = run->inputs[input].name, entry = PAS_NONE;
    head_of(run, run->inputs[input].given->fd, &facts, &entry);
    uint32_t best = 0, second = 0, document = 0;
    for (uint32_t i = 0; i < run->plugin->n_documents; i++) {
        uint32_t score = score_document(pas_plugin_document(run->plugin, i), &facts, name, entry);
        if (score > best) {
            second = best;
            best = score;
            document = i;
        } else if (score > second) {
            second = score;
        }
    }
    if (run->plugin->identify && run->plugin->identify(run, run->host, input, &document, &best) == PAS_OK)
        second = 0;
    /* Two documents that cannot be told apart: no answer is better than a guess. */
    if (best && best - second <= 5 && second)
        best = 0;
    if (best > 100 || document >= run->plugin->n_documents)
        best = 0;
    pas_recognised ret = {.document = document, .score = best};
    if (best)
        ret.form = form_in_head(pas_plugin_document(run->plugin, document), &facts);
    pas_head_done(&facts);
    return ret;
}

void pas_run_identify(pas_run *run)
{
    pas_recognised *all = pas_arena_alloc(run->arena, run->n_inputs * sizeof *all);
    for (uint32_t i = 0; i < run->n_inputs; i++)
        all[i] = recognise(run, i);
    tell_forms(run, all);
    for (uint32_t i = 0; i < run->n_inputs; i++) {
        pas_buf_clear(&run->body);
        pas_put_u32(&run->body, i);
        pas_put_u32(&run->body, all[i].document);
        pas_put_u32(&run->body, all[i].score);
        pas_put_u32(&run->body, all[i].form);
        pas_wire_send(run->wire, PAS_FRAME_IDENTIFY, &run->body);
    }
}
