#include "store/reading.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/store_internal.h"

/* ---- rows ---- */

static bool supersede(struct db *db, const struct reading_row *row, struct err *e)
{
    STMT_SCOPE(s, db, READING_SUPERSEDE);
    bind_str(&s, 1, row->person);
    bind_i64(&s, 2, row->paper_id);
    return stmt_run(&s, e);
}

bool reading_put(struct db *db, const struct reading_row *row, struct err *e)
{
    if (!supersede(db, row, e))
        return false;
    STMT_SCOPE(s, db, READING_PUT);
    bind_str(&s, 1, row->person);
    bind_str(&s, 2, row->key);
    bind_json_array(&s, 3, row->identifiers);
    bind_json_array(&s, 4, row->names);
    bind_str(&s, 5, row->state);
    bind_i64(&s, 6, row->rating);
    bind_str(&s, 7, row->note);
    bind_i64(&s, 8, row->changed_ms);
    bind_i64(&s, 9, row->paper_id);
    return stmt_run(&s, e);
}

static void read_row(struct stmt *s, struct arena *a, struct reading_row *out)
{
    *out = (struct reading_row){
        .person = column_str(s, 0, a),
        .key = column_str(s, 1, a),
        .identifiers = column_str(s, 2, a),
        .names = column_str(s, 3, a),
        .state = column_str(s, 4, a),
        .rating = column_i64(s, 5),
        .note = column_str(s, 6, a),
        .changed_ms = column_i64(s, 7),
        .paper_id = column_i64(s, 8),
    };
}

static bool read_rows(struct stmt *s, struct arena *a, struct reading_row **out, size_t *n,
                      struct err *e)
{
    VEC(struct reading_row) list = VEC_INIT;

    while (stmt_next(s))
        read_row(s, a, vec_push(a, &list));
    *out = list.items;
    *n = list.n;
    return stmt_finish(s, e);
}

bool reading_get(struct db *db, struct str person, int64_t paper_id, struct arena *a,
                 struct reading_row *out, bool *found, struct err *e)
{
    STMT_SCOPE(s, db, READING_OF_PERSON);
    bind_i64(&s, 1, paper_id);
    bind_str(&s, 2, person);
    *found = stmt_next(&s);
    if (*found)
        read_row(&s, a, out);
    return stmt_finish(&s, e);
}

bool reading_delete(struct db *db, struct str person, int64_t paper_id, bool *found, struct err *e)
{
    STMT_SCOPE(s, db, READING_DELETE);
    bind_i64(&s, 1, paper_id);
    bind_str(&s, 2, person);
    *found = false;
    while (stmt_next(&s))
        *found = true;
    return stmt_finish(&s, e);
}

bool reading_list_of_paper(struct db *db, int64_t paper_id, struct arena *a,
                           struct reading_row **out, size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, READING_OF_PAPER);
    bind_i64(&s, 1, paper_id);
    return read_rows(&s, a, out, n, e);
}

static bool count_rows(struct db *db, const struct reading_filter *f, uint64_t *out, struct err *e)
{
    int64_t n;
    STMT_SCOPE(s, db, READING_COUNT);
    bind_str(&s, 1, f->person);
    bind_str(&s, 2, f->state);
    if (!stmt_read_i64(&s, &n, NULL, e))
        return false;
    *out = (uint64_t)n;
    return true;
}

bool reading_list(struct db *db, const struct reading_filter *f, struct arena *a,
                  struct reading_row **out, size_t *n, uint64_t *total, struct err *e)
{
    if (!count_rows(db, f, total, e))
        return false;
    STMT_SCOPE(s, db, READING_LIST);
    bind_str(&s, 1, f->person);
    bind_str(&s, 2, f->state);
    bind_i64(&s, 3, f->before_ms);
    bind_str(&s, 4, f->after_key);
    bind_i64(&s, 5, (int64_t)f->limit);
    return read_rows(&s, a, out, n, e);
}

bool reading_list_shared(struct db *db, int64_t from_ms, int64_t to_ms, size_t limit,
                         struct arena *a, int64_t **out, size_t *n, struct err *e)
{
    VEC(int64_t) ids = VEC_INIT;
    STMT_SCOPE(s, db, SCAN_SHARED_READINGS);
    bind_i64(&s, 1, from_ms);
    bind_i64(&s, 2, to_ms);
    bind_i64(&s, 3, (int64_t)limit);
    while (stmt_next(&s))
        *vec_push(a, &ids) = column_i64(&s, 0);
    *out = ids.items;
    *n = ids.n;
    return stmt_finish(&s, e);
}

/* ---- which paper a row is about now ---- */

struct place {
    struct reading_row row;
    int64_t found_id; /* the paper with the key; 0 = look further */
    bool is_current;
};

struct place_list {
    struct place *items;
    size_t n, cap;
};

static bool read_places(struct db *db, struct arena *a, struct place_list *out, struct err *e)
{
    STMT_SCOPE(s, db, SCAN_READING_PLACES);
    while (stmt_next(&s)) {
        struct place *p = vec_push(a, out);
        read_row(&s, a, &p->row);
        p->is_current = column_i64(&s, 9) != 0;
        p->found_id = column_i64(&s, 10);
    }
    return stmt_finish(&s, e);
}

static const struct str *texts_of(struct str json, struct arena *a, size_t *n)
{
    json_auto_t *list = json_loadb(json.p, json.n, 0, NULL);
    struct str *items = ARENA_ARRAY(a, struct str, json_array_size(list));
    size_t i;
    json_t *text;
    json_array_foreach(list, i, text) items[i] =
        str_copy(a, str_of(json_string_value(text), json_string_length(text)));
    *n = json_array_size(list);
    return items;
}

static bool find_by_anchor(struct db *db, struct arena *a, struct place *p, struct err *e)
{
    struct graph_anchor anchor = {.class_ = NODE_PAPER, .key = p->row.key};
    anchor.identifiers = texts_of(p->row.identifiers, a, &anchor.n_identifiers);
    anchor.names = texts_of(p->row.names, a, &anchor.n_names);
    return graph_find_anchor(db, &anchor, &p->found_id, e);
}

static bool write_place(struct db *db, const struct place *p, bool is_current, struct err *e)
{
    if (p->row.paper_id == p->found_id && p->is_current == is_current)
        return true;
    STMT_SCOPE(s, db, READING_MOVE);
    bind_str(&s, 1, p->row.person);
    bind_str(&s, 2, p->row.key);
    bind_i64(&s, 3, p->found_id);
    bind_i64(&s, 4, is_current);
    return stmt_run(&s, e);
}

/* Whether it is the first, that is the latest, of this person for this paper. */
static bool is_latest(struct map *seen, const struct place *p, struct arena *a)
{
    bool is_new;
    if (!p->found_id)
        return true;
    struct str key =
        str_from(arena_printf(a, "%lld %.*s", (long long)p->found_id, STR_FMT(p->row.person)));
    (void)map_put(seen, key, &is_new);
    return is_new;
}

static bool place_all(struct db *db, struct arena *a, struct err *e)
{
    struct place_list places = {0};
    struct map *seen = map_new(a);
    if (!read_places(db, a, &places, e))
        return false;
    for (size_t i = 0; i < places.n; i++) {
        struct place *p = &places.items[i];
        if ((!p->found_id && !find_by_anchor(db, a, p, e)) ||
            !write_place(db, p, is_latest(seen, p, a), e))
            return false;
    }
    return true;
}

bool reading_place(struct db *db, struct err *e)
{
    if (!db->moves_papers)
        return true;
    struct arena *a = arena_new();
    bool ok = place_all(db, a, e);
    arena_free(a);
    return ok;
}

bool reading_list_people(struct db *db, struct arena *a, struct str **out, size_t *n, struct err *e)
{
    VEC(struct str) people = VEC_INIT;
    STMT_SCOPE(s, db, SCAN_READERS);
    while (stmt_next(&s))
        *vec_push(a, &people) = str_copy(a, column_view(&s, 0));
    *out = people.items;
    *n = people.n;
    return stmt_finish(&s, e);
}
