#include "check.h"

#include "base/strbuf.h"
#include "extract/entry/entry_internal.h"
#include "extract/extract.h"

static int setup(void **state)
{
    struct vocabulary *v;
    struct err e = {0};
    check_ok(vocabulary_new(&v, &e), e);
    check_ok(vocabulary_finish(v, &e), e);
    *state = v;
    return 0;
}

static int teardown(void **state)
{
    vocabulary_free(*state);
    return 0;
}

/* One note through the steps that come before the concepts. */
struct reading {
    struct arena *a;
    struct document *d;
    struct note_papers papers;
};

static void read_note(struct reading *r, const struct vocabulary *v, const char *path,
                      const char *text)
{
    struct err e = {0};
    struct token_list tokens;
    struct match_list matches;
    r->a = arena_new();
    check_ok(document_parse(str_from(text), r->a, &r->d, &e), e);
    tokenise(r->d, v, r->a, &tokens);
    match_all(&tokens, v, r->a, &matches);
    entries_find(&(struct entry_input){.document = r->d,
                                       .tokens = &tokens,
                                       .matches = &matches,
                                       .vocabulary = v,
                                       .path = str_from(path)},
                 r->a, &r->papers);
}

/* "entry KEY | title; cited KEY | title"; keys made of titles are left out. */
static struct str summary(const struct reading *r)
{
    static const char *const status[] = {"entry", "cited", "stub"};
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < r->papers.n_papers; i++) {
        const struct paper *p = &r->papers.papers[i];
        bool is_made = str_starts(p->key, STR("t:"));
        strbuf_printf(&out, "%s%s %.*s%s%.*s", i ? "; " : "", status[p->status],
                      is_made ? 0 : (int)p->key.n, p->key.p, is_made ? "| " : " | ",
                      STR_FMT(p->title));
    }
    return str_copy(r->a, strbuf_view(&out));
}

struct note_case {
    const char *path, *text, *want;
};

static void check_cases(void **state, const struct note_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct reading r;
        read_note(&r, *state, cases[i].path, cases[i].text);
        struct str got = summary(&r);
        if (!str_eq(got, str_from(cases[i].want)))
            fail_msg("%s\n got  \"%.*s\"\n want \"%s\"", cases[i].text, STR_FMT(got),
                     cases[i].want);
        arena_free(r.a);
    }
}

static void links_at_the_head_make_entries(void **state)
{
    static const struct note_case cases[] = {
        {"n.md",
         "### NAS\n* [Transfer Learning with Neural AutoML](https://arxiv.org/pdf/1803.02780.pdf)\n"
         "  * 当有了一个pretrained的controller的时候，只有task embedding需要更新\n",
         "entry arxiv:1803.02780 | Transfer Learning with Neural AutoML"},
        {"n.md",
         "* [Review Netowrk Pruning via Transformable NAS]()\n  * 用NAS来处理Channel Pruning\n",
         "entry | Review Netowrk Pruning via Transformable NAS"},
        {"n.md", "* [NAO]\n    * 与此类似的是DARTS\n", "entry | NAO"},
        {"n.md", "- [ ] 读 MoCo\n- [x] done\n\n[^1]\n", ""},
        {"n.md", "[nao]: https://arxiv.org/abs/1808.07233\n\n* [NAO]\n",
         "entry arxiv:1808.07233 | NAO"},
        {"n.md", "* 上文的前身[Contrastive Predictive Coding](https://arxiv.org/abs/1807.03748)\n",
         "entry arxiv:1807.03748 | Contrastive Predictive Coding"},
        {"n.md",
         "* [GATES Related](https://shimo.im/sheets/T3/MODOC)\n"
         "* [NAS Reading List](https://shimo.im/x)\n",
         ""},
        {"n.md", "* GNN\n* Foundation\n", ""},
        {"n.md", "- [NAS](#nas)\n- [GAN](#GAN)\n", ""},
        {"n.md", "![MoCo](moco.png)\n", ""},
    };
    check_cases(state, cases, ARRAY_LEN(cases));
}

static void titles_stand_beside_their_links(void **state)
{
    static const struct note_case cases[] = {
        {"n.md",
         "**Focal Loss for Dense Object Detection** (ICCV 2017) "
         "[[Paper]](https://arxiv.org/abs/1708.02002) [[Code]]()\n",
         "entry arxiv:1708.02002 | Focal Loss for Dense Object Detection"},
        {"n.md",
         "1. He, Yisheng, et al. **PVN3D: A Deep Point-wise 3D Keypoints Voting Network.** "
         "[[Paper]] (https://arxiv.org/pdf/1911.04231.pdf)\n",
         "entry arxiv:1911.04231 | PVN3D: A Deep Point-wise 3D Keypoints Voting Network"},
        {"n.md",
         "- [1909 Liquid Warping GAN: A Unified Framework](https://arxiv.org/abs/1909.12224) "
         "[[official code]](https://github.com/svip-lab/impersonator)\n",
         "entry arxiv:1909.12224 | Liquid Warping GAN: A Unified Framework"},
        {"n.md",
         "PV-RCNN++: Point-Voxel Feature Set Abstraction With Local Vector Representation\n\n"
         "> 论文地址：[https://arxiv.org/pdf/2102.00463.pdf](https://link.zhihu.com/?target="
         "https%3A//arxiv.org/pdf/2102.00463.pdf)\n",
         "entry arxiv:2102.00463 | PV-RCNN++: Point-Voxel Feature Set Abstraction With Local "
         "Vector Representation"},
        {"n.md",
         "见https://arxiv.org/abs/1807.03748这篇文章，写得很长，读了三遍也没有全懂，以后再说。\n",
         "cited arxiv:1807.03748 | arxiv:1807.03748"},
        {"n.md", "读《Attention is all you need》的一点想法\n",
         "cited | Attention is all you need"},
        {"n.md",
         "# Mind The Edge: Refining Depth Edges\n\n"
         "<a href=\"https://arxiv.org/pdf/2212.05315.pdf\">Paper (ArXiv)</a>\n",
         "entry arxiv:2212.05315 | Mind The Edge: Refining Depth Edges"},
    };
    check_cases(state, cases, ARRAY_LEN(cases));
}

static void tables_have_papers_in_rows(void **state)
{
    static const struct note_case cases[] = {
        {"n.md",
         "| 论文 | 年份 | 链接 |\n|---|---|---|\n"
         "| FixMatch | 2020 | [pdf](https://arxiv.org/abs/2001.07685) |\n"
         "| Mean Teacher | 2017 | |\n",
         "entry arxiv:2001.07685 | FixMatch; entry | Mean Teacher"},
        {"n.md", "| model | ARI | paper |\n|---|---|---|\n| scVI | 0.8 | row 01 |\n", ""},
        {"n.md",
         "| 文献 | 链接 |\n|---|---|\n"
         "| [Momentum Contrast for Visual Learning](#moco) | "
         "[paper](https://arxiv.org/abs/1911.05722) |\n",
         "entry arxiv:1911.05722 | Momentum Contrast for Visual Learning"},
    };
    check_cases(state, cases, ARRAY_LEN(cases));
}

static void a_note_may_be_about_one_paper(void **state)
{
    static const struct note_case cases[] = {
        {"n.md",
         "---\ntitle: \"Momentum Contrast\"\narxiv: 1911.05722\ntags: [自监督]\n---\n# 笔记\n"
         "## 方法\n用InfoNCE\n",
         "entry arxiv:1911.05722 | Momentum Contrast"},
        {"n.md", "---\nlayout: post\ntitle: Paper Stack\n---\n\nhello\n", ""},
        {"n.md",
         "# Attention Is All You Need\n\nhttps://arxiv.org/abs/1706.03762\n\n## Summary\n\nx\n\n"
         "## 方法\n\ny\n",
         "entry arxiv:1706.03762 | Attention Is All You Need"},
        {"n.md", "title:: Momentum Contrast\ndoi:: 10.1109/CVPR42600.2020.00975\n\n- queue\n",
         "entry doi:10.1109/cvpr42600.2020.00975 | Momentum Contrast"},
        {"pages/2012_Jinek_A Programmable Dual-RNA-Guided DNA Endonuclease in Adaptive Bacterial "
         "Immunity.md",
         "- Cas9 cuts both strands\n",
         "entry | A Programmable Dual-RNA-Guided DNA Endonuclease in Adaptive Bacterial Immunity"},
        {"n.md",
         "```bibtex\n@article{he2019moco, title={Momentum Contrast}, eprint={1911.05722}}\n```\n",
         "entry arxiv:1911.05722 | Momentum Contrast"},
        {"n.md", "## 2024-05-01\n\nwent running\n", ""},
    };
    check_cases(state, cases, ARRAY_LEN(cases));
}

static void notes_about_other_things_have_none(void **state)
{
    static const struct note_case cases[] = {
        {"n.md", "# Recipes\n\n- [Mapo tofu](https://www.seriouseats.com/)\n- [ ] buy cumin\n", ""},
        {"n.md",
         "# Getting Started\n\n## Configure the Local Database on Windows\n\n```\nmake\n```\n\n"
         "## Import Alerts into the Database\n\n```\nmake\n```\n",
         ""},
        {"n.md", "- **Respect for Law and Public Interest**: identify who is concerned and ask\n",
         ""},
        {"n.md", "- Agrawal, Pulkit and Carreira, Joao. ICCV 2015\n", ""},
    };
    check_cases(state, cases, ARRAY_LEN(cases));
}

static uint32_t scope_of_line(const struct reading *r, uint32_t line)
{
    for (uint32_t i = 1; i < r->d->n_nodes; i++)
        if (r->d->nodes[i].line == line && r->d->nodes[i].text_begin < r->d->nodes[i].text_end)
            return r->papers.scope[i];
    return UINT32_MAX;
}

static void what_follows_an_entry_is_its_own(void **state)
{
    struct reading r;
    read_note(&r, *state, "n.md",
              "* [Channel Gating Neural Networks](https://papers.nips.cc/paper/"
              "8464-channel-gating-neural-networks.pdf)\n"
              "* 思想来源于Feature Map中有很多绝对值小的地方\n"
              "* ![](a.png)\n"
              "* 有一个channel grouping\n"
              "* 对于在NAS中利用Semi的几个问题\n");
    assert_int_equal(r.papers.n_papers, 1);
    for (uint32_t line = 1; line <= 4; line++)
        assert_int_equal(scope_of_line(&r, line), 0);
    assert_int_equal(scope_of_line(&r, 5), UINT32_MAX);
    arena_free(r.a);
}

static void names_in_text_are_places(void **state)
{
    struct reading r;
    read_note(&r, *state, "n.md",
              "* [Contrastive Predictive Coding](https://arxiv.org/abs/1807.03748)\n"
              "  * CPC - CPC通过对多个时间点共享的信息进行编码\n"
              "* [MoCo](https://arxiv.org/abs/1911.05722)\n"
              "  * 参考moco加上了队列\n");
    assert_int_equal(r.papers.n_papers, 2);
    size_t named[2] = {0, 0};
    for (size_t i = 0; i < r.papers.n_places; i++)
        if (r.papers.places[i].is_name_only)
            named[r.papers.places[i].paper]++;
    assert_int_equal(named[0], 2);
    assert_int_equal(named[1], 1);
    arena_free(r.a);
}

/* words_match compares folded text with the rows as they stand. */
static void word_lists_are_folded(void **state)
{
    (void)state;
    struct arena *a = arena_new();
#define W(text)            text "\n"
#define WORDS(list, words) words
    static const char rows[] =
#include "extract/tables/entry_words.def"
        ;
#undef WORDS
#undef W
    struct str rest = str_of(rows, sizeof rows - 2), word;
    while (str_split(&rest, '\n', &word)) {
        struct str folded = words_fold(word, a);
        if (!str_eq(folded, word))
            fail_msg("\"%.*s\" folds to \"%.*s\"", STR_FMT(word), STR_FMT(folded));
    }
    arena_free(a);
}

/* is_function_word searches them by their first letter. */
static void function_words_are_sorted(void **state)
{
    (void)state;
#define W(text)            text " "
#define WORDS(list, words) __attribute__((unused)) static const char words_##list[] = {words};
#include "extract/tables/entry_words.def"
#undef WORDS
#undef W
    struct str rest = str_of(words_FUNCTION, sizeof words_FUNCTION - 2), word, last = STR("a");
    while (str_split(&rest, ' ', &word)) {
        if (word.p[0] < last.p[0])
            fail_msg("\"%.*s\" stands behind \"%.*s\"", STR_FMT(word), STR_FMT(last));
        last = word;
    }
}

static void shapes_tell_titles_from_text(void **state)
{
    static const struct {
        const char *text;
        enum title_grade grade;
    } cases[] = {
        {"MoCo", GRADE_NAME},
        {"Tacotron 2", GRADE_NAME},
        {"Basic local alignment search tool", GRADE_SENTENCE},
        {"Graph Attention Networks", GRADE_CAPITALISED},
        {"In Search of an Understandable Consensus Algorithm", GRADE_STRONG},
        {"MAML: Fast Adaptation of Deep Networks", GRADE_STRONG},
        {"renew library card", GRADE_NONE},
        {"有一个channel grouping确保相同", GRADE_NONE},
    };

    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        if (shape_grade(str_from(cases[i].text)) != cases[i].grade)
            fail_msg("%s: %d", cases[i].text, (int)shape_grade(str_from(cases[i].text)));
    struct arena *a = arena_new();
    assert_true(shape_is_persons(STR("Cytron, Ferrante, Rosen"), *state, a));
    assert_false(shape_is_persons(STR("Look, Listen and Learn"), *state, a));
    assert_true(shape_is_date(STR("2018-06 - 2019-01"), a));
    assert_false(shape_is_date(STR("3 MobileNet"), a));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_at_the_head_make_entries),
        cmocka_unit_test(titles_stand_beside_their_links),
        cmocka_unit_test(tables_have_papers_in_rows),
        cmocka_unit_test(a_note_may_be_about_one_paper),
        cmocka_unit_test(notes_about_other_things_have_none),
        cmocka_unit_test(what_follows_an_entry_is_its_own),
        cmocka_unit_test(names_in_text_are_places),
        cmocka_unit_test(word_lists_are_folded),
        cmocka_unit_test(function_words_are_sorted),
        cmocka_unit_test(shapes_tell_titles_from_text),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
