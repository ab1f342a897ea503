"""Reads back the files of a school, for the tests only: plain dictionaries, nothing shared with the writers."""
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

import faults
import make_school
from ecriture import Archive

NS = "{http://www.index-education.com/exportemploidutemps}"


def xml_du_zip(octets):
    """The only XML of a zip (what a Mac adds is ignored)."""
    with zipfile.ZipFile(io.BytesIO(octets)) as z:
        noms = [n for n in z.namelist() if not n.startswith("__MACOSX/")]
        if len(noms) != 1:
            raise ValueError("%d files in the zip" % len(noms))
        return z.read(noms[0])


class Siecle:
    """Pupils, links, structures of SIECLE."""

    def __init__(self, fichiers):
        def lire(nom):
            return ET.fromstring(xml_du_zip(fichiers["siecle/ExportXML_%s.zip" % nom]))
        racine = lire("ElevesSansAdresses")
        self.uai, self.annee = racine.findtext("PARAMETRES/UAJ"), int(racine.findtext("PARAMETRES/ANNEE_SCOLAIRE"))
        self.eleves = {e.get("ELEVE_ID"): {c.tag: c.text or "" for c in e} for e in racine.iter("ELEVE")}
        self.nb_eleves = sum(1 for _ in racine.iter("ELEVE"))
        self.divisions_de, self.groupes_de = {}, {}
        for b in racine.iter("STRUCTURES_ELEVE"):
            for s in b:
                cible = self.divisions_de if s.findtext("TYPE_STRUCTURE") == "D" else self.groupes_de
                cible.setdefault(b.get("ELEVE_ID"), []).append(s.findtext("CODE_STRUCTURE"))
        self.options = [(o.get("ELEVE_ID"), [(x.findtext("CODE_MODALITE_ELECT"), x.findtext("CODE_MATIERE")) for x in o]) for o in racine.iter("OPTION")]
        racine = lire("Structures")
        self.divisions = {d.get("CODE_STRUCTURE"): [m.text for m in d.iter("CODE_MEF")] for d in racine.iter("DIVISION")}
        self.groupes = {g.get("CODE_STRUCTURE"): [m.text for m in g.iter("CODE_MEF")] for g in racine.iter("GROUPE")}
        self.divisions_du_groupe = {g.get("CODE_STRUCTURE"): [c.text for c in g.iter("CODE_STRUCTURE")] for g in racine.iter("GROUPE")}
        racine = lire("Nomenclature")
        self.mefs = {m.get("CODE_MEF") for m in racine.iter("MEF")}
        self.matieres = {m.get("CODE_MATIERE") for m in racine.iter("MATIERE")}
        self.programmes = [(p.findtext("CODE_MEF"), p.findtext("CODE_MATIERE"), p.findtext("CODE_MODALITE_ELECT")) for p in racine.iter("PROGRAMME")]
        self.tables = {t: {x.get(a) for x in racine.iter(t)} for t, a in (
            ("REGIME", "CODE_REGIME"), ("PROVENANCE", "CODE_PROVENANCE"), ("MOTIF_SORTIE", "CODE_MOTIF_SORTIE"), ("STATUT_ELEVE", "CODE_STATUT"),
            ("LIEN_PARENTE", "CODE_PARENTE"), ("PROFESSION", "CODE_PROFESSION"), ("N_NIVEAU_RESPONSABILITE", "NIVEAU_RESPONSABILITE"))}
        racine = lire("Geographique")
        self.communes = {c.get("CODE_COMMUNE_INSEE") for c in racine.iter("COMMUNE")}
        self.pays = {c.get("CODE_PAYS") for c in racine.iter("PAYS_NATIONALITE")}
        racine = lire("ResponsablesAvecAdresses")
        self.personnes = {p.get("PERSONNE_ID"): {c.tag: c.text or "" for c in p} for p in racine.iter("PERSONNE")}
        self.adresses = {a.get("ADRESSE_ID"): {c.tag: c.text or "" for c in a} for a in racine.iter("ADRESSE")}
        self.liens = [{c.tag: c.text or "" for c in r} for r in racine.iter("RESPONSABLE_ELEVE")]
        racine = lire("Communs")
        self.debut, self.fin = racine.findtext("DONNEES/ANNEE_SCOLAIRE/DATE_DEBUT_ELEVE"), racine.findtext("DONNEES/ANNEE_SCOLAIRE/DATE_FIN_ELEVE")


class Edt:
    """What EDT_KOSMOS.xml says."""

    def __init__(self, octets):
        racine = ET.fromstring(octets)
        self.uai, self.annee = racine.get("UAI"), racine.find(NS + "AnneeScolaire").attrib
        def section(nom, item):
            return racine.find(NS + nom).findall(NS + item)
        self.matieres = {m.get("Ident"): m.attrib for m in section("Matieres", "Matiere")}
        self.profs = {p.get("Ident"): p.attrib for p in section("Professeurs", "Professeur")}
        self.classes = {c.get("Ident"): c.get("Nom") for c in section("Classes", "Classe")}
        self.classe_de_part = {p.get("Ident"): c.get("Ident") for c in section("Classes", "Classe") for p in c}
        self.groupes = {g.get("Ident"): g.get("Nom") for g in section("Groupes", "Groupe")}
        self.parts_du_groupe = {g.get("Ident"): [p.get("Ident") for p in g] for g in section("Groupes", "Groupe")}
        self.groupe_de_part = {p: g for g, parts in self.parts_du_groupe.items() for p in parts}
        self.salles = {s.get("Ident"): s.get("Nom") for s in section("Salles", "Salle")}
        self.eleves = []
        for e in section("Eleves", "Eleve"):
            d = dict(e.attrib)
            for nom in ("Responsable", "Classe", "PartieDeClasse"):
                d["+" + nom] = [dict(x.attrib) for x in e.findall(NS + nom)]
            self.eleves.append(d)
        self.cours = []
        for c in section("Cours", "Cours"):
            d = dict(c.attrib)
            for nom in ("Matiere", "Professeur", "Classe", "Groupe", "Salle"):
                d["+" + nom] = [(x.get("Ident"), int(x.get("Semaines", 0))) for x in c.findall(NS + nom)]
            self.cours.append(d)

    def groupes_de(self, eleve, jour=None):
        """Group names of a pupil; with a date, those not yet ended that day."""
        return sorted(self.groupes[self.groupe_de_part[p["Ident"]]] for p in eleve["+PartieDeClasse"]
                      if p["Ident"] in self.groupe_de_part and (jour is None or p["DateSortie"] >= jour))

    def par_sconet(self):
        return {e["IDSconet"]: e for e in self.eleves if "IDSconet" in e}


def chevauchements(ed):
    """Teachers, classes, groups, rooms and pupils who are in two courses at once."""
    fautifs, occupe, par_classe, par_groupe = [], {}, {}, {}
    for c in ed.cours:
        places = [(c["Jour"], p) for p in range(int(c["NumeroPlaceDebut"]), int(c["NumeroPlaceDebut"]) + int(c["NombrePlaces"]))]
        for nom in ("Professeur", "Classe", "Groupe", "Salle"):
            for ident, masque in c["+" + nom]:
                for place in places:
                    cle = (nom, ident) + place
                    if occupe.get(cle, 0) & masque:
                        fautifs.append(cle)
                    occupe[cle] = occupe.get(cle, 0) | masque
        for ident, masque in c["+Classe"]:
            par_classe.setdefault(ident, []).append((places, masque))
        for ident, masque in c["+Groupe"]:
            par_groupe.setdefault(ident, []).append((places, masque))
    for e in ed.eleves:
        pris = {}
        groupes = [ed.groupe_de_part[p["Ident"]] for p in e["+PartieDeClasse"] if p["DateSortie"] == ed.annee["DateFin"]]
        for places, masque in par_classe[e["+Classe"][0]["Ident"]] + [x for g in groupes for x in par_groupe[g]]:
            for place in places:
                if pris.get(place, 0) & masque:
                    fautifs.append((e["Nom"], place))
                pris[place] = pris.get(place, 0) | masque
    return fautifs


_FAITS = {}


def ecole(n=600, kind="college", state="octobre", fautes=(), seed=1):
    """Files of a school, made once."""
    cle = (n, kind, state, tuple(fautes), seed)
    if cle not in _FAITS:
        _FAITS[cle] = make_school.produire(n, kind, state, seed, 2026, "0999990W", list(fautes))
    return _FAITS[cle]


_BATIES = {}


def abimee(code, combien, n=600, kind="college", state="octobre"):
    """Files of a school with one fault.  One of the phase "sts" touches only the files as written: the school is built once."""
    demandes = [(code, combien)]
    if faults.REGISTRE[code].phase not in ("sts", "fichiers"):
        return make_school.produire(n, kind, state, 1, 2026, "0999990W", demandes)
    if (n, kind, state) not in _BATIES:
        _BATIES[n, kind, state] = make_school.batir(n, kind, state, 1, 2026, "0999990W")
    propre, fichiers = _BATIES[n, kind, state]
    copies = {nom: Archive(list(f.entrees), f.quand) if isinstance(f, Archive) else f for nom, f in fichiers.items()}
    return make_school.finir(faults.Atelier(propre.ecole, propre.vue), copies, demandes)


def verite(fichiers):
    return json.loads(fichiers["verite.json"].decode("utf-8"))


def plier(texte):
    """Own folding: capitals, no accent, no blank nor separator."""
    texte = texte.upper().replace("Œ", "OE")
    return re.sub(r"[^A-Z0-9]", "", "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c)))


def cle_ine(ine):
    k = 97 - int(ine[:9]) % 97
    return "ABCDEFGHJK"[k // 10] + "ABCDEFGHJK"[k % 10] == ine[9:]


def cle_uai(uai):
    return "ABCDEFGHJKLMNPRSTUVWXYZ"[int(uai[:7]) % 23] == uai[7]
