/* Rules on the files themselves: whose they are, of which year, of which day. Each looks at the `export`
 * nodes, one a file; files of a format that has no such heading are not looked at. */
#include "rules/topics.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define OLD_DAYS 15 /* rules.tsv export-perime, phases 5 and 6 */
#define SET_SECONDS 86400

enum { MOST_LISTED = 8 };

/* ------------------------------------------------------------------ the files in turn */

struct walk {
    uint32_t source;
    pas_node node;
};

static bool next_export(const pas_rule_context *c, struct walk *w)
{
    w->node =
        w->node ? pas_graph_next(c->graph, w->node) : pas_graph_first(c->graph, PAS_K_export, w->source);
    while (!w->node && ++w->source < pas_graph_sources(c->graph))
        w->node = pas_graph_first(c->graph, PAS_K_export, w->source);
    return w->node != 0;
}

static pas_rule_state checked(const pas_rule_context *c)
{
    struct walk w = {0};
    return next_export(c, &w) ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

static pas_str school_of(const pas_rule_context *c, pas_node node)
{
    return pas_str_trim(pas_graph_text(c->graph, node, PAS_F_export_uai, 0));
}

static int64_t year_of(const pas_rule_context *c, pas_node node)
{
    return pas_graph_int(c->graph, node, PAS_F_export_year, 0, 0);
}

/* Only a base has to say whose and when it is; elsewhere its absence is worth a look. */
static void say_absent(const pas_rule_context *c, const char *code, pas_node node)
{
    uint32_t roles = pas_graph_source_at(c->graph, pas_node_source(c->graph, node)).roles;
    bool base = roles & (PAS_ROLE_PUPIL_BASE | PAS_ROLE_STAFF_BASE);
    pas_argument args[] = {{PAS_STR("fichier"), pas_cstr(pas_rule_file(c, node)), 0},
                           {PAS_STR("systeme"), pas_cstr(pas_rule_system(c, node)), 0}};
    pas_rule_add(c, code, base ? PAS_BLOCKING : PAS_WARNING, node, args, 2);
}

/* ------------------------------------------------------------------ school */

static void list_value(pas_buf *b, uint32_t n, const char *file, pas_str value)
{
    if (n < MOST_LISTED)
        pas_buf_printf(b, "%s%s (%.*s)", n ? ", " : "", file, PAS_FMT(value));
    else if (n == MOST_LISTED)
        pas_buf_puts(b, ", …");
}

pas_rule_state pas_rule_schools_differ(const pas_rule_context *c)
{
    struct walk w = {0};
    pas_str first = pas_cstr(c->uai);
    pas_node other = 0;
    uint32_t n = 0;
    pas_buf list = {0};
    while (next_export(c, &w)) {
        pas_str uai = school_of(c, w.node);
        if (!uai.len)
            continue;
        if (!first.len)
            first = uai;
        if (!other && !pas_str_ieq_ascii(uai, first))
            other = w.node;
        list_value(&list, n++, pas_rule_file(c, w.node), uai);
    }
    if (other && c->uai)
        pas_buf_printf(&list, " ≠ %s", c->uai);
    if (other)
        pas_rule_say(c, "fichiers-uai-differents", other, "liste", list.ptr, NULL);
    pas_buf_free(&list);
    return n ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

pas_rule_state pas_rule_school_absent(const pas_rule_context *c)
{
    for (struct walk w = {0}; next_export(c, &w);)
        if (!school_of(c, w.node).len)
            say_absent(c, "fichier-uai-absent", w.node);
    return checked(c);
}

pas_rule_state pas_rule_school_miswritten(const pas_rule_context *c)
{
    uint32_t n = 0;
    for (struct walk w = {0}; next_export(c, &w);) {
        pas_str uai = school_of(c, w.node);
        char letter = uai.len ? pas_uai_letter(uai) : 0;
        if (!uai.len)
            continue;
        n++;
        if (uai.len == 8 && letter && uai.ptr[7] == letter)
            continue;
        char expected[] = "0000000A";
        if (letter)
            snprintf(expected, sizeof expected, "%.7s%c", uai.ptr, letter);
        pas_argument args[] = {{PAS_STR("uai"), uai, 0},
                               {PAS_STR("attendu"), pas_cstr(expected), 0},
                               {PAS_STR("systeme"), pas_cstr(pas_rule_system(c, w.node)), 0}};
        pas_rule_add(c, "fichier-uai-cle-fausse", PAS_WARNING, w.node, args, 3);
    }
    return n ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

/* ------------------------------------------------------------------ year */

pas_rule_state pas_rule_years_differ(const pas_rule_context *c)
{
    int64_t first = 0;
    pas_node other = 0;
    uint32_t n = 0;
    pas_buf list = {0};
    for (struct walk w = {0}; next_export(c, &w);) {
        int64_t year = year_of(c, w.node);
        if (!year)
            continue;
        if (!first)
            first = year;
        if (!other && year != first)
            other = w.node;
        char text[24];
        int len = snprintf(text, sizeof text, "%d", (int)year);
        list_value(&list, n++, pas_rule_file(c, w.node), (pas_str){text, (size_t)len});
    }
    if (other)
        pas_rule_say(c, "fichiers-annees-differentes", other, "liste", list.ptr, NULL);
    pas_buf_free(&list);
    return n ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

pas_rule_state pas_rule_year_absent(const pas_rule_context *c)
{
    for (struct walk w = {0}; next_export(c, &w);)
        if (!year_of(c, w.node))
            say_absent(c, "fichier-annee-absente", w.node);
    return checked(c);
}

pas_rule_state pas_rule_year_unexpected(const pas_rule_context *c)
{
    uint32_t n = 0;
    if (!c->year)
        return PAS_RULE_UNCHECKED;
    for (struct walk w = {0}; next_export(c, &w);) {
        int64_t year = year_of(c, w.node);
        char has[24], wanted[24];
        n += year != 0;
        if (!year || year == c->year)
            continue;
        snprintf(has, sizeof has, "%d", (int)year);
        snprintf(wanted, sizeof wanted, "%d", (int)c->year);
        pas_rule_say(c, "fichier-annee-inattendue", w.node, "fichier", pas_rule_file(c, w.node), "annee", has,
                     "campagne", wanted, NULL);
    }
    return n ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

/* ------------------------------------------------------------------ day */

/* The stamp if the file has one, else its date at midnight; year 0 if neither. */
static pas_stamp time_of(const pas_rule_context *c, pas_node node, bool *ret_has_hour)
{
    pas_stamp t = pas_graph_stamp(c->graph, node, PAS_F_export_stamp);
    *ret_has_hour = t.date.year != 0;
    if (!t.date.year)
        t = (pas_stamp){.date = pas_graph_date(c->graph, node, PAS_F_export_date, 0)};
    return t;
}

static int64_t seconds_of(pas_stamp t)
{
    return (int64_t)pas_date_days(t.date) * 86400 + t.hour * 3600 + t.minute * 60 + t.second;
}

static void date_text(char to[16], pas_date d)
{
    snprintf(to, 16, "%02u/%02u/%04d", d.day, d.month, d.year);
}

pas_rule_state pas_rule_export_old(const pas_rule_context *c)
{
    uint32_t n = 0;
    for (struct walk w = {0}; next_export(c, &w);) {
        bool has_hour;
        pas_date d = time_of(c, w.node, &has_hour).date;
        if (!d.year)
            continue;
        n++;
        int32_t age = pas_date_days(c->now.date) - pas_date_days(d);
        if (age <= OLD_DAYS)
            continue;
        char date[16], days[16];
        date_text(date, d);
        snprintf(days, sizeof days, "%d", (int)age);
        pas_rule_say(c, "export-perime", w.node, "fichier", pas_rule_file(c, w.node), "date", date, "age",
                     days, "systeme", pas_rule_system(c, w.node), NULL);
    }
    return n ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

struct span {
    pas_stamp first, last;
    bool hours; /* all have an hour */
    pas_node at;
    uint32_t n;
};

static void widen(struct span *s, pas_stamp t, bool has_hour, pas_node node)
{
    if (!s->n)
        *s = (struct span){t, t, has_hour, node, 0};
    s->n++;
    s->hours = s->hours && has_hour;
    if (seconds_of(t) < seconds_of(s->first)) {
        s->first = t;
        s->at = node;
    }
    if (seconds_of(t) > seconds_of(s->last))
        s->last = t;
}

/* A day apart to the second when every file tells its hour; else two dates that do not touch. */
static bool is_wide(const struct span *s)
{
    if (s->hours)
        return seconds_of(s->last) - seconds_of(s->first) > SET_SECONDS;
    return pas_date_days(s->last.date) - pas_date_days(s->first.date) > 1;
}

pas_rule_state pas_rule_set_of_many_days(const pas_rule_context *c)
{
    bool any = false;
    for (uint32_t source = 0; source < pas_graph_sources(c->graph); source++) {
        struct span s = {0};
        for (pas_node e = pas_graph_first(c->graph, PAS_K_export, source); e;
             e = pas_graph_next(c->graph, e)) {
            bool has_hour;
            pas_stamp t = time_of(c, e, &has_hour);
            if (t.date.year)
                widen(&s, t, has_hour, e);
        }
        any = any || s.n > 1;
        if (s.n < 2 || !is_wide(&s))
            continue;
        char first[16], last[16];
        date_text(first, s.first.date);
        date_text(last, s.last.date);
        pas_rule_say(c, "jeu-dates-heterogenes", s.at, "systeme", pas_rule_system(c, s.at), "premier", first,
                     "dernier", last, NULL);
    }
    return any ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}

/* ------------------------------------------------------------------ the same file twice */

static pas_str document_of(const pas_rule_context *c, pas_node node)
{
    return pas_graph_input_at(c->graph, pas_node_input(c->graph, node)).document;
}

static bool are_the_same(const pas_rule_context *c, pas_node one, pas_node other)
{
    pas_str document = document_of(c, one);
    return pas_node_input(c->graph, one) != pas_node_input(c->graph, other) && document.len &&
           pas_str_eq(document, document_of(c, other)) && year_of(c, one) &&
           year_of(c, one) == year_of(c, other) && school_of(c, one).len &&
           pas_str_ieq_ascii(school_of(c, one), school_of(c, other));
}

pas_rule_state pas_rule_given_twice(const pas_rule_context *c)
{
    for (uint32_t source = 0; source < pas_graph_sources(c->graph); source++) {
        for (pas_node e = pas_graph_first(c->graph, PAS_K_export, source); e;
             e = pas_graph_next(c->graph, e)) {
            pas_node before = pas_graph_first(c->graph, PAS_K_export, source);
            while (before != e && !are_the_same(c, before, e))
                before = pas_graph_next(c->graph, before);
            if (before != e)
                pas_rule_say(c, "fichier-fourni-deux-fois", e, "un", pas_rule_file(c, before), "autre",
                             pas_rule_file(c, e), NULL);
        }
    }
    return checked(c);
}
