"""Sets of SIECLE's exports as they lie in a folder: both forms of one, damaged, of other days or years, not readable, not complete.

What is said of each is the catalogue's (rules.md): the code, the file, the line, what to do.
"""
import os
import shutil
import unittest
import zipfile

from outil import GREFFONS, MAINTENANT, PARTAGE, SOURCE, Essai, Rapport, comptes, run, school

CHAINE = """[pipeline]
format = 1
name = jeu
[read siecle]
plugin = siecle
file = *.zip | *.xml
optional = all
option.controles = %s
[check fichiers]
rules = *
severity.information = eleve-sans-ine
"""
FORMES = "fichier-forme-ecartee"
REFAIRE = "Refaites l'export"


class Jeux(Essai):
    def setUp(self):
        super().setUp()
        self.ecole = school(pupils=120, seed=3)
        os.mkdir(self.chemin("jeu"))

    def octets(self, nom, dossier="siecle"):
        with zipfile.ZipFile(self.ecole.chemin(dossier, "ExportXML_%s.zip" % nom)) as z:
            return z.read(z.namelist()[0])

    def poser(self, *noms, dossier="siecle"):
        for nom in noms:
            with open(self.ecole.chemin(dossier, "ExportXML_%s.zip" % nom), "rb") as f:
                self.ecrire("jeu/ExportXML_%s.zip" % nom, f.read())

    def archive(self, nom, octets, entree, **autres):
        with zipfile.ZipFile(self.chemin("jeu", nom), "w", zipfile.ZIP_DEFLATED) as z:
            for n, o in {**autres, entree: octets}.items():
                z.writestr(n, o)

    def lancer(self, *options, controles="complets", **autres):
        r = run("run", self.ecrire("jeu.ini", CHAINE % controles), "--plugin-path", GREFFONS, "--in", self.chemin("jeu"), "--out",
                self.chemin("sortie"), "--now", MAINTENANT, "--report", self.chemin("rapport.json"), *options, **autres)
        r.rapport = Rapport(self.chemin("rapport.json"))
        return r

    def identifier(self, *noms):
        return run("identify", *[self.chemin("jeu", n) for n in noms], "--plugin-path", GREFFONS)


class Formes(Jeux):
    """« Sans adresses » beside « avec adresses »: the fuller is read, the other is not, and both are named."""

    def test_les_deux(self):
        for nom in ("Eleves", "Responsables"):
            avec, sans = "%sAvecAdresses" % nom, "%sSansAdresses" % nom
            for n in (avec, sans):
                self.poser(n, dossier="siecle" if os.path.exists(self.ecole.chemin("siecle", "ExportXML_%s.zip" % n)) else "siecle-autres")
        r = self.code(self.lancer(), 0)
        self.assertEqual(r.rapport.etape("siecle")["files"], 2)
        self.assertEqual({c["file"] for c in r.rapport.de(FORMES)}, {"ExportXML_ElevesSansAdresses.zip", "ExportXML_ResponsablesSansAdresses.zip"})
        self.dit(r, "« ExportXML_ElevesSansAdresses.zip » (Élèves sans adresses) n'est pas lu : « ExportXML_ElevesAvecAdresses.zip » "
                 "(Élèves avec adresses) contient tout ce qu'il contient.", "S'il a été exporté après l'autre, retirez l'autre")
        self.assertFalse({"fichier-non-utilise", "fichier-reconnu-non-lu", "siecle-variante-eleves-incorrecte"} & r.rapport.codes(), str(r))
        self.assertEqual(self.code(self.lancer("--in-process"), 0).rapport.de(FORMES), r.rapport.de(FORMES))

    def test_quels_que_soient_leurs_noms(self):
        """Bare, renamed, packed again on a Mac: in the order of names the fuller comes first, then last."""
        avec, sans = self.octets("ResponsablesAvecAdresses"), self.octets("ResponsablesSansAdresses", "siecle-autres")
        for premier, second in ((avec, sans), (sans, avec)):
            self.ecrire("jeu/a.xml", premier)
            self.archive("b.zip", second, "mes parents.xml", **{"__MACOSX/._mes parents.xml": b"\0\5\x16\7"})
            r = self.code(self.lancer(), 0)
            self.assertEqual([c["file"] for c in r.rapport.de(FORMES)], ["b.zip" if premier is avec else "a.xml"], str(r))
            self.assertNotIn("responsable-adresse-absente", r.rapport.codes(), str(r))
            r = self.code(self.identifier("a.xml", "b.zip"), 0)
            self.assertRegex(r.sortie, r"(?s)a\.xml\n  SIECLE · Responsables %s adresses .*b\.zip\n  SIECLE · Responsables %s adresses " %
                             (("avec", "sans") if premier is avec else ("sans", "avec")))

    def test_deux_fois_la_meme(self):
        """Which of two of one form is the right one is not ours to guess; nor with one that is cut before its addresses."""
        avec, sans = self.octets("ResponsablesAvecAdresses"), self.octets("ResponsablesSansAdresses", "siecle-autres")
        for un, autre in ((avec, avec), (sans, sans), (sans, avec[:len(avec) // 3])):
            self.ecrire("jeu/a.xml", un)
            self.ecrire("jeu/b.xml", autre)
            r = self.code(self.lancer(), 2)
            self.assertEqual([c["file"] for c in r.rapport.de("fichiers-en-trop")], ["b.xml"], str(r))
            self.assertEqual(r.rapport.de(FORMES), [])

    def test_etablissements(self):
        """Two documents of one form: the name in the archive tells them apart too; without any, nothing does."""
        self.archive("1.zip", self.octets("Etablissements", "siecle-autres"), "Etablissements.xml")
        self.archive("2.zip", self.octets("EtablissementsEleves", "siecle-autres"), "EtablissementsEleves.xml")
        r = self.code(self.lancer(), 0)
        self.assertEqual(r.rapport.etape("siecle")["files"], 2)
        self.archive("2.zip", self.octets("EtablissementsEleves", "siecle-autres"), "x.xml")
        self.assertIn("fichiers-en-trop", self.code(self.lancer(), 2).rapport.codes())


class Abimes(Jeux):
    """Whole sets with one file that is not what it should be: its code, its place, what to do; nothing else is blocking."""

    def refuse(self, code, fichier, ligne, *morceaux):
        r = self.code(self.lancer(), 2)
        vus = [(c["code"], c["file"], c["line"]) for c in r.rapport.constats if c["severity"] == "blocking"]
        self.assertEqual(vus, [(code, fichier, ligne)], str(r))
        self.dit(r, *morceaux)

    def lignes(self, octets):
        return octets.count(b"\n") + 1

    def test_coupe(self):
        """Each export, cut in the middle while it was saved."""
        for nom in ("Nomenclature", "Structures", "ElevesSansAdresses", "ResponsablesAvecAdresses", "Communs"):
            with self.subTest(nom):
                octets = self.octets(nom)
                octets = octets[:octets.index(b"\n", len(octets) // 2) - 3]
                chemin = self.ecrire("jeu/%s.xml" % nom, octets)
                try:
                    self.refuse("fichier-xml-illisible", "%s.xml" % nom, self.lignes(octets), REFAIRE)
                finally:
                    os.remove(chemin)

    def test_archive_coupee(self):
        self.poser("Structures", "Communs")
        with open(self.chemin("jeu/ExportXML_Structures.zip"), "rb") as f:
            octets = f.read()
        self.ecrire("jeu/ExportXML_Structures.zip", octets[:-200])
        self.refuse("archive-illisible", "ExportXML_Structures.zip", None)

    def test_vide(self):
        self.poser("Communs")
        self.ecrire("jeu/Structures.xml", b"")
        self.refuse("fichier-xml-illisible", "Structures.xml", 1, REFAIRE)

    def test_deux_dans_une_archive(self):
        self.archive("ExportXML_Structures.zip", self.octets("Structures"), "Structures.xml", **{"Structures (1).xml": self.octets("Structures")})
        self.refuse("archive-contenu-inattendu", "ExportXML_Structures.zip", None, "elle en contient 2")

    def test_doctype(self):
        octets = self.octets("Communs").replace(b"<BEE_COMMUN", b"<!DOCTYPE BEE_COMMUN [<!ENTITY a 'b'>]>\n<BEE_COMMUN", 1)
        self.ecrire("jeu/Communs.xml", octets)
        self.refuse("fichier-doctype-interdit", "Communs.xml", 2, "DOCTYPE")

    def test_encodage(self):
        octets = self.octets("Communs").replace(b"ISO-8859-15", b"UTF-8", 1).replace(b"<DENOM_PRINC>", b"<DENOM_PRINC>\xe9", 1)
        self.ecrire("jeu/Communs.xml", octets)
        self.refuse("fichier-encodage-invalide", "Communs.xml", octets[:octets.index(b"\xe9")].count(b"\n") + 1, "UTF-8")

    def test_public(self):
        chemin = os.path.join(PARTAGE, "samples", "public", "siecle", "siecle-broken.xml")
        if not os.path.exists(chemin):
            self.skipTest("no public samples")
        with open(chemin, "rb") as f:
            self.ecrire("jeu/siecle-broken.xml", f.read())
        r = self.code(self.lancer(), 2)
        self.assertEqual([(c["code"], c["file"]) for c in r.rapport.constats if c["severity"] == "blocking"],
                         [("fichier-xml-illisible", "siecle-broken.xml")], str(r))


class Melanges(Jeux):
    """Exports that are each good and do not go together."""

    def autre(self, nom, *changements):
        octets = self.octets(nom)
        for avant, apres in changements:
            self.assertIn(avant, octets)
            octets = octets.replace(avant, apres, 1)
        self.ecrire("jeu/%s.xml" % nom, octets)

    def test_deux_annees(self):
        self.poser("ElevesSansAdresses", "Structures")
        self.autre("Communs", (b"<ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE>", b"<ANNEE_SCOLAIRE>2025</ANNEE_SCOLAIRE>"))
        r = self.code(self.lancer(), 2)
        (c,) = r.rapport.de("fichiers-annees-differentes")
        self.assertIn("Communs.xml (2025)", c["text"]["fr"])
        self.assertIn("Structures.xml (2026)", c["text"]["fr"])
        self.dit(r, "année en")

    def test_deux_etablissements(self):
        self.poser("ElevesSansAdresses")
        self.autre("Communs", (b"<UAJ>0999990W</UAJ>", b"<UAJ>0999991X</UAJ>"))
        r = self.code(self.lancer(), 2)
        (c,) = r.rapport.de("fichiers-uai-differents")
        self.assertIn("Communs.xml (0999991X)", c["text"]["fr"])

    def test_deux_jours(self):
        self.poser("ElevesSansAdresses")
        octets = self.octets("Communs")
        jour = octets.split(b"<DATE_EXPORT>")[1][:10]
        self.ecrire("jeu/Communs.xml", octets.replace(jour, b"01/10/2026"))
        r = self.lancer()
        self.assertEqual(len(r.rapport.de("jeu-dates-heterogenes")), 1, str(r))
        self.dit(r, "01/10/2026", jour.decode())

    def test_incomplet(self):
        """Only where the set of the guide is asked for, and never as if the rest were right."""
        self.poser("ElevesSansAdresses", "Structures", "Communs")
        r = self.code(self.lancer(controles="jeu"), 1)
        (c,) = r.rapport.de("jeu-siecle-incomplet")
        self.assertEqual(c["severity"], "error")
        self.assertIn("Nomenclature, Géographique, Responsables avec adresses", c["text"]["fr"])
        self.dit(r, "SIECLE Base élèves > Exportations > En XML > Génériques")
        self.assertNotIn("jeu-siecle-incomplet", self.code(self.lancer(), 0).rapport.codes())

    def test_la_chaine_du_guide(self):
        """The six of a sound school: nothing but those who have no INE yet; without one of the six, which."""
        chaine = os.path.join(SOURCE, "pipelines", "exports-siecle.ini")
        for ote, codes in ((None, {"eleve-sans-ine"}), ("Structures", {"eleve-sans-ine", "jeu-siecle-incomplet"})):
            ecole = school(pupils=120, seed=3, copie=self.chemin("ecole"), seulement=("siecle",))
            if ote:
                os.remove(ecole.chemin("siecle", "ExportXML_%s.zip" % ote))
            r = self.code(run("run", chaine, "--plugin-path", GREFFONS, "--in", ecole.dossier, "--now", MAINTENANT, "--out", self.chemin("s"),
                              "--report", self.chemin("r.json")), 1)
            self.assertEqual(Rapport(self.chemin("r.json")).codes("warning"), codes, str(r))
            shutil.rmtree(ecole.dossier)

    def test_un_eleve_en_double_est_dit_une_fois(self):
        """By SIECLE's rule and by the match with EDT: the first has the clicks."""
        ecole = school(pupils=300, seed=4, fautes=[("eleve-en-double", 1)])
        chaine = self.ecrire("deux.ini", "[pipeline]\nformat = 1\n[read siecle]\nplugin = siecle\nfile = siecle/*.zip\noptional = all\n"
                             "option.doublons = %s\n[read edt]\nplugin = edt\nfile = edt/*.xml\n[match m]\nstudent = name+birth-date\n")
        for mode, codes in (("familles", {"eleve-en-double"}), ("compte", {"eleve-deux-fois"})):
            with open(chaine, encoding="utf-8") as f:
                texte = f.read()
            r = run("run", self.ecrire("m.ini", texte % mode), "--plugin-path", GREFFONS, "--in", ecole.dossier, "--out", self.chemin("s"),
                    "--now", MAINTENANT, "--report", self.chemin("m.json"))
            self.assertEqual(Rapport(self.chemin("m.json")).codes() & {"eleve-en-double", "eleve-deux-fois"}, codes, str(r))


class Dossiers(Jeux):
    """A folder that cannot be read is not an empty one; and what keeps a flow from being run is in the report too."""

    CHAINE = "[pipeline]\nformat = 1\n[read a]\nplugin = petit\nfile.liste = %s\n"

    def test_illisible(self):
        compte = comptes("petit")[-1]
        if compte.est_root:
            self.skipTest("root reads everything")
        os.chmod(self.tmp, 0o755)
        for ferme, motif in (("entree", "petit.xml"), ("entree/liste", "liste/petit*.xml | liste/*.dat")):
            with self.subTest(ferme):
                self.ecrire("entree/liste/petit.xml", "<petits/>")
                compte.donner(self.chemin("entree"))
                os.chmod(self.chemin(ferme), 0)
                r = run("run", self.ecrire("essai.ini", self.CHAINE % motif, 0o644), "--plugin-path", os.path.join(compte.hostiles, "petit"), "--in",
                        self.chemin("entree"), programme=compte.programme, uid=compte.uid)
                os.chmod(self.chemin(ferme), 0o755)
                self.code(r, 5)
                self.dit(r, "dossier-illisible", self.chemin(ferme), "vous n'avez pas le droit de le lire")
                self.tait(r, "fichier-manquant", "pipeline-dossier-absent")
                self.assertEqual(r.tout.count("dossier-illisible"), 1, str(r))

    def test_compte_rendu_d_une_chaine_incomplete(self):
        compte = comptes("petit")[0]
        for texte, code, sortie in ((self.CHAINE % "petit.xml", "fichier-manquant", 2), (self.CHAINE % "../x", "pipeline-motif-interdit", 3)):
            r = run("run", self.ecrire("essai.ini", texte), "--plugin-path", os.path.join(compte.hostiles, "petit"), "--in", self.chemin("jeu"),
                    "--report", self.chemin("r.json"))
            self.code(r, sortie)
            rapport = Rapport(self.chemin("r.json"))
            self.assertIn(code, rapport.codes("blocking"))
            self.assertEqual((rapport.json["run"]["exit-code"], rapport.json["run"]["published"], rapport.json["steps"]), (sortie, False, []))
            self.prive(self.chemin("r.json"))
            os.remove(self.chemin("r.json"))


if __name__ == "__main__":
    unittest.main()
