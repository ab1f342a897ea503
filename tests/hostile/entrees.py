"""Hostile inputs, as data: one row a case, with the finding it must give. tests/cli/test_entrees.py runs them.

What a file holds is bytes, or a function without argument that makes them when the case is run (the big ones).
Archives are made byte by byte, so that they can lie.
"""
import gzip
import io
import os
import random
import socket
import struct
import tarfile
import zlib
from collections import namedtuple

MOT = "Xylophane"  # the value of every file that has one: no message may show it
SAIN = '<petit code="A"><nom>%s</nom></petit>' % MOT
LETE = SAIN.replace(MOT, "l’été")  # an apostrophe that only Windows has
Mo = 1 << 20


def petits(dedans=SAIN, avant='<?xml version="1.0" encoding="UTF-8"?>\n', racine="petits", encodage="utf-8"):
    """A small list: the root on line 2, what is in it on line 3."""
    return (avant + "<%s>\n" % racine + dedans + "\n</%s>\n" % racine.split()[0]).encode(encodage)


def declare(encodage):
    return '<?xml version="1.0" encoding="%s"?>\n' % encodage


def nomme(octets):
    """A record whose name holds these bytes, on line 3 of a file said to be in UTF-8."""
    return petits(SAIN.replace(MOT, MOT + " ~")).replace(b"~", octets)


def doctype(sous_ensemble, dedans=SAIN):
    """The same with a DOCTYPE on line 2."""
    return petits(dedans, '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE petits %s>\n' % sous_ensemble)


def numerotes(forme, n, entre=""):
    return entre.join(forme % i for i in range(n))


# --------------------------------------------------------------------------------------------------- archives

Entree = namedtuple("Entree", "nom octets methode dit_local dit_central crc drapeaux attributs decalage comprime extra",
                    defaults=(b"", 8, None, None, None, 0, 0o100644 << 16, 0, None, b""))
UTF8, CHIFFRE = 0x800, 0x1
LIEN, TUBE = 0o120777 << 16, 0o010644 << 16


def deflate(octets):
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    return c.compress(octets) + c.flush()


def archive(*entrees, avant=b"", apres=b"", commentaire=b"", disque=0):
    """A zip of these entries; what an entry leaves out is filled in truthfully."""
    corps, table = bytearray(avant), bytearray()
    for e in entrees:
        nom = e.nom if isinstance(e.nom, bytes) else e.nom.encode()
        bruts = e.comprime if e.comprime is not None else deflate(e.octets) if e.methode == 8 else e.octets
        crc = zlib.crc32(e.octets) if e.crc is None else e.crc

        def commun(dit):
            taille = len(e.octets) if dit is None else dit
            return struct.pack("<HHIIIIHH", e.drapeaux, e.methode, 0x58210000, crc, len(bruts), taille, len(nom), len(e.extra))
        debut = len(corps) + e.decalage
        corps += b"PK\3\4" + struct.pack("<H", 20) + commun(e.dit_local) + nom + e.extra + bruts
        table += b"PK\1\2" + struct.pack("<HH", 3 << 8 | 20, 20) + commun(e.dit_central)
        table += struct.pack("<HHHII", 0, 0, 0, e.attributs, debut) + nom + e.extra
    n = min(len(entrees), 65535)
    fin = struct.pack("<HHHHIIH", disque, disque, n, n, len(table), len(corps), len(commentaire))
    return bytes(corps + table) + b"PK\5\6" + fin + commentaire + apres


def saine(nom="petit.xml", octets=petits(), **mensonges):
    return Entree(nom, octets, **mensonges)


def chevauchantes():
    """Ten entries over the same compressed data: a small file that unpacks ten times."""
    une = archive(saine())
    table = une[une.index(b"PK\1\2"):une.index(b"PK\5\6")]
    tables = b"".join(table.replace(b"petit.xml", b"peti%d.xml" % i) for i in range(10))
    corps = une[:une.index(b"PK\1\2")]
    return corps + tables + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 10, 10, len(tables), len(corps), 0)


def tar(nom, octets):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w") as t:
        membre = tarfile.TarInfo(nom)
        membre.size = len(octets)
        t.addfile(membre, io.BytesIO(octets))
    return b.getvalue()


# ------------------------------------------------------------------------------------------------------ the rows

# nom; fichier: its name in the input folder; octets; code; ligne (None: the file as a whole); entree: the archive's entry
# named by the finding's place; sortie: the exit code; note: why it is here.
Cas = namedtuple("Cas", "nom fichier octets code ligne entree sortie note")


def _xml(nom, octets, code, ligne=None, note="", sortie=2):
    return Cas(nom, "petit.xml", octets, code, ligne, None, sortie, note)


def _zip(nom, octets, code, ligne=None, entree=None, note=""):
    return Cas(nom, "petit.zip", octets, code, ligne, entree, 2, note)


DOCTYPE, LIMITE, ABIME = "fichier-doctype-interdit", "fichier-limite-atteinte", "fichier-xml-illisible"
ENCODAGE, RACINE, AUTRE = "fichier-encodage-invalide", "fichier-racine-inattendue", "fichier-autre-format"
REFUSEE, ILLISIBLE, DEMESUREE = "archive-entree-refusee", "archive-illisible", "archive-trop-grosse"

RIRES = "[%s]" % "\n".join('<!ENTITY r%d "%s">' % (i, "&r%d;" % (i - 1) * 10 if i else MOT) for i in range(10))

XML = (
    # ---- entities and DOCTYPE: all end at the first line of the declaration
    _xml("bombe d'entités", doctype(RIRES, '<petit code="A"><nom>&r9;</nom></petit>'), DOCTYPE, 2, "billion laughs"),
    _xml("explosion quadratique", lambda: doctype('[<!ENTITY a "%s">]' % ("a" * 50000), "&a;" * 50000), DOCTYPE, 2,
         "2.5 GB delivered, which libxml2 2.9's amplification check does not see"),
    _xml("entité externe", doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]', "&x;"), DOCTYPE, 2),
    _xml("entité de paramètre", doctype('[<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]'), DOCTYPE, 2),
    _xml("DTD externe", doctype('SYSTEM "http://127.0.0.1:9/x.dtd"'), DOCTYPE, 2),
    _xml("DTD publique", doctype('PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:9/x.dtd"'), DOCTYPE, 2),
    _xml("DOCTYPE vide", doctype(""), DOCTYPE, 2),
    _xml("attribut par défaut", doctype('[<!ATTLIST petit code CDATA "Z">]'), DOCTYPE, 2, "would invent values"),
    _xml("DOCTYPE sans fin", doctype("[" + "<!-- x -->" * 20000), DOCTYPE, 2),
    _xml("entité sans DOCTYPE", petits('<petit code="A"><nom>&secret;</nom></petit>'), DOCTYPE, 3),

    # ---- out of proportion
    _xml("65 niveaux", petits("<a>" * 64 + "</a>" * 64), LIMITE, 3),
    _xml("un million de niveaux", lambda: petits("<a>" * 1000000), LIMITE, 3, "one stack frame a level would crash"),
    _xml("65 attributs", petits("<petit %s/>" % numerotes('a%d="1"', 65, " ")), LIMITE, 3),
    _xml("10 000 attributs", lambda: petits("<petit %s/>" % numerotes('a%d="1"', 10000, " ")), LIMITE, 3, "quadratic in libxml2"),
    _xml("un million d'attributs", lambda: petits("<petit %s/>" % numerotes('a%d="1"', 1000000, "\n")), LIMITE, 3),
    _xml("10 000 espaces de noms", lambda: petits("<petit %s/>" % numerotes('xmlns:a%d="u"', 10000, " ")), LIMITE, 3),
    _xml("65 espaces de noms", petits("<petit %s/>" % numerotes('xmlns:a%d="u"', 65, " ")), LIMITE, 3, "attributes too"),
    _xml("un million de noms", lambda: petits(numerotes("<n%d/>", 1000000)), LIMITE, 3, "libxml2's dictionary does not grow"),
    _xml("un million de noms d'attributs", lambda: petits(numerotes('<a b%d=""/>', 1000000)), LIMITE, 3),
    _xml("texte de 20 Mo", lambda: petits(SAIN.replace(MOT, MOT * (20 * Mo // len(MOT)))), LIMITE, 3),
    _xml("texte de 20 Mo par références", lambda: petits(SAIN.replace(MOT, "&#65;" * (4 * Mo))), LIMITE, 3),
    _xml("CDATA de 20 Mo", lambda: petits(SAIN.replace(MOT, "<![CDATA[%s]]>" % ("x" * 20 * Mo))), LIMITE, 3),
    _xml("attribut de 20 Mo", lambda: petits('<petit code="%s"/>' % ("x" * 20 * Mo)), LIMITE, 3),
    _xml("commentaire de 20 Mo", lambda: petits("<!-- %s -->" % ("x" * 20 * Mo)), LIMITE, 3),
    _xml("instruction de 20 Mo", lambda: petits("<?a %s?>" % ("x" * 20 * Mo)), LIMITE, 3),
    _xml("nom de 20 Mo", lambda: petits("<%s/>" % ("x" * 20 * Mo)), LIMITE, 3),
    _xml("nom de 60 000 lettres", petits("<%s/>" % ("x" * 60000)), ABIME, 3),
    _xml("déclaration de 20 Mo", lambda: petits(avant='<?xml version="1.0"%s?>\n' % (" " * 20 * Mo)), LIMITE, 1),

    # ---- charsets
    _xml("Windows-1252 annoncé UTF-8", petits(SAIN.replace(MOT, MOT + " étienne"), encodage="cp1252"), ENCODAGE, 3),
    _xml("Windows-1252 sans annonce", petits(LETE, "\n", encodage="cp1252"), ENCODAGE, 3),
    _xml("Windows-1252 annoncé ISO-8859-15", petits(LETE, declare("ISO-8859-15"), encodage="cp1252"), ENCODAGE, 3),
    _xml("octet sans lettre en Windows-1252", petits("\x81", declare("windows-1252"), encodage="latin-1"), ENCODAGE, 3),
    _xml("UTF-16 avec marque", petits(avant=declare("UTF-16"), encodage="utf-16"), ENCODAGE, 1),
    _xml("UTF-16 gros-boutien sans marque", petits(avant=declare("UTF-16"), encodage="utf-16-be"), ENCODAGE, 1),
    _xml("UTF-16 petit-boutien sans marque", petits(avant=declare("UTF-16"), encodage="utf-16-le"), ENCODAGE, 1),
    _xml("UTF-16 sans déclaration", petits(avant="", encodage="utf-16-le"), ENCODAGE, 1),
    _xml("annoncé UTF-16, écrit en UTF-8", petits(avant=declare("UTF-16")), ENCODAGE, 1),
    _xml("UTF-32", petits(avant=declare("UTF-32"), encodage="utf-32"), ENCODAGE, 1),
    _xml("EBCDIC", petits(avant=declare("IBM500"), encodage="cp500"), ENCODAGE, 1),
    _xml("UTF-7", petits(SAIN.replace("<", "+ADw-"), declare("UTF-7")), ENCODAGE, 1, "hides tags from who does not decode"),
    _xml("encodage inventé", petits(avant=declare("KLINGON")), ENCODAGE, 1),
    _xml("encodage d'un million de lettres", lambda: petits(avant=declare("K" * 1000000)), LIMITE, 1, "not to be taken for none"),
    _xml("forme trop longue", nomme(b"\xC0\xAF"), ENCODAGE, 3, "a slash in two bytes"),
    _xml("demi-caractère de remplacement", nomme(b"\xED\xA0\x80"), ENCODAGE, 3),
    _xml("au-delà d'Unicode", nomme(b"\xF4\x90\x80\x80"), ENCODAGE, 3),
    _xml("octet de suite isolé", nomme(b"\x80"), ENCODAGE, 3),
    _xml("suite interrompue", nomme(b"\xE2\x82"), ENCODAGE, 3),
    _xml("octet nul dans un texte", nomme(b"\0"), ENCODAGE, 3, "a C string would end there"),
    _xml("octet nul dans une balise", petits("<pe\0tit/>"), ENCODAGE, 3),
    _xml("octet nul en tête", b"\0" + petits(), ENCODAGE, 1),
    _xml("octet nul à la fin", petits() + b"\0", ENCODAGE, 5),
    _xml("seulement des octets nuls", bytes(4096), ENCODAGE, 1),
    _xml("caractère de contrôle", nomme(b"\x01"), ABIME, 3),
    _xml("référence d'un caractère de contrôle", nomme(b"&#1;"), ABIME, 3),
    _xml("référence d'un octet nul", nomme(b"&#0;"), ABIME, 3),
    _xml("référence au-delà d'Unicode", nomme(b"&#x110000;"), ABIME, 3),
    _xml("caractère U+FFFE", nomme("\uFFFE".encode()), ABIME, 3),

    # ---- not an XML file
    _xml("fichier vide", b"", ABIME, 1),
    _xml("seulement des blancs", b" \r\n\t\n  ", ABIME, 3),
    _xml("un million de lignes vides", lambda: b"\n" * 1000000, ABIME, 1000001),
    _xml("seulement une marque", b"\xEF\xBB\xBF", ABIME, 1),
    _xml("seulement une déclaration", declare("UTF-8").encode(), ABIME, 2),
    _xml("seulement un commentaire", b"<!-- rien -->\n", ABIME, 2),
    _xml("texte", ("%s;Zoé\n" % MOT * 40).encode(), ABIME, 1, "a spreadsheet's export"),
    _xml("page HTML", ("<html><head><meta charset=utf-8><title>%s</title>" % MOT).encode(), RACINE, 1, "a session that ended"),
    _xml("gzip", lambda: gzip.compress(petits(), mtime=0), AUTRE, None, "libxml2 unpacks it by itself when it opens the file"),
    _xml("tar", lambda: tar("petit.xml", petits()), ABIME, 1),
    _xml("7z", b"7z\xBC\xAF\x27\x1C\0\4" + bytes(64), AUTRE),
    _xml("rar", b"Rar!\x1A\7\0" + bytes(64), AUTRE),
    _xml("PDF", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", AUTRE),
    _xml("classeur d'avant 2007", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504), AUTRE),
    _xml("image", b"\x89PNG\r\n\x1A\n" + bytes(64), AUTRE),
    _xml("programme", b"\x7FELF\2\1\1" + bytes(64), AUTRE),

    # ---- not well formed
    _xml("deux racines", petits() + petits(avant=""), ABIME, 5),
    _xml("texte après la racine", petits() + MOT.encode(), ABIME, 5),
    _xml("texte avant la racine", petits(avant=declare("UTF-8") + MOT + "\n"), ABIME, 2),
    _xml("ligne vide avant la déclaration", b"\n" + petits(), ABIME, 2),
    _xml("deux déclarations", petits(avant=declare("UTF-8") * 2), ABIME, 2),
    _xml("commentaire sans fin", petits("<!-- " + SAIN), ABIME, 5, "seen at the end only"),
    _xml("CDATA sans fin", petits("<petit code='A'><nom><![CDATA[" + MOT), ABIME, 3),
    _xml("instruction sans fin", petits("<?a " + MOT), ABIME, 5, "seen at the end only"),
    _xml("balise sans fin", petits('<petit code="A" ' + MOT), ABIME, 4),
    _xml("guillemet sans fin", petits('<petit code="%s><nom/></petit>' % MOT), ABIME, 3),
    _xml("balises croisées", petits("<petit code='A'><nom>%s</petit></nom>" % MOT), ABIME, 3),
    _xml("balise non ouverte", petits(SAIN + "</petit>"), ABIME, 3),
    _xml("attribut répété", petits('<petit code="A" code="B"/>'), ABIME, 3),
    _xml("attribut sans guillemets", petits("<petit code=A/>"), ABIME, 3),
    _xml("inférieur dans un attribut", petits('<petit code="<"/>'), ABIME, 3),
    _xml("esperluette nue", nomme(b"R&D"), ABIME, 3),
    _xml("fin de CDATA nue", nomme(b"]]>"), ABIME, 3),
    _xml("deux tirets dans un commentaire", petits("<!-- a -- b -->" + SAIN), ABIME, 3),
    _xml("commentaire dans une balise", petits("<petit <!-- a --> code='A'/>"), ABIME, 3),
    _xml("déclaration inachevée", b'<?xml version="1.0"\n' + petits(avant=""), ABIME, 2),
    _xml("XML 2.0", petits(avant='<?xml version="2.0"?>\n'), ABIME, 1),
    _xml("déclaration sans version", petits(avant='<?xml encoding="UTF-8"?>\n'), ABIME, 1),
    _xml("standalone inconnu", petits(avant='<?xml version="1.0" standalone="peut-être"?>\n'), ABIME, 1),
    _xml("déclaration sans signe égal", petits(avant='<?xml version="1.0" encoding "UTF-8"?>\n'), ABIME, 1),
    _xml("nom qui commence par un chiffre", petits("<1petit/>"), ABIME, 3),
    _xml("deux fois le même préfixe", petits('<petit xmlns:a="u" xmlns:a="v"/>'), ABIME, 3),
    _xml("caractère coupé à la fin", nomme("é".encode()).partition(b"\xA9")[0], ABIME, 3, "the file was cut"),

    # ---- another file
    _xml("autre racine", petits(racine="grands"), RACINE, 2),
    _xml("racine en majuscules", petits(racine="PETITS"), RACINE, 2),
)

DANS_ZIP = "petit.xml"

ARCHIVES = (
    # ---- names
    _zip("remonte", archive(saine("../petit.xml")), REFUSEE),
    _zip("remonte au milieu", archive(saine("a/../../petit.xml")), REFUSEE),
    _zip("absolu", archive(saine("/tmp/petit.xml")), REFUSEE),
    _zip("lettre de lecteur", archive(saine("C:petit.xml")), REFUSEE),
    _zip("barre oblique inverse", archive(saine("..\\petit.xml")), REFUSEE),
    _zip("octet nul dans un nom", archive(saine(b"petit.xml\0.exe")), REFUSEE, note="libzip stops the name there"),
    _zip("saut de ligne dans un nom", archive(saine("petit\n.xml")), REFUSEE, note="would forge a line of the report"),
    _zip("échappement dans un nom", archive(saine("petit\x1B[2J.xml")), REFUSEE, note="would drive the terminal"),
    _zip("nom vide", archive(saine("")), REFUSEE),
    _zip("nom mal codé", archive(saine(b"petit\xFF.xml", drapeaux=UTF8)), REFUSEE),
    _zip("nom d'entrée de 60 000 lettres", archive(saine("x" * 60000 + ".xml")), REFUSEE),
    _zip("deux fois le même nom", archive(saine(), saine()), ILLISIBLE, note="which of the two is read is anyone's guess"),

    # ---- what an entry is
    _zip("archive dans l'archive", archive(saine("petit.zip", archive(saine()))), REFUSEE),
    _zip("archive dans l'archive sous un autre nom", archive(saine(octets=archive(saine()))), REFUSEE, entree=DANS_ZIP),
    _zip("gzip dans l'archive", lambda: archive(saine(octets=gzip.compress(petits(), mtime=0))), AUTRE, entree=DANS_ZIP),
    _zip("lien symbolique", archive(saine(octets=b"/etc/passwd", attributs=LIEN)), REFUSEE),
    _zip("tube nommé", archive(saine(attributs=TUBE)), REFUSEE),
    _zip("chiffrée", archive(saine(drapeaux=CHIFFRE, comprime=bytes(64))), "archive-chiffree"),
    _zip("chiffrée AES", archive(saine(drapeaux=CHIFFRE, methode=99, comprime=bytes(64),
                                       extra=struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 8))), "archive-chiffree"),
    _zip("compression LZMA", archive(saine(methode=14)), ILLISIBLE),
    _zip("compression inconnue", archive(saine(methode=77)), ILLISIBLE),
    _zip("deux fichiers XML", archive(saine(), saine("autre.xml")), "archive-contenu-inattendu"),
    _zip("seulement un dossier", archive(saine("dossier/", b"")), "archive-contenu-inattendu"),
    _zip("sans entrée", archive(), "archive-contenu-inattendu"),

    # ---- sizes
    _zip("bombe", lambda: archive(saine(octets=petits(" " * 32 * Mo))), DEMESUREE, note="a thousand times its compressed size"),
    _zip("bombe qui ment sur sa taille", lambda: archive(saine(octets=petits(" " * 32 * Mo), dit_local=100, dit_central=100)),
         REFUSEE, entree=DANS_ZIP, note="both headers lie: libzip delivers everything"),
    _zip("annonce 4 Go", archive(saine(dit_local=0xFFFFFFFE, dit_central=0xFFFFFFFE)), DEMESUREE),
    _zip("annonce trop", archive(saine(dit_local=5000, dit_central=5000)), REFUSEE, entree=DANS_ZIP),
    _zip("annonce trop peu", archive(saine(dit_local=5, dit_central=5)), REFUSEE, entree=DANS_ZIP),
    _zip("annonce des tailles différentes", archive(saine(dit_central=5)), ILLISIBLE),
    _zip("300 entrées de 4 Mo", lambda: archive(*(saine("p%d.xml" % i, b"", dit_local=4 * Mo, dit_central=4 * Mo,
                                                        comprime=bytes(20000)) for i in range(300))), DEMESUREE,
         note="each is small enough"),
    _zip("1 001 entrées", lambda: archive(*(saine("p%d.xml" % i) for i in range(1001))), DEMESUREE),
    _zip("60 000 entrées vides", lambda: archive(*(saine("p%d.xml" % i, b"", methode=0) for i in range(60000))), DEMESUREE),

    _zip("table de 24 Mo", lambda: archive(*(saine("p%d.xml" % i, extra=bytes(60000)) for i in range(400))), DEMESUREE),

    # ---- damaged
    _zip("somme de contrôle fausse", archive(saine(crc=1)), ILLISIBLE, entree=DANS_ZIP, note="known only when all was read"),
    _zip("données abîmées", archive(saine(comprime=b"\xFF" * 100)), ILLISIBLE, entree=DANS_ZIP),
    _zip("données coupées", archive(saine(comprime=deflate(petits())[:-8])), ILLISIBLE, entree=DANS_ZIP),
    _zip("entrées qui se chevauchent", chevauchantes(), ILLISIBLE),
    _zip("entrée hors du fichier", archive(saine(decalage=100000)), ILLISIBLE),
    _zip("programme qui se décompresse", archive(saine(), avant=b"MZ" + bytes(100)), AUTRE, note="libzip would open it"),
    _zip("octets avant", b"PK\3\4" + bytes(100) + archive(saine()), ILLISIBLE),
    _zip("octets après", archive(saine(), apres=bytes(100)), ILLISIBLE),
    _zip("en plusieurs volumes", archive(saine(), disque=1), ILLISIBLE),
    _zip("seulement sa signature", b"PK\3\4", ILLISIBLE),
    _zip("une fin dans le commentaire", archive(saine(), commentaire=archive(saine(octets=petits(racine="grands")))), ILLISIBLE,
         note="two readers would see two archives"),

    # ---- what is in it is as hostile as a file, and is placed by entry and line
    _zip("bombe d'entités dans l'archive", archive(saine(octets=doctype(RIRES, "&r9;"))), DOCTYPE, 2, DANS_ZIP),
    _zip("XML coupé dans l'archive", archive(saine(octets=petits()[:-10])), ABIME, 3, DANS_ZIP),
    _zip("encodage faux dans l'archive", archive(saine(octets=nomme(b"\xE9t"))), ENCODAGE, 3, DANS_ZIP),
    _zip("texte de 20 Mo dans l'archive", lambda: archive(saine(octets=petits(hasard(20 * Mo)))), LIMITE, 3, DANS_ZIP),
    _zip("autre racine dans l'archive", archive(saine("dossier/été.xml", petits(racine="grands"), drapeaux=UTF8)), RACINE, 2,
         "dossier/été.xml"),
    _zip("fichier vide dans l'archive", archive(saine(octets=b"", methode=0)), ABIME, 1, DANS_ZIP),
)


def hasard(n):
    """Letters that compress badly: under the ratio's limit."""
    return random.Random(1).randbytes(n // 2).hex()


# A file is not judged wrong for these; what they ask for is not done.
INOFFENSIFS = (
    ("inclusion", petits('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>' + SAIN)),
    ("feuille de style", petits(avant=declare("UTF-8") + '<?xml-stylesheet href="file:///etc/passwd"?>\n')),
    ("schéma", petits(racine='petits xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                             'xsi:noNamespaceSchemaLocation="file:///etc/passwd"')),
    ("UTF-8 avec marque", b"\xEF\xBB\xBF" + petits()),
    ("fins de ligne de Windows", petits().replace(b"\n", b"\r\n")),
    ("XML 1.1", petits(avant='<?xml version="1.1"?>\n')),
)


# ------------------------------------------------------------------------- what is not a file that can be read

def _creux(chemin):
    with open(chemin, "wb") as f:
        f.truncate(513 * Mo)


def _prise(chemin):
    s = socket.socket(socket.AF_UNIX)
    ici = os.getcwd()
    os.chdir(os.path.dirname(chemin))  # a socket's path is short
    try:
        s.bind(os.path.basename(chemin))
    finally:
        os.chdir(ici)
        s.close()


def _ferme(chemin):
    with open(chemin, "wb") as f:
        f.write(petits())
    os.chmod(chemin, 0)


# nom; what makes it at the path given; code; exit code; for root too?
Lieu = namedtuple("Lieu", "nom poser code sortie aussi_root")
LIEUX = (
    Lieu("dossier", os.mkdir, "fichier-pas-ordinaire", 2, True),
    Lieu("tube nommé", os.mkfifo, "fichier-pas-ordinaire", 2, True),  # who opens it waits for ever
    Lieu("prise", _prise, "fichier-pas-ordinaire", 2, True),
    Lieu("lien vers un périphérique sans fin", lambda c: os.symlink("/dev/zero", c), "fichier-pas-ordinaire", 2, True),
    Lieu("lien vers un terminal", lambda c: os.symlink("/dev/tty", c), "fichier-pas-ordinaire", 2, True),
    Lieu("lien vers nulle part", lambda c: os.symlink("nulle-part.xml", c), "fichier-illisible", 5, True),
    Lieu("lien vers lui-même", lambda c: os.symlink(os.path.basename(c), c), "fichier-illisible", 5, True),
    Lieu("fermé à ce compte", _ferme, "fichier-illisible", 5, False),
    Lieu("513 Mo", _creux, "fichier-trop-gros", 2, True),
)


# ------------------------------------------------------------------------------------------------------ cut files

PAS = 64  # a cut at every so many bytes


def liste(n=60):
    """A list of a few kB in which every kind of syntax can be cut, two-byte letters among them."""
    fiches = "\n".join('  <petit code="P%d"><nom>%s éàü %d</nom><!-- é --></petit>' % (i, MOT, i) for i in range(n))
    return petits(fiches)


def coupes(octets):
    """(length, bytes) of each cut that leaves out more than the last line's end."""
    return [(n, octets[:n]) for n in range(0, len(octets), PAS) if n < len(octets.rstrip())]


def liste_zip():
    """A zip of a few kB: what it holds is stored, so that cuts fall everywhere."""
    return archive(saine(octets=liste(), methode=0))
