/* Pipeline files of any bytes: lines, variables, steps, patterns. Nothing is run. */
#include "base/text.h"
#include "pipeline/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const pas_document documents[] = {
    {.id = "eleves", .title_fr = "Élèves", .title_en = "Pupils", .direction = PAS_IN},
    {.id = "liens", .title_fr = "Liens", .title_en = "Links", .direction = PAS_OUT},
};
static const pas_option options[] = {
    {.name = "seuil", .def = "5", .type = PAS_OPT_INT, .min = 1, .max = 20},
    {.name = "choix", .def = "a", .choices = "a;b", .type = PAS_OPT_CHOICE},
    {.name = "jour", .type = PAS_OPT_DATE},
    {.name = "uai", .type = PAS_OPT_UAI},
};
static const pas_plugin plugin = {.head = PAS_HEAD(PAS_CAN_READ | PAS_CAN_WRITE),
                                  .id = "base",
                                  .system = "Base",
                                  .documents = documents,
                                  .n_documents = 2,
                                  .document_stride = sizeof(pas_document),
                                  .options = options,
                                  .n_options = 4,
                                  .option_stride = sizeof(pas_option)};

static void describe(void *data, pas_described *all, size_t n, pas_arena *arena)
{
    (void)data;
    (void)arena;
    for (size_t i = 0; i < n; i++)
        all[i].plugin = &plugin;
}

static char folder[] = "/tmp/pas-fuzz-XXXXXX";
static char file[64], shared_object[64];

static void clean(void)
{
    unlink(file);
    unlink(shared_object);
    rmdir(folder);
}

static void put(const char *path, const void *bytes, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, size, f) != size || fclose(f) != 0 || chmod(path, 0600) != 0)
        abort();
}

static pas_catalogue *open_once(void)
{
    if (!mkdtemp(folder))
        abort();
    snprintf(file, sizeof file, "%s/p.ini", folder);
    snprintf(shared_object, sizeof shared_object, "%s/base.so", folder);
    put(shared_object, "x", 1);
    atexit(clean);
    return pas_catalogue_open(folder, describe, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pas_catalogue *catalogue;
    static const char *const sets[] = {"a=x", "uai=0999990W"}, *const rules[] = {"export-perime"};
    if (!catalogue)
        catalogue = open_once();
    put(file, data, size);
    pas_findings_list *said = pas_list_new();
    pas_plan_wish wish = {.path = file, .in = folder, .rules = rules, .n_rules = 1, .lang = PAS_FR};
    for (size_t n = 0; n <= 2; n += 2) {
        wish.sets = sets;
        wish.n_sets = n;
        pas_plan *plan = pas_plan_load(&wish, catalogue, said);
        if (plan && pas_plan_good(plan) && !pas_plan_steps(plan))
            abort();
        if (plan && !pas_plan_good(plan) && !pas_list_count(said))
            abort();
        pas_plan_free(plan);
    }
    pas_list_free(said);
    return 0;
}
