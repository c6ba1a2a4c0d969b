#include "cli/progress_internal.h"

#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "app/json.h"
#include "base/clock.h"
#include "cli/interrupt_internal.h"
#include "cli/options_internal.h"
#include "cli/plain_internal.h"

#define OFTEN_MS  100
#define SELDOM_MS 5000

void progress_init(struct progress *p, const struct command_line *line)
{
    bool is_quiet = options_flag(line, OPTION_QUIET) || options_is(line, OPTION_PROGRESS, "never");
    *p = (struct progress){.is_json = options_is(line, OPTION_PROGRESS, "json"),
                           .is_terminal = isatty(STDERR_FILENO) == 1,
                           .started_ms = clock_monotonic_ms()};
    p->is_quiet = is_quiet && !p->is_json;
    p->shown_ms = p->started_ms;
    atomic_init(&p->stop, false);
}

/* ---- for programs ---- */

static void print_event(json_t *event)
{
    (void)json_dumpf(event, stderr, JSON_COMPACT | JSON_REAL_PRECISION(4));
    (void)fputc('\n', stderr);
    json_decref(event);
}

static void print_state(const struct progress *p, int64_t now)
{
    print_event(json_pack("{s:s, s:I, s:I, s:I, s:f}", "event", "progress", "done",
                          (json_int_t)p->done, "total", (json_int_t)p->total, "bytes",
                          (json_int_t)p->bytes, "seconds", (double)(now - p->started_ms) / 1000.0));
}

/* ---- for people ---- */

static void draw(const struct progress *p, int64_t now)
{
    double seconds = (double)(now - p->started_ms) / 1000.0 + 0.001;
    double rate = (double)p->done / seconds;
    double left = rate > 0 ? (double)(p->total - p->done) / rate : 0;
    fprintf(stderr, "%s%zu of %zu notes stored (%.0f %%), %.0f notes/s, %.1f MB/s, %.0f s left%s",
            p->is_terminal ? "\r\033[K" : "", p->done, p->total,
            p->total ? 100.0 * (double)p->done / (double)p->total : 100.0, rate,
            (double)p->bytes / seconds / 1e6, left, p->is_terminal ? "" : "\n");
    (void)fflush(stderr);
}

/* ---- both ---- */

void progress_show(void *context, size_t done, size_t total, uint64_t bytes)
{
    struct progress *p = context;
    int64_t now = clock_monotonic_ms();
    int64_t pause = p->is_terminal || p->is_json ? OFTEN_MS : SELDOM_MS;
    p->done = done;
    p->total = total;
    p->bytes = bytes;
    if (interrupt_came())
        atomic_store(&p->stop, true);
    if (p->is_quiet || now - p->shown_ms < pause)
        return;
    if (p->is_json)
        print_state(p, now);
    else
        draw(p, now);
    p->has_drawn = true;
    p->shown_ms = now;
}

void progress_problem(const struct progress *p, struct str note, struct str detail)
{
    if (!p->is_json) {
        plain_say("", note, ": ");
        plain_say("", detail, "\n");
        return;
    }
    json_t *event = json_pack("{s:s}", "event", "problem");
    (void)json_object_set_new(event, "note", json_make_text(note));
    (void)json_object_set_new(event, "detail", json_make_text(detail));
    print_event(event);
}

void progress_end(struct progress *p)
{
    if (p->is_json)
        print_state(p, clock_monotonic_ms());
    else if (p->has_drawn && p->is_terminal)
        fputs("\r\033[K", stderr);
}
