#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "store/journal/journal_internal.h"
#include "store/store_internal.h"

void journal_init(struct journal *j)
{
    *j = (struct journal){.changes = STRBUF_INIT};
}

void journal_reset(struct journal *j)
{
    strbuf_reset(&j->changes);
    j->graph_is_new = false;
}

void journal_free(struct journal *j)
{
    strbuf_release(&j->changes);
}

static size_t count(const struct journal *j)
{
    return j->changes.n / sizeof(struct journal_change);
}

void journal_add(struct db *db, enum journal_class class_, int64_t number,
                 enum journal_action action)
{
    struct journal *j = &db->journal;
    struct journal_change change = {.number = number,
                                    .order = (uint32_t)count(j),
                                    .class_ = (uint8_t)class_,
                                    .action = (uint8_t)action};
    if (!j->graph_is_new || class_ == JOURNAL_NOTE)
        strbuf_add(&j->changes, (const char *)&change, sizeof(change));
}

/* What was gathered of the graph so far is part of the comparison, too. */
void journal_add_all(struct db *db)
{
    struct journal *j = &db->journal;
    struct journal_change *changes = (struct journal_change *)(void *)j->changes.p;
    size_t n = count(j), kept = 0;
    for (size_t i = 0; i < n; i++)
        if (changes[i].class_ == JOURNAL_NOTE)
            changes[kept++] = changes[i];
    if (n)
        strbuf_truncate(&j->changes, kept * sizeof(*changes));
    j->graph_is_new = true;
}

/* ---- the net effect ---- */

static int by_thing(const void *a, const void *b)
{
    const struct journal_change *x = a, *y = b;
    if (x->class_ != y->class_)
        return x->class_ < y->class_ ? -1 : 1;
    if (x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static bool is_same_thing(const struct journal_change *a, const struct journal_change *b)
{
    return a->class_ == b->class_ && a->number == b->number;
}

/* False when the thing was not there before and is not there now. */
static bool join(const struct journal_change *first, const struct journal_change *last,
                 enum journal_action *out)
{
    bool was_there = first->action != JOURNAL_ADDED;
    bool is_there = last->action != JOURNAL_REMOVED;
    *out = !was_there ? JOURNAL_ADDED : is_there ? JOURNAL_CHANGED : JOURNAL_REMOVED;
    return was_there || is_there;
}

static void add_packed(struct strbuf *out, const struct journal_change *c,
                       enum journal_action action)
{
    strbuf_add_byte(out, (char)(c->class_ << 2 | (int)action));
    for (int shift = 56; shift >= 0; shift -= 8)
        strbuf_add_byte(out, (char)(c->number >> shift & 0xff));
}

static void pack(struct journal *j, struct strbuf *out)
{
    struct journal_change *changes = (struct journal_change *)(void *)j->changes.p;
    size_t n = count(j), first = 0;
    enum journal_action action;
    if (n)
        qsort(changes, n, sizeof(*changes), by_thing);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && is_same_thing(&changes[i], &changes[i + 1]))
            continue;
        if (join(&changes[first], &changes[i], &action))
            add_packed(out, &changes[i], action);
        first = i + 1;
    }
}

/* ---- writing ---- */

static bool forget_old(struct db *db, int64_t newest, struct err *e)
{
    STMT_SCOPE(s, db, JOURNAL_FORGET);
    bind_i64(&s, 1, newest - JOURNAL_KEPT);
    return stmt_run(&s, e);
}

static bool write_rows(struct db *db, struct str packed, int64_t seq, struct err *e)
{
    int64_t now = clock_unix_ms();

    STMT_SCOPE(s, db, JOURNAL_ADD);
    for (size_t at = 0; at < packed.n;) {
        struct str part = str_sub(packed, at, at + (size_t)JOURNAL_ROW_MAX * JOURNAL_CHANGE_BYTES);
        int64_t n = (int64_t)(part.n / JOURNAL_CHANGE_BYTES);
        seq += n;
        stmt_rewind(&s);
        bind_i64(&s, 1, seq);
        bind_i64(&s, 2, n);
        bind_i64(&s, 3, now);
        bind_blob(&s, 4, part);
        if (!stmt_run(&s, e))
            return false;
        at += part.n;
    }
    return forget_old(db, seq, e);
}

bool journal_pack(struct db *db, struct strbuf *out, struct err *e)
{
    if (db->journal.graph_is_new && !journal_compare(db, e))
        return false;
    pack(&db->journal, out);
    return true;
}

bool journal_write(struct db *db, struct err *e)
{
    struct journal_span span;
    STRBUF_SCOPE(packed);
    if (!journal_pack(db, &packed, e))
        return false;
    if (!packed.n)
        return true;
    return store_touch_graph(db, e) && journal_read_span(db, &span, e) &&
           write_rows(db, strbuf_view(&packed), span.newest, e);
}
