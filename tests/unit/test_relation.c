#include "check.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/vocabulary.h"

/* A note and what must be said of it. An edge is "from relation to" with papers by short name or
 * title and concepts by id in brackets; "!" in front: there must be no such edge; "=900" or "<400"
 * behind: its score. "*" stands for any relation. */
struct note_case {
    const char *name;
    const char *note;
    const char *edges[8];
};

#define ENTRY_A "* [AlphaNet](https://arxiv.org/abs/2001.00001)\n"
#define ENTRY_B "* [BetaNet](https://arxiv.org/abs/2002.00002)\n"
#define ENTRY_C "* [GammaNet](https://arxiv.org/abs/2003.00003)\n"
#define SEARCH  "neural-architecture-search"

/* clang-format off */
static const struct note_case places[] = {
    {"title and heading",
     "### NAS\n* [Transfer Learning with Neural AutoML](https://arxiv.org/pdf/1803.02780.pdf)\n  * 当有了一个pretrained的controller的时候\n",
     {"Transfer Learning with Neural AutoML about [transfer-learning] =900",
      "Transfer Learning with Neural AutoML about [" SEARCH "] =500"}},
    {"heading and mention",
     "### NAS\n" ENTRY_A "  * searches with NAS\n",
     {"AlphaNet * [" SEARCH "] >700"}},
    {"further heading is weaker",
     "# Contrastive learning\n\n## 2020\n\n" ENTRY_A,
     {"AlphaNet about [contrastive-learning] =301"}},
    {"heading above a heading",
     "# Contrastive learning\n\n## Quantization\n\n" ENTRY_A,
     {"AlphaNet about [contrastive-learning] =301", "AlphaNet about [quantization] =500"}},
    {"a line ends a group", "### NAS\n" ENTRY_A ENTRY_B "\n---\n\n" ENTRY_C, {"BetaNet about [" SEARCH "]", "!GammaNet * [" SEARCH "]"}},
    {"lines between all entries", "### NAS\n" ENTRY_A "\n---\n\n" ENTRY_B "\n---\n\n" ENTRY_C, {"GammaNet about [" SEARCH "]"}},
    {"topic item",
     "* GNN\n  * [AlphaNet: A Study of Something Else](https://arxiv.org/abs/2001.00001)\n",
     {"AlphaNet about [graph-neural-network]"}},
    {"tags of a paper's note",
     "---\ntitle: \"Momentum Contrast\"\narxiv: 1911.05722\ntags: [自监督学习, contrastive learning]\n---\n# 笔记\n## 方法\n用InfoNCE\n",
     {"Momentum Contrast about [self-supervised-learning] >800", "Momentum Contrast about [contrastive-learning] >800",
      "Momentum Contrast uses [info-nce]"}},
    {"flat continuation",
     "* [Channel Gating Neural Networks](https://papers.nips.cc/paper/8464-channel-gating-neural-networks.pdf)\n* 和network pruning有关\n* ![](a.png)\n* 用了knowledge distillation\n* 对于在NAS中利用Semi的几个问题\n",
     {"Channel Gating Neural Networks * [knowledge-distillation]", "!Channel Gating Neural Networks * [" SEARCH "]"}},
    {"deep bullets still count",
     ENTRY_A "  * x\n    * y\n      * z\n        * uses dropout\n",
     {"AlphaNet uses [dropout] >300"}},
    {"negated mentions are weak",
     ENTRY_A "  * x\n  * trained without dropout\n",
     {"AlphaNet * [dropout] <300"}},
    {"image text is marginal",
     ENTRY_A "  * ![dropout](x.png)\n",
     {"!AlphaNet about [dropout]"}},
    {"cited title speaks of the cited paper",
     ENTRY_A "  * see also [Deep Contrastive Learning for Birds](https://arxiv.org/abs/2004.00004)\n",
     {"Deep Contrastive Learning for Birds about [contrastive-learning] =900", "!AlphaNet about [contrastive-learning]"}},
    {"navigation says nothing",
     "- [NAS](#nas)\n- [GAN](#gan)\n- [BERT](#bert)\n\n" ENTRY_A,
     {"!AlphaNet * [" SEARCH "]"}},
};

static const struct note_case types[] = {
    {"uses", "* [MoCo](https://arxiv.org/abs/1911.05722)\n  * Similarity是用InfoNCE(a kind of contrastive loss)\n",
     {"MoCo uses [info-nce]", "[info-nce] broader [contrastive-loss]"}},
    {"compared with a concept", "* [AlphaNet](https://arxiv.org/abs/2001.00001)\n  * 对标的是最经典的transfer learning\n",
     {"AlphaNet compares_with [transfer-learning]"}},
    {"better than a concept", "### NAS\n" ENTRY_A "  * 比evolutionary algorithm之类的效率更高\n",
     {"AlphaNet compares_with [evolutionary-algorithm]"}},
    {"evaluated on", ENTRY_A "  * experiments on ImageNet\n  * 在CIFAR-10上效果好\n",
     {"AlphaNet evaluates_on [imagenet]", "AlphaNet evaluates_on [cifar-10]"}},
    {"introduces", ENTRY_A "  * x\n  * we propose spectral normalization\n",
     {"AlphaNet introduces [spectral-normalization]"}},
    {"a cue serves one concept", ENTRY_A "  * x\n  * uses dropout, and attention is all over the place\n",
     {"AlphaNet uses [dropout]", "!AlphaNet uses [attention]"}},
    {"enumeration shares the cue", ENTRY_A "  * x\n  * 用了dropout和batch normalization\n",
     {"AlphaNet uses [dropout]", "AlphaNet uses [batch-normalization]"}},
    {"Japanese verbs stand last", ENTRY_A "  * x\n  * dropoutを用いる\n",
     {"AlphaNet uses [dropout]"}},
};

static const struct note_case cues[] = {
    {"predecessor of the entry above",
     "* [Data Efficient Image Recognition with CPC](https://arxiv.org/abs/1905.09272)\n"
     "* 上文的前身[Contrastive Predictive Coding](https://arxiv.org/abs/1807.03748)\n"
     "  * [Post](https://x.github.io/)\n"
     "* 相关的最近的paper还有[A Simple Framework for Contrastive Learning of Visual Representations](https://arxiv.org/abs/2002.05709)\n",
     {"Data Efficient Image Recognition with CPC succeeds Contrastive Predictive Coding",
      "Contrastive Predictive Coding related_to A Simple Framework for Contrastive Learning of Visual Representations <600",
      "!Contrastive Predictive Coding * Post"}},
    {"follows a work that is only named",
     "* [MetAdapt: Meta-Learned Task-Adaptive Architecture for Few-Shot Classification](https://arxiv.org/abs/1912.00412)\n  * Follow DARTS - Arch as DAG\n",
     {"MetAdapt extends DARTS", "DARTS introduces [darts]"}},
    {"similar to", "* [NAO]\n    * 与此类似的是DARTS\n", {"NAO similar_to DARTS"}},
    {"concepts derive, papers do not",
     ENTRY_A "  * 这里用到了InfoNCE Loss，改进自NCE\n",
     {"[info-nce] derived_from [noise-contrastive-estimation]"}},
    {"uses a known paper as example", "* [NAO]\n  * x\n* [SemiNAS](https://arxiv.org/abs/2002.10389)\n  * 用NAO as example\n",
     {"SemiNAS uses NAO"}},
    {"enumeration of earlier work", ENTRY_A "  * 之前的工作BigGAN和SimCLR\n",
     {"AlphaNet cites BigGAN", "AlphaNet cites SimCLR"}},
    {"a question is weak", ENTRY_A ENTRY_B "  * 是否与AlphaNet的思想类似？\n", {"AlphaNet similar_to BetaNet <400"}},
    {"negation", ENTRY_A ENTRY_C ENTRY_B "  * 不是基于AlphaNet，而是基于GammaNet\n",
     {"!BetaNet extends AlphaNet", "BetaNet extends GammaNet"}},
    {"the previous one", ENTRY_A ENTRY_B "  * 本文和上一篇的区别在于速度\n", {"AlphaNet compares_with BetaNet"}},
    {"the former without object", ENTRY_A ENTRY_B "\n\n# 比一比\n\n前者更快\n", {"!AlphaNet * BetaNet"}},
    {"two cues", ENTRY_A ENTRY_C ENTRY_B "  * BetaNet outperforms AlphaNet; unlike GammaNet it needs no negatives\n",
     {"AlphaNet compares_with BetaNet", "GammaNet compares_with BetaNet"}},
    {"the above paper", ENTRY_A ENTRY_B "  * Unlike the above paper, we use a memory bank\n",
     {"AlphaNet compares_with BetaNet", "BetaNet uses [memory-bank]"}},
    {"nothing above", ENTRY_A "  * 改进了上文的方法\n" ENTRY_B, {"!AlphaNet * BetaNet"}},
    {"one heading is no relation", "### NAS\n" ENTRY_A ENTRY_B, {"!AlphaNet * BetaNet"}},
    {"mutual comparison", ENTRY_A ENTRY_B ENTRY_C "\n\n# 对照\n\n比较 AlphaNet / BetaNet / GammaNet 三篇\n",
     {"AlphaNet compares_with BetaNet", "AlphaNet compares_with GammaNet", "BetaNet compares_with GammaNet"}},
    {"upgraded version", ENTRY_A ENTRY_B "  * BetaNet是AlphaNet的升级版\n", {"BetaNet succeeds AlphaNet", "!AlphaNet succeeds BetaNet"}},
    {"follow-up to", ENTRY_A ENTRY_B "  * a follow-up to AlphaNet\n", {"BetaNet succeeds AlphaNet"}},
    {"follow-up as label", ENTRY_A "  * follow-up: [BetaNet](https://arxiv.org/abs/2002.00002)\n", {"BetaNet succeeds AlphaNet"}},
    {"passive", ENTRY_A "  * improved by [BetaNet](https://arxiv.org/abs/2002.00002)\n", {"BetaNet improves_on AlphaNet"}},
    {"a comma ends what is used", ENTRY_A ENTRY_B ENTRY_C "  * trained with noise, while AlphaNet was not\n", {"!GammaNet uses AlphaNet"}},
    {"cue around the object", ENTRY_A ENTRY_B "  * 在AlphaNet的基础上做了加速\n", {"BetaNet extends AlphaNet"}},
    {"nested cues", ENTRY_A ENTRY_B "  * 比 AlphaNet 在图像任务上更好\n", {"AlphaNet compares_with BetaNet"}},
    {"Japanese", ENTRY_A ENTRY_B "  * AlphaNetを拡張した\n", {"BetaNet extends AlphaNet"}},
    {"Japanese verb at a distance", ENTRY_A ENTRY_B "  * 出力は AlphaNet の生成器をそのまま使う\n", {"BetaNet uses AlphaNet"}},
    {"Korean", ENTRY_A ENTRY_B "  * AlphaNet을 개선: 양방향\n", {"BetaNet improves_on AlphaNet"}},
    {"English prose", "[AlphaNet](https://arxiv.org/abs/2001.00001) came first. It was slow; later [BetaNet](https://arxiv.org/abs/2002.00002) improves on [AlphaNet](https://arxiv.org/abs/2001.00001) a lot.\n",
     {"BetaNet improves_on AlphaNet"}},
    {"cue in a title", ENTRY_A "* [Improving AlphaNet with Noise](https://arxiv.org/abs/2004.00004)\n", {"!Improving AlphaNet with Noise improves_on AlphaNet"}},
};

static const struct note_case structure[] = {
    {"the former is the entry before", "* [AlphaNet](https://arxiv.org/abs/2001.00001)\n" ENTRY_B "  * 比前者快得多\n",
     {"AlphaNet compares_with BetaNet"}},
    {"number of an entry", "1/ Deep Networks for the Study of Birds https://arxiv.org/abs/2001.00001\n\n2/ Shallow Networks for the Study of Fish https://arxiv.org/abs/2002.00002\nUnlike 1/ it is small\n",
     {"Deep Networks for the Study of Birds compares_with Shallow Networks for the Study of Fish"}},
    {"code of a row", "| no | paper | relation |\n|---|---|---|\n| A1 | Deep Networks for the Study of Birds | first |\n| A2 | Shallow Networks for the Study of Fish | improves on A1 |\n",
     {"Shallow Networks for the Study of Fish improves_on Deep Networks for the Study of Birds"}},
    {"initials of a title", "* [Deep Birdsong Tracing](https://arxiv.org/abs/2001.00001)\n" ENTRY_B "  * improves on DBT\n",
     {"BetaNet improves_on Deep Birdsong Tracing"}},
    {"enumeration of marks", "The authors of [3] pooled [1] and [2].\n\n## References\n\n[1] Brown A. Deep Networks for the Study of Birds. Nature, 2001.\n[2] Green B. Shallow Networks for the Study of Fish. Nature, 2002.\n[3] White C. Networks for the Study of Animals: A Review. Nature, 2003.\n",
     {"Networks for the Study of Animals: A Review * Deep Networks for the Study of Birds", "Networks for the Study of Animals: A Review * Shallow Networks for the Study of Fish"}},
    {"authors in the block of another", "Brownmiller, A., & Greenberg, B. (2001). Deep networks for the study of birds. Nature, 12(3), 1-9. https://doi.org/10.1000/1\nNotes: first\n\nWhitlock, C. (2003). Shallow networks for the study of fish. Nature, 14(3), 1-9. https://doi.org/10.1000/2\nNotes: disputes Brownmiller & Greenberg (2001)\n",
     {"Shallow networks for the study of fish critiques Deep networks for the study of birds"}},
    {"authors and year above the title", "## Brownmiller (2001)\n*Deep Networks for the Study of Birds*, Nature\n\n- first\n\n## Whitlock (2003)\n*Shallow Networks for the Study of Fish*, Nature\n\n- improves on Brownmiller (2001)\n",
     {"Shallow Networks for the Study of Fish improves_on Deep Networks for the Study of Birds"}},
    {"nested link", ENTRY_A "  * 原版[NCE](http://proceedings.mlr.press/v9/gutmann10a/gutmann10a.pdf)\n", {"AlphaNet cites NCE"}},
    {"bare name", ENTRY_A ENTRY_B "  * x\n  * AlphaNet\n", {"AlphaNet related_to BetaNet"}},
    {"section about a paper", ENTRY_A ENTRY_B "\n## AlphaNet\n\n- 与 BetaNet 不同\n", {"AlphaNet compares_with BetaNet"}},
    {"see also", "# AlphaNet: A Study of Small Things\n\nhttps://arxiv.org/abs/2001.00001\n\nText.\n\n## See also\n\n- [BetaNet](https://arxiv.org/abs/2002.00002)\n",
     {"AlphaNet related_to BetaNet"}},
    {"numbered references",
     "# AlphaNet: A Study of Small Things\n\nhttps://arxiv.org/abs/2001.00001\n\nUnlike BetaNet [2], it is small. Builds on noise [1].\n\n## References\n\n"
     "[1] A. Author, \"A Theory of Noise in Networks,\" 2001. doi:10.1000/182\n\n[2] B. Author, \"BetaNet: Large Networks for Everything,\" 2002. arXiv:2002.00002\n",
     {"AlphaNet compares_with BetaNet", "AlphaNet extends A Theory of Noise in Networks"}},
    {"footnotes",
     "# AlphaNet: A Study of Small Things\n\nhttps://arxiv.org/abs/2001.00001\n\nIt builds on noise[^author2001].\n\n[^author2001]: A. Author. A Theory of Noise in Networks. 2001. doi:10.1000/182\n",
     {"AlphaNet extends A Theory of Noise in Networks"}},
    {"author and year",
     "- Sharpe, W. F. (1964). Capital asset prices: A theory of market equilibrium. *The Journal of Finance*, 19(3), 425. https://doi.org/10.1111/j.1540-6261.1964.tb02865.x\n"
     "- Carhart, M. M. (1997). On persistence in mutual fund performance. *The Journal of Finance*, 52(1), 57. https://doi.org/10.1111/j.1540-6261.1997.tb03808.x\n"
     "    - builds on Sharpe (1964)\n",
     {"On persistence in mutual fund performance extends Capital asset prices: A theory of market equilibrium"}},
    {"versions", "# Dreamer\nhttps://arxiv.org/abs/1912.01603\n\n# DreamerV2\nhttps://arxiv.org/abs/2010.02193\n\n# DreamerV3\nhttps://arxiv.org/abs/2301.04104\n",
     {"DreamerV2 succeeds Dreamer", "DreamerV3 succeeds DreamerV2", "!DreamerV3 succeeds Dreamer"}},
    {"ordinary numbers are no versions", "# Paper 1\nhttps://arxiv.org/abs/1912.01603\n\n# Paper 2\nhttps://arxiv.org/abs/2010.02193\n", {"!Paper 2 succeeds Paper 1"}},
    {"column of a table",
     "| Name | Title | base model |\n|---|---|---|\n| AlphaNet | [AlphaNet](https://arxiv.org/abs/2001.00001) | none |\n| BetaNet | [BetaNet](https://arxiv.org/abs/2002.00002) | AlphaNet |\n",
     {"BetaNet extends AlphaNet"}},
    {"a name in passing",
     "1. Smith JJ, Jones SD, et al. Aspirin in Patients with Cold Feet. N Engl J Med. 2019. doi:10.1056/NEJMoa1911303 (ASP-FEET)\n   - large\n"
     "2. Brown M, White SD, et al. Aspirin in Patients with Warm Feet. N Engl J Med. 2020. doi:10.1056/NEJMoa2022190\n   - unlike ASP-FEET no effect\n",
     {"Aspirin in Patients with Cold Feet compares_with Aspirin in Patients with Warm Feet"}},
};

static const struct note_case hierarchies[] = {
    {"kinds in a list",
     "* Few-shot learning\n  * Metric Learning based\n  * Generative model\n  * Data augmentation - more samples\n",
     {"[metric-learning] broader [few-shot-learning]", "[data-augmentation] broader [few-shot-learning]"}},
    {"steps are no kinds", "* GAN的流程\n  * VAE\n  * Dropout\n  * Softmax\n", {"![variational-autoencoder] broader [generative-adversarial-network]"}},
    {"two nested items are not enough", "* Few-shot learning\n  * Softmax\n", {"![softmax] broader [few-shot-learning]"}},
    {"等", "VAE、GAN等生成模型都可以\n", {"[variational-autoencoder] broader [generative-model]", "[generative-adversarial-network] broader [generative-model]"}},
    {"brackets", "生成模型（VAE、GAN）\n", {"[variational-autoencoder] broader [generative-model]", "[generative-adversarial-network] broader [generative-model]"}},
    {"such as", "generative models such as VAE and GAN\n", {"[variational-autoencoder] broader [generative-model]", "[generative-adversarial-network] broader [generative-model]"}},
    {"is a kind of", "InfoNCE is a kind of contrastive loss.\n", {"[info-nce] broader [contrastive-loss]"}},
    {"no is-a without its words", "VAE是ELBO(最大似然估计-等价于最小化KL散度)\n",
     {"![variational-autoencoder] broader [evidence-lower-bound]", "[kl-divergence] related [maximum-likelihood-estimation] <700"}},
    {"a circle is broken", "Dropout is a kind of softmax.\n\nSoftmax is a type of dropout.\n", {"[dropout] broader [softmax]", "![softmax] broader [dropout]"}},
};

/* clang-format on */

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

static void add_endpoint(struct strbuf *out, const struct extraction *x, struct endpoint e)
{
    if (e.type == TYPE_CONCEPT) {
        struct str key = x->concepts[e.index].key;
        strbuf_printf(out, "[%.*s]", STR_FMT(str_from_pos(key, strlen("concept:"))));
        return;
    }
    const struct paper *p = &x->papers[e.index];
    strbuf_add_str(out, p->short_name.n ? p->short_name : p->title);
}

static void add_edge(struct strbuf *out, const struct extraction *x, const struct edge *e,
                     bool is_turned, bool any_relation)
{
    add_endpoint(out, x, is_turned ? e->to : e->from);
    strbuf_printf(out, " %s ", any_relation ? "*" : relation_name(e->relation));
    add_endpoint(out, x, is_turned ? e->from : e->to);
}

static bool is_edge(const struct extraction *x, const struct edge *e, struct str want)
{
    for (int i = 0; i < 4; i++) {
        bool is_turned = i & 1;
        STRBUF_SCOPE(text);
        if (is_turned && !relation_is_symmetric(e->relation) && !(i & 2))
            continue;
        add_edge(&text, x, e, is_turned, i & 2);
        if (str_eq(strbuf_view(&text), want))
            return true;
    }
    return false;
}

/* "text =900" gives "text", '=' and 900. */
static struct str split_bound(struct str want, char *sign, uint64_t *bound)
{
    size_t space = want.n;
    *sign = 0;
    while (space > 0 && want.p[space - 1] != ' ')
        space--;
    struct str last = str_from_pos(want, space);
    if (last.n < 2 || !strchr("=<>", last.p[0]) || !str_to_u64(str_from_pos(last, 1), bound))
        return want;
    *sign = last.p[0];
    return str_sub(want, 0, space - 1);
}

static void print_edges(const struct extraction *x)
{
    for (size_t i = 0; i < x->n_edges; i++) {
        STRBUF_SCOPE(text);
        add_edge(&text, x, &x->edges[i], false, false);
        print_error("  %.*s =%u (%s)\n", STR_FMT(strbuf_view(&text)), x->edges[i].score,
                    x->edges[i].evidence[0].rule);
    }
}

static bool check_edge(const char *name, const struct extraction *x, const char *line)
{
    char sign;
    uint64_t bound = 0;
    bool is_absent = line[0] == '!';
    struct str want = split_bound(str_from(line + is_absent), &sign, &bound);
    const struct edge *found = NULL;
    for (size_t i = 0; i < x->n_edges && !found; i++)
        if (is_edge(x, &x->edges[i], want))
            found = &x->edges[i];
    bool fits = is_absent ? !found : found != NULL;
    if (found && sign)
        fits = sign == '=' ? found->score == bound
                           : (sign == '<' ? found->score <= bound : found->score >= bound);
    if (fits)
        return true;
    print_edges(x);
    print_error("%s: \"%s\"\n", name, line);
    return false;
}

static void check_evidence(const char *name, const struct extraction *x, struct str note)
{
    for (size_t i = 0; i < x->n_edges; i++) {
        const struct edge *e = &x->edges[i];
        assert_in_range(e->n_evidence, 1, EVIDENCE_MAX);
        assert_in_range(e->score, 150, 1000);
        for (size_t k = 0; k < e->n_evidence; k++) {
            struct evidence v = e->evidence[k];
            uint32_t line = 1;
            for (uint32_t at = 0; at < v.begin; at++)
                line += note.p[at] == '\n';
            if (v.begin >= v.end || v.end > note.n || v.end - v.begin > EVIDENCE_QUOTE_MAX ||
                v.line != line || !utf8_is_valid(str_sub(note, v.begin, v.end)))
                fail_msg("%s: evidence %u-%u on line %u", name, v.begin, v.end, v.line);
        }
    }
}

static void check_cases(const struct vocabulary *v, const struct note_case *cases, size_t n)
{
    const struct extract_options options = {.latest_year = 2100};
    bool all_fit = true;
    for (size_t i = 0; i < n; i++) {
        struct arena *a = arena_new();
        struct extraction *x;
        struct err e = {0};
        struct str note = str_from(cases[i].note);
        check_ok(extract_note(STR("note.md"), note, v, &options, a, &x, &e), e);
        for (size_t k = 0; k < ARRAY_LEN(cases[i].edges) && cases[i].edges[k]; k++)
            all_fit &= check_edge(cases[i].name, x, cases[i].edges[k]);
        check_evidence(cases[i].name, x, note);
        arena_free(a);
    }
    assert_true(all_fit);
}

static void places_weigh(void **state)
{
    check_cases(*state, places, ARRAY_LEN(places));
}

static void cues_give_types(void **state)
{
    check_cases(*state, types, ARRAY_LEN(types));
}

static void cues_relate_papers(void **state)
{
    check_cases(*state, cues, ARRAY_LEN(cues));
}

static void structure_relates_papers(void **state)
{
    check_cases(*state, structure, ARRAY_LEN(structure));
}

static void concepts_form_a_hierarchy(void **state)
{
    check_cases(*state, hierarchies, ARRAY_LEN(hierarchies));
}

/* One line of a hundred thousand words takes no longer than many lines of the same length. */
static void long_lines_end(void **state)
{
    STRBUF_SCOPE(note);
    strbuf_add_cstr(&note, ENTRY_A ENTRY_B "  * ");
    for (int i = 0; i < 4000; i++)
        strbuf_add_cstr(&note, "uses AlphaNet and dropout, BetaNet versus softmax [1] ");
    struct arena *a = arena_new();
    struct extraction *x;
    struct err e = {0};
    check_ok(extract_note(STR("note.md"), strbuf_view(&note), *state,
                          &(struct extract_options){.latest_year = 2100}, a, &x, &e),
             e);
    check_evidence("long line", x, strbuf_view(&note));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_weigh),
        cmocka_unit_test(cues_give_types),
        cmocka_unit_test(cues_relate_papers),
        cmocka_unit_test(structure_relates_papers),
        cmocka_unit_test(concepts_form_a_hierarchy),
        cmocka_unit_test(long_lines_end),
    };
    return cmocka_run_group_tests_name("relation", tests, setup, teardown);
}
