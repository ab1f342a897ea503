"""Damages to the two files of STS-Web, one or more for each rule: CASES[code] is a list of Case."""
import copy
import typing
import xml.etree.ElementTree as ET

CASES = {}
D, U = "sts-emp", "emp-sts"  # down from STS-Web, up to it


class Case(typing.NamedTuple):
    document: str
    damage: typing.Callable
    n: int
    also: set


def case(code, document, n=1, also=()):
    """A function that damages the file and returns what names the record; n: findings; also: other codes that are then true."""
    def keep(damage):
        CASES.setdefault(code, []).append(Case(document, damage, n, set(also)))
        return damage
    return keep


class File:
    def __init__(self, root):
        self.root = root

    def items(self, tag):
        return list(self.root.iter(tag))

    def one(self, tag, code):
        return next(x for x in self.items(tag) if x.get("CODE") == code)

    def teachers(self):
        """Those who hold a service."""
        held = {t.get("ID") for t in self.items("ENSEIGNANT")}
        return [p for p in self.items("INDIVIDU") if p.get("ID") in held and p.get("TYPE") == "epp"]

    def services(self):
        return self.items("SERVICE")

    def courses(self):
        return self.items("COURS")

    def parent(self, child):
        return next(p for p in self.root.iter() if child in list(p))


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


# --------------------------------------------------------------------------------------------------- structures

@case("ordre-structure-sts-absente", D, also=["division-sans-mef"])
def _(x):
    for d in x.items("DIVISION"):
        d.remove(d.find("MEFS_APPARTENANCE"))


@case("ordre-nomenclatures-non-integrees", D, also=["matiere-code-inconnu"])
def _(x):
    for block in ("MATIERES", "PROGRAMMES"):
        x.root.find("NOMENCLATURES/" + block).clear()


@case("annee-sts-incoherente", D)
def _(x):
    put(x.items("ANNEE_SCOLAIRE")[0], "DATE_DEBUT", "2025-09-01")
    return "2025"


@case("annee-sts-incoherente", D)
def _(x):
    put(x.items("ANNEE_SCOLAIRE")[0], "DATE_FIN", "2026-08-31")


@case("division-code-en-double", D, also=["professeur-principal-absent", "apport-horaire-different-du-service"])
def _(x):
    twin = copy.deepcopy(x.items("DIVISION")[0])
    x.root.find("DONNEES/STRUCTURE/DIVISIONS").append(twin)
    return twin.get("CODE")


@case("groupe-code-en-double", D)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    x.root.find("DONNEES/STRUCTURE/GROUPES").append(twin)
    return twin.get("CODE")


@case("division-et-groupe-meme-code", D)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE", x.items("DIVISION")[0].get("CODE"))
    x.root.find("DONNEES/STRUCTURE/GROUPES").append(twin)
    return twin.get("CODE")


@case("structures-codes-presque-identiques", D, also=["professeur-principal-absent", "apport-horaire-different-du-service"])
def _(x):
    twin = copy.deepcopy(x.items("DIVISION")[0])
    twin.set("CODE", twin.get("CODE") + "_")
    x.root.find("DONNEES/STRUCTURE/DIVISIONS").append(twin)
    return twin.get("CODE")


@case("groupe-suffixe-compteur", D)
def _(x):
    twin, other = copy.deepcopy(x.items("GROUPE")[0]), copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE", "ZUT 1")
    other.set("CODE", "ZUT")
    x.root.find("DONNEES/STRUCTURE/GROUPES").extend([other, twin])
    return "« ZUT » et « ZUT 1 »"


@case("groupe-code-de-plus-de-8", D)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE", "NEUFCARAC")
    x.root.find("DONNEES/STRUCTURE/GROUPES").append(twin)
    return "NEUFCARAC"


@case("structure-code-caracteres", D)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE", "Z'UT")
    x.root.find("DONNEES/STRUCTURE/GROUPES").append(twin)
    return "Z'UT"


@case("structure-code-caracteres", D, also=["professeur-principal-absent", "apport-horaire-different-du-service"])
def _(x):
    twin = copy.deepcopy(x.items("DIVISION")[0])
    twin.set("CODE", "Z  T")
    x.root.find("DONNEES/STRUCTURE/DIVISIONS").append(twin)


@case("division-sans-mef", D)
def _(x):
    d = x.items("DIVISION")[0]
    d.find("MEFS_APPARTENANCE").clear()
    return d.get("CODE")


@case("division-mef-inconnu", D)
def _(x):
    twin = copy.deepcopy(x.items("MEF_APPARTENANCE")[0])
    twin.set("CODE", "19999999999")
    put(twin, "EFFECTIF_PREVU", "0")
    x.items("DIVISION")[0].find("MEFS_APPARTENANCE").append(twin)
    return "19999999999"


@case("groupe-sans-division", D)
@case("groupe-sans-division", U)
def _(x):
    g = x.items("GROUPE")[0]
    g.remove(g.find("DIVISIONS_APPARTENANCE"))
    return g.get("CODE")


@case("groupe-division-inconnue", D)
def _(x):
    twin = copy.deepcopy(x.items("DIVISION_APPARTENANCE")[0])
    twin.set("CODE", "9Z")
    x.items("GROUPE")[0].find("DIVISIONS_APPARTENANCE").append(twin)
    return "9Z"


@case("groupe-effectif-nul", U)
def _(x):
    put(x.items("GROUPE")[0], "EFFECTIF_PREVU", "0")
    return x.items("GROUPE")[0].get("CODE")


@case("groupe-effectif-nul", U)
def _(x):
    put(x.items("GROUPE")[0], "EFFECTIF_PREVU", None)


@case("effectif-prevu-absent", D)
def _(x):
    put(x.items("DIVISION")[0], "EFFECTIF_PREVU", "0")
    return x.items("DIVISION")[0].get("CODE")


@case("effectif-prevu-different-du-calcule", D)
def _(x):
    put(x.items("GROUPE")[0], "EFFECTIF_PREVU", "90")
    return x.items("GROUPE")[0].get("CODE")


@case("effectif-division-different-somme-mef", D)
def _(x):
    link = x.items("DIVISION")[0].find("MEFS_APPARTENANCE/MEF_APPARTENANCE")
    put(link, "EFFECTIF_PREVU", str(int(link.findtext("EFFECTIF_PREVU")) + 1))
    return x.items("DIVISION")[0].get("CODE")


@case("division-sans-service", D, also=["enseignant-sans-service", "apport-horaire-different-du-service",
                                        "professeur-principal-sans-cours-dans-la-classe"])
def _(x):
    x.items("DIVISION")[0].find("SERVICES").clear()
    return x.items("DIVISION")[0].get("CODE")


@case("groupe-sans-service", D)
def _(x):
    twin = copy.deepcopy(x.items("GROUPE")[0])
    twin.set("CODE", "VIDE")
    twin.find("SERVICES").clear()
    x.root.find("DONNEES/STRUCTURE/GROUPES").append(twin)
    return "VIDE"


# ------------------------------------------------------------------------------------------------------ persons

@case("enseignant-identifiant-invalide", U, also=["service-heures-incoherentes"])
def _(x):
    x.items("ENSEIGNANT")[0].set("ID", "P12")
    return "P12"


@case("enseignant-identifiant-en-double", D, also=["enseignants-homonymes"])
def _(x):
    twin = copy.deepcopy(x.teachers()[0])
    twin.remove(twin.find("DISCIPLINES"))
    put(twin, "NOM_USAGE", "ZUTAUTRE")
    x.root.find("DONNEES/INDIVIDUS").append(twin)
    return twin.get("ID")


def copy_of(x, **changes):
    twin = copy.deepcopy(x.teachers()[0])
    twin.set("ID", "7654321")
    put(twin, "PROFS_PRINC", None)
    twin.remove(twin.find("FONCTION"))
    for tag, value in changes.items():
        put(twin, tag, value)
    x.root.find("DONNEES/INDIVIDUS").append(twin)
    return twin


@case("enseignant-double-epp-et-local", D)
def _(x):
    copy_of(x, DATE_NAISSANCE=None).set("TYPE", "local")
    return "7654321"


@case("enseignants-homonymes", D, also=["enseignant-sans-fonction"])
def _(x):
    return copy_of(x, DATE_NAISSANCE="1950-01-01").findtext("NOM_USAGE")


@case("personne-type-inconnu", D)
def _(x):
    copy_of(x, NOM_USAGE="ZUTAUTRE").set("TYPE", "zut")
    return "« zut »"


@case("enseignant-sans-discipline", D)
def _(x):
    person = x.teachers()[0]
    put(person, "DISCIPLINES", None)
    return person.findtext("NOM_USAGE")


@case("enseignant-sans-date-de-naissance", D)
def _(x):
    put(x.teachers()[0], "DATE_NAISSANCE", None)
    return x.teachers()[0].findtext("NOM_USAGE")


@case("enseignant-sans-fonction", D)
def _(x):
    put(x.teachers()[0], "FONCTION", None)
    return x.teachers()[0].findtext("NOM_USAGE")


@case("civilite-et-sexe-differents", D)
def _(x):
    person = x.teachers()[0]
    put(person, "CIVILITE", {"1": "2", "2": "1"}[person.findtext("SEXE")])
    return person.findtext("NOM_USAGE")


@case("discipline-code-mal-forme", D)
def _(x):
    x.items("DISCIPLINE")[0].set("CODE", "020700")
    return "020700"


@case("enseignant-sans-service", D)
def _(x):
    twin = copy_of(x, NOM_USAGE="ZUTAUTRE")
    put(twin, "FONCTION", "ENS")
    return "ZUTAUTRE"


@case("apport-horaire-different-du-service", D)
def _(x):
    person = x.teachers()[0]
    put(person.find("DISCIPLINES/DISCIPLINE"), "NB_HEURES", "99.00")
    return person.findtext("NOM_USAGE")


@case("professeur-principal-absent", D)
def _(x):
    person = next(p for p in x.items("INDIVIDU") if p.find("PROFS_PRINC") is not None and len(p.find("PROFS_PRINC")) == 1)
    code = person.findtext("PROFS_PRINC/PROF_PRINC/CODE_STRUCTURE")
    put(person, "PROFS_PRINC", None)
    return code


@case("professeur-principal-structure-inconnue", D)
def _(x):
    head = x.items("PROF_PRINC")[0]
    twin = copy.deepcopy(head)
    put(twin, "CODE_STRUCTURE", "9Z")
    x.parent(head).append(twin)
    return "9Z"


@case("professeur-principal-sans-cours-dans-la-classe", D)
def _(x):
    twin = copy.deepcopy(x.items("DIVISION")[0])
    twin.set("CODE", "9Z")
    twin.find("SERVICES").clear()
    twin.find("SERVICES").append(copy.deepcopy(x.items("DIVISION")[0].find("SERVICES/SERVICE")))
    teacher = twin.find("SERVICES/SERVICE/ENSEIGNANTS")
    teacher.clear()
    local = copy_of(x, NOM_USAGE="ZUTAUTRE", DISCIPLINES=None, DATE_NAISSANCE=None)
    local.set("TYPE", "local")
    ET.SubElement(ET.SubElement(teacher, "ENSEIGNANT", ID="7654321", TYPE="local"), "HEURES_AGENT").text = "1.000"
    x.root.find("DONNEES/STRUCTURE/DIVISIONS").append(twin)
    head = copy.deepcopy(x.items("PROF_PRINC")[0])
    put(head, "CODE_STRUCTURE", "9Z")
    x.parent(x.items("PROF_PRINC")[0]).append(head)
    return "9Z"


def substitute(x, absent, start, end):
    service = x.items("DIVISION")[0].find("SERVICES/SERVICE")
    person = ET.SubElement(x.root.find("DONNEES/SUPPLEANTS"), "SUPPLEANT", ID="7654321", TYPE="eppsup")
    for tag, value in (("SEXE", "1"), ("CIVILITE", "1"), ("NOM_USAGE", "ZUTAUTRE"), ("NOM_PATRONYMIQUE", "ZUTAUTRE"), ("PRENOM", "Luc"), ("FONCTION", "ENS")):
        put(person, tag, value)
    taken = ET.SubElement(ET.SubElement(person, "SERVICES_SUPPLEANTS"), "SERVICE_SUPPLEANT")
    put(taken, "CODE_MATIERE", service.get("CODE_MATIERE"))
    put(taken, "CODE_STRUCTURE", x.items("DIVISION")[0].get("CODE"))
    put(taken, "CODE_MOD_COURS", "CG")
    period = ET.SubElement(ET.SubElement(taken, "PERIODES"), "PERIODE")
    who = service.find("ENSEIGNANTS/ENSEIGNANT").get("ID")
    if not absent:
        who = next(p.get("ID") for p in x.teachers() if p.get("ID") != who)
    for tag, value in (("TYPE", "sup"), ("DATE_DEBUT", start), ("DATE_FIN", end), ("HEURES", "4.500"), ("TYPE_ABSENT", "epp"), ("ID_ABSENT", who)):
        put(period, tag, value)
    return "ZUTAUTRE"


@case("suppleance-incoherente", D)
def _(x):
    return substitute(x, True, "2026-12-01", "2026-11-01")


@case("suppleance-incoherente", D)
def _(x):
    return substitute(x, False, "2026-11-01", "2026-12-01")


# ----------------------------------------------------------------------------------------------------- services

def weigh(service, *rates):
    for teacher, rate in zip(service.iter("ENSEIGNANT"), rates):
        put(teacher, "TAUX_PONDERATION", rate)


def second(x, service, hours="1.000"):
    """A second teacher of a service, without courses."""
    other = next(t for t in x.items("ENSEIGNANT") if t.get("ID") != service.find("ENSEIGNANTS/ENSEIGNANT").get("ID"))
    teacher = ET.SubElement(service.find("ENSEIGNANTS"), "ENSEIGNANT", TYPE=other.get("TYPE"), ID=other.get("ID"))
    put(teacher, "HEURES_AGENT", hours)
    return teacher


@case("matiere-code-mal-forme", U)
def _(x):
    x.services()[0].set("CODE_MATIERE", "FR-1")
    return "« FR-1 »"


@case("matiere-code-inconnu", D)
def _(x):
    x.services()[0].set("CODE_MATIERE", "999999")
    return "999999"


@case("matiere-hors-programme-mef", D)
def _(x):
    service = x.items("DIVISION")[0].find("SERVICES/SERVICE")
    new = copy.deepcopy(x.items("MATIERE")[0])
    new.set("CODE", "999999")
    x.root.find("NOMENCLATURES/MATIERES").append(new)
    service.set("CODE_MATIERE", "999999")
    return "999999"


@case("co-enseignement-non-declare", U, also=["chevauchement-enseignant", "service-heures-incoherentes"])
def _(x):
    service = x.services()[0]
    second(x, service).append(copy.deepcopy(service.find("ENSEIGNANTS/ENSEIGNANT/COURS_RATTACHES")))
    return service.get("CODE_MATIERE")


@case("cours-pondere-a-zero", D, also=["apport-horaire-different-du-service"])
@case("cours-pondere-a-zero", U)
def _(x):
    weigh(x.services()[0], "0.00")
    return x.services()[0].get("CODE_MATIERE")


@case("ponderation-non-conforme", D, also=["apport-horaire-different-du-service"])
def _(x):
    weigh(x.services()[0], "1.33")
    return "1,33"


@case("ponderation-heterogene", U, also=["service-heures-incoherentes"])
def _(x):
    second(x, x.services()[0])
    weigh(x.services()[0], "1.25", "1.00")
    return "1,25 et 1,00"


@case("service-modalite-inconnue", D)
def _(x):
    x.services()[0].set("CODE_MOD_COURS", "ZZ")
    return "ZZ"


@case("service-modalite-inconnue", U)
def _(x):
    del x.services()[0].attrib["CODE_MOD_COURS"]


@case("service-en-double", D, also=["apport-horaire-different-du-service"])
def _(x):
    service = x.services()[0]
    x.parent(service).append(copy.deepcopy(service))
    return service.get("CODE_MATIERE")


@case("service-sans-enseignant", D, also=["enseignant-sans-service", "apport-horaire-different-du-service", "professeur-principal-sans-cours-dans-la-classe"])
@case("service-sans-enseignant", U)
def _(x):
    x.services()[0].find("ENSEIGNANTS").clear()
    return x.services()[0].get("CODE_MATIERE")


@case("service-enseignant-inconnu", D, also=["enseignant-sans-service", "apport-horaire-different-du-service",
                                             "professeur-principal-sans-cours-dans-la-classe"])
def _(x):
    x.items("ENSEIGNANT")[0].set("ID", "7654321")
    return "7654321"


@case("co-enseignement-un-seul-enseignant", D)
def _(x):
    put(x.services()[0], "CO_ENS", "true")
    return x.services()[0].get("CODE_MATIERE")


@case("service-enseignant-en-double", D, also=["apport-horaire-different-du-service"])
def _(x):
    service = x.services()[0]
    service.find("ENSEIGNANTS").append(copy.deepcopy(service.find("ENSEIGNANTS/ENSEIGNANT")))
    return service.find("ENSEIGNANTS/ENSEIGNANT").get("ID")


@case("service-heures-nulles", D, also=["apport-horaire-different-du-service"])
@case("service-heures-nulles", U)
def _(x):
    put(x.items("ENSEIGNANT")[0], "HEURES_AGENT", "0.00")
    return x.services()[0].get("CODE_MATIERE")


@case("service-agent-depasse-structure", D)
def _(x):
    put(x.services()[0], "HEURES_STRUCTURE", "0.250")
    return "le service n'en compte que 0,25."


@case("are-sans-heures", U)
def _(x):
    are = ET.SubElement(x.items("ARES")[0], "ARE")
    put(are, "CODE_ARE", "4112")
    put(are, "HEURES", "0.00")
    return "4112"


# ------------------------------------------------------------------------------------------------------ courses

@case("alternance-inconnue", U, also=["service-heures-incoherentes"])
def _(x):
    put(x.courses()[0], "CODE_ALTERNANCE", "ZUT")
    return "ZUT"


@case("alternance-sans-semaine", U, also=["service-heures-incoherentes"])
def _(x):
    alternation = ET.SubElement(x.root.find("DONNEES/ALTERNANCES"), "ALTERNANCE", CODE="ZUT")
    for tag in ("LIBELLE_COURT", "LIBELLE_LONG"):
        put(alternation, tag, "Zut")
    ET.SubElement(alternation, "SEMAINES")
    put(x.courses()[0], "CODE_ALTERNANCE", "ZUT")
    return "ZUT"


def alternation(x, code, *weeks):
    one = ET.SubElement(x.root.find("DONNEES/ALTERNANCES"), "ALTERNANCE", CODE=code)
    for tag in ("LIBELLE_COURT", "LIBELLE_LONG"):
        put(one, tag, code)
    for week in weeks:
        ET.SubElement(one.find("SEMAINES") if one.find("SEMAINES") is not None else ET.SubElement(one, "SEMAINES"), "DATE_DEBUT_SEMAINE").text = week


@case("alternance-semaine-hors-annee", U, also=["alternances-ab-desequilibrees"])
def _(x):
    alternation(x, "ZUT", "2025-09-08")
    return "2025-09-08"


@case("alternance-semaine-en-double", U)
def _(x):
    alternation(x, "ZUT", "2026-09-07", "2026-09-07")
    return "ZUT"


@case("alternances-ab-desequilibrees", U, also=["service-heures-incoherentes"])
def _(x):
    weeks = x.one("ALTERNANCE", "Q1").find("SEMAINES")
    for week in list(weeks)[:4]:
        weeks.remove(week)
        x.one("ALTERNANCE", "Q2").find("SEMAINES").append(week)
    return "Q2"


@case("cours-hors-horaires-etablissement", U)
def _(x):
    put(x.courses()[0], "HEURE_DEBUT", "1930")
    return "19h30"


@case("cours-hors-horaires-etablissement", U)
def _(x):
    put(x.courses()[0], "JOUR", "7")
    return "dimanche"


@case("cours-duree-anormale", U, also=["service-heures-incoherentes", "chevauchement-enseignant", "chevauchement-classe", "chevauchement-salle",
                                       "cours-hors-horaires-etablissement", "chevauchement-groupe"])
def _(x):
    put(x.courses()[0], "DUREE", "0600")
    return "360 minutes"


@case("cours-salle-inconnue", U)
def _(x):
    put(x.courses()[0], "CODE_SALLE", "ZUT")
    return "ZUT"


def move(x, course, other):
    """`course` at the time and on the weeks of `other`, which is not of its subject."""
    for tag in ("JOUR", "HEURE_DEBUT", "DUREE", "CODE_ALTERNANCE"):
        put(course, tag, other.findtext(tag))


OVERLAPS = {"chevauchement-enseignant", "chevauchement-classe", "chevauchement-groupe", "chevauchement-salle", "service-heures-incoherentes"}


@case("chevauchement-enseignant", U, also=OVERLAPS)
def _(x):
    one = x.items("ENSEIGNANT")[0]
    course = one.find("COURS_RATTACHES/COURS")
    for day in range(6, 8):
        twin = copy.deepcopy(course)
        put(twin, "JOUR", str(day))
        put(twin, "HEURE_DEBUT", "0900")
    free = next(t for t in x.items("ENSEIGNANT") if t.get("ID") == one.get("ID") and
                x.parent(x.parent(t)).get("CODE_MATIERE") == x.parent(x.parent(one)).get("CODE_MATIERE") and t is not one)
    x.parent(x.parent(free)).set("CODE_MATIERE", "999999")
    move(x, free.find("COURS_RATTACHES/COURS"), course)
    return "999999"


@case("chevauchement-classe", U, also=OVERLAPS)
def _(x):
    services = x.items("DIVISION")[0].findall("SERVICES/SERVICE")
    move(x, services[1].find("ENSEIGNANTS/ENSEIGNANT/COURS_RATTACHES/COURS"), services[0].find("ENSEIGNANTS/ENSEIGNANT/COURS_RATTACHES/COURS"))
    return x.items("DIVISION")[0].get("CODE")


@case("chevauchement-classe", U, also=OVERLAPS)
def _(x):
    """Of the whole class against that of a group of it."""
    group = x.items("GROUPE")[0]
    code = group.find("DIVISIONS_APPARTENANCE/DIVISION_APPARTENANCE").get("CODE")
    whole = next(d for d in x.items("DIVISION") if d.get("CODE") == code).find("SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT/COURS_RATTACHES/COURS")
    move(x, group.find("SERVICES/SERVICE/ENSEIGNANTS/ENSEIGNANT/COURS_RATTACHES/COURS"), whole)
    return code


@case("chevauchement-groupe", U, also=OVERLAPS)
def _(x):
    services = x.items("GROUPE")[0].find("SERVICES")
    twin = copy.deepcopy(services.find("SERVICE"))
    twin.set("CODE_MATIERE", "999999")
    services.append(twin)
    return x.items("GROUPE")[0].get("CODE")


@case("chevauchement-salle", U)
def _(x):
    courses = x.courses()

    def span(c):
        return int(c.findtext("HEURE_DEBUT")), c.findtext("JOUR"), c.findtext("CODE_ALTERNANCE")
    for a in courses:
        for b in courses:
            if a is not b and span(a) == span(b) and a.findtext("CODE_SALLE") != b.findtext("CODE_SALLE") and \
                    owner(x, a).get("CODE_MATIERE") != owner(x, b).get("CODE_MATIERE"):
                put(b, "CODE_SALLE", a.findtext("CODE_SALLE"))
                return a.findtext("CODE_SALLE")
    raise AssertionError("no two courses at one time")


def owner(x, course):
    return next(s for s in x.services() if course in list(s.iter("COURS")))


@case("service-heures-incoherentes", U)
def _(x):
    put(x.items("ENSEIGNANT")[0], "HEURES_AGENT", "0.50")
    return "0,50 h"
