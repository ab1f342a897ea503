"""The records the model is made of."""


class Objet:
    """A plain record; the keywords given at creation are its fields."""

    def __init__(self, **champs):
        self.__dict__.update(champs)


class Lien:
    """Dated membership of a pupil in a group (both dates included)."""
    __slots__ = ("groupe", "debut", "fin")

    def __init__(self, groupe, debut, fin):
        self.groupe, self.debut, self.fin = groupe, debut, fin


class Eleve(Objet):
    """A pupil as SIECLE knows him.  `liens` are his current groups, `anciens` the closed ones (EDT only)."""

    def en_clair(self, **plus):
        """What verite.json says about a pupil."""
        d = {"eleve_id": str(self.eleve_id), "ine": self.ine, "nom": self.nom, "prenom": self.prenom,
             "naissance": self.naissance.isoformat(), "division": self.division.code if self.division else None}
        d.update(plus)
        return d


class Ecole(Objet):
    """The whole school."""

    def presents(self):
        return [e for e in self.eleves if e.date_sortie is None and e.division is not None]
