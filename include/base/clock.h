/* clock.h: the time, for logs, jobs and stamps of decisions. Extraction and resolution never ask
 * for it (invariant 7). */
#ifndef PS_BASE_CLOCK_H
#define PS_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_TEXT 25

int64_t clock_monotonic_ms(void);
int64_t clock_unix_ms(void);
/* "2026-11-23T10:00:00.123Z" */
void clock_format(int64_t unix_ms, char out[CLOCK_TEXT]);
/* The first millisecond of the day "2026-11-23" in UTC; false when it is no such day. */
bool clock_parse_day(const char *text, int64_t *unix_ms);
/* The year in UTC. */
int clock_year(int64_t unix_ms);

#endif
