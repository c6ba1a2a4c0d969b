#include "check.h"

#include "extract/identity.h"
#include "extract/link.h"
#include "extract/vocabulary.h"

/* Rows of the table leave out what a mention does not say. */
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

#define MENTIONS_MAX 12

/* A mention in short: texts are NULL when there are none. */
struct said {
    const char *note, *title, *short_name, *identifiers, *aliases; /* joined by ';' */
    uint32_t year;
    bool is_stub;
};

struct fixture {
    struct arena *a;
    struct vocabulary *v;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct err e = {0};
    f->a = arena_new();
    check_ok(vocabulary_new(&f->v, &e), e);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    vocabulary_free(f->v);
    arena_free(f->a);
    free(f);
    return 0;
}

static const struct str *split_list(struct arena *a, const char *text, size_t *n)
{
    struct str rest = text ? str_from(text) : STR_EMPTY;
    struct str part;
    struct str *out = ARENA_ARRAY(a, struct str, 8);
    *n = 0;
    while (str_split(&rest, ';', &part))
        out[(*n)++] = part;
    return out;
}

static struct paper_mention mention_of(struct arena *a, const struct said *s, size_t i)
{
    struct paper_mention m = {
        .order = str_from(arena_printf(a, "%s:%02u", s->note, (unsigned)i)),
        .title = s->title ? str_from(s->title) : STR_EMPTY,
        .short_name = s->short_name ? str_from(s->short_name) : STR_EMPTY,
        .year = s->year,
        .is_stub = s->is_stub,
        .scope = str_from(s->note),
    };
    m.identifiers = split_list(a, s->identifiers, &m.n_identifiers);
    m.aliases = split_list(a, s->aliases, &m.n_aliases);
    return m;
}

/* "0 0 2": the cluster of each mention. */
static const char *clusters(struct fixture *f, const struct said *said, size_t n, const char **code)
{
    struct paper_mention mentions[MENTIONS_MAX];
    uint32_t cluster[MENTIONS_MAX];
    struct identity_conflict *conflicts;
    size_t n_conflicts;
    for (size_t i = 0; i < n; i++)
        mentions[i] = mention_of(f->a, &said[i], i);
    identity_cluster(mentions, n, f->v, f->a, cluster, &conflicts, &n_conflicts);
    *code = n_conflicts > 0 ? conflicts[0].code : "";
    char *out = arena_printf(f->a, "%u", cluster[0]);
    for (size_t i = 1; i < n; i++)
        out = arena_printf(f->a, "%s %u", out, cluster[i]);
    return out;
}

struct identity_case {
    const char *name;
    const char *want;     /* clusters */
    const char *conflict; /* code of the first, or "" */
    struct said said[6];
};

#define SEG "Towards Understanding Representation Learning for Robust Medical Image "
#define LOW " in Low Resource Clinical Settings"

static const struct identity_case cases[] = {
    {"1 one arXiv id",
     "0 0",
     "",
     {{"a", "HAQ", "HAQ", "arxiv:1811.08886"}, {"b", NULL, NULL, "arxiv:1811.08886"}}},
    {"14 openreview ids keep their case",
     "0 1",
     "",
     {{"a", NULL, NULL, "openreview:S1eYHoC5FX"}, {"b", NULL, NULL, "openreview:S1eyHoC5FX"}}},
    {"16 equivalents",
     "0 0 0",
     "",
     {{"a", NULL, NULL, "acl:N19-1423"},
      {"a", NULL, NULL, "doi:10.18653/v1/n19-1423;acl:N19-1423"},
      {"b", "BERT", "BERT", "acl:N19-1423"}}},
    {"18 CVF names cut short",
     "0 0",
     "",
     {{"a", NULL, NULL, "cvf:cvpr2019/wang_haq_hardware-aware_automated_quantization"},
      {"b", NULL, NULL,
       "cvf:cvpr2019/wang_haq_hardware-aware_automated_quantization_with_mixed_precision"}}},
    {"18 short CVF names are not cut",
     "0 1",
     "",
     {{"a", NULL, NULL, "cvf:cvpr2019/li_deep"}, {"b", NULL, NULL, "cvf:cvpr2019/li_deep_b"}}},
    {"55 short name",
     "0 0",
     "",
     {{"a", "MAML", "MAML", "arxiv:1703.03400"},
      {"b", "MAML - Model Agnostic Meta-Learning for Fast Adaptation", "MAML"}}},
    {"56 typo",
     "0 0",
     "",
     {{"a", "Data Efficient Image Recognitio with Contrastive Predictive Coding", NULL,
       "arxiv:1905.09272"},
      {"b", "Data-Efficient Image Recognition with Contrastive Predictive Coding"}}},
    {"57 tail",
     "0 0",
     "",
     {{"a", "Momentum Contrast for Unsupervised Visual Representation Learning"},
      {"b", "MoCo: Momentum Contrast for Unsupervised Visual Representation Learning"}}},
    {"58 version",
     "0 1",
     "",
     {{"a", "MoCo", "MoCo", "arxiv:1911.05722"}, {"a", "MoCo v2", "MoCo v2", "arxiv:2003.04297"}}},
    {"a long name of one word",
     "0 0",
     "",
     {{"a", "EfficientNet: Rethinking Model Scaling for Vision", "EfficientNet",
       "arxiv:1905.11946"},
      {"b", "EfficientNet"}}},
    {"58 version without ids", "0 1", "", {{"a", "MoCo", "MoCo"}, {"b", "MoCo v2", "MoCo v2"}}},
    {"59 semi, self",
     "0 1",
     "",
     {{"a", "Deep Learning for Semi-Supervised Detection"},
      {"b", "Deep Learning for Self-Supervised Detection"}}},
    {"60 digits",
     "0 1",
     "",
     {{"a", "YOLOv3: An Incremental Improvement in Detection"},
      {"b", "YOLOv4: An Incremental Improvement in Detection"}}},
    {"61 other title under one id",
     "0 0",
     "title-conflict",
     {{"a", "On Paper Number One and Its Friends", NULL, "arxiv:1111.1111"},
      {"b", "Totally Different Title of Another Work", NULL, "arxiv:1111.1111"}}},
    {"61 and that title has its own id",
     "0 0 2",
     "title-conflict",
     {{"a", "On Paper Number One and Its Friends", NULL, "arxiv:1111.1111"},
      {"b", "Totally Different Title of Another Work", NULL, "arxiv:1111.1111"},
      {"c", "Totally Different Title of Another Work", NULL, "arxiv:2222.2222"}}},
    {"61 the majority is believed",
     "0 0 0 3 0",
     "title-conflict",
     {{"a", "Totally Different Title", NULL, "arxiv:1111.1111"},
      {"b", "On Paper Number One and Its Friends", NULL, "arxiv:1111.1111"},
      {"c", "On Paper Number One and Its Friends", NULL, "arxiv:1111.1111"},
      {"d", "Totally Different Title"},
      {"e", "On Paper Number One and Its Friends"}}},
    {"62 generic", "0 1", "", {{"a", "A Survey"}, {"b", "A Survey"}}},
    {"63 capitals",
     "0 0",
     "",
     {{"a", "SIMPLE ONLINE AND REALTIME TRACKING"}, {"b", "Simple Online and Realtime Tracking"}}},
    {"64 Greek",
     "0 0",
     "",
     {{"a", "$\\beta$-VAE: Learning Basic Visual Concepts"},
      {"b", "beta-VAE: learning basic visual concepts"}}},
    {"65 two schemes",
     "0 0",
     "",
     {{"a", "Attention Is All You Need", NULL, "arxiv:1706.03762"},
      {"b", "Attention is all you need", NULL, "openreview:AbCdEfGhIj"}}},
    {"equal titles, two ids of a scheme",
     "0 1",
     "identifier-conflict",
     {{"a", "Attention Is All You Need", NULL, "arxiv:1706.03762"},
      {"b", "Attention is all you need", NULL, "arxiv:1706.99999"}}},
    {"no cluster gets two ids through a third",
     "0 1 0",
     "identifier-conflict",
     {{"a", "Attention Is All You Need", NULL, "arxiv:1706.03762"},
      {"b", "Attention Is All You Need", NULL, "arxiv:1706.99999"},
      {"c", "Attention Is All You Need"}}},
    {"111 one word replaced",
     "0 1",
     "",
     {{"a", SEG "Segmentation" LOW}, {"b", SEG "Classification" LOW}}},
    {"112 two known words",
     "0 1",
     "",
     {{"a", "Learning Data Augmentation for Detection"},
      {"b", "Learning Data Segmentation for Detection"}}},
    {"113 name in brackets",
     "0 0",
     "",
     {{"a", "CPC", "CPC", "arxiv:1807.03748"}, {"b", "Contrastive Predictive Coding", "CPC"}}},
    {"unsupervised is not supervised",
     "0 1",
     "",
     {{"a", "Unsupervised Learning of Visual Features"},
      {"b", "Supervised Learning of Visual Features"}}},
    {"join of words",
     "0 0",
     "",
     {{"a", "DataEfficient Image Recognition Networks"},
      {"b", "Data Efficient Image Recognition Networks"}}},
    {"exchanged letters",
     "0 0",
     "",
     {{"a", "Review Network Pruinng via Transformable Search"},
      {"b", "Review Network Pruning via Transformable Search"}}},
    {"three typos are too many",
     "0 1",
     "",
     {{"a", "Reveiw Netwrok Pruinng via Transformable Search"},
      {"b", "Review Network Pruning via Transformable Search"}}},
    {"small words",
     "0 0",
     "",
     {{"a", "A Study of the Habits of Cheap Robots"}, {"b", "Study of Habits of Cheap Robots"}}},
    {"equal titles, years apart",
     "0 0",
     "",
     {{"a", "The Habits of Cheap Robots", NULL, NULL, NULL, 1998},
      {"b", "The Habits of Cheap Robots", NULL, NULL, NULL, 2015}}},
    {"a prefix that turns the meaning",
     "0 1",
     "",
     {{"a", "Supervised Keypoint Learning for Cheap Robots"},
      {"b", "Unsupervised Keypoint Learning for Cheap Robots"}}},
    {"two Chinese titles",
     "0 1",
     "",
     {{"a", "基于图神经网络的推荐方法"}, {"b", "基于图神经网络的检测方法"}}},
    {"typo but years apart",
     "0 1",
     "",
     {{"a", "Review Network Pruinng Search", NULL, NULL, NULL, 2010},
      {"b", "Review Network Pruning Search", NULL, NULL, NULL, 2019}}},
    {"tails with other names",
     "0 1",
     "",
     {{"a", "MoCo: A Simple Framework for Contrastive Learning"},
      {"b", "SimCLR: A Simple Framework for Contrastive Learning"}}},
    {"Chinese titles",
     "0 0",
     "",
     {{"a", "基於深度學習的圖像分割"}, {"b", "基于深度学习的图像分割"}}},
    {"one character of many",
     "0 0",
     "",
     {{"a", "基于深度学习的医学图像分割方法研究"}, {"b", "基于深度学习的医学图象分割方法研究"}}},
    {"one character of many, with an id",
     "0 1",
     "",
     {{"a", "基于深度学习的医学图像分割方法研究", NULL, "doi:10.1000/1"},
      {"b", "基于深度学习的医学图象分割方法研究"}}},
    {"stub goes to the one paper",
     "0 0",
     "",
     {{"a", "DARTS: Differentiable Architecture Search", "DARTS"},
      {"b", "DARTS", "DARTS", NULL, NULL, 0, true}}},
    {"stub prefers its own note",
     "0 1 1 0",
     "",
     {{"a", "SAM: Segment Anything in All Images", "SAM"},
      {"b", "SAM: Sharpness Aware Minimisation for Networks", "SAM"},
      {"b", "SAM", NULL, NULL, NULL, 0, true},
      {"a", "sam", NULL, NULL, NULL, 0, true}}},
    {"ambiguous stubs stay together",
     "0 1 2 2",
     "",
     {{"a", "SAM: Segment Anything in All Images", "SAM"},
      {"b", "SAM: Sharpness Aware Minimisation for Networks", "SAM"},
      {"c", "SAM", NULL, NULL, NULL, 0, true},
      {"d", "SAM", NULL, NULL, NULL, 0, true}}},
    {"stubs of one name",
     "0 0",
     "",
     {{"a", "FooNet", NULL, NULL, NULL, 0, true}, {"b", "Foo-Net", NULL, NULL, NULL, 0, true}}},
    {"initials in the same note",
     "0 0 2",
     "",
     {{"a", "Contrastive Predictive Coding"},
      {"a", "CPC", NULL, NULL, NULL, 0, true},
      {"b", "CPC", NULL, NULL, NULL, 0, true}}},
    {"one name, two ids of a scheme",
     "0 1",
     "",
     {{"a", "SAM", "SAM", "arxiv:2304.02643"}, {"b", "SAM", "SAM", "arxiv:2010.01412"}}},
    {"one name, ids of two schemes",
     "0 0",
     "",
     {{"a", "SAM", "SAM", "arxiv:2304.02643"}, {"b", "SAM", "SAM", "doi:10.1109/1"}}},
    {"a page that lists two works",
     "0 1",
     "",
     {{"a", "MoCo", "MoCo", "url:a.org/list"}, {"a", "SimCLR", "SimCLR", "url:a.org/list"}}},
    {"one page, one work",
     "0 0",
     "",
     {{"a", "MoCo", "MoCo", "url:a.org/moco.pdf"}, {"b", NULL, NULL, "url:a.org/moco.pdf"}}},
    {"alias",
     "0 0",
     "",
     {{"a", "MoCo", "MoCo", "arxiv:1911.05722",
       "Momentum Contrast for Unsupervised Visual Representation Learning"},
      {"b", "Momentum Contrast for Unsupervised Visual Representation Learning"}}},
    {"a second id of a family does not count",
     "0 1 0",
     "",
     {{"a", NULL, NULL, "arxiv:1911.05722;arxiv:2003.04297"},
      {"b", NULL, NULL, "arxiv:2003.04297"},
      {"c", NULL, NULL, "arxiv:1911.05722"}}},
};

static size_t count_said(const struct identity_case *c)
{
    size_t n = 0;
    while (n < ARRAY_LEN(c->said) && c->said[n].note)
        n++;
    return n;
}

static void joins_what_belongs_together(void **state)
{
    size_t wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *code;
        const char *got = clusters(*state, cases[i].said, count_said(&cases[i]), &code);
        bool same = strcmp(got, cases[i].want) == 0 && strcmp(code, cases[i].conflict) == 0;
        if (!same)
            print_error("%s: got %s (%s), want %s (%s)\n", cases[i].name, got, code, cases[i].want,
                        cases[i].conflict);
        wrong += !same;
    }
    assert_int_equal(wrong, 0);
}

/* Every pair that is joined directly must share a key: a cluster hangs together by keys. */
static void clusters_hang_together_by_keys(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t n = count_said(&cases[i]);
        const char *code;
        struct str **keys = ARENA_ARRAY(f->a, struct str *, n);
        size_t *n_keys = ARENA_ARRAY(f->a, size_t, n);
        for (size_t k = 0; k < n; k++) {
            struct paper_mention m = mention_of(f->a, &cases[i].said[k], k);
            identity_keys(&m, f->a, &keys[k], &n_keys[k]);
            for (size_t q = 1; q < n_keys[k]; q++)
                assert_true(str_cmp(keys[k][q - 1], keys[k][q]) < 0);
        }
        struct str rest = str_from(clusters(f, cases[i].said, n, &code));
        struct str part;
        for (size_t k = 0; str_split(&rest, ' ', &part); k++) {
            uint64_t root;
            bool shares = false;
            assert_true(str_to_u64(part, &root));
            for (size_t other = 0; other < n; other++)
                for (size_t x = 0; x < n_keys[k] && other != k; x++)
                    for (size_t y = 0; y < n_keys[other]; y++)
                        shares = shares || str_eq(keys[k][x], keys[other][y]);
            if (root != k && !shares)
                fail_msg("%s: mention %u shares no key", cases[i].name, (unsigned)k);
        }
    }
}

/* ---- any order gives the same ---- */

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static struct said random_said(uint32_t *seed)
{
    static const char *const titles[] = {NULL,
                                         "MoCo",
                                         "MoCo: Momentum Contrast for Unsupervised Visual Learning",
                                         "Momentum Contrast for Unsupervised Visual Learning",
                                         "Momentum Contrast for Unsupervised Visul Learning",
                                         "SAM",
                                         "SAM: Segment Anything in All Images",
                                         "SAM: Sharpness Aware Minimisation for Networks",
                                         "Momentum Contrast",
                                         "MoCo v2",
                                         "A Survey",
                                         "基于深度学习的医学图像分割方法研究",
                                         "Unsupervised Visual Learning with Momentum",
                                         "Contrastive Predictive Coding",
                                         "CPC"};
    static const char *const ids[] = {NULL,
                                      NULL,
                                      "arxiv:1911.05722",
                                      "arxiv:2003.04297",
                                      "arxiv:1911.05722;doi:10.1109/1",
                                      "doi:10.1109/1",
                                      "doi:10.1109/2",
                                      "openreview:AbCdEfGhIj",
                                      "url:a.org/list",
                                      "arxiv:1911.05722;arxiv:2003.04297"};
    static const char *const notes[] = {"a", "b", "c"};
    static const char *const shorts[] = {NULL, NULL, "MoCo", "SAM", "CPC"};
    return (struct said){.note = notes[next_random(seed) % 3],
                         .title = titles[next_random(seed) % ARRAY_LEN(titles)],
                         .short_name = shorts[next_random(seed) % ARRAY_LEN(shorts)],
                         .identifiers = ids[next_random(seed) % ARRAY_LEN(ids)],
                         .year = next_random(seed) % 4 == 0 ? 2010 + next_random(seed) % 12 : 0,
                         .is_stub = next_random(seed) % 4 == 0};
}

static void order_does_not_matter(void **state)
{
    enum { SETS = 200, SIZE = MENTIONS_MAX };
    struct fixture *f = *state;
    uint32_t seed = 2463534242u;
    for (int set = 0; set < SETS; set++) {
        struct paper_mention straight[SIZE], shuffled[SIZE];
        uint32_t place[SIZE], cluster[SIZE], again[SIZE];
        struct identity_conflict *conflicts, *conflicts_again;
        size_t n, n_again;
        for (uint32_t i = 0; i < SIZE; i++) {
            struct said said = random_said(&seed);
            straight[i] = mention_of(f->a, &said, i);
            place[i] = i;
        }
        for (uint32_t i = SIZE - 1; i > 0; i--) {
            uint32_t k = next_random(&seed) % (i + 1);
            uint32_t swap = place[i];
            place[i] = place[k];
            place[k] = swap;
        }
        for (uint32_t i = 0; i < SIZE; i++)
            shuffled[place[i]] = straight[i];
        identity_cluster(straight, SIZE, f->v, f->a, cluster, &conflicts, &n);
        identity_cluster(shuffled, SIZE, f->v, f->a, again, &conflicts_again, &n_again);
        assert_int_equal(n, n_again);
        for (uint32_t i = 0; i < SIZE; i++)
            if (again[place[i]] != place[cluster[i]])
                fail_msg("set %d: mention %u", set, i);
    }
}

/* No cluster holds two different first identifiers of one family. */
static void clusters_are_consistent(void **state)
{
    enum { SETS = 200, SIZE = MENTIONS_MAX };
    struct fixture *f = *state;
    uint32_t seed = 88172645u;
    for (int set = 0; set < SETS; set++) {
        struct paper_mention m[SIZE];
        uint32_t cluster[SIZE];
        struct identity_conflict *conflicts;
        size_t n;
        for (uint32_t i = 0; i < SIZE; i++) {
            struct said said = random_said(&seed);
            m[i] = mention_of(f->a, &said, i);
        }
        identity_cluster(m, SIZE, f->v, f->a, cluster, &conflicts, &n);
        for (uint32_t i = 0; i < SIZE; i++)
            for (uint32_t k = 0; k < i; k++) {
                if (cluster[i] != cluster[k] || m[i].n_identifiers == 0 || m[k].n_identifiers == 0)
                    continue;
                struct str a = m[i].identifiers[0];
                struct str b = m[k].identifiers[0];
                bool clash = identifier_is_exclusive(a) && !str_eq(a, b) &&
                             str_eq(identifier_family(a), identifier_family(b));
                assert_false(clash);
            }
    }
}

static bool share_a_key(struct str *const *keys, const size_t *n, size_t i, size_t k)
{
    for (size_t x = 0; x < n[i]; x++)
        for (size_t y = 0; y < n[k]; y++)
            if (str_eq(keys[i][x], keys[k][y]))
                return true;
    return false;
}

/* Marks what can be reached from `from` by shared keys. */
static size_t reachable(struct str *const *keys, const size_t *n_keys, size_t n, size_t from,
                        uint32_t *out)
{
    bool seen[MENTIONS_MAX] = {false};
    size_t count = 0;
    out[count++] = (uint32_t)from;
    seen[from] = true;
    for (size_t at = 0; at < count; at++)
        for (size_t k = 0; k < n; k++)
            if (!seen[k] && share_a_key(keys, n_keys, out[at], k)) {
                seen[k] = true;
                out[count++] = (uint32_t)k;
            }
    return count;
}

/* What app/resolve relies on: the mentions reachable from one decide on its cluster. */
static void reachable_mentions_decide(void **state)
{
    enum { SETS = 200, SIZE = MENTIONS_MAX };
    struct fixture *f = *state;
    uint32_t seed = 521288629u;
    for (int set = 0; set < SETS; set++) {
        struct paper_mention all[SIZE], part[SIZE];
        uint32_t cluster[SIZE], again[SIZE], reached[SIZE];
        struct str *keys[SIZE];
        size_t n_keys[SIZE];
        struct identity_conflict *conflicts;
        size_t n;
        for (uint32_t i = 0; i < SIZE; i++) {
            struct said said = random_said(&seed);
            all[i] = mention_of(f->a, &said, i);
            identity_keys(&all[i], f->a, &keys[i], &n_keys[i]);
        }
        identity_cluster(all, SIZE, f->v, f->a, cluster, &conflicts, &n);
        size_t from = next_random(&seed) % SIZE;
        size_t count = reachable(keys, n_keys, SIZE, from, reached);
        for (size_t i = 0; i < count; i++)
            part[i] = all[reached[i]];
        identity_cluster(part, count, f->v, f->a, again, &conflicts, &n);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(cluster[reached[i]], reached[again[i]]);
    }
}

static void many_of_one_title_take_linear_time(void **state)
{
    enum { MANY = 20000 };
    struct fixture *f = *state;
    struct paper_mention *m = ARENA_ARRAY(f->a, struct paper_mention, MANY);
    uint32_t *cluster = ARENA_ARRAY(f->a, uint32_t, MANY);
    struct identity_conflict *conflicts;
    size_t n;
    for (size_t i = 0; i < MANY; i++) {
        struct str *id = ARENA_NEW(f->a, struct str);
        *id = str_from(arena_printf(f->a, "arxiv:1911.%05u", (unsigned)i + 1));
        m[i] = (struct paper_mention){.order = str_from(arena_printf(f->a, "%08u", (unsigned)i)),
                                      .title =
                                          STR("Momentum Contrast for Unsupervised Visual Learning"),
                                      .identifiers = id,
                                      .n_identifiers = i < 1000,
                                      .scope = STR("a")};
    }
    identity_cluster(m, MANY, f->v, f->a, cluster, &conflicts, &n);
    assert_int_equal(cluster[0], 0);
    assert_int_equal(cluster[1], 1);
    assert_int_equal(cluster[MANY - 1], 0);
}

static void compares_titles(void **state)
{
    struct fixture *f = *state;

    static const struct {
        const char *a, *b;
        uint32_t low, high;
    } rows[] = {
        {"A Network for All", "a network for all", 1000, 1000},
        {"Pruinng of the Network Layer Weights", "Pruning of the Network Layer Weights", 970, 980},
        {"Learning of Deep Visual Features Online", "Learning Deep Visual Features Online", 950,
         960},
        {"Masked Modelling of Behaviour in Mice", "Masked Modeling of Behavior in Mice", 1000,
         1000},
        {"Deep Learning for Cats and Dogs", "Deep Learning for Cats and Birds", 0, 0},
        {"YOLOv3 Improved in Detection", "YOLOv4 Improved in Detection", 0, 0},
        {"Part II of the Network Story", "Part III of the Network Story", 0, 0},
        {"Learning With Labels of Noise", "Learning Without Labels of Noise", 0, 0},
        {"", "", 1000, 1000},
        {"", "A Title of Words", 0, 0},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str a = str_from(rows[i].a);
        struct str b = str_from(rows[i].b);
        uint32_t there = identity_similarity(a, b, f->v, f->a);
        if (there < rows[i].low || there > rows[i].high)
            fail_msg("\"%s\", \"%s\": %u", rows[i].a, rows[i].b, there);
        assert_int_equal(identity_similarity(b, a, f->v, f->a), there);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define IDENTITY_TEST(t) cmocka_unit_test(t)
        IDENTITY_TEST(joins_what_belongs_together),
        IDENTITY_TEST(clusters_hang_together_by_keys),
        IDENTITY_TEST(order_does_not_matter),
        IDENTITY_TEST(clusters_are_consistent),
        IDENTITY_TEST(reachable_mentions_decide),
        IDENTITY_TEST(many_of_one_title_take_linear_time),
        IDENTITY_TEST(compares_titles),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
