"""STS-Web: the descending file (sts_emp, root STS_EDT, layout of 2021) and the ascending one (emp_sts, root EDT_STS).

In June the descending file has the structure without services; in October it has both.
"""
import names
import tables
from ecriture import echapper, latin
from horaire import HEBDO, IMPAIRE, PAIRE, VACANCES
from siecle import matieres, mefs_de_l_ecole, nom_de_l_ecole, programmes


def _f(li, nom, valeur):
    """<NOM>valeur</NOM>, or <NOM/> when empty (the way of STS-Web)."""
    valeur = echapper(valeur)
    li.append("<%s>%s</%s>" % (nom, valeur, nom) if valeur else "<%s/>" % nom)


def _table(li, bloc, item, attribut, rangees, champs):
    li.append("<%s>" % bloc)
    for r in rangees:
        li.append('<%s %s="%s">' % (item, attribut, r[0]))
        for champ, valeur in zip(champs, r[1:]):
            _f(li, champ, valeur)
        li.append("</%s>" % item)
    li.append("</%s>" % bloc)


def _milliemes(centiemes):
    return "%d.%02d0" % divmod(centiemes, 100)


def effectifs(ecole):
    """Head counts of SIECLE: group rank -> ({division code: n}, {MEF: n})."""
    comptes = {g.rang: ({}, {}) for g in ecole.groupes}
    for e in ecole.presents():
        for lien in e.liens:
            par_division, par_mef = comptes[lien.groupe.rang]
            par_division[e.division.code] = par_division.get(e.division.code, 0) + 1
            if e.mef:
                par_mef[e.mef] = par_mef.get(e.mef, 0) + 1
    return comptes


# --- descending ----------------------------------------------------------------------------------------------

def descendant(ecole):
    princ, compl, sigle, nature = nom_de_l_ecole(ecole)
    cal = ecole.cal
    li = ['<?xml version="1.0" encoding="ISO-8859-15"?><STS_EDT>', "<PARAMETRES>", '<UAJ CODE="%s">' % ecole.uai,
          "<ACADEMIE>", "<CODE>099</CODE>", "<LIBELLE>ACADEMIE FICTIVE</LIBELLE>", "</ACADEMIE>"]
    for nom, valeur in (("SIGLE", sigle), ("DENOM_PRINC", princ), ("DENOM_COMPL", compl), ("CODE_NATURE", nature), ("CODE_CATEGORIE", sigle),
                        ("MENTION_DISTRIBUTION", ""), ("ADRESSE", "1 RUE DES TILLEULS"), ("COMMUNE", names.COMMUNES[0][3]),
                        ("CODE_POSTAL", names.COMMUNES[0][1]), ("BOITE_POSTALE", ""), ("CEDEX", "0"), ("TELEPHONE", "0199000000"),
                        ("STATUT", "public"), ("ETABLISSEMENT_SENSIBLE", "false")):
        _f(li, nom, valeur)
    li += ["</UAJ>", '<ANNEE_SCOLAIRE ANNEE="%d">' % ecole.annee]
    _f(li, "DATE_DEBUT", cal.debut)
    _f(li, "DATE_FIN", cal.fin)
    li += ["</ANNEE_SCOLAIRE>", "</PARAMETRES>", "<NOMENCLATURES>"]
    deux = ["LIBELLE_COURT", "LIBELLE_LONG"]
    _table(li, "TYPES_AHE", "TYPE_AHE", "CODE", tables.TYPES_AHE, deux)
    _table(li, "CIVILITES", "CIVILITE", "CODE", tables.CIVILITES_STS, deux)
    stats = sorted({m[4][:4] for m in mefs_de_l_ecole(ecole)})
    _table(li, "MEFSTATS4", "MEFSTAT4", "CODE", [(s, tables.MEFSTATS4[s], tables.MEFSTATS4[s], "true") for s in stats], deux + ["INDEMNITE_PP_AUTORISEE"])
    _table(li, "TAUX_PONDS", "TAUX_POND", "TAUX", [("1.25", "bts"), ("1.50", "cpge")], ["CPGE_BTS"])
    _table(li, "MODS_COURS", "MOD_COURS", "CODE", [m + ("true",) for m in tables.MODALITES_COURS], deux + ["CO_ENS"])
    _table(li, "MATIERES", "MATIERE", "CODE", [(m,) + tables.MATIERES[m] for m in matieres(ecole)], ["CODE_GESTION"] + deux + ["LIBELLE_EDITION"])
    _table(li, "MEFS", "MEF", "CODE", [(m[0], m[1], "", m[2], m[3], m[4], m[4][:4]) for m in mefs_de_l_ecole(ecole)],
           ["FORMATION", "SPECIALITE", "LIBELLE_LONG", "LIBELLE_EDITION", "MEFSTAT11", "MEFSTAT4"])
    li.append("<PROGRAMMES>")
    for mef, matiere, _, heures in programmes(ecole):
        li += ["<PROGRAMME>", "<CODE_MEF>%s</CODE_MEF>" % mef, "<CODE_MATIERE>%s</CODE_MATIERE>" % matiere,
               "<HORAIRE>%d.%02d</HORAIRE>" % divmod(heures, 100), "</PROGRAMME>"]
    li += ["</PROGRAMMES>", "</NOMENCLATURES>", "<DONNEES>", "<INDIVIDUS>"]
    for p in ecole.enseignants + ecole.personnels:
        _individu(li, ecole, p)
    li += ["</INDIVIDUS>", "<STRUCTURE>", "<DIVISIONS>"]
    for d in sorted(ecole.divisions, key=lambda d: d.code):
        presents = [e for e in d.eleves if e.division is d]
        li.append('<DIVISION CODE="%s">' % echapper(d.code))
        _f(li, "LIBELLE_LONG", d.libelle)
        _f(li, "EFFECTIF_PREVU", len(d.eleves))
        _f(li, "EFFECTIF_CALCULE", len(presents))
        prevus = [sum(1 for e in d.eleves if e.mef == m) for m in d.mefs]
        prevus[0] += len(d.eleves) - sum(prevus)
        _appartenances(li, "MEF", [(m, n, sum(1 for e in presents if e.mef == m)) for m, n in zip(d.mefs, prevus)])
        _services(li, ecole, d)
        li.append("</DIVISION>")
    li += ["</DIVISIONS>", "<GROUPES>"]
    comptes = effectifs(ecole)
    for g in sorted(ecole.groupes, key=lambda g: g.code):
        par_division, par_mef = comptes[g.rang]
        calcule = ecole.etat != "juin" and not g.hors_siecle
        li.append('<GROUPE CODE="%s">' % echapper(g.code))
        _f(li, "LIBELLE_LONG", g.libelle)
        _f(li, "EFFECTIF_PREVU", sum(par_division.values()))
        _f(li, "EFFECTIF_CALCULE", sum(par_division.values()) * calcule)
        _f(li, "EFFECTIF_MAX_EDT", 0)
        _appartenances(li, "DIVISION", [(d.code, par_division.get(d.code, 0), par_division.get(d.code, 0) * calcule) for d in g.divisions])
        _appartenances(li, "MEF", [(m, 0, par_mef.get(m, 0) * calcule) for m in g.mefs])
        _services(li, ecole, g)
        li.append("</GROUPE>")
    li += ["</GROUPES>", "</STRUCTURE>", "<SUPPLEANTS/>", "</DONNEES>", "</STS_EDT>"]
    return latin(li)


def _individu(li, ecole, p):
    li.append('<INDIVIDU ID="%d" TYPE="%s">' % (p.id, p.type))
    for nom, valeur in (("SEXE", p.sexe), ("CIVILITE", p.sexe), ("NOM_USAGE", p.nom_usage), ("NOM_PATRONYMIQUE", p.nom_patronymique), ("PRENOM", p.prenom)):
        _f(li, nom, valeur)
    for nom, valeur in (("DATE_NAISSANCE", p.naissance), ("GRADE", p.grade), ("FONCTION", p.fonction)):
        if valeur is not None:
            _f(li, nom, valeur)
    if p.fonction == "ENS":
        if p.pp:
            li.append("<PROFS_PRINC>")
            for d in p.pp:
                li += ["<PROF_PRINC>", "<CODE_STRUCTURE>%s</CODE_STRUCTURE>" % echapper(d.code), "<DATE_DEBUT>%s</DATE_DEBUT>" % ecole.cal.debut,
                       "<DATE_FIN>%s</DATE_FIN>" % ecole.cal.fin, "</PROF_PRINC>"]
            li.append("</PROFS_PRINC>")
        heures = min(p.heures, 1800)
        li += ["<DISCIPLINES>", '<DISCIPLINE CODE="%s">' % p.discipline, "<LIBELLE_COURT>%s</LIBELLE_COURT>" % tables.LIBELLES_DISCIPLINES[p.discipline],
               "<NB_HEURES>%d.%02d</NB_HEURES>" % divmod(heures, 100), "</DISCIPLINE>", "</DISCIPLINES>"]
    li.append("</INDIVIDU>")


def _appartenances(li, sorte, rangees):
    li.append("<%sS_APPARTENANCE>" % sorte)
    for code, prevu, calcule in rangees:
        li += ['<%s_APPARTENANCE CODE="%s">' % (sorte, echapper(code)), "<EFFECTIF_PREVU>%d</EFFECTIF_PREVU>" % prevu,
               "<EFFECTIF_CALCULE>%d</EFFECTIF_CALCULE>" % calcule, "</%s_APPARTENANCE>" % sorte]
    li.append("</%sS_APPARTENANCE>" % sorte)


def _services(li, ecole, structure):
    if ecole.etat == "juin" or not structure.services:
        li.append("<SERVICES/>")
        return
    li.append("<SERVICES>")
    for s in sorted(structure.services, key=lambda s: s.matiere):
        li += ['<SERVICE CODE_MATIERE="%s" CODE_MOD_COURS="CG">' % s.matiere, "<HEURES_STRUCTURE>%s</HEURES_STRUCTURE>" % _milliemes(s.heures),
               "<CO_ENS>false</CO_ENS>", "<ENSEIGNANTS>", '<ENSEIGNANT ID="%d" TYPE="%s">' % (s.prof.id, s.prof.type),
               "<HEURES_AGENT>%s</HEURES_AGENT>" % _milliemes(s.heures), "</ENSEIGNANT>", "</ENSEIGNANTS>", "</SERVICE>"]
    li.append("</SERVICES>")


# --- ascending -----------------------------------------------------------------------------------------------

ALTERNANCES = {HEBDO: ("H", "Cours Hebd", "Cours Hebdomadaire"), IMPAIRE: ("Q1", "Quinz. 1", "Quinzaine 1"), PAIRE: ("Q2", "Quinz. 2", "Quinzaine 2")}


def _semaines(cal, parite):
    """Mondays of the school weeks of an alternance."""
    return [cal.lundi(s) for s in range(1, 54) if cal.lundi(s) <= cal.dernier_cours and s not in VACANCES
            and (parite == HEBDO or (parite == IMPAIRE) == (s % 2 == 1))]


def _horloge(place):
    return "%02d%02d" % divmod(8 * 60 + 30 * place, 60)


def ascendant(ecole):
    li = ['<?xml version="1.0" encoding="ISO-8859-15"?>', "<EDT_STS>", "<PARAMETRES>", "<UAJ>%s</UAJ>" % ecole.uai,
          "<ANNEE_SCOLAIRE>%d</ANNEE_SCOLAIRE>" % ecole.annee, "<APPLICATION_SOURCE>EDITEUR_PRIVE</APPLICATION_SOURCE>", "</PARAMETRES>",
          "<DONNEES>", "<HORAIRES>"]
    for jour in range(1, 6):
        li += ['<HORAIRE JOUR="%d">' % jour, "<DEBUT_COURS>0800</DEBUT_COURS>", "<FIN_COURS>1800</FIN_COURS>", "</HORAIRE>"]
    li += ["</HORAIRES>", "<ALTERNANCES>"]
    for parite, (code, court, long) in ALTERNANCES.items():
        li += ['<ALTERNANCE CODE="%s">' % code, "<LIBELLE_COURT>%s</LIBELLE_COURT>" % court, "<LIBELLE_LONG>%s</LIBELLE_LONG>" % long, "<SEMAINES>"]
        li += ["<DATE_DEBUT_SEMAINE>%s</DATE_DEBUT_SEMAINE>" % j for j in _semaines(ecole.cal, parite)]
        li += ["</SEMAINES>", "</ALTERNANCE>"]
    li += ["</ALTERNANCES>", "<SALLES_COURS>"]
    for nom in sorted({s for c in ecole.cours for s in c.salles}):
        li += ['<SALLE_COURS CODE="%s">' % echapper(nom), "<GROUPE_SALLE></GROUPE_SALLE>", "<LOCALISATION></LOCALISATION>", "</SALLE_COURS>"]
    li += ["</SALLES_COURS>", "<INDIVIDUS>"]
    for p in ecole.enseignants:
        if p.pp:
            li += ['<INDIVIDU ID="%d">' % p.id, "<INDEMNITES>"]
            for d in p.pp:
                li += ["<INDEMNITE>", "<CODE_STRUCTURE>%s</CODE_STRUCTURE>" % echapper(d.code),
                       "<MEFSTAT4>%s</MEFSTAT4>" % tables.MEFS[d.niveau][4][:4], "</INDEMNITE>"]
            li += ["</INDEMNITES>", "<ARES></ARES>", "</INDIVIDU>"]
    li += ["</INDIVIDUS>", "<STRUCTURE>", "<DIVISIONS>"]
    for d in sorted(ecole.divisions, key=lambda d: d.code):
        li.append('<DIVISION CODE="%s">' % echapper(d.code))
        _cours(li, d)
        li.append("</DIVISION>")
    li += ["</DIVISIONS>", "<GROUPES>"]
    comptes = effectifs(ecole)
    for g in sorted(ecole.groupes, key=lambda g: g.code):
        par_division = comptes[g.rang][0]
        li += ['<GROUPE CODE="%s">' % echapper(g.code), "<LIBELLE_LONG>%s</LIBELLE_LONG>" % echapper(g.libelle),
               "<EFFECTIF_PREVU>%d</EFFECTIF_PREVU>" % sum(par_division.values()), "<EFFECTIF_MAX_EDT>0</EFFECTIF_MAX_EDT>", "<DIVISIONS_APPARTENANCE>"]
        for d in g.divisions:
            li += ['<DIVISION_APPARTENANCE CODE="%s">' % echapper(d.code), "<EFFECTIF_PREVU>%d</EFFECTIF_PREVU>" % par_division.get(d.code, 0),
                   "</DIVISION_APPARTENANCE>"]
        li.append("</DIVISIONS_APPARTENANCE>")
        _cours(li, g)
        li.append("</GROUPE>")
    li += ["</GROUPES>", "</STRUCTURE>", "</DONNEES>", "</EDT_STS>"]
    return latin(li)


def _cours(li, structure):
    li.append("<SERVICES>")
    for s in sorted(structure.services, key=lambda s: s.matiere):
        heures = "%d.%02d" % divmod(s.heures, 100)
        li += ['<SERVICE CODE_MATIERE="%s" CODE_MOD_COURS="CG">' % s.matiere, "<HEURES_STRUCTURE>%s</HEURES_STRUCTURE>" % heures, "<CO_ENS>false</CO_ENS>",
               "<ENSEIGNANTS>", '<ENSEIGNANT TYPE="%s" ID="%d">' % (s.prof.type, s.prof.id), "<HEURES_AGENT>%s</HEURES_AGENT>" % heures, "<COURS_RATTACHES>"]
        for c in s.cours:
            li += ["<COURS>", "<CODE_ALTERNANCE>%s</CODE_ALTERNANCE>" % ALTERNANCES[c.parite][0], "<JOUR>%d</JOUR>" % c.jour,
                   "<HEURE_DEBUT>%s</HEURE_DEBUT>" % _horloge(c.place), "<DUREE>%02d%02d</DUREE>" % divmod(30 * c.nombre, 60),
                   "<CODE_SALLE>%s</CODE_SALLE>" % echapper(c.salles[0]), "</COURS>"]
        li += ["</COURS_RATTACHES>", "</ENSEIGNANT>", "</ENSEIGNANTS>", "</SERVICE>"]
    li.append("</SERVICES>")


def fichiers(ecole):
    """{relative path: bytes}"""
    return {"sts/sts_emp_%s_%d.xml" % (ecole.uai, ecole.annee): descendant(ecole),
            "sts/emp_sts_%s_%d.xml" % (ecole.uai, ecole.annee): ascendant(ecole)}
