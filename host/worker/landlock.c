/* Landlock's system calls and constants (Documentation/userspace-api/landlock.rst of the kernel). */
#include "worker/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Since kernel 5.13, the same number on every architecture. */
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

struct ruleset_attr {
    uint64_t files, net, scoped;
};
struct path_attr {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

enum { CREATE_VERSION = 1, RULE_PATH_BENEATH = 1 };
enum { FS_EXECUTE = 1 << 0, FS_READ_FILE = 1 << 2, FS_READ_DIR = 1 << 3 };

/* What each version brought: files and folders; TCP; abstract sockets and signals. */
static const struct {
    int since;
    uint64_t files, net, scoped;
} rights[] = {
    {1, (1u << 13) - 1, 0, 0}, /* everything from running a file to making a link */
    {2, 1u << 13, 0, 0},       /* moving between folders */
    {3, 1u << 14, 0, 0},       /* truncating */
    {4, 0, 3, 0},              /* binding and connecting */
    {5, 1u << 15, 0, 0},       /* device ioctls */
    {6, 0, 0, 3},              /* abstract sockets, signals */
};

int pas_landlock_version(int *ret_errno)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_VERSION);
    *ret_errno = version < 0 ? errno : 0;
    return version > 0 ? (int)version : 0;
}

int pas_landlock_new(int version)
{
    struct ruleset_attr attr = {0};
    for (size_t i = 0; i < sizeof rights / sizeof rights[0]; i++) {
        if (rights[i].since > version)
            continue;
        attr.files |= rights[i].files;
        attr.net |= rights[i].net;
        attr.scoped |= rights[i].scoped;
    }
    /* An older kernel takes a longer structure if what it does not know is zero. */
    return (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
}

void pas_landlock_let_load(int rules, const char *path)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    struct stat st;
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0) {
        struct path_attr attr = {.allowed = FS_EXECUTE | FS_READ_FILE, .parent = fd};
        if (S_ISDIR(st.st_mode))
            attr.allowed |= FS_READ_DIR;
        (void)syscall(SYS_landlock_add_rule, rules, RULE_PATH_BENEATH, &attr, 0);
    }
    close(fd);
}

bool pas_landlock_obey(int rules)
{
    return syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}
