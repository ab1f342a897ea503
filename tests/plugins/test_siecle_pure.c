/* Identifiers, intervals, names and look-up of SIECLE's plugin, without any service. */
#include "pure.h"

#include <criterion/criterion.h>
#include <string.h>

static pas_str str(const char *s)
{
    return (pas_str){s, strlen(s)};
}

static pas_date day(int year, int month, int d)
{
    return (pas_date){(int16_t)year, (uint8_t)month, (uint8_t)d};
}

/* siecle.md §11: vectors verified on real lists, and computed ones. */
Test(ine, keys)
{
    static const char *const good[] = {"990000001EB", "990000002EA", "990000003DK", "990000004DJ",
                                       "070832327JA", "060375611AC", "060446577EA"};
    char key[3];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        cr_assert_eq(siecle_check_ine(str(good[i]), key), SIECLE_INE_GOOD, "%s", good[i]);
    cr_assert_eq(siecle_check_ine(str("990000001EC"), key), SIECLE_INE_KEY);
    cr_assert_str_eq(key, "EB");
    cr_assert_eq(siecle_check_ine(str("0113014881M"), key), SIECLE_INE_GOOD);
    cr_assert_eq(siecle_check_ine(str("0113014881N"), key), SIECLE_INE_KEY);
    cr_assert_str_eq(key, "M");
    cr_assert_eq(siecle_check_ine(str("123"), key), SIECLE_INE_FORM);
    cr_assert_eq(siecle_check_ine(str("0000000000001"), key), SIECLE_INE_FORM);
}

Test(identifiers, forms_of_the_import)
{
    cr_assert(siecle_is_word11(str("990000001EB")));
    cr_assert_not(siecle_is_word11(str("0000000000001")));
    cr_assert_not(siecle_is_word11(str("99000000 1E")));
    cr_assert(siecle_is_uint32(str("4294967295")));
    cr_assert_not(siecle_is_uint32(str("4294967296")));
    cr_assert_not(siecle_is_uint32(str("")));
    cr_assert_not(siecle_is_uint32(str("12a")));
    cr_assert(siecle_is_uai(str("0999990W")));
    cr_assert_not(siecle_is_uai(str("099999W")));
    cr_assert_not(siecle_is_uai(str("0999990w")));
}

Test(dates, next_day)
{
    cr_assert_eq(siecle_compare(siecle_next_day(day(2024, 2, 28)), day(2024, 2, 29)), 0);
    cr_assert_eq(siecle_compare(siecle_next_day(day(2025, 2, 28)), day(2025, 3, 1)), 0);
    cr_assert_eq(siecle_compare(siecle_next_day(day(2025, 12, 31)), day(2026, 1, 1)), 0);
}

Test(intervals, overlapping_and_touching_ones_become_one)
{
    siecle_span spans[] = {{day(2026, 11, 1), day(2027, 1, 31)},
                           {day(2026, 9, 1), day(2026, 9, 30)},
                           {day(2026, 10, 1), day(2026, 10, 31)},
                           {day(2027, 3, 1), day(2027, 4, 1)}};
    cr_assert_eq(siecle_merge(spans, 4), 2);
    cr_assert_eq(siecle_compare(spans[0].start, day(2026, 9, 1)), 0);
    cr_assert_eq(siecle_compare(spans[0].end, day(2027, 1, 31)), 0);
    cr_assert_eq(siecle_compare(spans[1].start, day(2027, 3, 1)), 0);
}

Test(intervals, a_missing_end_is_open)
{
    siecle_span spans[] = {{day(2026, 9, 1), {0, 0, 0}}, {day(2027, 1, 1), day(2027, 2, 1)}};
    cr_assert_eq(siecle_merge(spans, 2), 1);
    cr_assert_eq(spans[0].end.year, 0);
}

Test(name, of_the_deposit)
{
    char name[SIECLE_NAME_SIZE];
    pas_stamp now = {.date = {2009, 7, 5}, .hour = 15, .minute = 10, .second = 59};
    siecle_file_name(name, str("6200003J"), 2009, now);
    cr_assert_str_eq(name, "6200003JELEGROUPE2009090705151059");
    cr_assert(siecle_is_file_name(str(name)));
    cr_assert_not(siecle_is_file_name(str("6200003J_ELEGROUPE_20090705")));
    cr_assert_not(siecle_is_file_name(str("6200003JELEGROUPE200909070515105")));
}

Test(name, of_the_pupils_schools)
{
    cr_assert(siecle_names_pupils_schools(str("ExportXML_EtablissementsEleves.zip")));
    cr_assert(siecle_names_pupils_schools(str("dossier/etablissementseleves (1).XML")));
    cr_assert_not(siecle_names_pupils_schools(str("ExportXML_Etablissements.zip")));
    cr_assert_not(siecle_names_pupils_schools(str("EtablissementsEleve")));
    cr_assert_not(siecle_names_pupils_schools(str("")));
}

Test(spellings, addresses)
{
    char to[40];
    pas_str left = {to, siecle_letters(to, str("12, RUE DE L'ÉCOLE (BIS)"))};
    cr_assert(siecle_same(left, str("12RUEDELÉCOLEBIS")));
}

Test(spellings, mails)
{
    cr_assert(siecle_is_mail(str("a.b-c@exemple.fr")));
    static const char *const wrong[] = {"a",        "a@b",    "@b.fr",  "a@b.",  "a@.fr",  "a b@c.fr",
                                        "a@b@c.fr", "é@b.fr", "a@b,fr", "a.b@c", "a@b.fr "};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_assert_not(siecle_is_mail(str(wrong[i])), "%s", wrong[i]);
}

Test(spellings, near_names)
{
    cr_assert(siecle_near(str("DUPONT"), str("DUPONT")));
    cr_assert(siecle_near(str("DUPONT"), str("DUPOND")));
    cr_assert(siecle_near(str("DUPONT"), str("DUPNT")));
    cr_assert(siecle_near(str("DUPOT"), str("DUPONT")));
    cr_assert(siecle_near(str("DUPONT"), str("DUPONTS")));
    cr_assert_not(siecle_near(str("DUPONT"), str("DUPTON")), "two letters");
    cr_assert_not(siecle_near(str("DUPONT"), str("DURAND")));
    cr_assert_not(siecle_near(str("LEE"), str("LEA")), "too short to tell");
}

/* siecle.md §11: the UAIs on which the rule was verified. */
Test(identifiers, uai_keys)
{
    static const char *const good[] = {"0752387M", "0750680G", "0140070A", "6200003J", "0540001H",
                                       "0540002J", "0660864F", "0999990W", "0999991X", "0991234D"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        cr_assert_eq(siecle_uai_key(str(good[i])), good[i][7], "%s", good[i]);
    cr_assert_eq(siecle_uai_key(str("123ABC")), 0);
    cr_assert_eq(siecle_uai_key(str("")), 0);
}

/* siecle.md §9.3 step 3b. */
Test(search, by_names)
{
    siecle_identity base = {.family = str("MARTIN"),
                            .usage = str("DUPONT"),
                            .first = str("ZOÉ"),
                            .first2 = str("INÈS"),
                            .birth = {2014, 3, 7}};
    siecle_identity file = {.family = str("DUPONT"), .first = str("ZOÉ"), .birth = {2014, 3, 7}};
    cr_assert(siecle_answers(&file, &base), "the name in use answers too");
    file.family = str("MARTIN");
    cr_assert(siecle_answers(&file, &base));
    file.first2 = str("LOU");
    cr_assert_not(siecle_answers(&file, &base), "a second first name counts if given");
    file.first2 = (pas_str){NULL, 0};
    file.birth.day = 8;
    cr_assert_not(siecle_answers(&file, &base));
    file.birth.day = 7;
    file.first = str("ZOE");
    cr_assert_not(siecle_answers(&file, &base), "accents count for SIECLE");
}
