#include "base/arena.h"
#include "store/store_internal.h"

void body_close(struct db *db)
{
    if (db->body)
        (void)sqlite3_blob_close(db->body);
    db->body = NULL;
    db->body_note_id = 0;
}

/* Evidence comes sorted by note mostly, so the handle is kept on the note that was read last. */
static bool open_body(struct db *db, int64_t note_id, struct err *e)
{
    if (db->body && db->body_note_id == note_id)
        return true;
    int rc = db->body ? sqlite3_blob_reopen(db->body, note_id)
                      : sqlite3_blob_open(db->handle, "main", "note_body", "body", note_id, 0,
                                          &db->body);
    if (rc != SQLITE_OK)
        return err_db(e, db, rc, "blob_open");
    db->body_note_id = note_id;
    return true;
}

static bool is_inside(struct db *db, int64_t begin, int64_t end)
{
    return begin >= 0 && begin <= end && end <= sqlite3_blob_bytes(db->body);
}

bool body_read_slice(struct db *db, int64_t note_id, int64_t begin, int64_t end, struct arena *a,
                     struct str *out, struct err *e)
{
    if (!open_body(db, note_id, e)) {
        body_close(db);
        return false;
    }
    if (!is_inside(db, begin, end))
        return err_set(e, ERR_INTERNAL, "Evidence lies outside its note.");
    size_t n = (size_t)(end - begin);
    char *bytes = arena_alloc(a, n);
    int rc = sqlite3_blob_read(db->body, bytes, (int)n, (int)begin);
    if (rc != SQLITE_OK) {
        body_close(db); /* a handle whose row was changed stays expired */
        return err_db(e, db, rc, "blob_read");
    }
    *out = str_of(bytes, n);
    return true;
}
