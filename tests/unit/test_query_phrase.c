#include "check.h"

#include "app/query.h"

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

static struct query read_phrase(const char *phrase, struct arena *a)
{
    struct query q;
    struct query_position at;
    struct err e = {0};
    if (!query_read_phrase(str_from(phrase), NULL, a, &q, &at, &e))
        fail_msg("%s: %s", phrase, e.msg);
    return q;
}

/* Without a library no name is known: a name ends at the next word of the language. */
static void phrases_are_written_in_one_form(void **state)
{
    static const char *const rows[][2] = {
        {"papers linked to contrastive learning", "papers linked to \"contrastive learning\""},
        {"Papers RELATED TO contrastive learning?", "papers linked to \"contrastive learning\""},
        {"which papers are about MoCo", "papers linked to \"MoCo\""},
        {"contrastive learning", "papers linked to \"contrastive learning\""},
        {"与对比学习相关的论文", "papers linked to \"对比学习\""},
        {"和对比学习有关的论文", "papers linked to \"对比学习\""},
        {"关于对比学习的论文", "papers linked to \"对比学习\""},
        {"關於對比學習的論文", "papers linked to \"對比學習\""},
        {"对比学习相关的论文", "papers linked to \"对比学习\""},
        {"论文 关于 CL", "papers linked to \"CL\""},
        {"papers linked to A and B", "papers linked to \"A\" linked to \"B\""},
        {"papers linked to A or B", "papers linked to \"A\" or \"B\""},
        {"papers linked to A and not B", "papers linked to \"A\" not linked to \"B\""},
        {"papers about A but not using B", "papers linked to \"A\" not using \"B\""},
        {"papers not about A", "papers not linked to \"A\""},
        {"与蒸馏和剪枝相关的论文", "papers linked to \"蒸馏\" linked to \"剪枝\""},
        {"papers using MoCo or SimCLR since 2019",
         "papers using \"MoCo\" or \"SimCLR\" since 2019"},
        {"papers that use GAN before 2020", "papers using \"GAN\" until 2019"},
        {"papers in 2021 on NAS", "papers linked to \"NAS\" in 2021"},
        {"papers on NAS from 2019 to 2021", "papers linked to \"NAS\" since 2019 until 2021"},
        {"papers after 2018-06", "papers since 2019"},
        {"2019年以后关于GAN的论文", "papers linked to \"GAN\" since 2019"},
        {"2020年以前使用GAN的论文", "papers using \"GAN\" until 2019"},
        {"自2019年以来与GAN相关的论文", "papers linked to \"GAN\" since 2019"},
        {"2019-2021 papers", "papers since 2019 until 2021"},
        {"2021年发表的关于GAN的论文", "papers linked to \"GAN\" in 2021"},
        {"papers mentioning \"momentum encoder\"", "papers mentioning \"momentum encoder\""},
        {"notes \"momentum encoder\"", "notes mentioning \"momentum encoder\""},
        {"提到动量的笔记", "notes mentioning \"动量\""},
        {"papers newest first top 5", "papers newest first top 5"},
        {"关于GAN的最新论文前5个", "papers linked to \"GAN\" newest first top 5"},
        {"关于GAN的前 3 篇论文", "papers linked to \"GAN\" top 3"},
        {"concepts linked to arxiv:1911.05722", "concepts linked to \"arxiv:1911.05722\""},
        {"papers linked to \"a \"\"b\"\" c\"", "papers linked to \"a \"\"b\"\" c\""},
        {"papers linked to “自监督 学习”", "papers linked to \"自监督 学习\""},
        {"papers linked to GAN within 2 hops", "papers linked to \"GAN\" within 2 hops"},
        {"papers linked to on-policy methods", "papers linked to \"on-policy methods\""},
        {"papers linked to gradient descent in deep nets",
         "papers linked to \"gradient descent in deep nets\""},
    };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct query q = read_phrase(rows[i][0], a);
        struct str text = query_write_phrase(&q, a);
        if (!str_eq(text, str_from(rows[i][1])))
            fail_msg("%s\n got  %.*s\n want %s", rows[i][0], STR_FMT(text), rows[i][1]);
    }
}

static void errors_name_the_place_and_the_fix(void **state)
{
    static const struct {
        const char *phrase, *message;
    } rows[] = {
        {"papers linked to", "Expected a concept or paper after \"linked to\" (position 16)."},
        {"papers since 20x0",
         "\"20x0\" is not a year or date (position 13). Write 2020 or 2020-05."},
        {"论文 关于 A 或", "Expected a concept or paper after \"关于\" (position 9)."},
        {"papers linked to A within 9 hops", "Hops must be from 1 to 4 (position 26)."},
        {"papers top many", "Expected a number from 1 to 1000, not \"many\" (position 11)."},
        {"papers not since 2019",
         "\"not\" can only stand before a link (position 21). Write for example: not linked to "
         "transformer."},
        {"  ", "Ask for something, such as: papers linked to contrastive learning."},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct query q;
        struct query_position at;
        struct err e = {0};
        assert_false(query_read_phrase(str_from(rows[i].phrase), NULL, *state, &q, &at, &e));
        check_err(e, ERR_QUERY_SYNTAX);
        assert_string_equal(e.msg, rows[i].message);
    }
}

/* ---- phrase -> query -> phrase -> query is a fixed point ---- */

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static const char *const pieces[] = {
    "papers",
    "concepts",
    "notes",
    "论文",
    "linked to",
    "about",
    "on",
    "关于",
    "与",
    "和",
    "相关的",
    "using",
    "基于",
    "提出",
    "and",
    "or",
    "not",
    "或",
    "不",
    "且",
    "contrastive learning",
    "MoCo",
    "对比学习",
    "\"quoted \"\"name\"\"\"",
    "“引号”",
    "since 2019",
    "before 2020",
    "in 2021",
    "2019年以后",
    "2020",
    "from 2018 to 2020",
    "mentioning",
    "\"exact text\"",
    "newest first",
    "top 5",
    "前3个",
    "within 2 hops",
    "2跳以内",
    "的",
    "which",
    "?",
    "，",
    "(",
    "3D",
    "C++",
    "年",
    "\"",
};

static void rewriting_is_a_fixed_point(void **state)
{
    struct arena *a = *state;
    uint64_t seed = 20261123;
    size_t n_read = 0;
    for (size_t round = 0; round < 5000; round++) {
        struct arena_mark mark = arena_mark(a);
        char phrase[600] = "";
        size_t n = 0, parts = 1 + next_random(&seed) % 9;
        for (size_t i = 0; i < parts; i++)
            n += (size_t)snprintf(phrase + n, sizeof(phrase) - n, "%s%s",
                                  next_random(&seed) % 4 ? " " : "",
                                  pieces[next_random(&seed) % ARRAY_LEN(pieces)]);
        struct query q;
        struct query_position at;
        struct err e = {0};
        if (query_read_phrase(str_from(phrase), NULL, a, &q, &at, &e)) {
            struct str once = query_write_phrase(&q, a);
            struct query again = read_phrase(str_cstr(a, once), a);
            struct str twice = query_write_phrase(&again, a);
            if (!str_eq(once, twice) || again.n_links != q.n_links || again.n_texts != q.n_texts)
                fail_msg("%s\n once  %.*s\n twice %.*s", phrase, STR_FMT(once), STR_FMT(twice));
            n_read++;
        } else {
            check_err(e, ERR_QUERY_SYNTAX);
            assert_true(at.offset <= 600);
        }
        arena_reset(a, mark);
    }
    assert_true(n_read > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(phrases_are_written_in_one_form, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(errors_name_the_place_and_the_fix, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(rewriting_is_a_fixed_point, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests_name("query_phrase", tests, NULL, NULL);
}
