/* How a rule says a finding: see topics.h. */
#include "rules/topics.h"

#include "base/text.h"

enum { MOST_ARGS = 8 };

void pas_rule_add(const pas_rule_context *c, const char *code, uint8_t severity, pas_node at,
                  const pas_argument *args, uint32_t n_args)
{
    pas_finding f = {.message = pas_host_message(code),
                     .origin = pas_graph_origin(c->graph, at),
                     .args = args,
                     .n_args = n_args,
                     .severity = severity};
    pas_list_add(c->findings, &f);
}

void pas_rule_say(const pas_rule_context *c, const char *code, pas_node at, ...)
{
    pas_argument args[MOST_ARGS];
    uint32_t n = 0;
    va_list pairs;
    va_start(pairs, at);
    for (const char *name; n < MOST_ARGS && (name = va_arg(pairs, const char *)) != NULL;)
        args[n++] = (pas_argument){pas_cstr(name), pas_cstr(va_arg(pairs, const char *)), 0};
    va_end(pairs);
    pas_rule_add(c, code, pas_host_message(code)->severity, at, args, n);
}

const char *pas_rule_system(const pas_rule_context *c, pas_node node)
{
    pas_graph_source s = pas_graph_source_at(c->graph, pas_node_source(c->graph, node));
    return s.system.len ? s.system.ptr : s.step.len ? s.step.ptr : "?";
}

const char *pas_rule_file(const pas_rule_context *c, pas_node node)
{
    pas_str name = pas_graph_input_at(c->graph, pas_node_input(c->graph, node)).name;
    return name.len ? name.ptr : "?";
}
