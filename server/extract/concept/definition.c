/* Short forms and translations that a note defines itself (EXTRACTION.md 3.3): "long form (LF)",
 * "LF: long form", "中文名（English name, EN）", "…，简称 LF". */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/map.h"
#include "extract/concept/concept_internal.h"

#define SHORT_MIN        2
#define SHORT_MAX        10 /* bytes */
#define BRACKET_MAX      14 /* tokens */
#define TRANSLATION_MAX  12 /* tokens, Han characters are one each */
#define ALIAS_TOKENS_MAX 12
#define ALIASES_MAX      32 /* that begin with one word: bounds the work */

struct range {
    size_t begin, end; /* tokens */
};

static bool has_text_byte(const struct finder *f, uint32_t from, uint32_t to, const char *sign)
{
    struct str between = str_sub(f->document->source, from, to);
    size_t at = str_find(between, str_from(sign), 0);
    return at != SIZE_MAX && f->document->mask[from + at] == MASK_TEXT;
}

static bool opens_bracket(const struct finder *f, size_t i)
{
    if (place_begins_block(f, i) || f->tokens[i].gap != GAP_BRACKET)
        return false;
    uint32_t from = f->tokens[i - 1].end;
    uint32_t to = f->tokens[i].begin;
    return (has_text_byte(f, from, to, "(") || has_text_byte(f, from, to, "（")) &&
           !has_text_byte(f, from, to, ")") && !has_text_byte(f, from, to, "）");
}

static bool closes_bracket(const struct finder *f, size_t i)
{
    uint32_t from = f->tokens[i].end;
    uint32_t to = place_ends_block(f, i) ? f->document->nodes[f->tokens[i].node].text_end
                                         : f->tokens[i + 1].begin;
    return has_text_byte(f, from, to, ")") || has_text_byte(f, from, to, "）");
}

/* Tokens of one name that hyphens hold together: "VQ-VAE". */
static bool is_one_name(const struct finder *f, struct range r)
{
    return r.end - r.begin == 1 ||
           (r.end - r.begin == 2 && f->tokens[r.begin + 1].gap == GAP_HYPHEN);
}

static bool is_short_form(const struct finder *f, struct range r)
{
    if (r.begin >= r.end || !is_one_name(f, r))
        return false;
    struct str text = place_text(f, r.begin, r.end);
    size_t upper = 0;
    size_t letters = 0;
    for (size_t i = 0; i < text.n; i++) {
        upper += ascii_is_upper(text.p[i]);
        letters += ascii_is_alpha(text.p[i]);
    }
    return f->tokens[r.begin].kind == TOKEN_WORD && text.n >= SHORT_MIN && text.n <= SHORT_MAX &&
           letters >= 2 && upper >= 1 && (upper > 1 || f->tokens[r.begin].shape == SHAPE_MIXED) &&
           !(phrase_token_flags(f, r.begin) & (PHRASE_VENUE | PHRASE_ORGANISATION));
}

/* ---- targets ---- */

/* The concept that the whole range names without doubt, or NO_TARGET. */
static uint32_t known_target(const struct finder *f, struct range r)
{
    if (f->token_target[r.begin] != NO_TARGET && f->token_match[r.begin] != UINT32_MAX) {
        const struct match *m = &f->in->matches->items[f->token_match[r.begin]];
        return m->token_begin == r.begin && m->token_end == r.end ? f->token_target[r.begin]
                                                                  : NO_TARGET;
    }
    struct token_list tokens = {.items = f->in->tokens->items + r.begin, .n = r.end - r.begin};
    struct match_list matches;
    struct arena_mark mark = arena_mark(f->arena);
    match_all(&tokens, f->vocabulary, f->arena, &matches);
    uint32_t target = NO_TARGET;
    for (size_t i = 0; i < matches.n; i++)
        if (matches.items[i].kind == MATCH_LABEL && matches.items[i].n_candidates == 1 &&
            matches.items[i].token_begin == 0 && matches.items[i].token_end == tokens.n)
    target = matches.items[i].candidates[0].concept;
    arena_reset(f->arena, mark);
    return target;
}

static void add_alias(struct finder *f, struct range r, uint32_t target, bool is_short)
{
    if (r.end - r.begin > ALIAS_TOKENS_MAX)
        return;
    struct str key = place_key(f, r.begin, r.end);
    bool is_new;
    uint64_t *slot = map_put(f->alias_index, key, &is_new);
    if (!is_new)
        return;
    *slot = f->aliases.n;
    struct alias *a = vec_push(f->arena, &f->aliases);
    *a = (struct alias){.key = key,
                        .target = target,
                        .token_begin = (uint32_t)r.begin,
                        .token_end = (uint32_t)r.end,
                        .is_short = is_short,
                        .text = place_text(f, r.begin, r.end)};
    concept_add_name(f, target, a->text);
}

static void define(struct finder *f, struct range short_form, struct range long_form)
{
    uint32_t target = known_target(f, long_form);
    uint32_t short_target = known_target(f, short_form);
    if (target == NO_TARGET)
        target = short_target;
    if (target == NO_TARGET)
        target = concept_open_term(f, place_key(f, long_form.begin, long_form.end),
                                   place_text(f, long_form.begin, long_form.end));
    concept_explain(f, f->tokens[short_form.begin].begin,
                    place_text(f, short_form.begin, short_form.end), "defined as \"%.*s\"",
                    STR_FMT(place_text(f, long_form.begin, long_form.end)));
    add_alias(f, long_form, target, false);
    add_alias(f, short_form, target, true);
}

/* ---- long form before the short one ---- */

/* First token that a long form ending at `end` may reach: the clause, and 2|SF| or |SF|+5 words. */
static size_t reach_back(const struct finder *f, size_t end, size_t letters)
{
    size_t most = letters + 5 < 2 * letters ? letters + 5 : 2 * letters;
    size_t least = end;
    while (least > 0 && end - least < most && f->tokens[least - 1].node == f->tokens[end].node &&
           f->tokens[least - 1].kind == TOKEN_WORD &&
           (least == end || f->tokens[least].gap <= GAP_SLASH))
        least--;
    return least;
}

static bool define_backward(struct finder *f, struct range short_form, size_t end)
{
    struct str text = place_text(f, short_form.begin, short_form.end);
    size_t begin = align_backward(f, text, reach_back(f, end, text.n), end);
    if (begin == SIZE_MAX || end - begin < 2)
        return false;
    define(f, short_form, (struct range){begin, end});
    return true;
}

/* ---- long form behind the short one ---- */

static size_t reach_forward(const struct finder *f, size_t begin, size_t letters)
{
    size_t most = letters + 5 < 2 * letters ? letters + 5 : 2 * letters;
    size_t end = begin;
    while (end < f->n_tokens && end - begin < most &&
           f->tokens[end].node == f->tokens[begin].node && f->tokens[end].kind == TOKEN_WORD &&
           (end == begin || f->tokens[end].gap <= GAP_SLASH))
        end++;
    return end;
}

static bool define_forward(struct finder *f, struct range short_form, size_t begin, size_t most)
{
    struct str text = place_text(f, short_form.begin, short_form.end);
    size_t end = align_forward(f, text, begin, most);
    while (end != SIZE_MAX && begin < end && phrase_token_flags(f, begin) & PHRASE_STOP)
        begin++;
    if (end == SIZE_MAX || end - begin < 2)
        return false;
    define(f, short_form, (struct range){begin, end});
    return true;
}

/* "NCE(NoiseContrastiveEstimation)": the long form is one word of mixed case. */
static bool define_camel(struct finder *f, struct range short_form, size_t word)
{
    struct str text = place_text(f, word, word + 1);
    struct str initials = place_text(f, short_form.begin, short_form.end);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (ascii_is_upper(text.p[i]) || i == 0) {
            if (n >= initials.n || ascii_lower(text.p[i]) != ascii_lower(initials.p[n]))
                return false;
            n++;
        }
    if (n != initials.n || n < 2)
        return false;
    struct str spaced = camel_split(f->arena, text);
    uint32_t *concepts;
    size_t found;
    vocabulary_by_label(f->vocabulary, spaced, f->arena, &concepts, &found);
    uint32_t target =
        found == 1 ? concepts[0] : concept_open_term(f, fold_key(f->arena, spaced), spaced);
    add_alias(f, (struct range){word, word + 1}, target, false);
    add_alias(f, short_form, target, true);
    return true;
}

/* ---- translations ---- */

static bool is_wide(const struct finder *f, size_t i)
{
    return f->tokens[i].kind != TOKEN_WORD;
}

/* All of one script, no function words: a name and no remark. */
static bool is_name_in_one_script(const struct finder *f, struct range r)
{
    if (r.end - r.begin > TRANSLATION_MAX || r.end - r.begin < 2)
        return false;
    for (size_t i = r.begin; i < r.end; i++) {
        if (is_wide(f, i) != is_wide(f, r.begin) ||
            (i > r.begin && f->tokens[i].gap > GAP_HYPHEN) ||
            phrase_token_flags(f, i) & (PHRASE_STOP | PHRASE_VERB))
            return false;
    }
    return true;
}

/* The sure label match that ends right before token `end`. */
static uint32_t target_ending_at(const struct finder *f, size_t end)
{
    if (end == 0 || f->token_match[end - 1] == UINT32_MAX || f->token_target[end - 1] == NO_TARGET)
        return NO_TARGET;
    const struct match *m = &f->in->matches->items[f->token_match[end - 1]];
    return m->token_end == end ? f->token_target[end - 1] : NO_TARGET;
}

static bool define_translation(struct finder *f, size_t outer_end, struct range inner)
{
    uint32_t target = target_ending_at(f, outer_end);
    if (target == NO_TARGET || is_wide(f, outer_end - 1) == is_wide(f, inner.begin) ||
        !is_name_in_one_script(f, inner) || known_target(f, inner) != NO_TARGET)
        return false;
    add_alias(f, inner, target, false);
    return true;
}

/* ---- brackets ---- */

/* "对比学习（CL）": the letters must be the initials of an English label of the concept. */
static bool abbreviates_concept(struct finder *f, struct range short_form, uint32_t target)
{
    struct str text = place_text(f, short_form.begin, short_form.end);
    const struct vocabulary_concept *c = vocabulary_at(f->vocabulary, target);
    for (size_t l = 0; l < c->n_labels; l++) {
        struct token_list words;
        tokenise_text(c->labels[l].text, f->vocabulary, f->arena, &words);
        size_t n = 0;
        while (n < words.n && n < text.n && words.items[n].fold.n &&
               words.items[n].fold.p[0] == ascii_lower(text.p[n]))
            n++;
        if (n == words.n && n == text.n && n >= 2)
            return true;
    }
    return false;
}

static void define_part(struct finder *f, size_t outer_end, struct range part,
                        const struct range *before)
{
    struct range outer_last = {outer_end - 1, outer_end};
    if (is_short_form(f, part)) {
        if (define_backward(f, part, outer_end) ||
            (before && define_backward(f, part, before->end)))
            return;
        uint32_t target = target_ending_at(f, before ? before->end : outer_end);
        if (target != NO_TARGET && target < TERM_BASE && abbreviates_concept(f, part, target)) {
            add_alias(f, part, target, true);
            return;
        }
    }
    if (is_short_form(f, outer_last)) {
        if (define_forward(f, outer_last, part.begin, part.end) ||
            (part.end - part.begin == 1 && define_camel(f, outer_last, part.begin)))
            return;
    }
    (void)define_translation(f, outer_end, part);
}

static void read_bracket(struct finder *f, size_t first)
{
    size_t end = first;
    while (!closes_bracket(f, end)) {
        end++;
        if (end - first >= BRACKET_MAX || end >= f->n_tokens ||
            f->tokens[end].node != f->tokens[first].node)
            return;
    }
    end++;
    struct range part = {first, first};
    struct range before = part;
    for (size_t i = first; i <= end; i++) {
        if (i < end && (i == first || f->tokens[i].gap < GAP_COMMA))
            continue;
        part.end = i;
        define_part(f, first, part, before.begin < before.end ? &before : NULL);
        before = part;
        part.begin = i;
    }
}

/* "MAML - Model Agnostic …", "MAML: …" at the begin of a block. */
static void read_lead(struct finder *f, size_t first)
{
    struct range lead = {first, first + 1};
    if (!place_ends_block(f, first) && f->tokens[first + 1].gap == GAP_HYPHEN)
        lead.end++;
    if (lead.end >= f->n_tokens || f->tokens[lead.end].node != f->tokens[first].node ||
        !place_is_lead(f, lead.begin, lead.end) || opens_bracket(f, lead.end) ||
        !is_short_form(f, lead))
        return;
    size_t letters = place_text(f, lead.begin, lead.end).n;
    (void)define_forward(f, lead, lead.end, reach_forward(f, lead.end, letters));
}

/* "long form, abbreviated as LF", "LF stands for long form". */
static void read_equal_cue(struct finder *f, const struct match *cue)
{
    size_t left = cue->token_begin;
    size_t right = cue->token_end;
    if (left == 0 || right >= f->n_tokens || f->tokens[right].node != cue->node ||
        f->tokens[left - 1].node != cue->node)
        return;
    struct range before = {left - 1, left};
    struct range after = {right, right + 1};
    if (is_short_form(f, after)) {
        uint32_t target = target_ending_at(f, left);
        if (define_backward(f, after, left))
            return;
        if (target != NO_TARGET && target < TERM_BASE && abbreviates_concept(f, after, target))
            add_alias(f, after, target, true);
    } else if (is_short_form(f, before)) {
        size_t letters = place_text(f, before.begin, before.end).n;
        (void)define_forward(f, before, right, reach_forward(f, right, letters));
    }
}

void definition_find_all(struct finder *f)
{
    for (size_t i = 0; i < f->n_tokens; i++) {
        if (place_begins_block(f, i))
            read_lead(f, i);
        else if (opens_bracket(f, i))
            read_bracket(f, i);
    }
    for (size_t i = 0; i < f->in->matches->n; i++) {
        const struct match *m = &f->in->matches->items[i];
        if (m->kind == MATCH_CUE && m->cue->class_ == CUE_EQUAL)
            read_equal_cue(f, m);
    }
}

/* ---- mentions of what was defined ---- */

static bool is_alias_at(const struct finder *f, const struct alias *a, size_t i)
{
    size_t n = a->token_end - a->token_begin;
    if (i + n > f->n_tokens || f->tokens[i].node != f->tokens[i + n - 1].node)
        return false;
    for (size_t k = 0; k < n; k++)
        if (!str_eq(f->tokens[i + k].fold, f->tokens[a->token_begin + k].fold) ||
            f->token_target[i + k] != NO_TARGET || (k && f->tokens[i + k].gap > GAP_BREAK))
            return false;
    return !a->is_short || f->tokens[i].shape != SHAPE_LOWER;
}

/* Aliases by their first word, the longest first. */
struct first_word {
    uint32_t alias;
    uint32_t next; /* + 1; 0 = none */
};

static struct map *index_first_words(struct finder *f, struct first_word *chain)
{
    struct map *first = map_new(f->arena);
    for (size_t i = 0; i < f->aliases.n; i++) {
        const struct alias *a = &f->aliases.items[i];
        uint64_t *head = map_put(first, f->tokens[a->token_begin].fold, NULL);
        chain[i] = (struct first_word){(uint32_t)i, (uint32_t)*head};
        *head = i + 1;
    }
    return first;
}

static const struct alias *longest_alias_at(const struct finder *f, const struct map *first,
                                            const struct first_word *chain, size_t i)
{
    const struct alias *best = NULL;
    const uint64_t *head = map_get(first, f->tokens[i].fold);
    size_t looked_at = 0;
    for (size_t at = head ? (size_t)*head : 0; at && looked_at < ALIASES_MAX;
         at = chain[at - 1].next, looked_at++) {
        const struct alias *a = &f->aliases.items[chain[at - 1].alias];
        if (is_alias_at(f, a, i) &&
            (!best || a->token_end - a->token_begin > best->token_end - best->token_begin))
            best = a;
    }
    return best;
}

void definition_find_mentions(struct finder *f)
{
    if (!f->aliases.n)
        return;
    struct first_word *chain = ARENA_ARRAY(f->arena, struct first_word, f->aliases.n);
    struct map *first = index_first_words(f, chain);
    for (size_t i = 0; i < f->n_tokens; i++) {
        if (f->token_target[i] != NO_TARGET)
            continue;
        const struct alias *a = longest_alias_at(f, first, chain, i);
        if (a)
            concept_add_found(f, a->target, i, i + (a->token_end - a->token_begin), VIA_DEFINITION,
                              CONFIDENCE_DEFINITION);
    }
}
