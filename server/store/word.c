#include "base/arena.h"
#include "store/store_internal.h"

/* Relations, statuses, origins and rules are some dozens: a short list is searched from its start. */
static const struct word *cached_text(const struct db *db, struct str text)
{
    for (size_t i = 0; i < db->words.n; i++)
        if (str_eq(db->words.items[i].text, text))
            return &db->words.items[i];
    return NULL;
}

static const struct word *cached_id(const struct db *db, int64_t id)
{
    for (size_t i = 0; i < db->words.n; i++)
        if (db->words.items[i].id == id)
            return &db->words.items[i];
    return NULL;
}

static void remember(struct db *db, int64_t id, struct str text)
{
    if (db->words.n == WORDS_MAX)
        return;
    db->words.items[db->words.n++] = (struct word){id, str_copy(db->arena, text)};
}

bool word_find(struct db *db, struct str text, int64_t *id, struct err *e)
{
    const struct word *known = cached_text(db, text);
    if (known) {
        *id = known->id;
        return true;
    }
    STMT_SCOPE(s, db, WORD_ID);
    bind_str(&s, 1, text);
    if (!stmt_read_i64(&s, id, NULL, e))
        return false;
    if (*id)
        remember(db, *id, text);
    return true;
}

bool word_put(struct db *db, struct str text, int64_t *id, struct err *e)
{
    if (!word_find(db, text, id, e))
        return false;
    if (*id)
        return true;
    STMT_SCOPE(s, db, WORD_ADD);
    bind_str(&s, 1, text);
    if (!stmt_insert(&s, id, e))
        return false;
    remember(db, *id, text);
    return true;
}

bool word_text(struct db *db, int64_t id, struct arena *a, struct str *out, struct err *e)
{
    const struct word *known = cached_id(db, id);
    if (known) {
        *out = str_copy(a, known->text);
        return true;
    }
    STMT_SCOPE(s, db, WORD_TEXT);
    bind_i64(&s, 1, id);
    if (stmt_next(&s)) {
        *out = column_str(&s, 0, a);
        remember(db, id, *out);
    }
    return stmt_finish(&s, e);
}

void word_forget(struct db *db)
{
    db->words.n = 0;
    arena_reset(db->arena, db->words_mark);
}
