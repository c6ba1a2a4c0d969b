/* Why an edge is there: how its score came about, and every place in the notes with the lines round it. */
#include "base/arena.h"
#include "graph_call_internal.h"

#define EVIDENCE_MAX    200
#define CONTEXT_DEFAULT 2
#define CONTEXT_MAX     10

/* ---- the score ---- */

/* The best fact of each note counts; rows come by path. */
static size_t keep_best_of_notes(struct support_row *rows, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_same = kept && rows[kept - 1].note_id == rows[i].note_id;
        if (!is_same)
            rows[kept++] = rows[i];
        else if (rows[i].score > rows[kept - 1].score)
            rows[kept - 1] = rows[i];
    }
    return kept;
}

/* "1 - (1 - 0.8)(1 - 0.5) = 0.9" */
static json_t *sum_to_json(const struct support_row *rows, size_t n, int64_t score)
{
    STRBUF_SCOPE(text);
    strbuf_add_cstr(&text, "1 - ");
    for (size_t i = 0; i < n; i++)
        strbuf_printf(&text, "(1 - %g)", (double)rows[i].score / 1000.0);
    strbuf_printf(&text, " = %g", (double)score / 1000.0);
    return shape_str(strbuf_view(&text));
}

static bool add_score(struct api_call *c, const struct edge_row *edge, json_t *o, struct err *e)
{
    struct support_row *rows;
    size_t n;
    if (!graph_list_support(c->db, edge->id, c->arena, &rows, &n, e))
        return false;
    n = keep_best_of_notes(rows, n);
    json_t *parts = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(parts, json_pack("{s:o, s:o}", "note", shape_str(rows[i].path),
                                                     "score", shape_score(rows[i].score)));
    json_put(o, "score_parts", parts);
    json_put(o, "score_formula", n ? sum_to_json(rows, n, edge->score) : json_null());
    return true;
}

/* ---- the lines round a quote ---- */

static size_t lines_before(struct str body, size_t at, int64_t lines)
{
    for (; at > 0; at--)
        if (body.p[at - 1] == '\n' && lines-- == 0)
            break;
    return at;
}

static size_t lines_after(struct str body, size_t at, int64_t lines)
{
    if (at > 0 && body.p[at - 1] == '\n')
        at--;
    for (; at < body.n; at++)
        if (body.p[at] == '\n' && lines-- == 0)
            break;
    return at;
}

static int64_t count_lines(struct str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == '\n';
    return n;
}

/* Whole lines, as they are in the note. */
static json_t *context_to_json(const struct evidence_row *v, struct str body, int64_t lines)
{
    size_t begin = lines_before(body, (size_t)v->begin, lines);
    size_t end = lines_after(body, (size_t)v->end, lines);
    int64_t above = count_lines(str_sub(body, begin, (size_t)v->begin));
    return json_pack("{s:I, s:I, s:I, s:o}", "line", (json_int_t)(v->line - above), "start",
                     (json_int_t)begin, "end", (json_int_t)end, "text",
                     shape_str(str_sub(body, begin, end)));
}

static bool add_evidence(struct api_call *c, const struct edge_row *edge, int64_t lines, json_t *o,
                         struct err *e)
{
    struct evidence_row *rows;
    size_t n;
    int64_t note = 0;
    struct str body = STR_EMPTY;
    if (!graph_list_evidence(c->db, edge->id, EVIDENCE_MAX, c->arena, &rows, &n, e))
        return false;
    json_t *list = shape_evidence(rows, n);
    json_put(o, "evidence", list);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].note_id != note && !note_get_body(c->db, rows[i].note_id, c->arena, &body, e))
            return false;
        note = rows[i].note_id;
        json_t *place = json_array_get(list, i);
        json_put(place, "weight", shape_score(rows[i].weight));
        json_put(place, "context", context_to_json(&rows[i], body, lines));
    }
    json_put(o, "rule", n ? shape_str(rows[0].rule) : json_null());
    return true;
}

bool api_explain_edge(struct api_call *c, const struct edge_row *edge, json_t *o, struct err *e)
{
    int64_t lines;
    return request_query_int(c->q, "context", 0, CONTEXT_MAX, CONTEXT_DEFAULT, &lines, e) &&
           add_score(c, edge, o, e) && add_evidence(c, edge, lines, o, e);
}
