"""The command line: help, mistakes, exit codes, and the commands that read no school."""
import os
import re
import shutil
import unittest
import zipfile

from outil import BUILD, GREFFONS, LIENS, PROGRAMME, Essai, contenu, run, school

COMMANDES = ("run", "check", "identify", "plugins", "explain", "schema", "doctor")


class Aide(Essai):
    def test_sans_argument(self):
        r = self.code(run(), 3)
        self.assertEqual(r.sortie, "")
        for nom in COMMANDES:
            self.assertRegex(r.erreurs, r"(?m)^  %s\b" % nom)

    def test_help(self):
        r = self.code(run("--help"), 0)
        self.assertEqual(r.erreurs, "")
        self.dit(r, "Usage : passerelle COMMANDE", "Codes de sortie")
        for nom in COMMANDES:
            self.assertRegex(r.sortie, r"(?m)^  %s\b" % nom)

    def test_help_de_chaque_commande(self):
        for nom in COMMANDES:
            with self.subTest(nom):
                r = self.code(run(nom, "--help"), 0)
                self.assertEqual(r.erreurs, "")
                self.dit(r, "passerelle %s" % nom, "--help", "--lang")

    def test_help_l_emporte_sur_ce_qui_manque(self):
        self.code(run("run", "--help"), 0)
        self.code(run("explain", "--help", "--lang=en"), 0)

    def test_version(self):
        r = self.code(run("--version"), 0)
        self.assertRegex(r.sortie, r"^passerelle \d+\.\d+\.\d+\n$")
        self.assertEqual(run("run", "--version").sortie, r.sortie)

    def test_langue(self):
        self.dit(run("--help", "--lang", "en"), "Usage: passerelle COMMAND", "Exit codes")
        self.dit(run("--help", "--lang=en"), "Exit codes")
        self.dit(run("--help", env={"LC_ALL": None, "LANG": "en_US.UTF-8"}), "Exit codes")
        self.dit(run("--help", env={"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}), "Exit codes")
        self.dit(run("--help", env={"LC_ALL": None, "LANG": "fr_FR.UTF-8"}), "Codes de sortie")
        self.dit(run("--help", env={"LC_ALL": None}), "Codes de sortie")
        self.dit(run("--help", "--lang", "fr", env={"LC_ALL": "en_US.UTF-8"}), "Codes de sortie")

    def test_alignement(self):
        """Columns hold in both languages: the descriptions of a help start at one place."""
        for langue in ("fr", "en"):
            lignes = [l for l in run("run", "--help", "--lang", langue).sortie.splitlines() if l.startswith("  --")]
            self.assertGreater(len(lignes), 10)
            debuts = {re.match(r"  --\S+(?: [A-Z]+)?\s+", l).end() for l in lignes if len(l.split()[0]) < 26}
            self.assertEqual(len(debuts), 1, lignes)


class Erreurs(Essai):
    def erreur(self, code, *args, **options):
        r = self.code(run(*args, **options), 3)
        self.assertEqual(r.sortie, "")
        self.dit(r, code)
        return r

    def test_commande_inconnue(self):
        self.dit(self.erreur("commande-proche", "idantify", "x"), "Vouliez-vous dire « identify »")
        self.tait(self.erreur("commande-inconnue", "zzzzzzzz"), "Vouliez-vous dire")

    def test_option_inconnue(self):
        self.dit(self.erreur("commande-option-proche", "run", "--dry-rum", "x"), "--dry-rum", "Vouliez-vous dire « --dry-run »")
        self.erreur("commande-option-inconnue", "run", "--zzzzzzzz", "x")
        self.erreur("commande-option-inconnue", "run", "-x", "x")
        self.erreur("commande-option", "schema", "--report=x")

    def test_toutes_les_options_fausses_a_la_fois(self):
        r = self.erreur("commande-option-proche", "run", "--dry-rum", "--shaw-values", "x")
        self.dit(r, "--dry-run", "--show-values")

    def test_option_sans_valeur(self):
        self.dit(self.erreur("commande-option-sans-valeur", "run", "x.ini", "--in"), "--in")
        self.erreur("commande-option-sans-valeur", "--lang")

    def test_valeur_fausse(self):
        self.dit(self.erreur("commande-valeur-fausse", "--help", "--lang", "de"), "de")
        for fausse in ("demain", "2026-13-01T00:00:00", "2026-10-06", "2026-10-06T25:00:00"):
            self.dit(self.erreur("commande-valeur-fausse", "run", "x", "--now", fausse), fausse)

    def test_argument_manquant_ou_en_trop(self):
        self.dit(self.erreur("commande-argument-manquant", "run"), "CHAINE")
        self.dit(self.erreur("commande-argument-manquant", "run", "--lang", "en"), "PIPELINE")
        self.erreur("commande-argument-manquant", "identify")
        self.dit(self.erreur("commande-argument-en-trop", "explain", "un", "deux"), "deux")
        self.erreur("commande-argument-en-trop", "schema", "un")

    def test_en_anglais(self):
        self.dit(self.erreur("commande-proche", "chek", "--lang", "en"), "Did you mean “check”")
        self.dit(self.erreur("commande-option-proche", "run", "--in-proces", "x", env={"LC_ALL": "en_US.UTF-8"}), "Did you mean")

    def test_drapeau_du_travailleur(self):
        """It is for the program itself: by hand it does nothing and does not crash."""
        r = run("--worker")
        self.code(r, 3)
        self.assertEqual(r.sortie, "")

    def test_sortie_pleine(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        import subprocess
        from outil import environnement
        with open("/dev/full", "wb") as plein:
            p = subprocess.run([PROGRAMME, "schema"], stdout=plein, stderr=subprocess.PIPE, env=environnement(), timeout=60)
        self.assertEqual(p.returncode, 5)

    def test_sorties_fermees(self):
        """A closed stream is not the first file that the program opens: what it publishes is whole, and what it cannot say fails."""
        attendu, trouve = self.chemin("attendu"), self.chemin("trouve")
        args = ("run", LIENS, "--plugin-path", GREFFONS, "--in", school().dossier, "--now", "2026-10-06T18:15:00", "--out")
        self.code(run(*args, attendu), 0)
        for fermees, code in (("<&-", 0), (">&-", 5), ("<&- >&- 2>&-", 5)):
            with self.subTest(fermees):
                r = run("-c", 'exec "$@" ' + fermees, "sh", PROGRAMME, *args, trouve, programme="/bin/sh")
                self.assertEqual((r.code, contenu(trouve)), (code, contenu(attendu)), str(r))
                shutil.rmtree(trouve)


class CodesDeSortie(Essai):
    """0 to 6, as the help tells them (1, 2 and 4 in full are in the other files of this folder)."""

    def test_0_fait(self):
        self.code(run("run", LIENS, "--plugin-path", GREFFONS, "--in", school().dossier, "--out", self.chemin("s"),
                      "--now", "2026-10-06T18:15:00"), 0)

    def test_2_donnees(self):
        self.code(run("run", LIENS, "--plugin-path", GREFFONS, "--in", self.tmp, "--out", self.chemin("s")), 2)

    def test_3_commande(self):
        self.code(run("ran"), 3)

    def test_4_greffon(self):
        chaine = self.ecrire("c.ini", "[pipeline]\nformat = 1\n[read a]\nplugin = inexistant\nfile = *\n")
        self.code(run("run", chaine, "--in", self.tmp), 4)
        self.dit(self.code(run("plugins", "inexistant"), 4), "greffon-absent", "inexistant")

    def test_5_entree_sortie(self):
        sous_un_fichier = os.path.join(self.ecrire("fichier", "x"), "sortie")
        r = self.code(run("run", LIENS, "--plugin-path", GREFFONS, "--in", school().dossier, "--out", sous_un_fichier,
                          "--now", "2026-10-06T18:15:00"), 5)
        self.dit(r, "fichier")

    def test_5_compte_rendu_impossible(self):
        r = self.code(run("run", LIENS, "--plugin-path", GREFFONS, "--in", school().dossier, "--out", self.chemin("s"),
                          "--now", "2026-10-06T18:15:00", "--report", os.path.join(self.ecrire("fichier", "x"), "r.json")), 5)
        self.dit(r, "sortie-dossier", self.chemin("fichier"))


class Identifier(Essai):
    ATTENDUS = {
        "siecle/ExportXML_Communs.zip": "siecle:communs",
        "siecle/ExportXML_ElevesSansAdresses.zip": "siecle:eleves",
        "siecle/ExportXML_Nomenclature.zip": "siecle:nomenclature",
        "siecle/ExportXML_Structures.zip": "siecle:structures",
        "siecle-autres/ExportXML_ElevesAvecAdresses.zip": "siecle:eleves",
        "edt/EDT_KOSMOS.xml": "edt:",
    }

    def identifier(self, *fichiers, code=0):
        """{file: identity} as printed, None for unknown."""
        r = self.code(run("identify", *fichiers, "--plugin-path", GREFFONS), code)
        vus = {}
        for bloc in re.split(r"(?m)^(?=\S)", r.sortie):
            if bloc:
                nom, _, reste = bloc.partition("\n")
                trouve = re.findall(r"\((\S+:\S+), \d+ %\)", reste)
                self.assertLessEqual(len(trouve), 1, str(r))
                vus[nom] = trouve[0] if trouve else None
        return vus, r

    def test_tous_les_fichiers_de_l_ecole(self):
        ecole = school()
        tous = [os.path.join(d, n) for d, _, noms in sorted(os.walk(ecole.dossier)) for n in sorted(noms)]
        vus, r = self.identifier(*tous, code=2)  # some are not known to these plugins
        self.assertEqual(set(vus), set(tous), str(r))
        for nom, attendu in self.ATTENDUS.items():
            self.assertTrue((vus[ecole.chemin(*nom.split("/"))] or "").startswith(attendu), (nom, vus))
        for chemin in tous:
            if os.sep + "sts" + os.sep in chemin:
                document = "sts-emp" if "sts_emp" in chemin else "emp-sts"
                self.assertEqual(vus[chemin], "sts:" + document, chemin)
            if os.sep + "aaf" + os.sep in chemin or chemin.endswith(".json"):
                self.assertIsNone(vus[chemin], chemin)

    def test_le_nom_ne_compte_pas(self):
        """Renamed, and packed again on a Mac: the content decides."""
        ecole = school()
        fichiers = {}
        for i, (nom, attendu) in enumerate(self.ATTENDUS.items()):
            chemin = self.chemin("fichier %d.bin" % i)
            shutil.copy(ecole.chemin(*nom.split("/")), chemin)
            fichiers[chemin] = attendu
            if nom.endswith(".zip"):
                with zipfile.ZipFile(chemin) as z:
                    octets = z.read(z.namelist()[0])
                chemin = self.chemin("archive %d" % i)
                with zipfile.ZipFile(chemin, "w", zipfile.ZIP_STORED) as z:
                    z.writestr("__MACOSX/._x.xml", b"\x00\x05\x16\x07")
                    z.writestr("Nom à moi.XML", octets)
                fichiers[chemin] = attendu
                fichiers[self.ecrire("nu %d" % i, octets)] = attendu
        vus, r = self.identifier(*fichiers)
        for chemin, attendu in fichiers.items():
            self.assertTrue((vus[chemin] or "").startswith(attendu), "%s %s" % (chemin, r))

    def test_inconnus(self):
        cas = {"vide": b"", "texte.xml": "Élève;Groupe\n".encode("latin-1"), "autre.xml": b"<autre/>", "coupe.xml": b'<?xml version="1.0"?><BEE_EL',
               "binaire.zip": b"PK\x03\x04" + bytes(200), "nuls": bytes(5000),
               "doctype.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
        chemins = [self.ecrire(nom, octets) for nom, octets in cas.items()]
        vus, r = self.identifier(*chemins, code=2)
        self.assertEqual(vus, dict.fromkeys(chemins), str(r))
        self.dit(r, "inconnu : aucun greffon")
        self.dit(run("identify", chemins[0], "--plugin-path", GREFFONS, "--lang", "en"), "unknown: no plugin")

    def test_nom_connu_et_contenu_inconnu(self):
        """A name alone never makes a document of an XML file of another root."""
        vus, _ = self.identifier(self.ecrire("ExportXML_Structures.xml", "<autre/>"), code=2)
        self.assertEqual(list(vus.values()), [None])

    def test_ce_qui_n_est_pas_un_fichier(self):
        tube = self.chemin("tube")
        os.mkfifo(tube)
        for chemin in (self.tmp, tube, "/dev/null", "/dev/zero"):
            with self.subTest(chemin):
                r = self.code(run("identify", chemin, timeout=20), 2)
                self.dit(r, "fichier-pas-ordinaire", os.path.basename(chemin))

    def test_absent(self):
        r = self.code(run("identify", self.chemin("nulle-part.xml")), 5)
        self.dit(r, "fichier-illisible", "nulle-part.xml")

    def test_sans_greffon(self):
        r = self.code(run("identify", school().edt), 2)
        self.dit(r, "inconnu")

    def test_les_autres_sont_dits_quand_meme(self):
        vus, r = self.identifier(self.chemin("nulle-part.xml"), school().edt, code=5)
        self.assertTrue((vus[school().edt] or "").startswith("edt:"), str(r))

    def test_sans_processus_separe(self):
        ecole = school()
        args = ["identify", ecole.edt, ecole.chemin("siecle", "ExportXML_Structures.zip"), "--plugin-path", GREFFONS]
        self.assertEqual(run(*args).sortie, run(*args, "--in-process").sortie)


class Greffons(Essai):
    def test_liste(self):
        r = self.code(run("plugins", "--plugin-path", GREFFONS), 0)
        self.assertRegex(r.sortie, r"(?m)^edt +\d")
        self.assertRegex(r.sortie, r"(?m)^siecle +\d")

    def test_liste_par_l_environnement(self):
        r = self.code(run("plugins", env={"PASSERELLE_PLUGIN_PATH": GREFFONS}), 0)
        self.assertRegex(r.sortie, r"(?m)^siecle +\d")

    def test_aucun(self):
        r = self.code(run("plugins", "--plugin-path", self.tmp), 0)
        self.dit(r, "Aucun greffon", self.tmp)

    def test_description(self):
        r = self.code(run("plugins", "siecle", "--plugin-path", GREFFONS), 0)
        self.dit(r, "SIECLE", "siecle:eleves", "siecle:structures", "siecle:liens-eleves-groupes", "option.incomplete", "option.code-max",
                 "REJELEGROUPE_01", "noms usuels", "ExportXML_")
        en = self.code(run("plugins", "siecle", "--plugin-path", GREFFONS, "--lang", "en"), 0)
        self.assertNotEqual(en.sortie, r.sortie)
        self.dit(en, "usual names")

    def test_markdown(self):
        r = self.code(run("plugins", "siecle", "--markdown", "--plugin-path", GREFFONS), 0)
        self.dit(r, "# SIECLE", "| élément | champ du graphe |", "`CODE_MEF`", "`@ELEVE_ID`")
        lignes = [l for l in r.sortie.splitlines() if l.startswith("|")]
        self.assertEqual({l.count("|") for l in lignes}, {6})

    def test_le_premier_dossier_l_emporte(self):
        os.mkdir(self.chemin("mien"))
        shutil.copy(os.path.join(BUILD, "hostile", "petit", "petit.so"), self.chemin("mien", "petit.so"))
        chemin = "%s:%s" % (self.chemin("mien"), os.path.join(BUILD, "hostile", "magie-fausse"))
        self.dit(self.code(run("plugins", "petit", "--plugin-path", chemin), 0), self.chemin("mien"))


class Expliquer(Essai):
    def test_code_de_l_hote(self):
        r = self.code(run("explain", "fichier-doctype-interdit"), 0)
        self.dit(r, "DOCTYPE", "Que faire", "Refaites l'export")
        self.dit(run("explain", "fichier-doctype-interdit", "--lang", "en"), "What to do", "Export the file again")

    def test_reponse_de_siecle(self):
        r = self.code(run("explain", "REJELEGROUPE_01", "--plugin-path", GREFFONS), 0)
        self.dit(r, "REJELEGROUPE_01", "SIECLE", "Que faire")

    def test_toutes_les_reponses_de_siecle(self):
        for reponse in ("REJELEGROUPE_01", "REJELEGROUPE_03", "GROUPE_A_01", "GROUPE_B_01", "GROUPE_B_02", "ELEGRP_A_01", "ELEGRP_A_02",
                        "ELEGRP_A_03"):
            with self.subTest(reponse):
                self.dit(self.code(run("explain", reponse, "--plugin-path", GREFFONS), 0), reponse)

    def test_tous_les_messages_d_un_greffon(self):
        for greffon in ("siecle", "edt", "sts"):
            r = run("plugins", greffon, "--plugin-path", GREFFONS)
            codes = re.findall(r"(?m)^  (?:information|avertissement|erreur|bloquant) +(\S+)", r.sortie)
            self.assertGreater(len(codes), 3, str(r))
            for code in codes[::5]:
                with self.subTest(code):
                    self.dit(self.code(run("explain", code, "--plugin-path", GREFFONS), 0), code)

    def test_inconnu(self):
        r = self.code(run("explain", "rien-de-tel", "--plugin-path", GREFFONS), 3)
        self.dit(r, "commande-code-inconnu", "rien-de-tel")
        self.assertEqual(r.sortie, "")


class Schema(Essai):
    def test_schema(self):
        r = self.code(run("schema", "--markdown"), 0)
        self.dit(r, "student", "membership", "`siecle.eleve-id`")
        self.assertGreater(r.sortie.count("\n"), 300)


if __name__ == "__main__":
    unittest.main()
