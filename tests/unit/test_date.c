/* base/date.c: civil dates and stamps. */
#include "base/text.h"

#include <criterion/criterion.h>

static pas_date date(int year, int month, int day)
{
    return (pas_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

Test(date, valid)
{
    cr_assert(pas_date_valid(date(2024, 2, 29)));
    cr_assert(pas_date_valid(date(2000, 2, 29)));
    cr_assert(!pas_date_valid(date(1900, 2, 29)));
    cr_assert(!pas_date_valid(date(2026, 2, 29)));
    cr_assert(!pas_date_valid(date(2026, 4, 31)));
    cr_assert(!pas_date_valid(date(2026, 0, 1)));
    cr_assert(!pas_date_valid(date(2026, 13, 1)));
    cr_assert(!pas_date_valid(date(2026, 1, 0)));
    cr_assert(!pas_date_valid(date(0, 1, 1)));
    cr_assert(!pas_date_valid(date(10000, 1, 1)));
}

Test(date, days_are_a_line)
{
    cr_assert_eq(pas_date_days(date(1970, 1, 1)), 0);
    cr_assert_eq(pas_date_days(date(1969, 12, 31)), -1);
    cr_assert_eq(pas_date_days(date(2000, 3, 1)), 11017);
    int32_t first = pas_date_days(date(1, 1, 1)), last = pas_date_days(date(9999, 12, 31));
    pas_date before = {0};
    for (int32_t days = first; days <= last; days++) {
        pas_date d = pas_date_from_days(days);
        cr_assert(pas_date_valid(d), "day %d", days);
        cr_assert_eq(pas_date_days(d), days);
        cr_assert_gt(pas_date_cmp(d, before), 0);
        before = d;
    }
    cr_assert_eq(pas_date_from_days(first - 1).year, 0);
    cr_assert_eq(pas_date_from_days(last + 1).year, 0);
    cr_assert_eq(pas_date_from_days(INT32_MAX).year, 0);
    cr_assert_eq(pas_date_from_days(INT32_MIN).year, 0);
}

Test(date, weekday)
{
    cr_assert_eq(pas_date_weekday(date(2026, 9, 1)), 2); /* a Tuesday */
    cr_assert_eq(pas_date_weekday(date(1970, 1, 1)), 4);
    cr_assert_eq(pas_date_weekday(date(1969, 12, 28)), 7);
    cr_assert_eq(pas_date_weekday(date(1969, 12, 29)), 1);
}

Test(date, pack_keeps_order)
{
    pas_date d = pas_date_unpack(pas_date_pack(date(2026, 12, 31)));
    cr_assert(d.year == 2026 && d.month == 12 && d.day == 31);
    cr_assert_eq(pas_date_pack(date(0, 0, 0)), 0u);
    cr_assert_lt(pas_date_pack(date(2026, 12, 31)), pas_date_pack(date(2027, 1, 1)));
    cr_assert_eq(pas_date_cmp(date(2026, 1, 2), date(2026, 1, 2)), 0);
    cr_assert_lt(pas_date_cmp(date(2026, 1, 31), date(2026, 2, 1)), 0);
}

Test(date, spelled)
{
    pas_date d;
    cr_assert(pas_parse_date_fr(PAS_STR("01/09/2026"), &d) && pas_date_cmp(d, date(2026, 9, 1)) == 0);
    cr_assert(pas_parse_date_iso(PAS_STR("2026-09-01"), &d) && pas_date_cmp(d, date(2026, 9, 1)) == 0);
    static const char *const no[] = {"",           "1/9/2026",   "01-09-2026", "2026/09/01", "31/02/2026",
                                     "00/09/2026", "01/09/0000", "01/09/20 6", "+1/09/2026", "01/09/2026 "};
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        cr_assert(!pas_parse_date_fr(pas_cstr(no[i]), &d), "%s", no[i]);
        cr_assert(!pas_parse_date_iso(pas_cstr(no[i]), &d), "%s", no[i]);
    }
}

Test(date, stamps)
{
    pas_stamp t;
    cr_assert(pas_parse_stamp_fr(PAS_STR("15/09/2026 18:15:09"), &t));
    cr_assert(t.date.day == 15 && t.hour == 18 && t.minute == 15 && t.second == 9);
    cr_assert(pas_parse_stamp_iso(PAS_STR("2026-09-15T18:15:09"), &t) && t.date.month == 9);
    cr_assert(!pas_parse_stamp_iso(PAS_STR("2026-09-15 18:15:09"), &t));
    cr_assert(!pas_parse_stamp_fr(PAS_STR("15/09/2026 24:00:00"), &t));
    cr_assert(!pas_parse_stamp_fr(PAS_STR("15/09/2026 18:60:00"), &t));
    cr_assert(!pas_parse_stamp_fr(PAS_STR("15/09/2026 18:15:60"), &t));
    cr_assert(!pas_parse_stamp_fr(PAS_STR("15/09/2026 18:15"), &t));
    cr_assert(!pas_parse_stamp_fr(PAS_STR("31/02/2026 18:15:00"), &t));
}
