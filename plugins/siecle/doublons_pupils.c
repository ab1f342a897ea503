/* Pupils recorded twice, and pupils of one name. See doublons.h. */
#include "doublons.h"

enum { MOST_ALIKE = 200 }; /* pupils of one name that are compared */

/* The pupils of a key, in the order read. */
struct class
{
    uint32_t first, last, n; /* numbers in `pupils`, from 1 */
};

struct pupils {
    siecle_doubles *d;
    pas_node *nodes;
    uint32_t *next; /* of one key, + 1 */
    struct class *classes;
    uint32_t n, n_classes;
};

static pas_date birth_of(const siecle_doubles *d, pas_node pupil)
{
    return d->s.view->date(d->s.run, pupil, d->fields[SIECLE_D_STUDENT_BIRTH]);
}

static int is_present(const siecle_doubles *d, pas_node pupil)
{
    return siecle_is_present(d->s.view->date(d->s.run, pupil, d->fields[SIECLE_D_STUDENT_LEFT]), d->today);
}

static pas_str name_key(const siecle_doubles *d, pas_node pupil)
{
    pas_str family = siecle_d_fold(d, siecle_d_text(d, pupil, SIECLE_D_STUDENT_FAMILY)),
            first = siecle_d_fold(d, siecle_d_text(d, pupil, SIECLE_D_STUDENT_FIRST));
    if (!siecle_given(family) || !siecle_given(first) || !siecle_dated(birth_of(d, pupil)))
        return SIECLE_NONE;
    return d->s.text->format(d->s.run, "%.*s|%.*s", (int)family.len, family.ptr, (int)first.len, first.ptr);
}

static int deal(struct pupils *p)
{
    siecle_doubles *d = p->d;
    uint32_t most = 1;
    siecle_map known = {0};
    for (pas_node x = siecle_d_first(d, "student"); x; x = d->s.view->next(d->s.run, x))
        most++;
    siecle_map_make(&known, &d->s, most);
    p->nodes = d->s.core->alloc(d->s.run, most * sizeof *p->nodes);
    p->next = d->s.core->alloc(d->s.run, most * sizeof *p->next);
    p->classes = d->s.core->alloc(d->s.run, most * sizeof *p->classes);
    if (!known.cells || !p->nodes || !p->next || !p->classes)
        return 0;
    for (pas_node x = siecle_d_first(d, "student"); x; x = d->s.view->next(d->s.run, x)) {
        pas_str key = is_present(d, x) ? name_key(d, x) : SIECLE_NONE;
        if (!siecle_given(key))
            continue;
        siecle_cell *cell = siecle_map_at(&known, key);
        if (!cell->used)
            siecle_map_take(cell, key, p->n_classes++);
        struct class *c = &p->classes[cell->value];
        p->nodes[p->n++] = x;
        if (c->n++)
            p->next[c->last - 1] = p->n;
        else
            c->first = p->n;
        c->last = p->n;
    }
    return 1;
}

/* ---------------------------------------------------------------------- words */

#define FIELD(name, field)                                                                                   \
    static pas_str name(const siecle_doubles *d, pas_node node)                                              \
    {                                                                                                        \
        return siecle_d_text(d, node, field);                                                                \
    }
FIELD(id_of, SIECLE_D_STUDENT_ID)
FIELD(ine_of, SIECLE_D_STUDENT_INE)
FIELD(family_of, SIECLE_D_STUDENT_FAMILY)
FIELD(usage_of, SIECLE_D_STUDENT_USAGE)
FIELD(first_of, SIECLE_D_STUDENT_FIRST)
#undef FIELD

static pas_str date_text(const siecle_doubles *d, pas_date date)
{
    return siecle_dated(date) ? siecle_date_arg(&d->s, "", date).value : SIECLE_NONE;
}

static pas_str birth_text(const siecle_doubles *d, pas_node node)
{
    return date_text(d, birth_of(d, node));
}

static pas_str entered_text(const siecle_doubles *d, pas_node node)
{
    return date_text(d, d->s.view->date(d->s.run, node, d->fields[SIECLE_D_STUDENT_ENTERED]));
}

static const siecle_compared compared[] = {
    {"INE", "INE", ine_of, siecle_d_squeeze},
    {"Nom", "Family name", family_of, siecle_d_squeeze},
    {"Nom d'usage", "Name in use", usage_of, siecle_d_squeeze},
    {"Prénom", "First name", first_of, siecle_d_squeeze},
    {"Naissance", "Born", birth_text, siecle_d_squeeze},
    {"Classe", "Class", siecle_d_division, siecle_d_squeeze},
    {"Entrée", "Came on", entered_text, siecle_d_squeeze},
};

/* --------------------------------------------------------------------- saying */

/* The one with an INE, then with a class, then the oldest. */
static int rather(const siecle_doubles *d, pas_node a, pas_node b)
{
    int ine = siecle_given(ine_of(d, b)) - siecle_given(ine_of(d, a));
    int division = siecle_given(siecle_d_division(d, b)) - siecle_given(siecle_d_division(d, a));
    return ine ? ine : division ? division : siecle_d_older(id_of(d, a), id_of(d, b));
}

static void say(const siecle_doubles *d, const char *code, pas_node *nodes, uint32_t n, int keeps)
{
    siecle_column columns[SIECLE_MOST_COLUMNS] = {{0}};
    siecle_writing ids = {0};
    for (uint32_t i = 1; keeps && i < n; i++)
        if (rather(d, nodes[i], nodes[0]) < 0) {
            pas_node better = nodes[i];
            nodes[i] = nodes[0];
            nodes[0] = better;
        }
    for (uint32_t i = 0; i < n; i++) {
        siecle_put_nth(d, &ids, i, id_of(d, nodes[i]));
        if (i < SIECLE_MOST_COLUMNS)
            columns[i] = (siecle_column){nodes[i], id_of(d, nodes[i]), NULL, NULL};
    }
    if (keeps) {
        columns[0].fr = " (à garder)";
        columns[0].en = " (to keep)";
    }
    SIECLE_SAY(&d->s, code, nodes[0], NULL, siecle_person_arg("qui", siecle_d_name(d, nodes[0])),
               siecle_number_arg(&d->s, "n", n), siecle_arg("fiches", siecle_written(&ids)),
               siecle_arg("garder", id_of(d, nodes[0])),
               siecle_side_by_side(d, compared, sizeof compared / sizeof compared[0], columns, n));
}

/* Those of one name who were born the same day are one; the others are to be told apart. */
static void say_class(struct pupils *p, const struct class *c, pas_node *all, pas_node *one)
{
    siecle_doubles *d = p->d;
    uint32_t n = 0, days = 0;
    d->n_cut += c->n > MOST_ALIKE ? c->n - MOST_ALIKE : 0;
    for (uint32_t i = c->first; i && n < MOST_ALIKE; i = p->next[i - 1])
        all[n++] = p->nodes[i - 1];
    for (uint32_t i = 0; i < n; i++) {
        uint32_t alike = 0;
        if (!all[i])
            continue;
        one[alike++] = all[i];
        for (uint32_t k = i + 1; k < n; k++)
            if (all[k] && siecle_compare(birth_of(d, all[i]), birth_of(d, all[k])) == 0) {
                one[alike++] = all[k];
                all[k] = 0;
            }
        if (alike > 1)
            say(d, "eleve-en-double", one, alike, 1);
        all[days++] = one[0];
    }
    if (days > 1)
        say(d, "eleves-homonymes", all, days, 0);
}

void siecle_say_pupils(siecle_doubles *d)
{
    struct pupils p = {.d = d};
    if (!deal(&p))
        return;
    pas_node *all = d->s.core->alloc(d->s.run, (p.n + 1u) * sizeof *all);
    pas_node *one = d->s.core->alloc(d->s.run, (p.n + 1u) * sizeof *one);
    for (uint32_t i = 0; all && one && i < p.n_classes; i++)
        if (p.classes[i].n > 1)
            say_class(&p, &p.classes[i], all, one);
}
