/*
 * Alternations: each set of weeks that a course has, once, named and listed by its Mondays; and the hours a
 * week that a course counts for. A weekly course that misses holidays is still weekly. Called by
 * sts_remontee_make and by the writing.
 */
#include "remontee.h"

enum { WEEKLY, ODD, EVEN, OTHER };
static const uint64_t odd_weeks = 0xAAAAAAAAAAAAAAAAu;

static uint32_t bits(uint64_t mask)
{
    uint32_t n = 0;
    for (; mask; mask &= mask - 1)
        n++;
    return n;
}

static uint32_t kind_of(const remontee *d, uint64_t weeks, uint32_t n)
{
    if (n * 4 >= d->most_weeks * 3)
        return WEEKLY;
    if (n * 3 >= d->most_weeks && !(weeks & ~odd_weeks))
        return ODD;
    return n * 3 >= d->most_weeks && !(weeks & odd_weeks) ? EVEN : OTHER;
}

static int is_before(const remontee_alternation *a, const remontee_alternation *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind;
    return a->n != b->n ? a->n > b->n : a->weeks < b->weeks;
}

static int add(remontee *d, uint64_t weeks)
{
    for (uint32_t i = 0; i < d->n_alternations; i++)
        if (d->alternations[i].weeks == weeks)
            return 1;
    if (d->n_alternations == sizeof d->alternations / sizeof d->alternations[0])
        return 0;
    remontee_alternation new = {.weeks = weeks, .n = bits(weeks)};
    d->alternations[d->n_alternations++] = new;
    if (new.n > d->most_weeks)
        d->most_weeks = new.n;
    return 1;
}

static void sort(remontee *d)
{
    remontee_alternation *a = d->alternations;
    for (uint32_t i = 1; i < d->n_alternations; i++)
        for (uint32_t j = i; j && is_before(&a[j], &a[j - 1]); j--) {
            remontee_alternation swap = a[j];
            a[j] = a[j - 1];
            a[j - 1] = swap;
        }
}

static void name(remontee *d)
{
    static const char *const names[] = {"H", "Q1", "Q2", "P"};
    uint32_t rank = 0;
    for (uint32_t i = 0; i < d->n_alternations; i++) {
        remontee_alternation *a = &d->alternations[i];
        rank = i && a->kind == a[-1].kind ? rank + 1 : 1;
        a->code = rank > 1 || a->kind == OTHER ? d->s.text->format(d->s.run, "%s%s%u", names[a->kind],
                                                                   a->kind == OTHER ? "" : "-", rank)
                                               : sts_str(names[a->kind]);
    }
}

int remontee_weeks_all(remontee *d)
{
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (!add(d, d->lines[i].weeks))
            return 0;
    for (uint32_t i = 0; i < d->n_alternations; i++)
        d->alternations[i].kind = kind_of(d, d->alternations[i].weeks, d->alternations[i].n);
    sort(d);
    name(d);
    for (uint32_t i = 0; i < d->n_lines; i++)
        for (uint32_t a = 0; a < d->n_alternations; a++)
            if (d->alternations[a].weeks == d->lines[i].weeks)
                d->lines[i].alternation = a;
    return 1;
}

pas_date remontee_monday(const remontee *d, uint32_t week)
{
    return sts_after(sts_monday(d->week1), ((int32_t)week - 1) * 7);
}

int64_t remontee_share(const remontee *d, const remontee_line *line)
{
    const remontee_alternation *a = &d->alternations[line->alternation];
    int64_t weeks = a->kind == WEEKLY  ? 2 * (int64_t)d->most_weeks
                    : a->kind == OTHER ? 2 * (int64_t)a->n
                                       : (int64_t)d->most_weeks;
    return line->minutes * weeks;
}
