#include "check.h"

#include "base/fold.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"

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

static void folding_joins_spellings(void **state)
{
    struct arena *a = *state;
    static const char *const same[][2] = {
        {"Self-Supervised", "self supervised"},
        {"ＧＡＮ", "gan"},
        {"對比學習", "对比学习"},
        {"Kullback–Leibler", "kullback leibler"},
        {"networks", "network"},
        {"ﬁne-tuning", "fine tuning"},
        {"studies", "Study"},
        {"Schrödinger", "schrodinger"},
        {"optimisation", "optimization"},
    };
    for (size_t i = 0; i < ARRAY_LEN(same); i++) {
        struct str left = fold_key(a, str_from(same[i][0]));
        struct str right = fold_key(a, str_from(same[i][1]));
        if (!str_eq(left, right))
            fail_msg("%s -> \"%.*s\", %s -> \"%.*s\"", same[i][0], STR_FMT(left), same[i][1],
                     STR_FMT(right));
    }
    check_str(fold_key(a, STR("KL散度 analysis bias")), "kl 散 度 analysis bias");
}

static void slugs_read_well(void **state)
{
    struct arena *a = *state;
    check_str(fold_slug(a, STR("Gumbel-Softmax trick")), "gumbel-softmax-trick");
    check_str(fold_slug(a, STR("对比学习 loss")), "对比学习-loss");
    check_str(fold_slug(a, STR("!!")), "");
    struct str lengthy = str_from(arena_printf(a, "%0200d", 7));
    assert_true(fold_slug(a, lengthy).n <= 80);
}

static void invalid_utf8_keeps_offsets(void **state)
{
    (void)state;
    struct str s = STR("a\xff\xe4\xbd");
    size_t len;
    assert_int_equal(utf8_decode(s, 1, &len), UTF8_BAD);
    assert_int_equal(len, 1);
    assert_int_equal(utf8_find_invalid(s), 1);
    assert_true(utf8_is_valid(STR("é学😀")));
    assert_false(utf8_is_valid(STR("\xed\xa0\x80"))); /* surrogate */
    assert_false(utf8_is_valid(STR("\xc0\xaf")));     /* overlong */
    assert_int_equal(utf8_prev(STR("a学"), 4), 1);
}

static void cells_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(utf8_cells('a'), 1);
    assert_int_equal(utf8_cells(0x2192), 1);  /* → is ambiguous: narrow */
    assert_int_equal(utf8_cells(0x5B66), 2);  /* 学 */
    assert_int_equal(utf8_cells(0xFF0C), 2);  /* ， */
    assert_int_equal(utf8_cells(0x1F600), 2); /* 😀 */
    assert_int_equal(utf8_cells(0x0301), 0);  /* an accent on the letter before */
    assert_int_equal(utf8_cells(0x1B), 0);
}

static void map_keeps_what_is_put(void **state)
{
    struct arena *a = *state;
    struct map *m = map_new(a);
    for (uint64_t i = 0; i < 1000; i++)
        *map_put(m, str_from(arena_printf(a, "key %u", (unsigned)i)), NULL) = i;
    bool is_new = true;
    *map_put(m, STR("key 7"), &is_new) = 70;
    assert_false(is_new);
    assert_int_equal(map_count(m), 1000);
    assert_int_equal(*map_get(m, STR("key 7")), 70);
    assert_int_equal(*map_get(m, STR("key 999")), 999);
    assert_null(map_get(m, STR("key 1000")));
    assert_null(map_get(m, STR_EMPTY));
    *map_put(m, STR_EMPTY, NULL) = 5;
    assert_int_equal(*map_get(m, STR("")), 5);
}

static void arena_resets_to_mark(void **state)
{
    struct arena *a = *state;
    size_t before = arena_used(a);
    struct arena_mark mark = arena_mark(a);
    for (int i = 0; i < 100; i++)
        memset(arena_alloc(a, 5000), 1, 5000);
    arena_reset(a, mark);
    assert_int_equal(arena_used(a), before);
    char *p = arena_alloc(a, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(p[i], 0);
}

static void first_error_wins(void **state)
{
    (void)state;
    struct err e = {0};
    assert_false(err_set(&e, ERR_NOT_FOUND, "No note is called \"%s\".", "x"));
    assert_false(err_set(&e, ERR_IO, "second"));
    check_err(e, ERR_NOT_FOUND);
    assert_string_equal(e.msg, "No note is called \"x\".");
    assert_int_equal(err_status(e.code), 404);
}

static void long_error_is_cut_at_a_character(void **state)
{
    struct arena *a = *state;
    struct err e = {0};
    char *lengthy = arena_alloc(a, 1000);
    for (size_t i = 0; i + 3 < 1000; i += 3)
        memcpy(lengthy + i, "学", 3);
    (void)err_set(&e, ERR_IO, "%s", lengthy);
    assert_true(utf8_is_valid(str_from(e.msg)));
    assert_true(strlen(e.msg) > 300);
}

static void public_ids_depend_on_the_key_only(void **state)
{
    (void)state;
    char one[PUBLIC_ID_MAX];
    char two[PUBLIC_ID_MAX];
    hash_public_id('p', STR("arxiv:1911.05722"), one);
    hash_public_id('p', STR("arxiv:1911.05722"), two);
    assert_string_equal(one, two);
    assert_int_equal(strlen(one), 14);
    char digest[SHA256_HEX + 1];
    hash_sha256_hex(STR("abc"), digest); /* FIPS 180-2, appendix B.1 */
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folding_joins_spellings),
        cmocka_unit_test(slugs_read_well),
        cmocka_unit_test(invalid_utf8_keeps_offsets),
        cmocka_unit_test(cells_of_a_terminal),
        cmocka_unit_test(map_keeps_what_is_put),
        cmocka_unit_test(arena_resets_to_mark),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(long_error_is_cut_at_a_character),
        cmocka_unit_test(public_ids_depend_on_the_key_only),
    };
    return cmocka_run_group_tests_name("base", tests, arena_setup, arena_teardown);
}
