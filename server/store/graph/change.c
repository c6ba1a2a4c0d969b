#include "store/graph/change_internal.h"

#include "base/arena.h"
#include "base/vec.h"
#include "store/graph_scan.h"
#include "store/store_internal.h"

/* Above this, reading everything again costs little more than looking up each change. */
#define CHANGES_MAX 20000

void change_list_init(struct change_list *list)
{
    *list = (struct change_list){.bytes = STRBUF_INIT};
}

void change_list_reset(struct change_list *list)
{
    strbuf_reset(&list->bytes);
    list->is_all = false;
}

void change_list_free(struct change_list *list)
{
    strbuf_release(&list->bytes);
}

static void add(struct db *db, struct graph_change change)
{
    struct change_list *list = &db->changes;
    if (list->bytes.n >= CHANGES_MAX * sizeof(change))
        list->is_all = true;
    if (!list->is_all)
        strbuf_add(&list->bytes, (const char *)&change, sizeof(change));
}

void change_edge(struct db *db, int64_t edge_id, int64_t from_id, int64_t to_id)
{
    add(db, (struct graph_change){edge_id, from_id, to_id});
}

void change_node(struct db *db, int64_t node_id)
{
    add(db, (struct graph_change){.from_id = node_id});
}

void change_everything(struct db *db)
{
    db->changes.is_all = true;
}

/* ---- the log ---- */

void change_log_init(struct change_log *log)
{
    log->next = 0;
    for (size_t i = 0; i < CHANGE_COMMITS; i++)
        change_list_init(&log->commits[i].list);
}

void change_log_free(struct change_log *log)
{
    for (size_t i = 0; i < CHANGE_COMMITS; i++)
        change_list_free(&log->commits[i].list);
}

/* Called with the mutex held. */
static struct change_commit *find_commit(struct change_log *log, uint64_t version)
{
    for (size_t i = 0; i < CHANGE_COMMITS; i++)
        if (log->commits[i].version == version)
            return &log->commits[i];
    return NULL;
}

/* A commit that fails leaves an entry, which the next attempt at the same version replaces. */
void change_log_add(struct store *s, const struct db *db, uint64_t version)
{
    (void)pthread_mutex_lock(&s->mutex);
    struct change_log *log = &s->change_log;
    struct change_commit *commit = find_commit(log, version);
    if (!commit) {
        commit = &log->commits[log->next];
        log->next = (log->next + 1) % CHANGE_COMMITS;
    }
    commit->version = version;
    change_list_reset(&commit->list);
    commit->list.is_all = db->changes.is_all;
    if (!db->changes.is_all)
        strbuf_add_str(&commit->list.bytes, strbuf_view(&db->changes.bytes));
    (void)pthread_mutex_unlock(&s->mutex);
}

bool graph_list_changes(struct store *s, uint64_t after, uint64_t version, struct arena *a,
                        struct graph_change **out, size_t *n)
{
    VEC(struct graph_change) changes = VEC_INIT;
    bool known = version - after <= CHANGE_COMMITS;
    (void)pthread_mutex_lock(&s->mutex);
    for (uint64_t v = after + 1; known && v <= version; v++) {
        const struct change_commit *commit = find_commit(&s->change_log, v);
        known = commit && !commit->list.is_all;
        for (size_t at = 0; known && at < commit->list.bytes.n; at += sizeof(*changes.items))
            memcpy(vec_push(a, &changes), commit->list.bytes.p + at, sizeof(*changes.items));
    }
    (void)pthread_mutex_unlock(&s->mutex);
    *out = changes.items;
    *n = changes.n;
    return known;
}
