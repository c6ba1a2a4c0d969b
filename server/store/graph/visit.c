#include "base/arena.h"
#include "store/graph.h"
#include "store/graph/graph_row_internal.h"
#include "store/store_internal.h"

/* Rows are made in an arena that is taken back after each, so that the memory does not grow with the
 * graph. */
struct visit {
    struct db *db;
    const struct graph_visitor *visitor;
    struct arena *row_arena;
};

static bool stopped(struct err *e)
{
    return err_set(e, ERR_INTERRUPTED, "The export was stopped.");
}

static bool visit_evidence(struct visit *v, const struct edge_row *edge, struct str from_key,
                           struct str to_key, struct err *e)
{
    struct evidence_row *evidence;
    size_t n;
    if (!graph_list_evidence(v->db, edge->id, SIZE_MAX, v->row_arena, &evidence, &n, e))
        return false;
    return v->visitor->edge(v->visitor->context, edge, from_key, to_key, evidence, n) || stopped(e);
}

static bool visit_edges_of(struct visit *v, int64_t from_id, struct str from_key, struct err *e)
{
    STMT_SCOPE(s, v->db, EDGE_VISIT);
    bind_i64(&s, 1, from_id);
    while (stmt_next(&s)) {
        struct arena_mark mark = arena_mark(v->row_arena);
        struct edge_row edge;
        if (!graph_row_read_edge(&s, v->row_arena, &edge, e) ||
            !visit_evidence(v, &edge, from_key, column_str(&s, 7, v->row_arena), e))
            return false;
        arena_reset(v->row_arena, mark);
    }
    return stmt_finish(&s, e);
}

static bool visit_papers(struct visit *v, bool with_edges, struct err *e)
{
    STMT_SCOPE(s, v->db, PAPER_VISIT);
    while (stmt_next(&s)) {
        struct arena_mark mark = arena_mark(v->row_arena);
        struct paper_row row;
        graph_row_read_paper(&s, v->row_arena, &row);
        if (with_edges && !visit_edges_of(v, row.id, row.key, e))
            return false;
        if (!with_edges && !v->visitor->paper(v->visitor->context, &row))
            return stopped(e);
        arena_reset(v->row_arena, mark);
    }
    return stmt_finish(&s, e);
}

static bool visit_concepts(struct visit *v, bool with_edges, struct err *e)
{
    STMT_SCOPE(s, v->db, CONCEPT_VISIT);
    while (stmt_next(&s)) {
        struct arena_mark mark = arena_mark(v->row_arena);
        struct concept_row row;
        graph_row_read_concept(&s, v->row_arena, &row);
        if (with_edges && !visit_edges_of(v, row.id, row.key, e))
            return false;
        if (!with_edges && !v->visitor->concept(v->visitor->context, &row))
            return stopped(e);
        arena_reset(v->row_arena, mark);
    }
    return stmt_finish(&s, e);
}

bool graph_visit(struct db *db, const struct graph_visitor *visitor, struct err *e)
{
    struct visit v = {db, visitor, arena_new()};
    bool done = visit_papers(&v, false, e) && visit_concepts(&v, false, e) &&
                visit_papers(&v, true, e) && visit_concepts(&v, true, e);
    arena_free(v.row_arena);
    return done;
}
