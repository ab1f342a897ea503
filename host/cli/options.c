/* Options and commands as tables; parsing by argp, help and mistakes in our own words. */
#include "cli/cli.h"

#include "base/installed.h"
#include "base/text.h"
#include "worker/job.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct option_row {
    const char *name;
    int key;
    const char *arg_fr, *arg_en; /* NULL: takes none */
    const char *fr, *en;
};

enum {
    KEY_LANG = 256,
    KEY_PLUGIN_PATH,
    KEY_IN,
    KEY_OUT,
    KEY_SET,
    KEY_REPORT,
    KEY_SAVE_GRAPH,
    KEY_DRY_RUN,
    KEY_IN_PROCESS,
    KEY_SANDBOX,
    KEY_SHOW,
    KEY_ALL,
    KEY_NOW,
    KEY_MARKDOWN,
    KEY_HELP,
    KEY_VERSION
};

#define COMMON "lang help version "

static const struct option_row options[] = {
    {"in", KEY_IN, "DOSSIER", "FOLDER", "dossier des fichiers à lire (sinon le dossier courant)",
     "folder of the files to read (else the current one)"},
    {"out", KEY_OUT, "DOSSIER", "FOLDER", "dossier des fichiers à écrire (sinon « sortie »)",
     "folder of the files to write (else “sortie”)"},
    {"set", KEY_SET, "NOM=VALEUR", "NAME=VALUE", "donne une valeur à une variable de la chaîne",
     "gives a value to a variable of the pipeline"},
    {"dry-run", KEY_DRY_RUN, NULL, NULL, "fait tout sauf publier", "does everything but publish"},
    {"report", KEY_REPORT, "FICHIER", "FILE", "écrit aussi le compte rendu en JSON (contient des noms)",
     "also writes the report as JSON (holds names)"},
    {"show-values", KEY_SHOW, NULL, NULL, "montre les noms en clair à l'écran",
     "shows names in clear on the screen"},
    {"all", KEY_ALL, NULL, NULL, "montre tous les cas, pas seulement les premiers",
     "shows every case, not only the first"},
    {"save-graph", KEY_SAVE_GRAPH, "FICHIER", "FILE",
     "enregistre le graphe (en texte si le nom finit par .txt)",
     "saves the graph (as text if the name ends in .txt)"},
    {"now", KEY_NOW, "AAAA-MM-JJTHH:MM:SS", "YYYY-MM-DDTHH:MM:SS",
     "fait comme si c'était ce jour et cette heure", "acts as if it were this day and time"},
    {"plugin-path", KEY_PLUGIN_PATH, "DOSSIERS", "FOLDERS",
     "cherche d'abord les greffons ici (séparés par « : »)",
     "looks for plugins here first (separated by “:”)"},
    {"in-process", KEY_IN_PROCESS, NULL, NULL, "sans processus séparé : pour le débogage seulement",
     "without a separate process: for debugging only"},
    {"sandbox", KEY_SANDBOX, "require|prefer|off", "require|prefer|off",
     "confinement des greffons : exigé, autant que possible, ou aucun (sinon : exigé, sauf pour ceux livrés "
     "avec "
     "Passerelle)",
     "confinement of plugins: required, as far as possible, or none (else: required, but for those that come "
     "with "
     "Passerelle)"},
    {"markdown", KEY_MARKDOWN, NULL, NULL, "en Markdown, pour une documentation",
     "as Markdown, for documentation"},
    {"lang", KEY_LANG, "fr|en", "fr|en", "langue des messages", "language of messages"},
    {"help", KEY_HELP, NULL, NULL, "affiche cette aide", "shows this help"},
    {"version", KEY_VERSION, NULL, NULL, "affiche la version", "shows the version"},
};
#define N_OPTIONS (sizeof options / sizeof options[0])

const pas_cli_command pas_cli_commands[] = {
    {"run", "CHAINE", "PIPELINE", "exécute une chaîne : lit, contrôle, prévoit, écrit",
     "runs a pipeline: reads, checks, foresees, writes",
     COMMON "in out set dry-run report show-values all save-graph now plugin-path sandbox in-process", 1, 1,
     pas_cli_run},
    {"check", "CHAINE", "PIPELINE",
     "vérifie une chaîne et montre ce qu'elle ferait, sans rien lire ni écrire",
     "checks a pipeline and shows what it would do, without reading or writing anything",
     COMMON "in set all plugin-path sandbox in-process", 1, 1, pas_cli_check},
    {"identify", "FICHIER…", "FILE…", "dit ce que sont des fichiers, d'après leur contenu",
     "says what files are, from their content", COMMON "plugin-path sandbox in-process", 1, 10000,
     pas_cli_identify},
    {"plugins", "[NOM]", "[NAME]", "liste les greffons, ou décrit l'un d'eux",
     "lists plugins, or describes one", COMMON "plugin-path sandbox in-process markdown", 0, 1,
     pas_cli_plugins},
    {"explain", "CODE", "CODE", "explique un message : cause, où corriger, que faire",
     "explains a message: cause, where to correct, what to do", COMMON "plugin-path sandbox in-process", 1, 1,
     pas_cli_explain},
    {"schema", "", "", "décrit le graphe commun à tous les systèmes",
     "describes the graph common to all systems", COMMON "markdown", 0, 0, pas_cli_schema},
    {"doctor", "", "", "examine cette machine et l'installation, dit ce qui manque et comment l'obtenir",
     "examines this machine and the installation, says what is missing and how to get it",
     COMMON "plugin-path markdown", 0, 0, pas_cli_doctor},
};
const size_t pas_cli_n_commands = sizeof pas_cli_commands / sizeof pas_cli_commands[0];

const char *pas_cli_say(const pas_cli *cli, const char *fr, const char *en)
{
    return cli->lang == PAS_EN ? en : fr;
}

static bool takes(const pas_cli_command *command, const char *name)
{
    pas_str rest = pas_cstr(command ? command->options : COMMON), word;
    while (pas_str_split(&rest, ' ', &word))
        if (pas_str_is(word, name))
            return true;
    return false;
}

/* ----------------------------------------------------------------- parsing */

static bool mistake(pas_cli *cli, const char *code, const char *option, const char *suggestion)
{
    pas_list_say(cli->findings, (pas_origin){0}, code, "option", option, "suggestion",
                 suggestion ? suggestion : "", NULL);
    return false;
}

static bool set_lang(pas_cli *cli, const char *arg)
{
    if (strcmp(arg, "fr") != 0 && strcmp(arg, "en") != 0)
        return mistake(cli, "commande-valeur-fausse", "--lang", arg);
    cli->lang = arg[0] == 'e' ? PAS_EN : PAS_FR;
    return true;
}

static error_t take(int key, char *arg, struct argp_state *state)
{
    pas_cli *cli = state->input;
    switch (key) {
    case KEY_LANG:
        return set_lang(cli, arg) ? 0 : EINVAL;
    case KEY_PLUGIN_PATH:
        cli->plugin_path = arg;
        return 0;
    case KEY_IN:
        cli->in = arg;
        return 0;
    case KEY_OUT:
        cli->out = arg;
        return 0;
    case KEY_SET:
        cli->sets[cli->n_sets++] = arg;
        return 0;
    case KEY_REPORT:
        cli->report = arg;
        return 0;
    case KEY_SAVE_GRAPH:
        cli->save_graph = arg;
        return 0;
    case KEY_DRY_RUN:
        cli->dry_run = true;
        return 0;
    case KEY_IN_PROCESS:
        cli->in_process = true;
        return 0;
    case KEY_SANDBOX:
        if (pas_sandbox_named(arg, &cli->sandbox))
            return 0;
        mistake(cli, "commande-valeur-fausse", "--sandbox", arg);
        return EINVAL;
    case KEY_SHOW:
        cli->show = true;
        return 0;
    case KEY_ALL:
        cli->all = true;
        return 0;
    case KEY_MARKDOWN:
        cli->markdown = true;
        return 0;
    case KEY_HELP:
        cli->help = true;
        return 0;
    case KEY_VERSION:
        cli->version = true;
        return 0;
    case KEY_NOW:
        if (pas_parse_stamp_iso(pas_cstr(arg), &cli->now))
            return 0;
        mistake(cli, "commande-valeur-fausse", "--now", arg);
        return EINVAL;
    case ARGP_KEY_ARG:
        cli->args[cli->n_args++] = arg;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Unknown options, with the nearest known one: argp would say it in its own words. */
static bool options_known(pas_cli *cli, const pas_cli_command *command, int argc, char **argv)
{
    const char *names[N_OPTIONS];
    size_t n = 0;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (takes(command, options[i].name))
            names[n++] = options[i].name;
    bool good = true;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (argv[i][0] != '-' || argv[i][1] == '\0')
            continue;
        pas_str given = pas_cstr(argv[i]), name;
        pas_str_split(&given, '=', &name);
        if (!pas_str_starts(name, "--")) {
            good = mistake(cli, "commande-option-inconnue", argv[i], NULL);
            continue;
        }
        name.ptr += 2;
        name.len -= 2;
        bool known = false;
        for (size_t k = 0; k < n && !known; k++)
            known = pas_str_is(name, names[k]);
        if (known)
            continue;
        const char *near = pas_suggest(name, names, n);
        pas_str shown = pas_arena_format(cli->arena, "--%.*s", PAS_FMT(name));
        pas_str better = near ? pas_arena_format(cli->arena, "--%s", near) : PAS_NONE;
        good =
            mistake(cli, near ? "commande-option-proche" : "commande-option-inconnue", shown.ptr, better.ptr);
    }
    return good;
}

static bool arguments_fit(pas_cli *cli, const pas_cli_command *command)
{
    if (cli->help || cli->version || !command)
        return true;
    if (cli->in_process && cli->sandbox == PAS_SANDBOX_REQUIRE)
        return mistake(cli, "commande-options-contraires", "--in-process", "--sandbox=require");
    if (cli->n_args < command->least)
        return mistake(cli, "commande-argument-manquant",
                       pas_cli_say(cli, command->args_fr, command->args_en), NULL);
    if (cli->n_args > command->most)
        return mistake(cli, "commande-argument-en-trop", cli->args[command->most], NULL);
    return true;
}

bool pas_cli_parse(pas_cli *cli, const pas_cli_command *command, int argc, char **argv)
{
    cli->sets = pas_arena_alloc(cli->arena, (size_t)(argc + 1) * sizeof *cli->sets);
    cli->args = pas_arena_alloc(cli->arena, (size_t)(argc + 1) * sizeof *cli->args);
    if (!options_known(cli, command, argc, argv))
        return false;
    struct argp_option known[N_OPTIONS + 1] = {0};
    size_t n = 0;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (takes(command, options[i].name))
            known[n++] =
                (struct argp_option){options[i].name, options[i].key, options[i].arg_fr, 0, options[i].fr, 0};
    struct argp argp = {.options = known, .parser = take};
    error_t error = argp_parse(&argp, argc, argv, ARGP_SILENT, NULL, cli);
    if (error && pas_list_count(cli->findings) == 0)
        mistake(cli, "commande-option-sans-valeur", argc > 1 ? argv[argc - 1] : "", NULL);
    return !error && arguments_fit(cli, command);
}

/* -------------------------------------------------------------------- help */

static void help_commands(const pas_cli *cli, pas_buf *to)
{
    pas_buf_puts(to, pas_cli_say(cli, "Usage : passerelle COMMANDE [OPTIONS]\n\nCommandes :\n",
                                 "Usage: passerelle COMMAND [OPTIONS]\n\nCommands:\n"));
    for (size_t i = 0; i < pas_cli_n_commands; i++) {
        const pas_cli_command *c = &pas_cli_commands[i];
        pas_str head =
            pas_arena_format(cli->arena, "%s %s", c->name, pas_cli_say(cli, c->args_fr, c->args_en));
        int pad = 22 - (int)pas_utf8_count(head);
        pas_buf_printf(to, "  %s%*s%s\n", head.ptr, pad > 1 ? pad : 1, "", pas_cli_say(cli, c->fr, c->en));
    }
    pas_buf_puts(
        to, pas_cli_say(
                cli,
                "\n« passerelle COMMANDE --help » détaille une commande.\n"
                "Codes de sortie : 0 fait ; 1 fait, avec des erreurs à corriger ; 2 données refusées ;\n"
                "3 chaîne ou commande fausse ; 4 greffon absent, refusé ou fautif ; 5 lecture ou écriture "
                "impossible ;\n6 erreur interne.\n",
                "\n“passerelle COMMAND --help” details a command.\n"
                "Exit codes: 0 done; 1 done, with errors to correct; 2 data refused; 3 pipeline or "
                "command line\nwrong; 4 plugin missing, refused or faulty; 5 reading or writing "
                "impossible; 6 internal error.\n"));
}

void pas_cli_help(const pas_cli *cli, const pas_cli_command *command, pas_buf *to)
{
    if (!command) {
        help_commands(cli, to);
        return;
    }
    pas_buf_printf(to, "%s passerelle %s %s [OPTIONS]\n\n%s.\n\n%s\n", pas_cli_say(cli, "Usage :", "Usage:"),
                   command->name, pas_cli_say(cli, command->args_fr, command->args_en),
                   pas_cli_say(cli, command->fr, command->en), pas_cli_say(cli, "Options :", "Options:"));
    for (size_t i = 0; i < N_OPTIONS; i++) {
        const struct option_row *o = &options[i];
        if (!takes(command, o->name))
            continue;
        const char *arg = pas_cli_say(cli, o->arg_fr, o->arg_en);
        pas_str head = pas_arena_format(cli->arena, "--%s%s%s", o->name, arg ? "=" : "", arg ? arg : "");
        int pad = 28 - (int)pas_utf8_count(head);
        pas_buf_printf(to, "  %s%*s%s\n", head.ptr, pad > 1 ? pad : 1, "", pas_cli_say(cli, o->fr, o->en));
    }
}

/* ------------------------------------------------------------ shared by all */

static void print_to(FILE *f, pas_buf *text)
{
    if (text->len)
        fwrite(text->ptr, 1, text->len, f);
    fflush(f);
    pas_buf_clear(text);
}

void pas_cli_print(pas_buf *text)
{
    print_to(stdout, text);
}

void pas_cli_print_error(pas_buf *text)
{
    print_to(stderr, text);
}

pas_report_style pas_cli_style(const pas_cli *cli)
{
    return (pas_report_style){.lang = cli->lang,
                              .show = cli->show,
                              .colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
                              .most = cli->all ? 0 : 5};
}

int pas_cli_findings(const pas_cli *cli, const pas_findings_list *findings)
{
    pas_buf text = {0};
    pas_report_style style = pas_cli_style(cli);
    style.colour = isatty(STDERR_FILENO) && !getenv("NO_COLOR");
    pas_report_findings(findings, &style, &text);
    pas_cli_print_error(&text);
    pas_buf_free(&text);
    return pas_exit_code(findings, PAS_ERROR);
}

static pas_catalogue *open_catalogue(const pas_cli *cli, const char *const *only, size_t n_only)
{
    static pas_describe_how how;
    how = (pas_describe_how){
        .in_process = cli->in_process, .sandbox = cli->sandbox, .limits = PAS_LIMITS_DEFAULT};
    how.limits.step_seconds = 20;
    return pas_catalogue_open_only(cli->plugin_path, only, n_only, pas_describe_plugins, &how);
}

pas_catalogue *pas_cli_catalogue(const pas_cli *cli)
{
    return open_catalogue(cli, NULL, 0);
}

pas_catalogue *pas_cli_catalogue_for(const pas_cli *cli, const char *pipeline)
{
    size_t n = 0;
    const char *const *only = pas_plan_plugins(pipeline, cli->arena, &n);
    return open_catalogue(cli, only, n);
}

const char *pas_cli_pipeline(const pas_cli *cli, const char *given)
{
    if (strchr(given, '/') || access(given, F_OK) == 0)
        return given;
    pas_str beside =
        pas_installed_path(cli->arena, PASSERELLE_PIPELINE_DIR_FROM_BIN, PASSERELLE_PIPELINE_DIR);
    pas_str path = pas_arena_format(cli->arena, "%.*s/%s%s", PAS_FMT(beside), given,
                                    pas_str_ends(pas_cstr(given), ".ini") ? "" : ".ini");
    return access(path.ptr, F_OK) == 0 ? path.ptr : given;
}
