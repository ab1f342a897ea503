"""The flow « liens élèves-groupes » over damaged files, and what it shows of people."""
import os
import re
import shutil
import unittest
import zipfile

from depots import Flux
from outil import GREFFONS, contenu, run, school


class Fichiers(Flux):
    """Faults of whole files: code, file and line; nothing is written."""

    def faute(self, code, fichier=None, ligne=None, sortie=2, ecole=None, dit=None):
        ecole = ecole or school(fautes=[code])
        r = self.code(self.lancer(ecole), sortie)
        self.assertEqual(contenu(self.sortie), {}, str(r))
        constats = r.rapport.de(dit or code)
        self.assertTrue(constats, str(r))
        if fichier:
            self.assertEqual({(c["file"] or "").split("!")[0] for c in constats}, {fichier}, str(r))
        if ligne:
            self.assertEqual([c["line"] for c in constats], [ligne], str(r))
        return r

    def test_uai_differents(self):
        r = self.faute("fichiers-uai-differents")
        (o,) = school(fautes=["fichiers-uai-differents"]).faute("fichiers-uai-differents")["objects"]
        self.dit(r, o["uai"], o["uai_vrai"])

    def test_annees_differentes(self):
        r = self.faute("fichiers-annees-differentes")
        self.dit(r, "2025", "2026")

    def test_archive_inattendue(self):
        r = self.faute("archive-contenu-inattendu", "siecle/ExportXML_ElevesSansAdresses.zip")
        self.dit(r, "elle en contient 2")

    def test_coupe(self):
        ecole = school(fautes=["fichier-xml-illisible"])
        with open(ecole.edt, "rb") as f:
            lignes = f.read().count(b"\n") + 1
        self.faute("fichier-xml-illisible", "edt/EDT_KOSMOS.xml", lignes)

    def test_doctype(self):
        self.faute("fichier-doctype-interdit", "edt/EDT_KOSMOS.xml", 2)

    def test_encodage(self):
        ecole = school(fautes=["fichier-encodage-invalide"])
        (o,) = ecole.faute("fichier-encodage-invalide")["objects"]
        with open(ecole.edt, "rb") as f:
            ligne = f.read()[:o["position"]].count(b"\n") + 1
        r = self.faute("fichier-encodage-invalide", "edt/EDT_KOSMOS.xml", ligne)
        self.dit(r, "UTF-8")

    def test_uai_cle_fausse(self):
        """A warning: the same in every file, so the deposit can be made."""
        ecole = school(fautes=["fichier-uai-cle-fausse"])
        r = self.lancer(ecole)
        self.assertIn(r.code, (0, 1), str(r))
        self.assertIn("fichier-uai-cle-fausse", r.rapport.codes(), str(r))
        self.dit(r, "0999990W")

    def test_vide(self):
        for octets, code in ((b"", "fichier-xml-illisible"), (b'<?xml version="1.0"?><autre/>', "fichier-racine-inattendue")):
            ecole = school(copie=self.chemin("ecole"))
            with open(ecole.edt, "wb") as f:
                f.write(octets)
            r = self.lancer(ecole)
            self.code(r, 2)
            self.assertEqual(contenu(self.sortie), {})
            shutil.rmtree(ecole.dossier)

    def test_archive_abimee(self):
        ecole = school(copie=self.chemin("ecole"))
        chemin = ecole.chemin("siecle", "ExportXML_Structures.zip")
        with open(chemin, "rb") as f:
            octets = f.read()
        with open(chemin, "wb") as f:
            f.write(octets[:len(octets) // 2])
        r = self.code(self.lancer(ecole), 2)
        self.dit(r, "ExportXML_Structures.zip")
        self.assertEqual(contenu(self.sortie), {})

    def test_bombe(self):
        """A small archive that would fill the memory."""
        ecole = school(copie=self.chemin("ecole"))
        chemin = ecole.chemin("siecle", "ExportXML_Structures.zip")
        with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("Structures.xml", b'<?xml version="1.0"?><BEE_STRUCTURES VERSION="1.0">' + b" " * (64 << 20))
        r = self.code(self.lancer(ecole), 2)
        self.assertTrue({"archive-trop-grosse", "fichier-limite-atteinte"} & r.rapport.codes("blocking"), str(r))

    def test_entites(self):
        """No entity is expanded, no file is read through one."""
        ecole = school(copie=self.chemin("ecole"))
        secret = self.ecrire("secret.txt", "SECRET-DU-DISQUE")
        with open(ecole.edt, encoding="utf-8") as f:
            texte = f.read()
        with open(ecole.edt, "w", encoding="utf-8") as f:
            f.write(texte.replace("<ExportEmploiDuTemps", '<!DOCTYPE a [<!ENTITY x SYSTEM "file://%s">]>\n<ExportEmploiDuTemps' % secret, 1)
                    .replace('Nom="', 'Nom="&x;', 1))
        r = self.code(self.lancer(ecole), 2)
        self.assertIn("fichier-doctype-interdit", r.rapport.codes(), str(r))
        self.tait(r, "SECRET-DU-DISQUE")

    def test_fichier_manquant(self):
        ecole = school(seulement=("siecle",))
        r = self.code(self.lancer(ecole), 2)
        self.dit(r, "EDT", "Imports/Exports > Socles ENT")

    def test_dossier_complet(self):
        """All of SIECLE's exports may lie there: the flow reads those it needs and says which it does not."""
        r = self.code(self.lancer(school()), 0)
        self.assertEqual(r.rapport.etape("siecle")["files"], 5)
        self.assertEqual({c["file"] for c in r.rapport.de("fichier-reconnu-non-lu")}, {"siecle/ExportXML_Geographique.zip"})
        self.dit(r, "est : Géographique (pays, départements, communes) (SIECLE) ; il n'est pas lu ici")
        (depot,) = contenu(self.sortie)
        self.dit(self.code(run("identify", os.path.join(self.sortie, depot), "--plugin-path", GREFFONS), 0), "siecle:liens-eleves-groupes")

    def test_deux_fois_le_meme(self):
        ecole = school(seulement=("edt", "siecle"))
        shutil.copy(ecole.chemin("siecle", "ExportXML_Structures.zip"), ecole.chemin("siecle", "ExportXML_Structures (1).zip"))
        r = self.code(self.lancer(ecole), 2)
        self.dit(r, "ExportXML_Structures (1).zip", "ExportXML_Structures.zip")
        self.assertEqual(contenu(self.sortie), {})


class Personnel(Flux):
    """Names are not shown unless asked for; the files that hold them are private."""

    def setUp(self):
        super().setUp()
        self.ecole = school(fautes=[("elevesgroupes-eleve-inconnu", 3), ("elevesgroupes-eleve-sans-mef", 2), ("eleve-sans-date-naissance", 2)])
        self.objets = [o for f in self.ecole.verite["fautes"] for o in f["objects"]]

    def test_masques(self):
        r = self.lancer(self.ecole, "--all")
        for o in self.objets:
            self.assertIsNone(re.search(r"\b%s\b" % re.escape(o["nom"]), r.tout, re.IGNORECASE), "%s\n%s" % (o["nom"], r))
            if o["ine"]:
                self.tait(r, o["ine"])

    def test_montres(self):
        r = self.lancer(self.ecole, "--all", "--show-values")
        for o in self.ecole.faute("elevesgroupes-eleve-inconnu")["objects"]:
            self.dit(r, o["nom"])

    def test_compte_rendu_prive(self):
        r = self.lancer(self.ecole)
        self.prive(r.rapport.chemin)
        with open(r.rapport.chemin, encoding="utf-8") as f:
            texte = f.read()
        self.assertIn(self.ecole.faute("elevesgroupes-eleve-inconnu")["objects"][0]["nom"], texte)

    def test_graphe_prive(self):
        self.code(self.lancer(school(), "--save-graph", self.chemin("g.bin")), 0)
        self.prive(self.chemin("g.bin"))
        self.code(self.lancer(school(), "--save-graph", self.chemin("sortie", "g.txt")), 0)
        self.prive(self.chemin("sortie", "g.txt"))


if __name__ == "__main__":
    unittest.main()
