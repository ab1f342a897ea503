"""The « remontée »: EDT's courses as STS-Web takes them (emp_sts), and the control points before the file is made.

What is written is read again by xml.etree, and its courses compared with those of EDT's file, read here without the
program.
"""
import collections
import datetime
import glob
import os
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ET

from outil import GREFFONS, PARTAGE, SOURCE, Essai, Rapport, run, school

CHAINE = os.path.join(SOURCE, "pipelines", "remontee.ini")
DTD = os.path.join(PARTAGE, "schemas", "DTD_EDT_STS.dtd")
REELS = sorted(glob.glob(os.path.join(PARTAGE, "samples", "public", "edt", "*2013*Enclair.xml")))
DERIVER = os.path.join(SOURCE, "tests", "school", "derive_sts.py")
NS = "{http://www.index-education.com/exportemploidutemps}"


def lus_dans_edt(racine, sts):
    """Counter of (STS id, day, HHMM, minutes, subject, kind and code, Mondays) of the courses of EDT that have one class or
    one group; subjects by management code, teachers by id, else by name."""
    def table(chemin):
        return {x.get("Ident"): x for x in racine.findall("/".join(NS + n for n in chemin.split("/")))}
    matieres = {m.findtext("CODE_GESTION"): m.get("CODE") for m in sts.iter("MATIERE")}
    noms = {(i.findtext("NOM_USAGE"), i.findtext("PRENOM")): i.get("ID") for i in sts.iter("INDIVIDU")}
    profs = {k: p.get("IDSTS") or noms[p.get("Nom"), p.get("Prenom")] for k, p in table("Professeurs/Professeur").items()}
    tables = {NS + "Classe": ("D", table("Classes/Classe")), NS + "Groupe": ("G", table("Groupes/Groupe"))}
    codes = {k: matieres[m.get("Code")] for k, m in table("Matieres/Matiere").items()}
    places = {int(p.get("Numero")): p for p in racine.iter(NS + "Place")}
    lundi = datetime.date.fromisoformat(racine.find(NS + "AnneeScolaire").get("DatePremierJourSemaine1"))
    lundi -= datetime.timedelta(lundi.weekday())
    sortie = collections.Counter()
    for c in racine.find(NS + "Cours"):
        debut, fin = (places[int(c.get("NumeroPlaceDebut")) + n] for n in (0, int(c.get("NombrePlaces")) - 1))
        h, m = map(int, debut.get("LibelleHeureDebut").split(":")[:2])
        h2, m2 = map(int, fin.get("LibelleHeureFin").split(":")[:2])
        for p in c.findall(NS + "Professeur"):
            for x in c:
                if x.tag not in tables:
                    continue
                masque = int(p.get("Semaines")) & int(x.get("Semaines"))
                semaines = tuple(str(lundi + datetime.timedelta(7 * (i - 1))) for i in range(1, 64) if masque >> i & 1)
                sorte, noms_de = tables[x.tag]
                sortie[profs[p.get("Ident")], c.get("Jour"), "%02d%02d" % (h, m), 60 * (h2 - h) + m2 - m,
                       codes[c.find(NS + "Matiere").get("Ident")], sorte, noms_de[x.get("Ident")].get("Nom"), semaines] += 1
    return sortie


def lus_dans_emp(racine):
    semaines = {a.get("CODE"): tuple(s.text for s in a.iter("DATE_DEBUT_SEMAINE")) for a in racine.iter("ALTERNANCE")}
    sortie = collections.Counter()
    for sorte, nom in (("D", "DIVISION"), ("G", "GROUPE")):
        for s in racine.iter(nom):
            for service in s.iter("SERVICE"):
                for e in service.iter("ENSEIGNANT"):
                    for c in e.iter("COURS"):
                        duree = c.findtext("DUREE")
                        sortie[e.get("ID"), c.findtext("JOUR"), c.findtext("HEURE_DEBUT"), 60 * int(duree[:2]) + int(duree[2:]),
                               service.get("CODE_MATIERE"), sorte, s.get("CODE"), semaines[c.findtext("CODE_ALTERNANCE")]] += 1
    return sortie


class Remontee(Essai):
    def preparer(self, ecole=None):
        ecole = ecole or school()
        os.mkdir(self.chemin("entree"))
        shutil.copy(ecole.edt, self.chemin("entree", "EDT.xml"))
        shutil.copy(glob.glob(ecole.chemin("sts", "sts_emp*"))[0], self.chemin("entree", "sts_emp.xml"))
        return ecole

    def changer(self, nom, *remplacements, fois=1):
        """Replaces in a file of the entry; what is not there fails."""
        codage = "utf-8" if nom == "EDT.xml" else "iso-8859-15"
        with open(self.chemin("entree", nom), encoding=codage, newline="") as f:
            texte = f.read()
        for motif, par in remplacements:
            texte, n = re.subn(motif, par, texte, count=fois, flags=re.S)
            self.assertTrue(n, motif)
        with open(self.chemin("entree", nom), "w", encoding=codage, newline="") as f:
            f.write(texte)

    def lancer(self, *options, chaine=CHAINE, maintenant="2026-10-06T18:15:00"):
        r = run("run", chaine, "--plugin-path", GREFFONS, "--in", self.chemin("entree"), "--out", self.chemin("sortie"),
                "--report", self.chemin("r.json"), "--now", maintenant, *options)
        r.rapport = Rapport(self.chemin("r.json"))
        return r

    def accepter(self, *options, **plus):
        return self.lancer("--set", "incomplete=accept", *options, **plus)

    def ecrit(self):
        chemins = glob.glob(self.chemin("sortie", "emp_sts_*.xml"))
        self.assertEqual(len(chemins), 1, chemins)
        return chemins[0]

    def racines(self):
        return (ET.parse(self.chemin("entree", "EDT.xml")).getroot(), ET.parse(self.chemin("entree", "sts_emp.xml")).getroot(),
                ET.parse(self.ecrit()).getroot())

    def valide(self):
        if not os.path.exists(DTD) or not shutil.which("xmllint"):
            return
        p = subprocess.run(["xmllint", "--noout", "--dtdvalid", DTD, self.ecrit()], capture_output=True, text=True)
        self.assertEqual(p.returncode, 0, p.stderr[:2000])


class Ecriture(Remontee):
    def verifier(self, etat, maintenant):
        self.preparer(school(state=etat))
        r = self.code(self.lancer(maintenant=maintenant), 0)
        self.assertEqual(r.rapport.codes("warning"), set(), str(r))
        self.valide()
        edt, sts, emp = self.racines()
        attendus = lus_dans_edt(edt, sts)
        self.assertGreater(sum(attendus.values()), 300)
        self.assertEqual(lus_dans_emp(emp), attendus)
        return edt, sts, emp

    def test_octobre(self):
        self.verifier("octobre", "2026-10-06T18:15:00")
        with open(self.ecrit(), "rb") as f:
            self.assertRegex(f.read(60), rb'^<\?xml version="1\.0" encoding="ISO-8859-15"')
        self.assertEqual(os.path.basename(self.ecrit()), "emp_sts_0999990W_2026.xml")

    def test_juin(self):
        self.verifier("juin", "2026-06-15T18:15:00")

    def test_services_comme_l_ecole(self):
        """Hours and head counts, against the emp_sts that the school's own writer makes."""
        ecole = school()
        _, _, emp = self.verifier("octobre", "2026-10-06T18:15:00")
        vrai = ET.parse(glob.glob(ecole.chemin("sts", "emp_sts*"))[0]).getroot()

        def services(racine):
            return {(s.tag, s.get("CODE"), x.get("CODE_MATIERE"), x.get("CODE_MOD_COURS"), e.get("ID"), e.get("TYPE"),
                     float(e.findtext("HEURES_AGENT")), float(x.findtext("HEURES_STRUCTURE")), x.findtext("CO_ENS"))
                    for n in ("DIVISION", "GROUPE") for s in racine.iter(n) for x in s.iter("SERVICE") for e in x.iter("ENSEIGNANT")}
        self.assertEqual(services(emp), services(vrai))

        def effectifs(racine):
            return {g.get("CODE"): (g.findtext("EFFECTIF_PREVU"), {d.get("CODE"): d.findtext("EFFECTIF_PREVU")
                                                                   for d in g.iter("DIVISION_APPARTENANCE")}) for g in racine.iter("GROUPE")}
        self.assertEqual(effectifs(emp), effectifs(vrai))
        self.assertEqual({i.get("ID"): [x.text for x in i.iter("CODE_STRUCTURE")] for i in emp.iter("INDIVIDU")},
                         {i.get("ID"): [x.text for x in i.iter("CODE_STRUCTURE")] for i in vrai.iter("INDIVIDU")})

    def test_relu(self):
        """Our own reader finds the same courses and no fault."""
        _, _, emp = self.verifier("octobre", "2026-10-06T18:15:00")
        os.mkdir(self.chemin("relu"))
        shutil.copy(self.ecrit(), self.chemin("relu", "emp_sts.xml"))
        chaine = self.ecrire("lire.ini", "[pipeline]\nformat = 1\nname = lire\n[read sts]\nplugin = sts\nfile.emp-sts = emp_sts.xml\n")
        r = run("run", chaine, "--plugin-path", GREFFONS, "--in", self.chemin("relu"), "--out", self.chemin("s2"), "--report", self.chemin("r2.json"))
        self.code(r, 0)
        rapport = Rapport(self.chemin("r2.json"))
        self.assertEqual(rapport.codes("warning"), set())
        self.assertEqual(rapport.etape("sts")["counts"]["course"], len({(k[1:]) for k in lus_dans_emp(emp)}))

    def test_partie_de_classe(self):
        """A course given to a class part goes up under the group that it feeds."""
        self.preparer()
        edt = ET.parse(self.chemin("entree", "EDT.xml")).getroot()
        groupe = next(g for g in edt.find(NS + "Groupes") if len(g) == 1 and
                      any(x.get("Ident") == g.get("Ident") for c in edt.find(NS + "Cours") for x in c.findall(NS + "Groupe")))
        attendus = lus_dans_edt(edt, ET.parse(self.chemin("entree", "sts_emp.xml")).getroot())
        self.changer("EDT.xml", (r'(<Cours Jour=(?:(?!</Cours>).)*?)<Groupe Ident="%s" (Semaines="\d+"/>)' % groupe.get("Ident"),
                                 r'\1<PartieDeClasse Ident="%s" \2' % groupe[0].get("Ident")))
        self.lancer()
        self.assertEqual(lus_dans_emp(ET.parse(self.ecrit()).getroot()), attendus)


class Points(Remontee):
    """Each control point, where it must be said; Ecriture shows that none is when nothing is wrong."""

    PREMIER = r'(<Cours Jour="\d" NumeroPlaceDebut="\d+" NombrePlaces="\d+">\s*<Matiere Ident="\d+"/>\s*)'

    def enseignee(self):
        """The subject of a course."""
        return ET.parse(self.chemin("entree", "EDT.xml")).getroot().find(NS + "Cours")[0].find(NS + "Matiere").get("Ident")

    GRAVITES = {"personnel-non-enseignant-exportable": "warning", "matiere-sans-correspondance": "warning",
                "cours-a-rendre-non-exportable": "warning", "remontee-co-enseignement": "warning", "professeur-principal-absent": "warning",
                "enseignants-rapproches-par-le-nom": "warning", "groupes-crees-par-la-remontee": "info", "remontee-salles-en-plus": "info",
                "cours-non-exportables-liste": "info"}

    def notres(self, r, code):
        """What EDT's plugin says itself under the same code, at reading, is a warning."""
        return [c for c in r.rapport.de(code) if c["severity"] == self.GRAVITES.get(code, "error")]

    def refuse(self, code, *dans):
        r = self.lancer()
        self.code(r, 2)
        self.assertTrue(self.notres(r, code), str(r))
        self.assertTrue(r.rapport.de("remontee-refusee"), str(r))
        self.assertEqual(glob.glob(self.chemin("sortie", "*.xml")), [])
        self.dit(r, *dans)
        a = self.accepter()
        self.assertTrue(a.rapport.de("remontee-perte-acceptee"), str(a))
        self.valide()
        return r

    def dit_seulement(self, code, *dans):
        r = self.lancer()
        self.assertTrue(self.notres(r, code), str(r))
        self.assertFalse(r.rapport.de("remontee-refusee"), str(r))
        self.valide()
        self.dit(r, *dans)
        return r

    def test_classe_inconnue(self):
        self.preparer()
        self.changer("EDT.xml", (r'<Classe Ident="2" Nom="[^"]*"', '<Classe Ident="2" Nom="6Z"'))
        self.refuse("classe-edt-inconnue-de-sts", "6Z")

    def test_groupe_et_partie_vides(self):
        self.preparer()
        groupe = ET.parse(self.chemin("entree", "EDT.xml")).getroot().find(NS + "Groupes")[0]
        for partie in groupe:
            self.changer("EDT.xml", (r'\n *<PartieDeClasse Ident="%s" DateEntree[^>]*>' % partie.get("Ident"), ""), fois=0)
        self.refuse("groupe-effectif-nul", groupe.get("Nom"), "refusera son service")
        self.assertTrue(Rapport(self.chemin("r.json")).de("partie-de-classe-sans-eleve"))

    def test_groupe_sans_division(self):
        self.preparer()
        self.changer("EDT.xml", (r'(<Groupe Ident="2" Nom="[^"]*">)(\s*<PartieDeClasse Ident="\d+"/>)+', r"\1"))
        self.refuse("groupe-sans-division")

    def test_enseignant_inconnu(self):
        self.preparer()
        self.changer("EDT.xml", (r'<Professeur Ident="2" Nom="[^"]*" Prenom="[^"]*" DateNaissance="[^"]*" IDSTS="\d+"',
                                 '<Professeur Ident="2" Nom="ZYTNOR" Prenom="Odile" DateNaissance="1970-01-02" IDSTS="999999"'))
        self.refuse("enseignant-absent-de-sts")

    def test_enseignant_reconnu_au_nom(self):
        self.preparer()
        self.changer("EDT.xml", (r'(<Professeur Ident="2" Nom="[^"]*" Prenom="[^"]*") DateNaissance="[^"]*" IDSTS="\d+"', r"\1"))
        self.dit_seulement("enseignants-rapproches-par-le-nom")

    def test_documentaliste(self):
        self.preparer()
        edt, sts = (ET.parse(self.chemin("entree", n)).getroot() for n in ("EDT.xml", "sts_emp.xml"))
        ident = edt.find(NS + "Professeurs")[0].get("IDSTS")
        self.changer("sts_emp.xml", (r'(<INDIVIDU [^>]*ID="%s"(?:(?!</INDIVIDU>).)*<FONCTION>)ENS' % ident, r"\1DOC"))
        self.dit_seulement("personnel-non-enseignant-exportable")
        emp = ET.parse(self.ecrit()).getroot()
        self.assertNotIn(ident, {e.get("ID") for e in emp.iter("ENSEIGNANT")})
        self.assertTrue(sts is not None)

    def test_matiere_hors_nomenclature(self):
        self.preparer()
        self.changer("EDT.xml", (r'(<Matiere Ident="%s" Code=)"[^"]*" Libelle="[^"]*"' % self.enseignee(), r'\1"ZZZ9" Libelle="SCIENCES MAISON"'))
        self.dit_seulement("matiere-sans-correspondance", "SCIENCES MAISON")

    def test_devoirs_faits(self):
        self.preparer()
        self.changer("EDT.xml", (r'(<Matiere Ident="%s" Code="[^"]*" Libelle=)"[^"]*"' % self.enseignee(), r'\1"DEVOIRS FAITS 6"'))
        self.dit_seulement("cours-a-rendre-non-exportable", "DEVOIRS FAITS 6")

    def test_sans_enseignant(self):
        self.preparer()
        self.changer("EDT.xml", (self.PREMIER + r'<Professeur Ident="\d+" Semaines="\d+"/>\s*', r"\1"))
        self.dit_seulement("cours-sans-enseignant")

    def test_sans_public(self):
        self.preparer()
        self.changer("EDT.xml", (self.PREMIER + r'(<Professeur Ident="\d+" Semaines="\d+"/>\s*)<(?:Classe|Groupe) Ident="\d+" Semaines="\d+"/>', r"\1\2"))
        self.refuse("cours-sans-public")

    def test_complexe(self):
        self.preparer()
        self.changer("EDT.xml", (self.PREMIER + r'(<Professeur Ident="\d+" Semaines="\d+"/>\s*)<Classe Ident="\d+" (Semaines="\d+"/>)',
                                 r'\1\2<Classe Ident="2" \3<Classe Ident="3" \3'))
        self.refuse("cours-complexe-non-precise", "Ctrl+R")

    def test_co_enseignement(self):
        """Two teachers of one class: written under each, declared, and told."""
        self.preparer()
        self.changer("EDT.xml", (self.PREMIER + r'<Professeur Ident="(\d+)" (Semaines="\d+"/>)',
                                 lambda m: '%s<Professeur Ident="%s" %s<Professeur Ident="%d" %s' % (m[1], m[2], m[3], 2 if m[2] != "2" else 3, m[3])))
        self.dit_seulement("remontee-co-enseignement")
        edt, sts, emp = self.racines()
        self.assertEqual(lus_dans_emp(emp), lus_dans_edt(edt, sts))
        services = [s for s in emp.iter("SERVICE") if s.findtext("CO_ENS") == "true"]
        self.assertEqual(len(services), 1)
        agents = [float(x.text) for x in services[0].iter("HEURES_AGENT")]
        self.assertEqual((len(agents), sum(agents)), (2, float(services[0].findtext("HEURES_STRUCTURE"))))

    def test_pondere_a_zero(self):
        self.preparer()
        self.changer("sts_emp.xml", (r"(<HEURES_AGENT>[^<]*</HEURES_AGENT>)", r"\1<TAUX_PONDERATION>0.00</TAUX_PONDERATION>"))
        self.dit_seulement("cours-pondere-a-zero")

    def test_ponderation_inconnue(self):
        self.preparer()
        for taux, dite in (("1.250", False), ("1.30", True)):
            self.changer("sts_emp.xml", (r"(<HEURES_AGENT>[^<]*</HEURES_AGENT>)(<TAUX_PONDERATION>[^<]*</TAUX_PONDERATION>)?",
                                         r"\1<TAUX_PONDERATION>%s</TAUX_PONDERATION>" % taux))
            r = self.lancer()
            self.assertEqual(bool(r.rapport.de("remontee-ponderation-inconnue")), dite, str(r))
            ecrits = {x.text for x in ET.parse(self.ecrit()).getroot().iter("TAUX_PONDERATION")}
            self.assertEqual([float(x) for x in ecrits], [float(taux)])

    def test_sans_professeur_principal(self):
        self.preparer()
        self.changer("sts_emp.xml", (r"<PROFS_PRINC>.*?</PROFS_PRINC>", "<PROFS_PRINC/>"))
        self.dit_seulement("professeur-principal-absent")

    def test_groupe_cree(self):
        self.preparer()
        self.changer("EDT.xml", (r'<Groupe Ident="2" Nom="[^"]*"', '<Groupe Ident="2" Nom="NOUVEAU"'))
        self.dit_seulement("groupes-crees-par-la-remontee", "NOUVEAU")

    def test_code_trop_long(self):
        self.preparer()
        self.changer("EDT.xml", (r'<Groupe Ident="2" Nom="[^"]*"', '<Groupe Ident="2" Nom="UN GROUPE AU NOM TROP LONG"'))
        self.refuse("structure-code-trop-long")

    def test_partie_sans_groupe(self):
        """A class part that feeds no group has no place in STS-Web."""
        self.preparer()
        self.changer("EDT.xml", (r'(<Classe Ident="2" Nom="[^"]*">)', r'\1<PartieDeClasse Ident="999"/>'),
                     (self.PREMIER + r'(<Professeur Ident="\d+" Semaines="\d+"/>\s*)<(?:Classe|Groupe) Ident="\d+"', r'\1\2<PartieDeClasse Ident="999"'))
        self.refuse("cours-partie-sans-groupe")

    def test_non_place(self):
        self.preparer()
        self.changer("EDT.xml", (r'NumeroPlaceDebut="\d+"', 'NumeroPlaceDebut="99"'))
        self.refuse("cours-non-place")

    def test_sans_matiere(self):
        self.preparer()
        self.changer("EDT.xml", (r'(<Cours Jour="\d" [^>]*>\s*<Matiere Ident=)"\d+"', r'\1"9999"'))
        self.dit_seulement("cours-sans-matiere")

    def test_identifiant_invalide(self):
        self.preparer()
        ident = ET.parse(self.chemin("entree", "EDT.xml")).getroot().find(NS + "Professeurs")[0].get("IDSTS")
        self.changer("EDT.xml", ('IDSTS="%s"' % ident, 'IDSTS="A%s"' % ident))
        self.changer("sts_emp.xml", (' ID="%s"' % ident, ' ID="A%s"' % ident), fois=0)
        self.refuse("enseignant-identifiant-invalide")

    def test_deux_salles(self):
        self.preparer()
        self.changer("EDT.xml", (r'(<Salle Ident="\d+" (Semaines="\d+")/>)', r'\1<Salle Ident="15502" \2/>'))
        self.dit_seulement("remontee-salles-en-plus")

    def test_ni_enseignant_ni_public(self):
        self.preparer()
        self.changer("EDT.xml", (self.PREMIER + r'<Professeur Ident="\d+" Semaines="\d+"/>\s*<(?:Classe|Groupe) Ident="\d+" Semaines="\d+"/>', r"\1"))
        self.dit_seulement("cours-non-exportables-liste")

    def test_semaines_disjointes(self):
        self.preparer()
        self.changer("EDT.xml", (self.PREMIER + r'(<Professeur Ident="\d+") Semaines="\d+"', r'\1\2 Semaines="2"'),
                     (self.PREMIER + r'(<Professeur Ident="\d+" Semaines="2"/>\s*<(?:Classe|Groupe) Ident="\d+") Semaines="\d+"', r'\1\2 Semaines="4"'))
        self.refuse("cours-sans-semaine")

    def test_sans_sts(self):
        self.preparer()
        with open(CHAINE, encoding="utf-8") as f:
            texte = f.read()
        chaine = self.ecrire("c.ini", re.sub(r"\[read sts\].*?(?=\[read edt\])|\[match.*?(?=\[check)", "", texte, flags=re.S))
        r = self.lancer(chaine=chaine)
        self.assertTrue(r.rapport.de("remontee-sans-sts"), str(r))


@unittest.skipUnless(REELS and os.path.exists(DERIVER), "no real export of EDT, or nothing to derive its sts_emp with")
class Reel(Remontee):
    def test_reel(self):
        os.mkdir(self.chemin("entree"))
        shutil.copy(REELS[0], self.chemin("entree", "EDT.xml"))
        subprocess.run([sys.executable, DERIVER, "--from", REELS[0], "--out", self.chemin("entree", "sts_emp.xml")], check=True, capture_output=True)
        r = self.accepter(maintenant="2012-10-01T12:00:00")
        self.assertIn(r.code, (0, 1))
        self.assertEqual(len(r.rapport.de("remontee-co-enseignement")), 3)
        self.valide()
        edt, sts, emp = self.racines()
        ecartees = {m.get("CODE") for m in sts.iter("MATIERE") if "VIE DE CLASSE" in m.findtext("LIBELLE_LONG").upper()}
        self.assertEqual(len(r.rapport.de("cours-a-rendre-non-exportable")), len(ecartees))
        attendus = collections.Counter({k: n for k, n in lus_dans_edt(edt, sts).items() if k[4] not in ecartees})
        self.assertGreater(sum(attendus.values()), 500)
        self.assertTrue(lus_dans_emp(emp) == attendus, "courses written and read differ")


if __name__ == "__main__":
    unittest.main()
