#!/usr/bin/env python3
"""Times the whole flow beside `xmllint --stream --noout` on the same files, in one run, as a ratio.

    tests/bench/bench.py BUILD [PUPILS] [ROUNDS]

Measures, asserts nothing. The rounds of the two are interleaved: the machine's mood counts for both.
"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start, done.returncode


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    pupils = sys.argv[2] if len(sys.argv) > 2 else "3000"
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    with tempfile.TemporaryDirectory() as folder:
        school = pathlib.Path(folder) / "ecole"
        subprocess.run([sys.executable, str(ROOT / "tests/school/make_school.py"), "--out", str(school),
                        "--pupils", pupils, "--state", "octobre"], check=True, stdout=subprocess.DEVNULL)
        wanted = ("Eleves", "Structures", "Communs", "Nomenclature")
        files = [school / "edt" / "EDT_KOSMOS.xml"]
        for archive in sorted((school / "siecle").glob("*.zip")):
            if not any(word in archive.name for word in wanted):
                archive.unlink()
                continue
            with zipfile.ZipFile(archive) as z:
                files += [pathlib.Path(z.extract(name, folder)) for name in z.namelist()]
        flow = [str(build / "passerelle"), "run", str(ROOT / "pipelines/liens-eleves-groupes.ini"), "--plugin-path",
                str(build / "plugins"), "--in", str(school), "--out", str(pathlib.Path(folder) / "sortie"),
                "--now", "2026-10-06T18:15:00"]
        cases = {"xmllint --stream --noout": ["xmllint", "--stream", "--noout", *map(str, files)],
                 "passerelle run": flow, "passerelle run --sandbox=off": [*flow, "--sandbox=off"],
                 "passerelle run, one processor": ["taskset", "-c", "0", *flow], "passerelle run --in-process": [*flow, "--in-process"]}
        times = {name: [] for name in cases}
        for _ in range(rounds):
            for name, command in cases.items():
                seconds, code = timed(command)
                if code > 1:
                    sys.exit(f"{name}: exit {code}")
                times[name].append(seconds)
        inside = statistics.median(times["passerelle run --in-process"])
        base = statistics.median(times["xmllint --stream --noout"])
        size = sum(f.stat().st_size for f in files)
        print(f"{pupils} pupils, {size / 1e6:.1f} MB of XML, {rounds} interleaved rounds, medians")
        for name, values in times.items():
            median = statistics.median(values)
            print(f"  {name:30} {median * 1000:7.1f} ms   {median / base:.2f} x xmllint   {median / inside:.2f} x --in-process")


if __name__ == "__main__":
    main()
