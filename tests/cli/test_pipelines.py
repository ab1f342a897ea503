"""Pipeline files: every mistake is shown at once with its line, nothing runs; `check` shows what would be done."""
import os
import re
import unittest

from outil import BUILD, GREFFONS, LIENS, Essai, contenu, run, school

PETIT = os.path.join(BUILD, "hostile", "petit")
ENTREE = b'<?xml version="1.0"?><petits><petit code="A"><nom>Alpha</nom></petit></petits>'


class Chaine(Essai):
    def setUp(self):
        super().setUp()
        self.ecrire("entree/petit.xml", ENTREE)

    def commande(self, nom, texte, *options):
        return run(nom, self.ecrire("essai.ini", texte), "--plugin-path", PETIT, "--in", self.chemin("entree"), *options)

    def lieux(self, r):
        """The lines of the pipeline file that are named."""
        return {int(n) for n in re.findall(r"essai\.ini:(\d+)", r.tout)} - {0}

    def fautes(self, texte, attendues, *options, code=3):
        """`attendues`: {line: code of the finding}; 0 is the file or the command as a whole."""
        sortie = self.chemin("sortie")
        for r in (self.commande("run", texte, "--out", sortie, *options), self.commande("check", texte, *options)):
            self.code(r, code)
            self.assertEqual(r.sortie, "", str(r))
            for ligne, mot in attendues:
                self.dit(r, mot)
            self.assertEqual(self.lieux(r), {ligne for ligne, _ in attendues if ligne}, str(r))
            self.assertFalse(os.path.exists(sortie), "nothing runs")
        return r


class Fautes(Chaine):
    def test_toutes_d_un_coup(self):
        r = self.fautes("""[pipeline]
format = 1
niveau = erreur
[vars]
annee = 2026
annee.type = annee
[read petits]
plugin = petit
file.listes = petit.xml
option.taile = 4
[write copie]
plugin = petit
document = liste
option.taille = 12
option.forme = ronde
timeout = jamais
memory = 1K
option.fichier = ${anee}.xml
[raed autres]
plugin = petit
""", [(3, "pipeline-cle-inconnue"), (9, "pipeline-document-inconnu"), (10, "pipeline-option-inconnue"), (14, "pipeline-option-invalide"),
      (15, "pipeline-option-invalide"), (16, "pipeline-valeur-invalide"), (17, "pipeline-valeur-invalide"),
      (18, "pipeline-variable-inconnue"), (19, "pipeline-section-inconnue")])
        self.dit(r, "Vouliez-vous dire « liste »", "Vouliez-vous dire « taille »", "Vouliez-vous dire « annee »", "Vouliez-vous dire « read »",
                 "de 1 à 9", "simple, riche")

    def test_sans_format(self):
        self.fautes("[pipeline]\nname = x\n[read a]\nplugin = petit\nfile.liste = petit.xml\n", [(1, "pipeline-sans-format")])

    def test_format_de_demain(self):
        r = self.fautes("[pipeline]\nformat = 2\n[read a]\nplugin = petit\nfile.liste = petit.xml\n", [(2, "pipeline-format-inconnu")])
        self.dit(r, "Mettez le programme à jour")

    def test_sans_etape(self):
        self.fautes("[pipeline]\nformat = 1\n", [(0, "pipeline-sans-etape")])

    def test_cles_et_sections_repetees(self):
        self.fautes("[pipeline]\nformat = 1\nformat = 1\n[read a]\nplugin = petit\nfile.liste = petit.xml\n[read a]\nplugin = petit\n",
                    [(3, "pipeline-cle-repetee"), (7, "pipeline-section-repetee")])

    def test_lignes_que_inih_lirait_autrement(self):
        longue = "name = " + "x" * 300
        r = self.fautes("[pipeline]\nformat = 1\n%s\n[read a]\nplugin = petit\nfile.liste = petit.xml\n  timeout = 4\n"
                        "memory = 64M ; assez\noptional: all\nabracadabra\n" % longue,
                        [(3, "pipeline-ligne-trop-longue"), (7, "pipeline-ligne-indentee"), (8, "pipeline-commentaire-en-fin-de-ligne"),
                         (9, "pipeline-deux-points"), (10, "pipeline-ligne-sans-egal")])
        self.tait(r, "pipeline-cle-inconnue")

    def test_octets_etranges(self):
        self.fautes(b"[pipeline]\nformat = 1\nname = caf\xe9\n[read a]\nplugin = petit\nfile.liste = petit.xml\nphase = a\x00b\n",
                    [(3, "pipeline-encodage-invalide"), (7, "pipeline-caractere-interdit")])

    def test_sortir_du_dossier(self):
        for motif in ("../*.xml", "/etc/passwd", "~/x.xml", "a/../../b"):
            with self.subTest(motif):
                self.fautes("[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile.liste = %s\n" % motif, [(5, "pipeline-motif-interdit")])

    def test_verbe_que_le_greffon_n_a_pas(self):
        r = self.fautes("[pipeline]\nformat = 1\n[check c]\nrules = fichiers-uai-diferents\nseverity.code-nulle-part = erreur\n",
                        [(4, "pipeline-regle-inconnue"), (5, "pipeline-code-inconnu")])
        self.dit(r, "fichiers-uai-differents")

    def test_correspondance(self):
        self.fautes("[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile.liste = petit.xml\n[match m]\nbetween = a b\ngroup = couleur\n",
                    [(7, "pipeline-lecture-inconnue"), (7, "pipeline-correspondance-seule"), (8, "pipeline-maniere-inconnue")])

    def test_en_anglais(self):
        r = self.fautes("[pipeline]\nformat = 1\nniveau = x\n[read a]\nplugin = petit\nfile.liste = petit.xml\n", [(3, "pipeline-cle-inconnue")],
                        "--lang", "en")
        self.dit(r, "has no place here", "Correct the pipeline file")

    def test_greffon_absent(self):
        r = self.fautes("[pipeline]\nformat = 1\n[read a]\nplugin = petti\nfile.liste = petit.xml\n", [(4, "pipeline-greffon-inconnu")], code=4)
        self.dit(r, "Vouliez-vous dire « petit »", PETIT)


class Fichier(Essai):
    """The pipeline file itself."""

    def test_absent(self):
        r = self.code(run("run", self.chemin("nulle-part.ini")), 3)
        self.dit(r, "pipeline-illisible", "nulle-part.ini")

    def test_dossier(self):
        r = self.code(run("run", self.tmp), 3)
        self.dit(r, "pipeline-pas-un-fichier")

    def test_enorme(self):
        r = self.code(run("run", self.ecrire("gros.ini", b"# rien\n" * 60000)), 3)
        self.dit(r, "pipeline-trop-gros")

    def test_bruit(self):
        r = self.code(run("check", self.ecrire("bruit.ini", bytes(range(256)) * 20)), 3)
        self.assertLess(len(r.erreurs), 200000)


class Variables(Chaine):
    TEXTE = ("[pipeline]\nformat = 1\n[vars]\nnom =\nnom.help = nom du fichier\nforme = riche\nforme.type = simple/riche\n"
             "[read a]\nplugin = petit\nfile.liste = petit.xml\n[write b]\nplugin = petit\ndocument = liste\n"
             "option.fichier = ${nom}$$.xml\noption.forme = ${forme}\n")

    def test_donnees_par_set(self):
        r = self.code(self.commande("check", self.TEXTE, "--set", "nom=essai"), 0)
        self.assertRegex(r.sortie, r"fichier +essai\$\.xml +\(ligne 14\)")
        self.assertRegex(r.sortie, r"forme +riche +\(ligne 15\)")
        self.assertRegex(r.sortie, r"taille +4 +\(par défaut\)")
        self.assertRegex(r.sortie, r"nom = essai +\(--set\)")

    def test_a_donner(self):
        r = self.fautes(self.TEXTE, [(4, "pipeline-variable-a-donner")])
        self.dit(r, "nom du fichier", "--set nom=valeur")

    def test_valeur_fausse(self):
        r = self.fautes(self.TEXTE, [(0, "pipeline-variable-invalide"), (15, "pipeline-option-invalide")],
                        "--set", "nom=a", "--set", "forme=ronde")
        self.dit(r, "forme = ronde", "simple, riche")

    def test_inconnue(self):
        r = self.fautes(self.TEXTE, [(0, "pipeline-set-inconnu")], "--set", "nom=a", "--set", "form=simple")
        self.dit(r, "Vouliez-vous dire « forme »")

    def test_mal_ecrite(self):
        self.fautes(self.TEXTE, [(0, "pipeline-set-mal-forme")], "--set", "nom=a", "--set", "forme")

    def test_valeur_avec_egal_et_dollar(self):
        r = self.code(self.commande("check", self.TEXTE, "--set", "nom=a=${b}$"), 0)
        self.assertRegex(r.sortie, r"fichier +a=\$\{b\}\$\$\.xml")

    def test_l_environnement_ne_compte_pas(self):
        chaine = self.ecrire("essai.ini", self.TEXTE)
        r = self.code(run("check", chaine, "--plugin-path", PETIT, "--in", self.chemin("entree"), env={"nom": "essai"}), 3)
        self.dit(r, "pipeline-variable-a-donner")


class Fichiers(Chaine):
    TEXTE = "[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile.liste = %s\n"

    def test_motif_resolu(self):
        r = self.code(self.commande("check", self.TEXTE % "*/petit*.xml | petit.x?l"), 0)
        self.assertRegex(r.sortie, r"liste +petit\.xml")

    def test_manquant(self):
        """Not a mistake of the pipeline: the data are not there, and where to find them is told."""
        for nom in ("check", "run"):
            r = self.code(self.commande(nom, self.TEXTE % "grand.xml"), 2)
            self.dit(r, "fichier-manquant", "Petite liste", "grand.xml", "menu Petit > Exporter")

    def test_plusieurs(self):
        self.ecrire("entree/petit2.xml", ENTREE)
        r = self.code(self.commande("run", self.TEXTE % "petit*.xml"), 2)
        self.dit(r, "fichier-en-trop", "petit.xml", "petit2.xml")

    def test_facultatif(self):
        r = self.code(self.commande("check", self.TEXTE % "grand.xml" + "optional = liste\n"), 0)
        self.dit(r, "facultatif")

    def test_dossier_d_entree_absent(self):
        chaine = self.ecrire("essai.ini", self.TEXTE % "petit.xml")
        r = self.code(run("run", chaine, "--plugin-path", PETIT, "--in", self.chemin("ailleurs")), 3)
        self.dit(r, "pipeline-dossier-absent", "ailleurs")

    def test_reconnus_par_leur_contenu(self):
        os.rename(self.chemin("entree/petit.xml"), self.chemin("entree/n'importe quoi.dat"))
        self.ecrire("entree/autre.xml", "<autre/>")
        texte = "[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile = *\n[write b]\nplugin = petit\ndocument = liste\n"
        r = self.code(self.commande("run", texte, "--out", self.chemin("sortie")), 0)
        self.assertIn(b"Alpha", contenu(self.chemin("sortie"))["petit-ecrit.xml"])
        self.dit(r, "fichier-non-utilise", "autre.xml")

    def test_deux_fois_le_meme_document(self):
        self.ecrire("entree/petit2.xml", ENTREE)
        r = self.code(self.commande("run", "[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile = *.xml\n"), 2)
        self.dit(r, "fichiers-en-trop", "petit.xml", "petit2.xml")

    def test_aucun_n_est_le_document(self):
        os.remove(self.chemin("entree/petit.xml"))
        self.ecrire("entree/autre.xml", "<autre/>")
        r = self.code(self.commande("run", "[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile = *.xml\n"), 2)
        self.dit(r, "document-manquant", "Petite liste", "menu Petit > Exporter")

    def test_ni_tube_ni_dossier(self):
        os.mkfifo(self.chemin("entree", "petit-tube.xml"))
        os.mkdir(self.chemin("entree", "petit-dossier.xml"))
        r = self.code(self.commande("run", "[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile = petit*.xml\n"), 0)
        self.tait(r, "tube", "petit-dossier")


class Livrees(Essai):
    """The pipelines that come with the program."""

    def test_sont_justes(self):
        ecole = school()
        dossier = os.path.dirname(LIENS)
        self.assertIn(os.path.basename(LIENS), os.listdir(dossier))
        for nom in sorted(os.listdir(dossier)):
            with self.subTest(nom):
                r = self.code(run("check", os.path.join(dossier, nom), "--plugin-path", GREFFONS, "--in", ecole.dossier), 0)
                self.assertEqual(r.erreurs, "", str(r))

    def test_check_des_liens(self):
        ecole = school()
        r = self.code(run("check", LIENS, "--plugin-path", GREFFONS, "--in", ecole.dossier), 0)
        self.dit(r, "edt/EDT_KOSMOS.xml", "siecle/ExportXML_Structures.zip", "siecle/ExportXML_ElevesSansAdresses.zip")
        self.assertRegex(r.sortie, r"incomplete +refuse")
        self.assertRegex(r.sortie, r"code-max +\d+")
        r = self.code(run("check", LIENS, "--plugin-path", GREFFONS, "--in", ecole.dossier, "--lang", "en"), 0)
        self.assertRegex(r.sortie, r"1\. read ")

    def test_check_sans_lire(self):
        """A file that cannot be read is no matter for `check`: only its name is looked at."""
        ecole = school(copie=self.chemin("ecole"))
        with open(ecole.edt, "wb") as f:
            f.write(b"rien")
        self.code(run("check", LIENS, "--plugin-path", GREFFONS, "--in", ecole.dossier), 0)


if __name__ == "__main__":
    unittest.main()
