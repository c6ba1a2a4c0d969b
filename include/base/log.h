/* log.h: one line per event on standard error, as logfmt.
 *
 *   LOG_INFO("ingest", "note stored", "note=%s papers=%zu", path, n);
 *   2026-11-23T10:00:00.123Z info ingest "note stored" note=… papers=3
 *
 * Control bytes in the formatted values are escaped, so one event stays one line. `base` and
 * `extract` never log: they return errors. Threads: safe, lines are written whole. The level is set
 * once at start. */
#ifndef PS_BASE_LOG_H
#define PS_BASE_LOG_H

#include <stdbool.h>

#include "base/attr.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Call before any thread is started. */
void log_set_level(enum log_level level);
/* "error", "warn", "info" or "debug"; false for anything else. */
MUST_USE bool log_level_from_name(const char *name, enum log_level *out);

void log_write(enum log_level level, const char *module, const char *message, const char *fmt, ...)
    PRINTF(4, 5);

#define LOG_ERROR(module, ...) log_write(LOG_LEVEL_ERROR, (module), __VA_ARGS__)
#define LOG_WARN(module, ...)  log_write(LOG_LEVEL_WARN, (module), __VA_ARGS__)
#define LOG_INFO(module, ...)  log_write(LOG_LEVEL_INFO, (module), __VA_ARGS__)
#define LOG_DEBUG(module, ...) log_write(LOG_LEVEL_DEBUG, (module), __VA_ARGS__)

#endif
