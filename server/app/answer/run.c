#include <math.h>

#include "app/answer/answer_internal.h"
#include "base/arena.h"

#define CLOCK_EVERY 50000 /* edges between two looks at the clock */

enum select_kind answer_kind(enum query_find find)
{
    static const enum select_kind kinds[] = {[FIND_PAPERS] = SELECT_PAPERS,
                                             [FIND_CONCEPTS] = SELECT_CONCEPTS,
                                             [FIND_NOTES] = SELECT_NOTES,
                                             [FIND_EDGES] = SELECT_EDGES,
                                             [FIND_PATHS] = SELECT_PAPERS};

    return kinds[find];
}

bool answer_need_graph(struct answer *w, struct err *e)
{
    return w->graph || graph_index_get(w->library, w->db, &w->graph, e);
}

static bool check_clock(const struct answer *w, struct err *e)
{
    struct err why = {0};
    if (store_check_deadline(w->db, &why))
        return true;
    return err_set(e, ERR_QUERY_TIMEOUT,
                   w->language == LANGUAGE_ZH
                       ? "已在 2 秒后停止，共查看了 %llu 条关系。请减少跳数或增加筛选条件。"
                       : "Stopped after 2 s. %llu links were visited; lower hops or add a filter.",
                   (unsigned long long)w->n_visited);
}

bool answer_count_visits(struct answer *w, uint64_t n, struct err *e)
{
    uint64_t before = w->n_visited;
    w->n_visited += n;
    if (w->n_visited > ANSWER_VISITED_MAX)
        return err_set(e, ERR_QUERY_TOO_EXPENSIVE,
                       w->language == LANGUAGE_ZH
                           ? "查看的关系已有 %llu 条，上限为 %d。请减少跳数或指定一种关系。"
                           : "%llu links were visited; the limit is %d. Lower hops or name a "
                             "relation.",
                       (unsigned long long)w->n_visited, ANSWER_VISITED_MAX);
    return w->n_visited / CLOCK_EVERY == before / CLOCK_EVERY || check_clock(w, e);
}

/* ---- scores ---- */

void answer_add_part(struct answer *w, struct score_part part)
{
    *vec_push(w->arena, &w->parts) = part;
}

static int best_by_id(const void *a, const void *b)
{
    const struct scored *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return (x->score < y->score) - (x->score > y->score);
}

void answer_keep_found(struct answer *w, const struct query_predicate *p, struct scored_list *found,
                       bool is_scored, struct row_set *out)
{
    struct score_part part = {.predicate = p};
    part.ids = ARENA_ARRAY(w->arena, int64_t, found->n);
    part.scores = ARENA_ARRAY(w->arena, double, found->n);
    if (found->n)
        qsort(found->items, found->n, sizeof(*found->items), best_by_id);
    for (size_t i = 0; i < found->n; i++) {
        const struct scored *x = &found->items[i];
        if (part.n && part.ids[part.n - 1] == x->id)
            continue;
        part.ids[part.n] = x->id;
        part.scores[part.n++] = x->score;
    }
    *out = (struct row_set){part.ids, part.n, false};
    if (is_scored)
        answer_add_part(w, part);
}

static bool part_score(struct score_part *part, int64_t id, double *out)
{
    struct row_set ids = {part->ids, part->n, false};
    bool is_behind = part->last < part->n && part->ids[part->last] <= id;
    part->last = set_skip_to(&ids, is_behind ? part->last : 0, id);
    if (part->last == part->n || part->ids[part->last] != id)
        return false;
    *out = part->scores[part->last];
    return true;
}

/* Halves are rounded up, also those that are a little less in binary. */
static int64_t thousandths(double score)
{
    return (int64_t)floor(1000.0 * score + 0.5 + 1e-6);
}

int64_t answer_score(const struct answer *w, int64_t id)
{
    double sum = 0, score;
    size_t n = 0;
    for (size_t i = 0; i < w->parts.n; i++)
        if (part_score(&w->parts.items[i], id, &score)) {
            sum += score;
            n++;
        }
    return n ? thousandths(sum / (double)n) : 0;
}

/* ---- the whole ---- */

/* Edges are so many that the store takes long to count them. */
static bool count_all(struct answer *w, uint64_t *out, struct err *e)
{
    if (w->kind != SELECT_EDGES)
        return select_count(w->db, w->kind, out, e);
    if (!answer_need_graph(w, e))
        return false;
    *out = graph_index_totals(w->graph).edges;
    return true;
}

static bool count_total(struct answer *w, const struct row_set *set, struct err *e)
{
    uint64_t all = 0;
    if (set->is_rest && !count_all(w, &all, e))
        return false;
    w->result->total = set->is_rest ? all - set->n : set->n;
    return true;
}

static bool show(struct answer *w, const struct order_row *rows, size_t n, struct err *e)
{
    struct query_result *r = w->result;
    r->hits = ARENA_ARRAY(w->arena, struct query_hit, n);
    for (size_t i = 0; i < n; i++) {
        struct query_hit *hit = &r->hits[r->n_hits++];
        *hit = (struct query_hit){
            .find = w->query->find, .id = rows[i].id, .score = answer_score(w, rows[i].id)};
        if (!explain_hit(w, hit, e))
            return false;
    }
    return true;
}

static bool write_cursor(struct answer *w, const struct order_row *last, struct err *e)
{
    struct order o;
    order_read(w, &o);
    return place_write(w, &o, last, &w->result->next_cursor, e);
}

static bool find_page(struct answer *w, struct err *e)
{
    struct row_set set;
    struct order_row *rows;
    size_t n;
    bool has_more;
    struct query_result *r = w->result;
    if (!evaluate(w, w->kind, w->query->where, true, &set, e) || !count_total(w, &set, e))
        return false;
    r->limit = w->query->limit ? w->query->limit : QUERY_LIMIT_DEFAULT;
    r->has_score = w->parts.n > 0;
    return order_page(w, &set, r->limit, &rows, &n, &has_more, e) &&
           (!has_more || write_cursor(w, &rows[n - 1], e)) && show(w, rows, n, e) &&
           facet_count(w, &set, e);
}

bool query_run(const struct library *l, struct db *db, const struct query *q,
               enum language language, struct arena *a, struct query_result *out, struct err *e)
{
    struct answer w = {.library = l,
                       .db = db,
                       .query = q,
                       .arena = a,
                       .language = language,
                       .result = out,
                       .kind = answer_kind(q->find)};
    *out = (struct query_result){0};
    bool ok = q->find == FIND_PATHS ? path_find(&w, e) : find_page(&w, e);
    graph_index_release(w.graph);
    out->terms = w.terms.items;
    out->n_terms = w.terms.n;
    out->warnings = w.warnings.items;
    out->n_warnings = w.warnings.n;
    return ok;
}
