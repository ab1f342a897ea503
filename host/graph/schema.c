/* The schema's tables, made from sdk/schema/schema.def, and look-ups in them. Used wherever a kind or a
 * field is met by name. */
#include "graph/schema.h"

#include <string.h>

/* The words of schema.def. */
#define TEXT PAS_T_TEXT
#define INT PAS_T_INT
#define DEC PAS_T_DEC
#define BOOL PAS_T_BOOL
#define DATE PAS_T_DATE
#define STAMP PAS_T_STAMP
#define TIME PAS_T_TIME
#define WEEKS PAS_T_WEEKS
#define REF PAS_T_REF
#define LINK PAS_KF_LINK
#define ID PAS_FF_ID
#define MANY PAS_FF_MANY
#define PERSON PAS_FF_PERSON
#define NONE 0
#define PB PAS_ROLE_PUPIL_BASE
#define SB PAS_ROLE_STAFF_BASE
#define TT PAS_ROLE_TIMETABLE
#define DR PAS_ROLE_DIRECTORY

/* FIRST_kind is the number of the kind's first field: the marker takes no number of its own. */
#define PAS_KIND(kind, ...) FIRST_##kind, BACK_##kind = FIRST_##kind - 1,
#define PAS_FIELD(kind, field, ...) NUMBER_##kind##_##field,
enum {
    NUMBER_NONE,
#include "schema.def"
};
#undef PAS_KIND
#undef PAS_FIELD

/* sizeof(struct fields_of_kind) is the number of its fields. */
#define PAS_KIND(kind, ...)                                                                                  \
    }                                                                                                        \
    ;                                                                                                        \
    struct fields_of_##kind {
#define PAS_FIELD(kind, field, ...) char field;
struct fields_of_none {
    char none;
#include "schema.def"
};
#undef PAS_KIND
#undef PAS_FIELD

#define PAS_KIND(kind, name_, flags_, fr_, en_)                                                              \
    [PAS_K_##kind] = {.name = (name_),                                                                       \
                      .fr = (fr_),                                                                           \
                      .en = (en_),                                                                           \
                      .flags = (flags_),                                                                     \
                      .first_field = FIRST_##kind,                                                           \
                      .n_fields = sizeof(struct fields_of_##kind)},
#define PAS_FIELD(...)
static const pas_kind_info kinds[PAS_K_COUNT] = {
#include "schema.def"
};
#undef PAS_KIND
#undef PAS_FIELD

#define PAS_KIND(...)
#define PAS_FIELD(kind_, field, name_, type_, max_, flags_, authority_, to_, fr_, en_)                       \
    [PAS_F_##kind_##_##field] = {.name = (name_),                                                            \
                                 .fr = (fr_),                                                                \
                                 .en = (en_),                                                                \
                                 .to = (to_),                                                                \
                                 .kind = PAS_K_##kind_,                                                      \
                                 .max = (max_),                                                              \
                                 .type = (type_),                                                            \
                                 .flags = (flags_),                                                          \
                                 .authority = (authority_)},
static const pas_field_info fields[PAS_F_COUNT] = {
#include "schema.def"
};
#undef PAS_KIND
#undef PAS_FIELD

#undef TEXT
#undef INT
#undef DEC
#undef BOOL
#undef DATE
#undef STAMP
#undef TIME
#undef WEEKS
#undef REF
#undef LINK
#undef ID
#undef MANY
#undef PERSON
#undef NONE
#undef PB
#undef SB
#undef TT
#undef DR

const pas_kind_info *pas_schema_kind(uint32_t kind)
{
    return kind > PAS_K_NONE && kind < PAS_K_COUNT ? &kinds[kind] : NULL;
}

const pas_field_info *pas_schema_field(uint32_t field)
{
    return field > PAS_F_NONE && field < PAS_F_COUNT ? &fields[field] : NULL;
}

uint32_t pas_schema_find_kind(pas_str name)
{
    for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++)
        if (pas_str_is(name, kinds[kind].name))
            return kind;
    return 0;
}

static uint32_t find_field_of(uint32_t kind, pas_str name)
{
    const pas_kind_info *k = pas_schema_kind(kind);
    if (!k)
        return 0;
    for (uint32_t field = k->first_field; field < (uint32_t)k->first_field + k->n_fields; field++)
        if (pas_str_is(name, fields[field].name))
            return field;
    return 0;
}

/* What plugins ask by the thousand, made from the tables when first needed: fields by "kind.field", and
 * the kinds a link may point to as bits. */
#define SLOTS 1024u
_Static_assert(PAS_F_COUNT * 2 < SLOTS, "more slots for the fields");
_Static_assert(PAS_K_COUNT <= 64, "one bit a kind");
static struct {
    bool made;
    uint16_t slots[SLOTS];
    uint64_t targets[PAS_F_COUNT];
} lookup;

static uint32_t hash_part(uint32_t h, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)p[i]) * 16777619u;
    return h;
}

static uint64_t targets_of(const pas_field_info *f)
{
    uint64_t bits = 0;
    pas_str rest = pas_cstr(f->to), part;
    if (f->type != PAS_T_REF)
        return 0;
    if (strcmp(f->to, "*") == 0)
        return ~(uint64_t)0;
    while (pas_str_split(&rest, '|', &part))
        bits |= (uint64_t)1 << pas_schema_find_kind(part);
    return bits;
}

static void make_lookup(void)
{
    for (uint32_t field = 1; field < PAS_F_COUNT; field++) {
        const char *kind = kinds[fields[field].kind].name, *name = fields[field].name;
        uint32_t h = hash_part(2166136261u, kind, strlen(kind));
        h = hash_part(hash_part(h, ".", 1), name, strlen(name));
        while (lookup.slots[h % SLOTS])
            h++;
        lookup.slots[h % SLOTS] = (uint16_t)field;
        lookup.targets[field] = targets_of(&fields[field]);
    }
    lookup.made = true;
}

static bool is_called(uint32_t field, pas_str name)
{
    const char *kind = kinds[fields[field].kind].name;
    size_t n = strlen(kind);
    return name.len > n && memcmp(name.ptr, kind, n) == 0 && name.ptr[n] == '.' &&
           pas_str_is((pas_str){name.ptr + n + 1, name.len - n - 1}, fields[field].name);
}

static uint32_t find_whole(pas_str name)
{
    if (!lookup.made)
        make_lookup();
    for (uint32_t h = hash_part(2166136261u, name.ptr, name.len); lookup.slots[h % SLOTS]; h++)
        if (is_called(lookup.slots[h % SLOTS], name))
            return lookup.slots[h % SLOTS];
    return 0;
}

uint32_t pas_schema_find_field(uint32_t kind, pas_str name)
{
    uint32_t field = find_field_of(kind, name);
    if (field)
        return field;
    field = find_whole(name);
    return field && kind && fields[field].kind != kind ? 0 : field;
}

bool pas_schema_links_to(uint32_t field, uint32_t kind)
{
    if (!pas_schema_field(field) || !pas_schema_kind(kind))
        return false;
    if (!lookup.made)
        make_lookup();
    return (lookup.targets[field] >> kind & 1) != 0;
}

static uint32_t mix(uint32_t h, const char *s)
{
    for (; s && *s; s++)
        h = (h ^ (unsigned char)*s) * 16777619u;
    return (h ^ 0xFFu) * 16777619u;
}

uint32_t pas_schema_hash(void)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (uint32_t i = 1; i < PAS_K_COUNT; i++)
        h = (mix(h, kinds[i].name) ^ kinds[i].flags) * 16777619u;
    for (uint32_t i = 1; i < PAS_F_COUNT; i++) {
        h = mix(mix(h, fields[i].name), fields[i].to);
        h = (h ^ (uint32_t)(fields[i].kind << 16 | fields[i].type << 8 | fields[i].flags)) * 16777619u;
    }
    return h;
}
