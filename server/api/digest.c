/* What happened in a week: new papers and concepts, what was decided and by whom, what several people read. */
#include "app/decide.h"
#include "base/arena.h"
#include "base/clock.h"
#include "feed_internal.h"
#include "store/reading.h"
#include "store/select.h"

#define DAY_MS     ((int64_t)86400000)
#define DIGEST_MAX 200 /* things of one kind */
#define FEED_MAX   50

struct window {
    int64_t from_ms, to_ms; /* without `to_ms` */
};

/* ---- which week ---- */

static int64_t monday_of(int64_t ms)
{
    int64_t day = ms / DAY_MS;
    return (day - (day + 3) % 7) * DAY_MS; /* 1 January 1970 was a Thursday */
}

/* "2026-W47" of ISO 8601: 4 January is always in the first week. */
static bool read_week(struct str text, struct arena *a, struct window *out)
{
    uint64_t year, week;
    int64_t start;
    if (text.n != 8 || !str_eq(str_sub(text, 4, 6), STR("-W")) ||
        !str_to_u64(str_sub(text, 0, 4), &year) || year < 1970 ||
        !str_to_u64(str_from_pos(text, 6), &week) || week < 1 || week > 53 ||
        !clock_parse_day(arena_printf(a, "%04u-01-04", (unsigned)year), &start))
        return false;
    out->from_ms = monday_of(start) + ((int64_t)week - 1) * 7 * DAY_MS;
    out->to_ms = out->from_ms + 7 * DAY_MS;
    return clock_year(out->from_ms + 3 * DAY_MS) == (int)year;
}

static bool read_window(struct api_call *c, struct window *out, struct err *e)
{
    bool is_given;
    struct str week = request_query(c->q, "week", &is_given);
    out->to_ms = clock_unix_ms() + 1;
    out->from_ms = out->to_ms - 7 * DAY_MS;
    return !is_given || read_week(week, c->arena, out) ||
           err_set(e, ERR_INVALID_PARAMETER, "%s",
                   api_language(c->q) == LANGUAGE_ZH
                       ? "week 须为 ISO 8601 的一周，例如 2026-W47；不写则为最近七天。"
                       : "week must be a week of ISO 8601 such as 2026-W47; without it the last "
                         "seven days are meant.");
}

static bool is_within(const struct window *w, int64_t ms)
{
    return ms >= w->from_ms && ms < w->to_ms;
}

/* ---- what came in ---- */

/* Newest first. */
static bool list_added(struct api_call *c, enum select_kind kind, const struct window *w,
                       size_t limit, struct select_place **out, size_t *n, struct err *e)
{
    const struct select_field *added = select_field_find(kind, STR("added_at"));
    struct select_place from = {.value = w->to_ms - 1, .public_number = -1};
    if (!select_walk(c->db, added, from, limit, c->arena, out, n, e))
        return false;
    while (*n && (*out)[*n - 1].value < w->from_ms)
        (*n)--;
    return true;
}

typedef bool add_thing(struct api_call *c, const struct select_place *place, json_t *items,
                       struct err *e);

static bool add_paper(struct api_call *c, const struct select_place *place, json_t *items,
                      struct err *e)
{
    struct paper_row paper;
    if (!graph_get_paper(c->db, place->id, c->arena, &paper, e))
        return false;
    if (items)
        (void)json_array_append_new(items, shape_paper(&paper));
    else
        feed_add(c, paper.public_id, query_paper_label(&paper),
                 str_from(arena_printf(c->arena, "/papers/%.*s", STR_FMT(paper.public_id))),
                 STR_EMPTY, place->value);
    return true;
}

static bool add_concept(struct api_call *c, const struct select_place *place, json_t *items,
                        struct err *e)
{
    struct concept_row concept;
    if (!graph_get_concept(c->db, place->id, c->arena, &concept, e))
        return false;
    if (items)
        (void)json_array_append_new(items, shape_concept(&concept));
    else
        feed_add(c, concept.public_id, shape_label(&concept, c->q, c->arena),
                 str_from(arena_printf(c->arena, "/concepts/%.*s", STR_FMT(concept.public_id))),
                 STR_EMPTY, place->value);
    return true;
}

/* Into `items`, or into the feed when it is NULL. */
static bool add_all(struct api_call *c, enum select_kind kind, const struct window *w,
                    json_t *items, struct err *e)
{
    struct select_place *places;
    size_t n;
    add_thing *add = kind == SELECT_PAPERS ? add_paper : add_concept;
    if (!list_added(c, kind, w, DIGEST_MAX, &places, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add(c, &places[i], items, e))
            return false;
    return true;
}

/* ---- what people did ---- */

static bool add_decision(struct api_call *c, const struct decision *d, json_t *items, struct err *e)
{
    json_t *o;
    struct str kind = str_from(decision_kind_name(d->kind));
    if (items) {
        bool ok = decide_to_json(c->db, d, &o, e);
        return ok && json_array_append_new(items, o) == 0;
    }
    struct str about = d->first.n_names ? d->first.names[0] : d->first.key;
    feed_add(c, d->id,
             str_from(arena_printf(c->arena, "%.*s: %.*s", STR_FMT(kind), STR_FMT(about))),
             str_from(arena_printf(c->arena, "/api/v1/decisions/%.*s", STR_FMT(d->id))), d->author,
             d->at_ms);
    return true;
}

static bool add_decisions(struct api_call *c, const struct window *w, json_t *items, struct err *e)
{
    struct decision *all;
    size_t n, n_added = 0;
    if (!decide_list(c->db, c->arena, &all, &n, e))
        return false;
    while (n-- > 0 && n_added < DIGEST_MAX)
        if (is_within(w, all[n].at_ms)) {
            n_added++;
            if (!add_decision(c, &all[n], items, e))
                return false;
        }
    return true;
}

/* Papers that two or more have read, the last of them in this week. */
static bool add_shared(struct api_call *c, const struct window *w, json_t *items, struct err *e)
{
    int64_t *ids;
    size_t n;
    if (!reading_list_shared(c->db, w->from_ms, w->to_ms, DIGEST_MAX, c->arena, &ids, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct paper_row paper;
        json_t *readings;
        if (!graph_get_paper(c->db, ids[i], c->arena, &paper, e) ||
            !shape_readings(c, ids[i], &readings, e))
            return false;
        (void)json_array_append_new(
            items, json_pack("{s:o, s:o}", "paper", shape_paper(&paper), "readings", readings));
    }
    return true;
}

/* ---- answers ---- */

static json_t *time_text(int64_t ms)
{
    char at[CLOCK_TEXT];
    clock_format(ms, at);
    return json_string(at);
}

static bool show(struct api_call *c, struct err *e)
{
    struct window w;
    if (!read_window(c, &w, e))
        return false;
    json_auto_t *papers = json_array(), *concepts = json_array(), *decisions = json_array(),
                *shared = json_array();
    if (!add_all(c, SELECT_PAPERS, &w, papers, e) ||
        !add_all(c, SELECT_CONCEPTS, &w, concepts, e) || !add_decisions(c, &w, decisions, e) ||
        !add_shared(c, &w, shared, e))
        return false;
    return api_send(c->q, c->r,
                    json_pack("{s:o, s:o, s:O, s:O, s:O, s:O}", "from", time_text(w.from_ms), "to",
                              time_text(w.to_ms), "papers", papers, "concepts", concepts,
                              "decisions", decisions, "read_by_several", shared),
                    e);
}

static bool show_feed(struct api_call *c, struct err *e)
{
    struct window w;
    if (!read_window(c, &w, e))
        return false;
    int64_t now = clock_unix_ms();
    feed_begin(c, api_language(c->q) == LANGUAGE_ZH ? "paperstack：本期摘要" : "paperstack: digest",
               STR("/api/v1/digest.atom"), w.to_ms < now ? w.to_ms : now);
    if (!add_decisions(c, &w, NULL, e) || !add_all(c, SELECT_PAPERS, &w, NULL, e) ||
        !add_all(c, SELECT_CONCEPTS, &w, NULL, e))
        return false;
    feed_end(c);
    return true;
}

static bool show_new_papers(struct api_call *c, struct err *e)
{
    struct select_place *places;
    size_t n;
    struct window ever = {0, INT64_MAX};
    if (!list_added(c, SELECT_PAPERS, &ever, FEED_MAX, &places, &n, e))
        return false;
    feed_begin(c,
               api_language(c->q) == LANGUAGE_ZH ? "paperstack：新论文" : "paperstack: new papers",
               STR("/api/v1/changes.atom"), n ? places[0].value : 0);
    for (size_t i = 0; i < n; i++)
        if (!add_paper(c, &places[i], NULL, e))
            return false;
    feed_end(c);
    return true;
}

/* The last seven days are others tomorrow. */
bool api_digest_show(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read_anew(context, q, r, e, show);
}

bool api_digest_feed(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read_anew(context, q, r, e, show_feed);
}

bool api_changes_feed(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, show_new_papers);
}
