/* The running of rules, and the reading of the graph for them. See rules.h. */
#include "rules.h"

#include <string.h>

/* ------------------------------------------------------------------- reading */

pas_node siecle_first(const siecle_rules *r, const char *kind)
{
    return r->s.view->first(r->s.run, r->s.view->kind(r->s.run, kind), r->s.source);
}

pas_node siecle_next(const siecle_rules *r, pas_node node)
{
    return r->s.view->next(r->s.run, node);
}

pas_node siecle_find(const siecle_rules *r, enum siecle_field ident, pas_str key, uint32_t *cursor)
{
    return r->s.view->find(r->s.run, r->s.source, r->fields[ident], key, cursor);
}

pas_str siecle_text_of(const siecle_rules *r, pas_node node, enum siecle_field field)
{
    return r->s.view->text(r->s.run, node, r->fields[field]);
}

pas_date siecle_date_of(const siecle_rules *r, pas_node node, enum siecle_field field)
{
    return r->s.view->date(r->s.run, node, r->fields[field]);
}

int siecle_has(const siecle_rules *r, pas_node node, enum siecle_field field)
{
    return r->s.view->presence(r->s.run, node, r->fields[field]) == PAS_GIVEN;
}

int siecle_is(const siecle_rules *r, pas_node node, enum siecle_field field, const char *text)
{
    return siecle_same(siecle_text_of(r, node, field), siecle_str(text));
}

pas_node siecle_to(const siecle_rules *r, pas_node node, enum siecle_field link)
{
    return r->s.view->link(r->s.run, node, r->fields[link], 0);
}

pas_node siecle_from(const siecle_rules *r, pas_node node, enum siecle_field link, uint32_t *cursor)
{
    return r->s.view->incoming(r->s.run, node, r->fields[link], cursor);
}

pas_str siecle_join(const siecle_rules *r, pas_str a, pas_str b, pas_str c)
{
    return r->s.text->format(r->s.run, "%.*s|%.*s|%.*s", (int)a.len, siecle_given(a) ? a.ptr : "", (int)b.len,
                             siecle_given(b) ? b.ptr : "", (int)c.len, siecle_given(c) ? c.ptr : "");
}

pas_str siecle_folded(const siecle_rules *r, pas_node node, enum siecle_field field)
{
    return r->s.text->fold(r->s.run, siecle_text_of(r, node, field), PAS_FOLD_NAME);
}

static int was_given(const siecle_rules *r, pas_str document)
{
    pas_input in;
    for (uint32_t i = 0; i < r->s.core->input_count(r->s.run); i++)
        if (r->s.core->input(r->s.run, i, &in) == PAS_OK && siecle_same(in.document, document))
            return 1;
    return 0;
}

int siecle_were_given(const siecle_rules *r, const char *documents)
{
    pas_str rest = documents ? siecle_str(documents) : (pas_str){"", 0};
    while (rest.len) {
        size_t n = 0;
        while (n < rest.len && rest.ptr[n] != ';')
            n++;
        if (!was_given(r, (pas_str){rest.ptr, n}))
            return 0;
        n += n < rest.len;
        rest = (pas_str){rest.ptr + n, rest.len - n};
    }
    return 1;
}

/* -------------------------------------------------------------------- saying */

void siecle_rule_arg(siecle_rules *r, pas_arg arg)
{
    if (r->n_args + 2 < sizeof r->args / sizeof r->args[0])
        r->args[r->n_args++] = arg;
}

static pas_str name_of(const siecle_rules *r, pas_node node, enum siecle_field family,
                       enum siecle_field first)
{
    pas_str a = siecle_text_of(r, node, family), b = siecle_text_of(r, node, first);
    return r->s.text->format(r->s.run, "%.*s %.*s", (int)a.len, siecle_given(a) ? a.ptr : "", (int)b.len,
                             siecle_given(b) ? b.ptr : "");
}

/* A person's name, which is masked; of anything else what names the record. A link is its pupil's. */
static pas_arg who(const siecle_rules *r, pas_node node)
{
    const pas_view *v = r->s.view;
    uint32_t kind = v->kind_of(r->s.run, node);
    if (kind == v->kind(r->s.run, "guardianship")) {
        pas_node pupil = siecle_to(r, node, SIECLE_F_LINK_STUDENT);
        if (!pupil)
            return siecle_arg("qui", v->link_key(r->s.run, node, r->fields[SIECLE_F_LINK_STUDENT], 0));
        return who(r, pupil);
    }
    if (kind == v->kind(r->s.run, "membership") && siecle_to(r, node, SIECLE_F_MEMBER_STUDENT))
        return who(r, siecle_to(r, node, SIECLE_F_MEMBER_STUDENT));
    if (kind == v->kind(r->s.run, "student"))
        return siecle_person_arg("qui", name_of(r, node, SIECLE_F_STUDENT_FAMILY, SIECLE_F_STUDENT_FIRST));
    if (kind == v->kind(r->s.run, "guardian"))
        return siecle_person_arg("qui", name_of(r, node, SIECLE_F_GUARDIAN_FAMILY, SIECLE_F_GUARDIAN_FIRST));
    return siecle_arg("qui", v->label(r->s.run, node));
}

void siecle_rule_say(siecle_rules *r, const char *code, const char *field, pas_node node, pas_node other)
{
    r->args[r->n_args++] = who(r, node);
    if (other)
        r->args[r->n_args++] = siecle_arg("autre", r->s.view->label(r->s.run, other));
    siecle_say(&r->s, code, node, field, r->args, r->n_args);
    r->n_args = 0;
}

/* ------------------------------------------------------------------- running */

static uint32_t count(const siecle_rules *r, const char *kind)
{
    uint32_t n = 0;
    for (pas_node x = siecle_first(r, kind); x; x = siecle_next(r, x))
        n++;
    return n;
}

void siecle_run_each(siecle_rules *r, const siecle_each *rules, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!siecle_were_given(r, rules[i].needs))
            continue;
        for (pas_node x = siecle_first(r, rules[i].kind); x; x = siecle_next(r, x)) {
            r->n_args = 0;
            if (rules[i].broken(r, x))
                siecle_rule_say(r, rules[i].code, rules[i].field, x, 0);
        }
    }
}

/* The records of one key, the first at their head. */
struct alike {
    pas_node node;
    uint32_t next;
};

enum { MOST_ALIKE = 50 }; /* compared with one record: a key that so many share tells nothing */

static pas_node first_wrong(siecle_rules *r, const siecle_twins *rule, const struct alike *all, uint32_t head,
                            pas_node x)
{
    if (!rule->wrong)
        return all[head].node;
    uint32_t n = 0;
    for (uint32_t at = head; at && n < MOST_ALIKE; at = all[at].next, n++) {
        r->n_args = 0;
        if (rule->wrong(r, all[at].node, x))
            return all[at].node;
    }
    return 0;
}

/* The key of a told record outlives this turn. */
static int told_now(const siecle_rules *r, const siecle_map *told, pas_node x)
{
    pas_node *kept = r->s.core->alloc(r->s.run, sizeof *kept);
    if (!kept)
        return 0;
    *kept = x;
    return siecle_map_add(told, siecle_node_key(kept));
}

static void run_twins(siecle_rules *r, const siecle_twins *rule, const siecle_map *told)
{
    siecle_map heads = {0};
    uint32_t most = count(r, rule->kind) + 1, n = 0;
    siecle_map_make(&heads, &r->s, most);
    struct alike *all = r->s.core->alloc(r->s.run, most * sizeof *all);
    if (!all || !heads.cells)
        return;
    for (pas_node x = siecle_first(r, rule->kind); x; x = siecle_next(r, x)) {
        pas_str key = rule->key(r, x);
        siecle_cell *cell = siecle_given(key) ? siecle_map_at(&heads, key) : NULL;
        if (!cell)
            continue;
        all[++n].node = x;
        if (!cell->used) {
            siecle_map_take(cell, key, n);
            continue;
        }
        r->n_args = 0;
        pas_node other = first_wrong(r, rule, all, cell->value, x);
        if (other && told_now(r, told, x))
            siecle_rule_say(r, rule->code, rule->field, x, other);
        all[n].next = all[cell->value].next;
        all[cell->value].next = n;
    }
}

void siecle_run_twins(siecle_rules *r, const siecle_twins *rules, size_t n)
{
    siecle_map told = {0};
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(rules[i].code, rules[i - 1].code) != 0)
            siecle_map_make(&told, &r->s, count(r, rules[i].kind) + 1);
        run_twins(r, &rules[i], &told);
    }
}

void siecle_run_rules(const siecle *s)
{
    static const char *const names[SIECLE_N_FIELDS] = {
#define SIECLE_FIELD_TEXT(name, text) [SIECLE_F_##name] = (text),
        SIECLE_FIELDS(SIECLE_FIELD_TEXT)
#undef SIECLE_FIELD_TEXT
    };
    siecle_rules r = {.s = *s, .today = s->core->now(s->run).date};
    for (uint32_t i = 0; i < SIECLE_N_FIELDS; i++)
        r.fields[i] = s->view->field(s->run, names[i]);
    r.whole_set = siecle_same(s->core->option(s->run, "controles"), siecle_str("jeu"));
    siecle_rules_files(&r);
    siecle_rules_structures(&r);
    siecle_rules_pupils(&r);
    siecle_rules_guardians(&r);
}
