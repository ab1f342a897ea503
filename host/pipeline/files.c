/*
 * The files of a read step. Patterns are those of the shell, relative to the input folder, and stay
 * under it; the files that answer are sorted by name so that a run does not depend on the disk.
 */
#include "pipeline/planner.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_NAMED = 5 }; /* files named in a message */

struct answers {
    const char **names; /* relative to the input folder */
    uint32_t n;
};

/* ------------------------------------------------------------------ patterns */

static bool leaves_folder(pas_str pattern)
{
    pas_str part;
    if (pas_str_starts(pattern, "/") || pas_str_starts(pattern, "~"))
        return true;
    while (pas_str_split(&pattern, '/', &part))
        if (pas_str_is(part, ".."))
            return true;
    return false;
}

/* The folder with what glob takes for a pattern made plain, a slash, and the pattern. */
static const char *rooted(pas_arena *arena, const char *folder, pas_str pattern)
{
    pas_buf b = {0};
    for (const char *c = folder; *c; c++) {
        if (strchr("*?[]\\", *c))
            pas_buf_byte(&b, '\\');
        pas_buf_byte(&b, *c);
    }
    pas_buf_byte(&b, '/');
    pas_buf_str(&b, pattern);
    const char *path = pas_arena_cstr(arena, b.ptr, b.len);
    pas_buf_free(&b);
    return path;
}

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool has(const struct answers *a, const char *name)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (strcmp(a->names[i], name) == 0)
            return true;
    return false;
}

static void answer_one(pas_planner *p, pas_str pattern, bool any, struct answers *to)
{
    const char *folder = p->plan->folder;
    size_t root = strlen(folder) + 1;
    glob_t found;
    if (glob(rooted(p->plan->arena, folder, pattern), 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *path = found.gl_pathv[i];
        if (strlen(path) <= root || !(any || is_file(path)) || has(to, path + root))
            continue;
        *(const char **)pas_planner_push(p, &to->names, &to->n, sizeof *to->names) =
            pas_arena_cstr(p->plan->arena, path + root, strlen(path + root));
    }
    globfree(&found);
}

static bool was_told(const pas_planner *p, const char *code, const char *folder)
{
    for (size_t i = 0; i < pas_list_count(p->findings); i++) {
        const pas_finding *f = pas_list_get(p->findings, i);
        if (strcmp(f->message->code, code) == 0 && f->n_args && pas_str_is(f->args[0].value, folder))
            return true;
    }
    return false;
}

/* The folder a pattern looks in, as far as it names it, is there and is closed to us: what is in it is not
 * missing. */
static bool is_closed(pas_planner *p, pas_str pattern, uint32_t line)
{
    size_t n = 0;
    for (size_t i = 0; i < pattern.len && !strchr("*?[", pattern.ptr[i]); i++)
        n = pattern.ptr[i] == '/' ? i : n;
    const char *folder =
        n ? pas_arena_format(p->plan->arena, "%s/%.*s", p->plan->folder, (int)n, pattern.ptr).ptr
          : p->plan->folder;
    struct stat st;
    if (stat(folder, &st) != 0
            ? errno != EACCES
            : !S_ISDIR(st.st_mode) || faccessat(AT_FDCWD, folder, R_OK | X_OK, AT_EACCESS) == 0)
        return false;
    p->plan->complete = false;
    if (!was_told(p, "dossier-illisible", folder))
        pas_list_say(p->findings, pas_planner_at(p, line), "dossier-illisible", "dossier", folder, NULL);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* False if a pattern is not one that is followed, or if its folder cannot be read: said. */
static bool follow(pas_planner *p, const char *patterns, uint32_t line, bool any, struct answers *ret)
{
    pas_str rest = pas_cstr(patterns), pattern;
    bool good = true;
    while (pas_str_split(&rest, '|', &pattern)) {
        pattern = pas_str_trim(pattern);
        if (!pattern.len || leaves_folder(pattern)) {
            pas_list_say(p->findings, pas_planner_mistake(p, line), "pipeline-motif-interdit", "motif",
                         pas_arena_cstr(p->plan->arena, pattern.ptr, pattern.len), NULL);
            good = false;
            continue;
        }
        if (is_closed(p, pattern, line))
            good = false;
        else
            answer_one(p, pattern, any, ret);
    }
    return good;
}

/* What is no ordinary file answers only where nothing else does: opening it will say what it is, which
 * "missing" would not. */
static bool answer(pas_planner *p, const char *patterns, uint32_t line, struct answers *ret)
{
    bool good = follow(p, patterns, line, false, ret);
    if (good && !ret->n)
        follow(p, patterns, line, true, ret);
    if (ret->n > 1)
        qsort(ret->names, ret->n, sizeof *ret->names, by_name);
    return good;
}

/* ------------------------------------------------------------------ what is missing or too many */

static pas_origin lacking(pas_planner *p, const pas_step *step, uint32_t line)
{
    pas_origin at = pas_planner_at(p, line);
    at.step = pas_cstr(step->name);
    p->plan->complete = false;
    return at;
}

static void say_missing(pas_planner *p, const pas_step *step, const pas_document *d, const char *pattern,
                        uint32_t line)
{
    const char *where = pas_planner_says(p, d->where_fr, d->where_en);
    pas_list_say(p->findings, lacking(p, step, line), "fichier-manquant", "document",
                 pas_planner_says(p, d->title_fr, d->title_en), "motif", pattern, "dossier", p->plan->folder,
                 "ou", where ? where : "", "systeme", step->entry->plugin->system, NULL);
}

static const char *named(pas_planner *p, const struct answers *a)
{
    pas_buf b = {0};
    for (uint32_t i = 0; i < a->n && i < MOST_NAMED; i++)
        pas_buf_printf(&b, "%s%s", i ? ", " : "", a->names[i]);
    if (a->n > MOST_NAMED)
        pas_buf_puts(&b, ", …");
    const char *text = pas_arena_cstr(p->plan->arena, b.ptr, b.len);
    pas_buf_free(&b);
    return text;
}

static void say_many(pas_planner *p, const pas_step *step, const pas_document *d, const char *pattern,
                     const struct answers *a, uint32_t line)
{
    pas_list_say(p->findings, lacking(p, step, line), "fichier-en-trop", "document",
                 pas_planner_says(p, d->title_fr, d->title_en), "motif", pattern, "nombre",
                 pas_arena_format(p->plan->arena, "%u", a->n).ptr, "fichiers", named(p, a), "dossier",
                 p->plan->folder, NULL);
}

/* ------------------------------------------------------------------ keys */

static const pas_document *read_document(pas_planner *p, const pas_step *step, const char *id, uint32_t line)
{
    const pas_plugin *plugin = step->entry->plugin;
    const pas_document *d = pas_plugin_find_document(plugin, pas_cstr(id));
    if (d && (d->direction & PAS_IN))
        return d;
    const char **ids = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < plugin->n_documents; i++)
        if (pas_plugin_document(plugin, i)->direction & PAS_IN)
            *(const char **)pas_planner_push(p, &ids, &n, sizeof *ids) = pas_plugin_document(plugin, i)->id;
    pas_list_say(p->findings, pas_planner_mistake(p, line),
                 d ? "pipeline-document-non-lu" : "pipeline-document-inconnu", "document", id, "greffon",
                 step->entry->id, "suggestion", pas_planner_hint(p, id, ids, n), NULL);
    return NULL;
}

/* The documents that a key names, into a list of the step; "all" as well if `ret_all` is given. */
static void take_documents(pas_planner *p, pas_step *step, const char *key, const char ***items, uint32_t *n,
                           bool *ret_all)
{
    const pas_ini_setting *s = pas_ini_find(p->section, key);
    const char *value = s ? pas_planner_expand(p, s->value, s->line) : NULL;
    if (!value)
        return;
    pas_str rest = pas_cstr(value);
    for (const char *word; (word = pas_planner_word(p, &rest)) != NULL;) {
        if (ret_all && strcmp(word, "all") == 0)
            *ret_all = true;
        else if (read_document(p, step, word, s->line))
            *(const char **)pas_planner_push(p, items, n, sizeof **items) = word;
    }
}

static bool is_taken(const pas_step *step, const char *name)
{
    for (uint32_t i = 0; i < step->n_files; i++)
        if (strcmp(step->files[i].name, name) == 0)
            return true;
    return false;
}

static void add_file(pas_planner *p, pas_step *step, const char *name, const char *document, uint32_t line)
{
    if (is_taken(step, name) && !document)
        return;
    pas_plan_file *f = pas_planner_push(p, &step->files, &step->n_files, sizeof *f);
    *f = (pas_plan_file){pas_arena_format(p->plan->arena, "%s/%s", p->plan->folder, name).ptr, name, document,
                         line};
}

/* file.DOCUMENT: exactly one. */
static void take_one(pas_planner *p, pas_step *step, const pas_ini_setting *s, const char *pattern)
{
    const pas_document *d = read_document(p, step, s->key + strlen("file."), s->line);
    struct answers a = {0};
    if (!answer(p, pattern, s->line, &a) || !d)
        return;
    if (a.n == 1)
        add_file(p, step, a.names[0], d->id, s->line);
    else if (a.n > 1)
        say_many(p, step, d, pattern, &a, s->line);
    else if (!pas_step_can_miss(step, d))
        say_missing(p, step, d, pattern, s->line);
}

/* file: every one that answers and that no file.DOCUMENT took. */
static void take_all(pas_planner *p, pas_step *step, const pas_ini_setting *s, const char *pattern)
{
    struct answers a = {0};
    if (!answer(p, pattern, s->line, &a))
        return;
    for (uint32_t i = 0; i < a.n; i++)
        add_file(p, step, a.names[i], NULL, s->line);
    const pas_plugin *plugin = step->entry->plugin;
    for (uint32_t i = 0; !a.n && i < plugin->n_documents; i++) {
        const pas_document *d = pas_plugin_document(plugin, i);
        if (pas_step_wants(step, d) && !pas_step_can_miss(step, d))
            say_missing(p, step, d, pattern, s->line);
    }
}

static bool folder_is_there(pas_planner *p, uint32_t line)
{
    struct stat st;
    int found = stat(p->plan->folder, &st);
    if (found == 0 ? S_ISDIR(st.st_mode) : errno == EACCES)
        return true; /* one that is closed is told with its patterns */
    pas_list_say(p->findings, pas_planner_mistake(p, line), "pipeline-dossier-absent", "dossier",
                 p->plan->folder, NULL);
    return false;
}

void pas_plan_read_files(pas_planner *p, pas_step *step)
{
    bool any = false;
    take_documents(p, step, "documents", &step->documents, &step->n_documents, NULL);
    take_documents(p, step, "optional", &step->optional, &step->n_optional, &step->optional_all);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < p->section->n_settings; i++) {
            const pas_ini_setting *s = &p->section->settings[i];
            bool all = strcmp(s->key, "file") == 0, one = strncmp(s->key, "file.", 5) == 0 && s->key[5];
            any = any || all || one;
            if (pass == 0 ? !one : !all)
                continue;
            const char *pattern = pas_planner_expand(p, s->value, s->line);
            if (!pattern)
                continue;
            *(const char **)pas_planner_push(p, &step->patterns, &step->n_patterns, sizeof *step->patterns) =
                pattern;
            if (!folder_is_there(p, s->line))
                return;
            if (all)
                take_all(p, step, s, pattern);
            else
                take_one(p, step, s, pattern);
        }
    }
    if (!any)
        pas_list_say(p->findings, pas_planner_mistake(p, p->section->line), "pipeline-cle-manquante", "cle",
                     "file", NULL);
}
