/* Records side by side, as a finding's table (PAS_ARG_ROWS in plugin.h). See doublons.h. */
#include "doublons.h"

#include <string.h>

enum {
    LONGEST = 16 << 10, /* of a table: what is beyond would not be read */
    MOST_NAMED = 20     /* of a list */
};

void siecle_put(const siecle_doubles *d, siecle_writing *w, pas_str s)
{
    if (!s.len || w->len + s.len > LONGEST)
        return;
    if (w->len + s.len > w->room) {
        size_t room = 2 * (w->len + s.len) + 64;
        char *text = d->s.core->alloc(d->s.run, room);
        if (!text)
            return;
        if (w->len)
            memcpy(text, w->text, w->len);
        w->text = text;
        w->room = room;
    }
    memcpy(w->text + w->len, s.ptr, s.len);
    w->len += s.len;
}

void siecle_put_list(const siecle_doubles *d, siecle_writing *w, pas_str s)
{
    if (w->len)
        siecle_put(d, w, siecle_str(", "));
    siecle_put(d, w, s);
}

void siecle_put_nth(const siecle_doubles *d, siecle_writing *w, uint32_t i, pas_str s)
{
    if (i <= MOST_NAMED)
        siecle_put_list(d, w, i < MOST_NAMED ? s : siecle_str("…"));
}

/* A value of a file may hold what separates rows and cells. */
static pas_str harmless(const siecle_doubles *d, pas_str s)
{
    char *to = s.len ? d->s.core->alloc(d->s.run, s.len) : NULL;
    for (size_t i = 0; to && i < s.len; i++)
        to[i] = (unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f ? ' ' : s.ptr[i];
    return to ? (pas_str){to, s.len} : SIECLE_NONE;
}

static void put_both(const siecle_doubles *d, siecle_writing *w, const char *fr, const char *en)
{
    siecle_put(d, w, siecle_str(fr));
    siecle_put(d, w, siecle_str(PAS_CELL_ENGLISH));
    siecle_put(d, w, siecle_str(en));
}

static void put_header(const siecle_doubles *d, siecle_writing *w, const siecle_column *columns, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        pas_str id = harmless(d, columns[i].id);
        siecle_put(d, w, siecle_str("\t"));
        siecle_put(d, w, id);
        if (!columns[i].fr)
            continue;
        put_both(d, w, columns[i].fr, "");
        siecle_put(d, w, id);
        siecle_put(d, w, siecle_str(columns[i].en));
    }
    siecle_put(d, w, siecle_str("\t"));
    put_both(d, w, "Comparaison", "Comparison");
    siecle_put(d, w, siecle_str("\n"));
}

/* What can be told without showing the values. */
static void put_comparison(const siecle_doubles *d, siecle_writing *w, const pas_str *values, uint32_t n)
{
    uint32_t given = 0, first = 0, other = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!siecle_given(values[i]))
            continue;
        if (!given++)
            first = i;
        else if (!siecle_same(values[i], values[first]))
            other = 1;
    }
    if (other)
        put_both(d, w, "différent", "different");
    else if (given == n)
        put_both(d, w, "identique", "same");
    else
        put_both(d, w, "incomplet", "incomplete");
}

static void put_row(const siecle_doubles *d, siecle_writing *w, const siecle_compared *row,
                    const siecle_column *columns, uint32_t n)
{
    pas_str values[SIECLE_MOST_COLUMNS], comparable[SIECLE_MOST_COLUMNS];
    int any = 0;
    for (uint32_t i = 0; i < n; i++) {
        values[i] = row->value(d, columns[i].node);
        comparable[i] = siecle_given(values[i]) ? row->comparable(d, values[i]) : SIECLE_NONE;
        if (siecle_given(values[i]) && !siecle_given(comparable[i]))
            comparable[i] = values[i];
        any = any || siecle_given(values[i]);
    }
    if (!any)
        return;
    put_both(d, w, row->fr, row->en);
    for (uint32_t i = 0; i < n; i++) {
        siecle_put(d, w, siecle_str("\t" PAS_CELL_PERSONAL));
        siecle_put(d, w, harmless(d, values[i]));
    }
    siecle_put(d, w, siecle_str("\t"));
    put_comparison(d, w, comparable, n);
    siecle_put(d, w, siecle_str("\n"));
}

pas_arg siecle_side_by_side(const siecle_doubles *d, const siecle_compared *rows, uint32_t n_rows,
                            const siecle_column *columns, uint32_t n_columns)
{
    siecle_writing w = {0};
    n_columns = n_columns < SIECLE_MOST_COLUMNS ? n_columns : SIECLE_MOST_COLUMNS;
    put_header(d, &w, columns, n_columns);
    for (uint32_t i = 0; i < n_rows; i++)
        put_row(d, &w, &rows[i], columns, n_columns);
    return (pas_arg){"fiches-comparees", siecle_written(&w), PAS_ARG_ROWS, 0};
}
