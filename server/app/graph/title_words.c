#include "app/graph/title_words_internal.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"
#include "store/graph.h"

/* Shorter Latin words are articles and prepositions, mostly. */
#define LETTERS_MIN 4

static bool is_empty_word(struct str word)
{
    static const struct str words[] = {
        STR_INIT("with"),   STR_INIT("from"),  STR_INIT("into"),   STR_INIT("over"),
        STR_INIT("under"),  STR_INIT("using"), STR_INIT("toward"), STR_INIT("towards"),
        STR_INIT("based"),  STR_INIT("that"),  STR_INIT("this"),   STR_INIT("what"),
        STR_INIT("beyond"), STR_INIT("their"), STR_INIT("your"),   STR_INIT("when"),
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

static bool is_latin(struct str word)
{
    return word.n && (unsigned char)word.p[0] < 0x80;
}

static int compare_words(const void *left, const void *right)
{
    return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

struct word_list {
    VEC(struct str) items;
};

/* fold_key parts Han characters by spaces: two that follow each other are a word. */
static void add_words(struct str key, struct arena *a, struct word_list *list)
{
    struct str rest = key, word, before = STR_EMPTY;
    while (rest.n && str_split(&rest, ' ', &word)) {
        if (is_latin(word)) {
            if (word.n >= LETTERS_MIN && !is_empty_word(word))
                *vec_push(a, &list->items) = word;
            before = STR_EMPTY;
            continue;
        }
        if (before.n)
            *vec_push(a, &list->items) =
                str_from(arena_printf(a, "%.*s%.*s", STR_FMT(before), STR_FMT(word)));
        before = word;
    }
}

bool title_words_read(struct db *db, int64_t paper, struct arena *a, struct title_words *out,
                      struct err *e)
{
    struct paper_row row;
    struct word_list list = {0};
    if (!graph_get_paper(db, paper, a, &row, e))
        return false;
    add_words(fold_key(a, row.title), a, &list);
    if (list.items.n)
        qsort(list.items.items, list.items.n, sizeof(*list.items.items), compare_words);
    *out = (struct title_words){.items = list.items.items};
    for (size_t i = 0; i < list.items.n; i++)
        if (!out->n || !str_eq(out->items[out->n - 1], list.items.items[i]))
            out->items[out->n++] = list.items.items[i];
    return true;
}

int64_t title_words_compare(const struct title_words *x, const struct title_words *y,
                            struct arena *a, struct str **shared, size_t *n_shared)
{
    VEC(struct str) both = VEC_INIT;
    for (size_t i = 0, k = 0; i < x->n && k < y->n;) {
        int order = str_cmp(x->items[i], y->items[k]);
        if (order == 0)
            *vec_push(a, &both) = x->items[i];
        i += order <= 0;
        k += order >= 0;
    }
    size_t all = x->n + y->n - both.n;
    *shared = both.items;
    *n_shared = both.n;
    return all ? (int64_t)(both.n * 1000 / all) : 0;
}
