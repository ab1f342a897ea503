/* Spellings, signals, vetoes and grades of doubles (siecle.md §12.3), without any service: each signal with a
 * pair that fires it and one that does not. */
#include "doublons_pure.h"

#include <criterion/criterion.h>
#include <string.h>

static pas_str str(const char *s)
{
    return (pas_str){s, s ? strlen(s) : 0};
}

static void check_spelling(size_t (*how)(char *to, pas_str s), const char *from, const char *expected)
{
    char to[64];
    size_t n = how(to, str(from));
    cr_assert_eq(n, strlen(expected), "%s gives %.*s", from, (int)n, to);
    cr_assert_eq(memcmp(to, expected, n), 0, "%s gives %.*s", from, (int)n, to);
}

Test(spelling, phones)
{
    static const char *const one[] = {"0612345678",    "06 12 34 56 78",  "06.12.34.56.78",
                                      "+33612345678",  "0033 6 12345678", "+33 (0)6 12345678",
                                      "06-12-34-56-78"};
    for (size_t i = 0; i < sizeof one / sizeof one[0]; i++)
        check_spelling(siecle_contact_phone, one[i], "0612345678");
    check_spelling(siecle_contact_phone, "+34 612 345 678", "+34612345678");
    static const char *const none[] = {"",           "+33",     "12345", "0000000000",
                                       "0600000000", "inconnu", "+",     "0033"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        check_spelling(siecle_contact_phone, none[i], "");
}

Test(spelling, mails)
{
    check_spelling(siecle_contact_mail, " Jean.DUPONT@Exemple.FR ", "jean.dupont@exemple.fr");
    check_spelling(siecle_contact_mail, "neant", "");
    check_spelling(siecle_contact_mail, "@", "");
    check_spelling(siecle_contact_mail, "", "");
}

Test(spelling, first_part)
{
    static const char *const names[][2] = {
        {"Marie-Lou", "Marie"}, {"Marie Lou", "Marie"}, {"Marie", "Marie"}, {"", ""}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        cr_assert(siecle_same(siecle_first_part(str(names[i][0])), str(names[i][1])));
}

/* ------------------------------------------------------------------ signals */

/* A person in one line: what is not said is not given. */
typedef struct said {
    const char *family, *usage, *first, *part, *mobile, *phone, *mail, *address, *address_id;
    char title;
    siecle_tie ties[3]; /* until pupil 0; pupils are numbered from 1 here */
    uint32_t beside[3];
} said;

static siecle_person person(said *s)
{
    siecle_person p = {.family = str(s->family),
                       .usage = str(s->usage),
                       .first = str(s->first),
                       .part = str(s->part ? s->part : s->first),
                       .phones = {str(s->mobile), str(s->phone)},
                       .mail = str(s->mail),
                       .address = str(s->address),
                       .address_id = str(s->address_id),
                       .title = s->title,
                       .ties = s->ties,
                       .beside = s->beside};
    while (p.n_ties < 3 && s->ties[p.n_ties].pupil)
        p.n_ties++;
    while (p.n_beside < 3 && s->beside[p.n_beside])
        p.n_beside++;
    return p;
}

/* All the signals of a pair, which are the same both ways. */
static uint32_t signals(said a, said b)
{
    siecle_person p = person(&a), q = person(&b);
    uint32_t found = siecle_signals_of(&p, &q);
    cr_assert_eq(siecle_signals_of(&q, &p), found, "the order of the two does not count");
    return found;
}
#define ONE(...) ((said){.family = "MARTIN", .first = "ANNE", __VA_ARGS__})

Test(signal, rows)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < siecle_n_signals; i++) {
        cr_assert_eq(all & siecle_signals[i].bit, 0, "one row a signal");
        all |= siecle_signals[i].bit;
        cr_assert(siecle_signals[i].fr && siecle_signals[i].en && siecle_signals[i].source);
    }
    cr_assert_eq(signals((said){0}, (said){0}), 0, "what is not given is not alike");
}

Test(signal, same_name)
{
    cr_assert_eq(signals(ONE(), ONE()), SIECLE_SAME_NAME);
    cr_assert_eq(signals(ONE(), ((said){.family = "MARTIN", .first = "SOPHIE"})), 0);
    cr_assert_eq(signals(ONE(), ((said){.family = "DUPONT", .first = "ANNE"})), 0);
}

Test(signal, cross_name)
{
    said maiden = {.family = "DUPONT", .usage = "MARTIN", .first = "ANNE"};
    cr_assert_eq(signals(ONE(), maiden), SIECLE_CROSS_NAME);
    cr_assert_eq(signals(maiden, ((said){.family = "DURAND", .usage = "MARTIN", .first = "ANNE"})),
                 SIECLE_CROSS_NAME);
    cr_assert_eq(signals(((said){.family = "MARTIN", .first = "SOPHIE"}), maiden), 0);
    cr_assert_eq(signals(ONE(.usage = "DUPONT"), ONE(.usage = "DUPONT")), SIECLE_SAME_NAME, "not said twice");
}

Test(signal, near_name)
{
    cr_assert_eq(signals(ONE(), ((said){.family = "MARTINS", .first = "ANNE"})), SIECLE_NEAR_NAME);
    cr_assert_eq(signals(ONE(), ((said){.family = "MARTIN", .first = "ANNA"})), SIECLE_NEAR_NAME);
    cr_assert_eq(signals(ONE(), ((said){.family = "MARTIN", .first = "ANNELAURE", .part = "ANNE"})),
                 SIECLE_NEAR_NAME);
    cr_assert_eq(signals(ONE(), ((said){.family = "MARTIN", .first = "ANNELISE", .part = "ANNELISE"})), 0);
    cr_assert_eq(signals(ONE(), ((said){.family = "MARTINS", .first = "ANNA"})), 0,
                 "one of the two must be equal");
}

Test(signal, same_pupil)
{
    cr_assert_eq(signals(ONE(.ties = {{1, 10}, {2, 10}}), ONE(.ties = {{2, 10}})),
                 SIECLE_SAME_NAME | SIECLE_SAME_PUPIL);
    cr_assert_eq(signals(ONE(.ties = {{1, 10}, {3, 10}}), ONE(.ties = {{2, 10}})), SIECLE_SAME_NAME);
}

Test(signal, same_family)
{
    cr_assert_eq(signals(ONE(.beside = {4, 7}), ONE(.beside = {5, 7})),
                 SIECLE_SAME_NAME | SIECLE_SAME_FAMILY);
    cr_assert_eq(signals(ONE(.beside = {4, 7}), ONE(.beside = {5, 8})), SIECLE_SAME_NAME);
}

Test(signal, contacts)
{
    cr_assert_eq(signals(ONE(.mobile = "0612345678"), ONE(.phone = "0612345678")),
                 SIECLE_SAME_NAME | SIECLE_SAME_PHONE);
    cr_assert_eq(signals(ONE(.mobile = "0612345678"), ONE(.mobile = "0612345679")), SIECLE_SAME_NAME);
    cr_assert_eq(signals(ONE(.mail = "a@b.fr"), ONE(.mail = "a@b.fr")), SIECLE_SAME_NAME | SIECLE_SAME_MAIL);
    cr_assert_eq(signals(ONE(.mail = "a@b.fr"), ONE(.mail = "c@b.fr")), SIECLE_SAME_NAME);
    cr_assert_eq(signals(ONE(.address = "12RUE"), ONE(.address = "12RUE")),
                 SIECLE_SAME_NAME | SIECLE_SAME_ADDRESS);
    cr_assert_eq(signals(ONE(.address_id = "7"), ONE(.address_id = "7")),
                 SIECLE_SAME_NAME | SIECLE_SAME_ADDRESS);
    cr_assert_eq(
        signals(ONE(.address = "12RUE", .address_id = "7"), ONE(.address = "13RUE", .address_id = "8")),
        SIECLE_SAME_NAME);
}

Test(veto, title)
{
    cr_assert_eq(signals(ONE(.title = 'M'), ONE(.title = 'F')), SIECLE_SAME_NAME | SIECLE_OTHER_TITLE);
    cr_assert_eq(signals(ONE(.title = 'M'), ONE(.title = 'M')), SIECLE_SAME_NAME);
    cr_assert_eq(signals(ONE(.title = 'M'), ONE()), SIECLE_SAME_NAME,
                 "a title that is not given tells nothing");
}

Test(veto, mother_and_father)
{
    cr_assert_eq(signals(ONE(.ties = {{1, 10}}), ONE(.ties = {{2, 20}})),
                 SIECLE_SAME_NAME | SIECLE_MOTHER_AND_FATHER);
    cr_assert_eq(signals(ONE(.ties = {{1, 10}}), ONE(.ties = {{2, 10}})), SIECLE_SAME_NAME);
    cr_assert_eq(signals(ONE(.ties = {{1, 10}}), ONE(.ties = {{2, 90}})), SIECLE_SAME_NAME);
}

Test(veto, generation)
{
    cr_assert_eq(signals(ONE(.ties = {{1, 20}}), ONE(.ties = {{1, 38}})),
                 SIECLE_SAME_NAME | SIECLE_SAME_PUPIL | SIECLE_OTHER_GENERATION);
    cr_assert_eq(signals(ONE(.ties = {{1, 20}}), ONE(.ties = {{2, 38}})), SIECLE_SAME_NAME,
                 "of two pupils: may be one");
    cr_assert_eq(signals(ONE(.ties = {{1, 20}}), ONE(.ties = {{1, 50}})),
                 SIECLE_SAME_NAME | SIECLE_SAME_PUPIL, "a guardian by law may be the father");
}

/* ------------------------------------------------------------------- grades */

Test(grade, rows)
{
    static const uint32_t strong[] = {SIECLE_SAME_PUPIL, SIECLE_SAME_PHONE, SIECLE_SAME_MAIL,
                                      SIECLE_SAME_ADDRESS};
    static const uint32_t vetoes[] = {SIECLE_OTHER_TITLE, SIECLE_MOTHER_AND_FATHER, SIECLE_OTHER_GENERATION};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_eq(siecle_grade_of(SIECLE_SAME_NAME | strong[i]), SIECLE_CERTAIN);
        cr_assert_eq(siecle_grade_of(SIECLE_CROSS_NAME | strong[i]), SIECLE_PROBABLE);
        cr_assert_eq(siecle_grade_of(SIECLE_NEAR_NAME | strong[i]), SIECLE_PROBABLE);
        cr_assert_eq(siecle_grade_of(strong[i]), SIECLE_STRANGERS,
                     "a couple that shares it has two first names");
        for (size_t k = 0; k < 3; k++) {
            cr_assert_eq(siecle_grade_of(SIECLE_SAME_NAME | strong[i] | vetoes[k]), SIECLE_HOMONYMS);
            cr_assert_eq(siecle_grade_of(SIECLE_NEAR_NAME | strong[i] | vetoes[k]), SIECLE_STRANGERS);
        }
    }
    cr_assert_eq(siecle_grade_of(SIECLE_SAME_NAME | SIECLE_SAME_FAMILY), SIECLE_PROBABLE);
    cr_assert_eq(siecle_grade_of(SIECLE_SAME_NAME), SIECLE_POSSIBLE);
    cr_assert_eq(siecle_grade_of(SIECLE_CROSS_NAME), SIECLE_STRANGERS);
    cr_assert_eq(siecle_grade_of(SIECLE_NEAR_NAME), SIECLE_STRANGERS);
    cr_assert_eq(siecle_grade_of(0), SIECLE_STRANGERS);
}
