/* Names of policies and words for levels. */
#include "base/sandbox.h"

#include <string.h>

static const char *const names[] = {[PAS_SANDBOX_USUAL] = "",
                                    [PAS_SANDBOX_OFF] = "off",
                                    [PAS_SANDBOX_PREFER] = "prefer",
                                    [PAS_SANDBOX_REQUIRE] = "require"};

bool pas_sandbox_named(const char *text, pas_sandbox *ret)
{
    for (int i = PAS_SANDBOX_OFF; i <= PAS_SANDBOX_REQUIRE; i++) {
        if (strcmp(names[i], text) != 0)
            continue;
        *ret = (pas_sandbox)i;
        return true;
    }
    return false;
}

const char *pas_sandbox_name(pas_sandbox s)
{
    return names[s];
}

pas_sandbox pas_sandbox_for(pas_sandbox asked, bool bundled)
{
    if (asked != PAS_SANDBOX_USUAL)
        return asked;
    return bundled ? PAS_SANDBOX_PREFER : PAS_SANDBOX_REQUIRE;
}

const char *pas_level_missing(pas_level level, pas_arena *arena)
{
    const char *files = level.reached & PAS_LEVEL_FILES ? "" : "Landlock";
    const char *calls = level.reached & PAS_LEVEL_CALLS ? "" : "seccomp";
    return pas_arena_format(arena, "%s%s%s", files, *files && *calls ? ", " : "", calls).ptr;
}
