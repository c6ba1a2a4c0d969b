#include "api_internal.h"
#include "base/arena.h"
#include "base/base64.h"
#include "base/hash.h"

/* Path and filters, without what only turns pages. */
static uint64_t hash_filter(const struct request *q)
{
    STRBUF_SCOPE(text);
    size_t mark = str_find_byte(q->target, '?', 0);
    strbuf_add_str(&text, str_sub(q->target, 0, mark));
    for (size_t i = 0; i < q->n_query; i++) {
        struct str name = q->query[i].name;
        if (str_eq(name, STR("cursor")) || str_eq(name, STR("limit")) ||
            str_eq(name, STR("pretty")))
            continue;
        strbuf_add_byte(&text, '&');
        strbuf_add_str(&text, name);
        strbuf_add_byte(&text, '=');
        strbuf_add_str(&text, q->query[i].value);
    }
    return hash_bytes(strbuf_view(&text));
}

static bool read_cursor(const struct request *q, struct str cursor, struct list_page *out,
                        struct err *e)
{
    struct str text;
    if (base64url_decode(q->arena, cursor, &text)) {
        char prefix[24];
        int n = snprintf(prefix, sizeof(prefix), "%016llx:", (unsigned long long)out->filter);
        if (str_starts(text, str_of(prefix, (size_t)n))) {
            out->after = str_from_pos(text, (size_t)n);
            return true;
        }
    }
    return err_set(e, ERR_CURSOR_MISMATCH,
                   "The cursor is not one of this list with these filters. Leave it out to begin "
                   "at the first page.");
}

bool list_page_read(const struct request *q, struct list_page *out, struct err *e)
{
    int64_t limit;
    bool has_cursor;
    if (!request_query_int(q, "limit", 1, LIST_LIMIT_MAX, LIST_LIMIT_DEFAULT, &limit, e))
        return false;
    *out = (struct list_page){.limit = (size_t)limit, .filter = hash_filter(q)};
    struct str cursor = request_query(q, "cursor", &has_cursor);
    return !has_cursor || read_cursor(q, cursor, out, e);
}

/* The address without a cursor. */
static void add_first_page(struct strbuf *out, struct str target)
{
    size_t mark = str_find_byte(target, '?', 0);
    strbuf_add_str(out, str_sub(target, 0, mark));
    struct str query = mark == SIZE_MAX ? STR_EMPTY : str_from_pos(target, mark + 1);
    struct str part;
    char sep = '?';
    while (query.n && str_split(&query, '&', &part)) {
        if (str_starts(part, STR("cursor=")) || part.n == 0)
            continue;
        strbuf_add_byte(out, sep);
        strbuf_add_str(out, part);
        sep = '&';
    }
}

void list_add_links(struct api_call *c, struct str cursor)
{
    STRBUF_SCOPE(first);
    STRBUF_SCOPE(link);
    add_first_page(&first, c->q->target);
    char sep = str_find_byte(strbuf_view(&first), '?', 0) == SIZE_MAX ? '?' : '&';
    strbuf_printf(&link, "<%s%ccursor=%.*s>; rel=\"next\", <%s>; rel=\"first\"", first.p, sep,
                  STR_FMT(cursor), first.p);
    response_header(c->r, "Link", str_copy(c->arena, strbuf_view(&link)));
}

json_t *list_to_json(struct api_call *c, const struct list_page *p, json_t *items, uint64_t total,
                     struct str last_key)
{
    json_t *page = json_object();
    (void)json_object_set_new(page, "limit", json_integer((json_int_t)p->limit));
    (void)json_object_set_new(page, "total", json_integer((json_int_t)total));
    if (last_key.n) {
        struct str text = str_from(arena_printf(c->arena, "%016llx:%.*s",
                                                (unsigned long long)p->filter, STR_FMT(last_key)));
        struct str cursor = base64url_encode(c->arena, text);
        (void)json_object_set_new(page, "next_cursor", shape_str(cursor));
        list_add_links(c, cursor);
    } else {
        (void)json_object_set_new(page, "next_cursor", json_null());
    }
    json_t *list = json_object();
    (void)json_object_set_new(list, "items", items);
    (void)json_object_set_new(list, "page", page);
    return list;
}
