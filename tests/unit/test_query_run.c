/* The engine against a reference that looks at everything one by one: thousands of random forms over small
 * random graphs give the same things, scores, orders and pages. */
#include "app/graph_index.h"
#include "app/query.h"
#include "base/clock.h"
#include "extract/extract.h"
#include "store_fixture.h"

#define PAPERS   14
#define CONCEPTS 8
#define NODES    (PAPERS + CONCEPTS)
#define EDGES    46
#define NOTES    6
#define GRAPHS   12
#define FORMS    300 /* a graph */

/* ---- the world ---- */

struct thing {
    int64_t id;
    struct str public_id, reference;
    int64_t year, n_notes, n_concepts, n_papers, added_ms;
    const char *venue, *status;
    const char *authors[3];
    size_t n_authors;
    unsigned notes;   /* bits */
    unsigned broader; /* concepts, bits */
};

struct link {
    int64_t id;
    size_t from, to;
    enum relation relation;
    const char *status;
    int64_t score;
};

struct world {
    struct fixture *f;
    struct library library;
    struct thing things[NODES]; /* papers, then concepts */
    struct link links[EDGES];
    size_t n_links;
    const char *tags[NOTES];
    uint64_t random;
};

static uint64_t roll(struct world *w, uint64_t n)
{
    w->random = w->random * 6364136223846793005u + 1442695040888963407u;
    return (w->random >> 33) % n;
}

#define PICK(w, list) ((list)[roll((w), ARRAY_LEN(list))])

static const char *const venues[] = {"", "CVPR", "NeurIPS", "ICML", "cvpr"};
static const char *const people[] = {"Ann Lee", "Bo Li", "Chen Wu", "ann lee"};
static const char *const statuses[] = {"entry", "cited", "stub"};
static const char *const tags[] = {"vision", "nlp", "Vision", "graph theory"};
static const int64_t years[] = {0, 0, 2018, 2019, 2020, 2021};

static const enum relation relations[] = {REL_USES, REL_CITES, REL_SIMILAR_TO, REL_ABOUT,
                                          REL_RELATED};

static const char *const decisions[] = {"proposed", "proposed", "confirmed", "rejected"};
static const int64_t scores[] = {100, 250, 300, 500, 800, 950};

static void make_notes(struct world *w, struct db *db, int64_t *ids)
{
    struct err e = {0};
    for (size_t i = 0; i < NOTES; i++) {
        w->tags[i] = PICK(w, tags);
        struct note_row row = {
            .path = str_from(arena_printf(w->f->arena, "n%zu.md", i)),
            .source = STR("folder"),
            .sha256 = STR("x"),
            .title = STR("note"),
            .tags = str_from(arena_printf(w->f->arena, "[\"%s\"]", w->tags[i])),
            .added_ms = 1000 * (int64_t)(1 + roll(w, 4)),
        };
        check_ok(note_put(db, &row, STR("body"), &e), e);
        ids[i] = row.id;
        for (size_t k = 0; k < NODES; k++) {
            struct thing *t = &w->things[k];
            if (!(t->notes >> i & 1u))
                continue;
            t->n_notes++;
            if (!t->added_ms || row.added_ms < t->added_ms)
                t->added_ms = row.added_ms;
        }
    }
}

static void make_paper(struct world *w, struct db *db, size_t i)
{
    struct err e = {0};
    struct thing *t = &w->things[i];
    char authors[100] = "[";
    *t = (struct thing){
        .year = PICK(w, years), .venue = PICK(w, venues), .status = PICK(w, statuses)};
    t->n_authors = roll(w, 3);
    for (size_t k = 0; k < t->n_authors; k++) {
        t->authors[k] = PICK(w, people);
        (void)strcat(authors, k ? ",\"" : "\"");
        (void)strcat(strcat(authors, t->authors[k]), "\"");
    }
    struct paper_row row = {.key = str_from(arena_printf(w->f->arena, "t:paper-%zu", i)),
                            .title = str_from(arena_printf(w->f->arena, "Paper %zu", i)),
                            .status = str_from(t->status),
                            .venue = str_from(t->venue),
                            .year = t->year,
                            .authors = str_from(strcat(authors, "]"))};
    check_ok(graph_put_paper(db, &row, &e), e);
    t->id = row.id;
    t->public_id = str_copy(w->f->arena, row.public_id);
    t->reference = row.key;
    t->notes = (unsigned)roll(w, 1u << NOTES);
}

static void make_concept(struct world *w, struct db *db, size_t i)
{
    struct err e = {0};
    struct thing *t = &w->things[i];
    *t = (struct thing){.status = "", .venue = ""};
    struct concept_row row = {.key = str_from(arena_printf(w->f->arena, "concept:k%zu", i)),
                              .kind = STR("method"),
                              .origin = STR("vocabulary"),
                              .labels =
                                  str_from(arena_printf(w->f->arena, "{\"en\":\"k%zu\"}", i))};
    check_ok(graph_put_concept(db, &row, &e), e);
    t->id = row.id;
    t->public_id = str_copy(w->f->arena, row.public_id);
    t->reference = str_from(arena_printf(w->f->arena, "k%zu", i));
    t->notes = (unsigned)roll(w, 1u << NOTES);
    for (size_t k = PAPERS; k < i; k++) {
        if (roll(w, 6))
            continue;
        t->broader |= 1u << (k - PAPERS);
    }
    struct str above[CONCEPTS];
    size_t n = 0;
    for (size_t k = 0; k < CONCEPTS; k++)
        if (t->broader >> k & 1u)
            above[n++] = w->things[PAPERS + k].reference;
    check_ok(graph_set_broader(db, t->reference, above, n, &e), e);
}

static bool has_link(const struct world *w, size_t from, size_t to, enum relation r)
{
    for (size_t i = 0; i < w->n_links; i++)
        if (w->links[i].from == from && w->links[i].to == to && w->links[i].relation == r)
            return true;
    return false;
}

static void make_link(struct world *w, struct db *db)
{
    struct err e = {0};
    struct link l = {.from = roll(w, NODES),
                     .to = roll(w, NODES),
                     .relation = PICK(w, relations),
                     .status = PICK(w, decisions),
                     .score = PICK(w, scores)};
    if (l.from == l.to || has_link(w, l.from, l.to, l.relation))
        return;
    struct edge_row row = {.from_id = w->things[l.from].id,
                           .to_id = w->things[l.to].id,
                           .relation = str_from(relation_name(l.relation)),
                           .score = l.score,
                           .status = str_from(l.status),
                           .origin = STR("extracted")};
    row.from_class = l.from < PAPERS ? NODE_PAPER : NODE_CONCEPT;
    row.to_class = l.to < PAPERS ? NODE_PAPER : NODE_CONCEPT;
    check_ok(graph_put_edge(db, &row, &e), e);
    l.id = row.id;
    w->links[w->n_links++] = l;
}

static void count_links(struct world *w, struct db *db, const int64_t *notes)
{
    struct err e = {0};
    for (size_t i = 0; i < NOTES; i++) {
        int64_t papers[PAPERS], concepts[CONCEPTS];
        struct note_nodes none = {0}, nodes = {.papers = papers, .concepts = concepts};
        struct note_nodes_change change = {notes[i], &none, &nodes};
        for (size_t k = 0; k < NODES; k++) {
            if (!(w->things[k].notes >> i & 1u))
                continue;
            if (k < PAPERS)
                papers[nodes.n_papers++] = w->things[k].id;
            else
                concepts[nodes.n_concepts++] = w->things[k].id;
        }
        struct arena *a = arena_new();
        check_ok(graph_put_note_nodes(db, &change, 1, graph_counts_new(a), &e), e);
        arena_free(a);
    }
    for (size_t k = 0; k < NODES; k++) {
        unsigned others = 0;
        for (size_t i = 0; i < w->n_links; i++) {
            const struct link *l = &w->links[i];
            size_t other = l->from == k ? l->to : l->from;
            bool fits = (l->from == k || l->to == k) && strcmp(l->status, "rejected") != 0 &&
                        (other < PAPERS) != (k < PAPERS);
            others |= fits ? 1u << other : 0;
        }
        int64_t n = __builtin_popcount(others);
        w->things[k].n_concepts = k < PAPERS ? n : 0;
        w->things[k].n_papers = k < PAPERS ? 0 : n;
        check_ok(
            graph_update_counts(db, k < PAPERS ? NODE_PAPER : NODE_CONCEPT, w->things[k].id, &e),
            e);
    }
}

static void world_make(struct world *w, struct fixture *f, uint64_t seed)
{
    struct err e = {0};
    int64_t notes[NOTES];
    *w = (struct world){.f = f, .random = seed * 7919 + 1};
    w->library = (struct library){.store = f->store, .graph = graph_cache_new()};
    struct db *db = fixture_write(f);
    check_ok(store_touch_graph(db, &e), e);
    for (size_t i = 0; i < NODES; i++)
        if (i < PAPERS)
            make_paper(w, db, i);
        else
            make_concept(w, db, i);
    make_notes(w, db, notes);
    for (size_t i = 0; i < EDGES; i++)
        make_link(w, db);
    count_links(w, db, notes);
    fixture_commit(db);
}

/* ---- random forms ---- */

static struct query_predicate *make_predicate(struct world *w, enum query_find find,
                                              unsigned depth);

static struct query_value *make_texts(struct world *w, const char *const *list, size_t n_list,
                                      size_t n)
{
    struct query_value *values = ARENA_ARRAY(w->f->arena, struct query_value, n);
    for (size_t i = 0; i < n; i++)
        values[i].text = str_from(list[roll(w, n_list)]);
    return values;
}

static void make_text_condition(struct world *w, struct query_condition *c, const char *field,
                                const char *const *list, size_t n_list)
{
    static const enum query_op ops[] = {OP_EQ,       OP_NE,     OP_IN,     OP_NIN,
                                        OP_CONTAINS, OP_PREFIX, OP_EXISTS, OP_ALL_OF};

    static const char *const parts[] = {"v", "an", "l", "neur", "c", "vision", "on"};
    c->field = query_field_find(FIND_PAPERS, str_from(field));
    c->op = PICK(w, ops);
    if (!c->field->is_multiple && c->op == OP_ALL_OF)
        c->op = OP_EQ;
    bool is_list = c->op == OP_IN || c->op == OP_NIN || c->op == OP_ALL_OF;
    c->n_values = is_list ? 1 + roll(w, 2) : 1;
    if (c->op == OP_CONTAINS || c->op == OP_PREFIX)
        c->values = make_texts(w, parts, ARRAY_LEN(parts), 1);
    else
        c->values = make_texts(w, list, n_list, c->n_values);
    c->values[0].number = c->op == OP_EXISTS ? (int64_t)roll(w, 2) : 0;
}

static void make_number_condition(struct world *w, enum query_find find, struct query_condition *c,
                                  const char *field, int64_t low, uint64_t span)
{
    static const enum query_op ops[] = {OP_EQ,  OP_NE, OP_GT,  OP_GTE,   OP_LT,
                                        OP_LTE, OP_IN, OP_NIN, OP_EXISTS};

    c->field = query_field_find(find, str_from(field));
    c->op = PICK(w, ops);
    c->n_values = c->op == OP_IN || c->op == OP_NIN ? 2 : 1;
    c->values = ARENA_ARRAY(w->f->arena, struct query_value, 2);
    for (size_t i = 0; i < 2; i++)
        c->values[i].number = low + (int64_t)roll(w, span);
    if (c->op == OP_EXISTS)
        c->values[0].number = (int64_t)roll(w, 2);
}

static void make_node_condition(struct world *w, enum query_find find, struct query_condition *c)
{
    static const enum query_op ops[] = {OP_EQ, OP_IN, OP_NE, OP_ALL_OF, OP_EXISTS};

    c->field = query_field_find(find, find == FIND_PAPERS ? STR("concept") : STR("broader"));
    c->op = PICK(w, ops);
    c->n_values = c->op == OP_IN || c->op == OP_ALL_OF ? 2 : 1;
    c->values = ARENA_ARRAY(w->f->arena, struct query_value, 2);
    size_t first = roll(w, CONCEPTS);
    for (size_t i = 0; i < 2; i++)
        c->values[i].text = w->things[PAPERS + (first + i * 3) % CONCEPTS].reference;
    c->values[0].number = (int64_t)roll(w, 2);
}

static void make_condition(struct world *w, enum query_find find, struct query_condition *c)
{
    static const char *const status_list[] = {"entry", "cited", "stub"};
    if (find == FIND_CONCEPTS) {
        if (roll(w, 2))
            make_number_condition(w, find, c, "papers", 0, 5);
        else
            make_node_condition(w, find, c);
        return;
    }
    switch (roll(w, 7)) {
    case 0:
        make_number_condition(w, find, c, "year", 2017, 6);
        break;
    case 1:
        make_text_condition(w, c, "venue", venues + 1, ARRAY_LEN(venues) - 1);
        break;
    case 2:
        make_text_condition(w, c, "author", people, ARRAY_LEN(people));
        break;
    case 3:
        make_text_condition(w, c, "tag", tags, ARRAY_LEN(tags));
        break;
    case 4:
        make_number_condition(w, find, c, "notes", 0, 5);
        break;
    case 5:
        make_text_condition(w, c, "status", status_list, ARRAY_LEN(status_list));
        break;
    default:
        make_node_condition(w, find, c);
    }
}

static void make_target(struct world *w, struct query_target *t, unsigned depth)
{
    if (depth > 2 && roll(w, 6) == 0) {
        t->type = TARGET_WHERE;
        t->find = roll(w, 2) ? FIND_PAPERS : FIND_CONCEPTS;
        t->where = make_predicate(w, t->find, 1);
        return;
    }
    size_t i = roll(w, NODES);
    t->type = roll(w, 2) ? TARGET_NAME : i < PAPERS ? TARGET_PAPER : TARGET_CONCEPT;
    t->reference = w->things[i].reference;
}

static void make_query_link(struct world *w, struct query_link *l, unsigned depth)
{
    static const char *const names[] = {"uses",    "cites",    "similar_to", "about",
                                        "related", "cited_by", "used_by"};
    static const char *const status_names[] = {"proposed", "confirmed", "rejected"};
    static const int64_t least[] = {0, 0, 250, 600};
    *l = (struct query_link){.direction = (enum query_direction)roll(w, 3),
                             .hops = 1 + (unsigned)roll(w, 4),
                             .expand = (enum query_expand)roll(w, 4),
                             .min_score = PICK(w, least)};
    l->n_to = 1 + roll(w, 2);
    l->to = ARENA_ARRAY(w->f->arena, struct query_target, l->n_to);
    for (size_t i = 0; i < l->n_to; i++)
        make_target(w, &l->to[i], depth);
    l->n_relations = roll(w, 3);
    l->relations = ARENA_ARRAY(w->f->arena, struct str, 3);
    for (size_t i = 0; i < l->n_relations; i++)
        l->relations[i] = str_from(PICK(w, names));
    l->n_statuses = roll(w, 4) == 0;
    l->statuses = ARENA_ARRAY(w->f->arena, struct str, 1);
    l->statuses[0] = str_from(PICK(w, status_names));
}

static struct query_predicate *make_predicate(struct world *w, enum query_find find, unsigned depth)
{
    struct query_predicate *p = ARENA_NEW(w->f->arena, struct query_predicate);
    uint64_t kind = depth == 0 ? 4 + roll(w, 2) : roll(w, 6);
    if (kind < 3) {
        p->type = (enum query_predicate_type)kind;
        p->n_parts = kind == 2 ? 1 : 1 + roll(w, 3);
        p->parts = ARENA_ARRAY(w->f->arena, struct query_predicate *, p->n_parts);
        for (size_t i = 0; i < p->n_parts; i++)
            p->parts[i] = make_predicate(w, find, depth - 1);
    } else if (kind < 5) {
        p->type = PREDICATE_LINKED;
        make_query_link(w, &p->link, depth);
    } else {
        p->type = PREDICATE_CONDITION;
        make_condition(w, find, &p->condition);
    }
    return p;
}

static void make_sort(struct world *w, struct query *q)
{
    static const char *const of_papers[] = {"year",     "title", "venue", "notes",
                                            "added_at", "id",    "key"};
    static const char *const of_concepts[] = {"papers", "slug", "notes", "added_at", "id"};
    q->n_sort = roll(w, 3);
    q->sort = ARENA_ARRAY(w->f->arena, struct query_sort, q->n_sort);
    for (size_t i = 0; i < q->n_sort; i++) {
        const char *name = q->find == FIND_PAPERS ? PICK(w, of_papers) : PICK(w, of_concepts);
        q->sort[i].descending = roll(w, 2);
        if (roll(w, 5))
            q->sort[i].field = query_field_find(q->find, str_from(name));
    }
}

/* ---- the reference ---- */

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

/* ---- the properties ---- */

/* All pages one after the other, of random sizes. */
static size_t read_pages(struct world *w, struct db *db, struct query *q, struct query_hit *out,
                         uint64_t *total)
{
    struct err e = {0};
    struct query_result r;
    size_t n = 0;
    q->cursor = STR_EMPTY;
    do {
        q->limit = 1 + roll(w, 7);
        check_ok(query_run(&w->library, db, q, LANGUAGE_EN, w->f->arena, &r, &e), e);
        assert_true(r.n_hits <= q->limit);
        for (size_t i = 0; i < r.n_hits; i++)
            out[n++] = r.hits[i];
        *total = r.total;
        q->cursor = r.next_cursor;
        assert_true(!r.next_cursor.n || r.n_hits == q->limit);
    } while (q->cursor.n && n < NODES);
    return n;
}

static void check_form(struct world *w, struct db *db, struct query *q, uint64_t seed)
{
    struct expected want[NODES];
    struct query_hit got[2 * NODES];
    uint64_t total;
    size_t n_want = expect(w, q, want), n = read_pages(w, db, q, got, &total);
    bool same = n == n_want && total == n_want;
    for (size_t i = 0; i < n && same; i++)
        same = got[i].id == w->things[want[i].x].id && got[i].score == want[i].score;
    if (same)
        return;
    for (size_t i = 0; i < n_want; i++)
        print_error("want %zu score %lld\n", want[i].x, (long long)want[i].score);
    for (size_t i = 0; i < n; i++)
        print_error("got row %lld score %lld\n", (long long)got[i].id, (long long)got[i].score);
    for (size_t i = 0; i < NODES; i++)
        print_error("%zu is row %lld\n", i, (long long)w->things[i].id);
    fail_msg("form %llu: total %llu", (unsigned long long)seed, (unsigned long long)total);
}

static void it_finds_what_the_reference_finds(void **state)
{
    struct fixture *f = *state;
    for (uint64_t g = 0; g < GRAPHS; g++) {
        struct world w;
        world_make(&w, f, g);
        struct db *db = fixture_read(f);
        struct arena_mark mark = arena_mark(f->arena);
        for (uint64_t i = 0; i < FORMS; i++) {
            struct query q = {.find = roll(&w, 3) ? FIND_PAPERS : FIND_CONCEPTS};
            w.random = g * 100003 + i;
            (void)roll(&w, 2);
            q.where = roll(&w, 20) ? make_predicate(&w, q.find, 3) : NULL;
            make_sort(&w, &q);
            check_form(&w, db, &q, w.random);
            arena_reset(f->arena, mark);
        }
        store_read_end(db);
        struct err e = {0};
        db = fixture_write(f);
        check_ok(store_clear_graph(db, &e), e);
        for (size_t i = 0; i < NOTES; i++) {
            struct note_row note;
            struct str path = str_from(arena_printf(f->arena, "n%zu.md", i));
            check_ok(note_get(db, path, f->arena, &note, &e), e);
            check_ok(note_delete(db, note.id, &e), e);
        }
        fixture_commit(db);
        graph_cache_free(w.library.graph);
    }
}

/* Edges by their own fields, and how many there are. */
static void edges_are_found_by_their_fields(void **state)
{
    struct fixture *f = *state;
    struct world w;
    world_make(&w, f, 77);
    struct db *db = fixture_read(f);
    for (size_t i = 0; i <= ARRAY_LEN(relations); i++) {
        struct query_value value = {0};
        struct query_predicate p = {
            .type = PREDICATE_CONDITION,
            .condition = {.field = query_field_find(FIND_EDGES, STR("relation")),
                          .values = &value,
                          .n_values = 1}};
        struct query q = {.find = FIND_EDGES};
        uint64_t want = 0;
        if (i < ARRAY_LEN(relations)) {
            value.text = str_from(relation_name(relations[i]));
            q.where = &p;
        }
        for (size_t k = 0; k < w.n_links; k++)
            want += !q.where || w.links[k].relation == relations[i];
        struct err e = {0};
        struct query_result r;
        q.limit = EDGES;
        check_ok(query_run(&w.library, db, &q, LANGUAGE_EN, f->arena, &r, &e), e);
        assert_int_equal(r.total, want);
        assert_int_equal(r.n_hits, want);
        for (size_t k = 1; k < r.n_hits; k++)
            assert_true(str_cmp(r.hits[k - 1].edge.public_id, r.hits[k].edge.public_id) < 0);
    }
    store_read_end(db);
    graph_cache_free(w.library.graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_finds_what_the_reference_finds, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(edges_are_found_by_their_fields, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
