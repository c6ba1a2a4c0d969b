#include <stdlib.h>

#include "api_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/nearest.h"
#include "base/vec.h"

/* How sure each way of matching is, in thousandths; a name that is not preferred is a little less. */
#define SCORE_EXACT       1000
#define SCORE_FOLDED      950
#define SCORE_BEGINS      600 /* and up to 300 more, by how much of the name is there */
#define SCORE_NEAR        900 /* less the share of letters that differ */
#define SCORE_ALTERNATIVE 20
#define SCORE_SURE        900
#define LOOKED_AT         20

struct match {
    const char *how;
    int64_t score;
    struct str label, language;
};

struct candidate {
    struct concept_row concept;
    struct match match;
};

typedef VEC(struct candidate) candidate_list;

struct wanted {
    struct str label, key; /* as given, and folded */
    struct arena *arena;
};

/* ---- one name ---- */

static int64_t score_near(struct str wanted, struct str key)
{
    size_t longest = wanted.n > key.n ? wanted.n : key.n;
    size_t limit = longest / 3 > 0 ? longest / 3 : 1;
    size_t edits = nearest_distance(wanted, key, limit);
    return edits > limit ? 0 : SCORE_NEAR - (int64_t)(SCORE_NEAR * edits / (longest + 1));
}

static struct match compare(const struct wanted *w, struct str name)
{
    struct str key = fold_key(w->arena, name);
    if (str_eq(w->label, name))
        return (struct match){.how = "exact", .score = SCORE_EXACT};
    if (str_eq(w->key, key))
        return (struct match){.how = "folded", .score = SCORE_FOLDED};
    if (w->key.n && str_starts(key, w->key))
        return (struct match){.how = "begins",
                              .score = SCORE_BEGINS + (int64_t)(300 * w->key.n / key.n)};
    return (struct match){.how = "near", .score = score_near(w->key, key)};
}

static void consider(const struct wanted *w, struct str name, struct str language,
                     bool is_alternative, struct match *best)
{
    struct match m = compare(w, name);
    m.score -= is_alternative && m.score ? SCORE_ALTERNATIVE : 0;
    m.label = str_copy(w->arena, name);
    m.language = str_copy(w->arena, language);
    if (m.score > best->score)
        *best = m;
}

/* ---- one concept ---- */

static struct str text_of(const json_t *value)
{
    return str_of(json_string_value(value), json_string_length(value));
}

static struct match best_match(const struct wanted *w, const struct concept_row *c)
{
    struct match best = {0};
    json_t *labels = shape_column(c->labels), *others = shape_column(c->alternatives);
    const char *language;
    json_t *label;
    if (str_eq(w->label, c->public_id) || str_eq(w->label, c->slug) || str_eq(w->label, c->key))
        best = (struct match){.how = "id", .score = SCORE_EXACT, .label = w->label};
    json_object_foreach(labels, language, label)
        consider(w, text_of(label), str_from(language), false, &best);
    for (size_t i = 0; i < json_array_size(others); i++)
        consider(w, text_of(json_array_get(others, i)), STR_EMPTY, true, &best);
    json_decref(labels);
    json_decref(others);
    return best;
}

static bool is_known(const candidate_list *list, int64_t id)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].concept.id == id)
            return true;
    return false;
}

static void add_concept(const struct wanted *w, const struct concept_row *concept,
                        candidate_list *out)
{
    struct match match = best_match(w, concept);
    if (!match.score || is_known(out, concept->id))
        return;
    *vec_push(w->arena, out) = (struct candidate){*concept, match};
}

/* ---- candidates ---- */

static bool add_hits(struct api_call *c, const struct wanted *w, const struct search_hit *hits,
                     size_t n, candidate_list *out, struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct concept_row concept;
        if (!graph_get_concept(c->db, hits[i].id, c->arena, &concept, e))
            return false;
        add_concept(w, &concept, out);
    }
    return true;
}

static bool add_called(struct api_call *c, const struct wanted *w, candidate_list *out,
                       struct err *e)
{
    struct concept_row concept;
    struct err why = {0};
    bool moved;
    if (graph_find_concept(c->db, w->label, c->arena, &concept, &moved, &why))
        add_concept(w, &concept, out);
    return why.code == ERR_NONE || why.code == ERR_NOT_FOUND ||
           err_set_detail(e, why.code, why.detail, "%s", why.msg);
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->match.score != y->match.score)
        return x->match.score > y->match.score ? -1 : 1;
    if (x->concept.n_papers != y->concept.n_papers)
    return x->concept.n_papers > y->concept.n_papers ? -1 : 1;
    return str_cmp(x->concept.key, y->concept.key);
}

static bool gather(struct api_call *c, const struct wanted *w, candidate_list *out, struct err *e)
{
    struct search_hit *near, *begun;
    size_t n_near, n_begun;
    if (!add_called(c, w, out, e) ||
        !search_nearest(c->db, w->label, SEARCH_CONCEPT, LOOKED_AT, c->arena, &near, &n_near, e) ||
        !add_hits(c, w, near, n_near, out, e) ||
        !search_suggest(c->db, w->label, SEARCH_CONCEPT, LOOKED_AT, c->arena, &begun, &n_begun,
                        e) ||
        !add_hits(c, w, begun, n_begun, out, e))
        return false;
    if (out->n)
        qsort(out->items, out->n, sizeof(*out->items), by_score);
    return true;
}

/* ---- the answer ---- */

static json_t *candidate_to_json(const struct candidate *c)
{
    json_t *why =
        json_pack("{s:s, s:o}", "match", c->match.how, "label", shape_str(c->match.label));
    if (c->match.language.n)
        (void)json_object_set_new(why, "language", shape_str(c->match.language));
    return json_pack("{s:o, s:o, s:o}", "concept", shape_concept(&c->concept), "score",
                     shape_score(c->match.score), "why", why);
}

/* `best` only when one is sure and no other is as good. */
static json_t *answer_to_json(const struct wanted *w, const candidate_list *list, size_t limit)
{
    json_t *items = json_array();
    const struct candidate *first = list->items;
    bool is_sure = list->n && first->match.score >= SCORE_SURE &&
                   (list->n == 1 || list->items[1].match.score < first->match.score);
    for (size_t i = 0; i < list->n && i < limit; i++)
        (void)json_array_append_new(items, candidate_to_json(&list->items[i]));
    return json_pack("{s:o, s:o, s:o}", "label", shape_str(w->label), "best",
                     is_sure ? shape_str(first->concept.public_id) : json_null(), "items", items);
}

static bool resolve(struct api_call *c, struct err *e)
{
    candidate_list list = VEC_INIT;
    int64_t limit;
    struct str label = str_trim(request_query(c->q, "label", NULL));
    struct wanted w = {label, fold_key(c->arena, label), c->arena};
    if (!label.n)
        return err_set(e, ERR_INVALID_PARAMETER,
                       "label is missing: write for example ?label=contrastive learning.");
    return request_query_int(c->q, "limit", 1, LOOKED_AT, 5, &limit, e) &&
           gather(c, &w, &list, e) &&
           api_send(c->q, c->r, answer_to_json(&w, &list, (size_t)limit), e);
}

bool api_concepts_resolve(void *context, struct request *q, struct response *r, struct err *e)
{
    return api_read(context, q, r, e, resolve);
}
