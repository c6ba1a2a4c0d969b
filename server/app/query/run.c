#include <stdlib.h>

#include "app/query/query_internal.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/note.h"

#define DEFAULT_LIMIT 20
#define PAGE          1000
#define REASONS       4  /* shown for a hit of one link */
#define REASONS_MAX   16 /* for a hit of many */

/* One that fits, and what its place in the order depends on. */
struct candidate {
    struct node_ref node; /* class_ is unused for a note */
    int64_t score, year;
    struct str key; /* key, or path of a note */
};

struct run {
    struct db *db;
    const struct query *query;
    struct arena *arena;
    struct query_result *result;
    struct reach *reaches; /* per link */
    struct id_set *texts;  /* per text */
    struct candidate *items;
    size_t n, cap;
};

static enum node_class class_of(enum query_find find)
{
    return find == FIND_CONCEPTS ? NODE_CONCEPT : NODE_PAPER; /* notes have no class of their own */
}

/* ---- links and texts ---- */

static bool reach_link(struct run *r, const struct query_link *link, struct reach *out,
                       struct err *e)
{
    struct query_target target = {0};
    for (size_t i = 0; i < link->n_terms; i++)
        if (!query_find_target(r->db, link->terms[i], r->arena, &target, r->result, e))
            return false;
    if (r->query->find == FIND_NOTES)
        return query_reach_notes(r->db, link, &target, r->arena, out, e);
    return query_reach(r->db, link, &target, r->arena, out, e);
}

static bool evaluate_parts(struct run *r, struct err *e)
{
    const struct query *q = r->query;
    r->reaches = ARENA_ARRAY(r->arena, struct reach, q->n_links);
    r->texts = ARENA_ARRAY(r->arena, struct id_set, q->n_texts);
    for (size_t i = 0; i < q->n_links; i++)
        if (!reach_link(r, &q->links[i], &r->reaches[i], e))
            return false;
    for (size_t i = 0; i < q->n_texts; i++)
        if (!query_find_text(r->db, q->find, q->texts[i], r->arena, &r->texts[i], e))
            return false;
    return true;
}

/* All links and texts hold. `*score` is the mean over the links. */
static bool fits(const struct run *r, struct node_ref node, int64_t *score)
{
    const struct query *q = r->query;
    int64_t sum = 0, n = 0;
    for (size_t i = 0; i < q->n_links; i++) {
        const struct reached *reached = reach_get(&r->reaches[i], node);
        if ((reached != NULL) == q->links[i].is_negated)
            return false;
        sum += reached ? reached->score : 0;
        n += reached != NULL;
    }
    for (size_t i = 0; i < q->n_texts; i++)
        if (!id_set_has(&r->texts[i], node.id))
            return false;
    *score = n ? sum / n : 0;
    return true;
}

static void consider(struct run *r, struct node_ref node)
{
    int64_t score;
    if (fits(r, node, &score))
        *vec_push(r->arena, r) = (struct candidate){.node = node, .score = score};
}

/* ---- where candidates come from ---- */

static void consider_reached(struct run *r, const struct reach *reach)
{
    for (size_t i = 0; i < reach->n; i++)
        if (r->query->find == FIND_NOTES || reach->items[i].node.class_ == class_of(r->query->find))
            consider(r, reach->items[i].node);
}

static bool consider_all_papers(struct run *r, struct err *e)
{
    struct paper_filter filter = {.limit = PAGE};
    struct paper_row *rows;
    size_t n = PAGE;
    uint64_t total;
    while (n == PAGE) {
        if (!graph_list_papers(r->db, &filter, r->arena, &rows, &n, &total, e))
            return false;
        for (size_t i = 0; i < n; i++)
            consider(r, (struct node_ref){NODE_PAPER, rows[i].id});
        if (n)
            filter.after = rows[n - 1].key;
    }
    return true;
}

static bool consider_all_concepts(struct run *r, struct err *e)
{
    struct concept_filter filter = {.limit = PAGE};
    struct concept_row *rows;
    size_t n = PAGE;
    uint64_t total;
    while (n == PAGE) {
        if (!graph_list_concepts(r->db, &filter, r->arena, &rows, &n, &total, e))
            return false;
        for (size_t i = 0; i < n; i++)
            consider(r, (struct node_ref){NODE_CONCEPT, rows[i].id});
        if (n)
            filter.after = rows[n - 1].key;
    }
    return true;
}

static bool consider_all_notes(struct run *r, struct err *e)
{
    struct note_row *rows;
    struct str after = STR_EMPTY;
    size_t n = PAGE;
    while (n == PAGE) {
        if (!note_list(r->db, after, PAGE, r->arena, &rows, &n, e))
            return false;
        for (size_t i = 0; i < n; i++)
            consider(r, (struct node_ref){NODE_PAPER, rows[i].id});
        if (n)
            after = rows[n - 1].path;
    }
    return true;
}

static bool consider_everything(struct run *r, struct err *e)
{
    if (r->query->find == FIND_PAPERS)
        return consider_all_papers(r, e);
    return r->query->find == FIND_CONCEPTS ? consider_all_concepts(r, e) : consider_all_notes(r, e);
}

/* From the smallest set that all hits must be in. */
static bool collect(struct run *r, struct err *e)
{
    const struct query *q = r->query;
    const struct reach *smallest = NULL;
    for (size_t i = 0; i < q->n_links; i++)
        if (!q->links[i].is_negated && (!smallest || r->reaches[i].n < smallest->n))
            smallest = &r->reaches[i];
    if (smallest) {
        consider_reached(r, smallest);
        return true;
    }
    if (!q->n_texts)
        return consider_everything(r, e);
    for (size_t i = 0; i < r->texts[0].n; i++)
        consider(r, (struct node_ref){class_of(q->find), r->texts[0].items[i]});
    return true;
}

/* ---- years and order ---- */

static bool load(struct run *r, struct candidate *c, struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    struct note_row note;
    struct str date_year;
    uint64_t year = 0;
    switch (r->query->find) {
    case FIND_PAPERS:
        if (!graph_get_paper(r->db, c->node.id, r->arena, &paper, e))
            return false;
        c->key = paper.key;
        c->year = paper.year;
        return true;
    case FIND_CONCEPTS:
        if (!graph_get_concept(r->db, c->node.id, r->arena, &concept, e))
            return false;
        c->key = concept.key;
        return true;
    default:
        if (!note_get_by_id(r->db, c->node.id, r->arena, &note, e))
            return false;
        date_year = str_sub(note.date, 0, 4);
        c->key = note.path;
        c->year = str_to_u64(date_year, &year) ? (int64_t)year : 0;
        return true;
    }
}

static bool is_in_years(const struct query *q, int64_t year)
{
    return (!q->year_from || year >= q->year_from) && (!q->year_to || (year && year <= q->year_to));
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->score != right->score)
        return left->score < right->score ? 1 : -1;
    if (left->year != right->year)
        return left->year < right->year ? 1 : -1;
    return str_cmp(left->key, right->key);
}

static int by_year(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->year != right->year)
        return left->year < right->year ? 1 : -1;
    return by_score(a, b);
}

static bool load_all(struct run *r, struct err *e)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (!load(r, &r->items[i], e))
            return false;
        if (is_in_years(r->query, r->items[i].year))
            r->items[kept++] = r->items[i];
    }
    r->n = kept;
    return true;
}

/* Rows are read only for those that can be on the page: down to the score of its last hit. */
static bool load_upto(struct run *r, size_t end, struct err *e)
{
    if (r->n == 0 || end == 0)
        return true;
    int64_t least = r->items[end - 1].score;
    for (size_t i = 0; i < r->n && r->items[i].score >= least; i++)
        if (!load(r, &r->items[i], e))
            return false;
    return true;
}

static bool order(struct run *r, size_t end, struct err *e)
{
    const struct query *q = r->query;
    bool needs_all = q->newest_first || q->year_from || q->year_to;
    if (needs_all && !load_all(r, e))
        return false;
    if (r->n)
        qsort(r->items, r->n, sizeof(*r->items), q->newest_first ? by_year : by_score);
    if (needs_all)
        return true;
    if (!load_upto(r, end < r->n ? end : r->n, e))
        return false;
    if (r->n)
        qsort(r->items, r->n, sizeof(*r->items), by_score);
    return true;
}

/* The best reasons of each link in turn; of a link over several hops the whole path. */
static size_t list_reasons(const struct run *r, struct node_ref node, struct scored_edge *out)
{
    size_t n = 0, per_link = r->query->n_links > 1 ? REASONS / 2 : REASONS;
    for (size_t i = 0; i < r->query->n_links; i++) {
        const struct reached *reached = reach_get(&r->reaches[i], node);
        size_t some = reached && reached->hops > 1 ? SIZE_MAX : per_link;
        for (size_t k = 0; reached && k < reached->n_edges && k < some && n < REASONS_MAX; k++)
            out[n++] = reached->edges[k];
    }
    return n;
}

static bool show(struct run *r, size_t first, size_t end, struct err *e)
{
    struct query_result *result = r->result;
    result->total = r->n;
    end = end < r->n ? end : r->n;
    result->hits = ARENA_ARRAY(r->arena, struct query_hit, end > first ? end - first : 0);
    for (size_t i = first; i < end; i++) {
        struct query_hit *hit = &result->hits[result->n_hits++];
        struct scored_edge reasons[REASONS_MAX];
        size_t n = list_reasons(r, r->items[i].node, reasons);
        *hit = (struct query_hit){.find = r->query->find, .score = r->items[i].score};
        if (!query_explain(r->db, r->items[i].node.id, reasons, n, r->arena, hit, e))
            return false;
    }
    return true;
}

bool query_run(struct db *db, const struct query *q, struct arena *a, struct query_result *out,
               struct err *e)
{
    struct run r = {.db = db, .query = q, .arena = a, .result = out};
    size_t end = q->offset + (q->limit ? q->limit : DEFAULT_LIMIT);
    *out = (struct query_result){0};
    return evaluate_parts(&r, e) && collect(&r, e) && order(&r, end, e) &&
           show(&r, q->offset, end, e);
}
