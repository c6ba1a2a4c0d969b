#include "app/decide/request_internal.h"
#include "app/json.h"
#include "base/arena.h"
#include "store/search.h"

static bool unknown(const struct reading *r, const char *name, const char *what, unsigned kinds,
                    struct str reference, struct err *e)
{
    struct search_hit *hits = NULL;
    size_t n = 0;
    if (!search_nearest(r->db, reference, kinds, 1, r->arena, &hits, &n, e))
        return false;
    return err_set(e, ERR_UNKNOWN_CONCEPT, "/%s: no %s is called \"%.*s\".%s%.*s%s", name, what,
                   STR_FMT(reference), n ? " Did you mean \"" : "", n ? (int)hits[0].title.n : 0,
                   n ? hits[0].title.p : "", n ? "\"?" : "");
}

static void anchor_of_paper(const struct paper_row *row, struct arena *a, struct graph_anchor *out)
{
    struct str *identifiers, *names = ARENA_ARRAY(a, struct str, 1);
    *out = (struct graph_anchor){.class_ = NODE_PAPER, .key = row->key};
    json_read_texts(row->identifiers, a, &identifiers, &out->n_identifiers);
    out->identifiers = identifiers;
    names[0] = row->title;
    out->names = names;
    out->n_names = row->title.n > 0;
}

static void anchor_of_concept(const struct concept_row *row, struct arena *a,
                              struct graph_anchor *out)
{
    json_t *labels = json_make_stored(row->labels);
    struct str *names = ARENA_ARRAY(a, struct str, json_object_size(labels));
    const char *lang;
    json_t *label;
    *out = (struct graph_anchor){.class_ = NODE_CONCEPT, .key = row->key, .names = names};
    json_object_foreach(labels, lang, label) names[out->n_names++] =
        str_copy(a, reading_text_of(label));
    json_decref(labels);
}

bool reading_anchor_of_node(struct reading *r, int64_t id, enum node_class class_,
                            struct graph_anchor *out, struct err *e)
{
    struct paper_row paper;
    struct concept_row concept;
    if (class_ == NODE_PAPER) {
        if (!graph_get_paper(r->db, id, r->arena, &paper, e))
            return false;
        anchor_of_paper(&paper, r->arena, out);
        return true;
    }
    if (!graph_get_concept(r->db, id, r->arena, &concept, e))
        return false;
    anchor_of_concept(&concept, r->arena, out);
    return true;
}

bool reading_paper(struct reading *r, const json_t *value, const char *name,
                   struct graph_anchor *out, struct err *e)
{
    struct str reference;
    struct paper_row row;
    bool moved;
    struct err why = {0};
    if (!reading_text(value, name, DECISION_TEXT_MAX, r->arena, &reference, e))
        return false;
    if (!graph_find_paper(r->db, reference, r->arena, &row, &moved, &why))
        return why.code == ERR_NOT_FOUND
                   ? unknown(r, name, "paper", SEARCH_PAPER, reference, e)
                   : err_set_detail(e, why.code, why.detail, "/%s: %s", name, why.msg);
    anchor_of_paper(&row, r->arena, out);
    return true;
}

bool reading_concept(struct reading *r, const json_t *value, const char *name,
                     struct graph_anchor *out, struct err *e)
{
    struct str reference;
    struct concept_row row;
    bool moved;
    struct err why = {0};
    if (!reading_text(value, name, DECISION_TEXT_MAX, r->arena, &reference, e))
        return false;
    if (!graph_find_concept(r->db, reference, r->arena, &row, &moved, &why))
        return why.code == ERR_NOT_FOUND
                   ? unknown(r, name, "concept", SEARCH_CONCEPT, reference, e)
                   : err_set_detail(e, why.code, why.detail, "/%s: %s", name, why.msg);
    anchor_of_concept(&row, r->arena, out);
    return true;
}

/* The paper or the concept that a decision is about. */
bool reading_target(struct reading *r, struct err *e)
{
    return reading_member(r, "concept")
               ? reading_concept(r, reading_member(r, "concept"), "concept", &r->out->first, e)
               : reading_paper(r, reading_member(r, "paper"), "paper", &r->out->first, e);
}

/* Another one of the same class. */
bool reading_second(struct reading *r, const char *name, struct err *e)
{
    struct graph_anchor *out = &r->out->second;
    return r->out->first.class_ == NODE_CONCEPT
               ? reading_concept(r, reading_member(r, name), name, out, e)
               : reading_paper(r, reading_member(r, name), name, out, e);
}
