/* The table of rules and what runs them. A new rule is a function in the file of its topic, a row here
 * and a message in base/messages/rules.def. */
#include "rules/rules.h"

#include "rules/topics.h"

#include <string.h>

static const pas_rule rules[] = {
    {"fichiers-uai-differents", pas_rule_schools_differ},
    {"fichiers-annees-differentes", pas_rule_years_differ},
    {"fichier-uai-absent", pas_rule_school_absent},
    {"fichier-uai-cle-fausse", pas_rule_school_miswritten},
    {"fichier-annee-absente", pas_rule_year_absent},
    {"fichier-annee-inattendue", pas_rule_year_unexpected},
    {"export-perime", pas_rule_export_old},
    {"jeu-dates-heterogenes", pas_rule_set_of_many_days},
    {"fichier-fourni-deux-fois", pas_rule_given_twice},
    {"fichier-caracteres-alteres", pas_rule_damaged_characters},
    {"structures-a-pousser", pas_rule_push_due},
    {"division-absente-de-siecle", pas_rule_division_not_pushed},
    {"division-absente-de-sts", pas_rule_division_withdrawn},
    {"groupe-absent-de-siecle", pas_rule_group_not_pushed},
    {"groupe-absent-de-sts", pas_rule_group_withdrawn},
    {"groupe-eclate-dans-siecle", pas_rule_group_split},
};
enum { N_RULES = sizeof rules / sizeof rules[0] };

const char *const *pas_rule_codes(size_t *ret_n)
{
    static const char *codes[N_RULES + 1];
    for (size_t i = 0; i < N_RULES; i++)
        codes[i] = rules[i].code;
    *ret_n = N_RULES;
    return codes;
}

static bool is_asked(const pas_step *step, const char *code)
{
    for (uint32_t i = 0; i < step->n_rules; i++)
        if (strcmp(step->rules[i], code) == 0)
            return true;
    return step->n_rules == 0;
}

static uint8_t severity_of(const pas_step *step, const pas_finding *f)
{
    for (uint32_t i = 0; i < step->n_severities; i++)
        if (strcmp(step->severities[i].code, f->message->code) == 0)
            return step->severities[i].severity;
    return f->severity;
}

static void pass_on(const pas_step *step, const pas_findings_list *said, pas_findings_list *to)
{
    for (size_t i = 0; i < pas_list_count(said); i++) {
        pas_finding f = *pas_list_get(said, i);
        f.severity = severity_of(step, &f);
        pas_list_add(to, &f);
    }
}

void pas_rules_run(const pas_step *step, const pas_rule_context *context, pas_arena *arena,
                   const char ***ret_unchecked, uint32_t *ret_n_unchecked)
{
    const char **unchecked = pas_arena_alloc(arena, N_RULES * sizeof *unchecked);
    uint32_t n = 0;
    pas_rule_context inner = *context;
    inner.findings = pas_list_new();
    for (size_t i = 0; i < N_RULES; i++)
        if (is_asked(step, rules[i].code) && rules[i].run(&inner) == PAS_RULE_UNCHECKED)
            unchecked[n++] = rules[i].code;
    pass_on(step, inner.findings, context->findings);
    pas_list_free(inner.findings);
    *ret_unchecked = unchecked;
    *ret_n_unchecked = n;
}
