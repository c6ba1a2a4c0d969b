#include "api_internal.h"
#include "base/arena.h"

static unsigned wanted_kinds(const struct request *q)
{
    struct str type = request_query(q, "type", NULL);
    if (str_eq(type, STR("paper")))
        return SEARCH_PAPER;
    if (str_eq(type, STR("concept")))
        return SEARCH_CONCEPT;
    return str_eq(type, STR("note")) ? SEARCH_NOTE : SEARCH_ALL;
}

/* A note is read by its path. */
static bool add_path(struct api_call *c, const struct search_hit *hit, json_t *item, struct err *e)
{
    struct note_row note;
    if (hit->kind != SEARCH_NOTE)
        return true;
    if (!note_get_by_id(c->db, hit->id, c->arena, &note, e))
        return false;
    (void)json_object_set_new(item, "path", shape_str(note.path));
    return true;
}

static bool hits_to_json(struct api_call *c, const struct search_hit *hits, size_t n, json_t **out,
                         struct err *e)
{
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *item = shape_hit(&hits[i]);
        (void)json_array_append_new(items, item);
        if (!add_path(c, &hits[i], item, e)) {
            json_decref(items);
            return false;
        }
    }
    *out = items;
    return true;
}

static bool find(struct api_call *c, struct err *e)
{
    struct list_page page;
    struct search_hit *hits;
    size_t n;
    uint64_t total;
    uint64_t offset = 0;
    bool prefix;
    json_t *items;
    struct str text = request_query(c->q, "q", NULL);
    if (!list_page_read(c->q, &page, e) || !request_query_bool(c->q, "prefix", false, &prefix, e))
        return false;
    if (page.after.n && !str_to_u64(page.after, &offset))
        return err_set(e, ERR_CURSOR_MISMATCH, "The cursor is not one of this search.");
    if (!search_find(c->db, text, wanted_kinds(c->q), prefix, page.limit, (size_t)offset, c->arena,
                     &hits, &n, &total, e) ||
        !hits_to_json(c, hits, n, &items, e))
        return false;
    struct str last = STR_EMPTY;
    if (offset + n < total && n == page.limit)
        last = str_from(arena_printf(c->arena, "%llu", (unsigned long long)(offset + n)));
    return api_send(c->q, c->r, list_to_json(c, &page, items, total, last), e);
}

static bool suggest(struct api_call *c, struct err *e)
{
    struct search_hit *hits;
    size_t n;
    int64_t limit;
    json_t *items;
    if (!request_query_int(c->q, "limit", 1, 20, 10, &limit, e) ||
        !search_suggest(c->db, request_query(c->q, "q", NULL), wanted_kinds(c->q), (size_t)limit,
                        c->arena, &hits, &n, e) ||
        !hits_to_json(c, hits, n, &items, e))
        return false;
    return api_send(c->q, c->r, json_pack("{s:o}", "items", items), e);
}

bool api_search_find(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, find);
}

bool api_search_suggest(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, suggest);
}
