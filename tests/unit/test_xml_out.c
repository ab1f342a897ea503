/* io/xml_out.c: documents written along their table. */
#include "io/xml_out.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

enum {
    LISTE,
    VERSION,
    NOTE,
    FICHE,
    FICHE_ID,
    NOM,
    SEXE,
    NE_LE,
    SORTI,
    HEURES,
    RANG,
    DEBUT,
    HHMM,
    OUI,
    SEMAINES,
    ANCIEN,
    LIEU,
    LIEU_TYPE,
    PRENOMS,
    PRENOM,
    HAUT,
    FIXE
};

static const pas_row rows[] = {
    [LISTE] = {.depth = 0, .what = PAS_ROW_NEST, .name = "LISTE"},
    [VERSION] = {.depth = 1, .what = PAS_ROW_VALUE, .name = "@VERSION", .flags = PAS_REQUIRED},
    [NOTE] = {.depth = 1, .what = PAS_ROW_VALUE, .name = "NOTE", .flags = PAS_MANY},
    [FICHE] = {.depth = 1, .what = PAS_ROW_RECORD, .name = "FICHE"},
    [FICHE_ID] = {.depth = 2, .what = PAS_ROW_VALUE, .name = "@ID", .flags = PAS_KEY},
    [NOM] = {.depth = 2, .what = PAS_ROW_VALUE, .name = "NOM", .flags = PAS_REQUIRED, .max = 6},
    [SEXE] = {.depth = 2, .what = PAS_ROW_VALUE, .name = "SEXE", .values = "1=M;2=F"},
    [NE_LE] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_DATE_FR, .name = "NE_LE"},
    [SORTI] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_DATE_ISO, .name = "SORTI"},
    [HEURES] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_DECIMAL, .name = "HEURES"},
    [RANG] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_UINT, .name = "RANG"},
    [DEBUT] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_TIME_HMS, .name = "DEBUT"},
    [HHMM] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_TIME_HHMM, .name = "HHMM"},
    [OUI] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_BOOL, .name = "OUI", .values = "O=1;N=0"},
    [SEMAINES] = {.depth = 2, .what = PAS_ROW_VALUE, .lex = PAS_LEX_WEEKS, .name = "SEMAINES"},
    [ANCIEN] = {.depth = 2, .what = PAS_ROW_VALUE, .name = "ANCIEN", .flags = PAS_OLD | PAS_REQUIRED},
    [LIEU] = {.depth = 2, .what = PAS_ROW_VALUE, .name = "LIEU"},
    [LIEU_TYPE] = {.depth = 3, .what = PAS_ROW_VALUE, .name = "@TYPE"},
    [PRENOMS] = {.depth = 2, .what = PAS_ROW_NEST, .name = "PRENOMS", .flags = PAS_REQUIRED | PAS_GUESS},
    [PRENOM] = {.depth = 3, .what = PAS_ROW_VALUE, .name = "PRENOM", .flags = PAS_MANY | PAS_REQUIRED},
    [HAUT] = {.depth = 2, .what = PAS_ROW_UP, .flags = PAS_REQUIRED},
    [FIXE] = {.depth = 2, .what = PAS_ROW_CONST, .name = "FIXE", .flags = PAS_REQUIRED, .values = "x"},
};

/* A writer, what it wrote and what it said. */
struct bench {
    pas_io io;
    pas_limits limits;
    pas_findings_list *findings;
    pas_buf out;
    pas_xml_writer *w;
    pas_status sink_status;
};

static void say(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n)
{
    struct bench *b = io->data;
    const pas_message *m = pas_host_message(code);
    cr_assert_not_null(m, "%s is no message", code);
    pas_list_add(
        b->findings,
        &(pas_finding){
            .message = m, .origin = {.line = line}, .args = args, .n_args = n, .severity = m->severity});
}

static pas_status sink(void *data, const void *bytes, size_t size)
{
    struct bench *b = data;
    pas_buf_add(&b->out, bytes, size);
    return b->sink_status;
}

static void open_bench(struct bench *b, pas_charset cs)
{
    *b = (struct bench){.limits = PAS_LIMITS_DEFAULT, .findings = pas_list_new()};
    b->io = (pas_io){.limits = &b->limits, .say = say, .data = b};
    b->w = pas_writer_open(&b->io, cs, rows, sizeof rows / sizeof rows[0], sizeof rows[0], sink, b);
    pas_writer_begin(b->w, LISTE);
    pas_writer_text(b->w, VERSION, PAS_STR("1.0"));
}

static void free_bench(struct bench *b)
{
    pas_list_free(b->findings);
    pas_buf_free(&b->out);
}

/* The text of the only finding, in French, unmasked. */
static void check_said(const struct bench *b, const char *code, const char *text)
{
    pas_buf buf = {0};
    cr_assert_eq(pas_list_count(b->findings), 1u, "%zu findings", pas_list_count(b->findings));
    const pas_finding *f = pas_list_get(b->findings, 0);
    cr_assert_str_eq(f->message->code, code);
    pas_finding_text(&buf, f, PAS_FR, true);
    cr_assert_str_eq(buf.ptr, text);
    pas_buf_free(&buf);
}

Test(xml_out, a_whole_document)
{
    struct bench b;
    open_bench(&b, PAS_CS_UTF8);
    pas_writer_text(b.w, NOTE, PAS_STR("a & b < c > d \"e\" l'été\tx\r\n"));
    pas_writer_text(b.w, NOTE, PAS_STR(""));
    pas_writer_begin(b.w, FICHE);
    pas_writer_text(b.w, FICHE_ID, PAS_STR("<\"&'\t\n>"));
    pas_writer_text(b.w, NOM, PAS_STR("É̈lève"));
    pas_writer_text(b.w, SEXE, PAS_STR("F"));
    pas_writer_date(b.w, NE_LE, (pas_date){2014, 2, 28});
    pas_writer_date(b.w, SORTI, (pas_date){2026, 9, 1});
    pas_writer_int(b.w, HEURES, 4500);
    pas_writer_int(b.w, RANG, 12);
    pas_writer_int(b.w, DEBUT, 8 * 60 + 5);
    pas_writer_int(b.w, HHMM, 17 * 60 + 30);
    pas_writer_int(b.w, OUI, 1);
    pas_writer_weeks(b.w, SEMAINES, UINT64_MAX);
    pas_writer_begin(b.w, LIEU);
    pas_writer_text(b.w, LIEU_TYPE, PAS_STR("V"));
    pas_writer_text(b.w, LIEU, PAS_STR("Essai-sur-Mer"));
    pas_writer_end(b.w, LIEU);
    pas_writer_begin(b.w, PRENOMS);
    pas_writer_text(b.w, PRENOM, PAS_STR("Ada"));
    pas_writer_text(b.w, PRENOM, PAS_STR("Zoé"));
    pas_writer_end(b.w, PRENOMS);
    pas_writer_end(b.w, FICHE);
    pas_writer_begin(b.w, FICHE);
    pas_writer_text(b.w, NOM, PAS_STR("X"));
    pas_writer_text(b.w, SEXE, PAS_NONE);
    pas_writer_text(b.w, SEXE, PAS_STR("1"));
    pas_writer_date(b.w, SORTI, (pas_date){0});
    pas_writer_int(b.w, HEURES, -1333);
    pas_writer_begin(b.w, LIEU);
    pas_writer_end(b.w, LIEU);
    pas_writer_end(b.w, FICHE);
    pas_writer_end(b.w, LISTE);
    cr_assert_eq(pas_writer_close(b.w), PAS_OK);
    cr_assert_eq(pas_list_count(b.findings), 0u);
    cr_assert_str_eq(b.out.ptr, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<LISTE VERSION=\"1.0\">\n"
                                "  <NOTE>a &amp; b &lt; c &gt; d \"e\" l'été\tx&#13;\n</NOTE>\n"
                                "  <NOTE/>\n"
                                "  <FICHE ID=\"&lt;&quot;&amp;'&#9;&#10;&gt;\">\n"
                                "    <NOM>É̈lève</NOM>\n"
                                "    <SEXE>2</SEXE>\n"
                                "    <NE_LE>28/02/2014</NE_LE>\n"
                                "    <SORTI>2026-09-01</SORTI>\n"
                                "    <HEURES>4.50</HEURES>\n"
                                "    <RANG>12</RANG>\n"
                                "    <DEBUT>08:05:00</DEBUT>\n"
                                "    <HHMM>1730</HHMM>\n"
                                "    <OUI>O</OUI>\n"
                                "    <SEMAINES>18446744073709551615</SEMAINES>\n"
                                "    <LIEU TYPE=\"V\">Essai-sur-Mer</LIEU>\n"
                                "    <PRENOMS>\n"
                                "      <PRENOM>Ada</PRENOM>\n"
                                "      <PRENOM>Zoé</PRENOM>\n"
                                "    </PRENOMS>\n"
                                "  </FICHE>\n"
                                "  <FICHE>\n"
                                "    <NOM>X</NOM>\n"
                                "    <SEXE>1</SEXE>\n"
                                "    <HEURES>-1.333</HEURES>\n"
                                "    <LIEU/>\n"
                                "  </FICHE>\n"
                                "</LISTE>\n");
    free_bench(&b);
}

Test(xml_out, charsets)
{
    static const struct {
        pas_charset cs;
        const char *declared, *bytes;
    } cases[] = {{PAS_CS_LATIN1, "ISO-8859-1", "\xe9"},
                 {PAS_CS_LATIN9, "ISO-8859-15", "\xe9\xa4\xbd"},
                 {PAS_CS_CP1252, "windows-1252", "\xe9\x80\x9c\x92"}};
    static const char *const texts[] = {"é", "é€œ", "é€œ’"};
    for (int i = 0; i < 3; i++) {
        struct bench b;
        char expected[200];
        open_bench(&b, cases[i].cs);
        pas_writer_text(b.w, NOTE, pas_cstr(texts[i]));
        pas_writer_end(b.w, LISTE);
        cr_assert_eq(pas_writer_close(b.w), PAS_OK);
        snprintf(
            expected, sizeof expected,
            "<?xml version=\"1.0\" encoding=\"%s\"?>\n<LISTE VERSION=\"1.0\">\n  <NOTE>%s</NOTE>\n</LISTE>\n",
            pas_charset_name(cases[i].cs), cases[i].bytes);
        cr_assert_str_eq(b.out.ptr, expected);
        free_bench(&b);
    }
}

/* Runs one fault in a document that is right but for it; the document must fail. */
static void check_fault(pas_charset cs, int row, const char *value, const char *code, const char *text)
{
    struct bench b;
    open_bench(&b, cs);
    pas_writer_begin(b.w, FICHE);
    if (row != NOM)
        pas_writer_text(b.w, NOM, PAS_STR("UN"));
    if (value)
        cr_assert_eq(pas_writer_text(b.w, (uint32_t)row, pas_cstr(value)), PAS_OK,
                     "the rest is still checked");
    pas_writer_end(b.w, FICHE);
    pas_writer_end(b.w, LISTE);
    cr_assert_eq(pas_writer_close(b.w), PAS_E_INPUT);
    check_said(&b, code, text);
    cr_assert_eq(b.out.len, 0u, "nothing half written");
    free_bench(&b);
}

Test(xml_out, values_the_format_cannot_take)
{
    check_fault(PAS_CS_LATIN9, NOM, "D’ARC", "caractere-non-representable",
                "« NOM » contient le caractère U+2019 « ’ », qui n'existe pas en ISO-8859-15.");
    check_fault(PAS_CS_UTF8, NOM, "A\x01", "caractere-interdit",
                "« NOM » contient le caractère de contrôle U+0001, interdit dans un fichier XML.");
    check_fault(PAS_CS_UTF8, NOM, "A\xc2\x85", "caractere-interdit",
                "« NOM » contient le caractère de contrôle U+0085, interdit dans un fichier XML.");
    check_fault(PAS_CS_UTF8, NOM, "ÉLÈVES7", "valeur-trop-longue-ecrite",
                "« NOM » : 7 caractères pour 6 au plus (« ÉLÈVES7 »).");
    check_fault(PAS_CS_UTF8, NOM, "", "obligatoire-non-ecrit",
                "« NOM » est obligatoire dans « FICHE » et n'a pas de valeur.");
    check_fault(PAS_CS_UTF8, NOM, NULL, "obligatoire-non-ecrit",
                "« NOM » est obligatoire dans « FICHE » et n'a pas de valeur.");
    check_fault(PAS_CS_UTF8, SEXE, "X", "valeur-mal-formee-ecrite",
                "« SEXE » : « X » n'a pas la forme 1=M;2=F.");
}

Test(xml_out, forms)
{
    static const struct {
        int row;
        const char *good, *bad;
    } cases[] = {{NE_LE, "28/02/2014", "2014-02-28"},
                 {SORTI, "2026-09-01", "01/09/2026"},
                 {HEURES, "4.5", "4h"},
                 {RANG, "2147483647", "2147483648"},
                 {RANG, "0", "-1"},
                 {DEBUT, "23:59:59", "24:00:00"},
                 {DEBUT, "08:05:00", "08:05"},
                 {HHMM, "0805", "0860"},
                 {SEMAINES, "6", "x"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int bad = 0; bad < 2; bad++) {
            struct bench b;
            open_bench(&b, PAS_CS_UTF8);
            pas_writer_begin(b.w, FICHE);
            pas_writer_text(b.w, NOM, PAS_STR("UN"));
            pas_writer_text(b.w, (uint32_t)cases[i].row, pas_cstr(bad ? cases[i].bad : cases[i].good));
            pas_writer_end(b.w, FICHE);
            pas_writer_end(b.w, LISTE);
            cr_assert_eq(pas_writer_close(b.w), bad ? PAS_E_INPUT : PAS_OK, "case %zu", i);
            cr_assert_eq(pas_list_count_code(b.findings, "valeur-mal-formee-ecrite"), (size_t)bad);
            free_bench(&b);
        }
}

Test(xml_out, personal_values_are_marked)
{
    struct bench b;
    pas_buf buf = {0};
    open_bench(&b, PAS_CS_UTF8);
    pas_writer_begin(b.w, FICHE);
    pas_writer_text(b.w, NOM, PAS_STR("DUPONTEL"));
    pas_finding_text(&buf, pas_list_get(b.findings, 0), PAS_FR, false);
    cr_assert_str_eq(buf.ptr, "« NOM » : 8 caractères pour 6 au plus (« D… »).");
    pas_buf_free(&buf);
    pas_writer_end(b.w, FICHE);
    pas_writer_end(b.w, LISTE);
    cr_assert_eq(pas_writer_close(b.w), PAS_E_INPUT);
    free_bench(&b);
}

/* What a plugin does wrong stops at once, and is said once. */
static void misuse(int which, pas_xml_writer *w)
{
    switch (which) {
    case 0: /* out of order */
        pas_writer_text(w, SEXE, PAS_STR("F"));
        pas_writer_text(w, NOM, PAS_STR("UN"));
        break;
    case 1: /* twice */
        pas_writer_text(w, NOM, PAS_STR("UN"));
        pas_writer_text(w, NOM, PAS_STR("UN"));
        break;
    case 2: /* in the wrong parent */
        pas_writer_text(w, PRENOM, PAS_STR("Ada"));
        break;
    case 3: /* an attribute after the content */
        pas_writer_text(w, NOM, PAS_STR("UN"));
        pas_writer_text(w, FICHE_ID, PAS_STR("1"));
        break;
    case 4:
        pas_writer_text(w, FICHE_ID, PAS_STR("1"));
        pas_writer_text(w, FICHE_ID, PAS_STR("1"));
        break;
    case 5:
        pas_writer_text(w, ANCIEN, PAS_STR("1"));
        break;
    case 6:
        pas_writer_text(w, FIXE, PAS_STR("1"));
        break;
    case 7:
        pas_writer_text(w, 999, PAS_STR("1"));
        break;
    case 8: /* the wrong end */
        pas_writer_end(w, LISTE);
        break;
    case 9:
        pas_writer_begin(w, FICHE_ID);
        break;
    case 10:
        pas_writer_int(w, NE_LE, 3);
        break;
    case 11:
        pas_writer_date(w, RANG, (pas_date){2026, 9, 1});
        break;
    case 12:
        pas_writer_weeks(w, RANG, 1);
        break;
    case 13:
        pas_writer_text(w, NOM, PAS_STR("\xff"));
        break;
    case 14: /* a text after a text */
        pas_writer_begin(w, LIEU);
        pas_writer_text(w, LIEU, PAS_STR("a"));
        pas_writer_text(w, LIEU, PAS_STR("b"));
        break;
    case 15: /* a second root */
        pas_writer_end(w, FICHE);
        pas_writer_end(w, LISTE);
        pas_writer_begin(w, LISTE);
        break;
    case 16:
        pas_writer_int(w, RANG, INT64_MIN);
        break;
    default: /* never finished */
        pas_writer_text(w, NOM, PAS_STR("UN"));
    }
}

Test(xml_out, misuse_by_a_plugin)
{
    for (int which = 0; which <= 17; which++) {
        struct bench b;
        open_bench(&b, PAS_CS_UTF8);
        pas_writer_begin(b.w, FICHE);
        if (which == 15)
            pas_writer_text(b.w, NOM, PAS_STR("UN"));
        misuse(which, b.w);
        if (which != 17) {
            cr_assert_eq(pas_writer_end(b.w, FICHE), PAS_E_INTERNAL, "misuse %d", which);
            cr_assert_eq(pas_writer_text(b.w, NOTE, PAS_STR("x")), PAS_E_INTERNAL);
        }
        cr_assert_eq(pas_writer_close(b.w), PAS_E_INTERNAL, "misuse %d", which);
        cr_assert_eq(pas_list_count(b.findings), 1u, "misuse %d", which);
        cr_assert_str_eq(pas_list_get(b.findings, 0)->message->code, "document-mal-construit");
        free_bench(&b);
    }
}

Test(xml_out, nothing_written)
{
    struct bench b;
    open_bench(&b, PAS_CS_UTF8);
    pas_xml_writer *w =
        pas_writer_open(&b.io, PAS_CS_UTF8, rows, sizeof rows / sizeof rows[0], sizeof rows[0], sink, &b);
    cr_assert_eq(pas_writer_close(w), PAS_E_INTERNAL);
    pas_writer_end(b.w, LISTE);
    pas_writer_close(b.w);
    free_bench(&b);
}

Test(xml_out, a_sink_that_fails_stops_the_writer)
{
    struct bench b;
    open_bench(&b, PAS_CS_UTF8);
    b.sink_status = PAS_E_IO;
    int written = 0;
    for (; written < 100000; written++) {
        pas_writer_begin(b.w, FICHE);
        pas_writer_text(b.w, NOM, PAS_STR("UN"));
        if (pas_writer_end(b.w, FICHE) < 0)
            break;
    }
    cr_assert_lt(written, 100000);
    cr_assert_eq(pas_writer_text(b.w, NOTE, PAS_STR("x")), PAS_E_IO);
    cr_assert_eq(pas_writer_close(b.w), PAS_E_IO);
    cr_assert_eq(pas_list_count(b.findings), 0u, "the sink has said it");
    free_bench(&b);
}

Test(xml_out, rows_of_a_longer_struct)
{
    struct longer {
        pas_row row;
        long more;
    };
    static const struct longer table[] = {
        {.row = {.depth = 0, .what = PAS_ROW_NEST, .name = "A"}, .more = -1},
        {.row = {.depth = 1, .what = PAS_ROW_VALUE, .name = "B"}, .more = -1}};
    struct bench b;
    open_bench(&b, PAS_CS_UTF8);
    pas_xml_writer *w = pas_writer_open(&b.io, PAS_CS_UTF8, &table[0].row, 2, sizeof table[0], sink, &b);
    pas_writer_begin(w, 0);
    pas_writer_text(w, 1, PAS_STR("x"));
    pas_writer_end(w, 0);
    cr_assert_eq(pas_writer_close(w), PAS_OK);
    cr_assert_str_eq(b.out.ptr, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<A>\n  <B>x</B>\n</A>\n");
    pas_writer_end(b.w, LISTE);
    pas_writer_close(b.w);
    free_bench(&b);
}
