#include "app/decide/request_internal.h"
#include "base/arena.h"
#include "base/nearest.h"
#include "base/strbuf.h"
#include "extract/extract.h"

/* {"paper": …} or {"concept": …}. */
static bool read_end(struct reading *r, const char *name, struct graph_anchor *out, struct err *e)
{
    const json_t *end = reading_member(r, name);
    const json_t *paper = json_object_get(end, "paper");
    const json_t *concept = json_object_get(end, "concept");
    if (json_object_size(end) != 1 || (!paper && !concept))
        return err_set(e, ERR_VALIDATION, "/%s must be {\"paper\": \"…\"} or {\"concept\": \"…\"}.",
                       name);
    return paper ? reading_paper(r, paper, name, out, e)
                 : reading_concept(r, concept, name, out, e);
}

static struct str nearest_relation(struct str name)
{
    struct str names[REL_COUNT];
    for (int i = 0; i < REL_COUNT; i++)
        names[i] = str_from(relation_name((enum relation)i));
    return nearest_of(name, names, REL_COUNT);
}

static enum node_type type_of(const struct graph_anchor *anchor)
{
    return anchor->class_ == NODE_PAPER ? TYPE_PAPER : TYPE_CONCEPT;
}

static bool no_relation(const struct decision *d, struct err *e)
{
    STRBUF_SCOPE(list);
    for (int i = 0; i < REL_COUNT; i++)
        if (relation_joins((enum relation)i, type_of(&d->first), type_of(&d->second)))
            strbuf_printf(&list, "%s%s", list.n ? ", " : "", relation_name((enum relation)i));
    if (!list.n)
        return err_set(e, ERR_VALIDATION,
                       "An edge runs from the paper to the concept: exchange /from and /to.");
    return err_set(e, ERR_VALIDATION, "/relation: \"%.*s\" does not join these two; %s do.",
                   STR_FMT(d->relation), list.p);
}

static bool read_relation(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    enum relation relation;
    if (!reading_text(reading_member(r, "relation"), "relation", 40, r->arena, &d->relation, e))
        return false;
    if (!relation_from_name(d->relation, &relation)) {
        struct str near = nearest_relation(d->relation);
        return near.n ? err_set(e, ERR_VALIDATION,
                                "/relation: \"%.*s\" is none. Did you mean \"%.*s\"?",
                                STR_FMT(d->relation), STR_FMT(near))
                      : no_relation(d, e);
    }
    return relation_joins(relation, type_of(&d->first), type_of(&d->second)) || no_relation(d, e);
}

static bool read_edge_by_id(struct reading *r, struct err *e)
{
    struct str id;
    struct edge_row edge;
    if (!reading_text(reading_member(r, "edge"), "edge", DECISION_TEXT_MAX, r->arena, &id, e) ||
        !graph_get_edge(r->db, id, r->arena, &edge, e))
        return false;
    r->out->relation = edge.relation;
    return reading_anchor_of_node(r, edge.from_id, edge.from_class, &r->out->first, e) &&
           reading_anchor_of_node(r, edge.to_id, edge.to_class, &r->out->second, e);
}

bool reading_edge(struct reading *r, struct err *e)
{
    struct decision *d = r->out;
    if (reading_member(r, "edge"))
        return read_edge_by_id(r, e);
    if (!read_end(r, "from", &d->first, e) || !read_end(r, "to", &d->second, e) ||
        !read_relation(r, e))
        return false;
    return d->first.class_ != d->second.class_ || !str_eq(d->first.key, d->second.key) ||
           err_set(e, ERR_VALIDATION, "/to: an edge joins two different things.");
}
