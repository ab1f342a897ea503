/* Names broken by a wrong charset somewhere before us: U+FFFD, UTF-8 read as a one-byte charset ("Ã©"),
 * or a question mark between two letters. */
#include "rules/topics.h"

#include "base/text.h"

#include <stdio.h>

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

/* At p, the first byte of a two-byte UTF-8 character shown as one ("Ã", "Â"), then its second byte: a
 * Latin-1 sign, or one of the signs that Windows-1252 has in its place (€, ‰, …). */
static bool is_doubled(const unsigned char *p, size_t n)
{
    if (n < 4 || p[0] != 0xc3 || (p[1] != 0x83 && p[1] != 0x82))
        return false;
    return (p[2] == 0xc2 && p[3] >= 0x80 && p[3] <= 0xbf) || (p[1] == 0x83 && p[2] == 0xe2);
}

static bool is_damaged(pas_str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    for (size_t i = 0; i < s.len; i++) {
        if (s.len - i >= 3 && p[i] == 0xef && p[i + 1] == 0xbf && p[i + 2] == 0xbd)
            return true;
        if (is_doubled(p + i, s.len - i))
            return true;
        if (p[i] == '?' && i > 0 && i + 1 < s.len && is_letter(p[i - 1]) && is_letter(p[i + 1]))
            return true;
    }
    return false;
}

struct damage {
    uint32_t looked_at, damaged;
    pas_node at;
    pas_str example;
};

static void look_at(const pas_rule_context *c, pas_node node, uint32_t field, struct damage *d)
{
    uint32_t n = pas_graph_values(c->graph, node, field);
    for (uint32_t i = 0; i < n; i++) {
        pas_str s = pas_graph_text(c->graph, node, field, i);
        d->looked_at++;
        if (!is_damaged(s))
            continue;
        if (!d->damaged++) {
            d->at = node;
            d->example = s;
        }
    }
}

static void look_at_kind(const pas_rule_context *c, uint32_t kind, uint32_t source, struct damage *d)
{
    const pas_kind_info *k = pas_schema_kind(kind);
    for (uint32_t field = k->first_field; field < (uint32_t)k->first_field + k->n_fields; field++) {
        const pas_field_info *f = pas_schema_field(field);
        if (!(f->flags & PAS_FF_PERSON) || (f->flags & PAS_FF_ID) || f->type != PAS_T_TEXT)
            continue;
        for (pas_node n = pas_graph_first(c->graph, kind, source); n; n = pas_graph_next(c->graph, n))
            look_at(c, n, field, d);
    }
}

pas_rule_state pas_rule_damaged_characters(const pas_rule_context *c)
{
    bool any = false;
    for (uint32_t source = 0; source < pas_graph_sources(c->graph); source++) {
        struct damage d = {0};
        for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++)
            look_at_kind(c, kind, source, &d);
        any = any || d.looked_at;
        if (!d.damaged)
            continue;
        char count[16];
        int len = snprintf(count, sizeof count, "%u", d.damaged);
        pas_argument args[] = {{PAS_STR("nombre"), {count, (size_t)len}, 0},
                               {PAS_STR("systeme"), pas_cstr(pas_rule_system(c, d.at)), 0},
                               {PAS_STR("exemple"), d.example, PAS_ARG_PERSONAL}};
        pas_rule_add(c, "fichier-caracteres-alteres", PAS_ERROR, d.at, args, 3);
    }
    return any ? PAS_RULE_CHECKED : PAS_RULE_UNCHECKED;
}
