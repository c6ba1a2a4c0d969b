/* A whole note through the pipeline: whatever the bytes, it ends, and what it says holds together. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            BUG("fuzz: " #condition);                                                              \
    } while (0)

/* Built once: what a note says depends on it, so it is the real one. */
static const struct vocabulary *the_vocabulary(void)
{
    static struct vocabulary *v;
    struct err e = {0};
    if (!v)
        CHECK(vocabulary_new(&v, &e) && vocabulary_finish(v, &e));
    return v;
}

static void check_evidence(struct str note, const struct evidence *e)
{
    size_t len;
    CHECK(e->begin < e->end && e->end <= note.n);
    CHECK(e->end - e->begin <= EVIDENCE_QUOTE_MAX);
    CHECK(e->line >= 1 && e->rule);
    /* A quote of valid text is valid text: it is cut at the borders of characters. */
    if (utf8_is_valid(note))
        CHECK(utf8_is_valid(str_sub(note, e->begin, e->end)));
    (void)utf8_decode(note, e->begin, &len);
}

static void check_end(const struct extraction *x, struct endpoint end)
{
    CHECK(end.index < (end.type == TYPE_PAPER ? x->n_papers : x->n_concepts));
}

static void check_extraction(const struct extraction *x, struct str note)
{
    for (size_t i = 0; i < x->n_papers; i++)
        CHECK(x->papers[i].title.n && x->papers[i].key.n && x->papers[i].line >= 1);
    for (size_t i = 0; i < x->n_edges; i++) {
        const struct edge *edge = &x->edges[i];
        check_end(x, edge->from);
        check_end(x, edge->to);
        CHECK(edge->score >= 1 && edge->score <= 1000);
        CHECK(edge->n_evidence >= 1 && edge->n_evidence <= EVIDENCE_MAX);
        for (size_t k = 0; k < edge->n_evidence; k++)
            check_evidence(note, &edge->evidence[k]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct extract_options options = {.explain = size % 2};
    struct str note = {(const char *)data, size};
    struct arena *a = arena_new();
    struct extraction *x;
    struct err e = {0};
    if (extract_note(STR("reading/2019_Author_A title.md"), note, the_vocabulary(), &options, a, &x,
                     &e))
        check_extraction(x, note);
    else
        CHECK(e.code == ERR_BAD_NOTE || e.code == ERR_TOO_LARGE);
    arena_free(a);
    return 0;
}
