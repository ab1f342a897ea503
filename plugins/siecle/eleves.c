/*
 * BEE_ELEVES, « Élèves sans adresses » and « Élèves avec adresses » (siecle.md §5; child order of the
 * exports of 2019 to 2022). Sizes are those of the exports' specification. Blocks may come in any order.
 */
#include "rows.h"

static void say_ine(const siecle *s, pas_node node, pas_str ine)
{
    char key[3];
    siecle_ine state = siecle_check_ine(ine, key);
    if (state == SIECLE_INE_GOOD)
        return;
    SIECLE_SAY(s, state == SIECLE_INE_KEY ? "eleve-ine-cle-fausse" : "eleve-ine-mal-forme", node, "ine",
               siecle_person_arg("eleve", siecle_name_of(s, node)), siecle_person_arg("ine", ine),
               siecle_arg("cle", siecle_str(key)));
}

static void check_present(const siecle *s, pas_node node)
{
    const pas_view *v = s->view;
    pas_arg who = siecle_person_arg("eleve", siecle_name_of(s, node));
    if (v->presence(s->run, node, v->field(s->run, "student.mef")) != PAS_GIVEN)
        SIECLE_SAY(s, "eleve-sans-mef", node, "mef", who);
    if (v->presence(s->run, node, v->field(s->run, "student.ine")) != PAS_GIVEN)
        SIECLE_SAY(s, "eleve-sans-ine", node, "ine", who);
}

static void check_dates(const siecle *s, pas_node node)
{
    const pas_view *v = s->view;
    pas_date birth = v->date(s->run, node, v->field(s->run, "student.birth-date"));
    pas_date entered = v->date(s->run, node, v->field(s->run, "student.entered"));
    pas_date left = v->date(s->run, node, v->field(s->run, "student.left"));
    pas_arg who = siecle_person_arg("eleve", siecle_name_of(s, node));
    if (!siecle_dated(birth))
        SIECLE_SAY(s, "eleve-sans-date-naissance", node, "birth-date", who);
    if (siecle_dated(entered) && siecle_dated(left) && siecle_compare(entered, left) > 0)
        SIECLE_SAY(s, "eleve-dates-incoherentes", node, "left", who, siecle_date_arg(s, "entree", entered),
                   siecle_date_arg(s, "sortie", left));
}

static pas_status fix_eleve(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    const pas_view *v = s.view;
    uint32_t elenoet = v->field(run, "student.siecle.elenoet");
    pas_str child = s.xml->kept(run, SIECLE_KEPT_ELENOET);
    if (v->presence(run, node, elenoet) == PAS_ABSENT && siecle_given(child))
        s.build->set_text(run, node, elenoet, child);
    pas_str ine = v->text(run, node, v->field(run, "student.ine"));
    if (siecle_given(ine))
        say_ine(&s, node, ine);
    if (siecle_is_present(v->date(run, node, v->field(run, "student.left")), s.core->now(run).date))
        check_present(&s, node);
    check_dates(&s, node);
    return s.core->status(run);
}

static pas_status fix_an_dernier(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    return siecle_fix_address(&s, node, "past-schooling.address");
}

/* TYPE_STRUCTURE says whether the code is a division's or a group's. */
static pas_status fix_structure(pas_run *run, const pas_host *host, pas_node node)
{
    siecle s;
    if (siecle_open(&s, run, host) < 0)
        return PAS_E_UNSUPPORTED;
    pas_str code = s.xml->kept(run, SIECLE_KEPT_STRUCTURE);
    pas_str type = s.view->text(run, node, s.view->field(run, "membership.type"));
    int division = siecle_same(type, siecle_str("D")), group = siecle_same(type, siecle_str("G"));
    if (!division && !group) {
        SIECLE_SAY(&s, "eleve-type-structure-inconnu", node, "structure", siecle_arg("code", code),
                   siecle_arg("type", type));
        return PAS_END;
    }
    if (!siecle_given(code))
        return PAS_END; /* the missing CODE_STRUCTURE is told by the host */
    if (division && siecle_same(code, siecle_str(SIECLE_INACTIVE)))
        return PAS_OK;
    return s.build->link(run, node, s.build->field(run, "membership.structure"),
                         s.build->field(run, division ? "division.code" : "group.code"), code);
}

const pas_row siecle_eleves[] = {
    NEST(0, "BEE_ELEVES", PAS_REQUIRED),
    ENVELOPE("eleves", "4.0"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    NEST(2, "ELEVES", PAS_REQUIRED),
    RECORD(3, "ELEVE", PAS_MANY, "student", fix_eleve),
    TEXT(4, "@ELEVE_ID", PAS_REQUIRED | PAS_KEY, 10, "siecle.eleve-id"),
    TEXT(4, "@ELENOET", 0, 5, "siecle.elenoet"),
    TEXT(4, "ID_NATIONAL", 0, 11, "ine"),
    TEXT(4, "INE_BEA", 0, 11, "ine-bea"),
    TEXT(4, "INE_RNIE", 0, 11, "ine-rnie"),
    KEEP(4, "ELENOET", PAS_LEX_TEXT, 0, 5, SIECLE_KEPT_ELENOET),
    TEXT(4, "ID_ELEVE_ETAB", 0, 11, "siecle.id-eleve-etab"),
    TEXT(4, "ID_PRV_ELE", 0, 11, "siecle.id-prv-ele"),
    TEXT(4, "NOM_DE_FAMILLE", PAS_REQUIRED, 100, "family-name"),
    TEXT(4, "NOM", PAS_OLD, 25, "family-name"),
    TEXT(4, "NOM_USAGE", 0, 100, "usage-name"),
    TEXT(4, "PRENOM", PAS_REQUIRED, 100, "first-name"),
    TEXT(4, "PRENOM2", 0, 100, "first-name2"),
    TEXT(4, "PRENOM3", 0, 100, "first-name3"),
    DATE(4, "DATE_NAISS", 0, "birth-date"), /* its absence is eleve-sans-date-naissance */
    BOOL(4, "DOUBLEMENT", 0, "repeating"),
    TEXT(4, "TEL_PROFESSIONNEL", 0, 20, "phone-work"),
    TEXT(4, "CODE_PAYS", 0, 3, "birth-country"),
    BOOL(4, "ACCEPTE_SMS", 0, "accepts-sms"),
    DATE(4, "DATE_MODIFICATION", 0, "modified"),
    DATE(4, "DATE_SORTIE", 0, "left"),
    TEXT(4, "MEL", 0, 254, "mail"),
    TEXT(4, "CODE_REGIME", 0, 2, "regime"),
    DATE(4, "DATE_ENTREE", 0, "entered"),
    TEXT(4, "VILLE_NAISS", 0, 32, "birth-town"),
    LINK(4, "ADRESSE_ID", PAS_LEX_TEXT, 0, 10, "address", "address:siecle.adresse-id"),
    TEXT(4, "CODE_MOTIF_SORTIE", 0, 2, "left-reason"),
    TEXT(4, "TEL_PERSONNEL", 0, 20, "phone"),
    CODED(4, "CODE_SEXE", 0, 1, "sex", "1=M;2=F"),
    TEXT(4, "TEL_PORTABLE", 0, 20, "mobile"),
    TEXT(4, "CODE_PAYS_NAT", 0, 3, "nationality"),
    TEXT(4, "CODE_STATUT", 0, 2, "status"),
    LINK(4, "CODE_MEF", PAS_LEX_TEXT, 0, 11, "mef", "mef:code"),
    TEXT(4, "CODE_DEPARTEMENT_NAISS", 0, 3, "birth-department"),
    TEXT(4, "CODE_COMMUNE_INSEE_NAISS", 0, 5, "birth-commune"),
    BOOL(4, "ADHESION_TRANSPORT", 0, "transport"),
    TEXT(4, "CODE_PROVENANCE", 0, 1, "provenance"),
    RECORD(4, "SCOLARITE_AN_DERNIER", 0, "past-schooling", fix_an_dernier),
    UP(5, "student"),
    TEXT(5, "CODE_MEF", 0, 11, "mef"),
    RAW(5, "CODE_STRUCTURE", 0, 20, "structure"),
    TEXT(5, "CODE_REGIME", 0, 2, "regime"),
    TEXT(5, "CODE_RNE", 0, 8, "uai"),
    TEXT(5, "CODE_NATURE", 0, 3, "nature"),
    TEXT(5, "SIGLE", 0, 14, "acronym"),
    TEXT(5, "DENOM_PRINC", 0, 30, "name"),
    TEXT(5, "DENOM_COMPL", 0, 30, "name-complement"),
    SCHOOL_LINES(5),
    KEEP(5, "BOITE_POSTALE", PAS_LEX_TEXT, 0, 7, 4),
    KEEP(5, "COMMUNE_ETRANGERE", PAS_LEX_TEXT, 0, 32, 5),
    TEXT(5, "MEL", 0, 254, "mail"),
    TEXT(5, "TELEPHONE", 0, 20, "phone"),
    KEEP(5, "CODE_COMMUNE_INSEE", PAS_LEX_TEXT, 0, 5, 6),
    KEEP(5, "LL_COMMUNE_INSEE", PAS_LEX_TEXT, 0, 32, 7),
    NEST(2, "OPTIONS", PAS_WRITTEN),
    NEST(3, "OPTION",
         PAS_MANY), /* OPTION is the pupil's block, OPTIONS_ELEVE one option: since version 1.32 */
    SCOPE(4, "@ELEVE_ID", PAS_LEX_TEXT, PAS_REQUIRED, 10),
    IGNORE(4, "@ELENOET", 0),
    RECORD(4, "OPTIONS_ELEVE", PAS_MANY, "student-option", NULL),
    FROM(5, "@ELEVE_ID", "student", "student:siecle.eleve-id"),
    UINT(5, "NUM_OPTION", PAS_REQUIRED, 2, "rank"),
    TEXT(5, "CODE_MODALITE_ELECT", 0, 1, "modality"),
    LINK(5, "CODE_MATIERE", PAS_LEX_TEXT, PAS_REQUIRED, 6, "subject", "subject:code"),
    NEST(2, "STRUCTURES", PAS_WRITTEN),
    NEST(3, "STRUCTURES_ELEVE", PAS_MANY),
    SCOPE(4, "@ELEVE_ID", PAS_LEX_TEXT, PAS_REQUIRED, 10),
    IGNORE(4, "@ELENOET", 0),
    RECORD(4, "STRUCTURE", PAS_MANY, "membership", fix_structure),
    FROM(5, "@ELEVE_ID", "student", "student:siecle.eleve-id"),
    KEEP(5, "CODE_STRUCTURE", PAS_LEX_RAW, PAS_REQUIRED, 20, SIECLE_KEPT_STRUCTURE),
    TEXT(5, "TYPE_STRUCTURE", PAS_REQUIRED, 1, "type"),
    IGNORE(2, "DPPS", PAS_WRITTEN), /* dispositifs : always seen empty */
    NEST(2, "BOURSES", PAS_WRITTEN),
    RECORD(3, "BOURSE", PAS_MANY, "scholarship", NULL),
    LINK(4, "@ELEVE_ID", PAS_LEX_TEXT, PAS_REQUIRED, 10, "student", "student:siecle.eleve-id"),
    IGNORE(4, "@ELENOET", 0),
    TEXT(4, "CODE_BOURSE", PAS_REQUIRED | PAS_MANY, 1, "code"),
    ADDRESSES,
};
SIECLE_COUNT(siecle_eleves, SIECLE_N_ELEVES);
