/*
 * ExportEmploiDuTemps 1.1 (edt.md §1.1), with what the consumers of 2.x are known to read (§1.4, flagged
 * PAS_GUESS). All data are attributes, but for Jour.
 */
#include "edt.h"

#include "passerelle/rows.h"

#define OLD PAS_OLD
#define REQ PAS_REQUIRED
#define KEY (PAS_REQUIRED | PAS_KEY)
#define GUESS PAS_GUESS
#define MANY PAS_MANY
#define ID(depth, name, flags, field) VALUE(depth, name, PAS_LEX_TEXT, flags, 10, field)
#define IDENT(depth, flags) ID(depth, "@Ident", flags, "edt.ident")
#define TO(depth, field, to) LINK(depth, "@Ident", PAS_LEX_TEXT, REQ, 10, field, to)
#define KEPT(depth, name, flags, max, slot) KEEP(depth, name, PAS_LEX_TEXT, flags, max, slot)

static pas_status fix_year(pas_run *run, const pas_host *host, pas_node node);
static pas_status fix_staff(pas_run *run, const pas_host *host, pas_node node);
static pas_status fix_staff_use(pas_run *run, const pas_host *host, pas_node node);
static pas_status fix_guardian(pas_run *run, const pas_host *host, pas_node node);
static pas_status fix_guardian_alone(pas_run *run, const pas_host *host, pas_node node);

/* A person's attributes, the same for every kind of person; IdPN is the spelling of 2012. */
#define PERSON(depth)                                                                                        \
    TEXT(depth, "@Nom", REQ, 0, "family-name"), TEXT(depth, "@Prenom", REQ, 0, "first-name"),                \
        TEXT(depth, "@IDPN", 0, 32, "pronote.idpn"), TEXT(depth, "@IdPN", OLD, 32, "pronote.idpn"),          \
        TEXT(depth, "@IDCAS", 0, 60, "cas.id"), TEXT(depth, "@IdCAS", OLD, 60, "cas.id")

/* A dated membership of a pupil. */
#define MEMBERSHIP(name, to)                                                                                 \
    RECORD(3, name, MANY, "membership", NULL), UP(4, "student"), TO(4, "structure", to),                     \
        DATE_ISO(4, "@DateEntree", REQ, "start"), DATE_ISO(4, "@DateSortie", REQ, "end")

/* What a course uses, with the weeks in which it does. */
#define RESOURCE(name, flags, to)                                                                            \
    RECORD(3, name, MANY | (flags), "course-resource", NULL), UP(4, "course"), TO(4, "uses", to),            \
        WEEKS(4, "@Semaines", (flags) ? 0 : REQ, "weeks")

/* A guardian's own facts, kept for the fix: the record itself is the link to the pupil. */
enum {
    SLOT_IDENT,
    SLOT_NAME,
    SLOT_FIRST,
    SLOT_TITLE,
    SLOT_LINE1,
    SLOT_LINE2,
    SLOT_LINE3,
    SLOT_LINE4,
    SLOT_POSTCODE,
    SLOT_TOWN,
    SLOT_IDPN,
    SLOT_IDCAS,
    SLOT_START
};
#define ADDRESS(depth)                                                                                       \
    KEPT(depth, "@Adresse1", 0, 0, SLOT_LINE1), KEPT(depth, "@Adresse2", 0, 0, SLOT_LINE2),                  \
        KEPT(depth, "@Adresse3", 0, 0, SLOT_LINE3), KEPT(depth, "@Adresse4", 0, 0, SLOT_LINE4),              \
        KEPT(depth, "@CodePostal", 0, 0, SLOT_POSTCODE), KEPT(depth, "@Ville", 0, 0, SLOT_TOWN),             \
        IGNORE(depth, "@Pays", GUESS)
#define GUARDIAN(depth)                                                                                      \
    KEPT(depth, "@Nom", 0, 0, SLOT_NAME), KEPT(depth, "@Prenom", 0, 0, SLOT_FIRST),                          \
        KEPT(depth, "@Civilite", 0, 0, SLOT_TITLE), KEPT(depth, "@IDPN", 0, 0, SLOT_IDPN),                   \
        KEPT(depth, "@IdPN", OLD, 0, SLOT_IDPN), KEPT(depth, "@IDCAS", 0, 0, SLOT_IDCAS),                    \
        KEPT(depth, "@IdCAS", OLD, 0, SLOT_IDCAS), ADDRESS(depth)

const pas_row edt_export[] = {
    RECORD(0, "ExportEmploiDuTemps", 0, "export", NULL),
    CONSTANT(1, PAS_LEX_TEXT, "document", "export-ent"),
    TEXT(1, "@Version", REQ, 20, "version"),
    TEXT(1, "@UAI", KEY, 8, "uai"),

    NEST(1, "Etablissements", GUESS),
    RECORD(2, "Etablissement", MANY | GUESS, "school", NULL),
    IDENT(3, KEY),
    TEXT(3, "@Numero", REQ, 8, "uai"),
    TEXT(3, "@Nom", 0, 100, "name"),

    RECORD(1, "AnneeScolaire", REQ, "school-year", fix_year),
    KEEP(2, "@DateDebut", PAS_LEX_DATE_ISO, KEY, 10, SLOT_START),
    DATE_ISO(2, "@DateFin", REQ, "end"),
    DATE_ISO(2, "@DatePremierJourSemaine1", REQ, "week1"),

    RECORD(1, "GrilleHoraire", REQ, "grid", NULL),
    UINT(2, "@NombrePlacesParJour", REQ, 5, "slots-per-day"),
    UINT(2, "@DureePlace", REQ, 5, "slot-minutes"),
    NEST(2, "JoursOuvres", REQ),
    UINT(3, "Jour", MANY, 1, "worked-day"),
    NEST(2, "PlacesParJour", REQ),
    RECORD(3, "Place", MANY, "slot", NULL),
    UINT(4, "@Numero", KEY, 5, "number"),
    TIME(4, "@LibelleHeureDebut", REQ, "start"),
    TIME(4, "@LibelleHeureFin", REQ, "end"),

    IGNORE(1, "Nomenclatures", GUESS),
    IGNORE(1, "Etiquettes", GUESS),
    IGNORE(1, "MotifsAbsence", GUESS),
    IGNORE(1, "Absences", GUESS),
    IGNORE(1, "Mefs", GUESS),
    IGNORE(1, "Ressources", GUESS),

    NEST(1, "Matieres", REQ),
    RECORD(2, "Matiere", MANY, "subject", NULL),
    IDENT(3, KEY),
    TEXT(3, "@Code", REQ, 20, "management-code"),
    TEXT(3, "@Libelle", REQ, 0, "label"),

    NEST(1, "Professeurs", REQ),
    RECORD(2, "Professeur", MANY, "person", NULL),
    CONSTANT(3, PAS_LEX_BOOL, "teacher", "1"),
    IDENT(3, KEY),
    PERSON(3),
    TEXT(3, "@CodePostal", 0, 10, "postcode"),
    DATE_ISO(3, "@DateNaissance", 0, "birth-date"),
    TEXT(3, "@IDSTS", 0, 20, "sts.id"),

    NEST(1, "Personnels", GUESS),
    RECORD(2, "Personnel", MANY | GUESS, "person", fix_staff),
    CONSTANT(3, PAS_LEX_BOOL, "teacher", "0"),
    KEEP(3, "@Ident", PAS_LEX_TEXT, KEY, 10, SLOT_IDENT),
    PERSON(3),

    NEST(1, "Materiels", GUESS),
    RECORD(2, "Materiel", MANY | GUESS, "equipment", NULL),
    IDENT(3, KEY),
    TEXT(3, "@Nom", 0, 60, "name"),

    NEST(1, "Classes", REQ),
    RECORD(2, "Classe", MANY, "division", NULL),
    IDENT(3, KEY),
    TEXT(3, "@Nom", REQ, 0, "code"),
    RECORD(3, "PartieDeClasse", MANY, "class-part", NULL),
    UP(4, "division"),
    IDENT(4, KEY),
    TEXT(4, "@Nom", GUESS, 60, "name"),
    NEST(3, "Etablissement", GUESS),
    LINK(4, "@Ident", PAS_LEX_TEXT, GUESS, 10, "school", "school:edt.ident"),
    RECORD(3, "ProfesseurPrincipal", MANY | GUESS, "head-teacher", NULL),
    UP(4, "division"),
    TO(4, "person", "person:edt.ident"),

    NEST(1, "Groupes", REQ),
    RECORD(2, "Groupe", MANY, "group", NULL),
    IDENT(3, KEY),
    TEXT(3, "@Nom", REQ, 0, "code"),
    RECORD(3, "Classe", MANY, "composition", NULL),
    UP(4, "group"),
    TO(4, "from", "division:edt.ident"),
    RECORD(3, "PartieDeClasse", MANY, "composition", NULL),
    UP(4, "group"),
    TO(4, "from", "class-part:edt.ident"),
    RECORD(3, "Eleve", MANY | GUESS, "membership", NULL),
    UP(4, "structure"),
    TO(4, "student", "student:edt.ident"),

    NEST(1, "Salles", REQ),
    RECORD(2, "Salle", MANY, "room", NULL),
    IDENT(3, KEY),
    TEXT(3, "@Nom", REQ, 0, "code"),

    NEST(1, "Responsables", GUESS),
    RECORD(2, "Responsable", MANY | GUESS, "guardian", fix_guardian_alone),
    IDENT(3, KEY),
    PERSON(3),
    DATE_ISO(3, "@DateNaissance", 0, "birth-date"),
    TEXT(3, "@Civilite", 0, 20, "title"),
    ADDRESS(3),

    NEST(1, "Eleves", REQ),
    RECORD(2, "Eleve", MANY, "student", NULL),
    IDENT(3, KEY),
    PERSON(3),
    DATE_ISO(3, "@DateNaissance", 0, "birth-date"),
    CODED(3, "@Sexe", REQ, 10, "sex", "Masculin=M;Feminin=F"),
    TEXT(3, "@CodePostal", 0, 10, "postcode"),
    TEXT(3, "@NumeroNational", 0, 11, "ine"),
    TEXT(3, "@IDSconet", 0, 10, "siecle.eleve-id"),
    TEXT(3, "@IDEtablissement", 0, 11, "siecle.id-eleve-etab"),
    RECORD(3, "Responsable", MANY, "guardianship", fix_guardian),
    UP(4, "student"),
    KEEP(4, "@Ident", PAS_LEX_TEXT, KEY, 10, SLOT_IDENT),
    TEXT(4, "@RespLegal", 0, 1, "legal-rank"),
    GUARDIAN(4),
    MEMBERSHIP("Classe", "division:edt.ident"),
    MEMBERSHIP("PartieDeClasse", "class-part:edt.ident"),

    NEST(1, "Cours", REQ),
    RECORD(2, "Cours", MANY, "course", NULL),
    UINT(3, "@Jour", KEY, 1, "day"),
    UINT(3, "@NumeroPlaceDebut", REQ, 5, "first-slot"),
    UINT(3, "@NombrePlaces", REQ, 5, "slots"),
    BOOL(3, "@Annuel", GUESS, "annual"),
    WEEKS(3, "@SemainesAnnulation", GUESS, "cancelled-weeks"),
    NEST(3, "Matiere", MANY | REQ),
    LINK(4, "@Ident", PAS_LEX_TEXT, REQ, 10, "subject", "subject:edt.ident"),
    RESOURCE("Professeur", 0, "person:edt.ident"),
    RESOURCE("Classe", 0, "division:edt.ident"),
    RESOURCE("PartieDeClasse", 0, "class-part:edt.ident"),
    RESOURCE("Groupe", 0, "group:edt.ident"),
    RESOURCE("Salle", 0, "room:edt.ident"),
    RESOURCE("Materiel", GUESS, "equipment:edt.ident"),
    RECORD(3, "Personnel", MANY | GUESS, "course-resource", fix_staff_use),
    UP(4, "course"),
    KEEP(4, "@Ident", PAS_LEX_TEXT, REQ, 10, SLOT_IDENT),
    WEEKS(4, "@Semaines", 0, "weeks"),
    RECORD(3, "Eleve", MANY | GUESS, "course-resource", NULL),
    UP(4, "course"),
    TO(4, "uses", "student:edt.ident"),
    WEEKS(4, "@SemainesInclusion", 0, "weeks"),
    IGNORE(3, "Etiquette", GUESS),
    IGNORE(3, "Periode", GUESS),
};
EDT_COUNT(edt_export, EDT_N_EXPORT);

/* -------------------------------------------------------------------- fixes */

static int digits(const char *p, size_t n)
{
    int v = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

/* The school year is named by the civil year in which it begins; the envelope says it too. */
static pas_status fix_year(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    const pas_xml *xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    pas_str start = xml->kept(run, SLOT_START);
    if (!start.len)
        return PAS_OK; /* the missing date has been said */
    int year = start.len == 10 ? digits(start.ptr, 4) : -1,
        month = start.len == 10 ? digits(start.ptr + 5, 2) : -1,
        day = start.len == 10 ? digits(start.ptr + 8, 2) : -1;
    if (year < 1900 || month < 1 || month > 12 || day < 1 || day > (month == 2 ? 29 : 31)) {
        pas_arg args[] = {{"valeur", start, 0, 0}};
        return PAS_SERVICE(pas_findings, run, host, PAS_FINDINGS)
            ->emit(run, "annee-date-illisible", 0, "start", args, 1);
    }
    pas_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    build->set_date(run, node, build->field(run, "school-year.start"), date);
    build->set_int(run, node, build->field(run, "school-year.year"), year);
    pas_node around = build->around(run, node, build->kind(run, "export"));
    return build->set_int(run, around, build->field(run, "export.year"), year);
}

/* Idents are unique per element type only: other staff must not be taken for teachers. */
static pas_str staff_ident(pas_run *run, const pas_host *host)
{
    const pas_xml *xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    const pas_text *text = PAS_SERVICE(pas_text, run, host, PAS_TEXT);
    pas_str ident = xml->kept(run, SLOT_IDENT);
    return text->format(run, "personnel-%.*s", (int)ident.len, ident.ptr ? ident.ptr : "");
}

static pas_status fix_staff(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    return build->set_text(run, node, build->field(run, "person.edt.ident"), staff_ident(run, host));
}

static pas_status fix_staff_use(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    return build->link(run, node, build->field(run, "course-resource.uses"),
                       build->field(run, "person.edt.ident"), staff_ident(run, host));
}

static void set_kept(pas_run *run, const pas_host *host, pas_node node, const char *field, uint32_t slot)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    pas_str value = PAS_SERVICE(pas_xml, run, host, PAS_XML)->kept(run, slot);
    if (value.len)
        build->set_text(run, node, build->field(run, field), value);
}

static pas_node make_address(pas_run *run, const pas_host *host)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    pas_node address = build->begin(run, build->kind(run, "address"));
    for (uint32_t slot = SLOT_LINE1; slot <= SLOT_LINE4; slot++)
        set_kept(run, host, address, "address.line", slot);
    set_kept(run, host, address, "address.postcode", SLOT_POSTCODE);
    set_kept(run, host, address, "address.town", SLOT_TOWN);
    build->end(run, address);
    return address;
}

/* The same guardian is written whole under each of the children: one node, one link per child. */
static pas_status fix_guardian(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    const pas_xml *xml = PAS_SERVICE(pas_xml, run, host, PAS_XML);
    pas_str ident = xml->kept(run, SLOT_IDENT);
    if (!ident.len)
        return PAS_OK; /* the missing Ident has been said */
    uint32_t field = build->field(run, "guardian.edt.ident");
    build->link(run, node, build->field(run, "guardianship.guardian"), field, ident);
    if (build->known(run, field, ident))
        return PAS_OK;
    pas_node address = make_address(run, host);
    pas_node guardian = build->begin(run, build->kind(run, "guardian"));
    build->set_text(run, guardian, field, ident);
    set_kept(run, host, guardian, "guardian.family-name", SLOT_NAME);
    set_kept(run, host, guardian, "guardian.first-name", SLOT_FIRST);
    set_kept(run, host, guardian, "guardian.title", SLOT_TITLE);
    set_kept(run, host, guardian, "guardian.pronote.idpn", SLOT_IDPN);
    set_kept(run, host, guardian, "guardian.cas.id", SLOT_IDCAS);
    build->link_node(run, guardian, build->field(run, "guardian.address"), address);
    return build->end(run, guardian);
}

/* 2.x lists guardians apart; the pupils then only name them. */
static pas_status fix_guardian_alone(pas_run *run, const pas_host *host, pas_node node)
{
    const pas_build *build = PAS_SERVICE(pas_build, run, host, PAS_BUILD);
    return build->link_node(run, node, build->field(run, "guardian.address"), make_address(run, host));
}
