#include "store/note.h"

#include "base/arena.h"
#include "base/vec.h"
#include "store/fact.h"
#include "store/graph/public_id_internal.h"
#include "store/search/search_index_internal.h"
#include "store/select/value_internal.h"
#include "store/store_internal.h"

static void read_row(struct stmt *s, struct arena *a, struct note_row *out)
{
    *out = (struct note_row){
        .id = column_i64(s, 0),
        .public_id = public_id_write('n', column_i64(s, 1), a),
        .path = column_str(s, 2, a),
        .source = column_str(s, 3, a),
        .sha256 = column_str(s, 4, a),
        .size = column_i64(s, 5),
        .mtime_ns = column_i64(s, 6),
        .title = column_str(s, 7, a),
        .languages = column_str(s, 8, a),
        .date = column_str(s, 9, a),
        .tags = column_str(s, 10, a),
        .error = column_str(s, 11, a),
        .added_ms = column_i64(s, 12),
        .changed_ms = column_i64(s, 13),
    };
}

/* ---- writing ---- */

static bool find_path(struct db *db, struct str path, struct arena *a, struct note_row *out,
                      bool *found, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_BY_PATH);
    bind_str(&s, 1, path);
    *found = stmt_next(&s);
    if (*found)
        read_row(&s, a, out);
    return stmt_finish(&s, e);
}

static bool insert(struct db *db, struct note_row *row, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_INSERT);
    bind_i64(&s, 1, public_id_of_key(row->path));
    bind_str(&s, 2, row->path);
    bind_str(&s, 3, row->source);
    bind_str(&s, 4, row->sha256);
    bind_i64(&s, 5, row->size);
    bind_i64(&s, 6, row->mtime_ns);
    bind_str(&s, 7, row->title);
    bind_json_array(&s, 8, row->languages);
    bind_str(&s, 9, row->date);
    bind_json_array(&s, 10, row->tags);
    bind_str(&s, 11, row->error);
    bind_i64(&s, 12, row->added_ms);
    bind_i64(&s, 13, row->changed_ms);
    return stmt_insert(&s, &row->id, e);
}

static bool update(struct db *db, const struct note_row *row, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_UPDATE);
    bind_i64(&s, 1, row->id);
    bind_str(&s, 2, row->source);
    bind_str(&s, 3, row->sha256);
    bind_i64(&s, 4, row->size);
    bind_i64(&s, 5, row->mtime_ns);
    bind_str(&s, 6, row->title);
    bind_json_array(&s, 7, row->languages);
    bind_str(&s, 8, row->date);
    bind_json_array(&s, 9, row->tags);
    bind_str(&s, 10, row->error);
    bind_i64(&s, 11, row->changed_ms);
    return stmt_run(&s, e);
}

static bool put_body(struct db *db, int64_t id, struct str body, struct err *e)
{
    STMT_SCOPE(s, db, BODY_PUT);
    bind_i64(&s, 1, id);
    bind_blob(&s, 2, body);
    return stmt_run(&s, e);
}

static bool is_same_text(const struct note_row *old, const struct note_row *row)
{
    return str_eq(old->sha256, row->sha256) && str_eq(old->title, row->title);
}

/* A note that could never be read has no text. */
static bool remove_text(struct db *db, const struct note_row *old, struct err *e)
{
    if (!old->sha256.n)
        return true;
    struct arena_mark mark = arena_mark(db->scratch);
    struct str body;
    bool done = note_get_body(db, old->id, db->scratch, &body, e) &&
                search_index_remove_note(db, old->id, old->title, body, e);
    arena_reset(db->scratch, mark);
    return done;
}

static bool put_text(struct db *db, const struct note_row *row, struct str body, struct err *e)
{
    return put_body(db, row->id, body, e) &&
           search_index_add_note(db, row->id, row->title, body, e);
}

static void write_down(struct db *db, const struct note_row *row, enum journal_action action)
{
    journal_add(db, JOURNAL_NOTE, public_id_of_key(row->path), action);
}

static bool is_same_list(struct str a, struct str b)
{
    return str_eq(a.n ? a : STR("[]"), b.n ? b : STR("[]"));
}

/* What a note says of itself; size and time stand for nothing else. */
static bool is_same_note(const struct note_row *a, const struct note_row *b)
{
    return is_same_text(a, b) && str_eq(a->source, b->source) && str_eq(a->date, b->date) &&
           is_same_list(a->languages, b->languages) && is_same_list(a->tags, b->tags) &&
           str_eq(a->error, b->error);
}

bool note_put(struct db *db, struct note_row *row, struct str body, struct err *e)
{
    struct note_row old = {0};
    bool found;
    if (!find_path(db, row->path, db->scratch, &old, &found, e))
        return false;
    if (!found || !is_same_note(&old, row))
        write_down(db, row, found ? JOURNAL_CHANGED : JOURNAL_ADDED);
    if (!found)
        return insert(db, row, e) && put_text(db, row, body, e) && value_put_note(db, row, e);
    row->id = old.id;
    row->added_ms = old.added_ms;
    if (is_same_text(&old, row))
        return update(db, row, e) && value_put_note(db, row, e);
    body_close(db);
    return remove_text(db, &old, e) && update(db, row, e) && put_text(db, row, body, e) &&
           value_put_note(db, row, e);
}

static bool update_failure(struct db *db, const struct note_row *row, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_UPDATE_FAILURE);
    bind_i64(&s, 1, row->id);
    bind_i64(&s, 2, row->size);
    bind_i64(&s, 3, row->mtime_ns);
    bind_str(&s, 4, row->error);
    bind_i64(&s, 5, row->changed_ms);
    return stmt_run(&s, e);
}

bool note_put_failure(struct db *db, struct str path, struct str source, int64_t size,
                      int64_t mtime_ns, struct str error, int64_t now_ms, struct err *e)
{
    struct note_row row = {.path = path,
                           .source = source,
                           .size = size,
                           .mtime_ns = mtime_ns,
                           .title = path,
                           .error = error,
                           .added_ms = now_ms,
                           .changed_ms = now_ms};
    struct note_row old = {0};
    bool found;
    if (!find_path(db, path, db->scratch, &old, &found, e))
        return false;
    row.id = old.id;
    if (!found || !str_eq(old.error, error))
        write_down(db, &row, found ? JOURNAL_CHANGED : JOURNAL_ADDED);
    return found ? update_failure(db, &row, e) : insert(db, &row, e) && value_put_note(db, &row, e);
}

bool note_put_stamp(struct db *db, int64_t id, int64_t size, int64_t mtime_ns, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_UPDATE_STAMP);
    bind_i64(&s, 1, id);
    bind_i64(&s, 2, size);
    bind_i64(&s, 3, mtime_ns);
    return stmt_run(&s, e);
}

bool note_delete(struct db *db, int64_t id, struct err *e)
{
    static const struct fact_set nothing;
    struct note_row old;
    body_close(db);
    if (!note_get_by_id(db, id, db->scratch, &old, e) || !remove_text(db, &old, e) ||
        !fact_replace(db, id, &nothing, e))
        return false;
    write_down(db, &old, JOURNAL_REMOVED);
    STMT_SCOPE(s, db, NOTE_DELETE);
    bind_i64(&s, 1, id);
    return stmt_run(&s, e);
}

static bool remember_public_id(struct db *db, int64_t id, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_ALIAS_ADD);
    bind_i64(&s, 1, id);
    return stmt_run(&s, e);
}

bool note_rename(struct db *db, int64_t id, struct str path, struct err *e)
{
    struct note_row row;
    if (!note_get_by_id(db, id, db->scratch, &row, e) || !remember_public_id(db, id, e))
        return false;
    write_down(db, &row, JOURNAL_REMOVED);
    write_down(db, &(struct note_row){.path = path}, JOURNAL_ADDED);
    STMT_SCOPE(s, db, NOTE_UPDATE_PATH);
    bind_i64(&s, 1, id);
    bind_str(&s, 2, path);
    bind_i64(&s, 3, public_id_of_key(path));
    return stmt_run(&s, e) && note_get_by_id(db, id, db->scratch, &row, e) &&
           value_put_note(db, &row, e);
}

/* ---- reading ---- */

static bool find_by_number(struct db *db, enum statement_id statement, int64_t number,
                           struct arena *a, struct note_row *out, bool *found, struct err *e)
{
    STMT_SCOPE_OF(s, db, statement);
    bind_i64(&s, 1, number);
    *found = stmt_next(&s);
    if (*found)
        read_row(&s, a, out);
    return stmt_finish(&s, e);
}

/* An id that the note had before it was renamed. */
static bool find_alias(struct db *db, int64_t public_id, struct arena *a, struct note_row *out,
                       bool *found, struct err *e)
{
    int64_t id;
    {
        STMT_SCOPE(s, db, NOTE_BY_ALIAS);
        bind_i64(&s, 1, public_id);
        if (!stmt_read_i64(&s, &id, found, e) || !*found)
            return *found == false;
    }
    return find_by_number(db, STMT_NOTE_BY_ID, id, a, out, found, e);
}

static bool find_public_id(struct db *db, struct str reference, struct arena *a,
                           struct note_row *out, bool *found, struct err *e)
{
    int64_t number;
    *found = false;
    if (!public_id_read(reference, 'n', &number))
        return true;
    if (!find_by_number(db, STMT_NOTE_BY_PUBLIC_ID, number, a, out, found, e))
        return false;
    return *found || find_alias(db, number, a, out, found, e);
}

static bool not_found(struct str reference, struct err *e)
{
    return err_set(e, ERR_NOT_FOUND, "There is no note \"%.*s\".", STR_FMT(reference));
}

bool note_get(struct db *db, struct str reference, struct arena *a, struct note_row *out,
              struct err *e)
{
    bool found;
    if (!find_path(db, reference, a, out, &found, e))
        return false;
    if (!found && !find_public_id(db, reference, a, out, &found, e))
        return false;
    struct str with_ending = str_from(arena_printf(a, "%.*s.md", STR_FMT(reference)));
    if (!found && !find_path(db, with_ending, a, out, &found, e))
        return false;
    return found || not_found(reference, e);
}

bool note_get_by_id(struct db *db, int64_t id, struct arena *a, struct note_row *out, struct err *e)
{
    bool found;
    if (!find_by_number(db, STMT_NOTE_BY_ID, id, a, out, &found, e))
        return false;
    return found || err_set(e, ERR_NOT_FOUND, "The note is no longer there.");
}

bool note_get_path(struct db *db, int64_t id, struct arena *a, struct str *out, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_PATH);
    bind_i64(&s, 1, id);
    bool found = stmt_next(&s);
    if (found)
        *out = column_str(&s, 0, a);
    return stmt_finish(&s, e) &&
           (found || err_set(e, ERR_NOT_FOUND, "The note is no longer there."));
}

bool note_get_body(struct db *db, int64_t id, struct arena *a, struct str *out, struct err *e)
{
    STMT_SCOPE(s, db, BODY_GET);
    bind_i64(&s, 1, id);
    *out = stmt_next(&s) ? column_str(&s, 0, a) : STR_EMPTY;
    return stmt_finish(&s, e);
}

static bool read_all(struct stmt *s, struct arena *a, struct note_row **out, size_t *n,
                     struct err *e)
{
    VEC(struct note_row) rows = VEC_INIT;
    while (stmt_next(s))
        read_row(s, a, vec_push(a, &rows));
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(s, e);
}

bool note_list(struct db *db, struct str after, size_t limit, struct arena *a,
               struct note_row **out, size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_LIST);
    bind_str(&s, 1, after);
    bind_i64(&s, 2, (int64_t)limit);
    return read_all(&s, a, out, n, e);
}

bool note_list_of_paper(struct db *db, int64_t paper_id, struct arena *a, struct note_row **out,
                        size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_LIST_OF_NODE);
    bind_i64(&s, 1, paper_id);
    return read_all(&s, a, out, n, e);
}

bool note_count_months(struct db *db, int64_t node_id, struct arena *a, struct month_count **out,
                       size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_COUNT_MONTHS);
    bind_i64(&s, 1, node_id);
    VEC(struct month_count) months = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &months) = (struct month_count){column_str(&s, 0, a), column_i64(&s, 1)};
    *out = months.items;
    *n = months.n;
    return stmt_finish(&s, e);
}

/* Week 0 holds the first of January 1970, a Thursday. */
static int64_t monday_of(int64_t week)
{
    const int64_t day_ms = 86400000;
    return (week * 7 - 3) * day_ms;
}

bool note_count_weeks(struct db *db, size_t limit, struct arena *a, struct week_count **out,
                      size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, COUNT_NOTE_WEEKS);
    bind_i64(&s, 1, (int64_t)limit);
    VEC(struct week_count) weeks = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &weeks) = (struct week_count){monday_of(column_i64(&s, 0)), column_i64(&s, 1)};
    *out = weeks.items;
    *n = weeks.n;
    return stmt_finish(&s, e);
}

bool note_list_stamps(struct db *db, struct str source, struct arena *a, struct note_row **out,
                      size_t *n, struct err *e)
{
    STMT_SCOPE(s, db, NOTE_LIST_STAMPS);
    bind_str(&s, 1, source);
    VEC(struct note_row) rows = VEC_INIT;
    while (stmt_next(&s))
        *vec_push(a, &rows) = (struct note_row){
            .id = column_i64(&s, 0),
            .path = column_str(&s, 1, a),
            .sha256 = column_str(&s, 2, a),
            .size = column_i64(&s, 3),
            .mtime_ns = column_i64(&s, 4),
            .error = column_str(&s, 5, a),
        };
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}
