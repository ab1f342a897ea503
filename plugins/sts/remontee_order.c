/* The order of what is written: the lines of a service stand together. Called by sts_remontee_make. */
#include "remontee.h"

static int compare(pas_str a, pas_str b)
{
    for (size_t i = 0; i < a.len && i < b.len; i++)
        if (a.ptr[i] != b.ptr[i])
            return (unsigned char)a.ptr[i] < (unsigned char)b.ptr[i] ? -1 : 1;
    return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

/* Classes then groups by code, as STS-Web lists them; then subject, modality, teacher, time. */
static int is_before(const remontee *d, const remontee_line *a, const remontee_line *b)
{
    const remontee_structure *s = &d->structures[a->structure], *t = &d->structures[b->structure];
    if (s->group != t->group)
        return s->group < t->group;
    int order = compare(s->code, t->code);
    if (!order)
        order = compare(d->subjects[a->subject].code, d->subjects[b->subject].code);
    if (!order)
        order = compare(a->modality, b->modality);
    if (!order)
        order = compare(d->persons[a->person].code, d->persons[b->person].code);
    if (order)
        return order < 0;
    if (a->day != b->day)
        return a->day < b->day;
    if (a->start != b->start)
        return a->start < b->start;
    return a->weeks != b->weeks ? a->weeks < b->weeks : a->course < b->course;
}

void remontee_sort(remontee *d)
{
    for (uint32_t gap = d->n_lines / 2; gap; gap = gap == 2 ? 1 : gap * 5 / 11)
        for (uint32_t i = gap; i < d->n_lines; i++) {
            remontee_line line = d->lines[i];
            uint32_t j = i;
            for (; j >= gap && is_before(d, &line, &d->lines[j - gap]); j -= gap)
                d->lines[j] = d->lines[j - gap];
            d->lines[j] = line;
        }
}
