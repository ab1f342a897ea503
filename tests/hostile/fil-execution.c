/* Starts a thread. */
#include "tente.h"

#include <pthread.h>

static void *nothing(void *data)
{
    return data;
}

static bool start_thread(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0;
}

TRIES(start_thread())
