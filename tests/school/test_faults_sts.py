"""Tests of the STS faults: the rule sees exactly what verite.json says, no other rule sees more than what follows from it
(SUITES), and no other file changes.  The clean school has nothing to report."""
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import faults                                  # noqa: E402
import make_school                             # noqa: E402
import sts_dom                                 # noqa: E402
from ecriture import Archive                   # noqa: E402
from lecture import Edt, abimee, ecole, verite         # noqa: E402
from regles_sts import EMP, REM, constater     # noqa: E402

PUSH = "siecle/ExportXML_Structures.zip"
AJOUT, MEF = "service-edt-absent-de-sts", "structure-mef-differente-de-siecle"
SUITES = {"matiere-code-mal-forme": {AJOUT}, "matiere-code-inconnu": {AJOUT}, "service-modalite-inconnue": {AJOUT}, "groupes-crees-par-la-remontee": {AJOUT},
          "division-mef-inconnu": {MEF}, 
          "groupe-eclate-dans-siecle": {"groupe-absent-de-siecle", "groupe-absent-de-sts"}}
# no rule of the oracle reads these: they have their own test below
SANS_REGLE = {"remontee-service-heures", "remontee-service-enseignant", "partie-de-classe-sans-eleve", "cours-a-rendre-non-exportable",
              "matiere-sans-correspondance", "enseignant-absent-de-sts-edt", "groupe-nom-de-personne", "groupe-eclate-dans-siecle"}


def _codes(*modules):
    return [c for c, f in faults.REGISTRE.items() if f.fonction.__module__ in modules]


def _dedans(cle, o):
    """Every part of the finding is in the object."""
    plats = {str(v) for v in o.values() if not isinstance(v, (list, dict))}
    plats |= {v[4:] for v in plats if v.startswith("epp ")}
    return all(set(c) <= plats if isinstance(c, frozenset) else str(c) in plats for c in cle)


class FautesSts(unittest.TestCase):
    def test_sans_faute_rien_a_dire(self):
        for n in (40, 600):
            for kind in ("college", "lycee"):
                for state in ("juin", "octobre"):
                    f = ecole(n, kind, state)
                    self.assertEqual(constater(f), {}, (n, kind, state))
                    p = verite(f)["prevision"]
                    self.assertEqual((p["groupes_crees"], p["services_perdus"], p["services_changes"]), ([], [], []))
                    self.assertEqual(len(p["services_ajoutes"]), verite(f)["comptes"]["sts"]["services_remontes"] if state == "juin" else 0)

    def test_arbre_intact_memes_octets(self):
        """A document that nobody touched gives back its very bytes."""
        for kind in ("college", "lycee"):
            for state in ("juin", "octobre"):
                atelier, fichiers = make_school.batir(150, kind, state, 1, 2026, "0999990W")
                chantier, avant = sts_dom.Chantier(fichiers, atelier.ecole), dict(fichiers)
                chantier.rendre()
                for nom in sts_dom.fichiers_de(atelier.ecole):
                    a, b = (x.octets() if isinstance(x, Archive) else x for x in (avant[nom], fichiers[nom]))
                    self.assertEqual(a, b, nom)

    def test_ecole_partagee_memes_octets(self):
        """A school built once and damaged twice is the school that the program writes."""
        for code in ("division-sans-mef", "service-heures-nulles"):
            self.assertEqual(abimee(code, 2, 150), make_school.produire(150, "college", "octobre", 1, 2026, "0999990W", [(code, 2)]))

    def test_chaque_faute(self):
        for kind, n in (("college", 400), ("lycee", 600)):
            propre = ecole(n, kind, "octobre")
            for code in _codes("faults_sts", "faults_remontee")[::1 if kind == "college" else 5]:
                with self.subTest(code, kind=kind):
                    f = abimee(code, 2, n, kind)
                    constat, = verite(f)["fautes"]
                    self.assertEqual((constat["count"], len(constat["objects"])), (2, 2))
                    dits = constater(f)
                    regle = faults.REGISTRE[code].regle or code
                    if code not in SANS_REGLE:
                        self.assertEqual(len(dits[regle]), 2)
                        for o in constat["objects"]:
                            self.assertEqual(sum(_dedans(cle, o) for cle in dits[regle]), 1, (o, dits[regle]))
                    self.assertEqual(set(dits) - {regle}, SUITES.get(code, set()) - {regle})
                    if faults.REGISTRE[code].phase == "sts":
                        changes = {x for x in set(f) | set(propre) if f.get(x) != propre.get(x)} - {"verite.json"}
                        self.assertTrue(changes and changes <= {EMP, REM, PUSH}, changes)

    def test_en_juin(self):
        for code in _codes("faults_sts", "faults_remontee", "faults_sts_fichiers"):
            if faults.REGISTRE[code].etat is None:
                constat, = verite(abimee(code, 1, 150, "college", "juin"))["fautes"]
                self.assertEqual(constat["count"], 1, code)

    def test_avant_apres(self):
        """The four changes at once: `prevision` has them and nothing more."""
        codes = ("groupes-crees-par-la-remontee", AJOUT, "service-sts-sans-cours", "remontee-service-heures", "remontee-service-enseignant")
        f = make_school.produire(600, "college", "octobre", 1, 2026, "0999990W", [(c, 2) for c in codes])
        v = verite(f)
        o = {x["code"]: x["objects"] for x in v["fautes"]}
        p = v["prevision"]

        def cles(liste):
            return {(x["sorte"], x["structure"], x["matiere"]) for x in liste}
        crees = [x["structure"] for x in o["groupes-crees-par-la-remontee"]]
        self.assertEqual(p["groupes_crees"], sorted(crees))
        self.assertTrue(set(crees) <= set(Edt(f["edt/EDT_KOSMOS.xml"]).groupes.values()))
        self.assertEqual(cles(p["services_ajoutes"]), cles(o[AJOUT]) | {("groupe", c, "008400") for c in crees})
        self.assertEqual(cles(p["services_perdus"]), cles(o["service-sts-sans-cours"]))
        self.assertEqual(cles(p["services_changes"]), cles(o["remontee-service-heures"] + o["remontee-service-enseignant"]))

    def test_points_de_controle_de_edt(self):
        for code, voir in (("partie-de-classe-sans-eleve", lambda ed, o: o["groupe"] in ed.groupes.values() and not any(o["groupe"] in ed.groupes_de(e) for e in ed.eleves)),
                           ("cours-a-rendre-non-exportable", lambda ed, o: o["matiere"] in [m["Libelle"] for m in ed.matieres.values()]),
                           ("matiere-sans-correspondance", lambda ed, o: o["matiere"] in [m["Code"] for m in ed.matieres.values()]),
                           ("enseignant-absent-de-sts-edt", lambda ed, o: "IDSTS" not in ed.profs[str(o["ident_edt"])])):
            f = ecole(400, "college", "octobre", [(code, 2)])
            ed, propre = Edt(f["edt/EDT_KOSMOS.xml"]), Edt(ecole(400)["edt/EDT_KOSMOS.xml"])
            self.assertEqual(len(ed.cours) - len(propre.cours), 2, code)
            for o in verite(f)["fautes"][0]["objects"]:
                self.assertTrue(voir(ed, o), (code, o))

    def test_fichiers(self):
        propre = ecole(150)
        for code in _codes("faults_sts_fichiers"):
            f = abimee(code, 1, 150)
            o, = verite(f)["fautes"][0]["objects"]
            changes = {x for x in set(f) | set(propre) if f.get(x) != propre.get(x)} - {"verite.json"}
            self.assertEqual(changes, set(o.get("fichiers") or [o["fichier"]] + ([o["vrai"]] if "vrai" in o else [])), code)


if __name__ == "__main__":
    unittest.main()
