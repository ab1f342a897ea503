/* Rules on each export as a whole, and on the calendar of « Exports communs ». See rules.h. */
#include "rules.h"

static int is_document(const siecle_rules *r, pas_node export_, const char *document)
{
    return siecle_is(r, export_, SIECLE_F_EXPORT_DOCUMENT, document);
}

/* The versions met, by document (siecle.md §1.3 and addenda); one that has none here was never seen. */
static const struct {
    const char *document;
    const char *versions[8];
} known[] = {
    {"eleves", {"1.7", "1.8", "2.0", "2.1", "3.0", "4.0"}},
    {"responsables", {"1.8", "2.1"}},
    {"nomenclature", {"1.7", "3.1", "4.0"}},
    {"structures", {"1.9", "2.0"}},
    {"communs", {"1.7"}},
    {"geographique", {"1.7"}},
};

static int unknown_version(siecle_rules *r, pas_node export_)
{
    pas_str version = siecle_text_of(r, export_, SIECLE_F_EXPORT_VERSION);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (!is_document(r, export_, known[i].document))
            continue;
        for (size_t v = 0; v < sizeof known[i].versions / sizeof known[i].versions[0]; v++)
            if (known[i].versions[v] && siecle_same(version, siecle_str(known[i].versions[v])))
                return 0;
        siecle_rule_arg(r, siecle_arg("version", siecle_given(version) ? version : siecle_str("—")));
        return 1;
    }
    return 0;
}

static int no_structure(siecle_rules *r, pas_node export_)
{
    return is_document(r, export_, "eleves") && siecle_first(r, "student") && !siecle_first(r, "membership");
}

static int empty_tables(siecle_rules *r, pas_node export_)
{
    return is_document(r, export_, "nomenclature") &&
           (!siecle_first(r, "mef") || !siecle_first(r, "subject"));
}

static int is_a_pupils(const siecle_rules *r, pas_node address)
{
    uint32_t cursor = 0;
    return siecle_from(r, address, SIECLE_F_STUDENT_ADDRESS, &cursor) != 0;
}

/* « Sans adresses » keeps the numbers of the addresses and leaves the addresses out. Beside « Élèves avec
 * adresses » some numbers are found there: those that are not tell. (« Élèves avec adresses » in place of «
 * sans » takes nothing away from anybody: that is not said.) */
static int without_addresses(siecle_rules *r, pas_node export_)
{
    int missing = 0;
    if (!is_document(r, export_, "responsables"))
        return 0;
    for (pas_node g = siecle_first(r, "guardian"); g; g = siecle_next(r, g)) {
        pas_node address = siecle_to(r, g, SIECLE_F_GUARDIAN_ADDRESS);
        if (address && !is_a_pupils(r, address))
            return 0;
        missing = missing || (!address && siecle_has(r, g, SIECLE_F_GUARDIAN_ADDRESS));
    }
    return missing;
}

/* The six that the guide asks for (§ 2.1.4), as the menu calls them. */
static int missing_of_the_set(siecle_rules *r, pas_node export_)
{
    static const struct {
        const char *document, *title;
    } six[] = {{"nomenclature", "Nomenclature"},
               {"geographique", "Géographique"},
               {"structures", "Structures"},
               {"eleves", "Élèves sans adresses"},
               {"responsables", "Responsables avec adresses"},
               {"communs", "Exports communs"}};
    pas_str all = {"", 0};
    if (!r->whole_set || export_ != siecle_first(r, "export"))
        return 0;
    for (size_t i = 0; i < sizeof six / sizeof six[0]; i++)
        if (!siecle_were_given(r, six[i].document))
            all = r->s.text->format(r->s.run, "%.*s%s%s", (int)all.len, all.ptr, all.len ? ", " : "",
                                    six[i].title);
    siecle_rule_arg(r, siecle_arg("manquants", all));
    return all.len != 0;
}

static int64_t year_of_common(const siecle_rules *r)
{
    for (pas_node e = siecle_first(r, "export"); e; e = siecle_next(r, e))
        if (is_document(r, e, "communs"))
            return r->s.view->integer(r->s.run, e, r->fields[SIECLE_F_EXPORT_YEAR], 0);
    return 0;
}

static int another_year(siecle_rules *r, pas_node year)
{
    pas_date start = siecle_date_of(r, year, SIECLE_F_YEAR_START);
    int64_t asked = year_of_common(r);
    if (!asked || !siecle_dated(start) || start.year == asked ||
        r->s.view->integer(r->s.run, year, r->fields[SIECLE_F_YEAR_PREVIOUS], 0))
        return 0;
    siecle_rule_arg(r, siecle_date_arg(&r->s, "debut", start));
    siecle_rule_arg(r, siecle_number_arg(&r->s, "annee", asked));
    return 1;
}

static int backward_period(siecle_rules *r, pas_node period)
{
    pas_date start = siecle_date_of(r, period, SIECLE_F_PERIOD_START),
             end = siecle_date_of(r, period, SIECLE_F_PERIOD_END);
    siecle_rule_arg(r, siecle_date_arg(&r->s, "debut", start));
    siecle_rule_arg(r, siecle_date_arg(&r->s, "fin", end));
    return siecle_dated(start) && siecle_dated(end) && siecle_compare(start, end) >= 0;
}

/* It has no day in common with the year. */
static int period_of_another_year(siecle_rules *r, pas_node period)
{
    pas_date start = siecle_date_of(r, period, SIECLE_F_PERIOD_START),
             end = siecle_date_of(r, period, SIECLE_F_PERIOD_END);
    for (pas_node y = siecle_first(r, "school-year"); y; y = siecle_next(r, y)) {
        pas_date first = siecle_date_of(r, y, SIECLE_F_YEAR_START),
                 last = siecle_date_of(r, y, SIECLE_F_YEAR_END);
        if (r->s.view->integer(r->s.run, y, r->fields[SIECLE_F_YEAR_PREVIOUS], 0) || !siecle_dated(first) ||
            !siecle_dated(last) || !siecle_dated(start) || !siecle_dated(end))
            continue;
        r->n_args = 0;
        siecle_rule_arg(r, siecle_date_arg(&r->s, "debut", start));
        siecle_rule_arg(r, siecle_date_arg(&r->s, "fin", end));
        return siecle_compare(start, end) < 0 &&
               (siecle_compare(end, first) < 0 || siecle_compare(start, last) > 0);
    }
    return 0;
}

/* That of the file's own heading is a rule of every system. */
static int wrong_uai(siecle_rules *r, pas_node node, enum siecle_field field)
{
    pas_str uai = siecle_text_of(r, node, field);
    char key[2] = {siecle_uai_key(uai), 0};
    if (!siecle_given(uai) || (siecle_is_uai(uai) && uai.ptr[7] == key[0]))
        return 0;
    siecle_rule_arg(r, siecle_arg("uai", uai));
    siecle_rule_arg(r, siecle_arg("cle", key[0] ? r->s.text->format(r->s.run, "%s", key) : siecle_str("—")));
    return 1;
}

static int wrong_division_uai(siecle_rules *r, pas_node division)
{
    return wrong_uai(r, division, SIECLE_F_DIVISION_UAI);
}

static int wrong_schooling_uai(siecle_rules *r, pas_node schooling)
{
    return wrong_uai(r, schooling, SIECLE_F_SCHOOLING_UAI);
}

static int wrong_school_uai(siecle_rules *r, pas_node school)
{
    return wrong_uai(r, school, SIECLE_F_SCHOOL_UAI);
}

static const siecle_each each[] = {
    {"format-version-inconnue", "export", "version", NULL, unknown_version},
    {"eleves-aucune-structure", "export", NULL, NULL, no_structure},
    {"ordre-nomenclatures-non-integrees", "export", NULL, NULL, empty_tables},
    {"siecle-variante-eleves-incorrecte", "export", NULL, NULL, without_addresses},
    {"calendrier-siecle-autre-annee", "school-year", "pupils-start", NULL, another_year},
    {"calendrier-siecle-periode", "period", "end", NULL, backward_period},
    {"calendrier-siecle-periode-hors-annee", "period", "end", NULL, period_of_another_year},
    {"jeu-siecle-incomplet", "export", NULL, NULL, missing_of_the_set},
    {"uai-cle-fausse", "division", "uai", NULL, wrong_division_uai},
    {"uai-cle-fausse", "past-schooling", "uai", NULL, wrong_schooling_uai},
    {"uai-cle-fausse", "school", "uai", NULL, wrong_school_uai},
};

void siecle_rules_files(siecle_rules *r)
{
    siecle_run_each(r, SIECLE_ROWS(each));
}
