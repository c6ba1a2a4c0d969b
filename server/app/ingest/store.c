#include "app/ingest/ingest_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/utf8.h"

/* One write transaction over a batch. */
struct storing {
    struct db *db;
    struct resolve_changes *changes;
    struct vanished *vanished;
    struct arena *arena;
    int64_t now_ms;
};

static size_t find_vanished(const struct vanished *v, const struct ingest_item *item)
{
    const uint64_t *place = v && !item->stored.id ? map_get(v->by_sha256, item->row.sha256) : NULL;
    return place && !v->is_renamed[*place] ? (size_t)*place : SIZE_MAX;
}

static enum ingest_outcome judge(const struct ingest_item *item, const struct vanished *v)
{
    switch (item->state) {
    case ITEM_SAME:
        return INGEST_UNCHANGED;
    case ITEM_READ:
        if (find_vanished(v, item) != SIZE_MAX)
            return INGEST_RENAMED;
        return item->stored.id ? INGEST_CHANGED : INGEST_ADDED;
    default:
        return INGEST_FAILED;
    }
}

/* What a reader should know of a note that was taken in all the same; or empty. */
static struct str remark_on(const struct ingest_item *item)
{
    if (item->state != ITEM_READ)
        return STR_EMPTY;
    if (item->bytes.n == 0)
        return STR("It is empty.");
    if (!utf8_is_valid(item->bytes))
        return STR("Some bytes are not UTF-8; they were read as spaces. Save it as UTF-8.");
    if (memchr(item->bytes.p, 0, item->bytes.n))
        return STR("It holds NUL bytes; they were read as spaces.");
    return STR_EMPTY;
}

static void report_item(const struct ingest_item *item, enum ingest_outcome outcome,
                        struct arena *a, struct ingest_report_row *row)
{
    *row = (struct ingest_report_row){
        .path = str_copy(a, item->row.path),
        .outcome = outcome,
        .papers = (uint32_t)item->facts.n_papers,
        .concepts = (uint32_t)item->facts.n_concepts,
        .edges = (uint32_t)item->facts.n_edges,
        .warnings = (uint32_t)item->facts.n_warnings,
        .problem = str_copy(a, item->problem),
    };
    if (!row->problem.n)
        row->problem = remark_on(item);
}

/* ---- one note ---- */

/* Under the new path the note is another mention of everything, but keeps its row. */
static bool rename_note(struct storing *s, const struct ingest_item *item, size_t place,
                        struct err *e)
{
    static const struct fact_set nothing;
    int64_t id = s->vanished->notes[place].id;
    s->vanished->is_renamed[place] = true;
    return resolve_put_facts(s->changes, s->db, id, &nothing, e) &&
           note_rename(s->db, id, item->row.path, e);
}

/* Whether a note of another source has the path. */
static bool is_path_taken(struct storing *s, struct str path, bool *out, struct err *e)
{
    struct note_row other;
    struct err reason = {0};
    *out = note_get(s->db, path, s->arena, &other, &reason) && str_eq(other.path, path);
    return reason.code == ERR_NONE || reason.code == ERR_NOT_FOUND ||
           err_set_detail(e, reason.code, reason.detail, "%s", reason.msg);
}

static bool store_read_note(struct storing *s, struct ingest_item *item, struct err *e)
{
    size_t place = find_vanished(s->vanished, item);
    bool is_taken = true;
    if (place != SIZE_MAX && !is_path_taken(s, item->row.path, &is_taken, e))
        return false;
    if (!is_taken && !rename_note(s, item, place, e))
        return false;
    item->row.added_ms = item->row.changed_ms = s->now_ms;
    return note_put(s->db, &item->row, item->bytes, e) &&
           resolve_put_facts(s->changes, s->db, item->row.id, &item->facts, e);
}

static bool store_stamp(struct storing *s, const struct ingest_item *item, struct err *e)
{
    bool is_same =
        item->stored.size == item->row.size && item->stored.mtime_ns == item->row.mtime_ns;
    return is_same || note_put_stamp(s->db, item->stored.id, item->row.size, item->row.mtime_ns, e);
}

static bool store_item(struct storing *s, struct ingest_item *item, struct err *e)
{
    switch (item->state) {
    case ITEM_SAME:
        return store_stamp(s, item, e);
    case ITEM_READ:
        return store_read_note(s, item, e);
    default:
        return note_put_failure(s->db, item->row.path, item->source, item->row.size,
                                item->row.mtime_ns, item->problem, s->now_ms, e);
    }
}

/* ---- a batch ---- */

static bool store_all(struct storing *s, const struct library *l, struct ingest_item *items,
                      size_t n, struct arena *a, struct ingest_report_row *rows, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        report_item(&items[i], judge(&items[i], s->vanished), a, &rows[i]);
        if (!store_item(s, &items[i], e))
            return false;
    }
    return resolve_changed(l, s->db, s->changes, e);
}

bool ingest_store_items(const struct library *l, struct db *rehearsal, struct ingest_item *items,
                        size_t n, struct vanished *vanished, struct arena *a,
                        struct ingest_report_row *rows, struct err *e)
{
    struct arena *memory = arena_new();
    struct storing s = {.changes = resolve_changes_new(memory),
                        .vanished = vanished,
                        .arena = memory,
                        .now_ms = clock_unix_ms()};
    bool ok = ingest_begin_write(l, rehearsal, &s.db, e) &&
              ingest_end_write(rehearsal, s.db, store_all(&s, l, items, n, a, rows, e), e);
    arena_free(memory);
    return ok;
}

static bool delete_all(const struct library *l, struct db *db, struct resolve_changes *changes,
                       const struct note_row *notes, size_t n, struct err *e)
{
    static const struct fact_set nothing;
    for (size_t i = 0; i < n; i++)
        if (!resolve_put_facts(changes, db, notes[i].id, &nothing, e))
            return false;
    if (!resolve_changed(l, db, changes, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!note_delete(db, notes[i].id, e))
            return false;
    return true;
}

bool ingest_delete_notes(const struct library *l, struct db *rehearsal,
                         const struct note_row *notes, size_t n, struct err *e)
{
    struct arena *memory = arena_new();
    struct db *db;
    bool ok = ingest_begin_write(l, rehearsal, &db, e) &&
              ingest_end_write(rehearsal, db,
                               delete_all(l, db, resolve_changes_new(memory), notes, n, e), e);
    arena_free(memory);
    return ok;
}
