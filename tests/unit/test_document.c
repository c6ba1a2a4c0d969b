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

static void empty_file_is_a_document(void **state)
{
    struct document *d = parse(*state, STR_EMPTY);
    assert_int_equal(d->n_nodes, 1);
    STRBUF_SCOPE(out);
    dump_outline(&out, d, *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(empty_file_is_a_document, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
