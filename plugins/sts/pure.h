/* What this plugin computes without any service: dates, clock values, the root of a file. Tested alone. */
#ifndef STS_PURE_H
#define STS_PURE_H

#include "passerelle/plugin.h"

/* AAAA-MM-JJ, as one text. 0: it is not a date of the calendar. */
int sts_read_date(pas_str text, pas_date *ret);
/* 1 Monday … 7 Sunday. */
int sts_weekday(pas_date date);
/* The Monday of the week meant: a Sunday opens the week that follows it, any other day is in its own
 * (sts.md §3.2). */
pas_date sts_monday(pas_date date);
/* The bit of a Monday's week, 1 … 63: weeks that are less than 63 apart have different ones. */
uint32_t sts_week_bit(pas_date monday);
/* Days since a fixed one, and the date so many days later. */
int32_t sts_days(pas_date date);
pas_date sts_after(pas_date date, int32_t days);
/* HHMM as minutes, for a time of the day (to 23:59) and for a length; -1: it is neither. */
int32_t sts_read_clock(pas_str text);
/* The name of the root element in the first bytes of a file; absent if it does not stand there. */
pas_str sts_root_name(pas_str bytes);

static inline pas_str sts_str(const char *text)
{
    pas_str s = {text, 0};
    while (text[s.len])
        s.len++;
    return s;
}

static inline int sts_same(pas_str a, pas_str b)
{
    if (a.len != b.len)
        return 0;
    for (size_t i = 0; i < a.len; i++)
        if (a.ptr[i] != b.ptr[i])
            return 0;
    return 1;
}

static inline int sts_given(pas_str s)
{
    return s.len != 0;
}

#endif
