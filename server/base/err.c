#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct err_row {
    int status;
    const char *slug;
    const char *title;
    const char *title_zh;
};

static const struct err_row rows[] = {
#define ERR_ROW(name, status, slug, en, zh) {status, slug, en, zh},
    ERR_TABLE(ERR_ROW)
#undef ERR_ROW
};

static bool is_free(const struct err *e)
{
    return e && e->code == ERR_NONE;
}

/* A message cut in the middle of a character would not be valid UTF-8. */
static void cut_at_character(char *text)
{
    size_t n = strlen(text);
    size_t i = n;
    while (i > 0 && ((unsigned char)text[i - 1] & 0xC0) == 0x80)
        i--;
    if (i == 0)
        return;
    unsigned char lead = (unsigned char)text[i - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (n - (i - 1) < want)
        text[i - 1] = '\0';
}

bool err_set(struct err *e, enum err_code code, const char *fmt, ...)
{
    if (!is_free(e))
        return false;
    e->code = code;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(e->msg, sizeof(e->msg), fmt, args);
    va_end(args);
    cut_at_character(e->msg);
    return false;
}

bool err_set_detail(struct err *e, enum err_code code, const char *detail, const char *fmt, ...)
{
    if (!is_free(e))
        return false;
    e->code = code;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(e->msg, sizeof(e->msg), fmt, args);
    va_end(args);
    (void)snprintf(e->detail, sizeof(e->detail), "%s", detail ? detail : "");
    cut_at_character(e->msg);
    cut_at_character(e->detail);
    return false;
}

int err_status(enum err_code code)
{
    return rows[code].status;
}

const char *err_slug(enum err_code code)
{
    return rows[code].slug;
}

const char *err_title(enum err_code code)
{
    return rows[code].title;
}

const char *err_title_zh(enum err_code code)
{
    return rows[code].title_zh;
}

void err_bug(const char *file, int line, const char *msg)
{
    fprintf(stderr, "paperstack: bug at %s:%d: %s\n", file, line, msg);
    abort();
}
