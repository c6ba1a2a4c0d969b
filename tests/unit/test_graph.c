#include "store_fixture.h"

#include "base/hash.h"

static struct paper_row find_paper(struct fixture *f, struct db *db, const char *reference,
                                   bool *moved)
{
    struct err e = {0};
    struct paper_row row = {0};
    check_ok(graph_find_paper(db, str_from(reference), f->arena, &row, moved, &e), e);
    return row;
}

static void a_paper_is_found_by_all_its_names(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    fixture_put_paper(db, "arxiv:1911.05722", "Momentum Contrast", "[\"MoCo\",\"动量对比\"]",
                      "[\"arxiv:1911.05722\",\"doi:10.1/ab\"]");
    fixture_commit(db);
    db = fixture_read(f);
    char public_id[PUBLIC_ID_MAX];
    hash_public_id('p', STR("arxiv:1911.05722"), public_id);
    const char *const references[] = {
        "arxiv:1911.05722", "arXiv:1911.05722", "DOI:10.1/AB", "momentum contrast", "MoCo",
        "動量對比",         public_id};
    for (size_t i = 0; i < ARRAY_LEN(references); i++) {
        bool moved = true;
        struct paper_row row = find_paper(f, db, references[i], &moved);
        check_str(row.key, "arxiv:1911.05722");
        check_str(row.public_id, public_id);
        check_str(row.urls, "[]");
        assert_false(moved);
    }
    struct err e = {0};
    struct paper_row row;
    bool moved;
    assert_false(graph_find_paper(db, STR("nothing"), f->arena, &row, &moved, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    store_read_end(db);
}

static void a_name_of_two_papers_is_ambiguous(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    fixture_put_paper(db, "arxiv:1", "Attention", "", "");
    fixture_put_paper(db, "arxiv:2", "Attention", "", "");
    fixture_commit(db);
    db = fixture_read(f);
    struct err e = {0};
    struct paper_row row;
    bool moved;
    assert_false(graph_find_paper(db, STR("attention"), f->arena, &row, &moved, &e));
    assert_int_equal(e.code, ERR_AMBIGUOUS_TERM);
    store_read_end(db);
}

/* Names that a paper loses no longer find it; those that it gains do. */
static void names_follow_an_update(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    int64_t id = fixture_put_paper(db, "t:moco", "MoCo", "[\"old name\"]", "[\"arxiv:1\"]");
    assert_int_equal(fixture_put_paper(db, "t:moco", "MoCo", "[\"new name\"]", "[\"arxiv:2\"]"),
                     id);
    fixture_commit(db);
    db = fixture_read(f);
    bool moved;
    assert_int_equal(find_paper(f, db, "new name", &moved).id, id);
    assert_int_equal(find_paper(f, db, "arxiv:2", &moved).id, id);
    static const char *const gone[] = {"old name", "arxiv:1"};
    for (size_t i = 0; i < ARRAY_LEN(gone); i++) {
        struct err e = {0};
        struct paper_row row;
        assert_false(graph_find_paper(db, str_from(gone[i]), f->arena, &row, &moved, &e));
        assert_int_equal(e.code, ERR_NOT_FOUND);
    }
    store_read_end(db);
}

/* Invariant 4: the id of a paper that became part of another one leads to that one. */
static void an_old_id_leads_to_the_survivor(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t gone = fixture_put_paper(db, "t:momentum-contrast", "Momentum Contrast", "", "");
    struct paper_row old;
    check_ok(graph_get_paper(db, gone, f->arena, &old, &e), e);
    check_ok(graph_delete_paper(db, gone, &e), e);
    fixture_put_paper(db, "arxiv:1911.05722", "MoCo", "[\"Momentum Contrast\"]", "");
    fixture_commit(db);
    fixture_reopen(f);
    db = fixture_read(f);
    bool moved = false;
    check_str(find_paper(f, db, old.public_id.p, &moved).key, "arxiv:1911.05722");
    assert_true(moved);
    store_read_end(db);
}

static void ids_survive_a_rebuild(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    fixture_put_paper(db, "t:a", "Title A", "", "");
    int64_t paper = fixture_put_paper(db, "t:b", "Title B", "", "");
    int64_t concept = fixture_put_concept(db, "concept:x", "{\"en\":\"x thing\"}", "");
    struct edge_row edge = fixture_put_edge(db, paper, "about", concept, 900);
    struct str edge_id = str_copy(f->arena, edge.public_id);
    struct paper_row b;
    check_ok(graph_get_paper(db, paper, f->arena, &b, &e), e);
    fixture_commit(db);

    db = fixture_write(f);
    check_ok(store_clear_graph(db, &e), e);
    /* The paper now has an identifier, so another key, id and row number. */
    paper = fixture_put_paper(db, "arxiv:7", "Title B", "", "[\"arxiv:7\"]");
    concept = fixture_put_concept(db, "concept:x", "{\"en\":\"x thing\"}", "");
    struct edge_row again = fixture_put_edge(db, paper, "about", concept, 900);
    assert_false(str_eq(again.public_id, edge_id));
    fixture_commit(db);

    db = fixture_read(f);
    bool moved;
    check_str(find_paper(f, db, b.public_id.p, &moved).key, "arxiv:7");
    assert_true(moved);
    struct edge_row found;
    check_ok(graph_get_edge(db, edge_id, f->arena, &found, &e), e);
    assert_int_equal(found.from_id, paper);
    assert_int_equal(found.to_id, concept);
    store_read_end(db);
}

static void concepts_are_found_in_any_language(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t id =
        fixture_put_concept(db, "concept:contrastive-learning",
                            "{\"en\":\"contrastive learning\",\"zh\":\"对比学习\"}", "[\"CL\"]");
    fixture_commit(db);
    db = fixture_read(f);
    static const char *const references[] = {"concept:contrastive-learning", "contrastive-learning",
                                             "Contrastive Learning", "對比學習", "cl"};
    for (size_t i = 0; i < ARRAY_LEN(references); i++) {
        struct concept_row row;
        bool moved;
        check_ok(graph_find_concept(db, str_from(references[i]), f->arena, &row, &moved, &e), e);
        assert_int_equal(row.id, id);
        check_str(row.slug, "contrastive-learning");
    }
    store_read_end(db);
}

struct listed {
    struct edge_row *rows;
    size_t n;
    uint64_t total;
};

static struct listed list_edges(struct fixture *f, struct db *db, struct edge_filter filter)
{
    struct err e = {0};
    struct listed out = {0};
    if (!filter.limit)
        filter.limit = 100;
    check_ok(graph_list_edges(db, &filter, f->arena, &out.rows, &out.n, &out.total, &e), e);
    return out;
}

static void edges_are_filtered_and_sorted(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    int64_t a = fixture_put_paper(db, "t:a", "A", "", "");
    int64_t b = fixture_put_paper(db, "t:b", "B", "", "");
    int64_t x = fixture_put_concept(db, "concept:x", "{\"en\":\"x\"}", "");
    int64_t y = fixture_put_concept(db, "concept:y", "{\"en\":\"y\"}", "");
    fixture_put_edge(db, a, "about", x, 500);
    fixture_put_edge(db, a, "uses", y, 900);
    fixture_put_edge(db, b, "about", x, 700);
    fixture_put_edge(db, b, "extends", a, 800);
    fixture_commit(db);
    db = fixture_read(f);
    struct edge_filter of_a = {.has_node = true, .node_id = a};
    struct listed all = list_edges(f, db, of_a);
    assert_int_equal(all.n, 3);
    assert_int_equal(all.total, 3);
    assert_int_equal(all.rows[0].score, 900);
    assert_int_equal(all.rows[1].score, 800);
    assert_int_equal(all.rows[2].score, 500);

    struct edge_filter variants[5];
    for (size_t i = 0; i < ARRAY_LEN(variants); i++)
        variants[i] = of_a;
    variants[0].only_in = true;
    variants[1].only_out = true;
    variants[2].has_other = true;
    variants[2].other_class = NODE_PAPER;
    variants[3].relation = STR("about");
    variants[4].relation = STR("no such relation");
    static const size_t want[] = {1, 2, 1, 1, 0};
    for (size_t i = 0; i < ARRAY_LEN(variants); i++) {
        assert_int_equal(list_edges(f, db, variants[i]).n, want[i]);
        assert_int_equal(list_edges(f, db, variants[i]).total, want[i]);
    }
    of_a.min_score = 600;
    assert_int_equal(list_edges(f, db, of_a).n, 2);
    assert_int_equal(list_edges(f, db, (struct edge_filter){0}).total, 4);
    store_read_end(db);
}

/* Pages of one are the whole list, also with equal scores, for a node and for all. */
static void edge_pages_join_without_gaps(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    int64_t a = fixture_put_paper(db, "t:a", "A", "", "");
    for (int i = 0; i < 20; i++) {
        char key[32];
        (void)snprintf(key, sizeof(key), "concept:c%d", i);
        fixture_put_edge(db, a, "about", fixture_put_concept(db, key, "{}", ""), 100 * (i / 7));
    }
    fixture_commit(db);
    db = fixture_read(f);
    for (int has_node = 0; has_node < 2; has_node++) {
        struct edge_filter filter = {.has_node = has_node, .node_id = a};
        struct listed all = list_edges(f, db, filter);
        assert_int_equal(all.n, 20);
        filter.limit = 1;
        for (size_t i = 0; i < all.n; i++) {
            struct listed page = list_edges(f, db, filter);
            assert_int_equal(page.n, 1);
            assert_int_equal(page.rows[0].id, all.rows[i].id);
            assert_int_equal(page.total, 20);
            filter.after = page.rows[0].public_id;
        }
        assert_int_equal(list_edges(f, db, filter).n, 0);
        for (size_t i = 1; i < all.n && !has_node; i++)
            assert_true(str_cmp(all.rows[i - 1].public_id, all.rows[i].public_id) < 0);
    }
    store_read_end(db);
}

static void put_supported_edge(struct fixture *f, struct db *db, int64_t note, int64_t from,
                               int64_t to)
{
    struct err e = {0};
    struct fact_edge edge = {.from_type = STR("paper"),
                             .to_type = STR("concept"),
                             .relation = STR("about"),
                             .score = 800};
    struct fact_evidence evidence[] = {
        {.rank = 0, .begin = 0, .end = 4, .line = 1, .weight = 700, .rule = STR("heading")},
        {.rank = 1, .begin = 5, .end = 11, .line = 1, .weight = 900, .rule = STR("bullet")},
    };
    struct fact_set facts = {.edges = &edge, .n_edges = 1, .evidence = evidence, .n_evidence = 2};
    check_ok(fact_replace(db, note, &facts, &e), e);
    struct edge_row row = fixture_put_edge(db, from, "about", to, 800);
    struct support_row support = {.edge_id = row.id, .note_id = note, .score = 800};
    check_ok(graph_pack_evidence(db, evidence, 2, f->arena, &support.evidence, &e), e);
    check_ok(graph_put_support(db, &support, 1, &e), e);
    int64_t ends[] = {from, to};
    struct note_nodes none = {0};
    struct note_nodes nodes = {&ends[0], &ends[1], &row.id, 1, 1, 1};
    struct note_nodes_change change = {note, &none, &nodes};
    check_ok(graph_put_note_nodes(db, &change, 1, graph_counts_new(f->arena), &e), e);
}

/* Invariant 2: the quote is those bytes of the note, characters of several bytes included. */
static void evidence_quotes_the_note(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = fixture_put_note(db, "a.md", "A", "MoCo \xe5\xaf\xb9\xe6\xaf\x94 end");
    int64_t a = fixture_put_paper(db, "t:a", "A", "", "");
    int64_t x = fixture_put_concept(db, "concept:x", "{}", "");
    put_supported_edge(f, db, note, a, x);
    fixture_commit(db);
    db = fixture_read(f);
    struct listed edges = list_edges(f, db, (struct edge_filter){0});
    struct evidence_row *rows;
    size_t n;
    check_ok(graph_list_evidence(db, edges.rows[0].id, 10, f->arena, &rows, &n, &e), e);
    assert_int_equal(n, 2);
    check_str(rows[0].quote, "对比");
    check_str(rows[0].rule, "bullet");
    check_str(rows[0].path, "a.md");
    check_str(rows[1].quote, "MoCo");
    check_ok(graph_list_evidence(db, edges.rows[0].id, 1, f->arena, &rows, &n, &e), e);
    assert_int_equal(n, 1);
    check_ok(graph_list_evidence_in_note(db, note, f->arena, &rows, &n, &e), e);
    assert_int_equal(n, 2);
    check_str(rows[0].quote, "MoCo");
    store_read_end(db);
}

static void support_and_mentions_go_with_their_note(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = fixture_put_note(db, "a.md", "A", "MoCo and more");
    int64_t a = fixture_put_paper(db, "t:a", "A", "", "");
    int64_t x = fixture_put_concept(db, "concept:x", "{}", "");
    put_supported_edge(f, db, note, a, x);
    check_ok(graph_update_counts(db, NODE_PAPER, a, &e), e);
    check_ok(graph_update_counts(db, NODE_CONCEPT, x, &e), e);
    struct paper_row paper;
    struct concept_row concept;
    check_ok(graph_get_paper(db, a, f->arena, &paper, &e), e);
    check_ok(graph_get_concept(db, x, f->arena, &concept, &e), e);
    assert_int_equal(paper.n_notes, 1);
    assert_int_equal(paper.n_concepts, 1);
    assert_int_equal(concept.n_papers, 1);

    struct note_nodes nodes;
    struct note_nodes none = {0};
    check_ok(graph_get_note_nodes(db, note, f->arena, &nodes, &e), e);
    assert_int_equal(nodes.n_edges, 1);
    struct support_row *support;
    size_t n;
    check_ok(graph_list_support(db, nodes.edges[0], f->arena, &support, &n, &e), e);
    assert_int_equal(n, 1);
    check_str(support[0].path, "a.md");
    check_ok(graph_delete_support(db, nodes.edges[0], note, &e), e);
    check_ok(graph_list_support(db, nodes.edges[0], f->arena, &support, &n, &e), e);
    assert_int_equal(n, 0);
    struct note_nodes_change change = {note, &nodes, &none};
    check_ok(graph_put_note_nodes(db, &change, 1, graph_counts_new(f->arena), &e), e);
    check_ok(graph_update_counts(db, NODE_PAPER, a, &e), e);
    check_ok(graph_get_paper(db, a, f->arena, &paper, &e), e);
    assert_int_equal(paper.n_notes, 0);
    check_ok(graph_get_note_nodes(db, note, f->arena, &nodes, &e), e);
    assert_int_equal(nodes.n_papers + nodes.n_concepts + nodes.n_edges, 0);
    store_write_rollback(db);
}

static void narrower_follows_the_vocabulary(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t top = fixture_put_concept(db, "concept:learning", "{}", "");
    int64_t low = fixture_put_concept(db, "concept:moco", "{}", "");
    struct str learning = STR("learning");
    struct str middle = STR("contrastive-learning"); /* not in the graph */
    struct str moco = STR("moco");
    check_ok(graph_set_broader(db, middle, &learning, 1, &e), e);
    check_ok(graph_set_broader(db, moco, &middle, 1, &e), e);
    check_ok(graph_set_broader(db, learning, &moco, 1, &e), e); /* a circle must end */
    int64_t *ids;
    size_t n;
    check_ok(graph_narrower(db, top, 100, f->arena, &ids, &n, &e), e);
    assert_int_equal(n, 2);
    assert_int_equal(ids[0], top);
    assert_int_equal(ids[1], low);
    check_ok(graph_broader(db, top, f->arena, &ids, &n, &e), e);
    assert_int_equal(n, 1);
    assert_int_equal(ids[0], low);
    store_write_rollback(db);
}

static void lists_filter_by_words(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    fixture_put_paper(db, "t:a", "Momentum Contrast", "", "");
    fixture_put_paper(db, "t:b", "Contrastive coding", "[\"momentum\"]", "");
    fixture_put_concept(db, "concept:m", "{\"en\":\"momentum\",\"zh\":\"动量\"}", "");
    fixture_put_concept(db, "concept:n", "{\"en\":\"momentum encoder\"}", "");
    fixture_commit(db);
    db = fixture_read(f);

    static const struct {
        const char *text;
        size_t concepts;
    } rows[] = {{"momentum", 2}, {"contrast", 0}, {"动量", 1}, {"!!", 0}, {"", 2}};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct concept_filter concepts = {.text = str_from(rows[i].text), .limit = 10};
        struct concept_row *concept_rows;
        size_t n;
        uint64_t total;
        for (int by_papers = 0; by_papers < 2; by_papers++) {
            concepts.by_papers = by_papers;
            check_ok(graph_list_concepts(db, &concepts, f->arena, &concept_rows, &n, &total, &e),
                     e);
            assert_int_equal(n, rows[i].concepts);
            assert_int_equal(total, rows[i].concepts);
        }
    }
    store_read_end(db);
}

struct trace {
    struct arena *arena;
    char text[512];
};

static void trace_add(struct trace *t, struct str s)
{
    size_t n = strlen(t->text);
    (void)snprintf(t->text + n, sizeof(t->text) - n, "%.*s ", STR_FMT(s));
}

static bool trace_paper(void *context, const struct paper_row *row)
{
    trace_add(context, row->key);
    return true;
}

static bool trace_concept(void *context, const struct concept_row *row)
{
    trace_add(context, row->key);
    return true;
}

static bool trace_edge(void *context, const struct edge_row *row, struct str from_key,
                       struct str to_key, const struct evidence_row *evidence, size_t n_evidence)
{
    trace_add(context, from_key);
    trace_add(context, row->relation);
    trace_add(context, to_key);
    for (size_t i = 0; i < n_evidence; i++)
        trace_add(context, evidence[i].quote);
    return true;
}

static void a_visit_is_sorted_by_key(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = fixture_put_note(db, "a.md", "A", "MoCo and more");
    int64_t b = fixture_put_paper(db, "t:b", "B", "", "");
    int64_t a = fixture_put_paper(db, "t:a", "A", "", "");
    int64_t x = fixture_put_concept(db, "concept:x", "{}", "");
    fixture_put_edge(db, b, "uses", x, 1);
    fixture_put_edge(db, b, "extends", a, 1);
    put_supported_edge(f, db, note, a, x);
    fixture_commit(db);
    db = fixture_read(f);
    struct trace t = {.arena = f->arena};
    struct graph_visitor v = {&t, trace_paper, trace_concept, trace_edge};
    check_ok(graph_visit(db, &v, &e), e);
    assert_string_equal(t.text, "t:a t:b concept:x t:a about concept:x and mo MoCo t:b extends t:a "
                                "t:b uses concept:x ");
    store_read_end(db);
}

#define GRAPH_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GRAPH_TEST(a_paper_is_found_by_all_its_names),
        GRAPH_TEST(a_name_of_two_papers_is_ambiguous),
        GRAPH_TEST(names_follow_an_update),
        GRAPH_TEST(an_old_id_leads_to_the_survivor),
        GRAPH_TEST(ids_survive_a_rebuild),
        GRAPH_TEST(concepts_are_found_in_any_language),
        GRAPH_TEST(edges_are_filtered_and_sorted),
        GRAPH_TEST(edge_pages_join_without_gaps),
        GRAPH_TEST(evidence_quotes_the_note),
        GRAPH_TEST(support_and_mentions_go_with_their_note),
        GRAPH_TEST(narrower_follows_the_vocabulary),
        GRAPH_TEST(lists_filter_by_words),
        GRAPH_TEST(a_visit_is_sorted_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
