/* What is no term: persons, venues, organisations, files, code, numbers, remarks. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/utf8.h"
#include "extract/concept/concept_internal.h"

#define WORDS_MAX      5
#define WIDE_MAX       12 /* Han characters, hangul syllables */
#define RARE_MIN       6  /* letters of a rare word in a title */
#define GLOSS_MIN      4  /* letters of a word that translates another */
#define SINGLE_MIN     3  /* letters of a term of one word */
#define SCIENTIFIC_MIN 8  /* letters */
#define SPECIAL_MIN    4  /* letters of each word of a phrase of special words */
#define GERMAN_MIN     10 /* letters of a compound */
#define AUTHORS_MAX    12 /* words from a name to the year behind the names */

uint16_t phrase_token_flags(const struct finder *f, size_t i)
{
    return vocabulary_word_flags(f->vocabulary, f->tokens[i].word);
}

static bool is_wide(const struct token *t)
{
    return t->kind != TOKEN_WORD;
}

static bool has_sane_size(const struct finder *f, size_t begin, size_t end)
{
    size_t words = 0;
    size_t wide = 0;
    for (size_t i = begin; i < end; i++)
        *(is_wide(&f->tokens[i]) ? &wide : &words) += 1;
    return words + wide > 0 && words <= WORDS_MAX && wide <= WIDE_MAX;
}

/* Signs that stand in paths, names of variables and formulas, not in terms. */
static bool has_code_sign(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (memchr("_\\=@<>{}|^~$%*`[](:;!?\"", text.p[i], 22))
            return true;
        if (text.p[i] == '.' && i + 1 < text.n && ascii_is_alpha(text.p[i + 1]))
            return true;
    }
    return false;
}

/* "train.py", "utils/data", "f(x)" reach over the border of the tokens. */
static bool touches_code(const struct finder *f, size_t begin, size_t end)
{
    struct str source = f->document->source;
    uint32_t from = f->tokens[begin].begin;
    uint32_t to = f->tokens[end - 1].end;
    if (from > 0 && memchr("_./\\@=", source.p[from - 1], 6) && f->tokens[begin].gap < GAP_CLAUSE &&
        f->tokens[begin].gap != GAP_BRACKET)
        return true;
    if (to >= source.n)
        return false;
    char next = source.p[to];
    bool dot = next == '.' && to + 1 < source.n && ascii_is_alnum(source.p[to + 1]);
    bool call = next == '(' && end < f->n_tokens && f->tokens[end].in_code;
    return next == '_' || next == '=' || next == '\\' || dot || call;
}

static bool is_initials(const struct token *t)
{
    return t->shape == SHAPE_UPPER && t->end - t->begin <= 3;
}

/* "Sergey Levine", "McMurray JJV": names of persons hold no word that anything is known of. */
static bool is_person(const struct finder *f, size_t begin, size_t end)
{
    if (end - begin < 2)
        return false;
    bool has_initials = is_initials(&f->tokens[end - 1]);
    for (size_t i = begin; i < end; i++) {
        const struct token *t = &f->tokens[i];
        bool fits = t->shape == SHAPE_TITLE || (i > begin && is_initials(t)) ||
                    (has_initials && t->shape == SHAPE_MIXED);
        if (!fits || (!is_initials(t) &&
                      phrase_token_flags(f, i) & (PHRASE_LABEL | PHRASE_ENGLISH | PHRASE_ENDING)))
            return false;
    }
    return true;
}

static bool is_year(struct str s)
{
    bool century = s.n == 4 && (str_starts(s, STR("19")) || str_starts(s, STR("20")));
    return century && ascii_is_digit(s.p[2]) && ascii_is_digit(s.p[3]);
}

/* Goes on a list of authors: a name, initials, "and", "et al". */
static bool is_author_word(const struct token *t)
{
    return t->shape == SHAPE_TITLE || t->shape == SHAPE_MIXED || is_initials(t) ||
           str_eq(t->fold, STR("and")) || str_eq(t->fold, STR("et")) || str_eq(t->fold, STR("al"));
}

static bool is_joined(const struct finder *f, size_t i)
{
    return !place_ends_block(f, i) && str_eq(str_trim(place_text_after(f, i)), STR("&"));
}

/* "Wilson & McNaughton", "McClelland" */
static bool is_surname(const struct finder *f, size_t i)
{
    struct str text = place_text(f, i, i + 1);
    bool scottish = text.n > 4 && str_starts(text, STR("Mc")) && ascii_is_upper(text.p[2]);
    return scottish || is_joined(f, i) || (!place_begins_block(f, i) && is_joined(f, i - 1));
}

/* "Sweller" of "(Kirschner, Sweller & Clark 2006)" and "Rawlings" of "Rawlings J B, Rao C V". */
static bool is_author(const struct finder *f, size_t i)
{
    uint32_t node = f->tokens[i].node;
    size_t most = i + AUTHORS_MAX < f->n_tokens ? i + AUTHORS_MAX : f->n_tokens;
    if (f->tokens[i].shape != SHAPE_TITLE && f->tokens[i].shape != SHAPE_MIXED)
        return false;
    if (is_surname(f, i))
        return true;
    if (i + 1 < most && f->tokens[i + 1].node == node && f->tokens[i + 1].gap == GAP_SPACE &&
        f->tokens[i + 1].shape == SHAPE_UPPER && f->tokens[i + 1].fold.n == 1)
        return true;
    if (f->tokens[i].shape == SHAPE_MIXED)
        return i + 1 < most && f->tokens[i + 1].node == node && is_year(f->tokens[i + 1].fold);
    size_t k = i + 1;
    while (k < most && f->tokens[k].node == node && is_author_word(&f->tokens[k]))
        k++;
    return k < most && f->tokens[k].node == node && is_year(f->tokens[k].fold);
}

static bool precedes_et_al(const struct finder *f, size_t end)
{
    return end + 1 < f->n_tokens && str_eq(f->tokens[end].fold, STR("et")) &&
           str_eq(f->tokens[end + 1].fold, STR("al"));
}

static bool is_institution(const struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        const struct token *t = &f->tokens[i];
        bool loud = t->shape == SHAPE_UPPER || t->shape == SHAPE_MIXED;
        uint16_t flags = phrase_token_flags(f, i);
        if (flags & PHRASE_VENUE && (loud || end - begin == 1))
            return true;
        if (flags & PHRASE_ORGANISATION && t->shape != SHAPE_LOWER)
            return true;
    }
    return vocabulary_phrase_flags(f->vocabulary, f->in->tokens, begin, end) &
           (PHRASE_ORGANISATION | PHRASE_VENUE);
}

bool phrase_is_plural_noun(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    return f->in_title[i] && t->shape == SHAPE_TITLE && str_eq(t->fold, STR("well")) &&
           t->end - t->begin > t->fold.n;
}

/* Ends a phrase in remarks, and is not known to end terms as well. */
static bool is_bad_end(const struct finder *f, size_t i)
{
    uint16_t flags = phrase_token_flags(f, i);
    if (flags & (PHRASE_STOP | PHRASE_VERB))
        return !phrase_is_plural_noun(f, i);
    return flags & PHRASE_WEAK_HEAD && !(flags & PHRASE_ENDING);
}

/* A function word may begin a compound ("long-range") but ends no term. */
static bool has_bad_edge(const struct finder *f, size_t begin, size_t end)
{
    if (is_wide(&f->tokens[begin]) && is_wide(&f->tokens[end - 1])) /* the chunks see to it */
        return false;
    const uint16_t function = PHRASE_STOP | PHRASE_VERB;
    const uint16_t no_begin = function | PHRASE_QUALITY;
    bool compound = begin + 1 < end && f->tokens[begin + 1].gap == GAP_HYPHEN;
    return (phrase_token_flags(f, begin) & no_begin && !compound) || is_bad_end(f, end - 1) ||
           f->tokens[begin].gap == GAP_HYPHEN ||
           (end < f->n_tokens && f->tokens[end].gap == GAP_HYPHEN);
}

/* Endings of adjectives, adverbs and verbs. */
static bool is_inflected(struct str word)
{
    static const char *const endings[] = {"ing",  "ed",  "ly",   "able", "ible", "ive",
                                          "ous",  "al",  "ic",   "ful",  "less", "ary",
                                          "wise", "ize", "ized", "ar"};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++)
        if (str_ends(word, str_from(endings[i])))
            return true;
    return false;
}

/* "dapagliflozin", "supergravity" */
static bool is_rare_title_word(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    return f->in_title[i] && t->fold.n >= RARE_MIN && !t->in_code && !is_inflected(t->fold) &&
           !(phrase_token_flags(f, i) & (PHRASE_BLOCKED | PHRASE_WEAK_HEAD | PHRASE_QUALITY));
}

/* "G11": a number of something, not a name. */
static bool is_numbered(const struct token *t)
{
    if (t->fold.n > 3 || !ascii_is_alpha(t->fold.p[0]))
        return false;
    for (size_t i = 1; i < t->fold.n; i++)
        if (!ascii_is_digit(t->fold.p[i]))
            return false;
    return true;
}

/* A short label of a field that the note does not touch is no new term either. */
static bool is_foreign_label(const struct finder *f, size_t i)
{
    if (f->token_match[i] == UINT32_MAX || f->token_target[i] != NO_TARGET)
        return false;
    const struct match *m = &f->in->matches->items[f->token_match[i]];
    if (m->n_candidates != 1 || m->candidates[0].class_ != CLASS_CONTEXT)
        return false;
    uint32_t area = vocabulary_at(f->vocabulary, m->candidates[0].concept)->area_number;
    return area >= f->n_areas || f->area_counts[area] == 0;
}

/* In no text of everyday: "stent retriever". */
static bool is_special_word(const struct finder *f, size_t i)
{
    const uint16_t ordinary = PHRASE_ENGLISH | PHRASE_STOP | PHRASE_VERB | PHRASE_BLOCKED |
                              PHRASE_WEAK_HEAD | PHRASE_QUALITY | PHRASE_LEAD;
    const struct token *t = &f->tokens[i];
    return t->kind == TOKEN_WORD && t->shape == SHAPE_LOWER && t->fold.n >= SPECIAL_MIN &&
           !t->in_code && !(phrase_token_flags(f, i) & ordinary);
}

/* One word alone must look like a name: mixed case, or capitals that are no shouted word. */
static bool is_distinctive(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    if (t->kind == TOKEN_KANA)
        return utf8_count(t->fold) >= 4;
    if (t->kind != TOKEN_WORD || t->fold.n < SINGLE_MIN)
        return false;
    uint16_t flags = phrase_token_flags(f, i);
    if (flags & (PHRASE_ENGLISH | PHRASE_STOP | PHRASE_VERB | PHRASE_LEAD) || is_numbered(t) ||
        is_foreign_label(f, i))
        return false;
    if (t->shape == SHAPE_LOWER || t->shape == SHAPE_TITLE)
        return is_rare_title_word(f, i) || phrase_is_scientific(f, i) ||
               phrase_is_german_noun(f, i, i + 1) || phrase_is_foreign_word(f, i);
    return t->shape == SHAPE_MIXED || t->shape == SHAPE_UPPER;
}

static bool is_rare_word(const struct finder *f, size_t i)
{
    const uint16_t known = PHRASE_LABEL | PHRASE_ENGLISH | PHRASE_STOP | PHRASE_VERB |
                           PHRASE_BLOCKED | PHRASE_WEAK_HEAD | PHRASE_QUALITY | PHRASE_LEAD;
    const struct token *t = &f->tokens[i];
    return t->kind == TOKEN_WORD && t->shape == SHAPE_LOWER && t->fold.n >= RARE_MIN &&
           !t->in_code && !is_inflected(t->fold) && !(phrase_token_flags(f, i) & known);
}

bool phrase_has_rare_word(const struct finder *f, size_t begin, size_t end)
{
    bool has_rare = false;
    size_t special = 0;
    for (size_t i = begin; i < end; i++) {
        if (f->tokens[i].shape == SHAPE_DIGIT)
            return false;
        has_rare |= is_rare_word(f, i);
        special += is_special_word(f, i);
    }
    return has_rare || (end - begin > 1 && special == end - begin);
}

bool phrase_is_foreign_word(const struct finder *f, size_t i)
{
    bool is_beside_han = (i > 0 && f->tokens[i - 1].kind == TOKEN_HAN) ||
                         (i + 1 < f->n_tokens && f->tokens[i + 1].kind == TOKEN_HAN);
    return is_beside_han && is_special_word(f, i);
}

bool phrase_is_german_noun(const struct finder *f, size_t begin, size_t end)
{
    if (f->tongue != TONGUE_GERMAN || f->in_title[begin])
        return false;
    size_t letters = 0;
    bool is_foreign = false;
    for (size_t i = begin; i < end; i++) {
        if (f->tokens[i].kind != TOKEN_WORD || f->tokens[i].shape == SHAPE_DIGIT)
            return false;
        letters += f->tokens[i].fold.n;
        is_foreign |= !(phrase_token_flags(f, i) & (PHRASE_ENGLISH | PHRASE_LEAD));
    }
    return is_foreign && f->tokens[end - 1].shape != SHAPE_LOWER && letters >= GERMAN_MIN;
}

bool phrase_is_scientific(const struct finder *f, size_t i)
{
    static const char *const endings[] = {
#define SCIENCE_ENDING(text) text,
#include "extract/tables/science_endings.def"
#undef SCIENCE_ENDING
    };
    const struct token *t = &f->tokens[i];
    const uint16_t known = PHRASE_ENGLISH | PHRASE_STOP | PHRASE_VERB | PHRASE_BLOCKED |
                           PHRASE_WEAK_HEAD | PHRASE_QUALITY | PHRASE_LEAD;
    if (t->kind != TOKEN_WORD || t->in_code || t->fold.n < SCIENTIFIC_MIN ||
        (t->shape != SHAPE_LOWER && t->shape != SHAPE_TITLE) || phrase_token_flags(f, i) & known)
        return false;
    for (size_t k = 0; k < ARRAY_LEN(endings); k++)
        if (str_ends(t->fold, str_from(endings[k])))
            return true;
    return false;
}

static bool is_paper_name(const struct finder *f, size_t begin, size_t end)
{
    return map_get(f->paper_names, place_key(f, begin, end)) != NULL;
}

static bool starts_with_digit(const struct finder *f, size_t i)
{
    return f->tokens[i].fold.n && ascii_is_digit(f->tokens[i].fold.p[0]);
}

/* "變異（variance）": one ordinary word, but the author thought it worth a translation. */
static bool is_glossed_word(const struct finder *f, size_t i)
{
    const struct token *t = &f->tokens[i];
    return t->kind == TOKEN_WORD && t->fold.n >= GLOSS_MIN && t->shape != SHAPE_DIGIT &&
           !(phrase_token_flags(f, i) & (PHRASE_LEAD | PHRASE_VENUE | PHRASE_ORGANISATION)) &&
           place_is_gloss(f, i, i + 1);
}

/* "HR 0.74", "11GB cards", "65B": quantities. "3D", "type 2 diabetes" and "CIFAR-10" are names. */
static bool is_quantity(const struct finder *f, size_t begin, size_t end)
{
    struct str first = f->tokens[begin].fold;
    if (starts_with_digit(f, begin) && !(first.n == 2 && first.p[1] == 'd'))
        return true;
    for (size_t i = begin + 1; i < end; i++)
        if (starts_with_digit(f, i) && starts_with_digit(f, i - 1))
            return true;
    bool numbered = end - begin == 2 && f->tokens[end - 1].gap == GAP_HYPHEN;
    return end - begin > 1 && starts_with_digit(f, end - 1) && !numbered;
}

bool phrase_may_be_term(const struct finder *f, size_t begin, size_t end)
{
    if (!has_sane_size(f, begin, end) || has_bad_edge(f, begin, end))
        return false;
    bool is_single = end - begin == 1;
    if (is_single && !is_distinctive(f, begin) && !is_glossed_word(f, begin))
        return false;
    if (is_single && is_author(f, begin))
        return false;
    if (is_quantity(f, begin, end))
        return false;
    uint16_t flags = vocabulary_phrase_flags(f->vocabulary, f->in->tokens, begin, end);
    if (flags & (PHRASE_LEAD | PHRASE_BLOCKED | PHRASE_BLOCKER | PHRASE_STOP | PHRASE_VERB))
        return false;
    return !has_code_sign(place_text(f, begin, end)) && !touches_code(f, begin, end) &&
           !is_person(f, begin, end) && !precedes_et_al(f, end) && !is_institution(f, begin, end) &&
           !is_paper_name(f, begin, end);
}

bool phrase_has_head(const struct finder *f, size_t i)
{
    static const char *const endings[] = {"tion", "sion", "ity",  "ism",    "ment",  "ance", "ence",
                                          "ness", "osis", "itis", "graphy", "metry", "ics"};
    uint16_t flags = phrase_token_flags(f, i);
    if (flags & (PHRASE_ENDING | PHRASE_WEAK_HEAD))
        return flags & PHRASE_ENDING;
    struct str w = f->tokens[i].fold;
    for (size_t k = 0; k < ARRAY_LEN(endings); k++)
        if (w.n > 6 && str_ends(w, str_from(endings[k])))
            return true;
    return false;
}

bool phrase_is_technical(const struct finder *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        const struct token *t = &f->tokens[i];
        uint16_t flags = phrase_token_flags(f, i);
        if (i + 1 == end && phrase_has_head(f, i))
            return true;
        if (is_wide(t))
            continue;
        bool ordinary =
            flags & (PHRASE_ENGLISH | PHRASE_STOP | PHRASE_VERB | PHRASE_LEAD | PHRASE_BLOCKED);
        if (!ordinary && (flags & PHRASE_LABEL || t->fold.n >= 5 || t->shape >= SHAPE_UPPER))
            return t->shape != SHAPE_DIGIT || end - begin > 1;
    }
    return false;
}
