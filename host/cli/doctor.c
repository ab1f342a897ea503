/* passerelle doctor: what this machine and this installation lack, and how to get it. */
#include "cli/cli.h"

#include "base/installed.h"
#include "run/doctor.h"

int pas_cli_doctor(pas_cli *cli)
{
    pas_buf text = {0};
    if (cli->markdown) {
        pas_report_calls(cli->lang, &text);
        pas_cli_print(&text);
        pas_buf_free(&text);
        return PAS_EXIT_DONE;
    }
    /* Looked at only, as far as the machine lets them be confined: a refusal is for when they are used. */
    cli->sandbox = PAS_SANDBOX_PREFER;
    pas_catalogue *catalogue = pas_cli_catalogue(cli);
    pas_str pipelines =
        pas_installed_path(cli->arena, PASSERELLE_PIPELINE_DIR_FROM_BIN, PASSERELLE_PIPELINE_DIR);
    pas_diagnosis d = pas_doctor(catalogue, pipelines.ptr, cli->findings, cli->arena);
    pas_report_doctor(&d, catalogue, cli->lang, &text);
    pas_cli_print(&text);
    pas_buf_free(&text);
    int code = pas_cli_findings(cli, cli->findings);
    if (code == PAS_EXIT_DONE && pas_list_worst(cli->findings) >= PAS_WARNING)
        code = PAS_EXIT_WARNINGS;
    pas_catalogue_free(catalogue);
    return code;
}
