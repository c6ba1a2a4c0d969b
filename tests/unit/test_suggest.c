/* The names that may be of one thing, and those that only look so. */
#include "app/suggest/suggest_internal.h"
#include "base/fold.h"
#include "check.h"

static enum twin_reason compare(struct arena *a, const char *x, const char *y, bool is_concept)
{
    struct node_name one = {str_from(x), fold_key(a, str_from(x))};
    struct node_name other = {str_from(y), fold_key(a, str_from(y))};
    struct named_node nodes[] = {{.is_concept = is_concept}, {.is_concept = is_concept}};
    enum twin_reason there = names_compare(&nodes[0], one, &nodes[1], other);
    assert_int_equal(there, names_compare(&nodes[1], other, &nodes[0], one));
    return there;
}

static void test_names(void **state)
{
    (void)state;

    static const struct {
        const char *x, *y;
        enum twin_reason reason;
    } cases[] = {
        {"data set shift", "dataset shift", TWIN_SAME_LETTERS},
        {"factorization machine", "factorizaton machine", TWIN_NEAR_NAME},
        {"convolution kernel", "convolutional kernel", TWIN_NEAR_NAME},
        {"evolutionary search", "evolutionnary search", TWIN_NEAR_NAME},
        {"GNN", "graph neural network", TWIN_INITIALS},
        {"MDP", "model of decision", TWIN_REASON_COUNT},
        {"hyperthyroidism", "hypothyroidism", TWIN_REASON_COUNT},
        {"macro placement", "micro placement", TWIN_REASON_COUNT},
        {"supervised learning", "unsupervised learning", TWIN_REASON_COUNT},
        {"nitrate uptake", "nitrite uptake", TWIN_REASON_COUNT},
        {"benchmark suite 1", "benchmark suite 2", TWIN_REASON_COUNT},
        {"part 2 1 review", "part 21 review", TWIN_REASON_COUNT},
        {"图像分类", "图像分割", TWIN_REASON_COUNT},
        {"neural network", "graph neural network", TWIN_REASON_COUNT},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        if (compare(a, cases[i].x, cases[i].y, true) != cases[i].reason)
            fail_msg("%s / %s", cases[i].x, cases[i].y);
    arena_free(a);
}

/* Of papers a nickname is no reason, a title is; of concepts each label is. */
static void test_same_names(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_int_equal(compare(a, "CPC", "CPC", false), TWIN_REASON_COUNT);
    assert_int_equal(compare(a, "CPC", "cpc", true), TWIN_SAME_NAME);
    assert_int_equal(compare(a, "Sorting in Linear Time", "Sorting in linear time", false),
                     TWIN_SAME_NAME);
    arena_free(a);
}

static void test_short_names(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_true(name_shortens(STR("moco"), STR("momentumcontrast")));
    assert_false(name_shortens(STR("cnn"), STR("neuralnetwork")));
    assert_false(name_shortens(STR("contrast"), STR("contrastive")));
    assert_true(name_is_acronym(STR("MoCo")));
    assert_false(name_is_acronym(STR("Moco")));
    assert_false(name_is_acronym(STR("GPT2")));
    assert_true(str_eq(name_initials(STR("theory of mind network"), a), STR("tmn")));
    assert_false(name_initials(STR("mind network"), a).n);
    arena_free(a);
}

static void test_pairs(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct pair_set *s = pairs_new(a);
    size_t n;
    pairs_put(s, 7, 3)->texts[TWIN_GLOSS] = STR("x");
    assert_true(pairs_put(s, 3, 7)->texts[TWIN_GLOSS].n);
    (void)pairs_put(s, 3, 8);
    const struct twin_pair *all = pairs_list(s, &n);
    assert_int_equal(n, 2);
    assert_int_equal(all[0].one, 3);
    assert_int_equal(all[0].other, 7);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_same_names),
        cmocka_unit_test(test_short_names),
        cmocka_unit_test(test_pairs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
