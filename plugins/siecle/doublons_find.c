/*
 * Which records are one person. Candidates have a key in common (a name, a phone, a pupil…): each record is
 * compared with the last few that have the key, so that the work grows with the file and no faster, whatever
 * it holds. See doublons.h.
 */
#include "doublons.h"

enum {
    MOST_ALIKE = 24,         /* records with one key that a record is compared with */
    MOST_PAIRS = 1000 * 1000 /* in all: a second of work */
};

/* ---------------------------------------------------------------------- sets */

uint32_t siecle_root(const siecle_sets *sets, uint32_t i)
{
    while (sets->up[i] != i) {
        sets->up[i] = sets->up[sets->up[i]];
        i = sets->up[i];
    }
    return i;
}

void siecle_join_sets(const siecle_sets *sets, uint32_t a, uint32_t b)
{
    a = siecle_root(sets, a);
    b = siecle_root(sets, b);
    sets->up[a > b ? a : b] = a > b ? b : a; /* the root is the first read */
}

/* --------------------------------------------------------------------- blocks */

struct entry {
    uint32_t person;
    uint32_t former; /* entry with the same key, + 1 */
};

struct block {
    uint64_t key; /* 0: free */
    uint32_t last;
};

struct blocks {
    struct block *cells;
    struct entry *entries;
    uint32_t *seen; /* the person last compared with each, + 1 */
    uint32_t mask, n_entries, n_pairs;
};

static uint64_t mixed(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * 1099511628211u;
    return h ^ h >> 29;
}

static int make_blocks(siecle_doubles *d, struct blocks *b)
{
    uint64_t most = 1, size = 16;
    for (uint32_t i = 0; i < d->n; i++)
        most += 7u + d->persons[i].n_ties + d->persons[i].n_beside;
    while (size < 2 * most)
        size *= 2;
    *b = (struct blocks){.cells = d->s.core->alloc(d->s.run, size * sizeof *b->cells),
                         .entries = d->s.core->alloc(d->s.run, most * sizeof *b->entries),
                         .seen = d->s.core->alloc(d->s.run, d->n * sizeof *b->seen),
                         .mask = (uint32_t)(size - 1)};
    return b->cells && b->entries && b->seen;
}

static void compare(siecle_doubles *d, struct blocks *b, uint32_t one, uint32_t other)
{
    if (b->seen[one] == other + 1)
        return;
    b->seen[one] = other + 1;
    b->n_pairs++;
    uint32_t signals = siecle_signals_of(&d->persons[one], &d->persons[other]);
    siecle_grade grade = siecle_grade_of(signals);
    if (grade == SIECLE_POSSIBLE || grade == SIECLE_HOMONYMS)
        siecle_join_sets(&d->names, one, other);
    if (grade < SIECLE_PROBABLE)
        return;
    siecle_join_sets(&d->same, one, other);
    siecle_join_sets(&d->families, one, other);
    const uint32_t both[] = {one, other};
    for (int i = 0; i < 2; i++) {
        d->signals[both[i]] |= signals;
        if (d->grades[both[i]] < grade)
            d->grades[both[i]] = (uint8_t)grade;
    }
}

/* Compares a person with those met that have this key, and leaves it there for the next. */
static int enter(siecle_doubles *d, struct blocks *b, uint64_t key, uint32_t person)
{
    uint32_t at = (uint32_t)(key ^ key >> 32) & b->mask, alike = 0, cut = 0;
    key = key ? key : 1;
    while (b->cells[at].key && b->cells[at].key != key)
        at = (at + 1) & b->mask;
    for (uint32_t e = b->cells[at].last; e; e = b->entries[e - 1].former) {
        cut = ++alike > MOST_ALIKE || b->n_pairs >= MOST_PAIRS;
        if (cut)
            break;
        compare(d, b, b->entries[e - 1].person, person);
    }
    b->entries[b->n_entries++] = (struct entry){person, b->cells[at].last};
    b->cells[at] = (struct block){key, b->n_entries};
    return (int)cut;
}

/* ----------------------------------------------------------------------- keys */

static uint64_t start(char kind)
{
    return mixed(14695981039346656037u, &kind, 1);
}

static uint64_t name_key(pas_str family, pas_str first)
{
    return mixed(mixed(mixed(start('N'), family.ptr, family.len), "", 1), first.ptr, first.len);
}

static int enter_text(siecle_doubles *d, struct blocks *b, char kind, pas_str s, uint32_t person)
{
    return siecle_given(s) && enter(d, b, mixed(start(kind), s.ptr, s.len), person);
}

/* The names first: if there is too much of something, they have been compared. */
static int enter_names(siecle_doubles *d, struct blocks *b, uint32_t i)
{
    const siecle_person *p = &d->persons[i];
    int cut = 0;
    if (siecle_given(p->first) && siecle_given(p->family))
        cut |= enter(d, b, name_key(p->family, p->first), i);
    if (siecle_given(p->first) && siecle_given(p->usage) && !siecle_same(p->usage, p->family))
        cut |= enter(d, b, name_key(p->usage, p->first), i);
    return cut;
}

static int enter_contacts(siecle_doubles *d, struct blocks *b, uint32_t i)
{
    const siecle_person *p = &d->persons[i];
    int cut = enter_text(d, b, 'M', p->mail, i) | enter_text(d, b, 'A', p->address, i) |
              enter_text(d, b, 'I', p->address_id, i) | enter_text(d, b, 'T', p->phones[0], i);
    if (!siecle_same(p->phones[0], p->phones[1]))
        cut |= enter_text(d, b, 'T', p->phones[1], i);
    for (uint32_t k = 0; k < p->n_ties; k++)
        if (!k || p->ties[k].pupil != p->ties[k - 1].pupil)
            cut |= enter(d, b, mixed(start('P'), &p->ties[k].pupil, sizeof p->ties[k].pupil), i);
    for (uint32_t k = 0; k < p->n_beside; k++)
        cut |= enter(d, b, mixed(start('B'), &p->beside[k], sizeof p->beside[k]), i);
    return cut;
}

void siecle_compare_persons(siecle_doubles *d)
{
    struct blocks b;
    if (!make_blocks(d, &b))
        return;
    for (uint32_t i = 0; i < d->n; i++)
        d->n_cut += (uint32_t)enter_names(d, &b, i);
    for (uint32_t i = 0; i < d->n; i++)
        b.seen[i] = 0; /* the second round begins again with the first person */
    for (uint32_t i = 0; i < d->n; i++)
        d->n_cut += (uint32_t)enter_contacts(d, &b, i);
}
