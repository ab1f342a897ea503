/* What this plugin can say, French first. Codes and conditions: rules.tsv and sts.md §8. */
#include "sts.h"

#define SAY(code_, severity_, fix_in_, title_fr_, title_en_, text_fr_, text_en_, remedy_fr_, remedy_en_,     \
            source_)                                                                                         \
    {                                                                                                        \
        .code = (code_), .fix_in = (fix_in_), .title_fr = (title_fr_), .title_en = (title_en_),              \
        .text_fr = (text_fr_), .text_en = (text_en_), .remedy_fr = (remedy_fr_), .remedy_en = (remedy_en_),  \
        .source = (source_), .severity = PAS_##severity_, .blame = PAS_BLAME_DATA                            \
    }
/* A rule's, whose condition is the catalogue's; `dangling_`: the links of which it is said. */
#define RULE(code_, severity_, fix_in_, title_fr_, title_en_, text_fr_, text_en_, remedy_fr_, remedy_en_,    \
             dangling_)                                                                                      \
    {                                                                                                        \
        .code = (code_), .fix_in = (fix_in_), .title_fr = (title_fr_), .title_en = (title_en_),              \
        .text_fr = (text_fr_), .text_en = (text_en_), .remedy_fr = (remedy_fr_), .remedy_en = (remedy_en_),  \
        .source = "rules.tsv ; sts.md §8", .severity = PAS_##severity_, .blame = PAS_BLAME_DATA,             \
        .dangling = (dangling_)                                                                              \
    }
#define WHERE_FR                                                                                             \
    "sts_emp (racine STS_EDT) : STS-Web > Exports > Emploi du temps. emp_sts (racine EDT_STS) : EDT > "      \
    "Imports/Exports > STSWEB."
#define WHERE_EN                                                                                             \
    "sts_emp (root STS_EDT): STS-Web > Exports > Emploi du temps. emp_sts (root EDT_STS): EDT > "            \
    "Imports/Exports > STSWEB."

const pas_message sts_messages[] = {
    SAY("fichier-sts-sens-inverse", BLOCKING, NULL, "Fichier de l'autre sens", "File of the other direction",
        "« {fichier} » est un {donne} (racine {racine}) : cette étape attend un {attendu}. Les deux noms se "
        "ressemblent, les fichiers vont en sens inverse.",
        "“{fichier}” is an {donne} (root {racine}): this step expects an {attendu}. The names are alike, the "
        "files go in opposite directions.",
        WHERE_FR, WHERE_EN, "rules.tsv fichier-sts-sens-inverse"),
    SAY("fichiers-sts-deux-sens", BLOCKING, NULL, "Les deux sens dans une même étape",
        "Both directions in one step",
        "« {descendant} » vient de STS-Web et « {montant} » y va : lus ensemble, on ne saurait plus lequel "
        "dit "
        "quoi.",
        "“{descendant}” comes from STS-Web and “{montant}” goes there: read together, nobody could tell "
        "which "
        "says what.",
        "Faites deux étapes de lecture : file.sts-emp dans l'une, file.emp-sts dans l'autre.",
        "Make two reading steps: file.sts-emp in one, file.emp-sts in the other.", "sts.md §1"),
    SAY("fichier-sts-source-privee", ERROR, "STS-Web", "Fichier qui ne vient pas de STS-Web",
        "File that does not come from STS-Web",
        "Il a la forme d'un export de STS-Web, mais dit venir de « {source} ».",
        "It has the form of an export of STS-Web, but says that it comes from “{source}”.",
        "Prenez le fichier de STS-Web > Exports > Emploi du temps.",
        "Take the file of STS-Web > Exports > Emploi du temps.", "rules.tsv fichier-sts-source-privee"),
    SAY("alternance-jour-non-lundi", INFO, "EDT", "Semaines qui ne commencent pas un lundi",
        "Weeks that do not begin on a Monday",
        "L'alternance « {code} » a des dates qui ne sont pas des lundis ({n}, dont {exemple}) : le lundi de "
        "la "
        "semaine est retenu, celui du lendemain pour un dimanche.",
        "Alternation “{code}” has dates that are no Mondays ({n}, among them {exemple}): the Monday of the "
        "week "
        "is taken, that of the next day for a Sunday.",
        "Rien à faire, si les semaines sont les bonnes.", "Nothing to do, if the weeks are the right ones.",
        "rules.tsv alternance-jour-non-lundi"),
    SAY("alternance-date-illisible", ERROR, "EDT", "Semaine illisible", "Unreadable week",
        "« {valeur} » n'est pas une date (AAAA-MM-JJ) : cette semaine est ignorée.",
        "“{valeur}” is not a date (YYYY-MM-DD): this week is ignored.",
        "Vérifiez le calendrier des semaines dans EDT, puis refaites l'export.",
        "Check the calendar of weeks in EDT, then export again.", "sts.md V54"),
    SAY("cours-valeur-illisible", ERROR, "EDT", "Cours à la valeur illisible",
        "Course with an unreadable value",
        "{element} vaut « {valeur} », et non {forme} : ce cours serait perdu sans un mot.",
        "{element} is “{valeur}”, not {forme}: this course would be lost without a word.",
        "Corrigez le cours dans EDT, puis refaites l'export pour STS-Web.",
        "Correct the course in EDT, then export for STS-Web again.", "sts.md V55-V57"),

    /* ----- writing */
    SAY("export-sts-vide", BLOCKING, NULL, "Rien à écrire", "Nothing to write",
        "Aucun {document} n'a été lu : il n'y a rien à écrire.",
        "No {document} was read: there is nothing to write.",
        "Ajoutez une étape de lecture de ce fichier. " WHERE_FR, "Add a step that reads this file. " WHERE_EN,
        "sts.md §1"),
    SAY("sts-classes-services-omis", INFO, NULL, "Fichier sans classes ni services",
        "File without classes and services",
        "Laissés de côté : {divisions} divisions, {groupes} groupes, {services} services, les professeurs "
        "principaux et les services des suppléants.",
        "Left out: {divisions} divisions, {groupes} groups, {services} services, the head teachers and the "
        "services of substitutes.",
        "Dans EDT, récupérez de ce fichier matières, MEF et professeurs. Pour une base créée depuis STSWEB : "
        "option.classes-services = avec.",
        "In EDT, take subjects, MEF and teachers from this file. For a base created from STSWEB: "
        "option.classes-services = avec.",
        "guide de rentrée §2.1.3 ; rules.md §1.6"),

/* clang-format off */
#include "messages_rules.def"
#include "messages_remontee.def"
    /* clang-format on */
};
STS_COUNT(sts_messages, STS_N_MESSAGES);
