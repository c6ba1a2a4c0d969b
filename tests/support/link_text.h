/* link_text.h: what tests of links and identifiers share: an arena for each, and identifiers as one text. */
#ifndef PS_TESTS_LINK_TEXT_H
#define PS_TESTS_LINK_TEXT_H

#include "check.h"

#include "base/strbuf.h"
#include "extract/link/link_internal.h"

static inline int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

/* Joined by one space. */
static inline struct str joined(struct arena *a, const struct link_target *t)
{
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < t->n_identifiers; i++) {
        if (i > 0)
            strbuf_add_byte(&out, ' ');
        strbuf_add_str(&out, t->identifiers[i]);
    }
    return str_copy(a, strbuf_view(&out));
}

#endif
