/* See rows.h. */
#include "base/rows.h"

#include "base/text.h"

bool pas_rows_next(pas_str *rest, pas_str *ret_row)
{
    if (!rest->len)
        return false;
    ptrdiff_t end = pas_str_find(*rest, '\n');
    size_t n = end < 0 ? rest->len : (size_t)end;
    *ret_row = (pas_str){rest->ptr, n};
    size_t taken = n + (end < 0 ? 0 : 1);
    *rest = (pas_str){rest->ptr + taken, rest->len - taken};
    return true;
}

static bool took(pas_str *s, char mark)
{
    if (!s->len || *s->ptr != mark)
        return false;
    *s = (pas_str){s->ptr + 1, s->len - 1};
    return true;
}

bool pas_cells_next(pas_str *row, pas_lang lang, pas_cell *ret)
{
    if (!row->ptr)
        return false;
    ptrdiff_t end = pas_str_find(*row, '\t');
    pas_str cell = {row->ptr, end < 0 ? row->len : (size_t)end};
    *row = end < 0 ? PAS_NONE : (pas_str){row->ptr + end + 1, row->len - (size_t)end - 1};
    ret->personal = took(&cell, *PAS_CELL_PERSONAL);
    ptrdiff_t english = pas_str_find(cell, *PAS_CELL_ENGLISH);
    if (english >= 0 && lang == PAS_EN)
        cell = (pas_str){cell.ptr + english + 1, cell.len - (size_t)english - 1};
    else if (english >= 0)
        cell.len = (size_t)english;
    ret->text = cell;
    return true;
}
