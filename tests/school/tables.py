"""National codes the invented school uses: MEF, subjects, programmes, small SIECLE tables.

Codes and labels are those of the public nomenclatures; nothing here is read from another file, so that
an error of the program under test cannot hide behind the same table.
"""

# --- subjects: code -> (code de gestion, libellé court, libellé long, libellé d'édition) -------------
MATIERES = {
    "008400": ("VICLA", "VIE DE CLASSE", "VIE DE CLASSE", "Vie de classe"),
    "010300": ("PHILO", "PHILOSOPHIE", "PHILOSOPHIE", "Philosophie"),
    "020300": ("LCALA", "LCA LATIN", "LANGUES ET CULTURES DE L'ANTIQUITE LATIN", "Langues et cultures de l'Antiquité LATIN"),
    "020700": ("FRANC", "FRANCAIS", "FRANCAIS", "Français"),
    "020900": ("LITSO", "LITTÉRATURE  SOCIETE", "LITTÉRATURE ET SOCIETE", "Littérature et société"),
    "030102": ("ALL2", "ALLEMAND LV2", "ALLEMAND LV2", "Allemand lv2"),
    "030201": ("AGL1", "ANGLAIS LV1", "ANGLAIS LV1", "Anglais lv1"),
    "030602": ("ESP2", "ESPAGNOL LV2", "ESPAGNOL LV2", "Espagnol lv2"),
    "030902": ("ITA2", "ITALIEN LV2", "ITALIEN LV2", "Italien lv2"),
    "043700": ("HI-GE", "HISTOIRE-GEOGRAPHIE", "HISTOIRE-GEOGRAPHIE", "Histoire-géographie"),
    "043800": ("EMC", "ENS. MORAL & CIVIQUE", "ENSEIGNEMENT MORAL ET CIVIQUE", "Enseignement moral et civique"),
    "050700": ("SES", "SC. ECONO.& SOCIALES", "SCIENCES ECONOMIQUES ET SOCIALES", "Sciences économiques et sociales"),
    "052100": ("SSPOL", "SC.SOC. & POLITIQUES", "SCIENCES SOCIALES ET POLITIQUES", "Sciences sociales et politiques"),
    "060600": ("SCIEN", "SCIENCES", "SCIENCES", "Sciences"),
    "061300": ("MATHS", "MATHEMATIQUES", "MATHEMATIQUES", "Mathématiques"),
    "062300": ("PH-CH", "PHYSIQUE-CHIMIE", "PHYSIQUE-CHIMIE", "Physique-chimie"),
    "062900": ("SVT", "SCIENCES VIE & TERRE", "SCIENCES DE LA VIE ET DE LA TERRE", "Sciences de la vie et de la terre"),
    "070800": ("TECHN", "TECHNOLOGIE", "TECHNOLOGIE", "Technologie"),
    "081300": ("EDMUS", "EDUCATION MUSICALE", "EDUCATION MUSICALE", "Education musicale"),
    "084300": ("CHKCO", "CHANT CHORAL COLLECT", "CHANT CHORAL COLLECTIF", "Chant choral collectif"),
    "090100": ("A-PLA", "ARTS PLASTIQUES", "ARTS PLASTIQUES", "Arts plastiques"),
    "100100": ("EPS", "ED.PHYSIQUE & SPORT.", "EDUCATION PHYSIQUE ET SPORTIVE", "Education physique et sportive"),
    "278500": ("THEAT", "THEATRE", "THEATRE", "Théâtre"),
    "373100": ("ISCNU", "INFORMATIQ.SC.NUMERI", "INFORMATIQUE ET SCIENCES DU NUMERIQUE", "Informatique et sciences du numérique"),
    "383400": ("EC-DR", "ECONOMIE-DROIT", "ECONOMIE-DROIT", "Economie-droit"),
    "435400": ("SCDG", "SCIENCES DE GESTION", "SCIENCES DE GESTION", "Sciences de gestion"),
    "470200": ("MODAS", "MODULE AIDES SPECIF.", "MODULE D'AIDES SPECIFIQUES", "Module d'aides specifiques"),
}

# subject -> (recruitment discipline, its label of at most 10 characters, category code and label of the AAF)
DISCIPLINES = {
    "008400": "L0202", "010300": "L0100", "020300": "L0201", "020700": "L0202", "020900": "L0202",
    "030102": "L0421", "030201": "L0422", "030602": "L0426", "030902": "L0429", "043700": "L1000",
    "043800": "L1000", "050700": "L1100", "052100": "L1100", "060600": "L1600", "061300": "L1300",
    "062300": "L1500", "062900": "L1600", "070800": "L1400", "081300": "L1700", "084300": "L1700",
    "090100": "L1800", "100100": "L1900", "278500": "L0201", "373100": "L1400", "383400": "L8011",
    "435400": "L8011", "470200": "C0001"}
LIBELLES_DISCIPLINES = {
    "L0100": "PHILOSOPHI", "L0201": "LETT CLASS", "L0202": "LET MODERN", "L0421": "ALLEMAND", "L0422": "ANGLAIS",
    "L0426": "ESPAGNOL", "L0429": "ITALIEN", "L1000": "HIST. GEO.", "L1100": "SC ECO SOC", "L1300": "MATHEMATIQ",
    "L1400": "TECHNOLOGI", "L1500": "PHY.CHIMIE", "L1600": "S. V. T.", "L1700": "EDU MUSICA", "L1800": "ARTS PLAST",
    "L1900": "E. P. S", "L8011": "ECO GESTIO", "C0001": "ENS 1D OPT"}
LANGUES_LV2 = ["030602", "030102", "030602", "030902"]       # in turn, group after group of one barrette

# --- formations: niveau -> (MEF, formation, long label, edition label, MEFSTAT11, birth-year offset) ----
NIVEAUX_COLLEGE = ["6", "5", "4", "3"]
NIVEAUX_LYCEE = ["2", "1G", "1S", "TG", "TS"]
MEFS = {
    "6": ("10010012110", "6EME", "6EME", "6ème", "21110010012", 11),
    "5": ("10110001110", "5G", "5EME", "5ème", "21120010001", 12),
    "4": ("10210001110", "4G", "4EME", "4ème", "21150010001", 13),
    "3": ("10310019110", "3EME", "3EME", "3ème", "21160010019", 14),
    "2": ("20010018110", "2-GT", "2NDE GENERALE ET TECHNOLOGIQUE", "2nde générale et technologique", "22111010018", 15),
    "1G": ("20110019110", "1G", "PREMIERE GENERALE", "Première générale", "22121010019", 16),
    "1S": ("21131016110", "1-STMG", "1-STMG SC.& TECHNO. MANAGEMENT GESTION", "1-stmg sc. & techno. management gestion", "22122231016", 16),
    "TG": ("20210019110", "TG", "TERMINALE GENERALE", "Terminale générale", "22131010019", 17),
    "TS": ("21231018110", "T-STMG", "T-STMG MERCATIQUE (MARKETING)", "T-stmg mercatique (marketing)", "22132231018", 17),
}
ULIS = {
    "6": ("1001001211U", "6ULIS", "6EME ULIS", "6ème ulis"), "5": ("1011000111U", "5ULIS", "5EME ULIS", "5ème ulis"),
    "4": ("1021000111U", "4ULIS", "4EME ULIS", "4ème ulis"), "3": ("1031001911U", "3ULIS", "3EME ULIS", "3ème ulis"),
    "2": ("2001001811U", "2ULIS", "2NDE GT ULIS", "2nde gt ulis"),
    "1G": ("2011001911U", "1ULIS", "PREMIERE GENERALE ULIS", "Première générale ulis"),
    "TG": ("2021001911U", "TULIS", "TERMINALE GENERALE ULIS", "Terminale générale ulis"),
}
MEF_CM2 = ("00310002220", "CM2", "CM2 (ELEMENTAIRE)", "11250010002")

# --- programmes: niveau -> list of (subject, modality, weekly hours in hundredths) ----------------------
_TRONC = [("020700", "S", 450), ("061300", "S", 350), ("030201", "O", 300), ("030102", "O", 250), ("030602", "O", 250),
          ("030902", "O", 250), ("043700", "S", 300), ("062300", "S", 150), ("062900", "S", 150), ("070800", "S", 150),
          ("081300", "S", 100), ("090100", "S", 100), ("100100", "S", 300), ("020300", "F", 100), ("084300", "F", 100),
          ("008400", "S", 0)]
_LYCEE = [("030201", "O", 250), ("030102", "O", 200), ("030602", "O", 200), ("030902", "O", 200), ("043700", "S", 300),
          ("043800", "S", 50), ("100100", "S", 200), ("020300", "F", 100), ("084300", "F", 100), ("008400", "S", 0)]
_SPE = ["061300", "050700", "052100", "062300", "020900", "373100", "062900", "383400", "278500"]
PROGRAMMES = {
    "6": [("020700", "S", 450), ("061300", "S", 450), ("030201", "O", 400), ("043700", "S", 300), ("062900", "S", 200),
          ("070800", "S", 200), ("081300", "S", 100), ("090100", "S", 100), ("100100", "S", 400), ("084300", "F", 100),
          ("008400", "S", 0)],
    "5": _TRONC, "4": _TRONC, "3": _TRONC,
    "2": _LYCEE + [("020700", "S", 400), ("061300", "S", 400), ("062300", "S", 300), ("062900", "S", 150), ("050700", "S", 150)],
    "1G": _LYCEE + [("020700", "S", 400), ("060600", "S", 200)] + [(m, "O", 400) for m in _SPE],
    "TG": _LYCEE + [("010300", "S", 400), ("060600", "S", 200)] + [(m, "O", 600) for m in _SPE],
    "1S": _LYCEE + [("020700", "S", 300), ("061300", "S", 300), ("435400", "S", 700), ("383400", "S", 400)],
    "TS": _LYCEE + [("010300", "S", 200), ("061300", "S", 300), ("435400", "S", 1000), ("383400", "S", 600)],
}
# blocks of specialities: the pupils of one barrette of divisions choose one subject in each block
SPECIALITES = {"1G": [["061300", "050700", "052100"], ["062300", "020900", "373100"], ["062900", "383400", "278500"]],
               "TG": [["061300", "050700", "052100"], ["062300", "020900", "373100"]]}

# --- whole-class teaching: niveau -> list of (subject, [durations in places]) ; "q" = one place pair a fortnight
H, D, Q = "h", "d", "q"      # one hour, two hours in a row, one hour every other week
CLASSE_ENTIERE = {
    "6": [("020700", [H, H, H, H, Q]), ("061300", [H, H, H, H, Q]), ("043700", [H, H, H]), ("062900", [H]), ("070800", [H]),
          ("081300", [H]), ("090100", [H]), ("100100", [D, D])],
    "2": [("020700", [H, H, H, H]), ("061300", [H, H, H, H]), ("043700", [H, H, H]), ("043800", [Q]), ("030201", [H, H, Q]),
          ("062300", [H, H]), ("062900", [H]), ("050700", [H, Q]), ("100100", [D])],
    "1G": [("020700", [H, H, H, H]), ("043700", [H, H, H]), ("043800", [Q]), ("030201", [H, H, Q]), ("060600", [H, H]), ("100100", [D])],
    "TG": [("010300", [H, H, H, H]), ("043700", [H, H, H]), ("043800", [Q]), ("030201", [H, H]), ("060600", [H, H]), ("100100", [D])],
    "1S": [("020700", [H, H, H]), ("061300", [H, H, H]), ("043700", [H, Q]), ("043800", [Q]), ("030201", [H, H, Q]), ("435400", [D, D, D]),
           ("383400", [D, D]), ("100100", [D])],
    "TS": [("010300", [H, H]), ("061300", [H, H, H]), ("043700", [H, Q]), ("043800", [Q]), ("030201", [H, H]), ("435400", [D, D, D]),
           ("383400", [D, D, D]), ("100100", [D])],
}
for _n in "543":
    CLASSE_ENTIERE[_n] = [("020700", [H, H, H, H, Q]), ("061300", [H, H, H, Q]), ("030201", [H, H, H]), ("043700", [H, H, H]),
                          ("062900", [H]), ("062300", [H]), ("070800", [H, Q]), ("081300", [H]), ("090100", [H]), ("100100", [D, H])]
# half-groups: niveau -> (subject A, subject B, "q" = they swap every other week, "h" = they swap between two hours)
DEMI_GROUPES = {"6": ("062900", "070800", H), "5": ("062900", "062300", Q), "4": ("062900", "062300", Q), "3": ("062900", "062300", Q),
                "2": ("062300", "062900", Q), "1S": ("435400", "383400", Q), "TS": ("435400", "383400", Q)}

# --- small tables of SIECLE ----------------------------------------------------------------------------
MODALITES_ELECTION = [("D", "DNL", "DISCIPLINE NON LINGUISTIQUE"), ("S", "TRONC COMM", "MATIERE ENSEIGNEE EN TRONC COMMUN"),
    ("O", "OBLIGATOIR", "MATIERE ENSEIGNEE OPTION OBLIGATOIRE"), ("F", "FACULTATIF", "MATIERE ENSEIGNEE OPTION FACULTATIVE"),
    ("N", "OBL OU FAC", "MATIERE ENSEIGNEE OBLIG. OU FACULTATIVE"), ("X", "MESURE SPE", "MESURE SPECIFIQUE"),
    ("L", "AJOUT ACAD", "AJOUT ACADEMIQUE AU PROGRAMME"), ("R", "ENS.RELIG.", "ENSEIGNEMENT RELIGIEUX")]
REGIMES = [("2", "DP DAN", "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT"), ("3", "INTERN", "INTERNE DANS L'ETABLISSEMENT"),
    ("4", "IN.EX.", "INTERNE EXTERNE"), ("38", "1/2 IN", "DEMI INTERNE"), ("39", "INT WE", "INTERNE WEEK END"),
    ("0", "EXTERN", "EXTERNE LIBRE"), ("5", "IN.HEB", "INTERNE HEBERGE"), ("1", "EX.SUR", "EXTERNE SURVEILLE"),
    ("6", "DP HOR", "DEMI-PENSIONNAIRE HORS L'ETABLISSEMENT")] + [
    ("2%d" % j, "DP %d J" % j, "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT %d" % j) for j in range(1, 7)] + [
    ("29", "TICKET", "DEMI-PENSIONNAIRE AU TICKET")] + [
    ("3%d" % j, "INT %dJ" % j, "INTERNE %d JOUR%s" % (j, "S" if j > 1 else "")) for j in range(1, 7)]
LIENS_PARENTE = [("51", "ASE", "AIDE SOCIALE A L'ENFANCE", "Aide sociale à l'enfance", 8),
    ("39", "AUTRE FAM.", "AUTRE MEMBRE DE LA FAMILLE", "Autre membre de la famille", 5), ("50", "TUTEUR", "TUTEUR", "Tuteur", 6),
    ("10", "MERE", "MERE", "Mère", 1), ("20", "PERE", "PERE", "Père", 2), ("90", "AUTRE LIEN", "AUTRE LIEN", "Autre lien", 12),
    ("70", "ELEVE", "ELEVE LUI-MEME", "Elève lui-même", 7), ("37", "FRATRIE", "FRATRIE", "Fratrie", 4),
    ("38", "ASCENDANT", "ASCENDANT", "Ascendant", 3), ("41", "EDUCATEUR", "EDUCATEUR", "Educateur", 9),
    ("42", "ASS. FAMIL", "ASSISTANT FAMILIAL", "Assistant familial", 10)]
NIVEAUX_RESPONSABILITE = [("1", "LEGAL", "REPRESENTANT LEGAL", "Représentant légal"),
    ("2", "EN CHARGE", "PERSONNE EN CHARGE DE L'ELEVE", "Personne en charge de l'élève"),
    ("3", "CONTACT", "PERSONNE A CONTACTER", "Personne à contacter")]
BOURSES = [("1", "NAT.", "BOURSE NATIONALE", 1), ("2", "DEP.", "BOURSE DEPARTEMENTALE", 0),
    ("4", "E.SUP.", "BOURSE ENSEIGNEMENT SUPERIEUR", 0), ("8", "COLL.", "BOURSE DES COLLEGES", 1)]
PROFESSIONS = [("56", "Services directs aux particuliers", "Personnels des services directs aux particuliers"),
    ("53", "Policier/Militaire", "Policiers et militaires"), ("55", "Employé de commerce", "Employés de commerce"),
    ("54", "Employé admin. d'entreprise", "Employés administratifs d'entreprises"),
    ("52", "Employé civil/Agent fonction publique", "Employés civils et agents de service de la fonction publique"),
    ("47", "Technicien", "Techniciens"), ("43", "Intermédiaire santé et social", "Professions intermédiaires de la santé et du travail social"),
    ("42", "Professeur des écoles/Instituteur", "Professeurs des écoles, instituteurs et assimilés"),
    ("38", "Ingénieur/Cadre technique d'entreprise", "Ingénieurs et cadres techniques d'entreprise"),
    ("34", "Professeur/Profession scientifique", "Professeurs, professions scientifiques"), ("31", "Profession libérale", "Professions libérales"),
    ("22", "Commerçant", "Commerçants et assimilés"), ("21", "Artisan", "Artisans"), ("64", "Chauffeur", "Chauffeurs"),
    ("10", "Agriculteur exploitant", "Agriculteurs exploitants"), ("74", "Retraité cadre", "Anciens cadres"),
    ("86", "Sans profession +60 ans (hors retraité)", "Personnes sans activité professionnelle >= 60 ans (sauf retraités)"),
    ("85", "Sans profession -60 ans (hors retraité)", "Personnes sans activité professionnelle < 60 ans (sauf retraités)"),
    ("99", "Non renseignée (inconnue ou sans objet)", "non renseignée (inconnue ou sans objet)")]
PROVENANCES = [("7", "ETRG HCEE", "ETAB. ETRANGER HORS CEE"), ("6", "ETRG CEE", "ETAB. ETRANGER CEE"),
    ("5", "FRANC ETRG", "ETAB. FRANCAIS A L ETRANGER"), ("4", "PR HORS AC", "ETAB. PRIVE HORS ACADEMIE"),
    ("3", "PU HORS AC", "ETAB. PUBLIC HORS ACADEMIE"), ("2", "PR ACA", "ETAB. PRIVE DE L ACADEMIE"),
    ("1", "PU ACA", "ETAB. PUBLIC DE L ACADEMIE"), ("8", "AUTRE", "AUTRE")]
MOTIFS_SORTIE = [("42", "DEP ETR SP", "DEPART A L'ETRANGER SANS PRECISION"), ("39", "F.E SS PRE", "FIN D'ETUDES : SANS PRECISION"),
    ("27", "CNED", "AUTRE SUITE ETUDES : CNED"), ("24", "AUT APPREN", "AUTRE SUITE ETUDES : APPRENTISSAGE"),
    ("19", "SE 2D M.SP", "SUITE ETUDES 2D DEG. MEN:SANS PRECISIONS"), ("14", "SE 2D ETRA", "SUITE ETUDES 2D DEG. MEN:ETAB. ETRANGER"),
    ("13", "SE 2D PRIH", "SUITE ETUDES 2D DEG. MEN:PRIVE HORS ACA."), ("12", "SE 2D PUHA", "SUITE ETUDES 2D DEG. MEN:PUBLIC HORS ACA"),
    ("11", "SE 2D PRIA", "SUITE ETUDES 2D DEG. MEN:PRIVE ACADEMIE"), ("10", "SE 2D PUAC", "SUITE ETUDES 2D DEG. MEN:PUBLIC ACADEMIE"),
    ("44", "NON PR.ETA", "NE S'EST PAS PRESENTE DANS L'ETABLISSEM."), ("46", "INST.FAMIL", "INSTRUCTION DANS LA FAMILLE"),
    ("99", "INCONNU", "INCONNU")]
STATUTS_ELEVE = [("CQ", "CONTR.QUAL", "CONTRAT DE QUALIFICATION"), ("FQ", "STAG.F-PRO", "STAGIAIRE DE LA FORMATION PROF."),
    ("AP", "APPRENTI", "APPRENTI"), ("ST", "SCOLAIRE", "SCOLAIRE"), ("FC", "F CONTINUE", "FORMATION CONTINUE")]
CONTRATS = [("1", "HORS CTRAT", "HORS CONTRAT"), ("3", "CTR ASSOC", "SOUS CONTRAT D'ASSOCIATION")]
TYPES_ETABLISSEMENT = [("LYC", "LYCEE", "LYCEE"), ("EREA", "EREA", "ECOLE REGIONALE DU SECOND DEGRE"),
    ("LP", "LP", "LYCEE PROFESSIONNEL"), ("CLG", "COLLEGE", "COLLEGE"), ("SEP", "SEP", "SECTION PROFESSIONNELLE EN LYCEE"),
    ("SES", "SEGPA", "SECTION ENSEIGNT GEN. ET PROF. ADAPTE"), ("1ORD", "ECOLE 1D", "ECOLE DU 1ER DEGRE ORDINAIRE"),
    ("CFA", "CFA", "CENTRE DE FORMATION D APPRENTIS"), ("9999", "SS CORRESP", "SANS CORRESPONDANCE")]
MODALITES_COURS = [("AT", "ATELIER", "ATELIER"), ("CG", "COURS", "COURS GENERAL"), ("TD", "T.D", "TRAVAUX DIRIGES"),
    ("AP", "ATP", "ATELIER DE PRATIQUE"), ("MO", "MODULE", "MODULE MONO-DISCIPLINAIRE"), ("TP", "TP", "TRAVAUX PRATIQUES"),
    ("AI", "AIDE IND", "AIDE INDIVIDUALISEE - SOUTIEN"), ("PL", "PLURIDISC", "PLURIDISCIPLINAIRE"),
    ("EC", "ENS. COMP.", "ENSEIGNEMENT COMPLEMENTAIRE")]
PERSONNALISATIONS = [("01", "PAP", "PLAN D'ACCOMPAGNEMENT PERSONNALISE", "Plan d'accompagnement personnalisé", "1D2D", "O", "01/09/2015"),
    ("02", "PAI", "PROJET D'ACCUEIL INDIVIDUALISE", "Projet d'accueil individualisé", "1D2D", "O", "01/09/2003"),
    ("03", "PPRE", "PROGRAMME PERSONNALISE DE REUSSITE EDUCATIVE", "Programme personnalisé de réussite éducative", "1D2D", "N", "01/09/2015"),
    ("04", "PPS", "PROJET PERSONNALISE DE SCOLARISATION", "Projet personnalisé de scolarisation", "1D2D", "O", "01/09/2005"),
    ("18", "DEV. FAITS", "DEVOIRS FAITS", "Devoirs faits", "2D", "N", "01/09/2017")]

TYPES_AHE = [("4112", "ASSO.EPS", "HEURES ASSOCIATIONS SPORTIVES"), ("9042", "ART/CULT", "ACTIONS ARTISTIQUES ET CULTURELLES"),
    ("9102", "COOR.DISC", "COORDINATION DE DISCIPLINE"), ("9162", "REF.NUM", "REFERENT NUMERIQUE")]
CIVILITES_STS = [(".", "M.", "M."), ("1", "M.", "M."), ("2", "MME", "Mme"), ("3", "MME", "Mme"), ("L", "MME", "Mme"), ("M", "MME", "Mme")]
MEFSTATS4 = {"2111": "6EME", "2112": "5EME", "2115": "4EME", "2116": "3EME", "2211": "2NDE GT", "2212": "1ERE GT", "2213": "TERM GT"}
