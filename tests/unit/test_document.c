#include "check.h"

#include "base/strbuf.h"
#include "extract/document.h"

/* ---- how a document is written in the tables below ----
 * S2"text" section of level 2; R rule; L list; I item; P paragraph; Q quote; T table; W row; C cell;
 * K code; H HTML; F footnote. Children in parentheses. Flags before the text: # ordered with its
 * number, - open task, x done task, i image only, b pseudo heading, h header row, n navigation,
 * u underlined heading. */
static const char kind_letters[] = "DSRLIPQTWCKHF";

static void dump_flags(struct strbuf *out, const struct node *n)
{
    static const struct {
        unsigned flag;
        char letter;
    } flags[] = {{NODE_TASK_OPEN, '-'}, {NODE_TASK_DONE, 'x'}, {NODE_IMAGE_ONLY, 'i'},
                 {NODE_PSEUDO, 'b'},    {NODE_HEADER, 'h'},    {NODE_NAVIGATION, 'n'},
                 {NODE_SETEXT, 'u'}};

    if (n->kind == NODE_SECTION)
        strbuf_printf(out, "%u", n->level);
    if (n->kind == NODE_ITEM && n->flags & NODE_ORDERED)
        strbuf_printf(out, "#%u", n->number);
    for (size_t i = 0; i < ARRAY_LEN(flags); i++)
        if (n->flags & flags[i].flag)
            strbuf_add_byte(out, flags[i].letter);
}

static uint32_t depth_of(const struct document *d, uint32_t node)
{
    uint32_t depth = 0;
    while ((node = d->nodes[node].parent) != NO_NODE)
        depth++;
    return depth;
}

static void dump_depth(struct strbuf *out, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        strbuf_add_byte(out, '(');
    for (; from > to; from--)
        strbuf_add_byte(out, ')');
}

static void dump_outline(struct strbuf *out, const struct document *d, struct arena *a)
{
    uint32_t depth = 1;
    for (uint32_t i = 1; i < d->n_nodes; i++) {
        const struct node *n = &d->nodes[i];
        dump_depth(out, depth, depth_of(d, i));
        depth = depth_of(d, i);
        strbuf_add_byte(out, kind_letters[n->kind]);
        dump_flags(out, n);
        struct str text = document_visible(d, n->text_begin, n->text_end, a);
        if (n->text_begin < n->text_end)
            strbuf_printf(out, "\"%.*s\"", STR_FMT(text));
    }
    dump_depth(out, depth, 1);
}

static struct document *parse(struct arena *a, struct str source)
{
    struct document *d;
    struct err e = {0};
    check_ok(document_parse(source, a, &d, &e), e);
    return d;
}

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

/* "link:text>target; strong:text": kind, visible text, target. */
static void dump_spans(struct strbuf *out, const struct document *d, struct arena *a)
{
    static const char *const names[SPAN_KIND_COUNT] = {
        "link", "empty", "bracket", "ref",  "wiki", "auto", "url",  "image", "anchor", "strong",
        "em",   "code",  "strike",  "high", "math", "tag",  "cite", "foot",  "num",    "quote"};
    for (size_t i = 0; i < d->n_spans; i++) {
        const struct span *span = &d->spans[i];
        struct str text = document_visible(d, span->text_begin, span->text_end, a);
        if (span->kind == SPAN_FOOTNOTE || span->kind == SPAN_NUMERIC ||
            span->kind == SPAN_CITATION)
            text = document_slice(d, span->text_begin, span->text_end);
        strbuf_printf(out, "%s%s:%.*s", i ? "; " : "", names[span->kind], STR_FMT(text));
        if (span->target.n > 0)
            strbuf_printf(out, ">%.*s", STR_FMT(span->target));
    }
}

static void dump_fields(struct strbuf *out, const struct document *d)
{
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct field *f = &d->fields[i];
        strbuf_printf(out, "%s%u %.*s=%.*s", i ? "; " : "", f->line, STR_FMT(f->key),
                      STR_FMT(f->value));
    }
}

struct sample {
    const char *source;
    const char *want;
};

enum dump { DUMP_OUTLINE, DUMP_SPANS, DUMP_FIELDS };

static void check_samples(struct arena *a, const struct sample *samples, size_t n, enum dump what)
{
    size_t failed = 0;
    for (size_t i = 0; i < n; i++) {
        STRBUF_SCOPE(out);
        struct document *d = parse(a, str_from(samples[i].source));
        if (what == DUMP_OUTLINE)
            dump_outline(&out, d, a);
        else if (what == DUMP_SPANS)
            dump_spans(&out, d, a);
        else
            dump_fields(&out, d);
        if (str_eq(strbuf_view(&out), str_from(samples[i].want)))
            continue;
        failed++;
        print_error("%s\n  got  %s\n  want %s\n", samples[i].source, out.p, samples[i].want);
    }
    assert_int_equal(failed, 0);
}

/* ---- blocks ---- */

static void blocks_nest(void **state)
{
    static const struct sample samples[] = {
        {"# A\ntext\n## B\n### C\n## D\n# E\n", "S1\"A\"(P\"text\"S2\"B\"(S3\"C\")S2\"D\")S1\"E\""},
        {"a\n\n---\n\nb", "P\"a\"RP\"b\""},
        {"* a\n  * b\n    * c\n* d", "L(I\"a\"(L(I\"b\"(L(I\"c\"))))I\"d\")"},
        {"- a\n\t- b\n\t\t- c", "L(I\"a\"(L(I\"b\"(L(I\"c\")))))"},
        {"- a\n\n  more\n- b", "L(I\"a\"(P\"more\")I\"b\")"},
        {"- a\nlazy line\n- b", "L(I\"a lazy line\"I\"b\")"},
        {"3. a\n4. b", "L(I#3\"a\"I#4\"b\")"},
        {"- [ ] a\n- [x] b\n- [X] c", "L(I-\"a\"Ix\"b\"Ix\"c\")"},
        {"> a\n> b\n\nc", "Q(P\"a b\")P\"c\""},
        {"> > a\n> b", "Q(Q(P\"a b\"))"},
        {"> - a\n>   - b", "Q(L(I\"a\"(L(I\"b\"))))"},
        {"- > a", "L(I(Q(P\"a\")))"},
        {"- # A\n  b", "L(I(S1\"A\"(P\"b\")))"},
        {"```py\nx = 1\n```\nafter", "KP\"after\""},
        {"    really code\n    more code", "K"},
        {"<div>\nhello\n</div>\n\nb", "H\"hello\"P\"b\""},
        {"<script>\nvar x = [1]\n</script>\n\nb", "HP\"b\""},
        {"![](a.png)\n\n![x](b.png) ![](c.png)", "Pi\"\"Pi\"\""},
        {"- [A](#a)\n- [B](#b)\n- [C](https://c.org)\n- [D](#d)", "Ln(I\"A\"I\"B\"I\"C\"I\"D\")"},
        {"[^1]: one\n[^b]: two\n  more\n", "F\"one\"F\"two more\""},
        {"text\n[^1]: one", "P\"text\"F\"one\""},
        {"-\n  a", "L(I\"a\")"},
        {"# \n\na", "S1(P\"a\")"},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_OUTLINE);
}

static void sloppy_blocks_are_repaired(void **state)
{
    static const struct sample samples[] = {
        /* headings */
        {"##Title\ntext\n\n##标题", "S2\"Title\"(P\"text\")S2\"标题\""},
        {"##A\n#B c\n", "S2\"A\"S1\"B c\""},
        {"#tag and text", "P\"tag and text\""},
        {"Title\n---\ntext", "S2u\"Title\"(P\"text\")"},
        {"这是一句话。\n---\ntext", "P\"这是一句话。\"RP\"text\""},
        {"line one\nline two\n---", "P\"line one line two\"R"},
        {"## 1.2 Method ##", "S2\"Method\""},
        {"### 2020-03-24 Gumbel Softmax", "S3\"Gumbel Softmax\""},
        {"## 2019-07", "S2\"2019-07\""},
        {"## 3月24日 读书", "S2\"读书\""},
        {"## 2020年3月24日 读书", "S2\"读书\""},
        {"# 第3章 图网络\n# 二、方法\n# (2) Loss\n# 3D Vision\n# 2019 in review",
         "S1\"图网络\"S1\"方法\"S1\"Loss\"S1\"3D Vision\"S1\"2019 in review\""},
        {"**Bold title**\n\ntext\n\n**Next:**\n\nmore",
         "S7b\"Bold title\"(P\"text\")S7b\"Next:\"(P\"more\")"},
        {"**Bold** and text", "P\"Bold and text\""},
        {"一、背景\n\ntext", "S7b\"背景\"(P\"text\")"},
        {"- **Bold item**", "L(I\"Bold item\")"},
        /* markers */
        {"-one\n-two", "L(I\"one\"I\"two\")"},
        {"-5 degrees\n-> arrow", "P\"-5 degrees -> arrow\""},
        {"-lonely", "P\"-lonely\""},
        {"●one\n● two\n・three", "L(I\"one\"I\"two\"I\"three\")"},
        {"1、甲\n2、乙", "L(I#1\"甲\"I#2\"乙\")"},
        {"1.甲\n2.乙", "L(I#1\"甲\"I#2\"乙\")"},
        {"1.5 is a number\n2.5 too", "P\"1.5 is a number 2.5 too\""},
        {"* 1. text\n  * child\n* 2. more", "L(I#1\"text\"(L(I\"child\"))I#2\"more\")"},
        {"- - a\n  - b", "L(I(L(I\"a\"I\"b\")))"},
        {"[1] A, B\n  more\n[2] C", "L(I#1\"A, B more\"I#2\"C\")"},
        {"[1] A lonely mark", "P\"A lonely mark\""},
        {"1、甲\n乙\n2、丙", "L(I#1\"甲 乙\"I#2\"丙\")"},
        {"text\n-\nmore", "P\"text\"P\"more\""},
        {"* * *", "R"},
        /* indentation */
        {"* a\n      * deep\n      * deeper\n* b", "L(I\"a\"(L(I\"deep\"I\"deeper\"))I\"b\")"},
        {"- a\n\n        - b\n        - c\n          - d", "L(I\"a\"(L(I\"b\"I\"c\"(L(I\"d\")))))"},
        {"1. a\n  - b\n  - c\n2. d", "L(I#1\"a\"(L(I\"b\"I\"c\"))I#2\"d\")"},
        {"10. a\n\n  more\n\n  - b", "L(I#10\"a\"(P\"more\"L(I\"b\")))"},
        {"-   a\n  - b\n-   c", "L(I\"a\"(L(I\"b\"))I\"c\")"},
        {"* a\n * b", "L(I\"a\"I\"b\")"},
        {"1、甲\n  - 乙\n2、丙", "L(I#1\"甲\"(L(I\"乙\"))I#2\"丙\")"},
        {"Text:\n    - a\n    - b\n", "P\"Text:\"L(I\"a\"I\"b\")"},
        {"Text:\n\n    - a\n    - b\n", "P\"Text:\"L(I\"a\"I\"b\")"},
        {"- a\n      - b\n\n        more of b", "L(I\"a\"(L(I\"b\"(P\"more of b\"))))"},
        {"- a\n  ```\ncode\n  ```\n- b", "L(I\"a\"(K)I\"b\")"},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_OUTLINE);
}

static void tables_have_rows_and_cells(void **state)
{
    static const struct sample samples[] = {
        {"| a | b |\n|---|:-:|\n| 1 | |\n| 2 | x\\|y |",
         "T(Wh(C\"a\"C\"b\")W(C\"1\"C)W(C\"2\"C\"x|y\"))"},
        {"a | b\n--- | ---\n1 | 2", "T(Wh(C\"a\"C\"b\")W(C\"1\"C\"2\"))"},
        {"Intro\n| a | b |\n|---|---|\n| 1 | 2 |", "P\"Intro\"T(Wh(C\"a\"C\"b\")W(C\"1\"C\"2\"))"},
        {"| no | rule |\n| 1 | 2 |", "P\"| no | rule | | 1 | 2 |\""},
        {"> | a | b |\n> |---|---|\n> | 1 | 2 |", "Q(T(Wh(C\"a\"C\"b\")W(C\"1\"C\"2\")))"},
        {"- x\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
         "L(I\"x\"(T(Wh(C\"a\"C\"b\")W(C\"1\"C\"2\"))))"},
        {"| [[a\\|b]] | c |\n|---|---|", "T(Wh(C\"b\"C\"c\"))"},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_OUTLINE);
}

static void hidden_parts_stay_hidden(void **state)
{
    static const struct sample samples[] = {
        {"---\ntitle: x\n---\n# A", "S1\"A\""},
        {"\n\n---\ntitle: x\n---\n# A", "S1\"A\""},
        {"---\nnot front matter at all\n---\n", "RS2u\"not front matter at all\""},
        {"a <!-- b\n\n# c --> d", "P\"a\"P\"d\""},
        {"a <!-- never closed", "P\"a <!-- never closed\""},
        {"%%\nhidden\n%%\nshown %% not this %% text", "P\"shown text\""},
        {"5%% of 6", "P\"5%% of 6\""},
        {"{% include x %} a {{macro 1}} b", "P\"a b\""},
        {"{:toc}\na ^block-1", "P\"a\""},
        {"# A {#sec:a}\n[b](c){:target=\"d\"} e $x_{:i}$", "S1\"A\"(P\"b e x_{:i}\")"},
        {"[TOC]\n\na ((5f3c1a2b-0000-4000-8000-123456789abc)) b", "P\"a b\""},
        {"$$\n- 2 * x\n= y\n---\n$$\na", "P\"- 2 * x = y --- a\""},
        {"`<!--` a `-->`", "P\"<!-- a -->\""},
        {"```\n<!--\n```\na -->", "KP\"a -->\""},
        {"[r]: http://x.org\n\na", "P\"a\""},
        {"- ## A\n  collapsed:: true\n  - b", "L(I(S2\"A\"(PL(I\"b\"))))"},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_OUTLINE);
}

/* ---- spans ---- */

static void links_are_found(void **state)
{
    static const struct sample samples[] = {
        {"[t](u)", "link:t>u"},
        {"[t](<u v> \"title\")", "link:t>u v"},
        {"[t](u 'title')", "link:t>u"},
        {"[t](http://x.org/a_(b)_c)", "link:t>http://x.org/a_(b)_c"},
        {"[t](http://x.org/?a=1&amp;b=2)", "link:t>http://x.org/?a=1&b=2"},
        {"[t](http://x.org/a\\_b)", "link:t>http://x.org/a_b"},
        {"[two\nlines](u)", "link:two lines>u"},
        {"[a [b] c](u)", "link:a [b] c>u"},
        {"[**b** c](u)", "link:b c>u; strong:b"},
        {"[[paper]](http://u)", "link:paper>http://u"},
        {"[[Paper]] (https://u)", "link:Paper>https://u"},
        {"[Paper] (https://u)", "link:Paper>https://u"},
        {"[Paper] (see there)", "bracket:Paper"},
        {"[Paper]（https://u）", "link:Paper>https://u"},
        {"[[text](u)]", "link:text>u"},
        {"\\[[Paper](u)\\] \\[[Code](v)\\]", "link:Paper>u; link:Code>v"},
        {"\\[[Paper](u)]", "link:Paper>u"},
        {"[t]([https://u1](https://u2))", "link:t>https://u1"},
        {"[https://u](v)", "link:https://u>v"},
        {"[t]() [t](#) [t](TODO) [t](COMING SOON)",
         "empty:t; empty:t>#; empty:t>TODO; empty:t>COMING SOON"},
        {"[NAS](#nas)", "link:NAS>#nas"},
        {"[t](a b.pdf)", "link:t>a b.pdf"},
        {"[tt](u", "bracket:tt"},
        {"[NAO]", "bracket:NAO"},
        {"[ ] [x] [] a", ""},
        {"[t][r] [r] [r][]\n\n[R]: http://x.org 'y'",
         "ref:t>http://x.org; ref:r>http://x.org; ref:r>http://x.org"},
        {"[aa][bb]", "bracket:aa; bracket:bb"},
        {"![alt](u) ![](v) ![[w.png]]", "image:>u; image:>v; image:>w.png"},
        {"[![i](a)](b)", "link:>b; image:>a"},
        {"[[a]] [[a|b]] [[a#h]] [[@key]]", "wiki:a>a; wiki:b>a; wiki:a>a; wiki:@key>@key"},
        {"<https://x.org/a> <a@b.c>", "auto:https://x.org/a>https://x.org/a"},
        {"<a href=\"u?a&amp;b\">*t*</a>", "anchor:t>u?a&b; em:t"},
        {"<img src='x.png' alt=\"y\"/> a<br>b", "image:>x.png"},
        {"![a](b) [c](d)", "image:>b; link:c>d"},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_SPANS);
}

static void urls_end_where_they_should(void **state)
{
    static const struct sample samples[] = {
        {"见https://arxiv.org/abs/1807.03748这篇",
         "url:https://arxiv.org/abs/1807.03748>https://arxiv.org/abs/1807.03748"},
        {"(see https://x.org/a(b)).", "url:https://x.org/a(b)>https://x.org/a(b)"},
        {"https://x.org/a, https://y.org.",
         "url:https://x.org/a>https://x.org/a; url:https://y.org>https://y.org"},
        {"https://x.org/a（b", "url:https://x.org/a>https://x.org/a"},
        {"**https://x.org/a**", "strong:https://x.org/a; url:https://x.org/a>https://x.org/a"},
        {"https：//x.org/a https//y.org",
         "url:https：//x.org/a>https://x.org/a; url:https//y.org>https://y.org"},
        {"| https://x.org | b |\n|---|---|", "url:https://x.org>https://x.org"},
        {"zotero://select/1 a//b", "url:zotero://select/1>zotero://select/1"},
        {"`https://x.org`", "code:https://x.org"},
        {"http://", ""},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_SPANS);
}

static void inline_marks_are_found(void **state)
{
    static const struct sample samples[] = {
        {"*a* **b** ***c***", "em:a; strong:b; strong:c; em:c"},
        {"**重点：**后文", "strong:重点："},
        {"_a_ snake_case_name __b__", "em:a; strong:b"},
        {"5 * 3 * 2", ""},
        {"W_p* X_p", ""},
        {"~~a~~ ==b== ^^c^^ a == b", "strike:a; high:b; high:c"},
        {"**a *b* c**", "strong:a b c; em:b"},
        {"`a *b*` ``c ` d``", "code:a *b*; code:c ` d"},
        {"`unclosed *b*", "em:b"},
        {"$x_1*y*z$ costs $5 and $6", "math:x_1*y*z"},
        {"$ x_i $ and $ 5 or $ 6", "math:x_i"},
        {"\\(a*b*c\\) $$d$$", "math:a*b*c; math:d"},
        {"\\*a\\* \\[b\\]", ""},
        {"#tag #标签/子 a#b #12 C# #[[two words]]", "tag:tag; tag:标签/子; tag:two words"},
        {"[^1] [12] [2, 3] [1-4] [1–4]", "foot:1; num:12; num:2, 3; num:1-4; num:1–4"},
        {"[@a2020] [see @b; @c, p. 3] \\cite{d,e}", "cite:a2020; cite:b; cite:c; cite:d; cite:e"},
        {"《SimCLR》 「対照学習」 『x』 “two words” “one” \"a b\" \"c\"",
         "quote:SimCLR; quote:対照学習; quote:two words; quote:a b"},
        {"> [!note]- Title\n> text", ""},
        {"<font color=red>*a*</font> 1 < 2 <b and c>", "em:a"},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_SPANS);
}

/* ---- fields and records ---- */

static void fields_are_named(void **state)
{
    static const struct sample samples[] = {
        {"---\nTitle: \"A: b\" # 标题\nTAGS:\n  - x\n  - 'y'\ntags: [p, q]\nfoo: 1\n---\n",
         "2 title=A: b; 4 tags=x; 5 tags=y; 6 tags=p; 6 tags=q; 7 foo=1"},
        {"---\ntitle: A: b: c\ntags: [x, \"y\"]\nauthors:\n- Ann\n- Bo\n---\n",
         "2 title=A: b: c; 3 tags=x; 3 tags=y; 5 authors=Ann; 6 authors=Bo"},
        {"---\nup: [[A b]]\ntags: [['jama','x']]\n---\n", "2 up=A b; 3 tags=jama; 3 tags=x"},
        {"---\nimage: {url: x}\nurl: y\nlinks:\n - url: z\n---\n", "3 url=y"},
        {"---\n{\"title\": \"J\", \"tags\": [\"a\"]}\n---\n", "2 title=J; 2 tags=a"},
        {"+++\ntitle = \"T\"\ntags = [\"a\", 'b']\n+++\n", "2 title=T; 3 tags=a; 3 tags=b"},
        {"---\ntitle: \"a \\\"b\\\" c\"\n---\n", "2 title=a \"b\" c"},
        {"---\r\ntitle: 标题\r\ndoi: 10.1/x\r\n---\r\n", "2 title=标题; 3 doi=10.1/x"},
        {"tags:: [[a b]], c, #d\nauthors:: [[A]], [[B]]",
         "1 tags=a b; 1 tags=c; 1 tags=d; 2 authors=A; 2 authors=B"},
        {"标签: #a #b/c", "1 tags=a; 1 tags=b/c"},
        {"论文: A b c\n\n论文: https://x.org", "1 title=A b c; 3 url=https://x.org"},
        {"title:: X y\nid:: 123\ntags:: [[a]], [[b]]\nmy-key:: v",
         "1 title=X y; 3 tags=a; 3 tags=b; 4 my-key=v"},
        {"- note\n  date:: 2018", "2 year=2018"},
        {"---\ndate: 2020-01-02\n---\n", "2 date=2020-01-02"},
        {"* **Title**: Wasserstein GAN\n* **Authors:** A, B\n* **Tags**: x, y",
         "1 title=Wasserstein GAN; 2 authors=A, B; 3 tags=x; 3 tags=y"},
        {"作者：张三\n發表時間: 2020\n> 论文地址：[pdf](u)",
         "1 authors=张三; 2 year=2020; 3 url=[pdf](u)"},
        {"著者: 山田\n저자: 김", "1 authors=山田; 2 authors=김"},
        {"Note that: nothing", ""},
        {"| Title | A b |\n|---|---|\n| Year | 2019 |", "1 title=A b; 3 year=2019"},
        {"| Title | Year |\n|---|---|\n| A b | 2019 |", ""},
    };
    check_samples(*state, samples, ARRAY_LEN(samples), DUMP_FIELDS);
}

static void bibtex_records_are_read(void **state)
{
    struct document *d =
        parse(*state, STR("a\n```\n@inproceedings{he2020,\n  title = {{MoCo}: Momentum\n"
                          "   Contrast},\n author = \"He, Kaiming and Ross Girshick and others\",\n"
                          "  year=2020, journal={arXiv preprint arXiv:1911.05722v2}}\n"
                          "@article{b, title={Schr{\\\"o}dinger \\& co}, doi={10.1/x}\n```\n"));
    assert_int_equal(d->n_records, 2);
    const struct bib_record *r = d->records;
    check_str(r[0].type, "inproceedings");
    check_str(r[0].key, "he2020");
    check_str(r[0].title, "MoCo: Momentum Contrast");
    check_str(r[0].year, "2020");
    check_str(r[0].eprint, "1911.05722v2");
    assert_int_equal(r[0].n_authors, 2);
    check_str(r[0].authors[0], "Kaiming He");
    check_str(r[0].authors[1], "Ross Girshick");
    assert_int_equal(r[0].line, 3);
    check_str(document_slice(d, r[0].begin, r[0].begin + 5), "@inpr");
    check_str(r[1].title, "Schro\xCC\x88"
                          "dinger & co");
    check_str(r[1].doi, "10.1/x");
    assert_int_equal(d->nodes[r[1].node].kind, NODE_CODE);
}

/* ---- bytes ---- */

static void odd_bytes_keep_offsets(void **state)
{
    struct arena *a = *state;
    static const struct sample samples[] = {
        {"\xEF\xBB\xBF# A\r\n\r\n* b\r\n  * c\r\n", "S1\"A\"(L(I\"b\"(L(I\"c\"))))"},
        {"\xEF\xBB\xBF---\r\ntitle: x\r\n---\r\n\r\ntext", "P\"text\""},
        {"a \xFF b", "P\"a \xFF b\""},
        {"no newline", "P\"no newline\""},
        {"\n\n\n", ""},
    };
    check_samples(a, samples, ARRAY_LEN(samples), DUMP_OUTLINE);
    struct document *d = parse(a, STR("a\0b\n\n[c](d)"));
    assert_int_equal(d->n_spans, 1);
    assert_int_equal(d->spans[0].begin, 5);
    d = parse(a, STR_EMPTY);
    assert_int_equal(d->n_nodes, 1);
    assert_int_equal(d->n_lines, 1);
    assert_int_equal(document_line(d, 0), 1);
    assert_false(d->has_front_matter);
}

static void refuse(struct arena *a, struct str source, const char *message)
{
    struct document *d;
    struct err e = {0};
    assert_false(document_parse(source, a, &d, &e));
    check_err(e, ERR_BAD_NOTE);
    if (!strstr(e.msg, message))
        fail_msg("\"%s\" does not say \"%s\"", e.msg, message);
}

static struct str repeat(struct arena *a, const char *unit, size_t bytes)
{
    size_t n = strlen(unit);
    char *p = arena_alloc(a, bytes);
    for (size_t i = 0; i < bytes; i++)
        p[i] = unit[i % n];
    return str_of(p, bytes);
}

/* `depth` items, each one deeper. */
static struct str stairs(struct arena *a, int depth)
{
    STRBUF_SCOPE(out);
    for (int i = 0; i < depth; i++)
        strbuf_printf(&out, "%*s- a\n", 2 * i, "");
    return str_copy(a, strbuf_view(&out));
}

static void what_is_no_note_is_refused(void **state)
{
    struct arena *a = *state;
    refuse(a, STR("text\n\xC4\xE3\xBA\xC3\xCA\xC0\xBD\xE7 more"), "line 2");
    refuse(a, STR("\xFF\xFE#\0 \0A\0\n\0"), "UTF-8");
    refuse(a, repeat(a, "- > ", 400), "Line 1 ");
    refuse(a, stairs(a, 120), "flatten");
    struct document *d = parse(a, stairs(a, 60));
    assert_int_equal(d->nodes[d->n_nodes - 1].level, 60);
    d = parse(a, repeat(a, "- - ", 402)); /* a rule */
    assert_int_equal(d->n_nodes, 2);
}

/* Each would take minutes if something were quadratic. */
static void hostile_notes_are_read_quickly(void **state)
{
    struct arena *a = *state;
    static const char *const units[] = {
        "[",     "*",      "|",         "`",    "$",        "![[]()",
        "[](",   "*a ",    "**a*",      "[a",   "a`b``c",   "$a ",
        "<a<",   "\"a b ", "《a",       "#",    "a\n\n",    "| a |\n",
        "{{",    "<!--",   "%%a",       "[[a|", "\\(",      "_a_*",
        "~~a",   "://",    "https://",  "(",    "[^",       "a|b\n---|---\n",
        "1.a\n", "- a\n",  "\n\n",      "[@a;", "`` ` ```", "[a]: b/c\n",
        "&amp",  "{% ",    "<a href=x>"};
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        struct arena_mark mark = arena_mark(a);
        (void)parse(a, repeat(a, units[i], (size_t)1 << 19));
        arena_reset(a, mark);
    }
    struct document *d;
    assert_false(document_parse(repeat(a, ">", (size_t)2 << 20), a, &d, NULL));
    STRBUF_SCOPE(deep);
    strbuf_add_str(&deep, stairs(a, 90));
    strbuf_add_str(&deep, repeat(a, "\n", 100000));
    (void)parse(a, strbuf_view(&deep));
}

/* ---- for callers ---- */

static void sentences_are_cut_out(void **state)
{
    struct arena *a = *state;

    static const struct {
        const char *source, *part, *want;
    } cases[] = {
        {"第一句。第二句MoCo很好！第三句", "MoCo", "第二句MoCo很好！"},
        {"First one. He et al. built MoCo in 2019. Third.", "MoCo",
         "He et al. built MoCo in 2019."},
        {"- item one\n- about MoCo\n  and more\n", "MoCo", "about MoCo\n  and more"},
        {"hard break  \nMoCo here\nsoft", "MoCo", "MoCo here\nsoft"},
        {"| MoCo | 2019 |\n|---|---|\n| x | y |", "MoCo", "| MoCo | 2019 |"},
        {"# A MoCo title", "MoCo", "A MoCo title"},
        {"MoCo v1.5 is fine", "fine", "MoCo v1.5 is fine"},
    };

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct document *d = parse(a, str_from(cases[i].source));
        uint32_t begin = (uint32_t)str_find(d->source, str_from(cases[i].part), 0);
        uint32_t end = begin + (uint32_t)strlen(cases[i].part);
        document_sentence(d, begin, end, &begin, &end);
        check_str(document_slice(d, begin, end), cases[i].want);
    }
}

static void long_sentences_are_shortened(void **state)
{
    struct arena *a = *state;
    struct document *d = parse(a, repeat(a, "对比学习，", 3000));
    for (uint32_t at = 0; at < 2900; at += 3) {
        uint32_t begin;
        uint32_t end;
        document_sentence(d, at, at + 12, &begin, &end);
        assert_true(begin <= at && end >= at + 12 && end - begin <= 400);
        assert_true((d->source.p[begin] & 0xC0) != 0x80);
        assert_true(end == d->source.n || (d->source.p[end] & 0xC0) != 0x80);
    }
}

static void tree_is_walked(void **state)
{
    struct document *d = parse(*state, STR("# A\n- b\n  - c\n\n## D\ne\n"));
    /* 0 document, 1 A, 2 list, 3 b, 4 list, 5 c, 6 D, 7 e */
    assert_int_equal(document_after(d, 2), 6);
    assert_int_equal(document_after(d, 1), d->n_nodes);
    assert_int_equal(document_section(d, 5), 1);
    assert_int_equal(document_section(d, 7), 6);
    assert_int_equal(document_section(d, 1), NO_NODE);
    assert_int_equal(document_line(d, d->nodes[6].begin), 5);
    assert_int_equal(d->nodes[6].blank_before, 1);
    assert_int_equal(d->nodes[5].level, 2);
}

static void visible_text_is_plain(void **state)
{
    struct arena *a = *state;
    struct document *d =
        parse(a, STR("> **A** &amp; [b](u)\n> c<br>d `e`  \\_f [^1] ![x](y) $g$ https://h.org"));
    check_str(document_visible(d, 0, (uint32_t)d->source.n, a), "A & b c d e _f g https://h.org");
}

static void bytes_are_masked(void **state)
{
    static const char letters[] = "tmucCMh";
    static const struct sample samples[] = {
        {"- [a](b) `c`", "mmmtmmmmtmcm"}, {"$x$ https://u.v <b>", "mMmtuuuuuuuuuuutmmm"},
        {"## 1. a", "mmmmmmt"},           {"> a\n> b", "mtttmtt"},
        {"a <!-- b -->", "tthhhhhhhhhh"},
    };
    for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
        struct document *d = parse(*state, str_from(samples[i].source));
        STRBUF_SCOPE(out);
        for (size_t j = 0; j < d->source.n; j++)
            strbuf_add_byte(&out, letters[d->mask[j]]);
        check_str(strbuf_view(&out), samples[i].want);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, arena_setup, arena_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(blocks_nest),
        TEST(sloppy_blocks_are_repaired),
        TEST(tables_have_rows_and_cells),
        TEST(hidden_parts_stay_hidden),
        TEST(links_are_found),
        TEST(urls_end_where_they_should),
        TEST(inline_marks_are_found),
        TEST(fields_are_named),
        TEST(bibtex_records_are_read),
        TEST(odd_bytes_keep_offsets),
        TEST(what_is_no_note_is_refused),
        TEST(hostile_notes_are_read_quickly),
        TEST(sentences_are_cut_out),
        TEST(long_sentences_are_shortened),
        TEST(tree_is_walked),
        TEST(visible_text_is_plain),
        TEST(bytes_are_masked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
