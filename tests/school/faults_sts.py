"""Faults of structures, head counts and persons in STS-Web's file, and of its push to SIECLE's Structures.

Those of the phase "noms" are the same in every system (a bad name is written everywhere); the others are in the
trees of sts_emp, emp_sts and Structures alone (`a.docs`, see sts_dom.py).
"""
import names
from faults import Impossible, faute
from sts_dom import ET, ajouter, bloc, code_de, copie, individu, poser, ranger, retirer


# --- names, the same everywhere ------------------------------------------------------------------------------------

def _maximum(a):
    return 8 if a.ecole.genre == "college" else 20


def _renommer_groupe(a, g, code):
    avant, g.code = g.code, code
    a.vue.groupe_de[code] = a.vue.groupe_de[avant]
    a.vue.groupe_de[code].nom = code
    return {"sorte": "groupe", "structure": code, "avant": avant}


def _renommer_division(a, d, code):
    avant, d.code = d.code, code
    a.vue.classe_de[code] = a.vue.classe_de[avant]
    a.vue.classe_de[code].nom = code
    a.ecole.placement.occupe[code] = a.ecole.placement.occupe.get(avant, 0)
    return {"sorte": "division", "structure": code, "avant": avant}


def _libre(a, code):
    return names.replier(code) not in a.codes() and len(code) <= _maximum(a)


@faute("structures-codes-presque-identiques", phase="noms", texte="a group named as another one but for a dot or the case, in turn, in every system")
def _(a, n):
    objets = []
    for i in range(n):
        modele, = a.groupes(1, lambda g: len(g.code) < _maximum(a) and g.code != g.code.lower())
        g, = a.groupes(1)
        objets.append(_renommer_groupe(a, g, modele.code[:-1] + "." + modele.code[-1] if i % 2 == 0 else modele.code.lower()))
        objets[-1]["autre"] = modele.code
    return objets


@faute("division-et-groupe-meme-code", phase="noms", texte="a group named exactly like a division, in every system")
def _(a, n):
    divisions = a.rng.sample(a.ecole.divisions, n) if n <= len(a.ecole.divisions) else []
    return [_renommer_groupe(a, g, d.code) for g, d in zip(a.groupes(n), divisions)]


@faute("structure-code-trop-long-sts", phase="noms", regle="structure-code-trop-long",
       texte="a division of more than 8 characters or a group of more than 20, in turn, in every system")
def _(a, n):
    objets = []
    for i in range(n):
        if i % 2 == 0:
            longues = [d for d in a.ecole.divisions if len(d.code) <= 8]
            if not longues:
                raise Impossible("no division left to rename")
            d = a.rng.choice(longues)
            objets.append(_renommer_division(a, d, "%s-CLASSE" % d.code))
        else:
            g, = a.groupes(1)
            objets.append(_renommer_groupe(a, g, "%s-%s" % (g.code, "GROUPE-DE-BESOINS-AU-LONG"[:21 - min(len(g.code), 18)])))
    return objets


@faute("groupe-nom-de-personne", phase="noms", texte="a group that bears the family name of one of its pupils, in every system")
def _(a, n):
    def eleve(g):
        return next((e for e in g.eleves if 4 <= len(names.replier(e.nom)) and _libre(a, "%s %s" % (e.division.niveau, names.replier(e.nom)))), None)
    objets = []
    for _ in range(n):
        g, = a.groupes(1, lambda g: eleve(g) is not None)
        e = eleve(g)
        objets.append(dict(_renommer_groupe(a, g, "%s %s" % (e.division.niveau, names.replier(e.nom))), nom=e.nom))
    return objets


@faute("groupe-suffixe-compteur", phase="noms", texte="a group named as another one with a blank and a number after, in every system")
def _(a, n):
    objets = []
    for _ in range(n):
        modele, = a.groupes(1, lambda g: _libre(a, g.code + " 1"))
        g, = a.groupes(1)
        objets.append(dict(_renommer_groupe(a, g, modele.code + " 1"), autre=modele.code))
    return objets


@faute("structure-code-caracteres", phase="noms", texte="a group code with a double blank, an apostrophe, an accent or a blank at its end, in turn, in every system")
def _(a, n):
    objets = []
    for i in range(n):
        forme = ("Z%d  %d", "L'Z%d-%d", "ÉTZ%d-%d", "ZZ%d-%d ")[i % 4]
        code = next(c for c in (forme % (i + 1, k) for k in range(1, 9)) if _libre(a, c))
        g, = a.groupes(1)
        objets.append(_renommer_groupe(a, g, code))
    return objets


# --- structures of sts_emp -----------------------------------------------------------------------------------------

def _dit(sorte, e, **plus):
    return dict({"sorte": sorte, "structure": code_de(e)}, **plus)


@faute("division-sans-mef", phase="sts", texte="sts_emp: a division without MEF_APPARTENANCE")
def _(a, n):
    objets = []
    for sorte, e in a.docs.prendre(n, "division"):
        for m in list(e.find("MEFS_APPARTENANCE")):
            retirer(e.find("MEFS_APPARTENANCE"), m)
        objets.append(_dit(sorte, e, fichier="sts_emp"))
    return objets


@faute("division-mef-inconnu", phase="sts", texte="sts_emp: a division of a MEF that NOMENCLATURES lacks")
def _(a, n):
    objets = []
    for i, (sorte, e) in enumerate(a.docs.prendre(n, "division")):
        m = e.find("MEFS_APPARTENANCE")[0]
        avant = m.get("CODE")
        m.set("CODE", "1999900911%d" % (i % 10))
        objets.append(_dit(sorte, e, fichier="sts_emp", mef=m.get("CODE"), mef_vrai=avant))
    return objets


def _en_double(a, n, sorte):
    """A second structure of the same code, without services, in sts_emp or (groups) in emp_sts."""
    objets = []
    for i, (_, e) in enumerate(a.docs.prendre(n, sorte)):
        fichier = "sts_emp" if sorte == "division" or i % 2 == 0 else "emp_sts"
        vrai = a.docs.doc(fichier).structure(sorte, e.get("CODE"))
        double = copie(vrai)
        for s in list(double.find("SERVICES")):
            retirer(double.find("SERVICES"), s)
        parent = a.docs.doc(fichier).conteneur(sorte)
        ajouter(parent, double, 1 + list(parent).index(vrai))
        objets.append(_dit(sorte, e, fichier=fichier))
    return objets


@faute("division-code-en-double", phase="sts", texte="sts_emp: two divisions of one code, the second without services")
def _(a, n):
    return _en_double(a, n, "division")


@faute("groupe-code-en-double", phase="sts", texte="sts_emp or emp_sts in turn: two groups of one code, the second without services")
def _(a, n):
    return _en_double(a, n, "groupe")


@faute("groupe-sans-division", phase="sts", texte="sts_emp or emp_sts in turn: a group without DIVISION_APPARTENANCE")
def _(a, n):
    objets = []
    for i, (sorte, e) in enumerate(a.docs.prendre(n, "groupe")):
        fichier = ("sts_emp", "emp_sts")[i % 2]
        d = a.docs.doc(fichier).structure(sorte, e.get("CODE")).find("DIVISIONS_APPARTENANCE")
        for x in list(d):
            retirer(d, x)
        objets.append(_dit(sorte, e, fichier=fichier))
    return objets


@faute("groupe-division-inconnue", phase="sts", texte="sts_emp or emp_sts in turn: a group of a division that does not exist")
def _(a, n):
    objets, inconnue = [], a.docs.code_libre("9Z%d")
    for i, (sorte, e) in enumerate(a.docs.prendre(n, "groupe")):
        fichier = ("sts_emp", "emp_sts")[i % 2]
        d = a.docs.doc(fichier).structure(sorte, e.get("CODE")).find("DIVISIONS_APPARTENANCE")[0]
        objets.append(_dit(sorte, e, fichier=fichier, division=inconnue, division_vraie=d.get("CODE")))
        d.set("CODE", inconnue)
    return objets


# --- head counts ---------------------------------------------------------------------------------------------------

def _effectif(e, nom, ecart, bloc_="MEFS_APPARTENANCE"):
    """Change a head count and the first of its parts."""
    for x in (e, e.find(bloc_)[0]):
        poser(x, nom, int(x.findtext(nom)) + ecart)


@faute("groupe-effectif-nul", phase="sts", texte="emp_sts: EFFECTIF_PREVU of a group at 0 or missing, in turn")
def _(a, n):
    objets = []
    for i, (sorte, e) in enumerate(a.docs.prendre(n, "groupe", fichier="emp_sts")):
        avant = int(e.findtext("EFFECTIF_PREVU"))
        for d in e.find("DIVISIONS_APPARTENANCE"):
            poser(d, "EFFECTIF_PREVU", 0)
        poser(e, "EFFECTIF_PREVU", 0)
        if i % 2:
            retirer(e, e.find("EFFECTIF_PREVU"))
        objets.append(_dit(sorte, e, fichier="emp_sts", effectif_vrai=avant))
    return objets


@faute("groupe-effectif-anormal", phase="sts", texte="both files: a group of one pupil, of more than 40, of more than its division, in turn")
def _(a, n):
    total = {e.get("CODE"): int(e.findtext("EFFECTIF_PREVU")) for s, e in a.docs.emp.structures() if s == "division"}

    def places(e):
        return sum(total.get(d.get("CODE"), 0) for d in e.iter("DIVISION_APPARTENANCE"))
    objets = []
    for i in range(n):
        forme = (lambda e: 1, lambda e: 41, lambda e: places(e) + 3)[i % 3]
        (sorte, e), = a.docs.prendre(1, "groupe", lambda e: (i % 3 != 2 or len(e.find("DIVISIONS_APPARTENANCE")) == 1) and (i % 3 == 1 or forme(e) <= 40))
        effectif = forme(e)
        for doc in (a.docs.emp, a.docs.rem):
            x = doc.structure(sorte, e.get("CODE"))
            for k, y in enumerate([x] + list(x.find("DIVISIONS_APPARTENANCE"))):
                poser(y, "EFFECTIF_PREVU", effectif if k < 2 else 0)
                if doc is a.docs.emp and a.docs.etat == "octobre":
                    poser(y, "EFFECTIF_CALCULE", effectif if k < 2 else 0)
        objets.append(_dit(sorte, e, effectif=effectif))
    return objets


@faute("effectif-prevu-absent", phase="sts", texte="sts_emp: EFFECTIF_PREVU at 0 or missing, on a division or a group, in turn")
def _(a, n):
    objets = []
    for i in range(n):
        (sorte, e), = a.docs.prendre(1, ("division", "groupe")[i // 2 % 2])
        avant = e.findtext("EFFECTIF_PREVU")
        for d in e.find("MEFS_APPARTENANCE" if sorte == "division" else "DIVISIONS_APPARTENANCE"):
            poser(d, "EFFECTIF_PREVU", 0)
        poser(e, "EFFECTIF_PREVU", 0)
        if i % 2:
            retirer(e, e.find("EFFECTIF_PREVU"))
        objets.append(_dit(sorte, e, effectif_vrai=int(avant)))
    return objets


@faute("effectif-prevu-different-du-calcule", phase="sts", etat="octobre", texte="sts_emp: 5 more pupils foreseen than counted, in a division or a group, in turn")
def _(a, n):
    objets = []
    for i in range(n):
        (sorte, e), = a.docs.prendre(1, ("division", "groupe")[i % 2], lambda e: i % 2 == 0 or len(e.find("DIVISIONS_APPARTENANCE")) > 1
                                     and int(e.findtext("EFFECTIF_PREVU")) <= 30)
        _effectif(e, "EFFECTIF_PREVU", 5, "MEFS_APPARTENANCE" if sorte == "division" else "DIVISIONS_APPARTENANCE")
        objets.append(_dit(sorte, e, prevu=int(e.findtext("EFFECTIF_PREVU")), calcule=int(e.findtext("EFFECTIF_CALCULE"))))
    return objets


@faute("effectif-division-different-somme-mef", phase="sts", texte="sts_emp: the MEF of a division do not sum up to its head count")
def _(a, n):
    objets = []
    for sorte, e in a.docs.prendre(n, "division"):
        m = e.find("MEFS_APPARTENANCE")[0]
        poser(m, "EFFECTIF_PREVU", int(m.findtext("EFFECTIF_PREVU")) + 1)
        objets.append(_dit(sorte, e, total=int(e.findtext("EFFECTIF_PREVU")), somme=int(e.findtext("EFFECTIF_PREVU")) + 1))
    return objets


# --- the push to SIECLE --------------------------------------------------------------------------------------------

@faute("effectif-sts-different-de-siecle", phase="sts", texte="sts_emp counts one pupil more, or one less, in turn, than SIECLE has in the division")
def _(a, n):
    objets = []
    for i, (sorte, e) in enumerate(a.docs.prendre(n, "division")):
        siecle = int(e.findtext("EFFECTIF_CALCULE"))
        _effectif(e, "EFFECTIF_CALCULE", -1 if i % 2 else 1)
        objets.append(_dit(sorte, e, siecle=siecle, sts=int(e.findtext("EFFECTIF_CALCULE"))))
    return objets


@faute("division-absente-de-siecle", phase="sts", texte="a division of STS (one service, a head teacher, no pupil yet) that SIECLE's Structures lacks")
def _(a, n):
    objets = []
    for sorte, modele in a.docs.prendre(n, "division"):
        code = a.docs.code_libre("9Y%d")
        mef = modele.find("MEFS_APPARTENANCE")[0].get("CODE")
        ranger(a.docs.emp.conteneur(sorte), bloc(
            "DIVISION", ("LIBELLE_LONG", ""), ("EFFECTIF_PREVU", 24), ("EFFECTIF_CALCULE", 0),
            bloc("MEFS_APPARTENANCE", bloc("MEF_APPARTENANCE", ("EFFECTIF_PREVU", 24), ("EFFECTIF_CALCULE", 0), CODE=mef)), ET.Element("SERVICES"), CODE=code))
        ranger(a.docs.rem.conteneur(sorte), bloc("DIVISION", ET.Element("SERVICES"), CODE=code))
        s = a.docs.service_neuf(sorte, code)
        _principal(a, s["individu"], code, next(m.findtext("MEFSTAT4") for m in a.docs.emp.racine.iter("MEF") if m.get("CODE") == mef))
        objets.append({"sorte": sorte, "structure": code, "mef": mef, "individu": s["individu"]})
    return objets


def _principal(a, qui, code, mefstat4):
    """Make somebody head teacher of a division, in both files."""
    e = next(x for x in a.docs.individus() if individu(x) == qui)
    if e.find("PROFS_PRINC") is None:
        ajouter(e, ET.Element("PROFS_PRINC"), list(e).index(e.find("DISCIPLINES")))
    annee = a.docs.emp.racine.find("PARAMETRES/ANNEE_SCOLAIRE")
    ajouter(e.find("PROFS_PRINC"), bloc("PROF_PRINC", ("CODE_STRUCTURE", code), ("DATE_DEBUT", annee.findtext("DATE_DEBUT")), ("DATE_FIN", annee.findtext("DATE_FIN"))))
    indemnite(a, qui, code, mefstat4)


def indemnite(a, qui, code, mefstat4):
    """One more allowance in emp_sts."""
    individus, ident = a.docs.rem.racine.find("DONNEES/INDIVIDUS"), qui.split()[1]
    e = next((x for x in individus if x.get("ID") == ident), None)
    if e is None:
        e = ajouter(individus, bloc("INDIVIDU", ET.Element("INDEMNITES"), ET.Element("ARES"), ID=ident))
    ajouter(e.find("INDEMNITES"), bloc("INDEMNITE", ("CODE_STRUCTURE", code), ("MEFSTAT4", mefstat4)))


def _ancienne(a, n, sorte, code):
    """A structure that only SIECLE has, as one STS-Web deleted."""
    objets = []
    for _, modele in a.docs.prendre(n, sorte, fichier="structures"):
        e = copie(modele)
        e.set("CODE_STRUCTURE", a.docs.code_libre(code))
        ranger(a.docs.push.conteneur(sorte), e)
        objets.append(_dit(sorte, e))
    return objets


@faute("division-absente-de-sts", phase="sts", texte="a division (without pupils) of SIECLE's Structures that STS does not have any more")
def _(a, n):
    return _ancienne(a, n, "division", "9X%d")


@faute("groupe-absent-de-sts", phase="sts", texte="a group (without pupils) of SIECLE's Structures that STS does not have any more")
def _(a, n):
    return _ancienne(a, n, "groupe", "9X-%d")


def _non_pousses(a, n, sortes):
    """n groups of STS and EDT that SIECLE does not have yet, the smallest first, and so no pupil of its own in SIECLE."""
    def convient(g):
        return g.sorte in sortes and g.rang not in a.groupes_pris and all(e.eleve_id not in a.pris and not e.anciens and len(e.liens) > 1 for e in g.eleves) \
            and not any(x.groupe is g for e in a.ecole.eleves for x in e.anciens)
    objets = []
    for _ in range(n):
        g = next((g for g in sorted(a.ecole.groupes, key=lambda g: (len(g.eleves), g.rang)) if convient(g)), None)
        if g is None:
            raise Impossible("no group left that SIECLE could lack")
        g.hors_siecle = True
        a.groupes_pris.add(g.rang)
        a.pris.update(e.eleve_id for e in g.eleves)
        a.proteges.add(a.vue.groupe_de[g.code])
        objets.append({"sorte": "groupe", "structure": g.code, "groupe": g.code, "liens": len(g.eleves),
                       "eleves": [e.en_clair(groupe=g.code) for e in g.eleves]})
    return objets


@faute("groupe-absent-de-siecle", None, "partial", texte="a group of STS and EDT that SIECLE's Structures lacks (no pupil is linked to it there)")
def _(a, n):
    return _non_pousses(a, n, ("latin", "chorale", "lv2", "lv1", "spe", "demi"))


@faute("groupe-eclate-dans-siecle", None, "partial", texte="a group of STS and EDT; SIECLE has two instead, of its code and a letter")
def _(a, n):
    objets = _non_pousses(a, n, ("latin", "chorale", "lv2", "lv1", "spe", "demi"))

    def eclater(docs):
        for o in objets:
            modele = next(e for s, e in docs.push.structures() if s == "groupe")
            vrai = docs.emp.structure("groupe", o["structure"])
            for code in o["siecle"]:
                e = copie(modele)
                e.set("CODE_STRUCTURE", code)
                for bloc_, feuille, source in (("MEFS_APPARTENANCE", "CODE_MEF", "MEF_APPARTENANCE"), ("DIVISIONS_APPARTENANCE", "CODE_STRUCTURE", "DIVISION_APPARTENANCE")):
                    parent = e.find(bloc_)
                    un = parent[0]
                    while len(parent) > 1:
                        retirer(parent, parent[-1])
                    for k, x in enumerate(vrai.iter(source)):
                        cible = un if k == 0 else ajouter(parent, copie(un))
                        cible.find(feuille).text = x.get("CODE")
                ranger(docs.push.conteneur("groupe"), e)
    for o in objets:
        o["siecle"] = [o["structure"] + x for x in "AB"]
    a.differes.append(eclater)
    return objets


@faute("structure-mef-differente-de-siecle", phase="sts", regle=None, texte="sts_emp: a division has one MEF more than in SIECLE's Structures")
def _(a, n):
    mefs = [m.get("CODE") for m in a.docs.emp.racine.iter("MEF")]

    def autre(e):
        siens = {m.get("CODE") for m in e.iter("MEF_APPARTENANCE")}
        return next((m for m in mefs if m[:3] in {x[:3] for x in siens} and m not in siens), None)
    objets = []
    for sorte, e in a.docs.prendre(n, "division", lambda e: autre(e) is not None):
        mef = autre(e)
        ajouter(e.find("MEFS_APPARTENANCE"), bloc("MEF_APPARTENANCE", ("EFFECTIF_PREVU", 0), ("EFFECTIF_CALCULE", 0), CODE=mef))
        objets.append(_dit(sorte, e, mef=mef))
    return objets


# --- persons of sts_emp --------------------------------------------------------------------------------------------

def _personne(e):
    return {"individu": individu(e), "nom": e.findtext("NOM_USAGE"), "prenom": e.findtext("PRENOM")}


def _fiche(a, ident, sorte, nom, prenom, naissance, fonction, sexe="2"):
    """A new person, with whom nothing is wrong."""
    e = bloc("INDIVIDU", ("SEXE", sexe), ("CIVILITE", sexe), ("NOM_USAGE", nom), ("NOM_PATRONYMIQUE", nom), ("PRENOM", prenom), ("DATE_NAISSANCE", naissance),
             ("FONCTION", fonction), ID=ident, TYPE=sorte)
    return ajouter(a.docs.emp.racine.find("DONNEES/INDIVIDUS"), e)


@faute("enseignant-identifiant-en-double", phase="sts", texte="sts_emp: a local person has the number of a teacher")
def _(a, n):
    objets = []
    for i, e in enumerate(a.docs.enseignants(n)):
        autre = _fiche(a, e.get("ID"), "local", "ZADRIENNE-%s" % "ABCDEFGHIJ"[i % 10], "Zoé", "1990-01-01", "EDU")
        objets.append(dict(_personne(e), autre=individu(autre), autre_nom=autre.findtext("NOM_USAGE")))
    return objets


@faute("enseignant-double-epp-et-local", phase="sts", texte="sts_emp: a local record of a teacher, the name without accents and in capitals")
def _(a, n):
    objets = []
    for e in a.docs.enseignants(n):
        autre = _fiche(a, a.docs.id_libre(), "local", names.sans_accent(e.findtext("NOM_USAGE")).upper(), names.sans_accent(e.findtext("PRENOM")).upper(),
                       e.findtext("DATE_NAISSANCE"), "EDU", e.findtext("SEXE"))
        objets.append(dict(_personne(e), autre=individu(autre)))
    return objets


@faute("enseignant-sans-service", phase="sts", etat="octobre", texte="sts_emp: a teacher of no service")
def _(a, n):
    objets = []
    for i in range(n):
        e = _fiche(a, a.docs.id_libre(), "epp", "ZIGMONDE", "Anne-%s" % "ABCDEFGHIJ"[i % 10], "1980-02-0%d" % (1 + i % 9), "ENS")
        ajouter(e, bloc("DISCIPLINES", bloc("DISCIPLINE", ("LIBELLE_COURT", "LET MODERN"), ("NB_HEURES", "18.00"), CODE="L0202")))
        objets.append(_personne(e))
    return objets


def _oublier(a, n, nom):
    objets = []
    for e in a.docs.enseignants(n):
        retirer(e, e.find(nom))
        objets.append(_personne(e))
    return objets


@faute("enseignant-sans-discipline", phase="sts", texte="sts_emp: a teacher without DISCIPLINE")
def _(a, n):
    return _oublier(a, n, "DISCIPLINES")


@faute("enseignant-sans-date-de-naissance", phase="sts", texte="sts_emp: a teacher without DATE_NAISSANCE")
def _(a, n):
    return _oublier(a, n, "DATE_NAISSANCE")


@faute("enseignant-sans-fonction", phase="sts", texte="sts_emp: a teacher (with his services) without FONCTION")
def _(a, n):
    return _oublier(a, n, "FONCTION")


@faute("enseignants-homonymes", phase="noms", texte="two teachers of one name and two birth dates, in every system; N counts the pairs")
def _(a, n):
    choisis, objets = a.rng.sample(a.ecole.enseignants, 2 * n), []
    for p, q in zip(choisis[::2], choisis[1::2]):
        q.nom_usage, q.prenom = p.nom_usage, p.prenom
        objets.append({"individu": "%s %d" % (p.type, p.id), "autre": "%s %d" % (q.type, q.id), "nom": p.nom_usage, "prenom": p.prenom})
    return objets


@faute("apport-horaire-different-du-service", phase="sts", etat="octobre", texte="sts_emp: a teacher brings 5 hours less than his services, or 4 more, in turn")
def _(a, n):
    objets = []
    for i, e in enumerate(a.docs.enseignants(n, lambda e: a.docs.heures(individu(e))[0] > 600)):
        faites, apport = a.docs.heures(individu(e))
        a.docs.apport(individu(e), (faites - 500 if i % 2 == 0 else faites + 400) - apport)
        objets.append(dict(_personne(e), service=faites, apport=a.docs.heures(individu(e))[1]))
    return objets


# --- head teachers -------------------------------------------------------------------------------------------------

def _principal_de(a, code):
    return next((e, x) for e in a.docs.individus() for x in e.iter("PROF_PRINC") if x.findtext("CODE_STRUCTURE") == code)


def _ne_plus(a, code):
    """Nobody is head teacher of the division any more, in either file; returns who was."""
    e, x = _principal_de(a, code)
    retirer(e.find("PROFS_PRINC"), x)
    if not len(e.find("PROFS_PRINC")):
        retirer(e, e.find("PROFS_PRINC"))
    individus = a.docs.rem.racine.find("DONNEES/INDIVIDUS")
    for i in list(individus):
        for y in list(i.find("INDEMNITES")):
            if y.findtext("CODE_STRUCTURE") == code:
                retirer(i.find("INDEMNITES"), y)
        if not len(i.find("INDEMNITES")):
            retirer(individus, i)
    return individu(e)


@faute("professeur-principal-absent", phase="sts", texte="both files: a division without head teacher")
def _(a, n):
    return [_dit(sorte, e, avant=_ne_plus(a, e.get("CODE"))) for sorte, e in a.docs.prendre(n, "division")]


@faute("professeur-principal-structure-inconnue", phase="sts", texte="sts_emp or emp_sts in turn: a head teacher of a division that does not exist as well")
def _(a, n):
    objets = []
    for i, e in enumerate(a.docs.enseignants(n, lambda e: e.find("PROFS_PRINC") is not None)):
        fichier, code = ("sts_emp", "emp_sts")[i % 2], a.docs.code_libre("9P%d")
        if fichier == "sts_emp":
            x = ajouter(e.find("PROFS_PRINC"), copie(e.find("PROFS_PRINC")[0]))
            x.find("CODE_STRUCTURE").text = code
        else:
            indemnite(a, individu(e), code, "2111")
        objets.append(dict(_personne(e), fichier=fichier, structure=code))
    return objets


@faute("professeur-principal-sans-cours-dans-la-classe", phase="sts", etat="octobre", texte="both files: a head teacher who teaches nothing to the division")
def _(a, n):
    objets = []
    for sorte, d in a.docs.prendre(n, "division"):
        code = d.get("CODE")
        siens = {individu(p) for s, e in a.docs.emp.structures() if (s, code) == ("division", e.get("CODE")) or s == "groupe"
                 and ("division", code) in a.docs.divisions(s, e) for p in e.iter("ENSEIGNANT")}
        e, = a.docs.enseignants(1, lambda e: individu(e) not in siens and e.find("DISCIPLINES") is not None and e.find("PROFS_PRINC") is None)
        mef = d.find("MEFS_APPARTENANCE")[0].get("CODE")
        avant = _ne_plus(a, code)
        _principal(a, individu(e), code, next(m.findtext("MEFSTAT4") for m in a.docs.emp.racine.iter("MEF") if m.get("CODE") == mef))
        objets.append(dict(_personne(e), sorte=sorte, structure=code, avant=avant))
    return objets
