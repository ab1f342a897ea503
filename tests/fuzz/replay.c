/* Replays a corpus through a fuzz target where there is no libFuzzer: each file as it is, and cut at a
 * few places. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return 0;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    uint8_t *bytes = malloc(size > 0 ? (size_t)size : 1);
    size_t n = bytes ? fread(bytes, 1, size > 0 ? (size_t)size : 0, f) : 0;
    fclose(f);
    if (!bytes)
        return 0;
    LLVMFuzzerTestOneInput(bytes, n);
    for (size_t part = 1; part < 8; part++)
        LLVMFuzzerTestOneInput(bytes, n * part / 8);
    free(bytes);
    return 1;
}

int main(int argc, char **argv)
{
    int passed = 0;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder)
            continue;
        for (const struct dirent *d = readdir(folder); d; d = readdir(folder)) {
            char path[4096];
            if (d->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], d->d_name);
            passed += replay(path);
        }
        closedir(folder);
    }
    printf("%d passed, 0 failed\n", passed);
    return passed ? 0 : 1;
}
