/* Any bytes are read as a phrase, as a document and as URL parameters without harm, and what is read can be
 * written and reads back as itself. The first byte chooses which. */
#include <stdio.h>
#include <stdlib.h>

#include "app/query_write.h"
#include "base/arena.h"

static void fail(const char *what, struct str text)
{
    fprintf(stderr, "%s: %.*s\n", what, STR_FMT(text));
    abort();
}

/* "a=b&c=d", not decoded. */
static bool read_url(struct str text, struct arena *a, struct query *q,
                     struct query_problems *problems, struct err *e)
{
    struct query_pair pairs[64];
    size_t n = 0;
    struct str part;
    while (n < ARRAY_LEN(pairs) && str_split(&text, '&', &part)) {
        size_t mark = str_find_byte(part, '=', 0);
        pairs[n++] = (struct query_pair){str_sub(part, 0, mark), str_from_pos(part, mark + 1)};
    }
    return query_read_url(n % 2 ? FIND_PAPERS : FIND_NOTES, pairs, n, LANGUAGE_ZH, a, q, problems,
                          e);
}

static void check_document(const struct query *q, struct arena *a)
{
    struct query again;
    struct query_problems problems;
    struct err e = {0};
    struct str text = query_write_json(q, a);
    bool is_small = text.n <= QUERY_DOCUMENT_MAX;
    if (is_small && !query_read_json(text, LANGUAGE_EN, a, &again, &problems, &e))
        fail(e.msg, text);
    if (is_small && !query_equals(q, &again, a))
        fail("another document", text);
}

/* A phrase may be longer than what was read: quotes and names of fields. */
static void check_phrase(const struct query *q, enum language language, struct arena *a)
{
    struct query again, bare = *q;
    struct query_problems problems;
    struct err e = {0};
    struct str text;
    bare.cursor = STR_EMPTY;
    bare.n_fields = bare.n_include = bare.n_facets = 0;
    if (!query_write_phrase(&bare, language, a, &text) || text.n > QUERY_PHRASE_MAX)
        return;
    if (!query_read_phrase(text, NULL, LANGUAGE_EN, a, &again, &problems, &e))
        fail(e.msg, text);
    if (!query_equals(&bare, &again, a))
        fail("another phrase", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n == 0)
        return 0;
    struct arena *a = arena_new();
    struct str text = str_of((const char *)data + 1, n - 1);
    struct query q;
    struct query_problems problems;
    struct err e = {0};
    bool done = data[0] % 3 == 0 ? query_read_phrase(text, NULL, LANGUAGE_EN, a, &q, &problems, &e)
                : data[0] % 3 == 1 ? query_read_json(text, LANGUAGE_EN, a, &q, &problems, &e)
                                   : read_url(text, a, &q, &problems, &e);
    if (done != (problems.n == 0) || done != (e.code == ERR_NONE))
        fail("problems and result differ", text);
    if (done) {
        check_document(&q, a);
        check_phrase(&q, LANGUAGE_EN, a);
        check_phrase(&q, LANGUAGE_ZH, a);
    }
    arena_free(a);
    return 0;
}
