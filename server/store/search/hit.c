#include "store/search/search_hit_internal.h"

#include <stdlib.h>

#include "base/arena.h"
#include "store/graph.h"
#include "store/graph/name_internal.h"
#include "store/note.h"
#include "store/search/snippet_internal.h"
#include "store/store_internal.h"

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->score > y->score || x->score < y->score)
        return x->score > y->score ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = x->id < y->id ? -1 : x->id > y->id;
    return x->kind == SEARCH_NOTE ? -order : order;
}

void search_hit_sort(struct candidate *candidates, size_t n)
{
    if (n > 1)
        qsort(candidates, n, sizeof(*candidates), by_score);
}

/* The first further name that matches, when the title does not. */
static struct str matching_alias(struct str title, const struct name_list *names,
                                 const struct search_terms *terms, struct arena *a)
{
    if (snippet_mark(title, terms, a).n)
        return STR_EMPTY;
    for (size_t i = 0; i < names->n; i++) {
        struct str marked = snippet_mark(names->items[i].text, terms, a);
        if (marked.n)
            return marked;
    }
    return STR_EMPTY;
}

static bool read_paper(struct db *db, int64_t id, const struct search_terms *terms, struct arena *a,
                       struct search_hit *out, struct err *e)
{
    struct paper_row row;
    if (!graph_get_paper(db, id, a, &row, e))
        return false;
    struct name_list names = name_list_of_paper(&row, a);
    out->public_id = row.public_id;
    out->key = row.key;
    out->title = row.title;
    out->snippet = matching_alias(row.title, &names, terms, a);
    if (!out->snippet.n && !snippet_mark(row.title, terms, a).n)
        out->snippet = snippet_mark(name_people_of_paper(&row, a), terms, a);
    return true;
}

static bool read_concept(struct db *db, int64_t id, const struct search_terms *terms,
                         struct arena *a, struct search_hit *out, struct err *e)
{
    struct concept_row row;
    if (!graph_get_concept(db, id, a, &row, e))
        return false;
    struct name_list names = name_list_of_concept(&row, a);
    out->public_id = row.public_id;
    out->key = row.key;
    out->title = name_label(&row, a);
    out->snippet = matching_alias(out->title, &names, terms, a);
    return true;
}

static bool read_note(struct db *db, int64_t id, const struct search_terms *terms, struct arena *a,
                      struct search_hit *out, struct err *e)
{
    struct note_row row;
    struct str body;
    struct arena *scratch = arena_new();
    bool done = note_get_by_id(db, id, a, &row, e) && note_get_body(db, id, scratch, &body, e);
    if (done) {
        struct snippet snippet = snippet_of_text(body, terms, a);
        out->public_id = row.public_id;
        out->key = row.path;
        out->title = row.title;
        out->snippet = snippet.text;
        out->line = snippet.line;
    }
    arena_free(scratch);
    return done;
}

static bool read_one(struct db *db, const struct candidate *c, const struct search_terms *terms,
                     struct arena *a, struct search_hit *out, struct err *e)
{
    if (c->kind == SEARCH_PAPER)
        return read_paper(db, c->id, terms, a, out, e);
    if (c->kind == SEARCH_CONCEPT)
        return read_concept(db, c->id, terms, a, out, e);
    return read_note(db, c->id, terms, a, out, e);
}

bool search_hit_read(struct db *db, const struct candidate *candidates, size_t n,
                     const struct search_terms *terms, struct arena *a, struct search_hit *out,
                     struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        out[i].kind = candidates[i].kind;
        out[i].id = candidates[i].id;
        out[i].match = candidates[i].match;
        if (!read_one(db, &candidates[i], terms, a, &out[i], e))
            return false;
    }
    return true;
}
