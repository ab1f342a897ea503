/* Spellings made comparable. See doublons_pure.h. */
#include "doublons_pure.h"

#include <string.h>

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int begins(pas_str s, const char *with)
{
    size_t n = strlen(with);
    return s.len >= n && memcmp(s.ptr, with, n) == 0;
}

/* Of +33 6…, 0033 6…, +33 (0)6… and 06…, what follows the 0 of home. */
size_t siecle_contact_phone(char *to, pas_str s)
{
    size_t n = 0;
    int other = 0;
    if (begins(s, "+"))
        to[n++] = '+';
    for (size_t i = 0; i < s.len; i++)
        if (is_digit(s.ptr[i]))
            to[n++] = s.ptr[i];
    pas_str all = {to, n};
    size_t drop = begins(all, "+33") ? 3 : begins(all, "0033") ? 4 : 0;
    if (drop && drop < n) {
        size_t from = to[drop] == '0' ? drop + 1 : drop;
        n -= from;
        memmove(to + 1, to + from, n);
        to[0] = '0';
        n++;
    }
    for (size_t i = 3; i < n; i++)
        other = other || to[i] != to[2];
    return n >= 8 && other ? n : 0;
}

size_t siecle_contact_mail(char *to, pas_str s)
{
    size_t n = 0;
    int at = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if ((unsigned char)c <= ' ')
            continue;
        at = at || (c == '@' && n);
        to[n++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return at ? n : 0;
}

pas_str siecle_first_part(pas_str first_name)
{
    size_t n = 0;
    while (n < first_name.len && first_name.ptr[n] != '-' && first_name.ptr[n] != ' ')
        n++;
    return (pas_str){first_name.ptr, n};
}
