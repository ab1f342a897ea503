/* See outcome.h. */
#include "foresee/outcome.h"

#include "base/pool.h"
#include "base/text.h"

#include <stdlib.h>

struct pas_foresight_log {
    pas_arena *arena;
    pas_outcome *outcomes;
    size_t n_outcomes, cap_outcomes;
    pas_figure *figures;
    size_t n_figures, cap_figures;
};

pas_foresight_log *pas_log_new(void)
{
    pas_foresight_log *log = pas_xcalloc(1, sizeof *log);
    log->arena = pas_arena_new();
    return log;
}

void pas_log_free(pas_foresight_log *log)
{
    if (!log)
        return;
    pas_arena_free(log->arena);
    free(log->outcomes);
    free(log->figures);
    free(log);
}

void pas_log_fate(pas_foresight_log *log, const pas_outcome *outcome)
{
    pas_grow(&log->outcomes, &log->cap_outcomes, log->n_outcomes + 1, sizeof *log->outcomes);
    pas_outcome *o = &log->outcomes[log->n_outcomes++];
    *o = *outcome;
    if (o->fate > PAS_FATE_UNKNOWN)
        o->fate = PAS_FATE_UNKNOWN;
    o->label = pas_arena_str(log->arena, outcome->label);
    o->answer = pas_arena_str(log->arena, outcome->answer);
    o->part = pas_arena_str(log->arena, outcome->part);
    o->origin.step = pas_arena_str(log->arena, outcome->origin.step);
    o->origin.file = pas_arena_str(log->arena, outcome->origin.file);
    o->origin.record = pas_arena_str(log->arena, outcome->origin.record);
}

void pas_log_figure(pas_foresight_log *log, const pas_message *message, int64_t value)
{
    pas_grow(&log->figures, &log->cap_figures, log->n_figures + 1, sizeof *log->figures);
    log->figures[log->n_figures++] = (pas_figure){message, value};
}

size_t pas_log_outcomes(const pas_foresight_log *log)
{
    return log->n_outcomes;
}

const pas_outcome *pas_log_outcome(const pas_foresight_log *log, size_t i)
{
    return i < log->n_outcomes ? &log->outcomes[i] : NULL;
}

size_t pas_log_figures(const pas_foresight_log *log)
{
    return log->n_figures;
}

const pas_figure *pas_log_figure_at(const pas_foresight_log *log, size_t i)
{
    return i < log->n_figures ? &log->figures[i] : NULL;
}

/* From good to bad. What cannot be told hides nothing that is known, but is not « taken ». */
static int gravity(uint32_t fate)
{
    static const int order[] = {[PAS_FATE_COMPLETE] = 0,
                                [PAS_FATE_UNKNOWN] = 1,
                                [PAS_FATE_PARTIAL] = 2,
                                [PAS_FATE_REJECTED] = 3,
                                [PAS_FATE_ABSENT] = 4};
    return order[fate];
}

/* Records are told apart by their node, or by their label when they have none. */
void pas_log_count(const pas_foresight_log *log, uint32_t ret_counts[5])
{
    pas_map *by_node = pas_map_new();
    pas_pool *labels = pas_pool_new();
    uint32_t *worst = pas_xcalloc(log->n_outcomes + 1, sizeof *worst);
    uint32_t n = 0;
    for (size_t i = 0; i < log->n_outcomes; i++) {
        const pas_outcome *o = &log->outcomes[i];
        pas_str label = o->label.ptr ? o->label : PAS_STR("");
        uint64_t key = o->node ? o->node : (uint64_t)pas_pool_add(labels, label) << 32;
        uint32_t at = pas_map_get(by_node, key);
        if (!at) {
            worst[n] = o->fate;
            pas_map_set(by_node, key, ++n);
        } else if (gravity(o->fate) > gravity(worst[at - 1])) {
            worst[at - 1] = o->fate;
        }
    }
    for (uint32_t fate = 0; fate < 5; fate++)
        ret_counts[fate] = 0;
    for (uint32_t i = 0; i < n; i++)
        ret_counts[worst[i]]++;
    free(worst);
    pas_pool_free(labels);
    pas_map_free(by_node);
}

const char *pas_fate_name(uint32_t fate, pas_lang lang)
{
    static const char *const names[][2] = {
        [PAS_FATE_COMPLETE] = {"pris entièrement", "taken whole"},
        [PAS_FATE_PARTIAL] = {"pris en partie", "taken in part"},
        [PAS_FATE_REJECTED] = {"refusés", "refused"},
        [PAS_FATE_ABSENT] = {"absents du fichier", "not in the file"},
        [PAS_FATE_UNKNOWN] = {"non contrôlés", "not checked"},
    };
    return names[fate <= PAS_FATE_UNKNOWN ? fate : PAS_FATE_UNKNOWN][lang == PAS_EN];
}
