/* passerelle plugins, explain, schema: what the program knows, told from its tables. */
#include "cli/cli.h"

#include "base/text.h"

int pas_cli_plugins(pas_cli *cli)
{
    pas_catalogue *catalogue = pas_cli_catalogue(cli);
    const char *name = cli->n_args ? cli->args[0] : NULL;
    const pas_entry *entry = name ? pas_catalogue_find(catalogue, pas_cstr(name)) : NULL;
    pas_buf text = {0};
    if (!name) {
        pas_report_catalogue(catalogue, cli->lang, &text);
    } else if (!entry) {
        pas_list_say(cli->findings, (pas_origin){0}, "greffon-absent", "option", name, "suggestion",
                     pas_catalogue_folders(catalogue), NULL);
    } else if (!entry->usable) {
        pas_list_add(cli->findings, &entry->refusal);
    } else {
        pas_report_plugin(entry, cli->lang, cli->markdown, &text);
    }
    pas_cli_print(&text);
    pas_buf_free(&text);
    int code = pas_cli_findings(cli, cli->findings);
    if (entry && !entry->usable)
        code = PAS_EXIT_PLUGIN; /* whoever must act */
    pas_catalogue_free(catalogue);
    return code;
}

int pas_cli_explain(pas_cli *cli)
{
    pas_catalogue *catalogue = pas_cli_catalogue(cli);
    pas_buf text = {0};
    if (!pas_report_explain(catalogue, pas_cstr(cli->args[0]), cli->lang, &text))
        pas_list_say(cli->findings, (pas_origin){0}, "commande-code-inconnu", "option", cli->args[0], NULL);
    pas_cli_print(&text);
    pas_buf_free(&text);
    int code = pas_cli_findings(cli, cli->findings);
    pas_catalogue_free(catalogue);
    return code;
}

int pas_cli_schema(pas_cli *cli)
{
    pas_buf text = {0};
    pas_schema_markdown(&text, (int)cli->lang);
    pas_cli_print(&text);
    pas_buf_free(&text);
    return PAS_EXIT_DONE;
}
