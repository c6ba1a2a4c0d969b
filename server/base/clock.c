#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t read_ms(clockid_t id)
{
    struct timespec t;
    (void)clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_monotonic_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_unix_ms(void)
{
    return read_ms(CLOCK_REALTIME);
}

void clock_format(int64_t unix_ms, char out[CLOCK_TEXT])
{
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm t;
    (void)gmtime_r(&seconds, &t);
    size_t n = strftime(out, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%S", &t);
    (void)snprintf(out + n, CLOCK_TEXT - n, ".%03dZ", (int)(unix_ms % 1000));
}

bool clock_parse_day(const char *text, int64_t *unix_ms)
{
    struct tm t = {0};
    char back[CLOCK_TEXT];
    const char *end = strptime(text, "%Y-%m-%d", &t);
    if (!end || *end)
        return false;
    *unix_ms = (int64_t)timegm(&t) * 1000;
    clock_format(*unix_ms, back); /* 30 February would come back as 2 March */
    return strncmp(back, text, strlen(text)) == 0;
}

int clock_year(int64_t unix_ms)
{
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm t;
    (void)gmtime_r(&seconds, &t);
    return t.tm_year + 1900;
}
