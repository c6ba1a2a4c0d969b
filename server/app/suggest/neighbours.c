/* Pairs by what they are joined with: papers that share neighbours which few others have, and most words of
 * their titles. */
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"

/* A neighbour with more links tells little of which paper it is. */
#define RARE_MAX 30
/* Pairs are only made of the neighbours of a node with fewer: their number grows with the square. */
#define PAIRING_MAX 8
#define LINKS_MAX   64 /* of a node that are looked at, best first */
#define WORDS_MIN   4
#define WORDS_MAX   24
#define LIKENESS    700 /* the least share of the longer title that the shorter is, in thousandths */

uint32_t neighbours_count_shared(const struct graph_index *g, uint32_t one, uint32_t other)
{
    struct graph_links a = graph_index_links(g, one), b = graph_index_links(g, other);
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a.n && i < LINKS_MAX; i++) {
        if (graph_index_links(g, a.items[i].other).n > RARE_MAX)
            continue;
        bool is_shared = false, is_seen = false;
        for (uint32_t k = 0; k < i && !is_seen; k++)
            is_seen = a.items[k].other == a.items[i].other;
        for (uint32_t k = 0; k < b.n && k < LINKS_MAX && !is_shared; k++)
            is_shared = b.items[k].other == a.items[i].other;
        shared += is_shared && !is_seen;
    }
    return shared;
}

/* ---- titles ---- */

static size_t split_words(struct str folded, struct str *out)
{
    struct str rest = folded, word;
    size_t n = 0;
    while (n < WORDS_MAX && rest.n && str_split(&rest, ' ', &word))
        out[n++] = word;
    return n;
}

static bool is_number(struct str word)
{
    return word.p[word.n - 1] >= '0' && word.p[word.n - 1] <= '9';
}

/* How many of `a` are in `b`; SIZE_MAX when a number is missing: parts and versions are other works. */
static size_t count_shared(const struct str *a, size_t n_a, const struct str *b, size_t n_b)
{
    size_t shared = 0;
    for (size_t i = 0; i < n_a; i++) {
        bool is_there = false;
        for (size_t k = 0; k < n_b && !is_there; k++)
            is_there = str_eq(a[i], b[k]);
        if (!is_there && is_number(a[i]))
            return SIZE_MAX;
        shared += is_there;
    }
    return shared;
}

static bool are_alike_in_order(const struct str *few, size_t n_few, const struct str *many,
                               size_t n_many)
{
    return n_few >= WORDS_MIN && n_few * 1000 >= LIKENESS * n_many &&
           count_shared(few, n_few, many, n_many) == n_few &&
           count_shared(many, n_many, few, n_few) != SIZE_MAX;
}

/* The longer one says what the shorter says and little more. A word for another makes another work. */
static bool are_alike(struct str x, struct str y)
{
    struct str a[WORDS_MAX], b[WORDS_MAX];
    size_t n_a = split_words(x, a), n_b = split_words(y, b);
    if (n_a > n_b)
        return are_alike_in_order(b, n_b, a, n_a);
    return are_alike_in_order(a, n_a, b, n_b);
}

static void compare(struct making *m, uint32_t one, uint32_t other)
{
    struct node_name a = m->naming.nodes.items[one].names[0];
    struct node_name b = m->naming.nodes.items[other].names[0];
    if (!are_alike(a.folded, b.folded))
        return;
    struct twin_pair *p = pairs_put(m->pairs, one, other);
    p->texts[TWIN_SHARED_WORDS] =
        str_from(arena_printf(m->scratch, "%.*s / %.*s", STR_FMT(a.raw), STR_FMT(b.raw)));
}

/* ---- pairs ---- */

/* Index of a node among the named ones, which ascend by number; SIZE_MAX when it is none. */
static size_t find_named(const struct naming *naming, uint32_t node)
{
    size_t low = 0, high = naming->nodes.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (naming->nodes.items[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < naming->nodes.n && naming->nodes.items[low].node == node ? low : SIZE_MAX;
}

static void pair_neighbours(struct making *m, uint32_t node)
{
    struct graph_links links = graph_index_links(m->graph, node);
    for (uint32_t i = 0; i < links.n; i++)
        for (uint32_t k = i + 1; k < links.n; k++) {
            uint32_t a = links.items[i].other, b = links.items[k].other;
            if (a == b || graph_node_is_concept(a) || graph_node_is_concept(b))
                continue;
            size_t one = find_named(&m->naming, a), other = find_named(&m->naming, b);
            if (one != SIZE_MAX && other != SIZE_MAX && m->naming.nodes.items[one].n_names &&
                m->naming.nodes.items[other].n_names)
                compare(m, (uint32_t)one, (uint32_t)other);
        }
}

void neighbours_find(struct making *m)
{
    for (size_t i = 0; i < m->naming.nodes.n; i++) {
        uint32_t node = m->naming.nodes.items[i].node;
        uint32_t degree = graph_index_links(m->graph, node).n;
        if (degree >= 2 && degree <= PAIRING_MAX)
            pair_neighbours(m, node);
    }
}
