"""SIECLE's exports, written: read, written and read again the graph is the same; written again, so are the bytes."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

from graphe import BUILD, NOW, SOURCE, Reading

sys.path.insert(0, str(SOURCE / "tests" / "school"))
import make_school  # noqa: E402

SAMPLES = pathlib.Path(__file__).resolve().parent / "echantillons"
PUBLIC = SOURCE.parent / "shared" / "samples" / "public" / "siecle"

# Each sample: its document, the files written, and the fields that today's form has no place for.
FORMER_LINK = {"guardianship legal-rank", "guardianship financial", "guardianship payee", "guardianship contact"}
ONE = {
    "ElevesAvecAdresses": ("eleves", "ElevesAvecAdresses", set()),
    "Eleves-2.0": ("eleves", "ElevesSansAdresses", set()),
    "ResponsablesAvecAdresses": ("responsables", "ResponsablesAvecAdresses", set()),
    "Responsables-1.8": ("responsables", "ResponsablesAvecAdresses", FORMER_LINK),
    "Structures": ("structures", "Structures", set()),
    "Communs": ("communs", "Communs", set()),
    "Communs-periodes": ("communs", "Communs", set()),
    "Nomenclature": ("nomenclature", "Nomenclature", set()),
    "Geographique": ("geographique", "Geographique", set()),
    "Etablissements": ("etablissements", "Etablissements", set()),
}
SET = ("eleves", "responsables", "structures", "communs", "nomenclature", "geographique", "etablissements")


class Written:
    """What a pipeline writes that reads a folder and writes `documents`: {file: bytes}, and what it said."""

    def __init__(self, folder, documents, pattern="*", settings="", which=None):
        with tempfile.TemporaryDirectory() as work:
            work = pathlib.Path(work)
            steps = "".join(f"\n[write {d}]\nplugin = siecle\ndocument = {d}\n{settings}" for d in documents)
            (work / "ecrire.ini").write_text(
                f"[pipeline]\nformat = 1\nname = ecrire\n\n[read un]\nplugin = siecle\nfile{'.' + which if which else ''} = {pattern}\n"
                f"optional = all\n{steps}", encoding="utf-8")
            done = subprocess.run([BUILD / "passerelle", "run", work / "ecrire.ini", "--plugin-path", BUILD / "plugins", "--in", folder,
                                   "--out", work / "sortie", "--all", "--now", NOW], capture_output=True, text=True, check=False)
            self.said, self.code = done.stdout + done.stderr, done.returncode
            self.files = {f.name: f.read_bytes() for f in sorted((work / "sortie").glob("*"))} if (work / "sortie").is_dir() else {}
        self.findings = {code: int(n) for n, code in re.findall(r" \((\d+)\)\s+([a-z0-9-]+)$", self.said, re.MULTILINE)}

    def into(self, folder):
        for name, content in self.files.items():
            (pathlib.Path(folder) / name).write_bytes(content)


def entry(content):
    """The one file of a zip: its name and its bytes."""
    with tempfile.TemporaryFile() as f:
        f.write(content)
        with zipfile.ZipFile(f) as z:
            (name,) = z.namelist()
            return name, z.read(name)


def facts(reading, without=()):
    """The graph's facts but the format's version, which is written as the newest known, and what is known to be lost."""
    kept = []
    for line in reading.text.splitlines():
        kind = line.split("[", 1)[0]
        field = re.search(r"\](?:#\d+)? (\S+) = ", line)
        what = f"{kind} {field[1]}" if field else kind
        if what != "export version" and what not in without:
            kept.append(line)
    return kept


class RoundTrip(unittest.TestCase):
    maxDiff = 3000

    def there_and_back(self, folder, documents, lost=(), **how):
        first = Reading(folder, "siecle", how.get("which"), how.get("pattern", "*"))
        once = Written(folder, documents, **how)
        self.assertEqual(once.code, first.code, once.said)
        self.assertEqual(len(once.files), len(documents), once.said)
        self.assertNotIn("enregistrement-sans-place", once.findings, once.said)
        self.assertEqual("champ-sans-place" in once.findings, bool(lost), once.said)
        with tempfile.TemporaryDirectory() as back:
            once.into(back)
            second = Reading(back, "siecle")
            self.assertEqual(facts(second), facts(first, lost))
            again = Written(back, documents, settings=how.get("settings", ""))
        self.assertEqual({n: entry(c) for n, c in again.files.items()}, {n: entry(c) for n, c in once.files.items()})
        for content in once.files.values():
            ET.fromstring(entry(content)[1])
        return first, once

    def test_each_sample(self):
        for name, (document, stem, lost) in ONE.items():
            with self.subTest(name):
                first, once = self.there_and_back(SAMPLES, [document], lost, pattern=f"{name}.xml", which=document)
                self.assertGreater(len(facts(first)), 5)
                self.assertEqual([(n, entry(c)[0]) for n, c in once.files.items()], [(f"ExportXML_{stem}.zip", f"{stem}.xml")])

    @unittest.skipUnless(PUBLIC.is_dir(), "no public samples beside the project")
    def test_real_exports(self):
        for name, document in (("Communs-1.7-2020-redacted.xml", "communs"), ("ExportXML_Geographique-2020.zip", "geographique"),
                               ("ExportXML_Structures-2022.zip", "structures"), ("Nomenclature-4.0-2022.xml", "nomenclature")):
            with self.subTest(name):
                self.there_and_back(PUBLIC, [document], pattern=name, which=document)

    def test_the_invented_school(self):
        documents = [d for d in SET if d != "etablissements"]  # which it has not
        with tempfile.TemporaryDirectory() as folder:
            make_school.ecrire(folder, make_school.produire(pupils=120, kind="college", state="octobre", seed=3, demandes=()))
            first, once = self.there_and_back(pathlib.Path(folder) / "siecle", documents)
        self.assertEqual(len(first.graph.nodes("student")), 120 + len([s for s in first.graph.nodes("student") if "left" in s]))
        self.assertIn("ExportXML_ElevesSansAdresses.zip", once.files)
        self.assertIn("ExportXML_ResponsablesAvecAdresses.zip", once.files)


class Forms(unittest.TestCase):
    def test_addresses_are_left_out_on_demand(self):
        for name, document, item, keeps_number in (("ElevesAvecAdresses", "eleves", "ELEVE", False),
                                                   ("ResponsablesAvecAdresses", "responsables", "PERSONNE", True)):
            with self.subTest(document):
                done = Written(SAMPLES, [document], pattern=f"{name}.xml", settings="option.adresses = sans\n", which=document)
                (file, content), = done.files.items()
                stem, data = entry(content)
                self.assertEqual((file, stem), (f"ExportXML_{name.replace('Avec', 'Sans')}.zip", f"{name.replace('Avec', 'Sans')}.xml"))
                root = ET.fromstring(data)
                self.assertEqual(len(root.find("DONNEES/ADRESSES")), 0)
                self.assertGreater(len(list(root.iter(item))), 1)
                self.assertEqual(any(i.find("ADRESSE_ID") is not None for i in root.iter(item)), keeps_number)
                self.assertEqual("champ-sans-place" in done.findings, not keeps_number, done.said)

    def test_an_export_with_nothing_in_it_is_refused(self):
        done = Written(SAMPLES, ["responsables"], pattern="Structures.xml", which="structures")
        self.assertEqual(done.code, 2, done.said)
        self.assertEqual(done.files, {})
        self.assertIn("export-siecle-vide", done.findings)

    def test_what_siecle_writes(self):
        """Version, charset and the spellings that reading alone would not show."""
        done = Written(SAMPLES, ["responsables"], pattern="ResponsablesAvecAdresses.xml", which="responsables")
        _, data = entry(done.files["ExportXML_ResponsablesAvecAdresses.zip"])
        self.assertTrue(data.startswith(b'<?xml version="1.0" encoding="ISO-8859-15"?>\n<BEE_RESPONSABLES VERSION="2.1">\n  <PARAMETRES>\n'), data[:120])
        root = ET.fromstring(data)
        for tag, allowed in (("PERCOIT_LES_AIDES", {"true", "false"}), ("PAIE_FRAIS_SCOLAIRES", {"0", "1"})):
            said = {e.text for e in root.iter(tag)}
            self.assertTrue(said and said <= allowed, (tag, said))
        done = Written(SAMPLES, ["eleves"], pattern="Eleves-2.0.xml", which="eleves")
        root = ET.fromstring(entry(done.files["ExportXML_ElevesSansAdresses.zip"])[1])
        self.assertEqual(root.get("VERSION"), "4.0")
        self.assertEqual([b.tag for b in root.find("DONNEES")], ["ELEVES", "OPTIONS", "STRUCTURES", "DPPS", "BOURSES", "ADRESSES"])
        for pupil in root.iter("ELEVE"):
            self.assertIsNone(pupil.find("NOM"))
            self.assertTrue(pupil.findtext("NOM_DE_FAMILLE"))
            self.assertEqual(pupil.findtext("ELENOET"), pupil.get("ELENOET"))

    def test_last_year_is_not_this_year(self):
        """Two records of one kind: the year that is the previous one, alone, is not written as the current one."""
        text = (SAMPLES / "Communs.xml").read_bytes()
        start = text.index(b"<ANNEE_SCOLAIRE>\n")
        end = text.index(b"</ANNEE_SCOLAIRE>\n", start) + len(b"</ANNEE_SCOLAIRE>\n")
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "c.xml").write_bytes(text[:start] + text[end:])
            done = Written(folder, ["communs"])
        data = ET.fromstring(entry(done.files["ExportXML_Communs.zip"])[1]).find("DONNEES")
        self.assertIsNone(data.find("ANNEE_SCOLAIRE"))
        self.assertEqual(data.findtext("ANNEE_SCOLAIRE_AD/DATE_DEBUT_ELEVE"), "02/09/2024")

    def test_a_pseudo_division_is_written_again(self):
        with tempfile.TemporaryDirectory() as folder:
            text = (SAMPLES / "ElevesAvecAdresses.xml").read_bytes()
            structure = re.search(rb"<CODE_STRUCTURE>([^<]+)</CODE_STRUCTURE>\s*<TYPE_STRUCTURE>D<", text[text.index(b"<STRUCTURES>"):])
            at = text.index(b"<STRUCTURES>") + structure.start(1)
            (pathlib.Path(folder) / "e.xml").write_bytes(text[:at] + b"Inactifs" + text[at + len(structure[1]):])
            root = ET.fromstring(entry(Written(folder, ["eleves"]).files["ExportXML_ElevesAvecAdresses.zip"])[1])
        self.assertEqual([s.findtext("TYPE_STRUCTURE") for s in root.iter("STRUCTURE") if s.findtext("CODE_STRUCTURE") == "Inactifs"], ["D"])

    def test_a_line_of_an_address_keeps_its_place(self):
        """The third is not the second because the second is empty, or not there; of an address and of a school."""
        for source, document, file in (("ResponsablesAvecAdresses", "responsables", "ExportXML_ResponsablesAvecAdresses.zip"),
                                       ("Communs", "communs", "ExportXML_Communs.zip")):
            for second in ("<LIGNE2_ADRESSE/>", ""):
                with self.subTest(source, second=second), tempfile.TemporaryDirectory() as folder:
                    text = (SAMPLES / (source + ".xml")).read_bytes()
                    start = text.index(b"<LIGNE1_ADRESSE>")
                    end = max(text.find(b"</LIGNE%d_ADRESSE>" % n, start, text.index(b"<CODE_POSTAL>", start)) for n in (1, 2, 3, 4))
                    end = text.index(b">", end) + 1
                    lines = "<LIGNE1_ADRESSE>UN</LIGNE1_ADRESSE>%s<LIGNE3_ADRESSE>TROIS</LIGNE3_ADRESSE>" % second
                    (pathlib.Path(folder) / "e.xml").write_bytes(text[:start] + lines.encode() + text[end:])
                    done = Written(folder, [document])
                    root = ET.fromstring(entry(done.files[file])[1])
                    element = next(e for e in root.iter() if e.findtext("LIGNE1_ADRESSE") == "UN")
                    self.assertEqual(element.findtext("LIGNE3_ADRESSE"), "TROIS", done.said)
                    self.assertIn(element.findtext("LIGNE2_ADRESSE"), ("", None))

    def test_what_stands_nowhere_is_told(self):
        """A membership whose pupil has no number has no block: said, and the rest is written."""
        text = (SAMPLES / "ElevesAvecAdresses.xml").read_bytes()
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "e.xml").write_bytes(text.replace(b'<STRUCTURES_ELEVE ELEVE_ID="1500001"', b"<STRUCTURES_ELEVE"))
            done = Written(folder, ["eleves"])
        self.assertEqual(done.findings.get("enregistrement-sans-place"), 1, done.said)
        root = ET.fromstring(entry(done.files["ExportXML_ElevesAvecAdresses.zip"])[1])
        self.assertEqual(len(root.find("DONNEES/STRUCTURES")), 0)


if __name__ == "__main__":
    unittest.main()
