#!/usr/bin/env python3
"""Derive a coherent sts_emp (STS_EDT) from any clear ExportEmploiDuTemps 1.1: python3 derive_sts.py --from EDT.xml --out sts_emp.xml

What EDT does not say is invented, and said on the error output: the national code of a subject the tables do not know,
one MEF a level (the first digit of the class, or its first letters), the numbers of teachers without IDSTS, their
births when missing, head teachers (the first of each class).  Head counts are the pupils' memberships open on the last day.
"""
import argparse
import os
import re
import sys
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import tables                                     # noqa: E402
from names import replier                         # noqa: E402
from sts_dom import Document, bloc                # noqa: E402

NS = "{http://www.index-education.com/exportemploidutemps}"


class Edt:
    def __init__(self, racine):
        def liste(nom, item):
            return racine.find(NS + nom).findall(NS + item)
        self.uai, self.annee = racine.get("UAI"), racine.find(NS + "AnneeScolaire")
        self.minutes = int(racine.find(NS + "GrilleHoraire").get("DureePlace"))
        self.matieres, self.profs, self.cours = liste("Matieres", "Matiere"), liste("Professeurs", "Professeur"), liste("Cours", "Cours")
        self.classes, self.groupes = liste("Classes", "Classe"), liste("Groupes", "Groupe")
        self.classe_de = {p.get("Ident"): c for c in self.classes for p in c}
        self.par_classe = {c.get("Ident"): c for c in self.classes}
        fin = self.annee.get("DateFin")
        self.membres = {}                          # (tag, ident) -> [ident of the class of the pupil]
        for e in liste("Eleves", "Eleve"):
            siens = [x for x in e if x.tag in (NS + "Classe", NS + "PartieDeClasse") and x.get("DateSortie") >= fin]
            classe = next((x.get("Ident") for x in siens if x.tag == NS + "Classe"), None)
            for x in siens:
                self.membres.setdefault((x.tag, x.get("Ident")), []).append(classe)
        masques = [int(r.get("Semaines")) for c in self.cours for r in c if r.get("Semaines")]
        self.semaines = max([bin(m).count("1") for m in masques], default=1)

    def divisions_du_groupe(self, g):
        """{class element name: head count}, in the order of the file."""
        sortie = {}
        for x in g:
            c = self.par_classe.get(x.get("Ident")) if x.tag == NS + "Classe" else self.classe_de.get(x.get("Ident"))
            if c is not None:
                sortie[c.get("Nom")] = sortie.get(c.get("Nom"), 0) + len(self.membres.get((x.tag, x.get("Ident")), []))
        return sortie


def _niveau(nom):
    chiffre = re.match(r"\s*(\d)", nom)
    return chiffre.group(1) if chiffre else nom[:2]


class Invention:
    """Codes that EDT does not have; each is said once."""

    def __init__(self):
        self.dits = []
        self.gestions = {replier(v[0]): k for k, v in tables.MATIERES.items()}

    def dire(self, texte):
        self.dits.append(texte)

    def matieres(self, liste):
        sortie, suite = {}, 900100
        for m in liste:
            code = self.gestions.get(replier(m.get("Code")))
            if code is None or code in sortie.values():
                suite += 100
                code = str(suite)
                self.dire("matière %s : code %s inventé" % (m.get("Code"), code))
            sortie[m.get("Ident")] = code
        return sortie

    def mef(self, niveau, rang):
        if niveau in tables.MEFS:
            return (tables.MEFS[niveau][0],) + tables.MEFS[niveau][1:5]
        code = "1999%02d11110" % (10 + rang)
        self.dire("niveau %s : MEF %s inventé" % (niveau, code))
        return code, niveau[:6], "NIVEAU " + niveau, "Niveau " + niveau, "29990010001"


def _services(edt, matieres, ident_prof):
    """{(sorte, name): {subject: {teacher: hundredths of an hour}}}; places of a course are shared between its audiences."""
    noms = {(NS + "Classe", c.get("Ident")): ("division", c.get("Nom")) for c in edt.classes}
    noms.update({(NS + "Groupe", g.get("Ident")): ("groupe", g.get("Nom")) for g in edt.groupes})
    minutes = {}
    for c in edt.cours:
        publics = [noms[x.tag, x.get("Ident")] for x in c if (x.tag, x.get("Ident")) in noms]
        matiere = next((matieres.get(x.get("Ident")) for x in c if x.tag == NS + "Matiere"), None)
        profs = [x for x in c if x.tag == NS + "Professeur" and x.get("Ident") in ident_prof]
        for public in publics if matiere else ():
            agents = minutes.setdefault(public, {}).setdefault(matiere, {})
            for p in profs:
                part = int(c.get("NombrePlaces")) * edt.minutes * bin(int(p.get("Semaines"))).count("1")
                agents[ident_prof[p.get("Ident")]] = agents.get(ident_prof[p.get("Ident")], 0) + part
    return {public: {m: {p: max(1, round(v * 100 / 60 / edt.semaines)) for p, v in agents.items()} for m, agents in par.items()} for public, par in minutes.items()}


def _les_services(services, public):
    sortie = ET.Element("SERVICES")
    enfants = []
    for matiere, agents in sorted(services.get(public, {}).items()):
        enfants.append(bloc("SERVICE", ("HEURES_STRUCTURE", "%.3f" % (sum(agents.values()) / 100)), ("CO_ENS", "false"), bloc(
            "ENSEIGNANTS", *[bloc("ENSEIGNANT", ("HEURES_AGENT", "%.3f" % (h / 100)), ID=p, TYPE="epp") for p, h in sorted(agents.items())]),
            CODE_MATIERE=matiere, CODE_MOD_COURS="CG"))
    return bloc("SERVICES", *enfants) if enfants else sortie


def _effectifs(n):
    return ("EFFECTIF_PREVU", n), ("EFFECTIF_CALCULE", n)


def _individus(edt, ids, services, principaux):
    heures = {}
    for par in services.values():
        for agents in par.values():
            for p, h in agents.items():
                heures[p] = heures.get(p, 0) + h
    debut, fin = edt.annee.get("DateDebut"), edt.annee.get("DateFin")
    for p in edt.profs:
        ident = ids[p.get("Ident")]
        enfants = [("SEXE", ""), ("CIVILITE", "1"), ("NOM_USAGE", p.get("Nom")), ("NOM_PATRONYMIQUE", p.get("Nom")), ("PRENOM", p.get("Prenom")),
                   ("DATE_NAISSANCE", p.get("DateNaissance") or "1980-01-01"), ("GRADE", "CERT. CL N"), ("FONCTION", "ENS")]
        pp = [d for d, qui in principaux.items() if qui == ident]
        if pp:
            enfants.append(bloc("PROFS_PRINC", *[bloc("PROF_PRINC", ("CODE_STRUCTURE", d), ("DATE_DEBUT", debut), ("DATE_FIN", fin)) for d in pp]))
        apport = min(heures.get(ident, 0), 1800)
        enfants.append(bloc("DISCIPLINES", bloc("DISCIPLINE", ("LIBELLE_COURT", "LET MODERN"), ("NB_HEURES", "%.2f" % (apport / 100)), CODE="L0202")))
        yield bloc("INDIVIDU", *enfants, ID=ident, TYPE="epp")


def deriver(octets):
    """(UAI, year, bytes of sts_emp, what was invented)"""
    edt, inv = Edt(ET.fromstring(octets)), Invention()
    matieres, annee = inv.matieres(edt.matieres), edt.annee.get("DateDebut")[:4]
    niveaux = sorted({_niveau(c.get("Nom")) for c in edt.classes})
    mefs = {n: inv.mef(n, i) for i, n in enumerate(niveaux)}
    ids, pris = {}, {p.get("IDSTS") for p in edt.profs}
    libres = (str(i) for i in range(40001, 99999) if str(i) not in pris)
    for p in edt.profs:
        if not p.get("IDSTS"):
            inv.dire("%s %s : identifiant STS inventé" % (p.get("Nom"), p.get("Prenom")))
        if not p.get("DateNaissance"):
            inv.dire("%s %s : date de naissance inventée" % (p.get("Nom"), p.get("Prenom")))
        ids[p.get("Ident")] = p.get("IDSTS") or next(libres)
    services = _services(edt, matieres, ids)
    principaux = {}
    for c in edt.classes:
        agents = [p for par in services.get(("division", c.get("Nom")), {}).values() for p in par]
        if agents:
            principaux[c.get("Nom")] = agents[0]
    couples = {}
    for (sorte, nom), par in services.items():
        divisions = [nom] if sorte == "division" else edt.divisions_du_groupe(next(g for g in edt.groupes if g.get("Nom") == nom))
        for d in divisions:
            for m, agents in par.items():
                couples[mefs[_niveau(d)][0], m] = sum(agents.values())
    divisions, groupes = [], []
    for c in sorted(edt.classes, key=lambda c: c.get("Nom")):
        n = len(edt.membres.get((NS + "Classe", c.get("Ident")), []))
        divisions.append(bloc("DIVISION", ("LIBELLE_LONG", ""), *_effectifs(n), bloc(
            "MEFS_APPARTENANCE", bloc("MEF_APPARTENANCE", *_effectifs(n), CODE=mefs[_niveau(c.get("Nom"))][0])),
            _les_services(services, ("division", c.get("Nom"))), CODE=c.get("Nom")))
    for g in sorted(edt.groupes, key=lambda g: g.get("Nom")):
        parts = edt.divisions_du_groupe(g)
        par_mef = {}
        for d, n in parts.items():
            par_mef[mefs[_niveau(d)][0]] = par_mef.get(mefs[_niveau(d)][0], 0) + n
        groupes.append(bloc("GROUPE", ("LIBELLE_LONG", ""), *_effectifs(sum(parts.values())), ("EFFECTIF_MAX_EDT", "0"), bloc(
            "DIVISIONS_APPARTENANCE", *[bloc("DIVISION_APPARTENANCE", *_effectifs(n), CODE=d) for d, n in parts.items()]), bloc(
            "MEFS_APPARTENANCE", *[bloc("MEF_APPARTENANCE", ("EFFECTIF_PREVU", 0), ("EFFECTIF_CALCULE", n), CODE=m) for m, n in par_mef.items()]),
            _les_services(services, ("groupe", g.get("Nom"))), CODE=g.get("Nom")))
    deux = ("LIBELLE_COURT", "LIBELLE_LONG")
    stats = sorted({m[4][:4] for m in mefs.values()})
    nomenclatures = bloc(
        "NOMENCLATURES",
        bloc("TYPES_AHE", *[bloc("TYPE_AHE", *zip(deux, t[1:]), CODE=t[0]) for t in tables.TYPES_AHE]),
        bloc("CIVILITES", *[bloc("CIVILITE", *zip(deux, t[1:]), CODE=t[0]) for t in tables.CIVILITES_STS]),
        bloc("MEFSTATS4", *[bloc("MEFSTAT4", *zip(deux, [tables.MEFSTATS4.get(s, s)] * 2), ("INDEMNITE_PP_AUTORISEE", "true"), CODE=s) for s in stats]),
        bloc("TAUX_PONDS", bloc("TAUX_POND", ("CPGE_BTS", "bts"), TAUX="1.25"), bloc("TAUX_POND", ("CPGE_BTS", "cpge"), TAUX="1.50")),
        bloc("MODS_COURS", *[bloc("MOD_COURS", *zip(deux, t[1:]), ("CO_ENS", "true"), CODE=t[0]) for t in tables.MODALITES_COURS]),
        bloc("MATIERES", *[bloc("MATIERE", ("CODE_GESTION", m.get("Code")), ("LIBELLE_COURT", m.get("Libelle")), ("LIBELLE_LONG", m.get("Libelle")),
                                CODE=matieres[m.get("Ident")]) for m in sorted(edt.matieres, key=lambda m: matieres[m.get("Ident")])]),
        bloc("MEFS", *[bloc("MEF", ("FORMATION", m[1]), ("SPECIALITE", ""), ("LIBELLE_LONG", m[2]), ("LIBELLE_EDITION", m[3]), ("MEFSTAT11", m[4]),
                            ("MEFSTAT4", m[4][:4]), CODE=m[0]) for m in mefs.values()]),
        bloc("PROGRAMMES", *[bloc("PROGRAMME", ("CODE_MEF", k[0]), ("CODE_MATIERE", k[1]), ("HORAIRE", "%.2f" % (h / 100))) for k, h in sorted(couples.items())]))
    racine = bloc("STS_EDT", bloc("PARAMETRES", bloc("UAJ", ("DENOM_PRINC", "ETABLISSEMENT DERIVE"), CODE=edt.uai), bloc(
        "ANNEE_SCOLAIRE", ("DATE_DEBUT", annee + "-09-01"), ("DATE_FIN", "%d-08-31" % (int(annee) + 1)), ANNEE=annee)), nomenclatures, bloc(
        "DONNEES", bloc("INDIVIDUS", *_individus(edt, ids, services, principaux)), bloc("STRUCTURE", bloc("DIVISIONS", *divisions), bloc("GROUPES", *groupes)),
        ET.Element("SUPPLEANTS")))
    doc = Document(b'<?xml version="1.0" encoding="ISO-8859-15"?><STS_EDT/>', court=True)
    doc.racine = racine
    return edt.uai, int(annee), doc.octets(), inv.dits


def main(arguments=None):
    p = argparse.ArgumentParser(description="sts_emp derived from EDT's export to the ENT")
    p.add_argument("--from", dest="source", required=True, metavar="EDT.xml")
    p.add_argument("--out", required=True, metavar="sts_emp.xml", help="file, or folder: then sts_emp_<UAI>_<année>.xml in it")
    a = p.parse_args(arguments)
    with open(a.source, "rb") as f:
        uai, annee, octets, dits = deriver(f.read())
    sortie = os.path.join(a.out, "sts_emp_%s_%d.xml" % (uai, annee)) if os.path.isdir(a.out) else a.out
    with open(sortie, "wb") as f:
        f.write(octets)
    for dit in dits:
        print(dit, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
