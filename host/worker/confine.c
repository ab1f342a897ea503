/* The order in which a worker shuts itself in. Each step closes what the ones before it needed. */
#include "worker/confine.h"

#include "io/xml.h"
#include "worker/calls.h"
#include "worker/landlock.h"
#include "worker/sanitized.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct pas_confinement {
    pas_filters *filters; /* NULL: not asked for, or none here */
    int nothing;          /* Landlock's rules without any permission, -1 none */
};

/* Where the dynamic linker looks on Debian, its cache first. */
static const char *const loadable[] = {"/etc/ld.so.cache", "/lib",       "/lib64",        "/lib32",
                                       "/usr/lib",         "/usr/lib64", "/usr/local/lib"};

#define DESCRIPTORS 16u /* above those it was given */

static void set_limit(__rlimit_resource_t what, rlim_t most, rlim_t never)
{
    struct rlimit limit = {most, never};
    (void)setrlimit(what, &limit);
}

/* What it may use up. A core dump would hold pupils' data. */
static void limit(const pas_job *job)
{
    /* A sanitizer's look for leaks, which only an unconfined worker can take, needs a process of its own. */
    bool processes = !PAS_SANITIZED || job->sandbox != PAS_SANDBOX_OFF;
    const rlim_t memory = job->limits.memory_bytes + (64u << 20),
                 files = PAS_FD_INPUTS + job->n_inputs + DESCRIPTORS;
    set_limit(RLIMIT_CORE, 0, 0);
    set_limit(RLIMIT_FSIZE, 0, 0);
    if (processes)
        set_limit(RLIMIT_NPROC, 0, 0);
    set_limit(RLIMIT_NOFILE, files, files);
    /* The first limit says SIGXCPU, which is told apart from a crash; the second kills. */
    set_limit(RLIMIT_CPU, job->limits.cpu_seconds, job->limits.cpu_seconds + 2);
    if (!PAS_SANITIZED)
        set_limit(RLIMIT_AS, memory, memory);
    (void)prctl(PR_SET_DUMPABLE, 0);
}

/* What libraries open files for when first used. A time zone that is named is not looked for again. */
static void preload(void)
{
    (void)setenv("TZ", ":/etc/localtime", 0);
    tzset();
    pas_xml_prepare();
}

static bool restrict_files(pas_confinement *c, const pas_job *job, int version)
{
    int rules = pas_landlock_new(version);
    c->nothing = pas_landlock_new(version);
    bool good = rules >= 0 && c->nothing >= 0;
    for (size_t i = 0; good && i < sizeof loadable / sizeof loadable[0]; i++)
        pas_landlock_let_load(rules, loadable[i]);
    if (good && job->plugin_path)
        pas_landlock_let_load(rules, job->plugin_path);
    good = good && pas_landlock_obey(rules);
    if (rules >= 0)
        close(rules);
    if (!good && c->nothing >= 0) {
        close(c->nothing);
        c->nothing = -1;
    }
    return good;
}

pas_confinement *pas_confine_enter(const pas_job *job, pas_page *page, pas_level *ret_level)
{
    pas_confinement *c = pas_xcalloc(1, sizeof *c);
    c->nothing = -1;
    limit(job);
    preload();
    bool privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    *ret_level = (pas_level){.reached = privileges ? PAS_LEVEL_APART : 0};
    if (job->sandbox == PAS_SANDBOX_OFF || !privileges)
        return c;
    int ignored, version = pas_landlock_version(&ignored);
    if (version && restrict_files(c, job, version)) {
        ret_level->reached |= PAS_LEVEL_FILES;
        ret_level->landlock = (uint32_t)version;
    }
    c->filters = pas_filters_new();
    if (c->filters && pas_filters_watch(page) && pas_filters_load_first(c->filters)) {
        ret_level->reached |= PAS_LEVEL_CALLS;
    } else {
        pas_filters_free(c->filters);
        c->filters = NULL;
    }
    return c;
}

bool pas_confine_close(pas_confinement *c)
{
    if (c->nothing >= 0) {
        bool good = pas_landlock_obey(c->nothing);
        close(c->nothing);
        c->nothing = -1;
        if (!good)
            return false;
    }
    return !c->filters || pas_filters_load_second(c->filters);
}

void pas_confine_free(pas_confinement *c)
{
    if (c->nothing >= 0)
        close(c->nothing);
    pas_filters_free(c->filters);
    free(c);
}
