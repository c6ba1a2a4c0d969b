#include "check.h"

#include "base/strbuf.h"
#include "extract/document.h"
#include "extract/render.h"

static struct str render(struct arena *a, const char *source, const struct render_mark *marks,
                         size_t n)
{
    struct document *d;
    struct err e = {0};
    check_ok(document_parse(str_from(source), a, &d, &e), e);
    STRBUF_SCOPE(out);
    render_html(d, marks, n, a, &out);
    return str_copy(a, strbuf_view(&out));
}

static void check_has(struct str html, const char *part)
{
    if (!str_has(html, str_from(part)))
        fail_msg("no \"%s\" in\n%.*s", part, STR_FMT(html));
}

static void blocks_and_spans_are_rendered(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    static const char *const cases[][2] = {
        {"# Title **bold**\n", "<h1 id=\"L1\">Title <strong>bold</strong></h1>"},
        {"* [MoCo](https://arxiv.org/abs/1911.05722) by X\n",
         "<li id=\"L1\"><a href=\"https://arxiv.org/abs/1911.05722\" rel=\"noopener noreferrer "
         "nofollow\">MoCo</a> by X</li>"},
        {"* [NAO]\n", "<span class=\"unlinked\">[NAO]</span>"},
        {"- [x] done\n", "☑ done"},
        {"| a | b |\n|---|---|\n| 1 | 2 |\n", "<th id=\"L1\">a</th>"},
        {"`x < y`\n", "<code>x &lt; y</code>"},
        {"> quoted\n", "<blockquote"},
        {"3. three\n", "<li id=\"L1\" value=\"3\">three"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_has(render(a, cases[i][0], NULL, 0), cases[i][1]);
    arena_free(a);
}

static void evidence_is_marked_even_across_spans(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    const struct render_mark marks[] = {{2, 14, STR("e_one")}, {8, 18, STR("e_two")}};
    struct str html = render(a, "a plain **bold** end\n", marks, 2);
    check_has(html, "<mark class=\"evidence\" id=\"m0\" data-edges=\"e_one\">plain </mark>");
    check_has(html,
              "<strong><mark class=\"evidence\" data-edges=\"e_one e_two\">bold</mark></strong>");
    arena_free(a);
}

static void nothing_in_a_note_becomes_script(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    static const char *const payloads[] = {
        "<script>alert(1)</script>\n",
        "<img src=x onerror=alert(1)>\n",
        "[a](javascript:alert(1))\n",
        "[a](JaVaScRiPt:alert(1))\n",
        "[a](javascript&colon;alert(1))\n",
        "[a](java\tscript:alert(1))\n",
        "[a](data:text/html,<script>alert(1)</script>)\n",
        "[a](//evil.example/x)\n",
        "[a](vbscript:x)\n",
        "![a](javascript:alert(1))\n",
        "<a href=\"javascript:alert(1)\">x</a>\n",
        "[\"><script>alert(1)</script>](https://a.example/\"onmouseover=alert(1))\n",
        "text <b onclick=alert(1)>bold</b>\n",
        "`<script>`\n\n    <script>x</script>\n",
        "# <svg onload=alert(1)>\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(payloads); i++) {
        struct str html = render(a, payloads[i], NULL, 0);
        static const char *const forbidden[] = {
            "<script",     "<img",        "<svg",      "<b ",       "href=\"javascript",
            "href=\"JaVa", "href=\"data", "href=\"//", "href=\"vb", "href=\"java"};
        for (size_t k = 0; k < ARRAY_LEN(forbidden); k++)
            if (str_has(html, str_from(forbidden[k])))
                fail_msg("%s -> %.*s", payloads[i], STR_FMT(html));
        size_t quote = str_find(html, STR("href=\"https://a.example/"), 0);
        if (quote != SIZE_MAX)
            assert_false(str_has(html, STR("\"onmouseover")));
    }
    arena_free(a);
}

static void urls_pass_an_allow_list(void **state)
{
    (void)state;
    static const char *const good[] = {"https://x.org/a?b=c&d", "http://x", "mailto:a@b", "#L3",
                                       "../a.md"};
    static const char *const bad[] = {
        "javascript:1", "file:///etc/passwd",   "//x", "blob:x", "", " x",
        "intent:x",     "view-source:http://x", "a:b", "\\\\x"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(render_is_safe_url(str_from(good[i])));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(render_is_safe_url(str_from(bad[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_and_spans_are_rendered),
        cmocka_unit_test(evidence_is_marked_even_across_spans),
        cmocka_unit_test(nothing_in_a_note_becomes_script),
        cmocka_unit_test(urls_pass_an_allow_list),
    };
    return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
