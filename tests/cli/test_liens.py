"""The flow « liens élèves-groupes » when nothing is wrong: what is written, and what is told of it."""
import json
import os
import shutil
import stat
import unittest
import xml.etree.ElementTree as ET
import zipfile

from depots import PLUSIEURS, SCHEMA_8, SCHEMA_20, Depot, Flux, lus_dans_edt, lus_dans_siecle, utiles
from outil import contenu, school


class Depots(Flux):
    """What is written when nothing is wrong."""

    def depot(self, ecole, *options, **plus):
        r = self.code(self.lancer(ecole, *options, **plus), 0)
        self.assertEqual(r.rapport.codes("warning"), set(), str(r))
        return Depot(self.sortie), r

    def verifier(self, ecole, depot):
        """Every membership of EDT is there once, with the dates that tell something."""
        comptes = ecole.verite["comptes"]["edt"]
        attendus = lus_dans_edt(ecole)
        self.assertEqual(depot.liens(), utiles(ecole, attendus))
        self.assertEqual(depot.n_liens(), comptes["liens_groupes"])
        self.assertEqual(len(depot.eleves), comptes["eleves_avec_groupe"])
        self.assertEqual(len({e.findtext("ELEVE_ID") for e in depot.eleves}), len(depot.eleves))

    def test_octobre(self):
        ecole = school()
        depot, r = self.depot(ecole)
        self.assertEqual(depot.nom, "0999990WELEGROUPE2026261006181500.zip")
        self.assertEqual([e.filename for e in depot.entrees], [depot.nom[:-4] + ".xml"])
        self.assertRegex(depot.xml[:80], rb'^<\?xml version="1\.0" encoding="ISO-8859-15"')
        self.prive(depot.chemin)
        self.assertEqual(stat.S_IMODE(os.stat(self.sortie).st_mode), 0o700)
        self.verifier(ecole, depot)
        self.assertEqual(depot.en_cours(), lus_dans_siecle(ecole), "EDT and SIECLE agree in October")
        valide, pourquoi = self.valide(depot.xml, SCHEMA_20)
        self.assertTrue(valide, pourquoi)

    def test_noms_et_dates_de_siecle(self):
        """Names are spelled as SIECLE's export spells them, in ISO-8859-15, and dates as the import wants them."""
        ecole = school()
        depot, _ = self.depot(ecole)
        with zipfile.ZipFile(ecole.chemin("siecle", "ExportXML_ElevesSansAdresses.zip")) as z:
            racine = ET.fromstring(z.read(z.namelist()[0]))
        base = {e.get("ELEVE_ID"): e for e in racine.iter("ELEVE")}
        accents = 0
        for e in depot.eleves:
            chez_siecle = base[e.findtext("ELEVE_ID")]
            for champ in ("NOM_DE_FAMILLE", "NOM_USAGE", "PRENOM", "PRENOM2", "PRENOM3"):
                self.assertEqual(e.findtext(champ), chez_siecle.findtext(champ), champ)
                accents += any(ord(c) > 127 for c in e.findtext(champ) or "")
            jour, mois, an = chez_siecle.findtext("DATE_NAISS").split("/")
            self.assertEqual(e.findtext("DATE_NAISS"), "%s-%s-%s" % (an, mois, jour))
        self.assertGreater(accents, 5)

    def test_memes_octets(self):
        """Twice, in any order of the files on the disk, in this process or in another."""
        un, _ = self.depot(school())
        for options in ((), ("--in-process",)):
            autre = self.lancer(school(), *options, sortie=self.chemin("autre"), rapport="autre.json")
            self.assertEqual(contenu(self.chemin("autre")), contenu(self.sortie), str(autre))
            shutil.rmtree(self.chemin("autre"))
        self.assertTrue(un.n_liens())

    def test_lycee(self):
        ecole = school(kind="lycee")
        depot, _ = self.depot(ecole)
        self.verifier(ecole, depot)
        valide, pourquoi = self.valide(depot.xml, SCHEMA_20)
        self.assertTrue(valide, pourquoi)

    def test_juin(self):
        """In June SIECLE has no link yet: EDT's are all new."""
        ecole = school(state="juin")
        self.assertEqual(lus_dans_siecle(ecole), set())
        depot, _ = self.depot(ecole, maintenant="2026-06-15T10:00:00")
        self.assertEqual(depot.nom, "0999990WELEGROUPE2026260615100000.zip")
        self.verifier(ecole, depot)
        valide, pourquoi = self.valide(depot.xml, SCHEMA_20)
        self.assertTrue(valide, pourquoi)

    def test_codes_de_huit(self):
        ecole = school()
        depot, _ = self.depot(ecole, "--set", "code-max=8")
        self.verifier(ecole, depot)
        valide, pourquoi = self.valide(depot.xml, SCHEMA_8)
        self.assertTrue(valide, pourquoi)

    def test_dates(self):
        """All of them, or none: without dates what is over must not come back."""
        ecole = school()
        depot, _ = self.depot(ecole, chaine=self.chaine("option.dates = toutes"))
        self.assertEqual(depot.liens(), lus_dans_edt(ecole))
        shutil.rmtree(self.sortie)
        depot, _ = self.depot(ecole, chaine=self.chaine("option.dates = aucune"))
        self.assertEqual(depot.liens(), {cle: (None, None) for cle in lus_dans_siecle(ecole)})
        self.assertEqual(depot.n_liens(), ecole.verite["comptes"]["edt"]["liens_groupes_en_cours"])

    def test_envoi(self):
        depot, _ = self.depot(school(), chaine=self.chaine("option.num-envoi = 7", "option.logiciel = ESSAI"))
        parametres = {e.tag: e.text for e in depot.racine.find("PARAMETRES")}
        self.assertEqual(parametres, {"UAJ": "0999990W", "ANNEE_SCOLAIRE": "2026", "DATE_IMPORT": "06/10/2026", "NUM_ENVOI": "7", "LOGICIEL": "ESSAI"})

    def test_mac(self):
        """An archive packed again on a Mac is the same archive."""
        depot, _ = self.depot(school(fautes=["archive-mac"]))
        self.assertEqual(depot.en_cours(), lus_dans_siecle(school()))

    def test_lu(self):
        """The report tells what was read."""
        ecole = school()
        _, r = self.depot(ecole)
        comptes = {}
        for e in r.rapport.json["steps"]:
            if e["kind"] == "read":
                comptes[e["plugin"]] = e["counts"]
        edt, siecle = ecole.verite["comptes"]["edt"], ecole.verite["comptes"]["siecle"]
        self.assertEqual({k: comptes["edt"][k] for k in ("student", "group", "division", "course", "class-part", "guardian", "room")},
                         {"student": edt["eleves"], "group": edt["groupes"], "division": edt["classes"], "course": edt["cours"],
                          "class-part": edt["parties"], "guardian": edt["responsables"], "room": edt["salles"]})
        self.assertEqual({k: comptes["siecle"][k] for k in ("student", "group", "division")},
                         {"student": siecle["eleves"], "group": siecle["groupes"], "division": siecle["divisions"]})
        self.dit(r, "%d élèves" % edt["eleves"], "Établissement 0999990W", "année 2026", os.path.basename(Depot(self.sortie).chemin))
        self.assertEqual(r.rapport.json["run"]["exit-code"], 0)
        self.assertTrue(r.rapport.json["run"]["published"])
        self.assertEqual([(o["file"], o["bytes"]) for o in r.rapport.json["outputs"]],
                         [(Depot(self.sortie).nom, os.path.getsize(Depot(self.sortie).chemin))])

    def test_prevision(self):
        """Every pupil of the file is foreseen as taken whole."""
        depot, r = self.depot(school())
        comptes = r.rapport.prevision()["counts"]
        self.assertEqual({k: comptes[k] for k in ("complete", "partial", "rejected", "unknown")},
                         {"complete": len(depot.eleves), "partial": 0, "rejected": 0, "unknown": 0})

    def test_rapprochement(self):
        """Every pupil and group of EDT is matched with SIECLE's."""
        ecole = school()
        _, r = self.depot(ecole)
        vus = {m["kind"]: m for e in r.rapport.json["steps"] if e["kind"] == "match" for m in e["matches"]}
        edt = ecole.verite["comptes"]["edt"]
        for sorte, n in (("student", edt["eleves"]), ("group", edt["groupes"]), ("division", edt["classes"])):
            self.assertEqual((vus[sorte]["matched"], vus[sorte]["ambiguous"]), (n, 0), sorte)


class EssaiABlanc(Flux):
    def test_rien_n_est_ecrit(self):
        r = self.code(self.lancer(school(), "--dry-run"), 0)
        self.assertFalse(os.path.exists(self.sortie), str(r))
        self.dit(r, "Essai à blanc", "0999990WELEGROUPE2026261006181500.zip")
        self.assertTrue(r.rapport.json["run"]["dry-run"])

    def test_dit_la_meme_chose(self):
        for fautes, options in (((), ()), ((("elevesgroupes-eleve-inconnu", 2), "elevesgroupes-dates-invalides-a01"), ()),
                                ((("elevesgroupes-eleve-inconnu", 2), "elevesgroupes-dates-invalides-a01"), ("--set", "incomplete=accept"))):
            with self.subTest((fautes, options)):
                ecole = school(fautes=fautes)
                vrai = self.lancer(ecole, *options, rapport="vrai.json")
                blanc = self.lancer(ecole, *options, "--dry-run", rapport="blanc.json")
                self.assertEqual(vrai.code, blanc.code)
                self.assertEqual(self.dits(vrai), self.dits(blanc))

    @staticmethod
    def dits(r):
        """All of the report but the clock and what publishing changes."""
        j = json.loads(json.dumps(r.rapport.json))
        for e in j["steps"]:
            del e["seconds"], e["confinement"]
        for cle in ("dry-run", "published", "in-process"):
            del j["run"][cle]
        return j

    def test_dans_ce_processus(self):
        """The plugin cannot tell the difference, nor can the report."""
        for fautes in ((), PLUSIEURS):
            ecole = school(pupils=600, fautes=fautes)
            a = self.lancer(ecole, "--dry-run")
            b = self.lancer(ecole, "--dry-run", "--in-process", rapport="b.json")
            self.assertEqual((a.code, self.dits(a)), (b.code, self.dits(b)))


if __name__ == "__main__":
    unittest.main()
