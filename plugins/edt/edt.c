/* EDT (Index Éducation): the descriptor and the verb that reads. */
#include "edt.h"

static pas_status edt_read(pas_run *run, const pas_host *host)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    const pas_xml *xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    if (!core || !xml)
        return PAS_E_UNSUPPORTED;
    for (uint32_t i = 0; i < core->input_count(run); i++)
        xml->read(run, i, edt_export, EDT_N_EXPORT, sizeof *edt_export);
    return core->status(run);
}

static pas_status edt_validate(pas_run *run, const pas_host *host)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    const pas_view *view = PAS_SERVICE(pas_view, run, host, PAS_VIEW);
    if (!core || !view)
        return PAS_E_UNSUPPORTED;
    edt_check_people(run, host);
    edt_check_structures(run, host);
    edt_check_courses(run, host);
    return core->status(run);
}

static const pas_document documents[] = {
    {
        .id = "export-ent",
        .title_fr = "Emploi du temps exporté pour l'ENT",
        .title_en = "Timetable exported for the ENT",
        .patterns = "EDT_KOSMOS*.xml;Edt_To_*.xml;EDT*.xml",
        .root = "ExportEmploiDuTemps",
        .root_ns = "http://www.index-education.com/exportemploidutemps",
        .kinds = "subject;person;division;group;class-part;room;student;guardian;slot;course;school",
        .where_fr = "EDT > Imports/Exports > Socles ENT > Export manuel",
        .where_en = "EDT > Imports/Exports > Socles ENT > Export manuel",
        .rows = edt_export,
        .n_rows = EDT_N_EXPORT,
        .row_stride = sizeof(pas_row),
        .direction = PAS_IN,
        .container = PAS_CONTAINER_NONE,
        .flags = PAS_DOC_PERSONAL,
    },
};

static const pas_plugin plugin = {
    .head = PAS_HEAD(PAS_CAN_READ | PAS_CAN_VALIDATE),
    .id = "edt",
    .system = "EDT",
    .version = "0.1.0",
    .vendor = "Passerelle",
    .license = "EUPL-1.2",
    .summary_fr = "EDT et PRONOTE (Index Éducation) : emploi du temps, groupes et élèves",
    .summary_en = "EDT and PRONOTE (Index Éducation): timetable, groups and pupils",
    .documents = documents,
    .n_documents = sizeof documents / sizeof documents[0],
    .document_stride = sizeof documents[0],
    .messages = edt_messages,
    .n_messages = EDT_N_MESSAGES,
    .message_stride = sizeof(pas_message),
    .roles = PAS_ROLE_TIMETABLE,
    .read = edt_read,
    .validate = edt_validate,
};

PAS_EXPORT const pas_plugin *pas_plugin_v1(void);
PAS_EXPORT const pas_plugin *pas_plugin_v1(void)
{
    return &plugin;
}
