"""Drawing names that are new in the school."""
import names


def nom_de_famille(ecole):
    rng, n = ecole.rng, names.NOMS
    nom = names.espacer(rng.choice(n))
    if rng.random() < (0.08 if ecole.effectif <= 3000 else 0.6):
        nom += "-" + names.espacer(rng.choice(n))
    return nom


def prenom_libre(ecole, sexe, nom, sauf=()):
    """A first name that makes (name, first name) new in the school, as far as possible."""
    liste = names.PRENOMS_M if sexe == 1 else names.PRENOMS_F
    debut = ecole.rng.randrange(len(liste))
    pli = names.replier(nom)
    for i in range(len(liste)):
        p = liste[(debut + i * 7) % len(liste)]
        cle = pli + "|" + names.replier(p)
        if cle not in ecole.noms_pris and p not in sauf:
            ecole.noms_pris.add(cle)
            return p
    raise ValueError("no first name left for " + nom)
