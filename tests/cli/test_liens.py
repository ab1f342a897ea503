"""The flow « liens élèves-groupes » whole: an invented school's EDT and SIECLE files in, SIECLE's deposit out.

What is expected comes from the school's own truth (verite.json) and from its files, read here with the standard library.
"""
import glob
import io
import json
import os
import re
import shutil
import stat
import subprocess
import unittest
import xml.etree.ElementTree as ET
import xml.parsers.expat
import zipfile

from outil import GREFFONS, LIENS, MAINTENANT, Essai, Rapport, contenu, make_school, partage, run, school

FAUTES = make_school.faults.REGISTRE

SCHEMA_20 = ("schemas", "schema_Import_EleGroupes_1.4_code20.xsd")
SCHEMA_8 = ("schemas", "schema_Import_EleGroupes_1.4.xsd")
ESPACE = "{http://www.index-education.com/exportemploidutemps}"


class Depot:
    """The zip that was written."""

    def __init__(self, sortie):
        (self.chemin,) = glob.glob(os.path.join(sortie, "*"))
        self.nom = os.path.basename(self.chemin)
        with zipfile.ZipFile(self.chemin) as z:
            self.entrees = z.infolist()
            self.xml = z.read(self.entrees[0])
        self.racine = ET.fromstring(self.xml)
        self.eleves = list(self.racine.iter("ELEVE"))

    def liens(self):
        """{(identifier, group): (start, end)}."""
        return {(e.findtext("ELEVE_ID") or e.findtext("ID_NATIONAL"), g.findtext("CODE_GROUPE")):
                (g.findtext("DATE_DEBUT_GROUPE"), g.findtext("DATE_FIN_GROUPE")) for e in self.eleves for g in e.iter("GROUPE")}

    def en_cours(self, jour="2026-10-06"):
        """{(identifier, group)} of the links that are not over that day."""
        return {cle for cle, (_, fin) in self.liens().items() if fin is None or fin >= jour}

    def n_liens(self):
        return sum(1 for _ in self.racine.iter("GROUPE"))


class Flux(Essai):
    def setUp(self):
        super().setUp()
        self.sortie = self.chemin("sortie")

    def chaine(self, *lignes):
        """The pipeline with more lines in its last section."""
        with open(LIENS, encoding="utf-8") as f:
            return self.ecrire("chaine.ini", f.read() + "\n".join(lignes) + "\n")

    def lancer(self, ecole, *options, maintenant=MAINTENANT, sortie=None, rapport="rapport.json", chaine=LIENS):
        """Runs the pipeline; .rapport is the JSON report, None if there is none."""
        chemin = self.chemin(rapport)
        r = run("run", chaine, "--plugin-path", GREFFONS, "--in", ecole.dossier, "--out", sortie or self.sortie, "--now", maintenant,
                "--report", chemin, *options)
        r.rapport = Rapport(chemin) if os.path.exists(chemin) else None
        return r

    def valide(self, octets, schema):
        """xmllint finds the document valid."""
        if not shutil.which("xmllint"):
            self.skipTest("no xmllint")
        p = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", partage(*schema), self.ecrire("depot.xml", octets)],
                           capture_output=True, timeout=120)
        return p.returncode == 0, p.stderr.decode()[:2000]


def lus_dans_edt(ecole):
    """{(IDSconet, group name): (start, end)} of EDT's memberships, by another way than the program's."""
    racine = ET.parse(ecole.edt).getroot()
    groupes_de = {}
    for g in racine.iter(ESPACE + "Groupe"):
        for p in g.findall(ESPACE + "PartieDeClasse"):
            groupes_de.setdefault(p.get("Ident"), []).append(g.get("Nom"))
    liens = {}
    for e in racine.find(ESPACE + "Eleves"):
        for p in e.findall(ESPACE + "PartieDeClasse"):
            for g in groupes_de.get(p.get("Ident"), ()):
                assert (e.get("IDSconet"), g) not in liens, "the invented school has one interval a link"
                liens[e.get("IDSconet"), g] = (p.get("DateEntree"), p.get("DateSortie"))
    return liens


def utiles(ecole, liens):
    """The dates that tell something: those that are not the bounds of EDT's year."""
    annee = ET.parse(ecole.edt).getroot().find(ESPACE + "AnneeScolaire")
    return {cle: (debut if debut != annee.get("DateDebut") else None, fin if fin != annee.get("DateFin") else None)
            for cle, (debut, fin) in liens.items()}


def lus_dans_siecle(ecole):
    """{(ELEVE_ID, group)} that SIECLE has today."""
    with zipfile.ZipFile(ecole.chemin("siecle", "ExportXML_ElevesSansAdresses.zip")) as z:
        racine = ET.fromstring(z.read(z.namelist()[0]))
    return {(s.get("ELEVE_ID"), x.findtext("CODE_STRUCTURE")) for s in racine.iter("STRUCTURES_ELEVE") for x in s.iter("STRUCTURE")
            if x.findtext("TYPE_STRUCTURE") == "G"}


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

    PLUSIEURS = [("elevesgroupes-eleve-inconnu", 3), ("elevesgroupes-identifiant-repete", 2), ("elevesgroupes-groupe-inconnu", 2),
                 ("structure-code-trop-long", 1), ("elevesgroupes-division-prise-pour-groupe", 1), ("elevesgroupes-eleve-sans-mef", 2),
                 ("elevesgroupes-groupe-hors-mef", 1), ("elevesgroupes-dates-invalides-a01", 2), ("elevesgroupes-dates-invalides-a02", 2),
                 ("elevesgroupes-dates-invalides-a03", 2), ("groupe-nom-replie", 2), ("eleve-identifiants-perdus", 3)]

    def test_plusieurs_a_la_fois(self):
        ecole = school(pupils=600, fautes=self.PLUSIEURS)
        r = self.code(self.prevoit(ecole), 2)
        self.classes(ecole, r)
        self.assertEqual(contenu(self.sortie), {})

    def test_plusieurs_acceptees(self):
        """Accepted, the file is written; what SIECLE would reject is told all the same."""
        ecole = school(pupils=600, fautes=self.PLUSIEURS)
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
            del e["seconds"]
        for cle in ("dry-run", "published", "in-process"):
            del j["run"][cle]
        return j

    def test_dans_ce_processus(self):
        """The plugin cannot tell the difference, nor can the report."""
        for fautes in ((), Previsions.PLUSIEURS):
            ecole = school(pupils=600, fautes=fautes)
            a = self.lancer(ecole, "--dry-run")
            b = self.lancer(ecole, "--dry-run", "--in-process", rapport="b.json")
            self.assertEqual((a.code, self.dits(a)), (b.code, self.dits(b)))


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
