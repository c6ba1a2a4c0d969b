#include "api_internal.h"
#include "app/identifier.h"
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

/* The paper that a note speaks of at a line: the last one that stands at it or above. */
static bool find_paper_at(struct api_call *c, const struct search_hit *hit, int64_t *row,
                          struct err *e)
{
    struct fact_view facts;
    struct note_nodes nodes;
    int64_t best = 0;
    *row = 0;
    if (!fact_view_load(c->db, hit->id, c->arena, &facts, e) ||
        !graph_get_note_nodes(c->db, hit->id, c->arena, &nodes, e))
        return false;
    for (size_t i = 0; i < facts.n_papers && i < nodes.n_papers; i++) {
        struct fact_paper paper;
        fact_view_paper(&facts, i, &paper);
        bool is_above = paper.line && paper.line <= hit->line && paper.line >= best;
        if (is_above && nodes.papers[i] && str_eq(paper.status, STR("entry"))) {
            best = paper.line;
            *row = nodes.papers[i];
        }
    }
    return true;
}

static bool add_paper(struct api_call *c, const struct search_hit *hit, json_t *item, struct err *e)
{
    int64_t row = 0;
    json_t *paper = json_null();
    if (hit->kind != SEARCH_NOTE)
        return true;
    if (hit->line && !find_paper_at(c, hit, &row, e))
        return false;
    if (row && !shape_end(c, NODE_PAPER, row, &paper, e))
        return false;
    (void)json_object_set_new(item, "paper", paper);
    return true;
}

static bool hits_to_json(struct api_call *c, const struct search_hit *hits, size_t n, json_t **out,
                         struct err *e)
{
    json_auto_t *items = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *item = shape_hit(&hits[i]);
        (void)json_array_append_new(items, item);
        if (!add_paper(c, &hits[i], item, e))
            return false;
    }
    *out = json_incref(items);
    return true;
}

/* How many of each kind there are, whichever was asked for. */
static json_t *facets_to_json(const struct search_page *found)
{
    return json_pack("{s:{s:I, s:I, s:I}}", "type", "paper", (json_int_t)found->papers, "concept",
                     (json_int_t)found->concepts, "note", (json_int_t)found->notes);
}

/* Of "C++" and "C#" the letter alone is found. */
static bool has_lost_marks(struct str text)
{
    return str_find(text, STR("++"), 0) != SIZE_MAX || str_find(text, STR("#"), 0) != SIZE_MAX;
}

static json_t *warning_to_json(const char *code, const char *detail)
{
    return json_pack("[{s:s, s:s}]", "code", code, "detail", detail);
}

/* NULL: nothing is to be said. */
static json_t *warnings_to_json(struct api_call *c)
{
    struct str text = request_query(c->q, "q", NULL);
    bool zh = api_language(c->q) == LANGUAGE_ZH;
    if (search_only_excludes(text, c->arena))
        return warning_to_json("only-left-out",
                               zh ? "只给出了要排除的词，请再写一个要查找的词，例如：动量 -模型。"
                                  : "All words are to be left out: add one to look for, such as "
                                    "momentum -encoder.");
    if (has_lost_marks(text))
        return warning_to_json("marks-ignored",
                               zh ? "只按字母和数字查找，“++”和“#”不计，C++ 按 C 查找。"
                                  : "Only letters and digits are looked for: ++ and # do not "
                                    "count, so C++ finds C.");
    return NULL;
}

static bool send_page(struct api_call *c, const struct list_page *page,
                      const struct search_page *found, uint64_t offset, struct err *e)
{
    struct str last = STR_EMPTY;
    json_t *items;
    if (!hits_to_json(c, found->hits, found->n, &items, e))
        return false;
    if (offset + found->n < found->total && found->n == page->limit)
        last = str_from(arena_printf(c->arena, "%llu", (unsigned long long)(offset + found->n)));
    json_t *answer = list_to_json(c, page, items, found->total, last);
    (void)json_object_set_new(answer, "facets", facets_to_json(found));
    json_t *warnings = warnings_to_json(c);
    if (warnings)
        (void)json_object_set_new(answer, "warnings", warnings);
    return api_send(c->q, c->r, answer, e);
}

static bool find(struct api_call *c, struct err *e)
{
    struct list_page page;
    struct search_page found;
    uint64_t offset = 0;
    struct search_question question = {.text = request_query(c->q, "q", NULL),
                                       .kinds = wanted_kinds(c->q)};
    if (!list_page_read(c->q, &page, e) ||
        !request_query_bool(c->q, "prefix", false, &question.prefix, e))
        return false;
    if (page.after.n && !str_to_u64(page.after, &offset))
        return err_set(e, ERR_CURSOR_MISMATCH, "The cursor is not one of this search.");
    question.identifier = identifier_read(question.text, c->arena);
    question.limit = page.limit;
    question.offset = (size_t)offset;
    return search_find(c->db, &question, c->arena, &found, e) &&
           send_page(c, &page, &found, offset, e);
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
