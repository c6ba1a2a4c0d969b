#include "cli/progress_internal.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/interrupt_internal.h"

#define TERMINAL_EVERY_MS 100
#define LINE_EVERY_MS     5000

void progress_init(struct progress *p, bool is_quiet)
{
    *p = (struct progress){.is_quiet = is_quiet,
                           .is_terminal = isatty(STDERR_FILENO) == 1,
                           .started_ms = clock_monotonic_ms()};
    p->shown_ms = p->started_ms;
    atomic_init(&p->stop, false);
}

static void draw(struct progress *p, size_t done, size_t total, uint64_t bytes, int64_t now)
{
    double seconds = (double)(now - p->started_ms) / 1000.0 + 0.001;
    double rate = (double)done / seconds;
    double left = rate > 0 ? (double)(total - done) / rate : 0;
    fprintf(stderr, "%s%zu of %zu notes stored (%.0f %%), %.0f notes/s, %.1f MB/s, %.0f s left%s",
            p->is_terminal ? "\r\033[K" : "", done, total,
            total ? 100.0 * (double)done / (double)total : 100.0, rate,
            (double)bytes / seconds / 1e6, left, p->is_terminal ? "" : "\n");
    (void)fflush(stderr);
    p->has_drawn = true;
    p->shown_ms = now;
}

void progress_show(void *context, size_t done, size_t total, uint64_t bytes)
{
    struct progress *p = context;
    int64_t now = clock_monotonic_ms();
    if (interrupt_came())
        atomic_store(&p->stop, true);
    if (!p->is_quiet && now - p->shown_ms >= (p->is_terminal ? TERMINAL_EVERY_MS : LINE_EVERY_MS))
        draw(p, done, total, bytes, now);
}

void progress_end(struct progress *p)
{
    if (p->has_drawn && p->is_terminal)
        fputs("\r\033[K", stderr);
}
