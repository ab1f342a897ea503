/* See words.h. */
#include "report/words.h"

#include "base/pool.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

static const struct {
    const char *kind, *fr_one, *fr, *en_one, *en;
} nouns[] = {
    {"student", "élève", "élèves", "pupil", "pupils"},
    {"guardian", "responsable", "responsables", "guardian", "guardians"},
    {"person", "personnel", "personnels", "staff member", "staff"},
    {"division", "division", "divisions", "division", "divisions"},
    {"group", "groupe", "groupes", "group", "groups"},
    {"service", "service", "services", "service", "services"},
    {"course", "cours", "cours", "course", "courses"},
    {"account", "compte", "comptes", "account", "accounts"},
    {"class-part", "partie de classe", "parties de classe", "class part", "class parts"},
    {"subject", "matière", "matières", "subject", "subjects"},
    {"mef", "MEF", "MEF", "MEF", "MEFs"},
    {"room", "salle", "salles", "room", "rooms"},
    {"membership", "lien", "liens", "link", "links"},
};
enum { N_NOUNS = sizeof nouns / sizeof nouns[0] };

static size_t noun_of(const char *kind)
{
    for (size_t i = 0; kind && i < N_NOUNS; i++)
        if (strcmp(nouns[i].kind, kind) == 0)
            return i;
    return N_NOUNS;
}

const char *pas_words_plural(const char *kind, pas_lang lang)
{
    size_t i = noun_of(kind);
    if (i == N_NOUNS)
        return lang == PAS_EN ? "records" : "fiches";
    return lang == PAS_EN ? nouns[i].en : nouns[i].fr;
}

void pas_words_count(pas_buf *to, const char *kind, uint64_t n, pas_lang lang)
{
    size_t i = noun_of(kind);
    bool one = lang == PAS_EN ? n == 1 : n <= 1;
    const char *word = pas_words_plural(kind, lang);
    if (one && i < N_NOUNS)
        word = lang == PAS_EN ? nouns[i].en_one : nouns[i].fr_one;
    else if (one)
        word = lang == PAS_EN ? "record" : "fiche";
    pas_buf_printf(to, "%" PRIu64 " %s", n, word);
}

const char *const *pas_words_kinds(void)
{
    static const char *const kinds[] = {"student", "guardian", "person",  "division", "group",
                                        "service", "course",   "account", NULL};
    return kinds;
}

void pas_words_size(pas_buf *to, uint64_t bytes, pas_lang lang)
{
    const char *unit = lang == PAS_EN ? "B" : "o";
    if (bytes < 1000)
        pas_buf_printf(to, "%" PRIu64 " %s", bytes, lang == PAS_EN ? "bytes" : "octets");
    else if (bytes < 1000000)
        pas_buf_printf(to, "%" PRIu64 " k%s", (bytes + 500) / 1000, unit);
    else
        pas_buf_printf(to, "%" PRIu64 "%c%" PRIu64 " M%s", bytes / 1000000, lang == PAS_EN ? '.' : ',',
                       bytes % 1000000 / 100000, unit);
}

/* ------------------------------------------------------------------ facts */

/* The first export that gives a field; 0 if none does. */
static pas_node export_giving(const pas_report *r, uint32_t field)
{
    for (uint32_t s = 0; r->graph && s < pas_graph_sources(r->graph); s++)
        for (pas_node n = pas_graph_first(r->graph, PAS_K_export, s); n; n = pas_graph_next(r->graph, n))
            if (pas_graph_presence(r->graph, n, field) == PAS_GIVEN)
                return n;
    return 0;
}

pas_str pas_report_school(const pas_report *r)
{
    const char *asked = r->plan ? pas_plan_value(r->plan, "uai") : NULL;
    if (asked)
        return pas_cstr(asked);
    pas_node n = export_giving(r, PAS_F_export_uai);
    return n ? pas_graph_text(r->graph, n, PAS_F_export_uai, 0) : PAS_STR("");
}

int32_t pas_report_year(const pas_report *r)
{
    const char *asked = r->plan ? pas_plan_value(r->plan, "annee") : NULL;
    int64_t year;
    if (asked && pas_parse_i64(pas_cstr(asked), &year) && year > 0 && year < 10000)
        return (int32_t)year;
    pas_node n = export_giving(r, PAS_F_export_year);
    return n ? (int32_t)pas_graph_int(r->graph, n, PAS_F_export_year, 0, 0) : 0;
}

uint32_t pas_report_files(const pas_report *r, uint32_t source)
{
    pas_pool *names = pas_pool_new();
    for (uint32_t i = 1; i <= pas_graph_inputs(r->graph); i++) {
        pas_graph_input in = pas_graph_input_at(r->graph, i);
        if (in.source != source || !in.name.len)
            continue;
        ptrdiff_t entry = pas_str_find(in.name, '!');
        pas_pool_add(names, (pas_str){in.name.ptr, entry < 0 ? in.name.len : (size_t)entry});
    }
    uint32_t n = pas_pool_count(names);
    pas_pool_free(names);
    return n;
}

bool pas_report_source(const pas_report *r, const char *step, uint32_t *ret)
{
    for (uint32_t s = 0; r->graph && s < pas_graph_sources(r->graph); s++) {
        if (!pas_str_is(pas_graph_source_at(r->graph, s).step, step))
            continue;
        *ret = s;
        return true;
    }
    return false;
}

const char *pas_report_kind_told(const pas_report *r, const pas_foresight_log *log)
{
    uint32_t kind = 0;
    for (size_t i = 0; i < pas_log_outcomes(log); i++) {
        const pas_outcome *o = pas_log_outcome(log, i);
        uint32_t k = r->graph && o->node ? pas_node_kind(r->graph, o->node) : 0;
        if (k && kind && k != kind)
            return NULL;
        kind = k ? k : kind;
    }
    return kind ? pas_schema_kind(kind)->name : NULL;
}
