"""Invented people and real places: the raw material of the school.

Every name can be written in ISO-8859-15 (the test checks it).  Family names are in capitals with
their accents, first names in mixed case, as SIECLE writes them.
"""
import unicodedata

NOMS = """ABADIE ABELLAN ADAM ALBERT ALLÈGRE ALVES AMIEL ANDRÉ ANDRIEU ARNAL ARNAUD ASTRUC AUBERT
AUDOUY AUGÉ AYMARD AZÉMA BAILLY BALDÉ BARBE BARDOU BARON BARRAU BARTHÈS BASTIDE BAUDIN BAYLE BEAUMONT
BEGUÉ BELLOC BEN-AMOR BENALI BENOÎT BERGÈS BERNARD BERTHELOT BERTRAND BESSIÈRE BIGOT BLANC BLANCHARD
BOËDA BONNEFOY BONNET BORDES BOSC BOUCHER BOUISSOU BOULANGER BOURGEOIS BOUSQUET BOUTIN BOYER BRÉMOND
BRETON BRUN BRUNET CABANEL CABROL CALMETTES CALVET CAMARA CAMBON CAMPS CARON CARPENTIER CARRIÈRE
CASTAING CASTEL CAUSSE CAZALS CAZENEUVE CHARLES CHARPENTIER CHAUVIN CHEVALIER CLÉMENT CLERC COLAS
COLLET COMBES CORDIER COSTE COULIBALY COURTOIS COUSIN CROS D'ALMEIDA D'HAUTEFEUILLE DA-SILVA DANIEL
DARDENNE DAVID DE-CASTRO DE-LA-FUENTE DEBRÉ DELAGE DELCASSÉ DELMAS DELPECH DENIS DESCAMPS DEVAUX DIALLO
DIOP DUBOIS DUFOUR DUMAS DUMONT DUPIN DUPRÉ DUPUY DURAND ESCUDIÉ ESPINASSE ESTÈVE ÉTIENNE FABRE FARGUES
FAUCHER FAURE FERNANDEZ FERRÉ FIGUIÈRE FISCHER FLEURY FONTAINE FORT FOURCADE FOURNIER FRANÇOIS FRAYSSE
GAILLARD GALY GARCIA GARÇON GARNIER GARRIGUES GASC GAUTHIER GAYRAUD GÉRARD GERMAIN GILLET GIRARD GOMEZ
GONÇALVES GRANIER GRAS GUÉRIN GUIBERT GUICHARD GUILLAUME GUIRAUD HADDAD HAMEL HÉBERT HENRY HERNANDEZ
HERVÉ HOAREAU HUBERT HUET HUMBERT IBAÑEZ IMBERT ISSA JACOB JACQUET JAMMES JEAN JOLY JOURDAN JULIEN
KADDOURI KEÏTA KLEIN KOUASSI L'HÉRITIER L'HERMITE LABORDE LACAZE LACOMBE LACOSTE LAFFONT LAGARDE LAMBERT
LANGLOIS LAPORTE LARROQUE LASSERRE LAURENT LAVAL LEBŒUF LEBRUN LECLERC LEFÈVRE LEGRAND LEMAÎTRE LEROY
LÉVÊQUE LE-GALL LE-GOFF LOPEZ LOUBET LOUŸS LUCAS MAÇON MAHÉ MAILLARD MARCHAL MARÉCHAL MARQUÈS MARTIN
MARTINEZ MARTY MASSOL MATHIEU MAURIN MAURY MAYER MEUNIER MICHEL MILLET MOLINIÉ MONIER MOREAU MOREL MOULIN
MOÛLE MULLER N'DIAYE N'GUYEN NAVARRO NICOLAS NOËL NOGUÈS OLIVIER ORTÉGA OUALI PAGÈS PARÉ PASCAL PAULIN
PÉCHEUR PELISSIER PÉREZ PERRIN PETIT PEYRE PHILIPPE PICARD PONS POUJOL PRADEL PRÉVOST PUECH QUÉRÉ QUINTIN
RAMOND RAYNAL RÉGIS RENARD RENAUD RENÉ REY REYNAUD RIBES RICHARD RIGAL RIVIÈRE ROBERT ROCHE RODRIGUEZ
ROGER ROLLAND ROQUES ROSSI ROUANET ROUSSEAU ROUX ROY SAINT-GERMAIN SALLES SANCHEZ SARRAZIN SAULNIER
SCHMITT SÉGUR SERRES SICARD SIMON SOULIÉ SOW SUÁREZ TAILLEFER TEISSEIRE TEXIER THÉRON THOMAS TISSIER
TORRÈS TOURÉ TRAORÉ TRÉMOULET UBEDA VAISSIÈRE VALETTE VASSEUR VERDIER VERGNES VIALA VIDAL VIGUIÉ VILLENEUVE
VINCENT VŒLKER VOISIN WAGNER WEBER XAVIER YILMAZ ZAÏDI ZIMMERMANN""".split()

PRENOMS_M = """Aaron Abel Adam Adrien Alan Alban Alexandre Alexis Ali Amaury Amine Anaël André Antoine
Antonin Arthur Aubin Augustin Aurélien Axel Ayoub Bastien Baptiste Benoît Bilal Brieuc Camille Célestin
Charles-Antoine Clément Côme Corentin Cyprien Damien Daniel David Diégo Dorian Édouard Eliott Éloi Émile
Enzo Erwan Esteban Éthan Étienne Evan Fabien Félix Florian François Gabin Gabriel Gaspard Gaël Grégoire
Guillaume Hamza Hector Henri Hugo Ibrahim Idriss Ilan Ismaël Issa Jean-Baptiste Jérémy Joachim Joris Joseph
Jules Julien Kaïs Kenzo Kévin Lénaïc Léo Léon Léopold Liam Loïc Louis Louÿs Luca Lucas Lucien Maël Malo Marc
Marius Martin Mathéo Mathis Matthieu Maxence Maxime Mehdi Milo Mohamed Naël Nathan Nicolas Nino Noa Noah
Noé Nolan Oscar Owen Pablo Paul Philémon Pierre Quentin Raphaël Rayan Rémi Robin Romain Sacha Samuel
Simon Soan Sofiane Stéphane Théo Thibault Thomas Tiago Timéo Titouan Tom Tristan Ugo Valentin Victor
Vincent Wassim William Xavier Yanis Yann Youssef Zacharie""".split()

PRENOMS_F = """Adèle Agathe Aïcha Alba Alice Alicia Alix Alya Amandine Ambre Amélie Amina Ana Anaïs Andréa
Angèle Anna Anne-Laure Apolline Ariane Assia Astrid Aurore Axelle Blanche Bérénice Camélia Capucine Cassandre
Célia Chaïma Charlie Charlotte Chiara Chloé Clara Clarisse Clémence Coline Constance Daphné Diane Élena Éléonore
Elisa Élise Ella Ellie Éloïse Elsa Elya Emma Emmy Emy Esther Eva Ève Fanny Fatima Faustine Flavie Fleur Flora
Gabrielle Garance Giulia Hanaé Hawa Héloïse Inaya Inès Iris Isabelle Jade Jeanne Joséphine Judith Julia Julie
Juliette Justine Khadija Laëtitia Lana Laura Léa Lena Léonie Léonor Lila Lilou Lina Lisa Lise Livia Loane
Lola Lou Louane Louise Louna Luce Lucie Luna Lya Lyna Madeleine Maëlle Maëlys Maïa Manon Margaux Margot
Marguerite Maria Marie Marie-Lou Marion Maryam Mathilde Maya Mélina Mélissa Mia Mila Mya Myriam Naomi Nélia
Nina Nora Norah Océane Olivia Ophélie Pauline Pénélope Rania Romane Rosalie Rose Salomé Sara Sarah Selma
Sibylle Sofia Soline Sophie Suzanne Tess Thaïs Valentine Victoire Victoria Violette Yasmine Ysé Zélie Zoé""".split()

RUES = ["RUE DES LILAS", "RUE DES TILLEULS", "AVENUE DES CÈDRES", "CHEMIN DU MOULIN", "IMPASSE DES HIRONDELLES",
        "PLACE DU MARCHÉ", "RUE DE L'ÉGLISE", "ALLÉE DES ACACIAS", "BOULEVARD DES ÉCOLES", "RUE DU 8 MAI 1945",
        "CHEMIN DE LA FONTAINE", "RUE DES COQUELICOTS", "ROUTE DE L'ÉTANG", "RUE JULES FERRY", "ALLÉE DU BŒUF ROUGE"]

# (code INSEE, code postal, department in 3 characters, name); the first is invented and holds the school.
COMMUNES = [
    ("31990", "31990", "031", "VILLEFICTIVE"), ("31555", "31000", "031", "TOULOUSE"),
    ("31069", "31700", "031", "BLAGNAC"), ("31149", "31770", "031", "COLOMIERS"),
    ("31557", "31170", "031", "TOURNEFEUILLE"), ("31395", "31600", "031", "MURET"),
    ("31044", "31130", "031", "BALMA"), ("31561", "31240", "031", "L'UNION"),
    ("31157", "31270", "031", "CUGNAUX"), ("31446", "31520", "031", "RAMONVILLE-SAINT-AGNE"),
    ("81004", "81000", "081", "ALBI"), ("82121", "82000", "082", "MONTAUBAN"),
    ("32013", "32000", "032", "AUCH"), ("46042", "46000", "046", "CAHORS"),
    ("12202", "12000", "012", "RODEZ"), ("65440", "65000", "065", "TARBES"),
    ("09122", "09000", "009", "FOIX"), ("75112", "75012", "075", "PARIS 12E  ARRONDISSEMENT"),
    ("69123", "69001", "069", "LYON"), ("13055", "13001", "013", "MARSEILLE"),
    ("33063", "33000", "033", "BORDEAUX"), ("34172", "34000", "034", "MONTPELLIER"),
    ("66136", "66000", "066", "PERPIGNAN"), ("59350", "59000", "059", "LILLE"),
    ("2A004", "20000", "02A", "AJACCIO"), ("2B033", "20200", "02B", "BASTIA")]
NB_COMMUNES_PROCHES = 10          # those where the families live; the others are only birth places

DEPARTEMENTS = [("009", "16", "ARIEGE"), ("012", "16", "AVEYRON"), ("013", "02", "BOUCHES-DU-RHONE"),
                ("02A", "27", "CORSE-DU-SUD"), ("02B", "27", "HAUTE-CORSE"), ("031", "16", "HAUTE-GARONNE"),
                ("032", "16", "GERS"), ("033", "04", "GIRONDE"), ("034", "11", "HERAULT"), ("046", "16", "LOT"),
                ("059", "09", "NORD"), ("065", "16", "HAUTES-PYRENEES"), ("066", "11", "PYRENEES-ORIENTALES"),
                ("069", "10", "RHONE"), ("075", "01", "PARIS"), ("081", "16", "TARN"), ("082", "16", "TARN-ET-GARONNE")]

# (code, short label, long label, a town for births abroad)
PAYS = [("100", "FRANCE", "FRANCE", ""), ("109", "ALLEMAGNE", "ALLEMAGNE", "FREIBURG"),
        ("127", "ITALIE", "ITALIE", "TORINO"), ("134", "ESPAGNE", "ESPAGNE", "LLEIDA"),
        ("139", "PORTUGAL", "PORTUGAL", "PORTO"), ("350", "MAROC", "MAROC", "OUJDA"),
        ("341", "SENEGAL", "SENEGAL", "DAKAR"), ("352", "ALGERIE", "ALGERIE", "ORAN")]


def replier(texte):
    """Fold a name or a code: upper case, no accent, letters and digits only (œ becomes OE)."""
    texte = texte.upper().replace("Œ", "OE").replace("Æ", "AE")
    return "".join(c for c in unicodedata.normalize("NFD", texte) if c.isalnum() and c.isascii())


def sans_accent(texte):
    """The same text without its accents, everything else kept."""
    texte = texte.replace("Œ", "OE").replace("œ", "oe")
    return "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))


def espacer(nom):
    """Particles are listed with a hyphen so that the list can be split; give them their blank back."""
    for tete in ("DE-LA-", "DE-", "DA-", "LE-", "BEN-"):
        if nom.startswith(tete):
            return tete.replace("-", " ") + nom[len(tete):]
    return nom
