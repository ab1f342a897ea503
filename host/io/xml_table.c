/*
 * The compiler of tables: rows into a tree of places, with every mistake of a table found before a file
 * is read. Called once per document of a plugin; xml_table_run.c runs the result.
 */
#include "io/xml_rows.h"

#include "base/text.h"
#include "io/lex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHY 160
#define MOST_ROWS 4000u

struct compiler {
    pas_table *t;
    char *why;
    bool failed;
};

__attribute__((format(printf, 3, 4))) static bool fail(struct compiler *c, uint32_t i, const char *format,
                                                       ...)
{
    if (c->failed)
        return false;
    c->failed = true;
    char text[WHY];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *name = i < c->t->n ? c->t->places[i].row.name : NULL;
    snprintf(c->why, WHY, "row %u (%.40s): %.100s", i, name ? name : "-", text);
    return false;
}

static bool is_element(const struct pas_place *p)
{
    return !p->is_attr && p->row.what != PAS_ROW_FROM && p->row.what != PAS_ROW_UP &&
           p->row.what != PAS_ROW_CONST;
}

/* True if something of the file is read under this row's name. */
static bool is_named(const struct pas_place *p)
{
    return p->is_attr || is_element(p);
}

static bool holds_elements(const struct pas_place *p)
{
    return p->row.what == PAS_ROW_NEST || p->row.what == PAS_ROW_RECORD;
}

/* --------------------------------------------------------------------- tree */

static void copy_rows(pas_table *t, const pas_row *rows, uint32_t n_rows, uint32_t stride)
{
    size_t size = stride < sizeof(pas_row) ? stride : sizeof(pas_row);
    t->n = n_rows;
    t->places = pas_xcalloc(n_rows, sizeof *t->places);
    for (uint32_t i = 0; i < n_rows; i++) {
        struct pas_place *p = &t->places[i];
        memcpy(&p->row, (const char *)rows + (size_t)i * stride, size);
        const char *name = p->row.name ? p->row.name : "";
        p->is_attr = name[0] == '@' && p->row.what != PAS_ROW_FROM;
        p->name = pas_cstr(p->is_attr ? name + 1 : name);
        p->lex = p->row.lex;
        p->parent = p->record = p->up = p->name_id = PAS_NO_ROW;
        p->goal = i;
    }
}

/* The element above row i: the nearest row before it that is one level up. */
static uint32_t parent_of(const pas_table *t, uint32_t i)
{
    for (uint32_t j = i; j-- > 0;)
        if (is_element(&t->places[j]) && t->places[j].row.depth < t->places[i].row.depth)
            return j;
    return PAS_NO_ROW;
}

static bool check_parent(struct compiler *c, uint32_t i)
{
    const struct pas_place *p = &c->t->places[i];
    if (p->row.depth == 0)
        return i == 0 || fail(c, i, "a second root");
    if (i == 0)
        return fail(c, i, "the first row must be the root, at depth 0");
    const struct pas_place *up = &c->t->places[p->parent];
    if (up->row.depth + 1 != p->row.depth)
        return fail(c, i, "its depth jumps to %u", p->row.depth);
    if (up->row.what == PAS_ROW_IGNORE)
        return fail(c, i, "it stands below an ignored element");
    if (is_element(p) && !holds_elements(up))
        return fail(c, i, "%s holds a value and cannot hold elements", up->row.name);
    return true;
}

static uint32_t record_around(const pas_table *t, uint32_t i)
{
    for (uint32_t j = t->places[i].parent; j != PAS_NO_ROW; j = t->places[j].parent)
        if (t->places[j].row.what == PAS_ROW_RECORD)
            return j;
    return PAS_NO_ROW;
}

static uint32_t end_of(const pas_table *t, uint32_t i)
{
    uint32_t j = i + 1;
    while (j < t->n && t->places[j].row.depth > t->places[i].row.depth)
        j++;
    return j;
}

static bool build_tree(struct compiler *c)
{
    pas_table *t = c->t;
    for (uint32_t i = 0; i < t->n; i++) {
        struct pas_place *p = &t->places[i];
        if (p->row.what < PAS_ROW_NEST || p->row.what > PAS_ROW_CONST)
            return fail(c, i, "%u is not a PAS_ROW_*", p->row.what);
        if (is_named(p) && !p->name.len)
            return fail(c, i, "it has no name");
        if (p->row.lex > PAS_LEX_WEEKS)
            return fail(c, i, "%u is not a PAS_LEX_*", p->row.lex);
        if (p->is_attr && holds_elements(p))
            return fail(c, i, "an attribute cannot hold elements");
        p->parent = parent_of(t, i);
        if (!check_parent(c, i))
            return false;
        p->record = record_around(t, i);
        p->end = is_element(p) ? end_of(t, i) : i + 1;
        if (p->parent != PAS_NO_ROW)
            t->places[p->parent].has_children = true;
    }
    return is_element(&t->places[0]) || fail(c, 0, "the root must be an element");
}

static bool check_twins(struct compiler *c, uint32_t i)
{
    const struct pas_place *p = &c->t->places[i];
    for (uint32_t j = p->parent == PAS_NO_ROW ? i : p->parent + 1; j < i; j++) {
        const struct pas_place *q = &c->t->places[j];
        if (q->parent == p->parent && q->is_attr == p->is_attr && is_named(q) && pas_str_eq(q->name, p->name))
            return fail(c, i, "the same name at the same place as row %u", j);
    }
    return true;
}

/* ------------------------------------------------------------------ targets */

static bool resolve_link(struct compiler *c, uint32_t i)
{
    struct pas_place *p = &c->t->places[i];
    pas_str rest = pas_cstr(p->row.link), kind_name;
    if (!pas_str_split(&rest, ':', &kind_name))
        return fail(c, i, "its link is empty");
    uint32_t kind = pas_schema_find_kind(kind_name);
    p->ident = kind ? pas_schema_find_field(kind, rest) : 0;
    if (!p->ident || !(pas_schema_field(p->ident)->flags & PAS_FF_ID))
        return fail(c, i, "link %.60s is not kind:identifier", p->row.link);
    if (!pas_schema_links_to(p->target, kind))
        return fail(c, i, "%s cannot link to %.*s", pas_schema_field(p->target)->name, PAS_FMT(kind_name));
    return true;
}

static bool check_type(struct compiler *c, uint32_t i)
{
    struct pas_place *p = &c->t->places[i];
    const pas_field_info *f = pas_schema_field(p->target);
    bool is_ref = f->type == PAS_T_REF;
    if (p->row.what == PAS_ROW_UP)
        return is_ref || fail(c, i, "%s is not a link", f->name);
    if (is_ref != (p->row.link != NULL))
        return fail(c, i, is_ref ? "%s is a link: link = \"kind:identifier\"" : "%s is not a link", f->name);
    if (is_ref)
        return resolve_link(c, i);
    if (p->row.what == PAS_ROW_CONST || p->row.values || pas_lex_fits(p->row.lex, f->type))
        return true;
    return p->row.what == PAS_ROW_FROM || fail(c, i, "values of this form do not fit field %s", f->name);
}

static bool resolve_target(struct compiler *c, uint32_t i)
{
    struct pas_place *p = &c->t->places[i];
    if (p->row.what == PAS_ROW_RECORD) {
        p->target = pas_schema_find_kind(pas_cstr(p->row.target));
        return p->target || fail(c, i, "unknown kind %.60s", p->row.target ? p->row.target : "(none)");
    }
    bool needs = p->row.what == PAS_ROW_VALUE || p->row.what == PAS_ROW_FROM || p->row.what == PAS_ROW_UP ||
                 p->row.what == PAS_ROW_CONST;
    bool may = needs || p->row.what == PAS_ROW_SCOPE;
    if (needs && p->record == PAS_NO_ROW)
        return fail(c, i, "it stands outside any record");
    if (!may || (!needs && (!p->row.target || p->record == PAS_NO_ROW)))
        return true;
    p->target = pas_schema_find_field(c->t->places[p->record].target, pas_cstr(p->row.target));
    if (!p->target)
        return fail(c, i, "unknown field %.60s", p->row.target ? p->row.target : "(none)");
    for (uint32_t j = p->record + 1; j < i; j++) {
        if (c->t->places[j].record != p->record || c->t->places[j].target != p->target ||
            c->t->places[j].row.what == PAS_ROW_RECORD)
            continue;
        p->goal = c->t->places[j].goal;
        break;
    }
    return check_type(c, i);
}

static bool resolve_kept(struct compiler *c, uint32_t i)
{
    const struct pas_place *p = &c->t->places[i];
    if (p->row.what == PAS_ROW_KEEP && p->record == PAS_NO_ROW)
        return fail(c, i, "it stands outside any record");
    if (p->row.what == PAS_ROW_KEEP && p->row.slot >= PAS_KEPT_SLOTS)
        return fail(c, i, "slot %u: there are %d", p->row.slot, PAS_KEPT_SLOTS);
    if (p->row.what == PAS_ROW_CONST && !p->row.values)
        return fail(c, i, "it has no value");
    return true;
}

/* ------------------------------------------------------------ scopes and ups */

static bool scope_matches(const struct pas_place *scope, const char *name)
{
    return scope->row.what == PAS_ROW_SCOPE && name && strcmp(scope->row.name, name) == 0;
}

/* The SCOPE row meant by a FROM row: of the nearest element around the record, else the last before it. */
static uint32_t scope_for(const pas_table *t, uint32_t i)
{
    const char *name = t->places[i].row.name;
    for (uint32_t up = t->places[t->places[i].record].parent; up != PAS_NO_ROW; up = t->places[up].parent)
        for (uint32_t j = up + 1; j < t->places[up].end; j++)
            if (t->places[j].parent == up && scope_matches(&t->places[j], name))
                return j;
    for (uint32_t j = i; j-- > 0;)
        if (scope_matches(&t->places[j], name))
            return j;
    return PAS_NO_ROW;
}

static bool resolve_from(struct compiler *c, uint32_t i)
{
    struct pas_place *p = &c->t->places[i];
    uint32_t scope = scope_for(c->t, i);
    if (scope == PAS_NO_ROW)
        return fail(c, i, "there is no PAS_ROW_SCOPE of this name");
    p->scope = c->t->places[scope].scope;
    if (p->ident || p->row.values || pas_lex_fits(p->lex, pas_schema_field(p->target)->type))
        return true;
    p->lex = c->t->places[scope].row.lex;
    return pas_lex_fits(p->lex, pas_schema_field(p->target)->type) ||
           fail(c, i, "values of this form do not fit field %s", pas_schema_field(p->target)->name);
}

static bool resolve_up(struct compiler *c, uint32_t i)
{
    struct pas_place *p = &c->t->places[i];
    const pas_table *t = c->t;
    p->up = t->places[p->record].record;
    for (uint32_t j = p->up; p->name.len && j != PAS_NO_ROW; j = t->places[j].record) {
        if (!pas_str_eq(t->places[j].name, p->name))
            continue;
        p->up = j;
        break;
    }
    if (p->up == PAS_NO_ROW)
        return fail(c, i, "no record encloses this one");
    return pas_schema_links_to(p->target, t->places[p->up].target) ||
           fail(c, i, "%s cannot link to the enclosing record", pas_schema_field(p->target)->name);
}

/* ------------------------------------------------------------- what is derived */

static bool is_required(const struct pas_place *p)
{
    return (p->row.flags & (PAS_REQUIRED | PAS_GUESS)) == PAS_REQUIRED && p->row.what != PAS_ROW_CONST &&
           p->row.what != PAS_ROW_UP && p->row.what != PAS_ROW_IGNORE;
}

/* Where a required row is looked at: a field when its record ends, the rest when its element ends. */
static uint32_t owner_of(const struct pas_place *p)
{
    bool is_field = p->target && p->row.what != PAS_ROW_RECORD && p->record != PAS_NO_ROW;
    return is_field || p->row.what == PAS_ROW_KEEP ? p->record : p->parent;
}

static void collect(pas_table *t, uint32_t i)
{
    struct pas_place *p = &t->places[i];
    p->needs = t->n_needs;
    p->autos = t->n_autos;
    for (uint32_t j = i + 1; j < p->end; j++) {
        const struct pas_place *q = &t->places[j];
        if (is_required(q) && owner_of(q) == i) {
            pas_grow(&t->needs, &t->cap_needs, t->n_needs + 1, sizeof *t->needs);
            t->needs[t->n_needs++] = j;
        }
        if (p->row.what == PAS_ROW_RECORD && !is_named(q) && q->record == i) {
            pas_grow(&t->autos, &t->cap_autos, t->n_autos + 1, sizeof *t->autos);
            t->autos[t->n_autos++] = j;
        }
        if (q->parent != i)
            continue;
        p->resets = p->resets || q->row.what == PAS_ROW_SCOPE || (holds_elements(q) && is_required(q));
    }
    p->n_needs = t->n_needs - p->needs;
    p->n_autos = t->n_autos - p->autos;
}

/* A row may come several times for its record if it, or an element between, is said to. */
static bool may_repeat(const pas_table *t, uint32_t i)
{
    if (t->places[i].row.what == PAS_ROW_SCOPE)
        return t->places[i].row.flags & PAS_MANY;
    for (uint32_t j = i; j != PAS_NO_ROW && j != t->places[i].record; j = t->places[j].parent)
        if (t->places[j].row.flags & PAS_MANY)
            return true;
    return false;
}

static void name_place(pas_table *t, struct pas_place *p)
{
    for (uint32_t i = 0; i < t->n_names; i++) {
        if (!pas_str_is(p->name, t->names[i]))
            continue;
        p->name_id = i;
        return;
    }
    pas_grow(&t->names, &t->cap_names, t->n_names + 1, sizeof *t->names);
    p->name_id = t->n_names;
    t->names[t->n_names++] = p->name.ptr;
}

static void size_hash(pas_table *t, uint32_t i)
{
    uint32_t children = 0, size = 2;
    for (uint32_t j = i + 1; j < t->places[i].end; j++)
        children += t->places[j].parent == i && is_named(&t->places[j]);
    while (size < 2 * children)
        size *= 2;
    t->places[i].hash_at = t->hash_size;
    t->places[i].hash_mask = size - 1;
    t->hash_size += size;
}

static void derive(pas_table *t)
{
    for (uint32_t i = 0; i < t->n; i++) {
        struct pas_place *p = &t->places[i];
        p->many = may_repeat(t, i);
        p->wants_text = is_element(p) && !holds_elements(p) && p->row.what != PAS_ROW_IGNORE;
        if (is_named(p))
            name_place(t, p);
        if (!is_element(p))
            continue;
        collect(t, i);
        size_hash(t, i);
    }
}

static bool compile(struct compiler *c)
{
    pas_table *t = c->t;
    if (!build_tree(c))
        return false;
    for (uint32_t i = 0; i < t->n; i++) {
        if (is_named(&t->places[i]) && !check_twins(c, i))
            return false;
        if (t->places[i].row.what == PAS_ROW_SCOPE)
            t->places[i].scope = t->n_scopes++;
        if (!resolve_target(c, i) || !resolve_kept(c, i))
            return false;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        if (t->places[i].row.what == PAS_ROW_FROM && !resolve_from(c, i))
            return false;
        if (t->places[i].row.what == PAS_ROW_UP && !resolve_up(c, i))
            return false;
    }
    derive(t);
    return true;
}

pas_table *pas_table_new(const pas_row *rows, uint32_t n_rows, uint32_t row_stride, char reterr_why[160])
{
    if (!rows || !n_rows || n_rows > MOST_ROWS || row_stride < offsetof(pas_row, target)) {
        snprintf(reterr_why, WHY, "a table of %u rows of %u bytes", n_rows, row_stride);
        return NULL;
    }
    struct compiler c = {.t = pas_xcalloc(1, sizeof *c.t), .why = reterr_why};
    copy_rows(c.t, rows, n_rows, row_stride);
    if (compile(&c))
        return c.t;
    pas_table_free(c.t);
    return NULL;
}

void pas_table_free(pas_table *t)
{
    if (!t)
        return;
    free(t->places);
    free(t->names);
    free(t->needs);
    free(t->autos);
    free(t);
}
