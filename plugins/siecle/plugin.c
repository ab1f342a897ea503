/* SIECLE Base élèves: the descriptor and the verb that reads. */
#include "doublons.h"
#include "exports.h"
#include "rules.h"

#define EXPORT_MENU "SIECLE Base élèves > Exportations > En XML > Génériques > "

#define EXPORTED(id_, fr_, en_, patterns_, root_, kinds_, menu_, rows_, n_, ...)                             \
    {                                                                                                        \
        .id = (id_), .title_fr = (fr_), .title_en = (en_), .patterns = (patterns_), .root = (root_),         \
        .kinds = (kinds_), .encoding = "ISO-8859-15", .where_fr = EXPORT_MENU menu_,                         \
        .where_en = EXPORT_MENU menu_, .rows = (rows_), .n_rows = (n_), .row_stride = sizeof(pas_row),       \
        .direction = PAS_IN | PAS_OUT, .container = PAS_CONTAINER_ZIP1, .flags = __VA_ARGS__                 \
    }

/* One document that SIECLE gives without or with addresses. Their numbers may stand in both: only an address
 * itself tells, and they come last (siecle.md §5.6, §6 and addenda). */
#define IN_TWO_FORMS(fr_, en_)                                                                               \
    .fuller = "DONNEES/ADRESSES/ADRESSE", .fuller_fr = fr_ " avec adresses",                                 \
    .fuller_en = en_ " with addresses", .plainer_fr = fr_ " sans adresses",                                  \
    .plainer_en = en_ " without addresses"

#define DOSSIERS "dossiers-eleves"
#define PUPILS_SCHOOLS "etablissements-eleves"

static const pas_document documents[] = {
    EXPORTED("eleves", "Élèves (sans ou avec adresses)", "Pupils (without or with addresses)",
             "ExportXML_Eleves*.zip;Eleves*Adresses*.xml", "BEE_ELEVES", "student",
             "Élèves sans adresses (ou Élèves avec adresses)", siecle_eleves, SIECLE_N_ELEVES,
             PAS_DOC_PERSONAL, IN_TWO_FORMS("Élèves", "Pupils")),
    EXPORTED("responsables", "Responsables (sans ou avec adresses)", "Guardians (without or with addresses)",
             "ExportXML_Responsables*.zip;Responsables*Adresses*.xml", "BEE_RESPONSABLES", "guardian",
             "Responsables avec adresses (ou Responsables sans adresses)", siecle_responsables,
             SIECLE_N_RESPONSABLES, PAS_DOC_PERSONAL, IN_TWO_FORMS("Responsables", "Guardians")),
    EXPORTED("structures", "Structures (divisions et groupes)", "Structures (divisions and groups)",
             "ExportXML_Structures*.zip;Structures*.xml", "BEE_STRUCTURES", "division;group", "Structures",
             siecle_structures, SIECLE_N_STRUCTURES, 0),
    EXPORTED("communs", "Exports communs (établissement et année)", "Common exports (school and year)",
             "ExportXML_Communs*.zip;Communs*.xml", "BEE_COMMUN", "school;school-year", "Exports communs",
             siecle_communs, SIECLE_N_COMMUNS, PAS_DOC_PERSONAL),
    EXPORTED("nomenclature", "Nomenclature (MEF, matières, codes)", "Code tables (MEF, subjects, codes)",
             "ExportXML_Nomenclature*.zip;Nomenclature*.xml", "BEE_NOMENCLATURES", "mef;subject",
             "Nomenclature", siecle_nomenclature, SIECLE_N_NOMENCLATURE, 0),
    EXPORTED("geographique", "Géographique (pays, départements, communes)",
             "Geography (countries, departments, towns)", "ExportXML_Geographique*.zip;Geographique*.xml",
             "BEE_GEOGRAPHIQUE", NULL, "Géographique", siecle_geographique, SIECLE_N_GEOGRAPHIQUE, 0),
    EXPORTED("etablissements", "Établissements", "Schools", "ExportXML_Etablissements.zip;Etablissements.xml",
             "BEE_ETABLISSEMENTS", NULL, "Établissements", siecle_etablissements, SIECLE_N_ETABLISSEMENTS, 0),
    EXPORTED(PUPILS_SCHOOLS, "Établissements des élèves", "The pupils' schools",
             "ExportXML_EtablissementsEleves*.zip;EtablissementsEleves*.xml", "BEE_ETABLISSEMENTS", NULL,
             "Établissements des élèves", siecle_etablissements, SIECLE_N_ETABLISSEMENTS, PAS_DOC_PERSONAL),
    {
        .id = DOSSIERS,
        .title_fr = "Dossiers élèves depuis logiciel privé (reconnu, rien n'en est lu)",
        .title_en = "Pupils' records from private software (recognised, nothing of it is read)",
        .patterns = "*PRIVE*.zip;*PRIVE*.xml",
        .root = "IMPORT_ELEVES",
        .marks = "DONNEES/PERSONNES;DONNEES/ELEVES/ELEVE;!DONNEES/ELEVES/ELEVE/GROUPES",
        .encoding = "ISO-8859-15",
        .where_fr = "Fait par le logiciel d'un établissement privé pour SIECLE Base élèves > Importations > "
                    "Dossiers élèves depuis logiciel privé",
        .where_en = "Made by a private school's software for SIECLE Base élèves > Importations > Dossiers "
                    "élèves depuis logiciel privé",
        .rows = siecle_dossiers,
        .n_rows = SIECLE_N_DOSSIERS,
        .row_stride = sizeof(pas_row),
        .direction = PAS_IN,
        .container = PAS_CONTAINER_ZIP1,
        .flags = PAS_DOC_PERSONAL,
    },
    {
        .id = "liens-eleves-groupes",
        .title_fr = "Liens élèves-groupes, à déposer dans SIECLE",
        .title_en = "Pupil-group links, to be deposited in SIECLE",
        .patterns = "*ELEGROUPE*.zip;*ELEGROUPE*.xml",
        .root = "IMPORT_ELEVES",
        .marks = "DONNEES/ELEVES/ELEVE/GROUPES;!DONNEES/PERSONNES",
        .encoding = "ISO-8859-15",
        .where_fr =
            "SIECLE Base élèves (mode mise à jour) > Importations > Liens élève-groupe depuis logiciel privé",
        .where_en =
            "SIECLE Base élèves (mode mise à jour) > Importations > Liens élève-groupe depuis logiciel privé",
        .rows = siecle_links,
        .n_rows = SIECLE_N_LINKS,
        .row_stride = sizeof(pas_row),
        .direction = PAS_OUT,
        .container = PAS_CONTAINER_ZIP1,
        .flags = PAS_DOC_PERSONAL,
    },
};

#define LINKS "liens-eleves-groupes"

static const pas_option options[] = {
    {.name = "adresses",
     .def = "selon",
     .choices = "avec;sans;selon",
     .help_fr = "Élèves et Responsables écrits avec ou sans adresses ; selon : avec, si l'on en a lu",
     .help_en = "Élèves and Responsables written with (avec) or without (sans) addresses; selon: with, if "
                "any were read",
     .type = PAS_OPT_CHOICE},
    {.name = "controles",
     .def = "essentiels",
     .choices = "essentiels;complets;jeu",
     .help_fr = "complets : tous les contrôles des exports (doublons, familles, codes) ; jeu : de plus, les "
                "six exports du guide (§ 2.1.4) doivent être là ; essentiels : ceux dont le dépôt des liens "
                "a besoin",
     .help_en = "complets: every check of the exports (doubles, families, codes); jeu: also, the six exports "
                "of the guide (§ 2.1.4) must be there; essentiels: those that the deposit of links needs",
     .document = "eleves",
     .type = PAS_OPT_CHOICE},
    {.name = "doublons",
     .def = "compte",
     .choices = "compte;familles",
     .help_fr =
         "familles : les doublons de responsables, d'élèves et d'adresses un par un ; compte : combien de "
         "responsables seulement",
     .help_en = "familles: the doubles of guardians, pupils and addresses one by one; compte: only how many "
                "guardians",
     .document = "responsables",
     .type = PAS_OPT_CHOICE},
    {.name = "incomplete",
     .def = "refuse",
     .choices = "refuse;accept",
     .help_fr = "accept : publie même un fichier qui ferait perdre des liens à SIECLE",
     .help_en = "accept: publishes even a file that would make SIECLE lose links",
     .document = LINKS,
     .type = PAS_OPT_CHOICE},
    {.name = "code-max",
     .def = "20",
     .help_fr = "plus longs codes de groupe admis : 20 aujourd'hui, 8 dans la spécification de 2016",
     .help_en = "longest group codes accepted: 20 today, 8 in the specification of 2016",
     .document = LINKS,
     .min = 1,
     .max = 20,
     .type = PAS_OPT_INT},
    {.name = "dates",
     .def = "utiles",
     .choices = "utiles;toutes;aucune",
     .help_fr = "dates écrites : seulement si elles ne couvrent pas l'année (utiles), toutes, ou aucune",
     .help_en = "dates written: only if they do not cover the year (utiles), all (toutes), or none (aucune)",
     .document = LINKS,
     .type = PAS_OPT_CHOICE},
    {.name = "version",
     .def = "1.4",
     .choices = "1.4;1.3",
     .help_fr =
         "version du fichier : 1.4 (depuis 2016), 1.3 (noms et prénoms de 25 caractères, sans nom d'usage)",
     .help_en =
         "version of the file: 1.4 (since 2016), 1.3 (names of 25 characters, without the name in use)",
     .document = LINKS,
     .type = PAS_OPT_CHOICE},
    {.name = "num-envoi",
     .def = "1",
     .help_fr = "numéro d'envoi (obligatoire dans le fichier, non utilisé par SIECLE)",
     .help_en = "sending number (required in the file, not used by SIECLE)",
     .document = LINKS,
     .min = 0,
     .max = 99999,
     .type = PAS_OPT_INT},
    {.name = "logiciel",
     .def = "PASSERELLE",
     .help_fr = "nom du logiciel écrit dans le fichier, 10 caractères au plus",
     .help_en = "software name written in the file, 10 characters at most",
     .document = LINKS,
     .type = PAS_OPT_TEXT},
    {.name = "uai",
     .def = "",
     .help_fr = "UAI de l'établissement (sinon celui des fichiers lus)",
     .help_en = "the school's UAI (else that of the files read)",
     .document = LINKS,
     .type = PAS_OPT_UAI},
};

/* What the deposit needs of the graph, beyond its own rows: from the timetable, and from SIECLE itself; and
 * what the exports hold otherwise than by a row. */
static const pas_field_use fields[] = {
    {"eleves", "membership.structure", PAS_FIDELITY_EXACT, PAS_OUT},
    {"eleves", "past-schooling.address", PAS_FIDELITY_EXACT, PAS_OUT},
    {"communs", "school.address", PAS_FIDELITY_EXACT, PAS_OUT},
    {"communs", "school-year.year", PAS_FIDELITY_DERIVED, PAS_OUT},
    {"nomenclature", "entry.key", PAS_FIDELITY_DERIVED, PAS_OUT},
    {"geographique", "entry.key", PAS_FIDELITY_DERIVED, PAS_OUT},
    {"etablissements", "school.address", PAS_FIDELITY_EXACT, PAS_OUT},
    {PUPILS_SCHOOLS, "school.address", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "student.siecle.eleve-id", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "student.ine", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "student.family-name", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "student.usage-name", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "student.first-name", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "student.birth-date", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "group.code", PAS_FIDELITY_RECODED, PAS_OUT},       /* SIECLE's own spelling */
    {LINKS, "composition.from", PAS_FIDELITY_DERIVED, PAS_OUT}, /* parts become the groups they feed */
    {LINKS, "membership.structure", PAS_FIDELITY_DERIVED, PAS_OUT},
    {LINKS, "membership.start", PAS_FIDELITY_DERIVED, PAS_OUT}, /* only if it does not cover the year */
    {LINKS, "membership.end", PAS_FIDELITY_DERIVED, PAS_OUT},
    {LINKS, "student.mef", PAS_FIDELITY_EXACT, PAS_OUT}, /* to foresee GROUPE_B_01 and _02 */
    {LINKS, "structure-mef.mef", PAS_FIDELITY_EXACT, PAS_OUT},
    {LINKS, "school-year.pupils-start", PAS_FIDELITY_EXACT, PAS_OUT}, /* to foresee ELEGRP_A_02 and _03 */
};

enum { SURE = 50 }; /* the content was seen; below, the name alone speaks */

static int is_document(uint32_t document, const char *id)
{
    return siecle_same(siecle_str(documents[document].id), siecle_str(id));
}

/* The two exports of schools have one form: only a name may tell that the file is of the pupils' schools, its
 * own or the one it has in an archive (by which the host has proposed it); without, the answer is less sure.
 */
static pas_status siecle_identify(pas_run *run, const pas_host *host, uint32_t input, uint32_t *document,
                                  uint32_t *score)
{
    const pas_core *core = PAS_SERVICE(pas_core, run, host, PAS_CORE);
    pas_input in;
    if (!core || !*score || documents[*document].rows != siecle_etablissements ||
        core->input(run, input, &in) < 0)
        return PAS_END;
    int pupils = siecle_names_pupils_schools(in.name) || is_document(*document, PUPILS_SCHOOLS);
    const char *id = pupils ? PUPILS_SCHOOLS : "etablissements";
    if (!pupils && *score > SURE)
        *score -= 10;
    for (uint32_t d = 0; d < sizeof documents / sizeof documents[0]; d++)
        if (is_document(d, id))
            *document = d;
    return PAS_OK;
}

/* Said before anything is read, so as to stand at no file's line. */
static void say_not_read(const siecle *s, pas_str file)
{
    SIECLE_SAY(s, "elevesgroupes-confondu-avec-dossiers", 0, NULL, siecle_arg("fichier", file));
}

static void read_input(const siecle *s, uint32_t i, pas_str document)
{
    for (size_t d = 0; d < sizeof documents / sizeof documents[0]; d++)
        if (siecle_same(document, siecle_str(documents[d].id)))
            s->xml->read(s->run, i, documents[d].rows, documents[d].n_rows, documents[d].row_stride);
}

static int is_asked(const siecle *s, const char *option, const char *value)
{
    return siecle_same(s->core->option(s->run, option), siecle_str(value));
}

static pas_status siecle_read(pas_run *run, const pas_host *host)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    const pas_str records = siecle_str(DOSSIERS);
    uint32_t n = s.core->input_count(run);
    pas_input in;
    for (uint32_t i = 0; i < n && s.core->input(run, i, &in) == PAS_OK; i++)
        if (siecle_same(in.document, records))
            say_not_read(&s, in.name);
    for (uint32_t i = 0; i < n && s.core->input(run, i, &in) == PAS_OK; i++)
        if (!siecle_same(in.document, records))
            read_input(&s, i, in.document);
    return s.core->status(run);
}

static pas_status siecle_validate(pas_run *run, const pas_host *host)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    int all = !is_asked(&s, "controles", "essentiels");
    siecle_find_doubles(&s, all || is_asked(&s, "doublons", "familles"));
    if (all)
        siecle_run_rules(&s);
    return s.core->status(run);
}

static const pas_document *document_of(pas_str id)
{
    for (size_t d = 0; d < sizeof documents / sizeof documents[0]; d++)
        if (siecle_same(id, siecle_str(documents[d].id)))
            return &documents[d];
    return NULL;
}

/* The verbs of writing are the deposit's, but for the exports. */
static pas_status check_document(pas_run *run, const pas_host *host)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_is_export(&s) ? siecle_check_export(&s) : siecle_check(run, host);
}

static pas_status foresee_document(pas_run *run, const pas_host *host)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_is_export(&s) ? PAS_OK : siecle_foresee(run, host);
}

static pas_status write_document(pas_run *run, const pas_host *host)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_is_export(&s) ? siecle_write_export(&s, document_of(s.core->document(run)))
                                : siecle_write(run, host);
}

static const pas_plugin plugin = {
    .head = PAS_HEAD(PAS_CAN_IDENTIFY | PAS_CAN_READ | PAS_CAN_VALIDATE | PAS_CAN_CHECK | PAS_CAN_FORESEE |
                     PAS_CAN_WRITE),
    .id = "siecle",
    .system = "SIECLE",
    .version = "0.1.0",
    .vendor = "Passerelle",
    .license = "EUPL-1.2",
    .summary_fr =
        "SIECLE Base élèves : tous les exports XML, lus et écrits, et le dépôt des liens élèves-groupes",
    .summary_en =
        "SIECLE Base élèves: all the XML exports, read and written, and the deposit of pupil-group links",
    .documents = documents,
    .n_documents = sizeof documents / sizeof documents[0],
    .document_stride = sizeof documents[0],
    .options = options,
    .n_options = sizeof options / sizeof options[0],
    .option_stride = sizeof options[0],
    .fields = fields,
    .n_fields = sizeof fields / sizeof fields[0],
    .field_stride = sizeof fields[0],
    .messages = siecle_messages,
    .n_messages = SIECLE_N_MESSAGES,
    .message_stride = sizeof(pas_message),
    .roles = PAS_ROLE_PUPIL_BASE,
    .identify = siecle_identify,
    .read = siecle_read,
    .check = check_document,
    .foresee = foresee_document,
    .write = write_document,
    .validate = siecle_validate,
};

PAS_EXPORT const pas_plugin *pas_plugin_v1(void);
PAS_EXPORT const pas_plugin *pas_plugin_v1(void)
{
    return &plugin;
}
