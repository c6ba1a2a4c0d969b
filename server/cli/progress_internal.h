/* progress_internal.h: how far an import is, on standard error: one line drawn again and again on a
 * terminal, a new line every 5 s elsewhere, or with --progress=json one JSON object a line for a
 * program: {"event": "progress", "done", "total", "bytes", "seconds"} at most ten times a second and
 * at the end, {"event": "problem", "note", "detail"} for what was rejected. */
#ifndef PS_CLI_PROGRESS_INTERNAL_H
#define PS_CLI_PROGRESS_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct command_line;

struct progress {
    bool is_quiet, is_terminal, is_json;
    bool has_drawn;
    int64_t started_ms, shown_ms;
    size_t done, total; /* as last told */
    uint64_t bytes;
    atomic_bool stop; /* set when an interrupt has come: what ingest_options.stop points to */
};

/* By --quiet and --progress. */
void progress_init(struct progress *p, const struct command_line *line);
/* For ingest_options.progress; `context` is the struct progress. */
void progress_show(void *context, size_t done, size_t total, uint64_t bytes);
/* A note that was rejected. */
void progress_problem(const struct progress *p, struct str note, struct str detail);
/* The last state; leaves the terminal on a fresh line. */
void progress_end(struct progress *p);

#endif
