/*
 * Runs a program as on a machine that lacks something: sans WHAT PROGRAM [ARGUMENTS]. WHAT is landlock (a
 * kernel built without it), landlock-eteint (built, not started) or seccomp; several with commas. For the
 * tests of what is said and done then.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static bool refuse(scmp_filter_ctx f, const char *call, int error)
{
    return seccomp_rule_add(f, SCMP_ACT_ERRNO((uint16_t)error), seccomp_syscall_resolve_name(call), 0) == 0;
}

static bool add(scmp_filter_ctx f, const char *what)
{
    if (strcmp(what, "landlock") == 0)
        return refuse(f, "landlock_create_ruleset", ENOSYS);
    if (strcmp(what, "landlock-eteint") == 0)
        return refuse(f, "landlock_create_ruleset", EOPNOTSUPP);
    if (strcmp(what, "seccomp") == 0)
        return refuse(f, "seccomp", ENOSYS) && seccomp_rule_add(f, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
                                                                SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP)) == 0;
    return false;
}

int main(int argc, char **argv)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
    bool good = argc > 2 && f;
    for (char *what = argc > 2 ? strtok(argv[1], ",") : NULL; good && what; what = strtok(NULL, ","))
        good = add(f, what);
    if (!good || seccomp_load(f) != 0) {
        fprintf(stderr, "sans landlock|landlock-eteint|seccomp PROGRAMME…\n");
        return 99;
    }
    execv(argv[2], argv + 2);
    perror(argv[2]);
    return 99;
}
