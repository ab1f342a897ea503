"""Teachers, services and courses: who teaches what to whom, when and where."""
from datetime import date, timedelta

import tables
from gens import nom_de_famille, prenom_libre
from horaire import Cours, HEBDO, IMPAIRE, PAIRE, HEURES_1, HEURES_2, PLACE_MIDI, PLACE_SOIR, bits
from objets import Objet

DUREES = {tables.H: (2, HEBDO, 100), tables.D: (4, HEBDO, 200), tables.Q: (2, IMPAIRE, 50)}


class _Professorat:
    """Teachers by discipline; gives one who can take the hours, or hires."""

    def __init__(self, ecole):
        self.ecole, self.ouverts = ecole, {}

    def embaucher(self, discipline):
        ecole, rng = self.ecole, self.ecole.rng
        rang = len(ecole.enseignants) + 1
        sexe = rng.choice((1, 2))
        nom = nom_de_famille(ecole)
        p = Objet(id=40000 + rang * 7, type="epp", sexe=sexe, nom_usage=nom,
                  nom_patronymique=nom if sexe == 1 or rng.random() < 0.6 else nom_de_famille(ecole),
                  prenom=prenom_libre(ecole, sexe, nom), naissance=date(1962, 1, 1) + timedelta(days=rng.randrange(365 * 36)),
                  grade=rng.choice(["CERT. CL N", "CERT. H CL", "AGREGE CLN"]), fonction="ENS", discipline=discipline,
                  heures=0, pp=[], rang=rang, services=[])
        ecole.enseignants.append(p)
        self.ouverts.setdefault(discipline, []).append(p)
        return p

    def choisir(self, matiere, heures, convient, sauf):
        """The first teacher with room for the hours whom `convient` accepts (never one of `sauf`)."""
        discipline = tables.DISCIPLINES[matiere]
        ouverts = self.ouverts.setdefault(discipline, [])
        essais = 0
        for p in ouverts:
            if p in sauf or p.heures + heures > 1900:
                continue
            essais += 1
            if convient(p):
                break
            if essais > 8:
                p = None
                break
        else:
            p = None
        if p is None:
            p = self.embaucher(discipline)
        p.heures += heures
        if p.heures >= 1800:
            ouverts.remove(p)
        return p


def _service(ecole, structure, matiere, prof, heures):
    s = Objet(structure=structure, matiere=matiere, prof=prof, heures=heures, cours=[])
    structure.services.append(s)
    prof.services.append(s)
    ecole.services.append(s)
    return s


def _poser(ecole, service, creneau, nombre, groupe=None, division=None):
    jour, place, parite = creneau
    sorte = "GYM" if service.matiere == "100100" else ""
    salle = ecole.placement.salle(jour, place, nombre, parite, sorte)
    c = Cours(jour, place, nombre, parite, service.matiere, [service.prof], [division] if division else [],
              [groupe] if groupe else [], [salle])
    ecole.placement.prendre([("P", service.prof.id)], bits(jour, place, nombre, parite))
    service.cours.append(c)
    ecole.cours.append(c)
    return c


_DEPARTS = {(nombre, par): [(j, p, bits(j, p, nombre, par)) for j, p in (HEURES_2 if nombre == 4 else HEURES_1)]
            for nombre in (2, 4) for par in (HEBDO, IMPAIRE, PAIRE)}


def _planifier(pris, durees, depart):
    """Places for all the durations, or None.  `pris` = places already taken by those concerned."""
    sortie = []
    for k, duree in enumerate(durees):
        nombre, parite, _ = DUREES[duree]
        for par in ((HEBDO,) if parite == HEBDO else (IMPAIRE, PAIRE)):
            liste = _DEPARTS[nombre, par]
            trouve = None
            for i in range(len(liste)):
                j, p, masque = liste[(i + depart + k * 6) % len(liste)]
                if not pris & masque:
                    trouve = (j, p, par)
                    break
            if trouve:
                break
        if not trouve:
            return None
        pris |= masque
        sortie.append((trouve, nombre))
    return sortie


def _aligner(ecole, equipe, divisions, besoins, durees, depart):
    """Teachers for aligned structures and the common places.  `besoins` = list of (matière, hours)."""
    occupe = ecole.placement.occupe
    base = 0
    for d in divisions:
        base |= occupe.get(d.code, 0)
    profs = []
    for matiere, heures in besoins:
        p = equipe.choisir(matiere, heures, lambda q: _planifier(base | occupe.get(("P", q.id), 0), durees, depart), profs)
        base |= occupe.get(("P", p.id), 0)
        profs.append(p)
    plan = _planifier(base, durees, depart)
    if plan is None:
        raise ValueError("no common place left for " + "/".join(d.code for d in divisions))
    for (j, p, par), nombre in plan:
        ecole.placement.prendre([d.code for d in divisions], bits(j, p, nombre, par))
    return profs, plan


def enseigner(ecole):
    equipe = _Professorat(ecole)
    occupe = ecole.placement.occupe
    jours_latin = dict(zip([x for x in ecole.niveaux if x not in ("6", "1S", "TS")], (2, 4, 5)))
    for g in ecole.groupes:                                  # options at noon or in the evening: reserved places
        if g.sorte not in ("chorale", "latin", "ulis"):
            continue
        creneaux = {"chorale": [(1, PLACE_MIDI)], "ulis": [(1, PLACE_SOIR), (4, PLACE_SOIR)]}.get(g.sorte)
        creneaux = creneaux or [(jours_latin[g.prefixe[1]], PLACE_MIDI)]
        masque = 0
        for j, p in creneaux:
            masque |= bits(j, p, 2, HEBDO)
        prof = equipe.choisir(g.matiere, 100 * len(creneaux), lambda q: not occupe.get(("P", q.id), 0) & masque, [])
        s = _service(ecole, g, g.matiere, prof, 100 * len(creneaux))
        for j, p in creneaux:
            _poser(ecole, s, (j, p, HEBDO), 2, groupe=g)
    for k, (divisions, groupes, durees) in enumerate(ecole.barrettes):
        heures = sum(DUREES[d][2] for d in durees)
        profs, plan = _aligner(ecole, equipe, divisions, [(g.matiere, heures) for g in groupes], durees, k * 5)
        for g, prof in zip(groupes, profs):
            s = _service(ecole, g, g.matiere, prof, heures)
            for creneau, nombre in plan:
                _poser(ecole, s, creneau, nombre, groupe=g)
    _classes_entieres(ecole, equipe, longs=True)             # two-hour courses first: they are the hard ones
    for k, (d, (g1, g2)) in enumerate(ecole.demis):
        _dedoubler(ecole, equipe, d, g1, g2, k * 3 + 1)
    _classes_entieres(ecole, equipe, longs=False)


def _classes_entieres(ecole, equipe, longs):
    for k, d in enumerate(ecole.divisions):
        for m, durees in tables.CLASSE_ENTIERE[d.niveau]:
            if (tables.D in durees) != longs:
                continue
            heures = sum(DUREES[x][2] for x in durees)
            (prof,), plan = _aligner(ecole, equipe, [d], [(m, heures)], durees, k * 7 + d.rang)
            s = _service(ecole, d, m, prof, heures)
            for creneau, nombre in plan:
                _poser(ecole, s, creneau, nombre, division=d)


def _dedoubler(ecole, equipe, division, g1, g2, depart):
    """Two half-groups swap two subjects: between two hours, or every other week in one hour."""
    ma, mb, mode = tables.DEMI_GROUPES[division.niveau]
    durees = [tables.H, tables.H] if mode == tables.H else [tables.H]
    total = 100 * len(durees)
    (pa, pb), plan = _aligner(ecole, equipe, [division], [(ma, total), (mb, total)], durees, depart)
    duo = [[_service(ecole, g, m, p, total // 2) for m, p in ((ma, pa), (mb, pb))] for g in (g1, g2)]
    if mode == tables.H:
        tours = [(plan[0][0], 0), (plan[1][0], 1)]
    else:
        (j, p, _), _ = plan[0]
        tours = [((j, p, IMPAIRE), 0), ((j, p, PAIRE), 1)]
    for creneau, tour in tours:
        _poser(ecole, duo[0][tour], creneau, 2, groupe=g1)
        _poser(ecole, duo[1][1 - tour], creneau, 2, groupe=g2)


def professeurs_principaux(ecole):
    for d in ecole.divisions:
        candidats = [s.prof for s in d.services]
        d.pp = next((p for p in candidats if not p.pp), candidats[0])
        d.pp.pp.append(d)
    rng = ecole.rng
    ecole.personnels = []
    for fonction, combien in (("DIR", 1), ("EDU", 1 + ecole.effectif // 400)):
        for i in range(combien):
            nom, sexe = nom_de_famille(ecole), rng.choice((1, 2))
            ecole.personnels.append(Objet(
                id=39000 + len(ecole.personnels), type="dir" if fonction == "DIR" else "epp", sexe=sexe, nom_usage=nom,
                nom_patronymique=nom, prenom=prenom_libre(ecole, sexe, nom), grade=None if fonction == "DIR" else "CPE CL N",
                naissance=None if fonction == "DIR" else date(1975, 3, 1) + timedelta(days=i * 400), fonction=fonction))
