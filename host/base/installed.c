/* Where the program's own files were installed. Used by the catalogue and by cli. */
#include "base/installed.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

pas_str pas_installed_path(pas_arena *arena, const char *from_program, const char *otherwise)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n > 0) {
        program[n] = '\0';
        *strrchr(program, '/') = '\0';
        pas_str path = pas_arena_format(arena, "%s/%s", program, from_program);
        if (access(path.ptr, F_OK) == 0)
            return path;
    }
    return pas_arena_format(arena, "%s", otherwise);
}
