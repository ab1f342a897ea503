"""Tests of faults_familles: each fault is in SIECLE's files as verite.json says. Mixed into Fautes (test_faults.py)."""
from lecture import Siecle, plier


def _chiffres(tel):
    return "".join(c for c in tel if c.isdigit())[-9:]


def _rue(adresse):
    return plier(adresse["LIGNE1_ADRESSE"] + adresse["CODE_POSTAL"])


class Familles:
    def _deux(self, si, o):
        return [si.personnes[f] for f in sorted(o["fiches"])]

    def _eleves_de(self, si, fiche):
        return {x["ELEVE_ID"] for x in si.liens if x["PERSONNE_ID"] == fiche}

    def _communs(self, si, p, q):
        """What two records have in common, the name left aside."""
        commun = {"mel"} if p["MEL"] and p["MEL"].lower() == q["MEL"].lower() else set()
        commun |= {"tel"} if _chiffres(p["TEL_PORTABLE"]) == _chiffres(q["TEL_PORTABLE"]) else set()
        if p["ADRESSE_ID"] == q["ADRESSE_ID"]:
            return commun | {"numero"}
        return commun | ({"adresse"} if _rue(si.adresses[p["ADRESSE_ID"]]) == _rue(si.adresses[q["ADRESSE_ID"]]) else set())

    def test_responsable_doublon_certain(self):
        f, objets = self.faire("responsable-doublon-certain", 5)
        si = Siecle(f)
        self.assertEqual({o["commun"] for o in objets}, {"mel", "tel", "adresse", "numero", "eleve"})
        for o in objets:
            p, q = self._deux(si, o)
            self.assertEqual([plier(p[t]) for t in ("NOM_DE_FAMILLE", "PRENOM")], [plier(q[t]) for t in ("NOM_DE_FAMILLE", "PRENOM")])
            self.assertEqual(self._communs(si, p, q), {o["commun"]} - {"eleve"})
            self.assertEqual(bool(set.intersection(*(self._eleves_de(si, x) for x in o["fiches"]))), o["commun"] == "eleve")
            self.assertIn(o["eleves"][0]["eleve_id"], self._eleves_de(si, o["fiches"][1]))

    def test_responsable_doublon_probable(self):
        f, objets = self.faire("responsable-doublon-probable", 4)
        si = Siecle(f)
        for o in objets:
            p, q = self._deux(si, o)
            noms = {t: plier(p.get(t, "")) == plier(q.get(t, "")) for t in ("NOM_DE_FAMILLE", "PRENOM")}
            self.assertEqual(all(noms.values()), o["variante"] == "conjoint")
            self.assertEqual(bool(self._communs(si, p, q)), o["variante"] != "conjoint")
            if o["variante"] == "nom-usage":
                self.assertEqual(plier(q["NOM_USAGE"]), plier(p["NOM_DE_FAMILLE"]))

    def test_responsable_doublon_possible(self):
        f, objets = self.faire("responsable-doublon-possible")
        si = Siecle(f)
        for o in objets:
            p, q = self._deux(si, o)
            self.assertEqual([p[t] for t in ("LC_CIVILITE", "NOM_DE_FAMILLE", "PRENOM")], [q[t] for t in ("LC_CIVILITE", "NOM_DE_FAMILLE", "PRENOM")])
            self.assertEqual(self._communs(si, p, q), set())
            self.assertFalse(set.intersection(*(self._eleves_de(si, x) for x in o["fiches"])))

    def test_responsables_homonymes(self):
        f, objets = self.faire("responsables-homonymes", 4)
        si = Siecle(f)
        for o in objets:
            p, q = self._deux(si, o)
            self.assertEqual([p[t] for t in ("NOM_DE_FAMILLE", "PRENOM")], [q[t] for t in ("NOM_DE_FAMILLE", "PRENOM")])
            self.assertEqual(p["LC_CIVILITE"] != q["LC_CIVILITE"], o["civilite"])
            self.assertTrue(self._communs(si, p, q))
            self.assertTrue(set.intersection(*(self._eleves_de(si, x) for x in o["fiches"])))

    def test_responsables_couple_meme_contact(self):
        f, objets = self.faire("responsables-couple-meme-contact")
        si = Siecle(f)
        for o in objets:
            p, q = self._deux(si, o)
            self.assertIn("numero", self._communs(si, p, q))
            self.assertEqual(p["TEL_PORTABLE"], q["TEL_PORTABLE"])
            self.assertNotEqual(plier(p["PRENOM"]), plier(q["PRENOM"]))

    def test_adresses_identiques_distinctes(self):
        f, objets = self.faire("adresses-identiques-distinctes")
        si, par_rue = Siecle(f), {}
        for i, a in si.adresses.items():
            par_rue.setdefault(_rue(a), []).append(i)
        self.assertEqual(sorted(sorted(x) for x in par_rue.values() if len(x) > 1), sorted(o["fiches"] for o in objets))

    def _par_nom(self, si):
        noms = {}
        for i, e in si.eleves.items():
            if "DATE_SORTIE" not in e:
                noms.setdefault((plier(e["NOM_DE_FAMILLE"]), plier(e["PRENOM"])), []).append(i)
        return sorted(sorted(x) for x in noms.values() if len(x) > 1)

    def test_eleve_en_double(self):
        f, objets = self.faire("eleve-en-double")
        si = Siecle(f)
        self.assertEqual(self._par_nom(si), sorted(o["fiches"] for o in objets))
        for o in objets:
            self.assertEqual(len({si.eleves[i]["DATE_NAISS"] for i in o["fiches"]}), 1)
            self.assertEqual([i for i in o["fiches"] if "ID_NATIONAL" in si.eleves[i]], [o["garder"]])

    def test_eleves_homonymes(self):
        f, objets = self.faire("eleves-homonymes")
        si = Siecle(f)
        self.assertEqual(self._par_nom(si), sorted(o["fiches"] for o in objets))
        for o in objets:
            self.assertEqual(len({si.eleves[i]["DATE_NAISS"] for i in o["fiches"]}), 2)
