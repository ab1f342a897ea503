/* Limits on what comes from outside. Set by default, raised by the admin, never by a plugin. */
#ifndef PAS_BASE_LIMITS_H
#define PAS_BASE_LIMITS_H

#include <stdint.h>

typedef struct pas_limits {
    uint64_t input_bytes;    /* one file as given */
    uint64_t unzipped_bytes; /* one zip entry, and all entries of one zip */
    uint32_t zip_entries;
    uint32_t zip_ratio; /* unzipped / zipped, above 1 MiB unzipped */
    uint32_t xml_depth;
    uint32_t xml_attributes; /* on one element */
    uint32_t xml_names;      /* distinct names in one document */
    uint32_t text_bytes;     /* one value */
    uint32_t nodes;
    uint32_t findings;   /* kept per code; beyond, only counted */
    uint64_t said_bytes; /* findings, fates and figures of one job */
    uint32_t outputs;    /* files written by one job */
    uint64_t output_bytes;
    uint64_t memory_bytes; /* of a worker */
    uint32_t cpu_seconds;  /* of a worker */
    uint32_t step_seconds; /* wall clock of a step */
    uint32_t idle_seconds; /* without a sign of life */
} pas_limits;

#define PAS_LIMITS_DEFAULT                                                                                   \
    ((pas_limits){.input_bytes = 512ull << 20,                                                               \
                  .unzipped_bytes = 1ull << 30,                                                              \
                  .zip_entries = 1000,                                                                       \
                  .zip_ratio = 300,                                                                          \
                  .xml_depth = 64,                                                                           \
                  .xml_attributes = 64,                                                                      \
                  .xml_names = 4096,                                                                         \
                  .text_bytes = 1u << 20,                                                                    \
                  .nodes = 20000000,                                                                         \
                  .findings = 10000,                                                                         \
                  .said_bytes = 256ull << 20,                                                                \
                  .outputs = 1000,                                                                           \
                  .output_bytes = 1ull << 30,                                                                \
                  .memory_bytes = 2ull << 30,                                                                \
                  .cpu_seconds = 120,                                                                        \
                  .step_seconds = 180,                                                                       \
                  .idle_seconds = 30})

#endif
