"""Calendar of the school year, week masks, and the placement of courses without any overlap.

A week has 5 days of 20 places of 30 minutes; what a resource (division, teacher, room) already does is a
bit set of 200 places: the 100 places of odd school weeks, then the 100 of even ones.
"""
from datetime import date, timedelta

PLACES_PAR_JOUR = 20
PLACE_HEURES = [0, 2, 4, 6, 10, 12, 14, 16]          # 8 h, 9 h, 10 h, 11 h, 13 h ... 16 h
PLACE_MIDI, PLACE_SOIR = 8, 18                       # 12 h: options ; 17 h: ULIS and courses added later
VACANCES = (8, 9, 17, 18, 25, 26, 33, 34)            # school weeks without courses
HEBDO, IMPAIRE, PAIRE = 0, 1, 2                      # parity of a course: every week, odd weeks, even weeks


def paques(annee):
    """Easter Sunday (Gregorian computus)."""
    a, b, c = annee % 19, annee // 100, annee % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    return date(annee, (h + el - 7 * m + 114) // 31, (h + el - 7 * m + 114) % 31 + 1)


class Calendrier:
    """Dates of one school year, named by its first civil year."""

    def __init__(self, annee):
        self.annee = annee
        self.debut, self.fin = date(annee, 9, 1), date(annee + 1, 8, 31)
        self.lundi1 = self.debut - timedelta(days=self.debut.weekday())
        juillet = date(annee + 1, 7, 1)
        self.dernier_cours = juillet + timedelta(days=(4 - juillet.weekday()) % 7)      # first Friday of July
        p = paques(annee + 1)
        self.feries = {date(annee, 11, 1), date(annee, 11, 11), date(annee + 1, 5, 1), date(annee + 1, 5, 8),
                       p + timedelta(days=1), p + timedelta(days=39), p + timedelta(days=50)}
        self._masques = {}

    def lundi(self, semaine):
        """Monday of school week 1, 2, ..."""
        return self.lundi1 + timedelta(days=7 * (semaine - 1))

    def semaines(self, jour, parite):
        """School weeks in which a course of that weekday (1 = Monday) and parity takes place."""
        jours = []
        for s in range(1, 54):
            quand = self.lundi(s) + timedelta(days=jour - 1)
            if quand > self.dernier_cours:
                break
            if quand < self.debut or s in VACANCES or quand in self.feries:
                continue
            if parite == HEBDO or (parite == IMPAIRE) == (s % 2 == 1):
                jours.append(s)
        return jours

    def masque(self, jour, parite):
        """Week mask of EDT: bit i = school week i, bit 0 never set."""
        cle = (jour, parite)
        if cle not in self._masques:
            self._masques[cle] = sum(1 << s for s in self.semaines(jour, parite))
        return self._masques[cle]


def bits(jour, place, nombre, parite):
    """Bit set of the places taken by a course."""
    un = ((1 << nombre) - 1) << ((jour - 1) * PLACES_PAR_JOUR + place)
    return (un if parite != PAIRE else 0) | (un << 100 if parite != IMPAIRE else 0)


# ordinary starts for one hour and for two hours, (jour, place); Wednesday afternoon is free in a collège
HEURES_1 = [(j, p) for p in PLACE_HEURES for j in (1, 2, 3, 4, 5) if not (j == 3 and p > 6)]
HEURES_2 = [(j, p) for p in (0, 4, 10, 14) for j in (1, 2, 3, 4, 5) if not (j == 3 and p > 6)]


class Cours:
    """One course of the timetable (all its resources have the same weeks)."""
    __slots__ = ("jour", "place", "nombre", "parite", "matiere", "profs", "divisions", "groupes", "salles")

    def __init__(self, jour, place, nombre, parite, matiere, profs, divisions, groupes, salles):
        self.jour, self.place, self.nombre, self.parite = jour, place, nombre, parite
        self.matiere, self.profs, self.divisions = matiere, profs, divisions
        self.groupes, self.salles = groupes, salles

    def copie(self):
        return Cours(self.jour, self.place, self.nombre, self.parite, self.matiere,
                     list(self.profs), list(self.divisions), list(self.groupes), list(self.salles))


class Placement:
    """Books divisions, teachers and rooms; refuses nothing silently."""

    def __init__(self):
        self.occupe = {}                    # division code or ("P", teacher) -> bit set
        self.salles = {"": [], "GYM": []}   # kind -> list of [name, bit set]
        self.premiere = {}                  # (kind, jour, place) -> first room worth trying

    def libre(self, cles, masque):
        occupe = self.occupe
        return not any(occupe.get(c, 0) & masque for c in cles)

    def prendre(self, cles, masque):
        for c in cles:
            self.occupe[c] = self.occupe.get(c, 0) | masque

    def creneau(self, cles, nombre, parite, depart, creneaux=None):
        """First free (jour, place, parité) for all the keys, trying the starts in turn from `depart`."""
        starts = creneaux or (HEURES_2 if nombre == 4 else HEURES_1)
        pris = 0
        for c in cles:
            pris |= self.occupe.get(c, 0)
        parites = [parite] if parite == HEBDO else [parite, IMPAIRE + PAIRE - parite]
        for par in parites:
            for i in range(len(starts)):
                j, p = starts[(i + depart) % len(starts)]
                if not pris & bits(j, p, nombre, par):
                    return j, p, par
        return None

    def salle(self, jour, place, nombre, parite, sorte=""):
        """A free room of that kind (made when there is none)."""
        masque, liste = bits(jour, place, nombre, parite), self.salles[sorte]
        cle = (sorte, jour, place, nombre, parite)       # rooms before that one are taken for good
        i = self.premiere.get(cle, 0)
        while i < len(liste) and liste[i][1] & masque:
            i += 1
        if i == len(liste):
            liste.append([self._nom_salle(sorte, i), 0])
        liste[i][1] |= masque
        self.premiere[cle] = i + 1
        return liste[i][0]

    @staticmethod
    def _nom_salle(sorte, rang):
        if sorte:
            return "%s %d" % (sorte, rang + 1)
        batiment, numero = divmod(rang, 40)
        lettre, tour = "ABCDEFGHJKLMNPRSTUVWXYZ"[batiment % 23], batiment // 23
        return "%s%02d" % (lettre * (tour + 1), numero + 1)
