/* See ways.h. */
#include "pipeline/ways.h"

#include <string.h>

enum { MOST_WAYS = 16 };

static const char *const kinds[] = {"student", "person", "guardian", "division", "group",
                                    "subject", "mef",    "room",     NULL};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] - 1 };

struct ways {
    const char *names[MOST_WAYS + 1];
    uint32_t n, n_default;
};

static void add(struct ways *w, const char *name)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (strcmp(w->names[i], name) == 0)
            return;
    if (w->n < MOST_WAYS)
        w->names[w->n++] = name;
}

static void add_identifiers(struct ways *w, const pas_kind_info *kind)
{
    for (uint32_t f = kind->first_field; f < (uint32_t)kind->first_field + kind->n_fields; f++) {
        const pas_field_info *field = pas_schema_field(f);
        if ((field->flags & PAS_FF_ID) && field->type == PAS_T_TEXT)
            add(w, field->name);
    }
}

/* A person is known by any identifier, then by name and birth date. A structure is known by its code,
 * as written or folded; its other identifiers are counters of one system and are used only when asked. */
static void fill(struct ways *w, uint32_t kind)
{
    const pas_kind_info *info = pas_schema_kind(kind);
    bool named = pas_schema_find_field(kind, PAS_STR("family-name")) &&
                 pas_schema_find_field(kind, PAS_STR("first-name"));
    if (named) {
        add_identifiers(w, info);
        if (pas_schema_find_field(kind, PAS_STR("birth-date")))
            add(w, PAS_WAY_NAME);
        w->n_default = w->n;
        return;
    }
    add(w, "code");
    add(w, PAS_WAY_FOLDED);
    w->n_default = w->n;
    add_identifiers(w, info);
}

const char *const *pas_ways_kinds(void)
{
    return kinds;
}

const char *const *pas_ways_of(const char *kind, uint32_t *ret_default)
{
    static struct ways known[N_KINDS];
    for (size_t i = 0; i < N_KINDS; i++) {
        if (strcmp(kinds[i], kind) != 0)
            continue;
        if (!known[i].n)
            fill(&known[i], pas_schema_find_kind(pas_cstr(kind)));
        if (ret_default)
            *ret_default = known[i].n_default;
        return known[i].names;
    }
    return NULL;
}
