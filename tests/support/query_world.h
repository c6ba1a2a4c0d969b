/* query_world.h: small random graphs, written into a store and kept beside it as plain arrays, and random
 * questions to them. From one seed always the same. */
#ifndef PS_TESTS_QUERY_WORLD_H
#define PS_TESTS_QUERY_WORLD_H

#include "app/graph_index.h"
#include "app/query.h"
#include "extract/extract.h"
#include "store/reading.h"
#include "store/select.h"
#include "store_fixture.h"

#define PAPERS   14
#define CONCEPTS 8
#define NODES    (PAPERS + CONCEPTS)
#define EDGES    46
#define NOTES    6
#define READERS  2 /* the first one asks */

/* ---- the world ---- */

struct thing {
    int64_t id;
    struct str public_id, reference;
    int64_t year, n_notes, n_concepts, n_papers, added_ms;
    const char *venue, *status;
    const char *authors[3];
    size_t n_authors;
    const char *states[READERS]; /* of each reader; NULL: nothing was said */
    int64_t ratings[READERS];
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
static const char *const readers[] = {"Ann Lee", "张三"};
static const char *const states[] = {"queued", "reading", "read", "skipped"};
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

static void make_readings(struct world *w, struct db *db, size_t i)
{
    struct err e = {0};
    struct thing *t = &w->things[i];
    for (size_t k = 0; k < READERS; k++) {
        bool found; /* of the world before */
        check_ok(reading_delete(db, str_from(readers[k]), t->id, &found, &e), e);
        if (roll(w, 3) == 0)
            continue;
        t->states[k] = PICK(w, states);
        t->ratings[k] = (int64_t)roll(w, 6);
        struct reading_row row = {.person = str_from(readers[k]),
                                  .key = t->reference,
                                  .state = str_from(t->states[k]),
                                  .rating = t->ratings[k],
                                  .changed_ms = 1,
                                  .paper_id = t->id};
        check_ok(reading_put(db, &row, &e), e);
    }
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
    for (size_t i = 0; i < PAPERS; i++)
        make_readings(w, db, i);
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
    static const char *const state_list[] = {"queued",  "reading", "read",
                                             "skipped", "unread",  "unfinished"};
    static const char *const reader_list[] = {"Ann Lee", "张三", "me", "nobody"};
    if (find == FIND_CONCEPTS) {
        if (roll(w, 2))
            make_number_condition(w, find, c, "papers", 0, 5);
        else
            make_node_condition(w, find, c);
        return;
    }
    switch (roll(w, 10)) {
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
    case 6:
        make_text_condition(w, c, "reading", state_list, ARRAY_LEN(state_list));
        break;
    case 7:
        make_number_condition(w, find, c, "rating", 0, 6);
        break;
    case 8:
        make_text_condition(w, c, "read_by", reader_list, ARRAY_LEN(reader_list));
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
                                            "added_at", "id",    "key",   "rating"};
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

#endif
