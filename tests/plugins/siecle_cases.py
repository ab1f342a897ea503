"""Damages to SIECLE's exports, one or more for each rule: CASES[code] is a list of Case.

Here those of files, structures and pupils; siecle_cases_guardians.py and siecle_cases_several.py have the others."""
import copy
import typing
import xml.etree.ElementTree as ET

CASES = {}
E, R, S, C, N, T = "ElevesSansAdresses", "ResponsablesAvecAdresses", "Structures", "Communs", "Nomenclature", "Etablissements"
A, G = "ElevesAvecAdresses", "Geographique"


class Case(typing.NamedTuple):
    exports: tuple  # the first are given to `damage`, as many as it takes
    damage: typing.Callable
    n: int
    also: set
    controles: str


def case(code, *exports, n=1, also=(), controles="complets"):
    """A function that damages the exports and returns what names the record; n: findings; also: other codes that are then true."""
    def keep(damage):
        CASES.setdefault(code, []).append(Case(exports, damage, n, set(also), controles))
        return damage
    return keep


class Export:
    """An export being damaged."""

    def __init__(self, root):
        self.root = root
        self.data = root.find("DONNEES")

    def items(self, tag):
        return list(self.root.iter(tag))

    def pupils(self, present=True):
        return [e for e in self.items("ELEVE") if (e.find("DATE_SORTIE") is None) == present]

    def structures(self, pupil):
        return next(s for s in self.items("STRUCTURES_ELEVE") if s.get("ELEVE_ID") == pupil.get("ELEVE_ID"))

    def links_of(self, pupil_id):
        return [l for l in self.items("RESPONSABLE_ELEVE") if l.findtext("ELEVE_ID") == pupil_id]

    def person(self, ident):
        return next(p for p in self.items("PERSONNE") if p.get("PERSONNE_ID") == ident)

    def legal_person(self):
        """A person who is the only legal guardian link looked at: the first."""
        link = next(l for l in self.items("RESPONSABLE_ELEVE") if l.findtext("NIVEAU_RESPONSABILITE") == "1")
        return self.person(link.findtext("PERSONNE_ID"))



def put(element, tag, value):
    """Sets a child's text; None takes it away."""
    child = element.find(tag)
    if value is None:
        if child is not None:
            element.remove(child)
        return
    if child is None:
        child = ET.SubElement(element, tag)
    child.text = value


# ------------------------------------------------------------------------------------------------------- files

@case("format-version-inconnue", E)
def _(x):
    x.root.set("VERSION", "7.3")
    return "7.3"


@case("siecle-variante-eleves-incorrecte", R)
def _(x):
    for a in x.items("ADRESSE"):
        x.data.find("ADRESSES").remove(a)


@case("ordre-nomenclatures-non-integrees", N)
def _(x):
    for block in ("MATIERES", "PROGRAMMES", "OPTIONS_OBLIGATOIRES"):
        x.data.find(block).clear()


@case("calendrier-siecle-autre-annee", C)
def _(x):
    put(x.data.find("ANNEE_SCOLAIRE"), "DATE_DEBUT_ELEVE", "01/09/2025")
    return "01/09/2025"


@case("calendrier-siecle-periode", C)
def _(x):
    period = ET.SubElement(x.data.find("PERIODES_PEDAGOGIQUES"), "PERIODE_PEDAGOGIQUE")
    for tag, value in (("CODE_PERIODE", "T1"), ("DATE_DEBUT", "30/11/2026"), ("DATE_FIN", "01/09/2026")):
        put(period, tag, value)
    return "T1"


@case("siecle-variante-eleves-incorrecte", R, A)
def _(x):
    """Beside « Élèves avec adresses » some numbers lead somewhere."""
    for a in x.items("ADRESSE"):
        x.data.find("ADRESSES").remove(a)


@case("jeu-siecle-incomplet", E, N, S, controles="jeu")
def _(x):
    return "Géographique, Responsables avec adresses, Exports communs"


@case("calendrier-siecle-periode-hors-annee", C)
def _(x):
    period = ET.SubElement(x.data.find("PERIODES_PEDAGOGIQUES"), "PERIODE_PEDAGOGIQUE")
    for tag, value in (("CODE_PERIODE", "T1"), ("DATE_DEBUT", "01/09/2025"), ("DATE_FIN", "30/11/2025")):
        put(period, tag, value)
    return "T1"


@case("uai-cle-fausse", E)
def _(x):
    put(x.pupils()[3].find("SCOLARITE_AN_DERNIER"), "CODE_RNE", "0999990X")
    return "0999990X"


@case("uai-cle-fausse", T)
def _(x):
    x.items("ETABLISSEMENT")[0].set("CODE_RNE", "0999992X")
    return "0999992X"


@case("uai-cle-fausse", S)
def _(x):
    put(x.items("DIVISION")[0], "CODE_RNE", "123ABC")
    return "123ABC"


# -------------------------------------------------------------------------------------------------- structures

@case("division-code-en-double", S)
def _(x):
    x.data.find("DIVISIONS").append(copy.deepcopy(x.items("DIVISION")[0]))
    return x.items("DIVISION")[0].get("CODE_STRUCTURE")


@case("groupe-code-en-double", S)
def _(x):
    x.data.find("GROUPES").append(copy.deepcopy(x.items("GROUPE")[0]))
    return x.items("GROUPE")[0].get("CODE_STRUCTURE")


@case("structures-codes-presque-identiques", S)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE_STRUCTURE", twin.get("CODE_STRUCTURE").replace(" ", "_").lower())
    x.data.find("GROUPES").append(twin)
    return twin.get("CODE_STRUCTURE")


@case("structures-codes-presque-identiques", S)
def _(x):
    twin = copy.deepcopy(x.items("DIVISION")[0])
    twin.set("CODE_STRUCTURE", x.items("DIVISION")[0].get("CODE_STRUCTURE").replace(" ", "") + "GR")
    x.data.find("DIVISIONS").append(twin)
    return twin.get("CODE_STRUCTURE")


@case("division-sans-mef", S)
def _(x):
    x.items("DIVISION")[0].find("MEFS_APPARTENANCE").clear()
    return x.items("DIVISION")[0].get("CODE_STRUCTURE")


@case("groupe-division-inconnue", S)
def _(x):
    put(x.items("DIVISION_APPARTENANCE")[0], "CODE_STRUCTURE", "NULLE")
    return "NULLE"


@case("groupe-suffixe-compteur", S)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE_STRUCTURE", twin.get("CODE_STRUCTURE") + " 1")
    x.data.find("GROUPES").append(twin)
    return twin.get("CODE_STRUCTURE")


@case("structure-code-caracteres", S)
def _(x):
    x.items("GROUPE")[0].set("CODE_STRUCTURE", "6 'LATIN'")
    return "6 'LATIN'"


@case("structure-code-caracteres", S)
def _(x):
    x.items("GROUPE")[0].set("CODE_STRUCTURE", "TH\u00c9\u00c2TRE")
    return "une lettre accentuée"


@case("structure-code-caracteres", S)
def _(x):
    twin = copy.deepcopy(x.items("DIVISION")[0])
    twin.set("CODE_STRUCTURE", "9Z ")
    x.data.find("DIVISIONS").append(twin)
    return "une espace au bord"


@case("division-et-groupe-meme-code", S)
def _(x):
    x.items("GROUPE")[0].set("CODE_STRUCTURE", x.items("DIVISION")[0].get("CODE_STRUCTURE"))
    return x.items("DIVISION")[0].get("CODE_STRUCTURE")


# ------------------------------------------------------------------------------------------------------ pupils

@case("eleves-aucune-structure", E)
def _(x):
    x.data.find("STRUCTURES").clear()


@case("eleve-sans-division", E)
def _(x):
    pupil = x.pupils()[3]
    block = x.structures(pupil)
    block.remove(next(s for s in block if s.findtext("TYPE_STRUCTURE") == "D"))
    return pupil.get("ELEVE_ID")


@case("eleve-plusieurs-divisions", E)
def _(x):
    pupil = x.pupils()[3]
    other = ET.SubElement(x.structures(pupil), "STRUCTURE")
    put(other, "CODE_STRUCTURE", "AUTRE")
    put(other, "TYPE_STRUCTURE", "D")
    return pupil.get("ELEVE_ID")


@case("eleve-division-inactifs", E, S, also=["eleve-sans-division"])
def _(x):
    pupil = x.pupils()[3]
    put(next(s for s in x.structures(pupil) if s.findtext("TYPE_STRUCTURE") == "D"), "CODE_STRUCTURE", "Inactifs")
    return pupil.get("ELEVE_ID")


@case("eleve-sorti-encore-affecte", E)
def _(x):
    pupil = x.pupils()[3]
    put(pupil, "DATE_SORTIE", "01/10/2026")
    put(pupil, "CODE_MOTIF_SORTIE", "10")
    return pupil.get("ELEVE_ID")


@case("eleve-motif-sortie-imprecis", E)
def _(x):
    put(x.pupils(False)[0], "CODE_MOTIF_SORTIE", "99")
    return x.pupils(False)[0].get("ELEVE_ID")


@case("eleve-motif-sortie-imprecis", E)
def _(x):
    put(x.pupils(False)[0], "CODE_MOTIF_SORTIE", None)
    return x.pupils(False)[0].get("ELEVE_ID")


@case("eleve-motif-sans-sortie", E)
def _(x):
    put(x.pupils()[3], "CODE_MOTIF_SORTIE", "10")
    return x.pupils()[3].get("ELEVE_ID")


@case("eleve-sans-sexe", E)
def _(x):
    put(x.pupils()[3], "CODE_SEXE", "")
    return x.pupils()[3].get("ELEVE_ID")


@case("eleve-ne-en-france-sans-commune", E)
def _(x):
    pupil = next(p for p in x.pupils() if p.findtext("CODE_PAYS") == "100")
    put(pupil, "CODE_COMMUNE_INSEE_NAISS", None)
    return pupil.get("ELEVE_ID")


@case("eleve-age-inattendu", E)
def _(x):
    put(x.pupils()[3], "DATE_NAISS", "07/10/2018")  # eight years old tomorrow
    return x.pupils()[3].get("ELEVE_ID")


@case("eleve-age-inattendu", E)
def _(x):
    put(x.pupils()[3], "DATE_NAISS", "06/10/1995")  # thirty-one today
    return x.pupils()[3].get("ELEVE_ID")


@case("eleve-autre-ine-cle-fausse", E)
def _(x):
    put(x.pupils()[3], "INE_BEA", "0113014881N")
    return x.pupils()[3].get("ELEVE_ID")


@case("eleve-autre-ine-cle-fausse", E)
def _(x):
    put(x.pupils()[3], "INE_RNIE", "990000001EC")
    return x.pupils()[3].get("ELEVE_ID")


@case("eleve-ine-en-double", E)
def _(x):
    first, second = [p for p in x.pupils() if p.findtext("ID_NATIONAL")][:2]
    put(second, "ID_NATIONAL", first.findtext("ID_NATIONAL"))
    return second.get("ELEVE_ID")
