/* Inside the rules folder: the rules by topic. Each says its findings and whether it could be checked. */
#ifndef PAS_RULES_TOPICS_H
#define PAS_RULES_TOPICS_H

#include "rules/rules.h"

/* files.c: whose, of which year and of which day the files are (`export` nodes) */
pas_rule_state pas_rule_schools_differ(const pas_rule_context *c);
pas_rule_state pas_rule_years_differ(const pas_rule_context *c);
pas_rule_state pas_rule_school_absent(const pas_rule_context *c);
pas_rule_state pas_rule_school_miswritten(const pas_rule_context *c);
pas_rule_state pas_rule_year_absent(const pas_rule_context *c);
pas_rule_state pas_rule_year_unexpected(const pas_rule_context *c);
pas_rule_state pas_rule_export_old(const pas_rule_context *c);
pas_rule_state pas_rule_set_of_many_days(const pas_rule_context *c);
pas_rule_state pas_rule_given_twice(const pas_rule_context *c);

/* structures.c: what the staff base must push to the pupil base */
pas_rule_state pas_rule_division_not_pushed(const pas_rule_context *c);
pas_rule_state pas_rule_division_withdrawn(const pas_rule_context *c);
pas_rule_state pas_rule_group_not_pushed(const pas_rule_context *c);
pas_rule_state pas_rule_group_withdrawn(const pas_rule_context *c);
pas_rule_state pas_rule_group_split(const pas_rule_context *c);
pas_rule_state pas_rule_push_due(const pas_rule_context *c);

/* characters.c */
pas_rule_state pas_rule_damaged_characters(const pas_rule_context *c);

/* say.c: a finding of the host's table at a node, arguments in pairs ended by NULL. */
__attribute__((sentinel)) void pas_rule_say(const pas_rule_context *c, const char *code, pas_node at, ...);
/* The same with a severity other than the message's and personal arguments. */
void pas_rule_add(const pas_rule_context *c, const char *code, uint8_t severity, pas_node at,
                  const pas_argument *args, uint32_t n_args);
/* The system of the node's source, as users call it. */
const char *pas_rule_system(const pas_rule_context *c, pas_node node);
/* The name of the file the node was read in, NUL-terminated. */
const char *pas_rule_file(const pas_rule_context *c, pas_node node);

#endif
