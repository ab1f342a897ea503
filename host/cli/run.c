/* passerelle run: executes a pipeline and shows what came of it. */
#include "cli/cli.h"

#include "rules/rules.h"

static pas_plan *load_plan(pas_cli *cli, const pas_catalogue *catalogue, const char *path)
{
    pas_plan_wish wish = {
        .path = path, .in = cli->in, .sets = cli->sets, .n_sets = cli->n_sets, .lang = cli->lang};
    wish.rules = pas_rule_codes(&wish.n_rules);
    return pas_plan_load(&wish, catalogue, cli->findings);
}

static int execute(pas_cli *cli, const pas_catalogue *catalogue, const pas_plan *plan, const char *path)
{
    pas_execute_wish wish = {.plan = plan,
                             .catalogue = catalogue,
                             .out = cli->out,
                             .save_graph = cli->save_graph,
                             .dry_run = cli->dry_run,
                             .in_process = cli->in_process,
                             .sandbox = cli->sandbox,
                             .now = cli->now,
                             .limits = PAS_LIMITS_DEFAULT};
    pas_report report;
    pas_execute(&wish, cli->findings, cli->arena, &report);
    report.pipeline_path = path;
    pas_buf text = {0};
    if (cli->report) {
        pas_report_json(&report, &text);
        if (!pas_save_file(cli->report, &text, cli->findings) && report.exit_code <= PAS_EXIT_WARNINGS)
            report.exit_code = PAS_EXIT_IO;
        pas_buf_clear(&text);
    }
    pas_report_style style = pas_cli_style(cli);
    pas_report_text(&report, &style, &text);
    pas_cli_print(&text);
    pas_buf_free(&text);
    int code = report.exit_code;
    pas_execute_done(&report);
    return code;
}

/* What kept a pipeline from being run, for whom only the file is shown. */
static int refuse(pas_cli *cli, const pas_plan *plan, const char *path)
{
    if (cli->report) {
        pas_report report = {.version = PASSERELLE_VERSION,
                             .plan = plan,
                             .pipeline_path = path,
                             .findings = cli->findings,
                             .out_folder = cli->out,
                             .dry_run = cli->dry_run,
                             .in_process = cli->in_process,
                             .exit_code = pas_exit_code(cli->findings, PAS_ERROR),
                             .now = cli->now};
        pas_buf text = {0};
        pas_report_json(&report, &text);
        pas_save_file(cli->report, &text, cli->findings);
        pas_buf_free(&text);
    }
    return pas_cli_findings(cli, cli->findings);
}

int pas_cli_run(pas_cli *cli)
{
    const char *path = pas_cli_pipeline(cli, cli->args[0]);
    pas_catalogue *catalogue = pas_cli_catalogue_for(cli, path);
    pas_plan *plan = load_plan(cli, catalogue, path);
    int code;
    if (plan && pas_plan_good(plan) && pas_plan_complete(plan))
        code = execute(cli, catalogue, plan, path);
    else
        code = refuse(cli, plan, path);
    pas_plan_free(plan);
    pas_catalogue_free(catalogue);
    return code;
}

int pas_cli_check(pas_cli *cli)
{
    pas_catalogue *catalogue = pas_cli_catalogue(cli);
    const char *path = pas_cli_pipeline(cli, cli->args[0]);
    pas_plan *plan = load_plan(cli, catalogue, path);
    if (plan && pas_plan_good(plan)) {
        pas_buf text = {0};
        pas_report_plan(plan, cli->lang, &text);
        pas_cli_print(&text);
        pas_buf_free(&text);
    }
    int code = pas_cli_findings(cli, cli->findings);
    pas_plan_free(plan);
    pas_catalogue_free(catalogue);
    return code;
}
