#include "check.h"

#include "extract/identity.h"

/* ---- mentions as rows ---- */

struct row {
    const char *title, *short_name, *identifiers; /* identifiers separated by spaces */
    uint32_t year;
    bool is_stub;
    const char *scope;
};

static struct paper_mention mention_of(struct arena *a, const struct row *r, size_t i)
{
    struct str *ids = ARENA_ARRAY(a, struct str, 8);
    struct str rest = str_from(r->identifiers ? r->identifiers : "");
    struct str part;
    size_t n = 0;
    while (rest.n && str_split(&rest, ' ', &part))
        ids[n++] = part;
    return (struct paper_mention){
        .order = str_from(arena_printf(a, "%04zu", i)),
        .title = str_from(r->title),
        .short_name = str_from(r->short_name ? r->short_name : ""),
        .identifiers = ids,
        .n_identifiers = n,
        .year = r->year,
        .is_stub = r->is_stub,
        .scope = str_from(r->scope ? r->scope : "note.md"),
    };
}

static size_t cluster_rows(struct arena *a, const struct row *rows, size_t n, uint32_t *cluster)
{
    struct paper_mention *m = ARENA_ARRAY(a, struct paper_mention, n);
    struct identity_conflict *conflicts;
    size_t n_conflicts;
    for (size_t i = 0; i < n; i++)
        m[i] = mention_of(a, &rows[i], i);
    identity_cluster(m, n, NULL, a, cluster, &conflicts, &n_conflicts);
    return n_conflicts;
}

/* ---- pairs ---- */

struct pair_case {
    const char *why;
    struct row a, b;
    bool same;
};

static const struct pair_case pairs[] = {
    {"identifier", {.title = "HAQ", .identifiers = "arxiv:1811.08886"}, {.title = "Hardware-Aware Quantization", .identifiers = "arxiv:1811.08886"}, true},
    {"nickname and full title with it", {.title = "MAML", .short_name = "MAML", .identifiers = "arxiv:1703.03400"}, {.title = "MAML - Model Agnostic Meta-Learning for Fast Adaptation", .short_name = "MAML"}, true},
    {"typo", {.title = "Data Efficient Image Recognitio with Contrastive Predictive Coding", .identifiers = "arxiv:1905.09272"}, {.title = "Data-Efficient Image Recognition with Contrastive Predictive Coding"}, true},
    {"title behind its short name", {.title = "Momentum Contrast for Unsupervised Visual Representation Learning"}, {.title = "MoCo: Momentum Contrast for Unsupervised Visual Representation Learning", .short_name = "MoCo"}, true},
    {"second version", {.title = "MoCo", .short_name = "MoCo", .identifiers = "arxiv:1911.05722"}, {.title = "MoCo v2", .short_name = "MoCo v2", .identifiers = "arxiv:2003.04297"}, false},
    {"modifier", {.title = "Deep Learning for Semi-Supervised Detection"}, {.title = "Deep Learning for Self-Supervised Detection"}, false},
    {"number in the name", {.title = "YOLOv3: An Incremental Improvement", .short_name = "YOLOv3"}, {.title = "YOLOv4: An Incremental Improvement", .short_name = "YOLOv4"}, false},
    {"generic title", {.title = "A Survey", .scope = "a.md"}, {.title = "A Survey", .scope = "b.md"}, false},
    {"case", {.title = "SIMPLE ONLINE AND REALTIME TRACKING"}, {.title = "Simple Online and Realtime Tracking"}, true},
    {"Greek letter", {.title = "$\\beta$-VAE: Learning Basic Visual Concepts"}, {.title = "beta-VAE: learning basic visual concepts"}, true},
    {"two schemes, one title", {.title = "Adaptive Widgets for Sparse Gadgets", .identifiers = "arxiv:1812.00001"}, {.title = "Adaptive Widgets for Sparse Gadgets", .identifiers = "openreview:S1eYHoC5FX"}, true},
    {"one title, two arXiv ids", {.title = "Adaptive Widgets for Sparse Gadgets", .identifiers = "arxiv:1812.00001"}, {.title = "Adaptive Widgets for Sparse Gadgets", .identifiers = "arxiv:1905.00002"}, false},
    {"replaced word", {.title = "Towards Understanding Representation Learning for Robust Medical Image Segmentation in Low Resource Clinical Settings"}, {.title = "Towards Understanding Representation Learning for Robust Medical Image Classification in Low Resource Clinical Settings"}, false},
    {"prefix that turns the meaning", {.title = "Supervised Keypoint Learning for Cheap Robots"}, {.title = "Unsupervised Keypoint Learning for Cheap Robots"}, false},
    {"run together", {.title = "Dataefficient Learning of Cheap Robots"}, {.title = "Data Efficient Learning of Cheap Robots"}, true},
    {"small words", {.title = "A Study of the Habits of Cheap Robots"}, {.title = "Study of Habits of Cheap Robots"}, true},
    {"years apart", {.title = "The Habits of Cheap Robots", .year = 1998}, {.title = "The Habits of Cheap Robots", .year = 2015}, false},
    {"stub and paper", {.title = "DARTS", .short_name = "DARTS", .is_stub = true, .scope = "a.md"}, {.title = "DARTS: Differentiable Architecture Search", .short_name = "DARTS", .identifiers = "arxiv:1806.09055", .scope = "b.md"}, true},
    {"initials", {.title = "CPC", .short_name = "CPC"}, {.title = "Contrastive Predictive Coding", .identifiers = "arxiv:1807.03748"}, true},
    {"Chinese title", {.title = "基于图神经网络的推荐方法"}, {.title = "基於圖神經網絡的推薦方法"}, true},
    {"two Chinese titles", {.title = "基于图神经网络的推荐方法"}, {.title = "基于图神经网络的检测方法"}, false},
};

static void pairs_are_joined_or_kept_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        struct arena *a = arena_new();
        struct row rows[2] = {pairs[i].a, pairs[i].b};
        uint32_t cluster[2];
        (void)cluster_rows(a, rows, 2, cluster);
        if ((cluster[0] == cluster[1]) != pairs[i].same)
            fail_msg("%s: \"%s\" and \"%s\" should be %s", pairs[i].why, rows[0].title,
                     rows[1].title, pairs[i].same ? "one" : "two");
        arena_free(a);
    }
}

/* Whatever is joined shares a key: what incremental resolution relies on. */
static void joined_mentions_share_a_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        if (!pairs[i].same)
            continue;
        struct arena *a = arena_new();
        struct paper_mention x = mention_of(a, &pairs[i].a, 0);
        struct paper_mention y = mention_of(a, &pairs[i].b, 1);
        struct str *kx;
        struct str *ky;
        size_t nx;
        size_t ny;
        identity_keys(&x, a, &kx, &nx);
        identity_keys(&y, a, &ky, &ny);
        bool shared = false;
        for (size_t j = 0; j < nx; j++)
            for (size_t k = 0; k < ny; k++)
                shared = shared || str_eq(kx[j], ky[k]);
        if (!shared)
            fail_msg("%s: no key in common", pairs[i].why);
        arena_free(a);
    }
}

static void ambiguous_name_goes_to_its_own_note(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct row rows[] = {
        {.title = "SAM: Segment Any Widget", .short_name = "SAM", .identifiers = "arxiv:2304.02643", .scope = "a.md"},
        {.title = "SAM: Sharpness Aware Gadgets", .short_name = "SAM", .identifiers = "arxiv:2010.01412", .scope = "b.md"},
        {.title = "SAM", .short_name = "SAM", .is_stub = true, .scope = "b.md"},
        {.title = "SAM", .short_name = "SAM", .is_stub = true, .scope = "c.md"},
    };
    uint32_t cluster[4];
    (void)cluster_rows(a, rows, 4, cluster);
    assert_int_equal(cluster[2], 1);
    assert_int_equal(cluster[3], 3);
    arena_free(a);
}

static void one_wrong_link_never_joins_two_papers(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const struct row rows[] = {
        {.title = "Widgets and Their Gadgets", .identifiers = "arxiv:1111.11111"},
        {.title = "A Totally Different Title Here", .identifiers = "arxiv:2222.22222"},
        {.title = "A Totally Different Title Here", .identifiers = "arxiv:1111.11111"},
    };
    uint32_t cluster[3];
    size_t conflicts = cluster_rows(a, rows, 3, cluster);
    assert_int_equal(cluster[0], cluster[2]);
    assert_int_not_equal(cluster[0], cluster[1]);
    assert_true(conflicts > 0);
    arena_free(a);
}

/* ---- order ---- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u; /* Numerical Recipes, 7.1 */
    return *seed >> 8;
}

static struct row random_row(uint32_t *seed)
{
    static const char *const titles[] = {
        "MoCo", "MoCo: Momentum Contrast for Visual Widgets", "Momentum Contrast for Visual Widgets",
        "Momentum Contrst for Visual Widgets", "SimCLR", "A Simple Framework for Widgets",
        "A Simple Framework of Widgets", "CPC", "Contrastive Predictive Coding", "A Survey"};
    static const char *const ids[] = {NULL, NULL, "arxiv:1911.05722", "arxiv:2002.05709",
                                      "openreview:abcdefgh", "doi:10.1/x arxiv:1911.05722"};
    static const char *const scopes[] = {"a.md", "b.md", "c.md"};
    const char *title = titles[next_random(seed) % ARRAY_LEN(titles)];
    return (struct row){.title = title,
                        .short_name = strlen(title) < 8 ? title : NULL,
                        .identifiers = ids[next_random(seed) % ARRAY_LEN(ids)],
                        .scope = scopes[next_random(seed) % ARRAY_LEN(scopes)]};
}

#define ROWS 30

static void order_of_mentions_does_not_matter(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        struct arena *a = arena_new();
        struct paper_mention m[ROWS];
        struct paper_mention shuffled[ROWS];
        uint32_t at[ROWS];
        uint32_t one[ROWS];
        uint32_t two[ROWS];
        struct identity_conflict *conflicts;
        size_t n;
        for (size_t i = 0; i < ROWS; i++) {
            struct row r = random_row(&seed);
            m[i] = mention_of(a, &r, i);
            at[i] = (uint32_t)i;
        }
        for (size_t i = ROWS - 1; i > 0; i--) {
            size_t k = next_random(&seed) % (i + 1);
            uint32_t swap = at[i];
            at[i] = at[k];
            at[k] = swap;
        }
        for (size_t i = 0; i < ROWS; i++)
            shuffled[i] = m[at[i]];
        identity_cluster(m, ROWS, NULL, a, one, &conflicts, &n);
        identity_cluster(shuffled, ROWS, NULL, a, two, &conflicts, &n);
        for (size_t i = 0; i < ROWS; i++)
            assert_int_equal(at[two[i]], one[at[i]]);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_joined_or_kept_apart),
        cmocka_unit_test(joined_mentions_share_a_key),
        cmocka_unit_test(ambiguous_name_goes_to_its_own_note),
        cmocka_unit_test(one_wrong_link_never_joins_two_papers),
        cmocka_unit_test(order_of_mentions_does_not_matter),
    };
    return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
