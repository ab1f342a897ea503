"""Reading a folder with the program, and the graph that comes out, for the tests of the plugins."""
import os
import pathlib
import re
import subprocess
import tempfile

BUILD = pathlib.Path(os.environ["PASSERELLE_BUILD"])
SOURCE = pathlib.Path(os.environ["PASSERELLE_SOURCE"])
NOW = "2026-10-06T18:15:00"
FACT = re.compile(r"([a-z-]+)\[(.*?)\](#\d+)?(?: (\S+) = (.*))?$")


class Graph:
    """The readable form: {kind: {name: {field: value}}}, values without quotes; empty is ''."""

    def __init__(self, text):
        self.kinds = {}
        for line in text.splitlines():
            kind, name, number, field, value = FACT.match(line).groups()
            node = self.kinds.setdefault(kind, {}).setdefault(name + (number or ""), {})
            if field:
                node[field] = "" if value == "empty" else re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value

    def nodes(self, kind, **where):
        found = self.kinds.get(kind, {}).values()
        return [n for n in found if all(n.get(f) == v for f, v in where.items())]


class Reading:
    """One read step of `plugin` over a folder: `pattern` for one document, or everything in it; `settings` are lines of the step."""

    def __init__(self, folder, plugin, document=None, pattern="*", options=(), now=NOW, settings=""):
        with tempfile.TemporaryDirectory() as work:
            pipeline, graph = pathlib.Path(work) / "lire.ini", pathlib.Path(work) / "graphe.txt"
            which = f"file.{document}" if document else "file"
            pipeline.write_text(f"[pipeline]\nformat = 1\nname = lire\n\n[read un]\nplugin = {plugin}\n"
                                f"{which} = {pattern}\noptional = all\n{settings}", encoding="utf-8")
            done = subprocess.run([BUILD / "passerelle", "run", pipeline, "--plugin-path", BUILD / "plugins", "--in", folder,
                                   "--save-graph", graph, "--all", "--show-values", "--now", now, *options],
                                  capture_output=True, text=True, check=False)
            self.said, self.code = done.stdout + done.stderr, done.returncode
            self.text = graph.read_text(encoding="utf-8") if graph.exists() else ""
        self.graph = Graph(self.text)
        self.findings = {code: int(n) for n, code in re.findall(r" \((\d+)\)\s+([a-z0-9-]+)$", self.said, re.MULTILINE)}


def identify(*files):
    """{file: "plugin:document" or None}."""
    done = subprocess.run([BUILD / "passerelle", "identify", *files, "--plugin-path", BUILD / "plugins"],
                          capture_output=True, text=True, check=False)
    seen = {}
    for block in re.split(r"(?m)^(?=\S)", done.stdout):
        name, _, rest = block.partition("\n")
        if name:
            found = re.search(r"\(([a-z0-9-]+:[a-z0-9-]+), \d+ %\)", rest)
            seen[name] = found[1] if found else None
    return seen
