#include "store_fixture.h"

#include "base/strbuf.h"
#include "store/search.h"
#include "store/search/search_terms_internal.h"
#include "store/search/search_token_internal.h"
#include "store/search/snippet_internal.h"

/* ---- tokens ---- */

struct listing {
    char text[1024];
};

static int list_token(void *context, const struct search_token *t)
{
    struct listing *l = context;
    size_t n = strlen(l->text);
    (void)snprintf(l->text + n, sizeof(l->text) - n, "%s%s%.*s", n ? " " : "",
                   t->is_colocated ? "=" : "", STR_FMT(t->text));
    return 0;
}

static void tokens_of_texts(void **state)
{
    (void)state;

    static const struct {
        const char *text, *in_note, *in_question;
    } rows[] = {
        {"Deep Networks", "deep networks =network", "deep network"},
        {"对比学习", "对比 比学 学习 习", "对比 比学 学习"},
        {"對比", "对比 比", "对比"},
        {"L0正则", "l0 正则 则", "l0 正则"},
        {"正则L0", "正则 则 l0", "正则 则 l0"},
        {"学", "学", "学"},
        {"自己教師あり", "自己 己教 教师 师あ あり り", "自己 己教 教师 师あ あり"},
        {"대조 학습", "대조 조 학습 습", "대조 조 학습"},
        {"ＧＡＮ Schrödinger", "gan schrodinger", "gan schrodinger"},
        {"C++ (v2.0)", "c v2 0", "c v2 0"},
        {"½", "12", "12"},
        {"a\x1f"
         "b",
         "a \x1f b", "a b"},
        {"\xff\xfe", "", ""},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct listing note = {""};
        struct listing question = {""};
        assert_int_equal(search_token_each(str_from(rows[i].text), false, list_token, &note), 0);
        assert_int_equal(search_token_each(str_from(rows[i].text), true, list_token, &question), 0);
        check_str(str_from(note.text), rows[i].in_note);
        check_str(str_from(question.text), rows[i].in_question);
    }
}

static void expressions_of_questions(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *text;
        bool prefix;
        const char *all;
    } rows[] = {
        {"deep learning", false, "(\"deep\" AND \"learning\")"},
        {"deep lear", true, "(\"deep\" AND \"lear\" *)"},
        {"deep ", true, "(\"deep\")"},
        {"\"deep learning\" -graph", false, "(\"deep\" + \"learning\") NOT (\"graph\")"},
        {"\xe2\x80\x9c"
         "deep learning\xe2\x80\x9d",
         false, "(\"deep\" + \"learning\")"},
        {"state-of-the-art", false, "(\"state\" + \"of\" + \"the\" + \"art\")"},
        {"学", false, "(\"学\" *)"},
        {"对比，学习", false, "(\"对比\" AND \"学习\")"},
        {"AND OR NOT NEAR", false, "(\"and\" AND \"or\" AND \"not\" AND \"near\")"},
        {"-graph", false, ""},
        {"\"", false, ""},
        {"*", false, ""},
        {"", true, ""},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        check_str(search_terms_read(str_from(rows[i].text), rows[i].prefix, f->arena).all,
                  rows[i].all);
}

/* ---- searching ---- */

static struct search_page find(struct fixture *f, struct db *db, const char *text, unsigned kinds,
                               bool prefix)
{
    struct err e = {0};
    struct search_page out;
    struct search_question question = {
        .text = str_from(text), .kinds = kinds, .prefix = prefix, .limit = 20};
    check_ok(search_find(db, &question, f->arena, &out, &e), e);
    return out;
}

static void fill(struct fixture *f)
{
    struct db *db = fixture_write(f);
    fixture_put_note(
        db, "moco.md", "MoCo",
        "# MoCo\n\nA queue of keys.\nL0正则 makes it sparse.\n对比学习的方法, API接口\n");
    fixture_put_note(db, "gan.md", "GAN notes",
                     "GANs are state-of-the-art generators.\n強化學習 is another matter.\n");
    fixture_put_paper(db, "arxiv:1911.05722",
                      "Momentum Contrast for Unsupervised Visual Representation Learning",
                      "[\"MoCo\",\"动量对比\"]", "[\"arxiv:1911.05722\"]");
    fixture_put_paper(db, "arxiv:1406.2661", "Generative Adversarial Networks", "[\"GAN\"]",
                      "[\"arxiv:1406.2661\"]");
    fixture_put_concept(db, "concept:contrastive-learning",
                        "{\"en\":\"contrastive learning\",\"zh\":\"对比学习\"}", "[\"CL\"]");
    fixture_put_concept(db, "concept:gan", "{\"en\":\"generative adversarial network\"}",
                        "[\"GAN\"]");
    fixture_commit(db);
}

static void questions_find_what_they_should(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct db *db = fixture_read(f);

    static const struct {
        const char *text;
        unsigned kinds;
        bool prefix;
        const char *first; /* title of the best hit; NULL = nothing */
        size_t n;
    } rows[] = {
        {"momentum contrast", SEARCH_ALL, false,
         "Momentum Contrast for Unsupervised Visual Representation Learning", 1},
        {"arXiv:1911.05722", SEARCH_ALL, false,
         "Momentum Contrast for Unsupervised Visual Representation Learning", 1},
        {"1406.2661", SEARCH_ALL, false, "Generative Adversarial Networks", 1},
        {"generative networks", SEARCH_PAPER, false, "Generative Adversarial Networks", 1},
        {"generative network", SEARCH_CONCEPT, false, "generative adversarial network", 1},
        {"GAN", SEARCH_NOTE, false, "GAN notes", 1},
        {"gen zebr", SEARCH_PAPER, true, NULL, 0},
        {"generative adversar", SEARCH_PAPER, true, "Generative Adversarial Networks", 1},
        {"L0正则", SEARCH_NOTE, false, "MoCo", 1},
        {"API接口", SEARCH_NOTE, false, "MoCo", 1},
        {"接口", SEARCH_NOTE, false, "MoCo", 1},
        {"法", SEARCH_NOTE, false, "MoCo", 1},
        {"的", SEARCH_NOTE, false, "MoCo", 1},
        {"对比学习", SEARCH_ALL, false, "contrastive learning", 2},
        {"對比學習", SEARCH_NOTE, false, "MoCo", 1},
        {"强化学习", SEARCH_NOTE, false, "GAN notes", 1},
        {"state-of-the-art", SEARCH_NOTE, false, "GAN notes", 1},
        {"\"of keys\"", SEARCH_NOTE, false, "MoCo", 1},
        {"queue -sparse", SEARCH_NOTE, false, NULL, 0},
        {"queue -generators", SEARCH_NOTE, false, "MoCo", 1},
        {"queue zebra", SEARCH_NOTE, false, "MoCo", 1}, /* any word, since not all match */
        {"习的方", SEARCH_NOTE, false, "MoCo", 1},
        {"比习", SEARCH_NOTE, false, NULL, 0},
        {"learning moco", SEARCH_PAPER, false,
         "Momentum Contrast for Unsupervised Visual Representation Learning", 1},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct search_page got = find(f, db, rows[i].text, rows[i].kinds, rows[i].prefix);
        if (got.n != rows[i].n || got.total != rows[i].n)
            fail_msg("%s: %zu hits", rows[i].text, got.n);
        if (rows[i].first)
            check_str(got.hits[0].title, rows[i].first);
    }
    store_read_end(db);
}

/* A phrase of the last name of one and the first of the next must not match. */
static void phrases_stay_inside_a_name(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    fixture_put_paper(db, "t:x", "Title", "[\"alpha beta\",\"gamma delta\"]", "");
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "\"gamma delta\"", SEARCH_ALL, false).n, 1);
    assert_int_equal(find(f, db, "\"gamma delta\" -\"beta gamma\"", SEARCH_ALL, false).n, 1);
    store_read_end(db);
}

static void the_index_follows_changes(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    int64_t note = fixture_put_note(db, "a.md", "A", "first words here");
    int64_t paper = fixture_put_paper(db, "t:p", "Old title", "", "");
    fixture_commit(db);

    db = fixture_write(f);
    fixture_put_note(db, "a.md", "A", "other text");
    fixture_put_paper(db, "t:p", "Middle title", "", "");
    fixture_put_paper(db, "t:p", "New title", "", "");
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "first", SEARCH_ALL, false).n, 0);
    assert_int_equal(find(f, db, "other", SEARCH_NOTE, false).n, 1);
    assert_int_equal(find(f, db, "old", SEARCH_ALL, false).n, 0);
    assert_int_equal(find(f, db, "middle", SEARCH_ALL, false).n, 0);
    assert_int_equal(find(f, db, "new", SEARCH_PAPER, false).n, 1);
    store_read_end(db);

    db = fixture_write(f);
    check_ok(note_delete(db, note, &e), e);
    check_ok(graph_delete_paper(db, paper, &e), e);
    fixture_put_paper(db, "t:q", "Reborn", "", ""); /* takes the number of the deleted one */
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "other", SEARCH_ALL, false).n, 0);
    assert_int_equal(find(f, db, "title", SEARCH_ALL, false).n, 0);
    assert_int_equal(find(f, db, "reborn", SEARCH_ALL, false).n, 1);
    store_read_end(db);

    db = fixture_write(f);
    check_ok(store_clear_graph(db, &e), e);
    fixture_put_paper(db, "t:r", "After the clearing", "", "");
    fixture_commit(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "reborn", SEARCH_ALL, false).n, 0);
    assert_int_equal(find(f, db, "clearing", SEARCH_ALL, false).n, 1);
    store_read_end(db);
}

static void a_rollback_leaves_the_index(void **state)
{
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    fixture_put_note(db, "a.md", "A", "vanishing text");
    fixture_put_paper(db, "t:p", "Vanishing title", "", "");
    store_write_rollback(db);
    db = fixture_read(f);
    assert_int_equal(find(f, db, "vanishing", SEARCH_ALL, false).n, 0);
    store_read_end(db);
}

static void snippets_mark_the_place(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *text, *question, *snippet;
        int64_t line;
    } rows[] = {
        {"one\ntwo three\nfour", "three", "one two \x01three\x02 four", 2},
        {"我们研究对比学习的方法", "对比学习", "我们研究\x01对比学习\x02的方法", 1},
        {"研究学问", "学", "研究\x01学问\x02", 1},
        {"GANs and networks", "gan network", "\x01GANs\x02 and \x01networks\x02", 1},
        {"no match", "zebra", "", 0},
        {"a \x01 b\x02\x1b zebra", "zebra", "a b \x01zebra\x02", 1},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct search_terms terms = search_terms_read(str_from(rows[i].question), false, f->arena);
        struct snippet got = snippet_of_text(str_from(rows[i].text), &terms, f->arena);
        check_str(got.text, rows[i].snippet);
        assert_int_equal(got.line, rows[i].line);
    }
}

/* The place with both words wins over the first place with one of them. */
static void snippets_show_most_words(void **state)
{
    struct fixture *f = *state;
    STRBUF_SCOPE(text);
    strbuf_add_cstr(&text, "alpha at the start");
    for (int i = 0; i < 100; i++)
        strbuf_add_cstr(&text, " filler words between\n");
    strbuf_add_cstr(&text, "alpha beside beta");
    struct search_terms terms = search_terms_read(STR("alpha beta"), false, f->arena);
    struct snippet got = snippet_of_text(strbuf_view(&text), &terms, f->arena);
    assert_true(str_has(got.text, STR("\x01"
                                      "alpha\x02 beside \x01"
                                      "beta\x02")));
    assert_int_equal(got.line, 101);
}

static void pages_and_scores(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    struct db *db = fixture_write(f);
    for (int i = 0; i < 30; i++) {
        char key[16];
        (void)snprintf(key, sizeof(key), "t:%d", i);
        fixture_put_paper(db, key, i == 7 ? "Attention" : "Attention and something else", "", "");
    }
    fixture_commit(db);
    db = fixture_read(f);
    struct search_page page;
    size_t seen = 0;
    for (size_t offset = 0; offset <= 30; offset += 10) {
        struct search_question question = {
            .text = STR("attention"), .kinds = SEARCH_ALL, .limit = 10, .offset = offset};
        check_ok(search_find(db, &question, f->arena, &page, &e), e);
        assert_int_equal(page.total, 30);
        seen += page.n;
        if (offset == 0) {
            check_str(page.hits[0].title, "Attention");
            assert_int_equal(page.hits[0].score, 1000);
            assert_true(page.hits[1].score < 1000);
        }
    }
    assert_int_equal(seen, 30);
    store_read_end(db);
}

/* When nothing has all words: all of them anywhere, then what is spelled nearly so before what has some. */
static void what_is_shown_when_words_are_missing(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct db *db = fixture_read(f);

    static const struct {
        const char *text, *first;
        enum search_match match;
    } rows[] = {
        {"momentum contrast", "Momentum Contrast for Unsupervised Visual Representation Learning",
         SEARCH_MATCH_ALL},
        {"makes-sparse", "MoCo", SEARCH_MATCH_ALL},
        {"contrastve learning", "contrastive learning", SEARCH_MATCH_NEAREST},
        {"对比学刁", "contrastive learning", SEARCH_MATCH_NEAREST},
        {"zebra sparse", "MoCo", SEARCH_MATCH_SOME},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct search_page found = find(f, db, rows[i].text, SEARCH_ALL, false);
        assert_true(found.n > 0);
        check_str(found.hits[0].title, rows[i].first);
        assert_int_equal(found.hits[0].match, rows[i].match);
    }
    struct search_page quoted = find(f, db, "\"makes sparse\"", SEARCH_ALL, false);
    assert_int_equal(quoted.hits[0].match, SEARCH_MATCH_SOME);
    store_read_end(db);
}

static void an_identifier_finds_its_paper(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    fill(f);
    struct db *db = fixture_read(f);
    struct search_page page;
    struct search_question question = {.text = STR("https://arxiv.org/abs/1406.2661v1"),
                                       .identifier = STR("arxiv:1406.2661"),
                                       .kinds = SEARCH_ALL,
                                       .limit = 5};
    check_ok(search_find(db, &question, f->arena, &page, &e), e);
    check_str(page.hits[0].key, "arxiv:1406.2661");
    store_read_end(db);
}

static void every_kind_is_counted(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct db *db = fixture_read(f);
    struct search_page all = find(f, db, "gan", SEARCH_ALL, false);
    struct search_page papers = find(f, db, "gan", SEARCH_PAPER, false);
    assert_int_equal(all.papers, 1);
    assert_int_equal(all.concepts, 1);
    assert_int_equal(all.notes, 1);
    assert_int_equal(all.total, 3);
    assert_int_equal(papers.total, 1);
    assert_int_equal(papers.notes, 1);
    store_read_end(db);
}

static void suggestions_begin_with_the_text(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    fill(f);
    struct db *db = fixture_read(f);

    static const struct {
        const char *text, *first, *snippet;
    } rows[] = {
        {"contr", "contrastive learning", ""},
        {"对比", "contrastive learning", ""},
        {"mom", "Momentum Contrast for Unsupervised Visual Representation Learning", ""},
        {"adversarial", "generative adversarial network", ""},
        {"g", "generative adversarial network", ""},
        {"CL", "contrastive learning",
         "\x01"
         "CL\x02"},
        {"visual repr", "Momentum Contrast for Unsupervised Visual Representation Learning", ""},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct search_hit *hits;
        size_t n;
        check_ok(search_suggest(db, str_from(rows[i].text), SEARCH_ALL, 5, f->arena, &hits, &n, &e),
                 e);
        if (!n)
            fail_msg("%s suggests nothing", rows[i].text);
        check_str(hits[0].title, rows[i].first);
        if (i == 5)
            check_str(hits[0].snippet, rows[i].snippet);
    }
    store_read_end(db);
}

static void nearest_names_of_typing_errors(void **state)
{
    struct fixture *f = *state;
    struct err e = {0};
    fill(f);
    struct db *db = fixture_read(f);

    static const struct {
        const char *name, *want;
    } rows[] = {
        {"contrastve lerning", "contrastive learning"},
        {"ontrastive learning", "contrastive learning"},
        {"对比学系", "contrastive learning"},
        {"momentm contrast", "Momentum Contrast for Unsupervised Visual Representation Learning"},
        {"zzzzqqqq", NULL},
        {"lea", NULL}, /* begins a word of a name and no more */
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct search_hit *hits;
        size_t n;
        check_ok(search_nearest(db, str_from(rows[i].name), SEARCH_ALL, 3, f->arena, &hits, &n, &e),
                 e);
        if (!rows[i].want)
            assert_int_equal(n, 0);
        else if (!n)
            fail_msg("nothing is near %s", rows[i].name);
        else
            check_str(hits[0].title, rows[i].want);
    }
    store_read_end(db);
}

/* ---- any text is a valid search ---- */

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Mostly what FTS5 would read as syntax, some letters of many scripts, some bytes of no script. */
static void add_random(struct strbuf *b, uint64_t *seed)
{
    static const char *const pieces[] = {
        "\"",  "*",    "(",     ")",  "^",  ":",  "-",  "+",      "{",    "}",  "AND ",
        "OR ", "NOT ", "NEAR(", " ",  "\n", "学", "習", "が",     "ㄱ",   "한", "é",
        "😀",   "\xff", "a",     "b2", "'",  ";",  "--", "title:", "\x1f", "½"};
    uint32_t r = next_random(seed);
    if (r % 4 == 0)
        strbuf_add_codepoint(b, next_random(seed) % 0x10FFFF);
    else if (r % 31 == 0)
        strbuf_add_byte(b, '\0');
    else
        strbuf_add_cstr(b, pieces[(r >> 8) % ARRAY_LEN(pieces)]);
}

static void any_text_is_a_valid_search(void **state)
{
    struct fixture *f = *state;
    fill(f);
    struct db *db = fixture_read(f);
    struct arena *a = arena_new();
    uint64_t seed = 20261123;
    STRBUF_SCOPE(text);
    for (int i = 0; i < 10000; i++) {
        struct err e = {0};
        struct search_hit *hits;
        size_t n;
        struct search_page page;
        strbuf_reset(&text);
        for (uint32_t k = next_random(&seed) % 40; k > 0; k--)
            add_random(&text, &seed);
        struct search_question question = {
            .text = strbuf_view(&text), .kinds = SEARCH_ALL, .prefix = i % 2, .limit = 5};
        if (!search_find(db, &question, a, &page, &e) ||
            (i % 10 == 0 &&
             (!search_suggest(db, strbuf_view(&text), SEARCH_ALL, 5, a, &hits, &n, &e) ||
              !search_nearest(db, strbuf_view(&text), SEARCH_ALL, 5, a, &hits, &n, &e))))
            fail_msg("\"%s\": %s (%s)", text.p, e.msg, e.detail);
        arena_clear(a);
    }
    arena_free(a);
    store_read_end(db);
}

#define SEARCH_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_of_texts),
        SEARCH_TEST(expressions_of_questions),
        SEARCH_TEST(questions_find_what_they_should),
        SEARCH_TEST(phrases_stay_inside_a_name),
        SEARCH_TEST(the_index_follows_changes),
        SEARCH_TEST(a_rollback_leaves_the_index),
        SEARCH_TEST(snippets_mark_the_place),
        SEARCH_TEST(snippets_show_most_words),
        SEARCH_TEST(pages_and_scores),
        SEARCH_TEST(what_is_shown_when_words_are_missing),
        SEARCH_TEST(an_identifier_finds_its_paper),
        SEARCH_TEST(every_kind_is_counted),
        SEARCH_TEST(suggestions_begin_with_the_text),
        SEARCH_TEST(nearest_names_of_typing_errors),
        SEARCH_TEST(any_text_is_a_valid_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
