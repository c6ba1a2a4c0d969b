#include "app/resolve/made_internal.h"

#include <stdlib.h>

#include "app/ingest/facts_internal.h"
#include "app/json.h"
#include "app/resolve/join_keys_internal.h"
#include "base/arena.h"

/* ---- decisions as facts ---- */

static struct str text_of(const json_t *fields, const char *name, struct arena *a)
{
    const json_t *value = json_object_get(fields, name);
    return str_copy(a, str_of(json_string_value(value), json_string_length(value)));
}

static struct str *texts_of(const json_t *fields, const char *name, struct arena *a, size_t *n)
{
    struct str *items = NULL;
    const json_t *list = json_object_get(fields, name);
    *n = 0;
    if (list)
        json_read_texts(json_print(list, JSON_COMPACT, a), a, &items, n);
    return items;
}

static void make_paper(const struct decision *d, struct arena *a, struct paper *out)
{
    json_t *fields = json_make_stored(d->fields);
    *out = (struct paper){.key = d->id,
                          .status = PAPER_ENTRY,
                          .title = text_of(fields, "title", a),
                          .short_name = text_of(fields, "short", a),
                          .venue = text_of(fields, "venue", a),
                          .year = (uint32_t)json_integer_value(json_object_get(fields, "year"))};
    out->identifiers = texts_of(fields, "identifiers", a, &out->n_identifiers);
    out->authors = texts_of(fields, "authors", a, &out->n_authors);
    json_decref(fields);
}

static void make_labels(const json_t *labels, struct arena *a, struct concept *out)
{
    const char *lang;
    json_t *label;
    out->labels = ARENA_ARRAY(a, struct label, json_object_size(labels));
    json_object_foreach((json_t *)(uintptr_t)labels, lang, label) out->labels[out->n_labels++] =
        (struct label){str_copy(a, str_from(lang)),
                       str_copy(a, str_of(json_string_value(label), json_string_length(label)))};
}

static void make_concept(const struct decision *d, struct arena *a, struct concept *out)
{
    json_t *fields = json_make_stored(d->fields);
    struct str kind = text_of(fields, "kind", a);
    *out = (struct concept){
        .key = d->first.key, .kind = kind.n ? kind : STR("term"), .origin = ORIGIN_USER};
    make_labels(json_object_get(fields, "label"), a, out);
    out->alternatives = texts_of(fields, "alt", a, &out->n_alternatives);
    json_decref(fields);
}

/* A concept of the vocabulary gets no names this way: those that notes define are counted by notes. */
static void drop_names_of_known(const struct vocabulary *v, struct concept *c, struct arena *a)
{
    for (size_t i = 0; i < c->n_labels; i++) {
        uint32_t *concepts;
        size_t n;
        vocabulary_by_label(v, c->labels[i].text, a, &concepts, &n);
        if (n == 1)
            c->n_alternatives = 0;
    }
    if (facts_known_concept(v, c->key))
        c->n_alternatives = 0;
}

/* In the order of the decisions; those of other kinds are passed over. */
static void make_facts(const struct resolver *r, const struct decision *decisions, size_t n,
                       struct arena *a, struct made *names, struct fact_set *out)
{
    struct extraction x = {.path = STR(""),
                           .papers = ARENA_ARRAY(a, struct paper, n),
                           .concepts = ARENA_ARRAY(a, struct concept, n)};
    names->papers = ARENA_ARRAY(a, const struct decision *, n);
    names->concepts = ARENA_ARRAY(a, const struct decision *, n);
    for (size_t i = 0; i < n; i++) {
        if (decisions[i].kind == DECISION_ADD_PAPER) {
            names->papers[x.n_papers] = &decisions[i];
            make_paper(&decisions[i], a, &x.papers[x.n_papers++]);
        } else if (decisions[i].kind == DECISION_ADD_CONCEPT) {
            names->concepts[x.n_concepts] = &decisions[i];
            make_concept(&decisions[i], a, &x.concepts[x.n_concepts]);
            drop_names_of_known(r->vocabulary, &x.concepts[x.n_concepts++], a);
        }
    }
    facts_make(&x, r->vocabulary, a, out);
}

uint64_t *made_keys(const struct resolver *r, const struct decision *d, struct arena *a, size_t *n)
{
    struct made names;
    struct fact_set facts;
    make_facts(r, d, 1, a, &names, &facts);
    bool is_bare = join_keys_are_bare(facts.keys, facts.n_keys);
    uint64_t *keys = ARENA_ARRAY(a, uint64_t, facts.n_keys);
    *n = 0;
    for (size_t i = 0; i < facts.n_keys; i++) {
        uint64_t key = join_key_lookup(facts.keys[i].key, is_bare);
        if (key)
            keys[(*n)++] = key;
    }
    return keys;
}

/* ---- loading ---- */

static int by_key(const void *a, const void *b)
{
    const struct made_carrier *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->ref.type != y->ref.type)
        return x->ref.type < y->ref.type ? -1 : 1;
    return (x->ref.index > y->ref.index) - (x->ref.index < y->ref.index);
}

static void index_carriers(struct made *m, const struct fact_set *facts, struct arena *a)
{
    m->n_carriers = facts->n_keys;
    m->carriers = ARENA_ARRAY(a, struct made_carrier, facts->n_keys);
    for (size_t i = 0; i < facts->n_keys; i++)
        m->carriers[i] = (struct made_carrier){
            facts->keys[i].key, {.index = facts->keys[i].index, .type = facts->keys[i].type}};
    if (facts->n_keys)
        qsort(m->carriers, facts->n_keys, sizeof(*m->carriers), by_key);
}

static const struct made_node_row *stored_of(const struct made *m, struct str decision_id)
{
    for (size_t i = 0; i < m->n_stored; i++)
        if (str_eq(m->stored[i].decision_id, decision_id))
            return &m->stored[i];
    return NULL;
}

static bool is_made(const struct resolver *r, struct str decision_id)
{
    for (size_t i = 0; i < r->ledger->n; i++)
        if (str_eq(r->ledger->decisions[i].id, decision_id))
            return true;
    return false;
}

static void lose_gone(struct resolver *r)
{
    struct resolve_changes *c = r->changes;
    for (size_t i = 0; i < r->made->n_stored; i++) {
        const struct made_node_row *row = &r->made->stored[i];
        if (!is_made(r, row->decision_id))
            id_set_add(row->node_id & 1 ? &c->lost_concepts : &c->lost_papers, row->node_id);
    }
}

static void fill_nodes(const struct made *m, const struct decision *const *decisions, size_t n,
                       int64_t *nodes)
{
    for (size_t i = 0; i < n; i++) {
        const struct made_node_row *row = stored_of(m, decisions[i]->id);
        nodes[i] = row ? row->node_id : 0;
    }
}

bool made_load(struct resolver *r, struct err *e)
{
    struct arena *a = r->arena;
    struct made *m = r->made = ARENA_NEW(a, struct made);
    struct fact_set *facts = ARENA_NEW(a, struct fact_set);
    struct note_nodes nodes = {0};
    *m = (struct made){0};
    if (r->ledger->n_all == 0)
        return true;
    if (!made_node_list(r->db, a, &m->stored, &m->n_stored, e))
        return false;
    make_facts(r, r->ledger->decisions, r->ledger->n, a, m, facts);
    lose_gone(r);
    if (facts->n_papers + facts->n_concepts == 0)
        return true;
    nodes.papers = ARENA_ARRAY(a, int64_t, facts->n_papers);
    nodes.concepts = ARENA_ARRAY(a, int64_t, facts->n_concepts);
    nodes.n_papers = facts->n_papers;
    nodes.n_concepts = facts->n_concepts;
    fill_nodes(m, m->papers, facts->n_papers, nodes.papers);
    fill_nodes(m, m->concepts, facts->n_concepts, nodes.concepts);
    m->note = known_note_make(r->changes, facts, &nodes);
    index_carriers(m, facts, a);
    return true;
}

const struct made_carrier *made_find(const struct made *m, uint64_t key, size_t *n)
{
    size_t low = 0, high = m->n_carriers;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->carriers[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    *n = 0;
    while (low + *n < m->n_carriers && m->carriers[low + *n].key == key)
        ++*n;
    return m->carriers + low;
}

/* ---- what they became ---- */

bool made_holds(const struct made *m, int64_t node_id)
{
    const struct note_nodes *nodes = m->note ? &m->note->nodes : &(struct note_nodes){0};
    for (size_t i = 0; i < nodes->n_papers; i++)
        if (nodes->papers[i] == node_id)
            return true;
    for (size_t i = 0; i < nodes->n_concepts; i++)
        if (nodes->concepts[i] == node_id)
            return true;
    return false;
}

static bool put_nodes(struct db *db, const struct decision *const *decisions, const int64_t *nodes,
                      size_t n, struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (!made_node_put(db, decisions[i]->id, nodes[i], e))
            return false;
    return true;
}

bool made_write(struct resolver *r, struct err *e)
{
    const struct made *m = r->made;
    for (size_t i = 0; i < m->n_stored; i++)
        if (!is_made(r, m->stored[i].decision_id) &&
            !made_node_delete(r->db, m->stored[i].decision_id, e))
            return false;
    return !m->note ||
           (put_nodes(r->db, m->papers, m->note->nodes.papers, m->note->nodes.n_papers, e) &&
            put_nodes(r->db, m->concepts, m->note->nodes.concepts, m->note->nodes.n_concepts, e));
}
