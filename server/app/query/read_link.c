#include "app/query/document_internal.h"
#include "base/arena.h"

#define MEMBERS "to|relation|direction|hops|expand|min_score|status"

/* ---- targets ---- */

static bool read_subquery(struct document *d, struct str place, json_t *value,
                          struct query_target *out)
{
    struct str find = STR("papers");
    enum query_find outer = d->find;
    json_t *kind = json_object_get(value, "find");
    if (!document_check_members(d, place, value, "where|find"))
        return false;
    if (d->subquery >= QUERY_SUBQUERY_MAX) {
        DOCUMENT_PROBLEM(d, DEEP_SUBQUERY, place, STR_EMPTY,
                         query_message_number(&d->reader, QUERY_SUBQUERY_MAX));
        return false;
    }
    if (kind &&
        !document_read_choice(d, document_place(d, place, "find"), kind, "papers|concepts", &find))
        return false;
    out->type = TARGET_WHERE;
    (void)query_find_find(find, &out->find);
    d->subquery++;
    d->find = out->find;
    out->where = document_read_predicate(d, document_place(d, place, "where"),
                                         json_object_get(value, "where"));
    d->find = outer;
    d->subquery--;
    return out->where != NULL;
}

bool document_read_target(struct document *d, struct str place, json_t *value,
                          struct query_target *out)
{
    if (json_is_string(value))
        return document_read_text(d, place, value, &out->reference);
    if (json_object_get(value, "where"))
        return read_subquery(d, place, value, out);
    bool is_paper = json_object_get(value, "paper") != NULL;
    const char *name = is_paper ? "paper" : "concept";
    if (!json_is_object(value) || !json_object_get(value, name)) {
        document_wrong_type(d, place, MESSAGE_A_TARGET, value);
        return false;
    }
    out->type = is_paper ? TARGET_PAPER : TARGET_CONCEPT;
    return document_check_members(d, place, value, name) &&
           document_read_text(d, document_place(d, place, name), json_object_get(value, name),
                              &out->reference);
}

static bool read_targets(struct document *d, struct str place, json_t *value,
                         struct query_link *link)
{
    bool ok = true;
    link->n_to = json_is_array(value) ? json_array_size(value) : 1;
    if (link->n_to > QUERY_VALUES_MAX) {
        DOCUMENT_PROBLEM(d, MANY_VALUES, place, STR_EMPTY,
                         query_message_number(&d->reader, link->n_to),
                         query_message_number(&d->reader, QUERY_VALUES_MAX));
        return false;
    }
    if (link->n_to == 0) {
        DOCUMENT_PROBLEM(d, EMPTY, place, STR_EMPTY, STR_EMPTY);
        return false;
    }
    link->to = ARENA_ARRAY(d->reader.arena, struct query_target, link->n_to);
    if (!json_is_array(value))
        return document_read_target(d, place, value, link->to);
    for (size_t i = 0; i < link->n_to; i++)
        ok = document_read_target(d, document_place_at(d, place, i), json_array_get(value, i),
                                  &link->to[i]) &&
             ok;
    return ok;
}

/* ---- options ---- */

static void read_relations(struct document *d, struct str place, json_t *value,
                           struct query_link *link)
{
    struct str nearest;
    if (!document_read_texts(d, place, value, &link->relations, &link->n_relations))
        return;
    for (size_t i = 0; i < link->n_relations; i++) {
        struct str below = json_is_array(value) ? document_place_at(d, place, i) : place;
        if (!query_check_relation(link->relations[i], &nearest))
            DOCUMENT_PROBLEM(d, NOT_ONE_OF, below, nearest, query_list_relations(d->reader.arena),
                             query_shown(link->relations[i]));
    }
}

static void read_words(struct document *d, struct str place, json_t *value, struct query_link *link)
{
    struct str word;
    json_t *direction = json_object_get(value, "direction");
    json_t *expand = json_object_get(value, "expand");
    if (direction && document_read_choice(d, document_place(d, place, "direction"), direction,
                                          QUERY_DIRECTIONS, &word))
        (void)query_direction_find(word, &link->direction);
    if (expand &&
        document_read_choice(d, document_place(d, place, "expand"), expand, QUERY_EXPANDS, &word))
        (void)query_expand_find(word, &link->expand);
}

static void read_options(struct document *d, struct str place, json_t *value,
                         struct query_link *link)
{
    int64_t hops = 1;
    json_t *relation = json_object_get(value, "relation");
    json_t *status = json_object_get(value, "status");
    json_t *min_score = json_object_get(value, "min_score");
    json_t *n_hops = json_object_get(value, "hops");
    if (relation)
        read_relations(d, document_place(d, place, "relation"), relation, link);
    if (status)
        (void)document_read_choices(d, document_place(d, place, "status"), status, QUERY_STATUSES,
                                    &link->statuses, &link->n_statuses);
    if (min_score)
        (void)document_read_score(d, document_place(d, place, "min_score"), min_score,
                                  &link->min_score);
    if (n_hops &&
        document_read_number(d, document_place(d, place, "hops"), n_hops, 1, QUERY_HOPS_MAX, &hops))
        link->hops = (unsigned)hops;
    read_words(d, place, value, link);
}

struct query_predicate *document_read_link(struct document *d, struct str place, json_t *value)
{
    struct query_predicate *p = query_predicate_new(d->reader.arena, PREDICATE_LINKED);
    p->link.hops = 1;
    (void)document_check_members(d, place, value, MEMBERS);
    if (!json_is_object(value))
        return NULL;
    json_t *to = json_object_get(value, "to");
    bool ok = to && read_targets(d, document_place(d, place, "to"), to, &p->link);
    if (!to)
        DOCUMENT_PROBLEM(d, MISSING, place, STR_EMPTY, STR("to"));
    read_options(d, place, value, &p->link);
    return ok ? p : NULL;
}
