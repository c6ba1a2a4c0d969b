#include "extract/entry/entry_internal.h"

#include "base/utf8.h"

#define SURNAME_BYTES_MIN 4
/* A surname this long that is no English word stands for the paper without "et al." or a year. */
#define RARE_SURNAME_MIN 5

static bool is_initials(struct str word)
{
    bool has_dot = str_has(word, STR("."));
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] >= 'a' && word.p[i] <= 'z')
            return false;
    return has_dot || word.n <= 3;
}

/* "McMurray JJV", "J. Van Bulck", "Sharpe": the last word that is no initial, or the first before initials. */
static struct str surname_of(struct str author)
{
    struct str word, rest = author, last = STR_EMPTY;
    while (str_split(&rest, ' ', &word)) {
        word = str_trim(word);
        while (word.n && strchr(".,;()", word.p[word.n - 1]) && !is_initials(word))
            word.n--;
        if (word.n == 0)
            continue;
        if (is_initials(word) && last.n)
            return last;
        if (!is_initials(word) && word.p[0] >= 'A' && word.p[0] <= 'Z')
            last = word;
    }
    return last;
}

static struct str first_author(struct str authors)
{
    static const char *const ends[] = {",", "&", " and ", "，", "、", ";", " et al", "等"};
    size_t end = authors.n;
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t at = str_find(authors, str_from(ends[i]), 0);
        if (at < end)
            end = at;
    }
    return str_trim(str_sub(authors, 0, end));
}

/* Surnames of first authors -> 1 + paper, or UINT32_MAX when two papers have it. */
static struct map *index_surnames(struct entry_search *s, const struct note_papers *p)
{
    struct map *surnames = map_new(s->a);
    for (uint32_t i = 0; i < p->n_papers; i++) {
        if (p->papers[i].n_authors == 0)
            continue;
        struct str surname = surname_of(first_author(p->papers[i].authors[0]));
        if (surname.n < SURNAME_BYTES_MIN)
            continue;
        bool is_new;
        uint64_t *paper = map_put(surnames, surname, &is_new);
        *paper = is_new ? i + 1 : UINT32_MAX;
    }
    return surnames;
}

/* "Bloom's", "Sharpe (1964)", "Fama & French", "Kocher [4]", "Fowler 等" */
static bool is_cited_like(struct str after)
{
    static const char *const marks[] = {"'s", "’s",  " (", " et al", " & ", " and ",
                                        "等", " 等", " [", "的",     " 的"};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (str_starts(after, str_from(marks[i])))
            return true;
    uint32_t year;
    return shape_year(str_sub(after, 0, 6), &year) != SIZE_MAX;
}

/* A first author's name in running text stands for the paper. */
void authors_find(struct entry_search *s, const struct note_papers *p)
{
    const struct token_list *t = s->in->tokens;
    struct map *surnames = index_surnames(s, p);
    for (size_t i = 0; i < t->n && map_count(surnames); i++) {
        const struct token *token = &t->items[i];
        if (token->kind != TOKEN_WORD || token->shape == SHAPE_LOWER)
            continue;
        const uint64_t *paper = map_get(surnames, document_slice(s->d, token->begin, token->end));
        if (!paper || *paper == UINT32_MAX)
            continue;
        struct str after = document_slice(s->d, token->end, s->d->nodes[token->node].text_end);
        bool is_rare = token->end - token->begin >= RARE_SURNAME_MIN &&
                       !vocabulary_is_english(s->in->vocabulary, token->fold);
        if (is_rare || is_cited_like(after))
            place_add(s, (uint32_t)*paper - 1, token->node, token->begin, token->end);
    }
}
