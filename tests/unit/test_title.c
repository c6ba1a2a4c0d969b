#include "check.h"

#include <strings.h>

#include "extract/title.h"

static int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

struct cleaned {
    const char *visible, *text, *short_name, *authors, *venue;
    uint32_t year;
};

static bool is_cleaned(struct arena *a, const struct cleaned *want)
{
    struct title t;
    title_clean(str_from(want->visible), a, &t);
    bool same = str_eq(t.text, str_from(want->text)) &&
                str_eq(t.short_name, str_from(want->short_name)) &&
                str_eq(t.authors, str_from(want->authors)) &&
                str_eq(t.venue, str_from(want->venue)) && t.year == want->year;
    if (!same)
        print_error(
            "%s\n got \"%.*s\" short \"%.*s\" by \"%.*s\" in \"%.*s\" %u\nwant \"%s\" short "
            "\"%s\" by \"%s\" in \"%s\" %u\n",
            want->visible, STR_FMT(t.text), STR_FMT(t.short_name), STR_FMT(t.authors),
            STR_FMT(t.venue), (unsigned)t.year, want->text, want->short_name, want->authors,
            want->venue, (unsigned)want->year);
    return same;
}

static void check_all_cleaned(struct arena *a, const struct cleaned *rows, size_t n)
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++)
        wrong += !is_cleaned(a, &rows[i]);
    assert_int_equal(wrong, 0);
}

static void cleans_titles(void **state)
{
    static const struct cleaned rows[] = {
        {"Deep Residual Learning", "Deep Residual Learning", "", "", "", 0},
        {"  Deep\n   Residual Learning ", "Deep Residual Learning", "", "", "", 0},
        {"MoCo", "MoCo", "MoCo", "", "", 0},
        {"MoCo v2", "MoCo v2", "MoCo v2", "", "", 0},
        {"MoCo: Momentum Contrast for Vision", "MoCo: Momentum Contrast for Vision", "MoCo", "", "",
         0},
        {"S4L-Self-Supervised Semi-Supervised Learning",
         "S4L-Self-Supervised Semi-Supervised Learning", "S4L", "", "", 0},
        {"BigBiGAN - Large Scale Adversarial Representation Learning",
         "BigBiGAN - Large Scale Adversarial Representation Learning", "BigBiGAN", "", "", 0},
        {"MAML - Model Agnostic Meta-Learning for Fast Adaptation",
         "MAML - Model Agnostic Meta-Learning for Fast Adaptation", "MAML", "", "", 0},
        {"CNN-Generated Images Are Easy to Spot", "CNN-Generated Images Are Easy to Spot", "", "",
         "", 0},
        {"Self-Supervised Learning of Visual Features",
         "Self-Supervised Learning of Visual Features", "", "", "", 0},
        {"Deep Learning: A Survey", "Deep Learning: A Survey", "", "", "", 0},
        {"[NAO]", "NAO", "NAO", "", "", 0},
        {"[12] Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"(3) Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"7. Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"5-A. Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"01 | Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"二、图注意力网络综述研究", "图注意力网络综述研究", "", "", "", 0},
        {"- [x] Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {":star: Graph Attention Networks ⭐⭐", "Graph Attention Networks", "", "", "", 0},
        {"2019-03-26 Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"[CVPR 2019] Graph Attention Networks", "Graph Attention Networks", "", "", "CVPR", 2019},
        {"[2019 CVPR] MoCo, Momentum Contrast for Vision", "MoCo, Momentum Contrast for Vision",
         "MoCo", "", "CVPR", 2019},
        {"【ICLR'20 oral】 Graph Attention Networks", "Graph Attention Networks", "", "", "ICLR",
         2020},
        {"(NeurIPS 2019) Graph Attention Networks", "Graph Attention Networks", "", "", "NeurIPS",
         2019},
        {"CVPR 2019 | Graph Attention Networks", "Graph Attention Networks", "", "", "CVPR", 2019},
        {"CVPR2019: Graph Attention Networks", "Graph Attention Networks", "", "", "CVPR", 2019},
        {"Focal Loss for Dense Object Detection (ICCV 2017)",
         "Focal Loss for Dense Object Detection", "", "", "ICCV", 2017},
        {"Focal Loss for Dense Object Detection (ICCV 2017) [Paper] [Code]",
         "Focal Loss for Dense Object Detection", "", "", "ICCV", 2017},
        {"Common risk factors in the returns on stocks, JFE 33(1)",
         "Common risk factors in the returns on stocks", "", "", "JFE 33", 0},
        {"The Log-Structured Merge-Tree, O'Neil et al., Acta Informatica",
         "The Log-Structured Merge-Tree", "", "O'Neil et al", "", 0},
        {"4/ Focal Loss for Dense Object Detection @mira", "Focal Loss for Dense Object Detection",
         "", "", "", 0},
        {"Focal Loss for Dense Object Detection, ICCV 2017",
         "Focal Loss for Dense Object Detection", "", "", "ICCV", 2017},
        {"Focal Loss for Dense Object Detection. In ICCV, 2017.",
         "Focal Loss for Dense Object Detection", "", "", "ICCV", 2017},
        {"Focal Loss for Dense Object Detection - ICCV'17", "Focal Loss for Dense Object Detection",
         "", "", "ICCV", 2017},
        {"Focal Loss for Dense Object Detection ICCV2017", "Focal Loss for Dense Object Detection",
         "", "", "ICCV", 2017},
        {"Focal Loss for Dense Object Detection (1708)", "Focal Loss for Dense Object Detection",
         "", "", "", 2017},
        {"Focal Loss for Dense Object Detection (2017)", "Focal Loss for Dense Object Detection",
         "", "", "", 2017},
        {"NAO - NeurIPS", "NAO", "NAO", "", "NeurIPS", 0},
        {"Learning with Only 100 Labels", "Learning with Only 100 Labels", "", "", "", 0},
        {"Vision Beyond 2020", "Vision Beyond 2020", "", "", "", 0},
        {"1909 Liquid Warping GAN: A Unified Framework", "Liquid Warping GAN: A Unified Framework",
         "Liquid Warping GAN", "", "", 2019},
        {"[1711.05971] Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"Graph Attention Networks arXiv:1710.10903", "Graph Attention Networks", "", "", "", 0},
        {"Graph Attention Networks | arXiv", "Graph Attention Networks", "", "", "", 0},
        {"Graph Attention Networks - Papers With Code", "Graph Attention Networks", "", "", "", 0},
        {"High Fidelity Natural Image Synthesisarxiv.org", "High Fidelity Natural Image Synthesis",
         "", "", "", 0},
        {"Image Synthesispapers.nips.cc", "Image Synthesis", "", "", "", 0},
        {"Wang_HAQ_Hardware-Aware_Quantization_CVPR_2019_paper.pdf",
         "Wang HAQ Hardware-Aware Quantization", "", "", "CVPR", 2019},
        {"Paper: Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"论文：Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"论文笔记：Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"Graph Attention Networks 论文阅读笔记", "Graph Attention Networks", "", "", "", 0},
        {"上文的前身Contrastive Predictive Coding", "Contrastive Predictive Coding", "", "", "", 0},
        {"读《Attention is all you need》的一点想法", "Attention is all you need", "", "", "", 0},
        {"《深度学习综述研究》", "深度学习综述研究", "", "", "", 0},
        {"基于BERT的文本分类研究", "基于BERT的文本分类研究", "", "", "", 0},
        {"MoCo by Kaiming", "MoCo", "MoCo", "Kaiming", "", 0},
        {"Graph Attention Networks by DeepMind", "Graph Attention Networks", "", "DeepMind", "", 0},
        {"Graph Attention Networks - Google", "Graph Attention Networks", "", "Google", "", 0},
        {"Unsupervised Learning by Context Prediction",
         "Unsupervised Learning by Context Prediction", "", "", "", 0},
        {"Graph Attention Networks (Veličković et al., 2018)", "Graph Attention Networks", "",
         "Veličković et al.", "", 2018},
        {"Graph Attention Networks, Veličković et al.", "Graph Attention Networks", "",
         "Veličković et al.", "", 0},
        {"[Vaswani et al., 2017] Attention Is All You Need", "Attention Is All You Need", "",
         "Vaswani et al.", "", 2017},
        {"Gao2019 - Dynamic Channel Pruning", "Dynamic Channel Pruning", "", "Gao", "", 2019},
        {"Momentum Contrast for Vision (MoCo)", "Momentum Contrast for Vision", "MoCo", "", "", 0},
        {"Momentum Contrast for Unsupervised Vision (动量对比)",
         "Momentum Contrast for Unsupervised Vision", "", "", "", 0},
        {"\"Attention Is All You Need\"", "Attention Is All You Need", "", "", "", 0},
        {"“Attention Is All You Need”", "Attention Is All You Need", "", "", "", 0},
        {"$\\beta$-VAE: Learning Basic Visual Concepts", "β-VAE: Learning Basic Visual Concepts",
         "β-VAE", "", "", 0},
        {"{BERT}: Pre-training of \\textbf{Deep} Transformers",
         "BERT: Pre-training of Deep Transformers", "BERT", "", "", 0},
        {"Ｇｒａｐｈ Attention Networks（GAT）", "Graph Attention Networks", "GAT", "", "", 0},
        {"DARTS：Differentiable Architecture Search", "DARTS: Differentiable Architecture Search",
         "DARTS", "", "", 0},
        {"hep-th/9711200 The Large N Limit", "The Large N Limit", "", "", "", 0},
        {"1711.05971 Graph Attention Networks", "Graph Attention Networks", "", "", "", 0},
        {"Kelley et al. 2018", "Kelley et al. 2018", "", "Kelley et al.", "", 2018},
        {"2005_Hafting_A Spatial Map in the Cortex", "A Spatial Map in the Cortex", "", "Hafting",
         "", 2005},
        {"Dense Passage Retrieval for Question Answering —— 双塔BERT",
         "Dense Passage Retrieval for Question Answering", "", "", "", 0},
        {"Dense Passage Retrieval for Question Answering，双塔BERT",
         "Dense Passage Retrieval for Question Answering", "", "", "", 0},
        {"Dense Passage Retrieval for Answering (2007.01282)。每个passage单独编码",
         "Dense Passage Retrieval for Answering", "", "", "", 0},
        {"Sequential Activity Prediction across Chromosomes (Basenji)",
         "Sequential Activity Prediction across Chromosomes", "Basenji", "", "", 0},
        {"Does It Work?", "Does It Work?", "", "", "", 0},
        {"https://arxiv.org/abs/1710.10903", "", "", "", "", 0},
        {"paper", "", "", "", "", 0},
        {"[PDF]", "", "", "", "", 0},
        {"2019", "", "", "", "", 0},
        {"3.14", "", "", "", "", 0},
        {"", "", "", "", "", 0},
    };
    check_all_cleaned(*state, rows, ARRAY_LEN(rows));
}

static void cleans_citations(void **state)
{
#define DEEP "Deep residual learning for image recognition"
    static const struct cleaned rows[] = {
        {"He, K., Zhang, X., Ren, S., & Sun, J. (2016). " DEEP ". In CVPR (pp. 770-778).", DEEP, "",
         "He, K., Zhang, X., Ren, S., & Sun, J.", "CVPR", 2016},
        {"He K, Zhang X, Ren S, Sun J. " DEEP ". Proc IEEE CVPR. 2016;770-8.", DEEP, "",
         "He K, Zhang X, Ren S, Sun J", "CVPR", 2016},
        {"K. He, X. Zhang, S. Ren, and J. Sun, \"" DEEP ",\" in Proc. CVPR, 2016, pp. 770-778.",
         DEEP, "", "K. He, X. Zhang, S. Ren, and J. Sun", "CVPR", 2016},
        {"[3] K. He and J. Sun, “" DEEP ",” CVPR, 2016.", DEEP, "", "K. He and J. Sun", "CVPR",
         2016},
        {"He, Kaiming, et al. \"" DEEP ".\" Proceedings of CVPR. 2016.", DEEP, "",
         "He, Kaiming, et al.", "CVPR", 2016},
        {"Kaiming He, Xiangyu Zhang, Shaoqing Ren, and Jian Sun. " DEEP ". In CVPR, 2016.", DEEP,
         "", "Kaiming He, Xiangyu Zhang, Shaoqing Ren, and Jian Sun", "CVPR", 2016},
        {"Kaiming He and Jian Sun. 2016. " DEEP ". In CVPR.", DEEP, "", "Kaiming He and Jian Sun",
         "CVPR", 2016},
        {DEEP ". K. He, X. Zhang, S. Ren, J. Sun. CVPR 2016.", DEEP, "",
         "K. He, X. Zhang, S. Ren, J. Sun", "CVPR", 2016},
        {"He et al. - 2016 - " DEEP, DEEP, "", "He et al.", "", 2016},
        {"He - 2016 - " DEEP, DEEP, "", "He", "", 2016},
        {"Vaswani et al. (2017). Attention is all you need.", "Attention is all you need", "",
         "Vaswani et al.", "", 2017},
        {"Vaswani et al.: Attention is all you need", "Attention is all you need", "",
         "Vaswani et al.", "", 0},
        {"He, Yisheng, et al. PVN3D: A Deep Point-wise 3D Keypoints Voting Network.",
         "PVN3D: A Deep Point-wise 3D Keypoints Voting Network", "PVN3D", "He, Yisheng, et al.", "",
         0},
        {"van den Oord, A., Li, Y. and Vinyals, O., 2018. Representation learning with contrastive "
         "predictive coding. arXiv preprint arXiv:1807.03748.",
         "Representation learning with contrastive predictive coding", "",
         "van den Oord, A., Li, Y. and Vinyals, O.", "", 2018},
        {"张三, 李四, 王五. 深度残差学习方法研究[J]. 计算机学报, 2019, 39(1): 1-10.",
         "深度残差学习方法研究", "", "张三, 李四, 王五", "", 2019},
        {"[2] 张三，李四，等. 深度残差学习方法研究[D]. 北京大学, 2019.", "深度残差学习方法研究", "",
         "张三，李四，等", "", 2019},
        {"He K M, Sun J. " DEEP "[J]. CVPR, 2016.", DEEP, "", "He K M, Sun J", "CVPR", 2016},
        {"He K, Cooney LM Jr. " DEEP ". Lancet. 2016;770-8.", DEEP, "", "He K, Cooney LM Jr",
         "Lancet", 2016},
        {"He & Sun (2016) " DEEP ": 1. The small nets. CVPR", DEEP ": 1. The small nets", "",
         "He & Sun", "CVPR", 2016},
        {"Sun, J. (1983), The instability of friction laws, J. Geophys. Res., 88, 10359",
         "The instability of friction laws", "", "Sun, J.", "", 1983},
        {"He & Sun 2016 - " DEEP, DEEP, "", "He & Sun", "", 2016},
        {"He (2016) - " DEEP, DEEP, "", "He", "", 2016},
    };
    check_all_cleaned(*state, rows, ARRAY_LEN(rows));
}

static void text_is_no_citation(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "Attention Is All You Need",
        "MoCo: Momentum Contrast for Vision",
        "Deep Graph Infomax: maximise mutual information. Follows DIM",
        "Is the chain faithful? Turpin et al. 2023 bias the examples so that all answers agree",
        "TrueTime API: an interval of earliest and latest",
        "PASCAL VOC 2012 augmented with more labels",
        "Deep Learning, Neural Networks. Some words on both of them.",
        "They use a queue. It is updated slowly. This helps.",
        "Johnson (1998) showed that the chain is faithful",
        "Reading log 2021 - the third week of it",
        "对比学习, 数据增强. 这两个都很重要的.",
        "",
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct citation_parts parts;
        if (title_split_citation(str_from(rows[i]), &parts))
            fail_msg("\"%s\" is no citation", rows[i]);
    }
}

static void judges_shape(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool shaped, short_name, generic;
    } rows[] = {
        {"Attention Is All You Need", true, false, false},
        {"Learning to Learn by Gradient Descent by Gradient Descent", true, false, false},
        {"BERT: pre-training of deep transformers", true, false, false},
        {"we use a queue of keys here", false, false, false},
        {"Two Words", false, false, false},
        {"MoCo", false, true, false},
        {"NAO", false, true, false},
        {"S4L", false, true, false},
        {"PV-RCNN++", false, true, false},
        {"β-VAE", false, true, false},
        {"MoCo v2", false, true, false},
        {"Introduction", false, false, false},
        {"word", false, false, false},
        {"2019", false, false, false},
        {"PDF", false, false, true},
        {"论文链接", false, false, true},
        {"Paper (ArXiv)", false, false, true},
        {"[code] / [video]", false, false, true},
        {"原文 代码", false, false, true},
        {"paper stack", false, false, false},
        {"", false, false, false},
        {"...", false, false, false},
        {"对比学习", false, false, false},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str s = str_from(rows[i].text);
        if (title_is_shaped(s) != rows[i].shaped || title_is_short_name(s) != rows[i].short_name ||
            title_is_generic(s) != rows[i].generic)
            fail_msg("\"%s\": shaped %d, short name %d, generic %d", rows[i].text,
                     title_is_shaped(s), title_is_short_name(s), title_is_generic(s));
    }
}

static void equal_titles_have_equal_keys(void **state)
{
    static const char *const same[][2] = {
        {"SIMPLE ONLINE AND REALTIME TRACKING", "Simple Online and Realtime Tracking"},
        {"$\\beta$-VAE: Learning Basic Visual Concepts",
         "beta-VAE: learning basic visual concepts"},
        {"Data-Efficient Image Recognition", "Data Efficient Image Recognition"},
        {"Search & Retrieval", "Search and Retrieval"},
        {"What's New", "Whats new"},
        {"對比學習方法", "对比学习方法"},
    };
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        struct title_keys left;
        struct title_keys right;
        title_keys(str_from(same[i][0]), STR_EMPTY, *state, &left);
        title_keys(str_from(same[i][1]), STR_EMPTY, *state, &right);
        if (!str_eq(left.full, right.full))
            fail_msg("%s -> \"%.*s\", %s -> \"%.*s\"", same[i][0], STR_FMT(left.full), same[i][1],
                     STR_FMT(right.full));
    }
}

static void keys_hold_their_parts(void **state)
{
    struct title_keys k;
    title_keys(STR("CPC: Contrastive Predictive Coding"), STR_EMPTY, *state, &k);
    check_str(k.full, "cpc contrastive predictive coding");
    check_str(k.tail, "contrastive predictive coding");
    check_str(k.joined, "cpccontrastivepredictivecoding");
    check_str(k.initials, "cpc");
    check_str(k.short_key, "cpc");
    title_keys(STR("PV-RCNN++"), STR("PV-RCNN++"), *state, &k);
    check_str(k.short_key, "pvrcnnplusplus");
    check_str(k.tail, "");
    check_str(k.initials, "");
    title_keys(STR("Learning to See in the Dark"), STR_EMPTY, *state, &k);
    check_str(k.initials, "lsd");
}

/* Look-ups find the rows of a first byte by binary search. */
static void tables_are_sorted(void **state)
{
    (void)state;
    static const char *const lists[][512] = {
        {
#define VENUE(name)           name,
#define VENUE_WITH_YEAR(name) name,
#include "extract/tables/venues.def"
        },
        {
#define LINK_WORD(word) word,
#include "extract/tables/link_words.def"
        },
        {
#define LINK_WORD_WIDE(word) word,
#include "extract/tables/link_words.def"
        },
        {
#define FUNCTION_WORD(word) word,
#include "extract/tables/title_words.def"
        },
        {
#define POLARITY_WORD(word) word,
#include "extract/tables/title_words.def"
        },
        {
#define HYPHEN_SUFFIX(word) word,
#include "extract/tables/title_words.def"
        },
        {
#define GENERIC_TITLE(title) title,
#include "extract/tables/title_words.def"
        },
        {
#define TITLE_LABEL(words) words,
#include "extract/tables/title_parts.def"
        },
        {
#define TAG_WORD(word) word,
#include "extract/tables/title_parts.def"
        },
        {
#define ORGANISATION(name) name,
#include "extract/tables/title_parts.def"
        },
        {
#define NAME_PARTICLE(word) word,
#include "extract/tables/title_parts.def"
        },
    };
    for (size_t i = 0; i < ARRAY_LEN(lists); i++)
        for (size_t k = 1; lists[i][k]; k++)
            if (strcasecmp(lists[i][k - 1], lists[i][k]) > 0)
                fail_msg("\"%s\" stands before \"%s\"", lists[i][k - 1], lists[i][k]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TITLE_TEST(f) cmocka_unit_test_setup_teardown(f, arena_setup, arena_teardown)
        TITLE_TEST(cleans_titles),
        TITLE_TEST(cleans_citations),
        cmocka_unit_test(text_is_no_citation),
        cmocka_unit_test(judges_shape),
        cmocka_unit_test(tables_are_sorted),
        TITLE_TEST(equal_titles_have_equal_keys),
        TITLE_TEST(keys_hold_their_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
