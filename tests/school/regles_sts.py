"""Rules of the STS files in a few lines each, for the tests only: what a checker must find.  {rule code: set of findings}."""
import re
import xml.etree.ElementTree as ET
from collections import Counter

from lecture import plier, xml_du_zip

EMP, REM = "sts/sts_emp_0999990W_2026.xml", "sts/emp_sts_0999990W_2026.xml"


def _h(e, nom):
    return float((e.findtext(nom) if e is not None else None) or 0)


def _n(e, nom):
    return int(e.findtext(nom) or 0)


def _qui(e):
    return "%s %s" % (e.get("TYPE"), e.get("ID"))


class Lot:
    def __init__(self, f):
        self.emp, self.rem = ET.fromstring(f[EMP]), ET.fromstring(f[REM])
        self.push = ET.fromstring(xml_du_zip(f["siecle/ExportXML_Structures.zip"]))
        eleves = ET.fromstring(xml_du_zip(f["siecle/ExportXML_ElevesSansAdresses.zip"]))
        self.siecle = Counter(s.findtext("CODE_STRUCTURE") for s in eleves.iter("STRUCTURE") if s.findtext("TYPE_STRUCTURE") == "D")
        self.individus = {_qui(i): i for i in self.emp.iterfind("DONNEES/INDIVIDUS/INDIVIDU")}
        self.liste = list(self.emp.iterfind("DONNEES/INDIVIDUS/INDIVIDU"))
        self.remontee = any(True for _ in self.emp.iter("SERVICE"))

    def structures(self, racine):
        return [("division", d) for d in racine.iter("DIVISION")] + [("groupe", g) for g in racine.iter("GROUPE")]

    def codes(self, racine, balise):
        return {e.get("CODE") or e.get("CODE_STRUCTURE") for e in racine.iter(balise)}


def constater(f):
    """{rule: set of tuples}; the keys are those of `CLES`."""
    x, r = Lot(f), {}

    def dire(code, *cle):
        r.setdefault(code, set()).add(cle)
    mefs, matieres = {m.get("CODE") for m in x.emp.iter("MEF")}, {m.get("CODE") for m in x.emp.iter("MATIERE")}
    mods = {m.get("CODE") for m in x.emp.iter("MOD_COURS")}
    couples = {(p.findtext("CODE_MEF"), p.findtext("CODE_MATIERE")) for p in x.emp.iter("PROGRAMME")}
    divisions = {d.get("CODE"): d for d in x.emp.iter("DIVISION")}
    services = {}
    for nom, racine in (("sts_emp", x.emp), ("emp_sts", x.rem)):
        vus = Counter((s, e.get("CODE")) for s, e in x.structures(racine))
        connues = x.codes(x.emp, "DIVISION") if nom == "sts_emp" else x.codes(x.rem, "DIVISION")
        for (sorte, code), n in vus.items():
            if n > 1:
                dire(sorte + "-code-en-double", nom, code)
        services[nom] = {(s, e.get("CODE"), v.get("CODE_MATIERE"), v.get("CODE_MOD_COURS")) for s, e in x.structures(racine) for v in e.iter("SERVICE")}
        for sorte, e in x.structures(racine):
            code = e.get("CODE")
            if sorte == "groupe":
                d = [y.get("CODE") for y in e.iter("DIVISION_APPARTENANCE")]
                if not d:
                    dire("groupe-sans-division", nom, code)
                for y in set(d) - connues:
                    dire("groupe-division-inconnue", nom, code, y)
                if nom == "emp_sts" and not _n(e, "EFFECTIF_PREVU"):
                    dire("groupe-effectif-nul", code)
            for s in e.iter("SERVICE"):
                if not len(s.find("ENSEIGNANTS")):
                    dire("service-sans-enseignant", code, s.get("CODE_MATIERE"))
    for sorte, e in x.structures(x.emp):
        code, prevu, calcule = e.get("CODE"), _n(e, "EFFECTIF_PREVU"), _n(e, "EFFECTIF_CALCULE")
        siens = [m.get("CODE") for m in e.iter("MEF_APPARTENANCE")]
        if not prevu:
            dire("effectif-prevu-absent", code)
        if prevu and calcule and abs(prevu - calcule) > max(2, prevu / 10):
            dire("effectif-prevu-different-du-calcule", code)
        if sorte == "division":
            if not siens:
                dire("division-sans-mef", code)
            for m in set(siens) - mefs:
                dire("division-mef-inconnu", code, m)
            if siens and prevu and sum(_n(m, "EFFECTIF_PREVU") for m in e.iter("MEF_APPARTENANCE")) != prevu:
                dire("effectif-division-different-somme-mef", code)
            if calcule != x.siecle[code]:
                dire("effectif-sts-different-de-siecle", code)
            if x.remontee and not any(d.get("CODE") == code and len(list(d.iter("SERVICE"))) for d in x.emp.iter("DIVISION")):
                dire("division-sans-service", code)
        else:
            places = sum(_n(divisions[d.get("CODE")], "EFFECTIF_PREVU") for d in e.iter("DIVISION_APPARTENANCE") if d.get("CODE") in divisions)
            if prevu == 1 or prevu > 40 or places and prevu > places:
                dire("groupe-effectif-anormal", code)
        for s in e.iter("SERVICE"):
            connus = [m for m in siens if m in mefs]
            if connus and s.get("CODE_MATIERE") in matieres and not any((m, s.get("CODE_MATIERE")) in couples for m in connus):
                dire("matiere-hors-programme-mef", code, s.get("CODE_MATIERE"))
    _structures(x, dire)
    _personnes(x, dire, divisions)
    _remontee(x, dire, services, matieres, mods)
    return r


def _structures(x, dire):
    codes = [e.get("CODE") for _, e in x.structures(x.emp)]
    for c in set(codes):
        for d in set(codes):
            if c < d and plier(c) == plier(d):
                dire("structures-codes-presque-identiques", frozenset((c, d)))
        if re.search(r"  |^ | $|['\";]|[^\x20-\x7e]", c):
            dire("structure-code-caracteres", c)
    groupes = x.codes(x.emp, "GROUPE")
    for c in groupes & x.codes(x.emp, "DIVISION"):
        dire("division-et-groupe-meme-code", c)
    for g in groupes:
        m = re.match(r"(.*) \d+$", g)
        if m and m.group(1) in groupes:
            dire("groupe-suffixe-compteur", g)
    for sorte, e in x.structures(x.emp):
        if len(e.get("CODE")) > (8 if sorte == "division" else 20):
            dire("structure-code-trop-long", e.get("CODE"))
    for balise, sorte in (("DIVISION", "division"), ("GROUPE", "groupe")):
        for c in x.codes(x.emp, balise) - x.codes(x.push, balise):
            dire(sorte + "-absente-de-siecle" if sorte == "division" else "groupe-absent-de-siecle", c)
        for c in x.codes(x.push, balise) - x.codes(x.emp, balise):
            dire(sorte + "-absente-de-sts" if sorte == "division" else "groupe-absent-de-sts", c)
    push = {d.get("CODE_STRUCTURE"): {m.text for m in d.iter("CODE_MEF")} for d in x.push.iter("DIVISION")}
    for d in x.emp.iter("DIVISION"):
        siens = {m.get("CODE") for m in d.iter("MEF_APPARTENANCE")}
        if d.get("CODE") in push and siens and siens != push[d.get("CODE")]:
            dire("structure-mef-differente-de-siecle", d.get("CODE"))
    for c in x.codes(x.rem, "GROUPE") - groupes:
        dire("groupes-crees-par-la-remontee", c)


def _personnes(x, dire, divisions):
    par_id, par_nom = {}, {}
    for i in x.liste:
        par_id.setdefault(i.get("ID"), []).append(i)
        par_nom.setdefault((plier(i.findtext("NOM_USAGE")), plier(i.findtext("PRENOM"))), []).append(i)
    for ident, liste in par_id.items():
        if len(liste) > 1:
            dire("enseignant-identifiant-en-double", ident)
    for liste in par_nom.values():
        if len(liste) > 1:
            locaux = {i.get("TYPE") for i in liste} == {"epp", "local"}
            dire("enseignant-double-epp-et-local" if locaux else "enseignants-homonymes", frozenset(_qui(i) for i in liste))
    heures, pp = Counter(), {}
    for a in x.emp.iter("ENSEIGNANT"):
        heures[_qui(a)] += _h(a, "HEURES_AGENT")
    for i in x.liste:
        qui = _qui(i)
        if not i.findtext("FONCTION"):
            dire("enseignant-sans-fonction", qui)
        if not i.findtext("DATE_NAISSANCE") and i.get("TYPE") != "dir":
            dire("enseignant-sans-date-de-naissance", qui)
        if i.findtext("FONCTION") == "ENS":
            if i.find("DISCIPLINES") is None:
                dire("enseignant-sans-discipline", qui)
            if x.remontee and qui not in heures:
                dire("enseignant-sans-service", qui)
        ecart = heures[qui] - sum(_h(d, "NB_HEURES") for d in i.iter("DISCIPLINE"))
        if qui in heures and i.find("DISCIPLINES") is not None and not -0.001 <= ecart <= 2.001:
            dire("apport-horaire-different-du-service", qui)
        for p in i.iter("PROF_PRINC"):
            pp.setdefault(p.findtext("CODE_STRUCTURE"), set()).add(qui)
    for c, qui in pp.items():
        if c not in divisions:
            for q in qui:
                dire("professeur-principal-structure-inconnue", "sts_emp", c, q)
        elif x.remontee:
            siens = {_qui(a) for s, e in x.structures(x.emp) if (s == "division" and e.get("CODE") == c) or any(d.get("CODE") == c for d in e.iter("DIVISION_APPARTENANCE"))
                     for a in e.iter("ENSEIGNANT")}
            for q in qui - siens:
                dire("professeur-principal-sans-cours-dans-la-classe", c, q)
    stats = {m.get("CODE"): m.findtext("MEFSTAT4") for m in x.emp.iter("MEF")}
    indemnites = set()
    for i in x.rem.iterfind("DONNEES/INDIVIDUS/INDIVIDU"):
        for p in i.iter("INDEMNITE"):
            c = p.findtext("CODE_STRUCTURE")
            indemnites.add(c)
            if c not in divisions:
                dire("professeur-principal-structure-inconnue", "emp_sts", c, "epp " + i.get("ID"))
            elif any(True for _ in divisions[c].iter("MEF_APPARTENANCE")):
                siens = {stats.get(m.get("CODE")) for m in divisions[c].iter("MEF_APPARTENANCE")}
                if None not in siens and p.findtext("MEFSTAT4") not in siens:
                    dire("indemnite-mefstat4-etranger", c)
        for p in i.iter("ARE"):
            if p.findtext("CODE_ARE") not in {t.get("CODE") for t in x.emp.iter("TYPE_AHE")}:
                dire("are-code-inconnu", "epp " + i.get("ID"))
    for c in divisions:
        if c not in pp and c not in indemnites:
            dire("professeur-principal-absent", c)


def _remontee(x, dire, services, matieres, mods):
    if x.remontee:
        for c in services["emp_sts"] - services["sts_emp"]:
            dire("service-edt-absent-de-sts", *c[1:])
        for c in services["sts_emp"] - services["emp_sts"]:
            dire("service-sts-sans-cours", *c[1:])
    semaines = {a.get("CODE"): len(list(a.iter("DATE_DEBUT_SEMAINE"))) for a in x.rem.iter("ALTERNANCE")}
    taux = {float(t.get("TAUX")) for t in x.emp.iter("TAUX_POND")} | {1.0}
    salles = {s.get("CODE") for s in x.rem.iter("SALLE_COURS")}
    heures = {h.get("JOUR"): (h.findtext("DEBUT_COURS"), h.findtext("FIN_COURS")) for h in x.rem.iter("HORAIRE")}
    for sorte, e in x.structures(x.rem):
        for s in e.iter("SERVICE"):
            code, matiere, agents = e.get("CODE"), s.get("CODE_MATIERE"), list(s.find("ENSEIGNANTS"))
            cle = (code, matiere)
            if not re.fullmatch("[0-9A-Z]{6}", matiere):
                dire("matiere-code-mal-forme", *cle)
            elif matiere not in matieres:
                dire("matiere-code-inconnu", *cle)
            if s.get("CODE_MOD_COURS") not in mods:
                dire("service-modalite-inconnue", *cle)
            co = s.findtext("CO_ENS") == "true"
            if co and len(agents) == 1:
                dire("co-enseignement-un-seul-enseignant", *cle)
            places = [{(c.findtext("JOUR"), c.findtext("HEURE_DEBUT")) for c in a.iter("COURS")} for a in agents]
            if not co and len(agents) > 1 and set.intersection(*places):
                dire("co-enseignement-non-declare", *cle)
            if not co and len(agents) > 1 and any(a.find("HEURES_AGENT") is None for a in agents):
                dire("cours-complexe-non-precise", *cle)
            for a in agents:
                poids = float(a.findtext("TAUX_PONDERATION") or 1)
                if not (a.get("ID") or "").isdigit() or a.get("TYPE") not in ("epp", "local"):
                    dire("enseignant-identifiant-invalide", *cle)
                elif _qui(a) not in x.individus:
                    dire("enseignant-absent-de-sts", *cle)
                elif x.individus[_qui(a)].findtext("FONCTION") not in ("ENS", None):
                    dire("personnel-non-enseignant-exportable", *cle)
                if poids == 0:
                    dire("cours-pondere-a-zero", *cle)
                elif poids not in taux:
                    dire("ponderation-non-conforme", *cle)
                if not _h(a, "HEURES_AGENT") and a.find("HEURES_AGENT") is not None:
                    dire("service-heures-nulles", *cle)
                if _h(a, "HEURES_AGENT") > _h(s, "HEURES_STRUCTURE"):
                    dire("service-agent-depasse-structure", *cle)
                somme = 0
                for c in a.iter("COURS"):
                    h, d, jour, debut = c.findtext("CODE_ALTERNANCE"), c.findtext("DUREE"), c.findtext("JOUR"), c.findtext("HEURE_DEBUT")
                    if h not in semaines:
                        dire("alternance-inconnue", *cle)
                        somme = None
                        break
                    somme += (int(d[:2]) + int(d[2:]) / 60) * semaines[h] / semaines["H"] * poids
                    if not heures[jour][0] <= debut < heures[jour][1]:
                        dire("cours-hors-horaires-etablissement", *cle)
                    if c.findtext("CODE_SALLE") not in salles:
                        dire("cours-salle-inconnue", *cle)
                if somme and _h(a, "HEURES_AGENT") and abs(somme - _h(a, "HEURES_AGENT")) > 0.25:
                    dire("service-heures-incoherentes", *cle)
