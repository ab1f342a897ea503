"""The flow « liens élèves-groupes » over injected faults: what SIECLE will answer is foreseen exactly, or the fault is told."""
import os
import re
import shutil
import unittest
import xml.etree.ElementTree as ET
import xml.parsers.expat

from depots import ESPACE, FAUTES, PLUSIEURS, SCHEMA_8, SCHEMA_20, Depot, Flux, lus_dans_edt, lus_dans_siecle, utiles
from outil import MAINTENANT, contenu, school


class Eleves:
    """The pupils of EDT's file and where they stand: for the places that the program gives."""

    def __init__(self, ecole):
        self.ligne_de_ident, self.ligne_de_sconet = {}, {}
        p = xml.parsers.expat.ParserCreate()
        pile = []

        def debut(nom, a):
            pile.append(nom)
            if pile[-2:] == ["Eleves", "Eleve"]:
                self.ligne_de_ident[a["Ident"]] = p.CurrentLineNumber
                if "IDSconet" in a:
                    self.ligne_de_sconet[a["IDSconet"]] = p.CurrentLineNumber
        p.StartElementHandler = debut
        p.EndElementHandler = lambda nom: pile.pop()
        with open(ecole.edt, "rb") as f:
            p.ParseFile(f)

    def ligne(self, objet):
        for cle in ("ident_edt_double", "ident_edt"):
            if cle in objet:
                return self.ligne_de_ident[str(objet[cle])]
        return self.ligne_de_sconet[str(objet["eleve_id"])]


def annonces(ecole):
    """{(answer, line in EDT's file, part)}: what SIECLE will say, by the truth. The part is None for a whole pupil."""
    eleves, dits = Eleves(ecole), set()
    for f in ecole.verite["fautes"]:
        code = f["siecle_code"]
        if code is None:
            continue
        for o in f["objects"]:
            if code.startswith("REJELEGROUPE"):
                dits.add((code, eleves.ligne(o), None))
            elif "eleves" in o:
                dits.update((code, eleves.ligne(e), o["groupe"]) for e in o["eleves"])
            elif code == "GROUPE_B_01":
                dits.update((code, eleves.ligne(o), g) for g in o["groupes"])
            else:
                dits.add((code, eleves.ligne(o), o["groupe"]))
    return dits


class Previsions(Flux):
    """What SIECLE will answer is foreseen exactly: the announced answers, on the announced pupils, and no other."""

    def prevues(self, r):
        vues = []
        for o in r.rapport.prevision()["records"]:
            if o["answer"] is not None:
                self.assertEqual(o["file"], "edt/EDT_KOSMOS.xml")
                part = None if o["answer"].startswith("REJELEGROUPE") else o["part"]
                vues.append((o["answer"], o["line"], part))
        self.assertEqual(len(vues), len(set(vues)), "each answer once")
        return set(vues)

    def prevoit(self, ecole, *options):
        r = self.lancer(ecole, *options)
        self.assertEqual(self.prevues(r), annonces(ecole), str(r))
        return r

    def classes(self, ecole, r):
        """Pupils by fate, by the truth."""
        attendu = {"partial": set(), "rejected": set()}
        for reponse, ligne, _ in annonces(ecole):
            attendu["rejected" if reponse.startswith("REJELEGROUPE") else "partial"].add(ligne)
        comptes = r.rapport.prevision()["counts"]
        self.assertEqual({k: comptes[k] for k in attendu}, {k: len(v) for k, v in attendu.items()}, str(r))

    def test_chaque_faute_de_siecle(self):
        for code in sorted(c for c, f in FAUTES.items() if f.siecle_code):
            with self.subTest(code):
                shutil.rmtree(self.sortie, True)
                ecole = school(fautes=[(code, 2)])
                self.assertEqual(ecole.faute(code)["count"], 2)
                r = self.prevoit(ecole)
                self.classes(ecole, r)
                self.dit(r, FAUTES[code].siecle_code)
                if FAUTES[code].siecle_code.startswith("ELEGRP"):
                    self.code(r, 0)  # a warning: the link is kept, its dates are not
                    self.assertEqual(len(contenu(self.sortie)), 1)
                else:
                    self.code(r, 2)
                    self.assertEqual(contenu(self.sortie), {}, str(r))

    def test_dans_un_lycee_et_en_juin(self):
        for genre, etat, maintenant in (("lycee", "octobre", MAINTENANT), ("college", "juin", "2026-06-15T10:00:00")):
            for code in ("elevesgroupes-eleve-inconnu", "elevesgroupes-groupe-inconnu", "elevesgroupes-eleve-sans-mef"):
                with self.subTest((genre, etat, code)):
                    ecole = school(kind=genre, state=etat, fautes=[(code, 2)])
                    r = self.code(self.lancer(ecole, maintenant=maintenant), 2)
                    self.assertEqual(self.prevues(r), annonces(ecole), str(r))

    def test_plusieurs_a_la_fois(self):
        ecole = school(pupils=600, fautes=PLUSIEURS)
        r = self.code(self.prevoit(ecole), 2)
        self.classes(ecole, r)
        self.assertEqual(contenu(self.sortie), {})

    def test_plusieurs_acceptees(self):
        """Accepted, the file is written; what SIECLE would reject is told all the same."""
        ecole = school(pupils=600, fautes=PLUSIEURS)
        r = self.code(self.prevoit(ecole, "--set", "incomplete=accept"), 1)
        depot = Depot(self.sortie)
        valide, pourquoi = self.valide(depot.xml, SCHEMA_20)
        self.assertTrue(valide, pourquoi)
        perdus = {str(o["eleve_id"]) for f in ecole.verite["fautes"] for o in f["objects"] if o.get("eleve_id")}
        intacts = {(e, g) for e, g in lus_dans_siecle(ecole) if e not in perdus}
        self.assertTrue(intacts <= set(depot.liens()), "the links that no fault touches are all in the file: %s" % r)


class SansReponse(Flux):
    """Faults that SIECLE does not see, or that are none."""

    def test_noms_replies(self):
        """The group is written as SIECLE spells it."""
        ecole = school(fautes=[("groupe-nom-replie", 3)])
        r = self.code(self.lancer(ecole), 0)
        codes = {g for _, g in Depot(self.sortie).liens()}
        for o in ecole.faute("groupe-nom-replie")["objects"]:
            self.assertIn(o["groupe"], codes, str(r))
            self.assertNotIn(o["nom_edt"], codes - {o["groupe"]})

    def test_identifiants_perdus(self):
        """Matched by name and birth date; SIECLE's identifier is written."""
        ecole = school(fautes=[("eleve-identifiants-perdus", 4)])
        r = self.lancer(ecole)
        self.assertIn(r.code, (0, 1), str(r))
        ecrits = {e for e, _ in Depot(self.sortie).liens()}
        for o in ecole.faute("eleve-identifiants-perdus")["objects"]:
            self.assertIn(str(o["eleve_id"]), ecrits)

    def test_sans_date_de_naissance(self):
        ecole = school(fautes=[("eleve-sans-date-naissance", 2)])
        r = self.code(self.lancer(ecole), 1)
        self.assertEqual(len(r.rapport.de("eleve-sans-date-naissance")), 2, str(r))
        ecrits = {e.findtext("ELEVE_ID"): e.findtext("DATE_NAISS") for e in Depot(self.sortie).eleves}
        for o in ecole.faute("eleve-sans-date-naissance")["objects"]:
            self.assertEqual(ecrits[str(o["eleve_id"])], o["naissance"], "SIECLE's date is written")

    def test_sortis(self):
        """Gone four days ago: SIECLE takes the pupil, and the end of the link is his leaving."""
        ecole = school(fautes=[("elevesgroupes-eleve-sorti", 2)])
        r = self.lancer(ecole)
        self.assertIn(r.code, (0, 1), str(r))
        self.assertIn("elevesgroupes-eleve-sorti", r.rapport.codes(), str(r))
        self.assertEqual(r.rapport.prevision()["counts"]["rejected"], 0)

    def test_absents_de_edt(self):
        """What SIECLE has of them will go."""
        ecole = school(fautes=[("eleve-absent-de-edt", 2)])
        r = self.lancer(ecole)
        self.assertEqual(r.rapport.prevision()["counts"]["absent"] >= 2, True, str(r))
        absents = {str(o["eleve_id"]) for o in ecole.faute("eleve-absent-de-edt")["objects"]}
        dits = {o["record"].split()[-1] for o in r.rapport.prevision()["records"] if o["fate"] == "absent"}
        self.assertTrue(absents <= dits, "%s not in %s" % (absents, dits))

    def test_groupe_oublie(self):
        ecole = school(fautes=["elevesgroupes-groupe-oublie"])
        r = self.lancer(ecole)
        (o,) = ecole.faute("elevesgroupes-groupe-oublie")["objects"]
        self.assertIn("elevesgroupes-groupe-oublie", r.rapport.codes(), str(r))
        self.dit(r, o["groupe"])

    def test_sans_groupe(self):
        ecole = school(fautes=[("elevesgroupes-eleve-sans-groupe", 2)])
        self.assertIn(self.lancer(ecole).code, (0, 1))
        ecrits = {e for e, _ in Depot(self.sortie).liens()}
        for o in ecole.faute("elevesgroupes-eleve-sans-groupe")["objects"]:
            self.assertNotIn(str(o["eleve_id"]), ecrits)

    def test_code_long(self):
        """Nine to twenty characters: goes through with the schema of today, not with the one of eight."""
        ecole = school(fautes=[("groupe-code-de-plus-de-8", 2)])
        self.code(self.lancer(ecole), 0)
        valide, pourquoi = self.valide(Depot(self.sortie).xml, SCHEMA_20)
        self.assertTrue(valide, pourquoi)
        self.assertFalse(self.valide(Depot(self.sortie).xml, SCHEMA_8)[0])
        r = self.code(self.lancer(ecole, "--set", "code-max=8", sortie=self.chemin("huit")), 2)
        for o in ecole.faute("groupe-code-de-plus-de-8")["objects"]:
            self.dit(r, o["groupe"])
        self.assertEqual(contenu(self.chemin("huit")), {})
        self.code(self.lancer(ecole, "--set", "code-max=8", "--set", "incomplete=accept", sortie=self.chemin("huit")), 1)
        valide, pourquoi = self.valide(Depot(self.chemin("huit")).xml, SCHEMA_8)
        self.assertTrue(valide, pourquoi)

    def test_ine_en_double(self):
        """Both have their ELEVE_ID: nothing is lost."""
        ecole = school(fautes=["eleve-ine-en-double"])
        r = self.lancer(ecole)
        self.assertIn(r.code, (0, 1), str(r))
        self.assertEqual(Depot(self.sortie).en_cours(), lus_dans_siecle(ecole))

    def test_cours(self):
        """Faults of the timetable are told with their lines and do not stop the links."""
        for code, dit in (("cours-ni-enseignant-ni-public", "cours-ni-enseignant-ni-public"), ("cours-en-double", "cours-en-double"),
                          ("cours-reference-orpheline", "lien-non-resolu")):
            with self.subTest(code):
                ecole = school(fautes=[(code, 2)])
                r = self.lancer(ecole)
                self.assertIn(r.code, (0, 1), str(r))
                self.assertEqual(len(r.rapport.de(dit)), 2, str(r))
                for c in r.rapport.de(dit):
                    self.assertEqual(c["file"], "edt/EDT_KOSMOS.xml")
                    with open(ecole.edt, encoding="utf-8") as f:
                        ligne = f.read().split("\n")[c["line"] - 1]
                    self.assertRegex(ligne, "Cours" if dit != "lien-non-resolu" else "9990", str(c))


class Refus(Flux):
    """A deposit in which something would be lost is refused until somebody accepts it."""

    def setUp(self):
        super().setUp()
        self.ecole = school(fautes=[("elevesgroupes-eleve-inconnu", 2), "elevesgroupes-groupe-inconnu"])

    def test_rien_n_est_touche(self):
        self.code(self.lancer(school()), 0)
        avant = contenu(self.sortie)
        inode = os.stat(Depot(self.sortie).chemin).st_ino
        r = self.code(self.lancer(self.ecole), 2)
        self.assertEqual(contenu(self.sortie), avant)
        self.assertEqual(os.stat(Depot(self.sortie).chemin).st_ino, inode)
        self.dit(r, "Rien n'a été publié", "incomplete")
        self.assertFalse(r.rapport.json["run"]["published"])

    def test_chiffres(self):
        """Two pupils refused, and the three links of the unknown group."""
        r = self.code(self.lancer(self.ecole), 2)
        comptes = r.rapport.prevision()["counts"]
        self.assertEqual((comptes["rejected"], comptes["partial"]), (2, 3), str(r))
        self.dit(r, "REJELEGROUPE_01", "GROUPE_A_01", self.ecole.faute("elevesgroupes-groupe-inconnu")["objects"][0]["groupe"])

    def test_accepte(self):
        r = self.code(self.lancer(self.ecole, "--set", "incomplete=accept"), 1)
        self.assertTrue(r.rapport.json["run"]["published"])
        self.assertEqual(lus_dans_siecle(self.ecole) - set(Depot(self.sortie).liens()), set())

    def test_en_anglais(self):
        r = self.code(self.lancer(self.ecole, "--lang", "en"), 2)
        self.dit(r, "Nothing was published", "To be corrected")
        self.tait(r, "À corriger", "Que faire")

    def test_valeur_fausse(self):
        self.code(self.lancer(self.ecole, "--set", "incomplete=oui"), 3)


class SansSiecle(Flux):
    """EDT alone: what SIECLE would answer cannot be told, and it is said."""

    def test_refuse(self):
        r = self.code(self.lancer(school(seulement=("edt",))), 2)
        self.dit(r, "non contrôlé")
        self.assertEqual(contenu(self.sortie), {})

    def test_accepte(self):
        ecole = school(seulement=("edt",))
        r = self.lancer(ecole, "--set", "incomplete=accept")
        self.assertIn(r.code, (0, 1), str(r))
        self.dit(r, "non contrôlé")
        depot = Depot(self.sortie)
        racine = ET.parse(ecole.edt).getroot()
        idents = {e.get("IDSconet") for e in racine.iter(ESPACE + "Eleve")} - {None}
        self.assertEqual({e.findtext("ELEVE_ID") for e in depot.eleves} - idents, set())
        self.assertEqual(depot.liens(), utiles(ecole, lus_dans_edt(ecole)))
        comptes = r.rapport.prevision()["counts"]
        self.assertEqual((comptes["complete"], comptes["unknown"]), (0, len(depot.eleves)), "never said to be right")
        valide, pourquoi = self.valide(depot.xml, SCHEMA_20)
        self.assertTrue(valide, pourquoi)

    def test_ine_a_defaut(self):
        """Without IDSconet the INE names the pupil."""
        ecole = school(seulement=("edt",))
        with open(ecole.edt, encoding="utf-8") as f:
            texte = f.read()
        with open(ecole.edt, "w", encoding="utf-8") as f:
            f.write(re.sub(r' IDSconet="\d+"', "", texte))
        r = self.lancer(ecole, "--set", "incomplete=accept")
        self.assertIn(r.code, (0, 1), str(r))
        depot = Depot(self.sortie)
        ines = set(re.findall(r'NumeroNational="(\w{11})"', texte))
        self.assertGreater(len(depot.eleves), 250)
        for e in depot.eleves:
            self.assertIsNone(e.find("ELEVE_ID"))
            self.assertIn(e.findtext("ID_NATIONAL"), ines)

    def test_un_seul_fichier_de_siecle(self):
        """With « Structures » alone the groups are checked and the pupils are not."""
        ecole = school(fautes=["elevesgroupes-groupe-inconnu", "elevesgroupes-eleve-inconnu"], seulement=("edt", "siecle"))
        for nom in os.listdir(ecole.chemin("siecle")):
            if "Structures" not in nom:
                os.remove(ecole.chemin("siecle", nom))
        r = self.code(self.lancer(ecole), 2)
        self.dit(r, "non contrôlé", "GROUPE_A_01")
        self.tait(r, "REJELEGROUPE_01")


if __name__ == "__main__":
    unittest.main()
