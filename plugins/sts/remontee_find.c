/*
 * What each thing of the timetable is in STS-Web: by [match], by its identifier, a subject by its management
 * code, a teacher by the name where one alone bears it. Called by sts_remontee_make.
 */
#include "remontee.h"

enum { MOST_DIVISION = 8, MOST_GROUP = 20 };

static uint32_t count(const remontee *d, const char *kind, uint32_t source)
{
    uint32_t n = 0;
    for (pas_node x = remontee_first(d, kind, source); x; x = d->s.view->next(d->s.run, x))
        n++;
    return n;
}

static pas_str fold(const remontee *d, pas_str text, uint32_t how)
{
    return d->s.text->fold(d->s.run, sts_given(text) ? text : sts_str(""), how);
}

/* The node of STS-Web by [match], else by an identifier that both have. */
static pas_node in_base(const remontee *d, pas_node node, const char *ident)
{
    if (d->base < 0)
        return 0;
    pas_node found = d->s.view->match(d->s.run, node, (uint32_t)d->base, NULL);
    pas_str key = remontee_text(d, node, ident);
    uint32_t cursor = 0;
    if (!found && sts_given(key))
        found = d->s.view->find(d->s.run, (uint32_t)d->base, d->s.view->field(d->s.run, ident), key, &cursor);
    return found;
}

/* The only one of STS-Web whose field, folded, is the same; 0 if none or several. */
static pas_node only_one(const remontee *d, const char *kind, const char *field, pas_node node)
{
    pas_str key = fold(d, remontee_text(d, node, field), PAS_FOLD_CODE);
    pas_node found = 0;
    if (d->base < 0 || !sts_given(key))
        return 0;
    for (pas_node x = remontee_first(d, kind, (uint32_t)d->base); x; x = d->s.view->next(d->s.run, x))
        if (sts_same(fold(d, remontee_text(d, x, field), PAS_FOLD_CODE), key)) {
            if (found)
                return 0;
            found = x;
        }
    return found;
}

/* -------------------------------------------------------------------- subjects */

static int holds(pas_str text, pas_str part)
{
    for (size_t at = 0; part.len && at + part.len <= text.len; at++)
        if (sts_same((pas_str){text.ptr + at, part.len}, part))
            return 1;
    return 0;
}

static int is_excluded(const remontee *d, pas_node subject)
{
    pas_str label = fold(d, remontee_text(d, subject, "subject.label"), PAS_FOLD_CODE);
    pas_str words = d->s.core->option(d->s.run, "hors-service");
    for (size_t at = 0; at < words.len;) {
        size_t end = at;
        while (end < words.len && words.ptr[end] != ';')
            end++;
        if (holds(label, fold(d, (pas_str){words.ptr + at, end - at}, PAS_FOLD_CODE)))
            return 1;
        at = end + 1;
    }
    return 0;
}

static void find_subject(const remontee *d, remontee_named *m)
{
    m->base = in_base(d, m->node, "subject.code");
    if (!m->base)
        m->base = only_one(d, "subject", "subject.management-code", m->node);
    m->code = remontee_text(d, m->base || d->base >= 0 ? m->base : m->node, "subject.code");
    m->excluded = (uint8_t)is_excluded(d, m->node);
}

/* --------------------------------------------------------------------- persons */

static pas_str name_of(const remontee *d, pas_node person, const char *family)
{
    pas_str name = fold(d, remontee_text(d, person, family), PAS_FOLD_NAME);
    pas_str first = fold(d, remontee_text(d, person, "person.first-name"), PAS_FOLD_NAME);
    return d->s.text->format(d->s.run, "%.*s %.*s", (int)name.len, name.ptr, (int)first.len, first.ptr);
}

static int same_birth(const remontee *d, pas_node a, pas_node b)
{
    uint32_t field = d->s.view->field(d->s.run, "person.birth-date");
    pas_date x = d->s.view->date(d->s.run, a, field), y = d->s.view->date(d->s.run, b, field);
    return !x.year || !y.year || (x.year == y.year && x.month == y.month && x.day == y.day);
}

/* Without a common identifier nor a birth date: the only one who bears the name. */
static pas_node by_name(const remontee *d, pas_node person)
{
    pas_str key = name_of(d, person, "person.family-name");
    pas_node found = 0;
    if (d->base < 0 || key.len < 2)
        return 0;
    for (pas_node x = remontee_first(d, "person", (uint32_t)d->base); x; x = d->s.view->next(d->s.run, x)) {
        if (!sts_same(name_of(d, x, "person.usage-name"), key) &&
            !sts_same(name_of(d, x, "person.family-name"), key))
            continue;
        if (found)
            return 0;
        found = x;
    }
    return found && same_birth(d, person, found) ? found : 0;
}

static int is_staff(const remontee *d, const remontee_named *p)
{
    pas_str function = remontee_text(d, p->base, "person.function");
    return !remontee_int(d, p->node, "person.teacher", 1) ||
           (sts_given(function) && !sts_same(function, sts_str("ENS")));
}

static void find_person(const remontee *d, remontee_named *p)
{
    p->base = in_base(d, p->node, "person.sts.id");
    if (!p->base) {
        p->base = by_name(d, p->node);
        p->by_name = p->base != 0;
    }
    p->code = remontee_text(d, p->base || d->base >= 0 ? p->base : p->node, "person.sts.id");
    p->staff = (uint8_t)is_staff(d, p);
}

static remontee_named *list_of(remontee *d, const char *kind, uint32_t *ret_n)
{
    remontee_named *list = d->s.core->alloc(d->s.run, (count(d, kind, d->timetable) + 1) * sizeof *list);
    for (pas_node x = remontee_first(d, kind, d->timetable); list && x; x = d->s.view->next(d->s.run, x))
        list[(*ret_n)++].node = x;
    return list;
}

void remontee_find_all(remontee *d)
{
    d->subjects = list_of(d, "subject", &d->n_subjects);
    d->persons = list_of(d, "person", &d->n_persons);
    d->structures = d->s.core->alloc(
        d->s.run,
        (count(d, "division", d->timetable) + count(d, "group", d->timetable) + 1) * sizeof *d->structures);
    if (!d->subjects || !d->persons || !d->structures)
        return;
    for (uint32_t i = 0; i < d->n_subjects; i++)
        find_subject(d, &d->subjects[i]);
    for (uint32_t i = 0; i < d->n_persons; i++)
        find_person(d, &d->persons[i]);
}

remontee_named *remontee_named_of(remontee_named *list, uint32_t n, pas_node node)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i].node == node)
            return &list[i];
    return NULL;
}

/* ------------------------------------------------------------------ structures */

static uint32_t characters(pas_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += (s.ptr[i] & 0xC0) != 0x80;
    return n;
}

pas_str remontee_division_code(const remontee *d, pas_node division)
{
    pas_node base = in_base(d, division, "division.code");
    return remontee_text(d, base ? base : division, "division.code");
}

uint32_t remontee_structure_of(remontee *d, pas_node node)
{
    for (uint32_t i = 0; i < d->n_structures; i++)
        if (d->structures[i].node == node)
            return i;
    remontee_structure *s = &d->structures[d->n_structures];
    s->node = node;
    s->group = (uint8_t)remontee_is(d, node, "group");
    const char *code = s->group ? "group.code" : "division.code";
    s->base = in_base(d, node, code);
    s->code = remontee_text(d, s->base ? s->base : node, code);
    uint32_t at = 0;
    if (!sts_given(s->code) || characters(s->code) > (s->group ? MOST_GROUP : MOST_DIVISION)) {
        s->refused = 1 + R_CODE_LONG;
    } else if (!s->group && d->base >= 0 && !s->base) {
        s->refused = 1 + R_CLASS_UNKNOWN;
    } else if (s->group && !remontee_next_division(d, node, &at)) {
        s->refused = 1 + R_NO_DIVISION;
    }
    return d->n_structures++;
}

/* ------------------------------------------------------------------ weightings */

/* 1.25 and 1.250 are one rate, in thousandths. */
static int64_t rate_of(pas_str text)
{
    int64_t whole = 0, unit = 0;
    if (text.len > 10)
        return -1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            unit = 1000;
        } else if (unit != 1) {
            whole = whole * 10 + (text.ptr[i] - '0');
            unit /= 10;
        }
    }
    return unit ? whole * unit : whole * 1000;
}

/* STS-Web's own list of rates (TAUX_PONDS); 1 is said by saying none. */
int remontee_is_rate(const remontee *d, int64_t weighting)
{
    if (weighting == 1000 || d->base < 0)
        return 1;
    for (pas_node x = remontee_first(d, "entry", (uint32_t)d->base); x; x = d->s.view->next(d->s.run, x))
        if (sts_same(remontee_text(d, x, "entry.list"), sts_str("TAUX_PONDS")) &&
            rate_of(remontee_text(d, x, "entry.code")) == weighting)
            return 1;
    return 0;
}
