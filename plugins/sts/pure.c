/* See pure.h. Called by the tables of this plugin, and by its tests without a host. */
#include "pure.h"

/* ----------------------------------------------------------------------- dates */

static int digits(pas_str s, size_t at, size_t n)
{
    int value = 0;
    for (size_t i = at; i < at + n; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return -1;
        value = value * 10 + (s.ptr[i] - '0');
    }
    return value;
}

static int days_of(int year, int month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

int sts_read_date(pas_str text, pas_date *ret)
{
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-')
        return 0;
    int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
        return 0;
    *ret = (pas_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return 1;
}

/* Hinnant's civil calendar: day 0 is the first of March of year 0, a Wednesday. */
static int32_t day_number(pas_date d)
{
    int32_t y = d.year - (d.month <= 2), era = y / 400, yoe = y - era * 400;
    int32_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy;
}

static pas_date date_of(int32_t number)
{
    int32_t era = number / 146097, doe = number - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int32_t month = mp + (mp < 10 ? 3 : -9);
    return (pas_date){(int16_t)(yoe + era * 400 + (month <= 2)), (uint8_t)month,
                      (uint8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

int sts_weekday(pas_date date)
{
    return (int)((day_number(date) + 2) % 7) + 1;
}

pas_date sts_monday(pas_date date)
{
    int weekday = sts_weekday(date);
    return date_of(day_number(date) + (weekday == 7 ? 1 : 1 - weekday));
}

uint32_t sts_week_bit(pas_date monday)
{
    return 1 + (uint32_t)(day_number(monday) / 7) % 63;
}

int32_t sts_days(pas_date date)
{
    return day_number(date);
}

pas_date sts_after(pas_date date, int32_t days)
{
    return date_of(day_number(date) + days);
}

/* ----------------------------------------------------------------------- clock */

int32_t sts_read_clock(pas_str text)
{
    if (text.len != 4)
        return -1;
    int hours = digits(text, 0, 2), minutes = digits(text, 2, 2);
    return hours < 0 || minutes < 0 || hours > 23 || minutes > 59 ? -1 : hours * 60 + minutes;
}

/* ------------------------------------------------------------------------ root */

static int is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static int is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

/* One past the mark that closes what opens at `at`. */
static size_t after(pas_str bytes, size_t at, const char *mark)
{
    pas_str m = sts_str(mark);
    for (; at + m.len <= bytes.len; at++)
        if (sts_same((pas_str){bytes.ptr + at, m.len}, m))
            return at + m.len;
    return bytes.len;
}

pas_str sts_root_name(pas_str bytes)
{
    size_t at = 0;
    while (at + 1 < bytes.len) {
        if (bytes.ptr[at] != '<') {
            at++;
            continue;
        }
        char next = bytes.ptr[at + 1];
        if (is_letter(next)) {
            size_t end = at + 1;
            while (end < bytes.len && is_name(bytes.ptr[end]))
                end++;
            return (pas_str){bytes.ptr + at + 1, end - at - 1};
        }
        int comment = at + 4 <= bytes.len && sts_same((pas_str){bytes.ptr + at, 4}, sts_str("<!--"));
        at = after(bytes, at + 1, comment ? "-->" : next == '?' ? "?>" : ">");
    }
    return (pas_str){NULL, 0};
}
