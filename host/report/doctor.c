/* What doctor found, as a list to be read from top to bottom, and the table of system calls. Called by cli.
 */
#include "report/report.h"

#include "report/layout.h"
#include "run/doctor.h"
#include "worker/calls.h"

static const char *say(pas_lang lang, const char *fr, const char *en)
{
    return lang == PAS_EN ? en : fr;
}

static void line(pas_buf *to, bool good, const char *what, const char *detail, pas_lang lang)
{
    pas_buf_puts(to, good ? say(lang, "  en ordre  ", "  good      ")
                          : say(lang, "  MANQUE    ", "  MISSING   "));
    pas_column(to, pas_cstr(what), 28);
    pas_buf_printf(to, "%s\n", detail);
}

static void add_plugins(const pas_catalogue *c, pas_lang lang, pas_arena *arena, pas_buf *to)
{
    for (size_t i = 0; i < pas_catalogue_count(c); i++) {
        const pas_entry *e = pas_catalogue_at(c, i);
        const char *what = pas_arena_format(arena, "%s %s", say(lang, "greffon", "plugin"), e->id).ptr;
        const char *origin = e->bundled ? say(lang, "livré avec Passerelle", "comes with Passerelle")
                                        : say(lang, "ajouté", "added");
        line(to, e->usable, what,
             e->usable ? pas_arena_format(arena, "%s, %s (%s)", e->plugin->version, origin, e->path).ptr
                       : e->path,
             lang);
    }
}

void pas_report_doctor(const pas_diagnosis *d, const pas_catalogue *c, pas_lang lang, pas_buf *to)
{
    pas_arena *arena = pas_arena_new();
    bool files = d->level.reached & PAS_LEVEL_FILES, calls = d->level.reached & PAS_LEVEL_CALLS;
    pas_buf_printf(to, "Passerelle %s · %s %s\n\n", PASSERELLE_VERSION,
                   say(lang, "noyau Linux", "Linux kernel"), d->kernel);
    pas_buf_printf(to, "%s\n", say(lang, "Confinement des greffons", "Confinement of plugins"));
    line(to, files, "Landlock",
         files ? pas_arena_format(arena, "%s %u", say(lang, "version", "version"), d->level.landlock).ptr
               : say(lang, "les fichiers ne sont pas fermés", "files are not shut"),
         lang);
    line(to, calls, "seccomp",
         calls ? say(lang, "appels au système filtrés", "system calls filtered")
               : say(lang, "les appels au système ne sont pas filtrés", "system calls are not filtered"),
         lang);
    line(to, d->shut, say(lang, "essai", "trial"),
         d->shut ? say(lang, "un processus confiné n'ouvre rien", "a confined process opens nothing")
                 : say(lang, "le processus d'essai n'a pas répondu comme il faut",
                       "the trial process did not answer well"),
         lang);
    pas_buf_printf(to, "\n%s\n", say(lang, "Installation", "Installation"));
    add_plugins(c, lang, arena, to);
    line(to, d->n_pipelines > 0, say(lang, "chaînes", "pipelines"),
         pas_arena_format(arena, "%u (%s)", d->n_pipelines, d->pipelines).ptr, lang);
    pas_arena_free(arena);
}

void pas_report_calls(pas_lang lang, pas_buf *to)
{
    static const char *const fr[] = {"permis", "permis en partie", "refusé et signalé", "refusé",
                                     "arrête le greffon"};
    static const char *const en[] = {"allowed", "allowed in part", "denied and told", "denied",
                                     "stops the plugin"};
    const char *const *words = lang == PAS_EN ? en : fr;
    size_t n;
    const pas_call *all = pas_calls(&n);
    pas_buf_puts(to, say(lang, "# Les appels au système d'un greffon confiné\n\n",
                         "# The system calls of a confined plugin\n\n"));
    pas_buf_puts(
        to, say(lang,
                "Ce qui n'est pas ici échoue, comme sur un noyau trop ancien pour le connaître (ENOSYS).\n\n",
                "What is not here fails, as on a kernel too old to know it (ENOSYS).\n\n"));
    pas_buf_puts(to, say(lang, "| pour | appel | au chargement | ensuite |\n",
                         "| to | call | while loading | afterwards |\n"));
    pas_buf_puts(to, "| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < n; i++)
        if (all[i].name)
            pas_buf_printf(to, "| %s | `%s` | %s | %s |\n", say(lang, all[i].fr, all[i].en), all[i].name,
                           words[all[i].loading], words[all[i].working]);
}
