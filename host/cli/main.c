/* passerelle: the command line's entry. Chooses the command; a worker is the same program. */
#include "cli/cli.h"

#include "base/stop.h"
#include "base/text.h"
#include "worker/job.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static pas_lang lang_of_environment(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value && value[0])
            return strncmp(value, "en", 2) == 0 ? PAS_EN : PAS_FR;
    }
    return PAS_FR;
}

static pas_stamp local_now(void)
{
    time_t t = time(NULL);
    struct tm tm;
    localtime_r(&t, &tm);
    return (pas_stamp){.date = {(int16_t)(tm.tm_year + 1900), (uint8_t)(tm.tm_mon + 1), (uint8_t)tm.tm_mday},
                       .hour = (uint8_t)tm.tm_hour,
                       .minute = (uint8_t)tm.tm_min,
                       .second = (uint8_t)tm.tm_sec};
}

static const pas_cli_command *command_named(const char *name)
{
    for (size_t i = 0; i < pas_cli_n_commands; i++)
        if (strcmp(pas_cli_commands[i].name, name) == 0)
            return &pas_cli_commands[i];
    return NULL;
}

static void unknown_command(pas_cli *cli, const char *name)
{
    const char *names[16];
    for (size_t i = 0; i < pas_cli_n_commands; i++)
        names[i] = pas_cli_commands[i].name;
    const char *near = pas_suggest(pas_cstr(name), names, pas_cli_n_commands);
    pas_list_say(cli->findings, (pas_origin){0}, near ? "commande-proche" : "commande-inconnue", "option",
                 name, "suggestion", near ? near : "", NULL);
}

/* A language asked for anywhere on the line counts for the mistakes of that line too. */
static void find_lang(pas_cli *cli, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : NULL;
        if (value && strcmp(value, "en") == 0)
            cli->lang = PAS_EN;
        else if (value && strcmp(value, "fr") == 0)
            cli->lang = PAS_FR;
    }
}

static int serve_command(pas_cli *cli, int argc, char **argv)
{
    pas_buf text = {0};
    const pas_cli_command *command = argc > 1 && argv[1][0] != '-' ? command_named(argv[1]) : NULL;
    if (argc > 1 && argv[1][0] != '-' && !command) {
        unknown_command(cli, argv[1]);
        return pas_cli_findings(cli, cli->findings);
    }
    int skip = command ? 1 : 0;
    if (!pas_cli_parse(cli, command, argc - skip, argv + skip))
        return pas_cli_findings(cli, cli->findings);
    if (cli->version) {
        printf("passerelle %s\n", PASSERELLE_VERSION);
        return PAS_EXIT_DONE;
    }
    if (command && !cli->help)
        return command->run(cli);
    pas_cli_help(cli, command, &text);
    if (cli->help) {
        pas_cli_print(&text);
    } else {
        pas_cli_print_error(&text);
    }
    pas_buf_free(&text);
    return cli->help ? PAS_EXIT_DONE : PAS_EXIT_CONFIG;
}

/* A standard stream that was given closed would be the next file we open, and be written into or handed on as
 * such. Put in its place, this one fails as it should. */
static void keep_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd)
            abort();
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], PAS_WORKER_FLAG) == 0)
        return pas_worker_main();
    keep_standard_streams();
    umask(077);
    pas_stop_watch();
    (void)signal(SIGXFSZ, SIG_IGN); /* a full quota is a finding, not a death */
    (void)signal(SIGCHLD, SIG_DFL); /* how a worker ended must be known, whoever started us */
    pas_cli cli = {.lang = lang_of_environment(),
                   .in = ".",
                   .out = "sortie",
                   .now = local_now(),
                   .findings = pas_list_new(),
                   .arena = pas_arena_new()};
    find_lang(&cli, argc, argv);
    int code = serve_command(&cli, argc, argv);
    pas_list_free(cli.findings);
    pas_arena_free(cli.arena);
    pas_stop_obey();
    if (fflush(stdout) != 0 || ferror(stdout))
        return code > PAS_EXIT_WARNINGS ? code : PAS_EXIT_IO;
    return code;
}
