#include "cli/interrupt_internal.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

static void fill(sigset_t *set)
{
    (void)sigemptyset(set);
    (void)sigaddset(set, SIGINT);
    (void)sigaddset(set, SIGTERM);
}

void interrupt_block(void)
{
    sigset_t set;
    fill(&set);
    (void)pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void unblock(void)
{
    sigset_t set;
    fill(&set);
    (void)pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

bool interrupt_came(void)
{
    static const struct timespec at_once;
    sigset_t set;
    fill(&set);
    if (sigtimedwait(&set, NULL, &at_once) < 0)
        return false;
    unblock();
    return true;
}

void interrupt_wait(void)
{
    sigset_t set;
    fill(&set);
    while (sigwaitinfo(&set, NULL) < 0)
        continue;
    unblock();
}
