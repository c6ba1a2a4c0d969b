#include "store/cluster.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "store/graph/public_id_internal.h"
#include "store/graph_scan.h"
#include "store/store_internal.h"

#define SETTING_VERSION  STR("picture_version")
#define SETTING_WRITTEN  STR("picture_written")
#define PLACES_PER_CHUNK ((size_t)1 << 15) /* a megabyte or less */

/* ---- writing ---- */

static bool clear(struct db *db, struct err *e)
{
    static const enum statement_id statements[] = {STMT_CLEAR_CLUSTER, STMT_CLEAR_CLUSTER_LINK,
                                                   STMT_CLEAR_CLUSTER_PLACES};

    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        STMT_SCOPE_OF(s, db, statements[i]);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_cluster(struct db *db, const struct cluster_row *row, struct err *e)
{
    STMT_SCOPE(s, db, CLUSTER_ADD);
    bind_i64(&s, 1, row->id);
    bind_i64(&s, 2, row->level);
    bind_i64(&s, 3, row->parent);
    bind_i64(&s, 4, row->n_papers);
    bind_i64(&s, 5, row->n_concepts);
    bind_i64(&s, 6, row->x);
    bind_i64(&s, 7, row->y);
    bind_i64(&s, 8, row->radius);
    bind_str(&s, 9, row->labels);
    bind_str(&s, 10, row->concepts);
    return stmt_run(&s, e);
}

static bool add_link(struct db *db, const struct cluster_link_row *row, struct err *e)
{
    STMT_SCOPE(s, db, CLUSTER_LINK_ADD);
    bind_i64(&s, 1, row->from);
    bind_i64(&s, 2, row->to);
    bind_i64(&s, 3, row->n_edges);
    return stmt_run(&s, e);
}

static bool add_places(struct db *db, const struct place_row *rows, size_t n, struct err *e)
{
    STMT_SCOPE(s, db, CLUSTER_PLACES_ADD);
    bind_blob(&s, 1, str_of((const char *)rows, n * sizeof(*rows)));
    return stmt_run(&s, e);
}

static bool set_number(struct db *db, struct str name, uint64_t version, struct err *e)
{
    char text[24];
    (void)snprintf(text, sizeof(text), "%llu", (unsigned long long)version);
    return store_set_setting(db, name, str_from(text), e);
}

/* This commit raises the version by itself: when nothing else has changed, the picture is of that one. */
static bool keep_version(struct db *db, uint64_t version, struct err *e)
{
    uint64_t now;
    return graph_read_version(db, &now, e) &&
           set_number(db, SETTING_VERSION, now == version ? version + 1 : version, e) &&
           set_number(db, SETTING_WRITTEN, now + 1, e) && store_touch_graph(db, e);
}

bool picture_write(struct db *db, const struct picture *p, struct err *e)
{
    if (!clear(db, e))
        return false;
    for (size_t i = 0; i < p->n_clusters; i++)
        if (!add_cluster(db, &p->clusters[i], e))
            return false;
    for (size_t i = 0; i < p->n_links; i++)
        if (!add_link(db, &p->links[i], e))
            return false;
    for (size_t i = 0; i < p->n_places; i += PLACES_PER_CHUNK) {
        size_t n = p->n_places - i < PLACES_PER_CHUNK ? p->n_places - i : PLACES_PER_CHUNK;
        if (!add_places(db, p->places + i, n, e))
            return false;
    }
    return keep_version(db, p->version, e);
}

/* ---- reading ---- */

static bool read_number(struct db *db, struct str name, uint64_t *out, struct err *e)
{
    struct arena_mark mark = arena_mark(db->scratch);
    struct str text;
    bool done = store_get_setting(db, name, db->scratch, &text, e);
    if (!done || !str_to_u64(text, out))
        *out = 0;
    arena_reset(db->scratch, mark);
    return done;
}

bool picture_read_written(struct db *db, uint64_t *out, struct err *e)
{
    return read_number(db, SETTING_WRITTEN, out, e);
}

static bool read_clusters(struct db *db, struct arena *a, struct picture *out, struct err *e)
{
    STMT_SCOPE(s, db, CLUSTER_LIST);
    VEC(struct cluster_row) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = (struct cluster_row){.id = column_i64(&s, 0),
                                                   .level = column_i64(&s, 1),
                                                   .parent = column_i64(&s, 2),
                                                   .n_papers = column_i64(&s, 3),
                                                   .n_concepts = column_i64(&s, 4),
                                                   .x = column_i64(&s, 5),
                                                   .y = column_i64(&s, 6),
                                                   .radius = column_i64(&s, 7),
                                                   .labels = column_str(&s, 8, a),
                                                   .concepts = column_str(&s, 9, a)};
    out->clusters = rows.items;
    out->n_clusters = rows.n;
    return stmt_finish(&s, e);
}

static bool read_links(struct db *db, struct arena *a, struct picture *out, struct err *e)
{
    STMT_SCOPE(s, db, CLUSTER_LINK_LIST);
    VEC(struct cluster_link_row) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) =
            (struct cluster_link_row){column_i64(&s, 0), column_i64(&s, 1), column_i64(&s, 2)};
    out->links = rows.items;
    out->n_links = rows.n;
    return stmt_finish(&s, e);
}

static bool count_places(struct db *db, size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, CLUSTER_PLACES_SIZE);
    int64_t bytes;
    if (!stmt_read_i64(&s, &bytes, NULL, e))
        return false;
    *n = (size_t)bytes / sizeof(struct place_row);
    return true;
}

static bool read_places(struct db *db, struct arena *a, struct picture *out, struct err *e)
{
    size_t total, n = 0;
    if (!count_places(db, &total, e))
        return false;
    out->places = ARENA_ARRAY(a, struct place_row, total);
    STMT_SCOPE(s, db, CLUSTER_PLACES_LIST);
    while (stmt_next(&s)) {
        struct str chunk = column_view(&s, 0);
        size_t more = chunk.n / sizeof(struct place_row);
        if (more == 0 || more > total - n)
            continue;
        memcpy(out->places + n, chunk.p, more * sizeof(struct place_row));
        n += more;
    }
    out->n_places = n;
    return stmt_finish(&s, e);
}

bool picture_read(struct db *db, struct arena *a, struct picture *out, struct err *e)
{
    *out = (struct picture){0};
    return read_number(db, SETTING_VERSION, &out->version, e) &&
           picture_read_written(db, &out->written, e) && read_clusters(db, a, out, e) &&
           read_links(db, a, out, e) && read_places(db, a, out, e);
}

/* ---- nodes ---- */

static bool add_numbers(struct db *db, enum statement_id statement, struct arena *a,
                        struct node_number **items, size_t *n, size_t *cap, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    while (stmt_next(&s)) {
        *items = vec_grow(a, *items, n, cap, sizeof(**items));
        (*items)[*n - 1] = (struct node_number){column_i64(&s, 0), column_i64(&s, 1)};
    }
    return stmt_finish(&s, e);
}

bool picture_list_nodes(struct db *db, struct arena *a, struct node_number **out, size_t *n,
                        struct err *e)
{
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    return add_numbers(db, STMT_SCAN_PAPER_NUMBERS, a, out, n, &cap, e) &&
           add_numbers(db, STMT_SCAN_CONCEPT_NUMBERS, a, out, n, &cap, e);
}

bool picture_find_node(struct db *db, enum node_class class_, int64_t public_id, int64_t *id,
                       struct err *e)
{
    STMT_SCOPE_OF(s, db,
                  class_ == NODE_PAPER ? STMT_PAPER_ID_BY_PUBLIC_ID : STMT_CONCEPT_ID_BY_PUBLIC_ID);
    bind_i64(&s, 1, public_id);
    return stmt_read_i64(&s, id, NULL, e);
}

bool picture_node_number(struct str public_id, int64_t *out)
{
    return public_id_read(public_id, 'p', out) || public_id_read(public_id, 'c', out);
}
