"""What the tests of the flow « liens élèves-groupes » share: running it, the deposit it wrote, what EDT and SIECLE hold.

What is expected comes from the school's own truth (verite.json) and from its files, read here with the standard library.
"""
import glob
import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

from outil import GREFFONS, LIENS, MAINTENANT, Essai, Rapport, make_school, partage, run

FAUTES = make_school.faults.REGISTRE
# Several faults at once, of every answer of SIECLE.
PLUSIEURS = [("elevesgroupes-eleve-inconnu", 3), ("elevesgroupes-identifiant-repete", 2), ("elevesgroupes-groupe-inconnu", 2),
             ("structure-code-trop-long", 1), ("elevesgroupes-division-prise-pour-groupe", 1), ("elevesgroupes-eleve-sans-mef", 2),
             ("elevesgroupes-groupe-hors-mef", 1), ("elevesgroupes-dates-invalides-a01", 2), ("elevesgroupes-dates-invalides-a02", 2),
             ("elevesgroupes-dates-invalides-a03", 2), ("groupe-nom-replie", 2), ("eleve-identifiants-perdus", 3)]
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
