/* Rules on what the file is made of: nomenclatures, the year, divisions and groups. See rules.h. */
#include "rules.h"

/* ---------------------------------------------------------------------- files */

/* Not an essential rule: a file may have no classes on purpose (option classes-services of the writing). */
static int no_structure(sts_rules *r, pas_node export)
{
    if (!sts_is(r, export, STS_F_EXPORT_DOCUMENT, STS_EMP))
        return 0;
    for (pas_node m = sts_first(r, "structure-mef"); m; m = sts_next(r, m))
        if (sts_kind_is(r, sts_to(r, m, STS_F_SMEF_STRUCTURE), "division"))
            return 0;
    return 1;
}

static int no_nomenclature(sts_rules *r, pas_node export)
{
    return sts_is(r, export, STS_F_EXPORT_DOCUMENT, STS_EMP) &&
           (!sts_first(r, "mef") || !sts_first(r, "subject"));
}

static int wrong_year(sts_rules *r, pas_node year)
{
    pas_date start = sts_date_of(r, year, STS_F_YEAR_START), end = sts_date_of(r, year, STS_F_YEAR_END);
    int64_t said = sts_int_of(r, year, STS_F_YEAR, 0);
    sts_rule_number(r, "annee", said);
    sts_rule_number(r, "debut", start.year);
    return start.year && ((said && start.year != said) || (end.year && sts_date_order(start, end) >= 0));
}

/* ---------------------------------------------------------------------- codes */

static int division_twice(sts_rules *r, pas_node division)
{
    return sts_before(r, division, STS_F_DIVISION_CODE) != 0;
}

static int group_twice(sts_rules *r, pas_node group)
{
    return sts_before(r, group, STS_F_GROUP_CODE) != 0;
}

static int group_like_a_division(sts_rules *r, pas_node group)
{
    uint32_t cursor = 0;
    pas_str code = sts_text_of(r, group, STS_F_GROUP_CODE);
    return sts_given(code) &&
           r->s.view->find(r->s.run, r->s.own, r->fields[STS_F_DIVISION_CODE], code, &cursor);
}

/* The first structure before this one, of the same kind, whose code is the same but for its spelling. */
static int nearly_the_same(sts_rules *r, pas_node structure)
{
    pas_str code = sts_structure_code(r, structure);
    pas_str folded = r->s.text->fold(r->s.run, code, PAS_FOLD_CODE);
    const char *kind = sts_kind_is(r, structure, "division") ? "division" : "group";
    for (pas_node x = sts_first(r, kind); x && x != structure; x = sts_next(r, x)) {
        pas_str other = sts_structure_code(r, x);
        if (sts_same(other, code) || !sts_same(r->s.text->fold(r->s.run, other, PAS_FOLD_CODE), folded))
            continue;
        sts_rule_text(r, "autre", other);
        return 1;
    }
    return 0;
}

/* The code without a last blank and number, which EDT adds to a name that is taken. */
static pas_str without_counter(pas_str code)
{
    size_t n = code.len;
    while (n && code.ptr[n - 1] >= '0' && code.ptr[n - 1] <= '9')
        n--;
    return n > 1 && n < code.len && code.ptr[n - 1] == ' ' ? (pas_str){code.ptr, n - 1} : STS_NONE;
}

static int numbered(sts_rules *r, pas_node group)
{
    pas_str base = without_counter(sts_text_of(r, group, STS_F_GROUP_CODE));
    uint32_t cursor = 0;
    sts_rule_text(r, "autre", base);
    return sts_given(base) && r->s.view->find(r->s.run, r->s.own, r->fields[STS_F_GROUP_CODE], base, &cursor);
}

static int is_longer_than_8(pas_str code)
{
    uint32_t n = 0;
    for (size_t i = 0; i < code.len; i++)
        n += ((unsigned char)code.ptr[i] & 0xc0u) != 0x80u;
    return n > 8 && n <= 20;
}

/* Said once for the file: a lycée has them by the dozen. */
static int longer_than_8(sts_rules *r, pas_node export)
{
    int64_t n = 0;
    pas_str example = STS_NONE;
    (void)export;
    for (pas_node g = sts_first(r, "group"); g; g = sts_next(r, g)) {
        pas_str code = sts_text_of(r, g, STS_F_GROUP_CODE);
        if (is_longer_than_8(code) && n++ == 0)
            example = code;
    }
    sts_rule_number(r, "n", n);
    sts_rule_text(r, "exemple", example);
    return n != 0;
}

static int troublesome(sts_rules *r, pas_node structure)
{
    pas_str code = sts_structure_code(r, structure);
    for (size_t i = 0; i < code.len; i++) {
        unsigned char c = (unsigned char)code.ptr[i];
        if (c < ' ' || c >= 0x80u || c == '"' || c == '\'' || c == ';' ||
            (c == ' ' && i && code.ptr[i - 1] == ' '))
            return 1;
    }
    return 0;
}

/* ---------------------------------------------------------------- attachments */

static int without_mef(sts_rules *r, pas_node division)
{
    return sts_count_from(r, division, STS_F_SMEF_STRUCTURE) == 0;
}

static int without_division(sts_rules *r, pas_node group)
{
    return sts_count_from(r, group, STS_F_COMPOSITION_GROUP) == 0;
}

/* --------------------------------------------------------------- head counts */

static int nobody(sts_rules *r, pas_node group)
{
    return sts_int_of(r, group, STS_F_GROUP_PLANNED, 0) == 0;
}

static int64_t planned(const sts_rules *r, pas_node x)
{
    return sts_int_of(r, x, sts_kind_is(r, x, "division") ? STS_F_DIVISION_PLANNED : STS_F_GROUP_PLANNED, 0);
}

static int64_t counted(const sts_rules *r, pas_node x)
{
    return sts_int_of(r, x, sts_kind_is(r, x, "division") ? STS_F_DIVISION_COUNTED : STS_F_GROUP_COUNTED, 0);
}

static int not_planned(sts_rules *r, pas_node structure)
{
    return planned(r, structure) == 0;
}

static int far_from_planned(sts_rules *r, pas_node structure)
{
    int64_t p = planned(r, structure), c = counted(r, structure), gap = p > c ? p - c : c - p;
    sts_rule_number(r, "prevu", p);
    sts_rule_number(r, "calcule", c);
    return p > 0 && c > 0 && gap > 2 && gap * 10 > p;
}

static int not_the_sum(sts_rules *r, pas_node division)
{
    int64_t sum = 0, total = planned(r, division);
    uint32_t cursor = 0;
    for (pas_node m; (m = sts_from(r, division, STS_F_SMEF_STRUCTURE, &cursor)) != 0;)
        sum += sts_int_of(r, m, STS_F_SMEF_PLANNED, 0);
    sts_rule_number(r, "somme", sum);
    sts_rule_number(r, "total", total);
    return cursor && total > 0 && sum > 0 && sum != total;
}

/* ------------------------------------------------------------------- services */

static int without_service(sts_rules *r, pas_node structure)
{
    return r->services && sts_count_from(r, structure, STS_F_SERVICE_STRUCTURE) == 0;
}

static const sts_each each[] = {
    {"ordre-structure-sts-absente", "export", NULL, STS_EMP, STS_FULL, no_structure},
    {"ordre-nomenclatures-non-integrees", "export", NULL, STS_EMP, STS_ESSENTIAL, no_nomenclature},
    {"annee-sts-incoherente", "school-year", "start", STS_EMP, STS_FULL, wrong_year},
    {"division-code-en-double", "division", "code", NULL, STS_ESSENTIAL, division_twice},
    {"groupe-code-en-double", "group", "code", NULL, STS_ESSENTIAL, group_twice},
    {"division-et-groupe-meme-code", "group", "code", NULL, STS_ESSENTIAL, group_like_a_division},
    {"structures-codes-presque-identiques", "division", "code", NULL, STS_FULL, nearly_the_same},
    {"structures-codes-presque-identiques", "group", "code", NULL, STS_FULL, nearly_the_same},
    {"groupe-suffixe-compteur", "group", "code", NULL, STS_FULL, numbered},
    {"groupe-code-de-plus-de-8", "export", NULL, NULL, STS_FULL, longer_than_8},
    {"structure-code-caracteres", "division", "code", NULL, STS_FULL, troublesome},
    {"structure-code-caracteres", "group", "code", NULL, STS_FULL, troublesome},
    {"division-sans-mef", "division", NULL, STS_EMP, STS_ESSENTIAL, without_mef},
    {"groupe-sans-division", "group", NULL, NULL, STS_ESSENTIAL, without_division},
    {"groupe-effectif-nul", "group", "planned", EMP_STS, STS_ESSENTIAL, nobody},
    {"effectif-prevu-absent", "division", "planned", STS_EMP, STS_FULL, not_planned},
    {"effectif-prevu-different-du-calcule", "division", "planned", STS_EMP, STS_FULL, far_from_planned},
    {"effectif-prevu-different-du-calcule", "group", "planned", STS_EMP, STS_FULL, far_from_planned},
    {"effectif-division-different-somme-mef", "division", "planned", STS_EMP, STS_FULL, not_the_sum},
    {"division-sans-service", "division", NULL, STS_EMP, STS_FULL, without_service},
    {"groupe-sans-service", "group", NULL, STS_EMP, STS_FULL, without_service},
};

void sts_rules_structures(sts_rules *r)
{
    sts_run_each(r, STS_ROWS(each));
}
