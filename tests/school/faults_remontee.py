"""Faults of the remontée: emp_sts as EDT deposits it against the last sts_emp, and EDT's own control points (guide 3.1.1).

`service-edt-absent-de-sts`, `service-sts-sans-cours` and the two `remontee-service-…` are the « before / after » pair:
the last sts_emp is older than EDT, and verite.json says under `prevision` what the upload will change.
"""
import edt
from faults import _groupe_en_plus, faute
from sts_dom import NEUVE, agent_rem, ajouter, bloc, centiemes, code_de, copie, heures_de, individu, poser, ranger, retirer
from objets import Objet
from sts_dom import ET


def _dit(x, **plus):
    sorte, e, s = x
    return dict({"sorte": sorte, "structure": code_de(e), "matiere": s.get("CODE_MATIERE"), "modalite": s.get("CODE_MOD_COURS"),
                 "individu": individu(s.find("ENSEIGNANTS")[0])}, **plus)


# --- one more service, wrong in itself -----------------------------------------------------------------------------

def _neufs(a, n, ou=("emp_sts",), matiere=lambda i: NEUVE, modalite=lambda i: "CG"):
    objets = []
    for i, (sorte, e) in enumerate(a.docs.prendre(n, "division", fichier="emp_sts")):
        objets.append(a.docs.service_neuf(sorte, e.get("CODE"), matiere(i), modalite(i), ou))
    return objets


@faute("matiere-code-mal-forme", phase="sts", texte="emp_sts: one more service, of a subject code of 4 characters, with a blank or in lower case, in turn")
def _(a, n):
    return _neufs(a, n, matiere=lambda i: ("0207", "02 700", "02070a")[i % 3])


@faute("matiere-code-inconnu", phase="sts", texte="emp_sts: one more service, of a subject that NOMENCLATURES lacks")
def _(a, n):
    return _neufs(a, n, matiere=lambda i: "9999%02d" % (i % 100))


@faute("service-modalite-inconnue", phase="sts", texte="emp_sts: one more service, of an unknown modality or without any, in turn")
def _(a, n):
    return _neufs(a, n, modalite=lambda i: ("ZZ", None)[i % 2])


@faute("matiere-hors-programme-mef", phase="sts", texte="both files: one more service, of a subject of no programme of the division")
def _(a, n):
    docs = a.docs
    couples = {(p.findtext("CODE_MEF"), p.findtext("CODE_MATIERE")) for p in docs.emp.racine.iter("PROGRAMME")}

    def hors(e):
        mefs = [m.get("CODE") for m in docs.emp.structure("division", e.get("CODE")).iter("MEF_APPARTENANCE")]
        return next((m.get("CODE") for m in docs.emp.racine.iter("MATIERE") if not any((x, m.get("CODE")) in couples for x in mefs)), None)
    return [docs.service_neuf(s, e.get("CODE"), hors(e)) for s, e in docs.prendre(n, "division", lambda e: hors(e) is not None, "emp_sts")]


@faute("service-sans-enseignant", phase="sts", texte="both files: one more service, without ENSEIGNANT")
def _(a, n):
    objets = _neufs(a, n, ("sts_emp", "emp_sts"))
    for o in objets:
        o.pop("individu")
        for doc in (a.docs.emp, a.docs.rem):
            s = doc.service(o["sorte"], o["structure"], NEUVE)
            if s is not None:
                retirer(s.find("ENSEIGNANTS"), s.find("ENSEIGNANTS")[0])
    return objets


# --- a service of emp_sts, damaged ---------------------------------------------------------------------------------

def _sur_service(code, texte, agir, convient=lambda s: True, **plus):
    """Register a fault that damages n services of emp_sts; `agir(a, i, service, agent)` returns what it says."""
    @faute(code, phase="sts", texte="emp_sts: " + texte, **plus)
    def _(a, n):
        objets = []
        for i, x in enumerate(a.docs.services(n, convient=convient)):
            o = _dit(x)
            o.update(agir(a, i, x[2], x[2].find("ENSEIGNANTS")[0]) or {})
            objets.append(o)
        return objets


def _attribut(nom, valeurs):
    def agir(a, i, s, agent):
        agent.set(nom, valeurs[i % len(valeurs)])
        return {"ecrit": individu(agent)}
    return agir


def _feuilles(e, **valeurs):
    for nom, valeur in valeurs.items():
        poser(e, nom, valeur, ("HEURES_AGENT",))


def _heures(ecart):
    def agir(a, i, s, agent):
        _feuilles(s, HEURES_STRUCTURE="%.2f" % (ecart + float(s.findtext("HEURES_STRUCTURE"))))
        _feuilles(agent, HEURES_AGENT=s.findtext("HEURES_STRUCTURE"))
    return agir


def _nulles(a, i, s, agent):
    _feuilles(s, HEURES_STRUCTURE="0.00")
    _feuilles(agent, HEURES_AGENT="0.00")


def _cours(nom, valeurs):
    def agir(a, i, s, agent):
        c = next(agent.iter("COURS"))
        avant = c.findtext(nom)
        poser(c, nom, valeurs[i % len(valeurs)])
        return {"jour": c.findtext("JOUR"), "heure": c.findtext("HEURE_DEBUT"), "vrai": avant, "ecrit": c.findtext(nom)}
    return agir


def _un_de_plus(a, s, avec_cours):
    """A second teacher, one who is nowhere else in the structure."""
    agent = s.find("ENSEIGNANTS")[0]
    autre = next(individu(e) for e in a.docs.individus() if e.findtext("FONCTION") == "ENS" and individu(e) not in a.docs.pris)
    a.docs.pris.add(autre)
    les = [copie(c) for c in agent.iter("COURS")] if avec_cours else []
    ajouter(s.find("ENSEIGNANTS"), agent_rem(autre, agent.findtext("HEURES_AGENT"), les))
    return {"autre": autre}


def _non_declare(a, i, s, agent):
    plus = _un_de_plus(a, s, True)
    _feuilles(s, HEURES_STRUCTURE="%.2f" % (2 * float(s.findtext("HEURES_STRUCTURE"))))
    return plus


def _non_precise(a, i, s, agent):
    plus = _un_de_plus(a, s, False)
    for e in s.find("ENSEIGNANTS"):
        retirer(e, e.find("HEURES_AGENT"))
    return plus


def _personnel(a, i, s, agent):
    e = next(e for e in a.docs.individus() if e.findtext("FONCTION") == "EDU")
    agent.set("ID", e.get("ID"))
    return {"ecrit": individu(agent)}


_sur_service("enseignant-absent-de-sts", "a teacher whom sts_emp lacks", _attribut("ID", ["990001", "990002", "990003"]))
_sur_service("enseignant-identifiant-invalide", "a teacher of no number, of a number with a letter, of type dir, in turn",
             lambda a, i, s, e: _attribut(("ID", "ID", "TYPE")[i % 3], [("", "A12", "dir")[i % 3]])(a, 0, s, e))
_sur_service("personnel-non-enseignant-exportable", "the CPE as teacher", _personnel)
_sur_service("service-heures-nulles", "no hour, with courses", _nulles)
_sur_service("service-heures-incoherentes", "1.50 h more than the courses", _heures(1.5))
_sur_service("service-agent-depasse-structure", "HEURES_STRUCTURE half an hour below HEURES_AGENT",
             lambda a, i, s, e: _feuilles(s, HEURES_STRUCTURE="%.2f" % (float(s.findtext("HEURES_STRUCTURE")) - 0.5)), lambda s: heures_de(s, "HEURES_STRUCTURE") >= 100)
_sur_service("cours-pondere-a-zero", "TAUX_PONDERATION 0", lambda a, i, s, e: _feuilles(e, TAUX_PONDERATION="0.00"))
_sur_service("ponderation-non-conforme", "a weight that TAUX_PONDS lacks", lambda a, i, s, e: _feuilles(e, TAUX_PONDERATION="1.30"),
             lambda s: heures_de(s, "HEURES_STRUCTURE") == 50)
_sur_service("co-enseignement-un-seul-enseignant", "CO_ENS true, one teacher", lambda a, i, s, e: _feuilles(s, CO_ENS="true"))
_sur_service("co-enseignement-non-declare", "two teachers in the same courses, CO_ENS false", _non_declare)
_sur_service("cours-complexe-non-precise", "two teachers without HEURES_AGENT, CO_ENS false", _non_precise)
_sur_service("alternance-inconnue", "a course of an undeclared alternance", _cours("CODE_ALTERNANCE", ["Z9"]))
_sur_service("cours-hors-horaires-etablissement", "a course at 7 h", _cours("HEURE_DEBUT", ["0700"]))
_sur_service("cours-salle-inconnue", "a course in an undeclared room", _cours("CODE_SALLE", ["ZZ99"]))


# --- allowances ----------------------------------------------------------------------------------------------------

@faute("indemnite-mefstat4-etranger", phase="sts", regle=None, texte="emp_sts: the head teacher's allowance at a level that is not the division's")
def _(a, n):
    tous = list(a.docs.rem.racine.iter("INDEMNITE"))
    objets = []
    for x in a.docs.choisir(n, tous, lambda x: [("division", x.findtext("CODE_STRUCTURE"))], "allowances"):
        objets.append({"structure": x.findtext("CODE_STRUCTURE"), "vrai": x.findtext("MEFSTAT4"), "ecrit": "2434"})
        poser(x, "MEFSTAT4", "2434")
    return objets


@faute("are-code-inconnu", phase="sts", regle=None, texte="emp_sts: an activity (ARE) that TYPES_AHE lacks")
def _(a, n):
    objets = []
    for e in a.docs.choisir(n, a.docs.rem.racine.find("DONNEES/INDIVIDUS"), lambda e: ["epp " + e.get("ID")], "persons"):
        ajouter(e.find("ARES"), bloc("ARE", ("CODE_ARE", "9999"), ("HEURES", "1.00")))
        objets.append({"individu": "epp " + e.get("ID"), "ecrit": "9999"})
    return objets


# --- before / after ------------------------------------------------------------------------------------------------

@faute("groupes-crees-par-la-remontee", None, "partial", texte="EDT and emp_sts have a group (3 pupils) that sts_emp and SIECLE lack")
def _(a, n):
    objets = []
    for i in range(n):
        g, choisis = _groupe_en_plus(a, "ZNEUF-%d" % (i + 1), 3)
        division, c = choisis[0].source.division, a.vue.cours[-1]
        objets.append({"sorte": "groupe", "structure": g.nom, "groupe": g.nom, "liens": 3, "division": division.code,
                       "eleves": [x.source.en_clair(groupe=g.nom) for x in choisis]})

        def creer(docs, code=g.nom, division=division, c=c):
            prof = next(p for p in a.ecole.enseignants if a.vue.ident_prof[p.id] == c.profs[0])
            salle = next(nom for nom, ident in a.vue.salles.items() if ident == c.salles[0])
            salles = docs.rem.racine.find("DONNEES/SALLES_COURS")
            if all(x.get("CODE") != salle for x in salles):
                ajouter(salles, bloc("SALLE_COURS", ("GROUPE_SALLE", ""), ("LOCALISATION", ""), CODE=salle))
            ranger(docs.rem.conteneur("groupe"), bloc(
                "GROUPE", ("LIBELLE_LONG", ""), ("EFFECTIF_PREVU", 3), ("EFFECTIF_MAX_EDT", 0),
                bloc("DIVISIONS_APPARTENANCE", bloc("DIVISION_APPARTENANCE", ("EFFECTIF_PREVU", 3), CODE=division.code)), ET.Element("SERVICES"), CODE=code))
            docs.service_neuf("groupe", code, ou=("emp_sts",), qui="epp %d" % prof.id, jour=str(c.jour), salle=salle)
        a.differes.append(creer)
    return objets


def _plus_ancien(a, n, agir):
    """n services that the last sts_emp does not say as EDT does; the teacher keeps another one."""
    objets = []
    principaux = {individu(e) for e in a.docs.individus() if e.find("PROFS_PRINC") is not None}
    for x in a.docs.services(n, "sts_emp", lambda s: individu(s.find("ENSEIGNANTS")[0]) not in principaux and heures_de(s, "HEURES_STRUCTURE") >= 100 and a.docs.heures(individu(s.find("ENSEIGNANTS")[0]))[0]
                             > heures_de(s, "HEURES_STRUCTURE") + 100):
        o, h = _dit(x), heures_de(x[2], "HEURES_STRUCTURE")
        objets.append(dict(o, heures=h, **(agir(a, x, o, h) or {})))
    return objets


@faute("service-edt-absent-de-sts", phase="sts", etat="octobre", texte="a service of EDT that the last sts_emp lacks")
def _(a, n):
    def agir(a, x, o, h):
        retirer(x[1].find("SERVICES"), x[2])
        a.docs.apport(o["individu"], -h)
    return _plus_ancien(a, n, agir)


@faute("service-sts-sans-cours", phase="sts", etat="octobre", texte="a service of the last sts_emp that EDT does not have any more")
def _(a, n):
    return _neufs(a, n, ("sts_emp",))


@faute("remontee-service-heures", phase="sts", etat="octobre", regle=None, texte="a service has an hour less in the last sts_emp than in EDT")
def _(a, n):
    def agir(a, x, o, h):
        for e in (x[2], x[2].find("ENSEIGNANTS")[0]):
            nom = "HEURES_STRUCTURE" if e is x[2] else "HEURES_AGENT"
            poser(e, nom, "%d.%02d0" % divmod(centiemes(e.findtext(nom)) - 50, 100))
        a.docs.apport(o["individu"], -50)
        return {"avant": h - 50}
    return _plus_ancien(a, n, agir)


@faute("remontee-service-enseignant", phase="sts", etat="octobre", regle="ordre-exports-a-refaire", texte="a service has another teacher in the last sts_emp than in EDT")
def _(a, n):
    def agir(a, x, o, h):
        e, = a.docs.enseignants(1, lambda e: e.find("DISCIPLINES") is not None and a.docs.heures(individu(e))[0])
        x[2].find("ENSEIGNANTS")[0].set("ID", e.get("ID"))
        a.docs.apport(o["individu"], -h)
        a.docs.apport(individu(e), h)
        return {"avant": individu(e)}
    return _plus_ancien(a, n, agir)


# --- EDT's control points, in the export to the ENT ----------------------------------------------------------------

def _matiere(a, code, libelle):
    if all(m[1] != code for m in a.vue.matieres):
        a.vue.matieres.append((9000 + len(a.vue.matieres), code, libelle))
        a.vue.ident_matiere[code] = a.vue.matieres[-1][0]
    return code


def _cours_edt(a, **plus):
    """One more course at 17 h in EDT for a group of EDT alone that has no pupil; returns it and its group."""
    division = a.rng.choice(a.ecole.divisions)
    g = a.vue.nouveau_groupe("ZVIDE-%d" % (len(a.vue.groupes) + 1))
    a.vue.part(a.vue.classe_de[division.code], g)
    edt.cours_ajoute(a.ecole, a.vue, g, division, **plus)
    return a.vue.cours[-1], g, division


@faute("partie-de-classe-sans-eleve", texte="EDT: a group of EDT alone whose only part has no pupil, with a course")
def _(a, n):
    objets = []
    for _ in range(n):
        c, g, division = _cours_edt(a)
        objets.append({"groupe": g.nom, "partie": g.parts[0].ident, "classe": division.code, "jour": c.jour})
    return objets


def _pour_la_classe(a, matiere=NEUVE):
    """The same course, but of the whole class."""
    c, g, division = _cours_edt(a, matiere=matiere)
    a.vue.groupes.remove(g)
    for p in g.parts:
        p.classe.parts.remove(p)
        del a.vue.parts[p.classe.ident, g.ident]
    c.groupes, c.divisions = [], [a.vue.classe_de[division.code].ident]
    return c, {"classe": division.code, "jour": c.jour, "place": c.place}


@faute("cours-a-rendre-non-exportable", texte="EDT: a course of club, homework or permanence for a class, in turn, of a subject without official code")
def _(a, n):
    objets = []
    for i in range(n):
        code, libelle = (("CLUB", "CLUB ECHECS"), ("DEVFAITS", "DEVOIRS FAITS"), ("PERM", "PERMANENCE"))[i % 3]
        objets.append(dict(_pour_la_classe(a, _matiere(a, code, libelle))[1], matiere=libelle))
    return objets


@faute("matiere-sans-correspondance", texte="EDT: a course of a subject that sts_emp lacks")
def _(a, n):
    return [dict(_pour_la_classe(a, _matiere(a, "ROBOT%d" % (i + 1), "ROBOTIQUE %d" % (i + 1)))[1], matiere="ROBOT%d" % (i + 1)) for i in range(n)]


@faute("enseignant-absent-de-sts-edt", regle="enseignant-absent-de-sts", texte="EDT: a course of a documentaliste or of an AESH, in turn, without IDSTS")
def _(a, n):
    objets = []
    for i in range(n):
        c, o = _pour_la_classe(a)
        p = Objet(id=980001 + i, nom_usage=("ZDOCUMENT", "ZAESH")[i % 2], prenom="Line-%s" % "ABCDEFGHIJ"[i % 10], naissance="1985-05-05")
        a.vue.professeurs.append(p)
        a.vue.ident_prof[p.id] = 5000 + i
        c.profs = [5000 + i]
        objets.append(dict(o, nom=p.nom_usage, prenom=p.prenom, ident_edt=5000 + i))
    return objets
