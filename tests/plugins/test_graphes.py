"""Golden graphs: each document, read alone, gives the graph written beside it, fact by fact.

After a change that is meant, write them again with PASSERELLE_GOLDEN=1 and read the difference.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ["PASSERELLE_BUILD"])
SHARED = pathlib.Path(os.environ["PASSERELLE_SOURCE"]).parent / "shared" / "samples" / "public"

DOCUMENTS = {
    "ElevesAvecAdresses": ("siecle", "eleves"),
    "Eleves-2.0": ("siecle", "eleves"),
    "ResponsablesAvecAdresses": ("siecle", "responsables"),
    "Responsables-1.8": ("siecle", "responsables"),
    "Structures": ("siecle", "structures"),
    "Communs": ("siecle", "communs"),
    "Communs-periodes": ("siecle", "communs"),
    "Nomenclature": ("siecle", "nomenclature"),
    "Geographique": ("siecle", "geographique"),
    "Etablissements": ("siecle", "etablissements"),
    "ent-v1.1-clair": ("edt", "export-ent"),
    "ent-v2-RECONSTRUCTION": ("edt", "export-ent"),
}


def read(folder, pattern, plugin, document, *more):
    """Reads one file; gives the readable graph, the report's text and the exit code."""
    with tempfile.TemporaryDirectory() as work:
        pipeline = pathlib.Path(work) / "lire.ini"
        pipeline.write_text(f"[pipeline]\nformat = 1\nname = lire\n\n[read un]\nplugin = {plugin}\n"
                            f"file.{document} = {pattern}\noptional = all\n", encoding="utf-8")
        graph = pathlib.Path(work) / "graphe.txt"
        done = subprocess.run([BUILD / "passerelle", "run", pipeline, "--plugin-path", BUILD / "plugins", "--in", folder,
                               "--save-graph", graph, "--now", "2026-10-06T18:15:00", *more],
                              capture_output=True, text=True, check=False)
        text = graph.read_text(encoding="utf-8") if graph.exists() else ""
        return text, done.stdout + done.stderr, done.returncode


class Golden(unittest.TestCase):
    def test_each_document_gives_its_graph(self):
        for name, (plugin, document) in DOCUMENTS.items():
            with self.subTest(name):
                graph, said, code = read(HERE / "echantillons", f"{name}.xml", plugin, document)
                self.assertEqual(code, 0, said)
                golden = HERE / "graphes" / f"{name}.txt"
                if os.environ.get("PASSERELLE_GOLDEN"):
                    golden.write_text(graph, encoding="utf-8")
                self.assertMultiLineEqual(graph, golden.read_text(encoding="utf-8"))

    def test_the_worker_and_the_same_process_give_the_same_graph(self):
        for name, (plugin, document) in DOCUMENTS.items():
            with self.subTest(name):
                apart = read(HERE / "echantillons", f"{name}.xml", plugin, document)
                here = read(HERE / "echantillons", f"{name}.xml", plugin, document, "--in-process")
                self.assertEqual(apart[0], here[0])
                self.assertEqual(apart[2], here[2])

    def test_order_of_blocks_does_not_count(self):
        text = (HERE / "echantillons" / "ElevesAvecAdresses.xml").read_bytes()
        start, end = text.index(b"<STRUCTURES>"), text.index(b"</STRUCTURES>") + len(b"</STRUCTURES>")
        moved = text[:start] + text[end:]
        moved = moved.replace(b"<ELEVES>", text[start:end] + b"<ELEVES>", 1)
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "e.xml").write_bytes(moved)
            graph, said, code = read(folder, "e.xml", "siecle", "eleves")
        self.assertEqual(code, 0, said)
        self.assertMultiLineEqual(graph, (HERE / "graphes" / "ElevesAvecAdresses.txt").read_text(encoding="utf-8"))


@unittest.skipUnless(SHARED.is_dir(), "no public samples beside the project")
class Public(unittest.TestCase):
    """Real exports without personal data: read whole, nothing unknown, nothing said that is not true of them."""

    def nodes(self, graph):
        heads = {re.match(r"[a-z-]+\[.*?\](#\d+)?(?= )", line).group(0) for line in graph.splitlines()}
        counts = {}
        for head in heads:
            kind = head.split("[", 1)[0]
            counts[kind] = counts.get(kind, 0) + 1
        return counts

    def check(self, pattern, plugin, document, **least):
        graph, said, code = read(SHARED / "siecle", pattern, plugin, document)
        self.assertLessEqual(code, 1, said)
        self.assertNotIn("element-inconnu", said)
        self.assertNotIn("valeur-mal-formee", said)
        self.assertNotIn("champ-trop-long", said)
        counts = self.nodes(graph)
        for kind, n in least.items():
            self.assertEqual(counts.get(kind.replace("_", "-"), 0), n, kind)

    def test_nomenclatures(self):
        for name in ("Nomenclature-2018-19.xml", "Nomenclature-4.0-2022.xml"):
            self.check(name, "siecle", "nomenclature", mef=self.count(name, b"<MEF "),
                       subject=self.count(name, b"<MATIERE "), programme=self.count(name, b"<PROGRAMME>"))

    def count(self, name, mark):
        return (SHARED / "siecle" / name).read_bytes().count(mark)

    def test_structures_and_communs(self):
        self.check("ExportXML_Structures-2022.zip", "siecle", "structures")
        self.check("Communs-1.7-2020-redacted.xml", "siecle", "communs")

    def test_pupils(self):
        self.check("eleves_avec_adresse_avec_double_structure.xml", "siecle", "eleves", student=1)


if __name__ == "__main__":
    unittest.main()
