#include "check.h"

#include "base/nearest.h"

static void distances_count_edits(void **state)
{
    (void)state;

    static const struct {
        const char *a, *b;
        size_t want;
    } rows[] = {
        {"import", "import", 0},
        {"imprt", "import", 1},
        {"improt", "import", 1},
        {"", "abc", 3},
        {"Query", "query", 0},
        {"serve", "search", 3},
        {"contrastve", "contrastive", 1},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(nearest_distance(str_from(rows[i].a), str_from(rows[i].b), 9),
                         rows[i].want);
}

static void distances_stop_at_the_limit(void **state)
{
    (void)state;
    assert_int_equal(nearest_distance(STR("abcdef"), STR("uvwxyz"), 2), 3);
    char lengthy[NEAREST_MAX + 2];
    memset(lengthy, 'x', sizeof(lengthy));
    assert_int_equal(nearest_distance(str_of(lengthy, sizeof(lengthy)), STR("x"), 4), 5);
}

static void nearest_name_is_close_or_none(void **state)
{
    (void)state;
    static const struct str names[] = {{"query", 5}, {"export", 6}, {"import", 6}};
    check_str(nearest_of(STR("imprt"), names, ARRAY_LEN(names)), "import");
    check_str(nearest_of(STR("qeury"), names, ARRAY_LEN(names)), "query");
    check_str(nearest_of(STR("backup"), names, ARRAY_LEN(names)), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_count_edits),
        cmocka_unit_test(distances_stop_at_the_limit),
        cmocka_unit_test(nearest_name_is_close_or_none),
    };
    return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
