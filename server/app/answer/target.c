#include "app/answer/answer_internal.h"
#include "app/json.h"
#include "base/arena.h"
#include "store/search.h"

#define SUGGESTIONS  5
#define NARROWER_MAX 100000 /* looked up, so that the message can say how many there are */

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

static bool is_other_error(const struct err *why)
{
    return why->code != ERR_NONE && why->code != ERR_NOT_FOUND && why->code != ERR_AMBIGUOUS_TERM;
}

static bool find_meanings(struct answer *w, struct str name, bool papers, bool concepts,
                          struct meanings *out, struct err *e)
{
    bool moved;
    struct err as_concept = {0}, as_paper = {0};
    *out = (struct meanings){0};
    out->has_concept =
        concepts && graph_find_concept(w->db, name, w->arena, &out->concept, &moved, &as_concept);
    out->has_paper =
        papers && graph_find_paper(w->db, name, w->arena, &out->paper, &moved, &as_paper);
    out->is_ambiguous = as_paper.code == ERR_AMBIGUOUS_TERM;
    const struct err *why = is_other_error(&as_concept) ? &as_concept : &as_paper;
    return !is_other_error(why) || err_set_detail(e, why->code, why->detail, "%s", why->msg);
}

/* A method that is known by the name of its paper: both are meant. */
static bool is_introduced_by(struct answer *w, const struct meanings *m, bool *out, struct err *e)
{
    *out = false;
    if (!answer_need_graph(w, e))
        return false;
    struct graph_links links = graph_index_links(w->graph, (uint32_t)m->paper.id);
    for (uint32_t i = 0; i < links.n; i++)
        *out = *out || (links.items[i].other == m->concept.id && links.items[i].is_out &&
                        links.items[i].relation == REL_INTRODUCES &&
                        links.items[i].status != EDGE_REJECTED &&
                        links.items[i].score >= ANSWER_LEAST_SCORE);
    return true;
}

/* ---- names that mean nothing ---- */

static bool suggest(struct answer *w, struct str name, struct err *e)
{
    struct search_hit *hits;
    struct query_result *r = w->result;
    if (!search_nearest(w->db, name, SEARCH_PAPER | SEARCH_CONCEPT, SUGGESTIONS, w->arena, &hits,
                        &r->n_suggestions, e))
        return false;
    r->unknown = name;
    r->suggestions = ARENA_ARRAY(w->arena, struct str, r->n_suggestions);
    for (size_t i = 0; i < r->n_suggestions; i++)
        r->suggestions[i] = hits[i].title;
    return true;
}

static bool fail_with_names(struct answer *w, struct str name, bool is_ambiguous, struct err *e)
{
    bool zh = w->language == LANGUAGE_ZH;
    if (!suggest(w, name, e))
        return false;
    const struct query_result *r = w->result;
    if (is_ambiguous)
        return err_set(e, ERR_AMBIGUOUS_TERM,
                       zh ? "“%.*s”是几篇论文共同的名称。请使用标识符或标题。"
                          : "\"%.*s\" is the name of several papers. Use an identifier or a title.",
                       STR_FMT(name));
    if (!r->n_suggestions)
        return err_set(e, ERR_UNKNOWN_CONCEPT,
                       zh ? "没有名为“%.*s”的概念或论文。可以这样问：与A相关的论文、"
                            "类似A的论文、2019年以来的论文、昨天以来新增的论文。"
                          : "No concept or paper is called \"%.*s\". Ask such as: papers about A, "
                            "papers like A, papers since 2019, new since yesterday.",
                       STR_FMT(name));
    return err_set(e, ERR_UNKNOWN_CONCEPT,
                   zh ? "没有名为“%.*s”的概念或论文。您是想找“%.*s”吗？"
                      : "No concept is called \"%.*s\". Did you mean \"%.*s\"?",
                   STR_FMT(name), STR_FMT(r->suggestions[0]));
}

/* ---- what was understood ---- */

static bool is_known_term(const struct answer *w, struct str name, struct str key)
{
    for (size_t i = 0; i < w->terms.n; i++)
        if (str_eq(w->terms.items[i].text, name) && str_eq(w->terms.items[i].key, key))
            return true;
    return false;
}

static void add_term(struct answer *w, struct str name, const struct meanings *m, bool as_concept)
{
    struct str key = as_concept ? m->concept.key : m->paper.key;
    if (is_known_term(w, name, key))
        return;
    *vec_push(w->arena, &w->terms) = (struct query_term){
        .text = name,
        .class_ = as_concept ? NODE_CONCEPT : NODE_PAPER,
        .key = key,
        .label =
            as_concept ? query_concept_label(&m->concept, w->arena) : query_paper_label(&m->paper),
    };
}

/* The concept is used though a paper has the name as well. */
static void add_other_meaning(struct answer *w, const struct meanings *m)
{
    bool zh = w->language == LANGUAGE_ZH;
    struct query_term *term = &w->terms.items[w->terms.n - 1];
    if (term->n_others)
        return;
    term->others = ARENA_NEW(w->arena, struct str);
    term->others[term->n_others++] = str_from(
        arena_printf(w->arena, zh ? "论文 %.*s" : "the paper %.*s", STR_FMT(m->paper.title)));
    *vec_push(w->arena, &w->warnings) = (struct query_warning){
        "ambiguous-term",
        str_from(arena_printf(w->arena,
                              zh ? "“%.*s”也可以指“%.*s”；这里按“%.*s”理解。"
                                 : "\"%.*s\" can also be \"%.*s\"; used \"%.*s\".",
                              STR_FMT(term->text), STR_FMT(term->others[0]),
                              STR_FMT(term->label)))};
}

bool target_find_nodes(struct answer *w, struct str name, bool papers, bool concepts,
                       struct node_list *out, struct err *e)
{
    struct meanings m;
    bool means_both = false;
    if (!find_meanings(w, name, papers, concepts, &m, e))
        return false;
    if (!m.has_concept && !m.has_paper)
        return fail_with_names(w, name, m.is_ambiguous, e);
    if (m.has_concept && m.has_paper && !is_introduced_by(w, &m, &means_both, e))
        return false;
    if (m.has_concept) {
        *vec_push(w->arena, out) = m.concept.id;
        add_term(w, name, &m, true);
    }
    if (m.has_paper && (!m.has_concept || means_both)) {
        *vec_push(w->arena, out) = m.paper.id;
        add_term(w, name, &m, false);
    } else if (m.has_paper && m.has_concept) {
        add_other_meaning(w, &m);
    }
    return true;
}

/* ---- expansion ---- */

static bool add_narrower(struct answer *w, struct node_list *all, struct err *e)
{
    size_t n_asked = all->n;
    for (size_t i = 0; i < n_asked; i++) {
        int64_t *ids;
        size_t n;
        if (!graph_node_is_concept((uint32_t)all->items[i]))
            continue;
        if (!graph_narrower(w->db, all->items[i], NARROWER_MAX, w->arena, &ids, &n, e))
            return false;
        for (size_t k = 0; k < n; k++)
            *vec_push(w->arena, all) = ids[k];
    }
    return true;
}

static bool add_related(struct answer *w, struct node_list *all, struct err *e)
{
    struct walk_filter filter;
    struct str related = STR("related");
    walk_read_filter(&(struct query_link){.relations = &related, .n_relations = 1}, &filter);
    if (!answer_need_graph(w, e))
        return false;
    size_t n = all->n;
    for (size_t i = 0; i < n; i++) {
        struct graph_links links = graph_index_links(w->graph, (uint32_t)all->items[i]);
        for (uint32_t k = 0; k < links.n && graph_node_is_concept((uint32_t)all->items[i]); k++)
            if (walk_takes(&filter, &links.items[k], true))
                *vec_push(w->arena, all) = links.items[k].other;
    }
    return true;
}

static bool find_by_question(struct answer *w, const struct query_target *target,
                             struct node_list *out, struct err *e)
{
    struct row_set set;
    struct select_ids all;
    if (!evaluate(w, answer_kind(target->find), target->where, false, &set, e))
        return false;
    if (set.is_rest) {
        if (!select_all(w->db, answer_kind(target->find), w->arena, &all, e))
            return false;
        set = set_and(set, set_of(all), w->arena);
    }
    for (size_t i = 0; i < set.n; i++)
        *vec_push(w->arena, out) = set.ids[i];
    return true;
}

static bool find_asked(struct answer *w, const struct query_target *target, struct node_list *out,
                       struct err *e)
{
    switch (target->type) {
    case TARGET_WHERE:
        return find_by_question(w, target, out, e);
    case TARGET_PAPER:
        return target_find_nodes(w, target->reference, true, false, out, e);
    case TARGET_CONCEPT:
        return target_find_nodes(w, target->reference, false, true, out, e);
    case TARGET_NAME:
        return target_find_nodes(w, target->reference, true, true, out, e);
    }
    return true;
}

bool target_find(struct answer *w, const struct query_target *target, enum query_expand expand,
                 struct node_list *asked, struct node_list *all, struct err *e)
{
    struct node_list nodes = {0};
    if (!find_asked(w, target, &nodes, e))
        return false;
    for (size_t i = 0; i < nodes.n; i++)
        *vec_push(w->arena, asked) = nodes.items[i];
    bool is_wide = expand == EXPAND_NARROWER || expand == EXPAND_RELATED;
    if ((is_wide && !add_narrower(w, &nodes, e)) ||
        (expand == EXPAND_RELATED && !add_related(w, &nodes, e)))
        return false;
    for (size_t i = 0; i < nodes.n; i++)
        *vec_push(w->arena, all) = nodes.items[i];
    if (all->n <= ANSWER_TARGETS_MAX)
        return true;
    return err_set(e, ERR_QUERY_TOO_EXPENSIVE,
                   w->language == LANGUAGE_ZH
                       ? "目标展开为 %zu 个概念或论文，上限为 %d。请使用 expand=none 或更窄的概念。"
                       : "The target expands to %zu concepts and papers; the limit is %d. Use "
                         "expand=none or a narrower concept.",
                   all->n, ANSWER_TARGETS_MAX);
}
