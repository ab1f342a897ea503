/* The XML engine: events, charsets, exact lines, faults, and the pull and head views on it. Attacks and
 * limits are in test_xml_hostile.c. */
#include "xml_parsed.h"

#include <stdlib.h>

static const char sample[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- un commentaire avec < et > -->\n"
    "<RACINE VERSION='2.1'>\n"
    "  <A x=\"1 &lt; 2 &amp;&amp; 'é'\" y='&#233;&#xE9;'>texte &amp; été &#x20AC;</A>\n"
    "  <B/><C></C>\n"
    "  <D\n    a='1'\n    b='2'\n  ><![CDATA[<brut> & ]]></D>\n"
    "  <n:E xmlns:n='urn:x' n:q='v'>\r\nfin</n:E>\n"
    "</RACINE>\n";

/* -------------------------------------------------------------------- events */

Test(xml, events_in_order_with_their_lines)
{
    struct parsed p = PARSE(sample);
    cr_assert_eq(p.status, PAS_OK);
    cr_assert_eq(said_count(&p.said), 0);
    cr_assert_str_eq(p.log.ptr, "<RACINE VERSION='2.1'>@3 \n"
                                "  <A x='1 < 2 && 'é'' y='éé'>@4 texte & été €</A>@4 \n"
                                "  <B>@5 </B>@5 <C>@5 </C>@5 \n"
                                "  <D a='1' b='2'>@6 <brut> & </D>@9 \n"
                                "  <E{urn:x} q='v'>@10 \nfin</E>@11 \n"
                                "</RACINE>@12 ");
    done(&p);
}

Test(xml, any_chunk_size_gives_the_same_events)
{
    static const size_t steps[] = {1, 2, 3, 5, 7, 16, 61};
    struct parsed whole = PARSE(sample);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct parsed p;
        said_open(&p.said);
        parse_with(&p, sample, sizeof sample - 1, steps[i], 0);
        cr_assert_eq(p.status, PAS_OK, "step %zu", steps[i]);
        cr_assert_str_eq(p.log.ptr, whole.log.ptr, "step %zu", steps[i]);
        done(&p);
    }
    done(&whole);
}

static pas_status same_start(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                             uint32_t n_attrs, uint32_t line)
{
    (void)ns, (void)line;
    const char **seen = data;
    if (strcmp(name, "A") == 0) {
        cr_assert(!seen[0] || seen[0] == name);
        seen[0] = name;
        cr_assert_eq(n_attrs, 1);
        cr_assert(!seen[1] || seen[1] == attrs[0].name);
        seen[1] = attrs[0].name;
    }
    return PAS_OK;
}

static pas_status same_end(void *data, const char *name, uint32_t line)
{
    (void)data, (void)name, (void)line;
    return PAS_OK;
}

static pas_status same_text(void *data, const char *text, size_t len)
{
    (void)data, (void)text, (void)len;
    return PAS_OK;
}

static void same_begin(void *data, const char *(*intern)(void *, const char *), void *parser)
{
    const char **seen = data;
    seen[0] = intern(parser, "A");
    seen[1] = intern(parser, "x");
}

Test(xml, equal_names_are_equal_pointers)
{
    static const char xml[] = "<R><A x='1'/><B><A x='2'/></B></R>";
    static const pas_xml_events events = {same_start, same_end, same_text, same_begin};
    struct said said;
    const char *seen[2];
    said_open(&said);
    pas_bytes *in = pas_bytes_memory(xml, sizeof xml - 1);
    cr_assert_eq(pas_xml_parse(&said.io, in, 0, &events, seen), PAS_OK);
    pas_bytes_close(in);
    said_close(&said);
}

static pas_status stop_start(void *data, const char *name, const char *ns, const pas_xml_attr *attrs,
                             uint32_t n_attrs, uint32_t line)
{
    (void)name, (void)ns, (void)attrs, (void)n_attrs, (void)line;
    int *left = data;
    return (*left)-- > 0 ? PAS_OK : *left < -50 ? PAS_E_INTERNAL : PAS_END;
}

Test(xml, a_consumer_may_stop)
{
    static const pas_xml_events events = {stop_start, same_end, same_text, NULL};
    struct said said;
    said_open(&said);
    int left = 2;
    pas_bytes *in = pas_bytes_memory("<a><b><c><d></d></c></b>", 24);
    cr_assert_eq(pas_xml_parse(&said.io, in, 0, &events, &left), PAS_OK);
    cr_assert_eq(left, -1, "told once that it stops, and no more: %d", left);
    pas_bytes_close(in);
    left = -60;
    in = pas_bytes_memory("<a><b/></a>", 11);
    cr_assert_eq(pas_xml_parse(&said.io, in, 0, &events, &left), PAS_E_INTERNAL);
    pas_bytes_close(in);
    cr_assert_eq(said_count(&said), 0);
    said_close(&said);
}

Test(xml, lines_beyond_65535_are_exact)
{
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<R>\n");
    for (int i = 0; i < 70000; i++)
        pas_buf_puts(&xml, "<A/>\n");
    pas_buf_puts(&xml, "<B/></R>");
    struct parsed p = parse(xml.ptr, xml.len);
    cr_assert_eq(p.status, PAS_OK);
    cr_assert(strstr(p.log.ptr, "<B>@70002 "));
    done(&p);
    pas_buf_free(&xml);
}

Test(xml, schema_hints_are_not_attributes)
{
    struct parsed p = PARSE("<R xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                            "xsi:noNamespaceSchemaLocation='x.xsd' v='1'/>");
    cr_assert_eq(p.status, PAS_OK);
    cr_assert_str_eq(p.log.ptr, "<R v='1'>@1 </R>@1 ");
    done(&p);
    p = PARSE("<R xsi:noNamespaceSchemaLocation='x.xsd' v='1'/>");
    cr_assert_eq(p.status, PAS_OK, "a prefix without declaration is not a fault");
    cr_assert_str_eq(p.log.ptr, "<R v='1'>@1 </R>@1 ");
    done(&p);
}

/* ------------------------------------------------------------------ charsets */

static void expect_text(const char *xml, size_t len, const char *text)
{
    for (size_t step = 1; step < 8; step += 6) {
        struct parsed p;
        said_open(&p.said);
        parse_with(&p, xml, len, step, 0);
        cr_assert_eq(p.status, PAS_OK, "%s: %s", text, said_code(&p.said, 0));
        cr_assert(strstr(p.log.ptr, text), "%s in %s", text, p.log.ptr);
        done(&p);
    }
}
#define TEXT(lit, text) expect_text((lit), sizeof(lit) - 1, text)

Test(xml, charsets)
{
    TEXT("<?xml version='1.0' encoding='ISO-8859-15'?><a>No\xEBl \xA4</a>", "Noël €");
    TEXT("<?xml version=\"1.0\" encoding=\"iso-8859-1\" standalone=\"yes\"?><a>No\xEBl \xA4</a>", "Noël ¤");
    TEXT("<?xml version='1.0' encoding = 'windows-1252'?><a>l\x92\xE9t\xE9</a>", "l’été");
    TEXT("<?xml version='1.0'?><a>\xC3\xA9t\xC3\xA9</a>", "été");
    TEXT("<a>\xE2\x82\xAC \xF0\x9F\x98\x80</a>", "€ 😀");
    TEXT("\xEF\xBB\xBF<a>\xC3\xA9</a>", "é");
    TEXT("\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?><a>\xC3\xA9</a>", "é");
    TEXT("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a>\xC3\xA9</a>", "é");
}

Test(xml, bytes_wrong_for_the_charset_have_a_place)
{
    static const char xml[] = "<?xml version='1.0' encoding='ISO-8859-15'?>\n<a>\n<b>l\x92\xE9t\xE9</b></a>";
    for (size_t step = 1; step < 100; step += 9) {
        struct parsed p;
        said_open(&p.said);
        parse_with(&p, xml, sizeof xml - 1, step, 0);
        cr_assert_eq(p.status, PAS_E_INPUT);
        cr_assert_eq(said_count(&p.said), 1);
        cr_assert_str_eq(said_code(&p.said, 0), "fichier-encodage-invalide");
        cr_assert_eq(said_line(&p.said, 0), 3, "step %zu: line %u", step, said_line(&p.said, 0));
        const char *bad = strchr(xml, '\x92');
        cr_assert_eq(atoi(said_arg(&p.said, 0, "position").ptr), bad - xml + 1);
        cr_assert(strstr(said_arg(&p.said, 0, "detail").ptr, "Windows-1252"));
        cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "ISO-8859-15"));
        done(&p);
    }
}

Test(xml, not_utf8)
{
    FAULT("<a>\n\n\xE9t\xE9</a>", PAS_E_INPUT, "fichier-encodage-invalide", 3);
    FAULT("<?xml version='1.0' encoding='UTF-8'?><a>\xC3</a>", PAS_E_INPUT, "fichier-encodage-invalide", 1);
    FAULT("<a>\xED\xA0\x80</a>", PAS_E_INPUT, "fichier-encodage-invalide", 1);
    FAULT("<a>\xC0\x80</a>", PAS_E_INPUT, "fichier-encodage-invalide", 1);
    FAULT("<a>\n\xE9\x41", PAS_E_INPUT, "fichier-encodage-invalide", 2);
}

/* Half a character at the end is a file that was cut, whose charset may well be right. */
Test(xml, cut_within_a_character)
{
    FAULT("<a>\nx</a>\xE2\x82", PAS_E_INPUT, "fichier-xml-illisible", 2);
    FAULT("<a>\nL\xC3", PAS_E_INPUT, "fichier-xml-illisible", 2);
    FAULT("<a>\n\xF0\x9F\x98", PAS_E_INPUT, "fichier-xml-illisible", 2);
}

/* What people give in place of an export is not an export in a wrong charset. */
Test(xml, other_formats)
{
    FAULT("7z\xBC\xAF\x27\x1C", PAS_E_INPUT, "fichier-autre-format", 0);
    FAULT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", PAS_E_INPUT, "fichier-autre-format", 0);
    FAULT("%PDF-1.7", PAS_E_INPUT, "fichier-autre-format", 0);
    struct parsed p = PARSE("\x1F\x8B\x08\0\0\0\0\0");
    cr_assert(strstr(said_arg(&p.said, 0, "detail").ptr, "gzip"));
    cr_assert(strstr(said_arg(&p.said, 0, "detail_en").ptr, "gzip"));
    done(&p);
}

/* An encoding that is told too far to be seen must not be taken for none. */
Test(xml, declaration_too_long_to_be_seen)
{
    pas_buf b = {0};
    pas_buf_puts(&b, "<?xml version='1.0'");
    for (int i = 0; i < 2000; i++)
        pas_buf_byte(&b, ' ');
    pas_buf_puts(&b, "encoding='ISO-8859-15'?>\n<a>\xC3\xA9</a>");
    struct parsed p = parse(b.ptr, b.len);
    cr_assert_eq(p.status, PAS_E_INPUT);
    cr_assert_eq(said_count(&p.said), 1);
    cr_assert_str_eq(said_code(&p.said, 0), "fichier-limite-atteinte");
    done(&p);
    pas_buf_free(&b);
}

Test(xml, holes_of_windows_1252)
{
    FAULT("<?xml version='1.0' encoding='cp1252'?><a>\x81</a>", PAS_E_INPUT, "fichier-encodage-invalide", 1);
}

Test(xml, other_encodings_are_refused_by_name)
{
    struct parsed p = parse("\xFF\xFE<\0a\0/\0>\0", 10);
    cr_assert_eq(p.status, PAS_E_INPUT);
    cr_assert_str_eq(said_code(&p.said, 0), "fichier-encodage-invalide");
    cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "UTF-16"));
    done(&p);
    p = parse("\xFE\xFF\0<\0a\0/\0>", 10);
    cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "UTF-16"));
    done(&p);
    p = parse("<\0a\0/\0>\0", 8);
    cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "UTF-16"));
    done(&p);
    p = parse("\xFF\xFE\0\0<\0\0\0", 8);
    cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "UTF-32"));
    done(&p);
    p = PARSE("\x4C\x6F\xA7\x94\x93");
    cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "EBCDIC"));
    done(&p);
    p = PARSE("<?xml version='1.0' encoding='UTF-7'?><a/>");
    cr_assert_eq(p.status, PAS_E_INPUT);
    cr_assert(pas_str_is(said_arg(&p.said, 0, "encodage"), "UTF-7"));
    done(&p);
}

Test(xml, null_bytes)
{
    static const char xml[] = "<a>\n\0</a>";
    struct parsed p = parse(xml, sizeof xml - 1);
    cr_assert_eq(p.status, PAS_E_INPUT);
    cr_assert_str_eq(said_code(&p.said, 0), "fichier-encodage-invalide");
    cr_assert_eq(said_line(&p.said, 0), 2);
    cr_assert(pas_str_is(said_arg(&p.said, 0, "position"), "5"));
    done(&p);
}

/* -------------------------------------------------------------------- faults */

Test(xml, not_well_formed)
{
    FAULT("", PAS_E_INPUT, "fichier-xml-illisible", 0);
    FAULT("   ", PAS_E_INPUT, "fichier-xml-illisible", 0);
    FAULT("<", PAS_E_INPUT, "fichier-xml-illisible", 0);
    FAULT("bonjour", PAS_E_INPUT, "fichier-xml-illisible", 1);
    FAULT("\x1F\x8B\x08gzip", PAS_E_INPUT, "fichier-autre-format", 0);
    FAULT("<?xml version='1.0'?>", PAS_E_INPUT, "fichier-xml-illisible", 0);
    FAULT("<a>\n<b>\n</a>", PAS_E_INPUT, "fichier-xml-illisible", 3);
    FAULT("<a>\n<b/>", PAS_E_INPUT, "fichier-xml-illisible", 2);
    FAULT("<a>\n</a>\n<b/>", PAS_E_INPUT, "fichier-xml-illisible", 3);
    FAULT("<a>\nR&D</a>", PAS_E_INPUT, "fichier-xml-illisible", 2);
    FAULT("<a>\n\x01</a>", PAS_E_INPUT, "fichier-xml-illisible", 2);
    FAULT("<a x='1' x='2'/>", PAS_E_INPUT, "fichier-xml-illisible", 1);
    FAULT("<a x=1/>", PAS_E_INPUT, "fichier-xml-illisible", 1);
    FAULT("<a x='<'/>", PAS_E_INPUT, "fichier-xml-illisible", 1);
    FAULT("\n<?xml version='1.0'?><a/>", PAS_E_INPUT, "fichier-xml-illisible", 0);
    FAULT("<a>&#1;</a>", PAS_E_INPUT, "fichier-xml-illisible", 1);
    FAULT("<a><![CDATA[ ", PAS_E_INPUT, "fichier-xml-illisible", 0);
    FAULT("<a><!-- ", PAS_E_INPUT, "fichier-xml-illisible", 0);
}

Test(xml, the_first_fault_is_the_one_said)
{
    struct parsed p = PARSE("<a>\n<NOM>x</PRENOM>\n<b c=1>\n</a>");
    cr_assert_eq(said_count(&p.said), 1);
    cr_assert_eq(said_line(&p.said, 0), 2);
    cr_assert(strstr(said_arg(&p.said, 0, "detail").ptr, "NOM » ouverte à la ligne 2"));
    cr_assert(strstr(said_arg(&p.said, 0, "detail_en").ptr, "line 2 is not closed"));
    done(&p);
}

Test(xml, cut_anywhere)
{
    /* At every place but those that only lose the last line break. */
    for (size_t n = 0; n < sizeof sample - 2; n++) {
        struct parsed p = parse(sample, n);
        cr_assert_eq(p.status, PAS_E_INPUT, "cut at %zu", n);
        cr_assert_eq(said_count(&p.said), 1, "cut at %zu: %zu findings", n, said_count(&p.said));
        done(&p);
    }
    pas_buf big = {0};
    pas_buf_puts(&big, "<?xml version='1.0' encoding='ISO-8859-15'?>\n<R>\n");
    for (int i = 0; i < 100; i++)
        pas_buf_printf(&big,
                       "  <E ID='%d'>\n    <NOM>L\xE9"
                       "a</NOM><!-- x -->\n  </E>\n",
                       i);
    pas_buf_puts(&big, "</R>");
    for (size_t n = 0; n < big.len; n += 64) {
        struct parsed p = parse(big.ptr, n);
        cr_assert_eq(p.status, PAS_E_INPUT, "cut at %zu", n);
        cr_assert_eq(said_count(&p.said), 1);
        cr_assert_str_eq(said_code(&p.said, 0), "fichier-xml-illisible");
        done(&p);
    }
    struct parsed p = parse(big.ptr, big.len);
    cr_assert_eq(p.status, PAS_OK);
    done(&p);
    pas_buf_free(&big);
}

static int64_t failing_read(pas_bytes *b, void *buffer, size_t size)
{
    struct slow *s = (struct slow *)b;
    return s->left ? slow_read(b, buffer, size) : PAS_E_INPUT;
}

Test(xml, a_source_that_fails_is_not_said_twice)
{
    struct said said;
    said_open(&said);
    pas_buf log = {0};
    struct slow in = {{failing_read, slow_close}, "<a><b>", 6, 4};
    cr_assert_eq(pas_xml_parse(&said.io, &in.base, 0, &log_events, &log), PAS_E_INPUT);
    cr_assert_eq(said_count(&said), 0);
    pas_buf_free(&log);
    said_close(&said);
}

/* ----------------------------------------------------------------- pull view */

static void pull_all(pas_xml_pull *x, pas_buf *log)
{
    int32_t what;
    while ((what = pas_pull_next(x)) > 0) {
        pas_str name = pas_pull_name(x), text = pas_pull_text(x);
        if (what == PAS_XML_START)
            pas_buf_printf(log, "<%.*s>%u@%u ", PAS_FMT(name), pas_pull_depth(x), pas_pull_line(x));
        else if (what == PAS_XML_END)
            pas_buf_printf(log, "</%.*s>%u@%u ", PAS_FMT(name), pas_pull_depth(x), pas_pull_line(x));
        else
            pas_buf_printf(log, "[%.*s]%u ", PAS_FMT(text), pas_pull_depth(x));
    }
    pas_buf_printf(log, "=%d", what);
}

Test(xml, pull_gives_whole_texts_whatever_the_chunks)
{
    static const char xml[] = "<R>\n<A x='1' y='&amp;'>t\xC3\xA9&amp;u</A><B/></R>";
    for (size_t step = 1; step < 60; step += 3) {
        struct said said;
        said_open(&said);
        struct slow in = {{slow_read, slow_close}, xml, sizeof xml - 1, step};
        pas_xml_pull *x = pas_pull_open(&said.io, &in.base, 0);
        pas_buf log = {0};
        pull_all(x, &log);
        cr_assert_str_eq(log.ptr, "<R>1@1 [\n]1 <A>2@2 [té&u]2 </A>2@2 <B>2@2 </B>2@2 </R>1@2 =0", "step %zu",
                         step);
        cr_assert_eq(pas_pull_next(x), 0);
        pas_pull_close(x);
        pas_buf_free(&log);
        said_close(&said);
    }
}

Test(xml, pull_attributes_and_skip)
{
    static const char xml[] = "<R><A x='1' y='&amp;'><C><A/>t</C></A><B z=''/></R>";
    struct said said;
    said_open(&said);
    pas_xml_pull *x = pas_pull_open(&said.io, pas_bytes_memory(xml, sizeof xml - 1), 0);
    cr_assert_eq(pas_pull_next(x), PAS_XML_START);
    cr_assert_eq(pas_pull_next(x), PAS_XML_START);
    cr_assert(pas_str_is(pas_pull_attribute(x, "x"), "1"));
    cr_assert(pas_str_is(pas_pull_attribute(x, "y"), "&"));
    cr_assert_null(pas_pull_attribute(x, "z").ptr);
    cr_assert_eq(pas_pull_skip(x), PAS_OK);
    cr_assert(pas_str_is(pas_pull_name(x), "A"));
    cr_assert_eq(pas_pull_depth(x), 2);
    cr_assert_eq(pas_pull_next(x), PAS_XML_START);
    cr_assert(pas_str_is(pas_pull_name(x), "B"));
    cr_assert_not_null(pas_pull_attribute(x, "z").ptr);
    cr_assert_eq(pas_pull_attribute(x, "z").len, 0);
    pas_pull_close(x);
    said_close(&said);
}

Test(xml, pull_fails_once_and_for_good)
{
    struct said said;
    said_open(&said);
    pas_xml_pull *x = pas_pull_open(&said.io, pas_bytes_memory("<R><A>\n</R>", 11), 0);
    pas_buf log = {0};
    pull_all(x, &log);
    cr_assert(pas_str_ends((pas_str){log.ptr, log.len}, "=-1"), "%s", log.ptr);
    cr_assert_eq(pas_pull_next(x), PAS_E_INPUT);
    cr_assert_eq(pas_pull_next(x), PAS_E_INPUT);
    cr_assert_eq(said_count(&said), 1);
    pas_pull_close(x);
    pas_buf_free(&log);
    said_close(&said);
}

/* ----------------------------------------------------------------- head view */

static pas_head_facts head_of(const char *bytes, size_t len)
{
    pas_head_facts facts;
    pas_bytes *in = pas_bytes_memory(bytes, len);
    pas_head_read(in, &facts);
    pas_bytes_close(in);
    return facts;
}

static void hush(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    (void)io, (void)code, (void)line, (void)args, (void)n_args;
}

static int search(const char *xml, const char *paths)
{
    const pas_limits limits = PAS_LIMITS_DEFAULT;
    pas_io io = {.limits = &limits, .say = hush};
    pas_bytes *in = pas_bytes_memory(xml, strlen(xml));
    int met = pas_head_search(&io, in, paths);
    pas_bytes_close(in);
    return met;
}

/* Anywhere in the file, at that very place; what comes after it is not looked at, what is cut before is not
 * known. */
Test(xml, a_path_is_searched_in_all_of_a_file)
{
    pas_buf far = {0};
    pas_buf_puts(&far, "<R><D>");
    for (uint32_t i = 0; i < 20000; i++)
        pas_buf_puts(&far, "<E><A/></E>");
    pas_buf_puts(&far, "<L><A/></L></D></R>");
    cr_assert_eq(search(far.ptr, "D/L/A"), 1);
    cr_assert_eq(search(far.ptr, "D/M;D/L"), 1);
    cr_assert_eq(search(far.ptr, "L/A;D/A;R/D;D/E/A/A"), 0);
    cr_assert_eq(search("<R><D><L><A/>", "D/L/A"), 1);
    cr_assert_eq(search("<R><D><L><A/>", "D/L/B"), -1);
    cr_assert_eq(search("", "D"), -1);
    pas_head_facts f = head_of(far.ptr, far.len);
    cr_assert(!f.whole);
    pas_head_done(&f);
    f = head_of("<R><D/></R>", 11);
    cr_assert(f.whole);
    pas_head_done(&f);
    f = head_of("<R><D/>", 7);
    cr_assert(!f.whole);
    pas_head_done(&f);
    pas_buf_free(&far);
}

Test(xml, head)
{
    static const char xml[] =
        "\xEF\xBB\xBF<?xml version='1.0'?><R VERSION='2.1' xmlns='urn:r'><D><E a='1'/><E/></D><F/>";
    pas_head_facts f = head_of(xml, sizeof xml - 1);
    cr_assert(f.is_xml);
    cr_assert_str_eq(f.root, "R");
    cr_assert_str_eq(f.root_ns, "urn:r");
    cr_assert_str_eq(f.version, "2.1");
    cr_assert_eq(f.n_paths, 3);
    cr_assert_str_eq(f.paths[0], "D");
    cr_assert_str_eq(f.paths[1], "D/E");
    cr_assert_str_eq(f.paths[2], "F");
    pas_head_done(&f);
    cr_assert_null(f.root);
}

Test(xml, head_of_anything)
{
    static const char *const not_xml[] = {"", "PK\3\4", "a;b;c\n1;2;3\n", "\xFF\xFE<"};
    for (size_t i = 0; i < sizeof not_xml / sizeof not_xml[0]; i++) {
        pas_head_facts f = head_of(not_xml[i], strlen(not_xml[i]));
        cr_assert_not(f.is_xml, "%zu", i);
        cr_assert_null(f.root);
        cr_assert_eq(f.n_paths, 0);
        pas_head_done(&f);
    }
    pas_head_facts f = head_of("<a><b></a>", 10);
    cr_assert(f.is_xml);
    cr_assert_str_eq(f.root, "a");
    pas_head_done(&f);
}

Test(xml, head_is_bounded, .timeout = 5)
{
    pas_buf xml = {0};
    pas_buf_puts(&xml, "<R>");
    for (int i = 0; i < 3000; i++)
        pas_buf_printf(&xml, "<n%d/>", i);
    pas_head_facts f = head_of(xml.ptr, xml.len);
    cr_assert_eq(f.n_paths, 1999);
    pas_head_done(&f);
    pas_buf_clear(&xml);
    filled(&xml, "<R><!--", 1 << 20, "--><A/></R>");
    f = head_of(xml.ptr, xml.len);
    cr_assert_str_eq(f.root, "R");
    cr_assert_eq(f.n_paths, 0);
    pas_head_done(&f);
    pas_buf_free(&xml);
}
