/*
 * BEE_RESPONSABLES, « Responsables sans adresses » and « avec adresses » (siecle.md §6 and addenda): persons,
 * their links to pupils, addresses. « Sans adresses » keeps ADRESSE_ID and has an empty ADRESSES.
 *
 * Two vocabularies for a link: RESP_LEGAL and its companions until 2018, NIVEAU_RESPONSABILITE and its since;
 * one file may hold both, so each has its own field and none is made from the other.
 */
#include "rows.h"

/* The only booleans that SIECLE spells in letters. */
#define TRUTH(name, field)                                                                                   \
    ROW(4, PAS_ROW_VALUE, PAS_LEX_BOOL, 0, 0, 0, name, field, NULL, "true=1;false=0;1=1;0=0", NULL)

const pas_row siecle_responsables[] = {
    NEST(0, "BEE_RESPONSABLES", PAS_REQUIRED),
    ENVELOPE("responsables", "2.1"),
    NEST(1, "DONNEES", PAS_REQUIRED),
    NEST(2, "PERSONNES", PAS_REQUIRED),
    RECORD(3, "PERSONNE", PAS_MANY, "guardian", NULL),
    TEXT(4, "@PERSONNE_ID", PAS_REQUIRED | PAS_KEY, 10, "siecle.personne-id"),
    TEXT(4, "ID_PRV_PER", 0, 11, "siecle.id-prv-per"),
    TEXT(4, "LC_CIVILITE", 0, 5, "title"),
    TEXT(4, "LL_CIVILITE", 0, 20, "title-long"),
    TEXT(4, "NOM_DE_FAMILLE", PAS_REQUIRED, 100, "family-name"),
    TEXT(4, "NOM", PAS_OLD, 25, "family-name"), /* until summer 2016 */
    TEXT(4, "NOM_USAGE", 0, 100, "usage-name"),
    TEXT(4, "PRENOM", PAS_REQUIRED, 100, "first-name"),
    TEXT(4, "TEL_PERSONNEL", 0, 20, "phone"),
    TEXT(4, "TEL_PORTABLE", 0, 20, "mobile"),
    BOOL(4, "ACCEPTE_SMS", 0, "accepts-sms"),
    TEXT(4, "TEL_PROFESSIONNEL", 0, 20, "phone-work"),
    TEXT(4, "MEL", 0, 254, "mail"),
    BOOL(4, "COMMUNICATION_ADRESSE", 0, "shares-address"),
    LINK(4, "ADRESSE_ID", PAS_LEX_TEXT, 0, 10, "address", "address:siecle.adresse-id"),
    TEXT(4, "CODE_PROFESSION", 0, 2, "profession"),
    IGNORE(4, "CODE_SITUATION", PAS_OLD), /* employment, until September 2017 */
    NEST(2, "RESPONSABLES", PAS_REQUIRED),
    RECORD(3, "RESPONSABLE_ELEVE", PAS_MANY, "guardianship", NULL),
    LINK(4, "ELEVE_ID", PAS_LEX_TEXT, PAS_REQUIRED | PAS_KEY, 10, "student", "student:siecle.eleve-id"),
    LINK(4, "PERSONNE_ID", PAS_LEX_TEXT, PAS_REQUIRED | PAS_KEY, 10, "guardian",
         "guardian:siecle.personne-id"),
    TEXT(4, "NIVEAU_RESPONSABILITE", 0, 1, "level"),
    TEXT(4, "RESP_LEGAL", PAS_OLD, 1, "legal-rank"),
    TEXT(4, "CODE_PARENTE", 0, 2, "relation"), /* one character until 2018 */
    BOOL(4, "RESP_FINANCIER", PAS_OLD, "financial"),
    BOOL(4, "PERS_PAIEMENT", PAS_OLD, "payee"),
    BOOL(4, "PERS_PAIMENT", PAS_OLD, "payee"), /* sic */
    BOOL(4, "PERS_CONTACT", PAS_OLD, "contact"),
    BOOL(4, "PAIE_FRAIS_SCOLAIRES", 0, "pays-fees"),
    TRUTH("PERCOIT_LES_AIDES", "gets-aid"),
    TRUTH("HEBERGE_ELEVE", "houses"),
    TRUTH("A_CONTACTER_EN_PRIORITE", "first-contact"),
    ADDRESSES,
};
SIECLE_COUNT(siecle_responsables, SIECLE_N_RESPONSABLES);
