#!/usr/bin/env python3
"""Write all the files of one coherent invented school: python3 make_school.py --out DIR [options].

See README.md in this folder.
"""
import argparse
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import aaf                      # noqa: E402
import edt                      # noqa: E402
import faults                   # noqa: E402
import faults_familles          # noqa: E402,F401
import faults_remontee          # noqa: E402,F401
import faults_sts               # noqa: E402,F401
import faults_sts_fichiers      # noqa: E402,F401
import ids                      # noqa: E402
import model                    # noqa: E402
import siecle                   # noqa: E402
import sts                      # noqa: E402
import sts_dom                  # noqa: E402
import verite                   # noqa: E402
from ecriture import Archive    # noqa: E402


def batir(pupils, kind, state, seed, year, uai, demandes=()):
    """(workshop, files): the model, damaged, and the files as written from it, zips not yet packed."""
    ecole = model.construire(pupils, kind, state, seed, year, uai)
    vue = edt.vue(ecole)
    atelier = faults.Atelier(ecole, vue)
    atelier.appliquer(demandes, "noms")
    atelier.appliquer(demandes, "modele")
    fichiers = siecle.fichiers(ecole)
    fichiers.update(sts.fichiers(ecole))
    fichiers["edt/EDT_KOSMOS.xml"] = edt.xml(vue)
    fichiers.update(aaf.fichiers(ecole))
    return atelier, fichiers


def finir(atelier, fichiers, demandes=()):
    """{relative path: bytes}: the faults of the documents and of the bytes, then the truth about all."""
    chantier = sts_dom.Chantier(fichiers, atelier.ecole)
    atelier.documents(fichiers, chantier)
    atelier.appliquer(demandes, "sts")
    if atelier.differes or any(faults.REGISTRE[code].phase == "sts" for code, _ in demandes):
        chantier.rendre()
    dit = verite.decrire(atelier.ecole, atelier.vue, chantier, atelier.constats)
    atelier.appliquer(demandes, "fichiers")
    sortie = {nom: f.octets() if isinstance(f, Archive) else f for nom, f in fichiers.items()}
    sortie["verite.json"] = (json.dumps(dit, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    return sortie


def produire(pupils=600, kind="college", state="juin", seed=1, year=2026, uai="0999990W", demandes=()):
    """Return {relative path: bytes} for one school.  `demandes` = list of (fault code, count)."""
    return finir(*batir(pupils, kind, state, seed, year, uai, demandes), demandes)


def ecrire(dossier, fichiers):
    """Write the files under the folder."""
    for nom, octets in fichiers.items():
        chemin = os.path.join(dossier, *nom.split("/"))
        os.makedirs(os.path.dirname(chemin), exist_ok=True)
        with open(chemin, "wb") as f:
            f.write(octets)


def _faute(texte):
    code, _, n = texte.partition(":")
    if code not in faults.REGISTRE:
        raise argparse.ArgumentTypeError("unknown fault %r (see --list-faults)" % code)
    if n and (not n.isdigit() or int(n) < 1):
        raise argparse.ArgumentTypeError("bad count in %r" % texte)
    return code, int(n or 1)


def main(arguments=None):
    p = argparse.ArgumentParser(description="Invented school: SIECLE, STS, EDT and AAF files that agree.")
    p.add_argument("--out", metavar="DIR", help="folder to fill")
    p.add_argument("--pupils", type=int, default=600, help="pupils present, 40 to 40000 (default 600)")
    p.add_argument("--kind", choices=("college", "lycee"), default="college")
    p.add_argument("--state", choices=("juin", "octobre"), default="juin")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--year", type=int, default=2026, help="first civil year of the school year")
    p.add_argument("--uai", default="0999990W")
    p.add_argument("--fault", action="append", type=_faute, default=[], metavar="CODE[:N]")
    p.add_argument("--list-faults", action="store_true")
    a = p.parse_args(arguments)
    if a.list_faults:
        for code in sorted(faults.REGISTRE):
            f = faults.REGISTRE[code]
            print("%-48s %-15s %-9s %s" % (code, f.siecle_code or "-", f.effet or "-", f.texte))
        return 0
    if not a.out:
        p.error("--out is required")
    if not 40 <= a.pupils <= 40000:
        p.error("--pupils must be between 40 and 40000")
    if not ids.uai_valide(a.uai):
        p.error("--uai: wrong key letter (use --fault fichier-uai-cle-fausse to get one)")
    try:
        ecrire(a.out, produire(a.pupils, a.kind, a.state, a.seed, a.year, a.uai, a.fault))
    except faults.Impossible as e:
        print("make_school: %s" % e, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
