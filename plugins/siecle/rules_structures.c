/*
 * Rules that several exports decide together: MEFs, divisions and groups of « Structures » and « Nomenclature
 * » against the pupils of « Élèves », and what is wrong in a code by itself. See rules.h.
 */
#include "rules.h"

/* ------------------------------------------------------------------------ MEFs */

static pas_str key_of(const siecle_rules *r, pas_node node, enum siecle_field link)
{
    return r->s.view->link_key(r->s.run, node, r->fields[link], 0);
}

static pas_str add_to_list(const siecle_rules *r, pas_str list, pas_str item)
{
    return r->s.text->format(r->s.run, "%.*s%s%.*s", (int)list.len, list.len ? list.ptr : "",
                             list.len ? ", " : "", (int)item.len, siecle_given(item) ? item.ptr : "");
}

static int without_mef(siecle_rules *r, pas_node division)
{
    uint32_t cursor = 0;
    return !siecle_from(r, division, SIECLE_F_SMEF_STRUCTURE, &cursor);
}

/* A division without any MEF is said of itself. */
static int mef_of_another_division(siecle_rules *r, pas_node pupil)
{
    pas_node division = siecle_division_of(r, pupil);
    pas_str mef = key_of(r, pupil, SIECLE_F_STUDENT_MEF), all = {"", 0};
    uint32_t cursor = 0;
    if (!division || !siecle_given(mef) || !siecle_is_here(r, pupil))
        return 0;
    for (pas_node m; (m = siecle_from(r, division, SIECLE_F_SMEF_STRUCTURE, &cursor)) != 0;) {
        if (siecle_same(key_of(r, m, SIECLE_F_SMEF_MEF), mef))
            return 0;
        all = add_to_list(r, all, key_of(r, m, SIECLE_F_SMEF_MEF));
    }
    siecle_rule_arg(r, siecle_arg("mef", mef));
    siecle_rule_arg(r, siecle_arg("division", siecle_text_of(r, division, SIECLE_F_DIVISION_CODE)));
    siecle_rule_arg(r, siecle_arg("mefs", all));
    return all.len != 0;
}

static uint32_t pupils_of_mef(const siecle_rules *r, pas_node mef)
{
    uint32_t n = 0, cursor = 0;
    for (pas_node p; (p = siecle_from(r, mef, SIECLE_F_STUDENT_MEF, &cursor)) != 0;)
        n += (uint32_t)siecle_is_here(r, p);
    return n;
}

/* The pupils' first day of the year of the files; « Communs » tells it, else it is in September. Today, if
 * the year has begun. */
static pas_date first_day(siecle_rules *r)
{
    pas_date start = {0, 9, 1};
    for (pas_node e = siecle_first(r, "export"); e && !start.year; e = siecle_next(r, e))
        if (siecle_is(r, e, SIECLE_F_EXPORT_DOCUMENT, "nomenclature"))
            start.year = (int16_t)r->s.view->integer(r->s.run, e, r->fields[SIECLE_F_EXPORT_YEAR], 0);
    for (pas_node y = siecle_first(r, "school-year"); y; y = siecle_next(r, y))
        if (siecle_dated(siecle_date_of(r, y, SIECLE_F_YEAR_START)) &&
            !r->s.view->integer(r->s.run, y, r->fields[SIECLE_F_YEAR_PREVIOUS], 0))
            start = siecle_date_of(r, y, SIECLE_F_YEAR_START);
    return siecle_compare(start, r->today) > 0 ? start : r->today;
}

static int closed_and_used(siecle_rules *r, pas_node mef)
{
    pas_date closed = siecle_date_of(r, mef, SIECLE_F_MEF_CLOSED);
    uint32_t n = siecle_dated(closed) ? pupils_of_mef(r, mef) : 0;
    siecle_rule_arg(r, siecle_number_arg(&r->s, "n", n));
    siecle_rule_arg(r, siecle_date_arg(&r->s, "fermeture", closed));
    return n && siecle_compare(closed, first_day(r)) < 0;
}

static int is_of_a_division(const siecle_rules *r, pas_node mef)
{
    uint32_t cursor = 0;
    for (pas_node m; (m = siecle_from(r, mef, SIECLE_F_SMEF_MEF, &cursor)) != 0;) {
        pas_node structure = siecle_to(r, m, SIECLE_F_SMEF_STRUCTURE);
        if (structure && siecle_has(r, structure, SIECLE_F_DIVISION_CODE))
            return 1;
    }
    return 0;
}

static int attached_to_nothing(siecle_rules *r, pas_node mef)
{
    if (siecle_has(r, mef, SIECLE_F_MEF_ATTACHED))
        return 0;
    uint32_t n = pupils_of_mef(r, mef);
    siecle_rule_arg(r, siecle_number_arg(&r->s, "n", n));
    return n || is_of_a_division(r, mef);
}

/* ------------------------------------------------------------------- divisions */

/* All pupils that have a division have the same, and there are others: the export of one class. */
static int is_of_one_division(siecle_rules *r)
{
    pas_node only = 0;
    if (r->one_division)
        return r->one_division > 0;
    r->one_division = -1;
    for (pas_node p = siecle_first(r, "student"); p; p = siecle_next(r, p)) {
        pas_node division = siecle_is_here(r, p) ? siecle_division_of(r, p) : 0;
        if (division && only && division != only)
            return 0;
        only = division ? division : only;
    }
    pas_node first = siecle_first(r, "division");
    r->one_division = only && first && siecle_next(r, first) ? 1 : -1;
    return r->one_division > 0;
}

static int partial_export(siecle_rules *r, pas_node export_)
{
    uint32_t n = 0;
    if (!siecle_is(r, export_, SIECLE_F_EXPORT_DOCUMENT, "eleves") || !is_of_one_division(r))
        return 0;
    for (pas_node d = siecle_first(r, "division"); d; d = siecle_next(r, d))
        n++;
    siecle_rule_arg(r, siecle_number_arg(&r->s, "n", n));
    return 1;
}

/* A code that is there twice leads to the first; nobody is placed at all, or one division only: said
 * elsewhere.
 */
static int without_pupils(siecle_rules *r, pas_node division)
{
    uint32_t cursor = 0, same = 0;
    pas_str code = siecle_text_of(r, division, SIECLE_F_DIVISION_CODE);
    if (!siecle_first(r, "membership") || is_of_one_division(r) ||
        siecle_find(r, SIECLE_F_DIVISION_CODE, code, &same) != division)
        return 0;
    for (pas_node m; (m = siecle_from(r, division, SIECLE_F_MEMBER_STRUCTURE, &cursor)) != 0;) {
        pas_node pupil = siecle_to(r, m, SIECLE_F_MEMBER_STUDENT);
        if (pupil && siecle_is_here(r, pupil))
            return 0;
    }
    return 1;
}

/* ---------------------------------------------------------------------- groups */

static int outside_the_group(siecle_rules *r, pas_node membership)
{
    pas_node pupil = siecle_to(r, membership, SIECLE_F_MEMBER_STUDENT),
             group = siecle_to(r, membership, SIECLE_F_MEMBER_STRUCTURE);
    pas_node division = pupil ? siecle_division_of(r, pupil) : 0;
    if (!group || !division || !siecle_is_here(r, pupil) ||
        !siecle_is(r, membership, SIECLE_F_MEMBER_TYPE, "G"))
        return 0;
    pas_str code = siecle_text_of(r, division, SIECLE_F_DIVISION_CODE), all = {"", 0};
    uint32_t cursor = 0;
    for (pas_node c; (c = siecle_from(r, group, SIECLE_F_COMPOSITION_GROUP, &cursor)) != 0;) {
        if (siecle_same(key_of(r, c, SIECLE_F_COMPOSITION_FROM), code))
            return 0;
        all = add_to_list(r, all, key_of(r, c, SIECLE_F_COMPOSITION_FROM));
    }
    siecle_rule_arg(r, siecle_arg("groupe", siecle_text_of(r, group, SIECLE_F_GROUP_CODE)));
    siecle_rule_arg(r, siecle_arg("division", code));
    siecle_rule_arg(r, siecle_arg("divisions", all));
    return all.len != 0;
}

static int contains(pas_str text, pas_str word)
{
    for (size_t at = 0; siecle_given(text) && at + word.len <= text.len; at++)
        if (siecle_same((pas_str){text.ptr + at, word.len}, word))
            return 1;
    return 0;
}

enum { SHORTEST_NAME = 4, MOST_OF_A_PERSON = 2 };

static int names(const siecle_rules *r, pas_node group, pas_node pupil)
{
    pas_str name = siecle_folded(r, pupil, SIECLE_F_STUDENT_FAMILY);
    return siecle_given(name) && name.len >= SHORTEST_NAME &&
           (contains(siecle_folded(r, group, SIECLE_F_GROUP_CODE), name) ||
            contains(siecle_folded(r, group, SIECLE_F_GROUP_LABEL), name));
}

/* Of its own pupil, and of few: LATIN and ROUGE are names too. */
static int named_after_a_pupil(siecle_rules *r, pas_node group)
{
    uint32_t n = 0, cursor = 0;
    int named = 0;
    for (pas_node m; (m = siecle_from(r, group, SIECLE_F_MEMBER_STRUCTURE, &cursor)) != 0;) {
        pas_node pupil = siecle_to(r, m, SIECLE_F_MEMBER_STUDENT);
        if (!pupil || !siecle_is_here(r, pupil))
            continue;
        if (++n > MOST_OF_A_PERSON)
            return 0;
        named = named || names(r, group, pupil);
    }
    return named;
}

/* ----------------------------------------------------------------------- codes */

/* What is wrong in a code, in two languages; NULL: nothing. */
static const char *wrong_in(pas_str code, const char **ret_en)
{
    for (size_t i = 0; i < code.len; i++) {
        unsigned char c = (unsigned char)code.ptr[i];
        *ret_en = c == ' ' && (i == 0 || i + 1 == code.len) ? "a blank at an end"
                  : c == ' ' && code.ptr[i - 1] == ' '      ? "two blanks"
                  : c == '"' || c == '\'' || c == ';'       ? "a quote or a semicolon"
                  : c < ' ' || c == 0x7f                    ? "an invisible character"
                  : c >= 0x80                               ? "an accented letter"
                                                            : NULL;
        if (*ret_en)
            return c == ' ' && (i == 0 || i + 1 == code.len) ? "une espace au bord"
                   : c == ' '                                ? "deux espaces"
                   : c >= 0x80                               ? "une lettre accentuée"
                   : c < ' ' || c == 0x7f                    ? "un caractère invisible"
                                          : "un guillemet, une apostrophe ou un point-virgule";
    }
    return NULL;
}

static int badly_spelled(siecle_rules *r, pas_str code)
{
    const char *en = NULL, *fr = siecle_given(code) ? wrong_in(code, &en) : NULL;
    if (!fr)
        return 0;
    siecle_rule_arg(r, siecle_arg("detail", siecle_str(fr)));
    siecle_rule_arg(r, siecle_arg("detail_en", siecle_str(en)));
    return 1;
}

static int badly_spelled_division(siecle_rules *r, pas_node division)
{
    return badly_spelled(r, siecle_text_of(r, division, SIECLE_F_DIVISION_CODE));
}

static int badly_spelled_group(siecle_rules *r, pas_node group)
{
    return badly_spelled(r, siecle_text_of(r, group, SIECLE_F_GROUP_CODE));
}

/* The code without a last blank and number, which EDT adds to a name that is taken. */
static pas_str without_counter(const siecle_rules *r, pas_node group)
{
    pas_str code = siecle_text_of(r, group, SIECLE_F_GROUP_CODE);
    size_t n = siecle_given(code) ? code.len : 0;
    while (n && code.ptr[n - 1] >= '0' && code.ptr[n - 1] <= '9')
        n--;
    return n > 1 && n < code.len && code.ptr[n - 1] == ' ' ? (pas_str){code.ptr, n - 1} : code;
}

/* One of them has no counter. */
static int counted(siecle_rules *r, pas_node first, pas_node group)
{
    pas_str base = without_counter(r, group), a = siecle_text_of(r, first, SIECLE_F_GROUP_CODE),
            b = siecle_text_of(r, group, SIECLE_F_GROUP_CODE);
    return !siecle_same(a, b) && (siecle_same(a, base) || siecle_same(b, base));
}

static const siecle_each each[] = {
    {"division-sans-mef", "division", NULL, "structures", without_mef},
    {"eleve-mef-hors-division", "student", "mef", "eleves;structures", mef_of_another_division},
    {"mef-ferme-encore-utilise", "mef", "closed", "nomenclature;eleves", closed_and_used},
    {"mef-sans-rattachement", "mef", "attached-to", "nomenclature", attached_to_nothing},
    {"export-partiel-suspect", "export", NULL, "eleves;structures", partial_export},
    {"division-sans-eleve", "division", NULL, "eleves;structures", without_pupils},
    {"groupe-eleve-hors-divisions", "membership", "structure", "eleves;structures", outside_the_group},
    {"groupe-nom-de-personne", "group", "code", "eleves;structures", named_after_a_pupil},
    {"structure-code-caracteres", "division", "code", "structures", badly_spelled_division},
    {"structure-code-caracteres", "group", "code", "structures", badly_spelled_group},
};

static const siecle_twins twins[] = {
    {"groupe-suffixe-compteur", "group", "code", without_counter, counted},
};

void siecle_rules_structures(siecle_rules *r)
{
    siecle_run_each(r, SIECLE_ROWS(each));
    siecle_run_twins(r, SIECLE_ROWS(twins));
}
