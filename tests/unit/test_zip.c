/* Zip archives made byte by byte, so that they can lie: what is read, what is refused and how it is said. */
#include "io/zip.h"
#include "said.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------ making archives */

/* One entry; what is 0 is filled in truthfully. */
struct made {
    const char *name;
    const char *data;
    size_t name_len;
    size_t data_len;
    uint32_t local_size, central_size; /* uncompressed, as told */
    uint32_t crc_change;
    uint16_t flags, method;
    uint32_t attributes; /* Unix mode << 16 */
    uint32_t offset_change;
};

static void put16(pas_buf *b, unsigned v)
{
    pas_buf_byte(b, (char)(v & 0xFF));
    pas_buf_byte(b, (char)(v >> 8 & 0xFF));
}

static void put32(pas_buf *b, uint32_t v)
{
    put16(b, v & 0xFFFF);
    put16(b, v >> 16);
}

static uint32_t crc_of(const char *data, size_t n)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static size_t data_len(const struct made *m)
{
    return m->data_len ? m->data_len : strlen(m->data);
}

static size_t name_len(const struct made *m)
{
    return m->name_len ? m->name_len : strlen(m->name);
}

static void put_common(pas_buf *b, const struct made *m, uint32_t told)
{
    put16(b, m->flags);
    put16(b, m->method);
    put32(b, 0x58210000); /* 2024-01-01 00:00 */
    put32(b, crc_of(m->data, data_len(m)) + m->crc_change);
    put32(b, (uint32_t)data_len(m));
    put32(b, told ? told : (uint32_t)data_len(m));
    put16(b, (unsigned)name_len(m));
    put16(b, 0);
}

static void put_central(pas_buf *b, const struct made *m, uint32_t offset)
{
    pas_buf_add(b, "PK\1\2", 4);
    put16(b, 3 << 8 | 20);
    put16(b, 20);
    put_common(b, m, m->central_size);
    put16(b, 0);
    put16(b, 0);
    put16(b, 0);
    put32(b, m->attributes);
    put32(b, offset + m->offset_change);
    pas_buf_add(b, m->name, name_len(m));
}

static pas_buf make(const struct made *entries, size_t n)
{
    pas_buf b = {0};
    uint32_t offsets[8];
    for (size_t i = 0; i < n; i++) {
        offsets[i] = (uint32_t)b.len;
        pas_buf_add(&b, "PK\3\4", 4);
        put16(&b, 20);
        put_common(&b, &entries[i], entries[i].local_size);
        pas_buf_add(&b, entries[i].name, name_len(&entries[i]));
        pas_buf_add(&b, entries[i].data, data_len(&entries[i]));
    }
    uint32_t start = (uint32_t)b.len;
    for (size_t i = 0; i < n; i++)
        put_central(&b, &entries[i], offsets[i]);
    uint32_t size = (uint32_t)b.len - start;
    pas_buf_add(&b, "PK\5\6\0\0\0\0", 8);
    put16(&b, (unsigned)n);
    put16(&b, (unsigned)n);
    put32(&b, size);
    put32(&b, start);
    put16(&b, 0);
    return b;
}

/* ------------------------------------------------------------------- opening */

struct opened {
    struct said said;
    int fd;
    pas_zip_in *zip;
    pas_status status;
};

static void open_zip(struct opened *o, const pas_buf *b, const pas_limits *limits)
{
    said_open(&o->said);
    if (limits)
        o->said.limits = *limits;
    o->fd = memfd_create("zip", 0);
    cr_assert_eq(write(o->fd, b->ptr, b->len), (ssize_t)b->len);
    o->zip = pas_zip_open(&o->said.io, o->fd, &o->status);
}

static void done(struct opened *o)
{
    pas_zip_close(o->zip);
    close(o->fd);
    said_close(&o->said);
}

static pas_status read_entry(struct opened *o, uint32_t i, pas_buf *to)
{
    pas_status st;
    pas_bytes *b = pas_zip_entry(o->zip, i, &st);
    if (!b)
        return st;
    st = pas_bytes_all(&o->said.io, b, 1u << 30, to);
    pas_bytes_close(b);
    return st;
}

static void expect_refused(const struct made *entries, size_t n, const char *code)
{
    pas_buf b = make(entries, n);
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_expect_null(o.zip, "%s", entries[0].name);
    cr_expect_eq(o.status, PAS_E_INPUT, "%s: %d", entries[0].name, o.status);
    cr_expect_eq(said_count(&o.said), 1, "%s: %zu", entries[0].name, said_count(&o.said));
    cr_expect_str_eq(said_code(&o.said, 0), code, "%s", entries[0].name);
    done(&o);
    pas_buf_free(&b);
}

/* ------------------------------------------------------------------- reading */

Test(zip, entries_and_their_bytes)
{
    static const struct made entries[] = {{.name = "A.xml", .data = "<a/>"},
                                          {.name = "dossier/été.xml", .data = "<b/>\n", .flags = 0x800}};
    pas_buf b = make(entries, 2), text = {0};
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_assert_not_null(o.zip, "%s", said_code(&o.said, 0));
    cr_assert_eq(pas_zip_count(o.zip), 2);
    cr_assert(pas_str_is(pas_zip_name(o.zip, 0), "A.xml"));
    cr_assert(pas_str_is(pas_zip_name(o.zip, 1), "dossier/été.xml"));
    cr_assert_null(pas_zip_name(o.zip, 2).ptr);
    cr_assert_eq(pas_zip_entry_size(o.zip, 1), 5);
    cr_assert_eq(read_entry(&o, 1, &text), PAS_OK);
    cr_assert_str_eq(text.ptr, "<b/>\n");
    pas_buf_clear(&text);
    cr_assert_eq(read_entry(&o, 0, &text), PAS_OK);
    cr_assert_str_eq(text.ptr, "<a/>");
    cr_assert_eq(read_entry(&o, 2, &text), PAS_E_INTERNAL);
    cr_assert_eq(said_count(&o.said), 0);
    done(&o);
    pas_buf_free(&b);
    pas_buf_free(&text);
}

Test(zip, two_entries_at_the_same_time)
{
    static const struct made entries[] = {{.name = "a", .data = "aaaa"}, {.name = "b", .data = "bbbb"}};
    pas_buf bytes = make(entries, 2);
    struct opened o;
    open_zip(&o, &bytes, NULL);
    pas_status st;
    pas_bytes *a = pas_zip_entry(o.zip, 0, &st), *b = pas_zip_entry(o.zip, 1, &st);
    char one[3] = "", other[3] = "";
    cr_assert_eq(a->read(a, one, 2), 2);
    cr_assert_eq(b->read(b, other, 2), 2);
    cr_assert_eq(a->read(a, one, 2), 2);
    cr_assert_str_eq(one, "aa");
    cr_assert_str_eq(other, "bb");
    pas_bytes_close(a);
    pas_bytes_close(b);
    done(&o);
    pas_buf_free(&bytes);
}

Test(zip, litter_and_folders_are_left_out)
{
    static const struct made entries[] = {
        {.name = "__MACOSX/._A.xml", .data = "x"}, {.name = "dossier/", .data = ""},
        {.name = "._A.xml", .data = "x"},          {.name = "dossier/._A.xml", .data = "x"},
        {.name = ".DS_Store", .data = "x"},        {.name = "plat", .data = "", .attributes = 040755u << 16},
        {.name = "A.xml", .data = "<a/>"},
    };
    pas_buf b = make(entries, 7);
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_assert_not_null(o.zip, "%s", said_code(&o.said, 0));
    cr_assert_eq(pas_zip_count(o.zip), 1);
    cr_assert(pas_str_is(pas_zip_name(o.zip, 0), "A.xml"));
    done(&o);
    pas_buf_free(&b);
}

Test(zip, an_empty_archive_has_no_entry)
{
    pas_buf b = make(NULL, 0);
    struct opened o;
    cr_assert(pas_zip_is(b.ptr, b.len));
    open_zip(&o, &b, NULL);
    cr_assert(!o.zip || pas_zip_count(o.zip) == 0);
    cr_assert(o.zip || said_count(&o.said) == 1);
    done(&o);
    pas_buf_free(&b);
}

Test(zip, is)
{
    cr_assert(pas_zip_is("PK\3\4....", 8));
    cr_assert_not(pas_zip_is("PK\3", 3));
    cr_assert_not(pas_zip_is("<?xml", 5));
}

/* ------------------------------------------------------------------- refusals */

Test(zip, names_that_leave_the_archive)
{
    static const char *const names[] = {"../A.xml", "a/../../b", "/etc/passwd", "C:\\x",
                                        "C:x",      "a\\b",      "..",          "a/.."};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect_refused(&(struct made){.name = names[i], .data = "<a/>"}, 1, "archive-entree-refusee");
}

Test(zip, names_that_are_not_names)
{
    expect_refused(&(struct made){.name = "a\nb", .data = "x"}, 1, "archive-entree-refusee");
    expect_refused(&(struct made){.name = "a\x7F", .data = "x"}, 1, "archive-entree-refusee");
    expect_refused(&(struct made){.name = "A.xml\0.txt", .name_len = 10, .data = "x"}, 1,
                   "archive-entree-refusee");
}

/* libzip takes ESC for the arrow that an old code page has there, and says of bad UTF-8 only that something
 * is inconsistent. */
Test(zip, names_that_libzip_would_change)
{
    expect_refused(&(struct made){.name = "a\x1B[2J", .data = "x"}, 1, "archive-entree-refusee");
    expect_refused(&(struct made){.name = "a\xFF", .data = "x", .flags = 0x800}, 1, "archive-entree-refusee");
    static char longest[1030];
    memset(longest, 'x', sizeof longest - 1);
    expect_refused(&(struct made){.name = longest, .data = "x"}, 1, "archive-entree-refusee");
}

/* Which one is read depends on the reader. */
Test(zip, an_archive_in_the_comment)
{
    static const struct made entry = {.name = "A.xml", .data = "<a/>"},
                             other = {.name = "B.xml", .data = "<b/>"};
    pas_buf b = make(&entry, 1), comment = make(&other, 1);
    b.ptr[b.len - 2] = (char)comment.len;
    pas_buf_add(&b, comment.ptr, comment.len);
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_assert_null(o.zip);
    cr_assert_eq(said_count(&o.said), 1);
    cr_assert_str_eq(said_code(&o.said, 0), "archive-illisible");
    cr_assert(strstr(said_arg(&o.said, 0, "detail").ptr, "deux tables"));
    done(&o);
    pas_buf_free(&b);
    pas_buf_free(&comment);
}

Test(zip, twice_the_same_name)
{
    static const struct made entries[] = {{.name = "A.xml", .data = "<a/>"},
                                          {.name = "A.xml", .data = "<b/>"}};
    expect_refused(entries, 2, "archive-illisible");
}

Test(zip, archives_in_archives)
{
    expect_refused(&(struct made){.name = "B.ZIP", .data = "x"}, 1, "archive-entree-refusee");
    static const struct made hidden = {.name = "A.xml", .data = "PK\3\4 ..."};
    pas_buf b = make(&hidden, 1), text = {0};
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_assert_not_null(o.zip);
    cr_assert_eq(read_entry(&o, 0, &text), PAS_E_INPUT);
    cr_assert_str_eq(said_code(&o.said, 0), "archive-entree-refusee");
    done(&o);
    pas_buf_free(&b);
    pas_buf_free(&text);
}

Test(zip, links_and_devices)
{
    expect_refused(&(struct made){.name = "A.xml", .data = "/etc/passwd", .attributes = 0120777u << 16}, 1,
                   "archive-entree-refusee");
    expect_refused(&(struct made){.name = "A.xml", .data = "", .attributes = 0010644u << 16}, 1,
                   "archive-entree-refusee");
}

Test(zip, encrypted)
{
    expect_refused(&(struct made){.name = "A.xml", .data = "0123456789abcdef", .flags = 1}, 1,
                   "archive-chiffree");
}

Test(zip, compression_that_is_not_known)
{
    expect_refused(&(struct made){.name = "A.xml", .data = "x", .method = 99}, 1, "archive-illisible");
}

Test(zip, headers_that_disagree)
{
    expect_refused(&(struct made){.name = "A.xml", .data = "0123456789", .local_size = 10, .central_size = 5},
                   1, "archive-illisible");
    static const struct made entries[] = {{.name = "A.xml", .data = "<a/>"},
                                          {.name = "B.xml", .data = "<b/>", .offset_change = (uint32_t)-39}};
    expect_refused(entries, 2, "archive-illisible");
}

static void expect_bad_bytes(const struct made *entry, const char *code)
{
    pas_buf b = make(entry, 1), text = {0};
    struct opened o;
    open_zip(&o, &b, NULL);
    if (o.zip)
        cr_assert_eq(read_entry(&o, 0, &text), PAS_E_INPUT);
    cr_assert_eq(said_count(&o.said), 1);
    cr_assert_str_eq(said_code(&o.said, 0), code);
    done(&o);
    pas_buf_free(&b);
    pas_buf_free(&text);
}

Test(zip, wrong_checksum)
{
    expect_bad_bytes(&(struct made){.name = "A.xml", .data = "<a/>", .crc_change = 1}, "archive-illisible");
}

Test(zip, damaged_deflate)
{
    expect_bad_bytes(&(struct made){.name = "A.xml", .data = "\xFF\xFF\xFF\xFF", .method = 8},
                     "archive-illisible");
}

Test(zip, cut_anywhere)
{
    static const struct made entries[] = {{.name = "A.xml", .data = "<a>contenu</a>"},
                                          {.name = "B.xml", .data = "<b/>"}};
    pas_buf b = make(entries, 2);
    for (size_t n = 0; n < b.len; n++) {
        pas_buf part = {b.ptr, n, n};
        struct opened o;
        open_zip(&o, &part, NULL);
        cr_assert_null(o.zip, "cut at %zu", n);
        cr_assert_eq(said_count(&o.said), 1, "cut at %zu", n);
        done(&o);
    }
    pas_buf_free(&b);
}

Test(zip, every_byte_may_be_wrong)
{
    static const struct made entry = {.name = "A.xml", .data = "<a>contenu</a>"};
    pas_buf b = make(&entry, 1);
    for (size_t i = 0; i < b.len; i++) {
        b.ptr[i] ^= 0x55;
        struct opened o;
        pas_buf text = {0};
        open_zip(&o, &b, NULL);
        pas_status st = o.status;
        for (uint32_t e = 0; o.zip && st == PAS_OK && e < pas_zip_count(o.zip); e++)
            st = read_entry(&o, e, &text);
        cr_assert_eq(said_count(&o.said), st == PAS_OK ? 0 : 1, "byte %zu", i);
        b.ptr[i] ^= 0x55;
        done(&o);
        pas_buf_free(&text);
    }
    pas_buf_free(&b);
}

/* --------------------------------------------------------------------- limits */

static void expect_limit(const pas_buf *b, const pas_limits *limits)
{
    struct opened o;
    open_zip(&o, b, limits);
    cr_expect_null(o.zip);
    cr_expect_eq(o.status, PAS_E_LIMIT);
    cr_expect_eq(said_count(&o.said), 1);
    cr_expect_str_eq(said_code(&o.said, 0), "archive-trop-grosse");
    done(&o);
}

Test(zip, too_many_entries_or_too_large)
{
    static const struct made entries[] = {{.name = "A.xml", .data = "0123456789"},
                                          {.name = "B.xml", .data = "0123456789"}};
    pas_buf b = make(entries, 2);
    pas_limits limits = PAS_LIMITS_DEFAULT;
    limits.zip_entries = 1;
    expect_limit(&b, &limits);
    limits = PAS_LIMITS_DEFAULT;
    limits.unzipped_bytes = 9;
    expect_limit(&b, &limits);
    limits.unzipped_bytes = 19; /* each fits, both do not */
    expect_limit(&b, &limits);
    limits.unzipped_bytes = 20;
    limits.input_bytes = b.len - 1;
    expect_limit(&b, &limits);
    limits.input_bytes = b.len;
    struct opened o;
    b.ptr[b.len - 7] = 1; /* the table of contents has 16 MiB, it says */
    expect_limit(&b, &limits);
    b.ptr[b.len - 7] = 0;
    open_zip(&o, &b, &limits);
    cr_assert_not_null(o.zip);
    done(&o);
    pas_buf_free(&b);
}

static pas_buf zip_of_zeros(size_t n)
{
    static const pas_stamp stamp = {{2026, 9, 1}, 8, 0, 0, 0};
    struct said said;
    pas_buf b = {0};
    char *zeros = calloc(1, n);
    said_open(&said);
    cr_assert_eq(pas_zip_one(&said.io, PAS_STR("A.xml"), stamp, zeros, n, &b), PAS_OK);
    free(zeros);
    said_close(&said);
    return b;
}

Test(zip, a_bomb)
{
    pas_buf b = zip_of_zeros(10u << 20);
    pas_limits limits = PAS_LIMITS_DEFAULT;
    limits.zip_ratio = 100;
    expect_limit(&b, &limits);
    pas_buf_free(&b);
    b = zip_of_zeros(1u << 20); /* small ones may be as compressed as they like */
    struct opened o;
    open_zip(&o, &b, &limits);
    cr_assert_not_null(o.zip);
    done(&o);
    pas_buf_free(&b);
}

/* Both headers say 10, the data unpack to 5 MiB. */
Test(zip, both_sizes_lie)
{
    pas_buf b = zip_of_zeros(5u << 20), text = {0};
    static const char told[] = {10, 0, 0, 0};
    memcpy(b.ptr + 22, told, 4);
    char *central = memmem(b.ptr, b.len, "PK\1\2", 4);
    memcpy(central + 24, told, 4);
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_assert_not_null(o.zip, "%s", said_code(&o.said, 0));
    cr_assert_eq(read_entry(&o, 0, &text), PAS_E_INPUT);
    cr_assert_leq(text.len, 10);
    cr_assert_str_eq(said_code(&o.said, 0), "archive-entree-refusee");
    done(&o);
    pas_buf_free(&b);
    pas_buf_free(&text);
}

/* -------------------------------------------------------------------- writing */

static pas_buf write_one(pas_stamp stamp)
{
    struct said said;
    pas_buf b = {0};
    said_open(&said);
    cr_assert_eq(pas_zip_one(&said.io, PAS_STR("été.xml"), stamp, "<a>é</a>", 9, &b), PAS_OK);
    cr_assert_eq(said_count(&said), 0);
    said_close(&said);
    return b;
}

Test(zip, written_and_read_again)
{
    pas_buf b = write_one((pas_stamp){{2026, 9, 15}, 18, 15, 6, 0}), text = {0};
    struct opened o;
    open_zip(&o, &b, NULL);
    cr_assert_not_null(o.zip, "%s", said_code(&o.said, 0));
    cr_assert_eq(pas_zip_count(o.zip), 1);
    cr_assert(pas_str_is(pas_zip_name(o.zip, 0), "été.xml"));
    cr_assert_eq(read_entry(&o, 0, &text), PAS_OK);
    cr_assert_str_eq(text.ptr, "<a>é</a>");
    done(&o);
    pas_buf_free(&b);
    pas_buf_free(&text);
}

Test(zip, the_same_bytes_in_any_time_zone)
{
    /* 02:30 on that day does not exist in Paris. */
    static const pas_stamp stamp = {{2026, 3, 29}, 2, 30, 8, 0};
    static const char *const zones[] = {"UTC", "Europe/Paris", "Pacific/Auckland", "America/Lima"};
    pas_buf first = write_one(stamp);
    static const char dos[] = {(char)0xC4, 0x13, 0x7D, 0x5C}; /* 02:30:08, 2026-03-29 */
    cr_assert_eq(memcmp(first.ptr + 10, dos, 4), 0);
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        pas_buf again = write_one(stamp);
        cr_assert(pas_str_eq((pas_str){first.ptr, first.len}, (pas_str){again.ptr, again.len}), "%s",
                  zones[i]);
        pas_buf_free(&again);
    }
    pas_buf_free(&first);
}

Test(zip, a_date_before_zip)
{
    pas_buf b = write_one((pas_stamp){0});
    static const char dos[] = {0, 0, 0x21, 0}; /* 1980-01-01 */
    cr_assert_eq(memcmp(b.ptr + 10, dos, 4), 0);
    pas_buf_free(&b);
}

/* -------------------------------------------------------------- files as bytes */

Test(bytes, a_file_is_read_from_its_start)
{
    struct said said;
    said_open(&said);
    int fd = memfd_create("f", 0);
    cr_assert_eq(write(fd, "0123456789", 10), 10);
    pas_buf b = {0};
    for (int i = 0; i < 2; i++) {
        pas_bytes *in = pas_bytes_fd(&said.io, fd);
        pas_buf_clear(&b);
        cr_assert_eq(pas_bytes_all(&said.io, in, 10, &b), PAS_OK);
        cr_assert_str_eq(b.ptr, "0123456789");
        pas_bytes_close(in);
    }
    pas_bytes *in = pas_bytes_fd(&said.io, fd);
    cr_assert_eq(pas_bytes_all(&said.io, in, 9, &b), PAS_E_LIMIT);
    cr_assert_str_eq(said_code(&said, 0), "fichier-trop-gros");
    pas_bytes_close(in);
    said.limits.input_bytes = 5;
    in = pas_bytes_fd(&said.io, fd);
    cr_assert_eq(pas_bytes_all(&said.io, in, 100, &b), PAS_E_LIMIT);
    cr_assert_eq(said_count(&said), 2);
    pas_bytes_close(in);
    close(fd);
    pas_buf_free(&b);
    said_close(&said);
}

Test(bytes, a_file_that_cannot_be_read)
{
    struct said said;
    said_open(&said);
    char buffer[8];
    pas_bytes *in = pas_bytes_fd(&said.io, -1);
    cr_assert_eq(in->read(in, buffer, sizeof buffer), PAS_E_IO);
    cr_assert_eq(in->read(in, buffer, sizeof buffer), PAS_E_IO);
    cr_assert_eq(said_count(&said), 1);
    cr_assert_str_eq(said_code(&said, 0), "fichier-illisible");
    cr_assert(said_arg(&said, 0, "detail").ptr && said_arg(&said, 0, "detail_en").ptr);
    pas_bytes_close(in);
    said_close(&said);
}
