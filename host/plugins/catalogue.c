/* Discovery: where plugins are looked for, which files are trusted, and what they say of themselves. */
#include "plugins/catalogue.h"

#include "base/installed.h"
#include "base/text.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct pas_catalogue {
    pas_arena *arena;
    pas_entry *entries;
    size_t n, cap;
    pas_findings_list *findings; /* holds the texts of refusals */
    pas_buf folders;
    pas_describe describe;
    void *data;
};

/* Root or the user owns it, and nobody else may write it (craft.md §B.7). */
static bool trusted(const struct stat *st, const char **ret_why)
{
    if (st->st_uid != 0 && st->st_uid != geteuid())
        *ret_why = "greffon-autre-proprietaire";
    else if (st->st_mode & (S_IWGRP | S_IWOTH))
        *ret_why = "greffon-modifiable-par-autrui";
    else
        return true;
    return false;
}

/* The gravest of what was said, the last of these; copied, since `said` does not last. */
static void keep_refusal(pas_catalogue *c, pas_entry *e, const pas_findings_list *said)
{
    const pas_finding *gravest = NULL;
    for (size_t i = 0; i < pas_list_count(said); i++) {
        const pas_finding *f = pas_list_get(said, i);
        if (!gravest || f->severity >= gravest->severity)
            gravest = f;
    }
    e->usable = false;
    if (!gravest)
        return;
    pas_list_add(c->findings, gravest);
    e->refusal = *pas_list_get(c->findings, pas_list_count(c->findings) - 1);
}

static void refuse(pas_catalogue *c, pas_entry *e, const char *code, const char *what)
{
    pas_list_say(c->findings, (pas_origin){.file = pas_cstr(what)}, code, "greffon", e->id, "fichier", what,
                 NULL);
    e->refusal = *pas_list_get(c->findings, pas_list_count(c->findings) - 1);
}

/* The file and its folder, by the path they really have. */
static bool file_is_trusted(pas_catalogue *c, pas_entry *e)
{
    struct stat file, folder;
    const char *why = NULL;
    char *dir = pas_arena_cstr(c->arena, e->path, strlen(e->path));
    *strrchr(dir, '/') = '\0';
    if (stat(e->path, &file) != 0 || !S_ISREG(file.st_mode)) {
        refuse(c, e, "greffon-illisible", e->path);
        return false;
    }
    if (!trusted(&file, &why)) {
        refuse(c, e, why, e->path);
        return false;
    }
    if (stat(dir[0] ? dir : "/", &folder) != 0 || !trusted(&folder, &why)) {
        refuse(c, e, why ? why : "greffon-illisible", dir);
        return false;
    }
    return true;
}

static void add(pas_catalogue *c, const char *folder, const char *file, bool bundled)
{
    size_t n = strlen(file);
    const char *id = pas_arena_cstr(c->arena, file, n - 3);
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->entries[i].id, id) == 0)
            return;
    pas_str joined = pas_arena_format(c->arena, "%s/%s", folder, file);
    char *real = realpath(joined.ptr, NULL);
    pas_entry e = {.id = id,
                   .path = real ? pas_arena_cstr(c->arena, real, strlen(real)) : joined.ptr,
                   .bundled = bundled};
    free(real);
    e.usable = file_is_trusted(c, &e);
    pas_grow(&c->entries, &c->cap, c->n + 1, sizeof *c->entries);
    c->entries[c->n++] = e;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_plugin_file(const struct dirent *d)
{
    size_t n = strlen(d->d_name);
    return d->d_name[0] != '.' && n > 3 && strcmp(d->d_name + n - 3, ".so") == 0;
}

static void look_in(pas_catalogue *c, const char *folder, bool bundled)
{
    if (c->folders.len)
        pas_buf_puts(&c->folders, ", ");
    pas_buf_puts(&c->folders, folder);
    struct dirent **names = NULL;
    int n = scandir(folder, &names, is_plugin_file, by_name);
    for (int i = 0; i < n; i++) {
        add(c, folder, names[i]->d_name, bundled);
        free(names[i]);
    }
    free(names);
}

static void look_in_all(pas_catalogue *c, const char *paths)
{
    pas_str rest = pas_cstr(paths), folder;
    while (rest.ptr && pas_str_split(&rest, ':', &folder))
        if (folder.len)
            look_in(c, pas_arena_cstr(c->arena, folder.ptr, folder.len), false);
}

static bool is_wanted(const char *id, const char *const *only, size_t n_only)
{
    bool found = !only;
    for (size_t i = 0; i < n_only && !found; i++)
        found = strcmp(only[i], id) == 0;
    return found;
}

/* Those whose files are trusted, at the same time. */
static void describe(pas_catalogue *c, const char *const *only, size_t n_only)
{
    pas_described *all = pas_xcalloc(c->n, sizeof *all);
    pas_entry **whose = pas_xcalloc(c->n, sizeof *whose);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        pas_entry *e = &c->entries[i];
        if (!e->usable || !is_wanted(e->id, only, n_only))
            continue;
        all[n] = (pas_described){.path = e->path, .bundled = e->bundled, .findings = pas_list_new()};
        whose[n++] = e;
    }
    c->describe(c->data, all, n, c->arena);
    for (size_t i = 0; i < n; i++) {
        whose[i]->plugin = all[i].plugin;
        if (!all[i].plugin)
            keep_refusal(c, whose[i], all[i].findings);
        pas_list_free(all[i].findings);
    }
    free(all);
    free(whose);
}

static int by_id(const void *a, const void *b)
{
    const pas_entry *x = a, *y = b;
    return strcmp(x->id, y->id);
}

pas_catalogue *pas_catalogue_open_only(const char *paths, const char *const *only, size_t n_only,
                                       pas_describe describe_them, void *data)
{
    pas_catalogue *c = pas_xcalloc(1, sizeof *c);
    c->arena = pas_arena_new();
    c->findings = pas_list_new();
    c->describe = describe_them;
    c->data = data;
    look_in_all(c, paths);
    look_in_all(c, secure_getenv("PASSERELLE_PLUGIN_PATH"));
    look_in(c, pas_installed_path(c->arena, PASSERELLE_PLUGIN_DIR_FROM_BIN, PASSERELLE_PLUGIN_DIR).ptr, true);
    describe(c, only, n_only);
    if (c->n)
        qsort(c->entries, c->n, sizeof *c->entries, by_id);
    return c;
}

pas_catalogue *pas_catalogue_open(const char *paths, pas_describe describe_them, void *data)
{
    return pas_catalogue_open_only(paths, NULL, 0, describe_them, data);
}

void pas_catalogue_free(pas_catalogue *c)
{
    if (!c)
        return;
    pas_list_free(c->findings);
    pas_buf_free(&c->folders);
    pas_arena_free(c->arena);
    free(c->entries);
    free(c);
}

size_t pas_catalogue_count(const pas_catalogue *c)
{
    return c->n;
}

const pas_entry *pas_catalogue_at(const pas_catalogue *c, size_t i)
{
    return &c->entries[i];
}

const pas_entry *pas_catalogue_find(const pas_catalogue *c, pas_str id)
{
    for (size_t i = 0; i < c->n; i++)
        if (pas_str_is(id, c->entries[i].id))
            return &c->entries[i];
    return NULL;
}

const char *pas_catalogue_folders(const pas_catalogue *c)
{
    return c->folders.ptr ? c->folders.ptr : "";
}
