#include "extract/entry/entry_internal.h"

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           strchr("_-:.+", c) != NULL || (unsigned char)c >= 0x80;
}

/* Index of the record whose key stands in `text`, or NONE. */
static uint32_t record_named(const struct map *keys, struct str text)
{
    size_t begin = 0;
    for (size_t i = 0; i <= text.n; i++) {
        if (i < text.n && text.p[i] && is_key_byte(text.p[i]))
            continue;
        const uint64_t *record = begin < i ? map_get(keys, str_sub(text, begin, i)) : NULL;
        if (record)
            return (uint32_t)*record;
        begin = i + 1;
    }
    return NONE;
}

static void adopt(struct entry_search *s, struct candidate *c, uint32_t record)
{
    const struct bib_record *b = &s->d->records[record];
    struct title t;
    title_clean(b->title, s->a, &t);
    if (t.text.n == 0)
        return;
    c->alias = c->source == TITLE_NOWHERE ? STR_EMPTY : c->title.text;
    c->source = TITLE_FIELD;
    c->title = t;
    c->raw_title = b->title;
    c->title_begin = b->title_begin;
    c->title_end = b->title_end;
    c->record = record;
    c->grade = shape_grade(t.text);
    candidate_add(c, FEATURE_CITE_KEY);
}

/* "### scVI (lopez2018deep)" is about the record of that key. */
void records_mark(struct entry_search *s)
{
    struct map *keys = map_new(s->a);
    for (uint32_t i = 0; i < s->d->n_records; i++)
        if (s->d->records[i].key.n > 3)
            *map_put(keys, s->d->records[i].key, NULL) = i;
    for (size_t i = 1; i < s->candidates.n && map_count(keys); i++) {
        struct candidate *c = &s->candidates.items[i];
        if (c->kind != CANDIDATE_HEADING)
            continue;
        uint32_t record = record_named(keys, document_slice(s->d, c->begin, c->end));
        if (record != NONE)
            adopt(s, c, record);
    }
}

static bool has_entry(const struct entry_search *s)
{
    for (size_t i = 0; i < s->candidates.n; i++)
        if (s->candidates.items[i].is_entry)
            return true;
    return false;
}

/* A note without entries and with one record is about that record. */
void records_adopt_only(struct entry_search *s)
{
    if (s->d->n_records != 1 || has_entry(s))
        return;
    uint32_t section = document_section(s->d, s->d->records[0].node);
    uint32_t index = section == NO_NODE ? 0 : s->node_candidate[section];
    struct candidate *c = &s->candidates.items[index == NONE ? 0 : index];
    c->source = TITLE_NOWHERE;
    adopt(s, c, 0);
    c->is_entry = c->record == 0;
}

static void add_address(struct entry_search *s, struct work *w, const char *prefix,
                        struct str value)
{
    if (value.n == 0)
        return;
    bool is_url = str_has(value, STR("://"));
    struct str address =
        is_url ? value : str_from(arena_printf(s->a, "%s%.*s", prefix, STR_FMT(value)));
    struct reference r = {.label = LABEL_NONE};
    link_read(address, s->latest_year, s->a, &r.target);
    if (reference_is_paper(&r))
        work_take(s, w, &r);
}

/* "journal = {arXiv preprint arXiv:1806.07366}" names no venue. */
static void add_venue(struct entry_search *s, struct work *w, struct str venue)
{
    struct text_identifier *found;
    size_t n;
    link_scan_text(venue, NULL, s->latest_year, s->a, &found, &n);
    for (size_t i = 0; i < n; i++) {
        struct reference r = {.target = found[i].target};
        if (reference_is_paper(&r))
            work_take(s, w, &r);
    }
    if (n == 0 && w->venue.n == 0)
        w->venue = venue;
}

/* By record: the first work that is about it, or NONE. */
static uint32_t *works_of_records(const struct entry_search *s)
{
    uint32_t *works = ARENA_ARRAY(s->a, uint32_t, s->d->n_records);
    for (size_t i = 0; i < s->d->n_records; i++)
        works[i] = NONE;
    for (size_t i = s->works.n; i-- > 0;) {
        uint32_t c = s->works.items[i].candidate;
        uint32_t record = c == NONE ? NONE : s->candidates.items[c].record;
        if (record != NONE)
            works[record] = (uint32_t)i;
    }
    return works;
}

static void add_record(struct entry_search *s, uint32_t index, uint32_t work, bool is_subject)
{
    const struct bib_record *b = &s->d->records[index];
    struct work *w = work == NONE ? NULL : &s->works.items[work];
    if (!w) {
        struct title t;
        title_clean(b->title, s->a, &t);
        if (t.text.n == 0)
            return;
        w = work_add_cited(s, b->node, b->title_begin, b->title_end, b->title);
        w->line = b->line;
        w->status = is_subject ? PAPER_ENTRY : PAPER_CITED;
    }
    work_add_alias(s, w, b->key);
    add_address(s, w, "https://doi.org/", b->doi);
    add_address(s, w, "https://arxiv.org/abs/", b->eprint);
    add_address(s, w, "", b->url);
    add_venue(s, w, b->venue);
    if (w->year == 0)
        (void)shape_year(b->year, &w->year);
    for (size_t i = 0; i < b->n_authors; i++)
        str_list_add(&w->authors, b->authors[i], s->a);
}

void records_collect(struct entry_search *s)
{
    bool is_subject = !has_entry(s);
    const uint32_t *works = works_of_records(s);
    for (uint32_t i = 0; i < s->d->n_records; i++)
        add_record(s, i, works[i], is_subject);
}
