"""The invented school: people, divisions, groups, services and courses, from a seed.

`construire()` returns one `Ecole` in which everything agrees.  The writers (siecle, sts, edt, aaf) only
serialise it; faults.py damages it on purpose.  Nothing here reads a clock or an unordered collection.
"""
import random
from datetime import date, datetime, timedelta

import enseignement
import ids
import names
import tables
from horaire import Calendrier, Placement
from gens import nom_de_famille, prenom_libre
from objets import Ecole, Eleve, Lien, Objet


def construire(pupils=600, kind="college", state="juin", seed=1, year=2026, uai="0999990W"):
    """Build the school.  The same arguments always give the same school."""
    rng = random.Random("passerelle/%s/%d/%s/%s/%d" % (seed, pupils, kind, state, year))
    cal = Calendrier(year)
    export = datetime(year, 6, 15, 9, 11, 46) if state == "juin" else datetime(year, 10, 6, 18, 12, 3)
    ecole = Ecole(uai=uai, annee=year, etat=state, genre=kind, graine=seed, effectif=pupils, cal=cal, export=export,
                  rng=rng, eleves=[], responsables=[], adresses=[], divisions=[], groupes=[], enseignants=[],
                  services=[], cours=[], placement=Placement(), noms_pris=set(), compositions=set())
    ecole.niveaux = list(tables.NIVEAUX_COLLEGE if kind == "college" else tables.NIVEAUX_LYCEE)
    if kind == "lycee" and pupils < 150:
        ecole.niveaux = ["2", "1G", "TG"]
    _peupler(ecole, pupils)
    _diviser(ecole)
    _grouper(ecole)
    _coder(ecole)
    _dater(ecole)
    enseignement.enseigner(ecole)
    enseignement.professeurs_principaux(ecole)
    return ecole


# --- people -----------------------------------------------------------------------------------------------

def _adresse(ecole):
    rng = ecole.rng
    rang = rng.randrange(names.NB_COMMUNES_PROCHES) if rng.random() < 0.4 else 0
    a = Objet(id=700001 + len(ecole.adresses), ligne1="%d %s" % (len(ecole.adresses) + 1, rng.choice(names.RUES)),
              ligne2="", commune=names.COMMUNES[rang])
    ecole.adresses.append(a)
    return a


def _responsable(ecole, sexe, nom, adresse, nom_usage=None):
    rng, rang = ecole.rng, len(ecole.responsables) + 1
    prenom = prenom_libre(ecole, sexe, nom)
    courriel = "%s.%s%d@exemple.fr" % (names.replier(prenom).lower(), names.replier(nom).lower(), rang)
    r = Objet(personne_id=2000001 + rang * 3, sexe=sexe, nom=nom, nom_usage=nom_usage, prenom=prenom, rang=rang,
              tel="+33699%06d" % rang, mel=courriel if rng.random() < 0.95 else "", sms=int(rng.random() < 0.7),
              diffusion=int(rng.random() < 0.3), adresse=adresse, profession=rng.choice(tables.PROFESSIONS)[0])
    ecole.responsables.append(r)
    return r


def _famille(ecole):
    """Name of the children and list of (guardian, niveau, parenté, paie, aides, héberge, prioritaire)."""
    rng = ecole.rng
    nom = nom_de_famille(ecole)
    adresse = _adresse(ecole)
    liens = []
    deux = rng.random() < 0.75
    if deux or rng.random() < 0.8:
        autre = nom_de_famille(ecole)
        mere = _responsable(ecole, 2, autre, adresse, nom if rng.random() < 0.5 else None)
        liens.append((mere, 1, "10", 1, "true", "true", "true"))
    if deux or not liens:
        ailleurs = bool(liens) and rng.random() < 0.2
        pere = _responsable(ecole, 1, nom, _adresse(ecole) if ailleurs else adresse)
        liens.append((pere, 1, "20", 0 if deux else 1, "false" if deux else "true", "false" if ailleurs else "true", "false"))
    if rng.random() < 0.05:
        grand = _responsable(ecole, rng.choice((1, 2)), nom_de_famille(ecole), _adresse(ecole))
        liens.append((grand, 3, "38", 0, "false", "false", "false"))
    return nom, liens


def _naissance(ecole, niveau):
    rng = ecole.rng
    retard = 1 if rng.random() < 0.08 else 0
    an = ecole.annee - tables.MEFS[niveau][5] - retard
    return date(an, 1, 1) + timedelta(days=rng.randrange(365)), retard


def _peupler(ecole, n):
    """Pupils (present, then a few who left in October) with their families."""
    rng = ecole.rng
    if ecole.genre == "college":
        parts = {x: 1.0 for x in ecole.niveaux}
    else:
        parts = {"2": 0.36, "1G": 0.24, "1S": 0.08, "TG": 0.24, "TS": 0.08}
    total = sum(parts[x] for x in ecole.niveaux)
    places = []
    for x in ecole.niveaux:
        places += [x] * int(n * parts[x] / total)
    while len(places) < n:
        places.append(ecole.niveaux[len(places) % len(ecole.niveaux)])
    sortis = max(1, round(n * 0.03)) if ecole.etat == "octobre" else 0
    marques = [(x, False) for x in places] + [(rng.choice(places), True) for _ in range(sortis)]
    rng.shuffle(marques)
    eleve_id, numero, i = 1500000, 990000000, 0
    while i < len(marques):
        nom, liens = _famille(ecole)
        tirage = rng.random()
        for niveau, sorti in marques[i:i + (1 if tirage < 0.7 else 2 if tirage < 0.95 else 3)]:
            i += 1
            eleve_id += rng.randint(1, 9)
            numero += rng.randint(1, 97)
            _eleve(ecole, eleve_id, numero, nom, liens, niveau, sorti)


def _eleve(ecole, eleve_id, numero, nom, liens, niveau, sorti):
    rng, annee = ecole.rng, ecole.annee
    sexe = rng.choice((1, 2))
    naissance, retard = _naissance(ecole, niveau)
    prenom = prenom_libre(ecole, sexe, nom)
    liste = names.PRENOMS_M if sexe == 1 else names.PRENOMS_F
    suite = [p for p in rng.sample(liste, 2) if p != prenom]
    pays = names.PAYS[0] if rng.random() < 0.95 else rng.choice(names.PAYS[1:])
    rang = len(ecole.eleves) + 1
    e = Eleve(eleve_id=eleve_id, elenoet=rang, id_etab=ids.id_eleve_etab(rang, ecole.uai),
              ine=ids.ine(numero) if rang % 97 else None, nom=nom, nom_usage=None, prenom=prenom,
              prenom2=suite[0] if rng.random() < 0.6 else None, prenom3=None, naissance=naissance, sexe=sexe,
              doublement=retard if rng.random() < 0.3 else 0, pays=pays, nationalite=names.PAYS[0][0] if rng.random() < 0.97 else pays[0],
              commune=rng.choice(names.COMMUNES[1:]) if pays[0] == "100" else None,
              modification=ecole.export.date() - timedelta(days=rng.randint(1, 30)),
              regime=rng.choice(["0", "0", "24", "25", "25", "2", "29"]), statut="ST", niveau=niveau, mef=tables.MEFS[niveau][0],
              date_entree=date(annee, 9, 1), date_sortie=None, motif_sortie=None, provenance="1", division=None, division_an_dernier=None,
              responsables=liens, liens=[], anciens=[], options=[], boursier=rng.random() < 0.15, transport=int(rng.random() < 0.4), ulis=False)
    if e.prenom2 and len(suite) > 1 and rng.random() < 0.5:
        e.prenom3 = suite[1]
    if rng.random() < 0.04:
        usage = nom_de_famille(ecole)
        cle = names.replier(usage) + "|" + names.replier(prenom)
        if cle not in ecole.noms_pris and names.replier(usage) != names.replier(nom):
            ecole.noms_pris.add(cle)
            e.nom_usage = usage
    if sorti:
        e.date_sortie = date(annee, 9, 2) + timedelta(days=rng.randint(0, 30))
        e.motif_sortie, e.mef = rng.choice(["10", "11", "12"]), None
    elif ecole.etat == "octobre" and rng.random() < 0.01:
        e.date_entree = date(annee, 9, 7) + timedelta(days=rng.randint(0, 18))
    ecole.eleves.append(e)


# --- divisions and groups -----------------------------------------------------------------------------------

def _diviser(ecole):
    """Put every present pupil in one division of 25 to 28, and name the ULIS pupils."""
    rng = ecole.rng
    for niveau in ecole.niveaux:
        eleves = [e for e in ecole.eleves if e.niveau == niveau and e.date_sortie is None]
        rng.shuffle(eleves)
        nombre = max(1, round(len(eleves) / 26.5))
        nombre += len(eleves) > 30 * nombre
        for k in range(nombre):
            if ecole.genre == "lycee":
                code = "%s%02d" % (niveau, k + 1)
            else:
                blanc = " " if niveau == "3" else ""
                code = niveau + blanc + ("ABCDEFGHJKLMNPRSTUVWXYZ"[k] if nombre <= 23 else "%03d" % (k + 1))
            libelle = "" if k % 5 == 4 else "%s %d" % (tables.MEFS[niveau][1], k + 1)
            ecole.divisions.append(Objet(code=code, libelle=libelle, niveau=niveau, rang=k, nombre=nombre,
                                         eleves=[], mefs=[], pp=None, services=[]))
        debut = len(ecole.divisions) - nombre
        for i, e in enumerate(eleves):
            e.division = ecole.divisions[debut + i % nombre]
            e.division.eleves.append(e)
        for d in ecole.divisions[debut:]:
            d.eleves.sort(key=lambda e: (names.replier(e.nom), names.replier(e.prenom), e.eleve_id))
    _ulis(ecole)
    for d in ecole.divisions:
        presents = {e.mef for e in d.eleves}
        d.mefs = [m for m in (tables.MEFS[d.niveau][0], tables.ULIS.get(d.niveau, [None])[0]) if m in presents]


def _ulis(ecole):
    combien = max(3, ecole.effectif // 60)
    niveaux = [x for x in ecole.niveaux if x in tables.ULIS]
    par_niveau = {x: [d for d in ecole.divisions if d.niveau == x] for x in niveaux}
    ecole.ulis = []
    for i in range(combien):
        x = niveaux[i % len(niveaux)]
        d = par_niveau[x][(i // len(niveaux)) // 4 % len(par_niveau[x])]
        libres = [e for e in d.eleves if not e.ulis and e.nom_usage is None]
        if libres:
            e = libres[(i * 5) % len(libres)]
            e.ulis, e.mef = True, tables.ULIS[x][0]
            ecole.ulis.append(e)


def _groupe(ecole, prefixe, matiere, eleves, sorte, libelle=""):
    """Create a group; its code is given later, when it is known how many share the prefix."""
    g = Objet(prefixe=prefixe, code=None, libelle=libelle, matiere=matiere, sorte=sorte, eleves=list(eleves),
              mefs=[], divisions=[], services=[], rang=len(ecole.groupes), hors_siecle=False)
    ecole.groupes.append(g)
    ecole.compositions.add(tuple(sorted(e.eleve_id for e in g.eleves)))
    for e in g.eleves:
        e.liens.append(Lien(g, None, None))
    return g


def _paquets(liste, taille):
    """Cut a list in slices of about `taille`, the last one never alone when it can be avoided."""
    sortie = [liste[i:i + taille] for i in range(0, len(liste), taille)]
    if taille == 3 and len(sortie) > 1 and len(sortie[-1]) == 1:
        sortie[-2], sortie[-1] = sortie[-2][:2], sortie[-2][2:] + sortie[-1]
    return sortie


def _partager(eleves, poids):
    total, sortie, debut = sum(poids), [], 0
    for i, p in enumerate(poids):
        fin = len(eleves) if i == len(poids) - 1 else debut + max(1, round(len(eleves) * p / total))
        sortie.append(eleves[debut:fin])
        debut = fin
    return sortie


def _grouper(ecole):
    """Language groups, specialities, half-groups, latin, choir, ULIS."""
    rng = ecole.rng
    ecole.barrettes, ecole.demis = [], []
    for niveau in ecole.niveaux:
        divisions = [d for d in ecole.divisions if d.niveau == niveau]
        for d in divisions:
            for e in d.eleves:
                e.options.append(("O", "030201"))
        for paquet in _paquets(divisions, 2 if ecole.genre == "college" else 3):
            _barrettes(ecole, niveau, paquet)
        for d in divisions:
            if niveau in tables.DEMI_GROUPES:
                moitie = (len(d.eleves) + 1) // 2
                paire = [_groupe(ecole, d.code + "GR", tables.DEMI_GROUPES[niveau][0], part, "demi", "")
                         for part in (d.eleves[:moitie], d.eleves[moitie:])]
                ecole.demis.append((d, paire))
        if niveau in ("5", "4", "3", "2", "1G", "TG"):
            for paquet in _paquets(divisions, 5):
                choisis = [e for d in paquet for e in d.eleves if not e.ulis]
                rng.shuffle(choisis)
                choisis = sorted(choisis[:max(3, min(26, round(len(choisis) * 0.12)))], key=lambda e: e.eleve_id)
                _groupe(ecole, ("latin", niveau), "020300", choisis, "latin", "LATIN")
                for e in choisis:
                    e.options.append(("F", "020300"))
    nombre = max(1, round(ecole.effectif * 0.04 / 30))
    for k in range(nombre):
        vivier = [e for d in ecole.divisions if d.rang % nombre == k or d.nombre < nombre and k == 0 for e in d.eleves if not e.ulis]
        rng.shuffle(vivier)
        choisis = sorted(vivier[:max(4, min(34, round(len(vivier) * 0.04)))], key=lambda e: e.eleve_id)
        _groupe(ecole, ("chorale", ""), "084300", choisis, "chorale", "CHORALE")
        for e in choisis:
            e.options.append(("F", "084300"))
    tas = (len(ecole.ulis) + 11) // 12
    for paquet in [ecole.ulis[i * len(ecole.ulis) // tas:(i + 1) * len(ecole.ulis) // tas] for i in range(tas)]:
        _groupe(ecole, ("ulis", ""), "470200", paquet, "ulis", "REGROUPEMENT ULIS")
    for g in ecole.groupes:
        _rattacher(ecole, g)


def _rattacher(ecole, groupe):
    """MEF and divisions of the group = those of its pupils."""
    mefs, codes = {e.mef for e in groupe.eleves}, {e.division.code for e in groupe.eleves}
    ordre = [tables.MEFS[x][0] for x in ecole.niveaux] + [tables.ULIS[x][0] for x in ecole.niveaux if x in tables.ULIS]
    groupe.mefs = [m for m in ordre if m in mefs]
    groupe.divisions = [d for d in ecole.divisions if d.code in codes]


def _barrettes(ecole, niveau, divisions):
    """Aligned groups of a few divisions: first language in 6e, second language after, specialities in a lycée."""
    rng = ecole.rng
    eleves = [e for d in divisions for e in d.eleves]

    def barrette(sorte, matieres, poids, durees):
        for _ in range(50):                 # never the very same pupils in two groups
            melange = list(eleves)
            rng.shuffle(melange)
            parts = [sorted(part, key=lambda e: e.eleve_id) for part in _partager(melange, poids)]
            if not any(tuple(e.eleve_id for e in part) in ecole.compositions for part in parts):
                break
        groupes = []
        for m, part in zip(matieres, parts):
            groupes.append(_groupe(ecole, (sorte, niveau, m), m, part, sorte, tables.MATIERES[m][1]))
            for e in part:
                if ("O", m) not in e.options:
                    e.options.append(("O", m))
        ecole.barrettes.append((divisions, groupes, durees))
    nombre = len(divisions) + 1
    if niveau == "6":
        barrette("lv1", ["030201"] * nombre, [1] * nombre, [tables.H] * 4)
        return
    barrette("lv2", tables.LANGUES_LV2[:nombre], [3, 2, 3, 2][:nombre],
             [tables.H, tables.H, tables.Q] if ecole.genre == "college" else [tables.H, tables.H])
    for bloc in tables.SPECIALITES.get(niveau, []):
        nb = min(3, nombre)
        barrette("spe", bloc[:nb], [4, 3, 3][:nb], [tables.D] * (2 if niveau == "1G" else 3))


def _coder(ecole):
    """Give the codes: at most 8 characters in a collège, at most 20 in a lycée."""
    compte = {}
    for g in ecole.groupes:
        compte[g.prefixe] = compte.get(g.prefixe, 0) + 1
    rang = {}
    for g in ecole.groupes:
        n = rang[g.prefixe] = rang.get(g.prefixe, 0) + 1
        g.code = _code(ecole.genre, g, n, compte[g.prefixe])
    plis = {}
    for objet in ecole.divisions + ecole.groupes:
        pli = names.replier(objet.code)
        if pli in plis or len(objet.code) > (8 if ecole.genre == "college" else 20):
            raise ValueError("structure code %r clashes or is too long" % objet.code)
        plis[pli] = objet


def _code(genre, g, n, combien):
    if g.sorte == "demi":
        return "%s%d" % (g.prefixe, n)
    gestion = tables.MATIERES[g.matiere][0]
    if g.sorte == "ulis":
        return "ULISGR%d" % n
    if g.sorte == "chorale":
        return ("CHORALE%d" if combien <= 9 else "CHOR-%d") % n
    niveau = g.prefixe[1]
    if genre == "lycee":
        if g.sorte == "latin":
            return "%s-LATIN%d" % (niveau, n) if combien > 1 else "%s-LATIN" % niveau
        nom = {"lv2": tables.MATIERES[g.matiere][1], "spe": "SPE " + gestion}[g.sorte]
        return "%s-%s %s%d" % (niveau, nom, "GR" if combien <= 99 else "", n)
    if g.sorte == "latin":
        return ("%sLATIN-%d" if combien <= 9 else "%sLAT-%d") % (niveau, n)
    if g.sorte == "lv1" and combien <= 9:
        return "%s%sGR%d" % (niveau, gestion, n)
    return ("%s%s-%d" if combien <= 99 else "%s%s%03d") % (niveau, gestion, n)


def _dater(ecole):
    """Date the memberships: the whole year, except newcomers and (October) a few changes of language group."""
    cal = ecole.cal
    for e in ecole.eleves:
        for lien in e.liens:
            lien.debut, lien.fin = max(cal.debut, e.date_entree), cal.fin
    if ecole.etat != "octobre":
        return
    voulus, faits = max(2, ecole.effectif // 150), 0
    pas = max(1, len(ecole.barrettes) // voulus)
    for k in range(len(ecole.barrettes)):
        divisions, groupes, _ = ecole.barrettes[(k * pas + k * pas // len(ecole.barrettes)) % len(ecole.barrettes)]
        paires = [(a, b) for a in groupes for b in groupes if a is not b and a.matiere == b.matiere]
        if paires and faits < voulus:
            faits += _changer(ecole, paires[k % len(paires)], date(ecole.annee, 9, 14) + timedelta(days=7 * (k % 3)))


def _changer(ecole, paire, jour):
    """Move one pupil from a group to its twin; only the new membership is current.  False when nobody can move."""
    ancien, nouveau = paire
    for e in ancien.eleves:
        voisins = [x for x in ancien.eleves if x.division is e.division]
        if len(voisins) < 3 or e.anciens or e.ulis or e.date_entree > ecole.cal.debut or len(ancien.eleves) < 5:
            continue
        if all(x.ulis for x in nouveau.eleves) or e.mef not in nouveau.mefs or e.division not in nouveau.divisions:
            continue
        lien = next(x for x in e.liens if x.groupe is ancien)
        e.anciens.append(Lien(ancien, lien.debut, jour - timedelta(days=1)))
        lien.groupe, lien.debut = nouveau, jour
        ancien.eleves.remove(e)
        nouveau.eleves.append(e)
        return True
    return False
