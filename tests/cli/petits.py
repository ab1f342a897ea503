"""What the tests of test plugins (tests/hostile) share: a pipeline, an output folder that holds something, one run."""
import os

from outil import BUILD, Compte, Essai, Rapport, contenu, run

HOSTILES = os.path.join(BUILD, "hostile")
ICI = Compte("ici")
# With a sanitizer a bad pointer must end a worker as it does without one.
BRUT = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "detect_leaks=1") + ":handle_segv=0"}
PETIT = """<?xml version="1.0" encoding="UTF-8"?>
<petits>
  <petit code="A"><nom>Alpha</nom></petit>
  <petit code="B"><nom>Bêta</nom></petit>
  <petit code="C"><nom>Gamma</nom></petit>
</petits>
"""
CHAINE = """[pipeline]
format = 1
name = essai
[read petits]
plugin = petit
file.liste = %(fichier)s
timeout = %(temps)s
idle = %(silence)s
memory = 200M
%(reglage)s
[write copie]
plugin = petit
document = liste
%(reglage)s
"""
ANCIEN = {"petit-ecrit.xml": b"<ancien/>", "autre.txt": b"a garder"}


def chaine(fichier="petit.xml", temps=20, silence=20, reglage=""):
    return CHAINE % {"fichier": fichier, "temps": temps, "silence": silence, "reglage": reglage}


class Hostile(Essai):
    """Runs one case over an input, with an output folder that already holds something."""

    compte = ICI

    def setUp(self):
        super().setUp()
        os.chmod(self.tmp, 0o755)
        self.ecrire("entree/petit.xml", PETIT)
        for nom, octets in ANCIEN.items():
            self.ecrire(os.path.join("sortie", nom), octets)
        self.rapport = None

    def chaine(self, **valeurs):
        return self.ecrire("essai.ini", chaine(**valeurs))

    def lancer(self, cas, *options, dossier=None, compte=None, programme=None, **valeurs):
        """`programme`: another one, or the words of a command that ends with it."""
        self.chaine(**valeurs)
        rapport = self.chemin("rapport.json")
        if os.path.exists(rapport):
            os.unlink(rapport)
        compte = compte or self.compte
        compte.donner(self.tmp)
        r = run("run", self.chemin("essai.ini"), "--plugin-path", dossier or os.path.join(compte.hostiles, cas), "--in",
                self.chemin("entree"), "--out", self.chemin("sortie"), "--report", rapport, *options, env=BRUT, uid=compte.uid,
                programme=programme or compte.programme)
        self.rapport = Rapport(rapport) if os.path.exists(rapport) else None
        return r

    def intact(self):
        self.assertEqual(contenu(self.chemin("sortie")), ANCIEN)
        self.assertEqual(sorted(os.listdir(self.tmp)), sorted({"entree", "sortie", "essai.ini"} | ({"rapport.json"} if self.rapport else set())))

    def fautif(self, cas, code, *options, sortie=4, **autres):
        """The case fails with this finding, once, said to be the plugin's; nothing is published."""
        r = self.code(self.lancer(cas, *options, **autres), sortie)
        self.assertEqual(len(self.rapport.de(code)), 1, str(r))
        self.dit(r, code, "petit")
        self.intact()
        return self.rapport.de(code)[0], r
