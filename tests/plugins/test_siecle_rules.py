"""Rules on SIECLE's exports: each fires on the cases made for it, in one file alone, on the record meant, and nowhere else."""
import copy
import pathlib
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

from graphe import SOURCE, Reading
from siecle_cases import CASES, E, Export, R, put
import siecle_cases_guardians  # noqa: F401

sys.path.insert(0, str(SOURCE / "tests" / "school"))
import make_school  # noqa: E402

PUBLIC = SOURCE.parent / "shared" / "samples" / "public" / "siecle"
OPTION = "option.controles = complets\n"


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = tempfile.TemporaryDirectory()
        cls.school = pathlib.Path(cls.work.name)
        make_school.ecrire(str(cls.school), make_school.produire(pupils=60, kind="college", state="octobre", seed=5, demandes=()))
        cls.exports = {}
        for path in [*(cls.school / "siecle").iterdir(), *(cls.school / "siecle-autres").iterdir()]:
            with zipfile.ZipFile(path) as z:
                (name,) = z.namelist()
                cls.exports[name.removesuffix(".xml")] = z.read(name)

    @classmethod
    def tearDownClass(cls):
        cls.work.cleanup()

    def read(self, octets, **more):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "export.xml").write_bytes(octets)
            return Reading(folder, "siecle", settings=OPTION, **more)

    def damaged(self, name, damage):
        x = Export(ET.fromstring(self.exports[name]))
        where = damage(x)
        return self.read(ET.tostring(x.root, encoding="iso-8859-15")), where

    def codes(self):
        text = (SOURCE / "plugins" / "siecle" / "messages_rules.def").read_text(encoding="utf-8")
        return set(re.findall(r'^SAY\("([a-z0-9-]+)"', text, re.MULTILINE))

    def test_every_rule_has_a_case(self):
        self.assertEqual(set(CASES), self.codes())

    def test_each_fires_on_its_case_and_no_other_does(self):
        for code, cases in CASES.items():
            for i, (name, damage, n, also) in enumerate(cases):
                with self.subTest(code, case=i):
                    read, where = self.damaged(name, damage)
                    self.assertEqual(read.findings.get(code), n, read.said)
                    if where:
                        said = read.said.split(" %s\n" % code)[1]
                        self.assertIn(where, said)
                    self.assertLessEqual(read.findings.keys() & self.codes(), {code} | also, read.said)

    def test_none_fires_on_a_healthy_school(self):
        for kind, state, now in (("college", "octobre", "2026-10-06T18:15:00"), ("lycee", "octobre", "2026-10-06T18:15:00"),
                                 ("college", "juin", "2026-06-15T10:00:00")):
            with self.subTest((kind, state)), tempfile.TemporaryDirectory() as folder:
                make_school.ecrire(folder, make_school.produire(pupils=200, kind=kind, state=state, seed=7, demandes=()))
                for part in ("siecle", "siecle-autres"):
                    read = Reading(pathlib.Path(folder) / part, "siecle", settings=OPTION, now=now)
                    self.assertEqual(read.findings.keys() & self.codes(), set(), read.said)

    def test_silent_unless_asked(self):
        for code, cases in CASES.items():
            name, damage, _, _ = cases[0]
            x = Export(ET.fromstring(self.exports[name]))
            damage(x)
            with tempfile.TemporaryDirectory() as folder:
                (pathlib.Path(folder) / "export.xml").write_bytes(ET.tostring(x.root, encoding="iso-8859-15"))
                self.assertNotIn(code, Reading(folder, "siecle").findings)

    @unittest.skipUnless(PUBLIC.is_dir(), "no public samples beside the project")
    def test_real_exports(self):
        """Only what is true of them is said; those of a test suite elsewhere, made of placeholders, are left out."""
        true = {"responsables_avec_adresses_simple.xml": {"responsable-mel-partage"}}
        for path in sorted(PUBLIC.iterdir()):
            if not path.name.startswith("siecle-"):
                with self.subTest(path.name):
                    read = Reading(PUBLIC, "siecle", pattern=path.name, settings=OPTION)
                    self.assertEqual(read.findings.keys() & self.codes(), true.get(path.name, set()), read.said)

    def test_what_is_normal(self):
        def apprentice(x):
            pupil = x.pupils()[3]
            put(pupil, "CODE_STATUT", "AP")
            x.data.find("STRUCTURES").remove(x.structures(pupil))

        def leaves_later(x):
            pupil = x.pupils()[3]
            put(pupil, "DATE_SORTIE", "06/11/2026")
            put(pupil, "CODE_MOTIF_SORTIE", "10")

        def same_division_twice(x):
            block = x.structures(x.pupils()[3])
            block.append(copy.deepcopy(next(s for s in block if s.findtext("TYPE_STRUCTURE") == "D")))

        def group_left_that_day(x):
            left = x.pupils(False)[0]
            block = ET.SubElement(x.data.find("STRUCTURES"), "STRUCTURES_ELEVE", ELEVE_ID=left.get("ELEVE_ID"))
            group = ET.SubElement(block, "STRUCTURE")
            put(group, "CODE_STRUCTURE", "G1")
            put(group, "TYPE_STRUCTURE", "G")

        def parents_share_a_mail(x):
            pupil = next(l.findtext("ELEVE_ID") for l in x.items("RESPONSABLE_ELEVE") if len(x.links_of(l.findtext("ELEVE_ID"))) > 1)
            for link in x.links_of(pupil):
                put(x.person(link.findtext("PERSONNE_ID")), "MEL", "famille@exemple.fr")

        def old_relation(x):
            for link in x.items("RESPONSABLE_ELEVE"):
                put(link, "NIVEAU_RESPONSABILITE", None)
                put(link, "RESP_LEGAL", "1")
                put(link, "CODE_PARENTE", "2")
        for name, damage in ((E, apprentice), (E, leaves_later), (E, same_division_twice), (E, group_left_that_day), (R, parents_share_a_mail)):
            with self.subTest(damage.__name__):
                read, _ = self.damaged(name, damage)
                self.assertEqual(read.findings.keys() & self.codes(), set(), read.said)
        read, _ = self.damaged(R, old_relation)
        self.assertNotIn("responsable-niveau-absent", read.findings)

    def test_addresses_of_the_pupils_only(self):
        """« Élèves avec » beside « Responsables sans »: the guardians' addresses were not given, so none is missing."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("ElevesAvecAdresses", "ResponsablesSansAdresses"):
                path = self.school / "siecle-autres" / ("ExportXML_%s.zip" % name)
                (pathlib.Path(folder) / path.name).write_bytes(path.read_bytes())
            read = Reading(folder, "siecle", settings=OPTION)
        self.assertNotIn("responsable-adresse-absente", read.findings, read.said)


if __name__ == "__main__":
    unittest.main()
