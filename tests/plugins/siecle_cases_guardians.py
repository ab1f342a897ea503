"""Damages to « Responsables », for its rules: see siecle_cases.py."""
import copy

from siecle_cases import R, case, put


def doubles(tag, value):
    def damage(x):
        person = x.legal_person()
        double = x.twin(person)
        put(double, "PRENOM", person.findtext("PRENOM").upper())
        put(person, tag, value)
        put(double, tag, value.replace("+33", "0") if tag.startswith("TEL") else value)
        return "9999999"
    return damage


for tag_, value_ in (("MEL", "x@exemple.fr"), ("TEL_PORTABLE", "+33612345678"), ("TEL_PERSONNEL", "+33512345678")):
    case("responsable-doublon-certain", R)(doubles(tag_, value_))


@case("responsable-doublon-certain", R)
def _(x):
    double = x.twin(x.legal_person())
    put(double, "ADRESSE_ID", x.legal_person().findtext("ADRESSE_ID"))
    return "9999999"


@case("responsable-doublon-certain", R, also=["adresses-identiques-distinctes"])
def _(x):
    person = x.legal_person()
    double = x.twin(person)
    put(double, "ADRESSE_ID", "888888")
    address = copy.deepcopy(next(a for a in x.items("ADRESSE") if a.get("ADRESSE_ID") == person.findtext("ADRESSE_ID")))
    address.set("ADRESSE_ID", "888888")
    x.data.find("ADRESSES").append(address)
    return "9999999"


def nearly(**changes):
    def damage(x):
        person = x.legal_person()
        double = x.twin(person)
        put(double, "ADRESSE_ID", person.findtext("ADRESSE_ID"))
        for tag, value in changes.items():
            put(double, tag, value(person))
        return "9999999"
    return damage


for changes_ in ({"NOM_DE_FAMILLE": lambda p: p.findtext("NOM_DE_FAMILLE") + "S"}, {"PRENOM": lambda p: p.findtext("PRENOM") + "-Claire"},
                 {"NOM_DE_FAMILLE": lambda p: "ZORBLATT", "NOM_USAGE": lambda p: p.findtext("NOM_DE_FAMILLE")}):
    case("responsable-doublon-probable", R)(nearly(**changes_))


@case("responsable-doublon-probable", R, also=["adresses-identiques-distinctes"])
def _(x):
    """The same words under another number, as SIECLE has them; the first of the household is somebody else."""
    person = x.legal_person()
    other, double = x.twin(person, "8888888"), x.twin(person)
    address = copy.deepcopy(next(a for a in x.items("ADRESSE") if a.get("ADRESSE_ID") == person.findtext("ADRESSE_ID")))
    address.set("ADRESSE_ID", "888888")
    x.data.find("ADRESSES").append(address)
    x.data.find("PERSONNES").remove(other)
    x.data.find("PERSONNES").insert(0, other)
    for someone, name in ((other, "ZORBLATT"), (double, person.findtext("NOM_DE_FAMILLE") + "S")):
        put(someone, "NOM_DE_FAMILLE", name)
        put(someone, "ADRESSE_ID", "888888")
    return "9999999"


@case("responsable-deux-liens-meme-eleve", R)
def _(x):
    link = x.items("RESPONSABLE_ELEVE")[0]
    double = copy.deepcopy(link)
    put(double, "NIVEAU_RESPONSABILITE", "2")
    x.data.find("RESPONSABLES").append(double)
    return link.findtext("ELEVE_ID")


@case("eleve-sans-responsable-legal", R)
def _(x):
    pupil = x.items("RESPONSABLE_ELEVE")[0].findtext("ELEVE_ID")
    for link in x.links_of(pupil):
        put(link, "NIVEAU_RESPONSABILITE", "3")
    return pupil


@case("eleve-plus-de-deux-legaux", R)
def _(x):
    pupil = x.items("RESPONSABLE_ELEVE")[0].findtext("ELEVE_ID")
    others = [l for l in x.items("RESPONSABLE_ELEVE") if l.findtext("ELEVE_ID") != pupil]
    here, n = {l.findtext("PERSONNE_ID") for l in x.links_of(pupil)}, 0
    for link in x.links_of(pupil):
        put(link, "NIVEAU_RESPONSABILITE", "1")
    for other in others:
        if other.findtext("PERSONNE_ID") in here or len(here) >= 3:
            continue
        here.add(other.findtext("PERSONNE_ID"))
        link = copy.deepcopy(other)
        put(link, "ELEVE_ID", pupil)
        put(link, "NIVEAU_RESPONSABILITE", "1")
        x.data.find("RESPONSABLES").append(link)
    return pupil


@case("responsable-niveau-absent", R)
def _(x):
    link = next(l for l in x.items("RESPONSABLE_ELEVE") if l.findtext("NIVEAU_RESPONSABILITE") != "1")
    put(link, "NIVEAU_RESPONSABILITE", None)
    return link.findtext("ELEVE_ID")


@case("responsable-niveau-absent", R)
def _(x):
    put(x.items("RESPONSABLE_ELEVE")[0], "CODE_PARENTE", "1")
    return x.items("RESPONSABLE_ELEVE")[0].findtext("ELEVE_ID")


@case("responsable-sans-eleve", R)
def _(x):
    person = copy.deepcopy(x.items("PERSONNE")[0])
    person.set("PERSONNE_ID", "9999999")
    for tag, value in (("NOM_DE_FAMILLE", "ZORBLATT"), ("MEL", None), ("TEL_PORTABLE", None)):
        put(person, tag, value)
    x.data.find("PERSONNES").append(person)
    return "9999999"


@case("responsable-sans-contact", R)
def _(x):
    person = x.legal_person()
    put(person, "MEL", "")
    put(person, "TEL_PORTABLE", None)
    return person.get("PERSONNE_ID")


@case("responsable-mel-invalide", R)
def _(x):
    put(x.legal_person(), "MEL", "michèle@exemple.fr")
    return x.legal_person().get("PERSONNE_ID")


@case("responsable-mel-partage", R)
def _(x):
    here = {l.findtext("PERSONNE_ID") for l in x.links_of(x.items("RESPONSABLE_ELEVE")[0].findtext("ELEVE_ID"))}
    siblings = {l.findtext("ELEVE_ID") for l in x.items("RESPONSABLE_ELEVE") if l.findtext("PERSONNE_ID") in here}
    family = {l.findtext("PERSONNE_ID") for l in x.items("RESPONSABLE_ELEVE") if l.findtext("ELEVE_ID") in siblings}
    stranger = [p for p in x.items("PERSONNE") if p.get("PERSONNE_ID") not in family][-1]
    put(x.legal_person(), "MEL", "commun@exemple.fr")
    put(stranger, "MEL", "Commun@exemple.fr")
    return stranger.get("PERSONNE_ID")


@case("responsable-adresse-absente", R, also=["adresse-orpheline"])
def _(x):
    put(x.legal_person(), "ADRESSE_ID", None)
    return x.legal_person().get("PERSONNE_ID")


@case("responsable-adresse-absente", R, also=["adresse-orpheline"])
def _(x):
    put(x.legal_person(), "ADRESSE_ID", "888888")
    return x.legal_person().get("PERSONNE_ID")


@case("adresses-identiques-distinctes", R, also=["adresse-orpheline"])
def _(x):
    double = copy.deepcopy(x.items("ADRESSE")[0])
    double.set("ADRESSE_ID", "888888")
    put(double, "LIGNE1_ADRESSE", double.findtext("LIGNE1_ADRESSE").lower().replace(" ", ", ", 1))
    x.data.find("ADRESSES").append(double)
    return "888888"


@case("adresse-orpheline", R)
def _(x):
    lonely = copy.deepcopy(x.items("ADRESSE")[0])
    lonely.set("ADRESSE_ID", "888888")
    put(lonely, "LIGNE1_ADRESSE", "SENTIER PERDU")
    x.data.find("ADRESSES").append(lonely)
    return "888888"
