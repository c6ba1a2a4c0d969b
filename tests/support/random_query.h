/* random_query.h: random questions for the properties of readers and writers; one seed, one series. */
#ifndef PS_TESTS_RANDOM_QUERY_H
#define PS_TESTS_RANDOM_QUERY_H

#include "app/query_write.h"
#include "base/arena.h"

struct random_query {
    uint64_t seed;
    struct arena *arena;
    bool has_subqueries, has_answer; /* answer: cursor, fields, include, facets */
    enum query_find find;
};

static inline uint32_t random_next(struct random_query *r, uint32_t below)
{
    r->seed = r->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(r->seed >> 33) % below;
}

static inline struct str random_text(struct random_query *r)
{
    static const char *const texts[] = {
        "MoCo",         "contrastive learning",
        "对比学习",     "a \"b\" c",
        "and or not",   "since 2019",
        "\"",           "x, y",
        "的",           "C++",
        "(a) b)",       "linked to X",
        "与X相关",      "top 5",
        "“x”",          "2020",
        "标签为“x”",    "path from A to B",
        "back\\slash",  "不",
        "paper",        "a/b~c",
        "newest first", "é ü",
        "unread",       "张三读过",
        "read by me",   "rated above 3",
        "yesterday",    "added since 7d",
    };
    return str_from(texts[random_next(r, ARRAY_LEN(texts))]);
}

static inline struct str random_choice(struct random_query *r, const char *values)
{
    struct str rest = str_from(values), part, names[64];
    size_t n = 0;
    while (n < 64 && str_split(&rest, '|', &part))
        names[n++] = part;
    return names[random_next(r, (uint32_t)n)];
}

static inline struct query_value random_value(struct random_query *r, const struct query_field *f,
                                              enum query_op op)
{
    static const struct query_value dates[] = {
        {.text = STR_INIT("2020"), .from = STR_INIT("2020-01-01"), .to = STR_INIT("2020-12-31")},
        {.text = STR_INIT("2024-02"), .from = STR_INIT("2024-02-01"), .to = STR_INIT("2024-02-29")},
        {.text = STR_INIT("2019-07-03"),
         .from = STR_INIT("2019-07-03"),
         .to = STR_INIT("2019-07-03")},
        {.text = STR_INIT("yesterday")},
        {.text = STR_INIT("last-week")},
        {.text = STR_INIT("30d")},
    };
    static const int64_t numbers[] = {2020, 1999, 0, -3, 7, 12345678901};
    bool is_part = op == OP_CONTAINS || op == OP_PREFIX;
    if (op == OP_EXISTS)
        return (struct query_value){.number = random_next(r, 2)};
    if (f->type == TYPE_NUMBER)
        return (struct query_value){.number = numbers[random_next(r, ARRAY_LEN(numbers))]};
    if (f->type == TYPE_SCORE)
        return (struct query_value){.number = random_next(r, 1001)};
    if (f->type == TYPE_DATE)
        return dates[random_next(r, ARRAY_LEN(dates))];
    return (struct query_value){.text = f->values && !is_part ? random_choice(r, f->values)
                                                              : random_text(r)};
}

static inline const struct query_field *random_field(struct random_query *r)
{
    size_t n;
    const struct query_field *fields = query_fields(&n);
    for (;;) {
        const struct query_field *f = &fields[random_next(r, (uint32_t)n)];
        if (f->find == r->find)
            return f;
    }
}

static inline bool random_op_fits(const struct query_field *f, enum query_op op)
{
    bool is_text = f->type == TYPE_TEXT || f->type == TYPE_NODE;
    if (op >= OP_GT && op <= OP_LTE)
        return !is_text;
    if (op == OP_CONTAINS || op == OP_PREFIX)
        return f->type == TYPE_TEXT;
    return op != OP_ALL_OF || f->is_multiple;
}

static inline void random_condition(struct random_query *r, struct query_condition *c)
{
    c->field = random_field(r);
    do
        c->op = (enum query_op)random_next(r, OP_ALL_OF + 1);
    while (!random_op_fits(c->field, c->op));
    c->n_values =
        c->op == OP_IN || c->op == OP_NIN || c->op == OP_ALL_OF ? 1 + random_next(r, 3) : 1;
    c->values = ARENA_ARRAY(r->arena, struct query_value, c->n_values);
    for (size_t i = 0; i < c->n_values; i++)
        c->values[i] = random_value(r, c->field, c->op);
}

static inline struct query_predicate *random_predicate(struct random_query *r, unsigned depth);

static inline struct query_target random_target(struct random_query *r, unsigned depth)
{
    struct query_target t = {.type = (enum query_target_type)random_next(r, TARGET_WHERE)};
    if (!r->has_subqueries || depth == 0 || random_next(r, 4)) {
        t.reference = random_text(r);
        return t;
    }
    enum query_find outer = r->find;
    t.type = TARGET_WHERE;
    r->find = t.find = random_next(r, 2) ? FIND_PAPERS : FIND_CONCEPTS;
    t.where = random_predicate(r, 0);
    r->find = outer;
    return t;
}

static inline void random_link(struct random_query *r, struct query_link *l, unsigned depth)
{
    size_t n;
    const struct query_relation *relations = query_relations(&n);
    l->n_to = 1 + random_next(r, 3) / 2;
    l->to = ARENA_ARRAY(r->arena, struct query_target, l->n_to);
    for (size_t i = 0; i < l->n_to; i++)
        l->to[i] = random_target(r, depth);
    l->n_relations = random_next(r, 3);
    l->relations = ARENA_ARRAY(r->arena, struct str, 3);
    for (size_t i = 0; i < l->n_relations; i++) {
        const struct query_relation *one = &relations[random_next(r, (uint32_t)n)];
        l->relations[i] = str_from(random_next(r, 3) ? one->name : one->inverse);
    }
    l->direction = (enum query_direction)random_next(r, DIRECTION_IN + 1);
    l->hops = random_next(r, 2) ? 1 : 1 + random_next(r, QUERY_HOPS_MAX);
    l->expand = random_next(r, 2) ? EXPAND_NARROWER : (enum query_expand)random_next(r, 4);
    l->min_score = random_next(r, 2) ? 0 : random_next(r, 1001);
    l->n_statuses = random_next(r, 4) / 2 * random_next(r, 2);
    l->statuses = ARENA_ARRAY(r->arena, struct str, 3);
    for (size_t i = 0; i < l->n_statuses; i++)
        l->statuses[i] = random_choice(r, "proposed|confirmed|rejected");
}

static inline void random_text_part(struct random_query *r, struct query_text *t)
{
    t->match = random_text(r);
    t->mode = (enum query_text_mode)random_next(r, 3);
    t->in = ARENA_ARRAY(r->arena, struct str, 2);
    t->n_in = random_next(r, 3);
    for (size_t i = 0; i < t->n_in; i++)
        t->in[i] = random_choice(r, "title|notes|name");
}

static inline void random_parts(struct random_query *r, struct query_predicate *p, size_t n,
                                unsigned depth)
{
    p->n_parts = n;
    p->parts = ARENA_ARRAY(r->arena, struct query_predicate *, n);
    for (size_t i = 0; i < n; i++)
        p->parts[i] = random_predicate(r, depth - 1);
}

static inline struct query_predicate *random_predicate(struct random_query *r, unsigned depth)
{
    struct query_predicate *p = ARENA_NEW(r->arena, struct query_predicate);
    uint32_t kind = random_next(r, depth ? 9 : 6);
    if (kind < 2) {
        p->type = PREDICATE_CONDITION;
        random_condition(r, &p->condition);
    } else if (kind < 4) {
        p->type = PREDICATE_LINKED;
        random_link(r, &p->link, depth);
    } else if (kind == 4) {
        p->type = PREDICATE_TEXT;
        random_text_part(r, &p->text);
    } else if (kind == 5) {
        p->type = PREDICATE_SIMILAR;
        p->similar.to = random_target(r, 0);
    } else {
        p->type = kind == 6 ? PREDICATE_ALL : kind == 7 ? PREDICATE_ANY : PREDICATE_NOT;
        random_parts(r, p, kind == 8 ? 1 : 1 + random_next(r, 3), depth);
    }
    return p;
}

static inline void random_sort(struct random_query *r, struct query *q)
{
    q->n_sort = random_next(r, 3);
    q->sort = ARENA_ARRAY(r->arena, struct query_sort, 3);
    for (size_t i = 0; i < q->n_sort; i++) {
        const struct query_field *f = random_field(r);
        bool is_score = random_next(r, 3) == 0;
        while (!f->can_sort)
            f = random_field(r);
        if (is_score)
            f = query_field_find(q->find, STR("score"));
        q->sort[i] = (struct query_sort){f, random_next(r, 2)};
    }
}

static inline void random_answer(struct random_query *r, struct query *q)
{
    q->cursor = random_next(r, 2) ? STR("abc-_1") : STR_EMPTY;
    q->fields = q->include = q->facets = ARENA_ARRAY(r->arena, struct str, 1);
    q->n_fields = random_next(r, 2);
    q->fields[0] = STR("id");
    q->include = ARENA_ARRAY(r->arena, struct str, 1);
    q->n_include = random_next(r, 2);
    q->include[0] = STR("why");
    q->facets = ARENA_ARRAY(r->arena, struct str, 1);
    q->facets[0] = random_field(r)->can_facet ? STR("language") : STR_EMPTY;
    q->n_facets = query_field_find(q->find, STR("language")) && q->facets[0].n;
}

/* Normalised. */
static inline struct query random_question(struct random_query *r, unsigned depth)
{
    struct query q = {.path = {.k = QUERY_PATHS_DEFAULT, .hops = QUERY_PATH_HOPS_DEFAULT}};
    r->find = q.find = (enum query_find)random_next(r, FIND_COUNT);
    if (q.find == FIND_PATHS) {
        q.path.from = random_target(r, 0);
        q.path.to = random_target(r, 0);
        q.path.k = 1 + random_next(r, QUERY_PATHS_MAX);
        q.path.hops = 1 + random_next(r, QUERY_PATH_HOPS_MAX);
        return q;
    }
    if (random_next(r, 8))
        q.where = random_predicate(r, depth);
    random_sort(r, &q);
    q.limit = random_next(r, 2) ? 0 : 1 + random_next(r, QUERY_LIMIT_MAX);
    if (r->has_answer)
        random_answer(r, &q);
    query_normalise(&q, r->arena);
    return q;
}

#endif
