/* Rules on the pupils of « Élèves » and on the codes of « Structures ». See rules.h. */
#include "rules.h"

int siecle_is_here(const siecle_rules *r, pas_node pupil)
{
    return siecle_is_present(siecle_date_of(r, pupil, SIECLE_F_STUDENT_LEFT), r->today);
}

/* ----------------------------------------------------------------- divisions */

static pas_str structure_of(const siecle_rules *r, pas_node membership)
{
    return r->s.view->link_key(r->s.run, membership, r->fields[SIECLE_F_MEMBER_STRUCTURE], 0);
}

static int is_inactive(pas_str code)
{
    return !siecle_given(code); /* SIECLE_INACTIVE */
}

/* How many different divisions; `ret_two` gets the first and the last of them. */
static uint32_t divisions(const siecle_rules *r, pas_node pupil, pas_str ret_two[2])
{
    uint32_t n = 0, cursor = 0;
    for (pas_node m; (m = siecle_from(r, pupil, SIECLE_F_MEMBER_STUDENT, &cursor)) != 0;) {
        pas_str code = structure_of(r, m);
        if (!siecle_is(r, m, SIECLE_F_MEMBER_TYPE, "D") || is_inactive(code) ||
            (n && siecle_same(code, ret_two[n > 1])))
            continue;
        ret_two[n++ ? 1 : 0] = code;
    }
    return n;
}

pas_node siecle_division_of(const siecle_rules *r, pas_node pupil)
{
    pas_str two[2];
    uint32_t cursor = 0;
    if (divisions(r, pupil, two) != 1)
        return 0;
    return siecle_find(r, SIECLE_F_DIVISION_CODE, two[0], &cursor);
}

/* No pupil at all has a structure: said of the file, not of each. */
static int none_placed(const siecle_rules *r)
{
    return !siecle_first(r, "membership");
}

static int without_division(siecle_rules *r, pas_node pupil)
{
    pas_str two[2];
    return siecle_is_here(r, pupil) && !none_placed(r) && !divisions(r, pupil, two) &&
           !siecle_is(r, pupil, SIECLE_F_STUDENT_STATUS, "AP"); /* an apprentice may have none */
}

static int several_divisions(siecle_rules *r, pas_node pupil)
{
    pas_str two[2];
    if (!siecle_is_here(r, pupil) || divisions(r, pupil, two) < 2)
        return 0;
    siecle_rule_arg(r, siecle_arg("une", two[0]));
    siecle_rule_arg(r, siecle_arg("deux", two[1]));
    return 1;
}

static int in_inactive(siecle_rules *r, pas_node pupil)
{
    uint32_t cursor = 0;
    for (pas_node m; (m = siecle_from(r, pupil, SIECLE_F_MEMBER_STUDENT, &cursor)) != 0;)
        if (siecle_is(r, m, SIECLE_F_MEMBER_TYPE, "D") && is_inactive(structure_of(r, m)))
            return 1;
    return 0;
}

/* The groups that ended the day a pupil left are exported: only his division tells. */
static int left_and_placed(siecle_rules *r, pas_node pupil)
{
    pas_str two[2];
    if (siecle_is_here(r, pupil) || !divisions(r, pupil, two))
        return 0;
    siecle_rule_arg(r, siecle_arg("division", two[0]));
    siecle_rule_arg(r, siecle_date_arg(&r->s, "sortie", siecle_date_of(r, pupil, SIECLE_F_STUDENT_LEFT)));
    return 1;
}

/* -------------------------------------------------------------------- record */

/* Codes that SIECLE itself labels « sans précision » or « inconnu » (siecle.md §2.5). */
static int vague_reason(siecle_rules *r, pas_node pupil)
{
    static const char *const vague[] = {"19", "29", "39", "40", "42", "99"};
    if (!siecle_has(r, pupil, SIECLE_F_STUDENT_LEFT))
        return 0;
    if (!siecle_has(r, pupil, SIECLE_F_STUDENT_REASON)) {
        siecle_rule_arg(r, siecle_arg("motif", siecle_str("—")));
        return 1;
    }
    for (size_t i = 0; i < sizeof vague / sizeof vague[0]; i++)
        if (siecle_is(r, pupil, SIECLE_F_STUDENT_REASON, vague[i])) {
            siecle_rule_arg(r, siecle_arg("motif", siecle_str(vague[i])));
            return 1;
        }
    return 0;
}

static int reason_of_nothing(siecle_rules *r, pas_node pupil)
{
    siecle_rule_arg(r, siecle_arg("motif", siecle_text_of(r, pupil, SIECLE_F_STUDENT_REASON)));
    return siecle_has(r, pupil, SIECLE_F_STUDENT_REASON) && !siecle_has(r, pupil, SIECLE_F_STUDENT_LEFT);
}

static int without_sex(siecle_rules *r, pas_node pupil)
{
    return siecle_is_here(r, pupil) && !siecle_has(r, pupil, SIECLE_F_STUDENT_SEX);
}

static int born_nowhere(siecle_rules *r, pas_node pupil)
{
    return siecle_is_here(r, pupil) && siecle_is(r, pupil, SIECLE_F_STUDENT_COUNTRY, "100") &&
           !siecle_has(r, pupil, SIECLE_F_STUDENT_COMMUNE);
}

static int unlikely_age(siecle_rules *r, pas_node pupil)
{
    pas_date birth = siecle_date_of(r, pupil, SIECLE_F_STUDENT_BIRTH);
    if (!siecle_dated(birth) || !siecle_is_here(r, pupil))
        return 0;
    pas_date youngest = {(int16_t)(birth.year + 8), birth.month, birth.day};
    pas_date oldest = {(int16_t)(birth.year + 31), birth.month, birth.day};
    siecle_rule_arg(r, siecle_date_arg(&r->s, "naissance", birth));
    return siecle_compare(youngest, r->today) > 0 || siecle_compare(oldest, r->today) <= 0;
}

static int wrong_key(siecle_rules *r, pas_node pupil, enum siecle_field field)
{
    char key[3] = "";
    pas_str ine = siecle_text_of(r, pupil, field);
    if (!siecle_given(ine) || siecle_same(ine, siecle_text_of(r, pupil, SIECLE_F_STUDENT_INE)) ||
        siecle_check_ine(ine, key) != SIECLE_INE_KEY)
        return 0; /* that of ID_NATIONAL is said when it is read */
    siecle_rule_arg(r, siecle_person_arg("ine", ine));
    siecle_rule_arg(r, siecle_arg("cle", r->s.text->format(r->s.run, "%s", key)));
    return 1;
}

static int wrong_bea_key(siecle_rules *r, pas_node pupil)
{
    return wrong_key(r, pupil, SIECLE_F_STUDENT_INE_BEA);
}

static int wrong_rnie_key(siecle_rules *r, pas_node pupil)
{
    return wrong_key(r, pupil, SIECLE_F_STUDENT_INE_RNIE);
}

/* --------------------------------------------------------------------- twins */

static pas_str key_ine(const siecle_rules *r, pas_node pupil)
{
    return siecle_text_of(r, pupil, SIECLE_F_STUDENT_INE);
}

static pas_str key_division(const siecle_rules *r, pas_node node)
{
    return siecle_text_of(r, node, SIECLE_F_DIVISION_CODE);
}

static pas_str key_group(const siecle_rules *r, pas_node node)
{
    return siecle_text_of(r, node, SIECLE_F_GROUP_CODE);
}

/* One pupil recorded twice is that fault (eleve-en-double), not this one. */
static int other_pupil(siecle_rules *r, pas_node first, pas_node pupil)
{
    return !siecle_is_here(r, first) || !siecle_is_here(r, pupil) ||
           !siecle_same(siecle_folded(r, first, SIECLE_F_STUDENT_FAMILY),
                        siecle_folded(r, pupil, SIECLE_F_STUDENT_FAMILY)) ||
           !siecle_same(siecle_folded(r, first, SIECLE_F_STUDENT_FIRST),
                        siecle_folded(r, pupil, SIECLE_F_STUDENT_FIRST)) ||
           siecle_compare(siecle_date_of(r, first, SIECLE_F_STUDENT_BIRTH),
                          siecle_date_of(r, pupil, SIECLE_F_STUDENT_BIRTH)) != 0;
}

/* Without capitals, accents, separators and a last « GR ». */
static pas_str loose(const siecle_rules *r, pas_str code)
{
    pas_str s = r->s.text->fold(r->s.run, code, PAS_FOLD_CODE);
    if (s.len > 2 && s.ptr[s.len - 2] == 'G' && s.ptr[s.len - 1] == 'R')
        s.len -= 2;
    return s;
}

static pas_str key_loose_division(const siecle_rules *r, pas_node node)
{
    return loose(r, key_division(r, node));
}

static pas_str key_loose_group(const siecle_rules *r, pas_node node)
{
    return loose(r, key_group(r, node));
}

static int other_division(siecle_rules *r, pas_node first, pas_node node)
{
    return !siecle_same(key_division(r, first), key_division(r, node));
}

static int other_group(siecle_rules *r, pas_node first, pas_node node)
{
    return !siecle_same(key_group(r, first), key_group(r, node));
}

static int division_too(siecle_rules *r, pas_node group)
{
    uint32_t cursor = 0;
    pas_str code = key_group(r, group);
    return siecle_given(code) && siecle_find(r, SIECLE_F_DIVISION_CODE, code, &cursor) != 0;
}

static const siecle_each each[] = {
    {"eleve-sans-division", "student", NULL, NULL, without_division},
    {"eleve-plusieurs-divisions", "student", NULL, NULL, several_divisions},
    {"eleve-division-inactifs", "student", NULL, NULL, in_inactive},
    {"eleve-sorti-encore-affecte", "student", "left", NULL, left_and_placed},
    {"eleve-motif-sortie-imprecis", "student", "left-reason", NULL, vague_reason},
    {"eleve-motif-sans-sortie", "student", "left-reason", NULL, reason_of_nothing},
    {"eleve-sans-sexe", "student", "sex", NULL, without_sex},
    {"eleve-ne-en-france-sans-commune", "student", "birth-commune", NULL, born_nowhere},
    {"eleve-age-inattendu", "student", "birth-date", NULL, unlikely_age},
    {"eleve-autre-ine-cle-fausse", "student", "ine-bea", NULL, wrong_bea_key},
    {"eleve-autre-ine-cle-fausse", "student", "ine-rnie", NULL, wrong_rnie_key},
    {"division-et-groupe-meme-code", "group", "code", NULL, division_too},
};

static const siecle_twins twins[] = {
    {"eleve-ine-en-double", "student", "ine", key_ine, other_pupil},
    {"division-code-en-double", "division", "code", key_division, NULL},
    {"groupe-code-en-double", "group", "code", key_group, NULL},
    {"structures-codes-presque-identiques", "division", "code", key_loose_division, other_division},
    {"structures-codes-presque-identiques", "group", "code", key_loose_group, other_group},
};

void siecle_rules_pupils(siecle_rules *r)
{
    siecle_run_each(r, SIECLE_ROWS(each));
    siecle_run_twins(r, SIECLE_ROWS(twins));
}
