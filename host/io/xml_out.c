/*
 * XML out along a document's table. Called by the worker's service for plugins that write. Two kinds of
 * faults: a plugin that does not follow its own table stops at once (the status is sticky); a value
 * that the format cannot take is a finding, the rest is still checked, and closing fails.
 */
#include "io/xml_out.h"
#include "io/lex.h"
#include "io/xml_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLUSH_AT (64u << 10)
#define NO_ROW UINT32_MAX

/* An element that is open. */
struct element {
    uint32_t row;
    uint32_t last; /* the last child written, or NO_ROW */
    bool has_children, has_text;
};

struct pas_xml_writer {
    pas_io *io;
    pas_charset cs;
    const unsigned char *rows; /* n_rows of row_stride bytes */
    uint32_t n_rows, row_stride;
    uint32_t *parents; /* by row: the row it stands in, NO_ROW for the root */
    bool *written;     /* by row: met in the element open now */
    struct element *open;
    size_t depth, cap_open;
    bool in_tag;  /* attributes may still come */
    bool started; /* the root was begun */
    bool refused; /* a value cannot be written: nothing goes out any more */
    pas_status status;
    pas_buf buf;
    pas_sink_write write;
    void *data;
};

static const pas_row *row_at(const pas_xml_writer *w, uint32_t row)
{
    return (const pas_row *)(const void *)(w->rows + (size_t)row * w->row_stride);
}

static bool is_attribute(const pas_row *r)
{
    return r->name && r->name[0] == '@';
}

static const char *plain_name(const pas_row *r)
{
    return is_attribute(r) ? r->name + 1 : r->name;
}

/* Rows that stand for something in the file. */
static bool is_in_file(const pas_row *r)
{
    return r->what != PAS_ROW_FROM && r->what != PAS_ROW_UP && r->what != PAS_ROW_CONST && r->name;
}

static pas_argument said(const char *name, const char *value)
{
    return (pas_argument){pas_cstr(name), pas_cstr(value), 0};
}

/* ------------------------------------------------------------------- faults */

static pas_status misbuilt(pas_xml_writer *w, uint32_t row, const char *detail, const char *detail_en)
{
    const pas_argument args[] = {said("element", row < w->n_rows ? row_at(w, row)->name : "?"),
                                 said("detail", detail), said("detail_en", detail_en)};
    w->io->say(w->io, "document-mal-construit", 0, args, 3);
    w->status = PAS_E_INTERNAL;
    return w->status;
}

static void refuse(pas_xml_writer *w, const char *code, const pas_argument *args, uint32_t n)
{
    w->io->say(w->io, code, 0, args, n);
    w->refused = true;
}

static void refuse_character(pas_xml_writer *w, const pas_row *r, const char *code, uint32_t c)
{
    char text[32] = "", bytes[5] = "";
    bytes[pas_utf8_put(bytes, c)] = '\0';
    snprintf(text, sizeof text, c < 0x20 || (c >= 0x7F && c < 0xA0) ? "U+%04X" : "U+%04X « %s »", (unsigned)c,
             bytes);
    const pas_argument args[] = {said("champ", plain_name(r)), said("caractere", text),
                                 said("encodage", pas_charset_name(w->cs))};
    refuse(w, code, args, 3);
}

static void refuse_form(pas_xml_writer *w, const pas_row *r, pas_str value)
{
    const pas_argument args[] = {said("champ", plain_name(r)),
                                 {PAS_STR("valeur"), value, PAS_ARG_PERSONAL},
                                 said("forme", r->values ? r->values : pas_lex_expected(r->lex, PAS_FR))};
    refuse(w, "valeur-mal-formee-ecrite", args, 3);
}

/* ------------------------------------------------------------------- output */

static void flush(pas_xml_writer *w)
{
    if (w->buf.len && !w->refused && w->status == PAS_OK) {
        pas_status status = w->write(w->data, w->buf.ptr, w->buf.len);
        if (status < 0)
            w->status = status;
    }
    pas_buf_clear(&w->buf);
}

static void new_line(pas_xml_writer *w)
{
    static const char blanks[] = "\n                                                                ";
    size_t n = 1 + 2 * w->depth;
    pas_buf_add(&w->buf, blanks, n < sizeof blanks - 1 ? n : sizeof blanks - 1);
}

static void close_tag(pas_xml_writer *w)
{
    if (w->in_tag)
        pas_buf_byte(&w->buf, '>');
    w->in_tag = false;
}

static const char *escape(unsigned char c, bool in_attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return in_attribute ? "&quot;" : NULL;
    case '\t':
        return in_attribute ? "&#9;" : NULL;
    case '\n':
        return in_attribute ? "&#10;" : NULL;
    case '\r':
        return "&#13;";
    default:
        return NULL;
    }
}

/* Characters XML 1.0 forbids, and C1 controls, which no form means. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0xFFFE ||
           c == 0xFFFF;
}

static void put_character(pas_xml_writer *w, const pas_row *r, uint32_t c, const char *bytes, size_t n)
{
    if (is_control(c)) {
        refuse_character(w, r, "caractere-interdit", c);
        return;
    }
    if (w->cs == PAS_CS_UTF8) {
        pas_buf_add(&w->buf, bytes, n);
        return;
    }
    int byte = pas_charset_encode(w->cs, c);
    if (byte < 0)
        refuse_character(w, r, "caractere-non-representable", c);
    else
        pas_buf_byte(&w->buf, (char)byte);
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"';
}

static void put_escaped(pas_xml_writer *w, const pas_row *r, pas_str s)
{
    const char *end = s.ptr + s.len;
    for (const char *p = s.ptr; p < end;) {
        const char *from = p;
        while (p < end && is_plain((unsigned char)*p))
            p++;
        pas_buf_add(&w->buf, from, (size_t)(p - from));
        if (p == end)
            break;
        const char *entity = escape((unsigned char)*p, is_attribute(r));
        if (entity) {
            pas_buf_puts(&w->buf, entity);
            p++;
            continue;
        }
        from = p;
        uint32_t c = pas_utf8_next(&p, end);
        put_character(w, r, c, from, (size_t)(p - from));
    }
}

/* --------------------------------------------------------------------- form */

static bool is_time(pas_str s, const char *pattern)
{
    if (s.len != strlen(pattern))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (pattern[i] == '0' ? s.ptr[i] < '0' || s.ptr[i] > '9' : s.ptr[i] != pattern[i])
            return false;
    int hours = (s.ptr[0] - '0') * 10 + s.ptr[1] - '0';
    const char *minutes = s.ptr + (pattern[2] == ':' ? 3 : 2);
    return hours < 24 && minutes[0] < '6';
}

static bool has_form(uint8_t lex, pas_str s)
{
    uint64_t number;
    int64_t decimal;
    pas_date date;
    pas_stamp stamp;
    switch (lex) {
    case PAS_LEX_UINT:
        return pas_parse_u64(s, &number) && number <= INT32_MAX;
    case PAS_LEX_DECIMAL:
        return pas_parse_decimal(s, &decimal);
    case PAS_LEX_DATE_FR:
        return pas_parse_date_fr(s, &date);
    case PAS_LEX_DATE_ISO:
        return pas_parse_date_iso(s, &date);
    case PAS_LEX_STAMP_FR:
        return pas_parse_stamp_fr(s, &stamp);
    case PAS_LEX_TIME_HMS:
        return is_time(s, "00:00:00");
    case PAS_LEX_TIME_HHMM:
        return is_time(s, "0000");
    case PAS_LEX_WEEKS:
        return pas_parse_u64(s, &number);
    default:
        return true;
    }
}

/* The file's spelling of a value, by the row's "file=graph" list. A value that is already spelled as in
 * the file stays; one that is on neither side is absent. */
static pas_str spelled(const pas_row *r, pas_str value)
{
    pas_str found;
    if (!r->values || (r->what == PAS_ROW_SCOPE && !r->target))
        return value;
    if (pas_lex_map_out(r->values, value, &found))
        return found;
    return pas_lex_map_in(r->values, value, &found) ? value : PAS_NONE;
}

/* Says what is wrong with the value; the rest of the document is still checked. */
static void check_value(pas_xml_writer *w, const pas_row *r, pas_str value)
{
    size_t length = pas_utf8_count(value);
    if (value.len && !has_form(r->lex, value))
        refuse_form(w, r, value);
    if (!r->max || length <= r->max)
        return;
    char has[24], most[24];
    snprintf(has, sizeof has, "%zu", length);
    snprintf(most, sizeof most, "%u", r->max);
    const pas_argument args[] = {said("champ", plain_name(r)),
                                 said("longueur", has),
                                 said("max", most),
                                 {PAS_STR("valeur"), value, PAS_ARG_PERSONAL}};
    refuse(w, "valeur-trop-longue-ecrite", args, 4);
}

/* -------------------------------------------------------------------- order */

static bool may_repeat(const pas_row *r)
{
    return (r->flags & PAS_MANY) || r->what == PAS_ROW_RECORD;
}

static pas_status check_place(pas_xml_writer *w, uint32_t row)
{
    const pas_row *r = row_at(w, row);
    struct element *parent = w->depth ? &w->open[w->depth - 1] : NULL;
    if (!is_in_file(r))
        return misbuilt(w, row, "cette ligne de la table ne s'écrit pas",
                        "this row of the table is not written");
    if (r->flags & PAS_OLD)
        return misbuilt(w, row, "ancienne orthographe, qui ne s'écrit plus",
                        "a former spelling, never written");
    if (w->parents[row] != (parent ? parent->row : NO_ROW) || (!parent && w->started))
        return misbuilt(w, row, "cet élément n'est pas à sa place dans la hiérarchie",
                        "it does not stand in the open element");
    if (is_attribute(r)) {
        if (!w->in_tag)
            return misbuilt(w, row, "attribut écrit après le contenu", "an attribute after the content");
        if (w->written[row])
            return misbuilt(w, row, "attribut écrit deux fois", "an attribute twice");
        return PAS_OK;
    }
    if (!parent)
        return PAS_OK;
    if (parent->has_text)
        return misbuilt(w, row, "élément écrit après un texte", "an element after a text");
    if (parent->last != NO_ROW && (row < parent->last || (row == parent->last && !may_repeat(r))))
        return misbuilt(
            w, row, row == parent->last ? "élément écrit deux fois" : "élément écrit après l'un des suivants",
            row == parent->last ? "written twice" : "written after one of those that follow it");
    return PAS_OK;
}

/* Says which required rows of the element that ends were not written. */
static void check_required(pas_xml_writer *w, uint32_t row)
{
    for (uint32_t i = row + 1; i < w->n_rows && row_at(w, i)->depth > row_at(w, row)->depth; i++) {
        const pas_row *r = row_at(w, i);
        if (w->parents[i] != row || w->written[i] || !(r->flags & PAS_REQUIRED) ||
            (r->flags & (PAS_OLD | PAS_GUESS)) || !is_in_file(r))
            continue;
        const pas_argument args[] = {said("champ", plain_name(r)), said("parent", row_at(w, row)->name)};
        refuse(w, "obligatoire-non-ecrit", args, 2);
    }
}

/* ----------------------------------------------------------------- elements */

static bool stopped(pas_xml_writer *w, uint32_t row)
{
    if (w->status != PAS_OK)
        return true;
    if (row < w->n_rows)
        return false;
    misbuilt(w, row, "numéro de ligne hors de la table", "a row number out of the table");
    return true;
}

static void put_end_tag(pas_xml_writer *w, const pas_row *r)
{
    pas_buf_puts(&w->buf, "</");
    pas_buf_puts(&w->buf, r->name);
    pas_buf_byte(&w->buf, '>');
}

/* Puts "<NAME" where the row stands. */
static void open_tag(pas_xml_writer *w, uint32_t row)
{
    close_tag(w);
    if (w->depth) {
        w->open[w->depth - 1].has_children = true;
        w->open[w->depth - 1].last = row;
    }
    w->written[row] = true;
    w->started = true;
    new_line(w);
    pas_buf_byte(&w->buf, '<');
    pas_buf_puts(&w->buf, row_at(w, row)->name);
}

pas_status pas_writer_begin(pas_xml_writer *w, uint32_t row)
{
    if (stopped(w, row) || check_place(w, row) != PAS_OK)
        return w->status;
    const pas_row *r = row_at(w, row);
    if (is_attribute(r))
        return misbuilt(w, row, "un attribut ne contient rien", "an attribute holds nothing");
    open_tag(w, row);
    w->in_tag = true;
    for (uint32_t i = row + 1; i < w->n_rows && row_at(w, i)->depth > r->depth; i++)
        w->written[i] = false;
    pas_grow(&w->open, &w->cap_open, w->depth + 1, sizeof *w->open);
    w->open[w->depth++] = (struct element){.row = row, .last = NO_ROW};
    return PAS_OK;
}

pas_status pas_writer_end(pas_xml_writer *w, uint32_t row)
{
    if (stopped(w, row))
        return w->status;
    if (!w->depth || w->open[w->depth - 1].row != row)
        return misbuilt(w, row, "fin d'un élément qui n'est pas le dernier ouvert",
                        "the end of an element that is not the last one open");
    check_required(w, row);
    struct element e = w->open[--w->depth];
    if (w->in_tag) {
        pas_buf_puts(&w->buf, "/>");
        w->in_tag = false;
    } else {
        if (e.has_children)
            new_line(w);
        put_end_tag(w, row_at(w, row));
    }
    if (w->buf.len >= FLUSH_AT)
        flush(w);
    return w->status;
}

static void put_attribute(pas_xml_writer *w, uint32_t row, pas_str value)
{
    const pas_row *r = row_at(w, row);
    w->written[row] = true;
    pas_buf_byte(&w->buf, ' ');
    pas_buf_puts(&w->buf, plain_name(r));
    pas_buf_puts(&w->buf, "=\"");
    put_escaped(w, r, value);
    pas_buf_byte(&w->buf, '"');
}

static void put_element(pas_xml_writer *w, uint32_t row, pas_str value)
{
    const pas_row *r = row_at(w, row);
    open_tag(w, row);
    if (value.len == 0) {
        pas_buf_puts(&w->buf, "/>");
        return;
    }
    pas_buf_byte(&w->buf, '>');
    put_escaped(w, r, value);
    put_end_tag(w, r);
}

/* The text of the element that is open: for those that have attributes and a value. */
static pas_status put_content(pas_xml_writer *w, uint32_t row, pas_str value)
{
    struct element *e = &w->open[w->depth - 1];
    if (e->has_children || e->has_text)
        return misbuilt(w, row, "texte écrit après le contenu", "a text after the content");
    if (value.len == 0)
        return PAS_OK;
    close_tag(w);
    e->has_text = true;
    put_escaped(w, row_at(w, row), value);
    return w->status;
}

/* A value as the file spells it, in its place. */
static pas_status put_value(pas_xml_writer *w, uint32_t row, pas_str value, bool is_content)
{
    const pas_row *r = row_at(w, row);
    if (value.len == 0 && (r->flags & PAS_REQUIRED) && !(r->flags & PAS_GUESS)) {
        const pas_argument args[] = {
            said("champ", plain_name(r)),
            said("parent", w->depth ? row_at(w, w->open[w->depth - 1].row)->name : "")};
        refuse(w, "obligatoire-non-ecrit", args, 2);
    }
    check_value(w, r, value);
    if (is_content)
        return put_content(w, row, value);
    if (is_attribute(r))
        put_attribute(w, row, value);
    else
        put_element(w, row, value);
    return w->status;
}

/* An absent value writes nothing; an empty one writes an empty element. */
pas_status pas_writer_text(pas_xml_writer *w, uint32_t row, pas_str value)
{
    if (stopped(w, row) || !value.ptr)
        return w->status;
    const pas_row *r = row_at(w, row);
    bool is_content = w->depth && w->open[w->depth - 1].row == row;
    if (!is_content && check_place(w, row) != PAS_OK)
        return w->status;
    if (pas_utf8_valid(value.ptr, value.len) != value.len)
        return misbuilt(w, row, "texte qui n'est pas de l'UTF-8", "a text that is not UTF-8");
    pas_str text = value.len ? spelled(r, value) : value;
    if (!text.ptr)
        refuse_form(w, r, value);
    return put_value(w, row, text.ptr ? text : value, is_content);
}

pas_status pas_writer_int(pas_xml_writer *w, uint32_t row, int64_t value)
{
    char text[32];
    if (stopped(w, row))
        return w->status;
    uint8_t lex = row_at(w, row)->lex;
    if (value < -INT64_MAX)
        return misbuilt(w, row, "nombre hors limites", "a number out of range");
    int64_t size = value < 0 ? -value : value;
    switch (lex) {
    case PAS_LEX_DECIMAL:
        snprintf(text, sizeof text, size % 10 ? "%s%lld.%03d" : "%s%lld.%02d", value < 0 ? "-" : "",
                 (long long)(size / 1000), (int)(size % 10 ? size % 1000 : size % 1000 / 10));
        break;
    case PAS_LEX_TIME_HMS:
    case PAS_LEX_TIME_HHMM:
        snprintf(text, sizeof text, lex == PAS_LEX_TIME_HMS ? "%02lld:%02lld:00" : "%02lld%02lld",
                 (long long)(value / 60), (long long)(size % 60));
        break;
    case PAS_LEX_DATE_FR:
    case PAS_LEX_DATE_ISO:
    case PAS_LEX_STAMP_FR:
        return misbuilt(w, row, "nombre donné pour une date", "a number for a date");
    default:
        snprintf(text, sizeof text, "%lld", (long long)value);
    }
    return pas_writer_text(w, row, pas_cstr(text));
}

pas_status pas_writer_date(pas_xml_writer *w, uint32_t row, pas_date value)
{
    char text[32];
    if (stopped(w, row) || value.year == 0)
        return w->status;
    switch (row_at(w, row)->lex) {
    case PAS_LEX_DATE_FR:
        snprintf(text, sizeof text, "%02u/%02u/%04d", value.day, value.month, value.year);
        break;
    case PAS_LEX_DATE_ISO:
        snprintf(text, sizeof text, "%04d-%02u-%02u", value.year, value.month, value.day);
        break;
    default:
        return misbuilt(w, row, "date donnée pour une autre forme", "a date for another form");
    }
    return pas_writer_text(w, row, pas_cstr(text));
}

pas_status pas_writer_weeks(pas_xml_writer *w, uint32_t row, uint64_t value)
{
    char text[32];
    if (stopped(w, row))
        return w->status;
    if (row_at(w, row)->lex != PAS_LEX_WEEKS)
        return misbuilt(w, row, "semaines données pour une autre forme", "weeks for another form");
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return pas_writer_text(w, row, pas_cstr(text));
}

/* --------------------------------------------------------------- open, close */

static void find_parents(pas_xml_writer *w)
{
    uint32_t at_depth[256];
    for (uint32_t i = 0; i < w->n_rows; i++) {
        uint8_t depth = row_at(w, i)->depth;
        w->parents[i] = depth && i ? at_depth[depth - 1] : NO_ROW;
        for (unsigned d = depth; d < 256; d++)
            at_depth[d] = i;
    }
}

pas_xml_writer *pas_writer_open(pas_io *io, pas_charset cs, const pas_row *rows, uint32_t n_rows,
                                uint32_t row_stride, pas_sink_write write, void *data)
{
    pas_xml_writer *w = pas_xcalloc(1, sizeof *w);
    w->io = io;
    w->cs = cs;
    w->rows = (const unsigned char *)rows;
    w->n_rows = n_rows;
    w->row_stride = row_stride;
    w->write = write;
    w->data = data;
    w->parents = pas_xcalloc(n_rows, sizeof *w->parents);
    w->written = pas_xcalloc(n_rows, sizeof *w->written);
    find_parents(w);
    pas_buf_printf(&w->buf, "<?xml version=\"1.0\" encoding=\"%s\"?>", pas_charset_name(cs));
    return w;
}

pas_status pas_writer_close(pas_xml_writer *w)
{
    if (w->status == PAS_OK && (w->depth || !w->started))
        misbuilt(w, w->depth ? w->open[w->depth - 1].row : 0, "document inachevé",
                 "the document is not finished");
    pas_buf_byte(&w->buf, '\n');
    flush(w);
    pas_status status = w->status;
    if (status == PAS_OK && w->refused)
        status = PAS_E_INPUT;
    pas_buf_free(&w->buf);
    free(w->parents);
    free(w->written);
    free(w->open);
    free(w);
    return status;
}
