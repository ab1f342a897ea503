/* Findings on the terminal: one problem, where and how to correct it, then the places. */
#include "report/group.h"
#include "report/page.h"
#include "report/table.h"

#include <string.h>

const char *pas_page_says(const pas_page *p, const char *fr, const char *en)
{
    return p->style->lang == PAS_EN ? en : fr;
}

void pas_page_heading(pas_page *p, const char *text)
{
    if (p->to->len)
        pas_buf_byte(p->to, '\n');
    pas_buf_puts(p->to, p->style->colour ? "\033[1m" : "");
    pas_buf_puts(p->to, text);
    pas_buf_puts(p->to, p->style->colour ? "\033[0m\n" : "\n");
}

static const char *severity_word(pas_lang lang, uint8_t severity)
{
    static const char *const words[][2] = {
        {"INFORMATION", "NOTE"}, {"AVERTISSEMENT", "WARNING"}, {"ERREUR", "ERROR"}, {"BLOQUANT", "BLOCKING"}};
    return words[severity <= PAS_BLOCKING ? severity : PAS_BLOCKING][lang == PAS_EN];
}

/* The word in its colour; returns its columns. */
static size_t add_severity(pas_page *p, uint8_t severity)
{
    static const char *const colours[] = {"\033[36m", "\033[33m", "\033[31m", "\033[1;31m"};
    const char *word = severity_word(p->style->lang, severity);
    pas_buf_puts(p->to, p->style->colour ? colours[severity <= PAS_BLOCKING ? severity : PAS_BLOCKING] : "");
    pas_buf_puts(p->to, word);
    pas_buf_puts(p->to, p->style->colour ? "\033[0m" : "");
    return strlen(word);
}

/* ------------------------------------------------------------------ one group */

static void add_head(pas_page *p, const pas_group *g)
{
    pas_str code = pas_cstr(g->message->code);
    pas_buf title = {0};
    pas_buf_printf(&title, "%s (%u)", pas_page_says(p, g->message->title_fr, g->message->title_en), g->n);
    pas_spaces(p->to, 2);
    size_t taken = 2 + add_severity(p, g->severity) + 2;
    pas_spaces(p->to, 2);
    taken += pas_columns((pas_str){title.ptr, title.len});
    bool fits = taken + 2 + code.len <= PAS_PAGE_WIDTH;
    pas_column(p->to, (pas_str){title.ptr, title.len}, 0);
    if (!fits) {
        pas_buf_byte(p->to, '\n');
        taken = 0;
    }
    size_t blanks = PAS_PAGE_WIDTH > taken + code.len ? PAS_PAGE_WIDTH - taken - code.len : 2;
    pas_spaces(p->to, blanks);
    pas_buf_str(p->to, code);
    pas_buf_byte(p->to, '\n');
    pas_buf_free(&title);
}

static void add_remedy(pas_page *p, const pas_group *g)
{
    const pas_message *m = g->message;
    const char *where = pas_group_fix_in(g, p->arena);
    const char *remedy = pas_page_says(p, m->remedy_fr, m->remedy_en);
    pas_buf b = {0};
    if (where)
        pas_buf_printf(&b, "%s %s. ", pas_page_says(p, "Où :", "Where:"), where);
    if (remedy && *remedy) {
        pas_buf_printf(&b, "%s ", pas_page_says(p, "Que faire :", "What to do:"));
        pas_fill(&b, remedy, g->findings[0]->args, g->findings[0]->n_args, p->style->show);
    }
    if (m->answer)
        pas_buf_printf(&b, " %s %s.",
                       pas_page_says(p, "Code affiché par l'application :", "The application's own code:"),
                       m->answer);
    if (b.len) {
        pas_spaces(p->to, 4);
        pas_wrap(p->to, (pas_str){b.ptr, b.len}, 4, 4);
    }
    pas_buf_free(&b);
}

static void add_place(pas_page *p, const pas_finding *f)
{
    pas_buf b = {0};
    if (f->origin.file.len) {
        pas_buf_str(&b, f->origin.file);
        if (f->origin.line)
            pas_buf_printf(&b, ":%u", f->origin.line);
    } else if (f->origin.step.len) {
        pas_buf_str(&b, f->origin.step);
    }
    if (f->origin.record.len)
        pas_buf_printf(&b, "%s%.*s", b.len ? " · " : "", PAS_FMT(f->origin.record));
    pas_buf_puts(&b, b.len ? " · " : "");
    pas_finding_text(&b, f, p->style->lang, p->style->show);
    pas_spaces(p->to, 4);
    pas_wrap(p->to, (pas_str){b.ptr, b.len}, 4, 8);
    pas_buf_free(&b);
    for (uint32_t i = 0; i < f->n_args; i++)
        if (f->args[i].flags & PAS_ARG_ROWS)
            pas_page_table(p, &f->args[i], 8);
}

static void add_group(pas_page *p, const pas_group *g)
{
    uint32_t shown = p->style->most && p->style->most < g->n ? p->style->most : g->n;
    add_head(p, g);
    add_remedy(p, g);
    for (uint32_t i = 0; i < shown; i++)
        add_place(p, g->findings[i]);
    if (shown < g->n)
        pas_buf_printf(p->to, p->style->lang == PAS_EN ? "    … and %u more\n" : "    … et %u de plus\n",
                       g->n - shown);
}

/* ------------------------------------------------------------------ all */

size_t pas_page_findings(pas_page *p, const pas_findings_list *list, const char *heading, uint8_t least,
                         uint8_t most)
{
    uint32_t n;
    size_t said = 0;
    const pas_group *groups = pas_group_findings(list, p->arena, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (groups[i].severity < least || groups[i].severity > most)
            continue;
        if (!said)
            pas_page_heading(p, heading);
        add_group(p, &groups[i]);
        said += groups[i].n;
    }
    return said;
}

void pas_report_findings(const pas_findings_list *list, const pas_report_style *style, pas_buf *to)
{
    pas_page p = {style, to, pas_arena_new()};
    pas_page_findings(&p, list, pas_page_says(&p, "À corriger", "To be corrected"), PAS_WARNING,
                      PAS_BLOCKING);
    pas_page_findings(&p, list, pas_page_says(&p, "À savoir", "Worth knowing"), PAS_INFO, PAS_INFO);
    pas_arena_free(p.arena);
}
