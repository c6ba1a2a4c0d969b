#include "check.h"

#include "base/strbuf.h"
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

/* "id id …" of all matches of one kind; several candidates are joined by "/". */
static struct str list(const struct vocabulary *v, const char *text, enum match_kind kind,
                       struct arena *a)
{
    struct token_list tokens;
    struct match_list matches;
    tokenise_text(str_from(text), v, a, &tokens);
    match_all(&tokens, v, a, &matches);
    STRBUF_SCOPE(out);
    for (size_t i = 0; i < matches.n; i++) {
        const struct match *m = &matches.items[i];
        if (m->kind != kind)
            continue;
        if (out.n)
            strbuf_add_byte(&out, ' ');
        for (size_t k = 0; k < m->n_candidates; k++)
            strbuf_printf(&out, "%s%.*s", k ? "/" : "",
                          STR_FMT(vocabulary_at(v, m->candidates[k].concept)->id));
        if (m->cue)
            strbuf_add_str(&out, str_sub(m->cue->id, 0, str_find_byte(m->cue->id, '/', 0)));
    }
    return str_copy(a, strbuf_view(&out));
}

static void check_list(void **state, const char *text, enum match_kind kind, const char *want)
{
    struct arena *a = arena_new();
    struct str got = list(*state, text, kind, a);
    if (!str_eq(got, str_from(want)))
        fail_msg("%s -> \"%.*s\", want \"%s\"", text, STR_FMT(got), want);
    arena_free(a);
}

static void labels_match_in_all_spellings(void **state)
{
    static const char *const same[] = {"self-supervised learning",
                                       "Self Supervised Learning",
                                       "SelfSupervised learning",
                                       "selfsupervisedlearning",
                                       "自监督学习",
                                       "自監督學習",
                                       "self-\nsupervised learning"};
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        check_list(state, same[i], MATCH_LABEL, "self-supervised-learning");
}

static void longest_label_wins(void **state)
{
    check_list(state, "KL散度", MATCH_LABEL, "kl-divergence");
    check_list(state, "convolutional neural networks", MATCH_LABEL, "convolutional-neural-network");
    check_list(state, "recall, precision", MATCH_LABEL, "recall precision");
    check_list(state, "A/B testing", MATCH_LABEL, "a-b-test");
}

static void blockers_eat_labels(void **state)
{
    check_list(state, "pay attention to the flow chart", MATCH_LABEL, "");
    check_list(state, "这个数据集上", MATCH_LABEL, "");
    check_list(state, "数据集成平台", MATCH_LABEL, "data-integration");
}

static void korean_labels_begin_at_words(void **state)
{
    check_list(state, "이 신경망을 제안", MATCH_LABEL, "neural-network");
    check_list(state, "비신경망", MATCH_LABEL, "");
}

static void cues_are_found(void **state)
{
    static const char *const cases[][2] = {
        {"it builds on X", "extends"},
        {"基于DARTS", "extends"},
        {"应用场景", ""},
        {"用了VAE", "uses"},
        {"X outperforms Y", "better"},
        {"比EA之类的效率更高", "better"},
        {"和MoCo类似", "similar"},
        {"在CIFAR-10上", "evaluates"},
        {"存在问题以上", ""},
        {"上文的前身", "previous-entry predecessor"},
        {"a systematic review of", ""},
        {"を用いた", "uses"},
        {"X에 기반한", "extends"},
        {"比较。更好", "compares"},
        {"unlike the above paper", "compares previous-entry"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_list(state, cases[i][0], MATCH_CUE, cases[i][1]);
}

static void gap_cues_tell_their_gap(void **state)
{
    struct arena *a = arena_new();
    struct token_list tokens;
    struct match_list matches;
    struct str text = STR("比DARTS更好");
    tokenise_text(text, *state, a, &tokens);
    match_all(&tokens, *state, a, &matches);
    const struct match *cue = &matches.items[0];
    assert_int_equal(cue->kind, MATCH_CUE);
    check_str(str_sub(text, cue->begin, cue->end), "比DARTS更好");
    assert_int_equal(cue->gap_begin, 1);
    assert_int_equal(cue->gap_end, 2);
    arena_free(a);
}

static void matches_are_ordered_and_disjoint(void **state)
{
    struct arena *a = arena_new();
    struct token_list tokens;
    struct match_list matches;
    tokenise_text(STR("在ImageNet上，与SimCLR相比，MoCo用对比学习训练，比之前的工作效果更好，基于In"
                      "foNCE loss"),
                  *state, a, &tokens);
    match_all(&tokens, *state, a, &matches);
    uint32_t end[2] = {0, 0};
    uint32_t last = 0;
    assert_true(matches.n > 5);
    for (size_t i = 0; i < matches.n; i++) {
        const struct match *m = &matches.items[i];
        assert_true(m->begin >= last);
        assert_true(m->token_begin >= end[m->kind]);
        last = m->begin;
        end[m->kind] = m->token_end;
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_match_in_all_spellings),
        cmocka_unit_test(longest_label_wins),
        cmocka_unit_test(blockers_eat_labels),
        cmocka_unit_test(korean_labels_begin_at_words),
        cmocka_unit_test(cues_are_found),
        cmocka_unit_test(gap_cues_tell_their_gap),
        cmocka_unit_test(matches_are_ordered_and_disjoint),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
