#include "check.h"

#include "app/citation.h"
#include "base/arena.h"

static const char *write_as(struct arena *a, enum citation_format f, const struct paper_row *paper)
{
    STRBUF_SCOPE(out);
    citation_write(paper, f, a, &out);
    return str_cstr(a, strbuf_view(&out));
}

static void check_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no %s in: %s", part, text);
}

/* What a line of authors becomes, as the text form shows it. */
static void check_names(struct arena *a, const char *authors, const char *expected)
{
    struct paper_row paper = {.public_id = STR("p_abcdefghijkl"),
                              .title = STR("T"),
                              .authors = str_from(arena_printf(a, "[%s]", authors))};
    const char *text = write_as(a, CITATION_TEXT, &paper);
    const char *wanted = arena_printf(a, "%s%sT.\n", expected, *expected ? " " : "");
    assert_string_equal(text, wanted);
}

static void authors_are_split(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    check_names(a, "\"Jonathan Ho\", \"Ajay Jain\"", "Ho, Jonathan; Jain, Ajay");
    check_names(a, "\"Ho, Jonathan\", \"Jain, Ajay\"", "Ho, Jonathan; Jain, Ajay");
    check_names(a, "\"Tan, M., & Le, Q.\"", "Tan, M.; Le, Q.");
    check_names(a, "\"Tan, M., Chen, B., et al.\"", "Tan, M.; Chen, B. et al.");
    check_names(a, "\"H. Berenson, P. O'Neil\"", "Berenson, H.; O'Neil, P.");
    check_names(a, "\"McMurray JJV, Anker SD, et al.\"", "McMurray, JJV; Anker, SD et al.");
    check_names(a, "\"Goodfellow et al.\"", "Goodfellow et al.");
    check_names(a, "\"Ronneberger, Fischer, Brox\"", "Ronneberger; Fischer; Brox");
    check_names(a, "\"何恺明、王小明等\"", "何恺明; 王小明 et al.");
    check_names(a, "\"Kaiming He and Laurens van der Maaten\"",
                "He, Kaiming; van der Maaten, Laurens");
    check_names(a, "\"et al.\", \"\", \" , \"", "");
    arena_free(a);
}

static void braces_never_end_a_field(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct paper_row paper = {.public_id = STR("p_abcdefghijkl"),
                              .title = STR("A }{ B \\ C\nD"),
                              .identifiers = STR("[\"doi:10.1/a{b}c\"]"),
                              .urls = STR("[\"https://x.org/a}b\"]")};
    const char *bib = write_as(a, CITATION_BIBTEX, &paper);
    check_has(bib, "{{A \\textbraceright{}\\textbraceleft{} B \\textbackslash{} C D}}");
    check_has(bib, "doi = {10.1/a%7Bb%7Dc}");
    check_has(bib, "url = {https://x.org/a%7Db}");
    int depth = 0;
    for (const char *p = bib; *p; p++) {
        depth += *p == '{' ? 1 : *p == '}' ? -1 : 0;
        assert_true(depth >= 0);
    }
    assert_int_equal(depth, 0);
    arena_free(a);
}

static void a_line_break_begins_no_field(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct paper_row paper = {.public_id = STR("p_abcdefghijkl"), .title = STR("A\r\nER  - \nB")};
    const char *ris = write_as(a, CITATION_RIS, &paper);
    check_has(ris, "TI  - A  ER  -  B\r\n");
    check_has(ris, "\r\nER  - \r\n");
    arena_free(a);
}

static void keys_are_plain_and_differ(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct paper_row paper = {.public_id = STR("p_abcdefghijkl"),
                              .title = STR("On the Émile Attention"),
                              .year = 2017,
                              .authors = STR("[\"Łukasz Müller\"]")};
    check_has(write_as(a, CITATION_BIBTEX, &paper), "@misc{muller2017emile-ghijkl,");
    paper = (struct paper_row){.public_id = STR("p_abcdefghijkm"), .title = STR("对比学习")};
    check_has(write_as(a, CITATION_BIBTEX, &paper), "@misc{paper-ghijkm,");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(authors_are_split),
        cmocka_unit_test(braces_never_end_a_field),
        cmocka_unit_test(a_line_break_begins_no_field),
        cmocka_unit_test(keys_are_plain_and_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
