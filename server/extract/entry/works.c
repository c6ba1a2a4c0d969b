#include "extract/entry/entry_internal.h"

static struct work *add_work(struct entry_search *s, enum paper_status status, uint32_t node,
                             uint32_t begin, uint32_t end)
{
    struct work *w = vec_push(s->a, &s->works);
    *w = (struct work){.status = status,
                       .candidate = NONE,
                       .origin = NONE,
                       .node = node,
                       .begin = begin,
                       .end = end,
                       .line = document_line(s->d, begin)};
    return w;
}

void str_list_add(struct str_list *list, struct str s, struct arena *a)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->items[i], s))
            return;
    if (s.n)
        *vec_push(a, list) = s;
}

void work_add_alias(struct entry_search *s, struct work *w, struct str name)
{
    if (!str_eq(name, w->title) && !str_eq(name, w->short_name))
        str_list_add(&w->aliases, name, s->a);
}

static struct str scheme_of(struct str identifier)
{
    return str_sub(identifier, 0, str_find_byte(identifier, ':', 0));
}

/* A second identifier of a scheme that gives each work one identifier means another work. */
static bool contradicts(const struct work *w, const struct reference *r)
{
    for (size_t i = 0; i < w->identifiers.n; i++)
        for (size_t k = 0; k < r->target.n_identifiers; k++) {
            struct str a = w->identifiers.items[i], b = r->target.identifiers[k];
            if (str_eq(scheme_of(a), scheme_of(b)) && identifier_is_exclusive(a) && !str_eq(a, b))
                return true;
        }
    return false;
}

bool work_take(struct entry_search *s, struct work *w, struct reference *r)
{
    if (contradicts(w, r))
        return false;
    for (size_t i = 0; i < r->target.n_identifiers; i++)
        str_list_add(&w->identifiers, r->target.identifiers[i], s->a);
    if (r->target.url.n)
        str_list_add(&w->urls, r->target.url, s->a);
    if (w->venue.n == 0)
        w->venue = r->target.venue_hint;
    if (w->year == 0)
        w->year = r->target.year_hint;
    r->is_taken = true;
    return true;
}

/* Something must stand as the title: a hint from the address, or the identifier itself. */
static void set_stand_in(struct work *w, const struct reference *r)
{
    w->title = r->target.title_hint.n ? r->target.title_hint : r->target.identifiers[0];
}

/* ---- what an entry says ---- */

/* Links in the own text: generic ones are this paper's, repositories and posts its resources. */
static void take_own_links(struct entry_search *s, struct work *w, const struct candidate *c)
{
    for (uint32_t i = 0; i < c->n_references; i++) {
        struct reference *r = &s->references[c->first_reference + i];
        bool is_own = r->label != LABEL_NAME || c->first_reference + i == c->head;
        if (r->is_taken)
            continue;
        if (reference_is_paper(r) && is_own)
            work_take(s, w, r);
        else if (r->target.kind == LINK_RESOURCE && r->target.url.n)
            str_list_add(&w->resources, r->target.url, s->a);
        else if (r->target.kind == LINK_WEB && c->first_reference + i == c->head)
            work_take(s, w, r);
    }
}

static void add_field(struct entry_search *s, struct work *w, const struct field *f)
{
    if (str_eq(f->key, STR("aliases")))
        work_add_alias(s, w, f->value);
    else if (str_eq(f->key, STR("citekey")))
        work_add_alias(s, w, f->value);
    else if (str_eq(f->key, STR("authors")))
        str_list_add(&w->authors, f->value, s->a);
    else if (str_eq(f->key, STR("venue")) && w->venue.n == 0)
        w->venue = f->value;
    else if (str_eq(f->key, STR("year")) && w->year == 0 && f->source != FIELD_FRONT_MATTER)
        (void)shape_year(f->value, &w->year);
    else if (str_eq(f->key, STR("code")) && str_has(f->value, STR("://")))
        str_list_add(&w->resources, f->value, s->a);
}

static void add_names(struct entry_search *s, struct work *w, const struct candidate *c)
{
    w->title = c->title.text;
    w->short_name = c->title.short_name;
    w->has_own_title = c->source != TITLE_NOWHERE;
    w->venue = c->title.venue;
    w->year = c->title.year;
    if (c->title.authors.n)
        str_list_add(&w->authors, c->title.authors, s->a);
    if (w->short_name.n == 0 && c->grade > GRADE_NAME && title_is_short_name(c->alias))
        w->short_name = c->alias;
    work_add_alias(s, w, c->alias);
    const struct reference *head = c->head == NONE ? NULL : &s->references[c->head];
    if (head && head->kind == SPAN_WIKILINK)
        work_add_alias(s, w, reference_label(s, head));
}

/* Bullets below an entry that only link to code, a post, slides. */
static void take_resources_below(struct entry_search *s, struct work *w, const struct candidate *c,
                                 uint32_t index)
{
    for (uint32_t i = index + 1; i < s->candidates.n; i++) {
        const struct candidate *below = &s->candidates.items[i];
        if (below->node >= document_after(s->d, c->node))
            return;
        if (s->node_scope[below->node] != index || !candidate_has(below, FEATURE_RESOURCE_WORD))
            continue;
        for (uint32_t k = 0; k < below->n_references; k++) {
            struct reference *r = &s->references[below->first_reference + k];
            if (r->target.url.n && !reference_is_paper(r))
                str_list_add(&w->resources, r->target.url, s->a);
        }
    }
}

static void take_spoken_for(struct entry_search *s, struct work *w, uint32_t index)
{
    for (uint32_t i = index + 1; i < s->candidates.n && i < index + 40; i++)
        if (s->candidates.items[i].spoken_for == index)
            take_own_links(s, w, &s->candidates.items[i]);
}

/* The list of what a paper cites is no list of this note's papers. */
static enum paper_status entry_status(const struct entry_search *s, const struct candidate *c)
{
    bool is_reference = section_is(s, c->node, WORDS_REFERENCES);
    bool is_cited =
        c->kind == CANDIDATE_FOOTNOTE || (is_reference && candidate_has(c, FEATURE_NESTED));
    return is_cited ? PAPER_CITED : PAPER_ENTRY;
}

/* ---- several works in one heading or line ---- */

static bool is_between_titles(struct str text)
{
    static const char *const joints[] = {",", "，", "、", "&", "and", "和", "/", ";"};
    text = str_trim(text);
    for (size_t i = 0; i < ARRAY_LEN(joints); i++)
        if (str_eq(text, str_from(joints[i])))
            return true;
    return false;
}

/* "*Graph U-Nets*, *Towards Sparse …*": the titles behind the first. */
static void add_marked_twins(struct entry_search *s, uint32_t index)
{
    const struct candidate *c = &s->candidates.items[index];
    const struct node *n = &s->d->nodes[c->node];
    const struct span *last = NULL;
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &s->d->spans[n->first_span + i];
        if (!last) {
            last =
                span->text_begin == c->title_begin && span->text_end == c->title_end ? span : NULL;
            continue;
        }
        if (span->kind != last->kind ||
            !is_between_titles(document_slice(s->d, last->end, span->begin)))
            return;
        struct str text = document_visible(s->d, span->text_begin, span->text_end, s->a);
        struct work *w = work_add_cited(s, c->node, span->text_begin, span->text_end, text);
        w->status = PAPER_ENTRY;
        w->origin = index;
        last = span;
    }
}

/* A name that is still one without the marks round it: ".E" is not. */
static bool is_name(struct str text, struct arena *a)
{
    struct title t;
    if (!title_is_short_name(text))
        return false;
    title_clean(text, a, &t);
    return t.text.n > 0;
}

static bool is_name_list(struct str text, struct arena *a)
{
    struct str part, rest = text;
    size_t n = 0;
    for (; str_split(&rest, ',', &part); n++)
        if (!is_name(str_trim(part), a))
            return false;
    return n > 1;
}

/* "Node2vec, Metapath2vec" */
static void add_named_twins(struct entry_search *s, uint32_t index, size_t work)
{
    const struct candidate *c = &s->candidates.items[index];
    struct str part, rest = c->title.text;
    if (c->identifier != NONE || c->lead != NONE || !is_name_list(rest, s->a))
        return;
    (void)str_split(&rest, ',', &part);
    s->works.items[work].title = str_trim(part);
    while (str_split(&rest, ',', &part)) {
        struct work *w = work_add_cited(s, c->node, c->title_begin, c->title_end, str_trim(part));
        w->status = PAPER_ENTRY;
        w->origin = index;
    }
}

static void add_entry(struct entry_search *s, uint32_t index)
{
    const struct candidate *c = &s->candidates.items[index];
    uint32_t begin = c->title_begin < c->title_end ? c->title_begin : c->begin;
    uint32_t end = c->title_begin < c->title_end ? c->title_end : c->end;
    struct work *w = add_work(s, entry_status(s, c), c->node, begin, end);
    w->candidate = index;
    w->origin = index;
    w->line = c->line;
    add_names(s, w, c);
    for (size_t i = 0; i < c->fields.n; i++)
        add_field(s, w, &s->d->fields[c->fields.items[i]]);
    if (c->identifier != NONE)
        work_take(s, w, &s->references[c->identifier]);
    if (c->lead != NONE)
        work_take(s, w, &s->references[c->lead]);
    take_own_links(s, w, c);
    take_spoken_for(s, w, index);
    take_resources_below(s, w, c, index);
    if (!w->has_own_title && c->identifier != NONE)
        set_stand_in(w, &s->references[c->identifier]);
    size_t work = s->works.n - 1;
    if (c->source == TITLE_MARKED && c->identifier == NONE)
        add_marked_twins(s, index);
    if (c->grade == GRADE_NAME)
        add_named_twins(s, index, work);
}

/* What is made of marks alone names no paper; with an identifier that stands in as title. */
static void drop_untitled(struct entry_search *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->works.n; i++)
        if (s->works.items[i].title.n || s->works.items[i].identifiers.n)
            s->works.items[n++] = s->works.items[i];
    s->works.n = n;
}

void works_collect(struct entry_search *s)
{
    for (uint32_t i = 0; i < s->candidates.n; i++)
        if (s->candidates.items[i].is_entry)
            add_entry(s, i);
    cited_collect(s);
    records_collect(s);
    drop_untitled(s);
}

struct work *work_add_cited(struct entry_search *s, uint32_t node, uint32_t begin, uint32_t end,
                            struct str title)
{
    struct work *w = add_work(s, PAPER_CITED, node, begin, end);
    struct title t;
    title_clean(title, s->a, &t);
    w->title = t.text;
    w->short_name = t.short_name;
    w->has_own_title = t.text.n > 0;
    return w;
}

void work_set_stand_in(struct work *w, const struct reference *r)
{
    if (w->title.n == 0)
        set_stand_in(w, r);
}
