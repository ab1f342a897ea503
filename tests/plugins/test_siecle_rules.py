"""Rules on SIECLE's exports: each fires on the cases made for it, on the record meant, and nowhere else."""
import copy
import inspect
import pathlib
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

from graphe import SOURCE, Reading
from siecle_cases import C, CASES, E, Export, G, N, R, S, put
import siecle_cases_guardians  # noqa: F401
from siecle_cases_several import ALONE, division, mef_of

sys.path.insert(0, str(SOURCE / "tests" / "school"))
import make_school  # noqa: E402

PUBLIC = SOURCE.parent / "shared" / "samples" / "public" / "siecle"
OPTION = "option.controles = %s\n"


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

    def read(self, files, controles="complets", **more):
        """The files, {name: bytes}, together."""
        with tempfile.TemporaryDirectory() as folder:
            for name, octets in files.items():
                (pathlib.Path(folder) / (name + ".xml")).write_bytes(octets)
            return Reading(folder, "siecle", settings=OPTION % controles, **more)

    def damaged(self, names, damage, only=None, **more):
        names = (names,) if isinstance(names, str) else names
        trees = [Export(ET.fromstring(self.exports[n])) for n in names]
        where = damage(*trees[:len(inspect.signature(damage).parameters)])
        files = {n: ET.tostring(x.root, encoding="iso-8859-15") for n, x in zip(names, trees) if not only or n == only}
        return self.read(files, **more), where

    def codes(self):
        text = (SOURCE / "plugins" / "siecle" / "messages_rules.def").read_text(encoding="utf-8")
        return set(re.findall(r'^SAY\("([a-z0-9-]+)"', text, re.MULTILINE))

    def of_links(self):
        """Those that are said of a link that leads nowhere, whatever is asked for."""
        text = (SOURCE / "plugins" / "siecle" / "messages_rules.def").read_text(encoding="utf-8")
        return {re.match(r'"([a-z0-9-]+)"', row)[1] for row in re.split(r"^SAY\(", text, flags=re.MULTILINE)[1:] if ".dangling" in row}

    def test_every_rule_has_a_case(self):
        self.assertEqual(set(CASES), self.codes())

    def test_each_fires_on_its_case_and_no_other_does(self):
        for code, cases in CASES.items():
            for i, one in enumerate(cases):
                with self.subTest(code, case=i):
                    read, where = self.damaged(one.exports, one.damage, controles=one.controles)
                    self.assertEqual(read.findings.get(code), one.n, read.said)
                    self.assertNotIn("lien-non-resolu", read.findings, read.said)
                    if where:
                        said = read.said.split(" %s\n" % code)[1]
                        self.assertIn(where, " ".join(said.split()))
                    self.assertLessEqual(read.findings.keys() & self.codes(), {code} | one.also, read.said)

    def test_silent_without_the_file_that_decides(self):
        for code, name in ALONE.items():
            for i, one in enumerate(CASES[code]):
                with self.subTest(code, case=i):
                    read, _ = self.damaged(one.exports, one.damage, only=name)
                    self.assertNotIn(code, read.findings, read.said)

    def test_none_fires_on_a_healthy_school(self):
        for kind, state, now in (("college", "octobre", "2026-10-06T18:15:00"), ("lycee", "octobre", "2026-10-06T18:15:00"),
                                 ("college", "juin", "2026-06-15T10:00:00")):
            with self.subTest((kind, state)), tempfile.TemporaryDirectory() as folder:
                make_school.ecrire(folder, make_school.produire(pupils=200, kind=kind, state=state, seed=7, demandes=()))
                for part, asked in (("siecle", "jeu"), ("siecle-autres", "complets")):
                    read = Reading(pathlib.Path(folder) / part, "siecle", settings=OPTION % asked, now=now)
                    true = {"siecle-variante-eleves-incorrecte"} if part == "siecle-autres" else set()
                    self.assertEqual(read.findings.keys() & self.codes(), true, read.said)

    def test_silent_unless_asked(self):
        for code in CASES.keys() - self.of_links():
            one = CASES[code][0]
            self.assertNotIn(code, self.damaged(one.exports, one.damage, controles="essentiels")[0].findings)
        self.assertNotIn("jeu-siecle-incomplet", self.damaged(E, lambda x: None)[0].findings)

    @unittest.skipUnless(PUBLIC.is_dir(), "no public samples beside the project")
    def test_real_exports(self):
        """Only what is true of them is said; those of a test suite elsewhere, made of placeholders, are left out."""
        true = {"responsables_avec_adresses_simple.xml": {"responsable-mel-partage"}}
        for path in sorted(PUBLIC.iterdir()):
            if not path.name.startswith("siecle-"):
                with self.subTest(path.name):
                    read = Reading(PUBLIC, "siecle", pattern=path.name, settings=OPTION % "complets")
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

    def test_what_is_normal_in_several(self):
        def closes_next_year(x, pupils):
            put(mef_of(x, pupils.pupils()[3].findtext("CODE_MEF")), "DATE_FERMETURE", "31/08/2027")

        def closed_and_empty(x):
            used = {m.text for m in x.items("CODE_MEF")}
            unused = copy.deepcopy(x.items("MEF")[0])
            unused.set("CODE_MEF", "19999999999")
            self.assertNotIn("19999999999", used)
            put(unused, "DATE_FERMETURE", "31/08/2020")
            put(unused, "MEF_RATTACHEMENT", None)
            x.data.find("MEFS").append(unused)

        def of_age_and_alone(x, pupils):
            pupil = x.items("RESPONSABLE_ELEVE")[0].findtext("ELEVE_ID")
            put(next(p for p in pupils.pupils() if p.get("ELEVE_ID") == pupil), "DATE_NAISS", "05/10/2008")
            for link in x.links_of(pupil):
                x.data.find("RESPONSABLES").remove(link)
            for person in [p for p in x.items("PERSONNE") if not any(l.findtext("PERSONNE_ID") == p.get("PERSONNE_ID")
                                                                      for l in x.items("RESPONSABLE_ELEVE"))]:
                x.data.find("PERSONNES").remove(person)
                for address in [a for a in x.items("ADRESSE") if a.get("ADRESSE_ID") == person.findtext("ADRESSE_ID")]:
                    x.data.find("ADRESSES").remove(address)

        def several_mefs(x, structures):
            pupil = x.pupils()[3]
            put(pupil, "CODE_MEF", "19999999999")
            here = next(d for d in structures.items("DIVISION") if d.get("CODE_STRUCTURE") == division(x, pupil))
            put(ET.SubElement(here.find("MEFS_APPARTENANCE"), "MEF_APPARTENANCE"), "CODE_MEF", "19999999999")

        def a_large_group_with_a_name(x, structures):
            group = structures.items("GROUPE")[0]
            members = [p for p in x.pupils() if group.get("CODE_STRUCTURE") in [s.findtext("CODE_STRUCTURE") for s in x.structures(p)]]
            self.assertGreater(len(members), 2)
            put(members[0], "NOM_DE_FAMILLE", group.get("CODE_STRUCTURE"))

        def abroad(x, _):
            put(x.items("ADRESSE")[0], "CODE_COMMUNE_INSEE", "")
        for names, damage in (((N, E), closes_next_year), ((N, E, S), closed_and_empty), ((R, E), of_age_and_alone), ((E, S), several_mefs),
                              ((E, S), a_large_group_with_a_name), ((R, G), abroad), ((C,), lambda x: None)):
            with self.subTest(damage.__name__):
                read, _ = self.damaged(names, damage)
                self.assertEqual(read.findings.keys() & self.codes(), set(), read.said)

    def test_one_fault_is_said_once(self):
        """The better explanation keeps the others silent (rules.md §3)."""
        def two_records_of_one_pupil(x):
            twin = copy.deepcopy(x.pupils()[3])
            twin.set("ELEVE_ID", "7654321")
            x.data.find("ELEVES").append(twin)
            block = copy.deepcopy(x.structures(x.pupils()[3]))
            block.set("ELEVE_ID", "7654321")
            x.data.find("STRUCTURES").append(block)

        def two_records_of_one_guardian(x):
            link = x.items("RESPONSABLE_ELEVE")[0]
            twin, other = copy.deepcopy(x.person(link.findtext("PERSONNE_ID"))), copy.deepcopy(link)
            twin.set("PERSONNE_ID", "7654321")
            put(other, "PERSONNE_ID", "7654321")
            put(other, "NIVEAU_RESPONSABILITE", "2")
            x.data.find("PERSONNES").append(twin)
            x.data.find("RESPONSABLES").append(other)

        def no_level_any_more(x):
            for link in x.items("RESPONSABLE_ELEVE"):
                put(link, "NIVEAU_RESPONSABILITE", None)

        def three_links_to_two(x):
            pupil = next(l.findtext("ELEVE_ID") for l in x.items("RESPONSABLE_ELEVE") if len(x.links_of(l.findtext("ELEVE_ID"))) == 2)
            for link in x.links_of(pupil):
                put(link, "NIVEAU_RESPONSABILITE", "1")
            x.data.find("RESPONSABLES").append(copy.deepcopy(x.links_of(pupil)[0]))
        for name, damage, said, silent in (
                (E, two_records_of_one_pupil, "eleve-en-double", "eleve-ine-en-double"),
                (R, two_records_of_one_guardian, "responsable-doublon-certain", "responsable-deux-liens-meme-eleve"),
                (R, no_level_any_more, "responsable-niveau-absent", "eleve-sans-responsable-legal"),
                (R, three_links_to_two, "responsable-deux-liens-meme-eleve", "eleve-plus-de-deux-legaux")):
            with self.subTest(damage.__name__):
                read, _ = self.damaged(name, damage)
                self.assertIn(said, read.findings, read.said)
                self.assertNotIn(silent, read.findings, read.said)

    def test_addresses_of_the_pupils_only(self):
        """« Élèves avec » beside « Responsables sans »: the guardians' addresses were not given, so none is missing."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("ElevesAvecAdresses", "ResponsablesSansAdresses"):
                path = self.school / "siecle-autres" / ("ExportXML_%s.zip" % name)
                (pathlib.Path(folder) / path.name).write_bytes(path.read_bytes())
            read = Reading(folder, "siecle", settings=OPTION % "complets")
        self.assertNotIn("responsable-adresse-absente", read.findings, read.said)


if __name__ == "__main__":
    unittest.main()
