"""Faults injected on purpose.  One function per fault; `@faute(...)` puts it in the registry.

To add one: write a function `f(a, n)` that damages `a.ecole` (what SIECLE and STS say), `a.vue` (what EDT says)
or `a.fichiers` (the bytes) n times, and returns the list of objects touched, for verite.json.
Take pupils with `a.eleves(n)` and groups with `a.groupes(n)`: two faults never get the same one.

Phases, in order: "noms" (codes and names that all systems share), "modele", then the files are written, "sts" (the
STS files and Structures as trees, `a.docs`), "fichiers" (bytes).
"""
import random
from datetime import date, timedelta

import edt
import ids
import names
import tables
from ecriture import Archive
from gens import nom_de_famille, prenom_libre
from horaire import Calendrier, Cours, HEBDO
from objets import Objet

REGISTRE = {}


class Impossible(Exception):
    """The school is too small, or not in the right state, for the fault asked."""


class _Faute:
    def __init__(self, **champs):
        self.__dict__.update(champs)


def faute(code, siecle_code=None, effet=None, phase="modele", etat=None, texte="", regle=""):
    """Register a fault.  `effet` = what becomes of the pupil at the group import: complete, partial, rejected, absent.

    `regle` = the code of the rule that sees it, when it is not the fault's own code; None when no rule does.
    """
    def inscrire(fonction):
        REGISTRE[code] = _Faute(code=code, siecle_code=siecle_code, effet=effet, phase=phase, etat=etat, texte=texte, fonction=fonction,
                                regle=code if regle == "" else regle)
        return fonction
    return inscrire


class Atelier:
    """Applies faults and keeps what they touched."""

    def __init__(self, ecole, vue):
        self.ecole, self.vue, self.fichiers, self.docs = ecole, vue, {}, None
        self.constats, self.pris, self.groupes_pris, self.proteges = [], set(), set(), set()
        self.rng, self.differes = None, []

    def appliquer(self, demandes, phase):
        """Apply the faults of that phase, in the order of the registry whatever the order of the demands."""
        for code, f in REGISTRE.items():
            n = sum(k for c, k in demandes if c == code)
            if not n or f.phase != phase:
                continue
            if f.etat not in (None, self.ecole.etat):
                raise Impossible("%s: only with --state %s" % (code, f.etat))
            self.rng = random.Random("%s/%s" % (self.ecole.graine, code))
            if self.docs:
                self.docs.rng = self.rng
            objets = f.fonction(self, n)
            constat = {"code": code, "siecle_code": f.siecle_code, "class": f.effet, "count": len(objets), "objects": objets}
            if f.regle != code:
                constat["regle"] = f.regle
            self.constats.append(constat)

    def documents(self, fichiers, chantier):
        """The files are written: what the model's faults left for the trees is done now."""
        self.fichiers, self.docs = fichiers, chantier
        for agir in self.differes:
            agir(chantier)

    def eleves(self, n, convient=lambda x: True, de_reste=False):
        """n pupils of EDT not yet touched, with groups and the plainest of lives.

        With `de_reste`, the parts they are in keep at least one other member if they go.
        """
        liste = list(self.vue.eleves)
        self.rng.shuffle(liste)
        compte = {}
        for x in self.vue.eleves if de_reste else ():
            for p in x.parts:
                compte[id(p[0])] = compte.get(id(p[0]), 0) + 1
        choisis = []
        for x in liste:
            e = x.source
            if len(choisis) == n:
                break
            if e is None or e.eleve_id in self.pris or not x.parts or e.anciens or e.ulis or e.ine is None or e.nom_usage:
                continue
            if e.date_entree > self.ecole.cal.debut or any(p[0].groupe in self.proteges for p in x.parts) or not convient(x):
                continue
            if de_reste:
                if any(compte[id(p[0])] < 2 for p in x.parts):
                    continue
                for p in x.parts:
                    compte[id(p[0])] -= 1
            self.pris.add(e.eleve_id)
            choisis.append(x)
        if len(choisis) < n:
            raise Impossible("not enough pupils left for a fault (%d wanted, %d found)" % (n, len(choisis)))
        return choisis

    def groupes(self, n, convient=lambda g: True):
        """n groups of the school not yet touched."""
        liste = list(self.ecole.groupes)
        self.rng.shuffle(liste)
        choisis = [g for g in liste if g.rang not in self.groupes_pris and convient(g)][:n]
        if len(choisis) < n:
            raise Impossible("not enough groups left for a fault (%d wanted, %d found)" % (n, len(choisis)))
        self.groupes_pris.update(g.rang for g in choisis)
        return choisis

    def codes(self):
        """Folded codes in use on either side."""
        return {names.replier(o.code) for o in self.ecole.divisions + self.ecole.groupes} | {names.replier(g.nom) for g in self.vue.groupes}


def _noms(x):
    """Names of the EDT groups of a pupil."""
    return [p[0].groupe.nom for p in x.parts]


# --- names and codes of groups ---------------------------------------------------------------------------------

@faute("groupe-code-de-plus-de-8", effet="complete", texte="group code of 9 to 20 characters, the same in STS, SIECLE and EDT")
def _(a, n):
    objets = []
    for g in a.groupes(n, lambda g: len(g.code) <= 8):
        avant, g.code = g.code, (g.code + "-REGROUPEMENT")[:20].rstrip("- ")
        a.vue.groupe_de[avant].nom = g.code
        a.vue.groupe_de[g.code] = a.vue.groupe_de[avant]
        objets.append({"groupe": g.code, "avant": avant, "liens": len(g.eleves)})
    return objets


@faute("groupe-nom-replie", effet="complete", texte="EDT writes the group with a dot, in lower case or with an underscore; the folded names are equal")
def _(a, n):
    objets = []
    for i, g in enumerate(a.groupes(n)):
        nom = (g.code[:-1] + "." + g.code[-1], g.code.lower(), g.code[:2] + "_" + g.code[2:])[i % 3]
        a.vue.groupe_de[g.code].nom = nom
        objets.append({"groupe": g.code, "nom_edt": nom, "liens": len(g.eleves)})
    return objets


# --- groups EDT alone knows ------------------------------------------------------------------------------------

def _groupe_en_plus(a, nom, combien):
    """A group of EDT for a few pupils of one division, with a course; returns (group, pupils)."""
    division = None
    essais = list(a.ecole.divisions)
    a.rng.shuffle(essais)
    for division in essais:
        try:
            choisis = a.eleves(combien, lambda x: x.source.division is division)
            break
        except Impossible:
            continue
    else:
        raise Impossible("no division left for one more group")
    g = a.vue.nouveau_groupe(nom)
    part = a.vue.part(a.vue.classe_de[division.code], g)
    for x in choisis:
        x.parts.append([part, a.vue.cal.debut, a.vue.cal.fin])
    edt.cours_ajoute(a.ecole, a.vue, g, division)
    return g, choisis


def _groupes_en_plus(a, n, nommer):
    objets, codes = [], a.codes()
    for i in range(n):
        nom = nommer(i)
        g, choisis = _groupe_en_plus(a, nom, 3)
        objets.append({"groupe": nom, "liens": len(choisis), "eleves": [x.source.en_clair(groupe=nom) for x in choisis]})
    if any(names.replier(o["groupe"]) in codes for o in objets):
        raise Impossible("a group of that name exists already")
    return objets


@faute("elevesgroupes-groupe-inconnu", "GROUPE_A_01", "partial", texte="EDT has a group that SIECLE's Structures does not have")
def _(a, n):
    return _groupes_en_plus(a, n, lambda i: "ZINC-%d" % (i + 1))


@faute("structure-code-trop-long", "GROUPE_A_01", "partial", texte="EDT has a group whose name is over 20 characters, unknown to SIECLE")
def _(a, n):
    return _groupes_en_plus(a, n, lambda i: "ZATELIER-DE-LECTURE-%02d" % (i + 1))


@faute("elevesgroupes-division-prise-pour-groupe", "GROUPE_A_01", "partial", texte="EDT has a group named exactly like a division")
def _(a, n):
    objets, divisions = [], list(a.ecole.divisions)
    if n > len(divisions):
        raise Impossible("not that many divisions")
    a.rng.shuffle(divisions)
    for d in divisions[:n]:
        g, choisis = _groupe_en_plus(a, d.code, 3)
        objets.append({"groupe": d.code, "liens": len(choisis), "eleves": [x.source.en_clair(groupe=d.code) for x in choisis]})
    return objets


# --- whole groups ----------------------------------------------------------------------------------------------

@faute("elevesgroupes-groupe-oublie", None, "complete", etat="octobre", texte="a group with pupils in SIECLE whose parts have no pupil any more in EDT")
def _(a, n):
    def convient(g):
        return g.sorte in ("latin", "chorale", "lv2", "lv1", "spe") and all(
            e.eleve_id not in a.pris and not e.anciens and len(e.liens) > 1 for e in g.eleves) and not any(
            x.groupe is g for e in a.ecole.eleves for x in e.anciens)
    objets, par_taille = [], sorted(a.ecole.groupes, key=lambda g: (len(g.eleves), g.rang))
    for _ in range(n):
        choix = next((g for g in par_taille if g.rang not in a.groupes_pris and convient(g)), None)
        if choix is None:
            raise Impossible("no group left to forget")
        a.groupes_pris.add(choix.rang)
        ge = a.vue.groupe_de[choix.code]
        a.proteges.add(ge)
        for x in a.vue.eleves:
            if any(p[0].groupe is ge for p in x.parts):
                x.parts = [p for p in x.parts if p[0].groupe is not ge]
        a.pris.update(e.eleve_id for e in choix.eleves)
        objets.append({"groupe": choix.code, "liens": len(choix.eleves), "eleves": [e.en_clair(groupe=choix.code) for e in choix.eleves]})
    return objets


# --- pupils ----------------------------------------------------------------------------------------------------

@faute("elevesgroupes-eleve-inconnu", "REJELEGROUPE_01", "rejected", texte="a pupil with groups in EDT whom SIECLE does not have, by any identifier")
def _(a, n):
    objets = []
    modeles = [x for x in a.vue.eleves if x.source is not None and x.parts and not x.source.anciens and not x.source.ulis
               and x.source.eleve_id not in a.pris and not any(p[0].groupe in a.proteges for p in x.parts)]
    for i in range(n):
        m = a.rng.choice(modeles)
        a.ecole.rng = a.rng
        nom = nom_de_famille(a.ecole)
        rang = len(a.vue.eleves) + 1
        x = Objet(ident=rang + 50000, nom=nom, prenom=prenom_libre(a.ecole, m.sexe, nom), naissance=(m.source.naissance + timedelta(days=17)).isoformat(),
                  sexe=m.sexe, ine=ids.ine(999000001 + i), idsconet=9900001 + i, idpn=ids.idpn(a.ecole.graine, "I", i + 1),
                  id_etab=ids.id_eleve_etab(99001 + i, a.ecole.uai), responsables=m.responsables, postal=m.postal, classes=list(m.classes),
                  parts=[[p[0], a.vue.cal.debut, a.vue.cal.fin] for p in m.parts], source=None)
        a.vue.eleves.append(x)
        objets.append({"eleve_id": None, "idsconet": str(x.idsconet), "ident_edt": x.ident, "ine": x.ine, "nom": x.nom, "prenom": x.prenom,
                       "naissance": x.naissance, "division": m.source.division.code, "groupes": _noms(x), "liens": len(x.parts)})
    return objets


@faute("elevesgroupes-identifiant-repete", "REJELEGROUPE_03", "rejected",
       texte="the same pupil twice in EDT: the second card has neither SIECLE id nor INE, and another group of the division")
def _(a, n):
    def autre(x):
        siens = {p[0].groupe for p in x.parts}
        return next((p for p in x.parts[0][0].classe.parts if p.groupe not in siens and p.groupe not in a.proteges and p.groupe.source is not None
                     and p.groupe.source.sorte != "ulis" and x.source.mef in p.groupe.source.mefs), None)
    objets = []
    for i, x in enumerate(a.eleves(n, lambda x: autre(x) is not None)):
        part = autre(x)
        y = Objet(**x.__dict__)
        y.ident, y.idpn = len(a.vue.eleves) + 60001, ids.idpn(a.ecole.graine, "D", i + 1)
        y.ine = y.idsconet = y.id_etab = None
        y.parts = [[part, a.vue.cal.debut, a.vue.cal.fin]]
        a.vue.eleves.append(y)
        objets.append(x.source.en_clair(ident_edt=x.ident, ident_edt_double=y.ident, groupe=part.groupe.nom, groupes=_noms(x), liens_perdus=1))
    return objets


@faute("elevesgroupes-eleve-sans-mef", "GROUPE_B_01", "partial", texte="a pupil present in SIECLE without CODE_MEF")
def _(a, n):
    objets = []
    for x in a.eleves(n):
        x.source.mef = None
        objets.append(x.source.en_clair(groupes=_noms(x), liens_perdus=len(x.parts)))
    return objets


@faute("elevesgroupes-groupe-hors-mef", "GROUPE_B_02", "partial", texte="a pupil whose MEF (of his division) is not among those of one of his groups")
def _(a, n):
    perdus = set()          # groups that must never get the ULIS MEF
    objets = []

    def cible(x):
        """The group of the pupil that will lack his new MEF, or None."""
        ulis = tables.ULIS.get(x.source.niveau)
        if ulis is None or len(x.source.liens) < 2:
            return None
        sans = [lien.groupe for lien in x.source.liens if ulis[0] not in lien.groupe.mefs]
        interdits = [g for g in sans if g.rang in perdus]
        if len(interdits) > 1 or not sans:
            return None
        return interdits[0] if interdits else sans[0]
    for _ in range(n):
        x, = a.eleves(1, lambda x: cible(x) is not None)
        e, g = x.source, cible(x)
        perdus.add(g.rang)
        e.mef = tables.ULIS[e.niveau][0]
        for o in [e.division] + [lien.groupe for lien in e.liens if lien.groupe is not g]:
            if e.mef not in o.mefs:
                o.mefs.append(e.mef)
        objets.append(e.en_clair(mef=e.mef, groupe=g.code, liens_perdus=1))
    return objets


def _dates(a, n, choisir):
    objets = []
    for i, x in enumerate(a.eleves(n)):
        lien = x.parts[0]
        lien[1], lien[2] = choisir(i, lien)
        objets.append(x.source.en_clair(groupe=lien[0].groupe.nom, debut=str(lien[1]), fin=str(lien[2])))
    return objets


@faute("elevesgroupes-dates-invalides-a01", "ELEGRP_A_01", "partial", texte="membership that begins the day it ends, or after")
def _(a, n):
    an = a.vue.cal.annee + 1
    return _dates(a, n, lambda i, lien: (date(an, 1, 11), date(an, 1, 11)) if i % 2 else (date(an, 3, 8), date(an, 2, 1)))


@faute("elevesgroupes-dates-invalides-a02", "ELEGRP_A_02", "partial", texte="membership that begins before the pupils' school year")
def _(a, n):
    return _dates(a, n, lambda i, lien: (a.vue.cal.debut - timedelta(days=12 + i % 20), lien[2]))


@faute("elevesgroupes-dates-invalides-a03", "ELEGRP_A_03", "partial", texte="membership that ends after the pupils' school year")
def _(a, n):
    return _dates(a, n, lambda i, lien: (lien[1], a.vue.cal.fin + timedelta(days=15 + i % 20)))


@faute("elevesgroupes-eleve-sorti", None, "complete", texte="pupil with a past DATE_SORTIE in SIECLE (CODE_MEF kept), still in groups in EDT")
def _(a, n):
    objets = []
    for x in a.eleves(n):
        e = x.source
        objets.append(e.en_clair(groupes=_noms(x)))
        e.date_sortie, e.motif_sortie = a.ecole.export.date() - timedelta(days=4), "10"
        if a.ecole.etat == "juin":
            e.date_entree = date(a.ecole.annee - 1, 9, 1)
        objets[-1]["date_sortie"] = e.date_sortie.isoformat()
        e.division, e.liens_avant, e.liens = None, e.liens, []
    return objets


@faute("eleve-absent-de-edt", None, "absent", etat="octobre", texte="pupil present in SIECLE with group links, missing in EDT")
def _(a, n):
    choisis = a.eleves(n, de_reste=True)
    a.vue.eleves = [x for x in a.vue.eleves if x not in choisis]
    return [x.source.en_clair(groupes=[lien.groupe.code for lien in x.source.liens]) for x in choisis]


@faute("elevesgroupes-eleve-sans-groupe", None, "absent", texte="pupil of a division, with no group in EDT nor in SIECLE")
def _(a, n):
    choisis = a.eleves(n, de_reste=True)
    for x in choisis:
        x.parts = []
        x.source.liens = []
    return [x.source.en_clair() for x in choisis]


@faute("eleve-identifiants-perdus", None, "complete", texte="EDT has no identifier for the pupil; accents and case of the name differ")
def _(a, n):
    objets = []
    for x in a.eleves(n):
        x.ine = x.idsconet = x.id_etab = None
        x.nom, x.prenom = names.sans_accent(x.nom).title(), names.sans_accent(x.prenom).upper()
        objets.append(x.source.en_clair(ident_edt=x.ident, nom_edt=x.nom, prenom_edt=x.prenom))
    return objets


@faute("eleve-sans-date-naissance", None, "complete", texte="empty DateNaissance in EDT")
def _(a, n):
    objets = []
    for x in a.eleves(n):
        x.naissance = ""
        objets.append(x.source.en_clair(ident_edt=x.ident))
    return objets


@faute("eleve-ine-en-double", None, "complete", texte="two pupils of SIECLE (and of EDT) with the same INE; N counts the pairs")
def _(a, n):
    choisis, objets = a.eleves(2 * n), []
    for x, y in zip(choisis[::2], choisis[1::2]):
        avant = y.source.ine
        y.source.ine = y.ine = x.source.ine
        objets.append(dict(x.source.en_clair(), autre=y.source.en_clair(ine_vrai=avant)))
    return objets


# --- courses ---------------------------------------------------------------------------------------------------

@faute("cours-ni-enseignant-ni-public", texte="course with a subject only")
def _(a, n):
    objets = []
    for i in range(n):
        c = Cours(1 + i % 5, 12, 2, HEBDO, a.vue.matieres[i % len(a.vue.matieres)][0], [], [], [], [])
        a.vue.cours.append(c)
        objets.append({"jour": c.jour, "place": c.place, "matiere": a.vue.matieres[i % len(a.vue.matieres)][1]})
    return objets


@faute("cours-en-double", texte="exact copy of a course")
def _(a, n):
    objets = []
    for c in a.rng.sample([c for c in a.vue.cours if c.profs], n):
        a.vue.cours.append(c.copie())
        objets.append({"jour": c.jour, "place": c.place, "matiere": next(m[1] for m in a.vue.matieres if m[0] == c.matiere)})
    return objets


@faute("cours-reference-orpheline", texte="membership in a part, or teacher of a course, that the file does not declare (in turn)")
def _(a, n):
    objets = []
    for i in range(n):
        if i % 2 == 0:
            x, = a.eleves(1)
            x.parts.append([_Orpheline(999001 + i), a.vue.cal.debut, a.vue.cal.fin])
            objets.append(x.source.en_clair(element="PartieDeClasse", ident=999001 + i))
        else:
            c = a.rng.choice([c for c in a.vue.cours if c.profs])
            c.profs = c.profs + [999001 + i]
            objets.append({"element": "Professeur", "ident": 999001 + i, "jour": c.jour, "place": c.place})
    return objets


class _Orpheline:
    """A part that is declared nowhere."""

    def __init__(self, ident):
        self.ident, self.groupe, self.classe = ident, None, None


# --- whole files -----------------------------------------------------------------------------------------------

EDT = "edt/EDT_KOSMOS.xml"
STRUCTURES = "siecle/ExportXML_Structures.zip"
ELEVES = "siecle/ExportXML_ElevesSansAdresses.zip"


@faute("fichier-uai-cle-fausse", texte="the UAI has a wrong key letter, the same in every file")
def _(a, n):
    avant = a.ecole.uai
    a.ecole.uai = a.vue.uai = ids.uai_fausse(avant)
    return [{"uai": a.ecole.uai, "uai_vrai": avant}]


@faute("fichiers-uai-differents", texte="EDT's file is of another school")
def _(a, n):
    a.vue.uai = ids.uai(int(a.ecole.uai[:7]) + 1)
    return [{"fichier": EDT, "uai": a.vue.uai, "uai_vrai": a.ecole.uai}]


@faute("fichiers-annees-differentes", texte="EDT's file is of the previous year")
def _(a, n):
    v = a.vue

    def avant(jour):
        return (jour + timedelta(days=1)).replace(year=jour.year - 1) - timedelta(days=1) if (jour.month, jour.day) == (2, 29) else jour.replace(year=jour.year - 1)
    v.cal = Calendrier(v.cal.annee - 1)
    for x in v.eleves:
        x.classes = [(c, avant(d), avant(f)) for c, d, f in x.classes]
        x.parts = [[p, avant(d), avant(f)] for p, d, f in x.parts]
    return [{"fichier": EDT, "annee": v.cal.annee, "annee_vraie": a.ecole.annee}]


@faute("archive-contenu-inattendu", phase="fichiers", texte="the zip of the pupils holds two XML files")
def _(a, n):
    archive = a.fichiers[ELEVES]
    archive.entrees.append(("Structures.xml", a.fichiers[STRUCTURES].entrees[-1][1]))
    return [{"fichier": ELEVES, "contenu": [nom for nom, _ in archive.entrees]}]


@faute("archive-mac", phase="fichiers", texte="NOT a fault: the zip of the structures made again on a Mac, with __MACOSX/._Structures.xml")
def _(a, n):
    archive = a.fichiers[STRUCTURES]
    a.fichiers[STRUCTURES] = Archive(archive.entrees + [("__MACOSX/._Structures.xml", b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        \x00\x02")], archive.quand)
    return [{"fichier": STRUCTURES}]


@faute("fichier-doctype-interdit", phase="fichiers", texte="EDT's file has a DOCTYPE with an internal entity")
def _(a, n):
    tete, reste = a.fichiers[EDT].split(b"\n", 1)
    a.fichiers[EDT] = tete + b'\n<!DOCTYPE ExportEmploiDuTemps [<!ENTITY note "invente">]>\n' + reste
    return [{"fichier": EDT}]


@faute("fichier-encodage-invalide", phase="fichiers", texte="one letter of EDT's file is a Latin byte, invalid in UTF-8")
def _(a, n):
    octets = a.fichiers[EDT]
    i = next(i for i in range(octets.index(b"<Eleves>"), len(octets)) if octets[i] == 0xC3)
    a.fichiers[EDT] = octets[:i] + bytes([octets[i + 1] + 0x40]) + octets[i + 2:]
    return [{"fichier": EDT, "position": i}]


@faute("fichier-xml-illisible", phase="fichiers", texte="EDT's file is cut before its end")
def _(a, n):
    octets = a.fichiers[EDT]
    a.fichiers[EDT] = octets[:len(octets) * 7 // 10]
    return [{"fichier": EDT, "octets": len(octets) * 7 // 10}]
