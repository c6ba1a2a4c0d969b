#include "check.h"

#include "base/strbuf.h"
#include "extract/vocabulary.h"
#include "extract/vocabulary/image_internal.h"
#include "extract/vocabulary/vocabulary_internal.h"
#include "extract/vocabulary_file.h"

/* The shipped vocabulary and further rows of its format. */
static struct vocabulary *load(const char *rows)
{
    struct vocabulary *v;
    struct err e = {0};
    check_ok(vocabulary_new(&v, &e), e);
    if (rows)
        check_ok(vocabulary_add(v, STR("mine.tsv"), str_from(rows), &e), e);
    check_ok(vocabulary_finish(v, &e), e);
    return v;
}

/* The shipped vocabulary and files of users. */
static struct vocabulary *load_users(const char *const *files, size_t n, size_t *merged)
{
    struct vocabulary *v;
    struct err e = {0};
    struct arena *a = arena_new();
    check_ok(vocabulary_new(&v, &e), e);
    for (size_t i = 0; i < n; i++) {
        struct concept_list list;
        STRBUF_SCOPE(packed);
        check_ok(vocabulary_file_read(str_from(files[i]), FORMAT_CSV, a, &list, &e), e);
        concept_list_pack(&list, &packed);
        check_ok(vocabulary_add_packed(v, STR("user"), strbuf_view(&packed), merged, &e), e);
    }
    check_ok(vocabulary_finish(v, &e), e);
    arena_free(a);
    return v;
}

static struct vocabulary *load_user(const char *file)
{
    size_t merged;
    return load_users(&file, 1, &merged);
}

static enum label_class class_of(const struct vocabulary *v, const char *id, const char *text)
{
    const struct vocabulary_concept *c = vocabulary_by_id(v, str_from(id));
    assert_non_null(c);
    for (size_t i = 0; i < c->n_labels; i++)
        if (str_eq(c->labels[i].text, str_from(text)))
            return c->labels[i].class_;
    fail_msg("%s has no label %s", id, text);
    return CLASS_BLOCKED;
}

static void shipped_vocabulary_loads(void **state)
{
    (void)state;
    struct vocabulary *v = load(NULL);
    assert_true(vocabulary_count(v) > 1300);
    assert_true(vocabulary_label_count(v) > 5 * vocabulary_count(v) / 2);
    const struct vocabulary_concept *c = vocabulary_by_id(v, STR("contrastive-learning"));
    assert_non_null(c);
    check_str(c->labels[0].text, "contrastive learning");
    check_str(c->area, "learning-paradigms");
    assert_ptr_equal(vocabulary_at(v, vocabulary_index(v, c)), c);
    vocabulary_free(v);
}

static void classes_are_inferred(void **state)
{
    (void)state;
    struct vocabulary *v = load(
        "x-one\tmethod\tQuabble Net|QUAB|QUA|QuaNet|Quab|quab|quabble|flow:safe\t夸贝|夸贝网络\n");

    static const struct {
        const char *label;
        enum label_class class_;
    } cases[] = {
        {"Quabble Net", CLASS_SAFE}, {"QUAB", CLASS_CASED}, {"QUA", CLASS_CONTEXT},
        {"QuaNet", CLASS_CASED},     {"Quab", CLASS_CASED}, {"quab", CLASS_STRUCTURAL},
        {"quabble", CLASS_SAFE},     {"flow", CLASS_SAFE},  {"夸贝", CLASS_STRUCTURAL},
        {"夸贝网络", CLASS_SAFE},
    };

    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(class_of(v, "x-one", cases[i].label), cases[i].class_);
    vocabulary_free(v);
}

static void names_are_looked_up(void **state)
{
    (void)state;
    struct vocabulary *v =
        load("q-a\tterm\tquxology:multi\nq-b\tterm\tquxology:multi|Quxonomics\n");
    struct arena *a = arena_new();
    uint32_t *found;
    size_t n;
    vocabulary_by_label(v, STR("QUXOLOGIES"), a, &found, &n);
    assert_int_equal(n, 2);
    vocabulary_by_label(v, STR("quxonomics"), a, &found, &n);
    assert_int_equal(n, 1);
    check_str(vocabulary_at(v, found[0])->id, "q-b");
    vocabulary_by_label(v, STR("對比學習"), a, &found, &n);
    assert_int_equal(n, 1);
    check_str(vocabulary_at(v, found[0])->id, "contrastive-learning");
    vocabulary_by_label(v, STR("quxonomics of"), a, &found, &n);
    assert_int_equal(n, 0);
    vocabulary_by_label(v, STR(""), a, &found, &n);
    assert_int_equal(n, 0);
    assert_true(vocabulary_knows_word(v, STR("quxonomics")));
    assert_false(vocabulary_knows_word(v, STR("quxonomic")));
    arena_free(a);
    vocabulary_free(v);
}

static struct str only_meaning(const struct vocabulary *v, const char *name)
{
    struct arena *a = arena_new();
    uint32_t *found;
    size_t n;
    vocabulary_by_label(v, str_from(name), a, &found, &n);
    if (n != 1)
        fail_msg("%s has %zu meanings", name, n);
    struct str id = vocabulary_at(v, found[0])->id;
    arena_free(a);
    return id;
}

static void labels_of_the_user_win(void **state)
{
    (void)state;
    struct vocabulary *v = load_user("label,alt\nQuxing,CL|model\n");
    check_str(only_meaning(v, "CL"), "quxing");    /* of several shipped concepts */
    check_str(only_meaning(v, "model"), "quxing"); /* blocked for the shipped files */
    assert_true(vocabulary_by_id(v, STR("quxing"))->is_user);
    check_str(vocabulary_by_id(v, STR("quxing"))->kind, "term");
    vocabulary_free(v);
}

static void same_label_is_same_concept(void **state)
{
    (void)state;
    static const char *const files[] = {
        "id,label_en,label_zh,alt\nmy-cl,Contrastive Learning,,contrasting\n",
        "label_zh,alt\n对比式学习法,对比学习\n",
    };
    size_t merged;
    struct vocabulary *v = load_users(files, 2, &merged);
    const struct vocabulary_concept *c = vocabulary_by_id(v, STR("contrastive-learning"));
    assert_int_equal(merged, 1);
    assert_null(vocabulary_by_id(v, STR("my-cl")));
    assert_false(c->is_user);
    check_str(c->labels[0].text, "Contrastive Learning");
    check_str(c->labels[1].text, "对比式学习法");
    check_str(only_meaning(v, "contrasting"), "contrastive-learning");
    check_str(only_meaning(v, "contrastive representation learning"), "contrastive-learning");
    check_str(only_meaning(v, "对比学习"), "contrastive-learning");
    vocabulary_free(v);
}

/* Merging a concept does not make all its shipped labels the user's, which would take ambiguous ones
 * from others. */
static void merging_leaves_ambiguous_labels(void **state)
{
    (void)state;
    struct vocabulary *v = load_user("label\ncontrastive learning\n");
    struct arena *a = arena_new();
    uint32_t *found;
    size_t n;
    vocabulary_by_label(v, STR("CL"), a, &found, &n);
    assert_true(n > 1);
    arena_free(a);
    vocabulary_free(v);
}

/* A shipped label of class context: the same capitals may well be another thing. */
static void short_capitals_do_not_merge(void **state)
{
    (void)state;
    size_t merged;
    const char *file = "label,alt\nINR,quxed puzzle\n";
    struct vocabulary *v = load_users(&file, 1, &merged);
    assert_int_equal(merged, 0);
    vocabulary_free(v);
}

static void common_words_of_the_user_are_structural(void **state)
{
    (void)state;
    struct vocabulary *v = load_user("label\nlearning\nquxology\n");
    assert_int_equal(class_of(v, "learning", "learning"), CLASS_STRUCTURAL);
    assert_int_equal(class_of(v, "quxology", "quxology"), CLASS_SAFE);
    vocabulary_free(v);
}

static void links_reach_shipped_concepts(void **state)
{
    (void)state;
    struct vocabulary *v =
        load_user("label,broader\nquxing one,对比学习|contrastive-learning|quxno\n");
    const struct vocabulary_concept *c = vocabulary_by_id(v, STR("quxing-one"));
    assert_int_equal(c->n_broader, 2);
    check_str(vocabulary_at(v, c->broader[0])->id, "contrastive-learning");
    size_t n;
    const struct str *problems = vocabulary_problems(v, &n);
    assert_true(n > 0);
    check_str(problems[n - 1], "user: unknown id quxno");
    vocabulary_free(v);
}

static void broader_is_transitive(void **state)
{
    (void)state;
    struct vocabulary *v = load("q-a\tterm\tquxa one\t\t\t\t\tq-b\n"
                                "q-b\tterm\tquxb one\t\t\t\t\tq-c\n"
                                "q-c\tterm\tquxc one\t\t\t\t\tq-a\n");
    uint32_t index[3];
    static const char *const ids[] = {"q-a", "q-b", "q-c"};
    for (size_t i = 0; i < 3; i++)
        index[i] = vocabulary_index(v, vocabulary_by_id(v, str_from(ids[i])));
    assert_true(vocabulary_is_below(v, index[0], index[2]));
    assert_true(vocabulary_is_below(v, index[0], index[0])); /* a cycle must not hang */
    assert_false(vocabulary_is_below(v, index[0], 0));
    vocabulary_free(v);
}

/* What was made at build time is what the files give now: both have the same image, byte for byte. */
static void image_is_what_the_files_give(void **state)
{
    (void)state;
    struct vocabulary *files = load(NULL);
    struct vocabulary *shipped = vocabulary_new_shipped();
    STRBUF_SCOPE(one);
    STRBUF_SCOPE(other);
    image_write(files, &one);
    image_write(shipped, &other);
    assert_true(vocabulary_version(files) == vocabulary_version(shipped));
    assert_int_equal(one.n, other.n);
    assert_true(one.n > 1000000 && memcmp(one.p, other.p, one.n) == 0);
    assert_true(memcmp(one.p, vocabulary_image, one.n) == 0);
    check_str(only_meaning(shipped, "對比學習"), "contrastive-learning");
    assert_non_null(vocabulary_by_id(shipped, STR("contrastive-learning")));
    vocabulary_free(files);
    vocabulary_free(shipped);
}

static bool has_problem(const struct vocabulary *v, const char *text)
{
    struct arena *a = arena_new();
    struct str *problems;
    size_t n;
    vocabulary_lint(v, a, &problems, &n);
    bool found = false;
    for (size_t i = 0; i < n; i++)
        found |= str_has(problems[i], str_from(text));
    arena_free(a);
    return found;
}

static void lint_names_mistakes(void **state)
{
    (void)state;
    struct vocabulary *v = load("q-a\tterm\tquxa one|qx:safe\t夸\t\t\t\tq-b|q-none\n"
                                "q-b\tterm\tquxa ones|flow chart\t\t\t\t\tq-a\n");
    static const char *const problems[] = {
        "q-a: also a label of q-b", "q-a: too short to be safe: qx", "q-a: a single Han",
        "unknown id q-none",        "q-b: is a blocker: flow chart", "q-a: is broader than itself",
    };
    for (size_t i = 0; i < ARRAY_LEN(problems); i++)
        if (!has_problem(v, problems[i]))
            fail_msg("not reported: %s", problems[i]);
    vocabulary_free(v);
}

static void shipped_files_are_clean(void **state)
{
    (void)state;
    struct vocabulary *v = load(NULL);
    struct arena *a = arena_new();
    struct str *problems;
    size_t n;
    vocabulary_lint(v, a, &problems, &n);
    for (size_t i = 0; i < n; i++)
        print_error("%.*s\n", STR_FMT(problems[i]));
    assert_int_equal(n, 0);
    arena_free(a);
    vocabulary_free(v);
}

static void bad_rows_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a\tb\tc\td\te\tf\tg\th\ti\tj\tk\n", /* 11 columns */
        "q-a\tgadget\tx\n",                  /* kind */
        "Q A\tterm\tx\n",                    /* id */
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct vocabulary *v;
        struct err e = {0};
        check_ok(vocabulary_new(&v, &e), e);
        assert_false(vocabulary_add(v, STR("mine.tsv"), str_from(bad[i]), &e));
        check_err(e, ERR_VALIDATION);
        assert_non_null(strstr(e.msg, "mine.tsv line 1"));
        vocabulary_free(v);
    }
}

static void version_follows_the_content(void **state)
{
    (void)state;
    struct vocabulary *one = load_user("label\nquxa\n");
    struct vocabulary *same = load_user("label\nquxa\n");
    struct vocabulary *other = load_user("label\nquxb\n");
    assert_true(vocabulary_version(one) == vocabulary_version(same));
    assert_true(vocabulary_version(one) != vocabulary_version(other));
    vocabulary_free(one);
    vocabulary_free(same);
    vocabulary_free(other);
}

/* The sets of bits that spare look-ups of misspellings may say yes too often, never no. */
static void no_word_of_a_label_is_sent_away(void **state)
{
    (void)state;
    struct vocabulary *v = load(NULL);
    size_t strangers = 0;
    for (uint32_t w = 1; w < v->words.n; w++) {
        struct str word = vocabulary_word_text(v, w);
        bool is_in_label = vocabulary_word_flags(v, w) & PHRASE_LABEL;
        bool may_be = vocabulary_may_be_in_label(v, word);
        assert_true(may_be || !is_in_label);
        strangers += may_be && !is_in_label;
        for (size_t gap = 0; is_in_label && word.n > 1 && word.n <= 42 && gap < word.n; gap++) {
            char rest[42];
            memcpy(rest, word.p, gap);
            memcpy(rest + gap, word.p + gap + 1, word.n - gap - 1);
            assert_true(vocabulary_may_fill_gap(v, str_of(rest, word.n - 1), gap));
        }
    }
    assert_true(strangers * 5 < v->words.n);
    vocabulary_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shipped_vocabulary_loads),
        cmocka_unit_test(classes_are_inferred),
        cmocka_unit_test(names_are_looked_up),
        cmocka_unit_test(labels_of_the_user_win),
        cmocka_unit_test(broader_is_transitive),
        cmocka_unit_test(lint_names_mistakes),
        cmocka_unit_test(shipped_files_are_clean),
        cmocka_unit_test(bad_rows_are_refused),
        cmocka_unit_test(version_follows_the_content),
        cmocka_unit_test(no_word_of_a_label_is_sent_away),
        cmocka_unit_test(same_label_is_same_concept),
        cmocka_unit_test(merging_leaves_ambiguous_labels),
        cmocka_unit_test(short_capitals_do_not_merge),
        cmocka_unit_test(common_words_of_the_user_are_structural),
        cmocka_unit_test(links_reach_shipped_concepts),
        cmocka_unit_test(image_is_what_the_files_give),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
