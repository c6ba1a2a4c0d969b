#include "base/arena.h"
#include "base/vec.h"
#include "store/graph/public_id_internal.h"
#include "store/journal/journal_internal.h"
#include "store/store_internal.h"

const char *journal_class_name(enum journal_class c)
{
    static const char *const names[] = {"note", "paper", "concept", "edge"};
    return names[c];
}

const char *journal_action_name(enum journal_action a)
{
    static const char *const names[] = {"added", "changed", "removed"};
    return names[a];
}

bool journal_read_span(struct db *db, struct journal_span *out, struct err *e)
{
    *out = (struct journal_span){0};
    STMT_SCOPE(s, db, JOURNAL_SPAN);
    if (stmt_next(&s))
        *out = (struct journal_span){column_i64(&s, 0), column_i64(&s, 1), column_i64(&s, 2)};
    return stmt_finish(&s, e);
}

static bool gone(struct err *e)
{
    return err_set(e, ERR_GONE,
                   "Changes from so long ago are no longer kept. Start over: read GET "
                   "/api/v1/changes?limit=1 for its \"newest\", then GET /api/v1/export, then the "
                   "changes since that number.");
}

/* ---- unpacking ---- */

static int64_t read_number(const unsigned char *p)
{
    int64_t number = 0;
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | p[i];
    return number;
}

static enum journal_class class_of(char first)
{
    return (enum journal_class)((unsigned char)first >> 2 & 3);
}

static struct journal_row unpack(const char *p, struct arena *a)
{
    static const char letters[] = {'n', 'p', 'c', 'e'};
    const unsigned char *bytes = (const unsigned char *)p;
    return (struct journal_row){
        .class_ = class_of(p[0]),
        .action = (enum journal_action)(bytes[0] & 3),
        .public_id = public_id_write(letters[class_of(p[0])], read_number(bytes + 1), a),
    };
}

typedef VEC(struct journal_row) row_list;

/* Those of one stored row after number `since`. */
static void add_rows(struct stmt *s, int64_t since, unsigned classes, size_t limit, struct arena *a,
                     row_list *out)
{
    int64_t seq = column_i64(s, 0) - column_i64(s, 1);
    struct str packed = column_view(s, 3);
    for (size_t at = 0; at + JOURNAL_CHANGE_BYTES <= packed.n && out->n < limit;
         at += JOURNAL_CHANGE_BYTES) {
        if (++seq <= since || !(classes >> class_of(packed.p[at]) & 1))
            continue;
        struct journal_row *row = vec_push(a, out);
        *row = unpack(packed.p + at, a);
        row->seq = seq;
        row->at_ms = column_i64(s, 2);
    }
}

/* ---- asking ---- */

bool journal_list_open(struct db *db, struct arena *a, struct journal_row **out, size_t *n,
                       struct err *e)
{
    STRBUF_SCOPE(packed);
    if (!journal_pack(db, &packed, e))
        return false;
    *n = packed.n / JOURNAL_CHANGE_BYTES;
    *out = ARENA_ARRAY(a, struct journal_row, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = unpack(packed.p + i * JOURNAL_CHANGE_BYTES, a);
    return true;
}

bool journal_list(struct db *db, int64_t since, unsigned classes, size_t limit, struct arena *a,
                  struct journal_row **out, size_t *n, struct err *e)
{
    row_list rows = VEC_INIT;
    struct journal_span span;
    if (!journal_read_span(db, &span, e))
        return false;
    if (since < span.oldest)
        return gone(e);
    STMT_SCOPE(s, db, JOURNAL_AFTER);
    bind_i64(&s, 1, since);
    while (rows.n < limit && stmt_next(&s))
        add_rows(&s, since, classes, limit, a, &rows);
    *out = rows.items;
    *n = rows.n;
    return stmt_finish(&s, e);
}

bool journal_find_time(struct db *db, int64_t from_ms, int64_t *since, struct err *e)
{
    struct journal_span span;
    bool found;
    if (!journal_read_span(db, &span, e))
        return false;
    if (span.oldest > 0 && from_ms < span.oldest_ms)
        return gone(e);
    STMT_SCOPE(s, db, JOURNAL_AT);
    bind_i64(&s, 1, from_ms);
    if (!stmt_read_i64(&s, since, &found, e))
        return false;
    if (!found)
        *since = span.newest;
    return true;
}
