/*
 * What the files of this plugin share: its tables (one document a file, messages) and the services a verb or
 * a fix is given, got once by sts_open.
 */
#ifndef STS_H
#define STS_H

#include "pure.h"

#define STS_EMP "sts-emp" /* descending: from STS-Web to the timetable */
#define EMP_STS "emp-sts" /* ascending: the « remontée » */

/* ----- tables: their sizes are written here because a descriptor is a constant; STS_COUNT, beside each
 * table, refuses another size. */
enum { STS_N_STS_EMP = 201, STS_N_EMP_STS = 100, STS_N_MESSAGES = 101 };
extern const pas_row sts_sts_emp[];
extern const pas_row sts_emp_sts[];
extern const pas_message sts_messages[];
#define STS_COUNT(table, n)                                                                                  \
    _Static_assert(sizeof(table) / sizeof((table)[0]) == (n), #table " has another size than " #n)

/* ----- services */
typedef struct sts {
    pas_run *run;
    const pas_core *core;
    const pas_findings *findings;
    const pas_text *text;
    const pas_build *build;
    const pas_view *view;
    const pas_xml *xml;
    const pas_streams *streams;
    const pas_outs *outs;
    const pas_xmlouts *xmlouts;
    uint32_t own; /* validate: the source that this step is */
} sts;
/* PAS_E_UNSUPPORTED if the host lacks one of them. */
pas_status sts_open(sts *s, pas_run *run, const pas_host *host);

#define STS_NONE ((pas_str){NULL, 0})

static inline pas_arg sts_arg(const char *name, pas_str value)
{
    return (pas_arg){name, value, 0, 0};
}
pas_arg sts_number_arg(const sts *s, const char *name, int64_t value);
#define STS_SAY(s, code, node, field, ...)                                                                   \
    (s)->findings->emit((s)->run, (code), (node), (field), (const pas_arg[]){__VA_ARGS__},                   \
                        (uint32_t)(sizeof((const pas_arg[]){__VA_ARGS__}) / sizeof(pas_arg)))

/* ----- what several tables do when a record ends (fixes.c) */

/* The key of a code table's entry, "LIST:CODE". */
pas_status sts_fix_entry(pas_run *run, const pas_host *host, pas_node node);
/* The school's address, of the values kept by the record that ends. */
pas_status sts_fix_school(pas_run *run, const pas_host *host, pas_node node);
/* Slots of the school's address, and what they fill. */
enum {
    STS_KEPT_MENTION,
    STS_KEPT_LINE,
    STS_KEPT_TOWN,
    STS_KEPT_POSTCODE,
    STS_KEPT_BOX,
    STS_KEPT_CEDEX,
    STS_N_ADDRESS
};
/* The field of the address that a slot fills. */
const char *sts_address_field(uint32_t slot);
/* Slots of a course, below its teacher. */
enum { STS_KEPT_ALTERNATION, STS_KEPT_DAY, STS_KEPT_START, STS_KEPT_LENGTH, STS_KEPT_ROOM };
/* The service's key: "D:6A:020700:CG", or "G:" and the code of a group. */
pas_status sts_fix_service(pas_run *run, const pas_host *host, pas_node node);
/* The same, of a service that is still open. */
pas_str sts_service_key(const sts *s, pas_node service);
/* The structure that stands around a record being read: a division's node, else a group's, else 0. */
pas_node sts_structure_around(const sts *s, pas_node node);
/* Links `field` of a node to the division or the group of this code, whichever was read. */
pas_status sts_link_structure(const sts *s, pas_node node, const char *field, pas_str code);

#endif
