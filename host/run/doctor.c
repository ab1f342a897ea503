/* Tries what a run needs of the machine, and looks at what is installed. Called by cli's doctor. */
#include "run/doctor.h"

#include "worker/job.h"
#include "worker/landlock.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>

static const char *kernel_of(pas_arena *arena)
{
    struct utsname name;
    return uname(&name) == 0 ? pas_arena_cstr(arena, name.release, strlen(name.release)) : "?";
}

/* A worker without a plugin, confined as any other, which then tries a door that must be shut. What it says
 * of the refusal is what was wanted. */
static void try_confinement(pas_diagnosis *d, pas_findings_list *findings)
{
    pas_job job = {.verb = PAS_VERB_PROBE,
                   .plugin_id = "doctor",
                   .limits = PAS_LIMITS_DEFAULT,
                   .sandbox = PAS_SANDBOX_PREFER};
    pas_findings_list *said = pas_list_new();
    pas_answer answer = {.findings = said};
    d->shut = pas_job_run(&job, &answer) == PAS_OK;
    d->level = answer.level;
    pas_list_free(said);
    if (!d->level.reached) {
        pas_list_say(findings, (pas_origin){0}, "doctor-aucun-processus", NULL);
        return;
    }
    int error = 0;
    if (!(d->level.reached & PAS_LEVEL_FILES) && !pas_landlock_version(&error))
        pas_list_say(findings, (pas_origin){0},
                     error == EOPNOTSUPP ? "doctor-landlock-eteint" : "doctor-landlock-absent", "noyau",
                     d->kernel, NULL);
    if (!(d->level.reached & PAS_LEVEL_CALLS))
        pas_list_say(findings, (pas_origin){0}, "doctor-seccomp-absent", NULL);
    if (!d->shut)
        pas_list_say(findings, (pas_origin){0}, "doctor-confinement-troue", "noyau", d->kernel, NULL);
}

static int is_pipeline(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return entry->d_name[0] != '.' && n > 4 && strcmp(entry->d_name + n - 4, ".ini") == 0;
}

static uint32_t count_pipelines(const char *folder)
{
    uint32_t n = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        n += (uint32_t)is_pipeline(entry);
    if (dir)
        closedir(dir);
    return n;
}

pas_diagnosis pas_doctor(const pas_catalogue *catalogue, const char *pipelines, pas_findings_list *findings,
                         pas_arena *arena)
{
    pas_diagnosis d = {
        .kernel = kernel_of(arena), .pipelines = pipelines, .n_pipelines = count_pipelines(pipelines)};
    try_confinement(&d, findings);
    for (size_t i = 0; i < pas_catalogue_count(catalogue); i++)
        if (!pas_catalogue_at(catalogue, i)->usable)
            pas_list_add(findings, &pas_catalogue_at(catalogue, i)->refusal);
    if (!pas_catalogue_count(catalogue))
        pas_list_say(findings, (pas_origin){0}, "doctor-aucun-greffon", "dossiers",
                     pas_catalogue_folders(catalogue), NULL);
    if (!d.n_pipelines)
        pas_list_say(findings, (pas_origin){0}, "doctor-aucune-chaine", "dossier", pipelines, NULL);
    return d;
}
