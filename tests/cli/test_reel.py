"""A real export of EDT (2013): read whole, its known defects found where they are, and its links written.

The file is no part of the project; without it these tests are skipped. Failures tell numbers and lines, never names.
"""
import glob
import io
import os
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ET
import xml.parsers.expat
import zipfile

from outil import GREFFONS, PARTAGE, Essai, Rapport, contenu, partage, run

EDT = sorted(glob.glob(os.path.join(PARTAGE, "samples", "public", "edt", "*2013*Enclair.xml")))
ESPACE = "{http://www.index-education.com/exportemploidutemps}"
LIRE = "[pipeline]\nformat = 1\nname = lire\n[read edt]\nplugin = edt\nfile.export-ent = edt.xml\n"
ECRIRE = LIRE + "[write liens]\nplugin = siecle\ndocument = liens-eleves-groupes\noption.incomplete = accept\n"


def lignes_des(chemin, test):
    """The lines of the start tags that `test(path, attributes)` wants."""
    lignes, pile = [], []
    p = xml.parsers.expat.ParserCreate()

    def debut(nom, attributs):
        pile.append(nom)
        if test("/".join(pile), attributs):
            lignes.append(p.CurrentLineNumber)

    def fin(_):
        pile.pop()

    p.StartElementHandler, p.EndElementHandler = debut, fin
    with open(chemin, "rb") as f:
        p.ParseFile(f)
    return lignes


class Noeuds:
    """The graph as readable text: {kind: {key: {field: value}}}; the values are as printed."""

    def __init__(self, chemin):
        self.sortes = {}
        with open(chemin, encoding="utf-8") as f:
            for ligne in f:
                m = re.match(r"([a-z-]+)\[(.*?)\](?:(#\d+))?(?: (\S+) = (.*))?$", ligne.rstrip("\n"))
                if m is None:
                    raise AssertionError("unreadable fact of kind %r" % ligne.split("[")[0])
                champs = self.sortes.setdefault(m[1], {}).setdefault(m[2] + (m[3] or ""), {})
                if m[4]:
                    champs[m[4]] = m[5]

    def compte(self, sorte):
        return len(self.sortes.get(sorte, {}))

    def valeurs(self, sorte, champ):
        """The non-empty values of a field, without their quotes."""
        return [n[champ].strip('"') for n in self.sortes.get(sorte, {}).values() if n.get(champ, '""') not in ('""', "empty")]


@unittest.skipUnless(EDT, "../shared/samples/public/edt is not there")
class Reel(Essai):
    @classmethod
    def setUpClass(cls):
        cls.racine = ET.parse(EDT[0]).getroot()

    def setUp(self):
        super().setUp()
        os.mkdir(self.chemin("entree"))
        os.symlink(os.path.abspath(EDT[0]), self.chemin("entree", "edt.xml"))

    def lancer(self, chaine, *options):
        r = run("run", self.ecrire("c.ini", chaine), "--plugin-path", GREFFONS, "--in", self.chemin("entree"), "--out", self.chemin("sortie"),
                "--report", self.chemin("r.json"), "--now", "2012-10-01T12:00:00", *options)
        return r, Rapport(self.chemin("r.json"))

    def tous(self, chemin):
        return self.racine.findall("/".join(ESPACE + nom for nom in chemin.split("/")))


class Lecture(Reel):
    COMPTES = {  # kind: the elements that make its nodes
        "student": ["Eleves/Eleve"], "course": ["Cours/Cours"], "class-part": ["Classes/Classe/PartieDeClasse"], "division": ["Classes/Classe"],
        "group": ["Groupes/Groupe"], "composition": ["Groupes/Groupe/PartieDeClasse"], "room": ["Salles/Salle"], "subject": ["Matieres/Matiere"],
        "person": ["Professeurs/Professeur"], "guardianship": ["Eleves/Eleve/Responsable"],
        "membership": ["Eleves/Eleve/Classe", "Eleves/Eleve/PartieDeClasse"], "slot": ["GrilleHoraire/PlacesParJour/Place"],
        "course-resource": ["Cours/Cours/" + nom for nom in ("Professeur", "Classe", "Groupe", "Salle", "PartieDeClasse")]}

    def test_lu_en_entier(self):
        r, rapport = self.lancer(LIRE, "--save-graph", self.chemin("g.txt"))
        self.assertIn(r.code, (0, 1), str(r))
        self.prive(self.chemin("g.txt"))
        graphe = Noeuds(self.chemin("g.txt"))
        comptes = rapport.etape("edt")["counts"]
        self.assertEqual((comptes["student"], comptes["course"]), (428, 701))
        for sorte, chemins in self.COMPTES.items():
            attendu = sum(len(self.tous(c)) for c in chemins)
            self.assertGreater(attendu, 0, sorte)
            self.assertEqual((comptes.get(sorte), graphe.compte(sorte)), (attendu, attendu), sorte)
        responsables = {e.get("Ident") for e in self.tous("Eleves/Eleve/Responsable")}
        self.assertEqual(comptes["guardian"], len(responsables))
        self.assertEqual(rapport.de("element-inconnu"), [], "every element and attribute of the file is known")

    def test_champ_par_champ(self):
        self.lancer(LIRE, "--save-graph", self.chemin("g.txt"))
        graphe = Noeuds(self.chemin("g.txt"))
        for sorte, chemin, attributs in (
                ("student", "Eleves/Eleve", {"family-name": "Nom", "first-name": "Prenom", "birth-date": "DateNaissance", "ine": "NumeroNational",
                                             "postcode": "CodePostal", "pronote.idpn": "IdPN", "edt.ident": "Ident"}),
                ("person", "Professeurs/Professeur", {"family-name": "Nom", "first-name": "Prenom", "pronote.idpn": "IdPN"}),
                ("division", "Classes/Classe", {"code": "Nom"}), ("group", "Groupes/Groupe", {"code": "Nom"}),
                ("subject", "Matieres/Matiere", {"management-code": "Code", "label": "Libelle"}),
                ("course", "Cours/Cours", {"day": "Jour", "first-slot": "NumeroPlaceDebut", "slots": "NombrePlaces"})):
            for champ, attribut in attributs.items():
                attendus = sorted(e.get(attribut).strip() for e in self.tous(chemin) if (e.get(attribut) or "").strip())
                self.assertTrue(attendus, attribut)
                autres = sum(1 for a, b in zip(attendus, sorted(graphe.valeurs(sorte, champ))) if a != b)
                self.assertEqual((len(graphe.valeurs(sorte, champ)), autres), (len(attendus), 0), "%s.%s" % (sorte, champ))

    def test_semaines(self):
        """The masks of weeks, bit by bit."""
        self.lancer(LIRE, "--save-graph", self.chemin("g.txt"))
        graphe = Noeuds(self.chemin("g.txt"))

        def bits(texte):
            n = 0
            for bout in [] if texte == "none" else texte.split(","):
                a, _, b = bout.partition("-")
                n |= sum(1 << i for i in range(int(a), int(b or a) + 1))
            return n
        lus = sorted(bits(t.replace(" ", "")) for t in graphe.valeurs("course-resource", "weeks"))
        ecrits = sorted(int(e.get("Semaines")) for c in self.COMPTES["course-resource"] for e in self.tous(c))
        self.assertEqual(len(lus), len(ecrits))
        self.assertEqual([a for a, b in zip(lus, ecrits) if a != b], [])


class Defauts(Reel):
    def test_partie_non_declaree(self):
        declarees = {e.get("Ident") for e in self.tous("Classes/Classe/PartieDeClasse")}
        orphelines = {e.get("Ident") for e in self.tous("Eleves/Eleve/PartieDeClasse")} - declarees
        self.assertEqual(orphelines, {"30"})
        lignes = lignes_des(EDT[0], lambda chemin, a: chemin.endswith("Eleves/Eleve/PartieDeClasse") and a.get("Ident") == "30")
        self.assertEqual(len(lignes), 14)
        _, rapport = self.lancer(LIRE)
        dits = rapport.de("lien-non-resolu")
        self.assertEqual(sorted(c["line"] for c in dits), lignes)
        self.assertEqual({c["file"] for c in dits}, {"edt.xml"})
        for c in dits:
            self.assertIn("30", c["text"]["fr"])

    def test_date_de_naissance_vide(self):
        lignes = lignes_des(EDT[0], lambda chemin, a: chemin.endswith("Eleves/Eleve") and a.get("DateNaissance") == "")
        self.assertEqual(len(lignes), 1)
        _, rapport = self.lancer(LIRE)
        self.assertEqual([c["line"] for c in rapport.de("eleve-sans-date-naissance")], lignes)

    def test_cours_sans_rien(self):
        """A hundred of them: one group, counted, a few places shown."""
        nus = [c for c in self.tous("Cours/Cours") if {e.tag for e in c} <= {ESPACE + "Matiere", ESPACE + "Salle"}]
        self.assertEqual(len(nus), 100)
        r, rapport = self.lancer(LIRE)
        self.assertEqual(rapport.groupe("cours-ni-enseignant-ni-public")["count"], 100)
        self.assertEqual(len(re.findall("cours-ni-enseignant-ni-public", r.tout)), 1, str(r))
        self.dit(r, "(100)", "… et 95 de plus")
        tout, _ = self.lancer(LIRE, "--all")
        self.assertGreater(len(tout.tout.splitlines()), len(r.tout.splitlines()) + 90)

    def test_noms_masques(self):
        noms = {e.get("Nom") for e in self.tous("Eleves/Eleve")} - {e.get("Nom") for e in self.tous("Classes/Classe")}
        longs = {n for n in noms if len(n) > 6}
        r, _ = self.lancer(LIRE, "--all")
        self.assertEqual(sum(1 for n in longs if n in r.tout), 0)


class Liens(Reel):
    """The INE of the public copy were replaced by 13 digits: as it is nothing can be written, and it is said of whom."""

    def lies(self):
        """Pupils who are in a group, and how many links they have."""
        dans = {p.get("Ident"): g.get("Nom") for g in self.tous("Groupes/Groupe") for p in g.findall(ESPACE + "PartieDeClasse")}
        groupes = {e.get("Ident"): {dans[p.get("Ident")] for p in e.findall(ESPACE + "PartieDeClasse") if p.get("Ident") in dans}
                   for e in self.tous("Eleves/Eleve")}
        return {ident: noms for ident, noms in groupes.items() if noms}

    def test_sans_identifiant_qui_convienne(self):
        r, rapport = self.lancer(ECRIRE)
        self.code(r, 2)
        self.assertEqual(len(rapport.de("elevesgroupes-eleve-sans-identifiant")), len(self.lies()), str(r))
        self.assertEqual(contenu(self.chemin("sortie")), {})

    def test_ecrits_avec_les_ine(self):
        with open(EDT[0], encoding="utf-8") as f:
            texte = f.read()
        ine = {}

        def invente(m):
            ine[m[1]] = "%010dZ" % int(m[1])
            return 'NumeroNational="%s"' % ine[m[1]]
        os.remove(self.chemin("entree", "edt.xml"))
        self.ecrire("entree/edt.xml", re.sub(r'NumeroNational="(\d{13})"', invente, texte))
        r, rapport = self.lancer(ECRIRE)
        self.assertIn(r.code, (0, 1), str(r))
        self.dit(r, "Non contrôlé : les élèves", "Non contrôlé : les groupes")
        (nom, octets), = contenu(self.chemin("sortie")).items()
        self.assertEqual(nom, "0134567AELEGROUPE2012121001120000.zip")
        with zipfile.ZipFile(io.BytesIO(octets)) as z:
            self.assertEqual(z.namelist(), [nom[:-4] + ".xml"])
            depot = z.read(z.namelist()[0])
        attendus = {ine[e.get("NumeroNational")]: self.lies()[e.get("Ident")] for e in self.tous("Eleves/Eleve")
                    if e.get("Ident") in self.lies() and e.get("NumeroNational") and e.get("DateNaissance")}
        ecrits = {e.findtext("ID_NATIONAL"): {g.findtext("CODE_GROUPE") for g in e.iter("GROUPE")} for e in ET.fromstring(depot).iter("ELEVE")}
        self.assertGreater(len(attendus), 300)
        self.assertEqual(sum(1 for i in attendus.keys() | ecrits.keys() if attendus.get(i) != ecrits.get(i)), 0)
        self.assertEqual(rapport.prevision()["counts"]["unknown"], len(self.lies()), "never said to be right")
        self.valide(depot)

    def valide(self, texte):
        if not shutil.which("xmllint"):
            self.skipTest("no xmllint")
        schema = partage("schemas", "schema_Import_EleGroupes_1.4_code20.xsd")
        p = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, self.ecrire("liens.xml", texte)], capture_output=True, timeout=120)
        self.assertEqual(p.returncode, 0, p.stderr.decode()[:500])


if __name__ == "__main__":
    unittest.main()
