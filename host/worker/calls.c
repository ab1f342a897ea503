/* The table of system calls, the filters made of it (libseccomp), and what happens to a call that is not let
 * through: it is noted on the page, then fails or ends the process. */
#include "worker/calls.h"

#include "worker/job.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

enum {
    YES = PAS_CALL_YES,
    HERE = PAS_CALL_HERE,
    NO = PAS_CALL_NO,
    QUIET = PAS_CALL_QUIET,
    KILL = PAS_CALL_KILL
};

/* A group is a row without a name; it gives its words to those that follow. */
#define GROUP(fr_, en_) {.fr = (fr_), .en = (en_)},
#define CALL(name_, loading_, working_) {.name = #name_, .loading = (loading_), .working = (working_)},
static pas_call rows[] = {
#include "worker/calls.def"
};
#undef GROUP
#undef CALL
#define N_ROWS (sizeof rows / sizeof rows[0])

const pas_call *pas_calls(size_t *ret_count)
{
    for (size_t i = 1; i < N_ROWS; i++) {
        if (!rows[i].name)
            continue;
        rows[i].fr = rows[i - 1].fr;
        rows[i].en = rows[i - 1].en;
    }
    *ret_count = N_ROWS;
    return rows;
}

const pas_call *pas_call_numbered(long number, pas_arena *arena, const char **ret_name)
{
    size_t n;
    const pas_call *all = pas_calls(&n);
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int)number);
    *ret_name = name ? pas_arena_cstr(arena, name, strlen(name)) : pas_arena_format(arena, "%ld", number).ptr;
    free(name);
    for (size_t i = 0; i < n; i++)
        if (all[i].name && strcmp(all[i].name, *ret_name) == 0)
            return &all[i];
    return NULL;
}

/* --------------------------------------------------- a call that is not let through */

/* Where the machine keeps the result and the first two arguments of a call that a signal interrupts. Without
 * them a call that is only refused cannot be noted: the kernel refuses it alone. */
#if defined(__x86_64__)
#define CAN_REFUSE 1
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
#define ARGUMENT(context, i) ((context)->uc_mcontext.gregs[(i) ? REG_RSI : REG_RDI])
#elif defined(__aarch64__)
#define CAN_REFUSE 1
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#define ARGUMENT(context, i) ((context)->uc_mcontext.regs[(i)])
#else
#define CAN_REFUSE 0
#define RESULT(context) (*(long *)(context))
#define ARGUMENT(context, i) 0
#endif

static struct {
    pas_page *page;
    int refused[N_ROWS]; /* numbers of the calls that only fail */
    int path_at[N_ROWS]; /* which argument is a path, -1 none */
    size_t n;
} watched;

static void note_path(const ucontext_t *context, int argument)
{
    if (argument < 0)
        return;
    const char *path = (const char *)(uintptr_t)ARGUMENT(context, argument);
    size_t n = 0;
    while (path && n < sizeof watched.page->tried_path && path[n]) {
        watched.page->tried_path[n] = path[n];
        n++;
    }
    watched.page->tried_path_len = (uint32_t)n;
}

/* Only what may be called in a signal handler: it has interrupted anything. */
static void on_refused(int signal_number, siginfo_t *info, void *data)
{
    ucontext_t *context = data;
    (void)signal_number;
    for (size_t i = 0; i < watched.n; i++) {
        if (watched.refused[i] != info->si_syscall)
            continue;
        if (watched.page && watched.page->tried++ == 0) {
            watched.page->tried_call = info->si_syscall;
            note_path(context, watched.path_at[i]);
        }
        RESULT(context) = -EACCES;
        return;
    }
    if (watched.page)
        watched.page->killed_call = info->si_syscall + 1;
    /* The signal is blocked while it is handled: to do once more what is never let through is to die of it.
     */
    (void)syscall(SYS_ptrace, 0, 0, 0, 0);
    _exit(PAS_EXIT_REFUSED);
}

static int path_argument(const char *name)
{
    if (strcmp(name, "open") == 0 || strcmp(name, "creat") == 0)
        return 0;
    return strncmp(name, "openat", 6) == 0 ? 1 : -1;
}

/* --------------------------------------------------------------------- filters */

struct pas_filters {
    scmp_filter_ctx first, second;
};

#define REFUSE (CAN_REFUSE ? SCMP_ACT_TRAP : SCMP_ACT_ERRNO(EACCES))

/* Calls that are let through as long as they stay within the process: what becomes of one, by one argument.
 * Where no row fits, it is as if it were not known. */
#define OWN_PID UINT64_MAX /* as a value: the process itself */
static const struct here {
    const char *name;
    unsigned argument;
    enum scmp_compare compare;
    uint64_t a, b; /* the value; for MASKED_EQ the mask and the value */
    uint8_t verdict;
    int error; /* instead of EACCES, for QUIET */
} here[] = {
    {"mmap", 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0, YES, 0}, /* no new code once the plugin is there */
    {"mmap", 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC, QUIET, EACCES},
    {"mprotect", 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0, YES, 0},
    {"mprotect", 2, SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC, QUIET, EACCES},
    {"tgkill", 0, SCMP_CMP_EQ, OWN_PID, 0, YES, 0}, /* abort() */
    {"tgkill", 0, SCMP_CMP_NE, OWN_PID, 0, NO, 0},
    {"clone", 0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD, QUIET,
     EAGAIN}, /* a thread fails, a process kills */
    {"clone", 0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0, KILL, 0},
    {"prlimit64", 2, SCMP_CMP_EQ, 0, 0, YES, 0},         /* to ask, not to change */
    {"rt_sigaction", 0, SCMP_CMP_NE, SIGSYS, 0, YES, 0}, /* not the one that says what was refused */
    {"rt_sigaction", 0, SCMP_CMP_EQ, SIGSYS, 0, KILL, 0},
};

static bool may_be_refused(const pas_call *c)
{
    bool refused = c->loading == NO || c->working == NO;
    for (size_t i = 0; !refused && i < sizeof here / sizeof here[0]; i++)
        refused = here[i].verdict == NO && strcmp(here[i].name, c->name) == 0;
    return refused;
}

bool pas_filters_watch(pas_page *page)
{
    size_t n;
    const pas_call *all = pas_calls(&n);
    watched.page = page;
    watched.n = 0;
    for (size_t i = 0; i < n; i++) {
        int number = all[i].name ? seccomp_syscall_resolve_name(all[i].name) : -1;
        if (number < 0 || !may_be_refused(&all[i]))
            continue;
        watched.refused[watched.n] = number;
        watched.path_at[watched.n++] = path_argument(all[i].name);
    }
    struct sigaction action = {.sa_sigaction = on_refused, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGSYS, &action, NULL) == 0;
}

static uint32_t action_of(uint8_t verdict, int error)
{
    switch (verdict) {
    case YES:
        return SCMP_ACT_ALLOW;
    case NO:
        return REFUSE;
    case QUIET:
        return SCMP_ACT_ERRNO((uint32_t)error);
    default:
        return SCMP_ACT_TRAP;
    }
}

static bool add_here(scmp_filter_ctx f, const char *name, int number)
{
    bool good = true;
    for (size_t i = 0; good && i < sizeof here / sizeof here[0]; i++) {
        const struct here *h = &here[i];
        if (strcmp(h->name, name) != 0)
            continue;
        struct scmp_arg_cmp fits = {.arg = h->argument,
                                    .op = h->compare,
                                    .datum_a = h->a == OWN_PID ? (uint64_t)getpid() : h->a,
                                    .datum_b = h->b};
        good = seccomp_rule_add_array(f, action_of(h->verdict, h->error), number, 1, &fits) == 0;
    }
    return good;
}

static bool add_row(scmp_filter_ctx f, const char *name, uint8_t verdict)
{
    int number = seccomp_syscall_resolve_name(name);
    if (number < 0)
        return true; /* this machine, or this library, has no such call: ENOSYS */
    if (verdict == HERE)
        return add_here(f, name, number);
    return seccomp_rule_add_array(f, action_of(verdict, EACCES), number, 0, NULL) == 0;
}

static scmp_filter_ctx filter_of(bool working)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    bool good = f && seccomp_attr_set(f, SCMP_FLTATR_CTL_NNP, 0) == 0 &&
                seccomp_attr_set(f, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
    size_t n;
    const pas_call *all = pas_calls(&n);
    for (size_t i = 0; good && i < n; i++)
        good = !all[i].name || add_row(f, all[i].name, working ? all[i].working : all[i].loading);
    if (good)
        return f;
    if (f)
        seccomp_release(f);
    return NULL;
}

pas_filters *pas_filters_new(void)
{
    pas_filters *f = pas_xcalloc(1, sizeof *f);
    f->first = filter_of(false);
    f->second = filter_of(true);
    if (f->first && f->second)
        return f;
    pas_filters_free(f);
    return NULL;
}

bool pas_filters_load_first(const pas_filters *f)
{
    return seccomp_load(f->first) == 0;
}

bool pas_filters_load_second(const pas_filters *f)
{
    return seccomp_load(f->second) == 0;
}

void pas_filters_free(pas_filters *f)
{
    if (!f)
        return;
    if (f->first)
        seccomp_release(f->first);
    if (f->second)
        seccomp_release(f->second);
    free(f);
}
