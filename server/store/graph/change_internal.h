/* change_internal.h: what commits changed in the graph, for graph_list_changes. */
#ifndef PS_STORE_GRAPH_CHANGE_INTERNAL_H
#define PS_STORE_GRAPH_CHANGE_INTERNAL_H

#include "base/strbuf.h"

struct db;
struct store;

/* Numbers as struct graph_change, one after the other. */
struct change_list {
    struct strbuf bytes;
    bool is_all; /* too much to say */
};

#define CHANGE_COMMITS 64

/* The last commits; `next` is the oldest place. */
struct change_log {
    struct change_commit {
        uint64_t version;
        struct change_list list;
    } commits[CHANGE_COMMITS];

    size_t next;
};

/* Every place that writes an edge or a node says so; `change_everything` for those that write many. */
void change_edge(struct db *db, int64_t edge_id, int64_t from_id, int64_t to_id);
void change_node(struct db *db, int64_t node_id);
void change_everything(struct db *db);

void change_list_init(struct change_list *list);
void change_list_reset(struct change_list *list);
void change_list_free(struct change_list *list);
/* Keeps the changes of the transaction under the version that it is about to commit. */
void change_log_add(struct store *s, const struct db *db, uint64_t version);
void change_log_init(struct change_log *log);
void change_log_free(struct change_log *log);

#endif
