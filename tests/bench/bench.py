#!/usr/bin/env python3
"""Times whole commands beside `xmllint --stream --noout` on the same files, in one run, as ratios.

    tests/bench/bench.py BUILD [PUPILS] [ROUNDS]

Measures, asserts nothing. The rounds of all cases are interleaved: the machine's mood counts for each.
"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
WRITTEN = ("eleves", "responsables", "structures", "communs", "nomenclature")
EXPORTS = """[pipeline]
format = 1
name = exports
[read siecle]
plugin = siecle
file = siecle/*.zip
optional = all
option.controles = complets
[check fichiers]
rules = *
"""
WRITE = "[write %s]\nplugin = siecle\ndocument = %s\n"


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start, done.returncode


def unzipped(school, folder, words):
    """The XML files of SIECLE's exports whose names hold one of these words."""
    files = []
    for archive in sorted((school / "siecle").glob("*.zip")):
        if any(word in archive.name for word in words):
            with zipfile.ZipFile(archive) as z:
                files += [pathlib.Path(z.extract(name, folder)) for name in z.namelist()]
    return files


def compare(title, files, rounds, cases, reference):
    """cases: {name: command}. `reference` is one of them; xmllint is the other."""
    cases = {"xmllint --stream --noout": ["xmllint", "--stream", "--noout", *map(str, files)], **cases}
    times = {name: [] for name in cases}
    for _ in range(rounds):
        for name, command in cases.items():
            seconds, code = timed(command)
            if code > 1:
                sys.exit(f"{name}: exit {code}")
            times[name].append(seconds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    base, inside = medians["xmllint --stream --noout"], medians[reference]
    print(f"{title}, {sum(f.stat().st_size for f in files) / 1e6:.1f} MB of XML, {rounds} interleaved rounds, medians")
    for name, median in medians.items():
        print(f"  {name:32} {median * 1000:7.1f} ms   {median / base:.2f} x xmllint   {median / inside:.2f} x {reference}")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    pupils = sys.argv[2] if len(sys.argv) > 2 else "3000"
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        school = folder / "ecole"
        subprocess.run([sys.executable, str(ROOT / "tests/school/make_school.py"), "--out", str(school),
                        "--pupils", pupils, "--state", "octobre"], check=True, stdout=subprocess.DEVNULL)

        def run(pipeline, *options):
            return [str(build / "passerelle"), "run", str(pipeline), "--plugin-path", str(build / "plugins"), "--in", str(school),
                    "--out", str(folder / "sortie"), "--now", "2026-10-06T18:15:00", *options]

        liens = ROOT / "pipelines/liens-eleves-groupes.ini"
        read = [school / "edt" / "EDT_KOSMOS.xml", *unzipped(school, folder, ("Eleves", "Responsables", "Structures", "Communs", "Nomenclature"))]
        compare(f"{pupils} pupils, pupil-group links", read, rounds,
                {"run": run(liens), "run --sandbox=off": run(liens, "--sandbox=off"),
                 "run, one processor": ["taskset", "-c", "0", *run(liens)], "--in-process": run(liens, "--in-process")}, "--in-process")

        (folder / "lire.ini").write_text(EXPORTS)
        (folder / "tout.ini").write_text(EXPORTS + "".join(WRITE % (d, d) for d in WRITTEN))
        compare(f"{pupils} pupils, SIECLE's six exports", unzipped(school, folder, ("",)), rounds,
                {"read and checked": run(folder / "lire.ini"), "read, checked and written": run(folder / "tout.ini"),
                 "--in-process, all three": run(folder / "tout.ini", "--in-process")}, "--in-process, all three")


if __name__ == "__main__":
    main()
