"""What the tests of the whole program share: running it, temporary folders, invented schools, its JSON report.

PASSERELLE_BUILD is the build folder (passerelle, plugins/, hostile/), PASSERELLE_SOURCE the top of the sources.
"""
import atexit
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = os.path.abspath(os.environ.get("PASSERELLE_SOURCE") or os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.path.abspath(os.environ.get("PASSERELLE_BUILD") or os.path.join(SOURCE, "build", "release"))
PROGRAMME = os.path.join(BUILD, "passerelle")
GREFFONS = os.path.join(BUILD, "plugins")
PARTAGE = os.path.join(SOURCE, "..", "shared")
LIENS = os.path.join(SOURCE, "pipelines", "liens-eleves-groupes.ini")
MAINTENANT = "2026-10-06T18:15:00"

sys.path.insert(0, os.path.join(SOURCE, "tests", "school"))
import make_school  # noqa: E402

SAUTES = ("ERROR: AddressSanitizer", "ERROR: LeakSanitizer", "runtime error:")


class Resultat:
    """How one run of the program ended."""

    def __init__(self, args, code, sortie, erreurs, duree=0.0):
        self.args, self.code, self.sortie, self.erreurs, self.duree = args, code, sortie, erreurs, duree
        self.tout = sortie + erreurs
        self.suivi = " ".join(self.tout.split())

    def __str__(self):
        return "%s\ncode %s\n--- sortie\n%s\n--- erreurs\n%s" % (" ".join(self.args), self.code, self.sortie[-6000:], self.erreurs[-6000:])


def environnement(**de_plus):
    """A bare environment: what the tester's own shell says must not count."""
    garde = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "TZ", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS")}
    garde.update({"LC_ALL": "C.UTF-8", "NO_COLOR": "1"})
    garde.update(de_plus)
    return {k: v for k, v in garde.items() if v is not None}


def run(*args, programme=PROGRAMME, cwd=None, env=None, timeout=180, uid=None):
    """Run the program, as another account if uid is given; a sanitizer's word in what it prints is a failure whatever its
    exit code. `programme` may be a list: what runs it, and it."""
    commande = ([programme] if isinstance(programme, str) else list(programme)) + [str(a) for a in args]
    autre = {} if uid is None else {"user": uid, "group": uid, "extra_groups": []}
    debut = time.monotonic()
    p = subprocess.run(commande, cwd=cwd, env=environnement(**(env or {})), stdin=subprocess.DEVNULL, capture_output=True,
                       timeout=timeout, **autre)
    r = Resultat(commande, p.returncode, p.stdout.decode("utf-8"), p.stderr.decode("utf-8"), time.monotonic() - debut)
    if any(mot in r.tout for mot in SAUTES):
        raise AssertionError("sanitizer: %s" % r)
    return r


# ---------------------------------------------------------------------------------------------------- accounts

ORDINAIRE = 65534


class Compte:
    """Who runs the program over a test plugin, and which copy of both."""

    def __init__(self, nom, dossier=BUILD, uid=None):
        self.nom, self.uid = nom, uid
        self.programme = os.path.join(dossier, "passerelle")
        self.hostiles = os.path.join(dossier, "hostile")

    @property
    def est_root(self):
        return (os.geteuid() if self.uid is None else self.uid) == 0

    def run(self, *args, **autres):
        return run(*args, programme=self.programme, uid=self.uid, **autres)

    def donner(self, dossier):
        """The folder and all that is in it become the account's."""
        if self.uid is None:
            return
        os.lchown(dossier, self.uid, self.uid)
        for racine, dossiers, noms in os.walk(dossier):
            for nom in dossiers + noms:
                os.lchown(os.path.join(racine, nom), self.uid, self.uid)


def comptes(*greffons):
    """The tester's account and, if that is root, an ordinary one without any group, for which the program and these
    plugins of tests/hostile are copied: the sources may lie under a folder that is closed to it."""
    tous = [Compte("root" if os.geteuid() == 0 else "testeur")]
    if os.geteuid() == 0:
        copie = os.path.join(_cache(), "ordinaire")
        if not os.path.exists(copie):
            os.chmod(_cache(), 0o711)
            os.mkdir(copie, 0o755)
            shutil.copy(PROGRAMME, copie)
        for g in greffons:
            if not os.path.exists(os.path.join(copie, "hostile", g)):
                shutil.copytree(os.path.join(BUILD, "hostile", g), os.path.join(copie, "hostile", g))
        tous.append(Compte("compte ordinaire", copie, ORDINAIRE))
    return tous


# ----------------------------------------------------------------------------------------------------- schools

_CACHE = None
_ECOLES = {}


def _cache():
    global _CACHE
    if _CACHE is None:
        _CACHE = tempfile.mkdtemp(prefix="passerelle-ecoles-")
        atexit.register(shutil.rmtree, _CACHE, True)
    return _CACHE


class Ecole:
    """An invented school on the disk, and the truth about it."""

    def __init__(self, dossier, verite):
        self.dossier, self.verite = dossier, verite
        self.edt = os.path.join(dossier, "edt", "EDT_KOSMOS.xml")

    def chemin(self, *noms):
        return os.path.join(self.dossier, *noms)

    def faute(self, code):
        return next(f for f in self.verite["fautes"] if f["code"] == code)


def school(pupils=300, kind="college", state="octobre", seed=1, fautes=(), copie=None, seulement=None):
    """The school asked for, made once a process. `fautes`: codes, or (code, count). `copie`: a folder for a copy that the
    test may change. `seulement`: the folders kept ("edt", "siecle")."""
    demandes = tuple((f, 1) if isinstance(f, str) else tuple(f) for f in fautes)
    cle = (pupils, kind, state, seed, demandes)
    if cle not in _ECOLES:
        fichiers = make_school.produire(pupils=pupils, kind=kind, state=state, seed=seed, demandes=demandes)
        dossier = os.path.join(_cache(), "ecole%d" % len(_ECOLES))
        make_school.ecrire(dossier, fichiers)
        _ECOLES[cle] = Ecole(dossier, json.loads(fichiers["verite.json"]))
    ecole = _ECOLES[cle]
    if copie is None and seulement is None:
        return ecole
    cible = copie or tempfile.mkdtemp(dir=_cache())
    for nom in sorted(os.listdir(ecole.dossier)):
        if seulement is None or nom in seulement:
            source = ecole.chemin(nom)
            (shutil.copytree if os.path.isdir(source) else shutil.copy2)(source, os.path.join(cible, nom))
    return Ecole(cible, ecole.verite)


# ------------------------------------------------------------------------------------------------------ reports

class Rapport:
    """The JSON report of a run (docs/report.md)."""

    def __init__(self, chemin):
        self.chemin = chemin
        with open(chemin, encoding="utf-8") as f:
            self.json = json.load(f)
        self.constats = [dict(c, code=g["code"], blame=g["blame"], severity=g["severity"], answer=g["answer"])
                         for g in self.json["groups"] for c in g["findings"]]

    def codes(self, moindre="info"):
        """The codes said, of that severity or worse."""
        ordre = ("info", "warning", "error", "blocking")
        return {c["code"] for c in self.constats if ordre.index(c["severity"]) >= ordre.index(moindre)}

    def de(self, code):
        """The findings of one code."""
        return [c for c in self.constats if c["code"] == code]

    def groupe(self, code):
        return next(g for g in self.json["groups"] if g["code"] == code)

    def etape(self, nom):
        return next(e for e in self.json["steps"] if e["name"] == nom)

    def prevision(self):
        """The foresight of the only step that writes."""
        return next(e["foresight"] for e in self.json["steps"] if e.get("foresight"))

    def chiffre(self, code):
        return next(f["value"] for f in self.prevision()["figures"] if f["code"] == code)


# -------------------------------------------------------------------------------------------------------- tests

class Essai(unittest.TestCase):
    """A test with a private folder of its own."""

    maxDiff = 4000

    def setUp(self):
        self.tmp = tempfile.mkdtemp(prefix="passerelle-essai-")
        self.addCleanup(shutil.rmtree, self.tmp, True)

    def chemin(self, *noms):
        return os.path.join(self.tmp, *noms)

    def ecrire(self, nom, texte, mode=None):
        chemin = self.chemin(nom)
        os.makedirs(os.path.dirname(chemin), exist_ok=True)
        with open(chemin, "wb") as f:
            f.write(texte if isinstance(texte, bytes) else texte.encode("utf-8"))
        if mode is not None:
            os.chmod(chemin, mode)
        return chemin

    def code(self, r, attendu):
        self.assertEqual(r.code, attendu, str(r))
        return r

    def dit(self, r, *morceaux):
        """The pieces are printed, wherever lines are broken."""
        for m in morceaux:
            self.assertIn(m, r.suivi, str(r))

    def tait(self, r, *morceaux):
        for m in morceaux:
            self.assertNotIn(m, r.suivi, str(r))

    def prive(self, chemin):
        self.assertEqual(stat.S_IMODE(os.stat(chemin).st_mode), 0o600, chemin)


def contenu(dossier):
    """{name: bytes} of a folder, the hidden files too; {} if there is none."""
    vu = {}
    for racine, _, noms in os.walk(dossier):
        for nom in noms:
            chemin = os.path.join(racine, nom)
            with open(chemin, "rb") as f:
                vu[os.path.relpath(chemin, dossier)] = f.read()
    return vu


def partage(*noms):
    """A file beside the project that is no part of it; the test is skipped without it."""
    chemin = os.path.join(PARTAGE, *noms)
    if not os.path.exists(chemin):
        raise unittest.SkipTest("%s is not there" % os.path.join("../shared", *noms))
    return chemin
