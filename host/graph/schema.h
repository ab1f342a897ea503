/*
 * The canonical graph's schema as tables, made from sdk/schema/schema.def. Kinds and fields are small
 * numbers: PAS_K_student, PAS_F_student_ine. 0 is none.
 */
#ifndef PAS_GRAPH_SCHEMA_H
#define PAS_GRAPH_SCHEMA_H

#include "base/text.h"

typedef enum pas_type {
    PAS_T_TEXT,
    PAS_T_INT,
    PAS_T_DEC, /* thousandths */
    PAS_T_BOOL,
    PAS_T_DATE,
    PAS_T_STAMP,
    PAS_T_TIME, /* minutes since midnight */
    PAS_T_WEEKS,
    PAS_T_REF
} pas_type;

#define PAS_FF_ID 1u
#define PAS_FF_MANY 2u
#define PAS_FF_PERSON 4u
#define PAS_KF_LINK 1u

typedef struct pas_kind_info {
    const char *name; /* "student" */
    const char *fr, *en;
    uint16_t flags;
    uint16_t first_field; /* the kind's fields are first_field … first_field + n_fields - 1 */
    uint16_t n_fields;
} pas_kind_info;

typedef struct pas_field_info {
    const char *name; /* "family-name" */
    const char *fr, *en;
    const char *to; /* REF: kinds it may point to, "division|group" or "*" */
    uint16_t kind;
    uint16_t max;
    uint8_t type; /* pas_type */
    uint8_t flags;
    uint8_t authority; /* one PAS_ROLE_*, or 0 */
} pas_field_info;

#define PAS_KIND(kind, ...) PAS_K_##kind,
#define PAS_FIELD(...)
enum {
    PAS_K_NONE,
#include "schema.def"
    PAS_K_COUNT
};
#undef PAS_KIND
#undef PAS_FIELD
#define PAS_KIND(...)
#define PAS_FIELD(kind, field, ...) PAS_F_##kind##_##field,
enum {
    PAS_F_NONE,
#include "schema.def"
    PAS_F_COUNT
};
#undef PAS_KIND
#undef PAS_FIELD

const pas_kind_info *pas_schema_kind(uint32_t kind);    /* NULL if out of range */
const pas_field_info *pas_schema_field(uint32_t field); /* NULL if out of range */
uint32_t pas_schema_find_kind(pas_str name);            /* 0 if unknown */
/* "student.ine", or "ine" of a known kind (kind_dot_field without a dot and kind != 0). 0 if unknown. */
uint32_t pas_schema_find_field(uint32_t kind, pas_str name);
/* True if a field may link to nodes of this kind. */
bool pas_schema_links_to(uint32_t field, uint32_t kind);
/* A number that changes with the schema: snapshots of another schema are refused. */
uint32_t pas_schema_hash(void);
/* The documentation of the schema as Markdown. */
void pas_schema_markdown(pas_buf *to, int lang);

#endif
