#include "store/graph/graph_row_internal.h"

#include "base/arena.h"
#include "base/strbuf.h"
#include "store/class_internal.h"
#include "store/graph/public_id_internal.h"
#include "store/store_internal.h"

#define CONCEPT_PREFIX "concept:"

void graph_row_read_paper(struct stmt *s, struct arena *a, struct paper_row *out)
{
    *out = (struct paper_row){
        .id = column_i64(s, 0),
        .public_id = public_id_write('p', column_i64(s, 1), a),
        .key = column_str(s, 2, a),
        .status = column_str(s, 3, a),
        .title = column_str(s, 4, a),
        .short_name = column_str(s, 5, a),
        .venue = column_str(s, 6, a),
        .year = column_i64(s, 7),
        .aliases = column_str(s, 8, a),
        .identifiers = column_str(s, 9, a),
        .urls = column_str(s, 10, a),
        .resources = column_str(s, 11, a),
        .authors = column_str(s, 12, a),
        .n_notes = column_i64(s, 13),
        .n_concepts = column_i64(s, 14),
    };
}

static struct str slug_of_key(struct str key)
{
    return str_starts(key, STR(CONCEPT_PREFIX)) ? str_from_pos(key, strlen(CONCEPT_PREFIX)) : key;
}

void graph_row_read_concept(struct stmt *s, struct arena *a, struct concept_row *out)
{
    *out = (struct concept_row){
        .id = column_i64(s, 0),
        .public_id = public_id_write('c', column_i64(s, 1), a),
        .key = column_str(s, 2, a),
        .kind = column_str(s, 3, a),
        .origin = column_str(s, 4, a),
        .labels = column_str(s, 5, a),
        .alternatives = column_str(s, 6, a),
        .n_papers = column_i64(s, 7),
        .n_notes = column_i64(s, 8),
    };
    out->slug = slug_of_key(out->key);
}

bool graph_row_read_edge(struct stmt *s, struct arena *a, struct edge_row *out, struct err *e)
{
    *out = (struct edge_row){
        .id = column_i64(s, 0),
        .public_id = public_id_write('e', column_i64(s, 0), a),
        .from_id = column_i64(s, 1),
        .to_id = column_i64(s, 3),
        .score = column_i64(s, 4),
    };
    out->from_class = class_of_node(out->from_id);
    out->to_class = class_of_node(out->to_id);
    return word_text(s->db, column_i64(s, 2), a, &out->relation, e) &&
           word_text(s->db, column_i64(s, 5), a, &out->status, e) &&
           word_text(s->db, column_i64(s, 6), a, &out->origin, e);
}

bool graph_row_next_paper(struct stmt *s, struct arena *a, struct paper_row *out, bool *found,
                          struct err *e)
{
    *found = stmt_next(s);
    if (*found)
        graph_row_read_paper(s, a, out);
    return stmt_finish(s, e);
}

bool graph_row_next_concept(struct stmt *s, struct arena *a, struct concept_row *out, bool *found,
                            struct err *e)
{
    *found = stmt_next(s);
    if (*found)
        graph_row_read_concept(s, a, out);
    return stmt_finish(s, e);
}

bool graph_row_node_name(struct db *db, int64_t node_id, struct arena *a, struct node_name *out,
                         struct err *e)
{
    enum statement_id id =
        class_of_node(node_id) == NODE_PAPER ? STMT_PAPER_KEY_BY_ID : STMT_CONCEPT_KEY_BY_ID;
    STMT_SCOPE_OF(s, db, id);
    bind_i64(&s, 1, node_id);
    if (!stmt_next(&s))
        return stmt_finish(&s, e) && err_set(e, ERR_NOT_FOUND, "A node of the graph has gone.");
    *out = (struct node_name){column_str(&s, 0, a), column_i64(&s, 1)};
    return true;
}

bool graph_get_key(struct db *db, int64_t node_id, struct arena *a, struct str *out, struct err *e)
{
    struct node_name name;
    if (!graph_row_node_name(db, node_id, a, &name, e))
        return false;
    *out = name.key;
    return true;
}

int64_t graph_edge_id(struct str from_key, struct str relation, struct str to_key)
{
    STRBUF_SCOPE(key);
    strbuf_add_str(&key, from_key);
    strbuf_add_byte(&key, '\n');
    strbuf_add_str(&key, relation);
    strbuf_add_byte(&key, '\n');
    strbuf_add_str(&key, to_key);
    return public_id_of_key(strbuf_view(&key));
}
