"""Tests of derive_sts.py: the file is valid, and has each teacher, division and group of EDT's once."""
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import derive_sts                # noqa: E402
from lecture import Edt, ecole   # noqa: E402

ICI = os.path.dirname(os.path.abspath(__file__))
PARTAGE = os.path.join(ICI, "..", "..", "..", "shared")
REEL = os.path.join(PARTAGE, "samples", "public", "edt", "laclasse-service-cahiertextes.2013.Edt_To_LaclasseCom_0134567A_Enclair.xml")


class Derive(unittest.TestCase):
    def verifier(self, octets):
        uai, annee, sts, dits = derive_sts.deriver(octets)
        self.assertEqual(derive_sts.deriver(octets)[2], sts)
        ed, racine = Edt(octets), ET.fromstring(sts)
        self.assertEqual((racine.find("PARAMETRES/UAJ").get("CODE"), racine.find("PARAMETRES/ANNEE_SCOLAIRE").get("ANNEE")), (ed.uai, str(annee)))
        individus = list(racine.iterfind("DONNEES/INDIVIDUS/INDIVIDU"))
        self.assertEqual(sorted((i.findtext("NOM_USAGE"), i.findtext("PRENOM")) for i in individus), sorted((p["Nom"], p["Prenom"]) for p in ed.profs.values()))
        ids = [i.get("ID") for i in individus]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertTrue({p["IDSTS"] for p in ed.profs.values() if "IDSTS" in p} <= set(ids))
        self.assertEqual(sorted(d.get("CODE") for d in racine.iter("DIVISION")), sorted(ed.classes.values()))
        self.assertEqual(sorted(g.get("CODE") for g in racine.iter("GROUPE")), sorted(ed.groupes.values()))
        for g in racine.iter("GROUPE"):
            ident = next(i for i, nom in ed.groupes.items() if nom == g.get("CODE"))
            self.assertEqual({d.get("CODE") for d in g.iter("DIVISION_APPARTENANCE")}, {ed.classes[ed.classe_de_part[p]] for p in ed.parts_du_groupe[ident]})
            eleves = {e["Ident"] for e in ed.eleves for p in e["+PartieDeClasse"] if p["Ident"] in ed.parts_du_groupe[ident] and p["DateSortie"] >= ed.annee["DateFin"]}
            self.assertEqual(int(g.findtext("EFFECTIF_PREVU")), len(eleves))
        mefs, matieres = {m.get("CODE") for m in racine.iter("MEF")}, {m.get("CODE") for m in racine.iter("MATIERE")}
        self.assertEqual(len(matieres), len(ed.matieres))
        self.assertTrue({m.get("CODE") for m in racine.iter("MEF_APPARTENANCE")} <= mefs)
        self.assertTrue({s.get("CODE_MATIERE") for s in racine.iter("SERVICE")} <= matieres)
        self.assertTrue({e.get("ID") for e in racine.iter("ENSEIGNANT")} <= set(ids))
        self.valide(sts)
        return racine, dits

    def valide(self, sts):
        dtd = os.path.join(PARTAGE, "schemas", "DTD_STS_EDT.dtd")
        if not os.path.exists(dtd):
            return
        with tempfile.NamedTemporaryFile(suffix=".xml") as f:
            f.write(sts.replace(b"<SUPPLEANTS/>\n", b""))       # younger than the grammar
            f.flush()
            try:
                r = subprocess.run(["xmllint", "--nonet", "--noout", "--dtdvalid", dtd, f.name], capture_output=True, text=True)
            except FileNotFoundError:
                return
            self.assertEqual(r.returncode, 0, r.stderr[:500])

    def test_ecole_inventee(self):
        """Hours are those of STS's own file: derived from the courses, within a week of holidays."""
        for kind in ("college", "lycee"):
            f = ecole(150, kind, "octobre")
            racine, dits = self.verifier(f["edt/EDT_KOSMOS.xml"])
            self.assertFalse([d for d in dits if "matière" in d])
            vrai = ET.fromstring(f["sts/sts_emp_0999990W_2026.xml"])

            def heures(r):
                return {(x.get("CODE"), s.get("CODE_MATIERE"), s.find("ENSEIGNANTS")[0].get("ID")): float(s.findtext("HEURES_STRUCTURE"))
                        for t in ("DIVISION", "GROUPE") for x in r.iter(t) for s in x.iter("SERVICE")}
            a, b = heures(racine), heures(vrai)
            self.assertEqual(set(a), set(b))
            self.assertLess(max(abs(a[k] - b[k]) / b[k] for k in a), 0.2)

    def test_export_reel(self):
        if not os.path.exists(REEL):
            self.skipTest("the real sample is not beside the project")
        with open(REEL, "rb") as f:
            racine, dits = self.verifier(f.read())
        self.assertTrue(any("identifiant STS" in d for d in dits))
        self.assertEqual(len(list(racine.iter("DIVISION"))), 16)

    def test_commande(self):
        with tempfile.TemporaryDirectory() as d:
            with open(os.path.join(d, "edt.xml"), "wb") as f:
                f.write(ecole(150, "college", "octobre")["edt/EDT_KOSMOS.xml"])
            subprocess.run([sys.executable, os.path.join(ICI, "derive_sts.py"), "--from", os.path.join(d, "edt.xml"), "--out", d], check=True, capture_output=True)
            self.assertIn("sts_emp_0999990W_2026.xml", os.listdir(d))


if __name__ == "__main__":
    unittest.main()
