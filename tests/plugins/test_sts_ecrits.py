"""sts_emp and emp_sts, written: read, written and read again the graph is the same; the grammars hold; without classes and services."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

from graphe import BUILD, NOW, SOURCE, Reading

sys.path.insert(0, str(SOURCE / "tests" / "school"))
import make_school  # noqa: E402

SAMPLES = pathlib.Path(__file__).resolve().parent / "echantillons"
PUBLIC = SOURCE.parent / "shared" / "samples" / "public" / "sts"
SCHEMAS = SOURCE.parent / "shared" / "schemas"
# SUPPLEANTS came after the grammar of the descending file: it is taken away before checking.
GRAMMARS = {"sts-emp": "DTD_STS_EDT.dtd", "emp-sts": "DTD_EDT_STS.dtd"}
NOT_WRITTEN = {"champ-sans-place", "enregistrement-sans-place"}


def document_of(path):
    return {"STS_EDT": "sts-emp", "EDT_STS": "emp-sts"}[ET.parse(path).getroot().tag]


class Written:
    def __init__(self, path, document, read=None, settings=""):
        with tempfile.TemporaryDirectory() as work:
            work = pathlib.Path(work)
            (work / "p.ini").write_text(f"[pipeline]\nformat = 1\nname = ecrire\n\n[read un]\nplugin = sts\nfile.{read or document} = {path.name}\n"
                                        f"\n[write deux]\nplugin = sts\ndocument = {document}\n{settings}", encoding="utf-8")
            done = subprocess.run([BUILD / "passerelle", "run", work / "p.ini", "--plugin-path", BUILD / "plugins", "--in", path.parent,
                                   "--out", work / "sortie", "--all", "--now", NOW], capture_output=True, text=True, check=False)
            self.said, self.code = done.stdout + done.stderr, done.returncode
            self.files = {f.name: f.read_bytes() for f in sorted((work / "sortie").glob("*"))} if (work / "sortie").is_dir() else {}
        self.findings = {code: int(n) for n, code in re.findall(r" \((\d+)\)\s+([a-z0-9-]+)$", self.said, re.MULTILINE)}


class Trip(unittest.TestCase):
    maxDiff = None

    def trip(self, path, folder):
        document = document_of(path)
        done = Written(path, document)
        self.assertLessEqual(done.code, 1, done.said)
        self.assertFalse(NOT_WRITTEN & done.findings.keys(), done.said)
        ((name, content),) = done.files.items()
        (pathlib.Path(folder) / name).write_bytes(content)
        before, after = (Reading(p.parent, "sts", document, p.name) for p in (path, pathlib.Path(folder) / name))
        self.assertMultiLineEqual(before.text, after.text)
        self.assertIn(b'encoding="ISO-8859-15"', content[:80])
        content.decode("iso-8859-15")
        return pathlib.Path(folder) / name

    def check_grammar(self, path):
        document = document_of(path)
        if not (SCHEMAS / GRAMMARS[document]).is_file() or not shutil.which("xmllint"):
            self.skipTest("no grammar beside the project, or no xmllint")
        text = re.sub(r"<SUPPLEANTS>.*</SUPPLEANTS>|<SUPPLEANTS */>", "", path.read_text(encoding="iso-8859-15"), flags=re.S)
        path.with_suffix(".dtd.xml").write_text(text, encoding="iso-8859-15")
        done = subprocess.run(["xmllint", "--noout", "--dtdvalid", SCHEMAS / GRAMMARS[document], path.with_suffix(".dtd.xml")],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def all_of(self, paths, grammar):
        for path in paths:
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                written = self.trip(path, folder)
                if grammar:
                    self.check_grammar(written)

    def test_samples(self):
        self.all_of([SAMPLES / "sts_emp.xml", SAMPLES / "sts_emp-2009.xml", SAMPLES / "emp_sts.xml"], True)

    @unittest.skipUnless(PUBLIC.is_dir(), "no public samples beside the project")
    def test_public(self):
        self.all_of([PUBLIC / f"open-ent-ng-edt__case{n}__{d}.xml" for n in range(1, 5) for d in ("sts_emp", "emp_sts")], True)

    def test_school(self):
        for kind, state in (("college", "juin"), ("lycee", "octobre")):
            with tempfile.TemporaryDirectory() as folder:
                make_school.ecrire(folder, make_school.produire(pupils=120, kind=kind, state=state, seed=3, demandes=()))
                self.all_of(sorted((pathlib.Path(folder) / "sts").iterdir()), True)


class Policy(Trip):
    def test_without_classes_and_services(self):
        done = Written(SAMPLES / "sts_emp.xml", "sts-emp", settings="option.classes-services = sans\n")
        self.assertEqual((done.code, done.findings), (0, {"sts-classes-services-omis": 1}), done.said)
        self.assertIn("2 divisions, 2 groupes, 3 services", " ".join(done.said.split()))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "sts_emp_0999999F_2025.xml"
            path.write_bytes(done.files[path.name])
            root, whole = ET.parse(path).getroot(), ET.parse(SAMPLES / "sts_emp.xml").getroot()
            for tag in ("DIVISION", "GROUPE", "SERVICE", "PROF_PRINC", "SERVICE_SUPPLEANT"):
                self.assertEqual(list(root.iter(tag)), [])
            for tag in ("MATIERE", "MEF", "PROGRAMME", "INDIVIDU", "DISCIPLINE", "SUPPLEANT", "MOD_COURS"):
                self.assertEqual(len(list(root.iter(tag))), len(list(whole.iter(tag))), tag)
            self.check_grammar(path)
            self.assertEqual(Reading(path.parent, "sts", "sts-emp", path.name).findings, {})

    def test_nothing_to_write(self):
        done = Written(SAMPLES / "sts_emp.xml", "emp-sts", read="sts-emp")
        self.assertEqual((done.code, done.findings, done.files), (2, {"export-sts-vide": 1}, {}), done.said)


if __name__ == "__main__":
    unittest.main()
