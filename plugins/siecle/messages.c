/*
 * What this plugin can say, French first. Codes and conditions are the catalogue's (rules.tsv, family I and
 * §2.2.1 of rules.md); `answer` is SIECLE's own code for the same thing.
 */
#include "siecle.h"

#define SAY(code_, answer_, severity_, fix_in_, title_fr_, title_en_, text_fr_, text_en_, remedy_fr_,        \
            remedy_en_, ...)                                                                                 \
    {                                                                                                        \
        .code = (code_), .answer = (answer_), .fix_in = (fix_in_), .title_fr = (title_fr_),                  \
        .title_en = (title_en_), .text_fr = (text_fr_), .text_en = (text_en_), .remedy_fr = (remedy_fr_),    \
        .remedy_en = (remedy_en_), .severity = PAS_##severity_, .blame = PAS_BLAME_DATA,                     \
        .source = __VA_ARGS__                                                                                \
    }
/* After the source may stand .dangling: the links of which the message is said when they lead nowhere. */
#define LEG "SFD-LEG 16.5 (siecle.md §9.3)"
#define REDO_FR "Corrigez, puis refaites les exports et relancez."
#define REDO_EN "Correct it, then export again and run again."

const pas_message siecle_messages[] = {
    /* ----- reading */
    SAY("eleve-ine-mal-forme", NULL, WARNING, "SIECLE", "INE mal formés", "Malformed INE",
        "L'INE de {eleve} ({ine}) n'a aucune des formes connues.",
        "The INE of {eleve} ({ine}) has none of the known forms.",
        "SIECLE Base élèves > Fiches élèves : vérifiez l'INE.",
        "SIECLE Base élèves > Fiches élèves: check the INE.", "siecle.md §11"),
    SAY("eleve-ine-cle-fausse", NULL, WARNING, "SIECLE", "INE à la clé fausse", "INE with a wrong key",
        "L'INE de {eleve} ({ine}) devrait finir par {cle}.",
        "The INE of {eleve} ({ine}) should end in {cle}.",
        "SIECLE Base élèves > Fiches élèves : vérifiez l'INE.",
        "SIECLE Base élèves > Fiches élèves: check the INE.", "siecle.md §11"),
    SAY("eleve-sans-mef", NULL, ERROR, "SIECLE", "Élèves présents sans MEF", "Pupils present without a MEF",
        "{eleve} n'a pas de MEF.", "{eleve} has no MEF.",
        "SIECLE Base élèves > Fiches élèves : complétez la scolarité.",
        "SIECLE Base élèves > Fiches élèves: complete the schooling.", "rules.tsv eleve-sans-mef"),
    SAY("eleve-sans-ine", NULL, ERROR, "SIECLE", "Élèves présents sans INE", "Pupils present without an INE",
        "{eleve} n'a pas d'INE.", "{eleve} has no INE.",
        "Sans lui, pas de compte (EduConnect, ENT, PIX) : complétez la fiche (SIECLE Base élèves > Fiches "
        "élèves "
        "> Recherche et MAJ). Pour un arrivant récent, il vient ensuite. Au dépôt des liens, l'ELEVE_ID "
        "suffit.",
        "Without it there is no account (EduConnect, ENT, PIX): complete the record (SIECLE Base élèves > "
        "Fiches "
        "élèves > Recherche et MAJ). For a newcomer it comes later. For the deposit of links, ELEVE_ID is "
        "enough.",
        "rules.tsv eleve-sans-ine ; siecle.md (c) 1"),
    SAY("eleve-sans-date-naissance", NULL, BLOCKING, "SIECLE", "Élèves sans date de naissance",
        "Pupils without a birth date", "{eleve} n'a pas de date de naissance.", "{eleve} has no birth date.",
        "SIECLE Base élèves > Fiches élèves : complétez la date de naissance.",
        "SIECLE Base élèves > Fiches élèves: complete the birth date.",
        "rules.tsv eleve-sans-date-naissance"),
    SAY("eleve-dates-incoherentes", NULL, WARNING, "SIECLE", "Élèves sortis avant d'être entrés",
        "Pupils who left before they came", "{eleve} est sorti le {sortie}, entré le {entree}.",
        "{eleve} left on {sortie}, came on {entree}.",
        "SIECLE Base élèves > Fiches élèves : corrigez ces dates.",
        "SIECLE Base élèves > Fiches élèves: correct these dates.", "rules.tsv eleve-dates-incoherentes"),
    SAY("eleve-type-structure-inconnu", NULL, ERROR, "SIECLE", "Structures d'un type inconnu",
        "Structures of an unknown type",
        "La structure « {code} » est de type « {type} », ni D ni G : elle est ignorée.",
        "Structure “{code}” is of type “{type}”, neither D nor G: it is ignored.",
        "Refaites l'export des élèves.", "Export the pupils again.", "siecle.md E19"),
    SAY("calendrier-siecle-incoherent", NULL, WARNING, "SIECLE", "Année scolaire incohérente",
        "School year that does not agree", "L'année scolaire irait du {debut} au {fin}.",
        "The school year would run from {debut} to {fin}.",
        "SIECLE Données communes > Année scolaire : corrigez les dates.",
        "SIECLE Données communes > Année scolaire: correct the dates.",
        "rules.tsv calendrier-siecle-incoherent"),

    /* The catalogue has it blocking, for who deposits this file as links. Nothing here ever deposits it: it
     * only lies beside the files that are read, and what is made of those is right. */
    SAY("elevesgroupes-confondu-avec-dossiers", NULL, WARNING, NULL,
        "Dossiers d'élèves, et non liens élèves-groupes", "Pupils' records, not pupil-group links",
        "« {fichier} » est un import de dossiers d'élèves (logiciel privé) : rien n'en est lu.",
        "“{fichier}” is an import of pupils' records (private software): nothing of it is read.",
        "Ne le déposez pas comme liens élèves-groupes : il modifierait les fiches des élèves.",
        "Do not deposit it as pupil-group links: it would change the pupils' records.", "siecle.md §10"),

#include "messages_rules.def"

#include "messages_doublons.def"

    /* ----- what SIECLE answers, pupil by pupil */
    SAY("elevesgroupes-eleve-inconnu", "REJELEGROUPE_01", ERROR, "EDT", "Élèves inconnus de SIECLE",
        "Pupils unknown to SIECLE",
        "{eleve} n'est pas dans SIECLE, ni par son identifiant ni par ses nom, prénom et date de "
        "naissance (liens rejetés : {liens}).",
        "{eleve} is not in SIECLE, neither by identifier nor by name and birth date: the {liens} links would "
        "be rejected.",
        "Mettez EDT à jour depuis SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves), puis "
        "refaites l'export.",
        "Update EDT from SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves), then export "
        "again.",
        LEG),
    SAY("elevesgroupes-rejet-inexplique", "REJELEGROUPE_02", ERROR, "SIECLE", "Rejet inexpliqué de SIECLE",
        "Rejection SIECLE does not explain", "SIECLE n'a pas su dire pourquoi il rejette cet élève.",
        "SIECLE could not tell why it rejects this pupil.",
        "Ne se prévoit pas. Si ce code figure dans le compte rendu de SIECLE, signalez-le à l'assistance de "
        "l'académie.",
        "Cannot be foreseen. If this code stands in SIECLE's report, tell the académie's support.", LEG),
    SAY("elevesgroupes-identifiant-repete", "REJELEGROUPE_03", ERROR, "EDT",
        "Élèves présents deux fois dans EDT", "Pupils twice in EDT",
        "{eleve} est déjà dans le fichier : SIECLE ne prend que la première fiche (liens perdus : "
        "{liens}).",
        "{eleve} is in the file already: SIECLE takes only the first record, these {liens} links would be "
        "lost.",
        "Supprimez la fiche en double dans EDT après avoir reporté ses groupes sur l'autre.",
        "Delete the double record in EDT after moving its groups to the other.", LEG),
    SAY("elevesgroupes-groupe-inconnu", "GROUPE_A_01", ERROR, "EDT ou STS-Web", "Groupes inconnus de SIECLE",
        "Groups unknown to SIECLE", "Le groupe « {groupe} » n'est pas dans SIECLE (liens perdus : {liens}).",
        "Group “{groupe}” is not in SIECLE (links lost: {liens}).",
        "Nom différent dans STS-Web, ou groupe pas encore remonté : établissez la correspondance dans EDT, "
        "relancez l'export "
        "« Structure » de STS-Web vers SIECLE, puis refaites les exports.",
        "Another name in STS-Web, or not uploaded yet: set the correspondence in EDT, push “Structure” from "
        "STS-Web to "
        "SIECLE, then export again.",
        LEG),
    SAY("elevesgroupes-division-prise-pour-groupe", "GROUPE_A_01", ERROR, "EDT",
        "Classes prises pour des groupes", "Classes taken for groups",
        "« {groupe} » est une classe dans SIECLE, pas un groupe (liens perdus : {liens}).",
        "“{groupe}” is a class in SIECLE, not a group (links lost: {liens}).",
        "Renommez le groupe dans EDT comme dans STS-Web, puis refaites l'export.",
        "Rename the group in EDT as in STS-Web, then export again.", LEG),
    SAY("elevesgroupes-eleve-sans-mef", "GROUPE_B_01", ERROR, "SIECLE", "Élèves sans MEF dans SIECLE",
        "Pupils without a MEF in SIECLE", "{eleve} n'a pas de MEF : tous ses liens seraient refusés.",
        "{eleve} has no MEF: all the links would be refused.",
        "SIECLE Base élèves > Fiches élèves : complétez la scolarité.",
        "SIECLE Base élèves > Fiches élèves: complete the schooling.", LEG),
    SAY("elevesgroupes-groupe-hors-mef", "GROUPE_B_02", ERROR, "STS-Web",
        "Groupes non rattachés au MEF de l'élève", "Groups not of the pupil's MEF",
        "{eleve} (MEF {mef}) est dans {groupe}, que STS-Web ne rattache pas à ce MEF : "
        "lien perdu.",
        "{eleve} (MEF {mef}) is in {groupe}, which STS-Web does not attach to this MEF: link lost.",
        "Dans STS-Web, ajoutez le MEF (ou la classe) au groupe, exportez « Structure » vers SIECLE, puis "
        "recommencez.",
        "In STS-Web, add the MEF (or the class) to the group, push “Structure” to SIECLE, then start again.",
        LEG),
    SAY("elevesgroupes-dates-invalides", "ELEGRP_A_01", WARNING, "EDT", "Dates de groupe inversées",
        "Reversed dates in a group",
        "{eleve}, groupe {groupe} : du {debut} au {fin}. SIECLE remplacera ces dates par l'année "
        "entière.",
        "{eleve}, group {groupe}: from {debut} to {fin}. SIECLE will replace these dates by the whole year.",
        "Emploi du temps > Groupes > Élèves : corrigez les dates dans EDT.",
        "Timetable > Groups > Pupils: correct the dates in EDT.", LEG),
    SAY("elevesgroupes-debut-hors-annee", "ELEGRP_A_02", WARNING, "EDT",
        "Entrées dans un groupe hors de l'année", "Group entries outside the year",
        "{eleve}, groupe {groupe} : entrée le {debut}, hors de l'année scolaire. SIECLE mettra "
        "le premier jour de l'année.",
        "{eleve}, group {groupe}: entry on {debut}, outside the school year. SIECLE will put the first day "
        "of the year.",
        "Emploi du temps > Groupes > Élèves : corrigez la date dans EDT.",
        "Timetable > Groups > Pupils: correct the date in EDT.", LEG),
    SAY("elevesgroupes-fin-hors-annee", "ELEGRP_A_03", WARNING, "EDT", "Sorties d'un groupe hors de l'année",
        "Group exits outside the year",
        "{eleve}, groupe {groupe} : sortie le {fin}, hors de l'année scolaire. SIECLE effacera "
        "cette date.",
        "{eleve}, group {groupe}: exit on {fin}, outside the school year. SIECLE will clear this date.",
        "Emploi du temps > Groupes > Élèves : corrigez la date dans EDT.",
        "Timetable > Groups > Pupils: correct the date in EDT.", LEG),

    /* ----- what is said besides */
    SAY("elevesgroupes-eleve-sorti", NULL, WARNING, "EDT", "Élèves partis encore dans des groupes",
        "Pupils gone and still in groups",
        "{eleve} est sorti le {sortie} : ses liens sont arrêtés à cette date.",
        "{eleve} left on {sortie}: the links end that day.", "Mettez EDT à jour depuis SIECLE.",
        "Update EDT from SIECLE.", "rules.tsv elevesgroupes-eleve-sorti"),
    SAY("elevesgroupes-eleve-sans-identifiant", NULL, ERROR, "EDT", "Élèves sans identifiant",
        "Pupils without identifier",
        "{eleve} n'a ni identifiant SIECLE ni INE de 11 caractères : ses {liens} liens ne peuvent pas être "
        "écrits.",
        "{eleve} has neither a SIECLE identifier nor an INE of 11 characters: the {liens} links cannot be "
        "written.",
        "Mettez EDT à jour depuis SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves), ou "
        "donnez aussi "
        "l'export « Élèves » de SIECLE.",
        "Update EDT from SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves), or give "
        "SIECLE's “Élèves” "
        "export too.",
        "rules.tsv identifiants-siecle-perdus"),
    SAY("elevesgroupes-eleve-incomplet", NULL, ERROR, "EDT", "Élèves sans nom, prénom ou date de naissance",
        "Pupils without name or birth date",
        "{eleve} : il manque le nom, le prénom ou la date de naissance ; ses {liens} liens "
        "ne peuvent pas être écrits.",
        "{eleve}: name, first name or birth date is missing; the {liens} links cannot be written.",
        "Complétez la fiche, ou mettez EDT à jour depuis SIECLE.",
        "Complete the record, or update EDT from SIECLE.", "siecle.md §9.2"),
    SAY("elevesgroupes-eleve-sans-groupe", NULL, INFO, "EDT", "Élèves sans aucun groupe",
        "Pupils in no group", "{eleve} n'est dans aucun groupe : il ne figure pas dans le fichier.",
        "{eleve} is in no group: not in the file.", NULL, NULL, "rules.tsv elevesgroupes-eleve-sans-groupe"),
    SAY("elevesgroupes-lien-repete", NULL, INFO, "EDT", "Élèves deux fois dans le même groupe",
        "Pupils twice in one group",
        "{eleve} est revenu dans {groupe} : SIECLE ne connaît qu'une période, la dernière est gardée.",
        "{eleve} came back to {groupe}: SIECLE knows one period only, the last is kept.", NULL, NULL,
        "siecle.md §9.2"),
    SAY("structure-code-trop-long", NULL, ERROR, "EDT", "Noms de groupe trop longs",
        "Group names that are too long",
        "« {groupe} » a {longueur} caractères, {limite} au plus : {liens} liens ne peuvent pas être écrits.",
        "“{groupe}” has {longueur} characters, {limite} at most: {liens} links cannot be written.",
        "Raccourcissez le nom du groupe dans EDT et dans STS-Web. Rien n'est jamais coupé d'office.",
        "Shorten the group's name in EDT and in STS-Web. Nothing is ever cut silently.",
        "rules.tsv structure-code-trop-long"),
    SAY("elevesgroupes-groupe-sans-code", NULL, ERROR, "EDT", "Groupes sans nom", "Groups without a name",
        "Un groupe n'a pas de nom : {liens} liens ne peuvent pas être écrits.",
        "A group has no name: {liens} links cannot be written.",
        "Nommez le groupe dans EDT comme dans STS-Web.", "Name the group in EDT as in STS-Web.",
        "siecle.md §9.2"),
    SAY("groupe-code-de-plus-de-8", NULL, INFO, "EDT", "Codes de groupe de plus de 8 caractères",
        "Group codes of more than 8 characters",
        "« {groupe} » a {longueur} caractères : admis depuis 2020, mais au-delà de la "
        "spécification de 2016.",
        "“{groupe}” has {longueur} characters: accepted since 2020, but over the specification of 2016.",
        NULL, NULL, "rules.tsv groupe-code-de-plus-de-8"),
    SAY("elevesgroupes-groupe-oublie", NULL, ERROR, "EDT", "Groupes que l'import viderait",
        "Groups the import would empty",
        "Le groupe « {groupe} » a {eleves} élèves dans SIECLE et aucun dans EDT : il serait vidé.",
        "Group “{groupe}” has {eleves} pupils in SIECLE and none in EDT: it would be emptied.",
        "Si ce n'est pas voulu, affectez ses élèves dans EDT (Groupes > Élèves) et refaites l'export.",
        "If this is not meant, put its pupils in (Groups > Pupils) in EDT and export again.",
        "rules.tsv elevesgroupes-groupe-oublie"),
    SAY("eleve-absent-de-edt", NULL, WARNING, "EDT", "Élèves de SIECLE absents d'EDT",
        "Pupils of SIECLE missing in EDT",
        "{eleve} est présent dans SIECLE et absent d'EDT : ses {liens} liens d'aujourd'hui seraient effacés.",
        "{eleve} is in SIECLE and not in EDT: today's {liens} links would be erased.",
        "Mettez EDT à jour depuis SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves).",
        "Update EDT from SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves).",
        "rules.tsv eleve-absent-de-edt"),

    SAY("export-siecle-vide", NULL, BLOCKING, "SIECLE", "Export de SIECLE sans contenu",
        "Export of SIECLE with nothing in it",
        "{document} : rien de ce qui a été lu n'a sa place dans cet export.",
        "{document}: nothing of what was read belongs in this export.",
        "Donnez à lire l'export correspondant de SIECLE, ou retirez cette étape d'écriture.",
        "Give the corresponding export of SIECLE to be read, or take this write step out.",
        "siecle.md §3.19, §5.6, §6"),

    /* ----- what could not be checked */
    SAY("elevesgroupes-non-controle-eleves", NULL, WARNING, "SIECLE", "Non contrôlé : les élèves",
        "Not checked: the pupils",
        "L'export « Élèves » de SIECLE n'est pas fourni : on ne sait pas quels élèves SIECLE "
        "reconnaîtra, ni quels MEF ils ont.",
        "SIECLE's “Élèves” export is not given: which pupils SIECLE will know, and their MEFs, cannot be "
        "told.",
        "SIECLE Base élèves > Exportations > En XML > Génériques > Élèves sans adresses.",
        "SIECLE Base élèves > Exportations > En XML > Génériques > Élèves sans adresses.", "rules.md §3.0"),
    SAY("elevesgroupes-non-controle-structures", NULL, WARNING, "SIECLE", "Non contrôlé : les groupes",
        "Not checked: the groups",
        "L'export « Structures » de SIECLE n'est pas fourni : on ne sait pas quels groupes SIECLE "
        "connaît.",
        "SIECLE's “Structures” export is not given: which groups SIECLE knows cannot be told.",
        "SIECLE Base élèves > Exportations > En XML > Génériques > Structures.",
        "SIECLE Base élèves > Exportations > En XML > Génériques > Structures.", "rules.md §3.0"),
    SAY("elevesgroupes-non-controle-annee", NULL, INFO, "SIECLE", "Non contrôlé : les dates",
        "Not checked: the dates",
        "L'export « Communs » de SIECLE n'est pas fourni : les dates des groupes ne sont pas comparées à "
        "l'année scolaire.",
        "SIECLE's “Communs” export is not given: dates in groups are not compared with the school year.",
        "SIECLE Base élèves > Exportations > En XML > Génériques > Communs.",
        "SIECLE Base élèves > Exportations > En XML > Génériques > Communs.", "rules.md §3.0"),

    /* ----- the deposit as a whole */
    SAY("elevesgroupes-remplacement-total", NULL, INFO, NULL, "SIECLE remplace tout",
        "SIECLE replaces everything",
        "SIECLE efface d'abord tous les liens élèves-groupes de l'établissement, puis reprend ceux du "
        "fichier ({n} élèves, "
        "{m} liens, {g} groupes).",
        "SIECLE first erases all the school's pupil-group links, then takes those of the file ({n} pupils, "
        "{m} links, {g} "
        "groups).",
        "Dépôt : SIECLE Base élèves (mode mise à jour) > Importations > Liens élève-groupe depuis logiciel "
        "privé. Il est traité "
        "plus tard : lisez le compte rendu dans Suivi des échanges.",
        "Deposit: SIECLE Base élèves (mode mise à jour) > Importations > Liens élève-groupe depuis logiciel "
        "privé. It is "
        "processed later: read the report in Suivi des échanges.",
        "rules.tsv elevesgroupes-remplacement-total"),
    SAY("elevesgroupes-perte", NULL, BLOCKING, NULL, "Fichier non publié : des liens seraient perdus",
        "File not published: links would be lost",
        "{liens} liens de {eleves} élèves seraient perdus ({groupes} groupes sans place "
        "dans SIECLE, {vides} groupes vidés), sur {total} liens à écrire.",
        "{liens} links of {eleves} pupils would be lost ({groupes} groups without a place in SIECLE, {vides} "
        "groups "
        "emptied), out of {total} links to write.",
        "Corrigez ce qui suit et relancez ; ou publiez tout de même avec --set incomplete=accept.",
        "Correct what follows and run again; or publish all the same with --set incomplete=accept.", LEG),
    SAY("elevesgroupes-perte-inconnue", NULL, BLOCKING, NULL, "Fichier non publié : pertes inconnues",
        "File not published: losses unknown",
        "Sans {documents}, on ne sait pas si des liens seraient perdus.",
        "Without {documents}, it cannot be told whether links would be lost.",
        "Ajoutez les exports de SIECLE (Exportations > En XML > Génériques) et relancez ; ou publiez tout de "
        "même avec --set "
        "incomplete=accept.",
        "Add SIECLE's exports (Exportations > En XML > Génériques) and run again; or publish all the same "
        "with --set "
        "incomplete=accept.",
        LEG),
    SAY("elevesgroupes-perte-acceptee", NULL, WARNING, NULL, "Pertes acceptées", "Losses accepted",
        "{liens} liens de {eleves} élèves seront perdus ; le fichier est publié parce que vous l'avez "
        "demandé.",
        "{liens} links of {eleves} pupils will be lost; the file is published because you asked for it.",
        REDO_FR, REDO_EN, LEG),
    SAY("elevesgroupes-vide", NULL, BLOCKING, "EDT", "Aucun lien à écrire", "No link to write",
        "Aucun élève n'a de lien qui puisse être écrit : SIECLE refuserait ce fichier.",
        "No pupil has a link that can be written: SIECLE would refuse this file.",
        "Affectez les élèves aux groupes dans EDT (Groupes > Élèves > Affecter automatiquement), puis "
        "refaites l'export.",
        "Put pupils in groups in EDT (Groupes > Élèves > Affecter automatiquement), then export again.",
        "rules.tsv elevesgroupes-vide"),
    SAY("elevesgroupes-aucun-identifiant", NULL, BLOCKING, "EDT", "Aucun élève identifiable",
        "No pupil can be identified",
        "Les élèves ont des groupes, mais aucun n'a d'identifiant SIECLE ni d'INE de 11 caractères : SIECLE "
        "refuserait ce "
        "fichier.",
        "Pupils have groups, but none has a SIECLE identifier or an INE of 11 characters: SIECLE would "
        "refuse this file.",
        "Mettez EDT à jour depuis SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves), ou "
        "donnez aussi "
        "l'export « Élèves » de SIECLE.",
        "Update EDT from SIECLE (Imports/Exports > SIECLE > Récupérer les données des élèves), or give "
        "SIECLE's “Élèves” "
        "export too.",
        "siecle.md §9.2"),
    SAY("elevesgroupes-nom-invalide", NULL, BLOCKING, NULL, "Numéro d'établissement inutilisable",
        "Unusable school number",
        "« {valeur} » n'est pas un UAI : le nom que SIECLE exige ne peut pas être formé.",
        "“{valeur}” is not a UAI: the name SIECLE requires cannot be made.",
        "Donnez-le avec option.uai dans la chaîne, ou corrigez-le dans les paramètres d'EDT.",
        "Give it with option.uai in the pipeline, or correct it in EDT's settings.", "SFD-LEG §4.1"),
    SAY("elevesgroupes-nom-incoherent", "Année du fichier différente", BLOCKING, NULL,
        "Année du dépôt différente de la base", "Year of the deposit is not the base's",
        "Les fichiers disent une année, et l'année scolaire des élèves de SIECLE commence en {valeur} : "
        "SIECLE refuserait le dépôt.",
        "The files tell one year, and SIECLE's pupils' school year begins in {valeur}: SIECLE would refuse "
        "the deposit.",
        "De mai à septembre SIECLE a deux bases : refaites tous les exports dans la même (en cours ou en "
        "préparation).",
        "From May to September SIECLE has two bases: make all exports again in the same one.",
        "SFD-LEG §4.2.2"),
    SAY("elevesgroupes-annee-inconnue", NULL, BLOCKING, NULL, "Année scolaire inconnue",
        "School year unknown",
        "Aucun fichier ne dit l'année scolaire : le nom que SIECLE exige ne peut pas être formé.",
        "No file tells the school year: the name SIECLE requires cannot be made.", "Refaites les exports.",
        "Export again.", "SFD-LEG §4.1"),
    SAY("elevesgroupes-sans-emploi-du-temps", NULL, BLOCKING, NULL, "Pas d'emploi du temps", "No timetable",
        "Aucune étape ne lit un emploi du temps.", "No step reads a timetable.",
        "Ajoutez à la chaîne l'étape qui lit l'export de l'emploi du temps.",
        "Add the step that reads the timetable's export to the pipeline.", NULL),

    /* ----- figures */
    SAY("elevesgroupes-chiffre-eleves", NULL, INFO, NULL, "élèves dans le fichier", "pupils in the file", "",
        "", NULL, NULL, NULL),
    SAY("elevesgroupes-chiffre-liens", NULL, INFO, NULL, "liens dans le fichier", "links in the file", "", "",
        NULL, NULL, NULL),
    SAY("elevesgroupes-chiffre-groupes", NULL, INFO, NULL, "groupes dans le fichier", "groups in the file",
        "", "", NULL, NULL, NULL),
    SAY("elevesgroupes-chiffre-effaces", NULL, INFO, NULL, "liens de SIECLE effacés puis repris",
        "links of SIECLE erased and taken again", "", "", NULL, NULL, NULL),
};
SIECLE_COUNT(siecle_messages, SIECLE_N_MESSAGES);
