#include "app/answer/answer_internal.h"
#include "base/arena.h"

/* So many things are tested one by one before a set is made: for costs 0, 1 and 2. */
static const size_t one_by_one_max[] = {0, 300, 20000};

/* Only what is in `within` (NULL: everything) needs to be right. Scores reach further: what one side of an
 * `any` leaves out may be found by the other, and then has the scores of both. */
struct task {
    enum select_kind kind;
    const struct row_set *within;
    const struct row_set *hits; /* none is outside; NULL: unknown */
    bool is_scored;             /* not below a `not` */
    bool is_needed;             /* not below an `any` either: what does not fit is no hit */
};

static bool evaluate_in(struct answer *w, const struct task *t, const struct query_predicate *p,
                        struct row_set *out, struct err *e);

/* ---- conditions ---- */

static bool filter_one_by_one(struct answer *w, const struct matcher *m,
                              const struct row_set *within, struct row_set *out, struct err *e)
{
    *out = (struct row_set){.ids = ARENA_ARRAY(w->arena, int64_t, within->n)};
    for (size_t i = 0; i < within->n; i++) {
        bool fits;
        if ((i % 256 == 0 && !store_check_deadline(w->db, e)) ||
            !matcher_fits(w, m, within->ids[i], &fits, e))
            return false;
        if (fits)
            out->ids[out->n++] = within->ids[i];
    }
    return true;
}

static bool evaluate_condition(struct answer *w, const struct task *t,
                               const struct query_condition *c, struct row_set *out, struct err *e)
{
    struct matcher *m;
    if (!matcher_new(w, t->kind, c, &m, e))
        return false;
    if (t->within && !t->within->is_rest && t->within->n <= one_by_one_max[matcher_cost(m)])
        return filter_one_by_one(w, m, t->within, out, e);
    return matcher_find(w, m, out, e);
}

/* ---- groups ---- */

static unsigned cost_of(const struct query_predicate *p)
{
    switch (p->type) {
    case PREDICATE_LINKED:
    case PREDICATE_TEXT:
    case PREDICATE_SIMILAR:
        return 0;
    case PREDICATE_CONDITION:
        return p->condition.op == OP_EQ || p->condition.op == OP_IN ? 1 : 2;
    case PREDICATE_ALL:
    case PREDICATE_ANY:
        return 3;
    default:
        return 4;
    }
}

/* What is in `out` and fits the part. */
static bool narrow(struct answer *w, const struct task *t, const struct query_predicate *part,
                   struct row_set *out, struct err *e)
{
    struct row_set some, so_far = *out;
    struct task inner = *t;
    inner.within = &so_far;
    inner.hits = t->is_needed ? &so_far : t->hits;
    if (!evaluate_in(w, &inner, part, &some, e))
        return false;
    *out = set_and(so_far, some, w->arena);
    return true;
}

static bool is_cheap_link_only(const struct query_predicate *p)
{
    for (size_t i = 0; i < p->n_parts; i++)
        if (cost_of(p->parts[i]) == 0 && p->parts[i]->type != PREDICATE_LINKED)
            return false;
    return true;
}

/* Back into the order of the question, in which reasons are given. */
static void order_score_parts(struct answer *w, const struct query_predicate *p, size_t first)
{
    for (size_t i = 0; i < p->n_parts; i++)
        for (size_t k = first; k < w->parts.n; k++) {
            struct score_part found = w->parts.items[k];
            if (found.predicate != p->parts[i])
                continue;
            w->parts.items[k] = w->parts.items[first];
            w->parts.items[first++] = found;
        }
}

/* The link to what has fewest edges comes first; the others look only at what it leaves. */
static bool narrow_by_links(struct answer *w, const struct task *t, const struct query_predicate *p,
                            struct row_set *out, struct err *e)
{
    size_t first = w->parts.n, n = 0;
    uint64_t *sizes = ARENA_ARRAY(w->arena, uint64_t, p->n_parts);
    bool *are_done = ARENA_ARRAY(w->arena, bool, p->n_parts);
    for (size_t i = 0; i < p->n_parts; i++) {
        are_done[i] = p->parts[i]->type != PREDICATE_LINKED;
        n += !are_done[i];
        if (!are_done[i] && !link_size(w, p->parts[i], &sizes[i], e))
            return false;
    }
    for (; n > 0; n--) {
        size_t best = p->n_parts;
        for (size_t i = 0; i < p->n_parts; i++)
            if (!are_done[i] && (best == p->n_parts || sizes[i] < sizes[best]))
                best = i;
        are_done[best] = true;
        if (!narrow(w, t, p->parts[best], out, e))
            return false;
    }
    order_score_parts(w, p, first);
    return true;
}

/* The parts that make the set small come first; the others then look at few. */
static bool evaluate_all(struct answer *w, const struct task *t, const struct query_predicate *p,
                         struct row_set *out, struct err *e)
{
    bool links_first = is_cheap_link_only(p);
    *out = t->within ? *t->within : (struct row_set){.is_rest = true};
    if (links_first && !narrow_by_links(w, t, p, out, e))
        return false;
    for (unsigned cost = links_first ? 1 : 0; cost <= 4; cost++)
        for (size_t i = 0; i < p->n_parts; i++)
            if (cost_of(p->parts[i]) == cost && !narrow(w, t, p->parts[i], out, e))
                return false;
    return true;
}

static bool evaluate_any(struct answer *w, const struct task *t, const struct query_predicate *p,
                         struct row_set *out, struct err *e)
{
    struct task part = *t;
    part.is_needed = false;
    *out = (struct row_set){0};
    for (size_t i = 0; i < p->n_parts; i++) {
        struct row_set some;
        if (!evaluate_in(w, &part, p->parts[i], &some, e))
            return false;
        *out = set_or(*out, some, w->arena);
    }
    return true;
}

/* What a reader lets through is at most QUERY_DEPTH_MAX deep, and this no deeper. */
static bool evaluate_in(struct answer *w, const struct task *t, const struct query_predicate *p,
                        struct row_set *out, struct err *e)
{
    struct task inner = {t->kind, t->within, t->within, false, false};
    switch (p->type) {
    case PREDICATE_ALL:
        return evaluate_all(w, t, p, out, e);
    case PREDICATE_ANY:
        return evaluate_any(w, t, p, out, e);
    case PREDICATE_NOT:
        if (!evaluate_in(w, &inner, p->parts[0], out, e))
            return false;
        *out = set_not(*out);
        return true;
    case PREDICATE_LINKED:
        return link_find(w, t->kind, p, t->hits, t->is_scored, out, e);
    case PREDICATE_TEXT:
        return text_find(w, t->kind, p, t->is_scored, out, e);
    case PREDICATE_SIMILAR:
        return similar_find(w, t->kind, p, t->is_scored, out, e);
    case PREDICATE_CONDITION:
        return evaluate_condition(w, t, &p->condition, out, e);
    }
    return true;
}

bool evaluate(struct answer *w, enum select_kind kind, const struct query_predicate *p,
              bool is_scored, struct row_set *out, struct err *e)
{
    struct task t = {kind, NULL, NULL, is_scored, is_scored};
    *out = (struct row_set){.is_rest = true};
    return !p || evaluate_in(w, &t, p, out, e);
}
