/* Hostile archives: whatever the bytes, each entry gives what it announced or one finding. */
#include "io/zip.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const pas_limits limits = {.input_bytes = 1u << 20,
                                  .unzipped_bytes = 1u << 20,
                                  .zip_entries = 20,
                                  .zip_ratio = 100,
                                  .text_bytes = 1000};

static void must(bool good)
{
    if (!good)
        abort();
}

static void say(pas_io *io, const char *code, uint32_t line, const pas_argument *args, uint32_t n_args)
{
    unsigned *said = io->data;
    pas_finding f = {
        .message = pas_host_message(code), .origin = {.line = line}, .args = args, .n_args = n_args};
    must(f.message != NULL);
    pas_buf text = {0};
    pas_finding_text(&text, &f, PAS_EN, true);
    must(text.len > 0 && pas_utf8_valid(text.ptr, text.len) == text.len);
    pas_buf_free(&text);
    ++*said;
}

static void read_entry(pas_io *io, pas_zip_in *zip, uint32_t i)
{
    unsigned *said = io->data, before = *said;
    pas_status st;
    pas_buf text = {0};
    pas_str name = pas_zip_name(zip, i);
    must(name.len && name.ptr[0] != '/' && !memmem(name.ptr, name.len, "../", 3));
    pas_bytes *in = pas_zip_entry(zip, i, &st);
    if (in)
        st = pas_bytes_all(io, in, limits.unzipped_bytes, &text);
    pas_bytes_close(in);
    must(*said - before == (st != PAS_OK));
    must(st != PAS_OK || text.len == pas_zip_entry_size(zip, i));
    pas_buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned said = 0;
    pas_io io = {.limits = &limits, .say = say, .data = &said};
    int fd = memfd_create("fuzz", 0);
    must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    pas_status st;
    pas_zip_in *zip = pas_zip_open(&io, fd, &st);
    must((zip != NULL) == (st == PAS_OK) && said == (st != PAS_OK));
    for (uint32_t i = 0; zip && i < pas_zip_count(zip); i++)
        read_entry(&io, zip, i);
    pas_zip_close(zip);
    close(fd);
    return 0;
}
