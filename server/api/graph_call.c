#include "graph_call_internal.h"

#include "base/arena.h"
#include "store/select.h"

bool api_with_index(struct api_call *c, api_graph_reader read, struct err *e)
{
    struct graph_index *g;
    if (!graph_index_get(c->api->library, c->db, &g, e))
        return false;
    bool done = read(c, g, e);
    graph_index_release(g);
    return done;
}

/* ---- names ---- */

static bool is_unknown(const struct err *why)
{
    return why->code == ERR_NOT_FOUND || why->code == ERR_UNKNOWN_CONCEPT;
}

static bool find_concept(struct api_call *c, struct str name, int64_t *row, struct err *why)
{
    struct concept_row concept;
    bool moved;
    if (!graph_find_concept(c->db, name, c->arena, &concept, &moved, why))
        return false;
    *row = concept.id;
    return true;
}

static bool find_paper(struct api_call *c, struct str name, int64_t *row, struct err *why)
{
    struct paper_row paper;
    bool moved;
    if (!graph_find_paper(c->db, name, c->arena, &paper, &moved, why))
        return false;
    *row = paper.id;
    return true;
}

/* A concept first, since the names of concepts are the shorter ones and no paper's identifier. */
static bool find_either(struct api_call *c, struct str name, unsigned kinds, int64_t *row,
                        struct err *why)
{
    struct err first = {0};
    if (kinds & SEARCH_CONCEPT && find_concept(c, name, row, &first))
        return true;
    if (kinds & SEARCH_PAPER && (kinds == SEARCH_PAPER || is_unknown(&first)))
        return find_paper(c, name, row, why);
    return err_set_detail(why, first.code, first.detail, "%s", first.msg);
}

static unsigned kinds_of(struct str *name)
{
    bool is_concept = str_starts(*name, STR("c:"));
    if (!is_concept && !str_starts(*name, STR("p:")))
        return SEARCH_PAPER | SEARCH_CONCEPT;
    *name = str_from_pos(*name, 2);
    return is_concept ? SEARCH_CONCEPT : SEARCH_PAPER;
}

bool api_find_node(struct api_call *c, const char *parameter, int64_t *row, bool *found,
                   struct err *e)
{
    struct str name = str_trim(request_query(c->q, parameter, NULL));
    struct err why = {0};
    if (!name.n)
        return err_set(e, ERR_INVALID_PARAMETER,
                       "The parameter \"%s\" is needed: an id, identifier or name, for example "
                       "%s=contrastive-learning.",
                       parameter, parameter);
    unsigned kinds = kinds_of(&name);
    *found = find_either(c, name, kinds, row, &why);
    if (*found)
        return true;
    if (is_unknown(&why))
        return api_send_unknown(c, name, kinds, "paper or concept", e);
    return err_set_detail(e, why.code, why.detail, "%s", why.msg);
}

/* ---- filters ---- */

static bool bad_score(const char *name, struct str text, struct err *e)
{
    return err_set(e, ERR_INVALID_PARAMETER,
                   "%s must be a number from 0 to 1 like 0.35, not \"%.*s\".", name, STR_FMT(text));
}

bool api_read_score(const struct request *q, const char *name, int64_t fallback, int64_t *out,
                    struct err *e)
{
    bool is_there;
    struct str text = request_query(q, name, &is_there);
    *out = fallback;
    if (!is_there)
        return true;
    size_t dot = str_find_byte(text, '.', 0);
    struct str decimals = dot == SIZE_MAX ? STR_EMPTY : str_from_pos(text, dot + 1);
    uint64_t whole, part = 0;
    if (!str_to_u64(str_sub(text, 0, dot), &whole) || whole > 1 || decimals.n > 3 ||
        (decimals.n && !str_to_u64(decimals, &part)))
        return bad_score(name, text, e);
    for (size_t i = decimals.n; i < 3; i++)
        part *= 10;
    *out = (int64_t)(whole * 1000 + part);
    return *out <= 1000 || bad_score(name, text, e);
}

static bool read_relations(const struct request *q, uint32_t *out, struct err *e)
{
    struct str rest = request_query(q, "relation", NULL), name;
    while (rest.n && str_split(&rest, ',', &name)) {
        STRBUF_SCOPE(known);
        uint32_t relation;
        if (!graph_relation_find(str_trim(name), &relation, &known))
            return err_set(e, ERR_INVALID_PARAMETER,
                           "There is no relation \"%.*s\". There are: %s.", STR_FMT(name), known.p);
        *out |= 1u << relation;
    }
    return true;
}

static bool read_statuses(const struct request *q, unsigned *out, struct err *e)
{
    struct str rest = request_query(q, "status", NULL), name;
    while (rest.n && str_split(&rest, ',', &name)) {
        enum edge_status status = EDGE_PROPOSED;
        while (status <= EDGE_REJECTED &&
               !str_eq(str_trim(name), str_from(graph_status_name(status))))
            status++;
        if (status > EDGE_REJECTED)
            return err_set(e, ERR_INVALID_PARAMETER,
                           "status is proposed, confirmed or rejected, or several by comma, not "
                           "\"%.*s\".",
                           STR_FMT(name));
        *out |= 1u << status;
    }
    return true;
}

static bool begins_so(void *context, const struct select_value *value)
{
    const struct str *beginning = context;
    return str_starts(value->text, *beginning);
}

/* The edges that are said by a note whose path begins as asked. */
static bool read_notes(struct api_call *c, struct graph_filter *out, struct err *e)
{
    struct select_ids edges;
    struct str path = str_trim(request_query(c->q, "note", NULL));
    if (!path.n)
        return true;
    const struct select_field *note = select_field_find(SELECT_EDGES, STR("note"));
    if (!select_by_test(c->db, note, begins_so, &path, c->arena, &edges, e))
        return false;
    out->only_edges = true;
    out->edges = edges.items;
    out->n_edges = edges.n;
    return true;
}

bool api_read_filter(struct api_call *c, struct graph_filter *out, struct err *e)
{
    const struct request *q = c->q;
    struct str type = request_query(q, "type", NULL);
    *out = (struct graph_filter){.only_papers = str_eq(type, STR("paper")),
                                 .only_concepts = str_eq(type, STR("concept"))};
    return read_relations(q, &out->relations, e) && read_statuses(q, &out->statuses, e) &&
           api_read_score(q, "min_score", 0, &out->min_score, e) &&
           request_query_int(q, "year__gte", 1000, 9999, 0, &out->year_from, e) &&
           request_query_int(q, "year__lte", 1000, 9999, 0, &out->year_to, e) &&
           read_notes(c, out, e);
}

/* ---- nodes ---- */

static json_t *paper_to_json(const struct paper_row *p)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("paper"));
    json_put(o, "id", shape_str(p->public_id));
    json_put(o, "key", shape_str(p->key));
    json_put(o, "label", shape_str(p->title));
    json_put(o, "short", shape_or_null(p->short_name));
    json_put(o, "status", shape_str(p->status));
    json_put(o, "year", p->year ? json_integer(p->year) : json_null());
    return o;
}

static json_t *concept_to_json(const struct api_call *c, const struct concept_row *row)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("concept"));
    json_put(o, "id", shape_str(row->public_id));
    json_put(o, "key", shape_str(row->key));
    json_put(o, "label", shape_str(shape_label(row, c->q, c->arena)));
    json_put(o, "slug", shape_str(row->slug));
    json_put(o, "kind", shape_str(row->kind));
    return o;
}

bool api_node_to_json(struct api_call *c, const struct graph_index *g, int64_t row, json_t **out,
                      struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (graph_node_is_concept((uint32_t)row)) {
        if (!graph_get_concept(c->db, row, c->arena, &concept, e))
            return false;
        *out = concept_to_json(c, &concept);
    } else {
        if (!graph_get_paper(c->db, row, c->arena, &paper, e))
            return false;
        *out = paper_to_json(&paper);
    }
    json_put(*out, "degree", json_integer(graph_index_links(g, (uint32_t)row).n));
    return true;
}

void api_add_place(json_t *node, const struct overview *o)
{
    struct str id = str_from(json_string_value(json_object_get(node, "id")));
    const struct place_row *place = o ? overview_place(o, id) : NULL;
    json_put(node, "cluster", place ? json_integer(place->cluster) : json_null());
    json_put(node, "x", place ? json_real(place->x / 100.0) : json_null());
    json_put(node, "y", place ? json_real(place->y / 100.0) : json_null());
}
