"""Documents made from the tables are those in docs/; README's commands exist."""
import os
import pathlib
import re
import subprocess
import unittest

BUILD = pathlib.Path(os.environ["PASSERELLE_BUILD"])
SOURCE = pathlib.Path(os.environ["PASSERELLE_SOURCE"])


def said(*arguments):
    return subprocess.run([BUILD / "passerelle", *arguments], capture_output=True, text=True, check=True).stdout


class Documents(unittest.TestCase):
    maxDiff = None

    def test_graph(self):
        self.assertMultiLineEqual(said("schema", "--markdown"),
                                  (SOURCE / "docs" / "graph.md").read_text(encoding="utf-8"), "run: make docs")

    def test_calls(self):
        self.assertMultiLineEqual(said("doctor", "--markdown"),
                                  (SOURCE / "docs" / "appels.md").read_text(encoding="utf-8"), "run: make docs")

    def test_formats(self):
        for plugin in ("siecle", "edt", "sts"):
            self.assertMultiLineEqual(
                said("plugins", plugin, "--markdown", "--plugin-path", str(BUILD / "plugins")),
                (SOURCE / "docs" / f"format-{plugin}.md").read_text(encoding="utf-8"), "run: make docs")

    def test_links_resolve(self):
        for page in [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]:
            for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
                self.assertTrue((page.parent / target).exists(), f"{page.name}: {target}")

    def test_every_message_has_its_texts(self):
        for plugin in ("siecle", "edt", "sts"):
            listing = said("plugins", plugin, "--plugin-path", str(BUILD / "plugins"))
            codes = re.findall(r"^  (?:information|avertissement|erreur|bloquant) +(\S+)", listing, re.M)
            self.assertGreater(len(codes), 5)
            for code in codes:
                for lang in ("fr", "en"):
                    text = said("explain", code, "--lang", lang, "--plugin-path", str(BUILD / "plugins"))
                    self.assertIn(code, text)


if __name__ == "__main__":
    unittest.main()
