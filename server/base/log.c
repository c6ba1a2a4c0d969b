#include "base/log.h"
#include "base/ascii.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/strbuf.h"

static const char *const level_names[] = {"error", "warn", "info", "debug"};

/* The one setting of the process that is not passed down: written once before threads start. */
static enum log_level threshold = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    threshold = level;
}

bool log_level_from_name(const char *name, enum log_level *out)
{
    for (size_t i = 0; i < ARRAY_LEN(level_names); i++) {
        if (strcmp(name, level_names[i]) == 0) {
            *out = (enum log_level)i;
            return true;
        }
    }
    return false;
}

static void add_escaped(struct strbuf *line, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (ascii_is_control(*c))
            strbuf_printf(line, "\\x%02x", (unsigned char)*c);
        else
            strbuf_add_byte(line, *c);
    }
}

void log_write(enum log_level level, const char *module, const char *message, const char *fmt, ...)
{
    if (level > threshold)
        return;
    char now[CLOCK_TEXT];
    char values[1024];
    clock_format(clock_unix_ms(), now);
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(values, sizeof(values), fmt, args);
    va_end(args);
    STRBUF_SCOPE(line);
    strbuf_printf(&line, "%s %s %s \"", now, level_names[level], module);
    add_escaped(&line, message);
    strbuf_add_cstr(&line, values[0] ? "\" " : "\"");
    add_escaped(&line, values);
    strbuf_add_byte(&line, '\n');
    (void)fwrite(line.p, 1, line.n, stderr);
}
