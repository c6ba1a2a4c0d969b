#include "check.h"

#include "base/strbuf.h"
#include "extract/concept.h"
#include "extract/document.h"
#include "extract/match.h"
#include "extract/token.h"

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

static void find(const struct vocabulary *v, const char *note, struct arena *a,
                 struct note_concepts *out)
{
    struct document *d;
    struct err e = {0};
    check_ok(document_parse(str_from(note), a, &d, &e), e);
    struct token_list tokens;
    struct match_list matches;
    tokenise(d, v, a, &tokens);
    match_all(&tokens, v, a, &matches);
    concepts_find(
        &(struct concept_input){
            .document = d, .tokens = &tokens, .matches = &matches, .vocabulary = v},
        a, out);
}

static const struct note_concept *get(const struct note_concepts *c, const char *id)
{
    for (size_t i = 0; i < c->n_concepts; i++)
        if (str_eq(str_from_pos(c->concepts[i].concept.key, strlen("concept:")), str_from(id)))
            return &c->concepts[i];
    return NULL;
}

static struct str list(const struct note_concepts *c, struct arena *a)
{
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < c->n_concepts; i++) {
        if (i)
            strbuf_add_byte(&out, ' ');
        strbuf_add_str(&out, str_from_pos(c->concepts[i].concept.key, strlen("concept:")));
    }
    return str_copy(a, strbuf_view(&out));
}

struct note_case {
    const char *note;
    const char *want; /* ids, by key */
};

static void check_notes(const struct vocabulary *v, const struct note_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena *a = arena_new();
        struct note_concepts c;
        find(v, cases[i].note, a, &c);
        struct str got = list(&c, a);
        if (!str_eq(got, str_from(cases[i].want)))
            fail_msg("%s\n-> \"%.*s\"\nwant \"%s\"", cases[i].note, STR_FMT(got), cases[i].want);
        arena_free(a);
    }
}

#define CHECK_NOTES(state, cases) check_notes(*(state), (cases), ARRAY_LEN(cases))

/* EXTRACTION.md 8.4; the numbers are those of the cases there. */
static void labels_count_by_class(void **state)
{
    static const struct note_case cases[] = {
        /* 66 */
        {"self-supervised / Self Supervised / SelfSupervised / 自监督 / 自监督学习 / 自監督學習",
         "self-supervised-learning"},
        /* 67 */
        {"GANs和VAE", "generative-adversarial-network variational-autoencoder"},
        {"gan嘛", ""},
        {"BigQuxGAN is new", ""},
        /* 68 */
        {"的ImagenetSOTA了", "imagenet"},
        /* 69 */
        {"KL散度, KL divergence, Kullback–Leibler", "kl-divergence"},
        {"KL三度", ""},
        /* 71 */
        {"数据集成平台", "data-integration"},
        {"这个数据集上", ""},
        /* 80, 81 */
        {"DA在这里不重要", ""},
        {"(其实类似RL)", ""},
        {"policy gradient, Q-learning (其实类似RL)",
         "policy-gradient q-learning reinforcement-learning"},
        /* 83 */
        {"theta_0, W_p, $P(Z|X)$", ""},
        /* 84 */
        {"ＧＡＮ和ＶＡＥ", "generative-adversarial-network variational-autoencoder"},
        /* 86 */
        {"pay attention to the flow chart", ""},
        /* 87 */
        {"C 语言", ""},
        /* 88 */
        {"Adam和L2正则一起用会有问题", "adam weight-decay"},
    };
    CHECK_NOTES(state, cases);
}

static void senses_follow_the_note(void **state)
{
    static const struct note_case cases[] = {
        /* 78 */
        {"# 半监督学习\n\nSSL很有用\n", "semi-supervised-learning"},
        {"# Self-Supervised Learning\n\nSSL很有用\n", "self-supervised-learning"},
        {"SSL很有用\n", ""},
        /* 76 */
        {"对比学习（Contrastive Learning，CL）很好\n\nCL的损失\n", "contrastive-learning"},
        {"CL的损失\n", ""},
        /* 79 */
        {"# 生成模型的几种流派\n\n1. AutoRegressive\n2. VAE\n3. GAN\n4. FLOW（NICE）\n",
         "autoregressive-model generative-adversarial-network generative-model nice-flow "
         "normalizing-flow variational-autoencoder"},
    };
    CHECK_NOTES(state, cases);
}

static void definitions_are_read(void **state)
{
    static const struct note_case cases[] = {
        /* 72 */
        {"NCE(NoiseContrastiveEstimation)", "noise-contrastive-estimation"},
        {"QZE(QuabbleZetaEstimation)是什么", "quabble-zeta-estimation"},
        /* 73: ALI is an alias, flow is no concept */
        {"ALI(Adversarial Learnt Inference)其flow一般为:", "adversarial-learnt-inference"},
        /* 75 */
        {"CWI (Channel-Wise Interpolation)\n\nand then CWI again", "channel-wise-interpolation"},
        {"QDF, short for quabble dimension folding", "quabble-dimension-folding"},
        /* 77 */
        {"少样本学习(few-shot learning)", "few-shot-learning"},
        /* 117: a remark in brackets is no definition */
        {"只说Vision(还有NLP)", "natural-language-processing"},
    };
    CHECK_NOTES(state, cases);
}

/* 74: the letters of BiGAN do not stand for "bidirectional". */
static void alignment_must_hold(void **state)
{
    struct arena *a = arena_new();
    struct note_concepts c;
    find(*state, "BiGAN(bidirectional)加入了一个Joint Discriminator", a, &c);
    const struct note_concept *bigan = get(&c, "bigan");
    assert_non_null(bigan);
    for (size_t i = 0; i < bigan->concept.n_alternatives; i++)
        assert_false(str_eq(bigan->concept.alternatives[i], STR("bidirectional")));
    arena_free(a);
}

static void defined_short_forms_are_mentions(void **state)
{
    struct arena *a = arena_new();
    struct note_concepts c;
    find(*state, "CWI (Channel-Wise Interpolation)\n\n我们用CWI，不是cwi", a, &c);
    assert_int_equal(c.n_mentions, 3); /* both forms, and CWI again; lower case is not it */
    assert_int_equal(c.mentions[2].via, VIA_DEFINITION);
    assert_int_equal(c.concepts[0].concept.origin, ORIGIN_DISCOVERED);
    check_str(c.concepts[0].concept.kind, "term");
    assert_int_equal(c.concepts[0].vocabulary, UINT32_MAX);
    arena_free(a);
}

static void typos_are_forgiven(void **state)
{
    static const struct note_case cases[] = {
        /* 70 */
        {"Jenson-Shannon Divergence", "js-divergence"},
        {"the Gumble Softmax trick", "gumbel-softmax"},
        {"# Contrasive Learning\n", "contrastive-learning"},
        /* "segmentation" is a word, not a misspelt "augmentation" */
        {"# Learning Data Segmentation\n", "data-segmentation image-segmentation"},
        /* upper case and digits are never corrected */
        {"JENSON-Shannon", ""},
    };
    CHECK_NOTES(state, cases);
}

static void camel_case_is_split(void **state)
{
    static const struct note_case cases[] = {
        {"FewShotLearning", "few-shot-learning"},
        {"QuxGAN, QuxNet", "quxnet"},
        {"MetaLearningForAll", "meta-learning"},
    };
    CHECK_NOTES(state, cases);
}

static void new_terms_are_found(void **state)
{
    static const struct note_case cases[] = {
        /* 85: a heading, used again */
        {"## Quabble Discrimination\n\n* one\n\n## B\n\n* QuabbleDiscrimination:",
         "quabble-discrimination"},
        {"We use [[quabble folding]] and #quabble-tuning here", "quabble-folding quabble-tuning"},
        {"* **夸贝网络**：第一种\n", "夸贝网络"},
        {"- a quabble lattice here\n- that quabble lattice\n- the quabble lattice\n",
         "quabble-lattice"},
        {"- a nicer flavour here\n", ""},                  /* once, without any mark */
        {"- a quabble flavour here\n", "quabble-flavour"}, /* but no everyday word */
        {"- no flavour of quabblaemia\n", "quabblaemia"},
        {"- 包括夸贝寸流、卡贝土流、贝中流\n", "卡贝土流 夸贝寸流"},
        {"- 夸贝率随深度变化\n", "夸贝率"},
        {"- 溶液貝粘を夸貝表面で測る\n", "夸贝表面 溶液贝粘"},
        {"- 콰블발생액을 본다\n", "콰블발생액"},
        {"- 다시 보면 좋다\n", ""},
        /* nothing of these is a term */
        {"# Notes\n\n## Related Work\n\n## 实验结果\n\n## 2020-03-27\n", ""},
        {"**Sergey Quabblev** and **Kai Zhongxu**\n", ""},
        {"**CVPR 2020**, **train_quabble.py**, **f(x)**, **see the link**\n", ""},
        {"by McQuabble N H, FitzQuabble J\n", ""},
        {"as for G11 and G12, they agree\n", ""},
        {"level of CMC in the stimulus\n", ""}, /* a label of a field that is not touched here */
        /* titles outside of the blocks */
        {"```bibtex\n@article{k,\n  title = {{Contrastive} learning of things},\n}\n```\n",
         "contrastive-learning"},
        /* what surrounds a term is no part of it */
        {"we read the quabble lattice example\n", "quabble-lattice"},
        {"see [[quabble lattice MOC]]\n", "quabble-lattice"},
        {"this shows 夸贝ネットワークで夸贝安定性を\n", "夸贝ネットワーク 夸贝安定性"},
        {"then exacerbate quabble lattices\n", "quabble-lattice"},
    };
    CHECK_NOTES(state, cases);
}

static void mentions_are_exact(void **state)
{
    struct arena *a = arena_new();
    struct note_concepts c;
    const char *note = "---\ntags: [contrastive learning]\n---\n不是基于MoCo，而是对比学习。";
    find(*state, note, a, &c);
    assert_int_equal(c.n_mentions, 3);
    static const char *const texts[] = {"contrastive learning", "MoCo", "对比学习"};
    static const bool negated[] = {false, true, false};
    for (size_t i = 0; i < 3; i++) {
        const struct mention *m = &c.mentions[i];
        check_str(str_sub(str_from(note), m->begin, m->end), texts[i]);
        assert_int_equal(m->is_negated, negated[i]);
        assert_int_equal(m->confidence, 1000);
    }
    assert_true(get(&c, "moco")->is_work);
    check_str(get(&c, "contrastive-learning")->concept.labels[0].text, "contrastive learning");
    arena_free(a);
}

static void endless_notes_take_linear_time(void **state)
{
    struct arena *a = arena_new();
    STRBUF_SCOPE(note);
    for (size_t i = 0; i < 4000; i++)
        strbuf_printf(&note, "* AB%zu (alpha beta%zu gamma) RL Quabble Lattice %zu, SSL 图像quux\n",
                      i, i % 7, i);
    struct note_concepts c;
    find(*state, note.p, a, &c);
    assert_true(c.n_concepts > 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_count_by_class),
        cmocka_unit_test(senses_follow_the_note),
        cmocka_unit_test(definitions_are_read),
        cmocka_unit_test(alignment_must_hold),
        cmocka_unit_test(defined_short_forms_are_mentions),
        cmocka_unit_test(typos_are_forgiven),
        cmocka_unit_test(camel_case_is_split),
        cmocka_unit_test(new_terms_are_found),
        cmocka_unit_test(mentions_are_exact),
        cmocka_unit_test(endless_notes_take_linear_time),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
