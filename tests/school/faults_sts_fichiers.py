"""Faults of a whole STS file; each happens once, in sts_emp (`-sts-emp`) or in emp_sts (`-emp-sts`)."""
import ids
from faults import faute
from sts_dom import ET, ajouter, fichiers_de, retirer


def _nom(a, rang):
    return fichiers_de(a.ecole)[rang]


for _rang, _suffixe in ((0, "-sts-emp"), (1, "-emp-sts")):
    def _octets(code, texte, agir, rang=_rang, suffixe=_suffixe):
        @faute(code + suffixe, phase="fichiers", regle=code, texte="%s %s" % (suffixe[1:].replace("-", "_"), texte))
        def _(a, n):
            nom = _nom(a, rang)
            a.fichiers[nom] = agir(a.fichiers[nom])
            return [{"fichier": nom}]

    def _arbre(code, texte, agir, rang=_rang, suffixe=_suffixe):
        @faute(code + suffixe, phase="sts", regle=code, texte="%s %s" % (suffixe[1:].replace("-", "_"), texte))
        def _(a, n):
            doc = (a.docs.emp, a.docs.rem)[rang]
            return [dict({"fichier": _nom(a, rang)}, **(agir(a, doc, doc.racine.find("PARAMETRES"), rang) or {}))]

    def _uaj(p, rang, valeur):
        if rang == 0:
            p.find("UAJ").set("CODE", valeur)
        else:
            p.find("UAJ").text = valeur
        return {"uai": valeur}

    def _annee(p, rang, valeur):
        if rang == 0:
            p.find("ANNEE_SCOLAIRE").set("ANNEE", valeur)
        else:
            p.find("ANNEE_SCOLAIRE").text = valeur
        return {"annee": valeur}

    _octets("fichier-xml-illisible", "is cut at 70 %", lambda o: o[:len(o) * 7 // 10])
    _octets("fichier-doctype-interdit", "has a DOCTYPE", lambda o: o.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY note "invente">]>', 1))
    _octets("fichier-encodage-invalide", "is Latin and says UTF-8", lambda o: o.replace(b"ISO-8859-15", b"UTF-8", 1).replace(b"<LIBELLE_LONG>", b"<LIBELLE_LONG>\xc9", 1))
    _arbre("fichier-uai-absent", "has an empty UAI", lambda a, d, p, r: _uaj(p, r, ""))
    _arbre("fichiers-uai-differents", "is of another school", lambda a, d, p, r: _uaj(p, r, ids.uai(int(a.ecole.uai[:7]) + 1)))
    _arbre("fichier-annee-absente", "has an empty year", lambda a, d, p, r: _annee(p, r, ""))
    _arbre("fichiers-annees-differentes", "is of the previous year", lambda a, d, p, r: _annee(p, r, str(a.ecole.annee - 1)))


@faute("fichier-sts-sens-inverse", phase="fichiers", texte="each of the two STS files under the name of the other")
def _(a, n):
    e, r = _nom(a, 0), _nom(a, 1)
    a.fichiers[e], a.fichiers[r] = a.fichiers[r], a.fichiers[e]
    return [{"fichiers": [e, r]}]


@faute("nom-de-fichier-incoherent-sts-emp", phase="fichiers", regle="nom-de-fichier-incoherent", texte="the name of sts_emp says the previous year")
def _(a, n):
    avant = _nom(a, 0)
    nom = avant.replace(str(a.ecole.annee), str(a.ecole.annee - 1))
    a.fichiers[nom] = a.fichiers.pop(avant)
    return [{"fichier": nom, "vrai": avant}]


@faute("fichier-sts-source-privee", phase="sts", texte="sts_emp has an APPLICATION_SOURCE")
def _(a, n):
    e = ET.Element("APPLICATION_SOURCE")
    e.text = "EDITEUR_PRIVE"
    ajouter(a.docs.emp.racine.find("PARAMETRES"), e)
    return [{"fichier": _nom(a, 0), "source": e.text}]


@faute("ordre-structure-sts-absente", phase="sts", texte="sts_emp has neither division nor group")
def _(a, n):
    for sorte in ("division", "groupe"):
        c = a.docs.emp.conteneur(sorte)
        for e in list(c):
            retirer(c, e)
    return [{"fichier": _nom(a, 0)}]


@faute("ordre-nomenclatures-non-integrees", phase="sts", texte="sts_emp: MEFS and MATIERES are empty")
def _(a, n):
    for nom in ("MEFS", "MATIERES"):
        c = a.docs.emp.racine.find("NOMENCLATURES/" + nom)
        for e in list(c):
            retirer(c, e)
    return [{"fichier": _nom(a, 0)}]
