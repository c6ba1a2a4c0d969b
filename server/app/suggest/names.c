#include "app/json.h"
#include "app/suggest/suggest_internal.h"
#include "base/arena.h"
#include "base/fold.h"

/* Nodes with as many links or more are alike in being looked at. */
#define DEGREES 256

static uint32_t degree_class(const struct graph_index *g, uint32_t node)
{
    uint32_t n = graph_index_links(g, node).n;
    return n < DEGREES ? n : DEGREES - 1;
}

/* The smallest degree of which all nodes fit below the limit. */
static uint32_t smallest_degree(const struct making *m)
{
    size_t counts[DEGREES] = {0}, sum = 0;
    uint32_t least = DEGREES;
    for (uint32_t node = 0; node < graph_index_limit(m->graph); node++)
        if (graph_index_node(m->graph, node))
            counts[degree_class(m->graph, node)]++;
    while (least > 0 && sum + counts[least - 1] <= SUGGEST_NODES_MAX)
        sum += counts[--least];
    return least;
}

/* ---- names ---- */

static void add_name(struct making *m, struct named_node *n, struct str raw)
{
    struct str folded = raw.n ? fold_key(m->scratch, raw) : STR_EMPTY;
    if (!folded.n || n->n_names == NAMES_OF_NODE)
        return;
    for (size_t i = 0; i < n->n_names; i++)
        if (str_eq(n->names[i].folded, folded))
            return;
    n->names[n->n_names++] = (struct node_name){raw, folded};
}

static void add_names(struct making *m, struct named_node *n, struct str texts)
{
    struct str *items;
    size_t count;
    json_read_texts(texts, m->scratch, &items, &count);
    for (size_t i = 0; i < count; i++)
        add_name(m, n, items[i]);
}

static bool read_paper(struct making *m, struct named_node *n, struct err *e)
{
    struct paper_row row;
    if (!graph_get_paper(m->db, n->node, m->scratch, &row, e))
        return false;
    n->is_stub = str_eq(row.status, STR("stub"));
    n->standing = n->is_stub ? 0 : str_eq(row.status, STR("cited")) ? 1 : 2;
    n->public_id = row.public_id;
    n->year = row.year;
    n->n_notes = row.n_notes;
    json_read_texts(row.identifiers, m->scratch, &n->identifiers, &n->n_identifiers);
    add_name(m, n, row.title);
    add_name(m, n, row.short_name);
    add_names(m, n, row.aliases);
    return true;
}

static bool read_concept(struct making *m, struct named_node *n, struct err *e)
{
    struct concept_row row;
    const char *language;
    json_t *label;
    if (!graph_get_concept(m->db, n->node, m->scratch, &row, e))
        return false;
    n->is_known = !str_eq(row.origin, STR("discovered"));
    n->standing = n->is_known;
    n->public_id = row.public_id;
    n->kind = row.kind;
    n->n_notes = row.n_notes;
    json_t *labels = json_make_stored(row.labels);
    json_object_foreach(labels, language, label)
        add_name(m, n, str_copy(m->scratch, str_from(json_string_value(label))));
    json_decref(labels);
    add_names(m, n, row.alternatives);
    return true;
}

static void hold_names(struct making *m, uint32_t node)
{
    struct naming *naming = &m->naming;
    const struct named_node *n = &naming->nodes.items[node];
    for (size_t i = 0; i < n->n_names; i++) {
        uint64_t *first = map_put(naming->by_name, n->names[i].folded, NULL);
        *vec_push(m->scratch, &naming->holders) = (struct name_holder){node, (uint32_t)*first};
        *first = naming->holders.n;
    }
}

static bool add_node(struct making *m, uint32_t node, struct err *e)
{
    struct named_node n = {.node = node, .is_concept = graph_node_is_concept(node)};
    n.names = ARENA_ARRAY(m->scratch, struct node_name, NAMES_OF_NODE);
    if (!(n.is_concept ? read_concept(m, &n, e) : read_paper(m, &n, e)))
        return false;
    *vec_push(m->scratch, &m->naming.nodes) = n;
    hold_names(m, (uint32_t)m->naming.nodes.n - 1);
    return true;
}

bool naming_read(struct making *m, struct err *e)
{
    uint32_t least = smallest_degree(m);
    m->naming.by_name = map_new(m->scratch);
    m->is_complete = m->is_complete && least == 0;
    for (uint32_t node = 0; node < graph_index_limit(m->graph); node++) {
        if (!graph_index_node(m->graph, node) || degree_class(m->graph, node) < least)
            continue;
        if (!store_check_deadline(m->db, e) || !add_node(m, node, e))
            return false;
    }
    return true;
}
