#include "app/reading.h"

#include "app/json.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/utf8.h"

/* ---- what is sent ---- */

static bool refuse(enum language language, const char *en, const char *zh, struct err *e)
{
    return err_set(e, ERR_VALIDATION, "%s", language == LANGUAGE_ZH ? zh : en);
}

static bool is_state(struct str text)
{
    struct str rest = STR(READING_STATES), one;
    while (str_split(&rest, '|', &one))
        if (str_eq(one, text))
            return true;
    return false;
}

static bool read_state(const json_t *value, enum language language, struct arena *a,
                       struct str *out, struct err *e)
{
    *out = str_copy(a, str_of(json_string_value(value), json_string_length(value)));
    return is_state(*out) ||
           refuse(language, "/state must be one of queued, reading, read, skipped.",
                  "/state 须为 queued、reading、read、skipped 之一。", e);
}

static bool read_rating(const json_t *value, enum language language, int64_t *out, struct err *e)
{
    *out = json_integer_value(value);
    bool is_missing = !value || json_is_null(value);
    bool is_fine = json_is_integer(value) && *out >= 1 && *out <= READING_RATING_MAX;
    return is_missing || is_fine ||
           refuse(language, "/rating must be a whole number from 1 to 5, or left out.",
                  "/rating 须为 1 到 5 的整数，也可不写。", e);
}

static bool read_note(const json_t *value, enum language language, struct arena *a, struct str *out,
                      struct err *e)
{
    *out = str_copy(a, str_of(json_string_value(value), json_string_length(value)));
    bool is_missing = !value || json_is_null(value);
    return is_missing || (json_is_string(value) && out->n <= READING_NOTE_MAX) ||
           refuse(language, "/note must be a text of at most 2000 bytes, or left out.",
                  "/note 须为不超过 2000 字节的文字，也可不写。", e);
}

static bool check_members(const json_t *request, enum language language, struct err *e)
{
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)request, name, value)
    {
        struct str member = str_from(name);
        if (str_eq(member, STR("state")) || str_eq(member, STR("rating")) ||
            str_eq(member, STR("note")))
            continue;
        return err_set(e, ERR_VALIDATION,
                       language == LANGUAGE_ZH ? "/%s 无法识别：可写 state、rating、note。"
                                               : "/%s is not known: write state, rating, note.",
                       name);
    }
    return true;
}

bool reading_read_request(const json_t *request, enum language language, struct arena *a,
                          struct reading_row *out, struct err *e)
{
    *out = (struct reading_row){0};
    return check_members(request, language, e) &&
           read_state(json_object_get(request, "state"), language, a, &out->state, e) &&
           read_rating(json_object_get(request, "rating"), language, &out->rating, e) &&
           read_note(json_object_get(request, "note"), language, a, &out->note, e);
}

/* ---- recording ---- */

static bool find_paper(struct db *db, struct str paper_id, struct arena *a, struct paper_row *out,
                       struct err *e)
{
    bool moved;
    return graph_find_paper(db, paper_id, a, out, &moved, e);
}

/* Later than what it replaces, whatever the clock says: of two rows the latest counts. */
static bool next_ms(struct db *db, const struct reading_row *row, struct arena *a, int64_t *out,
                    struct err *e)
{
    struct reading_row old;
    bool found;
    if (!reading_get(db, row->person, row->paper_id, a, &old, &found, e))
        return false;
    *out = clock_unix_ms();
    if (found && old.changed_ms >= *out)
        *out = old.changed_ms + 1;
    return true;
}

static bool say(struct db *db, struct str paper_id, struct arena *a, struct reading_row *row,
                struct err *e)
{
    struct paper_row paper;
    if (!find_paper(db, paper_id, a, &paper, e))
        return false;
    row->paper_id = paper.id;
    row->key = paper.key;
    row->identifiers = paper.identifiers;
    row->names = json_write_texts(&paper.title, paper.title.n > 0, a);
    return next_ms(db, row, a, &row->changed_ms, e) && reading_put(db, row, e) &&
           store_touch_graph(db, e);
}

static bool forget(struct db *db, struct str person, struct str paper_id, struct arena *a,
                   struct err *e)
{
    struct paper_row paper;
    bool found;
    return find_paper(db, paper_id, a, &paper, e) &&
           reading_delete(db, person, paper.id, &found, e) && (!found || store_touch_graph(db, e));
}

bool reading_say(struct library *l, struct str person, struct str paper_id, struct arena *a,
                 struct reading_row *row, struct err *e)
{
    struct db *db;
    row->person = person;
    if (!store_write_begin(l->store, &db, e))
        return false;
    if (say(db, paper_id, a, row, e) && store_write_commit(db, e))
        return true;
    store_write_rollback(db);
    return false;
}

bool reading_forget(struct library *l, struct str person, struct str paper_id, struct arena *a,
                    struct err *e)
{
    struct db *db;
    if (!store_write_begin(l->store, &db, e))
        return false;
    if (forget(db, person, paper_id, a, e) && store_write_commit(db, e))
        return true;
    store_write_rollback(db);
    return false;
}

json_t *reading_to_json(const struct reading_row *row)
{
    char at[CLOCK_TEXT];
    clock_format(row->changed_ms, at);
    return json_pack("{s:o, s:o, s:o, s:o, s:s}", "person", json_make_text(row->person), "state",
                     json_make_text(row->state), "rating", json_make_number_or_null(row->rating),
                     "note", json_make_text_or_null(row->note), "changed_at", at);
}
