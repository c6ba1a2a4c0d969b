/* When a concept was published about and written about. */
#include "base/arena.h"
#include "graph_call_internal.h"

#define YEARS 10000

/* Papers that an edge joins with the concept, each once, by year; 0 for unknown. */
static void count_years(const struct graph_index *g, uint32_t concept, struct arena *a,
                        uint32_t *years)
{
    static const struct graph_filter papers = {.only_papers = true};
    struct graph_links links = graph_index_links(g, concept);
    bool *seen = ARENA_ARRAY(a, bool, graph_index_limit(g));
    for (uint32_t i = 0; i < links.n; i++) {
        uint32_t other = links.items[i].other;
        if (seen[other] || !graph_filter_link(&papers, links.items[i]) ||
            !graph_filter_node(&papers, g, other))
            continue;
        seen[other] = true;
        uint16_t year = graph_index_node(g, other)->year;
        years[year < YEARS ? year : 0]++;
    }
}

static json_t *years_to_json(const uint32_t *years)
{
    json_t *list = json_array();
    for (json_int_t year = 1; year < YEARS; year++)
        if (years[year])
            (void)json_array_append_new(
                list, json_pack("{s:I, s:I}", "year", year, "papers", (json_int_t)years[year]));
    return list;
}

static json_t *months_to_json(const struct month_count *months, size_t n, json_int_t *undated)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        if (!months[i].month.n) {
            *undated += months[i].n;
            continue;
        }
        (void)json_array_append_new(list,
                                    json_pack("{s:o, s:I}", "month", shape_str(months[i].month),
                                              "notes", (json_int_t)months[i].n));
    }
    return list;
}

static bool show(struct api_call *c, const struct graph_index *g, struct err *e)
{
    struct concept_row concept;
    struct month_count *months;
    size_t n;
    bool found;
    json_int_t undated = 0;
    if (!api_find_concept(c, &concept, &found, e))
        return false;
    if (!found)
        return true;
    if (!note_count_months(c->db, concept.id, c->arena, &months, &n, e))
        return false;
    uint32_t *years = ARENA_ARRAY(c->arena, uint32_t, YEARS);
    count_years(g, (uint32_t) concept.id, c->arena, years);
    json_t *body = json_object();
    json_put(body, "concept", shape_concept(&concept));
    json_put(body, "years", years_to_json(years));
    json_put(body, "papers_without_year", json_integer(years[0]));
    json_put(body, "months", months_to_json(months, n, &undated));
    json_put(body, "notes_without_date", json_integer(undated));
    return api_send(c->q, c->r, body, e);
}

static bool read(struct api_call *c, struct err *e)
{
    return api_with_index(c, show, e);
}

bool api_concepts_show_timeline(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, read);
}
