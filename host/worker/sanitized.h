/* Whether this build has AddressSanitizer, which needs address space without end. */
#ifndef PAS_WORKER_SANITIZED_H
#define PAS_WORKER_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define PAS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PAS_SANITIZED 1
#endif
#endif
#ifndef PAS_SANITIZED
#define PAS_SANITIZED 0
#endif

#endif
