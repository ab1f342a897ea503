"""Doubles in SIECLE (pipeline « doublons »): each one injected is found with its grade, on its records, and no other is."""
import os
import re
import time
import unittest
import xml.etree.ElementTree as ET
import zipfile

from outil import GREFFONS, LIENS, MAINTENANT, SOURCE, Essai, Rapport, make_school, run, school

DOUBLONS = os.path.join(SOURCE, "pipelines", "doublons.ini")
RESPONSABLES = "ExportXML_ResponsablesAvecAdresses.zip"
# What each injected fault must give, and on as many findings as it has objects.
CODES = ("responsable-doublon-certain", "responsable-doublon-probable", "responsable-doublon-possible", "responsables-homonymes",
         "adresses-identiques-distinctes", "eleve-en-double", "eleves-homonymes")
BILANS = ("ordre-doublons-responsables-avant-export", "responsables-doublons-a-verifier", "doublons-non-tous-compares")


class Doublons(Essai):
    def lancer(self, dossier, *options, chaine=DOUBLONS):
        r = run("run", chaine, "--plugin-path", GREFFONS, "--in", dossier, "--out", self.chemin("sortie"), "--now", MAINTENANT,
                "--report", self.chemin("rapport.json"), *options)
        r.rapport = Rapport(self.chemin("rapport.json"))
        return r

    @staticmethod
    def trouves(r):
        """{code: sorted sets of records}"""
        return {code: sorted(sorted(c["arguments"]["fiches"]["value"].split(", ")) for c in r.rapport.de(code))
                for code in CODES if r.rapport.de(code)}

    def abime(self, nom, change):
        """A folder with one export of a small school, changed: `change` gets its DONNEES."""
        ecole = school(pupils=60, seed=5)
        with zipfile.ZipFile(ecole.chemin("siecle", nom)) as z:
            racine = ET.fromstring(z.read(z.namelist()[0]))
        rendu = change(racine.find("DONNEES"))
        self.ecrire("abime/export.xml", ET.tostring(racine, encoding="iso-8859-15"))
        return self.lancer(self.chemin("abime")), rendu


class Ecoles(Doublons):
    def test_sans_double(self):
        for kind, state, seed in (("college", "octobre", 1), ("college", "juin", 2), ("lycee", "octobre", 3)):
            with self.subTest((kind, state)):
                ecole = school(pupils=300, kind=kind, state=state, seed=seed, seulement=("siecle",))
                r = self.lancer(ecole.dossier)
                self.assertEqual(self.trouves(r), {}, str(r))
                self.assertFalse(r.rapport.codes() & set(BILANS), str(r))

    def test_chaque_double(self):
        """One fault at a time, then all of them: exactly what was injected."""
        toutes = [(c, 5) for c in CODES] + [("responsables-couple-meme-contact", 3)]
        for fautes in [[f] for f in toutes] + [toutes]:
            for kind in ("college", "lycee"):
                with self.subTest(fautes, kind=kind):
                    ecole = school(pupils=600, kind=kind, seed=4, fautes=fautes, seulement=("siecle",))
                    attendus = {c: sorted(o["fiches"] for o in ecole.faute(c)["objects"]) for c, _ in fautes if c in CODES}
                    self.assertEqual(self.trouves(self.lancer(ecole.dossier)), attendus)

    def test_fiche_a_garder(self):
        ecole = school(pupils=600, seed=4, fautes=[("responsable-doublon-certain", 5), ("eleve-en-double", 2)], seulement=("siecle",))
        r = self.lancer(ecole.dossier)
        for code in ("responsable-doublon-certain", "eleve-en-double"):
            gardes = {c["arguments"]["garder"]["value"] for c in r.rapport.de(code)}
            attendus = {o["garder"] for o in ecole.faute(code)["objects"] if o.get("commun") != "tel"}
            self.assertLessEqual(attendus - gardes, set(), str(r))

    def test_ce_que_l_adjoint_lit(self):
        """The pupils of each record, the count, the clicks; nothing in clear on the screen."""
        ecole = school(pupils=600, seed=4, fautes=[("responsable-doublon-certain", 5)], seulement=("siecle",))
        r = self.code(self.lancer(ecole.dossier), 2)
        self.assertEqual(r.rapport.codes("blocking"), {"ordre-doublons-responsables-avant-export"})
        self.dit(r, "5 responsables en double dans 5 familles (certains : 5, probables : 0).",
                 "SIECLE Base élèves > Fiches élèves > Doublons responsables", "(à garder)", "Rien n'est réuni d'office")
        for o in ecole.faute("responsable-doublon-certain")["objects"]:
            self.dit(r, *o["fiches"])
            self.assertNotIn("%s %s" % (o["nom"], o["prenom"]), r.suivi)
            (c,) = [c for c in r.rapport.de("responsable-doublon-certain")
                    if sorted(c["arguments"]["fiches"]["value"].split(", ")) == o["fiches"]]
            lignes = {x[0]: x[1:] for x in c["arguments"]["fiches-comparees"]["rows"]["fr"]}
            self.assertIn("%s %s %s" % (o["eleves"][0]["nom"], o["eleves"][0]["prenom"], o["eleves"][0]["division"]), " - ".join(lignes["Élèves"]))
            self.assertEqual({"mel": "Courriel", "tel": "Portable", "adresse": "Adresse", "numero": "Adresse", "eleve": "Nom"}[o["commun"]] in
                             {k for k, v in lignes.items() if v[-1] == "identique"}, True, lignes)

    def test_en_anglais(self):
        ecole = school(pupils=600, seed=4, fautes=[("responsable-doublon-certain", 5)], seulement=("siecle",))
        r = self.lancer(ecole.dossier, "--lang", "en", "--show-values")
        o = ecole.faute("responsable-doublon-certain")["objects"][0]
        self.dit(r, "5 guardians recorded twice in 5 families", "(to keep)", "Comparison", "First name", o["prenom"])

    def test_le_depot_des_liens_n_est_pas_noye(self):
        """One line for all of them, and the deposit is written as before."""
        fautes = [("responsable-doublon-certain", 5), ("responsable-doublon-probable", 4), ("eleves-homonymes", 2)]
        r = self.lancer(school(pupils=600, seed=4, fautes=fautes).dossier, chaine=LIENS)
        self.code(r, 1)
        (bilan,) = r.rapport.de("ordre-doublons-responsables-avant-export")
        self.assertEqual(bilan["text"]["fr"], "9 responsables en double dans 9 familles (certains : 5, probables : 4).")
        self.assertEqual(self.trouves(r), {})
        self.assertTrue(r.rapport.json["run"]["published"])

    def test_probables_seulement(self):
        r = self.lancer(school(pupils=600, seed=4, fautes=[("responsable-doublon-probable", 1)]).dossier, chaine=LIENS)
        self.assertEqual(r.rapport.de("responsables-doublons-a-verifier")[0]["text"]["fr"],
                         "1 responsable en double dans 1 famille, à vérifier avec les familles.")
        self.assertEqual(r.rapport.de("ordre-doublons-responsables-avant-export"), [])


def _mettre(element, **valeurs):
    for tag, valeur in valeurs.items():
        fils = element.find(tag)
        if fils is None:
            fils = ET.SubElement(element, tag)
        fils.text = valeur


class Cas(Doublons):
    """One export alone, with what a school does not inject."""

    @staticmethod
    def _personnes(donnees, *fiches):
        """Replaces everyone by these records: (title, name, first name, other values), numbered from 1."""
        for bloc in ("PERSONNES", "RESPONSABLES", "ADRESSES"):
            donnees.find(bloc).clear()
        for i, (civilite, nom, prenom, autres) in enumerate(fiches):
            p = ET.SubElement(donnees.find("PERSONNES"), "PERSONNE", PERSONNE_ID=str(i + 1))
            _mettre(p, LC_CIVILITE=civilite, NOM_DE_FAMILLE=nom, PRENOM=prenom, **{k: v for k, v in autres.items() if k != "eleve"})
            lien = ET.SubElement(donnees.find("RESPONSABLES"), "RESPONSABLE_ELEVE")
            _mettre(lien, ELEVE_ID=autres.get("eleve", str(100 + i)), PERSONNE_ID=str(i + 1), NIVEAU_RESPONSABILITE="1", CODE_PARENTE="90")

    def fiches(self, *fiches):
        return self.abime(RESPONSABLES, lambda d: self._personnes(d, *fiches))[0]

    def test_trois_fiches_une_personne(self):
        """Joined through the second: the first and the third have nothing in common but the name."""
        r = self.fiches(("MME", "MARTIN", "Anne", {"MEL": "a@x.fr"}), ("MME", "Martin", "ANNE", {"MEL": "a@x.fr", "TEL_PORTABLE": "0612345678"}),
                        ("MME", "MARTIN", "Anne", {"TEL_PORTABLE": "+33612345678"}))
        self.assertEqual(self.trouves(r), {"responsable-doublon-certain": [["1", "2", "3"]]})

    def test_une_fiche_entre_deux_personnes(self):
        """The record in the middle has no title: one of the two others is not this person."""
        r = self.fiches(("MME", "MARTIN", "Claude", {"MEL": "a@x.fr"}), ("", "MARTIN", "Claude", {"MEL": "a@x.fr", "TEL_PORTABLE": "0612345678"}),
                        ("M.", "MARTIN", "Claude", {"TEL_PORTABLE": "0612345678"}))
        self.assertEqual(self.trouves(r), {"responsable-doublon-probable": [["1", "2", "3"]]})

    def test_certaine_et_a_verifier(self):
        r = self.fiches(("MME", "MARTIN", "Anne", {"MEL": "a@x.fr"}), ("MME", "MARTIN", "Anne", {"MEL": "a@x.fr"}),
                        ("MME", "MARTINS", "Anne", {"MEL": "a@x.fr"}))
        self.assertEqual(self.trouves(r), {"responsable-doublon-certain": [["1", "2", "3"]]})
        entete = r.rapport.de("responsable-doublon-certain")[0]["arguments"]["fiches-comparees"]["rows"]["fr"][0]
        self.assertEqual(entete, ["", "1 (à garder)", "2", "3 (à vérifier)", "Comparaison"])

    def test_les_lignes_de_l_adresse_comptent(self):
        def change(second):
            def f(d):
                self._personnes(d, ("M.", "NDIAYE", "Omar", {"ADRESSE_ID": "1"}), ("M.", "NDIAYE", "Omar", {"ADRESSE_ID": "2"}))
                for i, ligne in enumerate(("BAT A", second)):
                    a = ET.SubElement(d.find("ADRESSES"), "ADRESSE", ADRESSE_ID=str(i + 1))
                    _mettre(a, LIGNE1_ADRESSE="RÉSIDENCE DES LILAS", LIGNE2_ADRESSE=ligne, CODE_POSTAL="31000", LIBELLE_POSTAL="TOULOUSE")
            return f
        self.assertEqual(self.trouves(self.abime(RESPONSABLES, change("Bat. A"))[0]), {"responsable-doublon-certain": [["1", "2"]]})
        self.assertEqual(self.trouves(self.abime(RESPONSABLES, change("BAT B"))[0]), {"responsable-doublon-possible": [["1", "2"]]})

    def test_numeros_de_telephone_de_personne(self):
        r = self.fiches(("M.", "DIOP", "Ali", {"TEL_PORTABLE": "0000000000"}), ("M.", "DIOP", "Ali", {"TEL_PORTABLE": "00 00 00 00 00"}))
        self.assertEqual(self.trouves(r), {"responsable-doublon-possible": [["1", "2"]]})

    def test_les_deux_parents_d_une_famille(self):
        """Two persons, one family."""
        r = self.fiches(("MME", "MARTIN", "Anne", {"MEL": "a@x.fr", "eleve": "7"}), ("MME", "MARTIN", "Anne", {"MEL": "a@x.fr", "eleve": "8"}),
                        ("M.", "PETIT", "Luc", {"MEL": "l@x.fr", "eleve": "7"}), ("M.", "PETIT", "Luc", {"MEL": "l@x.fr", "eleve": "8"}))
        self.assertEqual(self.trouves(r), {"responsable-doublon-certain": [["1", "2"], ["3", "4"]]})
        self.dit(r, "2 responsables en double dans 1 famille")

    def test_valeurs_qui_casseraient_le_tableau(self):
        r = self.fiches(("M.", "A\tB", "X\nY", {"MEL": "a@x.fr"}), ("M.", "A B", "X Y", {"MEL": "a@x.fr"}))
        (c,) = r.rapport.de("responsable-doublon-certain")
        lignes = c["arguments"]["fiches-comparees"]["rows"]["fr"]
        self.assertEqual({len(x) for x in lignes}, {4}, lignes)
        self.assertEqual([x for x in lignes if x[0] == "Nom"], [["Nom", "A B", "A B", "identique"]])

    def test_adresse_seule_ou_d_une_autre_famille(self):
        """Nobody's copy is told; that of neighbours in one building is not."""
        def orpheline(d):
            self._personnes(d, ("M.", "UN", "Ali", {"ADRESSE_ID": "1"}))
            for i in "12":
                _mettre(ET.SubElement(d.find("ADRESSES"), "ADRESSE", ADRESSE_ID=i), LIGNE1_ADRESSE="1 RUE A", CODE_POSTAL="31000", LIBELLE_POSTAL="X")

        def voisins(d):
            orpheline(d)
            self._personnes(d, ("M.", "UN", "Ali", {"ADRESSE_ID": "1"}), ("M.", "DEUX", "Bob", {"ADRESSE_ID": "2"}))
            for i in "12":
                _mettre(ET.SubElement(d.find("ADRESSES"), "ADRESSE", ADRESSE_ID=i), LIGNE1_ADRESSE="1 RUE A", CODE_POSTAL="31000", LIBELLE_POSTAL="X")
        self.assertEqual(self.trouves(self.abime(RESPONSABLES, orpheline)[0]), {"adresses-identiques-distinctes": [["1", "2"]]})
        self.assertEqual(self.trouves(self.abime(RESPONSABLES, voisins)[0]), {})

    def test_tous_du_meme_nom(self):
        """A hostile file: all names, phones and addresses equal. Bounded, and what was left out is said."""
        debut = time.monotonic()
        r = self.fiches(*[("M.", "MARTIN", "Jean", {"TEL_PORTABLE": "0612345678", "ADRESSE_ID": "1", "eleve": "7"})] * 6000)
        self.assertLess(time.monotonic() - debut, 60)
        (c,) = r.rapport.de("responsable-doublon-certain")
        self.assertEqual(c["arguments"]["n"]["value"], "6000")
        self.assertIn("…", c["arguments"]["fiches"]["value"])
        self.assertEqual(len(r.rapport.de("doublons-non-tous-compares")), 1)

    def test_homonymes_a_perte_de_vue(self):
        r = self.fiches(*[("M." if i % 2 else "MME", "MARTIN", "Dominique", {}) for i in range(3000)])
        (c,) = r.rapport.de("responsable-doublon-possible")
        self.assertEqual(c["arguments"]["n"]["value"], "3000")


class Ordre(Doublons):
    def test_par_famille_dans_l_ordre_des_noms(self):
        ecole = school(pupils=600, seed=4, fautes=[("responsable-doublon-certain", 5)], seulement=("siecle",))
        r = self.lancer(ecole.dossier, "--show-values")
        noms = [make_school.faults.names.replier(c["arguments"]["qui"]["value"].rsplit(" ", 1)[0]) for c in r.rapport.de("responsable-doublon-certain")]
        self.assertEqual(noms, sorted(noms))
        affiche = re.findall(r"· (\S.*?) existe 2 fois", r.suivi)
        self.assertEqual(len(affiche), 5)


if __name__ == "__main__":
    unittest.main()
