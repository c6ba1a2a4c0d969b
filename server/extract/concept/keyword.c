/* Lists of keywords: "keywords:: a, b" in the text and the cells below a heading "Keywords". What
 * stands there between commas is meant as a term, whatever its words are. */
#include "extract/concept/chunk_internal.h"

#define KEYWORD_TOKENS_MAX 12
#define KEYWORD_WORDS_MAX  5
#define LATIN_MIN          3 /* letters of a keyword of one word */

static bool is_keyword_column(const struct finder *f, uint32_t cell)
{
    static const char *const heads[] = {
#define KEYWORD_COLUMN(text) text,
#include "extract/tables/keyword_columns.def"
#undef KEYWORD_COLUMN
    };
    const struct node *n = &f->document->nodes[cell];
    struct str text = str_trim(str_sub(f->document->source, n->text_begin, n->text_end));
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        if (str_eq_ci(text, str_from(heads[i])))
            return true;
    return false;
}

static bool ends_keyword(const struct finder *f, size_t i)
{
    return place_ends_block(f, i) || f->tokens[i + 1].gap >= GAP_COMMA;
}

static bool may_be_keyword(const struct finder *f, size_t begin, size_t end)
{
    const uint16_t no_term = PHRASE_STOP | PHRASE_LEAD | PHRASE_BLOCKED | PHRASE_VENUE;
    const struct token *t = &f->tokens[begin];
    if (end - begin > (t->kind == TOKEN_WORD ? KEYWORD_WORDS_MAX : KEYWORD_TOKENS_MAX))
        return false;
    if (end - begin > 1)
        return phrase_may_be_term(f, begin, end);
    return t->kind == TOKEN_WORD && t->shape != SHAPE_DIGIT && t->fold.n >= LATIN_MIN &&
           !t->in_code && !(phrase_token_flags(f, begin) & no_term);
}

/* The pieces of tokens [begin, end). */
static void read_list(struct finder *f, size_t begin, size_t end, keyword_fn *take, void *user)
{
    for (size_t i = begin; i < end; i++) {
        size_t last = i;
        while (last + 1 < end && !ends_keyword(f, last))
            last++;
        if (may_be_keyword(f, i, last + 1))
            take(user, i, last + 1);
        i = last;
    }
}

static void read_column(struct finder *f, uint32_t head, size_t column, keyword_fn *take,
                        void *user)
{
    const struct node *nodes = f->document->nodes;
    for (uint32_t row = nodes[head].next; row != NO_NODE; row = nodes[row].next) {
        uint32_t cell = nodes[row].first_child;
        for (size_t i = 0; i < column && cell != NO_NODE; i++)
            cell = nodes[cell].next;
        if (cell != NO_NODE)
            read_list(f, f->in->tokens->node_first[cell], f->in->tokens->node_end[cell], take,
                      user);
    }
}

static void read_table(struct finder *f, uint32_t head, keyword_fn *take, void *user)
{
    const struct node *nodes = f->document->nodes;
    size_t column = 0;
    for (uint32_t cell = nodes[head].first_child; cell != NO_NODE; cell = nodes[cell].next) {
        if (is_keyword_column(f, cell))
            read_column(f, head, column, take, user);
        column++;
    }
}

static void read_field(struct finder *f, const struct field *field, keyword_fn *take, void *user)
{
    size_t begin = f->in->tokens->node_first[field->node];
    size_t node_end = f->in->tokens->node_end[field->node];
    while (begin < node_end && f->tokens[begin].begin < field->begin)
        begin++;
    size_t end = begin;
    while (end < node_end && f->tokens[end].end <= field->end)
        end++;
    read_list(f, begin, end, take, user);
}

void keywords_each(struct finder *f, keyword_fn *take, void *user)
{
    const struct document *d = f->document;
    for (size_t i = 0; i < d->n_fields; i++)
        if (d->fields[i].node != 0 && str_eq(d->fields[i].key, STR("tags")))
            read_field(f, &d->fields[i], take, user);
    for (uint32_t node = 0; node < d->n_nodes; node++)
        if (d->nodes[node].kind == NODE_ROW && d->nodes[node].flags & NODE_HEADER)
            read_table(f, node, take, user);
}
