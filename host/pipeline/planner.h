/*
 * Inside the pipeline folder: the plan as it is being made, and what its files give each other. plan.c
 * holds it together; vars.c, values.c, steps.c, options.c, relations.c and files.c fill it.
 */
#ifndef PAS_PIPELINE_PLANNER_H
#define PAS_PIPELINE_PLANNER_H

#include "base/text.h"
#include "pipeline/lines.h"
#include "pipeline/plan.h"

struct pas_plan {
    pas_arena *arena;
    const char *path, *folder; /* of the pipeline; of the input */
    const char *name, *summary, *summary_en;
    uint8_t level;
    pas_plan_limits limits;
    pas_plan_var *vars;
    uint32_t n_vars;
    pas_step *steps;
    uint32_t n_steps;
    bool good, complete;
};

typedef struct pas_planner {
    pas_plan *plan;
    const pas_plan_wish *wish;
    const pas_catalogue *catalogue;
    pas_findings_list *findings;
    const pas_ini_section *section; /* being looked at, or NULL */
    const char **codes;             /* every code that can be said, once asked for */
    uint32_t n_codes;
} pas_planner;

/* Where a finding stands; `mistake` also makes the plan a bad one. */
pas_origin pas_planner_at(const pas_planner *p, uint32_t line);
pas_origin pas_planner_mistake(pas_planner *p, uint32_t line);
/* " Vouliez-vous dire « plugin » ?", or the possible words when they are few, or "". Arena owned. */
const char *pas_planner_hint(const pas_planner *p, const char *word, const char *const *candidates, size_t n);
/* The French or the English text, as the wish asks. */
const char *pas_planner_says(const pas_planner *p, const char *fr, const char *en);
/* Room for one more item in an array of the arena; zeroed. */
void *pas_planner_push(const pas_planner *p, void *items_ptr, uint32_t *n, size_t size);
/* The next word of a list (blanks or commas between), NULL at its end. */
const char *pas_planner_word(const pas_planner *p, pas_str *rest);

/* values.c: one value of a type, in the form that steps are given. False: *ret_expected says what was
 * expected. `choices` are separated by `separator`. */
typedef struct pas_value_type {
    uint32_t type; /* PAS_OPT_* */
    const char *choices;
    char separator;
    int64_t min, max; /* both 0: any */
} pas_value_type;
bool pas_value_check(const pas_planner *p, const pas_value_type *type, const char *text,
                     const char **ret_value, const char **ret_expected);
bool pas_value_seconds(const char *text, uint32_t *ret); /* "90", "90s", "2m" */
bool pas_value_memory(const char *text, uint64_t *ret);  /* "512M", "2G" */
bool pas_value_severity(const char *text, uint8_t *ret); /* "avertissement", "warning" */
extern const char *const pas_value_severities[4];

/* vars.c: reads [vars] (may be NULL) and the --set of the wish. */
void pas_plan_read_vars(pas_planner *p, const pas_ini_section *section);
/* The value with ${NAME} and $$ replaced; NULL if it cannot be known (said, or for lack of a --set). */
const char *pas_planner_expand(pas_planner *p, const char *value, uint32_t line);

/* steps.c */
void pas_plan_read_step(pas_planner *p, pas_step_kind kind, const char *name);
/* A key that has no place in the section: said with a suggestion. */
void pas_planner_unknown_key(pas_planner *p, const pas_ini_setting *s, const char *const *keys, size_t n);
void pas_planner_bad_value(pas_planner *p, const pas_ini_setting *s, const char *value, const char *expected);
/* The keys that any step and [pipeline] may have; true if `s` is one of them. */
bool pas_planner_take_limit(pas_planner *p, const pas_ini_setting *s, pas_plan_limits *limits);

/* options.c: every option of the section, then the defaults of those not given. */
void pas_plan_read_options(pas_planner *p, pas_step *step);

/* relations.c: what [match] and [check] name. */
void pas_plan_read_match(pas_planner *p, pas_step *step);
void pas_plan_read_check(pas_planner *p, pas_step *step);

/* files.c: the files that answer the patterns of a [read]. */
void pas_plan_read_files(pas_planner *p, pas_step *step);

#endif
