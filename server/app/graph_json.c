#include "app/graph_json.h"

#include "app/json.h"

void graph_json_put_paper(json_t *o, const struct paper_row *row)
{
    json_put(o, "key", json_make_text(row->key));
    json_put(o, "status", json_make_text(row->status));
    json_put(o, "title", json_make_text(row->title));
    json_put(o, "short", json_make_text_or_null(row->short_name));
    json_put(o, "aliases", json_make_stored(row->aliases));
    json_put(o, "identifiers", json_make_stored(row->identifiers));
    json_put(o, "urls", json_make_stored(row->urls));
    json_put(o, "resources", json_make_stored(row->resources));
    json_put(o, "authors", json_make_stored(row->authors));
    json_put(o, "venue", json_make_text_or_null(row->venue));
    json_put(o, "year", json_make_number_or_null(row->year));
}

void graph_json_put_concept(json_t *o, const struct concept_row *row)
{
    json_put(o, "key", json_make_text(row->key));
    json_put(o, "kind", json_make_text(row->kind));
    json_put(o, "origin", json_make_text(row->origin));
    json_put(o, "label", json_make_stored(row->labels));
    json_put(o, "alt", json_make_stored(row->alternatives));
}

void graph_json_put_edge(json_t *o, const struct edge_row *row, struct str from_key,
                         struct str to_key)
{
    json_put(o, "from", json_make_text(from_key));
    json_put(o, "relation", json_make_text(row->relation));
    json_put(o, "to", json_make_text(to_key));
    json_put(o, "score", json_make_score(row->score));
    json_put(o, "status", json_make_text(row->status));
    json_put(o, "origin", json_make_text(row->origin));
}
