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

/* The gravest of what was said since `from`, the last of these. */
static void keep_refusal(pas_catalogue *c, pas_entry *e, size_t from)
{
    e->usable = false;
    for (size_t i = from; i < pas_list_count(c->findings); i++) {
        const pas_finding *f = pas_list_get(c->findings, i);
        if (i == from || f->severity >= e->refusal.severity)
            e->refusal = *f;
    }
}

static void refuse(pas_catalogue *c, pas_entry *e, const char *code, const char *what)
{
    size_t from = pas_list_count(c->findings);
    pas_list_say(c->findings, (pas_origin){.file = pas_cstr(what)}, code, "greffon", e->id, "fichier", what,
                 NULL);
    keep_refusal(c, e, from);
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
    if (file_is_trusted(c, &e)) {
        size_t from = pas_list_count(c->findings);
        e.usable = c->describe(c->data, e.path, bundled, c->arena, &e.plugin, c->findings);
        if (!e.usable)
            keep_refusal(c, &e, from);
    }
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

static int by_id(const void *a, const void *b)
{
    const pas_entry *x = a, *y = b;
    return strcmp(x->id, y->id);
}

pas_catalogue *pas_catalogue_open(const char *paths, pas_describe describe, void *data)
{
    pas_catalogue *c = pas_xcalloc(1, sizeof *c);
    c->arena = pas_arena_new();
    c->findings = pas_list_new();
    c->describe = describe;
    c->data = data;
    look_in_all(c, paths);
    look_in_all(c, secure_getenv("PASSERELLE_PLUGIN_PATH"));
    look_in(c, pas_installed_path(c->arena, PASSERELLE_PLUGIN_DIR_FROM_BIN, PASSERELLE_PLUGIN_DIR).ptr, true);
    if (c->n)
        qsort(c->entries, c->n, sizeof *c->entries, by_id);
    return c;
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
