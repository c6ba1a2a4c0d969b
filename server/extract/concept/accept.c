/* Decides which label matches count, by the class of the label (EXTRACTION.md 3.2). */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "extract/concept/concept_internal.h"

/* A name of mixed case with at least so many letters is known in lower case too: "imagenet". */
#define LOWER_CASE_MIN 6
/* Shorter names in capitals are not taken for their title-case forms: "Gan", "Nas". */
#define TITLE_CASE_MIN 4

static bool has_upper(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_upper(s.p[i]))
            return true;
    return false;
}

static bool has_lower(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_lower(s.p[i]))
            return true;
    return false;
}

static const struct vocabulary_label *label_of(const struct finder *f,
                                               const struct label_candidate *c)
{
    return &vocabulary_at(f->vocabulary, c->concept)->labels[c->label];
}

static bool any_shape(const struct finder *f, size_t begin, size_t end, enum token_shape shape)
{
    for (size_t i = begin; i < end; i++)
        if (f->tokens[i].shape == shape)
            return true;
    return false;
}

static bool is_english_word(const struct finder *f, size_t begin, size_t end)
{
    return end - begin == 1 && vocabulary_is_english(f->vocabulary, f->tokens[begin].fold);
}

/* A capital there says nothing. */
static bool begins_sentence(const struct finder *f, size_t i)
{
    return place_begins_block(f, i) || f->tokens[i].gap >= GAP_CLAUSE || f->in_title[i];
}

static bool title_case_fits(const struct finder *f, struct str label, size_t begin, size_t end)
{
    if (is_english_word(f, begin, end) && (begins_sentence(f, begin) || !has_lower(label)))
        return false;
    return has_lower(label) || label.n >= TITLE_CASE_MIN;
}

bool accept_surface_fits(const struct finder *f, struct str label, size_t begin, size_t end)
{
    if (!has_upper(label))
        return true;
    struct str text = place_text(f, begin, end);
    if (!has_upper(text)) /* full-width capitals have a shape all the same */
        return any_shape(f, begin, end, SHAPE_UPPER) ||
               (has_lower(label) && label.n >= LOWER_CASE_MIN && !is_english_word(f, begin, end));
    if (any_shape(f, begin, end, SHAPE_UPPER) || any_shape(f, begin, end, SHAPE_MIXED))
        return true;
    return title_case_fits(f, label, begin, end);
}

/* ---- sure labels ---- */

static bool is_sure(const struct finder *f, const struct match *m)
{
    if (m->n_candidates != 1)
        return false;
    enum label_class c = m->candidates[0].class_;
    if (c == CLASS_SAFE)
        return true;
    return c == CLASS_CASED && accept_surface_fits(f, label_of(f, &m->candidates[0])->text,
                                                   m->token_begin, m->token_end);
}

void accept_sure_labels(struct finder *f)
{
    for (size_t i = 0; i < f->in->matches->n; i++) {
        const struct match *m = &f->in->matches->items[i];
        if (m->kind != MATCH_LABEL)
            continue;
        for (size_t k = m->token_begin; k < m->token_end; k++)
            f->token_match[k] = (uint32_t)i;
        if (is_sure(f, m))
            concept_add_found(f, m->candidates[0].concept, m->token_begin, m->token_end, m->via,
                              CONFIDENCE_EXACT);
    }
}

/* ---- doubtful labels ---- */

static bool is_defined_here(const struct finder *f, const struct match *m)
{
    const uint64_t *alias = map_get(f->alias_index, place_key(f, m->token_begin, m->token_end));
    return alias && (!f->aliases.items[*alias].is_short ||
                     !any_shape(f, m->token_begin, m->token_end, SHAPE_LOWER));
}

/* "moco" where the note has MoCo too. */
static bool cased_label_fits(const struct finder *f, const struct match *m)
{
    const struct label_candidate *c = &m->candidates[0];
    struct str label = label_of(f, c)->text;
    return has_lower(label) && label.n >= TITLE_CASE_MIN &&
           !is_english_word(f, m->token_begin, m->token_end) && context_has_in_note(f, c->concept);
}

/* The "risk" of "low-risk". */
static bool is_in_compound(const struct finder *f, const struct match *m)
{
    size_t begin = m->token_begin;
    return m->token_end - begin == 1 && !place_begins_block(f, begin) &&
           f->tokens[begin].kind == TOKEN_WORD && f->tokens[begin].gap == GAP_HYPHEN;
}

static bool structural_label_fits(const struct finder *f, const struct match *m)
{
    const struct token *t = &f->tokens[m->token_begin];
    uint32_t concept = m->candidates[0].concept;
    if (t->in_code || is_in_compound(f, m))
        return false;
    if (place_stands_out(f, m->token_begin, m->token_end))
        return true;
    uint32_t support = context_support(f, concept, t->node);
    if (t->kind != TOKEN_WORD)
        return support >= SUPPORT_BLOCK;
    if (support >= SUPPORT_SAME)
        support -= SUPPORT_SAME;
    if (f->in_title[m->token_begin])
        return true;
    return support >= SUPPORT_BLOCK || context_has_in_block(f, concept, t->node);
}

/* The best supported sense, or NULL when none or two are equally good. */
static const struct label_candidate *choose_sense(const struct finder *f, const struct match *m)
{
    const struct label_candidate *best = NULL;
    uint32_t best_support = 0;
    bool tie = false;
    for (size_t i = 0; i < m->n_candidates; i++) {
        const struct label_candidate *c = &m->candidates[i];
        if (!accept_surface_fits(f, label_of(f, c)->text, m->token_begin, m->token_end))
            continue;
        uint32_t support = context_support(f, c->concept, m->node);
        tie = support == best_support;
        if (support > best_support) {
            best = c;
            best_support = support;
        }
    }
    return best_support >= SUPPORT_SECTION && !tie ? best : NULL;
}

/* "MR CLEAN", "IMS III": two or three capitals before a word in capitals that is no label are the
 * beginning of a longer name. */
static bool begins_name(const struct finder *f, const struct match *m)
{
    size_t behind = m->token_end;
    if (behind >= f->n_tokens || f->tokens[behind].node != m->node)
        return false;
    const struct token *t = &f->tokens[behind];
    return (t->gap == GAP_SPACE || t->gap == GAP_HYPHEN) && t->shape == SHAPE_UPPER &&
           t->fold.n >= TITLE_CASE_MIN && f->token_match[behind] == UINT32_MAX;
}

static bool single_label_fits(const struct finder *f, const struct match *m)
{
    const struct label_candidate *c = &m->candidates[0];
    switch (c->class_) {
    case CLASS_CASED:
        return cased_label_fits(f, m);
    case CLASS_CONTEXT:
        return accept_surface_fits(f, label_of(f, c)->text, m->token_begin, m->token_end) &&
               context_support(f, c->concept, m->node) > 0 && !begins_name(f, m);
    case CLASS_STRUCTURAL:
        return structural_label_fits(f, m);
    case CLASS_SAFE:
    case CLASS_MULTI:
    case CLASS_BLOCKED:
        break;
    }
    return false;
}

static void accept_doubtful(struct finder *f, const struct match *m)
{
    bool is_multi = m->n_candidates > 1 || m->candidates[0].class_ == CLASS_MULTI;
    const struct label_candidate *sense = is_multi ? choose_sense(f, m) : NULL;
    if (!is_multi && single_label_fits(f, m))
        sense = &m->candidates[0];
    struct str text = place_text(f, m->token_begin, m->token_end);
    if (!sense) {
        concept_explain(f, m->begin, text, "label not accepted: context is missing");
        return;
    }
    concept_add_found(f, sense->concept, m->token_begin, m->token_end, m->via,
                      is_multi ? CONFIDENCE_SENSE : CONFIDENCE_EXACT);
}

void accept_doubtful_labels(struct finder *f)
{
    for (size_t i = 0; i < f->in->matches->n; i++) {
        const struct match *m = &f->in->matches->items[i];
        if (m->kind == MATCH_LABEL && f->token_target[m->token_begin] == NO_TARGET &&
            !is_defined_here(f, m))
            accept_doubtful(f, m);
    }
}
