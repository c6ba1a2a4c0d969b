/* query_reference.h: what a question gives, found by looking at everything one by one: slow, and simple enough to
 * be believed. What the engine is compared with. */
#ifndef PS_TESTS_QUERY_REFERENCE_H
#define PS_TESTS_QUERY_REFERENCE_H

#include "query_world.h"

struct verdict {
    bool fits;
    double score_sum;
    unsigned n_scores;
};

static struct verdict judge(struct world *w, size_t x, const struct query_predicate *p);

static bool same_text(const char *a, struct str b)
{
    return str_eq_ci(str_from(a), b);
}

static bool has_prefix(const char *a, struct str b)
{
    return str_starts_ci(str_from(a), b);
}

static bool text_value_fits(const struct query_condition *c, const char *value)
{
    bool found = false;
    for (size_t i = 0; i < c->n_values; i++) {
        struct str v = c->values[i].text;
        found = found || (c->op == OP_CONTAINS ? str_find_ci(str_from(value), v, 0) != SIZE_MAX
                          : c->op == OP_PREFIX ? has_prefix(value, v)
                                               : same_text(value, v));
    }
    return found != (c->op == OP_NE || c->op == OP_NIN);
}

static bool texts_fit(const struct query_condition *c, const char *const *values, size_t n)
{
    if (c->op == OP_EXISTS)
        return (n > 0) == (c->values[0].number != 0);
    for (size_t i = 0; i < n && c->op != OP_ALL_OF; i++)
        if (text_value_fits(c, values[i]))
            return true;
    for (size_t i = 0; i < c->n_values && c->op == OP_ALL_OF; i++) {
        bool found = false;
        for (size_t k = 0; k < n; k++)
            found = found || same_text(values[k], c->values[i].text);
        if (!found)
            return false;
    }
    return c->op == OP_ALL_OF;
}

static bool number_fits(const struct query_condition *c, int64_t value, bool exists)
{
    int64_t v = c->values[0].number;
    bool is_in = value == v || (c->n_values > 1 && value == c->values[1].number);
    switch (c->op) {
    case OP_EXISTS:
        return exists == (v != 0);
    case OP_NE:
    case OP_NIN:
        return exists && !is_in;
    case OP_GT:
        return exists && value > v;
    case OP_GTE:
        return exists && value >= v;
    case OP_LT:
        return exists && value < v;
    case OP_LTE:
        return exists && value <= v;
    default:
        return exists && is_in;
    }
}

static size_t index_of(const struct world *w, struct str reference)
{
    for (size_t i = 0; i < NODES; i++)
        if (str_eq(w->things[i].reference, reference))
            return i;
    fail_msg("unknown %.*s", STR_FMT(reference));
    return 0;
}

static unsigned concepts_of(const struct world *w, size_t x)
{
    unsigned found = 0;
    if (x >= PAPERS)
        return w->things[x].broader;
    for (size_t i = 0; i < w->n_links; i++) {
        const struct link *l = &w->links[i];
        size_t other = l->from == x ? l->to : l->from;
        if ((l->from == x || l->to == x) && other >= PAPERS && strcmp(l->status, "rejected") != 0)
            found |= 1u << (other - PAPERS);
    }
    return found;
}

static bool nodes_fit(const struct world *w, const struct query_condition *c, size_t x)
{
    unsigned has = concepts_of(w, x), wanted = 0;
    if (c->op == OP_EXISTS)
        return (has != 0) == (c->values[0].number != 0);
    for (size_t i = 0; i < c->n_values; i++)
        wanted |= 1u << (index_of(w, c->values[i].text) - PAPERS);
    if (c->op == OP_ALL_OF)
        return (has & wanted) == wanted;
    return c->op == OP_NE ? (has & ~wanted) != 0 : (has & wanted) != 0;
}

static bool state_fits(const struct query_condition *c, const char *state)
{
    const char *values[3];
    size_t n = 0;
    if (state)
        values[n++] = state;
    if (!state || strcmp(state, "queued") == 0)
        values[n++] = "unread";
    if (!state || strcmp(state, "queued") == 0 || strcmp(state, "reading") == 0)
        values[n++] = "unfinished";
    return texts_fit(c, values, n);
}

static bool readers_fit(struct world *w, const struct query_condition *c, const struct thing *t)
{
    struct query_condition named = *c;
    const char *values[READERS];
    size_t n = 0;
    for (size_t k = 0; k < READERS; k++)
        if (t->states[k] && strcmp(t->states[k], "read") == 0)
            values[n++] = readers[k];
    named.values = ARENA_ARRAY(w->f->arena, struct query_value, c->n_values);
    for (size_t i = 0; i < c->n_values; i++) {
        bool is_me = str_eq(c->values[i].text, STR("me"));
        named.values[i] = c->values[i];
        if (is_me)
            named.values[i].text = str_from(readers[0]);
    }
    return texts_fit(&named, values, n);
}

static bool condition_fits(struct world *w, const struct query_condition *c, size_t x)
{
    const struct thing *t = &w->things[x];
    const char *name = c->field->name, *of_notes[NOTES];
    size_t n = 0;
    for (size_t i = 0; i < NOTES; i++)
        if (t->notes >> i & 1u)
            of_notes[n++] = w->tags[i];
    if (strcmp(name, "year") == 0)
        return number_fits(c, t->year, t->year > 0);
    if (strcmp(name, "notes") == 0)
        return number_fits(c, t->n_notes, true);
    if (strcmp(name, "papers") == 0)
        return number_fits(c, t->n_papers, true);
    if (strcmp(name, "venue") == 0)
        return texts_fit(c, &t->venue, *t->venue ? 1 : 0);
    if (strcmp(name, "status") == 0)
        return texts_fit(c, &t->status, 1);
    if (strcmp(name, "author") == 0)
        return texts_fit(c, t->authors, t->n_authors);
    if (strcmp(name, "tag") == 0)
        return texts_fit(c, of_notes, n);
    if (strcmp(name, "rating") == 0)
        return number_fits(c, t->ratings[0], t->ratings[0] > 0);
    if (strcmp(name, "reading") == 0)
        return state_fits(c, t->states[0]);
    if (strcmp(name, "read_by") == 0)
        return readers_fit(w, c, t);
    return nodes_fit(w, c, x);
}

/* Whether an edge may be walked from node x to the other one. */
static bool edge_fits(const struct link *e, const struct query_link *l, bool is_out)
{
    bool any_status = l->n_statuses == 0;
    if (any_status && (strcmp(e->status, "rejected") == 0 ||
                       (strcmp(e->status, "proposed") == 0 && e->score < 300)))
        return false;
    if ((!any_status && !same_text(e->status, l->statuses[0])) || e->score < l->min_score)
        return false;
    bool symmetric = relation_is_symmetric(e->relation);
    bool plain =
        symmetric || l->direction == DIRECTION_ANY || (l->direction == DIRECTION_OUT) == is_out;
    bool turned = symmetric || (l->direction == DIRECTION_OUT  ? !is_out
                                : l->direction == DIRECTION_IN ? is_out
                                                               : !is_out);
    bool fits = l->n_relations == 0 && plain;
    for (size_t i = 0; i < l->n_relations; i++) {
        bool is_inverse;
        const struct query_relation *r = query_relation_find(l->relations[i], &is_inverse);
        if (strcmp(r->name, relation_name(e->relation)) == 0)
            fits = fits || (is_inverse ? turned : plain);
    }
    return fits;
}

static uint32_t targets_of(struct world *w, const struct query_link *l)
{
    uint32_t targets = 0;
    for (size_t i = 0; i < l->n_to; i++) {
        const struct query_target *t = &l->to[i];
        size_t first = t->find == FIND_PAPERS ? 0 : PAPERS;
        if (t->type != TARGET_WHERE)
            targets |= 1u << index_of(w, t->reference);
        for (size_t x = first; t->type == TARGET_WHERE && x < (first ? NODES : PAPERS); x++)
            targets |= judge(w, x, t->where).fits ? 1u << x : 0;
    }
    if (l->expand == EXPAND_NARROWER || l->expand == EXPAND_RELATED)
        for (size_t pass = 0; pass < CONCEPTS; pass++)
            for (size_t x = PAPERS; x < NODES; x++)
                targets |= w->things[x].broader & (targets >> PAPERS) ? 1u << x : 0;
    uint32_t related = 0;
    for (size_t i = 0; i < w->n_links && l->expand == EXPAND_RELATED; i++) {
        const struct link *e = &w->links[i];
        if (e->relation != REL_RELATED || strcmp(e->status, "rejected") == 0 ||
            (strcmp(e->status, "proposed") == 0 && e->score < 300))
            continue;
        if (e->from >= PAPERS && targets >> e->from & 1u)
            related |= 1u << e->to;
        if (e->to >= PAPERS && targets >> e->to & 1u)
            related |= 1u << e->from;
    }
    return targets | related;
}

struct search {
    struct world *world;
    const struct query_link *link;
    uint32_t targets;
    unsigned best;  /* hops */
    uint64_t first; /* links that begin a best path */
};

static void search_paths(struct search *s, size_t at, uint32_t seen, unsigned hops, size_t first)
{
    if (hops && s->targets >> at & 1u) {
        if (hops < s->best)
            s->first = 0;
        if (hops <= s->best) {
            s->best = hops;
            s->first |= 1ull << first;
        }
    }
    if (hops == s->link->hops || hops >= s->best)
        return;
    for (size_t i = 0; i < s->world->n_links; i++) {
        const struct link *e = &s->world->links[i];
        if (e->from != at && e->to != at)
            continue;
        size_t other = e->from == at ? e->to : e->from;
        if (!(seen >> other & 1u) && edge_fits(e, s->link, e->from == at))
            search_paths(s, other, seen | 1u << other, hops + 1, hops ? first : i);
    }
}

static struct verdict judge_link(struct world *w, size_t x, const struct query_link *l)
{
    struct search s = {.world = w, .link = l, .targets = targets_of(w, l), .best = 99};
    search_paths(&s, x, 1u << x, 0, 0);
    bool is_itself =
        l->n_to == 1 && l->to[0].type != TARGET_WHERE && x == index_of(w, l->to[0].reference);
    if (s.best == 99 || is_itself)
        return (struct verdict){0};
    double doubt = 1;
    for (size_t i = 0; i < w->n_links; i++)
        if (s.first >> i & 1u)
            doubt *= 1.0 - (double)w->links[i].score / 1000.0;
    double score = 1.0 - doubt;
    for (unsigned k = 1; k < s.best; k++)
        score /= 2;
    return (struct verdict){true, score, 1};
}

/* Scores come from all links that are not below a `not`, whether or not the thing needs them to fit. */
static struct verdict judge(struct world *w, size_t x, const struct query_predicate *p)
{
    struct verdict v = {0};
    if (!p)
        return (struct verdict){.fits = true};
    if (p->type == PREDICATE_CONDITION)
        return (struct verdict){.fits = condition_fits(w, &p->condition, x)};
    if (p->type == PREDICATE_LINKED)
        return judge_link(w, x, &p->link);
    v.fits = p->type == PREDICATE_ALL;
    for (size_t i = 0; i < p->n_parts; i++) {
        struct verdict part = judge(w, x, p->parts[i]);
        v.fits = p->type == PREDICATE_ALL ? v.fits && part.fits : v.fits || part.fits;
        v.score_sum += part.score_sum;
        v.n_scores += part.n_scores;
    }
    if (p->type == PREDICATE_NOT)
        return (struct verdict){.fits = !v.fits};
    return v;
}

static bool has_link_above(const struct query_predicate *p)
{
    if (!p || p->type == PREDICATE_NOT)
        return false;
    bool found = p->type == PREDICATE_LINKED;
    for (size_t i = 0;
         p->type != PREDICATE_LINKED && p->type != PREDICATE_CONDITION && i < p->n_parts; i++)
        found = found || has_link_above(p->parts[i]);
    return found;
}

struct expected {
    size_t x;
    int64_t score;
};

/* -1, 0, 1; missing values last. */
static int compare_field(struct world *w, const struct query_sort *s, const struct expected *a,
                         const struct expected *b)
{
    const struct thing *x = &w->things[a->x], *y = &w->things[b->x];
    const char *name = s->field ? s->field->name : "score";
    int64_t m = 0, n = 0;
    struct str t = STR_EMPTY, u = STR_EMPTY;
    bool gone_x = false, gone_y = false;
    if (strcmp(name, "score") == 0)
        m = a->score, n = b->score;
    else if (strcmp(name, "year") == 0)
        m = x->year, n = y->year, gone_x = !m, gone_y = !n;
    else if (strcmp(name, "rating") == 0)
        m = x->ratings[0], n = y->ratings[0], gone_x = !m, gone_y = !n;
    else if (strcmp(name, "notes") == 0)
        m = x->n_notes, n = y->n_notes;
    else if (strcmp(name, "papers") == 0)
        m = x->n_papers, n = y->n_papers;
    else if (strcmp(name, "added_at") == 0)
        m = x->added_ms, n = y->added_ms, gone_x = !m, gone_y = !n;
    else if (strcmp(name, "id") == 0)
        t = x->public_id, u = y->public_id;
    else if (strcmp(name, "venue") == 0)
        t = str_lower(w->f->arena, str_from(x->venue)),
        u = str_lower(w->f->arena, str_from(y->venue)), gone_x = !t.n, gone_y = !u.n;
    else if (strcmp(name, "title") == 0)
        t = str_from(arena_printf(w->f->arena, "paper %zu", a->x)),
        u = str_from(arena_printf(w->f->arena, "paper %zu", b->x));
    else
        t = x->reference, u = y->reference;
    if (gone_x || gone_y)
        return gone_x - gone_y;
    int order = t.n || u.n ? str_cmp(t, u) : (m > n) - (m < n);
    return s->descending ? -order : order;
}

static int compare(struct world *w, const struct query *q, const struct expected *a,
                   const struct expected *b)
{
    struct query_sort standard[2] = {{NULL, true}, {NULL, true}};
    const struct query_sort *sort = q->n_sort ? q->sort : standard;
    size_t n = q->n_sort ? q->n_sort : 2;
    if (has_link_above(q->where))
        standard[1].field =
            query_field_find(q->find, q->find == FIND_PAPERS ? STR("year") : STR("papers"));
    else
        standard[0].field = standard[1].field =
            query_field_find(q->find, q->find == FIND_PAPERS ? STR("added_at") : STR("papers"));
    for (size_t i = 0; i < n; i++) {
        int order = compare_field(w, &sort[i], a, b);
        if (order)
            return order;
    }
    return str_cmp(w->things[a->x].public_id, w->things[b->x].public_id);
}

static size_t expect(struct world *w, const struct query *q, struct expected *out)
{
    size_t n = 0, first = q->find == FIND_PAPERS ? 0 : PAPERS;
    for (size_t x = first; x < (first ? NODES : PAPERS); x++) {
        struct verdict v = judge(w, x, q->where);
        if (!v.fits)
            continue;
        double mean = v.n_scores ? v.score_sum / v.n_scores : 0;
        struct expected next = {x, (int64_t)(1000 * mean + 0.5 + 1e-6)};
        size_t at = n++;
        for (; at && compare(w, q, &next, &out[at - 1]) < 0; at--)
            out[at] = out[at - 1];
        out[at] = next;
    }
    return n;
}

#endif
