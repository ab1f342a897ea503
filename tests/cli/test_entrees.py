"""Hostile inputs (tests/hostile/entrees.py): each ends with its own finding, place and exit code, and nothing is published.

As root, all of it is run as an ordinary user too.
"""
import functools
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import unittest

from outil import SOURCE, Essai, Rapport, comptes, contenu, environnement, run
from petits import ANCIEN, chaine

sys.path.insert(0, os.path.join(SOURCE, "tests", "hostile"))
import entrees  # noqa: E402

COMPTES = comptes("petit")
PLAFOND = 20  # seconds for any of them
PUBLIE = "petit-ecrit.xml"
A_REMPLIR = re.compile(r"\{\w*\}")
COMMANDES = re.compile(r"[\x00-\x09\x0B-\x1F\x7F]")


def en_octets(octets):
    return octets() if callable(octets) else octets


def etat(dossier):
    """What can be told of a folder without opening what is in it."""
    vu = {}
    for racine, dossiers, noms in os.walk(dossier):
        for nom in dossiers + noms:
            s = os.lstat(os.path.join(racine, nom))
            vu[os.path.relpath(os.path.join(racine, nom), dossier)] = (s.st_mode, s.st_size, s.st_mtime_ns)
    return vu


class Entrees(Essai):
    """One run: an input, an output folder that already holds something, nothing else that may be written to."""

    def setUp(self):
        super().setUp()
        os.chmod(self.tmp, 0o755)

    def preparer(self, compte, fichier="petit.xml", octets=None, poser=None):
        """A fresh folder for one run; the input is these bytes, or what `poser` makes at its path."""
        base = self.chemin("cas")
        shutil.rmtree(base, True)
        for nom, vieux in ANCIEN.items():
            self.ecrire("cas/sortie/" + nom, vieux)
        self.ecrire("cas/essai.ini", chaine(fichier))
        for nom in ("entree", "temp", "ici"):
            os.mkdir(os.path.join(base, nom))
        if poser:
            poser(os.path.join(base, "entree", fichier))
        elif octets is not None:
            self.ecrire("cas/entree/" + fichier, octets)
        compte.donner(base)
        return base

    def lancer(self, compte, *options, base=None, sortie=None, rapport=None, par=None):
        base = base or self.chemin("cas")
        rapport = rapport or os.path.join(base, "rapport.json")
        r = run("run", os.path.join(base, "essai.ini"), "--plugin-path", os.path.join(compte.hostiles, "petit"), "--in",
                os.path.join(base, "entree"), "--out", sortie or os.path.join(base, "sortie"), "--report", rapport, *options,
                programme=(par or []) + [compte.programme], uid=None if par else compte.uid, cwd=os.path.join(base, "ici"),
                env={"TMPDIR": os.path.join(base, "temp")}, timeout=6 * PLAFOND)
        r.rapport = Rapport(rapport) if os.path.isfile(rapport) else None
        self.assertLess(r.duree, PLAFOND, str(r))
        return r

    # ---- what holds for every run

    def textes(self, r):
        """Both languages say something whole, and the terminal shows no value and obeys no byte of the file."""
        self.assertIsNotNone(r.rapport, "no report: %s" % r)
        for g in r.rapport.json["groups"]:
            for les_deux in [g["title"], g["remedy"]] + [f["text"] for f in g["findings"]]:
                for langue in "fr", "en":
                    texte = les_deux[langue]
                    self.assertNotRegex(texte, A_REMPLIR, str(g))
                    self.assertGreater(len(texte.strip()), 7, str(g))
                    self.assertNotRegex(texte, r"\(null\)|None| n° \d+\.$| no\. \d+\.$|libzip", str(g))
                self.assertNotEqual(les_deux["fr"], les_deux["en"])
        self.assertNotIn(entrees.MOT, r.tout, str(r))
        self.assertNotRegex(r.tout, COMMANDES, str(r))

    def refus(self, r):
        return [c for c in r.rapport.constats if c["severity"] in ("error", "blocking")]

    def sans_trace(self, base, avec=(), sans=()):
        """Nothing but the report was made, anywhere that could be written to."""
        attendus = {"entree", "sortie", "temp", "ici", "essai.ini", "rapport.json"} - set(sans) | set(avec)
        self.assertEqual(sorted(os.listdir(base)), sorted(attendus))
        self.assertEqual(os.listdir(os.path.join(base, "temp")) + os.listdir(os.path.join(base, "ici")), [])

    def refuse(self, compte, code, lieu=None, ligne=None, sortie=2, base=None, avant=None):
        """The run of what was prepared ends with this finding, once and alone, and leaves everything as it was."""
        base = base or self.chemin("cas")
        avant = avant or etat(os.path.join(base, "entree"))
        r = self.code(self.lancer(compte, base=base), sortie)
        self.textes(r)
        self.assertEqual([(c["code"], c["file"], c["line"]) for c in self.refus(r)], [(code, lieu, ligne)], str(r))
        self.dit(r, code, "Rien n'a été publié", *([lieu.partition("!")[0]] if lieu else []))
        self.assertEqual((r.rapport.json["run"]["exit-code"], r.rapport.json["run"]["published"]), (sortie, False))
        self.prive(r.rapport.chemin)
        self.assertEqual(contenu(os.path.join(base, "sortie")), ANCIEN)
        self.sans_trace(base)
        self.assertEqual(etat(os.path.join(base, "entree")), avant)
        return r

    def chacun(self, cas):
        for un in cas:
            octets = en_octets(un.octets)
            for compte in COMPTES:
                with self.subTest(un.nom, compte=compte.nom):
                    self.preparer(compte, un.fichier, octets)
                    self.refuse(compte, un.code, un.fichier + ("!" + un.entree if un.entree else ""), un.ligne, un.sortie)


class Fichiers(Entrees):
    def test_noms_des_cas(self):
        noms = [c.nom for c in entrees.XML + entrees.ARCHIVES]
        self.assertEqual(len(noms), len(set(noms)), "a case's name says which one failed")

    def test_temoin(self):
        """What is refused below is not refused for its envelope."""
        for fichier, octets in (("petit.xml", entrees.petits()), ("petit.zip", entrees.archive(entrees.saine())),
                                ("petit.xml", entrees.liste()), ("petit.zip", entrees.liste_zip())):
            for compte in COMPTES:
                base = self.preparer(compte, fichier, octets)
                r = self.code(self.lancer(compte), 0)
                self.assertIn(entrees.MOT.encode(), contenu(os.path.join(base, "sortie"))[PUBLIE], str(r))
                self.assertEqual(r.rapport.constats, [], str(r))
                self.sans_trace(base)

    def test_xml(self):
        self.chacun(entrees.XML)

    def test_archives(self):
        self.chacun(entrees.ARCHIVES)

    def test_en_anglais(self):
        compte = COMPTES[-1]
        for un in (entrees.XML[0], entrees.ARCHIVES[0]):
            self.preparer(compte, un.fichier, en_octets(un.octets))
            r = self.code(self.lancer(compte, "--lang", "en"), un.sortie)
            self.dit(r, un.code, "Nothing was published")
            self.textes(r)

    def test_inoffensifs(self):
        """What they point to is neither fetched nor read: what is written is what the file itself holds."""
        for nom, octets in entrees.INOFFENSIFS:
            with self.subTest(nom):
                base = self.preparer(COMPTES[-1], octets=octets)
                r = self.code(self.lancer(COMPTES[-1]), 0)
                self.textes(r)
                ecrit = contenu(os.path.join(base, "sortie"))[PUBLIE]
                self.assertEqual((ecrit.count(b"<petit "), ecrit.count(entrees.MOT.encode())), (1, 1), str(r))
                self.assertNotIn(b"root:", ecrit, str(r))
                self.sans_trace(base)

    def test_identifier(self):
        """To recognise files is as safe as to read them, and one does not keep the others from being looked at."""
        chemins = []
        for i, un in enumerate(entrees.XML + entrees.ARCHIVES):
            chemins.append(self.ecrire("vus/%d-%s" % (i, un.fichier), en_octets(un.octets)[:4 * entrees.Mo]))
        chemins.append(self.ecrire("vus/sain.xml", entrees.petits()))
        for compte in COMPTES[-1:]:
            compte.donner(self.chemin("vus"))
            r = compte.run("identify", *chemins, "--plugin-path", os.path.join(compte.hostiles, "petit"), timeout=6 * PLAFOND)
            self.assertIn(r.code, (0, 2), str(r))
            self.dit(r, "sain.xml", "Petite liste")
            self.assertNotRegex(r.tout, COMMANDES, str(r))
            self.assertNotIn(entrees.MOT, r.tout, str(r))


class Coupes(Entrees):
    """A file cut at every 64th byte is never taken for a whole one."""

    def couper(self, fichier, octets, code):
        compte = COMPTES[-1]
        vues = entrees.coupes(octets)
        self.assertGreater(len(vues), 50)
        for n, reste in vues:
            with self.subTest(n):
                base = self.preparer(compte, fichier, reste)
                r = self.code(self.lancer(compte), 2)
                (constat,) = self.refus(r)
                self.assertEqual((constat["code"], constat["file"]), (code if n else entrees.ABIME, fichier), str(r))
                if code == entrees.ABIME:
                    self.assertLessEqual(abs(constat["line"] - reste.count(b"\n") - 1), 1, str(r))
                self.textes(r)
                self.assertEqual(contenu(os.path.join(base, "sortie")), ANCIEN)
                self.sans_trace(base)

    def test_xml(self):
        self.couper("petit.xml", entrees.liste(), entrees.ABIME)

    def test_zip(self):
        self.couper("petit.zip", entrees.liste_zip(), entrees.ILLISIBLE)


class Lieux(Entrees):
    """What is no file that can be read."""

    def chacun_des_lieux(self, action):
        for lieu in entrees.LIEUX:
            for compte in COMPTES:
                if lieu.aussi_root or not compte.est_root:
                    with self.subTest(lieu.nom, compte=compte.nom):
                        base = self.preparer(compte, poser=lieu.poser)
                        action(compte, lieu, base)

    def test_lire(self):
        self.chacun_des_lieux(lambda compte, lieu, base: self.refuse(compte, lieu.code, "petit.xml", None, lieu.sortie))

    def test_identifier(self):
        def action(compte, lieu, base):
            r = self.code(compte.run("identify", os.path.join(base, "entree", "petit.xml"), "--plugin-path",
                                     os.path.join(compte.hostiles, "petit"), timeout=PLAFOND), lieu.sortie)
            self.dit(r, lieu.code, "petit.xml")
            self.assertNotRegex(r.tout, A_REMPLIR, str(r))
        self.chacun_des_lieux(action)


class Changeants(Entrees):
    """A file that an application is still writing: what was read of it is no file that anybody exported."""

    def pendant(self, compte, geste):
        """A run over a list long enough to take some time, and `geste` again and again on the open file all along."""
        base = self.preparer(compte, octets=entrees.liste(40000))
        chemin = os.path.join(base, "entree", "petit.xml")
        fini = threading.Event()

        def ecrire():
            with open(chemin, "r+b", buffering=0) as f:
                while not fini.is_set():
                    geste(f)
                    time.sleep(0.0005)
        fil = threading.Thread(target=ecrire)
        fil.start()
        try:
            r = self.lancer(compte)
        finally:
            fini.set()
            fil.join()
        return base, r

    def modifie(self, geste, encore=()):
        for compte in COMPTES:
            with self.subTest(compte=compte.nom):
                base, r = self.pendant(compte, geste)
                self.code(r, 2)
                self.textes(r)
                codes = {c["code"] for c in r.rapport.constats}
                self.assertIn("fichier-modifie", codes, str(r))
                self.assertLessEqual(codes, {"fichier-modifie"} | set(encore), str(r))
                self.assertEqual([c["file"] for c in r.rapport.de("fichier-modifie")], ["petit.xml"], str(r))
                self.assertEqual(contenu(os.path.join(base, "sortie")), ANCIEN)
                self.sans_trace(base)

    def test_grandit(self):
        def geste(f):
            f.seek(0, os.SEEK_END)
            f.write(b"\n")
        self.modifie(geste)

    def test_reecrit_sur_place(self):
        """Same size, same bytes: only its date tells."""
        def geste(f):
            f.seek(-1, os.SEEK_END)
            f.write(b"\n")
        self.modifie(geste)

    def test_inacheve(self):
        """Its end is not there yet: that it is cut may be said too."""
        def geste(f):
            f.seek(0, os.SEEK_END)
            f.write(b"<!-- -->" if f.tell() % 2 else b" ")
            f.truncate(f.tell() - 30 if f.tell() > 30 else 0)
        self.modifie(geste, encore=[entrees.ABIME])


# A file system of its own for one run: mounted over $1 with the options $2, holding what $4/avant has, then rw or ro ($3); what
# it holds in the end goes to $4/apres. Whatever happens, it is gone with the process.
MONTAGE = r"""
lieu=$1 options=$2 acces=$3 copie=$4; shift 4
mount -t tmpfs -o "$options" tmpfs "$lieu" || exit 99
cp -a "$copie/avant/." "$lieu" || exit 98
mount -o "remount,bind,$acces" "$lieu" || exit 97
"$@"
code=$?
mkdir "$copie/apres" && cp -a "$lieu/." "$copie/apres"
exit $code
"""


def pour_chaque(essai):
    """The test is run for each account, over a list that is longer than a small disk."""
    @functools.wraps(essai)
    def tous(self):
        for compte in COMPTES:
            with self.subTest(compte=compte.nom):
                essai(self, compte, self.preparer(compte, octets=entrees.liste(2000)))
    return tous


class Sorties(Entrees):
    """Where nothing can be written."""

    def monter(self, compte, lieu, avant, taille="size=64k", acces="rw"):
        """What to put before the program so that `lieu` is a small file system that holds `avant`."""
        copie = self.chemin("disque")
        shutil.rmtree(copie, True)
        os.makedirs(os.path.join(copie, "avant"))
        for nom, octets in avant.items():
            self.ecrire("disque/avant/" + nom, octets)
        compte.donner(copie)
        options = taille + ",mode=755" + (",uid=%d,gid=%d" % (compte.uid, compte.uid) if compte.uid else "")
        espace = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
        essai = subprocess.run(espace + ["mount", "-t", "tmpfs", "tmpfs", lieu], env=environnement(), capture_output=True)
        if essai.returncode:
            self.skipTest("no file system may be mounted here: %s" % essai.stderr.decode().strip())
        en_tant_que = ["setpriv", "--reuid", str(compte.uid), "--regid", str(compte.uid), "--clear-groups"] if compte.uid else []
        return espace + ["sh", "-c", MONTAGE, "sh", lieu, options, acces, copie] + en_tant_que

    def apres(self):
        return contenu(self.chemin("disque", "apres"))

    def echoue(self, r, code, sortie=5, publie=False):
        """The exit code, and that finding said on the terminal."""
        self.code(r, sortie)
        self.dit(r, code)
        self.assertNotRegex(r.tout, A_REMPLIR, str(r))
        if not publie:
            self.dit(r, "Rien n'a été publié")
        if r.rapport:
            self.textes(r)
            self.assertEqual(r.rapport.codes("error"), {code}, str(r))
            self.assertEqual((r.rapport.json["run"]["exit-code"], r.rapport.json["run"]["published"]), (sortie, publie), str(r))

    @pour_chaque
    def test_disque_plein(self, compte, base):
        """No room for what is written; no room for one more file."""
        for taille in ("size=64k", "size=1m,nr_inodes=3"):
            r = self.lancer(compte, par=self.monter(compte, os.path.join(base, "sortie"), ANCIEN, taille))
            self.echoue(r, "sortie-ecriture")
            self.dit(r, "le disque est plein")
            self.assertEqual(self.apres(), ANCIEN)
            self.sans_trace(base)

    @pour_chaque
    def test_disque_en_lecture_seule(self, compte, base):
        r = self.lancer(compte, par=self.monter(compte, os.path.join(base, "sortie"), ANCIEN, acces="ro"))
        self.echoue(r, "sortie-dossier")
        self.dit(r, "le disque est en lecture seule")
        self.assertEqual(self.apres(), ANCIEN)

    @pour_chaque
    def test_disque_plein_pour_le_rapport(self, compte, base):
        """The files are good and in place; the report is not, and that is said."""
        os.mkdir(os.path.join(base, "plein"))
        par = self.monter(compte, os.path.join(base, "plein"), {"a.txt": bytes(65536)})
        r = self.lancer(compte, par=par, rapport=os.path.join(base, "plein", "rapport.json"))
        self.echoue(r, "sortie-ecriture", publie=True)
        self.dit(r, "rapport.json", "le disque est plein")
        self.assertEqual(self.apres(), {"a.txt": bytes(65536)})
        self.assertEqual(contenu(os.path.join(base, "sortie"))[PUBLIE].count(b"<petit "), 2000)

    @pour_chaque
    def test_disque_plein_pour_le_graphe(self, compte, base):
        os.mkdir(os.path.join(base, "plein"))
        par = self.monter(compte, os.path.join(base, "plein"), {"a.txt": bytes(65536)})
        r = self.lancer(compte, "--save-graph", os.path.join(base, "plein", "graphe.bin"), par=par)
        self.echoue(r, "sortie-ecriture", publie=True)
        self.dit(r, "graphe.bin", "le disque est plein")
        self.assertEqual(self.apres(), {"a.txt": bytes(65536)})
        self.sans_trace(base, ["plein"])

    @pour_chaque
    def test_dossier_ferme(self, compte, base):
        if compte.est_root:
            return  # it is closed to nobody
        os.chmod(os.path.join(base, "sortie"), 0o555)
        r = self.lancer(compte)
        os.chmod(os.path.join(base, "sortie"), 0o755)
        self.echoue(r, "sortie-dossier")
        self.dit(r, "vous n'en avez pas le droit")
        self.assertEqual(contenu(os.path.join(base, "sortie")), ANCIEN)
        self.sans_trace(base)

    @pour_chaque
    def test_dossier_a_creer_dans_un_dossier_ferme(self, compte, base):
        if compte.est_root:
            return
        os.chmod(os.path.join(base, "sortie"), 0o555)
        r = self.lancer(compte, sortie=os.path.join(base, "sortie", "nouveau"))
        os.chmod(os.path.join(base, "sortie"), 0o755)
        self.echoue(r, "sortie-dossier")
        self.assertEqual(contenu(os.path.join(base, "sortie")), ANCIEN)

    @pour_chaque
    def test_pas_un_dossier(self, compte, base):
        fichier = os.path.join(base, "sortie", "autre.txt")
        for sortie in (fichier, os.path.join(fichier, "dedans")):
            r = self.lancer(compte, sortie=sortie)
            self.echoue(r, "sortie-dossier")
            self.dit(r, "ce n'est pas un dossier")
            self.assertEqual(contenu(os.path.join(base, "sortie")), ANCIEN)
            self.sans_trace(base)

    @pour_chaque
    def test_lien_vers_nulle_part(self, compte, base):
        os.symlink("nulle-part", os.path.join(base, "lien"))
        r = self.lancer(compte, sortie=os.path.join(base, "lien"))
        self.echoue(r, "sortie-dossier")
        self.sans_trace(base, ["lien"])

    @pour_chaque
    def test_un_lien_porte_le_nom_du_fichier(self, compte, base):
        """What is at the other end is not ours to replace."""
        os.remove(os.path.join(base, "sortie", PUBLIE))
        os.symlink("autre.txt", os.path.join(base, "sortie", PUBLIE))
        r = self.lancer(compte)
        self.echoue(r, "sortie-nom-interdit", 3)
        self.assertTrue(os.path.islink(os.path.join(base, "sortie", PUBLIE)))
        self.assertEqual(contenu(os.path.join(base, "sortie"))["autre.txt"], ANCIEN["autre.txt"])
        self.sans_trace(base)

    @pour_chaque
    def test_rapport_impossible(self, compte, base):
        for rapport, code in ("essai.ini/r.json", "sortie-dossier"), ("temp", "sortie-nom-interdit"):
            r = self.lancer(compte, rapport=os.path.join(base, rapport))
            self.code(r, 5)
            self.dit(r, code)
            self.sans_trace(base, sans=["rapport.json"])


if __name__ == "__main__":
    unittest.main()
