/*
 * The runner of tables: XML events along a compiled table into nodes of the graph. One look-up per
 * element or attribute, by the pointer of its interned name in the table of its parent's children.
 */
#include "io/xml_rows.h"

#include "base/pool.h"
#include "base/text.h"
#include "io/lex.h"
#include "io/xml_unknown.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known of a row in the open record: a row's own bit, the others on its goal. */
#define SEEN 1u
#define GIVEN 2u
#define BAD 4u
#define EMPTY 8u

struct child {
    uint64_t key; /* 0: free */
    uint32_t place;
};

struct element {
    uint32_t place;
    uint32_t line;
};

struct kept {
    size_t at, len;
    bool met;
};

/* An open record; number 0 is the document itself and has no node. */
struct record {
    uint32_t place; /* PAS_NO_ROW for the document */
    pas_node node;
    uint32_t line;
    size_t marks_at;
    size_t kept_at, empties_at; /* lengths when it began */
    bool keeps;
    struct kept kept[PAS_KEPT_SLOTS];
    pas_buf label;
};

struct scope {
    pas_buf text;
    bool set;
};

struct pas_table_run {
    const pas_table *t;
    pas_table_sink sink;
    struct child *children;
    const char *root_name;
    uint32_t skip; /* open elements of a part that is left out */
    struct element *open;
    size_t n_open, cap_open;
    struct record *records;
    size_t n_records, made_records, cap_records;
    uint8_t *marks;
    size_t n_marks, cap_marks;
    uint32_t *empties; /* rows that were given but empty, of all open records */
    size_t n_empties, cap_empties;
    pas_buf kept;
    pas_buf text;
    struct scope *scopes;
    pas_unknown *unknown;
    uint32_t last_line;
    pas_buf last_label;
};

/* ------------------------------------------------------------ finding a place */

static uint64_t child_key(const char *name, bool is_attr)
{
    return (uint64_t)(uintptr_t)name << 1 | is_attr;
}

static uint32_t child_slot(uint64_t key)
{
    return (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 40);
}

static void add_child(pas_table_run *r, const struct pas_place *parent, uint64_t key, uint32_t place)
{
    uint32_t i = child_slot(key);
    while (r->children[parent->hash_at + (i & parent->hash_mask)].key)
        i++;
    r->children[parent->hash_at + (i & parent->hash_mask)] = (struct child){key, place};
}

static uint32_t find_child(const pas_table_run *r, uint32_t parent, const char *name, bool is_attr)
{
    const struct pas_place *p = &r->t->places[parent];
    const struct child *children = r->children + p->hash_at;
    uint64_t key = child_key(name, is_attr);
    for (uint32_t i = child_slot(key);; i++) {
        const struct child *c = &children[i & p->hash_mask];
        if (c->key == key)
            return c->place;
        if (!c->key)
            return PAS_NO_ROW;
    }
}

/* The parse begins: the table's names get their pointers. */
static void on_begin(void *data, const char *(*intern)(void *parser, const char *name), void *parser)
{
    pas_table_run *r = data;
    const pas_table *t = r->t;
    const char **names = pas_xcalloc(t->n_names, sizeof *names);
    for (uint32_t i = 0; i < t->n_names; i++)
        names[i] = intern(parser, t->names[i]);
    memset(r->children, 0, t->hash_size * sizeof *r->children);
    r->root_name = names[t->places[0].name_id];
    for (uint32_t i = 1; i < t->n; i++) {
        const struct pas_place *p = &t->places[i];
        if (p->name_id != PAS_NO_ROW)
            add_child(r, &t->places[p->parent], child_key(names[p->name_id], p->is_attr), i);
    }
    free(names);
}

/* ------------------------------------------------------------------- records */

static struct record *top(const pas_table_run *r)
{
    return &r->records[r->n_records - 1];
}

static uint8_t *mark(const pas_table_run *r, uint32_t place)
{
    const struct record *rec = top(r);
    uint32_t first = rec->place == PAS_NO_ROW ? 0 : rec->place + 1;
    assert(place >= first);
    return &r->marks[rec->marks_at + place - first];
}

static struct record *push_record(pas_table_run *r, uint32_t place, pas_node node, uint32_t line)
{
    pas_grow(&r->records, &r->cap_records, r->n_records + 1, sizeof *r->records);
    struct record *rec = &r->records[r->n_records];
    pas_buf label = {0};
    if (r->n_records < r->made_records)
        label = rec->label;
    else
        r->made_records++;
    pas_buf_clear(&label);
    *rec = (struct record){.place = place,
                           .node = node,
                           .line = line,
                           .marks_at = r->n_marks,
                           .kept_at = r->kept.len,
                           .empties_at = r->n_empties,
                           .label = label};
    size_t n = place == PAS_NO_ROW ? r->t->n : r->t->places[place].end - place - 1;
    pas_grow(&r->marks, &r->cap_marks, r->n_marks + n, 1);
    memset(r->marks + r->n_marks, 0, n);
    r->n_marks += n;
    r->n_records++;
    return rec;
}

static void pop_record(pas_table_run *r)
{
    struct record *rec = top(r);
    r->n_marks = rec->marks_at;
    r->kept.len = rec->kept_at;
    r->n_empties = rec->empties_at;
    r->last_line = rec->line;
    pas_buf_clear(&r->last_label);
    pas_buf_add(&r->last_label, rec->label.ptr, rec->label.len);
    r->n_records--;
}

static void tell_record(const pas_table_run *r)
{
    if (r->sink.record)
        r->sink.record(r->sink.data, pas_table_label(r));
}

/* -------------------------------------------------------------------- saying */

static void say(pas_table_run *r, const char *code, uint32_t place, uint32_t line, pas_str value,
                const char *fr, const char *en)
{
    const struct pas_place *p = &r->t->places[place];
    if (r->n_records == 1)
        pas_buf_clear(&r->last_label); /* not about the record that ended before */
    bool is_field = p->target && p->row.what != PAS_ROW_RECORD;
    const pas_field_info *f = is_field ? pas_schema_field(p->target) : NULL;
    bool personal = !f || (f->flags & PAS_FF_PERSON);
    const pas_argument args[] = {
        {PAS_STR("element"), pas_cstr(p->row.name), 0},
        {PAS_STR("champ"), pas_cstr(f ? f->fr : p->row.name), 0},
        {PAS_STR("field"), pas_cstr(f ? f->en : p->row.name), 0},
        {PAS_STR("attendu"), pas_cstr(fr), 0},
        {PAS_STR("expected"), pas_cstr(en), 0},
        {PAS_STR("valeur"), value, personal},
    };
    r->sink.io->say(r->sink.io, code, line, args, sizeof args / sizeof args[0]);
}

static void say_malformed(pas_table_run *r, uint32_t place, uint32_t line, pas_str value)
{
    const struct pas_place *p = &r->t->places[place];
    if (!p->row.values) {
        say(r, "valeur-mal-formee", place, line, value, pas_lex_expected(p->lex, PAS_FR),
            pas_lex_expected(p->lex, PAS_EN));
        return;
    }
    pas_buf spellings = {0};
    pas_str rest = pas_cstr(p->row.values), pair;
    while (pas_str_split(&rest, ';', &pair)) {
        ptrdiff_t at = pas_str_find(pair, '=');
        pas_buf_puts(&spellings, spellings.len ? ", " : "");
        pas_buf_add(&spellings, pair.ptr, at < 0 ? pair.len : (size_t)at);
    }
    say(r, "valeur-mal-formee", place, line, value, spellings.ptr, spellings.ptr);
    pas_buf_free(&spellings);
}

static void check_length(pas_table_run *r, uint32_t place, uint32_t line, pas_str value)
{
    uint16_t max = r->t->places[place].row.max;
    if (!max || value.len <= max || pas_utf8_count(value) <= max)
        return;
    char limit[16];
    snprintf(limit, sizeof limit, "%u", max);
    say(r, "champ-trop-long", place, line, value, limit, limit);
}

/* -------------------------------------------------------------------- values */

static pas_lexed set_link(pas_table_run *r, const struct pas_place *p, pas_str text, uint32_t line)
{
    const struct record *rec = top(r);
    if (!text.len)
        return PAS_LEXED_EMPTY;
    if (p->row.values && !pas_lex_map_in(p->row.values, text, &text))
        return PAS_LEXED_BAD;
    pas_graph_link_key(r->sink.graph, rec->node, p->target, p->ident, text, line);
    return PAS_LEXED;
}

static uint32_t count_values(const pas_table_run *r, uint32_t field)
{
    uint32_t n = 0, presence, at;
    for (uint32_t i = 0; (at = pas_graph_field_at(r->sink.graph, top(r)->node, i, &presence)) != 0; i++)
        n += at == field;
    return n;
}

/* A value of the third of four rows of a field stays the third, whatever the others hold: those before it
 * that have none are empty. */
static void keep_its_place(pas_table_run *r, uint32_t place)
{
    const struct pas_place *p = &r->t->places[place];
    if (p->goal == place || (p->row.flags & PAS_OLD) || !(pas_schema_field(p->target)->flags & PAS_FF_MANY))
        return;
    uint32_t before = 0;
    for (uint32_t i = p->goal; i < place; i++)
        before += r->t->places[i].goal == p->goal && !(r->t->places[i].row.flags & PAS_OLD);
    for (uint32_t n = count_values(r, p->target); n < before; n++)
        pas_graph_set_empty(r->sink.graph, top(r)->node, p->target);
}

static void set_field(pas_table_run *r, uint32_t place, pas_str text, uint32_t line)
{
    const struct pas_place *p = &r->t->places[place];
    text = pas_lex_trim(p->lex, text);
    if (text.len)
        keep_its_place(r, place);
    pas_lexed lexed =
        p->ident ? set_link(r, p, text, line)
                 : pas_lex_decode(r->sink.graph, top(r)->node, p->target, p->lex, p->row.values, text);
    uint8_t *goal = mark(r, p->goal);
    if (lexed == PAS_LEXED) {
        *goal |= GIVEN;
        check_length(r, place, line, text);
    } else if (lexed == PAS_LEXED_BAD) {
        *goal |= BAD;
        say_malformed(r, place, line, text);
    } else if (!(*goal & EMPTY)) {
        *goal |= EMPTY;
        pas_grow(&r->empties, &r->cap_empties, r->n_empties + 1, sizeof *r->empties);
        r->empties[r->n_empties++] = p->goal;
    }
}

static void keep(pas_table_run *r, uint32_t place, pas_str text, uint32_t line)
{
    const struct pas_place *p = &r->t->places[place];
    struct record *rec = top(r);
    struct kept *k = &rec->kept[p->row.slot];
    text = pas_lex_trim(p->lex, text);
    check_length(r, place, line, text);
    size_t at = r->kept.len;
    if (k->met) {
        pas_buf_room(&r->kept, k->len + 1);
        pas_buf_add(&r->kept, r->kept.ptr + k->at, k->len);
        pas_buf_byte(&r->kept, '\n');
    }
    pas_buf_add(&r->kept, text.ptr, text.len);
    *k = (struct kept){at, r->kept.len - at, true};
    *mark(r, p->goal) |= text.len ? GIVEN : EMPTY;
}

static void set_scope(pas_table_run *r, uint32_t place, pas_str text, uint32_t line)
{
    const struct pas_place *p = &r->t->places[place];
    struct scope *s = &r->scopes[p->scope];
    text = pas_lex_trim(p->lex, text);
    pas_buf_clear(&s->text);
    pas_buf_add(&s->text, text.ptr, text.len);
    s->set = true;
    if (p->target) {
        set_field(r, place, text, line);
        return;
    }
    check_length(r, place, line, text);
    *mark(r, place) |= text.len ? GIVEN : EMPTY;
}

static void add_to_label(pas_table_run *r, pas_str value)
{
    pas_buf *label = &top(r)->label;
    value = pas_str_trim(value);
    if (!value.len)
        return;
    pas_buf_byte(label, ' ');
    pas_buf_str(label, value);
    tell_record(r);
}

static bool is_kept_once(const struct pas_place *p)
{
    if (!p->many)
        return true;
    return p->target && p->record != PAS_NO_ROW && !(pas_schema_field(p->target)->flags & PAS_FF_MANY);
}

static void take_value(pas_table_run *r, uint32_t place, pas_str text, uint32_t line)
{
    const struct pas_place *p = &r->t->places[place];
    uint8_t *m = mark(r, place);
    if ((*m & SEEN) && is_kept_once(p)) {
        say(r, "element-repete", place, line, text, NULL, NULL);
        return;
    }
    *m |= SEEN;
    if (p->row.what == PAS_ROW_KEEP)
        keep(r, place, text, line);
    else if (p->row.what == PAS_ROW_SCOPE)
        set_scope(r, place, text, line);
    else
        set_field(r, place, text, line);
    if ((p->row.flags & PAS_KEY) && p->record != PAS_NO_ROW)
        add_to_label(r, text);
}

/* --------------------------------------------------- what a record gets unasked */

static void set_const(pas_table_run *r, uint32_t place)
{
    const struct pas_place *p = &r->t->places[place];
    const struct record *rec = top(r);
    pas_str value = pas_cstr(p->row.values);
    if (p->ident)
        pas_graph_link_key(r->sink.graph, rec->node, p->target, p->ident, value, rec->line);
    else
        pas_lex_set(r->sink.graph, rec->node, p->target, value);
    *mark(r, p->goal) |= GIVEN;
}

static void set_from(pas_table_run *r, uint32_t place)
{
    const struct pas_place *p = &r->t->places[place];
    const struct scope *s = &r->scopes[p->scope];
    if (!s->set || (*mark(r, place) & SEEN))
        return;
    pas_str text = {s->text.ptr, s->text.len};
    *mark(r, place) |= SEEN;
    set_field(r, place, text, top(r)->line);
    if (p->row.flags & PAS_KEY)
        add_to_label(r, text);
}

static void set_up(pas_table_run *r, uint32_t place)
{
    const struct pas_place *p = &r->t->places[place];
    for (size_t i = r->n_records - 1; i-- > 0;) {
        if (r->records[i].place != p->up)
            continue;
        pas_graph_link_node(r->sink.graph, top(r)->node, p->target, r->records[i].node, top(r)->line);
        *mark(r, p->goal) |= GIVEN;
        return;
    }
}

static void set_autos(pas_table_run *r, const struct pas_place *p, bool at_end)
{
    for (uint32_t i = 0; i < p->n_autos; i++) {
        uint32_t place = r->t->autos[p->autos + i];
        uint8_t what = r->t->places[place].row.what;
        if (what == PAS_ROW_FROM)
            set_from(r, place);
        else if (at_end)
            continue;
        else if (what == PAS_ROW_UP)
            set_up(r, place);
        else
            set_const(r, place);
    }
}

static void set_empties(pas_table_run *r)
{
    for (size_t i = top(r)->empties_at; i < r->n_empties; i++) {
        uint32_t place = r->empties[i];
        if (!(*mark(r, place) & GIVEN))
            pas_graph_set_empty(r->sink.graph, top(r)->node, r->t->places[place].target);
    }
}

static void check_needs(pas_table_run *r, uint32_t place, uint32_t line)
{
    const struct pas_place *p = &r->t->places[place];
    for (uint32_t i = 0; i < p->n_needs; i++) {
        uint32_t need = r->t->needs[p->needs + i];
        const struct pas_place *q = &r->t->places[need];
        bool is_value = q->row.what != PAS_ROW_NEST && q->row.what != PAS_ROW_RECORD;
        if (q->parent != place && !(*mark(r, q->parent) & SEEN))
            continue; /* the element around it is not there either */
        if (is_value ? *mark(r, q->goal) & (GIVEN | BAD) : *mark(r, need) & SEEN)
            continue;
        say(r, "champ-obligatoire-absent", need, line, PAS_NONE, NULL, NULL);
    }
}

/* ------------------------------------------------------------------- elements */

static pas_status begin_record(pas_table_run *r, uint32_t place, uint32_t line)
{
    const struct pas_place *p = &r->t->places[place];
    uint32_t most = r->sink.io->limits->nodes;
    if (pas_graph_nodes(r->sink.graph) >= most) {
        char text[16];
        snprintf(text, sizeof text, "%u", most);
        pas_io_say(r->sink.io, "fichier-limite-atteinte", line, "quoi", "enregistrements", "what", "records",
                   "limite", text, NULL);
        return PAS_E_LIMIT;
    }
    pas_node node = pas_graph_begin(r->sink.graph, p->target, r->sink.source, r->sink.input, line);
    if (!node)
        return PAS_E_INTERNAL;
    struct record *rec = push_record(r, place, node, line);
    pas_buf_puts(&rec->label, p->row.name);
    tell_record(r);
    set_autos(r, p, false);
    return PAS_OK;
}

static pas_status end_record(pas_table_run *r, uint32_t place)
{
    const struct pas_place *p = &r->t->places[place];
    pas_node node = top(r)->node;
    set_autos(r, p, true);
    set_empties(r);
    check_needs(r, place, top(r)->line);
    pas_status st = p->row.fix && r->sink.fix ? r->sink.fix(r->sink.data, p->row.fix, node) : PAS_OK;
    if (st < 0)
        return st;
    if (st == PAS_END)
        pas_graph_drop(r->sink.graph, node);
    else
        pas_graph_end(r->sink.graph, node);
    pop_record(r);
    if (r->n_records > 1)
        tell_record(r);
    return PAS_OK;
}

/* An element that comes again starts anew: its scopes, and what is required in it. */
static void reset_children(pas_table_run *r, uint32_t place)
{
    const pas_table *t = r->t;
    for (uint32_t i = place + 1; i < t->places[place].end; i++) {
        const struct pas_place *q = &t->places[i];
        if (q->parent != place || q->row.what == PAS_ROW_VALUE || q->row.what == PAS_ROW_KEEP)
            continue;
        *mark(r, i) &= (uint8_t)~SEEN;
        if (q->row.what != PAS_ROW_SCOPE)
            continue;
        r->scopes[q->scope].set = false;
        if (!q->target)
            *mark(r, i) = 0;
    }
}

static void take_attributes(pas_table_run *r, uint32_t place, const pas_xml_attr *attrs, uint32_t n,
                            uint32_t line)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t attr = find_child(r, place, attrs[i].name, true);
        if (attr == PAS_NO_ROW)
            pas_unknown_met(r->unknown, place, attrs[i].name, PAS_UNKNOWN_ATTRIBUTE, line);
        else if (r->t->places[attr].row.what != PAS_ROW_IGNORE)
            take_value(r, attr, attrs[i].value, line);
    }
}

static pas_status wrong_root(pas_table_run *r, const char *name, uint32_t line)
{
    pas_io_say(r->sink.io, "fichier-racine-inattendue", line, "racine", name, "attendue",
               r->t->places[0].row.name, NULL);
    return PAS_E_INPUT;
}

static pas_status on_start(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                           uint32_t n_attrs, uint32_t line)
{
    (void)ns;
    pas_table_run *r = data;
    if (r->skip) {
        r->skip++;
        return PAS_OK;
    }
    uint32_t place = 0;
    if (r->n_open) {
        uint32_t parent = r->open[r->n_open - 1].place;
        place = find_child(r, parent, name, false);
        if (place == PAS_NO_ROW)
            pas_unknown_met(r->unknown, parent, name, PAS_UNKNOWN_ELEMENT, line);
    } else if (name != r->root_name) {
        return wrong_root(r, name, line);
    }
    if (place == PAS_NO_ROW || r->t->places[place].row.what == PAS_ROW_IGNORE) {
        r->skip = 1;
        return PAS_OK;
    }
    const struct pas_place *p = &r->t->places[place];
    pas_grow(&r->open, &r->cap_open, r->n_open + 1, sizeof *r->open);
    r->open[r->n_open++] = (struct element){place, line};
    if (!p->wants_text)
        *mark(r, place) |= SEEN;
    if (p->row.what == PAS_ROW_RECORD) {
        pas_status st = begin_record(r, place, line);
        if (st < 0)
            return st;
    }
    if (p->resets)
        reset_children(r, place);
    pas_buf_clear(&r->text);
    take_attributes(r, place, attrs, n_attrs, line);
    return PAS_OK;
}

static pas_status on_end(void *data, const char *name, uint32_t line)
{
    (void)name, (void)line;
    pas_table_run *r = data;
    if (r->skip) {
        r->skip--;
        return PAS_OK;
    }
    struct element e = r->open[--r->n_open];
    const struct pas_place *p = &r->t->places[e.place];
    if (p->wants_text)
        take_value(r, e.place, (pas_str){r->text.ptr ? r->text.ptr : "", r->text.len}, e.line);
    if (p->row.what == PAS_ROW_RECORD)
        return end_record(r, e.place);
    if (p->n_needs)
        check_needs(r, e.place, e.line);
    return PAS_OK;
}

static bool is_blank(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r')
            return false;
    return true;
}

static pas_status on_text(void *data, const char *text, size_t len)
{
    pas_table_run *r = data;
    if (r->skip || !r->n_open)
        return PAS_OK;
    const struct element *e = &r->open[r->n_open - 1];
    if (r->t->places[e->place].wants_text)
        pas_buf_add(&r->text, text, len);
    else if (!is_blank(text, len))
        pas_unknown_met(r->unknown, e->place, "", PAS_UNKNOWN_TEXT, e->line);
    return PAS_OK;
}

const pas_xml_events pas_table_events = {on_start, on_end, on_text, on_begin};

/* ----------------------------------------------------------------------- run */

pas_table_run *pas_table_start(const pas_table *t, const pas_table_sink *sink)
{
    pas_table_run *r = pas_xcalloc(1, sizeof *r);
    r->t = t;
    r->sink = *sink;
    r->children = pas_xcalloc(t->hash_size, sizeof *r->children);
    r->scopes = pas_xcalloc(t->n_scopes, sizeof *r->scopes);
    r->unknown = pas_unknown_new(t);
    push_record(r, PAS_NO_ROW, 0, 0);
    return r;
}

pas_str pas_table_kept(const pas_table_run *r, uint32_t slot)
{
    const struct record *rec = top(r);
    if (slot >= PAS_KEPT_SLOTS || !rec->kept[slot].met)
        return PAS_NONE;
    return (pas_str){r->kept.ptr + rec->kept[slot].at, rec->kept[slot].len};
}

uint32_t pas_table_line(const pas_table_run *r)
{
    return r->n_records > 1 ? top(r)->line : r->last_line;
}

pas_str pas_table_label(const pas_table_run *r)
{
    const pas_buf *label = r->n_records > 1 ? &top(r)->label : &r->last_label;
    return label->len ? (pas_str){label->ptr, label->len} : PAS_NONE;
}

void pas_table_finish(pas_table_run *r)
{
    if (!r)
        return;
    if (r->n_records > 1)
        pas_graph_drop(r->sink.graph, r->records[1].node);
    pas_buf_clear(&r->last_label);
    if (r->n_open == 0) /* a document that is cut or refused ends in the middle of a name that is nobody's */
        pas_unknown_say(r->unknown, r->sink.io);
    pas_unknown_free(r->unknown);
    for (size_t i = 0; i < r->made_records; i++)
        pas_buf_free(&r->records[i].label);
    for (uint32_t i = 0; i < r->t->n_scopes; i++)
        pas_buf_free(&r->scopes[i].text);
    pas_buf_free(&r->last_label);
    pas_buf_free(&r->kept);
    pas_buf_free(&r->text);
    free(r->scopes);
    free(r->children);
    free(r->empties);
    free(r->marks);
    free(r->records);
    free(r->open);
    free(r);
}
