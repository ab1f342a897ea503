"""The two STS files and SIECLE's Structures as trees: read from the writers' bytes, damaged by the faults, written again.

A tree that nobody touched gives back its very bytes.  `Chantier` is what a fault of the phase "sts" works on.
"""
import xml.etree.ElementTree as ET
from copy import deepcopy

from ecriture import Archive, attribut, echapper

SOIR, FIN_SOIR = "1700", "1800"          # one place a day after the courses of the clean school (but ULIS, Monday and Thursday)
JOURS_DU_SOIR = ("2", "5", "3", "1", "4")
NEUVE = "008400"                          # VIE DE CLASSE: in every programme, taught by nobody in the clean school


class Document:
    """One file.  `court`: an empty element is <X/> (the way of STS-Web) instead of <X></X>."""

    def __init__(self, octets, court=False):
        self.racine, self.court = ET.fromstring(octets), court
        self.tete = octets[:octets.index(b"<" + self.racine.tag.encode())].decode("iso-8859-15")

    def octets(self):
        li = [self.tete]
        self._ecrire(li, self.racine)
        return ("".join(li) + "\n").encode("iso-8859-15")

    def _ecrire(self, li, e):
        ouvre = "<" + e.tag + "".join(' %s="%s"' % (n, attribut(v)) for n, v in e.attrib.items())
        if self.court and not len(e) and not e.text:
            li.append(ouvre + "/>")
        else:
            li += [ouvre, ">", echapper(e.text or "")]
            for enfant in e:
                self._ecrire(li, enfant)
            li.append("</%s>" % e.tag)
        li.append(echapper(e.tail or ""))

    def structures(self):
        """[(sorte, element)]"""
        s = self.racine.find("DONNEES/STRUCTURE")
        s = self.racine.find("DONNEES") if s is None else s
        return [("division", d) for d in s.find("DIVISIONS")] + [("groupe", g) for g in s.find("GROUPES")]

    def structure(self, sorte, code):
        return next(e for s, e in self.structures() if s == sorte and code_de(e) == code)

    def conteneur(self, sorte):
        s = self.racine.find("DONNEES/STRUCTURE")
        s = self.racine.find("DONNEES") if s is None else s
        return s.find("DIVISIONS" if sorte == "division" else "GROUPES")

    def service(self, sorte, code, matiere, modalite="CG"):
        return next((s for s in self.structure(sorte, code).find("SERVICES")
                     if (s.get("CODE_MATIERE"), s.get("CODE_MOD_COURS")) == (matiere, modalite)), None)


def code_de(e):
    return e.get("CODE") or e.get("CODE_STRUCTURE")


def bloc(nom, *enfants, **attributs):
    """An element laid out one child a line; a child is an element or (name, text)."""
    e = ET.Element(nom, attributs)
    for enfant in enfants:
        if isinstance(enfant, tuple):
            feuille = ET.Element(enfant[0])
            feuille.text = str(enfant[1]) or None
            enfant = feuille
        ajouter(e, enfant)
    return e


def ajouter(parent, e, rang=None):
    """Put a child in its parent (last, unless said) and keep the layout."""
    interieur, dernier = parent.text if len(parent) else "\n", parent[-1].tail if len(parent) else "\n"
    parent.insert(len(parent) if rang is None else rang, e)
    parent.text = interieur
    for x in parent:
        x.tail = interieur
    parent[-1].tail = dernier
    return e


def ranger(conteneur, e):
    """Put a structure or a service at its place in the order of the codes."""
    def cle(x):
        return (code_de(x) or x.get("CODE_MATIERE"), x.get("CODE_MOD_COURS") or "")
    return ajouter(conteneur, e, next((i for i, x in enumerate(conteneur) if cle(x) > cle(e)), None))


def retirer(parent, e):
    dernier = parent[-1].tail
    parent.remove(e)
    if len(parent):
        parent[-1].tail = dernier
    else:
        parent.text = None


def poser(e, nom, texte, apres=()):
    """Set a leaf; when it is new, after the last of the elements named `apres`."""
    f = e.find(nom)
    if f is None:
        f = ajouter(e, ET.Element(nom), 1 + max([i for i, x in enumerate(e) if x.tag in apres], default=-1))
    f.text = str(texte)


def centiemes(texte):
    return round(float(texte) * 100)


def heures_de(e, nom):
    return centiemes(e.findtext(nom) or 0)


class Chantier:
    """Both STS files and Structures, with what faults have already taken."""

    def __init__(self, fichiers, ecole):
        self.fichiers, self.etat, self.rng, self.annee, self.uai = fichiers, ecole.etat, None, ecole.annee, ecole.uai
        self.nom_emp, self.nom_rem, self.nom_push = fichiers_de(ecole)
        self.emp, self.rem = Document(fichiers[self.nom_emp], court=True), Document(fichiers[self.nom_rem])
        self.push = Document(fichiers[self.nom_push].entrees[0][1])
        self.pris, self.soirs = set(), None

    def rendre(self):
        """Put the documents back among the files."""
        archive = self.fichiers[self.nom_push]
        self.fichiers[self.nom_emp], self.fichiers[self.nom_rem] = self.emp.octets(), self.rem.octets()
        self.fichiers[self.nom_push] = Archive([(archive.entrees[0][0], self.push.octets())] + archive.entrees[1:], archive.quand)

    def doc(self, fichier):
        return {"sts_emp": self.emp, "emp_sts": self.rem, "structures": self.push}[fichier]

    def tour(self, i):
        """sts_emp and emp_sts in turn; emp_sts alone in June, when the other has no services."""
        return "sts_emp" if self.etat == "octobre" and i % 2 == 0 else "emp_sts"

    # --- choosing what to damage: nothing is taken twice

    def choisir(self, n, candidats, cles, manque):
        """n of the candidates, at random; `cles(x)` = what it takes (structures, persons)."""
        candidats, choisis = list(candidats), []
        self.rng.shuffle(candidats)
        for x in candidats:
            if len(choisis) == n:
                break
            prises = set(cles(x))
            if not prises & self.pris:
                self.pris |= prises
                choisis.append(x)
        if len(choisis) < n:
            from faults import Impossible
            raise Impossible("not enough %s left for a fault (%d wanted, %d found)" % (manque, n, len(choisis)))
        return choisis

    def prendre(self, n, sorte=None, convient=lambda e: True, fichier="sts_emp"):
        """n structures (sorte, element)."""
        return self.choisir(n, [(s, e) for s, e in self.doc(fichier).structures() if sorte in (None, s) and convient(e)],
                            lambda x: [(x[0], code_de(x[1]))], "structures")

    def services(self, n, fichier="emp_sts", convient=lambda s: True, sorte=None):
        """n services of one teacher: (sorte, structure, service); the teacher and the structure are taken."""
        tous = [(k, e, s) for k, e in self.doc(fichier).structures() if sorte in (None, k) for s in e.find("SERVICES")
                if len(s.find("ENSEIGNANTS")) == 1 and s.find("CO_ENS").text == "false" and convient(s)]
        return self.choisir(n, tous, lambda x: [(x[0], code_de(x[1])), individu(x[2].find("ENSEIGNANTS")[0])], "services")

    def enseignants(self, n, convient=lambda e: True):
        """n teachers of sts_emp (elements INDIVIDU) who have services there or will."""
        return self.choisir(n, [e for e in self.individus() if e.get("TYPE") == "epp" and e.findtext("FONCTION") == "ENS" and convient(e)],
                            lambda e: [individu(e)], "teachers")

    def individus(self):
        return list(self.emp.racine.find("DONNEES/INDIVIDUS"))

    def id_libre(self):
        return str(1 + max(int(e.get("ID")) for e in self.individus()))

    def code_libre(self, lettres):
        """A structure code in use nowhere."""
        pris = {code_de(e) for d in (self.emp, self.rem, self.push) for _, e in d.structures()}
        return next(c for c in (lettres % i for i in range(1, 1000)) if c not in pris)

    # --- hours and places

    def heures(self, qui):
        """(hours in sts_emp, hours brought), in hundredths."""
        e = next(x for x in self.individus() if individu(x) == qui)
        faites = sum(heures_de(x, "HEURES_AGENT") for x in self.emp.racine.iter("ENSEIGNANT") if individu(x) == qui)
        return faites, sum(heures_de(d, "NB_HEURES") for d in e.iter("DISCIPLINE"))

    def apport(self, qui, ecart):
        """Change the hours a person brings by so many hundredths."""
        e = next(x for x in self.individus() if individu(x) == qui)
        d = e.find("DISCIPLINES/DISCIPLINE/NB_HEURES")
        d.text = "%d.%02d" % divmod(centiemes(d.text) + ecart, 100)

    def _soirs(self):
        if self.soirs is None:
            self.soirs = set()
            for sorte, e in self.rem.structures():
                for s in e.find("SERVICES"):
                    for p in s.find("ENSEIGNANTS"):
                        for c in p.iter("COURS"):
                            if c.findtext("HEURE_DEBUT") >= SOIR:
                                self._occuper(sorte, e, individu(p), c.findtext("JOUR"), c.findtext("CODE_SALLE"))
        return self.soirs

    def _occuper(self, sorte, e, qui, jour, salle):
        self.soirs |= {(x, jour) for x in self.divisions(sorte, e)} | {(qui, jour), (("salle", salle), jour)}

    @staticmethod
    def divisions(sorte, e):
        return [("division", e.get("CODE"))] if sorte == "division" else [("division", d.get("CODE")) for d in e.iter("DIVISION_APPARTENANCE")]

    def prof_libre(self, sorte, code):
        """(person, day): a teacher nobody took, with an hour to spare, free one evening as the structure is."""
        e = self.rem.structure(sorte, code)
        for jour in JOURS_DU_SOIR:
            if any((x, jour) in self._soirs() for x in self.divisions(sorte, e)):
                continue
            for p in self.individus():
                qui = individu(p)
                if p.get("TYPE") != "epp" or p.findtext("FONCTION") != "ENS" or p.find("DISCIPLINES") is None or qui in self.pris or (qui, jour) in self.soirs:
                    continue
                if self.etat == "octobre":
                    faites, apport = self.heures(qui)
                    if faites == 0 or faites - apport > 100:
                        continue
                self.pris.add(qui)
                return qui, jour
        from faults import Impossible
        raise Impossible("no teacher or no evening left for one more service of " + code)

    def service_neuf(self, sorte, code, matiere=NEUVE, modalite="CG", ou=("sts_emp", "emp_sts"), qui=None, jour=None, salle=None):
        """One more service of an hour at 17 h; returns what verite.json says of it."""
        libre = (qui, jour) if qui else self.prof_libre(sorte, code)
        qui, jour = libre
        if "sts_emp" in ou and self.etat == "octobre":
            ranger(self.emp.structure(sorte, code).find("SERVICES"), _service(matiere, modalite, "1.000", [_agent_emp(qui, "1.000")]))
        if "emp_sts" in ou:
            e = self.rem.structure(sorte, code)
            self._soirs()
            salle = salle or next(c for c in (x.get("CODE") for x in self.rem.racine.iter("SALLE_COURS")) if (("salle", c), jour) not in self._soirs())
            self._occuper(sorte, e, qui, jour, salle)
            ranger(e.find("SERVICES"), _service(matiere, modalite, "1.00", [agent_rem(qui, "1.00", [cours("H", jour, SOIR, "0100", salle)])]))
        return {"sorte": sorte, "structure": code, "matiere": matiere, "modalite": modalite, "individu": qui, "jour": jour, "salle": salle}


def fichiers_de(ecole):
    """(sts_emp, emp_sts, SIECLE's Structures): their paths."""
    return ("sts/sts_emp_%s_%d.xml" % (ecole.uai, ecole.annee), "sts/emp_sts_%s_%d.xml" % (ecole.uai, ecole.annee), "siecle/ExportXML_Structures.zip")


def individu(e):
    """"epp 40007" of an INDIVIDU or an ENSEIGNANT."""
    return "%s %s" % (e.get("TYPE"), e.get("ID"))


def _service(matiere, modalite, heures, enseignants):
    attributs = {"CODE_MATIERE": matiere}
    if modalite is not None:
        attributs["CODE_MOD_COURS"] = modalite
    return bloc("SERVICE", ("HEURES_STRUCTURE", heures), ("CO_ENS", "false"), bloc("ENSEIGNANTS", *enseignants), **attributs)


def _agent_emp(qui, heures):
    sorte, ident = qui.split()
    return bloc("ENSEIGNANT", ("HEURES_AGENT", heures), ID=ident, TYPE=sorte)


def agent_rem(qui, heures, les_cours):
    sorte, ident = qui.split()
    return bloc("ENSEIGNANT", ("HEURES_AGENT", heures), bloc("COURS_RATTACHES", *les_cours), TYPE=sorte, ID=ident)


def cours(alternance, jour, debut, duree, salle):
    return bloc("COURS", ("CODE_ALTERNANCE", alternance), ("JOUR", jour), ("HEURE_DEBUT", debut), ("DUREE", duree), ("CODE_SALLE", salle))


copie = deepcopy


# --- what the remontée will change -------------------------------------------------------------------------------

def _tous(doc):
    """{(sorte, structure, matière, modalité): [hours, {person: hours}]}, the same service twice counted once."""
    sortie = {}
    for sorte, e in doc.structures():
        for s in e.find("SERVICES"):
            v = sortie.setdefault((sorte, e.get("CODE"), s.get("CODE_MATIERE"), s.get("CODE_MOD_COURS")), [0, {}])
            v[0] += heures_de(s, "HEURES_STRUCTURE")
            for p in s.find("ENSEIGNANTS"):
                v[1][individu(p)] = v[1].get(individu(p), 0) + heures_de(p, "HEURES_AGENT")
    return sortie


def prevision(emp, rem):
    """Groups and services that the upload of emp_sts would create, change or lose in STS-Web."""
    avant, apres = _tous(emp), _tous(rem)

    def dire(cle, **plus):
        return dict(zip(("sorte", "structure", "matiere", "modalite"), cle), **plus)

    def etat(v):
        return {"heures": v[0], "enseignants": v[1]}

    def groupes(doc):
        return {e.get("CODE") for s, e in doc.structures() if s == "groupe"}

    def ordre(cles):
        return sorted(cles, key=lambda c: [str(x) for x in c])
    return {"groupes_crees": sorted(groupes(rem) - groupes(emp)), "groupes_non_remontes": sorted(groupes(emp) - groupes(rem)),
            "services_ajoutes": [dire(c, **etat(apres[c])) for c in ordre(set(apres) - set(avant))],
            "services_perdus": [dire(c, **etat(avant[c])) for c in ordre(set(avant) - set(apres))],
            "services_changes": [dire(c, avant=etat(avant[c]), apres=etat(apres[c])) for c in ordre(set(avant) & set(apres)) if avant[c] != apres[c]]}


def comptes(emp, rem):
    """comptes.sts of verite.json, from the documents as written."""
    individus = emp.racine.find("DONNEES/INDIVIDUS")
    return {"divisions": len(emp.conteneur("division")), "groupes": len(emp.conteneur("groupe")),
            "enseignants": sum(1 for e in individus if e.findtext("FONCTION") == "ENS"), "individus": len(individus),
            "services": sum(1 for _ in emp.racine.iter("SERVICE")), "services_remontes": sum(1 for _ in rem.racine.iter("SERVICE"))}
