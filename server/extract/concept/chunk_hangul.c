/* Korean nouns that may be terms: one word or two, without the particle at the end. */
#include "base/str.h"
#include "extract/concept/chunk_internal.h"

#define TERM_MIN     3 /* syllables */
#define NOUN_MIN     2 /* syllables left of a particle */
#define SHORT_MAX    3 /* syllables of a word in which a particle may hide */
#define COMPOUND_MIN 4 /* syllables of one word that make a compound of nouns */

enum ending_role { PARTICLE, PREDICATE };

static const struct {
    enum ending_role role;
    uint8_t n_syllables;
    struct str text;
} endings[] = {

#define HANGUL_ENDING(role, text) {role, (sizeof(text) - 1) / 3, {text, sizeof(text) - 1}},
#include "extract/tables/hangul_endings.def"
#undef HANGUL_ENDING
};

/* A word between spaces, and what of it is a noun. */
struct eojeol {
    size_t begin, end, noun_end; /* noun_end == begin: it is no noun */
};

static size_t eojeol_end(const struct finder *f, size_t begin, size_t end)
{
    size_t i = begin + 1;
    while (i < end && f->tokens[i].kind == TOKEN_HANGUL && f->tokens[i].gap == GAP_NONE)
        i++;
    return i;
}

static struct eojeol read_eojeol(const struct finder *f, size_t begin, size_t end)
{
    struct eojeol w = {begin, eojeol_end(f, begin, end), begin};
    size_t n = w.end - begin;
    struct str text = place_text(f, begin, w.end);
    w.noun_end = w.end;
    if (n <= COMPOUND_MIN && chunk_has_ending(f, begin, w.end))
        return w;
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (n < endings[i].n_syllables + (size_t)NOUN_MIN || !str_ends(text, endings[i].text))
            continue;
        w.noun_end = endings[i].role == PARTICLE ? w.end - endings[i].n_syllables : begin;
        break;
    }
    return w;
}

/* "재량적 발생액": an adjective that says of what kind the noun is. */
static bool is_adjective(const struct finder *f, const struct eojeol *w)
{
    return w->noun_end - w->begin >= TERM_MIN &&
           str_ends(place_text(f, w->begin, w->noun_end), STR("적"));
}

/* Ends in a particle or predicate, however short it is: "팔을", "보면". */
static bool is_inflected(const struct finder *f, const struct eojeol *w)
{
    static const char *const signs[] = {"을", "를", "은", "는", "에", "의", "면", "도"};
    struct str text = place_text(f, w->begin, w->end);
    for (size_t i = 0; i < ARRAY_LEN(signs); i++)
        if (w->end - w->begin <= SHORT_MAX && str_ends(text, str_from(signs[i])))
            return true;
    return vocabulary_phrase_flags(f->vocabulary, f->in->tokens, w->begin, w->end) & PHRASE_STOP;
}

static bool joins(const struct finder *f, const struct eojeol *w, size_t end)
{
    if (is_inflected(f, w))
        return false;
    return w->noun_end == w->end && w->end < end && f->tokens[w->end].kind == TOKEN_HANGUL &&
           f->tokens[w->end].gap == GAP_SPACE;
}

static bool read_pair(const struct finder *f, const struct eojeol *first,
                      const struct eojeol *second, struct chunk *out)
{
    if (second->noun_end - second->begin < NOUN_MIN)
        return false;
    out->end = second->noun_end;
    out->next = second->end;
    out->has_ending = chunk_has_ending(f, first->begin, out->end) && first->end - first->begin > 1;
    out->is_compound = is_adjective(f, first);
    return out->has_ending || out->is_compound;
}

bool chunk_next_hangul(const struct chunker *c, size_t i, struct chunk *out)
{
    const struct finder *f = c->finder;
    struct eojeol first = read_eojeol(f, i, c->end);
    if (i > 0 && f->tokens[i].gap == GAP_NONE && !place_begins_block(f, i))
        first.noun_end = i; /* the particle of a Latin word */
    *out = (struct chunk){.begin = i, .end = first.noun_end, .next = first.end, .kind = CHUNK_WIDE};
    if (first.noun_end == i)
        return false;
    if (joins(f, &first, c->end)) {
        struct eojeol second = read_eojeol(f, first.end, c->end);
        if (read_pair(f, &first, &second, out))
            return true;
    }
    out->end = first.noun_end;
    out->next = first.end;
    size_t n = out->end - i;
    out->has_ending = n >= TERM_MIN && chunk_has_ending(f, i, out->end);
    out->is_compound = n >= COMPOUND_MIN;
    return n >= TERM_MIN && !is_adjective(f, &first);
}
