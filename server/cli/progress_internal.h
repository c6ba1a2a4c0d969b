/* progress_internal.h: how far an import is, on standard error: one line drawn again and again on a
 * terminal, a new line every 5 s elsewhere. */
#ifndef PS_CLI_PROGRESS_INTERNAL_H
#define PS_CLI_PROGRESS_INTERNAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    bool is_quiet, is_terminal;
    bool has_drawn;
    int64_t started_ms, shown_ms;
    atomic_bool stop; /* set when an interrupt has come: what ingest_options.stop points to */
};

void progress_init(struct progress *p, bool is_quiet);
/* For ingest_options.progress; `context` is the struct progress. */
void progress_show(void *context, size_t done, size_t total, uint64_t bytes);
/* Leaves the terminal on a fresh line. */
void progress_end(struct progress *p);

#endif
