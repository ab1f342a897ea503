"""What STS-Web must push to SIECLE (guide §3.2, §5.3): the invented school and its faults of structures."""
import os
import shutil
import unittest

from outil import GREFFONS, MAINTENANT, SOURCE, Essai, Rapport, run, school

CHAINE = os.path.join(SOURCE, "pipelines", "pousser-structures.ini")
CODES = ("division-absente-de-siecle", "division-absente-de-sts", "groupe-absent-de-siecle", "groupe-absent-de-sts",
         "groupe-eclate-dans-siecle")
DUES = {"division-absente-de-siecle", "groupe-absent-de-siecle"}


class Poussee(Essai):
    def dossier(self, ecole):
        """The two files that the flow asks for, and nothing else."""
        cible = self.chemin("entree")
        shutil.rmtree(cible, ignore_errors=True)
        os.makedirs(cible)
        for sous, debut in (("sts", "sts_emp"), ("siecle", "ExportXML_Structures")):
            for nom in os.listdir(ecole.chemin(sous)):
                if nom.startswith(debut):
                    shutil.copy(os.path.join(ecole.chemin(sous), nom), cible)
        return cible

    def lancer(self, ecole, *options, dossier=None):
        r = run("run", CHAINE, "--plugin-path", GREFFONS, "--in", dossier or self.dossier(ecole), "--out", self.chemin("sortie"),
                "--now", MAINTENANT, "--report", self.chemin("r.json"), *options)
        return r, Rapport(self.chemin("r.json"))

    @staticmethod
    def qui(rapport, code):
        return sorted(c["arguments"]["qui"]["value"] for c in rapport.de(code))

    def test_en_phase(self):
        for genre in "college", "lycee":
            ecole = school(kind=genre)
            r, rapport = self.lancer(ecole)
            self.assertIn(r.code, (0, 1), str(r))
            self.assertEqual(rapport.codes() & {*CODES, "structures-a-pousser"}, set(), str(r))
            nombres = ecole.verite["comptes"]["sts"]
            self.dit(r, "Les %d classes et %d groupes" % (nombres["divisions"], nombres["groupes"]), "structures-deja-poussees")

    def test_chaque_ecart(self):
        for code in CODES:
            with self.subTest(code):
                ecole = school(fautes=[(code, 2)])
                r, rapport = self.lancer(ecole)
                attendu = sorted(o["structure"] for f in ecole.verite["fautes"] for o in f["objects"])
                self.assertEqual(self.qui(rapport, code), attendu, str(r))
                self.assertEqual(rapport.codes() & set(CODES), {code}, str(r))
                self.assertEqual("structures-a-pousser" in rapport.codes(), code in DUES, str(r))

    def test_ensemble(self):
        ecole = school(fautes=[(code, 1) for code in CODES])
        r, rapport = self.lancer(ecole)
        for code in CODES:
            attendu = sorted(o["structure"] for f in ecole.verite["fautes"] if f["code"] == code for o in f["objects"])
            self.assertEqual(self.qui(rapport, code), attendu, str(r))
        self.dit(r, "Il manque dans SIECLE 1 classe(s) et 1 groupe(s) de STS-Web", "48 heures", "Ne renommez aucune classe", "STS-Web > Exports > Structure (vers SIECLE)")
        r, _ = self.lancer(ecole, "--lang", "en")
        self.dit(r, "Structures must be pushed to the pupil base")

    def test_ce_qui_monte_n_est_pas_la_base(self):
        """An emp_sts has structures too: it is not what STS-Web holds, and nothing is compared with it."""
        ecole = school()
        dossier = self.dossier(ecole)
        os.remove(os.path.join(dossier, next(n for n in os.listdir(dossier) if n.startswith("sts_emp"))))
        nom = next(n for n in os.listdir(ecole.chemin("sts")) if n.startswith("emp_sts"))
        shutil.copy(ecole.chemin("sts", nom), dossier)
        r, rapport = self.lancer(ecole, dossier=dossier)
        self.assertNotIn(r.code, (0, 1), str(r))
        self.assertEqual(rapport.codes() & {*CODES, "structures-a-pousser", "structures-deja-poussees"}, set(), str(r))


if __name__ == "__main__":
    unittest.main()
