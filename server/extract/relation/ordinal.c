/* Papers named by their number in a list of the note: "Unlike 4/ and 5/", "#3", "paper 2", 第2篇,
 * "2번 논문". The number stands before the title: "4/ Foreshadow: …", "**1. Rosenbaum, P. R. …**". */
#include "base/ascii.h"
#include "extract/relation/relation_internal.h"

#define ORDINAL_MAX 60
#define PAPERS_MIN  2 /* numbered papers that make a list */

struct ordinals {
    uint32_t papers[ORDINAL_MAX + 1]; /* paper of a number, NONE, or the number of no one paper */
    bool is_taken[ORDINAL_MAX + 1];
    uint32_t n_papers;
    bool has_slash; /* the list writes "4/" */
};

static void number_paper(struct ordinals *o, uint64_t number, uint32_t paper)
{
    if (number == 0 || number > ORDINAL_MAX || o->papers[number] == paper)
        return;
    o->n_papers += !o->is_taken[number];
    o->papers[number] = o->is_taken[number] ? NONE : paper;
    o->is_taken[number] = true;
}

static bool is_mark_of_number(char c)
{
    return c == '.' || c == '/' || c == ')' || c == ':';
}

/* "4/ …", "**1. …", "3) …" at the beginning of the entry's block. */
static void read_written_number(const struct relation_search *s, struct ordinals *o, uint32_t paper)
{
    const struct node *n = &s->d->nodes[scope_block(s, paper)];
    struct str text = document_slice(s->d, n->text_begin, n->text_end);
    while (text.n && strchr("*_#[( ", text.p[0]))
        text = str_from_pos(text, 1);
    size_t digits = 0;
    while (digits < text.n && digits < 3 && text.p[digits] >= '0' && text.p[digits] <= '9')
        digits++;
    uint64_t number;
    if (digits == 0 || digits > 2 || digits + 1 >= text.n || !is_mark_of_number(text.p[digits]) ||
        text.p[digits + 1] != ' ' || !str_to_u64(str_sub(text, 0, digits), &number))
        return;
    o->has_slash |= text.p[digits] == '/';
    number_paper(o, number, paper);
}

static void read_numbers(const struct relation_search *s, struct ordinals *o)
{
    for (uint32_t i = 0; i < s->in->papers->n_papers; i++) {
        uint32_t block = scope_block(s, i);
        if (block == NONE)
            continue;
        const struct node *n = &s->d->nodes[block];
        if (n->kind == NODE_ITEM && n->flags & NODE_ORDERED)
            number_paper(o, n->number, i);
        else
            read_written_number(s, o, i);
    }
}

static bool ends_with_any(struct str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_ends_ci(text, str_from(words[i])))
            return true;
    return false;
}

static bool starts_with_any(struct str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts_ci(text, str_from(words[i])))
            return true;
    return false;
}

static const char *const words_before[] = {
#define BEFORE_NUMBER(word) word,
#include "extract/tables/ordinal_words.def"
};
static const char *const words_behind[] = {
#define BEHIND_NUMBER(word) word,
#include "extract/tables/ordinal_words.def"
};

/* Whether the number at `token` says which paper is meant. */
static bool is_reference(const struct relation_search *s, const struct ordinals *o, uint32_t token)
{
    const struct token *t = &s->tokens[token];
    const struct node *n = &s->d->nodes[t->node];
    if (t->begin <= n->text_begin + 2 || t->begin >= n->text_end)
        return false;
    struct str before = document_slice(s->d, n->text_begin, t->begin);
    struct str behind = document_slice(s->d, t->end, n->text_end);
    bool is_alone = str_ends(before, STR(" ")) && str_starts(behind, STR("/")) &&
                    (behind.n == 1 || !ascii_is_alnum(behind.p[1]));
    if ((o->has_slash && is_alone) || str_ends(before, STR(" #")))
        return true;
    return ends_with_any(str_trim(before), words_before, ARRAY_LEN(words_before)) ||
           starts_with_any(str_trim(behind), words_behind, ARRAY_LEN(words_behind));
}

void ordinals_collect(struct relation_search *s)
{
    struct ordinals *o = ARENA_NEW(s->a, struct ordinals);
    for (size_t i = 0; i <= ORDINAL_MAX; i++)
        o->papers[i] = NONE;
    read_numbers(s, o);
    if (o->n_papers < PAPERS_MIN)
        return;
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        const struct token *t = &s->tokens[i];
        uint64_t number;
        if (t->shape != SHAPE_DIGIT || t->in_code || !str_to_u64(t->fold, &number) ||
            number > ORDINAL_MAX || o->papers[number] == NONE || place_at(s, t->begin) ||
            !is_reference(s, o, i))
            continue;
        citation_add(s, (struct citation){.kind = CITATION_MARK,
                                          .paper = o->papers[number],
                                          .concept = NONE,
                                          .node = t->node,
                                          .begin = t->begin,
                                          .end = t->end,
                                          .confidence = 900});
    }
}
