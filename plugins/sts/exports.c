/*
 * sts_emp and emp_sts, written from what was read of them; sts_emp also without classes and services, for a
 * timetable that keeps its own (guide §2.1.3). The tables say all but what stands inside another record.
 */
#include "exports.h"

static int is_descending(const pas_document *d)
{
    return sts_same(sts_str(d->id), sts_str(STS_EMP));
}

/* The source that was read from this document: each defines a kind whole that the other does not. -1: none.
 */
static int32_t source_of(const sts *s, const pas_document *d)
{
    const char *whole = is_descending(d) ? "person" : "service";
    pas_source source;
    for (uint32_t i = 0; i < s->view->source_count(s->run); i++)
        if (s->view->source(s->run, i, &source) == PAS_OK && sts_same(source.plugin, sts_str("sts")) &&
            s->view->source_defines(s->run, i, whole))
            return (int32_t)i;
    return -1;
}

int sts_is_remontee(const sts *s, const pas_document *d)
{
    return !is_descending(d) && source_of(s, d) < 0 &&
           s->view->source_of_role(s->run, PAS_ROLE_TIMETABLE) >= 0;
}

pas_status sts_check_export(const sts *s, const pas_document *d)
{
    if (source_of(s, d) >= 0)
        return PAS_OK;
    STS_SAY(s, "export-sts-vide", 0, NULL,
            sts_arg("document", sts_str(is_descending(d) ? "sts_emp" : "emp_sts")));
    return s->core->fail(s->run, PAS_E_INPUT);
}

/* ------------------------------------------------- what stands in another record */

static pas_str text_of(const sts *s, pas_node node, const char *field)
{
    uint32_t f = s->view->field(s->run, field);
    uint32_t presence = node ? s->view->presence(s->run, node, f) : PAS_ABSENT;
    return presence == PAS_EMPTY   ? sts_str("")
           : presence == PAS_GIVEN ? s->view->text(s->run, node, f)
                                   : STS_NONE;
}

/* The code of what a link leads to, read or not. */
static pas_str code_of(const sts *s, pas_node node, const char *link, const char *code)
{
    pas_node to = s->view->link(s->run, node, s->view->field(s->run, link), 0);
    return to ? text_of(s, to, code) : s->view->link_key(s->run, node, s->view->field(s->run, link), 0);
}

static pas_str structure_of(const sts *s, pas_node replacement)
{
    pas_str division = code_of(s, replacement, "replacement.structure", "division.code");
    return division.ptr ? division : code_of(s, replacement, "replacement.structure", "group.code");
}

/* A room that is not in the list was only named: no other use of a course is. */
static pas_str room_of(const sts *s, pas_node course)
{
    uint32_t link = s->view->field(s->run, "course-resource.course"), cursor = 0;
    uint32_t uses = s->view->field(s->run, "course-resource.uses"), room = s->view->kind(s->run, "room");
    for (pas_node use; (use = s->view->incoming(s->run, course, link, &cursor)) != 0;) {
        pas_node to = s->view->link(s->run, use, uses, 0);
        if (!to || s->view->kind_of(s->run, to) == room)
            return code_of(s, use, "course-resource.uses", "room.code");
    }
    return STS_NONE;
}

static pas_str number_of(const sts *s, pas_node course, const char *field, int clock)
{
    long long n = (long long)s->view->integer(s->run, course, s->view->field(s->run, field), -1);
    if (n < 0)
        return STS_NONE;
    return clock ? s->text->format(s->run, "%02lld%02lld", n / 60, n % 60)
                 : s->text->format(s->run, "%lld", n);
}

static pas_str of_course(const sts *s, pas_node attached, uint32_t slot)
{
    pas_node course = s->view->link(s->run, attached, s->view->field(s->run, "attached-course.course"), 0);
    switch (slot) {
    case STS_KEPT_ALTERNATION:
        return code_of(s, course, "course.alternation", "alternation.code");
    case STS_KEPT_DAY:
        return number_of(s, course, "course.day", 0);
    case STS_KEPT_START:
        return number_of(s, course, "course.start", 1);
    case STS_KEPT_LENGTH:
        return number_of(s, course, "course.minutes", 1);
    default:
        return room_of(s, course);
    }
}

static pas_str fill(pas_run *run, const pas_host *host, pas_node node, uint32_t slot)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return STS_NONE;
    uint32_t kind = s.view->kind_of(run, node);
    if (kind == s.view->kind(run, "school"))
        return text_of(&s, s.view->link(run, node, s.view->field(run, "school.address"), 0),
                       sts_address_field(slot));
    if (kind == s.view->kind(run, "replacement"))
        return structure_of(&s, node);
    return of_course(&s, node, slot);
}

/* ----------------------------------------------------------------------- table */

/* With all below it; a container stays, and is empty. */
static int is_left_out(const pas_row *row)
{
    static const char *const names[] = {"DIVISION", "GROUPE", "PROFS_PRINC", "SERVICES_SUPPLEANTS"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (row->name && sts_same(sts_str(row->name), sts_str(names[i])))
            return 1;
    return 0;
}

/* The table as it is written: the weeks, which are read one by one to be put on their Mondays, are a field.
 */
static pas_row *rows_of(const sts *s, const pas_document *d, int whole, uint32_t *ret_n)
{
    pas_row *rows = s->core->alloc(s->run, d->n_rows * sizeof *rows);
    uint32_t n = 0;
    for (uint32_t i = 0; rows && i < d->n_rows; i++) {
        const pas_row *row = &d->rows[i];
        if (!whole && is_left_out(row)) {
            while (i + 1 < d->n_rows && d->rows[i + 1].depth > row->depth)
                i++;
            continue;
        }
        rows[n] = *row;
        if (row->what == PAS_ROW_KEEP && row->lex == PAS_LEX_DATE_ISO) {
            rows[n].what = PAS_ROW_VALUE;
            rows[n].target = "week";
        }
        n++;
    }
    *ret_n = n;
    return rows;
}

static int64_t count(const sts *s, uint32_t source, const char *kind)
{
    int64_t n = 0;
    for (pas_node node = s->view->first(s->run, s->view->kind(s->run, kind), source); node;
         node = s->view->next(s->run, node))
        n++;
    return n;
}

static void say_left_out(const sts *s, uint32_t source)
{
    STS_SAY(s, "sts-classes-services-omis", 0, NULL,
            sts_number_arg(s, "divisions", count(s, source, "division")),
            sts_number_arg(s, "groupes", count(s, source, "group")),
            sts_number_arg(s, "services", count(s, source, "service")));
}

static pas_str file_of(const sts *s, const pas_document *d, uint32_t source)
{
    pas_node export_ = s->view->first(s->run, s->view->kind(s->run, "export"), source);
    pas_str uai = text_of(s, export_, "export.uai");
    return s->text->format(
        s->run, "%s_%.*s_%lld.xml", is_descending(d) ? "sts_emp" : "emp_sts", (int)uai.len,
        uai.ptr ? uai.ptr : "",
        (long long)s->view->integer(s->run, export_, s->view->field(s->run, "export.year"), 0));
}

pas_status sts_write_export(const sts *s, const pas_document *d)
{
    int32_t source = source_of(s, d);
    if (source < 0)
        return sts_check_export(s, d);
    int whole = !is_descending(d) || !sts_same(s->core->option(s->run, "classes-services"), sts_str("sans"));
    uint32_t n = 0;
    pas_row *rows = rows_of(s, d, whole, &n);
    if (!rows)
        return PAS_E_NOMEM;
    pas_out *out = s->outs->open(s->run, file_of(s, d, (uint32_t)source), STS_NONE);
    pas_xmlout *x = s->xmlouts->open(s->run, out, d->encoding, rows, n, sizeof *rows);
    if (!x)
        return s->core->status(s->run);
    s->xmlouts->table(s->run, x, (uint32_t)source, fill);
    s->xmlouts->close(s->run, x);
    s->outs->close(s->run, out);
    if (!whole)
        say_left_out(s, (uint32_t)source);
    return s->core->status(s->run);
}
