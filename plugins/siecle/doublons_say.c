/* Guardians who are one person, family by family. See doublons.h. */
#include "doublons.h"

#include <stdlib.h>

enum { MOST_NAMED = 20, MOST_CHECKED = 12 };

/* Records that are one person. */
struct group {
    siecle_doubles *d;
    const uint32_t *members; /* the one to keep first */
    uint32_t n, family, order;
    uint32_t signals;
    siecle_grade grade;
    const char *why_fr, *why_en; /* the first is to be kept */
};

/* ---------------------------------------------------------------- the one to keep */

static pas_str id_of(const siecle_doubles *d, uint32_t i)
{
    return siecle_d_text(d, d->nodes[i], SIECLE_D_GUARDIAN_ID);
}

static uint32_t contacts_of(const siecle_person *p)
{
    return (uint32_t)(siecle_given(p->mail) + siecle_given(p->phones[0]) + siecle_given(p->phones[1]) +
                      siecle_given(p->address));
}

static int is_here(const siecle_doubles *d, uint32_t pupil)
{
    pas_node node = d->pupils[pupil];
    return !node ||
           siecle_is_present(d->s.view->date(d->s.run, node, d->fields[SIECLE_D_STUDENT_LEFT]), d->today);
}

static uint32_t pupils_here(const siecle_doubles *d, uint32_t i)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < d->persons[i].n_ties; k++)
        n += (uint32_t)is_here(d, d->persons[i].ties[k].pupil);
    return n;
}

/* Why one record is rather kept than another; the first row that tells them apart counts. What SIECLE itself
 * keeps is not known (siecle.md (d) 11). */
static int by_pupils(const siecle_doubles *d, uint32_t a, uint32_t b)
{
    uint32_t x = pupils_here(d, a), y = pupils_here(d, b);
    return (x < y) - (x > y);
}

static int by_contacts(const siecle_doubles *d, uint32_t a, uint32_t b)
{
    uint32_t x = contacts_of(&d->persons[a]), y = contacts_of(&d->persons[b]);
    return (x < y) - (x > y);
}

static int by_age(const siecle_doubles *d, uint32_t a, uint32_t b)
{
    return siecle_d_older(id_of(d, a), id_of(d, b));
}

static const struct {
    int (*compare)(const siecle_doubles *d, uint32_t a, uint32_t b);
    const char *fr, *en;
} reasons[] = {
    {by_pupils, "elle a le plus d'élèves", "it has most pupils"},
    {by_contacts, "elle a le plus de coordonnées", "it has most contacts"},
    {by_age, "c'est la plus ancienne", "it is the oldest"},
};
enum { N_REASONS = sizeof reasons / sizeof reasons[0] };

static int rather(const siecle_doubles *d, uint32_t a, uint32_t b, uint32_t *ret_reason)
{
    int c = 0;
    for (*ret_reason = 0; *ret_reason < N_REASONS; ++*ret_reason)
        if ((c = reasons[*ret_reason].compare(d, a, b)) != 0)
            return c;
    *ret_reason = N_REASONS - 1;
    return 0;
}

/* Puts the one to keep first, the others in the order read. */
static void choose(struct group *g, uint32_t *members)
{
    uint32_t best = 0, reason = N_REASONS - 1, deciding = 0;
    for (uint32_t i = 1; i < g->n; i++)
        if (rather(g->d, members[i], members[best], &reason) < 0)
            best = i;
    for (uint32_t i = 0; i < g->n; i++)
        if (i != best) {
            rather(g->d, members[best], members[i], &reason);
            deciding = reason > deciding ? reason : deciding;
        }
    uint32_t kept = members[best];
    for (; best; best--)
        members[best] = members[best - 1];
    members[0] = kept;
    g->why_fr = reasons[deciding].fr;
    g->why_en = reasons[deciding].en;
}

/* ---------------------------------------------------------------------- groups */

/* Two of them cannot be one person: somebody in between is taken for both. */
static int contradicts(const struct group *g)
{
    uint32_t n = g->n < MOST_CHECKED ? g->n : MOST_CHECKED;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < i; k++)
            if (siecle_signals_of(&g->d->persons[g->members[i]], &g->d->persons[g->members[k]]) &
                SIECLE_VETOES)
                return 1;
    return 0;
}

static void judge(struct group *g, uint32_t *members)
{
    g->members = members;
    for (uint32_t i = 0; i < g->n; i++) {
        g->signals |= g->d->signals[members[i]];
        if (g->d->grades[members[i]] > g->grade)
            g->grade = (siecle_grade)g->d->grades[members[i]];
    }
    g->family = siecle_root(&g->d->families, members[0]);
    if (contradicts(g))
        g->grade = SIECLE_PROBABLE;
    choose(g, members);
}

static int by_text(pas_str a, pas_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < n; i++)
        if (a.ptr[i] != b.ptr[i])
            return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[i] ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

static int by_name(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    const siecle_person *p = &x->d->persons[x->members[0]], *q = &y->d->persons[y->members[0]];
    int c = by_text(p->family, q->family);
    c = c ? c : by_text(p->first, q->first);
    return c ? c : (x->members[0] > y->members[0]) - (x->members[0] < y->members[0]);
}

static int by_family(const void *a, const void *b)
{
    const struct group *x = a, *y = b;
    return x->order != y->order ? (x->order < y->order ? -1 : 1) : by_name(a, b);
}

/* In the order of names, a family being where its first name is. */
static void sort_groups(siecle_doubles *d, struct group *groups, uint32_t n)
{
    uint32_t *orders = d->s.core->alloc(d->s.run, d->n * sizeof *orders);
    if (!orders)
        return;
    qsort(groups, n, sizeof *groups, by_name);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *order = &orders[groups[i].family];
        *order = *order ? *order : i + 1;
        groups[i].order = *order;
    }
    qsort(groups, n, sizeof *groups, by_family);
}

/* The groups of the records joined in `sets`, by dealing the records to their roots. */
static struct group *gather(siecle_doubles *d, uint32_t *ret_n)
{
    uint32_t *sizes = d->s.core->alloc(d->s.run, (d->n + 1u) * sizeof *sizes);
    uint32_t *starts = d->s.core->alloc(d->s.run, (d->n + 1u) * sizeof *starts);
    uint32_t *members = d->s.core->alloc(d->s.run, (d->n + 1u) * sizeof *members);
    uint32_t n = 0, at = 0;
    *ret_n = 0;
    if (!sizes || !starts || !members)
        return NULL;
    for (uint32_t i = 0; i < d->n; i++)
        n += ++sizes[siecle_root(&d->same, i)] == 2;
    struct group *groups = d->s.core->alloc(d->s.run, (n + 1u) * sizeof *groups);
    if (!groups)
        return NULL;
    for (uint32_t i = 0; i < d->n; i++) { /* a root comes before its members */
        uint32_t root = siecle_root(&d->same, i);
        if (root == i) {
            starts[i] = at;
            at += sizes[i];
            sizes[i] = 0;
        }
        members[starts[root] + sizes[root]++] = i;
    }
    for (uint32_t i = 0; i < d->n; i++)
        if (siecle_root(&d->same, i) == i && sizes[i] > 1) {
            groups[*ret_n] = (struct group){.d = d, .n = sizes[i]};
            judge(&groups[(*ret_n)++], members + starts[i]);
        }
    sort_groups(d, groups, *ret_n);
    return groups;
}

/* --------------------------------------------------------------------- words */

static pas_str ids_of(const struct group *g)
{
    siecle_writing w = {0};
    for (uint32_t i = 0; i < g->n; i++)
        siecle_put_nth(g->d, &w, i, id_of(g->d, g->members[i]));
    return siecle_written(&w);
}

static pas_str signals_of(const struct group *g, int english)
{
    siecle_writing w = {0};
    for (uint32_t i = 0; i < siecle_n_signals; i++)
        if (g->signals & siecle_signals[i].bit & ~(uint32_t)SIECLE_VETOES)
            siecle_put_list(g->d, &w, siecle_str(english ? siecle_signals[i].en : siecle_signals[i].fr));
    return siecle_written(&w);
}

static pas_str pupil_of(const siecle_doubles *d, uint32_t pupil)
{
    if (!d->pupils[pupil])
        return d->s.text->format(d->s.run, "%.*s", (int)d->pupil_ids[pupil].len, d->pupil_ids[pupil].ptr);
    pas_str name = siecle_d_name(d, d->pupils[pupil]), division = siecle_d_division(d, d->pupils[pupil]);
    return siecle_given(division) ? d->s.text->format(d->s.run, "%.*s %.*s", (int)name.len, name.ptr,
                                                      (int)division.len, division.ptr)
                                  : name;
}

/* Separated by what a mask leaves. */
static void put_pupil(const siecle_doubles *d, siecle_writing *w, pas_str pupil)
{
    if (w->len)
        siecle_put(d, w, siecle_str(" - "));
    siecle_put(d, w, pupil);
}

static void put_pupils(const siecle_doubles *d, const siecle_person *p, siecle_writing *w)
{
    for (uint32_t i = 0; i < p->n_ties && i < MOST_NAMED; i++)
        if (!i || p->ties[i].pupil != p->ties[i - 1].pupil)
            put_pupil(d, w, pupil_of(d, p->ties[i].pupil));
    if (p->n_ties > MOST_NAMED)
        put_pupil(d, w, siecle_str("…"));
}

/* "1 responsable en double dans 1 famille" */
static pas_str total(const siecle_doubles *d, uint32_t n, uint32_t families, int english)
{
    return d->s.text->format(d->s.run,
                             english ? "%u guardian%s recorded twice in %u famil%s"
                                     : "%u responsable%s en double dans %u famille%s",
                             n, n > 1 ? "s" : "", families,
                             english ? (families > 1 ? "ies" : "y") : (families > 1 ? "s" : ""));
}

/* --------------------------------------------------------------------- tables */

uint32_t siecle_person_at(const siecle_doubles *d, pas_node node)
{
    uint32_t from = 0, to = d->n; /* nodes are numbered in the order read */
    while (from + 1 < to) {
        uint32_t middle = from + (to - from) / 2;
        if (d->nodes[middle] <= node)
            from = middle;
        else
            to = middle;
    }
    return from;
}

#define FIELD(name, field)                                                                                   \
    static pas_str name(const siecle_doubles *d, pas_node node)                                              \
    {                                                                                                        \
        return siecle_d_text(d, node, field);                                                                \
    }
FIELD(family_of, SIECLE_D_GUARDIAN_FAMILY)
FIELD(usage_of, SIECLE_D_GUARDIAN_USAGE)
FIELD(first_of, SIECLE_D_GUARDIAN_FIRST)
FIELD(title_of, SIECLE_D_GUARDIAN_TITLE)
FIELD(mobile_of, SIECLE_D_GUARDIAN_MOBILE)
FIELD(phone_of, SIECLE_D_GUARDIAN_PHONE)
FIELD(mail_of, SIECLE_D_GUARDIAN_MAIL)
#undef FIELD

static pas_str children_of(const siecle_doubles *d, pas_node node)
{
    siecle_writing w = {0};
    put_pupils(d, &d->persons[siecle_person_at(d, node)], &w);
    return siecle_written(&w);
}

/* Its number at least, if the file has no addresses. */
static pas_str address_of(const siecle_doubles *d, pas_node node)
{
    pas_str text = siecle_d_address(d, siecle_d_to(d, node, SIECLE_D_GUARDIAN_ADDRESS), 0);
    return siecle_given(text) ? text : d->persons[siecle_person_at(d, node)].address_id;
}

static const siecle_compared compared[] = {
    {"Élèves", "Pupils", children_of, siecle_d_squeeze},
    {"Civilité", "Title", title_of, siecle_d_fold},
    {"Nom", "Family name", family_of, siecle_d_fold},
    {"Nom d'usage", "Name in use", usage_of, siecle_d_fold},
    {"Prénom", "First name", first_of, siecle_d_fold},
    {"Portable", "Mobile", mobile_of, siecle_d_phone},
    {"Téléphone", "Phone", phone_of, siecle_d_phone},
    {"Courriel", "E-mail", mail_of, siecle_d_mail},
    {"Adresse", "Address", address_of, siecle_d_squeeze},
};

static pas_arg table_of(const struct group *g, int keeps)
{
    siecle_column columns[SIECLE_MOST_COLUMNS] = {{0}};
    uint32_t n = g->n < SIECLE_MOST_COLUMNS ? g->n : SIECLE_MOST_COLUMNS;
    for (uint32_t i = 0; i < n; i++) {
        columns[i] = (siecle_column){g->d->nodes[g->members[i]], id_of(g->d, g->members[i]), NULL, NULL};
        if (keeps && i == 0) {
            columns[i].fr = " (à garder)";
            columns[i].en = " (to keep)";
        } else if (keeps && g->grade == SIECLE_CERTAIN && g->d->grades[g->members[i]] < SIECLE_CERTAIN) {
            columns[i].fr = " (à vérifier)";
            columns[i].en = " (to check)";
        }
    }
    return siecle_side_by_side(g->d, compared, sizeof compared / sizeof compared[0], columns, n);
}

/* --------------------------------------------------------------------- saying */

struct counts {
    uint32_t n, families;
};

static struct counts count(siecle_doubles *d, const struct group *groups, uint32_t n, siecle_grade least,
                           siecle_grade most)
{
    struct counts c = {0};
    uint8_t *met = d->s.core->alloc(d->s.run, d->n);
    for (uint32_t i = 0; met && i < n; i++) {
        if (groups[i].grade < least || groups[i].grade > most)
            continue;
        c.n++;
        c.families += !met[groups[i].family];
        met[groups[i].family] = 1;
    }
    return c;
}

static void say_group(const struct group *g, struct counts c)
{
    siecle_doubles *d = g->d;
    siecle_writing pupils = {0};
    for (uint32_t i = 0; i < g->n && i < SIECLE_MOST_COLUMNS; i++)
        put_pupils(d, &d->persons[g->members[i]], &pupils);
    SIECLE_SAY(
        &d->s, g->grade == SIECLE_CERTAIN ? "responsable-doublon-certain" : "responsable-doublon-probable",
        d->nodes[g->members[0]], NULL, siecle_person_arg("qui", siecle_d_name(d, d->nodes[g->members[0]])),
        siecle_number_arg(&d->s, "n", g->n), siecle_arg("fiches", ids_of(g)),
        siecle_person_arg("eleves", siecle_written(&pupils)), siecle_arg("signaux", signals_of(g, 0)),
        siecle_arg("signaux_en", signals_of(g, 1)), siecle_arg("garder", id_of(d, g->members[0])),
        siecle_arg("raison", siecle_str(g->why_fr)), siecle_arg("raison_en", siecle_str(g->why_en)),
        siecle_arg("bilan", total(d, c.n, c.families, 0)),
        siecle_arg("bilan_en", total(d, c.n, c.families, 1)), table_of(g, 1));
}

void siecle_say_doubles(siecle_doubles *d, int detailed)
{
    uint32_t n;
    const struct group *groups = gather(d, &n);
    struct counts certain = count(d, groups, n, SIECLE_CERTAIN, SIECLE_CERTAIN),
                  probable = count(d, groups, n, SIECLE_PROBABLE, SIECLE_PROBABLE),
                  all = count(d, groups, n, SIECLE_PROBABLE, SIECLE_CERTAIN);
    if (!n)
        return;
    SIECLE_SAY(
        &d->s, certain.n ? "ordre-doublons-responsables-avant-export" : "responsables-doublons-a-verifier",
        siecle_d_file(d), NULL, siecle_arg("bilan", total(d, all.n, all.families, 0)),
        siecle_arg("bilan_en", total(d, all.n, all.families, 1)),
        siecle_number_arg(&d->s, "certains", certain.n), siecle_number_arg(&d->s, "probables", probable.n));
    for (uint32_t i = 0; detailed && i < n; i++)
        say_group(&groups[i], groups[i].grade == SIECLE_CERTAIN ? certain : probable);
}

/* ------------------------------------------------------------------ namesakes */

/* The best grade between two of them that are not already one person. */
static siecle_grade between(const struct group *g)
{
    siecle_grade best = SIECLE_STRANGERS;
    uint32_t n = g->n < MOST_CHECKED ? g->n : MOST_CHECKED;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < i; k++) {
            siecle_grade grade = siecle_grade_of(
                siecle_signals_of(&g->d->persons[g->members[i]], &g->d->persons[g->members[k]]));
            best = grade > best ? grade : best;
        }
    return best;
}

static void say_names(const struct group *g)
{
    siecle_doubles *d = g->d;
    int possible = between(g) >= SIECLE_POSSIBLE;
    SIECLE_SAY(&d->s, possible ? "responsable-doublon-possible" : "responsables-homonymes",
               d->nodes[g->members[0]], NULL,
               siecle_person_arg("qui", siecle_d_name(d, d->nodes[g->members[0]])),
               siecle_number_arg(&d->s, "n", g->n), siecle_arg("fiches", ids_of(g)), table_of(g, 0));
}

/* One record stands for those that are one person: the sets of names are dealt to such records only. */
void siecle_say_namesakes(siecle_doubles *d)
{
    uint32_t *lasts = d->s.core->alloc(d->s.run, d->n * sizeof *lasts); /* of a set, + 1 */
    uint32_t *formers = d->s.core->alloc(d->s.run, d->n * sizeof *formers);
    uint32_t *members = d->s.core->alloc(d->s.run, d->n * sizeof *members);
    if (!lasts || !formers || !members)
        return;
    for (uint32_t i = d->n; i-- > 0;)
        if (siecle_root(&d->same, i) != i)
            siecle_join_sets(&d->names, i, siecle_root(&d->same, i));
    for (uint32_t i = d->n; i-- > 0;)
        if (siecle_root(&d->same, i) == i) {
            uint32_t set = siecle_root(&d->names, i);
            formers[i] = lasts[set];
            lasts[set] = i + 1;
        }
    for (uint32_t i = 0; i < d->n; i++) {
        struct group g = {.d = d, .members = members};
        for (uint32_t m = lasts[i]; m; m = formers[m - 1])
            members[g.n++] = m - 1;
        if (g.n > 1)
            say_names(&g);
    }
}
