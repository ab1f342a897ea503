/* A folder with two invented plugins and what a test puts in it; the plan of a text. Shared by the tests
 * of the pipeline, of matching and of the report. */
#ifndef PLAN_SAMPLE_H
#define PLAN_SAMPLE_H

#include "base/text.h"
#include "pipeline/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const pas_document sample_base_documents[] = {
    {.id = "eleves",
     .title_fr = "Élèves",
     .title_en = "Pupils",
     .where_fr = "Base > Exports > Élèves",
     .where_en = "Base > Exports > Pupils",
     .direction = PAS_IN},
    {.id = "structures", .title_fr = "Structures", .title_en = "Structures", .direction = PAS_IN},
    {.id = "liens", .title_fr = "Liens", .title_en = "Links", .direction = PAS_OUT},
};
static const pas_option sample_base_options[] = {
    {.name = "adresses", .def = "non", .type = PAS_OPT_BOOL},
    {.name = "seuil", .def = "5", .type = PAS_OPT_INT, .min = 1, .max = 20},
    {.name = "homonymes", .def = "refuser", .choices = "refuser;accepter", .type = PAS_OPT_CHOICE},
    {.name = "jour", .type = PAS_OPT_DATE},
    {.name = "uai", .def = "", .type = PAS_OPT_UAI},
    {.name = "annee", .type = PAS_OPT_YEAR},
    {.name = "titre", .type = PAS_OPT_TEXT},
    {.name = "version", .def = "2.0", .type = PAS_OPT_TEXT, .document = "liens"},
    {.name = "tri", .def = "nom", .type = PAS_OPT_TEXT, .document = "eleves"},
};
static const pas_message sample_base_messages[] = {
    {.code = "liens-eleve-inconnu",
     .answer = "REJET_01",
     .fix_in = "Emploi",
     .title_fr = "Élèves inconnus de Base",
     .title_en = "Pupils unknown to Base",
     .text_fr = "{eleve} n'existe pas dans Base.",
     .text_en = "{eleve} is not in Base.",
     .remedy_fr = "Mettez à jour les élèves, puis refaites l'export.",
     .remedy_en = "Update the pupils, then export again.",
     .severity = PAS_BLOCKING},
    {.code = "liens-total", .title_fr = "Liens écrits", .title_en = "Links written"},
};
static const pas_plugin sample_base = {.head = PAS_HEAD(PAS_CAN_READ | PAS_CAN_WRITE),
                                       .id = "base",
                                       .system = "Base",
                                       .version = "1",
                                       .documents = sample_base_documents,
                                       .n_documents = 3,
                                       .document_stride = sizeof(pas_document),
                                       .options = sample_base_options,
                                       .n_options = 9,
                                       .option_stride = sizeof(pas_option),
                                       .messages = sample_base_messages,
                                       .n_messages = 2,
                                       .message_stride = sizeof(pas_message),
                                       .roles = PAS_ROLE_PUPIL_BASE};
static const pas_document sample_emploi_documents[] = {
    {.id = "export", .title_fr = "Emploi du temps", .title_en = "Timetable", .direction = PAS_IN}};
static const pas_plugin sample_emploi = {.head = PAS_HEAD(PAS_CAN_READ),
                                         .id = "emploi",
                                         .system = "Emploi",
                                         .version = "1",
                                         .documents = sample_emploi_documents,
                                         .n_documents = 1,
                                         .document_stride = sizeof(pas_document),
                                         .roles = PAS_ROLE_TIMETABLE};

static inline void sample_describe(void *data, pas_described *all, size_t n, pas_arena *arena)
{
    (void)data;
    (void)arena;
    for (size_t i = 0; i < n; i++) {
        if (strstr(all[i].path, "/casse.so"))
            pas_list_say(all[i].findings, (pas_origin){.file = pas_cstr(all[i].path)}, "greffon-code-inconnu",
                         "code", "casse", NULL);
        else
            all[i].plugin = strstr(all[i].path, "/base.so") ? &sample_base : &sample_emploi;
    }
}

typedef struct plan_sample {
    char folder[64];
    pas_catalogue *catalogue;
    pas_findings_list *findings;
    pas_plan *plan;
} plan_sample;

static inline void sample_put(const plan_sample *s, const char *name, const void *bytes, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(bytes, 1, size, f) != size || fclose(f) != 0)
        abort();
    chmod(path, 0600);
}

static inline plan_sample sample_open(void)
{
    plan_sample s = {.folder = "/tmp/pas-plan-XXXXXX"};
    char plugins[96];
    if (!mkdtemp(s.folder))
        abort();
    snprintf(plugins, sizeof plugins, "%s/greffons", s.folder);
    mkdir(plugins, 0700);
    sample_put(&s, "greffons/base.so", "x", 1);
    sample_put(&s, "greffons/emploi.so", "x", 1);
    sample_put(&s, "greffons/casse.so", "x", 1);
    unsetenv("PASSERELLE_PLUGIN_PATH");
    s.catalogue = pas_catalogue_open(plugins, sample_describe, NULL);
    s.findings = pas_list_new();
    return s;
}

static const char *const sample_rules[] = {"fichiers-uai-differents", "export-perime"};

static inline void sample_load_bytes(plan_sample *s, const void *bytes, size_t size, const char *const *sets,
                                     size_t n_sets)
{
    char path[128];
    sample_put(s, "essai.ini", bytes, size);
    snprintf(path, sizeof path, "%s/essai.ini", s->folder);
    pas_plan_free(s->plan);
    pas_list_free(s->findings);
    s->findings = pas_list_new();
    pas_plan_wish wish = {
        .path = path, .sets = sets, .n_sets = n_sets, .rules = sample_rules, .n_rules = 2, .lang = PAS_FR};
    s->plan = pas_plan_load(&wish, s->catalogue, s->findings);
}

static inline void sample_load(plan_sample *s, const char *text)
{
    sample_load_bytes(s, text, strlen(text), NULL, 0);
}

/* "4 pipeline-cle-inconnue: le texte" for each finding, one a line. */
static inline const char *sample_said(const pas_findings_list *list)
{
    static pas_buf b;
    pas_buf_clear(&b);
    for (size_t i = 0; i < pas_list_count(list); i++) {
        const pas_finding *f = pas_list_get(list, i);
        pas_buf_printf(&b, "%u %s: ", f->origin.line, f->message->code);
        pas_finding_text(&b, f, PAS_FR, true);
        pas_buf_byte(&b, '\n');
    }
    return b.ptr ? b.ptr : "";
}

static inline void sample_close(plan_sample *s)
{
    char command[128];
    pas_plan_free(s->plan);
    pas_list_free(s->findings);
    pas_catalogue_free(s->catalogue);
    snprintf(command, sizeof command, "rm -rf '%s'", s->folder);
    if (system(command) != 0)
        abort();
}

#endif
