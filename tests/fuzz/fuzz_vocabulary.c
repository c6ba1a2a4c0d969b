/* The format of the shipped vocabulary: any bytes are refused with a place or compiled and matched against. */
#include "base/arena.h"
#include "extract/match.h"
#include "extract/token.h"
#include "extract/vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition))                                                                          \
            BUG("fuzz: " #condition);                                                              \
    } while (0)

static void check_lookups(const struct vocabulary *v, struct arena *a)
{
    for (uint32_t i = 0; i < vocabulary_count(v); i++) {
        const struct vocabulary_concept *c = vocabulary_at(v, i);
        CHECK(vocabulary_by_id(v, c->id) == c && vocabulary_index(v, c) == i);
        CHECK(!c->is_user && c->kind.n);
        for (size_t k = 0; k < c->n_labels; k++) {
            uint32_t *found;
            size_t n;
            vocabulary_by_label(v, c->labels[k].text, a, &found, &n);
        }
        (void)vocabulary_is_below(v, i, i);
    }
}

static void check_matches(const struct vocabulary *v, struct str text, struct arena *a)
{
    struct token_list tokens;
    struct match_list matches;
    tokenise_text(text, v, a, &tokens);
    match_all(&tokens, v, a, &matches);
    uint32_t end = 0;
    for (size_t i = 0; i < tokens.n; i++) {
        CHECK(tokens.items[i].begin >= end && tokens.items[i].begin < tokens.items[i].end);
        end = tokens.items[i].end;
    }
    CHECK(end <= text.n);
    for (size_t i = 0; i < matches.n; i++)
        CHECK(matches.items[i].token_begin < matches.items[i].token_end &&
              matches.items[i].token_end <= tokens.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str tsv = {(const char *)data, size};
    struct err e = {0};
    struct arena *a = arena_new();
    struct vocabulary *v = vocabulary_new_empty();
    if (vocabulary_add(v, STR("mine.tsv"), tsv, &e)) {
        struct str *problems;
        size_t n;
        CHECK(vocabulary_finish(v, &e));
        vocabulary_lint(v, a, &problems, &n);
        check_lookups(v, a);
        check_matches(v, tsv, a);
    } else {
        CHECK(e.code == ERR_VALIDATION);
    }
    vocabulary_free(v);
    arena_free(a);
    return 0;
}
