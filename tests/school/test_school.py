"""Tests of the generator: python3 -m unittest (from this folder or by path)."""
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

ICI = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, ICI)

import faults            # noqa: E402
import make_school       # noqa: E402
import names             # noqa: E402
from lecture import Edt, Siecle, chevauchements, cle_ine, cle_uai, ecole, plier, verite, xml_du_zip    # noqa: E402

SCHEMAS = os.path.join(ICI, "..", "..", "..", "shared", "schemas")
VARIANTES = [(n, k, s) for n in (40, 3000) for k in ("college", "lycee") for s in ("juin", "octobre")]


class Materiel(unittest.TestCase):
    def test_noms_en_latin9_et_distincts(self):
        for liste in (names.NOMS, names.PRENOMS_M, names.PRENOMS_F):
            self.assertEqual(len(liste), len({plier(x) for x in liste}))
            "".join(liste).encode("iso-8859-15")
        self.assertGreaterEqual(len(names.NOMS), 300)
        self.assertGreaterEqual(len(names.PRENOMS_M) + len(names.PRENOMS_F), 250)

    def test_vecteurs(self):
        import ids
        from horaire import Calendrier
        self.assertEqual([ids.uai(999990), ids.uai(999991), ids.uai(991234)], ["0999990W", "0999991X", "0991234D"])
        self.assertEqual([ids.ine(990000000 + i) for i in (1, 2, 3, 4)], ["990000001EB", "990000002EA", "990000003DK", "990000004DJ"])
        cal = Calendrier(2026)
        self.assertEqual([cal.masque(2, 0), cal.masque(1, 0), cal.masque(4, 1)], [35158501227774, 34881475837180, 11719500409002])

    def test_deux_processus_donnent_les_memes_octets(self):
        with tempfile.TemporaryDirectory() as d:
            vus = []
            for graine in ("0", "77"):
                out = os.path.join(d, graine)
                subprocess.run([sys.executable, os.path.join(ICI, "make_school.py"), "--out", out, "--pupils", "150", "--state", "octobre",
                                "--fault", "elevesgroupes-eleve-inconnu:2", "--fault", "groupe-nom-replie"], check=True,
                               env=dict(os.environ, PYTHONHASHSEED=graine, TZ="UTC" if graine == "0" else "Asia/Tokyo"))
                lot = {}
                for base, _, noms in os.walk(out):
                    for nom in noms:
                        with open(os.path.join(base, nom), "rb") as f:
                            lot[os.path.relpath(os.path.join(base, nom), out)] = f.read()
                vus.append(lot)
            self.assertEqual(vus[0], vus[1])

    def test_graines_differentes(self):
        self.assertNotEqual(ecole(40)["edt/EDT_KOSMOS.xml"], ecole(40, seed=2)["edt/EDT_KOSMOS.xml"])

    def test_refus(self):
        lancer = [sys.executable, os.path.join(ICI, "make_school.py")]
        for args in (["--pupils", "40"], ["--out", "x", "--pupils", "39"], ["--out", "x", "--uai", "0999990A"], ["--out", "x", "--fault", "rien"]):
            self.assertNotEqual(subprocess.run(lancer + args, capture_output=True).returncode, 0, args)
        with self.assertRaises(faults.Impossible):
            ecole(40, state="juin", fautes=[("eleve-absent-de-edt", 1)])
        liste = subprocess.run(lancer + ["--list-faults"], capture_output=True, text=True, check=True).stdout
        self.assertEqual({ligne.split()[0] for ligne in liste.splitlines()}, set(faults.REGISTRE))


class Validite(unittest.TestCase):
    def test_zip(self):
        for nom, octets in ecole(40).items():
            if nom.endswith(".zip"):
                with zipfile.ZipFile(io.BytesIO(octets)) as z:
                    self.assertIsNone(z.testzip())
                    info, = z.infolist()
                    self.assertEqual((info.flag_bits, info.compress_type), (0x808, 8), nom)
                    self.assertEqual("ExportXML_%s.zip" % info.filename[:-4], nom.split("/")[1])

    def test_bien_forme_et_encodage(self):
        for n, k, s in VARIANTES[:4]:
            for nom, octets in ecole(n, k, s).items():
                if nom.endswith(".json"):
                    continue
                xml = xml_du_zip(octets) if nom.endswith(".zip") else octets
                ET.fromstring(xml)
                latin = not nom.startswith(("edt/", "aaf/"))
                self.assertIn(b'encoding="ISO-8859-15"' if latin else b'encoding="UTF-8"', xml[:60], nom)
                self.assertEqual("Communs" in nom, b"\r\n" in xml, nom)
                self.assertTrue(xml.endswith(b"\n"))

    def _xmllint(self, xml, *options):
        with tempfile.NamedTemporaryFile(suffix=".xml") as f:
            f.write(xml)
            f.flush()
            r = subprocess.run(["xmllint", "--nonet", "--noout", *options, f.name], capture_output=True, text=True)
            self.assertEqual(r.returncode, 0, r.stderr[:600])

    def test_schemas(self):
        if not os.path.isdir(SCHEMAS):
            self.skipTest("schemas not beside the project: " + os.path.relpath(SCHEMAS, ICI))
        try:
            subprocess.run(["xmllint", "--version"], capture_output=True)
        except FileNotFoundError:
            self.skipTest("xmllint is not installed")
        for n, k, s in VARIANTES:
            f = ecole(n, k, s)
            self._xmllint(f["edt/EDT_KOSMOS.xml"], "--schema", os.path.join(SCHEMAS, "ExportEmploiDuTemps.xsd"))
            self._xmllint(f["sts/emp_sts_0999990W_2026.xml"], "--dtdvalid", os.path.join(SCHEMAS, "DTD_EDT_STS.dtd"))
            descend = f["sts/sts_emp_0999990W_2026.xml"]           # SUPPLEANTS is younger than the grammar
            self._xmllint(descend.replace(b"<SUPPLEANTS/>\n", b""), "--dtdvalid", os.path.join(SCHEMAS, "DTD_STS_EDT.dtd"))

    def test_etat_de_juin(self):
        juin = ecole(40, state="juin")
        self.assertEqual(Siecle(juin).groupes_de, {})
        self.assertNotIn(b"<SERVICE ", juin["sts/sts_emp_0999990W_2026.xml"])
        self.assertIn(b"<SERVICE ", ecole(40)["sts/sts_emp_0999990W_2026.xml"])
        self.assertTrue(any(e["+PartieDeClasse"] for e in Edt(juin["edt/EDT_KOSMOS.xml"]).eleves))


class Coherence(unittest.TestCase):
    """The school without fault has nothing to report."""

    def test_tout(self):
        for n, k, s in VARIANTES + [(600, "college", "octobre")]:
            with self.subTest(n=n, kind=k, state=s):
                f = ecole(n, k, s)
                si, ed, v = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"]), verite(f)
                self._siecle(si, k)
                self._edt(ed)
                self._accord(si, ed, v, s)
                self._sts(f, si, ed)
                self._aaf(f, si, v)
                if n < 3000 or s == "octobre":
                    self.assertEqual(chevauchements(ed), [])

    def _siecle(self, si, kind):
        self.assertTrue(cle_uai(si.uai))
        self.assertEqual(si.nb_eleves, len(si.eleves))
        codes = list(si.divisions) + list(si.groupes)
        self.assertEqual(len(codes), len({plier(c) for c in codes}))
        self.assertLessEqual(max(map(len, si.divisions)), 8)
        self.assertLessEqual(max(map(len, si.groupes)), 8 if kind == "college" else 20)
        for mefs in list(si.divisions.values()) + list(si.groupes.values()):
            self.assertTrue(mefs and set(mefs) <= si.mefs)
        self.assertTrue(any(m.endswith("U") for mefs in si.divisions.values() for m in mefs))
        for divisions in si.divisions_du_groupe.values():
            self.assertTrue(divisions and set(divisions) <= set(si.divisions))
        self.assertEqual(len(si.programmes), len(set(si.programmes)))
        self.assertTrue({m for _, m, _ in si.programmes} <= si.matieres)
        ines = [e["ID_NATIONAL"] for e in si.eleves.values() if "ID_NATIONAL" in e]
        self.assertEqual(len(ines), len(set(ines)))
        self.assertTrue(all(map(cle_ine, ines)))
        homonymes = [(plier(e["NOM_DE_FAMILLE"]), plier(e["PRENOM"])) for e in si.eleves.values()]
        self.assertEqual(len(homonymes), len(set(homonymes)))
        for ident, e in si.eleves.items():
            if "DATE_SORTIE" in e:
                self.assertNotIn("CODE_MEF", e)
                self.assertNotIn(ident, si.divisions_de)
            else:
                division, = si.divisions_de[ident]
                self.assertIn(e["CODE_MEF"], si.divisions[division])
                for g in si.groupes_de.get(ident, []):
                    self.assertIn(e["CODE_MEF"], si.groupes[g])
                    self.assertIn(division, si.divisions_du_groupe[g])
            self.assertIn(e["CODE_REGIME"], si.tables["REGIME"])
            self.assertIn(e["CODE_PROVENANCE"], si.tables["PROVENANCE"])
            self.assertIn(e["CODE_STATUT"], si.tables["STATUT_ELEVE"])
            self.assertIn(e.get("CODE_MOTIF_SORTIE", "10"), si.tables["MOTIF_SORTIE"])
            self.assertIn(e["CODE_PAYS"], si.pays)
            self.assertIn(e.get("CODE_COMMUNE_INSEE_NAISS", "31990"), si.communes)
            self.assertEqual(e["ID_ELEVE_ETAB"], e["ELENOET"].zfill(5) + si.uai[1:7])
        for ident, options in si.options:
            self.assertIn(ident, si.eleves)
            self.assertEqual(len(options), len(set(options)))
            self.assertTrue({m for _, m in options} <= si.matieres)
        legaux = {}
        for lien in si.liens:
            self.assertIn(lien["ELEVE_ID"], si.eleves)
            self.assertIn(lien["PERSONNE_ID"], si.personnes)
            self.assertIn(lien["CODE_PARENTE"], si.tables["LIEN_PARENTE"])
            if lien["NIVEAU_RESPONSABILITE"] == "1":
                legaux[lien["ELEVE_ID"]] = legaux.get(lien["ELEVE_ID"], 0) + 1
        self.assertEqual(set(legaux), set(si.eleves))
        self.assertLessEqual(max(legaux.values()), 2)
        self.assertEqual({lien["PERSONNE_ID"] for lien in si.liens}, set(si.personnes))
        self.assertEqual({p["ADRESSE_ID"] for p in si.personnes.values()}, set(si.adresses))
        self.assertTrue(all(p["CODE_PROFESSION"] in si.tables["PROFESSION"] for p in si.personnes.values()))
        personnes = [(plier(p["NOM_DE_FAMILLE"]), plier(p["PRENOM"])) for p in si.personnes.values()]
        self.assertEqual(len(personnes), len(set(personnes)))

    def _edt(self, ed):
        self.assertEqual((ed.annee["DateDebut"], ed.annee["DateFin"], ed.annee["DatePremierJourSemaine1"]), ("2026-09-01", "2027-08-31", "2026-08-31"))
        self.assertEqual(set(ed.classe_de_part), set(ed.groupe_de_part))
        self.assertEqual(sum(map(len, ed.parts_du_groupe.values())), len(ed.groupe_de_part))
        noms = [plier(x) for x in list(ed.classes.values()) + list(ed.groupes.values())]
        self.assertEqual(len(noms), len(set(noms)))
        membres, compositions = {}, {}
        for e in ed.eleves:
            classe, = e["+Classe"]
            self.assertEqual(len(e["IDPN"]), 16)
            self.assertTrue(1 <= len(e["+Responsable"]) <= 2)
            for p in e["+PartieDeClasse"]:
                self.assertEqual(ed.classe_de_part[p["Ident"]], classe["Ident"])
                self.assertTrue("2026-09-01" <= p["DateEntree"] < p["DateSortie"] <= "2027-08-31")
                if p["DateSortie"] == "2027-08-31":
                    membres[p["Ident"]] = membres.get(p["Ident"], 0) + 1
                    compositions.setdefault(ed.groupe_de_part[p["Ident"]], set()).add(e["Ident"])
        self.assertEqual(set(membres), set(ed.classe_de_part))
        self.assertEqual(set(compositions), set(ed.groupes))
        self.assertEqual(len(compositions), len({tuple(sorted(c)) for c in compositions.values()}))
        self.assertGreaterEqual(min(map(len, compositions.values())), 2)
        self.assertLessEqual(max(map(len, compositions.values())), 40)
        self.assertEqual(len(ed.eleves), len({e["Ident"] for e in ed.eleves}))
        self.assertEqual(len(ed.eleves), len({e["IDPN"] for e in ed.eleves}))
        servis = set()
        for c in ed.cours:
            self.assertIn(c["+Matiere"][0][0], ed.matieres)
            for nom, table in (("Professeur", ed.profs), ("Classe", ed.classes), ("Groupe", ed.groupes), ("Salle", ed.salles)):
                for ident, masque in c["+" + nom]:
                    self.assertIn(ident, table)
                    self.assertTrue(masque > 0 and masque & 1 == 0 and masque < 1 << 46)
            self.assertTrue(c["+Professeur"] and (c["+Classe"] or c["+Groupe"]) and c["+Salle"])
            self.assertLessEqual(int(c["NumeroPlaceDebut"]) + int(c["NombrePlaces"]), 20)
            servis.update(g for g, _ in c["+Groupe"])
        self.assertEqual(servis, set(ed.groupes))
        uniques = {json.dumps(c, sort_keys=True) for c in ed.cours}
        self.assertEqual(len(uniques), len(ed.cours))

    def _accord(self, si, ed, v, etat):
        presents = {i for i, e in si.eleves.items() if "DATE_SORTIE" not in e}
        edt = ed.par_sconet()
        self.assertEqual((set(edt), len(edt)), (presents, len(ed.eleves)))
        self.assertEqual((ed.uai, set(ed.groupes.values()), set(ed.classes.values())), (si.uai, set(si.groupes), set(si.divisions)))
        for ident, e in edt.items():
            s = si.eleves[ident]
            j, m, a = s["DATE_NAISS"].split("/")
            self.assertEqual((e["Nom"], e["Prenom"], e["DateNaissance"], e.get("NumeroNational"), e["IDEtablissement"]),
                             (s["NOM_DE_FAMILLE"], s["PRENOM"], "%s-%s-%s" % (a, m, j), s.get("ID_NATIONAL"), s["ID_ELEVE_ETAB"]))
            self.assertEqual(ed.classes[e["+Classe"][0]["Ident"]], si.divisions_de[ident][0])
            if etat == "octobre":
                self.assertEqual(ed.groupes_de(e, "2026-10-06"), sorted(si.groupes_de[ident]))
        c = v["comptes"]
        self.assertEqual(v["fautes"], [])
        self.assertEqual((c["siecle"]["eleves"], c["siecle"]["presents"], c["siecle"]["divisions"], c["siecle"]["groupes"]),
                         (len(si.eleves), len(presents), len(si.divisions), len(si.groupes)))
        self.assertEqual((c["siecle"]["liens_groupes"], c["siecle"]["responsables"]), (sum(map(len, si.groupes_de.values())), len(si.personnes)))
        self.assertEqual((c["edt"]["eleves"], c["edt"]["cours"], c["edt"]["enseignants"], c["edt"]["parties"], c["edt"]["liens_groupes"]),
                         (len(ed.eleves), len(ed.cours), len(ed.profs), len(ed.groupe_de_part), sum(len(e["+PartieDeClasse"]) for e in ed.eleves)))

    def _sts(self, f, si, ed):
        racine = ET.fromstring(f["sts/sts_emp_0999990W_2026.xml"])
        self.assertEqual({d.get("CODE"): [m.get("CODE") for m in d.iter("MEF_APPARTENANCE")] for d in racine.iter("DIVISION")}, si.divisions)
        self.assertEqual({g.get("CODE"): [m.get("CODE") for m in g.iter("MEF_APPARTENANCE")] for g in racine.iter("GROUPE")}, si.groupes)
        individus = {i.get("ID") for i in racine.iter("INDIVIDU")}
        self.assertTrue({p["IDSTS"] for p in ed.profs.values()} <= individus)
        self.assertTrue({e.get("ID") for e in racine.iter("ENSEIGNANT")} <= individus)
        self.assertEqual({x.text for x in racine.iterfind("DONNEES/INDIVIDUS/INDIVIDU/PROFS_PRINC/PROF_PRINC/CODE_STRUCTURE")}, set(si.divisions))
        couples = {(p.findtext("CODE_MEF"), p.findtext("CODE_MATIERE")) for p in racine.iter("PROGRAMME")}
        monte = ET.fromstring(f["sts/emp_sts_0999990W_2026.xml"])
        for s in list(racine.iter("DIVISION")) + list(racine.iter("GROUPE")):
            for n in ("DIVISIONS_APPARTENANCE/DIVISION_APPARTENANCE",) if s.tag == "GROUPE" else ("MEFS_APPARTENANCE/MEF_APPARTENANCE",):
                self.assertEqual(sum(int(x.findtext("EFFECTIF_PREVU")) for x in s.iterfind(n)), int(s.findtext("EFFECTIF_PREVU")))
            services = [(x.get("CODE_MATIERE"), x.get("CODE_MOD_COURS")) for x in s.iter("SERVICE")]
            self.assertEqual(len(services), len(set(services)))
            mefs = [m.get("CODE") for m in s.iter("MEF_APPARTENANCE")]
            self.assertTrue(all((m, matiere) in couples for matiere, _ in services for m in mefs), s.get("CODE"))
        self.assertEqual(sum(1 for _ in monte.iter("COURS")), len(ed.cours))
        salles = {x.get("CODE") for x in monte.iter("SALLE_COURS")}
        self.assertTrue({x.text for x in monte.iter("CODE_SALLE")} <= salles)

    def _aaf(self, f, si, v):
        lots = {}
        for nom in f:
            if nom.startswith("aaf/"):
                for r in ET.fromstring(f[nom]):
                    d = {a.get("name"): [x.text or "" for x in a] for a in r.find("attributes")}
                    ident = r.findtext("identifier/id")
                    self.assertEqual(next(iter(d.values())), [ident])
                    lots.setdefault(nom.split("_")[3], {})[ident] = d
        self.assertEqual(len(lots["Eleve"]), v["comptes"]["siecle"]["presents"])
        sequences = {sorte: {tuple(d) for d in lot.values()} for sorte, lot in lots.items()}
        self.assertTrue(all(len(x) == 1 for x in sequences.values()))
        etab, = lots["EtabEducNat"].values()
        classes = {x.split("$")[0] for x in etab["ENTStructureClasses"]}
        groupes = {x.split("$")[0] for x in etab["ENTStructureGroupes"]}
        self.assertEqual((classes, groupes), (set(si.divisions), set(si.groupes)))
        inverse = {(r, e) for r, d in lots["PersRelEleve"].items() for e in d["ENTAuxPersRelEleveEleve"]}
        direct = {(x.split("$")[0], e) for e, d in lots["Eleve"].items() for x in d["ENTElevePersRelEleve"]}
        self.assertEqual(inverse, direct)
        for d in lots["Eleve"].values():
            self.assertEqual([x.split("$")[1] for x in d["ENTEleveClasses"]], si.divisions_de[d["ENTEleveStructRattachId"][0]])
            self.assertEqual(sorted(x.split("$")[1] for x in d["ENTEleveGroupes"] if x), sorted(si.groupes_de.get(d["ENTEleveStructRattachId"][0], [])))
            self.assertEqual(len(d["ENTEleveEnseignements"]), len(d["ENTEleveCodeEnseignements"]))


if __name__ == "__main__":
    unittest.main()
