/* See stop.h. Called by main and by whoever waits for long. */
#include "base/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked;

static void note(int signal_number)
{
    asked = signal_number;
}

void pas_stop_watch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = note};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        (void)sigaction(signals[i], &action, NULL);
}

int pas_stop_asked(void)
{
    return asked;
}

void pas_stop_obey(void)
{
    if (!asked)
        return;
    (void)signal(asked, SIG_DFL);
    (void)raise(asked);
}
