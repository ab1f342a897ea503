/*
 * SIECLE's own exports, written again from what was read of it: for other consumers, and to prove that
 * nothing is lost. The tables say all but the file's name, the addresses that stand inside another record
 * (fixes.c) and two values that SIECLE writes twice.
 */
#include "exports.h"

static const struct export_ {
    const char *id, *kind; /* what the export is empty without */
    const char *file;
    const char *address; /* link of the kind's nodes to an address, where there are two exports */
} exports[] = {
    {"eleves", "student", "Eleves", "student.address"},
    {"responsables", "guardian", "Responsables", "guardian.address"},
    {"structures", "division", "Structures", NULL},
    {"communs", "school", "Communs", NULL},
    {"nomenclature", "mef", "Nomenclature", NULL},
    {"geographique", "entry", "Geographique", NULL},
    {"etablissements", "school", "Etablissements", NULL},
    {"etablissements-eleves", "school", "EtablissementsEleves", NULL},
};

static const struct export_ *asked_for(const siecle *s)
{
    pas_str id = s->core->document(s->run);
    for (size_t i = 0; i < sizeof exports / sizeof exports[0]; i++)
        if (siecle_same(id, siecle_str(exports[i].id)))
            return &exports[i];
    return NULL;
}

int siecle_is_export(const siecle *s)
{
    return asked_for(s) != NULL;
}

/* ---------------------------------------------------------------------- source */

/* The pupil base, else the first source that defines the kind; -1 if there is none, or nothing of it to
 * write. */
static int32_t source_of(const siecle *s, const struct export_ *e)
{
    const pas_view *v = s->view;
    int32_t source = v->source_of_role(s->run, PAS_ROLE_PUPIL_BASE);
    for (uint32_t i = 0; source < 0 && i < v->source_count(s->run); i++)
        if (v->source_defines(s->run, i, e->kind))
            source = (int32_t)i;
    return source >= 0 && v->first(s->run, v->kind(s->run, e->kind), (uint32_t)source) ? source : -1;
}

pas_status siecle_check_export(const siecle *s)
{
    const struct export_ *e = asked_for(s);
    if (source_of(s, e) >= 0)
        return PAS_OK;
    SIECLE_SAY(s, "export-siecle-vide", 0, NULL, siecle_arg("document", siecle_str(e->file)));
    return s->core->fail(s->run, PAS_E_INPUT);
}

/* ------------------------------------------------------------------- addresses */

static int knows_addresses(const siecle *s, const struct export_ *e, uint32_t source)
{
    const pas_view *v = s->view;
    uint32_t address = v->field(s->run, e->address);
    for (pas_node n = v->first(s->run, v->kind(s->run, e->kind), source); n; n = v->next(s->run, n))
        if (v->link(s->run, n, address, 0))
            return 1;
    return 0;
}

static int with_addresses(const siecle *s, const struct export_ *e, uint32_t source)
{
    pas_str option = s->core->option(s->run, "adresses");
    if (siecle_same(option, siecle_str("avec")))
        return 1;
    return siecle_same(option, siecle_str("selon")) && knows_addresses(s, e, source);
}

/* « Sans adresses »: the block stays and is empty; pupils have no ADRESSE_ID, guardians keep theirs. */
static void leave_addresses_out(const struct export_ *e, pas_row *rows, uint32_t n)
{
    int pupils = siecle_same(siecle_str(e->id), siecle_str("eleves"));
    for (uint32_t i = 0; i < n; i++) {
        pas_str name = rows[i].name ? siecle_str(rows[i].name) : SIECLE_NONE;
        if (siecle_same(name, siecle_str("ADRESSE")) ||
            (pupils && siecle_same(name, siecle_str("ADRESSE_ID"))))
            rows[i].flags |= PAS_OLD;
    }
}

/* --------------------------------------------------------------------- writing */

/* What stands in a record and is not its own: see the KEEP rows of the tables. */
static pas_str fill(pas_run *run, const pas_host *host, pas_node node, uint32_t slot)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return SIECLE_NONE;
    const pas_view *v = s.view;
    if (slot == SIECLE_KEPT_ELENOET)
        return v->text(run, node, v->field(run, "student.siecle.elenoet"));
    if (slot == SIECLE_KEPT_STRUCTURE) {
        pas_str code = v->link_key(run, node, v->field(run, "membership.structure"), 0);
        return siecle_given(code) ? code : siecle_str(SIECLE_INACTIVE);
    }
    return siecle_kept_address(&s, node, slot);
}

static pas_str stem_of(const siecle *s, const struct export_ *e, int addresses)
{
    if (!e->address)
        return siecle_str(e->file);
    return s->text->format(s->run, "%s%sAdresses", e->file, addresses ? "Avec" : "Sans");
}

static pas_row *rows_of(const siecle *s, const struct export_ *e, const pas_document *d, int addresses)
{
    pas_row *rows = s->core->alloc(s->run, d->n_rows * sizeof *rows);
    for (uint32_t i = 0; rows && i < d->n_rows; i++)
        rows[i] = d->rows[i];
    if (rows && e->address && !addresses)
        leave_addresses_out(e, rows, d->n_rows);
    return rows;
}

pas_status siecle_write_export(const siecle *s, const pas_document *d)
{
    const struct export_ *e = asked_for(s);
    int32_t source = source_of(s, e);
    if (source < 0)
        return siecle_check_export(s);
    int addresses = e->address && with_addresses(s, e, (uint32_t)source);
    pas_row *rows = rows_of(s, e, d, addresses);
    if (!rows)
        return PAS_E_NOMEM;
    pas_str stem = stem_of(s, e, addresses);
    pas_out *out =
        s->outs->open(s->run, s->text->format(s->run, "ExportXML_%.*s.zip", (int)stem.len, stem.ptr),
                      s->text->format(s->run, "%.*s.xml", (int)stem.len, stem.ptr));
    pas_xmlout *x = s->xmlouts->open(s->run, out, d->encoding, rows, d->n_rows, sizeof *rows);
    if (!x)
        return s->core->status(s->run);
    s->xmlouts->table(s->run, x, (uint32_t)source, fill);
    s->xmlouts->close(s->run, x);
    s->outs->close(s->run, out);
    return s->core->status(s->run);
}
