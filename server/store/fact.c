#include "store/fact.h"

#include "store/class_internal.h"
#include "store/store_internal.h"

static bool clear(struct db *db, int64_t note_id, struct err *e)
{
    static const enum statement_id statements[] = {
        STMT_FACT_PAPER_CLEAR,    STMT_FACT_CONCEPT_CLEAR, STMT_FACT_EDGE_CLEAR,
        STMT_FACT_EVIDENCE_CLEAR, STMT_FACT_KEY_CLEAR,     STMT_FACT_WARNING_CLEAR,
    };

    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        STMT_SCOPE_OF(s, db, statements[i]);
        bind_i64(&s, 1, note_id);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_papers(struct db *db, int64_t note_id, const struct fact_set *f, struct err *e)
{
    STMT_SCOPE(s, db, FACT_PAPER_ADD);
    for (size_t i = 0; i < f->n_papers; i++) {
        const struct fact_paper *p = &f->papers[i];
        stmt_rewind(&s);
        bind_i64(&s, 1, note_id);
        bind_i64(&s, 2, p->index);
        bind_str(&s, 3, p->key);
        bind_str(&s, 4, p->status);
        bind_str(&s, 5, p->title);
        bind_str(&s, 6, p->short_name);
        bind_str(&s, 7, p->venue);
        bind_i64(&s, 8, p->year);
        bind_i64(&s, 9, p->line);
        bind_json_array(&s, 10, p->aliases);
        bind_json_array(&s, 11, p->identifiers);
        bind_json_array(&s, 12, p->urls);
        bind_json_array(&s, 13, p->resources);
        bind_json_array(&s, 14, p->authors);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_concepts(struct db *db, int64_t note_id, const struct fact_set *f, struct err *e)
{
    STMT_SCOPE(s, db, FACT_CONCEPT_ADD);
    for (size_t i = 0; i < f->n_concepts; i++) {
        const struct fact_concept *c = &f->concepts[i];
        stmt_rewind(&s);
        bind_i64(&s, 1, note_id);
        bind_i64(&s, 2, c->index);
        bind_str(&s, 3, c->key);
        bind_str(&s, 4, c->kind);
        bind_str(&s, 5, c->origin);
        bind_str(&s, 6, c->labels.n ? c->labels : STR("{}"));
        bind_json_array(&s, 7, c->alternatives);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_edges(struct db *db, int64_t note_id, const struct fact_set *f, struct err *e)
{
    STMT_SCOPE(s, db, FACT_EDGE_ADD);
    for (size_t i = 0; i < f->n_edges; i++) {
        const struct fact_edge *edge = &f->edges[i];
        int64_t relation;
        if (!word_put(db, edge->relation, &relation, e))
            return false;
        stmt_rewind(&s);
        bind_i64(&s, 1, note_id);
        bind_i64(&s, 2, edge->index);
        bind_i64(&s, 3, class_of_name(edge->from_type));
        bind_i64(&s, 4, edge->from_index);
        bind_i64(&s, 5, relation);
        bind_i64(&s, 6, class_of_name(edge->to_type));
        bind_i64(&s, 7, edge->to_index);
        bind_i64(&s, 8, edge->score);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_evidence(struct db *db, int64_t note_id, const struct fact_set *f, struct err *e)
{
    STMT_SCOPE(s, db, FACT_EVIDENCE_ADD);
    for (size_t i = 0; i < f->n_evidence; i++) {
        const struct fact_evidence *v = &f->evidence[i];
        int64_t rule;
        if (!word_put(db, v->rule, &rule, e))
            return false;
        stmt_rewind(&s);
        bind_i64(&s, 1, note_id);
        bind_i64(&s, 2, v->edge_index);
        bind_i64(&s, 3, v->rank);
        bind_i64(&s, 4, v->begin);
        bind_i64(&s, 5, v->end);
        bind_i64(&s, 6, v->line);
        bind_i64(&s, 7, v->weight);
        bind_i64(&s, 8, rule);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_keys(struct db *db, int64_t note_id, const struct fact_set *f, struct err *e)
{
    STMT_SCOPE(s, db, FACT_KEY_ADD);
    for (size_t i = 0; i < f->n_keys; i++) {
        const struct join_key *k = &f->keys[i];
        stmt_rewind(&s);
        bind_i64(&s, 1, note_id);
        bind_i64(&s, 2, class_of_letter(k->type));
        bind_i64(&s, 3, k->index);
        bind_str(&s, 4, k->key);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

static bool add_warnings(struct db *db, int64_t note_id, const struct fact_set *f, struct err *e)
{
    STMT_SCOPE(s, db, FACT_WARNING_ADD);
    for (size_t i = 0; i < f->n_warnings; i++) {
        const struct fact_warning *w = &f->warnings[i];
        stmt_rewind(&s);
        bind_i64(&s, 1, note_id);
        bind_i64(&s, 2, (int64_t)i);
        bind_i64(&s, 3, w->line);
        bind_str(&s, 4, w->code);
        bind_str(&s, 5, w->detail);
        if (!stmt_run(&s, e))
            return false;
    }
    return true;
}

bool fact_replace(struct db *db, int64_t note_id, const struct fact_set *facts, struct err *e)
{
    return clear(db, note_id, e) && add_papers(db, note_id, facts, e) &&
           add_concepts(db, note_id, facts, e) && add_edges(db, note_id, facts, e) &&
           add_evidence(db, note_id, facts, e) && add_keys(db, note_id, facts, e) &&
           add_warnings(db, note_id, facts, e);
}
