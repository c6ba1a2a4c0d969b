#include "store/select/value_internal.h"

#include <jansson.h>

#include "base/arena.h"
#include "store/select.h"
#include "store/store_internal.h"

/* Where values go, and by which statement. */
struct writer {
    struct db *db;
    enum statement_id statement;
    int64_t id;
    bool has_shown; /* the statement takes the value as written */
};

static bool write_value(const struct writer *w, enum value_field field, struct str text,
                        struct err *e)
{
    struct str folded = select_fold(w->db->scratch, text);
    if (!folded.n)
        return true;
    STMT_SCOPE_OF(s, w->db, w->statement);
    bind_i64(&s, 1, field);
    bind_str(&s, 2, folded);
    bind_i64(&s, 3, w->id);
    if (w->has_shown)
        bind_str(&s, 4, text);
    return stmt_run(&s, e);
}

static bool write_list(const struct writer *w, enum value_field field, struct str json,
                       struct err *e)
{
    json_auto_t *list = json.n ? json_loadb(json.p, json.n, 0, NULL) : NULL;
    size_t i;
    json_t *value;
    json_array_foreach(list, i, value)
    {
        struct str text = str_of(json_string_value(value), json_string_length(value));
        if (!write_value(w, field, text, e))
            return false;
    }
    return true;
}

bool value_put_note(struct db *db, const struct note_row *row, struct err *e)
{
    {
        STMT_SCOPE(s, db, NOTE_VALUE_CLEAR);
        bind_i64(&s, 1, row->id);
        if (!stmt_run(&s, e))
            return false;
    }
    struct writer w = {db, STMT_NOTE_VALUE_ADD, row->id, true};
    return write_list(&w, VALUE_TAG, row->tags, e) &&
           write_list(&w, VALUE_LANGUAGE, row->languages, e) &&
           write_value(&w, VALUE_PATH, row->path, e);
}

static bool write_paper(const struct writer *w, const struct paper_row *row, struct err *e)
{
    return write_list(w, VALUE_AUTHOR, row->authors, e) &&
           write_value(w, VALUE_VENUE, row->venue, e);
}

bool value_replace_paper(struct db *db, const struct paper_row *old, const struct paper_row *row,
                         struct err *e)
{
    if (old && row && str_eq(old->authors, row->authors) && str_eq(old->venue, row->venue))
        return true;
    struct writer away = {db, STMT_PAPER_VALUE_DELETE, old ? old->id : 0, false};
    struct writer add = {db, STMT_PAPER_VALUE_ADD, row ? row->id : 0, true};
    return (!old || write_paper(&away, old, e)) && (!row || write_paper(&add, row, e));
}
