#include "app/decide.h"

#include "app/reference.h"
#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/hash.h"

bool decide_find_edge(struct db *db, const struct decision *d, struct arena *a, int64_t *edge_id,
                      struct err *e)
{
    return decided_edge_find(db, d, a, edge_id, e);
}

/* What is not there, or not clear, is none. */
static bool was_found(bool ok, const struct err *why, struct err *e)
{
    return ok || why->code == ERR_NOT_FOUND || why->code == ERR_AMBIGUOUS_TERM ||
           err_set_detail(e, why->code, why->detail, "%s", why->msg);
}

bool decide_find_target(struct db *db, struct str reference, struct arena *a,
                        struct decision_target *out, struct err *e)
{
    struct paper_row paper = {0};
    struct concept_row concept = {0};
    struct edge_row edge = {0};
    struct err no_paper = {0}, no_concept = {0}, no_edge = {0};
    bool moved;
    bool is_paper = reference_find_paper(db, reference, a, &paper, &moved, &no_paper);
    bool is_concept = graph_find_concept(db, reference, a, &concept, &moved, &no_concept);
    bool is_edge = graph_get_edge(db, reference, a, &edge, &no_edge);
    *out = (struct decision_target){reference, is_paper ? paper.id : 0, is_concept ? concept.id : 0,
                                    is_edge ? edge.id : 0};
    return was_found(is_paper, &no_paper, e) && was_found(is_concept, &no_concept, e) &&
           was_found(is_edge, &no_edge, e);
}

static bool has_text(const struct str *items, size_t n, struct str text)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(items[i], text))
            return true;
    return false;
}

/* The anchor itself says so: for what has no node now. */
static bool names_anchor(const struct graph_anchor *anchor, struct str reference, struct arena *a)
{
    char id[PUBLIC_ID_MAX];
    struct str key = anchor->key, folded = fold_key(a, reference);
    if (!key.n)
        return false;
    hash_public_id(anchor->class_ == NODE_PAPER ? 'p' : 'c', key, id);
    if (str_eq(reference, key) || str_eq(reference, str_from(id)) ||
        has_text(anchor->identifiers, anchor->n_identifiers, reference))
        return true;
    if (anchor->class_ == NODE_CONCEPT && str_ends(key, reference) &&
        key.n == reference.n + STR("concept:").n)
        return true;
    for (size_t i = 0; i < anchor->n_names; i++)
        if (folded.n && str_eq(fold_key(a, anchor->names[i]), folded))
            return true;
    return false;
}

static bool touches_node(struct db *db, const struct graph_anchor *anchor,
                         const struct decision_target *target, struct arena *a, bool *out,
                         struct err *e)
{
    int64_t node = 0;
    if (!anchor->key.n)
        return true;
    if (!graph_find_anchor(db, anchor, &node, e))
        return false;
    *out = *out || (node && (node == target->paper || node == target->concept)) ||
           (!node && names_anchor(anchor, target->reference, a));
    return true;
}

bool decide_touches(struct db *db, const struct decision *d, const struct decision_target *target,
                    struct arena *a, bool *out, struct err *e)
{
    int64_t edge = 0;
    *out = false;
    if (target->edge && decision_is_about_edge(d->kind)) {
        if (!decided_edge_find(db, d, a, &edge, e))
            return false;
        *out = edge == target->edge;
    }
    if (target->edge && !target->paper && !target->concept)
        return true;
    return touches_node(db, &d->first, target, a, out, e) &&
           touches_node(db, &d->second, target, a, out, e);
}

bool decide_find_hidden(struct db *db, enum node_class class_, struct str reference,
                        struct arena *a, struct decision *out, bool *found, struct err *e)
{
    struct decision *all;
    size_t n;
    *found = false;
    if (!decide_list(db, a, &all, &n, e))
        return false;
    while (n-- > 0 && !*found) {
        *found = all[n].kind == DECISION_HIDE && !all[n].is_reverted &&
                 all[n].first.class_ == class_ && names_anchor(&all[n].first, reference, a);
        if (*found)
            *out = all[n];
    }
    return true;
}
