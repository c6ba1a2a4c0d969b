/* Documents and URL parameters -> form -> documents and URL parameters. */
#include "check.h"

#include "app/query_write.h"
#include "random_query.h"

#define ROUNDS 4000

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

/* ---- documents ---- */

static void equal_documents_give_one_form(void **state)
{
    static const char *const rows[][2] = {
        {"{\"find\":\"papers\"}", "{\"find\":\"papers\"}"},
        {"{\"find\":\"papers\",\"where\":{\"year\":{\"gte\":2020,\"lt\":2022},\"tag\":\"x\"}}",
         "{\"find\":\"papers\",\"where\":{\"all\":[{\"tag\":\"x\"},{\"year\":{\"gte\":2020}},"
         "{\"year\":{\"lt\":2022}}]}}"},
        {"{\"find\":\"papers\",\"where\":{\"all\":[{\"all\":[{\"tag\":\"b\"}]},{\"tag\":\"a\"},"
         "{\"tag\":\"b\"}]}}",
         "{\"find\":\"papers\",\"where\":{\"all\":[{\"tag\":\"a\"},{\"tag\":\"b\"}]}}"},
        {"{\"find\":\"papers\",\"where\":{\"not\":{\"not\":{\"tag\":\" x \"}}}}",
         "{\"find\":\"papers\",\"where\":{\"tag\":\"x\"}}"},
        {"{\"find\":\"papers\",\"where\":{\"tag\":{\"in\":[\"b\",\"a\",\"b\"]}}}",
         "{\"find\":\"papers\",\"where\":{\"tag\":{\"in\":[\"a\",\"b\"]}}}"},
        {"{\"find\":\"papers\",\"where\":{\"tag\":{\"in\":[\"a\"]}}}",
         "{\"find\":\"papers\",\"where\":{\"tag\":\"a\"}}"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":[\"B\",{\"concept\":\"a\"}],"
         "\"hops\":1,\"relation\":\"cited_by\",\"direction\":\"any\",\"min_score\":0.25}}}",
         "{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":[\"B\",{\"concept\":\"a\"}],"
         "\"relation\":[\"cites\"],\"direction\":\"in\",\"min_score\":0.25}}}"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"B\",\"relation\":[\"uses\","
         "\"cited_by\"],\"direction\":\"in\"}}}",
         "{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"B\",\"relation\":[\"cites\","
         "\"used_by\"],\"direction\":\"out\"}}}"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"B\",\"relation\":[\"similar_to\"],"
         "\"direction\":\"out\"}}}",
         "{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"B\",\"relation\":[\"similar_to\"]}}"
         "}"},
        {"{\"find\":\"notes\",\"where\":{\"text\":{\"match\":\"学习\",\"mode\":\"phrase\"}},"
         "\"sort\":[\"-score\",\"date\"],\"limit\":5,\"cursor\":null,\"facets\":[\"tag\"]}",
         "{\"find\":\"notes\",\"where\":{\"text\":\"学习\"},\"sort\":[\"-score\",\"date\"],"
         "\"limit\":5,\"facets\":[\"tag\"]}"},
        {"{\"find\":\"paths\",\"path\":{\"from\":\"A\",\"to\":{\"paper\":\"B\"},\"k\":3}}",
         "{\"find\":\"paths\",\"path\":{\"from\":\"A\",\"to\":{\"paper\":\"B\"}}}"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct query q;
        struct query_problems problems;
        struct err e = {0};
        check_ok(query_read_json(str_from(rows[i][0]), LANGUAGE_EN, *state, &q, &problems, &e), e);
        check_str(query_write_json(&q, *state), rows[i][1]);
    }
}

static void every_problem_of_a_document_is_named(void **state)
{
    static const struct {
        const char *document, *pointer, *en, *zh;
    } rows[] = {
        {"{\"where\":{}}", "", "The document needs \"find\".", "文档 缺少“find”。"},
        {"{\"find\":\"paper\"}", "/find",
         "/find must be one of papers|concepts|notes|edges|paths, not \"paper\". Did you mean "
         "\"papers\"?",
         "/find 必须是 papers|concepts|notes|edges|paths 之一，而不是“paper”。是否想写“papers”？"},
        {"{\"find\":\"papers\",\"where\":{\"year\":{\"gte\":\"2020\"}}}", "/where/year/gte",
         "/where/year/gte must be a number, got a string.",
         "/where/year/gte 必须是数字，而不是字符串。"},
        {"{\"find\":\"papers\",\"where\":{\"yaer\":2020}}", "/where/yaer",
         "/where has unknown field \"yaer\". Did you mean \"year\"?",
         "/where 有未知字段“yaer”。是否想写“year”？"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"A\",\"hops\":9}}}",
         "/where/linked/hops", "/where/linked/hops must be from 1 to 4.",
         "/where/linked/hops 必须在 1 到 4 之间。"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"A\",\"min_confidence\":0.5}}}",
         "/where/linked/min_confidence",
         "/where/linked has unknown field \"min_confidence\". Did you mean \"min_score\"?",
         "/where/linked 有未知字段“min_confidence”。是否想写“min_score”？"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":\"A\",\"status\":[\"accepted\"]}}}",
         "/where/linked/status/0",
         "/where/linked/status/0 must be one of proposed|confirmed|rejected, not \"accepted\". Did "
         "you mean \"confirmed\"?",
         "/where/linked/status/0 必须是 proposed|confirmed|rejected "
         "之一，而不是“accepted”。是否想写“confirmed”？"},
        {"{\"find\":\"papers\",\"where\":{\"linked\":{}}}", "/where/linked",
         "/where/linked needs \"to\".", "/where/linked 缺少“to”。"},
        {"{\"find\":\"papers\",\"where\":{\"year\":{\"gtee\":1}}}", "/where/year/gtee",
         "/where/year has unknown operator \"gtee\". Did you mean \"gte\"?",
         "/where/year 有未知运算符“gtee”。是否想写“gte”？"},
        {"{\"find\":\"papers\",\"where\":{\"title\":{\"gte\":\"a\"}}}", "/where/title/gte",
         "/where/title: \"gte\" cannot be asked of \"title\". It takes eq, ne, in, nin, contains, "
         "prefix, exists.",
         "/where/title：不能对“title”使用“gte”，可用 eq, ne, in, nin, contains, prefix, exists。"},
        {"{\"find\":\"notes\",\"where\":{\"date\":\"2020-13\"}}", "/where/date",
         "/where/date: \"2020-13\" is not a year or date. Write 2020 or 2020-05.",
         "/where/date：“2020-13”不是年份或日期。请写 2020 或 2020-05。"},
        {"{\"find\":\"papers\",\"where\":{\"all\":[]}}", "/where/all",
         "/where/all must not be empty.", "/where/all 不能为空。"},
        {"{\"find\":\"papers\",\"where\":{\"a/b\":1}}", "/where/a~1b",
         "/where has unknown field \"a/b\".", "/where 有未知字段“a/b”。"},
        {"{\"find\":\"papers\",\"limit\":201}", "/limit", "/limit must be from 1 to 200.",
         "/limit 必须在 1 到 200 之间。"},
        {"{\"find\":\"papers\",\"limit\":1.5}", "/limit",
         "/limit must be a whole number, got a number.", "/limit 必须是整数，而不是数字。"},
        {"{\"find\":\"papers\",\"sort\":[\"-yeer\"]}", "/sort/0",
         "/sort/0: \"-yeer\" cannot be sorted by. These can: id, key, title, short, year, venue, "
         "notes, concepts, added_at, rating.",
         NULL},
        {"{\"find\":\"papers\",\"fields\":[\"titel\"]}", "/fields/0",
         "/fields/0: there is no field \"titel\" here. Did you mean \"title\"?", NULL},
        {"{\"find\":\"papers\",\"as\":1}", "/as", "The document has unknown field \"as\".",
         "文档 有未知字段“as”。"},
        {"{\"find\":\"paths\"}", "", "The document needs \"path\".", NULL},
        {"[]", "", "The document must be an object, got a list.", "文档 必须是对象，而不是列表。"},
        {"{\"find\":\"papers\",\"find\":\"notes\"}", "",
         "A key stands twice in one object: see line 1, column 23.", NULL},
        {"{\"find\":", "", "The body is not valid JSON: see line 1, column 8.",
         "正文不是有效的 JSON：见第 1 行第 8 列。"},
        {"{\"find\":\"papers\",\"limit\":1e999}", "",
         "A number is too large: see line 1, column 30.", NULL},
        {"{\"find\":\"pa\\u0000pers\"}", "", "The body is not valid JSON: see line 1, column 22.",
         NULL},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        for (unsigned language = 0; language < LANGUAGE_COUNT; language++) {
            struct query q;
            struct query_problems problems;
            struct err e = {0};
            const char *want = language ? rows[i].zh : rows[i].en;
            assert_false(query_read_json(str_from(rows[i].document), (enum language)language,
                                         *state, &q, &problems, &e));
            if (!want)
                continue;
            check_str(problems.items[0].detail, want);
            check_str(problems.items[0].pointer, rows[i].pointer);
        }
}

static void all_problems_are_listed(void **state)
{
    struct query q;
    struct query_problems problems;
    struct err e = {0};
    struct str document = STR("{\"find\":\"papers\",\"where\":{\"yaer\":1,\"year\":\"x\",\"any\":[{"
                              "\"tag\":5},{\"linked\":{\"hops\":0}}]},\"limit\":0}");
    assert_false(query_read_json(document, LANGUAGE_EN, *state, &q, &problems, &e));
    check_err(e, ERR_VALIDATION);
    assert_int_equal(problems.n, 6);
    assert_string_equal(e.msg, "6 things are wrong. The first: /where has unknown field \"yaer\". "
                               "Did you mean \"year\"?");
    assert_string_equal(problems.items[0].code, "unknown-field");
    check_str(problems.items[0].suggestion, "year");
}

/* ---- limits ---- */

static char *repeat(struct arena *a, const char *open, const char *inner, const char *close,
                    size_t n)
{
    char *text = arena_printf(a, "%s", inner);
    for (size_t i = 0; i < n; i++)
        text = arena_printf(a, "%s%s%s", open, text, close);
    return text;
}

static enum err_code read_code(struct arena *a, const char *where)
{
    struct query q;
    struct query_problems problems;
    struct err e = {0};
    char *document = arena_printf(a, "{\"find\":\"papers\",\"where\":%s}", where);
    (void)!query_read_json(str_from(document), LANGUAGE_EN, a, &q, &problems, &e);
    return e.code;
}

static void limits_hold_before_anything_runs(void **state)
{
    struct arena *a = *state;
    const char *open = "{\"any\":[{\"tag\":\"x\"},{\"all\":[{\"tag\":\"y\"},",
               *leaf = "{\"tag\":\"z\"}";
    assert_int_equal(read_code(a, repeat(a, open, leaf, "]}]}", 3)), ERR_NONE); /* 7 deep */
    assert_int_equal(read_code(a, repeat(a, open, leaf, "]}]}", 4)), ERR_VALIDATION);
    assert_int_equal(read_code(a, repeat(a, "{\"not\":", leaf, "}", 3000)), ERR_BAD_JSON);
    assert_int_equal(read_code(a, repeat(a, "{\"not\":", leaf, "}", 1000)), ERR_VALIDATION);
    char *many = arena_printf(a, "{\"year\":0}");
    for (int i = 1; i < 63; i++)
        many = arena_printf(a, "%s,{\"year\":%d}", many, i);
    assert_int_equal(read_code(a, arena_printf(a, "{\"any\":[%s]}", many)), ERR_NONE);
    assert_int_equal(read_code(a, arena_printf(a, "{\"any\":[%s,{\"year\":63}]}", many)),
                     ERR_VALIDATION);
    char *values = arena_printf(a, "0");
    for (int i = 1; i < 500; i++)
        values = arena_printf(a, "%s,%d", values, i);
    assert_int_equal(read_code(a, arena_printf(a, "{\"year\":{\"in\":[%s]}}", values)), ERR_NONE);
    assert_int_equal(read_code(a, arena_printf(a, "{\"year\":{\"in\":[%s,500]}}", values)),
                     ERR_VALIDATION);
    const char *sub = "{\"linked\":{\"to\":{\"find\":\"concepts\",\"where\":", *end = "}}}";
    const char *concept = "{\"kind\":\"task\"}";
    assert_int_equal(read_code(a, repeat(a, sub, concept, end, 2)), ERR_NONE);
    assert_int_equal(read_code(a, repeat(a, sub, concept, end, 3)), ERR_VALIDATION);
    char *big = arena_alloc(a, QUERY_DOCUMENT_MAX + 1);
    memset(big, ' ', QUERY_DOCUMENT_MAX);
    assert_int_equal(read_code(a, big), ERR_TOO_LARGE);
}

/* ---- parameters ---- */

static bool read_pairs(enum query_find find, const char *target, struct arena *a, struct query *q,
                       struct query_problems *problems, struct err *e)
{
    struct query_pair pairs[16];
    size_t n = 0;
    struct str rest = str_from(target), part;
    while (n < ARRAY_LEN(pairs) && str_split(&rest, '&', &part)) {
        size_t mark = str_find_byte(part, '=', 0);
        pairs[n++] = (struct query_pair){str_sub(part, 0, mark), str_from_pos(part, mark + 1)};
    }
    return query_read_url(find, pairs, n, LANGUAGE_EN, a, q, problems, e);
}

static void parameters_are_read_as_documents(void **state)
{
    static const char *const rows[][2] = {
        {"linked_to=contrastive-learning&relation=uses,proposed_x&hops=2", NULL},
        {"linked_to=A,B&linked_to=C&relation=uses,extends&hops=2&expand=none&min_score=0.5&year__"
         "gte=2020&tag=vision&tag=ssl&q=augmentation",
         "{\"find\":\"papers\",\"where\":{\"all\":[{\"linked\":{\"to\":\"C\",\"relation\":["
         "\"extends\",\"uses\"],\"hops\":2,\"expand\":\"none\",\"min_score\":0.5}},{\"linked\":{"
         "\"to\":[\"A\",\"B\"],\"relation\":[\"extends\",\"uses\"],\"hops\":2,\"expand\":\"none\","
         "\"min_score\":0.5}},{\"tag\":\"ssl\"},{\"tag\":\"vision\"},{\"text\":\"augmentation\"},{"
         "\"year\":{\"gte\":2020}}]}}"},
        {"status__in=entry,cited&sort=-year,title&limit=5&fields=id,title&include=why&facets=year",
         "{\"find\":\"papers\",\"where\":{\"status\":{\"in\":[\"cited\",\"entry\"]}},\"sort\":["
         "\"-year\",\"title\"],\"limit\":5,\"fields\":[\"id\",\"title\"],\"include\":[\"why\"],"
         "\"facets\":[\"year\"]}"},
        {"year__exists=false&author__contains=He",
         "{\"find\":\"papers\",\"where\":{\"all\":[{\"author\":{\"contains\":\"He\"}},{\"year\":{"
         "\"exists\":false}}]}}"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct query q;
        struct query_problems problems;
        struct err e = {0};
        bool ok = read_pairs(FIND_PAPERS, rows[i][0], *state, &q, &problems, &e);
        assert_int_equal(ok, rows[i][1] != NULL);
        if (ok)
            check_str(query_write_json(&q, *state), rows[i][1]);
    }
}

static void every_wrong_parameter_is_named(void **state)
{
    static const struct {
        const char *target, *parameter, *detail;
        enum query_find find;
    } rows[] = {
        {"yaer__gte=2020", "yaer__gte",
         "There is no parameter \"yaer__gte\". Did you mean \"year__gte\"?", FIND_PAPERS},
        {"limit=9999", "limit", "limit must be from 1 to 200.", FIND_PAPERS},
        {"min_confidence=1&linked_to=A", "min_confidence",
         "There is no parameter \"min_confidence\". Did you mean \"min_score\"?", FIND_PAPERS},
        {"hops=2", "hops", "hops says more of a link: add linked_to.", FIND_PAPERS},
        {"linked_to=A&hops=x", "hops", "hops must be a number, got \"x\".", FIND_PAPERS},
        {"linked_to=,", "linked_to", "linked_to must not be empty.", FIND_PAPERS},
        {"year=20x0", "year", "year must be a number, got \"20x0\".", FIND_PAPERS},
        {"status=accepted", "status",
         "status must be one of proposed|confirmed|rejected, not \"accepted\". Did you mean "
         "\"confirmed\"?",
         FIND_EDGES},
        {"date__gte=20x0", "date__gte",
         "date__gte: \"20x0\" is not a year or date. Write 2020 or 2020-05.", FIND_NOTES},
        {"limit=1&limit=2", "limit", "limit may stand only once.", FIND_NOTES},
        {"title__gte=a", "title__gte",
         "title__gte: \"gte\" cannot be asked of \"title\". It takes eq, ne, in, nin, contains, "
         "prefix, exists.",
         FIND_NOTES},
        {"linked_to=A", "linked_to", "There is no parameter \"linked_to\".", FIND_EDGES},
        {"from=A", "to", "to needs \"to\".", FIND_PATHS},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct query q;
        struct query_problems problems;
        struct err e = {0};
        assert_false(read_pairs(rows[i].find, rows[i].target, *state, &q, &problems, &e));
        check_err(e, ERR_INVALID_PARAMETER);
        check_str(problems.items[0].detail, rows[i].detail);
        check_str(problems.items[0].parameter, rows[i].parameter);
    }
}

/* Each example of the table is a valid value, so what the docs show works. */
static void examples_of_parameters_can_be_asked(void **state)
{
    for (unsigned find = 0; find < FIND_PATHS; find++) {
        size_t n;
        const struct query_parameter *known = query_parameters((enum query_find)find, *state, &n);
        assert_true(n > 20);
        for (size_t i = 0; i < n; i++) {
            struct query q;
            struct query_problems problems;
            struct err e = {0};
            bool is_option =
                str_has(STR("relation hops direction expand min_score"), str_from(known[i].name));
            struct query_pair pairs[] = {
                {str_from(known[i].name), str_from(known[i].example ? known[i].example : "x")},
                {STR("linked_to"), STR("A")}};
            bool needs_link = is_option && find != FIND_EDGES;
            if (!strstr(known[i].name, "fields") && !strstr(known[i].name, "facets") &&
                !strstr(known[i].name, "sort"))
                check_ok(query_read_url((enum query_find)find, pairs, needs_link ? 2 : 1,
                                        LANGUAGE_EN, *state, &q, &problems, &e),
                         e);
        }
    }
}

/* ---- properties ---- */

static void random_forms_survive_json(void **state)
{
    struct random_query r = {.seed = 1, .has_subqueries = true, .has_answer = true};
    for (size_t round = 0; round < ROUNDS; round++) {
        r.arena = *state;
        struct arena_mark mark = arena_mark(*state);
        struct query q = random_question(&r, 3), again;
        struct query_problems problems;
        struct err e = {0};
        struct str once = query_write_json(&q, *state);
        if (!query_read_json(once, LANGUAGE_EN, *state, &again, &problems, &e))
            fail_msg("%.*s: %s", STR_FMT(once), e.msg);
        check_str(query_write_json(&again, *state), str_cstr(*state, once));
        arena_reset(*state, mark);
    }
}

static void flat_forms_survive_urls(void **state)
{
    struct random_query r = {.seed = 2, .has_answer = true};
    size_t n_flat = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        r.arena = *state;
        struct arena_mark mark = arena_mark(*state);
        struct query q = random_question(&r, round % 2), again;
        struct query_problems problems;
        struct err e = {0};
        struct query_pair *pairs;
        size_t n;
        if (query_write_url(&q, *state, &pairs, &n)) {
            n_flat++;
            check_ok(query_read_url(q.find, pairs, n, LANGUAGE_EN, *state, &again, &problems, &e),
                     e);
            check_str(query_write_json(&again, *state),
                      str_cstr(*state, query_write_json(&q, *state)));
        }
        arena_reset(*state, mark);
    }
    assert_true(n_flat > ROUNDS / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(equal_documents_give_one_form, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(every_problem_of_a_document_is_named, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(all_problems_are_listed, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(limits_hold_before_anything_runs, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(parameters_are_read_as_documents, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(every_wrong_parameter_is_named, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(examples_of_parameters_can_be_asked, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(random_forms_survive_json, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(flat_forms_survive_urls, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests_name("query_form", tests, NULL, NULL);
}
