/* What an attacker or a broken program may put into an XML file: DOCTYPE, entities, and everything without
 * end. */
#include "xml_parsed.h"

/* ------------------------------------------------------------------- attacks */

Test(xml_hostile, doctype_is_refused)
{
    FAULT("<!DOCTYPE a>\n<a/>", PAS_E_INPUT, "fichier-doctype-interdit", 1);
    FAULT("<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'a.dtd'>\n<a/>", PAS_E_INPUT, "fichier-doctype-interdit",
          2);
    FAULT("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>", PAS_E_INPUT,
          "fichier-doctype-interdit", 1);
    FAULT("<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;]><a/>", PAS_E_INPUT,
          "fichier-doctype-interdit", 1);
}

Test(xml_hostile, entity_bombs, .timeout = 10)
{
    FAULT("<!DOCTYPE a [<!ENTITY a '0123456789'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
          "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]><a>&d;&d;&d;</a>",
          PAS_E_INPUT, "fichier-doctype-interdit", 1);
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<!DOCTYPE a [<!ENTITY a '");
    for (int i = 0; i < 40000; i++)
        pas_buf_puts(&xml, "aa");
    pas_buf_puts(&xml, "'>]><a>");
    for (int i = 0; i < 20000; i++)
        pas_buf_puts(&xml, "&a;");
    pas_buf_puts(&xml, "</a>");
    struct parsed p = parse(xml.ptr, xml.len);
    cr_assert_eq(p.status, PAS_E_INPUT);
    cr_assert_str_eq(said_code(&p.said, 0), "fichier-doctype-interdit");
    cr_assert_eq(p.log.len, 0, "no event");
    done(&p);
    pas_buf_free(&xml);
}

static struct parsed parse_doctype(const char *xml)
{
    struct parsed p;
    said_open(&p.said);
    parse_with(&p, xml, strlen(xml), 65536, PAS_XML_ALLOW_DOCTYPE);
    return p;
}

Test(xml_hostile, doctype_where_it_is_usual)
{
    struct parsed p = parse_doctype("<!DOCTYPE a SYSTEM 'file:///etc/hostname'>\n<a>b</a>");
    cr_assert_eq(p.status, PAS_OK);
    cr_assert_str_eq(p.log.ptr, "<a>@2 b</a>@2 ");
    done(&p);
    p = parse_doctype("<!DOCTYPE a PUBLIC '-//X' 'http://example.invalid/a.dtd'><a x='1'/>");
    cr_assert_eq(p.status, PAS_OK);
    done(&p);
    static const char *const refused[] = {
        "<!DOCTYPE a SYSTEM 'a.dtd' [<!ENTITY x 'y'>]><a>&x;</a>",
        "<!DOCTYPE a []><a/>",
        "<!DOCTYPE a SYSTEM 'a.dtd'><a>&inconnue;</a>",
        "<!DOCTYPE a SYSTEM 'a.dtd'><a x='&inconnue;'/>",
        "<!DOCTYPE a SYSTEM 'a>.dtd' [<!ENTITY x 'y'>]><a>&x;</a>",
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        p = parse_doctype(refused[i]);
        cr_assert_eq(p.status, PAS_E_INPUT, "%s", refused[i]);
        cr_assert_eq(said_count(&p.said), 1, "%s", refused[i]);
        done(&p);
    }
}

Test(xml_hostile, undeclared_entities)
{
    FAULT("<a>&nbsp;</a>", PAS_E_INPUT, "fichier-doctype-interdit", 1);
    FAULT("<a>\n<b x='&eacute;'/></a>", PAS_E_INPUT, "fichier-doctype-interdit", 2);
}

/* -------------------------------------------------------------------- limits */

static void expect_limit(pas_buf *xml, const char *limit)
{
    struct parsed p = parse(xml->ptr, xml->len);
    cr_assert_eq(p.status, PAS_E_LIMIT, "%d", p.status);
    cr_assert_eq(said_count(&p.said), 1);
    cr_assert_str_eq(said_code(&p.said, 0), "fichier-limite-atteinte");
    cr_assert(pas_str_is(said_arg(&p.said, 0, "limite"), limit), "%s", said_arg(&p.said, 0, "limite").ptr);
    done(&p);
    pas_buf_free(xml);
}

static void nested(pas_buf *xml, int depth)
{
    for (int i = 0; i < depth; i++)
        pas_buf_puts(xml, "<a>");
    for (int i = 0; i < depth; i++)
        pas_buf_puts(xml, "</a>");
}

Test(xml_hostile, depth)
{
    pas_buf xml = {0};
    nested(&xml, 64);
    struct parsed p = parse(xml.ptr, xml.len);
    cr_assert_eq(p.status, PAS_OK);
    done(&p);
    pas_buf_clear(&xml);
    nested(&xml, 65);
    expect_limit(&xml, "64");
}

Test(xml_hostile, very_deep, .timeout = 10)
{
    pas_buf xml = {0};
    nested(&xml, 300000);
    expect_limit(&xml, "64");
}

static void many_attributes(pas_buf *xml, int n)
{
    pas_buf_puts(xml, "<R><a");
    for (int i = 0; i < n; i++)
        pas_buf_printf(xml, " a%d='%d'", i, i);
    pas_buf_puts(xml, "/></R>");
}

Test(xml_hostile, attributes)
{
    pas_buf xml = {0};
    many_attributes(&xml, 64);
    struct parsed p = parse(xml.ptr, xml.len);
    cr_assert_eq(p.status, PAS_OK);
    done(&p);
    pas_buf_clear(&xml);
    many_attributes(&xml, 65);
    expect_limit(&xml, "64");
}

/* Without a look at tags that are not whole, libxml2 takes ten seconds for this one. */
Test(xml_hostile, attributes_by_the_thousand, .timeout = 5)
{
    pas_buf xml = {0};
    many_attributes(&xml, 10000);
    expect_limit(&xml, "64");
    many_attributes(&xml, 200000);
    expect_limit(&xml, "64");
}

/* Namespaces are attributes to who writes them, and cost libxml2 as much. */
Test(xml_hostile, namespaces_count_as_attributes)
{
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<R");
    for (int i = 0; i < 65; i++)
        pas_buf_printf(&xml, " xmlns:a%d='u'", i);
    pas_buf_puts(&xml, "/>");
    expect_limit(&xml, "64");
}

Test(xml_hostile, names)
{
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<R>");
    for (int i = 0; i < 5000; i++)
        pas_buf_printf(&xml, "<n%d/>", i);
    pas_buf_puts(&xml, "</R>");
    expect_limit(&xml, "4096");
}

Test(xml_hostile, a_million_names, .timeout = 5)
{
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<R>");
    for (int i = 0; i < 1200000; i++)
        pas_buf_printf(&xml, "<n%d/>", i);
    expect_limit(&xml, "4096");
}

Test(xml_hostile, values, .timeout = 10)
{
    pas_buf xml = {0};
    filled(&xml, "<a>", 1 << 20, "</a>");
    struct parsed p = parse(xml.ptr, xml.len);
    cr_assert_eq(p.status, PAS_OK);
    done(&p);
    pas_buf_clear(&xml);
    filled(&xml, "<a>", (1 << 20) + 1, "</a>");
    expect_limit(&xml, "1048576");
    filled(&xml, "<a><![CDATA[", 3 << 20, "]]></a>");
    expect_limit(&xml, "1048576");
    filled(&xml, "<a b='", 3 << 20, "'/>");
    expect_limit(&xml, "1048576");
    filled(&xml, "<a><!--", 3 << 20, "--></a>");
    expect_limit(&xml, "1048576");
    filled(&xml, "<a b='", (1 << 20) + 1, "'/>");
    expect_limit(&xml, "1048576");
}

Test(xml_hostile, text_in_pieces_counts_as_one)
{
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<a>");
    for (int i = 0; i < 300000; i++)
        pas_buf_puts(&xml, "<!---->&amp;xyz");
    pas_buf_puts(&xml, "</a>");
    expect_limit(&xml, "1048576");
}
