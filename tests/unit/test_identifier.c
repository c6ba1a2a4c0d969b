/* Identifiers: found in running text, ranked, and which of them exclude each other. */
#include "link_text.h"

static void finds_identifiers_in_text(void **state)
{
    static const struct {
        const char *text, *found; /* "quote=identifiers; …" */
    } rows[] = {
        {"准确率 1905.0927, 价格 2019.1234, version 1806.09055", ""},
        {"论文编号 1806.09055", "1806.09055=arxiv:1806.09055"},
        {"the paper 1806.09055v2 says", "1806.09055v2=arxiv:1806.09055"},
        {"a newspaper cost 1806.09055", ""},
        {"arXiv:2006.11239v2 [cs.LG] 2020", "arXiv:2006.11239v2 [cs.LG]=arxiv:2006.11239"},
        {"arXiv preprint arXiv:1705.10311, 2017",
         "arXiv preprint arXiv:1705.10311=arxiv:1705.10311"},
        {"arXiv 1404.599", ""},
        {"see hep-th/0001001 for this", "hep-th/0001001=arxiv:hep-th/0001001"},
        {"math/0309136", ""},
        {"[1711.05971] A Title", "1711.05971=arxiv:1711.05971"},
        {"doi: 10.1016/S0004-3702(97)00043-X.",
         "doi: 10.1016/S0004-3702(97)00043-X=doi:10.1016/s0004-3702(97)00043-x"},
        {"(10.1145/2939672.2939785)", "10.1145/2939672.2939785=doi:10.1145/2939672.2939785"},
        {"section 10.1145 of it", ""},
        {"https://doi.org/10.1109/5.771073", "10.1109/5.771073=doi:10.1109/5.771073"},
        {"NBER WP 17521, SSRN Working Paper No. 2801251",
         "NBER WP 17521=nber:w17521; SSRN Working Paper No. 2801251=ssrn:2801251"},
        {"HAL: hal-01234567v2; hal-12", "hal-01234567=hal:hal-01234567"},
        {"PMID: 12603049; PMCID: PMC5599787",
         "PMID: 12603049=pmid:12603049; PMCID: PMC5599787=pmc:5599787"},
        {"12603049 alone", ""},
        {"ISBN 978-0-262-03561-3", "ISBN 978-0-262-03561-3=isbn:9780262035613"},
        {"ISBN-10: 0-262-03561-8", "ISBN-10: 0-262-03561-8=isbn:9780262035613"},
        {"ISBN 978-0-262-03561-4", ""},
        {"3.14 and 10.5 and 2019.12", ""},
        {"DOI：10.1109/5.771073，见", "DOI：10.1109/5.771073=doi:10.1109/5.771073"},
        {"no cue 1806.09055\nbut paper 1806.09056", "1806.09056=arxiv:1806.09056"},
    };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct text_identifier *found;
        size_t n;
        struct str text = str_from(rows[i].text);
        link_scan_text(text, NULL, 0, a, &found, &n);
        STRBUF_SCOPE(out);
        for (size_t k = 0; k < n; k++) {
            struct str ids = joined(a, &found[k].target);
            struct str quote = str_sub(text, found[k].begin, found[k].end);
            strbuf_printf(&out, "%s%.*s=%.*s", k ? "; " : "", STR_FMT(quote), STR_FMT(ids));
        }
        check_str(strbuf_view(&out), rows[i].found);
    }
}

static void masked_text_is_not_read(void **state)
{
    struct str text = STR("arXiv:2006.11239");
    bool allowed[16];
    memset(allowed, true, sizeof(allowed));
    struct text_identifier *found;
    size_t n;
    link_scan_text(text, allowed, 0, *state, &found, &n);
    assert_int_equal(n, 1);
    allowed[12] = false;
    link_scan_text(text, allowed, 0, *state, &found, &n);
    assert_int_equal(n, 0);
}

static void keys_are_ranked(void **state)
{
    (void)state;
    static const char *const ids[] = {
        "arxiv:1911.05722", "doi:10.1145/1", "openreview:S1eYHoC5FX", "acl:P19-1001", "pmlr:v1/a01",
        "cvf:cvpr2019/x",   "neurips:8464",  "pmid:123456",           "url:a.org/b",  "nonsense:1"};
    for (size_t i = 0; i + 1 < ARRAY_LEN(ids); i++)
        assert_true(identifier_rank(str_from(ids[i])) < identifier_rank(str_from(ids[i + 1])));
}

static void exclusive_families(void **state)
{
    (void)state;
    check_str(identifier_family(STR("doi:10.1145/1.2")), "doi:10.1145");
    check_str(identifier_family(STR("neurips:8464")), "neurips");
    check_str(identifier_family(STR("neurips:2017/abc")), "neurips:2017");
    check_str(identifier_family(STR("arxiv:math/0309136")), "arxiv");
    assert_true(identifier_is_exclusive(STR("arxiv:1911.05722")));
    assert_true(identifier_is_exclusive(STR("doi:10.1145/1.2")));
    assert_false(identifier_is_exclusive(STR("doi:10.1101/1")));
    assert_false(identifier_is_exclusive(STR("url:a.org/b")));
    assert_false(identifier_is_exclusive(STR("cvf:cvpr2019/x")));
    assert_false(identifier_is_exclusive(STR("nonsense:1")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_identifiers_in_text, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(masked_text_is_not_read, arena_setup, arena_teardown),
        cmocka_unit_test(keys_are_ranked),
        cmocka_unit_test(exclusive_families),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
