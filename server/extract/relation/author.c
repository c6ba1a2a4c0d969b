/* "Cytron et al.", "Sharpe (1964)", "Bloom's", "Gao2019": papers named by their authors. */
#include "base/map.h"
#include "extract/relation/relation_internal.h"

#define SURNAME_LETTERS_MIN 4 /* of a surname that stands alone */
#define AUTHORS_MAX         4 /* further authors of a paper are never named in text */

/* One author of one paper. Those of the same surname are chained. */
struct byline {
    uint32_t paper;
    uint32_t rank; /* 0 = first author */
    uint32_t next; /* of the same surname, or NONE */
};

struct author_index {
    struct map *surnames; /* folded -> first byline */
    VEC(struct byline) bylines;
    bool *has_author; /* per paper: an author is known */
    bool *has_more;   /* per paper: more than its first author is known */
    uint32_t *years;  /* per paper; 0 = not known */
};

static bool is_initials(const struct token *t)
{
    return t->kind != TOKEN_WORD || (t->shape == SHAPE_UPPER && t->end - t->begin <= 3);
}

static void index_surname(const struct relation_search *s, struct author_index *index,
                          struct str surname, uint32_t paper, uint32_t rank)
{
    bool is_new;
    uint64_t *first = map_put(index->surnames, surname, &is_new);
    *vec_push(s->a, &index->bylines) =
        (struct byline){paper, rank, is_new ? NONE : (uint32_t)*first};
    index->has_author[paper] = true;
    index->has_more[paper] |= rank > 0;
    *first = index->bylines.n - 1;
}

/* Whether the next author begins at token `i`; initials belong to the one before. */
static bool begins_author(const struct token *tokens, size_t i)
{
    return i == 0 || tokens[i].gap >= GAP_SLASH || str_eq(tokens[i].fold, STR("and"));
}

/* A list of authors in any order of names ("Sharpe, W. F.", "M. Lipp, D. Gruss", "McMurray JJV,
 * Solomon SD"): the last word of each part that is no initial is the surname. */
static uint32_t index_authors(const struct relation_search *s, struct author_index *index,
                              struct str list, uint32_t paper, uint32_t rank)
{
    struct token_list tokens;
    tokenise_text(list, s->in->vocabulary, s->a, &tokens);
    struct str surname = STR_EMPTY;
    for (size_t i = 0; i < tokens.n && rank < AUTHORS_MAX; i++) {
        if (begins_author(tokens.items, i) && surname.n) {
            index_surname(s, index, surname, paper, rank++);
            surname = STR_EMPTY;
        }
        if (!is_initials(&tokens.items[i]) && tokens.items[i].fold.n >= 2 &&
            !str_eq(tokens.items[i].fold, STR("and")) && !str_eq(tokens.items[i].fold, STR("et")) &&
            !str_eq(tokens.items[i].fold, STR("al")))
            surname = tokens.items[i].fold;
    }
    if (surname.n && rank < AUTHORS_MAX)
        index_surname(s, index, surname, paper, rank++);
    return rank;
}

static void index_papers(const struct relation_search *s, struct author_index *index)
{
    index->surnames = map_new(s->a);
    index->has_author = ARENA_ARRAY(s->a, bool, s->in->papers->n_papers);
    index->has_more = ARENA_ARRAY(s->a, bool, s->in->papers->n_papers);
    index->years = ARENA_ARRAY(s->a, uint32_t, s->in->papers->n_papers);
    const struct str *bylines = bylines_read(s);
    for (uint32_t i = 0; i < s->in->papers->n_papers; i++) {
        const struct paper *p = &s->in->papers->papers[i];
        uint32_t rank = 0;
        index->years[i] = year_of_paper(s, i);
        for (uint32_t k = 0; k < p->n_authors && rank < AUTHORS_MAX; k++)
            rank = index_authors(s, index, p->authors[k], i, rank);
        if (!p->n_authors)
            (void)index_authors(s, index, bylines[i], i, 0);
    }
}

static uint32_t bylines_of(const struct author_index *index, struct str surname)
{
    const uint64_t *first = map_get(index->surnames, surname);
    return first ? (uint32_t)*first : NONE;
}

static bool is_author_of(const struct author_index *index, struct str surname, uint32_t paper)
{
    for (uint32_t i = bylines_of(index, surname); i != NONE; i = index->bylines.items[i].next)
        if (index->bylines.items[i].paper == paper)
            return true;
    return false;
}

/* How a paper is named at some token. */
struct naming {
    struct str surname, second; /* folded; `second` may be empty */
    uint32_t year;              /* 0 = not given */
    bool has_et_al;
    uint32_t token_end;
};

static bool same_clause(const struct relation_search *s, uint32_t a, uint32_t b)
{
    return b < s->n_tokens && s->token_clause[a] == s->token_clause[b];
}

/* "Lee ら", "Hirano 등", "Wu 等" */
static bool has_wide_et_al(const struct relation_search *s, uint32_t token)
{
    static const char *const marks[] = {"ら", "等", "등"};
    struct str behind = str_trim(str_from_pos(s->d->source, s->tokens[token].end));
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(behind, str_from(marks[i])))
            return true;
    return false;
}

static void read_et_al(const struct relation_search *s, struct naming *n, uint32_t i)
{
    n->has_et_al |= has_wide_et_al(s, n->token_end - 1);
    if (same_clause(s, i, n->token_end + 1) && str_eq(s->tokens[n->token_end].fold, STR("et")) &&
        str_eq(s->tokens[n->token_end + 1].fold, STR("al"))) {
        n->has_et_al = true;
        n->token_end += 2;
    }
}

/* "Bliss & Lømo", "McMurdie + Holmes" */
static bool has_ampersand(const struct relation_search *s, uint32_t token)
{
    if (token == 0 || token >= s->n_tokens)
        return false;
    struct str gap = document_slice(s->d, s->tokens[token - 1].end, s->tokens[token].begin);
    return str_eq(str_trim(gap), STR("&")) || str_eq(str_trim(gap), STR("+"));
}

static void read_second(const struct relation_search *s, const struct author_index *index,
                        struct naming *n, uint32_t i)
{
    uint32_t k = n->token_end;
    if (same_clause(s, i, k) && tokens_are_coordinators(s, k, k + 1))
        k++;
    bool is_joined = k > n->token_end || has_ampersand(s, k);
    if (!same_clause(s, i, k) ||
        (s->tokens[k].shape != SHAPE_TITLE && s->tokens[k].shape != SHAPE_MIXED))
        return;
    bool is_known = bylines_of(index, s->tokens[k].fold) != NONE;
    bool is_beside = s->tokens[k].gap != GAP_SPACE && s->tokens[k].gap != GAP_NONE;
    bool is_stranger = is_joined && !vocabulary_is_english(s->in->vocabulary, s->tokens[k].fold);
    if (!(is_known && (is_beside || is_joined)) && !is_stranger)
        return;
    n->second = s->tokens[k].fold;
    n->token_end = k + 1;
}

static void read_year(const struct relation_search *s, struct naming *n)
{
    uint32_t k = n->token_end;
    if (k < s->n_tokens && s->tokens[k].gap < GAP_BLOCK &&
        s->tokens[k].node == s->tokens[k - 1].node)
        n->year = year_written(s->tokens[k].fold);
    if (n->year)
        n->token_end++;
}

/* "gao2019" is surname and year in one token. */
static bool split_key(struct str fold, struct naming *n)
{
    if (fold.n < 6)
        return false;
    n->year = year_written(str_from_pos(fold, fold.n - 4));
    n->surname = str_sub(fold, 0, fold.n - 4);
    return n->year != 0;
}

static bool fits(const struct author_index *index, const struct naming *n, const struct byline *b)
{
    uint32_t year = index->years[b->paper];
    if (b->rank > 0 || (n->year && year && n->year != year))
        return false;
    return !n->second.n || is_author_of(index, n->second, b->paper) || !index->has_more[b->paper];
}

/* The one paper that fits, else NONE. */
static uint32_t named_paper(const struct author_index *index, const struct naming *n)
{
    uint32_t found = NONE;
    for (uint32_t i = bylines_of(index, n->surname); i != NONE; i = index->bylines.items[i].next) {
        const struct byline *b = &index->bylines.items[i];
        if (!fits(index, n, b))
            continue;
        if (found != NONE && found != b->paper)
            return NONE;
        found = b->paper;
    }
    return found;
}

/* "Padhi et al. (1997)" behind the title of a paper by others, whose authors the note names. */
static bool is_by_others(const struct relation_search *s, const struct author_index *index,
                         uint32_t token, uint32_t paper)
{
    uint32_t place = s->first_place[paper];
    return index->has_author[paper] && place != NONE &&
           s->tokens[token].begin >= s->in->papers->places[place].end &&
           !is_author_of(index, s->tokens[token].fold, paper);
}

/* Author lines are no citations: the block of an entry, and the first words below it. */
static bool is_author_line(const struct relation_search *s, const struct author_index *index,
                           uint32_t token)
{
    uint32_t node = s->tokens[token].node;
    uint32_t paper = scope_paper(s, node);
    uint32_t block = paper == NONE ? NONE : scope_block(s, paper);
    if (block == NONE)
        return place_at(s, s->tokens[token].begin) != NULL;
    bool is_other = is_by_others(s, index, token, paper);
    if (node == block)
        return !is_other;
    return place_at(s, s->tokens[token].begin) != NULL ||
           (!is_other && node == scope_first_block(s, paper) && byline_holds(s, token));
}

/* "Bloom's". */
static bool is_possessive(const struct relation_search *s, const struct token *t)
{
    struct str behind = str_from_pos(s->d->source, t->end);
    return str_starts(behind, STR("'s")) || str_starts(behind, STR("’s")) ||
           (t->end > t->begin && str_has(document_slice(s->d, t->begin, t->end), STR("'s")));
}

static bool may_stand_alone(const struct relation_search *s, uint32_t i)
{
    const struct token *t = &s->tokens[i];
    return t->fold.n >= SURNAME_LETTERS_MIN &&
           (is_possessive(s, t) || !vocabulary_is_english(s->in->vocabulary, t->fold));
}

static bool read_naming(const struct relation_search *s, const struct author_index *index,
                        uint32_t i, struct naming *n)
{
    const struct token *t = &s->tokens[i];
    *n = (struct naming){.surname = t->fold, .token_end = i + 1};
    if (t->kind != TOKEN_WORD || (t->shape != SHAPE_TITLE && t->shape != SHAPE_MIXED))
        return false;
    if (bylines_of(index, t->fold) == NONE)
        return split_key(t->fold, n);
    read_second(s, index, n, i);
    read_et_al(s, n, i);
    read_year(s, n);
    return n->has_et_al || n->year || n->second.n || may_stand_alone(s, i);
}

/* Two surnames are the authors of one paper, or, where no such paper is, of two: "both Bybee and
 * Pierrehumbert". */
static uint32_t named_paper_at(const struct relation_search *s, const struct author_index *index,
                               uint32_t i, struct naming *n)
{
    uint32_t paper = named_paper(index, n);
    if (paper != NONE || !n->second.n || n->year || !may_stand_alone(s, i) ||
        bylines_of(index, n->second) == NONE)
        return paper;
    *n = (struct naming){.surname = n->surname, .token_end = i + 1};
    return named_paper(index, n);
}

void authors_collect(struct relation_search *s)
{
    struct author_index index = {0};
    struct naming n;
    index_papers(s, &index);
    if (!index.bylines.n)
        return;
    for (uint32_t i = 0; i < s->n_tokens; i++) {
        if (!read_naming(s, &index, i, &n))
            continue;
        uint32_t paper = named_paper_at(s, &index, i, &n);
        if (paper == NONE || is_author_line(s, &index, i))
            continue;
        citation_add(
            s, (struct citation){.kind = CITATION_MARK,
                                 .paper = paper,
                                 .concept = NONE,
                                 .node = s->tokens[i].node,
                                 .begin = s->tokens[i].begin,
                                 .end = s->tokens[n.token_end - 1].end,
                                 .confidence =
                                     (uint16_t)(n.has_et_al || n.year || n.second.n ? 950 : 850)});
        i = n.token_end - 1;
    }
}
