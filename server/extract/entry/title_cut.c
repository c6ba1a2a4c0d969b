#include "extract/entry/entry_internal.h"

/* A sentence ends here: a mark, a blank, and no abbreviation before it. */
static bool ends_sentence(struct str text, size_t i, uint32_t words)
{
    if (i + 1 >= text.n || text.p[i + 1] != ' ' || words < 3 || i < 3)
        return false;
    return text.p[i - 2] != ' ' && text.p[i - 2] != '.' &&
           !str_ends(str_sub(text, 0, i), STR(" al"));
}

/* A dash or an arrow behind which a remark begins. */
static bool begins_remark(struct str rest, uint32_t words)
{
    static const char *const marks[] = {" —— ", " -> ", " -- "};
    if (rest.n < 2 || (rest.p[1] != '-' && (unsigned char)rest.p[1] < 0x80))
        return false;
    for (size_t k = 0; k < ARRAY_LEN(marks); k++)
        if (str_starts(rest, str_from(marks[k])))
            return true;
    return words >= 3 && rest.n > 3 && str_starts(rest, STR(" - ")) && rest.p[3] >= 'a' &&
           rest.p[3] <= 'z';
}

static bool is_wide_stop(struct str rest)
{
    static const char *const stops[] = {"。", "；", "——", "→"};
    for (size_t k = 0; k < ARRAY_LEN(stops); k++)
        if (str_starts(rest, str_from(stops[k])))
            return true;
    return false;
}

uint32_t text_clause_end(const struct document *d, uint32_t begin, uint32_t limit)
{
    struct str text = document_slice(d, begin, limit);
    uint32_t words = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n')
            return begin + (uint32_t)i;
        if (c == ' ' && i) {
            words++;
            if (begins_remark(str_from_pos(text, i), words))
                return begin + (uint32_t)i;
        } else if ((unsigned char)c >= 0xE2 && i && is_wide_stop(str_from_pos(text, i))) {
            return begin + (uint32_t)i;
        } else if ((c == '.' || c == '?' || c == '!') && ends_sentence(text, i, words)) {
            return begin + (uint32_t)i + (c != '.');
        }
    }
    return limit;
}

struct str text_trim_opening(struct str text)
{
    static const char *const ends[] = {"(",  "（", "[", "【", ":",  "：", ",",
                                       "，", "-",  "—", "–",  "、", "\\"};
    for (bool again = true; again;) {
        again = false;
        text = str_trim(text);
        for (size_t i = 0; i < ARRAY_LEN(ends); i++)
            if (str_ends(text, str_from(ends[i]))) {
                text.n -= strlen(ends[i]);
                again = true;
            }
    }
    return text;
}

struct str text_cut_open_bracket(struct str text)
{
    static const char *const pairs[][2] = {{"(", ")"}, {"（", "）"}};
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
        size_t open = SIZE_MAX;
        for (size_t at = str_find(text, str_from(pairs[i][0]), 0); at != SIZE_MAX;
             at = str_find(text, str_from(pairs[i][0]), at + 1))
            open = at;
        if (open != SIZE_MAX && open > 8 && str_find(text, str_from(pairs[i][1]), open) == SIZE_MAX)
            return str_trim(str_sub(text, 0, open));
    }
    return text;
}

struct str text_cut_author_year(struct str text, struct title *t)
{
    size_t open = SIZE_MAX;
    bool is_closed = str_ends(text, STR(")")) || str_ends(text, STR("）"));
    for (size_t i = 0; i < text.n && is_closed; i++)
        if (text.p[i] == '(' || str_starts(str_from_pos(text, i), STR("（")))
            open = i;
    if (open == SIZE_MAX || open < 8)
        return text;
    struct str inside = str_from_pos(text, open + (text.p[open] == '(' ? 1 : 3));
    uint32_t year;
    size_t at = shape_year(inside, &year);
    if (at == SIZE_MAX || !shape_is_citation_like(inside))
        return text;
    t->year = year;
    t->authors = str_trim(str_sub(inside, 0, at));
    return str_trim(str_sub(text, 0, open));
}

struct str text_cut_dashed_authors(struct str text)
{
    static const char *const dashes[] = {" — ", " – ", " - "};
    for (size_t i = 0; i < ARRAY_LEN(dashes); i++) {
        size_t at = str_find(text, str_from(dashes[i]), 0);
        if (at == SIZE_MAX || at < 2)
            continue;
        struct str rest = str_from_pos(text, at + strlen(dashes[i]));
        rest = str_sub(rest, 0, str_find_byte(rest, ':', 0));
        if (str_has(rest, STR("et al")) && shape_is_authors(rest))
            return str_trim(str_sub(text, 0, at));
    }
    return text;
}
