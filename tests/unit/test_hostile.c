/* Notes that were made to take long, or look as if they were (what cmark 0.30 or a careless reader
 * would be slow at): each is extracted in less than two seconds, and one of twice the length takes
 * about twice as long. */
#include <time.h>

#include "base/strbuf.h"
#include "check.h"
#include "extract/extract.h"
#include "extract/vocabulary.h"

#define SECONDS_MAX 2.0
#define BYTES       ((size_t)64 << 10)
/* Twice the bytes may take three times as long, and then some where little is measured. */
#define GROWTH_MAX 3.0
#define NOISE      0.15 /* seconds */

/* `unit` again and again; a '#' followed by '#' in it counts up. */
struct shape {
    const char *name;
    const char *head;
    const char *unit;
    const char *tail;
};

static const struct shape shapes[] = {
    /* Blocks: cmark 0.30 needs quadratic time for some of these. */
    {"blank lines below a list", "- a\n - b\n  - c\n   - d\n", "\n", "x"},
    {"images in brackets", "", "![[]()", ""},
    {"quote marks", "", "> a\n", ""},
    {"quotes of lazy lines", "> ", "a\n", ""},
    {"nested quotes with blanks", "", "> > > > > a\n>\n", ""},
    {"items of every depth", "", "- a\n  - b\n    - c\n      - d\n\n", ""},
    {"ordered items", "", "1. a\n", ""},
    {"fences never closed", "", "```\na\n~~~\n", ""},
    {"setext lines", "", "a\n-\n", ""},
    {"headings", "", "# a ##\n", ""},
    {"rows of one table", "| a | b |\n|---|---|\n", "| a | b |\n", ""},
    {"cells of one row", "|", " a |", "\n|---|\n"},
    {"html tags", "", "<a href=\"x\"><b ", ""},
    {"html comments", "", "<!-- a ", ""},
    {"link definitions", "", "[a##]: https://example.org/##\n", ""},
    {"footnotes", "", "[^a##]: b\n[^a##] ", ""},
    /* Inline text. */
    {"opening brackets", "", "[", ""},
    {"brackets and parentheses", "", "[a](", ""},
    {"double brackets", "", "[[a", ""},
    {"asterisks", "", "**a *b ", ""},
    {"emphasis in both ways", "", "*a_ ", ""},
    {"backticks of many lengths", "", "`a``b```c````d", ""},
    {"dollar signs", "", "$a $$b ", ""},
    {"backslashes", "", "\\[\\(", ""},
    {"entities", "", "&amp;&#x1F600;&bogus", ""},
    {"liquid", "", "{% a {{ b ", ""},
    {"quotation marks", "", "\"a 《b “c ", ""},
    {"parentheses", "", "(", ""},
    {"tags", "", "#a/b #c ", ""},
    {"one long word", "", "abcdefgh", ""},
    {"one long line of Chinese", "", "我们提出了一种基于对比学习的方法", ""},
    {"accents upon accents", "a", "\xCC\x81", ""},
    /* Values. */
    {"front matter lists", "---\ntags: [", "a##, ", "]\n---\n"},
    {"front matter in brackets", "---\na: ", "[", "\n---\n"},
    {"properties", "", "key##:: value\n", ""},
    {"braces of a record", "```bibtex\n@article{a, title=", "{", "\n```\n"},
    {"records", "```bibtex\n", "@article{k##, title={A Title of Paper ##}, year=2019}\n", "```\n"},
    /* Papers and their names. */
    {"links to papers", "", "- [Paper ## of Many](https://arxiv.org/abs/1911.##)\n", ""},
    {"one paper again and again", "", "- [MoCo](https://arxiv.org/abs/1911.05722)\n", ""},
    {"titles that are almost the same", "",
     "- **Learning Deep Models of Graph ## by Search** (2019)\n", ""},
    {"identifiers on one line", "", "arXiv:1911.05722 ", ""},
    {"numbers on one line", "arXiv ", "1911.0572 ", ""},
    {"redirects in redirects", "", "https://www.google.com/url?q=", ""},
    {"authors", "", "He, K., Fan, H. and ", "2019."},
    {"et al", "", "He et al. (2019) ", ""},
    {"citation marks", "", "[1, 2-400] ", "\n\n[1] He. A Title of Some Paper. 2019.\n"},
    {"names in brackets", "", "Contrastive Predictive Coding (CPC##) ", ""},
    {"names used all over", "- [DAPA-HF: A Trial of Hearts](https://arxiv.org/abs/1911.05722)\n\n",
     "DAPA-HF shows. ", ""},
    /* Words. */
    {"labels", "", "contrastive learning, GAN ", ""},
    {"cues", "- [MoCo](https://arxiv.org/abs/1911.05722) ", "extends improves on based on ", ""},
    {"cues with gaps", "- [MoCo](https://arxiv.org/abs/1911.05722) ", "比 A 更好 ", ""},
    {"misspellings", "# ", "contrastiv lerning ", ""},
    {"capitalised words", "", "Quabble Network Zorping ", ""},
    {"hyphens", "", "a-b-c-", ""},
    {"such as", "", "methods such as quabbles, zorps and ", ""},
};

static void add_unit(struct strbuf *out, const char *unit, unsigned count)
{
    for (const char *p = unit; *p; p++) {
        if (p[0] == '#' && p[1] == '#') {
            strbuf_printf(out, "%05u", count);
            p++;
        } else {
            strbuf_add_byte(out, *p);
        }
    }
}

static double seconds_of(const struct vocabulary *v, const struct shape *shape, size_t bytes)
{
    const struct extract_options options = {.latest_year = 2100};
    STRBUF_SCOPE(note);
    struct timespec from, to;
    struct arena *a = arena_new();
    struct extraction *x;
    struct err e = {0};
    strbuf_add_cstr(&note, shape->head);
    for (unsigned i = 0; note.n < bytes; i++)
        add_unit(&note, shape->unit, i);
    strbuf_add_cstr(&note, shape->tail);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    if (!extract_note(STR("note.md"), strbuf_view(&note), v, &options, a, &x, &e))
        assert_int_equal(e.code, ERR_BAD_NOTE);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    arena_free(a);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

/* The machine may be busy: what was slow is measured again. */
static bool is_linear(const struct vocabulary *v, const struct shape *shape)
{
    double once = 0;
    double twice = 0;
    for (int attempt = 0; attempt < 3; attempt++) {
        once = seconds_of(v, shape, BYTES);
        twice = seconds_of(v, shape, 2 * BYTES);
        if (twice < SECONDS_MAX && twice < GROWTH_MAX * once + NOISE)
            return true;
    }
    print_error("%s: %.3f s, and %.3f s for twice the bytes\n", shape->name, once, twice);
    return false;
}

static void hostile_notes_take_linear_time(void **state)
{
    struct vocabulary *v;
    struct err e = {0};
    (void)state;
    check_ok(vocabulary_new(&v, &e) && vocabulary_finish(v, &e), e);
    bool all = true;
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
        all &= is_linear(v, &shapes[i]);
    assert_true(all);
    vocabulary_free(v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hostile_notes_take_linear_time)};
    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
