/*
 * One address of one family under several ADRESSE_ID: letters are sent twice. In a block of flats whose
 * records name no flat, families that have nothing in common have one address: they are not put together. See
 * doublons.h.
 */
#include "doublons.h"

enum {
    MOST_ALIKE = 500,   /* addresses with one text that are looked at */
    MOST_RESIDENCES = 8 /* of one family, whose residents are compared */
};

/* An address that is written the same as another: who has it, and the next such one. */
struct same_place {
    pas_node address;
    uint32_t family; /* root of its guardians, + 1; 0: nobody's */
    uint32_t next;   /* + 1 */
};

struct places {
    siecle_doubles *d;
    struct same_place *all;
    uint32_t *firsts, *lasts; /* of each text, + 1 */
    uint32_t n, n_texts;
};

static pas_str id_of(const siecle_doubles *d, pas_node address)
{
    return siecle_d_text(d, address, SIECLE_D_ADDRESS_ID);
}

/* ---------------------------------------------------------------------- dealing */

/* The first person of each address, + 1, by ADRESSE_ID. */
static int find_residents(const siecle_doubles *d, siecle_map *ret)
{
    siecle_map_make(ret, &d->s, d->n + 1);
    for (uint32_t i = 0; ret->cells && i < d->n; i++) {
        pas_str id = d->persons[i].address_id;
        siecle_cell *cell = siecle_given(id) ? siecle_map_at(ret, id) : NULL;
        if (cell && !cell->used)
            siecle_map_take(cell, id, i + 1);
    }
    return ret->cells != NULL;
}

static void add_place(struct places *p, siecle_cell *text, pas_node address, const siecle_cell *resident)
{
    struct same_place *place = &p->all[p->n++];
    place->address = address;
    place->family = resident->used ? siecle_root(&p->d->families, resident->value - 1) + 1 : 0;
    if (p->lasts[text->value])
        p->all[p->lasts[text->value] - 1].next = p->n;
    else
        p->firsts[text->value] = p->n;
    p->lasts[text->value] = p->n;
}

static int deal(struct places *p)
{
    const siecle_doubles *d = p->d;
    uint32_t most = 1;
    siecle_map texts = {0}, ids = {0}, residents = {0};
    for (pas_node a = siecle_d_first(d, "address"); a; a = d->s.view->next(d->s.run, a))
        most++;
    siecle_map_make(&texts, &d->s, most);
    siecle_map_make(&ids, &d->s, most);
    p->all = d->s.core->alloc(d->s.run, most * sizeof *p->all);
    p->firsts = d->s.core->alloc(d->s.run, most * sizeof *p->firsts);
    p->lasts = d->s.core->alloc(d->s.run, most * sizeof *p->lasts);
    if (!find_residents(d, &residents) || !texts.cells || !ids.cells || !p->all || !p->firsts || !p->lasts)
        return 0;
    for (pas_node a = siecle_d_first(d, "address"); a; a = d->s.view->next(d->s.run, a)) {
        pas_str id = id_of(d, a), text = siecle_d_address(d, a, 1);
        /* « Élèves » and « Responsables » give one address both. */
        if (!siecle_given(id) || !siecle_given(text) || !siecle_map_add(&ids, id))
            continue;
        siecle_cell *cell = siecle_map_at(&texts, text);
        if (!cell->used)
            siecle_map_take(cell, text, p->n_texts++);
        add_place(p, cell, a, siecle_map_at(&residents, id));
    }
    return 1;
}

/* ----------------------------------------------------------------------- saying */

static pas_str address_of(const siecle_doubles *d, pas_node address)
{
    return siecle_d_address(d, address, 0);
}

static pas_str people_of(const siecle_doubles *d, pas_node address)
{
    siecle_writing w = {0};
    uint32_t cursor = 0, n = 0;
    for (pas_node g; n < 8 && (g = d->s.view->incoming(d->s.run, address,
                                                       d->fields[SIECLE_D_GUARDIAN_ADDRESS], &cursor)) != 0;
         n++)
        siecle_put_list(d, &w, siecle_d_name(d, g));
    return siecle_written(&w);
}

static const siecle_compared compared[] = {
    {"Responsables", "Guardians", people_of, siecle_d_squeeze},
    {"Adresse", "Address", address_of, siecle_d_squeeze},
};

static void say(const siecle_doubles *d, const pas_node *addresses, uint32_t n)
{
    siecle_column columns[SIECLE_MOST_COLUMNS] = {{0}};
    siecle_writing ids = {0};
    for (uint32_t i = 0; i < n; i++) {
        siecle_put_nth(d, &ids, i, id_of(d, addresses[i]));
        if (i < SIECLE_MOST_COLUMNS)
            columns[i] = (siecle_column){addresses[i], id_of(d, addresses[i]), NULL, NULL};
    }
    SIECLE_SAY(&d->s, "adresses-identiques-distinctes", addresses[0], NULL,
               siecle_person_arg("adresse", address_of(d, addresses[0])), siecle_number_arg(&d->s, "n", n),
               siecle_arg("fiches", siecle_written(&ids)),
               siecle_side_by_side(d, compared, sizeof compared / sizeof compared[0], columns, n));
}

/* One person lives at both, under two records. */
static int have_one_resident(const siecle_doubles *d, pas_node one, pas_node other)
{
    uint32_t i = 0, field = d->fields[SIECLE_D_GUARDIAN_ADDRESS];
    for (pas_node a; (a = d->s.view->incoming(d->s.run, one, field, &i)) != 0;) {
        uint32_t k = 0, root = siecle_root(&d->same, siecle_person_at(d, a));
        for (pas_node b; (b = d->s.view->incoming(d->s.run, other, field, &k)) != 0;)
            if (siecle_root(&d->same, siecle_person_at(d, b)) == root)
                return 1;
    }
    return 0;
}

/* They are shown with that person already, and go with the record too many. */
static int are_told_with_a_person(const siecle_doubles *d, const pas_node *addresses, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        uint32_t k = 0;
        while (k < i && !have_one_resident(d, addresses[k], addresses[i]))
            k++;
        if (k == i)
            return 0;
    }
    return 1;
}

/* The family of a place and all its addresses; nobody's go with the first. */
static void say_family(struct places *p, uint32_t first, pas_node *some)
{
    uint32_t family = p->all[first - 1].family, n = 0, steps = 0;
    for (uint32_t k = first; k && steps++ < MOST_ALIKE; k = p->all[k - 1].next) {
        struct same_place *place = &p->all[k - 1];
        if (!place->address || (place->family && family && place->family != family))
            continue;
        family = family ? family : place->family;
        some[n++] = place->address;
        place->address = 0;
    }
    if (n > 1 && (n > MOST_RESIDENCES || !are_told_with_a_person(p->d, some, n)))
        say(p->d, some, n);
}

static void say_text(struct places *p, uint32_t first, pas_node *some)
{
    uint32_t steps = 0;
    for (uint32_t i = first; i; i = p->all[i - 1].next) {
        p->d->n_cut += ++steps > MOST_ALIKE;
        if (steps <= MOST_ALIKE && p->all[i - 1].address)
            say_family(p, i, some);
    }
}

void siecle_say_addresses(siecle_doubles *d)
{
    struct places p = {.d = d};
    if (!deal(&p))
        return;
    pas_node *some = d->s.core->alloc(d->s.run, (p.n + 1u) * sizeof *some);
    for (uint32_t i = 0; some && i < p.n_texts; i++)
        if (p.firsts[i] != p.lasts[i])
            say_text(&p, p.firsts[i], some);
}
