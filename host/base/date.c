/* Civil dates and time stamps, without locale and without the C library's time. Used by the whole host. */
#include "base/text.h"

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool pas_date_valid(pas_date d)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    return d.day <= days[d.month - 1] + (d.month == 2 && leap(d.year));
}

/* The year starts in March, so that the leap day comes last (after H. Hinnant, "chrono-compatible
 * low-level date algorithms"). 719468 days lie between 0000-03-01 and 1970-01-01. */
int32_t pas_date_days(pas_date d)
{
    int32_t year = d.year - (d.month <= 2);
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t month = d.month > 2 ? d.month - 3 : d.month + 9;
    int32_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

pas_date pas_date_from_days(int32_t days)
{
    int64_t z = (int64_t)days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    int64_t year = year_of_era + era * 400 + (month >= 10);
    if (year < 1 || year > 9999)
        return (pas_date){0, 0, 0};
    return (pas_date){(int16_t)year, (uint8_t)(month < 10 ? month + 3 : month - 9),
                      (uint8_t)(day_of_year - (153 * month + 2) / 5 + 1)};
}

int pas_date_cmp(pas_date a, pas_date b)
{
    uint32_t x = pas_date_pack(a), y = pas_date_pack(b);
    return (x > y) - (x < y);
}

int pas_date_weekday(pas_date d)
{
    int32_t since_thursday = pas_date_days(d) % 7; /* 1970-01-01 was a Thursday */
    return (since_thursday + 7 + 3) % 7 + 1;
}

uint32_t pas_date_pack(pas_date d)
{
    if (d.year < 1)
        return 0;
    return (uint32_t)d.year << 9 | (uint32_t)(d.month & 15u) << 5 | (d.day & 31u);
}

pas_date pas_date_unpack(uint32_t packed)
{
    return (pas_date){(int16_t)(packed >> 9 & 0x7FFFu), (uint8_t)(packed >> 5 & 15u),
                      (uint8_t)(packed & 31u)};
}

/* The number of the `n` digits at p, or -1. */
static int digits(const char *p, size_t n)
{
    int v = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

static bool made_date(int year, int month, int day, pas_date *ret)
{
    if (year < 0 || month < 0 || day < 0)
        return false;
    pas_date d = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    if (!pas_date_valid(d))
        return false;
    *ret = d;
    return true;
}

bool pas_parse_date_iso(pas_str s, pas_date *ret)
{
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
        return false;
    return made_date(digits(s.ptr, 4), digits(s.ptr + 5, 2), digits(s.ptr + 8, 2), ret);
}

bool pas_parse_date_fr(pas_str s, pas_date *ret)
{
    if (s.len != 10 || s.ptr[2] != '/' || s.ptr[5] != '/')
        return false;
    return made_date(digits(s.ptr + 6, 4), digits(s.ptr + 3, 2), digits(s.ptr, 2), ret);
}

/* A date of 10 characters, a separator, HH:MM:SS. */
static bool parse_stamp(pas_str s, char separator, bool (*parse_date)(pas_str, pas_date *), pas_stamp *ret)
{
    pas_stamp t = {0};
    if (s.len != 19 || s.ptr[10] != separator || s.ptr[13] != ':' || s.ptr[16] != ':')
        return false;
    int hour = digits(s.ptr + 11, 2), minute = digits(s.ptr + 14, 2), second = digits(s.ptr + 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    if (!parse_date((pas_str){s.ptr, 10}, &t.date))
        return false;
    t.hour = (uint8_t)hour;
    t.minute = (uint8_t)minute;
    t.second = (uint8_t)second;
    *ret = t;
    return true;
}

bool pas_parse_stamp_fr(pas_str s, pas_stamp *ret)
{
    return parse_stamp(s, ' ', pas_parse_date_fr, ret);
}

bool pas_parse_stamp_iso(pas_str s, pas_stamp *ret)
{
    return parse_stamp(s, 'T', pas_parse_date_iso, ret);
}
