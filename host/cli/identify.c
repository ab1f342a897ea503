/* passerelle identify: what files are, from their content. */
#include "cli/cli.h"

#include "base/text.h"
#include "run/inputs.h"

#include <stdlib.h>
#include <unistd.h>

int pas_cli_identify(pas_cli *cli)
{
    pas_catalogue *catalogue = pas_cli_catalogue(cli);
    pas_limits limits = PAS_LIMITS_DEFAULT;
    pas_job like = {.now = cli->now,
                    .limits = limits,
                    .sandbox = cli->sandbox,
                    .in_process = cli->in_process,
                    .forms = true};
    size_t n = cli->n_args, unknown = 0;
    pas_buf text = {0};
    for (size_t i = 0; i < n; i++) {
        pas_identity found[PAS_MOST_IDENTITIES];
        uint32_t n_found = 0;
        uint64_t size = 0;
        int fd = pas_input_open(cli->args[i], cli->args[i], NULL, limits.input_bytes, &size, cli->findings);
        if (fd < 0)
            continue;
        pas_job_input file = {.fd = fd, .name = pas_cstr(cli->args[i]), .size = size};
        n_found = pas_inputs_identify_any(catalogue, &file, &like, cli->findings, found);
        unknown += n_found != 1;
        pas_report_identity(cli->args[i], found, n_found, cli->lang, &text);
        close(fd);
    }
    pas_cli_print(&text);
    pas_buf_free(&text);
    int code = pas_cli_findings(cli, cli->findings);
    pas_catalogue_free(catalogue);
    return code == PAS_EXIT_DONE && unknown ? PAS_EXIT_DATA : code;
}
