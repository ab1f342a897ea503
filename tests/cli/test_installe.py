"""The program installed: it finds its plugins and pipelines by itself, wherever its folder goes."""
import os
import shutil
import subprocess
import tempfile
import unittest

from outil import BUILD, MAINTENANT, SOURCE, Essai, contenu, run, school


@unittest.skipUnless(shutil.which("cmake"), "no cmake")
class Installe(Essai):
    @classmethod
    def setUpClass(cls):
        cls.prefixe = tempfile.mkdtemp(prefix="passerelle-installe-")
        cls.addClassCleanup(shutil.rmtree, cls.prefixe, True)
        p = subprocess.run(["cmake", "--install", BUILD, "--prefix", cls.prefixe], capture_output=True, timeout=300)
        if p.returncode:
            raise AssertionError(p.stdout.decode() + p.stderr.decode())
        cls.programme = os.path.join(cls.prefixe, "bin", "passerelle")

    def passerelle(self, *args, programme=None, **options):
        return run(*args, programme=programme or self.programme, cwd=self.tmp, **options)

    def test_greffons(self):
        r = self.code(self.passerelle("plugins"), 0)
        self.assertRegex(r.sortie, r"(?m)^edt +\d")
        self.assertRegex(r.sortie, r"(?m)^siecle +\d")
        self.dit(self.passerelle("plugins", "siecle"), os.path.realpath(self.prefixe))

    def deposer(self, programme=None):
        sortie = tempfile.mkdtemp(dir=self.tmp)
        r = self.code(self.passerelle("run", "liens-eleves-groupes", "--in", school().dossier, "--out", sortie, "--now", MAINTENANT,
                                      programme=programme), 0)
        self.assertEqual(len(contenu(sortie)), 1, str(r))
        return contenu(sortie)

    def test_chaine_par_son_nom(self):
        attendu = self.deposer()
        self.code(self.passerelle("check", "liens-eleves-groupes.ini", "--in", school().dossier), 0)
        direct = tempfile.mkdtemp(dir=self.tmp)
        self.code(run("run", os.path.join(SOURCE, "pipelines", "liens-eleves-groupes.ini"), "--plugin-path", os.path.join(BUILD, "plugins"),
                      "--in", school().dossier, "--out", direct, "--now", MAINTENANT), 0)
        self.assertEqual(contenu(direct), attendu)

    def test_par_un_lien(self):
        lien = self.chemin("mon-passerelle")
        os.symlink(self.programme, lien)
        self.assertEqual(self.deposer(lien), self.deposer())

    def test_deplace(self):
        ailleurs = self.chemin("ailleurs", "avec un blanc")
        shutil.copytree(self.prefixe, ailleurs, symlinks=True)
        programme = os.path.join(ailleurs, "bin", "passerelle")
        self.dit(self.code(self.passerelle("plugins", "edt", programme=programme), 0), ailleurs)
        self.assertEqual(self.deposer(programme), self.deposer())

    def test_chaine_inconnue(self):
        self.dit(self.code(self.passerelle("run", "liens-eleves-groupe", "--in", self.tmp), 3), "pipeline-illisible")

    @unittest.skipUnless(shutil.which("cc"), "no compiler")
    def test_greffon_fait_avec_le_sdk_installe(self):
        """The installed header is enough to build a plugin."""
        os.mkdir(self.chemin("greffons"))
        objet = self.chemin("greffons", "petit.so")
        subprocess.run(["cc", "-std=c11", "-shared", "-fPIC", "-Werror", "-I", os.path.join(self.prefixe, "include"), "-o", objet,
                        os.path.join(SOURCE, "tests", "hostile", "petit.c")], check=True, timeout=120)
        os.chmod(objet, 0o755)
        self.dit(self.code(self.passerelle("plugins", "petit", "--plugin-path", self.chemin("greffons")), 0), "petit:liste")

    def test_droits(self):
        """Nobody but the installer may change what is run."""
        for racine, dossiers, noms in os.walk(self.prefixe):
            for nom in dossiers + noms:
                chemin = os.path.join(racine, nom)
                self.assertEqual(os.lstat(chemin).st_mode & 0o022, 0, chemin)


if __name__ == "__main__":
    unittest.main()
