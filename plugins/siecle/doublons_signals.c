/* The signals, the vetoes and the grades they give: siecle.md §12.3 and rules.tsv, one row each. */
#include "doublons_pure.h"

/* ------------------------------------------------------------------ names */

static int alike(pas_str a, pas_str b)
{
    return siecle_given(a) && siecle_same(a, b);
}

static int same_first(const siecle_person *a, const siecle_person *b)
{
    return alike(a->first, b->first);
}

static int same_name(const siecle_person *a, const siecle_person *b)
{
    return same_first(a, b) && alike(a->family, b->family);
}

static int cross_name(const siecle_person *a, const siecle_person *b)
{
    return same_first(a, b) && !same_name(a, b) &&
           (alike(a->family, b->usage) || alike(a->usage, b->family) || alike(a->usage, b->usage));
}

/* "Marie" for "Marie-Lou". */
static int cut_first(const siecle_person *a, const siecle_person *b)
{
    return !same_first(a, b) && (alike(a->first, b->part) || alike(b->first, a->part));
}

static int near(pas_str a, pas_str b)
{
    return siecle_given(a) && siecle_given(b) && siecle_near(a, b);
}

static int near_name(const siecle_person *a, const siecle_person *b)
{
    int family = alike(a->family, b->family), first = same_first(a, b);
    if (family && first)
        return 0;
    return (family && (near(a->first, b->first) || cut_first(a, b))) || (first && near(a->family, b->family));
}

/* --------------------------------------------------------------- families */

/* Calls `fires` on the ties of both to one pupil until it answers. */
static int any_common(const siecle_person *a, const siecle_person *b,
                      int (*fires)(uint32_t relation, uint32_t other))
{
    uint32_t i = 0, k = 0;
    while (i < a->n_ties && k < b->n_ties) {
        if (a->ties[i].pupil < b->ties[k].pupil)
            i++;
        else if (a->ties[i].pupil > b->ties[k].pupil)
            k++;
        else if (fires(a->ties[i++].relation, b->ties[k++].relation))
            return 1;
    }
    return 0;
}

static int whatever(uint32_t relation, uint32_t other)
{
    (void)relation;
    (void)other;
    return 1;
}

static int same_pupil(const siecle_person *a, const siecle_person *b)
{
    return any_common(a, b, whatever);
}

static int same_family(const siecle_person *a, const siecle_person *b)
{
    for (uint32_t i = 0, k = 0; i < a->n_beside && k < b->n_beside;) {
        if (a->beside[i] == b->beside[k])
            return 1;
        a->beside[i] < b->beside[k] ? i++ : k++;
    }
    return 0;
}

/* --------------------------------------------------------------- contacts */

static int same_phone(const siecle_person *a, const siecle_person *b)
{
    for (int i = 0; i < 2; i++)
        if (alike(a->phones[i], b->phones[0]) || alike(a->phones[i], b->phones[1]))
            return 1;
    return 0;
}

static int same_mail(const siecle_person *a, const siecle_person *b)
{
    return alike(a->mail, b->mail);
}

static int same_address(const siecle_person *a, const siecle_person *b)
{
    return alike(a->address, b->address) || alike(a->address_id, b->address_id);
}

/* ----------------------------------------------------------------- vetoes */

static int other_title(const siecle_person *a, const siecle_person *b)
{
    return a->title && b->title && a->title != b->title;
}

static int is_to_any(const siecle_person *p, uint32_t relation)
{
    for (uint32_t i = 0; i < p->n_ties; i++)
        if (p->ties[i].relation == relation)
            return 1;
    return 0;
}

/* Nobody is a mother here and a father there, be it of other pupils. */
static int mother_and_father(const siecle_person *a, const siecle_person *b)
{
    return (is_to_any(a, SIECLE_MOTHER) && is_to_any(b, SIECLE_FATHER)) ||
           (is_to_any(a, SIECLE_FATHER) && is_to_any(b, SIECLE_MOTHER));
}

static int is_of_the_blood(uint32_t relation)
{
    return relation == SIECLE_MOTHER || relation == SIECLE_FATHER || relation == SIECLE_SIBLING ||
           relation == SIECLE_ASCENDANT;
}

static int differ(uint32_t relation, uint32_t other)
{
    return relation != other && is_of_the_blood(relation) && is_of_the_blood(other);
}

/* A grandfather who bears the father's name, an elder brother: two persons to one pupil. */
static int other_generation(const siecle_person *a, const siecle_person *b)
{
    return any_common(a, b, differ);
}

/* ----------------------------------------------------------------- tables */

const siecle_signal siecle_signals[] = {
    {SIECLE_SAME_NAME, "mêmes nom et prénom", "same name and first name", same_name, "§12.3 row 1"},
    {SIECLE_CROSS_NAME, "nom de l'une = nom d'usage de l'autre", "name of one = name in use of the other",
     cross_name, "§12.3 row 5; rules.tsv responsable-doublon-probable"},
    {SIECLE_NEAR_NAME, "noms très proches", "very close names", near_name,
     "rules.tsv responsable-doublon-probable"},
    {SIECLE_SAME_PUPIL, "un même élève", "one same pupil", same_pupil, "§12.3 row 2"},
    {SIECLE_SAME_FAMILY, "l'autre responsable en commun", "the other guardian in common", same_family,
     "rules.tsv responsable-doublon-probable"},
    {SIECLE_SAME_PHONE, "même téléphone", "same phone", same_phone, "§12.3 row 4"},
    {SIECLE_SAME_MAIL, "même courriel", "same e-mail", same_mail, "§12.3 row 4"},
    {SIECLE_SAME_ADDRESS, "même adresse", "same address", same_address, "§12.3 row 3"},
    {SIECLE_OTHER_TITLE, "civilités différentes", "different titles", other_title, "§12.3 row 6"},
    {SIECLE_MOTHER_AND_FATHER, "l'une est mère, l'autre père", "one is a mother, the other a father",
     mother_and_father, "§12.3 row 2"},
    {SIECLE_OTHER_GENERATION, "liens de parenté différents avec un même élève",
     "different relations to one pupil", other_generation, "§12.3 row 2"},
};
const uint32_t siecle_n_signals = sizeof siecle_signals / sizeof siecle_signals[0];

uint32_t siecle_signals_of(const siecle_person *a, const siecle_person *b)
{
    uint32_t signals = 0;
    for (uint32_t i = 0; i < siecle_n_signals; i++)
        if (siecle_signals[i].fires(a, b))
            signals |= siecle_signals[i].bit;
    return signals;
}

/* The first row that answers counts. A couple that shares a phone has two first names: no row takes it. */
static const struct {
    uint32_t name; /* one of these, */
    uint32_t with; /* and one of these (0: nothing asked), */
    uint32_t but;  /* and none of these */
    siecle_grade grade;
} grades[] = {
    {SIECLE_SAME_NAME, SIECLE_SAME_PUPIL | SIECLE_CONTACTS, SIECLE_VETOES, SIECLE_CERTAIN},
    {SIECLE_NAMES, SIECLE_SAME_PUPIL | SIECLE_SAME_FAMILY | SIECLE_CONTACTS, SIECLE_VETOES, SIECLE_PROBABLE},
    {SIECLE_SAME_NAME, 0, SIECLE_VETOES, SIECLE_POSSIBLE},
    {SIECLE_SAME_NAME, 0, 0, SIECLE_HOMONYMS},
};

siecle_grade siecle_grade_of(uint32_t signals)
{
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
        if (signals & grades[i].name && (!grades[i].with || signals & grades[i].with) &&
            !(signals & grades[i].but))
            return grades[i].grade;
    return SIECLE_STRANGERS;
}
