#include <stdlib.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"

/* Notes with the words whose evidence is looked through; of more the closest. */
#define NOTES_MAX 1000

/* Any closeness above 0 as a score below 1. */
static void add(struct answer *w, int64_t id, double closeness, struct scored_list *out)
{
    *vec_push(w->arena, out) = (struct scored){id, closeness / (1.0 + closeness)};
}

/* ---- names, titles, notes ---- */

static bool is_in(const struct query_text *t, const char *place)
{
    for (size_t i = 0; i < t->n_in; i++)
        if (str_eq(t->in[i], str_from(place)))
            return true;
    return t->n_in == 0;
}

static enum select_text_mode mode_of(const struct query_text *t)
{
    static const enum select_text_mode modes[] = {[TEXT_ALL] = SELECT_TEXT_ALL,
                                                  [TEXT_ANY] = SELECT_TEXT_ANY,
                                                  [TEXT_PHRASE] = SELECT_TEXT_PHRASE};

    return modes[t->mode];
}

static bool add_matches(struct answer *w, enum select_kind kind, const struct query_text *t,
                        enum select_text_place place, struct scored_list *out, struct err *e)
{
    struct select_text *rows = NULL;
    size_t n;
    if (!select_by_words(w->db, kind, t->match, place, mode_of(t), w->arena, &rows, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        add(w, rows[i].id, rows[i].closeness, out);
    return true;
}

static bool add_names(struct answer *w, enum select_kind kind, const struct query_text *t,
                      bool title, bool rest, struct scored_list *out, struct err *e)
{
    if (!title && !rest)
        return true;
    enum select_text_place place = title && rest ? SELECT_TEXT_ANYWHERE
                                   : title       ? SELECT_TEXT_TITLE
                                                 : SELECT_TEXT_REST;
    return add_matches(w, kind, t, place, out, e);
}

/* ---- what the notes say: the ends of edges whose quotes hold the words ---- */

struct pieces {
    VEC(struct str) items; /* folded */
    bool any;
};

static struct pieces pieces_of(const struct query_text *t, struct arena *a)
{
    struct pieces p = {.any = t->mode == TEXT_ANY};
    struct str rest = select_fold(a, t->match), part;
    if (t->mode == TEXT_PHRASE) {
        *vec_push(a, &p.items) = rest;
        return p;
    }
    while (rest.n && str_split(&rest, ' ', &part))
        if (part.n)
            *vec_push(a, &p.items) = part;
    return p;
}

static bool holds(const struct pieces *p, struct str quote, struct arena *a)
{
    struct str folded = select_fold(a, quote);
    for (size_t i = 0; i < p->items.n; i++)
        if (str_has(folded, p->items.items[i]) == p->any)
            return p->any;
    return !p->any && p->items.n > 0;
}

static bool add_quoted(struct answer *w, enum select_kind kind, const struct pieces *p,
                       const struct select_text *note, struct scored_list *out, struct err *e)
{
    struct evidence_row *evidence;
    size_t n;
    if (!graph_list_evidence_in_note(w->db, note->id, w->arena, &evidence, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct edge_row edge;
        if (!holds(p, evidence[i].quote, w->arena))
            continue;
        if (!graph_get_edge_by_id(w->db, evidence[i].edge_id, w->arena, &edge, e))
            return false;
        enum node_class wanted = kind == SELECT_CONCEPTS ? NODE_CONCEPT : NODE_PAPER;
        int64_t ids[] = {kind == SELECT_EDGES ? edge.id : edge.from_id, edge.to_id};
        bool fits[] = {kind == SELECT_EDGES || edge.from_class == wanted,
                       kind != SELECT_EDGES && edge.to_class == wanted};
        for (size_t k = 0; k < ARRAY_LEN(ids); k++)
            if (fits[k])
                add(w, ids[k], note->closeness, out);
    }
    return true;
}

static int closest_first(const void *a, const void *b)
{
    const struct select_text *x = a, *y = b;
    if (x->closeness != y->closeness)
        return x->closeness > y->closeness ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static bool add_said(struct answer *w, enum select_kind kind, const struct query_text *t,
                     struct scored_list *out, struct err *e)
{
    struct select_text *notes = NULL;
    size_t n;
    struct pieces pieces = pieces_of(t, w->arena);
    if (!select_by_words(w->db, SELECT_NOTES, t->match, SELECT_TEXT_ANYWHERE, mode_of(t), w->arena,
                         &notes, &n, e))
        return false;
    if (n > NOTES_MAX) {
        qsort(notes, n, sizeof(*notes), closest_first);
        n = NOTES_MAX;
        *vec_push(w->arena, &w->warnings) = (struct query_warning){
            "text-cut", w->language == LANGUAGE_ZH
                            ? STR("含有这些词的笔记超过 1000 篇，只查看了最接近的。")
                            : STR("Over 1000 notes hold these words; only the closest were looked "
                                  "through.")};
    }
    for (size_t i = 0; i < n; i++)
        if (!add_quoted(w, kind, &pieces, &notes[i], out, e))
            return false;
    return true;
}

/* ---- the whole ---- */

bool text_find(struct answer *w, enum select_kind kind, const struct query_predicate *p,
               bool is_scored, struct row_set *out, struct err *e)
{
    const struct query_text *t = &p->text;
    struct scored_list list = {0};
    bool is_note = kind == SELECT_NOTES, is_edge = kind == SELECT_EDGES;
    bool rest = is_note ? is_in(t, "notes") : is_in(t, "name");
    if (!is_edge && !add_names(w, kind, t, is_in(t, "title"), rest, &list, e))
        return false;
    if (!is_note && is_in(t, "notes") && !add_said(w, kind, t, &list, e))
        return false;
    answer_keep_found(w, p, &list, is_scored, out);
    return true;
}
