#include "app/extraction_json.h"

#include "app/json.h"

const char *extraction_status_name(enum paper_status status)
{
    static const char *const names[] = {
        [PAPER_ENTRY] = "entry", [PAPER_CITED] = "cited", [PAPER_STUB] = "stub"};
    return names[status];
}

const char *extraction_origin_name(enum concept_origin origin)
{
    static const char *const names[] = {[ORIGIN_VOCABULARY] = "vocabulary",
                                        [ORIGIN_DISCOVERED] = "discovered",
                                        [ORIGIN_USER] = "user"};
    return names[origin];
}

static json_t *note_to_json(const struct extraction *x)
{
    json_t *o = json_object();
    json_put(o, "path", json_make_text(x->path));
    json_put(o, "title", json_make_text_or_null(x->title));
    json_put(o, "language", json_make_texts(x->languages, x->n_languages));
    json_put(o, "date", json_make_text_or_null(x->date));
    json_put(o, "tags", json_make_texts(x->tags, x->n_tags));
    json_put(o, "sha256", json_make_text(str_from(x->sha256)));
    return o;
}

static json_t *paper_to_json(const struct paper *p)
{
    json_t *o = json_object();
    json_put(o, "key", json_make_text(p->key));
    json_put(o, "status", json_string(extraction_status_name(p->status)));
    json_put(o, "title", json_make_text(p->title));
    json_put(o, "short", json_make_text_or_null(p->short_name));
    json_put(o, "aliases", json_make_texts(p->aliases, p->n_aliases));
    json_put(o, "identifiers", json_make_texts(p->identifiers, p->n_identifiers));
    json_put(o, "urls", json_make_texts(p->urls, p->n_urls));
    json_put(o, "resources", json_make_texts(p->resources, p->n_resources));
    json_put(o, "year", json_make_number_or_null(p->year));
    json_put(o, "venue", json_make_text_or_null(p->venue));
    json_put(o, "authors", json_make_texts(p->authors, p->n_authors));
    json_put(o, "line", json_integer(p->line));
    return o;
}

static json_t *labels_to_json(const struct concept *c)
{
    json_t *o = json_object();
    for (size_t i = 0; i < c->n_labels; i++)
        json_object_setn_new_nocheck(o, c->labels[i].lang.p, c->labels[i].lang.n,
                                     json_make_text(c->labels[i].text));
    return o;
}

static json_t *concept_to_json(const struct concept *c)
{
    json_t *o = json_object();
    json_put(o, "key", json_make_text(c->key));
    json_put(o, "label", labels_to_json(c));
    json_put(o, "alt", json_make_texts(c->alternatives, c->n_alternatives));
    json_put(o, "kind", json_make_text(c->kind));
    json_put(o, "origin", json_string(extraction_origin_name(c->origin)));
    return o;
}

static json_t *evidence_to_json(const struct evidence *ev, struct str source)
{
    json_t *o = json_object();
    json_put(o, "line", json_integer(ev->line));
    json_put(o, "start", json_integer(ev->begin));
    json_put(o, "end", json_integer(ev->end));
    json_put(o, "quote", json_make_text(str_sub(source, ev->begin, ev->end)));
    json_put(o, "rule", json_string(ev->rule));
    return o;
}

static struct str endpoint_key(const struct extraction *x, struct endpoint end)
{
    return end.type == TYPE_PAPER ? x->papers[end.index].key : x->concepts[end.index].key;
}

static json_t *edge_to_json(const struct extraction *x, const struct edge *edge, struct str source)
{
    json_t *evidence = json_array();
    for (size_t i = 0; i < edge->n_evidence; i++)
        json_array_append_new(evidence, evidence_to_json(&edge->evidence[i], source));
    json_t *o = json_object();
    json_put(o, "from", json_make_text(endpoint_key(x, edge->from)));
    json_put(o, "relation", json_string(relation_name(edge->relation)));
    json_put(o, "to", json_make_text(endpoint_key(x, edge->to)));
    json_put(o, "score", json_make_score(edge->score));
    json_put(o, "evidence", evidence);
    return o;
}

static json_t *warning_to_json(const struct warning *w)
{
    json_t *o = json_object();
    json_put(o, "line", json_integer(w->line));
    json_put(o, "code", json_string(w->code));
    json_put(o, "detail", json_make_text(w->detail));
    return o;
}

json_t *extraction_to_json(const struct extraction *x, struct str source)
{
    json_t *papers = json_array(), *concepts = json_array();
    json_t *edges = json_array(), *warnings = json_array();
    for (size_t i = 0; i < x->n_papers; i++)
        json_array_append_new(papers, paper_to_json(&x->papers[i]));
    for (size_t i = 0; i < x->n_concepts; i++)
        json_array_append_new(concepts, concept_to_json(&x->concepts[i]));
    for (size_t i = 0; i < x->n_edges; i++)
        json_array_append_new(edges, edge_to_json(x, &x->edges[i], source));
    for (size_t i = 0; i < x->n_warnings; i++)
        json_array_append_new(warnings, warning_to_json(&x->warnings[i]));
    json_t *document = json_object();
    json_put(document, "note", note_to_json(x));
    json_put(document, "papers", papers);
    json_put(document, "concepts", concepts);
    json_put(document, "edges", edges);
    json_put(document, "warnings", warnings);
    return document;
}
