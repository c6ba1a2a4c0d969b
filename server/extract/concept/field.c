/* Concepts in what is no part of the blocks: the fields of a note (tags, keywords, title), the titles of
 * BibTeX records and a title that stands in the name of the file. */
#include "base/arena.h"
#include "extract/concept/concept_internal.h"
#include "extract/title.h"

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

/* A text that is read by itself. */
static void open_text(const struct finder *f, struct str text, struct finder *own,
                      struct match_list *matches)
{
    struct token_list tokens;
    tokenise_text(text, f->vocabulary, f->arena, &tokens);
    match_all(&tokens, f->vocabulary, f->arena, matches);
    *own = *f;
    own->tokens = tokens.items;
    own->n_tokens = tokens.n;
    own->in_title = ARENA_ARRAY(f->arena, bool, tokens.n);
}

static void read_field(struct finder *f, const struct field *field)
{
    size_t offset = offset_of(f->document, field);
    if (offset == SIZE_MAX)
        return;
    struct finder own;
    struct match_list matches;
    open_text(f, field->value, &own, &matches);
    struct token *tokens = ARENA_ARRAY(f->arena, struct token, own.n_tokens);
    for (size_t i = 0; i < own.n_tokens; i++) {
        tokens[i] = own.tokens[i];
        tokens[i].begin += (uint32_t)offset;
        tokens[i].end += (uint32_t)offset;
        tokens[i].node = field->node;
    }
    own.tokens = tokens;
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

/* ---- titles ---- */

/* The capitals of a title say little, so that labels with capitals of their own are asked for them. */
static bool counts_in_title(const struct finder *own, const struct match *m, struct str title)
{
    if (m->kind != MATCH_LABEL || m->n_candidates != 1)
        return false;
    const struct label_candidate *c = &m->candidates[0];
    struct str label = vocabulary_at(own->vocabulary, c->concept)->labels[c->label].text;
    if (c->class_ == CLASS_CASED)
        return str_find(title, label, 0) != SIZE_MAX;
    return c->class_ == CLASS_SAFE;
}

static void read_title(struct finder *f, struct str title, struct mention at)
{
    struct finder own;
    struct match_list matches;
    open_text(f, title, &own, &matches);
    for (size_t i = 0; i < matches.n; i++) {
        if (!counts_in_title(&own, &matches.items[i], title))
            continue;
        struct found *found = vec_push(f->arena, &f->found);
        found->target = matches.items[i].candidates[0].concept;
        found->mention = at;
    }
}

static void read_record(struct finder *f, const struct bib_record *r)
{
    struct title title;
    title_clean(r->title, f->arena, &title);
    if (title.text.n && r->title_begin < r->title_end)
        read_title(f, title.text,
                   (struct mention){.node = r->node,
                                    .begin = r->title_begin,
                                    .end = r->title_end,
                                    .confidence = CONFIDENCE_EXACT,
                                    .via = VIA_EXACT});
}

static bool has_place(const struct note_papers *papers, uint32_t paper)
{
    for (size_t i = 0; i < papers->n_places; i++)
        if (papers->places[i].paper == paper && !papers->places[i].is_name_only)
            return true;
    return false;
}

/* The paper that the whole note is about and whose title stands nowhere in it. */
static void read_file_title(struct finder *f)
{
    const struct note_papers *papers = f->in->papers;
    for (uint32_t i = 0; papers && i < papers->n_papers; i++) {
        if (papers->paper_node[i] != 0 || f->n_tokens == 0 || has_place(papers, i))
            continue;
        read_title(f, papers->papers[i].title,
                   (struct mention){.begin = f->tokens[0].begin,
                                    .end = f->tokens[0].end,
                                    .confidence = CONFIDENCE_EXACT,
                                    .via = VIA_EXACT,
                                    .is_file_name = true});
        return;
    }
}

void field_find_all(struct finder *f)
{
    for (size_t i = 0; i < f->document->n_fields; i++) {
        const struct field *field = &f->document->fields[i];
        if (field->source != FIELD_LABEL && is_read(field->key))
            read_field(f, field);
    }
    for (size_t i = 0; i < f->document->n_records; i++)
        read_record(f, &f->document->records[i]);
    read_file_title(f);
}
