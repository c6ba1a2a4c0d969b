/* check.h: what every unit test includes; domain checks over cmocka. */
#ifndef PS_TESTS_CHECK_H
#define PS_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* check_str(got, "expected"): shows both when they differ. */
#define check_str(got, want) check_str_at((got), str_from(want), __FILE__, __LINE__)
#define check_err(e, want)   assert_string_equal(err_slug((e).code), err_slug(want))
/* The call must succeed; prints the error when it does not. */
#define check_ok(call, e)                                                                          \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s (%s)", #call, (e).msg, (e).detail);                                   \
    } while (0)

static inline void check_str_at(struct str got, struct str want, const char *file, int line)
{
    if (str_eq(got, want))
        return;
    print_error("got  \"%.*s\"\nwant \"%.*s\"\n", STR_FMT(got), STR_FMT(want));
    _fail(file, line);
}

#endif
