"""Damages to « Responsables », for its rules: see siecle_cases.py."""
import copy

from siecle_cases import R, case, put


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


@case("adresse-orpheline", R)
def _(x):
    lonely = copy.deepcopy(x.items("ADRESSE")[0])
    lonely.set("ADRESSE_ID", "888888")
    put(lonely, "LIGNE1_ADRESSE", "SENTIER PERDU")
    x.data.find("ADRESSES").append(lonely)
    return "888888"
