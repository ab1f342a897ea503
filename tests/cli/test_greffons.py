"""Plugins that are wrong (tests/hostile): each ends its step with its own finding, and nothing is published."""
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
import unittest
import zipfile

from outil import BUILD, PROGRAMME, comptes, contenu, environnement, run
from petits import ANCIEN, HOSTILES, ICI, Hostile, chaine


class Temoin(Hostile):
    def test_petit_lit_et_ecrit(self):
        self.code(self.lancer("petit"), 0)
        self.assertEqual(contenu(self.chemin("sortie")).keys(), ANCIEN.keys())
        ecrit = contenu(self.chemin("sortie"))["petit-ecrit.xml"].decode()
        for code, nom in (("A", "Alpha"), ("B", "Bêta"), ("C", "Gamma")):
            self.assertRegex(ecrit, r'<petit code="%s">\s*<nom>%s</nom>' % (code, nom))
        self.assertEqual(self.rapport.constats, [])

    def test_memes_octets_sans_processus_separe(self):
        self.code(self.lancer("petit"), 0)
        separe = contenu(self.chemin("sortie"))
        self.code(self.lancer("petit", "--in-process"), 0)
        self.assertEqual(contenu(self.chemin("sortie")), separe)

    def test_relit_ce_qu_il_a_ecrit(self):
        self.code(self.lancer("petit", "--save-graph", self.chemin("sortie/un.txt")), 0)
        shutil.copy(self.chemin("sortie/petit-ecrit.xml"), self.chemin("entree/petit.xml"))
        self.code(self.lancer("petit", "--save-graph", self.chemin("sortie/deux.txt")), 0)
        un, deux = (contenu(self.chemin("sortie"))[n].decode() for n in ("un.txt", "deux.txt"))
        self.assertEqual(un, deux)
        self.assertIn('group[petits:B] label = "Bêta"', un)


class Plantages(Hostile):
    def test_lecture(self):
        for _ in range(2):  # the place is the same each time
            f, r = self.fautif("plante-lecture", "greffon-plante")
            self.assertEqual(f["blame"], "plugin", f)
            self.assertEqual((f["step"], f["file"], f["line"], f["record"]),
                             ("petits", "petit.xml", 5, "petit C"), f)
            self.dit(r, "petit.xml:5 · petit C")

    def test_lance_par_qui_n_attend_pas_ses_enfants(self):
        """A starter that ignores the end of its children, as some schedulers do, does not hide how ours ended."""
        ignore = "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
        f, _ = self.fautif("plante-lecture", "greffon-plante", compte=ICI, programme=[sys.executable, "-c", ignore, PROGRAMME])
        self.assertEqual(f["arguments"]["detail"]["value"], "SIGSEGV")

    def test_lecture_dans_une_archive(self):
        with zipfile.ZipFile(self.chemin("entree", "petit.zip"), "w", zipfile.ZIP_DEFLATED) as z:
            z.write(self.chemin("entree", "petit.xml"), "dedans.xml")
        f, r = self.fautif("plante-lecture", "greffon-plante", fichier="petit.zip")
        self.assertEqual((f["file"], f["line"], f["record"]), ("petit.zip!dedans.xml", 5, "petit C"), f)

    def test_chargement(self):
        r = self.code(self.lancer("plante-chargement"), 4)
        self.dit(r, "pipeline-greffon-refuse", "petit", "planté")
        self.intact()
        r = self.code(run("plugins", "petit", "--plugin-path", os.path.join(HOSTILES, "plante-chargement")), 4)
        self.dit(r, "greffon-plante")

    def test_un_greffon_qui_plante_ne_cache_pas_les_autres(self):
        dossiers = "%s:%s" % (os.path.join(HOSTILES, "plante-chargement"), os.path.join(BUILD, "plugins"))
        r = self.code(run("plugins", "--plugin-path", dossiers), 0)
        self.dit(r, "petit", "siecle", "edt", "sts")

    def test_ecriture(self):
        f, _ = self.fautif("plante-ecriture", "greffon-plante")
        self.assertEqual(f["step"], "copie", f)

    def test_sortie_du_processus(self):
        f, _ = self.fautif("sort", "greffon-arrete")
        self.assertEqual(f["blame"], "plugin", f)

    def test_bruit_sur_le_fil(self):
        self.fautif("bruit", "greffon-fil-rompu")


class Limites(Hostile):
    def test_boucle(self):
        f, r = self.fautif("boucle", "greffon-trop-long", temps=2)
        self.assertLess(r.duree, 8)
        self.assertEqual(f["file"], "petit.xml", f)
        self.dit(r, "2 s")

    def test_sommeil(self):
        _, r = self.fautif("dort", "greffon-trop-long", temps=2)
        self.assertLess(r.duree, 8)

    def test_silence(self):
        """A step that may last is not left alone when its plugin gives no sign of life, whether it waits or computes."""
        for cas in ("dort", "boucle", "ferme"):
            with self.subTest(cas):
                f, r = self.fautif(cas, "greffon-sans-nouvelles", temps=60, silence=1)
                self.assertLess(r.duree, 10)
                self.assertEqual(f["file"], "petit.xml", f)
                self.dit(r, "pendant 1 s", "« idle »")

    def test_signes_de_vie_sans_fin(self):
        """Saying that one is at work does not make a step longer than it may be."""
        _, r = self.fautif("battements", "greffon-trop-long", temps=2, silence=1)
        self.assertLess(r.duree, 10)

    def test_fil_ferme(self):
        _, r = self.fautif("ferme", "greffon-trop-long", temps=2)
        self.assertLess(r.duree, 8)

    def test_memoire(self):
        for cas in ("mange", "mange-hote"):
            with self.subTest(cas):
                f, r = self.fautif(cas, "greffon-memoire-epuisee")
                self.assertLess(r.duree, 15)
                self.dit(r, "200 Mio")
                self.assertEqual(f["file"], "petit.xml", f)


class Manquements(Hostile):
    def test_echec_muet(self):
        f, _ = self.fautif("muet", "greffon-echec-sans-message")
        self.assertEqual(f["blame"], "plugin", f)

    def test_echec_muet_sans_processus_separe(self):
        self.fautif("muet", "greffon-echec-sans-message", "--in-process")

    def test_code_inconnu(self):
        _, r = self.fautif("code-inconnu", "greffon-code-inconnu")
        self.dit(r, "petit-jamais-declare")

    def test_bloquant_sans_echec(self):
        """A blocking finding closes the gate whatever the verb returns; its blame is the data's."""
        self.fautif("bloquant-sans-echec", "petit-refus", sortie=2)

    def test_echec_apres_un_fichier(self):
        f, _ = self.fautif("deux-fichiers", "petit-refus", sortie=2)
        self.assertEqual(f["step"], "copie", f)

    def test_evasion(self):
        """The name may come from the pipeline's options as well: it is the pipeline that is blamed."""
        r = self.code(self.lancer("evasion"), 3)
        self.dit(r, "sortie-nom-interdit", "../evade.xml")
        self.intact()

    def test_table_fausse(self):
        r = self.code(self.lancer("table-fausse"), 4)
        self.dit(r, "couleur")
        self.intact()

    def test_bavardage(self):
        """What a plugin prints is never on the program's own output, and is refused."""
        f, r = self.fautif("bavard", "greffon-parle")
        self.assertEqual(f["blame"], "plugin", f)
        self.dit(r, "10 octets")
        self.tait(r, "BAVARDAGE")
        self.assertEqual(f["arguments"]["texte"], {"value": "BAVARDAGE", "personal": True})

    def test_murmure(self):
        """On its standard error: told, masked, not refused; libraries do it."""
        r = self.code(self.lancer("murmure"), 0)
        self.assertEqual([c["severity"] for c in self.rapport.de("greffon-murmure")], ["warning"], str(r))
        self.tait(r, "Gamma")

    def test_inondation(self):
        """Eighty million bytes neither block the run nor are kept."""
        f, r = self.fautif("inonde", "greffon-parle", temps=60)
        self.dit(r, "81920000 octets")
        self.assertLessEqual(len(f["arguments"]["texte"]["value"]), 200)


@unittest.skipUnless(os.path.exists("/proc/self/task/%d/children" % os.getpid()), "the system does not tell a process's children")
class Valide(Hostile):
    """What a plugin says of all that its step has read."""

    def test_refuse(self):
        f, r = self.fautif("refuse-en-validant", "petit-refus", sortie=2)
        self.assertEqual((f["step"], f["file"], f["line"]), ("petits", "petit.xml", 4), f)
        etats = {e["name"]: e["state"] for e in self.rapport.json["steps"]}
        self.assertEqual(etats, {"petits": "refused", "copie": "skipped"})
        self.fautif("refuse-en-validant", "petit-refus", "--in-process", sortie=2)

    def test_ne_fait_que_regarder(self):
        f, _ = self.fautif("ajoute-en-validant", "greffon-echec-sans-message")
        self.assertEqual(f["step"], "petits", f)

    def test_ne_regarde_pas_avant(self):
        self.fautif("regarde-en-lisant", "greffon-echec-sans-message")

    def test_plante(self):
        f, _ = self.fautif("plante-en-validant", "greffon-plante")
        self.assertEqual(f["step"], "petits", f)


class Tue(Hostile):
    """The run is killed while a file is half written."""

    def travailleurs(self, pid):
        with open("/proc/%d/task/%d/children" % (pid, pid)) as f:
            return [int(n) for n in f.read().split()]

    def vit(self, pid):
        try:
            with open("/proc/%d/stat" % pid) as f:
                return f.read().rpartition(")")[2].split()[0] not in "ZX"
        except FileNotFoundError:
            return False

    def attendre(self, quoi, secondes=20):
        fin = time.monotonic() + secondes
        while not quoi():
            self.assertLess(time.monotonic(), fin, "never came")
            time.sleep(0.02)

    def test_tue(self):
        chaine = self.chaine(temps=60, silence=60)
        for signal_ in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal_):
                p = subprocess.Popen([PROGRAMME, "run", chaine, "--plugin-path", os.path.join(HOSTILES, "ecrit-et-dort"), "--in",
                                      self.chemin("entree"), "--out", self.chemin("sortie")], env=environnement(), stdin=subprocess.DEVNULL,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                # Half written: the staged file has bytes, the worker waits.
                self.attendre(lambda: any(n > 4000000 for n in self.tailles()))
                enfants = self.travailleurs(p.pid)
                self.assertEqual(len(enfants), 1)
                p.send_signal(signal_)
                self.assertEqual(p.wait(20), -signal_)
                self.attendre(lambda: not any(self.vit(n) for n in enfants))
                restes = contenu(self.chemin("sortie"))
                self.assertEqual({n: o for n, o in restes.items() if not n.startswith(".")}, ANCIEN)
                if signal_ != signal.SIGKILL:
                    self.assertEqual(restes, ANCIEN, "a run that is asked to stop leaves nothing behind")
                self.code(self.lancer("muet"), 4)
                self.intact()  # the next run, even one that fails, has cleaned up

    def tailles(self):
        sortie = self.chemin("sortie")
        return [os.path.getsize(os.path.join(sortie, n)) for n in os.listdir(sortie)]


class Refus(Hostile):
    """Descriptors that are refused before anything runs, with a code, both versions and what to do."""

    def refuse(self, cas, code, *morceaux):
        r = self.code(self.lancer(cas), 4)
        self.dit(r, "pipeline-greffon-refuse", *morceaux)
        self.assertIn("essai.ini:5", r.tout, str(r))
        self.intact()
        r = self.code(run("plugins", "petit", "--plugin-path", os.path.join(HOSTILES, cas)), 4)
        self.dit(r, code, *morceaux)
        r = self.code(run("plugins", "--plugin-path", os.path.join(HOSTILES, cas)), 0)
        self.dit(r, "petit")

    def test_magie(self):
        self.refuse("magie-fausse", "greffon-description-fausse")

    def test_autre_majeure(self):
        self.refuse("autre-majeure", "greffon-autre-version", "2.4", "1.2")
        r = run("plugins", "petit", "--plugin-path", os.path.join(HOSTILES, "autre-majeure"))
        self.dit(r, "Installez la version du greffon", "ou mettez Passerelle à jour")

    def test_trop_recent(self):
        self.refuse("trop-recent", "greffon-trop-recent", "1.9", "1.2")
        self.dit(run("plugins", "petit", "--plugin-path", os.path.join(HOSTILES, "trop-recent")), "Mettez Passerelle à jour")

    def test_seulement_v2(self):
        self.refuse("seulement-v2", "greffon-autre-version-majeure", "pas_plugin_v1")

    def test_pas_un_greffon(self):
        self.refuse("sans-symbole", "greffon-sans-entree", "pas_plugin_v1")

    def test_entree_nulle(self):
        self.refuse("entree-nulle", "greffon-sans-entree")

    def test_autre_nom(self):
        self.refuse("autre-nom", "greffon-nom-de-fichier", "grand")
        self.dit(run("plugins", "petit", "--plugin-path", os.path.join(HOSTILES, "autre-nom")), "Renommez-le « grand.so »")

    def test_textes_absents(self):
        self.refuse("textes-absents", "greffon-description-fausse", "petit-refus")

    def test_verbe_absent(self):
        self.refuse("verbe-absent", "greffon-description-fausse", "check")

    def test_lien_faux(self):
        self.refuse("lien-faux", "greffon-description-fausse", "petit-refus")

    def test_option_hors_bornes(self):
        self.refuse("option-hors-bornes", "greffon-description-fausse", "taille")

    def test_fichier_qui_n_est_pas_un_objet(self):
        os.mkdir(self.chemin("greffons"))
        self.ecrire("greffons/petit.so", "ceci n'est pas un objet partagé")
        r = self.code(run("plugins", "petit", "--plugin-path", self.chemin("greffons")), 4)
        self.dit(r, "greffon-non-chargeable")

    def test_dossier_nomme_comme_un_greffon(self):
        os.makedirs(self.chemin("greffons", "petit.so"))
        r = self.code(run("plugins", "petit", "--plugin-path", self.chemin("greffons")), 4)
        self.dit(r, "greffon-illisible")


class Generations(Hostile):
    """Structures that are not of our size are taken when they may be."""

    def test_plus_court(self):
        lire = self.ecrire("lire.ini", chaine().partition("[write")[0])
        r = self.code(run("run", lire, "--plugin-path", os.path.join(HOSTILES, "plus-court"), "--in", self.chemin("entree"),
                          "--save-graph", self.chemin("graphe.txt")), 0)
        with open(self.chemin("graphe.txt"), encoding="utf-8") as f:
            self.assertIn('group[petits:C] label = "Gamma"', f.read(), str(r))

    def test_plus_court_n_ecrit_pas(self):
        r = self.code(self.lancer("plus-court"), 3)
        self.dit(r, "pipeline-greffon-n-ecrit-pas")

    def test_tables_courtes(self):
        """The rows of its tables are shorter than ours: it works, and nothing behind them is looked at."""
        r = self.code(self.lancer("tables-courtes"), 0)
        self.assertIn(b"Gamma", contenu(self.chemin("sortie"))["petit-ecrit.xml"], str(r))
        for commande in ("plugins", "identify"):
            self.code(run(commande, "petit" if commande == "plugins" else self.chemin("entree", "petit.xml"), "--plugin-path",
                          os.path.join(HOSTILES, "tables-courtes")), 0)

    def test_plus_long(self):
        r = self.code(self.lancer("plus-long"), 0)
        self.assertEqual(len(self.rapport.de("petit-lu")), 1, str(r))
        self.dit(r, "Petite lecture")
        self.assertIn(b"Gamma", contenu(self.chemin("sortie"))["petit-ecrit.xml"])


class Droits(Hostile):
    """Who may change a plugin may run code as its user."""

    def greffons(self, mode_dossier=0o755, mode=0o755):
        os.mkdir(self.chemin("greffons"))
        shutil.copy(os.path.join(HOSTILES, "petit", "petit.so"), self.chemin("greffons"))
        os.chmod(self.chemin("greffons", "petit.so"), mode)
        os.chmod(self.chemin("greffons"), mode_dossier)
        return self.chemin("greffons")

    def refuse(self, code, *morceaux):
        r = self.code(run("plugins", "petit", "--plugin-path", self.chemin("greffons")), 4)
        self.dit(r, code, self.chemin("greffons"), *morceaux)
        r = self.code(self.lancer("", dossier=self.chemin("greffons")), 4)
        self.assertEqual(contenu(self.chemin("sortie")), ANCIEN)

    def test_sain(self):
        self.code(run("plugins", "petit", "--plugin-path", self.greffons()), 0)

    def test_modifiable_par_le_groupe(self):
        self.greffons(mode=0o775)
        self.refuse("greffon-modifiable-par-autrui", "chmod go-w")

    def test_modifiable_par_tous(self):
        self.greffons(mode=0o757)
        self.refuse("greffon-modifiable-par-autrui", "chmod go-w")

    def test_dossier_modifiable(self):
        self.greffons(mode_dossier=0o775)
        self.refuse("greffon-modifiable-par-autrui", "chmod go-w")

    def test_lien_vers_un_greffon_modifiable(self):
        """The file that is loaded is what counts, by whatever name it is reached."""
        self.greffons(mode=0o775)
        os.mkdir(self.chemin("liens"))
        os.symlink(self.chemin("greffons", "petit.so"), self.chemin("liens", "petit.so"))
        r = self.code(run("plugins", "petit", "--plugin-path", self.chemin("liens")), 4)
        self.dit(r, "greffon-modifiable-par-autrui")

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a file away")
    def test_d_un_autre(self):
        os.chown(os.path.join(self.greffons(), "petit.so"), 65534, 65534)
        self.refuse("greffon-autre-proprietaire", "chown root")

    @unittest.skipUnless(os.geteuid() == 0, "only root can give a folder away")
    def test_dossier_d_un_autre(self):
        os.chown(self.greffons(), 65534, 65534)
        self.refuse("greffon-autre-proprietaire")

    def test_le_build_convient(self):
        for cas in sorted(os.listdir(HOSTILES)):
            chemin = os.path.join(HOSTILES, cas, "petit.so")
            self.assertEqual(stat.S_IMODE(os.stat(chemin).st_mode) & 0o022, 0, chemin)


def _comme_compte_ordinaire():
    """For a tester who is root: what runs as root must end in the same way for anybody else."""
    autre = comptes(*sorted(os.listdir(HOSTILES)))[-1]
    for classe in (Plantages, Limites, Manquements) if autre.uid is not None else ():
        nom = classe.__name__ + "CompteOrdinaire"
        globals()[nom] = type(nom, (classe,), {"compte": autre, "__module__": __name__})


_comme_compte_ordinaire()


if __name__ == "__main__":
    unittest.main()
