/* Rules on the persons of « Responsables », their links to pupils and the addresses. See rules.h. */
#include "rules.h"

/* ---------------------------------------------------------------------- links */

/* A legal guardian, in the words of today or of before 2018. */
static int is_legal(const siecle_rules *r, pas_node link)
{
    return siecle_is(r, link, SIECLE_F_LINK_LEVEL, "1") || siecle_is(r, link, SIECLE_F_LINK_LEGAL, "1") ||
           siecle_is(r, link, SIECLE_F_LINK_LEGAL, "2");
}

static pas_str pupil_key(const siecle_rules *r, pas_node link)
{
    return r->s.view->link_key(r->s.run, link, r->fields[SIECLE_F_LINK_STUDENT], 0);
}

/* A pupil and a person. Two persons of one name are a double, which is told as such (doublons.h). */
static pas_str key_link(const siecle_rules *r, pas_node link)
{
    return siecle_join(r, pupil_key(r, link),
                       r->s.view->link_key(r->s.run, link, r->fields[SIECLE_F_LINK_GUARDIAN], 0),
                       SIECLE_NONE);
}

static int without_level(siecle_rules *r, pas_node link)
{
    pas_str relation = siecle_text_of(r, link, SIECLE_F_LINK_RELATION);
    int level = siecle_has(r, link, SIECLE_F_LINK_LEVEL);
    siecle_rule_arg(r, siecle_arg("parente", siecle_given(relation) ? relation : siecle_str("—")));
    if (!level)
        return !siecle_has(r, link, SIECLE_F_LINK_LEGAL);
    return siecle_given(relation) && siecle_characters(relation) != 2;
}

static int has_legal_link(const siecle_rules *r, pas_node guardian)
{
    uint32_t cursor = 0;
    for (pas_node l; (l = siecle_from(r, guardian, SIECLE_F_LINK_GUARDIAN, &cursor)) != 0;)
        if (is_legal(r, l))
            return 1;
    return 0;
}

/* Nobody is told: a minor of whom « Responsables » knows nobody. */
static int without_guardian(siecle_rules *r, pas_node pupil)
{
    uint32_t cursor = 0;
    pas_date birth = siecle_date_of(r, pupil, SIECLE_F_STUDENT_BIRTH);
    pas_date adult = {(int16_t)(birth.year + 18), birth.month, birth.day};
    return siecle_dated(birth) && siecle_compare(adult, r->today) > 0 && siecle_is_here(r, pupil) &&
           !siecle_from(r, pupil, SIECLE_F_LINK_STUDENT, &cursor);
}

/* What a pupil's links amount to. */
struct family {
    pas_node first;
    uint32_t legal;
};

static void say_families(siecle_rules *r, const struct family *families, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        pas_node pupil = siecle_to(r, families[i].first, SIECLE_F_LINK_STUDENT);
        if (pupil && !siecle_is_present(siecle_date_of(r, pupil, SIECLE_F_STUDENT_LEFT), r->today))
            continue;
        r->n_args = 0;
        siecle_rule_arg(r, siecle_number_arg(&r->s, "n", families[i].legal));
        if (!families[i].legal)
            siecle_rule_say(r, "eleve-sans-responsable-legal", NULL, families[i].first, 0);
        else if (families[i].legal > 2)
            siecle_rule_say(r, "eleve-plus-de-deux-legaux", NULL, families[i].first, 0);
    }
}

/* Pupils are taken from the links: « Élèves » need not have been given. */
static void check_families(siecle_rules *r)
{
    uint32_t most = 0, n = 0, told = 0;
    for (pas_node l = siecle_first(r, "guardianship"); l; l = siecle_next(r, l), most++)
        told += (uint32_t)(siecle_has(r, l, SIECLE_F_LINK_LEVEL) || siecle_has(r, l, SIECLE_F_LINK_LEGAL));
    if (!told)
        return; /* the format has changed: responsable-niveau-absent says it */
    siecle_map known = {0}, pairs = {0};
    siecle_map_make(&known, &r->s, most + 1);
    siecle_map_make(&pairs, &r->s, most + 1);
    struct family *families = r->s.core->alloc(r->s.run, (most + 1) * sizeof *families);
    if (!known.cells || !pairs.cells || !families)
        return;
    for (pas_node l = siecle_first(r, "guardianship"); l; l = siecle_next(r, l)) {
        pas_str key = pupil_key(r, l);
        siecle_cell *cell = siecle_map_at(&known, key);
        if (!cell->used) {
            families[n].first = l;
            siecle_map_take(cell, key, n++);
        }
        /* Two links to one person are that fault: responsable-deux-liens-meme-eleve. */
        if (is_legal(r, l) && siecle_map_add(&pairs, key_link(r, l)))
            families[cell->value].legal++;
    }
    say_families(r, families, n);
}

/* -------------------------------------------------------------------- persons */

static int without_pupil(siecle_rules *r, pas_node guardian)
{
    uint32_t cursor = 0;
    return !siecle_from(r, guardian, SIECLE_F_LINK_GUARDIAN, &cursor);
}

static int without_contact(siecle_rules *r, pas_node guardian)
{
    return has_legal_link(r, guardian) && !siecle_has(r, guardian, SIECLE_F_GUARDIAN_MOBILE) &&
           !siecle_has(r, guardian, SIECLE_F_GUARDIAN_MAIL);
}

static int wrong_mail(siecle_rules *r, pas_node guardian)
{
    pas_str mail = siecle_text_of(r, guardian, SIECLE_F_GUARDIAN_MAIL);
    siecle_rule_arg(r, siecle_person_arg("mel", mail));
    return siecle_given(mail) && !siecle_is_mail(mail);
}

static int any_resolves(const siecle_rules *r, const char *kind, enum siecle_field address)
{
    for (pas_node x = siecle_first(r, kind); x; x = siecle_next(r, x))
        if (siecle_to(r, x, address))
            return 1;
    return 0;
}

/* An ADRESSE_ID that nothing answers counts only if the addresses that were read are the guardians': they may
 * be those of « Élèves avec adresses », beside « Responsables sans adresses ». */
static int are_guardians_addresses(siecle_rules *r)
{
    if (!r->addresses)
        r->addresses = any_resolves(r, "guardian", SIECLE_F_GUARDIAN_ADDRESS) &&
                               !any_resolves(r, "student", SIECLE_F_STUDENT_ADDRESS)
                           ? 1
                           : -1;
    return r->addresses > 0;
}

static int without_address(siecle_rules *r, pas_node guardian)
{
    if (!has_legal_link(r, guardian))
        return 0;
    if (!siecle_has(r, guardian, SIECLE_F_GUARDIAN_ADDRESS))
        return 1;
    return !siecle_to(r, guardian, SIECLE_F_GUARDIAN_ADDRESS) && are_guardians_addresses(r);
}

/* ------------------------------------------------------------------ addresses */

/* A town that was merged or renamed: its code is not in « Géographique » any more. */
static int in_no_town(siecle_rules *r, pas_node address)
{
    pas_str code = siecle_text_of(r, address, SIECLE_F_ADDRESS_COMMUNE);
    uint32_t cursor = 0;
    if (!siecle_given(code) || !siecle_has(r, address, SIECLE_F_ADDRESS_ID))
        return 0;
    siecle_rule_arg(r, siecle_arg("commune", code));
    pas_str key = r->s.text->format(r->s.run, "COMMUNES:%.*s", (int)code.len, code.ptr);
    return !siecle_find(r, SIECLE_F_ENTRY_KEY, key, &cursor);
}

static int nobody_there(siecle_rules *r, pas_node address)
{
    uint32_t a = 0, b = 0, same = 0;
    pas_str id = siecle_text_of(r, address, SIECLE_F_ADDRESS_ID);
    if (!siecle_given(id) || siecle_from(r, address, SIECLE_F_GUARDIAN_ADDRESS, &a) ||
        siecle_from(r, address, SIECLE_F_STUDENT_ADDRESS, &b))
        return 0;
    /* Given by both exports, it is the first that the links lead to. */
    return siecle_find(r, SIECLE_F_ADDRESS_ID, id, &same) == address;
}

/* -------------------------------------------------------------------- doubles */

/* Title, name and first name: another title is another person (a father and a mother may share the rest). */
static pas_str identity(const siecle_rules *r, pas_node guardian)
{
    if (!siecle_has(r, guardian, SIECLE_F_GUARDIAN_FAMILY) ||
        !siecle_has(r, guardian, SIECLE_F_GUARDIAN_FIRST))
        return SIECLE_NONE;
    return siecle_join(r, siecle_text_of(r, guardian, SIECLE_F_GUARDIAN_TITLE),
                       siecle_folded(r, guardian, SIECLE_F_GUARDIAN_FAMILY),
                       siecle_folded(r, guardian, SIECLE_F_GUARDIAN_FIRST));
}

static pas_str mail_of(const siecle_rules *r, pas_node guardian)
{
    return r->s.text->fold(r->s.run, siecle_text_of(r, guardian, SIECLE_F_GUARDIAN_MAIL), PAS_UPPER);
}

static int share_a_pupil(const siecle_rules *r, pas_node a, pas_node b)
{
    uint32_t i = 0;
    for (pas_node la; (la = siecle_from(r, a, SIECLE_F_LINK_GUARDIAN, &i)) != 0;) {
        uint32_t j = 0;
        for (pas_node lb; (lb = siecle_from(r, b, SIECLE_F_LINK_GUARDIAN, &j)) != 0;)
            if (siecle_same(pupil_key(r, la), pupil_key(r, lb)))
                return 1;
    }
    return 0;
}

/* The two parents of one pupil may well have one address. */
static int strangers(siecle_rules *r, pas_node first, pas_node guardian)
{
    siecle_rule_arg(r, siecle_person_arg("mel", siecle_text_of(r, guardian, SIECLE_F_GUARDIAN_MAIL)));
    return !siecle_same(identity(r, first), identity(r, guardian)) && !share_a_pupil(r, first, guardian);
}

static const siecle_each each[] = {
    {"responsable-niveau-absent", "guardianship", "level", NULL, without_level},
    {"responsable-sans-eleve", "guardian", NULL, NULL, without_pupil},
    {"responsable-sans-contact", "guardian", NULL, NULL, without_contact},
    {"responsable-mel-invalide", "guardian", "mail", NULL, wrong_mail},
    {"responsable-adresse-absente", "guardian", "address", NULL, without_address},
    {"eleve-sans-responsable", "student", NULL, "eleves;responsables", without_guardian},
    {"commune-modifiee", "address", "commune", "geographique", in_no_town},
    {"adresse-orpheline", "address", NULL, NULL, nobody_there},
};

static const siecle_twins twins[] = {
    {"responsable-deux-liens-meme-eleve", "guardianship", NULL, key_link, NULL},
    {"responsable-mel-partage", "guardian", "mail", mail_of, strangers},
};

void siecle_rules_guardians(siecle_rules *r)
{
    siecle_run_each(r, SIECLE_ROWS(each));
    siecle_run_twins(r, SIECLE_ROWS(twins));
    check_families(r);
}
