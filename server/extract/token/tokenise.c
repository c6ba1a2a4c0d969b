#include "extract/token.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "extract/document.h"
#include "extract/token/token_internal.h"
#include "extract/vocabulary/vocabulary_internal.h"

struct scanner {
    struct str text;
    const unsigned char *mask; /* NULL: all is text */
    const struct vocabulary *vocabulary;
    struct arena *arena;
    struct token *tokens;
    size_t n_tokens;
    uint32_t node;
    size_t end; /* of the range being read */
    enum token_gap gap;
};

/* Whether byte `i` can be read on as part of the word before it. */
static bool is_readable(const struct scanner *s, size_t i)
{
    return i < s->end && (!s->mask || s->mask[i] == MASK_TEXT || s->mask[i] == MASK_CODE_SPAN);
}

static uint32_t word_of(const struct scanner *s, struct str fold)
{
    return s->vocabulary ? vocabulary_word(s->vocabulary, fold) : 0;
}

static struct token *add_token(struct scanner *s, enum token_kind kind, size_t begin, size_t end)
{
    struct token *t = &s->tokens[s->n_tokens++];
    t->begin = (uint32_t)begin;
    t->end = (uint32_t)end;
    t->node = s->node;
    t->kind = (uint8_t)kind;
    t->shape = SHAPE_NONE;
    t->gap = (uint8_t)s->gap;
    t->in_code = s->mask && s->mask[begin] == MASK_CODE_SPAN;
    s->gap = GAP_NONE;
    return t;
}

/* ---- words ---- */

static bool is_apostrophe(struct str text, size_t i, size_t *len)
{
    *len = 1;
    if (text.p[i] == '\'')
        return true;
    *len = 3;
    return i + 3 <= text.n && memcmp(text.p + i, "\xE2\x80\x99", 3) == 0;
}

/* End of the letters and digits at `i`; `*ascii` tells whether all are ASCII. */
static size_t word_end(const struct scanner *s, size_t i, bool *ascii)
{
    size_t end = i;
    *ascii = true;
    while (is_readable(s, end) && end - i < WORD_MAX) {
        if (ascii_is_alnum(s->text.p[end])) {
            end++;
            continue;
        }
        size_t len;
        if ((unsigned char)s->text.p[end] < 0x80 ||
            utf8_script(utf8_decode(s->text, end, &len)) != SCRIPT_WORD)
            break;
        *ascii = false;
        end += len;
    }
    return end;
}

static uint32_t word_of_folded(const struct scanner *s, const struct folded_word *f)
{
    return word_of(s, str_of(f->p, f->n));
}

/* British spellings are read as the American ones where the vocabulary has those. */
static uint32_t respell(const struct scanner *s, struct folded_word *f)
{
    if (!s->vocabulary || f->n < 6)
        return 0;
    for (size_t i = f->n - 4; i + 1 < f->n; i++) {
        if (f->p[i] != 'i' || f->p[i + 1] != 's')
            continue;
        f->p[i + 1] = 'z';
        uint32_t word = word_of_folded(s, f);
        if (word)
            return word;
        f->p[i + 1] = 's';
    }
    char *our = memmem(f->p, f->n, "our", 3);
    if (!our)
        return 0;
    struct folded_word shorter = *f;
    shorter.n--;
    size_t head = (size_t)(our - f->p) + 1;
    memcpy(shorter.p + head, f->p + head + 1, f->n - head - 1);
    uint32_t word = word_of_folded(s, &shorter);
    if (word)
        *f = shorter;
    return word;
}

/* Length of a sign that belongs to the word that ends at `end` ("C++", "B+ tree", "C#"): only
 * where the vocabulary has it, so that "PointNet++" is still found as PointNet. */
static size_t sign_length(const struct scanner *s, const struct folded_word *f, size_t end)
{
    size_t n = 0;
    while (n < 2 && is_readable(s, end + n) && s->text.p[end + n] == '+')
        n++;
    if (n == 0 && f->n == 1 && is_readable(s, end) && s->text.p[end] == '#')
        n = 1;
    if (n == 0 || (is_readable(s, end + n) && ascii_is_alnum(s->text.p[end + n])))
        return 0;
    struct folded_word with_sign = *f;
    memcpy(with_sign.p + with_sign.n, s->text.p + end, n);
    with_sign.n += n;
    return !s->vocabulary || word_of_folded(s, &with_sign) ? n : 0;
}

/* Steps over "'s" and joins "don't": the apostrophe itself is in no token. */
static size_t skip_possessive(const struct scanner *s, size_t end)
{
    size_t len;
    if (!is_readable(s, end) || !is_apostrophe(s->text, end, &len))
        return end;
    size_t i = end + len;
    if (!is_readable(s, i) || (s->text.p[i] != 's' && s->text.p[i] != 'S'))
        return end;
    return is_readable(s, i + 1) && ascii_is_alnum(s->text.p[i + 1]) ? end : i + 1;
}

/* Known words share the vocabulary's text; only others are copied. */
static void set_word(struct scanner *s, struct token *t, struct folded_word *f)
{
    t->word = word_of_folded(s, f);
    if (!t->word && t->shape != SHAPE_DIGIT)
        t->word = respell(s, f);
    t->fold = t->word ? vocabulary_word_text(s->vocabulary, t->word)
                      : str_copy(s->arena, str_of(f->p, f->n));
}

static size_t read_word(struct scanner *s, size_t begin)
{
    bool ascii;
    size_t end = word_end(s, begin, &ascii);
    struct folded_word fold;
    word_fold(str_sub(s->text, begin, end), ascii, &fold);
    size_t sign = sign_length(s, &fold, end);
    if (sign)
        memcpy(fold.p + fold.n, s->text.p + end, sign);
    fold.n = sign ? fold.n + sign : fold_singular(fold.p, fold.n);
    struct token *t = add_token(s, TOKEN_WORD, begin, end + sign);
    t->shape = (uint8_t)fold.shape;
    set_word(s, t, &fold);
    return skip_possessive(s, end + sign);
}

/* ---- Han, kana, hangul ---- */

static size_t read_han(struct scanner *s, size_t begin, uint32_t cp, size_t len)
{
    struct token *t = add_token(s, TOKEN_HAN, begin, begin + len);
    if (s->vocabulary && vocabulary_han(s->vocabulary, cp, &t->word, &t->fold))
        return begin + len;
    uint32_t simple = fold_han(cp);
    t->fold = str_of(s->text.p + begin, len);
    if (simple != cp) {
        char *fold = arena_alloc(s->arena, 4);
        t->fold = str_of(fold, utf8_encode(simple, fold));
    }
    t->word = word_of(s, t->fold);
    return begin + len;
}

static bool is_katakana(uint32_t cp)
{
    return (cp >= 0x30A1 && cp <= 0x30FF) || (cp >= 0xFF66 && cp <= 0xFF9F);
}

static size_t katakana_end(const struct scanner *s, size_t i)
{
    size_t len = 0;
    while (is_readable(s, i) && is_katakana(utf8_decode(s->text, i, &len)) &&
           utf8_script(utf8_decode(s->text, i, &len)) == SCRIPT_KANA)
        i += len;
    return i;
}

static size_t read_syllable(struct scanner *s, size_t begin, uint32_t cp, size_t len)
{
    bool kana = utf8_script(cp) == SCRIPT_KANA;
    size_t end = begin + len;
    if (kana && is_katakana(cp))
        end = katakana_end(s, end);
    struct token *t = add_token(s, kana ? TOKEN_KANA : TOKEN_HANGUL, begin, end);
    t->fold = str_sub(s->text, begin, end);
    if (cp >= 0xFF66 && cp <= 0xFF9F) /* half-width katakana */
        t->fold = fold_text(s->arena, t->fold);
    t->word = word_of(s, t->fold);
    return end;
}

/* ---- gaps ---- */

static bool touches_words(const struct scanner *s, size_t i, size_t len)
{
    if (s->gap != GAP_NONE || !is_readable(s, i + len) || i == 0)
        return false;
    size_t n;
    enum script after = utf8_script(utf8_decode(s->text, i + len, &n));
    return after != SCRIPT_SPACE && after != SCRIPT_OTHER;
}

/* "vs.", "e.g." and "et al." end no clause. */
static bool follows_abbreviation(const struct scanner *s, size_t i)
{
    if (!s->vocabulary || !s->n_tokens)
        return false;
    const struct token *last = &s->tokens[s->n_tokens - 1];
    return last->end == i && vocabulary_word_flags(s->vocabulary, last->word) & PHRASE_ABBREVIATION;
}

/* Signs whose gap does not depend on what stands around them; others are GAP_COMMA. */
static const struct {
    uint32_t cp;
    enum token_gap gap;
} plain_gaps[] = {
    {' ', GAP_SPACE},      {'\t', GAP_SPACE},     {'\r', GAP_SPACE},     {'\n', GAP_BREAK},
    {';', GAP_CLAUSE},     {'!', GAP_CLAUSE},     {'?', GAP_CLAUSE},     {':', GAP_CLAUSE},
    {'(', GAP_BRACKET},    {')', GAP_BRACKET},    {'[', GAP_BRACKET},    {']', GAP_BRACKET},
    {'{', GAP_BRACKET},    {'}', GAP_BRACKET},    {'"', GAP_BRACKET},    {'\'', GAP_BRACKET},
    {'*', GAP_BRACKET},    {'`', GAP_BRACKET},    {0x3002, GAP_CLAUSE},  {0xFF1B, GAP_CLAUSE},
    {0xFF01, GAP_CLAUSE},  {0xFF1F, GAP_CLAUSE},  {0xFF1A, GAP_CLAUSE},  {0xFF0E, GAP_CLAUSE},
    {0x2026, GAP_CLAUSE},  {0x2014, GAP_CLAUSE},  {0xFF08, GAP_BRACKET}, {0xFF09, GAP_BRACKET},
    {0x3010, GAP_BRACKET}, {0x3011, GAP_BRACKET}, {0x300A, GAP_BRACKET}, {0x300B, GAP_BRACKET},
    {0x300C, GAP_BRACKET}, {0x300D, GAP_BRACKET}, {0x300E, GAP_BRACKET}, {0x300F, GAP_BRACKET},
    {0x2018, GAP_BRACKET}, {0x2019, GAP_BRACKET}, {0x201C, GAP_BRACKET}, {0x201D, GAP_BRACKET},
};

static enum token_gap plain_gap(uint32_t cp)
{
    for (size_t i = 0; i < ARRAY_LEN(plain_gaps); i++)
        if (plain_gaps[i].cp == cp)
            return plain_gaps[i].gap;
    return utf8_script(cp) == SCRIPT_SPACE ? GAP_SPACE : GAP_COMMA;
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == '_' || (cp >= 0x2010 && cp <= 0x2013) || cp == 0x2212 || cp == 0xB7 ||
           cp == 0x30FB;
}

static bool is_at_line_end(const struct scanner *s, size_t i)
{
    return !is_readable(s, i) || s->text.p[i] == '\n';
}

static enum token_gap gap_of(const struct scanner *s, uint32_t cp, size_t i, size_t len)
{
    if (cp == ' ')
        return GAP_SPACE;
    bool tight = touches_words(s, i, len);
    if (is_hyphen(cp))
        return tight || (s->gap == GAP_NONE && is_at_line_end(s, i + len)) ? GAP_HYPHEN : GAP_COMMA;
    if (cp == '/' || cp == '&' || cp == '+')
        return tight ? GAP_SLASH : GAP_COMMA;
    if (cp != '.')
        return plain_gap(cp);
    if (tight)
        return GAP_HYPHEN;
    return follows_abbreviation(s, i) ? GAP_SPACE : GAP_CLAUSE;
}

/* ---- scanning ---- */

static size_t read_gap(struct scanner *s, uint32_t cp, size_t i, size_t len)
{
    enum token_gap gap = gap_of(s, cp, i, len);
    if (gap > s->gap)
        s->gap = gap;
    return i + len;
}

static size_t read_unicode(struct scanner *s, size_t i)
{
    size_t len;
    uint32_t cp = utf8_decode(s->text, i, &len);
    switch (utf8_script(cp)) {
    case SCRIPT_HAN:
        return read_han(s, i, cp, len);
    case SCRIPT_WORD:
        return read_word(s, i);
    case SCRIPT_KANA:
    case SCRIPT_HANGUL:
        return read_syllable(s, i, cp, len);
    case SCRIPT_SPACE:
    case SCRIPT_OTHER:
        break;
    }
    return read_gap(s, cp, i, len);
}

static size_t skip_masked(struct scanner *s, size_t i)
{
    enum token_gap gap =
        s->mask[i] == MASK_MATH || s->mask[i] == MASK_CODE ? GAP_BLOCK : GAP_BRACKET;
    if (gap > s->gap)
        s->gap = gap;
    return i + 1;
}

static size_t read_next(struct scanner *s, size_t i)
{
    if (!is_readable(s, i))
        return skip_masked(s, i);
    if (ascii_is_alnum(s->text.p[i]))
        return read_word(s, i);
    if ((unsigned char)s->text.p[i] >= 0x80)
        return read_unicode(s, i);
    return read_gap(s, (unsigned char)s->text.p[i], i, 1);
}

static void scan(struct scanner *s, size_t begin, size_t end, uint32_t node)
{
    s->node = node;
    s->end = end;
    s->gap = GAP_BLOCK;
    for (size_t i = begin; i < end;)
        i = read_next(s, i);
}

/* Room for the tokens of so many bytes: a byte stands between two words, and the characters that are
 * tokens by themselves have three. Memory that is not written costs nothing. */
static struct token *room_for(size_t n_bytes, struct arena *a)
{
    return arena_array_raw(a, n_bytes / 2 + 1, sizeof(struct token));
}

void tokenise(const struct document *d, const struct vocabulary *v, struct arena *a,
              struct token_list *out)
{
    size_t n_bytes = 0;
    for (size_t n = 0; n < d->n_nodes; n++)
        n_bytes += d->nodes[n].text_end - d->nodes[n].text_begin + 1;
    struct scanner s = {.text = d->source,
                        .mask = d->mask,
                        .vocabulary = v,
                        .arena = a,
                        .tokens = room_for(n_bytes, a)};
    out->node_first = ARENA_ARRAY(a, uint32_t, d->n_nodes);
    out->node_end = ARENA_ARRAY(a, uint32_t, d->n_nodes);
    for (size_t n = 0; n < d->n_nodes; n++) {
        out->node_first[n] = (uint32_t)s.n_tokens;
        scan(&s, d->nodes[n].text_begin, d->nodes[n].text_end, (uint32_t)n);
        out->node_end[n] = (uint32_t)s.n_tokens;
    }
    out->items = s.tokens;
    out->n = s.n_tokens;
}

void tokenise_text(struct str text, const struct vocabulary *v, struct arena *a,
                   struct token_list *out)
{
    struct scanner s = {.text = text, .vocabulary = v, .arena = a, .tokens = room_for(text.n, a)};
    scan(&s, 0, text.n, 0);
    out->items = s.tokens;
    out->n = s.n_tokens;
    out->node_first = ARENA_ARRAY(a, uint32_t, 1);
    out->node_end = ARENA_ARRAY(a, uint32_t, 1);
    out->node_end[0] = (uint32_t)s.n_tokens;
}
