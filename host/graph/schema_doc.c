/* The schema's documentation as Markdown, for docs/graph.md and `passerelle` help. */
#include "base/finding.h"
#include "graph/schema.h"

static const char *type_name(uint8_t type, int lang)
{
    static const char *const names[][2] = {
        [PAS_T_TEXT] = {"texte", "text"},
        [PAS_T_INT] = {"entier", "integer"},
        [PAS_T_DEC] = {"décimal (millièmes)", "decimal (thousandths)"},
        [PAS_T_BOOL] = {"oui/non", "boolean"},
        [PAS_T_DATE] = {"date", "date"},
        [PAS_T_STAMP] = {"date et heure", "date and time"},
        [PAS_T_TIME] = {"heure (minutes)", "time (minutes)"},
        [PAS_T_WEEKS] = {"semaines", "weeks"},
        [PAS_T_REF] = {"lien", "link"},
    };
    return names[type][lang == PAS_EN];
}

static const char *authority_name(uint8_t role, int lang)
{
    switch (role) {
    case PAS_ROLE_PUPIL_BASE:
        return lang == PAS_EN ? "pupil base" : "base élèves";
    case PAS_ROLE_STAFF_BASE:
        return lang == PAS_EN ? "staff and structure base" : "base enseignants et structures";
    case PAS_ROLE_TIMETABLE:
        return lang == PAS_EN ? "timetable" : "emploi du temps";
    case PAS_ROLE_DIRECTORY:
        return lang == PAS_EN ? "directory" : "annuaire";
    default:
        return "";
    }
}

static void add_flag(pas_buf *to, bool is_set, const char *word, bool *started)
{
    if (!is_set)
        return;
    pas_buf_puts(to, *started ? ", " : "");
    pas_buf_puts(to, word);
    *started = true;
}

static void add_field(pas_buf *to, const pas_field_info *f, int lang)
{
    bool en = lang == PAS_EN, started = false;
    pas_buf_printf(to, "| `%s` | %s [%s] | %s", f->name, en ? f->en : f->fr, en ? f->fr : f->en,
                   type_name(f->type, lang));
    for (const char *p = f->to ? f->to : ""; *p; p++) {
        if (p == f->to)
            pas_buf_puts(to, " → ");
        if (*p == '|')
            pas_buf_puts(to, en ? " or " : " ou ");
        else
            pas_buf_byte(to, *p);
    }
    if (f->max)
        pas_buf_printf(to, " (%u)", f->max);
    pas_buf_puts(to, " | ");
    add_flag(to, f->flags & PAS_FF_ID, en ? "identifier" : "identifiant", &started);
    add_flag(to, f->flags & PAS_FF_MANY, en ? "may repeat" : "répétable", &started);
    add_flag(to, f->flags & PAS_FF_PERSON, en ? "personal" : "personnel", &started);
    pas_buf_printf(to, " | %s |\n", authority_name(f->authority, lang));
}

void pas_schema_markdown(pas_buf *to, int lang)
{
    bool en = lang == PAS_EN;
    pas_buf_puts(to, en ? "# The canonical graph\n" : "# Le graphe canonique\n");
    for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++) {
        const pas_kind_info *k = pas_schema_kind(kind);
        pas_buf_printf(to, "\n## `%s`: %s [%s]\n\n", k->name, en ? k->en : k->fr, en ? k->fr : k->en);
        if (k->flags & PAS_KF_LINK)
            pas_buf_puts(to, en ? "A link that carries facts of its own.\n\n"
                                : "Un lien qui porte ses propres informations.\n\n");
        pas_buf_puts(to, en ? "| field | meaning | type | marks | authority |\n"
                            : "| champ | sens | type | marques | référence |\n");
        pas_buf_puts(to, "| --- | --- | --- | --- | --- |\n");
        for (uint32_t i = 0; i < k->n_fields; i++)
            add_field(to, pas_schema_field(k->first_field + i), lang);
    }
}
