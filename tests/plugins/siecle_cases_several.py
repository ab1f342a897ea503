"""Damages for the rules that several exports decide together: see siecle_cases.py."""
import copy
import xml.etree.ElementTree as ET

from siecle_cases import E, G, N, R, S, case, put


def division(x, pupil):
    return next(s for s in x.structures(pupil) if s.findtext("TYPE_STRUCTURE") == "D").findtext("CODE_STRUCTURE")


def mef_of(nomenclature, code):
    return next(m for m in nomenclature.items("MEF") if m.get("CODE_MEF") == code)


# --------------------------------------------------------------------------------------------------------- MEFs

@case("division-mef-inconnu", S, N)
def _(x):
    put(x.items("DIVISION")[0].find("MEFS_APPARTENANCE/MEF_APPARTENANCE"), "CODE_MEF", "19999999999")
    return "19999999999"


@case("eleve-mef-hors-division", E, S)
def _(x):
    put(x.pupils()[3], "CODE_MEF", "19999999999")
    return x.pupils()[3].get("ELEVE_ID")


@case("mef-ferme-encore-utilise", N, E)
def _(x, pupils):
    mef = mef_of(x, pupils.pupils()[3].findtext("CODE_MEF"))
    put(mef, "DATE_FERMETURE", "31/08/2026")
    return mef.get("CODE_MEF")


@case("mef-sans-rattachement", N, E)
def _(x, pupils):
    mef = mef_of(x, pupils.pupils()[3].findtext("CODE_MEF"))
    put(mef, "MEF_RATTACHEMENT", None)
    return mef.get("CODE_MEF")


@case("mef-sans-rattachement", N, S)
def _(x, structures):
    mef = mef_of(x, structures.items("DIVISION")[0].findtext("MEFS_APPARTENANCE/MEF_APPARTENANCE/CODE_MEF"))
    put(mef, "MEF_RATTACHEMENT", "")
    return mef.get("CODE_MEF")


# --------------------------------------------------------------------------------------------------- structures

@case("division-sans-eleve", S, E)
def _(x):
    empty = copy.deepcopy(x.items("DIVISION")[0])
    empty.set("CODE_STRUCTURE", "9Z")
    x.data.find("DIVISIONS").append(empty)
    return "9Z"


@case("division-sans-eleve", E, S, also=["eleve-sorti-encore-affecte"])
def _(x):
    """Those who left do not fill it."""
    here = division(x, x.pupils()[3])
    for pupil in x.pupils():
        if division(x, pupil) == here:
            put(pupil, "DATE_SORTIE", "01/10/2026")
            put(pupil, "CODE_MOTIF_SORTIE", "10")
    return here


@case("export-partiel-suspect", E, S)
def _(x):
    here = division(x, x.pupils()[3])
    for pupil in x.pupils():
        if division(x, pupil) != here:
            for block in ("ELEVES", "OPTIONS", "STRUCTURES", "BOURSES"):
                for item in list(x.data.find(block)):
                    if item.get("ELEVE_ID") == pupil.get("ELEVE_ID"):
                        x.data.find(block).remove(item)


@case("eleve-structure-inconnue", E, S)
def _(x):
    extra = ET.SubElement(x.structures(x.pupils()[3]), "STRUCTURE")
    put(extra, "CODE_STRUCTURE", "PARTI")
    put(extra, "TYPE_STRUCTURE", "G")
    return "PARTI"


@case("eleve-bloc-orphelin", E)
def _(x):
    block = ET.SubElement(x.data.find("OPTIONS"), "OPTION", ELEVE_ID="7654321")
    option = ET.SubElement(block, "OPTIONS_ELEVE")
    put(option, "NUM_OPTION", "1")
    put(option, "CODE_MATIERE", "030201")
    return "7654321"


@case("groupe-eleve-hors-divisions", E, S)
def _(x, structures):
    pupil = x.pupils()[3]
    group = next(g for g in structures.items("GROUPE") if len(g.findall("DIVISIONS_APPARTENANCE/*")) and division(x, pupil) not in
                 [d.findtext("CODE_STRUCTURE") for d in g.findall("DIVISIONS_APPARTENANCE/*")])
    extra = ET.SubElement(x.structures(pupil), "STRUCTURE")
    put(extra, "CODE_STRUCTURE", group.get("CODE_STRUCTURE"))
    put(extra, "TYPE_STRUCTURE", "G")
    return group.get("CODE_STRUCTURE")


@case("groupe-nom-de-personne", E, S)
def _(x, structures):
    pupil = x.pupils()[3]
    put(pupil, "NOM_DE_FAMILLE", "Zorblatt-D'Arc")
    group = copy.deepcopy(next(g for g in structures.items("GROUPE") if division(x, pupil) in
                               [d.findtext("CODE_STRUCTURE") for d in g.findall("DIVISIONS_APPARTENANCE/*")]))
    group.set("CODE_STRUCTURE", "PPRE ZORBLATT DARC")
    structures.data.find("GROUPES").append(group)
    extra = ET.SubElement(x.structures(pupil), "STRUCTURE")
    put(extra, "CODE_STRUCTURE", "PPRE ZORBLATT DARC")
    put(extra, "TYPE_STRUCTURE", "G")
    return "PPRE ZORBLATT DARC"


# --------------------------------------------------------------------------------------------------- families

@case("eleve-sans-responsable", R, E, also=["responsable-sans-eleve"])
def _(x):
    pupil = x.items("RESPONSABLE_ELEVE")[0].findtext("ELEVE_ID")
    for link in x.links_of(pupil):
        x.data.find("RESPONSABLES").remove(link)
    return pupil


@case("responsable-lien-eleve-inconnu", R, E)
def _(x):
    link = copy.deepcopy(x.items("RESPONSABLE_ELEVE")[0])
    put(link, "ELEVE_ID", "7654321")
    x.data.find("RESPONSABLES").append(link)
    return "7654321"


@case("commune-modifiee", R, G)
def _(x):
    put(x.items("ADRESSE")[0], "CODE_COMMUNE_INSEE", "99999")
    return x.items("ADRESSE")[0].get("ADRESSE_ID")


# What each decides only with the other file: alone it says nothing.
ALONE = {"division-mef-inconnu": S, "eleve-mef-hors-division": E, "mef-ferme-encore-utilise": N, "division-sans-eleve": S,
         "eleve-structure-inconnue": E, "groupe-eleve-hors-divisions": E, "eleve-sans-responsable": R,
         "responsable-lien-eleve-inconnu": R, "commune-modifiee": R, "export-partiel-suspect": E}
