"""Identifiers with their keys: UAI, INE, PRONOTE id, ELEVE_ID and the rest."""
LETTRES_UAI = "ABCDEFGHJKLMNPRSTUVWXYZ"
CHIFFRES_INE = "ABCDEFGHJK"
_ALPHABET_IDPN = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def uai(numero):
    """The UAI of a seven-digit number: the number and its key letter."""
    return "%07d%s" % (numero, LETTRES_UAI[numero % 23])


def uai_valide(texte):
    """True when the text is seven digits and their key letter."""
    return len(texte) == 8 and texte[:7].isdigit() and uai(int(texte[:7])) == texte


def uai_fausse(texte):
    """The same seven digits with a wrong letter."""
    rang = (LETTRES_UAI.index(texte[7]) + 1) % 23 if texte[7] in LETTRES_UAI else 0
    return texte[:7] + LETTRES_UAI[rang]


def ine(numero):
    """INE-RNIE: nine digits and 97 - n mod 97 written with letters (A = 0 ... K = 9, no I)."""
    cle = 97 - numero % 97
    return "%09d%s%s" % (numero, CHIFFRES_INE[cle // 10], CHIFFRES_INE[cle % 10])


def ine_valide(texte):
    """True when the text is an INE-RNIE with the right key."""
    return len(texte) == 11 and texte[:9].isdigit() and ine(int(texte[:9])) == texte


def idpn(graine, sorte, rang):
    """A PRONOTE identifier of 16 capitals and digits, unique for (kind, rank) of one seed."""
    n = (rang * 2654435761 + graine * 40503 + ord(sorte) * 97) % (1 << 40)
    n = (n << 40) | ((rang << 8 | ord(sorte)) & ((1 << 40) - 1))
    texte = ""
    for _ in range(16):
        n, r = divmod(n, 32)
        texte = _ALPHABET_IDPN[r] + texte
    return texte


def id_eleve_etab(elenoet, uai_ecole):
    """ELENOET on five digits followed by the UAI without its first and last characters."""
    return "%05d%s" % (elenoet, uai_ecole[1:7])
