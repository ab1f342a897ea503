"""Tests of the faults: each one is in the files exactly as verite.json says."""
import io
import json
import os
import sys
import unittest
import xml.etree.ElementTree as ET
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import faults            # noqa: E402
import make_school       # noqa: E402
from essais_familles import Familles     # noqa: E402
from lecture import Edt, Siecle, chevauchements, cle_ine, cle_uai, ecole, plier, verite, xml_du_zip    # noqa: E402


class Fautes(Familles, unittest.TestCase):
    N = {"fichier-uai-cle-fausse": 1, "fichiers-uai-differents": 1, "fichiers-annees-differentes": 1, "archive-contenu-inattendu": 1,
         "archive-mac": 1, "fichier-doctype-interdit": 1, "fichier-encodage-invalide": 1, "fichier-xml-illisible": 1}

    def faire(self, code, n=3):
        """(files, truth of the fault, objects)"""
        f = ecole(600, "college", "octobre", [(code, self.N.get(code, n))])
        constat, = verite(f)["fautes"]
        self.assertEqual((constat["code"], constat["count"]), (code, self.N.get(code, n)))
        self.assertEqual(len(constat["objects"]), constat["count"])
        self.assertEqual((constat["siecle_code"], constat["class"]), (faults.REGISTRE[code].siecle_code, faults.REGISTRE[code].effet))
        return f, constat["objects"]

    def test_registre(self):
        """Every fault has a test here, in both kinds of school, and works on a small one."""
        testees = {m[5:].replace("_", "-") for m in dir(self) if m.startswith("test_")}
        testees -= {"registre", "toutes-ensemble", "le-compte-rendu-de-siecle"}
        ici = {c for c, f in faults.REGISTRE.items() if f.fonction.__module__ in ("faults", "faults_familles")}
        self.assertEqual(ici, testees)                      # the others: test_faults_sts.py
        for code in sorted(ici):
            for kind, state in (("college", "octobre"), ("lycee", faults.REGISTRE[code].etat or "juin")):
                constat, = verite(make_school.produire(150, kind, state, 1, 2026, "0999990W", [(code, 1)]))["fautes"]
                self.assertEqual(constat["count"], 1)

    def test_toutes_ensemble(self):
        """All the faults of pupils and groups at once: no pupil twice."""
        codes = [c for c, f in faults.REGISTRE.items() if f.phase in ("noms", "modele", "sts") and not c.startswith(("fichier", "ordre"))]
        f = ecole(1500, "college", "octobre", [(c, 2) for c in codes])
        vus = []
        for constat in verite(f)["fautes"]:
            for o in constat["objects"]:
                vus += [x["eleve_id"] for x in [o] + o.get("eleves", []) + ([o["autre"]] if isinstance(o.get("autre"), dict) else []) if x.get("eleve_id")]
        self.assertEqual(len(vus), len(set(vus)))
        self.assertEqual(len(verite(f)["fautes"]), len(codes))
        a = make_school.produire(1500, "college", "octobre", 1, 2026, "0999990W", [(c, 2) for c in reversed(codes)])
        self.assertEqual(a, f)

    def test_le_compte_rendu_de_siecle(self):
        """What SIECLE would answer to EDT's links is exactly what the faults announce, and nothing without fault."""
        for kind in ("college", "lycee"):
            self.assertEqual(self._importer(ecole(600, kind, "octobre")), {})
            voulues = [(c, 3) for c, f in faults.REGISTRE.items() if f.phase == "modele" and f.fonction.__module__ in ("faults", "faults_familles") and not c.startswith(("fichier", "cours"))]
            f = ecole(600, kind, "octobre", voulues)
            attendu = {}
            for constat in verite(f)["fautes"]:
                if constat["siecle_code"]:
                    combien = sum(o["liens"] for o in constat["objects"]) if constat["siecle_code"] == "GROUPE_A_01" else constat["count"]
                    attendu[constat["siecle_code"]] = attendu.get(constat["siecle_code"], 0) + combien
            self.assertEqual(self._importer(f), attendu)

    @staticmethod
    def _importer(f):
        """{code: how many} for the import of all EDT's memberships, found as SIECLE finds them."""
        si, ed, vus, codes = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"]), set(), {}
        plis = {plier(c): c for c in si.groupes}
        par_ine = {e["ID_NATIONAL"]: i for i, e in si.eleves.items() if "ID_NATIONAL" in e}
        par_nom = {(plier(e["NOM_DE_FAMILLE"]), plier(e["PRENOM"]), "-".join(reversed(e["DATE_NAISS"].split("/")))): i for i, e in si.eleves.items()}

        def compter(code):
            codes[code] = codes.get(code, 0) + 1
        for e in ed.eleves:
            if not ed.groupes_de(e):
                continue
            ident = e.get("IDSconet") if e.get("IDSconet") in si.eleves else par_ine.get(e.get("NumeroNational"))
            ident = ident or par_nom.get((plier(e["Nom"]), plier(e["Prenom"]), e["DateNaissance"]))
            if ident is None or ident in vus:
                compter("REJELEGROUPE_01" if ident is None else "REJELEGROUPE_03")
                continue
            vus.add(ident)
            mef = si.eleves[ident].get("CODE_MEF")
            if mef is None:
                compter("GROUPE_B_01")
                continue
            for p in e["+PartieDeClasse"]:
                nom = ed.groupes[ed.groupe_de_part[p["Ident"]]]
                code = nom if nom in si.groupes else plis.get(plier(nom))
                if code is None:
                    compter("GROUPE_A_01")
                    continue
                if mef not in si.groupes[code]:
                    compter("GROUPE_B_02")
                debut, fin = p["DateEntree"], p["DateSortie"]
                if debut >= fin:
                    compter("ELEGRP_A_01")
                if not "2026-09-01" <= debut <= "2027-08-31":
                    compter("ELEGRP_A_02")
                if not "2026-09-01" <= fin <= "2027-08-31":
                    compter("ELEGRP_A_03")
        return codes

    # --- groups

    def _groupe_inconnu(self, code):
        f, objets = self.faire(code)
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        plis = {plier(c) for c in list(si.groupes) + list(si.divisions)}
        par_nom = {n: g for g, n in ed.groupes.items()}
        for o in objets:
            self.assertNotIn(plier(o["groupe"]), plis)
            membres = {e["IDSconet"] for e in ed.eleves if o["groupe"] in ed.groupes_de(e)}
            self.assertEqual((membres, len(membres)), ({x["eleve_id"] for x in o["eleves"]}, o["liens"]))
            self.assertTrue(any(g == par_nom[o["groupe"]] for c in ed.cours for g, _ in c["+Groupe"]))
        self.assertEqual(chevauchements(ed), [])
        return objets

    def test_elevesgroupes_groupe_inconnu(self):
        self._groupe_inconnu("elevesgroupes-groupe-inconnu")

    def test_structure_code_trop_long(self):
        self.assertTrue(all(len(o["groupe"]) > 20 for o in self._groupe_inconnu("structure-code-trop-long")))

    def test_elevesgroupes_division_prise_pour_groupe(self):
        f, objets = self.faire("elevesgroupes-division-prise-pour-groupe")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        for o in objets:
            self.assertIn(o["groupe"], si.divisions)
            self.assertIn(o["groupe"], ed.groupes.values())
            self.assertEqual({e["IDSconet"] for e in ed.eleves if o["groupe"] in ed.groupes_de(e)}, {x["eleve_id"] for x in o["eleves"]})

    def test_groupe_code_de_plus_de_8(self):
        f, objets = self.faire("groupe-code-de-plus-de-8")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        self.assertEqual({g for g in si.groupes if len(g) > 8}, {o["groupe"] for o in objets})
        self.assertEqual(set(ed.groupes.values()), set(si.groupes))
        self.assertLessEqual(max(map(len, si.groupes)), 20)

    def test_groupe_nom_replie(self):
        f, objets = self.faire("groupe-nom-replie")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        for o in objets:
            self.assertIn(o["groupe"], si.groupes)
            self.assertNotIn(o["nom_edt"], si.groupes)
            self.assertIn(o["nom_edt"], ed.groupes.values())
            self.assertEqual(plier(o["groupe"]), plier(o["nom_edt"]))
            self.assertEqual(sum(o["nom_edt"] in ed.groupes_de(e, "2026-10-06") for e in ed.eleves), o["liens"])

    def test_elevesgroupes_groupe_oublie(self):
        f, objets = self.faire("elevesgroupes-groupe-oublie")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        for o in objets:
            self.assertIn(o["groupe"], ed.groupes.values())
            self.assertFalse(any(o["groupe"] in ed.groupes_de(e) for e in ed.eleves))
            self.assertEqual({i for i, g in si.groupes_de.items() if o["groupe"] in g}, {x["eleve_id"] for x in o["eleves"]})
            self.assertTrue(all(ed.groupes_de(ed.par_sconet()[x["eleve_id"]]) for x in o["eleves"]))

    # --- pupils

    def test_elevesgroupes_eleve_inconnu(self):
        f, objets = self.faire("elevesgroupes-eleve-inconnu")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        ines = {e.get("ID_NATIONAL") for e in si.eleves.values()}
        noms = {(plier(e[k]), plier(e["PRENOM"])) for e in si.eleves.values() for k in ("NOM_DE_FAMILLE", "NOM_USAGE") if k in e}
        etab = {e["ID_ELEVE_ETAB"] for e in si.eleves.values()}
        inconnus = [e for e in ed.eleves if e["IDSconet"] not in si.eleves]
        self.assertEqual({e["IDSconet"] for e in inconnus}, {o["idsconet"] for o in objets})
        for e in inconnus:
            self.assertFalse(e["NumeroNational"] in ines or e["IDEtablissement"] in etab or (plier(e["Nom"]), plier(e["Prenom"])) in noms)
            self.assertTrue(ed.groupes_de(e) and cle_ine(e["NumeroNational"]))

    def test_elevesgroupes_identifiant_repete(self):
        f, objets = self.faire("elevesgroupes-identifiant-repete")
        ed = Edt(f["edt/EDT_KOSMOS.xml"])
        par_ident = {e["Ident"]: e for e in ed.eleves}
        for o in objets:
            a, b = par_ident[str(o["ident_edt"])], par_ident[str(o["ident_edt_double"])]
            self.assertEqual([a[k] for k in ("Nom", "Prenom", "DateNaissance")], [b[k] for k in ("Nom", "Prenom", "DateNaissance")])
            self.assertNotEqual(a["IDPN"], b["IDPN"])
            self.assertFalse("IDSconet" in b or "NumeroNational" in b)
            self.assertEqual(ed.groupes_de(b), [o["groupe"]])
            self.assertNotIn(o["groupe"], ed.groupes_de(a))

    def test_elevesgroupes_eleve_sans_mef(self):
        f, objets = self.faire("elevesgroupes-eleve-sans-mef")
        si = Siecle(f)
        self.assertEqual({i for i, e in si.eleves.items() if "DATE_SORTIE" not in e and "CODE_MEF" not in e}, {o["eleve_id"] for o in objets})

    def test_elevesgroupes_groupe_hors_mef(self):
        f, objets = self.faire("elevesgroupes-groupe-hors-mef", 6)
        si = Siecle(f)
        hors = {(i, g) for i, liste in si.groupes_de.items() for g in liste if si.eleves[i]["CODE_MEF"] not in si.groupes[g]}
        self.assertEqual(hors, {(o["eleve_id"], o["groupe"]) for o in objets})
        for o in objets:
            self.assertIn(o["mef"], si.divisions[o["division"]])
            self.assertGreater(len(si.groupes_de[o["eleve_id"]]), 1)

    def _dates(self, code, mauvais):
        f, objets = self.faire(code)
        ed, edt = Edt(f["edt/EDT_KOSMOS.xml"]), Edt(f["edt/EDT_KOSMOS.xml"]).par_sconet()
        trouves = {(i, ed.groupes[ed.groupe_de_part[p["Ident"]]]) for i, e in edt.items() for p in e["+PartieDeClasse"] if mauvais(p)}
        self.assertEqual(trouves, {(o["eleve_id"], o["groupe"]) for o in objets})

    def test_elevesgroupes_dates_invalides_a01(self):
        self._dates("elevesgroupes-dates-invalides-a01", lambda p: p["DateEntree"] >= p["DateSortie"])

    def test_elevesgroupes_dates_invalides_a02(self):
        self._dates("elevesgroupes-dates-invalides-a02", lambda p: p["DateEntree"] < "2026-09-01")

    def test_elevesgroupes_dates_invalides_a03(self):
        self._dates("elevesgroupes-dates-invalides-a03", lambda p: p["DateSortie"] > "2027-08-31")

    def test_elevesgroupes_eleve_sorti(self):
        f, objets = self.faire("elevesgroupes-eleve-sorti")
        si, edt = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"]).par_sconet()
        self.assertEqual({i for i in edt if "DATE_SORTIE" in si.eleves[i]}, {o["eleve_id"] for o in objets})
        for o in objets:
            self.assertIn("CODE_MEF", si.eleves[o["eleve_id"]])
            self.assertTrue(edt[o["eleve_id"]]["+PartieDeClasse"])
            self.assertLess(o["date_sortie"], "2026-10-06")

    def test_eleve_absent_de_edt(self):
        f, objets = self.faire("eleve-absent-de-edt")
        si, edt = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"]).par_sconet()
        self.assertEqual({i for i, e in si.eleves.items() if "DATE_SORTIE" not in e and i not in edt}, {o["eleve_id"] for o in objets})
        self.assertTrue(all(si.groupes_de[o["eleve_id"]] for o in objets))

    def test_elevesgroupes_eleve_sans_groupe(self):
        f, objets = self.faire("elevesgroupes-eleve-sans-groupe")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        self.assertEqual({e["IDSconet"] for e in ed.eleves if not e["+PartieDeClasse"]}, {o["eleve_id"] for o in objets})
        self.assertEqual({i for i in si.divisions_de if i not in si.groupes_de}, {o["eleve_id"] for o in objets})
        self.assertEqual({p["Ident"] for e in ed.eleves for p in e["+PartieDeClasse"]}, set(ed.classe_de_part))

    def test_eleve_identifiants_perdus(self):
        f, objets = self.faire("eleve-identifiants-perdus")
        si, ed = Siecle(f), Edt(f["edt/EDT_KOSMOS.xml"])
        nus = [e for e in ed.eleves if not any(k in e for k in ("IDSconet", "NumeroNational", "IDEtablissement"))]
        self.assertEqual({int(e["Ident"]) for e in nus}, {o["ident_edt"] for o in objets})
        for o in objets:
            e = next(e for e in nus if int(e["Ident"]) == o["ident_edt"])
            s = si.eleves[o["eleve_id"]]
            self.assertEqual((plier(e["Nom"]), plier(e["Prenom"])), (plier(s["NOM_DE_FAMILLE"]), plier(s["PRENOM"])))
            self.assertNotEqual(e["Nom"], s["NOM_DE_FAMILLE"])

    def test_eleve_sans_date_naissance(self):
        f, objets = self.faire("eleve-sans-date-naissance")
        ed = Edt(f["edt/EDT_KOSMOS.xml"])
        self.assertEqual({e["IDSconet"] for e in ed.eleves if not e["DateNaissance"]}, {o["eleve_id"] for o in objets})

    def test_eleve_ine_en_double(self):
        f, objets = self.faire("eleve-ine-en-double")
        par_ine = {}
        for i, e in Siecle(f).eleves.items():
            par_ine.setdefault(e.get("ID_NATIONAL"), set()).add(i)
        par_ine.pop(None, None)
        self.assertEqual({k: v for k, v in par_ine.items() if len(v) > 1}, {o["ine"]: {o["eleve_id"], o["autre"]["eleve_id"]} for o in objets})

    # --- courses

    def test_cours_ni_enseignant_ni_public(self):
        f, objets = self.faire("cours-ni-enseignant-ni-public")
        ed = Edt(f["edt/EDT_KOSMOS.xml"])
        self.assertEqual(sum(1 for c in ed.cours if not (c["+Professeur"] or c["+Classe"] or c["+Groupe"])), len(objets))

    def test_cours_en_double(self):
        f, objets = self.faire("cours-en-double")
        ed = Edt(f["edt/EDT_KOSMOS.xml"])
        self.assertEqual(len(ed.cours) - len({json.dumps(c, sort_keys=True) for c in ed.cours}), len(objets))

    def test_cours_reference_orpheline(self):
        f, objets = self.faire("cours-reference-orpheline", 4)
        ed = Edt(f["edt/EDT_KOSMOS.xml"])
        trouves = {("PartieDeClasse", p["Ident"]) for e in ed.eleves for p in e["+PartieDeClasse"] if p["Ident"] not in ed.classe_de_part}
        trouves |= {("Professeur", p) for c in ed.cours for p, _ in c["+Professeur"] if p not in ed.profs}
        self.assertEqual(trouves, {(o["element"], str(o["ident"])) for o in objets})

    # --- files

    def test_fichier_uai_cle_fausse(self):
        f, (o,) = self.faire("fichier-uai-cle-fausse")
        self.assertFalse(cle_uai(o["uai"]))
        self.assertEqual({Siecle(f).uai, Edt(f["edt/EDT_KOSMOS.xml"]).uai}, {o["uai"]})

    def test_fichiers_uai_differents(self):
        f, (o,) = self.faire("fichiers-uai-differents")
        self.assertEqual(Edt(f["edt/EDT_KOSMOS.xml"]).uai, o["uai"])
        self.assertTrue(cle_uai(o["uai"]) and o["uai"] != Siecle(f).uai)

    def test_fichiers_annees_differentes(self):
        f, (o,) = self.faire("fichiers-annees-differentes")
        ed = Edt(f["edt/EDT_KOSMOS.xml"])
        self.assertEqual((ed.annee["DateDebut"], ed.annee["DateFin"], o["annee"], Siecle(f).annee), ("2025-09-01", "2026-08-31", 2025, 2026))
        self.assertTrue(all("2025-09-01" <= p["DateEntree"] < p["DateSortie"] <= "2026-08-31" for e in ed.eleves for p in e["+PartieDeClasse"]))

    def test_archive_contenu_inattendu(self):
        f, (o,) = self.faire("archive-contenu-inattendu")
        with zipfile.ZipFile(io.BytesIO(f[o["fichier"]])) as z:
            self.assertEqual(z.namelist(), o["contenu"])
            self.assertEqual(len([n for n in z.namelist() if n.endswith(".xml")]), 2)

    def test_archive_mac(self):
        f, (o,) = self.faire("archive-mac")
        with zipfile.ZipFile(io.BytesIO(f[o["fichier"]])) as z:
            self.assertEqual(z.namelist(), ["Structures.xml", "__MACOSX/._Structures.xml"])
        ET.fromstring(xml_du_zip(f[o["fichier"]]))

    def test_fichier_doctype_interdit(self):
        f, (o,) = self.faire("fichier-doctype-interdit")
        self.assertIn(b"<!DOCTYPE", f[o["fichier"]][:200])
        ET.fromstring(f[o["fichier"]])

    def test_fichier_encodage_invalide(self):
        f, (o,) = self.faire("fichier-encodage-invalide")
        with self.assertRaises(UnicodeDecodeError) as e:
            f[o["fichier"]].decode("utf-8")
        self.assertEqual(e.exception.start, o["position"])

    def test_fichier_xml_illisible(self):
        f, (o,) = self.faire("fichier-xml-illisible")
        with self.assertRaises(ET.ParseError):
            ET.fromstring(f[o["fichier"]].decode("utf-8", "ignore"))


if __name__ == "__main__":
    unittest.main()
