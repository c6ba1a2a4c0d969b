#include "app/ingest/facts_internal.h"

#include "app/extraction_json.h"
#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"

#define CONCEPT_PREFIX STR("concept:")

const struct vocabulary_concept *facts_known_concept(const struct vocabulary *v, struct str key)
{
    if (!str_starts(key, CONCEPT_PREFIX))
        return NULL;
    return vocabulary_by_id(v, str_from_pos(key, CONCEPT_PREFIX.n));
}

bool facts_is_known_name(const struct vocabulary_concept *known, struct str name, struct arena *a)
{
    for (size_t i = 0; i < known->n_labels; i++)
        if (str_eq(known->labels[i].text, name))
            return true;
    struct str folded = fold_key(a, name);
    for (size_t i = 0; i < known->n_labels; i++)
        if (str_eq(fold_key(a, known->labels[i].text), folded))
            return true;
    return false;
}

static void make_paper(const struct paper *p, int64_t index, struct arena *a,
                       struct fact_paper *out)
{
    *out = (struct fact_paper){
        .index = index,
        .key = str_copy(a, p->key),
        .status = str_from(extraction_status_name(p->status)),
        .title = str_copy(a, p->title),
        .short_name = str_copy(a, p->short_name),
        .venue = str_copy(a, p->venue),
        .year = p->year,
        .line = p->line,
        .aliases = json_write_texts(p->aliases, p->n_aliases, a),
        .identifiers = json_write_texts(p->identifiers, p->n_identifiers, a),
        .urls = json_write_texts(p->urls, p->n_urls, a),
        .resources = json_write_texts(p->resources, p->n_resources, a),
        .authors = json_write_texts(p->authors, p->n_authors, a),
    };
}

static void add_paper_keys(const struct extraction *x, size_t i, struct join_key_list *keys,
                           struct arena *a)
{
    const struct paper *p = &x->papers[i];
    struct paper_mention m = {
        .title = p->title,
        .short_name = p->short_name,
        .aliases = p->aliases,
        .n_aliases = p->n_aliases,
        .identifiers = p->identifiers,
        .n_identifiers = p->n_identifiers,
        .year = p->year,
        .is_stub = p->status == PAPER_STUB,
        .scope = x->path,
    };
    join_keys_add_paper(keys, &m, (int64_t)i, a);
}

static struct str labels_text(const struct concept *c, struct arena *a)
{
    json_t *labels = json_object();
    for (size_t i = 0; i < c->n_labels; i++)
        json_object_setn_new_nocheck(labels, c->labels[i].lang.p, c->labels[i].lang.n,
                                     json_make_text(c->labels[i].text));
    struct str text = json_print(labels, JSON_COMPACT | JSON_SORT_KEYS, a);
    json_decref(labels);
    return text;
}

/* By id, else by the first preferred label that has just one meaning. */
static const struct vocabulary_concept *find_known(const struct vocabulary *v,
                                                   const struct concept *c, struct arena *a)
{
    const struct vocabulary_concept *known = facts_known_concept(v, c->key);
    for (size_t i = 0; i < c->n_labels && !known; i++) {
        uint32_t *concepts;
        size_t n;
        vocabulary_by_label(v, c->labels[i].text, a, &concepts, &n);
        if (n == 1)
            known = vocabulary_at(v, concepts[0]);
    }
    return known;
}

static void make_known_concept(const struct concept *c, const struct vocabulary_concept *known,
                               struct join_key_list *keys, struct arena *a,
                               struct fact_concept *out)
{
    struct str *own = ARENA_ARRAY(a, struct str, c->n_alternatives);
    size_t n = 0;
    for (size_t i = 0; i < c->n_alternatives; i++)
        if (!facts_is_known_name(known, c->alternatives[i], a))
            own[n++] = c->alternatives[i];
    out->key = str_from(arena_printf(a, "concept:%.*s", STR_FMT(known->id)));
    out->kind = str_copy(a, known->kind);
    out->origin = known->is_user ? STR("user") : STR("vocabulary");
    out->labels = STR("{}");
    out->alternatives = json_write_texts(own, n, a);
    if (n)
        join_keys_add_concept(keys, 'a', out->key, out->index, a);
    for (size_t i = 0; i < n; i++)
        join_keys_add_concept(keys, 'x', fold_key(a, own[i]), out->index, a);
}

static void make_discovered_concept(const struct concept *c, struct join_key_list *keys,
                                    struct arena *a, struct fact_concept *out)
{
    out->key = str_copy(a, c->key);
    out->kind = str_copy(a, c->kind);
    out->origin = c->origin == ORIGIN_USER ? STR("user") : STR("discovered");
    out->labels = labels_text(c, a);
    out->alternatives = json_write_texts(c->alternatives, c->n_alternatives, a);
    join_keys_add_concept(keys, 'c', c->key, out->index, a);
    for (size_t i = 0; i < c->n_labels; i++)
        join_keys_add_concept(keys, 'c', fold_key(a, c->labels[i].text), out->index, a);
}

static void make_concept(const struct concept *c, int64_t index, const struct vocabulary *v,
                         struct join_key_list *keys, struct arena *a, struct fact_concept *out)
{
    *out = (struct fact_concept){.index = index};
    const struct vocabulary_concept *known = find_known(v, c, a);
    if (known)
        make_known_concept(c, known, keys, a, out);
    else
        make_discovered_concept(c, keys, a, out);
}

static struct str type_name(enum node_type type)
{
    return type == TYPE_PAPER ? STR("paper") : STR("concept");
}

static void make_edge(const struct edge *edge, int64_t index, struct fact_edge *out)
{
    *out = (struct fact_edge){
        .index = index,
        .from_type = type_name(edge->from.type),
        .to_type = type_name(edge->to.type),
        .from_index = edge->from.index,
        .to_index = edge->to.index,
        .relation = str_from(relation_name(edge->relation)),
        .score = edge->score,
    };
}

static void make_evidence(const struct edge *edge, int64_t index, struct fact_evidence *out)
{
    for (size_t i = 0; i < edge->n_evidence; i++) {
        const struct evidence *from = &edge->evidence[i];
        out[i] = (struct fact_evidence){
            .edge_index = index,
            .rank = (int64_t)i,
            .begin = from->begin,
            .end = from->end,
            .line = from->line,
            .weight = from->weight,
            .rule = str_from(from->rule),
        };
    }
}

static void make_edges(const struct extraction *x, struct arena *a, struct fact_set *out)
{
    size_t n_evidence = 0;
    for (size_t i = 0; i < x->n_edges; i++)
        n_evidence += x->edges[i].n_evidence;
    out->edges = ARENA_ARRAY(a, struct fact_edge, x->n_edges);
    out->evidence = ARENA_ARRAY(a, struct fact_evidence, n_evidence);
    for (size_t i = 0; i < x->n_edges; i++) {
        make_edge(&x->edges[i], (int64_t)i, &out->edges[i]);
        make_evidence(&x->edges[i], (int64_t)i, out->evidence + out->n_evidence);
        out->n_evidence += x->edges[i].n_evidence;
    }
    out->n_edges = x->n_edges;
}

static void make_warnings(const struct extraction *x, struct arena *a, struct fact_set *out)
{
    out->n_warnings = x->n_warnings;
    out->warnings = ARENA_ARRAY(a, struct fact_warning, x->n_warnings);
    for (size_t i = 0; i < x->n_warnings; i++)
        out->warnings[i] = (struct fact_warning){
            .line = x->warnings[i].line,
            .code = str_from(x->warnings[i].code),
            .detail = str_copy(a, x->warnings[i].detail),
        };
}

void facts_make(const struct extraction *x, const struct vocabulary *v, struct arena *a,
                struct fact_set *out)
{
    struct join_key_list keys = {0};
    *out = (struct fact_set){.n_papers = x->n_papers, .n_concepts = x->n_concepts};
    out->papers = ARENA_ARRAY(a, struct fact_paper, x->n_papers);
    out->concepts = ARENA_ARRAY(a, struct fact_concept, x->n_concepts);
    for (size_t i = 0; i < x->n_papers; i++) {
        make_paper(&x->papers[i], (int64_t)i, a, &out->papers[i]);
        add_paper_keys(x, i, &keys, a);
    }
    for (size_t i = 0; i < x->n_concepts; i++)
        make_concept(&x->concepts[i], (int64_t)i, v, &keys, a, &out->concepts[i]);
    make_edges(x, a, out);
    make_warnings(x, a, out);
    out->keys = keys.items;
    out->n_keys = keys.n;
}
