/* What libxml2's errors mean to the person who has the file. Used by xml_in.c. libxml2's own texts are
 * never shown: a damaged file can bring values into them. */
#include "io/xml_engine.h"

#include "base/text.h"

#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_NAME 60u /* bytes of a tag's name that are shown */

struct meaning {
    int code;
    const char *fr, *en;
};

static const struct meaning meanings[] = {
    {XML_ERR_DOCUMENT_EMPTY, "il est vide ou ne commence pas par une balise",
     "it is empty or does not start with a tag"},
    {XML_ERR_INVALID_CHAR, "il contient un caractère interdit en XML",
     "it holds a character that XML does not allow"},
    {XML_ERR_INVALID_CHARREF, "il contient une référence de caractère interdite",
     "it holds a character reference that XML does not allow"},
    {XML_ERR_INVALID_HEX_CHARREF, "il contient une référence de caractère mal écrite",
     "it holds a misspelled character reference"},
    {XML_ERR_INVALID_DEC_CHARREF, "il contient une référence de caractère mal écrite",
     "it holds a misspelled character reference"},
    {XML_ERR_ENTITYREF_NO_NAME, "il contient un « & » qui n'est pas écrit « &amp; »",
     "it holds a “&” that is not written “&amp;”"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, "il contient un « & » qui n'est pas écrit « &amp; »",
     "it holds a “&” that is not written “&amp;”"},
    {XML_ERR_UNDECLARED_ENTITY, "il contient une entité qui n'est pas définie",
     "it holds an entity that is not defined"},
    {XML_WAR_UNDECLARED_ENTITY, "il contient une entité qui n'est pas définie",
     "it holds an entity that is not defined"},
    {XML_ERR_LT_IN_ATTRIBUTE, "un attribut contient « < »", "an attribute holds “<”"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, "un attribut n'est pas entre guillemets", "an attribute is not quoted"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, "un attribut n'est pas terminé", "an attribute does not end"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "un attribut n'a pas de valeur", "an attribute has no value"},
    {XML_ERR_ATTRIBUTE_REDEFINED, "un attribut est écrit deux fois dans la même balise",
     "an attribute is written twice in one tag"},
    {XML_ERR_COMMENT_NOT_FINISHED, "un commentaire n'est pas terminé", "a comment does not end"},
    {XML_ERR_HYPHEN_IN_COMMENT, "un commentaire contient « -- »", "a comment holds “--”"},
    {XML_ERR_PI_NOT_FINISHED, "une instruction « <? » n'est pas terminée", "a “<?” instruction does not end"},
    {XML_ERR_CDATA_NOT_FINISHED, "une section CDATA n'est pas terminée", "a CDATA section does not end"},
    {XML_ERR_MISPLACED_CDATA_END, "il contient « ]]> » dans un texte", "it holds “]]>” in a text"},
    {XML_ERR_RESERVED_XML_NAME, "la déclaration « <?xml » n'est pas au tout début",
     "the “<?xml” declaration is not at the very start"},
    {XML_ERR_XMLDECL_NOT_FINISHED, "la déclaration « <?xml » est abîmée",
     "the “<?xml” declaration is damaged"},
    {XML_ERR_VERSION_MISSING, "la déclaration « <?xml » est abîmée", "the “<?xml” declaration is damaged"},
    {XML_ERR_STANDALONE_VALUE, "la déclaration « <?xml » est abîmée", "the “<?xml” declaration is damaged"},
    {XML_ERR_ENCODING_NAME, "la déclaration « <?xml » est abîmée", "the “<?xml” declaration is damaged"},
    {XML_ERR_EQUAL_REQUIRED, "la déclaration « <?xml » est abîmée", "the “<?xml” declaration is damaged"},
    {XML_ERR_UNKNOWN_VERSION, "sa version de XML n'est pas connue", "its version of XML is not known"},
    {XML_ERR_SPACE_REQUIRED, "il manque une espace dans une balise", "a blank is missing in a tag"},
    {XML_ERR_NAME_REQUIRED, "une balise n'a pas de nom (un « < » qui n'est pas écrit « &lt; » ?)",
     "a tag has no name (a “<” that is not written “&lt;”?)"},
    {XML_ERR_GT_REQUIRED, "une balise n'est pas terminée par « > »", "a tag does not end with “>”"},
    {XML_ERR_LTSLASH_REQUIRED, "une balise n'est pas refermée", "a tag is not closed"},
    {XML_ERR_TAG_NOT_FINISHED, "une balise n'est pas refermée", "a tag is not closed"},
    {XML_ERR_NAME_TOO_LONG, "un nom de balise est démesuré", "the name of a tag is far too long"},
    {XML_NS_ERR_QNAME, "un nom de balise est mal formé", "the name of a tag is not well formed"},
};

static const char cut_fr[] = "il s'arrête avant la balise qui le termine";
static const char cut_en[] = "it stops before its last closing tag";

void pas_xml_explain_cut(bool root_begun, char fr[PAS_DETAIL], char en[PAS_DETAIL])
{
    snprintf(fr, PAS_DETAIL, "%s", root_begun ? cut_fr : "il ne contient aucune balise");
    snprintf(en, PAS_DETAIL, "%s", root_begun ? cut_en : "there is no tag in it");
}

void pas_xml_explain(const struct _xmlError *error, bool root_begun, bool root_ended, char fr[PAS_DETAIL],
                     char en[PAS_DETAIL])
{
    if (error->code == XML_ERR_TAG_NAME_MISMATCH && error->str1) {
        int n = (int)pas_utf8_valid(error->str1, strnlen(error->str1, LONGEST_NAME));
        snprintf(fr, PAS_DETAIL, "la balise « %.*s » ouverte à la ligne %d n'est pas refermée", n,
                 error->str1, error->int1);
        snprintf(en, PAS_DETAIL, "the tag “%.*s” opened on line %d is not closed", n, error->str1,
                 error->int1);
        return;
    }
    if (error->code == XML_ERR_DOCUMENT_END) {
        if (!root_ended) {
            pas_xml_explain_cut(root_begun, fr, en);
            return;
        }
        snprintf(fr, PAS_DETAIL, "il contient autre chose après la dernière balise");
        snprintf(en, PAS_DETAIL, "it holds something after its last tag");
        return;
    }
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].code != error->code)
            continue;
        snprintf(fr, PAS_DETAIL, "%s", meanings[i].fr);
        snprintf(en, PAS_DETAIL, "%s", meanings[i].en);
        return;
    }
    snprintf(fr, PAS_DETAIL, "faute de syntaxe XML n° %d", error->code);
    snprintf(en, PAS_DETAIL, "XML syntax fault no. %d", error->code);
}
