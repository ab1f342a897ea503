/* Bytes to checked UTF-8 before the XML parser sees them: see xml_decode.h. */
#include "io/xml_decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK 65536u
#define HEAD 1024 /* an XML declaration is looked for in as many bytes */
#define LONGEST_MAGIC 8u
#define AS_TEXT(x) #x
#define TEXT_OF(macro) AS_TEXT(macro)

enum fault { WRONG_CHARSET, CUT_CHARACTER, OTHER_FORMAT, LONG_DECLARATION };

struct pas_decoder {
    pas_io *io;
    pas_bytes *in;
    pas_charset cs;
    bool sniffed, ended, faulty;
    enum fault fault;
    uint64_t offset; /* of raw[0] in the file */
    size_t have;     /* bytes in raw */
    size_t used;     /* of them, those already given */
    pas_buf text;
    char encoding[48];
    char position[24];
    char detail[200], detail_en[200];
    unsigned char raw[CHUNK];
};

pas_decoder *pas_decoder_new(pas_io *io, pas_bytes *in)
{
    pas_decoder *d = pas_xcalloc(1, sizeof *d);
    d->io = io;
    d->in = in;
    snprintf(d->encoding, sizeof d->encoding, "UTF-8");
    return d;
}

void pas_decoder_free(pas_decoder *d)
{
    if (!d)
        return;
    pas_buf_free(&d->text);
    free(d);
}

void pas_decoder_say(const pas_decoder *d, uint32_t line)
{
    switch (d->fault) {
    case WRONG_CHARSET:
        pas_io_say(d->io, "fichier-encodage-invalide", line, "encodage", d->encoding, "position", d->position,
                   "detail", d->detail, "detail_en", d->detail_en, NULL);
        return;
    case CUT_CHARACTER:
        pas_io_say(d->io, "fichier-xml-illisible", line, "detail", d->detail, "detail_en", d->detail_en,
                   NULL);
        return;
    case OTHER_FORMAT:
        pas_io_say(d->io, "fichier-autre-format", 0, "detail", d->detail, "detail_en", d->detail_en, NULL);
        return;
    case LONG_DECLARATION:
        pas_io_say(d->io, "fichier-limite-atteinte", line, "limite", TEXT_OF(HEAD), "quoi", d->detail, "what",
                   d->detail_en, NULL);
        return;
    }
}

bool pas_decoder_faulty(const pas_decoder *d)
{
    return d->faulty;
}

/* ----------------------------------------------------------------- faults */

static pas_status fault(pas_decoder *d, enum fault what, uint64_t offset, const char *fr, const char *en)
{
    d->faulty = true;
    d->fault = what;
    snprintf(d->position, sizeof d->position, "%llu", (unsigned long long)offset + 1);
    snprintf(d->detail, sizeof d->detail, "%s", fr);
    snprintf(d->detail_en, sizeof d->detail_en, "%s", en);
    return PAS_E_INPUT;
}

static pas_status refuse_encoding(pas_decoder *d, const char *name)
{
    snprintf(d->encoding, sizeof d->encoding, "%s", name);
    return fault(d, WRONG_CHARSET, 0,
                 "cet encodage n'est pas lu ; sont lus UTF-8, ISO-8859-1, ISO-8859-15 et Windows-1252",
                 "this encoding is not read; UTF-8, ISO-8859-1, ISO-8859-15 and Windows-1252 are");
}

static pas_status bad_byte(pas_decoder *d, size_t i)
{
    unsigned byte = d->raw[i];
    const char *fr, *en;
    if (byte == 0) {
        fr = "octet nul, interdit dans un XML";
        en = "null byte, not allowed in XML";
    } else if (d->cs == PAS_CS_UTF8) {
        fr = "suite d'octets qui n'est pas de l'UTF-8 ; le fichier est sans doute en Windows-1252 ou en "
             "ISO-8859-15";
        en = "bytes that are not UTF-8; the file is probably in Windows-1252 or ISO-8859-15";
    } else if (d->cs == PAS_CS_CP1252) {
        fr = "octet sans signification dans cet encodage ; le fichier est sans doute en UTF-8";
        en = "byte without a meaning in this encoding; the file is probably in UTF-8";
    } else {
        fr = "octet sans signification dans cet encodage ; le fichier est sans doute en Windows-1252";
        en = "byte without a meaning in this encoding; the file is probably in Windows-1252";
    }
    char text[200], text_en[200];
    snprintf(text, sizeof text, "%s (octet 0x%02X)", fr, byte);
    snprintf(text_en, sizeof text_en, "%s (byte 0x%02X)", en, byte);
    return fault(d, WRONG_CHARSET, d->offset + i, text, text_en);
}

/* ------------------------------------------------------------- the charset */

static bool declares(const pas_decoder *d)
{
    return d->have >= 6 && memcmp(d->raw, "<?xml", 5) == 0 && strchr(" \t\r\n", d->raw[5]);
}

/* The end of the declaration; looked for in HEAD bytes whatever the source gave at once. */
static const char *declaration_end(const pas_decoder *d)
{
    return memmem(d->raw, d->have < HEAD ? d->have : HEAD, "?>", 2);
}

/* True if more bytes are needed to tell what the file is and its charset. */
static bool head_is_short(const pas_decoder *d)
{
    if (d->have < LONGEST_MAGIC)
        return true;
    if (memcmp(d->raw, "<?xm", 4) != 0)
        return false;
    return d->have < HEAD && !declaration_end(d);
}

static pas_status read_head(pas_decoder *d)
{
    while (!d->ended && head_is_short(d)) {
        int64_t n = d->in->read(d->in, d->raw + d->have, CHUNK - d->have);
        if (n < 0)
            return (pas_status)n;
        d->ended = n == 0;
        d->have += (size_t)n;
    }
    return PAS_OK;
}

/* What people give in place of an export, by its first bytes: said to be in a wrong charset, it would send
 * them looking in the wrong place. */
static pas_status refuse_other_formats(pas_decoder *d)
{
    static const struct {
        uint8_t n;
        const char magic[LONGEST_MAGIC + 1], *fr, *en;
    } formats[] = {
        {2, "\x1F\x8B", "un fichier compressé par gzip", "a file compressed by gzip"},
        {6, "7z\xBC\xAF\x27\x1C", "une archive 7z", "a 7z archive"},
        {6, "Rar!\x1A\x07", "une archive RAR", "a RAR archive"},
        {3, "BZh", "un fichier compressé par bzip2", "a file compressed by bzip2"},
        {6,
         "\xFD"
         "7zXZ",
         "un fichier compressé par xz", "a file compressed by xz"},
        {5, "%PDF-", "un document PDF", "a PDF document"},
        {8, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "un classeur ou un document de bureautique",
         "a spreadsheet or an office document"},
        {5, "{\\rtf", "un texte mis en forme (RTF)", "a formatted text (RTF)"},
        {4, "\x89PNG", "une image", "a picture"},
        {3, "\xFF\xD8\xFF", "une image", "a picture"},
        {4,
         "\x7F"
         "ELF",
         "un programme", "a program"},
        {2, "MZ", "un programme", "a program"},
    };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (d->have >= formats[i].n && memcmp(d->raw, formats[i].magic, formats[i].n) == 0)
            return fault(d, OTHER_FORMAT, 0, formats[i].fr, formats[i].en);
    return PAS_OK;
}

/* A declaration so long that its encoding was not seen: it must not pass for one without. One that is broken
 * by another tag is the parser's to refuse. */
static bool is_hidden(const pas_decoder *d)
{
    return d->have >= HEAD && !declaration_end(d) && !memchr(d->raw + 1, '<', HEAD - 1) &&
           !memchr(d->raw + 1, '>', HEAD - 1);
}

/* The value of the encoding pseudo-attribute, absent if there is none. */
static pas_str declared(const pas_decoder *d)
{
    const char *p = (const char *)d->raw;
    const char *end = declaration_end(d);
    const char *at = end ? memmem(p, (size_t)(end - p), "encoding", 8) : NULL;
    if (!at)
        return PAS_NONE;
    at += 8;
    while (at < end && strchr(" \t\r\n=", *at))
        at++;
    if (at == end || (*at != '"' && *at != '\''))
        return PAS_NONE;
    const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
    return close ? (pas_str){at + 1, (size_t)(close - at - 1)} : PAS_NONE;
}

static pas_status use_declared(pas_decoder *d)
{
    if (declares(d) && is_hidden(d))
        return fault(d, LONG_DECLARATION, 0, "octets dans la déclaration « <?xml »",
                     "bytes in the “<?xml” declaration");
    pas_str name = declares(d) ? declared(d) : PAS_NONE;
    if (!name.ptr)
        return PAS_OK;
    char copy[40];
    size_t n = 0;
    for (; n < name.len && n + 1 < sizeof copy; n++)
        copy[n] = name.ptr[n] > ' ' && name.ptr[n] < 0x7F ? name.ptr[n] : '?';
    copy[n] = '\0';
    d->cs = pas_charset_named(name);
    if (d->cs == PAS_CS_UNKNOWN)
        return refuse_encoding(d, copy);
    snprintf(d->encoding, sizeof d->encoding, "%s", copy);
    return PAS_OK;
}

/* Encodings that are told by the first bytes, and are not read (XML 1.0, appendix F). */
static const char *other_encoding(const pas_decoder *d)
{
    static const struct {
        uint8_t n;
        const char start[5], *name;
    } starts[] = {
        {4, "\0\0\xFE\xFF", "UTF-32"}, {4, "\xFF\xFE\0\0", "UTF-32"}, {4, "\0\0\0<", "UTF-32"},
        {4, "<\0\0\0", "UTF-32"},      {2, "\xFE\xFF", "UTF-16"},     {2, "\xFF\xFE", "UTF-16"},
        {3, "\0<\0", "UTF-16"},        {2, "<\0", "UTF-16"},          {4, "\x4C\x6F\xA7\x94", "EBCDIC"},
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (d->have >= starts[i].n && memcmp(d->raw, starts[i].start, starts[i].n) == 0)
            return starts[i].name;
    return NULL;
}

static pas_status sniff(pas_decoder *d)
{
    pas_status st = read_head(d);
    if (st < 0)
        return st;
    d->sniffed = true;
    st = refuse_other_formats(d);
    if (st < 0)
        return st;
    const char *other = other_encoding(d);
    if (other)
        return refuse_encoding(d, other);
    if (d->have >= 3 && memcmp(d->raw, "\xEF\xBB\xBF", 3) == 0) {
        d->used = 3; /* the mark decides, whatever the declaration says */
        return PAS_OK;
    }
    return use_declared(d);
}

/* --------------------------------------------------------------- decoding */

/* True if the n bytes at p may be the start of a longer UTF-8 sequence. */
static bool may_continue(const unsigned char *p, size_t n)
{
    size_t whole = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC2 ? 2 : 1;
    for (size_t i = 1; i < n && i < whole; i++)
        if ((p[i] & 0xC0) != 0x80)
            return false;
    return n < whole;
}

static pas_status read_more(pas_decoder *d)
{
    size_t kept = d->have - d->used;
    memmove(d->raw, d->raw + d->used, kept);
    d->offset += d->used;
    d->used = 0;
    d->have = kept;
    if (d->ended)
        return PAS_OK;
    int64_t n = d->in->read(d->in, d->raw + kept, CHUNK - kept);
    if (n < 0)
        return (pas_status)n;
    d->ended = n == 0;
    d->have += (size_t)n;
    return PAS_OK;
}

/* Decodes what can be of raw[used … have]; a fault is kept for the next call. */
static pas_str decode(pas_decoder *d)
{
    const unsigned char *from = d->raw + d->used;
    size_t n = d->have - d->used;
    const unsigned char *nul = n ? memchr(from, 0, n) : NULL;
    size_t usable = nul ? (size_t)(nul - from) : n;
    pas_buf_clear(&d->text);
    size_t good = pas_charset_decode(d->cs, from, usable, &d->text);
    size_t start = d->used;
    d->used += good;
    bool cut = good < usable && !nul && d->cs == PAS_CS_UTF8 && may_continue(from + good, n - good);
    if (cut && d->ended)
        fault(d, CUT_CHARACTER, d->offset + d->used, "il s'arrête au milieu d'un caractère",
              "it stops in the middle of a character");
    else if (good < n && !cut)
        bad_byte(d, d->used);
    if (d->cs == PAS_CS_UTF8)
        return (pas_str){(const char *)d->raw + start, good};
    return (pas_str){d->text.ptr, d->text.len};
}

pas_status pas_decoder_next(pas_decoder *d, pas_str *ret)
{
    if (!d->sniffed && !d->faulty) {
        pas_status st = sniff(d);
        if (st < 0)
            return st;
        if (d->used < d->have) {
            *ret = decode(d);
            if (ret->len)
                return PAS_OK;
        }
    }
    while (!d->faulty) {
        pas_status st = read_more(d);
        if (st < 0)
            return st;
        if (d->ended && d->used == d->have)
            return PAS_END;
        *ret = decode(d);
        if (ret->len)
            return PAS_OK;
    }
    return PAS_E_INPUT;
}
