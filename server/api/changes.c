#include "api_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "changes_internal.h"

#define DAY_MS ((int64_t)86400000)

/* ---- since when ---- */

static bool is_one_of(struct str text, struct str en, struct str zh)
{
    return str_eq_ci(text, en) || str_eq(text, zh);
}

/* A day in UTC: as a date, or by its name. */
static bool read_day(struct str text, struct arena *a, int64_t *from_ms)
{
    int64_t now = clock_unix_ms();
    int64_t today = now - now % DAY_MS;
    *from_ms = today;
    if (is_one_of(text, STR("today"), STR("今天")))
        return true;
    *from_ms = today - DAY_MS;
    return is_one_of(text, STR("yesterday"), STR("昨天")) ||
           clock_parse_day(str_cstr(a, text), from_ms);
}

bool changes_read_since(struct db *db, struct str text, struct arena *a, int64_t *since,
                        struct err *e)
{
    uint64_t number;
    int64_t from_ms;
    *since = 0;
    if (str_to_u64(text, &number) && number <= INT64_MAX) {
        *since = (int64_t)number;
        return true;
    }
    if (read_day(text, a, &from_ms))
        return journal_find_time(db, from_ms, since, e);
    return err_set(e, ERR_INVALID_PARAMETER,
                   "since must be a number that an earlier answer gave as \"next\", a day such as "
                   "2026-11-22, or today or yesterday (in UTC).");
}

/* ---- one change ---- */

/* What it is called, and for a tombstone what its id leads to now. */
static bool add_paper(struct db *db, const struct journal_row *row, struct arena *a, json_t *o)
{
    struct paper_row paper;
    struct err gone = {0};
    bool moved;
    if (!graph_find_paper(db, row->public_id, a, &paper, &moved, &gone))
        return false;
    (void)json_object_set_new(o, "name", shape_str(paper.title.n ? paper.title : paper.short_name));
    if (moved)
        (void)json_object_set_new(o, "now", shape_str(paper.public_id));
    return true;
}

static bool add_concept(struct db *db, const struct journal_row *row, struct arena *a, json_t *o)
{
    struct concept_row concept;
    struct err gone = {0};
    bool moved;
    if (!graph_find_concept(db, row->public_id, a, &concept, &moved, &gone))
        return false;
    (void)json_object_set_new(o, "name", shape_str(concept.slug));
    if (moved)
        (void)json_object_set_new(o, "now", shape_str(concept.public_id));
    return true;
}

static bool add_note(struct db *db, const struct journal_row *row, struct arena *a, json_t *o)
{
    struct note_row note;
    struct err gone = {0};
    if (!note_get(db, row->public_id, a, &note, &gone))
        return false;
    (void)json_object_set_new(o, "name", shape_str(note.path));
    if (!str_eq(note.public_id, row->public_id))
        (void)json_object_set_new(o, "now", shape_str(note.public_id));
    return true;
}

json_t *changes_row_to_json(struct db *db, const struct journal_row *row, struct arena *a)
{
    char at[CLOCK_TEXT];
    clock_format(row->at_ms, at);
    json_t *o = json_pack("{s:I, s:s, s:o, s:s, s:s}", "seq", (json_int_t)row->seq, "type",
                          journal_class_name(row->class_), "id", shape_str(row->public_id),
                          "action", journal_action_name(row->action), "at", at);
    switch (row->class_) {
    case JOURNAL_PAPER:
        (void)add_paper(db, row, a, o);
        break;
    case JOURNAL_CONCEPT:
        (void)add_concept(db, row, a, o);
        break;
    case JOURNAL_NOTE:
        (void)add_note(db, row, a, o);
        break;
    case JOURNAL_EDGE:
        break;
    }
    return o;
}

/* ---- the feed ---- */

static unsigned wanted_classes(const struct request *q)
{
    bool is_given;
    struct str type = request_query(q, "type", &is_given);
    for (unsigned i = JOURNAL_NOTE; is_given && i <= JOURNAL_EDGE; i++)
        if (str_eq(type, str_from(journal_class_name((enum journal_class)i))))
            return 1u << i;
    return JOURNAL_ALL;
}

static void add_next_link(struct api_call *c, int64_t next, int64_t limit)
{
    struct str type = request_query(c->q, "type", NULL);
    char *link =
        arena_printf(c->arena, "</api/v1/changes?since=%lld&limit=%lld%s%.*s>; rel=\"next\"",
                     (long long)next, (long long)limit, type.n ? "&type=" : "", STR_FMT(type));
    response_header(c->r, "Link", str_from(link));
}

static bool send(struct api_call *c, int64_t since, int64_t limit, struct err *e)
{
    struct journal_row *rows;
    struct journal_span span;
    size_t n;
    if (!journal_read_span(c->db, &span, e) ||
        !journal_list(c->db, since, wanted_classes(c->q), (size_t)limit, c->arena, &rows, &n, e))
        return false;
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(items, changes_row_to_json(c->db, &rows[i], c->arena));
    bool is_more = n == (size_t)limit && rows[n - 1].seq < span.newest;
    int64_t next = is_more ? rows[n - 1].seq : since > span.newest ? since : span.newest;
    if (is_more)
        add_next_link(c, next, limit);
    return api_send(c->q, c->r,
                    json_pack("{s:o, s:I, s:b, s:I}", "items", items, "next", (json_int_t)next,
                              "more", is_more, "newest", (json_int_t)span.newest),
                    e);
}

static bool list(struct api_call *c, struct err *e)
{
    int64_t since = 0, limit;
    struct journal_span span;
    bool is_given;
    struct str text = request_query(c->q, "since", &is_given);
    if (!request_query_int(c->q, "limit", 1, CHANGES_LIMIT_MAX, LIST_LIMIT_DEFAULT, &limit, e) ||
        !journal_read_span(c->db, &span, e))
        return false;
    if (is_given ? !changes_read_since(c->db, text, c->arena, &since, e) : false)
        return false;
    return send(c, is_given ? since : span.oldest, limit, e);
}

/* "yesterday" is another day tomorrow, so this is not answered from a cache. */
bool api_changes_list(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read_anew(context, q, r, e, list);
}
