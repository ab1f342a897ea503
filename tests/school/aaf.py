"""AAF (annuaire académique fédérateur): the complete set an ENT receives, version VE2407, UTF-8.

It is fed by SIECLE (pupils, relatives, groups) and STS (teachers, services): in June it has neither pupil-group
links nor services.  Jointures are invented numbers, as they are in the real directory.
"""
import tables
from ecriture import fr
from names import COMMUNES
from siecle import adresse_de, groupes_siecle, matieres, mefs_de_l_ecole, nom_de_l_ecole

STRUCTURE = 7001
CATEGORIES = {"EtabEducNat": ("categorieStructure", "EtabEducNat"), "PersEducNat": ("categoriePersonne", "PersEducNat"),
              "Eleve": ("categoriePersonne", "Eleve"), "PersRelEleve": ("categoriePersonne", "PersRelEleve"),
              "MatiereEducNat": ("categorieMatiere", "MatEducNat"), "MefEducNat": ("categorieMef", "MefEducNat")}
PAR_FICHIER = {"PersRelEleve": 10000}          # 5000 for the others


def _e(texte):
    return str(texte).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&apos;")


def _demande(sorte, attributs):
    """One addRequest; an attribute is a name and a value or a list of values (none: an empty value)."""
    nom, valeur = CATEGORIES[sorte]
    li = ["<addRequest>", '<operationalAttributes><attr name="%s"><value>%s</value></attr></operationalAttributes>' % (nom, valeur),
          "<identifier><id>%s</id></identifier>" % _e(attributs[0][1]), "<attributes>"]
    for nom, valeurs in attributs:
        valeurs = valeurs if isinstance(valeurs, list) else [valeurs]
        valeurs = [v for v in valeurs if v not in (None, "")]
        li.append('<attr name="%s">%s</attr>' % (nom, "".join("<value>%s</value>" % _e(v) for v in valeurs) or "<value/>"))
    li += ["</attributes>", "</addRequest>", ""]
    return "\n".join(li)


def jointure_eleve(e):
    return 5000000 + e.elenoet


def jointure_responsable(p):
    return 6000000 + p.rang


def _telephone(tel):
    return "%s %s %s" % (tel[:3], tel[3], " ".join(tel[i:i + 2] for i in range(4, len(tel), 2)))


def _adresse(a):
    return "$".join((a.ligne1, a.ligne2, "", ""))


def _etablissement(ecole):
    princ, compl, sigle, nature = nom_de_l_ecole(ecole)
    adresse = COMMUNES[0]
    classes = ["$".join([d.code, d.libelle] + d.mefs) for d in sorted(ecole.divisions, key=lambda d: d.code)]
    groupes = ["$".join([g.code, g.libelle] + [d.code for d in g.divisions]) for g in sorted((g for g in ecole.groupes if not g.hors_siecle), key=lambda g: g.code)]
    yield _demande("EtabEducNat", [
        ("ENTStructureJointure", STRUCTURE), ("ENTStructureUAI", ecole.uai), ("ENTEtablissementUAI", ecole.uai),
        ("ENTStructureSIREN", "19999999900001"), ("ENTStructureNomCourant", "%s$%s$%s" % (sigle, compl, adresse[3])),
        ("ENTStructureTypeStruct", princ), ("ENTStructureCodeTypeStruct", nature),
        ("ENTEtablissementMinistereTutelle", "MINISTERE DE L'EDUCATION NATIONALE"), ("ENTEtablissementCodeMinistereTutelle", "06"),
        ("ENTEtablissementContrat", "PU"), ("postOfficeBox", ""), ("street", "1 RUE DES TILLEULS"), ("postalCode", adresse[1]), ("l", adresse[3]),
        ("telephoneNumber", "+33 1 99 00 00 00"), ("facsimileTelephoneNumber", ""), ("ENTStructureMailSI", "ce.%s@exemple.fr" % ecole.uai.lower()),
        ("ENTEtablissementStructRattachFctl", ""), ("ENTEtablissementBassin", "99001$BASSIN FICTIF"), ("ENTServAcAcademie", "ACADEMIE FICTIVE"),
        ("ENTServAcCodeAcademie", "099"), ("ENTStructureClasses", classes), ("ENTStructureGroupes", groupes)])


def _matieres(ecole):
    for m in matieres(ecole):
        yield _demande("MatiereEducNat", [("ENTMatJointure", m), ("ENTLibelleMatiere", tables.MATIERES[m][2])])


def _mefs(ecole):
    for mef, _, long, _, stat, rattachement, _ in mefs_de_l_ecole(ecole):
        yield _demande("MefEducNat", [("ENTMefJointure", mef), ("ENTLibelleMef", long), ("ENTMEFRattach", rattachement), ("ENTMEFSTAT11", stat)])


def _eleves(ecole):
    regimes = {r[0]: r[2] for r in tables.REGIMES}
    formations = {m[0]: m for m in mefs_de_l_ecole(ecole)}
    for e in ecole.presents():
        mef = formations.get(e.mef)
        suivis = [m for m, modalite, _ in tables.PROGRAMMES[e.niveau] if modalite == "S"] + [m for _, m in e.options]
        adresse = adresse_de(e)
        yield _demande("Eleve", [
            ("ENTPersonJointure", jointure_eleve(e)), ("ENTEleveINE", e.ine), ("ENTEleveStructRattachId", e.eleve_id),
            ("ENTPersonDateNaissance", fr(e.naissance)), ("ENTPersonNomPatro", e.nom), ("sn", e.nom_usage or e.nom), ("givenName", e.prenom),
            ("ENTPersonAutresPrenoms", [e.prenom, e.prenom2, e.prenom3]), ("personalTitle", "M." if e.sexe == 1 else "Mme"),
            ("ENTElevePersRelEleve", ["%d$%s$%d$%d$%d$%d" % (jointure_responsable(p), parente, paie, 0 if niveau == 3 else niveau,
                                                            prioritaire == "true" or niveau == 3, aides == "true")
                                      for p, niveau, parente, paie, aides, _, prioritaire in e.responsables]),
            ("ENTEleveBoursier", "O" if e.boursier else "N"), ("ENTEleveRegime", regimes[e.regime]), ("ENTEleveTransport", "O" if e.transport else "N"),
            ("ENTPersonAdresse", _adresse(adresse)), ("ENTPersonCodePostal", adresse.commune[1]), ("ENTPersonVille", adresse.commune[3]),
            ("ENTPersonPays", "FRANCE"), ("ENTEleveAdresseRel", jointure_responsable(e.responsables[0][0])), ("ENTEleveStatutEleve", "SCOLAIRE"),
            ("ENTEleveMEF", e.mef), ("ENTEleveLibelleMEF", mef and mef[2]), ("ENTEleveNivFormation", mef and mef[1]), ("ENTEleveFiliere", mef and mef[1]),
            ("ENTEleveEnseignements", [tables.MATIERES[m][2] for m in suivis]), ("ENTEleveCodeEnseignements", suivis),
            ("ENTPersonStructRattach", STRUCTURE), ("ENTEleveClasses", "%d$%s" % (STRUCTURE, e.division.code)),
            ("ENTEleveGroupes", ["%d$%s" % (STRUCTURE, g) for g in groupes_siecle(ecole, e)])])


def _responsables(ecole):
    enfants = {}
    for e in ecole.presents():
        for lien in e.responsables:
            enfants.setdefault(lien[0].rang, []).append(jointure_eleve(e))
    for p in ecole.responsables:
        if p.rang not in enfants:
            continue
        yield _demande("PersRelEleve", [
            ("ENTPersonJointure", jointure_responsable(p)), ("ENTPersonDateNaissance", ""), ("ENTPersonNomPatro", p.nom), ("sn", p.nom_usage or p.nom),
            ("givenName", p.prenom), ("personalTitle", "M." if p.sexe == 1 else "Mme"), ("homePhone", ""), ("telephoneNumber", ""),
            ("ENTPersonAdresse", _adresse(p.adresse)), ("ENTPersonCodePostal", p.adresse.commune[1]), ("ENTPersonVille", p.adresse.commune[3]),
            ("ENTPersonPays", "FRANCE"), ("ENTPersonAdresseDiffusion", "O" if p.diffusion else "N"), ("mobile", _telephone(p.tel)), ("mail", p.mel),
            ("ENTPersonMobileSMS", _telephone(p.tel) if p.sms else ""), ("ENTAuxPersRelEleveEleve", enfants[p.rang])])


FONCTIONS = {"DIR": "DIR$DIRECTION$D0010$CHEF D'ETABLISSEMENT", "EDU": "EDU$EDUCATION$E0030$EDUCATION"}


def _personnels(ecole):
    libelles = {m[0]: m[2] for m in mefs_de_l_ecole(ecole)}
    for p in ecole.enseignants + ecole.personnels:
        enseigne = p.fonction == "ENS"
        services = [] if ecole.etat == "juin" or not enseigne else p.services
        en_classe = [s for s in services if hasattr(s.structure, "pp")]
        en_groupe = [s for s in services if not hasattr(s.structure, "pp") and not s.structure.hors_siecle]
        mefs = [m for m in libelles if any(m in s.structure.mefs for s in services)]
        libelle = tables.LIBELLES_DISCIPLINES[p.discipline] if enseigne else ""
        yield _demande("PersEducNat", [
            ("ENTPersonJointure", 4000000 + p.id), ("ENTPersonDateNaissance", fr(p.naissance) if p.naissance else ""),
            ("ENTPersonNomPatro", p.nom_patronymique), ("sn", p.nom_usage), ("givenName", p.prenom), ("ENTPersonAutresPrenoms", ""),
            ("personalTitle", "M." if p.sexe == 1 else "Mme"), ("mail", "agent%d@exemple.fr" % p.id), ("ENTPersonStructRattach", STRUCTURE),
            ("ENTAuxEnsCategoDiscipline", "%s$%s" % (p.discipline[1:3], libelle) if enseigne else ""),
            ("ENTAuxEnsDisciplinesPoste", "%s$%s" % (libelle, p.discipline[1:3]) if enseigne else ""),
            ("ENTAuxEnsMEF", ["%d$%s$%s" % (STRUCTURE, m, libelles[m]) for m in mefs]),
            ("ENTAuxEnsMatiereEnseignEtab", ["%d$%s" % (STRUCTURE, tables.MATIERES[m][2]) for m in sorted({s.matiere for s in services})]),
            ("ENTAuxEnsClasses", ["%d$%s" % (STRUCTURE, s.structure.code) for s in en_classe]),
            ("ENTAuxEnsGroupes", ["%d$%s" % (STRUCTURE, s.structure.code) for s in en_groupe]),
            ("ENTAuxEnsClassesMatieres", ["%d$%s$%s" % (STRUCTURE, s.structure.code, s.matiere) for s in en_classe]),
            ("ENTAuxEnsGroupesMatieres", ["%d$%s$%s" % (STRUCTURE, s.structure.code, s.matiere) for s in en_groupe]),
            ("ENTAuxEnsClassesPrincipal", ["%d$%s" % (STRUCTURE, d.code) for d in p.pp] if enseigne and services else ""),
            ("ENTPersonFonctions", "%d$%s" % (STRUCTURE, "ENS$ENSEIGNEMENT DEVANT ELEVES$%s$%s" % (p.discipline, libelle) if enseigne else FONCTIONS[p.fonction])),
            ("ENTPersonCategorieEnseignant", "O" if enseigne else "N"), ("PersEducNatPresenceDevantEleves", "O" if services else "N")])


def fichiers(ecole):
    """{relative path: bytes} of the set, cut in files of 5 000 records (10 000 relatives)."""
    jour = ecole.export.date()
    tete = "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">', "<ficAlimMENESR>",
                      '<!-- versionAF="AAF-VE2407" -->', '<!-- versionSDET="Annexe 4bis version 6.4" -->', '<!-- codeAcademieExport="99" -->',
                      '<!-- degre="2D" -->', '<!-- dateGenerationExport="%s" -->' % fr(jour), ""])
    sortie = {}
    for sorte, faire in (("EtabEducNat", _etablissement), ("MatiereEducNat", _matieres), ("MefEducNat", _mefs), ("PersEducNat", _personnels),
                         ("Eleve", _eleves), ("PersRelEleve", _responsables)):
        demandes, pas = list(faire(ecole)), PAR_FICHIER.get(sorte, 5000)
        for i in range(max(1, (len(demandes) + pas - 1) // pas)):
            nom = "aaf/ENT2DVA-ENT99_Complet_%s_%s_%04d.xml" % (jour.strftime("%Y%m%d"), sorte, i)
            corps = tete + "\n" + "\n".join(demandes[i * pas:(i + 1) * pas]) + "\n</ficAlimMENESR>\n"
            sortie[nom] = corps.encode("utf-8")
    return sortie
