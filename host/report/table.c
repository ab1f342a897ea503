/* See table.h. Called by findings.c. */
#include "report/table.h"

#include <string.h>

enum {
    MOST_COLUMNS = 8,
    MOST_ROWS = 24, /* unless everything is asked for */
    MOST_LINES = 4, /* of one cell */
    NARROWEST = 8,
    GAP = 2
};

/* What is printed of a table: its cells, masked and harmless, row by row. */
typedef struct grid {
    pas_str *cells; /* n_rows × n_columns */
    size_t widths[MOST_COLUMNS];
    uint32_t n_rows, n_columns;
    uint32_t more_rows;
    bool more_columns;
} grid;

/* ------------------------------------------------------------------ cells */

static pas_str shown(const pas_page *p, const pas_cell *cell, bool masked)
{
    pas_buf b = {0}, clean = {0};
    if (masked)
        pas_mask(&b, cell->text);
    else
        pas_buf_str(&b, cell->text);
    pas_column(&clean, (pas_str){b.ptr, b.len}, 0);
    pas_str kept = pas_arena_str(p->arena, (pas_str){clean.ptr ? clean.ptr : "", clean.len});
    pas_buf_free(&b);
    pas_buf_free(&clean);
    return kept;
}

static void measure(const pas_argument *table, bool all, grid *g)
{
    pas_str rest = table->value, row;
    uint32_t rows = 0;
    while (pas_rows_next(&rest, &row)) {
        uint32_t columns = 0;
        pas_cell cell;
        rows++;
        while (pas_cells_next(&row, PAS_FR, &cell))
            columns++;
        if (columns > g->n_columns)
            g->n_columns = columns;
    }
    g->more_columns = g->n_columns > MOST_COLUMNS;
    g->n_columns = g->more_columns ? MOST_COLUMNS : g->n_columns;
    g->n_rows = all || rows <= MOST_ROWS + 1 ? rows : MOST_ROWS + 1;
    g->more_rows = rows - g->n_rows;
}

static void fill(const pas_page *p, const pas_argument *table, grid *g)
{
    pas_str rest = table->value, row;
    pas_cell cell;
    for (uint32_t i = 0; i < g->n_rows && pas_rows_next(&rest, &row); i++)
        for (uint32_t k = 0; k < g->n_columns && pas_cells_next(&row, p->style->lang, &cell); k++) {
            bool personal = cell.personal || (table->flags & PAS_ARG_PERSONAL && i && k);
            pas_str text = shown(p, &cell, personal && !p->style->show);
            g->cells[i * g->n_columns + k] = text;
            if (pas_columns(text) > g->widths[k])
                g->widths[k] = pas_columns(text);
        }
}

/* ------------------------------------------------------------------ widths */

static size_t sum(const grid *g)
{
    size_t all = (g->n_columns - 1u) * GAP;
    for (uint32_t k = 0; k < g->n_columns; k++)
        all += g->widths[k];
    return all;
}

/* The widest gives way first. */
static void narrow(grid *g, size_t room)
{
    for (size_t all = sum(g); all > room; all--) {
        uint32_t widest = 0;
        for (uint32_t k = 1; k < g->n_columns; k++)
            if (g->widths[k] > g->widths[widest])
                widest = k;
        if (g->widths[widest] <= NARROWEST)
            return;
        g->widths[widest]--;
    }
}

/* ------------------------------------------------------------------ lines */

static pas_str head(pas_str s, size_t columns)
{
    const char *at = s.ptr, *end = s.ptr + s.len;
    while (columns-- && at < end)
        pas_utf8_next(&at, end);
    return (pas_str){s.ptr, (size_t)(at - s.ptr)};
}

/* Takes what fits on one line, whole words if it can. */
static pas_str next_line(pas_str *rest, size_t width)
{
    pas_str line = head(*rest, width);
    if (line.len < rest->len && rest->ptr[line.len] != ' ') {
        size_t n = line.len;
        while (n && line.ptr[n - 1] != ' ')
            n--;
        line.len = n ? n : line.len;
    }
    size_t taken = line.len;
    while (taken < rest->len && rest->ptr[taken] == ' ')
        taken++;
    *rest = (pas_str){rest->ptr + taken, rest->len - taken};
    while (line.len && line.ptr[line.len - 1] == ' ')
        line.len--;
    return line;
}

static void add_line(pas_buf *to, const pas_str *parts, const grid *g, size_t indent)
{
    size_t end = g->n_columns;
    while (end > 1 && !parts[end - 1].len)
        end--;
    pas_spaces(to, indent);
    for (size_t k = 0; k < end; k++) {
        if (k)
            pas_spaces(to, GAP);
        pas_column(to, parts[k], k + 1 < end ? g->widths[k] : 0);
    }
    pas_buf_byte(to, '\n');
}

static void add_row(pas_buf *to, const pas_str *cells, const grid *g, size_t indent)
{
    pas_str rest[MOST_COLUMNS], parts[MOST_COLUMNS];
    memcpy(rest, cells, g->n_columns * sizeof *rest);
    for (uint32_t line = 0; line < MOST_LINES; line++) {
        bool more = false;
        for (uint32_t k = 0; k < g->n_columns; k++) {
            parts[k] = next_line(&rest[k], g->widths[k]);
            more = more || rest[k].len;
            if (line + 1 == MOST_LINES && rest[k].len)
                parts[k] = PAS_STR("…");
        }
        add_line(to, parts, g, indent);
        if (!more)
            return;
    }
}

/* ------------------------------------------------------------------ all */

void pas_page_table(pas_page *p, const pas_argument *table, size_t indent)
{
    grid g = {0};
    measure(table, !p->style->most, &g);
    if (!g.n_rows || !g.n_columns)
        return;
    g.cells = pas_arena_alloc(p->arena, (size_t)g.n_rows * g.n_columns * sizeof *g.cells);
    fill(p, table, &g);
    narrow(&g, PAS_PAGE_WIDTH - indent);
    for (uint32_t i = 0; i < g.n_rows; i++) {
        bool strong = p->style->colour && i == 0;
        pas_buf_puts(p->to, strong ? "\033[1m" : "");
        add_row(p->to, g.cells + (size_t)i * g.n_columns, &g, indent);
        pas_buf_puts(p->to, strong ? "\033[0m" : "");
    }
    if (g.more_rows || g.more_columns) {
        pas_spaces(p->to, indent);
        pas_buf_puts(p->to, pas_page_says(p, "… la suite est dans --report et avec --all\n",
                                          "… the rest is in --report and with --all\n"));
    }
}
