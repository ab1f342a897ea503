/* What is known without a run, told from the tables: plans, plugins, documents, messages. Called by cli. */
#include "report/report.h"

#include "base/text.h"
#include "run/inputs.h"

#include <string.h>

static const char *say(pas_lang lang, const char *fr, const char *en)
{
    return lang == PAS_EN ? en : fr;
}

/* -------------------------------------------------------------------- plan */

static void plan_files(const pas_step *s, pas_lang lang, pas_buf *to)
{
    for (uint32_t i = 0; i < s->n_files; i++) {
        const pas_plan_file *f = &s->files[i];
        pas_buf_printf(to, "    %-24s %s\n",
                       f->document ? f->document : say(lang, "à reconnaître", "to be recognised"), f->name);
    }
    if (s->kind == PAS_STEP_READ && s->n_files == 0)
        pas_buf_printf(to, "    %s\n", say(lang, "aucun fichier (facultatif)", "no file (optional)"));
}

static void plan_options(const pas_step *s, pas_lang lang, pas_buf *to)
{
    for (uint32_t i = 0; i < s->n_options; i++) {
        const pas_plan_option *o = &s->options[i];
        pas_buf_printf(to, "    %-24s %s", o->name, o->value && o->value[0] ? o->value : "—");
        if (o->line)
            pas_buf_printf(to, "   (%s %u)\n", say(lang, "ligne", "line"), o->line);
        else
            pas_buf_printf(to, "   (%s)\n", say(lang, "par défaut", "default"));
    }
}

void pas_report_plan(const pas_plan *plan, pas_lang lang, pas_buf *to)
{
    static const char *const fr[] = {"lire", "rapprocher", "contrôler", "écrire"};
    static const char *const en[] = {"read", "match", "check", "write"};
    pas_buf_printf(to, "%s\n", pas_plan_name(plan));
    const char *summary = pas_plan_summary(plan, lang);
    if (summary && summary[0])
        pas_buf_printf(to, "%s\n", summary);
    for (size_t i = 0; i < pas_plan_vars(plan); i++) {
        const pas_plan_var *v = pas_plan_var_at(plan, i);
        pas_buf_printf(to, "  %s = %s%s\n", v->name, v->value ? v->value : "", v->set ? "   (--set)" : "");
    }
    for (size_t i = 0; i < pas_plan_steps(plan); i++) {
        const pas_step *s = pas_plan_step(plan, i);
        pas_buf_printf(to, "%zu. %s %s", i + 1, lang == PAS_EN ? en[s->kind] : fr[s->kind], s->name);
        if (s->document)
            pas_buf_printf(to, " · %s", say(lang, s->document->title_fr, s->document->title_en));
        else if (s->entry)
            pas_buf_printf(to, " · %s", s->entry->plugin->system);
        pas_buf_byte(to, '\n');
        plan_files(s, lang, to);
        plan_options(s, lang, to);
    }
}

/* ---------------------------------------------------------------- identity */

/* Which of the two forms it is, if that is known. */
static const char *form_title(const pas_identity *found, pas_lang lang)
{
    const pas_document *d = found->document;
    if (d->fuller && found->form == PAS_FORM_FULLER)
        return say(lang, d->fuller_fr, d->fuller_en);
    if (d->fuller && found->form == PAS_FORM_PLAINER)
        return say(lang, d->plainer_fr, d->plainer_en);
    return say(lang, d->title_fr, d->title_en);
}

void pas_report_identity(const char *file, const struct pas_identity *found, uint32_t n, pas_lang lang,
                         pas_buf *to)
{
    pas_buf_printf(to, "%s\n", file);
    if (n == 0)
        pas_buf_printf(to, "  %s\n",
                       say(lang, "inconnu : aucun greffon ne reconnaît ce fichier",
                           "unknown: no plugin recognises this file"));
    if (n > 1)
        pas_buf_printf(to, "  %s\n",
                       say(lang, "plusieurs réponses possibles :", "several possible answers:"));
    for (uint32_t i = 0; i < n; i++)
        pas_buf_printf(to, "  %s · %s (%s:%s, %u %%)\n", found[i].plugin->system, form_title(&found[i], lang),
                       found[i].plugin->id, found[i].document->id, found[i].score);
}

/* ----------------------------------------------------------------- plugins */

void pas_report_catalogue(const pas_catalogue *c, pas_lang lang, pas_buf *to)
{
    if (pas_catalogue_count(c) == 0)
        pas_buf_printf(to, "%s %s\n", say(lang, "Aucun greffon dans :", "No plugin in:"),
                       pas_catalogue_folders(c));
    for (size_t i = 0; i < pas_catalogue_count(c); i++) {
        const pas_entry *e = pas_catalogue_at(c, i);
        if (e->usable) {
            pas_buf_printf(to, "%-12s %s %s\n", e->id, e->plugin->version,
                           say(lang, e->plugin->summary_fr, e->plugin->summary_en));
        } else {
            pas_buf_printf(to, "%-12s %s : ", e->id, say(lang, "refusé", "refused"));
            pas_finding_text(to, &e->refusal, lang, true);
            const char *remedy = say(lang, e->refusal.message->remedy_fr, e->refusal.message->remedy_en);
            if (remedy) {
                pas_buf_puts(to, "\n             ");
                pas_fill(to, remedy, e->refusal.args, e->refusal.n_args, true);
            }
            pas_buf_byte(to, '\n');
        }
    }
}

static void plugin_direction(const pas_document *d, pas_lang lang, pas_buf *to)
{
    bool in = (d->direction & PAS_IN) != 0, out = (d->direction & PAS_OUT) != 0;
    pas_buf_puts(to, in && out ? say(lang, "lu et écrit", "read and written")
                     : in      ? say(lang, "lu", "read")
                               : say(lang, "écrit", "written"));
}

static void row_cells(const pas_row *row, pas_buf *to)
{
    static const char *const whats[] = {"", "", "", "", "kept", "scope", "from", "up", "ignored", "const"};
    pas_buf_byte(to, '|');
    pas_buf_byte(to, ' ');
    for (unsigned i = 0; i < row->depth; i++)
        pas_buf_puts(to, "·\u00a0");
    pas_buf_printf(to, "`%s` | ", row->name ? row->name : "");
    if (row->target)
        pas_buf_printf(to, "`%s`", row->target);
    else if (row->what < sizeof whats / sizeof whats[0])
        pas_buf_puts(to, whats[row->what]);
    pas_buf_puts(to, " | ");
    if (row->link)
        pas_buf_printf(to, "→ `%s`", row->link);
    pas_buf_puts(to, " | ");
    if (row->max)
        pas_buf_printf(to, "%u", row->max);
    pas_buf_printf(to, " | %s%s%s |\n", row->flags & PAS_REQUIRED ? "oui" : "",
                   row->flags & PAS_OLD ? "ancien" : "", row->flags & PAS_GUESS ? "supposé" : "");
}

/* The element in which a row stands. */
static const char *parent_name(const pas_document *d, uint32_t r)
{
    uint8_t depth = pas_document_row(d, r)->depth;
    while (r-- > 0)
        if (pas_document_row(d, r)->depth + 1 == depth && pas_document_row(d, r)->name)
            return pas_document_row(d, r)->name;
    return "";
}

/* What a document that is written does not say again. */
static void unwritten_rows(const pas_document *d, pas_lang lang, pas_buf *to)
{
    bool any = false;
    for (uint32_t r = 0; r < d->n_rows; r++) {
        const pas_row *row = pas_document_row(d, r);
        bool dropped = row->name && ((row->flags & PAS_OLD) ||
                                     (row->what == PAS_ROW_IGNORE && !(row->flags & PAS_WRITTEN)));
        if (!dropped)
            continue;
        pas_buf_puts(to, any ? ", " : say(lang, " Lu et jamais écrit : ", " Read and never written: "));
        pas_buf_printf(to, "`%s/%s`", parent_name(d, r), row->name);
        any = true;
    }
    if (any)
        pas_buf_byte(to, '.');
}

/* Which of its two forms is read where both are given. */
static void two_forms(const pas_document *d, pas_lang lang, pas_buf *to)
{
    const char *fuller = say(lang, d->fuller_fr, d->fuller_en);
    const char *plainer = say(lang, d->plainer_fr, d->plainer_en);
    if (lang == PAS_EN)
        pas_buf_printf(to, "Of “%s” and “%s”, if both are given, the first is read.", fuller, plainer);
    else
        pas_buf_printf(to, "De « %s » et « %s », s'ils sont tous deux donnés, le premier est lu.", fuller,
                       plainer);
}

static void plugin_tables(const pas_plugin *p, pas_lang lang, pas_buf *to)
{
    for (uint32_t i = 0; i < p->n_documents; i++) {
        const pas_document *d = pas_plugin_document(p, i);
        pas_buf_printf(to, "\n## `%s:%s` — %s\n\n", p->id, d->id, say(lang, d->title_fr, d->title_en));
        pas_buf_printf(to, "%s\n\n", say(lang, d->where_fr, d->where_en));
        pas_buf_puts(to, say(lang, "Ce document est ", "This document is "));
        plugin_direction(d, lang, to);
        pas_buf_byte(to, '.');
        if ((d->direction & PAS_IN) && (d->direction & PAS_OUT))
            unwritten_rows(d, lang, to);
        if (d->fuller) {
            pas_buf_byte(to, ' ');
            two_forms(d, lang, to);
        }
        pas_buf_puts(to, "\n\n");
        pas_buf_puts(to, say(lang, "| élément | champ du graphe | lien | max | obligatoire |\n",
                             "| element | graph field | link | max | required |\n"));
        pas_buf_puts(to, "| --- | --- | --- | --- | --- |\n");
        for (uint32_t r = 0; r < d->n_rows; r++)
            row_cells(pas_document_row(d, r), to);
    }
}

static void plugin_documents(const pas_plugin *p, pas_lang lang, pas_buf *to)
{
    for (uint32_t i = 0; i < p->n_documents; i++) {
        const pas_document *d = pas_plugin_document(p, i);
        pas_buf_printf(to, "\n  %s:%s · %s (", p->id, d->id, say(lang, d->title_fr, d->title_en));
        plugin_direction(d, lang, to);
        pas_buf_printf(to, ")\n    %s\n    %s : %s\n", say(lang, d->where_fr, d->where_en),
                       say(lang, "noms usuels", "usual names"), d->patterns);
        if (d->fuller) {
            pas_buf_puts(to, "    ");
            two_forms(d, lang, to);
            pas_buf_byte(to, '\n');
        }
    }
}

static void plugin_options(const pas_plugin *p, pas_lang lang, pas_buf *to)
{
    if (p->n_options)
        pas_buf_printf(to, "\n%s\n", say(lang, "Options", "Options"));
    for (uint32_t i = 0; i < p->n_options; i++) {
        const pas_option *o = pas_plugin_option(p, i);
        pas_buf_printf(to, "  option.%s", o->name);
        if (o->choices)
            pas_buf_printf(to, " (%s)", o->choices);
        if (o->def && o->def[0])
            pas_buf_printf(to, " = %s", o->def);
        pas_buf_printf(to, "\n    %s\n", say(lang, o->help_fr, o->help_en));
    }
}

static void plugin_fields(const pas_plugin *p, pas_lang lang, pas_buf *to)
{
    static const char *const fr[] = {"tel quel", "raccourci", "recodé", "déduit"};
    static const char *const en[] = {"exact", "cut", "recoded", "derived"};
    if (p->n_fields)
        pas_buf_printf(to, "\n%s\n",
                       say(lang, "Champs du graphe pris ou donnés, au-delà des tableaux",
                           "Graph fields taken or given, beyond the tables"));
    for (uint32_t i = 0; i < p->n_fields; i++) {
        const pas_field_use *f = pas_plugin_field(p, i);
        pas_buf_printf(to, "  %s %s %s (%s)\n", f->document, f->direction & PAS_OUT ? "←" : "→", f->field,
                       lang == PAS_EN ? en[f->fidelity] : fr[f->fidelity]);
    }
}

void pas_report_plugin(const pas_entry *e, pas_lang lang, bool markdown, pas_buf *to)
{
    const pas_plugin *p = e->plugin;
    pas_buf_printf(to, "%s%s · %s %s\n%s\n", markdown ? "# " : "", p->system, p->id, p->version,
                   say(lang, p->summary_fr, p->summary_en));
    if (markdown) {
        plugin_tables(p, lang, to);
        return;
    }
    pas_buf_printf(to, "%s\n", e->path);
    plugin_documents(p, lang, to);
    plugin_options(p, lang, to);
    plugin_fields(p, lang, to);
    pas_buf_printf(
        to, "\n%s\n",
        say(lang, "Messages (« passerelle explain CODE »)", "Messages (“passerelle explain CODE”)"));
    for (uint32_t i = 0; i < p->n_messages; i++) {
        const pas_message *m = pas_plugin_message(p, i);
        pas_buf_printf(to, "  %-13s %s%s%s\n", pas_severity_name(m->severity, lang), m->code,
                       m->answer ? " · " : "", m->answer ? m->answer : "");
    }
}

/* ----------------------------------------------------------------- explain */

static void explain_one(const pas_message *m, const char *who, pas_lang lang, pas_buf *to)
{
    pas_buf_printf(to, "%s\n%s · %s%s%s%s%s\n\n  %s\n", say(lang, m->title_fr, m->title_en), m->code,
                   pas_severity_name(m->severity, lang), who ? " · " : "", who ? who : "",
                   m->answer ? " · " : "", m->answer ? m->answer : "", say(lang, m->text_fr, m->text_en));
    if (m->fix_in)
        pas_buf_printf(to, "\n%s %s\n", say(lang, "À corriger dans :", "To correct in:"), m->fix_in);
    const char *remedy = say(lang, m->remedy_fr, m->remedy_en);
    if (remedy)
        pas_buf_printf(to, "\n%s\n  %s\n", say(lang, "Que faire :", "What to do:"), remedy);
    if (m->source)
        pas_buf_printf(to, "\n%s %s\n", say(lang, "Source :", "Source:"), m->source);
}

bool pas_report_explain(const pas_catalogue *c, pas_str code, pas_lang lang, pas_buf *to)
{
    size_t n = 0;
    bool found = false;
    const pas_message *host = pas_host_messages(&n);
    for (size_t i = 0; i < n; i++)
        if (pas_str_is(code, host[i].code)) {
            explain_one(&host[i], NULL, lang, to);
            found = true;
        }
    for (size_t i = 0; i < pas_catalogue_count(c); i++) {
        const pas_entry *e = pas_catalogue_at(c, i);
        for (uint32_t k = 0; e->usable && k < e->plugin->n_messages; k++) {
            const pas_message *m = pas_plugin_message(e->plugin, k);
            if (!pas_str_is(code, m->code) && !(m->answer && pas_str_is(code, m->answer)))
                continue;
            if (found)
                pas_buf_byte(to, '\n');
            explain_one(m, e->plugin->system, lang, to);
            found = true;
        }
    }
    return found;
}
