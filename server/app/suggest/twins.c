/* Which pairs are likely enough, and which of the two would stay. */
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "extract/extract.h"

#define SCORE_MIN 450
/* Abbreviations of three letters mean many things. */
#define SHORT_INITIALS 3
#define SHORT_WEIGHT   300
/* Of each shared rare neighbour; more than the most say no more. */
#define NEIGHBOUR_WEIGHT 150
#define NEIGHBOURS_MOST  3

static const struct {
    const char *code;
    int64_t weight;
} reasons[] = {

#define TWIN_ROW(name, wire, weight) {wire, weight},
    TWIN_REASONS(TWIN_ROW)
#undef TWIN_ROW
};

/* ---- what tells two apart ---- */

/* Relations between two that nobody takes for one. */
static bool tells_apart(uint32_t relation)
{
    return relation != REL_RELATED && relation != REL_RELATED_TO && relation != REL_SIMILAR_TO;
}

static bool are_related(const struct graph_index *g, uint32_t one, uint32_t other)
{
    bool is_first = graph_index_links(g, one).n <= graph_index_links(g, other).n;
    struct graph_links links = graph_index_links(g, is_first ? one : other);
    uint32_t end = is_first ? other : one;
    for (uint32_t i = 0; i < links.n; i++)
        if (links.items[i].other == end && links.items[i].status != EDGE_REJECTED &&
            tells_apart(links.items[i].relation))
            return true;
    return false;
}

static struct str scheme_of(struct str identifier)
{
    return str_sub(identifier, 0, str_find_byte(identifier, ':', 0));
}

/* Addresses are many for one work; an identifier of a registry is one. */
static bool have_other_identifiers(const struct named_node *x, const struct named_node *y)
{
    for (size_t i = 0; i < x->n_identifiers; i++)
        for (size_t k = 0; k < y->n_identifiers; k++) {
            struct str scheme = scheme_of(x->identifiers[i]);
            if (!str_eq(scheme, STR("url")) && str_eq(scheme, scheme_of(y->identifiers[k])) &&
                !str_eq(x->identifiers[i], y->identifiers[k]))
                return true;
        }
    return false;
}

static bool have_other_years(const struct named_node *x, const struct named_node *y)
{
    int64_t apart = x->year > y->year ? x->year - y->year : y->year - x->year;
    return x->year && y->year && apart > 1;
}

static bool have_other_kinds(const struct named_node *x, const struct named_node *y)
{
    return !str_eq(x->kind, y->kind) && !str_eq(x->kind, STR("term")) &&
           !str_eq(y->kind, STR("term"));
}

static bool are_told_apart(struct making *m, const struct twin_pair *p)
{
    const struct named_node *x = &m->naming.nodes.items[p->one];
    const struct named_node *y = &m->naming.nodes.items[p->other];
    if (map_get(m->decided.distinct, ends_key(m->scratch, x->node, y->node)) ||
        are_related(m->graph, x->node, y->node))
        return true;
    if (x->is_concept)
        return (x->is_known && y->is_known) || have_other_kinds(x, y);
    return have_other_identifiers(x, y) || have_other_years(x, y);
}

/* ---- how likely ---- */

static int64_t add_up(int64_t score, int64_t weight)
{
    return 1000 - (1000 - score) * (1000 - weight) / 1000;
}

/* Of "graph neural network / GNN" the part without a space. */
static struct str abbreviation_of(struct str text)
{
    size_t bar = str_find(text, STR(" / "), 0);
    struct str front = str_sub(text, 0, bar), back = str_from_pos(text, bar + 3);
    return str_find_byte(front, ' ', 0) == SIZE_MAX ? front : back;
}

static int64_t weight_of(const struct twin_pair *p, enum twin_reason reason)
{
    if (reason != TWIN_INITIALS)
        return reasons[reason].weight;
    struct str letters = abbreviation_of(p->texts[reason]);
    size_t n = letters.n - (letters.n && letters.p[letters.n - 1] == 's');
    return n <= SHORT_INITIALS ? SHORT_WEIGHT : reasons[reason].weight;
}

struct rating {
    struct suggestion_reason reasons[TWIN_REASON_COUNT + 1];
    size_t n;
    int64_t score;
};

static void rate(struct making *m, const struct twin_pair *p, struct rating *out)
{
    *out = (struct rating){0};
    for (enum twin_reason r = 0; r < TWIN_REASON_COUNT; r++) {
        if (!p->texts[r].n)
            continue;
        out->reasons[out->n++] =
            (struct suggestion_reason){.code = reasons[r].code, .text = p->texts[r]};
        out->score = add_up(out->score, weight_of(p, r));
    }
    uint32_t shared = neighbours_count_shared(m->graph, m->naming.nodes.items[p->one].node,
                                              m->naming.nodes.items[p->other].node);
    if (!shared)
        return;
    out->reasons[out->n++] =
        (struct suggestion_reason){.code = "shared-neighbours", .count = shared};
    out->score = add_up(out->score,
                        NEIGHBOUR_WEIGHT * (shared < NEIGHBOURS_MOST ? shared : NEIGHBOURS_MOST));
}

/* ---- which stays ---- */

static bool stays_first(const struct making *m, const struct named_node *x,
                        const struct named_node *y)
{
    uint32_t links_x = graph_index_links(m->graph, x->node).n;
    uint32_t links_y = graph_index_links(m->graph, y->node).n;
    if (x->standing != y->standing)
        return x->standing > y->standing;
    if (links_x != links_y)
        return links_x > links_y;
    return str_cmp(x->public_id, y->public_id) < 0;
}

static struct str twins_key(struct making *m, const struct named_node *x,
                            const struct named_node *y)
{
    bool in_order = str_cmp(x->public_id, y->public_id) < 0;
    return str_from(arena_printf(m->kept, "twins:%.*s:%.*s", STR_FMT((in_order ? x : y)->public_id),
                                 STR_FMT((in_order ? y : x)->public_id)));
}

static void suggest(struct making *m, const struct twin_pair *p)
{
    const struct named_node *x = &m->naming.nodes.items[p->one];
    const struct named_node *y = &m->naming.nodes.items[p->other];
    struct rating rating;
    if (are_told_apart(m, p))
        return;
    rate(m, p, &rating);
    if (rating.score < SCORE_MIN)
        return;
    bool x_stays = stays_first(m, x, y);
    struct suggestion s = {.kind = SUGGESTION_TWINS,
                           .key = twins_key(m, x, y),
                           .score = rating.score,
                           .first = (x_stays ? y : x)->node,
                           .second = (x_stays ? x : y)->node,
                           .reasons = reasons_keep(m, rating.reasons, rating.n),
                           .n_reasons = rating.n,
                           .places = p->gloss,
                           .n_places = p->gloss != NULL};
    making_add(m, &s);
}

void twins_suggest(struct making *m)
{
    size_t n;
    const struct twin_pair *pairs = pairs_list(m->pairs, &n);
    for (size_t i = 0; i < n; i++)
        suggest(m, &pairs[i]);
}
