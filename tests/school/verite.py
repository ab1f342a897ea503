"""verite.json: what the files really hold, and what each injected fault touched."""
import sts_dom


def decrire(ecole, vue, chantier, constats):
    """The truth about the files as written (faults included)."""
    presents = ecole.presents()
    juin = ecole.etat == "juin"
    liens = [p for e in vue.eleves for p in e.parts if p[0].groupe is not None]
    jour = ecole.export.date()
    courants = sum(1 for p in liens if p[2] >= jour)
    return {
        "version": 1,
        "uai": ecole.uai, "annee": ecole.annee, "etat": ecole.etat, "genre": ecole.genre, "graine": ecole.graine,
        "export": ecole.export.isoformat(sep=" "),
        "debut_eleves": ecole.cal.debut.isoformat(), "fin_eleves": ecole.cal.fin.isoformat(),
        "comptes": {
            "siecle": {
                "eleves": len(ecole.eleves), "presents": len(presents),
                "sortis": sum(1 for e in ecole.eleves if e.date_sortie is not None),
                "sans_ine": sum(1 for e in ecole.eleves if e.ine is None),
                "divisions": len(ecole.divisions), "groupes": sum(1 for g in ecole.groupes if not g.hors_siecle),
                "liens_groupes": 0 if juin else sum(not lien.groupe.hors_siecle for e in ecole.eleves if e.division is not None for lien in e.liens),
                "responsables": len(ecole.responsables), "liens_responsables": sum(len(e.responsables) for e in ecole.eleves)},
            "edt": {
                "uai": vue.uai, "annee": vue.cal.annee, "eleves": len(vue.eleves), "classes": len(vue.classes),
                "groupes": len(vue.groupes), "parties": len(vue.parts), "liens_groupes": len(liens),
                "liens_groupes_en_cours": courants, "eleves_avec_groupe": sum(1 for e in vue.eleves if e.parts),
                "enseignants": len(vue.professeurs), "salles": len(vue.salles), "cours": len(vue.cours),
                "responsables": len({r[0].rang for e in vue.eleves for r in e.responsables})},
            "sts": sts_dom.comptes(chantier.emp, chantier.rem)},
        "prevision": sts_dom.prevision(chantier.emp, chantier.rem),
        "fautes": constats}
