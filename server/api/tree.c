/* Broader and narrower concepts as two nested lists, level by level. */
#include "base/arena.h"
#include "base/vec.h"
#include "graph_call_internal.h"

#define DEPTH_DEFAULT 2
#define DEPTH_MAX     6
#define CONCEPTS_MAX  500

typedef bool neighbours_fn(struct db *db, int64_t concept_id, struct arena *a, int64_t **ids,
                           size_t *n, struct err *e);

struct branch {
    int64_t id;
    unsigned depth;
    json_t *node; /* borrowed from the tree */
};

struct tree {
    struct api_call *c;
    const char *member; /* "broader" or "narrower" */
    neighbours_fn *neighbours;
    unsigned depth;
    VEC(struct branch) branches;
    bool is_cut;
};

/* Each concept stands once, where it is nearest: so that a circle ends. */
static bool is_there(const struct tree *t, int64_t id)
{
    for (size_t i = 0; i < t->branches.n; i++)
        if (t->branches.items[i].id == id)
            return true;
    return false;
}

static bool add(struct tree *t, int64_t id, unsigned depth, json_t *list, struct err *e)
{
    struct concept_row row;
    json_t *o;
    if (is_there(t, id))
        return true;
    if (t->branches.n == CONCEPTS_MAX) {
        t->is_cut = true;
        return true;
    }
    if (!graph_get_concept(t->c->db, id, t->c->arena, &row, e) ||
        !shape_end(t->c, NODE_CONCEPT, id, &o, e))
        return false;
    json_put(o, "slug", shape_str(row.slug));
    json_put(o, "papers", json_integer(row.n_papers));
    (void)json_array_append_new(list, o);
    *vec_push(t->c->arena, &t->branches) = (struct branch){id, depth, o};
    return true;
}

static bool grow(struct tree *t, struct branch from, struct err *e)
{
    int64_t *ids;
    size_t n;
    if (!t->neighbours(t->c->db, from.id, t->c->arena, &ids, &n, e))
        return false;
    json_t *list = json_array();
    json_put(from.node, t->member, list);
    for (size_t i = 0; i < n; i++)
        if (!add(t, ids[i], from.depth + 1, list, e))
            return false;
    return true;
}

static bool grow_all(struct tree *t, const struct concept_row *root, json_t *body, struct err *e)
{
    *vec_push(t->c->arena, &t->branches) = (struct branch){root->id, 0, body};
    for (size_t i = 0; i < t->branches.n; i++)
        if (t->branches.items[i].depth < t->depth && !grow(t, t->branches.items[i], e))
            return false;
    return true;
}

static bool show(struct api_call *c, struct err *e)
{
    struct concept_row concept;
    int64_t depth;
    bool found;
    if (!request_query_int(c->q, "depth", 1, DEPTH_MAX, DEPTH_DEFAULT, &depth, e) ||
        !api_find_concept(c, &concept, &found, e))
        return false;
    if (!found)
        return true;
    struct tree up = {.c = c, .member = "broader", .neighbours = graph_broader};
    struct tree down = {.c = c, .member = "narrower", .neighbours = graph_children};
    up.depth = down.depth = (unsigned)depth;
    json_t *body = shape_concept(&concept);
    if (!grow_all(&up, &concept, body, e) || !grow_all(&down, &concept, body, e)) {
        json_decref(body);
        return false;
    }
    json_put(body, "truncated", json_boolean(up.is_cut || down.is_cut));
    return api_send(c->q, c->r, body, e);
}

bool api_concepts_show_tree(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show);
}
