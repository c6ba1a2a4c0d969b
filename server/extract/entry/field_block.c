#include "extract/entry/entry_internal.h"

/* Fields describe a paper when they stand within so many lines of its heading or of the top. */
#define FIELD_LINES_MAX 20

static bool key_is(const struct field *f, const char *key)
{
    return str_eq(f->key, str_from(key));
}

/* "论文: https://…" gives an address, whatever the label says. */
static bool is_address_value(const struct field *f)
{
    return str_has(f->value, STR("://")) && str_find_byte(f->value, ' ', 0) == SIZE_MAX;
}

/* Which references the field's value holds; the first that is a paper, or NONE. */
static uint32_t field_reference(const struct entry_search *s, const struct field *f)
{
    for (uint32_t i = references_from(s, f->begin); i < s->n_references; i++) {
        const struct reference *r = &s->references[i];
        if (r->begin >= f->end)
            break;
        if (reference_is_paper(r))
            return i;
    }
    return NONE;
}

/* "论文：World Models" gives a title under a label that mostly stands before addresses. */
bool field_is_title(const struct entry_search *s, const struct field *f)
{
    if (key_is(f, "url") && f->source == FIELD_LABEL)
        return field_reference(s, f) == NONE && shape_grade(f->value) >= GRADE_NAME;
    return key_is(f, "title") && f->value.n && !is_address_value(f);
}

/* The heading, item or note that the fields of `node` describe. */
static uint32_t owner_of(const struct entry_search *s, const struct field *f)
{
    const struct document *d = s->d;
    if (f->source == FIELD_PROPERTY && d->nodes[f->node].kind == NODE_ITEM)
        return s->node_candidate[f->node];
    uint32_t owner = candidate_above(s, f->node);
    while (owner != 0 && s->candidates.items[owner].kind == CANDIDATE_HEADING &&
           heading_is(&s->candidates.items[owner], WORDS_INFO))
        owner = candidate_above(s, s->candidates.items[owner].node);
    return owner;
}

static bool is_near(const struct candidate *c, const struct field *f)
{
    return f->line <= c->line + FIELD_LINES_MAX || c->kind == CANDIDATE_DOCUMENT;
}

/* A list in which one label comes again and again has an item for each paper: no block of one. */
static bool is_repeated(const struct entry_search *s, const struct candidate *c)
{
    size_t titles = 0;
    for (size_t i = 0; i < c->fields.n; i++) {
        const struct field *f = &s->d->fields[c->fields.items[i]];
        titles += f->source == FIELD_LABEL && (field_is_title(s, f) || key_is(f, "url"));
    }
    return titles > 2;
}

static void set_title_field(struct entry_search *s, struct candidate *c, const struct field *f)
{
    struct str value = f->value;
    bool is_page = str_starts(value, STR("@"));
    struct title t;
    title_clean(is_page ? str_from_pos(value, 1) : value, s->a, &t);
    if (t.text.n == 0)
        return;
    if (c->source != TITLE_NOWHERE && shape_is_name(c->title.text))
        c->alias = c->title.text;
    c->title = t;
    c->raw_title = value;
    c->source = TITLE_FIELD;
    c->title_begin = f->begin;
    c->title_end = f->end;
    c->grade = shape_grade(t.text);
}

static bool is_link_key(const struct field *f)
{
    return key_is(f, "url") || key_is(f, "doi") || key_is(f, "arxiv") ||
           (key_is(f, "title") && is_address_value(f));
}

/* What a block of fields says, counted by kind. */
struct block {
    uint32_t title; /* index of a field, or NONE */
    uint32_t link;  /* reference, or NONE */
    size_t n_kinds; /* of authors, venue, year, link */
};

static void read_block(const struct entry_search *s, const struct candidate *c, struct block *out)
{
    *out = (struct block){NONE, NONE, 0};
    bool authors = false, venue = false, year = false, link = false;
    for (size_t i = 0; i < c->fields.n; i++) {
        const struct field *f = &s->d->fields[c->fields.items[i]];
        if (f->value.n == 0)
            continue;
        if (field_is_title(s, f) && out->title == NONE && f->source != FIELD_FRONT_MATTER)
            out->title = c->fields.items[i];
        bool in_front = f->source == FIELD_FRONT_MATTER;
        authors |= key_is(f, "authors") && !in_front;
        venue |= key_is(f, "venue") && !in_front;
        year |= key_is(f, "year") && !in_front;
        if (is_link_key(f) && out->link == NONE) {
            out->link = field_reference(s, f);
            link |= out->link != NONE && !in_front;
        }
    }
    out->n_kinds = (size_t)authors + venue + year + link;
}

/* "## IBC" above "Paper: [Implicit Behavioral Cloning](link)": the label of the link is the title, the
 * heading what the paper is called. */
static void take_link_title(struct entry_search *s, struct candidate *c, uint32_t link)
{
    const struct reference *r = &s->references[link];
    struct str label = document_slice(s->d, r->text_begin, r->text_end);
    if (c->kind != CANDIDATE_HEADING || !shape_is_name(c->title.text) ||
        r->label == LABEL_GENERIC || shape_grade(label) < GRADE_SENTENCE)
        return;
    struct title t;
    title_clean(label, s->a, &t);
    if (t.text.n == 0)
        return;
    c->alias = c->title.text;
    c->title = t;
    c->raw_title = label;
    c->source = TITLE_FIELD;
    c->title_begin = r->text_begin;
    c->title_end = r->text_end;
    c->grade = shape_grade(t.text);
}

static void apply_block(struct entry_search *s, struct candidate *c)
{
    struct block block;
    read_block(s, c, &block);
    if (block.title != NONE && block.n_kinds >= 1)
        set_title_field(s, c, &s->d->fields[block.title]);
    if ((block.title != NONE && block.n_kinds >= 1) ||
        (c->source != TITLE_NOWHERE && block.n_kinds >= 2))
        candidate_add(c, FEATURE_FIELDS);
    if (block.link != NONE && block.title == NONE)
        take_link_title(s, c, block.link);
    if (block.link != NONE && (c->source != TITLE_NOWHERE || c->kind == CANDIDATE_DOCUMENT)) {
        candidate_add(c, FEATURE_FIELD_LINK);
        if (c->identifier == NONE)
            c->identifier = block.link;
    }
}

void fields_assign(struct entry_search *s)
{
    for (size_t i = 0; i < s->d->n_fields; i++) {
        const struct field *f = &s->d->fields[i];
        uint32_t owner = f->source == FIELD_FRONT_MATTER ? 0 : owner_of(s, f);
        if (owner == NONE)
            continue;
        struct candidate *c = &s->candidates.items[owner];
        if (is_near(c, f))
            *vec_push(s->a, &c->fields) = (uint32_t)i;
    }
    for (size_t i = 0; i < s->candidates.n; i++) {
        struct candidate *c = &s->candidates.items[i];
        if (c->fields.n && !is_repeated(s, c))
            apply_block(s, c);
        else
            c->fields.n = 0;
    }
}
