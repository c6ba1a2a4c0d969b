#include "app/query/query_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "store/search.h"

/* Hits of a text that a filter takes; more are not looked at. */
#define TEXT_HITS  1000
#define TEXT_NOTES 200

static unsigned kind_of(enum query_find find)
{
    if (find == FIND_NOTES)
        return SEARCH_NOTE;
    return find == FIND_PAPERS ? SEARCH_PAPER : SEARCH_CONCEPT;
}

/* In quotes the words of a search stay together. */
static struct str in_quotes(struct str text, struct arena *a)
{
    STRBUF_SCOPE(out);
    strbuf_add_byte(&out, '"');
    for (size_t i = 0; i < text.n; i++)
        strbuf_add_byte(&out, text.p[i] == '"' ? ' ' : text.p[i]);
    strbuf_add_byte(&out, '"');
    return str_copy(a, strbuf_view(&out));
}

/* The ends of the edges whose evidence in this note holds the text. */
static bool add_quoted_ends(struct db *db, int64_t note_id, struct str folded,
                            enum node_class class_, struct arena *a, struct id_set *out,
                            struct err *e)
{
    struct evidence_row *evidence;
    size_t n;
    if (!graph_list_evidence_in_note(db, note_id, a, &evidence, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct edge_row edge;
        if (!str_has(fold_text(a, evidence[i].quote), folded))
            continue;
        if (!graph_get_edge_by_id(db, evidence[i].edge_id, a, &edge, e))
            return false;
        if (edge.from_class == class_)
            id_set_add(out, edge.from_id);
        if (edge.to_class == class_)
            id_set_add(out, edge.to_id);
    }
    return true;
}

static bool add_quoted(struct db *db, struct str text, enum node_class class_, struct arena *a,
                       struct id_set *out, struct err *e)
{
    struct search_hit *hits;
    size_t n;
    uint64_t total;
    struct str folded = fold_text(a, text);
    if (!search_find(db, in_quotes(text, a), SEARCH_NOTE, false, TEXT_NOTES, 0, a, &hits, &n,
                     &total, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add_quoted_ends(db, hits[i].id, folded, class_, a, out, e))
            return false;
    return true;
}

bool query_find_text(struct db *db, enum query_find find, struct str text, struct arena *a,
                     struct id_set *out, struct err *e)
{
    struct search_hit *hits;
    size_t n;
    uint64_t total;
    id_set_init(out, a);
    if (!search_find(db, in_quotes(text, a), kind_of(find), false, TEXT_HITS, 0, a, &hits, &n,
                     &total, e))
        return false;
    for (size_t i = 0; i < n; i++)
        id_set_add(out, hits[i].id);
    if (find == FIND_NOTES)
        return true;
    return add_quoted(db, text, find == FIND_PAPERS ? NODE_PAPER : NODE_CONCEPT, a, out, e);
}
