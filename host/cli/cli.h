/*
 * The command line: one table of options, one of commands, one file per command. Commands hold no
 * logic of their own: they call plan, run and report, and print.
 */
#ifndef PAS_CLI_CLI_H
#define PAS_CLI_CLI_H

#include "report/report.h"
#include "run/execute.h"

typedef struct pas_cli {
    pas_lang lang;
    const char *plugin_path;
    const char *in, *out, *report, *save_graph;
    const char **sets;
    size_t n_sets;
    const char **args; /* what is left: PIPELINE, FILE…, NAME */
    size_t n_args;
    pas_stamp now;
    pas_sandbox sandbox;
    bool dry_run, in_process, show, all, markdown;
    bool help, version;
    pas_findings_list *findings; /* mistakes of the command line */
    pas_arena *arena;
} pas_cli;

typedef struct pas_cli_command {
    const char *name;
    const char *args_fr, *args_en; /* "CHAINE", "PIPELINE" */
    const char *fr, *en;
    const char *options; /* names of the options it takes, separated by blanks */
    size_t least, most;  /* arguments */
    int (*run)(pas_cli *cli);
} pas_cli_command;

extern const pas_cli_command pas_cli_commands[];
extern const size_t pas_cli_n_commands;

/* Parses the options of one command (NULL: only the common ones). False: said in cli->findings. */
bool pas_cli_parse(pas_cli *cli, const pas_cli_command *command, int argc, char **argv);
void pas_cli_help(const pas_cli *cli, const pas_cli_command *command, pas_buf *to);
const char *pas_cli_say(const pas_cli *cli, const char *fr, const char *en);

/* Prints a buffer on standard output (or error) and empties it. */
void pas_cli_print(pas_buf *text);
void pas_cli_print_error(pas_buf *text);
/* Findings on standard error; returns the exit code they ask for. */
int pas_cli_findings(const pas_cli *cli, const pas_findings_list *findings);
pas_report_style pas_cli_style(const pas_cli *cli);

/* The catalogue, as the command line says to look for it. */
pas_catalogue *pas_cli_catalogue(const pas_cli *cli);
/* With those plugins described that a pipeline file needs. */
pas_catalogue *pas_cli_catalogue_for(const pas_cli *cli, const char *pipeline);
/* A pipeline given by path, or by the name of an installed one. In the arena. */
const char *pas_cli_pipeline(const pas_cli *cli, const char *given);

int pas_cli_run(pas_cli *cli);
int pas_cli_check(pas_cli *cli);
int pas_cli_identify(pas_cli *cli);
int pas_cli_plugins(pas_cli *cli);
int pas_cli_explain(pas_cli *cli);
int pas_cli_schema(pas_cli *cli);
int pas_cli_doctor(pas_cli *cli);

#endif
