/* A worker's frames, as the host decodes them, and a plugin's description. The first byte chooses the verb
 * and the size of the pieces in which they come. */
#include "worker/job.h"

#include <stdint.h>

static const pas_message message = {.code = "essai",
                                    .title_fr = "Essai",
                                    .title_en = "Trial",
                                    .text_fr = "valeur {v}",
                                    .text_en = "value {v}"};
static const pas_plugin plugin = {.head = PAS_HEAD(0),
                                  .id = "essai",
                                  .system = "Essai",
                                  .messages = &message,
                                  .n_messages = 1,
                                  .message_stride = sizeof message,
                                  .n_documents = 2};

static int out_begin(void *data, pas_str name)
{
    (void)data;
    return name.len ? 1 : -1;
}

static bool out_write(void *data, int file, const void *bytes, size_t size)
{
    (void)data;
    (void)bytes;
    return file == 1 && size < 100000;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pas_job_input inputs[2] = {{.fd = -1}, {.fd = -1}};
    pas_recognised recognised[2];
    uint8_t how = size ? *data : 0;
    pas_verb_id verb = (pas_verb_id)(PAS_VERB_DESCRIBE + how % PAS_VERB_LAST);
    if (size)
        data++, size--;
    pas_graph *given = pas_graph_new();
    pas_job job = {.verb = verb,
                   .plugin_id = "essai",
                   .step = "lire",
                   .inputs = inputs,
                   .n_inputs = 2,
                   .graph = given,
                   .limits = PAS_LIMITS_DEFAULT};
    pas_buf description = {0};
    pas_answer answer = {.plugin = &plugin,
                         .findings = pas_list_new(),
                         .graph = pas_graph_new(),
                         .out_begin = out_begin,
                         .out_write = out_write,
                         .recognised = recognised,
                         .description = &description};
    (void)pas_graph_add_source(answer.graph,
                               &(pas_graph_source){PAS_STR("pas"), PAS_STR("essai"), PAS_STR("Essai"), 0});
    pas_intake *d = pas_intake_new(&job, &answer);
    size_t piece = how / PAS_VERB_LAST + 1u;
    for (size_t at = 0; at < size; at += piece)
        if (!pas_intake_feed(d, data + at, size - at < piece ? size - at : piece))
            break;
    bool done = false;
    const char *why = NULL;
    (void)pas_intake_end(d, &done, &why);
    pas_intake_free(d);

    pas_arena *arena = pas_arena_new();
    (void)pas_description_decode(data, size, arena);
    (void)pas_description_decode(description.ptr, description.len, arena);
    pas_arena_free(arena);
    pas_graph_free(given);
    pas_graph_free(answer.graph);
    pas_list_free(answer.findings);
    pas_buf_free(&description);
    return 0;
}
