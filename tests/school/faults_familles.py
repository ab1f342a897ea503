"""Faults of families, in SIECLE's files alone: guardians, pupils and addresses recorded twice, and what only looks like it.

Each kind of double takes its variants in turn, so that N = 4 or 5 injects one of each.
"""
from datetime import timedelta

import names
from faults import faute
from gens import nom_de_famille
from objets import Eleve, Objet


def _fratrie(a, e):
    return [x for x in a.ecole.eleves if x.responsables is e.responsables]


def _familles(a, n, fratrie=True, convient=lambda e: True):
    """n pupils of families not yet touched (with brothers and sisters if asked): the whole family is taken."""
    choisis = []
    for _ in range(n):
        x, = a.eleves(1, lambda x: (not fratrie or len(_fratrie(a, x.source)) > 1) and convient(x.source)
                      and all(y.eleve_id not in a.pris and y.date_sortie is None for y in _fratrie(a, x.source)))
        a.pris.update(y.eleve_id for y in _fratrie(a, x.source))
        choisis.append(x.source)
    return choisis


def _deux_parents(e):
    return [r[2] for r in e.responsables[:2]] == ["10", "20"]


def _adresse(a, modele=None):
    adresses = a.ecole.adresses
    b = Objet(id=700001 + len(adresses), ligne1="%d RUE DU DOUBLE" % (len(adresses) + 1), ligne2="", commune=names.COMMUNES[0])
    if modele is not None:
        b.ligne1, b.ligne2, b.commune = modele.ligne1, modele.ligne2, modele.commune
    adresses.append(b)
    return b


def _fiche(a, p, **autres):
    """A second record of a guardian, with nothing in common but the name unless said."""
    rang = len(a.ecole.responsables) + 1
    r = Objet(**p.__dict__)
    r.personne_id, r.rang, r.tel, r.mel = 2900001 + rang, rang, "+33688%06d" % rang, "double%d@exemple.fr" % rang
    r.adresse = autres.pop("adresse", None) or _adresse(a)
    r.__dict__.update(autres)
    a.ecole.responsables.append(r)
    return r


def _remplacer(e, i, fiche):
    """The pupil gets this record in place of his guardian i; his brothers and sisters keep theirs."""
    e.responsables = list(e.responsables)
    e.responsables[i] = (fiche,) + e.responsables[i][1:]


def _dit(e, p, fiche, **plus):
    return dict({"fiches": sorted([str(p.personne_id), str(fiche.personne_id)]), "nom": p.nom, "prenom": p.prenom, "eleves": [e.en_clair()]}, **plus)


@faute("responsable-doublon-certain", texte="a guardian typed again for a second child: same name, and mail, phone, address, address number or child in turn")
def _(a, n):
    objets = []
    for i, e in enumerate(_familles(a, n)):
        p, niveau, parente = e.responsables[0][:3]
        commun = ("mel", "tel", "adresse", "numero", "eleve")[i % 5]
        if commun == "mel":
            p.mel = p.mel or "parent%d@exemple.fr" % p.rang
            fiche = _fiche(a, p, mel=p.mel.upper(), nom=names.sans_accent(p.nom))
        elif commun == "tel":
            fiche = _fiche(a, p, tel="0%s %s" % (p.tel[3], p.tel[4:]), prenom=p.prenom.upper())
        elif commun == "adresse":
            fiche = _fiche(a, p, adresse=_adresse(a, p.adresse))
            fiche.adresse.ligne1 = fiche.adresse.ligne1.replace(" ", ", ", 1).title()
        elif commun == "numero":
            fiche = _fiche(a, p, adresse=p.adresse)
        else:
            fiche = _fiche(a, p)
        if commun == "eleve":
            e.responsables = e.responsables + [(fiche, 2, parente, 0, "false", "false", "false")]
        else:
            _remplacer(e, 0, fiche)
        objets.append(_dit(e, p, fiche, commun=commun, garder=str(p.personne_id)))
    return objets


@faute("responsable-doublon-probable", texte="a guardian typed again under another spelling: a letter, maiden name, cut first name, or only the other parent in common, in turn")
def _(a, n):
    a.ecole.rng = a.rng
    objets = []
    for i, e in enumerate(_familles(a, n, convient=lambda e: _deux_parents(e) and len(names.replier(e.responsables[0][0].nom)) > 4)):
        p = e.responsables[0][0]
        variante = ("lettre", "nom-usage", "prenom-coupe", "conjoint")[i % 4]
        if variante == "lettre":
            fiche = _fiche(a, p, nom=p.nom + "Z", tel=p.tel)
        elif variante == "nom-usage":
            fiche = _fiche(a, p, nom=nom_de_famille(a.ecole), nom_usage=p.nom, adresse=p.adresse)
        elif variante == "prenom-coupe":
            fiche = _fiche(a, p, prenom=p.prenom.split("-")[0] if "-" in p.prenom else p.prenom + "-Lou", adresse=p.adresse)
        else:
            fiche = _fiche(a, p)
        _remplacer(e, 0, fiche)
        objets.append(_dit(e, p, fiche, variante=variante))
    return objets


@faute("responsable-doublon-possible", texte="two guardians of two families with one name, and nothing else in common")
def _(a, n):
    objets = []
    familles = _familles(a, 2 * n, fratrie=False)
    for e, f in zip(familles[::2], familles[1::2]):
        p = e.responsables[0][0]
        fiche = _fiche(a, p)
        f.responsables = f.responsables + [(fiche, 3, "90", 0, "false", "false", "false")]
        objets.append(_dit(e, p, fiche, autre=f.en_clair()))
    return objets


@faute("responsables-homonymes", texte="NOT a double: another title, or the grandfather who bears the father's name, with a phone or the address in common, in turn")
def _(a, n):
    objets = []
    for i, e in enumerate(_familles(a, n, fratrie=False, convient=_deux_parents)):
        p = e.responsables[1][0]
        if i % 2 == 0:
            fiche, parente = _fiche(a, p, sexe=3 - p.sexe, tel=p.tel), "90"
        else:
            fiche, parente = _fiche(a, p, adresse=p.adresse), "38"
        e.responsables = e.responsables + [(fiche, 3, parente, 0, "false", "false", "false")]
        objets.append(_dit(e, p, fiche, civilite=i % 2 == 0))
    return objets


@faute("responsables-couple-meme-contact", texte="NOT a fault: the two parents of a pupil have one phone, one mail and one address")
def _(a, n):
    objets = []
    for e in _familles(a, n, fratrie=False, convient=_deux_parents):
        p, q = e.responsables[0][0], e.responsables[1][0]
        q.tel, q.mel, q.adresse = p.tel, p.mel, p.adresse
        objets.append(_dit(e, p, q))
    return objets


@faute("adresses-identiques-distinctes", texte="the two parents of a pupil have one address under two ADRESSE_ID")
def _(a, n):
    objets = []
    for e in _familles(a, n, fratrie=False, convient=_deux_parents):
        p, q = e.responsables[0][0], e.responsables[1][0]
        q.adresse = _adresse(a, p.adresse)
        objets.append({"fiches": sorted([str(p.adresse.id), str(q.adresse.id)]), "eleves": [e.en_clair()]})
    return objets


@faute("eleve-en-double", texte="a pupil recorded twice in SIECLE: the second record has no INE and no division")
def _(a, n):
    objets = []
    for e in _familles(a, n, fratrie=False):
        rang = len(a.ecole.eleves) + 1
        f = Eleve(**e.__dict__)
        f.eleve_id, f.elenoet, f.id_etab, f.ine = 1900000 + rang, 90000 + rang, None, None
        f.nom, f.prenom = names.sans_accent(e.nom), e.prenom.upper()
        f.division, f.liens, f.anciens, f.options, f.boursier = None, [], [], [], False
        a.ecole.eleves.append(f)
        a.pris.add(f.eleve_id)
        objets.append({"fiches": sorted([str(e.eleve_id), str(f.eleve_id)]), "garder": str(e.eleve_id), "eleves": [e.en_clair()]})
    return objets


@faute("eleves-homonymes", texte="two pupils of two families with one name and two birth dates")
def _(a, n):
    objets = []
    vus = {x.source.eleve_id: x for x in a.vue.eleves if x.source is not None}
    familles = _familles(a, 2 * n, fratrie=False)
    for e, f in zip(familles[::2], familles[1::2]):
        x = vus[f.eleve_id]
        f.nom, f.prenom, f.sexe = e.nom, e.prenom, e.sexe
        x.nom, x.prenom, x.sexe = e.nom, e.prenom, e.sexe
        if f.naissance == e.naissance:
            f.naissance += timedelta(days=1)
            x.naissance = f.naissance.isoformat()
        objets.append({"fiches": sorted([str(e.eleve_id), str(f.eleve_id)]), "eleves": [e.en_clair(), f.en_clair()]})
    return objets
