/* The exit code of a run, made of its findings: who must act decides. Called by execute.c and by cli. */
#include "run/execute.h"

/* Ours first, then the plugin's author, the pipeline's, the machine's. Findings below `least` do not count.
 */
static int code_of_failure(const pas_findings_list *findings, uint8_t least)
{
    static const int codes[] = {
        [PAS_BLAME_DATA] = PAS_EXIT_DATA,     [PAS_BLAME_CONFIG] = PAS_EXIT_CONFIG,
        [PAS_BLAME_SYSTEM] = PAS_EXIT_IO,     [PAS_BLAME_PLUGIN] = PAS_EXIT_PLUGIN,
        [PAS_BLAME_HOST] = PAS_EXIT_INTERNAL,
    };
    static const uint8_t order[] = {PAS_BLAME_HOST, PAS_BLAME_PLUGIN, PAS_BLAME_CONFIG, PAS_BLAME_SYSTEM,
                                    PAS_BLAME_DATA};
    bool blamed[5] = {false};
    for (size_t i = 0; i < pas_list_count(findings); i++) {
        const pas_finding *f = pas_list_get(findings, i);
        if (f->severity >= least)
            blamed[f->message->blame] = true;
    }
    for (size_t i = 0; i < sizeof order; i++)
        if (blamed[order[i]])
            return codes[order[i]];
    return PAS_EXIT_DONE;
}

int pas_exit_code(const pas_findings_list *findings, uint8_t level)
{
    int code = code_of_failure(findings, PAS_BLOCKING);
    if (code != PAS_EXIT_DONE)
        return code;
    return pas_list_worst(findings) >= (int)level ? PAS_EXIT_WARNINGS : PAS_EXIT_DONE;
}

int pas_exit_code_of_run(const pas_findings_list *findings, uint8_t level, bool failed)
{
    if (!failed)
        return pas_list_worst(findings) >= (int)level ? PAS_EXIT_WARNINGS : PAS_EXIT_DONE;
    int code = code_of_failure(findings, PAS_BLOCKING);
    if (code == PAS_EXIT_DONE)
        code = code_of_failure(findings, PAS_ERROR);
    return code == PAS_EXIT_DONE ? PAS_EXIT_INTERNAL : code;
}
