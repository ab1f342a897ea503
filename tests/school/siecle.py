"""SIECLE (Base élèves établissement): the XML exports, in the layout of the versions in force.

BEE_NOMENCLATURES 4.0, BEE_ELEVES 4.0, BEE_RESPONSABLES 2.1, BEE_STRUCTURES 2.0, BEE_COMMUN 1.7,
BEE_GEOGRAPHIQUE 1.7; ISO-8859-15, one deflated XML per zip.
"""
from datetime import date, timedelta

import ids
import names
import tables
from ecriture import Archive, echapper, feuille, fr, latin

JAMAIS = "31/12/9999"


def _tete(ecole, racine, version, seconde):
    quand = ecole.export + timedelta(seconds=seconde)
    return ['<?xml version="1.0" encoding="ISO-8859-15"?>', '<%s VERSION="%s">' % (racine, version), "  <PARAMETRES>",
            "    <UAJ>%s</UAJ>" % ecole.uai, "    <ANNEE_SCOLAIRE>%d</ANNEE_SCOLAIRE>" % ecole.annee,
            "    <DATE_EXPORT>%s</DATE_EXPORT>" % fr(quand),
            "    <HORODATAGE>%s %s</HORODATAGE>" % (fr(quand), quand.strftime("%H:%M:%S")), "  </PARAMETRES>", "  <DONNEES>"]


def _pied(racine):
    return ["  </DONNEES>", "</%s>" % racine]


def _table(lignes, bloc, item, cle, rangees, champs):
    """A small table: block, item, key attribute, rows (key, then the values of the fields)."""
    lignes.append("    <%s>" % bloc)
    for rangee in rangees:
        lignes.append('      <%s %s="%s">' % (item, cle, rangee[0]))
        for champ, valeur in zip(champs, rangee[1:]):
            feuille(lignes, "        ", champ, valeur)
        lignes.append("      </%s>" % item)
    lignes.append("    </%s>" % bloc)


# --- Nomenclature -------------------------------------------------------------------------------------------

def _mef(lignes, code, formation, long, edition, stat, rattachement, options, choisi):
    lignes.append('      <MEF CODE_MEF="%s">' % code)
    feuille(lignes, "        ", "FORMATION", formation)
    if not choisi:
        feuille(lignes, "        ", "SPECIALITE", "")
    feuille(lignes, "        ", "LIBELLE_LONG", long)
    if choisi:
        feuille(lignes, "        ", "LIBELLE_EDITION", edition)
    feuille(lignes, "        ", "STATUT_MEF", "1" if choisi else "3")
    if choisi:
        feuille(lignes, "        ", "MEF_RATTACHEMENT", rattachement)
    for nom, valeur in (("CODE_MEFSTAT", stat), ("NB_OPT_OBLIG", options), ("NB_OPT_MINI", options), ("RENFORCEMENT_LANGUES", 0),
                        ("INSCRIPTION_ETAB", int(choisi)), ("MEF_ORIGINE", 1), ("MEF_SELECTIONNE", int(choisi)), ("MEF_SELORIG", 1),
                        ("DATE_OUVERTURE", "01/09/1995"), ("DATE_FERMETURE", JAMAIS)):
        feuille(lignes, "        ", nom, valeur)
    lignes.append("      </MEF>")


def mefs_de_l_ecole(ecole):
    """(code, formation, long, edition, mefstat11, code of the ordinary MEF, niveau), ordinary then ULIS."""
    for niveau in ecole.niveaux:
        code, formation, long, edition, stat, _ = tables.MEFS[niveau]
        yield code, formation, long, edition, stat, code, niveau
        if niveau in tables.ULIS:
            ulis, formation, long, edition = tables.ULIS[niveau]
            yield ulis, formation, long, edition, stat, code, niveau


def programmes(ecole):
    """(MEF, subject, modality, hours in hundredths): an ULIS MEF has the subjects of its level and its own module."""
    for mef, _, _, _, _, ordinaire, niveau in mefs_de_l_ecole(ecole):
        for matiere, modalite, heures in tables.PROGRAMMES[niveau]:
            yield mef, matiere, modalite, heures
        if mef != ordinaire:
            yield mef, "470200", "S", 0


def matieres(ecole):
    """Subjects of the school, sorted by code."""
    return sorted({m for _, m, _, _ in programmes(ecole)})


def nomenclature(ecole):
    li = _tete(ecole, "BEE_NOMENCLATURES", "4.0", 0)
    li.append("    <MEFS>")
    code, formation, long, stat = tables.MEF_CM2
    _mef(li, code, formation, long, None, stat, None, 0, False)
    obligatoires = []
    for mef, formation, long, edition, stat, ordinaire, niveau in mefs_de_l_ecole(ecole):
        oblig = [m for m, o, _ in tables.PROGRAMMES[niveau] if o == "O" and m.startswith("03")] if mef == ordinaire else []
        obligatoires += [(mef, m, 1 if m == "030201" else 2) for m in oblig]
        _mef(li, mef, formation, long, edition, stat, ordinaire, min(2, len(oblig)), True)
    li.append("    </MEFS>")
    _table(li, "MATIERES", "MATIERE", "CODE_MATIERE", [(m,) + tables.MATIERES[m] + (0,) for m in matieres(ecole)],
           ["CODE_GESTION", "LIBELLE_COURT", "LIBELLE_LONG", "LIBELLE_EDITION", "MATIERE_ETP"])
    li.append("    <PROGRAMMES>")
    for mef, matiere, modalite, heures in programmes(ecole):
        li += ["      <PROGRAMME>", "        <CODE_MEF>%s</CODE_MEF>" % mef, "        <CODE_MATIERE>%s</CODE_MATIERE>" % matiere,
               "        <CODE_MODALITE_ELECT>%s</CODE_MODALITE_ELECT>" % modalite, "        <HORAIRE>%d.%02d</HORAIRE>" % divmod(heures, 100),
               "      </PROGRAMME>"]
    li += ["    </PROGRAMMES>", "    <OPTIONS_OBLIGATOIRES>"]
    for mef, matiere, rang in obligatoires:
        li += ["      <OPTION_OBLIGATOIRE>", "        <CODE_MEF>%s</CODE_MEF>" % mef, "        <CODE_MATIERE>%s</CODE_MATIERE>" % matiere,
               "        <RANG_OPTION>%d</RANG_OPTION>" % rang, "      </OPTION_OBLIGATOIRE>"]
    li.append("    </OPTIONS_OBLIGATOIRES>")
    deux = ["LIBELLE_COURT", "LIBELLE_LONG"]
    _table(li, "MODALITES_ELECTION", "MODALITE_ELECTION", "CODE_MODALITE_ELECT", tables.MODALITES_ELECTION, deux)
    _table(li, "REGIMES", "REGIME", "CODE_REGIME", tables.REGIMES, deux)
    _table(li, "LIENS_PARENTE", "LIEN_PARENTE", "CODE_PARENTE", tables.LIENS_PARENTE, deux + ["LIBELLE_EDITION", "TRI"])
    _table(li, "NIVEAUX_RESPONSABILITE", "N_NIVEAU_RESPONSABILITE", "NIVEAU_RESPONSABILITE", tables.NIVEAUX_RESPONSABILITE,
           deux + ["LIBELLE_EDITION"])
    _table(li, "BOURSES", "BOURSE", "CODE_BOURSE", tables.BOURSES, deux + ["BOURSE_NATIONALE"])
    _table(li, "PROFESSIONS", "PROFESSION", "CODE_PROFESSION", tables.PROFESSIONS, ["LIBELLE_COURT_PCS", "LIBELLE_LONG_PCS"])
    _table(li, "PROVENANCES", "PROVENANCE", "CODE_PROVENANCE", tables.PROVENANCES, deux)
    _table(li, "MOTIFS_SORTIE", "MOTIF_SORTIE", "CODE_MOTIF_SORTIE", tables.MOTIFS_SORTIE, deux)
    _table(li, "STATUTS_ELEVE", "STATUT_ELEVE", "CODE_STATUT", tables.STATUTS_ELEVE, deux)
    _table(li, "CONTRATS", "CONTRAT", "CODE_CONTRAT", tables.CONTRATS, deux)
    _table(li, "TYPES_ETABLISSEMENT", "TYPE_ETABLISSEMENT", "CODE_TYPE_ETAB", tables.TYPES_ETABLISSEMENT, deux)
    _table(li, "CIVILITES", "CIVILITE", "CODE_CIVILITE", [("1", "M.", "MONSIEUR"), ("2", "MME", "MADAME")], deux)
    _table(li, "MODALITES_COURS", "MODALITE_COURS", "CODE_MODALITE_COURS", [m + (1,) for m in tables.MODALITES_COURS], deux + ["CO_ENSEIGNEMENT"])
    _table(li, "PERSONNALISATION_PARCOURS", "N_PERSONNALISATION_PARCOURS", "PERSONNALISATION_PARCOURS_CODE",
           [p + (JAMAIS,) for p in tables.PERSONNALISATIONS],
           deux + ["LIBELLE_EDITION", "USAGE", "RECONDUCTIBLE", "DATE_OUVERTURE", "DATE_FERMETURE"])
    return latin(li + _pied("BEE_NOMENCLATURES"))


# --- Géographique, Structures, Communs, Établissements ---------------------------------------------------------

def geographique(ecole):
    li = _tete(ecole, "BEE_GEOGRAPHIQUE", "1.7", 4)
    _table(li, "PAYS_NATIONALITES", "PAYS_NATIONALITE", "CODE_PAYS", [(p[0], p[1], p[2], "01/01/1901", JAMAIS) for p in names.PAYS],
           ["LIBELLE_COURT", "LIBELLE_LONG", "DATE_OUVERTURE", "DATE_FERMETURE"])
    _table(li, "DEPARTEMENTS", "DEPARTEMENT", "CODE_DEPARTEMENT_INSEE", [(d, d, a, n) for d, a, n in names.DEPARTEMENTS],
           ["CODE_DEPARTEMENT_MEN", "CODE_ACADEMIE", "LIBELLE_LONG"])
    _table(li, "COMMUNES", "COMMUNE", "CODE_COMMUNE_INSEE", [(c[0], c[2], c[3]) for c in names.COMMUNES],
           ["CODE_DEPARTEMENT_INSEE", "LIBELLE_LONG"])
    return latin(li + _pied("BEE_GEOGRAPHIQUE"))


def structures(ecole):
    li = _tete(ecole, "BEE_STRUCTURES", "2.0", 9)

    def commun(objet, balise):
        li.append('      <%s CODE_STRUCTURE="%s">' % (balise, echapper(objet.code)))
        feuille(li, "        ", "LIBELLE_LONG", objet.libelle)
        feuille(li, "        ", "CODE_RNE", ecole.uai)
        li.append("        <MEFS_APPARTENANCE>")
        for mef in objet.mefs:
            li.extend(["          <MEF_APPARTENANCE>", "            <CODE_MEF>%s</CODE_MEF>" % mef, "          </MEF_APPARTENANCE>"])
        li.append("        </MEFS_APPARTENANCE>")
    li.append("    <DIVISIONS>")
    for d in sorted(ecole.divisions, key=lambda o: o.code):
        commun(d, "DIVISION")
        li.append("      </DIVISION>")
    li += ["    </DIVISIONS>", "    <GROUPES>"]
    for g in sorted((g for g in ecole.groupes if not g.hors_siecle), key=lambda o: o.code):
        commun(g, "GROUPE")
        li.append("        <DIVISIONS_APPARTENANCE>")
        for d in g.divisions:
            li += ["          <DIVISION_APPARTENANCE>", "            <CODE_STRUCTURE>%s</CODE_STRUCTURE>" % echapper(d.code),
                   "          </DIVISION_APPARTENANCE>"]
        li += ["        </DIVISIONS_APPARTENANCE>", "      </GROUPE>"]
    li.append("    </GROUPES>")
    return latin(li + _pied("BEE_STRUCTURES"))


def nom_de_l_ecole(ecole):
    """(DENOM_PRINC, DENOM_COMPL, SIGLE, nature)"""
    return ("COLLEGE", "DES TILLEULS", "CLG", "340") if ecole.genre == "college" else ("LYCEE", "DES TILLEULS", "LYC", "300")


def communs(ecole):
    princ, compl, sigle, _ = nom_de_l_ecole(ecole)
    cal, insee, postal = ecole.cal, names.COMMUNES[0][0], names.COMMUNES[0][1]
    li = _tete(ecole, "BEE_COMMUN", "1.7", 38)
    li.append("    <UAJ>")
    for nom, valeur in (("ETAB_UAJ_ID", "4242"), ("NUM_SIREN", "199999999"), ("DENOM_PRINC", princ), ("DENOM_COMPL", compl),
                        ("NOM_RESP", "Mme " + ecole.personnels[0].nom_usage[:20]), ("QUAL_RESP", "PRINCIPALE" if sigle == "CLG" else "PROVISEURE"),
                        ("LIGNE1_ADRESSE", "1 RUE DES TILLEULS"), ("LIGNE2_ADRESSE", ""), ("LIGNE3_ADRESSE", ""), ("LIGNE4_ADRESSE", ""),
                        ("BOITE_POST", ""), ("COMMUNE_ETRANGERE", ""), ("TELEPHONE", "01.99.00.00.00"), ("TELECOPIE", ""),
                        ("MEL_1", "ce.%s@exemple.fr" % ecole.uai), ("MEL_2", ""), ("CODE_TYPE_ETAB", sigle), ("SECTEUR_CODE", "PU"),
                        ("CODE_POSTAL", postal), ("CODE_COMMUNE_INSEE", insee), ("CODE_PAYS", "100")):
        li.append("      <%s>%s</%s>" % (nom, echapper(valeur), nom) if valeur else "      <%s />" % nom)
    li.append("    </UAJ>")
    for bloc, debut, fin in (("ANNEE_SCOLAIRE", cal.debut, cal.fin),
                             ("ANNEE_SCOLAIRE_AD", date(ecole.annee - 1, 9, 1), date(ecole.annee, 8, 31))):
        li.append("    <%s>" % bloc)
        for nom, jour in (("DATE_DEBUT_ELEVE", debut), ("DATE_FIN_ELEVE", fin), ("DATE_DEBUT_PROF", debut - timedelta(days=1)), ("DATE_FIN_PROF", fin)):
            li.append("      <%s>%s</%s>" % (nom, fr(jour), nom))
        li.append("    </%s>" % bloc)
    li += ["    <PERIODES_PEDAGOGIQUES />", "    <CALENDRIERS_FERMETURES />"] + _pied("BEE_COMMUN")
    return ("\r\n".join(li) + "\r\n").encode("iso-8859-15")


ECOLE_PRIMAIRE = ids.uai(999991)


def etablissements(ecole, des_eleves):
    princ, compl, sigle, nature = nom_de_l_ecole(ecole)
    rangees = [(ECOLE_PRIMAIRE, "151", "1ORD", "EEPU", "ECOLE ELEMENTAIRE PUBLIQUE", "ALICE GUY"), (ecole.uai, nature, sigle, sigle, princ, compl)]
    if not des_eleves:
        rangees += [(ids.uai(999992), "300", "LYC", "LYC", "LYCEE", "DES PLATANES"), (ids.uai(999993), "320", "LP", "LP", "LYCEE PROFESSIONNEL", "DES CÈDRES")]
    li = _tete(ecole, "BEE_ETABLISSEMENTS", "1.0", 50 + des_eleves)
    _table(li, "ETABLISSEMENTS", "ETABLISSEMENT", "CODE_RNE",
           [(r[0], r[1], r[2], "PU") + r[3:] + (names.COMMUNES[0][0], names.COMMUNES[0][1], "01/09/1970", JAMAIS) for r in rangees],
           ["CODE_NATURE", "CODE_TYPE_ETAB", "CODE_SECTEUR", "SIGLE", "DENOM_PRINC", "DENOM_COMPL", "CODE_COMMUNE_INSEE", "CODE_POSTAL",
            "DATE_OUVERTURE", "DATE_FERMETURE"])
    return latin(li + _pied("BEE_ETABLISSEMENTS"))


# --- Élèves and Responsables ---------------------------------------------------------------------------------

def _an_dernier(ecole, e):
    """(MEF, division, UAI, nature, sigle, denominations) of last year's school."""
    rang = ecole.niveaux.index(e.niveau) if e.niveau in ecole.niveaux else 0
    if rang == 0:
        mef, structure = (tables.MEF_CM2[0], "CM2") if ecole.genre == "college" else ("10310019110", "3B")
        primaire = ecole.genre == "college"
        return mef, structure, ECOLE_PRIMAIRE, "151" if primaire else "340", "EEPU" if primaire else "CLG", \
            "ECOLE ELEMENTAIRE PUBLIQUE" if primaire else "COLLEGE", "ALICE GUY"
    avant = {"5": "6", "4": "5", "3": "4", "1G": "2", "1S": "2", "TG": "1G", "TS": "1S"}[e.niveau]
    princ, compl, sigle, nature = nom_de_l_ecole(ecole)
    code = "%s%s" % (avant, "A" if ecole.genre == "college" else "01")
    return tables.MEFS[avant][0], code, ecole.uai, nature, sigle, princ, compl


def adresse_de(e):
    """The address of the guardian with whom the pupil lives."""
    return e.responsables[0][0].adresse


def _eleve(li, ecole, e, avec_adresses):
    r = "        "
    li.append('      <ELEVE ELEVE_ID="%d" ELENOET="%d">' % (e.eleve_id, e.elenoet))
    etranger = e.pays[0] != "100"
    for nom, valeur in (
            ("ID_NATIONAL", e.ine), ("ELENOET", e.elenoet), ("ID_ELEVE_ETAB", e.id_etab), ("NOM_DE_FAMILLE", e.nom),
            ("NOM_USAGE", e.nom_usage), ("PRENOM", e.prenom), ("PRENOM2", e.prenom2), ("PRENOM3", e.prenom3),
            ("DATE_NAISS", fr(e.naissance) if e.naissance else ""), ("DOUBLEMENT", e.doublement), ("TEL_PROFESSIONNEL", ""),
            ("CODE_PAYS", e.pays[0]), ("ACCEPTE_SMS", 0), ("DATE_MODIFICATION", fr(e.modification)),
            ("DATE_SORTIE", fr(e.date_sortie) if e.date_sortie else None), ("MEL", ""), ("CODE_REGIME", e.regime),
            ("DATE_ENTREE", fr(e.date_entree)), ("VILLE_NAISS", e.pays[3] if etranger else ""),
            ("ADRESSE_ID", adresse_de(e).id if avec_adresses else None), ("CODE_MOTIF_SORTIE", e.motif_sortie), ("TEL_PERSONNEL", ""),
            ("CODE_SEXE", e.sexe), ("TEL_PORTABLE", ""), ("CODE_PAYS_NAT", e.nationalite), ("CODE_STATUT", e.statut), ("CODE_MEF", e.mef),
            ("CODE_DEPARTEMENT_NAISS", e.commune[2] if e.commune else None), ("CODE_COMMUNE_INSEE_NAISS", e.commune[0] if e.commune else None),
            ("ADHESION_TRANSPORT", e.transport), ("CODE_PROVENANCE", e.provenance)):
        feuille(li, r, nom, valeur)
    mef, structure, rne, nature, sigle, princ, compl = _an_dernier(ecole, e)
    li.append(r + "<SCOLARITE_AN_DERNIER>")
    for nom, valeur in (("CODE_MEF", mef), ("CODE_STRUCTURE", structure), ("CODE_REGIME", e.regime), ("CODE_RNE", rne), ("CODE_NATURE", nature),
                        ("SIGLE", sigle), ("DENOM_PRINC", princ), ("DENOM_COMPL", compl), ("LIGNE1_ADRESSE", "2 place du Marché"),
                        ("BOITE_POSTALE", ""), ("MEL", "ce.%s@exemple.fr" % rne), ("TELEPHONE", "0199000001"),
                        ("CODE_COMMUNE_INSEE", names.COMMUNES[0][0]), ("LL_COMMUNE_INSEE", names.COMMUNES[0][3])):
        feuille(li, r + "  ", nom, valeur)
    li += [r + "</SCOLARITE_AN_DERNIER>", "      </ELEVE>"]


def groupes_siecle(ecole, e):
    """Codes of the groups SIECLE has for the pupil (none in June)."""
    return [] if ecole.etat == "juin" or e.division is None else sorted(lien.groupe.code for lien in e.liens if not lien.groupe.hors_siecle)


def _adresses(li, adresses):
    li.append("    <ADRESSES>")
    for a in adresses:
        insee, postal, departement, ville = a.commune
        li.append('      <ADRESSE ADRESSE_ID="%d">' % a.id)
        for nom, valeur in (("LIGNE1_ADRESSE", a.ligne1), ("LIGNE2_ADRESSE", a.ligne2), ("LIGNE3_ADRESSE", ""), ("LIGNE4_ADRESSE", ""),
                            ("COMMUNE_ETRANGERE", ""), ("CODE_POSTAL", postal), ("CODE_PAYS", "100"), ("CODE_COMMUNE_INSEE", insee),
                            ("LL_PAYS", "FRANCE"), ("CODE_DEPARTEMENT", departement), ("LIBELLE_POSTAL", ville)):
            feuille(li, "        ", nom, valeur)
        li.append("      </ADRESSE>")
    li.append("    </ADRESSES>")


def eleves(ecole, avec_adresses):
    li = _tete(ecole, "BEE_ELEVES", "4.0", 15 + 5 * avec_adresses)
    li.append("    <ELEVES>")
    for e in ecole.eleves:
        _eleve(li, ecole, e, avec_adresses)
    li += ["    </ELEVES>", "    <OPTIONS>"]
    for e in ecole.eleves:
        if e.options:
            li.append('      <OPTION ELEVE_ID="%d" ELENOET="%d">' % (e.eleve_id, e.elenoet))
            for i, (modalite, matiere) in enumerate(e.options):
                li += ["        <OPTIONS_ELEVE>", "          <NUM_OPTION>%d</NUM_OPTION>" % (i + 1),
                       "          <CODE_MODALITE_ELECT>%s</CODE_MODALITE_ELECT>" % modalite,
                       "          <CODE_MATIERE>%s</CODE_MATIERE>" % matiere, "        </OPTIONS_ELEVE>"]
            li.append("      </OPTION>")
    li += ["    </OPTIONS>", "    <STRUCTURES>"]
    for e in ecole.eleves:
        if e.division is None:
            continue
        li.append('      <STRUCTURES_ELEVE ELEVE_ID="%d" ELENOET="%d">' % (e.eleve_id, e.elenoet))
        for code, sorte in [(e.division.code, "D")] + [(g, "G") for g in groupes_siecle(ecole, e)]:
            li += ["        <STRUCTURE>", "          <CODE_STRUCTURE>%s</CODE_STRUCTURE>" % echapper(code),
                   "          <TYPE_STRUCTURE>%s</TYPE_STRUCTURE>" % sorte, "        </STRUCTURE>"]
        li.append("      </STRUCTURES_ELEVE>")
    li += ["    </STRUCTURES>", "    <DPPS/>", "    <BOURSES>"]
    for e in ecole.eleves:
        if e.boursier and e.division is not None:
            li += ['      <BOURSE ELEVE_ID="%d" ELENOET="%d">' % (e.eleve_id, e.elenoet),
                   "        <CODE_BOURSE>%s</CODE_BOURSE>" % ("8" if ecole.genre == "college" else "1"), "      </BOURSE>"]
    li.append("    </BOURSES>")
    if avec_adresses:
        _adresses(li, _sans_double(adresse_de(e) for e in ecole.eleves))
    else:
        li.append("    <ADRESSES/>")
    return latin(li + _pied("BEE_ELEVES"))


def _sans_double(adresses):
    return [a for _, a in sorted({a.id: a for a in adresses}.items())]


def responsables(ecole, avec_adresses):
    li = _tete(ecole, "BEE_RESPONSABLES", "2.1", 25 + 5 * avec_adresses)
    li.append("    <PERSONNES>")
    for p in ecole.responsables:
        li.append('      <PERSONNE PERSONNE_ID="%d">' % p.personne_id)
        for nom, valeur in (("LC_CIVILITE", "M." if p.sexe == 1 else "MME"), ("LL_CIVILITE", "MONSIEUR" if p.sexe == 1 else "MADAME"),
                            ("NOM_DE_FAMILLE", p.nom), ("NOM_USAGE", p.nom_usage), ("PRENOM", p.prenom), ("TEL_PERSONNEL", ""),
                            ("TEL_PORTABLE", p.tel), ("ACCEPTE_SMS", p.sms), ("TEL_PROFESSIONNEL", ""), ("MEL", p.mel),
                            ("COMMUNICATION_ADRESSE", p.diffusion), ("ADRESSE_ID", p.adresse.id), ("CODE_PROFESSION", p.profession)):
            feuille(li, "        ", nom, valeur)
        li.append("      </PERSONNE>")
    li += ["    </PERSONNES>", "    <RESPONSABLES>"]
    for e in ecole.eleves:
        for p, niveau, parente, paie, aides, heberge, prioritaire in e.responsables:
            li.append("      <RESPONSABLE_ELEVE>")
            for nom, valeur in (("ELEVE_ID", e.eleve_id), ("PERSONNE_ID", p.personne_id), ("NIVEAU_RESPONSABILITE", niveau), ("CODE_PARENTE", parente),
                                ("PAIE_FRAIS_SCOLAIRES", paie), ("PERCOIT_LES_AIDES", aides), ("HEBERGE_ELEVE", heberge),
                                ("A_CONTACTER_EN_PRIORITE", prioritaire)):
                feuille(li, "        ", nom, valeur)
            li.append("      </RESPONSABLE_ELEVE>")
    li.append("    </RESPONSABLES>")
    if avec_adresses:
        _adresses(li, _sans_double(p.adresse for p in ecole.responsables))
    else:
        li.append("    <ADRESSES/>")
    return latin(li + _pied("BEE_RESPONSABLES"))


def fichiers(ecole):
    """{relative path: Archive} of the six exports of the guide and of the other variants."""
    sortie = {}
    for dossier, nom, contenu, seconde in (
            ("siecle", "Nomenclature", nomenclature(ecole), 0), ("siecle", "Geographique", geographique(ecole), 4),
            ("siecle", "Structures", structures(ecole), 8), ("siecle", "ElevesSansAdresses", eleves(ecole, False), 14),
            ("siecle", "ResponsablesAvecAdresses", responsables(ecole, True), 30), ("siecle", "Communs", communs(ecole), 38),
            ("siecle-autres", "ElevesAvecAdresses", eleves(ecole, True), 20), ("siecle-autres", "ResponsablesSansAdresses", responsables(ecole, False), 24),
            ("siecle-autres", "Etablissements", etablissements(ecole, False), 50), ("siecle-autres", "EtablissementsEleves", etablissements(ecole, True), 50)):
        quand = ecole.export + timedelta(seconds=seconde)
        sortie["%s/ExportXML_%s.zip" % (dossier, nom)] = Archive([(nom + ".xml", contenu)], quand)
    return sortie
