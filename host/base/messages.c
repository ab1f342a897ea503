/* The host's own messages: every text it can say, in French and English, one file of rows per topic. */
#include "base/finding.h"

#include <string.h>

#define PAS_MSG(code_, severity_, blame_, fix_in_, title_fr_, title_en_, text_fr_, text_en_, remedy_fr_,     \
                remedy_en_, source_)                                                                         \
    {.code = (code_),                                                                                        \
     .fix_in = (fix_in_),                                                                                    \
     .title_fr = (title_fr_),                                                                                \
     .title_en = (title_en_),                                                                                \
     .text_fr = (text_fr_),                                                                                  \
     .text_en = (text_en_),                                                                                  \
     .remedy_fr = (remedy_fr_),                                                                              \
     .remedy_en = (remedy_en_),                                                                              \
     .source = (source_),                                                                                    \
     .severity = PAS_##severity_,                                                                            \
     .blame = PAS_BLAME_##blame_},

static const pas_message messages[] = {
#include "base/messages/doctor.def"
#include "base/messages/files.def"
#include "base/messages/graph.def"
#include "base/messages/match.def"
#include "base/messages/output.def"
#include "base/messages/pipeline.def"
#include "base/messages/rules.def"
#include "base/messages/run.def"
#include "base/messages/worker.def"
};

const pas_message *pas_host_messages(size_t *ret_count)
{
    *ret_count = sizeof messages / sizeof messages[0];
    return messages;
}

const pas_message *pas_host_message(const char *code)
{
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++)
        if (strcmp(messages[i].code, code) == 0)
            return &messages[i];
    return NULL;
}
