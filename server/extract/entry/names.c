#include "extract/entry/entry_internal.h"

#include <stdlib.h>

#include "base/strbuf.h"

/* Names of more tokens than this are not looked for in text. */
#define NAME_TOKENS_MAX 24
/* Shorter single words must stand in the text exactly as the name is written. */
#define LOOSE_CASE_MIN 4
#define FIRST_BITS     1024

/* A name under which a paper may stand in text. */
struct name {
    uint32_t paper;
    struct str text;
    uint32_t n_tokens;
    uint32_t next; /* 1 + index of another name of the same tokens; 0 = none */
    bool is_exact; /* letters must have the same case */
};

struct name_index {
    VEC(struct name) names;
    uint64_t first[FIRST_BITS / 64]; /* a bit for each first token: most others are turned away */
    struct map *longest; /* folded first token -> most tokens of a name that begins with it */
    struct map *whole;   /* folded tokens of a name -> 1 + index of the name added last */
};

/* Folded tokens with a blank behind each, and where each ends: the key of any number of them. */
struct name_key {
    struct strbuf *text;
    size_t ends[NAME_TOKENS_MAX + 1];
    size_t n;
};

static void key_add(struct name_key *key, struct str fold)
{
    strbuf_add_str(key->text, fold);
    strbuf_add_byte(key->text, ' ');
    key->ends[++key->n] = key->text->n;
}

static struct str key_of(const struct name_key *key, size_t n_tokens)
{
    return str_sub(strbuf_view(key->text), 0, key->ends[n_tokens]);
}

static bool is_plain_word(const struct entry_search *s, const struct token *t)
{
    return vocabulary_is_english(s->in->vocabulary, t->fold) || t->fold.n < LOOSE_CASE_MIN ||
           t->shape == SHAPE_DIGIT;
}

static size_t first_bit(struct str fold)
{
    if (fold.n == 0)
        return 0;
    size_t first = (unsigned char)fold.p[0], last = (unsigned char)fold.p[fold.n - 1];
    return (first * 37 + last * 5 + fold.n) % FIRST_BITS;
}

static bool may_begin_name(const struct name_index *index, struct str fold)
{
    size_t bit = first_bit(fold);
    return index->first[bit / 64] >> bit % 64 & 1;
}

/* The place for the name of these tokens; 0 when there is none yet. */
static uint64_t *put_name(struct entry_search *s, struct name_index *index,
                          const struct token_list *tokens)
{
    STRBUF_SCOPE(text);
    struct name_key key = {.text = &text};
    for (size_t i = 0; i < tokens->n; i++)
        key_add(&key, tokens->items[i].fold);
    size_t bit = first_bit(tokens->items[0].fold);
    index->first[bit / 64] |= (uint64_t)1 << bit % 64;
    uint64_t *longest = map_put(index->longest, tokens->items[0].fold, NULL);
    if (*longest < tokens->n)
        *longest = tokens->n;
    bool is_known = map_get(index->whole, strbuf_view(&text)) != NULL;
    return map_put(index->whole, is_known ? strbuf_view(&text) : str_copy(s->a, strbuf_view(&text)),
                   NULL);
}

static void add_tokens(struct entry_search *s, struct name_index *index, uint32_t paper,
                       struct str text, const struct token_list *tokens, bool is_exact)
{
    if (tokens->n == 0 || tokens->n > NAME_TOKENS_MAX)
        return;
    if (tokens->n == 1 && (tokens->items[0].kind != TOKEN_WORD ||
                           tokens->items[0].shape == SHAPE_DIGIT || tokens->items[0].fold.n < 2))
        return;
    uint64_t *last = put_name(s, index, tokens);
    /* Names of one paper are added one after the other. */
    for (uint64_t i = *last; i && index->names.items[i - 1].paper == paper;
         i = index->names.items[i - 1].next)
        if (str_eq(index->names.items[i - 1].text, text))
            return;
    *vec_push(s->a, &index->names) = (struct name){
        .paper = paper,
        .text = text,
        .n_tokens = (uint32_t)tokens->n,
        .next = (uint32_t)*last,
        .is_exact = is_exact || (tokens->n == 1 && is_plain_word(s, &tokens->items[0]))};
    *last = index->names.n;
}

static void add_name(struct entry_search *s, struct name_index *index, uint32_t paper,
                     struct str text, bool is_exact)
{
    struct token_list tokens;
    tokenise_text(text, s->in->vocabulary, s->a, &tokens);
    add_tokens(s, index, paper, text, &tokens, is_exact);
}

#define INITIALS_MIN 3
#define INITIALS_MAX 6

/* "CPC" for "Contrastive Predictive Coding". */
static void add_initials(struct entry_search *s, struct name_index *index, uint32_t paper,
                         struct str title)
{
    char initials[INITIALS_MAX];
    size_t n = 0;
    struct str word, rest = title;
    while (str_split(&rest, ' ', &word)) {
        char first = word.n > 3 ? word.p[0] : ' ';
        if (first < 'A' || first > 'Z')
            continue;
        if (n == INITIALS_MAX)
            return;
        initials[n++] = first;
    }
    if (n >= INITIALS_MIN)
        add_name(s, index, paper, str_copy(s->a, str_of(initials, n)), true);
}

static void index_names(struct entry_search *s, const struct note_papers *p,
                        struct name_index *index)
{
    index->longest = map_new(s->a);
    index->whole = map_new(s->a);
    for (uint32_t i = 0; i < p->n_papers; i++) {
        const struct paper *paper = &p->papers[i];
        add_name(s, index, i, paper->short_name, false);
        if (!str_has(paper->title, STR(":")) || paper->short_name.n == 0 || paper->title.n > 12)
            add_tokens(s, index, i, paper->title, &p->title_tokens[i], false);
        for (size_t k = 0; k < paper->n_aliases; k++)
            add_name(s, index, i, paper->aliases[k], false);
        add_initials(s, index, i, paper->title);
    }
}

/* The tokens from `at` on that may be a name of at most `most` tokens. */
static void read_key(const struct entry_search *s, size_t at, size_t most, struct name_key *key)
{
    const struct token_list *t = s->in->tokens;
    key_add(key, t->items[at].fold);
    for (size_t i = at + 1; i < t->n && key->n < most && t->items[i].gap < GAP_BLOCK; i++)
        key_add(key, t->items[i].fold);
}

/* Of the names of the same tokens the one added first; one that two papers have stands for neither. */
static const struct name *choose(const struct entry_search *s, const struct name_index *index,
                                 uint64_t last, size_t at, bool *is_shared)
{
    const struct token *first = &s->in->tokens->items[at];
    const struct name *best = NULL;
    for (uint64_t i = last; i; i = index->names.items[i - 1].next) {
        const struct name *name = &index->names.items[i - 1];
        struct str written = document_slice(s->d, first->begin, first[name->n_tokens - 1].end);
        if (name->is_exact && !str_eq(written, name->text))
            continue;
        *is_shared = best && name->paper != best->paper;
        best = name;
    }
    return best;
}

/* The longest name at a token. */
static const struct name *name_at(const struct entry_search *s, const struct name_index *index,
                                  size_t at)
{
    struct str fold = s->in->tokens->items[at].fold;
    const uint64_t *longest = may_begin_name(index, fold) ? map_get(index->longest, fold) : NULL;
    if (!longest)
        return NULL;
    STRBUF_SCOPE(text);
    struct name_key key = {.text = &text};
    read_key(s, at, *longest, &key);
    for (size_t n = key.n; n > 0; n--) {
        bool is_shared = false;
        const uint64_t *last = map_get(index->whole, key_of(&key, n));
        const struct name *best = last ? choose(s, index, *last, at, &is_shared) : NULL;
        if (best)
            return is_shared ? NULL : best;
    }
    return NULL;
}

/* ---- places ---- */

static int compare_places(const void *x, const void *y)
{
    const struct paper_place *a = x, *b = y;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    return a->paper < b->paper ? -1 : a->paper > b->paper;
}

static void places_sort(struct note_papers *p)
{
    if (p->n_places)
        qsort(p->places, p->n_places, sizeof *p->places, compare_places);
}

void place_add(struct entry_search *s, uint32_t paper, uint32_t node, uint32_t begin, uint32_t end)
{
    *vec_push(s->a, &s->places) = (struct paper_place){
        .paper = paper, .node = node, .begin = begin, .end = end, .is_name_only = true};
}

void names_find(struct entry_search *s, struct note_papers *out)
{
    struct name_index index = {0};
    const struct token_list *t = s->in->tokens;
    index_names(s, out, &index);
    places_sort(out);
    size_t k = 0;
    uint32_t covered = 0;
    for (size_t i = 0; i < t->n; i++) {
        for (; k < out->n_places && out->places[k].begin <= t->items[i].begin; k++)
            if (out->places[k].end > covered)
                covered = out->places[k].end;
        const struct name *name = t->items[i].begin < covered ? NULL : name_at(s, &index, i);
        if (!name)
            continue;
        const struct token *last = &t->items[i + name->n_tokens - 1];
        place_add(s, name->paper, t->items[i].node, t->items[i].begin, last->end);
        i += name->n_tokens - 1;
    }
}

/* Names give way to the links and titles that hold them, and to the first of two names. */
void places_merge(struct entry_search *s, struct note_papers *out)
{
    size_t n = out->n_places + s->places.n;
    struct paper_place *all = ARENA_ARRAY(s->a, struct paper_place, n + 1);
    if (out->n_places)
        memcpy(all, out->places, out->n_places * sizeof *all);
    if (s->places.n)
        memcpy(all + out->n_places, s->places.items, s->places.n * sizeof *all);
    out->places = all;
    out->n_places = n;
    places_sort(out);
    uint32_t covered = 0;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_hidden = all[i].is_name_only && all[i].begin < covered && all[i].end <= covered;
        if (is_hidden &&
            !(kept && all[kept - 1].begin == all[i].begin && all[kept - 1].is_name_only))
            continue;
        if (all[i].end > covered)
            covered = all[i].end;
        all[kept++] = all[i];
    }
    out->n_places = kept;
}
