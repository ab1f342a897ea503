/* The running of rules, and the reading of the graph for them. See rules.h. Called by validate. */
#include "rules.h"

/* ------------------------------------------------------------------- reading */

pas_node sts_first(const sts_rules *r, const char *kind)
{
    return r->s.view->first(r->s.run, r->s.view->kind(r->s.run, kind), r->s.own);
}

pas_node sts_next(const sts_rules *r, pas_node node)
{
    return r->s.view->next(r->s.run, node);
}

pas_str sts_text_of(const sts_rules *r, pas_node node, enum sts_field field)
{
    return r->s.view->text(r->s.run, node, r->fields[field]);
}

int64_t sts_int_of(const sts_rules *r, pas_node node, enum sts_field field, int64_t otherwise)
{
    return r->s.view->integer(r->s.run, node, r->fields[field], otherwise);
}

pas_date sts_date_of(const sts_rules *r, pas_node node, enum sts_field field)
{
    return r->s.view->date(r->s.run, node, r->fields[field]);
}

int sts_has(const sts_rules *r, pas_node node, enum sts_field field)
{
    return r->s.view->presence(r->s.run, node, r->fields[field]) == PAS_GIVEN;
}

int sts_is(const sts_rules *r, pas_node node, enum sts_field field, const char *text)
{
    return sts_same(sts_text_of(r, node, field), sts_str(text));
}

pas_node sts_to(const sts_rules *r, pas_node node, enum sts_field link)
{
    return node ? r->s.view->link(r->s.run, node, r->fields[link], 0) : 0;
}

pas_str sts_key_of(const sts_rules *r, pas_node node, enum sts_field link)
{
    return r->s.view->link_key(r->s.run, node, r->fields[link], 0);
}

pas_node sts_from(const sts_rules *r, pas_node node, enum sts_field link, uint32_t *cursor)
{
    return r->s.view->incoming(r->s.run, node, r->fields[link], cursor);
}

uint32_t sts_count_from(const sts_rules *r, pas_node node, enum sts_field link)
{
    uint32_t cursor = 0, n = 0;
    while (sts_from(r, node, link, &cursor))
        n++;
    return n;
}

pas_node sts_before(const sts_rules *r, pas_node node, enum sts_field ident)
{
    uint32_t cursor = 0;
    pas_str key = sts_text_of(r, node, ident);
    if (!sts_given(key))
        return 0;
    for (pas_node x; (x = r->s.view->find(r->s.run, r->s.own, r->fields[ident], key, &cursor)) != 0;)
        if (x < node)
            return x;
    return 0;
}

int sts_kind_is(const sts_rules *r, pas_node node, const char *kind)
{
    return node && r->s.view->kind_of(r->s.run, node) == r->s.view->kind(r->s.run, kind);
}

int sts_was_read(const sts_rules *r, const char *document)
{
    for (pas_node e = sts_first(r, "export"); e; e = sts_next(r, e))
        if (sts_is(r, e, STS_F_EXPORT_DOCUMENT, document))
            return 1;
    return 0;
}

pas_str sts_structure_code(const sts_rules *r, pas_node structure)
{
    return sts_text_of(r, structure,
                       sts_kind_is(r, structure, "division") ? STS_F_DIVISION_CODE : STS_F_GROUP_CODE);
}

int sts_in_list(const sts_rules *r, const char *list, pas_str code)
{
    uint32_t cursor = 0;
    pas_str key = r->s.text->format(r->s.run, "%s:%.*s", list, (int)code.len, code.ptr);
    return r->s.view->find(r->s.run, r->s.own, r->fields[STS_F_ENTRY_KEY], key, &cursor) != 0;
}

int sts_list_is_empty(const sts_rules *r, const char *list)
{
    for (pas_node e = sts_first(r, "entry"); e; e = sts_next(r, e))
        if (sts_is(r, e, STS_F_ENTRY_LIST, list))
            return 0;
    return 1;
}

int sts_date_order(pas_date a, pas_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return a.day == b.day ? 0 : a.day < b.day ? -1 : 1;
}

/* -------------------------------------------------------------------- saying */

void sts_rule_arg(sts_rules *r, pas_arg arg)
{
    if (r->n_args + 1 < sizeof r->args / sizeof r->args[0])
        r->args[r->n_args++] = arg;
}

void sts_rule_text(sts_rules *r, const char *name, pas_str value)
{
    sts_rule_arg(r, sts_arg(name, sts_given(value) ? value : sts_str("")));
}

void sts_rule_number(sts_rules *r, const char *name, int64_t value)
{
    sts_rule_arg(r, sts_number_arg(&r->s, name, value));
}

void sts_rule_hours(sts_rules *r, const char *name, int64_t thousandths)
{
    long long cents = (thousandths < 0 ? -thousandths : thousandths) / 10;
    sts_rule_text(
        r, name,
        r->s.text->format(r->s.run, "%s%lld,%02lld", thousandths < 0 ? "-" : "", cents / 100, cents % 100));
}

pas_arg sts_name_arg(const sts_rules *r, const char *name, pas_node person)
{
    pas_str last = sts_text_of(r, person, STS_F_PERSON_USAGE),
            first = sts_text_of(r, person, STS_F_PERSON_FIRST);
    if (!sts_given(last))
        return sts_arg(name, sts_text_of(r, person, STS_F_PERSON_ID));
    pas_arg arg = {name,
                   r->s.text->format(r->s.run, "%.*s %.*s", (int)last.len, last.ptr, (int)first.len,
                                     sts_given(first) ? first.ptr : ""),
                   PAS_ARG_PERSONAL, 0};
    return arg;
}

static pas_str service_name(const sts_rules *r, pas_node service)
{
    pas_str subject = sts_key_of(r, service, STS_F_SERVICE_SUBJECT);
    pas_str code = sts_structure_code(r, sts_to(r, service, STS_F_SERVICE_STRUCTURE));
    return r->s.text->format(r->s.run, "%.*s / %.*s", (int)subject.len, sts_given(subject) ? subject.ptr : "",
                             (int)code.len, sts_given(code) ? code.ptr : "");
}

/* What names a record to who knows the school: a person's name, a code, a service's subject and structure. */
static pas_arg who(const sts_rules *r, pas_node node)
{
    if (sts_kind_is(r, node, "person"))
        return sts_name_arg(r, "qui", node);
    if (sts_kind_is(r, node, "division") || sts_kind_is(r, node, "group"))
        return sts_arg("qui", sts_structure_code(r, node));
    if (sts_kind_is(r, node, "service"))
        return sts_arg("qui", service_name(r, node));
    if (sts_kind_is(r, node, "teaching"))
        return sts_arg("qui", service_name(r, sts_to(r, node, STS_F_TEACHING_SERVICE)));
    if (sts_kind_is(r, node, "course"))
        return sts_arg("qui", service_name(r, sts_to(r, node, STS_F_COURSE_SERVICE)));
    if (sts_kind_is(r, node, "alternation"))
        return sts_arg("qui", sts_text_of(r, node, STS_F_ALTERNATION_CODE));
    return sts_arg("qui", r->s.view->label(r->s.run, node));
}

void sts_rule_say(sts_rules *r, const char *code, const char *field, pas_node node)
{
    r->args[r->n_args++] = who(r, node);
    r->s.findings->emit(r->s.run, code, node, field, r->args, r->n_args);
    r->n_args = 0;
}

/* ------------------------------------------------------------------- running */

void sts_run_each(sts_rules *r, const sts_each *rules, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((!r->all && !rules[i].essential) || (rules[i].document && !sts_was_read(r, rules[i].document)))
            continue;
        for (pas_node x = sts_first(r, rules[i].kind); x; x = sts_next(r, x)) {
            r->n_args = 0;
            if (rules[i].broken(r, x))
                sts_rule_say(r, rules[i].code, rules[i].field, x);
        }
    }
}

void sts_run_rules(const sts *s, int all)
{
    static const char *const names[STS_N_FIELDS] = {
#define STS_FIELD_TEXT(name, text) [STS_F_##name] = (text),
        STS_FIELDS(STS_FIELD_TEXT)
#undef STS_FIELD_TEXT
    };
    sts_rules r = {.s = *s, .all = all};
    for (uint32_t i = 0; i < STS_N_FIELDS; i++)
        r.fields[i] = s->view->field(s->run, names[i]);
    r.services = sts_first(&r, "service") != 0;
    sts_rules_structures(&r);
    sts_rules_persons(&r);
    sts_rules_services(&r);
    sts_rules_courses(&r);
}
