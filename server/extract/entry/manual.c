/* Whether a note is a manual: read-me files, histories of changes, references of an interface. Their
 * headings and items are worded like titles, and nothing in them is a paper. */
#include "extract/entry/entry_internal.h"

#define MANUAL_HEADINGS_MIN 3
/* So many pieces of code for each block of text are no reading notes. */
#define CODE_PER_BLOCK_MIN 20 /* per cent */
#define CODE_MIN           5

static bool has_paper(const struct entry_search *s)
{
    for (size_t i = 0; i < s->n_references; i++)
        if (reference_is_paper(&s->references[i]) && s->references[i].target.kind == LINK_PAPER)
            return true;
    return s->d->n_records > 0;
}

/* A folder or the file itself; of "node_modules/x/README.md" both. */
static bool is_manual_file(const struct entry_search *s)
{
    struct str rest = s->in->path, part;
    while (str_split(&rest, '/', &part)) {
        struct str name = words_fold(str_sub(part, 0, str_find_byte(part, '.', 0)), s->a);
        if (words_match(WORDS_MANUAL_FILE, PLACE_ALL, name) ||
            (!rest.n && words_match(WORDS_MANUAL_FILE, PLACE_START, name)))
            return true;
    }
    return false;
}

/* Headings of a manual; false as soon as one speaks of papers. */
static bool has_manual_headings(const struct entry_search *s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        if (c->kind == CANDIDATE_HEADING)
            n += words_match(WORDS_MANUAL_HEADING, PLACE_ALL, c->folded);
    }
    return n >= MANUAL_HEADINGS_MIN;
}

static bool speaks_of_papers(const struct entry_search *s)
{
    for (size_t i = 0; i < s->candidates.n; i++) {
        const struct candidate *c = &s->candidates.items[i];
        if (c->kind == CANDIDATE_HEADING && heading_is(c, WORDS_PAPERS))
            return true;
    }
    return false;
}

static bool is_full_of_code(const struct entry_search *s)
{
    size_t code = 0, blocks = 0;
    for (size_t i = 0; i < s->d->n_spans; i++)
        code += s->d->spans[i].kind == SPAN_CODE;
    for (size_t i = 0; i < s->d->n_nodes; i++) {
        code += s->d->nodes[i].kind == NODE_CODE ? 2 : 0;
        blocks += s->d->nodes[i].text_begin < s->d->nodes[i].text_end;
    }
    return code >= CODE_MIN && code * 100 >= blocks * CODE_PER_BLOCK_MIN;
}

void manual_read(struct entry_search *s)
{
    s->is_manual = !has_paper(s) && !speaks_of_papers(s) &&
                   (is_manual_file(s) || has_manual_headings(s) || is_full_of_code(s));
}
