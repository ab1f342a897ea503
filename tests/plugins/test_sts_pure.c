/* plugins/sts/pure.c: dates, clock values and the root of a file. */
#include "pure.h"

#include <criterion/criterion.h>
#include <stdio.h>

static pas_str text(const char *s)
{
    return sts_str(s);
}

Test(sts_pure, dates)
{
    pas_date d;
    cr_assert(sts_read_date(text("2024-02-29"), &d) && d.year == 2024 && d.month == 2 && d.day == 29);
    static const char *const wrong[] = {"2023-02-29", "2025-13-01", "2025-00-01", "2025-09-31", "01/09/2025",
                                        "2025-9-1",   "2025-09-0x", "",           "1900-02-29"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_assert(!sts_read_date(text(wrong[i]), &d), "%s", wrong[i]);
}

Test(sts_pure, a_week_begins_on_its_monday)
{
    static const struct {
        const char *given, *monday;
        int weekday;
    } all[] = {
        {"2025-09-01", "2025-09-01", 1}, {"2025-09-02", "2025-09-01", 2}, {"2025-09-06", "2025-09-01", 6},
        {"2025-08-31", "2025-09-01", 7}, {"2025-12-31", "2025-12-29", 3}, {"2026-01-01", "2025-12-29", 4},
        {"2024-03-03", "2024-03-04", 7}, {"2024-02-29", "2024-02-26", 4}, {"2099-09-03", "2099-08-31", 4},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        pas_date given, monday;
        cr_assert(sts_read_date(text(all[i].given), &given) && sts_read_date(text(all[i].monday), &monday));
        cr_assert_eq(sts_weekday(given), all[i].weekday, "%s", all[i].given);
        pas_date got = sts_monday(given);
        cr_assert(got.year == monday.year && got.month == monday.month && got.day == monday.day,
                  "%s: %d-%d-%d", all[i].given, got.year, got.month, got.day);
    }
}

Test(sts_pure, a_date_so_many_days_later)
{
    pas_date from = {2026, 8, 31}, leap = sts_after((pas_date){2028, 2, 22}, 7),
             next = sts_after(from, 7 * 18);
    cr_assert(leap.year == 2028 && leap.month == 2 && leap.day == 29);
    cr_assert(next.year == 2027 && next.month == 1 && next.day == 4);
    cr_assert_eq(sts_days(next) - sts_days(from), 126);
}

Test(sts_pure, clock)
{
    cr_assert_eq(sts_read_clock(text("0000")), 0);
    cr_assert_eq(sts_read_clock(text("1402")), 14 * 60 + 2);
    cr_assert_eq(sts_read_clock(text("2359")), 23 * 60 + 59);
    static const char *const wrong[] = {"2400", "1260", "14h02", "902", "", "12 0", "-100"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        cr_assert_eq(sts_read_clock(text(wrong[i])), -1, "%s", wrong[i]);
}

Test(sts_pure, week_bits)
{
    pas_date day = {2026, 8, 31};
    uint64_t seen = 0;
    for (int week = 0; week < 63; week++) { /* a year and more: none is another's */
        uint32_t bit = sts_week_bit(day);
        cr_assert(bit >= 1 && bit <= 63 && !(seen >> bit & 1), "%d", week);
        seen |= (uint64_t)1 << bit;
        for (int n = 0; n < 7; n++) {
            pas_date next = {day.year, day.month, (uint8_t)(day.day + 1)};
            char iso[32];
            snprintf(iso, sizeof iso, "%04d-%02d-%02d", next.year, next.month, next.day);
            if (!sts_read_date(text(iso), &next))
                next = day.month == 12 ? (pas_date){(int16_t)(day.year + 1), 1, 1}
                                       : (pas_date){day.year, (uint8_t)(day.month + 1), 1};
            day = next;
        }
    }
    cr_assert_eq(sts_week_bit((pas_date){2026, 8, 31}), sts_week_bit(day));
}

Test(sts_pure, root)
{
    static const struct {
        const char *bytes, *root;
    } all[] = {
        {"<?xml version=\"1.0\"?><STS_EDT>", "STS_EDT"},
        {"\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<!-- <EDT_STS> -->\n<STS_EDT>", "STS_EDT"},
        {"<EDT_STS/>", "EDT_STS"},
        {"<!DOCTYPE EDT_STS SYSTEM \"x\">\n<EDT_STS a='1'>", "EDT_STS"},
        {"", ""},
        {"<", ""},
        {"<?xml", ""},
        {"<!--", ""},
        {"STS_EDT", ""},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        cr_assert(sts_same(sts_root_name(text(all[i].bytes)), text(all[i].root)), "%s", all[i].bytes);
}
