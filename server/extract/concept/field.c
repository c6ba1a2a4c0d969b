/* Concepts in the fields of a note: tags, keywords, title. Fields are no part of the blocks, so they
 * are read by themselves. */
#include "base/arena.h"
#include "extract/concept/concept_internal.h"

static const char *const keys[] = {"tags", "keywords", "title"};

static bool is_read(struct str key)
{
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (str_eq(key, str_from(keys[i])))
            return true;
    return false;
}

/* Where the value stands in the note, or SIZE_MAX when it was decoded. */
static size_t offset_of(const struct document *d, const struct field *field)
{
    struct str place = str_sub(d->source, 0, field->end);
    return str_find(place, field->value, field->begin);
}

static bool counts(const struct finder *own, const struct match *m, bool is_tag)
{
    if (m->kind != MATCH_LABEL || m->n_candidates != 1)
        return false;
    const struct label_candidate *c = &m->candidates[0];
    bool is_whole = m->token_begin == 0 && m->token_end == own->n_tokens;
    struct str label = vocabulary_at(own->vocabulary, c->concept)->labels[c->label].text;
    switch (c->class_) {
    case CLASS_SAFE:
        return true;
    case CLASS_CASED:
    case CLASS_CONTEXT:
        return (is_tag && is_whole) ||
               (c->class_ == CLASS_CASED &&
                accept_surface_fits(own, label, m->token_begin, m->token_end));
    case CLASS_STRUCTURAL:
        return is_tag && is_whole;
    case CLASS_MULTI:
    case CLASS_BLOCKED:
        break;
    }
    return false;
}

static void read_field(struct finder *f, const struct field *field)
{
    size_t offset = offset_of(f->document, field);
    if (offset == SIZE_MAX)
        return;
    struct token_list tokens;
    struct match_list matches;
    tokenise_text(field->value, f->vocabulary, f->arena, &tokens);
    match_all(&tokens, f->vocabulary, f->arena, &matches);
    for (size_t i = 0; i < tokens.n; i++) {
        tokens.items[i].begin += (uint32_t)offset;
        tokens.items[i].end += (uint32_t)offset;
        tokens.items[i].node = field->node;
    }
    struct finder own = *f;
    own.tokens = tokens.items;
    own.n_tokens = tokens.n;
    own.in_title = ARENA_ARRAY(f->arena, bool, tokens.n);
    for (size_t i = 0; i < matches.n; i++) {
        const struct match *m = &matches.items[i];
        if (!counts(&own, m, !str_eq(field->key, STR("title"))))
            continue;
        struct found *found = vec_push(f->arena, &f->found);
        found->target = m->candidates[0].concept;
        found->mention = (struct mention){.node = field->node,
                                          .begin = m->begin + (uint32_t)offset,
                                          .end = m->end + (uint32_t)offset,
                                          .confidence = CONFIDENCE_EXACT,
                                          .via = VIA_EXACT};
    }
}

void field_find_all(struct finder *f)
{
    for (size_t i = 0; i < f->document->n_fields; i++) {
        const struct field *field = &f->document->fields[i];
        if (field->source != FIELD_LABEL && is_read(field->key))
            read_field(f, field);
    }
}
