#include "app/json.h"
#include "app/query/query_internal.h"
#include "base/arena.h"
#include "base/vec.h"
#include "store/search.h"

/* Concepts below a target (INTERFACES.md 2.2). */
#define NARROWER_MAX 2000
#define SUGGESTIONS  5
#define LEAST_SCORE  300

/* One finding of a name. */
struct meanings {
    bool has_concept, has_paper, is_ambiguous;
    struct concept_row concept;
    struct paper_row paper;
};

struct str query_concept_label(const struct concept_row *row, struct arena *a)
{
    json_t *labels = json_make_stored(row->labels);
    const json_t *best = json_object_get(labels, "en");
    const char *lang;
    json_t *label;
    json_object_foreach(labels, lang, label) if (!best) best = label;
    struct str text =
        best ? str_copy(a, str_of(json_string_value(best), json_string_length(best))) : row->slug;
    json_decref(labels);
    return text;
}

struct str query_paper_label(const struct paper_row *row)
{
    return row->short_name.n ? row->short_name : row->title;
}

/* ---- what a name means ---- */

static bool find_meanings(struct db *db, struct str term, struct arena *a, struct meanings *out,
                          struct err *e)
{
    bool moved;
    struct err as_concept = {0}, as_paper = {0};
    *out = (struct meanings){0};
    out->has_concept = graph_find_concept(db, term, a, &out->concept, &moved, &as_concept);
    out->has_paper = graph_find_paper(db, term, a, &out->paper, &moved, &as_paper);
    out->is_ambiguous = as_paper.code == ERR_AMBIGUOUS_TERM;
    const struct err *why = as_concept.code && as_concept.code != ERR_NOT_FOUND ? &as_concept
                            : as_paper.code && as_paper.code != ERR_NOT_FOUND && !out->is_ambiguous
                                ? &as_paper
                                : NULL;
    return !why || err_set_detail(e, why->code, why->detail, "%s", why->msg);
}

/* A method that is known by the name of its paper: both are meant. */
static bool is_introduced_by(struct db *db, const struct meanings *m, struct arena *a, bool *out,
                             struct err *e)
{
    struct edge_filter filter = {.has_node = true,
                                 .node_class = NODE_PAPER,
                                 .node_id = m->paper.id,
                                 .only_out = true,
                                 .has_other = true,
                                 .other_class = NODE_CONCEPT,
                                 .relation = STR("introduces"),
                                 .min_score = LEAST_SCORE,
                                 .limit = NARROWER_MAX};
    struct edge_row *edges;
    size_t n;
    uint64_t total;
    *out = false;
    if (!graph_list_edges(db, &filter, a, &edges, &n, &total, e))
        return false;
    for (size_t i = 0; i < n; i++)
    *out = *out || edges[i].to_id == m->concept.id;
    return true;
}

static bool suggest(struct db *db, struct str term, struct arena *a, struct query_result *result,
                    struct err *e)
{
    struct search_hit *hits;
    size_t n;
    if (!search_nearest(db, term, SEARCH_PAPER | SEARCH_CONCEPT, SUGGESTIONS, a, &hits, &n, e))
        return false;
    result->suggestions = ARENA_ARRAY(a, struct str, n);
    result->n_suggestions = n;
    for (size_t i = 0; i < n; i++)
        result->suggestions[i] = hits[i].title;
    return true;
}

static bool fail_with_names(struct db *db, struct str term, bool is_ambiguous, struct arena *a,
                            struct query_result *result, struct err *e)
{
    if (!suggest(db, term, a, result, e))
        return false;
    if (is_ambiguous)
        return err_set(e, ERR_AMBIGUOUS_TERM,
                       "\"%.*s\" is the name of several papers. Use an identifier or a title.",
                       STR_FMT(term));
    if (!result->n_suggestions)
        return err_set(e, ERR_UNKNOWN_CONCEPT, "No concept or paper is called \"%.*s\".",
                       STR_FMT(term));
    return err_set(e, ERR_UNKNOWN_CONCEPT, "No concept is called \"%.*s\". Did you mean \"%.*s\"?",
                   STR_FMT(term), STR_FMT(result->suggestions[0]));
}

/* ---- the target ---- */

static void add_node(struct query_target *target, enum node_class class_, int64_t id,
                     struct arena *a)
{
    *vec_push(a, target) = (struct node_ref){class_, id};
}

static bool add_concept(struct db *db, const struct concept_row *concept, struct arena *a,
                        struct query_target *target, struct err *e)
{
    int64_t *ids;
    size_t n;
    if (!graph_narrower(db, concept->id, NARROWER_MAX + 1, a, &ids, &n, e))
        return false;
    if (n > NARROWER_MAX)
        return err_set(e, ERR_QUERY_TOO_EXPENSIVE,
                       "\"%.*s\" has over %d narrower concepts. Name a narrower one.",
                       STR_FMT(query_concept_label(concept, a)), NARROWER_MAX);
    add_node(target, NODE_CONCEPT, concept->id, a);
    for (size_t i = 0; i < n; i++)
        if (ids[i] != concept->id)
            add_node(target, NODE_CONCEPT, ids[i], a);
    return true;
}

/* Says in the result how the term was understood. */
static void add_meaning(struct query_result *result, struct str term, const struct meanings *m,
                        bool as_concept, struct arena *a)
{
    struct query_term *terms = ARENA_ARRAY(a, struct query_term, result->n_terms + 1);
    if (result->n_terms)
        memcpy(terms, result->terms, result->n_terms * sizeof(*terms));
    terms[result->n_terms++] = (struct query_term){
        .text = term,
        .class_ = as_concept ? NODE_CONCEPT : NODE_PAPER,
        .key = as_concept ? m->concept.key : m->paper.key,
        .label = as_concept ? query_concept_label(&m->concept, a) : query_paper_label(&m->paper),
    };
    result->terms = terms;
}

/* The concept was used though a paper has the name as well. */
static void add_other_meaning(struct query_result *result, const struct meanings *m,
                              struct arena *a)
{
    struct query_term *term = &result->terms[result->n_terms - 1];
    term->others = ARENA_NEW(a, struct str);
    term->others[0] = str_from(arena_printf(a, "the paper %.*s", STR_FMT(m->paper.title)));
    term->n_others = 1;
}

bool query_find_target(struct db *db, struct str term, struct arena *a, struct query_target *out,
                       struct query_result *result, struct err *e)
{
    struct meanings m;
    bool means_both = false;
    if (!find_meanings(db, term, a, &m, e))
        return false;
    if (!m.has_concept && !m.has_paper)
        return fail_with_names(db, term, m.is_ambiguous, a, result, e);
    if (m.has_concept && m.has_paper && !is_introduced_by(db, &m, a, &means_both, e))
        return false;
    if (m.has_concept) {
        if (!add_concept(db, &m.concept, a, out, e))
            return false;
        add_meaning(result, term, &m, true, a);
    }
    if (m.has_paper && (!m.has_concept || means_both)) {
        add_node(out, NODE_PAPER, m.paper.id, a);
        add_meaning(result, term, &m, false, a);
    } else if (m.has_paper) {
        add_other_meaning(result, &m, a);
    }
    return true;
}
