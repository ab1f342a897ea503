"""EDT: the clear export towards the ENT (ExportEmploiDuTemps 1.1), first as a view, then as XML.

The view is a separate set of records, so that a fault can make EDT differ from SIECLE.  In it every group
is made of parts, one per division, and each part belongs to exactly one group, as in EDT's own exports.
"""
import ids
import tables
from ecriture import attribut
from horaire import Cours, PLACES_PAR_JOUR, PLACE_SOIR, HEBDO, bits
from objets import Objet
from siecle import matieres

ESPACE = "http://www.index-education.com/exportemploidutemps"


class Vue(Objet):
    """What EDT knows of the school."""

    def part(self, classe, groupe):
        """The part of a class in a group, made when it does not exist."""
        cle = (classe.ident, groupe.ident)
        if cle not in self.parts:
            p = Objet(ident=10 + len(self.parts), classe=classe, groupe=groupe)
            self.parts[cle] = p
            classe.parts.append(p)
            groupe.parts.append(p)
        return self.parts[cle]

    def nouveau_groupe(self, nom, source=None):
        """A group; `source` is the group of STS it stands for, None for one EDT alone has."""
        g = Objet(ident=2 + len(self.groupes), nom=nom, parts=[], source=source)
        self.groupes.append(g)
        return g

    def membres(self, groupe):
        """Pupils with a membership (open or closed) in a part of the group."""
        return [e for e in self.eleves if any(p[0].groupe is groupe for p in e.parts)]


def _responsables(e):
    return [r for r in e.responsables if r[1] == 1][:2]


def vue(ecole):
    """Build EDT's view of the school."""
    v = Vue(uai=ecole.uai, cal=ecole.cal, matieres=[], professeurs=[], classes=[], groupes=[], parts={}, salles={},
            eleves=[], cours=[])
    v.ident_matiere = {m: 2 + i * 3 for i, m in enumerate(matieres(ecole))}
    v.ident_prof = {p.id: 2 + i for i, p in enumerate(ecole.enseignants)}
    v.matieres = [(v.ident_matiere[m], tables.MATIERES[m][0], tables.MATIERES[m][1]) for m in matieres(ecole)]
    v.professeurs = list(ecole.enseignants)
    v.classe_de = {}
    for d in sorted(ecole.divisions, key=lambda d: d.code):
        c = Objet(ident=2 + len(v.classes), nom=d.code, parts=[], division=d)
        v.classes.append(c)
        v.classe_de[d.code] = c
    v.groupe_de = {g.code: v.nouveau_groupe(g.code, g) for g in sorted(ecole.groupes, key=lambda g: g.code)}
    for e in ecole.eleves:
        if e.division is None or e.date_sortie is not None:
            continue
        c = v.classe_de[e.division.code]
        x = Objet(ident=len(v.eleves) + 1, nom=e.nom, prenom=e.prenom, naissance=e.naissance.isoformat(), sexe=e.sexe, ine=e.ine,
                  idsconet=e.eleve_id, idpn=ids.idpn(ecole.graine, "E", len(v.eleves) + 1), id_etab=e.id_etab,
                  responsables=_responsables(e), postal=e.responsables[0][0].adresse.commune[1],
                  classes=[(c, max(ecole.cal.debut, e.date_entree), ecole.cal.fin)], parts=[], source=e)
        for lien in e.anciens + e.liens:
            x.parts.append([v.part(c, v.groupe_de[lien.groupe.code]), lien.debut, lien.fin])
        v.eleves.append(x)
    noms = [nom for sorte in ("", "GYM") for nom, _ in ecole.placement.salles[sorte]]
    v.salles = {nom: 15502 + i for i, nom in enumerate(noms)}
    v.cours = [Cours(c.jour, c.place, c.nombre, c.parite, v.ident_matiere[c.matiere], [v.ident_prof[p.id] for p in c.profs],
                     [v.classe_de[d.code].ident for d in c.divisions], [v.groupe_de[g.code].ident for g in c.groupes],
                     [v.salles[s] for s in c.salles]) for c in ecole.cours]
    return v


def cours_ajoute(ecole, v, groupe, division, matiere="008400"):
    """Give a group a weekly hour at 17 h without any overlap (used by the faults that add a group)."""
    for jour in (2, 5, 3):
        masque = bits(jour, PLACE_SOIR, 2, HEBDO)
        if not ecole.placement.libre([division.code], masque):
            continue
        for p in [s.prof for s in division.services] + ecole.enseignants:
            if ecole.placement.libre([("P", p.id)], masque):
                ecole.placement.prendre([division.code, ("P", p.id)], masque)
                salle = ecole.placement.salle(jour, PLACE_SOIR, 2, HEBDO)
                v.salles.setdefault(salle, 15502 + len(v.salles))
                v.cours.append(Cours(jour, PLACE_SOIR, 2, HEBDO, v.ident_matiere[matiere], [v.ident_prof[p.id]], [],
                                     [groupe.ident], [v.salles[salle]]))
                return
    raise ValueError("no free place left for a group of " + division.code)


# --- XML ----------------------------------------------------------------------------------------------------

def _ressources(li, nom, idents, masque):
    for ident in idents:
        li.append('      <%s Ident="%d" Semaines="%d"/>' % (nom, ident, masque))


def _heure(place):
    return "%02d:%02d:00" % divmod(8 * 60 + 30 * place, 60)


def xml(v):
    """The document, as UTF-8 bytes."""
    cal = v.cal
    li = ['<?xml version="1.0" encoding="UTF-8"?>',
          '<ExportEmploiDuTemps xmlns="%s" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="%s '
          'http://telechargement.index-education.com/export/ExportEmploiDuTemps.xsd" Version="1.1" UAI="%s">' % (ESPACE, ESPACE, v.uai),
          '  <AnneeScolaire DateDebut="%s" DateFin="%s" DatePremierJourSemaine1="%s"/>' % (cal.debut, cal.fin, cal.lundi1),
          '  <GrilleHoraire NombrePlacesParJour="%d" DureePlace="30">' % PLACES_PAR_JOUR, "    <JoursOuvres>"]
    li += ["      <Jour>%d</Jour>" % j for j in range(1, 6)] + ["    </JoursOuvres>", "    <PlacesParJour>"]
    li += ['      <Place Numero="%d" LibelleHeureDebut="%s" LibelleHeureFin="%s"/>' % (p, _heure(p), _heure(p + 1)) for p in range(PLACES_PAR_JOUR)]
    li += ["    </PlacesParJour>", "  </GrilleHoraire>", "  <Matieres>"]
    li += ['    <Matiere Ident="%d" Code="%s" Libelle="%s"/>' % (i, attribut(c), attribut(n)) for i, c, n in v.matieres]
    li += ["  </Matieres>", "  <Professeurs>"]
    for p in v.professeurs:
        li.append('    <Professeur Ident="%d" Nom="%s" Prenom="%s" DateNaissance="%s" %sIDPN="%s"/>' % (
            v.ident_prof[p.id], attribut(p.nom_usage), attribut(p.prenom), p.naissance, 'IDSTS="%d" ' % p.id if hasattr(p, "type") else "", ids.idpn(0, "P", p.id)))
    li += ["  </Professeurs>", "  <Classes>"]
    for c in v.classes:
        li.append('    <Classe Ident="%d" Nom="%s">' % (c.ident, attribut(c.nom)))
        li += ['      <PartieDeClasse Ident="%d"/>' % p.ident for p in c.parts]
        li.append("    </Classe>")
    li += ["  </Classes>", "  <Groupes>"]
    for g in v.groupes:
        li.append('    <Groupe Ident="%d" Nom="%s">' % (g.ident, attribut(g.nom)))
        li += ['      <PartieDeClasse Ident="%d"/>' % p.ident for p in g.parts]
        li.append("    </Groupe>")
    li += ["  </Groupes>", "  <Salles>"]
    li += ['    <Salle Ident="%d" Nom="%s"/>' % (i, attribut(n)) for n, i in v.salles.items()]
    li += ["  </Salles>", "  <Eleves>"]
    for e in v.eleves:
        _eleve(li, e)
    li += ["  </Eleves>", "  <Cours>"]
    for c in v.cours:
        masque = cal.masque(c.jour, c.parite)
        li.append('    <Cours Jour="%d" NumeroPlaceDebut="%d" NombrePlaces="%d">' % (c.jour, c.place, c.nombre))
        li.append('      <Matiere Ident="%d"/>' % c.matiere)
        _ressources(li, "Professeur", c.profs, masque)
        _ressources(li, "Classe", c.divisions, masque)
        _ressources(li, "Groupe", c.groupes, masque)
        _ressources(li, "Salle", c.salles, masque)
        li.append("    </Cours>")
    li += ["  </Cours>", "</ExportEmploiDuTemps>"]
    return ("\n".join(li) + "\n").encode("utf-8")


def _eleve(li, e):
    facultatifs = [("CodePostal", e.postal), ("NumeroNational", e.ine), ("IDSconet", e.idsconet), ("IDPN", e.idpn), ("IDEtablissement", e.id_etab)]
    li.append('    <Eleve Ident="%d" Nom="%s" Prenom="%s" DateNaissance="%s" Sexe="%s"%s>' % (
        e.ident, attribut(e.nom), attribut(e.prenom), e.naissance, "Masculin" if e.sexe == 1 else "Feminin",
        "".join(' %s="%s"' % (n, attribut(x)) for n, x in facultatifs if x is not None)))
    for rang, lien in enumerate(e.responsables):
        p = lien[0]
        li.append('      <Responsable Ident="%d" RespLegal="%d" Nom="%s" Prenom="%s" Civilite="%s" Adresse1="%s" CodePostal="%s" Ville="%s" IDPN="%s"/>' % (
            14000 + p.rang, rang + 1, attribut(p.nom_usage or p.nom), attribut(p.prenom), "M." if p.sexe == 1 else "Mme", attribut(p.adresse.ligne1),
            p.adresse.commune[1], attribut(p.adresse.commune[3]), ids.idpn(0, "R", p.rang)))
    for c, debut, fin in e.classes:
        li.append('      <Classe Ident="%d" DateEntree="%s" DateSortie="%s"/>' % (c.ident, debut, fin))
    for p, debut, fin in e.parts:
        li.append('      <PartieDeClasse Ident="%d" DateEntree="%s" DateSortie="%s"/>' % (p.ident, debut, fin))
    li.append("    </Eleve>")
