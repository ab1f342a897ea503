"""SIECLE's exports, whole: counted with Python and compared, in every version, alone and together."""
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

from graphe import BUILD, SOURCE, Reading, identify

sys.path.insert(0, str(SOURCE / "tests" / "school"))
import make_school  # noqa: E402

PUBLIC = SOURCE.parent / "shared" / "samples" / "public" / "siecle"
SAMPLES = pathlib.Path(__file__).resolve().parent / "echantillons"

# What an item of a block becomes; a block that is not here is a code table.
KINDS = {"ELEVE": "student", "SCOLARITE_AN_DERNIER": "past-schooling", "OPTIONS_ELEVE": "student-option", "STRUCTURE": "membership",
         "PERSONNE": "guardian", "RESPONSABLE_ELEVE": "guardianship", "ADRESSE": "address", "MEF": "mef", "MATIERE": "subject",
         "PROGRAMME": "programme", "OPTION_OBLIGATOIRE": "mef-option", "DIVISION": "division", "GROUPE": "group",
         "MEF_APPARTENANCE": "structure-mef", "DIVISION_APPARTENANCE": "composition", "ETABLISSEMENT": "school", "PARAMETRES": "export"}
NOMENCLATURE = ["MEFS", "MATIERES", "PROGRAMMES", "OPTIONS_OBLIGATOIRES", "MODALITES_ELECTION", "REGIMES", "LIENS_PARENTE",
                "NIVEAUX_RESPONSABILITE", "BOURSES", "PROFESSIONS", "PROVENANCES", "MOTIFS_SORTIE", "STATUTS_ELEVE", "CONTRATS",
                "TYPES_ETABLISSEMENT", "CIVILITES", "MODALITES_COURS"]

# Values compared one by one: element of an item (@ its attribute) and the field it fills.
ENTRY = {"LIBELLE_COURT": "short-label", "LIBELLE_LONG": "label", "LIBELLE_EDITION": "print-label", "TRI": "rank", "LIBELLE_COURT_PCS": "short-label",
         "LIBELLE_LONG_PCS": "label", "BOURSE_NATIONALE": "flag", "CO_ENSEIGNEMENT": "flag", "RECONDUCTIBLE": "flag", "USAGE": "value",
         "CODE_DEPARTEMENT_MEN": "value", "CODE_ACADEMIE": "parent", "CODE_DEPARTEMENT_INSEE": "parent"}
VALUES = {"mef": {"@CODE_MEF": "code", "FORMATION": "training", "SPECIALITE": "speciality", "LIBELLE_LONG": "label", "LIBELLE_EDITION": "print-label",
                  "STATUT_MEF": "status", "MEF_RATTACHEMENT": "attached-to", "CODE_MEFSTAT": "mefstat11"},
          "subject": {"@CODE_MATIERE": "code", "CODE_GESTION": "management-code", "LIBELLE_COURT": "short-label", "LIBELLE_LONG": "label",
                      "LIBELLE_EDITION": "print-label", "CODE_MATIERE_NATIONALE": "national-code"},
          "programme": {"CODE_MODALITE_ELECT": "modality"}, "mef-option": {"RANG_OPTION": "rank"},
          "student": {"@ELEVE_ID": "siecle.eleve-id", "ID_NATIONAL": "ine", "NOM_DE_FAMILLE": "family-name", "NOM_USAGE": "usage-name",
                      "PRENOM": "first-name", "PRENOM2": "first-name2", "CODE_REGIME": "regime", "CODE_STATUT": "status", "MEL": "mail",
                      "CODE_COMMUNE_INSEE_NAISS": "birth-commune", "VILLE_NAISS": "birth-town", "CODE_PROVENANCE": "provenance"},
          "past-schooling": {"CODE_MEF": "mef", "CODE_STRUCTURE": "structure", "CODE_RNE": "uai", "MEL": "mail", "CODE_NATURE": "nature"},
          "guardian": {"@PERSONNE_ID": "siecle.personne-id", "LC_CIVILITE": "title", "LL_CIVILITE": "title-long", "NOM_DE_FAMILLE": "family-name",
                       "NOM_USAGE": "usage-name", "PRENOM": "first-name", "TEL_PORTABLE": "mobile", "MEL": "mail", "CODE_PROFESSION": "profession"},
          "guardianship": {"NIVEAU_RESPONSABILITE": "level", "CODE_PARENTE": "relation"},
          "address": {"@ADRESSE_ID": "siecle.adresse-id", "CODE_POSTAL": "postcode", "LIBELLE_POSTAL": "town", "LL_PAYS": "country-name",
                      "CODE_COMMUNE_INSEE": "commune", "CODE_DEPARTEMENT": "department", "CODE_PAYS": "country"},
          "division": {"@CODE_STRUCTURE": "code", "LIBELLE_LONG": "label", "CODE_RNE": "uai"},
          "group": {"@CODE_STRUCTURE": "code", "LIBELLE_LONG": "label", "CODE_RNE": "uai"},
          "school": {"@CODE_RNE": "uai", "DENOM_PRINC": "name", "DENOM_COMPL": "name-complement", "SIGLE": "acronym", "CODE_NATURE": "nature"}}

COMMON = {"ETAB_UAJ_ID": "siecle.uaj-id", "NUM_SIREN": "siren", "DENOM_PRINC": "name", "DENOM_COMPL": "name-complement", "NOM_RESP": "head-name",
          "QUAL_RESP": "head-title", "TELEPHONE": "phone", "TELECOPIE": "fax", "CODE_TYPE_ETAB": "type", "SECTEUR_CODE": "sector"}


def content(path):
    if not zipfile.is_zipfile(path):
        return pathlib.Path(path).read_bytes()
    with zipfile.ZipFile(path) as z:
        return z.read([n for n in z.namelist() if "__MACOSX" not in n][0])


def given(item, what):
    return item.get(what[1:]) if what[0] == "@" else item.findtext(what)


class Whole(unittest.TestCase):
    def compare(self, path, document):
        """Every item of every block is a node, every value compared is the file's; absent and empty are not the same."""
        root = ET.fromstring(content(path))
        read = Reading(path.parent, "siecle", document, path.name)
        self.assertLessEqual(read.code, 1, read.said)
        self.assertFalse({"element-inconnu", "valeur-mal-formee", "champ-trop-long", "element-repete", "lien-non-resolu"} & read.findings.keys(),
                         read.said)
        counted = 0
        for tag, kind in KINDS.items():
            items, nodes = list(root.iter(tag)), read.graph.nodes(kind)
            if tag == "ADRESSE":  # a school's address has no number
                nodes = [n for n in nodes if "siecle.adresse-id" in n]
            if tag == "ADRESSE" or items:
                self.assertEqual(len(nodes), len(items), tag)
                self.same(items, nodes, VALUES.get(kind, {}), tag)
                counted += len(items)
        for block in root.find("DONNEES"):
            if len(block) and block[0].attrib and block[0].tag not in KINDS and root.tag in ("BEE_NOMENCLATURES", "BEE_GEOGRAPHIQUE"):
                (key,) = block[0].attrib
                nodes = read.graph.nodes("entry", list=block.tag)
                self.assertEqual(len(nodes), len(block), block.tag)
                self.same(list(block), nodes, {"@" + key: "code", **ENTRY}, block.tag)
                self.assertEqual({n["key"] for n in nodes}, {"%s:%s" % (block.tag, i.get(key)) for i in block})
                counted += len(block)
        self.assertGreater(counted, 0)
        return root, read

    def compare_common(self, path):
        """Exports communs: the school and its years, whose blocks have the names of two PARAMETRES."""
        root, read = self.compare(path, "communs")
        data = root.find("DONNEES")
        (school,) = read.graph.nodes("school")
        for element, field in COMMON.items():
            self.assertEqual(school.get(field), data.findtext("UAJ/" + element), element)
        years = read.graph.nodes("school-year")
        for tag, previous in (("ANNEE_SCOLAIRE", None), ("ANNEE_SCOLAIRE_AD", "yes")):
            (year,) = [n for n in years if n.get("previous") == previous]
            for element, field in (("DATE_DEBUT_ELEVE", "pupils-start"), ("DATE_FIN_ELEVE", "pupils-end"), ("DATE_DEBUT_PROF", "staff-start"),
                                   ("DATE_FIN_PROF", "staff-end")):
                day = (data.findtext("%s/%s" % (tag, element)) or "").split("/")
                self.assertEqual(year.get(field), "-".join(reversed(day)) if day != [""] else None, element)
        self.assertEqual(len(read.graph.nodes("period")), len(data.find("PERIODES_PEDAGOGIQUES")))
        return read

    def same(self, items, nodes, fields, what):
        for element, field in fields.items():
            wanted = sorted(v.strip() for v in (given(i, element) for i in items) if v is not None)
            if wanted or any(field in n for n in nodes):
                twins = [e for e, f in fields.items() if f == field and any(given(i, e) is not None for i in items)]
                if twins in ([element], []):
                    self.assertEqual(sorted(n[field] for n in nodes if field in n), wanted, "%s %s" % (what, element))


@unittest.skipUnless(PUBLIC.is_dir(), "no public samples beside the project")
class Real(Whole):
    """Real exports without personal data."""

    def test_nomenclature(self):
        for name, version, more in (("Nomenclature-2018-19.xml", "3.1", []), ("Nomenclature-4.0-2022.xml", "4.0", ["PERSONNALISATION_PARCOURS"])):
            with self.subTest(name):
                root, read = self.compare(PUBLIC / name, "nomenclature")
                self.assertEqual(sorted(b.tag for b in root.find("DONNEES")), sorted(NOMENCLATURE + more))
                self.assertEqual([n["version"] for n in read.graph.nodes("export")], [version])
                self.assertEqual(read.findings, {})

    def test_others(self):
        for name, document in (("ExportXML_Structures-2022.zip", "structures"), ("ExportXML_Geographique-2020.zip", "geographique"),
                               ("responsables_avec_adresses_simple.xml", "responsables"),
                               ("nomenclature_simple.xml", "nomenclature")):
            with self.subTest(name):
                _, read = self.compare(PUBLIC / name, document)
                self.assertEqual(read.findings, {}, read.said)

    def test_common(self):
        self.assertEqual(self.compare_common(PUBLIC / "Communs-1.7-2020-redacted.xml").findings, {})

    def test_pupils(self):
        _, read = self.compare(PUBLIC / "eleves_avec_adresse_avec_double_structure.xml", "eleves")
        self.assertEqual(read.findings, {"eleve-ine-cle-fausse": 1}, "its INE was invented")


class Invented(Whole):
    """The invented school: each export alone, then together."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.school = pathlib.Path(cls.folder.name)
        make_school.ecrire(str(cls.school), make_school.produire(pupils=120, kind="lycee", state="octobre", seed=3, demandes=()))
        cls.exports = sorted([*(cls.school / "siecle").iterdir(), *(cls.school / "siecle-autres").iterdir()])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_each_alone(self):
        seen = identify(*self.exports)
        self.assertEqual(len(set(seen.values())), 8, "the two variants of the pupils are one document, and so are those of the guardians")
        for path in self.exports:
            with self.subTest(path.name):
                _, read = self.compare(path, seen[str(path)].partition(":")[2])
                self.assertLessEqual(read.findings.keys(), {"eleve-sans-ine"}, read.said)

    def test_common(self):
        self.compare_common(self.school / "siecle" / "ExportXML_Communs.zip")

    def test_any_of_them_together(self):
        variants = (("ElevesSansAdresses", "ResponsablesAvecAdresses"), ("ElevesAvecAdresses", "ResponsablesSansAdresses"),
                    ("ElevesAvecAdresses", "ResponsablesAvecAdresses"))
        for chosen in variants:
            with self.subTest(chosen), tempfile.TemporaryDirectory() as folder:
                for path in self.exports:
                    if "Adresses" not in path.name or any(c in path.name for c in chosen):
                        (pathlib.Path(folder) / path.name).write_bytes(path.read_bytes())
                read = Reading(folder, "siecle")
                self.assertIn("8 fichiers", read.said)
                self.assertLessEqual(read.findings.keys(), {"eleve-sans-ine"}, read.said)
                self.assertEqual({n["uai"] for n in read.graph.nodes("export")}, {"0999990W"})
                self.assertEqual([n for n in read.graph.nodes("guardianship") if "?" in n["student"] + n["guardian"]], [])

    def test_damaged(self):
        """Cut in two, under its own name: said to be damaged, never left out without a word."""
        for path in self.exports:
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                octets = path.read_bytes()
                (pathlib.Path(folder) / path.name).write_bytes(octets[:len(octets) // 2])
                read = Reading(folder, "siecle")
                self.assertEqual(read.code, 2, read.said)
                self.assertIn("archive-illisible", read.findings, read.said)

    def test_unpacked_and_renamed(self):
        """Bare, without a name, or packed again on a Mac: the same document and the same graph."""
        for path in self.exports:
            with self.subTest(path.name), tempfile.TemporaryDirectory() as folder:
                bare, packed = pathlib.Path(folder) / "a", pathlib.Path(folder) / "b.zip"
                bare.write_bytes(content(path))
                with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as z:
                    z.writestr("__MACOSX/._mes élèves.xml", b"\0\5\x16\7")
                    z.writestr("mes élèves.xml", content(path))
                (document,) = set(identify(bare, packed).values())
                if "EtablissementsEleves" not in path.name:  # its name alone tells it from the other
                    self.assertEqual(document, identify(path)[str(path)])
                document = document.partition(":")[2]
                graphs = {Reading(p.parent, "siecle", document, p.name).text for p in (path, bare, packed)}
                self.assertEqual(len(graphs), 1)


class Versions(unittest.TestCase):
    """What changed through the years (siecle.md §1.3 and addenda): the same facts in the same fields."""

    def read(self, name, document, *changes, count=-1):
        text = (SAMPLES / name).read_bytes()
        for old, new in changes:
            self.assertIn(old.encode("latin-1"), text)
            text = text.replace(old.encode("latin-1"), new.encode("latin-1"), count)
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "e.xml").write_bytes(text)
            return Reading(folder, "siecle", document, "e.xml")

    def test_old_names(self):
        for name, document in (("ElevesAvecAdresses.xml", "eleves"), ("ResponsablesAvecAdresses.xml", "responsables")):
            new = self.read(name, document)
            old = self.read(name, document, ("NOM_DE_FAMILLE", "NOM"))
            self.assertEqual(new.text, old.text)
            self.assertEqual(new.findings, old.findings)

    def test_any_version(self):
        for version in ("1.7", "1.8", "2.1", "4.0", "9.9"):
            read = self.read("ElevesAvecAdresses.xml", "eleves", ('VERSION="3.0"', 'VERSION="%s"' % version))
            self.assertEqual(read.graph.nodes("export")[0]["version"], version)
            self.assertEqual(len(read.graph.nodes("student")), 3)

    def test_three_ine(self):
        read = self.read("ElevesAvecAdresses.xml", "eleves", ("<INE_RNIE>990000001EB", "<INE_BEA>0113014881M</INE_BEA><INE_RNIE>990000001EB"))
        (pupil,) = read.graph.nodes("student", **{"siecle.eleve-id": "1500001"})
        self.assertEqual([pupil[f] for f in ("ine", "ine-bea", "ine-rnie")], ["990000001EB", "0113014881M", "990000001EB"])

    def test_two_vocabularies_in_one_file(self):
        links = Reading(SAMPLES, "siecle", "responsables", "Responsables-1.8.xml").graph.nodes("guardianship")
        self.assertEqual({(n.get("legal-rank"), n.get("level")) for n in links}, {("1", None), (None, "2")})

    def test_same_name_at_another_depth(self):
        """SCOLARITE_AN_DERNIER has a MEF, a class and a mail of its own; Communs two UAJ and two ANNEE_SCOLAIRE."""
        pupils = self.read("Eleves-2.0.xml", "eleves", ("        <CODE_MEF>10010012110</CODE_MEF>\n", ""))
        self.assertNotIn("mef", pupils.graph.nodes("student")[0])
        self.assertNotIn("mail", pupils.graph.nodes("student")[0])
        self.assertEqual(pupils.graph.nodes("past-schooling")[0]["mef"], "00310002220")
        common = Reading(SAMPLES, "siecle", "communs", "Communs.xml").graph
        self.assertEqual((common.nodes("export")[0]["year"], len(common.nodes("school-year"))), ("2025", 2))

    def test_absent_and_empty(self):
        absent = self.read("Eleves-2.0.xml", "eleves", ("        <VILLE_NAISS></VILLE_NAISS>\n", ""))
        for spelling in ("<VILLE_NAISS></VILLE_NAISS>", "<VILLE_NAISS/>", "<VILLE_NAISS />"):
            read = self.read("Eleves-2.0.xml", "eleves", ("<VILLE_NAISS></VILLE_NAISS>", spelling))
            self.assertEqual(read.graph.nodes("student")[0]["birth-town"], "")
        self.assertNotIn("birth-town", absent.graph.nodes("student")[0])

    def test_unknown_elements(self):
        """Counted per path, said once each, never fatal; what is below them is left out."""
        read = self.read("ElevesAvecAdresses.xml", "eleves", ("<DOUBLEMENT>", "<NOUVEAU A='1'><NOM>X</NOM></NOUVEAU><DOUBLEMENT>"),
                         ("</ELEVES>", "</ELEVES><BLOC><ITEM/></BLOC>"))
        self.assertLessEqual(read.code, 1)
        self.assertEqual(read.findings["element-inconnu"], 2, read.said)
        said = " ".join(read.said.split())
        self.assertIn("BEE_ELEVES/DONNEES/ELEVES/ELEVE/NOUVEAU » n'est pas connu et n'a pas été lu (3 fois)", said)
        self.assertIn("BEE_ELEVES/DONNEES/BLOC » n'est pas connu et n'a pas été lu (1 fois)", said)
        self.assertEqual(len(read.graph.nodes("student")), 3)


HEAD = ('<?xml version="1.0" encoding="ISO-8859-15"?><IMPORT_ELEVES VERSION="%s"><PARAMETRES><UAJ>0999991X</UAJ><ANNEE_SCOLAIRE>2017</ANNEE_SCOLAIRE>'
        "<DATE_IMPORT>15/09/2017</DATE_IMPORT><NUM_ENVOI>1</NUM_ENVOI><LOGICIEL>MONOUTIL</LOGICIEL></PARAMETRES><DONNEES>%s</DONNEES></IMPORT_ELEVES>")
PERSONS = "<PERSONNES><PERSONNE><ID_PRV_PER>1</ID_PRV_PER></PERSONNE></PERSONNES>"
PUPIL = "<ELEVES><ELEVE><ID_PRV_ELE>1</ID_PRV_ELE>%s</ELEVE></ELEVES>"
GROUPS = "<GROUPES><GROUPE><CODE_GROUPE>G1</CODE_GROUPE></GROUPE></GROUPES>"


class TheOtherImport(unittest.TestCase):
    """« Dossiers élèves depuis logiciel privé » has the root of the group links."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, version, data):
        path = self.folder / name
        path.write_text(HEAD % (version, data), encoding="iso-8859-15")
        return path

    def test_recognised(self):
        records = [self.write("a.xml", "3.5", PERSONS + PUPIL % ""), self.write("b.xml", "4.0", PUPIL % ""), self.write("c.xml", "", PERSONS)]
        links = [self.write("0590181BPRIVE2006061011100159.xml", "1.4", PUPIL % GROUPS), self.write("vide.xml", "1.4", "<ELEVES/>")]
        seen = identify(*records, *links)
        self.assertEqual({seen[str(p)] for p in records}, {"siecle:dossiers-eleves"})
        self.assertEqual([seen[str(p)] for p in links], ["siecle:liens-eleves-groupes", None], "whatever its name says")

    def test_named_and_left_alone(self):
        """Another school, another year: nothing of it counts."""
        self.write("depot.xml", "3.5", PERSONS + PUPIL % "")
        (self.folder / "Structures.xml").write_bytes((SAMPLES / "Structures.xml").read_bytes())
        read = Reading(self.folder, "siecle")
        self.assertEqual(read.findings.get("elevesgroupes-confondu-avec-dossiers"), 1, read.said)
        self.assertIn("« depot.xml » est un import de dossiers d'élèves", " ".join(read.said.split()))
        self.assertEqual([n["uai"] for n in read.graph.nodes("export")], ["0999990W"])
        self.assertEqual(read.graph.nodes("student"), [])

    def test_where_each_is_found(self):
        said = subprocess.run([BUILD / "passerelle", "plugins", "siecle", "--plugin-path", BUILD / "plugins"], capture_output=True, text=True, check=True)
        for menu in ("Nomenclature", "Géographique", "Structures", "Exports communs", "Élèves sans adresses (ou Élèves avec adresses)",
                     "Responsables avec adresses (ou Responsables sans adresses)", "Établissements", "Établissements des élèves"):
            self.assertIn("SIECLE Base élèves > Exportations > En XML > Génériques > %s\n" % menu, said.stdout)
        self.assertIn("Importations > Dossiers élèves depuis logiciel privé", said.stdout)


if __name__ == "__main__":
    unittest.main()
