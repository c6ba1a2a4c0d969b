/* The authors of a paper where the note does not mark them: before the title ("Bloom 1984, *The 2
 * Sigma Problem*"), on the line below a heading ("Lattner & Adve, CGO'04."), before a link in the
 * text ("Callaway and Sant'Anna ([arXiv…"). */
#include "extract/relation/relation_internal.h"

#define YEAR_TOKENS_MAX 4 /* between the names and the year */
#define NAMES_MAX       24
#define LINK_GAP_MAX    4 /* bytes between a title and the links that belong to it */

static bool is_initials(const struct token *t)
{
    return t->shape == SHAPE_UPPER && t->end - t->begin <= 3;
}

static bool is_joint(const struct token *t)
{
    static const char *const joints[] = {"and", "et", "al", "de", "van", "von", "der", "等"};
    for (size_t i = 0; i < ARRAY_LEN(joints); i++)
        if (str_eq(t->fold, str_from(joints[i])))
            return true;
    return false;
}

static bool is_name(const struct relation_search *s, const struct token *t)
{
    return t->kind == TOKEN_WORD && (t->shape == SHAPE_TITLE || t->shape == SHAPE_MIXED) &&
           !vocabulary_is_english(s->in->vocabulary, t->fold);
}

static bool is_year(const struct token *t)
{
    uint64_t year;
    return str_to_u64(t->fold, &year) &&
           ((t->fold.n == 4 && year >= 1900 && year <= 2100) || t->fold.n == 2);
}

static bool may_be_in_names(const struct token *t)
{
    return t->kind == TOKEN_WORD && !t->in_code &&
           (t->shape == SHAPE_TITLE || t->shape == SHAPE_MIXED || is_initials(t) || is_joint(t));
}

/* Tokens [begin, end) that are names, initials and what joins them. */
struct run {
    uint32_t begin, end;
    uint32_t names;     /* that are no words of the language */
    uint32_t all_names; /* capitalised words */
    bool has_et_al;
};

static void count(const struct relation_search *s, struct run *run)
{
    for (uint32_t i = run->begin; i < run->end; i++) {
        const struct token *t = &s->tokens[i];
        run->names += is_name(s, t);
        run->all_names += !is_initials(t) && !is_joint(t);
        run->has_et_al |= str_eq(t->fold, STR("al"));
    }
}

static struct run run_forward(const struct relation_search *s, uint32_t begin, uint32_t end)
{
    struct run run = {.begin = begin, .end = begin};
    while (run.end < end && run.end - begin < NAMES_MAX && may_be_in_names(&s->tokens[run.end]))
        run.end++;
    count(s, &run);
    return run;
}

static struct run run_backward(const struct relation_search *s, uint32_t first, uint32_t end)
{
    struct run run = {.begin = end, .end = end};
    while (run.begin > first && end - run.begin < NAMES_MAX &&
           may_be_in_names(&s->tokens[run.begin - 1])) {
        run.begin--;
        if (s->tokens[run.begin].gap == GAP_CLAUSE)
            break;
    }
    while (run.begin < run.end && is_joint(&s->tokens[run.begin]))
        run.begin++;
    count(s, &run);
    return run;
}

bool byline_holds(const struct relation_search *s, uint32_t token)
{
    uint32_t first = s->in->tokens->node_first[s->tokens[token].node];
    return run_forward(s, first, token + 1).end == token + 1;
}

static bool has_year_behind(const struct relation_search *s, const struct run *run, uint32_t end)
{
    for (uint32_t i = run->end; i < end && i < run->end + YEAR_TOKENS_MAX; i++)
        if (is_year(&s->tokens[i]))
            return true;
    return false;
}

static struct str run_text(const struct relation_search *s, const struct run *run)
{
    return document_slice(s->d, s->tokens[run->begin].begin, s->tokens[run->end - 1].end);
}

/* One capitalised word may be the beginning of a sentence; a year, et al. or a second name say that
 * it is an author. */
static bool is_byline(const struct run *run, bool has_year)
{
    return run->all_names > 0 &&
           (has_year || run->has_et_al || (run->names > 0 && run->names == run->all_names));
}

static struct str before_title(const struct relation_search *s, const struct paper_place *p)
{
    uint32_t first = s->in->tokens->node_first[p->node];
    uint32_t title = token_at(s, p->begin);
    struct run run = run_forward(s, first, title);
    bool reaches = run.end == title || has_year_behind(s, &run, title);
    return reaches && is_byline(&run, has_year_behind(s, &run, title)) ? run_text(s, &run)
                                                                       : STR_EMPTY;
}

static struct str before_link(const struct relation_search *s, const struct paper_place *p)
{
    uint32_t first = s->in->tokens->node_first[p->node];
    uint32_t end = token_at(s, p->begin);
    bool has_year = end > first && is_year(&s->tokens[end - 1]);
    if (has_year)
        end--;
    struct run run = run_backward(s, first, end);
    return is_byline(&run, has_year) ? run_text(s, &run) : STR_EMPTY;
}

/* The stop behind an initial ends no sentence. */
static uint32_t sentence_end(const struct relation_search *s, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 1; i < end && i < first + NAMES_MAX; i++)
        if (s->tokens[i].gap >= GAP_CLAUSE && !is_initials(&s->tokens[i - 1]))
            return i;
    return end;
}

/* "Peters + Ogata" */
static bool is_joined(const struct relation_search *s, const struct run *run)
{
    for (uint32_t i = run->begin + 1; i < run->end; i++) {
        struct str gap = document_slice(s->d, s->tokens[i - 1].end, s->tokens[i].begin);
        if (str_has(gap, STR("&")) || str_has(gap, STR("+")) || is_joint(&s->tokens[i]))
            return true;
    }
    return false;
}

/* Where the links that belong to the title end: "Title [[pdf](…)] [[code](…)]". */
static uint32_t place_end(const struct relation_search *s, const struct paper_place *p)
{
    const struct node *n = &s->d->nodes[p->node];
    uint32_t end = p->end;
    for (uint32_t i = 0; i < n->n_spans; i++) {
        const struct span *span = &s->d->spans[n->first_span + i];
        if (span->begin > end + LINK_GAP_MAX)
            break;
        if (span->kind <= SPAN_URL && span->end > end)
            end = span->end;
    }
    return end;
}

/* "[Title](link) McMurdie + Holmes. …", "[Title](link) — Barke, James, Polikarpova": one name alone
 * may be any word, so a year, et al. or a second name must stand beside it. */
static struct str behind_title(const struct relation_search *s, const struct paper_place *p)
{
    uint32_t end = s->in->tokens->node_end[p->node];
    uint32_t behind = place_end(s, p);
    uint32_t first = token_at(s, behind);
    bool is_marked = behind > 0 && strchr(")]*", s->d->source.p[behind - 1]);
    if (first >= end || (!is_marked && s->tokens[first].gap < GAP_COMMA))
        return STR_EMPTY;
    if (first + 1 < end && str_eq(s->tokens[first].fold, STR("by")))
        first++;
    struct run run = run_forward(s, first, sentence_end(s, first, end));
    bool has_year = has_year_behind(s, &run, end);
    bool is_pair = run.all_names == 2 && run.names > 0 && is_joined(s, &run);
    bool is_certain = run.has_et_al || (has_year && run.names > 0) || run.names >= 2 || is_pair;
    return is_certain && is_byline(&run, has_year) ? run_text(s, &run) : STR_EMPTY;
}

/* "[Title](link) by Glaeser et al. (2004) disputes …" */
static bool is_followed_by_by(const struct relation_search *s, const struct paper_place *p)
{
    uint32_t first = token_at(s, place_end(s, p));
    return !p->is_name_only && first < s->in->tokens->node_end[p->node] &&
           str_eq(s->tokens[first].fold, STR("by"));
}

/* The line below a heading must be authors to its end, or name a year. */
static struct str below_title(const struct relation_search *s, uint32_t paper)
{
    uint32_t block = scope_first_block(s, paper);
    if (block == NONE || s->d->nodes[block].kind != NODE_PARAGRAPH)
        return STR_EMPTY;
    uint32_t end = s->in->tokens->node_end[block];
    struct run run = run_forward(s, s->in->tokens->node_first[block], end);
    bool has_year = has_year_behind(s, &run, end);
    bool is_whole = run.end == end && run.all_names > 1;
    return (has_year || is_whole) && is_byline(&run, has_year) ? run_text(s, &run) : STR_EMPTY;
}

/* "## Carhart (1997)" above a paragraph that is the title: names and a year, and nothing else. */
static struct str above_title(const struct relation_search *s, uint32_t paper)
{
    uint32_t block = scope_block(s, paper);
    uint32_t section = block == NONE || s->d->nodes[block].kind != NODE_PARAGRAPH
                           ? NONE
                           : document_section(s->d, block);
    if (section == NONE || s->d->nodes[section].first_child != block)
        return STR_EMPTY;
    uint32_t end = s->in->tokens->node_end[section];
    struct run run = run_forward(s, s->in->tokens->node_first[section], end);
    bool is_whole = run.end + 1 == end && is_year(&s->tokens[run.end]);
    return is_whole && is_byline(&run, true) ? run_text(s, &run) : STR_EMPTY;
}

struct str *bylines_read(const struct relation_search *s)
{
    const struct note_papers *papers = s->in->papers;
    struct str *found = ARENA_ARRAY(s->a, struct str, papers->n_papers);
    for (size_t i = 0; i < papers->n_places; i++) {
        const struct paper_place *p = &papers->places[i];
        if (!found[p->paper].n && !p->is_name_only)
            found[p->paper] = p->is_entry ? before_title(s, p) : STR_EMPTY;
        if (!found[p->paper].n && !p->is_name_only)
            found[p->paper] = before_link(s, p);
    }
    for (uint32_t i = 0; i < papers->n_papers; i++)
        if (!found[i].n)
            found[i] = above_title(s, i);
    for (size_t i = 0; i < papers->n_places; i++) {
        const struct paper_place *p = &papers->places[i];
        if (!found[p->paper].n && (p->is_entry || is_followed_by_by(s, p)))
            found[p->paper] = behind_title(s, p);
    }
    for (uint32_t i = 0; i < papers->n_papers; i++)
        if (!found[i].n)
            found[i] = below_title(s, i);
    return found;
}
