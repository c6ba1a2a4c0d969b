#include "base/arena.h"
#include "store/class_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/graph_scan.h"
#include "store/store_internal.h"

static bool stopped(struct err *e)
{
    return err_set(e, ERR_INTERRUPTED, "Reading the graph was stopped.");
}

bool graph_read_version(struct db *db, uint64_t *out, struct err *e)
{
    int64_t version;
    STMT_SCOPE(s, db, GRAPH_VERSION_GET);
    if (!stmt_read_i64(&s, &version, NULL, e))
        return false;
    *out = (uint64_t)version;
    return true;
}

bool graph_read_word(struct db *db, int64_t word, struct arena *a, struct str *out, struct err *e)
{
    return word_text(db, word, a, out, e);
}

struct str graph_write_edge_id(int64_t id, struct arena *a)
{
    return public_id_write('e', id, a);
}

/* Reading all of a large graph takes longer than a request may: the deadline of the one that happens to
 * need it first must not stop it every time. */
static int64_t lift_deadline(struct db *db)
{
    int64_t deadline = db->deadline_ms;
    db->deadline_ms = 0;
    return deadline;
}

/* ---- nodes ---- */

static struct node_scan read_node(struct stmt *s)
{
    return (struct node_scan){
        .id = column_i64(s, 0), .year = column_i64(s, 1), .is_stub = column_i64(s, 2) != 0};
}

static bool scan(struct db *db, enum statement_id statement, node_scan_fn *visit, void *context,
                 struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    while (stmt_next(&s)) {
        struct node_scan row = read_node(&s);
        if (!visit(context, &row))
            return stopped(e);
    }
    return stmt_finish(&s, e);
}

bool graph_scan_nodes(struct db *db, node_scan_fn *visit, void *context, struct err *e)
{
    int64_t deadline = lift_deadline(db);
    bool done = scan(db, STMT_SCAN_PAPERS, visit, context, e) &&
                scan(db, STMT_SCAN_CONCEPTS, visit, context, e);
    db->deadline_ms = deadline;
    return done;
}

bool graph_scan_node(struct db *db, int64_t id, struct node_scan *out, struct err *e)
{
    bool is_paper = class_of_node(id) == NODE_PAPER;
    STMT_SCOPE_OF(s, db, is_paper ? STMT_SCAN_PAPER : STMT_SCAN_CONCEPT);
    bind_i64(&s, 1, id);
    bool found = stmt_next(&s);
    if (found)
        *out = read_node(&s);
    return stmt_finish(&s, e) && (found || err_set(e, ERR_NOT_FOUND, "There is no such node."));
}

/* ---- links ---- */

/* The next row of a scan that reads (node, score, edge, other, relation, status). */
static bool next_link(struct stmt *s, bool is_out, struct link_scan *out)
{
    if (!stmt_next(s))
        return false;
    *out = (struct link_scan){
        .node_id = column_i64(s, 0),
        .score = column_i64(s, 1),
        .edge_id = column_i64(s, 2),
        .other_id = column_i64(s, 3),
        .relation = column_i64(s, 4),
        .status = column_i64(s, 5),
        .is_out = is_out,
    };
    return true;
}

static bool comes_before(const struct link_scan *a, const struct link_scan *b)
{
    if (a->node_id != b->node_id)
        return a->node_id < b->node_id;
    if (a->score != b->score)
        return a->score > b->score;
    return a->edge_id < b->edge_id;
}

/* Both indexes of the edges are read side by side, so that nothing has to be sorted. */
static bool scan_links(struct db *db, link_scan_fn *visit, void *context, struct err *e)
{
    STMT_SCOPE(outs, db, SCAN_LINKS_OUT);
    STMT_SCOPE(ins, db, SCAN_LINKS_IN);
    struct link_scan out, in;
    bool has_out = next_link(&outs, true, &out);
    bool has_in = next_link(&ins, false, &in);
    while (has_out || has_in) {
        bool takes_out = has_out && (!has_in || !comes_before(&in, &out));
        if (!visit(context, takes_out ? &out : &in))
            return stopped(e);
        if (takes_out)
            has_out = next_link(&outs, true, &out);
        else
            has_in = next_link(&ins, false, &in);
    }
    return stmt_finish(&outs, e) && stmt_finish(&ins, e);
}

bool graph_scan_links(struct db *db, link_scan_fn *visit, void *context, struct err *e)
{
    int64_t deadline = lift_deadline(db);
    bool done = scan_links(db, visit, context, e);
    db->deadline_ms = deadline;
    return done;
}
