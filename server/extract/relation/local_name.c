/* Names that a note gives its papers in passing and then uses: "(DAPA-HF)" behind the citation,
 * "EMPEROR-Reduced." at the head of the remarks, "wav2vec 2.0" before the colon of a title. */
#include "base/ascii.h"
#include "base/fold.h"
#include "base/map.h"
#include "extract/relation/relation_internal.h"
#include "extract/title.h"

#define NAME_TOKENS_MAX  4
#define NAME_BYTES_MAX   24
#define NAME_LETTERS_MIN 3
#define MADE_LETTERS_MIN 4 /* of a name that a title gives to what was made */
#define INITIALS_MIN     3
#define INITIALS_MAX     6
#define TITLE_HEAD_MAX   3 /* tokens before the colon */
#define TITLE_TOKENS_MAX 6 /* of a title that a cell repeats */
#define EQUAL_NODES_MAX  6 /* blocks below an entry that may say what it is called */

struct local_names {
    struct map *papers; /* joined folds -> paper, or NONE when two papers have the name */
    struct map *first;  /* the folded first word of each */
    struct map *titles; /* joined folds of short titles, for the cells of tables */
};

static bool is_sign(const struct token *t)
{
    return t->kind == TOKEN_WORD && (t->shape == SHAPE_UPPER || t->shape == SHAPE_MIXED);
}

/* "DAPA-HF", "EMPA-REG OUTCOME", "Tacotron 2": one past the last token of the name that begins at
 * token `i`; `i` when none does. */
static uint32_t name_end(const struct token *tokens, uint32_t i, uint32_t n)
{
    bool has_sign = false;
    uint32_t k = i;
    for (; k < n && k - i < NAME_TOKENS_MAX; k++) {
        const struct token *t = &tokens[k];
        bool is_tail = t->gap <= GAP_HYPHEN && t->gap != GAP_SPACE;
        bool is_more = t->gap == GAP_SPACE && (is_sign(t) || t->shape == SHAPE_DIGIT);
        if (t->kind != TOKEN_WORD || t->in_code || (k > i && !is_tail && !is_more))
            break;
        has_sign |= is_sign(t);
    }
    bool fits = has_sign && tokens[k - 1].end - tokens[i].begin <= NAME_BYTES_MAX &&
                tokens[k - 1].end - tokens[i].begin >= NAME_LETTERS_MIN;
    return fits ? k : i;
}

static struct str joined_key(const struct relation_search *s, const struct token *tokens,
                             uint32_t n)
{
    size_t size = 0;
    for (uint32_t i = 0; i < n; i++)
        size += tokens[i].fold.n + 1;
    char *key = arena_alloc(s->a, size);
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(key + at, tokens[i].fold.p, tokens[i].fold.n);
        at += tokens[i].fold.n;
        key[at++] = ' ';
    }
    return str_of(key, at);
}

static void put_name(const struct relation_search *s, struct local_names *names,
                     const struct token *tokens, uint32_t n, uint32_t paper)
{
    bool is_new;
    (void)map_put(names->first, tokens[0].fold, NULL);
    uint64_t *value = map_put(names->papers, joined_key(s, tokens, n), &is_new);
    *value = is_new || *value == paper ? paper : NONE;
}

/* A word of the language or a concept of the vocabulary is no name of a paper. */
static bool is_word(const struct relation_search *s, uint32_t begin, uint32_t end)
{
    const struct note_concepts *concepts = s->in->concepts;
    uint32_t node = s->tokens[begin].node;
    for (uint32_t i = s->mention_first[node]; i < s->mention_end[node]; i++) {
        const struct mention *m = &concepts->mentions[s->mentions[i]];
        if (m->token_begin <= begin && m->token_end >= end)
            return concepts->concepts[m->concept].vocabulary != NONE &&
                   !concepts->concepts[m->concept].is_work;
        if (m->token_begin > begin)
            break;
    }
    return end - begin == 1 && vocabulary_knows_word(s->in->vocabulary, s->tokens[begin].fold);
}

static void take_name(const struct relation_search *s, struct local_names *names, uint32_t begin,
                      uint32_t end, uint32_t paper)
{
    if (begin < end && !is_word(s, begin, end))
        put_name(s, names, &s->tokens[begin], end - begin, paper);
}

static uint32_t node_tokens_end(const struct relation_search *s, uint32_t node)
{
    return s->in->tokens->node_end[node];
}

static struct str gap_before(const struct relation_search *s, uint32_t token)
{
    return document_slice(s->d, s->tokens[token - 1].end, s->tokens[token].begin);
}

static bool closes_bracket(const struct relation_search *s, uint32_t token)
{
    struct str gap = gap_before(s, token);
    return str_starts(gap, STR(")")) || str_starts(gap, STR("）"));
}

/* "… (DAPA-HF)", "(VQE, Peruzzo 2014)" and "(Chastre 2003, PneumA)" in the block of the entry. */
static void read_brackets(const struct relation_search *s, struct local_names *names,
                          uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    uint32_t end = node_tokens_end(s, block);
    for (uint32_t i = s->in->tokens->node_first[block] + 1; i < end; i++) {
        struct str gap = gap_before(s, i);
        bool opens = str_ends(gap, STR("(")) || str_ends(gap, STR("（"));
        bool goes_on = str_eq(str_trim(gap), STR(",")) || str_eq(str_trim(gap), STR("，"));
        if (s->tokens[i].gap < GAP_COMMA || (!opens && !goes_on))
            continue;
        uint32_t behind = name_end(s->tokens, i, end);
        bool closes = opens ? behind == end || s->tokens[behind].gap >= GAP_COMMA
                            : behind < end && closes_bracket(s, behind);
        if (behind > i && closes)
            take_name(s, names, i, behind, paper);
    }
}

/* Punctuation that ends the name at the head of a remark: not "+". */
static bool ends_lead(const struct relation_search *s, uint32_t token)
{
    static const char *const ends[] = {".", ",", ":", "(", "（", "\"", "”", "，", "。", "：", "*"};
    struct str gap = str_trim(gap_before(s, token));
    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (str_starts(gap, str_from(ends[i])))
            return true;
    return false;
}

/* "EMPEROR-Reduced", "CompCert: …" at the head of the first remark. */
static void read_lead(const struct relation_search *s, struct local_names *names, uint32_t paper,
                      uint32_t node)
{
    uint32_t first = s->in->tokens->node_first[node];
    uint32_t end = node_tokens_end(s, node);
    uint32_t behind = name_end(s->tokens, first, end);
    if (behind > first && (behind == end || ends_lead(s, behind)))
        take_name(s, names, first, behind, paper);
}

/* A dash behind the title and its links, or a mark that says "the same as". */
static bool begins_remark(const struct relation_search *s, uint32_t token)
{
    static const char *const marks[] = {"-", "–", "—", "：", ":", "="};
    struct str gap = str_trim(gap_before(s, token));
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_ends(gap, str_from(marks[i])))
            return true;
    return false;
}

/* "**MR CLEAN** - A randomized trial …": the name before the title and a dash. */
static void read_before_title(const struct relation_search *s, struct local_names *names,
                              uint32_t paper)
{
    uint32_t place = s->first_place[paper];
    uint32_t first = s->in->tokens->node_first[scope_block(s, paper)];
    uint32_t end = place == NONE ? first : token_at(s, s->in->papers->places[place].begin);
    uint32_t behind = first < end ? name_end(s->tokens, first, end) : first;
    if (behind > first && behind == end && begins_remark(s, behind))
        take_name(s, names, first, behind, paper);
}

/* "… [[pdf](…)] - MSCN. Sets of tables": the name at the head of the remark on the entry's line. */
static void read_remark(const struct relation_search *s, struct local_names *names, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    uint32_t end = node_tokens_end(s, block);
    uint32_t place = s->first_place[paper];
    uint32_t from =
        place == NONE ? s->d->nodes[block].text_begin : s->in->papers->places[place].end;
    for (uint32_t i = token_at(s, from); i < end; i++) {
        if (i == 0 || s->tokens[i].gap < GAP_COMMA || !begins_remark(s, i))
            continue;
        uint32_t behind = name_end(s->tokens, i, end);
        if (behind == i && s->tokens[i].shape == SHAPE_TITLE && s->tokens[i].kind == TOKEN_WORD)
            behind = i + 1;
        if (behind > i && (behind == end || ends_lead(s, behind)))
            take_name(s, names, i, behind, paper);
        return;
    }
}

static bool begins_with_equals(const struct relation_search *s, uint32_t node)
{
    const struct node *n = &s->d->nodes[node];
    return str_starts(str_trim(document_slice(s->d, n->text_begin, n->text_end)), STR("="));
}

/* "就是 LDpred", "= Whisper": a block that says what the paper is called. */
static void read_equal(const struct relation_search *s, struct local_names *names, uint32_t paper,
                       uint32_t node)
{
    uint32_t first = s->in->tokens->node_first[node], end = node_tokens_end(s, node);
    size_t i = cues_from(s, first);
    bool is_equal =
        i < s->n_cues && s->cues[i]->cue->class_ == CUE_EQUAL && s->cues[i]->token_begin == first;
    uint32_t begin = is_equal ? s->cues[i]->token_end : first;
    if (begin >= end || (!is_equal && !(first > 0 && begins_with_equals(s, node))))
        return;
    uint32_t behind = name_end(s->tokens, begin, end);
    if (behind > begin && (behind == end || ends_lead(s, behind)))
        take_name(s, names, begin, behind, paper);
}

/* The first bullets below the entry. */
static void read_equal_below(const struct relation_search *s, struct local_names *names,
                             uint32_t paper, uint32_t node)
{
    for (uint32_t i = node; i < s->d->n_nodes && i < node + EQUAL_NODES_MAX; i++)
        if (scope_paper(s, i) == paper && node_has_text(s, i))
            read_equal(s, names, paper, i);
}

/* A digit, or capitals that no grammar asks for. */
static bool has_mark(const struct token *tokens, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (tokens[i].shape == SHAPE_DIGIT || is_sign(&tokens[i]))
            return true;
    return false;
}

/* "Tree of Thoughts": capitals but for the words of grammar. */
static bool is_capitalised(const struct token *tokens, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (tokens[i].kind != TOKEN_WORD ||
            (tokens[i].shape == SHAPE_LOWER && !title_word_is_function(tokens[i].fold)))
            return false;
    return tokens[0].shape != SHAPE_LOWER;
}

/* Names in the title and the aliases: before a colon, behind one, before a bracket. */
static void read_text(const struct relation_search *s, struct local_names *names, struct str text,
                      uint32_t paper)
{
    struct token_list tokens;
    size_t colon = str_find_byte(text, ':', 0);
    size_t bracket = str_find(text, STR(" ("), 0);
    size_t cut = colon < bracket ? colon : bracket;
    if (cut == SIZE_MAX)
        return;
    tokenise_text(str_sub(text, 0, cut), s->in->vocabulary, s->a, &tokens);
    uint32_t n = (uint32_t)tokens.n;
    if (n && n <= TITLE_HEAD_MAX &&
        (has_mark(tokens.items, n) || (n > 1 && is_capitalised(tokens.items, n))))
        put_name(s, names, tokens.items, (uint32_t)tokens.n, paper);
    tokenise_text(str_from_pos(text, cut + 1), s->in->vocabulary, s->a, &tokens);
    if (tokens.n == 1 && is_sign(&tokens.items[0]))
        put_name(s, names, tokens.items, 1, paper);
}

static bool may_begin(const struct token *t)
{
    return t->kind == TOKEN_WORD && !t->in_code && t->shape != SHAPE_DIGIT;
}

static bool fold_is_any(struct str fold, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(fold, str_from(words[i])))
            return true;
    return false;
}

/* "… with phased assembly graphs with hifiasm", "The Shasta toolkit …": a word that is no word of
 * the language, where a title puts the name of what was made. */
static void read_made(const struct relation_search *s, struct local_names *names,
                      const struct token_list *title, uint32_t paper)
{
    static const char *const before[] = {"with", "using", "called"};
    static const char *const kinds[] = {"toolkit",  "system",  "framework", "database", "compiler",
                                        "platform", "library", "engine",    "language", "corpus"};
    const struct token *t = title->items;
    for (size_t i = 1; i < title->n; i++) {
        bool is_last = i + 1 == title->n && fold_is_any(t[i - 1].fold, before, ARRAY_LEN(before));
        bool is_kind = i + 1 < title->n && str_eq(t[i - 1].fold, STR("the")) &&
                       fold_is_any(t[i + 1].fold, kinds, ARRAY_LEN(kinds));
        if ((is_last || is_kind) && may_begin(&t[i]) && t[i].fold.n >= MADE_LETTERS_MIN &&
            !vocabulary_knows_word(s->in->vocabulary, t[i].fold))
            put_name(s, names, &t[i], 1, paper);
    }
}

/* "D1" in the first cell of the row of a paper; "A2" before its title. */
static void read_code(const struct relation_search *s, struct local_names *names, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    const struct node *n = &s->d->nodes[block];
    if (n->kind == NODE_ROW)
        block = n->first_child;
    if (block == NONE || !node_has_text(s, block))
        return;
    const struct token *t = &s->tokens[s->in->tokens->node_first[block]];
    size_t capitals = 0, digits = 0;
    struct str text = document_slice(s->d, t->begin, t->end);
    while (capitals < text.n && ascii_is_upper(text.p[capitals]))
        capitals++;
    while (capitals + digits < text.n && ascii_is_digit(text.p[capitals + digits]))
        digits++;
    uint32_t place = s->first_place[paper];
    if (capitals >= 1 && capitals <= 2 && digits >= 1 && digits <= 2 &&
        capitals + digits == text.n && place != NONE &&
        t->end <= s->in->papers->places[place].begin)
        put_name(s, names, t, 1, paper);
}

/* "DKT" for "Deep Knowledge Tracing: …": the initials of the words that are no grammar. */
static void read_initials(const struct relation_search *s, struct local_names *names,
                          const struct token_list *title, uint32_t paper)
{
    const struct paper *p = &s->in->papers->papers[paper];
    size_t colon = str_find_byte(p->title, ':', 0);
    if (p->short_name.n)
        return;
    char *letters = arena_alloc(s->a, INITIALS_MAX + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < title->n && title->items[i].begin < colon; i++) {
        const struct token *t = &title->items[i];
        if (t->kind != TOKEN_WORD || t->shape == SHAPE_DIGIT || n == INITIALS_MAX)
            return;
        if (!title_word_is_function(t->fold))
            letters[n++] = t->fold.p[0];
    }
    if (n < INITIALS_MIN)
        return;
    struct token_list name;
    tokenise_text(str_of(letters, n), s->in->vocabulary, s->a, &name);
    if (name.n == 1 && !vocabulary_knows_word(s->in->vocabulary, name.items[0].fold))
        put_name(s, names, name.items, 1, paper);
}

/* "The log-structured merge-tree": a cell may hold it without the article, and nothing else. */
static void read_short_title(const struct relation_search *s, struct local_names *names,
                             const struct token_list *title, uint32_t paper)
{
    static const char *const articles[] = {"the", "a", "an"};
    if (title->n == 0)
        return;
    uint32_t first = fold_is_any(title->items[0].fold, articles, ARRAY_LEN(articles));
    uint32_t n = (uint32_t)title->n - first;
    if (n == 0 || n > TITLE_TOKENS_MAX)
        return;
    bool is_new;
    uint64_t *value = map_put(names->titles, joined_key(s, &title->items[first], n), &is_new);
    *value = is_new || *value == paper ? paper : NONE;
}

static void read_title(const struct relation_search *s, struct local_names *names, uint32_t paper)
{
    const struct token_list *title = &s->in->papers->title_tokens[paper];
    read_short_title(s, names, title, paper);
    read_made(s, names, title, paper);
    read_initials(s, names, title, paper);
}

static void read_names(const struct relation_search *s, struct local_names *names)
{
    const struct note_papers *papers = s->in->papers;
    for (uint32_t i = 0; i < papers->n_papers; i++) {
        read_text(s, names, papers->papers[i].title, i);
        for (size_t k = 0; k < papers->papers[i].n_aliases; k++)
            read_text(s, names, papers->papers[i].aliases[k], i);
        read_title(s, names, i);
        if (scope_block(s, i) != NONE)
            read_code(s, names, i);
        if (scope_block(s, i) == NONE || papers->papers[i].short_name.n)
            continue;
        read_brackets(s, names, i);
        read_before_title(s, names, i);
        read_remark(s, names, i);
        if (s->d->nodes[scope_block(s, i)].kind == NODE_SECTION)
            read_lead(s, names, i, scope_block(s, i)); /* "### scVI (lopez2018deep)" */
        uint32_t below = scope_first_block(s, i);
        if (below == NONE)
            continue;
        read_lead(s, names, i, below);
        read_equal_below(s, names, i, below);
    }
}

/* The longest name at token `i`; its length, 0 when there is none. */
static uint32_t find_name(const struct relation_search *s, const struct local_names *names,
                          uint32_t i, uint32_t *paper)
{
    uint32_t n = 1;
    if (!map_get(names->first, s->tokens[i].fold))
        return 0;
    while (n < NAME_TOKENS_MAX && i + n < s->n_tokens && s->tokens[i + n].gap <= GAP_BREAK)
        n++;
    for (; n > 0; n--) {
        struct arena_mark mark = arena_mark(s->a);
        const uint64_t *found = map_get(names->papers, joined_key(s, &s->tokens[i], n));
        arena_reset(s->a, mark);
        if (!found)
            continue;
        *paper = (uint32_t)*found;
        return *paper == NONE ? 0 : n;
    }
    return 0;
}

static void add_name(struct relation_search *s, uint32_t paper, uint32_t begin, uint32_t end)
{
    if (place_at(s, s->tokens[begin].begin))
        return;
    citation_add(s, (struct citation){.kind = CITATION_NAME,
                                      .paper = paper,
                                      .concept = NONE,
                                      .node = s->tokens[begin].node,
                                      .begin = s->tokens[begin].begin,
                                      .end = s->tokens[end - 1].end,
                                      .confidence = 950});
}

/* The pieces of a cell that are the title of a paper of the note. */
static void read_cell(struct relation_search *s, const struct local_names *names, uint32_t cell)
{
    uint32_t end = node_tokens_end(s, cell);
    for (uint32_t i = s->in->tokens->node_first[cell]; i < end;) {
        uint32_t last = i + 1;
        while (last < end && s->tokens[last].gap < GAP_COMMA)
            last++;
        const uint64_t *paper = last - i <= TITLE_TOKENS_MAX
                                    ? map_get(names->titles, joined_key(s, &s->tokens[i], last - i))
                                    : NULL;
        if (paper && *paper != NONE)
            add_name(s, (uint32_t)*paper, i, last);
        i = last;
    }
}

void local_names_collect(struct relation_search *s)
{
    struct local_names names = {map_new(s->a), map_new(s->a), map_new(s->a)};
    read_names(s, &names);
    for (uint32_t i = 0; i < s->d->n_nodes; i++)
        if (s->d->nodes[i].kind == NODE_CELL)
            read_cell(s, &names, i);
    if (!map_count(names.papers))
        return;
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        uint32_t paper = NONE;
        uint32_t n = may_begin(&s->tokens[i]) ? find_name(s, &names, i, &paper) : 0;
        if (!n || (n > 1 && !has_mark(&s->tokens[i], n) && !is_capitalised(&s->tokens[i], n)))
            continue;
        add_name(s, paper, i, i + n);
        i += n - 1;
    }
}
