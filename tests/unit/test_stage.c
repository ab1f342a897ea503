/* io/stage.c: all is published or nothing is, whatever fails and whenever the process dies. */
#include "base/text.h"
#include "io/stage.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Takes the place of the C library's: the n-th rename fails, or the process dies at it. */
static int rename_to_fail = -1, rename_to_die = -1, renames;
int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    static int (*real)(int, const char *, int, const char *);
    if (!real) {
        void *symbol = dlsym(RTLD_NEXT, "renameat");
        memcpy(&real, &symbol, sizeof real);
    }
    int n = renames++;
    if (n == rename_to_die)
        raise(SIGKILL);
    if (n == rename_to_fail) {
        errno = EIO;
        return -1;
    }
    return real(from_dir, from, to_dir, to);
}

static char folder[] = "/tmp/passerelle-stage-XXXXXX";
static pas_findings_list *findings;

static void setup(void)
{
    cr_assert_not_null(mkdtemp(folder));
    findings = pas_list_new();
}

static void empty_folder(const char *path)
{
    char name[600];
    DIR *d = opendir(path);
    for (const struct dirent *e; d && (e = readdir(d)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(name, sizeof name, "%s/%s", path, e->d_name);
        if (unlink(name) != 0)
            empty_folder(name);
    }
    if (d)
        closedir(d);
    rmdir(path);
}

static void teardown(void)
{
    pas_list_free(findings);
    empty_folder(folder);
}

TestSuite(stage, .init = setup, .fini = teardown);

static void path_of(char *to, size_t size, const char *name)
{
    snprintf(to, size, "%s/%s", folder, name);
}

static void put(const char *name, const char *text)
{
    char path[600];
    path_of(path, sizeof path, name);
    FILE *f = fopen(path, "w");
    cr_assert_not_null(f);
    fputs(text, f);
    fclose(f);
}

static void check_file(const char *name, const char *expected)
{
    char path[600], text[100] = "";
    path_of(path, sizeof path, name);
    FILE *f = fopen(path, "r");
    if (!expected) {
        cr_assert_null(f, "%s should not be there", name);
        return;
    }
    cr_assert_not_null(f, "%s should be there", name);
    size_t n = fread(text, 1, sizeof text - 1, f);
    text[n] = '\0';
    fclose(f);
    cr_assert_str_eq(text, expected, "%s", name);
}

/* How many names there are in the folder, hidden ones too. */
static int names(void)
{
    int n = 0;
    DIR *d = opendir(folder);
    while (readdir(d))
        n++;
    closedir(d);
    return n - 2;
}

static void check_said(const char *code)
{
    cr_assert_eq(pas_list_count(findings), 1u, "%zu findings", pas_list_count(findings));
    cr_assert_str_eq(pas_list_get(findings, 0)->message->code, code);
}

static pas_stage *staged(const char *const *files, int n)
{
    pas_stage *s = pas_stage_open(folder, findings);
    cr_assert_not_null(s);
    for (int i = 0; i < n; i++) {
        int file = pas_stage_file(s, pas_cstr(files[i]));
        cr_assert_eq(file, i);
        cr_assert(pas_stage_write(s, file, "new ", 4));
        cr_assert(pas_stage_write(s, file, files[i], strlen(files[i])));
    }
    return s;
}

static const char *const three[] = {"a.xml", "b.xml", "c.xml"};

Test(stage, publishes)
{
    put("b.xml", "former");
    pas_stage *s = staged(three, 3);
    check_file("a.xml", NULL);
    check_file("b.xml", "former");
    cr_assert_eq(pas_stage_count(s), 3u);
    cr_assert_str_eq(pas_stage_name(s, 1), "b.xml");
    cr_assert_null(pas_stage_name(s, 3));
    cr_assert_str_eq(pas_stage_folder(s), folder);
    cr_assert(pas_stage_publish(s));
    pas_stage_close(s);
    check_file("a.xml", "new a.xml");
    check_file("b.xml", "new b.xml");
    check_file("c.xml", "new c.xml");
    cr_assert_eq(names(), 3, "no stray file");
    cr_assert_eq(pas_list_count(findings), 0u);
}

Test(stage, closing_without_publishing_leaves_no_trace)
{
    put("b.xml", "former");
    pas_stage *s = staged(three, 3);
    cr_assert_eq(names(), 4);
    pas_stage_close(s);
    pas_stage_close(NULL);
    check_file("b.xml", "former");
    cr_assert_eq(names(), 1);
}

Test(stage, nothing_to_publish)
{
    pas_stage *s = staged(three, 0);
    cr_assert(pas_stage_publish(s));
    pas_stage_close(s);
    cr_assert_eq(names(), 0);
}

Test(stage, modes_do_not_depend_on_the_umask)
{
    static const mode_t masks[] = {0, 077, 0777};
    for (int i = 0; i < 3; i++) {
        char below[100], path[200];
        struct stat st;
        snprintf(below, sizeof below, "%s/x%d/y", folder, i);
        mode_t before = umask(masks[i]);
        pas_stage *s = pas_stage_open(below, findings);
        cr_assert_not_null(s);
        cr_assert_eq(pas_stage_file(s, PAS_STR("f")), 0);
        cr_assert(pas_stage_publish(s));
        pas_stage_close(s);
        umask(before);
        snprintf(path, sizeof path, "%s/f", below);
        cr_assert(stat(path, &st) == 0 && (st.st_mode & 07777) == 0600, "%o", st.st_mode);
        cr_assert(stat(below, &st) == 0 && (st.st_mode & 07777) == 0700, "%o", st.st_mode);
        *strrchr(below, '/') = '\0';
        cr_assert(stat(below, &st) == 0 && (st.st_mode & 07777) == 0700, "%o", st.st_mode);
    }
}

Test(stage, names_are_plain)
{
    char lengthy[300];
    memset(lengthy, 'a', sizeof lengthy);
    const pas_str bad[] = {PAS_STR(""),
                           PAS_STR("."),
                           PAS_STR(".."),
                           PAS_STR("a/b"),
                           PAS_STR("/etc/x"),
                           PAS_STR("a\nb"),
                           PAS_STR("a\0b"),
                           PAS_STR(".passerelle-1-0.tmp"),
                           PAS_STR("a\xff"),
                           PAS_STR("a\x7f"),
                           {lengthy, sizeof lengthy}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        pas_stage *s = staged(three, 1);
        cr_assert_eq(pas_stage_file(s, bad[i]), -1, "name %zu", i);
        cr_assert_eq(pas_list_count_code(findings, "sortie-nom-interdit"), i + 1);
        cr_assert(!pas_stage_publish(s), "a refused name stops all");
        pas_stage_close(s);
    }
    cr_assert_eq(names(), 0);
}

Test(stage, one_name_once)
{
    pas_stage *s = staged(three, 2);
    cr_assert_eq(pas_stage_file(s, PAS_STR("a.xml")), -1);
    check_said("sortie-nom-interdit");
    pas_stage_close(s);
}

Test(stage, only_ordinary_files_are_replaced)
{
    char path[600], elsewhere[600];
    path_of(path, sizeof path, "a.xml");
    path_of(elsewhere, sizeof elsewhere, "elsewhere");
    put("elsewhere", "kept");
    cr_assert_eq(symlink(elsewhere, path), 0);
    pas_stage *s = staged(three, 0);
    cr_assert_eq(pas_stage_file(s, PAS_STR("a.xml")), -1);
    check_said("sortie-nom-interdit");
    pas_stage_close(s);
    unlink(path);
    s = staged(three, 1); /* the link comes while the file is staged */
    cr_assert_eq(symlink(elsewhere, path), 0);
    cr_assert(!pas_stage_publish(s));
    pas_stage_close(s);
    check_file("elsewhere", "kept");
    unlink(path);
    mkdir(path, 0700);
    s = staged(three, 0);
    cr_assert_eq(pas_stage_file(s, PAS_STR("a.xml")), -1);
    pas_stage_close(s);
    cr_assert_eq(names(), 2);
}

Test(stage, one_run_at_a_time)
{
    pas_stage *s = staged(three, 1);
    cr_assert_null(pas_stage_open(folder, findings));
    check_said("sortie-dossier-occupe");
    cr_assert_eq(names(), 1, "the other's file is still there");
    pas_stage_close(s);
    s = staged(three, 1);
    pas_stage_close(s);
}

Test(stage, folders_that_cannot_be_used)
{
    char path[600];
    put("file", "x");
    path_of(path, sizeof path, "file");
    cr_assert_null(pas_stage_open(path, findings));
    path_of(path, sizeof path, "file/below");
    cr_assert_null(pas_stage_open(path, findings));
    cr_assert_null(pas_stage_open("", findings));
    cr_assert_eq(pas_list_count_code(findings, "sortie-dossier"), 3u);
    check_file("file", "x");
}

Test(stage, read_only_folder)
{
    if (geteuid() == 0) {
        teardown(); /* a skipped test is not torn down */
        cr_skip_test("root may write anywhere");
    }
    cr_assert_eq(chmod(folder, 0500), 0);
    pas_stage *s = pas_stage_open(folder, findings);
    chmod(folder, 0700);
    cr_assert_null(s);
    check_said("sortie-dossier");
}

Test(stage, disk_limits)
{
    const struct rlimit limit = {1000, 1000};
    char block[800] = {0};
    put("a.xml", "former");
    signal(SIGXFSZ, SIG_IGN);
    pas_stage *s = staged(three, 0);
    int file = pas_stage_file(s, PAS_STR("a.xml"));
    struct rlimit before;
    getrlimit(RLIMIT_FSIZE, &before);
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){limit.rlim_cur, before.rlim_max});
    cr_assert(pas_stage_write(s, file, block, sizeof block));
    cr_assert(!pas_stage_write(s, file, block, sizeof block));
    cr_assert(!pas_stage_write(s, file, block, 1), "it stays failed");
    cr_assert(!pas_stage_publish(s));
    setrlimit(RLIMIT_FSIZE, &before);
    pas_stage_close(s);
    check_said("sortie-ecriture");
    check_file("a.xml", "former");
    cr_assert_eq(names(), 1);
}

Test(stage, a_rename_that_fails_undoes_all)
{
    for (int at = 0; at < 3; at++) {
        put("a.xml", "former a");
        put("c.xml", "former c");
        pas_stage *s = staged(three, 3);
        renames = 0;
        rename_to_fail = at;
        cr_assert(!pas_stage_publish(s), "rename %d", at);
        rename_to_fail = -1;
        pas_stage_close(s);
        check_file("a.xml", "former a");
        check_file("b.xml", NULL);
        check_file("c.xml", "former c");
        cr_assert_eq(names(), 2, "rename %d", at);
        cr_assert_eq(pas_list_count_code(findings, "sortie-ecriture"), (size_t)at + 1);
    }
}

Test(stage, a_run_killed_while_publishing_is_undone_by_the_next)
{
    for (int at = 0; at < 3; at++) {
        put("a.xml", "former a");
        put("c.xml", "former c");
        pid_t child = fork();
        if (child == 0) {
            pas_stage *s = staged(three, 3);
            renames = 0;
            rename_to_die = at;
            pas_stage_publish(s);
            _exit(0);
        }
        int status;
        waitpid(child, &status, 0);
        cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        cr_assert_gt(names(), 2);
        pas_stage_close(staged(three, 0));
        check_file("a.xml", "former a");
        check_file("b.xml", NULL);
        check_file("c.xml", "former c");
        cr_assert_eq(names(), 2, "killed at rename %d", at);
    }
}

Test(stage, a_run_killed_while_writing_leaves_what_was)
{
    int ready[2];
    put("a.xml", "former a");
    cr_assert_eq(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        staged(three, 3);
        if (write(ready[1], "x", 1) == 1)
            pause();
        _exit(1);
    }
    char byte;
    cr_assert_eq(read(ready[0], &byte, 1), 1);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    cr_assert_eq(names(), 4);
    pas_stage_close(staged(three, 0));
    check_file("a.xml", "former a");
    cr_assert_eq(names(), 1);
}

Test(stage, names_that_only_look_like_ours_stay)
{
    put(".passerelle-x-0.tmp", "a");
    put(".passerelle-0-0.tmp", "a");
    put(".passerelle-12", "a");
    put(".passerelle", "a");
    put(".passerelle-99999999999999999999-0.tmp", "a");
    pas_stage_close(staged(three, 0));
    cr_assert_eq(names(), 5);
}
