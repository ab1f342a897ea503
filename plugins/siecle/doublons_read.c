/* The graph made into persons that can be compared. See doublons.h. */
#include "doublons.h"

#include <string.h>

enum {
    MOST_TIES = 64,  /* pupils of one record that are compared: an institution may have hundreds */
    MOST_BESIDE = 8, /* guardians of one pupil who make a family */
};

/* ------------------------------------------------------------------ services */

pas_node siecle_d_first(const siecle_doubles *d, const char *kind)
{
    return d->s.view->first(d->s.run, d->s.view->kind(d->s.run, kind), d->s.source);
}

pas_str siecle_d_text(const siecle_doubles *d, pas_node node, enum siecle_double_field field)
{
    return d->s.view->text(d->s.run, node, d->fields[field]);
}

pas_node siecle_d_to(const siecle_doubles *d, pas_node node, enum siecle_double_field link)
{
    return d->s.view->link(d->s.run, node, d->fields[link], 0);
}

pas_str siecle_d_fold(const siecle_doubles *d, pas_str s)
{
    return siecle_given(s) ? d->s.text->fold(d->s.run, s, PAS_FOLD_NAME) : SIECLE_NONE;
}

static pas_str made(const siecle_doubles *d, pas_str s, size_t (*how)(char *to, pas_str s))
{
    char *to = siecle_given(s) ? d->s.core->alloc(d->s.run, s.len + 1) : NULL;
    return to ? (pas_str){to, how(to, s)} : SIECLE_NONE;
}

pas_str siecle_d_phone(const siecle_doubles *d, pas_str s)
{
    return made(d, s, siecle_contact_phone);
}

pas_str siecle_d_mail(const siecle_doubles *d, pas_str s)
{
    return made(d, s, siecle_contact_mail);
}

pas_str siecle_d_squeeze(const siecle_doubles *d, pas_str s)
{
    return made(d, siecle_d_fold(d, s), siecle_letters);
}

pas_str siecle_d_name(const siecle_doubles *d, pas_node node)
{
    int pupil = d->s.view->kind_of(d->s.run, node) == d->s.view->kind(d->s.run, "student");
    pas_str family = siecle_d_text(d, node, pupil ? SIECLE_D_STUDENT_FAMILY : SIECLE_D_GUARDIAN_FAMILY);
    pas_str first = siecle_d_text(d, node, pupil ? SIECLE_D_STUDENT_FIRST : SIECLE_D_GUARDIAN_FIRST);
    return d->s.text->format(d->s.run, "%.*s %.*s", (int)family.len, siecle_given(family) ? family.ptr : "",
                             (int)first.len, siecle_given(first) ? first.ptr : "");
}

static void add_part(const siecle_doubles *d, siecle_writing *w, pas_str part, int folded)
{
    if (!siecle_given(part))
        return;
    if (folded)
        siecle_put(d, w, siecle_d_squeeze(d, part));
    else
        siecle_put_list(d, w, part);
}

/* Every line, the post box, postcode and town; none without a line and a place. */
pas_str siecle_d_address(const siecle_doubles *d, pas_node address, int folded)
{
    static const enum siecle_double_field places[] = {SIECLE_D_ADDRESS_POSTCODE, SIECLE_D_ADDRESS_TOWN,
                                                      SIECLE_D_ADDRESS_ABROAD};
    const pas_view *v = d->s.view;
    siecle_writing w = {0};
    pas_str line = SIECLE_NONE;
    for (uint32_t i = 0;
         address && (line = v->text_at(d->s.run, address, d->fields[SIECLE_D_ADDRESS_LINE], i)).ptr; i++)
        add_part(d, &w, line, folded);
    add_part(d, &w, siecle_d_text(d, address, SIECLE_D_ADDRESS_BOX), folded);
    size_t lines = w.len;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        add_part(d, &w, siecle_d_text(d, address, places[i]), folded);
    return lines && w.len > lines ? siecle_written(&w) : SIECLE_NONE;
}

pas_str siecle_d_division(const siecle_doubles *d, pas_node pupil)
{
    uint32_t cursor = 0;
    for (pas_node m;
         (m = d->s.view->incoming(d->s.run, pupil, d->fields[SIECLE_D_MEMBER_STUDENT], &cursor)) != 0;)
        if (siecle_same(siecle_d_text(d, m, SIECLE_D_MEMBER_TYPE), siecle_str("D")))
            return d->s.view->link_key(d->s.run, m, d->fields[SIECLE_D_MEMBER_STRUCTURE], 0);
    return SIECLE_NONE;
}

int siecle_d_older(pas_str a, pas_str b)
{
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return a.len ? memcmp(a.ptr, b.ptr, a.len) : 0;
}

/* ------------------------------------------------------------------- persons */

/* A number for each node of a kind, from its handle. */
typedef struct numbering {
    uint32_t *numbers; /* + 1; 0: none */
    pas_node last;
} numbering;

static int number_nodes(siecle_doubles *d, const char *kind, numbering *ret, uint32_t *ret_n)
{
    *ret = (numbering){0};
    *ret_n = 0;
    for (pas_node x = siecle_d_first(d, kind); x; x = d->s.view->next(d->s.run, x)) {
        ret->last = x > ret->last ? x : ret->last;
        ++*ret_n;
    }
    ret->numbers = d->s.core->alloc(d->s.run, (ret->last + 1u) * sizeof *ret->numbers);
    uint32_t n = 0;
    for (pas_node x = siecle_d_first(d, kind); x && ret->numbers; x = d->s.view->next(d->s.run, x))
        ret->numbers[x] = ++n;
    return ret->numbers != NULL;
}

static uint32_t number_of(const numbering *k, pas_node node)
{
    return node && node <= k->last ? k->numbers[node] : 0;
}

static char title_of(pas_str title)
{
    if (!siecle_given(title))
        return 0;
    if (title.len >= 2 &&
        (title.ptr[1] == 'm' || title.ptr[1] == 'M' || title.ptr[1] == 'l' || title.ptr[1] == 'L'))
        return 'F'; /* MME, Mme, MLLE */
    return title.ptr[0] == 'M' || title.ptr[0] == 'm' ? 'M' : 0;
}

static void read_person(siecle_doubles *d, pas_node node, const numbering *addresses, pas_str *folded,
                        siecle_person *p)
{
    pas_str first = siecle_d_text(d, node, SIECLE_D_GUARDIAN_FIRST);
    pas_node address = siecle_d_to(d, node, SIECLE_D_GUARDIAN_ADDRESS);
    uint32_t k = number_of(addresses, address);
    if (k && !folded[k].ptr) {
        folded[k] = siecle_d_address(d, address, 1);
        if (!folded[k].ptr)
            folded[k] = siecle_str("");
    }
    *p = (siecle_person){
        .family = siecle_d_fold(d, siecle_d_text(d, node, SIECLE_D_GUARDIAN_FAMILY)),
        .usage = siecle_d_fold(d, siecle_d_text(d, node, SIECLE_D_GUARDIAN_USAGE)),
        .first = siecle_d_fold(d, first),
        .part = siecle_d_fold(d, siecle_first_part(first)),
        .phones = {siecle_d_phone(d, siecle_d_text(d, node, SIECLE_D_GUARDIAN_MOBILE)),
                   siecle_d_phone(d, siecle_d_text(d, node, SIECLE_D_GUARDIAN_PHONE))},
        .mail = siecle_d_mail(d, siecle_d_text(d, node, SIECLE_D_GUARDIAN_MAIL)),
        .address = k ? folded[k] : SIECLE_NONE,
        .address_id = d->s.view->link_key(d->s.run, node, d->fields[SIECLE_D_GUARDIAN_ADDRESS], 0),
        .title = title_of(siecle_d_text(d, node, SIECLE_D_GUARDIAN_TITLE)),
    };
}

/* --------------------------------------------------------------------- links */

typedef struct links {
    uint32_t n;
    uint32_t *guardians; /* number, from 0 */
    siecle_tie *ties;
} links;

/* Codes of one character were in use before 2018, and another table. */
static uint32_t relation_of(pas_str code)
{
    return code.len == 2 && code.ptr[0] >= '0' && code.ptr[0] <= '9' && code.ptr[1] >= '0' &&
                   code.ptr[1] <= '9'
               ? (uint32_t)(code.ptr[0] - '0') * 10u + (uint32_t)(code.ptr[1] - '0')
               : 0;
}

static int read_links(siecle_doubles *d, const numbering *guardians, links *ret)
{
    const pas_view *v = d->s.view;
    uint32_t most = 1;
    for (pas_node l = siecle_d_first(d, "guardianship"); l; l = v->next(d->s.run, l))
        most++;
    siecle_map known = {0};
    siecle_map_make(&known, &d->s, most);
    ret->guardians = d->s.core->alloc(d->s.run, most * sizeof *ret->guardians);
    ret->ties = d->s.core->alloc(d->s.run, most * sizeof *ret->ties);
    d->pupils = d->s.core->alloc(d->s.run, most * sizeof *d->pupils);
    d->pupil_ids = d->s.core->alloc(d->s.run, most * sizeof *d->pupil_ids);
    if (!known.cells || !ret->guardians || !ret->ties || !d->pupils || !d->pupil_ids)
        return 0;
    for (pas_node l = siecle_d_first(d, "guardianship"); l; l = v->next(d->s.run, l)) {
        uint32_t guardian = number_of(guardians, siecle_d_to(d, l, SIECLE_D_LINK_GUARDIAN));
        pas_str id = v->link_key(d->s.run, l, d->fields[SIECLE_D_LINK_STUDENT], 0);
        if (!guardian || !siecle_given(id))
            continue;
        siecle_cell *cell = siecle_map_at(&known, id);
        if (!cell->used) {
            d->pupils[d->n_pupils] = siecle_d_to(d, l, SIECLE_D_LINK_STUDENT);
            d->pupil_ids[d->n_pupils] = id;
            siecle_map_take(cell, id, d->n_pupils++);
        }
        ret->guardians[ret->n] = guardian - 1;
        ret->ties[ret->n++] =
            (siecle_tie){cell->value, relation_of(siecle_d_text(d, l, SIECLE_D_LINK_RELATION))};
    }
    return 1;
}

/* Each person's ties, in order of pupil: pupils come in order if they are dealt in order. */
static int deal_ties(siecle_doubles *d, const links *all)
{
    uint32_t *from = d->s.core->alloc(d->s.run, (d->n_pupils + 2u) * sizeof *from);
    uint32_t *order = d->s.core->alloc(d->s.run, (all->n + 1u) * sizeof *order);
    siecle_tie *ties = d->s.core->alloc(d->s.run, (all->n + 1u) * sizeof *ties);
    uint32_t *starts = d->s.core->alloc(d->s.run, (d->n + 1u) * sizeof *starts);
    if (!from || !order || !ties || !starts)
        return 0;
    for (uint32_t i = 0; i < all->n; i++) {
        from[all->ties[i].pupil + 2]++;
        starts[all->guardians[i] + 1]++;
    }
    for (uint32_t p = 0; p < d->n_pupils; p++)
        from[p + 2] += from[p + 1];
    for (uint32_t i = 0; i < all->n; i++)
        order[from[all->ties[i].pupil + 1]++] = i;
    for (uint32_t g = 1; g < d->n; g++)
        starts[g] += starts[g - 1];
    for (uint32_t k = 0; k < all->n; k++) {
        siecle_person *p = &d->persons[all->guardians[order[k]]];
        siecle_tie *mine = ties + starts[all->guardians[order[k]]];
        p->ties = mine;
        if (p->n_ties < MOST_TIES)
            mine[p->n_ties++] = all->ties[order[k]];
    }
    return 1;
}

/* Those who stand beside each other for a pupil: their families are one. */
static void add_beside(siecle_doubles *d, uint32_t person, uint32_t other)
{
    siecle_person *p = &d->persons[person];
    if (person == other || p->n_beside == MOST_TIES)
        return;
    if (!p->beside)
        p->beside = d->s.core->alloc(d->s.run, MOST_TIES * sizeof *p->beside);
    if (!p->beside)
        return;
    uint32_t at = p->n_beside;
    while (at && p->beside[at - 1] > other)
        at--;
    if (at && p->beside[at - 1] == other)
        return;
    memmove(p->beside + at + 1, p->beside + at, (p->n_beside - at) * sizeof *p->beside);
    p->beside[at] = other;
    p->n_beside++;
}

static int meet(siecle_doubles *d)
{
    uint32_t(*beside)[MOST_BESIDE + 1] = d->s.core->alloc(d->s.run, (d->n_pupils + 1u) * sizeof *beside);
    if (!beside)
        return 0;
    for (uint32_t g = 0; g < d->n; g++)
        for (uint32_t i = 0; i < d->persons[g].n_ties; i++) {
            uint32_t *of = beside[d->persons[g].ties[i].pupil];
            if (of[0])
                siecle_join_sets(&d->families, of[1], g);
            if (of[0] < MOST_BESIDE)
                of[++of[0]] = g;
        }
    for (uint32_t p = 0; p < d->n_pupils; p++)
        for (uint32_t i = 1; i <= beside[p][0]; i++)
            for (uint32_t k = 1; k <= beside[p][0]; k++)
                add_beside(d, beside[p][i], beside[p][k]);
    return 1;
}

static int make_sets(siecle_doubles *d, siecle_sets *sets)
{
    sets->up = d->s.core->alloc(d->s.run, (d->n + 1u) * sizeof *sets->up);
    for (uint32_t i = 0; sets->up && i < d->n; i++)
        sets->up[i] = i;
    return sets->up != NULL;
}

int siecle_read_persons(siecle_doubles *d)
{
    numbering guardians, addresses;
    uint32_t n_addresses, i = 0;
    links all = {0};
    if (!number_nodes(d, "guardian", &guardians, &d->n) || d->n == 0 ||
        !number_nodes(d, "address", &addresses, &n_addresses))
        return 0;
    pas_str *folded = d->s.core->alloc(d->s.run, (n_addresses + 1u) * sizeof *folded);
    d->persons = d->s.core->alloc(d->s.run, d->n * sizeof *d->persons);
    d->nodes = d->s.core->alloc(d->s.run, d->n * sizeof *d->nodes);
    d->grades = d->s.core->alloc(d->s.run, d->n);
    d->signals = d->s.core->alloc(d->s.run, d->n * sizeof *d->signals);
    if (!folded || !d->persons || !d->nodes || !d->grades || !d->signals || !make_sets(d, &d->same) ||
        !make_sets(d, &d->names) || !make_sets(d, &d->families))
        return 0;
    for (pas_node x = siecle_d_first(d, "guardian"); x; x = d->s.view->next(d->s.run, x)) {
        read_person(d, x, &addresses, folded, &d->persons[i]);
        d->nodes[i++] = x;
    }
    return read_links(d, &guardians, &all) && deal_ties(d, &all) && meet(d);
}
