/* STS-Web: the descriptor and the verbs. */
#include "exports.h"
#include "remontee.h"
#include "rules.h"

static const pas_document documents[] = {
    {
        .id = STS_EMP,
        .title_fr = "Export de STS-Web pour l'emploi du temps (sts_emp)",
        .title_en = "Export of STS-Web for the timetable (sts_emp)",
        .patterns = "sts_emp_*.xml",
        .root = "STS_EDT",
        .kinds = "school;school-year;subject;mef;person;division;group",
        .encoding = "ISO-8859-15",
        .where_fr = "STS-Web > Mise à jour > l'année > Exports > Emploi du temps",
        .where_en = "STS-Web > Mise à jour > the year > Exports > Emploi du temps",
        .rows = sts_sts_emp,
        .n_rows = STS_N_STS_EMP,
        .row_stride = sizeof(pas_row),
        .direction = PAS_IN | PAS_OUT,
        .flags = PAS_DOC_PERSONAL,
    },
    {
        .id = EMP_STS,
        .title_fr = "Emploi du temps et services à remonter dans STS-Web (emp_sts)",
        .title_en = "Timetable and services to be sent up to STS-Web (emp_sts)",
        .patterns = "emp_sts*.xml;EDT_vers_STS*.xml",
        .root = "EDT_STS",
        .kinds = "alternation;service;course",
        .encoding = "ISO-8859-15",
        .where_fr = "EDT > Imports/Exports > STSWEB ; à déposer dans STS-Web > Imports > Emploi du temps",
        .where_en = "EDT > Imports/Exports > STSWEB; to be deposited in STS-Web > Imports > Emploi du temps",
        .rows = sts_emp_sts,
        .n_rows = STS_N_EMP_STS,
        .row_stride = sizeof(pas_row),
        .direction = PAS_IN | PAS_OUT,
        .flags = PAS_DOC_PERSONAL,
    },
};

/* Whether classes and services go with the rest is each school's or académie's policy, not a rule: it depends
 * on how the timetable's base was made (rules.md §1.6). */
static const pas_option options[] = {
    {.name = "classes-services",
     .def = "avec",
     .choices = "avec;sans",
     .help_fr =
         "sans : ni classes, ni groupes, ni services, pour une base EDT reprise de l'an dernier, qu'ils "
         "écraseraient ou doubleraient (guide §2.1.3) ; avec : tout, pour une base créée depuis STSWEB "
         "(Index Éducation demande alors au moins MEF, professeurs et classes)",
     .help_en = "sans: no classes, groups or services, for an EDT base taken over from last year, which they "
                "would overwrite or double (guide §2.1.3); avec: everything, for a base created from STSWEB "
                "(Index Éducation then asks for at least MEF, teachers and classes)",
     .document = STS_EMP,
     .type = PAS_OPT_CHOICE},
    {.name = "controles",
     .def = "essentiels",
     .choices = "essentiels;complets",
     .help_fr =
         "complets : tous les contrôles (codes, personnes, heures, cours qui se chevauchent) ; essentiels : "
         "ce qui empêche la remontée",
     .help_en =
         "complets: every check (codes, persons, hours, courses at one time); essentiels: what prevents "
         "the sending up",
     .type = PAS_OPT_CHOICE},
    {.name = "incomplete",
     .def = "refuse",
     .choices = "refuse;accept",
     .help_fr = "accept : fait le fichier même si STS-Web en refuserait une partie",
     .help_en = "accept: makes the file even if STS-Web would refuse part of it",
     .document = EMP_STS,
     .type = PAS_OPT_CHOICE},
    {.name = "hors-service",
     .def = "club;devoirs faits;permanence;réunion;concertation;conseil;vie de classe",
     .help_fr = "mots d'une matière qui n'est pas un service d'enseignement, séparés par « ; »",
     .help_en = "words of a subject that is no teaching service, separated by “;”",
     .document = EMP_STS,
     .type = PAS_OPT_TEXT},
};

/* What the documents hold otherwise than by a row. */
static const pas_field_use fields[] = {
    {STS_EMP, "school.address", PAS_FIDELITY_EXACT, PAS_OUT},
    {STS_EMP, "entry.key", PAS_FIDELITY_DERIVED, PAS_OUT},
    {STS_EMP, "service.key", PAS_FIDELITY_DERIVED, PAS_OUT},
    {STS_EMP, "replacement.structure", PAS_FIDELITY_EXACT, PAS_OUT},
    {EMP_STS, "service.key", PAS_FIDELITY_DERIVED, PAS_OUT},
    {EMP_STS, "alternation.week", PAS_FIDELITY_EXACT, PAS_OUT},
    {EMP_STS, "alternation.runs", PAS_FIDELITY_DERIVED, PAS_OUT},
    {EMP_STS, "teaching.person", PAS_FIDELITY_EXACT, PAS_OUT},
    {EMP_STS, "attached-course.course", PAS_FIDELITY_EXACT, PAS_OUT},
    {EMP_STS, "course.first-slot", PAS_FIDELITY_DERIVED, PAS_OUT},
    {EMP_STS, "course.slots", PAS_FIDELITY_DERIVED, PAS_OUT},
    {EMP_STS, "course-resource.weeks", PAS_FIDELITY_DERIVED, PAS_OUT},
    {EMP_STS, "membership.structure", PAS_FIDELITY_DERIVED, PAS_OUT},
    {EMP_STS, "class-part.division", PAS_FIDELITY_DERIVED, PAS_OUT},
};

enum { N_DOCUMENTS = sizeof documents / sizeof documents[0] };

static const pas_document *document_of(pas_str id)
{
    for (size_t d = 0; d < N_DOCUMENTS; d++)
        if (sts_same(id, sts_str(documents[d].id)))
            return &documents[d];
    return NULL;
}

/* ------------------------------------------------------------- which direction */

/* The two names are anagrams, and so are the two roots: the classic mistake (sts.md §1). The root alone is
 * looked at, before anything is read. */
static const pas_document *found_in(const sts *s, uint32_t input)
{
    char bytes[1024];
    size_t have = 0;
    pas_stream *stream = s->streams->open(s->run, input);
    for (int64_t got = 1; stream && got > 0 && have < sizeof bytes; have += (size_t)got)
        if ((got = s->streams->read(s->run, stream, bytes + have, sizeof bytes - have)) < 0)
            break;
    if (stream)
        s->streams->close(s->run, stream);
    pas_str root = sts_root_name((pas_str){bytes, have});
    for (size_t d = 0; d < N_DOCUMENTS; d++)
        if (sts_same(root, sts_str(documents[d].root)))
            return &documents[d];
    return NULL;
}

static const char *name_of(const pas_document *d)
{
    return d == &documents[0] ? "sts_emp" : "emp_sts";
}

static pas_status check_direction(const sts *s, uint32_t input, const pas_input *in)
{
    const pas_document *asked = document_of(in->document), *found = found_in(s, input);
    if (!found || found == asked || s->core->status(s->run) < 0)
        return s->core->status(s->run); /* another root is the host's to tell */
    STS_SAY(s, "fichier-sts-sens-inverse", 0, NULL, sts_arg("fichier", in->name),
            sts_arg("donne", sts_str(name_of(found))), sts_arg("racine", sts_str(found->root)),
            sts_arg("attendu", sts_str(name_of(asked))));
    return s->core->fail(s->run, PAS_E_INPUT);
}

/* Each says all of the services: one graph cannot hold both as one source. */
static pas_status check_together(const sts *s)
{
    pas_str down = STS_NONE, up = STS_NONE;
    pas_input in;
    for (uint32_t i = 0; i < s->core->input_count(s->run) && s->core->input(s->run, i, &in) == PAS_OK; i++)
        *(document_of(in.document) == &documents[0] ? &down : &up) = in.name;
    if (!down.ptr || !up.ptr)
        return PAS_OK;
    STS_SAY(s, "fichiers-sts-deux-sens", 0, NULL, sts_arg("descendant", down), sts_arg("montant", up));
    return s->core->fail(s->run, PAS_E_CONFIG);
}

/* ----------------------------------------------------------------------- verbs */

static pas_status sts_read(pas_run *run, const pas_host *host)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    uint32_t n = s.core->input_count(run);
    pas_input in;
    for (uint32_t i = 0; i < n && s.core->input(run, i, &in) == PAS_OK; i++)
        check_direction(&s, i, &in);
    for (uint32_t i = 0; i < n && s.core->input(run, i, &in) == PAS_OK; i++) {
        const pas_document *d = document_of(in.document);
        if (d)
            s.xml->read(run, i, d->rows, d->n_rows, d->row_stride);
    }
    return s.core->status(run);
}

static pas_status sts_validate(pas_run *run, const pas_host *host)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    check_together(&s);
    if (s.core->status(run) == PAS_OK)
        sts_run_rules(&s, sts_same(s.core->option(run, "controles"), sts_str("complets")));
    return s.core->status(run);
}

static pas_status check_document(pas_run *run, const pas_host *host)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    const pas_document *d = document_of(s.core->document(run));
    return sts_is_remontee(&s, d) ? remontee_check(run, host) : sts_check_export(&s, d);
}

static pas_status write_document(pas_run *run, const pas_host *host)
{
    sts s;
    if (sts_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    const pas_document *d = document_of(s.core->document(run));
    return sts_is_remontee(&s, d) ? remontee_write(run, host) : sts_write_export(&s, d);
}

static const pas_plugin plugin = {
    .head = PAS_HEAD(PAS_CAN_READ | PAS_CAN_VALIDATE | PAS_CAN_CHECK | PAS_CAN_WRITE),
    .id = "sts",
    .system = "STS-Web",
    .version = "0.1.0",
    .vendor = "Passerelle",
    .license = "EUPL-1.2",
    .summary_fr = "STS-Web : structure, enseignants et services (sts_emp), et la remontée (emp_sts)",
    .summary_en = "STS-Web: structure, teachers and services (sts_emp), and what is sent up (emp_sts)",
    .documents = documents,
    .n_documents = N_DOCUMENTS,
    .document_stride = sizeof documents[0],
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .option_stride = sizeof options[0],
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .field_stride = sizeof fields[0],
    .messages = sts_messages,
    .n_messages = STS_N_MESSAGES,
    .message_stride = sizeof(pas_message),
    .roles = PAS_ROLE_STAFF_BASE,
    .read = sts_read,
    .validate = sts_validate,
    .check = check_document,
    .write = write_document,
};

PAS_EXPORT const pas_plugin *pas_plugin_v1(void);
PAS_EXPORT const pas_plugin *pas_plugin_v1(void)
{
    return &plugin;
}
