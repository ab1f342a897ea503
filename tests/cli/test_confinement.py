"""Plugins run confined: what they may not do they cannot, with its own finding, as root and as an ordinary user; what a machine
cannot do is said; and confinement changes nothing of what a sound plugin does.
"""
import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import unittest

from outil import BUILD, GREFFONS, LIENS, MAINTENANT, PROGRAMME, Essai, Rapport, comptes, contenu, environnement, run, school
from petits import ANCIEN, HOSTILES, Hostile

SANS = os.path.join(BUILD, "sans")
with open(PROGRAMME, "rb") as programme_:
    SANITIZE = b"__asan_init" in programme_.read()  # a sanitizer needs address space without end

# What each plugin of tests/hostile tries while it works: the finding, with the words that say what it wanted.
TENTATIVES = {
    "ouvre-fichier": ("greffon-appel-refuse", "ouvrir un fichier « /etc/passwd » (openat)"),
    "cree-fichier": ("greffon-appel-refuse", "ouvrir un fichier « /tmp/passerelle-hostile » (openat)"),
    "reouvre-entree": ("greffon-appel-refuse", "ouvrir un fichier « /proc/self/fd/6 » (openat)"),
    "efface-fichier": ("greffon-appel-refuse", "changer un fichier (unlink)"),
    "signale-hote": ("greffon-appel-refuse", "envoyer un signal à un autre processus (kill)"),
    "se-connecte": ("greffon-appel-interdit", "ouvrir une connexion (socket)"),
    "datagramme": ("greffon-appel-interdit", "ouvrir une connexion (socket)"),
    "lance-programme": ("greffon-appel-interdit", "lancer un programme (execve)"),
    "se-dedouble": ("greffon-appel-interdit", "créer un processus (clone)"),
    "observe-hote": ("greffon-appel-interdit", "se mêler d'un autre processus (ptrace)"),
    "lit-hote": ("greffon-appel-interdit", "se mêler d'un autre processus (process_vm_readv)"),
    # Not told one by one, because sound libraries try the same: the plugin just cannot.
    "code-nouveau": ("greffon-echec-sans-message", None),
    "fil-execution": ("greffon-echec-sans-message", None),
    "reclame-droits": ("greffon-echec-sans-message", None),
    "charge-et-ouvre": ("greffon-echec-sans-message", None),
    "charge-et-cree": ("greffon-echec-sans-message", None),
}
# And while it is loaded, before anything is asked of it: it is refused as a whole.
AU_CHARGEMENT = {
    "charge-et-lance": "lancer un programme (execve)",
    "charge-et-se-connecte": "ouvrir une connexion (socket)",
    "charge-et-se-dedouble": "créer un processus (clone)",
    "sourd-aux-refus": "détourner un signal (rt_sigaction)",
}
# Frames that lie: why the host does not understand.
TRAMES = {
    "bruit": None,
    "trame-sans-fin": "frame too long",
    "trame-coupee": "cut",
    "trame-inconnue": "unknown frame",
    "trame-deplacee": "unknown frame",
    "trame-apres-la-fin": "frame after the end",
    "trame-compte-menteur": "finding",
    "trame-texte-menteur": "finding",
    "trame-graphe-faux": "another version of the form",
    "trame-statut-faux": "status",
}
COMPTES = comptes("petit", *TENTATIVES, *AU_CHARGEMENT, *TRAMES)


class Interdits(Hostile):
    def chacun(self, cas, essai):
        for nom in cas:
            for compte in COMPTES:
                with self.subTest(nom, compte=compte.nom):
                    essai(nom, compte)

    def test_en_travaillant(self):
        self.chacun(TENTATIVES, self.en_travaillant)

    def en_travaillant(self, nom, compte):
        code, quoi = TENTATIVES[nom]
        f, r = self.fautif(nom, code, compte=compte)
        self.assertEqual((f["blame"], f["step"]), ("plugin", "petits"), f)
        attendus = {code} | ({"greffon-echec-sans-message"} if code == "greffon-appel-refuse" else set())
        self.assertEqual(self.rapport.codes(), attendus, str(r))
        self.dit(r, *([quoi] if quoi else []))
        self.assertFalse(os.path.exists("/tmp/passerelle-hostile"))

    def test_signaux_de_qui_nous_lance(self):
        """A starter that blocks signals does not change what is said."""
        bloque = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32)); os.execv(sys.argv[1], sys.argv[1:])"
        _, r = self.fautif("ouvre-fichier", "greffon-appel-refuse", programme=[sys.executable, "-c", bloque, PROGRAMME])
        self.dit(r, TENTATIVES["ouvre-fichier"][1])

    def test_en_anglais(self):
        r = self.code(self.lancer("se-connecte", "--lang", "en"), 4)
        self.dit(r, "wanted to open a connection (socket), which no plugin may do")
        r = self.code(self.lancer("ouvre-fichier", "--lang", "en"), 4)
        self.dit(r, "wanted to open a file “/etc/passwd” (openat): it was denied")

    def test_au_chargement(self):
        self.chacun(AU_CHARGEMENT, self.au_chargement)

    def au_chargement(self, nom, compte):
        r = self.code(self.lancer(nom, compte=compte), 4)
        self.dit(r, "pipeline-greffon-refuse", AU_CHARGEMENT[nom], "il a été arrêté")
        self.intact()
        r = self.code(compte.run("plugins", "petit", "--plugin-path", os.path.join(compte.hostiles, nom)), 4)
        self.dit(r, "greffon-appel-interdit", AU_CHARGEMENT[nom])

    def test_trames(self):
        self.chacun(TRAMES, self.trames)

    def trames(self, nom, compte):
        _, r = self.fautif(nom, "greffon-fil-rompu", compte=compte)
        self.assertEqual(self.rapport.codes(), {"greffon-fil-rompu"}, str(r))
        self.dit(r, *([TRAMES[nom]] if TRAMES[nom] else []))

    def test_temoin(self):
        self.chacun(["petit"], self.temoin)

    def temoin(self, nom, compte):
        r = self.code(self.lancer(nom, compte=compte), 0)
        self.assertEqual(self.rapport.constats, [], str(r))
        self.dit(r, "Greffons confinés (Landlock ")
        self.ecrire("sortie/petit-ecrit.xml", ANCIEN["petit-ecrit.xml"])

    def test_sans_confinement_ils_pourraient(self):
        """The attempts are real: without confinement some succeed, and the level is said."""
        for nom in ("ouvre-fichier", "se-connecte", "datagramme", "charge-et-ouvre"):
            with self.subTest(nom):
                r = self.code(self.lancer(nom, "--sandbox=off"), 0)
                self.assertEqual(self.rapport.codes(), {"confinement-desactive"}, str(r))
                self.dit(r, "Greffons non confinés.")


class Machines(Hostile):
    """A kernel that lacks something."""

    def sur(self, manque, *options, **autres):
        return self.lancer("petit", *options, programme=[SANS, manque, PROGRAMME], **autres)

    def test_exige(self):
        """A plugin that did not come with the program is not loaded without the whole confinement."""
        for manque, dit in (("landlock", "Landlock"), ("landlock-eteint", "Landlock"), ("seccomp", "seccomp"),
                            ("landlock,seccomp", "Landlock, seccomp")):
            with self.subTest(manque):
                r = self.code(self.sur(manque), 4)
                self.dit(r, "pipeline-greffon-refuse", "cette machine ne le peut pas (il manque : %s)" % dit)
                self.intact()
                r = self.code(run("plugins", "petit", "--plugin-path", os.path.join(HOSTILES, "petit"), programme=[SANS, manque, PROGRAMME]), 4)
                self.dit(r, "confinement-impossible", "passerelle doctor", "--sandbox=prefer")

    def test_autant_que_possible(self):
        for manque, dit in (("landlock", "Landlock"), ("seccomp", "seccomp")):
            with self.subTest(manque):
                r = self.code(self.sur(manque, "--sandbox=prefer"), 0)
                (f,) = self.rapport.constats
                self.assertEqual((f["code"], f["severity"], f["blame"]), ("confinement-incomplet", "warning", "system"))
                self.dit(r, "il manque : %s" % dit, "passerelle doctor", "Greffons confinés en partie seulement (il manque : %s)" % dit)
                c = self.rapport.etape("petits")["confinement"]
                self.assertEqual((c["asked"], c["landlock"] is None, c["seccomp"]), ("prefer", manque == "landlock", manque != "seccomp"))

    def test_ce_qui_reste_tient(self):
        """One wall missing, the other stands."""
        r = self.code(self.lancer("ouvre-fichier", "--sandbox=prefer", programme=[SANS, "landlock", PROGRAMME]), 4)
        self.assertIn("greffon-appel-refuse", self.rapport.codes(), str(r))
        r = self.code(self.lancer("ouvre-fichier", "--sandbox=prefer", programme=[SANS, "seccomp", PROGRAMME]), 4)
        self.assertIn("greffon-echec-sans-message", self.rapport.codes(), str(r))

    def test_livre_avec_passerelle(self):
        """A plugin that comes with the program is confined as far as the machine goes, and that is said."""
        for dossier in ("bin", "lib/passerelle/plugins"):
            os.makedirs(self.chemin("installe", dossier), 0o755)
        shutil.copy(PROGRAMME, self.chemin("installe", "bin"))
        shutil.copy(os.path.join(HOSTILES, "petit", "petit.so"), self.chemin("installe", "lib/passerelle/plugins"))
        programme = self.chemin("installe", "bin", "passerelle")
        chaine = self.chaine()
        args = ("run", chaine, "--in", self.chemin("entree"), "--out", self.chemin("sortie"))
        self.tait(self.code(run(*args, programme=programme), 0), "confinement-incomplet")
        r = self.code(run(*args, programme=[SANS, "landlock", programme]), 0)
        self.dit(r, "confinement-incomplet", "petit-ecrit.xml")
        r = self.code(run(*args, "--sandbox=require", programme=[SANS, "landlock", programme]), 4)
        self.dit(r, "pipeline-greffon-refuse", "il manque : Landlock")


class Reglages(Hostile):
    """Who decides: the command line, else the step, else the pipeline, else what is usual."""

    def asked(self, *options, **chaine):
        r = self.code(self.lancer("petit", *options, **chaine), 0)
        return r, [e["confinement"]["asked"] for e in self.rapport.json["steps"]]

    def test_usuel(self):
        self.assertEqual(self.asked()[1], ["require", "require"])

    def test_chaine(self):
        r, asked = self.asked(reglage="sandbox = off")
        self.assertEqual(asked, ["off", "off"])
        self.dit(r, "confinement-desactive", "chaîne, ligne 10")
        self.assertEqual(self.asked("--sandbox=prefer", reglage="sandbox = off")[1], ["prefer", "prefer"])
        r, asked = self.asked("--sandbox=off", reglage="sandbox = require")
        self.assertEqual(asked, ["off", "off"])
        self.dit(r, "ligne de commande")

    def test_valeurs_fausses(self):
        r = self.code(self.lancer("petit", reglage="sandbox = un-peu"), 3)
        self.dit(r, "essai.ini:10", "require, prefer, off")
        r = self.code(self.lancer("petit", "--sandbox=un-peu"), 3)
        self.dit(r, "commande-valeur-fausse", "un-peu")
        r = self.code(self.lancer("petit", "--sandbox=require", "--in-process"), 3)
        self.dit(r, "commande-options-contraires", "--in-process", "--sandbox=require")

    def test_dans_ce_processus(self):
        r = self.code(self.lancer("petit", "--in-process"), 0)
        self.dit(r, "sans confinement (--in-process)")
        self.assertEqual({e["confinement"] for e in self.rapport.json["steps"]}, {None})


class Ensemble(Hostile):
    """Reading steps that follow each other."""

    LECTURE = "[read %s]\nplugin = petit\nfile.liste = petit.xml\ntimeout = %d\n"

    @unittest.skipUnless(len(os.sched_getaffinity(0)) > 1, "one processor: one worker at a time")
    def test_en_meme_temps(self):
        chaine = self.ecrire("deux.ini", "[pipeline]\nformat = 1\n" + self.LECTURE % ("a", 3) + self.LECTURE % ("b", 3))
        p = subprocess.Popen([PROGRAMME, "run", chaine, "--plugin-path", os.path.join(HOSTILES, "dort"), "--in", self.chemin("entree")],
                             env=environnement(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        vus = 0
        while p.poll() is None:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError), open("/proc/%d/task/%d/children" % (p.pid, p.pid)) as f:
                vus = max(vus, len(f.read().split()))
            time.sleep(0.02)
        dit = p.communicate()[0].decode()
        self.assertEqual((p.returncode, vus), (4, 2), dit)
        self.assertIn("Greffon trop long (2)", dit)

    def test_vu_de_l_exterieur(self):
        """What the kernel says of a worker while it works."""
        chaine = self.ecrire("un.ini", "[pipeline]\nformat = 1\n" + self.LECTURE % ("a", 30) + "memory = 200M\n")
        p = subprocess.Popen([PROGRAMME, "run", chaine, "--plugin-path", os.path.join(HOSTILES, "dort"), "--in", self.chemin("entree")],
                             env=environnement(SECRET="a ne pas transmettre"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(p.communicate)
        self.addCleanup(p.kill)
        fin = time.monotonic() + 20
        etat, limites = {}, {}
        # The first worker only describes the plugin: it is given no file.
        while etat.get("Seccomp_filters") != "2" or limites["Max open files"][0] != "24":
            self.assertLess(time.monotonic(), fin, etat)
            time.sleep(0.02)
            with contextlib.suppress(OSError, IndexError, ValueError):
                with open("/proc/%d/task/%d/children" % (p.pid, p.pid)) as f:
                    pid = int(f.read().split()[-1])
                with open("/proc/%d/status" % pid) as f:
                    etat = dict(ligne.rstrip("\n").split(":\t", 1) for ligne in f if ":\t" in ligne)
                with open("/proc/%d/limits" % pid) as f:
                    limites = {ligne[:26].strip(): ligne[26:].split() for ligne in f}
        self.assertEqual((etat["NoNewPrivs"], etat["Seccomp"], etat["Threads"]), ("1", "2", "1"), etat)
        for nom in ("Max core file size", "Max file size", "Max processes"):
            self.assertEqual(limites[nom][:2], ["0", "0"], nom)
        self.assertNotEqual(limites["Max cpu time"][0], "unlimited")
        if not SANITIZE:
            self.assertEqual(int(limites["Max address space"][1]), 264 << 20)
        with contextlib.suppress(PermissionError), open("/proc/%d/environ" % pid, "rb") as f:
            self.assertNotIn(b"SECRET", f.read())

    def test_toutes_les_fautes(self):
        """A step that fails does not keep the next from saying what is wrong with its files."""
        chaine = self.ecrire("deux.ini", "[pipeline]\nformat = 1\n" + (self.LECTURE * 2 % ("a", 20, "b", 20)).replace("petit.xml", "un.xml", 1)
                             .replace("petit.xml", "deux.xml", 1))
        self.ecrire("entree/un.xml", "<petits>")
        self.ecrire("entree/deux.xml", "<petits>\n<petit></petits>")
        for options in (), ("--in-process",):
            with self.subTest(options):
                r = self.code(run("run", chaine, "--plugin-path", os.path.join(HOSTILES, "petit"), "--in", self.chemin("entree"), *options), 2)
                self.dit(r, "un.xml:1", "deux.xml:2", "fichier-xml-illisible")


class Docteur(Essai):
    def docteur(self, manque=None, *options):
        programme = [SANS, manque, PROGRAMME] if manque else PROGRAMME
        return run("doctor", "--plugin-path", GREFFONS, *options, programme=programme)

    def test_tout_va(self):
        r = self.docteur()
        self.assertIn(r.code, (0, 1), str(r))  # 1: run from its build folder, it has no installed pipeline
        self.assertRegex(r.sortie, r"en ordre +Landlock +version \d")
        self.assertRegex(r.sortie, r"en ordre +seccomp")
        self.assertRegex(r.sortie, r"en ordre +essai")
        self.assertRegex(r.sortie, r"en ordre +greffon siecle")

    def test_manques(self):
        for manque, code, remede in (("landlock", "doctor-landlock-absent", "linux-image-amd64"),
                                     ("landlock-eteint", "doctor-landlock-eteint", "GRUB_CMDLINE_LINUX"),
                                     ("seccomp", "doctor-seccomp-absent", "CONFIG_SECCOMP_FILTER")):
            with self.subTest(manque):
                r = self.code(self.docteur(manque), 1)
                self.dit(r, code, remede)
                self.assertRegex(r.sortie, "MANQUE +%s" % ("seccomp" if manque == "seccomp" else "Landlock"))
                self.dit(self.code(self.docteur(manque, "--lang", "en"), 1), "MISSING")

    def test_greffon_refuse(self):
        r = self.code(run("doctor", "--plugin-path", os.path.join(HOSTILES, "charge-et-lance")), 4)
        self.assertRegex(r.sortie, "MANQUE +greffon petit")
        self.dit(r, "greffon-appel-interdit")

    def test_aucun_greffon(self):
        self.dit(self.code(run("doctor", "--plugin-path", self.tmp), 4), "doctor-aucun-greffon", self.tmp)

    def test_comme_compte_ordinaire(self):
        for compte in COMPTES:
            with self.subTest(compte.nom):
                r = compte.run("doctor", "--plugin-path", os.path.join(compte.hostiles, "petit"))
                self.assertIn(r.code, (0, 1), str(r))
                self.assertRegex(r.sortie, r"en ordre +essai")


class Meme(Essai):
    """The real plugins: the same bytes and the same report however they are run."""

    def rapport(self, *options, par=()):
        dossier = self.chemin(re.sub(r"\W", "", "".join(options + par)) or "usuel")
        r = self.code(run("run", LIENS, "--plugin-path", GREFFONS, "--in", school().dossier, "--out", dossier, "--report",
                          self.chemin("r.json"), "--now", MAINTENANT, *options, programme=[*par, PROGRAMME]), 0)
        j = Rapport(self.chemin("r.json")).json
        for e in j["steps"]:
            del e["seconds"], e["confinement"]
        del j["out"], j["run"]["in-process"]
        j["groups"] = [g for g in j["groups"] if g["code"] != "confinement-desactive"]
        return contenu(dossier), j, r

    def test_quel_que_soit_le_confinement(self):
        attendu = self.rapport()
        self.assertEqual(len(attendu[0]), 1)
        for options in (("--sandbox=require",), ("--sandbox=prefer",), ("--sandbox=off",), ("--in-process",)):
            with self.subTest(options):
                self.assertEqual(self.rapport(*options)[:2], attendu[:2])

    EXPORTS = """[pipeline]
format = 1
[read siecle]
plugin = siecle
file = siecle/*.zip
optional = all
option.controles = complets
[check fichiers]
rules = *
[write eleves]
plugin = siecle
document = eleves
[write responsables]
plugin = siecle
document = responsables
"""

    def test_une_grande_ecole_est_lue_par_morceaux(self):
        """Pupils and guardians are read by two workers: the same graph as in one process, and links across them hold."""
        ecole = school(pupils=1500, seed=5)
        chaine = self.ecrire("exports.ini", self.EXPORTS)
        vus = []
        for options in (), ("--in-process",):
            r = run("run", chaine, "--plugin-path", GREFFONS, "--in", ecole.dossier, "--out", self.chemin("s"), "--now", MAINTENANT,
                    "--save-graph", self.chemin("g.txt"), "--report", self.chemin("r.json"), *options)
            self.assertIn(r.code, (0, 1), str(r))
            with open(self.chemin("g.txt"), encoding="utf-8") as f:
                graphe = f.read()
            constats = [{c: v for c, v in k.items()} for k in Rapport(self.chemin("r.json")).constats]
            vus.append((graphe, constats, contenu(self.chemin("s"))))
        self.assertEqual(vus[0][0], vus[1][0])
        self.assertEqual(vus[0][1], vus[1][1])
        self.assertEqual(vus[0][2], vus[1][2])
        liens = ecole.verite["comptes"]["siecle"]["liens_responsables"]
        self.assertEqual(len(re.findall(r"(?m)^guardianship\[.* student = student\[", vus[0][0])), liens)
        self.assertNotIn("lien-non-resolu", {c["code"] for c in vus[0][1]})

    @unittest.skipUnless(shutil.which("taskset"), "no taskset")
    def test_quel_que_soit_le_nombre_de_processeurs(self):
        """Reading steps run at the same time: the order in which they end must not be seen."""
        attendu = self.rapport()
        self.assertEqual(self.rapport(par=(shutil.which("taskset"), "-c", "0"))[:2], attendu[:2])


if __name__ == "__main__":
    unittest.main()
