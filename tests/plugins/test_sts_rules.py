"""Rules on STS-Web's two files: each fires on the cases made for it, on the record meant, and nowhere else."""
import pathlib
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

from graphe import SOURCE, Reading
from sts_cases import CASES, D, U, File, put, second, substitute

sys.path.insert(0, str(SOURCE / "tests" / "school"))
import make_school  # noqa: E402

PUBLIC = SOURCE.parent / "shared" / "samples" / "public" / "sts"
OPTION = "option.controles = %s\n"


def rows():
    text = (SOURCE / "plugins" / "sts" / "messages_rules.def").read_text(encoding="utf-8")
    return [r for r in re.split(r"^RULE\(", text, flags=re.MULTILINE)[1:]]


def code_of(row):
    return re.match(r'"([a-z0-9-]+)"', row)[1]


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        files = make_school.produire(pupils=60, kind="college", state="octobre", seed=5, demandes=())
        with tempfile.TemporaryDirectory() as folder:
            make_school.ecrire(folder, files)
            cls.files = {D if p.name.startswith("sts_emp") else U: p.read_bytes() for p in (pathlib.Path(folder) / "sts").iterdir()}
        cls.codes = {code_of(r) for r in rows()}
        cls.before = {d: cls.read(d, cls.files[d]).findings for d in (D, U)}

    @staticmethod
    def read(document, octets, controles="complets"):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "f.xml").write_bytes(octets)
            return Reading(folder, "sts", document, settings=OPTION % controles)

    def damaged(self, document, damage, controles="complets"):
        x = File(ET.fromstring(self.files[document]))
        where = damage(x)
        return self.read(document, ET.tostring(x.root, encoding="iso-8859-15"), controles), where

    def test_every_rule_has_a_case(self):
        self.assertEqual(set(CASES), self.codes)

    def test_each_fires_on_its_case_and_no_other_does(self):
        for code, cases in CASES.items():
            for i, one in enumerate(cases):
                with self.subTest(code, case=i):
                    read, where = self.damaged(one.document, one.damage)
                    self.assertIn(code, read.findings, read.said)
                    self.assertNotIn("lien-non-resolu", read.findings, read.said)
                    if where:
                        self.assertIn(where, " ".join(read.said.split(" %s\n" % code)[1].split()))
                    self.assertLessEqual({c for c in read.findings.keys() & self.codes if read.findings[c] != self.before[one.document].get(c)},
                                         {code} | one.also, read.said)

    def test_none_fires_on_a_healthy_school(self):
        for kind, state in (("college", "octobre"), ("lycee", "octobre"), ("college", "juin")):
            with self.subTest((kind, state)), tempfile.TemporaryDirectory() as folder:
                make_school.ecrire(folder, make_school.produire(pupils=200, kind=kind, state=state, seed=7, demandes=()))
                for path in sorted((pathlib.Path(folder) / "sts").iterdir()):
                    read = Reading(path.parent, "sts", pattern=path.name, settings=OPTION % "complets")
                    self.assertEqual(read.findings.keys() & self.codes, TRUE.get((kind, state, path.name[:3]), set()), read.said)

    def test_only_the_essential_unless_asked(self):
        source = "".join(p.read_text(encoding="utf-8") for p in (SOURCE / "plugins" / "sts").glob("rules_*.c"))
        full = {c for c, level in re.findall(r'\{"([a-z0-9-]+)",[^{}]*?(STS_FULL|STS_ESSENTIAL)', source) if level == "STS_FULL"}
        self.assertGreater(len(full), 30)
        for code in self.codes:
            one = CASES[code][0]
            read, _ = self.damaged(one.document, one.damage, "essentiels")
            self.assertEqual(code in read.findings, code not in full, code)

    def test_what_is_normal(self):
        def shared_hours(x):
            second(x, x.services()[0])

        def co_teachers(x):
            put(x.services()[0], "CO_ENS", "true")
            second(x, x.services()[0])

        def right_substitute(x):
            substitute(x, True, "2026-11-01", "2026-12-01")

        def known_rate(x):
            put(x.items("ENSEIGNANT")[0], "TAUX_PONDERATION", x.items("TAUX_POND")[0].get("TAUX") + "0")
        for document, damage, silent in ((D, shared_hours, {"service-agent-depasse-structure", "co-enseignement-non-declare"}),
                                         (D, co_teachers, {"co-enseignement-un-seul-enseignant", "service-enseignant-en-double"}),
                                         (U, co_teachers, {"co-enseignement-non-declare"}),
                                         (U, shared_hours, {"co-enseignement-non-declare"}),
                                         (D, right_substitute, {"suppleance-incoherente"}),
                                         (D, known_rate, {"ponderation-non-conforme", "cours-pondere-a-zero"})):
            with self.subTest(document, damage=damage.__name__):
                read, _ = self.damaged(document, damage)
                self.assertEqual(read.findings.keys() & silent, set(), read.said)

    @unittest.skipUnless(PUBLIC.is_dir(), "no public samples beside the project")
    def test_real_files(self):
        """Cut by hand from a school of 2018: what was cut is said, and only that."""
        for n in range(1, 5):
            for name in ("sts_emp", "emp_sts"):
                with self.subTest(name, n=n):
                    read = Reading(PUBLIC, "sts", pattern=f"open-ent-ng-edt__case{n}__{name}.xml", settings=OPTION % "complets")
                    self.assertLessEqual(read.findings.keys() & self.codes, CUT[name], read.said)


# What is true of the invented schools and of the files that were cut.
TRUE = {("lycee", "octobre", name): {"groupe-code-de-plus-de-8"} for name in ("sts", "emp")}
CUT = {"sts_emp": {"ordre-structure-sts-absente", "groupe-division-inconnue", "effectif-prevu-different-du-calcule"},
       "emp_sts": {"alternance-semaine-hors-annee", "service-heures-incoherentes", "cours-salle-inconnue"}}

if __name__ == "__main__":
    unittest.main()
