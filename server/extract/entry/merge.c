#include "extract/entry/entry_internal.h"

#include "base/fold.h"

#include <stdlib.h>

/* A paper while its works are put together. */
struct draft {
    struct work work;
    struct str key;
    uint32_t cluster;
};

/* ---- which works are one paper ---- */

static uint32_t *cluster_works(struct entry_search *s)
{
    size_t n = s->works.n, n_conflicts;
    struct paper_mention *mentions = ARENA_ARRAY(s->a, struct paper_mention, n + 1);
    uint32_t *cluster = ARENA_ARRAY(s->a, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct work *w = &s->works.items[i];
        mentions[i] = (struct paper_mention){
            .order = str_from(arena_printf(s->a, "%08u:%08u", w->line, (unsigned)i)),
            .title = w->has_own_title ? w->title : STR_EMPTY,
            .short_name = w->short_name,
            .aliases = w->aliases.items,
            .n_aliases = w->aliases.n,
            .identifiers = w->identifiers.items,
            .n_identifiers = w->identifiers.n,
            .year = w->year,
            .scope = s->in->path,
        };
    }
    struct identity_conflict *conflicts;
    identity_cluster(mentions, n, s->in->vocabulary, s->a, cluster, &conflicts, &n_conflicts);
    for (size_t i = 0; i < n_conflicts; i++)
        warn_conflict(s, &conflicts[i]);
    return cluster;
}

/* Of two works of one paper, the one that says more about how the note calls it. */
static bool is_better(const struct work *a, const struct work *b)
{
    if (a->status != b->status)
        return a->status < b->status;
    if (a->has_own_title != b->has_own_title)
        return a->has_own_title;
    bool a_full = shape_grade(a->title) > GRADE_NAME;
    bool b_full = shape_grade(b->title) > GRADE_NAME;
    if (a_full != b_full)
        return a_full;
    return a->line != b->line ? a->line < b->line : a->begin < b->begin;
}

/* ---- putting them together ---- */

static void add_list(struct entry_search *s, struct str_list *into, const struct str_list *from)
{
    for (size_t i = 0; i < from->n; i++)
        str_list_add(into, from->items[i], s->a);
}

static void merge_work(struct entry_search *s, struct work *into, const struct work *from)
{
    if (into->short_name.n == 0)
        into->short_name = from->short_name;
    if (from->has_own_title)
        work_add_alias(s, into, from->title);
    work_add_alias(s, into, from->short_name);
    for (size_t i = 0; i < from->aliases.n; i++)
        work_add_alias(s, into, from->aliases.items[i]);
    add_list(s, &into->identifiers, &from->identifiers);
    add_list(s, &into->urls, &from->urls);
    add_list(s, &into->resources, &from->resources);
    if (into->authors.n == 0)
        add_list(s, &into->authors, &from->authors);
    if (into->venue.n == 0)
        into->venue = from->venue;
    if (into->year == 0)
        into->year = from->year;
    if (into->candidate == NONE)
        into->candidate = from->candidate;
}

static int compare_identifiers(const void *x, const void *y)
{
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static struct str key_of(struct entry_search *s, const struct work *w)
{
    struct str best = STR_EMPTY;
    for (size_t i = 0; i < w->identifiers.n; i++)
        if (best.n == 0 || identifier_rank(w->identifiers.items[i]) < identifier_rank(best))
            best = w->identifiers.items[i];
    if (best.n)
        return best;
    return str_from(arena_printf(s->a, "t:%.*s", STR_FMT(fold_slug(s->a, w->title))));
}

static struct draft *make_drafts(struct entry_search *s, const uint32_t *cluster, size_t *n)
{
    uint32_t *best = ARENA_ARRAY(s->a, uint32_t, s->works.n + 1);
    uint32_t *draft_of = ARENA_ARRAY(s->a, uint32_t, s->works.n + 1);
    for (size_t i = 0; i < s->works.n; i++)
        best[i] = NONE;
    for (uint32_t i = 0; i < s->works.n; i++) {
        uint32_t *b = &best[cluster[i]];
        if (*b == NONE || is_better(&s->works.items[i], &s->works.items[*b]))
            *b = i;
    }
    struct draft *drafts = ARENA_ARRAY(s->a, struct draft, s->works.n + 1);
    *n = 0;
    for (uint32_t i = 0; i < s->works.n; i++) {
        if (best[cluster[i]] != i)
            continue;
        draft_of[cluster[i]] = (uint32_t)*n;
        drafts[(*n)++] = (struct draft){.work = s->works.items[i], .cluster = cluster[i]};
    }
    for (uint32_t i = 0; i < s->works.n; i++)
        if (best[cluster[i]] != i)
            merge_work(s, &drafts[draft_of[cluster[i]]].work, &s->works.items[i]);
    return drafts;
}

static int compare_drafts(const void *x, const void *y)
{
    const struct draft *a = x, *b = y;
    if (a->work.line != b->work.line)
        return a->work.line < b->work.line ? -1 : 1;
    int by_key = str_cmp(a->key, b->key);
    return by_key ? by_key : (a->cluster < b->cluster ? -1 : 1);
}

static void make_keys_unique(struct entry_search *s, struct draft *drafts, size_t n)
{
    struct map *seen = map_new(s->a);
    for (size_t i = 0; i < n; i++) {
        bool is_new = false;
        for (unsigned k = 2;; k++) {
            map_put(seen, drafts[i].key, &is_new);
            if (is_new)
                break;
            drafts[i].key =
                str_from(arena_printf(s->a, "%.*s-%u", STR_FMT(key_of(s, &drafts[i].work)), k));
        }
    }
}

static struct paper paper_of(const struct draft *d)
{
    const struct work *w = &d->work;
    return (struct paper){
        .key = d->key,
        .status = w->status,
        .title = w->title,
        .short_name = w->short_name,
        .aliases = w->aliases.items,
        .n_aliases = w->aliases.n,
        .identifiers = w->identifiers.items,
        .n_identifiers = w->identifiers.n,
        .urls = w->urls.items,
        .n_urls = w->urls.n,
        .resources = w->resources.items,
        .n_resources = w->resources.n,
        .authors = w->authors.items,
        .n_authors = w->authors.n,
        .venue = w->venue,
        .year = w->year,
        .line = w->line,
    };
}

/* ---- places and scopes ---- */

static void map_places(struct entry_search *s, struct note_papers *out)
{
    out->places = ARENA_ARRAY(s->a, struct paper_place, s->works.n + 1);
    for (size_t i = 0; i < s->works.n; i++) {
        const struct work *w = &s->works.items[i];
        if (w->begin < w->end)
            out->places[out->n_places++] = (struct paper_place){.paper = w->paper,
                                                                .node = w->node,
                                                                .begin = w->begin,
                                                                .end = w->end,
                                                                .is_entry = w->candidate != NONE};
    }
}

static void map_scopes(struct entry_search *s, struct note_papers *out)
{
    uint32_t *paper_of_candidate = ARENA_ARRAY(s->a, uint32_t, s->candidates.n);
    for (size_t i = 0; i < s->candidates.n; i++)
        paper_of_candidate[i] = NONE;
    out->paper_node = ARENA_ARRAY(s->a, uint32_t, out->n_papers + 1);
    for (size_t i = 0; i < out->n_papers; i++)
        out->paper_node[i] = NO_NODE;
    for (size_t i = 0; i < s->works.n; i++) {
        const struct work *w = &s->works.items[i];
        uint32_t paper = w->paper;
        if (w->candidate == NONE)
            continue;
        paper_of_candidate[w->candidate] = paper;
        if (out->paper_node[paper] == NO_NODE)
            out->paper_node[paper] = s->candidates.items[w->candidate].node;
    }
    out->scope = ARENA_ARRAY(s->a, uint32_t, s->d->n_nodes);
    for (size_t i = 0; i < s->d->n_nodes; i++)
        out->scope[i] =
            s->node_scope[i] == NONE ? UINT32_MAX : paper_of_candidate[s->node_scope[i]];
    out->is_continuation = s->is_continuation;
}

static void tokenise_titles(struct entry_search *s, struct note_papers *out)
{
    out->title_tokens = ARENA_ARRAY(s->a, struct token_list, out->n_papers + 1);
    for (size_t i = 0; i < out->n_papers; i++)
        tokenise_text(out->papers[i].title, s->in->vocabulary, s->a, &out->title_tokens[i]);
}

void works_merge(struct entry_search *s, struct note_papers *out)
{
    uint32_t *cluster = cluster_works(s);
    struct draft *drafts = make_drafts(s, cluster, &out->n_papers);
    for (size_t i = 0; i < out->n_papers; i++) {
        struct str_list *ids = &drafts[i].work.identifiers;
        if (ids->n)
            qsort(ids->items, ids->n, sizeof *ids->items, compare_identifiers);
        drafts[i].key = key_of(s, &drafts[i].work);
    }
    if (out->n_papers)
        qsort(drafts, out->n_papers, sizeof *drafts, compare_drafts);
    make_keys_unique(s, drafts, out->n_papers);
    out->papers = ARENA_ARRAY(s->a, struct paper, out->n_papers + 1);
    uint32_t *paper_of_cluster = ARENA_ARRAY(s->a, uint32_t, s->works.n + 1);
    for (uint32_t i = 0; i < out->n_papers; i++) {
        out->papers[i] = paper_of(&drafts[i]);
        paper_of_cluster[drafts[i].cluster] = i;
    }
    for (size_t i = 0; i < s->works.n; i++)
        s->works.items[i].paper = paper_of_cluster[cluster[i]];
    tokenise_titles(s, out);
    map_places(s, out);
    map_scopes(s, out);
}
