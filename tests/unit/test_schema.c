/* graph/schema.c: what sdk/schema/schema.def declares holds together. */
#include "graph/schema.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define FOR_KINDS(kind) for (uint32_t kind = 1; kind < PAS_K_COUNT; kind++)
#define FOR_FIELDS(field) for (uint32_t field = 1; field < PAS_F_COUNT; field++)

static bool is_word(const char *s, const char *others)
{
    return s[strspn(s, others)] == '\0' && s[0] >= 'a' && s[0] <= 'z';
}

Test(schema, kinds_have_names)
{
    FOR_KINDS(kind)
    {
        const pas_kind_info *k = pas_schema_kind(kind);
        cr_assert(k && k->name && k->fr && k->en && k->fr[0] && k->en[0], "kind %u", kind);
        cr_assert(is_word(k->name, "abcdefghijklmnopqrstuvwxyz0123456789-"), "%s", k->name);
        cr_assert_eq(pas_schema_find_kind(pas_cstr(k->name)), kind, "%s is there twice", k->name);
        cr_assert_gt(k->n_fields, 0, "%s", k->name);
        cr_assert_leq(k->n_fields, 128, "%s: the store keeps 128 bits of what was set", k->name);
    }
    cr_assert_null(pas_schema_kind(0));
    cr_assert_null(pas_schema_kind(PAS_K_COUNT));
}

Test(schema, fields_belong_to_their_kinds)
{
    uint32_t next = 1;
    FOR_KINDS(kind)
    {
        const pas_kind_info *k = pas_schema_kind(kind);
        cr_assert_eq(k->first_field, next, "%s", k->name);
        next += k->n_fields;
    }
    cr_assert_eq(next, PAS_F_COUNT);
    FOR_FIELDS(field)
    {
        const pas_field_info *f = pas_schema_field(field);
        const pas_kind_info *k = pas_schema_kind(f->kind);
        cr_assert(f->name && f->fr && f->en && f->fr[0] && f->en[0], "field %u", field);
        cr_assert(is_word(f->name, "abcdefghijklmnopqrstuvwxyz0123456789-."), "%s", f->name);
        cr_assert(field >= k->first_field && field < (uint32_t)k->first_field + k->n_fields, "%s", f->name);
        cr_assert_eq(pas_schema_find_field(f->kind, pas_cstr(f->name)), field, "%s.%s is there twice",
                     k->name, f->name);
    }
    cr_assert_null(pas_schema_field(0));
    cr_assert_null(pas_schema_field(PAS_F_COUNT));
}

Test(schema, links_lead_to_kinds)
{
    FOR_FIELDS(field)
    {
        const pas_field_info *f = pas_schema_field(field);
        cr_assert_eq(f->type == PAS_T_REF, f->to != NULL, "%s", f->name);
        if (!f->to || strcmp(f->to, "*") == 0)
            continue;
        pas_str rest = pas_cstr(f->to), part;
        while (pas_str_split(&rest, '|', &part)) {
            uint32_t kind = pas_schema_find_kind(part);
            cr_assert(kind && pas_schema_links_to(field, kind), "%s: %.*s", f->name, PAS_FMT(part));
        }
    }
}

Test(schema, links_with_facts_start_with_a_link)
{
    FOR_KINDS(kind)
    {
        const pas_kind_info *k = pas_schema_kind(kind);
        if (!(k->flags & PAS_KF_LINK))
            continue;
        cr_assert_geq(k->n_fields, 2, "%s", k->name);
        cr_assert_eq(pas_schema_field(k->first_field)->type, PAS_T_REF, "%s", k->name);
    }
}

Test(schema, identifiers_can_be_looked_up)
{
    FOR_FIELDS(field)
    {
        const pas_field_info *f = pas_schema_field(field);
        if (f->flags & PAS_FF_ID)
            cr_assert(f->type == PAS_T_TEXT || f->type == PAS_T_INT, "%s", f->name);
        if (f->type != PAS_T_TEXT)
            cr_assert_eq(f->max, 0, "%s: only texts have a length", f->name);
        cr_assert_eq(f->authority & (f->authority - 1), 0, "%s: one authority", f->name);
    }
}

Test(schema, names_are_found)
{
    cr_assert_eq(pas_schema_find_kind(PAS_STR("student")), PAS_K_student);
    cr_assert_eq(pas_schema_find_kind(PAS_STR("eleve")), 0u);
    cr_assert_eq(pas_schema_find_kind(PAS_NONE), 0u);
    cr_assert_eq(pas_schema_find_field(0, PAS_STR("student.ine")), PAS_F_student_ine);
    cr_assert_eq(pas_schema_find_field(0, PAS_STR("student.siecle.eleve-id")), PAS_F_student_siecle_id);
    cr_assert_eq(pas_schema_find_field(PAS_K_student, PAS_STR("siecle.eleve-id")), PAS_F_student_siecle_id);
    cr_assert_eq(pas_schema_find_field(PAS_K_student, PAS_STR("student.ine")), PAS_F_student_ine);
    cr_assert_eq(pas_schema_find_field(PAS_K_student, PAS_STR("mef.code")), 0u);
    cr_assert_eq(pas_schema_find_field(0, PAS_STR("ine")), 0u);
    cr_assert_eq(pas_schema_find_field(0, PAS_STR("student.")), 0u);
    cr_assert_eq(pas_schema_find_field(0, PAS_STR(".ine")), 0u);
    cr_assert_eq(pas_schema_find_field(PAS_K_COUNT, PAS_STR("ine")), 0u);
}

Test(schema, links_to)
{
    cr_assert(pas_schema_links_to(PAS_F_membership_structure, PAS_K_group));
    cr_assert(pas_schema_links_to(PAS_F_membership_structure, PAS_K_part));
    cr_assert(!pas_schema_links_to(PAS_F_membership_structure, PAS_K_room));
    cr_assert(pas_schema_links_to(PAS_F_match_one, PAS_K_room));
    cr_assert(!pas_schema_links_to(PAS_F_match_one, 0));
    cr_assert(!pas_schema_links_to(PAS_F_student_ine, PAS_K_student));
    cr_assert(!pas_schema_links_to(PAS_F_COUNT, PAS_K_student));
}

Test(schema, documented_in_both_languages)
{
    pas_buf fr = {0}, en = {0};
    pas_schema_markdown(&fr, 0);
    pas_schema_markdown(&en, 1);
    FOR_KINDS(kind)
    {
        char head[200];
        const pas_kind_info *k = pas_schema_kind(kind);
        snprintf(head, sizeof head, "\n## `%s`: %s [%s]\n", k->name, k->fr, k->en);
        cr_assert_not_null(strstr(fr.ptr, head), "%s", head);
        snprintf(head, sizeof head, "\n## `%s`: %s [%s]\n", k->name, k->en, k->fr);
        cr_assert_not_null(strstr(en.ptr, head), "%s", head);
    }
    cr_assert_not_null(
        strstr(fr.ptr, "\n| `ine` | INE [INE] | texte (11) | identifiant, personnel | base élèves |\n"));
    cr_assert_not_null(strstr(fr.ptr, "| lien → division ou group ou class-part |"));
    pas_buf_free(&fr);
    pas_buf_free(&en);
}

Test(schema, hash_is_stable)
{
    cr_assert_eq(pas_schema_hash(), pas_schema_hash());
    cr_assert_neq(pas_schema_hash(), 0u);
}
