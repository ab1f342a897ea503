"""Writing helpers shared by the file writers: escaping, envelopes, zip archives as SIECLE makes them."""
import struct
import zlib


def echapper(texte):
    """Text of an element: only & < > are escaped, apostrophes and quotes stay raw (as SIECLE does)."""
    return str(texte).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribut(texte):
    """Text of an attribute between double quotes."""
    return echapper(texte).replace('"', "&quot;")


def fr(jour):
    """JJ/MM/AAAA"""
    return "%02d/%02d/%04d" % (jour.day, jour.month, jour.year)


def feuille(lignes, retrait, nom, valeur):
    """Append <NOM>valeur</NOM>, or nothing when the value is None (an absent element means null)."""
    if valeur is not None:
        lignes.append("%s<%s>%s</%s>" % (retrait, nom, echapper(valeur), nom))


def latin(lignes):
    """Lines to ISO-8859-15 bytes with LF ends; a character that does not exist there is an error."""
    return ("\n".join(lignes) + "\n").encode("iso-8859-15")


class Archive:
    """A zip to be written: entries (name, bytes), deflated one after the other.

    SIECLE's own archives are made in streaming mode: general purpose flags 0x0808, sizes in a data
    descriptor after the data.  They are reproduced byte for byte from the same entries.
    """

    def __init__(self, entrees, quand):
        self.entrees, self.quand = list(entrees), quand

    def octets(self):
        q = self.quand
        heure = q.hour << 11 | q.minute << 5 | q.second // 2
        jour = (q.year - 1980) << 9 | q.month << 5 | q.day
        corps, sommaire, position = [], [], 0
        for nom, contenu in self.entrees:
            nom = nom.encode("utf-8")
            machine = zlib.compressobj(6, zlib.DEFLATED, -15)
            serre = machine.compress(contenu) + machine.flush()
            crc = zlib.crc32(contenu)
            entete = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0x808, 8, heure, jour, 0, 0, 0, len(nom), 0) + nom
            suite = struct.pack("<4s3L", b"PK\7\10", crc, len(serre), len(contenu))
            corps += [entete, serre, suite]
            sommaire.append(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0x808, 8, heure, jour, crc, len(serre),
                                        len(contenu), len(nom), 0, 0, 0, 0, 0, position) + nom)
            position += len(entete) + len(serre) + len(suite)
        table = b"".join(sommaire)
        fin = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(sommaire), len(sommaire), len(table), position, 0)
        return b"".join(corps) + table + fin
