"""Files of SIECLE that are written: its own exports, all in one pipeline, and the deposit of links in its two versions."""
import os
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ET
import zipfile

from depots import SCHEMA_8, Depot, Flux
from outil import GREFFONS, MAINTENANT, Essai, Rapport, contenu, partage, run, school

# One field of several elements, and the address inside a school: an empty one of them is not kept apart from an absent one.
VIDES_PERDUS = {"LIGNE2_ADRESSE", "LIGNE3_ADRESSE", "LIGNE4_ADRESSE", "MEL_2", "UAJ/BOITE_POST", "UAJ/COMMUNE_ETRANGERE",
                "SCOLARITE_AN_DERNIER/BOITE_POSTALE", "SCOLARITE_AN_DERNIER/COMMUNE_ETRANGERE"}
NOMS = {"eleves": "ElevesSansAdresses", "responsables": "ResponsablesAvecAdresses", "structures": "Structures", "communs": "Communs",
        "nomenclature": "Nomenclature", "geographique": "Geographique"}


class Exports(Essai):
    def lancer(self, entree, sortie, *options):
        etapes = "".join("\n[write %s]\nplugin = siecle\ndocument = %s\n" % (d, d) for d in NOMS)
        chaine = self.ecrire("copie.ini", "[pipeline]\nformat = 1\nname = copie\nlevel = bloquant\n\n[read siecle]\nplugin = siecle\nfile = *.zip\noptional = all\n" + etapes)
        rapport = self.chemin("rapport.json")
        r = run("run", chaine, "--plugin-path", GREFFONS, "--in", entree, "--out", sortie, "--now", MAINTENANT, "--report", rapport, *options)
        r.rapport = Rapport(rapport)
        return r

    def xml(self, dossier):
        vus = {}
        for nom in sorted(os.listdir(dossier)):
            with zipfile.ZipFile(os.path.join(dossier, nom)) as z:
                (entree,) = z.namelist()
                vus[nom, entree] = z.read(entree)
        return vus

    def test_tous(self):
        """All the exports of a school, read and written: SIECLE's names, no loss, and written again the same bytes."""
        ecole, une, deux = school(), self.chemin("une"), self.chemin("deux")
        r = self.code(self.lancer(ecole.chemin("siecle"), une), 0)
        self.assertFalse({"champ-sans-place", "enregistrement-sans-place"} & r.rapport.codes(), str(r))
        self.assertEqual(set(self.xml(une)), {("ExportXML_%s.zip" % n, n + ".xml") for n in NOMS.values()})
        for nom in os.listdir(une):
            self.prive(os.path.join(une, nom))
        self.code(self.lancer(une, deux), 0)
        self.assertEqual(self.xml(deux), self.xml(une))
        self.code(self.lancer(ecole.chemin("siecle"), self.chemin("trois"), "--in-process"), 0)
        self.assertEqual(contenu(self.chemin("trois")), contenu(une))

    def test_memes_valeurs(self):
        """Element by element, what the school's generator wrote and what is written, but for the version."""
        ecole, sortie = school(), self.chemin("sortie")
        self.code(self.lancer(ecole.chemin("siecle"), sortie), 0)
        compares = 0
        for (nom, entree), octets in self.xml(sortie).items():
            with zipfile.ZipFile(ecole.chemin("siecle", nom)) as z:
                source = ET.fromstring(z.read(entree))
            compares += self.comparer(source, ET.fromstring(octets))
        self.assertGreater(compares, 5000)

    def comparer(self, source, ecrit):
        """Texts by path, in order; the ELENOET that a block repeats beside ELEVE_ID is not written."""
        def textes(racine, chemin=""):
            for e in racine:
                ici, texte = "%s/%s" % (chemin, e.tag), (e.text or "").strip()
                for cle, valeur in sorted(e.attrib.items()):
                    if cle != "ELENOET" or e.tag == "ELEVE":
                        yield ici + "@" + cle, valeur
                if texte or not {e.tag, "%s/%s" % (racine.tag, e.tag)} & VIDES_PERDUS:
                    yield ici, texte
                yield from textes(e, ici)
        vus = list(textes(source)), list(textes(ecrit))
        self.assertEqual(vus[1], vus[0])
        return len(vus[0])

    @unittest.skipUnless(shutil.which("xmllint"), "no xmllint")
    def test_bien_formes(self):
        sortie = self.chemin("sortie")
        self.code(self.lancer(school().chemin("siecle"), sortie), 0)
        for (_, entree), octets in self.xml(sortie).items():
            p = subprocess.run(["xmllint", "--nonet", "--noout", self.ecrire(entree, octets)], capture_output=True, timeout=60)
            self.assertEqual((p.returncode, p.stderr), (0, b""), entree)

    def test_refuse(self):
        """An export that nothing was read of: refused, and none of the others is published."""
        ecole = school(copie=self.chemin("ecole"))
        os.remove(ecole.chemin("siecle", "ExportXML_ResponsablesAvecAdresses.zip"))
        r = self.code(self.lancer(ecole.chemin("siecle"), self.chemin("sortie")), 2)
        self.assertIn("export-siecle-vide", r.rapport.codes("blocking"))
        self.assertEqual(contenu(self.chemin("sortie")), {})


class Versions(Flux):
    def depot(self, ecole, version, *options):
        sortie = self.chemin("sortie-" + version)
        r = self.lancer(ecole, *options, sortie=sortie, chaine=self.chaine("option.version = " + version))
        return self.code(r, 0) and Depot(sortie)

    def test_par_defaut(self):
        ecole = school(pupils=150)
        self.code(self.lancer(ecole, chaine=self.chaine()), 0)
        self.assertEqual(Depot(self.sortie).xml, self.depot(ecole, "1.4").xml)

    def test_1_3(self):
        """NOM for NOM_DE_FAMILLE, no NOM_USAGE, and the same pupils and links."""
        ecole = school(pupils=150, kind="college")
        nouveau, ancien = (self.depot(ecole, v, "--set", "code-max=8") for v in ("1.4", "1.3"))
        self.assertEqual(ancien.racine.get("VERSION"), "1.3")
        self.assertEqual(ancien.liens(), nouveau.liens())
        self.assertGreater(ancien.n_liens(), 100)
        self.assertTrue(any(e.find("NOM_USAGE") is not None for e in nouveau.eleves))
        for a, n in zip(ancien.eleves, nouveau.eleves, strict=True):
            self.assertEqual(a.findtext("NOM"), n.findtext("NOM_DE_FAMILLE"))
            self.assertIsNone(a.find("NOM_DE_FAMILLE"))
            self.assertIsNone(a.find("NOM_USAGE"))
        with open(partage(*SCHEMA_8), encoding="utf-8") as f:
            schema = f.read()
        for a, b in (('<xs:element name="NOM_DE_FAMILLE" type="nom"/>', '<xs:element name="NOM" type="nom"/>'),
                     ('<xs:element name="NOM_USAGE" type="nom" minOccurs="0"/>', ""), ('<xs:maxLength value="100"/>', '<xs:maxLength value="25"/>')):
            self.assertEqual(schema.count(a), 1, a)
            schema = schema.replace(a, b)
        vieux = self.ecrire("1.3.xsd", schema)
        for depot, attendu in ((ancien, True), (nouveau, False)):
            p = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", vieux, self.ecrire("d.xml", depot.xml)], capture_output=True, timeout=60)
            self.assertEqual(p.returncode == 0, attendu, p.stderr.decode()[:1500])


if __name__ == "__main__":
    unittest.main()
