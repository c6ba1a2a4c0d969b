/* Terms that no vocabulary has (EXTRACTION.md 3.5): candidates are chunks, cues say how far each is
 * used as a term, the C-value how far it stands on its own. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/concept/chunk_internal.h"
#include "extract/concept/concept_internal.h"

#define CHUNK_WORDS_MAX  5
#define NESTED_WORDS_MAX 4
#define LAST_WORDS_MAX   3
#define UNGLUED_MAX      6 /* a longer run of Han between function words often begins with a verb */
#define LOUD_MIN         4 /* capitals that are no shouted word */
#define MENTIONS_MAX     200 /* of one term: bounds what a note can blow up */

/* Cues with their weights in thousandths. */
#define CUES(X)                                                                                    \
    X(TAG, 1000)     /* wikilink or tag, the whole of it */                                        \
    X(HEADING, 800)  /* the whole of a heading that is no paper */                                 \
    X(TITLE, 1000)   /* a phrase of a paper's title */                                             \
    X(GLOSS, 700)    /* a translation in brackets */                                               \
    X(BOLD, 700)     /* the whole of a bold or highlighted span */                                 \
    X(LEAD, 600)     /* list item up to a colon or dash */                                         \
    X(CAPITALS, 400) /* capitals inside a sentence, mixed case */                                  \
    X(ISLAND, 350)   /* Latin words between Han characters */                                      \
    X(ENDING, 350)   /* closed by the head of a technical term */                                  \
    X(RARE, 350)     /* several words, one of them unknown to everyday language */                 \
    X(COMPOUND, 350) /* a long noun of Japanese or Korean */                                       \
    X(LISTED, 350)   /* between others in a list: 地表径流、壤中流 */                      \
    X(UNUSUAL, 300)  /* holds a word that is no ordinary one */                                    \
    X(QUOTED, 200)   /* quotation marks, inline code */

enum cue_bit {

#define CUE_MEMBER(name, weight) CUE_##name##_BIT,
    CUES(CUE_MEMBER)
#undef CUE_MEMBER
};

static const uint16_t cue_weights[] = {
#define CUE_WEIGHT(name, weight) weight,
    CUES(CUE_WEIGHT)
#undef CUE_WEIGHT
};

#define CUE(name) (1u << CUE_##name##_BIT)

/* EXTRACTION.md 3.5: sums of cue weights, entries, and C-value in thousandths. */
#define SUM_ALONE    650 /* a phrase: its head and a word are technical, or a cue of place */
#define SUM_SINGLE   700 /* one word */
#define SUM_REPEATED 600
#define SUM_FREQUENT 300
#define FREQUENT_MIN 3
#define C_VALUE_MIN  3000

struct occurrence {
    uint32_t token_begin, token_end;
    struct occurrence *next; /* the one before */
};

struct candidate {
    struct str key;
    uint32_t cues;
    uint32_t blocks, entries; /* that hold it */
    uint32_t last_block, last_entry;
    uint32_t longer, longer_blocks; /* candidates that hold it, and their blocks */
    uint32_t n_occurrences;
    uint32_t n_words;
    struct occurrence *occurrences; /* latest first */
    struct occurrence *first;
};

struct discovery {
    struct finder *finder;
    VEC(struct candidate) candidates;
    struct map *index;
};

/* A longer term has taken a token of it. */
static bool is_discovered(const struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (f->token_target[i] != NO_TARGET && f->token_target[i] >= TERM_BASE)
            return true;
    return false;
}

/* A label covers all of it; a compound that holds a label is a term of its own. */
static bool is_known(const struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (f->token_target[i] == NO_TARGET || f->token_target[i] != f->token_target[begin])
            return false;
    return true;
}

/* ---- cues of a place ---- */

static bool fills_span(const struct finder *f, size_t begin, size_t end, uint32_t kinds)
{
    const struct span *s = place_span(f, begin, end, kinds);
    if (!s)
        return false;
    bool first = place_begins_block(f, begin) || f->tokens[begin - 1].end <= s->text_begin;
    bool last = place_ends_block(f, end - 1) || f->tokens[end].begin >= s->text_end;
    return first && last;
}

static bool fills_block(const struct finder *f, size_t begin, size_t end)
{
    return place_begins_block(f, begin) && place_ends_block(f, end - 1);
}

static bool all_capitalised(const struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (f->tokens[i].kind != TOKEN_WORD || f->tokens[i].shape == SHAPE_LOWER)
            return false;
    return true;
}

static bool is_between_han(const struct finder *f, size_t begin, size_t end)
{
    bool before = !place_begins_block(f, begin) && f->tokens[begin].gap <= GAP_SPACE &&
                  f->tokens[begin - 1].kind == TOKEN_HAN;
    bool after = !place_ends_block(f, end - 1) && f->tokens[end].gap <= GAP_SPACE &&
                 f->tokens[end].kind == TOKEN_HAN;
    return before || after;
}

static uint32_t marked_cues(const struct finder *f, size_t begin, size_t end)
{
    uint32_t cues = 0;
    if (fills_span(f, begin, end, SPAN_BIT(SPAN_WIKILINK) | SPAN_BIT(SPAN_TAG)))
        cues |= CUE(TAG);
    if (fills_span(f, begin, end, SPAN_BIT(SPAN_STRONG) | SPAN_BIT(SPAN_HIGHLIGHT)))
        cues |= CUE(BOLD);
    if (fills_span(f, begin, end, SPAN_BIT(SPAN_QUOTE) | SPAN_BIT(SPAN_CODE)))
        cues |= CUE(QUOTED);
    return cues;
}

/* Japanese particles and inflections: no term of Han and katakana goes on in hiragana. */
static bool is_hiragana(const struct token *t)
{
    size_t len;
    if (t->kind != TOKEN_KANA)
        return false;
    uint32_t c = utf8_decode(t->fold, 0, &len);
    return c >= 0x3041 && c <= 0x309F;
}

static bool is_border_word(const struct token *t)
{
    return t->kind == TOKEN_WORD || is_hiragana(t);
}

/* Between punctuation, words of another script or the ends of the block. */
static bool stands_alone(const struct finder *f, size_t begin, size_t end)
{
    bool before = place_begins_block(f, begin) || f->tokens[begin].gap >= GAP_COMMA ||
                  is_border_word(&f->tokens[begin - 1]);
    bool after = place_ends_block(f, end - 1) || f->tokens[end].gap >= GAP_COMMA ||
                 is_border_word(&f->tokens[end]);
    return before && after;
}

/* "地表径流、壤中流": what stands in such a list is a noun. */
static bool is_listed(const struct finder *f, size_t begin, size_t end)
{
    bool before = !place_begins_block(f, begin) && f->tokens[begin].gap == GAP_COMMA &&
                  str_has(place_text_after(f, begin - 1), STR("、"));
    bool after = !place_ends_block(f, end - 1) && f->tokens[end].gap == GAP_COMMA &&
                 str_has(place_text_after(f, end - 1), STR("、"));
    return before || after;
}

/* What the place of a heading or lead says; without a term's head both are often remarks. */
static uint32_t block_cues(const struct finder *f, const struct chunk *c, size_t begin, size_t end)
{
    bool is_heading = place_is_heading(f, f->tokens[begin].node);
    if (f->in_title[begin])
        return CUE(TITLE);
    if (c->kind == CHUNK_WIDE && !c->has_ending)
        return 0;
    if (is_heading && fills_block(f, begin, end))
        return CUE(HEADING);
    if (f->document->nodes[f->tokens[begin].node].kind == NODE_CELL && end - begin > 1 &&
        fills_block(f, begin, end))
        return CUE(LEAD);
    if (place_is_lead(f, begin, end) && !fills_block(f, begin, end))
        return CUE(LEAD);
    return 0;
}

/* "PCR-GLOBWB" */
static bool is_loud_compound(const struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (f->tokens[i].shape != SHAPE_UPPER || (i > begin && f->tokens[i].gap != GAP_HYPHEN))
            return false;
    return !f->in_title[begin];
}

/* Before the first full stop of its block; names of programs in running text are no terms. */
static bool stands_as_head(const struct finder *f, size_t i)
{
    return place_begins_block(f, i) && str_starts(place_text_after(f, i), STR(". "));
}

/* Capitals that the begin of a sentence does not explain. */
static bool has_own_capitals(const struct finder *f, size_t begin, size_t end)
{
    if (end - begin == 1 && f->tokens[begin].shape == SHAPE_MIXED && !f->in_title[begin] &&
        stands_as_head(f, begin))
        return true; /* "TrajGRU. A new cell" */
    if (end - begin == 1 && f->tokens[begin].shape == SHAPE_UPPER && !f->in_title[begin] &&
        f->tokens[begin].fold.n >= LOUD_MIN && is_between_han(f, begin, end))
        return true; /* "POSIX 追加写" */
    if (end - begin > 1 && is_loud_compound(f, begin, end))
        return true;
    return !f->in_title[begin] && !place_is_heading(f, f->tokens[begin].node) &&
           !place_begins_block(f, begin) && f->tokens[begin].gap < GAP_CLAUSE &&
           all_capitalised(f, begin, end);
}

static uint32_t wide_cues(const struct finder *f, const struct chunk *c, size_t begin, size_t end)
{
    uint32_t cues = 0;
    if (c->is_compound && !place_is_heading(f, f->tokens[begin].node))
        cues |= CUE(COMPOUND);
    if (c->has_ending && !c->is_plain && end - begin <= UNGLUED_MAX)
        cues |= CUE(UNUSUAL);
    if (stands_alone(f, begin, end)) {
        cues |= CUE(UNUSUAL);
        if (is_listed(f, begin, end))
            cues |= CUE(LISTED);
    }
    return cues;
}

static uint32_t cues_of(const struct finder *f, const struct chunk *c, size_t begin, size_t end)
{
    uint32_t cues = marked_cues(f, begin, end) | block_cues(f, c, begin, end);
    if (has_own_capitals(f, begin, end))
        cues |= CUE(CAPITALS);
    if (c->kind == CHUNK_WORDS && end - begin > 1 && is_between_han(f, begin, end))
        cues |= CUE(ISLAND);
    if (place_is_gloss(f, begin, end))
        cues |= CUE(GLOSS);
    if (c->has_ending && end == c->end)
        cues |= CUE(ENDING);
    if (c->kind == CHUNK_WIDE)
        return cues | wide_cues(f, c, begin, end);
    if (end - begin > 1 && phrase_has_rare_word(f, begin, end))
        cues |= CUE(RARE);
    if (end - begin == 1 && phrase_is_scientific(f, begin))
        cues |= CUE(RARE) | CUE(ENDING);
    if (end - begin == 1 && phrase_is_foreign_word(f, begin) && is_between_han(f, begin, end))
        cues |= CUE(RARE) | CUE(ISLAND);
    if (f->tongue == TONGUE_GERMAN && phrase_is_german_noun(f, begin, end))
        cues |= CUE(RARE) | CUE(COMPOUND);
    return phrase_is_technical(f, begin, end) ? cues | CUE(UNUSUAL) : cues;
}

static uint32_t sum_of(uint32_t cues)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < ARRAY_LEN(cue_weights); i++)
        if (cues & (1u << i))
            sum += cue_weights[i];
    return sum;
}

/* ---- counting ---- */

static uint32_t entry_of(const struct finder *f, uint32_t node)
{
    uint32_t paper = f->in->papers ? f->in->papers->scope[node] : UINT32_MAX;
    return paper != UINT32_MAX ? paper : TERM_BASE + place_section(f, node);
}

static void add_occurrence(struct discovery *d, struct candidate *c, size_t begin, size_t end)
{
    if (c->n_occurrences == MENTIONS_MAX)
        return;
    struct occurrence *o = ARENA_NEW(d->finder->arena, struct occurrence);
    *o = (struct occurrence){(uint32_t)begin, (uint32_t)end, c->occurrences};
    c->occurrences = o;
    if (!c->first)
        c->first = o;
    c->n_occurrences++;
}

/* Han terms count two characters as a word. */
static uint32_t count_words(const struct chunk *c, size_t begin, size_t end)
{
    size_t n = end - begin;
    return (uint32_t)(c->kind == CHUNK_WIDE && n > 1 ? (n + 1) / 2 : n);
}

static void count(struct discovery *d, const struct chunk *chunk, size_t begin, size_t end,
                  uint32_t cues)
{
    const struct finder *f = d->finder;
    struct str key = place_key(f, begin, end);
    bool is_new;
    uint64_t *slot = map_put(d->index, key, &is_new);
    if (is_new) {
        *slot = d->candidates.n;
        struct candidate *c = vec_push(f->arena, &d->candidates);
        c->key = key;
        c->n_words = count_words(chunk, begin, end);
        c->last_block = UINT32_MAX;
        c->last_entry = UINT32_MAX;
    }
    struct candidate *c = &d->candidates.items[*slot];
    uint32_t node = f->tokens[begin].node;
    uint32_t entry = entry_of(f, node);
    c->cues |= cues;
    c->blocks += c->last_block != node;
    c->entries += c->last_entry != entry;
    c->last_block = node;
    c->last_entry = entry;
    add_occurrence(d, c, begin, end);
}

/* The shorter phrases inside a chunk count without its cues. */
static void count_nested(struct discovery *d, const struct chunk *c, size_t begin, size_t end)
{
    for (size_t from = begin; from + 2 <= end; from++)
        for (size_t to = from + 2; to <= end; to++)
            if (to - from < end - begin && phrase_may_be_term(d->finder, from, to))
                count(d, c, from, to,
                      (c->has_ending && to == c->end ? CUE(ENDING) : 0u) |
                          (phrase_is_technical(d->finder, from, to) ? CUE(UNUSUAL) : 0u));
}

/* The end of a long run in a title is a term more often than the whole. */
static size_t last_words(const struct finder *f, size_t end)
{
    size_t begin = end - LAST_WORDS_MAX;
    while (begin < end && f->tokens[begin].gap == GAP_HYPHEN)
        begin++;
    return begin;
}

static void count_chunk(struct discovery *d, const struct chunk *c)
{
    struct finder *f = d->finder;
    size_t begin = c->begin;
    size_t end = c->end;
    if (c->kind == CHUNK_WORDS && end - begin > CHUNK_WORDS_MAX) {
        if (!f->in_title[begin])
            return;
        begin = last_words(f, end);
    }
    if (is_known(f, begin, end))
        return;
    if (phrase_may_be_term(f, begin, end))
        count(d, c, begin, end, cues_of(f, c, begin, end));
    if (c->kind == CHUNK_WORDS && end - begin > 2 && end - begin <= NESTED_WORDS_MAX)
        count_nested(d, c, begin, end);
}

static void count_block(struct discovery *d, uint32_t node)
{
    const struct token_list *tokens = d->finder->in->tokens;
    struct chunker chunker =
        chunk_open(d->finder, tokens->node_first[node], tokens->node_end[node]);
    struct chunk chunk;
    while (chunk_next(&chunker, &chunk))
        count_chunk(d, &chunk);
}

/* ---- C-value ---- */

/* log2(n + 1) in thousandths. */
static uint32_t log2_of(uint32_t words)
{
    static const uint16_t table[] = {0, 1000, 1585, 2000, 2322, 2585, 2807, 3000, 3170};
    return table[words < ARRAY_LEN(table) ? words : ARRAY_LEN(table) - 1];
}

static void note_longer(struct discovery *d, const struct candidate *longer)
{
    const struct finder *f = d->finder;
    size_t begin = longer->first->token_begin;
    size_t end = longer->first->token_end;
    if (f->tokens[begin].kind != TOKEN_WORD || end - begin > NESTED_WORDS_MAX)
        return; /* what is inside the longest was not counted either */
    for (size_t from = begin; from + 2 <= end; from++)
        for (size_t to = from + 2; to <= end; to++) {
            if (to - from == end - begin)
                continue;
            const uint64_t *shorter = map_get(d->index, place_key(f, from, to));
            if (!shorter)
                continue;
            d->candidates.items[*shorter].longer++;
            d->candidates.items[*shorter].longer_blocks += longer->blocks;
        }
}

static uint32_t c_value(const struct candidate *c)
{
    uint32_t inside = c->longer ? c->longer_blocks / c->longer : 0;
    return c->blocks > inside ? log2_of(c->n_words) * (c->blocks - inside) : 0;
}

static bool is_accepted(const struct candidate *c)
{
    uint32_t sum = sum_of(c->cues);
    if (c_value(c) == 0) /* only inside longer terms */
        return false;
    if (sum >= (c->n_words > 1 ? SUM_ALONE : SUM_SINGLE))
        return true;
    if (sum >= SUM_REPEATED && c->blocks >= 2)
        return true;
    return sum >= SUM_FREQUENT && c->blocks >= FREQUENT_MIN && c_value(c) >= C_VALUE_MIN;
}

/* ---- writing ---- */

/* The words as written, without the capitals of a heading or title. */
static struct str display_name(const struct finder *f, const struct occurrence *o)
{
    STRBUF_SCOPE(name);
    for (size_t i = o->token_begin; i < o->token_end; i++) {
        const struct token *t = &f->tokens[i];
        struct str text = place_text(f, i, i + 1);
        if (i > o->token_begin && t->gap != GAP_NONE)
            strbuf_add_byte(&name, t->gap == GAP_HYPHEN ? '-' : ' ');
        if (t->shape == SHAPE_TITLE && o->token_end - o->token_begin > 1) {
            strbuf_add_byte(&name, ascii_lower(text.p[0]));
            text = str_from_pos(text, 1);
        }
        strbuf_add_str(&name, text);
    }
    return str_copy(f->arena, strbuf_view(&name));
}

static void write_term(struct discovery *d, const struct candidate *c)
{
    struct finder *f = d->finder;
    uint32_t target = NO_TARGET;
    for (const struct occurrence *o = c->occurrences; o; o = o->next) {
        if (is_discovered(f, o->token_begin, o->token_end))
            continue;
        if (target == NO_TARGET)
            target = concept_open_term(f, c->key, display_name(f, c->first));
        concept_add_found(f, target, o->token_begin, o->token_end, VIA_EXACT, CONFIDENCE_EXACT);
    }
    concept_explain(f, f->tokens[c->first->token_begin].begin, c->key,
                    "cues %u, entries %u, blocks %u, C %u: discovered", sum_of(c->cues), c->entries,
                    c->blocks, c_value(c));
}

/* Longer terms take their tokens first; ties by place, so that the order is that of the note. */
static int by_length(const void *pa, const void *pb)
{
    const struct candidate *a = *(const struct candidate *const *)pa;
    const struct candidate *b = *(const struct candidate *const *)pb;
    uint32_t na = a->first->token_end - a->first->token_begin;
    uint32_t nb = b->first->token_end - b->first->token_begin;
    if (na != nb)
        return na > nb ? -1 : 1;
    return a->first->token_begin < b->first->token_begin
               ? -1
               : a->first->token_begin > b->first->token_begin;
}

static void count_keyword(void *user, size_t begin, size_t end)
{
    struct discovery *d = user;
    const struct finder *f = d->finder;
    if (is_known(f, begin, end))
        return;
    struct chunk whole = {.begin = begin,
                          .end = end,
                          .next = end,
                          .kind = f->tokens[begin].kind == TOKEN_WORD ? CHUNK_WORDS : CHUNK_WIDE};
    count(d, &whole, begin, end, CUE(TAG));
}

void discover_terms(struct finder *f)
{
    struct discovery d = {.finder = f, .index = map_new(f->arena)};
    keywords_each(f, count_keyword, &d);
    for (uint32_t node = 0; node < f->document->n_nodes; node++)
        count_block(&d, node);
    for (size_t i = 0; i < d.candidates.n; i++)
        note_longer(&d, &d.candidates.items[i]);
    const struct candidate **accepted =
        ARENA_ARRAY(f->arena, const struct candidate *, d.candidates.n);
    size_t n = 0;
    for (size_t i = 0; i < d.candidates.n; i++)
        if (is_accepted(&d.candidates.items[i]))
            accepted[n++] = &d.candidates.items[i];
    if (n)
        qsort(accepted, n, sizeof(*accepted), by_length);
    for (size_t i = 0; i < n; i++)
        write_term(&d, accepted[i]);
}
