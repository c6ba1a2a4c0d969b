#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/ballot_internal.h"
#include "app/resolve/name_list_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/vec.h"
#include "extract/link.h"

/* Words from which on a text is a title rather than a nickname. */
#define TITLE_WORDS 3

struct texts {
    struct str *items;
    size_t n, cap;
};

static size_t count_words(struct str text, struct arena *a)
{
    struct str folded = fold_key(a, text);
    size_t n = folded.n > 0;
    for (size_t i = 0; i < folded.n; i++)
        n += folded.p[i] == ' ';
    return n;
}

/* A full title before a nickname, a nickname before a name that only stands in text. */
static int title_rank(const struct paper_member *m, struct arena *a)
{
    if (m->is_stub)
        return 0;
    return count_words(m->fact.title, a) >= TITLE_WORDS ? 2 : 1;
}

static struct str best_title(const struct paper_member *const *members, size_t n, struct arena *a)
{
    struct ballot ballot;
    ballot_init(&ballot, a);
    for (size_t i = 0; i < n; i++)
        ballot_vote(&ballot, members[i]->fact.title, title_rank(members[i], a));
    return ballot_winner(&ballot);
}

static int status_rank(struct str status)
{
    if (str_eq(status, STR("entry")))
        return 2;
    return str_eq(status, STR("cited")) ? 1 : 0;
}

/* "chen2020simple": letters, a year, letters. It stands for the paper, but nobody calls the paper so. */
static bool is_citation_key(struct str name)
{
    size_t i = 0, digits = 0;
    while (i < name.n && ascii_is_lower(name.p[i]))
        i++;
    while (i + digits < name.n && ascii_is_digit(name.p[i + digits]))
        digits++;
    return i >= 2 && digits == 4 && str_find_byte(name, ' ', 0) == SIZE_MAX;
}

static int short_name_rank(const struct paper_member *m)
{
    return is_citation_key(m->fact.short_name) ? -1 : m->is_stub ? 0 : 1;
}

static void merge_votes(const struct paper_member *const *members, size_t n, struct arena *a,
                        struct paper_row *out)
{
    struct ballot short_names, venues, authors, statuses;
    ballot_init(&short_names, a);
    ballot_init(&venues, a);
    ballot_init(&authors, a);
    ballot_init(&statuses, a);
    for (size_t i = 0; i < n; i++) {
        const struct fact_paper *f = &members[i]->fact;
        ballot_vote(&short_names, f->short_name, short_name_rank(members[i]));
        ballot_vote(&venues, f->venue, 0);
        ballot_vote(&authors, f->authors, f->authors.n > 2 ? 1 : 0); /* "[]" is none */
        ballot_vote(&statuses, f->status, status_rank(f->status));
    }
    out->short_name = ballot_winner(&short_names);
    out->venue = ballot_winner(&venues);
    out->authors = ballot_winner(&authors);
    out->status = ballot_winner(&statuses);
}

/* The year that most notes give; of equally many the earliest. */
static int64_t best_year(const struct paper_member *const *members, size_t n, struct arena *a)
{
    struct ballot years;
    uint64_t year = 0;
    ballot_init(&years, a);
    for (size_t i = 0; i < n; i++)
        if (members[i]->fact.year)
            ballot_vote(&years, str_from(arena_printf(a, "%lld", (long long)members[i]->fact.year)),
                        0);
    struct str best = ballot_winner(&years);
    return best.n && str_to_u64(best, &year) ? (int64_t)year : 0;
}

static void add_texts(struct texts *list, const struct str *items, size_t n, struct arena *a)
{
    for (size_t i = 0; i < n; i++)
        *vec_push(a, list) = items[i];
}

static int by_rank(const void *a, const void *b)
{
    struct str left = *(const struct str *)a, right = *(const struct str *)b;
    int difference = identifier_rank(left) - identifier_rank(right);
    return difference ? difference : str_cmp(left, right);
}

static void merge_lists(const struct paper_member *const *members, size_t n, struct arena *a,
                        struct paper_row *out)
{
    struct texts identifiers = {0}, urls = {0}, resources = {0};
    for (size_t i = 0; i < n; i++) {
        const struct paper_member *m = members[i];
        add_texts(&identifiers, m->identifiers, m->n_identifiers, a);
        add_texts(&urls, m->urls, m->n_urls, a);
        add_texts(&resources, m->resources, m->n_resources, a);
    }
    identifiers.n = name_list_sort(identifiers.items, identifiers.n);
    urls.n = name_list_sort(urls.items, urls.n);
    resources.n = name_list_sort(resources.items, resources.n);
    if (identifiers.n)
        qsort(identifiers.items, identifiers.n, sizeof(*identifiers.items), by_rank);
    out->identifiers = json_write_texts(identifiers.items, identifiers.n, a);
    out->urls = json_write_texts(urls.items, urls.n, a);
    out->resources = json_write_texts(resources.items, resources.n, a);
}

/* All names but the two that are shown. */
static struct str merge_aliases(const struct paper_member *const *members, size_t n,
                                const struct paper_row *row, struct arena *a)
{
    struct name_list names;
    name_list_init(&names, a);
    name_list_hide(&names, row->title);
    name_list_hide(&names, row->short_name);
    for (size_t i = 0; i < n; i++) {
        name_list_add(&names, members[i]->fact.title);
        name_list_add(&names, members[i]->fact.short_name);
        for (size_t k = 0; k < members[i]->n_aliases; k++)
            name_list_add(&names, members[i]->aliases[k]);
    }
    return name_list_text(&names);
}

void paper_row_merge(const struct paper_member *const *members, size_t n, struct arena *a,
                     struct paper_row *out)
{
    *out = (struct paper_row){.title = best_title(members, n, a), .year = best_year(members, n, a)};
    merge_votes(members, n, a, out);
    merge_lists(members, n, a, out);
    out->aliases = merge_aliases(members, n, out, a);
}
